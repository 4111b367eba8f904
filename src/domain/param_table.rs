//! The table of ranges and defaults, in the units shown on screen.
//!
//! Source: the parameter table of the model (README, "The parameters"), where
//! each default's origin and date stand; the same texts are in
//! `locales/*/params.ftl` as `.source`.

use super::param::{Mark, ParamGroup, ParamUnit};

/// One row: all numbers in thousandths of the display unit.
pub(super) struct Spec {
    pub(super) group: ParamGroup,
    pub(super) unit: ParamUnit,
    pub(super) ordinary: (i64, i64),
    pub(super) hard: (i64, i64),
    pub(super) default: i64,
    pub(super) step: i64,
    pub(super) logarithmic: bool,
    pub(super) mark: Mark,
}

impl Spec {
    pub(super) const fn unknown() -> Self {
        row(ParamGroup::Other, ParamUnit::Ratio, 0, 0, 0, 1, Mark::C)
    }

    const fn hard(mut self, low: i64, high: i64) -> Self {
        self.hard = (low.saturating_mul(1000), high.saturating_mul(1000));
        self
    }

    const fn down_to_half(mut self) -> Self {
        self.ordinary.0 = 500;
        self.hard.0 = 500;
        self
    }

    const fn log(mut self) -> Self {
        self.logarithmic = true;
        self
    }
}

/// A row whose hard limits are its ordinary ones; `low`, `high` in display
/// units, `default` and `step` in thousandths.
const fn row(
    group: ParamGroup,
    unit: ParamUnit,
    low: i64,
    high: i64,
    default: i64,
    step: i64,
    mark: Mark,
) -> Spec {
    Spec {
        group,
        unit,
        ordinary: (low.saturating_mul(1000), high.saturating_mul(1000)),
        hard: (low.saturating_mul(1000), high.saturating_mul(1000)),
        default,
        step,
        logarithmic: false,
        mark,
    }
}

const fn month(group: ParamGroup) -> Spec {
    row(group, ParamUnit::Months, 1, 120, 36_000, 1000, Mark::C).hard(1, 360)
}

const fn reach() -> Spec {
    row(ParamGroup::Controls, ParamUnit::Percent, 0, 100, 100_000, 1000, Mark::C)
}

use Mark::{A, B, C, NoView};
use ParamGroup as G;
use ParamUnit as U;

/// In the order of `Param::ALL`; a test holds the lengths together.
pub(super) static SPECS: [Spec; 89] = [
    row(G::Other, U::Years, 1, 30, 10_000, 1000, C),
    month(G::Default),
    row(G::Default, U::Percent, 0, 100, 37_000, 1000, C),
    row(G::Default, U::Percent, 0, 100, 0, 1000, NoView),
    row(G::Default, U::Percent, 0, 100, 50_000, 1000, C),
    row(G::Default, U::Years, 0, 40, 15_000, 500, C),
    row(G::Default, U::Percent, 0, 100, 0, 1000, NoView),
    row(G::Default, U::PercentPerYear, 0, 30, 6_000, 100, C),
    row(G::Currency, U::YenPerDollar, 50, 1000, 157_900, 100, A),
    row(G::Currency, U::PercentPerYear, -20, 60, 0, 500, NoView).hard(-50, 200),
    row(G::Currency, U::Percent, 0, 99, 0, 1000, NoView),
    month(G::Currency),
    row(G::Prices, U::PercentPerYear, -3, 200, 2_000, 100, C).hard(-20, 1000).log(),
    row(G::Prices, U::Ratio, 0, 1, 100, 10, B),
    row(G::Prices, U::Months, 1, 36, 12_000, 1000, C),
    row(G::Prices, U::Ratio, 0, 1, 300, 10, B),
    row(G::Prices, U::Percent, 0, 100, 20_000, 1000, C),
    row(G::Yields, U::PercentPerYear, 0, 10, 2_240, 50, A).hard(0, 30),
    row(G::Yields, U::BasisPoints, 0, 2000, 0, 10_000, NoView),
    month(G::Yields),
    row(G::Yields, U::Ratio, 0, 2, 0, 50, NoView),
    row(G::Yields, U::Ratio, 0, 2, 1_000, 50, C),
    row(G::Yields, U::PercentPerYear, 0, 10, 0, 50, NoView),
    row(G::Banks, U::Percent, 0, 100, 10_000, 1000, C),
    row(G::Banks, U::Percent, 0, 25, 6_000, 500, C).hard(0, 100),
    row(G::Banks, U::Percent, 0, 40, 0, 500, NoView).hard(0, 100),
    row(G::Banks, U::Percent, 0, 40, 0, 500, NoView).hard(0, 100),
    row(G::Banks, U::Percent, 0, 100, 65_000, 1000, C),
    row(G::Banks, U::Years, 1, 40, 10_000, 500, C).down_to_half(),
    row(G::Banks, U::Percent, 0, 100, 100_000, 1000, C),
    row(G::Banks, U::Yen, 0, 100_000_000, 10_000_000_000, 500_000_000, A).hard(0, 1_000_000_000_000),
    row(G::Banks, U::Percent, 0, 100, 100_000, 1000, A),
    month(G::Controls),
    row(G::Controls, U::Months, 0, 60, 0, 1000, NoView).hard(0, 360),
    row(G::Controls, U::Yen, 0, 10_000_000, 0, 100_000_000, NoView).hard(0, 1_000_000_000_000),
    month(G::Controls),
    row(G::Controls, U::Percent, 0, 100, 100_000, 500, NoView),
    row(G::Controls, U::Percent, 0, 100, 100_000, 500, NoView),
    month(G::Controls),
    row(G::Controls, U::Percent, 0, 90, 0, 1000, NoView).hard(0, 100),
    row(G::Controls, U::Yen, 0, 1_000_000_000, 0, 10_000_000_000, NoView).hard(0, 1_000_000_000_000_000),
    reach(),
    reach(),
    reach(),
    reach(),
    reach(),
    reach(),
    reach(),
    reach(),
    row(G::Crypto, U::PercentPerYear, -50, 100, 0, 1000, NoView).hard(-90, 1000),
    row(G::Crypto, U::Percent, 0, 100, 0, 1000, NoView),
    month(G::Crypto),
    row(G::Crypto, U::Percent, 0, 100, 0, 1000, NoView),
    row(G::Crypto, U::Months, 1, 180, 36_000, 1000, C),
    month(G::Crypto),
    row(G::Crypto, U::Percent, 0, 100, 0, 1000, NoView),
    row(G::Crypto, U::Months, 0, 180, 60_000, 1000, C),
    row(G::Crypto, U::Percent, 0, 100, 0, 1000, NoView),
    month(G::Crypto),
    row(G::Crypto, U::PercentPerYear, -20, 50, 0, 500, NoView).hard(-50, 500),
    row(G::Crypto, U::Dollars, 1000, 1_000_000, 58_600_000, 100_000, A).hard(1, 1_000_000_000).log(),
    row(G::Other, U::Percent, 0, 40, 31_500, 100, B).hard(0, 100),
    row(G::Other, U::Percent, 0, 100, 0, 1000, NoView),
    row(G::Chance, U::PercentPerYear, 0, 20, 420, 20, B).hard(0, 100),
    row(G::Chance, U::PercentPerYear, 0, 60, 9_000, 500, A).hard(0, 200),
    row(G::Chance, U::PercentPerYear, 0, 150, 65_000, 1000, A).hard(0, 400),
    row(G::Chance, U::PercentPerYear, 0, 150, 90_000, 1000, A).hard(0, 400),
    row(G::Chance, U::PercentPerYear, 0, 150, 111_000, 1000, A).hard(0, 400),
    row(G::Chance, U::PercentPerYear, 0, 150, 100_000, 1000, C).hard(0, 400),
    row(G::Chance, U::PercentPerYear, 0, 60, 12_000, 500, A).hard(0, 200),
    row(G::Chance, U::PercentPerYear, 0, 20, 1_200, 100, A).hard(0, 100),
    row(G::Chance, U::BasisPoints, 0, 300, 47_000, 1_000, A).hard(0, 1000),
    row(G::Chance, U::PercentPerYear, 0, 100, 0, 500, NoView).hard(0, 500),
    row(G::Chance, U::Percent, -50, 200, 20_000, 1000, C).hard(-90, 1000),
    row(G::Chance, U::Percent, 0, 100, 10_000, 1000, C).hard(0, 200),
    row(G::Chance, U::PercentPerYear, 0, 100, 0, 500, NoView).hard(0, 500),
    row(G::Chance, U::Percent, -90, 200, -40_000, 1000, C).hard(-99, 1000),
    row(G::Chance, U::Percent, 0, 100, 25_000, 1000, C).hard(0, 200),
    row(G::Chance, U::PercentPerYear, 0, 20, 0, 100, NoView).hard(0, 100),
    row(G::Chance, U::PercentPerYear, 0, 20, 0, 100, NoView).hard(0, 100),
    row(G::Chance, U::Ratio, 0, 10, 2_000, 100, C),
    row(G::Plan, U::Percent, 0, 100, 0, 1000, NoView),
    row(G::Plan, U::Ratio, 0, 10, 1_000, 1000, NoView),
    row(G::Plan, U::Ratio, 0, 10, 0, 1000, NoView),
    row(G::Plan, U::Ratio, 0, 10, 0, 1000, NoView),
    row(G::Plan, U::Ratio, 0, 10, 0, 1000, NoView),
    row(G::Plan, U::Months, 1, 120, 1_000, 1000, C).hard(1, 360),
    row(G::Plan, U::Months, 1, 60, 12_000, 1000, C).hard(1, 360),
    row(G::Plan, U::Percent, 0, 20, 1_000, 100, C).hard(0, 100),
];

#[cfg(test)]
mod tests {
    use super::super::param::Param;
    use super::SPECS;

    #[test]
    fn one_row_a_parameter_and_defaults_inside_their_ranges() {
        assert_eq!(SPECS.len(), Param::ALL.len());
        for &p in Param::ALL {
            assert!(p.ordinary().holds(p.default_value()), "{p:?}");
            assert!(p.hard().low <= p.ordinary().low && p.ordinary().high <= p.hard().high, "{p:?}");
            assert_eq!(Param::from_key(p.key()), Some(p));
        }
    }

    #[test]
    fn kept_units_are_fractions() {
        assert_eq!(Param::Haircut.default_value().to_string(), "0.37");
        assert_eq!(Param::YieldRise.hard().high.to_string(), "0.2");
        assert_eq!(Param::UsdJpy.default_value().to_string(), "157.9");
        assert_eq!(Param::BankBondYears.ordinary().low.to_string(), "0.5");
    }
}
