//! One "what if": every number that can be moved, and the few choices.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::holding::HoldingId;
use super::origin::{Knob, Origin, Origins, Stance};
use super::param::Param;
use super::plan::Plan;
use super::risk_factor::Correlations;

/// Whether government bonds default in this scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum DefaultMode {
    /// They do not.
    #[default]
    Off,
    /// They do, in the month `Param::DefaultMonth`.
    InMonth,
    /// They may, at the yearly rate `Param::Hazard`. A single line of values
    /// cannot show odds: without them it is the same as `Off`.
    Random,
}

/// How the loss of a default is described.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum DefaultTerms {
    /// By one haircut, `Param::Haircut`.
    #[default]
    Haircut,
    /// By an exchange: face cut, new coupon, extension, cash, exit yield.
    Exchange,
}

/// Who bears a bank's shortfall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum LossOrder {
    /// Everybody alike (the Japanese estate has no depositor preference).
    #[default]
    PariPassu,
    /// The unprotected first (Cyprus 2013).
    UninsuredFirst,
    /// A levy on everybody, insurance not honoured (first Cyprus plan).
    UniformLevy,
}

/// How what is left at a failed exchange comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum ExchangeRecovery {
    /// As coins (Mt. Gox).
    #[default]
    InKind,
    /// In dollars of the failure date (FTX).
    DollarsOfFailureDate,
}

/// One "what if".
///
/// **Shape**: numbers not set have their default; `values` holds only what
/// was moved. **Units**: kept units of [`Param`], percents as fractions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scenario {
    /// The name on its tab.
    pub name: String,
    /// Whether bonds default.
    pub default: DefaultMode,
    /// How that is described.
    pub terms: DefaultTerms,
    /// Who bears a bank's shortfall.
    pub loss_order: LossOrder,
    /// Settlement deposits are paid in full whatever the insurer does.
    pub settlement_always_honoured: bool,
    /// How a failed exchange pays.
    pub exchange_recovery: ExchangeRecovery,
    /// Inflation of single years (1 is the first), instead of the slider.
    pub inflation_by_year: BTreeMap<u8, Decimal>,
    /// How the factors that move by chance go together.
    pub correlations: Correlations,
    /// Deposits the plan does not touch; from the profile, see
    /// [`Scenario::with_plan`].
    pub plan_leave_out: BTreeSet<HoldingId>,
    /// Who set what; no part of what the scenario is.
    pub origins: Origins,
    values: BTreeMap<Param, Decimal>,
}

impl Scenario {
    /// Whether, where things are left to chance, an exchange fails at a yearly
    /// rate and not in its month.
    #[must_use]
    pub fn exchange_fails_by_chance(&self) -> bool {
        !self.get(Param::ExchangeLoss).is_zero() && !self.get(Param::ExchangeFailureRate).is_zero()
    }

    /// The same with a default: in its month, or in the last one where that lies
    /// after the horizon.
    #[must_use]
    pub fn with_default_in_time(&self) -> Self {
        let mut with = self.clone();
        with.default = DefaultMode::InMonth;
        let last = self.horizon_months();
        if with.months(Param::DefaultMonth) > last {
            with.set(Param::DefaultMonth, Decimal::from(last));
        }
        with
    }

    /// What is left in set months where things are left to chance.
    #[must_use]
    pub fn dated_over_chance(&self) -> Self {
        let mut dated = self.clone();
        if self.exchange_fails_by_chance() {
            dated.set(Param::ExchangeLoss, Decimal::ZERO);
        }
        dated
    }

    /// A scenario in which nothing happens, under a name.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// The value of a number, its default if it was never moved.
    #[must_use]
    pub fn get(&self, param: Param) -> Decimal {
        self.values.get(&param).copied().unwrap_or_else(|| param.default_value())
    }

    /// Moves a number; one set to its default counts as not moved.
    pub fn set(&mut self, param: Param, value: Decimal) {
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

    /// Whether a number differs from its default.
    #[must_use]
    pub fn is_changed(&self, param: Param) -> bool {
        self.values.contains_key(&param)
    }

    /// What was moved, in file order.
    pub fn changed(&self) -> impl Iterator<Item = (Param, Decimal)> + '_ {
        self.values.iter().map(|(&p, &v)| (p, v))
    }

    /// Everything that differs from its default, and where it stands: numbers,
    /// years and correlations by their value, choices by their place.
    #[must_use]
    pub fn moved(&self) -> BTreeMap<Knob, Stance> {
        let place = |place: u8| Stance::from(place);
        let choices = [
            (Knob::Default, place(self.default as u8)),
            (Knob::Terms, place(self.terms as u8)),
            (Knob::LossOrder, place(self.loss_order as u8)),
            (Knob::SettlementAlways, place(u8::from(self.settlement_always_honoured))),
            (Knob::ExchangeRecovery, place(self.exchange_recovery as u8)),
        ];
        let years = self.inflation_by_year.iter().map(|(&year, &rate)| (Knob::InflationYear(year), rate));
        let pairs = self.correlations.changed().map(|(pair, value)| (Knob::Correlation(pair), value));
        self.changed()
            .map(|(param, value)| (Knob::Param(param), value))
            .chain(choices.into_iter().filter(|(_, place)| !place.is_zero()))
            .chain(years)
            .chain(pairs)
            .collect()
    }

    /// Remembers that `origin` set what differs from `before`.
    pub fn note(&mut self, before: &Self, origin: &Origin) {
        let is = self.moved();
        self.origins.note(&before.moved(), &is, origin);
    }

    /// The scenario with the company's plan in it, as the engine takes it.
    #[must_use]
    pub fn with_plan(&self, plan: &Plan) -> Self {
        let mut next = self.without_plan();
        next.values.extend(plan.changed());
        next.plan_leave_out.clone_from(&plan.leave_out);
        next.origins.extend(&plan.origins);
        next
    }

    /// The scenario as a profile keeps it: without the plan.
    #[must_use]
    pub fn without_plan(&self) -> Self {
        let mut next = self.clone();
        next.values.retain(|&param, _| !Plan::holds(param));
        next.plan_leave_out.clear();
        next.origins.retain(|knob| !matches!(knob, Knob::Param(param) if Plan::holds(param)));
        next
    }

    /// A number of months, as a month index.
    #[must_use]
    pub fn months(&self, param: Param) -> u16 {
        use rust_decimal::prelude::ToPrimitive;
        self.get(param).to_u16().unwrap_or(0)
    }

    /// T in months.
    #[must_use]
    pub fn horizon_months(&self) -> u16 {
        self.months(Param::Horizon).saturating_mul(12).clamp(12, super::calendar::LAST_MONTH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_set_back_to_its_default_is_not_changed() {
        let mut s = Scenario::named("x");
        s.set(Param::Haircut, Decimal::new(60, 2));
        assert!(s.is_changed(Param::Haircut));
        s.set(Param::Haircut, Decimal::new(370, 3));
        assert!(!s.is_changed(Param::Haircut));
        assert_eq!(s.horizon_months(), 120);
    }
}
