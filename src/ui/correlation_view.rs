//! How what moves by chance goes together: a small table of numbers, each
//! typed or moved by the arrow keys.

use eframe::egui;
use egui::{Align, Align2, Id, Key, Layout, Modifiers, Rect, RichText, Ui, Vec2};

use super::icons::Icon;
use super::scene::{Scene, end_gesture};
use super::{draft, slider_row, widgets};
use crate::app::Edit;
use crate::domain::risk_factor::{Correlations, RiskFactor};
use crate::view_model::correlation::{self, Cell, Heading, Triangle};

/// The widest a cell gets, in points.
const WIDEST: f32 = 52.0;
/// A cell narrower than this, in points, has no room for `−0.32`.
const ROOMY: f32 = 44.0;
/// Between two cells.
const GAP: f32 = 2.0;

/// Draws the table of what the company is exposed to.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let factors = correlation::exposed(scene.state.profile(), &scene.scenario);
    let adjusted = adjusted(ui, &scene.scenario.correlations, &factors);
    let table = correlation::triangle(&scene.scenario.correlations, &factors, adjusted, scene.texts);
    title(ui, scene, &table);
    let wrong = ui.scope(|ui| {
        // Fields no higher than their rows.
        ui.spacing_mut().interact_size.y = 0.0;
        grid(ui, scene, &table)
    });
    for (cell, sentence) in wrong.inner {
        refused(ui, scene, cell, &sentence);
    }
    for cell in table.rows.iter().flatten() {
        below(ui, scene, cell);
    }
    if let Some(note) = &table.note {
        ui.label(RichText::new(note).font(scene.tokens.small()));
    }
    ui.add_space(6.0);
}

/// What was last worked out, and what from.
#[derive(Clone)]
struct Known {
    correlations: Correlations,
    factors: Vec<RiskFactor>,
    adjusted: Option<f64>,
}

/// The difference to what holds together, worked out once a change.
fn adjusted(ui: &Ui, correlations: &Correlations, factors: &[RiskFactor]) -> Option<f64> {
    let key = Id::unique("correlations-adjusted");
    let known: Option<Known> = ui.data(|d| d.get_temp(key));
    if let Some(known) = known
        && known.correlations == *correlations
        && known.factors == factors
    {
        return known.adjusted;
    }
    let adjusted = correlation::adjusted(correlations, factors);
    let known = Known { correlations: correlations.clone(), factors: factors.to_vec(), adjusted };
    ui.data_mut(|d| d.insert_temp(key, known));
    adjusted
}

/// The title with an (i) that says what the numbers mean and where each
/// default comes from.
fn title(ui: &mut Ui, scene: &mut Scene<'_>, table: &Triangle) {
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    let key = Id::unique("about-correlations");
    let open: bool = ui.data(|d| d.get_temp(key)).unwrap_or(false);
    let height = 22.0 * tokens.scale;
    ui.allocate_ui_with_layout(
        Vec2::new(ui.available_width(), height),
        Layout::right_to_left(Align::Center),
        |ui| {
            ui.set_min_height(height);
            let name = l.msg_info_about(l.msg_correlations());
            let square = Vec2::splat(height);
            if widgets::sized_icon_button(ui, &tokens, Icon::Info, &name, true, square).clicked() {
                ui.data_mut(|d| d.insert_temp(key, !open));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let title = RichText::new(l.msg_correlations()).font(tokens.small());
                ui.add(egui::Label::new(title).truncate());
            });
        },
    );
    if !open {
        return;
    }
    let frame = egui::Frame::new()
        .fill(tokens.ground)
        .stroke(egui::Stroke::new(1.0, tokens.hairline))
        .corner_radius(6.0)
        .inner_margin(12.0);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(RichText::new(l.msg_correlations_help()).font(tokens.small()));
        for source in &table.sources {
            ui.label(widgets::quiet(source, &tokens));
        }
        super::term_links::of(ui, scene, &l.msg_correlations_help());
    });
    ui.add_space(4.0);
}

/// Every factor is named where its row ends, which is where its column begins.
/// Gives what is wrong with what was typed.
fn grid<'a>(ui: &mut Ui, scene: &mut Scene<'_>, table: &'a Triangle) -> Vec<(&'a Cell, String)> {
    let tokens = scene.tokens;
    let Some((last, _)) = table.headings.split_last() else { return Vec::new() };
    let mut wrong = Vec::new();
    let label = ui.painter().layout_no_wrap(last.short.clone(), tokens.small(), tokens.text).size().x + 6.0;
    let room = (ui.available_width() - label - 8.0) / as_f32(table.rows.len().max(1)) - GAP;
    let size = Vec2::new(room.min(WIDEST * tokens.scale).max(24.0).floor(), tokens.control - 6.0);
    let step = size + Vec2::splat(GAP);
    let height = step.y * as_f32(table.headings.len());
    let (area, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), height), egui::Sense::hover());
    let rows = std::iter::once(&[][..]).chain(table.rows.iter().map(Vec::as_slice));
    for (i, (row, cells)) in table.headings.iter().zip(rows).enumerate() {
        let at = |column: usize| area.min + Vec2::new(step.x * as_f32(column), step.y * as_f32(i));
        for (column, cell) in cells.iter().enumerate() {
            let sentence = field(ui, scene, cell, Rect::from_min_size(at(column), size));
            wrong.extend(sentence.map(|sentence| (cell, sentence)));
        }
        let place = Rect::from_min_max(at(cells.len()), egui::pos2(area.max.x, at(0).y + size.y));
        heading(ui, scene, row, place);
    }
    wrong
}

fn as_f32(count: usize) -> f32 {
    u16::try_from(count).map_or(f32::from(u16::MAX), f32::from)
}

fn heading(ui: &Ui, scene: &Scene<'_>, heading: &Heading, place: Rect) {
    let tokens = scene.tokens;
    let left = place.left_center() + Vec2::new(4.0, 0.0);
    let drawn = ui.painter().text(left, Align2::LEFT_CENTER, &heading.short, tokens.small(), tokens.quiet);
    let id = Id::unique(("correlation-heading", &heading.full));
    ui.interact(drawn, id, egui::Sense::hover()).on_hover_text(&heading.full);
}

fn field_id(cell: &Cell) -> Id {
    Id::unique(("correlation", cell.pair.key()))
}

fn draft_id(cell: &Cell) -> Id {
    Id::unique(("correlation-draft", cell.pair.key()))
}

/// One number: typed, or moved by a hundredth with ↑ and ↓, with Shift by ten.
/// Gives the sentence where what stands there cannot be read.
fn field(ui: &mut Ui, scene: &mut Scene<'_>, cell: &Cell, place: Rect) -> Option<String> {
    let tokens = scene.tokens;
    let (id, key) = (field_id(cell), draft_id(cell));
    if ui.memory(|m| m.has_focus(id))
        && let Some(by) = nudge(ui)
    {
        draft::forget(ui, key);
        let value = correlation::nudged(cell.value, by);
        scene.edit_while(ui.ctx(), id, Edit::SetCorrelation(cell.pair, Some(value)));
    }
    let tight = place.width() < ROOMY * tokens.scale;
    let model = if tight { correlation::narrow(&cell.text) } else { cell.text.clone() };
    let mut text = draft::current(ui, key, &model).unwrap_or_else(|| model.clone());
    let margin = if tight { 1 } else { 5 };
    let inner = place.width() - 2.0 * f32::from(margin);
    let edit = egui::TextEdit::singleline(&mut text)
        .id(id)
        .font(widgets::fitting(ui, &model, tokens.small(), inner, &tokens))
        .margin(egui::Margin::symmetric(margin, 0))
        .min_size(place.size())
        .align(Align2::RIGHT_CENTER);
    let response = ui.put(place, edit);
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(cell.name.clone()));
    if cell.changed.is_some() {
        let corner = response.rect.left_top() + Vec2::splat(5.0);
        ui.painter().circle_filled(corner, 2.5, tokens.accent);
    }
    let l = &scene.texts.l10n;
    let about = format!("{}\n{}", cell.name, l.msg_labelled(l.msg_info_source(), &cell.source));
    let response = response.on_hover_text(about);
    if response.gained_focus() {
        slider_row::select_all(ui, id, &text);
    }
    if response.changed() {
        let original = draft::original(ui, key, &model);
        let read =
            correlation::read(&text, scene.texts).or_else(|_| correlation::read(&original, scene.texts));
        draft::keep(ui, key, &text, &model, read.as_ref().is_ok_and(|v| *v != cell.value));
        if let Ok(value) = read {
            scene.edit_while(ui.ctx(), id, Edit::SetCorrelation(cell.pair, Some(value)));
        }
    }
    if response.lost_focus() {
        let given_up = ui.input(|i| i.key_pressed(Key::Escape));
        if given_up || correlation::read(&text, scene.texts).is_ok() {
            draft::forget(ui, key);
        }
        end_gesture(ui.ctx(), id);
    }
    correlation::read(&text, scene.texts)
        .err()
        .map(|sentence| scene.texts.l10n.msg_labelled(&cell.name, sentence))
}

/// By how many hundredths the keys move the number in focus.
fn nudge(ui: &Ui) -> Option<i64> {
    ui.input_mut(|i| {
        [(Key::ArrowUp, 1), (Key::ArrowDown, -1)].into_iter().find_map(|(key, by)| {
            let coarse = i.consume_key(Modifiers::SHIFT, key).then_some(by * 10);
            coarse.or_else(|| i.consume_key(Modifiers::NONE, key).then_some(by))
        })
    })
}

/// Under the table: what was typed and cannot be read, and a way back to what
/// holds.
fn refused(ui: &mut Ui, scene: &Scene<'_>, cell: &Cell, sentence: &str) {
    let tokens = scene.tokens;
    let height = 22.0 * tokens.scale;
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - height - ui.spacing().item_spacing.x;
        ui.allocate_ui_with_layout(Vec2::new(room, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_max_width(room);
            let words = RichText::new(sentence).font(tokens.small()).color(tokens.loss);
            ui.add(egui::Label::new(words).wrap());
        });
        let name = scene.texts.l10n.msg_reset_of(&cell.name);
        if widgets::sized_icon_button(ui, &tokens, Icon::Reset, &name, true, Vec2::splat(height)).clicked() {
            draft::forget(ui, draft_id(cell));
        }
    });
}

/// Under the table: that a number was changed, with its reset.
fn below(ui: &mut Ui, scene: &mut Scene<'_>, cell: &Cell) {
    let tokens = scene.tokens;
    let Some(changed) = &cell.changed else { return };
    let height = 22.0 * tokens.scale;
    ui.allocate_ui_with_layout(
        Vec2::new(ui.available_width(), height),
        Layout::right_to_left(Align::Center),
        |ui| {
            ui.set_min_height(height);
            let name = scene.texts.l10n.msg_reset_of(&cell.name);
            let square = Vec2::splat(height);
            if widgets::sized_icon_button(ui, &tokens, Icon::Reset, &name, true, square).clicked() {
                scene.edit(Edit::SetCorrelation(cell.pair, None));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(widgets::quiet(changed, &tokens)).truncate());
            });
        },
    );
}
