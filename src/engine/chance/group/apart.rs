//! How far net worth is from the deterministic line, in 32 bits.
//!
//! Where chance moves prices it moves everything, and a path is worked out in
//! full. Elsewhere it is worked out against what the deterministic path holds
//! in that month, so that what is the same there is exactly nothing.

use super::{Amount, Group};
use crate::domain::risk_factor::RiskFactor;
use crate::engine::chance::lanes::{FURTHEST, Lanes, Thin, Wide, distance};
use crate::engine::chance::motion::COINS;
use crate::engine::factors::at;
use crate::engine::numeraire::Numeraire;

/// What the deterministic path holds at a month's end.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::engine::chance) struct Held {
    /// Net worth, in the measure asked for.
    pub(in crate::engine::chance) line: f64,
    /// Whole yen, less debts.
    yen: f64,
    own: Own,
    /// Whether it holds something else than a month ago, yen apart.
    fresh: bool,
    /// Whether that is all: no dollars are owed instead of coins.
    all: bool,
}

/// What changes only when something happens.
#[derive(Debug, Clone, PartialEq)]
struct Own {
    dollars: f64,
    /// By kind, yen of today's price.
    coins: [f64; COINS.len()],
    gold: f64,
    /// What yen coins are worth.
    yen_coins: f64,
    /// Bond by bond: face that still pays, and what was exchanged, as of
    /// month 0.
    bonds: Vec<[f64; 2]>,
}

/// What a group's paths hold, ready for 32 bits: against the deterministic
/// path, or as it is where chance moves what it is worth.
#[derive(Debug, Clone)]
pub(super) struct Thinned<const N: usize> {
    dollars: Thin<N>,
    coins: [Thin<N>; COINS.len()],
    gold: Thin<N>,
    yen_coins: Each<N>,
    /// Face that still pays, and what was exchanged.
    bonds: Vec<[Each<N>; 2]>,
    stale: bool,
    /// Of coins less is held than here.
    sold: bool,
}

/// Something on each path, and what it is where it is the same on all.
#[derive(Debug, Clone)]
struct Each<const N: usize> {
    lanes: Thin<N>,
    alike: Option<f64>,
}

impl<const N: usize> Each<N> {
    const fn nothing() -> Self {
        Self { lanes: Lanes::all(0.0), alike: Some(0.0) }
    }

    #[inline(always)]
    #[expect(clippy::float_cmp, reason = "the very same")]
    fn set(&mut self, from: &Wide<N>, less: f64) {
        thin_less(from, less, &mut self.lanes);
        let first = from[0];
        let mut other = 0_u64;
        for v in from {
            other |= u64::from(*v != first);
        }
        self.alike = (other == 0).then_some(first - less);
    }

    /// Adds it at a price; what is the same on all paths is returned.
    #[inline(always)]
    fn add(&self, price: f64, into: &mut Thin<N>) -> f64 {
        if let Some(alike) = self.alike {
            return alike * price;
        }
        let price = thin(price);
        for l in 0..N {
            into[l] += self.lanes[l] * price;
        }
        0.0
    }
}

/// The most kinds of coins and gold.
const MOST_KINDS: usize = COINS.len() + 1;

/// A kind of coin or gold: what is held of it, and what it is worth, `certain`
/// times what chance makes of it; `own` is what the deterministic path has.
#[derive(Clone, Copy)]
struct Kind<'a, const N: usize> {
    lanes: &'a Thin<N>,
    certain: f32,
    own: f32,
    moved: &'a Thin<N>,
}

impl<const N: usize> Thinned<N> {
    pub(super) fn new(bonds: usize) -> Self {
        let zero = Lanes::all(0.0);
        Self {
            dollars: zero,
            coins: [zero; COINS.len()],
            gold: zero,
            yen_coins: Each::nothing(),
            bonds: vec![[Each::nothing(), Each::nothing()]; bonds],
            stale: true,
            sold: false,
        }
    }

    /// Something else is held from now on.
    #[inline(always)]
    pub(super) const fn outdated(&mut self) {
        self.stale = true;
    }

    /// Fewer coins are held from now on, and nothing else is different.
    #[inline(always)]
    pub(super) const fn coins_sold(&mut self) {
        self.sold = true;
    }
}

#[inline(always)]
#[expect(clippy::cast_possible_truncation, reason = "what chance does is kept in f32")]
const fn thin(value: f64) -> f32 {
    value as f32
}

impl Group<'_, 1> {
    /// What is held where nothing is left to chance; `before` a month ago.
    pub(in crate::engine::chance) fn held(
        &mut self,
        month: u16,
        measure: Numeraire,
        before: Option<&Held>,
    ) -> Held {
        let (Lanes([nominal]), Lanes([scale])) = (self.net(month), self.scale(measure, month));
        let one = |of: &Lanes<f64, 1>| of[0];
        let bonds = self.bonds.iter().map(|b| [one(&b.live) * b.face.get(0), one(&b.then)]).collect();
        let yen_coins = self.yen_face.iter().zip(&self.yen_level).map(|(f, l)| f.get(0) * l.get(0)).sum();
        let foreign = &self.foreign;
        let own = Own {
            dollars: one(&foreign.dollars),
            coins: foreign.coins.each_ref().map(one),
            gold: one(&foreign.gold),
            yen_coins,
            bonds,
        };
        let fresh = before.is_none_or(|before| before.own != own);
        let yen = one(&self.yen) + self.plain_yen();
        let all = self.coins.iter().all(|coin| !coin.any_dollars);
        Held { line: nominal * scale, yen, own, fresh, all }
    }
}

impl<const N: usize> Group<'_, N> {
    /// Net worth in a measure less the deterministic line.
    ///
    /// **Rounding**: to about 10⁻⁶ of what chance moves, all of it where it
    /// moves prices; what it does not move is to the yen, and nothing where a
    /// path holds what the deterministic one does.
    #[inline(always)]
    pub(in crate::engine::chance) fn net_apart(
        &mut self,
        month: u16,
        measure: Numeraire,
        still: &Held,
    ) -> Thin<N> {
        let mut apart = Lanes::all(0.0);
        let all = still.all && self.coins.iter().all(|coin| !coin.any_dollars);
        if measure != Numeraire::RealYen || !all {
            if still.fresh {
                self.thinned.outdated(); // for when it is needed again
            }
            let (net, scale) = (self.net(month), self.scale(measure, month));
            for l in 0..N {
                apart[l] = distance(net[l] * scale[l], still.line);
            }
            return apart;
        }
        self.refresh();
        let full = self.course.motion.prices_move();
        if self.thinned.stale || (still.fresh && !full) {
            self.make_thin(&still.own);
        } else if self.thinned.sold {
            self.thin_coins(&still.own);
        }
        if full {
            self.in_full(month, still.line, &mut apart);
        } else {
            self.by_parts(month, still, &mut apart);
        }
        apart
    }

    /// Where chance moves prices it moves everything: each path is worked out
    /// in full, so that one far below the deterministic path loses nothing to
    /// that one's size.
    #[inline(always)]
    fn in_full(&self, month: u16, line: f64, apart: &mut Thin<N>) {
        self.add_foreign::<true>(None, apart);
        let plain = self.add_others(month, None, self.plain_yen(), apart);
        let (level, per_price) = (thin(at(&self.course.per_price, month)), &self.moving.moved.per_price);
        // The line in two parts, so that what is near it keeps its digits.
        let most = thin(line);
        let rest = if most.is_finite() { thin(line - f64::from(most)) } else { 0.0 };
        for l in 0..N {
            let nominal = apart[l] + thin(self.yen[l] + plain);
            apart[l] = near(level * (per_price[l] * nominal) - most - rest);
        }
    }

    /// What is held differently, and what chance moves against what it is on
    /// the deterministic path.
    #[inline(always)]
    fn by_parts(&self, month: u16, still: &Held, apart: &mut Thin<N>) {
        self.add_foreign::<false>(Some(&still.own), apart);
        let plain = self.add_others(month, Some(&still.own), self.plain_yen() - still.yen, apart);
        let level = thin(at(&self.course.per_price, month));
        for l in 0..N {
            apart[l] = near(level * (apart[l] + thin(self.yen[l] + plain)));
        }
    }

    /// Adds yen coins and bonds, over what they are on the deterministic path;
    /// what is the same on every path is added to `plain` yen and returned.
    #[inline(always)]
    fn add_others(&self, month: u16, own: Option<&Own>, plain: f64, into: &mut Thin<N>) -> f64 {
        let mut plain = plain + self.thinned.yen_coins.add(1.0, into);
        let logs = self.live_logs(month);
        for (i, [face, then]) in self.thinned.bonds.iter().enumerate() {
            let spec = &self.course.bonds[i];
            if spec.matures > month {
                let value = spec.value(month, &self.course.factors);
                // Where yields move all of a bond counts, not what differs.
                let own = own.and_then(|own| own.bonds.get(i)).map_or(0.0, |bond| bond[0]) * value;
                if let Some(logs) = &logs {
                    let (value, own, moved) = (thin(value), thin(own), self.bond_moved(logs, i, month));
                    for l in 0..N {
                        // in this order, so that nothing times however much is nothing
                        into[l] += face.lanes[l] * value * moved[l] - own;
                    }
                } else {
                    plain += face.add(value, into) - if self.yields_move() { own } else { 0.0 };
                }
            }
            if then.alike != Some(0.0) {
                plain += then.add(self.grown(month), into);
            }
        }
        plain
    }

    /// What is counted in dollars of today's price, as a month's dollar makes
    /// it, over what it is on the deterministic path unless it is wanted in
    /// full.
    #[inline(always)]
    fn add_foreign<const FULL: bool>(&self, own: Option<&Own>, into: &mut Thin<N>) {
        let (motion, moved, thinned) = (&self.course.motion, &self.moving.moved, &self.thinned);
        let growth = self.now.growth * self.now.crash;
        let none = Kind { lanes: &thinned.gold, certain: 0.0, own: 0.0, moved: &moved.gold };
        let (mut held, mut count) = ([none; MOST_KINDS], 0);
        let mut add = |factor, own: f64, certain: f64, lanes, moved| {
            let own = if FULL || !motion.moves(factor) { 0.0 } else { thin(own * certain) };
            held[count] = Kind { lanes, certain: thin(certain), own, moved };
            count += 1;
        };
        for (k, kind) in COINS.iter().enumerate() {
            if self.foreign.held[k] {
                let own = own.map_or(0.0, |own| own.coins[k]);
                add(*kind, own, growth, &thinned.coins[k], &moved.coins[k]);
            }
        }
        if !self.gold.is_empty() {
            let own = own.map_or(0.0, |own| own.gold);
            add(RiskFactor::Gold, own, self.now.gold, &thinned.gold, &moved.gold);
        }
        match count {
            0 => self.add_kinds::<0, FULL>(&held, into),
            1 => self.add_kinds::<1, FULL>(&held, into),
            2 => self.add_kinds::<2, FULL>(&held, into),
            3 => self.add_kinds::<3, FULL>(&held, into),
            4 => self.add_kinds::<4, FULL>(&held, into),
            _ => self.add_kinds::<MOST_KINDS, FULL>(&held, into),
        }
    }

    /// The same with so many kinds besides dollars.
    #[inline(always)]
    fn add_kinds<const K: usize, const FULL: bool>(
        &self,
        held: &[Kind<'_, N>; MOST_KINDS],
        into: &mut Thin<N>,
    ) {
        let (dollars, dollar, now) =
            (&self.thinned.dollars, &self.moving.moved.dollar, thin(self.now.dollar));
        for l in 0..N {
            let mut sum = dollars[l];
            for kind in &held[..K] {
                // in this order, so that nothing times however much is nothing
                let worth = kind.lanes[l] * kind.certain * kind.moved[l];
                sum += if FULL { worth } else { worth - kind.own };
            }
            into[l] = sum * dollar[l] * now;
        }
    }

    /// Makes what is held ready for 32 bits.
    #[inline(always)]
    fn make_thin(&mut self, own: &Own) {
        self.thin_coins(own);
        let motion = &self.course.motion;
        let (today, foreign, thinned) = (self.course.factors.usd_jpy[0], &self.foreign, &mut self.thinned);
        let full = motion.prices_move();
        let differing = |own: f64| if full { 0.0 } else { own };
        let own_dollars = differing(own.dollars);
        for l in 0..N {
            thinned.dollars[l] = thin((foreign.dollars[l] - own_dollars) * today);
        }
        // Where chance moves the price all of it counts, not what differs.
        let less = |factor: RiskFactor, own: f64| if motion.moves(factor) { 0.0 } else { differing(own) };
        thin_less(&foreign.gold, less(RiskFactor::Gold, own.gold), &mut thinned.gold);
        if !self.yen_face.is_empty() {
            let mut worth = Lanes::all(0.0);
            for (face, level) in self.yen_face.iter().zip(&self.yen_level) {
                for l in 0..N {
                    worth[l] += face.get(l) * level.get(l);
                }
            }
            thinned.yen_coins.set(&worth, differing(own.yen_coins));
        }
        for ((slot, bond), own) in thinned.bonds.iter_mut().zip(&self.bonds).zip(&own.bonds) {
            let mut face = Lanes::all(0.0);
            for l in 0..N {
                face[l] = bond.live[l] * bond.face.get(l);
            }
            slot[0].set(&face, less(RiskFactor::Yield, own[0]));
            slot[1].set(&bond.then, differing(own[1]));
        }
        thinned.stale = false;
    }

    /// The same of coins alone.
    #[inline(always)]
    fn thin_coins(&mut self, own: &Own) {
        let (motion, foreign, thinned) = (&self.course.motion, &self.foreign, &mut self.thinned);
        for (k, kind) in COINS.iter().enumerate() {
            if foreign.held[k] {
                let all = motion.prices_move() || motion.moves(*kind);
                let less = if all { 0.0 } else { own.coins[k] };
                thin_less(&foreign.coins[k], less, &mut thinned.coins[k]);
            }
        }
        thinned.sold = false;
    }

    /// Whole yen that are the same on every path.
    #[inline(always)]
    pub(super) fn plain_yen(&self) -> f64 {
        let alike = |amounts: &[Amount<N>]| {
            let mut plain = 0.0;
            for amount in amounts {
                plain += if amount.plain { amount.value } else { 0.0 };
            }
            plain
        };
        self.spare + alike(&self.receivables) - alike(&self.payables) - alike(&self.loans)
    }
}

#[inline(always)]
fn thin_less<const N: usize>(from: &Wide<N>, less: f64, into: &mut Thin<N>) {
    for l in 0..N {
        into[l] = thin(from[l] - less);
    }
}

/// Keeps a distance within what can be worked with in 32 bits.
#[inline(always)]
fn near(apart: f32) -> f32 {
    const MOST: f32 = thin(FURTHEST);
    // not `clamp`, which takes twice the instructions to keep NaN apart
    let apart = if apart < MOST { apart } else { MOST };
    if apart > -MOST { apart } else { -MOST }
}
