//! What the program remembers while it runs.

use std::path::PathBuf;
use std::sync::Arc;

use super::after_crash::Found;
use super::clock::Clock;
use super::command::{Document, Leaving, Picking};
use super::compare::Comparing;
use super::explaining::{Ask, Asked};
use super::guardian::Pending;
use super::guess::Guess;
use super::hiding;
use super::history::History;
use super::keeping::{Asking, Purpose, Version};
use super::prefs::{Prefs, Shown, View};
use super::study::Studies;
use super::table::Table;
use crate::data::glossary::GlossaryTerm;
use crate::domain::bank::BankId;
use crate::domain::calendar::CalendarMonth;
use crate::domain::holding::HoldingId;
use crate::domain::profile::Profile;
use crate::engine::Projection;
use crate::engine::chance::result::Outlook;
use crate::engine::later::{Deterministic, Later};
use crate::engine::trace::Step;
use crate::store::difference::Difference;
use crate::store::generations::Generation;
use crate::store::instance_lock::Holder;
use crate::store::locked::Key;
use crate::store::settings::Settings;
use crate::store::{LoadError, OpenFile, SaveError};
use crate::text::{Texts, YenUnit};

/// The most paths one simulation may be asked for.
pub const MOST_PATHS: u32 = 1_000_000;

/// A simulation and the profile it is about.
#[derive(Debug, Clone)]
pub struct Chance {
    /// What it says.
    pub outlook: Arc<Outlook>,
    /// The profile as it was then: what the words around the figures go by.
    pub profile: Arc<Profile>,
}

/// What is open for editing on the left.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Editing {
    /// A holding.
    Holding(HoldingId),
    /// A bank.
    Bank(BankId),
    /// The company itself.
    Company,
}

/// The dialog in front of everything.
#[derive(Debug, Clone, PartialEq)]
pub enum Dialog {
    /// "Save the changes?"
    Unsaved(Leaving),
    /// "There is a file already; replace it?"
    Replace(PathBuf),
    /// A path to type where no file dialog can be had.
    TypePath(Picking),
    /// A file that could not be opened, and why.
    LoadProblem(PathBuf, LoadError),
    /// A file that could not be written, and why.
    SaveProblem(PathBuf, SaveError),
    /// The list of keys.
    Keys,
    /// The glossary, at a term if one is named.
    Glossary(Option<GlossaryTerm>),
    /// A passphrase to type.
    Passphrase(Purpose, Asking),
    /// "Take the passphrase away?"
    RemoveLock,
    /// The earlier versions of the open file, the latest first.
    Versions(Arc<[Version]>),
    /// Changes a crash left, and what to do with them.
    Recovered(Box<Found>),
    /// The file was written by something else since it was read: what differs
    /// between what is here and what is there, or why that is not known.
    Conflict(PathBuf, Result<Vec<Difference>, LoadError>),
    /// The file was changed outside the program: what differs between its
    /// last version and what is there now.
    ChangedOutside(Generation, Vec<Difference>),
}

/// Something worth saying that needs no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Saved, and where.
    Saved(PathBuf),
    /// Saved, but the system did not confirm that it would outlast a power cut.
    SavedUnconfirmed(PathBuf),
    /// The file was changed outside the program.
    ChangedOutside,
    /// The file is from a newer program and cannot be saved over.
    Newer,
    /// A table is on the clipboard.
    Copied,
    /// Another window holds the file; who, where known.
    HeldElsewhere(Option<Holder>),
    /// Saved, but the version before could not be kept; why.
    VersionLost(String),
    /// Saved, but some earlier versions are not locked as the file is; why.
    VersionsOpen(String),
    /// Changes could not be kept against a crash; why.
    NotKept(String),
    /// A name was chosen for a company that is no longer open; nothing was
    /// saved there.
    NoLongerOpen,
    /// An earlier version was opened as a copy.
    CopyOpened,
    /// Saved, and locked with a passphrase.
    Locked,
    /// Saved, no longer locked.
    NoLongerLocked,
}

/// What the program remembers.
#[derive(Debug, Clone)]
pub struct State {
    /// The profile, and the way back.
    pub history: History,
    /// Where it is kept, once it is.
    pub path: Option<PathBuf>,
    /// What is known of that file.
    pub file: OpenFile,
    /// Which of the profiles opened so far this is.
    pub document: Document,
    /// The key of the sample this is, until it is saved.
    pub sample: Option<String>,
    /// The profile it was agreed to leave without saving.
    pub left_behind: Option<Arc<Profile>>,
    /// The profile as it was last saved or opened.
    pub saved: Arc<Profile>,
    /// Whether saving over the file is refused.
    pub read_only: bool,
    /// How the reader likes to see things.
    pub prefs: Prefs,
    /// What was kept from the last time.
    pub settings: Settings,
    /// Where settings are kept; nowhere if `None`.
    pub settings_folder: Option<PathBuf>,
    /// Where copies are kept: earlier versions, changes not saved yet; nowhere
    /// if `None`.
    pub data_folder: Option<PathBuf>,
    /// What crashes left, as far as it is not decided about.
    pub left_over: Vec<Found>,
    /// Whether the first of it is being read to be opened.
    pub restoring: bool,
    /// An earlier version that opens, of a file that does not.
    pub good_copy: Option<(PathBuf, Generation)>,
    /// What was last noted to be kept against a crash.
    pub noted: Option<Pending>,
    /// The key a save that met a conflict was to lock with.
    pub conflict_key: Option<Arc<Key>>,
    /// What is open for editing.
    pub editing: Option<Editing>,
    /// What the breakdown is about; everything if `None`.
    pub scope: Option<HoldingId>,
    /// The number that is explained.
    pub explaining: Option<Asked>,
    /// The question about a simulation that was asked last.
    pub story_asked: Option<Ask>,
    /// The last answer to one.
    pub story: Option<(Ask, Arc<Step>)>,
    /// Which scenarios stand side by side.
    pub comparing: Comparing,
    /// The dialog in front.
    pub dialog: Option<Dialog>,
    /// Which company a file dialog is open for.
    pub picking: Option<Document>,
    /// A table that waits for a place.
    pub table: Option<Table>,
    /// Something worth saying.
    pub notice: Option<Notice>,
    /// What to do once a running save is through.
    pub after_save: Option<Leaving>,
    /// The scenario in front, computed.
    pub projection: Arc<Later>,
    /// The same with the plan carried out; `None` where it moves nothing.
    pub plan: Option<Arc<Later>>,
    /// The last simulation; kept while the next one runs.
    pub chance: Option<Arc<Chance>>,
    /// The simulation asked for last.
    pub chance_asked: Option<super::simulator::Ask>,
    /// Paths done and wanted of a simulation that runs.
    pub chance_progress: Option<(u32, u32)>,
    /// The paths asked for beyond the usual ones.
    pub precision: Option<u32>,
    /// What takes longer than a frame, as far as it is answered.
    pub studies: Studies,
    /// A guess at the result, while the reader predicts it first.
    pub guess: Option<Guess>,
    /// The month it is when the program starts, for new companies.
    pub today: CalendarMonth,
    /// Where the day of a change comes from.
    pub clock: Clock,
}

impl State {
    /// Starts with a profile that is in no file.
    #[must_use]
    pub fn new(profile: Profile, prefs: Prefs, settings: Settings, today: CalendarMonth) -> Self {
        let history = History::new(profile);
        let (projection, plan) = Later::both(history.now());
        Self {
            saved: Arc::clone(history.now()),
            history,
            path: None,
            file: OpenFile::default(),
            document: Document::default(),
            left_behind: None,
            read_only: false,
            prefs,
            settings,
            settings_folder: None,
            data_folder: None,
            left_over: Vec::new(),
            restoring: false,
            good_copy: None,
            noted: None,
            conflict_key: None,
            editing: None,
            scope: None,
            explaining: None,
            story_asked: None,
            story: None,
            comparing: Comparing::default(),
            dialog: None,
            picking: None,
            sample: None,
            table: None,
            notice: None,
            after_save: None,
            projection,
            plan,
            chance: None,
            chance_asked: None,
            chance_progress: None,
            precision: None,
            studies: Studies::default(),
            guess: None,
            today,
            clock: Clock::default(),
        }
    }

    /// The profile as it is.
    #[must_use]
    pub fn profile(&self) -> &Arc<Profile> {
        self.history.now()
    }

    /// Whether the result is hidden until the reader has guessed it.
    #[must_use]
    pub fn is_predicting(&self) -> bool {
        self.guess.as_ref().is_some_and(|guess| !guess.revealed)
    }

    /// The unit amounts may be seen in: the one chosen, or while they are
    /// hidden an index in which the company's assets today are 100.
    #[must_use]
    pub fn shown_unit(&self) -> YenUnit {
        if self.prefs.hide_amounts {
            YenUnit::Index(hiding::hundred(&self.projection))
        } else {
            self.prefs.unit
        }
    }

    /// How the reader may see things: the choices made, with
    /// [`shown_unit`](Self::shown_unit).
    #[must_use]
    pub fn shown_prefs(&self) -> Prefs {
        Prefs { unit: self.shown_unit(), ..self.prefs }
    }

    /// The profile as it may be seen: while amounts are hidden, with names in
    /// which nobody can have written one.
    #[must_use]
    pub fn shown_profile(&self, texts: &Texts) -> Arc<Profile> {
        self.shown_form(self.profile(), texts)
    }

    /// The same of the profile as it was before.
    #[must_use]
    pub fn shown_form(&self, profile: &Arc<Profile>, texts: &Texts) -> Arc<Profile> {
        if self.prefs.hide_amounts { Arc::new(hiding::neutral(profile, texts)) } else { Arc::clone(profile) }
    }

    /// Whether something would be lost by leaving now. Which tab is in front
    /// does not count.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        let (now, saved) = (self.profile(), &self.saved);
        if Arc::ptr_eq(now, saved) {
            return false;
        }
        let mut same_tab = Profile::clone(now);
        same_tab.active = saved.active;
        same_tab != **saved
    }

    /// The scenario in front with its plan, if it moves anything.
    #[must_use]
    pub fn planned(&self) -> Option<&Projection> {
        self.plan.as_deref().map(Deterministic::projection)
    }

    /// Whether the view in front is about chance.
    #[must_use]
    pub fn shows_chance(&self) -> bool {
        self.prefs.view == View::Projection && self.prefs.shown == Shown::Chance
    }

    /// Whether the last simulation is about what is on screen now.
    #[must_use]
    pub fn is_chance_current(&self) -> bool {
        self.chance.as_ref().is_some_and(|chance| {
            Arc::ptr_eq(&chance.profile, self.profile())
                && chance.outlook.as_is.measure == self.prefs.numeraire
        })
    }

    /// Has the scenario in front computed again when it is looked at. More
    /// paths than usual were asked for what it was before.
    pub fn recompute(&mut self) {
        self.precision = None;
        (self.projection, self.plan) = Later::both(self.history.now());
    }
}
