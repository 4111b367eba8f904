//! Where copies are kept, and folders that are nobody else's business.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The environment variable that names another folder for copies.
pub const DATA_VARIABLE: &str = "FORELOCK_DATA_DIR";

/// The folder for earlier versions, recovery files and crash reports:
/// `FORELOCK_DATA_DIR` where set, else the system's own for this program.
#[must_use]
pub fn data_folder() -> Option<PathBuf> {
    match std::env::var_os(DATA_VARIABLE) {
        Some(folder) if !folder.is_empty() => Some(folder.into()),
        _ => directories::ProjectDirs::from("", "", "forelock").map(|dirs| dirs.data_local_dir().to_owned()),
    }
}

/// Makes a folder and those above it where they are missing; new ones are
/// open to this user alone (0700).
///
/// # Errors
/// What the system says.
pub fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder)
}

/// Waits until the disk has the names in a folder. Windows has no such call.
///
/// # Errors
/// What the system says.
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(windows) { Ok(()) } else { fs::File::open(folder)?.sync_all() }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn new_folders_are_private() {
        let place = tempfile::tempdir().unwrap();
        let inner = place.path().join("a/b");
        make_private(&inner).unwrap();
        make_private(&inner).unwrap();
        for folder in [place.path().join("a"), inner] {
            assert_eq!(fs::metadata(folder).unwrap().permissions().mode() & 0o777, 0o700);
        }
    }
}
