//! The sample companies under every preset: what was, and what changed it, is
//! what is; and with nothing happening only interest and tax decide.
#![expect(clippy::unwrap_used, reason = "a sample that does not open stops the test")]

use std::collections::BTreeMap;

use forelock::data::presets::Preset;
use forelock::data::samples::SAMPLES;
use forelock::domain::bank::{Bank, BankId};
use forelock::domain::calendar::{CalendarMonth, LAST_MONTH};
use forelock::domain::holding::{
    AccountClass, AssetClass, Custody, Holding, HoldingId, HoldingKind, ReserveMix,
};
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::Scenario;
use forelock::domain::yen::Yen;
use forelock::engine::cause::Cause;
use forelock::engine::plan::Target;
use forelock::engine::projection::{Projection, Scope, Value};
use forelock::engine::{project, project_plan};
use forelock::store::sample;
use rust_decimal::Decimal;

fn plus(a: Value, b: Value) -> Value {
    Value { nominal: a.nominal.plus(b.nominal), real: a.real.plus(b.real) }
}

fn sum<'a>(values: impl IntoIterator<Item = &'a Value>) -> Value {
    values.into_iter().copied().fold(Value::default(), plus)
}

/// Everything that can be asked for by name.
fn scopes(projection: &Projection) -> Vec<Scope<'_>> {
    let mut scopes = vec![Scope::Assets, Scope::Debts, Scope::Net];
    scopes.extend(AssetClass::ALL.map(Scope::Class));
    scopes.extend(projection.lines.iter().map(|l| Scope::Line(&l.id)));
    scopes
}

/// Asserts it for each month and for each span from today; the number of
/// causes that were there to add up.
pub(crate) fn adds_up(projection: &Projection, name: &str) -> usize {
    let mut seen = 0;
    for scope in scopes(projection) {
        let opening = projection.value(scope, 0);
        let mut running: BTreeMap<Cause, Value> = BTreeMap::new();
        for month in 1..=projection.months {
            let causes = projection.causes(scope, month - 1, month);
            seen += causes.len();
            let closing = projection.value(scope, month);
            let before = projection.value(scope, month - 1);
            assert_eq!(plus(before, sum(causes.values())), closing, "{name}, {scope:?}, month {month}");
            for (cause, value) in causes {
                let so_far = running.entry(cause).or_default();
                *so_far = plus(*so_far, value);
            }
            assert_eq!(plus(opening, sum(running.values())), closing, "{name}, {scope:?}, up to {month}");
        }
        assert_eq!(projection.causes(scope, 0, projection.months), running, "{name}, {scope:?}");
    }
    for month in 0..=projection.months {
        let value = |scope| projection.value(scope, month);
        let (assets, debts, net) = (value(Scope::Assets), value(Scope::Debts), value(Scope::Net));
        assert_eq!(plus(assets, debts), net, "{name}, month {month}");
        let classes = AssetClass::ALL.map(|c| value(Scope::Class(c)));
        assert_eq!(sum(&classes), net, "{name}, classes of month {month}");
    }
    seen
}

#[test]
fn every_sample_under_every_preset_adds_up() {
    for entry in SAMPLES {
        let profile = sample(entry.key).unwrap();
        for preset in Preset::ALL {
            let scenario = preset.apply(&profile.scenarios[0]);
            let projection = project(&profile, &scenario, Some(LAST_MONTH));
            assert_eq!(projection.months, 360);
            let seen = adds_up(&projection, &format!("{} {}", entry.key, preset.key()));
            assert!(seen > 3_000, "{} {}: {seen} causes", entry.key, preset.key());
        }
    }
}

/// 40% of the deposits, in equal parts of everything, from month 6 over two
/// years.
#[test]
fn every_sample_under_every_preset_adds_up_with_a_plan() {
    for entry in SAMPLES {
        let profile = sample(entry.key).unwrap();
        for preset in Preset::ALL {
            let mut scenario = preset.apply(&profile.scenarios[0]);
            scenario.set(Param::PlanShare, Decimal::new(4, 1));
            for target in Target::ALL {
                scenario.set(target.weight(), Decimal::ONE);
            }
            scenario.set(Param::PlanStart, Decimal::from(6));
            scenario.set(Param::PlanMonths, Decimal::from(24));
            let projection = project_plan(&profile, &scenario, Some(LAST_MONTH));
            let name = format!("{} {}", entry.key, preset.key());
            for target in Target::ALL {
                assert!(projection.line(target.id()).is_some(), "{name}: {target:?}");
            }
            assert!(projection.causes(Scope::Net, 0, LAST_MONTH).contains_key(&Cause::PlanCost), "{name}");
            adds_up(&projection, &name);
        }
    }
}

/// Every preset off; no inflation, no interest on deposits, none on bonds.
fn still() -> Scenario {
    let mut scenario = Preset::Calm.apply(&Scenario::named("still"));
    for param in [Param::Inflation, Param::DepositRate, Param::YieldToday] {
        scenario.set(param, Decimal::ZERO);
    }
    scenario
}

/// One thing worth ten million yen each; fiscal years end at months 12, 24, …
fn ten_millions() -> Vec<(&'static str, HoldingKind)> {
    let amount = Yen::whole(10_000_000);
    let bank = || BankId("b".into());
    let deposit = |account| HoldingKind::Deposit { bank: bank(), account, amount };
    let coin = |tax_basis| HoldingKind::Crypto {
        coin: "BTC".into(),
        count: Decimal::ONE,
        price: Decimal::from(10_000_000),
        custody: Custody::Own,
        tax_basis,
    };
    let usd = Decimal::from(100_000);
    vec![
        ("cash", HoldingKind::Cash { amount }),
        ("ordinary", deposit(AccountClass::Ordinary)),
        ("time", deposit(AccountClass::Time)),
        ("settlement", deposit(AccountClass::Settlement)),
        ("bond", HoldingKind::Jgb { face: amount, coupon: Decimal::ZERO, months: 120 }),
        ("dollars", HoldingKind::ForeignCash { usd }),
        ("dollars at a bank", HoldingKind::ForeignDeposit { bank: bank(), usd }),
        ("gold", HoldingKind::Gold { grams: Decimal::from(500), price: Decimal::from(20_000) }),
        ("coin", coin(None)),
        ("coin bought cheaply", coin(Some(Yen::whole(4_000_000)))),
        ("coin bought dearly", coin(Some(Yen::whole(16_000_000)))),
        (
            "yen coin",
            HoldingKind::YenCoin {
                amount,
                reserve: ReserveMix { jgb: Decimal::ONE, deposits: Decimal::ZERO },
            },
        ),
        ("receivable", HoldingKind::Receivable { amount, months: 6 }),
    ]
}

/// Net worth of a company that owns only this, and what changed it.
fn alone(kind: HoldingKind, scenario: &Scenario, month: u16) -> (Value, Vec<Cause>) {
    let mut profile = Profile::empty("one thing", CalendarMonth::new(2026, 3).unwrap(), "still");
    profile.banks.push(Bank::new(BankId("b".into()), "bank"));
    profile.holdings.push(Holding { id: HoldingId("h".into()), name: "it".into(), kind });
    let projection = project(&profile, scenario, Some(month));
    let causes = projection.causes(Scope::Net, 0, month).into_iter();
    let moved = causes.filter(|(_, v)| *v != Value::default()).map(|(cause, _)| cause).collect();
    (projection.value(Scope::Net, month), moved)
}

#[test]
fn with_no_rates_nothing_is_ahead_but_for_tax() {
    let mut scenario = still();
    scenario.set(Param::UsdJpy, Decimal::ONE_HUNDRED);
    for month in [1, 12, 60, 360] {
        for (name, kind) in ten_millions() {
            let taxed = name == "coin bought cheaply" && month >= 12;
            // 31.5% of the gain of 6,000,000.
            let expected = Yen::whole(if taxed { 8_110_000 } else { 10_000_000 });
            let (net, causes) = alone(kind, &scenario, month);
            assert_eq!(net, Value { nominal: expected, real: expected }, "{name}, month {month}");
            assert_eq!(causes, if taxed { vec![Cause::Tax] } else { vec![] }, "{name}, month {month}");
        }
    }
}

#[test]
fn with_rates_interest_alone_is_ahead() {
    let mut scenario = still();
    scenario.set(Param::UsdJpy, Decimal::ONE_HUNDRED);
    scenario.set(Param::DepositRate, Decimal::new(1, 2));
    for (name, kind) in ten_millions() {
        let (net, causes) = alone(kind, &scenario, 12);
        let expected = match name {
            "ordinary" | "time" => 10_100_000,
            "coin bought cheaply" => 8_110_000,
            _ => 10_000_000,
        };
        assert_eq!(net.nominal, Yen::whole(expected), "{name}");
        assert_eq!(net.real, net.nominal, "{name}");
        let only = |cause: &Cause| matches!(cause, Cause::Interest | Cause::Tax);
        assert!(causes.iter().all(only), "{name}: {causes:?}");
    }
}

#[test]
fn calm_moves_the_samples_by_interest_and_tax_alone() {
    for entry in SAMPLES {
        let profile = sample(entry.key).unwrap();
        let mut scenario = Preset::Calm.apply(&profile.scenarios[0]);
        scenario.set(Param::Inflation, Decimal::ZERO);
        let projection = project(&profile, &scenario, Some(LAST_MONTH));
        for (cause, value) in projection.causes(Scope::Net, 0, LAST_MONTH) {
            let allowed = matches!(cause, Cause::Interest | Cause::InterestPaid | Cause::Tax);
            assert!(allowed || value == Value::default(), "{}: {cause:?} {value:?}", entry.key);
            assert_eq!(value.nominal, value.real, "{}: {cause:?}", entry.key);
        }
        let prices = &projection.factors.prices;
        assert!(prices.iter().all(|p| p.to_bits() == 1.0_f64.to_bits()), "{}: {prices:?}", entry.key);
    }
}
