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
use crate::engine::trace::{About, Elsewhere, How, Origin, Quantity, Rounding, Step, Term};

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
        self.market.moved.crash = month;
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
                            let place = Elsewhere::Dollar(self.market.moved.dollar);
                            let rate = Step::noted(Term::YenPerDollar, rate, place);
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
                        from.push(out.clone());
                        if let Some(notes) = &mut line.notes {
                            let nothing =
                                Step::given(Term::BookValue, Quantity::Yen(Yen::ZERO), Origin::Nothing);
                            let basis = std::mem::replace(&mut notes.basis, nothing);
                            self.tax_told.realised.push(realised(out, basis));
                        }
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
        let (mut worths, mut books) = (Vec::new(), Vec::new());
        for line in &mut self.lines {
            let now = line.track.now();
            if line.notes.is_some() && matches!(line.position, Position::Coin { .. }) {
                let worth = line.stated_step();
                if let Some(notes) = &mut line.notes {
                    let next = Step { term: Term::BookValue, ..worth.clone() };
                    books.push(std::mem::replace(&mut notes.basis, next).line(&line.id));
                }
                worths.push(worth);
            }
            if let Position::Coin { basis, .. } = &mut line.position {
                market_value = market_value.plus(now);
                book = book.plus(*basis);
                *basis = now;
            }
        }
        let before = self.tax;
        let traced = self.lines.first().is_some_and(|line| line.notes.is_some());
        let gain = traced.then(|| self.tax_told.gain((worths, market_value), (books, book), before));
        let due = self.tax.close_year(market_value, book, self.numbers.tax_rate);
        if due.is_positive() {
            let scenario = self.scenario;
            if let (Some(line), Some(gain)) = (self.lines.get_mut(self.tax_due), &gain) {
                line.say(|| tax_step(gain.clone(), due, scenario).at(month).negated());
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
        let whole = self.lines.get(self.tax_due).map(|line| {
            let owed = line.owed_step();
            if owed.yen() == due {
                return owed;
            }
            let assessed = month.saturating_sub(MONTHS_TO_PAY);
            let later = line.owed_since(Term::TaxNotYetDue, Cause::Tax, assessed);
            Step::of(Term::TaxDue, Quantity::Yen(due), How::Less, vec![owed, later])
        });
        let owed = || {
            let owed = whole
                .clone()
                .unwrap_or_else(|| Step::given(Term::TaxDue, Quantity::Yen(due), Origin::Nothing));
            Step { term: Term::TaxDue, about: About::Nothing, ..owed }.at(month)
        };
        let from_money = self.pay(month, due, Cause::Transfer, &owed);
        let from_coins = self.sell_coins(month, due.minus(from_money), &owed);
        let mut paid = from_money.plus(from_coins);
        if let Some(line) = self.lines.get_mut(self.tax_due) {
            line.say(|| {
                let parts = [
                    (Term::TaxFromMoney, from_money, Term::TaxDue),
                    (Term::TaxFromCoins, from_coins, Term::SoldForTax),
                ];
                let parts = parts.map(|(term, yen, paid)| paid_part(term, yen, (paid, month, None)));
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

    fn sell_coins(&mut self, month: u16, amount: Yen, due: &dyn Fn() -> Step) -> Yen {
        let mut left = amount;
        for line in &mut self.lines {
            let (now, before) = match &line.position {
                Position::Coin { state: CoinState::Held, basis, .. } => (line.track.now(), *basis),
                _ => continue,
            };
            let part = left.at_most(now);
            if part.is_positive() {
                let (id, worth) = (line.id.clone(), line.notes.is_some().then(|| line.stated_step()));
                let sold = worth.map(|worth| {
                    let owed = still_due(due(), amount, left, &id);
                    let sold = Step::of(Term::SoldForTax, Quantity::Yen(part), How::Least, vec![owed, worth]);
                    sold.at(month)
                });
                if let Some(sold) = &sold {
                    line.say(|| sold.clone().negated());
                }
                let basis_before = line.notes.as_ref().map(|notes| notes.basis.clone());
                line.give(month, Cause::Transfer, part, &self.market);
                if let (Some(sold), Some(before), Some(notes)) = (sold, basis_before, &line.notes) {
                    let cost = before.yen().minus(notes.basis.yen());
                    let cost = Step::of(
                        Term::BookValue,
                        Quantity::Yen(cost),
                        How::Less,
                        vec![before, notes.basis.clone()],
                    );
                    self.tax_told.realised.push(realised(sold, cost));
                }
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

/// What the gains taxed at the next year-end are made of, where lines are
/// traced.
#[derive(Default)]
pub(in crate::engine) struct TaxTold {
    realised: Vec<Step>,
    carried: Option<Step>,
}

impl TaxTold {
    /// A fiscal year's gain; what is carried on begins anew.
    fn gain(
        &mut self,
        (worths, market_value): (Vec<Step>, Yen),
        (books, book): (Vec<Step>, Yen),
        before: TaxBook,
    ) -> Step {
        let sum = |term, yen, parts: Vec<Step>| {
            if parts.is_empty() {
                return Step::given(term, Quantity::Yen(yen), Origin::Nothing);
            }
            Step::of(term, Quantity::Yen(yen), How::Sum, parts)
        };
        let gain = market_value.minus(book).plus(before.realised).minus(before.carried_loss);
        let none = || Step::given(Term::CarriedLoss, Quantity::Yen(Yen::ZERO), Origin::Nothing);
        let inputs = vec![
            sum(Term::MarketValue, market_value, worths),
            sum(Term::BookValue, book, books).negated(),
            sum(Term::RealisedGain, before.realised, std::mem::take(&mut self.realised)),
            self.carried.take().unwrap_or_else(none).negated(),
        ];
        let gain = Step::of(Term::Gain, Quantity::Yen(gain), How::Sum, inputs);
        let loss = gain.yen().negated();
        self.carried = loss
            .is_positive()
            .then(|| Step::of(Term::CarriedLoss, Quantity::Yen(loss), How::Negated, vec![gain.clone()]));
        gain
    }
}

/// What a sale brought over the book value.
fn realised(sold: Step, cost: Step) -> Step {
    let gain = Quantity::Yen(sold.yen().minus(cost.yen()));
    Step::of(Term::RealisedGain, gain, How::Less, vec![sold, cost])
}

/// What was paid in a month under a term, by the lines that paid it.
fn paid_part(term: Term, yen: Yen, (paid, month, before): (Term, u16, Option<String>)) -> Step {
    if yen.is_zero() {
        return Step::given(term, Quantity::Yen(yen), Origin::Nothing);
    }
    let place = Elsewhere::Paid { term: paid, about: About::Nothing, month, before };
    Step::noted(term, Quantity::Yen(yen), place)
}

/// What is still due of a tax after what money and the coins before `line`
/// paid.
fn still_due(due: Step, for_coins: Yen, left: Yen, line: &str) -> Step {
    let month = due.month.unwrap_or_default();
    let (money, coins) = (due.yen().minus(for_coins), for_coins.minus(left));
    let mut inputs = vec![due];
    if !money.is_zero() {
        inputs.push(paid_part(Term::TaxFromMoney, money, (Term::TaxDue, month, None)));
    }
    if !coins.is_zero() {
        inputs.push(paid_part(Term::TaxFromCoins, coins, (Term::SoldForTax, month, Some(line.to_owned()))));
    }
    if inputs.len() == 1 {
        return inputs.remove(0);
    }
    Step::of(Term::StillDue, Quantity::Yen(left), How::Less, inputs).at(month)
}

/// A fiscal year's tax on coins.
fn tax_step(gain: Step, due: Yen, scenario: &Scenario) -> Step {
    let base = Quantity::Yen(crate::engine::crypto_tax::taxable(gain.yen()));
    let base = Step::of(Term::TaxBase, base, How::Same, vec![gain]).rounded(Rounding::CutToThousand);
    Step::of(Term::Tax, Quantity::Yen(due), How::Product, vec![base, Step::param(scenario, Param::TaxRate)])
        .rounded(Rounding::CutToHundred)
}
