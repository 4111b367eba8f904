//! One event each on a company small enough to work out on paper.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what a test sets up may stop it at once")]

use forelock::domain::bank::{Bank, BankId};
use forelock::domain::calendar::CalendarMonth;
use forelock::domain::holding::{
    AccountClass, Custody, Holding, HoldingId, HoldingKind, LoanRate, Repayment, ReserveMix,
};
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::{DefaultMode, DefaultTerms, ExchangeRecovery, LossOrder, Scenario};
use forelock::domain::yen::Yen;
use forelock::engine::cause::Cause;
use forelock::engine::project;
use forelock::engine::projection::{Projection, RECEIVED_ID, Scope, TAX_DUE_ID};
use rust_decimal::Decimal;

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn yen(amount: i64) -> Yen {
    Yen::whole(amount)
}

/// Holdings `h0`, `h1`, …; one bank; fiscal years end at months 12, 24, …
fn company(holdings: Vec<HoldingKind>) -> Profile {
    let mut profile = Profile::empty("on paper", CalendarMonth::new(2026, 3).unwrap(), "case");
    profile.banks.push(Bank::new(BankId("b".into()), "bank"));
    for (i, kind) in holdings.into_iter().enumerate() {
        profile.holdings.push(Holding { id: HoldingId(format!("h{i}")), name: format!("line {i}"), kind });
    }
    profile
}

fn cash(amount: i64) -> HoldingKind {
    HoldingKind::Cash { amount: yen(amount) }
}

fn deposit(account: AccountClass, amount: i64) -> HoldingKind {
    HoldingKind::Deposit { bank: BankId("b".into()), account, amount: yen(amount) }
}

fn bitcoin(price: i64, basis: i64) -> HoldingKind {
    HoldingKind::Crypto {
        coin: "BTC".into(),
        count: Decimal::ONE,
        price: Decimal::from(price),
        custody: Custody::Exchange,
        tax_basis: Some(yen(basis)),
    }
}

fn scenario(values: &[(Param, &str)]) -> Scenario {
    let mut scenario = Scenario::named("case");
    scenario.set(Param::Inflation, Decimal::ZERO);
    for (param, value) in values {
        scenario.set(*param, dec(value));
    }
    scenario
}

/// Bonds default in month 12.
fn defaulting(values: &[(Param, &str)]) -> Scenario {
    let mut scenario = scenario(values);
    scenario.default = DefaultMode::InMonth;
    scenario.set(Param::DefaultMonth, Decimal::from(12));
    scenario
}

/// Nominal values of a line at some months.
fn path<const N: usize>(result: &Projection, id: &str, months: [u16; N]) -> [Yen; N] {
    months.map(|month| result.value(Scope::Line(id), month).nominal)
}

/// ω 12% less k 5% and r 3% leaves 4%, on the 10,000,000 above the cap.
#[test]
fn other_losses_need_no_default_and_state_support_goes_first() {
    let what_if = scenario(&[
        (Param::YieldMonth, "6"),
        (Param::BankOtherLosses, "0.12"),
        (Param::BankBuffer, "0.05"),
        (Param::StateSupport, "0.03"),
    ]);
    let result = project(&company(vec![deposit(AccountClass::Time, 20_000_000)]), &what_if, Some(12));
    assert_eq!(result.banks[0].chain.shortfall, dec("0.04"));
    assert_eq!(path(&result, "h0", [5, 6, 12]), [20_000_000, 19_600_000, 19_600_000].map(yen));
}

/// 20% of all deposits is missing and the insurer pays nothing.
#[test]
fn a_settlement_account_always_honoured_loses_nothing() {
    let values = [
        (Param::Haircut, "0.5"),
        (Param::BankJgbShare, "0.5"),
        (Param::BankBuffer, "0.05"),
        (Param::InsuranceHonoured, "0"),
    ];
    let accounts =
        || vec![deposit(AccountClass::Settlement, 1_000_000), deposit(AccountClass::Ordinary, 8_000_000)];
    for (always, kept) in [(false, 800_000), (true, 1_000_000)] {
        let mut what_if = defaulting(&values);
        what_if.settlement_always_honoured = always;
        let result = project(&company(accounts()), &what_if, Some(12));
        assert_eq!(path(&result, "h0", [11, 12]), [1_000_000, kept].map(yen), "always: {always}");
        assert_eq!(path(&result, "h1", [11, 12]), [8_000_000, 6_400_000].map(yen), "always: {always}");
    }
}

/// Half in bonds that lose half, 40% in deposits that lose u = 0.2 ÷ 0.4.
#[test]
fn what_stands_behind_a_yen_coin_loses_like_an_unprotected_depositor() {
    let coin = HoldingKind::YenCoin {
        amount: yen(1_000_000),
        reserve: ReserveMix { jgb: dec("0.5"), deposits: dec("0.4") },
    };
    let mut what_if = defaulting(&[
        (Param::Haircut, "0.5"),
        (Param::BankJgbShare, "0.5"),
        (Param::BankBuffer, "0.05"),
        (Param::ProtectedShare, "0.6"),
        (Param::DepegMonth, "20"),
        (Param::Depeg, "0.1"),
    ]);
    what_if.loss_order = LossOrder::UninsuredFirst;
    let result = project(&company(vec![coin]), &what_if, Some(24));
    assert_eq!(path(&result, "h0", [11, 12, 19, 20]), [1_000_000, 550_000, 550_000, 495_000].map(yen));
}

/// At a yield of zero, 9 years of 2% are 18 on 100. Offered: 10 in cash and
/// 50 of face at 1% for 15 years, which at zero is 57.5.
#[test]
fn an_exchange_pays_part_in_cash() {
    let bond = HoldingKind::Jgb { face: yen(100_000_000), coupon: dec("0.02"), months: 120 };
    let mut what_if = defaulting(&[
        (Param::YieldToday, "0"),
        (Param::ExitYield, "0"),
        (Param::FaceCut, "0.5"),
        (Param::NewCoupon, "0.5"),
        (Param::Extension, "6"),
        (Param::CashPart, "0.1"),
    ]);
    what_if.terms = DefaultTerms::Exchange;
    let result = project(&company(vec![bond]), &what_if, Some(24));
    assert_eq!(path(&result, "h0", [11, 12, 24]), [119_000_000, 57_500_000, 57_500_000].map(yen));
    assert_eq!(path(&result, RECEIVED_ID, [11, 12, 24]), [1_000_000, 12_000_000, 12_000_000].map(yen));
    let lost = result.causes(Scope::Net, 0, 24)[&Cause::BondDefault].nominal;
    assert_eq!(lost, yen(-50_500_000));
}

#[test]
fn a_bond_due_in_the_month_of_the_default_is_repaid_first() {
    let bond = |months| HoldingKind::Jgb { face: yen(10_000_000), coupon: dec("0.02"), months };
    let what_if = defaulting(&[(Param::Haircut, "1"), (Param::YieldToday, "0.02")]);
    let due = project(&company(vec![bond(12)]), &what_if, Some(24));
    assert_eq!(path(&due, RECEIVED_ID, [11, 12, 24]), [100_000, 10_200_000, 10_200_000].map(yen));
    let later = project(&company(vec![bond(18)]), &what_if, Some(24));
    assert_eq!(path(&later, RECEIVED_ID, [12, 18, 24]), [200_000, 200_000, 200_000].map(yen));
    assert_eq!(path(&later, "h0", [12, 18]), [0, 0].map(yen));
}

/// What is left, 2,000,000, is taxed as a gain on nothing: 600,000, due in
/// month 14. There is no cash and the coins are away until month 18.
#[test]
fn coins_a_failed_exchange_owes_cannot_pay_tax() {
    let what_if = scenario(&[
        (Param::ExchangeMonth, "6"),
        (Param::ExchangeLoss, "0.8"),
        (Param::ExchangeRecoveryMonths, "12"),
        (Param::TaxRate, "0.3"),
    ]);
    let result = project(&company(vec![bitcoin(10_000_000, 0)]), &what_if, Some(24));
    assert_eq!(path(&result, "h0", [5, 6, 17, 18]), [10_000_000, 2_000_000, 2_000_000, 1_400_000].map(yen));
    assert_eq!(path(&result, TAX_DUE_ID, [11, 12, 17, 18]), [0, -600_000, -600_000, 0].map(yen));
}

/// 5,000,000 is left at 100 yen a dollar; the yen then halves, so 10,000,000
/// come back. Book value 5,000,000 since month 12: 5,000,000 are taxed.
#[test]
fn dollars_a_failed_exchange_owes_gain_when_the_yen_falls() {
    let mut what_if = scenario(&[
        (Param::UsdJpy, "100"),
        (Param::CryptoGrowth, "0"),
        (Param::Shock, "0.5"),
        (Param::ShockMonth, "13"),
        (Param::ExchangeMonth, "6"),
        (Param::ExchangeLoss, "0.5"),
        (Param::ExchangeRecoveryMonths, "9"),
        (Param::TaxRate, "0.3"),
    ]);
    what_if.exchange_recovery = ExchangeRecovery::DollarsOfFailureDate;
    let result = project(&company(vec![bitcoin(10_000_000, 5_000_000)]), &what_if, Some(26));
    assert_eq!(
        path(&result, "h0", [6, 12, 13, 14, 15]),
        [5_000_000, 5_000_000, 10_000_000, 10_000_000, 0].map(yen)
    );
    assert_eq!(path(&result, TAX_DUE_ID, [12, 23, 24, 26]), [0, 0, -1_500_000, 0].map(yen));
    assert_eq!(path(&result, RECEIVED_ID, [14, 15, 26]), [0, 10_000_000, 8_500_000].map(yen));
}

/// Inflation falls from 2% to nothing and takes the yield from 2% to zero:
/// the loan would pay 1.2% − 2%, but its floor is 0.5%. The month the yield
/// falls still pays what it began with.
#[test]
fn a_floating_loan_stops_at_its_floor() {
    let loan = HoldingKind::Loan {
        bank: None,
        balance: yen(12_000_000),
        rate: LoanRate::Floating { today: dec("0.012"), floor: dec("0.005") },
        repayment: Repayment::Bullet,
        months: 60,
    };
    let mut what_if =
        scenario(&[(Param::YieldToday, "0.02"), (Param::YieldBeta, "1"), (Param::LoanBeta, "1")]);
    what_if.inflation_by_year.insert(1, dec("0.02"));
    let result = project(&company(vec![cash(1_000_000), loan]), &what_if, Some(24));
    assert_eq!(path(&result, "h0", [1, 13, 14, 15]), [988_000, 844_000, 839_000, 834_000].map(yen));
    assert_eq!(path(&result, "h1", [24]), [yen(-12_000_000)]);
}

/// 1% for a year on 10,000,000 is 100,000, for all that a twelfth power of a
/// twelfth root is not exact in binary numbers.
#[test]
fn a_year_of_interest_is_not_a_yen_short() {
    for (rate, credited) in [("0.01", 100_000), ("0.02", 200_000), ("0.03", 300_000), ("0.07", 700_000)] {
        let what_if = scenario(&[(Param::DepositRate, rate)]);
        let result = project(&company(vec![deposit(AccountClass::Time, 10_000_000)]), &what_if, Some(12));
        assert_eq!(path(&result, "h0", [11, 12]), [10_000_000, 10_000_000 + credited].map(yen), "{rate}");
    }
}

/// 10,000,000 frozen, 1,000,000 released a month; half of all money goes in
/// month 3, when 8,000,000 are still frozen.
#[test]
fn a_conversion_halves_what_is_frozen_too() {
    let what_if = scenario(&[
        (Param::FreezeMonth, "1"),
        (Param::FreezeMonths, "12"),
        (Param::WithdrawalLimit, "1000000"),
        (Param::ConversionMonth, "3"),
        (Param::ConversionMoney, "0.5"),
    ]);
    let result = project(&company(vec![deposit(AccountClass::Ordinary, 10_000_000)]), &what_if, Some(6));
    assert_eq!(path(&result, "h0", [2, 3]), [10_000_000, 5_000_000].map(yen));
    assert_eq!(result.frozen[..5], [0, 10_000_000, 9_000_000, 4_000_000, 3_000_000].map(yen));
}

#[test]
fn what_cannot_be_paid_stays_owed_until_money_comes() {
    let holdings = vec![
        cash(1_000_000),
        HoldingKind::Payable { amount: yen(3_000_000), months: 2 },
        HoldingKind::Receivable { amount: yen(5_000_000), months: 6 },
        deposit(AccountClass::Negotiable, 9_000_000),
    ];
    let result = project(&company(holdings), &scenario(&[]), Some(12));
    assert_eq!(path(&result, "h0", [1, 2, 5, 6]), [1_000_000, 0, 0, 3_000_000].map(yen));
    assert_eq!(path(&result, "h1", [1, 2, 5, 6]), [-3_000_000, -2_000_000, -2_000_000, 0].map(yen));
    assert_eq!(path(&result, "h3", [12]), [yen(9_000_000)]);
}

/// Cash, ordinary, settlement, and at last a time deposit broken early.
#[test]
fn payments_come_from_what_is_nearest_to_hand() {
    let holdings = vec![
        cash(1_000_000),
        deposit(AccountClass::Time, 9_000_000),
        deposit(AccountClass::Settlement, 2_000_000),
        deposit(AccountClass::Ordinary, 3_000_000),
        HoldingKind::Payable { amount: yen(7_000_000), months: 2 },
    ];
    let result = project(&company(holdings), &scenario(&[]), Some(3));
    let left = ["h0", "h3", "h2", "h1", "h4"].map(|id| path(&result, id, [2])[0]);
    assert_eq!(left, [0, 0, 0, 8_000_000, 0].map(yen));
}

/// 2,000,000 of the general deposit is netted with the loan at the same bank;
/// of the rest, 8,000,000 is above the cap and loses a fifth.
#[test]
fn set_off_comes_before_the_cap() {
    let holdings = vec![
        deposit(AccountClass::Ordinary, 20_000_000),
        HoldingKind::Loan {
            bank: Some(BankId("b".into())),
            balance: yen(2_000_000),
            rate: LoanRate::Fixed(Decimal::ZERO),
            repayment: Repayment::Bullet,
            months: 60,
        },
    ];
    let what_if =
        defaulting(&[(Param::Haircut, "0.5"), (Param::BankJgbShare, "0.5"), (Param::BankBuffer, "0.05")]);
    let mut declared = company(holdings);
    let silent = project(&declared, &what_if, Some(12));
    assert_eq!(path(&silent, "h0", [12]), [yen(18_000_000)]);
    declared.banks[0].set_off = true;
    let result = project(&declared, &what_if, Some(12));
    assert_eq!(path(&result, "h0", [11, 12]), [20_000_000, 16_400_000].map(yen));
    assert_eq!(path(&result, "h1", [11, 12]), [-2_000_000, 0].map(yen));
    assert_eq!(result.banks[0].set_off, yen(2_000_000));
}
