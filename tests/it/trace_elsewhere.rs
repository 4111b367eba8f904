//! What a tree only names has a tree of its own, with the same number at its
//! root, down to what was entered.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test sets up may stop it at once")]

use std::collections::BTreeMap;

use forelock::data::presets::Preset;
use forelock::data::samples::SAMPLES;
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::Scenario;
use forelock::engine::cause::Cause;
use forelock::engine::numeraire::Numeraire;
use forelock::engine::project;
use forelock::engine::trace::assemble::{Lines, Link};
use forelock::engine::trace::elsewhere::opened;
use forelock::engine::trace::evaluate::check;
use forelock::engine::trace::{Course, How, Origin, Source, Step, Subject, explain};
use forelock::store::read_profile;

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
        for (param, value) in plan {
            company.plan.set(param, value.parse().unwrap());
        }
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
    let change = [false, true].map(|real| Subject::Change { lines: Lines::Net, month, real });
    [value(Numeraire::RealYen), value(Numeraire::Bitcoin)]
        .into_iter()
        .chain(causes)
        .chain(change)
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
