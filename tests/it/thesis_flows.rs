//! Claims, assumptions and the glossary by mouse and keyboard, and what they
//! look like.
#![expect(clippy::expect_used, reason = "what is not on screen is a failure")]

use chrono::NaiveDate;
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable;
use egui_kittest::{Harness, SnapshotOptions, SnapshotResults};
use forelock::app::clock::Clock;
use forelock::app::prefs::{Theme, View};
use forelock::app::state::{Dialog, Notice};
use forelock::app::{Command, Edit};
use forelock::data::claims::{Claim, Side};
use forelock::data::glossary::GlossaryTerm;
use forelock::domain::param::Param;
use forelock::text::Lang;
use forelock::ui::shell::Shell;
use forelock::view_model::claims::is_loaded;

use crate::support::window::{state, window};

const USUAL: [f32; 2] = [1280.0, 800.0];
const SMALL: [f32; 2] = [960.0, 640.0];

fn open(lang: Lang, theme: Theme, view: View, size: [f32; 2]) -> Harness<'static, Shell> {
    let mut state = state("machine_maker", lang, theme, view);
    state.clock = Clock::Fixed(NaiveDate::from_ymd_opt(2026, 11, 2).expect("a day"));
    window(state, size, 1.0)
}

fn press(harness: &mut Harness<'_, Shell>, key: Key) {
    harness.key_press(key);
    harness.run_ok();
}

/// Scrolls to what has this name and clicks on it.
fn scroll_and_click(harness: &mut Harness<'_, Shell>, name: &str) {
    harness.get_by_label(name).scroll_to_me();
    harness.run_ok();
    harness.get_by_label(name).click();
    harness.run_ok();
}

fn claim(harness: &Harness<'_, Shell>) -> Claim {
    harness.state().state().prefs.claim
}

#[test]
fn the_chain_is_walked_and_a_case_loaded_by_keys() {
    let mut harness = open(Lang::En, Theme::Light, View::Projection, USUAL);
    harness.key_press_modifiers(Modifiers::ALT, Key::Num7);
    harness.run_ok();
    assert_eq!(harness.state().state().prefs.view, View::Claims);
    harness.get_by_label("1. “Deposits are government bonds”").focus();
    harness.run_ok();
    for _ in 0..3 {
        press(&mut harness, Key::ArrowDown);
    }
    assert_eq!(claim(&harness), Claim::CryptoIsTheHedge);
    press(&mut harness, Key::End);
    assert_eq!(claim(&harness), Claim::FreezeCannotReach);
    press(&mut harness, Key::Home);
    press(&mut harness, Key::ArrowUp);
    assert_eq!(claim(&harness), Claim::DepositsAreJgbs);
    let before = harness.state().state().profile().clone();
    for (label, side) in [("Load the case for it", Side::For), ("Load the counter-case", Side::Against)] {
        harness.get_by_label(label).focus();
        harness.run_ok();
        press(&mut harness, Key::Enter);
        let state = harness.state().state();
        assert!(is_loaded(state.profile(), Claim::DepositsAreJgbs.case(side)), "{label}");
    }
    for _ in 0..2 {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run_ok();
    }
    assert_eq!(*harness.state().state().profile(), before);
}

#[test]
fn a_click_opens_a_claim_and_a_source() {
    let mut harness = open(Lang::Ja, Theme::Light, View::Claims, USUAL);
    scroll_and_click(&mut harness, "3. 「円の価値はゼロになる」");
    harness.run_ok();
    assert_eq!(claim(&harness), Claim::YenToZero);
    let source = "出典：消費者物価、総務省統計局、当方の計算";
    assert!(harness.query_by_label(source).is_none());
    scroll_and_click(&mut harness, "説明：円の現金の購買力は10年で57%低下しました。");
    assert!(harness.query_by_label(source).is_some());
    scroll_and_click(&mut harness, "見通しで見る");
    assert_eq!(harness.state().state().prefs.view, View::Projection);
}

#[test]
fn an_explanation_leads_to_its_terms() {
    let mut harness = open(Lang::En, Theme::Light, View::Projection, USUAL);
    harness.get_by_label("About: Bond haircut").click();
    harness.run_ok();
    scroll_and_click(&mut harness, "Haircut");
    let dialog = |h: &Harness<'_, Shell>| h.state().state().dialog.clone();
    assert_eq!(dialog(&harness), Some(Dialog::Glossary(Some(GlossaryTerm::Haircut))));
    assert!(harness.query_by_label("減価率").is_some(), "the other language's term");
    press(&mut harness, Key::Escape);
    assert_eq!(dialog(&harness), None);
    press(&mut harness, Key::F2);
    assert_eq!(dialog(&harness), Some(Dialog::Glossary(None)));
    // The field has the focus: what is typed searches.
    harness.get_by_label("Search in English or Japanese").type_text("名寄せ");
    harness.run_ok();
    assert!(harness.query_by_label("Aggregation by name").is_some());
    assert!(harness.query_by_label("Deposit freeze").is_none());
    press(&mut harness, Key::Escape);
    assert_eq!(dialog(&harness), None);
}

#[test]
fn the_list_of_keys_leads_to_the_glossary() {
    let mut harness = open(Lang::En, Theme::Light, View::Projection, USUAL);
    press(&mut harness, Key::F1);
    harness.get_by_role_and_label(Role::Button, "Glossary").click();
    harness.run_ok();
    assert_eq!(harness.state().state().dialog, Some(Dialog::Glossary(None)));
}

#[test]
fn a_row_of_the_table_leads_to_its_slider() {
    let mut harness = open(Lang::En, Theme::Light, View::Assumptions, USUAL);
    harness.state_mut().take(Command::Edit(Edit::LoadCase(Claim::YenToZero, Side::For), None));
    harness.run_ok();
    harness.get_by_label("Only what was changed").click();
    harness.run_ok();
    assert!(harness.query_by_label_contains("Deposit interest: 0%").is_none());
    let row = "Devaluation of the yen: 98%. Default 0%.";
    let set = "claim “The yen falls to zero”, 2 Nov 2026";
    assert_eq!(harness.query_all_by_label_contains(set).count(), 2, "a shock, and its effect on prices");
    harness.get_by_label_contains(row).focus();
    harness.run_ok();
    press(&mut harness, Key::Enter);
    harness.run_ok();
    let slider = harness.get_by_role_and_label(Role::Slider, "Devaluation of the yen");
    assert!(slider.is_focused());
    assert_eq!(harness.state().state().profile().active_scenario().get(Param::Shock).to_string(), "0.98");
}

#[test]
fn the_table_can_be_taken_along() {
    let mut harness = open(Lang::En, Theme::Light, View::Assumptions, USUAL);
    harness.get_by_label("Copy as table").click();
    harness.run_ok();
    assert_eq!(harness.state().state().notice, Some(Notice::Copied));
}

fn keep(harness: &mut Harness<'_, Shell>, name: &str, results: &mut SnapshotResults) {
    harness.remove_cursor();
    harness.run_ok();
    let options = SnapshotOptions::default().threshold(0.6).output_path("tests/pictures");
    results.add(harness.try_snapshot_options(name, &options));
}

#[test]
fn claims_assumptions_and_glossary_look_like_this() {
    let mut results = SnapshotResults::new();
    let mut harness = open(Lang::Ja, Theme::Light, View::Claims, USUAL);
    harness.state_mut().take(Command::OpenClaim(Claim::CryptoIsTheHedge));
    keep(&mut harness, "claims-ja-light", &mut results);
    let mut harness = open(Lang::En, Theme::Dark, View::Claims, SMALL);
    keep(&mut harness, "claims-en-small", &mut results);
    let mut harness = open(Lang::En, Theme::Light, View::Assumptions, USUAL);
    harness.state_mut().take(Command::Edit(Edit::LoadCase(Claim::MoveEverything, Side::For), None));
    keep(&mut harness, "assumptions-en-light", &mut results);
    let mut harness = open(Lang::Ja, Theme::Projector, View::Assumptions, USUAL);
    keep(&mut harness, "assumptions-ja-projector", &mut results);
    let mut harness = open(Lang::Ja, Theme::Light, View::Claims, USUAL);
    harness.state_mut().take(Command::ShowGlossary(Some(GlossaryTerm::PassThrough)));
    keep(&mut harness, "glossary-ja", &mut results);
}
