//! A simulation as rows of data, for CSV and JSON.

use super::measure::Measure;
use super::money::DataUnit;
use crate::app::simulator::AT_ONCE;
use crate::domain::profile::Profile;
use crate::engine::chance::result::{Fan, Odds, Outlook, Sample, Sampler, Spread};
use crate::engine::numeraire::Numeraire;

/// One value in one month: exact quantiles of the paths, their mean, and how
/// well each is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpreadRow {
    /// 5, 25, 50, 75 and 95%.
    pub quantiles: [f64; 5],
    /// Their standard errors.
    pub errors: [f64; 5],
    /// The arithmetic mean.
    pub mean: f64,
    /// Its standard error.
    pub mean_error: f64,
}

/// One value by month, month 0 first.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueData {
    /// `net`, `assets`, or a class key.
    pub value: &'static str,
    /// Every month.
    pub rows: Vec<SpreadRow>,
}

/// One course of action.
#[derive(Debug, Clone, PartialEq)]
pub struct CourseData {
    /// Net worth today.
    pub today: f64,
    /// Net worth, what is owned, then each class there is.
    pub values: Vec<ValueData>,
    /// Probabilities at the horizon, each with its key.
    pub odds: [(&'static str, Odds); 3],
    /// Fifty outcomes at the horizon, lowest first.
    pub dots: Vec<f64>,
}

/// A whole simulation.
#[derive(Debug, Clone, PartialEq)]
pub struct ChanceData {
    /// What values are measured in.
    pub measure: Numeraire,
    /// How they are written.
    pub unit: DataUnit,
    /// What one unit of the measure costs in yen today.
    pub yen_each: f64,
    /// Paths, seed and sampler.
    pub sample: Sample,
    /// How many of the paths what is owned and the classes rest on.
    pub class_paths: u32,
    /// The calendar month of each row, such as `2026-10`.
    pub dates: Vec<String>,
    /// As things are.
    pub as_is: CourseData,
    /// With the plan, where it moves anything.
    pub plan: Option<CourseData>,
    /// The plan ends higher on the same path.
    pub plan_ahead: Option<Odds>,
    /// By how much correlations had to give way, if they had to.
    pub correlations_adjusted: Option<f64>,
}

/// The name of a measure, on the command line and in files.
#[must_use]
pub const fn measure_key(measure: Numeraire) -> &'static str {
    match measure {
        Numeraire::RealYen => "real",
        Numeraire::NominalYen => "nominal",
        Numeraire::Dollars => "usd",
        Numeraire::Bitcoin => "btc",
    }
}

/// The name of a sampler, on the command line and in files.
#[must_use]
pub const fn sampler_key(sampler: Sampler) -> &'static str {
    match sampler {
        Sampler::SobolBridge => "sobol",
        Sampler::Pseudo => "pseudo",
    }
}

/// Everything a simulation says.
#[must_use]
pub fn chance_data(profile: &Profile, outlook: &Outlook, unit: DataUnit) -> ChanceData {
    let fan = &outlook.as_is;
    ChanceData {
        measure: fan.measure,
        unit,
        yen_each: Measure::new(fan.measure, &profile.active_scenario()).yen_each(),
        sample: fan.sample,
        class_paths: fan.sample.paths.min(AT_ONCE),
        dates: (0..=fan.months).map(|month| profile.as_of.after(month).to_string()).collect(),
        as_is: course(fan),
        plan: outlook.plan.as_ref().map(course),
        plan_ahead: outlook.plan_ahead,
        correlations_adjusted: outlook.correlations_adjusted,
    }
}

fn course(fan: &Fan) -> CourseData {
    let mut values = vec![ValueData { value: "net", rows: rows(&fan.net) }];
    values.extend(fan.total.iter().map(|total| ValueData { value: "assets", rows: rows(total) }));
    let classes = fan.classes.iter();
    values.extend(classes.map(|(class, spread)| ValueData { value: class.key(), rows: rows(spread) }));
    CourseData {
        today: fan.today,
        values,
        odds: [("real_loss", fan.real_loss), ("half", fan.half), ("below_zero", fan.below_zero)],
        dots: fan.dots.to_vec(),
    }
}

fn rows(spread: &Spread) -> Vec<SpreadRow> {
    let at = |values: &[f64], month: usize| values.get(month).copied().unwrap_or(f64::NAN);
    (0..spread.mean.len())
        .map(|month| SpreadRow {
            quantiles: spread.quantiles.each_ref().map(|values| at(values, month)),
            errors: spread.errors.each_ref().map(|values| at(values, month)),
            mean: at(&spread.mean, month),
            mean_error: at(&spread.mean_error, month),
        })
        .collect()
}
