//! Whether correlations can hold together, the nearest that can, and what
//! turns independent draws into draws that go together.
//!
//! **Formula**: nearest correlation matrix by alternating projections with
//! Dykstra's correction: X = the part of R with eigenvalues ≥ 0, S = X − R,
//! Y = X with a unit diagonal, R = Y − S. Mixing rows L with L·Lᵀ = C.
//! **Source**: Higham, IMA Journal of Numerical Analysis 22 (2002), 329–343;
//! model §1.8.

use crate::domain::risk_factor::{Correlations, RiskFactor};
use crate::engine::door;

/// A symmetric matrix, or a lower triangle with zeros above it.
#[derive(Debug, Clone, PartialEq)]
pub struct Square {
    size: usize,
    cells: Vec<f64>,
}

impl Square {
    /// The matrix of `size` rows and columns with these entries.
    #[must_use]
    pub fn from_fn(size: usize, entry: impl Fn(usize, usize) -> f64) -> Self {
        let cells = (0..size).flat_map(|row| (0..size).map(move |column| (row, column)));
        Self { size, cells: cells.map(|(row, column)| entry(row, column)).collect() }
    }

    /// How many rows and columns.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    /// An entry; zero outside.
    #[must_use]
    pub fn at(&self, row: usize, column: usize) -> f64 {
        if column >= self.size {
            return 0.0;
        }
        self.cells.get(row * self.size + column).copied().unwrap_or(0.0)
    }

    fn set(&mut self, row: usize, column: usize, value: f64) {
        if column < self.size
            && let Some(cell) = self.cells.get_mut(row * self.size + column)
        {
            *cell = value;
        }
    }

    /// The largest absolute difference of two entries at the same place.
    #[must_use]
    pub fn difference(&self, other: &Self) -> f64 {
        self.cells.iter().zip(&other.cells).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    }
}

/// What turns independent standard normal draws into correlated ones.
#[derive(Debug, Clone, PartialEq)]
pub struct Mixing {
    /// Row i times the independent draws is the draw of factor i.
    ///
    /// **Shape**: as many rows as factors, in their order; row i has i + 1
    /// entries.
    pub rows: Vec<Vec<f64>>,
    /// Where the correlations cannot hold together and the nearest that can
    /// were taken: the largest absolute difference between the two.
    pub adjusted: Option<f64>,
}

/// The mixing of these factors under these correlations.
#[must_use]
pub fn mixing(correlations: &Correlations, factors: &[RiskFactor]) -> Mixing {
    let asked = matrix(correlations, factors);
    let (held, difference) = nearest(&asked);
    let lower = cholesky(&held);
    let rows = (0..lower.size()).map(|i| (0..=i).map(|j| lower.at(i, j)).collect()).collect();
    Mixing { rows, adjusted: (difference > 0.0).then_some(difference) }
}

/// The correlation matrix as asked for, which may not hold together.
#[must_use]
pub fn matrix(correlations: &Correlations, factors: &[RiskFactor]) -> Square {
    Square::from_fn(factors.len(), |i, j| match (factors.get(i), factors.get(j)) {
        (Some(&a), Some(&b)) => door::plain(correlations.get(a, b)),
        _ => 0.0,
    })
}

/// An eigenvalue this little below zero is rounding.
const ROUNDING: f64 = 1e-12;

/// The projections stop where they move no entry by more.
const STILL: f64 = 1e-10;

/// The most rounds of projections.
const MOST: usize = 2_000;

/// The correlation matrix nearest to a symmetric one (in the sum of squared
/// differences), and the largest absolute difference of an entry. One that
/// holds already comes back as it is, with a difference of exactly 0.
#[must_use]
pub fn nearest(asked: &Square) -> (Square, f64) {
    let size = asked.size();
    let unit = (0..size).all(|i| (asked.at(i, i) - 1.0).abs() <= 0.0);
    let (values, _) = eigen(asked);
    if unit && values.iter().all(|v| *v >= -ROUNDING) {
        return (asked.clone(), 0.0);
    }
    let mut unit_diagonal = asked.clone();
    let mut correction = Square::from_fn(size, |_, _| 0.0);
    let mut held = asked.clone();
    for _ in 0..MOST {
        let corrected = Square::from_fn(size, |i, j| unit_diagonal.at(i, j) - correction.at(i, j));
        held = without_negative(&corrected);
        correction = Square::from_fn(size, |i, j| held.at(i, j) - corrected.at(i, j));
        let next = Square::from_fn(size, |i, j| if i == j { 1.0 } else { held.at(i, j) });
        let moved = next.difference(&unit_diagonal).max(next.difference(&held));
        unit_diagonal = next;
        if moved <= STILL {
            break;
        }
    }
    let found = scaled(&held);
    let difference = found.difference(asked);
    (found, difference)
}

/// The same with a diagonal of exactly one, by scaling rows and columns.
fn scaled(held: &Square) -> Square {
    let scale = |i| held.at(i, i).max(f64::MIN_POSITIVE).sqrt();
    Square::from_fn(held.size(), |i, j| {
        if i == j { 1.0 } else { (held.at(i, j) / (scale(i) * scale(j))).clamp(-1.0, 1.0) }
    })
}

/// The nearest matrix without negative eigenvalues.
fn without_negative(matrix: &Square) -> Square {
    let (values, vectors) = eigen(matrix);
    let size = matrix.size();
    let entry = |i: usize, j: usize| {
        let parts = values.iter().enumerate();
        parts.map(|(k, value)| value.max(0.0) * vectors.at(i, k) * vectors.at(j, k)).sum()
    };
    // The same sum either way round, so that it stays symmetric to the bit.
    Square::from_fn(size, |i, j| entry(i.max(j), i.min(j)))
}

/// The most sweeps of rotations; a matrix of eight rows takes about seven.
const SWEEPS: usize = 60;

/// Eigenvalues, and eigenvectors as columns, of a symmetric matrix.
///
/// **Formula**: cyclic Jacobi rotations. **Source**: Golub & Van Loan, Matrix
/// Computations, 4th ed., §8.5.
pub(super) fn eigen(matrix: &Square) -> (Vec<f64>, Square) {
    let size = matrix.size();
    let mut turned = matrix.clone();
    let mut vectors = Square::from_fn(size, |i, j| if i == j { 1.0 } else { 0.0 });
    let pairs: Vec<(usize, usize)> = (0..size).flat_map(|p| (p + 1..size).map(move |q| (p, q))).collect();
    for _ in 0..SWEEPS {
        let left: f64 = pairs.iter().map(|&(p, q)| turned.at(p, q).powi(2)).sum();
        if left < 1e-30 {
            break;
        }
        for &(p, q) in &pairs {
            rotate(&mut turned, &mut vectors, p, q);
        }
    }
    ((0..size).map(|i| turned.at(i, i)).collect(), vectors)
}

/// One rotation that makes the entry at (p, q) zero.
fn rotate(turned: &mut Square, vectors: &mut Square, p: usize, q: usize) {
    let off = turned.at(p, q);
    if off.abs() < 1e-300 {
        return;
    }
    let ratio = (turned.at(q, q) - turned.at(p, p)) / (2.0 * off);
    let tangent = 1.0_f64.copysign(ratio) / (ratio.abs() + ratio.hypot(1.0));
    let cosine = 1.0 / tangent.hypot(1.0);
    let sine = tangent * cosine;
    for k in 0..turned.size() {
        let (a, b) = (turned.at(k, p), turned.at(k, q));
        turned.set(k, p, cosine * a - sine * b);
        turned.set(k, q, sine * a + cosine * b);
    }
    for k in 0..turned.size() {
        let (a, b) = (turned.at(p, k), turned.at(q, k));
        turned.set(p, k, cosine * a - sine * b);
        turned.set(q, k, sine * a + cosine * b);
        let (a, b) = (vectors.at(k, p), vectors.at(k, q));
        vectors.set(k, p, cosine * a - sine * b);
        vectors.set(k, q, sine * a + cosine * b);
    }
}

/// A pivot this small is zero: the factor follows from those before it.
const NO_PIVOT: f64 = 1e-14;

/// The lower triangle L with L·Lᵀ equal to a matrix without negative
/// eigenvalues. Where a pivot is zero, so is its column.
#[must_use]
pub fn cholesky(matrix: &Square) -> Square {
    let size = matrix.size();
    let mut lower = Square::from_fn(size, |_, _| 0.0);
    for column in 0..size {
        let rest = |lower: &Square, row: usize| {
            let known: f64 = (0..column).map(|k| lower.at(row, k) * lower.at(column, k)).sum();
            matrix.at(row, column) - known
        };
        let pivot = rest(&lower, column);
        if pivot <= NO_PIVOT {
            continue;
        }
        let root = pivot.sqrt();
        lower.set(column, column, root);
        for row in column + 1..size {
            let value = rest(&lower, row) / root;
            lower.set(row, column, value);
        }
    }
    lower
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::*;
    use crate::domain::risk_factor::Pair;

    fn square<const N: usize>(rows: [[f64; N]; N]) -> Square {
        Square::from_fn(N, |i, j| rows[i][j])
    }

    fn times_its_transpose(lower: &Square) -> Square {
        let n = lower.size();
        Square::from_fn(n, |i, j| (0..n).map(|k| lower.at(i, k) * lower.at(j, k)).sum())
    }

    #[test]
    fn the_published_examples_come_out() {
        let banded = square([
            [2.0, -1.0, 0.0, 0.0],
            [-1.0, 2.0, -1.0, 0.0],
            [0.0, -1.0, 2.0, -1.0],
            [0.0, 0.0, -1.0, 2.0],
        ]);
        let (found, _) = nearest(&banded);
        let expected = [((0, 1), -0.808_412_5), ((0, 2), 0.191_587_5), ((0, 3), 0.106_777_5)];
        for ((i, j), value) in expected.into_iter().chain([((1, 2), -0.656_232_7)]) {
            assert!((found.at(i, j) - value).abs() < 1e-4, "{i} {j}: {}", found.at(i, j));
        }
        let torn = square([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 1.0]]);
        let (found, difference) = nearest(&torn);
        for ((i, j), value) in [((0, 1), 0.7607), ((0, 2), 0.1573), ((1, 2), 0.7607)] {
            assert!((found.at(i, j) - value).abs() < 1e-4, "{i} {j}: {}", found.at(i, j));
        }
        assert!((difference - 0.2393).abs() < 1e-4, "{difference}");
    }

    #[test]
    fn what_holds_comes_back_untouched() {
        let asked = matrix(&Correlations::default(), &RiskFactor::ALL);
        let (found, difference) = nearest(&asked);
        assert_eq!((found, difference.to_bits()), (asked.clone(), 0));
        assert!(times_its_transpose(&cholesky(&asked)).difference(&asked) < 1e-12);
        assert_eq!(mixing(&Correlations::default(), &RiskFactor::ALL).adjusted, None);
        let together = square([[1.0, 1.0, -1.0], [1.0, 1.0, -1.0], [-1.0, -1.0, 1.0]]);
        assert_eq!(nearest(&together), (together.clone(), 0.0));
        assert_eq!(cholesky(&together), square([[1.0, 0.0, 0.0], [1.0, 0.0, 0.0], [-1.0, 0.0, 0.0]]));
    }

    #[test]
    fn what_cannot_hold_is_said_and_replaced() {
        use RiskFactor as F;
        let mut asked = Correlations::default();
        asked.set(Pair::of(F::Btc, F::Eth).unwrap(), Decimal::ONE);
        asked.set(Pair::of(F::Eth, F::Xrp).unwrap(), Decimal::NEGATIVE_ONE);
        let three = [F::Btc, F::Eth, F::Xrp];
        let mixed = mixing(&asked, &three);
        assert!(mixed.adjusted.is_some_and(|d| d > 0.1 && d < 1.5), "{mixed:?}");
        assert_eq!(mixed.rows.iter().map(Vec::len).collect::<Vec<_>>(), [1, 2, 3]);
        for row in &mixed.rows {
            assert!((row.iter().map(|x| x * x).sum::<f64>() - 1.0).abs() < 1e-12, "{row:?}");
        }
        // Of only two of them any correlation holds.
        assert_eq!(mixing(&asked, &[F::Btc, F::Eth]).adjusted, None);
        assert_eq!(mixing(&asked, &[]).rows, Vec::<Vec<f64>>::new());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn anything_asked_for_gives_something_that_holds(
            size in 1_usize..=8,
            entries in proptest::collection::vec(-1.0_f64..=1.0, 64),
        ) {
            let asked = Square::from_fn(size, |i, j| {
                if i == j { 1.0 } else { entries[i.max(j) * 8 + i.min(j)] }
            });
            let (found, difference) = nearest(&asked);
            for i in 0..size {
                prop_assert!((found.at(i, i) - 1.0).abs() <= 0.0);
                for j in 0..size {
                    prop_assert!((found.at(i, j) - found.at(j, i)).abs() <= 0.0);
                    prop_assert!((found.at(i, j) - asked.at(i, j)).abs() <= difference);
                }
            }
            let least = eigen(&found).0.into_iter().fold(f64::INFINITY, f64::min);
            prop_assert!(least > -1e-9, "{least}");
            let again = times_its_transpose(&cholesky(&found));
            prop_assert!(again.difference(&found) < 1e-6, "{}", again.difference(&found));
        }

        #[test]
        fn eigenvectors_put_a_matrix_together_again(entries in proptest::collection::vec(-1.0_f64..=1.0, 64)) {
            let asked = Square::from_fn(8, |i, j| entries[i.max(j) * 8 + i.min(j)]);
            let (values, vectors) = eigen(&asked);
            let again = Square::from_fn(8, |i, j| {
                (0..8).map(|k| values[k] * vectors.at(i, k) * vectors.at(j, k)).sum()
            });
            prop_assert!(again.difference(&asked) < 1e-12);
        }
    }
}
