//! What a tree only names has a tree of its own, with the same number at its
//! root, down to what was entered.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what a test sets up may stop it at once"
)]

use std::collections::BTreeMap;

use forelock::data::presets::Preset;
use forelock::data::samples::SAMPLES;
use forelock::domain::holding::{AccountClass, Holding, HoldingId, HoldingKind, ReserveMix};
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::{DefaultMode, LossOrder, Scenario};
use forelock::domain::yen::Yen;
use forelock::engine::cause::Cause;
use forelock::engine::door;
use forelock::engine::numeraire::{self, Numeraire};
use forelock::engine::projection::Scope;
use forelock::engine::trace::assemble::{Lines, Link};
use forelock::engine::trace::elsewhere::opened;
use forelock::engine::trace::evaluate::check;
use forelock::engine::trace::{Course, How, Origin, Source, Step, Subject, Term, explain};
use forelock::engine::{project, project_plan};
use forelock::store::read_profile;

use rust_decimal::Decimal;

use crate::support::eventful::set_plan;
use crate::support::whole;

/// The samples, each with a plan that buys something of everything.
fn companies() -> impl Iterator<Item = Profile> {
    SAMPLES.iter().map(|sample| {
        let mut company = read_profile(sample.text.as_bytes()).unwrap().profile;
        let plan = [
            (Param::PlanShare, "0.3"),
            (Param::PlanDollars, "1"),
            (Param::PlanGold, "1"),
            (Param::PlanJgb, "1"),
        ];
        set_plan(&mut company, &plan);
        company
    })
}

/// The steps that only name a number, each kind once; those that say nothing
/// of where it came from.
fn named(step: &Step, source: Option<&Source>, found: &mut BTreeMap<String, (Step, Source)>) {
    let source = step.within.as_ref().or(source);
    match (&step.elsewhere, source) {
        (Some(place), Some(source)) => {
            found
                .entry(format!("{place:?} {:?}", step.term))
                .or_insert_with(|| (step.clone(), source.clone()));
        }
        _ => assert!(
            !matches!(step.how, How::Given(Origin::Noted | Origin::SoFar)),
            "{:?} {:?} {:?} leads nowhere",
            step.term,
            step.about,
            step.value
        ),
    }
    for input in &step.inputs {
        named(input, source, found);
    }
}

/// What one leads to is the same number, and can be worked out again.
fn leads_there(step: &Step, source: &Source) -> Step {
    let place = step.elsewhere.as_ref().unwrap();
    let tree = source.open(place);
    let (asked, found) = (step.value.number(), tree.value.number());
    let near = (asked - found).abs() <= 1e-9 * asked.abs().max(1e-6);
    assert!(near, "{:?} by {place:?}: {asked} is told as {found} ({:?})", step.term, tree.how);
    if let Err(wrong) = check(&tree) {
        let inputs: Vec<_> = wrong.0.inputs.iter().map(|i| (i.term, i.value)).collect();
        panic!(
            "{:?} by {place:?}: {:?} {:?} of {inputs:?} = {:?} is not {}",
            step.term, wrong.0.term, wrong.0.how, wrong.0.value, wrong.1
        );
    }
    tree
}

fn subjects(company: &Profile, month: u16) -> Vec<Subject> {
    let value = |measure| Subject::Value { lines: Lines::Net, month, measure };
    let bank =
        |id: &forelock::domain::bank::BankId| Subject::Bank { bank: id.clone(), link: Link::Loss, month };
    let causes = Cause::ALL.into_iter().map(|cause| Subject::Cause { lines: Lines::Net, cause, month });
    let frozen = [
        Subject::Frozen { month },
        Subject::Usable { month, measure: Numeraire::RealYen },
        Subject::Usable { month, measure: Numeraire::Bitcoin },
    ];
    let change = [false, true].map(|real| Subject::Change { lines: Lines::Net, month, real });
    [value(Numeraire::RealYen), value(Numeraire::Bitcoin)]
        .into_iter()
        .chain(causes)
        .chain(change)
        .chain(frozen)
        .chain(company.banks.iter().map(|b| bank(&b.id)))
        .collect()
}

/// Goes through all that is named below some trees, and below what that leads
/// to, to a depth; every so many of them.
fn go_through(company: &Profile, scenario: &Scenario, course: Course, every: usize) {
    let months = project(company, scenario, None).months;
    let mut here = BTreeMap::new();
    for month in [12, 25, months] {
        for subject in subjects(company, month) {
            named(&explain(company, scenario, course, &subject), None, &mut here);
        }
    }
    for depth in 0_usize..4 {
        let mut next = BTreeMap::new();
        for (step, source) in here.values().skip(depth % every).step_by(every) {
            named(&leads_there(step, source), Some(source), &mut next);
        }
        here = next;
    }
}

#[test]
fn what_a_step_only_names_has_a_tree_with_the_same_number() {
    let every = if whole() { 7 } else { 211 };
    for company in companies() {
        for preset in Preset::ALL {
            let scenario = preset.apply(&company.active_scenario());
            for course in [Course::AsIs, Course::Plan] {
                go_through(&company, &scenario, course, every);
            }
        }
    }
}

#[test]
fn a_tree_opened_further_is_the_same_number_and_longer() {
    let company = companies().next().unwrap();
    let scenario = Preset::ALL[0].apply(&company.active_scenario());
    let subject = Subject::Value { lines: Lines::Net, month: 14, measure: Numeraire::RealYen };
    let tree = explain(&company, &scenario, Course::AsIs, &subject);
    let further = opened(&tree, None, 1);
    assert_eq!(further.value, tree.value);
    assert!(further.count() > tree.count(), "{} steps, then {}", tree.count(), further.count());
    check(&further).unwrap_or_else(|wrong| panic!("{:?} is not {}", wrong.0, wrong.1));
}

/// Every number below a tree, and below what it names, leads on.
fn all_below(company: &Profile, scenario: &Scenario, course: Course, depth: usize) -> Vec<Step> {
    let mut here = BTreeMap::new();
    let mut trees = Vec::new();
    for month in 1..=9 {
        for subject in subjects(company, month) {
            let tree = explain(company, scenario, course, &subject);
            check(&tree).unwrap_or_else(|wrong| panic!("{:?} is not {}", wrong.0, wrong.1));
            named(&tree, None, &mut here);
            trees.push(tree);
        }
    }
    for _ in 0..depth {
        let mut next = BTreeMap::new();
        for (step, source) in here.values() {
            let tree = leads_there(step, source);
            named(&tree, Some(source), &mut next);
            trees.push(tree);
        }
        here = next;
    }
    trees
}

fn uses(trees: &[Step], term: Term, how: How) -> bool {
    fn below(step: &Step, term: Term, how: How) -> bool {
        (step.term == term && step.how == how) || step.inputs.iter().any(|input| below(input, term, how))
    }
    trees.iter().any(|tree| below(tree, term, how))
}

fn with(company: &mut Profile, numbers: &[(Param, &str)]) -> Scenario {
    for (param, value) in numbers {
        company.plan.set(*param, value.parse().unwrap());
    }
    let mut scenario = company.active_scenario();
    for (param, value) in numbers {
        scenario.set(*param, value.parse().unwrap());
    }
    scenario
}

/// In a freeze, what a loan and a plan are paid from is what can be drawn:
/// what froze, what it earned, and what each month made free of it.
#[test]
fn what_is_still_frozen_is_told_month_by_month() {
    let mut company = companies().next().unwrap();
    let mut scenario = with(
        &mut company,
        &[
            (Param::FreezeMonth, "2"),
            (Param::FreezeMonths, "5"),
            (Param::WithdrawalLimit, "1000000"),
            (Param::ConversionMonth, "4"),
            (Param::ConversionMoney, "0.5"),
            (Param::LevyMonth, "5"),
            (Param::LevyRate, "0.9"),
            (Param::PlanStart, "1"),
            (Param::PlanMonths, "7"),
            (Param::PlanShare, "1"),
        ],
    );
    scenario.default = DefaultMode::Off;
    for course in [Course::AsIs, Course::Plan] {
        let result = match course {
            Course::AsIs => project(&company, &scenario, Some(9)),
            Course::Plan => project_plan(&company, &scenario, Some(9)),
        };
        for month in 1..=9_u16 {
            let told = |subject| explain(&company, &scenario, course, &subject);
            let frozen = result.frozen[usize::from(month)];
            assert_eq!(told(Subject::Frozen { month }).yen(), frozen, "month {month}");
            let net = result.value(Scope::Net, month);
            let at = |values: &[f64]| values[usize::from(month)];
            let left = door::amount(net.nominal.minus(frozen));
            let frozen_real = door::state(door::amount(frozen) / at(&result.factors.prices));
            let dollars = left / at(&result.factors.usd_jpy);
            let yen = |measure| told(Subject::Usable { month, measure }).yen();
            assert_eq!(yen(Numeraire::RealYen), net.real.minus(frozen_real), "month {month}");
            assert_eq!(yen(Numeraire::NominalYen), net.nominal.minus(frozen), "month {month}");
            let near = |measure, expected: f64| {
                let told = told(Subject::Usable { month, measure }).value.number();
                assert!(
                    (told / expected - 1.0).abs() < 1e-12,
                    "{measure:?}, month {month}: {told}, {expected}"
                );
            };
            near(Numeraire::Dollars, dollars);
            let usable = net.nominal.minus(frozen);
            let btc_usd = door::plain(scenario.get(Param::BtcUsd));
            near(Numeraire::Bitcoin, numeraire::bitcoin(usable, &result.factors, btc_usd, month));
        }
        let trees = all_below(&company, &scenario, course, 3);
        for (term, how) in [
            (Term::Frozen, How::Same),
            (Term::Frozen, How::Less),
            (Term::Frozen, How::Product),
            (Term::Frozen, How::Least),
            (Term::Released, How::Least),
        ] {
            assert!(uses(&trees, term, how), "{course:?}: no {term:?} by {how:?}");
        }
    }
    let trees = all_below(&company, &scenario, Course::Plan, 1);
    assert!(uses(&trees, Term::PlanMoved, How::Least));
    assert!(uses(&trees, Term::PlanPart, How::Quotient));
    assert!(uses(&trees, Term::PlanPart, How::Less));
}

/// A freeze that ends in the month of a conversion, one whose last part is made
/// free in it, and dollars at a bank, which stay frozen whole.
#[test]
fn the_cost_of_a_freeze_adds_up_in_every_company() {
    for mut company in companies() {
        for (months, limit) in [("3", "0"), ("4", "1000000"), ("9", "40000000")] {
            let mut scenario = with(
                &mut company,
                &[
                    (Param::FreezeMonth, "2"),
                    (Param::FreezeMonths, months),
                    (Param::WithdrawalLimit, limit),
                    (Param::ConversionMonth, "6"),
                    (Param::ConversionMoney, "0.5"),
                    (Param::YenDrift, "0.1"),
                ],
            );
            scenario.default = DefaultMode::Off;
            all_below(&company, &scenario, Course::AsIs, 1);
        }
    }
}

/// Where all deposits are protected, nothing stands before the rest.
#[test]
fn a_loss_where_no_deposits_are_open_to_it_can_be_worked_out() {
    let mut company = companies().next().unwrap();
    let reserve = ReserveMix { jgb: Decimal::new(2, 1), deposits: Decimal::new(8, 1) };
    let kind = HoldingKind::YenCoin { amount: Yen::whole(50_000_000), reserve };
    company.holdings.push(Holding { id: HoldingId("coin".into()), name: "line".into(), kind });
    for bank in &mut company.banks {
        (bank.protected_share, bank.jgb_share) = (None, None);
    }
    let numbers = [
        (Param::DefaultMonth, "3"),
        (Param::Haircut, "0.8"),
        (Param::BankJgbShare, "0.4"),
        (Param::ProtectedShare, "1"),
    ];
    let mut scenario = with(&mut company, &numbers);
    scenario.default = DefaultMode::InMonth;
    scenario.loss_order = LossOrder::UninsuredFirst;
    let trees = all_below(&company, &scenario, Course::AsIs, 1);
    assert!(uses(&trees, Term::OpenLossRate, How::Same));
}

/// Many accounts at one bank, each with its part of the month's limit: the
/// trees grow with their number, not beyond it.
#[test]
fn many_accounts_at_one_bank_share_a_limit() {
    let mut company = companies().next().unwrap();
    let bank = company.banks[0].id.clone();
    for i in 0..60 {
        let amount = Yen::whole(1_000 + i);
        let kind = HoldingKind::Deposit { bank: bank.clone(), account: AccountClass::Ordinary, amount };
        company.holdings.push(Holding { id: HoldingId(format!("many{i}")), name: "line".into(), kind });
    }
    let numbers =
        [(Param::FreezeMonth, "1"), (Param::FreezeMonths, "6"), (Param::WithdrawalLimit, "63000000")];
    let mut scenario = with(&mut company, &numbers);
    scenario.default = DefaultMode::Off;
    let tree = explain(&company, &scenario, Course::AsIs, &Subject::Frozen { month: 3 });
    assert!(opened(&tree, None, 3).count() < 100_000);
    let trees = all_below(&company, &scenario, Course::AsIs, 2);
    assert!(uses(&trees, Term::ReleasedBefore, How::Sum));
}

/// Bonds that defaulted cannot be bought: what the plan moves is what could.
#[test]
fn a_month_in_which_not_all_could_be_bought_is_told() {
    let mut company = companies().next().unwrap();
    let mut scenario =
        with(&mut company, &[(Param::PlanStart, "1"), (Param::PlanMonths, "6"), (Param::DefaultMonth, "3")]);
    scenario.default = DefaultMode::InMonth;
    let trees = all_below(&company, &scenario, Course::Plan, 1);
    assert!(uses(&trees, Term::PlanSpent, How::Sum));
    assert!(uses(&trees, Term::PlanMoved, How::ShareOut));
    assert!(uses(&trees, Term::PlanMoved, How::Same));
}
