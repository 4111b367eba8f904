//! What is kept against a crash, and what is made of it afterwards.

use std::path::Path;
use std::sync::Arc;

use super::effect::Effect;
use super::files::replace;
use super::guardian::Pending;
use super::keeping::{Purpose, Summary, wrong};
use super::state::{Dialog, Notice, State};
use super::update::kept;
use crate::domain::profile::Profile;
use crate::store::difference::{Difference, differences};
use crate::store::locked::Key;
use crate::store::recovery::{About, LeftOver};
use crate::store::{self, LoadError, OpenFile};

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

/// Asks about the first of what crashes left, where nothing else is asked.
pub(super) fn next_left_over(state: &mut State) {
    if state.dialog.is_none()
        && let Some(left) = state.left_over.first()
    {
        state.dialog = Some(Dialog::Recovered(Box::new(Found::of(left.clone()))));
    }
}

/// Does what was decided about the first of them.
pub(super) fn answered(state: &mut State, answer: AfterCrash) -> Vec<Effect> {
    state.dialog = None;
    match answer {
        AfterCrash::Later => {
            state.left_over.clear();
            Vec::new()
        }
        AfterCrash::Discard => {
            let left = if state.left_over.is_empty() { None } else { Some(state.left_over.remove(0)) };
            left.map(Effect::Discard).into_iter().collect()
        }
        AfterCrash::Restore => match state.left_over.first().map(|left| left.profile(None)) {
            Some(Ok(profile)) => {
                let left = state.left_over.first().cloned();
                left.map(|left| restore(state, &left, profile, None)).unwrap_or_default()
            }
            Some(Err(error)) => {
                wrong(state, Purpose::Recover, error);
                Vec::new()
            }
            None => Vec::new(),
        },
    }
}

/// Opens changes a crash left: not saved yet, and to be saved where they
/// belong. What else was left is asked about at the next start.
pub(super) fn restore(
    state: &mut State,
    left: &LeftOver,
    profile: Profile,
    key: Option<Arc<Key>>,
) -> Vec<Effect> {
    state.dialog = None;
    state.left_over.clear();
    let lock = state.file.lock.clone();
    let open = |path: &Path| store::document::open_with(path, key.as_ref(), lock.as_ref());
    let before = left.about.path.as_deref().map(open);
    replace(state, profile, left.about.path.clone());
    state.file = match before {
        Some(Ok(opened)) => {
            state.read_only = opened.held_elsewhere.is_some() || opened.loaded.newer;
            if let Some(holder) = opened.held_elsewhere {
                state.notice = Some(Notice::HeldElsewhere(holder.known()));
            }
            opened.file
        }
        _ => OpenFile::default(),
    };
    // As the changes were made to what the file held then: what was written
    // since is not written over without asking.
    state.file.stamp = left.stamp();
    state.file.key = key;
    state.saved = Arc::new(Profile::empty("", state.today, ""));
    let pending = pending(state);
    state.noted = Some(pending.clone());
    let mut effects = vec![Effect::Adopt(Box::new(pending), left.clone())];
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
