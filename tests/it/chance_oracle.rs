//! The simulation against the same rules written in the plainest way, path by
//! path.

use std::collections::BTreeSet;

use forelock::data::presets::Preset;
use forelock::data::samples::SAMPLES;
use forelock::domain::holding::{
    AccountClass, Custody, Holding, HoldingId, HoldingKind, LoanRate, Repayment, ReserveMix,
};
use forelock::domain::param::Param;
use forelock::domain::plan::Plan;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::{DefaultMode, DefaultTerms, ExchangeRecovery, LossOrder, Scenario};
use forelock::domain::yen::Yen;
use forelock::engine::chance::course::Course;
use forelock::engine::chance::draws::Draws;
use forelock::engine::chance::result::{Sample, Sampler};
use forelock::engine::chance::run::{NET, run};
use forelock::engine::numeraire::Numeraire;
use forelock::store::read_profile;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::support::arbitrary::{self, Reach};
use crate::support::oracle::Oracle;

/// How far a path may be off: in parts of what is at stake, and in yen, since
/// a yen that a rounding moved may have been taxed by the thousand.
const PARTS: f64 = 1e-5;
const YEN: f64 = 1_000.0;

fn set(scenario: &mut Scenario, values: &[(Param, &str)]) {
    for (param, value) in values {
        scenario.set(*param, value.parse().unwrap());
    }
}

/// Every path of both; how large the largest difference is of what it may be.
fn worst(profile: &Profile, scenario: &Scenario, plan: bool, paths: u32) -> Result<f64, String> {
    let months = scenario.horizon_months();
    let course = Course::of(profile, scenario, plan, months);
    let sample = Sample { paths, seed: 7, sampler: Sampler::SobolBridge };
    let draws = Draws::new(sample).with(&course.motion.wanted());
    let values = run(&course, &draws, Numeraire::RealYen, NET, 2);
    let oracle = Oracle::new(profile, scenario, plan);
    let mut worst = 0.0_f64;
    for i in 0..paths as usize {
        let plain = oracle.path(&draws, i);
        let fast = values.path(i);
        assert_eq!(plain.len(), fast.len());
        for (month, (plain, fast)) in plain.iter().zip(fast).enumerate() {
            let room = YEN + PARTS * plain.owned.max(plain.net.abs());
            let off = (plain.net - fast).abs() / room;
            if !(off <= 1.0) {
                return Err(format!(
                    "path {i} month {month}: {fast} is not {}, {off} times too far",
                    plain.net
                ));
            }
            worst = worst.max(off);
        }
    }
    Ok(worst)
}

/// One of everything beside what a sample has.
fn more_of_everything(profile: &mut Profile) {
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
fn add_events(profile: &mut Profile, scenario: &mut Scenario, which: usize) {
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

fn with_plan(profile: &mut Profile) {
    use Param as P;
    for (param, value) in [
        (P::PlanShare, "0.4"),
        (P::PlanCrypto, "2"),
        (P::PlanDollars, "3"),
        (P::PlanGold, "1"),
        (P::PlanJgb, "2"),
        (P::PlanStart, "7"),
        (P::PlanMonths, "36"),
        (P::PlanSpread, "0.01"),
    ] {
        profile.plan.set(param, value.parse().unwrap());
    }
    let left_out: BTreeSet<HoldingId> = profile.holdings.iter().take(1).map(|h| h.id.clone()).collect();
    profile.plan.leave_out = left_out;
}

#[test]
fn every_path_of_every_sample_and_preset_is_the_one_written_plainly() {
    let mut case = 0_usize;
    let mut largest = 0.0_f64;
    let mut wrong = Vec::new();
    for sample in SAMPLES {
        for preset in Preset::ALL {
            for mode in [DefaultMode::Off, DefaultMode::Random, DefaultMode::InMonth] {
                let mut profile = read_profile(sample.text.as_bytes()).unwrap().profile;
                with_plan(&mut profile);
                if case % 2 == 1 {
                    more_of_everything(&mut profile);
                }
                let mut scenario = preset.apply(&profile.active_scenario());
                scenario.default = mode;
                set(&mut scenario, &[(Param::Hazard, "0.2"), (Param::DefaultMonth, "26")]);
                set(&mut scenario, &[(Param::Horizon, ["5", "10", "10", "20", "30"][case % 5])]);
                if case > 9 {
                    add_events(&mut profile, &mut scenario, case.wrapping_mul(0x9E37) >> 4);
                }
                match worst(&profile, &scenario, case % 4 > 1, 128) {
                    Ok(off) => largest = largest.max(off),
                    Err(e) => wrong.push(format!("{} {preset:?} {mode:?} case {case}: {e}", sample.key)),
                }
                case += 1;
            }
        }
    }
    println!("largest {largest}");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
