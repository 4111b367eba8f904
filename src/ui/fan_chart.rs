//! The fan: two tints of one colour as things are, dashes for the plan, and a
//! cursor that reads every quantile.

use eframe::egui;
use egui::{Color32, Rect, Sense, Ui, Vec2};
use egui_plot::{FilledArea, HLine, Line, LineStyle, PlotTransform, PlotUi, VLine};

use super::chart::{self, Axes};
use super::chart_labels::{self, Marks};
use super::dots::{self, Style};
use super::fan_labels;
use super::scene::Scene;
use super::theme::Tokens;
use super::{cursor, predict, widgets};
use crate::app::Command;
use crate::view_model::explain::{Course as Whose, Level, MEDIAN};
use crate::view_model::fan::{Course, FanView};

/// What a fan is drawn from.
pub struct FanInput<'a> {
    /// The simulation.
    pub view: &'a FanView,
    /// Whether the value axis is logarithmic.
    pub log: bool,
    /// Whether a newer one is on its way.
    pub computing: bool,
}

/// Draws the fan with its dots into `size`.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, input: &FanInput<'_>, size: Vec2) {
    let tokens = scene.tokens;
    let view = input.view;
    let gutter = fan_labels::gutter(ui, &tokens, scene, view);
    let right = gutter + dots::width(&tokens, input, size.x);
    let marks = Marks { events: &view.events, months: view.months };
    let strip = chart_labels::event_strip(ui, &tokens, marks, size.x - right);
    let (whole, response) = ui.allocate_exact_size(size, Sense::click());
    chart::name_chart(ui, scene, &response, &view.headline);
    // The names of the courses stand beside the title, which gives way to them.
    let beside = fan_labels::names_width(ui, &tokens, view);
    let title = chart::title(ui, &tokens, whole.with_max_x(whole.right() - beside), &view.axis);
    let title = title.with_max_x(whole.right());
    let plot_rect = Rect::from_min_max(
        whole.min + Vec2::new(0.0, title.height() + strip),
        whole.max - Vec2::new(right, 0.0),
    );
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(plot_rect));
    let guess = predict::line(scene, view.today, &view.unit, view.months);
    let transform = plot(&mut child, scene, input, &guess, plot_rect.size());
    predict::name(ui, scene, &guess, &transform, input.log);
    chart_labels::events(ui, &tokens, marks, &transform, strip);
    let named = fan_labels::bands(ui, &tokens, input, &transform);
    fan_labels::courses(ui, scene, input, (title, named));
    fan_labels::ends(ui, scene, input, &transform, gutter);
    dots::show(ui, &tokens, input, &transform, transform.frame().right() + gutter, size.x);
    let month = cursor::in_chart(ui, &response, view.months, &transform);
    if let Some(month) = month {
        fan_labels::cursor(ui, scene, input, &transform, month);
    }
    if response.has_focus() {
        widgets::focus_ring(ui, whole, &tokens);
    }
    let dots_from = transform.frame().right() + gutter;
    let columns = (dots_from, dots::column_width(&tokens, size.x));
    let asked = asked(&response, input, &transform, (month, columns));
    if let Some((course, level, month)) = asked.filter(|_| !scene.still && !scene.state.is_predicting()) {
        scene.ask(Command::Explain(Some(view.asked(course, level, month))));
    }
}

/// The line nearest to where the chart was clicked, or the dot; from the
/// keyboard, the median.
fn asked(
    response: &egui::Response,
    input: &FanInput<'_>,
    transform: &PlotTransform,
    (month, (dots_from, column)): (Option<u16>, (f32, f32)),
) -> Option<(Whose, Level, u16)> {
    if !response.clicked() {
        return None;
    }
    let view = input.view;
    let courses =
        || std::iter::once((Whose::AsIs, &view.as_is)).chain(view.plan.as_ref().map(|p| (Whose::Plan, p)));
    let height = |value: f64| chart::position(transform, view.months, value, input.log).y;
    let pointer = response.interact_pointer_pos();
    if let Some(at) = pointer.filter(|at| at.x >= dots_from) {
        let (whose, course) = courses().take(if at.x >= dots_from + column { 2 } else { 1 }).last()?;
        let away = |value: &f64| (height(*value) - at.y).abs();
        let nearest = course.dots.iter().enumerate().min_by(|a, b| away(a.1).total_cmp(&away(b.1)))?;
        return Some((whose, Level::Dot(nearest.0), view.months));
    }
    let month = month?;
    let Some(at) = pointer else { return Some((Whose::AsIs, Level::Quantile(MEDIAN), month)) };
    if !transform.frame().contains(at) {
        return None;
    }
    let lines = courses().flat_map(|(whose, course)| {
        let value = |band: &Vec<f64>| band.get(usize::from(month)).copied().unwrap_or(f64::NAN);
        let away = move |band: &Vec<f64>| (height(value(band)) - at.y).abs();
        course.bands.iter().enumerate().map(move |(k, band)| (away(band), whose, k)).collect::<Vec<_>>()
    });
    let (_, whose, level) = lines.min_by(|a, b| a.0.total_cmp(&b.0))?;
    Some((whose, Level::Quantile(level), month))
}

fn plot(
    ui: &mut Ui,
    scene: &Scene<'_>,
    input: &FanInput<'_>,
    guess: &[[f64; 2]],
    size: Vec2,
) -> PlotTransform {
    let tokens = scene.tokens;
    let (low, high) = chart::reaching(bounds(input.view, input.log), guess, input.log);
    let axes = Axes { months: input.view.months, low, high, log: input.log };
    let response = chart::empty(ui, scene, "fan", axes, size).show(ui, |plot| {
        axes.apply(plot);
        bands(plot, &tokens, input);
        references(plot, &tokens, input);
        if let Some(plan) = &input.view.plan {
            dashes(plot, &tokens, plan, input.log);
        }
        let [_, _, median, _, _] = &input.view.as_is.bands;
        line(plot, "median", points(median, input.log), (tokens.chance, tokens.line, LineStyle::Solid));
        mean(plot, &tokens, &input.view.as_is, (Style::AsIs, input.log));
        if let Some(plan) = &input.view.plan {
            mean(plot, &tokens, plan, (Style::Plan, input.log));
        }
        predict::paint(plot, scene, guess, input.log);
    });
    response.transform
}

fn height(value: f64, log: bool) -> f64 {
    if log { value.max(1e-12).log10() } else { value }
}

fn points(values: &[f64], log: bool) -> Vec<[f64; 2]> {
    let all = (0_u16..).zip(values).map(|(t, v)| [f64::from(t), height(*v, log)]);
    all.filter(|[_, y]| y.is_finite()).collect()
}

fn line(
    plot: &mut PlotUi<'_>,
    name: &str,
    points: Vec<[f64; 2]>,
    (color, width, style): (Color32, f32, LineStyle),
) {
    plot.line(Line::new(name, points).color(color).width(width).style(style).allow_hover(false));
}

/// Two tints of one colour: nine tenths of all paths, and half of them.
fn bands(plot: &mut PlotUi<'_>, tokens: &Tokens, input: &FanInput<'_>) {
    let [q5, q25, _, q75, q95] = &input.view.as_is.bands;
    let xs: Vec<f64> = (0..=input.view.months).map(f64::from).collect();
    for (name, low, high) in [("5-95", q5, q95), ("25-75", q25, q75)] {
        let side = |values: &[f64]| -> Vec<f64> {
            let height = |v: &f64| if v.is_finite() { height(*v, input.log) } else { 0.0 };
            values.iter().map(height).collect()
        };
        let (low, high) = (side(low), side(high));
        if low.len() == xs.len() && high.len() == xs.len() {
            let fill = Tokens::faded(tokens.chance, 0.2);
            plot.add(FilledArea::new(name, &xs, &low, &high).fill_color(fill).allow_hover(false));
        }
    }
}

/// Zero, today's value, and what happens when.
fn references(plot: &mut PlotUi<'_>, tokens: &Tokens, input: &FanInput<'_>) {
    if !input.log {
        plot.hline(HLine::new("zero", 0.0).color(tokens.quiet).width(1.0).allow_hover(false));
    }
    let today = HLine::new("today", height(input.view.today, input.log));
    plot.hline(today.color(tokens.quiet).width(1.0).allow_hover(false));
    for event in &input.view.events {
        let x = f64::from(event.month);
        plot.vline(VLine::new(&event.label, x).color(tokens.quiet).width(1.0).allow_hover(false));
    }
}

/// The plan's quantiles as dashed lines, its median the strongest.
fn dashes(plot: &mut PlotUi<'_>, tokens: &Tokens, plan: &Course, log: bool) {
    let dashes = [3.0, 5.0, 8.0, 5.0, 3.0];
    let names = ["plan-5", "plan-25", "plan-50", "plan-75", "plan-95"];
    for ((name, values), dash) in names.into_iter().zip(&plan.bands).zip(dashes) {
        let width = if name == "plan-50" { tokens.line } else { 1.2 * tokens.scale };
        let style = LineStyle::Dashed { length: dash * tokens.scale };
        line(plot, name, points(values, log), (tokens.text, width, style));
    }
}

fn mean(plot: &mut PlotUi<'_>, tokens: &Tokens, course: &Course, (style, log): (Style, bool)) {
    if let Some(values) = &course.mean {
        let name = if style == Style::Plan { "plan-mean" } else { "mean" };
        let look = (style.color(tokens), 1.4 * tokens.scale, LineStyle::dotted_dense());
        line(plot, name, points(values, log), look);
    }
}

/// Lowest and highest value drawn, zero included on an ordinary axis. The
/// outermost dots may stay outside where they would flatten the fan.
fn bounds(view: &FanView, log: bool) -> (f64, f64) {
    let courses = || std::iter::once(&view.as_is).chain(view.plan.as_ref());
    let lines = courses()
        .flat_map(|c| c.bands.iter().flatten().chain(c.mean.iter().flatten()))
        .chain(std::iter::once(&view.today))
        .map(|v| height(*v, log))
        .filter(|v| v.is_finite());
    let (mut low, mut high) =
        lines.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)));
    if !log {
        (low, high) = (low.min(0.0), high.max(0.0));
    }
    if !low.is_finite() || high - low <= 0.0 {
        return (0.0, 1.0);
    }
    let reach = (high - low) * 0.25;
    let dots = courses().flat_map(|c| &c.dots).map(|v| height(*v, log)).filter(|v| v.is_finite());
    let (least, most) = dots.fold((low, high), |(a, b), v| (a.min(v), b.max(v)));
    (low, high) = (low.min(least.max(low - reach)), high.max(most.min(high + reach)));
    // A little below zero too, so that its figure stays clear of the years.
    let room = (high - low) * 0.04;
    (low - room, high + room)
}
