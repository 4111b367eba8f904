//! Values over time: stacked areas by class, net worth, its nominal twin, and
//! a cursor that reads every value.

use eframe::egui;
use egui::{Rect, Sense, Stroke, Ui, Vec2};
use egui_plot::{FilledArea, GridMark, HLine, Line, Plot, PlotPoint, PlotTransform, VLine};

use super::chart_labels::{self, Marks};
use super::line_style::Pen;
use super::scene::Scene;
use super::theme::Tokens;
use super::{cursor, predict, widgets};
use crate::app::prefs::Numeraire;
use crate::domain::holding::AssetClass;
use crate::text::{Lang, axis};
use crate::view_model::explain::{Course, Lines, Subject};
use crate::view_model::projection::ProjectionView;

/// What a chart is drawn from.
pub struct ChartInput<'a> {
    /// The projection.
    pub view: &'a ProjectionView,
    /// Whether the value axis is logarithmic.
    pub log: bool,
}

/// Draws the chart into `size`; the number in it that was asked about, if one
/// was: clicked, or with Enter net worth at the cursor.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, input: &ChartInput<'_>, size: Vec2) -> Option<(Course, Subject)> {
    let tokens = scene.tokens;
    let gutter = chart_labels::gutter(ui, scene, input.view).min(size.x * 0.32);
    let events = Marks { events: &input.view.events, months: input.view.months };
    let strip = chart_labels::event_strip(ui, &tokens, events, size.x - gutter);
    let (whole, response) = ui.allocate_exact_size(size, Sense::click());
    name_chart(ui, scene, &response, &input.view.headline);
    let title = title(ui, &tokens, whole, &input.view.axis);
    let plot_rect = Rect::from_min_max(
        whole.min + Vec2::new(0.0, title.height() + strip),
        whole.max - Vec2::new(gutter, 0.0),
    );
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(plot_rect));
    let guess = guess(scene, input);
    let transform = plot(&mut child, scene, input, &guess, plot_rect.size());
    predict::name(ui, scene, &guess, &transform, input.log);
    let events = chart_labels::events(ui, &tokens, events, &transform, strip);
    let names = chart_labels::line_ends(ui, &tokens, scene, input, &transform, gutter);
    let month = cursor::in_chart(ui, &response, input.view.months, &transform);
    if let Some(month) = month {
        chart_labels::cursor(ui, scene, input, &transform, month);
    }
    if response.has_focus() {
        widgets::focus_ring(ui, whole, &tokens);
    }
    let measure = scene.state.prefs.numeraire;
    // A name beside the chart is that line at the end; one above it, what has
    // changed by the month in which something happens.
    let clicked = response.interact_pointer_pos().filter(|_| response.clicked());
    if let Some(at) = clicked.filter(|at| !transform.frame().contains(*at)) {
        let net = |month| {
            let lines = Lines::Net;
            let subject = match measure {
                Numeraire::RealYen => Subject::Change { lines, month, real: true },
                Numeraire::NominalYen => Subject::Change { lines, month, real: false },
                Numeraire::Dollars | Numeraire::Bitcoin => Subject::Value { lines, month, measure },
            };
            (Course::AsIs, subject)
        };
        let line = names.into_iter().find(|(rect, _)| rect.contains(at)).map(|(_, of)| of);
        let event = || events.iter().find(|(rect, _)| rect.contains(at)).map(|(_, month)| net(*month));
        return line.or_else(event);
    }
    asked(&response, input, (&transform, measure), month)
}

/// What stands where the chart was clicked; from the keyboard, net worth.
fn asked(
    response: &egui::Response,
    input: &ChartInput<'_>,
    (transform, measure): (&PlotTransform, Numeraire),
    month: Option<u16>,
) -> Option<(Course, Subject)> {
    if !response.clicked() {
        return None;
    }
    let month = month?;
    let pointer = response.interact_pointer_pos().filter(|at| transform.frame().contains(*at));
    let Some(at) = pointer.filter(|_| !input.log) else {
        return Some((Course::AsIs, Subject::Value { lines: Lines::Net, month, measure }));
    };
    let value = transform.value_from_position(at).y;
    let near = (transform.value_from_position(at + Vec2::new(0.0, -5.0)).y - value).abs();
    Some(input.view.what_is_at(month, value, near, measure))
}

/// What the value axis is about, in a row at the top of the chart; cut where
/// there is no room.
pub(super) fn title(ui: &Ui, tokens: &Tokens, whole: Rect, axis: &str) -> Rect {
    let title = Rect::from_min_size(whole.min, Vec2::new(whole.width(), 20.0 * tokens.scale));
    let words = super::own_panel::one_line(ui, axis, tokens.small(), tokens.quiet, title.width());
    let at = egui::pos2(title.left(), title.center().y - words.size().y / 2.0);
    ui.painter().galley(at, words, tokens.quiet);
    title
}

/// The sentence above the chart is also what a screen reader says of it.
pub(super) fn name_chart(ui: &Ui, scene: &Scene<'_>, response: &egui::Response, headline: &str) {
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, headline));
    let keys = scene.texts.l10n.msg_chart_keys();
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(keys));
}

/// What was guessed, once the result stands beside it.
fn guess(scene: &Scene<'_>, input: &ChartInput<'_>) -> Vec<[f64; 2]> {
    let today = input.view.net.first().copied().unwrap_or(0.0);
    predict::line(scene, today, &input.view.unit, input.view.months)
}

/// Bounds that also hold a guess.
pub(super) fn reaching((low, high): (f64, f64), guess: &[[f64; 2]], log: bool) -> (f64, f64) {
    let height = |v: f64| if log { v.max(1e-12).log10() } else { v };
    guess.iter().fold((low, high), |(a, b), [_, v]| (a.min(height(*v)), b.max(height(*v))))
}

fn plot(
    ui: &mut Ui,
    scene: &Scene<'_>,
    input: &ChartInput<'_>,
    guess: &[[f64; 2]],
    size: Vec2,
) -> PlotTransform {
    let tokens = scene.tokens;
    let view = input.view;
    let (low, high) = reaching(bounds(view, input.log), guess, input.log);
    let axes = Axes { months: view.months, low, high, log: input.log };
    let response = empty(ui, scene, "projection", axes, size).show(ui, |plot| {
        axes.apply(plot);
        if !input.log {
            areas(plot, &tokens, view);
        }
        lines(plot, &tokens, view, input.log);
        predict::paint(plot, scene, guess, input.log);
    });
    response.transform
}

/// What both axes reach over.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axes {
    /// The last month.
    pub(super) months: u16,
    /// The lowest value drawn, or its logarithm.
    pub(super) low: f64,
    /// The highest.
    pub(super) high: f64,
    /// Whether the value axis is logarithmic.
    pub(super) log: bool,
}

impl Axes {
    /// Makes a plot reach over them.
    pub(super) fn apply(self, plot: &mut egui_plot::PlotUi<'_>) {
        plot.set_plot_bounds_x(0.0..=f64::from(self.months));
        plot.set_plot_bounds_y(self.low..=self.high);
    }
}

/// Width kept for the figures of the value axis.
pub(super) fn axis_width(tokens: &Tokens) -> f32 {
    60.0 * tokens.scale
}

/// A plot with axes and grid and nothing in it.
pub(super) fn empty<'a>(ui: &mut Ui, scene: &Scene<'_>, name: &str, axes: Axes, size: Vec2) -> Plot<'a> {
    let tokens = scene.tokens;
    let Axes { low, high, log, .. } = axes;
    let months = f64::from(axes.months);
    // The plot fades labels out that stand closer than this.
    let rows = f64::from((size.y / (44.0 * tokens.scale)).clamp(3.0, 6.0));
    let step = nice_step((high - low) / rows);
    let lang = scene.texts.lang;
    let font_width = axis_width(&tokens);
    let year_step = year_step(axes.months, (size.x - font_width) / tokens.scale);
    ui.style_mut().text_styles.insert(egui::TextStyle::Body, tokens.small());
    ui.visuals_mut().override_text_color = Some(tokens.quiet);
    Plot::new(name)
        .width(size.x)
        .height(size.y)
        .show_background(false)
        .show_crosshair(false)
        .show_x(false)
        .show_y(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .allow_axis_zoom_drag(false)
        .sense(Sense::hover())
        .set_margin_fraction(Vec2::ZERO)
        .show_grid([false, true])
        .grid_color(tokens.hairline)
        .grid_fade(0.0)
        .y_axis_min_width(font_width)
        .x_grid_spacer(move |_| marks(0.0, months, year_step * 12.0))
        .y_grid_spacer(move |_| if log { log_marks(low, high) } else { marks(low, high, step) })
        .x_axis_formatter(move |mark, _| years(mark.value, lang))
        .y_axis_formatter(move |mark, _| {
            if log {
                axis::axis_tick(10f64.powf(mark.value), 0.01)
            } else {
                axis::axis_tick(mark.value, step)
            }
        })
        .label_formatter(|_| None)
}

/// Stacked areas: what is owned upwards from zero, what is owed downwards.
fn areas(plot: &mut egui_plot::PlotUi<'_>, tokens: &Tokens, view: &ProjectionView) {
    let xs: Vec<f64> = (0..=view.months).map(f64::from).collect();
    let mut top = vec![0.0; xs.len()];
    for area in &view.areas {
        let color = tokens.class(area.class);
        if area.class == AssetClass::Debt {
            let zero = vec![0.0; xs.len()];
            let values = finite(&area.values);
            let fill = Tokens::faded(color, 0.18);
            plot.add(FilledArea::new(&area.label, &xs, &values, &zero).fill_color(fill).allow_hover(false));
            hatch(plot, &area.label, &values, color, xs.len());
            continue;
        }
        let upper: Vec<f64> = top.iter().zip(finite(&area.values)).map(|(a, b)| a + b).collect();
        let fill = Tokens::faded(color, 0.72);
        plot.add(FilledArea::new(&area.label, &xs, &top, &upper).fill_color(fill).allow_hover(false));
        top = upper;
    }
}

/// Upright strokes through the debts: told apart without colour.
fn hatch(plot: &mut egui_plot::PlotUi<'_>, name: &str, values: &[f64], color: egui::Color32, count: usize) {
    let every = (count / 48).max(1);
    for (month, value) in values.iter().enumerate().step_by(every) {
        if *value < 0.0 {
            #[expect(clippy::cast_precision_loss, reason = "at most 360 months")]
            let x = month as f64;
            let line =
                Line::new(name, vec![[x, 0.0], [x, *value]]).color(Tokens::faded(color, 0.75)).width(1.0);
            plot.line(line.allow_hover(false));
        }
    }
}

fn finite(values: &[f64]) -> Vec<f64> {
    values.iter().map(|v| if v.is_finite() { *v } else { 0.0 }).collect()
}

fn lines(plot: &mut egui_plot::PlotUi<'_>, tokens: &Tokens, view: &ProjectionView, log: bool) {
    let zero = HLine::new("zero", 0.0).color(tokens.quiet).width(1.0).allow_hover(false);
    if !log {
        plot.hline(zero);
    }
    for event in &view.events {
        let x = f64::from(event.month);
        plot.vline(VLine::new(&event.label, x).color(tokens.quiet).width(1.0).allow_hover(false));
    }
    let points = |values: &[f64]| -> Vec<[f64; 2]> {
        values
            .iter()
            .zip(0_u16..)
            .map(|(v, t)| [f64::from(t), if log { v.log10() } else { *v }])
            .filter(|[_, y]| y.is_finite())
            .collect()
    };
    let all = [
        ("usable", view.usable.as_ref(), Pen::Usable),
        ("nominal", view.nominal.as_ref(), Pen::Nominal),
        ("plan", view.plan.as_ref(), Pen::Plan),
        ("net", Some(&view.net), Pen::Net),
    ];
    for (name, values, pen) in all {
        let Some(values) = values else { continue };
        let (stroke, style) = (pen.stroke(tokens), pen.style(tokens));
        let line = Line::new(name, points(values)).color(stroke.color).width(stroke.width).style(style);
        plot.line(line.allow_hover(false));
    }
}

/// Lowest and highest value drawn, zero included, rounded out to a tick.
fn bounds(view: &ProjectionView, log: bool) -> (f64, f64) {
    let all_lines = || {
        view.net
            .iter()
            .chain(view.nominal.iter().flatten())
            .chain(view.usable.iter().flatten())
            .chain(view.plan.iter().flatten())
            .copied()
            .filter(|v| v.is_finite())
    };
    if log {
        let (low, high) = all_lines()
            .filter(|v| *v > 0.0)
            .map(f64::log10)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)));
        let room = ((high - low) * 0.08).max(0.05);
        return if low.is_finite() { (low - room, high + room) } else { (0.0, 1.0) };
    }
    let stacked = (0..view.net.len()).map(|t| {
        let owned = |a: &&crate::view_model::projection::Area| a.class != AssetClass::Debt;
        view.areas.iter().filter(owned).filter_map(|a| a.values.get(t)).filter(|v| v.is_finite()).sum::<f64>()
    });
    let owed =
        view.areas.iter().filter(|a| a.class == AssetClass::Debt).flat_map(|a| a.values.iter().copied());
    let (low, high) = all_lines()
        .chain(stacked)
        .chain(owed.filter(|v| v.is_finite()))
        .fold((0.0_f64, 0.0_f64), |(a, b), v| (a.min(v), b.max(v)));
    if high - low <= 0.0 {
        return (0.0, 1.0);
    }
    let room = (high - low) * 0.03;
    (if low < 0.0 { low - room } else { 0.0 }, if high > 0.0 { high + room } else { 0.0 })
}

/// The nearest of 1, 2, 5 times a power of ten at or above `rough`.
fn nice_step(rough: f64) -> f64 {
    let power = 10f64.powf(rough.max(1e-12).log10().floor());
    let part = rough / power;
    let nice = if part <= 1.0 {
        1.0
    } else if part <= 2.0 {
        2.0
    } else if part <= 5.0 {
        5.0
    } else {
        10.0
    };
    nice * power
}

/// Years between marks on the time axis, so that they do not touch.
fn year_step(months: u16, width: f32) -> f64 {
    let years = f64::from(months) / 12.0;
    let room = f64::from(width / 82.0).max(1.0);
    [1.0, 2.0, 5.0, 10.0, 15.0].into_iter().find(|s| years / s <= room).unwrap_or(30.0)
}

pub(super) fn marks(low: f64, high: f64, step: f64) -> Vec<GridMark> {
    let mut value = (low / step).ceil() * step;
    let mut marks = Vec::new();
    while value <= high + step * 1e-6 && marks.len() < 60 {
        marks.push(GridMark { value, step_size: step });
        value += step;
    }
    marks
}

/// 1, 2 and 5 times each power of ten between two logarithms.
fn log_marks(low: f64, high: f64) -> Vec<GridMark> {
    let mut marks = Vec::new();
    let mut power = low.floor();
    while power <= high && marks.len() < 60 {
        for part in [1.0_f64, 2.0, 5.0] {
            let value = power + part.log10();
            if (low..=high).contains(&value) {
                marks.push(GridMark { value, step_size: 1.0 });
            }
        }
        power += 1.0;
    }
    marks
}

fn years(month: f64, lang: Lang) -> String {
    let year = axis::axis_tick(month / 12.0, 1.0);
    match lang {
        Lang::Ja => format!("{year}年"),
        Lang::En => format!("{year} yr"),
    }
}

/// Where a value of a month stands on screen.
#[must_use]
pub fn position(transform: &PlotTransform, month: u16, value: f64, log: bool) -> egui::Pos2 {
    let y = if log { value.max(1e-12).log10() } else { value };
    transform.position_from_point(&PlotPoint::new(f64::from(month), y))
}

/// A thin line on the chart.
#[must_use]
pub fn thin(tokens: &Tokens) -> Stroke {
    Stroke::new(1.0, tokens.quiet)
}
