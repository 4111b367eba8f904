//! How the factors move on a group of paths, month by month.
#![expect(
    clippy::indexing_slicing,
    reason = "fixed arrays: of lanes, of at most eight factors, of a lag's months"
)]
#![expect(
    clippy::needless_range_loop,
    reason = "several arrays of lanes at once, in the form that is vectorised"
)]
#![expect(
    clippy::inline_always,
    reason = "compiled for the widest registers only where it is put into the dispatched function"
)]

use super::draws::{Draws, STEPS};
use super::lanes::{Lanes, Thin, add_up, exp2, exp2_m1};
use super::motion::{COINS, LAGS, Motion};
use crate::domain::risk_factor::RiskFactor;

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
    /// In the order of the motion, see [`Motion::slot`]: where the logarithm
    /// stands; of a calm factor, this month's move.
    logs: [Thin<N>; RiskFactor::COUNT + 2],
    coin_jumped: Thin<N>,
    /// How much of the dollar's moves prices are to take up each month of the
    /// lag.
    part: f32,
    /// What was different about it before it was that much, unless the dollar
    /// is calm.
    before: Thin<N>,
    /// What prices are to take up of the dollar's moves so far, a month of the
    /// lag, in each of the last months.
    ring: [Thin<N>; LAGS],
    /// What prices have taken up: the sum of the ring, since each move is
    /// taken up in as many equal parts. Nothing where prices are calm.
    passed: Thin<N>,
    /// Where each factor stands.
    pub moved: Moved<N>,
    /// Where yields stood a month ago.
    pub yields_before: Thin<N>,
}

impl<const N: usize> Moving<N> {
    /// At month 0.
    #[must_use]
    #[inline(always)]
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

    /// Goes on to `month`, the one after the last, with a group's draws, which
    /// must hold what the motion wants; the dollar only with
    /// [`Self::turn_dollar`], which comes once after each step, later in a month.
    #[inline(always)]
    pub fn step(&mut self, motion: &Motion, draws: &Draws, group: usize, month: usize) {
        let currency = motion.moves(RiskFactor::Dollar);
        if currency {
            self.change_part(motion, month);
        }
        if motion.paired {
            self.mix_all::<true>(motion, draws, group, month);
        } else {
            self.mix_all::<false>(motion, draws, group, month);
        }
        if motion.jumps() {
            self.jump(motion, draws, group, month);
        }
        self.turn(motion);
        if motion.prices_move() {
            self.turn_prices(motion, month);
        }
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

    /// A month's moves of all factors, see [`Motion::paired`].
    #[inline(always)]
    fn mix_all<const PAIRED: bool>(&mut self, motion: &Motion, draws: &Draws, group: usize, month: usize) {
        match motion.factors.len() {
            0 => {}
            1 => self.mix::<1, PAIRED>(motion, draws, group, month),
            2 => self.mix::<2, PAIRED>(motion, draws, group, month),
            3 => self.mix::<3, PAIRED>(motion, draws, group, month),
            4 => self.mix::<4, PAIRED>(motion, draws, group, month),
            5 => self.mix::<5, PAIRED>(motion, draws, group, month),
            6 => self.mix::<6, PAIRED>(motion, draws, group, month),
            7 => self.mix::<7, PAIRED>(motion, draws, group, month),
            _ => self.mix::<8, PAIRED>(motion, draws, group, month),
        }
    }

    /// A month's moves of the first `F` factors, each a mixture of the numbers
    /// drawn for it and for those before it: added to their logarithms, or, of
    /// a calm one, in the place of the last month's.
    #[inline(always)]
    fn mix<const F: usize, const PAIRED: bool>(
        &mut self,
        motion: &Motion,
        draws: &Draws,
        group: usize,
        month: usize,
    ) {
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
                let first = if PAIRED { i & !1 } else { 0 };
                let mut change = motion.rows[i][first] * fresh[first];
                for j in 1..F {
                    if first < j && j <= i {
                        change += motion.rows[i][j] * fresh[j];
                    }
                }
                logs[i][l] = f32::from_bits(logs[i][l].to_bits() & motion.summed[i]) + change;
            }
        }
    }

    /// Another part of the dollar's moves is taken up from this month on.
    #[inline(always)]
    #[expect(clippy::float_cmp, reason = "the very same part")]
    fn change_part(&mut self, motion: &Motion, month: usize) {
        let part = motion.pass_through.get(month - 1).copied().unwrap_or_default();
        if part != self.part && !motion.calm(RiskFactor::Dollar) {
            let log = &self.logs[motion.slot(RiskFactor::Dollar)];
            for l in 0..N {
                self.before[l] += (self.part - part) * log[l];
            }
        }
        self.part = part;
    }

    /// The price level becomes the month's.
    #[inline(always)]
    fn turn_prices(&mut self, motion: &Motion, month: usize) {
        let noise = motion.strays(RiskFactor::Prices).then(|| &self.logs[motion.slot(RiskFactor::Prices)]);
        let log = &self.logs[motion.slot(RiskFactor::Dollar)];
        let out = &mut self.moved.per_price;
        if motion.calm_prices {
            let by = |out: &mut f32, up: f32| *out += *out * exp2_m1::<3>(-up);
            let part = self.part;
            match noise {
                None => take_up(&mut self.ring, (motion.lag, month), part, log, |l, up| by(&mut out[l], up)),
                Some(noise) if motion.moves(RiskFactor::Dollar) => {
                    take_up(&mut self.ring, (motion.lag, month), part, log, |l, up| {
                        by(&mut out[l], up + noise[l]);
                    });
                }
                Some(noise) => {
                    for l in 0..N {
                        by(&mut out[l], noise[l]);
                    }
                }
            }
            return;
        }
        if motion.moves(RiskFactor::Dollar) {
            let passed = &mut self.passed;
            if motion.calm(RiskFactor::Dollar) {
                take_up(&mut self.ring, (motion.lag, month), self.part, log, |l, up| passed[l] += up);
            } else {
                let old = &mut self.ring[(month - 1) % motion.lag];
                for l in 0..N {
                    let pending = self.part * log[l] + self.before[l];
                    passed[l] += pending - old[l];
                    old[l] = pending;
                }
            }
            if month.is_multiple_of(motion.lag) {
                // Afresh, so that this sum's roundings do not add up month by month.
                add_up(&self.ring[..motion.lag], passed);
            }
        }
        for l in 0..N {
            out[l] = exp2(-(self.passed[l] + noise.map_or(0.0, |noise| noise[l])));
        }
    }

    /// The dollar's price becomes the month's.
    #[inline(always)]
    pub fn turn_dollar(&mut self, motion: &Motion) {
        if motion.moves(RiskFactor::Dollar) {
            let (log, out) = (&self.logs[motion.slot(RiskFactor::Dollar)], &mut self.moved.dollar);
            raise(motion.calm(RiskFactor::Dollar), log, out);
        }
    }

    /// From logarithms to what to multiply by, but for prices and the dollar.
    #[inline(always)]
    fn turn(&mut self, motion: &Motion) {
        for (k, factor) in COINS.iter().enumerate() {
            let (log, out) = (&self.logs[motion.slot(*factor)], &mut self.moved.coins[k]);
            if motion.coin_jumps.is_some() {
                for l in 0..N {
                    out[l] = exp2(log[l] + self.coin_jumped[l]);
                }
            } else if motion.strays(*factor) {
                raise(motion.calm(*factor), log, out);
            }
        }
        if motion.strays(RiskFactor::Gold) {
            let (log, out) = (&self.logs[motion.slot(RiskFactor::Gold)], &mut self.moved.gold);
            raise(motion.calm(RiskFactor::Gold), log, out);
        }
        if motion.strays(RiskFactor::Yield) {
            self.yields_before = self.moved.yields;
            self.moved.yields = self.logs[motion.slot(RiskFactor::Yield)];
        }
    }

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

/// From the logarithm of a factor, or a calm one's move, to what to multiply
/// by.
#[inline(always)]
fn raise<const N: usize>(calm: bool, log: &Thin<N>, out: &mut Thin<N>) {
    if calm {
        for l in 0..N {
            out[l] += out[l] * exp2_m1::<5>(log[l]);
        }
    } else {
        for l in 0..N {
            out[l] = exp2(log[l]);
        }
    }
}

/// What prices take up in a month of the moves of a calm dollar, each of which
/// they take up in as many equal parts as the lag has months: path by path
/// handed to `then`.
#[inline(always)]
fn take_up<const N: usize>(
    ring: &mut [Thin<N>; LAGS],
    (lag, month): (usize, usize),
    part: f32,
    moves: &Thin<N>,
    mut then: impl FnMut(usize, f32),
) {
    let (before, now) = ((month + lag - 2) % lag, (month - 1) % lag);
    if let Ok([before, now]) = ring.get_disjoint_mut([before, now]) {
        for l in 0..N {
            let pending = before[l] + part * moves[l];
            then(l, pending - now[l]);
            now[l] = pending;
        }
    } else if let Some(only) = ring.first_mut() {
        // a lag of one month: all of it at once
        for l in 0..N {
            let more = part * moves[l];
            then(l, more);
            only[l] += more;
        }
    }
}
