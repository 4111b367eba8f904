//! Words on the fan: quantiles at the right end, bands inside, the table at
//! the cursor.

use eframe::egui;
use egui::{Align2, Color32, Pos2, Rect, Stroke, Ui, Vec2};
use egui_plot::PlotTransform;

use super::chart::position;
use super::chart_labels::{beside_cursor, bold_small, row_height, spread, width};
use super::dots::{Style, sample};
use super::fan_chart::FanInput;
use super::scene::Scene;
use super::theme::Tokens;
use crate::view_model::fan::FanView;

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

/// The names of the bands.
const OUTER: &str = "5–95%";
const INNER: &str = "25–75%";

/// The width of a name beside the title, with what is before it.
fn name_width(ui: &Ui, tokens: &Tokens, words: &str, signed: bool) -> f32 {
    let sign = if signed { 16.0 * tokens.scale + 6.0 } else { 0.0 };
    width(ui, words, tokens) + sign + 14.0
}

/// What the names of both courses need beside the title; nothing where there is
/// but one.
#[must_use]
pub fn names_width(ui: &Ui, tokens: &Tokens, view: &FanView) -> f32 {
    let names = view.plan.iter().flat_map(|plan| [&plan.name, &view.as_is.name]);
    names.map(|name| name_width(ui, tokens, name, true)).sum()
}

/// What stands for which course, in the title's row from its right end, with
/// the band where that is not `named` within; and that a newer simulation is
/// on its way.
pub fn courses(ui: &Ui, scene: &Scene<'_>, input: &FanInput<'_>, (title, named): (Rect, bool)) {
    let tokens = scene.tokens;
    let painter = ui.painter();
    let (as_is, plan) = (&input.view.as_is.name, &input.view.plan);
    let with_band = format!("{as_is} {OUTER}");
    // From the right: the plan, then what is.
    let mut said: Vec<(&str, Option<Style>, Color32)> = Vec::new();
    if let Some(plan) = plan {
        said.push((&plan.name, Some(Style::Plan), tokens.text));
    }
    let said_of_all = |said: &[(&str, Option<Style>, Color32)]| {
        said.iter().map(|(words, style, _)| name_width(ui, &tokens, words, style.is_some())).sum::<f32>()
    };
    // The last one's distance to the next is its distance to the title.
    let kept = names_width(ui, &tokens, input.view);
    let left = (title.width() - width(ui, &input.view.axis, &tokens)).max(kept);
    let mut add = |words, style, color| {
        said.push((words, style, color));
        // Beside the title; no words are better than some on top of it.
        if said_of_all(&said) > left {
            said.pop();
            return false;
        }
        true
    };
    let banded = !named && add(&with_band, Some(Style::AsIs), tokens.text);
    if !banded && plan.is_some() {
        add(as_is, Some(Style::AsIs), tokens.text);
    }
    let computing = scene.texts.l10n.msg_chance_computing();
    if input.computing {
        add(&computing, None, tokens.quiet);
    }
    let mut right = title.right();
    for (words, style, color) in said {
        let at = Pos2::new(right, title.center().y);
        let drawn = painter.text(at, Align2::RIGHT_CENTER, words, tokens.small(), color);
        right = drawn.left() - 6.0;
        if let Some(style) = style {
            right -= 16.0 * tokens.scale;
            sample(painter, &tokens, style, Pos2::new(right, title.center().y));
        }
        right -= 14.0;
    }
}

struct End<'a> {
    /// Where the line ends.
    line: f32,
    /// Where its name stands.
    y: f32,
    text: &'a str,
    /// Whose line it is; of nobody's, today's value.
    style: Option<Style>,
    weight: Weight,
}

/// Which names go first where there is no room for all: the last ones.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Median,
    Outer,
    Today,
    Mean,
    Inner,
}

/// Names at the right end: every line beside where it ends, as many as there
/// is room for; the inner band's only where they need not be moved.
pub fn ends(ui: &Ui, scene: &Scene<'_>, input: &FanInput<'_>, transform: &PlotTransform, gutter: f32) {
    let tokens = scene.tokens;
    let view = input.view;
    let l = &scene.texts.l10n;
    let words = [l.msg_chance_mean(), l.msg_chance_today()];
    let gap = row_height(&tokens) * 0.9;
    let frame = *transform.frame();
    let mut all = candidates(input, transform, &words);
    all.sort_by(|a, b| a.weight.cmp(&b.weight).then(a.line.total_cmp(&b.line)));
    let room = (frame.height() / gap).floor();
    let mut labels: Vec<End<'_>> = Vec::new();
    for label in all {
        let count = f32::from(u8::try_from(labels.len()).unwrap_or(u8::MAX));
        let moved = labels.iter().any(|l| (l.line - label.line).abs() < gap);
        if count < room && !(moved && label.weight == Weight::Inner) {
            labels.push(label);
        }
    }
    labels.sort_by(|a, b| a.line.total_cmp(&b.line));
    let mut places: Vec<&mut f32> = labels.iter_mut().map(|l| &mut l.y).collect();
    spread(&mut places, gap, &frame);
    for label in &labels {
        end(ui, &tokens, view, label, frame.right(), gutter);
    }
}

fn candidates<'a>(
    input: &'a FanInput<'_>,
    transform: &PlotTransform,
    [mean, today]: &'a [String; 2],
) -> Vec<End<'a>> {
    let view = input.view;
    let end = |value: Option<&f64>, text: &'a str, style, weight| {
        let value = value.copied().filter(|v| v.is_finite())?;
        let y = position(transform, view.months, value, input.log).y;
        Some(End { line: y, y, text, style, weight })
    };
    let mut found = vec![end(Some(&view.today), today, None, Weight::Today)];
    let plan = view.plan.as_ref().map(|plan| (Style::Plan, plan));
    for (style, course) in std::iter::once((Style::AsIs, &view.as_is)).chain(plan) {
        let weights = [Weight::Outer, Weight::Inner, Weight::Median, Weight::Inner, Weight::Outer];
        for ((values, name), weight) in course.bands.iter().zip(&view.levels).zip(weights) {
            found.push(end(values.last(), name, Some(style), weight));
        }
        let last = course.mean.as_ref().and_then(|values| values.last());
        found.push(end(last, mean, Some(style), Weight::Mean));
    }
    found.into_iter().flatten().collect()
}

/// A name with the leader from its line.
fn end(ui: &Ui, tokens: &Tokens, view: &FanView, label: &End<'_>, right: f32, gutter: f32) {
    let painter = ui.painter();
    let color = label.style.map_or(tokens.quiet, |style| style.color(tokens));
    let from = Pos2::new(right + 1.0, label.line);
    let to = Pos2::new(right + LEADER - 3.0, label.y);
    painter.line_segment([from, to], Stroke::new(1.0, Tokens::faded(color, 0.6)));
    let mut left = right + LEADER;
    if let (Some(style), Some(_)) = (label.style, &view.plan) {
        sample(painter, tokens, style, Pos2::new(left, label.y));
        left += 20.0 * tokens.scale;
    }
    let font = if label.weight == Weight::Median { bold_small(tokens) } else { tokens.small() };
    let color = if label.style.is_none() { tokens.quiet } else { tokens.text };
    let words = super::own_panel::one_line(ui, label.text, font, color, right + gutter - left);
    painter.galley(Pos2::new(left, label.y - words.size().y / 2.0), words, color);
}

/// What the tints are, inside them, where no line crosses the words. Whether
/// the outer one found a place.
#[must_use]
pub fn bands(ui: &Ui, tokens: &Tokens, input: &FanInput<'_>, transform: &PlotTransform) -> bool {
    let view = input.view;
    let [q5, q25, q50, q75, q95] = &view.as_is.bands;
    let outer = (OUTER, [(q75, q95), (q5, q25)]);
    let inner = (INNER, [(q50, q75), (q25, q50)]);
    let mut named = false;
    for (words, places) in [outer, inner] {
        let shares = [0.84, 0.72, 0.6, 0.48, 0.36];
        let spots = [0.5, 0.7, 0.3, 0.85].iter().flat_map(|lift| shares.map(|share| (share, *lift)));
        let room = Vec2::new(width(ui, words, tokens) + 8.0, row_height(tokens) * 0.9);
        let free = spots.into_iter().find_map(|at| {
            places.iter().find_map(|(low, high)| spot(input, transform, (low, high), at, room))
        });
        if let Some(at) = free {
            named = named || words == OUTER;
            ui.painter().text(at, Align2::CENTER_CENTER, words, tokens.small(), tokens.text);
        }
    }
    named
}

/// The place in a band at a share of the horizon and of the band's height, if
/// words of this size fit there.
fn spot(
    input: &FanInput<'_>,
    transform: &PlotTransform,
    (low, high): (&[f64], &[f64]),
    (share, lift): (f64, f32),
    size: Vec2,
) -> Option<Pos2> {
    let view = input.view;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of 0..=360")]
    let month = (f64::from(view.months) * share).round() as u16;
    let y = |values: &[f64], month: u16| {
        values.get(usize::from(month)).map(|v| position(transform, month, *v, input.log).y)
    };
    let (bottom, top) = (y(low, month)?, y(high, month)?);
    if bottom - top < size.y {
        return None;
    }
    let at = Pos2::new(position(transform, month, 0.0, false).x, bottom + (top - bottom) * lift);
    let room = Rect::from_center_size(at, size);
    let mut lines: Vec<&[f64]> = vec![low, high, view.as_is.bands.get(2).map_or(&[], Vec::as_slice)];
    lines.extend(view.as_is.mean.as_deref());
    if let Some(plan) = &view.plan {
        lines.extend(plan.bands.iter().map(Vec::as_slice));
        lines.extend(plan.mean.as_deref());
    }
    let crosses = |values: &&[f64]| {
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
    let title = super::chart_labels::cursor_title(scene, month, &view.unit);
    let names = widest(&mut rows.iter().map(|r| r.label.as_str()));
    let head = view.plan.as_ref().map(|plan| (view.as_is.name.as_str(), plan.name.as_str()));
    let first = widest(&mut rows.iter().map(|r| r.as_is.as_str()).chain(head.map(|h| h.0)));
    let second = widest(&mut rows.iter().filter_map(|r| r.plan.as_deref()).chain(head.map(|h| h.1)));
    let second = if head.is_some() { second + 16.0 } else { 0.0 };
    let wide = (names + 16.0 + first + second).max(width(ui, &title, &tokens)) + 20.0;
    let lines = rows.len().saturating_add(if head.is_some() { 2 } else { 1 });
    let tall = row * f32::from(u8::try_from(lines).unwrap_or(u8::MAX)) + 14.0;
    let (table, painter) = beside_cursor(ui, &tokens, x, frame, Vec2::new(wide, tall));
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
