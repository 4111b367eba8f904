//! A file that is open in one window is read-only in every other.
//!
//! The lock lies on a file of its own beside the profile: a save puts another
//! file in the profile's place, and a lock on that would be gone. The system
//! takes the lock away when the program ends, however it ends.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::stamp::Stamp;

/// Who holds a file; nobody known by default.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Holder {
    /// The user's name on that machine.
    pub user: String,
    /// The machine's name.
    pub machine: String,
    /// The number of the process there.
    pub process: u32,
}

impl Holder {
    /// Who, where that could be read.
    #[must_use]
    pub fn known(self) -> Option<Self> {
        (self.process > 0).then_some(self)
    }
}

/// A file held by this window, for as long as this lives.
#[derive(Debug)]
pub struct FileLock {
    file: File,
    path: PathBuf,
}

/// Why a file is not held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotHeld {
    /// Another window holds it; who, where that can be read.
    Elsewhere(Option<Holder>),
    /// No lock can be had here: a read-only folder, a system without locks.
    NoLocks {
        /// The system's own words.
        detail: String,
    },
}

impl From<io::Error> for NotHeld {
    fn from(error: io::Error) -> Self {
        Self::NoLocks { detail: error.to_string() }
    }
}

impl FileLock {
    /// Holds the file at `path`, which need not exist yet.
    ///
    /// # Errors
    /// `Elsewhere` while another window holds it, `NoLocks` where that cannot
    /// be known.
    pub fn hold(path: &Path) -> Result<Self, NotHeld> {
        let lock_path = beside(path)?;
        // A holder that ends takes its lock file away: then another one is to
        // be made.
        for _ in 0..10 {
            let opened =
                OpenOptions::new().create(true).truncate(false).read(true).write(true).open(&lock_path);
            let mut file = match opened {
                // Another user's: it can be locked all the same.
                Err(error) if error.kind() == io::ErrorKind::PermissionDenied => File::open(&lock_path)?,
                opened => opened?,
            };
            match file.try_lock() {
                Ok(()) if is_still(&file, &lock_path) => {
                    // Who it is, is a courtesy: the lock holds without.
                    let _told = write_holder(&mut file);
                    return Ok(Self { file, path: lock_path });
                }
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(NotHeld::Elsewhere(read_holder(&mut file))),
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
        }
        Err(NotHeld::Elsewhere(None))
    }

    /// Whether this is the lock of the file at `path`.
    #[must_use]
    pub fn is_of(&self, path: &Path) -> bool {
        beside(path).is_ok_and(|path| path == self.path)
    }
}

impl Drop for FileLock {
    fn drop(&mut self) {
        // While it is still locked: nobody else may hold what is removed.
        if cfg!(unix) && is_still(&self.file, &self.path) {
            let _gone = fs::remove_file(&self.path);
        }
    }
}

/// Where the lock of a file lies: in its folder, links followed. Its name is
/// short, whatever the file's is.
fn beside(path: &Path) -> io::Result<PathBuf> {
    let real = super::atomic_write::resolve(path)?;
    let name = real.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let hash = Stamp::of(name.as_encoded_bytes()).hex();
    Ok(real.with_file_name(format!(".forelock-{}.lock", hash.get(..16).unwrap_or(&hash))))
}

/// Whether the open file is the one at `path`.
#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(open), Ok(there)) => (open.dev(), open.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

/// Lock files are not removed on other systems.
#[cfg(not(unix))]
fn is_still(_: &File, _: &Path) -> bool {
    true
}

fn write_holder(file: &mut File) -> io::Result<()> {
    let holder = this_one();
    let text = format!("{}\n{}\n{}\n", holder.process, holder.user, holder.machine);
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(text.as_bytes())
}

fn read_holder(file: &mut File) -> Option<Holder> {
    let mut text = String::new();
    file.take(1024).read_to_string(&mut text).ok()?;
    let mut lines = text.lines();
    let process = lines.next()?.parse().ok()?;
    let (user, machine) = (lines.next()?.to_owned(), lines.next()?.to_owned());
    Some(Holder { user, machine, process })
}

/// This process.
fn this_one() -> Holder {
    let variable = |names: [&str; 2]| {
        let value = names.iter().find_map(|name| std::env::var(name).ok());
        value.map(|v| v.replace(['\n', '\r'], " ")).unwrap_or_default()
    };
    let mut machine = variable(["COMPUTERNAME", "HOSTNAME"]);
    if machine.is_empty() {
        fs::read_to_string("/etc/hostname").unwrap_or_default().trim().clone_into(&mut machine);
    }
    Holder { user: variable(["USER", "USERNAME"]), machine, process: std::process::id() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_holds_the_other_is_told_who_and_may_when_it_is_let_go() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("社.ron");
        let held = FileLock::hold(&path).unwrap();
        assert!(held.is_of(&path) && !held.is_of(&place.path().join("b.ron")));
        let Err(NotHeld::Elsewhere(Some(holder))) = FileLock::hold(&path) else { panic!("not held") };
        assert_eq!(holder.process, std::process::id());
        drop(held);
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0, "nothing stays behind");
        drop(FileLock::hold(&path).unwrap());
    }

    #[test]
    fn a_lock_file_left_by_a_crash_holds_nothing() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("a.ron");
        let held = FileLock::hold(&path).unwrap();
        let left = held.path.clone();
        drop(held);
        fs::write(&left, "1\nx\ny\n").unwrap();
        FileLock::hold(&path).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_link_and_its_file_have_one_lock() {
        let place = tempfile::tempdir().unwrap();
        let (real, link) = (place.path().join("a.ron"), place.path().join("b.ron"));
        fs::write(&real, "x").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let _held = FileLock::hold(&real).unwrap();
        assert!(matches!(FileLock::hold(&link), Err(NotHeld::Elsewhere(_))));
    }

    #[test]
    fn a_name_of_250_bytes_can_be_held() {
        let place = tempfile::tempdir().unwrap();
        FileLock::hold(&place.path().join(format!("{}.ron", "あ".repeat(82)))).unwrap();
    }
}
