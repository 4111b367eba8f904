//! Opening, saving and leaving: what a file or a dialog is needed for.

use std::path::PathBuf;
use std::sync::Arc;

use super::after_crash;
use super::command::{Command, Leaving, Picking, Unsaved};
use super::effect::Effect;
use super::history::History;
use super::keeping::{self, Purpose};
use super::sample_names;
use super::state::{Dialog, Editing, Notice, State};
use super::update::kept;
use super::writer::SaveHow;
use crate::domain::profile::Profile;
use crate::store::{self, LoadError, OpenFile, Opened, SaveError, Written};
use crate::text::{Texts, Word};

/// The window is not held while the system's dialog is open: another company
/// may have been opened since a name was asked for.
pub(super) fn is_for_another(state: &mut State, command: &Command) -> bool {
    let Command::Picked { picking, path, unavailable } = command else { return false };
    let asked = state.picking.take();
    let answers = *picking == Picking::SaveAs && (path.is_some() || *unavailable);
    let another = answers && asked.is_some_and(|asked| asked != state.document);
    if another {
        state.after_save = None;
        state.notice = Some(Notice::NoLongerOpen);
    }
    another
}

/// Opening, saving, leaving.
pub(super) fn files(state: &mut State, command: Command, texts: &Texts) -> Vec<Effect> {
    match command {
        Command::Leave(leaving) if state.is_unsaved() => {
            state.dialog = Some(Dialog::Unsaved(leaving));
            Vec::new()
        }
        Command::Leave(leaving) => leave(state, leaving, texts),
        Command::AnswerUnsaved(answer) => {
            let Some(Dialog::Unsaved(leaving)) = state.dialog.take() else { return Vec::new() };
            match answer {
                Unsaved::Cancel => Vec::new(),
                Unsaved::Discard => leave(state, leaving, texts),
                Unsaved::Save => {
                    state.after_save = Some(leaving);
                    save(state, false)
                }
            }
        }
        Command::SaveTable(_)
        | Command::TableSaved(..)
        | Command::Typed(Picking::Table, _)
        | Command::Picked { picking: Picking::Table, path: Some(_), .. } => table(state, command),
        Command::Save => save(state, false),
        Command::SaveAs => save(state, true),
        Command::Picked { picking, path: None, unavailable } => {
            if unavailable {
                state.dialog = Some(Dialog::TypePath(picking));
            } else {
                state.after_save = None;
                state.table = None;
            }
            Vec::new()
        }
        Command::Picked { picking: Picking::Open, path: Some(path), .. }
        | Command::Typed(Picking::Open, path) => {
            state.dialog = None;
            vec![load(state, path)]
        }
        // The system's dialog has asked about a file that is there already,
        // but not about the same name with our ending.
        Command::Picked { picking: Picking::SaveAs, path: Some(path), .. } if path.extension().is_some() => {
            state.dialog = None;
            let how = if state.path.as_ref() == Some(&path) { SaveHow::Same } else { SaveHow::Over };
            vec![saving(state, path, how)]
        }
        Command::Replace(path) => {
            state.dialog = None;
            vec![saving(state, path, SaveHow::Over)]
        }
        Command::Picked { picking: Picking::SaveAs, path: Some(path), .. }
        | Command::Typed(Picking::SaveAs, path) => {
            state.dialog = None;
            vec![saving(state, with_extension(path), SaveHow::New)]
        }
        Command::WouldReplace(document, path) => {
            if document == state.document {
                state.dialog = Some(Dialog::Replace(path));
            }
            Vec::new()
        }
        answer => answered(state, answer, texts),
    }
}

/// A table on its way to a file.
fn table(state: &mut State, command: Command) -> Vec<Effect> {
    match command {
        Command::SaveTable(table) => {
            let name = format!("{}.csv", clean(&table.name, "table"));
            state.table = Some(table);
            vec![Effect::Pick { picking: Picking::Table, name }]
        }
        Command::Typed(_, path) | Command::Picked { path: Some(path), .. } => {
            state.dialog = None;
            let path = if path.extension().is_some() { path } else { path.with_extension("csv") };
            state.table.take().map(|table| Effect::SaveTable(path, table)).into_iter().collect()
        }
        Command::TableSaved(path, result) => {
            match result {
                Ok(()) => state.notice = Some(Notice::Saved(path)),
                Err(SaveError::DurabilityUnknown { .. }) => {
                    state.notice = Some(Notice::SavedUnconfirmed(path));
                }
                Err(error) => state.dialog = Some(Dialog::SaveProblem(path, error)),
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// What became of a file that was to be read or written.
fn answered(state: &mut State, command: Command, texts: &Texts) -> Vec<Effect> {
    match command {
        // Called off while its passphrase was tried.
        Command::Loaded(path, Ok(opened))
            if opened.file.key.is_some() && !keeping::is_tried(state, &Purpose::Open(path.clone())) =>
        {
            Vec::new()
        }
        // Edits made while a file was chosen or read were not asked about.
        Command::Loaded(path, Ok(_)) if state.is_unsaved() && !is_left_behind(state) => {
            state.dialog = Some(Dialog::Unsaved(Leaving::OpenPath(path)));
            Vec::new()
        }
        Command::Loaded(path, Ok(loaded)) => opened(state, path, *loaded),
        Command::Loaded(path, Err(error @ (LoadError::Locked | LoadError::WrongPassphrase))) => {
            keeping::wrong(state, Purpose::Open(path), error);
            Vec::new()
        }
        Command::Loaded(path, Err(error)) => {
            state.settings.forget_file(&path);
            state.good_copy = None;
            state.dialog = Some(Dialog::LoadProblem(path.clone(), error));
            let mut effects = kept(state);
            effects.push(Effect::FindGood(path, None, None));
            effects
        }
        // Of a company left meanwhile.
        Command::Saved(document, path, _, Ok(_)) if document != state.document => {
            state.settings.remember_file(&path);
            kept(state)
        }
        Command::Saved(_, path, profile, Ok(written)) => saved(state, path, profile, *written, texts),
        Command::Saved(_, path, _, Err(error)) => {
            state.after_save = None;
            state.dialog = Some(Dialog::SaveProblem(path, error));
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Whether the profile is still the one it was agreed to leave.
pub(super) fn is_left_behind(state: &State) -> bool {
    state.left_behind.as_ref().is_some_and(|left| Arc::ptr_eq(left, state.profile()))
}

fn leave(state: &mut State, leaving: Leaving, texts: &Texts) -> Vec<Effect> {
    state.left_behind = Some(Arc::clone(state.profile()));
    match leaving {
        Leaving::New => {
            let scenario = texts.preset("calm", Word::Label);
            replace(state, Profile::empty("", state.today, scenario), None);
            state.editing = Some(Editing::Company);
            Vec::new()
        }
        Leaving::Sample(key) => {
            if let Some(mut profile) = store::sample(&key) {
                sample_names::speak(&mut profile, &key, state.prefs.lang);
                replace(state, profile, None);
                state.sample = Some(key);
            }
            Vec::new()
        }
        Leaving::Open => vec![Effect::Pick { picking: Picking::Open, name: String::new() }],
        Leaving::OpenPath(path) => vec![load(state, path)],
        Leaving::Version(path) => vec![Effect::LoadVersion(path, state.file.key.clone(), None)],
        Leaving::Restored => after_crash::restore(state),
        Leaving::Quit => {
            let mut effects = kept(state);
            effects.push(Effect::Quit);
            effects
        }
    }
}

/// Starts afresh with another profile.
pub(super) fn replace(state: &mut State, profile: Profile, path: Option<PathBuf>) {
    state.history = History::new(profile);
    state.saved = Arc::clone(state.history.now());
    state.path = path;
    state.sample = None;
    state.file = OpenFile::default();
    state.document.0 = state.document.0.wrapping_add(1);
    state.left_behind = None;
    state.after_save = None;
    state.read_only = false;
    state.editing = None;
    state.scope = None;
    state.notice = None;
    state.chance = None;
    state.chance_progress = None;
    state.studies.clear();
    state.recompute();
}

fn opened(state: &mut State, path: PathBuf, opened: Opened) -> Vec<Effect> {
    let Opened { loaded, file, held_elsewhere } = opened;
    state.settings.remember_file(&path);
    state.dialog = None;
    replace(state, loaded.profile, Some(path.clone()));
    state.file = file;
    state.read_only = loaded.newer || held_elsewhere.is_some();
    let mut effects = kept(state);
    if let Some(holder) = held_elsewhere {
        state.notice = Some(Notice::HeldElsewhere(holder.known()));
    } else if loaded.newer {
        state.notice = Some(Notice::Newer);
    } else if loaded.changed_outside {
        state.notice = Some(Notice::ChangedOutside);
        let profile = Some(Arc::clone(state.profile()));
        effects.push(Effect::FindGood(path, state.file.key.clone(), profile));
    }
    effects
}

/// Reads a file; the one that is open is held by this window already.
fn load(state: &State, path: PathBuf) -> Effect {
    Effect::Load(path, None, state.file.lock.clone())
}

/// Writes the company to a file.
pub(super) fn saving(state: &State, path: PathBuf, how: SaveHow) -> Effect {
    Effect::Save(Box::new(keeping::save_ask(state, path, how)))
}

pub(super) fn save(state: &State, elsewhere: bool) -> Vec<Effect> {
    match &state.path {
        Some(path) if !elsewhere && !state.read_only => {
            vec![saving(state, path.clone(), SaveHow::Same)]
        }
        _ => {
            // The system's dialog is on screen too.
            let company = if state.prefs.hide_amounts { "" } else { state.profile().company.as_str() };
            vec![Effect::Pick { picking: Picking::SaveAs, name: file_name(company) }]
        }
    }
}

fn saved(
    state: &mut State,
    path: PathBuf,
    profile: Arc<Profile>,
    written: Written,
    texts: &Texts,
) -> Vec<Effect> {
    state.settings.remember_file(&path);
    state.saved = profile;
    state.read_only = false;
    let was_locked = state.file.key.is_some() && state.path.as_ref() == Some(&path);
    let is_locked = written.file.key.is_some();
    state.file = written.file;
    state.notice = Some(match (written.version_lost, written.unconfirmed) {
        _ if written.versions_open.is_some() => {
            Notice::VersionsOpen(written.versions_open.unwrap_or_default())
        }
        (Some(detail), _) => Notice::VersionLost(detail),
        (None, Some(_)) => Notice::SavedUnconfirmed(path.clone()),
        _ if is_locked && !was_locked => Notice::Locked,
        _ if was_locked && !is_locked => Notice::NoLongerLocked,
        _ => Notice::Saved(path.clone()),
    });
    state.path = Some(path);
    state.sample = None;
    let mut effects = kept(state);
    if let Some(leaving) = state.after_save.take() {
        if state.is_unsaved() {
            // Something was changed while the file was being written.
            state.dialog = Some(Dialog::Unsaved(leaving));
        } else {
            effects.extend(leave(state, leaving, texts));
        }
    }
    effects
}

/// A path typed without an ending gets the profile's.
fn with_extension(path: PathBuf) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension("ron") }
}

/// A file name for a company: what file systems refuse is left out.
fn file_name(company: &str) -> String {
    format!("{}.ron", clean(company, "company"))
}

/// What file systems take of a name, or another where that is nothing.
fn clean(name: &str, or: &str) -> String {
    let kept: String =
        name.chars().filter(|c| !c.is_control() && !r#"/\:*?"<>|"#.contains(*c)).take(60).collect();
    let kept = kept.trim();
    if kept.is_empty() { or.to_owned() } else { kept.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::command::Document;
    use crate::app::edit::Edit;
    use crate::app::prefs::Prefs;
    use crate::app::update;
    use crate::domain::calendar::CalendarMonth;
    use crate::store::Loaded;
    use crate::store::settings::Settings;
    use crate::text::Lang;

    fn s_month() -> CalendarMonth {
        CalendarMonth::new(2026, 10).unwrap()
    }

    fn state() -> State {
        let month = s_month();
        State::new(Profile::empty("a", month, "s"), Prefs::default(), Settings::default(), month)
    }

    #[test]
    fn leaving_an_unsaved_profile_asks_and_cancel_stays() {
        let (mut s, texts) = (state(), Texts::new(Lang::En));
        update(&mut s, Command::Edit(Edit::RenameCompany("b".into()), None), &texts);
        assert!(update(&mut s, Command::Leave(Leaving::Quit), &texts).is_empty());
        assert_eq!(s.dialog, Some(Dialog::Unsaved(Leaving::Quit)));
        update(&mut s, Command::AnswerUnsaved(Unsaved::Cancel), &texts);
        assert_eq!((s.dialog.is_none(), s.profile().company.as_str()), (true, "b"));
    }

    #[test]
    fn save_then_leave_goes_on_only_after_the_file_is_written() {
        let (mut s, texts) = (state(), Texts::new(Lang::En));
        s.path = Some("/x/y.ron".into());
        update(&mut s, Command::Edit(Edit::RenameCompany("b".into()), None), &texts);
        update(&mut s, Command::Leave(Leaving::Quit), &texts);
        let effects = update(&mut s, Command::AnswerUnsaved(Unsaved::Save), &texts);
        assert!(matches!(effects.as_slice(), [Effect::Save(_)]));
        let written = Arc::clone(s.profile());
        let effects = update(
            &mut s,
            Command::Saved(Document(0), "/x/y.ron".into(), written, Ok(Box::default())),
            &texts,
        );
        assert!(effects.iter().any(|e| matches!(e, Effect::Quit)));
        assert!(!s.is_unsaved());
    }

    #[test]
    fn a_typed_path_replaces_a_file_only_after_asking() {
        let (mut s, texts) = (state(), Texts::new(Lang::En));
        let effects = update(&mut s, Command::Typed(Picking::SaveAs, "/x/y".into()), &texts);
        assert!(
            matches!(effects.as_slice(), [Effect::Save(ask)] if ask.path.ends_with("y.ron") && matches!(ask.how, SaveHow::New))
        );
        update(&mut s, Command::WouldReplace(Document(0), "/x/y.ron".into()), &texts);
        assert_eq!(s.dialog, Some(Dialog::Replace("/x/y.ron".into())));
        let effects = update(&mut s, Command::Replace("/x/y.ron".into()), &texts);
        assert!(matches!(effects.as_slice(), [Effect::Save(_)]));
    }

    #[test]
    fn a_save_that_ends_late_is_not_taken_for_the_next_company() {
        let (mut s, texts) = (state(), Texts::new(Lang::En));
        s.path = Some("/x/a.ron".into());
        update(&mut s, Command::Edit(Edit::RenameCompany("b".into()), None), &texts);
        let old = Arc::clone(s.profile());
        update(&mut s, Command::Leave(Leaving::New), &texts);
        update(&mut s, Command::AnswerUnsaved(Unsaved::Discard), &texts);
        update(&mut s, Command::Saved(Document(0), "/x/a.ron".into(), old, Ok(Box::default())), &texts);
        assert_eq!(s.path, None);
        assert_eq!(s.profile().company, "");
    }

    #[test]
    fn what_was_changed_while_a_file_was_read_is_asked_about() {
        let (mut s, texts) = (state(), Texts::new(Lang::En));
        let loaded = || {
            let profile = Profile::empty("other", s_month(), "s");
            Box::new(Opened::from(Loaded { profile, changed_outside: false, newer: false }))
        };
        update(&mut s, Command::Leave(Leaving::OpenPath("/x/o.ron".into())), &texts);
        update(&mut s, Command::Edit(Edit::RenameCompany("b".into()), None), &texts);
        update(&mut s, Command::Loaded("/x/o.ron".into(), Ok(loaded())), &texts);
        assert_eq!(s.profile().company, "b");
        assert!(matches!(s.dialog, Some(Dialog::Unsaved(Leaving::OpenPath(_)))));
        update(&mut s, Command::AnswerUnsaved(Unsaved::Discard), &texts);
        update(&mut s, Command::Loaded("/x/o.ron".into(), Ok(loaded())), &texts);
        assert_eq!(s.profile().company, "other");
    }

    #[test]
    fn what_was_changed_while_a_file_was_written_is_asked_about() {
        let (mut s, texts) = (state(), Texts::new(Lang::En));
        s.path = Some("/x/y.ron".into());
        update(&mut s, Command::Edit(Edit::RenameCompany("b".into()), None), &texts);
        update(&mut s, Command::Leave(Leaving::Quit), &texts);
        update(&mut s, Command::AnswerUnsaved(Unsaved::Save), &texts);
        let written = Arc::clone(s.profile());
        update(&mut s, Command::Edit(Edit::RenameCompany("c".into()), None), &texts);
        let effects = update(
            &mut s,
            Command::Saved(Document(0), "/x/y.ron".into(), written, Ok(Box::default())),
            &texts,
        );
        assert!(!effects.iter().any(|e| matches!(e, Effect::Quit)));
        assert!(matches!(s.dialog, Some(Dialog::Unsaved(Leaving::Quit))));
    }

    #[test]
    fn a_newer_file_is_never_saved_over() {
        let mut s = state();
        s.path = Some("/x/y.ron".into());
        s.read_only = true;
        assert!(matches!(save(&s, false).as_slice(), [Effect::Pick { picking: Picking::SaveAs, .. }]));
    }

    #[test]
    fn names_that_file_systems_refuse_are_cleaned() {
        assert_eq!(file_name("瀬戸内/精機:架空"), "瀬戸内精機架空.ron");
        assert_eq!(file_name(" "), "company.ron");
    }
}
