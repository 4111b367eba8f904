//! What is kept of files, in words.

use chrono::{DateTime, Local, Utc};

use super::money::Money;
use super::problem_text;
use crate::app::keeping::Summary;
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
        Ok(summary) => l.msg_summary(&summary.company, summary.holdings, money.statement(summary.assets)),
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
#[must_use]
pub fn differing(found: &[Difference], texts: &Texts) -> Vec<Differing> {
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
