//! What a company is worth at the horizon, as one number: what maps, ties and
//! sensitivities ask for a thousand times.

use super::door;
use super::projection::Scope;
use super::run::{project, project_plan};
use crate::domain::profile::Profile;
use crate::domain::scenario::Scenario;

/// Answers what real net worth would be at the horizon of a scenario.
pub trait Worth: Sync {
    /// Real net worth at the horizon, as things are or with the plan.
    ///
    /// **Units**: yen of today's purchasing power. `scenario` carries the
    /// plan's numbers, see [`Profile::active_scenario`].
    fn real_net(&self, scenario: &Scenario, plan: bool) -> f64;

    /// By how much the plan ends above "as is"; below zero where it ends
    /// lower.
    fn gap(&self, scenario: &Scenario) -> f64 {
        self.real_net(scenario, true) - self.real_net(scenario, false)
    }
}

/// The answer from the whole projection, month by month, in exact yen.
#[derive(Debug, Clone, Copy)]
pub struct Projected<'a> {
    /// The company.
    pub profile: &'a Profile,
}

impl Worth for Projected<'_> {
    fn real_net(&self, scenario: &Scenario, plan: bool) -> f64 {
        let course = if plan { project_plan } else { project };
        let projection = course(self.profile, scenario, None);
        door::amount(projection.value(Scope::Net, projection.months).real)
    }
}
