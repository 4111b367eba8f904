//! Companies small enough to work out on paper.
#![allow(clippy::unwrap_used, reason = "what a test sets up may stop it at once")]

use forelock::domain::bank::{Bank, BankId};
use forelock::domain::calendar::CalendarMonth;
use forelock::domain::holding::{AccountClass, Holding, HoldingId, HoldingKind};
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::{DefaultMode, Scenario};
use forelock::domain::yen::Yen;
use rust_decimal::Decimal;

use super::eventful::set;

/// A number as it is written.
pub(crate) fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// Deposits `h0`, `h1`, … at one bank; fiscal years end at months 12, 24, …
pub(crate) fn company(deposits: &[(AccountClass, i64)]) -> Profile {
    let mut profile = Profile::empty("on paper", CalendarMonth::new(2026, 3).unwrap(), "case");
    let bank = BankId("b".into());
    profile.banks.push(Bank::new(bank.clone(), "bank"));
    for (i, (account, amount)) in deposits.iter().enumerate() {
        let kind =
            HoldingKind::Deposit { bank: bank.clone(), account: *account, amount: Yen::whole(*amount) };
        profile.holdings.push(Holding { id: HoldingId(format!("h{i}")), name: format!("line {i}"), kind });
    }
    profile
}

/// One ordinary deposit.
pub(crate) fn one(amount: i64) -> Profile {
    company(&[(AccountClass::Ordinary, amount)])
}

/// A plan into dollars alone, in a single month and at no cost.
pub(crate) fn into_dollars(share: &str) -> [(Param, Decimal); 5] {
    [
        (Param::PlanShare, share),
        (Param::PlanCrypto, "0"),
        (Param::PlanDollars, "1"),
        (Param::PlanMonths, "1"),
        (Param::PlanSpread, "0"),
    ]
    .map(|(param, value)| (param, dec(value)))
}

/// A company, and two scenarios of it that differ in a haircut and in how much
/// of its bank is in bonds: two that act together.
pub(crate) fn two_that_act_together() -> (Profile, Scenario, Scenario) {
    let mut before = Scenario::named("before");
    before.default = DefaultMode::InMonth;
    let values = [
        (Param::Horizon, "5"),
        (Param::Inflation, "0"),
        (Param::BankBuffer, "0.05"),
        (Param::BankJgbShare, "0.2"),
        (Param::Haircut, "0.2"),
    ];
    set(&mut before, &values);
    let mut after = before.clone();
    after.set(Param::BankJgbShare, dec("0.4"));
    after.set(Param::Haircut, dec("0.5"));
    (one(30_000_000), before, after)
}
