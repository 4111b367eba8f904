//! The months of a replay, explained: by the number they show, from what the
//! episode's sources say.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test sets up may stop it at once")]

use egui::Role;
use egui_kittest::kittest::Queryable;
use forelock::app::explaining::{self, Asked};
use forelock::app::prefs::{Figures, Theme, View};
use forelock::app::{Command, State};
use forelock::data::episodes::{episode, episodes};
use forelock::domain::episode::{About as Path, Episode};
use forelock::domain::holding::AssetClass;
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::domain::yen::Yen;
use forelock::engine::numeraire::Numeraire;
use forelock::engine::replay::{Figure, explain, replay};
use forelock::engine::trace::assemble::Lines;
use forelock::engine::trace::evaluate::check;
use forelock::engine::trace::{About, How, Origin, Quantity, Step, Subject, Term};
use forelock::text::{Lang, Texts, YenUnit};
use forelock::ui::{front, shell};
use forelock::view_model::explain::{Writer, slider};
use forelock::view_model::money::Money;

use crate::cli;
use crate::replay::company;
use crate::support::window::{click_at, state, window};

const SIZE: [f32; 2] = [1280.0, 2400.0];

fn told(profile: &Profile, episode: &Episode, lines: Lines, month: u16, measure: Numeraire) -> Option<Step> {
    let subject = Subject::Value { lines, month, measure };
    explain(profile, &profile.active_scenario(), episode, &subject)
}

/// Every step, the root first.
fn steps(step: &Step) -> Vec<&Step> {
    std::iter::once(step).chain(step.inputs.iter().flat_map(steps)).collect()
}

/// Holds a figure of the replay to its tree.
fn explained(profile: &Profile, episode: &Episode, lines: &Lines, month: u16, figure: Figure) -> usize {
    let what = format!("{} +{month} {lines:?}", episode.id);
    let tree = |measure| told(profile, episode, lines.clone(), month, measure);
    let same = |measure, shown: Option<Yen>| {
        let tree = tree(measure);
        assert_eq!(tree.as_ref().map(Step::yen), shown, "{what} {measure:?}");
        assert!(tree.as_ref().is_none_or(|tree| check(tree).is_ok()), "{what}");
        usize::from(tree.is_some())
    };
    let dollars = tree(Numeraire::Dollars);
    assert_eq!(dollars.is_some(), figure.dollars.is_some(), "{what}");
    if let Some((tree, shown)) = dollars.zip(figure.dollars) {
        assert!((tree.value.number() - shown).abs() <= shown.abs() * 1e-9, "{what}: {:?}", tree.value);
    }
    same(Numeraire::NominalYen, figure.nominal) + same(Numeraire::RealYen, figure.real)
}

#[test]
fn every_figure_of_a_replay_has_a_tree_with_that_number() {
    let profile = company();
    let (mut trees, mut frozen_trees) = (0, 0);
    for episode in episodes() {
        let whole = replay(&profile, &profile.active_scenario(), episode);
        let step = (whole.months.len() / 5).max(1);
        let last = whole.months.len() - 1;
        for (place, month) in whole.months.iter().enumerate() {
            if place % step != 0 && place != last {
                continue;
            }
            trees += explained(&profile, episode, &Lines::Net, month.month, month.net);
            let frozen = Subject::Frozen { month: month.month };
            let frozen = explain(&profile, &profile.active_scenario(), episode, &frozen);
            assert_eq!(frozen.as_ref().map_or(Yen::ZERO, Step::yen), month.frozen, "{}", episode.id);
            assert!(frozen.as_ref().is_none_or(|tree| check(tree).is_ok()), "{}", episode.id);
            frozen_trees += usize::from(frozen.is_some());
            for (class, figure) in &month.classes {
                trees += explained(&profile, episode, &Lines::Class(*class), month.month, *figure);
            }
        }
    }
    assert!(trees > 500, "{trees}");
    assert!(frozen_trees > 0);
}

#[test]
fn prices_and_the_dollar_come_from_the_sources_and_not_from_the_scenario() {
    let profile = company();
    let argentina = episode("argentina_2001").unwrap();
    let month = argentina.prices.months().find(|m| argentina.currency.at(*m).is_some()).unwrap();
    let tree = told(&profile, argentina, Lines::Net, month, Numeraire::RealYen).unwrap();
    let all = steps(&tree);
    let of = |term| all.iter().find(|step| step.term == term).unwrap_or_else(|| panic!("{term:?}"));
    let level = of(Term::PriceLevel);
    assert_eq!(level.how, How::Given(Origin::Found));
    let point = argentina.prices.at(month).unwrap();
    let about = About::Episode { id: argentina.id.clone(), of: Path::Prices, month, mark: Some(point.mark) };
    assert_eq!(level.about, about);
    assert_eq!(level.value, Quantity::Factor(forelock::engine::door::plain(point.ratio)));
    let inflation = |step: &&&Step| step.about == About::Param(Param::Inflation);
    assert!(all.iter().filter(inflation).count() == 0, "inflation is the scenario's");
    // What a decree made of dollar deposits stands in it with its factor.
    let made = all.iter().find(|step| step.term == Term::DepositConverted).unwrap();
    assert_eq!(made.how, How::Given(Origin::Fact));
    for lang in [Lang::Ja, Lang::En] {
        let (texts, money) = (Texts::new(lang), Money { lang, unit: YenUnit::Auto });
        let scenario = profile.active_scenario();
        let writer =
            Writer { profile: &profile, scenario: &scenario, moved: &[], parts: &[], texts: &texts, money };
        let note = writer.row(level).note;
        let cite = &argentina.sources.iter().find(|s| s.about == Path::Prices).unwrap().cite;
        assert!(note.contains(cite.as_str()) && !note.contains("None was found"), "{note}");
        for step in &all {
            let row = writer.row(step);
            let same = step.how == How::Same || !row.formula.is_empty() || !row.note.is_empty();
            assert!(same && !row.label.is_empty() && !row.value.is_empty(), "{:?}", step.term);
            if matches!(step.how, How::Given(Origin::Fact | Origin::SetAside)) {
                assert_eq!(slider(step), None, "{:?}", step.about);
            }
        }
    }
}

fn at_home(view: View) -> State {
    let mut state = state("machine_maker", Lang::En, Theme::Light, view);
    state.prefs.figures = Figures::Closed;
    state
}

#[test]
fn the_table_the_chart_and_the_sentence_lead_to_their_trees() {
    let texts = Texts::new(Lang::En);
    let mut harness = window(at_home(View::History), SIZE, 1.0);
    harness.state_mut().take(Command::OpenEpisode("argentina_2001"));
    harness.run_ok();
    harness.state_mut().take(Command::SetEpisodeMonth(12));
    harness.run_ok();
    let asked =
        |harness: &egui_kittest::Harness<'_, shell::Shell>| harness.state().state().explaining.clone();
    let value = |lines, month, measure| {
        Some(Asked::Replayed("argentina_2001", Subject::Value { lines, month, measure }))
    };
    let open = || front::views(harness.state().state(), &texts).history.open.unwrap();
    let headline = open().headline;
    harness.get_by_role_and_label(Role::Button, &headline).click();
    harness.run_ok();
    assert_eq!(asked(&harness), value(Lines::Net, 12, Numeraire::RealYen), "the sentence");
    let shown = forelock::app::explaining::explained(harness.state().state()).unwrap();
    harness.get_by_label_contains("How this came about");
    let profile = std::sync::Arc::clone(harness.state().state().profile());
    let whole = replay(&profile, &profile.active_scenario(), episode("argentina_2001").unwrap());
    let month = whole.months.iter().find(|month| month.month == 12).unwrap();
    assert_eq!(Some(shown.yen()), month.net.real);
    let cell = format!("{} · {}", texts.class(AssetClass::Deposit), texts.l10n.msg_history_column_nominal());
    harness.get_all_by_label_contains(&cell).next().unwrap().click();
    harness.run_ok();
    let deposits = Lines::Class(AssetClass::Deposit);
    assert_eq!(asked(&harness), value(deposits, 12, Numeraire::NominalYen), "a cell");
    let chart = harness.get_by_role_and_label(Role::Image, &headline).rect();
    let at = chart.left_top() + egui::vec2(chart.width() * 0.12, chart.height() * 0.5);
    click_at(&mut harness, at);
    let Some(Asked::Replayed(_, Subject::Value { lines: Lines::Net, month, .. })) = asked(&harness) else {
        panic!("{:?}", asked(&harness))
    };
    assert!(month < 12, "the point under the pointer, not the month in front: {month}");
    assert!(explaining::explained(harness.state().state()).is_some());
}

#[test]
fn the_command_explains_what_the_replay_prints() {
    let folder = cli::samples();
    let printed =
        cli::fine(folder.path(), &["replay", "inn.ron", "--episode", "argentina_2001", "--format", "json"]);
    let printed: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let month = printed["months"].as_array().unwrap().iter().rfind(|m| m["net"]["real"].is_string()).unwrap();
    let number = month["month"].to_string();
    let asked = ["explain", "inn.ron", "--total", "--month", &number, "--episode", "argentina_2001"];
    let json: Vec<&str> = asked.into_iter().chain(["--format", "json"]).collect();
    let tree: serde_json::Value = serde_json::from_str(&cli::fine(folder.path(), &json)).unwrap();
    assert_eq!(tree["value"], month["net"]["real"]);
    let wrong = ["explain", "inn.ron", "--total", "--month", "299", "--episode", "argentina_2001"];
    let refused = cli::run(folder.path(), &wrong);
    assert_eq!(refused.status.code(), Some(1));
    assert!(cli::err(&refused).contains(&number), "{}", cli::err(&refused));
}
