//! Exact quantiles of many values, month after month.
//!
//! A month's quantiles lie near the last month's. So the values are counted
//! against last month's, the guess is moved by how far the count is off, and
//! only what lies within a narrow window around the guess is put in order. The
//! counts prove that the value wanted is in the window; where it is not, all
//! values are put in order. The result is exact either way.
#![expect(
    clippy::inline_always,
    reason = "compiled for the widest registers only where it is put into the dispatched function"
)]

use super::result::LEVELS;

/// Values looked at together.
const CHUNK: usize = 64;

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
    spread: f64,
    /// How many ranks to either side the density of values is taken over.
    pub(super) half: usize,
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
    let spread = (level * (1.0 - level) * n as f64).sqrt();
    let half = (spread.ceil() as usize).max(1);
    Place { rank: rank as usize, part: at - rank, spread, half }
}

/// Where last month's quantiles were, and how dense values lay there.
#[derive(Debug, Clone, Copy)]
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
    close: [Vec<f32>; 5],
    /// How far each quantile moved last month.
    trend: [f32; 5],
}

/// How far a window reaches beyond the ranks read, in ranks.
const MARGIN: f32 = 10.0;

impl Quantiles {
    /// The quantiles of [`LEVELS`] of one month's values, given in parts.
    ///
    /// **Formula**: linear between neighbours in order (type 7); the standard
    /// error is √(n·p·(1−p)) over the density of values there, as for
    /// independent draws. **Limits**: needs at least two values; zeros
    /// otherwise.
    #[inline(always)]
    pub fn month(&mut self, parts: &[&[f32]]) -> [Quantile; 5] {
        self.row.clear();
        for part in parts {
            self.row.extend_from_slice(part);
        }
        let n = self.row.len();
        if n < 2 {
            return [Quantile::default(); 5];
        }
        if self.all_alike() {
            let value = self.row.first().copied().map_or(0.0, f64::from);
            self.near = None;
            return [Quantile { value, error: 0.0 }; 5];
        }
        let places = LEVELS.map(|level| place(level, n));
        let mut guess = self.near;
        for (near, trend) in guess.iter_mut().flatten().zip(self.trend) {
            near.value += trend;
        }
        let found = guess.and_then(|near| self.windows(near, &places));
        let found = found.unwrap_or_else(|| self.in_order(&places));
        let now = found.map(|(_, near)| near);
        let before = self.near.unwrap_or(now);
        for ((trend, now), before) in self.trend.iter_mut().zip(now).zip(before) {
            *trend = now.value - before.value;
        }
        self.near = Some(now);
        found.map(|(quantile, _)| quantile)
    }

    #[inline(always)]
    #[expect(clippy::float_cmp, reason = "whether they are the very same")]
    fn all_alike(&self) -> bool {
        let first = self.row.first().copied().unwrap_or_default();
        self.row.iter().all(|v| *v == first)
    }

    /// How many values lie below each bound.
    #[inline(always)]
    fn below(&self, bounds: [f32; 5]) -> [usize; 5] {
        let mut counts = [0_usize; 5];
        for (count, bound) in counts.iter_mut().zip(bounds) {
            let mut sum = 0_u32;
            for v in &self.row {
                sum += u32::from(*v < bound);
            }
            *count = sum as usize;
        }
        counts
    }

    #[inline(always)]
    #[expect(clippy::cast_precision_loss, reason = "ranks")]
    fn windows(&mut self, mut near: [Near; 5], places: &[Place; 5]) -> Option<[(Quantile, Near); 5]> {
        // Move each guess until it is off by few ranks: along the density at
        // first, between two counts once the rank lies between them.
        let mut off = [0.0_f32; 5];
        let mut counted = [[(f32::NAN, 0.0_f32); 2]; 5];
        let mut close = false;
        for _ in 0..8 {
            let counts = self.below(near.map(|n| n.value));
            close = true;
            for (((off, near), count), place) in off.iter_mut().zip(&near).zip(counts).zip(places) {
                *off = place.rank as f32 - count as f32;
                close &= off.abs() <= MARGIN * 0.6 && near.density > 0.0 && near.density.is_finite();
            }
            if close {
                break;
            }
            for ((off, near), [under, over]) in off.iter().zip(&mut near).zip(&mut counted) {
                *(if *off >= 0.0 { &mut *under } else { &mut *over }) = (near.value, *off);
                let span = over.0 - under.0;
                if span > 0.0 {
                    near.value = under.0 + span * under.1 / (under.1 - over.1);
                    near.density = (under.1 - over.1) / span;
                } else {
                    near.value += *off / near.density;
                }
            }
        }
        if !close {
            return None;
        }
        let mut low = [0.0_f32; 5];
        let mut high = [0.0_f32; 5];
        let ends = low.iter_mut().zip(&mut high);
        for (((low, high), near), (off, place)) in ends.zip(near).zip(off.into_iter().zip(places)) {
            let reach = place.half as f32 * 1.25 + MARGIN;
            *low = near.value + (off - reach) / near.density;
            *high = near.value + (off + reach) / near.density;
        }
        let below = self.below(low);
        self.gather(&low, &high);
        let mut all = [(Quantile::default(), Near { value: 0.0, density: 0.0 }); 5];
        for (w, slot) in all.iter_mut().enumerate() {
            let (place, below) = (*places.get(w)?, *below.get(w)?);
            let window = self.close.get_mut(w)?;
            let rank = place.rank.checked_sub(below)?;
            let first = rank.checked_sub(place.half)?;
            let last = rank + 1 + place.half;
            if last >= window.len() {
                return None;
            }
            *slot = read(window, first, rank, last, place);
        }
        Some(all)
    }

    /// Collects what lies in each window.
    #[inline(always)]
    fn gather(&mut self, low: &[f32; 5], high: &[f32; 5]) {
        for close in &mut self.close {
            close.clear();
        }
        let mut inside = [0_u32; CHUNK];
        for chunk in self.row.chunks(CHUNK) {
            inside.fill(0);
            for (low, high) in low.iter().zip(high) {
                for (flag, v) in inside.iter_mut().zip(chunk) {
                    *flag |= u32::from(*v >= *low) & u32::from(*v <= *high);
                }
            }
            for (flags, values) in inside.chunks_exact(16).zip(chunk.chunks(16)) {
                let mut any = 0;
                for flag in flags {
                    any |= flag;
                }
                if any == 0 {
                    continue;
                }
                for (flag, v) in flags.iter().zip(values) {
                    if *flag != 0 {
                        for ((close, low), high) in self.close.iter_mut().zip(low).zip(high) {
                            if *v >= *low && *v <= *high {
                                close.push(*v);
                            }
                        }
                    }
                }
            }
        }
    }

    /// Puts all values in order, as far as it takes.
    fn in_order(&mut self, places: &[Place; 5]) -> [(Quantile, Near); 5] {
        let last = self.row.len().saturating_sub(1);
        let ranks = |p: &Place| {
            [p.rank.saturating_sub(p.half), p.rank, (p.rank + 1).min(last), (p.rank + 1 + p.half).min(last)]
        };
        let mut wanted: Vec<usize> = places.iter().flat_map(ranks).collect();
        wanted.sort_unstable();
        wanted.dedup();
        settle(&mut self.row, 0, &wanted);
        let row = &self.row;
        places.map(|place| {
            let [low, here, next, high] = ranks(&place).map(|i| row.get(i).copied().unwrap_or_default());
            joined(here, next, low, high, place)
        })
    }
}

/// Puts the values of some ranks, in order, where they belong in a list whose
/// first rank is `first`.
fn settle(values: &mut [f32], first: usize, ranks: &[usize]) {
    let Some(&rank) = ranks.get(ranks.len() / 2) else { return };
    let Some(at) = rank.checked_sub(first).filter(|at| *at < values.len()) else { return };
    let (left, _, right) = values.select_nth_unstable_by(at, f32::total_cmp);
    let (lower, upper) = ranks.split_at(ranks.len() / 2);
    settle(left, first, lower);
    settle(right, rank + 1, upper.get(1..).unwrap_or_default());
}

/// Reads a window: its values at four ranks.
pub(super) fn read(
    window: &mut [f32],
    first: usize,
    rank: usize,
    last: usize,
    place: Place,
) -> (Quantile, Near) {
    settle(window, 0, &[first, rank, rank + 1, last]);
    let at = |i: usize| window.get(i).copied().unwrap_or_default();
    joined(at(rank), at(rank + 1), at(first), at(last), place)
}

#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "ranks")]
fn joined(here: f32, next: f32, low: f32, high: f32, place: Place) -> (Quantile, Near) {
    let across = (2 * place.half + 1) as f64;
    let error = (f64::from(high) - f64::from(low)) * place.spread / across;
    let density = across as f32 / (high - low);
    let value = f64::from(here) + place.part * (f64::from(next) - f64::from(here));
    (Quantile { value, error }, Near { value: here, density })
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "exact quantiles are the very same")]
mod tests {
    use super::*;

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
                let found = quantiles.month(&[a, b]).map(|q| q.value);
                assert_eq!(found, by_sorting(&row), "{n} values, month {month}");
            }
        }
    }

    #[test]
    fn ties_and_single_values_are_exact() {
        let mut quantiles = Quantiles::default();
        let mut row = vec![1.0_f32; 1000];
        assert_eq!(quantiles.month(&[&row]).map(|q| q.value), [1.0; 5]);
        row[3] = 2.0;
        row[700] = -5.0;
        for _ in 0..3 {
            assert_eq!(quantiles.month(&[&row]).map(|q| q.value), [1.0; 5]);
        }
    }

    #[test]
    fn the_error_of_a_median_is_known() {
        // For n normals the median's standard error is √(π/2n).
        let n = 65_536;
        let row: Vec<f32> = values(n, 5).into_iter().map(|v| (v / 1000.0).ln()).collect();
        let error = Quantiles::default().month(&[&row])[2].error;
        let expected = (std::f64::consts::PI / 2.0 / 65_536.0).sqrt();
        assert!((error / expected - 1.0).abs() < 0.2, "{error} {expected}");
    }
}
