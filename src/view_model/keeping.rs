//! What is kept of files, in words.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Local, Utc};

use super::money::Money;
use super::problem_text;
use crate::app::State;
use crate::app::after_crash::Found;
use crate::app::keeping::{Summary, Version};
use crate::domain::param::Param;
use crate::store::LoadError;
use crate::store::difference::{Difference, Part};
use crate::store::instance_lock::Holder;
use crate::text::{Texts, Word};

/// A moment by this machine's clock, to the second: a save a second later is
/// another version.
#[must_use]
pub fn moment(at: DateTime<Utc>) -> String {
    at.with_timezone(&Local).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// A profile in a few words, or why it cannot be said what is in it. While
/// amounts are hidden: neither its name nor its amounts.
#[must_use]
pub fn summary(summary: &Result<Summary, LoadError>, texts: &Texts, money: Money) -> String {
    let l = &texts.l10n;
    match summary {
        Ok(summary) if money.hides() => l.msg_summary_hidden(summary.holdings),
        Ok(summary) => l.msg_summary(money.statement(summary.assets), summary.holdings, &summary.company),
        Err(LoadError::Locked) => l.msg_summary_locked(),
        Err(_) => l.msg_summary_unreadable(),
    }
}

/// Another window holds the file.
#[must_use]
pub fn held_elsewhere(holder: Option<&Holder>, texts: &Texts) -> String {
    match holder {
        Some(holder) => texts.l10n.msg_held_elsewhere_by(problem_text::holder(texts, holder)),
        None => texts.l10n.msg_held_elsewhere(),
    }
}

/// An earlier version in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRow {
    /// When it was kept.
    pub when: String,
    /// What is in it.
    pub words: String,
    /// Whether it can be opened.
    pub opens: bool,
    /// Where it is.
    pub path: PathBuf,
}

/// Earlier versions, in their order.
#[must_use]
pub fn versions(versions: &[Version], texts: &Texts, money: Money) -> Vec<VersionRow> {
    let row = |version: &Version| VersionRow {
        when: moment(version.generation.at),
        words: summary(&version.summary, texts, money),
        opens: matches!(version.summary, Ok(_) | Err(LoadError::Locked)),
        path: version.generation.path.clone(),
    };
    versions.iter().map(row).collect()
}

/// Changes a crash left, beside the file they were made to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrashView {
    /// When they were kept, what is in them; what is in the file.
    pub both: [(String, String); 2],
    /// In how much they differ, where that is known.
    pub differs: Option<String>,
    /// Where they belong, and what else is to be decided about.
    pub notes: Vec<String>,
}

/// Changes a crash left, and how many more after them.
#[must_use]
pub fn crash(found: &Found, more: usize, texts: &Texts, money: Money) -> CrashView {
    let l = &texts.l10n;
    let file = match &found.file {
        Some(file) => summary(file, texts, money),
        None if found.left.about.path.is_some() => l.msg_summary_gone(),
        None => l.msg_summary_no_file(),
    };
    let known = matches!((&found.changed, &found.file), (Ok(_), Some(Ok(_))));
    let path = found.left.about.path.as_ref().filter(|_| !money.hides());
    let mut notes: Vec<String> =
        path.map(|path| l.msg_recovered_path(path.display().to_string())).into_iter().collect();
    notes.extend((more > 0).then(|| l.msg_recovered_more(more)));
    CrashView {
        both: [
            (l.msg_recovered_changed(moment(found.left.about.at)), summary(&found.changed, texts, money)),
            (l.msg_recovered_file(), file),
        ],
        differs: known.then(|| l.msg_recovered_differs(found.differences.len())),
        notes,
    }
}

/// Two profiles side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SideBySide {
    /// What differs.
    Rows(Vec<Differing>),
    /// Why there are no rows; whether the other one can be opened.
    Said(Vec<String>, bool),
}

/// What differs between two profiles, the second from the file at `path`.
#[must_use]
pub fn side_by_side(
    found: Result<&[Difference], &LoadError>,
    path: &Path,
    texts: &Texts,
    money: Money,
) -> SideBySide {
    let l = &texts.l10n;
    match found {
        Ok(_) if money.hides() => SideBySide::Said(vec![l.msg_differs_hidden()], true),
        Ok([]) => SideBySide::Said(vec![l.msg_differs_none()], true),
        Ok(found) => SideBySide::Rows(differing(found, texts)),
        Err(_) if money.hides() => SideBySide::Said(vec![l.msg_hide_problem()], false),
        Err(error) => {
            SideBySide::Said(problem_text::load_error(texts, &path.display().to_string(), error), false)
        }
    }
}

/// A version that opens, of a file that does not: what to say, and where it
/// is.
#[must_use]
pub fn good_copy(state: &State, path: &Path, texts: &Texts) -> Option<(String, PathBuf)> {
    let (_, version) = state.good_copy.as_ref().filter(|(of, _)| of == path)?;
    Some((texts.l10n.msg_good_copy_of(moment(version.at)), version.path.clone()))
}

/// A field that differs: where, and what stands on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    /// Where it is.
    pub place: String,
    /// What stands in the first.
    pub first: String,
    /// What stands in the second.
    pub second: String,
}

/// Fields that differ, in words.
fn differing(found: &[Difference], texts: &Texts) -> Vec<Differing> {
    let l = &texts.l10n;
    let side = |value: &Option<String>| value.clone().unwrap_or_else(|| l.msg_differs_nothing());
    let told = |found: &Difference| {
        let part = match &found.part {
            Part::Company => l.msg_part_company(),
            Part::Bank(name) => l.msg_part_bank(name),
            Part::Holding(name) => l.msg_part_holding(name),
            Part::Scenario(name) => l.msg_part_scenario(name),
        };
        let place = match field(&found.field, texts) {
            field if field.is_empty() => part,
            field => format!("{part}: {field}"),
        };
        Differing { place, first: side(&found.first), second: side(&found.second) }
    };
    found.iter().map(told).collect()
}

/// A parameter by its name, what most files differ in by its word, any other
/// field as it is called in a file.
fn field(path: &str, texts: &Texts) -> String {
    let l = &texts.l10n;
    let param = path.strip_prefix("values.").and_then(Param::from_key);
    if let Some(param) = param {
        return texts.param(param, Word::Label).to_owned();
    }
    match path.rsplit('.').next() {
        Some("company" | "name") => l.msg_differs_called(),
        Some("amount") => l.msg_differs_amount(),
        Some("as_of") => l.msg_differs_as_of(),
        _ => path.to_owned(),
    }
}
