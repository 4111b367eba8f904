//! Fifty outcomes at the horizon as fifty dots beside the fan, on its scale.

use eframe::egui;
use egui::{Align2, Color32, Painter, Pos2, Rect, Shape, Stroke, Ui, Vec2};
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

/// Places dots of a size beside each other where they would touch: place in
/// the row, height of its middle. The heights must be in order.
fn stacks(heights: &[f32], size: f32) -> Vec<(u8, f32)> {
    let mut placed = Vec::with_capacity(heights.len());
    let mut rest = heights;
    while let Some((&first, _)) = rest.split_first() {
        let together = rest.iter().take_while(|y| (**y - first).abs() < size).count().max(1);
        let (row, after) = rest.split_at(together.min(rest.len()));
        let middle = row.last().map_or(first, |last| (first + last) / 2.0);
        placed.extend((0_u8..=u8::MAX).zip(row).map(|(place, _)| (place, middle)));
        rest = after;
    }
    placed
}

/// The stacks in the largest size in which they are no wider than `room`.
fn fitted(heights: &[f32], largest: f32, room: f32) -> (f32, Vec<(u8, f32)>) {
    let mut size = largest;
    loop {
        let placed = stacks(heights, size);
        let longest = placed.iter().map(|(place, _)| f32::from(*place) + 1.0).fold(0.0, f32::max);
        if longest * size <= room || size <= 2.0 {
            return (size, placed);
        }
        size -= 0.5;
    }
}

/// Draws the columns, the first at `left`.
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
        std::iter::once((Style::AsIs, &view.as_is)).chain(view.plan.as_ref().map(|p| (Style::Plan, p)));
    let mut x = left;
    for (style, course) in courses {
        column(ui, tokens, input, transform, (style, course), x..=x + wide - 8.0 * tokens.scale);
        x += wide;
    }
}

fn column(
    ui: &Ui,
    tokens: &Tokens,
    input: &FanInput<'_>,
    transform: &PlotTransform,
    (style, course): (Style, &Course),
    across: std::ops::RangeInclusive<f32>,
) {
    let frame = *transform.frame();
    let (left, right) = (*across.start(), *across.end());
    let painter = ui.painter();
    let height = |value: f64| position(transform, input.view.months, value, input.log).y;
    let heights: Vec<f32> = course
        .dots
        .iter()
        .map(|v| widgets::held(height(*v), frame.top() + 4.0, frame.bottom() - 4.0))
        .collect();
    let (size, placed) = fitted(&heights, 8.0 * tokens.scale, right - left - 4.0);
    painter.vline(left, frame.y_range(), Stroke::new(1.0, tokens.hairline));
    let today = height(input.view.today);
    if frame.y_range().contains(today) {
        painter.hline(left..=right, today, Stroke::new(1.0, tokens.quiet));
    }
    let color = style.color(tokens);
    for (i, ((place, y), value)) in placed.iter().zip(&course.dots).enumerate() {
        let x = left + 3.0 + size * (f32::from(*place) + 0.5);
        let at = Pos2::new(x, *y);
        let radius = (size * 0.5 - 0.5).max(1.0);
        if !frame.expand(1.0).y_range().contains(height(*value)) {
            arrow(painter, at, radius, *value > input.view.today, color);
        } else if i < course.below_half {
            painter.circle_stroke(at, radius - 0.5, Stroke::new(1.2, color));
        } else {
            painter.circle_filled(at, radius, color);
        }
    }
    foot(ui, tokens, (style, course), Pos2::new(left, frame.bottom()));
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
        let placed = stacks(&[0.0, 1.0, 9.0, 30.0], 8.0);
        assert_eq!(placed, [(0, 0.5), (1, 0.5), (0, 9.0), (0, 30.0)]);
        assert_eq!(stacks(&[], 8.0), []);
    }

    #[test]
    fn fifty_dots_at_one_value_are_made_small_enough() {
        let (size, placed) = fitted(&[10.0; 50], 8.0, 110.0);
        assert_eq!(placed.len(), 50);
        assert!(size * 50.0 <= 110.0, "{size}");
    }
}
