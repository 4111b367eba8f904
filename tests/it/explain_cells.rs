//! Figures of tables, of banks and of simulations, explained where they stand.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what a test sets up may stop it at once"
)]

use std::sync::Arc;

use egui_kittest::kittest::Queryable;
use egui_kittest::{Harness, SnapshotOptions, SnapshotResults};
use forelock::app::explaining::{self, Asked, Next, Often, Place};
use forelock::app::prefs::{Figures, Shown, Theme, View};
use forelock::app::{Command, Edit, State, simulator, study};
use forelock::data::presets::Preset;
use forelock::domain::param::Param;
use forelock::domain::yen::Yen;
use forelock::engine::chance::result::{Sample, Sampler};
use forelock::engine::chance::story::{Level, Point};
use forelock::engine::numeraire::Numeraire;
use forelock::engine::trace::assemble::{Lines, Link};
use forelock::engine::trace::evaluate::check;
use forelock::engine::trace::{Course, Step, Subject, explain};
use forelock::text::{Lang, Texts};
use forelock::ui::{front, shell};
use forelock::view_model::money::Money;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::support::window::{click_at, settle, state, window};

const SIZE: [f32; 2] = [1280.0, 800.0];

/// A state with a plan, everything it shows worked out.
fn settled(view: View, shown: Shown) -> State {
    let texts = Texts::new(Lang::En);
    let mut state = state("machine_maker", Lang::En, Theme::Light, view);
    state.prefs.shown = shown;
    state.prefs.figures = Figures::Years;
    let edits = [Edit::ApplyPreset(Preset::Both), Edit::SetParam(Param::PlanShare, Decimal::new(3, 1))];
    for edit in edits {
        forelock::app::update(&mut state, Command::Edit(edit, None), &texts);
    }
    // What was only asked for is worked out here and now.
    state.studies.asked = None;
    study::work_out(&mut state);
    if shown == Shown::Chance {
        state.chance_asked = None;
        simulator::work_out(&mut state, Sample { paths: 400, seed: 1, sampler: Sampler::SobolBridge });
    }
    state
}

/// The derivation of a question, waited for.
fn told(state: &mut State, asked: &Asked) -> Arc<Step> {
    state.explaining = Some(asked.clone());
    if let Some(Next::Answer(ask)) = explaining::ask(state) {
        let step = explaining::answer(&ask, &|| false).map(Arc::new);
        explaining::told(state, *ask, step);
    }
    explaining::explained(state).unwrap()
}

/// The number a cell shows, as a spreadsheet reads it.
fn number(cell: &str) -> Decimal {
    let digits: String =
        cell.chars().filter(|c| !",+".contains(*c)).map(|c| if c == '−' { '-' } else { c }).collect();
    digits.parse().unwrap_or_else(|_| panic!("{cell} is no number"))
}

/// Each figure under the chart leads to a tree with that figure.
#[test]
fn the_figures_under_the_chart_are_explained_by_what_they_show() {
    let texts = Texts::new(Lang::En);
    for preset in Preset::ALL {
        let mut state = settled(View::Projection, Shown::WhatIf);
        forelock::app::update(&mut state, Command::Edit(Edit::ApplyPreset(preset), None), &texts);
        let money = Money::of(&state);
        for tile in front::views(&state, &texts).projection.unwrap().tiles {
            let yen = told(&mut state, &tile.explains).yen();
            let shown = [money.signed(yen), money.statement(yen)];
            assert!(
                shown.contains(&tile.value),
                "{preset:?} {}: {} is told as {yen:?}",
                tile.label,
                tile.value
            );
        }
    }
}

#[test]
fn cells_of_tables_are_explained_by_the_number_they_show() {
    let texts = Texts::new(Lang::En);
    let views = [
        (View::Projection, Shown::WhatIf, 90),
        (View::Projection, Shown::Chance, 60),
        (View::Breakdown, Shown::WhatIf, 6),
        (View::Compare, Shown::WhatIf, 40),
        (View::BreakEven, Shown::WhatIf, 81),
        (View::Sensitivity, Shown::WhatIf, 30),
    ];
    for (view, shown, least) in views {
        let mut state = settled(view, shown);
        let table = front::views(&state, &texts).figures.unwrap();
        let mut explained = 0;
        for (place, row) in table.rows.iter().enumerate() {
            for (column, cell) in row.cells.iter().enumerate() {
                let Some(asked) = table.explains((place, column)) else { continue };
                explained += 1;
                // What is simulated takes its time: some of it is enough.
                if matches!(asked, Asked::Simulated(..)) && explained % 17 != 0 {
                    continue;
                }
                let step = told(&mut state, &asked);
                assert!(check(&step).is_ok(), "{view:?} {asked:?}");
                let shown = number(cell.text());
                let divisor = match table.units[column].as_str() {
                    "¥ thousand" => 1e3,
                    "¥ million" => 1e6,
                    "¥ billion" => 1e9,
                    unit => panic!("unit {unit}"),
                };
                let found = step.value.number() / divisor;
                let half = 0.5 * 0.1_f64.powi(i32::try_from(shown.scale()).unwrap()) + 2.0 / divisor;
                let away = (found - shown.to_f64().unwrap()).abs();
                assert!(away <= half * 1.000_001, "{view:?} {asked:?}: {found} explained, {shown} shown");
            }
        }
        assert!(explained >= least, "{view:?}: only {explained} cells are explained");
    }
}

#[test]
fn a_bank_s_chain_is_explained_link_by_link() {
    let state = settled(View::Breakdown, Shown::WhatIf);
    let scenario = state.profile().active_scenario();
    let (mut links, mut failed) = (0, 0);
    for report in &state.projection.banks {
        let (chain, outcome) = (report.chain, report.outcome);
        let decimal = |d: Decimal| d.to_f64().unwrap();
        let yen = |y: Yen| y.get().to_f64().unwrap();
        for (link, shown) in [
            (Link::BondLoss, decimal(chain.bond_loss)),
            (Link::BankLoss, decimal(chain.loss)),
            (Link::Absorbed, decimal(chain.absorbed_first)),
            (Link::Shortfall, decimal(chain.shortfall)),
            (Link::Protected, yen(outcome.protected_loss())),
            (Link::Open, yen(outcome.unprotected_loss())),
            (Link::Loss, yen(outcome.loss())),
        ] {
            let subject = Subject::Bank { bank: report.bank.clone(), link, month: report.month };
            let step = explain(state.profile(), &scenario, Course::AsIs, &subject);
            assert!((step.value.number() - shown).abs() < 1e-9 * shown.abs().max(1.0), "{link:?}: {step:?}");
            assert!(check(&step).is_ok(), "{link:?}");
            links += 1;
        }
        failed += usize::from(outcome.loss().is_positive());
    }
    assert!(links >= 18 && failed > 0, "{links} links, {failed} banks fail");
}

#[test]
fn a_click_on_the_fan_leads_to_a_path() {
    let mut company = state("machine_maker", Lang::En, Theme::Light, View::Projection);
    company.prefs.shown = Shown::Chance;
    let mut harness = window(company, SIZE, 1.0);
    settle(&mut harness);
    harness.get_by_label_contains("Odds of a real loss").click();
    harness.run_ok();
    assert_eq!(harness.state().state().explaining, Some(Asked::Odds(Course::AsIs, Often::RealLoss)));
    assert!(harness.query_by_label_contains("Share of all paths").is_some());
    let chart = harness.get_by_role_and_label(egui::Role::Image, &headline(&harness)).rect();
    let at = chart.left_top() + egui::vec2(chart.width() * 0.3, chart.height() * 0.5);
    click_at(&mut harness, at);
    for _ in 0..400 {
        harness.run_ok();
        if harness.query_by_label_contains("Worked out again to the yen").is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(25));
    }
    let asked = harness.state().state().explaining.clone();
    assert!(matches!(asked, Some(Asked::Simulated(..))), "{asked:?}");
    assert!(harness.query_by_label_contains("Worked out again to the yen").is_some());
}

/// The sentence above the chart.
fn headline(harness: &Harness<'_, forelock::ui::shell::Shell>) -> String {
    let state = harness.state().state();
    let texts = Texts::new(Lang::En);
    front::views(state, &texts).fan.unwrap().headline
}

#[test]
fn what_is_gone_is_no_longer_explained() {
    let texts = Texts::new(Lang::En);
    let mut state = settled(View::Compare, Shown::WhatIf);
    let month = state.projection.months;
    let subject = Subject::Value { lines: Lines::Net, month, measure: Numeraire::RealYen };
    let take = |state: &mut State, command| {
        forelock::app::update(state, command, &texts);
    };
    let of_tab = Asked::Line(Place::tab(0), Course::AsIs, subject.clone());
    take(&mut state, Command::Explain(Some(of_tab.clone())));
    assert_eq!(state.explaining, Some(of_tab));
    take(&mut state, Command::Edit(Edit::DeleteScenario(0), None));
    assert_eq!(state.explaining, None, "the scenario is gone");
    let line = state.profile().holdings[0].id.clone();
    let of_line = Subject::Value { lines: Lines::Line(line.0.clone()), month, measure: Numeraire::RealYen };
    take(&mut state, Command::Explain(Some((Course::AsIs, of_line).into())));
    take(&mut state, Command::Edit(Edit::DeleteHolding(line), None));
    assert_eq!(state.explaining, None, "the line is gone");
    take(&mut state, Command::SetView(View::Projection));
    take(&mut state, Command::Explain(Some((Course::AsIs, subject).into())));
    take(&mut state, Command::SetShown(Shown::Chance));
    assert_eq!(state.explaining, None, "one what-if beside the range of chance");
}

#[test]
fn an_explanation_looks_like_this() {
    use Lang::{En, Ja};
    use Theme::{Dark, Light, Projector};
    let mut results = SnapshotResults::new();
    let pictures = [
        ("explain-ja-light", Ja, Light, Shown::WhatIf, SIZE),
        ("explain-en-small", En, Light, Shown::WhatIf, [960.0, 640.0]),
        ("explain-ja-projector", Ja, Projector, Shown::WhatIf, SIZE),
        ("explain-path-en-dark", En, Dark, Shown::Chance, SIZE),
        ("explain-path-ja-small", Ja, Light, Shown::Chance, [960.0, 640.0]),
    ];
    for (name, lang, theme, shown, size) in pictures {
        let mut company = state("machine_maker", lang, theme, View::Projection);
        company.prefs.shown = shown;
        let sample =
            Sample { paths: simulator::AT_REST, seed: simulator::SEED, sampler: Sampler::SobolBridge };
        simulator::work_out(&mut company, sample);
        let month = company.projection.months;
        let (measure, place) = (Numeraire::RealYen, Place::default());
        let asked = match shown {
            Shown::WhatIf => {
                Asked::from((Course::AsIs, Subject::Value { lines: Lines::Net, month, measure }))
            }
            Shown::Chance => {
                let point = Point { level: Level::Quantile(0), month, measure };
                Asked::Simulated(place, Course::AsIs, point, Some(Sample { paths: 4096, ..sample }))
            }
        };
        let mut harness = window(company, size, 1.0);
        harness.state_mut().take(Command::Explain(Some(asked)));
        for _ in 0..1_200 {
            settle(&mut harness);
            let state = harness.state().state();
            if explaining::explained(state).is_some() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(25));
        }
        harness.remove_cursor();
        harness.run_ok();
        let options = SnapshotOptions::default().threshold(0.6).output_path("tests/pictures");
        results.add(harness.try_snapshot_options(name, &options));
    }
}

#[test]
fn a_click_on_a_compared_line_explains_it_and_the_focus_goes_and_comes_back() {
    let mut harness = window(state("machine_maker", Lang::En, Theme::Light, View::Compare), SIZE, 1.0);
    settle(&mut harness);
    let texts = Texts::new(Lang::En);
    let headline = front::views(harness.state().state(), &texts).compare.unwrap().headline;
    let chart = harness.get_by_role_and_label(egui::Role::Image, &headline).rect();
    let at = chart.left_top() + egui::vec2(chart.width() * 0.5, chart.height() * 0.5);
    click_at(&mut harness, at);
    let asked = harness.state().state().explaining.clone();
    let Some(Asked::Line(place, Course::AsIs, Subject::Value { lines: Lines::Net, .. })) = asked else {
        panic!("{asked:?}")
    };
    assert!(place.tab.is_some());
    let focused = |harness: &Harness<'_, shell::Shell>| harness.ctx.memory(egui::Memory::focused);
    let in_tree = focused(&harness);
    assert!(in_tree.is_some(), "the tree has the focus");
    harness.key_press(egui::Key::ArrowLeft);
    harness.run_ok();
    assert_eq!(focused(&harness), in_tree, "nothing is open to close");
    harness.key_press(egui::Key::Escape);
    harness.run_ok();
    assert!(harness.state().state().explaining.is_none());
    assert_ne!(focused(&harness), in_tree);
    assert!(focused(&harness).is_some(), "the focus is back on the chart");
}
