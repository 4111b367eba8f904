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
use super::lanes::{Lanes, Thin, exp2};
use crate::domain::param::Param;
use crate::domain::risk_factor::RiskFactor;
use crate::domain::scenario::Scenario;
use crate::engine::door;
pub use crate::engine::factors::COINS;

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
    rows: [[f32; RiskFactor::COUNT]; RiskFactor::COUNT],
    place: [Option<usize>; RiskFactor::COUNT],
    /// φ of each month from 1, over the lag.
    pass_through: Vec<f32>,
    lag: usize,
    dollar_jumps: Option<JumpLaw>,
    coin_jumps: Option<JumpLaw>,
}

impl Motion {
    /// Nothing moves.
    #[must_use]
    pub const fn none() -> Self {
        Self {
            factors: Vec::new(),
            rows: [[0.0; RiskFactor::COUNT]; RiskFactor::COUNT],
            place: [None; RiskFactor::COUNT],
            pass_through: Vec::new(),
            lag: 1,
            dollar_jumps: None,
            coin_jumps: None,
        }
    }

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
        let mut rows = [[0.0; RiskFactor::COUNT]; RiskFactor::COUNT];
        for ((factor, from), row) in factors.iter().zip(triangle).zip(&mut rows) {
            // prices move in logs to base 2, yields as they are
            let base = if *factor == RiskFactor::Yield { 1.0 } else { LOG2_E };
            let monthly = value(factor.volatility()) * base / 12.0_f64.sqrt() / f64::from(STEPS);
            for (slot, l) in row.iter_mut().zip(from) {
                *slot = thin(l * monthly);
            }
        }
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

    /// Where the logarithm of a factor stands: those that move first, in their
    /// order; then the dollar's where it only jumps; then one that stays 0.
    #[inline(always)]
    fn slot(&self, factor: RiskFactor) -> usize {
        let apart = if factor == RiskFactor::Dollar { RiskFactor::COUNT } else { RiskFactor::COUNT + 1 };
        self.place.get(factor as usize).copied().flatten().unwrap_or(apart)
    }

    fn jumps(&self) -> bool {
        self.dollar_jumps.is_some() || self.coin_jumps.is_some()
    }

    /// Whether the price level strays from its deterministic path.
    #[must_use]
    pub fn prices_move(&self) -> bool {
        self.moves(RiskFactor::Prices) || self.moves(RiskFactor::Dollar)
    }
}

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
        let one = Lanes::all(1.0);
        Self { dollar: one, coins: [one; 4], gold: one, per_price: one, yields: Lanes::all(0.0) }
    }
}

/// Where no numbers were drawn.
static NOTHING: Lanes<i16> = Lanes::all(0);

/// A group of paths on its way.
pub struct Moving<const N: usize> {
    /// In the order of the motion, see [`Motion::slot`].
    logs: [Thin<N>; RiskFactor::COUNT + 2],
    coin_jumped: Thin<N>,
    /// How much of the dollar's moves prices are to take up each month of the
    /// lag.
    part: f32,
    /// What was different about it before it was that much.
    before: Thin<N>,
    /// What prices are to take up of the dollar's moves so far, a month of the
    /// lag, in each of the last months.
    ring: [Thin<N>; LAGS],
    /// What prices have taken up: the sum of the ring, since each move is
    /// taken up in as many equal parts.
    passed: Thin<N>,
    /// Where each factor stands.
    pub moved: Moved<N>,
    /// Where yields stood a month ago.
    pub yields_before: Thin<N>,
}

impl<const N: usize> Moving<N> {
    /// At month 0.
    #[must_use]
    pub fn new() -> Self {
        let zero = Lanes::all(0.0);
        Self {
            logs: [zero; RiskFactor::COUNT + 2],
            coin_jumped: zero,
            part: 0.0,
            before: zero,
            ring: [zero; LAGS],
            passed: zero,
            moved: Moved::none(),
            yields_before: zero,
        }
    }

    /// Goes on to `month`, 1 or more, with a group's draws; the dollar only
    /// with [`Self::turn_dollar`], which comes later in a month.
    #[inline(always)]
    pub fn step(&mut self, motion: &Motion, draws: &Draws, group: usize, month: usize) {
        let currency = motion.moves(RiskFactor::Dollar);
        if currency {
            self.change_part(motion, month);
        }
        match motion.factors.len() {
            0 => {}
            1 => self.mix::<1>(motion, draws, group, month),
            2 => self.mix::<2>(motion, draws, group, month),
            3 => self.mix::<3>(motion, draws, group, month),
            4 => self.mix::<4>(motion, draws, group, month),
            5 => self.mix::<5>(motion, draws, group, month),
            6 => self.mix::<6>(motion, draws, group, month),
            7 => self.mix::<7>(motion, draws, group, month),
            _ => self.mix::<8>(motion, draws, group, month),
        }
        if motion.jumps() {
            self.jump(motion, draws, group, month);
        }
        if currency {
            self.pass_through(motion, month);
        }
        self.turn(motion);
    }

    /// Goes on to a month that was worked out before, all but the dollar.
    #[inline(always)]
    pub fn follow(&mut self, motion: &Motion, to: &Moved<N>) {
        let moved = &mut self.moved;
        for ((kind, coin), known) in COINS.iter().zip(&mut moved.coins).zip(&to.coins) {
            if motion.moves(*kind) {
                *coin = *known;
            }
        }
        if motion.moves(RiskFactor::Gold) {
            moved.gold = to.gold;
        }
        if motion.moves(RiskFactor::Yield) {
            self.yields_before = moved.yields;
            moved.yields = to.yields;
        }
        if motion.prices_move() {
            moved.per_price = to.per_price;
        }
    }

    /// Adds a month's moves of the first `F` factors to their logarithms, each
    /// a mixture of the numbers drawn for it and for those before it.
    #[inline(always)]
    #[expect(clippy::indexing_slicing, reason = "fixed arrays of lanes and of at most eight factors")]
    fn mix<const F: usize>(&mut self, motion: &Motion, draws: &Draws, group: usize, month: usize) {
        let mut numbers = [&NOTHING; F];
        for (slot, factor) in numbers.iter_mut().zip(&motion.factors) {
            let found = draws.factor(*factor).and_then(|n| n.group(group).get(month - 1));
            let Some(found) = found else { return };
            *slot = found;
        }
        let logs = &mut self.logs;
        for l in 0..N {
            let mut fresh = [0.0; F];
            for j in 0..F {
                fresh[j] = f32::from(numbers[j][l]);
            }
            for i in 0..F {
                let mut change = motion.rows[i][0] * fresh[0];
                for j in 1..F {
                    if j <= i {
                        change += motion.rows[i][j] * fresh[j];
                    }
                }
                logs[i][l] += change;
            }
        }
    }

    /// Another part of the dollar's moves is taken up from this month on.
    #[inline(always)]
    #[expect(clippy::indexing_slicing, clippy::float_cmp, reason = "arrays of lanes; the very same part")]
    fn change_part(&mut self, motion: &Motion, month: usize) {
        let part = motion.pass_through.get(month - 1).copied().unwrap_or_default();
        if part != self.part {
            let log = &self.logs[motion.slot(RiskFactor::Dollar)];
            for l in 0..N {
                self.before[l] += (self.part - part) * log[l];
            }
            self.part = part;
        }
    }

    /// What prices take up of the dollar's moves.
    #[inline(always)]
    #[expect(clippy::indexing_slicing, reason = "fixed arrays of lanes")]
    fn pass_through(&mut self, motion: &Motion, month: usize) {
        let (part, log) = (self.part, &self.logs[motion.slot(RiskFactor::Dollar)]);
        let old = &mut self.ring[(month - 1) % motion.lag];
        for l in 0..N {
            let pending = part * log[l] + self.before[l];
            self.passed[l] += pending - old[l];
            old[l] = pending;
        }
        if month.is_multiple_of(motion.lag) {
            // Summed up afresh, so that roundings do not add up month by month.
            let (first, others) = self.ring.split_at(1);
            let mut sum = first[0];
            for line in others.iter().take(motion.lag - 1) {
                for l in 0..N {
                    sum[l] += line[l];
                }
            }
            self.passed = sum;
        }
    }

    /// The dollar's price becomes the month's.
    #[inline(always)]
    #[expect(clippy::indexing_slicing, reason = "fixed arrays of lanes")]
    pub fn turn_dollar(&mut self, motion: &Motion) {
        if motion.moves(RiskFactor::Dollar) {
            let (log, out) = (&self.logs[motion.slot(RiskFactor::Dollar)], &mut self.moved.dollar);
            for l in 0..N {
                out[l] = exp2(log[l]);
            }
        }
    }

    /// From logarithms to what to multiply by.
    #[inline(always)]
    #[expect(clippy::indexing_slicing, reason = "fixed arrays of lanes and of at most eight factors")]
    fn turn(&mut self, motion: &Motion) {
        for (k, factor) in COINS.iter().enumerate() {
            let (log, out) = (&self.logs[motion.slot(*factor)], &mut self.moved.coins[k]);
            if motion.coin_jumps.is_some() {
                for l in 0..N {
                    out[l] = exp2(log[l] + self.coin_jumped[l]);
                }
            } else if motion.place[*factor as usize].is_some() {
                for l in 0..N {
                    out[l] = exp2(log[l]);
                }
            }
        }
        if motion.place[RiskFactor::Gold as usize].is_some() {
            let (log, out) = (&self.logs[motion.slot(RiskFactor::Gold)], &mut self.moved.gold);
            for l in 0..N {
                out[l] = exp2(log[l]);
            }
        }
        if motion.place[RiskFactor::Yield as usize].is_some() {
            self.yields_before = self.moved.yields;
            self.moved.yields = self.logs[motion.slot(RiskFactor::Yield)];
        }
        if motion.prices_move() {
            let (passed, out) = (&self.passed, &mut self.moved.per_price);
            if motion.place[RiskFactor::Prices as usize].is_some() {
                let noise = &self.logs[motion.slot(RiskFactor::Prices)];
                for l in 0..N {
                    out[l] = exp2(-(passed[l] + noise[l]));
                }
            } else {
                for l in 0..N {
                    out[l] = exp2(-passed[l]);
                }
            }
        }
    }

    #[expect(clippy::indexing_slicing, reason = "fixed arrays of lanes")]
    fn jump(&mut self, motion: &Motion, draws: &Draws, group: usize, month: usize) {
        let mut dollar = Lanes::all(0.0);
        let kinds = [
            (motion.dollar_jumps, draws.dollar_jumps(), &mut dollar),
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
        if motion.dollar_jumps.is_some() {
            let log = &mut self.logs[motion.slot(RiskFactor::Dollar)];
            for l in 0..N {
                log[l] += dollar[l];
            }
        }
    }
}

impl<const N: usize> Default for Moving<N> {
    fn default() -> Self {
        Self::new()
    }
}
