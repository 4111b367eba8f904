//! What happened elsewhere and before, to this balance sheet.

use eframe::egui;
use egui::Ui;

use super::scene::Scene;

/// Draws the view.
pub fn show(_ui: &mut Ui, _scene: &mut Scene<'_>) {}
