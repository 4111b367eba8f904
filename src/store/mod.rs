//! Files that cannot be lost: profiles and settings on disk.
//!
//! A profile is RON that a person can read and write by hand. Its first line
//! is a comment that says the schema and holds a hash, so that a damaged or
//! edited file is noticed. What is on disk has its own types, separate from
//! [`crate::domain`]. Errors carry data and no sentences.

mod atomic_write;
pub mod difference;
pub mod document;
mod encoding;
pub mod folders;
mod format;
mod from_file;
pub mod generations;
pub mod instance_lock;
mod locate;
pub mod locked;
pub mod nearest;
mod origins;
mod parse_error;
pub mod problem;
pub mod profile_file;
mod quoted;
pub mod recovery;
#[cfg(test)]
mod round_trip_tests;
pub mod settings;
mod stamp;
mod v1;

pub use atomic_write::{SaveError, SaveStep};
pub use document::{OpenFile, Opened, Over, Written};
pub use format::{OLDEST_READER, PROGRAM_VERSION, SCHEMA};
pub use problem::{Expected, FileProblem, FileProblemKind, LoadError, Position, TextEncoding};
pub use profile_file::{Loaded, MAX_BYTES, load, read_profile, save, write_profile};
pub use stamp::Stamp;

use crate::data::samples::SAMPLES;
use crate::domain::profile::Profile;

/// The invented company with this key, such as `inn`; `None` if there is none.
#[must_use]
pub fn sample(key: &str) -> Option<Profile> {
    let sample = SAMPLES.iter().find(|sample| sample.key == key)?;
    read_profile(sample.text.as_bytes()).ok().map(|loaded| loaded.profile)
}

/// Writes an export (a picture, a table) as safely as a profile: whole or not
/// at all.
///
/// # Errors
/// Everything [`SaveError`] names but `Invalid` and `NotReadBack`.
pub fn save_bytes(path: &std::path::Path, bytes: &[u8]) -> Result<(), SaveError> {
    atomic_write::write_atomically(path, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_opens() {
        for entry in SAMPLES {
            let profile = sample(entry.key).unwrap();
            assert!(profile.fictional, "{}", entry.key);
            assert!(profile.company.contains("架空"), "{}", entry.key);
        }
        assert_eq!(sample("nobody"), None);
    }
}
