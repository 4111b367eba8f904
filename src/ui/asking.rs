//! Figures that say how they came about when they are clicked.

use eframe::egui;
use egui::{Rect, Response, Sense, Ui, WidgetInfo};

use super::scene::Scene;
use super::widgets;
use crate::app::Command;
use crate::view_model::explain::Asked;

/// How a figure listens.
#[must_use]
pub fn sense(scene: &Scene<'_>) -> Sense {
    if is_off(scene) { Sense::hover() } else { Sense::click() }
}

/// In a picture nothing can be pressed, and while the result is still to be
/// guessed nothing explains it.
fn is_off(scene: &Scene<'_>) -> bool {
    scene.still || scene.state.is_predicting()
}

/// Makes a figure answer a click, or Enter, with how it came about; `words`
/// are what a screen reader says. Called before the figure is painted.
pub fn offer(ui: &Ui, scene: &mut Scene<'_>, response: &Response, rect: Rect, words: &str, explains: &Asked) {
    let behind = ui.painter().add(egui::Shape::Noop);
    offer_behind(ui, scene, (response, behind), rect, words, explains);
}

/// The same for one that is painted already: `behind` is a shape kept below it.
pub fn offer_behind(
    ui: &Ui,
    scene: &mut Scene<'_>,
    (response, behind): (&Response, egui::layers::ShapeIdx),
    rect: Rect,
    words: &str,
    explains: &Asked,
) {
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, words));
    if is_off(scene) {
        return;
    }
    let asked_about = scene.state.explaining.as_ref() == Some(explains);
    if response.hovered() || asked_about {
        let fill = ui.visuals().widgets.hovered.weak_bg_fill;
        ui.painter().set(behind, egui::epaint::RectShape::filled(rect, 6.0, fill));
    }
    if response.has_focus() {
        widgets::focus_ring(ui, rect, &scene.tokens);
    }
    if response.clicked() {
        scene.ask(Command::Explain(Some(explains.clone())));
    }
    response.clone().on_hover_cursor(egui::CursorIcon::PointingHand);
}
