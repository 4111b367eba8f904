//! How far the factors move, together with what.
#![expect(
    clippy::inline_always,
    reason = "compiled for the widest registers only where it is put into the dispatched function"
)]

use std::f64::consts::LOG2_E;

use super::draws::{STEPS, Wanted};
use crate::domain::param::Param;
use crate::domain::risk_factor::RiskFactor;
use crate::domain::scenario::Scenario;
use crate::engine::door;
pub use crate::engine::factors::COINS;

/// The longest lag of prices behind the currency, in months.
pub(super) const LAGS: usize = 36;

/// A factor is calm if a month in which every number drawn for it is six, all
/// of them to the same side, moves it by no more than this, as a log to base 2:
/// then 2 to the power of a month's move is a short sum.
const CALM: f32 = 0.5;

/// The same for the price level, whose moves are smaller: an even shorter sum.
const CALM_PRICES: f32 = 0.1;

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
    pub(super) fn jump(&self, chance: f32, z: f32) -> f32 {
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
    pub(super) fn none_below(&self) -> f32 {
        (-self.monthly).exp() as f32
    }
}

/// What is the same for every path: which factors move, how far, together
/// with what.
#[derive(Debug, Clone, PartialEq)]
pub struct Motion {
    /// Those that move; where they are paired, two that move together side by
    /// side.
    pub(super) factors: Vec<RiskFactor>,
    /// Whether each moves together with one other at most: the second of two,
    /// counted from the first of all, with the one before it and no other, and
    /// the first with none before it.
    pub(super) paired: bool,
    /// Row by row: σ/√12 times the lower triangle, per step of a kept number,
    /// as a log to base 2.
    pub(super) rows: Rows,
    place: [Option<usize>; RiskFactor::COUNT],
    /// φ of each month from 1, over the lag.
    pub(super) pass_through: Vec<f32>,
    pub(super) lag: usize,
    pub(super) dollar_jumps: Option<JumpLaw>,
    pub(super) coin_jumps: Option<JumpLaw>,
    /// In the order of `factors`: no bit for a calm one, all for another.
    pub(super) summed: [u32; RiskFactor::COUNT],
    /// Whether the price level moves as little, see [`CALM_PRICES`].
    pub(super) calm_prices: bool,
}

impl Motion {
    /// Nothing moves.
    #[must_use]
    pub const fn none() -> Self {
        Self {
            factors: Vec::new(),
            paired: true,
            rows: [[0.0; RiskFactor::COUNT]; RiskFactor::COUNT],
            place: [None; RiskFactor::COUNT],
            pass_through: Vec::new(),
            lag: 1,
            dollar_jumps: None,
            coin_jumps: None,
            summed: [u32::MAX; RiskFactor::COUNT],
            calm_prices: false,
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
        let (usual, severe) = (value(Param::PassThrough), value(Param::CrisisPassThrough));
        #[expect(clippy::cast_precision_loss, reason = "a lag of at most 36 months")]
        let over = lag as f64;
        #[expect(clippy::cast_possible_truncation, reason = "what chance does is kept in f32")]
        let thin = |v: f64| v as f32;
        let part = |t| thin(if crisis && t >= shock_month { severe } else { usual } / over);
        let pass_through = (1..=months).map(part).collect();
        let mut rows = [[0.0; RiskFactor::COUNT]; RiskFactor::COUNT];
        for ((factor, from), row) in factors.iter().zip(triangle).zip(&mut rows) {
            // prices move in logs to base 2, yields as they are
            let base = if *factor == RiskFactor::Yield { 1.0 } else { LOG2_E };
            let monthly = value(factor.volatility()) * base / 12.0_f64.sqrt() / f64::from(STEPS);
            for (slot, l) in row.iter_mut().zip(from) {
                *slot = thin(l * monthly);
            }
        }
        let pairs = in_pairs(&factors, &rows);
        let paired = pairs.is_some();
        let (factors, rows) = pairs.unwrap_or((factors, rows));
        let mut place = [None; RiskFactor::COUNT];
        for (i, factor) in factors.iter().enumerate() {
            if let Some(slot) = place.get_mut(*factor as usize) {
                *slot = Some(i);
            }
        }
        let dollar_jumps = JumpLaw::of(scenario, P::DollarJumpRate, P::DollarJumpSize, P::DollarJumpSpread);
        let coin_jumps = JumpLaw::of(scenario, P::CoinJumpRate, P::CoinJumpSize, P::CoinJumpSpread);
        let (summed, calm_prices) = ([u32::MAX; RiskFactor::COUNT], false);
        let mut motion = Self {
            factors,
            paired,
            rows,
            place,
            pass_through,
            lag,
            dollar_jumps,
            coin_jumps,
            summed,
            calm_prices,
        };
        motion.find_calm(thin(if crisis { usual.max(severe) } else { usual }));
        motion
    }

    /// Finds what moves so little that 2 to the power of a month's move is a
    /// short sum. `taken` is how much of the dollar's moves prices take up at
    /// most.
    fn find_calm(&mut self, taken: f32) {
        const FAR: f32 = 6.0;
        let mut reach = [0.0; RiskFactor::COUNT];
        let lists = self.factors.iter().zip(&self.rows).zip(&mut self.summed);
        for ((factor, row), summed) in lists {
            let furthest = FAR * STEPS * row.iter().map(|l| l.abs()).sum::<f32>();
            if let Some(slot) = reach.get_mut(*factor as usize) {
                *slot = furthest;
            }
            let jumps = match factor {
                RiskFactor::Dollar => self.dollar_jumps.is_some(),
                RiskFactor::Gold | RiskFactor::Prices => false,
                _ => self.coin_jumps.is_some(),
            };
            // yields are not to be raised to a power
            if *factor != RiskFactor::Yield && !jumps && furthest <= CALM {
                *summed = 0;
            }
        }
        let reach = |factor| reach.get(factor as usize).copied().unwrap_or_default();
        let all = [RiskFactor::Dollar, RiskFactor::Prices].iter().all(|f| !self.moves(*f) || self.calm(*f));
        let furthest = taken * reach(RiskFactor::Dollar) + reach(RiskFactor::Prices);
        self.calm_prices = all && furthest <= CALM_PRICES;
        let prices = self.place.get(RiskFactor::Prices as usize).copied().flatten();
        if let Some(summed) = prices.and_then(|i| self.summed.get_mut(i)).filter(|_| !self.calm_prices) {
            *summed = u32::MAX; // to be added to what prices take up
        }
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
        jumps || self.strays(factor)
    }

    /// Whether a factor moves, and is calm.
    #[inline(always)]
    pub(super) fn calm(&self, factor: RiskFactor) -> bool {
        let place = self.place.get(factor as usize).copied().flatten();
        place.and_then(|i| self.summed.get(i)) == Some(&0)
    }

    /// Whether a factor moves other than by jumps.
    #[inline(always)]
    pub(super) fn strays(&self, factor: RiskFactor) -> bool {
        self.place.get(factor as usize).is_some_and(Option::is_some)
    }

    /// Where the logarithm of a factor stands: those that move first, in their
    /// order; then the dollar's where it only jumps; then one that stays 0.
    #[inline(always)]
    pub(super) fn slot(&self, factor: RiskFactor) -> usize {
        let apart = if factor == RiskFactor::Dollar { RiskFactor::COUNT } else { RiskFactor::COUNT + 1 };
        self.place.get(factor as usize).copied().flatten().unwrap_or(apart)
    }

    pub(super) fn jumps(&self) -> bool {
        self.dollar_jumps.is_some() || self.coin_jumps.is_some()
    }

    /// Whether the price level strays from its deterministic path.
    #[must_use]
    pub fn prices_move(&self) -> bool {
        self.moves(RiskFactor::Prices) || self.moves(RiskFactor::Dollar)
    }
}

/// Rows by factor, each of what it takes of each factor's numbers.
type Rows = [[f32; RiskFactor::COUNT]; RiskFactor::COUNT];

/// The same factors and their rows, two that move together side by side, those
/// that move alone after them; nothing where one moves together with more than
/// one other.
fn in_pairs(factors: &[RiskFactor], rows: &Rows) -> Option<(Vec<RiskFactor>, Rows)> {
    let takes = |i: usize, j: usize| rows.get(i).and_then(|row| row.get(j)).copied().unwrap_or_default();
    let count = factors.len().min(RiskFactor::COUNT);
    let (mut order, mut alone) = (Vec::with_capacity(count), Vec::new());
    for i in 0..count {
        let mut others = (0..count).filter(|&j| j != i && (takes(i, j) != 0.0 || takes(j, i) != 0.0));
        match (others.next(), others.next()) {
            (None, _) => alone.push(i),
            (Some(other), None) if i < other => order.extend([i, other]),
            (Some(_), None) => {}
            (Some(_), Some(_)) => return None,
        }
    }
    order.extend(alone);
    let mut found = [[0.0; RiskFactor::COUNT]; RiskFactor::COUNT];
    for (row, &i) in found.iter_mut().zip(&order) {
        for (slot, &j) in row.iter_mut().zip(&order) {
            *slot = takes(i, j);
        }
    }
    Some((order.iter().filter_map(|i| factors.get(*i).copied()).collect(), found))
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::domain::risk_factor::Pair;
    use crate::engine::chance::correlation::mixing;

    /// Which of the dollar, bitcoin, gold and prices are calm, and whether the
    /// price level is.
    fn calm(more: &[(Param, i64)]) -> ([bool; 4], bool) {
        let mut scenario = Scenario::default();
        for (param, thousandths) in more {
            scenario.set(*param, Decimal::new(*thousandths, 3));
        }
        let factors = [RiskFactor::Dollar, RiskFactor::Btc, RiskFactor::Gold, RiskFactor::Prices];
        let moving: Vec<_> =
            factors.into_iter().filter(|f| scenario.get(f.volatility()) > Decimal::ZERO).collect();
        let rows = mixing(&scenario.correlations, &moving).rows;
        let motion = Motion::of(&scenario, 12, moving, &rows);
        (factors.map(|factor| motion.calm(factor)), motion.calm_prices)
    }

    #[test]
    fn what_moves_little_in_a_month_is_calm() {
        assert_eq!(calm(&[]), ([true, false, true, true], true));
        assert_eq!(calm(&[(Param::DollarVol, 210)]), ([false, false, true, false], false));
        assert_eq!(calm(&[(Param::DollarVol, 0)]), ([false, false, true, true], true));
        assert_eq!(calm(&[(Param::GoldVol, 170)]), ([true, false, false, true], true));
        assert_eq!(calm(&[(Param::BtcVol, 100)]), ([true, true, true, true], true));
        // added to what prices take up, which is much
        assert_eq!(calm(&[(Param::PassThrough, 900)]), ([true, false, true, false], false));
        // they take up more where the dollar falls in a crisis, if there is one
        let wide = (Param::DollarVol, 100);
        assert_eq!(calm(&[wide]), ([true, false, true, true], true));
        assert_eq!(calm(&[wide, (Param::Shock, 500)]), ([true, false, true, false], false));
        assert_eq!(calm(&[(Param::DollarJumpRate, 100)]), ([false, false, true, false], false));
        assert_eq!(
            calm(&[(Param::BtcVol, 100), (Param::CoinJumpRate, 100)]),
            ([true, false, true, true], true)
        );
    }

    /// The order of some factors, and whether they are paired, where these of
    /// them move together.
    fn order(factors: &[RiskFactor], together: &[(RiskFactor, RiskFactor)]) -> (Vec<RiskFactor>, bool) {
        let mut scenario = Scenario::default();
        for (i, a) in RiskFactor::ALL.into_iter().enumerate() {
            for b in RiskFactor::ALL.into_iter().skip(i + 1) {
                let tied = together.contains(&(a, b));
                if let Some(pair) = Pair::of(a, b) {
                    scenario.correlations.set(pair, Decimal::new(if tied { 4 } else { 0 }, 1));
                }
            }
        }
        let rows = mixing(&scenario.correlations, factors).rows;
        let motion = Motion::of(&scenario, 12, factors.to_vec(), &rows);
        for (i, (factor, row)) in motion.factors.iter().zip(&motion.rows).enumerate() {
            assert_eq!(motion.slot(*factor), i);
            assert!(row.iter().skip(i + 1).all(|l| *l == 0.0), "{factor:?} takes of a later one");
            let first = if motion.paired { i & !1 } else { 0 };
            assert!(row.iter().take(first).all(|l| *l == 0.0), "{factor:?} is not paired");
        }
        (motion.factors.clone(), motion.paired)
    }

    #[test]
    fn two_that_move_together_stand_side_by_side() {
        use RiskFactor::{Btc, Dollar, Eth, Gold, Prices};
        let all = [Dollar, Btc, Eth, Gold, Prices];
        let sorted = |ties: &[(RiskFactor, RiskFactor)]| order(&all, ties);
        assert_eq!(sorted(&[]), (all.to_vec(), true));
        assert_eq!(sorted(&[(Dollar, Gold), (Btc, Eth)]), (vec![Dollar, Gold, Btc, Eth, Prices], true));
        assert_eq!(sorted(&[(Eth, Prices)]), (vec![Eth, Prices, Dollar, Btc, Gold], true));
        // one with two others: all as they were
        assert_eq!(sorted(&[(Dollar, Gold), (Dollar, Btc)]), (all.to_vec(), false));
        assert_eq!(order(&[Dollar], &[]), (vec![Dollar], true));
    }
}
