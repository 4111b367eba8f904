//! A projection as rows of data, for tables, CSV and JSON.

use std::collections::BTreeMap;

use crate::domain::param::{Param, ParamGroup};
use crate::domain::profile::Profile;
use crate::domain::scenario::Scenario;
use crate::engine::cause::Cause;
use crate::engine::factors::at;
use crate::engine::projection::{Projection, Scope, Value};

/// One line in one month.
#[derive(Debug, Clone, PartialEq)]
pub struct LineRow {
    /// The holding's identity, or `assets`, `debts`, `net`.
    pub id: String,
    /// The class key, or `total`.
    pub class: &'static str,
    /// The value; negative for debts.
    pub value: Value,
    /// What changed it in this month.
    pub causes: BTreeMap<Cause, Value>,
}

/// One month.
#[derive(Debug, Clone, PartialEq)]
pub struct MonthRow {
    /// The month, 0 is now.
    pub month: u16,
    /// The calendar month, such as `2026-10`.
    pub date: String,
    /// Price index, 1 now.
    pub price_index: f64,
    /// Yen per US dollar.
    pub usd_jpy: f64,
    /// Every line, then assets, debts and net worth.
    pub lines: Vec<LineRow>,
}

/// What the plan makes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanData {
    /// Key and value of each of its numbers, as they are kept.
    pub terms: Vec<(&'static str, String)>,
    /// Identities of the deposits it leaves alone.
    pub leave_out: Vec<String>,
    /// Every month with the plan carried out.
    pub rows: Vec<MonthRow>,
}

/// The plan of a scenario and every month of what it makes of it.
#[must_use]
pub fn plan_data(profile: &Profile, scenario: &Scenario, planned: &Projection) -> PlanData {
    let terms = Param::ALL.iter().filter(|p| p.group() == ParamGroup::Plan);
    PlanData {
        terms: terms.map(|&p| (p.key(), scenario.get(p).to_string())).collect(),
        leave_out: scenario.plan_leave_out.iter().map(|id| id.0.clone()).collect(),
        rows: rows(profile, planned),
    }
}

/// Every month of a projection.
#[must_use]
pub fn rows(profile: &Profile, projection: &Projection) -> Vec<MonthRow> {
    (0..=projection.months).map(|month| month_row(profile, projection, month)).collect()
}

fn month_row(profile: &Profile, projection: &Projection, month: u16) -> MonthRow {
    let line = |id: &str, class, scope: Scope<'_>| LineRow {
        id: id.to_owned(),
        class,
        value: projection.value(scope, month),
        causes: match month.checked_sub(1) {
            Some(before) => projection.causes(scope, before, month),
            None => BTreeMap::new(),
        },
    };
    let mut lines: Vec<LineRow> =
        projection.lines.iter().map(|l| line(&l.id, l.class.key(), Scope::Line(&l.id))).collect();
    for (id, scope) in [("assets", Scope::Assets), ("debts", Scope::Debts), ("net", Scope::Net)] {
        lines.push(line(id, "total", scope));
    }
    MonthRow {
        month,
        date: profile.as_of.after(month).to_string(),
        price_index: at(&projection.factors.prices, month),
        usd_jpy: at(&projection.factors.usd_jpy, month),
        lines,
    }
}
