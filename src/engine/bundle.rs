//! What belongs together where two scenarios differ: a parameter with what
//! only says when, how long or how of it.

use std::collections::BTreeSet;

use crate::domain::param::{Param, ParamGroup};
use crate::domain::scenario::Scenario;

/// Parameters and choices that make sense only together: a devaluation and its
/// month are one thing, and so are a default, its terms and its month.
///
/// **Limits**: what a line without chance does not depend on is in none: the
/// horizon (two scenarios are compared in the same month), the bitcoin price
/// used as a measure, swings, odds and correlations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bundle {
    /// The plan: carried out, or not.
    Plan,
    /// Whether bonds default, when, on which terms.
    Default,
    /// Receivables lost in the default month.
    Receivables,
    /// The yen falls at once.
    Shock,
    /// It falls or rises year by year.
    Drift,
    /// The dollar's price today.
    Dollar,
    /// Coin prices grow.
    CoinGrowth,
    /// They crash, and recover.
    Crash,
    /// An exchange fails.
    Exchange,
    /// A yen coin falls below its face.
    Depeg,
    /// The gold price grows.
    Gold,
    /// Inflation, of all years or single ones.
    Inflation,
    /// How much of a currency move reaches prices, and how fast.
    PassThrough,
    /// The yield of government bonds today.
    YieldToday,
    /// Yields rise at once.
    YieldRise,
    /// Yields follow inflation.
    YieldBeta,
    /// Floating loans follow yields.
    LoanBeta,
    /// Interest on deposits.
    DepositRate,
    /// Government bonds per yen of deposits.
    BankBonds,
    /// What absorbs a bank's losses first.
    BankBuffer,
    /// A bank's other losses.
    BankOtherLosses,
    /// State support.
    StateSupport,
    /// Bond losses of banks without a default.
    BankYieldLoss,
    /// What deposit insurance pays.
    Insurance,
    /// Who bears a bank's shortfall.
    LossOrder,
    /// Deposits are frozen.
    Freeze,
    /// Old money is converted.
    Conversion,
    /// A levy on net worth.
    Levy,
    /// Corporate tax.
    Tax,
}

impl Bundle {
    /// Each of them, in a fixed order: what is equal otherwise goes by it.
    pub const ALL: [Self; 29] = [
        Self::Plan,
        Self::Default,
        Self::Receivables,
        Self::Shock,
        Self::Drift,
        Self::Dollar,
        Self::CoinGrowth,
        Self::Crash,
        Self::Exchange,
        Self::Depeg,
        Self::Gold,
        Self::Inflation,
        Self::PassThrough,
        Self::YieldToday,
        Self::YieldRise,
        Self::YieldBeta,
        Self::LoanBeta,
        Self::DepositRate,
        Self::BankBonds,
        Self::BankBuffer,
        Self::BankOtherLosses,
        Self::StateSupport,
        Self::BankYieldLoss,
        Self::Insurance,
        Self::LossOrder,
        Self::Freeze,
        Self::Conversion,
        Self::Levy,
        Self::Tax,
    ];

    /// A stable name for JSON and CSV: its first parameter's.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Default => "default",
            _ => self.lead().key(),
        }
    }

    /// The parameters in it, the one it is named by first.
    #[must_use]
    pub const fn params(self) -> &'static [Param] {
        use Param as P;
        match self {
            Self::Plan => &[P::PlanShare],
            Self::Default => &[
                P::Haircut,
                P::FaceCut,
                P::NewCoupon,
                P::Extension,
                P::CashPart,
                P::ExitYield,
                P::DefaultMonth,
            ],
            Self::Receivables => &[P::ReceivableLoss],
            Self::Shock => &[P::Shock, P::ShockMonth],
            Self::Drift => &[P::YenDrift],
            Self::Dollar => &[P::UsdJpy],
            Self::CoinGrowth => &[P::CryptoGrowth],
            Self::Crash => &[P::Crash, P::CrashMonth, P::CrashRecovery, P::CrashRecoveryMonths],
            Self::Exchange => &[P::ExchangeLoss, P::ExchangeMonth, P::ExchangeRecoveryMonths],
            Self::Depeg => &[P::Depeg, P::DepegMonth],
            Self::Gold => &[P::GoldGrowth],
            Self::Inflation => &[P::Inflation],
            Self::PassThrough => {
                &[P::PassThrough, P::PassThroughLag, P::CrisisPassThrough, P::CrisisThreshold]
            }
            Self::YieldToday => &[P::YieldToday],
            Self::YieldRise => &[P::YieldRise, P::YieldMonth],
            Self::YieldBeta => &[P::YieldBeta],
            Self::LoanBeta => &[P::LoanBeta],
            Self::DepositRate => &[P::DepositRate],
            Self::BankBonds => &[P::BankJgbShare],
            Self::BankBuffer => &[P::BankBuffer],
            Self::BankOtherLosses => &[P::BankOtherLosses],
            Self::StateSupport => &[P::StateSupport],
            Self::BankYieldLoss => &[P::RealisedShare, P::BankBondYears],
            Self::Insurance => &[P::InsuranceCap, P::InsuranceHonoured],
            Self::LossOrder => &[P::ProtectedShare],
            Self::Freeze => &[P::FreezeMonths, P::FreezeMonth, P::WithdrawalLimit],
            Self::Conversion => &[P::ConversionMoney, P::ConversionDebts, P::ConversionMonth],
            Self::Levy => &[
                P::LevyRate,
                P::LevyMonth,
                P::LevyExempt,
                P::LevyReachCash,
                P::LevyReachDeposit,
                P::LevyReachJgb,
                P::LevyReachYenCoin,
                P::LevyReachReceivable,
                P::LevyReachCurrency,
                P::LevyReachGold,
                P::LevyReachCrypto,
            ],
            Self::Tax => &[P::TaxRate],
        }
    }

    /// The parameter it is named by.
    #[must_use]
    pub fn lead(self) -> Param {
        self.params().first().copied().unwrap_or(Param::Horizon)
    }

    /// The section its sliders stand in.
    #[must_use]
    pub fn section(self) -> ParamGroup {
        self.lead().group()
    }

    /// Whether two scenarios differ in it. The plan is no part of a scenario:
    /// whether it is carried out is not asked here.
    #[must_use]
    pub fn differs(self, a: &Scenario, b: &Scenario) -> bool {
        let choices = match self {
            Self::Plan => return false,
            Self::Default => (a.default, a.terms) != (b.default, b.terms),
            Self::Exchange => a.exchange_recovery != b.exchange_recovery,
            Self::Inflation => a.inflation_by_year != b.inflation_by_year,
            Self::Insurance => a.settlement_always_honoured != b.settlement_always_honoured,
            Self::LossOrder => a.loss_order != b.loss_order,
            _ => false,
        };
        choices || self.params().iter().any(|&p| a.get(p) != b.get(p))
    }

    /// Gives `into` everything of this that `from` has.
    pub fn copy(self, from: &Scenario, into: &mut Scenario) {
        match self {
            Self::Plan => return,
            Self::Default => {
                into.default = from.default;
                into.terms = from.terms;
            }
            Self::Exchange => into.exchange_recovery = from.exchange_recovery,
            Self::Inflation => into.inflation_by_year.clone_from(&from.inflation_by_year),
            Self::Insurance => into.settlement_always_honoured = from.settlement_always_honoured,
            Self::LossOrder => into.loss_order = from.loss_order,
            _ => {}
        }
        for &param in self.params() {
            into.set(param, from.get(param));
        }
    }
}

/// Whether two scenarios differ in something that no line without chance
/// depends on.
#[must_use]
pub fn differ_aside(a: &Scenario, b: &Scenario) -> bool {
    let held: BTreeSet<Param> = Bundle::ALL.iter().flat_map(|bundle| bundle.params()).copied().collect();
    let aside = |p: &&Param| !held.contains(p) && p.group() != ParamGroup::Plan;
    a.correlations != b.correlations || Param::ALL.iter().filter(aside).any(|&p| a.get(p) != b.get(p))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_parameter_is_in_one_bundle_or_on_no_line() {
        let mut seen = BTreeSet::new();
        for param in Bundle::ALL.iter().flat_map(|bundle| bundle.params()) {
            assert!(seen.insert(*param), "{param:?} twice");
        }
        let none: Vec<&str> = Param::ALL
            .iter()
            .filter(|p| !seen.contains(p) && !matches!(p.group(), ParamGroup::Chance | ParamGroup::Plan))
            .map(|p| p.key())
            .collect();
        assert_eq!(none, ["horizon", "btc_usd"]);
    }

    #[test]
    fn the_order_is_the_order_of_their_names() {
        assert!(Bundle::ALL.windows(2).all(|pair| matches!(pair, [a, b] if a < b)));
        let keys: BTreeSet<&str> = Bundle::ALL.iter().map(|bundle| bundle.key()).collect();
        assert_eq!(keys.len(), Bundle::ALL.len());
    }
}
