//! The built program at a command line: thousands of paths, and its speed.
#![expect(clippy::unwrap_used, reason = "what a test sets up may stop it at once")]

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use forelock::app::prefs::Numeraire;
use forelock::app::simulator::{Ask, simulate};
use forelock::engine::chance::result::{Outlook, Sample, Sampler, Spread};
use forelock::engine::{project, project_plan};
use forelock::store;
use serde_json::Value as Json;

use crate::cli::{err, fine, forelock, out, parsed, run, samples, with_plan};

/// A file's simulation by the engine itself.
fn simulated(file: &std::path::Path, measure: Numeraire, sample: Sample) -> Outlook {
    let profile = Arc::new(store::load(file).unwrap().profile);
    let scenario = profile.active_scenario();
    let as_is = Arc::new(project(&profile, &scenario, None).into());
    let plan = Some(Arc::new(project_plan(&profile, &scenario, None).into()));
    simulate(&Ask { profile, as_is, plan, measure, precision: None }, sample, true)
}

fn number(json: &Json) -> f64 {
    json.as_str().unwrap().parse().unwrap()
}

/// Every list of a value in the JSON is the spread's, to what is printed.
fn same(found: &Json, spread: &Spread, digit: f64) {
    let names = ["q5", "q25", "q50", "q75", "q95"];
    let mut lists: Vec<(String, &Vec<f64>)> = Vec::new();
    for ((name, values), errors) in names.iter().zip(&spread.quantiles).zip(&spread.errors) {
        lists.extend([((*name).to_owned(), values), (format!("{name}_error"), errors)]);
    }
    lists.extend([("mean".to_owned(), &spread.mean), ("mean_error".to_owned(), &spread.mean_error)]);
    assert_eq!(found.as_object().unwrap().len(), lists.len());
    for (name, expected) in lists {
        let found = found[&name].as_array().unwrap();
        assert_eq!(found.len(), expected.len(), "{name}");
        for (found, expected) in found.iter().zip(expected) {
            assert!((number(found) - expected).abs() <= digit * 0.51, "{name}: {found}, {expected}");
        }
    }
}

#[test]
fn json_is_the_simulation_in_every_number() {
    let folder = tempfile::tempdir().unwrap();
    let file = with_plan(folder.path());
    let asked: [(&str, Numeraire, &str, Sampler, f64); 2] = [
        ("real", Numeraire::RealYen, "sobol", Sampler::SobolBridge, 1.0),
        ("btc", Numeraire::Bitcoin, "pseudo", Sampler::Pseudo, 1e-8),
    ];
    for (measure_name, measure, sampler_name, sampler, digit) in asked {
        let arguments = ["simulate", file, "--paths", "300", "--seed", "7", "--format", "json"];
        let more = ["--measure", measure_name, "--sampler", sampler_name];
        let found = parsed(&fine(folder.path(), &[&arguments[..], &more].concat()));
        let sample = Sample { paths: 300, seed: 7, sampler };
        let expected = simulated(&folder.path().join(file), measure, sample);
        let drawn = ["measure", "sampler", "format"].map(|key| found[key].as_str().unwrap());
        assert_eq!(drawn, [measure_name, sampler_name, "forelock-simulation"]);
        assert_eq!(["paths", "seed", "class_paths"].map(|key| found[key].as_u64()), [300, 7, 300].map(Some));
        assert_eq!(found["dates"].as_array().unwrap().len(), 121);
        assert_eq!(found["plan_ahead"]["share"].as_f64(), expected.plan_ahead.map(|o| o.share));
        for (course, fan) in [("as_is", &expected.as_is), ("plan", expected.plan.as_ref().unwrap())] {
            let found = &found[course];
            same(&found["values"]["net"], &fan.net, digit);
            same(&found["values"]["assets"], fan.total.as_ref().unwrap(), digit);
            assert_eq!(found["values"].as_object().unwrap().len(), 2 + fan.classes.len());
            for (class, spread) in &fan.classes {
                same(&found["values"][class.key()], spread, digit);
            }
            let odds = [("real_loss", fan.real_loss), ("half", fan.half), ("below_zero", fan.below_zero)];
            for (key, odds) in odds {
                let pair = ["share", "error"].map(|name| found["odds"][key][name].as_f64().unwrap());
                assert!((pair[0] - odds.share).abs() + (pair[1] - odds.error).abs() < 1e-12, "{key}");
            }
            assert_eq!(found["dots"].as_array().unwrap().len(), 50);
        }
    }
}

#[test]
fn csv_has_the_values_of_the_json_and_the_same_bytes_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let file = with_plan(folder.path());
    let of = |format| fine(folder.path(), &["simulate", file, "--paths", "200", "--format", format]);
    let (json, text) = (parsed(&of("json")), of("csv"));
    assert_eq!(text, of("csv"));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(head[..4], ["month", "date", "value", "q5"]);
    let mut rows = 0;
    for record in reader.records() {
        let record = record.unwrap();
        let month: usize = record[0].parse().unwrap();
        assert_eq!(json["dates"][month], record[1]);
        let lists = &json[&record[15]]["values"][&record[2]];
        for place in 3..15 {
            assert_eq!(lists[&head[place]][month], record[place], "{record:?}");
        }
        rows += 1;
    }
    let values = |course: &str| json[course]["values"].as_object().unwrap().len();
    assert_eq!(rows, 121 * (values("as_is") + values("plan")));
}

#[test]
fn the_table_has_a_row_a_year_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let file = with_plan(folder.path());
    let arguments = ["simulate", file, "--paths", "200"];
    let table = fine(folder.path(), &arguments);
    let years = |text: &str| {
        let first = |line: &str| line.split_whitespace().next().and_then(|w| w.parse::<u16>().ok());
        text.lines().filter(|l| l.split_whitespace().count() == 13).filter_map(first).collect::<Vec<_>>()
    };
    assert_eq!(years(&table), (0..=10).chain(0..=10).collect::<Vec<_>>(), "{table}");
    for words in ["If ", "Odds of a real loss: ", "Odds plan ends higher: ", "200 paths · seed 1 · Sobol"] {
        assert!(table.contains(words), "{words}: {table}");
    }
    let ja = forelock(folder.path(), &arguments).env("LANG", "ja_JP.UTF-8").output().unwrap();
    assert_eq!(years(&out(&ja)).len(), 22);
    assert!(out(&ja).starts_with("もし") && out(&ja).contains("実質で減る確率："), "{}", out(&ja));
}

#[test]
fn more_paths_than_go_at_once_say_what_the_classes_rest_on() {
    let folder = samples();
    let arguments = ["simulate", "inn.ron", "--paths", "33000", "--sampler", "pseudo", "--format"];
    let found = parsed(&fine(folder.path(), &[&arguments[..], &["json"]].concat()));
    assert_eq!((found["paths"].as_u64(), found["class_paths"].as_u64()), (Some(33_000), Some(16_384)));
}

#[test]
fn a_number_of_paths_out_of_range_is_named_with_what_is_allowed() {
    let folder = samples();
    let languages = [("en_US.UTF-8", "from 100 to 1,000,000"), ("ja_JP.UTF-8", "100から1,000,000まで")];
    let commands =
        [&["simulate", "inn.ron"][..], &["render", "inn.ron", "--out", "a.png", "--show", "chance"]];
    for command in commands {
        for paths in ["99", "1000001", "-5", "many"] {
            for (lang, words) in languages {
                let arguments = [command, &["--paths", paths]].concat();
                let output = forelock(folder.path(), &arguments).env("LANG", lang).output().unwrap();
                assert_eq!((output.status.code(), out(&output).as_str()), (Some(1), ""), "{arguments:?}");
                let said = err(&output);
                assert!(said.contains(words) && said.contains(paths), "{arguments:?}: {said}");
            }
        }
    }
    let seed = run(folder.path(), &["simulate", "inn.ron", "--seed", "-1"]);
    assert_eq!((seed.status.code(), out(&seed).as_str()), (Some(2), ""));
}

#[test]
fn a_picture_of_chance_has_a_fan() {
    let folder = samples();
    let draw = |options: &[&str]| {
        let head = ["render", "machine_maker.ron", "--out", "a.png", "--show", "chance", "--lang", "en"];
        fine(folder.path(), &[&head[..], options].concat());
        let bytes = fs::read(folder.path().join("a.png")).unwrap();
        image::load_from_memory_with_format(&bytes, image::ImageFormat::Png).unwrap().to_rgb8()
    };
    let few = draw(&["--paths", "300"]);
    // The ground, the outer band and the inner band cover most of it.
    let mut colours = BTreeMap::<[u8; 3], usize>::new();
    for pixel in few.pixels() {
        *colours.entry(pixel.0).or_default() += 1;
    }
    let mut by_area: Vec<[u8; 3]> = colours.keys().copied().collect();
    by_area.sort_by_key(|colour| std::cmp::Reverse(colours[colour]));
    let rows = |x: u32, colour: [u8; 3]| -> Option<(u32, u32)> {
        let mut found = (0..few.height()).filter(|y| few.get_pixel(x, *y).0 == colour);
        let first = found.next()?;
        Some((first, found.next_back().unwrap_or(first)))
    };
    let around = |x: &u32| {
        let (Some(outer), Some(inner)) = (rows(*x, by_area[1]), rows(*x, by_area[2])) else { return false };
        outer.0 < inner.0 && inner.1 < outer.1
    };
    let columns = (0..few.width()).filter(around).count();
    assert!(columns > few.width() as usize / 2, "{columns} columns have a band within a band");
    assert!(few == draw(&["--paths", "300"]), "not the same picture");
    assert!(few != draw(&["--paths", "300", "--seed", "2"]), "the seed changed nothing");
}

#[test]
fn the_speed_of_the_machine_is_measured() {
    let folder = tempfile::tempdir().unwrap();
    let found = parsed(&fine(folder.path(), &["bench", "--json"]));
    assert_eq!(found["format"], "forelock-bench");
    let results = found["results"].as_array().unwrap();
    let events = ["event_projection", "event_projection_plan", "event_break_even", "event_sensitivity"];
    for name in ["fan", "drawing", "map", "sensitivity", "projection"].into_iter().chain(events) {
        assert!(results.iter().any(|r| r["name"] == name), "{name}: {found}");
    }
    for result in results {
        if let (Some(median), Some(high)) = (result["median_ms"].as_f64(), result["p95_ms"].as_f64()) {
            assert!(median > 0.0 && median <= high, "{result}");
        }
    }
    assert_eq!(fine(folder.path(), &["bench", "--fixed", "2"]), "");
}
