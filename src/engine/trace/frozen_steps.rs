//! What lines say of what is frozen of them.

use super::assemble::{Lines, Told};
use super::{Elsewhere, How, Origin, Quantity, Rounding, Step, Term};
use crate::domain::param::Param;
use crate::domain::scenario::Scenario;
use crate::domain::yen::Yen;
use crate::engine::door;
use crate::engine::numeraire::Numeraire;
use crate::engine::position::{Line, Position};
use crate::engine::steps::controls::RELEASED_FIRST;

impl Line {
    /// What is frozen of it.
    pub(in crate::engine) const fn frozen(&self) -> Yen {
        match self.position {
            Position::Money { frozen, .. } => frozen,
            _ => Yen::ZERO,
        }
    }

    /// What is frozen of it now, `amount`, as a step that is told elsewhere.
    pub(in crate::engine) fn frozen_step(&self, amount: Yen) -> Step {
        let now = Quantity::Yen(amount);
        let last = self.notes.as_deref().and_then(|notes| notes.frozen.last().zip(Some(notes.frozen.len())));
        let named = match last {
            Some((last, count)) => {
                let month = last.month.unwrap_or_default();
                let place = Elsewhere::Frozen { line: self.id.clone(), month, after: count };
                Step::noted(Term::Frozen, last.value, place)
            }
            // Of a kind nothing is drawn from, all stays.
            None => return Step::of(Term::Frozen, now, How::Same, vec![self.so_far(Term::Balance)]),
        };
        if named.yen() == amount {
            return named;
        }
        Step::of(Term::Frozen, now, How::Least, vec![named, self.so_far(Term::Balance)])
    }

    fn froze(&mut self, month: u16, step: impl FnOnce(&Self, Quantity) -> Step) {
        if self.notes.is_some() {
            let step = step(self, Quantity::Yen(self.frozen())).at(month);
            if let Some(notes) = &mut self.notes {
                notes.frozen.push(step);
            }
        }
    }

    /// All of it froze.
    pub(in crate::engine) fn note_freeze(&mut self, month: u16) {
        if !matches!(self.position, Position::Money { .. }) {
            return;
        }
        self.froze(month, |line, now| {
            Step::of(Term::Frozen, now, How::Same, vec![line.so_far(Term::Balance)])
        });
    }

    /// What it earned froze too: `before`, what was frozen until then. That it
    /// was credited has just been said.
    pub(in crate::engine) fn note_frozen_interest(&mut self, month: u16, before: Yen) {
        let Some(credited) = self.notes.as_deref().and_then(|notes| notes.why()).cloned() else { return };
        self.froze(month, |line, now| {
            Step::of(Term::Frozen, now, How::Sum, vec![line.frozen_step(before), credited])
        });
    }

    /// A part of it can be drawn again: as far as what `could` still be drawn
    /// at the bank this month, after the accounts before it.
    pub(in crate::engine) fn note_released(
        &mut self,
        month: u16,
        (freed, before): (Yen, Yen),
        could: Yen,
        scenario: &Scenario,
    ) {
        if self.notes.is_none() {
            return;
        }
        let limit = Step::param(scenario, Param::WithdrawalLimit);
        let others = Yen::truncated(scenario.get(Param::WithdrawalLimit)).minus(could);
        let limit = if others.is_zero() {
            limit
        } else {
            let place = Elsewhere::Released { line: self.id.clone(), month };
            let others = Step::noted(Term::ReleasedBefore, Quantity::Yen(others), place);
            Step::of(Term::LimitLeft, Quantity::Yen(could), How::Less, vec![limit, others])
                .rounded(Rounding::Cut)
        };
        let inputs = vec![limit, self.frozen_step(before)];
        let released = Step::of(Term::Released, Quantity::Yen(freed), How::Least, inputs);
        let released = released.rounded(Rounding::Cut).line(&self.id).at(month);
        self.froze(month, |line, now| {
            Step::of(Term::Frozen, now, How::Less, vec![line.frozen_step(before), released])
        });
    }

    /// What was made free of it in a month.
    fn released_in(&self, month: u16) -> Option<Step> {
        let all = self.notes.as_deref()?.frozen.iter().filter(|step| step.month == Some(month));
        let mut parts = all.filter_map(|step| step.inputs.get(1));
        parts.find(|part| part.term == Term::Released).cloned()
    }

    /// Takes down what is frozen when a month begins.
    pub(in crate::engine) fn note_frozen_before(&mut self) {
        if self.notes.is_some() {
            let frozen = self.frozen_step(self.frozen());
            if let Some(notes) = &mut self.notes {
                notes.frozen_before = Some(frozen);
            }
        }
    }

    /// What of it was frozen when the month began, `held`, and the rest, where
    /// that is told.
    pub(in crate::engine) fn held_steps(&self, held: Yen) -> Option<(Step, Step)> {
        let notes = self.notes.as_deref()?;
        let stated = self.stated_step();
        if matches!(self.position, Position::Dollars { .. }) {
            // All of it, as it is stated in yen.
            return Some((stated, Step::given(Term::NotFrozen, Quantity::Yen(Yen::ZERO), Origin::Nothing)));
        }
        let before = notes.frozen_before.clone()?;
        let held = if before.yen() == held {
            before
        } else {
            Step::of(Term::Frozen, Quantity::Yen(held), How::Least, vec![before, stated.clone()])
        };
        let free = Quantity::Yen(stated.yen().minus(held.yen()));
        let free = Step::of(Term::NotFrozen, free, How::Less, vec![stated, held.clone()]);
        Some((held.line(&self.id), free.line(&self.id)))
    }

    /// The next statement is about this part; about all again, without one.
    pub(in crate::engine) fn tell_of(&mut self, part: Option<Step>) {
        if let Some(notes) = &mut self.notes {
            notes.part = part;
        }
    }

    /// Money was converted, what is frozen with it, `before` until then, and
    /// what was when the month began.
    pub(in crate::engine) fn note_frozen_converted(&mut self, month: u16, before: Yen, scenario: &Scenario) {
        if let Some(notes) = &mut self.notes {
            notes.frozen_before = notes.frozen_before.take().map(|frozen| {
                let factor = Step::param(scenario, Param::ConversionMoney);
                let left = Quantity::Yen(frozen.yen().times_truncated(scenario.get(Param::ConversionMoney)));
                let step = Step::of(Term::Frozen, left, How::Product, vec![frozen, factor]);
                step.rounded(Rounding::Cut)
            });
        }
        if before.is_positive() {
            self.froze(month, |line, now| {
                let inputs = vec![line.frozen_step(before), Step::param(scenario, Param::ConversionMoney)];
                Step::of(Term::Frozen, now, How::Product, inputs).rounded(Rounding::Cut)
            });
        }
    }

    /// Less is there now than was frozen.
    pub(in crate::engine) fn note_frozen_taken(&mut self, month: u16) {
        let last = self.notes.as_ref().and_then(|notes| notes.frozen.last()).map(Step::yen);
        if let Some(before) = last.filter(|before| *before > self.frozen()) {
            self.froze(month, |line, now| {
                Step::of(
                    Term::Frozen,
                    now,
                    How::Least,
                    vec![line.frozen_step(before), line.so_far(Term::Balance)],
                )
            });
        }
    }

    /// The freeze is over.
    pub(in crate::engine) fn note_thaw(&mut self, month: u16) {
        self.froze(month, |_, now| Step::given(Term::Frozen, now, Origin::Nothing));
    }
}

impl Told<'_> {
    /// What was made free at a line's bank in a month before it was its turn.
    pub(super) fn released_before(&self, id: &str, month: u16) -> Option<Step> {
        let place = |line: &Line| match line.position {
            Position::Money { bank: Some((bank, account)), .. } => Some((bank, account)),
            _ => None,
        };
        let lines = &self.world.lines;
        let (bank, _) = lines.iter().find(|line| line.id == id).and_then(place)?;
        let in_turn = RELEASED_FIRST
            .iter()
            .flat_map(|account| lines.iter().filter(move |line| place(line) == Some((bank, *account))));
        let before = in_turn.take_while(|line| line.id != id);
        Some(Step::total(Term::ReleasedBefore, before.filter_map(|line| line.released_in(month)).collect()))
    }

    /// What cannot be drawn at the month's end, of all accounts.
    pub(super) fn frozen_sum(&self) -> Step {
        let parts = self.world.lines.iter().filter_map(|line| match line.position {
            Position::Money { frozen, .. } if frozen.is_positive() => {
                Some(line.frozen_step(frozen).line(&line.id))
            }
            Position::Dollars { frozen: true, .. } => {
                let now = Quantity::Yen(line.track.now());
                Some(Step::of(Term::Frozen, now, How::Same, vec![line.stated_step()]).line(&line.id))
            }
            _ => None,
        });
        Step::total(Term::Frozen, parts.collect()).at(self.month)
    }

    /// Net worth less what cannot be drawn.
    pub(super) fn usable(&self, measure: Numeraire) -> Step {
        let frozen = self.frozen_sum();
        let less = |net: Step, frozen: Step, unit: fn(Yen) -> Quantity| {
            let left = unit(net.yen().minus(frozen.yen()));
            Step::of(Term::Usable, left, How::Less, vec![net, frozen]).at(self.month)
        };
        let nominal = |frozen| less(self.value(&Lines::Net, Numeraire::NominalYen), frozen, Quantity::Yen);
        match measure {
            Numeraire::RealYen => {
                let prices = self.steps.prices(self.month);
                let real = door::state(frozen.value.number() / prices.value.number());
                let inputs = vec![frozen, prices];
                let frozen = Step::of(Term::Frozen, Quantity::RealYen(real), How::Quotient, inputs);
                let frozen = frozen.rounded(Rounding::Nearest).at(self.month);
                less(self.value(&Lines::Net, measure), frozen, Quantity::RealYen)
            }
            Numeraire::NominalYen => nominal(frozen),
            Numeraire::Dollars => {
                let inputs = vec![nominal(frozen), self.steps.dollar_rate(self.month)];
                Step::quotient(Term::DollarValue, Quantity::Dollars, inputs).at(self.month)
            }
            Numeraire::Bitcoin => {
                let dollars = self.usable(Numeraire::Dollars);
                let inputs = vec![dollars, self.steps.bitcoin(self.month)];
                Step::quotient(Term::BitcoinValue, Quantity::Coins, inputs).at(self.month)
            }
        }
    }
}
