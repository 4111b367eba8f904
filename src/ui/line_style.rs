//! What tells compared lines apart besides colour: their dashes.

use eframe::egui;
use egui::{Painter, Pos2, Rect, Shape, Stroke};

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
    fn no_two_lines_have_the_same_dashes() {
        for (i, a) in DASHES.iter().enumerate() {
            assert_eq!(a.0.len(), a.1.len());
            assert!(DASHES.iter().skip(i + 1).all(|b| a != b), "{i}");
        }
    }
}
