//! The built program at a command line: what it prints, writes and ends with.
#![expect(clippy::unwrap_used, reason = "what a test sets up may stop it at once")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use forelock::data::samples::SAMPLES;
use forelock::engine::project;
use forelock::engine::projection::{Scope, Value};
use forelock::store::sample;
use serde_json::{Value as Json, json};

/// A profile with a word where the amount of line 6 should be.
const BROKEN: &str = "(
    company: \"broken\",
    as_of: \"2026-10\",
    banks: [],
    holdings: [
        (id: \"h1\", name: \"cash\", kind: Cash(amount: \"many\")),
    ],
    scenarios: [(name: \"one\")],
)
";

/// The program with settings of its own, in English, without a display.
pub(crate) fn forelock(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_forelock"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    for name in
        ["LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANGUAGE", "DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
    {
        command.env_remove(name);
    }
    command.env("LANG", "en_US.UTF-8").env("HOME", folder).env("XDG_CONFIG_HOME", folder);
    command.env("FORELOCK_DATA_DIR", folder.join("data"));
    command
}

pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    forelock(folder, arguments).output().unwrap()
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What a command that must go well prints.
pub(crate) fn fine(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!((output.status.code(), err(&output).as_str()), (Some(0), ""), "{arguments:?}");
    out(&output)
}

/// A folder with a file a sample, `inn.ron` and so on, written by the program.
pub(crate) fn samples() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in SAMPLES {
        let text = fine(folder.path(), &["sample", entry.key]);
        fs::write(folder.path().join(format!("{}.ron", entry.key)), text).unwrap();
    }
    folder
}

pub(crate) fn parsed(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_sample_checks_as_fine() {
    let folder = samples();
    for entry in SAMPLES {
        let file = format!("{}.ron", entry.key);
        assert_eq!(fs::read_to_string(folder.path().join(&file)).unwrap(), entry.text);
        assert_eq!(fine(folder.path(), &["check", &file]), format!("{file}: nothing is wrong.\n"));
    }
    let english = fine(folder.path(), &["sample", "inn", "--lang", "en"]);
    fs::write(folder.path().join("en.ron"), &english).unwrap();
    assert_eq!(fine(folder.path(), &["check", "en.ron"]), "en.ron: nothing is wrong.\n");
    assert!(english.is_ascii() && english.contains("Mountain Inn (fictional)"), "{english}");
    let unknown = run(folder.path(), &["sample", "bakery"]);
    assert_eq!((unknown.status.code(), out(&unknown).as_str()), (Some(1), ""));
    assert!(err(&unknown).contains("machine_maker, inn, trading"), "{}", err(&unknown));
}

fn amounts(value: Value) -> Json {
    json!({ "nominal": value.nominal.get().to_string(), "real": value.real.get().to_string() })
}

/// The JSON of a projection, put together from the engine's own answers.
fn expected(key: &str, scenario: &str, months: u16) -> Json {
    let profile = sample(key).unwrap();
    let scenario = profile.scenarios.iter().find(|s| s.name == scenario).unwrap();
    let projection = project(&profile, scenario, Some(months));
    let mut scopes: Vec<(&str, &str, Scope<'_>)> =
        projection.lines.iter().map(|l| (l.id.as_str(), l.class.key(), Scope::Line(&l.id))).collect();
    scopes.extend([
        ("assets", "total", Scope::Assets),
        ("debts", "total", Scope::Debts),
        ("net", "total", Scope::Net),
    ]);
    let line = |&(id, class, scope): &(&str, &str, Scope<'_>), month: u16| {
        let causes = projection.causes(scope, month.saturating_sub(1), month).into_iter();
        let causes: Json = causes.map(|(cause, value)| (cause.key().to_owned(), amounts(value))).collect();
        let value = projection.value(scope, month);
        let (nominal, real) = (value.nominal.get().to_string(), value.real.get().to_string());
        json!({ "id": id, "class": class, "nominal": nominal, "real": real, "causes": causes })
    };
    let row = |month: u16| {
        json!({
            "month": month,
            "date": profile.as_of.after(month).to_string(),
            "price_index": projection.factors.prices.get(usize::from(month)),
            "usd_jpy": projection.factors.usd_jpy.get(usize::from(month)),
            "lines": scopes.iter().map(|s| line(s, month)).collect::<Vec<_>>(),
        })
    };
    let whole = json!({
        "format": "forelock-projection",
        "version": 1,
        "company": profile.company,
        "scenario": scenario.name,
        "months": months,
        "rows": (0..=months).map(row).collect::<Vec<_>>(),
    });
    // Printed and read again, as the program's are.
    parsed(&whole.to_string())
}

#[test]
fn json_is_the_projection_in_every_number() {
    let folder = samples();
    let asked: [(&str, &[&str], &str, u16); 3] = [
        ("machine_maker", &[], "両方", 120),
        ("inn", &["--months", "360"], "", 360),
        ("trading", &["--scenario", "国債不履行", "--months", "7"], "国債不履行", 7),
    ];
    for (key, options, scenario, months) in asked {
        let front = sample(key).unwrap().active_scenario().name;
        let scenario = if scenario.is_empty() { &front } else { scenario };
        let file = format!("{key}.ron");
        let text = fine(folder.path(), &[&["project", &file, "--format", "json"], options].concat());
        let (found, expected) = (parsed(&text), expected(key, scenario, months));
        assert_eq!(found["rows"].as_array().unwrap().len(), usize::from(months) + 1, "{key}");
        for (place, row) in expected["rows"].as_array().unwrap().iter().enumerate() {
            assert_eq!(&found["rows"][place], row, "{key}, month {place}");
        }
        assert_eq!(found, expected, "{key}");
        assert!(found["rows"][0]["lines"][0]["nominal"].is_string(), "{key}");
    }
}

#[test]
fn csv_and_the_table_have_the_values_of_the_json() {
    let folder = samples();
    for entry in SAMPLES {
        let file = format!("{}.ron", entry.key);
        let head = ["project", &file, "--months", "24", "--format"];
        let of = |format| fine(folder.path(), &[&head[..], &[format]].concat());
        let json = parsed(&of("json"));
        let mut expected: Vec<Vec<String>> = Vec::new();
        let mut nets: Vec<[String; 2]> = Vec::new();
        for row in json["rows"].as_array().unwrap() {
            let head = [&row["month"], &row["date"], &row["price_index"], &row["usd_jpy"]];
            let head = head.map(|cell| cell.as_str().map_or_else(|| cell.to_string(), str::to_owned));
            for line in row["lines"].as_array().unwrap() {
                let causes = line["causes"].as_object().unwrap().iter().map(|(k, v)| (k.as_str(), v));
                for (item, value) in std::iter::once(("value", line)).chain(causes) {
                    let item = json!(item);
                    let cells = [&line["id"], &line["class"], &item, &value["nominal"], &value["real"]];
                    let cells = cells.map(|cell| cell.as_str().unwrap().to_owned());
                    let course = std::iter::once("as_is".to_owned());
                    expected.push(head.iter().cloned().chain(cells).chain(course).collect());
                }
                if line["id"] == "net" {
                    nets.push(["nominal", "real"].map(|kind| line[kind].as_str().unwrap().to_owned()));
                }
            }
        }
        let text = of("csv");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let names =
            ["month", "date", "price_index", "usd_jpy", "id", "class", "item", "nominal", "real", "course"];
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), names);
        let mut found: Vec<Vec<String>> =
            reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
        for rows in [&mut found, &mut expected] {
            for row in rows.iter_mut() {
                // 1 and 1.0 are the same price.
                row[2] = row[2].parse::<f64>().unwrap().to_string();
                row[3] = row[3].parse::<f64>().unwrap().to_string();
            }
            rows.sort();
        }
        assert!(found.len() > 25 * 4, "{file}");
        assert_eq!(found, expected, "{file}");
        let table = of("table");
        assert_eq!(table.lines().count(), 26, "{file}");
        for (line, [nominal, real]) in table.lines().skip(1).zip(&nets) {
            let digits = line.replace(',', "");
            let cells: Vec<&str> = digits.split_whitespace().collect();
            assert_eq!((cells[6], cells[7]), (nominal.as_str(), real.as_str()), "{file}: {line}");
        }
    }
}

#[test]
fn a_dash_reads_standard_input() {
    let folder = samples();
    for arguments in [&["project", "-", "--format", "csv"][..], &["check", "-"]] {
        let mut child =
            forelock(folder.path(), arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(SAMPLES[1].text.as_bytes()).unwrap();
        let piped = child.wait_with_output().unwrap();
        assert_eq!(piped.status.code(), Some(0));
        let named: Vec<&str> = arguments.iter().map(|a| if *a == "-" { "inn.ron" } else { a }).collect();
        assert_eq!(out(&piped), fine(folder.path(), &named).replace("inn.ron", "<stdin>"));
    }
}

#[test]
fn a_broken_file_is_named_with_line_and_field() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("broken.ron"), BROKEN).unwrap();
    let languages = [("en_US.UTF-8", "is not a number."), ("ja_JP.UTF-8", "は数ではありません。")];
    let render = ["render", "broken.ron", "--out", "a.png"];
    for command in [&["check", "broken.ron"][..], &["project", "broken.ron"], &render] {
        for (lang, words) in languages {
            let output = forelock(folder.path(), command).env("LANG", lang).output().unwrap();
            assert_eq!((output.status.code(), out(&output).as_str()), (Some(1), ""), "{command:?}");
            let said = err(&output);
            assert!(said.starts_with("broken.ron:6:"), "{command:?}: {said}");
            let named = said.contains(": holdings[0].kind.amount: ") && said.contains(words);
            assert!(named, "{command:?}: {said}");
        }
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_picture_has_the_asked_size_and_the_same_bytes_each_time() {
    let folder = samples();
    let draw = |name: &str, options: &[&str]| -> (Vec<u8>, [u32; 2]) {
        fine(folder.path(), &[&["render", "inn.ron", "--out", name], options].concat());
        let bytes = fs::read(folder.path().join(name)).unwrap();
        let picture = image::load_from_memory_with_format(&bytes, image::ImageFormat::Png).unwrap();
        (bytes, [picture.width(), picture.height()])
    };
    let mut views = Vec::new();
    for view in ["projection", "breakdown"] {
        let options = ["--view", view, "--size", "640x480", "--scale", "2"];
        let first = draw("a.png", &options);
        assert_eq!(first.1, [1280, 960], "{view}");
        assert!(first == draw("b.png", &options), "{view}: not the same bytes");
        views.push(first.0);
    }
    assert_ne!(views[0], views[1]);
    let one = draw("c.png", &["--size", "701x403", "--lang", "ja"]);
    assert_eq!(one.1, [701, 403]);
    assert_ne!(one.0, draw("d.png", &["--size", "701x403", "--lang", "en"]).0);
}

#[test]
fn a_picture_is_never_put_in_the_place_of_a_profile() {
    let folder = samples();
    let before = fs::read(folder.path().join("inn.ron")).unwrap();
    for (name, language, words) in [
        ("inn.ron", "en_US.UTF-8", "“inn.ron” does not end in .png"),
        ("picture", "ja_JP.UTF-8", "「picture」は .png で終わっていない"),
    ] {
        let arguments = ["render", "inn.ron", "--out", name, "--size", "320x240"];
        let output = forelock(folder.path(), &arguments).env("LANG", language).output().unwrap();
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(1), ""), "{name}");
        assert!(err(&output).contains(words), "{}", err(&output));
    }
    assert_eq!(fs::read(folder.path().join("inn.ron")).unwrap(), before);
    assert!(!folder.path().join("picture").exists());
    fine(folder.path(), &["render", "inn.ron", "--out", "picture.PNG", "--size", "320x240"]);
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_display_one_line_says_what_works() {
    let folder = tempfile::tempdir().unwrap();
    let languages =
        [("en_US.UTF-8", "No window can be opened here"), ("ja_JP.UTF-8", "ここでは画面を開けません")];
    for (lang, words) in languages {
        let output = forelock(folder.path(), &[]).env("LANG", lang).output().unwrap();
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(1), ""), "{}", err(&output));
        let said = err(&output);
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.contains("forelock project") && said.contains(words), "{said}");
    }
}

/// A sample with a plan, as a file.
pub(crate) fn with_plan(folder: &Path) -> &'static str {
    let text = sample_text("trading");
    let (before, after) = text.split_once("    scenarios: [").unwrap();
    let text = format!("{before}    plan: (values: {{\"plan_share\": \"0.3\"}}),\n    scenarios: [{after}");
    fs::write(folder.join("plan.ron"), text).unwrap();
    "plan.ron"
}

/// A sample without its first line, which would not fit after an edit.
fn sample_text(key: &str) -> String {
    let text = SAMPLES.iter().find(|s| s.key == key).unwrap().text;
    text.split_once('\n').unwrap().1.to_owned()
}

#[test]
fn a_map_of_ties_is_printed_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let file = with_plan(folder.path());
    let csv = fine(folder.path(), &["breakeven", file, "--grid", "8", "--format", "csv"]);
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("haircut,shock,gap,zero_loss"));
    assert_eq!(lines.count(), 81);
    let arguments = ["breakeven", file, "--x", "crash", "--y", "crypto_growth", "--grid", "4"];
    let whole = parsed(&fine(folder.path(), &[&arguments[..], &["--format", "json"]].concat()));
    assert_eq!(whole["format"], "forelock-breakeven");
    assert_eq!((whole["x"]["param"].as_str(), whole["gap"].as_array().unwrap().len()), (Some("crash"), 5));
    assert_eq!(whole["ties"].as_array().unwrap().len(), 6);
    let table = fine(folder.path(), &arguments);
    assert!(table.contains("CDS 25 bp, 2026-01-27"), "{table}");
}

#[test]
fn odds_as_data_have_what_each_rests_on() {
    let folder = tempfile::tempdir().unwrap();
    let file = with_plan(folder.path());
    let odds = &parsed(&fine(folder.path(), &["breakeven", file, "--grid", "2", "--format", "json"]))["odds"];
    assert_eq!(odds["paths"], 4096);
    let four = |pair: &Json| {
        let of = |course: &str, case: &str| pair[course][case].as_str().unwrap().parse::<f64>().unwrap();
        [("as_is", "calm"), ("as_is", "default"), ("plan", "calm"), ("plan", "default")]
            .map(|(a, b)| of(a, b))
    };
    let (line, mean) = (four(odds), four(&odds["mean"]));
    assert!(line.iter().zip(mean).any(|(line, mean)| (line - mean).abs() > 1.0));
    // What strays is worth less for sure than on average.
    assert!(four(&odds["sure"]).iter().zip(mean).all(|(sure, mean)| *sure < mean));
    assert_eq!((odds["aversion"].as_str(), odds["without_utility"].is_null()), (Some("2"), true));
    for case in ["calm", "default"] {
        let shares = ["as_is", "plan"].map(|course| odds["often"][course][case].as_f64().unwrap());
        assert!((shares[0] + shares[1] - 1.0).abs() < 1e-12 && shares[0] > 0.0, "{odds}");
    }
    assert!(odds["what_if_tie"].is_number() || odds["what_if_tie"].is_string());
    for name in ["expected_tie", "often_tie", "sure_tie"] {
        let error = &odds[format!("{name}_error")];
        assert!((odds[name].is_number() && error.is_number()) || (odds[name].is_string() && error.is_null()));
    }
}

#[test]
fn a_parameter_that_is_not_there_is_named_with_the_nearest() {
    let folder = samples();
    let file = with_plan(folder.path());
    for (arguments, said) in [
        (vec!["breakeven", file, "--x", "hircut"], "Did you mean “haircut”?"),
        (vec!["breakeven", file, "--x", "shock"], "two different"),
        (vec!["breakeven", file, "--x", "btc_vol"], "“btc_vol” counts only in the range of chance"),
        (vec!["breakeven", "inn.ron"], "plan_share"),
    ] {
        let output = run(folder.path(), &arguments);
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(1), ""));
        assert!(err(&output).contains(said), "{}", err(&output));
    }
}

#[test]
fn sensitivities_are_printed_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let file = with_plan(folder.path());
    let whole = parsed(&fine(folder.path(), &["sensitivity", file, "--format", "json"]));
    let number = |v: &Json| -> f64 { v.as_str().unwrap().parse().unwrap() };
    assert_eq!(whole["paths"], 4096);
    for of in ["as_is", "plan", "as_is_q5", "plan_q5", "as_is_q50", "plan_q50"] {
        let base = number(&whole[of]["base"]);
        let reach = |bar: &Json| {
            let (a, b) = (number(&bar["at_low"]), number(&bar["at_high"]));
            a.max(b).max(base) - a.min(b).min(base)
        };
        let reaches: Vec<f64> = whole[of]["bars"].as_array().unwrap().iter().map(reach).collect();
        assert!(reaches.len() > 5 && reaches.windows(2).all(|w| w[0] >= w[1] - 2.0), "{of}: {reaches:?}");
    }
    let csv = fine(folder.path(), &["sensitivity", file, "--format", "csv"]);
    assert!(csv.starts_with("of,param,low,high,at_low,at_high,base\nas_is,"), "{csv}");
    assert!(csv.contains("\nplan_q50,"), "{csv}");
    let table = fine(folder.path(), &["sensitivity", file]);
    for head in [
        "As is · One what-if · As set: ",
        "Plan · Chance: lowest 5% · As set: ",
        "Plan · Chance: median · As set: ",
    ] {
        assert!(table.contains(head), "{head}: {table}");
    }
}
