//! Earlier versions and passphrases at a command line.
#![expect(clippy::unwrap_used, reason = "what a test sets up may stop it at once")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

use forelock::store::{self, OpenFile, Over, document, locked};

use crate::cli::{err, fine, forelock, out, parsed, run, samples};

/// Runs a command that asks for a passphrase.
fn told(folder: &Path, arguments: &[&str], passphrase: &str) -> Output {
    let mut command = forelock(folder, arguments);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{passphrase}").unwrap();
    child.wait_with_output().unwrap()
}

/// Saves `inn.ron` under other names, one after the other.
fn saved(folder: &Path, names: &[&str]) {
    let file = folder.join("inn.ron");
    let mut profile = store::load(&file).unwrap().profile;
    let mut open = OpenFile::default();
    for name in names {
        (*name).clone_into(&mut profile.company);
        let data = folder.join("data");
        open = document::save(&file, &profile, &open, Over::Anything, Some(&data)).unwrap().file;
    }
}

#[test]
fn earlier_versions_are_listed_and_written_to_a_new_file_only() {
    let folder = samples();
    let folder = folder.path();
    assert!(fine(folder, &["history", "inn.ron"]).contains("no earlier versions"));
    saved(folder, &["one", "two"]);
    let listed = fine(folder, &["history", "inn.ron"]);
    assert!(listed.lines().nth(1).unwrap().contains("one"), "{listed}");
    assert_eq!(listed.lines().count(), 3);
    let json = parsed(&fine(folder, &["history", "inn.ron", "--format", "json"]));
    assert_eq!((&json[0]["number"], &json[0]["contents"]["company"]), (&2.into(), &"one".into()));
    assert!(!fine(folder, &["history", "inn.ron", "--hide-amounts"]).contains("one"));
    assert_eq!(fine(folder, &["history", "inn.ron", "--format", "csv"]).lines().count(), 3);

    fine(folder, &["history", "inn.ron", "--version", "2", "--output", "old.ron"]);
    assert_eq!(store::load(&folder.join("old.ron")).unwrap().profile.company, "one");
    for (number, output, said) in
        [("2", "old.ron", "There is a file already"), ("9", "x.ron", "no version 9")]
    {
        let found = run(folder, &["history", "inn.ron", "--version", number, "--output", output]);
        assert_eq!(found.status.code(), Some(1));
        assert!(err(&found).contains(said), "{}", err(&found));
    }
}

#[test]
fn a_profile_is_locked_read_with_its_passphrase_and_unlocked() {
    let folder = samples();
    let folder = folder.path();
    saved(folder, &["極秘"]);
    let file = folder.join("inn.ron");
    let before = fs::read(&file).unwrap();
    let short = told(folder, &["lock", "inn.ron"], "short");
    assert_eq!((short.status.code(), fs::read(&file).unwrap()), (Some(1), before.clone()));
    let locking = told(folder, &["lock", "inn.ron"], "a longer passphrase");
    assert_eq!((locking.status.code(), err(&locking).as_str()), (Some(0), ""));
    assert!(locked::is_locked(&fs::read(&file).unwrap()));
    let json = parsed(&fine(folder, &["history", "inn.ron", "--format", "json"]));
    assert!(json.as_array().unwrap().iter().all(|version| version["locked"] == true), "{json}");

    let again = run(folder, &["lock", "inn.ron"]);
    assert!(err(&again).contains("locked already"), "{}", err(&again));
    let wrong = told(folder, &["check", "inn.ron"], "another passphrase");
    assert_eq!(wrong.status.code(), Some(1));
    assert!(err(&wrong).contains("passphrase is another one"), "{}", err(&wrong));
    let right =
        told(folder, &["project", "inn.ron", "--months", "1", "--format", "json"], "a longer passphrase");
    assert_eq!(parsed(&out(&right))["company"], "極秘");

    let unlocking = told(folder, &["unlock", "inn.ron"], "a longer passphrase");
    assert_eq!((unlocking.status.code(), err(&unlocking).as_str()), (Some(0), ""));
    assert_eq!(fs::read(&file).unwrap(), before);
    assert!(err(&run(folder, &["unlock", "inn.ron"])).contains("not locked"));
    fine(folder, &["check", "inn.ron"]);
}
