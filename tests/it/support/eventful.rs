//! A company that has one of everything, and scenarios in which much happens.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what a test sets up may stop it at once"
)]

use std::collections::BTreeSet;

use forelock::domain::holding::{
    AccountClass, Custody, Holding, HoldingId, HoldingKind, LoanRate, Repayment, ReserveMix,
};
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::{DefaultMode, DefaultTerms, ExchangeRecovery, LossOrder, Scenario};
use forelock::domain::yen::Yen;
use rust_decimal::Decimal;

/// Moves numbers of a scenario.
pub(crate) fn set(scenario: &mut Scenario, values: &[(Param, &str)]) {
    for (param, value) in values {
        scenario.set(*param, value.parse().unwrap());
    }
}

/// Sets numbers of the plan, each as it is written in a file.
pub(crate) fn set_plan(profile: &mut Profile, values: &[(Param, &str)]) {
    for (param, value) in values {
        profile.plan.set(*param, value.parse().unwrap());
    }
}

/// A hundred times the company, so that a rounding counts for little.
pub(crate) fn enlarge(profile: &mut Profile) {
    let more = |yen: &mut Yen| *yen = yen.times_truncated(Decimal::ONE_HUNDRED);
    for holding in &mut profile.holdings {
        match &mut holding.kind {
            HoldingKind::Cash { amount }
            | HoldingKind::Deposit { amount, .. }
            | HoldingKind::YenCoin { amount, .. }
            | HoldingKind::Receivable { amount, .. }
            | HoldingKind::Payable { amount, .. }
            | HoldingKind::Loan { balance: amount, .. }
            | HoldingKind::Jgb { face: amount, .. } => more(amount),
            HoldingKind::ForeignDeposit { usd: amount, .. }
            | HoldingKind::ForeignCash { usd: amount }
            | HoldingKind::Gold { grams: amount, .. } => *amount *= Decimal::ONE_HUNDRED,
            HoldingKind::Crypto { count, tax_basis, .. } => {
                *count *= Decimal::ONE_HUNDRED;
                tax_basis.iter_mut().for_each(more);
            }
        }
    }
}

/// One of everything beside what a sample has.
pub(crate) fn more_of_everything(profile: &mut Profile) {
    let banks: Vec<_> = profile.banks.iter().map(|b| b.id.clone()).collect();
    let bank = |i: usize| banks[i % banks.len()].clone();
    let dec = |s: &str| -> Decimal { s.parse().unwrap() };
    let coin = |coin: &str, count: &str, price: &str, custody| HoldingKind::Crypto {
        coin: coin.into(),
        count: dec(count),
        price: dec(price),
        custody,
        tax_basis: Some(Yen::whole(1_000_000)),
    };
    let floating = |rate: &str, repayment, months| HoldingKind::Loan {
        bank: Some(bank(0)),
        balance: Yen::whole(40_000_000),
        rate: LoanRate::Floating { today: dec(rate), floor: dec("0.005") },
        repayment,
        months,
    };
    let deposit = |i, account, yen| HoldingKind::Deposit { bank: bank(i), account, amount: Yen::whole(yen) };
    let kinds = [
        coin("BTC", "0.5", "10000000", Custody::Exchange),
        coin("ETH", "20", "400000", Custody::Own),
        coin("XRP", "30000", "400", Custody::Exchange),
        coin("SOL", "200", "20000", Custody::Own),
        floating("0.015", Repayment::EqualPrincipal, 84),
        floating("0.02", Repayment::Bullet, 130),
        deposit(0, AccountClass::Ordinary, 23_456_789),
        deposit(0, AccountClass::Time, 31_000_000),
        deposit(1, AccountClass::Settlement, 9_000_001),
        deposit(1, AccountClass::Negotiable, 15_000_000),
        HoldingKind::ForeignDeposit { bank: bank(0), usd: dec("123456.78") },
        HoldingKind::ForeignCash { usd: dec("20000") },
        HoldingKind::Gold { grams: dec("500"), price: dec("20000") },
        HoldingKind::Jgb { face: Yen::whole(50_000_000), coupon: dec("0.011"), months: 115 },
        HoldingKind::Jgb { face: Yen::whole(20_000_000), coupon: dec("0.02"), months: 351 },
        HoldingKind::YenCoin {
            amount: Yen::whole(5_000_000),
            reserve: ReserveMix { jgb: dec("0.6"), deposits: dec("0.3") },
        },
        HoldingKind::Receivable { amount: Yen::whole(12_000_000), months: 40 },
        HoldingKind::Payable { amount: Yen::whole(8_000_000), months: 50 },
    ];
    for (i, kind) in kinds.into_iter().enumerate() {
        let id = HoldingId(format!("more{i}"));
        profile.holdings.push(Holding { id, name: String::new(), kind });
    }
}

/// Things that may happen; bit by bit of `which`, so that any may go with any.
pub(crate) fn add_events(profile: &mut Profile, scenario: &mut Scenario, which: usize) {
    use Param as P;
    let on = |bit: usize| which >> bit & 1 == 1;
    if on(0) {
        set(
            scenario,
            &[(P::DollarJumpRate, "0.4"), (P::DollarJumpSize, "0.15"), (P::DollarJumpSpread, "0.1")],
        );
        set(scenario, &[(P::CoinJumpRate, "0.8"), (P::CoinJumpSize, "-0.3"), (P::CoinJumpSpread, "0.25")]);
    }
    if on(1) {
        set(scenario, &[(P::ExchangeFailureRate, "0.15"), (P::ExchangeLoss, "0.6")]);
        set(scenario, &[(P::ExchangeRecoveryMonths, "30"), (P::OwnWalletLossRate, "0.05")]);
    }
    if on(2) {
        scenario.exchange_recovery = ExchangeRecovery::DollarsOfFailureDate;
        set(scenario, &[(P::DepositRate, "0.013"), (P::Depeg, "0.4"), (P::DepegMonth, "33")]);
    }
    if on(3) {
        set(scenario, &[(P::FreezeMonth, "25"), (P::FreezeMonths, "20"), (P::WithdrawalLimit, "400000")]);
        set(scenario, &[(P::LevyMonth, "30"), (P::LevyRate, "0.25"), (P::LevyExempt, "20000000")]);
        set(scenario, &[(P::LevyReachCrypto, "0.5"), (P::LevyReachGold, "0.3")]);
    }
    if on(4) {
        set(
            scenario,
            &[(P::ConversionMonth, "44"), (P::ConversionMoney, "0.7"), (P::ConversionDebts, "0.9")],
        );
    }
    if on(5) {
        set(scenario, &[(P::BankJgbShare, "0.45"), (P::BankBuffer, "0.02"), (P::InsuranceHonoured, "0.6")]);
        set(scenario, &[(P::BankOtherLosses, "0.05"), (P::RealisedShare, "0.5"), (P::YieldRise, "0.01")]);
        set(scenario, &[(P::ReceivableLoss, "0.2")]);
        for bank in &mut profile.banks {
            bank.set_off = true;
        }
    }
    if on(6) {
        scenario.terms = DefaultTerms::Exchange;
        set(scenario, &[(P::FaceCut, "0.3"), (P::CashPart, "0.1"), (P::Extension, "12")]);
        scenario.settlement_always_honoured = true;
    }
    scenario.loss_order =
        [LossOrder::PariPassu, LossOrder::UninsuredFirst, LossOrder::UniformLevy][which % 3];
    if on(7) {
        set(scenario, &[(P::CryptoGrowth, "0.1"), (P::Crash, "0.5"), (P::CrashMonth, "20")]);
        set(scenario, &[(P::CrashRecovery, "0.6"), (P::CrashRecoveryMonths, "24"), (P::YenDrift, "0.02")]);
        set(scenario, &[(P::Shock, "0.3"), (P::ShockMonth, "28"), (P::PassThroughLag, "18")]);
        scenario.inflation_by_year.insert(3, "0.08".parse().unwrap());
        set(scenario, &[(P::YieldBeta, "0.5")]);
    }
}

/// A plan over three years that buys everything a plan can buy.
pub(crate) fn with_plan(profile: &mut Profile) {
    use Param as P;
    let values = [
        (P::PlanShare, "0.4"),
        (P::PlanCrypto, "2"),
        (P::PlanDollars, "3"),
        (P::PlanGold, "1"),
        (P::PlanJgb, "2"),
        (P::PlanStart, "7"),
        (P::PlanMonths, "36"),
        (P::PlanSpread, "0.01"),
    ];
    set_plan(profile, &values);
    let left_out: BTreeSet<HoldingId> = profile.holdings.iter().take(1).map(|h| h.id.clone()).collect();
    profile.plan.leave_out = left_out;
}

/// A company with more of everything and a plan, and a scenario in which much
/// happens and much is left to chance.
pub(crate) fn much_by_chance(mut profile: Profile) -> (Profile, Scenario) {
    with_plan(&mut profile);
    more_of_everything(&mut profile);
    let mut scenario = profile.active_scenario();
    scenario.default = DefaultMode::Random;
    set(&mut scenario, &[(Param::Hazard, "0.1"), (Param::Horizon, "10")]);
    add_events(&mut profile, &mut scenario, 0b1011_0111);
    (profile, scenario)
}
