//! Freeze, conversion of old money, levy; and what the plan moves.

use super::{CoinState, Group};
use crate::domain::holding::{AccountClass, AssetClass};
use crate::domain::risk_factor::RiskFactor;
use crate::engine::bond;
use crate::engine::chance::lanes::{Lanes, Wide, nearest, share_out, share_out_few, whole};
use crate::engine::chance::parts::PlanMoves;

impl<const N: usize> Group<'_, N> {
    #[inline(always)]
    pub(super) fn controls(&mut self, month: u16) {
        let (start, months) = self.course.terms.freeze;
        let comes = |month_of: Option<u16>| month_of == Some(month);
        if months > 0 || comes(self.course.terms.conversion) || comes(self.course.terms.levy) {
            self.touch_money();
        }
        if months > 0 && (start..=start.saturating_add(months)).contains(&month) {
            self.freeze(month, start, start.saturating_add(months));
        }
        if self.course.terms.conversion == Some(month) {
            self.convert();
        }
        if self.course.terms.levy == Some(month) {
            for l in 0..N {
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
                *frozen = Lanes::all(0.0);
            }
        } else {
            for bank in 0..self.course.banks.len() {
                self.release(bank);
            }
        }
    }

    fn release(&mut self, bank: usize) {
        let mut left = Wide::<N>::all(self.course.terms.withdrawal);
        let order =
            [AccountClass::Ordinary, AccountClass::Settlement, AccountClass::Time, AccountClass::Negotiable];
        for wanted in order {
            for (i, spec) in self.course.money.iter().enumerate() {
                if spec.bank == Some((bank, wanted)) {
                    for l in 0..N {
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
            for l in 0..N {
                self.money[i][l] = whole(self.money[i][l] * money);
                self.frozen[i][l] = whole(self.frozen[i][l] * money);
                self.accrued[i][l] *= money;
            }
        }
        for noted in &mut self.plan_amounts {
            for v in noted {
                *v = whole(*v * money);
            }
        }
        self.deposits_stale = true;
        self.thinned.outdated();
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
            * f64::from(self.moving.moved.gold[l])
            * f64::from(self.dollar_moved(l));
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
        let all: Vec<f64> = reached.iter().flatten().copied().collect();
        let mut dues = share_out(levy, &all).into_iter();
        let parts: Vec<Vec<f64>> = reached.iter().map(|r| dues.by_ref().take(r.len()).collect()).collect();
        let kept = |kind: usize, i: usize| {
            let worth = worths[kind][i];
            if worth > 0.0 { 1.0 - parts[kind][i] / worth } else { 1.0 }
        };
        self.foreign_stale = true;
        for (i, part) in parts[0].iter().enumerate() {
            self.take_money(i, l, *part);
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
        for (i, part) in parts[6].iter().enumerate() {
            self.receivables[i].apart()[l] -= part;
        }
    }

    /// Moves a month's part of the plan: the rules of the deterministic
    /// engine's step, path by path.
    #[inline(always)]
    pub(super) fn carry_out_plan(&mut self, month: u16) {
        let Some(plan) = &self.course.plan else { return };
        let end = plan.start.saturating_add(plan.months);
        if !(plan.start..end).contains(&month) {
            return;
        }
        self.touch_money();
        let Some(plan) = &self.course.plan else { return };
        if month == plan.start {
            for (i, spec) in self.course.money.iter().enumerate() {
                if spec.planned {
                    self.plan_amounts[i] = Lanes::by(|l| whole(self.money[i][l] * plan.share));
                }
            }
            if plan.weights[3] > 0.0 {
                self.issue_bonds();
            }
        }
        let course = self.course;
        let planned = || (0..course.money.len()).filter(|&i| course.money[i].planned);
        let mut total = Lanes::all(0.0);
        for i in planned() {
            let part = self.plan_part(month, plan, i);
            for l in 0..N {
                total[l] += part[l];
            }
        }
        let mut drawn = Lanes::all(0.0);
        for l in 0..N {
            if total[l] > 0.0 {
                drawn[l] = self.move_part(month, l, total[l]);
            }
        }
        for i in planned() {
            let part = self.plan_part(month, plan, i);
            for l in 0..N {
                self.money[i][l] -= if drawn[l] < total[l] { 0.0 } else { part[l] };
            }
        }
        if drawn.iter().zip(&total).any(|(drawn, total)| drawn < total) {
            self.draw_less(month, &total, &drawn);
        }
        self.deposits_stale = true;
    }

    /// The plan's bond pays the yield of its first month, which differs from
    /// path to path where yields stray.
    fn issue_bonds(&mut self) {
        if !self.course.motion.moves(RiskFactor::Yield) {
            return;
        }
        let coupons: Wide<N> = Lanes::by(|l| self.yield_now(l));
        if let Some(bond) = self.bonds.last_mut() {
            bond.coupon = Some(Box::new(coupons));
        }
    }

    /// What a month's part of a line is, as far as it can be drawn.
    #[inline(always)]
    fn plan_part(&self, month: u16, plan: &PlanMoves, i: usize) -> Wide<N> {
        let count = f64::from(plan.months);
        let last = month.saturating_add(1) == plan.start.saturating_add(plan.months);
        let (noted, money) = (&self.plan_amounts[i], &self.money[i]);
        let mut part = Lanes::all(0.0);
        for l in 0..N {
            let each = whole(noted[l] / count);
            let wanted = if last { noted[l] - each * (count - 1.0) } else { each };
            let frozen = if self.freeze_on { self.frozen[i][l] } else { 0.0 };
            let hand = if money[l] > frozen { money[l] - frozen } else { 0.0 };
            part[l] = if wanted < hand { wanted } else { hand };
        }
        part
    }

    /// Buys for up to `total` on a path; how much was spent.
    #[inline(always)]
    fn move_part(&mut self, month: u16, l: usize, total: f64) -> f64 {
        let Some(plan) = &self.course.plan else { return 0.0 };
        let prices = self.plan_prices(month, l, &plan.weights);
        let mut amounts = share_out_few(total, &plan.weights);
        for (amount, price) in amounts.iter_mut().zip(prices) {
            if price.is_none() {
                *amount = 0.0;
            }
        }
        self.buy(l, amounts, prices);
        amounts.iter().sum()
    }

    /// Draws what was spent where it was not all there was to be spent.
    fn draw_less(&mut self, month: u16, total: &Wide<N>, spent: &Wide<N>) {
        let Some(plan) = &self.course.plan else { return };
        let course = self.course;
        let planned: Vec<usize> = (0..course.money.len()).filter(|&i| course.money[i].planned).collect();
        let parts: Vec<Wide<N>> = planned.iter().map(|&i| self.plan_part(month, plan, i)).collect();
        for l in (0..N).filter(|&l| spent[l] < total[l]) {
            let parts: Vec<f64> = parts.iter().map(|part| part[l]).collect();
            for (i, drawn) in planned.iter().zip(share_out(spent[l], &parts)) {
                self.money[*i][l] -= drawn;
            }
        }
    }

    /// What a unit of bitcoin, dollars, gold and the bond costs on a path, as
    /// units are counted here; none where there is nothing to be had.
    /// What is not wanted has none.
    fn plan_prices(&self, month: u16, l: usize, weights: &[f64; 4]) -> [Option<f64>; 4] {
        let [crypto, dollars, gold, bonds] = weights.map(|weight| weight > 0.0);
        let moved = f64::from(self.dollar_moved(l));
        let coin = self.coins.len().checked_sub(1).filter(|_| crypto).and_then(|i| {
            let usable = self.coins[i].state[l] == CoinState::Held || self.coins[i].worth[l] <= 0.0;
            usable.then(|| self.coin_price(i, l))
        });
        let rate = self.course.factors.usd_jpy[0] * self.now.dollar * moved;
        let ounce = self.now.gold * self.now.dollar * f64::from(self.moving.moved.gold[l]) * moved;
        let issued = self.bonds.len().checked_sub(1).filter(|_| bonds && !self.plan_defaulted[l]);
        let bond = issued.map(|i| {
            let spec = &self.course.bonds[i];
            match &self.bonds[i].coupon {
                Some(coupon) => {
                    let left = spec.matures.saturating_sub(month);
                    bond::value_with_accrued(1.0, coupon[l], left, self.yield_now(l))
                }
                None => spec.value(month, &self.course.factors),
            }
        });
        let real = |price: Option<f64>| price.filter(|p| p.is_finite() && *p > 0.0);
        [real(coin), real(dollars.then_some(rate)), real(gold.then_some(ounce)), real(bond)]
    }

    /// Bought is what was paid less the spread.
    fn buy(&mut self, l: usize, paid: [f64; 4], prices: [Option<f64>; 4]) {
        self.foreign_stale = true;
        let kept = self.course.plan.as_ref().map_or(1.0, |p| p.kept);
        let units = |k: usize| prices[k].map_or(0.0, |price| paid[k] * kept / price);
        if paid[0] > 0.0
            && let Some(coin) = self.coins.last_mut()
        {
            coin.worth[l] += units(0);
            coin.basis[l] += paid[0];
            coin.owed[l] = 0.0;
            coin.state[l] = CoinState::Held;
        }
        if paid[1] > 0.0
            && let Some(dollars) = self.dollars.last_mut()
        {
            dollars[l] += units(1);
        }
        if paid[2] > 0.0
            && let Some(gold) = self.gold.last_mut()
        {
            gold[l] += units(2);
        }
        if paid[3] > 0.0
            && let Some(bond) = self.bonds.last_mut()
        {
            bond.face.apart()[l] += nearest(units(3));
        }
    }
}
