//! What everything is worth at a month's end, on every path.

use super::Group;
use crate::domain::holding::AssetClass;
use crate::domain::risk_factor::RiskFactor;
use crate::engine::bond;
use crate::engine::chance::lanes::{Lanes, Thin, Wide, add_up, exp};
use crate::engine::chance::motion::COINS;
use crate::engine::factors::at;
use crate::engine::numeraire::Numeraire;

/// Nominal worth by class, in the order of [`AssetClass::ALL`], on every path.
pub(in crate::engine::chance) type Classes<const N: usize> = [Wide<N>; 9];

impl<const N: usize> Group<'_, N> {
    pub(super) fn yields_move(&self) -> bool {
        self.course.motion.moves(RiskFactor::Yield)
    }

    /// A bond that still pays, on one path.
    pub(super) fn live_value(&self, i: usize, month: u16, l: usize) -> f64 {
        let (spec, bond) = (&self.course.bonds[i], &self.bonds[i]);
        let face = bond.face.get(l);
        if !self.yields_move() && bond.coupon.is_none() {
            return face * spec.value(month, &self.course.factors);
        }
        let coupon = bond.coupon.as_ref().map_or(spec.coupon, |c| c[l]);
        bond::value_with_accrued(face, coupon, spec.matures.saturating_sub(month), self.yield_now(l))
    }

    /// A bond on one path, exchanged or not.
    pub(super) fn bond_value(&self, i: usize, month: u16, l: usize) -> f64 {
        let bond = &self.bonds[i];
        match bond.since[l] {
            u16::MAX => self.live_value(i, month, l),
            _ => bond.then[l] * self.grown(month),
        }
    }

    /// What an exchanged bond grows by until a month, from month 0.
    pub(super) fn grown(&self, month: u16) -> f64 {
        (1.0 + self.course.terms.exit_yield).powf(f64::from(month) / 12.0)
    }

    /// Adds a bond's worth on every path.
    #[inline(always)]
    fn add_bond(&self, i: usize, month: u16, logs: Option<&YieldLogs<N>>, into: &mut Wide<N>) {
        let (spec, bond) = (&self.course.bonds[i], &self.bonds[i]);
        if spec.matures > month {
            let per_face = spec.value(month, &self.course.factors);
            let apart = logs.map(|logs| self.bond_moved(logs, i, month));
            match (&apart, bond.face.plain, bond.any_exchanged) {
                (None, true, false) => {
                    let worth = bond.face.value * per_face;
                    for v in &mut *into {
                        *v += worth;
                    }
                }
                (None, true, true) => {
                    let worth = bond.face.value * per_face;
                    for l in 0..N {
                        into[l] += bond.live[l] * worth;
                    }
                }
                (None, false, _) => {
                    for l in 0..N {
                        into[l] += bond.live[l] * (bond.face.lanes[l] * per_face);
                    }
                }
                (Some(apart), ..) => {
                    for l in 0..N {
                        into[l] += bond.live[l] * (bond.face.get(l) * (per_face * f64::from(apart[l])));
                    }
                }
            }
        }
        if bond.any_exchanged {
            let grown = self.grown(month);
            for l in 0..N {
                into[l] += bond.then[l] * grown;
            }
        }
    }

    /// Yields made ready, if they move and some bond still pays.
    #[inline(always)]
    pub(super) fn live_logs(&self, month: u16) -> Option<YieldLogs<N>> {
        let pays = |i: usize| self.course.bonds[i].matures > month && !self.bonds[i].face.is_nothing();
        let live = self.yields_move() && (0..self.bonds.len()).any(pays);
        live.then(|| YieldLogs::of(self.now.yield_raw, &self.moving.moved.yields))
    }

    /// What chance has made of a bond that still pays.
    #[inline(always)]
    pub(super) fn bond_moved(&self, logs: &YieldLogs<N>, i: usize, month: u16) -> Thin<N> {
        let (spec, bond) = (&self.course.bonds[i], &self.bonds[i]);
        logs.apart(spec.coupon, bond.coupon.as_deref(), spec.matures.saturating_sub(month))
    }

    #[inline(always)]
    fn add_bonds(&self, month: u16, into: &mut Wide<N>) {
        if self.bonds.is_empty() {
            return;
        }
        let logs = self.live_logs(month);
        for i in 0..self.bonds.len() {
            self.add_bond(i, month, logs.as_ref(), into);
        }
    }

    /// Adds up again dollars, gold and each kind of coin, as far as they changed.
    #[inline(always)]
    fn refresh_foreign(&mut self) {
        if self.foreign_stale {
            self.foreign_stale = false;
            self.thinned.outdated();
            add_up(&self.dollars, &mut self.foreign.dollars);
            add_up(&self.gold, &mut self.foreign.gold);
        } else if self.coins_sold {
            self.thinned.coins_sold();
        } else {
            return;
        }
        self.coins_sold = false;
        let sum = &mut self.foreign;
        sum.held = [false; COINS.len()];
        for (spec, coin) in self.course.coins.iter().zip(&self.coins) {
            if coin.any_dollars {
                continue;
            }
            let kind = &mut sum.coins[spec.kind];
            if sum.held[spec.kind] {
                for l in 0..N {
                    kind[l] += coin.worth[l];
                }
            } else {
                *kind = coin.worth;
                sum.held[spec.kind] = true;
            }
        }
    }

    /// Dollars on every path, as what one was worth today.
    #[inline(always)]
    fn dollars_worth(&self) -> Wide<N> {
        let rate = self.course.factors.usd_jpy[0];
        let mut worth = self.foreign.dollars;
        for v in &mut worth {
            *v *= rate;
        }
        worth
    }

    /// Adds coins, as in dollars of today's price.
    #[inline(always)]
    fn add_coins(&self, into: &mut Wide<N>) {
        let base = self.now.growth * self.now.crash;
        for k in 0..COINS.len() {
            if self.foreign.held[k] {
                let (worth, moved) = (&self.foreign.coins[k], &self.moving.moved.coins[k]);
                for l in 0..N {
                    into[l] += worth[l] * (base * f64::from(moved[l]));
                }
            }
        }
    }

    /// Adds gold, as in dollars of today's price.
    #[inline(always)]
    fn add_gold(&self, into: &mut Wide<N>) {
        if self.gold.is_empty() {
            return;
        }
        let (base, moved) = (self.now.gold, &self.moving.moved.gold);
        for l in 0..N {
            into[l] += self.foreign.gold[l] * (base * f64::from(moved[l]));
        }
    }

    /// Adds what is counted in dollars of today's price.
    #[inline(always)]
    fn add_at_rate(&self, foreign: &Wide<N>, into: &mut Wide<N>) {
        let (base, moved) = (self.now.dollar, &self.moving.moved.dollar);
        for l in 0..N {
            into[l] += foreign[l] * (base * f64::from(moved[l]));
        }
    }

    /// Adds the coins of which some path is owed dollars instead.
    #[inline(always)]
    fn add_owed_coins(&self, into: &mut Wide<N>) {
        for (i, coin) in self.coins.iter().enumerate() {
            if coin.any_dollars {
                for (l, sum) in into.iter_mut().enumerate() {
                    *sum += self.coin_worth(i, l);
                }
            }
        }
    }

    #[inline(always)]
    fn add_yen_coins(&self, into: &mut Wide<N>) {
        for (face, level) in self.yen_face.iter().zip(&self.yen_level) {
            if face.plain && level.plain {
                let worth = face.value * level.value;
                for v in &mut *into {
                    *v += worth;
                }
            } else {
                for (l, sum) in into.iter_mut().enumerate() {
                    *sum += face.get(l) * level.get(l);
                }
            }
        }
    }

    #[inline(always)]
    fn refresh_deposits(&mut self) {
        if self.deposits_stale {
            let mut sum = Wide::<N>::all(0.0);
            for (spec, balance) in self.course.money.iter().zip(&self.money) {
                if spec.bank.is_some() {
                    for l in 0..N {
                        sum[l] += balance[l];
                    }
                }
            }
            self.deposits = sum;
            self.deposits_stale = false;
        }
    }

    /// Adds what differs from path to path; what does not is returned.
    #[inline(always)]
    fn add_apart(amounts: &[super::Amount<N>], sign: f64, into: &mut Wide<N>) -> f64 {
        let mut plain = 0.0;
        for amount in amounts {
            if amount.plain {
                plain += amount.value;
            } else {
                for l in 0..N {
                    into[l] += sign * amount.lanes[l];
                }
            }
        }
        sign * plain
    }

    fn add_amounts(amounts: &[super::Amount<N>], sign: f64, into: &mut Wide<N>) {
        let plain = Self::add_apart(amounts, sign, into);
        for v in into.iter_mut() {
            *v += plain;
        }
    }

    #[inline(always)]
    fn add_tax(&self, into: &mut Wide<N>) {
        if self.tax_comes {
            for l in 0..N {
                into[l] -= self.tax_coming[l];
            }
        }
        if self.tax_stays {
            for l in 0..N {
                into[l] -= self.tax_unpaid[l];
            }
        }
    }

    /// Net worth in yen of the month.
    #[inline(always)]
    pub(in crate::engine::chance) fn net(&mut self, month: u16) -> Wide<N> {
        self.refresh();
        // Whole yen first, in which any order of adding gives the same bits;
        // then the rest, always in the same order. So a path does not depend
        // on the others in its group.
        let plain = self.plain_yen();
        let mut sum = self.yen;
        for v in &mut sum {
            *v += plain;
        }
        let mut foreign = self.dollars_worth();
        self.add_coins(&mut foreign);
        self.add_gold(&mut foreign);
        self.add_at_rate(&foreign, &mut sum);
        self.add_owed_coins(&mut sum);
        self.add_bonds(month, &mut sum);
        self.add_yen_coins(&mut sum);
        sum
    }

    /// Adds up again what does not hold any more.
    #[inline(always)]
    pub(super) fn refresh(&mut self) {
        if self.yen_stale {
            self.refresh_yen();
        }
        self.refresh_foreign();
    }

    /// Adds up again what in yen differs from path to path.
    #[inline(always)]
    fn refresh_yen(&mut self) {
        self.refresh_deposits();
        let mut sum = self.deposits;
        for (spec, balance) in self.course.money.iter().zip(&self.money) {
            if spec.bank.is_none() {
                for l in 0..N {
                    sum[l] += balance[l];
                }
            }
        }
        Self::add_apart(&self.receivables, 1.0, &mut sum);
        Self::add_apart(&self.payables, -1.0, &mut sum);
        Self::add_apart(&self.loans, -1.0, &mut sum);
        self.add_tax(&mut sum);
        self.yen = sum;
        self.yen_stale = false;
    }

    /// The same by class, in the order of [`AssetClass::ALL`].
    pub(in crate::engine::chance) fn classes(&mut self, month: u16) -> Classes<N> {
        self.apply_spare();
        self.refresh_deposits();
        let mut all: Classes<N> = [Wide::all(0.0); 9];
        for (spec, balance) in self.course.money.iter().zip(&self.money) {
            if spec.bank.is_none() {
                for l in 0..N {
                    all[AssetClass::Cash as usize][l] += balance[l];
                }
            }
        }
        all[AssetClass::Deposit as usize] = self.deposits;
        self.add_bonds(month, &mut all[AssetClass::Jgb as usize]);
        self.add_yen_coins(&mut all[AssetClass::YenCoin as usize]);
        Self::add_amounts(&self.receivables, 1.0, &mut all[AssetClass::Receivable as usize]);
        self.refresh_foreign();
        let dollars = self.dollars_worth();
        self.add_at_rate(&dollars, &mut all[AssetClass::Currency as usize]);
        let (mut gold, mut coins) = (Wide::all(0.0), Wide::all(0.0));
        self.add_gold(&mut gold);
        self.add_at_rate(&gold, &mut all[AssetClass::Gold as usize]);
        self.add_coins(&mut coins);
        self.add_at_rate(&coins, &mut all[AssetClass::Crypto as usize]);
        self.add_owed_coins(&mut all[AssetClass::Crypto as usize]);
        let debts = &mut all[AssetClass::Debt as usize];
        Self::add_amounts(&self.payables, -1.0, debts);
        Self::add_amounts(&self.loans, -1.0, debts);
        self.add_tax(debts);
        all
    }

    /// What to multiply a nominal value by, for a measure.
    #[inline(always)]
    pub(in crate::engine::chance) fn scale(&self, measure: Numeraire, month: u16) -> Wide<N> {
        let mut scale = Lanes::all(1.0);
        match measure {
            Numeraire::RealYen => {
                let base = at(&self.course.per_price, month);
                for l in 0..N {
                    scale[l] = base * f64::from(self.moving.moved.per_price[l]);
                }
            }
            Numeraire::NominalYen => {}
            Numeraire::Dollars => {
                let rate = self.course.factors.usd_jpy[0] * self.now.dollar;
                for l in 0..N {
                    scale[l] = 1.0 / (rate * f64::from(self.moving.moved.dollar[l]));
                }
            }
            Numeraire::Bitcoin => {
                let base = self.course.btc_today * self.now.dollar * self.now.growth * self.now.crash;
                for l in 0..N {
                    let moved =
                        f64::from(self.moving.moved.dollar[l]) * f64::from(self.moving.moved.coins[0][l]);
                    scale[l] = 1.0 / (base * moved);
                }
            }
        }
        scale
    }
}

/// A yield made ready for discounting: y/2, and ln(1 + y/2) over y/2.
#[derive(Clone, Copy)]
struct YieldLog {
    half: f32,
    slope: f32,
}

impl YieldLog {
    /// **Formula**: ln(1+h)/h = 2/(2+h)·(1 + s²/3 + s⁴/5 + …), s = h/(2+h).
    #[inline(always)]
    fn of(yearly: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "what chance does is kept in f32")]
        let half = (yearly.max(0.0) * 0.5) as f32;
        let over = 1.0 / (2.0 + half);
        let s = half * over;
        let q = s * s;
        let series = 1.0 + q * (1.0 / 3.0 + q * (1.0 / 5.0 + q * (1.0 / 7.0 + q * (1.0 / 9.0))));
        Self { half, slope: 2.0 * over * series }
    }

    /// The value of a bond per yen of face, accrued interest included: as
    /// [`bond::value_with_accrued`], to about 10⁻⁶.
    #[inline(always)]
    fn per_face(self, half_coupon: f32, payments: f32, to_first: f32) -> f32 {
        let log = self.half * self.slope;
        let a = payments * log;
        // (1 − e^{−a})/a, by its series where that loses digits
        let series = 1.0
            - a * (0.5
                - a * (1.0 / 6.0
                    - a * (1.0 / 24.0 - a * (1.0 / 120.0 - a * (1.0 / 720.0 - a * (1.0 / 5040.0))))));
        let direct = (1.0 - exp(-a)) / a.max(1e-6);
        let phi = if a < 0.5 { series } else { direct };
        let annuity = payments * self.slope * phi * (1.0 + self.half);
        exp(-log * to_first) * (half_coupon * annuity + exp(-log * (payments - 1.0)))
    }
}

/// Yields on every path, and the one that nothing moved.
pub(super) struct YieldLogs<const N: usize> {
    plain: YieldLog,
    half: Thin<N>,
    slope: Thin<N>,
}

impl<const N: usize> YieldLogs<N> {
    #[inline(always)]
    fn of(raw: f64, moved: &Thin<N>) -> Self {
        let mut logs = Self { plain: YieldLog::of(raw), half: Lanes::all(0.0), slope: Lanes::all(0.0) };
        for l in 0..N {
            let one = YieldLog::of(raw + f64::from(moved[l]));
            logs.half[l] = one.half;
            logs.slope[l] = one.slope;
        }
        logs
    }

    /// The value of a bond on every path over its value at the yield that
    /// nothing moved, and at the coupon `coupon`.
    #[inline(always)]
    fn apart(&self, coupon: f64, coupons: Option<&Wide<N>>, months_left: u16) -> Thin<N> {
        let payments = f32::from(months_left.div_ceil(6));
        let to_first = f32::from((months_left.saturating_sub(1)) % 6 + 1) / 6.0;
        #[expect(clippy::cast_possible_truncation, reason = "what chance does is kept in f32")]
        let half = |c: f64| (c / 2.0) as f32;
        let plain = self.plain.per_face(half(coupon), payments, to_first);
        let half_coupons: Thin<N> =
            coupons.map_or(Lanes::all(half(coupon)), |each| Lanes::by(|l| half(each[l])));
        let mut apart = Lanes::all(1.0_f32);
        for l in 0..N {
            let log = YieldLog { half: self.half[l], slope: self.slope[l] };
            apart[l] = log.per_face(half_coupons[l], payments, to_first) / plain;
        }
        apart
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const N: usize = 64;

    #[test]
    fn bonds_are_valued_alike_one_by_one_and_together() {
        let yields: Thin<N> = Lanes::by(|l| f32::from(u8::try_from(l).unwrap()) * 0.003 - 0.02);
        let logs = YieldLogs::of(0.02, &yields);
        for months_left in [1, 5, 6, 7, 96, 119, 360, 480] {
            let plain = bond::value_with_accrued(1.0, 0.013, months_left, 0.02);
            let together = logs.apart(0.013, None, months_left);
            for (moved, apart) in yields.iter().zip(&together) {
                let y = (0.02 + f64::from(*moved)).max(0.0);
                let single = bond::value_with_accrued(1.0, 0.013, months_left, y) / plain;
                assert!(
                    (f64::from(*apart) / single - 1.0).abs() < 5e-6,
                    "{months_left} {y} {apart} {single}"
                );
            }
        }
    }
}
