//! How the factors move on a group of paths, month by month.
#![expect(
    clippy::needless_range_loop,
    reason = "several arrays of lanes at once, in the form that is vectorised"
)]
#![expect(
    clippy::inline_always,
    reason = "compiled for the widest registers only where it is put into the dispatched function"
)]

use std::f64::consts::LOG2_E;

use super::draws::{Draws, STEPS, Wanted};
use super::lanes::{Thin, Wide, exp2};
use crate::domain::param::Param;
use crate::domain::risk_factor::RiskFactor;
use crate::domain::scenario::Scenario;
use crate::engine::door;

/// The longest lag of prices behind the currency, in months.
const LAGS: usize = 36;

/// Jumps of one kind.
///
/// **Formula**: in a month N jumps come, N Poisson with λ/12; the log of the
/// price moves by N·μ + √N·δ·z. **Source**: Merton 1976; model §1.7.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JumpLaw {
    /// λ/12: jumps a month, on average.
    pub monthly: f64,
    /// μ: the mean of a jump's log, to base 2.
    pub mean: f32,
    /// δ: its standard deviation, to base 2.
    pub spread: f32,
}

impl JumpLaw {
    fn of(scenario: &Scenario, rate: Param, size: Param, spread: Param) -> Option<Self> {
        let value = |p| door::plain(scenario.get(p));
        let monthly = value(rate) / 12.0;
        #[expect(clippy::cast_possible_truncation, reason = "what chance does is kept in f32")]
        let thin = |v: f64| v as f32;
        (monthly > 0.0).then(|| Self {
            monthly,
            mean: thin(value(size).max(-0.999).ln_1p() * LOG2_E),
            spread: thin(value(spread) * LOG2_E),
        })
    }

    /// The jump of a month, from a chance and a normal number.
    fn jump(&self, chance: f32, z: f32) -> f32 {
        let mut left = f64::from(chance);
        let mut share = (-self.monthly).exp();
        let mut count = 0_u8;
        // The largest values of `chance` are the months with jumps.
        while left >= share && count < 60 {
            left -= share;
            count += 1;
            share *= self.monthly / f64::from(count);
        }
        let count = f32::from(count);
        count * self.mean + count.sqrt() * self.spread * z
    }

    #[expect(clippy::cast_possible_truncation, reason = "compared with a chance kept in f32")]
    fn none_below(&self) -> f32 {
        (-self.monthly).exp() as f32
    }
}

/// What is the same for every path: which factors move, how far, together
/// with what.
#[derive(Debug, Clone, PartialEq)]
pub struct Motion {
    factors: Vec<RiskFactor>,
    /// Row by row: σ/√12 times the lower triangle, per step of a kept number,
    /// as a log to base 2.
    rows: Vec<Vec<f32>>,
    place: [Option<usize>; RiskFactor::COUNT],
    /// φ of each month from 1, over the lag.
    pass_through: Vec<f32>,
    lag: usize,
    dollar_jumps: Option<JumpLaw>,
    coin_jumps: Option<JumpLaw>,
}

impl Motion {
    /// The motion of a scenario over `months`, of the factors in `exposed`
    /// that move at all. `rows` is the lower triangle of their correlations,
    /// in the order of [`RiskFactor::ALL`] over those that move.
    #[must_use]
    pub fn of(scenario: &Scenario, months: u16, factors: Vec<RiskFactor>, triangle: &[Vec<f64>]) -> Self {
        use Param as P;
        let value = |p| door::plain(scenario.get(p));
        let lag = usize::from(scenario.months(Param::PassThroughLag).max(1)).min(LAGS);
        let crisis = scenario.get(Param::Shock) > scenario.get(Param::CrisisThreshold);
        let shock_month = scenario.months(Param::ShockMonth);
        let (calm, severe) = (value(Param::PassThrough), value(Param::CrisisPassThrough));
        #[expect(clippy::cast_precision_loss, reason = "a lag of at most 36 months")]
        let over = lag as f64;
        #[expect(clippy::cast_possible_truncation, reason = "what chance does is kept in f32")]
        let thin = |v: f64| v as f32;
        let pass_through = (1..=months)
            .map(|t| thin(if crisis && t >= shock_month { severe } else { calm } / over))
            .collect();
        let rows = factors
            .iter()
            .zip(triangle)
            .map(|(factor, row)| {
                // prices move in logs to base 2, yields as they are
                let base = if *factor == RiskFactor::Yield { 1.0 } else { LOG2_E };
                let monthly = value(factor.volatility()) * base / 12.0_f64.sqrt() / f64::from(STEPS);
                row.iter().map(|l| thin(l * monthly)).collect()
            })
            .collect();
        let mut place = [None; RiskFactor::COUNT];
        for (i, factor) in factors.iter().enumerate() {
            if let Some(slot) = place.get_mut(*factor as usize) {
                *slot = Some(i);
            }
        }
        let dollar_jumps = JumpLaw::of(scenario, P::DollarJumpRate, P::DollarJumpSize, P::DollarJumpSpread);
        let coin_jumps = JumpLaw::of(scenario, P::CoinJumpRate, P::CoinJumpSize, P::CoinJumpSpread);
        Self { factors, rows, place, pass_through, lag, dollar_jumps, coin_jumps }
    }

    /// What must be drawn for it.
    #[must_use]
    pub fn wanted(&self) -> Wanted {
        Wanted {
            factors: self.place.map(|place| place.is_some()),
            dollar_jumps: self.dollar_jumps.is_some(),
            coin_jumps: self.coin_jumps.is_some(),
        }
    }

    /// Whether a factor moves.
    #[must_use]
    pub fn moves(&self, factor: RiskFactor) -> bool {
        let jumps = match factor {
            RiskFactor::Dollar => self.dollar_jumps.is_some(),
            RiskFactor::Btc | RiskFactor::Eth | RiskFactor::Xrp | RiskFactor::OtherCoin => {
                self.coin_jumps.is_some()
            }
            _ => false,
        };
        jumps || self.place.get(factor as usize).is_some_and(Option::is_some)
    }

    /// Whether the price level strays from its deterministic path.
    #[must_use]
    pub fn prices_move(&self) -> bool {
        self.moves(RiskFactor::Prices) || self.moves(RiskFactor::Dollar)
    }
}

/// Coins with factors of their own, in the order of [`Moved::coins`].
pub const COINS: [RiskFactor; 4] = [RiskFactor::Btc, RiskFactor::Eth, RiskFactor::Xrp, RiskFactor::OtherCoin];

/// What chance has done to each factor by a month, on each path of a group:
/// what to multiply the deterministic path by.
#[derive(Debug, Clone)]
pub struct Moved<const N: usize> {
    /// Yen per dollar.
    pub dollar: Thin<N>,
    /// Each coin of [`COINS`] in dollars.
    pub coins: [Thin<N>; 4],
    /// Gold in dollars.
    pub gold: Thin<N>,
    /// 1 over the price level.
    pub per_price: Thin<N>,
    /// The yield of government bonds: to be added, a fraction per year.
    pub yields: Thin<N>,
}

impl<const N: usize> Moved<N> {
    /// Nothing has moved yet.
    #[must_use]
    pub const fn none() -> Self {
        let one = [1.0; N];
        Self { dollar: one, coins: [one; 4], gold: one, per_price: one, yields: [0.0; N] }
    }
}

/// A group of paths on its way.
pub struct Moving<const N: usize> {
    logs: [Thin<N>; RiskFactor::COUNT],
    fresh: [Thin<N>; RiskFactor::COUNT],
    dollar_log: Thin<N>,
    coin_jumped: Thin<N>,
    ring: [Thin<N>; LAGS],
    /// In 64 bits, since an error of the window would add up month by month.
    window: Wide<N>,
    passed: Wide<N>,
    /// Where each factor stands.
    pub moved: Moved<N>,
    /// Where the dollar stood a month ago.
    pub dollar_before: Thin<N>,
    /// Where yields stood a month ago.
    pub yields_before: Thin<N>,
}

impl<const N: usize> Moving<N> {
    /// At month 0.
    #[must_use]
    pub fn new() -> Self {
        let zero = [0.0; N];
        Self {
            logs: [zero; RiskFactor::COUNT],
            fresh: [zero; RiskFactor::COUNT],
            dollar_log: zero,
            coin_jumped: zero,
            ring: [zero; LAGS],
            window: [0.0; N],
            passed: [0.0; N],
            moved: Moved::none(),
            dollar_before: [1.0; N],
            yields_before: zero,
        }
    }

    /// Goes on to `month`, 1 or more, with a group's draws.
    #[inline(always)]
    #[expect(clippy::indexing_slicing, reason = "fixed arrays of lanes and of at most eight factors")]
    pub fn step(&mut self, motion: &Motion, draws: &Draws, group: usize, month: usize) {
        for (i, factor) in motion.factors.iter().enumerate() {
            let Some(z) = draws.factor(*factor).and_then(|n| n.group(group).get(month - 1)) else { continue };
            let fresh = &mut self.fresh[i];
            for l in 0..N {
                fresh[l] = f32::from(z[l]);
            }
        }
        let mut dollar_move = [0.0_f32; N];
        let dollar = motion.place[RiskFactor::Dollar as usize];
        for (i, row) in motion.rows.iter().enumerate() {
            let mut change = [0.0_f32; N];
            for (j, &weight) in row.iter().enumerate().take(i + 1) {
                if weight != 0.0 {
                    let z = &self.fresh[j];
                    for l in 0..N {
                        change[l] += weight * z[l];
                    }
                }
            }
            let log = &mut self.logs[i];
            for l in 0..N {
                log[l] += change[l];
            }
            if Some(i) == dollar {
                dollar_move = change;
            }
        }
        self.jump(motion, draws, group, month, &mut dollar_move);
        if motion.moves(RiskFactor::Dollar) {
            let phi = motion.pass_through.get(month - 1).copied().unwrap_or_default();
            let slot = (month - 1) % motion.lag;
            let old = &mut self.ring[slot];
            for l in 0..N {
                self.dollar_log[l] += dollar_move[l];
                let now = phi * dollar_move[l];
                self.window[l] += f64::from(now) - f64::from(old[l]);
                old[l] = now;
                self.passed[l] += self.window[l];
            }
            self.dollar_before = self.moved.dollar;
            let log = &self.dollar_log;
            let out = &mut self.moved.dollar;
            for l in 0..N {
                out[l] = exp2(log[l]);
            }
        }
        self.turn(motion);
    }

    /// From logarithms to what to multiply by.
    #[inline(always)]
    #[expect(clippy::indexing_slicing, reason = "fixed arrays of lanes and of at most eight factors")]
    fn turn(&mut self, motion: &Motion) {
        for (k, factor) in COINS.iter().enumerate() {
            let out = &mut self.moved.coins[k];
            let jumped = &self.coin_jumped;
            if let Some(i) = motion.place[*factor as usize] {
                let log = &self.logs[i];
                for l in 0..N {
                    out[l] = exp2(log[l] + jumped[l]);
                }
            } else if motion.coin_jumps.is_some() {
                for l in 0..N {
                    out[l] = exp2(jumped[l]);
                }
            }
        }
        if let Some(i) = motion.place[RiskFactor::Gold as usize] {
            let log = &self.logs[i];
            for l in 0..N {
                self.moved.gold[l] = exp2(log[l]);
            }
        }
        if let Some(i) = motion.place[RiskFactor::Yield as usize] {
            self.yields_before = self.moved.yields;
            self.moved.yields = self.logs[i];
        }
        if motion.prices_move() {
            let noise = motion.place[RiskFactor::Prices as usize].map(|i| &self.logs[i]);
            let out = &mut self.moved.per_price;
            #[expect(clippy::cast_possible_truncation, reason = "what chance does is kept in f32")]
            let passed = self.passed.map(|p| p as f32);
            match noise {
                Some(noise) => {
                    for l in 0..N {
                        out[l] = exp2(-(passed[l] + noise[l]));
                    }
                }
                None => {
                    for l in 0..N {
                        out[l] = exp2(-passed[l]);
                    }
                }
            }
        }
    }

    #[expect(clippy::indexing_slicing, reason = "fixed arrays of lanes")]
    fn jump(&mut self, motion: &Motion, draws: &Draws, group: usize, month: usize, dollar: &mut Thin<N>) {
        let kinds = [
            (motion.dollar_jumps, draws.dollar_jumps(), dollar),
            (motion.coin_jumps, draws.coin_jumps(), &mut self.coin_jumped),
        ];
        for (law, jumps, into) in kinds {
            let (Some(law), Some(jumps)) = (law, jumps) else { continue };
            let chances = jumps.chances(group).get(month - 1);
            let (Some(chances), Some(sizes)) = (chances, jumps.sizes(group).get(month - 1)) else { continue };
            let none = law.none_below();
            for l in 0..N {
                if chances[l] >= none {
                    into[l] += law.jump(chances[l], f32::from(sizes[l]) / STEPS);
                }
            }
        }
    }
}

impl<const N: usize> Default for Moving<N> {
    fn default() -> Self {
        Self::new()
    }
}
