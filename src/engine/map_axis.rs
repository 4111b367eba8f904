//! One parameter laid out along a line, and the scenario it can move in.

use rust_decimal::Decimal;

use super::door;
use crate::domain::param::Param;
use crate::domain::scenario::{DefaultMode, DefaultTerms, Scenario};

/// A parameter over its ordinary range, as a line from 0 to 1.
///
/// **Formula**: even steps of the value; where the parameter is logarithmic,
/// even steps of ln v, or of asinh(v / one display unit) where the range
/// reaches zero or below.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Axis {
    /// The parameter.
    pub param: Param,
    low: f64,
    high: f64,
    scale: Scale,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Scale {
    Even,
    Log,
    /// Even around zero, logarithmic away from it; the width of "around".
    Around(f64),
}

impl Scale {
    fn to(self, value: f64) -> f64 {
        match self {
            Self::Even => value,
            Self::Log => value.ln(),
            Self::Around(unit) => (value / unit).asinh(),
        }
    }

    fn back(self, place: f64) -> f64 {
        match self {
            Self::Even => place,
            Self::Log => place.exp(),
            Self::Around(unit) => place.sinh() * unit,
        }
    }
}

impl Staging {
    /// Whether anything was set about when bonds default.
    #[must_use]
    pub fn of_default(&self) -> bool {
        self.default_on || self.in_time.is_some()
    }
}

impl Axis {
    /// The axis of a parameter over its ordinary range.
    #[must_use]
    pub fn of(param: Param) -> Self {
        let range = param.ordinary();
        let (low, high) = (door::plain(range.low), door::plain(range.high));
        let scale = match (param.logarithmic(), low > 0.0) {
            (false, _) => Scale::Even,
            (true, true) => Scale::Log,
            (true, false) => Scale::Around(1.0 / door::plain(param.unit().display_factor())),
        };
        Self { param, low, high, scale }
    }

    /// The same from the low end to `high` only, if that is lower.
    #[must_use]
    pub fn up_to(self, high: f64) -> Self {
        Self { high: self.high.min(high).max(self.low), ..self }
    }

    /// The value at a place, 0..=1, in kept units; whole where it must be.
    #[must_use]
    pub fn value(&self, place: f64) -> Decimal {
        let (from, to) = (self.scale.to(self.low), self.scale.to(self.high));
        let exact = self.scale.back(from + (to - from) * place.clamp(0.0, 1.0));
        let range = self.param.ordinary();
        let value = range.clamp(door::fraction(exact)).normalize();
        if self.param.whole() { value.round() } else { value }
    }

    /// The place of a value; below 0 or above 1 where it lies outside.
    #[must_use]
    pub fn place(&self, value: Decimal) -> f64 {
        let (from, to) = (self.scale.to(self.low), self.scale.to(self.high));
        let reach = to - from;
        let held = match self.scale {
            Scale::Log => door::plain(value).max(f64::MIN_POSITIVE),
            _ => door::plain(value),
        };
        if reach > 0.0 { (self.scale.to(held) - from) / reach } else { 0.0 }
    }

    /// The two ends, in kept units.
    #[must_use]
    pub fn ends(&self) -> (Decimal, Decimal) {
        (self.value(0.0), self.value(1.0))
    }
}

/// When what a parameter describes happens, and which parameter says so, where
/// that is after the horizon and it has no effect; of a default, see [`staged`].
#[must_use]
pub fn too_late(scenario: &Scenario, param: Param) -> Option<(Param, u16)> {
    use Param as P;
    let when = match param {
        P::Shock => P::ShockMonth,
        P::YieldRise => P::YieldMonth,
        P::FreezeMonths | P::WithdrawalLimit => P::FreezeMonth,
        P::ConversionMoney | P::ConversionDebts => P::ConversionMonth,
        P::LevyRate | P::LevyExempt => P::LevyMonth,
        P::Crash | P::CrashRecovery | P::CrashRecoveryMonths => P::CrashMonth,
        P::ExchangeLoss | P::ExchangeRecoveryMonths => P::ExchangeMonth,
        P::Depeg => P::DepegMonth,
        _ => return None,
    };
    let month = scenario.months(when);
    (month > scenario.horizon_months()).then_some((when, month))
}

/// What had to be set so that a parameter has an effect at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Staging {
    /// The default was off and was put in its month.
    pub default_on: bool,
    /// The month of default lay after the horizon and was put in the last one.
    pub in_time: Option<u16>,
    /// The loss was described the other way.
    pub terms: Option<DefaultTerms>,
}

/// The scenario in which `params` can have an effect: a parameter of the
/// default needs a default in a given month within the horizon, and its own
/// kind of terms.
#[must_use]
pub fn staged(scenario: &Scenario, params: &[Param]) -> (Scenario, Staging) {
    use Param as P;
    let mut next = scenario.clone();
    let mut staging = Staging::default();
    let of_default = |p: &Param| {
        matches!(
            p,
            P::DefaultMonth
                | P::Haircut
                | P::FaceCut
                | P::NewCoupon
                | P::Extension
                | P::CashPart
                | P::ExitYield
                | P::ReceivableLoss
        )
    };
    if params.iter().any(of_default) && next.default != DefaultMode::InMonth {
        next.default = DefaultMode::InMonth;
        staging.default_on = true;
    }
    if params.iter().any(of_default) && !params.contains(&P::DefaultMonth) {
        let in_time = next.with_default_in_time();
        if in_time.months(P::DefaultMonth) != next.months(P::DefaultMonth) {
            staging.in_time = Some(in_time.months(P::DefaultMonth));
            next = in_time;
        }
    }
    let wanted = params.iter().find_map(|p| match p {
        P::Haircut => Some(DefaultTerms::Haircut),
        P::FaceCut | P::NewCoupon | P::Extension | P::CashPart => Some(DefaultTerms::Exchange),
        _ => None,
    });
    if let Some(terms) = wanted.filter(|terms| *terms != next.terms) {
        next.terms = terms;
        staging.terms = Some(terms);
    }
    (next, staging)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_and_its_value_are_the_same_point() {
        for &param in Param::ALL {
            let axis = Axis::of(param);
            for place in [0.0, 0.25, 0.5, 1.0] {
                let found = axis.place(axis.value(place));
                let step = if param.whole() { 0.51 / (axis.high - axis.low) } else { 1e-9 };
                assert!((found - place).abs() <= step, "{param:?} {place} {found}");
            }
        }
    }

    #[test]
    fn inflation_is_laid_out_evenly_around_zero_and_by_factors_beyond() {
        let axis = Axis::of(Param::Inflation);
        let at = |hundredths: i64| axis.place(Decimal::new(hundredths, 2));
        assert!(at(-3) < at(0) && at(0) < at(2));
        let (factor_low, factor_high) = (at(20) - at(10), at(200) - at(100));
        assert!((factor_low - factor_high).abs() < 0.002, "{factor_low} {factor_high}");
    }

    #[test]
    fn a_haircut_needs_a_default_and_its_own_terms() {
        let mut scenario = Scenario::named("x");
        scenario.terms = DefaultTerms::Exchange;
        let (next, staging) = staged(&scenario, &[Param::Shock, Param::Haircut]);
        assert_eq!((next.default, next.terms), (DefaultMode::InMonth, DefaultTerms::Haircut));
        let wanted = Staging { default_on: true, in_time: None, terms: Some(DefaultTerms::Haircut) };
        assert_eq!(staging, wanted);
        // A default after the horizon is none.
        scenario.set(Param::Horizon, Decimal::TWO);
        let (next, staging) = staged(&scenario, &[Param::Shock, Param::Haircut]);
        assert_eq!((next.months(Param::DefaultMonth), staging.in_time), (24, Some(24)));
        assert_eq!(staged(&scenario, &[Param::DefaultMonth]).1.in_time, None);
        assert_eq!(staged(&scenario, &[Param::Shock]).1, Staging::default());
    }
}
