//! How a number came about, as it is read: in the window, in text, in JSON.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what a test sets up may stop it at once"
)]

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{AccessKitNode, By, NodeT, Queryable};
use egui_kittest::{SnapshotOptions, SnapshotResults};
use forelock::app::prefs::{Theme, View};
use forelock::data::presets::Preset;
use forelock::data::samples::SAMPLES;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::Scenario;
use forelock::engine::cause::Cause;
use forelock::engine::numeraire::Numeraire;
use forelock::engine::trace::assemble::Lines;
use forelock::engine::trace::{Course, How, Quantity, Rounding, Step, Subject, explain};
use forelock::export;
use forelock::store::read_profile;
use forelock::text::{Lang, Texts, YenUnit};
use forelock::ui::shell::Shell;
use forelock::view_model::explain::{Asked, Writer};
use forelock::view_model::money::Money;

use crate::inspect::copied;
use crate::support::window::{state, window};

const SIZE: [f32; 2] = [1280.0, 800.0];

fn sample(place: usize) -> Profile {
    read_profile(SAMPLES[place].text.as_bytes()).unwrap().profile
}

fn net(month: u16) -> Subject {
    Subject::Value { lines: Lines::Net, month, measure: Numeraire::RealYen }
}

/// A figure as it is written, read again the way a person would.
fn read(text: &str, value: Quantity) -> f64 {
    if matches!(value, Quantity::Param(..) | Quantity::Months(_) | Quantity::Count(_)) {
        return value.number();
    }
    let percent = text.contains('%');
    let bare: String = text
        .chars()
        .map(|c| if c == '−' { '-' } else { c })
        .filter(|c| c.is_ascii_digit() || "-.".contains(*c))
        .collect();
    let number: f64 = bare.parse().unwrap_or_else(|_| panic!("{text}"));
    if percent { number / 100.0 } else { number }
}

/// Recomputes every step that is plain arithmetic from the figures shown.
fn by_hand(writer: &Writer<'_>, step: &Step, checked: &mut usize) {
    let shown = |s: &Step| read(&writer.value(s.value), s.value);
    let inputs: Vec<f64> = step.inputs.iter().map(shown).collect();
    let rest = || inputs.iter().skip(1);
    let worked = match step.how {
        How::Sum => Some(inputs.iter().sum::<f64>()),
        How::Less => Some(rest().fold(inputs[0], |a, b| a - b)),
        How::Product => Some(inputs.iter().product()),
        How::Quotient => Some(rest().fold(inputs[0], |a, b| a / b)),
        How::OneLess => Some(1.0 - inputs[0]),
        How::ShareOut if inputs[2] > 0.0 => Some(inputs[0] * inputs[1] / inputs[2]),
        How::YearlyGrowth => Some((1.0 + inputs[0]).powf(inputs[1] / 12.0)),
        How::Exp => Some(inputs[0].exp()),
        _ => None,
    };
    if let Some(worked) = worked {
        let worked = match step.rounding {
            Rounding::Within01 => worked.clamp(0.0, 1.0),
            Rounding::AtLeastZero => worked.max(0.0),
            _ => worked,
        };
        let found = shown(step);
        let play = match step.rounding {
            Rounding::Nearest => 0.51,
            Rounding::Cut | Rounding::Shared => 1.0,
            Rounding::CutToHundred => 100.0,
            Rounding::CutToThousand => 1000.0,
            _ => 0.001_f64.min(found.abs() * 1e-9 + 1e-9).max(found.abs() * 1e-11),
        };
        assert!(
            (worked - found).abs() <= play,
            "{}",
            writer.text("", step).lines().take(24).collect::<Vec<_>>().join("\n")
        );
        *checked += 1;
    }
    for input in &step.inputs {
        by_hand(writer, input, checked);
    }
}

/// Writes trees of a scenario in which nothing is moved for the sake of them.
fn writer<'a>(profile: &'a Profile, scenario: &'a Scenario, texts: &'a Texts, money: Money) -> Writer<'a> {
    Writer { profile, scenario, moved: &[], parts: &[], texts, money }
}

#[test]
fn each_step_can_be_worked_out_from_the_figures_shown() {
    for lang in [Lang::Ja, Lang::En] {
        let (texts, money) = (Texts::new(lang), Money { lang, unit: YenUnit::Auto });
        for place in 0..SAMPLES.len() {
            let profile = sample(place);
            for preset in Preset::ALL {
                let scenario = preset.apply(&profile.active_scenario());
                let writer = writer(&profile, &scenario, &texts, money);
                let mut checked = 0;
                for subject in [net(60), Subject::Change { lines: Lines::Net, month: 60, real: true }] {
                    by_hand(&writer, &explain(&profile, &scenario, Course::AsIs, &subject), &mut checked);
                }
                assert!(checked > 60, "{preset:?}: {checked}");
            }
        }
    }
}

#[test]
fn no_step_is_left_without_words() {
    for lang in [Lang::Ja, Lang::En] {
        let (texts, money) = (Texts::new(lang), Money { lang, unit: YenUnit::Auto });
        let profile = sample(0);
        for preset in Preset::ALL {
            let scenario = preset.apply(&profile.active_scenario());
            let writer = writer(&profile, &scenario, &texts, money);
            let tree = explain(&profile, &scenario, Course::AsIs, &net(60));
            worded(&writer, &tree);
        }
    }
}

fn worded(writer: &Writer<'_>, step: &Step) {
    let row = writer.row(step);
    assert!(!row.label.trim().is_empty() && !row.value.is_empty(), "{:?}", step.term);
    let same = step.how == How::Same;
    assert!(same || !(row.formula.is_empty() && row.note.is_empty()), "{}", row.label);
    step.inputs.iter().for_each(|input| worded(writer, input));
}

#[test]
fn the_json_has_the_whole_tree() {
    let (texts, money) = (Texts::new(Lang::En), Money { lang: Lang::En, unit: YenUnit::Auto });
    let profile = sample(0);
    let scenario = Preset::Both.apply(&profile.active_scenario());
    let tree = explain(&profile, &scenario, Course::AsIs, &net(60));
    let writer = writer(&profile, &scenario, &texts, money);
    let json = export::explain::json(&writer, &tree);
    assert_eq!(json["value"], tree.yen().get().to_string());
    assert_eq!(count(&json), tree.count());
    let text = writer.text("x", &tree);
    assert!(text.contains("Bond haircut") && text.contains("Cruces"), "source and parameter are named");
}

fn count(json: &serde_json::Value) -> usize {
    1 + json["inputs"].as_array().map_or(0, |inputs| inputs.iter().map(count).sum())
}

#[test]
fn a_click_on_a_figure_explains_it_and_escape_closes() {
    let mut harness = window(state("machine_maker", Lang::En, Theme::Light, View::Projection), SIZE, 1.0);
    let months = harness.state().state().projection.months;
    harness.get_by_label_contains("Real change").click();
    harness.run_ok();
    let asked = harness.state().state().explaining.clone();
    let change = Subject::Change { lines: Lines::Net, month: months, real: true };
    assert_eq!(asked, Some((Course::AsIs, change).into()));
    harness.get_by_label_contains("How this came about");
    harness.key_press(Key::Escape);
    harness.run_ok();
    assert!(harness.state().state().explaining.is_none());
}

#[test]
fn a_bar_leads_to_its_cause_and_a_number_to_its_slider() {
    let mut company = state("machine_maker", Lang::En, Theme::Light, View::Breakdown);
    let texts = Texts::new(Lang::En);
    let edit = forelock::app::Edit::ApplyPreset(Preset::Both);
    forelock::app::update(&mut company, forelock::app::Command::Edit(edit, None), &texts);
    let mut harness = window(company, SIZE, 1.0);
    let label = texts.cause(Cause::BondDefault.key(), forelock::text::Word::Label).to_owned();
    harness.get_all_by_label_contains(&format!("{label}:")).next().unwrap().click();
    harness.run_ok();
    let asked = harness.state().state().explaining.clone().unwrap();
    assert!(
        matches!(asked, Asked::Line(_, _, Subject::Cause { cause: Cause::BondDefault, .. })),
        "{asked:?}"
    );
}

/// Opens the first closed step that has these words, one after the other.
fn open_further(harness: &mut egui_kittest::Harness<'_, Shell>, steps: [&str; 4]) {
    for words in steps {
        let by = By::new().predicate(|node: &AccessKitNode<'_>| {
            node.role() == Role::DisclosureTriangle && node.data().is_expanded() != Some(true)
        });
        let mut found: Vec<_> = harness.query_all(by).collect();
        found.retain(|node| node.accesskit_node().label().is_some_and(|label| label.contains(words)));
        let place = found.first().map(|node| node.rect().center());
        let place = place.unwrap_or_else(|| panic!("nothing to open at {words}"));
        crate::support::window::click_at(harness, place);
    }
}

/// What is only named is opened in its place, and copied with the rest.
#[test]
fn a_number_only_named_opens_its_own_steps() {
    use forelock::app::Command;
    let mut harness = window(state("machine_maker", Lang::En, Theme::Light, View::Projection), SIZE, 1.0);
    let lines = Lines::Line("h1".to_owned());
    let subject = Subject::Cause { lines, cause: Cause::Inflation, month: 2 };
    harness.state_mut().take(Command::Explain(Some((Course::AsIs, subject).into())));
    harness.run_ok();
    open_further(
        &mut harness,
        ["Cash on hand", "month 1", "Value in today's purchasing power", "Price level"],
    );
    assert!(harness.query_all_by_label_contains("Prices from inflation alone").next().is_some());
    harness.get_by_label("Copy as text").click();
    let copied = (0..3).find_map(|_| {
        harness.step();
        copied(&harness)
    });
    let copied = copied.expect("it is copied");
    assert!(copied.contains("Prices from inflation alone"), "{copied}");
}

#[test]
fn an_explanation_opened_further_looks_like_this() {
    use forelock::app::Command;
    let mut results = SnapshotResults::new();
    let ja = ["手元現金", "1か月目", "実質価値（今日の購買力）", "物価水準"];
    let en = ["Cash on hand", "month 1", "Value in today's purchasing power", "Price level"];
    for (name, lang, theme, steps) in [
        ("explain-further-ja-light", Lang::Ja, Theme::Light, ja),
        ("explain-further-en-dark", Lang::En, Theme::Dark, en),
    ] {
        let mut harness = window(state("machine_maker", lang, theme, View::Projection), SIZE, 1.0);
        let subject =
            Subject::Cause { lines: Lines::Line("h1".to_owned()), cause: Cause::Inflation, month: 2 };
        harness.state_mut().take(Command::Explain(Some((Course::AsIs, subject).into())));
        harness.run_ok();
        open_further(&mut harness, steps);
        harness.remove_cursor();
        harness.run_ok();
        let options = SnapshotOptions::default().threshold(0.6).output_path("tests/pictures");
        results.add(harness.try_snapshot_options(name, &options));
    }
}

/// `--further` writes out what is only named, to the same number.
#[test]
fn the_command_goes_further_into_what_is_only_named() {
    use crate::cli::{fine, samples};
    let folder = samples();
    let asked = ["explain", "inn.ron", "--total", "--month", "14", "--format", "json", "--further"];
    let told = |times| -> serde_json::Value {
        serde_json::from_str(&fine(folder.path(), &[&asked[..], &[times]].concat())).unwrap()
    };
    let (short, long) = (told("0"), told("1"));
    assert_eq!(short["value"], long["value"]);
    assert!(count(&long) > count(&short), "{} steps, then {}", count(&short), count(&long));
}

/// The root of what the command prints is what `project` prints.
#[test]
fn the_command_explains_the_printed_number() {
    use crate::cli::{fine, samples};
    let folder = samples();
    let projected: serde_json::Value =
        serde_json::from_str(&fine(folder.path(), &["project", "inn.ron", "--format", "json"])).unwrap();
    let id = projected["rows"][60]["lines"][0]["id"].as_str().unwrap().to_owned();
    let real = projected["rows"][60]["lines"][0]["real"].as_str().unwrap();
    let asked = ["explain", "inn.ron", "--holding", &id, "--month", "60", "--format", "json"];
    let explained: serde_json::Value = serde_json::from_str(&fine(folder.path(), &asked)).unwrap();
    assert_eq!(explained["value"], real);
    let total = fine(folder.path(), &["explain", "inn.ron", "--total", "--month", "12"]);
    assert!(total.starts_with("Net worth, month 12"), "{total}");
    let wrong = crate::cli::run(folder.path(), &["explain", "inn.ron", "--holding", "h99", "--month", "1"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(crate::cli::err(&wrong).contains(&id), "the identities there are, are named");
}
