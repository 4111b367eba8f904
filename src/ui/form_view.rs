//! A form: labels above fields, what is wrong beside the field in words.

use eframe::egui;
use egui::{RichText, Ui, Vec2};

use super::scene::{Scene, end_gesture};
use super::{draft, slider_row, widgets};
use crate::app::Edit;
use crate::view_model::form::{Control, Field, Input};

/// Draws a field; `fill` turns what was filled in into an edit, or says what
/// is wrong with it.
pub fn field(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    owner: &str,
    field: &Field,
    fill: &dyn Fn(&Scene<'_>, &Input) -> Result<Edit, String>,
) {
    let id = egui::Id::unique(("form", owner, field.key));
    match &field.control {
        Control::Text { value, figure, .. } if field.locked.is_some() => {
            locked(ui, scene, field, value, *figure);
        }
        Control::Text { value, hint, figure } => typed(ui, scene, field, id, (value, hint, *figure), fill),
        Control::Choice { options, selected } => {
            ui.label(widgets::quiet(&field.label, &scene.tokens));
            let width = ui.available_width() - 8.0;
            let picked =
                ui.push_id(id, |ui| widgets::choice(ui, &field.label, options, *selected, width)).inner;
            if let Some(i) = picked
                && let Ok(edit) = fill(scene, &Input::Choice(i))
            {
                scene.edit(edit);
            }
        }
        Control::Tick(on) => {
            let mut now = *on;
            let label = RichText::new(&field.label).font(scene.tokens.small());
            if ui.checkbox(&mut now, label).changed()
                && let Ok(edit) = fill(scene, &Input::Tick(now))
            {
                scene.edit(edit);
            }
        }
    }
}

/// A field that shows something and cannot be filled in; why, on hover.
fn locked(ui: &mut Ui, scene: &Scene<'_>, field: &Field, value: &str, figure: bool) {
    let tokens = scene.tokens;
    ui.label(widgets::quiet(&field.label, &tokens));
    let mut text = value;
    let edit = egui::TextEdit::singleline(&mut text)
        .text_color(tokens.quiet)
        .desired_width(ui.available_width() - 16.0)
        .min_size(Vec2::new(0.0, tokens.control - 4.0))
        .align(if figure { egui::Align2::RIGHT_CENTER } else { egui::Align2::LEFT_CENTER });
    let response = ui.add_enabled(false, edit);
    let reason = field.locked.clone().unwrap_or_default();
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_label(field.label.clone());
        node.set_description(reason.clone());
    });
    response.on_disabled_hover_text(reason);
}

fn typed(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    field: &Field,
    id: egui::Id,
    (value, hint, figure): (&str, &str, bool),
    fill: &dyn Fn(&Scene<'_>, &Input) -> Result<Edit, String>,
) {
    let tokens = scene.tokens;
    ui.label(widgets::quiet(&field.label, &tokens));
    let draft = draft::current(ui, id, value);
    let mut text = draft.clone().unwrap_or_else(|| value.to_owned());
    let edit = egui::TextEdit::singleline(&mut text)
        .id(id.with("field"))
        .char_limit(crate::domain::validate::MAX_NAME)
        .hint_text(RichText::new(hint).color(tokens.quiet))
        .desired_width(ui.available_width() - 16.0)
        .min_size(Vec2::new(0.0, tokens.control - 4.0))
        .align(if figure { egui::Align2::RIGHT_CENTER } else { egui::Align2::LEFT_CENTER });
    let response = ui.add(edit);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(field.label.clone()));
    let wanted: bool = ui.data_mut(|d| d.remove_temp(focus_first_id())).unwrap_or(false);
    if wanted {
        response.request_focus();
        slider_row::select_all(ui, response.id, &text);
    }
    if response.gained_focus() && figure {
        slider_row::select_all(ui, response.id, &text);
    }
    if response.changed() {
        let original = draft::original(ui, id, value);
        let read = fill(scene, &Input::Text(text.clone())).or_else(|_| fill(scene, &Input::Text(original)));
        draft::keep(ui, id, &text, value, read.is_ok());
        if let Ok(edit) = read {
            scene.edit_while(ui.ctx(), response.id, edit);
        }
    }
    let wrong = draft.and_then(|_| fill(scene, &Input::Text(text)).err());
    if response.lost_focus() {
        // What cannot be read stays, with its sentence, until it is mended or
        // given up with Escape.
        if wrong.is_none() || ui.input(|i| i.key_pressed(egui::Key::Escape)) {
            draft::forget(ui, id);
        }
        end_gesture(ui.ctx(), response.id);
    }
    if let Some(sentence) = wrong {
        ui.label(RichText::new(sentence).font(tokens.small()).color(tokens.loss));
    }
}

/// Set when a form is opened on something new: its first field takes the
/// focus.
#[must_use]
pub fn focus_first_id() -> egui::Id {
    egui::Id::unique("focus-first-field")
}
