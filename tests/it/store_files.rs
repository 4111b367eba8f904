//! Profile files: every broken one is named and left alone, every sound one
//! comes back the same.
#![expect(clippy::unwrap_used, clippy::panic, reason = "the functions that tests share are tests too")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use forelock::data::samples::SAMPLES;
use forelock::domain::holding::HoldingKind;
use forelock::domain::param::Param;
use forelock::domain::scenario::DefaultMode;
use forelock::domain::validate::ProblemKind;
use forelock::domain::yen::Yen;
use forelock::store::{
    Expected, FileProblemKind, LoadError, PROGRAM_VERSION, SaveError, SaveStep, TextEncoding, load,
    read_profile, sample, save, write_profile,
};
use rust_decimal::Decimal;

/// A small profile as a person would write it.
const HAND: &str = "(
    company: \"山あい（架空）\",
    as_of: \"2026-10\",
    banks: [(id: \"b1\", name: \"A銀行（架空）\", jgb_share: Some(\"0.30\"), buffer: \"0.04\")],
    holdings: [
        (id: \"h1\", name: \"手元現金\", kind: Cash(amount: \"3000000\")),
        (id: \"h2\", name: \"普通預金\", kind: Deposit(bank: \"b1\", account: Ordinary, amount: \"90000000\")),
    ],
    scenarios: [(name: \"基準\", values: {\"haircut\": \"0.6\"}, inflation_by_year: {1: \"0.03\"})],
)
";

fn hand_with(old: &str, new: &str) -> String {
    assert_eq!(HAND.matches(old).count(), 1, "{old}");
    HAND.replace(old, new)
}

/// Loads a file with these bytes and sees to it that they stay.
fn load_error(bytes: &[u8]) -> LoadError {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    fs::write(&path, bytes).unwrap();
    let error = load(&path).unwrap_err();
    assert_eq!(fs::read(&path).unwrap(), bytes);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    error
}

/// Place, field and kind of a problem; a place is a line and a column.
type Found = (Option<(usize, usize)>, String, FileProblemKind);

/// What is wrong with a text.
fn problems(text: &str) -> Vec<Found> {
    match load_error(text.as_bytes()) {
        LoadError::Invalid { problems } => problems
            .into_iter()
            .map(|p| (p.position.map(|at| (at.line, at.column)), p.field, p.kind))
            .collect(),
        other => panic!("{other:?}"),
    }
}

/// Line and column of the first place where `piece` stands.
fn place(text: &str, piece: &str) -> (usize, usize) {
    let before = &text[..text.find(piece).unwrap()];
    let line = before.matches('\n').count() + 1;
    (line, before.rsplit('\n').next().unwrap().chars().count() + 1)
}

/// The only problem is this one, and it points at `piece`.
fn assert_one(text: &str, piece: &str, field: &str, kind: FileProblemKind) {
    assert_eq!(problems(text), [(Some(place(text, piece)), field.to_owned(), kind)]);
}

/// The same for the amount of cash, written as `new`.
fn assert_cash(new: &str, kind: FileProblemKind) {
    let text = hand_with("\"3000000\"", new);
    assert_eq!(problems(&text), [(Some((6, 53)), "holdings[0].kind.amount".to_owned(), kind)]);
}

fn outside(found: &str, low: &str, high: &str) -> FileProblemKind {
    let (found, low, high) = (found.to_owned(), low.to_owned(), high.to_owned());
    FileProblemKind::Value(ProblemKind::OutOfRange { found, low, high })
}

#[test]
fn a_file_written_by_hand_opens_with_its_defaults() {
    let loaded = read_profile(HAND.as_bytes()).unwrap();
    assert!(!loaded.changed_outside && !loaded.newer);
    let profile = loaded.profile;
    assert_eq!((profile.fiscal_year_end, profile.active, profile.fictional), (3, 0, false));
    assert_eq!(profile.banks[0].jgb_share, Some(Decimal::new(30, 2)));
    assert_eq!(profile.banks[0].buffer, Some(Decimal::new(4, 2)));
    assert_eq!(profile.holdings[0].kind, HoldingKind::Cash { amount: Yen::whole(3_000_000) });
    let scenario = profile.active_scenario();
    assert_eq!(scenario.default, DefaultMode::Off);
    assert_eq!(scenario.get(Param::Haircut), Decimal::new(6, 1));
    assert_eq!(scenario.inflation_by_year, BTreeMap::from([(1, Decimal::new(3, 2))]));
}

#[test]
fn an_empty_file() {
    assert_eq!(load_error(b""), LoadError::Empty);
    assert_eq!(load_error(b"\xEF\xBB\xBF \n\n"), LoadError::Empty);
    assert_eq!(load_error(b"// Forelock profile; schema 1; reads fr"), LoadError::Empty);
}

#[test]
fn a_file_cut_anywhere_ends_early() {
    let whole = write_profile(&read_profile(HAND.as_bytes()).unwrap().profile).unwrap();
    let header = whole.find('\n').unwrap();
    for at in 0..whole.trim_end().len() {
        let found = read_profile(&whole.as_bytes()[..at]).unwrap_err();
        match found {
            LoadError::Empty => assert!(at <= header + 1, "{at}"),
            LoadError::Invalid { problems } => {
                let kind = &problems[0].kind;
                assert!(matches!(kind, FileProblemKind::EndsEarly { .. }), "{at}: {kind:?}");
            }
            other => panic!("{at}: {other:?}"),
        }
    }
    let half = &whole[..whole.len() / 2];
    let missing_bytes = Some(u64::try_from(whole.len() - half.len()).unwrap());
    let kind = FileProblemKind::EndsEarly { missing_bytes };
    assert_eq!(problems(half).first().map(|(_, _, kind)| kind.clone()), Some(kind));
}

#[test]
fn a_wrong_type() {
    let found = "\"84\"".to_owned();
    let kind = FileProblemKind::WrongType { expected: Expected::WholeNumber, found };
    let text = hand_with("Cash(amount: \"3000000\")", "Receivable(amount: \"1\", months: \"84\")");
    assert_one(&text, "\"84\"", "holdings[0].kind.months", kind);
    let kind = FileProblemKind::WrongType { expected: Expected::QuotedNumber, found: "[".to_owned() };
    assert_cash("[]", kind);
}

#[test]
fn a_bare_number() {
    let kind = |found: &str| FileProblemKind::BareNumber { found: found.to_owned() };
    assert_cash("3000000.10", kind("3000000.10"));
    assert_cash("1e400", kind("1e400"));
    assert_one(&hand_with("Some(\"0.30\")", "0.30"), "0.30", "banks[0].jgb_share", kind("0.30"));
}

#[test]
fn an_unknown_field() {
    let kind = FileProblemKind::UnknownField {
        found: "amuont".to_owned(),
        allowed: vec!["amount".to_owned()],
        near: Some("amount".to_owned()),
    };
    let text = hand_with("Cash(amount", "Cash(amuont");
    assert_one(&text, "amuont", "holdings[0].kind.amuont", kind);
}

#[test]
fn an_unknown_parameter_and_a_key_twice() {
    let text = hand_with(
        "\"haircut\": \"0.6\"",
        "\"haircut\": \"0.6\", \"haircutt\": \"1\", \"zz\": \"1\", \"haircut\": \"0.7\"",
    );
    let unknown = |found: &str, near: Option<&str>| FileProblemKind::UnknownParam {
        found: found.to_owned(),
        near: near.map(str::to_owned),
    };
    assert_eq!(
        problems(&text),
        [
            (
                Some(place(&text, "\"haircutt")),
                "scenarios[0].values.haircutt".to_owned(),
                unknown("haircutt", Some("haircut"))
            ),
            (Some(place(&text, "\"zz")), "scenarios[0].values.zz".to_owned(), unknown("zz", None)),
            (
                Some(place(&text, "\"haircut\": \"0.7")),
                "scenarios[0].values.haircut".to_owned(),
                FileProblemKind::Twice { name: "haircut".to_owned() }
            ),
        ]
    );
}

#[test]
fn amounts_that_are_negative_or_no_number() {
    let kind = outside("-5", "0", "1000000000000000");
    assert_cash("\"-5\"", kind);
    for text in ["1e400", "NaN", "1,000", "３００", ""] {
        let kind = FileProblemKind::NotANumber { found: text.to_owned() };
        assert_cash(&format!("\"{text}\""), kind);
    }
    let kind = FileProblemKind::NotANumber { found: "NaN".to_owned() };
    assert_cash("NaN", kind);
    let kind = FileProblemKind::NotWhole { found: "1.5".to_owned() };
    assert_cash("\"1.5\"", kind);
    let kind = outside("9999999999999999999999999999", "0", "1000000000000000");
    assert_cash("\"9999999999999999999999999999\"", kind);
}

#[test]
fn all_problems_of_values_are_found_at_once_in_file_order() {
    let text = hand_with("\"3000000\"", "\"-1\"")
        .replace("2026-10", "2026-13")
        .replace("bank: \"b1\"", "bank: \"b7\"")
        .replace("\"0.6\"", "\"1.6\"")
        .replace("1: \"0.03\"", "99: \"0.03\"");
    let found = problems(&text);
    let fields: Vec<(usize, &str)> =
        found.iter().map(|(at, field, _)| (at.unwrap().0, field.as_str())).collect();
    assert_eq!(
        fields,
        [
            (3, "as_of"),
            (6, "holdings[0].kind.amount"),
            (7, "holdings[1].kind.bank"),
            (9, "scenarios[0].values.haircut"),
            (9, "scenarios[0].inflation_by_year.99"),
        ]
    );
}

#[test]
fn other_encodings_are_named() {
    let utf16 = |turn: fn(u16) -> [u8; 2]| HAND.encode_utf16().flat_map(turn).collect::<Vec<u8>>();
    let named = |encoding| LoadError::Encoding { encoding };
    assert_eq!(load_error(&utf16(u16::to_le_bytes)), named(TextEncoding::Utf16Le));
    assert_eq!(load_error(&utf16(u16::to_be_bytes)), named(TextEncoding::Utf16Be));
    // 山田 in Shift_JIS.
    let (before, after) = HAND.split_once("山あい（架空）").unwrap();
    let after = after.replace(|c: char| !c.is_ascii(), "x");
    let shift_jis = [before.as_bytes(), b"\x8ER\x93c", after.as_bytes()].concat();
    assert_eq!(load_error(&shift_jis), named(TextEncoding::ShiftJis));
}

#[test]
fn a_huge_file_is_refused_unread() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    let file = fs::File::create(&path).unwrap();
    file.set_len(100 * 1000 * 1000).unwrap();
    assert_eq!(load(&path), Err(LoadError::TooLarge { limit: 16 * 1024 * 1024 }));
    assert_eq!(fs::metadata(&path).unwrap().len(), 100 * 1000 * 1000);
    let too_long = vec![b' '; 16 * 1024 * 1024 + 1];
    assert_eq!(read_profile(&too_long), Err(LoadError::TooLarge { limit: 16 * 1024 * 1024 }));
}

#[test]
fn brackets_without_end_are_an_error() {
    for bracket in ["(", "[", "{", "/*", "Some("] {
        let text = bracket.repeat(1_000_000 / bracket.len());
        let inside = hand_with("\"3000000\"", &text);
        assert!(matches!(read_profile(text.as_bytes()), Err(LoadError::Invalid { .. })), "{bracket}");
        assert!(matches!(read_profile(inside.as_bytes()), Err(LoadError::Invalid { .. })), "{bracket}");
    }
}

#[test]
fn a_newer_schema_opens_read_only_or_says_what_it_needs() {
    let text = write_profile(&read_profile(HAND.as_bytes()).unwrap().profile).unwrap();
    let newer = text.replacen("schema 1; reads from 0.1.0", "schema 2; reads from 0.7.0", 1);
    let loaded = read_profile(newer.as_bytes()).unwrap();
    assert!(loaded.newer && !loaded.changed_outside);
    let unreadable = newer.replacen("company:", "firm:", 1);
    assert_eq!(
        load_error(unreadable.as_bytes()),
        LoadError::NewerVersion {
            schema: 2,
            needs: "0.7.0".to_owned(),
            our_schema: 1,
            ours: PROGRAM_VERSION.to_owned(),
        }
    );
}

#[test]
fn a_change_from_outside_is_noticed_and_allowed() {
    let text = write_profile(&read_profile(HAND.as_bytes()).unwrap().profile).unwrap();
    assert!(!read_profile(text.as_bytes()).unwrap().changed_outside);
    let edited = text.replacen("3000000", "3000001", 1);
    let loaded = read_profile(edited.as_bytes()).unwrap();
    assert!(loaded.changed_outside);
    assert_eq!(loaded.profile.holdings[0].kind, HoldingKind::Cash { amount: Yen::whole(3_000_001) });
    let windows = text.replace('\n', "\r\n");
    assert!(read_profile(windows.as_bytes()).unwrap().changed_outside);
    let damaged = text.replacen("schema 1", "schema one", 1);
    assert!(read_profile(damaged.as_bytes()).unwrap().changed_outside);
}

#[test]
fn every_flipped_byte_is_an_error_or_noticed() {
    let profile = read_profile(HAND.as_bytes()).unwrap().profile;
    let text = write_profile(&profile).unwrap();
    let mut bytes = text.into_bytes();
    for at in 0..bytes.len() {
        let kept = bytes[at];
        for flip in [0x01, 0x02, 0x10, 0x20, 0x80, 0xFF] {
            bytes[at] = kept ^ flip;
            if let Ok(loaded) = read_profile(&bytes) {
                let harmless = loaded.profile == profile;
                assert!(harmless || loaded.changed_outside, "{at} {flip}");
            }
        }
        bytes[at] = kept;
    }
}

#[test]
fn samples_come_back_the_same_to_the_byte() {
    for entry in SAMPLES {
        let loaded = read_profile(entry.text.as_bytes()).unwrap();
        assert!(!loaded.changed_outside, "{}", entry.key);
        assert_eq!(write_profile(&loaded.profile).unwrap(), entry.text);
    }
    let maker = sample("machine_maker").unwrap();
    assert_eq!(maker.active_scenario().name, "両方");
    assert_eq!(maker.active_scenario().get(Param::Haircut), Decimal::new(60, 2));
}

#[test]
fn a_failed_save_leaves_the_folder_as_it_was() {
    let profile = sample("inn").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let missing = save(&folder.path().join("none/a.ron"), &profile);
    assert!(matches!(missing, Err(SaveError::Step { step: SaveStep::Find, .. })), "{missing:?}");
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    assert_eq!(save(&inner, &profile), Err(SaveError::NotAFile));
    let path = folder.path().join("a.ron");
    save(&path, &profile).unwrap();
    let before = fs::read(&path).unwrap();
    let mut wrong = profile.clone();
    wrong.scenarios.clear();
    let refused = save(&path, &wrong);
    assert!(matches!(&refused, Err(SaveError::Invalid { problems }) if problems.len() == 1), "{refused:?}");
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_saved_file_loads_as_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("山 あい.ron");
    for entry in SAMPLES {
        let profile = sample(entry.key).unwrap();
        save(&path, &profile).unwrap();
        assert_eq!(load(&path).unwrap().profile, profile);
    }
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let (real, link) = (folder.path().join("real.ron"), folder.path().join("link.ron"));
    save(&real, &sample("inn").unwrap()).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    save(&link, &sample("trading").unwrap()).unwrap();
    assert_eq!(fs::read_link(&link).unwrap(), real);
    assert_eq!(load(&real).unwrap().profile, sample("trading").unwrap());
}

#[test]
fn what_is_no_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(load(folder.path()), Err(LoadError::NotAFile));
    let missing: PathBuf = folder.path().join("none.ron");
    let found = load(&missing);
    let is_missing = matches!(&found, Err(LoadError::Io { kind: std::io::ErrorKind::NotFound, .. }));
    assert!(is_missing, "{found:?}");
    assert!(!Path::new(&missing).exists());
}
