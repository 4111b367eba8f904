//! History: three lists alike, the story of one episode, and the company
//! going through it month by month.

use eframe::egui;
use egui::{Align2, Pos2, Rect, RichText, ScrollArea, Sense, Ui, Vec2};

use super::own_panel::one_line;
use super::scene::Scene;
use super::{asking, history_chart, history_chooser, history_facts, history_timeline, widgets};
use crate::app::Edit;
use crate::view_model::history::{HistoryRow, HistoryView, OpenEpisode};

/// Draws the view below the headline.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &HistoryView) {
    let tokens = scene.tokens;
    if !scene.still && view.open.is_some() {
        history_chooser::show(ui, scene, &view.lists);
    }
    let Some(open) = &view.open else {
        history_chooser::all(ui, scene, &view.lists);
        ui.data_mut(|d| d.insert_temp(super::breakdown_view::missing_height_id(), 0.0_f32));
        return;
    };
    history_timeline::run(ui, scene, open);
    let scrolled = ScrollArea::vertical().id_salt("history").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let height = 190.0 * tokens.scale.min(1.25);
        history_chart::show(ui, scene, open, Vec2::new(ui.available_width(), height));
        history_timeline::show(ui, scene, open);
        history_chart::notes(ui, scene, open);
        table(ui, scene, open);
        for note in &open.notes {
            ui.label(widgets::quiet(note, &tokens));
        }
        ui.add_space(4.0);
        set_button(ui, scene, open);
        ui.add_space(8.0);
        ui.label(RichText::new(&open.name).font(tokens.section()));
        ui.label(widgets::quiet(&open.began, &tokens));
        ui.label(RichText::new(&open.story).font(tokens.body()));
        ui.add_space(8.0);
        ui.label(widgets::bold(scene.texts.l10n.msg_history_you(), &tokens));
        for line in &open.differences {
            ui.label(RichText::new(line).font(tokens.body()));
        }
        ui.add_space(8.0);
        if !scene.still {
            history_facts::show(ui, scene, open);
        }
        ui.add_space(8.0);
        widgets::follow_focus(ui, "history");
    });
    let missing = (scrolled.content_size.y - scrolled.inner_rect.height()).max(0.0);
    ui.data_mut(|d| d.insert_temp(super::breakdown_view::missing_height_id(), missing));
}

/// The sliders "like this", one step that can be undone.
fn set_button(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenEpisode) {
    if scene.still {
        return;
    }
    let l = &scene.texts.l10n;
    let (label, about) = (l.msg_history_set(), l.msg_history_set_about());
    let button = egui::Button::new(RichText::new(label).font(scene.tokens.body()));
    if ui.add(button).on_hover_text(&about).clicked() {
        scene.edit(Edit::ApplyEpisode(open.id));
    }
    ui.label(widgets::quiet(about, &scene.tokens));
}

/// Width kept for the colour of a class.
const SWATCH: f32 = 14.0;

/// Each class at the start and in the month in front.
fn table(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenEpisode) {
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    let all = ui.available_width();
    let column = (all * 0.235).min(150.0 * tokens.scale);
    let line = 21.0 * tokens.scale;
    let heads = [l.msg_history_column_now(), l.msg_history_column_nominal(), l.msg_history_column_real()];
    let (rect, _) = ui.allocate_exact_size(Vec2::new(all, line), Sense::hover());
    for (place, head) in (0_u8..).zip(&heads) {
        let x = rect.right() - column * f32::from(2 - place);
        let at = Pos2::new(x, rect.center().y);
        ui.painter().text(at, Align2::RIGHT_CENTER, head, tokens.small(), tokens.quiet);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), egui::Stroke::new(1.0, tokens.hairline));
    for row in &open.rows {
        table_row(ui, scene, row, (all, column, line), &heads);
    }
    ui.add_space(4.0);
}

fn table_row(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    row: &HistoryRow,
    (all, column, line): (f32, f32, f32),
    heads: &[String; 3],
) {
    let tokens = scene.tokens;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(all, line), Sense::hover());
    let figures = [&row.now, &row.nominal, &row.real];
    let said: Vec<String> = heads
        .iter()
        .zip(figures)
        .filter(|(_, figure)| !figure.is_empty())
        .map(|(head, figure)| format!("{head} {figure}"))
        .collect();
    let words = scene.texts.l10n.msg_labelled(&row.label, said.join(" · "));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &words));
    let middle = rect.center().y;
    if let Some(class) = row.class {
        let size = Vec2::splat(9.0 * tokens.scale.min(1.2));
        let at = Pos2::new(rect.left() + size.x / 2.0, middle);
        ui.painter().rect_filled(Rect::from_center_size(at, size), 1.0, tokens.class(class));
    }
    let font = if row.class.is_none() && !row.now.is_empty() {
        egui::FontId::new(tokens.small().size, tokens.body_bold().family)
    } else {
        tokens.small()
    };
    let free = if row.now.is_empty() { column * 2.0 } else { column * 3.0 };
    let label = one_line(ui, &row.label, font.clone(), tokens.text, all - free - SWATCH - 8.0);
    let cut = label.elided;
    ui.painter().galley(Pos2::new(rect.left() + SWATCH, middle - label.size().y / 2.0), label, tokens.text);
    for ((place, figure), (head, asked)) in (0_u8..).zip(figures).zip(heads.iter().zip(&row.explains)) {
        let right = rect.right() - column * f32::from(2 - place);
        let color = match place {
            2 if !row.real.is_empty() => tokens.tone(row.tone),
            _ => tokens.text,
        };
        let font = widgets::fitting(ui, figure, font.clone(), column - 6.0, &tokens);
        if let Some(asked) = asked.as_ref().filter(|_| !scene.still) {
            let cell = Rect::from_x_y_ranges(right - column + 6.0..=right + 3.0, rect.y_range());
            let id = response.id.with(place);
            let words = scene.texts.l10n.msg_labelled(format!("{} · {head}", row.label), figure);
            let response = ui.interact(cell, id, asking::sense(scene));
            asking::offer(ui, scene, &response, cell, &words, asked);
        }
        ui.painter().text(Pos2::new(right, middle), Align2::RIGHT_CENTER, figure, font, color);
    }
    if cut {
        response.on_hover_text(words);
    }
}
