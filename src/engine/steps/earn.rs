//! Interest, coupons, and the growth of coin and gold prices.

use rust_decimal::Decimal;

use crate::domain::holding::{AccountClass, LoanRate};
use crate::domain::param::Param;
use crate::domain::scenario::Scenario;
use crate::domain::yen::Yen;
use crate::engine::cause::Cause;
use crate::engine::factors::at;
use crate::engine::position::{BondState, Market, Position};
use crate::engine::run::World;
use crate::engine::trace::{About, Elsewhere, How, Origin, Quantity, Rounding, Step, Term};
use crate::engine::{bond, door};

impl World<'_> {
    pub(in crate::engine) fn earn(&mut self, month: u16) {
        self.deposit_interest(month);
        self.bond_income(month);
        self.loan_interest(month);
        self.price_growth(month);
    }

    /// Interest runs monthly and is credited, cut to whole yen, at the fiscal
    /// year-end.
    fn deposit_interest(&mut self, month: u16) {
        let growth = self.numbers.deposit_growth;
        if growth == 0.0 {
            return;
        }
        let year_end = self.profile.is_fiscal_year_end(month);
        let scenario = self.scenario;
        for line in &mut self.lines {
            let accrued_before = match &line.position {
                Position::Money { accrued, .. } => *accrued,
                _ => continue,
            };
            let stated = line
                .notes
                .is_some()
                .then(|| (line.so_far(Term::Balance), line.accrued_step(month, accrued_before)));
            let Position::Money { balance, bank: Some((_, account)), accrued, frozen, .. } =
                &mut line.position
            else {
                continue;
            };
            if *account == AccountClass::Settlement {
                continue;
            }
            if let Some((notes, stated)) = line.notes.as_mut().zip(stated) {
                let months = a_months_interest(stated, growth, scenario).at(month);
                if let Some(earned) = notes.earned.last_mut() {
                    earned.push(months);
                }
            }
            *accrued += (*accrued + door::amount(*balance)) * growth;
            if year_end {
                let credited = door::credited(*accrued);
                *balance = balance.plus(credited);
                *accrued = 0.0;
                // What a frozen account earns is frozen with it.
                let frozen_before = *frozen;
                if frozen_before.is_positive() {
                    *frozen = frozen_before.plus(credited);
                }
                line.credit(month, credited);
                if frozen_before.is_positive() {
                    line.note_frozen_interest(month, frozen_before);
                }
                line.restate(month, Cause::Interest, &self.market);
            }
        }
    }

    /// A bond earns its yield; coupons move to cash.
    fn bond_income(&mut self, month: u16) {
        let mut coupons = Yen::ZERO;
        let mut from = Vec::new();
        let scenario = self.scenario;
        for line in &mut self.lines {
            let Position::Bond { face, coupon, matures, value, state } = &mut line.position else { continue };
            match *state {
                BondState::Live if month <= *matures => {
                    let left = *matures - month;
                    let next = bond::value_with_accrued(
                        door::amount(*face),
                        door::plain(*coupon),
                        left,
                        self.market.jgb_yield,
                    );
                    let due = if left.is_multiple_of(6) {
                        Yen::truncated(
                            face.get().saturating_mul(*coupon).checked_div(Decimal::TWO).unwrap_or_default(),
                        )
                    } else {
                        Yen::ZERO
                    };
                    let redeemed = if left == 0 { door::amount(*face) } else { 0.0 };
                    *value = next + redeemed + door::amount(due);
                    let traced = line.notes.is_some();
                    let coupon = (traced && due.is_positive()).then(|| line.coupon_step(due).at(month));
                    let principal = (traced && left == 0).then(|| line.holds_step());
                    let out = principal.iter().chain(&coupon).cloned().collect();
                    line.note_bond(month, next, out, &self.market);
                    line.restate(month, Cause::Interest, &self.market);
                    if due.is_positive() {
                        if let Position::Bond { value, .. } = &mut line.position {
                            *value = next + redeemed;
                        }
                        line.note_bond(month, next, principal.into_iter().collect(), &self.market);
                        if let Some(coupon) = coupon {
                            line.say(|| coupon.clone().negated());
                            from.push(coupon);
                        }
                        line.restate_less(month, Cause::Transfer, due, &self.market);
                        coupons = coupons.plus(due);
                    }
                }
                BondState::Exchanged { value: then, since } => {
                    let years = f64::from(month - since) / 12.0;
                    *value = then * (1.0 + self.numbers.exit_yield).powf(years);
                    let worth = *value;
                    if line.notes.is_some() {
                        let inputs = vec![line.holds_step(), exchanged_growth(month - since, scenario)];
                        line.note_worth(Step::of(
                            Term::Worth,
                            Quantity::Unrounded(worth),
                            How::Product,
                            inputs,
                        ));
                    }
                    line.restate(month, Cause::Interest, &self.market);
                }
                BondState::Live => {}
            }
        }
        if coupons.is_positive() {
            self.receive(month, coupons, from);
        }
    }

    /// Interest on loans is paid monthly in arrears, at the rate the month
    /// began with, cut to whole yen; what cannot be paid is added to the loan,
    /// which is held at the stated limit.
    fn loan_interest(&mut self, month: u16) {
        let rise = self.numbers.loan_beta * (self.market.jgb_yield - self.numbers.yield_today);
        let rise = if rise == 0.0 { Decimal::ZERO } else { door::fraction(rise) };
        for i in 0..self.lines.len() {
            let Some(line) = self.lines.get(i) else { continue };
            let Position::Loan { balance, rate, .. } = &line.position else { continue };
            let (id, terms) = (line.id.clone(), *rate);
            let owed = line.notes.is_some().then(|| line.owed_step());
            let rate = match *rate {
                LoanRate::Fixed(rate) => rate,
                LoanRate::Floating { today, floor } => today.saturating_add(rise).max(floor),
            };
            let yearly = balance.get().saturating_mul(rate);
            let due = Yen::truncated(yearly.checked_div(Decimal::from(12)).unwrap_or_default());
            if due.is_zero() {
                continue;
            }
            let market_yield = (self.market, self.scenario);
            let interest =
                || loan_interest_step(&id, owed.clone(), (terms, rate), due, market_yield).at(month);
            let unpaid = due.minus(self.pay(month, due, Cause::InterestPaid, &interest));
            if unpaid.is_positive()
                && let Some(line) = self.lines.get_mut(i)
                && let Position::Loan { balance, .. } = &mut line.position
            {
                *balance = Yen::truncated(balance.plus(unpaid).get());
                line.say(|| {
                    let place = Elsewhere::paid(Term::LoanInterest, About::Line(id.clone()), month);
                    let paid = Step::noted(Term::Paid, Quantity::Yen(due.minus(unpaid)), place);
                    Step::of(Term::UnpaidInterest, Quantity::Yen(unpaid), How::Less, vec![interest(), paid])
                        .at(month)
                        .negated()
                });
                line.restate(month, Cause::InterestPaid, &self.market);
            }
        }
    }

    fn price_growth(&mut self, month: u16) {
        let coin = at(&self.factors.coin_growth, month);
        let gold = at(&self.factors.gold, month);
        let strayed = self.factors.coins_strayed(month);
        let before = [self.market.coin_growth, self.market.gold];
        if [coin, gold].map(f64::to_bits) == before.map(f64::to_bits)
            && strayed.map(f64::to_bits) == self.market.coins_strayed.map(f64::to_bits)
        {
            return;
        }
        self.market.coins_strayed = strayed;
        self.market.coin_growth = coin;
        self.market.gold = gold;
        self.market.moved.growth = month;
        for line in &mut self.lines {
            if matches!(line.position, Position::Coin { .. } | Position::Gold { .. }) {
                line.restate(month, Cause::PriceGrowth, &self.market);
            }
        }
    }
}

/// What a balance and the interest it has earned earn in a month.
fn a_months_interest((balance, earned): (Step, Step), growth: f64, scenario: &Scenario) -> Step {
    let rate = Step::of(
        Term::MonthlyRate,
        Quantity::RateNear(growth),
        How::MonthlyRate,
        vec![Step::param(scenario, Param::DepositRate)],
    );
    let all = balance.value.number() + earned.value.number();
    let base = Step::of(Term::InterestBase, Quantity::Unrounded(all), How::Sum, vec![balance, earned]);
    Step::of(Term::MonthsInterest, Quantity::Unrounded(all * growth), How::Product, vec![base, rate])
}

/// What an exchanged bond has grown to since.
fn exchanged_growth(months: u16, scenario: &Scenario) -> Step {
    let rate = Step::param(scenario, Param::ExitYield);
    let grown = (1.0 + rate.value.number()).powf(f64::from(months) / 12.0);
    let since = Step::given(Term::MonthsSince, Quantity::Months(months), Origin::Rule);
    Step::of(Term::Growth, Quantity::Factor(grown), How::YearlyGrowth, vec![rate, since])
}

/// A month's interest on a loan.
fn loan_interest_step(
    id: &str,
    owed: Option<Step>,
    (terms, rate): (LoanRate, Decimal),
    due: Yen,
    (market, scenario): (Market, &Scenario),
) -> Step {
    let rate = match terms {
        LoanRate::Fixed(rate) => Step::given(Term::LoanRate, Quantity::Rate(rate), Origin::Entered).line(id),
        LoanRate::Floating { today, floor } => {
            floating_rate(id, (today, floor, rate), Step::market_yield(&market), scenario)
        }
    };
    let twelve = Step::given(Term::MonthsOfYear, Quantity::Count(12), Origin::Rule);
    let inputs: Vec<Step> = owed.into_iter().chain([rate]).collect();
    let yearly = Quantity::Unrounded(inputs.iter().map(|step| step.value.number()).product());
    let yearly = Step::of(Term::YearsInterest, yearly, How::Product, inputs);
    Step::of(Term::LoanInterest, Quantity::Yen(due), How::Quotient, vec![yearly, twelve])
        .rounded(Rounding::Cut)
        .line(id)
}

fn floating_rate(
    id: &str,
    (today, floor, now): (Decimal, Decimal, Decimal),
    then: Step,
    scenario: &Scenario,
) -> Step {
    let before = Step::param(scenario, Param::YieldToday);
    let moved = then.value.number() - before.value.number();
    let moved = Step::of(Term::YieldMove, Quantity::RateNear(moved), How::Less, vec![then, before]);
    let beta = Step::param(scenario, Param::LoanBeta);
    let rise = door::fraction(beta.value.number() * moved.value.number());
    let rise = Step::of(Term::RateRise, Quantity::Rate(rise), How::Product, vec![beta, moved])
        .rounded(Rounding::Places15);
    let entered = |term, rate| Step::given(term, Quantity::Rate(rate), Origin::Entered).line(id);
    let sum = today.saturating_add(door::fraction(rise.value.number()));
    let risen =
        Step::of(Term::LoanRate, Quantity::Rate(sum), How::Sum, vec![entered(Term::LoanRate, today), rise]);
    Step::of(Term::LoanRate, Quantity::Rate(now), How::Most, vec![risen, entered(Term::RateFloor, floor)])
}
