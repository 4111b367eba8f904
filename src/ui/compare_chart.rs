//! Scenarios over time: all lines on one chart, or each on a small one.

use eframe::egui;
use egui::{Align2, Pos2, Rect, Response, Sense, Stroke, Ui, Vec2};
use egui_plot::{HLine, PlotTransform};

use super::chart::{self, Axes, position};
use super::chart_labels::{beside_cursor, bold_small, row_height, spread, width};
use super::line_style::{self, sample_width};
use super::own_panel::one_line;
use super::scene::Scene;
use super::theme::Tokens;
use super::widgets;
use crate::app::Command;
use crate::view_model::compare::{CompareView, Series};

/// What the charts are drawn from.
#[derive(Clone, Copy)]
pub(super) struct CompareChart<'a> {
    pub(super) view: &'a CompareView,
    pub(super) log: bool,
}

/// Draws all lines on one chart.
pub(super) fn together(ui: &mut Ui, scene: &mut Scene<'_>, input: CompareChart<'_>, size: Vec2) {
    let tokens = scene.tokens;
    let view = input.view;
    let names = view.series.iter().map(|s| width(ui, &s.name, &tokens));
    let gutter = (names.fold(0.0, f32::max) + sample_width(&tokens) + 18.0).min(size.x * 0.36);
    let (whole, response) = ui.allocate_exact_size(size, Sense::click());
    chart::name_chart(ui, scene, &response, &view.headline);
    let title = chart::title(ui, &tokens, whole, &view.axis);
    let rect =
        Rect::from_min_max(Pos2::new(whole.left(), title.bottom() + 4.0), whole.max - Vec2::new(gutter, 0.0));
    let transform = plot(ui, scene, input, rect, "compare");
    for series in &view.series {
        draw(ui, &tokens, series, input.log, &transform);
    }
    let ends = ends(ui, scene, input, &transform, gutter);
    let month = super::cursor::in_chart(ui, &response, view.months, &transform);
    if let Some(month) = month {
        cursor_line(ui, &tokens, month, &transform);
        table(ui, scene, view, month, &transform);
    }
    let nearest = |at: Pos2| {
        let away = |series: &Series| {
            let value = series.values.get(usize::from(month.unwrap_or_default())).copied();
            (position(&transform, view.months, value.unwrap_or(f64::NAN), input.log).y - at.y).abs()
        };
        let lines = view.series.iter().enumerate().min_by(|a, b| away(a.1).total_cmp(&away(b.1)));
        lines.map(|(line, _)| line).filter(|_| transform.frame().contains(at))
    };
    let pointed = response.interact_pointer_pos();
    match pointed.and_then(|at| ends.iter().find(|(row, _)| row.contains(at))) {
        Some((_, line)) => explain(scene, view, (&response, Some(view.months)), &|_| Some(*line)),
        None => explain(scene, view, (&response, month), &nearest),
    }
    if response.has_focus() {
        widgets::focus_ring(ui, whole, &tokens);
    }
}

/// Draws each line on a small chart of its own, all on the same axes; the
/// others behind it, quiet.
pub(super) fn apart(ui: &mut Ui, scene: &mut Scene<'_>, input: CompareChart<'_>, size: Vec2) {
    let tokens = scene.tokens;
    let view = input.view;
    let (whole, response) = ui.allocate_exact_size(size, Sense::click());
    chart::name_chart(ui, scene, &response, &view.headline);
    let title = chart::title(ui, &tokens, whole, &view.axis);
    let rows = f32::from(u8::try_from(view.series.len().div_ceil(2)).unwrap_or(1)).max(1.0);
    // Room for half of the last year's mark, which stands across the edge.
    let edge = 16.0 * tokens.scale;
    let cell = Vec2::new((whole.width() - 12.0) / 2.0, (whole.bottom() - title.bottom()) / rows);
    let mut places = Vec::new();
    for (i, series) in (0_u8..).zip(&view.series) {
        let at = Vec2::new(f32::from(i % 2) * (cell.x + 12.0), f32::from(i / 2) * cell.y);
        let rect = Rect::from_min_size(title.left_bottom() + at, cell);
        let head = Rect::from_min_size(rect.min, Vec2::new(rect.width(), row_height(&tokens) + 4.0));
        let rect = Rect::from_min_max(head.left_bottom(), rect.max - Vec2::new(edge, 4.0));
        let transform = plot(ui, scene, input, rect, &format!("compare-{i}"));
        for other in view.series.iter().filter(|other| other.slot != series.slot) {
            let points = points(other, input.log, &transform);
            let stroke = Stroke::new(1.0, Tokens::faded(tokens.quiet, 0.45));
            clipped(ui, &transform).line(points, stroke);
        }
        draw(ui, &tokens, series, input.log, &transform);
        places.push((head, transform));
    }
    let month = hovered(ui, &response, view.months, &places);
    let values = view.cursor(month.unwrap_or(view.months));
    for ((head, transform), (series, value)) in places.iter().zip(view.series.iter().zip(&values)) {
        if let Some(month) = month {
            cursor_line(ui, &tokens, month, transform);
        }
        let shown = month.map(|_| value.as_str());
        self::head(ui, &tokens, *head, series, shown);
    }
    let nearest = |at: Pos2| places.iter().position(|(_, transform)| transform.frame().contains(at));
    explain(scene, view, (&response, month), &nearest);
    if response.has_focus() {
        widgets::focus_ring(ui, whole, &tokens);
    }
}

/// Asks how the value of the line under a click came about; from the keyboard,
/// of the first line.
fn explain(
    scene: &mut Scene<'_>,
    view: &CompareView,
    (response, month): (&Response, Option<u16>),
    line: &dyn Fn(Pos2) -> Option<usize>,
) {
    if !response.clicked() || scene.still || scene.state.is_predicting() {
        return;
    }
    let line = response.interact_pointer_pos().map_or(Some(0), line);
    let measure = scene.state.prefs.numeraire;
    if let Some(asked) = line.zip(month).and_then(|(line, month)| view.asked(line, month, measure)) {
        scene.ask(Command::Explain(Some(asked)));
    }
}

/// The month under the pointer in whichever chart it is, or by key.
fn hovered(ui: &Ui, response: &Response, months: u16, places: &[(Rect, PlotTransform)]) -> Option<u16> {
    let over = response.hover_pos();
    let inside = |(_, t): &&(Rect, PlotTransform)| over.is_some_and(|at| t.frame().contains(at));
    let (_, transform) = places.iter().find(inside).or_else(|| places.first())?;
    super::cursor::in_chart(ui, response, months, transform)
}

/// The name above a small chart, and the value at the cursor.
fn head(ui: &Ui, tokens: &Tokens, rect: Rect, series: &Series, value: Option<&str>) {
    let painter = ui.painter();
    line_style::sample(painter, tokens, rect.translate(Vec2::new(2.0, 0.0)), series.slot);
    let sample = sample_width(tokens);
    let mut room = rect.width() - sample - 12.0;
    if let Some(value) = value {
        painter.text(rect.right_center(), Align2::RIGHT_CENTER, value, bold_small(tokens), tokens.text);
        room -= width(ui, value, tokens) + 14.0;
    }
    let name = one_line(ui, &series.name, tokens.small(), tokens.text, room);
    let at = Pos2::new(rect.left() + sample + 8.0, rect.center().y - name.size().y / 2.0);
    painter.galley(at, name, tokens.text);
}

/// An empty plot with the zero line in a place.
fn plot(ui: &mut Ui, scene: &Scene<'_>, input: CompareChart<'_>, rect: Rect, name: &str) -> PlotTransform {
    let (low, high) = bounds(input.view, input.log);
    let axes = Axes { months: input.view.months.max(1), low, high, log: input.log };
    let zero = HLine::new("zero", 0.0).color(scene.tokens.quiet).width(1.0).allow_hover(false);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(rect));
    let shown = chart::empty(&mut child, scene, name, axes, rect.size()).show(&mut child, |plot| {
        axes.apply(plot);
        if !input.log {
            plot.hline(zero);
        }
    });
    shown.transform
}

/// Lowest and highest value drawn, zero included; of a logarithmic axis, their
/// logarithms.
fn bounds(view: &CompareView, log: bool) -> (f64, f64) {
    let values = || view.series.iter().flat_map(|s| s.values.iter().copied()).filter(|v| v.is_finite());
    let reach = |values: &mut dyn Iterator<Item = f64>, start: (f64, f64)| {
        values.fold(start, |(low, high): (f64, f64), v| (low.min(v), high.max(v)))
    };
    if log {
        let mut logs = values().filter(|v| *v > 0.0).map(f64::log10);
        let (low, high) = reach(&mut logs, (f64::INFINITY, f64::NEG_INFINITY));
        let room = ((high - low) * 0.08).max(0.05);
        return if low.is_finite() { (low - room, high + room) } else { (0.0, 1.0) };
    }
    let (low, high) = reach(&mut values(), (0.0, 0.0));
    if high - low <= 0.0 {
        return (0.0, 1.0);
    }
    let room = (high - low) * 0.06;
    // Below a zero too, so that its mark stands clear of the years.
    (low - room, if high > 0.0 { high + room } else { 0.0 })
}

fn points(series: &Series, log: bool, transform: &PlotTransform) -> Vec<Pos2> {
    let all = (0_u16..).zip(&series.values).filter(|(_, v)| v.is_finite() && (!log || **v > 0.0));
    all.map(|(t, v)| position(transform, t, *v, log)).collect()
}

fn clipped(ui: &Ui, transform: &PlotTransform) -> egui::Painter {
    ui.painter().with_clip_rect(transform.frame().expand(2.0).intersect(ui.clip_rect()))
}

fn draw(ui: &Ui, tokens: &Tokens, series: &Series, log: bool, transform: &PlotTransform) {
    line_style::line(&clipped(ui, transform), tokens, &points(series, log, transform), series.slot);
}

/// The name of each line at its end, pushed apart where they would touch; where
/// each stands, and which line it names.
fn ends(
    ui: &Ui,
    scene: &Scene<'_>,
    input: CompareChart<'_>,
    transform: &PlotTransform,
    gutter: f32,
) -> Vec<(Rect, usize)> {
    let tokens = &scene.tokens;
    let end = |series: &Series| points(series, input.log, transform).last().map(|at| at.y);
    let lines = input.view.series.iter().enumerate();
    let mut labels: Vec<(f32, usize, &Series)> =
        lines.filter_map(|(line, series)| Some((end(series)?, line, series))).collect();
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut places: Vec<&mut f32> = labels.iter_mut().map(|(y, ..)| y).collect();
    let height = row_height(tokens);
    spread(&mut places, height, transform.frame());
    let x = transform.frame().right() + 6.0;
    let wide = sample_width(tokens);
    let draw = |(y, line, series): (f32, usize, &Series)| {
        let sample = Rect::from_center_size(Pos2::new(x + wide / 2.0, y), Vec2::new(wide, 10.0));
        line_style::sample(ui.painter(), tokens, sample, series.slot);
        let room = gutter - wide - 12.0;
        // There is one plan, so it needs no scenario where there is no room.
        let short = Some(scene.texts.l10n.msg_line_plan()).filter(|_| series.side.plan);
        let name = short.filter(|_| width(ui, &series.name, tokens) > room);
        let name = one_line(ui, name.as_ref().unwrap_or(&series.name), tokens.small(), tokens.text, room);
        let at = Pos2::new(x + wide + 5.0, y - name.size().y / 2.0);
        ui.painter().galley(at, name, tokens.text);
        (Rect::from_min_size(Pos2::new(x, y - height / 2.0), Vec2::new(gutter - 6.0, height)), line)
    };
    labels.into_iter().map(draw).collect()
}

fn cursor_line(ui: &Ui, tokens: &Tokens, month: u16, transform: &PlotTransform) {
    let x = position(transform, month, 0.0, false).x;
    ui.painter().vline(x, transform.frame().y_range(), Stroke::new(1.5, tokens.accent));
}

/// What each line is at under the cursor, on the side with more room.
fn table(ui: &Ui, scene: &Scene<'_>, view: &CompareView, month: u16, transform: &PlotTransform) {
    let tokens = scene.tokens;
    let frame = *transform.frame();
    let values = view.cursor(month);
    let title = super::chart_labels::cursor_title(scene, month, &view.unit);
    let widest = |texts: &mut dyn Iterator<Item = &String>| {
        texts.map(|text| width(ui, text, &tokens)).fold(0.0, f32::max)
    };
    let names = widest(&mut view.series.iter().map(|s| &s.name)).min(frame.width() * 0.4);
    let wide = (names + widest(&mut values.iter()) + sample_width(&tokens) + 46.0)
        .max(width(ui, &title, &tokens) + 20.0);
    let height = row_height(&tokens);
    let rows = f32::from(u8::try_from(values.len()).unwrap_or(0)) + 1.0;
    let size = Vec2::new(wide, rows * height + 14.0);
    let x = position(transform, month, 0.0, false).x;
    let (rect, painter) = beside_cursor(ui, &tokens, x, frame, size);
    let mut at = rect.left_top() + Vec2::new(10.0, 7.0);
    painter.text(at, Align2::LEFT_TOP, title, tokens.small(), tokens.quiet);
    for (series, value) in view.series.iter().zip(values) {
        at.y += height;
        let row = Rect::from_min_size(at, Vec2::new(rect.width() - 20.0, height));
        line_style::sample(&painter, &tokens, row, series.slot);
        let name = one_line(ui, &series.name, tokens.small(), tokens.text, names + 1.0);
        painter.galley(Pos2::new(at.x + sample_width(&tokens) + 8.0, at.y), name, tokens.text);
        painter.text(row.right_top(), Align2::RIGHT_TOP, value, bold_small(&tokens), tokens.text);
    }
}
