//! Any sound profile comes back the same; any bytes are an error at worst.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{read_profile, write_profile};
use crate::data::samples::SAMPLES;
use crate::domain::bank::{Bank, BankId};
use crate::domain::calendar::CalendarMonth;
use crate::domain::holding::{
    AccountClass, Custody, Holding, HoldingId, HoldingKind, LoanRate, Repayment, ReserveMix,
};
use crate::domain::param::Param;
use crate::domain::plan::Plan;
use crate::domain::profile::Profile;
use crate::domain::risk_factor::{Pair, RiskFactor};
use crate::domain::scenario::{DefaultMode, DefaultTerms, ExchangeRecovery, LossOrder, Scenario};
use crate::domain::yen::Yen;

fn fraction() -> impl Strategy<Value = Decimal> {
    (0..=1_000_000_i64).prop_map(|millionths| Decimal::new(millionths, 6))
}

fn yen() -> impl Strategy<Value = Yen> {
    (0..=1_000_000_000_000_000_i64).prop_map(Yen::whole)
}

fn quantity() -> impl Strategy<Value = Decimal> {
    (0..=10_i64.pow(15), 8..=18_u32).prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

fn name() -> impl Strategy<Value = String> {
    "[\\PC\"\\\\\n\t#()\\[\\]{},:/*山]{0,20}".prop_map(|text| format!("名{text}"))
}

fn bank_id(banks: usize) -> impl Strategy<Value = BankId> {
    (0..banks).prop_map(|i| BankId(format!("b{i}")))
}

fn rate() -> impl Strategy<Value = LoanRate> {
    prop_oneof![
        fraction().prop_map(LoanRate::Fixed),
        (fraction(), fraction()).prop_map(|(today, floor)| LoanRate::Floating { today, floor }),
    ]
}

fn yen_things(banks: usize) -> impl Strategy<Value = HoldingKind> {
    use AccountClass::{Negotiable, Ordinary, Settlement, Time};
    let account = prop::sample::select(vec![Ordinary, Time, Settlement, Negotiable]);
    let months = 1..=1200_u16;
    prop_oneof![
        yen().prop_map(|amount| HoldingKind::Cash { amount }),
        (bank_id(banks), account, yen()).prop_map(|(bank, account, amount)| HoldingKind::Deposit {
            bank,
            account,
            amount
        }),
        (yen(), fraction(), months.clone()).prop_map(|(face, coupon, months)| HoldingKind::Jgb {
            face,
            coupon,
            months
        }),
        (yen(), fraction()).prop_map(|(amount, jgb)| {
            let deposits = Decimal::ONE - jgb;
            HoldingKind::YenCoin { amount, reserve: ReserveMix { jgb, deposits } }
        }),
        (yen(), months.clone()).prop_map(|(amount, months)| HoldingKind::Receivable { amount, months }),
        (yen(), months).prop_map(|(amount, months)| HoldingKind::Payable { amount, months }),
    ]
}

fn other_things(banks: usize) -> impl Strategy<Value = HoldingKind> {
    let custody = prop::sample::select(vec![Custody::Exchange, Custody::Own]);
    let repayment = prop::sample::select(vec![Repayment::Bullet, Repayment::EqualPrincipal]);
    prop_oneof![
        (bank_id(banks), quantity()).prop_map(|(bank, usd)| HoldingKind::ForeignDeposit { bank, usd }),
        (name(), quantity(), quantity(), custody, prop::option::of(yen())).prop_map(
            |(coin, count, price, custody, tax_basis)| HoldingKind::Crypto {
                coin,
                count,
                price,
                custody,
                tax_basis
            }
        ),
        quantity().prop_map(|usd| HoldingKind::ForeignCash { usd }),
        (quantity(), quantity()).prop_map(|(grams, price)| HoldingKind::Gold { grams, price }),
        (prop::option::of(bank_id(banks)), yen(), rate(), repayment, 1..=1200_u16).prop_map(
            |(bank, balance, rate, repayment, months)| HoldingKind::Loan {
                bank,
                balance,
                rate,
                repayment,
                months
            }
        ),
    ]
}

fn holding_kind(banks: usize) -> impl Strategy<Value = HoldingKind> {
    prop_oneof![yen_things(banks), other_things(banks)]
}

fn bank() -> impl Strategy<Value = Bank> {
    let own = || prop::option::of(fraction());
    (name(), own(), own(), own(), own(), own(), any::<bool>()).prop_map(
        |(name, jgb_share, buffer, other_losses, state_support, protected_share, set_off)| Bank {
            id: BankId(String::new()),
            name,
            jgb_share,
            buffer,
            other_losses,
            state_support,
            protected_share,
            set_off,
        },
    )
}

/// A number somewhere in a parameter's hard range, whole where it must be.
fn param() -> impl Strategy<Value = (Param, Decimal)> {
    (prop::sample::select(Param::ALL), fraction()).prop_map(|(param, share)| {
        let range = param.hard();
        let value = range.low + (range.high - range.low) * share;
        (param, if param.whole() { value.round() } else { value.round_dp(9) })
    })
}

fn correlation() -> impl Strategy<Value = (Option<Pair>, Decimal)> {
    let factor = || prop::sample::select(RiskFactor::ALL.to_vec());
    (factor(), factor(), fraction(), any::<bool>())
        .prop_map(|(a, b, size, minus)| (Pair::of(a, b), if minus { -size } else { size }))
}

fn plan() -> impl Strategy<Value = Plan> {
    let own: Vec<Param> = Param::ALL.iter().copied().filter(|p| Plan::holds(*p)).collect();
    let params = prop::collection::vec((prop::sample::select(own), fraction()), 0..5);
    (params, prop::collection::btree_set(0..12_u8, 0..3)).prop_map(|(params, left_out)| {
        let mut plan = Plan::default();
        for (param, share) in params {
            let range = param.hard();
            let value = range.low + (range.high - range.low) * share;
            plan.set(param, if param.whole() { value.round() } else { value.round_dp(9) });
        }
        plan.leave_out = left_out.into_iter().map(|i| HoldingId(format!("h{i}"))).collect();
        plan
    })
}

fn scenario() -> impl Strategy<Value = Scenario> {
    use DefaultMode::{InMonth, Off, Random};
    let orders = vec![LossOrder::PariPassu, LossOrder::UninsuredFirst, LossOrder::UniformLevy];
    (
        name(),
        prop::sample::select(vec![Off, InMonth, Random]),
        prop::sample::select(vec![DefaultTerms::Haircut, DefaultTerms::Exchange]),
        prop::sample::select(orders),
        any::<bool>(),
        prop::sample::select(vec![ExchangeRecovery::InKind, ExchangeRecovery::DollarsOfFailureDate]),
        prop::collection::btree_map(1..=30_u8, fraction(), 0..4),
        (prop::collection::vec(param(), 0..8), prop::collection::vec(correlation(), 0..4)),
    )
        .prop_map(|(name, default, terms, loss_order, settlement, exchange_recovery, years, moved)| {
            let (params, correlations) = moved;
            let mut scenario = Scenario::named(name);
            for (pair, value) in correlations.into_iter().filter_map(|(pair, value)| Some((pair?, value))) {
                scenario.correlations.set(pair, value);
            }
            scenario.default = default;
            scenario.terms = terms;
            scenario.loss_order = loss_order;
            scenario.settlement_always_honoured = settlement;
            scenario.exchange_recovery = exchange_recovery;
            scenario.inflation_by_year = years;
            for (param, value) in params.into_iter().filter(|(param, _)| !Plan::holds(*param)) {
                scenario.set(param, value);
            }
            scenario
        })
}

prop_compose! {
    fn profile()(banks in prop::collection::vec(bank(), 1..4))(
        kinds in prop::collection::vec((name(), holding_kind(banks.len())), 0..12),
        scenarios in prop::collection::vec(scenario(), 1..4),
        banks in Just(banks),
        (company, plan) in (name(), plan()),
        (fictional, year, month, fiscal_year_end) in (any::<bool>(), 1900..=2200_u16, 1..=12_u8, 1..=12_u8),
        active in any::<prop::sample::Index>(),
    ) -> Profile {
        let banks = banks.into_iter().enumerate()
            .map(|(i, bank)| Bank { id: BankId(format!("b{i}")), ..bank }).collect();
        let holdings = kinds.into_iter().enumerate()
            .map(|(i, (name, kind))| Holding { id: HoldingId(format!("h{i}")), name, kind }).collect();
        let active = active.index(scenarios.len());
        let as_of = CalendarMonth::new(year, month).unwrap();
        Profile { company, fictional, as_of, fiscal_year_end, banks, holdings, plan, scenarios, active }
    }
}

proptest! {
    #[test]
    fn any_sound_profile_comes_back_the_same(profile in profile()) {
        let text = write_profile(&profile).unwrap();
        let loaded = read_profile(text.as_bytes()).unwrap();
        prop_assert_eq!(&loaded.profile, &profile);
        prop_assert!(!loaded.changed_outside && !loaded.newer);
    }

    #[test]
    fn any_bytes_are_an_error_or_a_profile(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_profile(&bytes);
    }

    #[test]
    fn any_change_to_a_file_is_an_error_or_a_profile(
        at in any::<prop::sample::Index>(),
        length in 0..30_usize,
        new in "[()\\[\\]{}\",:/*0-9a-zA-Z#.+-]{0,12}",
    ) {
        let mut text: Vec<char> = SAMPLES[0].text.chars().collect();
        let from = at.index(text.len());
        let to = (from + length).min(text.len());
        text.splice(from..to, new.chars());
        let _ = read_profile(text.into_iter().collect::<String>().as_bytes());
    }
}
