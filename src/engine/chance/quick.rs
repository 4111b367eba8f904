//! What a company is worth at the horizon, in a few thousandths of a
//! millisecond: one path, nothing left to chance.
#![expect(
    clippy::inline_always,
    reason = "compiled for the processor there is only where it is put into the dispatched function"
)]

use super::course::Course;
use super::group::Group;
use super::lanes::{self, Lanes};
use crate::domain::profile::Profile;
use crate::domain::scenario::Scenario;
use crate::engine::numeraire::Numeraire;
use crate::engine::plan;
use crate::engine::worth::Worth;

/// Real net worth at the horizon, by the simulation's rules.
///
/// **Limits**: within a yen a line of the deterministic engine, which states
/// every line in whole yen.
#[derive(Debug, Clone)]
pub struct Quick<'a> {
    profile: &'a Profile,
    /// As things are, and with the plan: bonds worked out once.
    like: [Course; 2],
    /// What they end at.
    ends: [f64; 2],
}

impl<'a> Quick<'a> {
    /// Prepares for many scenarios near `scenario`.
    #[must_use]
    pub fn new(profile: &'a Profile, scenario: &Scenario) -> Self {
        let months = scenario.horizon_months();
        let as_is = Course::still(profile, scenario, false, months, None).resting();
        let with_plan = if plan::moves(profile, scenario, months) {
            Course::still(profile, scenario, true, months, Some(&as_is)).resting()
        } else {
            as_is.clone()
        };
        let like = [as_is, with_plan];
        let ends = [0, 1].map(|i| like.get(i).map_or(0.0, last_real));
        Self { profile, like, ends }
    }
}

impl Worth for Quick<'_> {
    fn real_net(&self, scenario: &Scenario, plan: bool) -> f64 {
        let months = scenario.horizon_months();
        let plan = plan && plan::moves(self.profile, scenario, months);
        let known = self.like.iter().zip(self.ends).nth(usize::from(plan));
        let course =
            Course::still(self.profile, scenario, plan, months, known.map(|(like, _)| like)).resting();
        match known {
            Some((like, end)) if course.same(like) => end,
            _ => last_real(&course),
        }
    }
}

/// Real net worth at a course's last month, with nothing left to chance.
#[must_use]
pub fn last_real(course: &Course) -> f64 {
    lanes::dispatch(Last(course))
}

/// Compiled for the processor there is: without it, rounding down is a call.
struct Last<'a>(&'a Course);

impl pulp::WithSimd for Last<'_> {
    type Output = f64;

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) -> f64 {
        ended(self.0)
    }
}

#[inline(always)]
fn ended(course: &Course) -> f64 {
    let mut group = Group::<1>::open(course, None);
    group.net_only();
    for month in 1..=course.months() {
        group.month(month);
    }
    let (Lanes([net]), Lanes([scale])) =
        (group.net(course.months()), group.scale(Numeraire::RealYen, course.months()));
    net * scale
}
