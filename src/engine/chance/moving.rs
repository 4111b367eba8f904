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
use super::lanes::steps::{exp2, exp2_m1};
use super::lanes::{Lanes, Thin, add_up};
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

/// What becomes of a factor's moves.
#[derive(Debug, Clone, Copy)]
struct Way {
    /// See [`Motion::slot`].
    slot: usize,
    calm: bool,
}

/// What becomes of each factor's moves, nothing where it does not move: found
/// once a group rather than once a month.
#[derive(Debug, Clone, Copy)]
struct Ways {
    dollar: Option<Way>,
    /// In the order of [`COINS`].
    coins: [Option<Way>; COINS.len()],
    gold: Option<Way>,
    prices: Option<Way>,
    yields: Option<Way>,
}

impl Ways {
    fn of(motion: &Motion) -> Self {
        let way = |factor| {
            motion.moves(factor).then(|| Way { slot: motion.slot(factor), calm: motion.calm(factor) })
        };
        Self {
            dollar: way(RiskFactor::Dollar),
            coins: COINS.map(way),
            gold: way(RiskFactor::Gold),
            prices: way(RiskFactor::Prices),
            yields: way(RiskFactor::Yield),
        }
    }
}

/// A group of paths on its way.
pub struct Moving<'a, const N: usize> {
    motion: &'a Motion,
    ways: Ways,
    /// What is drawn, and which group this is.
    draws: Option<(&'a Draws, usize)>,
    /// In the order of the motion: the numbers drawn, by month.
    numbers: [&'a [Lanes<i16>]; RiskFactor::COUNT],
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
    /// Where in it this month stands.
    now: usize,
    /// What prices have taken up: the sum of the ring, since each move is
    /// taken up in as many equal parts. Nothing where prices are calm.
    passed: Thin<N>,
    /// Where each factor stands.
    pub moved: Moved<N>,
    /// Where yields stood a month ago.
    pub yields_before: Thin<N>,
}

impl<'a, const N: usize> Moving<'a, N> {
    /// At month 0. `draws` must hold what the motion wants; without them
    /// nothing moves.
    #[must_use]
    pub fn new(motion: &'a Motion, draws: Option<(&'a Draws, usize)>) -> Self {
        let zero = Lanes::all(0.0);
        let mut numbers: [&[Lanes<i16>]; RiskFactor::COUNT] = [&[]; RiskFactor::COUNT];
        if let Some((draws, group)) = draws {
            for (slot, factor) in numbers.iter_mut().zip(&motion.factors) {
                *slot = draws.factor(*factor).map_or(&[], |drawn| drawn.group(group));
            }
        }
        Self {
            motion,
            ways: Ways::of(motion),
            draws,
            numbers,
            logs: [zero; RiskFactor::COUNT + 2],
            coin_jumped: zero,
            part: 0.0,
            before: zero,
            ring: [zero; LAGS],
            now: motion.lag.saturating_sub(1),
            passed: zero,
            moved: Moved::none(),
            yields_before: zero,
        }
    }

    /// Goes on to `month`, the one after the last; the dollar only with
    /// [`Self::turn_dollar`], which comes once after each step, later in a month.
    #[inline(always)]
    pub fn step(&mut self, month: usize) {
        if self.draws.is_none() {
            return;
        }
        let motion = self.motion;
        if self.ways.dollar.is_some() {
            self.change_part(month);
        }
        if motion.paired {
            self.mix_all::<true>(month);
        } else {
            self.mix_all::<false>(month);
        }
        if motion.jumps() {
            self.jump(month);
        }
        self.turn();
        if self.ways.dollar.is_some() || self.ways.prices.is_some() {
            self.now = if self.now + 1 < motion.lag { self.now + 1 } else { 0 };
            self.turn_prices();
        }
    }

    /// Goes on to a month that was worked out before, all but the dollar.
    #[inline(always)]
    pub fn follow(&mut self, to: &Moved<N>) {
        let motion = self.motion;
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
    fn mix_all<const PAIRED: bool>(&mut self, month: usize) {
        match self.motion.factors.len() {
            0 => {}
            1 => self.mix::<1, PAIRED>(month),
            2 => self.mix::<2, PAIRED>(month),
            3 => self.mix::<3, PAIRED>(month),
            4 => self.mix::<4, PAIRED>(month),
            5 => self.mix::<5, PAIRED>(month),
            6 => self.mix::<6, PAIRED>(month),
            7 => self.mix::<7, PAIRED>(month),
            _ => self.mix::<8, PAIRED>(month),
        }
    }

    /// A month's moves of the first `F` factors, each a mixture of the numbers
    /// drawn for it and for those before it: added to their logarithms, or, of
    /// a calm one, in the place of the last month's.
    #[inline(always)]
    fn mix<const F: usize, const PAIRED: bool>(&mut self, month: usize) {
        let motion = self.motion;
        let mut numbers = [&NOTHING; F];
        for (slot, drawn) in numbers.iter_mut().zip(&self.numbers) {
            let Some(found) = drawn.get(month - 1) else { return };
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
    fn change_part(&mut self, month: usize) {
        let part = self.motion.pass_through.get(month - 1).copied().unwrap_or_default();
        if part != self.part
            && let Some(Way { slot, calm: false }) = self.ways.dollar
        {
            self.before = self.before + self.logs[slot] * (self.part - part);
        }
        self.part = part;
    }

    /// The price level becomes the month's.
    #[inline(always)]
    fn turn_prices(&mut self) {
        let (motion, at, part) = (self.motion, (self.motion.lag, self.now), self.part);
        let noise = self.ways.prices.map(|way| &self.logs[way.slot]);
        let dollar = self.ways.dollar.map(|way| (&self.logs[way.slot], way.calm));
        let out = &mut self.moved.per_price;
        if motion.calm_prices {
            let up = match (dollar, noise) {
                (Some((log, _)), None) => take_up(&mut self.ring, at, part, log),
                (Some((log, _)), Some(noise)) => take_up(&mut self.ring, at, part, log) + *noise,
                (None, Some(noise)) => *noise,
                (None, None) => return,
            };
            *out = *out + *out * exp2_m1::<3, N>(-up);
            return;
        }
        let passed = &mut self.passed;
        if let Some((log, calm)) = dollar {
            if calm {
                *passed = *passed + take_up(&mut self.ring, at, part, log);
            } else {
                let old = &mut self.ring[self.now];
                let pending = *log * part + self.before;
                *passed = *passed + (pending - *old);
                *old = pending;
            }
            if self.now + 1 == motion.lag {
                // Afresh, so that this sum's roundings do not add up month by month.
                add_up(&self.ring[..motion.lag], passed);
            }
        }
        *out = exp2(-noise.map_or(*passed, |noise| *passed + *noise));
    }

    /// The dollar's price becomes the month's.
    #[inline(always)]
    pub fn turn_dollar(&mut self) {
        if let Some(way) = self.ways.dollar {
            raise(way.calm, &self.logs[way.slot], &mut self.moved.dollar);
        }
    }

    /// From logarithms to what to multiply by, but for prices and the dollar.
    #[inline(always)]
    fn turn(&mut self) {
        let jump = self.motion.coin_jumps.is_some();
        for (way, out) in self.ways.coins.iter().zip(&mut self.moved.coins) {
            let Some(way) = way else { continue };
            let log = &self.logs[way.slot];
            if jump {
                *out = exp2(*log + self.coin_jumped);
            } else {
                raise(way.calm, log, out);
            }
        }
        if let Some(way) = self.ways.gold {
            raise(way.calm, &self.logs[way.slot], &mut self.moved.gold);
        }
        if let Some(way) = self.ways.yields {
            self.yields_before = self.moved.yields;
            self.moved.yields = self.logs[way.slot];
        }
    }

    fn jump(&mut self, month: usize) {
        let (motion, Some((draws, group))) = (self.motion, self.draws) else { return };
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
        if motion.dollar_jumps.is_some()
            && let Some(way) = self.ways.dollar
        {
            let log = &mut self.logs[way.slot];
            *log = *log + dollar;
        }
    }
}

/// From the logarithm of a factor, or a calm one's move, to what to multiply
/// by.
#[inline(always)]
fn raise<const N: usize>(calm: bool, log: &Thin<N>, out: &mut Thin<N>) {
    *out = if calm { *out + *out * exp2_m1::<5, N>(*log) } else { exp2(*log) };
}

/// What prices take up in a month of the moves of a calm dollar, each of which
/// they take up in as many equal parts as the lag has months.
#[inline(always)]
fn take_up<const N: usize>(
    ring: &mut [Thin<N>; LAGS],
    (lag, now): (usize, usize),
    part: f32,
    moves: &Thin<N>,
) -> Thin<N> {
    let before = if now == 0 { lag - 1 } else { now - 1 };
    if let Ok([before, now]) = ring.get_disjoint_mut([before, now]) {
        let pending = *before + *moves * part;
        let up = pending - *now;
        *now = pending;
        return up;
    }
    // a lag of one month: all of it at once
    let more = *moves * part;
    if let Some(only) = ring.first_mut() {
        *only = *only + more;
    }
    more
}
