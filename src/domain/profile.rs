//! A company: its balance sheet, its banks, and the scenarios looked at.

use super::bank::{Bank, BankId};
use super::calendar::CalendarMonth;
use super::holding::{Holding, HoldingId};
use super::plan::Plan;
use super::scenario::Scenario;

/// A company and the scenarios its owner looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The company's name.
    pub company: String,
    /// Whether it is an invented example; shown beside the name.
    pub fictional: bool,
    /// The month whose end the figures are as of (month 0).
    pub as_of: CalendarMonth,
    /// The last month of the fiscal year, 1–12 (3 is March).
    pub fiscal_year_end: u8,
    /// Banks, in the order shown.
    pub banks: Vec<Bank>,
    /// Holdings, in the order shown within their class.
    pub holdings: Vec<Holding>,
    /// What the company would move; the same in every scenario.
    pub plan: Plan,
    /// Scenarios, in tab order; never empty.
    pub scenarios: Vec<Scenario>,
    /// The tab in front, an index into `scenarios`.
    pub active: usize,
}

impl Profile {
    /// An empty company with one scenario in which nothing happens.
    #[must_use]
    pub fn empty(company: impl Into<String>, as_of: CalendarMonth, scenario: impl Into<String>) -> Self {
        Self {
            company: company.into(),
            fictional: false,
            as_of,
            fiscal_year_end: 3,
            banks: Vec::new(),
            holdings: Vec::new(),
            plan: Plan::default(),
            scenarios: vec![Scenario::named(scenario)],
            active: 0,
        }
    }

    /// The bank with this identity.
    #[must_use]
    pub fn bank(&self, id: &BankId) -> Option<&Bank> {
        self.banks.iter().find(|b| &b.id == id)
    }

    /// The holding with this identity.
    #[must_use]
    pub fn holding(&self, id: &HoldingId) -> Option<&Holding> {
        self.holdings.iter().find(|h| &h.id == id)
    }

    /// The scenario in front with the plan in it; one in which nothing
    /// happens if there is none.
    #[must_use]
    pub fn active_scenario(&self) -> Scenario {
        let front = self.scenarios.get(self.active).or_else(|| self.scenarios.first());
        front.map(|scenario| scenario.with_plan(&self.plan)).unwrap_or_default()
    }

    /// An identity no holding has yet: `h1`, `h2`, …
    #[must_use]
    pub fn free_holding_id(&self) -> HoldingId {
        let taken = |n: usize| self.holdings.iter().any(|h| h.id.0 == format!("h{n}"));
        let n = (1..=self.holdings.len().saturating_add(1)).find(|&n| !taken(n)).unwrap_or(0);
        HoldingId(format!("h{n}"))
    }

    /// An identity no bank has yet: `b1`, `b2`, …
    #[must_use]
    pub fn free_bank_id(&self) -> BankId {
        let taken = |n: usize| self.banks.iter().any(|b| b.id.0 == format!("b{n}"));
        let n = (1..=self.banks.len().saturating_add(1)).find(|&n| !taken(n)).unwrap_or(0);
        BankId(format!("b{n}"))
    }

    /// Whether `month` months from now is the last month of a fiscal year.
    #[must_use]
    pub fn is_fiscal_year_end(&self, month: u16) -> bool {
        self.as_of.after(month).month() == self.fiscal_year_end
    }
}
