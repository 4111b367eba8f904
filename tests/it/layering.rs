//! Imports never climb: a module names only floors below its own.

use std::fs;
use std::path::{Path, PathBuf};

/// The floor of each folder; one may import from those below it and, on its
/// own floor, from itself.
const FLOORS: [(&str, u8); 9] = [
    ("domain", 0),
    ("data", 1),
    ("engine", 2),
    ("store", 2),
    ("text", 2),
    ("app", 3),
    ("view_model", 4),
    ("ui", 5),
    ("export", 5),
];

/// Below, and yet not to be named.
const NEVER: [(&str, &str); 3] = [("ui", "engine"), ("ui", "store"), ("export", "store")];

/// The program itself, above all floors.
const PROGRAM: [&str; 5] = ["lib", "main", "cli", "crash", "window"];

/// Where colours may be made from numbers.
const COLOUR_MAKERS: [&str; 4] =
    ["src/ui/theme.rs", "src/ui/raster.rs", "src/ui/raster/", "src/ui/headless.rs"];

const WINDOW_CRATES: [&str; 4] = ["egui", "eframe", "egui_plot", "egui_kittest"];

/// Every file of the program: its path from the package's folder, with
/// slashes, and its text.
pub(crate) fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    let mut folders = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path: PathBuf = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                files.push((name, fs::read_to_string(&path).unwrap_or_default()));
            }
        }
    }
    files.sort();
    files
}

/// The text with comments and what stands in quotes blanked out, line by line
/// as before.
fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if c == '"' {
            quoted(rest, out.chars().next_back())
        } else if c == '\'' {
            character(rest)
        } else {
            0
        };
        if skipped == 0 {
            out.push(c);
            rest = rest.strip_prefix(c).unwrap_or_default();
        } else {
            let (blank, after) = rest.split_at(skipped);
            out.extend(blank.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = after;
        }
    }
    out
}

/// How many bytes a text in quotes takes; `before` tells a raw one.
fn quoted(rest: &str, before: Option<char>) -> usize {
    if matches!(before, Some('r' | '#')) {
        let end = if before == Some('#') { "\"#" } else { "\"" };
        return rest.get(1..).and_then(|r| r.find(end)).map_or(rest.len(), |at| at + 2);
    }
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// How many bytes a character in quotes takes; none for a lifetime.
fn character(rest: &str) -> usize {
    let mut inside = rest.char_indices().skip(1);
    match (inside.next(), inside.next()) {
        (Some((_, '\\')), Some((at, _))) => {
            rest.get(at + 1..).and_then(|r| r.find('\'')).map_or(0, |n| at + n + 2)
        }
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 0,
    }
}

/// Words, `::` and other signs, each with its line.
pub(crate) fn tokens(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (line, code) in bare(text).lines().enumerate() {
        let mut rest = code.trim_start();
        while let Some(first) = rest.chars().next() {
            let in_word = |c: char| c.is_alphanumeric() || c == '_';
            let end = if in_word(first) {
                rest.find(|c| !in_word(c)).unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            let (token, after) = rest.split_at(end);
            found.push((line + 1, token.to_owned()));
            rest = after.trim_start();
        }
    }
    found
}

type Tokens = [(usize, String)];

fn at(tokens: &Tokens, place: usize) -> &str {
    tokens.get(place).map_or("", |(_, token)| token.as_str())
}

/// What follows the path that ends before `place`: one name, or each first
/// name of a list in brackets.
fn next_names(tokens: &Tokens, place: usize) -> Vec<(usize, String)> {
    if at(tokens, place) != "{" {
        return tokens.get(place).cloned().into_iter().collect();
    }
    let (mut depth, mut first) = (0_usize, false);
    let mut names = Vec::new();
    for token in tokens.iter().skip(place) {
        match token.1.as_str() {
            "{" => depth += 1,
            "}" => depth = depth.saturating_sub(1),
            _ if depth == 1 && first => names.push(token.clone()),
            _ => {}
        }
        if depth == 0 {
            break;
        }
        first = depth == 1 && matches!(token.1.as_str(), "{" | ",");
    }
    names
}

/// The names that follow `root::`, wherever it stands.
fn named_after(tokens: &Tokens, root: &str) -> Vec<(usize, String)> {
    let here = |i: &usize| at(tokens, *i) == root && at(tokens, i + 1) == "::";
    (0..tokens.len()).filter(here).flat_map(|i| next_names(tokens, i + 2)).collect()
}

/// The folders named in a file: after `crate::`, and after as many `super::`
/// as lead out of the file's own folder.
fn folders_named(path: &str, tokens: &Tokens) -> Vec<(usize, String)> {
    let own = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    let depth = own.split('/').count();
    let mut found = named_after(tokens, "crate");
    for i in 0..tokens.len() {
        let run = (0..).take_while(|n| at(tokens, i + 2 * n) == "super" && at(tokens, i + 2 * n + 1) == "::");
        if run.count() >= depth && depth > 1 {
            found.extend(next_names(tokens, i + 2 * depth));
        }
    }
    found
}

fn floor(folder: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == folder).map(|(_, floor)| *floor)
}

fn may_import(own: &str, named: &str) -> bool {
    let (Some(here), Some(there)) = (floor(own), floor(named)) else { return true };
    own == named || (there < here && !NEVER.contains(&(own, named)))
}

/// What a file names that it must not, as `file:line: what`.
fn offences(path: &str, text: &str) -> Vec<String> {
    let tokens = tokens(text);
    let own = path.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default();
    let mut found: Vec<(usize, String)> = Vec::new();
    if floor(own).is_none() && !PROGRAM.contains(&own) {
        found.push((1, format!("{own} has no floor")));
    }
    let climbing = folders_named(path, &tokens).into_iter().filter(|(_, named)| !may_import(own, named));
    found.extend(climbing.map(|(line, named)| (line, format!("{own} imports {named}"))));
    if own != "ui" && !PROGRAM.contains(&own) {
        let window = tokens.iter().filter(|(_, token)| WINDOW_CRATES.contains(&token.as_str()));
        found.extend(window.map(|(line, token)| (*line, format!("{own} names {token}"))));
    }
    if matches!(own, "domain" | "data") {
        let world = ["fs", "time", "io", "env", "net", "process", "thread"];
        let std = named_after(&tokens, "std").into_iter().filter(|(_, name)| world.contains(&name.as_str()));
        found.extend(std.map(|(line, name)| (line, format!("{own} names std::{name}"))));
        let random = tokens.iter().filter(|(_, token)| token == "rand");
        found.extend(random.map(|(line, _)| (*line, format!("{own} names rand"))));
    }
    if !COLOUR_MAKERS.iter().any(|maker| path.starts_with(maker)) {
        let made = ["Color32", "Rgba"].into_iter().flat_map(|kind| named_after(&tokens, kind));
        let raw =
            |name: &str| name.starts_with("from_") || (name == name.to_uppercase() && name != "TRANSPARENT");
        let raw = made.filter(|(_, name)| raw(name));
        found.extend(raw.map(|(line, name)| (line, format!("raw colour {name}"))));
    }
    found.sort();
    found.dedup();
    found.into_iter().map(|(line, what)| format!("{path}:{line}: {what}")).collect()
}

#[test]
fn nothing_climbs() {
    let found: Vec<String> = sources().iter().flat_map(|(path, text)| offences(path, text)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_whole_program_is_looked_at() {
    let sources = sources();
    for (folder, _) in FLOORS {
        let count = sources.iter().filter(|(path, _)| path.starts_with(&format!("src/{folder}/"))).count();
        assert!(count >= 2, "{folder}: {count} files");
    }
    let imports: usize = sources.iter().map(|(path, text)| folders_named(path, &tokens(text)).len()).sum();
    assert!(imports > 250, "{imports} imports");
}

#[test]
fn an_import_that_climbs_is_found_wherever_it_stands() {
    let text = "use std::fmt;\nuse crate::domain::yen::Yen;\nuse crate::{\n    engine::{door, run},\n    text::Texts,\n};\n\
        fn f() -> crate::ui::Shell { super::super::app::State }\nuse super::yen;\n";
    let expected = [
        "src/store/a/b.rs:4: store imports engine",
        "src/store/a/b.rs:5: store imports text",
        "src/store/a/b.rs:7: store imports ui",
    ];
    assert_eq!(offences("src/store/a/b.rs", text), expected);
    let up = "use super::super::engine::door;";
    assert_eq!(offences("src/domain/yen.rs", up), ["src/domain/yen.rs:1: domain imports engine"]);
    assert_eq!(offences("src/ui/a.rs", "use crate::engine::x;"), ["src/ui/a.rs:1: ui imports engine"]);
    assert_eq!(
        offences("src/export/a.rs", "use crate::store::x;"),
        ["src/export/a.rs:1: export imports store"]
    );
    assert_eq!(offences("src/odd/a.rs", ""), ["src/odd/a.rs:1: odd has no floor"]);
    assert!(offences("src/cli.rs", "use crate::ui::x; use eframe::egui;").is_empty());
}

#[test]
fn the_outside_world_and_raw_colours_are_found() {
    let text = "use std::{fmt, time::Instant};\nfn f() { std::fs::read(rand::random()); }\nuse egui::Vec2;\n";
    let expected = [
        "src/data/a.rs:1: data names std::time",
        "src/data/a.rs:2: data names rand",
        "src/data/a.rs:2: data names std::fs",
        "src/data/a.rs:3: data names egui",
    ];
    assert_eq!(offences("src/data/a.rs", text), expected);
    let colours =
        "Color32::from_rgb(1, 2, 3);\negui::Color32::RED;\nColor32::TRANSPARENT; Color32::to_array;\n";
    let expected = ["src/ui/a.rs:1: raw colour from_rgb", "src/ui/a.rs:2: raw colour RED"];
    assert_eq!(offences("src/ui/a.rs", colours), expected);
    assert!(offences("src/ui/theme.rs", colours).is_empty());
}

#[test]
fn comments_and_texts_are_no_imports() {
    let text = "// use crate::ui::x;\n/* crate::ui::y */ let a: &'static str = \"crate::ui \\\" crate::ui::z\";\n\
        let b = ['\"', '\\'', 'c']; let c = r#\"crate::ui::\"q\"#;\nuse crate::ui::real;\n";
    assert_eq!(offences("src/domain/a.rs", text), ["src/domain/a.rs:4: domain imports ui"]);
}
