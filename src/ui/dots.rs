//! Fifty outcomes at the horizon as fifty dots beside the fan, on its scale.

use eframe::egui;
use egui::{Align2, Color32, Painter, Pos2, Rangef, Rect, Shape, Stroke, Ui, Vec2};
use egui_plot::PlotTransform;

use super::chart::position;
use super::chart_labels::row_height;
use super::fan_chart::FanInput;
use super::theme::Tokens;
use super::widgets;
use crate::view_model::fan::Course;

/// How a course of action is drawn: told apart by tint and dash, not by
/// colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// As things are: tints and a line.
    AsIs,
    /// With the plan: dashes.
    Plan,
}

impl Style {
    /// The colour of its lines and dots.
    #[must_use]
    pub const fn color(self, tokens: &Tokens) -> Color32 {
        match self {
            Self::AsIs => tokens.chance,
            Self::Plan => tokens.text,
        }
    }
}

/// A short piece of how a course is drawn, 16 points wide, from its left end.
pub fn sample(painter: &Painter, tokens: &Tokens, style: Style, left: Pos2) {
    let wide = 16.0 * tokens.scale;
    let stroke = Stroke::new(tokens.line, style.color(tokens));
    match style {
        Style::AsIs => {
            let band = Rect::from_min_size(left - Vec2::new(0.0, 5.0), Vec2::new(wide, 10.0));
            painter.rect_filled(band, 0.0, Tokens::faded(tokens.chance, 0.3));
            painter.hline(band.x_range(), left.y, stroke);
        }
        Style::Plan => {
            let ends = [left, left + Vec2::new(wide, 0.0)];
            painter.extend(Shape::dashed_line(&ends, stroke, wide * 0.28, wide * 0.16));
        }
    }
}

/// Room for the columns of dots to the right of the names.
#[must_use]
pub fn width(tokens: &Tokens, input: &FanInput<'_>, whole: f32) -> f32 {
    column_width(tokens, whole) * if input.view.plan.is_some() { 2.0 } else { 1.0 }
}

/// The width of one of them.
#[must_use]
pub fn column_width(tokens: &Tokens, whole: f32) -> f32 {
    let points = if whole < 480.0 * tokens.scale { 44.0 } else { 64.0 };
    points * tokens.scale
}

/// The least size of a dot as a share of the largest.
const LEAST: f32 = 0.375;

/// How far a dot may stand off its height for the sake of a larger size, as a
/// share of the largest.
const OFF: f32 = 0.75;

/// The largest size, up to `largest`, in which no dot stands further off its
/// height than [`OFF`] says.
fn fitting_size(heights: &[f32], largest: f32, room: f32, frame: Rangef) -> f32 {
    let least = largest * LEAST;
    let mut size = largest;
    while size > least {
        let placed = rows(heights, size, room, frame);
        let off = |(y, (_, at)): (&f32, &(u8, f32))| (y - at).abs();
        if heights.iter().zip(&placed).map(off).fold(0.0, f32::max) <= largest * OFF {
            return size;
        }
        size = (size - 0.5).max(least);
    }
    least
}

/// Dots that would touch stand beside each other, in rows no wider than `room`:
/// place in the row, height of its middle. Rows do not touch; each is as near to
/// its dots as the rows above and below let it be, within `frame`. The heights
/// must be in order.
fn rows(heights: &[f32], size: f32, room: f32, frame: Rangef) -> Vec<(u8, f32)> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few dots")]
    let most = ((room / size).floor() as u8).max(1);
    // Dots run upwards or downwards; rows are placed as if downwards.
    let down = heights.first() <= heights.last();
    let turned = |y: f32| if down { y } else { -y };
    let mut rows: Vec<&[f32]> = Vec::new();
    let mut rest = heights;
    while let Some(&first) = rest.first() {
        let near = rest.iter().take(usize::from(most)).take_while(|y| (**y - first).abs() < size).count();
        let (row, after) = rest.split_at(near.max(1).min(rest.len()));
        rows.push(row);
        rest = after;
    }
    // Runs of rows that touch: how many, and where the first would best be.
    let mut runs: Vec<(f32, f32)> = Vec::new();
    for row in &rows {
        let middle = row.first().zip(row.last()).map_or(0.0, |(a, b)| turned((a + b) / 2.0));
        let mut run = (1.0, middle);
        while let Some((count, at)) = runs.last().copied().filter(|(count, at)| at + count * size > run.1) {
            runs.pop();
            let all = count + run.0;
            run = (all, (at * count + (run.1 - count * size) * run.0) / all);
        }
        runs.push(run);
    }
    let ends = [turned(frame.min), turned(frame.max)];
    let (low, high) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
    let mut at = Vec::with_capacity(rows.len());
    for (count, first) in runs {
        let mut y = first;
        let mut left = count;
        while left > 0.5 {
            at.push(y);
            y += size;
            left -= 1.0;
        }
    }
    // Within the frame, as far as it has room for all.
    let mut least = low;
    for y in &mut at {
        *y = y.max(least);
        least = *y + size;
    }
    let mut most = high;
    for y in at.iter_mut().rev() {
        *y = y.min(most);
        most = *y - size;
    }
    let placed = rows
        .iter()
        .zip(at)
        .flat_map(|(row, y)| (0_u8..=u8::MAX).zip(row.iter()).map(move |(place, _)| (place, turned(y))));
    placed.collect()
}

/// Draws the columns, the first at `left`; dots are of one size in both.
pub fn show(
    ui: &Ui,
    tokens: &Tokens,
    input: &FanInput<'_>,
    transform: &PlotTransform,
    left: f32,
    whole: f32,
) {
    let view = input.view;
    let wide = column_width(tokens, whole);
    let courses =
        || std::iter::once((Style::AsIs, &view.as_is)).chain(view.plan.as_ref().map(|p| (Style::Plan, p)));
    let across = wide - 8.0 * tokens.scale;
    let frame = within(transform);
    let largest = 8.0 * tokens.scale;
    let size = courses()
        .map(|(_, course)| fitting_size(&heights(input, transform, course), largest, across - 4.0, frame))
        .fold(largest, f32::min);
    for (left, course) in std::iter::successors(Some(left), |x| Some(x + wide)).zip(courses()) {
        column(ui, tokens, input, transform, course, (left..=left + across, size));
    }
}

/// Up and down, where dots may stand.
fn within(transform: &PlotTransform) -> Rangef {
    let frame = transform.frame();
    Rangef::new(frame.top() + 4.0, frame.bottom() - 4.0)
}

fn height(input: &FanInput<'_>, transform: &PlotTransform, value: f64) -> f32 {
    position(transform, input.view.months, value, input.log).y
}

/// Where the dots of a course stand, what is beyond the scale at its end.
fn heights(input: &FanInput<'_>, transform: &PlotTransform, course: &Course) -> Vec<f32> {
    let within = within(transform);
    let held = |value: &f64| widgets::held(height(input, transform, *value), within.min, within.max);
    course.dots.iter().map(held).collect()
}

fn column(
    ui: &Ui,
    tokens: &Tokens,
    input: &FanInput<'_>,
    transform: &PlotTransform,
    (style, course): (Style, &Course),
    (across, size): (std::ops::RangeInclusive<f32>, f32),
) {
    let frame = *transform.frame();
    let (left, right) = (*across.start(), *across.end());
    let painter = ui.painter();
    let heights = heights(input, transform, course);
    let placed = rows(&heights, size, right - left - 4.0, within(transform));
    painter.vline(left, frame.y_range(), Stroke::new(1.0, tokens.hairline));
    let today = height(input, transform, input.view.today);
    if frame.y_range().contains(today) {
        painter.hline(left..=right, today, Stroke::new(1.0, tokens.quiet));
    }
    let color = style.color(tokens);
    for (i, ((place, y), value)) in placed.iter().zip(&course.dots).enumerate() {
        let x = left + 3.0 + size * (f32::from(*place) + 0.5);
        let at = Pos2::new(x, *y);
        let radius = (size * 0.5 - 0.5).max(1.0);
        if !frame.expand(1.0).y_range().contains(height(input, transform, *value)) {
            arrow(painter, at, radius, *value > input.view.today, color);
        } else if i < course.below_half {
            // Thin in a small one, so that there is a hole.
            let thick = (size * 0.2).clamp(0.6, 1.2);
            painter.circle_stroke(at, radius - thick * 0.45, Stroke::new(thick, color));
        } else {
            painter.circle_filled(at, radius, color);
        }
    }
    if input.view.half.is_some() {
        foot(ui, tokens, (style, course), Pos2::new(left, frame.bottom()));
    }
}

/// An outcome beyond the scale: it points to where it is.
fn arrow(painter: &Painter, at: Pos2, radius: f32, up: bool, color: Color32) {
    let tip = if up { -radius } else { radius };
    let points = vec![at + Vec2::new(0.0, tip), at + Vec2::new(-radius, -tip), at + Vec2::new(radius, -tip)];
    painter.add(Shape::convex_polygon(points, color, Stroke::NONE));
}

/// Under a column: how many of its dots are hollow.
fn foot(ui: &Ui, tokens: &Tokens, (style, course): (Style, &Course), corner: Pos2) {
    let color = style.color(tokens);
    let middle = corner.y + row_height(tokens) * 0.65;
    let radius = 3.5 * tokens.scale;
    let at = Pos2::new(corner.x + 3.0 + radius, middle);
    ui.painter().circle_stroke(at, radius - 0.5, Stroke::new(1.2, color));
    let words = course.below_half.to_string();
    let right = Pos2::new(at.x + radius + 4.0, middle);
    ui.painter().text(right, Align2::LEFT_CENTER, words, tokens.small(), tokens.text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_that_would_touch_stand_beside_each_other() {
        let placed = rows(&[10.0, 11.0, 19.0, 40.0], 8.0, 40.0, FRAME);
        assert_eq!(placed, [(0, 10.5), (1, 10.5), (0, 19.0), (0, 40.0)]);
        assert_eq!(rows(&[], 8.0, 40.0, FRAME), []);
        // Two rows that would touch give way alike.
        let placed = rows(&[50.0, 57.9, 58.0], 8.0, 40.0, FRAME);
        apart(&placed, 8.0);
        assert!((placed[0].1 - 51.975).abs() < 0.1 && (placed[2].1 - 59.975).abs() < 0.1, "{placed:?}");
    }

    fn fitted(heights: &[f32], largest: f32, room: f32, frame: Rangef) -> (f32, Vec<(u8, f32)>) {
        let size = fitting_size(heights, largest, room, frame);
        (size, rows(heights, size, room, frame))
    }

    const FRAME: Rangef = Rangef { min: 0.0, max: 300.0 };

    #[test]
    fn dots_with_room_for_all_are_as_large_as_fits() {
        let (size, placed) = fitted(&[10.0; 6], 8.0, 40.0, FRAME);
        assert_eq!(placed.len(), 6);
        assert!((size - 8.0).abs() < 0.001, "{size}");
    }

    #[test]
    fn dots_at_one_value_stand_in_rows_round_it() {
        let (size, placed) = fitted(&[150.0; 50], 8.0, 32.0, FRAME);
        assert_eq!((size, placed.len()), (8.0 * LEAST, 50));
        let longest = placed.iter().map(|(place, _)| *place).max().unwrap();
        assert!(f32::from(longest + 1) * size <= 32.0);
        let (first, last) = (placed.first().unwrap().1, placed.last().unwrap().1);
        assert!((first + last - 300.0).abs() < 0.01, "{first} {last}");
        apart(&placed, size);
    }

    #[test]
    fn few_more_than_a_row_holds_stay_clear() {
        let (size, placed) = fitted(&[150.0; 9], 8.0, 32.0, FRAME);
        assert!(size > 5.9 && placed.iter().all(|(_, y)| (y - 150.0).abs() <= 8.0 * OFF), "{size}");
    }

    #[test]
    fn rows_keep_within_the_frame_and_in_order() {
        for heights in [[0.0; 50], [300.0; 50]] {
            let (size, placed) = fitted(&heights, 8.0, 32.0, FRAME);
            assert!(placed.iter().all(|(_, y)| FRAME.contains(*y)), "{placed:?}");
            apart(&placed, size);
        }
        // Lowest values first is lowest on screen first.
        let mut heights = [200.0; 50];
        heights[49] = 20.0;
        let (size, placed) = fitted(&heights, 8.0, 32.0, FRAME);
        assert_eq!(placed.last(), Some(&(0, 20.0)));
        apart(&placed, size);
    }

    /// No two dots touch, up and down.
    fn apart(placed: &[(u8, f32)], size: f32) {
        for pair in placed.windows(2) {
            let [(_, a), (_, b)] = pair else { continue };
            let away = (a - b).abs();
            assert!(!(0.001..size - 0.01).contains(&away), "{a} {b}");
        }
    }
}
