//! A simulation for reading: a row a year, the odds, the classes at the end.

use super::fan::{FanView, fan_view};
use super::fan_tiles::{FanFigure, FanTile};
use super::fan_words::{Amounts, ends, power_of_ten};
use super::measure::Measure;
use super::money::Money;
use super::projection::axis_title;
use crate::app::prefs::Prefs;
use crate::app::simulator::AT_ONCE;
use crate::domain::profile::Profile;
use crate::engine::chance::result::{Fan, Outlook, Spread};
use crate::text::axis::{self, AxisUnit};
use crate::text::{Texts, number};

/// One course of action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseSummary {
    /// What it is called.
    pub name: String,
    /// A row a year, and one for the last month: as many cells as there are
    /// columns.
    pub years: Vec<Vec<String>>,
    /// The probabilities, each as a line.
    pub odds: Vec<String>,
    /// What is owned and each class at the end, each as a line.
    pub classes: Vec<String>,
}

/// A simulation in the reader's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChanceSummary {
    /// The result in a sentence.
    pub headline: String,
    /// What the figures are about, with their unit.
    pub about: String,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// As things are, then the plan.
    pub courses: Vec<CourseSummary>,
    /// What heads the classes.
    pub classes_head: String,
    /// What is about both courses, how it was drawn, and what to bear in mind.
    pub notes: Vec<String>,
}

/// Builds the summary of a simulation.
#[must_use]
pub fn chance_summary(profile: &Profile, outlook: &Outlook, texts: &Texts, prefs: Prefs) -> ChanceSummary {
    let l = &texts.l10n;
    let view = fan_view(profile, outlook, texts, prefs);
    let money = Money { lang: texts.lang, unit: prefs.unit };
    let measure = Measure::new(outlook.as_is.measure, &profile.active_scenario());
    let unit = measure.axis(usual_size(&outlook.as_is), texts.lang, prefs.unit);
    let amounts = Amounts { measure: outlook.as_is.measure, unit, money };
    let named = [(&view.as_is.name, Some(&outlook.as_is)), (&l.msg_course_plan(), outlook.plan.as_ref())];
    let courses = named
        .into_iter()
        .enumerate()
        .filter_map(|(place, (name, fan))| Some((place, name, fan?)))
        .map(|(place, name, fan)| CourseSummary {
            name: name.clone(),
            years: years(fan, &unit),
            odds: odds(&view, place == 0, texts),
            classes: classes(fan, texts, amounts),
        })
        .collect();
    let about_both = view
        .tiles
        .iter()
        .filter(|t| t.odds && t.plan.is_none() && outlook.plan.is_some())
        .map(|t| line(t, &t.as_is, texts));
    let mut notes: Vec<String> = about_both.collect();
    notes.push(view.drawn.clone());
    notes.push(l.msg_simulate_error_note());
    if outlook.as_is.sample.paths > AT_ONCE {
        notes.push(l.msg_simulate_class_paths(number::plain(AT_ONCE.into(), 0)));
    }
    notes.extend(view.notice.clone());
    ChanceSummary {
        headline: view.headline.clone(),
        about: axis_title(&unit, &measure.axis_words(texts), texts),
        columns: columns(&view, texts),
        courses,
        classes_head: l.msg_simulate_classes(),
        notes,
    }
}

const ERROR: &str = "±";

fn columns(view: &FanView, texts: &Texts) -> Vec<String> {
    let mut names = vec![texts.l10n.msg_simulate_year()];
    names.extend(view.levels.iter().flat_map(|level| [level.clone(), ERROR.to_owned()]));
    names.extend([texts.l10n.msg_chance_mean(), ERROR.to_owned()]);
    names
}

/// What the figures of a table are about as large as.
fn usual_size(fan: &Fan) -> f64 {
    let median = fan.net.median().last().copied().unwrap_or(0.0);
    [fan.today, median].into_iter().map(f64::abs).filter(|v| v.is_finite()).fold(0.0, f64::max)
}

/// Today, the end of each year, and the end where it is within one.
fn years(fan: &Fan, unit: &AxisUnit) -> Vec<Vec<String>> {
    let mut months: Vec<u16> = (0..=fan.months).step_by(12).collect();
    if !fan.months.is_multiple_of(12) {
        months.push(fan.months);
    }
    let step = step(fan, unit);
    months.into_iter().map(|month| year(&fan.net, month, unit, step)).collect()
}

/// How finely figures are written: as well as the median at the end is known.
fn step(fan: &Fan, unit: &AxisUnit) -> f64 {
    let [_, _, errors, _, _] = &fan.net.errors;
    let known = power_of_ten(errors.last().copied().unwrap_or(0.0) / unit.divisor);
    let usual = 0.1_f64.powi(i32::try_from(unit.decimals).unwrap_or(0));
    if known > 0.0 { known.clamp(1e-8, 1.0) } else { usual }
}

fn year(net: &Spread, month: u16, unit: &AxisUnit, step: f64) -> Vec<String> {
    let figure = |values: &[f64]| {
        let value = values.get(usize::from(month)).copied().unwrap_or(f64::NAN);
        axis::axis_tick(value / unit.divisor, step)
    };
    let elapsed = if month.is_multiple_of(12) {
        (month / 12).to_string()
    } else {
        axis::axis_tick(f64::from(month) / 12.0, 0.01)
    };
    let mut cells = vec![elapsed];
    for (quantile, errors) in net.quantiles.iter().zip(&net.errors) {
        cells.extend([figure(quantile), figure(errors)]);
    }
    cells.extend([figure(&net.mean), figure(&net.mean_error)]);
    cells
}

fn line(tile: &FanTile, figure: &FanFigure, texts: &Texts) -> String {
    let l = &texts.l10n;
    l.msg_labelled(&tile.label, l.msg_aside(&figure.value, &figure.detail))
}

fn odds(view: &FanView, as_is: bool, texts: &Texts) -> Vec<String> {
    let about_each = |tile: &&FanTile| tile.odds && (view.plan.is_none() || tile.plan.is_some());
    view.tiles
        .iter()
        .filter(about_each)
        .filter_map(|tile| {
            let figure = if as_is { Some(&tile.as_is) } else { tile.plan.as_ref() };
            figure.map(|figure| line(tile, figure, texts))
        })
        .collect()
}

fn classes(fan: &Fan, texts: &Texts, amounts: Amounts) -> Vec<String> {
    let total = fan.total.iter().map(|total| (texts.l10n.msg_assets(), total));
    let each = fan.classes.iter().map(|(class, spread)| (texts.class(*class).to_owned(), spread));
    let last = |values: &[f64]| values.last().copied().unwrap_or(f64::NAN);
    total
        .chain(each)
        .map(|(name, spread)| {
            let [_, _, error, _, _] = &spread.errors;
            let middle = amounts.write(last(spread.median()), amounts.step(last(error)));
            let range = amounts.range(ends(spread));
            let l = &texts.l10n;
            l.msg_labelled(name, l.msg_aside(middle, range))
        })
        .collect()
}
