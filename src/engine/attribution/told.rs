//! How a part of the difference came about.

use super::{Attribution, factorial, orders_with};
use crate::domain::yen::Yen;
use crate::engine::bundle::Bundle;
use crate::engine::trace::{About, How, Origin, Quantity, Rounding, Step, Term};

/// How one part of a difference came about, nominal or in today's purchasing
/// power; nothing where it has no such part.
///
/// **Shape**: a sum over how many of the others are changed before it; each is
/// the share of all orders in which a given choice of so many comes first,
/// times what the part adds to each such choice: net worth with it less net
/// worth without. **Rounding**: as in [`attribute`](super::attribute).
#[must_use]
pub fn explain(found: &Attribution, bundles: &[Bundle], real: bool) -> Option<Step> {
    let part = found.parts.iter().position(|part| part.bundles == bundles)?;
    let value = found.parts.get(part)?.value;
    let told = Told { found, part, unit: if real { Quantity::RealYen } else { Quantity::Yen } };
    let groups = (0..found.parts.len()).map(|before| told.after(before)).collect();
    let root = (told.unit)(if real { value.real } else { value.nominal });
    let step = Step::of(Term::PartOfDifference, root, How::Sum, groups).rounded(Rounding::Shared);
    Some(step.about(About::Parts(1 << part)).at(found.month))
}

struct Told<'a> {
    found: &'a Attribution,
    part: usize,
    unit: fn(Yen) -> Quantity,
}

impl Told<'_> {
    /// What the part adds where so many others are changed before it.
    fn after(&self, before: usize) -> Step {
        let joins = 1_usize << self.part;
        let choices = (0..self.found.mixtures.len())
            .filter(|choice| choice & joins == 0 && choice.count_ones() as usize == before);
        let mut added: Vec<Step> = choices.map(|choice| self.added(choice)).collect();
        let sum: Yen = added.iter().map(Step::yen).sum();
        let all = if added.len() == 1 {
            added.remove(0)
        } else {
            Step::of(Term::AddsInAll, (self.unit)(sum), How::Sum, added)
        };
        let share = self.share(before);
        let weighted = Quantity::Unrounded(share.value.number() * all.value.number());
        let before = u32::try_from(before).unwrap_or(u32::MAX);
        Step::of(Term::AddsWeighted, weighted, How::Product, vec![share, all]).about(About::Others(before))
    }

    /// The share of all orders in which one choice of so many comes first.
    fn share(&self, before: usize) -> Step {
        let players = self.found.parts.len();
        let count = |orders: i128| Quantity::Count(u32::try_from(orders).unwrap_or(u32::MAX));
        let of_these = Step::given(Term::OrdersOfThese, count(orders_with(before, players)), Origin::Rule);
        let all = Step::given(Term::AllOrders, count(factorial(players)), Origin::Rule);
        let share = Quantity::Factor(of_these.value.number() / all.value.number());
        Step::of(Term::OrdersShare, share, How::Quotient, vec![of_these, all])
    }

    /// Net worth with the part less net worth without, others changed before.
    fn added(&self, choice: usize) -> Step {
        let net = |term, choice: usize| {
            let value = self.found.mixtures.get(choice).copied().unwrap_or_default();
            let real = matches!((self.unit)(Yen::ZERO), Quantity::RealYen(_));
            let net = (self.unit)(if real { value.real } else { value.nominal });
            Step::given(term, net, Origin::Mixture)
        };
        let (with, without) = (net(Term::NetWith, choice | 1 << self.part), net(Term::NetWithout, choice));
        let gap = (self.unit)(with.yen().minus(without.yen()));
        let before = u16::try_from(choice).unwrap_or_default();
        Step::of(Term::Adds, gap, How::Less, vec![with, without]).about(About::Parts(before))
    }
}
