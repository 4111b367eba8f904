//! Where a quantity known on a grid is zero, as lines: marching squares.

/// A piece of the line, both ends in 0..=1 along both axes.
pub type Segment = [(f64, f64); 2];

/// The line where `values` is zero.
///
/// **Shape**: `values` has (`cells` + 1)² entries, row by row, the low row
/// first; what is not a number leaves its four cells empty. **Formula**: each
/// cell by the signs of its corners (zero counts as above), crossings placed
/// linearly along its edges, and the mean of the corners deciding between the
/// two ways through a saddle.
#[must_use]
pub fn zero_line(values: &[f64], cells: usize) -> Vec<Segment> {
    let mut found = Vec::new();
    let side = cells + 1;
    let at = |x: usize, y: usize| values.get(y * side + x).copied().unwrap_or(f64::NAN);
    for y in 0..cells {
        for x in 0..cells {
            let corners = [at(x, y), at(x + 1, y), at(x + 1, y + 1), at(x, y + 1)];
            if corners.iter().all(|c| c.is_finite()) {
                cell(corners, (x, y), cells, &mut found);
            }
        }
    }
    found
}

/// The pieces within one cell; corners anticlockwise from the low left.
fn cell(corners: [f64; 4], place: (usize, usize), cells: usize, found: &mut Vec<Segment>) {
    #[expect(clippy::cast_precision_loss, reason = "a grid of a few hundred cells")]
    let (left, low, size) = (place.0 as f64, place.1 as f64, cells as f64);
    let [a, b, c, d] = corners;
    let above = |v: f64| v >= 0.0;
    let part = |from: f64, to: f64| if (to - from).abs() > 0.0 { from / (from - to) } else { 0.5 };
    let bottom = ((left + part(a, b)) / size, low / size);
    let right = ((left + 1.0) / size, (low + part(b, c)) / size);
    let top = ((left + part(d, c)) / size, (low + 1.0) / size);
    let wall = (left / size, (low + part(a, d)) / size);
    let middle = above((a + b + c + d) / 4.0);
    match [above(a), above(b), above(c), above(d)] {
        [true, false, false, false] | [false, true, true, true] => found.push([wall, bottom]),
        [false, true, false, false] | [true, false, true, true] => found.push([bottom, right]),
        [false, false, true, false] | [true, true, false, true] => found.push([right, top]),
        [false, false, false, true] | [true, true, true, false] => found.push([top, wall]),
        [true, true, false, false] | [false, false, true, true] => found.push([wall, right]),
        [true, false, false, true] | [false, true, true, false] => found.push([bottom, top]),
        [first @ true, false, true, false] | [first @ false, true, false, true] => {
            if middle == first {
                found.extend([[wall, top], [bottom, right]]);
            } else {
                found.extend([[wall, bottom], [right, top]]);
            }
        }
        [true, true, true, true] | [false, false, false, false] => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(cells: u8, f: impl Fn(f64, f64) -> f64) -> Vec<f64> {
        let share = |i: u8| f64::from(i) / f64::from(cells);
        (0..=cells)
            .flat_map(|y| (0..=cells).map(move |x| (x, y)))
            .map(|(x, y)| f(share(x), share(y)))
            .collect()
    }

    #[test]
    fn a_straight_line_is_met_exactly() {
        let lines = zero_line(&grid(8, |x, y| x + y - 0.9), 8);
        assert!(!lines.is_empty());
        for (x, y) in lines.concat() {
            assert!((x + y - 0.9).abs() < 1e-12, "{x} {y}");
        }
    }

    #[test]
    fn a_circle_closes_and_has_its_length() {
        let lines = zero_line(&grid(64, |x, y| (x - 0.5).hypot(y - 0.5) - 0.3), 64);
        let length: f64 = lines.iter().map(|[a, b]| (a.0 - b.0).hypot(a.1 - b.1)).sum();
        assert!((length - std::f64::consts::TAU * 0.3).abs() < 0.01, "{length}");
    }

    #[test]
    fn nothing_is_drawn_where_nothing_crosses_or_nothing_is_known() {
        assert!(zero_line(&grid(4, |_, _| 1.0), 4).is_empty());
        assert!(zero_line(&grid(4, |_, _| f64::NAN), 4).is_empty());
        assert!(zero_line(&[], 4).is_empty());
    }

    #[test]
    fn a_saddle_is_split_by_its_middle() {
        let lines = zero_line(&[1.0, -3.0, -3.0, 1.0], 1);
        assert_eq!(lines.len(), 2);
        for [a, b] in lines {
            let corner = [(0.0_f64, 0.0_f64), (1.0, 1.0)].into_iter().any(|(x, y)| {
                let near = |p: (f64, f64)| (p.0 - x).abs() + (p.1 - y).abs() < 0.3;
                near(a) && near(b)
            });
            assert!(corner, "{a:?} {b:?}");
        }
    }
}
