//! While amounts are hidden, none is anywhere: not in a text that is drawn, not
//! in a word for a screen reader, not in a file.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "what is not on screen is a failure")]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use forelock::app::command::{Leaving, Picking};
use forelock::app::explaining::{self, Asked, Place};
use forelock::app::prefs::{Numeraire, Prefs, Shown, Theme, View};
use forelock::app::simulator::{AT_REST, SEED};
use forelock::app::state::{Dialog, Editing, Notice};
use forelock::app::{Command, Edit, State, hiding, simulator, study};
use forelock::data::presets::Preset;
use forelock::domain::calendar::CalendarMonth;
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::engine::chance::result::{Sample, Sampler};
use forelock::engine::chance::story::{Level, Point};
use forelock::engine::trace::assemble::Lines;
use forelock::engine::trace::{Course, Subject};
use forelock::store;
use forelock::store::settings::Settings;
use forelock::text::{Lang, Texts};
use forelock::ui::shell::Shell;

use crate::support::onscreen::all_texts;
use crate::support::paper::dec;
use crate::support::secret::{Secrets, company, figures};
use crate::support::window::window;

const USUAL: [f32; 2] = [1280.0, 800.0];
const SMALL: [f32; 2] = [960.0, 640.0];

/// A file whose name gives it away.
fn file() -> PathBuf {
    "/home/x/73918247-8371万円.ron".into()
}

/// Words that give it away without a figure of ours.
const NAMES: [&str; 4] = ["第73918247商事", "四千八百万", "８３７１万", "/home/x"];

fn state(profile: Profile, lang: Lang, view: View, shown: Shown) -> State {
    let prefs = Prefs { lang, view, shown, ..Prefs::default() };
    let mut settings = Settings::default();
    settings.recent_files = vec![file(), "/home/x/other.ron".into()];
    let mut state = State::new(profile, prefs, settings, CalendarMonth::new(2026, 11).expect("a month"));
    state.path = Some(file());
    if shown == Shown::Chance {
        // As many as the window asks for by itself, so that nothing moves.
        let sample = Sample { paths: AT_REST, seed: SEED, sampler: Sampler::SobolBridge };
        simulator::work_out(&mut state, sample);
    }
    study::work_out(&mut state);
    state
}

/// The company in a scenario in which much happens, with a plan or without.
fn eventful(times: i64, plan: bool) -> Profile {
    let mut profile = company(times);
    let active = profile.active;
    profile.scenarios[active] = Preset::Both.apply(&profile.scenarios[active]);
    profile.plan.set(Param::PlanShare, if plan { dec("0.3") } else { dec("0") });
    profile
}

fn open(state: State, size: [f32; 2], hidden: bool) -> Harness<'static, Shell> {
    let mut harness = window(state, size, 1.0);
    if hidden {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::H);
        harness.run_ok();
        assert!(harness.state().state().prefs.hide_amounts);
    }
    harness
}

/// Moves the pointer all over the window and gathers what is said meanwhile.
fn looked_over(harness: &mut Harness<'static, Shell>, found: &mut BTreeSet<String>) {
    found.extend(all_texts(harness));
    let size = harness.ctx.content_rect().size();
    for row in 0..6_u8 {
        for column in 0..7_u8 {
            let share = |n: u8, of: f32| (f32::from(n) + 0.5) / of;
            harness.hover_at(egui::pos2(size.x * share(column, 7.0), size.y * share(row, 6.0)));
            harness.step();
            found.extend(all_texts(harness));
        }
    }
    harness.remove_cursor();
    harness.run_ok();
}

fn taken(harness: &mut Harness<'static, Shell>, command: Command, found: &mut BTreeSet<String>) {
    harness.state_mut().take(command);
    harness.run_ok();
    found.extend(all_texts(harness));
}

/// Opens every form, dialog, notice and menu, one after the other.
fn opened_all(harness: &mut Harness<'static, Shell>, found: &mut BTreeSet<String>) {
    let profile = Arc::clone(harness.state().state().profile());
    let lines = profile.holdings.iter().map(|line| Editing::Holding(line.id.clone()));
    let banks = profile.banks.iter().map(|bank| Editing::Bank(bank.id.clone()));
    for editing in lines.chain(banks).chain([Editing::Company]) {
        taken(harness, Command::SetEditing(Some(editing)), found);
    }
    taken(harness, Command::SetEditing(None), found);
    let refused = store::read_profile(b"(company: \"73918247\")").expect_err("a broken file");
    taken(harness, Command::Loaded(file(), Err(refused)), found);
    taken(harness, Command::CloseDialog, found);
    let document = harness.state().state().document;
    taken(harness, Command::WouldReplace(document, file()), found);
    taken(harness, Command::CloseDialog, found);
    taken(
        harness,
        Command::Saved(document, file(), Arc::clone(&profile), Err(store::SaveError::ReadOnly)),
        found,
    );
    taken(harness, Command::CloseDialog, found);
    taken(harness, Command::Saved(document, file(), profile, Ok(Box::default())), found);
    assert!(matches!(harness.state().state().notice, Some(Notice::Saved(_))));
    let picked = Command::Picked { picking: Picking::Open, path: None, unavailable: true };
    taken(harness, picked, found);
    for part in ["/home/x/739", "18247"] {
        harness.event(egui::Event::Text(part.to_owned()));
        harness.run_ok();
        found.extend(all_texts(harness));
    }
    taken(harness, Command::CloseDialog, found);
    taken(harness, Command::ShowKeys, found);
    taken(harness, Command::CloseDialog, found);
    taken(harness, Command::Edit(Edit::ResetParam(Param::Horizon), None), found);
    harness.state_mut().take(Command::Edit(Edit::RenameCompany("第73918247商事株式会社".into()), None));
    taken(harness, Command::Leave(Leaving::New), found);
    assert!(matches!(harness.state().state().dialog, Some(Dialog::Unsaved(_))));
    taken(harness, Command::CloseDialog, found);
    menus(harness, found);
}

/// Asks how numbers of every kind came about.
fn explained(harness: &mut Harness<'static, Shell>, found: &mut BTreeSet<String>) {
    let state = harness.state().state();
    let (months, line) = (state.projection.months, state.profile().holdings[0].id.0.clone());
    let value = |lines| Subject::Value { lines, month: months, measure: Numeraire::RealYen };
    let point = Point { level: Level::Quantile(0), month: months, measure: Numeraire::RealYen };
    let few = Sample { paths: 200, seed: SEED, sampler: Sampler::SobolBridge };
    let replayed = Subject::Value { lines: Lines::Net, month: 12, measure: Numeraire::RealYen };
    let moved = Place { moved: vec![(Param::Haircut, dec("0.4"))], ..Place::default() };
    for asked in [
        (Course::AsIs, value(Lines::Net)).into(),
        (Course::AsIs, value(Lines::Line(line))).into(),
        Asked::Gap(moved.clone(), value(Lines::Net)),
        Asked::Replayed("argentina_2001", replayed),
        Asked::Simulated(moved, Course::AsIs, point, Some(few)),
    ] {
        harness.state_mut().take(Command::Explain(Some(asked)));
        until_explained(harness);
        found.extend(all_texts(harness));
    }
    taken(harness, Command::Explain(None), found);
}

/// Lets frames pass until what was asked for is there.
fn until_explained(harness: &mut Harness<'static, Shell>) {
    for _ in 0..400 {
        harness.run_ok();
        if explaining::explained(harness.state().state()).is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

/// The same for what stands in Compare and in Break-even.
fn explained_elsewhere(state: &State, hidden: bool, found: &mut BTreeSet<String>) {
    let texts = Texts::new(state.prefs.lang);
    let views = forelock::ui::front::views(state, &texts);
    let bars = views.compare.iter().flat_map(|view| &view.changed.bars).map(|bar| bar.explains.clone());
    let ties = views.break_even.ties.iter().filter_map(|(_, asked)| asked.clone());
    let odds = views.break_even.odds.iter().flat_map(|row| row.explains.clone()).flatten();
    let asked: Vec<Asked> = bars.chain(ties.take(2)).chain(odds).collect();
    let mut harness = open(state.clone(), USUAL, hidden);
    for asked in asked {
        harness.state_mut().take(Command::Explain(Some(asked)));
        until_explained(&mut harness);
        assert!(explaining::explained(harness.state().state()).is_some());
        found.extend(all_texts(&harness));
    }
}

fn menus(harness: &mut Harness<'static, Shell>, found: &mut BTreeSet<String>) {
    let ja = harness.state().state().prefs.lang == Lang::Ja;
    for path in [
        if ja {
            ["ファイル", "最近使ったファイル"].as_slice()
        } else {
            &["File", "Recent files"]
        },
        &[if ja { "指数" } else { "Index" }],
        &[if ja { "日本語" } else { "English" }],
    ] {
        for label in path {
            let Some(button) = harness.query_all_by_label(label).next() else { continue };
            button.click();
            harness.run_ok();
            found.extend(all_texts(harness));
        }
        harness.key_press(Key::Escape);
        harness.run_ok();
    }
}

/// Everything one sitting shows, hidden or not.
fn sitting(profile: &Profile, lang: Lang, hidden: bool, pointer: bool) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for view in View::ALL {
        for shown in Shown::ALL {
            if shown == Shown::Chance && view != View::Projection {
                continue;
            }
            let mut harness = open(state(profile.clone(), lang, view, shown), USUAL, hidden);
            found.extend(all_texts(&harness));
            if pointer {
                looked_over(&mut harness, &mut found);
            }
        }
    }
    let calm = state(profile.clone(), lang, View::Projection, Shown::WhatIf);
    for numeraire in [Numeraire::NominalYen, Numeraire::Dollars, Numeraire::Bitcoin] {
        let mut measured = calm.clone();
        measured.prefs.numeraire = numeraire;
        found.extend(all_texts(&open(measured, SMALL, hidden)));
    }
    for theme in [Theme::Dark, Theme::Projector] {
        let mut coloured = calm.clone();
        coloured.prefs.theme = theme;
        found.extend(all_texts(&open(coloured, USUAL, hidden)));
    }
    let mut scoped = state(profile.clone(), lang, View::Breakdown, Shown::WhatIf);
    scoped.scope = profile.holdings.get(1).map(|line| line.id.clone());
    found.extend(all_texts(&open(scoped, USUAL, hidden)));
    // To four digits more than a view shows, whole yen tell a company three
    // times as large: not where such are held against each other.
    if pointer {
        explained(&mut open(calm.clone(), USUAL, hidden), &mut found);
        for view in [View::Compare, View::BreakEven] {
            explained_elsewhere(&state(profile.clone(), lang, view, Shown::WhatIf), hidden, &mut found);
        }
    }
    opened_all(&mut open(calm, USUAL, hidden), &mut found);
    found
}

fn secrets(profile: &Profile) -> Secrets {
    Secrets::of(&state(profile.clone(), Lang::Ja, View::Projection, Shown::WhatIf))
}

fn names(texts: &BTreeSet<String>) -> Vec<&String> {
    texts.iter().filter(|text| NAMES.iter().any(|name| text.contains(name))).collect()
}

fn list(texts: &BTreeSet<String>) -> Vec<String> {
    texts.iter().cloned().collect()
}

#[test]
fn hidden_amounts_are_nowhere_in_any_view_language_theme_form_dialog_or_hover() {
    for (plan, lang) in [(true, Lang::Ja), (false, Lang::En)] {
        let profile = eventful(1, plan);
        let secrets = secrets(&profile);
        let said = sitting(&profile, lang, true, true);
        assert!(said.len() > 300, "{} texts", said.len());
        let leaks = secrets.leaks(&list(&said));
        assert!(leaks.is_empty(), "{lang:?}: {}", leaks.join("\n"));
        assert!(names(&said).is_empty(), "{lang:?}: {:?}", names(&said));
    }
}

#[test]
fn what_is_looked_for_is_found_where_amounts_are_shown() {
    let profile = eventful(1, true);
    let secrets = secrets(&profile);
    assert!(secrets.count() > 20_000, "{}", secrets.count());
    for lang in [Lang::Ja, Lang::En] {
        let said = sitting(&profile, lang, false, false);
        let leaks = secrets.leaks(&list(&said));
        assert!(leaks.len() > 100, "{lang:?}: {}", leaks.join("\n"));
        assert!(names(&said).len() > 4, "{lang:?}: {:?}", names(&said));
    }
}

/// Nothing on a hidden screen depends on how large a company is: one three
/// times the size shows the same to the letter.
#[test]
fn a_company_three_times_as_large_shows_the_same() {
    let homogeneous = |times| {
        let mut profile = eventful(times, true);
        // What counts by head or by bank, and not in proportion.
        profile.scenarios[0].set(Param::InsuranceCap, dec("0"));
        profile
    };
    let [one, three] = [1, 3].map(|times| sitting(&homogeneous(times), Lang::En, true, false));
    let only: Vec<_> = one.symmetric_difference(&three).collect();
    // A figure on the border between two may round to either.
    assert!(only.len() <= 2, "{only:?}");
}

#[test]
fn figures_are_read_as_they_are_written() {
    assert_eq!(figures("純資産は1億2,340万円から−5,210万円"), ["1億2340万", "5210万"]);
    assert_eq!(figures("¥73.9M to ¥1,234"), ["73.9M", "1234"]);
    assert_eq!(figures("７，３９１万円（−57.8%）"), ["7391万", "57.8"]);
}

#[test]
fn hiding_stays_on_whatever_is_opened_and_goes_off_by_the_same_key() {
    let mut harness = open(state(company(1), Lang::Ja, View::Projection, Shown::WhatIf), USUAL, true);
    harness.state_mut().take(Command::Leave(Leaving::Sample("inn".into())));
    harness.run_ok();
    assert!(harness.state().state().prefs.hide_amounts);
    assert!(all_texts(&harness).iter().any(|text| text.contains("今日の総資産＝100")));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::H);
    harness.run_ok();
    assert!(!harness.state().state().prefs.hide_amounts);
    assert!(!all_texts(&harness).iter().any(|text| text.contains("今日の総資産＝100")));
}

#[test]
fn a_hidden_amount_cannot_be_typed_and_names_do_not_reach_the_profile() {
    let mut harness = open(state(company(1), Lang::Ja, View::Projection, Shown::WhatIf), USUAL, true);
    let before = Arc::clone(harness.state().state().profile());
    let line = before.holdings.get(1).expect("a deposit").id.clone();
    harness.state_mut().take(Command::SetEditing(Some(Editing::Holding(line))));
    harness.run_ok();
    let field = harness.get_by_role_and_label(egui::Role::TextInput, "金額");
    assert_eq!(field.value().as_deref(), Some("•••"));
    field.click();
    harness.run_ok();
    harness.event(egui::Event::Text("5".to_owned()));
    harness.run_ok();
    // What can still be chosen is chosen in the profile as it is.
    let texts = Texts::new(Lang::Ja);
    assert_ne!(hiding::neutral(&before, &texts).holdings, before.holdings);
    assert_eq!(*harness.state().state().profile(), before);
}
