//! Writes files one after the other, on a thread of its own, so that the last
//! asked for is the last in place.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, Weak};

use super::command::{Command, Document};
use super::keeping::{Keeping, Mine};
use super::table::{self, Table};
use crate::domain::profile::Profile;
use crate::store::instance_lock::FileLock;
use crate::store::locked::Key;
use crate::store::recovery::LeftOver;
use crate::store::settings::Settings;
use crate::store::{self, OpenFile, Over};

/// How a file is written.
#[derive(Debug, Clone)]
pub enum SaveHow {
    /// Over the file as it was last read or written.
    Same,
    /// Where there is no file yet, or ask.
    New,
    /// Over whatever is there: the reader was asked.
    Over,
    /// With another key, or none.
    Rekey(Option<Arc<Key>>, Over),
}

/// A profile to be written.
#[derive(Debug, Clone)]
pub struct SaveAsk {
    /// Whose answer it is.
    pub document: Document,
    /// Where to.
    pub path: PathBuf,
    /// What.
    pub profile: Arc<Profile>,
    /// What is known of the file.
    pub file: OpenFile,
    /// Over what.
    pub how: SaveHow,
    /// Where the version before is kept.
    pub data: Option<PathBuf>,
}

/// Something to be written.
pub(super) enum Work {
    Save(Box<SaveAsk>),
    Keep(Box<Settings>, PathBuf),
    Table(PathBuf, Table),
    Discard(LeftOver),
    Tell(Sender<()>),
}

/// The file that was written last. A save asked for while that was under way
/// knows less of it.
struct Newest {
    document: Document,
    path: PathBuf,
    file: OpenFile,
    /// Held no longer than the company is open.
    lock: Weak<FileLock>,
}

impl Newest {
    fn of(document: Document, path: &Path, file: &OpenFile) -> Self {
        let lock = file.lock.as_ref().map(Arc::downgrade).unwrap_or_default();
        Self { document, path: path.to_owned(), file: OpenFile { lock: None, ..file.clone() }, lock }
    }

    fn amend(&self, ask: &mut SaveAsk) {
        if (self.document, &self.path) == (ask.document, &ask.path) {
            let lock = self.lock.upgrade().or_else(|| ask.file.lock.take());
            ask.file = OpenFile { lock, ..self.file.clone() };
        }
    }
}

/// Does what is asked until nobody is left to ask.
pub(super) fn write_in_turn(
    works: &Receiver<Work>,
    answers: &Sender<Command>,
    wake: &(dyn Fn() + Send + Sync),
) {
    let mut newest: Option<Newest> = None;
    for work in works {
        let answer = match work {
            Work::Save(mut ask) => {
                if let Some(newest) = &newest {
                    newest.amend(&mut ask);
                }
                let (document, path, profile) = (ask.document, ask.path.clone(), Arc::clone(&ask.profile));
                let answer = unless_faulty(
                    || saved(*ask),
                    || Command::Saved(document, path, profile, Err(store::SaveError::Fault)),
                );
                if let Command::Saved(document, path, _, Ok(written)) = &answer {
                    newest = Some(Newest::of(*document, path, &written.file));
                }
                answer
            }
            Work::Table(path, table) => {
                let result = unless_faulty(|| save_table(&path, &table), || Err(store::SaveError::Fault));
                Command::TableSaved(path, result)
            }
            Work::Keep(settings, folder) => {
                // Settings are a convenience: a start without them works.
                let _kept = unless_faulty(|| settings.save_to(&folder).is_ok(), || false);
                continue;
            }
            Work::Discard(left) => {
                // What stays is asked about at the next start.
                let _gone = unless_faulty(|| left.discard().is_ok(), || false);
                continue;
            }
            Work::Tell(done) => {
                let _told = done.send(());
                continue;
            }
        };
        // The window may be gone by then; nobody is left to be told.
        let _told = answers.send(answer);
        wake();
    }
}

/// A fault while one file is written must not end the writing of the next
/// ones: it is said, as any other failure.
fn unless_faulty<T>(work: impl FnOnce() -> T, otherwise: impl FnOnce() -> T) -> T {
    // What the work held is gone with it; what it wrote to disk is whole, as
    // after a crash.
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).unwrap_or_else(|_| otherwise())
}

/// Writes a profile; what is to be said of it.
fn saved(ask: SaveAsk) -> Command {
    let SaveAsk { document, path, profile, file, how, data } = ask;
    let data = data.as_deref();
    let mut wanted = file.key.clone();
    let result = match how {
        SaveHow::New if path.exists() => return Command::WouldReplace(document, path),
        SaveHow::New | SaveHow::Same => store::document::save(&path, &profile, &file, Over::Known, data),
        SaveHow::Over => store::document::save(&path, &profile, &file, Over::Anything, data),
        SaveHow::Rekey(key, over) => {
            wanted.clone_from(&key);
            store::document::save_with_key(&path, &profile, &file, key, over, data)
        }
    };
    match result {
        Err(store::SaveError::ChangedOnDisk) => {
            let bytes = store::document::bytes_of(&path);
            let theirs = bytes.and_then(|bytes| store::document::read(&bytes, file.key.as_deref()));
            let mine = Mine { document, path, profile, key: wanted };
            Command::Keep(Keeping::ChangedOnDisk(Box::new(mine), theirs.map(Box::new)))
        }
        result => Command::Saved(document, path, profile, result.map(Box::new)),
    }
}

fn save_table(path: &Path, table: &Table) -> Result<(), store::SaveError> {
    let bytes = table::csv_file(&table.rows).map_err(|error| store::SaveError::Step {
        step: store::SaveStep::Write,
        kind: std::io::ErrorKind::Other,
        detail: error.to_string(),
    })?;
    store::save_bytes(path, &bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_in_one_piece_of_work_is_told_and_the_next_is_done() {
        assert_eq!(unless_faulty(|| panic!("a fault"), || 2), 2);
        assert_eq!(unless_faulty(|| 1, || 2), 1);
    }
}
