//! Ties and the odds of break-even, explained.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test sets up may stop it at once")]

use egui_kittest::kittest::Queryable;
use forelock::app::explaining::{Asked, explained};
use forelock::app::history::History;
use forelock::app::prefs::{Theme, View};
use forelock::app::{State, study};
use forelock::data::market_odds::CDS_QUOTES;
use forelock::domain::param::Param;
use forelock::engine::break_even::{OverPaths, Pair, Tie, Weighing, explain, hazard, ties_of};
use forelock::engine::door;
use forelock::engine::projection::Scope;
use forelock::engine::trace::evaluate::check;
use forelock::engine::trace::{How, Step, Term};
use forelock::engine::{project, project_plan};
use forelock::text::{Lang, Texts};
use forelock::ui::front;
use forelock::view_model::explain::Writer;
use forelock::view_model::money::Money;
use rust_decimal::Decimal;

use crate::support::window::{settle, state, window};

fn planned() -> State {
    let mut state = state("machine_maker", Lang::En, Theme::Light, View::BreakEven);
    let mut profile = state.profile().as_ref().clone();
    profile.plan.set(Param::PlanShare, Decimal::new(3, 1));
    profile.plan.set(Param::PlanDollars, Decimal::TWO);
    // The scenario in which bonds default and the yen does not fall.
    profile.active = 1;
    state.history = History::new(profile);
    state.recompute();
    state
}

/// With ties, map and means worked out.
fn settled() -> State {
    let mut state = planned();
    state.studies.asked = None;
    study::work_out(&mut state);
    state
}

fn told(state: &mut State, asked: &Asked) -> std::sync::Arc<Step> {
    state.explaining = Some(asked.clone());
    explained(state).unwrap()
}

#[test]
fn a_tie_shows_both_trees_with_the_parameter_at_its_value() {
    let texts = Texts::new(Lang::En);
    let mut state = settled();
    let ties = front::views(&state, &texts).break_even.ties;
    let (mut found, mut close) = (0, 0);
    for (sentence, asked) in ties {
        let Some(asked) = asked else { continue };
        let tree = told(&mut state, &asked);
        assert!(check(&tree).is_ok(), "{sentence}");
        let Asked::Gap(place, subject) = &asked else { panic!("{asked:?}") };
        let scenario = place.scenario(state.profile());
        let [(param, value)] = place.moved.as_slice() else { panic!("{:?}", place.moved) };
        assert_eq!(scenario.get(*param), *value, "{sentence}");
        let month = subject.month();
        let net = |p: forelock::engine::Projection| p.value(Scope::Net, month).real;
        let plan = net(project_plan(state.profile(), &scenario, None));
        let as_is = net(project(state.profile(), &scenario, None));
        assert_eq!(tree.inputs.iter().map(Step::yen).collect::<Vec<_>>(), [plan, as_is], "{sentence}");
        assert_eq!(tree.yen(), plan.minus(as_is), "{sentence}");
        // A tie is said to a tenth of the slider's step.
        let apart = door::amount(tree.yen()).abs() / door::amount(as_is).abs();
        close += usize::from(apart < 0.005);
        found += 1;
    }
    assert!(found >= 2 && close >= 1, "{found} ties, {close} of them equal");
}

#[test]
fn the_odds_are_explained_by_their_four_values() {
    let texts = Texts::new(Lang::En);
    let mut state = settled();
    let scenario = state.profile().active_scenario();
    let (_, studied) = state.studies.break_even.clone().unwrap();
    let aversion = door::plain(scenario.get(Param::RiskAversion));
    let ties = ties_of(studied.median.unwrap(), studied.over, aversion);
    let years = f64::from(scenario.horizon_months()) / 12.0;
    let rows = front::views(&state, &texts).break_even.odds;
    let (mut told_of, mut quotes, mut never) = (0, 0, 0);
    for row in rows {
        for asked in row.explains.into_iter().flatten() {
            if let Asked::MarketOdds(place, yearly) = asked {
                let quote = CDS_QUOTES.get(place).unwrap();
                let rate = door::plain(quote.spread) / 0.6;
                let shown = if yearly { rate } else { 1.0 - (-rate * years).exp() };
                let tree = told(&mut state, &asked);
                assert!((tree.value.number() - shown).abs() < 1e-12, "{asked:?}");
                let (profile, money) = (state.profile(), Money::of(&state));
                let writer =
                    Writer { profile, scenario: &scenario, moved: &[], parts: &[], texts: &texts, money };
                let written = writer.text(&writer.title(&asked), &tree);
                assert!(check(&tree).is_ok());
                assert!(written.contains(quote.source), "{written}");
                quotes += 1;
                continue;
            }
            let Asked::TieOdds(weighing, yearly) = asked else { panic!("{asked:?}") };
            let tie = match weighing {
                Weighing::Expected => ties.expected.unwrap().0,
                Weighing::Median => ties.median,
                Weighing::Often => ties.often.unwrap().0,
                Weighing::Utility => ties.crra.unwrap().0,
            };
            let Tie::At(odds) = tie else {
                let tree = told(&mut state, &asked);
                // Of means the plan is never behind, but "as is" ends higher more often.
                let ahead = match weighing {
                    Weighing::Often => Tie::FirstNeverWorse,
                    _ => Tie::AlternativeNeverWorse,
                };
                assert_eq!((tree.term, yearly, tie), (Term::LeastLead, false, ahead));
                assert!(check(&tree).is_ok() && tree.value.number() >= 0.0, "{asked:?}");
                never += 1;
                continue;
            };
            let shown = if yearly { hazard(odds, years) } else { odds };
            let tree = told(&mut state, &asked);
            // The quick engine is within some yen of the exact one.
            assert!((tree.value.number() - shown).abs() < 1e-6, "{asked:?}: {} {shown}", tree.value.number());
            assert!(check(&tree).is_ok(), "{asked:?}: {:?}", check(&tree));
            let whole = if yearly { &tree.inputs[0] } else { &*tree };
            assert_eq!((whole.term, whole.how), (Term::TieOdds, How::Quotient));
            for lang in [Lang::Ja, Lang::En] {
                let texts = Texts::new(lang);
                let money = Money::of(&state);
                let profile = state.profile();
                let writer =
                    Writer { profile, scenario: &scenario, moved: &[], parts: &[], texts: &texts, money };
                assert!(!writer.title(&asked).is_empty());
                let row = writer.row(whole);
                assert!(row.value.contains('%') && !row.formula.is_empty() && !row.figures.is_empty());
            }
            told_of += 1;
        }
    }
    assert_eq!(never, 2, "by the mean and by how often one ends higher");
    assert_eq!(quotes, 4, "two quotes, within the horizon and a year");
    assert_eq!(told_of, 4, "on the median path and in utility, within the horizon and a year");
}

/// A simulation in which nothing varies.
fn over(pair: Pair) -> OverPaths {
    let Pair { as_is, plan } = pair;
    OverPaths::of(&[as_is.calm, as_is.default, plan.calm, plan.default].map(|end| vec![end; 4096]), 2.0)
}

/// With nothing weighed heavier, utility is the mean; weighed, what strays more
/// is worth less, and the tie is that of the sure amounts on the same paths.
#[test]
fn a_weight_on_losses_counts_how_far_outcomes_stray() {
    let mut profile = planned().profile().as_ref().clone();
    let mut with = |aversion: &str, volatility: &str| {
        let scenario = &mut profile.scenarios[profile.active];
        scenario.set(Param::RiskAversion, aversion.parse().unwrap());
        scenario.set(Param::BtcVol, volatility.parse().unwrap());
        study::both_courses(&profile, &mut study::Paths::default())
    };
    let plain = with("0", "0.7");
    assert_eq!(plain.sure, Ok((plain.mean, plain.mean_accuracy)));
    // Of what is to be expected on the same paths, this much would do as well.
    let mut share = |volatility| {
        let over = with("2", volatility);
        over.sure.unwrap().0.plan.calm / over.mean.plan.calm
    };
    let (calm, wild) = (share("0.05"), share("0.4"));
    assert!(wild < calm * 0.97 && calm < 1.0, "{wild} {calm}");
}

/// The published case: 12 ÷ (12 + 30), as means of a simulation.
#[test]
fn means_are_explained_by_the_simulation_they_are_of() {
    let state = planned();
    let scenario = state.profile().active_scenario();
    let of = |means, yearly| explain(state.profile(), &scenario, means, (Weighing::Expected, yearly));
    let means = Some(over(Pair::of([92.0, 40.0, 80.0, 70.0])));
    let tree = of(means, false).unwrap();
    assert!((tree.value.number() - 12.0 / 42.0).abs() < 1e-12 && check(&tree).is_ok());
    assert!((of(means, true).unwrap().value.number() - hazard(12.0 / 42.0, 10.0)).abs() < 1e-12);
    assert_eq!(of(None, false), None, "no simulation yet");
}

/// Ahead in both cases: by the smaller of the two leads at least, and at no
/// odds equal.
#[test]
fn odds_that_are_never_equal_are_explained_too() {
    let state = planned();
    let scenario = state.profile().active_scenario();
    for (four, least, terms) in [
        ([92.0, 40.0, 94.0, 70.0], 2.0, [Term::CalmLead, Term::DefaultGap]),
        ([92.0, 70.0, 80.0, 40.0], 12.0, [Term::CalmGap, Term::DefaultLag]),
        ([92.0, 40.0, 92.0, 40.0], 0.0, [Term::CalmLead, Term::DefaultGap]),
    ] {
        let means = Some(over(Pair::of(four)));
        let of = |yearly| explain(state.profile(), &scenario, means, (Weighing::Expected, yearly));
        let tree = of(false).unwrap();
        assert_eq!((tree.term, tree.how, tree.value.number()), (Term::LeastLead, How::Least, least));
        assert_eq!(tree.inputs.iter().map(|lead| lead.term).collect::<Vec<_>>(), terms);
        assert!(check(&tree).is_ok());
        assert_eq!(of(true), None, "there is no rate");
    }
}

#[test]
fn a_click_on_a_tie_and_on_its_odds_explains_them() {
    let mut harness = window(planned(), [1280.0, 1600.0], 1.0);
    settle(&mut harness);
    let texts = Texts::new(Lang::En);
    let view = front::views(harness.state().state(), &texts).break_even;
    let (sentence, asked) = view.ties.into_iter().find(|(_, asked)| asked.is_some()).unwrap();
    harness.get_by_label(&sentence).click();
    harness.run_ok();
    assert_eq!(harness.state().state().explaining, asked);
    assert!(harness.query_all_by_label_contains("Plan less").next().is_some());
    let row = view.odds.into_iter().find(|row| row.explains[1].is_some()).unwrap();
    let words = format!("{} · {}", row.label, texts.l10n.msg_odds_column_rate());
    harness.get_by_label_contains(&words).click();
    harness.run_ok();
    assert_eq!(harness.state().state().explaining, row.explains[1]);
    assert!(harness.query_all_by_label_contains("Yearly rate of default at which").next().is_some());
    let view = front::views(harness.state().state(), &texts).break_even;
    let never = view.odds.into_iter().find(|row| row.rate.is_empty()).unwrap();
    let words = texts.l10n.msg_labelled(&never.label, &never.chance);
    harness.get_by_role_and_label(egui::Role::Button, &words).click();
    harness.run_ok();
    assert_eq!(harness.state().state().explaining, Some(Asked::TieOdds(Weighing::Expected, false)));
}
