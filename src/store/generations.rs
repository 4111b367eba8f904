//! Earlier versions of a profile file: what stood there before each save.
//!
//! They are kept as they were, byte by byte, in the data folder: all of the
//! last hour, then the last of each of 12 days, 10 weeks and 9 months.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike, Duration, Local, NaiveDateTime, Utc};

use super::atomic_write::{SaveError, sweep_folder, write_atomically};
use super::folders;
use super::profile_file::MAX_BYTES;
use super::stamp::Stamp;

/// How long every version is kept.
const ALL_FOR: Duration = Duration::hours(1);
/// After that, the last of so many days,
const DAYS: usize = 12;
/// so many weeks
const WEEKS: usize = 10;
/// and so many months.
const MONTHS: usize = 9;

/// The time in a version's name.
const NAME_TIME: &str = "%Y%m%dT%H%M%SZ";

/// An earlier version of a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Generation {
    /// Its place in the order of saves, from 1.
    pub number: u32,
    /// When it was kept, by this machine's clock.
    pub at: DateTime<Utc>,
    /// Where it is.
    pub path: PathBuf,
}

impl Generation {
    /// Its bytes, at most as many as a profile may have.
    ///
    /// # Errors
    /// What the system says.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        fs::File::open(&self.path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// The earlier versions of a file, the latest first; none where there are
/// none or they cannot be read.
#[must_use]
pub fn list(data: &Path, file: &Path) -> Vec<Generation> {
    let Ok(entries) = fs::read_dir(folder(data, file)) else { return Vec::new() };
    let mut found: Vec<Generation> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let (number, time) = path.file_name()?.to_str()?.strip_suffix(".ron")?.split_once('-')?;
            let (number, at) = (number.parse().ok()?, NaiveDateTime::parse_from_str(time, NAME_TIME).ok()?);
            Some(Generation { number, at: at.and_utc(), path })
        })
        .collect();
    found.sort_by_key(|generation| std::cmp::Reverse(generation.number));
    found
}

/// Keeps these bytes as the latest earlier version of a file, unless the
/// latest one is the same; then lets go of what is too old.
///
/// # Errors
/// What keeps them from being written.
pub(super) fn keep(data: &Path, file: &Path, bytes: &[u8], now: DateTime<Utc>) -> Result<(), SaveError> {
    let versions = list(data, file);
    let latest = versions.first();
    if latest.and_then(|version| version.bytes().ok()).is_some_and(|kept| kept == bytes) {
        return Ok(());
    }
    let folder = folder(data, file);
    let told = |error: io::Error| SaveError::Step {
        step: super::SaveStep::Generation,
        kind: error.kind(),
        detail: error.to_string(),
    };
    let is_new = !folder.exists();
    folders::make_private(&folder).map_err(told)?;
    sweep_folder(&folder);
    if is_new {
        // For a person who looks into the folder by hand.
        let whose = file.display().to_string();
        write_atomically(&folder.join("of.txt"), whose.as_bytes())?;
    }
    let number = latest.map_or(0, |version| version.number).saturating_add(1);
    let path = folder.join(format!("{number:06}-{}.ron", now.format(NAME_TIME)));
    write_atomically(&path, bytes)?;
    let mut versions = versions;
    versions.insert(0, Generation { number, at: now, path });
    let times: Vec<DateTime<Local>> = versions.iter().map(|v| v.at.with_timezone(&Local)).collect();
    for index in surplus(&times, &now.with_timezone(&Local)) {
        if let Some(version) = versions.get(index) {
            // One that stays is let go of after the next save.
            let _gone = fs::remove_file(&version.path);
        }
    }
    Ok(())
}

/// Writes every earlier version of a file anew: locked otherwise, or no
/// longer. Versions `change` has no answer for are removed, those it does not
/// change are left alone.
///
/// # Errors
/// The first thing that could not be done, after all of them were tried.
pub(super) fn rewrite(
    data: &Path,
    file: &Path,
    change: impl Fn(&[u8]) -> Option<Vec<u8>>,
) -> Result<(), SaveError> {
    let told = |error: io::Error| SaveError::Step {
        step: super::SaveStep::Generation,
        kind: error.kind(),
        detail: error.to_string(),
    };
    sweep_folder(&folder(data, file));
    let anew = |version: Generation| {
        let old = version.bytes().map_err(told)?;
        match change(&old) {
            Some(bytes) if bytes == old => Ok(()),
            Some(bytes) => write_atomically(&version.path, &bytes),
            None => fs::remove_file(&version.path).map_err(told),
        }
    };
    list(data, file).into_iter().map(anew).fold(Ok(()), Result::and)
}

/// The folder of a file's versions: by its path, links followed, as far as it
/// exists.
fn folder(data: &Path, file: &Path) -> PathBuf {
    let real = super::atomic_write::resolve(file).unwrap_or_else(|_| file.to_owned());
    let name = Stamp::of(real.as_os_str().as_encoded_bytes()).hex();
    data.join("versions").join(name.get(..32).unwrap_or(&name))
}

/// Which of the versions, latest first, are let go of. The latest one and any
/// of a time still to come (a clock may have been set back) stay.
fn surplus<Z: chrono::TimeZone>(times: &[DateTime<Z>], now: &DateTime<Z>) -> Vec<usize> {
    let mut gone = Vec::new();
    // The latest of each day, week and month stands for it.
    let (mut days, mut weeks, mut months) = (Vec::new(), Vec::new(), Vec::new());
    for (index, time) in times.iter().enumerate() {
        let age = now.clone().signed_duration_since(time.clone());
        if index == 0 || age < ALL_FOR {
            continue;
        }
        let date = time.date_naive();
        let (day, week, month) = (date, date.iso_week(), (date.year(), date.month()));
        let stays = if days.contains(&day) {
            false
        } else if days.len() < DAYS {
            days.push(day);
            true
        } else if weeks.contains(&week) {
            false
        } else if weeks.len() < WEEKS {
            weeks.push(week);
            true
        } else if months.contains(&month) {
            false
        } else if months.len() < MONTHS {
            months.push(month);
            true
        } else {
            false
        };
        if !stays {
            gone.push(index);
        }
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap().and_utc()
    }

    #[test]
    fn versions_are_kept_in_order_and_the_same_one_only_once() {
        let place = tempfile::tempdir().unwrap();
        let (data, file) = (place.path().join("data"), place.path().join("山.ron"));
        let now = at("2026-11-26 12:00");
        for (bytes, minute) in [("a", 0), ("a", 1), ("b", 2), ("a", 3)] {
            keep(&data, &file, bytes.as_bytes(), now + Duration::minutes(minute)).unwrap();
        }
        let kept = list(&data, &file);
        let texts: Vec<Vec<u8>> = kept.iter().map(|g| g.bytes().unwrap()).collect();
        assert_eq!(texts, [b"a", b"b", b"a"]);
        assert_eq!(kept.iter().map(|g| g.number).collect::<Vec<_>>(), [3, 2, 1]);
        assert!(list(&data, &place.path().join("other.ron")).is_empty());
    }

    #[test]
    fn a_clock_set_back_changes_neither_the_order_nor_what_stays() {
        let place = tempfile::tempdir().unwrap();
        let (data, file) = (place.path().join("data"), place.path().join("a.ron"));
        keep(&data, &file, b"old", at("2030-01-01 00:00")).unwrap();
        keep(&data, &file, b"new", at("2026-11-26 12:00")).unwrap();
        let texts: Vec<Vec<u8>> = list(&data, &file).iter().map(|g| g.bytes().unwrap()).collect();
        assert_eq!(texts, [b"new", b"old"]);
    }

    /// Two years of a save every five minutes of every hour of the day.
    #[test]
    fn of_two_years_an_hour_twelve_days_ten_weeks_and_nine_months_stay() {
        let now = at("2026-11-26 12:00");
        let mut times: Vec<DateTime<Utc>> = Vec::new();
        for step in (0..2 * 365 * 24 * 12_i64).rev() {
            times.insert(0, now - Duration::minutes(5 * step));
            if step % 1000 == 0 {
                let gone = surplus(&times, &times[0]);
                let mut index = 0;
                times.retain(|_| {
                    index += 1;
                    !gone.contains(&(index - 1))
                });
            }
        }
        let gone = surplus(&times, &now);
        let kept: Vec<_> = (0..times.len()).filter(|i| !gone.contains(i)).map(|i| times[i]).collect();
        assert_eq!(kept.iter().filter(|t| now - **t < ALL_FOR).count(), 12);
        assert_eq!(kept.len(), 12 + DAYS + WEEKS + MONTHS);
        // The days are the last twelve, the latest of each.
        assert_eq!(kept[12], now - Duration::hours(1));
        assert_eq!(kept[13], at("2026-11-25 23:55"));
        // Weeks and months reach about a year back.
        let oldest = now - *kept.last().unwrap();
        assert!(oldest > Duration::days(300), "{oldest}");
    }

    #[test]
    fn every_version_is_written_anew_or_removed() {
        let place = tempfile::tempdir().unwrap();
        let (data, file) = (place.path().join("data"), place.path().join("a.ron"));
        for (text, minute) in [("a", 0), ("b", 1)] {
            keep(&data, &file, text.as_bytes(), at("2026-11-26 12:00") + Duration::minutes(minute)).unwrap();
        }
        rewrite(&data, &file, |bytes| (bytes == b"a").then(|| b"A".to_vec())).unwrap();
        let texts: Vec<Vec<u8>> = list(&data, &file).iter().map(|g| g.bytes().unwrap()).collect();
        assert_eq!(texts, [b"A"]);
    }
}
