//! How far net worth is from the deterministic line, in one go.

use super::{Amount, Group};
use crate::engine::chance::lanes::{Lanes, Thin, Wide, distance};
use crate::engine::chance::motion::COINS;
use crate::engine::factors::at;
use crate::engine::numeraire::Numeraire;

/// Holdings that are worth the same on every path and are added one by one.
const ALIKE: usize = 4;

/// What is counted in dollars of today's price: how much, what its price has
/// become for certain, and by chance.
type Part<'a, const N: usize> = (&'a Wide<N>, f64, &'a Thin<N>);

impl<const N: usize> Group<'_, N> {
    /// Net worth in a measure less `base`.
    ///
    /// The bits are those of [`Group::net`] times [`Group::scale`]: where every
    /// path has its bonds and coins, the same is worked out without putting
    /// anything down on the way.
    #[inline(always)]
    pub(in crate::engine::chance) fn net_apart(
        &mut self,
        month: u16,
        measure: Numeraire,
        base: f64,
    ) -> Thin<N> {
        let alike = if measure == Numeraire::RealYen { self.alike(month) } else { None };
        let Some(alike) = alike else {
            let (net, scale) = (self.net(month), self.scale(measure, month));
            let mut apart = Lanes::all(0.0);
            for l in 0..N {
                apart[l] = distance(net[l] * scale[l], base);
            }
            return apart;
        };
        self.refresh();
        let moved = &self.moving.moved;
        let coins = self.now.growth * self.now.crash;
        let nothing: Part<'_, N> = (&self.foreign.gold, 0.0, &moved.gold);
        let (mut parts, mut count) = ([nothing; COINS.len() + 1], 0);
        for k in 0..COINS.len() {
            if self.foreign.held[k] {
                parts[count] = (&self.foreign.coins[k], coins, &moved.coins[k]);
                count += 1;
            }
        }
        if !self.gold.is_empty() {
            parts[count] = (&self.foreign.gold, self.now.gold, &moved.gold);
            count += 1;
        }
        let level = at(&self.course.per_price, month);
        match count {
            0 => self.together::<0>(&parts, alike, level, base),
            1 => self.together::<1>(&parts, alike, level, base),
            2 => self.together::<2>(&parts, alike, level, base),
            3 => self.together::<3>(&parts, alike, level, base),
            4 => self.together::<4>(&parts, alike, level, base),
            _ => self.together::<5>(&parts, alike, level, base),
        }
    }

    /// What bonds and yen coins are worth, in the order they are added; none
    /// where a path has something of its own.
    #[inline(always)]
    fn alike(&self, month: u16) -> Option<[f64; ALIKE]> {
        let coins = self.coins.iter().all(|coin| !coin.any_dollars);
        let pays = |bond: &super::BondLanes<N>| bond.face.plain && !bond.any_exchanged;
        if !coins || !self.bonds.iter().all(pays) {
            return None;
        }
        let mut all = [0.0; ALIKE];
        let mut slots = all.iter_mut();
        for (spec, bond) in self.course.bonds.iter().zip(&self.bonds) {
            if spec.matures > month {
                if self.yields_move() {
                    return None;
                }
                *slots.next()? = bond.face.value * spec.value(month, &self.course.factors);
            }
        }
        for (face, level) in self.yen_face.iter().zip(&self.yen_level) {
            if !face.plain || !level.plain {
                return None;
            }
            *slots.next()? = face.value * level.value;
        }
        Some(all)
    }

    /// In the order of [`Group::net`].
    #[inline(always)]
    fn together<const K: usize>(
        &self,
        parts: &[Part<'_, N>; COINS.len() + 1],
        alike: [f64; ALIKE],
        level: f64,
        base: f64,
    ) -> Thin<N> {
        let parts: ([&Wide<N>; K], [f64; K], [&Thin<N>; K]) = (
            std::array::from_fn(|k| parts[k].0),
            std::array::from_fn(|k| parts[k].1),
            std::array::from_fn(|k| parts[k].2),
        );
        let today = self.course.factors.usd_jpy[0];
        let (plain, now) = (self.plain_yen(), self.now.dollar);
        let (yen, dollars) = (&self.yen, &self.foreign.dollars);
        let (dollar, per_price) = (&self.moving.moved.dollar, &self.moving.moved.per_price);
        let mut apart = Lanes::all(0.0);
        for l in 0..N {
            let mut foreign = dollars[l] * today;
            for k in 0..K {
                foreign += parts.0[k][l] * (parts.1[k] * f64::from(parts.2[k][l]));
            }
            let mut sum = yen[l] + plain;
            sum += foreign * (now * f64::from(dollar[l]));
            for worth in alike {
                sum += worth;
            }
            apart[l] = distance(sum * (level * f64::from(per_price[l])), base);
        }
        apart
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
