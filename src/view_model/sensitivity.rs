//! Which parameter moves the result how far, as bars around the result.

use rust_decimal::Decimal;

use super::explain::{Asked, Course, Level, Lines, MEDIAN, Place, Point, Subject};
use super::fan_words::power_of_ten;
use super::headline::chance_conditions;
use super::money::Money;
use super::slider;
use crate::app::prefs::TornadoOf;
use crate::app::simulator::SEED;
use crate::app::study::{FOR_BARS, OverChance, Sensitivity, has_plan};
use crate::domain::param::{Mark, Param};
use crate::domain::profile::Profile;
use crate::domain::scenario::{DefaultMode, Scenario};
use crate::engine::chance::result::{Sample, Sampler};
use crate::engine::door;
use crate::engine::numeraire::Numeraire;
use crate::engine::sensitivity::{Bar, Tornado};
use crate::text::number;
use crate::text::{Texts, Word};

/// One end of a bar.
#[derive(Debug, Clone, PartialEq)]
pub struct BarEnd {
    /// The value the parameter was moved to.
    pub value: String,
    /// The result there.
    pub result: String,
    /// The result in yen.
    pub at: f64,
    /// What explains it.
    pub explains: Asked,
}

/// One parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct TornadoRow {
    /// Which.
    pub param: Param,
    /// Its label.
    pub label: String,
    /// At its low value.
    pub low: BarEnd,
    /// At its high value.
    pub high: BarEnd,
    /// Whether the span is our assumption.
    pub ours: bool,
    /// All of it in a sentence.
    pub sentence: String,
}

/// The view, ready to draw.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SensitivityView {
    /// The sentence above bars over chance, and what explains it: none of what
    /// belongs to the one what-if.
    pub headline: Option<(String, Option<Asked>)>,
    /// What the bars are of.
    pub title: String,
    /// The result as things are set, in yen, and in words.
    pub base: (f64, String),
    /// The bars, the longest first.
    pub rows: Vec<TornadoRow>,
    /// The rule, and what is switched off.
    pub notes: Vec<String>,
    /// What to say where there are no bars.
    pub none: String,
    /// Whether the bars asked for are still being worked out.
    pub pending: bool,
    /// Whether there is a plan to choose.
    pub plan: bool,
}

/// The bars asked for; none where they are not there yet.
#[must_use]
pub fn chosen(found: &Sensitivity, of: TornadoOf, plan: bool) -> Option<&Tornado> {
    let fan = |place: usize| {
        let pair = found.fan.as_ref()?.bars.get(place)?;
        pair.get(usize::from(plan)).and_then(Option::as_ref)
    };
    match of {
        TornadoOf::Total if plan => found.plan.as_ref(),
        TornadoOf::Total => Some(&found.as_is),
        TornadoOf::FivePercent => fan(0),
        TornadoOf::Median => fan(1),
    }
}

/// Builds the view from what has been worked out so far.
#[must_use]
pub fn sensitivity_view(
    profile: &Profile,
    found: Option<&Sensitivity>,
    (of, plan): (TornadoOf, bool),
    texts: &Texts,
    money: Money,
) -> SensitivityView {
    let l = &texts.l10n;
    let scenario = profile.active_scenario();
    let span = number::years_months(scenario.horizon_months(), texts.lang);
    let simulated = found.is_some_and(|f| f.fan.is_some());
    let plan = plan && has_plan(profile);
    let mut notes = match of {
        TornadoOf::Total => Vec::new(),
        TornadoOf::FivePercent => vec![l.msg_sensitivity_five_help()],
        TornadoOf::Median => vec![l.msg_sensitivity_median_help()],
    };
    if of != TornadoOf::Total && simulated {
        notes.push(l.msg_sensitivity_paths(number::plain(paths_of(found).into(), 0)));
    }
    notes.push(l.msg_sensitivity_rule());
    if scenario.default == DefaultMode::Off {
        notes.push(l.msg_sensitivity_off());
    }
    // Nothing else in its place: what-if and chance are not to be mixed.
    let tornado = found.and_then(|f| chosen(f, of, plan));
    let none = match tornado {
        Some(tornado) if tornado.bars.is_empty() => l.msg_sensitivity_none(),
        Some(_) => String::new(),
        None => l.msg_sensitivity_needs_fan(),
    };
    let paths = paths_of(found);
    let explains = |moved| explains(&scenario, (of, plan), paths, Some(moved));
    SensitivityView {
        headline: (of != TornadoOf::Total).then(|| over_chance(profile, found, (of, plan), texts, money)),
        title: l.msg_sensitivity_title(&span),
        base: tornado
            // As finely as the ends of the bars around it.
            .map(|t| (t.base, amount(t.base, 0.0, money)))
            .unwrap_or_default(),
        rows: tornado
            .map(|t| t.bars.iter().map(|bar| row(bar, &explains, texts, money)).collect())
            .unwrap_or_default(),
        notes,
        none,
        pending: tornado.is_none(),
        plan: has_plan(profile),
    }
}

/// How many paths each bar over chance rests on.
fn paths_of(found: Option<&Sensitivity>) -> u32 {
    found.and_then(|found| found.fan.as_ref()).map_or(FOR_BARS, |fan: &OverChance| fan.paths)
}

/// Where half, or 1 in 20, of the outcomes end, as things are and with the plan.
///
/// **Units**: amounts in today's purchasing power.
fn over_chance(
    profile: &Profile,
    found: Option<&Sensitivity>,
    (of, plan): (TornadoOf, bool),
    texts: &Texts,
    money: Money,
) -> (String, Option<Asked>) {
    let l = &texts.l10n;
    if profile.holdings.is_empty() {
        return (l.msg_headline_empty(), None);
    }
    let base = |plan| {
        let tornado = chosen(found?, of, plan)?;
        Some(amount(tornado.base, error(found?, of, plan), money))
    };
    let Some(as_is) = base(false) else { return (l.msg_headline_chance_waiting(), None) };
    let planned = base(true);
    let scenario = profile.active_scenario();
    let months = scenario.horizon_months();
    let spelled = if planned.is_some() { 1 } else { 2 };
    let conditions = chance_conditions(profile, months, spelled, texts);
    let span = number::years_months(months, texts.lang);
    let sentence = match (of, planned) {
        (TornadoOf::FivePercent, None) => l.msg_headline_five(&conditions, &span, &as_is),
        (TornadoOf::FivePercent, Some(plan)) => l.msg_headline_five_plan(&conditions, &span, &as_is, &plan),
        (_, None) => l.msg_headline_median(&conditions, &span, &as_is),
        (_, Some(plan)) => l.msg_headline_median_plan(&conditions, &span, &as_is, &plan),
    };
    (sentence, Some(explains(&scenario, (of, plan), paths_of(found), None)))
}

/// How well what the bars are around is known; nothing for a single line.
fn error(found: &Sensitivity, of: TornadoOf, plan: bool) -> f64 {
    let errors = found.fan.as_ref().map_or([[0.0; 2]; 2], |fan| fan.errors);
    let [[low, low_plan], [median, median_plan]] = errors;
    match (of, plan) {
        (TornadoOf::Total, _) => 0.0,
        (TornadoOf::FivePercent, false) => low,
        (TornadoOf::FivePercent, true) => low_plan,
        (TornadoOf::Median, false) => median,
        (TornadoOf::Median, true) => median_plan,
    }
}

/// An amount, no finer than it is known.
fn amount(value: f64, error: f64, money: Money) -> String {
    let step = power_of_ten(error);
    money.statement(door::state(if step > 0.0 { (value / step).round() * step } else { value }))
}

/// What explains the result, with one parameter moved or none.
fn explains(
    scenario: &Scenario,
    (of, plan): (TornadoOf, bool),
    paths: u32,
    moved: Option<(Param, Decimal)>,
) -> Asked {
    let mut there = scenario.clone();
    if let Some((param, value)) = moved {
        there.set(param, value);
    }
    let (month, measure) = (there.horizon_months(), Numeraire::RealYen);
    let place = Place { moved: Vec::from_iter(moved), ..Place::default() };
    let course = if plan { Course::Plan } else { Course::AsIs };
    let simulated = |level| {
        let point = Point { level: Level::Quantile(level), month, measure };
        let sample = Sample { paths, seed: SEED, sampler: Sampler::SobolBridge };
        Asked::Simulated(place.clone(), course, point, Some(sample))
    };
    match of {
        TornadoOf::Total => Asked::Line(place, course, Subject::Value { lines: Lines::Net, month, measure }),
        TornadoOf::FivePercent => simulated(0),
        TornadoOf::Median => simulated(MEDIAN),
    }
}

fn row(bar: &Bar, explains: &dyn Fn((Param, Decimal)) -> Asked, texts: &Texts, money: Money) -> TornadoRow {
    let label = texts.param(bar.param, Word::Label).to_owned();
    let end = |value, at: f64| BarEnd {
        value: slider::value_text(bar.param, value, texts, money),
        // On the same paths: how far ends are apart is known better than either.
        result: amount(at, 0.0, money),
        at,
        explains: explains((bar.param, value)),
    };
    let (low, high) = (end(bar.low, bar.at_low), end(bar.high, bar.at_high));
    let mut sentence =
        texts.l10n.msg_sensitivity_row(&label, &low.value, &low.result, &high.value, &high.result);
    let ours = bar.mark == Mark::C;
    if ours {
        sentence = format!("{sentence} {}", texts.l10n.msg_sensitivity_ours_whole());
    }
    TornadoRow { param: bar.param, label, low, high, ours, sentence }
}
