//! A simulation in closed form: net worth is a debt that stays and assets
//! that are lognormal, so that every quantile and probability is known.

use forelock::app::State;
use forelock::domain::scenario::DefaultMode;
use forelock::engine::chance::result::{DOTS, Fan, LEVELS, Odds, Outlook, Sample, Sampler, Spread};
use forelock::engine::door;
use forelock::engine::projection::Scope;

/// What one course of action does in a year.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Course {
    /// Log growth of the median, a year.
    pub(crate) drift: f64,
    /// Standard deviation of log growth, a year.
    pub(crate) strays: f64,
}

/// As things are, in the pictures.
pub(crate) const AS_IS: Course = Course { drift: -0.025, strays: 0.13 };
/// With the plan, in the pictures.
pub(crate) const PLAN: Course = Course { drift: -0.008, strays: 0.17 };

/// Owed throughout, as a share of net worth today.
const OWED: f64 = 0.25;

/// Φ(z), by Simpson's rule.
fn below(z: f64) -> f64 {
    const STEPS: u32 = 400;
    let density = |x: f64| (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let width = z / f64::from(STEPS);
    let inner: f64 =
        (1..STEPS).map(|i| density(width * f64::from(i)) * if i.is_multiple_of(2) { 2.0 } else { 4.0 }).sum();
    0.5 + width / 3.0 * (density(0.0) + inner + density(z))
}

/// Φ⁻¹(p), by halving.
fn normal(p: f64) -> f64 {
    let (mut low, mut high) = (-8.0_f64, 8.0_f64);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if below(middle) < p { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

fn fan(course: Course, today: f64, months: u16, paths: u32) -> Fan {
    let owed = today.abs() * OWED;
    let years = |t: u16| f64::from(t) / 12.0;
    let at = |t: u16, z: f64| {
        let log = course.drift * years(t) + course.strays * years(t).sqrt() * z;
        (today + owed) * log.exp() - owed
    };
    let path = |z: f64| (0..=months).map(|t| at(t, z)).collect::<Vec<f64>>();
    let error = |level: f64, z: f64| -> Vec<f64> {
        let density = (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
        let of_level = (level * (1.0 - level) / f64::from(paths)).sqrt() / density;
        (0..=months).map(|t| (at(t, z) + owed) * course.strays * years(t).sqrt() * of_level).collect()
    };
    let mean =
        |t: u16| (today + owed) * ((course.drift + course.strays.powi(2) / 2.0) * years(t)).exp() - owed;
    let odds = |bar: f64| {
        let log = ((bar + owed) / (today + owed)).ln() - course.drift * years(months);
        let share = below(log / (course.strays * years(months).sqrt()));
        Odds { share, error: (share * (1.0 - share) / f64::from(paths)).sqrt() }
    };
    let mut dots = [0.0; DOTS];
    for (dot, i) in dots.iter_mut().zip(0_u32..) {
        *dot = at(months, normal((f64::from(i) + 0.5) / 50.0));
    }
    Fan {
        months,
        sample: Sample { paths, seed: 1, sampler: Sampler::SobolBridge },
        measure: forelock::app::prefs::Numeraire::RealYen,
        net: Spread {
            quantiles: LEVELS.map(|level| path(normal(level))),
            errors: LEVELS.map(|level| error(level, normal(level))),
            mean: (0..=months).map(mean).collect(),
            mean_error: vec![today.abs() * 0.003; usize::from(months) + 1],
        },
        total: None,
        classes: Vec::new(),
        dots,
        today,
        real_loss: odds(today),
        half: odds(today / 2.0),
        below_zero: odds(0.0),
    }
}

/// The simulation of a state's company, with or without a plan.
pub(crate) fn outlook(state: &State, plan: bool, paths: u32) -> Outlook {
    let projection = &state.projection;
    let today = door::amount(projection.value(Scope::Net, 0).real);
    let of = |course| fan(course, today, projection.months, paths);
    Outlook {
        as_is: of(AS_IS),
        plan: plan.then(|| of(PLAN)),
        plan_ahead: plan.then_some(Odds { share: 0.71, error: 0.0071 }),
        correlations_adjusted: None,
    }
}

/// Makes bonds default by chance in the scenario in front.
pub(crate) fn default_by_chance(state: &mut State) {
    let mut profile = state.profile().as_ref().clone();
    let active = profile.active;
    if let Some(scenario) = profile.scenarios.get_mut(active) {
        scenario.default = DefaultMode::Random;
    }
    state.history.change(profile, None);
    state.recompute();
}
