//! Sensitivity: a bar a parameter around the result as things are set.

use eframe::egui;
use egui::{Align2, Pos2, Rect, RichText, ScrollArea, Sense, Stroke, Ui, Vec2};

use super::own_panel::one_line;
use super::scene::Scene;
use super::theme::Tokens;
use super::{what_if, widgets};
use crate::app::Command;
use crate::app::prefs::TornadoOf;
use crate::view_model::fan_words::between;
use crate::view_model::sensitivity::{BarEnd, SensitivityView, TornadoRow};

/// Height of a bar and its names at the usual size.
const ROW: f32 = 44.0;

/// Draws the view below the headline.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &SensitivityView) {
    let tokens = scene.tokens;
    if scene.still {
        what_of(ui, scene, view);
    } else {
        options(ui, scene, view);
    }
    // A picture is not scrolled: it has those that matter most.
    let few = scene.still.then(|| fewer(ui, scene, view)).flatten();
    let view = few.as_ref().unwrap_or(view);
    let scrolled = ScrollArea::vertical().id_salt("sensitivity").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.label(RichText::new(&view.title).font(tokens.body()));
        ui.add_space(4.0);
        if view.none.is_empty() {
            bars(ui, scene, view);
        } else {
            ui.label(RichText::new(&view.none).font(tokens.body()));
        }
        ui.add_space(8.0);
        for note in &view.notes {
            ui.label(widgets::quiet(note, &tokens));
        }
        ui.add_space(8.0);
        widgets::follow_focus(ui, "sensitivity");
    });
    let missing = (scrolled.content_size.y - scrolled.inner_rect.height()).max(0.0);
    ui.data_mut(|d| d.insert_temp(super::breakdown_view::missing_height_id(), missing));
}

/// As many bars as there is room for, at least eight, and how many are left out;
/// nothing where all have room.
fn fewer(ui: &Ui, scene: &Scene<'_>, view: &SensitivityView) -> Option<SensitivityView> {
    let notes = 26.0 * f32::from(u8::try_from(view.notes.len() + 3).unwrap_or(u8::MAX));
    let room = (ui.available_height() / scene.tokens.scale - notes) / ROW;
    let fit = (8_u8..=u8::MAX).take_while(|rows| f32::from(*rows) <= room).last().unwrap_or(8);
    let more = view.rows.len().checked_sub(usize::from(fit)).filter(|more| *more > 0)?;
    let mut few = view.clone();
    few.rows.truncate(usize::from(fit));
    let more = i64::try_from(more).unwrap_or(i64::MAX);
    few.notes.insert(0, scene.texts.l10n.msg_sensitivity_more(more));
    Some(few)
}

/// The options in force, in a picture where none can be pressed.
fn what_of(ui: &mut Ui, scene: &Scene<'_>, view: &SensitivityView) {
    let l = &scene.texts.l10n;
    let prefs = &scene.state.prefs;
    let course =
        if prefs.tornado_plan && view.plan { l.msg_sensitivity_plan() } else { l.msg_sensitivity_as_is() };
    let number = match prefs.tornado {
        TornadoOf::Total => l.msg_sensitivity_total(),
        TornadoOf::FivePercent => l.msg_sensitivity_five(),
        TornadoOf::Median => l.msg_sensitivity_median(),
    };
    ui.label(widgets::quiet(format!("{course} · {number}"), &scene.tokens));
}

/// What the bars are of: as is or the plan, and which number.
fn options(ui: &mut Ui, scene: &mut Scene<'_>, view: &SensitivityView) {
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    let (now, plan) = (scene.state.prefs.tornado, scene.state.prefs.tornado_plan && view.plan);
    let courses = [l.msg_sensitivity_as_is(), l.msg_sensitivity_plan()];
    let numbers = numbers(ui, scene, &courses);
    let no_plan = l.msg_plan_empty();
    let mut asked = None;
    ui.horizontal_wrapped(|ui| {
        for (i, name) in courses.iter().enumerate() {
            let on = plan == (i == 1);
            let button = egui::Button::new(RichText::new(name).font(tokens.small())).selected(on);
            let response = ui.add_enabled(i == 0 || view.plan, button);
            if response.on_disabled_hover_text(&no_plan).clicked() {
                asked = Some((now, i == 1));
            }
        }
        ui.add_space(12.0);
        for (of, name) in TornadoOf::ALL.into_iter().zip(&numbers) {
            let button = egui::Button::new(RichText::new(name).font(tokens.small())).selected(of == now);
            if ui.add(button).clicked() {
                asked = Some((of, plan));
            }
        }
    });
    if let Some((of, plan)) = asked {
        scene.ask(Command::SetTornado(of, plan));
    }
}

/// What can be measured, in fewer words where one row has no room for all.
fn numbers(ui: &Ui, scene: &Scene<'_>, courses: &[String]) -> [String; 3] {
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    let full = [l.msg_sensitivity_total(), l.msg_sensitivity_five(), l.msg_sensitivity_median()];
    let spacing = ui.spacing();
    let beside = 2.0 * spacing.button_padding.x + spacing.item_spacing.x;
    let wide = |text: &String| {
        let galley = ui.painter().layout_no_wrap(text.clone(), tokens.small(), tokens.text);
        galley.size().x + beside
    };
    let all: f32 = courses.iter().chain(&full).map(wide).sum();
    if all + 12.0 + spacing.item_spacing.x <= ui.available_width() {
        return full;
    }
    [l.msg_sensitivity_total(), l.msg_sensitivity_five_short(), l.msg_sensitivity_median_short()]
}

/// Where the bars of a view stand.
struct Scale {
    low: f64,
    reach: f64,
    track: egui::Rangef,
}

impl Scale {
    #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
    fn x(&self, value: f64) -> f32 {
        self.track.min + ((value - self.low) / self.reach) as f32 * self.track.span()
    }
}

fn bars(ui: &mut Ui, scene: &Scene<'_>, view: &SensitivityView) {
    let tokens = scene.tokens;
    let results = view.rows.iter().flat_map(|r| [r.low.at, r.high.at]);
    let (low, high) = results.fold((view.base.0, view.base.0), |(a, b): (f64, f64), v| (a.min(v), b.max(v)));
    let width =
        |text: &str| ui.painter().layout_no_wrap(text.to_owned(), tokens.small(), tokens.text).size().x;
    let all = ui.available_width();
    let ends = view.rows.iter().flat_map(|r| [&r.low, &r.high]);
    let end_width = ends.map(|e| width(&e.value)).fold(40.0, f32::max) + 10.0;
    let left = ui.cursor().left();
    let track = egui::Rangef::new(left + end_width, left + all - end_width);
    let scale = Scale { low, reach: (high - low).max(1.0), track };
    let l = &scene.texts.l10n;
    let head = l.msg_labelled(l.msg_sensitivity_base(), &view.base.1);
    let words = width(&head);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(all, 22.0 * tokens.scale), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &head));
    let middle = widgets::held(scale.x(view.base.0), left + words / 2.0, left + all - words / 2.0);
    let at = Pos2::new(middle, rect.center().y);
    ui.painter().text(at, Align2::CENTER_CENTER, head, tokens.small(), tokens.quiet);
    for row in &view.rows {
        bar(ui, scene, row, view.base.0, &scale);
    }
}

/// One parameter: its label above, the bar, the values moved to at its ends.
fn bar(ui: &mut Ui, scene: &Scene<'_>, row: &TornadoRow, base: f64, scale: &Scale) {
    let tokens = scene.tokens;
    let line = 17.0 * tokens.scale;
    let size = Vec2::new(ui.available_width(), line * 2.0 + 10.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &row.sentence));
    let painter = ui.painter();
    if response.hovered() {
        painter.rect_filled(rect, 4.0, Tokens::faded(tokens.accent, 0.08));
    }
    let (worse, better) = in_order(row);
    let results = between(scene.texts.lang, &worse.result, &better.result);
    let figures = painter.layout_no_wrap(results, tokens.small(), tokens.text);
    let room = rect.width() - figures.size().x - 12.0;
    let label = one_line(ui, &row.label, tokens.small(), tokens.text, room);
    let top = rect.top() + 3.0;
    let after = rect.left() + 2.0 + label.size().x + 8.0;
    painter.galley(Pos2::new(rect.left() + 2.0, top), label, tokens.text);
    if row.ours {
        // In a narrow window in fewer words, so that it is not left out.
        let l = &scene.texts.l10n;
        let said = [l.msg_sensitivity_ours(), l.msg_sensitivity_ours_short()];
        let mut said =
            said.map(|words| painter.layout_no_wrap(words, tokens.small(), tokens.quiet)).into_iter();
        if let Some(ours) = said.find(|ours| after + ours.size().x <= rect.left() + room) {
            painter.galley(Pos2::new(after, top), ours, tokens.quiet);
        }
    }
    painter.galley(Pos2::new(rect.right() - figures.size().x - 2.0, top), figures, tokens.text);
    let y = top + line * 1.5 + 1.0;
    let half = line * 0.32;
    // Where both ends lie on one side, the bar is what lies between them: the
    // setting is outside, and a thin line leads there.
    let inner = base.max(worse.at).min(better.at);
    let piece = |from: f64, to: f64, half: f32| {
        let color = if from.min(to) < base { tokens.loss } else { tokens.gain };
        let (a, b) = (scale.x(from), scale.x(to));
        painter.rect_filled(Rect::from_x_y_ranges(a.min(b)..=a.max(b), y - half..=y + half), 0.0, color);
    };
    piece(base, inner, 1.0);
    piece(worse.at, inner, half);
    piece(inner, better.at, half);
    painter.vline(scale.x(base), y - half - 3.0..=y + half + 3.0, Stroke::new(1.0, tokens.text));
    end_values(ui, &tokens, row, base, scale, y);
    if response.has_focus() {
        widgets::focus_ring(ui, rect, &tokens);
    }
    if response.clicked() {
        what_if::go_to(ui.ctx(), row.param);
    }
}

/// The ends of a bar, the lower result first.
fn in_order(row: &TornadoRow) -> (&BarEnd, &BarEnd) {
    if row.low.at <= row.high.at { (&row.low, &row.high) } else { (&row.high, &row.low) }
}

/// The values moved to, left and right of the bar.
fn end_values(ui: &Ui, tokens: &Tokens, row: &TornadoRow, base: f64, scale: &Scale, y: f32) {
    let (left, right) = in_order(row);
    let text = |end: &BarEnd, at: f32, align| {
        ui.painter().text(Pos2::new(at, y), align, &end.value, tokens.small(), tokens.quiet);
    };
    let least = left.at.min(base);
    let most = right.at.max(base);
    text(left, scale.x(least) - 5.0, Align2::RIGHT_CENTER);
    text(right, scale.x(most) + 5.0, Align2::LEFT_CENTER);
}
