//! What lines say of themselves.

use super::note::Notes;
use super::{About, Elsewhere, How, Origin, Quantity, Rounding, Step, Term};
use crate::domain::param::Param;
use crate::domain::scenario::Scenario;
use crate::domain::yen::Yen;
use crate::engine::cause::Cause;
use crate::engine::position::{Line, Market, Position};
use crate::engine::{bond, door};

impl Line {
    /// Interest earned so far is credited.
    pub(in crate::engine) fn credit(&mut self, month: u16, credited: Yen) {
        if let Some(notes) = &mut self.notes {
            let months = notes.earned.last().cloned().unwrap_or_default();
            notes.earned.push(Vec::new());
            let step = Step::of(Term::InterestCredited, Quantity::Yen(credited), How::Sum, months);
            notes.say(step.rounded(Rounding::Cut).at(month));
        }
    }

    /// A bond's price, from its face, coupon, months left and the yield.
    pub(in crate::engine) fn bond_step(&self, month: u16, price: f64, market: &Market) -> Step {
        let Position::Bond { coupon, matures, .. } = &self.position else {
            return Step::given(Term::Worth, Quantity::Unrounded(price), Origin::Nothing);
        };
        let face = self.holds_step();
        let left = matures.saturating_sub(month);
        let coupon = Step::given(Term::Coupon, Quantity::Rate(*coupon), Origin::Entered).line(&self.id);
        let left = Step::given(Term::MonthsLeft, Quantity::Months(left), Origin::Rule);
        let market_yield = Step::market_yield(market);
        let inputs = vec![face, coupon, left, market_yield];
        Step::of(Term::BondPrice, Quantity::Unrounded(price), How::Bond, inputs).at(month)
    }

    /// What is held, as a step.
    pub(in crate::engine) fn holds_step(&self) -> Step {
        let holds = self.notes.as_ref().map(|notes| notes.now().holds.clone());
        holds.unwrap_or_else(|| Step::given(Term::Face, Quantity::Yen(Yen::ZERO), Origin::Nothing))
    }

    /// Takes down a bond's price of a month, and what comes out of it in the
    /// same month.
    pub(in crate::engine) fn note_bond(&mut self, month: u16, price: f64, out: Vec<Step>, market: &Market) {
        if self.notes.is_some() {
            let step = self.bond_step(month, price, market);
            let worth = if out.is_empty() {
                step
            } else {
                let sum: f64 = out.iter().map(|step| step.value.number()).sum();
                let all = std::iter::once(step).chain(out).collect();
                Step::of(Term::Worth, Quantity::Unrounded(price + sum), How::Sum, all).at(month)
            };
            self.note_worth(worth);
        }
    }

    /// Takes down what a bond is worth.
    pub(in crate::engine) fn note_worth(&mut self, worth: Step) {
        if let Some(notes) = &mut self.notes {
            notes.hold(|held| held.worth = Some(worth));
        }
    }

    /// A half-yearly coupon.
    pub(in crate::engine) fn coupon_step(&self, due: Yen) -> Step {
        let (face, coupon) = match &self.position {
            Position::Bond { face, coupon, .. } => (*face, *coupon),
            _ => (Yen::ZERO, rust_decimal::Decimal::ZERO),
        };
        let face = Step { value: Quantity::Yen(face), ..self.holds_step() };
        let coupon = Step::given(Term::Coupon, Quantity::Rate(coupon), Origin::Entered).line(&self.id);
        let yearly = Quantity::Unrounded(face.value.number() * coupon.value.number());
        let yearly = Step::of(Term::YearsCoupon, yearly, How::Product, vec![face, coupon]);
        let two = Step::given(Term::CouponsOfYear, Quantity::Count(2), Origin::Rule);
        Step::of(Term::CouponPaid, Quantity::Yen(due), How::Quotient, vec![yearly, two])
            .rounded(Rounding::Cut)
            .line(&self.id)
    }

    /// Says that an amount was multiplied and cut to whole yen.
    pub(in crate::engine) fn say_cut(&mut self, month: u16, before: Yen, factor: Step, after: Yen) {
        let old = self.so_far(Term::Balance);
        self.say(|| {
            let new = Step::of(Term::Balance, Quantity::Yen(after), How::Product, vec![old.clone(), factor])
                .rounded(Rounding::Cut)
                .at(month);
            let change = Quantity::Yen(after.minus(before));
            Step::of(Term::Change, change, How::Less, vec![new, old]).at(month)
        });
    }

    /// A bond that was exchanged: what is held is the new one's worth, less the
    /// part paid in cash.
    pub(in crate::engine) fn exchanged(
        &mut self,
        month: u16,
        then: Step,
        (paid, cash): (Yen, Step),
        scenario: &Scenario,
    ) {
        let Some(notes) = &mut self.notes else { return };
        let then = then.at(month);
        let holds = if paid.is_positive() {
            let left = Quantity::Unrounded(bond::less_cash(then.value.number(), paid));
            let cash = Step { term: Term::CashPart, ..cash };
            let left = Step::of(Term::WorthAfterDefault, left, How::Less, vec![then, cash]).at(month);
            left.rounded(Rounding::AtLeastZero)
        } else {
            then
        };
        let rate = Step::param(scenario, Param::ExitYield);
        let none = Step::given(Term::MonthsSince, Quantity::Months(0), Origin::Rule);
        let grown = Step::of(Term::Growth, Quantity::Factor(1.0), How::YearlyGrowth, vec![rate, none]);
        let inputs = vec![holds.clone(), grown];
        let worth = Step::of(Term::Worth, holds.value, How::Product, inputs).at(month);
        notes.hold(|held| (held.holds, held.worth) = (holds, Some(worth)));
    }

    /// Says that an amount was taken out of what is not held in yen: the part
    /// of its value that is.
    pub(in crate::engine) fn note_taken(&mut self, month: u16, amount: Yen, kept: f64) {
        let stated = self.notes.is_some().then(|| self.stated_step());
        let Some((notes, stated)) = self.notes.as_mut().zip(stated) else { return };
        let why = notes.why().cloned().filter(|why| why.yen() == amount.negated());
        let taken = match why {
            Some(why) => Step::of(Term::AmountTaken, Quantity::Yen(amount), How::Negated, vec![why]),
            None => Step::given(Term::AmountTaken, Quantity::Yen(amount), Origin::Noted),
        };
        let part =
            Step::of(Term::PartTaken, Quantity::Factor(1.0 - kept), How::Quotient, vec![taken, stated]);
        let kept = Step::of(Term::PartKept, Quantity::Factor(kept), How::OneLess, vec![part]);
        let basis = Quantity::Yen(door::state(notes.basis.value.number() * kept.value.number()));
        let inputs = vec![notes.basis.clone(), kept.clone()];
        notes.basis =
            Step::of(Term::BookValue, basis, How::Product, inputs).rounded(Rounding::Nearest).at(month);
        notes.scale(month, kept);
    }

    /// Says that what is held shrank by a share.
    pub(in crate::engine) fn shrink(&mut self, month: u16, lost: Step) {
        if let Some(notes) = &mut self.notes {
            let kept = Quantity::Factor(1.0 - lost.value.number());
            let kept = Step::of(Term::PartKept, kept, How::OneLess, vec![lost]);
            notes.scale(month, kept);
        }
    }

    /// A yen coin's face after a conversion of money.
    pub(in crate::engine) fn convert_face(&mut self, month: u16, face: Yen, scenario: &Scenario) {
        if let Some(notes) = &mut self.notes {
            let inputs = vec![notes.now().holds.clone(), Step::param(scenario, Param::ConversionMoney)];
            let step = Step::of(Term::Face, Quantity::Yen(face), How::Product, inputs);
            let step = step.rounded(Rounding::Cut).line(&self.id).at(month);
            notes.hold(|held| held.holds = step);
        }
    }

    /// Interest earned and not yet credited is converted as money is.
    pub(in crate::engine) fn convert_accrued(&mut self, month: u16, scenario: &Scenario) {
        let Some(notes) = &mut self.notes else { return };
        let months = notes.earned.last().cloned().unwrap_or_default();
        if !months.is_empty() {
            let earned: f64 = months.iter().map(|step| step.value.number()).sum();
            let earned = Step::of(Term::Accrued, Quantity::Unrounded(earned), How::Sum, months);
            let factor = Step::param(scenario, Param::ConversionMoney);
            let left = Quantity::Unrounded(earned.value.number() * factor.value.number());
            let left = Step::of(Term::Accrued, left, How::Product, vec![earned, factor]).at(month);
            notes.earned.push(vec![left]);
        }
    }

    /// Interest earned and not yet credited, as a step that is told elsewhere.
    pub(in crate::engine) fn accrued_step(&self, month: u16, accrued: f64) -> Step {
        let earned = Quantity::Unrounded(accrued);
        let Some(notes) = self.notes.as_deref().filter(|_| accrued != 0.0) else {
            return Step::given(Term::Accrued, earned, Origin::Nothing);
        };
        let period = notes.earned.len().saturating_sub(1);
        let count = notes.earned.last().map_or(0, Vec::len);
        let place = Elsewhere::Earned { line: self.id.clone(), month, period, count };
        Step::noted(Term::Accrued, earned, place)
    }

    /// Something was bought: what was paid, what arrives of it, and the price of
    /// one.
    pub(in crate::engine) fn bought(
        &mut self,
        month: u16,
        (paid, worth, unit): (Step, f64, f64),
        spread: rust_decimal::Decimal,
        market: &Market,
    ) {
        let price = Elsewhere::Unit { line: self.id.clone(), month, moved: market.moved };
        let price = Step::noted(Term::PriceOfOne, Quantity::YenPerUnit(unit), price).at(month);
        let Some(notes) = &mut self.notes else { return };
        let amount = paid.clone();
        let cost = Quantity::Param(Param::PlanSpread, spread);
        let cost =
            Step::given(Term::Parameter, cost, Origin::Parameter).about(About::Param(Param::PlanSpread));
        let kept = Quantity::Factor(1.0 - cost.value.number());
        let kept = Step::of(Term::PartKept, kept, How::OneLess, vec![cost]);
        let arrives =
            Step::of(Term::PlanArrives, Quantity::Unrounded(worth), How::Product, vec![amount, kept]);
        let sum = Quantity::Yen(notes.basis.yen().plus(paid.yen()));
        notes.basis = Step::of(Term::BookValue, sum, How::Sum, vec![notes.basis.clone(), paid]).at(month);
        let grown = arrives.clone();
        notes.hold(|held| {
            if let Some(before) = held.worth.take() {
                let sum = Quantity::Unrounded(before.value.number() + worth);
                held.worth = Some(Step::of(Term::Worth, sum, How::Sum, vec![before, grown]).at(month));
            }
        });
        let count = super::note::like(notes.now().holds.value, worth / unit);
        let mut bought = Step::of(Term::Bought, count, How::Quotient, vec![arrives, price]).at(month);
        if matches!(count, Quantity::Yen(_)) {
            bought.rounding = Rounding::Nearest;
        }
        notes.add(month, bought);
    }

    /// What is held now, and how it came to that.
    pub(in crate::engine) fn holds_now(&mut self, holds: Step) {
        if let Some(notes) = &mut self.notes {
            notes.hold(|held| held.holds = holds);
        }
    }

    /// The amount the ledger states now, under a term: what was there today and
    /// what each reason has done since. Of what is worth its price, only the
    /// amount.
    ///
    /// Not month by month: what was paid out of an account goes by what was in
    /// it, so that each month would hold all months before it.
    pub(in crate::engine) fn so_far(&self, term: Term) -> Step {
        let now = Quantity::Yen(self.track.now());
        let exact = !matches!(
            self.position,
            Position::Dollars { .. }
                | Position::Bond { .. }
                | Position::Coin { .. }
                | Position::YenCoin { .. }
                | Position::Gold { .. }
        );
        let Some(notes) = self.notes.as_deref().filter(|_| exact) else {
            return Step { term, ..self.stated_step() };
        };
        let mut changes: Vec<(Cause, Yen)> = Vec::new();
        for record in &notes.records {
            let change = record.nominal.1.minus(record.nominal.0);
            match changes.iter_mut().find(|(cause, _)| *cause == record.cause) {
                Some((_, sum)) => *sum = sum.plus(change),
                None => changes.push((record.cause, change)),
            }
        }
        let opening = Step { term: Term::Opening, ..notes.held(0).holds.clone() };
        let month = notes.records.last().map_or(0, |record| record.month);
        let changes = changes.into_iter().filter(|(_, sum)| !sum.is_zero()).map(|(cause, sum)| {
            let place = Elsewhere::Done { cause, line: self.id.clone(), month, after: notes.records.len() };
            let step = Step::noted(Term::ChangeByCause, Quantity::Yen(sum), place);
            Step { how: How::Given(Origin::SoFar), ..step }.about(About::Cause(cause))
        });
        let inputs = std::iter::once(opening).chain(changes).collect();
        Step::of(term, now, How::Sum, inputs).line(&self.id)
    }

    /// What could be paid out of it now, as a step.
    pub(in crate::engine) fn at_hand_step(&self) -> Step {
        self.drawable_step(self.at_hand())
    }

    /// What can be drawn from it, `at_hand`, as a step: what is there less what
    /// is frozen.
    pub(in crate::engine) fn drawable_step(&self, at_hand: Yen) -> Step {
        if at_hand == self.track.now() {
            return self.so_far(Term::AtHand);
        }
        let frozen = self.track.now().minus(at_hand);
        let inputs = vec![self.so_far(Term::Balance), self.frozen_step(frozen)];
        Step::of(Term::AtHand, Quantity::Yen(at_hand), How::Less, inputs).line(&self.id)
    }

    /// What is owed on it now, above zero.
    pub(in crate::engine) fn owed_step(&self) -> Step {
        let owed = Quantity::Yen(self.track.now().negated());
        Step::of(Term::Owed, owed, How::Negated, vec![self.so_far(Term::StatedValue)]).line(&self.id)
    }

    /// The amount the ledger states now, as a step.
    pub(in crate::engine) fn stated_step(&self) -> Step {
        let now = Quantity::Yen(self.track.now());
        match &self.notes {
            Some(notes) => {
                Step::noted(Term::StatedValue, now, stood(&self.id, notes, notes.records.len(), false))
            }
            None => Step::given(Term::StatedValue, now, Origin::Noted),
        }
        .line(&self.id)
    }

    /// The same, market values not rounded.
    pub(in crate::engine) fn exact_step(&self) -> Step {
        let now = Quantity::Unrounded(self.track.stated().1);
        match &self.notes {
            Some(notes) => Step::noted(Term::Worth, now, stood(&self.id, notes, notes.records.len(), true)),
            None => Step::given(Term::Worth, now, Origin::Noted),
        }
        .line(&self.id)
    }

    /// Yen as a note counts them.
    pub(in crate::engine) fn yen(value: f64) -> Quantity {
        Quantity::Yen(door::state(value))
    }
}

/// Where a line's tree stands after so many of its statements.
pub(super) fn stood(line: &str, notes: &Notes, after: usize, exact: bool) -> Elsewhere {
    let last = after.checked_sub(1).and_then(|i| notes.records.get(i));
    let month = last.map_or(0, |record| record.month);
    Elsewhere::Stood { line: line.to_owned(), month, after, exact }
}

impl Step {
    /// The market's yield of a month.
    pub(in crate::engine) fn market_yield(market: &Market) -> Self {
        let now = Quantity::RateNear(market.jgb_yield);
        Self::noted(Term::JgbYield, now, Elsewhere::Yield(market.yield_month))
    }
}
