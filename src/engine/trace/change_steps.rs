//! What one statement of a line changed, and by which prices.

use super::assemble::Told;
use super::line_steps::stood;
use super::note::Notes;
use super::{About, Elsewhere, How, Origin, Quantity, Rounding, Step, Term};
use crate::domain::yen::Yen;
use crate::engine::cause::Cause;
use crate::engine::door;
use crate::engine::position::Line;

impl Told<'_> {
    /// A change in today's purchasing power: N ÷ P after less N ÷ P before.
    pub(super) fn real_change(&self, line: &str, notes: &Notes, i: usize, change: Yen) -> Step {
        let Some(record) = notes.records.get(i) else {
            return Step::given(Term::CauseInMonth, Quantity::RealYen(change), Origin::Nothing);
        };
        let worth = |exact, after| {
            Step::noted(Term::Worth, Quantity::Unrounded(exact), stood(line, notes, after, true))
        };
        let real = |worth: Step, per_price: f64, real: Yen| {
            let inputs = vec![worth, self.level(1.0 / per_price, record.month)];
            Step::of(Term::RealValue, Quantity::RealYen(real), How::Quotient, inputs)
                .rounded(Rounding::Nearest)
                .at(record.month)
        };
        let change_of = |inputs| {
            Step::of(Term::CauseInMonth, Quantity::RealYen(change), How::Less, inputs)
                .about(About::Cause(record.cause))
                .at(record.month)
        };
        // What was frozen feels the prices first, the rest after it.
        if let Some(part) = &record.part {
            let at = |per_price| real(part.clone(), per_price, door::state(part.value.number() * per_price));
            return change_of(vec![at(record.per_price.1), at(record.per_price.0)]);
        }
        let first = (0..i).rev().take_while(|&k| {
            notes.records.get(k).is_some_and(|r| r.part.is_some() && r.month == record.month)
        });
        let first = first.last().and_then(|k| notes.records.get(k).map(|r| (k, r)));
        let (exact_before, exact_after) = record.exact;
        let after = match &record.why {
            Some(why) if (exact_before + why.value.number() - exact_after).abs() <= 0.5 => {
                let sum = Quantity::Unrounded(exact_before + why.value.number());
                Step::of(Term::Worth, sum, How::Sum, vec![worth(exact_before, i), why.clone()])
            }
            _ => worth(exact_after, i + 1),
        };
        let before = match first {
            Some((k, opened)) => {
                let opening = real(worth(opened.exact.0, k), opened.per_price.0, opened.real.0);
                let parts = (k..i).filter_map(|k| {
                    let (before, after) = notes.records.get(k)?.real;
                    Some(self.real_change(line, notes, k, after.minus(before)))
                });
                let inputs = std::iter::once(opening).chain(parts).collect();
                Step::of(Term::RealValue, Quantity::RealYen(record.real.0), How::Sum, inputs)
            }
            None => real(worth(exact_before, i), record.per_price.0, record.real.0),
        };
        change_of(vec![real(after, record.per_price.1, record.real.1), before])
    }

    /// The price level in force in a month: before its prices moved, after
    /// inflation alone, or at its end.
    fn level(&self, level: f64, month: u16) -> Step {
        let steps = self.steps;
        let found =
            [Elsewhere::Prices(month.saturating_sub(1)), Elsewhere::Between(month), Elsewhere::Prices(month)]
                .into_iter()
                .find(|place| (steps.level(place) / level - 1.0).abs() < 1e-12);
        let value = Quantity::Factor(level);
        match found {
            Some(place) => Step::noted(Term::PriceLevel, value, place),
            None => Step::given(Term::PriceLevel, value, Origin::Noted),
        }
    }
}

/// A change in yen of the month: what was said of it, or after less before.
pub(super) fn nominal_change(line: &str, notes: &Notes, i: usize, change: Yen) -> Step {
    let Some(record) = notes.records.get(i) else {
        return Step::given(Term::Change, Quantity::Yen(change), Origin::Nothing);
    };
    match &record.why {
        Some(why) if why.yen() == change => why.clone(),
        _ => {
            let stated = |yen, after| {
                Step::noted(Term::StatedValue, Quantity::Yen(yen), stood(line, notes, after, false))
                    .at(record.month)
            };
            let inputs = vec![stated(record.nominal.1, i + 1), stated(record.nominal.0, i)];
            Step::of(Term::ChangeByCause, Quantity::Yen(change), How::Less, inputs)
                .about(About::Cause(record.cause))
                .at(record.month)
        }
    }
}

impl Line {
    /// What was put down to a reason after a month, as amounts above zero.
    pub(in crate::engine) fn owed_since(&self, term: Term, cause: Cause, month: u16) -> Step {
        let notes = self.notes.as_deref();
        let records = notes.into_iter().flat_map(|notes| notes.records.iter().enumerate());
        let parts = records.filter(|(_, record)| record.cause == cause && record.month > month);
        let parts = parts.filter_map(|(i, record)| {
            let change = nominal_change(&self.id, notes?, i, record.nominal.1.minus(record.nominal.0));
            let given = change.inputs.first().filter(|_| change.how == How::Negated).cloned();
            Some(given.unwrap_or_else(|| change.negated()))
        });
        Step::total(term, parts.collect())
    }
}
