//! Freeze, conversion of old money, levy; and what the plan moves.

use super::Group;
use crate::domain::holding::{AccountClass, AssetClass};
use crate::engine::bond;
use crate::engine::chance::lanes::{LANES, Wide, nearest, whole};
use crate::engine::factors::at;

impl Group<'_> {
    #[inline(always)]
    pub(super) fn controls(&mut self, month: u16) {
        let (start, months) = self.course.terms.freeze;
        if months > 0 && (start..=start.saturating_add(months)).contains(&month) {
            self.freeze(month, start, start.saturating_add(months));
        }
        if self.course.terms.conversion == Some(month) {
            self.convert();
        }
        if self.course.terms.levy == Some(month) {
            for l in 0..LANES {
                self.levy(month, l);
            }
        }
    }

    fn freeze(&mut self, month: u16, start: u16, end: u16) {
        self.freeze_on = month < end;
        if month == start {
            for (i, spec) in self.course.money.iter().enumerate() {
                if spec.bank.is_some() {
                    self.frozen[i] = self.money[i];
                }
            }
        } else if month == end {
            for frozen in &mut self.frozen {
                *frozen = [0.0; LANES];
            }
        } else {
            for bank in 0..self.course.banks.len() {
                self.release(bank);
            }
        }
    }

    fn release(&mut self, bank: usize) {
        let mut left = [self.course.terms.withdrawal; LANES];
        let order =
            [AccountClass::Ordinary, AccountClass::Settlement, AccountClass::Time, AccountClass::Negotiable];
        for wanted in order {
            for (i, spec) in self.course.money.iter().enumerate() {
                if spec.bank == Some((bank, wanted)) {
                    for l in 0..LANES {
                        let freed = left[l].min(self.frozen[i][l]);
                        self.frozen[i][l] -= freed;
                        left[l] -= freed;
                    }
                }
            }
        }
    }

    fn convert(&mut self) {
        let (money, debts) = (self.course.terms.conversion_money, self.course.terms.conversion_debts);
        for i in 0..self.money.len() {
            for l in 0..LANES {
                self.money[i][l] = whole(self.money[i][l] * money);
                self.frozen[i][l] = whole(self.frozen[i][l] * money);
                self.accrued[i][l] *= money;
            }
        }
        self.deposits_stale = true;
        for face in &mut self.yen_face {
            face.change(|v| whole(v * money));
        }
        for amount in self.receivables.iter_mut().chain(&mut self.payables).chain(&mut self.loans) {
            amount.change(|v| whole(v * debts));
        }
    }

    /// What every asset of one path is worth now, in whole yen: money,
    /// dollars, bonds, coins, yen coins, gold, receivables.
    fn worths(&self, month: u16, l: usize) -> [Vec<f64>; 7] {
        let gold_price = self.now.gold
            * self.now.dollar
            * f64::from(self.now.moved.gold[l])
            * f64::from(self.now.moved.dollar[l]);
        [
            self.money.iter().map(|m| m[l]).collect(),
            self.dollars.iter().map(|d| self.yen_of(d[l], l)).collect(),
            (0..self.bonds.len()).map(|i| nearest(self.bond_value(i, month, l))).collect(),
            (0..self.coins.len()).map(|i| nearest(self.coin_worth(i, l))).collect(),
            self.yen_face
                .iter()
                .zip(&self.yen_level)
                .map(|(face, level)| nearest(face.get(l) * level.get(l)))
                .collect(),
            self.gold.iter().map(|g| nearest(g[l] * gold_price)).collect(),
            self.receivables.iter().map(|r| r.get(l)).collect(),
        ]
    }

    /// Rate × (what is reached − debts − exempt), in proportion to what is
    /// reached, in kind where it is not yen.
    fn levy(&mut self, month: u16, l: usize) {
        let worths = self.worths(month, l);
        let reach = |class: AssetClass| self.course.reach[class as usize];
        let shares: [Vec<f64>; 7] = [
            self.course
                .money
                .iter()
                .map(|m| reach(if m.bank.is_some() { AssetClass::Deposit } else { AssetClass::Cash }))
                .collect(),
            vec![reach(AssetClass::Currency); worths[1].len()],
            vec![reach(AssetClass::Jgb); worths[2].len()],
            vec![reach(AssetClass::Crypto); worths[3].len()],
            vec![reach(AssetClass::YenCoin); worths[4].len()],
            vec![reach(AssetClass::Gold); worths[5].len()],
            vec![reach(AssetClass::Receivable); worths[6].len()],
        ];
        let reached: Vec<Vec<f64>> = worths
            .iter()
            .zip(&shares)
            .map(|(w, s)| w.iter().zip(s).map(|(w, s)| whole(w * s)).collect())
            .collect();
        let total: f64 = reached.iter().flatten().sum();
        let owed: f64 = self.payables.iter().chain(&self.loans).map(|a| a.get(l)).sum();
        let debts = owed + self.tax_unpaid[l] + self.tax_coming[l];
        let base = (total - debts - self.course.terms.levy_exempt).max(0.0);
        let levy = whole(base * self.course.terms.levy_rate);
        if levy <= 0.0 || total <= 0.0 {
            return;
        }
        let of_reached = levy / total;
        let kept = |kind: usize, i: usize| {
            let worth = worths[kind][i];
            if worth > 0.0 { 1.0 - reached[kind][i] * of_reached / worth } else { 1.0 }
        };
        for (i, part) in reached[0].iter().enumerate() {
            self.take_money(i, l, part * of_reached);
        }
        for i in 0..self.dollars.len() {
            self.dollars[i][l] *= kept(1, i);
        }
        for i in 0..self.bonds.len() {
            let kept = kept(2, i);
            let bond = &mut self.bonds[i];
            let face = &mut bond.face.apart()[l];
            *face = nearest(*face * kept);
            bond.then[l] *= kept;
        }
        for i in 0..self.coins.len() {
            let kept = kept(3, i);
            let coin = &mut self.coins[i];
            coin.worth[l] *= kept;
            coin.owed[l] *= kept;
            coin.basis[l] = nearest(coin.basis[l] * kept);
        }
        for i in 0..self.yen_level.len() {
            self.yen_level[i].apart()[l] *= kept(4, i);
        }
        for i in 0..self.gold.len() {
            self.gold[i][l] *= kept(5, i);
        }
        for (i, part) in reached[6].iter().enumerate() {
            self.receivables[i].apart()[l] -= part * of_reached;
        }
    }

    #[inline(always)]
    pub(super) fn carry_out_plan(&mut self, month: u16) {
        let Some(plan) = &self.course.plan else { return };
        let end = plan.start.saturating_add(plan.months);
        if !(plan.start..end).contains(&month) {
            return;
        }
        if month == plan.start {
            for (i, spec) in self.course.money.iter().enumerate() {
                if spec.planned {
                    self.plan_amounts[i] = std::array::from_fn(|l| whole(self.money[i][l] * plan.share));
                }
            }
        }
        let parts = f64::from(plan.months);
        let last = month.saturating_add(1) == end;
        let mut sum: Wide = [0.0; LANES];
        for (i, spec) in self.course.money.iter().enumerate() {
            if !spec.planned {
                continue;
            }
            for l in 0..LANES {
                let all = self.plan_amounts[i][l];
                let monthly = (all / parts).floor();
                let wanted = if last { all - monthly * (parts - 1.0) } else { monthly };
                let frozen = if self.freeze_on { self.frozen[i][l] } else { 0.0 };
                let part = wanted.min((self.money[i][l] - frozen).max(0.0));
                self.money[i][l] -= part;
                sum[l] += part;
            }
        }
        self.deposits_stale = true;
        for l in 0..LANES {
            self.buy(month, l, sum[l]);
        }
    }

    /// Spends an amount by the plan's weights.
    fn buy(&mut self, month: u16, l: usize, amount: f64) {
        let Some(plan) = &self.course.plan else { return };
        let no_bonds = self.plan_defaulted[l];
        let mut left = amount;
        let mut parts = [0.0; 4];
        let mut weight_left = plan.sum;
        for (part, weight) in parts.iter_mut().zip(plan.weights) {
            if weight_left > 0.0 && weight > 0.0 {
                *part = if weight >= weight_left { left } else { whole(amount * weight / plan.sum) };
                left -= *part;
                weight_left -= weight;
            }
        }
        let [crypto, dollars, gold, mut bonds] = parts;
        if no_bonds {
            self.money[self.course.received][l] += bonds;
            bonds = 0.0;
        }
        let kept = plan.kept;
        if crypto > 0.0 {
            let i = self.coins.len() - 1;
            let price = self.coin_price(i, l);
            let coin = &mut self.coins[i];
            if price > 0.0 {
                coin.worth[l] += crypto * kept / price;
            }
            coin.basis[l] += crypto;
        }
        if dollars > 0.0 {
            let rate = self.course.factors.usd_jpy[0] * self.now.dollar * f64::from(self.now.moved.dollar[l]);
            let i = self.dollars.len() - 1;
            self.dollars[i][l] += dollars * kept / rate;
        }
        if gold > 0.0 {
            let price = self.now.gold
                * self.now.dollar
                * f64::from(self.now.moved.gold[l])
                * f64::from(self.now.moved.dollar[l]);
            let i = self.gold.len() - 1;
            self.gold[i][l] += gold * kept / price;
        }
        if bonds > 0.0 {
            self.buy_bonds(month, l, bonds * kept);
        }
    }

    fn buy_bonds(&mut self, month: u16, l: usize, worth: f64) {
        let i = self.bonds.len() - 1;
        let start = self.course.plan.as_ref().map_or(month, |p| p.start);
        let today = self.yield_now(l);
        let matures = self.course.bonds[i].matures;
        let bond = &mut self.bonds[i];
        if self.course.motion.moves(crate::domain::risk_factor::RiskFactor::Yield) && month == start {
            bond.coupon.get_or_insert_with(|| Box::new([0.0; LANES]))[l] = today;
        }
        let spec = &self.course.bonds[i];
        let per_face = match &bond.coupon {
            Some(coupon) => bond::value_with_accrued(1.0, coupon[l], matures.saturating_sub(month), today),
            None => at(&spec.plain, month),
        };
        if per_face > 0.0 {
            bond.face.apart()[l] += nearest(worth / per_face);
        }
    }
}
