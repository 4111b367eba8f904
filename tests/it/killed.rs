//! A save that is cut off: killed at any moment, or on a disk that is full.
#![expect(clippy::unwrap_used, reason = "what a test sets up may stop it at once")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use forelock::store::{self, OpenFile, Over, document, generations};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng as _, SeedableRng as _};

use crate::support::times;

/// Names the folder for the process that saves.
const FOLDER: &str = "FORELOCK_SAVES_IN";
/// How often that process saves.
const TIMES: &str = "FORELOCK_SAVES_TIMES";

/// How often a process is killed; a thousand times with
/// `FORELOCK_CASES_TIMES=25`.
const KILLS: u32 = 40;

fn file(folder: &Path) -> PathBuf {
    folder.join("社.ron")
}

/// The number of the save that is in the file, which must be whole.
fn saved(folder: &Path) -> u32 {
    let loaded = store::load(&file(folder)).unwrap();
    assert!(!loaded.changed_outside);
    loaded.profile.company.parse().unwrap()
}

/// Not a test of its own: the process that saves, and says so after each.
/// What cannot be saved it says too, and goes on.
#[test]
#[ignore = "run by the others, as a process of its own"]
fn saves() {
    let Ok(folder) = std::env::var(FOLDER).map(PathBuf::from) else { return };
    let times = std::env::var(TIMES).map_or(u32::MAX, |times| times.parse().unwrap());
    let mut profile = store::sample("inn").unwrap();
    let data = folder.join("data");
    let mut open = document::open(&file(&folder), None, None).unwrap().file;
    for number in (saved(&folder) + 1..).take(usize::try_from(times).unwrap()) {
        profile.company = number.to_string();
        let result = document::save(&file(&folder), &profile, &open, Over::Known, Some(&data));
        let mut out = std::io::stdout().lock();
        match result {
            Ok(written) => {
                open = written.file;
                writeln!(out, "saved {number}").unwrap();
            }
            Err(error) => writeln!(out, "refused {number}: {error}").unwrap(),
        }
        out.flush().unwrap();
    }
}

fn saving(folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["killed::saves", "--exact", "--ignored", "--nocapture"]).env(FOLDER, folder);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

fn begun() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut profile = store::sample("inn").unwrap();
    profile.company = "0".into();
    store::save(&file(folder.path()), &profile).unwrap();
    folder
}

/// The file is the old one or the new one, whole, and never older than what
/// was said to be saved; every earlier version opens; what was cut off is
/// swept away by the next save.
#[test]
fn killed_at_any_moment_the_file_is_whole_and_nothing_said_to_be_saved_is_lost() {
    let folder = begun();
    let mut random = Xoshiro256PlusPlus::seed_from_u64(9);
    let mut said = 0;
    for _ in 0..KILLS * times() {
        let mut child = saving(folder.path()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let mut tell = |line: &str| {
            if let Some(number) = line.strip_prefix("saved ") {
                said = number.parse().unwrap();
            }
        };
        // Up to the first save the process only starts.
        for line in lines.by_ref() {
            tell(&line);
            if line.starts_with("saved") {
                break;
            }
        }
        std::thread::sleep(Duration::from_micros(random.next_u64() % 30_000));
        child.kill().unwrap();
        lines.for_each(|line| tell(&line));
        child.wait().unwrap();
        assert!(saved(folder.path()) >= said, "{said} was said to be saved");
    }
    assert!(said >= KILLS * times(), "the processes saved");
    for version in generations::list(&folder.path().join("data"), &file(folder.path())) {
        store::read_profile(&version.bytes().unwrap()).unwrap();
    }
    saving(folder.path()).env(TIMES, "1").output().unwrap();
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "the file and the data folder: {left:?}");
}

#[test]
fn without_a_folder_nothing_is_saved_and_without_one_for_copies_it_is_said() {
    use forelock::store::{SaveError, SaveStep};
    let folder = begun();
    let file = file(folder.path());
    let mut profile = store::sample("inn").unwrap();
    profile.company = "1".into();
    // The folder is gone, as a removed drive's is.
    let elsewhere = folder.path().join("removed/社.ron");
    let found = document::save(&elsewhere, &profile, &OpenFile::default(), Over::Known, None).unwrap_err();
    assert!(matches!(found, SaveError::Step { step: SaveStep::Find, .. }), "{found:?}");
    // The data folder cannot be made: saved, and said that the version is lost.
    fs::write(folder.path().join("data"), "a file").unwrap();
    let data = folder.path().join("data");
    let written = document::save(&file, &profile, &OpenFile::default(), Over::Anything, Some(&data)).unwrap();
    assert!(written.version_lost.is_some());
    assert_eq!(saved(folder.path()), 1);
}

#[test]
fn names_of_250_bytes_in_kanji_and_emoji_are_saved_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    for name in [format!("{}.ron", "社".repeat(82)), "瀬戸内 🦊 (架空).ron".to_owned()] {
        let file = folder.path().join(&name);
        let mut profile = store::sample("inn").unwrap();
        let mut open = OpenFile::default();
        for company in ["一", "二"] {
            profile.company = company.into();
            open = document::save(&file, &profile, &open, Over::Known, Some(&data)).unwrap().file;
        }
        assert_eq!(store::load(&file).unwrap().profile.company, "二", "{name}");
        assert_eq!(generations::list(&data, &file).len(), 1, "{name}");
    }
}
