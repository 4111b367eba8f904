//! Freeze, conversion, levy, and the plan.

use forelock::domain::holding::{AccountClass, AssetClass};
use forelock::domain::param::Param;

use super::company::{Kind, State};
use super::{Way, bond, whole};

impl Way<'_> {
    pub(super) fn controls(&mut self, month: u16) {
        self.freeze(month);
        if self.company.conversion == Some(month) {
            self.convert();
        }
        if self.company.levy_rate > 0.0 && month == self.company.levy_month {
            self.levy(month);
        }
    }

    fn freeze(&mut self, month: u16) {
        let (start, months) = self.company.freeze;
        if months == 0 || month < start || month > start + months {
            return;
        }
        let limit = self.company.value(Param::WithdrawalLimit).floor();
        let mut left = vec![limit; self.company.banks.len()];
        for wanted in
            [AccountClass::Ordinary, AccountClass::Settlement, AccountClass::Time, AccountClass::Negotiable]
        {
            for line in &mut self.lines {
                let Kind::Money { bank: Some((bank, account)), frozen, .. } = &mut line.kind else {
                    continue;
                };
                if *account != wanted {
                    continue;
                }
                if month == start {
                    *frozen = line.amount;
                } else if month == start + months {
                    *frozen = 0.0;
                } else {
                    let freed = left[*bank].min(*frozen);
                    *frozen -= freed;
                    left[*bank] -= freed;
                }
            }
        }
    }

    fn convert(&mut self) {
        let money = self.company.value(Param::ConversionMoney);
        let debts = self.company.value(Param::ConversionDebts);
        for noted in &mut self.noted {
            *noted = whole(*noted * money);
        }
        for line in &mut self.lines {
            match &mut line.kind {
                Kind::Money { frozen, accrued, .. } => {
                    line.amount = whole(line.amount * money);
                    *frozen = whole(*frozen * money);
                    *accrued *= money;
                }
                Kind::YenCoin { .. } => line.amount = whole(line.amount * money),
                Kind::Receivable { .. } | Kind::Payable { .. } | Kind::Loan { .. } => {
                    line.amount = whole(line.amount * debts);
                }
                _ => {}
            }
        }
    }

    fn levy(&mut self, month: u16) {
        let mut debts: f64 = self.tax_due.iter().map(|(_, tax)| tax).sum();
        let mut worths = Vec::new();
        let mut reached = Vec::new();
        for line in &self.lines {
            let worth = self.line_worth(line, month).round();
            let Some(class) = line.kind.class() else {
                debts += worth;
                worths.push(0.0);
                reached.push(0.0);
                continue;
            };
            worths.push(worth);
            reached.push(whole(worth * self.company.value(reach(class))));
        }
        let total: f64 = reached.iter().sum();
        let exempt = self.company.value(Param::LevyExempt).floor();
        let levy = whole((total - debts - exempt).max(0.0) * self.company.levy_rate);
        for i in 0..self.lines.len() {
            if reached[i] <= 0.0 || levy <= 0.0 {
                continue;
            }
            let part = levy * reached[i] / total;
            let kept = 1.0 - part / worths[i];
            let line = &mut self.lines[i];
            match &mut line.kind {
                Kind::Money { .. } | Kind::Receivable { .. } => {
                    self.take(i, part);
                    continue;
                }
                Kind::Coin { basis, state, .. } => {
                    *basis = (*basis * kept).round();
                    if let State::Dollars(usd) = state {
                        *usd *= kept;
                    }
                }
                Kind::Bond { exchanged: Some((value, _)), .. } => *value *= kept,
                Kind::YenCoin { level, .. } => {
                    *level *= kept;
                    continue;
                }
                _ => {}
            }
            line.amount *= kept;
        }
    }

    pub(super) fn plan(&mut self, month: u16) {
        let Some(plan) = &self.company.plan else { return };
        if month < plan.start || month >= plan.start + plan.months {
            return;
        }
        if month == plan.start {
            for (noted, line) in self.noted.iter_mut().zip(&self.lines) {
                if matches!(line.kind, Kind::Money { planned: true, .. }) {
                    *noted = whole(line.amount * plan.share);
                }
            }
            let yield_now = self.now.market_yield;
            if let Kind::Bond { coupon, .. } = &mut self.lines[plan.first_line + 3].kind {
                *coupon = yield_now;
            }
        }
        let last = month + 1 == plan.start + plan.months;
        let count = f64::from(plan.months);
        let mut parts = Vec::new();
        for (line, noted) in self.lines.iter().zip(&self.noted) {
            let each = whole(noted / count);
            let wanted = if last { noted - each * (count - 1.0) } else { each };
            parts.push(match line.kind {
                Kind::Money { frozen, planned: true, .. } => wanted.min((line.amount - frozen).max(0.0)),
                _ => 0.0,
            });
        }
        let total: f64 = parts.iter().sum();
        if total > 0.0 {
            self.buy(month, total, &parts);
        }
    }

    /// Buys for `total` where there is something to be had, and takes what
    /// that costs out of the parts.
    fn buy(&mut self, month: u16, total: f64, parts: &[f64]) {
        let Some(plan) = &self.company.plan else { return };
        let weights: f64 = plan.weights.iter().sum();
        let mut spent = 0.0;
        for (k, weight) in plan.weights.iter().enumerate() {
            let paid = total * weight / weights;
            let price = self.plan_price(plan.first_line + k, month);
            if paid <= 0.0 || price <= 0.0 {
                continue;
            }
            spent += paid;
            let line = &mut self.lines[plan.first_line + k];
            line.amount += paid * plan.kept / price;
            if let Kind::Coin { basis, state, .. } = &mut line.kind {
                *basis += paid;
                *state = State::Held;
            }
        }
        for (i, part) in parts.iter().enumerate() {
            self.lines[i].amount -= part * spent / total;
        }
    }

    /// What a unit costs; nothing where there is none to be had.
    fn plan_price(&self, i: usize, month: u16) -> f64 {
        let line = &self.lines[i];
        match &line.kind {
            Kind::Coin { kind, state, .. } if *state == State::Held || line.amount <= 0.0 => {
                self.coin_price(*kind)
            }
            Kind::Dollars { .. } => self.now.dollar,
            Kind::Gold => self.gold_price(),
            Kind::Bond { coupon, matures, .. } if !self.defaulted => {
                bond(*coupon, matures.saturating_sub(month), self.now.market_yield)
            }
            _ => 0.0,
        }
    }
}

/// The number that says how much of a class the levy reaches.
fn reach(class: AssetClass) -> Param {
    match class {
        AssetClass::Cash => Param::LevyReachCash,
        AssetClass::Deposit => Param::LevyReachDeposit,
        AssetClass::Jgb => Param::LevyReachJgb,
        AssetClass::YenCoin => Param::LevyReachYenCoin,
        AssetClass::Receivable => Param::LevyReachReceivable,
        AssetClass::Currency => Param::LevyReachCurrency,
        AssetClass::Gold => Param::LevyReachGold,
        AssetClass::Crypto | AssetClass::Debt => Param::LevyReachCrypto,
    }
}
