//! The month looked at: one for every chart and table over time.

use eframe::egui;
use egui::{Id, Key, Modifiers, Ui};
use egui_plot::PlotTransform;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Looked {
    month: u16,
    /// What was moved there: it takes the month away again.
    by: Id,
}

fn id() -> Id {
    Id::unique("month-looked-at")
}

fn last_id() -> Id {
    Id::unique("month-looked-at-last")
}

/// The month looked at anywhere, within `months`.
#[must_use]
pub fn month(ctx: &egui::Context, months: u16) -> Option<u16> {
    let looked: Option<Looked> = ctx.data(|d| d.get_temp(id()));
    looked.map(|looked| looked.month.min(months))
}

/// Looks at a month, or no longer does. What did not look at the one that
/// stands leaves it alone.
pub fn look(ctx: &egui::Context, by: Id, month: Option<u16>) {
    let before: Option<Looked> = ctx.data(|d| d.get_temp(id()));
    let now = match month {
        Some(month) => Some(Looked { month, by }),
        None => before.filter(|looked| looked.by != by),
    };
    if now == before {
        return;
    }
    ctx.data_mut(|d| match now {
        Some(looked) => {
            d.insert_temp(id(), looked);
            d.insert_temp(last_id(), looked.month);
        }
        None => {
            d.remove::<Looked>(id());
        }
    });
    // What was drawn before this shows it too.
    ctx.request_repaint();
}

fn wanted_id() -> Id {
    Id::unique("chart-wanted")
}

/// The first chart or map drawn from now on takes the focus.
pub fn want(ctx: &egui::Context) {
    ctx.data_mut(|d| d.insert_temp(wanted_id(), true));
}

/// Whether the focus waits for a chart, which it then does no longer.
#[must_use]
pub fn take_wanted(ctx: &egui::Context) -> bool {
    ctx.data_mut(|d| d.remove_temp::<bool>(wanted_id())).is_some()
}

/// Gives a chart the focus that waits for one, and brings it into sight.
pub fn take_focus(ui: &Ui, response: &egui::Response) {
    if take_wanted(ui.ctx()) {
        response.request_focus();
        response.scroll_to_me(None);
    }
}

/// The month the pointer is over in a chart, or that its arrow keys went to;
/// else the one looked at elsewhere.
pub(super) fn in_chart(
    ui: &Ui,
    response: &egui::Response,
    months: u16,
    transform: &PlotTransform,
) -> Option<u16> {
    take_focus(ui, response);
    if response.clicked() {
        response.request_focus();
    }
    if response.has_focus() {
        let arrows = egui::EventFilter { horizontal_arrows: true, ..Default::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(response.id, arrows));
    }
    let over = response.hover_pos().filter(|p| transform.frame().contains(*p));
    let own = if let Some(at) = over {
        Some(under(transform, at, months))
    } else if response.has_focus() {
        let last: Option<u16> = ui.data(|d| d.get_temp(last_id()));
        let now = month(ui.ctx(), months).or(last).unwrap_or(months).min(months);
        Some(keys(ui, now, months))
    } else {
        None
    };
    look(ui.ctx(), response.id, own);
    own.or_else(|| month(ui.ctx(), months))
}

/// The month under a place in a chart.
#[must_use]
pub(super) fn under(transform: &PlotTransform, at: egui::Pos2, months: u16) -> u16 {
    let x = transform.value_from_position(at).x.round().clamp(0.0, f64::from(months));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=360")]
    let month = x as u16;
    month
}

/// Where the keys move the month.
pub(super) fn keys(ui: &Ui, now: u16, last: u16) -> u16 {
    ui.input_mut(|i| {
        let mut next = now;
        for (key, by) in [
            (Key::ArrowLeft, -1_i32),
            (Key::ArrowRight, 1),
            (Key::PageDown, -12),
            (Key::PageUp, 12),
            (Key::Home, -1000),
            (Key::End, 1000),
        ] {
            if i.consume_key(Modifiers::NONE, key) {
                let moved = i32::from(next).saturating_add(by).clamp(0, i32::from(last));
                next = u16::try_from(moved).unwrap_or(last);
            }
        }
        next
    })
}
