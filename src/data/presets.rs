//! Ready-made scenarios, bad news for every side alike.

use rust_decimal::Decimal;

use crate::domain::param::Param;
use crate::domain::scenario::{DefaultMode, DefaultTerms, ExchangeRecovery, Scenario};

/// A ready-made scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Preset {
    /// No shock at all.
    Calm,
    /// Bonds default with the average haircut of 180 restructurings.
    JgbDefault,
    /// Bonds are exchanged for longer ones with the same face and coupon.
    Extension,
    /// The yen loses 30% of its dollar value.
    Devaluation,
    /// Default and devaluation together.
    Both,
    /// Crypto falls as in 2021–22.
    CryptoCrash,
    /// An exchange fails and pays as Mt. Gox did.
    ExchangeFailure,
    /// The yen gets 5% stronger a year.
    StrongYen,
}

impl Preset {
    /// Every preset, in the order shown.
    pub const ALL: [Self; 8] = [
        Self::Calm,
        Self::JgbDefault,
        Self::Extension,
        Self::Devaluation,
        Self::Both,
        Self::CryptoCrash,
        Self::ExchangeFailure,
        Self::StrongYen,
    ];

    /// A stable name for texts and the command line.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::JgbDefault => "jgb-default",
            Self::Extension => "extension",
            Self::Devaluation => "devaluation",
            Self::Both => "both",
            Self::CryptoCrash => "crypto-crash",
            Self::ExchangeFailure => "exchange-failure",
            Self::StrongYen => "strong-yen",
        }
    }

    /// `scenario` with every shock off, then this preset's on. Name, horizon,
    /// today's market figures, banks, insurance, tax, and how far things stray
    /// and go together stay as they are.
    #[must_use]
    pub fn apply(self, scenario: &Scenario) -> Scenario {
        let mut next = without_shocks(scenario);
        match self {
            Self::Calm => {}
            Self::JgbDefault => jgb_default(&mut next),
            Self::Extension => {
                next.default = DefaultMode::InMonth;
                next.terms = DefaultTerms::Exchange;
                next.set(Param::NewCoupon, Decimal::ONE);
            }
            Self::Devaluation => devaluation(&mut next),
            Self::Both => {
                jgb_default(&mut next);
                devaluation(&mut next);
            }
            Self::CryptoCrash => next.set(Param::Crash, Decimal::new(77, 2)),
            Self::ExchangeFailure => {
                next.exchange_recovery = ExchangeRecovery::InKind;
                next.set(Param::ExchangeLoss, Decimal::new(835, 3));
                next.set(Param::ExchangeRecoveryMonths, Decimal::from(125));
            }
            Self::StrongYen => next.set(Param::YenDrift, Decimal::new(-5, 2)),
        }
        next
    }
}

fn jgb_default(scenario: &mut Scenario) {
    scenario.default = DefaultMode::InMonth;
    scenario.terms = DefaultTerms::Haircut;
}

fn devaluation(scenario: &mut Scenario) {
    scenario.set(Param::Shock, Decimal::new(30, 2));
}

/// What a preset sets anew: everything that happens, as against how things
/// stand.
const SHOCKS: [Param; 40] = [
    Param::Inflation,
    Param::GoldGrowth,
    Param::YieldBeta,
    Param::DefaultMonth,
    Param::Haircut,
    Param::FaceCut,
    Param::NewCoupon,
    Param::Extension,
    Param::CashPart,
    Param::ExitYield,
    Param::YenDrift,
    Param::Shock,
    Param::ShockMonth,
    Param::YieldRise,
    Param::YieldMonth,
    Param::BankOtherLosses,
    Param::FreezeMonth,
    Param::FreezeMonths,
    Param::WithdrawalLimit,
    Param::ConversionMonth,
    Param::ConversionMoney,
    Param::ConversionDebts,
    Param::LevyMonth,
    Param::LevyRate,
    Param::LevyExempt,
    Param::CryptoGrowth,
    Param::Crash,
    Param::CrashMonth,
    Param::CrashRecovery,
    Param::CrashRecoveryMonths,
    Param::ExchangeMonth,
    Param::ExchangeLoss,
    Param::ExchangeRecoveryMonths,
    Param::Depeg,
    Param::DepegMonth,
    Param::ReceivableLoss,
    Param::DollarJumpRate,
    Param::CoinJumpRate,
    Param::ExchangeFailureRate,
    Param::OwnWalletLossRate,
];

/// A scenario with everything that happens off; how things stand is left.
#[must_use]
pub fn without_shocks(scenario: &Scenario) -> Scenario {
    let mut next = scenario.clone();
    next.inflation_by_year.clear();
    next.default = DefaultMode::Off;
    next.terms = DefaultTerms::Haircut;
    next.exchange_recovery = ExchangeRecovery::InKind;
    for param in SHOCKS {
        next.reset(param);
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preset_leaves_how_things_stand_alone() {
        let mut mine = Scenario::named("mine");
        mine.set(Param::BankJgbShare, Decimal::new(30, 2));
        mine.set(Param::Crash, Decimal::new(50, 2));
        let next = Preset::Both.apply(&mine);
        assert_eq!(next.get(Param::BankJgbShare), Decimal::new(30, 2));
        assert_eq!(next.get(Param::Crash), Decimal::ZERO);
        assert_eq!(next.get(Param::Shock), Decimal::new(30, 2));
        assert_eq!(next.name, "mine");
    }

    #[test]
    fn calm_switches_everything_that_happens_off() {
        let mut moved = Scenario::named("x");
        for &param in Param::ALL {
            let range = param.ordinary();
            let other = if range.high == param.default_value() { range.low } else { range.high };
            moved.set(param, other);
        }
        moved.inflation_by_year.insert(1, Decimal::ONE);
        moved.default = DefaultMode::InMonth;
        let calm = Preset::Calm.apply(&moved);
        let kept: Vec<&str> = calm.changed().map(|(p, _)| p.key()).collect();
        let stays = [
            "horizon",
            "usd_jpy",
            "pass_through",
            "pass_through_lag",
            "crisis_pass_through",
            "crisis_threshold",
            "yield_today",
            "loan_beta",
            "deposit_rate",
            "bank_jgb_share",
            "bank_buffer",
            "state_support",
            "protected_share",
            "bank_bond_years",
            "realised_share",
            "insurance_cap",
            "insurance_honoured",
            "levy_reach_cash",
            "levy_reach_deposit",
            "levy_reach_jgb",
            "levy_reach_yen_coin",
            "levy_reach_receivable",
            "levy_reach_currency",
            "levy_reach_gold",
            "levy_reach_crypto",
            "btc_usd",
            "tax_rate",
            "hazard",
            "dollar_vol",
            "btc_vol",
            "eth_vol",
            "xrp_vol",
            "other_coin_vol",
            "gold_vol",
            "price_vol",
            "yield_vol",
            "dollar_jump_size",
            "dollar_jump_spread",
            "coin_jump_size",
            "coin_jump_spread",
            "risk_aversion",
            "plan_share",
            "plan_crypto",
            "plan_dollars",
            "plan_gold",
            "plan_jgb",
            "plan_start",
            "plan_months",
            "plan_spread",
        ];
        assert_eq!(kept, stays);
        assert!(calm.inflation_by_year.is_empty());
        assert_eq!(calm.default, DefaultMode::Off);
    }

    #[test]
    fn calm_undoes_every_other_preset() {
        for preset in Preset::ALL {
            let there = preset.apply(&Scenario::named("x"));
            assert_eq!(Preset::Calm.apply(&there), Scenario::named("x"), "{preset:?}");
        }
    }
}
