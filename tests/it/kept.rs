//! What is kept of files, at the window: earlier versions, the second window,
//! a file written by something else, a crash, a passphrase.
#![expect(clippy::unwrap_used, clippy::panic, reason = "what a test sets up may stop it at once")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use forelock::app::after_crash::{AfterCrash, Found, Restored};
use forelock::app::command::{Leaving, Picking, Unsaved};
use forelock::app::effect::Effect;
use forelock::app::keeping::{Asking, Keeping, Purpose};
use forelock::app::prefs::{Theme, View};
use forelock::app::state::{Dialog, Notice};
use forelock::app::{Command, Edit, State};
use forelock::store::document;
use forelock::store::generations;
use forelock::store::locked::{self, SecretString};
use forelock::store::recovery::{About, Journal, left_over};
use forelock::store::{self, LoadError, Stamp};
use forelock::text::Lang;
use forelock::ui::shell::Shell;

use crate::support::window::{state, window};

type Window = Harness<'static, Shell>;

/// A folder with a company in a file, and one for copies.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        store::save(&folder.path().join("社.ron"), &store::sample("inn").unwrap()).unwrap();
        Self { folder }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("社.ron")
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn state(&self) -> State {
        let mut state = state("machine_maker", Lang::En, Theme::Light, View::Projection);
        state.data_folder = Some(self.data());
        state
    }

    /// Something else writes the file, for another company.
    fn written_elsewhere(&self, company: &str) {
        let mut theirs = store::sample("inn").unwrap();
        company.clone_into(&mut theirs.company);
        store::save(&self.file(), &theirs).unwrap();
    }

    /// A window on the file.
    fn window(&self) -> Window {
        let mut window = window(self.state(), [1280.0, 800.0], 1.0);
        take(&mut window, Command::Leave(Leaving::OpenPath(self.file())));
        until(&mut window, |state| state.path.is_some() || state.dialog.is_some());
        window
    }
}

fn take(window: &mut Window, command: Command) {
    window.state_mut().take(command);
    window.run_ok();
}

/// Lets frames pass until it is so: files are read and written beside the
/// window, and a passphrase takes its time.
fn until(window: &mut Window, so: impl Fn(&State) -> bool) {
    for _ in 0..6_000 {
        window.run_ok();
        if so(window.state().state()) {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("never so: {:?}", window.state().state().dialog);
}

fn rename(window: &mut Window, company: &str) {
    take(window, Command::Edit(Edit::RenameCompany(company.to_owned()), None));
}

fn save(window: &mut Window) {
    take(window, Command::Save);
    until(window, |state| !state.is_unsaved() || state.dialog.is_some());
}

fn company(window: &Window) -> String {
    window.state().state().profile().company.clone()
}

fn on_disk(path: &Path) -> String {
    store::load(path).unwrap().profile.company
}

fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run_ok();
}

#[test]
fn each_save_keeps_the_version_before_and_it_opens_as_a_copy() {
    let place = Place::new();
    let mut window = place.window();
    let first = company(&window);
    for name in ["二", "三"] {
        rename(&mut window, name);
        save(&mut window);
    }
    take(&mut window, Command::Keep(Keeping::ShowVersions));
    until(&mut window, |state| matches!(state.dialog, Some(Dialog::Versions(_))));
    let versions: Vec<_> = window.get_all_by_label_contains("Open the version of").collect();
    assert_eq!(versions.len(), 2);
    // The older one is below.
    versions[1].click();
    drop(versions);
    until(&mut window, |state| state.notice == Some(Notice::CopyOpened));
    assert_eq!(company(&window), first);
    let state = window.state().state();
    assert!(state.path.is_none() && state.dialog.is_none());
    assert_eq!(on_disk(&place.file()), "三");
    assert!(window.query_by_label_contains("open as a copy").is_some());
}

#[test]
fn the_second_window_is_read_only_and_says_who_holds_the_file() {
    let place = Place::new();
    let first = place.window();
    let mut second = place.window();
    let state = second.state().state();
    assert!(state.read_only);
    let Some(Notice::HeldElsewhere(Some(holder))) = &state.notice else { panic!("{:?}", state.notice) };
    assert_eq!(holder.process, std::process::id());
    assert!(second.query_by_label_contains("has this file open").is_some());
    // Saving there asks for another place.
    rename(&mut second, "別");
    second.state_mut().take(Command::Save);
    assert!(second.state().state().picking.is_some());
    assert_eq!(on_disk(&place.file()), company(&first));
    // Once the first one is gone the file can be held again.
    drop(first);
    let third = place.window();
    assert!(!third.state().state().read_only);
}

/// The window is not held while the system's dialog is open.
#[test]
fn a_name_chosen_for_one_company_is_not_used_for_another() {
    let place = Place::new();
    let mut window = place.window();
    let elsewhere = place.file().with_file_name("elsewhere.ron");
    let picked = |path| Command::Picked { picking: Picking::SaveAs, path: Some(path), unavailable: false };
    window.state_mut().take(Command::SaveAs);
    window.state_mut().take(Command::Leave(Leaving::New));
    window.state_mut().take(picked(elsewhere.clone()));
    until(&mut window, |state| state.notice == Some(Notice::NoLongerOpen));
    assert!(!elsewhere.exists());
    // For the company that is open now it works.
    window.state_mut().take(Command::SaveAs);
    rename(&mut window, "新しい会社");
    window.state_mut().take(picked(elsewhere.clone()));
    until(&mut window, |state| matches!(state.notice, Some(Notice::Saved(_))));
    assert_eq!(on_disk(&elsewhere), "新しい会社");
}

#[test]
fn a_file_written_by_something_else_is_not_written_over_unasked() {
    let place = Place::new();
    let mut window = place.window();
    place.written_elsewhere("よそ");
    rename(&mut window, "こちら");
    save(&mut window);
    assert_eq!(on_disk(&place.file()), "よそ");
    for said in ["Company: name", "こちら", "よそ"] {
        assert!(window.query_by_label(said).is_some(), "{said}");
    }
    click(&mut window, "Replace it with mine");
    until(&mut window, |state| !state.is_unsaved());
    assert_eq!(on_disk(&place.file()), "こちら");
    // What was there is kept.
    let kept = generations::list(&place.data(), &place.file());
    assert_eq!(store::read_profile(&kept[0].bytes().unwrap()).unwrap().profile.company, "よそ");
}

/// The second save is asked for before the first one has answered.
#[test]
fn two_saves_at_once_are_no_conflict() {
    let place = Place::new();
    let mut window = place.window();
    rename(&mut window, "一");
    window.state_mut().take(Command::Save);
    window.state_mut().take(Command::Edit(Edit::RenameCompany("二".into()), None));
    window.state_mut().take(Command::Save);
    until(&mut window, |state| !state.is_unsaved() || state.dialog.is_some());
    assert!(window.state().state().dialog.is_none(), "{:?}", window.state().state().dialog);
    assert_eq!(on_disk(&place.file()), "二");
    // What something else writes later is noticed all the same.
    place.written_elsewhere("よそ");
    rename(&mut window, "三");
    save(&mut window);
    assert!(matches!(window.state().state().dialog, Some(Dialog::Conflict(..))));
}

/// What is edited while an earlier version is read is asked about.
#[test]
fn an_earlier_version_does_not_take_the_place_of_new_edits_unasked() {
    let place = Place::new();
    let mut window = place.window();
    rename(&mut window, "二");
    save(&mut window);
    let version = generations::list(&place.data(), &place.file()).remove(0).path;
    window.state_mut().take(Command::Keep(Keeping::OpenVersion(version)));
    window.state_mut().take(Command::Edit(Edit::RenameCompany("三".into()), None));
    until(&mut window, |state| state.dialog.is_some());
    assert!(matches!(window.state().state().dialog, Some(Dialog::Unsaved(Leaving::Version(_)))));
    assert_eq!(company(&window), "三");
}

#[test]
fn a_file_written_by_something_else_can_be_opened_instead() {
    let place = Place::new();
    let mut window = place.window();
    place.written_elsewhere("よそ");
    rename(&mut window, "こちら");
    save(&mut window);
    click(&mut window, "Open the file, drop mine");
    until(&mut window, |state| state.profile().company == "よそ");
    let state = window.state().state();
    assert!(!state.is_unsaved() && !state.read_only && state.dialog.is_none());
    // And saved again without being asked.
    rename(&mut window, "次");
    save(&mut window);
    assert_eq!(on_disk(&place.file()), "次");
}

#[test]
fn a_hand_edit_is_shown_beside_the_last_version() {
    let place = Place::new();
    let mut window = place.window();
    rename(&mut window, "二");
    save(&mut window);
    drop(window);
    let text = fs::read_to_string(place.file()).unwrap();
    fs::write(place.file(), text.replace("二", "手書き")).unwrap();
    let mut window = place.window();
    until(&mut window, |state| matches!(state.dialog, Some(Dialog::ChangedOutside(..))));
    assert!(window.query_by_label("手書き").is_some());
    click(&mut window, "Keep it as it is");
    assert_eq!(company(&window), "手書き");
}

#[test]
fn a_file_that_does_not_open_offers_its_newest_good_version() {
    let place = Place::new();
    let mut window = place.window();
    let first = company(&window);
    rename(&mut window, "二");
    save(&mut window);
    drop(window);
    fs::write(place.file(), "(company: ").unwrap();
    let mut window = window_on_broken(&place);
    click(&mut window, "Open the newest good copy");
    until(&mut window, |state| state.notice == Some(Notice::CopyOpened));
    assert_eq!(company(&window), first);
    assert_eq!(fs::read_to_string(place.file()).unwrap(), "(company: ");
}

fn window_on_broken(place: &Place) -> Window {
    let mut window = place.window();
    until(&mut window, |state| state.good_copy.is_some());
    window
}

/// Leaves what a window that died would.
fn crash(place: &Place, company: &str, stamp: Option<Stamp>) {
    let mut profile = store::sample("inn").unwrap();
    profile.company = company.into();
    let stamp = stamp.map(|stamp| stamp.hex());
    let about = About { path: Some(place.file()), stamp, at: chrono::Utc::now() };
    Journal::begin(&place.data()).unwrap().keep(&about, &profile, None).unwrap();
}

/// Whether no folder of a window that is gone is left, held or not.
fn nothing_left(place: &Place) -> bool {
    let until = std::time::Instant::now() + Duration::from_secs(20);
    let left = || left_over(&place.data()).len();
    while left() > 0 && std::time::Instant::now() < until {
        std::thread::sleep(Duration::from_millis(10));
    }
    let folders = fs::read_dir(place.data().join("recovery")).unwrap();
    folders.filter(|folder| folder.as_ref().unwrap().path().join("profile.ron").exists()).count() == 0
}

fn after_crash(place: &Place) -> Window {
    let mut window = window(place.state(), [1280.0, 800.0], 1.0);
    find_left(&mut window);
    window
}

/// What crashes left is looked for, and there is some.
fn find_left(window: &mut Window) {
    take(window, Command::Keep(Keeping::FindLeft));
    until(window, |state| matches!(state.dialog, Some(Dialog::Recovered(_))));
}

fn restore(window: &mut Window) {
    click(window, "Restore");
    until(window, |state| !state.restoring);
}

/// Edits made while they were looked for are asked about first.
#[test]
fn changes_a_crash_left_are_not_opened_over_edits_unasked() {
    let place = Place::new();
    crash(&place, "残り", None);
    let mut window = place.window();
    rename(&mut window, "二");
    find_left(&mut window);
    click(&mut window, "Restore");
    assert_eq!(window.state().state().dialog, Some(Dialog::Unsaved(Leaving::Restored)));
    take(&mut window, Command::AnswerUnsaved(Unsaved::Cancel));
    assert_eq!(window.state().state().profile().company, "二");
    assert!(matches!(window.state().state().dialog, Some(Dialog::Recovered(_))));
    click(&mut window, "Restore");
    take(&mut window, Command::AnswerUnsaved(Unsaved::Save));
    until(&mut window, |state| state.profile().company == "残り");
    assert_eq!(on_disk(&place.file()), "二");
    drop(window);
}

/// A drive that does not answer holds nobody up: they can be left for later
/// while they are read, and are not opened when it answers after all.
#[test]
fn changes_a_crash_left_can_be_left_for_later_while_they_are_read() {
    let place = Place::new();
    crash(&place, "残り", None);
    let mut state = place.state();
    let texts = forelock::text::Texts::new(Lang::En);
    let found = Found::all(&place.data());
    let left = found[0].left.clone();
    let mut asked = |command| forelock::app::update(&mut state, Command::Keep(command), &texts);
    asked(Keeping::LeftOver(found));
    let reads = |effects: &[Effect]| effects.iter().filter(|e| matches!(e, Effect::Restore(..))).count();
    assert_eq!(reads(&asked(Keeping::AnswerCrash(AfterCrash::Restore))), 1);
    assert_eq!(reads(&asked(Keeping::AnswerCrash(AfterCrash::Restore))), 0, "once is enough");
    asked(Keeping::AnswerCrash(AfterCrash::Later));
    asked(Keeping::Restored(Box::new(Restored::read(left, None, None))));
    assert_ne!(state.profile().company, "残り");
    assert!(state.dialog.is_none());
}

#[test]
fn after_a_crash_both_are_summed_up_and_restored_changes_can_be_saved() {
    let place = Place::new();
    let stamp = Stamp::of(&fs::read(place.file()).unwrap());
    crash(&place, "残り", Some(stamp));
    let mut window = after_crash(&place);
    for company in ["残り", &store::sample("inn").unwrap().company] {
        let said = format!("Assets ¥48.8M · 8 lines · {company}");
        assert!(window.query_by_label(&said).is_some(), "{said}");
    }
    assert!(window.query_by_label("They differ in 1 field.").is_some());
    restore(&mut window);
    let state = window.state().state();
    assert_eq!((state.profile().company.as_str(), state.path.as_ref()), ("残り", Some(&place.file())));
    assert!(state.is_unsaved());
    save(&mut window);
    assert_eq!(on_disk(&place.file()), "残り");
    drop(window);
    assert!(nothing_left(&place));
}

#[test]
fn restored_changes_do_not_write_over_what_came_after_them() {
    let place = Place::new();
    crash(&place, "残り", Some(Stamp::of(b"something older")));
    let mut window = after_crash(&place);
    restore(&mut window);
    save(&mut window);
    assert!(matches!(window.state().state().dialog, Some(Dialog::Conflict(..))));
    assert_eq!(on_disk(&place.file()), store::sample("inn").unwrap().company);
}

#[test]
fn what_a_crash_left_is_kept_until_it_is_decided_about() {
    let place = Place::new();
    crash(&place, "残り", None);
    let mut window = after_crash(&place);
    click(&mut window, "Decide later");
    assert!(window.state().state().dialog.is_none());
    drop(window);
    let mut window = after_crash(&place);
    click(&mut window, "Discard");
    assert!(window.state().state().dialog.is_none());
    drop(window);
    assert!(nothing_left(&place));
}

fn words(text: &str) -> SecretString {
    SecretString::from(text.to_owned())
}

/// The passphrase must not be lost on the way through a conflict.
#[test]
fn locking_a_file_that_something_else_has_written_locks_it_all_the_same() {
    let place = Place::new();
    let mut window = place.window();
    place.written_elsewhere("よそ");
    take(&mut window, Command::Keep(Keeping::AskLock));
    let document = window.state().state().document;
    let key = locked::Key::quick(&words("八文字以上の言葉")).unwrap();
    take(&mut window, Command::Keep(Keeping::KeyMade(document, Ok(key))));
    until(&mut window, |state| matches!(state.dialog, Some(Dialog::Conflict(..))));
    click(&mut window, "Replace it with mine");
    until(&mut window, |state| state.notice == Some(Notice::Locked));
    assert!(locked::is_locked(&fs::read(place.file()).unwrap()));
    for version in generations::list(&place.data(), &place.file()) {
        assert!(locked::is_locked(&version.bytes().unwrap()), "{version:?}");
    }
}

/// A file opened by name while a crash left changes to it.
#[test]
fn changes_to_the_file_that_is_open_are_restored_into_it() {
    let place = Place::new();
    let stamp = Stamp::of(&fs::read(place.file()).unwrap());
    crash(&place, "残り", Some(stamp));
    let mut window = place.window();
    find_left(&mut window);
    restore(&mut window);
    assert!(!window.state().state().read_only);
    save(&mut window);
    assert_eq!(on_disk(&place.file()), "残り");
}

/// A directory or anything else that cannot be read is not taken for nothing.
#[test]
fn what_cannot_be_read_is_not_written_over_unasked() {
    let place = Place::new();
    let mut window = place.window();
    let huge = fs::File::create(place.file()).unwrap();
    huge.set_len(store::MAX_BYTES + 1).unwrap();
    rename(&mut window, "二");
    save(&mut window);
    assert!(matches!(
        window.state().state().dialog,
        Some(Dialog::Conflict(_, Err(LoadError::TooLarge { .. })))
    ));
    assert_eq!(fs::metadata(place.file()).unwrap().len(), store::MAX_BYTES + 1);
}

/// A passphrase tried for what was called off changes nothing.
#[test]
fn an_answer_that_comes_after_it_was_called_off_opens_nothing() {
    let place = Place::new();
    let mut window = place.window();
    rename(&mut window, "二");
    let key = locked::Key::quick(&words("p")).unwrap();
    let mut opened = store::Opened::from(store::load(&place.file()).unwrap());
    opened.file.key = Some(key);
    take(&mut window, Command::Loaded("other.ron".into(), Ok(Box::new(opened.clone()))));
    take(&mut window, Command::Keep(Keeping::VersionLoaded("v.ron".into(), true, Ok(Box::new(opened)))));
    assert_eq!(company(&window), "二");
    assert!(window.state().state().dialog.is_none());
}

fn is_asked(state: &State, asking: Asking) -> bool {
    matches!(&state.dialog, Some(Dialog::Passphrase(_, asked)) if *asked == asking)
}

/// One window after the other, since each passphrase takes its second.
#[test]
fn a_locked_company_opens_with_its_passphrase_alone_and_so_do_its_versions() {
    let place = Place::new();
    let mut window = place.window();
    rename(&mut window, "秘密");
    save(&mut window);
    take(&mut window, Command::Keep(Keeping::AskLock));
    take(&mut window, Command::Keep(Keeping::Passphrase(words("八文字以上の言葉"))));
    until(&mut window, |state| state.notice == Some(Notice::Locked));
    let sealed = |path: &Path| {
        let bytes = fs::read(path).unwrap();
        assert!(locked::is_locked(&bytes) && !String::from_utf8_lossy(&bytes).contains("秘密"));
    };
    sealed(&place.file());
    let versions = generations::list(&place.data(), &place.file());
    assert_eq!(versions.len(), 2);
    for version in &versions {
        sealed(&version.path);
    }
    assert_eq!(store::load(&place.file()), Err(LoadError::Locked));
    // Saved again without being asked, and still locked.
    rename(&mut window, "秘密二");
    save(&mut window);
    sealed(&place.file());
    drop(window);

    let mut window = place.window();
    assert!(is_asked(window.state().state(), Asking::First));
    take(&mut window, Command::Keep(Keeping::Passphrase(words("違う"))));
    until(&mut window, |state| is_asked(state, Asking::Wrong));
    assert!(window.query_by_label_contains("another passphrase").is_some());
    take(&mut window, Command::Keep(Keeping::Passphrase(words("八文字以上の言葉"))));
    until(&mut window, |state| state.dialog.is_none());
    assert_eq!(company(&window), "秘密二");
    take(&mut window, Command::Keep(Keeping::AskRemoveLock));
    click(&mut window, "Remove it");
    until(&mut window, |state| state.notice == Some(Notice::NoLongerLocked));
    assert_eq!(on_disk(&place.file()), "秘密二");
    for version in generations::list(&place.data(), &place.file()) {
        document::read(&version.bytes().unwrap(), None).unwrap();
    }
}

#[test]
fn a_passphrase_called_off_locks_nothing() {
    let place = Place::new();
    let mut window = place.window();
    take(&mut window, Command::Keep(Keeping::AskLock));
    assert!(matches!(&window.state().state().dialog, Some(Dialog::Passphrase(Purpose::Lock, _))));
    let document = window.state().state().document;
    click(&mut window, "Cancel");
    let key = locked::Key::quick(&words("x")).unwrap();
    take(&mut window, Command::Keep(Keeping::KeyMade(document, Ok(key))));
    assert!(window.state().state().file.key.is_none());
    store::load(&place.file()).unwrap();
}

/// No dialog tells names or values while amounts are hidden.
#[test]
fn hidden_amounts_stay_hidden_in_every_dialog_about_files() {
    let place = Place::new();
    crash(&place, "極秘 123,456円", None);
    let mut start = place.state();
    start.prefs.hide_amounts = true;
    let mut window = window(start, [1280.0, 800.0], 1.0);
    find_left(&mut window);
    assert!(matches!(window.state().state().dialog, Some(Dialog::Recovered(_))));
    assert!(window.query_by_label_contains("極秘").is_none());
    assert!(window.query_by_label_contains("社.ron").is_none());
    restore(&mut window);
    place.written_elsewhere("よそ 777");
    save(&mut window);
    assert!(matches!(window.state().state().dialog, Some(Dialog::Conflict(..))));
    for told in ["極秘", "よそ"] {
        assert!(window.query_by_label_contains(told).is_none(), "{told}");
    }
    assert!(window.query_by_label_contains("not shown while amounts are hidden").is_some());
}
