//! Random numbers, drawn once and kept: a moved slider uses the same ones.

use std::sync::Arc;

use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;
use sobol_burley::{sample, sample_4d};

use super::correlation::{Square, eigen};
use super::lanes::{LANES, Lanes, Thin};
use super::normal;
use super::result::{Sample, Sampler};
use crate::domain::calendar::LAST_MONTH;
use crate::domain::risk_factor::RiskFactor;

/// Months drawn, whatever the horizon: a longer look ahead goes on where a
/// shorter one ended.
pub const MONTHS: usize = LAST_MONTH as usize;

/// Steps of a kept normal number per standard deviation. Two bytes hold ±8.2
/// deviations; the steps add less than 10⁻⁸ to the variance.
pub const STEPS: f32 = 4000.0;

/// The longest Sobol sequence; further paths come from new scramblings.
const SEQUENCE: u32 = 1 << 16;

/// Normals of a path that Sobol's own dimensions cover; the others are covered
/// four by four.
const COARSE: usize = 31;

/// One factor's monthly normal numbers.
///
/// **Shape**: for each group of [`LANES`] paths, for each month from 1, one
/// number a path. **Units**: 1/[`STEPS`] of a standard deviation.
#[derive(Debug)]
pub struct Normals(Vec<Lanes<i16>>);

impl Normals {
    /// The numbers of a group, month 1 first.
    #[must_use]
    pub fn group(&self, group: usize) -> &[Lanes<i16>] {
        self.0.get(group * MONTHS..(group + 1) * MONTHS).unwrap_or_default()
    }
}

/// When sudden things come, as probabilities yet to be turned into months.
///
/// **Shape**: one number a path, 0 < u < 1.
#[derive(Debug, Default)]
pub struct Uniforms {
    /// For the default of government bonds.
    pub default: Vec<f64>,
    /// For the failure of an exchange.
    pub exchange: Vec<f64>,
    /// For the loss of coins in the company's own wallet.
    pub own_wallet: Vec<f64>,
}

/// Jumps of one kind: whether one comes in a month, and how large it is.
///
/// **Shape**: as [`Normals`].
#[derive(Debug)]
pub struct Jumps {
    chances: Vec<Thin>,
    sizes: Vec<Lanes<i16>>,
}

impl Jumps {
    /// The chances of a group, month 1 first.
    #[must_use]
    pub fn chances(&self, group: usize) -> &[Thin] {
        self.chances.get(group * MONTHS..(group + 1) * MONTHS).unwrap_or_default()
    }

    /// The sizes of a group, month 1 first, as [`Normals`].
    #[must_use]
    pub fn sizes(&self, group: usize) -> &[Lanes<i16>] {
        self.sizes.get(group * MONTHS..(group + 1) * MONTHS).unwrap_or_default()
    }
}

/// What may be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Which factors, by their place.
    pub factors: [bool; RiskFactor::COUNT],
    /// Jumps of the dollar.
    pub dollar_jumps: bool,
    /// Jumps of coins.
    pub coin_jumps: bool,
}

/// Paths put in order together: those on which something sudden comes early
/// stand side by side, so that the others' groups are worked through as if
/// nothing sudden could come. Which paths there are does not change.
pub const TOGETHER: u32 = 512;

/// Kept random numbers for some paths. Cheap to copy: what was drawn is
/// shared.
#[derive(Debug, Clone)]
pub struct Draws {
    sample: Sample,
    /// Where in the sequence each path is drawn from.
    places: Arc<Vec<u32>>,
    /// Sudden events.
    pub uniforms: Arc<Uniforms>,
    factors: [Option<Arc<Normals>>; RiskFactor::COUNT],
    dollar_jumps: Option<Arc<Jumps>>,
    coin_jumps: Option<Arc<Jumps>>,
}

impl Draws {
    /// Nothing drawn yet but the sudden events, for the paths of a sample.
    #[must_use]
    pub fn new(sample: Sample) -> Self {
        Self::block(sample, 0)
    }

    /// The same for `sample.paths` paths from the path `first` on.
    #[must_use]
    pub fn block(sample: Sample, first: u32) -> Self {
        let (places, uniforms) = uniforms(sample, first);
        let factors = std::array::from_fn(|_| None);
        Self {
            sample,
            places: Arc::new(places),
            uniforms: Arc::new(uniforms),
            factors,
            dollar_jumps: None,
            coin_jumps: None,
        }
    }

    /// How it is drawn.
    #[must_use]
    pub const fn sample(&self) -> Sample {
        self.sample
    }

    /// The first `paths` of them. **Limits**: a fair sample only where `paths`
    /// is a multiple of [`TOGETHER`] or all of them.
    #[must_use]
    pub fn first(&self, paths: u32) -> Self {
        let paths = paths.min(self.sample.paths);
        Self { sample: Sample { paths, ..self.sample }, ..self.clone() }
    }

    /// Groups of [`LANES`] paths, the last perhaps not full.
    #[must_use]
    pub fn groups(&self) -> usize {
        (self.sample.paths as usize).div_ceil(LANES)
    }

    /// Whether everything wanted is there.
    #[must_use]
    pub fn holds(&self, wanted: &Wanted) -> bool {
        let factors = self.factors.iter().zip(wanted.factors).all(|(have, want)| have.is_some() || !want);
        factors
            && (self.dollar_jumps.is_some() || !wanted.dollar_jumps)
            && (self.coin_jumps.is_some() || !wanted.coin_jumps)
    }

    /// Draws what is wanted and not there yet.
    #[must_use]
    pub fn with(mut self, wanted: &Wanted) -> Self {
        for ((place, have), want) in self.factors.iter_mut().enumerate().zip(wanted.factors) {
            if want && have.is_none() {
                *have = Some(Arc::new(normals(self.sample.sampler, self.sample.seed, &self.places, place)));
            }
        }
        if wanted.dollar_jumps && self.dollar_jumps.is_none() {
            self.dollar_jumps = Some(Arc::new(jumps(self.sample.seed, &self.places, 0)));
        }
        if wanted.coin_jumps && self.coin_jumps.is_none() {
            self.coin_jumps = Some(Arc::new(jumps(self.sample.seed, &self.places, 1)));
        }
        self
    }

    /// A factor's numbers, if drawn.
    #[must_use]
    pub fn factor(&self, factor: RiskFactor) -> Option<&Normals> {
        self.factors.get(factor as usize).and_then(Option::as_deref)
    }

    /// Jumps of the dollar, if drawn.
    #[must_use]
    pub fn dollar_jumps(&self) -> Option<&Jumps> {
        self.dollar_jumps.as_deref()
    }

    /// Jumps of coins, if drawn.
    #[must_use]
    pub fn coin_jumps(&self) -> Option<&Jumps> {
        self.coin_jumps.as_deref()
    }
}

/// A generator of its own for each purpose and group, so that a group's
/// numbers do not depend on how many others there are.
fn generator(seed: u64, purpose: u64, group: u64) -> Xoshiro256PlusPlus {
    let mix = |a: u64, b: u64| (a ^ b).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    Xoshiro256PlusPlus::seed_from_u64(mix(mix(mix(seed, 0x5EED), purpose), group))
}

/// The scrambling of a stretch of a Sobol sequence.
#[expect(clippy::cast_possible_truncation, reason = "folds the seed into the 32 bits there are")]
fn scrambling(seed: u64, index: u32, purpose: u32) -> u32 {
    let folded = (seed ^ (seed >> 32)) as u32;
    let stretch = index / SEQUENCE;
    folded
        .wrapping_mul(0x9E37_79B9)
        .wrapping_add(stretch.wrapping_mul(0x85EB_CA6B))
        .wrapping_add(purpose.wrapping_mul(0xC2B2_AE35))
}

/// The middle of the step a 24-bit number stands for: never 0 or 1.
fn inside(u: f32) -> f64 {
    (f64::from(u) + 0.5 / f64::from(1 << 24)).clamp(1e-9, 1.0 - 1e-9)
}

/// What sudden events a path is in for.
fn sudden(sample: Sample, index: u32) -> [f64; 3] {
    match sample.sampler {
        Sampler::SobolBridge => {
            let [a, b, c, _] = sample_4d(index % SEQUENCE, 0, scrambling(sample.seed, index, 0));
            [inside(a), inside(b), inside(c)]
        }
        Sampler::Pseudo => {
            let mut random = generator(sample.seed, 100, index.into());
            std::array::from_fn(|_| Distribution::<f64>::sample(&rand_distr::Open01, &mut random))
        }
    }
}

/// The paths' places in the sequence, and the sudden events on them.
fn uniforms(sample: Sample, first: u32) -> (Vec<u32>, Uniforms) {
    let full = (sample.paths as usize).next_multiple_of(LANES);
    let end = first.saturating_add(sample.paths);
    let mut paths: Vec<(u32, [f64; 3])> = (first..end).map(|i| (i, sudden(sample, i))).collect();
    let mut start = first.next_multiple_of(TOGETHER);
    while start.saturating_add(TOGETHER) <= end {
        let at = (start - first) as usize;
        if let Some(block) = paths.get_mut(at..at + TOGETHER as usize) {
            in_order(block);
        }
        start += TOGETHER;
    }
    paths.extend((0..).map(|i| (end.saturating_add(i), [0.5; 3])).take(full - paths.len()));
    let list = |pick: fn(&[f64; 3]) -> f64| paths.iter().map(|(_, u)| pick(u)).collect();
    let uniforms = Uniforms { default: list(|u| u[0]), exchange: list(|u| u[1]), own_wallet: list(|u| u[2]) };
    (paths.iter().map(|(place, _)| *place).collect(), uniforms)
}

/// First the quarter in which bonds default soonest, by when they do; then the
/// others, by when an exchange fails.
fn in_order(block: &mut [(u32, [f64; 3])]) {
    block.sort_by(|(_, a), (_, b)| a[0].total_cmp(&b[0]));
    if let Some((_, others)) = block.split_at_mut_checked(block.len() / 4) {
        others.sort_by(|(_, a), (_, b)| a[1].total_cmp(&b[1]));
    }
}

/// The months put in first, all at once: what a quantile of one of them
/// depends on are few of Sobol's dimensions, and the first.
const ANCHORS: [usize; 4] = [12, 36, 120, 360];

/// Between which two points of a path a third is put, and how.
struct Step {
    left: usize,
    middle: usize,
    right: usize,
    from_left: f64,
    from_right: f64,
    spread: f64,
}

/// How a path is made of normals.
struct Bridge {
    /// The anchors, each with its weights of the first normals.
    anchors: Vec<(usize, Vec<f64>)>,
    /// The other months in order, a normal each.
    steps: Vec<Step>,
}

fn months(n: usize) -> f64 {
    f64::from(u16::try_from(n).unwrap_or(u16::MAX))
}

impl Bridge {
    /// The anchors by principal components of their correlations, so that each
    /// owes most of its spread to the first normal; then, between two months
    /// that are known, the one in the middle, where they are furthest apart.
    ///
    /// **Source**: Glasserman, Monte Carlo Methods in Financial Engineering
    /// (2003), §3.1 and §5.5.2.
    fn new() -> Self {
        let month = |i: usize| ANCHORS.get(i).copied().map_or(1.0, months);
        let together = Square::from_fn(ANCHORS.len(), |i, j| {
            let (a, b) = (month(i), month(j));
            (a.min(b) / a.max(b)).sqrt()
        });
        let (values, vectors) = eigen(&together);
        let mut order: Vec<(f64, usize)> = values.into_iter().zip(0..).collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0));
        let weight =
            |i: usize, (value, k): (f64, usize)| (month(i) * value.max(0.0)).sqrt() * vectors.at(i, k);
        let row = |i: usize| order.iter().map(|&component| weight(i, component)).collect();
        let anchors = ANCHORS.into_iter().enumerate().map(|(i, anchor)| (anchor, row(i))).collect();
        Self { anchors, steps: steps() }
    }

    /// A path from its normals. `path` has a place for each month from 0.
    fn fill(&self, normals: &[f64], path: &mut [f64]) {
        for (month, weights) in &self.anchors {
            if let Some(place) = path.get_mut(*month) {
                *place = weights.iter().zip(normals).map(|(weight, z)| weight * z).sum();
            }
        }
        for (step, z) in self.steps.iter().zip(normals.iter().skip(self.anchors.len())) {
            let at = |i: usize| path.get(i).copied().unwrap_or_default();
            let value = step.from_left * at(step.left) + step.from_right * at(step.right) + step.spread * z;
            if let Some(place) = path.get_mut(step.middle) {
                *place = value;
            }
        }
    }
}

/// The months between the anchors, widest gaps first, earlier ones before.
fn steps() -> Vec<Step> {
    let mut known = vec![0];
    known.extend(ANCHORS);
    let mut steps = Vec::with_capacity(MONTHS);
    loop {
        let gaps = known.windows(2).zip(1..).filter_map(|(pair, place)| match *pair {
            [left, right] => Some((right - left, std::cmp::Reverse(place), left, right)),
            _ => None,
        });
        let Some((2.., std::cmp::Reverse(place), left, right)) = gaps.max() else { return steps };
        let middle = usize::midpoint(left, right);
        let (a, b, whole) = (months(middle - left), months(right - middle), months(right - left));
        let (from_left, from_right, spread) = (b / whole, a / whole, (a * b / whole).sqrt());
        steps.push(Step { left, middle, right, from_left, from_right, spread });
        known.insert(place, middle);
    }
}

/// The normals of a path in their order: the first from Sobol's own dimensions,
/// the others four at a time from scramblings of their own.
#[expect(clippy::cast_possible_truncation, reason = "a few hundred points")]
fn bridge_normals(seed: u64, index: u32, factor: usize, into: &mut Vec<f64>) {
    into.clear();
    let at = index % SEQUENCE;
    let first = scrambling(seed, index, 0);
    for point in 0..COARSE {
        let dimension = 4 + point * RiskFactor::COUNT + factor;
        into.push(normal::inverse(inside(self::sample(at, dimension as u32, first))));
    }
    let mut set = 0_u32;
    while into.len() < MONTHS {
        let set_seed = scrambling(seed, index, 1 + factor as u32 * 1000 + set);
        into.extend(sample_4d(at, 0, set_seed).map(|u| normal::inverse(inside(u))));
        set += 1;
    }
    into.truncate(MONTHS);
}

#[expect(clippy::cast_possible_truncation, reason = "held within two bytes")]
fn kept(z: f64) -> i16 {
    (z * f64::from(STEPS)).round().clamp(-32_767.0, 32_767.0) as i16
}

fn normals(sampler: Sampler, seed: u64, places: &[u32], factor: usize) -> Normals {
    let groups = places.len().div_ceil(LANES);
    let mut all = vec![Lanes::all(0_i16); groups * MONTHS];
    let steps = Bridge::new();
    let mut points = Vec::with_capacity(MONTHS + 4);
    let mut path = vec![0.0; MONTHS + 1];
    for (&index, (group, lane)) in places.iter().zip((0..).map(|i| (i / LANES, i % LANES))) {
        let months = all.get_mut(group * MONTHS..(group + 1) * MONTHS).unwrap_or_default();
        match sampler {
            Sampler::SobolBridge => {
                bridge_normals(seed, index, factor, &mut points);
                steps.fill(&points, &mut path);
                for (month, pair) in months.iter_mut().zip(path.windows(2)) {
                    if let (Some(place), [a, b]) = (month.get_mut(lane), pair) {
                        *place = kept(b - a);
                    }
                }
            }
            Sampler::Pseudo => {
                let mut random = generator(seed, factor as u64, index.into());
                for month in months {
                    if let Some(place) = month.get_mut(lane) {
                        *place = kept(StandardNormal.sample(&mut random));
                    }
                }
            }
        }
    }
    Normals(all)
}

fn jumps(seed: u64, places: &[u32], kind: u64) -> Jumps {
    let groups = places.len().div_ceil(LANES);
    let mut chances = vec![Thin::all(0.0_f32); groups * MONTHS];
    let mut sizes = vec![Lanes::all(0_i16); groups * MONTHS];
    let open = rand_distr::Open01;
    for (&index, (group, lane)) in places.iter().zip((0..).map(|i| (i / LANES, i % LANES))) {
        let mut random = generator(seed, 200 + kind, index.into());
        let span = group * MONTHS..(group + 1) * MONTHS;
        let (Some(chances), Some(sizes)) = (chances.get_mut(span.clone()), sizes.get_mut(span)) else {
            continue;
        };
        for (chance, size) in chances.iter_mut().zip(sizes) {
            if let (Some(chance), Some(size)) = (chance.get_mut(lane), size.get_mut(lane)) {
                *chance = open.sample(&mut random);
                *size = kept(StandardNormal.sample(&mut random));
            }
        }
    }
    Jumps { chances, sizes }
}
