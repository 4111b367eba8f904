//! The plan on companies small enough to work out on paper, and what holds
//! for every plan.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what a test sets up may stop it at once"
)]

use forelock::app::prefs::Prefs;
use forelock::app::{Command, Edit, State, update};
use forelock::data::presets::Preset;
use forelock::data::samples::SAMPLES;
use forelock::domain::calendar::CalendarMonth;
use forelock::domain::holding::{AccountClass, HoldingId};
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::{DefaultMode, Scenario};
use forelock::domain::yen::Yen;
use forelock::engine::cause::Cause;
use forelock::engine::plan::{Target, Terms, moves, touched};
use forelock::engine::projection::{Projection, RECEIVED_ID, Scope, TAX_DUE_ID};
use forelock::engine::{project, project_plan};
use forelock::store::sample;
use forelock::store::settings::Settings;
use forelock::text::{Lang, Texts, YenUnit};
use forelock::view_model::money::Money;
use forelock::view_model::plan::{DepositChoice, deposits};
use forelock::view_model::slider::slider_row;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::reconcile::adds_up;
use crate::support::arbitrary::{self, Reach};
use crate::support::paper::{company, dec, into_dollars, one};
use crate::support::tried;

fn yen(amount: i64) -> Yen {
    Yen::whole(amount)
}

/// No inflation, no cost of buying; into dollars, in month 1 alone.
fn plan(share: &str, values: &[(Param, &str)]) -> Scenario {
    let mut scenario = Scenario::named("case");
    scenario.set(Param::Inflation, Decimal::ZERO);
    let values = values.iter().map(|(param, value)| (*param, dec(value)));
    for (param, value) in into_dollars(share).into_iter().chain(values) {
        scenario.set(param, value);
    }
    scenario
}

/// Nominal values of a line at some months.
fn path<const N: usize>(result: &Projection, id: &str, months: [u16; N]) -> [Yen; N] {
    months.map(|month| result.value(Scope::Line(id), month).nominal)
}

fn nominal(result: &Projection, scope: Scope<'_>, cause: Cause, to: u16) -> Yen {
    result.causes(scope, 0, to).get(&cause).map(|v| v.nominal).unwrap_or_default()
}

/// 30% of 10,000,001, cut to 3,000,000, is moved in three parts: a quarter
/// each to bitcoin and dollars, half to gold, less 1%.
#[test]
fn weights_months_and_the_cost_of_buying() {
    let scenario = plan(
        "0.3",
        &[
            (Param::PlanCrypto, "1"),
            (Param::PlanGold, "2"),
            (Param::PlanStart, "2"),
            (Param::PlanMonths, "3"),
            (Param::PlanSpread, "0.01"),
        ],
    );
    let result = project_plan(&one(10_000_001), &scenario, Some(6));
    let months = [1, 2, 3, 4, 6];
    assert_eq!(
        path(&result, "h0", months),
        [10_000_001, 9_000_001, 8_000_001, 7_000_001, 7_000_001].map(yen)
    );
    for (target, part) in [(Target::Crypto, 247_500), (Target::Dollars, 247_500), (Target::Gold, 495_000)] {
        let expected = [0, part, 2 * part, 3 * part, 3 * part].map(yen);
        assert_eq!(path(&result, target.id(), months), expected, "{target:?}");
        assert_eq!(result.line(target.id()).unwrap().class, target.class());
    }
    assert!(result.line(Target::Jgb.id()).is_none());
    assert_eq!(nominal(&result, Scope::Net, Cause::PlanCost, 6), yen(-30_000));
    assert_eq!(nominal(&result, Scope::Net, Cause::Transfer, 6), Yen::ZERO);
    assert_eq!(nominal(&result, Scope::Line("~plan_gold"), Cause::Transfer, 6), yen(1_500_000));
}

/// 10% of 1,000,000 in three parts: the last has the yen left over.
#[test]
fn parts_are_whole_yen_and_add_up() {
    let result = project_plan(&one(1_000_000), &plan("0.1", &[(Param::PlanMonths, "3")]), Some(4));
    assert_eq!(path(&result, "~plan_dollars", [1, 2, 3, 4]), [33_333, 66_666, 100_000, 100_000].map(yen));
}

#[test]
fn every_class_of_account_moves_but_those_left_out() {
    let accounts = [
        (AccountClass::Ordinary, 1_000_000),
        (AccountClass::Time, 2_000_000),
        (AccountClass::Settlement, 3_000_000),
        (AccountClass::Negotiable, 4_000_000),
    ];
    let mut scenario = plan("1", &[]);
    scenario.plan_leave_out.insert(HoldingId("h2".into()));
    let profile = company(&accounts);
    assert_eq!(touched(&profile, &scenario).collect::<Vec<_>>(), [0, 1, 3]);
    let result = project_plan(&profile, &scenario, Some(1));
    let left = ["h0", "h1", "h2", "h3", "~plan_dollars"].map(|id| path(&result, id, [1])[0]);
    assert_eq!(left, [0, 0, 3_000_000, 0, 7_000_000].map(yen));
}

/// 1,000,000 a month from month 1; the account is frozen in months 3 and 4
/// but for 300,000, and what could not be moved is not moved later.
#[test]
fn what_is_frozen_stays_and_is_not_caught_up() {
    let scenario = plan(
        "0.5",
        &[
            (Param::PlanMonths, "6"),
            (Param::FreezeMonth, "3"),
            (Param::FreezeMonths, "2"),
            (Param::WithdrawalLimit, "300000"),
        ],
    );
    let result = project_plan(&one(12_000_000), &scenario, Some(7));
    let expected = [10_000_000, 10_000_000, 9_700_000, 8_700_000, 7_700_000, 7_700_000].map(yen);
    assert_eq!(path(&result, "h0", [2, 3, 4, 5, 6, 7]), expected);
    assert_eq!(path(&result, "~plan_dollars", [7]), [yen(4_300_000)]);
}

/// Of 30,000,000 a fifth of what is above 10,000,000 is lost: 4,000,000. With
/// 9,000,000 moved away before, a fifth of 11,000,000.
#[test]
fn what_has_left_a_failing_bank_is_not_lost_there() {
    let mut scenario = plan(
        "0.3",
        &[
            (Param::DefaultMonth, "12"),
            (Param::Haircut, "0.5"),
            (Param::BankJgbShare, "0.5"),
            (Param::BankBuffer, "0.05"),
        ],
    );
    scenario.default = DefaultMode::InMonth;
    let profile = one(30_000_000);
    let (as_is, planned) =
        (project(&profile, &scenario, Some(12)), project_plan(&profile, &scenario, Some(12)));
    let lost = |result| nominal(result, Scope::Net, Cause::BankLoss, 12);
    assert_eq!((lost(&as_is), lost(&planned)), (yen(-4_000_000), yen(-2_200_000)));
    let net = |result: &Projection| result.value(Scope::Net, 12).nominal;
    assert_eq!((net(&as_is), net(&planned)), (yen(26_000_000), yen(27_800_000)));
}

/// In the month of the default itself the move comes after it: too late.
#[test]
fn a_move_in_the_month_of_the_default_comes_after_it() {
    let mut scenario = plan(
        "0.3",
        &[
            (Param::DefaultMonth, "12"),
            (Param::Haircut, "0.5"),
            (Param::BankJgbShare, "0.5"),
            (Param::BankBuffer, "0.05"),
            (Param::PlanStart, "12"),
        ],
    );
    scenario.default = DefaultMode::InMonth;
    let result = project_plan(&one(30_000_000), &scenario, Some(12));
    // 30% of what is left of it, 26,000,000.
    assert_eq!(path(&result, "h0", [11, 12]), [30_000_000, 18_200_000].map(yen));
}

/// 1,000,000 buys bitcoin worth 990,000; the dollar doubles, and at the year's
/// end 980,000 over what was paid is taxed at 31.5%, paid in month 14.
#[test]
fn bitcoin_bought_is_taxed_at_the_years_end() {
    let scenario = plan(
        "0.1",
        &[
            (Param::PlanCrypto, "1"),
            (Param::PlanDollars, "0"),
            (Param::PlanSpread, "0.01"),
            (Param::Shock, "0.5"),
            (Param::ShockMonth, "8"),
            (Param::PassThrough, "0"),
            (Param::CrisisPassThrough, "0"),
            (Param::TaxRate, "0.315"),
        ],
    );
    let result = project_plan(&one(10_000_000), &scenario, Some(14));
    assert_eq!(
        path(&result, "~plan_crypto", [1, 7, 8, 14]),
        [990_000, 990_000, 1_980_000, 1_980_000].map(yen)
    );
    assert_eq!(path(&result, TAX_DUE_ID, [11, 12, 13, 14]), [0, -308_700, -308_700, 0].map(yen));
    assert_eq!(path(&result, "h0", [12, 14]), [9_000_000, 8_691_300].map(yen));
}

/// At 2% the bond is worth 1.01^(1/6) a month after it was issued at par, so
/// the second 1,000,000 buys 998,343 of face; half-yearly it pays 1%.
#[test]
fn one_bond_is_issued_at_par_and_then_bought_at_its_price() {
    let scenario = plan(
        "0.2",
        &[
            (Param::PlanDollars, "0"),
            (Param::PlanJgb, "1"),
            (Param::PlanMonths, "2"),
            (Param::YieldToday, "0.02"),
        ],
    );
    let result = project_plan(&one(10_000_000), &scenario, Some(121));
    let expected = [1_000_000, 2_001_660, 1_998_343, 0].map(yen);
    assert_eq!(path(&result, "~plan_jgb", [1, 2, 7, 121]), expected);
    // 1% of the face, cut to whole yen; at the end twenty of them and the face.
    let expected = [0, 19_983, 20 * 19_983 + 1_998_343].map(yen);
    assert_eq!(path(&result, RECEIVED_ID, [6, 7, 121]), expected);
}

/// Half of 1,000,000 a month would buy bonds; from the default on it stays.
#[test]
fn after_a_default_no_more_bonds_are_bought() {
    let mut scenario = plan(
        "0.4",
        &[
            (Param::PlanJgb, "1"),
            (Param::PlanMonths, "4"),
            (Param::DefaultMonth, "3"),
            (Param::Haircut, "0.4"),
            (Param::YieldToday, "0"),
            (Param::ExitYield, "0"),
        ],
    );
    scenario.default = DefaultMode::InMonth;
    let result = project_plan(&one(10_000_000), &scenario, Some(4));
    assert_eq!(path(&result, "~plan_jgb", [1, 2, 3, 4]), [500_000, 1_000_000, 600_000, 600_000].map(yen));
    assert_eq!(path(&result, "h0", [2, 3, 4]), [8_000_000, 7_500_000, 7_000_000].map(yen));
    scenario.set(Param::PlanStart, dec("3"));
    let result = project_plan(&one(10_000_000), &scenario, Some(6));
    assert!(result.line("~plan_jgb").is_none());
    assert_eq!(path(&result, "~plan_dollars", [6]), [yen(2_000_000)]);
}

/// The exchange fails after month 2's purchase and takes 60%; in month 3 it
/// still owes the rest, so nothing is bought; it pays in kind, and in month 4
/// the plan goes on.
#[test]
fn nothing_is_bought_while_a_failed_exchange_owes_coins() {
    let scenario = plan(
        "0.4",
        &[
            (Param::PlanDollars, "0"),
            (Param::PlanCrypto, "1"),
            (Param::PlanMonths, "4"),
            (Param::ExchangeMonth, "2"),
            (Param::ExchangeLoss, "0.6"),
            (Param::ExchangeRecoveryMonths, "1"),
        ],
    );
    let result = project_plan(&one(10_000_000), &scenario, Some(4));
    assert_eq!(
        path(&result, "~plan_crypto", [1, 2, 3, 4]),
        [1_000_000, 800_000, 800_000, 1_800_000].map(yen)
    );
    assert_eq!(path(&result, "h0", [1, 2, 3, 4]), [9_000_000, 8_000_000, 8_000_000, 7_000_000].map(yen));
}

/// A failure before the first purchase is somebody else's.
#[test]
fn an_exchange_that_failed_before_is_not_the_plans() {
    let values = [
        (Param::PlanDollars, "0"),
        (Param::PlanCrypto, "1"),
        (Param::PlanStart, "3"),
        (Param::ExchangeMonth, "2"),
        (Param::ExchangeLoss, "0.6"),
        (Param::ExchangeRecoveryMonths, "6"),
    ];
    let result = project_plan(&one(10_000_000), &plan("0.4", &values), Some(12));
    assert_eq!(path(&result, "~plan_crypto", [2, 3, 8, 12]), [0, 4_000_000, 4_000_000, 4_000_000].map(yen));
}

/// Ten old yen become one: of the 5,000,000 noted half is moved before, and
/// of the 500,000 they become the other half after.
#[test]
fn a_conversion_converts_what_is_still_to_be_moved() {
    let values = [(Param::PlanMonths, "2"), (Param::ConversionMonth, "2"), (Param::ConversionMoney, "0.1")];
    let result = project_plan(&one(10_000_000), &plan("0.5", &values), Some(2));
    assert_eq!(path(&result, "h0", [1, 2]), [7_500_000, 500_000].map(yen));
    assert_eq!(path(&result, "~plan_dollars", [1, 2]), [2_500_000, 2_750_000].map(yen));
}

fn same(a: &Projection, b: &Projection, name: &str) {
    let parts =
        |p: &Projection| p.lines.iter().map(|l| (l.id.clone(), l.class, l.track.clone())).collect::<Vec<_>>();
    assert!(parts(a) == parts(b), "{name}: lines");
    assert_eq!(
        (&a.factors, &a.banks, a.freeze, &a.frozen),
        (&b.factors, &b.banks, b.freeze, &b.frozen),
        "{name}"
    );
}

/// A share of nothing, weights of nothing, and no deposit to touch.
#[test]
fn a_plan_that_moves_nothing_is_as_is() {
    for entry in SAMPLES {
        let profile = sample(entry.key).unwrap();
        for preset in Preset::ALL {
            let mut scenario = preset.apply(&profile.scenarios[0]);
            let as_is = project(&profile, &scenario, None);
            let name = format!("{} {}", entry.key, preset.key());
            scenario.set(Param::PlanGold, Decimal::ONE);
            assert!(!moves(&profile, &scenario, as_is.months), "{name}");
            same(&as_is, &project_plan(&profile, &scenario, None), &name);
            scenario.set(Param::PlanShare, dec("0.3"));
            assert!(moves(&profile, &scenario, as_is.months), "{name}");
            same(&as_is, &project(&profile, &scenario, None), &name);
            for weight in Target::ALL {
                scenario.set(weight.weight(), Decimal::ZERO);
            }
            assert_eq!(Terms::of(&scenario), None, "{name}");
            same(&as_is, &project_plan(&profile, &scenario, None), &name);
            scenario.set(Param::PlanGold, Decimal::ONE);
            scenario.plan_leave_out = profile.holdings.iter().map(|h| h.id.clone()).collect();
            assert!(!moves(&profile, &scenario, as_is.months), "{name}");
            same(&as_is, &project_plan(&profile, &scenario, None), &name);
        }
    }
}

/// A random company and scenario with a plan in it.
fn planned(reach: Reach) -> impl Strategy<Value = (Profile, Scenario)> {
    let numbers: Vec<_> = Param::ALL
        .iter()
        .filter(|p| forelock::domain::plan::Plan::holds(**p))
        .map(|&p| arbitrary::number(p, reach).prop_map(move |value| (p, value)))
        .collect();
    (arbitrary::profile(5, reach), numbers, 1..=1_000_i64).prop_map(|(profile, numbers, share)| {
        let mut scenario = profile.active_scenario();
        for (param, value) in numbers {
            if let Some(value) = value {
                scenario.set(param, value);
            }
        }
        if scenario.get(Param::PlanShare).is_zero() {
            scenario.set(Param::PlanShare, Decimal::new(share, 3));
        }
        (profile, scenario)
    })
}

proptest! {
    #![proptest_config(tried(48))]

    #[test]
    fn with_any_plan_what_changed_adds_up((profile, scenario) in planned(Reach::Anywhere)) {
        adds_up(&project_plan(&profile, &scenario, Some(60)), "random plan");
    }

    #[test]
    fn at_the_ends_of_every_range_it_adds_up_too((profile, scenario) in planned(Reach::Ends)) {
        adds_up(&project_plan(&profile, &scenario, Some(60)), "plan at the ends");
    }

    /// At no cost of buying, what month a takes out of the deposits is what it
    /// puts elsewhere, to the yen; with a cost, it is less by just that.
    #[test]
    fn in_month_a_every_yen_is_somewhere(
        (profile, scenario) in planned(Reach::Anywhere), spread in prop_oneof![Just(0), 0..=200_i64],
    ) {
        let mut scenario = scenario;
        scenario.set(Param::PlanSpread, Decimal::new(spread, 3));
        // coins sold for tax or paid out by a failed exchange in the same month are other moves
        scenario.set(Param::TaxRate, Decimal::ZERO);
        scenario.set(Param::ExchangeLoss, Decimal::ZERO);
        let month = scenario.months(Param::PlanStart).min(60);
        scenario.set(Param::PlanStart, Decimal::from(month));
        let result = project_plan(&profile, &scenario, Some(month));
        let paid: Yen = Target::ALL.iter().map(|t| nominal(&result, Scope::Line(t.id()), Cause::Transfer, month)).sum();
        let cost: Yen = Target::ALL.iter().map(|t| nominal(&result, Scope::Line(t.id()), Cause::PlanCost, month)).sum();
        let exact = paid.get() * Decimal::new(-spread, 3);
        prop_assert!((cost.get() - exact).abs() <= Decimal::TWO, "{cost:?} of {paid:?}");
        let moved = nominal(&result, Scope::Net, Cause::Transfer, month);
        let as_is = nominal(&project(&profile, &scenario, Some(month)), Scope::Net, Cause::Transfer, month);
        prop_assert_eq!(moved, as_is);
    }
}

/// The state has a plan to show only while it moves something, and its other
/// numbers rest without a share.
#[test]
fn the_state_has_a_plan_while_it_moves_something() {
    let texts = Texts::new(Lang::En);
    let month = CalendarMonth::new(2026, 3).unwrap();
    let mut state = State::new(one(10_000_000), Prefs::default(), Settings::default(), month);
    let money = Money { lang: Lang::En, unit: YenUnit::Auto };
    let rests = |state: &State| {
        let scenario = state.profile().active_scenario();
        slider_row(Param::PlanMonths, &scenario, &texts, money).rests.is_some()
    };
    assert!(state.plan.is_none() && rests(&state));
    let share = Edit::SetParam(Param::PlanShare, dec("0.3"));
    update(&mut state, Command::Edit(share, None), &texts);
    assert!(state.plan.as_ref().unwrap().line("~plan_crypto").is_some() && !rests(&state));
    let deposit = || HoldingId("h0".into());
    update(&mut state, Command::Edit(Edit::PlanTouches(deposit(), false), None), &texts);
    assert!(state.plan.is_none());
    let choices = deposits(state.profile());
    assert_eq!(choices, [DepositChoice { id: deposit(), name: "line 0".into(), touched: false }]);
    update(&mut state, Command::Edit(Edit::PlanTouches(deposit(), true), None), &texts);
    assert!(state.plan.is_some());
    update(&mut state, Command::Undo, &texts);
    assert!(state.plan.is_none());
}
