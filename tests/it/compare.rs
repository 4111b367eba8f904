//! What makes the difference between two scenarios: on paper, over random
//! companies, and as printed.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what a test sets up may stop it at once"
)]

use forelock::app::compare::{Comparing, Pair, Side, attributed, courses};
use forelock::app::prefs::{Prefs, Theme, View};
use forelock::data::samples::in_english;
use forelock::domain::param::{Param, ParamGroup};
use forelock::domain::profile::Profile;
use forelock::domain::scenario::Scenario;
use forelock::domain::yen::Yen;
use forelock::engine::attribution::{Attribution, Course, Part, attribute};
use forelock::engine::bundle::Bundle;
use forelock::engine::projection::{Scope, Value};
use forelock::engine::{project, project_plan};
use forelock::text::{Lang, Texts, YenUnit};
use forelock::view_model::compare::{CompareInput, CompareView, Found, compare_view};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::cli::{err, fine, parsed, run, samples, with_plan};
use crate::support::arbitrary::{self, Reach};
use crate::support::paper::{dec, two_that_act_together};
use crate::support::tried;
use crate::support::window::state;

/// The difference between two scenarios of a company as things are.
pub(crate) fn between(profile: &Profile, from: &Scenario, to: &Scenario, month: u16) -> Attribution {
    let course = |scenario| Course { scenario, plan: false };
    attribute(profile, (course(from), course(to)), month, &|| false).unwrap()
}

fn part(found: &Attribution, key: &str) -> Value {
    found.parts.iter().find(|part| part.key() == key).unwrap_or_else(|| panic!("no {key}")).value
}

/// 30 million yen at one bank, of which 10 are insured; prices stand still.
/// The bank loses share × haircut, its buffer is 5%:
///
/// | haircut | share 20%        | share 40%         |
/// |---------|------------------|-------------------|
/// | 20%     | 4%, loss 0       | 8%, 3% of 20m     |
/// | 50%     | 10%, 5% of 20m   | 20%, 15% of 20m   |
///
/// So a haircut of 50% alone takes 1.0m and the share alone 0.6m, both 3.0m.
/// Over both orders: haircut (1.0 + 2.4)/2 = 1.7m, share (0.6 + 2.0)/2 = 1.3m.
#[test]
fn two_that_act_together_as_on_paper() {
    let (mut profile, before, mut after) = two_that_act_together();
    // A month of a devaluation that does not happen.
    after.set(Param::ShockMonth, Decimal::ONE);
    profile.scenarios = vec![before.clone(), after.clone()];
    let found = between(&profile, &before, &after, 60);
    let keys: Vec<&str> = found.parts.iter().map(Part::key).collect();
    assert_eq!(keys, ["default", "shock", "bank_jgb_share"]);
    let lost = |yen: i64| Value { nominal: Yen::whole(-yen), real: Yen::whole(-yen) };
    assert_eq!(part(&found, "default"), lost(1_700_000));
    assert_eq!(part(&found, "bank_jgb_share"), lost(1_300_000));
    assert_eq!(part(&found, "shock"), lost(0));
    assert_eq!((found.from.real, found.to.real), (Yen::whole(30_000_000), Yen::whole(27_000_000)));
    let back = between(&profile, &after, &before, 60);
    assert_eq!(part(&back, "default").real, Yen::whole(1_700_000));
}

/// The plan is one part of what differs: a side with it against one without.
#[test]
fn a_plan_is_a_part_like_any_other() {
    let mut profile = forelock::store::sample("machine_maker").unwrap();
    profile.plan.set(Param::PlanShare, dec("0.3"));
    let plan = |scenario| Side { scenario, plan: true };
    let pair = Pair { from: Side::as_is(0), to: plan(0) };
    let found = attributed(&profile, pair, 120, &|| false).unwrap();
    assert_eq!(found.parts.iter().map(Part::key).collect::<Vec<_>>(), ["plan"]);
    let scenario = Side::as_is(0).scenario(&profile);
    let net = |p: forelock::engine::Projection| p.value(Scope::Net, 120).real;
    let expected =
        net(project_plan(&profile, &scenario, None)).minus(net(project(&profile, &scenario, None)));
    assert!(!expected.is_zero());
    assert_eq!(part(&found, "plan").real, expected);
    let pair = Pair { from: Side::as_is(0), to: plan(3) };
    let found = attributed(&profile, pair, 120, &|| false).unwrap();
    assert_eq!(found.parts.iter().map(Part::key).collect::<Vec<_>>(), ["plan", "default", "shock"]);
}

/// The mean over all orders, one order after the other: sums and how many.
fn by_orders(
    profile: &Profile,
    from: &Scenario,
    to: &Scenario,
    bundles: &[Bundle],
    month: u16,
) -> (Vec<Decimal>, Decimal) {
    let mut sums = vec![Decimal::ZERO; bundles.len()];
    let mut count = Decimal::ZERO;
    let mut order: Vec<usize> = (0..bundles.len()).collect();
    loop {
        let mut here = from.clone();
        let worth = |s: &Scenario| project(profile, s, Some(month)).value(Scope::Net, month).real.get();
        let mut now = worth(&here);
        for &i in &order {
            bundles[i].copy(to, &mut here);
            let next = worth(&here);
            sums[i] += next - now;
            now = next;
        }
        count += Decimal::ONE;
        // The next order in the dictionary.
        let Some(i) = (1..order.len()).rev().find(|&i| order[i - 1] < order[i]) else { break };
        let j = (i..order.len()).rev().find(|&j| order[j] > order[i - 1]).unwrap();
        order.swap(i - 1, j);
        order[i..].reverse();
    }
    (sums, count)
}

/// A company, a scenario, and another that differs from it in some bundles.
pub(crate) fn pairs(most: usize) -> impl Strategy<Value = (Profile, Scenario, u16)> {
    let changed = prop::collection::btree_set(1..Bundle::ALL.len(), 1..=most);
    let parts =
        (arbitrary::profile(5, Reach::Ordinary), arbitrary::scenario(Reach::Ordinary), changed, 1..=60_u16);
    parts.prop_map(|(profile, other, changed, month)| {
        let mut to = profile.scenarios[0].clone();
        for i in changed {
            Bundle::ALL[i].copy(&other, &mut to);
        }
        (profile, to, month)
    })
}

proptest! {
    #![proptest_config(tried(24))]

    #[test]
    fn parts_add_up_turn_sign_and_are_the_mean_over_all_orders((profile, to, month) in pairs(3)) {
        let from = profile.scenarios[0].clone();
        let found = between(&profile, &from, &to, month);
        let net = |s: &Scenario| project(&profile, s, None).value(Scope::Net, month);
        let (real, nominal): (Yen, Yen) =
            (found.parts.iter().map(|p| p.value.real).sum(), found.parts.iter().map(|p| p.value.nominal).sum());
        if month <= from.horizon_months() && month <= to.horizon_months() {
            prop_assert_eq!((found.from, found.to), (net(&from), net(&to)));
        }
        prop_assert_eq!(found.from.real.plus(real), found.to.real);
        prop_assert_eq!(found.from.nominal.plus(nominal), found.to.nominal);
        let back = between(&profile, &to, &from, month);
        prop_assert_eq!(back.parts.len(), found.parts.len());
        for (there, back) in found.parts.iter().zip(&back.parts) {
            prop_assert_eq!(there.key(), back.key());
            prop_assert_eq!(there.value.real, back.value.real.negated());
            prop_assert_eq!(there.value.nominal, back.value.nominal.negated());
        }
        let bundles: Vec<Bundle> = found.parts.iter().map(|part| part.bundles[0]).collect();
        let (sums, orders) = by_orders(&profile, &from, &to, &bundles, month);
        for (part, sum) in found.parts.iter().zip(sums) {
            let off = (part.value.real.get() * orders - sum).abs();
            prop_assert!(off < orders, "{}: {} {}", part.key(), part.value.real.get(), sum / orders);
        }
    }

    /// With nearly everything different, the sections share the difference.
    #[test]
    fn many_differences_are_shared_out_over_sections((profile, to, month) in pairs(28)) {
        let from = profile.scenarios[0].clone();
        let month = month.min(13);
        let found = between(&profile, &from, &to, month);
        prop_assert!(found.parts.len() <= 10);
        let real: Yen = found.parts.iter().map(|p| p.value.real).sum();
        prop_assert_eq!(found.from.real.plus(real), found.to.real);
        let bundles: Vec<Bundle> = found.parts.iter().flat_map(|part| part.bundles.clone()).collect();
        let differ: Vec<Bundle> = Bundle::ALL.into_iter().filter(|b| b.differs(&from, &to)).collect();
        let mut sorted = bundles.clone();
        sorted.sort();
        prop_assert_eq!(sorted, differ);
    }

    /// What is in no bundle moves no line.
    #[test]
    fn what_is_set_aside_has_no_effect(
        profile in arbitrary::profile(6, Reach::Ordinary), other in arbitrary::scenario(Reach::Ordinary), month in 1..=60_u16,
    ) {
        let from = profile.scenarios[0].clone();
        let mut to = other;
        for bundle in Bundle::ALL {
            bundle.copy(&from, &mut to);
        }
        let found = between(&profile, &from, &to, month);
        prop_assert!(found.parts.is_empty());
        let end = project(&profile, &to, Some(month)).value(Scope::Net, month);
        prop_assert_eq!(end, found.from);
    }
}

/// The view of a sample in English, amounts to the yen.
fn view(sample: &str, comparing: Comparing, plan: bool) -> CompareView {
    let mut state = state(sample, Lang::En, Theme::Light, View::Compare);
    state.prefs = Prefs { unit: YenUnit::Yen, ..state.prefs };
    if plan {
        let mut profile = state.profile().as_ref().clone();
        profile.plan.set(Param::PlanShare, dec("0.3"));
        state.history = forelock::app::history::History::new(profile);
        state.recompute();
    }
    state.comparing = comparing;
    forelock::app::study::work_out(&mut state);
    let profile = state.profile();
    let found = state.studies.compare.as_ref();
    let input = CompareInput {
        profile,
        comparing,
        courses: &courses(&state),
        month: 120,
        pair: comparing.pair(profile),
        found: found.map(|(request, found)| Found { request, attribution: found, current: true }),
    };
    compare_view(&input, &Texts::new(Lang::En), state.prefs)
}

/// `1,234` of `¥1,234`, `+¥1,234` or `−¥1,234`, with the sign as in JSON.
fn digits(text: &str) -> String {
    text.replace(['¥', ',', '+', '±'], "").replace('−', "-")
}

#[test]
fn what_is_on_screen_is_what_is_printed() {
    let folder = samples();
    for sample in ["machine_maker", "inn", "trading"] {
        let file = format!("{sample}.ron");
        let json = parsed(&fine(folder.path(), &["compare", &file, "--format", "json"]));
        assert_eq!((json["format"].as_str(), json["month"].as_u64()), (Some("forelock-compare"), Some(120)));
        let shown = view(sample, Comparing::default(), false);
        let sides = json["sides"].as_array().unwrap();
        assert_eq!(sides.len(), shown.table.rows.len());
        for (side, row) in sides.iter().zip(&shown.table.rows) {
            // The file speaks Japanese, the window English.
            assert_eq!(in_english(side["scenario"].as_str().unwrap()).unwrap(), row.name);
            assert_eq!(side["real"].as_str().unwrap(), digits(&row.cells[0].0));
            assert_eq!(side["nominal"].as_str().unwrap(), digits(&row.cells[1].0));
            let gap = side["difference"]["real"].as_str().unwrap();
            assert!(gap == digits(&row.cells[3].0) || (gap == "0" && row.cells[3].0 == "–"), "{gap}");
            assert_eq!(side["path"]["real"].as_array().unwrap().len(), 121);
        }
        let changed = &json["changed"];
        let bars = &shown.changed.bars;
        assert_eq!(changed["from"]["real"].as_str().unwrap(), digits(&bars[0].amount));
        assert_eq!(changed["to"]["real"].as_str().unwrap(), digits(&bars[bars.len() - 1].amount));
        let mut printed: Vec<&str> =
            changed["parts"].as_array().unwrap().iter().map(|part| part["real"].as_str().unwrap()).collect();
        printed.retain(|amount| *amount != "0");
        let mut drawn: Vec<String> = bars[1..bars.len() - 1].iter().map(|bar| digits(&bar.amount)).collect();
        printed.sort_unstable();
        drawn.sort_unstable();
        assert_eq!(printed, drawn);
        let csv = fine(folder.path(), &["compare", &file, "--format", "csv"]);
        for amount in printed {
            assert!(csv.contains(amount), "{amount}");
        }
    }
}

#[test]
fn bars_name_the_parameter_and_both_values_and_lead_to_it() {
    let pair = Pair { from: Side::as_is(1), to: Side::as_is(3) };
    let shown = view("machine_maker", Comparing::default().between(pair), false);
    let [first, shock, last] = shown.changed.bars.as_slice() else { panic!("{:?}", shown.changed.bars) };
    assert_eq!((shock.label.as_str(), shock.detail.as_str()), ("Devaluation of the yen", "0% → 30%"));
    assert_eq!(shock.param, Some(Param::Shock));
    assert_eq!((first.param, last.param), (None, None));
    assert!((first.to - shock.from).abs() < 0.5 && (shock.to - last.to).abs() < 0.5);
    let pair = Pair { from: Side::as_is(0), to: Side::as_is(3) };
    let shown = view("machine_maker", Comparing::default().between(pair), false);
    let default = shown.changed.bars.iter().find(|bar| bar.param == Some(Param::Haircut)).unwrap();
    assert_eq!(default.detail, "none → 60% lost in month 36");
    assert!(
        shown.headline.starts_with("If “Both” instead of “Baseline”, real net worth after 10 years would be")
    );
    assert!(
        shown
            .headline
            .contains(&format!("“{}” ({})", shown.changed.bars[1].label, shown.changed.bars[1].amount))
    );
}

#[test]
fn with_a_plan_there_is_a_fifth_line_in_the_scenario_in_front() {
    let shown = view("machine_maker", Comparing::default(), true);
    let names: Vec<&str> = shown.series.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["Baseline", "JGB default", "Weaker yen", "Both", "Both (plan)"]);
    assert_eq!(shown.plan, Some(true));
    let without = view("machine_maker", Comparing::default().with_plan(false), true);
    assert_eq!((without.series.len(), without.plan), (4, Some(false)));
}

#[test]
fn at_a_command_line_sides_month_and_plan_are_named_and_mistakes_too() {
    let folder = samples();
    let file = "machine_maker.ron";
    let json = |arguments: &[&str]| {
        let all = [&["compare", file, "--format", "json"], arguments].concat();
        parsed(&fine(folder.path(), &all))
    };
    let two = json(&["--from", "円安", "--to", "両方", "--month", "48"]);
    assert_eq!(two["month"], 48);
    assert_eq!(two["sides"].as_array().unwrap().len(), 2);
    assert_eq!(two["changed"]["parts"][0]["part"], "default");
    assert_eq!(
        two["changed"]["parts"][0]["values"]["haircut"],
        serde_json::json!({"from": "0.37", "to": "0.6"})
    );
    // The first scenario against the tab in front.
    let usual = json(&[]);
    assert_eq!(
        (&usual["changed"]["from"]["scenario"], &usual["changed"]["to"]["scenario"]),
        (&"基準".into(), &"両方".into())
    );
    let table = fine(folder.path(), &["compare", file, "--from", "基準", "--to", "円安"]);
    assert!(
        table.starts_with("If “円安” instead of “基準”, real net worth after 10 years would be"),
        "{table}"
    );
    for (arguments, said) in [
        (vec!["--from", "nowhere"], "There is no scenario “nowhere”"),
        (vec!["--from", "基準", "--to", "基準"], "Both ends are “基準”."),
        (vec!["--plan"], "There is no plan in this profile"),
    ] {
        let output = run(folder.path(), &[&["compare", file], arguments.as_slice()].concat());
        assert_eq!(output.status.code(), Some(1));
        assert!(err(&output).contains(said), "{}", err(&output));
    }
    let planned = with_plan(folder.path());
    let json = parsed(&fine(folder.path(), &["compare", planned, "--plan", "--format", "json"]));
    assert_eq!(json["changed"]["to"]["course"], "plan");
    assert!(json["changed"]["parts"].as_array().unwrap().iter().any(|part| part["part"] == "plan"));
}

#[test]
fn hidden_amounts_are_an_index_in_every_format() {
    let folder = samples();
    let all = |format: &str, hide: bool| {
        let mut arguments = vec!["compare", "machine_maker.ron", "--format", format];
        arguments.extend(hide.then_some("--hide-amounts"));
        fine(folder.path(), &arguments)
    };
    let open = parsed(&all("json", false));
    let hidden = parsed(&all("json", true));
    assert_eq!(hidden["unit"], "assets_today_is_100");
    for side in open["sides"].as_array().unwrap() {
        let amount = side["real"].as_str().unwrap();
        for format in ["json", "csv", "table"] {
            assert!(!all(format, true).contains(amount), "{format}: {amount}");
        }
    }
    let table = all("table", true);
    assert!(!table.contains('¥') && table.contains("−18.7%"), "{table}");
}

#[test]
fn every_section_a_merged_part_may_have_is_named() {
    for lang in [Lang::Ja, Lang::En] {
        let texts = Texts::new(lang);
        for bundle in Bundle::ALL {
            assert!(!texts.group(bundle.section(), forelock::text::Word::Label).is_empty());
            assert_ne!(bundle.section(), ParamGroup::Chance);
        }
    }
}
