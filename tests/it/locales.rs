//! Japanese and English say the same things, all of them are said somewhere,
//! and every sign of them can be drawn.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use eframe::egui::{Context, FontFamily, RawInput};
use forelock::data::presets::Preset;
use forelock::data::samples::SAMPLES;
use forelock::domain::holding::AssetClass;
use forelock::domain::param::{Mark, Param, ParamGroup, ParamUnit};
use forelock::domain::risk_factor::{Pair, RiskFactor};
use forelock::engine::cause::Cause;
use forelock::engine::trace::Term;
use forelock::text::{Lang, Texts, Word};
use forelock::ui::{fonts, theme};

use crate::layering;

/// Every file of each language.
const FILES: [&str; 14] = [
    "claims.ftl",
    "compare.ftl",
    "episodes.ftl",
    "errors.ftl",
    "explain.ftl",
    "glossary.ftl",
    "history.ftl",
    "inspect.ftl",
    "keeping.ftl",
    "main.ftl",
    "params.ftl",
    "terms.ftl",
    "thesis.ftl",
    "usage.ftl",
];

/// The libraries use it, not the program.
const LANGUAGE_NAME: &str = "language-name";

/// Texts by message, or by `message.attribute`.
type Entries = BTreeMap<String, String>;

fn read(lang: &str, file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(lang).join(file);
    fs::read_to_string(path).unwrap_or_default()
}

/// The messages of a file, and those that stand there twice.
fn parse(text: &str) -> (Entries, Vec<String>) {
    let mut entries = Entries::new();
    let mut twice = Vec::new();
    let (mut message, mut entry) = (String::new(), String::new());
    for line in text.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
        let inner = line.trim_start();
        let attribute = inner.strip_prefix('.').filter(|_| inner.len() < line.len());
        let said = match (attribute, line.split_once('=')) {
            (Some(attribute), _) => {
                let (name, said) = attribute.split_once('=').unwrap_or_default();
                entry = format!("{message}.{}", name.trim());
                said
            }
            (None, Some((id, said))) if inner.len() == line.len() => {
                id.trim().clone_into(&mut message);
                entry.clone_from(&message);
                said
            }
            _ => {
                let text = entries.entry(entry.clone()).or_default();
                text.push('\n');
                text.push_str(inner);
                continue;
            }
        };
        if entries.insert(entry.clone(), said.trim().to_owned()).is_some() {
            twice.push(entry.clone());
        }
    }
    (entries, twice)
}

/// The names after `$`.
fn variables(text: &str) -> BTreeSet<&str> {
    let ends = |c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-';
    text.split('$').skip(1).filter_map(|after| after.split(ends).next()).collect()
}

/// Every text of a language with its message.
fn all(lang: &str) -> Vec<(String, String)> {
    FILES.iter().flat_map(|file| parse(&read(lang, file)).0).collect()
}

#[test]
fn both_languages_have_the_same_messages() {
    for lang in ["ja", "en"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(lang);
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        assert_eq!(names, FILES, "{lang}");
    }
    for file in FILES {
        let (ja, ja_twice) = parse(&read("ja", file));
        let (en, en_twice) = parse(&read("en", file));
        assert!(en.len() > 8, "{file}: {} messages", en.len());
        assert_eq!((ja_twice, en_twice), (vec![], vec![]), "{file}: said twice");
        let ids = |entries: &Entries| entries.keys().cloned().collect::<BTreeSet<String>>();
        let odd: Vec<String> = ids(&ja).symmetric_difference(&ids(&en)).cloned().collect();
        assert_eq!(odd, Vec::<String>::new(), "{file}: in one language only");
        for (id, text) in &en {
            assert_eq!(variables(text), variables(&ja[id]), "{file}: {id}");
            assert!(!text.is_empty() && !ja[id].is_empty(), "{file}: {id} is empty");
        }
    }
}

#[test]
fn every_family_has_its_words_in_both_languages() {
    const UNITS: [ParamUnit; 9] = [
        ParamUnit::Percent,
        ParamUnit::PercentPerYear,
        ParamUnit::BasisPoints,
        ParamUnit::Months,
        ParamUnit::Years,
        ParamUnit::Yen,
        ParamUnit::YenPerDollar,
        ParamUnit::Dollars,
        ParamUnit::Ratio,
    ];
    for lang in [Lang::Ja, Lang::En] {
        let texts = Texts::new(lang);
        let mut words: Vec<(String, &str)> = Vec::new();
        for &param in Param::ALL {
            for word in [Word::Label, Word::Help, Word::Source, Word::History] {
                words.push((format!("{param:?} {word:?}"), texts.param(param, word)));
            }
        }
        for word in [Word::Label, Word::Help] {
            words.extend(Cause::ALL.map(|c| (format!("{c:?} {word:?}"), texts.cause(c.key(), word))));
            words.extend(ParamGroup::ALL.map(|g| (format!("{g:?} {word:?}"), texts.group(g, word))));
            words.extend(Preset::ALL.map(|p| (format!("{p:?} {word:?}"), texts.preset(p.key(), word))));
            let marks = [Mark::A, Mark::B, Mark::C, Mark::NoView];
            words.extend(marks.map(|m| (format!("{m:?} {word:?}"), texts.mark(m, word))));
        }
        words.extend(AssetClass::ALL.map(|c| (format!("{c:?}"), texts.class(c))));
        for word in [Word::Label, Word::Short] {
            words.extend(RiskFactor::ALL.map(|f| (format!("{f:?} {word:?}"), texts.factor(f, word))));
        }
        for a in RiskFactor::ALL {
            for pair in RiskFactor::ALL.into_iter().filter_map(|b| Pair::of(a, b)) {
                let own = texts.pair_source(pair);
                words.push((format!("{pair:?}"), own));
                let no_view = own == texts.family("pair-no-view", Word::Label);
                assert_eq!(no_view, pair.default_value().1 == Mark::NoView, "{lang:?}: {pair:?}");
            }
        }
        for term in Term::ALL {
            words.push((format!("{term:?}"), texts.term(term.key(), Word::Label)));
        }
        words.extend(UNITS.map(|u| (format!("{u:?}"), texts.param_unit(u))));
        let missing: Vec<&String> =
            words.iter().filter(|(_, said)| said.is_empty()).map(|(what, _)| what).collect();
        assert!(missing.is_empty(), "{lang:?}: {missing:?}");
    }
}

#[test]
fn every_message_is_used() {
    let sources = layering::sources();
    let used: BTreeSet<String> =
        sources.iter().flat_map(|(_, text)| layering::tokens(text)).map(|(_, token)| token).collect();
    let mut unused = Vec::new();
    for file in ["compare.ftl", "errors.ftl", "explain.ftl", "history.ftl", "main.ftl", "thesis.ftl"] {
        for id in parse(&read("en", file)).0.into_keys().filter(|id| id != LANGUAGE_NAME) {
            if !used.contains(&format!("msg_{}", id.replace(['-', '.'], "_"))) {
                unused.push(format!("{file}: {id}"));
            }
        }
    }
    assert!(unused.is_empty(), "never said:\n{}", unused.join("\n"));
}

/// The characters of a text that the font file `font` of a family lacks.
fn lacking(ctx: &Context, family: &FontFamily, font: &str, text: &str) -> BTreeSet<char> {
    ctx.fonts_mut(|fonts| {
        let known = fonts.characters(family);
        let has = |c: &char| known.get(c).is_some_and(|names| names.iter().any(|name| name == font));
        text.chars().filter(|c| *c != '\n' && !has(c)).collect()
    })
}

#[test]
fn both_fonts_can_draw_every_text() {
    let ctx = Context::default();
    fonts::install(&ctx);
    let mut frame = ctx.run_ui(RawInput::default(), |_| ());
    frame.textures_delta.clear();
    let families = [("regular", FontFamily::Proportional), ("bold", FontFamily::Name(theme::BOLD.into()))];
    let mut texts: Vec<(String, String)> =
        SAMPLES.iter().map(|s| (s.key.to_owned(), s.text.to_owned())).collect();
    texts.push(("episodes.ron".to_owned(), include_str!("../../assets/episodes.ron").to_owned()));
    for lang in ["ja", "en"] {
        texts.extend(FILES.iter().map(|file| (format!("{lang}/{file}"), read(lang, file))));
    }
    // Signs and units stand in the code.
    let shown = |path: &str| ["src/text/", "src/view_model/", "src/ui/"].iter().any(|f| path.starts_with(f));
    texts.extend(layering::sources().into_iter().filter(|(path, _)| shown(path)));
    for (font, family) in families {
        let made_up = lacking(&ctx, &family, font, "円A\u{e000}");
        assert_eq!(made_up, BTreeSet::from(['\u{e000}']), "{font}");
        for (name, text) in &texts {
            assert!(!text.is_empty(), "{name}");
            assert_eq!(lacking(&ctx, &family, font, text), BTreeSet::new(), "{font}: {name}");
        }
    }
}

#[test]
fn english_is_set_in_english_signs() {
    let foreign = |c: char| {
        c == '…' || ('\u{3000}'..='\u{303f}').contains(&c) || ('\u{ff00}'..='\u{ffef}').contains(&c)
    };
    let all = all("en");
    let found: Vec<&(String, String)> = all.iter().filter(|(_, text)| text.contains(foreign)).collect();
    assert!(found.is_empty(), "{found:#?}");
}

/// What is code may have the brackets of code.
#[test]
fn japanese_is_set_in_japanese_brackets() {
    let code = ["error-type-fields", "error-type-name"];
    let all = all("ja");
    let found: Vec<&(String, String)> =
        all.iter().filter(|(id, text)| text.contains(['(', ')']) && !code.contains(&id.as_str())).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn nothing_is_foretold() {
    let guesses: Vec<(String, String)> =
        all("ja").into_iter().filter(|(_, t)| t.contains("でしょう")).collect();
    assert_eq!(guesses, []);
    let sentences: Vec<(String, String)> = all("en")
        .into_iter()
        .filter(|(id, _)| id.starts_with("headline") || id.starts_with("clause"))
        .collect();
    assert!(sentences.len() > 30, "{} sentences", sentences.len());
    for (id, text) in sentences {
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        assert!(!words.any(|word| word.eq_ignore_ascii_case("will")), "{id}: {text}");
    }
    for file in ["history.ftl", "episodes.ftl"] {
        for (id, text) in parse(&read("en", file)).0 {
            let mut words = text.split(|c: char| !c.is_alphanumeric());
            assert!(!words.any(|word| word.eq_ignore_ascii_case("will")), "{id}: {text}");
        }
    }
}

#[test]
fn a_message_is_read_with_its_attributes_and_lines() {
    let text = "# about\none = Says { $a } = { $b-c }\n    .last = at { $a }\ntwo = { $n ->\n   *[other] { $n } x\n}\none = again\n";
    let (entries, twice) = parse(text);
    assert_eq!(twice, ["one"]);
    assert_eq!(entries.keys().collect::<Vec<_>>(), ["one", "one.last", "two"]);
    assert_eq!(variables(&entries["two"]), BTreeSet::from(["n"]));
    assert_eq!(variables("Says { $a } = { $b-c }"), BTreeSet::from(["a", "b-c"]));
}
