//! How far values may stray: bands over time, fifty dots at the horizon, and
//! the figures that go with them, as things are and with the plan.

use super::explain::{Asked, Course as Whose, Level, Place, Point, level_name};
use super::fan_tiles::{self, FanTile};
use super::fan_words::{self, Amounts};
use super::measure::Measure;
use super::money::Money;
use super::projection::{EventMark, axis_title, events};
use crate::app::prefs::Prefs;
use crate::domain::profile::Profile;
use crate::engine::chance::result::{Fan, MEDIAN, Outlook};
use crate::engine::numeraire::Numeraire;
use crate::text::Texts;
use crate::text::axis::{self, AxisUnit};
use crate::text::number;

/// A mean this far from the median, as a share of it, is shown beside it.
const MEAN_APART: f64 = 0.01;

/// One course of action, in the axis unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// What it is called.
    pub name: String,
    /// Quantiles by month, lowest first: 5, 25, 50, 75 and 95%.
    pub bands: [Vec<f64>; 5],
    /// The mean by month, where it ends apart from the median.
    pub mean: Option<Vec<f64>>,
    /// Fifty outcomes at the horizon, lowest first.
    pub dots: Vec<f64>,
    /// How many of them are below half of today's value; none where today's
    /// is not above zero.
    pub below_half: usize,
    /// How many are below today's value.
    pub below_today: usize,
}

impl Course {
    /// How many outcomes are at today's value or above.
    #[must_use]
    pub const fn not_below_today(&self) -> usize {
        self.dots.len().saturating_sub(self.below_today)
    }
}

/// A simulation, ready to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct FanView {
    /// The result in a sentence.
    pub headline: String,
    /// The last month.
    pub months: u16,
    /// Unit of the value axis.
    pub unit: AxisUnit,
    /// What the value axis is about.
    pub axis: String,
    /// Names of the quantiles, lowest first.
    pub levels: [String; 5],
    /// As things are.
    pub as_is: Course,
    /// With the plan, if there is one.
    pub plan: Option<Course>,
    /// Today's value.
    pub today: f64,
    /// Half of it, where it is above zero.
    pub half: Option<f64>,
    /// What happens when.
    pub events: Vec<EventMark>,
    /// The figures under the chart.
    pub tiles: Vec<FanTile>,
    /// What the dots say, in words.
    pub dots_note: String,
    /// How it was drawn: paths, seed, sampler.
    pub drawn: String,
    /// The same while more paths follow.
    pub drawn_so_far: String,
    /// What was not taken as asked for, if anything.
    pub notice: Option<String>,
    /// What values are measured in.
    pub measure: Numeraire,
    /// How many paths it rests on.
    pub paths: u32,
    /// Whether a logarithmic axis can be had.
    pub can_log: bool,
}

/// Builds the view of a simulation of a profile.
///
/// What values are measured in is the simulation's own; `prefs` give the
/// unit of amounts.
#[must_use]
pub fn fan_view(profile: &Profile, outlook: &Outlook, texts: &Texts, prefs: Prefs) -> FanView {
    let scenario = profile.active_scenario();
    let fan = &outlook.as_is;
    let measure = Measure::new(fan.measure, &scenario);
    let unit = measure.axis(reach(outlook), texts.lang, prefs.unit);
    let money = Money { lang: texts.lang, unit: prefs.unit };
    let amounts = Amounts { measure: fan.measure, unit, money };
    let l = &texts.l10n;
    let as_is = course(fan, l.msg_course_as_is(), fan.today, &unit);
    let plan = outlook.plan.as_ref().map(|p| course(p, l.msg_course_plan(), fan.today, &unit));
    let courses = || std::iter::once(&as_is).chain(plan.as_ref());
    let positive = |values: &[f64]| values.iter().all(|v| v.is_finite() && *v > 0.0);
    let can_log = fan.today > 0.0
        && courses().all(|c| c.bands.first().is_some_and(|lowest| positive(lowest)) && positive(&c.dots));
    FanView {
        headline: fan_words::sentence(profile, outlook, (&as_is, plan.as_ref()), texts, amounts),
        months: fan.months,
        axis: axis_title(&unit, &measure.axis_words(texts), texts),
        levels: level_names(texts),
        today: fan.today / unit.divisor,
        half: (fan.today > 0.0).then(|| fan.today / 2.0 / unit.divisor),
        events: events(&scenario.dated_over_chance(), fan.months, texts),
        tiles: fan_tiles::tiles(outlook, texts, amounts),
        dots_note: fan_words::dots_note(&as_is, plan.as_ref(), fan.today > 0.0, texts),
        drawn: fan_words::drawn(fan.sample, false, texts),
        drawn_so_far: fan_words::drawn(fan.sample, true, texts),
        notice: outlook
            .correlations_adjusted
            .map(|by| l.msg_chance_adjusted(number::plain(crate::engine::door::fraction(by), 2))),
        measure: fan.measure,
        paths: fan.sample.paths,
        can_log,
        as_is,
        plan,
        unit,
    }
}

fn level_names(texts: &Texts) -> [String; 5] {
    std::array::from_fn(|level| level_name(level, texts))
}

/// The largest size any line has, the outermost dots aside.
fn reach(outlook: &Outlook) -> f64 {
    let fans = || std::iter::once(&outlook.as_is).chain(outlook.plan.as_ref());
    fans()
        .flat_map(|fan| fan.net.quantiles.iter().flatten().chain(&fan.net.mean))
        .chain(std::iter::once(&outlook.as_is.today))
        .map(|v| v.abs())
        .filter(|v| v.is_finite())
        .fold(0.0, f64::max)
}

/// Whether the mean at the horizon is worth telling from the median.
pub(super) fn mean_differs(fan: &Fan) -> bool {
    let last = |values: &[f64]| values.last().copied().unwrap_or(f64::NAN);
    let (median, mean) = (last(fan.net.median()), last(&fan.net.mean));
    (mean - median).abs() > median.abs() * MEAN_APART
}

fn course(fan: &Fan, name: String, today: f64, unit: &AxisUnit) -> Course {
    let scaled = |values: &[f64]| values.iter().map(|v| v / unit.divisor).collect::<Vec<f64>>();
    let below = |bar: f64| fan.dots.iter().filter(|dot| **dot < bar).count();
    Course {
        name,
        bands: fan.net.quantiles.each_ref().map(|values| scaled(values)),
        mean: mean_differs(fan).then(|| scaled(&fan.net.mean)),
        dots: scaled(&fan.dots),
        below_half: if today > 0.0 { below(today / 2.0) } else { 0 },
        below_today: below(today),
    }
}

/// One row of the table at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FanRow {
    /// What it is.
    pub label: String,
    /// As things are.
    pub as_is: String,
    /// With the plan, if there is one.
    pub plan: Option<String>,
    /// Whether it is the median.
    pub strong: bool,
}

impl FanView {
    /// The unit of tables: to three digits of today's value with three decimals at
    /// most, and at least as fine as the axis.
    #[must_use]
    pub fn fine(&self) -> AxisUnit {
        let digits = (1..=3).find(|digits| self.today.abs() * 10f64.powi(*digits) >= 100.0).unwrap_or(3);
        AxisUnit { decimals: self.unit.decimals.max(digits.unsigned_abs()), ..self.unit }
    }

    /// The question how a value of the simulation on screen came about.
    #[must_use]
    pub fn asked(&self, course: Whose, level: Level, month: u16) -> Asked {
        Asked::Simulated(Place::default(), course, Point { level, month, measure: self.measure }, None)
    }

    /// The same of the median as things are at the horizon.
    #[must_use]
    pub fn asked_median(&self) -> Asked {
        self.asked(Whose::AsIs, Level::Quantile(MEDIAN), self.months)
    }

    /// The quantiles of a month, highest first, then the mean where it is
    /// shown.
    #[must_use]
    pub fn cursor(&self, month: u16, texts: &Texts) -> Vec<FanRow> {
        let step = 0.1_f64.powi(i32::try_from(self.fine().decimals).unwrap_or(1));
        let at = |path: Option<&Vec<f64>>| {
            let value = path.and_then(|p| p.get(usize::from(month))).copied().unwrap_or(f64::NAN);
            axis::axis_tick(value, step)
        };
        let row = |label: String, strong, pick: &dyn Fn(&Course) -> String| FanRow {
            label,
            as_is: pick(&self.as_is),
            plan: self.plan.as_ref().map(pick),
            strong,
        };
        let mut rows: Vec<FanRow> = (0..5)
            .rev()
            .zip(self.levels.iter().rev())
            .map(|(i, name)| row(name.clone(), i == 2, &|course: &Course| at(course.bands.get(i))))
            .collect();
        let means = self.as_is.mean.is_some() || self.plan.as_ref().is_some_and(|p| p.mean.is_some());
        if means {
            rows.push(row(texts.l10n.msg_chance_mean(), false, &|course| at(course.mean.as_ref())));
        }
        rows
    }
}
