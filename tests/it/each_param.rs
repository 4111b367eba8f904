//! Every number and every choice of a scenario, moved on a company small
//! enough to work out on paper: by an edit, by what is typed beside its
//! slider, through a file, and back to its default. Those that act only where
//! chance is drawn, in the plan or in the tie are listed by name: they too are
//! typed, kept and set back, and a single line of values must not move by them.
#![expect(clippy::unwrap_used, reason = "what a test sets up may stop it at once")]

use std::collections::BTreeSet;
use std::f64::consts::SQRT_2;

use forelock::app::command::Command;
use forelock::app::edit::{Choice, Edit, apply};
use forelock::app::prefs::Prefs;
use forelock::app::{State, update};
use forelock::domain::bank::{Bank, BankId};
use forelock::domain::calendar::CalendarMonth;
use forelock::domain::holding::{
    AccountClass, Custody, Holding, HoldingId, HoldingKind, LoanRate, Repayment, ReserveMix,
};
use forelock::domain::param::{Param, Param as P};
use forelock::domain::plan::Plan;
use forelock::domain::profile::Profile;
use forelock::domain::risk_factor::{Pair, RiskFactor};
use forelock::domain::scenario::{DefaultMode, DefaultTerms, ExchangeRecovery, LossOrder, Scenario};
use forelock::domain::yen::Yen;
use forelock::engine::factors::at;
use forelock::engine::numeraire::Numeraire;
use forelock::engine::projection::{Projection, Scope, Value};
use forelock::engine::{door, project};
use forelock::store::settings::Settings;
use forelock::store::{read_profile, write_profile};
use forelock::text::{Lang, Texts, YenUnit};
use forelock::view_model::bank_form;
use forelock::view_model::form::{FieldKey, Input};
use forelock::view_model::measure::Measure;
use forelock::view_model::money::Money;
use forelock::view_model::slider;
use rust_decimal::Decimal;

use Direction::{Down, Up};
use Set::{C, V, Y};

/// Part of a base scenario.
#[derive(Debug, Clone, Copy)]
enum Set {
    /// A number, as it is kept.
    V(Param, &'static str),
    /// A choice.
    C(Choice),
    /// Inflation of one year.
    Y(u8, &'static str),
}

/// What a larger value does to what is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
}

/// What is looked at; a number with it is a month.
#[derive(Debug, Clone, Copy)]
enum Look {
    /// Net worth at the horizon, in today's purchasing power.
    End,
    /// Net worth in yen of the month.
    Net(u16),
    /// Net worth in today's purchasing power.
    Real(u16),
    /// The first holding, in yen of the month.
    First(u16),
    /// What the first bank loses of the company's money.
    BankLoss,
    /// The price level.
    Prices(u16),
    /// Yen per dollar.
    Dollar(u16),
    /// What a freeze leaves usable.
    Usable,
    /// Net worth today in bitcoin.
    Coins,
}

/// A value as it is typed and as it is kept, and what is then found on paper.
type At = (&'static str, &'static str, f64);

/// A number, a company in which it matters, the scenario around it, what is
/// looked at, where it goes, and two values, the lower one first.
struct Row(Param, fn() -> Vec<HoldingKind>, &'static [&'static [Set]], Look, Direction, [At; 2]);

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn yen(amount: i64) -> Yen {
    Yen::whole(amount)
}

fn account(account: AccountClass, amount: i64) -> Vec<HoldingKind> {
    vec![HoldingKind::Deposit { bank: BankId("b".into()), account, amount: yen(amount) }]
}

fn cash() -> Vec<HoldingKind> {
    vec![HoldingKind::Cash { amount: yen(10_000_000) }]
}

fn deposit() -> Vec<HoldingKind> {
    account(AccountClass::Ordinary, 10_000_000)
}

/// Twice what the insurance covers.
fn large_deposit() -> Vec<HoldingKind> {
    account(AccountClass::Time, 20_000_000)
}

fn settlement() -> Vec<HoldingKind> {
    account(AccountClass::Settlement, 10_000_000)
}

/// A bond without coupons, so that at a yield of zero it is worth its face.
fn bond(months: u16) -> Vec<HoldingKind> {
    vec![HoldingKind::Jgb { face: yen(10_000_000), coupon: Decimal::ZERO, months }]
}

fn bond_2y() -> Vec<HoldingKind> {
    bond(24)
}

fn bond_6y() -> Vec<HoldingKind> {
    bond(72)
}

fn bond_6y_4() -> Vec<HoldingKind> {
    vec![HoldingKind::Jgb { face: yen(10_000_000), coupon: Decimal::new(4, 2), months: 72 }]
}

fn bond_7y() -> Vec<HoldingKind> {
    bond(84)
}

fn bond_10y() -> Vec<HoldingKind> {
    bond(120)
}

fn yen_coin() -> Vec<HoldingKind> {
    let reserve = ReserveMix { jgb: Decimal::ZERO, deposits: Decimal::ZERO };
    vec![HoldingKind::YenCoin { amount: yen(10_000_000), reserve }]
}

fn receivable() -> Vec<HoldingKind> {
    vec![HoldingKind::Receivable { amount: yen(10_000_000), months: 40 }]
}

fn payable() -> Vec<HoldingKind> {
    vec![HoldingKind::Payable { amount: yen(10_000_000), months: 40 }]
}

/// 10,000,000 in cash, at a bank and as a yen coin.
fn yen_money() -> Vec<HoldingKind> {
    let reserve = ReserveMix { jgb: Decimal::ZERO, deposits: Decimal::ZERO };
    let mut all = account(AccountClass::Time, 3_000_000);
    all.push(HoldingKind::Cash { amount: yen(2_000_000) });
    all.push(HoldingKind::YenCoin { amount: yen(5_000_000), reserve });
    all
}

/// 5,000,000 owned and 15,000,000 owed.
fn owed_and_owing() -> Vec<HoldingKind> {
    let loan = HoldingKind::Loan {
        bank: None,
        balance: yen(8_000_000),
        rate: LoanRate::Fixed(Decimal::ZERO),
        repayment: Repayment::Bullet,
        months: 84,
    };
    vec![
        HoldingKind::Receivable { amount: yen(5_000_000), months: 40 },
        HoldingKind::Payable { amount: yen(7_000_000), months: 40 },
        loan,
    ]
}

/// 10,000,000 at 100 yen a dollar.
fn dollars() -> Vec<HoldingKind> {
    vec![HoldingKind::ForeignCash { usd: dec("100000") }]
}

fn gold() -> Vec<HoldingKind> {
    vec![HoldingKind::Gold { grams: dec("1000"), price: dec("10000") }]
}

fn bitcoin() -> Vec<HoldingKind> {
    vec![HoldingKind::Crypto {
        coin: "BTC".into(),
        count: Decimal::ONE,
        price: dec("10000000"),
        custody: Custody::Exchange,
        tax_basis: Some(Yen::ZERO),
    }]
}

/// Cash first, and a loan on which only a rise in yields is paid.
fn floating_loan() -> Vec<HoldingKind> {
    let loan = HoldingKind::Loan {
        bank: None,
        balance: yen(12_000_000),
        rate: LoanRate::Floating { today: Decimal::ZERO, floor: Decimal::ZERO },
        repayment: Repayment::Bullet,
        months: 84,
    };
    vec![HoldingKind::Cash { amount: yen(10_000_000) }, loan]
}

const DEFAULTS: Set = C(Choice::Default(DefaultMode::InMonth));
const UNINSURED_FIRST: Set = C(Choice::LossOrder(LossOrder::UninsuredFirst));
const IN_DOLLARS: Set = C(Choice::ExchangeRecovery(ExchangeRecovery::DollarsOfFailureDate));

/// Bonds default in month 12 and lose half; their yields are nothing.
const HALF: [Set; 5] =
    [DEFAULTS, V(P::DefaultMonth, "12"), V(P::Haircut, "0.5"), V(P::YieldToday, "0"), V(P::ExitYield, "0")];
/// An exchange in month 12 that offers the same face for as long, no coupon.
const SWAP: [Set; 6] = [
    DEFAULTS,
    C(Choice::Terms(DefaultTerms::Exchange)),
    V(P::DefaultMonth, "12"),
    V(P::YieldToday, "0"),
    V(P::NewCoupon, "0"),
    V(P::Extension, "0"),
];
/// The yen loses half in month 1, all of which reaches prices over a year …
const HALVED: [Set; 3] = [V(P::Shock, "0.5"), V(P::ShockMonth, "1"), V(P::CrisisPassThrough, "1")];
/// … or at once.
const AT_ONCE: [Set; 1] = [V(P::PassThroughLag, "1")];
/// Bonds lose half in month 12, the bank has 40% in them and nothing to
/// absorb it: 20% of its deposits are missing.
const SHORT: [Set; 5] = [
    DEFAULTS,
    V(P::DefaultMonth, "12"),
    V(P::Haircut, "0.5"),
    V(P::BankBuffer, "0"),
    V(P::BankJgbShare, "0.4"),
];
/// No default: yields go from nothing to 10% in month 6, half the bank is in
/// bonds of five years, and nothing absorbs it.
const RISE: [Set; 6] = [
    V(P::YieldToday, "0"),
    V(P::YieldRise, "0.1"),
    V(P::YieldMonth, "6"),
    V(P::BankJgbShare, "0.5"),
    V(P::BankBuffer, "0"),
    V(P::BankBondYears, "5"),
];
/// Money that can be drawn a year later only, at 25% inflation a year.
const FROZEN: [Set; 3] = [V(P::Inflation, "0.25"), V(P::FreezeMonth, "12"), V(P::FreezeMonths, "12")];
/// Half of what a levy reaches goes in month 12.
const LEVIED: [Set; 4] =
    [V(P::LevyMonth, "12"), V(P::LevyRate, "0.5"), V(P::YieldToday, "0"), V(P::UsdJpy, "100")];
/// Of 10,000,000: 20% reached pays 1,000,000, 60% pays 3,000,000.
const REACHED: [At; 2] = [("20", "0.2", 9e6), ("60", "0.6", 7e6)];
const NONE: [Set; 0] = [];

/// Rows, one a line: `Number: company, scenario & more of it, what is looked
/// at, direction, two values`.
macro_rules! rows {
    ($($param:ident: $of:ident, $($sets:tt)&+, $look:ident $(($at:expr))?, $way:ident, $values:expr;)+) => {
        &[$(Row(P::$param, $of, &[$(&$sets),+], Look::$look $(($at))?, $way, $values)),+]
    };
}

const ROWS: &[Row] = rows! {
    Horizon: cash, [V(P::Inflation, "0.25")], End, Down, [("1", "1", 8e6), ("2", "2", 6.4e6)];
    // Due in month 24: repaid in full if the default comes no earlier.
    DefaultMonth: bond_2y, HALF, Net(30), Up, [("12", "12", 5e6), ("24", "24", 10e6)];
    Haircut: bond_10y, HALF, Net(30), Down, [("40", "0.4", 6e6), ("60%", "0.6", 4e6)];
    FaceCut: bond_6y, SWAP & [V(P::ExitYield, "0")], Net(12), Down, [("20", "0.2", 8e6), ("50", "0.5", 5e6)];
    // Five years of 2% and of 4%:
    // A quarter and all of 4%; a year of it was paid before.
    NewCoupon: bond_6y_4, SWAP & [V(P::ExitYield, "0")], Net(12), Up,
        [("25", "0.25", 10.9e6), ("100%", "1", 12.4e6)];
    // 1 ÷ 1.05^20 and ^30.
    Extension: bond_6y, SWAP & [V(P::ExitYield, "0.1")], Net(12), Down,
        [("5", "5", 3_768_895.0), ("10", "10", 2_313_774.0)];
    CashPart: bond_6y, SWAP & [V(P::FaceCut, "1")], Net(30), Up, [("20", "0.2", 2e6), ("50", "0.5", 5e6)];
    // 1 ÷ 1.05^10 and 1 ÷ 1.1^10.
    ExitYield: bond_6y, SWAP, Net(12), Down, [("10", "0.1", 6_139_133.0), ("20", "0.2", 3_855_433.0)];

    UsdJpy: dollars, NONE, Net(12), Up, [("100", "100", 10e6), ("200", "200", 20e6)];
    YenDrift: dollars, [V(P::UsdJpy, "100")], Net(24), Up, [("10", "0.1", 12.1e6), ("20", "0.2", 14.4e6)];
    Shock: dollars, [V(P::UsdJpy, "100"), V(P::ShockMonth, "12")], Dollar(12), Up,
        [("50", "0.5", 200.0), ("75", "0.75", 400.0)];
    // Of twelve parts, all have come by month 24, or six.
    ShockMonth: cash, HALVED, Prices(24), Down, [("12", "12", 2.0), ("19", "19", SQRT_2)];
    Inflation: cash, NONE, Real(12), Down, [("25", "0.25", 8e6), ("100", "1", 5e6)];
    PassThrough: cash, HALVED & AT_ONCE & [V(P::CrisisThreshold, "0.6")], Real(12), Down,
        [("0.5", "0.5", 7_071_068.0), ("1", "1", 5e6)];
    PassThroughLag: cash, HALVED, Prices(12), Down, [("6", "6", 2.0), ("24", "24", SQRT_2)];
    CrisisPassThrough: cash, HALVED & AT_ONCE, Real(12), Down, [("0.5", "0.5", 7_071_068.0), ("1", "1", 5e6)];
    // A shock at the threshold is not beyond it.
    CrisisThreshold: cash, HALVED & AT_ONCE & [V(P::PassThrough, "0")], Real(12), Up,
        [("40", "0.4", 5e6), ("50", "0.5", 10e6)];

    YieldToday: bond_10y, NONE, First(0), Down, [("10", "0.1", 3_768_895.0), ("20", "0.2", 1_486_436.0)];
    YieldRise: bond_6y, [V(P::YieldToday, "0"), V(P::YieldMonth, "12")], First(12), Down,
        [("1000", "0.1", 6_139_133.0), ("2000", "0.2", 3_855_433.0)];
    YieldMonth: bond_6y, [V(P::YieldToday, "0"), V(P::YieldRise, "0.1")], First(12), Up,
        [("12", "12", 6_139_133.0), ("13", "13", 10e6)];
    // Inflation goes from nothing to 10% in the second year.
    YieldBeta: bond_7y, [V(P::YieldToday, "0"), Y(2, "0.1")], First(24), Down,
        [("1", "1", 6_139_133.0), ("2", "2", 3_855_433.0)];
    // 5% and 20% on 12,000,000 from the month after the rise: 11 payments.
    LoanBeta: floating_loan, [V(P::YieldRise, "0.1"), V(P::YieldMonth, "1")], First(12), Down,
        [("0.5", "0.5", 9.45e6), ("2", "2", 7.8e6)];
    DepositRate: deposit, NONE, Net(12), Up, [("1", "0.01", 10.1e6), ("7", "0.07", 10.7e6)];

    BankJgbShare: large_deposit, SHORT, BankLoss, Up, [("20", "0.2", 1e6), ("40", "0.4", 2e6)];
    BankBuffer: large_deposit, SHORT, BankLoss, Down, [("5", "0.05", 1.5e6), ("15", "0.15", 0.5e6)];
    BankOtherLosses: large_deposit, [V(P::YieldMonth, "6"), V(P::BankBuffer, "0")], BankLoss, Up,
        [("10", "0.1", 1e6), ("20", "0.2", 2e6)];
    StateSupport: large_deposit, SHORT, BankLoss, Down, [("5", "0.05", 1.5e6), ("15", "0.15", 0.5e6)];
    // 0.2 ÷ 0.4 and 0.2 ÷ 0.25 of the 10,000,000 above the cap.
    ProtectedShare: large_deposit, SHORT & [UNINSURED_FIRST], BankLoss, Up,
        [("60", "0.6", 5e6), ("75", "0.75", 8e6)];
    // Half of 1 − 1 ÷ 1.05^(2·years).
    BankBondYears: large_deposit, RISE, BankLoss, Up, [("5", "5", 1_930_434.0), ("20", "20", 4_289_772.0)];
    RealisedShare: large_deposit, RISE, BankLoss, Up, [("50", "0.5", 965_217.0), ("80", "0.8", 1_544_347.0)];
    InsuranceCap: large_deposit, SHORT, BankLoss, Down,
        [("500万", "5000000", 3e6), ("1,500万円", "15000000", 1e6)];
    // 80% and 40% of 20% of what is covered, and 2,000,000 above it.
    InsuranceHonoured: large_deposit, SHORT, BankLoss, Down, [("20", "0.2", 3.6e6), ("60", "0.6", 2.8e6)];

    FreezeMonth: deposit, FROZEN, Usable, Down, [("12", "12", 6.4e6), ("24", "24", 5.12e6)];
    FreezeMonths: deposit, FROZEN, Usable, Down, [("12", "12", 6.4e6), ("24", "24", 5.12e6)];
    // Σ of what is drawn in months 13 to 24 ÷ 1.25^(month ÷ 12).
    WithdrawalLimit: deposit, FROZEN, Usable, Up,
        [("50万", "500000", 6_822_287.0), ("1M", "1000000", 7_232_562.0)];
    ConversionMonth: cash, [V(P::ConversionMoney, "0.5")], Net(18), Up,
        [("18", "18", 5e6), ("19", "19", 10e6)];
    ConversionMoney: yen_money, [V(P::ConversionMonth, "12")], Net(12), Up,
        [("20", "0.2", 2e6), ("50", "0.5", 5e6)];
    ConversionDebts: owed_and_owing, [V(P::ConversionMonth, "12")], Net(12), Down,
        [("20", "0.2", -2e6), ("50", "0.5", -5e6)];
    LevyMonth: cash, LEVIED, Net(18), Up, [("18", "18", 5e6), ("19", "19", 10e6)];
    LevyRate: cash, LEVIED, Net(12), Down, [("10", "0.1", 9e6), ("40", "0.4", 6e6)];
    LevyExempt: cash, LEVIED, Net(12), Up, [("200万", "2000000", 6e6), ("¥6,000,000", "6000000", 8e6)];
    LevyReachCash: cash, LEVIED, First(12), Down, REACHED;
    LevyReachDeposit: deposit, LEVIED, First(12), Down, REACHED;
    LevyReachJgb: bond_10y, LEVIED, First(12), Down, REACHED;
    LevyReachYenCoin: yen_coin, LEVIED, First(12), Down, REACHED;
    LevyReachReceivable: receivable, LEVIED, First(12), Down, REACHED;
    LevyReachCurrency: dollars, LEVIED, First(12), Down, REACHED;
    LevyReachGold: gold, LEVIED, First(12), Down, REACHED;
    LevyReachCrypto: bitcoin, LEVIED, First(12), Down, REACHED;

    CryptoGrowth: bitcoin, NONE, Net(24), Up, [("10", "0.1", 12.1e6), ("20", "0.2", 14.4e6)];
    Crash: bitcoin, [V(P::CrashMonth, "12")], Net(12), Down, [("50", "0.5", 5e6), ("80", "0.8", 2e6)];
    // Half of the 80% is made good over 24 months, which have passed or not.
    CrashMonth: bitcoin, [V(P::Crash, "0.8"), V(P::CrashRecovery, "0.5"), V(P::CrashRecoveryMonths, "24")],
        Net(36), Down, [("12", "12", 6e6), ("24", "24", 4e6)];
    CrashRecovery: bitcoin, [V(P::Crash, "0.8"), V(P::CrashMonth, "12"), V(P::CrashRecoveryMonths, "12")],
        Net(24), Up, [("50", "0.5", 6e6), ("100", "1", 10e6)];
    CrashRecoveryMonths: bitcoin, [V(P::Crash, "0.8"), V(P::CrashMonth, "12"), V(P::CrashRecovery, "1")],
        Net(36), Down, [("24", "24", 10e6), ("48", "48", 6e6)];
    // The price doubles each year, until dollars of the failure are owed.
    ExchangeMonth: bitcoin, [IN_DOLLARS, V(P::CryptoGrowth, "1"), V(P::ExchangeLoss, "0.5")],
        Net(36), Up, [("12", "12", 10e6), ("24", "24", 20e6)];
    ExchangeLoss: bitcoin, [V(P::ExchangeMonth, "12")], Net(12), Down,
        [("20", "0.2", 8e6), ("80", "0.8", 2e6)];
    // The yen loses half in month 18; dollars owed are paid before or after.
    ExchangeRecoveryMonths: bitcoin,
        HALVED & [IN_DOLLARS, V(P::ShockMonth, "18"), V(P::ExchangeLoss, "0.5"), V(P::ExchangeMonth, "12")],
        Net(48), Up, [("5", "5", 5e6), ("12", "12", 10e6)];
    Depeg: yen_coin, [V(P::DepegMonth, "12")], Net(12), Down, [("20", "0.2", 8e6), ("50", "0.5", 5e6)];
    DepegMonth: yen_coin, [V(P::Depeg, "0.5")], Net(18), Up, [("18", "18", 5e6), ("19", "19", 10e6)];
    GoldGrowth: gold, NONE, Net(24), Up, [("10", "0.1", 12.1e6), ("20", "0.2", 14.4e6)];
    BtcUsd: cash, [V(P::UsdJpy, "100")], Coins, Down, [("10,000", "10000", 10.0), ("50000", "50000", 2.0)];

    TaxRate: bitcoin, NONE, Net(18), Down, [("20", "0.2", 8e6), ("50", "0.5", 5e6)];
    ReceivableLoss: receivable, HALF, Net(30), Down, [("20", "0.2", 8e6), ("50", "0.5", 5e6)];
};

/// Two values of a number, as typed and as kept, the lower one first.
struct Elsewhere(Param, [(&'static str, &'static str); 2]);

macro_rules! elsewhere {
    ($($param:ident: $low:expr, $high:expr;)+) => { &[$(Elsewhere(P::$param, [$low, $high])),+] };
}

/// What acts only where many paths are drawn: a single line of values is the
/// same whatever they say.
const BY_CHANCE: &[Elsewhere] = elsewhere! {
    Hazard: ("0.2", "0.002"), ("3.36%", "0.0336");
    DollarVol: ("0", "0"), ("12.5", "0.125");
    BtcVol: ("0", "0"), ("90%", "0.9");
    EthVol: ("60", "0.6"), ("120", "1.2");
    XrpVol: ("60", "0.6"), ("250", "2.5");
    OtherCoinVol: ("60", "0.6"), ("150", "1.5");
    GoldVol: ("5", "0.05"), ("２０", "0.2");
    PriceVol: ("0", "0"), ("2", "0.02");
    YieldVol: ("21", "0.0021"), ("150", "0.015");
    DollarJumpRate: ("5", "0.05"), ("200", "2");
    DollarJumpSize: ("−30", "-0.3"), ("50", "0.5");
    DollarJumpSpread: ("0", "0"), ("25", "0.25");
    CoinJumpRate: ("5", "0.05"), ("200", "2");
    CoinJumpSize: ("-77", "-0.77"), ("50", "0.5");
    CoinJumpSpread: ("0", "0"), ("50", "0.5");
    ExchangeFailureRate: ("2", "0.02"), ("5", "0.05");
    OwnWalletLossRate: ("0.5", "0.005"), ("2", "0.02");
};

/// What acts only where a tie in utility is sought.
const IN_THE_TIE: &[Elsewhere] = elsewhere! {
    RiskAversion: ("0", "0"), ("5", "5");
};

/// What belongs to the plan and is kept once for all scenarios.
const IN_THE_PLAN: &[Elsewhere] = elsewhere! {
    PlanShare: ("30", "0.3"), ("100%", "1");
    PlanCrypto: ("0", "0"), ("3", "3");
    PlanDollars: ("1", "1"), ("2.5", "2.5");
    PlanGold: ("1", "1"), ("10", "10");
    PlanJgb: ("1", "1"), ("10", "10");
    PlanStart: ("6", "6"), ("360", "360");
    PlanMonths: ("1", "1"), ("24", "24");
    PlanSpread: ("0", "0"), ("2.5", "0.025");
};

/// The scenario in which these numbers do not rest.
const ODDS: [Set; 3] =
    [C(Choice::Default(DefaultMode::Random)), V(P::DollarJumpRate, "0.1"), V(P::CoinJumpRate, "0.1")];

/// One of every kind of holding.
fn everything() -> Vec<HoldingKind> {
    let kinds = [
        cash,
        large_deposit,
        settlement,
        bond_6y,
        yen_coin,
        receivable,
        payable,
        dollars,
        gold,
        bitcoin,
        floating_loan,
    ];
    kinds.iter().flat_map(|kind| kind()).collect()
}

/// Holdings `h0`, `h1`, …; one bank; fiscal years end at months 12, 24, ….
fn company(holdings: Vec<HoldingKind>) -> Profile {
    let mut profile = Profile::empty("on paper", CalendarMonth::new(2026, 3).unwrap(), "case");
    profile.banks.push(Bank::new(BankId("b".into()), "bank"));
    for (i, kind) in holdings.into_iter().enumerate() {
        profile.holdings.push(Holding { id: HoldingId(format!("h{i}")), name: format!("line {i}"), kind });
    }
    profile
}

/// The company with a scenario around a number, which stays at its default;
/// four years, no inflation and no tax unless the number is one of these.
fn base(holdings: Vec<HoldingKind>, sets: &[&[Set]], number: Option<Param>) -> Profile {
    let quiet = [V(P::Horizon, "4"), V(P::Inflation, "0"), V(P::TaxRate, "0")];
    let profile = company(holdings);
    quiet.iter().chain(sets.iter().copied().flatten()).fold(profile, |profile, set| match *set {
        V(param, _) if Some(param) == number => profile,
        V(param, value) => apply(&profile, Edit::SetParam(param, dec(value))),
        C(choice) => apply(&profile, Edit::Choose(choice)),
        Y(year, rate) => apply(&profile, Edit::SetInflationYear(year, Some(dec(rate)))),
    })
}

fn result(profile: &Profile) -> Projection {
    project(profile, &profile.active_scenario(), None)
}

/// Everything a projection holds, for comparing.
fn all_of(profile: &Profile) -> String {
    format!("{:?}", result(profile))
}

fn look(profile: &Profile, what: Look) -> f64 {
    let found = result(profile);
    let net = |month| found.value(Scope::Net, month);
    match what {
        Look::End => door::amount(net(found.months).real),
        Look::Net(month) => door::amount(net(month).nominal),
        Look::Real(month) => door::amount(net(month).real),
        Look::First(month) => door::amount(found.value(Scope::Line("h0"), month).nominal),
        Look::BankLoss => door::amount(found.banks.first().unwrap().outcome.loss()),
        Look::Prices(month) => at(&found.factors.prices, month),
        Look::Dollar(month) => at(&found.factors.usd_jpy, month),
        Look::Usable => door::amount(found.freeze.unwrap().usable_real),
        Look::Coins => {
            let scenario = profile.active_scenario();
            Measure::new(Numeraire::Bitcoin, &scenario).of(net(0), &found, 0)
        }
    }
}

/// To the yen; prices, rates and coins to nine places.
fn is_about(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= if expected.abs() > 1e5 { 1.0 } else { 1e-9 * expected.abs() }
}

/// The profile a file written of this one gives back.
fn through_a_file(profile: &Profile) -> Profile {
    let text = write_profile(profile).unwrap();
    let loaded = read_profile(text.as_bytes()).unwrap();
    assert!(!loaded.changed_outside && !loaded.newer);
    loaded.profile
}

fn state(profile: &Profile) -> State {
    State::new(profile.clone(), Prefs::default(), Settings::default(), profile.as_of)
}

/// Makes an edit at the window and takes it back; what it gave.
fn at_the_window(profile: &Profile, edit: Edit) -> Profile {
    let texts = Texts::new(Lang::En);
    let mut state = state(profile);
    let before = format!("{:?}", state.projection);
    update(&mut state, Command::Edit(edit, None), &texts);
    let after = Profile::clone(state.profile());
    assert_eq!(format!("{:?}", state.projection), all_of(&after), "the window shows what is computed");
    update(&mut state, Command::Undo, &texts);
    assert_eq!(**state.profile(), *profile);
    assert_eq!(format!("{:?}", state.projection), before);
    after
}

#[test]
fn each_param_has_exactly_one_row() {
    let listed = || {
        let elsewhere = [BY_CHANCE, IN_THE_TIE, IN_THE_PLAN].into_iter().flatten().map(|row| row.0);
        ROWS.iter().map(|row| row.0).chain(elsewhere)
    };
    for param in Param::ALL {
        assert_eq!(listed().filter(|p| p == param).count(), 1, "{}", param.key());
    }
    assert_eq!((listed().count(), Param::ALL.len()), (89, 89));
    for Elsewhere(param, _) in IN_THE_PLAN {
        assert!(Plan::holds(*param), "{}", param.key());
    }
}

/// Numbers that act elsewhere are typed, read again, kept in a file and set
/// back as all others, and rest only where they are meant to.
#[test]
fn each_param_that_acts_elsewhere_is_typed_kept_and_set_back() {
    for Elsewhere(param, values) in [BY_CHANCE, IN_THE_TIE, IN_THE_PLAN].into_iter().flatten() {
        let start = base(everything(), &[&ODDS], Some(*param));
        assert!(dec(values[0].1) < dec(values[1].1), "{}: the lower value comes first", param.key());
        for (typed, kept) in values {
            assert!(param.hard().holds(dec(kept)), "{}: {kept}", param.key());
            let after = at_the_window(&start, Edit::SetParam(*param, dec(kept)));
            for lang in [Lang::Ja, Lang::En] {
                let (texts, money) = (Texts::new(lang), Money { lang, unit: YenUnit::Auto });
                let read = |text: &str| slider::read(*param, text, &texts, money);
                assert_eq!(read(typed), Ok(dec(kept)), "{} as {typed:?}, {lang:?}", param.key());
                let row = slider::slider_row(*param, &after.active_scenario(), &texts, money);
                assert_eq!((row.changed, read(&row.text)), (true, Ok(dec(kept))), "{}", param.key());
                assert!(row.rests.is_none() || Plan::holds(*param), "{}: {:?}", param.key(), row.rests);
            }
            assert_eq!(after.active_scenario().get(*param), dec(kept), "{}", param.key());
            assert_eq!(through_a_file(&after), after, "{}", param.key());
            for back in [Edit::ResetParam(*param), Edit::SetParam(*param, param.default_value())] {
                assert_eq!(at_the_window(&after, back), start, "{}", param.key());
            }
            let cleared = apply(&after, Edit::ResetAll).active_scenario();
            assert_eq!(cleared.is_changed(*param), Plan::holds(*param), "{}", param.key());
        }
    }
}

/// What is drawn by chance, and how losses are weighed, does not move a single
/// line of values, with every kind of holding and every mode of default.
#[test]
fn each_param_of_chance_leaves_a_single_line_alone() {
    for mode in [DefaultMode::Off, DefaultMode::InMonth, DefaultMode::Random] {
        let start = base(everything(), &[&ODDS, &[C(Choice::Default(mode))]], None);
        let before = all_of(&start);
        for Elsewhere(param, values) in [BY_CHANCE, IN_THE_TIE].into_iter().flatten() {
            for (_, kept) in values {
                let after = apply(&start, Edit::SetParam(*param, dec(kept)));
                assert_eq!(all_of(&after), before, "{} at {kept}, {mode:?}", param.key());
            }
        }
        let pair = Pair::of(RiskFactor::Dollar, RiskFactor::Btc).unwrap();
        let mixed = at_the_window(&start, Edit::SetCorrelation(pair, Some(dec("-0.5"))));
        assert_eq!(
            mixed.active_scenario().correlations.get(RiskFactor::Btc, RiskFactor::Dollar),
            dec("-0.5")
        );
        assert_eq!((all_of(&mixed), through_a_file(&mixed)), (before, mixed.clone()));
        assert_eq!(at_the_window(&mixed, Edit::SetCorrelation(pair, None)), start);
    }
}

/// A number of chance rests until what it belongs to is on.
#[test]
fn each_param_of_chance_rests_until_it_can_act() {
    let (texts, money) = (Texts::new(Lang::En), Money { lang: Lang::En, unit: YenUnit::Auto });
    let rests = |param, scenario: &Scenario| slider::slider_row(param, scenario, &texts, money).rests;
    let nothing_on = Scenario::named("case");
    let resting: Vec<Param> =
        BY_CHANCE.iter().map(|row| row.0).filter(|p| rests(*p, &nothing_on).is_some()).collect();
    let expected = [P::Hazard, P::DollarJumpSize, P::DollarJumpSpread, P::CoinJumpSize, P::CoinJumpSpread];
    assert_eq!(resting, expected);
    let mut by_chance = nothing_on;
    by_chance.default = DefaultMode::Random;
    assert!(rests(P::DefaultMonth, &by_chance).is_some() && rests(P::Hazard, &by_chance).is_none());
}

#[test]
fn each_param_moves_what_it_is_about_by_what_paper_says() {
    for Row(param, holdings, sets, what, direction, values) in ROWS {
        let start = base(holdings(), sets, Some(*param));
        let [low, high] = values.map(|(_, kept, expected)| {
            assert!(param.hard().holds(dec(kept)), "{}: {kept}", param.key());
            let found = look(&at_the_window(&start, Edit::SetParam(*param, dec(kept))), *what);
            assert!(is_about(found, expected), "{} at {kept}: {found}, not {expected}", param.key());
            found
        });
        assert!(dec(values[0].1) < dec(values[1].1), "{}: the lower value comes first", param.key());
        let right = if *direction == Up { high > low } else { high < low };
        assert!(right, "{}: {low} then {high} is not {direction:?}", param.key());
    }
}

/// In both languages and every unit of amounts, what is typed is the value
/// meant, and what then stands in the field is read as the same again.
#[test]
fn each_param_is_read_as_it_is_typed() {
    for lang in [Lang::Ja, Lang::En] {
        let texts = Texts::new(lang);
        for Row(param, holdings, sets, _, _, values) in ROWS {
            let start = base(holdings(), sets, Some(*param));
            let row = slider::slider_row(
                *param,
                &start.active_scenario(),
                &texts,
                Money { lang, unit: YenUnit::Auto },
            );
            assert_eq!(row.rests, None, "{}: it matters here, so it must not rest", param.key());
            for (typed, kept, _) in values {
                for unit in YenUnit::ALL {
                    let money = Money { lang, unit };
                    let context = format!("{} as {typed:?}, {lang:?}, {unit:?}", param.key());
                    let value = slider::read(*param, typed, &texts, money);
                    assert_eq!(value, Ok(dec(kept)), "{context}");
                    let after = apply(&start, Edit::SetParam(*param, dec(kept)));
                    let row = slider::slider_row(*param, &after.active_scenario(), &texts, money);
                    assert!(row.changed, "{context}");
                    assert_eq!(row.rests, None, "{context}");
                    assert_eq!(
                        slider::read(*param, &row.text, &texts, money),
                        value,
                        "{context}: {}",
                        row.text
                    );
                }
            }
        }
    }
}

/// What is not in the hard range, or no number, is refused in the reader's
/// language; both ends of the range are taken.
#[test]
fn each_param_refuses_in_words_what_it_cannot_be() {
    let [(ja, ja_money), (en, en_money)] =
        [Lang::Ja, Lang::En].map(|lang| (Texts::new(lang), Money { lang, unit: YenUnit::Auto }));
    for &param in Param::ALL {
        let factor = param.unit().display_factor();
        let (low, high) = (param.hard().low * factor, param.hard().high * factor);
        for (typed, end) in [(low, param.hard().low), (high, param.hard().high)] {
            let read = slider::read(param, &typed.normalize().to_string(), &ja, ja_money);
            assert_eq!(read, Ok(end), "{}", param.key());
        }
        let beyond = [low - Decimal::ONE, high + Decimal::ONE].map(|d| d.normalize().to_string());
        let wrong = ["", "abc", "1.5億2", "10000000000000000"];
        for typed in wrong.into_iter().chain(beyond.iter().map(String::as_str)) {
            let in_ja = slider::read(param, typed, &ja, ja_money).unwrap_err();
            let in_en = slider::read(param, typed, &en, en_money).unwrap_err();
            let context = format!("{} as {typed:?}: {in_ja} / {in_en}", param.key());
            assert!(in_ja.ends_with('。') && in_en.ends_with(['.']), "{context}");
            assert!(in_en.chars().next().is_some_and(|c| c.is_uppercase() || c == '“'), "{context}");
        }
    }
}

#[test]
fn each_param_comes_back_from_a_file_the_same() {
    for Row(param, holdings, sets, _, _, values) in ROWS {
        let start = base(holdings(), sets, Some(*param));
        for (_, kept, _) in values {
            let after = apply(&start, Edit::SetParam(*param, dec(kept)));
            let again = through_a_file(&after);
            assert_eq!(again.active_scenario().get(*param), dec(kept), "{}", param.key());
            assert_eq!(again, after, "{}", param.key());
            assert_eq!(all_of(&again), all_of(&after), "{}", param.key());
        }
    }
}

#[test]
fn each_param_goes_back_to_its_default_exactly() {
    for Row(param, holdings, sets, what, _, values) in ROWS {
        let start = base(holdings(), sets, Some(*param));
        let (before, mut differs) = (all_of(&start), false);
        for (_, kept, _) in values {
            let moved = apply(&start, Edit::SetParam(*param, dec(kept)));
            assert!(moved.active_scenario().is_changed(*param), "{}", param.key());
            differs |= all_of(&moved) != before;
            let back = at_the_window(&moved, Edit::ResetParam(*param));
            assert_eq!(back, start, "{}", param.key());
            assert_eq!(all_of(&back), before, "{}", param.key());
            let typed_back = apply(&moved, Edit::SetParam(*param, param.default_value()));
            assert_eq!(typed_back, start, "{}", param.key());
        }
        // Measuring in bitcoin is the one thing no projection holds.
        assert_eq!(differs, !matches!(what, Look::Coins), "{}", param.key());
        let cleared = at_the_window(&start, Edit::ResetAll);
        assert_eq!(cleared.active_scenario(), Scenario::named("case"), "{}", param.key());
    }
}

/// Where a slider says that moving it would change nothing, nothing changes:
/// on a company with every kind of holding, in every row's scenario.
#[test]
fn each_param_that_rests_changes_nothing() {
    let texts = Texts::new(Lang::En);
    let money = Money { lang: Lang::En, unit: YenUnit::Auto };
    let mut rested = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for Row(own, _, sets, ..) in ROWS {
        let start = base(everything(), sets, Some(*own));
        if !seen.insert(format!("{:?}", start.active_scenario())) {
            continue;
        }
        let before = all_of(&start);
        for Row(param, .., values) in ROWS {
            if slider::slider_row(*param, &start.active_scenario(), &texts, money).rests.is_none() {
                continue;
            }
            rested.insert(*param);
            for (_, kept, _) in values {
                let after = apply(&start, Edit::SetParam(*param, dec(kept)));
                assert_eq!(all_of(&after), before, "{} at {kept} with {sets:?}", param.key());
            }
        }
    }
    assert!(rested.len() > 20, "{rested:?}");
}

/// A choice, the company and scenario in which it matters, what is looked at,
/// and each option with what is found on paper; the first is the default.
type ChoiceRow = (fn() -> Vec<HoldingKind>, &'static [Set], Look, &'static [(Choice, f64)]);

const CHOICES: &[ChoiceRow] = &[
    (
        bond_10y,
        &[V(P::DefaultMonth, "12"), V(P::Haircut, "0.5"), V(P::YieldToday, "0"), V(P::ExitYield, "0")],
        Look::Net(30),
        // Without odds, by chance is the same as not at all.
        &[
            (Choice::Default(DefaultMode::Off), 10e6),
            (Choice::Default(DefaultMode::InMonth), 5e6),
            (Choice::Default(DefaultMode::Random), 10e6),
        ],
    ),
    (
        bond_6y,
        &[HALF[0], HALF[1], HALF[2], HALF[3], HALF[4], SWAP[4], SWAP[5], V(P::FaceCut, "0.2")],
        Look::Net(30),
        &[(Choice::Terms(DefaultTerms::Haircut), 5e6), (Choice::Terms(DefaultTerms::Exchange), 8e6)],
    ),
    // 20% of 10,000,000; 0.2 ÷ 0.4 of it; 20% of all 20,000,000.
    (
        large_deposit,
        &[SHORT[0], SHORT[1], SHORT[2], SHORT[3], SHORT[4], V(P::ProtectedShare, "0.6")],
        Look::BankLoss,
        &[
            (Choice::LossOrder(LossOrder::PariPassu), 2e6),
            (Choice::LossOrder(LossOrder::UninsuredFirst), 5e6),
            (Choice::LossOrder(LossOrder::UniformLevy), 4e6),
        ],
    ),
    (
        settlement,
        &[SHORT[0], SHORT[1], SHORT[2], SHORT[3], SHORT[4], V(P::InsuranceHonoured, "0")],
        Look::BankLoss,
        &[(Choice::SettlementAlways(false), 2e6), (Choice::SettlementAlways(true), 0.0)],
    ),
    (
        bitcoin,
        &[V(P::CryptoGrowth, "1"), V(P::ExchangeLoss, "0.5"), V(P::ExchangeMonth, "12")],
        Look::Net(24),
        &[
            (Choice::ExchangeRecovery(ExchangeRecovery::InKind), 20e6),
            (Choice::ExchangeRecovery(ExchangeRecovery::DollarsOfFailureDate), 10e6),
        ],
    ),
];

/// Fails to compile when a kind of choice is added, so that its row is too.
fn place(choice: Choice) -> usize {
    match choice {
        Choice::Default(_) => 0,
        Choice::Terms(_) => 1,
        Choice::LossOrder(_) => 2,
        Choice::SettlementAlways(_) => 3,
        Choice::ExchangeRecovery(_) => 4,
    }
}

#[test]
fn each_choice_does_what_paper_says_and_comes_back() {
    assert_eq!(CHOICES.len(), 5);
    for (i, (holdings, sets, what, options)) in CHOICES.iter().enumerate() {
        let start = base(holdings(), &[sets], None);
        let before = all_of(&start);
        for (option, expected) in *options {
            assert_eq!(place(*option), i);
            let after = at_the_window(&start, Edit::Choose(*option));
            let found = look(&after, *what);
            assert!(is_about(found, *expected), "{option:?}: {found}, not {expected}");
            let again = through_a_file(&after);
            assert_eq!(again, after, "{option:?}");
            assert_eq!(all_of(&again), all_of(&after), "{option:?}");
            let back = at_the_window(&after, Edit::Choose(options[0].0));
            assert_eq!((back == start, all_of(&back) == before), (true, true), "{option:?}");
            let cleared = apply(&after, Edit::ResetAll).active_scenario();
            assert_eq!(cleared, Scenario::named("case"), "{option:?}");
        }
        let found: Vec<f64> = options.iter().map(|o| o.1).collect();
        assert!(found.windows(2).all(|pair| pair[0].to_bits() != pair[1].to_bits()), "row {i} can tell");
    }
}

/// 25% in the first year and 100% in the second, the slider after them.
#[test]
fn each_year_of_inflation_counts_in_its_year_and_goes_away_again() {
    let start = base(cash(), &[&[V(P::Inflation, "0.6")]], None);
    let first = at_the_window(&start, Edit::SetInflationYear(1, Some(dec("0.25"))));
    let both = at_the_window(&first, Edit::SetInflationYear(2, Some(dec("1"))));
    for (month, expected) in [(12, 8_000_000.0), (24, 4_000_000.0), (36, 2_500_000.0)] {
        let found = look(&both, Look::Real(month));
        assert!(is_about(found, expected), "{month}: {found}, not {expected}");
    }
    let again = through_a_file(&both);
    assert_eq!(again, both);
    assert_eq!(all_of(&again), all_of(&both));
    let back = at_the_window(&both, Edit::SetInflationYear(2, None));
    assert_eq!(back, first);
    assert_eq!(all_of(&apply(&back, Edit::SetInflationYear(1, None))), all_of(&start));
    for year in [0, 31] {
        assert_eq!(apply(&start, Edit::SetInflationYear(year, Some(Decimal::ONE))), start, "year {year}");
    }
    let held = apply(&start, Edit::SetInflationYear(30, Some(dec("11"))));
    assert_eq!(held.active_scenario().inflation_by_year.get(&30), Some(&Decimal::TEN));
}

/// A bank's own figure, typed in its form, goes before the slider; taken out
/// again, the slider counts. 30% of its deposits in bonds that lose half less
/// 6% are 9% of the 10,000,000 above the cap.
#[test]
fn each_figure_of_a_bank_goes_before_its_slider() {
    let sets = [
        DEFAULTS,
        SHORT[1],
        SHORT[2],
        V(P::BankJgbShare, "0.3"),
        UNINSURED_FIRST,
        V(P::ProtectedShare, "0.5"),
    ];
    let start = base(large_deposit(), &[&sets], None);
    assert!(is_about(look(&start, Look::BankLoss), 1_800_000.0), "{}", look(&start, Look::BankLoss));
    let cases = [
        (FieldKey::BankJgbShare, "40", 2_800_000.0),
        (FieldKey::BankBuffer, "10", 1_000_000.0),
        (FieldKey::BankOtherLosses, "5％", 2_800_000.0),
        (FieldKey::BankStateSupport, "４", 1_000_000.0),
        (FieldKey::BankProtectedShare, "80", 4_500_000.0),
    ];
    let texts = Texts::new(Lang::Ja);
    for (key, typed, expected) in cases {
        let fill = |bank: &Bank, text: &str| bank_form::fill(bank, key, &Input::Text(text.into()), &texts);
        let own = fill(&start.banks[0], typed).unwrap();
        let after = at_the_window(&start, Edit::UpdateBank(own.clone()));
        let found = look(&after, Look::BankLoss);
        assert!(is_about(found, expected), "{key:?}: {found}, not {expected}");
        let again = through_a_file(&after);
        assert_eq!((again == after, all_of(&again) == all_of(&after)), (true, true), "{key:?}");
        assert_eq!(fill(&own, " ").unwrap(), start.banks[0], "{key:?}");
        for wrong in ["abc", "-5", "1.5億2", "101", "10000000000000000"] {
            assert!(fill(&own, wrong).unwrap_err().ends_with('。'), "{key:?} as {wrong:?}");
        }
    }
}

/// What is worth something today is worth it in every unit it is measured in.
#[test]
fn each_measure_divides_by_what_it_says() {
    let sets = [
        V(P::Inflation, "0.25"),
        V(P::YenDrift, "1"),
        V(P::UsdJpy, "100"),
        V(P::BtcUsd, "10000"),
        V(P::PassThrough, "0"),
    ];
    let company = base(cash(), &[&sets], None);
    let (found, scenario) = (result(&company), company.active_scenario());
    let value: Value = found.value(Scope::Net, 12);
    let cases = [
        (Numeraire::RealYen, 8_000_000.0),
        (Numeraire::NominalYen, 10_000_000.0),
        (Numeraire::Dollars, 50_000.0),
        (Numeraire::Bitcoin, 5.0),
    ];
    for (numeraire, expected) in cases {
        let measured = Measure::new(numeraire, &scenario).of(value, &found, 12);
        assert!(is_about(measured, expected), "{numeraire:?}: {measured}, not {expected}");
    }
}
