//! What a plan says of a month: what was to move, what could, and into what.

use super::plan::{Bought, UnderWay};
use crate::domain::scenario::Scenario;
use crate::domain::yen::{Yen, share_out};
use crate::engine::plan::{Target, Terms};
use crate::engine::run::World;
use crate::engine::trace::{About, Elsewhere, How, Origin, Quantity, Rounding, Step, Term};

/// Steps of what each deposit gave, and of what was paid for each thing.
pub(super) type Moves = (Vec<Option<Step>>, Vec<Option<Step>>);

impl World<'_> {
    /// What a month moves, as steps: out of each deposit noted, and into each
    /// thing bought.
    pub(super) fn moves_told(
        &self,
        month: u16,
        plan: &UnderWay,
        parts: &[Yen],
        bought: &[(Bought, Yen)],
    ) -> Moves {
        let moved: Vec<Step> = plan
            .noted
            .iter()
            .zip(parts)
            .map(|((i, noted, told), part)| {
                let noted = told
                    .clone()
                    .unwrap_or_else(|| Step::given(Term::PlanNoted, Quantity::Yen(*noted), Origin::Nothing));
                let planned = planned(&plan.terms, noted, month);
                let line = self.lines.get(*i).filter(|_| planned.yen() != *part);
                let (how, inputs) = match line {
                    Some(line) => (How::Least, vec![planned, line.drawable_step(self.drawable(*i))]),
                    None => (How::Same, vec![planned]),
                };
                Step::of(Term::PlanMoved, Quantity::Yen(*part), how, inputs).at(month)
            })
            .collect();
        let total: Yen = parts.iter().copied().sum();
        let spent: Yen = bought.iter().map(|(_, amount)| *amount).sum();
        let place = if spent == total {
            Elsewhere::paid(Term::PlanMoved, About::Nothing, month)
        } else {
            Elsewhere::Plan { paid: false, month }
        };
        let all = Step::noted(Term::PlanMoved, Quantity::Yen(total), place);
        let paid: Vec<Step> = bought
            .iter()
            .map(|(bought, amount)| part_of(all.clone(), (bought.target, *amount), self.scenario))
            .collect();
        if spent == total {
            return (moved.into_iter().map(Some).collect(), paid.into_iter().map(Some).collect());
        }
        let place = Elsewhere::Plan { paid: true, month };
        let spent_all = Step::noted(Term::PlanSpent, Quantity::Yen(spent), place);
        let drawn = share_out(spent, parts);
        let left = moved.into_iter().zip(drawn).map(|(own, part)| {
            let inputs = vec![spent_all.clone(), own, all.clone()];
            let step = Step::of(Term::PlanMoved, Quantity::Yen(part), How::ShareOut, inputs);
            Some(step.rounded(Rounding::Shared).at(month))
        });
        (left.collect(), paid.into_iter().map(Some).collect())
    }
}

/// The part of what was noted that is to move in a month, as a step.
fn planned(terms: &Terms, noted: Step, month: u16) -> Step {
    let part = terms.part(noted.yen(), month);
    if part == noted.yen() {
        return noted;
    }
    let count = |n: u16| Step::given(Term::PlanParts, Quantity::Count(n.into()), Origin::Rule);
    let each = Quantity::Yen(terms.part(noted.yen(), terms.first));
    let inputs = vec![noted.clone(), count(terms.months)];
    let each = Step::of(Term::PlanPart, each, How::Quotient, inputs).rounded(Rounding::Cut);
    if month != terms.last() {
        return each;
    }
    let before = Quantity::Yen(noted.yen().minus(part));
    let inputs = vec![each, count(terms.months.saturating_sub(1))];
    let before = Step::of(Term::PlanBefore, before, How::Product, inputs);
    Step::of(Term::PlanPart, Quantity::Yen(part), How::Less, vec![noted, before])
}

/// What of all that was moved in a month goes into one thing, by weight.
fn part_of(all: Step, (target, paid): (Target, Yen), scenario: &Scenario) -> Step {
    let weights = Target::ALL.map(|target| Step::param(scenario, target.weight()));
    let sum = weights.iter().map(|weight| weight.value.number()).sum();
    let sum = Step::of(Term::PlanWeights, Quantity::Factor(sum), How::Sum, weights.to_vec());
    let own = Step::param(scenario, target.weight());
    Step::of(Term::PlanPaid, Quantity::Yen(paid), How::ShareOut, vec![all, own, sum])
        .rounded(Rounding::Shared)
}
