//! Bonds default, banks are tested, and what reaches deposits: path by path,
//! since each path may come to it in its own month and with its own balances.

use super::{CoinState, Group};
use crate::domain::holding::AccountClass;
use crate::domain::scenario::LossOrder;
use crate::engine::bond;
use crate::engine::chance::lanes::{nearest, share_out, whole};

/// A depositor's money at a bank on one path.
#[derive(Debug, Clone, Copy, Default)]
struct Claims {
    general: f64,
    settlement: f64,
    uninsured: f64,
}

/// What one path's depositor loses of protected and of other money.
struct Losses {
    protected: f64,
    open: f64,
}

impl<const N: usize> Group<'_, N> {
    pub(super) fn bank_events(&mut self, month: u16) {
        for l in 0..N {
            if self.events.test[l] != month {
                continue;
            }
            let defaults = self.events.default[l] == month;
            let loss = self.bond_loss(l, defaults);
            if defaults {
                self.default_bonds(month, l);
                self.lose_receivables(l);
                self.plan_defaulted[l] = true;
            }
            for bank in 0..self.course.banks.len() {
                self.test_bank(month, l, bank, loss);
            }
            self.issuer_reserves(l, loss);
        }
    }

    /// The yield on a path, held at zero.
    #[inline(always)]
    pub(super) fn yield_now(&self, l: usize) -> f64 {
        (self.now.yield_raw + f64::from(self.moving.moved.yields[l])).max(0.0)
    }

    /// The loss per yen of bonds a bank holds.
    fn bond_loss(&self, l: usize, defaults: bool) -> f64 {
        let terms = &self.course.terms;
        let then = self.yield_now(l);
        let unrealised = if terms.realised > 0.0 && then > terms.yield_today {
            let before = bond::price(100.0, terms.yield_today, terms.bank_bond_years, terms.yield_today, 2.0);
            1.0 - bond::price(100.0, terms.yield_today, terms.bank_bond_years, then, 2.0) / before
        } else {
            0.0
        };
        let without = terms.realised * unrealised.max(0.0);
        if defaults { terms.bank_haircut.max(without) } else { without }
    }

    fn default_bonds(&mut self, month: u16, l: usize) {
        let terms = &self.course.terms;
        let haircut = terms.haircut;
        let grown = self.grown(month);
        let mut cash = 0.0;
        for i in 0..self.bonds.len() {
            let spec = &self.course.bonds[i];
            if spec.matures <= month || self.bonds[i].since[l] != u16::MAX {
                continue;
            }
            let face = self.bonds[i].face.get(l);
            let (value, paid) = if terms.exchange {
                let (without, per_coupon) =
                    spec.exchange.get(usize::from(month)).copied().unwrap_or_default();
                let coupon = self.bonds[i].coupon.as_ref().map_or(spec.coupon, |c| c[l]);
                ((without + per_coupon * coupon) * face, whole(face * terms.cash_part))
            } else {
                (self.live_value(i, month, l) * (1.0 - haircut), 0.0)
            };
            let bond = &mut self.bonds[i];
            bond.then[l] = (value - paid).max(0.0) / grown;
            bond.live[l] = 0.0;
            bond.since[l] = month;
            bond.any_exchanged = true;
            cash += paid;
        }
        self.money[self.course.received][l] += cash;
    }

    fn lose_receivables(&mut self, l: usize) {
        let kept = self.course.terms.receivable_kept;
        if kept >= 1.0 {
            return;
        }
        for amount in &mut self.receivables {
            if !amount.is_nothing() {
                let lane = &mut amount.apart()[l];
                *lane = whole(*lane * kept);
            }
        }
    }

    fn claims(&self, l: usize, bank: usize) -> Claims {
        let mut claims = Claims::default();
        for (spec, balance) in self.course.money.iter().zip(&self.money) {
            if let Some((b, account)) = spec.bank
                && b == bank
            {
                match account {
                    AccountClass::Ordinary | AccountClass::Time => claims.general += balance[l],
                    AccountClass::Settlement => claims.settlement += balance[l],
                    AccountClass::Negotiable => claims.uninsured += balance[l],
                }
            }
        }
        for (spec, usd) in self.course.dollars.iter().zip(&self.dollars) {
            if spec.1 == Some(bank) {
                claims.uninsured += self.yen_of(usd[l], l);
            }
        }
        claims
    }

    /// Dollars in yen, as stated before the currency moves in this month.
    pub(super) fn yen_of(&self, usd: f64, l: usize) -> f64 {
        let rate = self.course.factors.usd_jpy[0] * self.now.dollar * f64::from(self.dollar_moved(l));
        nearest(usd * rate)
    }

    fn test_bank(&mut self, month: u16, l: usize, bank: usize, bond_loss: f64) {
        let figures = self.course.banks[bank];
        let x = figures.shortfall(bond_loss);
        if x <= 0.0 {
            return;
        }
        let extra_cap = self.credit_accrued(l, bank);
        let before = self.claims(l, bank);
        let set_off = if figures.set_off { self.set_off(l, bank, before.general) } else { 0.0 };
        let claims = Claims { general: before.general - set_off, ..before };
        let cap = self.course.terms.cap + extra_cap;
        let losses = self.losses(claims, cap, x, figures.protected_share);
        self.lose_deposits(l, bank, cap, &losses);
        let _ = month;
    }

    /// Credits interest earned so far; the part of it the insurance covers on
    /// top of the cap.
    fn credit_accrued(&mut self, l: usize, bank: usize) -> f64 {
        let principal = self.claims(l, bank).general;
        for i in 0..self.money.len() {
            if self.course.money[i].bank.is_some_and(|(b, _)| b == bank) && self.accrued[i][l] > 0.0 {
                self.money[i][l] += whole(self.accrued[i][l]);
                self.accrued[i][l] = 0.0;
                self.deposits_stale = true;
            }
        }
        let earned = self.claims(l, bank).general - principal;
        if principal <= 0.0 || earned <= 0.0 {
            return 0.0;
        }
        whole(earned * (self.course.terms.cap.min(principal) / principal))
    }

    /// Nets general deposits with loans at the same bank.
    fn set_off(&mut self, l: usize, bank: usize, general: f64) -> f64 {
        let at_bank = |i: usize| self.course.loans[i].bank == Some(bank);
        let owed: f64 = (0..self.loans.len()).filter(|&i| at_bank(i)).map(|i| self.loans[i].get(l)).sum();
        let netted = general.min(owed);
        if netted <= 0.0 {
            return 0.0;
        }
        let mut left = netted;
        for i in 0..self.money.len() {
            let general = matches!(
                self.course.money[i].bank,
                Some((b, AccountClass::Ordinary | AccountClass::Time)) if b == bank
            );
            if general && left > 0.0 {
                left -= self.take_money(i, l, left);
            }
        }
        let mut left = netted;
        for i in 0..self.loans.len() {
            if self.course.loans[i].bank == Some(bank) && left > 0.0 {
                let balance = &mut self.loans[i].apart()[l];
                let part = left.min(*balance);
                *balance -= part;
                left -= part;
            }
        }
        netted
    }

    /// Takes up to `amount` off a line on one path; what was taken.
    pub(super) fn take_money(&mut self, i: usize, l: usize, amount: f64) -> f64 {
        let balance = &mut self.money[i][l];
        let part = amount.min(*balance);
        *balance -= part;
        let frozen = &mut self.frozen[i][l];
        *frozen = frozen.min(*balance);
        self.deposits_stale = true;
        part
    }

    fn losses(&self, claims: Claims, cap: f64, x: f64, protected_share: f64) -> Losses {
        let terms = &self.course.terms;
        let insured = claims.general.min(cap);
        let protected = claims.settlement + insured;
        let open = claims.general - insured + claims.uninsured;
        let beyond = 1.0 - protected_share;
        let v = match terms.order {
            LossOrder::PariPassu | LossOrder::UniformLevy => x,
            LossOrder::UninsuredFirst if protected_share > 0.0 => {
                ((x - x.min(beyond)) / protected_share).min(1.0)
            }
            LossOrder::UninsuredFirst => 0.0,
        };
        let kept = 1.0 - v * (1.0 - terms.honoured);
        let recovered = if terms.settlement_always {
            claims.settlement + whole(insured * kept)
        } else {
            whole(protected * kept)
        };
        let recovered_open = match terms.order {
            LossOrder::PariPassu | LossOrder::UniformLevy => whole(open * (1.0 - x)),
            LossOrder::UninsuredFirst if beyond > 0.0 => whole(open * (beyond - x).max(0.0) / beyond),
            LossOrder::UninsuredFirst => 0.0,
        };
        Losses { protected: protected - recovered, open: open - recovered_open }
    }

    /// Spreads the loss: the cap covers accounts on demand first.
    fn lose_deposits(&mut self, l: usize, bank: usize, cap: f64, losses: &Losses) {
        if losses.protected + losses.open <= 0.0 {
            return;
        }
        let mut parts: Vec<(usize, f64, f64)> = Vec::new();
        let mut cap_left = cap;
        for wanted in [AccountClass::Ordinary, AccountClass::Time] {
            for (i, spec) in self.course.money.iter().enumerate() {
                if spec.bank == Some((bank, wanted)) {
                    let balance = self.money[i][l];
                    let covered = balance.min(cap_left);
                    cap_left -= covered;
                    parts.push((i, covered, balance - covered));
                }
            }
        }
        for (i, spec) in self.course.money.iter().enumerate() {
            if spec.bank == Some((bank, AccountClass::Settlement)) {
                let bears = if self.course.terms.settlement_always { 0.0 } else { self.money[i][l] };
                parts.push((i, bears, 0.0));
            } else if spec.bank == Some((bank, AccountClass::Negotiable)) {
                parts.push((i, 0.0, self.money[i][l]));
            }
        }
        let abroad: Vec<(usize, f64)> = (0..self.dollars.len())
            .filter(|&i| self.course.dollars[i].1 == Some(bank))
            .map(|i| (i, self.yen_of(self.dollars[i][l], l)))
            .collect();
        let covered: Vec<f64> = parts.iter().map(|p| p.1).collect();
        let open: Vec<f64> = parts.iter().map(|p| p.2).chain(abroad.iter().map(|p| p.1)).collect();
        let of_covered = share_out(losses.protected, &covered);
        let of_open = share_out(losses.open, &open);
        for (k, (i, ..)) in parts.iter().enumerate() {
            self.take_money(*i, l, of_covered[k] + of_open[k]);
        }
        for ((i, worth), lost) in abroad.into_iter().zip(&of_open[parts.len()..]) {
            if worth > 0.0 {
                self.dollars[i][l] *= 1.0 - lost / worth;
                self.foreign_stale = true;
            }
        }
    }

    fn issuer_reserves(&mut self, l: usize, bond_loss: f64) {
        if self.yen_level.is_empty() {
            return;
        }
        let figures = self.course.issuer;
        let x = figures.shortfall(bond_loss);
        let beyond = 1.0 - figures.protected_share;
        let at_bank = match self.course.terms.order {
            LossOrder::UninsuredFirst if beyond > 0.0 => (x / beyond).min(1.0),
            _ => x,
        };
        for (spec, level) in self.course.yen_coins.iter().zip(&mut self.yen_level) {
            let lost = (spec.jgb * bond_loss + spec.deposits * at_bank).min(1.0);
            if lost > 0.0 {
                level.apart()[l] *= 1.0 - lost;
            }
        }
    }

    /// Coins at an exchange shrink to what is to come back, and wait; coins
    /// in the company's own wallet may be lost.
    pub(super) fn custody(&mut self, month: u16) {
        for l in 0..N {
            let fails = self.events.exchange[l] == month;
            let pays = self.events.payout[l] == month;
            let lost = self.events.own_wallet[l] == month;
            self.foreign_stale |= fails || pays || lost;
            if fails {
                self.exchange_fails(l);
            }
            if pays {
                self.exchange_pays(l);
            }
            if lost {
                for (spec, coin) in self.course.coins.iter().zip(&mut self.coins) {
                    if !spec.at_exchange {
                        coin.worth[l] = 0.0;
                    }
                }
            }
        }
    }

    fn exchange_fails(&mut self, l: usize) {
        let terms = &self.course.terms;
        for i in 0..self.coins.len() {
            if !self.course.coins[i].at_exchange {
                continue;
            }
            let price = self.coin_price(i, l);
            let rate = self.course.factors.usd_jpy[0] * self.now.dollar * f64::from(self.dollar_moved(l));
            let coin = &mut self.coins[i];
            let before = coin.worth[l];
            coin.worth[l] *= terms.exchange_kept;
            coin.all_held = false;
            if terms.exchange_dollars {
                let stated = nearest(before * price);
                coin.owed[l] = stated * terms.exchange_kept / rate;
                coin.state[l] = CoinState::OwedDollars;
                coin.any_dollars = true;
            } else {
                coin.state[l] = CoinState::OwedInKind;
            }
        }
    }

    fn exchange_pays(&mut self, l: usize) {
        let mut paid = 0.0;
        for i in 0..self.coins.len() {
            match self.coins[i].state[l] {
                CoinState::Held => {}
                CoinState::OwedInKind => self.coins[i].state[l] = CoinState::Held,
                CoinState::OwedDollars => {
                    let amount = self.yen_of(self.coins[i].owed[l], l);
                    let coin = &mut self.coins[i];
                    self.tax_realised[l] += amount - coin.basis[l];
                    coin.worth[l] = 0.0;
                    coin.owed[l] = 0.0;
                    coin.basis[l] = 0.0;
                    coin.state[l] = CoinState::Held;
                    paid += amount;
                }
            }
        }
        self.money[self.course.received][l] += paid;
        for coin in &mut self.coins {
            coin.all_held = coin.state.iter().all(|state| *state == CoinState::Held);
            coin.any_dollars = coin.state.contains(&CoinState::OwedDollars);
        }
    }
}
