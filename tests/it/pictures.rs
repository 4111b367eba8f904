//! What the window looks like, drawn on the CPU and compared with kept
//! pictures.

use std::sync::Arc;

use egui_kittest::kittest::Queryable;
use egui_kittest::{Harness, SnapshotOptions, SnapshotResults};
use forelock::app::Command;
use forelock::app::prefs::{Shown, Theme, View};
use forelock::app::state::Chance;
use forelock::text::Lang;
use forelock::ui::shell::Shell;

use crate::support::outlook::outlook;
use crate::support::window::{settle, state, window};

const USUAL: [f32; 2] = [1280.0, 800.0];
const SMALL: [f32; 2] = [960.0, 640.0];

fn keep(harness: &mut Harness<'_, Shell>, name: &str, results: &mut SnapshotResults) {
    harness.remove_cursor();
    settle(harness);
    let options = SnapshotOptions::default().threshold(0.6).output_path("tests/pictures");
    results.add(harness.try_snapshot_options(name, &options));
}

fn picture(
    name: &str,
    sample: &str,
    (lang, theme, view): (Lang, Theme, View),
    (size, scale): ([f32; 2], f32),
    results: &mut SnapshotResults,
) {
    let mut harness = window(state(sample, lang, theme, view), size, scale);
    keep(&mut harness, name, results);
}

#[test]
fn both_views_in_both_languages_and_every_theme() {
    use Lang::{En, Ja};
    use Theme::{Dark, Light, Projector};
    use View::{Breakdown, Projection};
    let mut results = SnapshotResults::new();
    let r = &mut results;
    let maker = "machine_maker";
    picture("projection-ja-light", maker, (Ja, Light, Projection), (USUAL, 1.0), r);
    picture("projection-en-dark", maker, (En, Dark, Projection), (USUAL, 1.0), r);
    picture("projection-ja-projector", maker, (Ja, Projector, Projection), (USUAL, 1.0), r);
    picture("projection-en-projector", maker, (En, Projector, Projection), (USUAL, 1.0), r);
    picture("projection-ja-small", maker, (Ja, Light, Projection), (SMALL, 1.0), r);
    picture("projection-en-small", maker, (En, Light, Projection), (SMALL, 1.0), r);
    picture("projection-ja-2x", maker, (Ja, Light, Projection), (SMALL, 2.0), r);
    picture("projection-inn", "inn", (Ja, Light, Projection), (USUAL, 1.0), r);
    picture("projection-trading", "trading", (Ja, Light, Projection), (USUAL, 1.0), r);
    picture("breakdown-en-light", maker, (En, Light, Breakdown), (USUAL, 1.0), r);
    picture("breakdown-ja-dark", maker, (Ja, Dark, Breakdown), (USUAL, 1.0), r);
    picture("breakdown-ja-projector", maker, (Ja, Projector, Breakdown), (USUAL, 1.0), r);
    picture("breakdown-ja-small", maker, (Ja, Light, Breakdown), (SMALL, 1.0), r);
    picture("breakdown-trading", "trading", (En, Light, Breakdown), (USUAL, 1.0), r);
}

/// The range of chance, with or without a plan.
fn fan(name: &str, plan: bool, (lang, theme): (Lang, Theme), size: [f32; 2], results: &mut SnapshotResults) {
    let mut harness = window(state("machine_maker", lang, theme, View::Projection), size, 1.0);
    let found = outlook(harness.state().state(), plan, 4_096);
    let profile = Arc::clone(harness.state().state().profile());
    harness.state_mut().take(Command::ChanceReady(Arc::new(Chance { outlook: Arc::new(found), profile })));
    harness.state_mut().take(Command::SetShown(Shown::Chance));
    keep(&mut harness, name, results);
}

#[test]
fn the_range_of_chance_with_and_without_a_plan() {
    use Lang::{En, Ja};
    use Theme::{Dark, Light, Projector};
    let mut results = SnapshotResults::new();
    let r = &mut results;
    fan("chance-ja-light", false, (Ja, Light), USUAL, r);
    fan("chance-ja-plan", true, (Ja, Light), USUAL, r);
    fan("chance-en-plan-dark", true, (En, Dark), USUAL, r);
    fan("chance-ja-plan-projector", true, (Ja, Projector), USUAL, r);
    fan("chance-en-projector", false, (En, Projector), USUAL, r);
    fan("chance-ja-small", false, (Ja, Light), SMALL, r);
    fan("chance-ja-plan-small", true, (Ja, Light), SMALL, r);
    fan("chance-en-plan-small", true, (En, Light), SMALL, r);
}

/// An episode of the past, at one of its months.
fn episode(
    name: &str,
    (id, month): (&'static str, u16),
    (lang, theme): (Lang, Theme),
    size: [f32; 2],
    results: &mut SnapshotResults,
) {
    let mut harness = window(state("machine_maker", lang, theme, View::History), size, 1.0);
    harness.state_mut().take(Command::OpenEpisode(id));
    harness.state_mut().take(Command::SetEpisodeMonth(month));
    keep(&mut harness, name, results);
}

#[test]
fn what_happened_before() {
    use Lang::{En, Ja};
    use Theme::{Dark, Light, Projector};
    let mut results = SnapshotResults::new();
    let r = &mut results;
    episode("history-ja-light", ("cyprus_2013", 12), (Ja, Light), USUAL, r);
    episode("history-en-dark", ("japan_2021", 65), (En, Dark), USUAL, r);
    episode("history-en-small", ("lebanon_2019", 27), (En, Light), SMALL, r);
    episode("history-ja-projector", ("btc_2017_18", 12), (Ja, Projector), USUAL, r);
}

#[test]
fn editors_menus_and_dialogs() {
    let mut results = SnapshotResults::new();
    let open = |lang| window(state("machine_maker", lang, Theme::Light, View::Projection), USUAL, 1.0);

    let mut harness = open(Lang::Ja);
    harness.get_by_label_contains("A銀行 普通預金").click();
    keep(&mut harness, "editor-deposit", &mut results);

    let mut harness = open(Lang::En);
    harness.get_by_label("About: Bond haircut").click();
    keep(&mut harness, "about-haircut", &mut results);

    let mut harness = open(Lang::Ja);
    harness.state_mut().take(Command::ShowKeys);
    keep(&mut harness, "keys", &mut results);

    let mut harness = open(Lang::Ja);
    let path = std::path::PathBuf::from("company.ron");
    let error = forelock::store::read_profile(b"(company: 1)").expect_err("not a profile");
    harness.state_mut().take(Command::Loaded(path, Err(error)));
    keep(&mut harness, "broken-file", &mut results);

    let mut harness = open(Lang::Ja);
    harness.get_by_label("ファイル").click();
    keep(&mut harness, "file-menu", &mut results);
}

#[test]
fn dialogs_about_files() {
    use forelock::app::keeping::{Keeping, Mine};
    let mut results = SnapshotResults::new();
    let open = |lang, theme, size| window(state("inn", lang, theme, View::Projection), size, 1.0);
    for (name, lang, theme, size) in [
        ("lock-ja-light", Lang::Ja, Theme::Light, USUAL),
        ("lock-en-projector", Lang::En, Theme::Projector, SMALL),
    ] {
        let mut harness = open(lang, theme, size);
        harness.state_mut().take(Command::Keep(Keeping::AskLock));
        keep(&mut harness, name, &mut results);
    }
    let theirs = || {
        let mut profile = forelock::store::sample("inn").expect("a sample");
        profile.company.push_str("（写し）");
        profile.holdings.remove(0);
        Box::new(forelock::store::Loaded { profile, changed_outside: false, newer: false })
    };
    for (name, lang, theme, size) in [
        ("conflict-ja-dark", Lang::Ja, Theme::Dark, USUAL),
        ("conflict-en-small", Lang::En, Theme::Light, SMALL),
    ] {
        let mut harness = open(lang, theme, size);
        let (document, mine) = (harness.state().state().document, harness.state().state().profile().clone());
        let mine = Mine { document, path: "company.ron".into(), profile: mine, key: None };
        let told = Keeping::ChangedOnDisk(Box::new(mine), Ok(theirs()));
        harness.state_mut().take(Command::Keep(told));
        keep(&mut harness, name, &mut results);
    }
}

/// A picture's name, what it is of, how large, and what is done before.
type Wanted = (&'static str, (Lang, Theme, View), [f32; 2], Vec<Command>);

#[test]
fn amounts_hidden_figures_open_and_a_guess() {
    use Lang::{En, Ja};
    use Theme::{Dark, Light, Projector};
    use View::{BreakEven, Breakdown, Projection};
    use forelock::app::guess::Predict;
    use forelock::app::prefs::Figures;
    let mut results = SnapshotResults::new();
    let hide = || Command::HideAmounts(true);
    let figures = || Command::ShowFigures(Figures::Years);
    let guess = || {
        let line = (1..=120_u16).map(|t| (t, 1.2e8 - 4.0e5 * f64::from(t))).collect();
        [Command::Predict(Predict::Start), Command::Predict(Predict::Draw(line))]
    };
    let reveal = || guess().into_iter().chain([Command::Predict(Predict::Reveal)]).collect::<Vec<_>>();
    let all: [Wanted; 10] = [
        ("hidden-ja-light", (Ja, Light, Projection), USUAL, vec![hide()]),
        ("hidden-en-dark", (En, Dark, Breakdown), USUAL, vec![hide()]),
        ("hidden-ja-small", (Ja, Light, Projection), SMALL, vec![hide()]),
        ("hidden-en-projector", (En, Projector, Projection), USUAL, vec![hide()]),
        ("figures-ja-light", (Ja, Light, Projection), USUAL, vec![figures()]),
        ("figures-en-small", (En, Light, Projection), SMALL, vec![figures()]),
        ("figures-ja-projector", (Ja, Projector, Projection), USUAL, vec![figures()]),
        ("figures-map-ja-dark", (Ja, Dark, BreakEven), USUAL, vec![figures()]),
        ("predict-ja-light", (Ja, Light, Projection), USUAL, guess().into()),
        ("predict-revealed-en-small", (En, Light, Projection), SMALL, reveal()),
    ];
    for (name, (lang, theme, view), size, commands) in all {
        let mut state = state("machine_maker", lang, theme, view);
        if view == BreakEven {
            let texts = forelock::text::Texts::new(lang);
            let edit = forelock::app::Edit::SetParam(
                forelock::domain::param::Param::PlanShare,
                rust_decimal::Decimal::new(3, 1),
            );
            forelock::app::update(&mut state, Command::Edit(edit, None), &texts);
            forelock::app::study::work_out(&mut state);
        }
        let mut harness = window(state, size, 1.0);
        for command in commands {
            harness.state_mut().take(command);
        }
        keep(&mut harness, name, &mut results);
    }
}
