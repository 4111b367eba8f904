//! A projection that is worked out when it is first looked at, by whoever
//! looks: a simulation does so beside its paths.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, LazyLock};

use super::plan;
use super::projection::Projection;
use super::run::{project, project_plan};
use crate::domain::profile::Profile;
use crate::domain::scenario::Scenario;

/// What chance is added to.
pub trait Deterministic: fmt::Debug + Sync {
    /// The last month.
    fn months(&self) -> u16;
    /// Every month of it.
    fn projection(&self) -> &Projection;
}

impl Deterministic for Projection {
    fn months(&self) -> u16 {
        self.months
    }

    fn projection(&self) -> &Projection {
        self
    }
}

/// A projection to its scenario's horizon, worked out once and at first sight.
/// Who looks meanwhile waits.
pub struct Later {
    months: u16,
    found: LazyLock<Projection, Box<dyn FnOnce() -> Projection + Send>>,
}

impl Later {
    /// The scenario in front as things are, and with the plan where it moves
    /// anything.
    #[must_use]
    pub fn both(profile: &Arc<Profile>) -> (Arc<Self>, Option<Arc<Self>>) {
        let scenario = profile.active_scenario();
        let moves = plan::moves(profile, &scenario, scenario.horizon_months());
        let with_plan = moves.then(|| Arc::new(Self::of(profile, scenario.clone(), true)));
        (Arc::new(Self::of(profile, scenario, false)), with_plan)
    }

    /// What [`project`] finds, or [`project_plan`].
    #[must_use]
    pub fn of(profile: &Arc<Profile>, scenario: Scenario, plan: bool) -> Self {
        let (profile, months) = (Arc::clone(profile), scenario.horizon_months());
        let course = if plan { project_plan } else { project };
        Self { months, found: LazyLock::new(Box::new(move || course(&profile, &scenario, Some(months)))) }
    }

    /// The last month, known before the others are.
    #[must_use]
    pub const fn months(&self) -> u16 {
        self.months
    }
}

impl From<Projection> for Later {
    fn from(found: Projection) -> Self {
        Self { months: found.months, found: LazyLock::new(Box::new(move || found)) }
    }
}

impl Deref for Later {
    type Target = Projection;

    fn deref(&self) -> &Projection {
        &self.found
    }
}

impl fmt::Debug for Later {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl Deterministic for Later {
    fn months(&self) -> u16 {
        self.months
    }

    fn projection(&self) -> &Projection {
        self
    }
}
