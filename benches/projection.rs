//! How long a projection takes. The bar: three scenarios of a company with 20
//! holdings over 360 months in under 2 ms, so that a slider can be dragged.
#![allow(missing_docs, reason = "a bench has no readers")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench may stop at once")]

use divan::{Bencher, black_box};
use forelock::domain::bank::{Bank, BankId};
use forelock::domain::calendar::CalendarMonth;
use forelock::domain::holding::{
    AccountClass, Custody, Holding, HoldingId, HoldingKind, LoanRate, Repayment, ReserveMix,
};
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::{DefaultMode, LossOrder, Scenario};
use forelock::domain::yen::Yen;
use forelock::engine::project;
use rust_decimal::Decimal;

const MONTHS: u16 = 360;

fn main() {
    divan::main();
}

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn holdings() -> Vec<HoldingKind> {
    let deposit = |bank: &str, account, yen| HoldingKind::Deposit {
        bank: BankId(bank.into()),
        account,
        amount: Yen::whole(yen),
    };
    let coin = |coin: &str, custody| HoldingKind::Crypto {
        coin: coin.into(),
        count: dec("1.25"),
        price: dec("9300000"),
        custody,
        tax_basis: None,
    };
    let loan = |rate, repayment, months| HoldingKind::Loan {
        bank: Some(BankId("A".into())),
        balance: Yen::whole(40_000_000),
        rate,
        repayment,
        months,
    };
    let floating = LoanRate::Floating { today: dec("0.012"), floor: dec("0.008") };
    vec![
        HoldingKind::Cash { amount: Yen::whole(30_000_000) },
        deposit("A", AccountClass::Ordinary, 25_000_000),
        deposit("A", AccountClass::Time, 18_000_000),
        deposit("A", AccountClass::Settlement, 3_000_000),
        deposit("B", AccountClass::Ordinary, 12_000_000),
        deposit("B", AccountClass::Negotiable, 20_000_000),
        deposit("C", AccountClass::Time, 9_000_000),
        HoldingKind::ForeignDeposit { bank: BankId("B".into()), usd: dec("50000") },
        HoldingKind::Jgb { face: Yen::whole(30_000_000), coupon: dec("0.011"), months: 100 },
        HoldingKind::Jgb { face: Yen::whole(10_000_000), coupon: dec("0.02"), months: 358 },
        coin("BTC", Custody::Own),
        coin("ETH", Custody::Exchange),
        HoldingKind::ForeignCash { usd: dec("100000") },
        HoldingKind::Gold { grams: dec("500"), price: dec("21000") },
        HoldingKind::YenCoin {
            amount: Yen::whole(5_000_000),
            reserve: ReserveMix { jgb: dec("0.6"), deposits: dec("0.3") },
        },
        loan(LoanRate::Fixed(dec("0.015")), Repayment::EqualPrincipal, 240),
        loan(floating, Repayment::Bullet, 300),
        HoldingKind::Receivable { amount: Yen::whole(15_000_000), months: 3 },
        HoldingKind::Receivable { amount: Yen::whole(7_000_000), months: 40 },
        HoldingKind::Payable { amount: Yen::whole(6_000_000), months: 2 },
    ]
}

fn company() -> Profile {
    let mut profile = Profile::empty("Bench", CalendarMonth::new(2026, 10).unwrap(), "calm");
    for id in ["A", "B", "C"] {
        let mut bank = Bank::new(BankId(id.into()), id);
        bank.set_off = id == "A";
        profile.banks.push(bank);
    }
    for (i, kind) in holdings().into_iter().enumerate() {
        profile.holdings.push(Holding { id: HoldingId(format!("h{i}")), name: format!("line {i}"), kind });
    }
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
    let company = company();
    bencher.bench_local(|| {
        for scenario in &company.scenarios {
            black_box(project(black_box(&company), scenario, Some(MONTHS)));
        }
    });
}

#[divan::bench(args = [0, 1, 2])]
fn one_scenario(bencher: Bencher<'_, '_>, scenario: usize) {
    let company = company();
    bencher.bench_local(|| project(black_box(&company), &company.scenarios[scenario], Some(MONTHS)));
}
