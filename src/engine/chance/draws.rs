//! Random numbers, drawn once and kept: a moved slider uses the same ones.

use std::sync::Arc;

use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::bridge::{self, Bridge, months};
use super::lanes::{LANES, Lanes, Thin};
use super::result::{Sample, Sampler};
use crate::domain::calendar::LAST_MONTH;
use crate::domain::risk_factor::{Correlations, RiskFactor};
use crate::engine::door;

/// Months drawn, whatever the horizon: a longer look ahead goes on where a
/// shorter one ended.
pub const MONTHS: usize = LAST_MONTH as usize;

/// Steps of a kept normal number per standard deviation. Two bytes hold ±8.2
/// deviations; the steps add less than 10⁻⁸ to the variance.
pub const STEPS: f32 = 4000.0;

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

/// Paths put in order together, see `in_order`. Which paths there are does
/// not change.
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
    /// Nothing kept yet but the sudden events, for the paths of a sample.
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

/// What sudden events a path is in for.
fn sudden(sample: Sample, index: u32) -> [f64; 3] {
    match sample.sampler {
        Sampler::SobolBridge => bridge::uniforms(sample.seed, index),
        Sampler::Pseudo => {
            let mut random = generator(sample.seed, 100, index.into());
            std::array::from_fn(|_| Distribution::<f64>::sample(&rand_distr::Open01, &mut random))
        }
    }
}

/// What is known of a path before its factors are drawn.
struct Outline {
    /// Its place in the sequence.
    place: u32,
    sudden: [f64; 3],
    /// How far coins rise on it, and how soon, see [`rises`].
    rise: f64,
}

/// The paths' places in the sequence, and the sudden events on them.
fn uniforms(sample: Sample, first: u32) -> (Vec<u32>, Uniforms) {
    let full = (sample.paths as usize).next_multiple_of(LANES);
    let end = first.saturating_add(sample.paths);
    let mut rise = rises(sample);
    let mut paths: Vec<Outline> = (first..end)
        .map(|place| Outline { place, sudden: sudden(sample, place), rise: rise(place) })
        .collect();
    let mut start = first.next_multiple_of(TOGETHER);
    while start.saturating_add(TOGETHER) <= end {
        let at = (start - first) as usize;
        if let Some(block) = paths.get_mut(at..at + TOGETHER as usize) {
            in_order(block);
        }
        start += TOGETHER;
    }
    let beyond = (0..).map(|i| Outline { place: end.saturating_add(i), sudden: [0.5; 3], rise: 0.0 });
    paths.extend(beyond.take(full - paths.len()));
    let list = |pick: fn(&[f64; 3]) -> f64| paths.iter().map(|path| pick(&path.sudden)).collect();
    let uniforms = Uniforms { default: list(|u| u[0]), exchange: list(|u| u[1]), own_wallet: list(|u| u[2]) };
    (paths.iter().map(|path| path.place).collect(), uniforms)
}

/// Puts paths that have much in common side by side, since what is the same on
/// all paths of a group is worked out once: first a group of those on which
/// bonds default soonest, at the default rate nearly all on which they default
/// within thirty years; then the others by how far and how soon coins rise.
/// Where they rise far, tax on that takes up all money at hand, and from then on
/// what is owed differs from path to path.
fn in_order(block: &mut [Outline]) {
    block.sort_by(|a, b| a.sudden[0].total_cmp(&b.sudden[0]));
    if let Some((_, others)) = block.split_at_mut_checked(LANES) {
        others.sort_by(|a, b| a.rise.total_cmp(&b.rise));
    }
}

/// From what rise of coins on a company with as much money as coins is likely to
/// be short of money, as a logarithm: tax of a third on a rise by seven times is
/// more than twice what the coins were worth.
const FAR: f64 = 2.08; // eight times

/// How far coins rise on a path and how soon they have risen [`FAR`], roughly:
/// lowest the paths on which they never do, by the highest they stand; then the
/// others, highest those on which they do so soonest. Coins are the higher of
/// bitcoin and ether, in dollars, at the volatilities and the correlation nobody
/// has moved yet. Pseudo-random paths, which are there to check the others, all
/// rank alike and stay in the order of defaults.
fn rises(sample: Sample) -> impl FnMut(u32) -> f64 {
    let monthly = |factor: RiskFactor| door::plain(factor.volatility().default_value()) / 12.0_f64.sqrt();
    let (of_btc, of_eth) = (monthly(RiskFactor::Btc), monthly(RiskFactor::Eth));
    let common = door::plain(Correlations::default().get(RiskFactor::Btc, RiskFactor::Eth));
    let own = (1.0 - common * common).max(0.0).sqrt();
    let bridge = Bridge::new();
    let factors = [RiskFactor::Btc as usize, RiskFactor::Eth as usize];
    let (mut btc, mut eth) = (vec![0.0; MONTHS + 1], vec![0.0; MONTHS + 1]);
    move |place| {
        if sample.sampler == Sampler::Pseudo {
            return 0.0;
        }
        bridge.sketch(sample.seed, place, factors, [&mut btc, &mut eth]);
        let mut highest = 0.0_f64;
        for (month, (b, e)) in btc.iter().zip(&eth).enumerate() {
            highest = highest.max(of_btc * b).max(of_eth * (common * b + own * e));
            if highest >= FAR {
                return FAR + months(MONTHS - month);
            }
        }
        highest
    }
}

#[expect(clippy::cast_possible_truncation, reason = "held within two bytes")]
fn kept(z: f64) -> i16 {
    (z * f64::from(STEPS)).round().clamp(-32_767.0, 32_767.0) as i16
}

fn normals(sampler: Sampler, seed: u64, places: &[u32], factor: usize) -> Normals {
    let groups = places.len().div_ceil(LANES);
    let mut all = vec![Lanes::all(0_i16); groups * MONTHS];
    let bridge = Bridge::new();
    let mut points = Vec::with_capacity(MONTHS + 4);
    let mut path = vec![0.0; MONTHS + 1];
    for (&index, (group, lane)) in places.iter().zip((0..).map(|i| (i / LANES, i % LANES))) {
        let months = all.get_mut(group * MONTHS..(group + 1) * MONTHS).unwrap_or_default();
        match sampler {
            Sampler::SobolBridge => {
                bridge.path(seed, index, factor, &mut points, &mut path);
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

#[cfg(test)]
mod tests {
    use super::*;

    const BLOCK: usize = TOGETHER as usize;

    #[test]
    fn paths_are_put_in_order_within_their_block() {
        for sampler in [Sampler::SobolBridge, Sampler::Pseudo] {
            let sample = Sample { paths: 3 * TOGETHER + 100, seed: 5, sampler };
            let (places, uniforms) = uniforms(sample, TOGETHER);
            for (block, first) in places.chunks_exact(BLOCK).zip((TOGETHER..).step_by(BLOCK)) {
                let mut sorted = block.to_vec();
                sorted.sort_unstable();
                assert!(sorted.into_iter().eq(first..first + TOGETHER), "other paths from {first} on");
            }
            // in the last block there are too few to be put in order
            assert!(places[3 * BLOCK..].iter().copied().zip(4 * TOGETHER..).all(|(place, i)| place == i));
            for (place, u) in places.iter().zip(&uniforms.default).take(3 * BLOCK) {
                assert_eq!(sudden(sample, *place)[0].to_bits(), u.to_bits(), "another path's default");
            }
            let (soonest, others) = uniforms.default[..BLOCK].split_at(LANES);
            let last = soonest.iter().copied().fold(0.0, f64::max);
            assert!(others.iter().all(|u| *u >= last));
        }
    }

    #[test]
    fn paths_on_which_coins_rise_far_stand_together() {
        let sample = Sample { paths: TOGETHER, seed: 3, sampler: Sampler::SobolBridge };
        let mut wanted =
            Wanted { factors: [false; RiskFactor::COUNT], dollar_jumps: false, coin_jumps: false };
        wanted.factors[RiskFactor::Btc as usize] = true;
        let draws = Draws::new(sample).with(&wanted);
        let normals = draws.factor(RiskFactor::Btc).expect("drawn");
        // Bitcoin's highest logarithm at a volatility of 65%, and from which month
        // on it is eight times as dear, on average over the paths of a group.
        let rise = |group: usize| {
            let (mut now, mut most, mut month) = ([0.0_f32; LANES], [0.0_f32; LANES], [0.0_f32; LANES]);
            for drawn in normals.group(group) {
                let lanes = now.iter_mut().zip(&mut most).zip(&mut month).zip(drawn);
                for (((now, most), month), z) in lanes {
                    *now += f32::from(*z) / STEPS * 0.65 / 12.0_f32.sqrt();
                    *most = most.max(*now);
                    *month += f32::from(u8::from(*most < 2.08));
                }
            }
            [most, month].map(|list| list.iter().sum::<f32>() / 64.0)
        };
        let groups: Vec<[f32; 2]> = (1..draws.groups()).map(rise).collect();
        let in_turn = groups.windows(2).all(|pair| pair[0][1] > pair[1][1] + 5.0);
        assert!(in_turn && groups[0][0] < 0.5 && groups[6][0] > 4.0, "{groups:?}");
    }
}
