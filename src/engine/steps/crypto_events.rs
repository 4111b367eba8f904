//! Crash and recovery, a failing exchange, a coin off its peg; tax.

use crate::domain::holding::Custody;
use crate::domain::param::Param;
use crate::domain::scenario::{ExchangeRecovery, Scenario};
use crate::domain::yen::Yen;
use crate::engine::cause::Cause;
use crate::engine::crypto_tax::{MONTHS_TO_PAY, TaxBook};
use crate::engine::door;
use crate::engine::factors::at;
use crate::engine::position::{CoinState, Line, Position};
use crate::engine::run::World;
use crate::engine::trace::{How, Origin, Quantity, Rounding, Step, Term};

impl World<'_> {
    pub(in crate::engine) fn crypto_events(&mut self, month: u16) {
        self.crash(month);
        if month == self.numbers.exchange_month {
            self.exchange_fails(month);
        }
        if month == self.numbers.payout_month {
            self.exchange_pays(month);
        }
        if self.factors.strayed.as_ref().and_then(|strayed| strayed.own_wallet) == Some(month) {
            self.own_wallet_lost(month);
        }
        if month == self.numbers.depeg_month {
            self.depeg(month);
        }
    }

    fn crash(&mut self, month: u16) {
        let next = at(&self.factors.coin_crash, month);
        if next.to_bits() == self.market.coin_crash.to_bits() {
            return;
        }
        self.market.coin_crash = next;
        for line in &mut self.lines {
            if matches!(line.position, Position::Coin { .. }) {
                line.restate(month, Cause::Crash, &self.market);
            }
        }
    }

    /// Coins at an exchange shrink to what will come back, and wait.
    fn exchange_fails(&mut self, month: u16) {
        let kept = 1.0 - door::plain(self.scenario.get(Param::ExchangeLoss));
        if self.scenario.get(Param::ExchangeLoss).is_zero() {
            return;
        }
        let scenario = self.scenario;
        for line in &mut self.lines {
            let worth = door::amount(line.track.now());
            let stated = line.stated_step();
            if let Position::Coin { units, custody: Custody::Exchange, state, .. } = &mut line.position {
                *units *= kept;
                *state = match self.scenario.exchange_recovery {
                    ExchangeRecovery::InKind => CoinState::OwedInKind,
                    ExchangeRecovery::DollarsOfFailureDate => {
                        CoinState::OwedDollars(worth * kept / self.market.usd_jpy)
                    }
                };
                let owed = *state;
                if line.notes.is_some() {
                    let lost = Step::param(scenario, Param::ExchangeLoss);
                    match owed {
                        CoinState::OwedDollars(usd) => {
                            let rate = Quantity::YenPerDollar(self.market.usd_jpy);
                            let rate = Step::given(Term::YenPerDollar, rate, Origin::Noted).at(month);
                            let kept = Quantity::Factor(1.0 - lost.value.number());
                            let kept = Step::of(Term::PartKept, kept, How::OneLess, vec![lost]);
                            let left = Quantity::Unrounded(worth * kept.value.number());
                            let left = Step::of(Term::OwedByExchange, left, How::Product, vec![stated, kept]);
                            let owed = vec![left, rate];
                            let owed =
                                Step::of(Term::OwedDollars, Quantity::Dollars(usd), How::Quotient, owed);
                            line.holds_now(owed.at(month));
                        }
                        CoinState::Held | CoinState::OwedInKind => line.shrink(month, lost),
                    }
                }
                line.restate(month, Cause::Custody, &self.market);
            }
        }
    }

    /// Coins come back as coins; dollars come back as yen cash.
    fn exchange_pays(&mut self, month: u16) {
        let mut paid = Yen::ZERO;
        let mut from = Vec::new();
        for line in &mut self.lines {
            let stated = line.notes.is_some().then(|| line.stated_step());
            let Position::Coin { units, state, basis, .. } = &mut line.position else { continue };
            match *state {
                CoinState::OwedInKind => *state = CoinState::Held,
                CoinState::OwedDollars(_) => {
                    let amount = line.track.now();
                    self.tax.realised = self.tax.realised.plus(amount.minus(*basis));
                    *units = 0.0;
                    *basis = Yen::ZERO;
                    *state = CoinState::Held;
                    if let Some(stated) = stated {
                        let out = Step { term: Term::PaidByExchange, ..stated.at(month) };
                        line.say(|| out.clone().negated());
                        from.push(out);
                        line.holds_now(Step::given(Term::Holds, Quantity::Coins(0.0), Origin::Nothing));
                    }
                    line.restate(month, Cause::Transfer, &self.market);
                    paid = paid.plus(amount);
                }
                CoinState::Held => {}
            }
        }
        if paid.is_positive() {
            self.receive(month, paid, from);
        }
    }

    /// Coins the company keeps itself are gone for good: on a simulated path
    /// only.
    fn own_wallet_lost(&mut self, month: u16) {
        for line in &mut self.lines {
            if let Position::Coin { units, custody: Custody::Own, .. } = &mut line.position {
                *units = 0.0;
                line.holds_now(Step::given(Term::Holds, Quantity::Coins(0.0), Origin::Simulated).at(month));
                line.restate(month, Cause::Custody, &self.market);
            }
        }
    }

    fn depeg(&mut self, month: u16) {
        let kept = 1.0 - door::plain(self.scenario.get(Param::Depeg));
        let scenario = self.scenario;
        for line in &mut self.lines {
            if let Position::YenCoin { level, .. } = &mut line.position {
                *level *= kept;
                line.shrink(month, Step::param(scenario, Param::Depeg));
                line.restate(month, Cause::Depeg, &self.market);
            }
        }
    }

    pub(in crate::engine) fn tax(&mut self, month: u16) {
        self.pay_tax(month);
        if self.profile.is_fiscal_year_end(month) {
            self.assess_tax(month);
        }
    }

    /// At the fiscal year-end the gain over the book value is taxed, and the
    /// market value becomes the book value.
    fn assess_tax(&mut self, month: u16) {
        let (mut market_value, mut book) = (Yen::ZERO, Yen::ZERO);
        for line in &mut self.lines {
            let now = line.track.now();
            if let Position::Coin { basis, .. } = &mut line.position {
                market_value = market_value.plus(now);
                book = book.plus(*basis);
                *basis = now;
            }
        }
        let before = self.tax;
        let due = self.tax.close_year(market_value, book, self.numbers.tax_rate);
        if due.is_positive() {
            let scenario = self.scenario;
            if let Some(line) = self.lines.get_mut(self.tax_due) {
                line.say(|| tax_step((market_value, book), before, due, scenario).at(month).negated());
            }
            self.change_tax_due(month, Cause::Tax, |list| {
                list.push((month.saturating_add(MONTHS_TO_PAY), due));
            });
        }
    }

    /// Tax is paid from money at hand, then by selling coins; what is left
    /// stays owed.
    fn pay_tax(&mut self, month: u16) {
        let due: Yen = match self.lines.get(self.tax_due).map(|l| &l.position) {
            Some(Position::TaxDue(list)) => list.iter().filter(|(m, _)| *m <= month).map(|(_, t)| *t).sum(),
            _ => Yen::ZERO,
        };
        if !due.is_positive() {
            return;
        }
        let owed = || Step::given(Term::TaxDue, Quantity::Yen(due), Origin::Noted).at(month);
        let from_money = self.pay(month, due, Cause::Transfer, &owed);
        let from_coins = self.sell_coins(month, due.minus(from_money));
        let mut paid = from_money.plus(from_coins);
        if let Some(line) = self.lines.get_mut(self.tax_due) {
            line.say(|| {
                let parts = [(Term::TaxFromMoney, from_money), (Term::TaxFromCoins, from_coins)];
                let parts = parts.map(|(term, yen)| Step::given(term, Quantity::Yen(yen), Origin::Noted));
                Step::of(Term::TaxPaid, Quantity::Yen(paid), How::Sum, parts.to_vec()).at(month)
            });
        }
        self.change_tax_due(month, Cause::Transfer, |list| {
            for (_, tax) in list.iter_mut().filter(|(m, _)| *m <= month) {
                let part = paid.at_most(*tax);
                *tax = tax.minus(part);
                paid = paid.minus(part);
            }
            list.retain(|(_, tax)| tax.is_positive());
        });
    }

    fn sell_coins(&mut self, month: u16, amount: Yen) -> Yen {
        let mut left = amount;
        for line in &mut self.lines {
            let (now, before) = match &line.position {
                Position::Coin { state: CoinState::Held, basis, .. } => (line.track.now(), *basis),
                _ => continue,
            };
            let part = left.at_most(now);
            if part.is_positive() {
                line.say(|| {
                    let owed = Step::given(Term::TaxDue, Quantity::Yen(left), Origin::Noted).at(month);
                    let worth = Step::given(Term::StatedValue, Quantity::Yen(now), Origin::Noted);
                    let sold = Step::of(Term::SoldForTax, Quantity::Yen(part), How::Least, vec![owed, worth]);
                    sold.at(month).negated()
                });
                line.give(month, Cause::Transfer, part, &self.market);
                if let Position::Coin { basis, .. } = &line.position {
                    let cost = before.minus(*basis);
                    self.tax.realised = self.tax.realised.plus(part.minus(cost));
                }
                left = left.minus(part);
            }
        }
        amount.minus(left)
    }

    fn change_tax_due(&mut self, month: u16, cause: Cause, change: impl FnOnce(&mut Vec<(u16, Yen)>)) {
        if let Some(line @ Line { position: Position::TaxDue(_), .. }) = self.lines.get_mut(self.tax_due) {
            if let Position::TaxDue(list) = &mut line.position {
                change(list);
            }
            line.restate(month, cause, &self.market);
        }
    }
}

/// A fiscal year's tax on coins.
fn tax_step((market_value, book): (Yen, Yen), before: TaxBook, due: Yen, scenario: &Scenario) -> Step {
    let noted = |term, yen| Step::given(term, Quantity::Yen(yen), Origin::Noted);
    let gain = market_value.minus(book).plus(before.realised).minus(before.carried_loss);
    let gain = Step::of(
        Term::Gain,
        Quantity::Yen(gain),
        How::Sum,
        vec![
            noted(Term::MarketValue, market_value),
            noted(Term::BookValue, book).negated(),
            noted(Term::RealisedGain, before.realised),
            noted(Term::CarriedLoss, before.carried_loss).negated(),
        ],
    );
    let base = Quantity::Yen(crate::engine::crypto_tax::taxable(gain.yen()));
    let base = Step::of(Term::TaxBase, base, How::Same, vec![gain]).rounded(Rounding::CutToThousand);
    Step::of(Term::Tax, Quantity::Yen(due), How::Product, vec![base, Step::param(scenario, Param::TaxRate)])
        .rounded(Rounding::CutToHundred)
}
