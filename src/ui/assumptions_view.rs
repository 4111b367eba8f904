//! Every number in force and where it comes from.

use eframe::egui;
use egui::Ui;

use super::scene::Scene;

/// Draws the view.
pub fn show(_ui: &mut Ui, _scene: &mut Scene<'_>) {}
