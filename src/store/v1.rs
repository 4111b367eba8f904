//! Schema 1 on disk. Frozen: a later schema gets its own file and a typed
//! step from this one.
#![deny(clippy::float_arithmetic, clippy::arithmetic_side_effects)]

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::origins::written;
use super::quoted::{Entries, Quoted};
use crate::domain::bank::Bank;
use crate::domain::holding::{AccountClass, Custody, Holding, HoldingKind, LoanRate, Repayment};
use crate::domain::plan::Plan;
use crate::domain::profile::Profile;
use crate::domain::scenario::{DefaultMode, DefaultTerms, ExchangeRecovery, LossOrder, Scenario};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "Profile", deny_unknown_fields)]
pub(super) struct ProfileV1 {
    pub(super) company: String,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) fictional: bool,
    pub(super) as_of: String,
    #[serde(default = "march")]
    pub(super) fiscal_year_end: i64,
    #[serde(default)]
    pub(super) banks: Vec<BankV1>,
    #[serde(default)]
    pub(super) holdings: Vec<HoldingV1>,
    #[serde(default, skip_serializing_if = "PlanV1::is_default")]
    pub(super) plan: PlanV1,
    #[serde(default)]
    pub(super) scenarios: Vec<ScenarioV1>,
    #[serde(default)]
    pub(super) active: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename = "Plan", deny_unknown_fields)]
pub(super) struct PlanV1 {
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub(super) values: Entries<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) leave_out: Vec<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) origins: BTreeMap<String, OriginV1>,
}

impl PlanV1 {
    fn is_default(&self) -> bool {
        self.values.is_empty() && self.leave_out.is_empty()
    }
}

impl From<&Plan> for PlanV1 {
    fn from(plan: &Plan) -> Self {
        let values = plan.changed().map(|(param, value)| (param.key().to_owned(), value.into()));
        Self {
            values: Entries(values.collect()),
            leave_out: plan.leave_out.iter().map(|id| id.0.clone()).collect(),
            origins: written(&plan.origins),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "Bank", deny_unknown_fields)]
pub(super) struct BankV1 {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) jgb_share: Option<Quoted>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) buffer: Option<Quoted>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) other_losses: Option<Quoted>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) state_support: Option<Quoted>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) protected_share: Option<Quoted>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) set_off: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "Holding", deny_unknown_fields)]
pub(super) struct HoldingV1 {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) kind: KindV1,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "Kind", deny_unknown_fields)]
pub(super) enum KindV1 {
    Cash {
        amount: Quoted,
    },
    Deposit {
        bank: String,
        account: AccountV1,
        amount: Quoted,
    },
    ForeignDeposit {
        bank: String,
        usd: Quoted,
    },
    Jgb {
        face: Quoted,
        coupon: Quoted,
        months: i64,
    },
    Crypto {
        coin: String,
        count: Quoted,
        price: Quoted,
        custody: CustodyV1,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tax_basis: Option<Quoted>,
    },
    YenCoin {
        amount: Quoted,
        reserve: ReserveV1,
    },
    ForeignCash {
        usd: Quoted,
    },
    Gold {
        grams: Quoted,
        price: Quoted,
    },
    Receivable {
        amount: Quoted,
        months: i64,
    },
    Payable {
        amount: Quoted,
        months: i64,
    },
    Loan {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bank: Option<String>,
        balance: Quoted,
        rate: RateV1,
        repayment: RepaymentV1,
        months: i64,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "Reserve", deny_unknown_fields)]
pub(super) struct ReserveV1 {
    pub(super) jgb: Quoted,
    pub(super) deposits: Quoted,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "Rate", deny_unknown_fields)]
pub(super) enum RateV1 {
    Fixed(Quoted),
    Floating { today: Quoted, floor: Quoted },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "Scenario", deny_unknown_fields)]
pub(super) struct ScenarioV1 {
    pub(super) name: String,
    #[serde(default)]
    pub(super) default: ModeV1,
    #[serde(default)]
    pub(super) terms: TermsV1,
    #[serde(default)]
    pub(super) loss_order: LossOrderV1,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) settlement_always_honoured: bool,
    #[serde(default)]
    pub(super) exchange_recovery: ExchangeRecoveryV1,
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub(super) values: Entries<String>,
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub(super) inflation_by_year: Entries<i64>,
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub(super) correlations: Entries<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) origins: BTreeMap<String, OriginV1>,
}

/// Who set something, and on which day, such as "2026-11-02".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "Origin", deny_unknown_fields)]
pub(super) struct OriginV1 {
    pub(super) by: SetByV1,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) on: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "SetBy")]
pub(super) enum SetByV1 {
    Hand,
    Preset(String),
    Episode(String),
    Claim(String),
}

/// A choice on disk with the same names as in the domain, and both ways
/// between them.
macro_rules! choice {
    ($disk:ident as $written:literal = $domain:ident { $first:ident $(, $name:ident)* }) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
        #[serde(rename = $written)]
        pub(super) enum $disk { #[default] $first $(, $name)* }

        impl From<$domain> for $disk {
            fn from(value: $domain) -> Self {
                match value { $domain::$first => Self::$first $(, $domain::$name => Self::$name)* }
            }
        }

        impl From<$disk> for $domain {
            fn from(value: $disk) -> Self {
                match value { $disk::$first => Self::$first $(, $disk::$name => Self::$name)* }
            }
        }
    };
}

choice!(AccountV1 as "Account" = AccountClass { Ordinary, Time, Settlement, Negotiable });
choice!(CustodyV1 as "Custody" = Custody { Exchange, Own });
choice!(RepaymentV1 as "Repayment" = Repayment { Bullet, EqualPrincipal });
choice!(ModeV1 as "Default" = DefaultMode { Off, InMonth, Random });
choice!(TermsV1 as "Terms" = DefaultTerms { Haircut, Exchange });
choice!(LossOrderV1 as "LossOrder" = LossOrder { PariPassu, UninsuredFirst, UniformLevy });
choice!(ExchangeRecoveryV1 as "ExchangeRecovery" = ExchangeRecovery { InKind, DollarsOfFailureDate });

const fn march() -> i64 {
    3
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields by reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

impl From<&Profile> for ProfileV1 {
    fn from(profile: &Profile) -> Self {
        Self {
            company: profile.company.clone(),
            fictional: profile.fictional,
            as_of: profile.as_of.to_string(),
            fiscal_year_end: profile.fiscal_year_end.into(),
            banks: profile.banks.iter().map(BankV1::from).collect(),
            holdings: profile.holdings.iter().map(HoldingV1::from).collect(),
            plan: PlanV1::from(&profile.plan),
            scenarios: profile.scenarios.iter().map(ScenarioV1::from).collect(),
            active: i64::try_from(profile.active).unwrap_or(i64::MAX),
        }
    }
}

impl From<&Bank> for BankV1 {
    fn from(bank: &Bank) -> Self {
        Self {
            id: bank.id.0.clone(),
            name: bank.name.clone(),
            jgb_share: bank.jgb_share.map(Quoted::from),
            buffer: bank.buffer.map(Quoted::from),
            other_losses: bank.other_losses.map(Quoted::from),
            state_support: bank.state_support.map(Quoted::from),
            protected_share: bank.protected_share.map(Quoted::from),
            set_off: bank.set_off,
        }
    }
}

impl From<&Holding> for HoldingV1 {
    fn from(holding: &Holding) -> Self {
        Self { id: holding.id.0.clone(), name: holding.name.clone(), kind: (&holding.kind).into() }
    }
}

impl From<&HoldingKind> for KindV1 {
    fn from(kind: &HoldingKind) -> Self {
        match kind {
            HoldingKind::Cash { amount } => Self::Cash { amount: (*amount).into() },
            HoldingKind::Deposit { bank, account, amount } => {
                Self::Deposit { bank: bank.0.clone(), account: (*account).into(), amount: (*amount).into() }
            }
            HoldingKind::ForeignDeposit { bank, usd } => {
                Self::ForeignDeposit { bank: bank.0.clone(), usd: (*usd).into() }
            }
            HoldingKind::Jgb { face, coupon, months } => {
                Self::Jgb { face: (*face).into(), coupon: (*coupon).into(), months: (*months).into() }
            }
            HoldingKind::Crypto { coin, count, price, custody, tax_basis } => Self::Crypto {
                coin: coin.clone(),
                count: (*count).into(),
                price: (*price).into(),
                custody: (*custody).into(),
                tax_basis: tax_basis.map(Quoted::from),
            },
            HoldingKind::YenCoin { amount, reserve } => Self::YenCoin {
                amount: (*amount).into(),
                reserve: ReserveV1 { jgb: reserve.jgb.into(), deposits: reserve.deposits.into() },
            },
            HoldingKind::ForeignCash { usd } => Self::ForeignCash { usd: (*usd).into() },
            HoldingKind::Gold { grams, price } => {
                Self::Gold { grams: (*grams).into(), price: (*price).into() }
            }
            HoldingKind::Receivable { amount, months } => {
                Self::Receivable { amount: (*amount).into(), months: (*months).into() }
            }
            HoldingKind::Payable { amount, months } => {
                Self::Payable { amount: (*amount).into(), months: (*months).into() }
            }
            HoldingKind::Loan { bank, balance, rate, repayment, months } => Self::Loan {
                bank: bank.as_ref().map(|bank| bank.0.clone()),
                balance: (*balance).into(),
                rate: (*rate).into(),
                repayment: (*repayment).into(),
                months: (*months).into(),
            },
        }
    }
}

impl From<LoanRate> for RateV1 {
    fn from(rate: LoanRate) -> Self {
        match rate {
            LoanRate::Fixed(rate) => Self::Fixed(rate.into()),
            LoanRate::Floating { today, floor } => {
                Self::Floating { today: today.into(), floor: floor.into() }
            }
        }
    }
}

impl From<&Scenario> for ScenarioV1 {
    fn from(scenario: &Scenario) -> Self {
        let values = scenario.changed().map(|(param, value)| (param.key().to_owned(), value.into()));
        let pairs = scenario.correlations.changed().map(|(pair, value)| (pair.key(), value.into()));
        let years = scenario.inflation_by_year.iter().map(|(&year, &rate)| (year.into(), rate.into()));
        Self {
            name: scenario.name.clone(),
            default: scenario.default.into(),
            terms: scenario.terms.into(),
            loss_order: scenario.loss_order.into(),
            settlement_always_honoured: scenario.settlement_always_honoured,
            exchange_recovery: scenario.exchange_recovery.into(),
            values: Entries(values.collect()),
            inflation_by_year: Entries(years.collect()),
            correlations: Entries(pairs.collect()),
            origins: written(&scenario.origins),
        }
    }
}
