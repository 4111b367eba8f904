//! What falls due: bonds, receivables, payables, loan principal.

use rust_decimal::Decimal;

use crate::domain::holding::Repayment;
use crate::domain::yen::Yen;
use crate::engine::cause::Cause;
use crate::engine::position::{BondState, Position};
use crate::engine::run::World;
use crate::engine::trace::{About, Elsewhere, How, Origin, Quantity, Rounding, Step, Term};

impl World<'_> {
    pub(in crate::engine) fn mature(&mut self, month: u16) {
        self.collect(month);
        self.settle(month);
    }

    /// Bonds and receivables turn into cash.
    fn collect(&mut self, month: u16) {
        let mut incoming = Yen::ZERO;
        let mut from = Vec::new();
        for line in &mut self.lines {
            let whole = match &line.position {
                Position::Bond { state: BondState::Live, matures, .. } if *matures == month => {
                    line.holds_step()
                }
                Position::Receivable { due, .. } if *due == month => line.so_far(Term::FellDue),
                _ => continue,
            };
            let paid = match &mut line.position {
                Position::Bond { face, matures, value, state: BondState::Live, .. } if *matures == month => {
                    *value = 0.0;
                    std::mem::take(face)
                }
                Position::Receivable { amount, due } if *due == month => std::mem::take(amount),
                _ => continue,
            };
            if line.notes.is_some() {
                let step = Step { term: Term::FellDue, ..whole }.line(&line.id).at(month);
                line.say(|| step.clone().negated());
                line.note_worth(Step::given(Term::Worth, Quantity::Unrounded(0.0), Origin::Nothing));
                from.push(step);
            }
            line.restate(month, Cause::Transfer, &self.market);
            incoming = incoming.plus(paid);
        }
        if incoming.is_positive() {
            self.receive(month, incoming, from);
        }
    }

    /// Payables and principal are paid as far as money is at hand; the rest
    /// stays owed and is tried again each month.
    fn settle(&mut self, month: u16) {
        for i in 0..self.lines.len() {
            let Some(line) = self.lines.get(i) else { continue };
            let due = match &line.position {
                Position::Payable { amount, due } if *due <= month => *amount,
                Position::Loan { balance, matures, .. } if *matures <= month => *balance,
                Position::Loan { balance, repayment: Repayment::EqualPrincipal, matures, .. } => {
                    let left = Decimal::from(matures.saturating_sub(month).saturating_add(1));
                    Yen::truncated(balance.get().checked_div(left).unwrap_or_default())
                }
                _ => continue,
            };
            let id = line.id.clone();
            let owed = line.notes.is_some().then(|| line.owed_step());
            let left = match &line.position {
                Position::Loan { matures, .. } if *matures > month => Some(*matures - month + 1),
                _ => None,
            };
            let repayment = || repayment(&id, owed.clone(), left, due).at(month);
            let paid = self.pay(month, due, Cause::Transfer, &repayment);
            if paid.is_positive()
                && let Some(line) = self.lines.get_mut(i)
            {
                line.say(|| {
                    let place = Elsewhere::paid(Term::Repayment, About::Line(id.clone()), month);
                    Step::noted(Term::Repaid, Quantity::Yen(paid), place).line(&id).at(month)
                });
                line.give(month, Cause::Transfer, paid, &self.market);
            }
        }
    }
}

/// What is to be repaid: all, or an equal part for each month left.
fn repayment(id: &str, owed: Option<Step>, months_left: Option<u16>, due: Yen) -> Step {
    let owed = owed.into_iter();
    match months_left {
        Some(left) => {
            let left = Step::given(Term::MonthsLeft, Quantity::Months(left), Origin::Rule);
            Step::of(Term::Repayment, Quantity::Yen(due), How::Quotient, owed.chain([left]).collect())
                .rounded(Rounding::Cut)
        }
        None => Step::of(Term::Repayment, Quantity::Yen(due), How::Same, owed.collect()),
    }
    .line(id)
}
