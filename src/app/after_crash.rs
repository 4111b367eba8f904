//! What is kept against a crash, and what is made of it afterwards.

use std::path::Path;
use std::sync::Arc;

use super::command::Leaving;
use super::effect::Effect;
use super::files::{is_left_behind, replace};
use super::guardian::Pending;
use super::keeping::{Purpose, Summary, is_tried, wrong};
use super::state::{Dialog, Notice, State};
use super::update::kept;
use crate::domain::profile::Profile;
use crate::store::difference::{Difference, differences};
use crate::store::instance_lock::FileLock;
use crate::store::locked::{Key, SecretString};
use crate::store::recovery::{self, About, LeftOver};
use crate::store::{self, LoadError, OpenFile, Opened};

/// Changes a crash left, beside the file they were made to.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The changes.
    pub left: LeftOver,
    /// What is in them.
    pub changed: Result<Summary, LoadError>,
    /// What is in the file now; `None` where there is none.
    pub file: Option<Result<Summary, LoadError>>,
    /// What differs, where both can be read.
    pub differences: Vec<Difference>,
}

impl Found {
    /// Everything crashes left in a folder of copies, the latest first.
    #[must_use]
    pub fn all(data: &Path) -> Vec<Self> {
        recovery::left_over(data).into_iter().map(Self::of).collect()
    }

    /// What is known of them without a passphrase.
    #[must_use]
    pub fn of(left: LeftOver) -> Self {
        let changed = left.profile(None);
        let file = left.about.path.as_deref().filter(|path| path.exists()).map(store::load);
        let file = file.map(|loaded| loaded.map(|loaded| loaded.profile));
        let differences = match (&changed, &file) {
            (Ok(changed), Some(Ok(file))) => differences(file, changed),
            _ => Vec::new(),
        };
        let told = |profile: Result<Profile, LoadError>| profile.map(|profile| Summary::of(&profile));
        Self { left, changed: told(changed), file: file.map(told), differences }
    }
}

/// What to do with changes a crash left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AfterCrash {
    /// Open them, not saved yet.
    Restore,
    /// Let go of them for good.
    Discard,
    /// Ask again at the next start.
    Later,
}

/// Changes a crash left, read to be opened.
#[derive(Debug, Clone)]
pub struct Restored {
    left: LeftOver,
    /// The changes, and their key where they are locked.
    changed: Result<(Profile, Option<Arc<Key>>), LoadError>,
    /// The file they belong to, where it can be opened.
    file: Option<Opened>,
}

impl Restored {
    /// Reads them, with a passphrase where one was typed. `lock` is that of the
    /// file that is open, in case it is theirs.
    #[must_use]
    pub fn read(left: LeftOver, passphrase: Option<&SecretString>, lock: Option<&Arc<FileLock>>) -> Self {
        let changed = match passphrase {
            None => left.profile(None).map(|profile| (profile, None)),
            Some(passphrase) => match store::document::unlock(&left.bytes, Some(passphrase)) {
                Ok((loaded, Some(key))) => Ok((loaded.profile, Some(key))),
                Ok((_, None)) => Err(LoadError::LockedDamaged),
                Err(error) => Err(error),
            },
        };
        let open = |path: &Path, key: Option<&Arc<Key>>| store::document::open_with(path, key, lock).ok();
        let file = match (&changed, &left.about.path) {
            (Ok((_, key)), Some(path)) => open(path, key.as_ref()),
            _ => None,
        };
        Self { left, changed, file }
    }
}

/// Asks about the first of what crashes left, where nothing else is asked.
pub(super) fn next_left_over(state: &mut State) {
    if state.dialog.is_none()
        && let Some(found) = state.left_over.first()
    {
        state.dialog = Some(Dialog::Recovered(Box::new(found.clone())));
    }
}

/// Does what was decided about the first of them.
pub(super) fn answered(state: &mut State, answer: AfterCrash) -> Vec<Effect> {
    match answer {
        AfterCrash::Later => {
            state.dialog = None;
            state.left_over.clear();
            Vec::new()
        }
        // They are being read.
        AfterCrash::Discard | AfterCrash::Restore if state.restoring => Vec::new(),
        AfterCrash::Discard => {
            state.dialog = None;
            let found = if state.left_over.is_empty() { None } else { Some(state.left_over.remove(0)) };
            found.map(|found| Effect::Discard(found.left)).into_iter().collect()
        }
        // Edits made while they were looked for.
        AfterCrash::Restore if state.is_unsaved() && !is_left_behind(state) => {
            state.dialog = Some(Dialog::Unsaved(Leaving::Restored));
            Vec::new()
        }
        AfterCrash::Restore => restore(state),
    }
}

/// Reads the first of them, to be opened; its dialog stays meanwhile.
pub(super) fn restore(state: &mut State) -> Vec<Effect> {
    let Some(found) = state.left_over.first().cloned() else { return Vec::new() };
    let effect = Effect::Restore(found.left.clone(), None, state.file.lock.clone());
    state.restoring = true;
    state.dialog = Some(Dialog::Recovered(Box::new(found)));
    vec![effect]
}

/// Opens changes a crash left: not saved yet, and to be saved where they
/// belong. What else was left is asked about at the next start.
pub(super) fn restored(state: &mut State, restored: Restored) -> Vec<Effect> {
    let asked = std::mem::take(&mut state.restoring)
        && matches!(&state.dialog, Some(Dialog::Recovered(found)) if found.left == restored.left);
    // Called off meanwhile.
    if !asked && !is_tried(state, &Purpose::Recover) {
        return Vec::new();
    }
    let Restored { left, changed, file } = restored;
    let (profile, key) = match changed {
        Ok(changed) => changed,
        Err(error) => {
            wrong(state, Purpose::Recover, error);
            return Vec::new();
        }
    };
    state.dialog = None;
    state.left_over.clear();
    replace(state, profile, left.about.path.clone());
    if let Some(Opened { loaded, file, held_elsewhere }) = file {
        state.read_only = held_elsewhere.is_some() || loaded.newer;
        if let Some(holder) = held_elsewhere {
            state.notice = Some(Notice::HeldElsewhere(holder.known()));
        }
        state.file = file;
    } else {
        state.file = OpenFile::default();
    }
    // As the changes were made to what the file held then: what was written
    // since is not written over without asking.
    state.file.stamp = left.stamp();
    state.file.key = key;
    state.saved = Arc::new(Profile::empty("", state.today, ""));
    let pending = pending(state);
    state.noted = Some(pending.clone());
    let mut effects = vec![Effect::Adopt(Box::new(pending), left)];
    effects.extend(kept(state));
    effects
}

/// What is to be kept against a crash of the company that is open.
fn pending(state: &State) -> Pending {
    let stamp = state.file.stamp.map(|stamp| stamp.hex());
    let about = About { path: state.path.clone(), stamp, at: chrono::Utc::now() };
    Pending { about, profile: Arc::clone(state.profile()), key: state.file.key.clone() }
}

/// What follows from a change for what is kept against a crash.
pub(super) fn recovery(state: &mut State) -> Option<Effect> {
    state.data_folder.as_ref()?;
    if !state.is_unsaved() {
        return state.noted.take().map(|_| Effect::KeepPending(None));
    }
    let pending = pending(state);
    if state.noted.as_ref().is_some_and(|noted| noted.is_same(&pending)) {
        return None;
    }
    state.noted = Some(pending.clone());
    Some(Effect::KeepPending(Some(Box::new(pending))))
}
