//! One rich company and scenario, against figures an independent calculation
//! gives (`tests/reference/reference.py`, decimals of 50 digits).
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what a test sets up may stop it at once"
)]

use forelock::domain::bank::{Bank, BankId};
use forelock::domain::calendar::CalendarMonth;
use forelock::domain::holding::{
    AccountClass, Custody, Holding, HoldingId, HoldingKind, LoanRate, Repayment, ReserveMix,
};
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::{DefaultMode, ExchangeRecovery, LossOrder, Scenario};
use forelock::domain::validate::problems;
use forelock::domain::yen::Yen;
use forelock::engine::projection::{Projection, Scope};
use forelock::engine::{project, project_plan};
use rust_decimal::Decimal;

/// How far a figure may be off, in yen. Tens of values are each rounded to
/// whole yen, so a few yen are rounding and more is an error.
const TOLERANCE: i64 = 4;

/// Month; net, assets, debts, each in nominal and in real yen.
const EXPECTED: [(u16, [i64; 6]); 4] = [
    (12, [135_781_026, 133_046_925, 200_066_746, 196_038_180, -64_285_720, -62_991_256]),
    (36, [135_825_214, 115_371_873, 165_825_214, 140_854_301, -30_000_000, -25_482_428]),
    (60, [111_322_695, 86_418_627, 141_322_695, 109_707_309, -30_000_000, -23_288_682]),
    (120, [129_491_551, 89_697_877, 129_491_551, 89_697_877, 0, 0]),
];

/// The same with a plan: 45% of every deposit but the first, by 2 to 1.5 to 1
/// to 0.5 into bitcoin, dollars, gold and bonds, over 48 months from month 10.
const EXPECTED_WITH_PLAN: [(u16, [i64; 6]); 4] = [
    (12, [135_770_410, 133_036_522, 200_056_130, 196_027_778, -64_285_720, -62_991_256]),
    (36, [144_802_892, 122_997_640, 174_802_892, 148_480_068, -30_000_000, -25_482_428]),
    (60, [109_934_273, 85_340_810, 139_934_273, 108_629_492, -30_000_000, -23_288_682]),
    (120, [131_058_231, 90_783_106, 131_058_231, 90_783_106, 0, 0]),
];

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn holdings() -> Vec<HoldingKind> {
    let deposit = |bank: &str, account, yen| HoldingKind::Deposit {
        bank: BankId(bank.into()),
        account,
        amount: Yen::whole(yen),
    };
    let coin = |coin: &str, count, price: i64, custody, basis| HoldingKind::Crypto {
        coin: coin.into(),
        count: dec(count),
        price: Decimal::from(price),
        custody,
        tax_basis: Some(Yen::whole(basis)),
    };
    vec![
        HoldingKind::Cash { amount: Yen::whole(8_000_000) },
        deposit("A", AccountClass::Ordinary, 25_000_000),
        deposit("A", AccountClass::Time, 18_000_000),
        deposit("A", AccountClass::Settlement, 3_000_000),
        deposit("B", AccountClass::Ordinary, 12_000_000),
        deposit("B", AccountClass::Negotiable, 20_000_000),
        HoldingKind::ForeignDeposit { bank: BankId("B".into()), usd: dec("50000") },
        deposit("C", AccountClass::Time, 9_000_000),
        HoldingKind::Jgb { face: Yen::whole(30_000_000), coupon: dec("0.011"), months: 100 },
        HoldingKind::Jgb { face: Yen::whole(10_000_000), coupon: dec("0.005"), months: 30 },
        coin("BTC", "1.25", 9_300_000, Custody::Own, 6_000_000),
        coin("ETH", "20", 300_000, Custody::Exchange, 6_000_000),
        HoldingKind::ForeignCash { usd: dec("100000") },
        HoldingKind::Gold { grams: dec("500"), price: dec("21000") },
        HoldingKind::YenCoin {
            amount: Yen::whole(5_000_000),
            reserve: ReserveMix { jgb: dec("0.6"), deposits: dec("0.3") },
        },
        HoldingKind::Loan {
            bank: Some(BankId("A".into())),
            balance: Yen::whole(40_000_000),
            rate: LoanRate::Fixed(dec("0.015")),
            repayment: Repayment::EqualPrincipal,
            months: 84,
        },
        HoldingKind::Loan {
            bank: None,
            balance: Yen::whole(30_000_000),
            rate: LoanRate::Floating { today: dec("0.012"), floor: dec("0.008") },
            repayment: Repayment::Bullet,
            months: 72,
        },
        HoldingKind::Receivable { amount: Yen::whole(15_000_000), months: 3 },
        HoldingKind::Receivable { amount: Yen::whole(7_000_000), months: 40 },
        HoldingKind::Payable { amount: Yen::whole(6_000_000), months: 2 },
    ]
}

fn company() -> Profile {
    let mut profile = Profile::empty("Reference", CalendarMonth::new(2026, 10).unwrap(), "all at once");
    for (id, share) in [("A", "0.40"), ("B", "0.50"), ("C", "0.08")] {
        let mut bank = Bank::new(BankId(id.into()), id);
        bank.jgb_share = Some(dec(share));
        bank.set_off = id == "A";
        profile.banks.push(bank);
    }
    for (i, kind) in holdings().into_iter().enumerate() {
        let id = HoldingId(format!("h{i}"));
        profile.holdings.push(Holding { id, name: format!("line {i}"), kind });
    }
    profile.scenarios = vec![scenario()];
    profile
}

fn scenario() -> Scenario {
    let mut s = Scenario::named("all at once");
    s.default = DefaultMode::InMonth;
    s.loss_order = LossOrder::UninsuredFirst;
    s.exchange_recovery = ExchangeRecovery::DollarsOfFailureDate;
    s.inflation_by_year.insert(3, dec("0.06"));
    let moved = [
        (Param::DefaultMonth, "36"),
        (Param::Haircut, "0.37"),
        (Param::ExitYield, "0.06"),
        (Param::UsdJpy, "157.9"),
        (Param::YenDrift, "0.01"),
        (Param::Shock, "0.30"),
        (Param::ShockMonth, "30"),
        (Param::Inflation, "0.02"),
        (Param::PassThrough, "0.10"),
        (Param::PassThroughLag, "12"),
        (Param::CrisisPassThrough, "0.30"),
        (Param::CrisisThreshold, "0.20"),
        (Param::YieldToday, "0.0224"),
        (Param::YieldRise, "0.015"),
        (Param::YieldMonth, "20"),
        (Param::YieldBeta, "0.5"),
        (Param::LoanBeta, "0.7"),
        (Param::DepositRate, "0.003"),
        (Param::BankJgbShare, "0.10"),
        (Param::BankBuffer, "0.05"),
        (Param::ProtectedShare, "0.65"),
        (Param::InsuranceHonoured, "0.5"),
        (Param::FreezeMonth, "34"),
        (Param::FreezeMonths, "12"),
        (Param::WithdrawalLimit, "1000000"),
        (Param::ConversionMonth, "80"),
        (Param::ConversionMoney, "0.95"),
        (Param::ConversionDebts, "0.90"),
        (Param::LevyMonth, "90"),
        (Param::LevyRate, "0.10"),
        (Param::LevyExempt, "20000000"),
        (Param::LevyReachCrypto, "0.5"),
        (Param::CryptoGrowth, "0.12"),
        (Param::Crash, "0.77"),
        (Param::CrashMonth, "48"),
        (Param::CrashRecovery, "0.4"),
        (Param::CrashRecoveryMonths, "24"),
        (Param::ExchangeMonth, "60"),
        (Param::ExchangeLoss, "0.6"),
        (Param::ExchangeRecoveryMonths, "20"),
        (Param::Depeg, "0.1"),
        (Param::DepegMonth, "50"),
        (Param::GoldGrowth, "0.03"),
        (Param::TaxRate, "0.315"),
        (Param::ReceivableLoss, "0.2"),
    ];
    for (param, value) in moved {
        s.set(param, dec(value));
    }
    s
}

#[test]
fn the_rich_company_is_worth_what_the_independent_calculation_says() {
    let profile = company();
    assert_eq!(problems(&profile), []);
    agrees(&project(&profile, &profile.scenarios[0], Some(120)), EXPECTED);
}

#[test]
fn with_a_plan_it_is_too() {
    let mut profile = company();
    let moved = [
        (Param::PlanShare, "0.45"),
        (Param::PlanCrypto, "2"),
        (Param::PlanDollars, "1.5"),
        (Param::PlanGold, "1"),
        (Param::PlanJgb, "0.5"),
        (Param::PlanStart, "10"),
        (Param::PlanMonths, "48"),
        (Param::PlanSpread, "0.012"),
    ];
    for (param, value) in moved {
        profile.plan.set(param, dec(value));
    }
    profile.plan.leave_out.insert(HoldingId("h1".into()));
    assert_eq!(problems(&profile), []);
    agrees(&project_plan(&profile, &profile.active_scenario(), Some(120)), EXPECTED_WITH_PLAN);
}

fn agrees(result: &Projection, figures: [(u16, [i64; 6]); 4]) {
    for (month, expected) in figures {
        let of = |scope| {
            let value = result.value(scope, month);
            [value.nominal, value.real]
        };
        let found = [of(Scope::Net), of(Scope::Assets), of(Scope::Debts)].concat();
        for (what, (found, expected)) in ["net", "net real", "assets", "assets real", "debts", "debts real"]
            .into_iter()
            .zip(found.iter().zip(expected))
        {
            let off = found.minus(Yen::whole(expected)).get().abs();
            assert!(off <= Decimal::from(TOLERANCE), "month {month}, {what}: {found:?}, not {expected}");
        }
    }
}

/// Until the levy of month 90, whose parts hang on rounded market values,
/// debts are paid by contract alone and agree to the yen.
#[test]
fn what_is_contractual_agrees_to_the_yen() {
    let profile = company();
    let result = project(&profile, &profile.scenarios[0], Some(120));
    for (month, expected) in EXPECTED.into_iter().filter(|(month, _)| *month < 90) {
        assert_eq!(result.value(Scope::Debts, month).nominal, Yen::whole(expected[4]), "month {month}");
    }
}
