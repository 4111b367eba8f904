//! Figures under the fan: of each course of action, one under the other.

use eframe::egui;
use egui::{FontId, Pos2, Rect, Ui, Vec2};

use super::dots::{Style, sample};
use super::own_panel::one_line;
use super::scene::Scene;
use super::{asking, widgets};
use crate::view_model::fan::FanView;
use crate::view_model::fan_tiles::{FanFigure, FanTile};

/// How much stands under the chart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Everything.
    Roomy,
    /// The probabilities, without their second lines.
    Tight,
}

/// Room for the sign of a course before its figure.
const SIGN: f32 = 22.0;

fn scaled(scene: &Scene<'_>, points: f32) -> f32 {
    points * scene.tokens.scale
}

/// Probabilities, and what there is below them. What is about both courses
/// stands with the median where the columns would be too narrow for it.
fn rows<'a>(scene: &Scene<'_>, view: &'a FanView, setting: Setting, wide: f32) -> Vec<Vec<&'a FanTile>> {
    let (mut odds, rest): (Vec<&FanTile>, Vec<&FanTile>) = view.tiles.iter().partition(|tile| tile.odds);
    let most = (wide / scaled(scene, 124.0)).max(3.0);
    let narrow = view.plan.is_some() && f32::from(u8::try_from(odds.len()).unwrap_or(u8::MAX)) > most;
    let mut rows = if narrow {
        // A range of both and their means need all the width.
        let mut second: Vec<&FanTile> = odds.extract_if(.., |tile| tile.plan.is_none()).collect();
        let mut rest = rest.into_iter();
        second.extend(rest.next());
        vec![odds, second, rest.collect()]
    } else {
        vec![odds, rest]
    };
    if setting == Setting::Tight {
        rows.truncate(1);
    }
    rows
}

fn row_height(scene: &Scene<'_>, view: &FanView, setting: Setting) -> f32 {
    let points = match (setting, view.plan.is_some()) {
        (Setting::Roomy, false) => 74.0,
        (Setting::Roomy, true) => 70.0,
        (Setting::Tight, false) => 48.0,
        (Setting::Tight, true) => 64.0,
    };
    scaled(scene, points)
}

/// Height of the tiles in so much width.
#[must_use]
pub fn height(scene: &Scene<'_>, view: &FanView, setting: Setting, wide: f32) -> f32 {
    rows(scene, view, setting, wide).iter().map(|_| row_height(scene, view, setting)).sum()
}

/// Height of the first row, where all are there.
#[must_use]
pub fn first_height(scene: &Scene<'_>, view: &FanView) -> f32 {
    row_height(scene, view, Setting::Roomy)
}

/// Draws the tiles.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &FanView, setting: Setting) {
    let rows = rows(scene, view, setting, ui.available_width());
    let odds = rows.first().map_or(&[][..], |odds| odds);
    let columns = f32::from(u8::try_from(odds.len().max(1)).unwrap_or(1));
    let wide = ui.available_width() / columns;
    let tall = row_height(scene, view, setting);
    let font = figure_font(ui, scene, view, odds, wide - 12.0);
    for row in &rows {
        ui.horizontal(|ui| {
            for (i, tile) in row.iter().enumerate() {
                // The last takes what is left: a range is wide.
                let width = if i + 1 < row.len() { wide } else { ui.available_width() };
                draw(ui, scene, view, tile, (Vec2::new(width, tall), setting), &font);
            }
        });
    }
}

/// The largest of a few sizes in which every probability fits.
fn figure_font(ui: &Ui, scene: &Scene<'_>, view: &FanView, odds: &[&FanTile], width: f32) -> FontId {
    let tokens = scene.tokens;
    if view.plan.is_some() {
        return tokens.body_bold();
    }
    let fits = |font: &FontId| {
        odds.iter().all(|tile| {
            let value = tile.as_is.value.clone();
            ui.painter().layout_no_wrap(value, font.clone(), tokens.text).size().x <= width
        })
    };
    [tokens.figure(true), tokens.section()].into_iter().find(fits).unwrap_or_else(|| tokens.body_bold())
}

fn words(scene: &Scene<'_>, view: &FanView, tile: &FanTile) -> String {
    let said = |figure: &FanFigure| format!("{} {}", figure.value, figure.detail);
    let figures = match (&tile.plan, &view.plan) {
        (Some(planned), Some(plan)) => {
            let (as_is, planned) = (said(&tile.as_is), said(planned));
            format!("{} {as_is} · {} {planned}", view.as_is.name, plan.name)
        }
        _ => said(&tile.as_is),
    };
    scene.texts.l10n.msg_labelled(&tile.label, figures)
}

fn draw(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    view: &FanView,
    tile: &FanTile,
    (size, setting): (Vec2, Setting),
    font: &FontId,
) {
    let tokens = scene.tokens;
    let alone = tile.plan.is_none();
    let sense = if alone { asking::sense(scene) } else { egui::Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    let words = words(scene, view, tile);
    if alone && !scene.still {
        asking::offer(ui, scene, &response, rect, &words, &tile.as_is.explains);
    } else {
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &words));
    }
    let inner = rect.shrink2(Vec2::new(4.0, 2.0));
    let label_font = widgets::fitting_below(ui, &tile.label, tokens.small(), inner.width(), 0.8);
    let label = one_line(ui, &tile.label, label_font, tokens.quiet, inner.width());
    ui.painter().galley(inner.min, label, tokens.quiet);
    let mut top = inner.top() + scaled(scene, 20.0);
    if let Some(planned) = &tile.plan {
        let plan = view.plan.as_ref().map_or("", |plan| plan.name.as_str());
        let both = [(Style::AsIs, &tile.as_is, view.as_is.name.as_str()), (Style::Plan, planned, plan)];
        for (style, figure, course) in both {
            let row = Rect::from_min_max(Pos2::new(inner.left(), top), inner.max);
            let line = row.with_max_y(row.top() + scaled(scene, 20.0));
            let id = response.id.with(("course", matches!(style, Style::Plan)));
            let one = ui.interact(line, id, asking::sense(scene));
            let said = format!("{course} {} {}", figure.value, figure.detail);
            let said = scene.texts.l10n.msg_labelled(&tile.label, said);
            asking::offer(ui, scene, &one, line.expand2(Vec2::new(4.0, 2.0)), &said, &figure.explains);
            course_line(ui, scene, style, figure, row);
            top += scaled(scene, 21.0);
        }
    } else {
        let value = one_line(ui, &tile.as_is.value, font.clone(), tokens.text, inner.width());
        let below = top + value.size().y;
        ui.painter().galley(Pos2::new(inner.left(), top), value, tokens.text);
        if setting == Setting::Roomy {
            let detail = one_line(ui, &tile.as_is.detail, tokens.small(), tokens.quiet, inner.width());
            ui.painter().galley(Pos2::new(inner.left(), below), detail, tokens.quiet);
        }
    }
    response.on_hover_text(words);
}

/// The sign of a course, its figure and, where there is room, the same in
/// other words.
fn course_line(ui: &Ui, scene: &Scene<'_>, style: Style, figure: &FanFigure, row: Rect) {
    let tokens = scene.tokens;
    let indent = scaled(scene, SIGN);
    let font = widgets::fitting_below(ui, &figure.value, tokens.body_bold(), row.width() - indent, 0.8);
    let mut value = one_line(ui, &figure.value, font, tokens.text, row.width() - indent);
    if value.elided
        && let Some((share, _)) = figure.value.split_once(" ± ")
    {
        // The error is said on hover; half a figure would be misread.
        value = one_line(ui, share, tokens.body_bold(), tokens.text, row.width() - indent);
    }
    let wide = value.size().x;
    let middle = row.top() + value.size().y / 2.0;
    sample(ui.painter(), &tokens, style, Pos2::new(row.left(), middle));
    ui.painter().galley(Pos2::new(row.left() + indent, row.top()), value, tokens.text);
    // Clear of the next column too.
    let left = row.width() - indent - wide - 18.0;
    let detail = ui.painter().layout_no_wrap(figure.detail.clone(), tokens.small(), tokens.quiet);
    if detail.size().x <= left {
        let at = Pos2::new(row.left() + indent + wide + 10.0, middle - detail.size().y / 2.0);
        ui.painter().galley(at, detail, tokens.quiet);
    }
}
