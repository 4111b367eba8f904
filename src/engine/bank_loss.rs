//! How a bank's bond loss becomes a shortfall on its deposits.
#![deny(clippy::float_arithmetic, clippy::arithmetic_side_effects)]

use rust_decimal::Decimal;

use super::{bond, door};
use crate::domain::bank::Bank;
use crate::domain::param::Param;
use crate::domain::scenario::{DefaultMode, DefaultTerms, Scenario};

/// One bank's figures, per yen of deposits, its own where it has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BankTerms {
    /// σ: government bonds.
    pub jgb_share: Decimal,
    /// k: what absorbs losses first.
    pub buffer: Decimal,
    /// ω: other losses at the same moment.
    pub other_losses: Decimal,
    /// r: state recapitalisation.
    pub state_support: Decimal,
    /// ι: the share of deposits that is protected.
    pub protected_share: Decimal,
}

impl BankTerms {
    /// The scenario's figures for a bank, the bank's own going first.
    #[must_use]
    pub fn of(bank: Option<&Bank>, scenario: &Scenario) -> Self {
        let own = |f: fn(&Bank) -> Option<Decimal>, p| bank.and_then(f).unwrap_or_else(|| scenario.get(p));
        Self {
            jgb_share: own(|b| b.jgb_share, Param::BankJgbShare),
            buffer: own(|b| b.buffer, Param::BankBuffer),
            other_losses: own(|b| b.other_losses, Param::BankOtherLosses),
            state_support: own(|b| b.state_support, Param::StateSupport),
            protected_share: own(|b| b.protected_share, Param::ProtectedShare),
        }
    }
}

/// From bond loss to shortfall, each link kept. All per yen of deposits
/// except `bond_loss`, which is per yen of bonds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chain {
    /// The loss on the bank's bonds: max(h·1{default}, α·unrealised).
    pub bond_loss: Decimal,
    /// L: loss per yen of deposits.
    pub loss: Decimal,
    /// k + r: what goes first.
    pub absorbed_first: Decimal,
    /// X: what is missing, 0..=1.
    pub shortfall: Decimal,
}

/// L and X of a bank.
///
/// **Formula**: L = σ·(bond loss) + ω; X = min(1, max(0, L − k − r)).
/// **Source**: model equations (10), (11).
#[must_use]
pub fn chain(terms: BankTerms, bond_loss: Decimal) -> Chain {
    let loss = terms.jgb_share.saturating_mul(bond_loss).saturating_add(terms.other_losses);
    let absorbed_first = terms.buffer.saturating_add(terms.state_support);
    let shortfall = loss.saturating_sub(absorbed_first).clamp(Decimal::ZERO, Decimal::ONE);
    Chain { bond_loss, loss, absorbed_first, shortfall }
}

/// The month in which banks are tested: the default month, or with no default
/// the month yields rise.
#[must_use]
pub fn event_month(scenario: &Scenario) -> u16 {
    match scenario.default {
        DefaultMode::InMonth => scenario.months(Param::DefaultMonth),
        DefaultMode::Off | DefaultMode::Random => scenario.months(Param::YieldMonth),
    }
}

/// The loss per yen of the bonds a bank holds, in that month.
///
/// The bank's bond is one issued at par at today's yield with D years left.
/// `yield_then` is the yield in the event month, a fraction per year.
#[must_use]
pub fn bond_loss(scenario: &Scenario, yield_then: f64) -> Decimal {
    let realised = scenario.get(Param::RealisedShare);
    let today = door::plain(scenario.get(Param::YieldToday));
    let years = door::plain(scenario.get(Param::BankBondYears));
    let unrealised = door::fraction(yield_rise_loss(today, years, today, yield_then)).max(Decimal::ZERO);
    let without_default = realised.saturating_mul(unrealised);
    match scenario.default {
        DefaultMode::Off | DefaultMode::Random => without_default,
        DefaultMode::InMonth => default_haircut(scenario, years).max(without_default),
    }
}

/// 1 − PV(y₁)/PV(y₀) of a bond. **Source**: model equation (10), case V21.
#[must_use]
#[expect(clippy::float_arithmetic, reason = "a ratio of two bond prices, no money")]
pub fn yield_rise_loss(coupon: f64, years: f64, yield_before: f64, yield_after: f64) -> f64 {
    let before = bond::price(100.0, coupon, years, yield_before, 2.0);
    1.0 - bond::price(100.0, coupon, years, yield_after, 2.0) / before
}

/// The haircut a bank books: h, or the market haircut of the exchange terms
/// for its bond. Never below zero.
fn default_haircut(scenario: &Scenario, years: f64) -> Decimal {
    match scenario.terms {
        DefaultTerms::Haircut => scenario.get(Param::Haircut),
        DefaultTerms::Exchange => {
            let today = door::plain(scenario.get(Param::YieldToday));
            let value = bond::exchange_value(exchange_terms(scenario, years, today), 2.0);
            door::fraction(bond::market_haircut(value)).clamp(Decimal::ZERO, Decimal::ONE)
        }
    }
}

/// The exchange offered for a bond with `years_left` and a `coupon`, both of
/// the old bond.
#[must_use]
#[expect(clippy::float_arithmetic, reason = "years and per-cents of face, no money")]
pub fn exchange_terms(scenario: &Scenario, years_left: f64, coupon: f64) -> bond::ExchangeTerms {
    let value = |p| door::plain(scenario.get(p));
    bond::ExchangeTerms {
        face_cut: value(Param::FaceCut),
        new_coupon: coupon * value(Param::NewCoupon),
        new_years: years_left + value(Param::Extension),
        cash: value(Param::CashPart) * 100.0,
        exit_yield: value(Param::ExitYield),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_banks_own_figure_goes_before_the_slider() {
        let mut bank = Bank::new(crate::domain::bank::BankId("b".into()), "B");
        bank.jgb_share = Some(Decimal::new(3, 1));
        let terms = BankTerms::of(Some(&bank), &Scenario::default());
        assert_eq!(terms.jgb_share, Decimal::new(3, 1));
        assert_eq!(terms.buffer, Decimal::new(6, 2));
        let x = chain(terms, Decimal::new(37, 2)).shortfall;
        assert_eq!(x, Decimal::new(51, 3));
    }
}
