//! Every number explained is the number plotted, and every step of the
//! explanation can be worked out again from what stands below it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what a test sets up may stop it at once"
)]

use forelock::data::presets::Preset;
use forelock::data::samples::SAMPLES;
use forelock::domain::holding::AssetClass;
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::Scenario;
use forelock::engine::cause::Cause;
use forelock::engine::numeraire::{self, Numeraire};
use forelock::engine::projection::{Projection, Scope};
use forelock::engine::trace::assemble::{Lines, every_line};
use forelock::engine::trace::evaluate::check;
use forelock::engine::trace::{Course, How, Origin, Step, Subject, Term, explain};
use forelock::engine::{door, project, project_plan};
use forelock::store::read_profile;
use proptest::prelude::*;

use crate::support::arbitrary::{self, Reach};
use crate::support::eventful::set_plan;
use crate::support::tried;

fn samples() -> Vec<Profile> {
    SAMPLES.iter().map(|sample| read_profile(sample.text.as_bytes()).unwrap().profile).collect()
}

/// Short enough to be read in a failure.
fn told(step: &Step) -> String {
    let inputs: Vec<String> = step.inputs.iter().map(|i| format!("{:?} {:?}", i.term, i.value)).collect();
    format!("{:?} {:?} {:?} of {:?} = {:?}", step.term, step.about, step.how, inputs, step.value)
}

fn holds(step: &Step) -> Result<(), String> {
    check(step).map_err(|found| format!("{} is not {}", told(&found.0), found.1))
}

/// Every line's real value at a month, explained.
fn every_value(
    profile: &Profile,
    scenario: &Scenario,
    course: Course,
    projection: &Projection,
    month: u16,
) -> Result<(), String> {
    let trees = every_line(profile, scenario, course, month);
    for line in &projection.lines {
        let plotted = projection.value(Scope::Line(&line.id), month).real;
        let Some(tree) = trees.get(&line.id) else {
            // a line not yet used is nothing
            if plotted.is_zero() {
                continue;
            }
            return Err(format!("{} at {month} has no tree", line.id));
        };
        if tree.yen() != plotted {
            return Err(format!("{} at {month}: {:?}, plotted {plotted:?}", line.id, tree.yen()));
        }
        holds(tree).map_err(|e| format!("{} at {month}: {e}", line.id))?;
        leads_on(tree).map_err(|e| format!("{} at {month}: {e}", line.id))?;
    }
    Ok(())
}

/// What is only named says where its own tree stands.
fn leads_on(step: &Step) -> Result<(), String> {
    if matches!(step.how, How::Given(Origin::Noted | Origin::SoFar)) && step.elsewhere.is_none() {
        return Err(format!("{:?} {:?} {:?} leads nowhere", step.term, step.about, step.value));
    }
    step.inputs.iter().try_for_each(leads_on)
}

fn with_plan(profile: &Profile) -> Profile {
    let mut planned = profile.clone();
    let plan =
        [(Param::PlanShare, "0.3"), (Param::PlanDollars, "1"), (Param::PlanGold, "1"), (Param::PlanJgb, "1")];
    set_plan(&mut planned, &plan);
    planned
}

#[test]
fn every_plotted_value_of_every_line_is_explained_to_the_yen() {
    for profile in samples() {
        let profile = with_plan(&profile);
        for preset in Preset::ALL {
            let scenario = preset.apply(&profile.active_scenario());
            let as_is = project(&profile, &scenario, Some(120));
            let plan = project_plan(&profile, &scenario, Some(120));
            for month in 0..=120 {
                every_value(&profile, &scenario, Course::AsIs, &as_is, month)
                    .unwrap_or_else(|e| panic!("{} {preset:?}: {e}", profile.company));
                every_value(&profile, &scenario, Course::Plan, &plan, month)
                    .unwrap_or_else(|e| panic!("{} {preset:?} plan: {e}", profile.company));
            }
        }
    }
}

#[test]
fn every_bar_and_every_sum_is_explained_to_the_yen() {
    let scopes = |class| {
        [
            (Lines::Net, Scope::Net),
            (Lines::Assets, Scope::Assets),
            (Lines::Debts, Scope::Debts),
            (Lines::Class(class), Scope::Class(class)),
        ]
    };
    for profile in samples() {
        for preset in Preset::ALL {
            let scenario = preset.apply(&profile.active_scenario());
            let projection = project(&profile, &scenario, None);
            let month = projection.months;
            let ask = |subject: Subject| explain(&profile, &scenario, Course::AsIs, &subject);
            for class in [AssetClass::Deposit, AssetClass::Crypto] {
                for (lines, scope) in scopes(class) {
                    let causes = projection.causes(scope, 0, month);
                    for cause in Cause::ALL {
                        let tree = ask(Subject::Cause { lines: lines.clone(), cause, month });
                        let plotted = causes.get(&cause).map(|v| v.real).unwrap_or_default();
                        assert_eq!(tree.yen(), plotted, "{preset:?} {lines:?} {cause:?}");
                        holds(&tree).unwrap_or_else(|e| panic!("{preset:?} {lines:?} {cause:?}: {e}"));
                    }
                    let (before, after) = (projection.value(scope, 0), projection.value(scope, month));
                    let real = ask(Subject::Change { lines: lines.clone(), month, real: true });
                    assert_eq!(real.yen(), after.real.minus(before.real), "{preset:?} {lines:?}");
                    holds(&real).unwrap_or_else(|e| panic!("{preset:?} {lines:?}: {e}"));
                    let nominal = ask(Subject::Change { lines: lines.clone(), month, real: false });
                    assert_eq!(nominal.yen(), after.nominal.minus(before.nominal), "{preset:?} {lines:?}");
                    holds(&nominal).unwrap_or_else(|e| panic!("{preset:?} {lines:?} nominal: {e}"));
                    let dollars = ask(Subject::Value { lines, month, measure: Numeraire::Dollars });
                    let plotted = numeraire::dollars(after.nominal, &projection.factors, month);
                    assert!((dollars.value.number() - plotted).abs() <= plotted.abs() * 1e-12);
                    holds(&dollars).unwrap_or_else(|e| panic!("{preset:?} dollars: {e}"));
                }
            }
        }
    }
}

#[test]
fn bitcoin_and_yen_of_the_month_are_explained_too() {
    for profile in samples() {
        let scenario = Preset::Both.apply(&profile.active_scenario());
        let projection = project(&profile, &scenario, Some(60));
        let btc = door::plain(scenario.get(Param::BtcUsd));
        for month in [0, 36, 60] {
            let ask = |measure| {
                let subject = Subject::Value { lines: Lines::Net, month, measure };
                explain(&profile, &scenario, Course::AsIs, &subject)
            };
            let net = projection.value(Scope::Net, month);
            assert_eq!(ask(Numeraire::NominalYen).yen(), net.nominal);
            let plotted = numeraire::bitcoin(net.nominal, &projection.factors, btc, month);
            let coins = ask(Numeraire::Bitcoin);
            assert!((coins.value.number() - plotted).abs() <= plotted.abs() * 1e-12);
            holds(&coins).unwrap_or_else(|e| panic!("{e}"));
        }
    }
}

/// What stood in an account when something was paid out of it, earned on it or
/// lost with its bank is opened: what was there today, and what each reason
/// did until then.
#[test]
fn what_stood_in_an_account_is_opened() {
    fn all<'a>(step: &'a Step, found: &mut Vec<&'a Step>) {
        found.push(step);
        step.inputs.iter().for_each(|input| all(input, found));
    }
    let opened = [
        Term::AtHand,
        Term::Balance,
        Term::Owed,
        Term::GeneralDeposits,
        Term::SettlementDeposits,
        Term::UninsuredKinds,
        Term::Cap,
        Term::LevyReached,
        Term::Debts,
    ];
    let mut counts = vec![0; opened.len()];
    for profile in samples() {
        let mut scenario = Preset::Both.apply(&profile.active_scenario());
        for (param, value) in [
            (Param::DepositRate, "0.002"),
            (Param::LevyRate, "0.05"),
            (Param::LevyMonth, "20"),
            (Param::LevyReachCash, "1"),
        ] {
            scenario.set(param, value.parse().unwrap());
        }
        let mut trees = vec![explain(
            &profile,
            &scenario,
            Course::AsIs,
            &Subject::Value { lines: Lines::Net, month: 60, measure: Numeraire::NominalYen },
        )];
        trees.push(explain(
            &profile,
            &scenario,
            Course::AsIs,
            &Subject::Change { lines: Lines::Net, month: 60, real: false },
        ));
        for tree in &trees {
            let mut steps = Vec::new();
            all(tree, &mut steps);
            for step in steps {
                if let Some(place) = opened.iter().position(|term| *term == step.term) {
                    // Each asset's share of a levy names what is reached in all
                    // once more, opened beside it in the levy itself.
                    let nothing = step.yen().is_zero() || step.term == Term::LevyReached;
                    assert!(nothing || !step.inputs.is_empty(), "{}", told(step));
                    counts[place] += usize::from(!step.inputs.is_empty());
                }
            }
            holds(tree).unwrap_or_else(|e| panic!("{e}"));
        }
    }
    // What not every company has at a bank that fails is opened where it has.
    let rare = |term: &Term| matches!(term, Term::SettlementDeposits | Term::UninsuredKinds);
    for (term, count) in opened.iter().zip(&counts).filter(|(term, _)| !rare(term)) {
        assert!(*count > 0, "{term:?} stands in no tree");
    }
}

/// A step that was tampered with does not hold: the check can fail.
#[test]
fn a_wrong_number_anywhere_in_a_tree_is_found() {
    let profile = samples().remove(0);
    let scenario = Preset::Both.apply(&profile.active_scenario());
    let subject = Subject::Value { lines: Lines::Net, month: 60, measure: Numeraire::RealYen };
    let tree = explain(&profile, &scenario, Course::AsIs, &subject);
    let parts = tree.count();
    assert!(parts > 100, "{parts}");
    let mut wrong = tree.clone();
    let mut found = 0;
    tamper(&mut wrong, &mut found);
    assert!(found > 0 && holds(&wrong).is_err());
}

/// Changes the first rate given.
fn tamper(step: &mut Step, found: &mut usize) {
    if *found == 0 && matches!(step.how, How::Given(_)) && step.value.number().abs() > 0.0 {
        *found += 1;
        step.value = forelock::engine::trace::note::like(step.value, step.value.number() * 3.0);
        return;
    }
    for input in &mut step.inputs {
        tamper(input, found);
    }
}

proptest! {
    #![proptest_config(tried(60))]

    #[test]
    fn any_company_is_explained(
        profile in arbitrary::profile(6, Reach::Ordinary), month in 0_u16..=90,
    ) {
        let profile = with_plan(&profile);
        let scenario = profile.active_scenario();
        for course in [Course::AsIs, Course::Plan] {
            let projection = match course {
                Course::AsIs => project(&profile, &scenario, Some(month.max(1))),
                Course::Plan => project_plan(&profile, &scenario, Some(month.max(1))),
            };
            if let Err(e) = every_value(&profile, &scenario, course, &projection, month) {
                return Err(TestCaseError::fail(e));
            }
        }
    }
}
