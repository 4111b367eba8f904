//! The company that speed is measured on: 20 holdings of every kind.

use rust_decimal::Decimal;

use crate::domain::bank::{Bank, BankId};
use crate::domain::calendar::CalendarMonth;
use crate::domain::holding::{
    AccountClass, Custody, Holding, HoldingId, HoldingKind, LoanRate, Repayment, ReserveMix,
};
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::domain::scenario::Scenario;
use crate::domain::yen::Yen;

/// The months measured.
pub const MONTHS: u16 = 360;

/// So many whole ones.
fn whole(number: u32) -> Decimal {
    Decimal::from(number)
}

/// So many thousandths.
fn thousandths(number: i64) -> Decimal {
    Decimal::new(number, 3)
}

fn holdings() -> Vec<HoldingKind> {
    let deposit = |bank: &str, account, yen| HoldingKind::Deposit {
        bank: BankId(bank.into()),
        account,
        amount: Yen::whole(yen),
    };
    let coin = |coin: &str, custody| HoldingKind::Crypto {
        coin: coin.into(),
        count: Decimal::new(125, 2),
        price: whole(9_300_000),
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
    let floating = LoanRate::Floating { today: thousandths(12), floor: thousandths(8) };
    vec![
        HoldingKind::Cash { amount: Yen::whole(30_000_000) },
        deposit("A", AccountClass::Ordinary, 25_000_000),
        deposit("A", AccountClass::Time, 18_000_000),
        deposit("A", AccountClass::Settlement, 3_000_000),
        deposit("B", AccountClass::Ordinary, 12_000_000),
        deposit("B", AccountClass::Negotiable, 20_000_000),
        deposit("C", AccountClass::Time, 9_000_000),
        HoldingKind::ForeignDeposit { bank: BankId("B".into()), usd: whole(50_000) },
        HoldingKind::Jgb { face: Yen::whole(30_000_000), coupon: thousandths(11), months: 100 },
        HoldingKind::Jgb { face: Yen::whole(10_000_000), coupon: thousandths(20), months: 358 },
        coin("BTC", Custody::Own),
        coin("ETH", Custody::Exchange),
        HoldingKind::ForeignCash { usd: whole(100_000) },
        HoldingKind::Gold { grams: whole(500), price: whole(21_000) },
        HoldingKind::YenCoin {
            amount: Yen::whole(5_000_000),
            reserve: ReserveMix { jgb: thousandths(600), deposits: thousandths(300) },
        },
        loan(LoanRate::Fixed(thousandths(15)), Repayment::EqualPrincipal, 240),
        loan(floating, Repayment::Bullet, 300),
        HoldingKind::Receivable { amount: Yen::whole(15_000_000), months: 3 },
        HoldingKind::Receivable { amount: Yen::whole(7_000_000), months: 40 },
        HoldingKind::Payable { amount: Yen::whole(6_000_000), months: 2 },
    ]
}

/// The company, with one scenario in which prices and yields do not stray, so
/// that four factors move it: the dollar, bitcoin, ether and gold.
#[must_use]
pub fn company() -> Profile {
    let as_of = CalendarMonth::FIRST.after(1521);
    let mut profile = Profile::empty("Bench", as_of, "bench");
    for id in ["A", "B", "C"] {
        let mut bank = Bank::new(BankId(id.into()), id);
        bank.set_off = id == "A";
        profile.banks.push(bank);
    }
    for (i, kind) in holdings().into_iter().enumerate() {
        profile.holdings.push(Holding { id: HoldingId(format!("h{i}")), name: format!("line {i}"), kind });
    }
    profile.scenarios = vec![four_factors()];
    profile
}

/// The same with a plan: three tenths of the deposits into bitcoin.
#[must_use]
pub fn with_plan() -> Profile {
    let mut profile = company();
    profile.plan.set(Param::PlanShare, thousandths(300));
    profile
}

fn four_factors() -> Scenario {
    let mut scenario = Scenario::named("bench");
    scenario.set(Param::Horizon, whole(30));
    scenario.set(Param::PriceVol, Decimal::ZERO);
    scenario.set(Param::YieldVol, Decimal::ZERO);
    scenario
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_twenty_holdings_and_three_hundred_and_sixty_months() {
        let profile = with_plan();
        assert_eq!(profile.holdings.len(), 20);
        assert_eq!(profile.active_scenario().horizon_months(), MONTHS);
        assert_eq!(profile.as_of, CalendarMonth::new(2026, 10).unwrap());
    }
}
