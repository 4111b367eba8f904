//! What the company would move out of its deposits, into what, and when.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::holding::HoldingId;
use super::origin::{Knob, Origin, Origins, Stance};
use super::param::{Param, ParamGroup};

/// What the company would move. The same in every scenario: what happens to
/// the world is one thing, what the company does another.
///
/// **Shape**: numbers of [`ParamGroup::Plan`]; only what was moved is held.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    values: BTreeMap<Param, Decimal>,
    /// Deposits the plan does not touch.
    pub leave_out: BTreeSet<HoldingId>,
    /// Who set what; no part of what the plan is.
    pub origins: Origins,
}

impl Plan {
    /// Whether a number belongs to the plan rather than to a scenario.
    #[must_use]
    pub fn holds(param: Param) -> bool {
        param.group() == ParamGroup::Plan
    }

    /// The value of a number, its default if it was never moved.
    #[must_use]
    pub fn get(&self, param: Param) -> Decimal {
        self.values.get(&param).copied().unwrap_or_else(|| param.default_value())
    }

    /// Moves a number; others than the plan's own are left alone.
    pub fn set(&mut self, param: Param, value: Decimal) {
        if !Self::holds(param) {
            return;
        }
        if value == param.default_value() {
            self.values.remove(&param);
        } else {
            self.values.insert(param, value.normalize());
        }
    }

    /// Moves a number back to its default.
    pub fn reset(&mut self, param: Param) {
        self.values.remove(&param);
    }

    /// Moves everything back to its default.
    pub fn reset_all(&mut self) {
        self.values.clear();
        self.leave_out.clear();
    }

    /// What was moved, in file order.
    pub fn changed(&self) -> impl Iterator<Item = (Param, Decimal)> + '_ {
        self.values.iter().map(|(&p, &v)| (p, v))
    }

    /// Everything that differs from its default.
    #[must_use]
    pub fn moved(&self) -> BTreeMap<Knob, Stance> {
        self.changed().map(|(param, value)| (Knob::Param(param), value)).collect()
    }

    /// Remembers that `origin` set what differs from `before`.
    pub fn note(&mut self, before: &Self, origin: &Origin) {
        let is = self.moved();
        self.origins.note(&before.moved(), &is, origin);
    }

    /// Whether nothing was moved.
    #[must_use]
    pub fn is_default(&self) -> bool {
        self.values.is_empty() && self.leave_out.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_own_numbers_are_kept() {
        let mut plan = Plan::default();
        plan.set(Param::Haircut, Decimal::ONE);
        assert!(plan.is_default());
        plan.set(Param::PlanShare, Decimal::new(300, 3));
        assert_eq!(plan.get(Param::PlanShare).to_string(), "0.3");
        plan.set(Param::PlanShare, Decimal::ZERO);
        assert!(plan.is_default());
    }

    #[test]
    fn all_of_it_can_be_moved_back() {
        let mut plan = Plan::default();
        plan.set(Param::PlanShare, Decimal::new(3, 1));
        plan.leave_out.insert(HoldingId("a".to_owned()));
        plan.reset_all();
        assert!(plan.is_default());
    }
}
