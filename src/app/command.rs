//! Everything that can be asked of the program, by hand, key or answer.

use std::path::PathBuf;
use std::sync::Arc;

use super::compare::Comparing;
use super::edit::Edit;
use super::explaining::{Ask, Asked};
use super::guess::Predict;
use super::history::Gesture;
use super::keeping::Keeping;
use super::prefs::{Figures, MapAxes, Shown, Theme, TornadoOf, View};
use super::state::{Chance, Editing, Notice};
use super::study::{Answer, Request};
use super::table::Table;
use crate::data::claims::Claim;
use crate::data::glossary::GlossaryTerm;
use crate::domain::holding::HoldingId;
use crate::domain::profile::Profile;
use crate::engine::numeraire::Numeraire;
use crate::engine::trace::Step;
use crate::store::{LoadError, Opened, SaveError, Written};
use crate::text::{Lang, YenUnit};

/// Counts what was opened or begun: an answer that comes late must not be
/// taken for one about the profile open now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Document(pub u64);

/// What a file dialog was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Picking {
    /// To open.
    Open,
    /// To save as.
    SaveAs,
    /// To save a table.
    Table,
}

/// What waits for the answer to "save the changes?".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leaving {
    /// A new, empty company.
    New,
    /// A file yet to be chosen.
    Open,
    /// A file.
    OpenPath(PathBuf),
    /// A sample company.
    Sample(String),
    /// An earlier version, as a copy.
    Version(PathBuf),
    /// Changes a crash left.
    Restored,
    /// The end of the program.
    Quit,
}

/// The answer to "save the changes?".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unsaved {
    /// Save, then go on.
    Save,
    /// Go on without.
    Discard,
    /// Stay.
    Cancel,
}

/// One thing asked of the program.
#[derive(Debug, Clone)]
pub enum Command {
    /// Changes the profile. Edits of one gesture are one step of undo.
    Edit(Edit, Option<Gesture>),
    /// Back one step.
    Undo,
    /// Forward again.
    Redo,
    /// Brings a scenario to the front.
    SelectScenario(usize),
    /// Changes the language.
    SetLang(Lang),
    /// Changes colours and sizes.
    SetTheme(Theme),
    /// Changes the unit of amounts.
    SetUnit(YenUnit),
    /// Shows the figures of the chart as a table, or does not.
    ShowFigures(Figures),
    /// About the guess at the result.
    Predict(Predict),
    /// Hides the company's amounts on every surface, or shows them.
    HideAmounts(bool),
    /// Changes what stands in the centre.
    SetView(View),
    /// Changes which question the values over time answer.
    SetShown(Shown),
    /// Changes what values are measured in.
    SetNumeraire(Numeraire),
    /// Makes the value axis logarithmic or not.
    SetLogAxis(bool),
    /// Changes what the map runs over.
    SetAxes(MapAxes),
    /// Changes which number the sensitivities are of, and whether of the plan.
    SetTornado(TornadoOf, bool),
    /// Brings an episode to the front.
    OpenEpisode(&'static str),
    /// Brings a month of it to the front: months after its base.
    SetEpisodeMonth(u16),
    /// Lets its months run on, or stops them.
    PlayEpisode(bool),
    /// Changes which scenarios stand side by side.
    SetComparing(Comparing),
    /// Opens a claim of the thesis.
    OpenClaim(Claim),
    /// A question was answered, or part of it.
    Studied(Request, Answer),
    /// Opens something for editing, or closes it.
    SetEditing(Option<Editing>),
    /// Says how a number came about, or no longer.
    Explain(Option<Asked>),
    /// How a simulated number came about; nothing where that was given up.
    Told(Box<Ask>, Option<Arc<Step>>),
    /// Breaks down one holding, or everything.
    SetScope(Option<HoldingId>),
    /// Leaves the profile for something else, asking first if need be.
    Leave(Leaving),
    /// The answer to that question.
    AnswerUnsaved(Unsaved),
    /// Saves where it was opened, or asks where.
    Save,
    /// Asks where to save.
    SaveAs,
    /// A file dialog was closed. `unavailable` if it never really opened.
    Picked {
        /// What it was for.
        picking: Picking,
        /// The file chosen.
        path: Option<PathBuf>,
        /// Whether no dialog can be had here.
        unavailable: bool,
    },
    /// A path was typed.
    Typed(Picking, PathBuf),
    /// A path was typed that already leads to a file.
    WouldReplace(Document, PathBuf),
    /// The answer to "replace it?" is yes.
    Replace(PathBuf),
    /// A file was read, or not.
    Loaded(PathBuf, Result<Box<Opened>, LoadError>),
    /// A file was written, or not; the document says which profile's.
    Saved(Document, PathBuf, Arc<Profile>, Result<Box<Written>, SaveError>),
    /// About what is kept of files.
    Keep(Keeping),
    /// The list of keys.
    ShowKeys,
    /// The glossary, at a term if one is named.
    ShowGlossary(Option<GlossaryTerm>),
    /// Closes the dialog in front.
    CloseDialog,
    /// Says something that needs no answer.
    Note(Notice),
    /// Asks where to put a table.
    SaveTable(Table),
    /// A table was written, or not.
    TableSaved(PathBuf, Result<(), SaveError>),
    /// Takes the notice away.
    DismissNotice,
    /// Forgets recent files.
    ClearRecent,
    /// A simulation of the profile as it is now is done.
    ChanceReady(Arc<Chance>),
    /// A simulation runs: paths done and paths wanted.
    ChanceProgress(u32, u32),
    /// Asks for this many paths once, at most
    /// [`MOST_PATHS`](super::state::MOST_PATHS); `None` calls it off.
    HighPrecision(Option<u32>),
    /// How the window stands: size, position.
    WindowMoved {
        /// Width and height, in points.
        size: [u32; 2],
        /// Upper left corner, in points.
        position: Option<[i32; 2]>,
    },
}
