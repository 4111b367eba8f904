//! Random companies and scenarios, always valid, to the ends of every range.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what a test sets up may stop it at once"
)]

use std::collections::BTreeMap;

use forelock::domain::bank::{Bank, BankId};
use forelock::domain::calendar::CalendarMonth;
use forelock::domain::holding::{
    AccountClass, Custody, Holding, HoldingId, HoldingKind, LoanRate, Repayment, ReserveMix,
};
use forelock::domain::param::{Param, ParamUnit};
use forelock::domain::plan::Plan;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::{DefaultMode, DefaultTerms, ExchangeRecovery, LossOrder, Scenario};
use forelock::domain::yen::Yen;
use proptest::prelude::*;
use rust_decimal::Decimal;

/// The most a person may enter, in yen.
const MOST: i64 = 1_000_000_000_000_000;

/// Which scenarios to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Numbers anywhere in their hard ranges, about half of them moved.
    Anywhere,
    /// Numbers anywhere in their ordinary ranges, about half of them moved.
    Ordinary,
    /// Every number at the one or the other end of its hard range.
    Ends,
}

/// A number of yen up to `most`, small ones as likely as large ones.
pub(crate) fn amount(most: i64) -> impl Strategy<Value = Yen> {
    let digits = most.ilog10();
    prop_oneof![
        1 => Just(0),
        1 => Just(most),
        18 => (0..=digits, any::<u64>()).prop_map(move |(digits, n)| {
            i64::try_from(n % 10_u64.pow(digits + 1)).unwrap_or(0).min(most)
        }),
    ]
    .prop_map(Yen::whole)
}

/// A fraction 0..=1 with four places.
pub(crate) fn share() -> impl Strategy<Value = Decimal> {
    (0..=10_000_i64).prop_map(|n| Decimal::new(n, 4))
}

/// A valid company of up to `lines` holdings with one valid scenario.
pub(crate) fn profile(lines: usize, reach: Reach) -> impl Strategy<Value = Profile> {
    let parts = (
        prop::collection::vec(bank(), 1..=4),
        prop::collection::vec((any::<prop::sample::Index>(), kind()), 1..=lines),
        (2000_u16..=2100, 1_u8..=12, 1_u8..=12),
        scenario(reach),
    );
    parts.prop_map(|(mut banks, kinds, (year, month, fiscal_year_end), scenario)| {
        for (i, bank) in banks.iter_mut().enumerate() {
            bank.id = BankId(format!("b{i}"));
        }
        let holdings = kinds
            .into_iter()
            .enumerate()
            .map(|(i, (at, mut kind))| {
                settle_at(&mut kind, &banks[at.index(banks.len())].id);
                Holding { id: HoldingId(format!("h{i}")), name: format!("line {i}"), kind }
            })
            .collect();
        Profile {
            company: "Random".into(),
            fictional: true,
            as_of: CalendarMonth::new(year, month).unwrap(),
            fiscal_year_end,
            banks,
            holdings,
            plan: Plan::default(),
            scenarios: vec![scenario],
            active: 0,
        }
    })
}

fn settle_at(kind: &mut HoldingKind, id: &BankId) {
    match kind {
        HoldingKind::Deposit { bank, .. }
        | HoldingKind::ForeignDeposit { bank, .. }
        | HoldingKind::Loan { bank: Some(bank), .. } => *bank = id.clone(),
        _ => {}
    }
}

fn bank() -> impl Strategy<Value = Bank> {
    let own = || prop::option::of(share());
    (own(), own(), own(), own(), own(), any::<bool>()).prop_map(
        |(jgb_share, buffer, other_losses, state_support, protected_share, set_off)| Bank {
            jgb_share,
            buffer: buffer.map(|b| b / Decimal::TEN),
            other_losses,
            state_support: state_support.map(|r| r / Decimal::TEN),
            protected_share,
            set_off,
            ..Bank::new(BankId(String::new()), "a bank")
        },
    )
}

/// A holding of any kind; the bank it is at is filled in by [`profile`].
pub(crate) fn kind() -> impl Strategy<Value = HoldingKind> {
    let term = || 1_u16..=400;
    let nowhere = || BankId(String::new());
    let account = prop_oneof![
        Just(AccountClass::Ordinary),
        Just(AccountClass::Time),
        Just(AccountClass::Settlement),
        Just(AccountClass::Negotiable),
    ];
    let dollars = || (0..=10_000_000_000_i64).prop_map(|cents| Decimal::new(cents, 2));
    prop_oneof![
        2 => amount(MOST).prop_map(|amount| HoldingKind::Cash { amount }),
        4 => (account, amount(MOST)).prop_map(move |(account, amount)| HoldingKind::Deposit {
            bank: nowhere(),
            account,
            amount,
        }),
        1 => dollars().prop_map(move |usd| HoldingKind::ForeignDeposit { bank: nowhere(), usd }),
        2 => (amount(MOST), share(), term())
            .prop_map(|(face, coupon, months)| HoldingKind::Jgb { face, coupon, months }),
        3 => crypto(),
        1 => (amount(MOST), share(), share()).prop_map(|(amount, jgb, rest)| HoldingKind::YenCoin {
            amount,
            reserve: ReserveMix { jgb, deposits: (Decimal::ONE - jgb) * rest },
        }),
        1 => dollars().prop_map(|usd| HoldingKind::ForeignCash { usd }),
        1 => (0..=1_000_000_000_i64, 0..=1_000_000_i64).prop_map(|(grams, price)| HoldingKind::Gold {
            grams: Decimal::new(grams, 3),
            price: Decimal::from(price),
        }),
        1 => (amount(MOST), term()).prop_map(|(amount, months)| HoldingKind::Receivable { amount, months }),
        1 => (amount(MOST), term()).prop_map(|(amount, months)| HoldingKind::Payable { amount, months }),
        3 => loan(),
    ]
}

fn crypto() -> impl Strategy<Value = HoldingKind> {
    let basis = prop::option::of(amount(MOST));
    (1..=1_000_000_i64, 0..=1_000_000_000_i64, any::<bool>(), basis).prop_map(
        |(count, price, exchange, tax_basis)| HoldingKind::Crypto {
            coin: "BTC".into(),
            count: Decimal::new(count, 4),
            price: Decimal::from(price),
            custody: if exchange { Custody::Exchange } else { Custody::Own },
            tax_basis,
        },
    )
}

fn loan() -> impl Strategy<Value = HoldingKind> {
    (amount(MOST), share(), prop::option::of(share()), any::<(bool, bool)>(), 1_u16..=400).prop_map(
        |(balance, rate, floor, (at_bank, bullet), months)| HoldingKind::Loan {
            bank: at_bank.then(|| BankId(String::new())),
            balance,
            rate: floor.map_or(LoanRate::Fixed(rate), |floor| LoanRate::Floating { today: rate, floor }),
            repayment: if bullet { Repayment::Bullet } else { Repayment::EqualPrincipal },
            months,
        },
    )
}

/// A valid scenario; every parameter is free.
pub(crate) fn scenario(reach: Reach) -> impl Strategy<Value = Scenario> {
    let choices = (any::<[bool; 4]>(), 0..3_u8, 0..3_u8);
    let years = prop::collection::btree_map(1_u8..=30, Just(Param::Inflation), 0..=4);
    let values: Vec<BoxedStrategy<Option<Decimal>>> =
        Param::ALL.iter().map(|&p| number(p, reach).boxed()).collect();
    (choices, years.prop_flat_map(move |years| rates(years, reach)), values).prop_map(
        |((flags, order, default), inflation_by_year, values)| {
            let [exchange_terms, in_dollars, honoured, by_year] = flags;
            let mut scenario = Scenario::named("random");
            scenario.default = match default {
                0 => DefaultMode::Off,
                1 => DefaultMode::InMonth,
                _ => DefaultMode::Random,
            };
            scenario.terms = if exchange_terms { DefaultTerms::Exchange } else { DefaultTerms::Haircut };
            scenario.loss_order = match order {
                0 => LossOrder::PariPassu,
                1 => LossOrder::UninsuredFirst,
                _ => LossOrder::UniformLevy,
            };
            scenario.settlement_always_honoured = honoured;
            if in_dollars {
                scenario.exchange_recovery = ExchangeRecovery::DollarsOfFailureDate;
            }
            if by_year {
                scenario.inflation_by_year = inflation_by_year;
            }
            for (&param, value) in Param::ALL.iter().zip(values) {
                if let Some(value) = value
                    && !Plan::holds(param)
                {
                    scenario.set(param, value);
                }
            }
            scenario
        },
    )
}

fn rates(years: BTreeMap<u8, Param>, reach: Reach) -> impl Strategy<Value = BTreeMap<u8, Decimal>> {
    let number = |p| number(p, reach).prop_map(Option::unwrap_or_default);
    let rates: Vec<_> = years.into_iter().map(|(year, p)| (Just(year), number(p))).collect();
    rates.prop_map(|rates| rates.into_iter().collect())
}

/// A value of a parameter's range, whole where it must be; `None` leaves
/// it at its default.
pub(crate) fn number(param: Param, reach: Reach) -> impl Strategy<Value = Option<Decimal>> {
    let range = if reach == Reach::Ordinary { param.ordinary() } else { param.hard() };
    let inside = move |thousandths: i64| {
        // large amounts and steep rates as often by their size as by their place
        let place = Decimal::new(thousandths, 3);
        let wide = matches!(param.unit(), ParamUnit::Yen) || param.logarithmic();
        let place = if wide { place * place * place * place } else { place };
        let value = range.low + (range.high - range.low) * place;
        if param.whole() { value.round() } else { value.round_dp(6) }
    };
    let ends = prop_oneof![Just(Some(range.low)), Just(Some(range.high))];
    match reach {
        Reach::Ends => ends.boxed(),
        Reach::Anywhere | Reach::Ordinary => prop_oneof![
            5 => Just(None),
            4 => (0..=1000_i64).prop_map(move |n| Some(range.clamp(inside(n)))),
            1 => ends,
        ]
        .boxed(),
    }
}
