//! What holds for every company and every scenario: the invariants of the
//! model, over random ones.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what a test sets up may stop it at once"
)]

use forelock::domain::bank::{Bank, BankId};
use forelock::domain::calendar::CalendarMonth;
use forelock::domain::holding::{
    AccountClass, AssetClass, Custody, Holding, HoldingId, HoldingKind, LoanRate,
};
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::{DefaultMode, DefaultTerms, LossOrder, Scenario};
use forelock::domain::validate::problems;
use forelock::domain::yen::{STATED_LIMIT, Yen};
use forelock::engine::bank_loss::{BankTerms, chain};
use forelock::engine::break_even::{Outcome, Tie, tie};
use forelock::engine::cause::Cause;
use forelock::engine::deposit::{Claims, Rules, recover};
use forelock::engine::factors::at;
use forelock::engine::numeraire::Numeraire;
use forelock::engine::projection::{Projection, Scope, Value};
use forelock::engine::trace::assemble::Lines;
use forelock::engine::trace::evaluate::check;
use forelock::engine::trace::{Course, Subject, explain};
use forelock::engine::{door, freeze, numeraire, project};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::support::arbitrary::{self, Reach, amount, share};
use crate::support::tried;

fn order() -> impl Strategy<Value = LossOrder> {
    prop_oneof![Just(LossOrder::PariPassu), Just(LossOrder::UninsuredFirst), Just(LossOrder::UniformLevy)]
}

fn claims() -> impl Strategy<Value = Claims> {
    let most = 1_000_000_000_000_000;
    (amount(most), amount(most), amount(most)).prop_map(|(general, settlement, uninsured)| Claims {
        general,
        settlement,
        uninsured,
    })
}

/// Rules without a shortfall yet.
fn rules() -> impl Strategy<Value = Rules> {
    (amount(100_000_000), share(), share(), order(), any::<bool>()).prop_map(
        |(cap, honoured, protected_share, order, settlement_always)| Rules {
            shortfall: Decimal::ZERO,
            cap,
            honoured,
            protected_share,
            order,
            settlement_always,
        },
    )
}

fn terms() -> impl Strategy<Value = BankTerms> {
    (share(), share(), share(), share()).prop_map(|(jgb_share, buffer, other, protected_share)| BankTerms {
        jgb_share,
        buffer: buffer / Decimal::TEN,
        other_losses: other / Decimal::TEN,
        state_support: Decimal::ZERO,
        protected_share,
    })
}

fn loss(claims: Claims, rules: Rules, terms: BankTerms, haircut: Decimal) -> Yen {
    let shortfall = chain(terms, haircut).shortfall;
    recover(claims, Rules { shortfall, protected_share: terms.protected_share, ..rules }).loss()
}

proptest! {
    #![proptest_config(tried(512))]

    #[test]
    fn no_shortfall_no_loss(claims in claims(), rules in rules()) {
        prop_assert_eq!(recover(claims, rules).loss(), Yen::ZERO);
    }

    #[test]
    fn a_loss_is_never_negative_nor_above_the_deposit(
        claims in claims(), rules in rules(), terms in terms(), haircut in share(),
    ) {
        let all = claims.general.plus(claims.settlement).plus(claims.uninsured);
        let lost = loss(claims, rules, terms, haircut);
        prop_assert!(lost >= Yen::ZERO && lost <= all, "{:?} of {:?}", lost, all);
    }

    #[test]
    fn the_loss_grows_with_bonds_and_haircut(
        claims in claims(), rules in rules(), terms in terms(), haircut in share(), more in share(),
    ) {
        let today = loss(claims, rules, terms, haircut);
        prop_assert!(loss(claims, rules, terms, haircut.max(more)) >= today);
        let heavier = BankTerms { jgb_share: terms.jgb_share.max(more), ..terms };
        prop_assert!(loss(claims, rules, heavier, haircut) >= today);
    }

    /// To the yen in buffer and insurer. In the cap a yen more is possible:
    /// the cut to whole yen falls elsewhere.
    #[test]
    fn the_loss_shrinks_with_buffer_insurer_and_cap(
        claims in claims(), rules in rules(), terms in terms(), haircut in share(), more in share(),
        cap in amount(1_000_000_000_000),
    ) {
        let today = loss(claims, rules, terms, haircut);
        let thicker = BankTerms { buffer: terms.buffer.max(more), ..terms };
        prop_assert!(loss(claims, rules, thicker, haircut) <= today);
        let kinder = Rules { honoured: rules.honoured.max(more), ..rules };
        prop_assert!(loss(claims, kinder, terms, haircut) <= today);
        let wider = Rules { cap: rules.cap.at_least(cap), ..rules };
        prop_assert!(loss(claims, wider, terms, haircut) <= today.plus(Yen::whole(1)));
    }

    /// Each account is cut to whole yen twice, so that is the play there is.
    #[test]
    fn splitting_over_equal_banks_never_costs(
        deposit in amount(1_000_000_000_000_000), parts in 2_i64..=10, rules in rules(), terms in terms(),
        haircut in share(),
    ) {
        let of = |general| loss(Claims { general, ..Claims::default() }, rules, terms, haircut);
        let part = Yen::truncated(deposit.get() / Decimal::from(parts));
        let last = deposit.minus(Yen::truncated(part.get() * Decimal::from(parts - 1)));
        let split: Yen = (1..parts).map(|_| of(part)).sum::<Yen>().plus(of(last));
        prop_assert!(split <= of(deposit).plus(Yen::whole(2 * parts)), "{:?} > {:?}", split, of(deposit));
    }
}

fn plus(a: Value, b: Value) -> Value {
    Value { nominal: a.nominal.plus(b.nominal), real: a.real.plus(b.real) }
}

fn causes_add_up(result: &Projection, scope: Scope<'_>, from: u16, to: u16) -> Result<(), TestCaseError> {
    let causes = result.causes(scope, from, to);
    let sum = causes.values().copied().fold(result.value(scope, from), plus);
    prop_assert_eq!(sum, result.value(scope, to), "{:?}, months {} to {}: {:?}", scope, from, to, causes);
    Ok(())
}

fn scopes(result: &Projection) -> Vec<Scope<'_>> {
    let mut scopes = vec![Scope::Net, Scope::Assets, Scope::Debts];
    scopes.extend(AssetClass::ALL.map(Scope::Class));
    scopes.extend(result.lines.iter().map(|l| Scope::Line(&l.id)));
    scopes
}

/// Everything that holds for any projection whatever.
fn is_sound(result: &Projection, spans: &[(u16, u16)]) -> Result<(), TestCaseError> {
    for month in 0..=result.months {
        let value = |scope| result.value(scope, month);
        prop_assert_eq!(plus(value(Scope::Assets), value(Scope::Debts)), value(Scope::Net));
        let classes = AssetClass::ALL.map(|c| value(Scope::Class(c)));
        prop_assert_eq!(classes.into_iter().fold(Value::default(), plus), value(Scope::Net));
        if let Some(before) = month.checked_sub(1) {
            for scope in scopes(result) {
                causes_add_up(result, scope, before, month)?;
            }
            let moved = result.causes(Scope::Net, before, month);
            let moved = moved.get(&Cause::Transfer).copied().unwrap_or_default();
            prop_assert_eq!(moved.nominal, Yen::ZERO, "transfers of month {}", month);
        }
    }
    for &(a, b) in spans {
        let (from, to) = (a.min(b).min(result.months), a.max(b).min(result.months));
        for scope in scopes(result) {
            causes_add_up(result, scope, from, to)?;
        }
    }
    let limit = STATED_LIMIT * Decimal::from(result.lines.len());
    for line in &result.lines {
        prop_assert_eq!(line.track.nominal.len(), usize::from(result.months) + 1);
        for value in line.track.nominal.iter().chain(&line.track.real) {
            prop_assert!(value.get().abs() <= limit && value.get().fract().is_zero());
            let owed = line.class == AssetClass::Debt;
            prop_assert!(if owed { *value <= Yen::ZERO } else { *value >= Yen::ZERO }, "{}", line.id);
        }
    }
    prop_assert_eq!(result.frozen.len(), usize::from(result.months) + 1);
    Ok(())
}

proptest! {
    #![proptest_config(tried(96))]

    #[test]
    fn opening_plus_causes_is_closing(
        company in arbitrary::profile(20, Reach::Anywhere),
        months in 1_u16..=360,
        spans in prop::collection::vec((0_u16..=360, 0_u16..=360), 8),
    ) {
        prop_assert_eq!(problems(&company), []);
        is_sound(&project(&company, &company.scenarios[0], Some(months)), &spans)?;
    }

    #[test]
    fn so_it_is_with_every_number_at_an_end(
        company in arbitrary::profile(12, Reach::Ends),
        spans in prop::collection::vec((0_u16..=360, 0_u16..=360), 4),
    ) {
        prop_assert_eq!(problems(&company), []);
        is_sound(&project(&company, &company.scenarios[0], None), &spans)?;
    }

    /// Losses at banks, by accounts, add up to what the banks report.
    #[test]
    fn accounts_bear_what_the_banks_report(company in arbitrary::profile(20, Reach::Anywhere)) {
        let result = project(&company, &company.scenarios[0], Some(360));
        let reported: Yen = result.banks.iter().map(|b| b.outcome.loss()).sum();
        let causes = result.causes(Scope::Net, 0, 360);
        let borne = causes.get(&Cause::BankLoss).map_or(Yen::ZERO, |v| v.nominal.negated());
        prop_assert_eq!(borne, reported);
    }
}

fn company(holdings: Vec<HoldingKind>) -> Profile {
    let mut profile = Profile::empty("x", CalendarMonth::new(2026, 3).unwrap(), "x");
    profile.banks.push(Bank::new(BankId("b0".into()), "b0"));
    for (i, kind) in holdings.into_iter().enumerate() {
        profile.holdings.push(Holding { id: HoldingId(format!("h{i}")), name: "line".into(), kind });
    }
    profile
}

fn deposit(amount: Yen) -> HoldingKind {
    HoldingKind::Deposit { bank: BankId("b0".into()), account: AccountClass::Ordinary, amount }
}

fn bitcoin(yen: Decimal) -> HoldingKind {
    HoldingKind::Crypto {
        coin: "BTC".into(),
        count: Decimal::ONE,
        price: yen,
        custody: Custody::Own,
        tax_basis: None,
    }
}

fn float(value: Decimal) -> f64 {
    value.to_string().parse().unwrap()
}

/// Takes interest and coupons out of a holding.
fn without_rates(mut kind: HoldingKind) -> HoldingKind {
    match &mut kind {
        HoldingKind::Jgb { coupon, .. } => *coupon = Decimal::ZERO,
        HoldingKind::Loan { rate, .. } => *rate = LoanRate::Fixed(Decimal::ZERO),
        _ => {}
    }
    kind
}

proptest! {
    #![proptest_config(tried(128))]

    /// Real yen × price level ÷ yen per dollar is the value in dollars, but
    /// for the rounding of both stated values.
    #[test]
    fn three_measures_of_one_value_agree(
        company in arbitrary::profile(8, Reach::Anywhere), month in 0_u16..=360,
    ) {
        let result = project(&company, &company.scenarios[0], Some(month.max(1)));
        let prices = at(&result.factors.prices, month);
        let rate = at(&result.factors.usd_jpy, month);
        for line in &result.lines {
            let value = result.value(Scope::Line(&line.id), month);
            // beyond, a line was held at the limit and what is sold of it is counted from there
            let size = |yen: Yen| yen.at_least(yen.negated()).get();
            let sizes = |t| {
                let then = result.value(Scope::Line(&line.id), t);
                size(then.nominal).max(size(then.real))
            };
            let most = (0..=month).map(sizes).max().unwrap_or_default();
            if most >= Decimal::from(10_u64.pow(19)) {
                continue;
            }
            let from_real = float(value.real.get()) * prices / rate;
            let dollars = numeraire::dollars(value.nominal, &result.factors, month);
            let play = (0.5 + 0.5 * prices) / rate + dollars.abs() * 1e-12;
            prop_assert!((from_real - dollars).abs() <= play, "{}: {:?}, {} and {}", line.id, value, from_real, dollars);
        }
    }

    /// With nothing happening and no rates, prices alone change what a
    /// company is worth.
    #[test]
    fn in_a_calm_world_only_prices_rise(
        mut company in arbitrary::profile(12, Reach::Anywhere), inflation in -20_i64..=100,
    ) {
        let mut calm = Scenario::named("calm");
        calm.set(Param::Inflation, Decimal::new(inflation, 2));
        calm.set(Param::TaxRate, Decimal::ZERO);
        calm.set(Param::YieldToday, Decimal::ZERO);
        for bank in &mut company.banks {
            bank.other_losses = None;
        }
        for holding in &mut company.holdings {
            holding.kind = without_rates(holding.kind.clone());
        }
        let result = project(&company, &calm, Some(240));
        let causes = result.causes(Scope::Net, 0, 240);
        let others: Vec<_> =
            causes.keys().filter(|c| !matches!(c, Cause::Inflation | Cause::Transfer)).collect();
        prop_assert!(others.is_empty(), "{:?}", causes);
        let (start, end) = (result.value(Scope::Net, 0), result.value(Scope::Net, 240));
        prop_assert_eq!(start.nominal, end.nominal);
        let expected = float(start.nominal.get()) / at(&result.factors.prices, 240);
        // half a yen a line, in yen of today and of then
        let lines = Decimal::from(company.holdings.len() + 1);
        let play = lines * (Decimal::ONE + door::fraction(1.0 / at(&result.factors.prices, 240)));
        let off = end.real.minus(door::state(expected)).get().abs();
        prop_assert!(off <= play + start.nominal.get().abs() * Decimal::new(1, 12), "{:?} {}", end, expected);
    }

    /// The odds at which an all-deposit company and one with a share in
    /// crypto tie do not depend on that share.
    #[test]
    fn the_break_even_does_not_depend_on_the_crypto_weight(
        first in 1_i64..=100, second in 1_i64..=100, haircut in 30_i64..=100, fall in 1_i64..=40,
    ) {
        let mut calm = Scenario::named("calm");
        calm.set(Param::CryptoGrowth, Decimal::new(-fall, 2));
        calm.set(Param::TaxRate, Decimal::ZERO);
        calm.set(Param::InsuranceCap, Decimal::ZERO);
        calm.set(Param::BankJgbShare, Decimal::ONE);
        calm.set(Param::BankBuffer, Decimal::ZERO);
        let mut bad = calm.clone();
        bad.default = DefaultMode::InMonth;
        bad.set(Param::Haircut, Decimal::new(haircut, 2));
        bad.set(Param::Shock, Decimal::new(60, 2));
        let total = Decimal::from(1_000_000_000_000_i64);
        let worth = |crypto_percent: i64, scenario: &Scenario| {
            let coins = total * Decimal::new(crypto_percent, 2);
            let company = company(vec![deposit(Yen::rounded(total - coins)), bitcoin(coins)]);
            float(project(&company, scenario, Some(60)).value(Scope::Net, 60).real.get())
        };
        let outcome = |percent| Outcome { calm: worth(percent, &calm), default: worth(percent, &bad) };
        let odds = [first, second].map(|percent| tie(outcome(0), outcome(percent)));
        match odds {
            [Tie::At(a), Tie::At(b)] => prop_assert!((a - b).abs() < 1e-7, "{} and {}", a, b),
            [a, b] => prop_assert_eq!(a, b),
        }
    }

    /// A month rounds to the yen twice, in either direction.
    #[test]
    fn a_freeze_is_worth_what_its_formula_says(
        balance in amount(1_000_000_000_000), limit in amount(100_000_000), start in 1_u16..=60,
        months in 1_u16..=60, inflation in 0_i64..=300, shock in 0_i64..=60,
    ) {
        let mut what_if = Scenario::named("freeze");
        what_if.set(Param::Inflation, Decimal::new(inflation, 2));
        what_if.set(Param::Shock, Decimal::new(shock, 2));
        what_if.set(Param::FreezeMonth, Decimal::from(start));
        what_if.set(Param::FreezeMonths, Decimal::from(months));
        what_if.set(Param::WithdrawalLimit, limit.get());
        let result = project(&company(vec![deposit(balance)]), &what_if, Some(120));
        let by_formula = freeze::usable_real(balance, limit, start, months, &result.factors.prices);
        let report = result.freeze.unwrap();
        let off = report.usable_real.minus(by_formula).get().abs();
        prop_assert!(off <= Decimal::from(months / 4 + 3), "{:?}, not {:?}", report.usable_real, by_formula);
    }
}

/// A company with everything, 10^15 yen a line, and all numbers at one end.
#[test]
fn the_extremes_are_held() {
    let most = Yen::whole(1_000_000_000_000_000);
    for high in [false, true] {
        let mut extreme = Scenario::named("extreme");
        extreme.default = DefaultMode::InMonth;
        for &param in Param::ALL {
            extreme.set(param, if high { param.hard().high } else { param.hard().low });
        }
        let holdings = vec![
            HoldingKind::Cash { amount: most },
            deposit(most),
            HoldingKind::Jgb { face: most, coupon: Decimal::ONE, months: 1200 },
            bitcoin(most.get()),
            HoldingKind::ForeignCash { usd: most.get() },
            HoldingKind::Gold { grams: Decimal::ONE, price: most.get() },
            HoldingKind::Loan {
                bank: None,
                balance: most,
                rate: LoanRate::Floating { today: Decimal::ONE, floor: Decimal::ONE },
                repayment: forelock::domain::holding::Repayment::Bullet,
                months: 1200,
            },
        ];
        let company = company(holdings);
        let result = project(&company, &extreme, Some(360));
        is_sound(&result, &[(0, 360), (35, 37)]).unwrap();
        let debt = result.value(Scope::Line("h6"), 360).nominal;
        assert!(debt.get() >= -STATED_LIMIT, "{debt:?}");
        if high {
            // dollars at ×3 a year for 30 years are beyond the limit long before
            let dollars = result.value(Scope::Line("h4"), 360).nominal;
            assert_eq!(dollars.get(), STATED_LIMIT);
        }
    }
}

/// What is left of a bond cut to nothing is the last bit of a float; growth of
/// prices downwards must not make yen owed of it.
#[test]
fn a_bond_of_which_only_the_cash_is_paid_is_worth_nothing_not_less() {
    for thousandths in [119, 167, 383, 411, 999] {
        let face = Yen::whole(1_000_000_000_000_000);
        let mut profile = company(vec![HoldingKind::Jgb { face, coupon: Decimal::ZERO, months: 37 }]);
        let scenario = &mut profile.scenarios[0];
        *scenario = Scenario::named("x");
        scenario.default = DefaultMode::InMonth;
        scenario.terms = DefaultTerms::Exchange;
        scenario.set(Param::FaceCut, Decimal::ONE);
        scenario.set(Param::CashPart, Decimal::new(thousandths, 3));
        scenario.set(Param::Inflation, Decimal::new(-2, 1));
        let result = project(&profile, &profile.scenarios[0], Some(360));
        let bond = &result.lines[0];
        assert!(bond.track.real.iter().all(|v| *v >= Yen::ZERO), "cash part 0.{thousandths:03}");
        let lines = Lines::Line(bond.id.clone());
        let subject = Subject::Value { lines, month: 360, measure: Numeraire::RealYen };
        let tree = explain(&profile, &profile.scenarios[0], Course::AsIs, &subject);
        assert!(check(&tree).is_ok(), "cash part 0.{thousandths:03}");
    }
}
