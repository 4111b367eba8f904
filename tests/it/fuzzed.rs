//! Every reader on what the fuzzers know: the corpus in `tests/fuzz/corpus`
//! as it stands, then bent, cut and put together at random. The fuzzers go
//! further (`tests/fuzz/run.sh`); this needs nothing that is not installed.
#![expect(clippy::expect_used, clippy::panic, reason = "the functions that tests share are tests too")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;

use crate::support::{readers, tried};

/// The inputs kept for a reader, by name.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target);
    let files = std::fs::read_dir(&folder).expect("a corpus");
    let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).expect("an input")).collect()
}

/// One thing done to an input.
#[derive(Debug, Clone)]
enum Edit {
    /// A byte becomes another.
    Byte(Index, u8),
    /// A bit turns.
    Bit(Index, u8),
    /// Bytes are put in.
    Insert(Index, Vec<u8>),
    /// A stretch is taken out.
    Remove(Index, usize),
    /// A stretch stands there twice.
    Twice(Index, usize),
    /// It goes on as another input does.
    Splice(Index, Index, Index),
    /// It ends here.
    Cut(Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<Index>;
    prop_oneof![
        2 => (at(), any::<u8>()).prop_map(|(at, to)| Edit::Byte(at, to)),
        2 => (at(), "[-+0-9.,(){}\\[\\]\"':;/*#_ \r\nbeinrux億万円％]").prop_map(|(at, new)| Edit::Insert(at, new.into_bytes())),
        1 => (at(), 0..8_u8).prop_map(|(at, bit)| Edit::Bit(at, bit)),
        1 => (at(), prop::collection::vec(any::<u8>(), 1..5)).prop_map(|(at, new)| Edit::Insert(at, new)),
        2 => (at(), 1..40_usize).prop_map(|(at, length)| Edit::Remove(at, length)),
        1 => (at(), 1..60_usize).prop_map(|(at, length)| Edit::Twice(at, length)),
        1 => (at(), at(), at()).prop_map(|(at, other, from)| Edit::Splice(at, other, from)),
        1 => at().prop_map(Edit::Cut),
    ]
}

fn edited(mut bytes: Vec<u8>, edits: &[Edit], corpus: &[Vec<u8>]) -> Vec<u8> {
    for edit in edits {
        let place = |at: &Index| at.index(bytes.len() + 1);
        let stretch = |at: &Index, length: usize| place(at)..(place(at) + length).min(bytes.len());
        match edit {
            Edit::Byte(at, to) => {
                let at = place(at);
                bytes.splice(at..(at + 1).min(bytes.len()), [*to]);
            }
            Edit::Bit(at, bit) => {
                let at = place(at);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << bit;
                }
            }
            Edit::Insert(at, new) => {
                let at = place(at);
                bytes.splice(at..at, new.iter().copied());
            }
            Edit::Remove(at, length) => drop(bytes.drain(stretch(at, *length))),
            Edit::Twice(at, length) => {
                let stretch = stretch(at, *length);
                let copy = bytes.get(stretch.clone()).unwrap_or_default().to_vec();
                bytes.splice(stretch.end..stretch.end, copy);
            }
            Edit::Splice(at, other, from) => {
                let other = other.get(corpus);
                bytes.truncate(place(at));
                bytes.extend(other.iter().skip(from.index(other.len() + 1)));
            }
            Edit::Cut(at) => bytes.truncate(place(at)),
        }
    }
    bytes
}

/// Holds a reader to its rules on its corpus, and on `cases` inputs made of it.
fn hold(target: &str, cases: u32, check: fn(&[u8])) {
    let corpus = corpus(target);
    assert!(corpus.len() >= 4, "{target} has a corpus");
    for input in &corpus {
        let held = catch_unwind(AssertUnwindSafe(|| check(input)));
        assert!(held.is_ok(), "{target}: {:?}", String::from_utf8_lossy(input));
    }
    let inputs = (any::<Index>(), prop::collection::vec(edit(), 1..6))
        .prop_map(|(which, edits)| edited(which.get(&corpus).clone(), &edits, &corpus));
    let tried = TestRunner::new(tried(cases)).run(&inputs, |input| {
        check(&input);
        Ok(())
    });
    if let Err(error) = tried {
        panic!("{target}: {error}");
    }
}

#[test]
fn a_profile_that_opens_can_be_saved_and_is_the_same_then() {
    hold("profile", 5_000, readers::profile);
}

#[test]
fn whatever_the_first_line_says_the_company_is_the_same_or_refused() {
    hold("head", 2_000, readers::head);
}

#[test]
fn settings_load_and_are_written_with_every_key() {
    hold("settings", 5_000, readers::settings);
}

#[test]
fn an_amount_read_is_the_same_when_edited_again() {
    hold("amount", 5_000, readers::amount);
}

#[test]
fn what_a_field_takes_can_be_saved() {
    hold("form", 2_000, readers::form);
}

#[test]
fn a_name_that_is_known_leads_back_to_itself() {
    hold("keys", 2_000, readers::keys);
}

#[test]
fn what_is_locked_opens_as_it_was_locked_or_not_at_all() {
    hold("locked", 2_000, readers::locked);
}

#[test]
fn what_a_crash_left_is_read_as_it_was_written_or_not_at_all() {
    hold("left", 2_000, readers::left);
}
