//! Bonds default, banks are tested, coins and tax.

use forelock::domain::holding::AccountClass;
use forelock::domain::param::Param;
use forelock::domain::scenario::LossOrder;

use super::company::{BankFigures, Kind, State};
use super::{Way, at_coupon_date, bond, whole};

impl Way<'_> {
    pub(super) fn bank_events(&mut self, month: u16) {
        let defaults = self.market.default == month;
        if self.market.bank_test != month {
            return;
        }
        let loss = self.bond_loss(defaults);
        if defaults {
            self.default_bonds(month);
            let kept = 1.0 - self.company.value(Param::ReceivableLoss);
            for line in &mut self.lines {
                if matches!(line.kind, Kind::Receivable { .. }) {
                    line.amount = whole(line.amount * kept);
                }
            }
            self.defaulted = true;
        }
        for bank in 0..self.company.banks.len() {
            self.test_bank(bank, loss);
        }
        self.issuers(loss);
    }

    /// What a bank loses per yen of bonds.
    fn bond_loss(&self, defaults: bool) -> f64 {
        let c = self.company;
        let before = at_coupon_date(c.yield_today, c.bank_bond_years, c.yield_today);
        let after = at_coupon_date(c.yield_today, c.bank_bond_years, self.now.market_yield);
        let without = c.realised * (1.0 - after / before).max(0.0);
        if !defaults {
            return without;
        }
        let haircut = if c.exchange_terms {
            (1.0 - self.offered(c.bank_bond_years, c.yield_today)).clamp(0.0, 1.0)
        } else {
            c.value(Param::Haircut)
        };
        haircut.max(without)
    }

    /// What an exchange offers per yen of face.
    fn offered(&self, years: f64, coupon: f64) -> f64 {
        let value = |p| self.company.value(p);
        let new = at_coupon_date(
            coupon * value(Param::NewCoupon),
            years + value(Param::Extension),
            value(Param::ExitYield),
        );
        value(Param::CashPart) + (1.0 - value(Param::FaceCut)) * new
    }

    fn default_bonds(&mut self, month: u16) {
        let haircut = self.company.value(Param::Haircut);
        let mut cash = 0.0;
        for i in 0..self.lines.len() {
            let face = self.lines[i].amount;
            let Kind::Bond { coupon, matures, exchanged: None } = self.lines[i].kind else { continue };
            if matures <= month {
                continue;
            }
            let left = matures - month;
            let (value, paid) = if self.company.exchange_terms {
                let offered = self.offered(f64::from(left) / 12.0, coupon);
                (face * offered, whole(face * self.company.value(Param::CashPart)))
            } else {
                (face * bond(coupon, left, self.now.market_yield) * (1.0 - haircut), 0.0)
            };
            if let Kind::Bond { exchanged, .. } = &mut self.lines[i].kind {
                *exchanged = Some(((value - paid).max(0.0), month));
            }
            cash += paid;
        }
        self.receive(cash);
    }

    /// Accounts of these kinds at a bank.
    fn accounts(&self, bank: usize, wanted: &[AccountClass]) -> Vec<usize> {
        let mut found = Vec::new();
        for account in wanted {
            for (i, line) in self.lines.iter().enumerate() {
                if matches!(line.kind, Kind::Money { bank: Some((b, a)), .. } if b == bank && a == *account) {
                    found.push(i);
                }
            }
        }
        found
    }

    fn sum(&self, lines: &[usize]) -> f64 {
        lines.iter().map(|&i| self.lines[i].amount).sum()
    }

    fn test_bank(&mut self, bank: usize, bond_loss: f64) {
        let figures = self.company.banks[bank];
        let x = figures.shortfall(bond_loss);
        if x <= 0.0 {
            return;
        }
        let general = self.accounts(bank, &[AccountClass::Ordinary, AccountClass::Time]);
        let principal = self.sum(&general);
        for line in &mut self.lines {
            if let Kind::Money { bank: Some((b, _)), accrued, .. } = &mut line.kind
                && *b == bank
            {
                line.amount += whole(std::mem::take(accrued));
            }
        }
        let earned = self.sum(&general) - principal;
        let cap = self.company.value(Param::InsuranceCap).floor();
        let covered = if principal > 0.0 { whole(earned * cap.min(principal) / principal) } else { 0.0 };
        if figures.set_off {
            self.set_off(bank, &general);
        }
        self.lose(bank, figures, x, cap + covered);
    }

    fn set_off(&mut self, bank: usize, general: &[usize]) {
        let loans: Vec<usize> = (0..self.lines.len())
            .filter(|&i| matches!(self.lines[i].kind, Kind::Loan { bank: Some(b), .. } if b == bank))
            .collect();
        let netted = self.sum(general).min(self.sum(&loans));
        for list in [general, &loans] {
            let mut left = netted;
            for &i in list {
                let part = left.min(self.lines[i].amount);
                self.take(i, part);
                left -= part;
            }
        }
    }

    /// Takes yen off an account or a debt.
    pub(super) fn take(&mut self, i: usize, amount: f64) {
        let line = &mut self.lines[i];
        line.amount -= amount;
        if let Kind::Money { frozen, .. } = &mut line.kind {
            *frozen = frozen.min(line.amount);
        }
    }

    fn lose(&mut self, bank: usize, figures: BankFigures, x: f64, cap: f64) {
        let c = self.company;
        let always = c.scenario.settlement_always_honoured;
        let general = self.accounts(bank, &[AccountClass::Ordinary, AccountClass::Time]);
        let settlement = self.accounts(bank, &[AccountClass::Settlement]);
        let negotiable = self.accounts(bank, &[AccountClass::Negotiable]);
        let dollars: Vec<usize> = (0..self.lines.len())
            .filter(|&i| matches!(self.lines[i].kind, Kind::Dollars { bank: Some(b) } if b == bank))
            .collect();
        let in_yen = (self.sum(&dollars) * self.now.dollar).round();
        let insured = self.sum(&general).min(cap);
        let settled = self.sum(&settlement);
        let open = self.sum(&general) - insured + self.sum(&negotiable) + in_yen;
        let beyond = 1.0 - figures.protected;
        let v = match c.order {
            LossOrder::PariPassu | LossOrder::UniformLevy => x,
            LossOrder::UninsuredFirst if figures.protected > 0.0 => {
                ((x - beyond).max(0.0) / figures.protected).min(1.0)
            }
            LossOrder::UninsuredFirst => 0.0,
        };
        let honoured =
            if c.order == LossOrder::UniformLevy { 0.0 } else { c.value(Param::InsuranceHonoured) };
        let kept = 1.0 - v * (1.0 - honoured);
        let bears = insured + if always { 0.0 } else { settled };
        let protected_loss = bears - whole(bears * kept);
        let open_loss = match c.order {
            LossOrder::PariPassu | LossOrder::UniformLevy => open - whole(open * (1.0 - x)),
            LossOrder::UninsuredFirst if beyond > 0.0 => {
                open - whole(open * ((beyond - x).max(0.0) / beyond))
            }
            LossOrder::UninsuredFirst => open,
        };
        let of_protected = if bears > 0.0 { protected_loss / bears } else { 0.0 };
        let of_open = if open > 0.0 { open_loss / open } else { 0.0 };
        let mut cap_left = cap;
        for &i in &general {
            let covered = self.lines[i].amount.min(cap_left);
            cap_left -= covered;
            let loss = covered * of_protected + (self.lines[i].amount - covered) * of_open;
            self.take(i, loss);
        }
        for &i in &settlement {
            if !always {
                self.take(i, self.lines[i].amount * of_protected);
            }
        }
        for &i in negotiable.iter().chain(&dollars) {
            self.take(i, self.lines[i].amount * of_open);
        }
    }

    /// What stands behind yen coins.
    fn issuers(&mut self, bond_loss: f64) {
        let figures = self.company.issuer;
        let x = figures.shortfall(bond_loss);
        let beyond = 1.0 - figures.protected;
        let first = self.company.order == LossOrder::UninsuredFirst && beyond > 0.0;
        let at_bank = if first { (x / beyond).min(1.0) } else { x };
        for line in &mut self.lines {
            if let Kind::YenCoin { jgb, deposits, level } = &mut line.kind {
                *level *= 1.0 - (*jgb * bond_loss + *deposits * at_bank).min(1.0);
            }
        }
    }

    pub(super) fn crypto_events(&mut self, month: u16) {
        if month == self.market.exchange_fails {
            self.exchange_fails();
        }
        if month == self.market.exchange_pays {
            self.exchange_pays();
        }
        for line in &mut self.lines {
            match &mut line.kind {
                Kind::Coin { at_exchange: false, .. } if month == self.market.wallet_lost => {
                    line.amount = 0.0;
                }
                Kind::YenCoin { level, .. } if month == self.company.depeg_month => {
                    *level *= 1.0 - self.company.value(Param::Depeg);
                }
                _ => {}
            }
        }
    }

    fn exchange_fails(&mut self) {
        let kept = 1.0 - self.company.value(Param::ExchangeLoss);
        for i in 0..self.lines.len() {
            let Kind::Coin { kind, at_exchange: true, .. } = self.lines[i].kind else { continue };
            let stated = (self.lines[i].amount * self.coin_price(kind)).round();
            let dollars = stated * kept / self.now.dollar;
            let pays_dollars = self.company.pays_dollars();
            self.lines[i].amount *= kept;
            if let Kind::Coin { state, .. } = &mut self.lines[i].kind {
                *state = if pays_dollars { State::Dollars(dollars) } else { State::OwedInKind };
            }
        }
    }

    fn exchange_pays(&mut self) {
        let mut cash = 0.0;
        for line in &mut self.lines {
            let Kind::Coin { basis, state, .. } = &mut line.kind else { continue };
            if let State::Dollars(usd) = *state {
                let paid = (usd * self.now.dollar).round();
                self.realised += paid - *basis;
                *basis = 0.0;
                line.amount = 0.0;
                cash += paid;
            }
            *state = State::Held;
        }
        self.receive(cash);
    }

    pub(super) fn assess_tax(&mut self, month: u16) {
        let mut gain = self.realised - self.carried;
        for i in 0..self.lines.len() {
            let worth = self.line_worth(&self.lines[i], month).round();
            if let Kind::Coin { basis, .. } = &mut self.lines[i].kind {
                gain += worth - *basis;
                *basis = worth;
            }
        }
        self.realised = 0.0;
        self.carried = (-gain).max(0.0);
        let taxable = (gain.max(0.0) / 1000.0).floor() * 1000.0;
        let tax = (whole(taxable * self.company.tax_rate) / 100.0).floor() * 100.0;
        if tax > 0.0 {
            self.tax_due.push((month + 2, tax));
        }
    }

    pub(super) fn pay_tax(&mut self, month: u16) {
        let due: f64 = self.tax_due.iter().filter(|(m, _)| *m <= month).map(|(_, tax)| tax).sum();
        if due <= 0.0 {
            return;
        }
        let mut left = self.pay(due);
        for i in 0..self.lines.len() {
            let Kind::Coin { kind, basis, state: State::Held, .. } = self.lines[i].kind else { continue };
            let worth = (self.lines[i].amount * self.coin_price(kind)).round();
            let sold = left.min(worth);
            if sold > 0.0 {
                let kept = 1.0 - sold / worth;
                let basis_left = (basis * kept).round();
                self.lines[i].amount *= kept;
                self.realised += sold - (basis - basis_left);
                if let Kind::Coin { basis, .. } = &mut self.lines[i].kind {
                    *basis = basis_left;
                }
                left -= sold;
            }
        }
        self.tax_due.retain(|(m, _)| *m > month);
        if left > 0.0 {
            self.tax_due.push((month, left));
        }
    }
}
