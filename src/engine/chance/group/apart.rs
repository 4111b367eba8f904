//! How far net worth is from the deterministic line, in 32 bits.
//!
//! Where chance moves prices it moves everything, and a path is worked out in
//! full. Elsewhere it is worked out against what the deterministic path holds
//! in that month, so that what is the same there is exactly nothing.

use super::{Amount, Group};
use crate::domain::risk_factor::RiskFactor;
use crate::engine::chance::lanes::{Lanes, Thin, Wide, distance};
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
    /// Yen coins, and whether any path's are worth something else.
    yen_coins: Thin<N>,
    yen_coins_differ: bool,
    /// Face that still pays, and what was exchanged.
    bonds: Vec<[Thin<N>; 2]>,
    bonds_differ: bool,
    stale: bool,
}

impl<const N: usize> Thinned<N> {
    pub(super) fn new(bonds: usize) -> Self {
        let zero = Lanes::all(0.0);
        Self {
            dollars: zero,
            coins: [zero; COINS.len()],
            gold: zero,
            yen_coins: zero,
            yen_coins_differ: false,
            bonds: vec![[zero; 2]; bonds],
            bonds_differ: false,
            stale: true,
        }
    }

    /// Something else is held from now on.
    #[inline(always)]
    pub(super) const fn outdated(&mut self) {
        self.stale = true;
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
            let (net, scale) = (self.net(month), self.scale(measure, month));
            for l in 0..N {
                apart[l] = distance(net[l] * scale[l], still.line);
            }
            return apart;
        }
        self.refresh();
        if self.thinned.stale || still.fresh {
            self.make_thin(&still.own);
        }
        if self.course.motion.prices_move() {
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
        let nothing =
            Own { dollars: 0.0, coins: [0.0; COINS.len()], gold: 0.0, yen_coins: 0.0, bonds: Vec::new() };
        self.add_foreign(&nothing, apart);
        let (plain, now) = (self.plain_yen(), thin(self.now.dollar));
        for l in 0..N {
            apart[l] = thin(self.yen[l] + plain) + now * apart[l];
        }
        self.add_rest(month, &nothing, apart);
        let (level, per_price) = (thin(at(&self.course.per_price, month)), &self.moving.moved.per_price);
        for l in 0..N {
            apart[l] = distance(f64::from(level * (per_price[l] * apart[l])), line);
        }
    }

    /// What is held differently, and what chance moves against what it is on
    /// the deterministic path.
    #[inline(always)]
    fn by_parts(&self, month: u16, still: &Held, apart: &mut Thin<N>) {
        self.add_foreign(&still.own, apart);
        let (shift, now) = (self.plain_yen() - still.yen, thin(self.now.dollar));
        for l in 0..N {
            apart[l] = thin(self.yen[l] + shift) + now * apart[l];
        }
        self.add_rest(month, &still.own, apart);
        let level = thin(at(&self.course.per_price, month));
        for l in 0..N {
            apart[l] = near(level * apart[l]);
        }
    }

    /// Adds yen coins and bonds, over what they are on the deterministic path.
    #[inline(always)]
    fn add_rest(&self, month: u16, own: &Own, into: &mut Thin<N>) {
        if self.thinned.yen_coins_differ {
            for l in 0..N {
                into[l] += self.thinned.yen_coins[l];
            }
        }
        if self.thinned.bonds_differ || self.yields_move() {
            self.add_bonds_apart(month, own, into);
        }
    }

    /// Adds what is counted in dollars of today's price, as a month's dollar
    /// makes it, over what it is on the deterministic path.
    #[inline(always)]
    fn add_foreign(&self, own: &Own, into: &mut Thin<N>) {
        let (motion, moved, thinned) = (&self.course.motion, &self.moving.moved, &self.thinned);
        *into = thinned.dollars;
        let growth = self.now.growth * self.now.crash;
        for (k, kind) in COINS.iter().enumerate() {
            if self.foreign.held[k] {
                let lanes = (&thinned.coins[k], &moved.coins[k]);
                add_moved(motion.moves(*kind), thin(growth), thin(own.coins[k] * growth), lanes, into);
            }
        }
        if !self.gold.is_empty() {
            let (strays, lanes) = (motion.moves(RiskFactor::Gold), (&thinned.gold, &moved.gold));
            add_moved(strays, thin(self.now.gold), thin(own.gold * self.now.gold), lanes, into);
        }
        // Where the dollar moves prices do, and nothing is taken off here.
        if motion.moves(RiskFactor::Dollar) {
            for l in 0..N {
                into[l] *= moved.dollar[l];
            }
        }
    }

    /// Adds bonds, over what they are worth on the deterministic path.
    #[inline(always)]
    fn add_bonds_apart(&self, month: u16, own: &Own, into: &mut Thin<N>) {
        let logs = self.live_logs(month);
        let grown = thin(self.grown(month));
        for (i, [face, then]) in self.thinned.bonds.iter().enumerate() {
            let spec = &self.course.bonds[i];
            if spec.matures > month {
                let value = spec.value(month, &self.course.factors);
                let per_face = thin(value);
                let own = own.bonds.get(i).map_or(0.0, |bond| bond[0]) * value;
                match logs.as_ref().map(|logs| self.bond_moved(logs, i, month)) {
                    Some(moved) => add_moved(true, per_face, thin(own), (face, &moved), into),
                    None => {
                        for l in 0..N {
                            into[l] += face[l] * per_face;
                        }
                    }
                }
            }
            if self.thinned.bonds_differ {
                for l in 0..N {
                    into[l] += then[l] * grown;
                }
            }
        }
    }

    /// Makes what is held ready for 32 bits.
    #[inline(always)]
    fn make_thin(&mut self, own: &Own) {
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
        for (k, kind) in COINS.iter().enumerate() {
            if foreign.held[k] {
                thin_less(&foreign.coins[k], less(*kind, own.coins[k]), &mut thinned.coins[k]);
            }
        }
        thin_less(&foreign.gold, less(RiskFactor::Gold, own.gold), &mut thinned.gold);
        thinned.yen_coins_differ = false;
        if !self.yen_face.is_empty() {
            let mut worth = Lanes::all(0.0);
            for (face, level) in self.yen_face.iter().zip(&self.yen_level) {
                for l in 0..N {
                    worth[l] += face.get(l) * level.get(l);
                }
            }
            thin_less(&worth, differing(own.yen_coins), &mut thinned.yen_coins);
            thinned.yen_coins_differ = any(&thinned.yen_coins);
        }
        thinned.bonds_differ = false;
        for ((slot, bond), own) in thinned.bonds.iter_mut().zip(&self.bonds).zip(&own.bonds) {
            let mut face = Lanes::all(0.0);
            for l in 0..N {
                face[l] = bond.live[l] * bond.face.get(l);
            }
            thin_less(&face, less(RiskFactor::Yield, own[0]), &mut slot[0]);
            thin_less(&bond.then, differing(own[1]), &mut slot[1]);
            thinned.bonds_differ |= any(&slot[1]) || (!motion.moves(RiskFactor::Yield) && any(&slot[0]));
        }
        thinned.stale = false;
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

/// Whether any of them is something.
#[inline(always)]
fn any<const N: usize>(lanes: &Thin<N>) -> bool {
    let mut any = 0_u32;
    for v in lanes {
        any |= u32::from(*v != 0.0);
    }
    any != 0
}

/// Adds something at a price that is `certain` times what chance makes of it,
/// over `own`, what the deterministic path has of it.
#[inline(always)]
fn add_moved<const N: usize>(
    strays: bool,
    certain: f32,
    own: f32,
    (held, moved): (&Thin<N>, &Thin<N>),
    into: &mut Thin<N>,
) {
    if strays {
        for l in 0..N {
            // in this order, so that nothing times however much is nothing
            into[l] += held[l] * certain * moved[l] - own;
        }
    } else {
        for l in 0..N {
            into[l] += held[l] * certain;
        }
    }
}

/// Keeps a distance within what can be worked with in 32 bits.
#[inline(always)]
fn near(apart: f32) -> f32 {
    // not `clamp`, which takes twice the instructions to keep NaN apart
    let apart = if apart < FURTHEST { apart } else { FURTHEST };
    if apart > -FURTHEST { apart } else { -FURTHEST }
}

const FURTHEST: f32 = 1e36;
