//! What the program does outside itself: files and file dialogs, each on a
//! thread of its own, answered by a command.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::command::{Command, Document, Picking};
use super::explaining;
use super::simulator::{Ask, Simulator};
use super::study::{Desk, Request};
use super::table::{self, Table};
use crate::domain::profile::Profile;
use crate::store;
use crate::store::settings::Settings;

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
    /// Reads a profile.
    Load(PathBuf),
    /// Writes a profile.
    Save(Document, PathBuf, Arc<Profile>),
    /// Writes a profile where there is no file yet, or asks.
    SaveNew(Document, PathBuf, Arc<Profile>),
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
}

/// What is written, one after the other, so that the last asked for is the
/// last in place.
enum Work {
    Save { document: Document, path: PathBuf, profile: Arc<Profile>, may_replace: bool },
    Keep(Box<Settings>, PathBuf),
    Table(PathBuf, Table),
    Tell(Sender<()>),
}

/// How long the end of the program waits for what is still being written.
const LAST_WAIT: Duration = Duration::from_secs(10);

impl Effects {
    /// `wake` is called when an answer waits.
    #[must_use]
    pub fn new(wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        let (sender, answers) = channel();
        let (writer, works) = channel();
        let (telling, waking) = (sender.clone(), Arc::clone(&wake));
        thread::spawn(move || write_in_turn(&works, &telling, waking.as_ref()));
        let desk = Desk::new(sender.clone(), Arc::clone(&wake));
        let simulator = Simulator::new(sender.clone(), Arc::clone(&wake));
        Self { sender, answers, wake, writer, desk, simulator, newest_story: Arc::default() }
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
            Effect::Load(path) => self.answer_later(move || {
                let result = store::load(&path).map(Box::new);
                Command::Loaded(path, result)
            }),
            Effect::Save(document, path, profile) => {
                self.in_turn(Work::Save { document, path, profile, may_replace: true });
            }
            Effect::SaveNew(document, path, profile) => {
                self.in_turn(Work::Save { document, path, profile, may_replace: false });
            }
            Effect::SaveTable(path, table) => self.in_turn(Work::Table(path, table)),
            Effect::KeepSettings(settings, folder) => self.in_turn(Work::Keep(settings, folder)),
            Effect::Study(request) => self.desk.ask(request),
            Effect::Simulate(ask) => self.simulator.ask(*ask),
            Effect::Explain(next) => self.explain(next),
            Effect::Quit => self.finish(),
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
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        thread::spawn(move || {
            // The window may be gone by then; nobody is left to be told.
            let _told = sender.send(work());
            wake();
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

fn write_in_turn(works: &Receiver<Work>, answers: &Sender<Command>, wake: &(dyn Fn() + Send + Sync)) {
    for work in works {
        let answer = match work {
            Work::Save { document, path, may_replace: false, .. } if path.exists() => {
                Command::WouldReplace(document, path)
            }
            Work::Save { document, path, profile, .. } => {
                let result = store::save(&path, &profile);
                Command::Saved(document, path, profile, result)
            }
            Work::Table(path, table) => {
                let result = save_table(&path, &table);
                Command::TableSaved(path, result)
            }
            Work::Keep(settings, folder) => {
                // Settings are a convenience: a start without them works.
                let _kept = settings.save_to(&folder);
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

fn save_table(path: &std::path::Path, table: &Table) -> Result<(), store::SaveError> {
    let bytes = table::csv_file(&table.rows).map_err(|error| store::SaveError::Step {
        step: store::SaveStep::Write,
        kind: std::io::ErrorKind::Other,
        detail: error.to_string(),
    })?;
    store::save_bytes(path, &bytes)
}
