//! Words on the fan: quantiles at the right end, bands inside, the table at
//! the cursor.

use eframe::egui;
use egui::{Align2, Pos2, Rect, Stroke, Ui, Vec2};
use egui_plot::PlotTransform;

use super::chart::position;
use super::chart_labels::{bold_small, row_height, spread, width};
use super::dots::{Style, sample};
use super::fan_chart::FanInput;
use super::scene::Scene;
use super::theme::Tokens;
use crate::view_model::fan::{Course, FanView};

/// Room for the leader to a name.
const LEADER: f32 = 14.0;

/// Room kept to the right of the plot for names.
#[must_use]
pub fn gutter(ui: &Ui, tokens: &Tokens, scene: &Scene<'_>, view: &FanView) -> f32 {
    let names = view.levels.iter().map(|name| width(ui, name, tokens));
    let mean = width(ui, &scene.texts.l10n.msg_chance_mean(), tokens);
    let sign = if view.plan.is_some() { 20.0 * tokens.scale } else { 0.0 };
    names.fold(mean, f32::max) * 1.06 + LEADER + sign + 10.0
}

/// What stands for which course, in the title's row from its right end; where
/// there is one only, that a newer simulation is on its way.
pub fn courses(ui: &Ui, scene: &Scene<'_>, input: &FanInput<'_>, title: Rect) {
    let tokens = scene.tokens;
    let painter = ui.painter();
    let mut right = title.right();
    let mut put = |words: &str, style: Option<Style>, color| {
        let at = Pos2::new(right, title.center().y);
        let drawn = painter.text(at, Align2::RIGHT_CENTER, words, tokens.small(), color);
        right = drawn.left() - 6.0;
        if let Some(style) = style {
            right -= 16.0 * tokens.scale;
            sample(painter, &tokens, style, Pos2::new(right, title.center().y));
        }
        right -= 14.0;
    };
    if let Some(plan) = &input.view.plan {
        put(&plan.name, Some(Style::Plan), tokens.text);
        put(&input.view.as_is.name, Some(Style::AsIs), tokens.text);
    }
    if input.computing {
        put(&scene.texts.l10n.msg_chance_computing(), None, tokens.quiet);
    }
}

struct End<'a> {
    /// Where the line ends.
    line: f32,
    /// Where its name stands.
    y: f32,
    text: &'a str,
    style: Style,
    strong: bool,
}

/// Names at the right end: every quantile beside its line. Where there is no
/// room, the inner band's go first.
pub fn ends(ui: &Ui, scene: &Scene<'_>, input: &FanInput<'_>, transform: &PlotTransform, gutter: f32) {
    let tokens = scene.tokens;
    let view = input.view;
    let mean_name = scene.texts.l10n.msg_chance_mean();
    let gap = row_height(&tokens) * 0.9;
    let height = |values: &[f64]| {
        let value = values.last().copied().filter(|v| v.is_finite())?;
        Some(position(transform, view.months, value, input.log).y)
    };
    let mut labels: Vec<End<'_>> = Vec::new();
    let courses =
        || std::iter::once((Style::AsIs, &view.as_is)).chain(view.plan.as_ref().map(|p| (Style::Plan, p)));
    for order in [[2, 0, 4].as_slice(), &[1, 3]] {
        for (style, course) in courses() {
            for &i in order {
                let line = course.bands.get(i).and_then(|values| height(values));
                let (Some(line), Some(text)) = (line, view.levels.get(i)) else { continue };
                let taken = labels.iter().any(|l| (l.y - line).abs() < gap);
                if !(order.len() == 2 && taken) {
                    labels.push(End { line, y: line, text, style, strong: i == 2 });
                }
            }
            if order.len() == 3
                && let Some(line) = course.mean.as_ref().and_then(|values| height(values))
            {
                labels.push(End { line, y: line, text: &mean_name, style, strong: false });
            }
        }
    }
    labels.sort_by(|a, b| a.line.total_cmp(&b.line));
    let mut places: Vec<&mut f32> = labels.iter_mut().map(|l| &mut l.y).collect();
    spread(&mut places, gap, transform.frame());
    for label in &labels {
        end(ui, &tokens, view, label, transform.frame().right(), gutter);
    }
}

/// A name with the leader from its line.
fn end(ui: &Ui, tokens: &Tokens, view: &FanView, label: &End<'_>, right: f32, gutter: f32) {
    let painter = ui.painter();
    let color = label.style.color(tokens);
    let from = Pos2::new(right + 1.0, label.line);
    let to = Pos2::new(right + LEADER - 3.0, label.y);
    painter.line_segment([from, to], Stroke::new(1.0, Tokens::faded(color, 0.6)));
    let mut left = right + LEADER;
    if view.plan.is_some() {
        sample(painter, tokens, label.style, Pos2::new(left, label.y));
        left += 20.0 * tokens.scale;
    }
    let font = if label.strong { bold_small(tokens) } else { tokens.small() };
    let room = right + gutter - left;
    let words = super::own_panel::one_line(ui, label.text, font, tokens.text, room);
    painter.galley(Pos2::new(left, label.y - words.size().y / 2.0), words, tokens.text);
}

/// What the tints are, inside them, where no line crosses the words.
pub fn bands(ui: &Ui, tokens: &Tokens, input: &FanInput<'_>, transform: &PlotTransform) {
    let view = input.view;
    let [q5, q25, q50, q75, q95] = &view.as_is.bands;
    let outer = ("5–95%", [(q75, q95), (q5, q25)]);
    let inner = ("25–75%", [(q50, q75), (q25, q50)]);
    for (words, places) in [outer, inner] {
        let spots = [0.84, 0.72, 0.6, 0.48, 0.36];
        let free = spots.iter().find_map(|share| {
            places
                .iter()
                .find_map(|(low, high)| spot(ui, tokens, input, transform, (low, high), (*share, words)))
        });
        if let Some(at) = free {
            ui.painter().text(at, Align2::CENTER_CENTER, words, tokens.small(), tokens.text);
        }
    }
}

/// The middle of a band at a share of the horizon, if words fit there.
fn spot(
    ui: &Ui,
    tokens: &Tokens,
    input: &FanInput<'_>,
    transform: &PlotTransform,
    (low, high): (&[f64], &[f64]),
    (share, words): (f64, &str),
) -> Option<Pos2> {
    let view = input.view;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of 0..=360")]
    let month = (f64::from(view.months) * share).round() as u16;
    let y = |values: &[f64], month: u16| {
        values.get(usize::from(month)).map(|v| position(transform, month, *v, input.log).y)
    };
    let (bottom, top) = (y(low, month)?, y(high, month)?);
    let half = row_height(tokens) / 2.0;
    if bottom - top < half * 2.0 {
        return None;
    }
    let at = Pos2::new(position(transform, month, 0.0, false).x, f32::midpoint(bottom, top));
    let wide = width(ui, words, tokens) / 2.0 + 4.0;
    let room = Rect::from_center_size(at, Vec2::new(wide * 2.0, half * 1.8));
    let paths = |course: &'static str, c: &'_ Course| -> Vec<Vec<f64>> {
        let own = if course == "plan" { c.bands.to_vec() } else { Vec::new() };
        own.into_iter().chain(c.mean.clone()).collect()
    };
    let mut lines = paths("as is", &view.as_is);
    lines.extend(view.plan.iter().flat_map(|plan| paths("plan", plan)));
    lines.extend([low.to_vec(), high.to_vec()]);
    let crosses = |values: &Vec<f64>| {
        (0..=view.months).any(|t| {
            let x = position(transform, t, 0.0, false).x;
            room.x_range().contains(x) && y(values, t).is_some_and(|y| room.y_range().contains(y))
        })
    };
    let today = position(transform, month, view.today, input.log).y;
    let event =
        view.events.iter().any(|e| room.x_range().contains(position(transform, e.month, 0.0, false).x));
    (!lines.iter().any(crosses) && !room.y_range().contains(today) && !event).then_some(at)
}

/// Today's value, at the left end of its line.
pub fn today(ui: &Ui, scene: &Scene<'_>, input: &FanInput<'_>, transform: &PlotTransform) {
    let tokens = scene.tokens;
    let frame = *transform.frame();
    let y = position(transform, 0, input.view.today, input.log).y;
    let words = scene.texts.l10n.msg_chance_today();
    let height = row_height(&tokens);
    // At the end of the line, on the side away from the median.
    let falls = input.view.as_is.bands.get(2).and_then(|m| m.last()).is_some_and(|m| *m < input.view.today);
    let above = falls && y - height > frame.top();
    let at = Pos2::new(frame.right() - 4.0, if above { y - 1.0 } else { y + 1.0 });
    let align = if above { Align2::RIGHT_BOTTOM } else { Align2::RIGHT_TOP };
    ui.painter().text(at, align, words, tokens.small(), tokens.quiet);
}

/// The cursor line and a table of the quantiles, on the side with more room.
pub fn cursor(ui: &Ui, scene: &Scene<'_>, input: &FanInput<'_>, transform: &PlotTransform, month: u16) {
    let tokens = scene.tokens;
    let view = input.view;
    let frame = *transform.frame();
    let x = position(transform, month, 0.0, false).x;
    ui.painter().vline(x, frame.y_range(), Stroke::new(1.5, tokens.accent));
    let rows = view.cursor(month, scene.texts);
    let row = row_height(&tokens);
    let widest = |words: &mut dyn Iterator<Item = &str>| {
        words.map(|w| width(ui, w, &tokens)).fold(0.0, f32::max) * 1.06
    };
    let title =
        format!("{} · {}", scene.texts.l10n.msg_month_n(month), scene.state.profile().as_of.after(month));
    let names = widest(&mut rows.iter().map(|r| r.label.as_str()));
    let head = view.plan.as_ref().map(|plan| (view.as_is.name.as_str(), plan.name.as_str()));
    let first = widest(&mut rows.iter().map(|r| r.as_is.as_str()).chain(head.map(|h| h.0)));
    let second = widest(&mut rows.iter().filter_map(|r| r.plan.as_deref()).chain(head.map(|h| h.1)));
    let second = if head.is_some() { second + 16.0 } else { 0.0 };
    let wide = (names + 16.0 + first + second).max(width(ui, &title, &tokens)) + 20.0;
    let lines = rows.len().saturating_add(if head.is_some() { 2 } else { 1 });
    let tall = row * f32::from(u8::try_from(lines).unwrap_or(u8::MAX)) + 14.0;
    let left = if x < frame.center().x { x + 10.0 } else { x - 10.0 - wide };
    let table = Rect::from_min_size(Pos2::new(left, frame.top() + 6.0), Vec2::new(wide, tall));
    let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("chart-table"));
    let painter = ui.painter().clone().with_layer_id(layer);
    let edge = Stroke::new(1.0, tokens.hairline);
    painter.rect(table, 6.0, tokens.ground, edge, egui::StrokeKind::Inside);
    let inner = table.shrink2(Vec2::new(10.0, 7.0));
    let mut y = inner.top();
    let put = |x: f32, y: f32, align, words: &str, font, color| {
        painter.text(Pos2::new(x, y), align, words, font, color);
    };
    let (one, two) = (inner.right() - second, inner.right());
    put(inner.left(), y, Align2::LEFT_TOP, &title, tokens.small(), tokens.quiet);
    if let Some((as_is, plan)) = head {
        y += row;
        put(one, y, Align2::RIGHT_TOP, as_is, tokens.small(), tokens.quiet);
        put(two, y, Align2::RIGHT_TOP, plan, tokens.small(), tokens.quiet);
    }
    for r in &rows {
        y += row;
        let font = if r.strong { bold_small(&tokens) } else { tokens.small() };
        put(inner.left(), y, Align2::LEFT_TOP, &r.label, font.clone(), tokens.text);
        put(one, y, Align2::RIGHT_TOP, &r.as_is, font.clone(), tokens.text);
        if let Some(plan) = &r.plan {
            put(two, y, Align2::RIGHT_TOP, plan, font, tokens.text);
        }
    }
}
