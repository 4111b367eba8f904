//! The default probability at which two portfolios are worth the same.

mod over_paths;
mod told;

pub use over_paths::{Accuracy, OverPaths, Ruin, sure_amount};
pub use told::explain;

use super::solved_tie::Ahead;
use super::worth::Worth;
use crate::domain::scenario::{DefaultMode, Scenario};

/// Where two portfolios tie, if anywhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Tie {
    /// At this probability of default.
    At(f64),
    /// The alternative is never worse.
    AlternativeNeverWorse,
    /// The first is never worse.
    FirstNeverWorse,
    /// Both are worth the same whatever happens.
    Equal,
}

/// Real values at the horizon without and with a default.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// Without a default.
    pub calm: f64,
    /// With one.
    pub default: f64,
}

/// What both courses of action lead to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// As things are.
    pub as_is: Outcome,
    /// With the plan.
    pub plan: Outcome,
}

impl Pair {
    /// From four values: as is without a default and with one, then the plan
    /// without and with.
    #[must_use]
    pub const fn of([a0, a1, m0, m1]: [f64; 4]) -> Self {
        Self { as_is: Outcome { calm: a0, default: a1 }, plan: Outcome { calm: m0, default: m1 } }
    }

    /// The pair on the one path that nothing but a default bends: the median
    /// path. The default comes in its month, in the last one where that lies
    /// after the horizon, or not at all.
    #[must_use]
    pub fn on_the_median_path<W: Worth + ?Sized>(worth: &W, scenario: &Scenario) -> Self {
        let (mut calm, bad) = (scenario.clone(), scenario.with_default_in_time());
        calm.default = DefaultMode::Off;
        let value = |scenario: &Scenario, plan| worth.real_net(scenario, plan);
        let ends = |scenario| (value(scenario, false), value(scenario, true));
        let ((a0, m0), (a1, m1)) = (ends(&calm), ends(&bad));
        Self::of([a0, a1, unless_alike(a0, m0), unless_alike(a1, m1)])
    }

    /// p* of this pair.
    #[must_use]
    pub fn tie(self) -> Tie {
        tie(self.as_is, self.plan)
    }

    /// Whether the plan is the one ahead where a default is more likely than
    /// the tie.
    #[must_use]
    pub fn plan_ahead_above(self) -> bool {
        self.plan.default > self.as_is.default
    }

    /// The same pair in utility, as shares of what "as is" leaves without a
    /// default; `None` where one of the four is zero or below.
    #[must_use]
    pub fn in_utility(self, aversion: f64) -> Option<Self> {
        let whole = self.as_is.calm;
        let u = |worth: f64| utility(worth / whole, aversion).filter(|_| whole > 0.0);
        Some(Self::of([
            u(self.as_is.calm)?,
            u(self.as_is.default)?,
            u(self.plan.calm)?,
            u(self.plan.default)?,
        ]))
    }
}

/// What the plan leaves; what "as is" does, where they are alike to the yen,
/// which is as fine as anything is entered.
fn unless_alike(as_is: f64, plan: f64) -> f64 {
    if Ahead::of(plan - as_is) == Ahead::Neither { as_is } else { plan }
}

/// The tie in each way of weighing an outcome.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ties {
    /// Of expected values, and how well it is known; `None` until a simulation
    /// has given the means.
    pub expected: Option<(Tie, Accuracy)>,
    /// Of the median path.
    pub median: Tie,
    /// Of how often each ends above the other, and how well it is known; `None`
    /// until a simulation has given it.
    pub often: Option<(Tie, Accuracy)>,
    /// Of expected utility; `None` until a simulation has given it, and where it
    /// is not defined because a real net worth is zero or below.
    pub crra: Option<(Tie, Accuracy)>,
}

/// p* by expected values, on the median path, by how often each is ahead and by
/// expected utility.
///
/// **Formula**: model equation (19), and (21) for utility, which is that of the
/// sure amounts. `median` are the values of the median path.
#[must_use]
pub fn ties_of(median: Pair, over: Option<OverPaths>, aversion: f64) -> Ties {
    let in_utility = |sure: Pair| if is_zero(aversion) { Some(sure) } else { sure.in_utility(aversion) };
    let sure = over.and_then(|over| over.sure.ok());
    Ties {
        expected: over.map(|over| (over.mean.tie(), over.mean_accuracy)),
        median: median.tie(),
        often: over.map(|OverPaths { often: (shares, accuracy), .. }| (shares.tie(), accuracy)),
        crra: sure.and_then(|(sure, accuracy)| Some((in_utility(sure)?.tie(), accuracy))),
    }
}

/// How an outcome is weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weighing {
    /// By the mean of what may come.
    Expected,
    /// On the median path.
    Median,
    /// By which ends above the other on more paths.
    Often,
    /// By expected utility.
    Utility,
}

/// Utility of constant relative risk aversion γ.
///
/// **Formula**: w^(1−γ)/(1−γ), ln w at γ = 1. `None` for w ≤ 0, where it is
/// not defined. **Source**: model equation (21).
///
/// # Example
/// ```
/// use forelock::engine::break_even::utility;
/// assert_eq!(utility(1.0, 1.0), Some(0.0));
/// assert_eq!(utility(0.5, 2.0), Some(-2.0));
/// assert_eq!(utility(0.0, 2.0), None);
/// ```
#[must_use]
pub fn utility(worth: f64, aversion: f64) -> Option<f64> {
    let power = 1.0 - aversion;
    (worth > 0.0).then(|| if is_zero(power) { worth.ln() } else { worth.powf(power) / power })
}

/// Whether an exponent is taken as zero.
fn is_zero(exponent: f64) -> bool {
    exponent.abs() < 1e-9
}

/// p*: the probability at which expected real values are equal.
///
/// **Formula**: p* = (a0 − m0) / [(a0 − m0) + (m1 − a1)]. **Source**: model
/// equation (19).
#[must_use]
pub fn tie(first: Outcome, alternative: Outcome) -> Tie {
    let calm_gap = first.calm - alternative.calm;
    let default_gap = alternative.default - first.default;
    if calm_gap == 0.0 && default_gap == 0.0 {
        Tie::Equal
    } else if calm_gap <= 0.0 && default_gap >= 0.0 {
        Tie::AlternativeNeverWorse
    } else if default_gap <= 0.0 && calm_gap >= 0.0 {
        Tie::FirstNeverWorse
    } else {
        Tie::At(calm_gap / (calm_gap + default_gap))
    }
}

/// λ*: the hazard rate that makes a default as likely as p* within `years`.
///
/// **Formula**: −ln(1−p)/T. **Source**: model equation (20).
#[must_use]
pub fn hazard(probability: f64, years: f64) -> f64 {
    -(-probability).ln_1p() / years
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A simulation of one path.
    fn over(pair: Pair, aversion: f64) -> OverPaths {
        let Pair { as_is, plan } = pair;
        OverPaths::of(&[as_is.calm, as_is.default, plan.calm, plan.default].map(|end| vec![end]), aversion)
    }

    #[test]
    fn the_published_case_is_met_and_utility_moves_it() {
        let pair = Pair::of([92.0, 40.0, 80.0, 70.0]);
        let ties = ties_of(pair, Some(over(pair, 0.0)), 0.0);
        for tie in [ties.expected.unwrap().0, ties.median, ties.crra.unwrap().0] {
            let Tie::At(p) = tie else { panic!("{tie:?}") };
            assert!((p - 12.0 / 42.0).abs() < 1e-12, "{p}");
        }
        // ln: (ln 92 − ln 80) / (ln 92 − ln 80 + ln 70 − ln 40)
        let log = (92.0_f64 / 80.0).ln() / ((92.0_f64 / 80.0).ln() + (70.0_f64 / 40.0).ln());
        let Some((Tie::At(p), _)) = ties_of(pair, Some(over(pair, 1.0)), 1.0).crra else { panic!() };
        assert!((p - log).abs() < 1e-12, "{p} {log}");
        assert!(p < 12.0 / 42.0);
    }

    #[test]
    fn the_tie_does_not_depend_on_the_share_moved_but_in_utility_it_does() {
        let mixed = |x: f64| {
            let mix = |a: f64, m: f64| a * (1.0 - x) + m * x;
            Pair::of([92.0, 40.0, mix(92.0, 60.0), mix(40.0, 90.0)])
        };
        let at = |tie: Tie| if let Tie::At(p) = tie { p } else { panic!("{tie:?}") };
        let (few, many) = (mixed(0.1), mixed(0.9));
        assert!((at(few.tie()) - at(many.tie())).abs() < 1e-12);
        let utility = |pair: Pair| at(ties_of(pair, Some(over(pair, 2.0)), 2.0).crra.unwrap().0);
        assert!((utility(few) - utility(many)).abs() > 0.01);
        // Nothing weighs more than anything else: the tie of the means.
        let plain = ties_of(few, Some(over(many, 0.0)), 0.0);
        assert_eq!(plain.crra, plain.expected);
    }

    #[test]
    fn what_is_owed_beyond_everything_has_no_utility() {
        let pair = Pair::of([92.0, -1.0, 80.0, 70.0]);
        assert_eq!(ties_of(pair, Some(over(pair, 2.0)), 2.0).crra, None);
        assert_eq!(ties_of(pair, None, 2.0).crra, None);
        assert_eq!(Pair::of([-92.0, -1.0, -80.0, -70.0]).in_utility(2.0), None);
    }
}
