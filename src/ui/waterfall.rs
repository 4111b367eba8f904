//! From one value to another, bar by bar, each leading to its slider.

use eframe::egui;
use egui::{Align2, Pos2, Rangef, Rect, Response, Sense, Stroke, Ui, Vec2};

use super::own_panel::one_line;
use super::scene::Scene;
use super::theme::Tokens;
use super::{asking, widgets};
use crate::domain::param::Param;
use crate::view_model::compare_changed::ChangeBar;

/// Where amounts stand.
struct Scale {
    low: f64,
    reach: f64,
    track: Rangef,
}

impl Scale {
    #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
    fn x(&self, value: f64) -> f32 {
        self.track.min + ((value - self.low) / self.reach) as f32 * self.track.span()
    }
}

/// Draws bars one under the other on one scale, zero always on it: words and
/// amount above, the bar below. The slider asked for, if one was pressed.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, bars: &[ChangeBar]) -> Option<Param> {
    let ends = bars.iter().flat_map(|bar| [bar.from, bar.to]);
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(a, b), v| (a.min(v), b.max(v)));
    // Bars end before the amounts, so that nothing crosses those.
    let font = scene.tokens.body_bold();
    let wide = |bar: &ChangeBar| {
        ui.painter().layout_no_wrap(bar.amount.clone(), font.clone(), scene.tokens.text).size().x
    };
    let amounts = bars.iter().map(wide).fold(0.0, f32::max) + 14.0;
    let left = ui.cursor().left() + 2.0;
    let track = Rangef::new(left, left + (ui.available_width() - amounts).max(40.0));
    let scale = Scale { low, reach: (high - low).max(1.0), track };
    let mut asked = None;
    for (i, bar) in bars.iter().enumerate() {
        let joined = i + 1 < bars.len();
        if row(ui, scene, bar, &scale, joined) {
            asked = bar.param;
        }
    }
    asked
}

fn row(ui: &mut Ui, scene: &mut Scene<'_>, bar: &ChangeBar, scale: &Scale, joined: bool) -> bool {
    let tokens = scene.tokens;
    let line = 21.0 * tokens.scale;
    let size = Vec2::new(ui.available_width(), line * 2.0);
    let leads = bar.param.is_some() && !scene.still;
    let (rect, response) = ui.allocate_exact_size(size, if leads { Sense::click() } else { Sense::hover() });
    let role = if leads { egui::Role::Button } else { egui::Role::Label };
    response.widget_info(|| egui::WidgetInfo::labeled(role, true, &bar.sentence));
    if leads && response.hovered() {
        ui.painter().rect_filled(rect, 4.0, Tokens::faded(tokens.accent, 0.08));
    }
    amount(ui, scene, bar, &response, line);
    let cut = words(ui, &tokens, bar, Rect::from_min_size(rect.min, Vec2::new(rect.width(), line + 2.0)));
    let y = Rangef::new(rect.top() + line + 3.0, rect.bottom() - 7.0);
    let painter = ui.painter();
    painter.vline(scale.x(0.0), y.expand(3.0), Stroke::new(1.0, tokens.hairline));
    let (from, to) = (scale.x(bar.from), scale.x(bar.to));
    let color = if bar.param.is_none() { tokens.quiet } else { tokens.tone(bar.tone) };
    let shape = Rect::from_x_y_ranges(from.min(to)..=from.max(to).max(from.min(to) + 1.5), y);
    painter.rect_filled(shape, 2.0, color);
    if joined {
        painter.vline(
            to,
            y.max..=rect.bottom() + line + 3.0,
            Stroke::new(1.0, Tokens::faded(tokens.quiet, 0.5)),
        );
    }
    if response.has_focus() {
        widgets::focus_ring(ui, rect, &tokens);
    }
    let clicked = response.clicked();
    if cut {
        response.on_hover_text(&bar.sentence);
    }
    clicked
}

/// The amount at the right, which says how it came about.
fn amount(ui: &Ui, scene: &mut Scene<'_>, bar: &ChangeBar, row: &Response, line: f32) {
    if scene.still {
        return;
    }
    let font = if bar.param.is_none() { scene.tokens.body_bold() } else { scene.tokens.body() };
    let wide = ui.painter().layout_no_wrap(bar.amount.clone(), font, scene.tokens.text).size().x;
    let right = row.rect.right();
    let rect = Rect::from_min_max(
        Pos2::new(right - wide - 8.0, row.rect.top()),
        Pos2::new(right, row.rect.top() + line + 2.0),
    );
    let response = ui.interact(rect, row.id.with("amount"), asking::sense(scene));
    let words = scene.texts.l10n.msg_explain_bar(&bar.label, &bar.amount);
    asking::offer(ui, scene, &response, rect, &words, &bar.explains);
}

/// What differs, from which value to which, and the amount at the right.
/// Whether not all of it found room.
fn words(ui: &Ui, tokens: &Tokens, bar: &ChangeBar, rect: Rect) -> bool {
    let total = bar.param.is_none();
    let font = if total { tokens.body_bold() } else { tokens.body() };
    let painter = ui.painter();
    let color = tokens.tone(bar.tone);
    let middle = rect.center().y;
    let right = Pos2::new(rect.right() - 2.0, middle);
    let amount = painter.text(right, Align2::RIGHT_CENTER, &bar.amount, font.clone(), color);
    let room = amount.left() - rect.left() - 14.0;
    let label = one_line(ui, &bar.label, font, tokens.text, room);
    let after = rect.left() + 2.0 + label.size().x + 8.0;
    let detail = one_line(ui, &bar.detail, tokens.small(), tokens.quiet, amount.left() - 12.0 - after);
    let cut = label.elided || detail.elided;
    painter.galley(Pos2::new(rect.left() + 2.0, middle - label.size().y / 2.0), label, tokens.text);
    painter.galley(Pos2::new(after, middle - detail.size().y / 2.0), detail, tokens.quiet);
    cut
}
