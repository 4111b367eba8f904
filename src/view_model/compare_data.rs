//! Scenarios side by side as data, for CSV and JSON.

use crate::app::compare::{Course, Pair, Side};
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::engine::attribution::Attribution;
use crate::engine::bundle::Bundle;
use crate::engine::projection::{Scope, Value};

/// A side's name and course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideName {
    /// The scenario.
    pub scenario: String,
    /// `as_is` or `plan`.
    pub course: &'static str,
}

/// One side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideData {
    /// Which.
    pub name: SideName,
    /// Net worth by month, month 0 first.
    pub net: Vec<Value>,
}

/// A parameter or choice that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueChange {
    /// The parameter's key.
    pub param: &'static str,
    /// Its value in the first scenario, in kept units.
    pub from: String,
    /// In the second.
    pub to: String,
}

/// One part of a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartData {
    /// Its key.
    pub key: &'static str,
    /// The numbers that differ in it.
    pub values: Vec<ValueChange>,
    /// What it makes of the difference.
    pub value: Value,
}

/// A difference, shared out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeData {
    /// Where it starts, and where it ends.
    pub sides: [SideName; 2],
    /// Net worth there.
    pub net: [Value; 2],
    /// Its parts: they add up to the difference, to the yen.
    pub parts: Vec<PartData>,
}

/// Scenarios side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompareData {
    /// The month compared.
    pub month: u16,
    /// The sides.
    pub sides: Vec<SideData>,
    /// What makes the difference between two of them.
    pub changed: Option<ChangeData>,
}

fn named(profile: &Profile, side: Side) -> SideName {
    let scenario = profile.scenarios.get(side.scenario).map(|s| s.name.clone()).unwrap_or_default();
    SideName { scenario, course: if side.plan { "plan" } else { "as_is" } }
}

/// Puts the data together.
#[must_use]
pub fn compare_data(
    profile: &Profile,
    courses: &[Course],
    month: u16,
    found: Option<(Pair, Attribution)>,
) -> CompareData {
    let side = |course: &Course| {
        let values = course.projection.along(Scope::Net);
        let at = |t: u16| values.get(usize::from(t)).copied().unwrap_or_default();
        SideData { name: named(profile, course.side), net: (0..=month).map(at).collect() }
    };
    let changed = found.map(|(pair, found)| {
        let (from, to) = (pair.from.scenario(profile), pair.to.scenario(profile));
        let differ = |param: &Param| from.get(*param) != to.get(*param);
        let value = |param: Param| ValueChange {
            param: param.key(),
            from: from.get(param).normalize().to_string(),
            to: to.get(param).normalize().to_string(),
        };
        let params = |bundles: &[Bundle]| {
            bundles.iter().flat_map(|b| b.params()).copied().filter(differ).map(value).collect()
        };
        let part = |part: &crate::engine::attribution::Part| PartData {
            key: part.key(),
            values: params(&part.bundles),
            value: part.value,
        };
        ChangeData {
            sides: [named(profile, pair.from), named(profile, pair.to)],
            net: [found.from, found.to],
            parts: found.parts.iter().map(part).collect(),
        }
    });
    CompareData { month, sides: courses.iter().map(side).collect(), changed }
}
