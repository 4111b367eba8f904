//! One what-if or the range of chance: by mouse, by key, and never mixed.
#![expect(clippy::expect_used, reason = "what is not on screen is a failure")]

use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, By, NodeT, Queryable};
use forelock::app::Command;
use forelock::app::prefs::{Shown, Theme, View};
use forelock::app::state::Chance;
use forelock::text::Lang;
use forelock::ui::headless;
use forelock::ui::shell::Shell;

use crate::support::outlook::outlook;
use crate::support::window::{state, window};

const SIZE: [f32; 2] = [1280.0, 800.0];

fn open(lang: Lang, plan: bool) -> Harness<'static, Shell> {
    let mut harness = window(state("machine_maker", lang, Theme::Light, View::Projection), SIZE, 1.0);
    let found = outlook(harness.state().state(), plan, 4_096);
    let profile = Arc::clone(harness.state().state().profile());
    harness.state_mut().take(Command::ChanceReady(Arc::new(Chance { outlook: Arc::new(found), profile })));
    harness.run_ok();
    harness
}

/// What a screen reader says of the chart.
fn chart(harness: &Harness<'_, Shell>) -> String {
    let image = |node: &AccessKitNode<'_>| node.role() == egui::Role::Image;
    let mut nodes = harness.query_all(By::new().predicate(image));
    nodes.next().and_then(|n| n.accesskit_node().label()).expect("a chart")
}

/// Every word on screen: names of controls, and what labels say.
fn on_screen(harness: &Harness<'_, Shell>) -> Vec<String> {
    let words = |node: &AccessKitNode<'_>| node.label().or_else(|| node.value());
    let all = harness.query_all(By::new().predicate(move |node: &AccessKitNode<'_>| words(node).is_some()));
    all.filter_map(|n| words(&n.accesskit_node())).collect()
}

fn shows(harness: &Harness<'_, Shell>, part: &str) -> bool {
    on_screen(harness).iter().any(|label| label.contains(part))
}

#[test]
fn the_switch_changes_chart_and_sentence_by_mouse_and_by_key() {
    let mut harness = open(Lang::Ja, false);
    let what_if = chart(&harness);
    assert!(what_if.contains("最大の要因"), "{what_if}");
    harness.get_by_label("ばらつき").click();
    harness.run_ok();
    let chance = chart(&harness);
    assert!(chance.contains("50通りのうち45通りで"), "{chance}");
    assert_eq!(harness.state().state().prefs.shown, Shown::Chance);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::R);
    harness.run_ok();
    assert_eq!(chart(&harness), what_if);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::R);
    harness.run_ok();
    assert_eq!(chart(&harness), chance);
    harness.get_by_label("もしの1通り").click();
    harness.run_ok();
    assert_eq!(chart(&harness), what_if);
}

#[test]
fn figures_of_one_never_stand_beside_figures_of_the_other() {
    let mut harness = open(Lang::En, true);
    let of_what_if = ["Real change", "Largest cause", "Debt relief"];
    let of_chance = ["Odds of a real loss", "5–95% range", "seed 1", "Dots: 50 outcomes"];
    assert!(of_what_if.iter().all(|part| shows(&harness, part)), "{:?}", on_screen(&harness));
    assert!(!of_chance.iter().any(|part| shows(&harness, part)));
    harness.get_by_label("Range of chance").click();
    harness.run_ok();
    assert!(!of_what_if.iter().any(|part| shows(&harness, part)));
    assert!(of_chance.iter().all(|part| shows(&harness, part)), "{:?}", on_screen(&harness));
}

#[test]
fn each_probability_is_said_with_its_error_of_both_courses() {
    let mut harness = open(Lang::En, true);
    harness.state_mut().take(Command::SetShown(Shown::Chance));
    harness.run_ok();
    let labels = on_screen(&harness);
    for name in ["Odds of a real loss", "Odds below half", "Odds below zero"] {
        let said = labels.iter().find(|l| l.starts_with(name)).expect("a tile");
        assert_eq!(said.matches('±').count(), 2, "{said}");
        assert!(said.contains("As is") && said.contains("Plan"), "{said}");
    }
    assert!(labels.iter().any(|l| l.starts_with("Odds plan ends higher: 71.0% ± 0.7")), "{labels:?}");
}

/// Where there is no room below the chart for every figure, those left are
/// scrolled to.
#[test]
fn a_small_window_leaves_no_figure_out() {
    for (theme, size) in [(Theme::Light, [960.0, 640.0]), (Theme::Projector, [960.0, 640.0])] {
        let mut harness = window(state("machine_maker", Lang::En, theme, View::Projection), size, 1.0);
        let found = outlook(harness.state().state(), true, 4_096);
        let profile = Arc::clone(harness.state().state().profile());
        harness
            .state_mut()
            .take(Command::ChanceReady(Arc::new(Chance { outlook: Arc::new(found), profile })));
        harness.state_mut().take(Command::SetShown(Shown::Chance));
        harness.run_ok();
        let named = |name: &'static str| {
            let label = move |node: &AccessKitNode<'_>| node.label().is_some_and(|l| l.starts_with(name));
            let mut nodes = harness.query_all(By::new().predicate(label));
            nodes.next().unwrap_or_else(|| panic!("{name} at {size:?}, {:?}", on_screen(&harness))).rect()
        };
        let image = |node: &AccessKitNode<'_>| node.role() == egui::Role::Image;
        let image = harness.query_all(By::new().predicate(image)).next().expect("a chart").rect();
        for name in ["Odds of a real loss: ", "Odds plan ends higher: ", "Median: ", "5–95% range: "] {
            assert!(named(name).top() >= image.bottom(), "{name} at {size:?}");
        }
        assert!(image.height() >= 130.0, "{size:?}: the chart is {} high", image.height());
        // The first figures begin within the window, and so say that there are more.
        assert!(named("Odds of a real loss: ").top() < size[1] - 90.0, "{size:?}");
        // What has the focus is scrolled into sight.
        let below = harness.get_by_label("Use 1,000,000 paths");
        assert!(below.rect().top() > size[1] - 90.0, "{size:?}");
        below.focus();
        harness.run_ok();
        harness.run_ok();
        let below = harness.get_by_label("Use 1,000,000 paths").rect();
        assert!(below.bottom() < size[1] - 60.0, "{size:?}: {below:?}");
    }
}

#[test]
fn the_last_fan_stays_while_the_next_is_computed() {
    let mut harness = open(Lang::Ja, false);
    harness.state_mut().take(Command::SetShown(Shown::Chance));
    harness.run_ok();
    let before = chart(&harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num1);
    harness.run_ok();
    assert!(!harness.state().state().is_chance_current());
    assert_eq!(chart(&harness), before);
}

#[test]
fn before_the_first_simulation_nothing_of_the_what_if_stands_in_its_place() {
    let mut harness = window(state("machine_maker", Lang::En, Theme::Light, View::Projection), SIZE, 1.0);
    harness.get_by_label("Range of chance").click();
    harness.run_ok();
    assert!(!shows(&harness, "Largest cause"));
    assert!(shows(&harness, "Thousands of lines"));
}

#[test]
fn more_precision_is_asked_for_watched_and_called_off() {
    let mut harness = open(Lang::En, false);
    harness.state_mut().take(Command::SetShown(Shown::Chance));
    harness.run_ok();
    harness.get_by_label("Use 1,000,000 paths").click();
    harness.run_ok();
    assert_eq!(harness.state().state().precision, Some(1_000_000));
    harness.state_mut().take(Command::ChanceProgress(250_000, 1_000_000));
    harness.run_ok();
    harness.get_by_role(egui::Role::ProgressIndicator);
    harness.get_by_label("Stop").click();
    harness.run_ok();
    assert_eq!(harness.state().state().precision, None);
}

#[test]
fn a_picture_without_a_window_shows_what_was_simulated() {
    let harness = open(Lang::Ja, true);
    let mut state = harness.state().state().clone();
    let what_if = headless::render(&state, [900.0, 600.0], 1.0);
    state.prefs.shown = Shown::Chance;
    let chance = headless::render(&state, [900.0, 600.0], 1.0);
    state.chance = None;
    let nothing = headless::render(&state, [900.0, 600.0], 1.0);
    assert_ne!(what_if, chance);
    assert_ne!(nothing, chance);
}

#[test]
fn the_same_month_is_read_by_key_on_the_fan() {
    let mut harness = open(Lang::Ja, true);
    harness.state_mut().take(Command::SetShown(Shown::Chance));
    harness.run_ok();
    let said = chart(&harness);
    harness.get_by_role_and_label(egui::Role::Image, &said).focus();
    harness.run_ok();
    for key in [Key::Home, Key::PageUp, Key::ArrowRight] {
        harness.key_press(key);
        harness.run_ok();
    }
    let month: Option<u16> = forelock::ui::cursor::month(&harness.ctx, 360);
    assert_eq!(month, Some(13));
}
