//! What lines say of themselves.

use super::{About, How, Origin, Quantity, Rounding, Step, Term};
use crate::domain::param::Param;
use crate::domain::scenario::Scenario;
use crate::domain::yen::Yen;
use crate::engine::cause::Cause;
use crate::engine::door;
use crate::engine::position::{Line, Market, Position};

impl Line {
    /// Interest earned so far is credited.
    pub(in crate::engine) fn credit(&mut self, month: u16, credited: Yen) {
        if let Some(notes) = &mut self.notes {
            let months = std::mem::take(&mut notes.accrued);
            let step = Step::of(Term::InterestCredited, Quantity::Yen(credited), How::Sum, months);
            notes.say(step.rounded(Rounding::Cut).at(month));
        }
    }

    /// A bond's price, from its face, coupon, months left and the yield.
    pub(in crate::engine) fn bond_step(&self, month: u16, price: f64, market: &Market) -> Step {
        let Position::Bond { coupon, matures, .. } = &self.position else {
            return Step::given(Term::Worth, Quantity::Unrounded(price), Origin::Noted);
        };
        let face = self.notes.as_ref().map(|notes| notes.holds.clone());
        let face = face.unwrap_or_else(|| Step::given(Term::Face, Quantity::Yen(Yen::ZERO), Origin::Nothing));
        let left = matures.saturating_sub(month);
        let coupon = Step::given(Term::Coupon, Quantity::Rate(*coupon), Origin::Entered).line(&self.id);
        let left = Step::given(Term::MonthsLeft, Quantity::Months(left), Origin::Rule);
        let market_yield = Step::given(Term::JgbYield, Quantity::RateNear(market.jgb_yield), Origin::Noted);
        let inputs = vec![face, coupon, left, market_yield];
        Step::of(Term::BondPrice, Quantity::Unrounded(price), How::Bond, inputs).at(month)
    }

    /// Takes down a bond's price of a month.
    pub(in crate::engine) fn note_bond(&mut self, month: u16, price: f64, market: &Market) {
        if self.notes.is_some() {
            let step = self.bond_step(month, price, market);
            if let Some(notes) = &mut self.notes {
                notes.worth = Some(step);
            }
        }
    }

    /// A half-yearly coupon.
    pub(in crate::engine) fn coupon_step(&self, due: Yen) -> Step {
        let (face, coupon) = match &self.position {
            Position::Bond { face, coupon, .. } => (*face, *coupon),
            _ => (Yen::ZERO, rust_decimal::Decimal::ZERO),
        };
        let face = Step::given(Term::Face, Quantity::Yen(face), Origin::Noted);
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
    pub(in crate::engine) fn exchanged(&mut self, month: u16, then: Step, paid: Yen, scenario: &Scenario) {
        let Some(notes) = &mut self.notes else { return };
        let then = then.at(month);
        notes.holds = if paid.is_positive() {
            let cash = Step::given(Term::CashPart, Quantity::Yen(paid), Origin::Noted);
            let left = Quantity::Unrounded(then.value.number() - door::amount(paid));
            Step::of(Term::WorthAfterDefault, left, How::Less, vec![then, cash]).at(month)
        } else {
            then
        };
        let rate = Step::param(scenario, Param::ExitYield);
        let none = Step::given(Term::MonthsSince, Quantity::Months(0), Origin::Rule);
        let grown = Step::of(Term::Growth, Quantity::Factor(1.0), How::YearlyGrowth, vec![rate, none]);
        let inputs = vec![notes.holds.clone(), grown];
        notes.worth = Some(Step::of(Term::Worth, notes.holds.value, How::Product, inputs).at(month));
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
            let inputs = vec![notes.holds.clone(), Step::param(scenario, Param::ConversionMoney)];
            let step = Step::of(Term::Face, Quantity::Yen(face), How::Product, inputs);
            notes.holds = step.rounded(Rounding::Cut).line(&self.id).at(month);
        }
    }

    /// Interest earned and not yet credited is converted as money is.
    pub(in crate::engine) fn convert_accrued(&mut self, month: u16, scenario: &Scenario) {
        let Some(notes) = &mut self.notes else { return };
        let months = std::mem::take(&mut notes.accrued);
        if !months.is_empty() {
            let earned: f64 = months.iter().map(|step| step.value.number()).sum();
            let earned = Step::of(Term::Accrued, Quantity::Unrounded(earned), How::Sum, months);
            let factor = Step::param(scenario, Param::ConversionMoney);
            let left = Quantity::Unrounded(earned.value.number() * factor.value.number());
            notes.accrued.push(Step::of(Term::Accrued, left, How::Product, vec![earned, factor]).at(month));
        }
    }

    /// Something was bought: what was paid, what arrives of it, and the price of
    /// one.
    pub(in crate::engine) fn bought(
        &mut self,
        month: u16,
        (paid, worth, unit): (Yen, f64, f64),
        spread: rust_decimal::Decimal,
    ) {
        let Some(notes) = &mut self.notes else { return };
        let amount = Step::given(Term::PlanPaid, Quantity::Yen(paid), Origin::Noted);
        let cost = Quantity::Param(Param::PlanSpread, spread);
        let cost =
            Step::given(Term::Parameter, cost, Origin::Parameter).about(About::Param(Param::PlanSpread));
        let kept = Quantity::Factor(1.0 - cost.value.number());
        let kept = Step::of(Term::PartKept, kept, How::OneLess, vec![cost]);
        let arrives =
            Step::of(Term::PlanArrives, Quantity::Unrounded(worth), How::Product, vec![amount, kept]);
        if let Some(before) = notes.worth.take() {
            let sum = Quantity::Unrounded(before.value.number() + worth);
            notes.worth = Some(Step::of(Term::Worth, sum, How::Sum, vec![before, arrives.clone()]).at(month));
        }
        let price = Step::given(Term::PriceOfOne, Quantity::YenPerUnit(unit), Origin::Noted).at(month);
        let count = super::note::like(notes.holds.value, worth / unit);
        let mut bought = Step::of(Term::Bought, count, How::Quotient, vec![arrives, price]).at(month);
        if matches!(count, Quantity::Yen(_)) {
            bought.rounding = Rounding::Nearest;
        }
        notes.add(month, bought);
    }

    /// What is held now, and how it came to that.
    pub(in crate::engine) fn holds_now(&mut self, holds: Step) {
        if let Some(notes) = &mut self.notes {
            notes.holds = holds;
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
            return Step::given(term, now, Origin::Noted).line(&self.id);
        };
        let mut changes: Vec<(Cause, Yen)> = Vec::new();
        for record in &notes.records {
            let change = record.nominal.1.minus(record.nominal.0);
            match changes.iter_mut().find(|(cause, _)| *cause == record.cause) {
                Some((_, sum)) => *sum = sum.plus(change),
                None => changes.push((record.cause, change)),
            }
        }
        let opening = Step { term: Term::Opening, ..notes.holds.clone() };
        let changes = changes.into_iter().filter(|(_, sum)| !sum.is_zero()).map(|(cause, sum)| {
            Step::given(Term::ChangeByCause, Quantity::Yen(sum), Origin::SoFar).about(About::Cause(cause))
        });
        let inputs = std::iter::once(opening).chain(changes).collect();
        Step::of(term, now, How::Sum, inputs).line(&self.id)
    }

    /// What could be paid out of it now, as a step: what is there less what is
    /// frozen.
    pub(in crate::engine) fn at_hand_step(&self) -> Step {
        let at_hand = self.at_hand();
        if at_hand == self.track.now() {
            return self.so_far(Term::AtHand);
        }
        let frozen = self.track.now().minus(at_hand);
        let frozen = Step::given(Term::Frozen, Quantity::Yen(frozen), Origin::Noted);
        let inputs = vec![self.so_far(Term::Balance), frozen];
        Step::of(Term::AtHand, Quantity::Yen(at_hand), How::Less, inputs).line(&self.id)
    }

    /// What is owed on it now, above zero.
    pub(in crate::engine) fn owed_step(&self) -> Step {
        let owed = Quantity::Yen(self.track.now().negated());
        Step::of(Term::Owed, owed, How::Negated, vec![self.so_far(Term::StatedValue)]).line(&self.id)
    }

    /// The amount the ledger states now, as a step.
    pub(in crate::engine) fn stated_step(&self) -> Step {
        Step::given(Term::StatedValue, Quantity::Yen(self.track.now()), Origin::Noted).line(&self.id)
    }

    /// Yen as a note counts them.
    pub(in crate::engine) fn yen(value: f64) -> Quantity {
        Quantity::Yen(door::state(value))
    }
}
