//! What is known of an episode, what becomes of it, and who said so: shown on
//! request.

use eframe::egui;
use egui::{Align2, RichText, Role, Sense, Ui, Vec2, WidgetInfo};

use super::icons::{self, Icon};
use super::scene::Scene;
use super::widgets;
use crate::view_model::history::OpenEpisode;
use crate::view_model::history_words::FactRow;

/// Draws both parts, each behind its title.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, open: &OpenEpisode) {
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    if disclosed(ui, scene, &l.msg_history_facts(), "facts") {
        for row in &open.facts {
            fact(ui, scene, row);
        }
    }
    if disclosed(ui, scene, &l.msg_history_sources(), "sources") {
        for source in &open.sources {
            ui.label(widgets::quiet(source, &tokens));
        }
    }
}

/// A title that opens and closes what is below it; whether it is open.
fn disclosed(ui: &mut Ui, scene: &Scene<'_>, title: &str, key: &str) -> bool {
    let tokens = scene.tokens;
    let id = egui::Id::unique(("history-part", key));
    let open: bool = ui.data(|d| d.get_temp(id)).unwrap_or(false);
    widgets::hairline(ui, &tokens);
    let (rect, response) =
        ui.allocate_exact_size(Vec2::new(ui.available_width(), tokens.control), Sense::click());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::DisclosureTriangle, true, title);
        info.selected = Some(open);
        info
    });
    if response.clicked() {
        ui.data_mut(|d| d.insert_temp(id, !open));
    }
    ui.painter().text(rect.left_center(), Align2::LEFT_CENTER, title, tokens.body_bold(), tokens.text);
    let place = rect.right_center() - Vec2::new(12.0, 0.0);
    let arrow = egui::Rect::from_center_size(place, Vec2::splat(16.0));
    icons::paint(ui.painter(), arrow, if open { Icon::Down } else { Icon::Right }, tokens.quiet, 0.8);
    if response.has_focus() {
        widgets::focus_ring(ui, rect, &tokens);
    }
    open
}

/// A fact: its value and mark, more about it, and what becomes of it.
fn fact(ui: &mut Ui, scene: &Scene<'_>, row: &FactRow) {
    let tokens = scene.tokens;
    let marked = match (row.value.is_empty(), row.mark.is_empty()) {
        (true, true) => String::new(),
        (true, false) => format!("[{}]", row.mark),
        (false, true) => row.value.clone(),
        (false, false) => format!("{} [{}]", row.value, row.mark),
    };
    let line = if marked.is_empty() { row.label.clone() } else { format!("{}  {marked}", row.label) };
    ui.label(RichText::new(line).font(tokens.small()).color(tokens.text));
    if !row.note.is_empty() {
        ui.label(widgets::quiet(&row.note, &tokens));
    }
    if !row.used.is_empty() {
        ui.label(widgets::quiet(format!("→ {}", row.used), &tokens));
    }
    ui.add_space(4.0);
}
