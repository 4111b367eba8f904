//! The history view: three lists alike, months by mouse and key, every fact
//! with its source, and the sliders "like this".
#![expect(clippy::expect_used, reason = "what is not on screen is a failure")]

use std::collections::BTreeSet;

use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, By, NodeT, Queryable};
use forelock::app::Command;
use forelock::app::prefs::{Prefs, Replaying, Theme, View};
use forelock::data::episodes::{episode, episodes};
use forelock::domain::episode::{About, EpisodeGroup, FactKey, FactValue};
use forelock::domain::param::Param;
use forelock::engine::episode_terms::NotMapped;
use forelock::engine::replay::{Absence, stated_months};
use forelock::store::sample;
use forelock::text::{Lang, Texts, Word};
use forelock::ui::shell::Shell;
use forelock::view_model::history::{history_view, opened};
use forelock::view_model::money::Money;
use rust_decimal::Decimal;

use crate::cli;
use crate::support::window::{state, window};

fn open(lang: Lang, size: [f32; 2]) -> Harness<'static, Shell> {
    window(state("machine_maker", lang, Theme::Light, View::History), size, 1.0)
}

/// Tall enough for all of it.
fn with(lang: Lang, id: &'static str) -> Harness<'static, Shell> {
    let mut harness = open(lang, [1280.0, 2400.0]);
    harness.state_mut().take(Command::OpenEpisode(id));
    harness.run_ok();
    harness
}

fn replaying(harness: &Harness<'_, Shell>) -> Replaying {
    harness.state().state().prefs.replaying
}

/// What a screen reader says of the chart: the sentence above it.
fn chart(harness: &Harness<'_, Shell>) -> String {
    let image = |node: &AccessKitNode<'_>| node.role() == Role::Image;
    let mut nodes = harness.query_all(By::new().predicate(image));
    nodes.next().and_then(|n| n.accesskit_node().label()).expect("a chart")
}

fn shows(harness: &Harness<'_, Shell>, part: &str) -> bool {
    let words = |node: &AccessKitNode<'_>| node.label().or_else(|| node.value());
    let said = move |node: &AccessKitNode<'_>| words(node).is_some();
    harness
        .query_all(By::new().predicate(said))
        .filter_map(|n| words(&n.accesskit_node()))
        .any(|w| w.contains(part))
}

#[test]
fn every_episode_and_fact_has_its_words_in_both_languages() {
    for lang in [Lang::Ja, Lang::En] {
        let texts = Texts::new(lang);
        let mut needed: Vec<String> = Vec::new();
        needed.extend(FactKey::ALL.iter().map(|k| format!("fact-{}", k.key())));
        needed.extend(NotMapped::ALL.map(|k| format!("not-mapped-{}", k.key())));
        needed.extend(Absence::ALL.map(|k| format!("absence-{}", k.key())));
        let about = [About::Currency, About::Prices, About::Terms, About::Coins, About::Gold];
        needed.extend(about.map(|k| format!("about-{}", k.key())));
        needed.extend(EpisodeGroup::ALL.map(|g| format!("episode-group-{}", g.key())));
        for e in episodes() {
            let key = e.id.replace('_', "-");
            let story = texts.family(&format!("episode-{key}"), Word::Story);
            let stop = if lang == Lang::Ja { "。" } else { "." };
            assert!(story.matches(stop).count() >= 2, "{lang:?} {}: {story}", e.id);
            needed.push(format!("episode-{key}"));
            let noted: BTreeSet<&str> = e.facts.iter().filter(|f| f.note).map(|f| f.key.key()).collect();
            needed.extend(noted.iter().map(|k| format!("note-{key}-{k}")));
        }
        for key in &needed {
            assert!(!texts.family(key, Word::Label).is_empty(), "{lang:?}: {key}");
        }
        // And none that nothing asks for.
        let file = if lang == Lang::Ja {
            include_str!("../../locales/ja/episodes.ftl")
        } else {
            include_str!("../../locales/en/episodes.ftl")
        };
        let ids = file.lines().filter(|l| !l.starts_with(['#', ' '])).filter_map(|l| l.split_once(" = "));
        for (id, text) in ids {
            assert!(needed.iter().any(|k| k == id), "{lang:?}: {id} is never asked for");
            assert!(!text.split(|c: char| !c.is_alphanumeric()).any(|w| w == "will"), "{text}");
        }
    }
}

/// How many episodes there are.
const EPISODES: usize = 29;

/// Every bad news at the same size: three lists of one width, on one line.
#[test]
fn the_three_lists_stand_alike() {
    for (lang, size) in [(Lang::Ja, [1280.0, 800.0]), (Lang::En, [960.0, 640.0])] {
        let texts = Texts::new(lang);
        // Before one is chosen, the lists stand there whole, side by side.
        let harness = open(lang, size);
        let heads: Vec<f32> = EpisodeGroup::ALL
            .iter()
            .map(|g| {
                let name = texts.family(&format!("episode-group-{}", g.key()), Word::Label);
                harness.get_by_label(name).rect().left()
            })
            .collect();
        let [first, second, third] = heads.as_slice() else { panic!("three lists") };
        assert!(((second - first) - (third - second)).abs() < 1.0, "{lang:?}: {heads:?}");
        let links = harness.query_all_by_role(Role::Link).count();
        assert_eq!(links, EPISODES, "every episode can be opened");
        let mut harness = harness;
        harness.state_mut().take(Command::OpenEpisode("cyprus_2013"));
        harness.run_ok();
        let places: Vec<egui::Rect> = EpisodeGroup::ALL
            .iter()
            .map(|g| {
                let name = texts.family(&format!("episode-group-{}", g.key()), Word::Label).to_owned();
                harness.get_by_role_and_label(Role::ComboBox, &name).rect()
            })
            .collect();
        for pair in places.windows(2) {
            let [a, b] = pair else { continue };
            assert!((a.width() - b.width()).abs() < 0.6, "{lang:?}: {a:?} {b:?}");
            assert!((a.height() - b.height()).abs() < 0.1 && (a.top() - b.top()).abs() < 0.1);
        }
    }
}

#[test]
fn an_episode_is_chosen_with_the_mouse() {
    let mut harness = open(Lang::En, [1280.0, 800.0]);
    assert!(shows(&harness, "Choose an episode to see"));
    harness.get_by_label("Cyprus 2013: deposits above the cap are cut").click();
    harness.run_ok();
    let said = chart(&harness);
    assert!(said.starts_with("If you went through Cyprus 2013"), "{said}");
    assert!(said.contains("in today's purchasing power by month 12 (2014-02)"), "{said}");
    assert_eq!(replaying(&harness).month, 12);
    // It is named in its own list only.
    harness.get_by_role_and_label(Role::ComboBox, "Crypto falls and failures").click();
    harness.run_ok();
    harness.get_by_label("Bitcoin −83.8% (2017–18)").click();
    harness.run_ok();
    let chosen: Vec<Option<String>> = EpisodeGroup::ALL
        .iter()
        .map(|g| {
            let name =
                Texts::new(Lang::En).family(&format!("episode-group-{}", g.key()), Word::Label).to_owned();
            harness.get_by_role_and_label(Role::ComboBox, &name).accesskit_node().value()
        })
        .collect();
    let said = ["Choose (12)", "Choose (8)", "Bitcoin −83.8% (2017–18)"].map(|s| Some(s.to_owned()));
    assert_eq!(chosen, said);
}

#[test]
fn months_go_by_key_and_only_those_that_were_found_are_stops() {
    let mut harness = with(Lang::Ja, "cyprus_2013");
    let stops = harness.get_by_role_and_label(Role::Slider, "出来事の月");
    stops.focus();
    harness.run_ok();
    let mut seen = vec![replaying(&harness).month];
    for key in [Key::ArrowRight, Key::ArrowLeft, Key::ArrowLeft, Key::Home, Key::ArrowRight, Key::End] {
        harness.key_press(key);
        harness.run_ok();
        seen.push(replaying(&harness).month);
    }
    assert_eq!(seen, [12, 24, 12, 6, 0, 1, 60]);
    assert!(chart(&harness).starts_with("もし「キプロス 2013年"), "{}", chart(&harness));
    // Prices at +6 were not found: a nominal value, and why there is no real one.
    harness.state_mut().take(Command::SetEpisodeMonth(6));
    harness.run_ok();
    assert!(chart(&harness).contains("物価は見つかっていないので"), "{}", chart(&harness));
    assert!(shows(&harness, "物価：この月は見つかっていません"));
}

#[test]
fn it_plays_by_space_step_by_step_and_stops_at_the_end() {
    let mut harness = with(Lang::En, "cyprus_2013");
    harness.get_by_role_and_label(Role::Slider, "Month of the episode").focus();
    harness.run_ok();
    harness.key_press(Key::Space);
    harness.step();
    assert!(replaying(&harness).playing);
    let mut seen = vec![replaying(&harness).month];
    for _ in 0..40 {
        harness.step();
        seen.push(replaying(&harness).month);
    }
    seen.dedup();
    assert_eq!(seen, [12, 24, 60]);
    assert!(!replaying(&harness).playing);
    // Played from the end it begins anew; a second press stops it.
    harness.get_by_label("Play").click();
    harness.step();
    harness.step();
    assert!(replaying(&harness).playing && replaying(&harness).month == 0);
    harness.get_by_label("Pause").click();
    harness.step();
    harness.step();
    assert!(!replaying(&harness).playing);
}

#[test]
fn facts_and_sources_open_on_request_with_their_marks() {
    let mut harness = with(Lang::En, "cyprus_2013");
    assert!(!shows(&harness, "ANSAmed"));
    harness.get_by_role_and_label(Role::DisclosureTriangle, "Sources").click();
    harness.run_ok();
    assert!(shows(&harness, "Terms: ANSAmed, 29 Jul 2013 [B]"));
    harness.get_by_role_and_label(Role::DisclosureTriangle, "What is known, and how it is used").click();
    harness.run_ok();
    assert!(shows(&harness, "Loss of unprotected deposits  47.5% [A]"));
    assert!(shows(&harness, "banks' losses are set such that unprotected deposits lose 47.5%"));
    assert!(shows(&harness, "not used: it is in the money of that time and place"));
}

#[test]
fn the_sliders_are_set_in_one_step_that_can_be_undone() {
    let mut harness = with(Lang::Ja, "argentina_2001");
    let get = |h: &Harness<'_, Shell>, p| h.state().state().profile().active_scenario().get(p);
    let before = get(&harness, Param::Haircut);
    harness.get_by_label("スライダーをこのように置く").click();
    harness.run_ok();
    assert_eq!(get(&harness, Param::Haircut), Decimal::new(73, 2));
    assert_eq!(get(&harness, Param::FreezeMonths), Decimal::from(12));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_ok();
    assert_eq!(get(&harness, Param::Haircut), before);
    assert_eq!(get(&harness, Param::FreezeMonths), Decimal::ZERO);
}

/// Every stated month of every episode, in both languages: a sentence with
/// "if", a figure or a word that there is none, never a blank.
#[test]
fn every_month_of_every_episode_reads_well() {
    let profile = sample("trading").expect("a sample");
    for lang in [Lang::Ja, Lang::En] {
        let texts = Texts::new(lang);
        let money = Money { lang, unit: forelock::text::YenUnit::Auto };
        for e in episodes() {
            for month in stated_months(e).into_iter().take(8) {
                let at = Replaying { episode: Some(&e.id), month, playing: false };
                let view = opened(&profile, e, at, &texts, money);
                let what = format!("{lang:?} {} +{month}: {}", e.id, view.headline);
                assert!(view.headline.starts_with(if lang == Lang::Ja { "もし" } else { "If " }), "{what}");
                assert!(!view.headline.contains(" will ") && !view.headline.contains('{'), "{what}");
                assert!(view.rows.iter().all(|r| !r.nominal.is_empty() && !r.label.is_empty()), "{what}");
                assert!(!view.differences.is_empty() && !view.sources.is_empty(), "{what}");
                assert!(view.facts.iter().all(|f| !f.label.is_empty()), "{what}");
                let found = |fact: &forelock::domain::episode::Fact| fact.value != FactValue::Missing;
                let marked = view.facts.iter().filter(|f| !f.mark.is_empty()).count();
                assert!(marked >= e.facts.iter().filter(|f| found(f)).count(), "{what}");
            }
        }
    }
}

/// Its share above the cap, its banks, its debt, its currency.
#[test]
fn how_it_differs_is_computed_from_the_books() {
    let profile = sample("machine_maker").expect("a sample");
    let texts = Texts::new(Lang::En);
    let prefs = Prefs {
        lang: Lang::En,
        replaying: Replaying { episode: Some("cyprus_2013"), month: 12, playing: false },
        ..Prefs::default()
    };
    let view = history_view(&profile, &texts, prefs).open.expect("an episode");
    let standing = forelock::engine::replay::standing(&profile, &profile.active_scenario());
    let money = Money { lang: Lang::En, unit: prefs.unit };
    let all = view.differences.join("\n");
    assert!(all.contains(&money.statement(standing.open)), "{all}");
    let kept = standing.open.times_truncated(Decimal::new(525, 3));
    assert!(all.contains(&money.statement(standing.open.minus(kept))), "{all}");
    assert!(all.contains(&money.statement(standing.debts)), "{all}");
    assert!(episode("cyprus_2013").is_some());
}

#[test]
fn the_command_line_lists_and_replays() {
    let folder = cli::samples();
    let list = cli::fine(folder.path(), &["replay", "--list"]);
    assert_eq!(list.lines().filter(|l| l.starts_with("  ")).count(), 29);
    let asked = ["replay", "inn.ron", "--episode", "cyprus_2013"];
    let table = cli::fine(folder.path(), &asked);
    for part in ["Cyprus 2013", "month 12 (2014-02)", "How it differs from you", "47.5%  [A]", "ANSAmed"] {
        assert!(table.contains(part), "{part}:\n{table}");
    }
    let csv = cli::fine(folder.path(), &[&asked[..], &["--format", "csv"]].concat());
    assert!(csv.starts_with("month,date,usd_jpy,price_index,class,nominal,real,dollars\n"));
    let net: Vec<&str> = csv.lines().filter(|l| l.contains(",net,")).collect();
    assert_eq!(net.len(), 7, "{csv}");
    assert!(net.get(1).is_some_and(|l| l.starts_with("1,2013-03,")), "{net:?}");
    let json = cli::fine(folder.path(), &[&asked[..], &["--format", "json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["format"], "forelock-replay");
    assert!(json["months"][1]["net"]["real"].is_null() && json["months"][4]["net"]["real"].is_string());
    let wrong = cli::run(folder.path(), &["replay", "inn.ron", "--episode", "atlantis"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(cli::err(&wrong).contains("atlantis") && cli::err(&wrong).contains("greece_2012"));
}
