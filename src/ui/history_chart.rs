//! Net worth in the months that were found: real filled, nominal hollow, and
//! between them at most a hint.

use eframe::egui;
use egui::{Align2, Pos2, Rect, Ui, Vec2};
use egui_plot::{HLine, Line, LineStyle, MarkerShape, PlotTransform, PlotUi, Points, VLine};

use super::chart::{self, Axes};
use super::scene::Scene;
use super::theme::Tokens;
use super::{asking, predict, widgets};
use crate::app::Command;
use crate::view_model::explain::Asked;
use crate::view_model::history::OpenEpisode;

/// Room before the first and after the last month, as a share of all months.
pub(super) const MARGIN: f64 = 0.012;

/// Room to the right of the plot for names.
#[must_use]
pub(super) fn gutter(ui: &Ui, scene: &Scene<'_>) -> f32 {
    let l = &scene.texts.l10n;
    let wide = |text: &str| {
        ui.painter().layout_no_wrap(text.to_owned(), scene.tokens.small(), scene.tokens.text).size().x
    };
    wide(&l.msg_history_real()).max(wide(&l.msg_history_nominal())) + 14.0
}

/// Draws the chart into `size`.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenEpisode, size: Vec2) {
    let tokens = scene.tokens;
    let right = gutter(ui, scene);
    let (whole, response) = ui.allocate_exact_size(size, asking::sense(scene));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &open.headline));
    let keys = scene.texts.l10n.msg_history_chart_ask();
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(keys));
    let title = chart::title(ui, &tokens, whole, &open.axis);
    let plot_rect = Rect::from_min_max(
        whole.min + Vec2::new(0.0, title.height() + 4.0),
        whole.max - Vec2::new(right, 0.0),
    );
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(plot_rect));
    let guess = guess(scene, open);
    let transform = plot(&mut child, scene, open, &guess, plot_rect.size());
    predict::name(ui, scene, &guess, &transform, false);
    names(ui, scene, open, &transform);
    if response.clicked() {
        response.request_focus();
        if let Some(asked) = point(open, response.interact_pointer_pos(), &transform) {
            scene.ask(Command::Explain(Some(asked)));
        }
    }
    if response.has_focus() {
        widgets::focus_ring(ui, whole, &tokens);
    }
}

/// The question about the point nearest to where the chart was pressed: of the
/// months first, then real or nominal. From the keyboard, the month in front.
fn point(open: &OpenEpisode, at: Option<Pos2>, transform: &PlotTransform) -> Option<Asked> {
    let Some(at) = at.filter(|at| transform.frame().contains(*at)) else { return open.asked_in_front() };
    let place = |(month, value): &(u16, f64)| chart::position(transform, *month, *value, false);
    let paths = [(true, &open.real), (false, &open.nominal)];
    let all = || paths.iter().flat_map(|(real, path)| path.iter().map(|point| (*real, point)));
    let across = |point: &(u16, f64)| (place(point).x - at.x).abs();
    let (_, (month, _)) = all().min_by(|a, b| across(a.1).total_cmp(&across(b.1)))?;
    let away = |point: &(u16, f64)| (place(point).y - at.y).abs();
    let within = all().filter(|(_, point)| point.0 == *month);
    let (real, _) = within.min_by(|a, b| away(a.1).total_cmp(&away(b.1)))?;
    open.asked(*month, real)
}

/// What the points are, and whose numbers they are.
pub fn notes(ui: &mut Ui, scene: &Scene<'_>, open: &OpenEpisode) {
    let tokens = scene.tokens;
    ui.label(widgets::quiet(scene.texts.l10n.msg_history_points(), &tokens));
    let credits = egui::Label::new(widgets::quiet(&open.attribution, &tokens));
    if scene.still {
        ui.add(credits.wrap());
    } else {
        ui.add(credits.truncate()).on_hover_text(&open.attribution);
    }
}

/// What was guessed, once the result stands beside it.
fn guess(scene: &Scene<'_>, open: &OpenEpisode) -> Vec<[f64; 2]> {
    let last = open.real.last().map_or(0, |(month, _)| *month);
    open.today().map(|today| predict::line(scene, today, &open.unit, last)).unwrap_or_default()
}

fn plot(ui: &mut Ui, scene: &Scene<'_>, open: &OpenEpisode, guess: &[[f64; 2]], size: Vec2) -> PlotTransform {
    let tokens = scene.tokens;
    let values = open.real.iter().chain(&open.nominal).map(|(_, v)| *v);
    let (mut low, mut high) = values.fold((0.0_f64, 0.0_f64), |(a, b), v| (a.min(v), b.max(v)));
    (low, high) = chart::reaching((low, high), guess, false);
    if high - low <= 0.0 {
        high = 1.0;
    }
    let room = (high - low) * 0.06;
    (low, high) = (low - room, high + room);
    let months = open.months.last().copied().unwrap_or(1).max(1);
    let axes = Axes { months, low, high, log: false };
    let response = chart::empty(ui, scene, "history", axes, size).show(ui, |plot| {
        axes.apply(plot);
        let last = f64::from(months);
        plot.set_plot_bounds_x(-last * MARGIN..=last * (1.0 + MARGIN));
        plot.hline(HLine::new("zero", 0.0).color(tokens.quiet).width(1.0).allow_hover(false));
        if let Some(month) = open.months.get(open.place) {
            let x = f64::from(*month);
            plot.vline(VLine::new("now", x).color(tokens.accent).width(1.0).allow_hover(false));
        }
        series(plot, &tokens, "nominal", &open.nominal, false);
        series(plot, &tokens, "real", &open.real, true);
        predict::paint(plot, scene, guess, false);
    });
    response.transform
}

/// The points of a path; neighbouring months are joined, others only hinted.
fn series(plot: &mut PlotUi<'_>, tokens: &Tokens, name: &str, path: &[(u16, f64)], filled: bool) {
    let color = if filled { tokens.text } else { tokens.quiet };
    let dense = path.len() > 20;
    for pair in path.windows(2) {
        let [(a, from), (b, to)] = pair else { continue };
        let next_to = b.saturating_sub(*a) == 1 && dense;
        let points = vec![[f64::from(*a), *from], [f64::from(*b), *to]];
        let style = if next_to { LineStyle::Solid } else { LineStyle::Dashed { length: 3.0 } };
        let width = if next_to && filled { tokens.line } else { 1.0 };
        let color = if next_to { color } else { Tokens::faded(color, 0.5) };
        plot.line(Line::new(name, points).color(color).width(width).style(style).allow_hover(false));
    }
    let points: Vec<[f64; 2]> = path.iter().map(|(m, v)| [f64::from(*m), *v]).collect();
    let radius = if dense { 1.2 } else { 4.0 } * tokens.scale.min(1.25);
    let points = Points::new(name, points).shape(MarkerShape::Circle).radius(radius).color(color);
    plot.points(points.filled(filled).allow_hover(false));
}

/// What each line is, at its last point.
fn names(ui: &Ui, scene: &Scene<'_>, open: &OpenEpisode, transform: &PlotTransform) {
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    let frame = *transform.frame();
    let at = |path: &[(u16, f64)]| path.last().map(|(m, v)| chart::position(transform, *m, *v, false));
    let (real, nominal) = (at(&open.real), at(&open.nominal));
    let line = 16.0 * tokens.scale;
    let mut above = real.map_or(frame.bottom(), |p| p.y);
    let mut below = nominal.map_or(above, |p| p.y);
    if (above - below).abs() < line {
        let middle = f32::midpoint(above, below);
        let sign = if below <= above { 1.0 } else { -1.0 };
        (above, below) = (middle + sign * line / 2.0, middle - sign * line / 2.0);
    }
    for (label, point, y, color) in [
        (l.msg_history_real(), real, above, tokens.text),
        (l.msg_history_nominal(), nominal, below, tokens.quiet),
    ] {
        let Some(point) = point else { continue };
        let ends_early = frame.right() - point.x > 20.0;
        let x = if ends_early { point.x } else { frame.right() } + 8.0;
        let y = widgets::held(y, frame.top() + line / 2.0, frame.bottom() - line / 2.0);
        ui.painter().text(Pos2::new(x, y), Align2::LEFT_CENTER, label, tokens.small(), color);
    }
}
