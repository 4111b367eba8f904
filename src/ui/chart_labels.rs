//! Words on the chart: names at the ends of the lines, events at the top, the
//! table at the cursor.

use eframe::egui;
use egui::{Align2, Pos2, Rect, Ui, Vec2};
use egui_plot::PlotTransform;

use super::chart::{ChartInput, position, thin};
use super::line_style::Pen;
use super::own_panel::one_line;
use super::scene::Scene;
use super::theme::Tokens;
use crate::app::prefs::Numeraire;
use crate::domain::holding::AssetClass;
use crate::text::axis::AxisUnit;
use crate::view_model::explain::{Course, Lines, Subject};
use crate::view_model::projection::{EventMark, ProjectionView};

pub(super) fn width(ui: &Ui, text: &str, tokens: &Tokens) -> f32 {
    ui.painter().layout_no_wrap(text.to_owned(), tokens.small(), tokens.text).size().x
}

fn strong_width(ui: &Ui, text: &str, tokens: &Tokens) -> f32 {
    ui.painter().layout_no_wrap(text.to_owned(), bold_small(tokens), tokens.text).size().x
}

/// Room kept to the right of the plot for names.
pub fn gutter(ui: &Ui, scene: &Scene<'_>, view: &ProjectionView) -> f32 {
    let tokens = &scene.tokens;
    let l = &scene.texts.l10n;
    let plan = view.plan.as_ref().map(|_| strong_width(ui, &l.msg_line_plan(), tokens));
    let usable = view.usable.as_ref().map(|_| width(ui, &l.msg_line_usable(), tokens));
    let lines = plan.into_iter().chain(usable);
    let widest = view.areas.iter().map(|a| width(ui, &a.label, tokens)).chain(lines).fold(0.0, f32::max);
    widest.max(64.0 * tokens.scale) + Pen::sample_width(tokens) + 14.0
}

pub(super) fn row_height(tokens: &Tokens) -> f32 {
    18.0 * tokens.scale
}

/// What happens when, on a time axis.
#[derive(Debug, Clone, Copy)]
pub struct Marks<'a> {
    /// What happens.
    pub events: &'a [EventMark],
    /// The last month of the axis.
    pub months: u16,
}

/// Event labels placed in rows so that they do not overlap: left edge, row.
fn event_places(ui: &Ui, tokens: &Tokens, marks: Marks<'_>, left: f32, width_all: f32) -> Vec<(f32, usize)> {
    let mut ends: Vec<f32> = Vec::new();
    marks
        .events
        .iter()
        .map(|event| {
            let share = f32::from(event.month) / f32::from(marks.months.max(1));
            let wide = width(ui, &event.label, tokens);
            let x = (left + share * (width_all - left) + 4.0).min(width_all - wide).max(0.0);
            let row = ends.iter().position(|end| *end + 8.0 < x).unwrap_or(ends.len());
            match ends.get_mut(row) {
                Some(end) => *end = x + wide,
                None => ends.push(x + wide),
            }
            (x, row)
        })
        .collect()
}

/// Height kept above the plot for event labels.
#[must_use]
pub fn event_strip(ui: &Ui, tokens: &Tokens, marks: Marks<'_>, width: f32) -> f32 {
    let rows = event_places(ui, tokens, marks, 60.0 * tokens.scale, width)
        .into_iter()
        .map(|(_, row)| row.saturating_add(1))
        .max()
        .unwrap_or(1);
    let rows = u8::try_from(rows.clamp(1, 4)).unwrap_or(1);
    f32::from(rows) * row_height(tokens) + 2.0
}

/// Draws the labels of events above the plot; where each stands, and its month.
pub(super) fn events(
    ui: &Ui,
    tokens: &Tokens,
    marks: Marks<'_>,
    transform: &PlotTransform,
    strip: f32,
) -> Vec<(Rect, u16)> {
    let mut drawn = Vec::new();
    let frame = *transform.frame();
    let left = 60.0 * tokens.scale;
    let places = event_places(ui, tokens, marks, left, frame.right() - frame.left() + left);
    for (event, (_, row)) in marks.events.iter().zip(places) {
        let x = position(transform, event.month, 0.0, false).x;
        let row = u8::try_from(row.min(3)).unwrap_or(0);
        let y = frame.top() - strip + f32::from(row) * row_height(tokens);
        let wide = width(ui, &event.label, tokens);
        let at = Pos2::new((x + 4.0).min(frame.right() - wide), y);
        // A label pushed back from the edge stands above its line, not across it.
        let top = if at.x < x { y + row_height(tokens) } else { y };
        ui.painter().vline(x, top..=frame.top(), thin(tokens));
        let label = ui.painter().text(at, Align2::LEFT_TOP, &event.label, tokens.small(), tokens.text);
        drawn.push((label, event.month));
    }
    drawn
}

struct EndLabel {
    y: f32,
    size: f32,
    text: String,
    sign: Sign,
    of: (Course, Subject),
}

/// What stands before a name.
#[derive(Clone, Copy)]
enum Sign {
    /// The colour of a class.
    Area(egui::Color32),
    /// A piece of the line.
    Line(Pen),
}

/// Names at the right end: each class beside its band, net worth beside its
/// line; pushed apart where they would touch. Where each stands, and the last
/// number of what it names.
pub(super) fn line_ends(
    ui: &Ui,
    tokens: &Tokens,
    scene: &Scene<'_>,
    input: &ChartInput<'_>,
    transform: &PlotTransform,
    gutter: f32,
) -> Vec<(Rect, (Course, Subject))> {
    let view = input.view;
    let (month, measure) = (view.months, scene.state.prefs.numeraire);
    let subject = |lines, measure| Subject::Value { lines, month, measure };
    let last = |values: &[f64]| values.last().copied().filter(|v| v.is_finite());
    let mut labels = Vec::new();
    let mut base = 0.0;
    if !input.log {
        for area in &view.areas {
            let Some(value) = last(&area.values) else { continue };
            let middle = if area.class == AssetClass::Debt { value / 2.0 } else { base + value / 2.0 };
            if area.class != AssetClass::Debt {
                base += value;
            }
            let y = position(transform, view.months, middle, false).y;
            let color = tokens.class(area.class);
            let edge = position(transform, view.months, middle + value / 2.0, false).y;
            let size = (edge - y).abs();
            let of = (Course::AsIs, subject(Lines::Class(area.class), measure));
            labels.push(EndLabel { y, size, text: area.label.clone(), sign: Sign::Area(color), of });
        }
    }
    let l = &scene.texts.l10n;
    let mut line = |values: Option<&[f64]>, text: String, pen, of| {
        if let Some(value) = values.and_then(last) {
            let y = position(transform, view.months, value, input.log).y;
            labels.push(EndLabel { y, size: f32::INFINITY, text, sign: Sign::Line(pen), of });
        }
    };
    let net = |course, measure| (course, subject(Lines::Net, measure));
    let usable = (Course::AsIs, Subject::Usable { month, measure });
    let nominal = net(Course::AsIs, Numeraire::NominalYen);
    line(view.nominal.as_deref(), l.msg_line_nominal(), Pen::Nominal, nominal);
    line(view.usable.as_deref(), l.msg_line_usable(), Pen::Usable, usable);
    line(view.plan.as_deref(), l.msg_line_plan(), Pen::Plan, net(Course::Plan, measure));
    line(Some(&view.net), view.net_label(scene.texts), Pen::Net, net(Course::AsIs, measure));
    labels.sort_by(|a, b| a.y.total_cmp(&b.y));
    thin_out(&mut labels, row_height(tokens), transform.frame().height());
    let mut places: Vec<&mut f32> = labels.iter_mut().map(|label| &mut label.y).collect();
    spread(&mut places, row_height(tokens), transform.frame());
    let x = transform.frame().right() + 6.0;
    let (height, wide) = (row_height(tokens), Pen::sample_width(tokens));
    let draw = |label: EndLabel| {
        let strong = match label.sign {
            Sign::Area(color) => {
                let middle = Pos2::new(x + wide / 2.0, label.y);
                ui.painter().rect_filled(Rect::from_center_size(middle, Vec2::new(6.0, 10.0)), 1.0, color);
                false
            }
            Sign::Line(pen) => {
                pen.sample(ui.painter(), tokens, Pos2::new(x, label.y));
                matches!(pen, Pen::Net | Pen::Plan)
            }
        };
        let font = if strong { bold_small(tokens) } else { tokens.small() };
        let words = one_line(ui, &label.text, font, tokens.text, gutter - wide - 10.0);
        let at = Pos2::new(x + wide + 4.0, label.y - words.size().y / 2.0);
        ui.painter().galley(at, words, tokens.text);
        let row = Rect::from_min_size(Pos2::new(x, label.y - height / 2.0), Vec2::new(gutter - 6.0, height));
        (row, label.of)
    };
    labels.into_iter().map(draw).collect()
}

pub(super) fn bold_small(tokens: &Tokens) -> egui::FontId {
    egui::FontId::new(tokens.small().size, tokens.body_bold().family)
}

/// Where not all labels find room, those of the thinnest bands go.
fn thin_out(labels: &mut Vec<EndLabel>, gap: f32, height: f32) {
    while f32::from(u8::try_from(labels.len()).unwrap_or(u8::MAX)) * gap > height + gap {
        let thinnest = (0..labels.len())
            .filter(|i| labels.get(*i).is_some_and(|l| l.size.is_finite()))
            .min_by(|a, b| {
                let size = |i: &usize| labels.get(*i).map_or(0.0, |l| l.size);
                size(a).total_cmp(&size(b))
            });
        let Some(i) = thinnest else { return };
        labels.remove(i);
    }
}

/// Moves the places of labels, sorted from the top, apart by at least `gap`
/// and into the frame.
pub(super) fn spread(places: &mut [&mut f32], gap: f32, frame: &Rect) {
    let mut least = frame.top() + gap / 2.0;
    for y in places.iter_mut() {
        **y = y.max(least);
        least = **y + gap;
    }
    let mut most = frame.bottom() - gap / 2.0;
    for y in places.iter_mut().rev() {
        **y = y.min(most);
        most = **y - gap;
    }
}

/// What stands above the values at the cursor: month, calendar month, unit.
pub(super) fn cursor_title(scene: &Scene<'_>, month: u16, unit: &AxisUnit) -> String {
    let when = scene.state.profile().as_of.after(month);
    format!("{} · {when} · {}", scene.texts.l10n.msg_month_n(month), unit.label)
}

/// A box for the values at the cursor: in front of everything, beside the line
/// at `x` on the side with more room, and whole within the window. Nothing of it
/// is seen where the chart is scrolled out of sight.
pub(super) fn beside_cursor(
    ui: &Ui,
    tokens: &Tokens,
    x: f32,
    frame: Rect,
    size: Vec2,
) -> (Rect, egui::Painter) {
    let window = ui.ctx().content_rect().shrink(6.0);
    let seen = frame.intersect(ui.clip_rect());
    let left = if x < frame.center().x { x + 10.0 } else { x - 10.0 - size.x };
    let left = left.min(window.right() - size.x).max(window.left());
    let top = (seen.top() + 6.0).min(window.bottom() - size.y).max(window.top());
    let table = Rect::from_min_size(Pos2::new(left, top), size);
    let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("chart-table"));
    let clip = if seen.is_positive() { window.expand(6.0) } else { Rect::NOTHING };
    let painter = ui.ctx().layer_painter(layer).with_clip_rect(clip);
    let edge = egui::Stroke::new(1.0, tokens.hairline);
    painter.rect(table, 6.0, tokens.ground, edge, egui::StrokeKind::Inside);
    (table, painter)
}

/// The cursor line and the table of values, on the side with more room.
pub fn cursor(ui: &Ui, scene: &Scene<'_>, input: &ChartInput<'_>, transform: &PlotTransform, month: u16) {
    let tokens = scene.tokens;
    let frame = *transform.frame();
    let x = position(transform, month, 0.0, false).x;
    ui.painter().vline(x, frame.y_range(), egui::Stroke::new(1.5, tokens.accent));
    let rows = input.view.cursor(month, scene.texts);
    let height = row_height(&tokens);
    let name = |label: &str| width(ui, label, &tokens);
    let wide = rows.iter().map(|r| name(&r.label)).fold(0.0, f32::max)
        + rows.iter().map(|r| name(&r.value)).fold(0.0, f32::max)
        + 44.0;
    let title = cursor_title(scene, month, &input.view.unit);
    let wide = wide.max(name(&title) + 20.0);
    let count = u8::try_from(rows.len().saturating_add(1)).unwrap_or(u8::MAX);
    let size = Vec2::new(wide, height * f32::from(count) + 14.0);
    let (table, painter) = beside_cursor(ui, &tokens, x, frame, size);
    let mut y = table.top() + 7.0;
    painter.text(Pos2::new(table.left() + 10.0, y), Align2::LEFT_TOP, title, tokens.small(), tokens.quiet);
    for row in rows {
        y += height;
        if let Some(class) = row.class {
            let dot = Rect::from_min_size(Pos2::new(table.left() + 10.0, y + 4.0), Vec2::splat(9.0));
            painter.rect_filled(dot, 2.0, tokens.class(class));
        }
        let font = if row.class.is_none() { bold_small(&tokens) } else { tokens.small() };
        let label_at = Pos2::new(table.left() + 24.0, y);
        painter.text(label_at, Align2::LEFT_TOP, row.label, tokens.small(), tokens.text);
        painter.text(Pos2::new(table.right() - 10.0, y), Align2::RIGHT_TOP, row.value, font, tokens.text);
    }
}
