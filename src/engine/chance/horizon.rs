//! Where the paths end, and nothing on the way: what ties and sensitivities
//! over chance ask for.

use std::sync::{Mutex, PoisonError};

use super::course::Course;
use super::draws::Draws;
use super::known::Known;
use super::run::{NET, last, run};
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::domain::scenario::{DefaultMode, Scenario};
use crate::engine::break_even::OverPaths;
use crate::engine::door;
use crate::engine::numeraire::Numeraire;
use crate::engine::plan;

fn course(profile: &Profile, scenario: &Scenario, with_plan: bool) -> Course {
    let months = scenario.horizon_months();
    let with_plan = with_plan && plan::moves(profile, scenario, months);
    Course::of(profile, scenario, with_plan, months)
}

/// Draws what a course needs, unless it is there.
fn hold(draws: &mut Draws, course: &Course) {
    let wanted = course.motion.wanted();
    if !draws.holds(&wanted) {
        *draws = draws.clone().with(&wanted);
    }
}

/// Real net worth at the horizon in the order of the paths.
fn on_each_path(course: &Course, draws: &Draws, workers: usize) -> Vec<f64> {
    run(course, draws, Numeraire::RealYen, NET, workers).last_real().collect()
}

/// Asks for many scenarios near one; what is the same there is worked out
/// once.
#[derive(Debug)]
pub struct Near<'a> {
    profile: &'a Profile,
    with_plan: bool,
    like: Course,
    ends: Vec<f64>,
    /// What chance does where it does the same as around `like`.
    known: Known,
    draws: Mutex<Draws>,
}

impl<'a> Near<'a> {
    /// Around `scenario`, on the paths of `draws`.
    #[must_use]
    pub fn new(profile: &'a Profile, scenario: &Scenario, with_plan: bool, mut draws: Draws) -> Self {
        let months = scenario.horizon_months();
        let plan = with_plan && plan::moves(profile, scenario, months);
        let like = Course::of(profile, scenario, plan, months).resting();
        draws = draws.with(&like.motion.wanted());
        let known = Known::new(&like.motion, &draws, months);
        let ends = in_order(last(&like, &draws, Some(&known)));
        Self { profile, with_plan, like, ends, known, draws: Mutex::new(draws) }
    }

    /// Real net worth at the horizon on every path, lowest first; on this thread.
    #[must_use]
    pub fn ends(&self, scenario: &Scenario) -> Vec<f64> {
        let months = scenario.horizon_months();
        let plan = self.with_plan && plan::moves(self.profile, scenario, months);
        let course = Course::moving(self.profile, scenario, plan, months, Some(&self.like)).resting();
        if course.same(&self.like) {
            return self.ends.clone();
        }
        let wanted = course.motion.wanted();
        let mut kept = self.draws.lock().unwrap_or_else(PoisonError::into_inner);
        if !kept.holds(&wanted) {
            *kept = kept.clone().with(&wanted);
        }
        let draws = kept.clone();
        drop(kept);
        in_order(last(&course, &draws, Some(&self.known)))
    }

    /// Where the paths end in the scenario these are near, lowest first.
    #[must_use]
    pub fn ends_here(&self) -> &[f64] {
        &self.ends
    }

    /// The numbers drawn, to be used again.
    #[must_use]
    pub fn into_draws(self) -> Draws {
        self.draws.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

fn in_order(mut ends: Vec<f64>) -> Vec<f64> {
    ends.sort_unstable_by(f64::total_cmp);
    ends
}

/// A quantile of values in order, linear between neighbours (type 7).
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "ranks of at most a million values"
)]
pub fn quantile(ends: &[f64], level: f64) -> f64 {
    let at = level.clamp(0.0, 1.0) * ends.len().saturating_sub(1) as f64;
    let value = |i: usize| ends.get(i.min(ends.len().saturating_sub(1))).copied().unwrap_or_default();
    let low = at.floor() as usize;
    value(low) + (at - at.floor()) * (value(low + 1) - value(low))
}

/// The standard error of a quantile of values in order.
///
/// **Formula**: half of what lies between the values √(n q (1 − q)) places below
/// and above it, as of independent values.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "at most a million values")]
pub fn quantile_error(ends: &[f64], level: f64) -> f64 {
    let count = ends.len().max(1) as f64;
    let apart = (level * (1.0 - level) / count).sqrt();
    (quantile(ends, level + apart) - quantile(ends, level - apart)) / 2.0
}

/// What may come of both courses at the horizon, with and without a default:
/// means, and sure amounts by the scenario's weight on losses.
///
/// **Shape**: default off, and in its month, or in the last one where that lies
/// after the horizon; what else happens by chance does
/// so in all four, on the same paths.
#[must_use]
pub fn over_paths(profile: &Profile, scenario: &Scenario, draws: &mut Draws, workers: usize) -> OverPaths {
    let (mut calm, default) = (scenario.clone(), scenario.with_default_in_time());
    calm.default = DefaultMode::Off;
    let four = [(&calm, false), (&default, false), (&calm, true), (&default, true)];
    let courses = four.map(|(scenario, plan)| course(profile, scenario, plan));
    // Before any is gone through: path by path they are taken from each other.
    for course in &courses {
        hold(draws, course);
    }
    let ends = courses.map(|course| on_each_path(&course, draws, workers));
    OverPaths::of(&ends, door::plain(scenario.get(Param::RiskAversion)))
}
