//! How long a projection takes. The bar: three scenarios of a company with 20
//! holdings over 360 months in under 2 ms, so that a slider can be dragged.
#![allow(missing_docs, reason = "a bench has no readers")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench may stop at once")]

use divan::{Bencher, black_box};
use forelock::data::bench_company::{MONTHS, company};
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::{DefaultMode, LossOrder, Scenario};
use forelock::engine::attribution::{Course, attribute};
use forelock::engine::project;
use rust_decimal::Decimal;

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn main() {
    divan::main();
}

fn companies() -> Profile {
    let mut profile = company();
    profile.scenarios = vec![Scenario::named("calm")];
    let mut drift = Scenario::named("everything moves every month");
    for (param, value) in [
        (Param::YenDrift, "0.03"),
        (Param::CryptoGrowth, "0.10"),
        (Param::GoldGrowth, "0.02"),
        (Param::DepositRate, "0.003"),
    ] {
        drift.set(param, dec(value));
    }
    let mut crisis = drift.clone();
    crisis.name = "all at once".into();
    crisis.default = DefaultMode::InMonth;
    crisis.loss_order = LossOrder::UninsuredFirst;
    for (param, value) in [
        (Param::BankJgbShare, "0.4"),
        (Param::Shock, "0.3"),
        (Param::YieldRise, "0.02"),
        (Param::FreezeMonths, "24"),
        (Param::WithdrawalLimit, "300000"),
        (Param::LevyRate, "0.1"),
        (Param::Crash, "0.77"),
        (Param::CrashRecovery, "0.5"),
        (Param::CrashRecoveryMonths, "60"),
        (Param::ExchangeLoss, "0.8"),
    ] {
        crisis.set(param, dec(value));
    }
    profile.scenarios.extend([drift, crisis]);
    profile
}

#[divan::bench]
fn three_scenarios(bencher: Bencher<'_, '_>) {
    let company = companies();
    bencher.bench_local(|| {
        for scenario in &company.scenarios {
            black_box(project(black_box(&company), scenario, Some(MONTHS)));
        }
    });
}

#[divan::bench(args = [0, 1, 2])]
fn one_scenario(bencher: Bencher<'_, '_>, scenario: usize) {
    let company = companies();
    bencher.bench_local(|| project(black_box(&company), &company.scenarios[scenario], Some(MONTHS)));
}

/// What makes the difference between two scenarios that differ in six things:
/// 64 projections.
#[divan::bench]
fn what_makes_the_difference(bencher: Bencher<'_, '_>) {
    let mut company = companies();
    let from = company.scenarios[1].clone();
    let mut to = from.clone();
    to.default = DefaultMode::InMonth;
    for (param, value) in [
        (Param::BankJgbShare, "0.4"),
        (Param::Shock, "0.3"),
        (Param::YieldRise, "0.02"),
        (Param::LevyRate, "0.1"),
        (Param::Crash, "0.77"),
    ] {
        to.set(param, dec(value));
    }
    company.scenarios = vec![from.clone(), to.clone()];
    let course = |scenario| Course { scenario, plan: false };
    bencher.bench_local(|| attribute(black_box(&company), (course(&from), course(&to)), MONTHS, &|| false));
}
