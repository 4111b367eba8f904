//! Yields move, bonds default, and what follows in the same month.

use rust_decimal::Decimal;

use crate::domain::param::Param;
use crate::domain::scenario::{DefaultMode, DefaultTerms, Scenario};
use crate::domain::yen::Yen;
use crate::engine::cause::Cause;
use crate::engine::factors::at;
use crate::engine::position::{BondState, Position};
use crate::engine::run::World;
use crate::engine::trace::{How, Origin, Quantity, Rounding, Step, Term};
use crate::engine::{bank_loss, bond, door};

impl World<'_> {
    pub(in crate::engine) fn yields_and_default(&mut self, month: u16) {
        self.reprice_bonds(month);
        if month != self.numbers.event_month {
            return;
        }
        let loss = bank_loss::bond_loss(self.scenario, self.market.jgb_yield);
        if self.scenario.default == DefaultMode::InMonth {
            self.default_bonds(month);
            self.lose_receivables(month);
        }
        self.test_banks(month, loss);
        self.issuer_reserves(month, loss);
    }

    fn reprice_bonds(&mut self, month: u16) {
        let next = at(&self.factors.jgb_yield, month);
        if next.to_bits() == self.market.jgb_yield.to_bits() {
            return;
        }
        self.market.jgb_yield = next;
        self.market.yield_month = month;
        for line in &mut self.lines {
            if let Position::Bond { face, coupon, matures, value, state: BondState::Live } =
                &mut line.position
                && *matures > month
            {
                let left = *matures - month;
                let price = bond::value_with_accrued(door::amount(*face), door::plain(*coupon), left, next);
                *value = price;
                line.note_bond(month, price, Vec::new(), &self.market);
                line.restate(month, Cause::YieldRise, &self.market);
            }
        }
    }

    /// Bonds not yet repaid lose the haircut, or become what the exchange
    /// offers; the cash part moves to cash.
    fn default_bonds(&mut self, month: u16) {
        let haircut = door::plain(self.scenario.get(Param::Haircut));
        let cash_share = self.scenario.get(Param::CashPart);
        let mut cash = Yen::ZERO;
        let mut from = Vec::new();
        let scenario = self.scenario;
        for line in &mut self.lines {
            let Position::Bond { coupon, matures, .. } = &line.position else { continue };
            if *matures <= month {
                continue;
            }
            let told = line.notes.is_some().then(|| {
                let coupon = Step::given(Term::Coupon, Quantity::Rate(*coupon), Origin::Entered);
                (line.holds_step(), line.exact_step(), coupon.line(&line.id))
            });
            let Position::Bond { face, coupon, matures, value, state } = &mut line.position else { continue };
            let left = *matures - month;
            let paid = match self.scenario.terms {
                DefaultTerms::Haircut => {
                    *value *= 1.0 - haircut;
                    Yen::ZERO
                }
                DefaultTerms::Exchange => {
                    let years = f64::from(*matures - month) / 12.0;
                    let terms = bank_loss::exchange_terms(self.scenario, years, door::plain(*coupon));
                    *value = bond::exchange_value(terms, 2.0) / 100.0 * door::amount(*face);
                    face.times_truncated(cash_share)
                }
            };
            *state = BondState::Exchanged { value: bond::less_cash(*value, paid), since: month };
            let then = *value;
            let told = told.map(|(holds, worth, coupon)| {
                let after = match scenario.terms {
                    DefaultTerms::Haircut => after_haircut(worth, then, scenario),
                    DefaultTerms::Exchange => offered(holds.clone(), (coupon, left), then, scenario),
                };
                line.note_worth(after.clone().at(month));
                (after, cash_part(holds, paid, scenario).line(&line.id).at(month))
            });
            line.restate(month, Cause::BondDefault, &self.market);
            let cash_step = told.map(|(after, cash)| {
                line.exchanged(month, after, (paid, cash.clone()), scenario);
                cash
            });
            if paid.is_positive() {
                if let Some(step) = cash_step {
                    line.say(|| step.clone().negated());
                    from.push(step);
                }
                if let Position::Bond { value, .. } = &mut line.position {
                    *value = bond::less_cash(*value, paid);
                }
                line.restate_less(month, Cause::Transfer, paid, &self.market);
                cash = cash.plus(paid);
            }
        }
        if cash.is_positive() {
            self.receive(month, cash, from);
        }
    }

    fn lose_receivables(&mut self, month: u16) {
        let kept = Decimal::ONE.saturating_sub(self.scenario.get(Param::ReceivableLoss));
        let scenario = self.scenario;
        for line in &mut self.lines {
            if let Position::Receivable { amount, .. } = &mut line.position {
                let before = *amount;
                *amount = amount.times_truncated(kept);
                let after = *amount;
                let lost = Step::param(scenario, Param::ReceivableLoss);
                let kept = Step::of(Term::PartKept, Quantity::Rate(kept), How::OneLess, vec![lost]);
                line.say_cut(month, before, kept, after);
                line.restate(month, Cause::CustomerDefault, &self.market);
            }
        }
    }
}

fn after_haircut(before: Step, then: f64, scenario: &Scenario) -> Step {
    let haircut = Step::param(scenario, Param::Haircut);
    let kept = Quantity::Factor(1.0 - haircut.value.number());
    let kept = Step::of(Term::PartKept, kept, How::OneLess, vec![haircut]);
    Step::of(Term::WorthAfterDefault, Quantity::Unrounded(then), How::Product, vec![before, kept])
}

/// What an exchange offers for a bond.
fn offered(face: Step, (coupon, months_left): (Step, u16), then: f64, scenario: &Scenario) -> Step {
    let coupon_now = coupon.value.number();
    let years = f64::from(months_left) / 12.0;
    let per_hundred = exchange_step((coupon, coupon_now), years, scenario);
    let hundred = Step::given(Term::Hundred, Quantity::Count(100), Origin::Rule);
    let per_face = Quantity::Factor(per_hundred.value.number() / 100.0);
    let per_face = Step::of(Term::OfferPerFace, per_face, How::Quotient, vec![per_hundred, hundred]);
    Step::of(Term::WorthAfterDefault, Quantity::Unrounded(then), How::Product, vec![per_face, face])
}

/// The value of what is offered for 100 of face.
pub(super) fn exchange_step((coupon, coupon_now): (Step, f64), years_left: f64, scenario: &Scenario) -> Step {
    let terms = bank_loss::exchange_terms(scenario, years_left, coupon_now);
    let years = Step::given(Term::YearsLeft, Quantity::Factor(years_left), Origin::Rule);
    let new_coupon = Step::of(
        Term::NewCoupon,
        Quantity::RateNear(terms.new_coupon),
        How::Product,
        vec![coupon, Step::param(scenario, Param::NewCoupon)],
    );
    let new_years = Step::of(
        Term::YearsLeft,
        Quantity::Factor(terms.new_years),
        How::Sum,
        vec![years, Step::param(scenario, Param::Extension)],
    );
    let hundred = Step::given(Term::Hundred, Quantity::Count(100), Origin::Rule);
    let cash = vec![Step::param(scenario, Param::CashPart), hundred];
    let cash = Step::of(Term::CashPart, Quantity::Factor(terms.cash), How::Product, cash);
    let exit = Step::param(scenario, Param::ExitYield);
    let inputs = vec![Step::param(scenario, Param::FaceCut), new_coupon, new_years, cash, exit];
    Step::of(Term::Offer, Quantity::Factor(bond::exchange_value(terms, 2.0)), How::Exchange, inputs)
}

fn cash_part(face: Step, paid: Yen, scenario: &Scenario) -> Step {
    let inputs = vec![face, Step::param(scenario, Param::CashPart)];
    Step::of(Term::CashPart, Quantity::Yen(paid), How::Product, inputs).rounded(Rounding::Cut)
}
