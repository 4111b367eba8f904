//! The built program at a command line: what is wrong with what was asked, said
//! in the reader's language.
#![expect(clippy::unwrap_used, reason = "what a test sets up may stop it at once")]

use std::fs;

use crate::cli::{err, fine, forelock, out, run, samples};

/// Wrong usage, and what is said of it in English and in Japanese.
const WRONG: [(&[&str], &str, &str); 24] = [
    (&["simulte", "inn.ron"], "Did you mean “simulate”?", "「simulate」のことですか"),
    (&["sampel", "machine_maker"], "Did you mean “sample”?", "「sample」のことですか"),
    (&["--format", "json", "project", "inn.ron"], "The command comes first", "コマンドを最初に書き"),
    (&["--hide-amounts", "chek", "inn.ron"], "Did you mean “check”?", "「check」のことですか"),
    (
        &["--renderr", "glow", "project", "inn.ron"],
        "Did you mean “--renderer”?",
        "「--renderer」のことですか",
    ),
    (&["simulte"], "Did you mean “simulate”?", "「simulate」のことですか"),
    (&["tell", "inn.ron"], "Commands are: project, simulate", "コマンドは project, simulate"),
    (
        &["simulate", "inn.ron", "--seed", "-1"],
        "“-1” cannot be used for --seed <SEED>. Give a whole number from 0 to",
        "0から",
    ),
    (&["project", "inn.ron", "--months", "-5"], "Give a whole number from 1 to 360.", "1から360までの整数"),
    (
        &["project", "inn.ron", "--format", "xml"],
        "It takes: table, csv, json.",
        "使えるのは table, csv, json です",
    ),
    (&["project", "inn.ron", "--formt", "csv"], "Did you mean “--format”?", "「--format」のことですか"),
    (&["help", "projct"], "Did you mean “project”?", "「project」のことですか"),
    (&["inn.ron", "project"], "The command comes first", "コマンドを最初に書き"),
    (&["--hide-amounts", "project", "inn.ron"], "forelock project ...", "forelock project …"),
    (&["--renderr", "glow"], "Did you mean “--renderer”?", "「--renderer」のことですか"),
    (&["--renderer", "glow", "--renderer", "wgpu"], "more than once", "2回以上"),
    (&["project", "inn.ron", "--hide-amounts=yes"], "takes no value", "値は付けられません"),
    (
        &["explain", "inn.ron", "--month", "3"],
        "<--total|--holding <HOLDING>>",
        "<--total|--holding <HOLDING>>",
    ),
    (&["project"], "This is missing: <FILE>.", "足りません：<FILE>"),
    (
        &["explain", "inn.ron", "--month", "3", "--total", "--holding", "a"],
        "does not go together with",
        "一緒に使えません",
    ),
    (&["explain", "inn.ron", "--month", "3", "--month", "4", "--total"], "more than once", "2回以上"),
    (
        &["explain", "inn.ron", "--month", "3", "--total", "--quantile", "7"],
        "It takes: 5, 25, 50, 75, 95.",
        "使えるのは 5,",
    ),
    (
        &["render", "inn.ron", "--out", "a.png", "--size", "9x9"],
        "from 320x240 to 8000x8000.",
        "8000x8000までで",
    ),
    (
        &["render", "inn.ron", "--out", "a.png", "--scale", "-1"],
        "Give a number from 0.5 to 4.",
        "0.5から4までの数",
    ),
];

#[test]
fn wrong_usage_is_two_and_a_wrong_name_is_one() {
    let folder = samples();
    let wrong: [&[&str]; 6] = [
        &["projekt", "inn.ron"],
        &["project"],
        &["project", "inn.ron", "--months", "361"],
        &["project", "inn.ron", "--months", "0"],
        &["project", "inn.ron", "--format", "xml"],
        &["render", "inn.ron", "--out", "a.png", "--size", "100x100"],
    ];
    for arguments in wrong {
        let output = run(folder.path(), arguments);
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(2), ""), "{arguments:?}");
        assert!(!err(&output).is_empty(), "{arguments:?}");
    }
    for (arguments, en, ja) in WRONG {
        for (lang, said) in [("en_US.UTF-8", en), ("ja_JP.UTF-8", ja)] {
            let output = forelock(folder.path(), arguments).env("LANG", lang).output().unwrap();
            assert_eq!((output.status.code(), out(&output).as_str()), (Some(2), ""), "{arguments:?}");
            assert!(err(&output).contains(said), "{arguments:?}: {}", err(&output));
            assert!(!err(&output).contains("tip:"), "{}", err(&output));
        }
    }
    let unknown = run(folder.path(), &["project", "machine_maker.ron", "--scenario", "none"]);
    assert_eq!((unknown.status.code(), out(&unknown).as_str()), (Some(1), ""));
    assert!(err(&unknown).contains("“none”"), "{}", err(&unknown));
    assert!(err(&unknown).contains("基準, 国債不履行, 円安, 両方"), "{}", err(&unknown));
    let missing = run(folder.path(), &["check", "none.ron"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(err(&missing).starts_with("none.ron: There is no such file."), "{}", err(&missing));
}

#[test]
fn what_would_change_nothing_is_said_to() {
    let folder = samples();
    let render = ["render", "inn.ron", "--out", "a.png"];
    for (more, said) in [
        (
            &["--view", "breakdown", "--show", "chance"][..],
            "--show chance counts only with --view projection or --view sensitivity.",
        ),
        (&["--episode", "japan_1946"], "--episode counts only with --view history"),
        (&["--paths", "500"], "--paths counts only with --view projection --show chance"),
        (&["--view", "sensitivity", "--show", "chance", "--seed", "2"], "--seed counts only with"),
    ] {
        let output = run(folder.path(), &[&render[..], more].concat());
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(1), ""), "{more:?}");
        assert!(err(&output).contains(said), "{more:?}: {}", err(&output));
        assert!(!folder.path().join("a.png").exists());
    }
    let output = run(folder.path(), &["explain", "inn.ron", "--total", "--month", "3", "--paths", "500"]);
    assert!(err(&output).contains("--paths counts only with --quantile"), "{}", err(&output));
    // Over chance, sensitivities are another picture.
    let draw = |more: &[&str]| {
        fine(folder.path(), &[&render[..], &["--view", "sensitivity"], more].concat());
        fs::read(folder.path().join("a.png")).unwrap()
    };
    assert!(draw(&[]) != draw(&["--show", "chance"]));
}

#[test]
fn two_scenarios_of_one_name_are_not_told_apart_by_chance() {
    let folder = samples();
    let text = fs::read_to_string(folder.path().join("inn.ron")).unwrap();
    let names: Vec<String> = store_names(&text);
    let twice = text.replace(&format!("\"{}\"", names[1]), &format!("\"{}\"", names[0]));
    fs::write(folder.path().join("twice.ron"), twice).unwrap();
    let output = run(folder.path(), &["project", "twice.ron", "--scenario", &names[0]]);
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(1), ""));
    assert!(err(&output).contains("More than one scenario"), "{}", err(&output));
    let said = fine(folder.path(), &["check", "twice.ron"]);
    assert_eq!(said.matches("More than one scenario").count(), 1, "{said}");
    assert!(!fine(folder.path(), &["check", "inn.ron"]).contains("More than one"));
    fine(folder.path(), &["project", "twice.ron"]);
}

/// The names of a profile's scenarios.
fn store_names(text: &str) -> Vec<String> {
    let loaded = forelock::store::document::read(text.as_bytes(), None).unwrap();
    loaded.profile.scenarios.iter().map(|scenario| scenario.name.clone()).collect()
}
