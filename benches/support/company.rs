//! A company with 20 holdings, for the benches.

use forelock::domain::bank::{Bank, BankId};
use forelock::domain::calendar::CalendarMonth;
use forelock::domain::holding::{
    AccountClass, Custody, Holding, HoldingId, HoldingKind, LoanRate, Repayment, ReserveMix,
};
use forelock::domain::profile::Profile;
use forelock::domain::yen::Yen;
use rust_decimal::Decimal;

/// A decimal number.
pub(crate) fn dec(text: &str) -> Decimal {
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

/// The company, with a calm scenario.
pub(crate) fn company() -> Profile {
    let mut profile = Profile::empty("Bench", CalendarMonth::new(2026, 10).unwrap(), "calm");
    for id in ["A", "B", "C"] {
        let mut bank = Bank::new(BankId(id.into()), id);
        bank.set_off = id == "A";
        profile.banks.push(bank);
    }
    for (i, kind) in holdings().into_iter().enumerate() {
        profile.holdings.push(Holding { id: HoldingId(format!("h{i}")), name: format!("line {i}"), kind });
    }
    profile
}
