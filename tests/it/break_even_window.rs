//! Break-even and sensitivity in the window: what is seen, clicked and typed.

use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, SnapshotOptions, SnapshotResults};
use forelock::app::command::Leaving;
use forelock::app::guess::{Predict, TieGuess};
use forelock::app::history::History;
use forelock::app::prefs::{Theme, TornadoOf, View};
use forelock::app::study::{Answer, ask, work_out};
use forelock::app::{Command, Edit, State, update};
use forelock::domain::param::Param;
use forelock::domain::scenario::DefaultMode;
use forelock::text::{Lang, Texts};
use forelock::ui::front::views;
use forelock::ui::shell::Shell;
use rust_decimal::Decimal;

use crate::support::window::{settle, state, window};

const USUAL: [f32; 2] = [1280.0, 800.0];
const SMALL: [f32; 2] = [960.0, 640.0];

/// A state on a sample with a plan.
fn with_plan(sample: &str, lang: Lang, theme: Theme, view: View) -> State {
    let mut state = state(sample, lang, theme, view);
    let mut profile = state.profile().as_ref().clone();
    profile.plan.set(Param::PlanShare, Decimal::new(3, 1));
    profile.plan.set(Param::PlanDollars, Decimal::TWO);
    state.history = History::new(profile);
    state.recompute();
    state
}

/// The window on a sample with a plan, everything worked out.
fn planned(sample: &str, lang: Lang, theme: Theme, view: View, size: [f32; 2]) -> Harness<'static, Shell> {
    let mut harness = window(with_plan(sample, lang, theme, view), size, 1.0);
    settle(&mut harness);
    harness
}

fn get(harness: &Harness<'_, Shell>, param: Param) -> Decimal {
    harness.state().state().profile().active_scenario().get(param)
}

const MAP: &str = "Map of plan minus “as is” over Bond haircut and Devaluation of the yen";

/// As when the program is started on a file with this view in front.
#[test]
fn what_was_asked_before_there_was_a_window_is_asked_again() {
    let mut state = with_plan("machine_maker", Lang::En, Theme::Light, View::BreakEven);
    assert!(ask(&mut state).is_some());
    let mut harness = window(state, USUAL, 1.0);
    settle(&mut harness);
    assert!(harness.state().state().studies.break_even.is_some());
}

#[test]
fn a_click_on_the_map_sets_both_sliders_and_one_undo_brings_them_back() {
    let mut harness = planned("machine_maker", Lang::En, Theme::Light, View::BreakEven, USUAL);
    let before = (get(&harness, Param::Haircut), get(&harness, Param::Shock));
    let rect = harness.get_by_role_and_label(egui::Role::Image, MAP).rect();
    let at = rect.lerp_inside(egui::vec2(0.3, 0.4));
    harness.hover_at(at);
    harness.run_ok();
    harness.drag_at(at);
    harness.drop_at(at);
    harness.run_ok();
    let after = (get(&harness, Param::Haircut), get(&harness, Param::Shock));
    assert!(before.0 != after.0 && before.1 != after.1, "{before:?} {after:?}");
    assert!(after.0 > Decimal::new(15, 2) && after.0 < Decimal::new(4, 1), "{after:?}");
    harness.hover_at(egui::pos2(2.0, 2.0));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_ok();
    assert_eq!((get(&harness, Param::Haircut), get(&harness, Param::Shock)), before);
    // What was clicked is not read on: the map says where the sliders stand.
    settle(&mut harness);
    harness.get_by_label_contains("As set: If");
}

#[test]
fn keys_move_the_cursor_and_enter_sets_what_the_map_assumed_too() {
    let mut harness = planned("machine_maker", Lang::En, Theme::Light, View::BreakEven, USUAL);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num1);
    harness.run_ok();
    settle(&mut harness);
    assert_eq!(harness.state().state().profile().active_scenario().default, DefaultMode::Off);
    harness.get_by_label_contains("Bonds default in month 36 on this map");
    harness.get_by_role_and_label(egui::Role::Image, MAP).focus();
    harness.run_ok();
    for key in [Key::ArrowRight, Key::ArrowRight, Key::PageUp, Key::Enter] {
        harness.key_press(key);
        harness.run_ok();
    }
    // From a haircut of 37% and no devaluation: two hundredths to the right, a
    // tenth of 99% up.
    assert_eq!(get(&harness, Param::Haircut), Decimal::new(39, 2));
    assert_eq!(get(&harness, Param::Shock), Decimal::new(99, 3));
    assert_eq!(harness.state().state().profile().active_scenario().default, DefaultMode::InMonth);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_ok();
    assert_eq!(harness.state().state().profile().active_scenario().default, DefaultMode::Off);
}

#[test]
fn without_a_plan_a_button_makes_one_in_one_step() {
    let mut harness = window(state("inn", Lang::En, Theme::Light, View::BreakEven), USUAL, 1.0);
    harness.get_by_label("Plan with 30% of the deposits").click();
    harness.run_ok();
    assert_eq!(get(&harness, Param::PlanShare), Decimal::new(3, 1));
    settle(&mut harness);
    harness.get_by_role_and_label(egui::Role::Image, MAP);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_ok();
    assert_eq!(get(&harness, Param::PlanShare), Decimal::ZERO);
}

#[test]
fn a_bar_leads_to_its_slider_by_click_and_by_key() {
    let mut harness = planned("machine_maker", Lang::En, Theme::Light, View::Sensitivity, USUAL);
    let on_slider = |harness: &Harness<'_, Shell>, label: &str| {
        let slider = harness.get_by_role_and_label(egui::Role::Slider, label);
        assert!(slider.accesskit_node().is_focused(), "{label}");
        assert!(slider.rect().top() > 0.0 && slider.rect().bottom() < USUAL[1], "{label}");
    };
    harness.get_by_label_contains("Inflation: 0%/yr gives").click();
    harness.run_ok();
    on_slider(&harness, "Inflation");
    harness.get_by_label_contains("Deposit insurance limit: ").focus();
    harness.run_ok();
    harness.key_press(Key::Enter);
    harness.run_ok();
    on_slider(&harness, "Deposit insurance limit");
}

#[test]
fn bars_over_chance_have_a_sentence_of_their_own() {
    let cases: [(TornadoOf, &str, &[&str]); 3] = [
        (TornadoOf::Total, "as is and", &["half of the", "1 in 20 possible"]),
        (TornadoOf::FivePercent, "1 in 20 possible outcomes", &["as is and", "half of the"]),
        (TornadoOf::Median, "half of the possible outcomes", &["as is and", "1 in 20 possible"]),
    ];
    for (of, said, not_said) in cases {
        let mut state = with_plan("machine_maker", Lang::En, Theme::Light, View::Sensitivity);
        state.prefs.tornado = of;
        let mut harness = window(state, USUAL, 1.0);
        settle(&mut harness);
        harness.get_by_label_contains(said);
        for words in not_said {
            assert!(harness.query_by_label_contains(words).is_none(), "{of:?}: {words}");
        }
    }
}

/// Amounts stand beside the conditions they belong to: until bars are worked out
/// for what has changed, sentence, bars and table are of what was before, as a
/// whole.
#[test]
fn a_sentence_over_chance_is_about_what_is_set() {
    let mut state = with_plan("machine_maker", Lang::En, Theme::Light, View::Sensitivity);
    state.prefs.tornado = TornadoOf::Median;
    let texts = Texts::new(Lang::En);
    work_out(&mut state);
    let said = |state: &State| views(state, &texts).headline(state, &texts);
    let before = said(&state);
    assert!(before.contains("half of the possible outcomes"), "{before}");
    update(&mut state, Command::Edit(Edit::SetParam(Param::Haircut, Decimal::new(2, 1)), None), &texts);
    assert_eq!(said(&state), before);
    let shown = views(&state, &texts).sensitivity;
    assert!(!shown.pending && !shown.rows.is_empty());
    // In another company nothing is known yet, nor in another scenario.
    let mut another = state.clone();
    another.saved = Arc::clone(another.profile());
    update(&mut another, Command::Leave(Leaving::Sample("inn".into())), &texts);
    assert_ne!(another.profile().company, state.profile().company);
    assert!(!said(&another).contains("net worth"), "{}", said(&another));
    let mut elsewhere = state.clone();
    update(&mut elsewhere, Command::SelectScenario(0), &texts);
    assert!(!said(&elsewhere).contains("net worth"), "{}", said(&elsewhere));
    state.studies.asked = None;
    work_out(&mut state);
    let after = said(&state);
    assert!(after.contains("lose 20%") && after != before, "{after}");
    // Asked once more, a coarser answer does not take its place.
    let (request, found) = state.studies.sensitivity.clone().unwrap();
    let mut coarse = found.as_ref().clone();
    coarse.fan.as_mut().unwrap().paths = 512;
    state.studies.take(request.clone(), Answer::Sensitivity(coarse.clone().into()));
    assert_eq!(state.studies.sensitivity.as_ref().unwrap().1, found);
    // Of a company with nothing, nothing is said.
    let mut profile = state.profile().as_ref().clone();
    profile.holdings.clear();
    state.history = History::new(profile);
    state.recompute();
    state.studies.asked = None;
    work_out(&mut state);
    assert!(said(&state).starts_with("Enter what the company holds"), "{}", said(&state));
}

#[test]
fn both_views_in_both_languages_and_every_theme() {
    use Lang::{En, Ja};
    use Theme::{Dark, Light, Projector};
    use View::{BreakEven, Sensitivity};
    let mut results = SnapshotResults::new();
    for (name, sample, lang, theme, view, size) in [
        ("break-even-ja-light", "machine_maker", Ja, Light, BreakEven, USUAL),
        ("break-even-en-dark", "machine_maker", En, Dark, BreakEven, USUAL),
        ("break-even-ja-projector", "machine_maker", Ja, Projector, BreakEven, USUAL),
        ("break-even-en-small", "trading", En, Light, BreakEven, SMALL),
        ("break-even-ja-tall", "trading", Ja, Light, BreakEven, [1280.0, 1500.0]),
        ("sensitivity-ja-light", "machine_maker", Ja, Light, Sensitivity, USUAL),
        ("sensitivity-en-dark", "trading", En, Dark, Sensitivity, USUAL),
        ("sensitivity-en-projector", "machine_maker", En, Projector, Sensitivity, USUAL),
        ("sensitivity-ja-small", "machine_maker", Ja, Light, Sensitivity, SMALL),
    ] {
        let mut harness = planned(sample, lang, theme, view, size);
        harness.remove_cursor();
        harness.run_ok();
        let options = SnapshotOptions::default().threshold(0.6).output_path("tests/pictures");
        results.add(harness.try_snapshot_options(name, &options));
    }
}

/// In a large window the ties and the odds stand beside the map, and nothing has
/// to be scrolled to; a guess that has been revealed stands on the map.
#[test]
fn a_large_window_has_all_of_it_in_sight_and_the_guess_on_the_map() {
    const WIDE: [f32; 2] = [1920.0, 1160.0];
    let mut harness = planned("trading", Lang::En, Theme::Light, View::BreakEven, WIDE);
    for asked in [Predict::Start, Predict::Tie(TieGuess::At(0.25)), Predict::Reveal] {
        harness.state_mut().take(Command::Predict(asked));
        harness.run_ok();
    }
    settle(&mut harness);
    harness.get_by_label_contains("Guess: 25");
    let map = harness.get_by_role_and_label(egui::Role::Image, MAP).rect();
    for title in ["Where they are equal", "At which odds of a default both are equal"] {
        assert!(harness.get_by_label(title).rect().left() > map.right(), "{title}");
    }
    let last = harness.get_by_label_contains("A CDS is insurance against a default");
    assert!(last.rect().bottom() < WIDE[1] - 50.0, "{:?}", last.rect());
    harness.remove_cursor();
    harness.run_ok();
    let options = SnapshotOptions::default().threshold(0.6).output_path("tests/pictures");
    harness.snapshot_options("break-even-en-large", &options);
}
