//! Writing a file so that it is never half written.

use std::fs;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, PersistError};

use super::folders;
use super::instance_lock::Holder;
use super::stamp::Stamp;
use crate::domain::validate::Problem;

/// A symbolic link may lead to another, this many times.
const MAX_LINKS: usize = 40;

/// The steps of a save, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SaveStep {
    /// Finding the folder and following symbolic links.
    Find,
    /// Making a new file beside the old one.
    Create,
    /// Writing the new file.
    Write,
    /// Waiting until the disk has it.
    Sync,
    /// Reading it again.
    ReadBack,
    /// Keeping the old one as an earlier version.
    Generation,
    /// Putting it in the old one's place.
    Replace,
}

/// Why something could not be saved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    /// The profile breaks rules that a file must keep to.
    #[error("{} problems", .problems.len())]
    Invalid {
        /// What is wrong, at least one.
        problems: Vec<Problem>,
    },
    /// What was to be written does not read back as the same. Nothing was
    /// written.
    #[error("not the same when read back")]
    NotReadBack,
    /// Writing stopped by a fault of the program. The old file is whole, or the
    /// new one is.
    #[error("stopped by a fault")]
    Fault,
    /// The path is a folder or a device.
    #[error("not a file")]
    NotAFile,
    /// The file there may not be written.
    #[error("read-only")]
    ReadOnly,
    /// The system refused a step. The old file is whole.
    #[error("{step:?}: {kind}: {detail}")]
    Step {
        /// Which step.
        step: SaveStep,
        /// What kind of failure.
        kind: ErrorKind,
        /// The system's own words.
        detail: String,
    },
    /// The new file held other bytes than were written. The old file is whole.
    #[error("other bytes than written")]
    OtherBytes,
    /// The file is no longer what was read: something else has written it.
    /// Nothing was written.
    #[error("changed on disk")]
    ChangedOnDisk,
    /// Another window holds the file. Nothing was written.
    #[error("held elsewhere: {holder:?}")]
    HeldElsewhere {
        /// Who, where that can be known.
        holder: Option<Holder>,
    },
    /// The text could not be locked. Nothing was written.
    #[error("not locked: {detail}")]
    NotLocked {
        /// What the library says, in English.
        detail: String,
    },
    /// Saved, but the system would not say that it survives a power cut.
    #[error("saved, durability unknown: {detail}")]
    DurabilityUnknown {
        /// The system's own words.
        detail: String,
    },
}

fn failed(step: SaveStep) -> impl Fn(io::Error) -> SaveError {
    move |error| SaveError::Step { step, kind: error.kind(), detail: error.to_string() }
}

/// Replaces the file at `path`, or makes it, with these bytes.
///
/// # Errors
/// Everything [`SaveError`] names but `Invalid` and `NotReadBack`.
pub(super) fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    write_atomically_after(path, bytes, &mut || Ok(()))
}

/// The same; `ready` is called when the new file is whole on the disk, before
/// it takes the old one's place, and may still call the save off.
///
/// # Errors
/// As [`write_atomically`], and what `ready` says.
pub(super) fn write_atomically_after(
    path: &Path,
    bytes: &[u8],
    ready: &mut dyn FnMut() -> Result<(), SaveError>,
) -> Result<(), SaveError> {
    let target = resolve(path).map_err(failed(SaveStep::Find))?;
    let folder = target.parent().unwrap_or(Path::new("/"));
    let permissions = match fs::metadata(&target) {
        Ok(existing) if !existing.is_file() => return Err(SaveError::NotAFile),
        Ok(existing) if existing.permissions().readonly() => return Err(SaveError::ReadOnly),
        Ok(existing) => Some(existing.permissions()),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(failed(SaveStep::Find)(error)),
    };
    // A dropped temporary file removes itself, so every early return cleans up.
    let mut temporary = tempfile::Builder::new()
        .prefix(&temporary_prefix(&target))
        .suffix(TEMPORARY_SUFFIX)
        .tempfile_in(folder)
        .map_err(failed(SaveStep::Create))?;
    if let Some(permissions) = permissions {
        temporary.as_file().set_permissions(permissions).map_err(failed(SaveStep::Create))?;
    }
    temporary.write_all(bytes).map_err(failed(SaveStep::Write))?;
    temporary.as_file().sync_all().map_err(failed(SaveStep::Sync))?;
    let mut written = Vec::with_capacity(bytes.len());
    temporary
        .reopen()
        .and_then(|mut file| file.read_to_end(&mut written))
        .map_err(failed(SaveStep::ReadBack))?;
    if written != bytes {
        return Err(SaveError::OtherBytes);
    }
    ready()?;
    replace(temporary, &target).map_err(failed(SaveStep::Replace))?;
    folders::sync(folder).map_err(|error| SaveError::DurabilityUnknown { detail: error.to_string() })
}

const TEMPORARY_SUFFIX: &str = ".tmp";

/// What the new file beside `target` is called while it is written: short,
/// and told from those of other files.
fn temporary_prefix(target: &Path) -> String {
    let name = target.file_name().unwrap_or_default();
    let hash = Stamp::of(name.as_encoded_bytes()).hex();
    format!(".forelock-{}-", hash.get(..16).unwrap_or(&hash))
}

/// Removes what writers that were cut off left in a folder of our own.
pub(super) fn sweep_folder(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        if name.to_str().is_some_and(|n| n.starts_with(".forelock-") && n.ends_with(TEMPORARY_SUFFIX)) {
            // One that stays is met again at the next save.
            let _gone = fs::remove_file(entry.path());
        }
    }
}

/// Removes what saves of this file that were cut off left beside it. Only for
/// whoever holds the file against other windows.
pub(super) fn sweep(path: &Path) {
    let Ok(target) = resolve(path) else { return };
    let prefix = temporary_prefix(&target);
    let entries = target.parent().and_then(|folder| fs::read_dir(folder).ok());
    for entry in entries.into_iter().flatten().flatten() {
        let name = entry.file_name();
        if name.to_str().is_some_and(|n| n.starts_with(&prefix) && n.ends_with(TEMPORARY_SUFFIX)) {
            // One that stays does no harm.
            let _gone = fs::remove_file(entry.path());
        }
    }
}

/// The real file behind a path, which need not exist yet.
pub(super) fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_path_buf();
    for _ in 0..MAX_LINKS {
        match fs::canonicalize(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            known => return known,
        }
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => fs::canonicalize(parent)?,
            _ => fs::canonicalize(".")?,
        };
        let name = path.file_name().ok_or(ErrorKind::InvalidInput)?;
        path = folder.join(name);
        match fs::read_link(&path) {
            // A link to a file that does not exist yet.
            Ok(target) => path = folder.join(target),
            Err(_) => return Ok(path),
        }
    }
    Err(ErrorKind::InvalidInput.into())
}

/// Renames over the target. On Windows a virus scanner or an indexer may hold
/// the file for a moment: retried for about a second there.
fn replace(mut temporary: NamedTempFile, target: &Path) -> io::Result<()> {
    let mut retries_left = if cfg!(windows) { 20 } else { 0_u32 };
    loop {
        match temporary.persist(target) {
            Ok(_) => return Ok(()),
            Err(PersistError { error, .. }) if retries_left == 0 => return Err(error),
            Err(PersistError { error, file }) => {
                // A sharing or a lock violation.
                let shared = cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33));
                if error.kind() != ErrorKind::PermissionDenied && !shared {
                    return Err(error);
                }
                temporary = file;
                retries_left -= 1;
                std::thread::sleep(std::time::Duration::from_millis(50));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_and_a_replaced_one_hold_the_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        write_atomically(&path, b"one").unwrap();
        write_atomically(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_missing_folder_is_named_as_the_step_that_failed() {
        let folder = tempfile::tempdir().unwrap();
        let found = write_atomically(&folder.path().join("none/a.ron"), b"x");
        let Err(SaveError::Step { step, kind, .. }) = found else { panic!("{found:?}") };
        assert_eq!((step, kind), (SaveStep::Find, ErrorKind::NotFound));
    }

    #[test]
    fn a_folder_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(write_atomically(folder.path(), b"x"), Err(SaveError::NotAFile));
    }

    #[test]
    fn a_read_only_file_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        fs::write(&path, b"old").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert_eq!(write_atomically(&path, b"new"), Err(SaveError::ReadOnly));
        assert_eq!(fs::read(&path).unwrap(), b"old");
    }

    #[cfg(unix)]
    #[test]
    fn access_rights_are_private_at_first_and_kept_later() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        write_atomically(&path, b"one").unwrap();
        assert_eq!(mode(), 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        write_atomically(&path, b"two").unwrap();
        assert_eq!(mode(), 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_even_to_a_file_not_made_yet() {
        let folder = tempfile::tempdir().unwrap();
        let (link, real) = (folder.path().join("link"), folder.path().join("real"));
        std::os::unix::fs::symlink("real", &link).unwrap();
        write_atomically(&link, b"one").unwrap();
        write_atomically(&link, b"two").unwrap();
        assert_eq!(fs::read(&real).unwrap(), b"two");
        assert_eq!(fs::read_link(&link).unwrap(), PathBuf::from("real"));
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_circle_end() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink("link", &link).unwrap();
        let found = write_atomically(&link, b"x");
        assert!(matches!(found, Err(SaveError::Step { step: SaveStep::Find, .. })), "{found:?}");
    }
}
