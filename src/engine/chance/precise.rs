//! More paths than are kept at once: block by block, exact all the same.
//!
//! A coarser simulation says where each quantile lies, give or take five of
//! its standard errors. Of the many paths only the values within those windows
//! are kept, and how many lie below; where the counts do not prove that a
//! quantile is in its window, everything is done again with windows that reach
//! from one of the coarser simulation's values to another: where outcomes come
//! in clusters, a standard error says nothing of how far it is to the next.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use super::course::Course;
use super::draws::Draws;
use super::fan::{Month, Prepared, dots_of, plan_ahead, push};
use super::quantile::{Quantile, place, read};
use super::result::{Fan, LEVELS, Outlook, Sample, Spread};
use super::run::{NET, Values, run};

/// Paths worked through together.
pub const BLOCK: u32 = 1024;

/// Whether to go on, and who is told how far it is.
pub trait Watch: Sync {
    /// Whether the result is no longer wanted.
    fn stopped(&self) -> bool;
    /// So many paths are done, of so many.
    fn done(&self, paths: u32, of: u32);
}

/// What is kept of a month.
#[derive(Debug, Clone, Default)]
struct Sieve {
    low: [f32; 5],
    high: [f32; 5],
    below: [usize; 5],
    close: [Vec<f32>; 5],
}

/// The sums of a month over one block, in a fixed order.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    sum: f64,
    squares: f64,
}

/// What is kept of a block.
#[derive(Debug, Clone)]
struct Block {
    number: u32,
    /// By month.
    sums: Vec<Sums>,
    /// The last month's values, as distances.
    last: Vec<f32>,
    /// Real net worth at the last month.
    real: Vec<f64>,
}

/// What one course has gathered.
#[derive(Debug, Clone, Default)]
struct Gathered {
    sieves: Vec<Sieve>,
    blocks: Vec<Block>,
}

impl Gathered {
    /// Windows around a coarser simulation's quantiles, `wide` standard errors
    /// to either side.
    fn around(coarse: &Fan, line: &[f64], wide: f64) -> Self {
        let month = |t: usize| {
            let mut sieve = Sieve::default();
            for (k, (low, high)) in sieve.low.iter_mut().zip(&mut sieve.high).enumerate() {
                let at = |lists: &[Vec<f64>; 5]| lists.get(k).and_then(|l| l.get(t)).copied();
                let (value, error) = (at(&coarse.net.quantiles), at(&coarse.net.errors));
                let value = value.unwrap_or_default() - line.get(t).copied().unwrap_or_default();
                let reach = error.unwrap_or_default() * wide + value.abs() * 1e-6;
                #[expect(clippy::cast_possible_truncation, reason = "distances are kept in f32")]
                let bounds = ((value - reach) as f32, (value + reach) as f32);
                (*low, *high) = bounds;
            }
            sieve
        };
        Self { sieves: (0..line.len()).map(month).collect(), blocks: Vec::new() }
    }

    /// Windows from one value of a coarser simulation to another, `wide` times
    /// the standard deviation of a quantile's rank to either side of it.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "ranks of a few thousand values"
    )]
    fn by_rank(coarse: &Values, wide: f64) -> Self {
        let mut rows = coarse.rows();
        let mut month = |t: usize| {
            let mut all = rows.month(t).concat();
            all.sort_unstable_by(f32::total_cmp);
            let mut sieve = Sieve::default();
            let count = all.len() as f64;
            for (level, (low, high)) in LEVELS.into_iter().zip(sieve.low.iter_mut().zip(&mut sieve.high)) {
                let reach = (count * level * (1.0 - level)).sqrt().mul_add(wide, 2.0);
                let value = |rank: f64| (rank >= 0.0).then(|| all.get(rank as usize).copied()).flatten();
                *low = value(level.mul_add(count, -reach)).unwrap_or(f32::NEG_INFINITY);
                *high = value(level.mul_add(count, reach)).unwrap_or(f32::INFINITY);
            }
            sieve
        };
        Self { sieves: (0..=usize::from(coarse.months)).map(&mut month).collect(), blocks: Vec::new() }
    }

    fn take(&mut self, block: u32, values: &Values) {
        let mut sums = Vec::with_capacity(self.sieves.len());
        for (t, sieve) in self.sieves.iter_mut().enumerate() {
            let mut sum = Sums::default();
            for part in values.apart(t) {
                sieve.take(part);
                for v in part {
                    let v = f64::from(*v);
                    sum.sum += v;
                    sum.squares += v * v;
                }
            }
            sums.push(sum);
        }
        let last = values.apart(self.sieves.len().saturating_sub(1)).concat();
        self.blocks.push(Block { number: block, sums, last, real: values.last_real().collect() });
    }

    fn join(&mut self, other: Self) {
        for (a, b) in self.sieves.iter_mut().zip(other.sieves) {
            for (mine, theirs) in a.below.iter_mut().zip(b.below) {
                *mine += theirs;
            }
            for (mine, theirs) in a.close.iter_mut().zip(b.close) {
                mine.extend(theirs);
            }
        }
        self.blocks.extend(other.blocks);
    }

    /// The spread around `line`; none where a window missed its quantile.
    #[expect(clippy::cast_precision_loss, reason = "at most a million paths")]
    fn spread(&mut self, line: &[f64], paths: usize) -> Option<Spread> {
        self.blocks.sort_by_key(|b| b.number);
        let mut spread = Spread::default();
        let n = paths as f64;
        for (t, (sieve, line)) in self.sieves.iter_mut().zip(line).enumerate() {
            let sums = self.blocks.iter().filter_map(|b| b.sums.get(t));
            let (sum, squares) = sums.fold((0.0, 0.0), |(s, q), one| (s + one.sum, q + one.squares));
            let mean = sum / n;
            let variance = (squares / n - mean * mean).max(0.0) * n / (n - 1.0);
            let month = Month { quantiles: sieve.quantiles(paths)?, mean, mean_error: (variance / n).sqrt() };
            push(&mut spread, &month, *line);
        }
        Some(spread)
    }
}

impl Sieve {
    fn take(&mut self, values: &[f32]) {
        let bounds = self.low.iter().zip(&self.high).zip(self.below.iter_mut().zip(&mut self.close));
        for ((low, high), (below, close)) in bounds {
            *below += values.iter().filter(|v| **v < *low).count();
            close.extend(values.iter().copied().filter(|v| (*low..=*high).contains(v)));
        }
    }

    fn quantiles(&mut self, paths: usize) -> Option<[Quantile; 5]> {
        let mut all = [Quantile::default(); 5];
        let lists = self.close.iter_mut().zip(self.below);
        for ((slot, level), (close, below)) in all.iter_mut().zip(LEVELS).zip(lists) {
            let place = place(level, paths);
            let rank = place.rank.checked_sub(below)?;
            let next = (place.rank + 1).min(paths.saturating_sub(1)) - below;
            if next >= close.len() {
                return None;
            }
            let first = rank.saturating_sub(place.half);
            let last = (next + place.half).min(close.len().saturating_sub(1));
            *slot = read(close, first, rank, last, place).0;
        }
        Some(all)
    }
}

impl Prepared<'_> {
    /// A finer simulation than `coarse`: `sample.paths` paths, block by block.
    /// Nothing where it was stopped.
    ///
    /// **Limits**: net worth only; the classes are those of `coarse`.
    #[must_use]
    pub fn precise(
        &self,
        coarse: &Outlook,
        sample: Sample,
        workers: usize,
        watch: &dyn Watch,
    ) -> Option<Outlook> {
        let fans = std::iter::once(&coarse.as_is).chain(&coarse.plan);
        let first: Vec<Gathered> =
            self.lines().zip(fans).map(|((_, line), fan)| Gathered::around(fan, &line, 5.0)).collect();
        let found = self.finer(coarse, sample, self.gather(&first, sample, workers, watch)?);
        if found.is_some() {
            return found;
        }
        let draws = Draws::new(coarse.as_is.sample).with(&self.wanted());
        [6.0, 24.0].into_iter().find_map(|wide| {
            let windows = |(course, _): (&Course, Vec<f64>)| {
                Gathered::by_rank(&run(course, &draws, self.measure(), NET, workers), wide)
            };
            let again: Vec<Gathered> = self.lines().map(windows).collect();
            self.finer(coarse, sample, self.gather(&again, sample, workers, watch)?)
        })
    }

    fn gather(
        &self,
        fresh: &[Gathered],
        sample: Sample,
        workers: usize,
        watch: &dyn Watch,
    ) -> Option<Vec<Gathered>> {
        if watch.stopped() {
            return None;
        }
        let courses: Vec<(&Course, Vec<f64>)> = self.lines().collect();
        let blocks = sample.paths.div_ceil(BLOCK);
        let (next, done) = (AtomicU32::new(0), AtomicU32::new(0));
        let total = Mutex::new(fresh.to_vec());
        let wanted = self.wanted();
        let worker = || {
            let mut own = fresh.to_vec();
            loop {
                let block = next.fetch_add(1, Ordering::Relaxed);
                if block >= blocks || watch.stopped() {
                    break;
                }
                let first = block * BLOCK;
                let paths = BLOCK.min(sample.paths - first);
                let draws = Draws::block(Sample { paths, ..sample }, first).with(&wanted);
                for ((course, _), gathered) in courses.iter().zip(&mut own) {
                    gathered.take(block, &run(course, &draws, self.measure(), NET, 1));
                }
                let so_far = done.fetch_add(paths, Ordering::Relaxed) + paths;
                watch.done(so_far, sample.paths);
            }
            if let Ok(mut total) = total.lock() {
                for (all, own) in total.iter_mut().zip(own) {
                    all.join(own);
                }
            }
        };
        thread::scope(|scope| {
            for _ in 1..workers {
                scope.spawn(worker);
            }
            worker();
        });
        if watch.stopped() {
            return None;
        }
        total.into_inner().ok()
    }

    fn finer(&self, coarse: &Outlook, sample: Sample, gathered: Vec<Gathered>) -> Option<Outlook> {
        let mut fans = Vec::new();
        let mut lasts: Vec<Vec<f64>> = Vec::new();
        let coarse_fans = std::iter::once(&coarse.as_is).chain(&coarse.plan);
        for (((_, line), mut all), coarse) in self.lines().zip(gathered).zip(coarse_fans) {
            let net = all.spread(&line, sample.paths as usize)?;
            let real: Vec<f64> = all.blocks.iter().flat_map(|b| b.real.iter().copied()).collect();
            let last: Vec<f32> = all.blocks.iter().flat_map(|b| b.last.iter().copied()).collect();
            let mut fan = Fan { sample, net, ..coarse.clone() };
            fan.dots = dots_of(&last, line.last().copied().unwrap_or_default());
            self.count(&mut fan, &real, fans.len());
            fans.push(fan);
            lasts.push(real);
        }
        let plan_ahead = match lasts.as_slice() {
            [as_is, plan] => Some(plan_ahead(as_is, plan)),
            _ => None,
        };
        let mut fans = fans.into_iter();
        Some(Outlook { as_is: fans.next()?, plan: fans.next(), plan_ahead, ..coarse.clone() })
    }
}
