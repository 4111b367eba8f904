//! The projection: what it is measured in, the chart, the figures below.

use eframe::egui;
use egui::{RichText, Ui, Vec2};

use super::chart::{self, ChartInput};
use super::scene::Scene;
use super::widgets;
use crate::app::Command;
use crate::app::prefs::Numeraire;
use crate::view_model::projection::{ProjectionView, Tile};

const NUMERAIRES: [Numeraire; 4] =
    [Numeraire::RealYen, Numeraire::NominalYen, Numeraire::Dollars, Numeraire::Bitcoin];

/// How the figures under the chart are set.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Setting {
    /// Three lines each.
    Roomy,
    /// One row of two lines each, where the chart would be too low.
    Tight,
    /// None: what they say stands in the sentence and in the table of figures.
    Without,
}

/// Draws the view below the headline.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &ProjectionView) {
    let whole = ui.available_height();
    let left = |setting| whole - tiles_height(ui, scene, view, setting) - 16.0;
    let lowest = [(Setting::Roomy, 300.0), (Setting::Tight, 130.0)];
    let fits = |(setting, least): &(Setting, f32)| left(*setting) >= least * scene.tokens.scale;
    let setting = match lowest.into_iter().find(fits) {
        Some((setting, _)) => setting,
        // A picture grows instead.
        None if scene.still => Setting::Tight,
        None => Setting::Without,
    };
    let missing = (180.0 * scene.tokens.scale - left(setting)).max(0.0);
    ui.data_mut(|d| d.insert_temp(super::breakdown_view::missing_height_id(), missing));
    let size = Vec2::new(ui.available_width(), left(setting).max(120.0));
    let log = scene.state.prefs.log_axis && view.can_log;
    if let Some(asked) = chart::show(ui, scene, &ChartInput { view, log }, size) {
        scene.ask(Command::Explain(Some(asked.into())));
    }
    if setting != Setting::Without {
        ui.add_space(8.0);
        tiles(ui, scene, view, setting);
    }
}

/// What values are measured in, and the kind of axis; from the right end.
pub fn options(ui: &mut Ui, scene: &mut Scene<'_>, can_log: bool) {
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    let names = [l.msg_measure_real(), l.msg_measure_nominal(), l.msg_measure_usd(), l.msg_measure_btc()];
    let selected = NUMERAIRES.iter().position(|n| *n == scene.state.prefs.numeraire).unwrap_or(0);
    let log_label = l.msg_log_axis();
    let log_width = ui.painter().layout_no_wrap(log_label.clone(), tokens.small(), tokens.text).size().x;
    let width = (ui.available_width() - log_width - 56.0).clamp(72.0, 132.0 * tokens.scale);
    let picked = widgets::choice(ui, &l.msg_measure(), &names, selected, width);
    if let Some(numeraire) = picked.and_then(|i| NUMERAIRES.get(i).copied()) {
        scene.ask(Command::SetNumeraire(numeraire));
    }
    let mut log = scene.state.prefs.log_axis && can_log;
    let label = RichText::new(log_label).font(tokens.small());
    let tick = ui.add_enabled(can_log, egui::Checkbox::new(&mut log, label));
    let tick = tick.on_disabled_hover_text(l.msg_log_axis_refused());
    if tick.changed() {
        scene.ask(Command::SetLogAxis(log));
    }
}

fn columns(ui: &Ui, scene: &Scene<'_>, view: &ProjectionView, setting: Setting) -> usize {
    let tokens = scene.tokens;
    let count = view.tiles.len();
    let figure =
        |t: &Tile| ui.painter().layout_no_wrap(t.value.clone(), tokens.body_bold(), tokens.text).size().x;
    let name = |t: &Tile| ui.painter().layout_no_wrap(t.label.clone(), tokens.small(), tokens.text).size().x;
    let names = if setting == Setting::Tight { view.tiles.iter().map(name).fold(0.0, f32::max) } else { 0.0 };
    let widest = view.tiles.iter().map(figure).fold(names, f32::max) + 14.0;
    let least = if setting == Setting::Tight { 88.0 } else { 124.0 };
    let room = ui.available_width() / (least * tokens.scale).max(widest);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a window is not that wide")]
    let fits = room.floor().max(1.0) as usize;
    if setting == Setting::Tight || fits >= count {
        fits.min(count).max(1)
    } else {
        fits.min(count.div_ceil(2)).max(1)
    }
}

fn tile_height(scene: &Scene<'_>, setting: Setting) -> f32 {
    let height = if setting == Setting::Tight { 50.0 } else { 78.0 };
    height * scene.tokens.scale
}

fn tiles_height(ui: &Ui, scene: &Scene<'_>, view: &ProjectionView, setting: Setting) -> f32 {
    let rows = match setting {
        Setting::Without => 0,
        Setting::Tight => 1,
        Setting::Roomy => view.tiles.len().div_ceil(columns(ui, scene, view, setting)),
    };
    tile_height(scene, setting) * f32::from(u8::try_from(rows).unwrap_or(1))
}

/// Figures in even columns; room for the widest is kept.
fn tiles(ui: &mut Ui, scene: &mut Scene<'_>, view: &ProjectionView, setting: Setting) {
    let columns = columns(ui, scene, view, setting);
    let wide = ui.available_width() / f32::from(u8::try_from(columns).unwrap_or(1));
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    let tokens = scene.tokens;
    let fits = |font: egui::FontId| {
        let width =
            |t: &Tile| ui.painter().layout_no_wrap(t.value.clone(), font.clone(), tokens.text).size().x;
        view.tiles.iter().all(|t| width(t) <= wide - 12.0)
    };
    let largest = usize::from(setting == Setting::Tight) * 2;
    let font = [tokens.figure(false), tokens.figure(true), tokens.section()]
        .into_iter()
        .skip(largest)
        .find(|font| fits(font.clone()))
        .unwrap_or_else(|| tokens.body_bold());
    let rows = if setting == Setting::Tight { 1 } else { usize::MAX };
    for row in view.tiles.chunks(columns.max(1)).take(rows) {
        ui.horizontal(|ui| {
            for one in row {
                tile(ui, scene, one, Vec2::new(wide, tile_height(scene, setting)), &font);
            }
        });
    }
}

fn tile(ui: &mut Ui, scene: &mut Scene<'_>, tile: &Tile, size: Vec2, font: &egui::FontId) {
    let tokens = scene.tokens;
    let (rect, response) = ui.allocate_exact_size(size, super::asking::sense(scene));
    let figures = format!("{} {}", tile.value, tile.detail);
    let words = scene.texts.l10n.msg_labelled(&tile.label, figures.trim());
    super::asking::offer(ui, scene, &response, rect, &words, &tile.explains);
    let inner = rect.shrink2(Vec2::new(4.0, 2.0));
    let line = |text: &str, font, color| super::own_panel::one_line(ui, text, font, color, inner.width());
    let label_font = widgets::fitting(ui, &tile.label, tokens.small(), inner.width(), &tokens);
    let label = line(&tile.label, label_font, tokens.quiet);
    let value = line(&tile.value, font.clone(), tokens.tone(tile.tone));
    let detail = line(&tile.detail, tokens.small(), tokens.text);
    let mut at = inner.left_top();
    let painter = ui.painter();
    // A label set smaller keeps its row, so that the figures stand level.
    let label_row = ui.painter().layout_no_wrap(tile.label.clone(), tokens.small(), tokens.quiet).size().y;
    for (galley, least) in [(label, label_row), (value, 0.0), (detail, 0.0)] {
        let height = galley.size().y.max(least);
        if at.y + height > rect.bottom() + 2.0 {
            break;
        }
        painter.galley(at, galley, tokens.text);
        at.y += height + 1.0;
    }
}
