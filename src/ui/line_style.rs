//! What tells lines apart besides colour: their dashes.

use eframe::egui;
use egui::{Painter, Pos2, Rect, Shape, Stroke};
use egui_plot::LineStyle;

use super::theme::Tokens;

/// Lengths of dashes and of the gaps after them, in turn, in line widths; no
/// dashes is a whole line.
type Dashes = (&'static [f32], &'static [f32]);

/// One pattern for each slot; the plan's is the last.
const DASHES: [Dashes; 5] = [
    (&[], &[]),
    (&[5.0], &[2.5]),
    (&[1.0], &[1.75]),
    (&[7.0, 1.0], &[2.0, 2.0]),
    (&[5.0, 1.0, 1.0], &[2.0, 1.5, 1.5]),
];

/// The lines of one what-if.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pen {
    /// Net worth as things are.
    Net,
    /// The same with the plan.
    Plan,
    /// The same in yen of the month.
    Nominal,
    /// What of it can be used.
    Usable,
}

/// The gap after a dash, in its length, as the chart draws it.
const GAP: f32 = 0.618_034;

impl Pen {
    /// Width and colour.
    pub(super) const fn stroke(self, tokens: &Tokens) -> Stroke {
        let (width, color) = match self {
            Self::Net | Self::Plan => (tokens.line, tokens.text),
            Self::Nominal => (1.2 * tokens.scale, tokens.text),
            Self::Usable => (tokens.line, tokens.loss),
        };
        Stroke { width, color }
    }

    /// Dashes, of which a sample shows at least two.
    pub(super) const fn style(self, tokens: &Tokens) -> LineStyle {
        match self {
            Self::Net => LineStyle::Solid,
            Self::Plan => LineStyle::Dashed { length: 6.8 * tokens.scale },
            Self::Nominal => LineStyle::Dashed { length: 3.0 * tokens.scale },
            Self::Usable => LineStyle::Dotted { spacing: 7.0 * tokens.scale },
        }
    }

    /// Width of a sample.
    pub(super) const fn sample_width(tokens: &Tokens) -> f32 {
        18.0 * tokens.scale
    }

    /// Draws a sample beside the line's name, from its left end.
    pub(super) fn sample(self, painter: &Painter, tokens: &Tokens, left: Pos2) {
        let ends = [left, Pos2::new(left.x + Self::sample_width(tokens), left.y)];
        let stroke = self.stroke(tokens);
        match self.style(tokens) {
            LineStyle::Solid => {
                painter.line_segment(ends, stroke);
            }
            LineStyle::Dashed { length } => {
                painter.extend(Shape::dashed_line(&ends, stroke, length, length * GAP));
            }
            LineStyle::Dotted { spacing } => {
                painter.extend(Shape::dotted_line(&ends, stroke.color, spacing, stroke.width));
            }
        }
    }
}

/// Width of the sample of a line beside its name: one whole pattern and more.
#[must_use]
pub(super) fn sample_width(tokens: &Tokens) -> f32 {
    13.0 * tokens.line
}

/// Draws a line the way its slot is drawn.
pub(super) fn line(painter: &Painter, tokens: &Tokens, points: &[Pos2], slot: usize) {
    let stroke = Stroke::new(tokens.line, tokens.series(slot));
    let (dashes, gaps) = DASHES.get(slot).copied().unwrap_or_default();
    if dashes.is_empty() {
        painter.add(Shape::line(points.to_vec(), stroke));
        return;
    }
    let long = |lengths: &[f32]| lengths.iter().map(|l| l * tokens.line).collect::<Vec<f32>>();
    let shapes = Shape::dashed_line_with_offset(points, stroke, &long(dashes), &long(gaps), 0.0);
    painter.extend(shapes);
}

/// Draws a sample of a line, from the left and in the middle of `rect`.
pub(super) fn sample(painter: &Painter, tokens: &Tokens, rect: Rect, slot: usize) {
    let y = rect.center().y;
    let ends = [Pos2::new(rect.left(), y), Pos2::new(rect.left() + sample_width(tokens), y)];
    line(painter, tokens, &ends, slot);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::prefs::Theme;

    #[test]
    fn a_sample_shows_a_whole_pattern() {
        for theme in Theme::ALL {
            let tokens = Tokens::of(theme);
            for (dashes, gaps) in DASHES {
                let long: f32 = dashes.iter().chain(gaps).map(|l| l * tokens.line).sum();
                assert!(long <= sample_width(&tokens), "{theme:?} {dashes:?}");
            }
        }
    }

    #[test]
    fn the_lines_of_a_what_if_are_told_apart_by_their_dashes() {
        let pens = [Pen::Net, Pen::Plan, Pen::Nominal, Pen::Usable];
        for theme in Theme::ALL {
            let tokens = Tokens::of(theme);
            for (i, a) in pens.iter().enumerate() {
                assert!(pens.iter().skip(i + 1).all(|b| a.style(&tokens) != b.style(&tokens)), "{a:?}");
                if let LineStyle::Dashed { length } = a.style(&tokens) {
                    let two = length * (1.0 + GAP + 1.0);
                    assert!(two <= Pen::sample_width(&tokens), "{theme:?} {a:?}");
                }
            }
        }
    }

    #[test]
    fn no_two_lines_have_the_same_dashes() {
        for (i, a) in DASHES.iter().enumerate() {
            assert_eq!(a.0.len(), a.1.len());
            assert!(DASHES.iter().skip(i + 1).all(|b| a != b), "{i}");
        }
    }
}
