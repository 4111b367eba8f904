//! What is not saved yet, kept against a crash.
//!
//! Each window has a folder of its own in the data folder, held by a lock for
//! as long as it runs. A folder that nobody holds is what a crash left.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::atomic_write::{SaveError, write_atomically};
use super::folders;
use super::locked::{Key, LockFailure};
use super::problem::LoadError;
use super::profile_file::{self, MAX_BYTES};
use super::stamp::Stamp;
use crate::domain::profile::Profile;

const FOLDER: &str = "recovery";
const LOCK: &str = "lock";
const FILE: &str = "profile.ron";
/// What the first line begins with: a comment, so that the rest can be opened
/// as it is.
const MAGIC: &str = "// Forelock recovery; ";

/// What unsaved changes belong to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The file they were made to; none for a company never saved.
    pub path: Option<PathBuf>,
    /// SHA-256 of that file when it was read, as hexadecimal digits.
    pub stamp: Option<String>,
    /// When they were kept.
    pub at: DateTime<Utc>,
}

/// The folder of this window.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    _lock: File,
}

impl Journal {
    /// Makes a folder in the data folder and holds it.
    ///
    /// # Errors
    /// What the system says.
    pub fn begin(data: &Path) -> io::Result<Self> {
        let all = data.join(FOLDER);
        folders::make_private(&all)?;
        let folder = tempfile::Builder::new()
            .prefix(&format!("{}-", Utc::now().format("%Y%m%dT%H%M%SZ")))
            .tempdir_in(&all)?
            .keep();
        let lock = File::create(folder.join(LOCK))?;
        lock.try_lock().map_err(io::Error::from)?;
        Ok(Self { folder, _lock: lock })
    }

    /// Keeps unsaved changes, in place of what was kept before.
    ///
    /// # Errors
    /// What keeps them from being written.
    pub fn keep(&self, about: &About, profile: &Profile, key: Option<&Key>) -> Result<(), SaveError> {
        // What cannot be saved as it stands is worth keeping too.
        let text = profile_file::write_profile(profile).or_else(|_| profile_file::text_of(profile))?;
        let sealed;
        let bytes = match key {
            Some(key) => {
                sealed = key.seal(text.as_bytes()).map_err(not_locked)?;
                &sealed
            }
            None => text.as_bytes(),
        };
        let about = serde_json::to_string(about).map_err(|_| SaveError::NotReadBack)?;
        let mut file = format!("{MAGIC}{about}\n").into_bytes();
        file.extend_from_slice(bytes);
        write_atomically(&self.folder.join(FILE), &file)
    }

    /// Everything is saved: nothing is kept.
    ///
    /// # Errors
    /// What the system says.
    pub fn clear(&self) -> io::Result<()> {
        match fs::remove_file(self.folder.join(FILE)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// The window ends as it should: the folder goes.
    pub fn end(self) {
        let _gone = fs::remove_dir_all(&self.folder);
    }
}

pub(super) fn not_locked(failure: LockFailure) -> SaveError {
    SaveError::NotLocked { detail: failure.detail }
}

/// Unsaved changes a crash left, held by this window.
#[derive(Debug, Clone)]
pub struct LeftOver {
    folder: PathBuf,
    /// What they belong to.
    pub about: About,
    /// The profile file with them, locked where the company's is.
    pub bytes: Arc<[u8]>,
    _lock: Arc<File>,
}

impl PartialEq for LeftOver {
    fn eq(&self, other: &Self) -> bool {
        self.folder == other.folder
    }
}

impl LeftOver {
    /// The profile in it; with the key where it is locked.
    ///
    /// # Errors
    /// As for any profile file.
    pub fn profile(&self, key: Option<&Key>) -> Result<Profile, LoadError> {
        super::document::read(&self.bytes, key).map(|loaded| loaded.profile)
    }

    /// What the file held the changes were made to.
    #[must_use]
    pub fn stamp(&self) -> Option<Stamp> {
        Stamp::from_hex(self.about.stamp.as_deref()?)
    }

    /// Lets go of them for good.
    ///
    /// # Errors
    /// What the system says.
    pub fn discard(&self) -> io::Result<()> {
        fs::remove_dir_all(&self.folder)
    }
}

/// What crashes left, the latest first. Folders of windows that run are left
/// alone, empty ones removed.
#[must_use]
pub fn left_over(data: &Path) -> Vec<LeftOver> {
    let Ok(entries) = fs::read_dir(data.join(FOLDER)) else { return Vec::new() };
    let mut found: Vec<LeftOver> = entries.filter_map(|entry| left_in(entry.ok()?.path())).collect();
    found.sort_by_key(|left| std::cmp::Reverse(left.about.at));
    found
}

fn left_in(folder: PathBuf) -> Option<LeftOver> {
    // A folder just made has no lock yet, and nothing in it.
    let lock = File::options().read(true).write(true).open(folder.join(LOCK)).ok()?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock | TryLockError::Error(_)) => return None,
    }
    let mut bytes = Vec::new();
    let read = File::open(folder.join(FILE)).and_then(|f| f.take(MAX_BYTES + 4096).read_to_end(&mut bytes));
    match read {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // That window had nothing unsaved.
            let _gone = fs::remove_dir_all(&folder);
            return None;
        }
        Err(_) => return None,
        Ok(_) => {}
    }
    let (about, bytes) = split(&bytes)?;
    Some(LeftOver { folder, about, bytes: bytes.into(), _lock: Arc::new(lock) })
}

/// What the first line of a recovery file says, and the profile file after
/// it; `None` for anything else.
#[must_use]
pub fn split(bytes: &[u8]) -> Option<(About, &[u8])> {
    let end = bytes.iter().position(|&b| b == b'\n')?;
    let (line, rest) = bytes.split_at_checked(end + 1)?;
    let line = std::str::from_utf8(line).ok()?.trim_end();
    Some((serde_json::from_str(line.strip_prefix(MAGIC)?).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::locked::SecretString;

    fn about(path: &str) -> About {
        About { path: Some(path.into()), stamp: Some(Stamp::of(b"x").hex()), at: Utc::now() }
    }

    #[test]
    fn what_is_kept_is_left_over_only_once_its_window_is_gone() {
        let place = tempfile::tempdir().unwrap();
        let profile = crate::store::sample("inn").unwrap();
        let journal = Journal::begin(place.path()).unwrap();
        journal.keep(&about("/x/宿.ron"), &profile, None).unwrap();
        assert!(left_over(place.path()).is_empty());
        // As if the process were gone: the lock goes with it.
        drop(journal);
        let left = left_over(place.path());
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].profile(None).unwrap(), profile);
        assert_eq!(
            (left[0].about.path.as_deref(), left[0].stamp()),
            (Some(Path::new("/x/宿.ron")), Some(Stamp::of(b"x")))
        );
        // This window holds it now: no other one is offered the same.
        assert!(left_over(place.path()).is_empty());
        left[0].discard().unwrap();
        drop(left);
        assert!(left_over(place.path()).is_empty());
    }

    #[test]
    fn what_is_saved_or_ended_leaves_nothing() {
        let place = tempfile::tempdir().unwrap();
        let profile = crate::store::sample("inn").unwrap();
        let journal = Journal::begin(place.path()).unwrap();
        journal.keep(&about("/x/a.ron"), &profile, None).unwrap();
        journal.clear().unwrap();
        journal.clear().unwrap();
        drop(journal);
        assert!(left_over(place.path()).is_empty());
        assert_eq!(fs::read_dir(place.path().join(FOLDER)).unwrap().count(), 0);
        let journal = Journal::begin(place.path()).unwrap();
        journal.keep(&about("/x/a.ron"), &profile, None).unwrap();
        journal.end();
        assert!(left_over(place.path()).is_empty());
    }

    #[test]
    fn what_is_kept_of_a_locked_company_is_locked() {
        let place = tempfile::tempdir().unwrap();
        let profile = crate::store::sample("inn").unwrap();
        let key = Key::quick(&SecretString::from("p".to_owned())).unwrap();
        let journal = Journal::begin(place.path()).unwrap();
        journal.keep(&about("/x/a.ron"), &profile, Some(&key)).unwrap();
        drop(journal);
        let left = left_over(place.path());
        assert!(!String::from_utf8_lossy(&left[0].bytes).contains(&profile.company));
        assert_eq!(left[0].profile(None), Err(LoadError::Locked));
        assert_eq!(left[0].profile(Some(&key)).unwrap(), profile);
    }
}
