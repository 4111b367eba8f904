//! What a simulation says, ready to be looked at.

use crate::domain::holding::AssetClass;
use crate::engine::numeraire::Numeraire;

/// The quantiles kept for each month.
pub const LEVELS: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// The place of the median among [`LEVELS`].
pub const MEDIAN: usize = 2;

/// How many dots stand for the spread at the horizon.
pub const DOTS: usize = 50;

/// How the random numbers are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Sampler {
    /// Scrambled Sobol points, bridged: even coverage, for looking at live.
    #[default]
    SobolBridge,
    /// Ordinary pseudo-random numbers, to check the other by.
    Pseudo,
}

/// How many paths, and from which numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sample {
    /// Paths.
    pub paths: u32,
    /// The same seed gives the same bits, whatever the number of threads.
    pub seed: u64,
    /// How the numbers are made.
    pub sampler: Sampler,
}

/// One value over time, as far as chance lets it be known.
///
/// **Shape**: every vector has a value a month, month 0 first; quantiles are
/// in the order of [`LEVELS`]. **Units**: as the measure of the [`Fan`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Spread {
    /// Exact quantiles of the paths, between two of them linear (type 7).
    pub quantiles: [Vec<f64>; 5],
    /// Their standard errors.
    pub errors: [Vec<f64>; 5],
    /// The arithmetic mean.
    pub mean: Vec<f64>,
    /// Its standard error.
    pub mean_error: Vec<f64>,
}

impl Spread {
    /// Of what is owned, which is never less than nothing: distances are kept in
    /// 32 bits, and what is used up may be off by a yen or two.
    pub fn not_below_nothing(&mut self) {
        for value in self.quantiles.iter_mut().flatten().chain(&mut self.mean) {
            *value = value.max(0.0);
        }
    }

    /// The median by month.
    #[must_use]
    pub fn median(&self) -> &[f64] {
        let [_, _, median, _, _] = &self.quantiles;
        median
    }
}

/// A probability and how well it is known.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Odds {
    /// The share of paths, 0..=1.
    pub share: f64,
    /// Its standard error, √(p(1−p)/n).
    pub error: f64,
}

/// What a simulation says of the whole company under one course of action.
#[derive(Debug, Clone, PartialEq)]
pub struct Fan {
    /// The last month.
    pub months: u16,
    /// How it was drawn.
    pub sample: Sample,
    /// What values are measured in.
    pub measure: Numeraire,
    /// Net worth.
    pub net: Spread,
    /// What is owned, before debts; only where asked for.
    pub total: Option<Spread>,
    /// Each class; only where asked for.
    pub classes: Vec<(AssetClass, Spread)>,
    /// Net worth at the horizon at the levels (i + ½)/50, lowest first.
    pub dots: [f64; DOTS],
    /// Net worth today, in the measure.
    pub today: f64,
    /// Real net worth at the horizon is below today's.
    pub real_loss: Odds,
    /// It is below half of today's.
    pub half: Odds,
    /// It is below zero.
    pub below_zero: Odds,
}

/// As things are and with the plan, on the same paths.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// As things are.
    pub as_is: Fan,
    /// With the plan, if there is one.
    pub plan: Option<Fan>,
    /// The plan ends above "as is" in real terms, on the same path.
    pub plan_ahead: Option<Odds>,
    /// The correlations asked for cannot hold together; the nearest that can
    /// were used, off by at most this much.
    pub correlations_adjusted: Option<f64>,
}
