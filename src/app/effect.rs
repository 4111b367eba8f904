//! What the program does outside itself: files and file dialogs, each on a
//! thread of its own, answered by a command.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::after_crash::{Found, Restored};
use super::command::{Command, Document, Picking};
use super::explaining;
use super::guardian::{Guardian, Pace, Pending};
use super::keeping::{Keeping, Summary, Version};
use super::simulator::{Ask, Simulator};
use super::study::{Desk, Request};
use super::table::Table;
use super::writer::{SaveAsk, Work, write_in_turn};
use crate::domain::profile::Profile;
use crate::store::difference::differences;
use crate::store::generations::Generation;
use crate::store::instance_lock::FileLock;
use crate::store::locked::{Key, SecretString};
use crate::store::recovery::LeftOver;
use crate::store::settings::Settings;
use crate::store::{self, OpenFile, Opened};

/// Something to be done outside.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Shows a file dialog.
    Pick {
        /// What for.
        picking: Picking,
        /// The name offered for a new file.
        name: String,
    },
    /// Reads a profile, with a passphrase where one was typed; the lock of
    /// the file that is open, in case it is the same.
    Load(PathBuf, Option<SecretString>, Option<Arc<FileLock>>),
    /// Writes a profile.
    Save(Box<SaveAsk>),
    /// Lists the earlier versions of a file.
    ListVersions(Document, PathBuf, Option<Arc<Key>>),
    /// Reads an earlier version.
    LoadVersion(PathBuf, Option<Arc<Key>>, Option<SecretString>),
    /// Looks for the newest earlier version of a file that opens, and how it
    /// differs from a profile.
    FindGood(PathBuf, Option<Arc<Key>>, Option<Arc<Profile>>),
    /// Makes a key for a passphrase.
    MakeKey(Document, SecretString),
    /// Looks for changes crashes left.
    FindLeft,
    /// Reads changes a crash left, with a passphrase where one was typed; the
    /// lock of the file that is open, in case it is theirs.
    Restore(LeftOver, Option<SecretString>, Option<Arc<FileLock>>),
    /// Lets go of changes a crash left.
    Discard(LeftOver),
    /// Keeps changes as this window's own, then lets go of what a crash left.
    Adopt(Box<Pending>, LeftOver),
    /// Keeps what is not saved against a crash; nothing is unsaved if `None`.
    KeepPending(Option<Box<Pending>>),
    /// Writes a table to a file of its own.
    SaveTable(PathBuf, Table),
    /// Keeps the settings in a folder.
    KeepSettings(Box<Settings>, PathBuf),
    /// Works something out.
    Study(Request),
    /// Simulates what may happen.
    Simulate(Box<Ask>),
    /// Finds out how a simulated number came about.
    Explain(explaining::Next),
    /// Ends the program.
    Quit,
}

/// A dialog that says "nothing" faster than this was never on screen.
const TOO_FAST: Duration = Duration::from_millis(900);

/// How long nothing may move before a simulated number is explained.
const REST: Duration = Duration::from_millis(120);

/// Runs effects and collects their answers.
pub struct Effects {
    sender: Sender<Command>,
    answers: Receiver<Command>,
    wake: Arc<dyn Fn() + Send + Sync>,
    writer: Sender<Work>,
    desk: Desk,
    simulator: Simulator,
    newest_story: Arc<AtomicU64>,
    guardian: Option<Guardian>,
    data: Option<PathBuf>,
}

/// How long the end of the program waits for what is still being written.
const LAST_WAIT: Duration = Duration::from_secs(10);

impl Effects {
    /// `wake` is called when an answer waits; `data` is the folder for copies,
    /// if there is one.
    #[must_use]
    pub fn new(wake: Arc<dyn Fn() + Send + Sync>, data: Option<PathBuf>) -> Self {
        let (sender, answers) = channel();
        let (writer, works) = channel();
        let (telling, waking) = (sender.clone(), Arc::clone(&wake));
        thread::spawn(move || write_in_turn(&works, &telling, waking.as_ref()));
        let desk = Desk::new(sender.clone(), Arc::clone(&wake));
        let simulator = Simulator::new(sender.clone(), Arc::clone(&wake));
        let guardian = data.clone().map(|data| {
            let (sender, wake) = (sender.clone(), Arc::clone(&wake));
            Guardian::new(data, Pace::default(), move |detail| {
                let _told = sender.send(Command::Keep(Keeping::NotKept(detail)));
                wake();
            })
        });
        Self { sender, answers, wake, writer, desk, simulator, newest_story: Arc::default(), guardian, data }
    }

    fn in_turn(&self, work: Work) {
        // The writer lives as long as this does.
        let _taken = self.writer.send(work);
    }

    /// Waits until everything asked for so far is written.
    fn finish(&self) {
        let (done, wait) = channel();
        self.in_turn(Work::Tell(done));
        let _written = wait.recv_timeout(LAST_WAIT);
        if let Some(guardian) = &self.guardian {
            guardian.end();
        }
    }

    /// The next answer, waiting up to `longest` for one.
    #[must_use]
    pub fn answer_within(&self, longest: Duration) -> Option<Command> {
        self.answers.recv_timeout(longest).ok()
    }

    /// The next answer, if one waits.
    #[must_use]
    pub fn answer(&self) -> Option<Command> {
        self.answers.try_recv().ok()
    }

    /// Does what is asked; the caller itself must end the program.
    pub fn run(&self, effect: Effect) {
        match effect {
            Effect::Pick { picking, name } => self.pick(picking, &name),
            Effect::Load(path, passphrase, lock) => self.answer_later(move || {
                let result = store::document::open(&path, passphrase.as_ref(), lock.as_ref());
                Command::Loaded(path, result.map(Box::new))
            }),
            Effect::Save(ask) => self.in_turn(Work::Save(ask)),
            Effect::ListVersions(..)
            | Effect::LoadVersion(..)
            | Effect::FindGood(..)
            | Effect::MakeKey(..)
            | Effect::FindLeft
            | Effect::Restore(..)
            | Effect::Discard(_)
            | Effect::Adopt(..)
            | Effect::KeepPending(_) => self.keep(effect),
            Effect::SaveTable(path, table) => self.in_turn(Work::Table(path, table)),
            Effect::KeepSettings(settings, folder) => self.in_turn(Work::Keep(settings, folder)),
            Effect::Study(request) => self.desk.ask(request),
            Effect::Simulate(ask) => self.simulator.ask(*ask),
            Effect::Explain(next) => self.explain(next),
            Effect::Quit => self.finish(),
        }
    }

    /// What concerns copies.
    fn keep(&self, effect: Effect) {
        let data = self.data.clone();
        match effect {
            Effect::ListVersions(document, path, key) => self.answer_later(move || {
                let versions = data.map(|data| versions(&data, &path, key.as_deref()));
                Command::Keep(Keeping::Versions(document, versions.unwrap_or_default().into()))
            }),
            Effect::LoadVersion(path, key, passphrase) => self.answer_later(move || {
                let result = version(&path, key, passphrase.as_ref());
                Command::Keep(Keeping::VersionLoaded(path, passphrase.is_some(), result.map(Box::new)))
            }),
            Effect::FindGood(path, key, profile) => self.perhaps_later(move || {
                let (generation, good) = store::document::newest_good(&data?, &path, key.as_deref())?;
                let both = profile.as_ref().zip(good.as_ref());
                let differing = both.map(|(profile, good)| differences(good, profile));
                let differing = differing.unwrap_or_default();
                Some(Command::Keep(Keeping::GoodFound(path, generation, differing)))
            }),
            Effect::MakeKey(document, passphrase) => {
                self.answer_later(move || Command::Keep(Keeping::KeyMade(document, Key::new(&passphrase))));
            }
            Effect::FindLeft => self.perhaps_later(move || {
                let left = Found::all(&data?);
                (!left.is_empty()).then(|| Command::Keep(Keeping::LeftOver(left)))
            }),
            Effect::Restore(left, passphrase, lock) => self.answer_later(move || {
                let restored = Restored::read(left, passphrase.as_ref(), lock.as_ref());
                Command::Keep(Keeping::Restored(Box::new(restored)))
            }),
            Effect::Discard(left) => self.in_turn(Work::Discard(left)),
            Effect::Adopt(pending, left) => match &self.guardian {
                Some(guardian) => guardian.adopt(pending, left),
                None => drop(left),
            },
            Effect::KeepPending(pending) => {
                if let Some(guardian) = &self.guardian {
                    guardian.keep(pending);
                }
            }
            _ => {}
        }
    }

    /// Answered on a thread of its own; an older question is given up.
    fn explain(&self, next: explaining::Next) {
        let number = self.newest_story.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        let explaining::Next::Answer(ask) = next else { return };
        let newest = Arc::clone(&self.newest_story);
        self.answer_later(move || {
            let old = || newest.load(Ordering::Relaxed) != number;
            // While something moves, nothing is begun.
            thread::sleep(REST);
            let step = if old() { None } else { explaining::answer(&ask, &old) };
            Command::Told(ask, step.map(Arc::new))
        });
    }

    fn answer_later(&self, work: impl FnOnce() -> Command + Send + 'static) {
        self.perhaps_later(move || Some(work()));
    }

    fn perhaps_later(&self, work: impl FnOnce() -> Option<Command> + Send + 'static) {
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        thread::spawn(move || {
            if let Some(answer) = work() {
                // The window may be gone by then; nobody is left to be told.
                let _told = sender.send(answer);
                wake();
            }
        });
    }

    /// The dialog is made here, on the window's thread, as macOS wants, and
    /// waited for elsewhere.
    fn pick(&self, picking: Picking, name: &str) {
        let (kind, ending) = if picking == Picking::Table { ("CSV", "csv") } else { ("Forelock", "ron") };
        let dialog = rfd::AsyncFileDialog::new().add_filter(kind, &[ending]);
        let began = Instant::now();
        let answered = move |path: Option<PathBuf>| {
            let unavailable = path.is_none() && began.elapsed() < TOO_FAST;
            Command::Picked { picking, path, unavailable }
        };
        match picking {
            Picking::Open => {
                let open = dialog.pick_file();
                self.answer_later(move || answered(pollster::block_on(open).map(|f| f.path().to_owned())));
            }
            Picking::SaveAs | Picking::Table => {
                let save = dialog.set_file_name(name).save_file();
                self.answer_later(move || answered(pollster::block_on(save).map(|f| f.path().to_owned())));
            }
        }
    }
}

/// The earlier versions of a file, each with what is in it.
fn versions(data: &std::path::Path, path: &std::path::Path, key: Option<&Key>) -> Vec<Version> {
    let known = |generation: &Generation| {
        let loaded = store::document::read(&generation.bytes()?, key)?;
        Ok(Summary::of(&loaded.profile))
    };
    let all = store::generations::list(data, path).into_iter();
    all.map(|generation| Version { summary: known(&generation), generation }).collect()
}

/// An earlier version, with what opens it.
fn version(
    path: &std::path::Path,
    key: Option<Arc<Key>>,
    passphrase: Option<&SecretString>,
) -> Result<Opened, store::LoadError> {
    let bytes = store::document::bytes_of(path)?;
    let by_key = store::document::read(&bytes, key.as_deref());
    let (loaded, key) = match (by_key, passphrase) {
        (Ok(loaded), _) => (loaded, key),
        // Locked with an older passphrase, it may be.
        (Err(_), passphrase) => store::document::unlock(&bytes, passphrase)?,
    };
    Ok(Opened { file: OpenFile { key, ..OpenFile::default() }, ..Opened::from(loaded) })
}
