//! How far each parameter is moved to see how much depends on it.
//!
//! The ends of the sliders would be absurd as a measure (prices rising 200% a
//! year beside a tax rate of 40%), so each parameter has a span of its own
//! that is plausible within the horizon, as likely to be left on the one side
//! as on the other as far as we know. The spans are our judgement unless
//! marked otherwise.

use rust_decimal::Decimal;

use crate::domain::param::{Mark, Param};

/// How far a parameter is moved, both ends in kept units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swing {
    /// The low end.
    pub low: Decimal,
    /// The high end.
    pub high: Decimal,
    /// How well the span is known.
    pub mark: Mark,
}

/// The span of a parameter; `None` for what describes the question and not
/// the world (the horizon, the bitcoin price used as a measure, the risk
/// aversion) and for what the plan buys.
///
/// **Units**: kept units, as in a scenario.
#[must_use]
pub fn swing(param: Param) -> Option<Swing> {
    let (low, high, mark) = world(param).or_else(|| controls(param)).or_else(|| chance_and_plan(param))?;
    let kept = |thousandths: i64| {
        Decimal::new(thousandths, 3)
            .checked_div(param.unit().display_factor())
            .unwrap_or_default()
            .normalize()
    };
    Some(Swing { low: kept(low), high: kept(high), mark })
}

/// The span of a parameter where things end after `months`: what happens then
/// or later does not happen.
#[must_use]
pub fn swing_within(param: Param, months: u16) -> Option<Swing> {
    let span = swing(param)?;
    let last = if param.names_a_month() { Decimal::from(months).max(span.low) } else { span.high };
    Some(Swing { high: span.high.min(last), ..span })
}

/// Ends in thousandths of the display unit, and the mark.
type Span = (i64, i64, Mark);

/// Bonds, the yen, prices, yields, banks.
#[expect(clippy::match_same_arms, reason = "a table, each row on its own")]
fn world(param: Param) -> Option<Span> {
    use Mark::{A, B, C};
    use Param as P;
    Some(match param {
        // One to seven years from now.
        P::DefaultMonth | P::ShockMonth | P::YieldMonth => (12_000, 84_000, C),
        // Uruguay 2003 to the upper end of Greece 2012.
        P::Haircut => (13_000, 65_000, A),
        // None (Ghana) to Greece 2012.
        P::FaceCut => (0, 53_500, A),
        P::NewCoupon => (25_000, 100_000, C),
        P::Extension => (5_000, 30_000, C),
        P::CashPart => (0, 15_000, C),
        // Up to what Greece's new bonds were priced at in 2012; the low end is ours.
        P::ExitYield => (3_000, 15_300, C),
        // One standard deviation of a year, 9%.
        P::UsdJpy => (144_300, 172_800, A),
        P::YenDrift => (-5_000, 5_000, C),
        // None, to the largest loss in 36 months since 1971.
        P::Shock => (0, 40_000, A),
        P::Inflation => (0, 5_000, C),
        // Japan 2012-15 and 2021-26.
        P::PassThrough => (90, 300, A),
        P::PassThroughLag => (6_000, 24_000, C),
        P::CrisisPassThrough => (200, 500, C),
        P::CrisisThreshold => (10_000, 30_000, C),
        P::YieldToday => (1_000, 3_500, C),
        P::YieldRise => (0, 300_000, C),
        P::YieldBeta => (0, 1_000, C),
        P::LoanBeta => (500, 1_500, C),
        P::DepositRate => (0, 1_000, C),
        // Up to the share of May 2011.
        P::BankJgbShare => (5_000, 21_500, B),
        P::BankBuffer => (3_000, 10_000, C),
        P::BankOtherLosses => (0, 5_000, C),
        P::StateSupport => (0, 4_000, C),
        P::ProtectedShare => (50_000, 80_000, C),
        P::BankBondYears => (5_000, 15_000, C),
        P::RealisedShare => (50_000, 100_000, C),
        P::InsuranceCap => (5_000_000_000, 20_000_000_000, C),
        P::InsuranceHonoured => (50_000, 100_000, C),
        P::TaxRate => (25_000, 35_000, C),
        P::ReceivableLoss => (0, 20_000, C),
        _ => return None,
    })
}

/// Freeze, conversion and levy; crypto-assets, yen coins and gold.
#[expect(clippy::match_same_arms, reason = "a table, each row on its own")]
fn controls(param: Param) -> Option<Span> {
    use Mark::{A, B, C};
    use Param as P;
    Some(match param {
        P::FreezeMonth | P::ConversionMonth | P::LevyMonth => (12_000, 84_000, C),
        P::CrashMonth | P::ExchangeMonth | P::DepegMonth => (12_000, 84_000, C),
        P::FreezeMonths => (0, 29_000, B),
        P::WithdrawalLimit => (0, 1_000_000_000, C),
        P::ConversionMoney | P::ConversionDebts => (50_000, 100_000, C),
        // Up to the lowest bracket of 1946.
        P::LevyRate => (0, 25_000, B),
        P::LevyExempt => (0, 100_000_000_000, C),
        P::LevyReachCash
        | P::LevyReachDeposit
        | P::LevyReachJgb
        | P::LevyReachYenCoin
        | P::LevyReachReceivable
        | P::LevyReachCurrency
        | P::LevyReachGold
        | P::LevyReachCrypto => (0, 100_000, C),
        P::CryptoGrowth => (-20_000, 20_000, C),
        // None, to bitcoin 2021-22.
        P::Crash => (0, 77_000, A),
        P::CrashRecovery => (0, 100_000, C),
        P::CrashRecoveryMonths => (12_000, 60_000, C),
        // None, to Mt. Gox; Coincheck's month and a half to Mt. Gox.
        P::ExchangeLoss => (0, 83_500, B),
        P::ExchangeRecoveryMonths => (2_000, 125_000, B),
        // None, to UST in May 2022.
        P::Depeg => (0, 91_000, B),
        P::GoldGrowth => (-5_000, 5_000, C),
        _ => return None,
    })
}

/// What counts only where chance does, and what the plan does.
#[expect(clippy::match_same_arms, reason = "a table, each row on its own")]
fn chance_and_plan(param: Param) -> Option<Span> {
    use Mark::{A, B, C};
    use Param as P;
    Some(match param {
        // CDS of 25 bp in January 2026 and 135 bp in November 2011.
        P::Hazard => (420, 2_250, B),
        P::DollarVol => (7_000, 12_000, C),
        // 2021-26 and 2015-26.
        P::BtcVol => (59_000, 68_000, A),
        P::EthVol => (70_000, 110_000, C),
        P::XrpVol => (85_000, 140_000, C),
        P::OtherCoinVol => (80_000, 130_000, C),
        P::GoldVol => (9_000, 16_000, C),
        P::PriceVol => (800, 2_000, C),
        P::YieldVol => (30_000, 80_000, C),
        P::DollarJumpRate => (0, 10_000, C),
        P::DollarJumpSize => (10_000, 40_000, C),
        P::DollarJumpSpread => (5_000, 20_000, C),
        P::CoinJumpRate => (0, 30_000, C),
        P::CoinJumpSize => (-60_000, -20_000, C),
        P::CoinJumpSpread => (15_000, 40_000, C),
        // At none an exchange fails in its month, which is another question.
        P::ExchangeFailureRate => (100, 2_000, C),
        P::OwnWalletLossRate => (0, 1_000, C),
        P::PlanShare => (10_000, 50_000, C),
        P::PlanStart => (1_000, 36_000, C),
        P::PlanMonths => (1_000, 36_000, C),
        P::PlanSpread => (100, 3_000, C),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_span_lies_in_its_hard_range_and_has_a_length() {
        for &param in Param::ALL {
            let Some(Swing { low, high, .. }) = swing(param) else { continue };
            assert!(low < high, "{param:?}");
            assert!(param.hard().holds(low) && param.hard().holds(high), "{param:?} {low} {high}");
            assert!(!param.whole() || (low.fract().is_zero() && high.fract().is_zero()), "{param:?}");
        }
    }

    #[test]
    fn only_the_question_and_what_is_bought_have_none() {
        let none: Vec<Param> = Param::ALL.iter().copied().filter(|p| swing(*p).is_none()).collect();
        let expected = [
            Param::Horizon,
            Param::BtcUsd,
            Param::RiskAversion,
            Param::PlanCrypto,
            Param::PlanDollars,
            Param::PlanGold,
            Param::PlanJgb,
        ];
        assert_eq!(none, expected);
    }
}
