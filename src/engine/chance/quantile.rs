//! Exact quantiles of many values, month after month.
//!
//! A month's quantiles lie near the last month's. So only what lies in a
//! narrow window around each is kept, and how many values lie below it is
//! counted. The counts prove that the value wanted is in the window; where it
//! is not, they say how far off it was, and the window is moved. The result is
//! exact either way.
#![expect(
    clippy::inline_always,
    reason = "compiled for the widest registers only where it is put into the dispatched function"
)]

use std::cmp::Ordering;

use pulp::Simd;

use super::result::LEVELS;
use super::windows::{Kept, Windows, counted, counts};

/// The fewest values windows are worth it for.
const FEW: usize = 256;

/// How far a window reaches, in standard errors of a rank: last month's
/// quantile, moved on, is within it nine times of ten.
const REACH: f32 = 1.2;

/// How often windows are moved before all values are put in order.
const TRIES: usize = 8;

/// A quantile and its standard error.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Quantile {
    /// The value.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
}

/// Where a level stands among `n` values in order (type 7).
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) rank: usize,
    part: f64,
    /// √(n·p·(1−p)): one standard error, in ranks.
    spread: f32,
    /// How many ranks to either side the density of values is taken over.
    pub(super) half: usize,
}

impl Place {
    /// How far it lies from its rank to the next.
    pub(super) const fn part(&self) -> f64 {
        self.part
    }
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "ranks of at most a few million values"
)]
pub(super) fn place(level: f64, n: usize) -> Place {
    let at = level * (n.max(1) - 1) as f64;
    let rank = at.floor();
    let spread = (level * (1.0 - level) * n as f64).sqrt() as f32;
    let half = (spread.ceil() as usize).max(1);
    Place { rank: rank as usize, part: at - rank, spread, half }
}

/// Where a quantile was, and how dense values lay there.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Near {
    value: f32,
    /// Values per unit.
    density: f32,
}

/// Goes from month to month.
#[derive(Debug, Default)]
pub struct Quantiles {
    near: Option<[Near; 5]>,
    row: Vec<f32>,
    /// What lies in the windows, all together.
    close: Kept,
    /// What of it lies where the values wanted should be.
    few: Kept,
    /// What lies in a window that had to be moved.
    missed: Kept,
    /// How far each quantile moved last month.
    trend: [f32; 5],
}

impl Quantiles {
    /// The quantiles of [`LEVELS`] of one month's values, given in parts.
    ///
    /// **Formula**: linear between neighbours in order (type 7); the standard
    /// error is √(n·p·(1−p)) over the density of values there, as for
    /// independent draws. The density is that of about 1.5 standard errors to
    /// either side. **Limits**: needs at least two values; zeros otherwise.
    #[inline(always)]
    pub fn month<S: Simd>(&mut self, simd: S, parts: &[&[f32]]) -> [Quantile; 5] {
        let n = parts.iter().map(|part| part.len()).sum();
        if n < 2 {
            return [Quantile::default(); 5];
        }
        let places = LEVELS.map(|level| place(level, n));
        let found = if n < FEW { None } else { self.windows(simd, parts, &places) };
        let found = found.unwrap_or_else(|| self.in_order(parts, &places));
        let now = found.map(|(_, near)| near);
        let before = self.near.unwrap_or(now);
        for ((trend, now), before) in self.trend.iter_mut().zip(now).zip(before) {
            // Half of it: of what a quantile moved, as much was noise.
            *trend = (now.value - before.value) * 0.5;
        }
        self.near = Some(now);
        found.map(|(quantile, _)| quantile)
    }

    /// Where the quantiles should be: moved on from last month, or as a few of
    /// the values say.
    #[inline(always)]
    fn guess(&mut self, parts: &[&[f32]], places: &[Place; 5]) -> ([Near; 5], f32) {
        if let Some(mut near) = self.near
            && near.iter().all(|n| n.density > 0.0 && n.density.is_finite())
        {
            for (near, trend) in near.iter_mut().zip(self.trend) {
                near.value += trend;
            }
            return (near, REACH);
        }
        let n: usize = parts.iter().map(|part| part.len()).sum();
        let apart = (n / FEW).max(1);
        self.row.clear();
        for part in parts {
            self.row.extend(part.iter().step_by(apart));
        }
        self.row.sort_unstable_by(f32::total_cmp);
        let at = |i: usize| self.row.get(i.min(self.row.len() - 1)).copied().unwrap_or_default();
        let near = places.map(|place| {
            let (rank, half) = (place.rank / apart, (place.half / apart).max(4));
            let (low, high) = (at(rank.saturating_sub(half)), at(rank + half));
            #[expect(clippy::cast_precision_loss, reason = "ranks")]
            let density = (2 * half * apart) as f32 / (high - low);
            Near { value: at(rank), density }
        });
        #[expect(clippy::cast_precision_loss, reason = "a few thousand at most")]
        let reach = REACH * (apart as f32).sqrt();
        (near, reach)
    }

    #[inline(always)]
    fn windows<S: Simd>(
        &mut self,
        simd: S,
        parts: &[&[f32]],
        places: &[Place; 5],
    ) -> Option<[(Quantile, Near); 5]> {
        let (near, reach) = self.guess(parts, places);
        let mut all = Windows { low: [0.0; 5], high: [0.0; 5] };
        let ends = all.low.iter_mut().zip(&mut all.high);
        for ((low, high), (near, place)) in ends.zip(near.iter().zip(places)) {
            let half = (reach * place.spread + 4.0) / near.density;
            (*low, *high) = (near.value - half, near.value + half);
        }
        let in_turn = all.high.iter().zip(all.low.iter().skip(1)).all(|(high, low)| high < low);
        let finite = all.low.iter().chain(&all.high).all(|bound| bound.is_finite());
        if !in_turn || !finite {
            return None;
        }
        let below = all.sift(simd, parts, &mut self.close);
        let upto = counts(simd, self.close.all(), all.high);
        let inside: [usize; 5] = std::array::from_fn(|w| counted(&upto, w + 1) - counted(&upto, w));
        let narrow = all.narrowed(places, below, inside);
        let below_narrow = narrow.sift(simd, &[self.close.all()], &mut self.few);
        let mut less = [None; 5];
        for (w, (slot, (place, (below, below_narrow)))) in
            less.iter_mut().zip(places.iter().zip(below.iter().zip(below_narrow))).enumerate()
        {
            // so many of the few are below it
            *slot = place
                .rank
                .checked_sub(*below)
                .and_then(|rank| (counted(&upto, w) + rank).checked_sub(below_narrow));
        }
        let pairs = narrow.pairs(simd, &mut self.few, less);
        let mut found = [(Quantile::default(), Near::default()); 5];
        for (w, slot) in found.iter_mut().enumerate() {
            let (place, below) = (*places.get(w)?, *below.get(w)?);
            let (low, high, inside) = (*all.low.get(w)?, *all.high.get(w)?, *inside.get(w)?);
            let rank = place.rank.checked_sub(below).filter(|rank| rank + 1 < inside);
            let Some(rank) = rank else {
                *slot =
                    self.searched(simd, parts, place, near.get(w)?.density, (low, high), (below, inside))?;
                continue;
            };
            *slot = if let Some((here, next)) = *pairs.get(w)? {
                reading(here, next, place, (inside, high - low))
            } else {
                let _ = Windows { low: [low], high: [high] }.sift(simd, &[self.close.all()], &mut self.few);
                pick(self.few.all_mut(), place, rank, high - low)
            };
        }
        Some(found)
    }

    /// Moves a window that missed its rank until it holds it.
    #[inline(always)]
    fn searched<S: Simd>(
        &mut self,
        simd: S,
        parts: &[&[f32]],
        place: Place,
        density: f32,
        (mut low, mut high): (f32, f32),
        (mut below, mut inside): (usize, usize),
    ) -> Option<(Quantile, Near)> {
        let window = &mut self.missed;
        let mut tries = 0;
        while place.rank < below || place.rank + 1 >= below + inside {
            tries += 1;
            if tries > TRIES {
                return None;
            }
            (low, high) = moved(place, density, (low, high), (below, inside), tries);
            [below] = Windows { low: [low], high: [high] }.sift(simd, parts, window);
            inside = window.all().len();
        }
        Some(pick(window.all_mut(), place, place.rank - below, high - low))
    }

    /// Puts all values in order, as far as it takes.
    fn in_order(&mut self, parts: &[&[f32]], places: &[Place; 5]) -> [(Quantile, Near); 5] {
        self.row.clear();
        for part in parts {
            self.row.extend_from_slice(part);
        }
        let last = self.row.len().saturating_sub(1);
        let ranks = |p: &Place| {
            [p.rank.saturating_sub(p.half), p.rank, (p.rank + 1).min(last), (p.rank + 1 + p.half).min(last)]
        };
        let mut wanted: Vec<usize> = places.iter().flat_map(ranks).collect();
        wanted.sort_unstable();
        wanted.dedup();
        settle(&mut self.row, 0, &wanted, f32::total_cmp);
        let row = &self.row;
        places.map(|place| {
            let [low, here, next, high] = ranks(&place).map(|i| row.get(i).copied().unwrap_or_default());
            joined(here, next, low, high, place)
        })
    }
}

/// A window that missed its rank, moved to where the counts say it is; wider
/// each time.
#[expect(clippy::cast_precision_loss, reason = "ranks")]
fn moved(
    place: Place,
    density: f32,
    (low, high): (f32, f32),
    (below, inside): (usize, usize),
    tries: usize,
) -> (f32, f32) {
    let reach = place.spread * REACH * (tries * tries) as f32 + 4.0;
    let (edge, off) = if place.rank < below {
        (low, -((below - place.rank) as f32))
    } else {
        (high, (place.rank + 1 - below - inside) as f32)
    };
    // The overshoot by half a reach keeps the edge's side from being missed again.
    let centre = edge + off / density;
    let (from, to) = (centre - reach / density, centre + reach / density);
    if off < 0.0 { (from, to.max(edge)) } else { (from.min(edge), to) }
}

/// The value of a rank in a window of width `width`.
fn pick(window: &mut [f32], place: Place, rank: usize, width: f32) -> (Quantile, Near) {
    let inside = window.len();
    let (_, here, above) = window.select_nth_unstable_by(rank, f32::total_cmp);
    let next = above.iter().copied().fold(f32::INFINITY, f32::min);
    reading(*here, next, place, (inside, width))
}

/// What the values of a rank and of the next say, in a window with `inside`
/// values over a width.
#[expect(clippy::cast_precision_loss, reason = "ranks")]
fn reading(here: f32, next: f32, place: Place, (inside, width): (usize, f32)) -> (Quantile, Near) {
    let density = inside as f32 / width;
    let value = f64::from(here) + place.part * (f64::from(next) - f64::from(here));
    let error = f64::from(place.spread / density);
    (Quantile { value, error }, Near { value: here, density })
}

/// Puts the values of some ranks, in order and each once, where they belong in
/// a list whose first rank is `first`.
pub(super) fn settle<T>(
    values: &mut [T],
    first: usize,
    ranks: &[usize],
    order: impl Fn(&T, &T) -> Ordering + Copy,
) {
    let Some(&rank) = ranks.get(ranks.len() / 2) else { return };
    let Some(at) = rank.checked_sub(first).filter(|at| *at < values.len()) else { return };
    let (left, _, right) = values.select_nth_unstable_by(at, order);
    let (lower, upper) = ranks.split_at(ranks.len() / 2);
    settle(left, first, lower, order);
    settle(right, rank + 1, upper.get(1..).unwrap_or_default(), order);
}

/// A whole number in the place of another: many are sooner put in order so.
pub(super) const fn to_key(value: f32) -> i32 {
    turned(value.to_bits().cast_signed())
}

/// What a key stands for.
pub(super) const fn from_key(key: i32) -> f32 {
    f32::from_bits(turned(key).cast_unsigned())
}

/// The bits of a number below zero, but for its sign, the other way round: the
/// further from zero, the smaller.
const fn turned(bits: i32) -> i32 {
    bits ^ ((bits >> 31).cast_unsigned() >> 1).cast_signed()
}

/// Reads a window: its values at four ranks.
pub(super) fn read(
    window: &mut [f32],
    first: usize,
    rank: usize,
    last: usize,
    place: Place,
) -> (Quantile, Near) {
    settle(window, 0, &[first, rank, rank + 1, last], f32::total_cmp);
    let at = |i: usize| window.get(i).copied().unwrap_or_default();
    joined(at(rank), at(rank + 1), at(first), at(last), place)
}

#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "ranks")]
fn joined(here: f32, next: f32, low: f32, high: f32, place: Place) -> (Quantile, Near) {
    let across = (2 * place.half + 1) as f64;
    let error = (f64::from(high) - f64::from(low)) * f64::from(place.spread) / across;
    let density = across as f32 / (high - low);
    let value = f64::from(here) + place.part * (f64::from(next) - f64::from(here));
    (Quantile { value, error }, Near { value: here, density })
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "exact quantiles are the very same")]
mod tests {
    use super::*;

    const SIMD: pulp::Scalar512b = pulp::Scalar512b;

    /// A cheap sequence with no order of its own.
    fn values(n: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        (0..n)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let u = f64::from(state >> 8) / f64::from(1 << 24);
                #[expect(clippy::cast_possible_truncation, reason = "a test value")]
                let v = super::super::normal::inverse(u.max(1e-7)) as f32;
                v.exp() * 1000.0
            })
            .collect()
    }

    fn by_sorting(values: &[f32]) -> [f64; 5] {
        let mut sorted = values.to_vec();
        sorted.sort_by(f32::total_cmp);
        LEVELS.map(|p| {
            let place = place(p, sorted.len());
            let (a, b) =
                (f64::from(sorted[place.rank]), f64::from(sorted[(place.rank + 1).min(sorted.len() - 1)]));
            a + place.part * (b - a)
        })
    }

    #[test]
    fn keys_stand_in_the_order_of_what_they_stand_for() {
        let mut all = values(500, 3);
        all.extend(values(500, 4).iter().map(|v| -v));
        all.extend([0.0, -0.0, f32::INFINITY, f32::NEG_INFINITY, f32::MAX, f32::MIN, 1e-44, -1e-44]);
        let mut keys: Vec<i32> = all.iter().map(|v| to_key(*v)).collect();
        all.sort_by(f32::total_cmp);
        keys.sort_unstable();
        let bits = |v: f32| v.to_bits();
        assert_eq!(
            keys.into_iter().map(|key| bits(from_key(key))).collect::<Vec<_>>(),
            all.into_iter().map(bits).collect::<Vec<_>>()
        );
    }

    #[test]
    fn every_month_is_what_sorting_gives() {
        let mut quantiles = Quantiles::default();
        for n in [2, 3, 64, 100, 1000, 4096, 4097, 10_000] {
            for month in 0..40_u32 {
                let mut row = values(n, month * 7 + 1);
                for v in &mut row {
                    *v *= 1.0 + 0.05 * f32::from(u8::try_from(month).unwrap());
                    if month == 20 {
                        *v -= 5000.0;
                    }
                }
                let (a, b) = row.split_at(n / 3);
                let found = quantiles.month(SIMD, &[a, b]).map(|q| q.value);
                assert_eq!(found, by_sorting(&row), "{n} values, month {month}");
            }
        }
    }

    #[test]
    fn ties_and_single_values_are_exact() {
        // few enough to be compared with each other, and more
        for n in [300, 1000, 5000] {
            let mut quantiles = Quantiles::default();
            let mut row = vec![1.0_f32; n];
            assert_eq!(quantiles.month(SIMD, &[&row]).map(|q| q.value), [1.0; 5]);
            row[3] = 2.0;
            row[n * 7 / 10] = -5.0;
            for _ in 0..3 {
                assert_eq!(quantiles.month(SIMD, &[&row]).map(|q| q.value), [1.0; 5]);
            }
            // pairs and triples of the same value, month after month
            for month in 0..20_u8 {
                let steps = |v: f32| (v / 40.0).floor() * 40.0 + f32::from(month);
                let row: Vec<f32> = values(n, u32::from(month) + 1).into_iter().map(steps).collect();
                assert_eq!(quantiles.month(SIMD, &[&row]).map(|q| q.value), by_sorting(&row), "{n} {month}");
            }
        }
    }

    #[test]
    fn the_error_of_a_median_is_known() {
        // For n normals the median's standard error is √(π/2n).
        let n = 65_536;
        let row: Vec<f32> = values(n, 5).into_iter().map(|v| (v / 1000.0).ln()).collect();
        let error = Quantiles::default().month(SIMD, &[&row])[2].error;
        let expected = (std::f64::consts::PI / 2.0 / 65_536.0).sqrt();
        assert!((error / expected - 1.0).abs() < 0.2, "{error} {expected}");
    }
}
