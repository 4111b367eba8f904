//! A profile's file while it is open: what it held, who holds it, its key.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use chrono::Utc;

use super::atomic_write::{self, SaveError};
use super::generations::{self, Generation};
use super::instance_lock::{FileLock, Holder, NotHeld};
use super::locked::{self, Key, SecretString, UnlockError};
use super::problem::LoadError;
use super::profile_file::{Loaded, MAX_BYTES, read_profile, write_profile};
use super::recovery::not_locked;
use super::stamp::Stamp;
use crate::domain::profile::Profile;

/// What is known of the file of the company that is open. Nothing for one
/// that is in no file.
#[derive(Debug, Clone, Default)]
pub struct OpenFile {
    /// What it held when it was last read or written.
    pub stamp: Option<Stamp>,
    /// Its key, where it is locked with a passphrase.
    pub key: Option<Arc<Key>>,
    /// The lock that keeps other windows from writing it.
    pub lock: Option<Arc<FileLock>>,
}

/// A profile read from a file that stays open.
#[derive(Debug, Clone)]
pub struct Opened {
    /// What was read.
    pub loaded: Loaded,
    /// What is known of the file.
    pub file: OpenFile,
    /// Another window holds it: it may be looked at only.
    pub held_elsewhere: Option<Holder>,
}

impl From<Loaded> for Opened {
    fn from(loaded: Loaded) -> Self {
        Self { loaded, file: OpenFile::default(), held_elsewhere: None }
    }
}

/// What a save did.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// What is known of the file now.
    pub file: OpenFile,
    /// Why the version before could not be kept, where it could not.
    pub version_lost: Option<String>,
    /// Why some earlier versions are not locked as the file is, where they
    /// are not.
    pub versions_open: Option<String>,
    /// Why it is not sure that the file outlasts a power cut.
    pub unconfirmed: Option<String>,
}

/// What a save may write over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Over {
    /// The file as it was last read or written, or none.
    Known,
    /// Whatever is there: the reader was asked.
    Anything,
}

/// The bytes of a file, at most as many as a profile may have.
///
/// # Errors
/// `Io`, `NotAFile`, `TooLarge`.
pub fn bytes_of(path: &Path) -> Result<Vec<u8>, LoadError> {
    let metadata = std::fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(LoadError::NotAFile);
    }
    if metadata.len() > MAX_BYTES {
        return Err(LoadError::TooLarge { limit: MAX_BYTES });
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A profile from bytes, locked or not.
///
/// # Errors
/// As [`read_profile`]; `Locked` where a key is needed, `LockedDamaged` where
/// it does not fit.
pub fn read(bytes: &[u8], key: Option<&Key>) -> Result<Loaded, LoadError> {
    match key {
        _ if !locked::is_locked(bytes) => read_profile(bytes),
        None => Err(LoadError::Locked),
        // Of another key, and so of another passphrase.
        Some(key) => match key.open(bytes) {
            Err(UnlockError::Damaged) if locked::is_whole(bytes) => Err(LoadError::Locked),
            text => read_profile(&text?),
        },
    }
}

impl From<UnlockError> for LoadError {
    fn from(error: UnlockError) -> Self {
        match error {
            UnlockError::WrongPassphrase => Self::WrongPassphrase,
            UnlockError::Damaged => Self::LockedDamaged,
        }
    }
}

/// A profile and its key from bytes, with the passphrase where there is one.
///
/// # Errors
/// As [`read_profile`]; `Locked` where a passphrase is needed and none is
/// given, `WrongPassphrase`, `LockedDamaged`.
pub fn unlock(
    bytes: &[u8],
    passphrase: Option<&SecretString>,
) -> Result<(Loaded, Option<Arc<Key>>), LoadError> {
    match passphrase {
        Some(passphrase) if locked::is_locked(bytes) => {
            let (key, text) = locked::unlock(bytes, passphrase)?;
            Ok((read_profile(&text)?, Some(key)))
        }
        _ => Ok((read(bytes, None)?, None)),
    }
}

/// Opens a profile file and holds it against other windows. `known` is the
/// lock it is held by already, if it is.
///
/// # Errors
/// As [`unlock`], and what the system says. Nothing is held then.
pub fn open(
    path: &Path,
    passphrase: Option<&SecretString>,
    known: Option<&Arc<FileLock>>,
) -> Result<Opened, LoadError> {
    let (lock, held_elsewhere) = hold(path, known);
    let bytes = bytes_of(path)?;
    let (loaded, key) = unlock(&bytes, passphrase)?;
    Ok(Opened { loaded, file: OpenFile { stamp: Some(Stamp::of(&bytes)), key, lock }, held_elsewhere })
}

/// The same with a key that is known already, where the file has one, and the
/// lock it may be held by.
///
/// # Errors
/// As [`read`], and what the system says. Nothing is held then.
pub fn open_with(
    path: &Path,
    key: Option<&Arc<Key>>,
    known: Option<&Arc<FileLock>>,
) -> Result<Opened, LoadError> {
    let (lock, held_elsewhere) = hold(path, known);
    let bytes = bytes_of(path)?;
    let loaded = read(&bytes, key.map(Arc::as_ref))?;
    let key = key.filter(|_| locked::is_locked(&bytes)).cloned();
    Ok(Opened { loaded, file: OpenFile { stamp: Some(Stamp::of(&bytes)), key, lock }, held_elsewhere })
}

/// Holds a file that is there; who else does.
fn hold(path: &Path, known: Option<&Arc<FileLock>>) -> (Option<Arc<FileLock>>, Option<Holder>) {
    match known.filter(|lock| lock.is_of(path)) {
        Some(lock) => (Some(Arc::clone(lock)), None),
        None => match path.is_file().then(|| FileLock::hold(path)) {
            Some(Ok(lock)) => (Some(Arc::new(lock)), None),
            Some(Err(NotHeld::Elsewhere(holder))) => (None, Some(holder.unwrap_or_default())),
            Some(Err(NotHeld::NoLocks { .. })) | None => (None, None),
        },
    }
}

/// Saves a profile to its file: locked where it has a key, the version before
/// kept in the data folder, other windows kept out.
///
/// # Errors
/// Everything [`SaveError`] names but `DurabilityUnknown`, which the answer
/// tells. The old file is whole after each of them.
pub fn save(
    path: &Path,
    profile: &Profile,
    file: &OpenFile,
    over: Over,
    data: Option<&Path>,
) -> Result<Written, SaveError> {
    let text = write_profile(profile)?;
    let bytes = match &file.key {
        Some(key) => {
            let sealed = key.seal(text.as_bytes()).map_err(not_locked)?;
            match key.open(&sealed) {
                Ok(opened) if opened == text.as_bytes() => sealed,
                _ => return Err(SaveError::NotReadBack),
            }
        }
        None => text.into_bytes(),
    };
    let lock = match file.lock.as_ref().filter(|lock| lock.is_of(path)) {
        Some(lock) => Some(Arc::clone(lock)),
        None => match FileLock::hold(path) {
            Ok(lock) => Some(Arc::new(lock)),
            Err(NotHeld::Elsewhere(holder)) => return Err(SaveError::HeldElsewhere { holder }),
            Err(NotHeld::NoLocks { .. }) => None,
        },
    };
    if lock.is_some() {
        atomic_write::sweep(path);
    }
    let before = there(path);
    known(&before, file.stamp, &bytes, over)?;
    let mut version_lost = before.as_ref().err().map(ToString::to_string);
    let mut ready = || {
        // Once more, as late as can be: writing took its time.
        if there(path) != before {
            known(&there(path), file.stamp, &bytes, over)?;
        }
        let before = before.as_ref().ok().and_then(Option::as_deref);
        if let Some((before, data)) = before.filter(|before| *before != bytes).zip(data)
            && let Err(error) = keep(data, path, before, file.key.as_deref())
        {
            version_lost = Some(error.to_string());
        }
        Ok(())
    };
    let unconfirmed = match atomic_write::write_atomically_after(path, &bytes, &mut ready) {
        Err(SaveError::DurabilityUnknown { detail }) => Some(detail),
        done => done.map(|()| None)?,
    };
    // Versions of before there was a passphrase.
    let locks = data.zip(file.key.as_deref());
    let sealed =
        locks.map(|(data, key)| generations::rewrite(data, path, |old| relocked(old, None, Some(key))));
    let versions_open = sealed.and_then(Result::err).map(|error| error.to_string());
    let file = OpenFile { stamp: Some(Stamp::of(&bytes)), key: file.key.clone(), lock };
    Ok(Written { file, version_lost, versions_open, unconfirmed })
}

/// What is at a path: nothing if `None`.
fn there(path: &Path) -> Result<Option<Vec<u8>>, LoadError> {
    match bytes_of(path) {
        Err(LoadError::Io { kind: std::io::ErrorKind::NotFound, .. }) => Ok(None),
        bytes => bytes.map(Some),
    }
}

/// Whether what is there may be written over: it is what was read or written
/// last, or will be the same afterwards, or the reader was asked. What cannot
/// be read is not known.
fn known(
    there: &Result<Option<Vec<u8>>, LoadError>,
    stamp: Option<Stamp>,
    bytes: &[u8],
    over: Over,
) -> Result<(), SaveError> {
    match there {
        _ if over == Over::Anything => Ok(()),
        Ok(None) => Ok(()),
        Ok(Some(there)) if stamp == Some(Stamp::of(there)) || there == bytes => Ok(()),
        _ => Err(SaveError::ChangedOnDisk),
    }
}

/// Keeps what is replaced; locked where the company is.
fn keep(data: &Path, path: &Path, before: &[u8], key: Option<&Key>) -> Result<(), SaveError> {
    match key {
        Some(key) if !locked::is_locked(before) => {
            let sealed = key.seal(before).map_err(not_locked)?;
            generations::keep(data, path, &sealed, Utc::now())
        }
        _ => generations::keep(data, path, before, Utc::now()),
    }
}

/// Saves a profile with another key, or none, and writes its earlier versions
/// anew in the same way.
///
/// # Errors
/// As [`save`]; where only the earlier versions could not be written anew the
/// answer's `versions_open` tells.
pub fn save_with_key(
    path: &Path,
    profile: &Profile,
    file: &OpenFile,
    key: Option<Arc<Key>>,
    over: Over,
    data: Option<&Path>,
) -> Result<Written, SaveError> {
    let (old, new) = (file.key.clone(), key.clone());
    let with_new = OpenFile { key, ..file.clone() };
    // The version before goes the same way as the others.
    let mut written = save(path, profile, &with_new, over, data)?;
    if let Some(data) = data
        && let Err(error) =
            generations::rewrite(data, path, |bytes| relocked(bytes, old.as_deref(), new.as_deref()))
    {
        written.versions_open = Some(error.to_string());
    }
    Ok(written)
}

/// A file's bytes under another key. One that does not open stays as it is if
/// it is locked, and is not kept in the clear beside a locked company.
fn relocked(bytes: &[u8], old: Option<&Key>, new: Option<&Key>) -> Option<Vec<u8>> {
    let text = if locked::is_locked(bytes) {
        let opened = |key: Option<&Key>| key.and_then(|key| key.open(bytes).ok());
        if opened(new).is_some() {
            return Some(bytes.to_vec());
        }
        match opened(old) {
            Some(text) => text,
            None => return Some(bytes.to_vec()),
        }
    } else {
        bytes.to_vec()
    };
    match new {
        None => Some(text),
        Some(key) => key.seal(&text).ok(),
    }
}

/// The newest earlier version of a file that opens, and the profile in it.
/// One that is locked and cannot be looked into counts where it is whole.
#[must_use]
pub fn newest_good(data: &Path, file: &Path, key: Option<&Key>) -> Option<(Generation, Option<Profile>)> {
    generations::list(data, file).into_iter().find_map(|version| match read(&version.bytes().ok()?, key) {
        Ok(loaded) => Some((version, Some(loaded.profile))),
        Err(LoadError::Locked) => Some((version, None)),
        Err(_) => None,
    })
}
