//! When a default comes, as odds.

use rust_decimal::Decimal;

use super::door;
use super::trace::{About, How, Origin, Quantity, Step, Term};
use crate::domain::param::Param;
use crate::domain::scenario::Scenario;

/// Probability that a default has come within `years`.
///
/// **Formula**: 1 − e^(−λT). **Units**: `hazard_rate` per year. **Source**:
/// model equation (9); Duffie & Singleton 1999.
#[must_use]
pub fn probability(hazard_rate: f64, years: f64) -> f64 {
    -(-hazard_rate * years).exp_m1()
}

/// The hazard rate a CDS spread implies: s/(1 − R).
///
/// **Limits**: risk-neutral; usually above real-world odds.
#[must_use]
pub fn implied_by_cds(spread: f64, recovery: f64) -> f64 {
    spread / (1.0 - recovery)
}

/// How the odds behind a quote come about: its premium and its place among the
/// quotes, and what is taken to be recovered; within the horizon, or `yearly`.
///
/// **Formula**: s/(1 − R), and 1 − e^(−λT) of it. **Units**: `spread` and
/// `recovery` fractions, T the scenario's horizon in years. **Shape**: the root
/// is [`probability`], or [`implied_by_cds`]. **Limits**: risk-neutral.
#[must_use]
pub fn told((spread, place): (Decimal, usize), recovery: Decimal, scenario: &Scenario, yearly: bool) -> Step {
    let rate = |of: Decimal| Quantity::Rate(of);
    let premium =
        Step::given(Term::InsurancePremium, rate(spread), Origin::Quoted).about(About::Quote(place));
    let recovered = Step::given(Term::RecoveredShare, rate(recovery), Origin::Quoted);
    let lost = Quantity::RateNear(1.0 - recovered.value.number());
    let lost = Step::of(Term::LostShare, lost, How::OneLess, vec![recovered]);
    let hazard = implied_by_cds(door::plain(spread), door::plain(recovery));
    let hazard = Step::of(Term::DefaultRate, Quantity::RateNear(hazard), How::Quotient, vec![premium, lost]);
    if yearly {
        return hazard;
    }
    let years = Step::param(scenario, Param::Horizon);
    let expected = Quantity::Factor(hazard.value.number() * years.value.number());
    let expected = Step::of(Term::ExpectedDefaults, expected, How::Product, vec![hazard, years]);
    let less = Quantity::Factor(-expected.value.number());
    let less = Step::of(Term::MinusRateYears, less, How::Negated, vec![expected]);
    let none =
        Step::of(Term::NoDefaultChance, Quantity::RateNear(less.value.number().exp()), How::Exp, vec![less]);
    let chance = Quantity::RateNear(1.0 - none.value.number());
    Step::of(Term::DefaultChance, chance, How::OneLess, vec![none])
}
