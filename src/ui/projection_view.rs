//! The projection: what it is measured in, the chart, the figures below.

use eframe::egui;
use egui::{RichText, Ui, Vec2};

use super::chart::{self, ChartInput};
use super::scene::Scene;
use crate::app::Command;
use crate::app::prefs::Numeraire;
use crate::view_model::projection::{ProjectionView, Tile};

const NUMERAIRES: [Numeraire; 4] =
    [Numeraire::RealYen, Numeraire::NominalYen, Numeraire::Dollars, Numeraire::Bitcoin];

/// Draws the view below the headline.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &ProjectionView, controls: bool) {
    if controls {
        measures(ui, scene, view);
    }
    let tiles_height = tiles_height(ui, scene, view);
    let height = (ui.available_height() - tiles_height - 20.0).max(140.0);
    let size = Vec2::new(ui.available_width(), height);
    let log = scene.state.prefs.log_axis && view.can_log;
    chart::show(ui, scene, &ChartInput { view, log }, size);
    ui.add_space(8.0);
    tiles(ui, scene, view);
}

fn measures(ui: &mut Ui, scene: &mut Scene<'_>, view: &ProjectionView) {
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let names = [l.msg_measure_real(), l.msg_measure_nominal(), l.msg_measure_usd(), l.msg_measure_btc()];
        for (numeraire, name) in NUMERAIRES.into_iter().zip(names) {
            let on = scene.state.prefs.numeraire == numeraire;
            let text = RichText::new(name).font(tokens.small());
            let button = egui::Button::new(text).selected(on);
            if ui.add(button).clicked() {
                scene.ask(Command::SetNumeraire(numeraire));
            }
        }
        ui.add_space(8.0);
        let mut log = scene.state.prefs.log_axis && view.can_log;
        let label = RichText::new(l.msg_log_axis()).font(tokens.small());
        let tick = ui.add_enabled(view.can_log, egui::Checkbox::new(&mut log, label));
        let tick = tick.on_disabled_hover_text(l.msg_log_axis_refused());
        if tick.changed() {
            scene.ask(Command::SetLogAxis(log));
        }
    });
    ui.add_space(4.0);
}

fn columns(ui: &Ui, scene: &Scene<'_>, count: usize) -> usize {
    let room = ui.available_width() / (124.0 * scene.tokens.scale);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a window is not that wide")]
    let fits = room.floor().max(1.0) as usize;
    if fits >= count { count } else { fits.min(count.div_ceil(2)).max(1) }
}

fn tile_height(scene: &Scene<'_>) -> f32 {
    78.0 * scene.tokens.scale
}

fn tiles_height(ui: &Ui, scene: &Scene<'_>, view: &ProjectionView) -> f32 {
    let rows = view.tiles.len().div_ceil(columns(ui, scene, view.tiles.len()));
    tile_height(scene) * f32::from(u8::try_from(rows).unwrap_or(1))
}

/// Figures in even columns; room for the widest is kept.
fn tiles(ui: &mut Ui, scene: &Scene<'_>, view: &ProjectionView) {
    let columns = columns(ui, scene, view.tiles.len());
    let wide = ui.available_width() / f32::from(u8::try_from(columns).unwrap_or(1));
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    let tokens = scene.tokens;
    let fits = |font: egui::FontId| {
        let width =
            |t: &Tile| ui.painter().layout_no_wrap(t.value.clone(), font.clone(), tokens.text).size().x;
        view.tiles.iter().all(|t| width(t) <= wide - 12.0)
    };
    let font = [tokens.figure(false), tokens.figure(true), tokens.section()]
        .into_iter()
        .find(|font| fits(font.clone()))
        .unwrap_or_else(|| tokens.body_bold());
    for row in view.tiles.chunks(columns.max(1)) {
        ui.horizontal(|ui| {
            for one in row {
                tile(ui, scene, one, Vec2::new(wide, tile_height(scene)), &font);
            }
        });
    }
}

fn tile(ui: &mut Ui, scene: &Scene<'_>, tile: &Tile, size: Vec2, font: &egui::FontId) {
    let tokens = scene.tokens;
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    let words = format!("{}: {} {}", tile.label, tile.value, tile.detail);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &words));
    let inner = rect.shrink2(Vec2::new(4.0, 2.0));
    let line = |text: &str, font, color| super::own_panel::one_line(ui, text, font, color, inner.width());
    let label = line(&tile.label, tokens.small(), tokens.quiet);
    let value = line(&tile.value, font.clone(), tokens.tone(tile.tone));
    let detail = line(&tile.detail, tokens.small(), tokens.text);
    let mut at = inner.left_top();
    let painter = ui.painter();
    for galley in [label, value, detail] {
        let height = galley.size().y;
        painter.galley(at, galley, tokens.text);
        at.y += height + 1.0;
    }
}
