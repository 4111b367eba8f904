//! How what moves by chance goes together: a small table of numbers, each
//! typed or moved by the arrow keys.

use eframe::egui;
use egui::{Align, Align2, Id, Key, Layout, Modifiers, RichText, Ui, Vec2};

use super::icons::Icon;
use super::scene::{Scene, end_gesture};
use super::{draft, slider_row, widgets};
use crate::app::Edit;
use crate::domain::risk_factor::{Correlations, RiskFactor};
use crate::view_model::correlation::{self, Cell, Heading, Triangle};

/// The widest a cell gets, in points.
const WIDEST: f32 = 52.0;
/// Between two cells.
const GAP: f32 = 2.0;

/// Draws the table of what the company is exposed to.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let factors = correlation::exposed(scene.state.profile(), &scene.scenario);
    let adjusted = adjusted(ui, &scene.scenario.correlations, &factors);
    let table = correlation::triangle(&scene.scenario.correlations, &factors, adjusted, scene.texts);
    title(ui, scene, &table);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(GAP);
        grid(ui, scene, &table);
    });
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
fn title(ui: &mut Ui, scene: &Scene<'_>, table: &Triangle) {
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
    });
    ui.add_space(4.0);
}

fn grid(ui: &mut Ui, scene: &mut Scene<'_>, table: &Triangle) {
    let tokens = scene.tokens;
    let columns = table.rows.len();
    let Some((_, with_cells)) = table.headings.split_first() else { return };
    let width_of = |h: &Heading| {
        ui.painter().layout_no_wrap(h.short.clone(), tokens.small(), tokens.text).size().x.ceil() + 4.0
    };
    let label = with_cells.iter().map(width_of).fold(0.0, f32::max);
    let count = u16::try_from(columns).unwrap_or(u16::MAX).max(1);
    let room = (ui.available_width() - label - 8.0) / f32::from(count) - GAP;
    let size = Vec2::new(room.min(WIDEST * tokens.scale).max(24.0).floor(), tokens.control - 6.0);
    ui.horizontal(|ui| {
        heading(ui, scene, None, Vec2::new(label, 20.0 * tokens.scale), Align2::LEFT_CENTER);
        for column in table.headings.iter().take(columns) {
            let size = Vec2::new(size.x, 20.0 * tokens.scale);
            heading(ui, scene, Some(column), size, Align2::RIGHT_CENTER);
        }
    });
    for (row, cells) in with_cells.iter().zip(&table.rows) {
        ui.horizontal(|ui| {
            heading(ui, scene, Some(row), Vec2::new(label, size.y), Align2::LEFT_CENTER);
            for cell in cells {
                field(ui, scene, cell, size);
            }
        });
    }
}

fn heading(ui: &mut Ui, scene: &Scene<'_>, heading: Option<&Heading>, size: Vec2, align: Align2) {
    let tokens = scene.tokens;
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    let Some(heading) = heading else { return };
    let font = widgets::fitting(ui, &heading.short, tokens.small(), size.x, &tokens);
    let inner = rect.shrink2(Vec2::new(2.0, 0.0));
    ui.painter().text(align.pos_in_rect(&inner), align, &heading.short, font, tokens.quiet);
    response.on_hover_text(&heading.full);
}

fn field_id(cell: &Cell) -> Id {
    Id::unique(("correlation", cell.pair.key()))
}

fn draft_id(cell: &Cell) -> Id {
    Id::unique(("correlation-draft", cell.pair.key()))
}

/// One number: typed, or moved by a hundredth with ↑ and ↓, with Shift by ten.
fn field(ui: &mut Ui, scene: &mut Scene<'_>, cell: &Cell, size: Vec2) {
    let tokens = scene.tokens;
    let (id, key) = (field_id(cell), draft_id(cell));
    if ui.memory(|m| m.has_focus(id))
        && let Some(by) = nudge(ui)
    {
        draft::forget(ui, key);
        let value = correlation::nudged(cell.value, by);
        scene.edit_while(ui.ctx(), id, Edit::SetCorrelation(cell.pair, Some(value)));
    }
    let mut text = draft::current(ui, key, &cell.text).unwrap_or_else(|| cell.text.clone());
    let font = widgets::fitting(ui, &text, tokens.small(), size.x - 4.0, &tokens);
    let edit = egui::TextEdit::singleline(&mut text)
        .id(id)
        .font(font)
        .margin(egui::Margin::symmetric(2, 2))
        .align(Align2::RIGHT_CENTER);
    let response = ui.add_sized(size, edit);
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(cell.name.clone()));
    if cell.changed.is_some() {
        let corner = response.rect.left_top() + Vec2::splat(5.0);
        ui.painter().circle_filled(corner, 2.5, tokens.accent);
    }
    let response = response.on_hover_text(format!("{}\n{}", cell.name, cell.about));
    if response.gained_focus() {
        slider_row::select_all(ui, id, &text);
    }
    if response.changed() {
        let original = draft::original(ui, key, &cell.text);
        let read =
            correlation::read(&text, scene.texts).or_else(|_| correlation::read(&original, scene.texts));
        draft::keep(ui, key, &text, &cell.text, read.as_ref().is_ok_and(|v| *v != cell.value));
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

/// Under the table: what is wrong with what was typed, or that a number was
/// changed, with its reset.
fn below(ui: &mut Ui, scene: &mut Scene<'_>, cell: &Cell) {
    let tokens = scene.tokens;
    let draft = draft::current(ui, draft_id(cell), &cell.text);
    if let Some(sentence) = draft.and_then(|text| correlation::read(&text, scene.texts).err()) {
        let sentence = format!("{}: {sentence}", cell.name);
        ui.label(RichText::new(sentence).font(tokens.small()).color(tokens.loss));
    }
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
