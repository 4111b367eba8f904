//! What is kept of files: earlier versions, changes a crash left, locks,
//! and files somebody else has written.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::after_crash::{self, AfterCrash, Found, Restored};
use super::command::{Command, Document, Leaving};
use super::effect::Effect;
use super::files::{self, replace};
use super::state::{Dialog, Notice, State};
use super::writer::{SaveAsk, SaveHow};
use crate::domain::profile::Profile;
use crate::domain::yen::Yen;
use crate::engine::project;
use crate::engine::projection::Scope;
use crate::store::difference::{Difference, differences};
use crate::store::generations::Generation;
use crate::store::locked::{Key, LockFailure, SecretString};
use crate::store::{self, LoadError, Loaded, OpenFile, Opened, Over};
use crate::text::Texts;

/// A profile in a few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The company's name.
    pub company: String,
    /// How many holdings it has.
    pub holdings: usize,
    /// What it owns today, in whole yen.
    pub assets: Yen,
}

impl Summary {
    /// Of this profile.
    #[must_use]
    pub fn of(profile: &Profile) -> Self {
        let today = project(profile, &profile.active_scenario(), Some(1));
        Self {
            company: profile.company.clone(),
            holdings: profile.holdings.len(),
            assets: today.value(Scope::Assets, 0).nominal,
        }
    }
}

/// An earlier version of the file that is open.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Where it is, and when it was kept.
    pub generation: Generation,
    /// What is in it, or why that is not known.
    pub summary: Result<Summary, LoadError>,
}

/// What a passphrase is asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Purpose {
    /// To open a file.
    Open(PathBuf),
    /// To open an earlier version as a copy.
    Version(PathBuf),
    /// To open changes a crash left.
    Recover,
    /// To lock the company that is open.
    Lock,
}

/// How a passphrase is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Asking {
    /// The first time.
    First,
    /// Again: the last one was wrong.
    Wrong,
    /// It is being tried.
    Busy,
}

/// What to do with a file that something else has written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Conflict {
    /// Write over it; what stands there is kept as an earlier version.
    Overwrite,
    /// Save under another name.
    Elsewhere,
    /// Open it, and let go of one's own changes.
    OpenTheirs,
}

/// A company that was to be saved.
#[derive(Debug, Clone)]
pub struct Mine {
    /// Which one.
    pub document: Document,
    /// Where to.
    pub path: PathBuf,
    /// As it was then.
    pub profile: Arc<Profile>,
    /// The key it was to be locked with.
    pub key: Option<Arc<Key>>,
}

/// What can be asked, and answered, about what is kept.
#[derive(Debug, Clone)]
pub enum Keeping {
    /// Lists the earlier versions of the open file.
    ShowVersions,
    /// Here they are.
    Versions(Document, Arc<[Version]>),
    /// Opens an earlier version as a copy.
    OpenVersion(PathBuf),
    /// It was read, or not; whether with a passphrase that was typed.
    VersionLoaded(PathBuf, bool, Result<Box<Opened>, LoadError>),
    /// The newest earlier version of a file that opens, and how it differs.
    GoodFound(PathBuf, Generation, Vec<Difference>),
    /// Asks for a passphrase to lock with.
    AskLock,
    /// A passphrase was typed.
    Passphrase(SecretString),
    /// A key was made.
    KeyMade(Document, Result<Arc<Key>, LockFailure>),
    /// Takes the passphrase away; asked first.
    AskRemoveLock,
    /// Takes it away.
    RemoveLock,
    /// The file is not what was read: what is in it.
    ChangedOnDisk(Box<Mine>, Result<Box<Loaded>, LoadError>),
    /// The answer to that.
    AnswerConflict(Conflict),
    /// Looks for changes crashes left.
    FindLeft,
    /// Some were found.
    LeftOver(Vec<Found>),
    /// The answer about the first of them.
    AnswerCrash(AfterCrash),
    /// They were read to be opened, or not.
    Restored(Box<Restored>),
    /// Changes could not be kept against a crash.
    NotKept(String),
}

impl Keeping {
    /// A passphrase that was typed.
    #[must_use]
    pub fn passphrase(words: String) -> Self {
        Self::Passphrase(SecretString::from(words))
    }
}

/// Takes one of them in.
pub(super) fn keeping(state: &mut State, asked: Keeping, texts: &Texts) -> Vec<Effect> {
    match asked {
        Keeping::ShowVersions => {
            let path = state.path.clone();
            path.map(|path| Effect::ListVersions(state.document, path, state.file.key.clone()))
                .into_iter()
                .collect()
        }
        Keeping::Versions(document, versions) => {
            if document == state.document {
                state.dialog = Some(Dialog::Versions(versions));
            }
            Vec::new()
        }
        Keeping::OpenVersion(path) => {
            state.dialog = None;
            files::files(state, Command::Leave(Leaving::Version(path)), texts)
        }
        // Called off while a passphrase was tried.
        Keeping::VersionLoaded(path, true, _) if !is_tried(state, &Purpose::Version(path.clone())) => {
            Vec::new()
        }
        Keeping::VersionLoaded(path, _, result) => version_loaded(state, path, result),
        Keeping::GoodFound(path, generation, differences) => {
            good_found(state, &path, generation, differences);
            Vec::new()
        }
        Keeping::AskLock => {
            state.dialog = Some(Dialog::Passphrase(Purpose::Lock, Asking::First));
            Vec::new()
        }
        Keeping::Passphrase(passphrase) => passphrase_typed(state, passphrase),
        Keeping::KeyMade(..) | Keeping::AskRemoveLock | Keeping::RemoveLock => lock(state, asked),
        Keeping::ChangedOnDisk(mine, theirs) => {
            state.after_save = None;
            state.dialog = Some(if mine.document == state.document {
                let differences = theirs.as_ref().map(|theirs| differences(&mine.profile, &theirs.profile));
                state.conflict_key = mine.key;
                Dialog::Conflict(mine.path, differences.map_err(Clone::clone))
            } else {
                Dialog::SaveProblem(mine.path, store::SaveError::ChangedOnDisk)
            });
            Vec::new()
        }
        Keeping::AnswerConflict(answer) => conflict(state, answer),
        Keeping::FindLeft => vec![Effect::FindLeft],
        Keeping::LeftOver(left) => {
            state.left_over = left;
            Vec::new()
        }
        Keeping::AnswerCrash(answer) => after_crash::answered(state, answer),
        Keeping::Restored(read) => after_crash::restored(state, *read),
        Keeping::NotKept(detail) => {
            state.notice = Some(Notice::NotKept(detail));
            Vec::new()
        }
    }
}

/// Whether a passphrase is being tried for this.
pub(super) fn is_tried(state: &State, purpose: &Purpose) -> bool {
    matches!(&state.dialog, Some(Dialog::Passphrase(of, Asking::Busy)) if of == purpose)
}

/// Asks again after a wrong passphrase, or says what else is wrong.
pub(super) fn wrong(state: &mut State, purpose: Purpose, error: LoadError) {
    let path = match &purpose {
        Purpose::Open(path) | Purpose::Version(path) => path.clone(),
        Purpose::Recover | Purpose::Lock => PathBuf::new(),
    };
    state.dialog = Some(match error {
        LoadError::Locked => Dialog::Passphrase(purpose, Asking::First),
        LoadError::WrongPassphrase => Dialog::Passphrase(purpose, Asking::Wrong),
        error => Dialog::LoadProblem(path, error),
    });
}

fn version_loaded(state: &mut State, path: PathBuf, result: Result<Box<Opened>, LoadError>) -> Vec<Effect> {
    match result {
        // Edits made while it was read were not asked about.
        Ok(_) if state.is_unsaved() && !files::is_left_behind(state) => {
            state.dialog = Some(Dialog::Unsaved(Leaving::Version(path)));
        }
        Ok(opened) => {
            let Opened { loaded, file, .. } = *opened;
            state.dialog = None;
            replace(state, loaded.profile, None);
            // A copy of a locked company is locked too, once it is saved.
            state.file = OpenFile { key: file.key, ..OpenFile::default() };
            state.notice = Some(Notice::CopyOpened);
        }
        Err(error) => wrong(state, Purpose::Version(path), error),
    }
    Vec::new()
}

/// A version that opens: offered where its file does not, and where its file
/// was changed by something else.
fn good_found(state: &mut State, path: &Path, generation: Generation, differences: Vec<Difference>) {
    match &state.dialog {
        Some(Dialog::LoadProblem(of, _)) if of == path => {
            state.good_copy = Some((path.to_owned(), generation));
        }
        None if state.path.as_deref() == Some(path) && !differences.is_empty() => {
            state.notice = None;
            state.dialog = Some(Dialog::ChangedOutside(generation, differences));
        }
        _ => {}
    }
}

fn passphrase_typed(state: &mut State, passphrase: SecretString) -> Vec<Effect> {
    let Some(Dialog::Passphrase(purpose, asking)) = &mut state.dialog else { return Vec::new() };
    if *asking == Asking::Busy {
        return Vec::new();
    }
    *asking = Asking::Busy;
    let effect = match purpose {
        Purpose::Open(path) => Effect::Load(path.clone(), Some(passphrase), state.file.lock.clone()),
        Purpose::Version(path) => Effect::LoadVersion(path.clone(), None, Some(passphrase)),
        Purpose::Lock => Effect::MakeKey(state.document, passphrase),
        Purpose::Recover => match state.left_over.first() {
            Some(found) => Effect::Restore(found.left.clone(), Some(passphrase), state.file.lock.clone()),
            None => return Vec::new(),
        },
    };
    vec![effect]
}

fn lock(state: &mut State, asked: Keeping) -> Vec<Effect> {
    match asked {
        Keeping::KeyMade(document, _) if document != state.document => Vec::new(),
        // Called off while the key was made.
        Keeping::KeyMade(..) if !matches!(state.dialog, Some(Dialog::Passphrase(Purpose::Lock, _))) => {
            Vec::new()
        }
        Keeping::KeyMade(_, Ok(key)) => {
            state.dialog = None;
            rekey(state, Some(key))
        }
        Keeping::KeyMade(_, Err(failure)) => {
            let error = store::SaveError::NotLocked { detail: failure.detail };
            state.dialog = Some(Dialog::SaveProblem(state.path.clone().unwrap_or_default(), error));
            Vec::new()
        }
        Keeping::AskRemoveLock => {
            state.dialog = Some(Dialog::RemoveLock);
            Vec::new()
        }
        _ => {
            state.dialog = None;
            rekey(state, None)
        }
    }
}

/// Saves the company with another key, or none; asks where, if it is in no
/// file yet.
fn rekey(state: &mut State, key: Option<Arc<Key>>) -> Vec<Effect> {
    match &state.path {
        Some(path) if !state.read_only => {
            vec![files::saving(state, path.clone(), SaveHow::Rekey(key, Over::Known))]
        }
        _ => {
            let locks = key.is_some();
            state.file.key = key;
            if locks { files::save(state, true) } else { Vec::new() }
        }
    }
}

fn conflict(state: &mut State, answer: Conflict) -> Vec<Effect> {
    let Some(Dialog::Conflict(path, _)) = state.dialog.take() else { return Vec::new() };
    let key = state.conflict_key.take();
    match answer {
        Conflict::Overwrite => vec![files::saving(state, path, SaveHow::Rekey(key, Over::Anything))],
        Conflict::Elsewhere => {
            state.file.key = key;
            files::save(state, true)
        }
        Conflict::OpenTheirs => {
            state.left_behind = Some(Arc::clone(state.profile()));
            vec![Effect::Load(path, None, state.file.lock.clone())]
        }
    }
}

/// What a save needs to know.
pub(super) fn save_ask(state: &State, path: PathBuf, how: SaveHow) -> SaveAsk {
    SaveAsk {
        document: state.document,
        path,
        profile: Arc::clone(state.profile()),
        file: state.file.clone(),
        how,
        data: state.data_folder.clone(),
    }
}
