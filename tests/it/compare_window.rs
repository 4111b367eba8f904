//! Scenarios side by side in the window: what is seen, clicked and typed.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{AccessKitNode, By, NodeT, Queryable};
use egui_kittest::{Harness, SnapshotOptions, SnapshotResults};
use forelock::app::compare::{Comparing, Pair, Side};
use forelock::app::edit::Edit;
use forelock::app::history::History;
use forelock::app::prefs::{Theme, View};
use forelock::app::{Command, State};
use forelock::domain::param::Param;
use forelock::text::Lang;
use forelock::ui::shell::Shell;
use rust_decimal::Decimal;

use crate::support::window::{settle, state, window};

const USUAL: [f32; 2] = [1280.0, 800.0];
const SMALL: [f32; 2] = [960.0, 640.0];

fn open(lang: Lang, theme: Theme, size: [f32; 2]) -> Harness<'static, Shell> {
    let mut harness = window(state("machine_maker", lang, theme, View::Compare), size, 1.0);
    settle(&mut harness);
    harness
}

/// A state with a plan.
fn planned(lang: Lang, theme: Theme) -> State {
    let mut state = state("machine_maker", lang, theme, View::Compare);
    let mut profile = state.profile().as_ref().clone();
    profile.plan.set(Param::PlanShare, Decimal::new(3, 1));
    profile.plan.set(Param::PlanDollars, Decimal::TWO);
    state.history = History::new(profile);
    state.recompute();
    state
}

/// Whether it is said somewhere: the sentence above stands on the chart too.
fn says(harness: &Harness<'_, Shell>, part: &str) -> bool {
    harness.query_all_by_label_contains(part).next().is_some()
}

/// The names of the lines, as the table says them.
fn rows(harness: &Harness<'_, Shell>) -> Vec<String> {
    let said = |node: &AccessKitNode<'_>| node.label().or_else(|| node.value()).unwrap_or_default();
    let row = By::new().predicate(move |node| {
        let said = said(node);
        said.contains(": real ¥") && said.contains("nominal")
    });
    let name = |said: String| said.split(':').next().map(str::to_owned).unwrap_or_default();
    harness.query_all(row).map(|node| name(said(&node.accesskit_node()))).collect()
}

#[test]
fn chips_take_scenarios_in_and_out_by_click_and_by_key() {
    let mut harness = open(Lang::En, Theme::Light, USUAL);
    assert_eq!(rows(&harness), ["Baseline", "JGB default", "Weaker yen", "Both"]);
    assert!(says(&harness, "If “Both” instead of “Baseline”, real net worth after 10 years would be"));
    harness.get_by_role_and_label(egui::Role::CheckBox, "JGB default").click();
    harness.run_ok();
    assert_eq!(rows(&harness), ["Baseline", "Weaker yen", "Both"]);
    harness.get_by_role_and_label(egui::Role::CheckBox, "Baseline").focus();
    harness.run_ok();
    harness.key_press(Key::Space);
    harness.run_ok();
    settle(&mut harness);
    assert_eq!(rows(&harness), ["Weaker yen", "Both"]);
    assert!(says(&harness, "If “Both” instead of “Weaker yen”"));
}

#[test]
fn a_bar_brings_its_scenario_to_the_front_and_leads_to_its_slider() {
    let mut harness = open(Lang::En, Theme::Light, USUAL);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::PageDown);
    harness.run_ok();
    // The first tab is in front now: the difference goes to the second.
    assert_eq!(harness.state().state().profile().active, 0);
    let to = Pair { from: Side::as_is(0), to: Side::as_is(3) };
    let comparing = harness.state().state().comparing.between(to);
    harness.state_mut().take(Command::SetComparing(comparing));
    settle(&mut harness);
    let on_slider = |harness: &Harness<'_, Shell>, label: &str| {
        assert_eq!(harness.state().state().profile().active, 3);
        let slider = harness.get_by_role_and_label(egui::Role::Slider, label);
        assert!(slider.accesskit_node().is_focused(), "{label}");
    };
    let bar = "Devaluation of the yen: 0% → 30%, ";
    harness.get_by_label_contains(bar).scroll_to_me();
    harness.run_ok();
    harness.get_by_label_contains(bar).click();
    harness.run_ok();
    on_slider(&harness, "Devaluation of the yen");
    settle(&mut harness);
    harness.get_by_label_contains("none → 60% lost in month 36").focus();
    harness.run_ok();
    harness.key_press(Key::Enter);
    harness.run_ok();
    on_slider(&harness, "Bond haircut");
    // What is moved there changes the difference.
    harness.key_press(Key::Home);
    harness.run_ok();
    settle(&mut harness);
    assert!(says(&harness, "none → 0% lost in month 36"));
}

#[test]
fn equal_scenarios_are_said_to_be_equal() {
    let mut harness = open(Lang::Ja, Theme::Light, USUAL);
    let copy = harness.state().state().profile().scenarios[0].clone();
    harness.state_mut().take(Command::Edit(Edit::AddScenario(copy), None));
    let comparing = Comparing::default().toggled(harness.state().state().profile(), 1);
    let comparing = comparing.toggled(harness.state().state().profile(), 4);
    harness.state_mut().take(Command::SetComparing(comparing));
    settle(&mut harness);
    assert!(says(&harness, "この二つに違いはなく、差はありません。"));
    assert!(says(&harness, "で同じです。"));
}

#[test]
fn one_scenario_alone_says_what_to_do() {
    let mut state = state("machine_maker", Lang::Ja, Theme::Light, View::Compare);
    let mut profile = state.profile().as_ref().clone();
    profile.scenarios.truncate(1);
    profile.active = 0;
    state.history = History::new(profile);
    state.recompute();
    let mut harness = window(state, USUAL, 1.0);
    harness.run_ok();
    assert!(says(&harness, "もう一つシナリオを選んでください"));
    assert!(says(&harness, "もし「基準」なら、10年後の実質純資産は"));
}

#[test]
fn small_charts_share_a_cursor_moved_by_keys() {
    let mut harness = open(Lang::En, Theme::Light, USUAL);
    harness.get_by_label("Side by side").click();
    harness.run_ok();
    assert!(harness.state().state().comparing.multiples);
    harness.get_by_role(egui::Role::Image).focus();
    harness.run_ok();
    for key in [Key::Home, Key::PageUp, Key::ArrowRight] {
        harness.key_press(key);
        harness.run_ok();
    }
    let month: Option<u16> = forelock::ui::cursor::month(&harness.ctx, 360);
    assert_eq!(month, Some(13));
}

#[test]
fn the_two_ends_change_places_with_a_button() {
    let mut harness = open(Lang::En, Theme::Light, USUAL);
    harness.get_by_label("Swap").scroll_to_me();
    harness.run_ok();
    harness.get_by_label("Swap").click();
    harness.run_ok();
    settle(&mut harness);
    assert!(says(&harness, "If “Baseline” instead of “Both”"));
    assert!(says(&harness, "Devaluation of the yen: 30% → 0%, "));
}

#[test]
fn side_by_side_in_both_languages_and_every_theme() {
    use Lang::{En, Ja};
    use Theme::{Dark, Light, Projector};
    let mut results = SnapshotResults::new();
    let pictures = [
        ("compare-ja-light", Ja, Light, USUAL, false, false),
        ("compare-en-dark", En, Dark, [1280.0, 1100.0], true, false),
        ("compare-ja-projector", Ja, Projector, USUAL, false, false),
        ("compare-en-small", En, Light, SMALL, false, false),
        ("compare-ja-apart", Ja, Light, USUAL, true, true),
    ];
    for (name, lang, theme, size, plan, apart) in pictures {
        let mut state =
            if plan { planned(lang, theme) } else { state("machine_maker", lang, theme, View::Compare) };
        state.comparing = state.comparing.apart(apart);
        let mut harness = window(state, size, 1.0);
        settle(&mut harness);
        harness.remove_cursor();
        harness.run_ok();
        let options = SnapshotOptions::default().threshold(0.6).output_path("tests/pictures");
        results.add(harness.try_snapshot_options(name, &options));
    }
}
