//! Scenarios side by side: their lines, where they end, and what makes the
//! difference between two of them.

use super::compare_changed::{Changed, changed};
use super::difference::Both;
use super::explain::{Asked, Course as Whose, Lines, Place, Subject};
use super::measure::Measure;
use super::money::{self, Money};
use super::plan;
use super::projection::{Tone, axis_title};
use crate::app::compare::{Comparing, Course, MOST, Pair, Side};
use crate::app::prefs::Prefs;
use crate::app::study::{Question, Request, has_plan};
use crate::domain::profile::Profile;
use crate::domain::yen::Yen;
use crate::engine::attribution::{Attribution, Part};
use crate::engine::numeraire::Numeraire;
use crate::engine::projection::{Scope, Value};
use crate::text::axis::{self, AxisUnit};
use crate::text::number;
use crate::text::{Lang, Texts, YenUnit};

/// A scenario that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// Its place in the profile.
    pub scenario: usize,
    /// Its name.
    pub label: String,
    /// Its slot, where it has a line.
    pub slot: Option<usize>,
    /// Why it cannot be pressed now, if so.
    pub rests: Option<String>,
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Which side.
    pub side: Side,
    /// Its slot: what it is drawn in.
    pub slot: usize,
    /// Its name.
    pub name: String,
    /// Net worth by month, in the axis unit.
    pub values: Vec<f64>,
}

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// Its slot.
    pub slot: usize,
    /// Its name.
    pub name: String,
    /// Real and nominal net worth, real change, difference to the first; the
    /// tone of each.
    pub cells: [(String, Tone); 4],
    /// All of it in a sentence, amounts with their unit.
    pub sentence: String,
}

/// Where the lines stand in the month all of them reach.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// What it is of, and in which unit.
    pub title: String,
    /// The same without a unit, above sentences that carry their own.
    pub plain_title: String,
    /// The heads of the columns.
    pub heads: [String; 4],
    /// A line a side.
    pub rows: Vec<TableRow>,
}

/// The view, ready to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct CompareView {
    /// The difference in a sentence.
    pub headline: String,
    /// Scenarios to choose from.
    pub chips: Vec<Chip>,
    /// Whether the plan has a line; none where it has none to have.
    pub plan: Option<bool>,
    /// Why the plan has none.
    pub plan_rests: String,
    /// Whether each line has a small chart of its own.
    pub multiples: bool,
    /// The last month of the longest line.
    pub months: u16,
    /// Unit of the value axis.
    pub unit: AxisUnit,
    /// What the value axis is about.
    pub axis: String,
    /// Whether a logarithmic axis can be had.
    pub can_log: bool,
    /// The lines, in the order of the tabs, the plan last.
    pub series: Vec<Series>,
    /// Where they stand.
    pub table: Table,
    /// What makes the difference.
    pub changed: Changed,
}

/// What the view is built from.
pub struct CompareInput<'a> {
    /// The company.
    pub profile: &'a Profile,
    /// What the reader compares.
    pub comparing: Comparing,
    /// The sides with a line, worked out.
    pub courses: &'a [Course],
    /// The month they are compared in.
    pub month: u16,
    /// The difference to share out.
    pub pair: Option<Pair>,
    /// The last difference shared out.
    pub found: Option<Found<'a>>,
}

/// A difference shared out.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// What it is about.
    pub request: &'a Request,
    /// Its parts.
    pub attribution: &'a Attribution,
    /// Whether the company and its scenarios are still as they were then.
    pub current: bool,
}

/// Builds the view.
#[must_use]
pub fn compare_view(input: &CompareInput<'_>, texts: &Texts, prefs: Prefs) -> CompareView {
    let CompareInput { profile, comparing, courses, .. } = *input;
    let money = Money { lang: prefs.lang, unit: prefs.unit };
    let (series, unit, axis) = series(input, texts, prefs);
    let raw = || series.iter().flat_map(|s| s.values.iter());
    let nothing_to_move = has_plan(profile) && comparing.plan && !courses.iter().any(|c| c.side.plan);
    let (plan, plan_rests) = match (has_plan(profile), nothing_to_move) {
        (false, _) => (None, texts.l10n.msg_plan_empty()),
        (true, true) => (None, plan::no_effect(profile, texts)),
        (true, false) => (Some(comparing.plan), String::new()),
    };
    CompareView {
        headline: headline(input, texts, money),
        chips: chips(profile, comparing, texts),
        plan,
        plan_rests,
        multiples: comparing.multiples,
        months: courses.iter().map(|c| c.projection.months).max().unwrap_or(0),
        can_log: raw().next().is_some() && raw().all(|v| v.is_finite() && *v > 0.0),
        unit,
        axis,
        table: table(input, texts, money),
        changed: changed(input, texts, (money, prefs.numeraire)),
        series,
    }
}

/// The name of a side.
#[must_use]
pub fn side_name(profile: &Profile, side: Side, texts: &Texts) -> String {
    let name = profile.scenarios.get(side.scenario).map_or("", |s| s.name.as_str());
    if side.plan { texts.l10n.msg_compare_with_plan(name) } else { name.to_owned() }
}

fn chips(profile: &Profile, comparing: Comparing, texts: &Texts) -> Vec<Chip> {
    let slots = comparing.slots(profile);
    let chosen = slots.iter().flatten().count();
    let chip = |(scenario, named): (usize, &crate::domain::scenario::Scenario)| {
        let slot = slots.iter().position(|slot| *slot == Some(scenario));
        let rests = match slot {
            Some(_) if chosen == 1 => Some(texts.l10n.msg_compare_last()),
            None if chosen == MOST => Some(texts.l10n.msg_compare_four()),
            _ => None,
        };
        Chip { scenario, label: named.name.clone(), slot, rests }
    };
    profile.scenarios.iter().enumerate().map(chip).collect()
}

fn series(input: &CompareInput<'_>, texts: &Texts, prefs: Prefs) -> (Vec<Series>, AxisUnit, String) {
    let profile = input.profile;
    let measure = |side: Side| Measure::new(prefs.numeraire, &side.scenario(profile));
    let raw: Vec<Vec<f64>> = input
        .courses
        .iter()
        .map(|course| {
            let (measure, projection) = (measure(course.side), &course.projection);
            let values = projection.along(Scope::Net);
            (0..=projection.months).zip(values.iter()).map(|(t, v)| measure.of(*v, projection, t)).collect()
        })
        .collect();
    let top = raw.iter().flatten().map(|v| v.abs()).filter(|v| v.is_finite()).fold(0.0, f64::max);
    let common = measure(Side::as_is(profile.active));
    let unit = common.axis(top, texts.lang, prefs.unit);
    let line = |(course, values): (&Course, Vec<f64>)| Series {
        side: course.side,
        slot: course.slot,
        name: side_name(profile, course.side, texts),
        values: values.into_iter().map(|v| v / unit.divisor).collect(),
    };
    let series = input.courses.iter().zip(raw).map(line).collect();
    let axis = axis_title(&unit, &common.axis_words(texts), texts);
    (series, unit, axis)
}

/// The question how net worth on a side came about.
pub(super) fn of_side(side: Side, month: u16, measure: Numeraire) -> Asked {
    let course = if side.plan { Whose::Plan } else { Whose::AsIs };
    Asked::Line(Place::tab(side.scenario), course, Subject::Value { lines: Lines::Net, month, measure })
}

impl CompareView {
    /// The question how a line's value in a month came about; none where the
    /// line has ended before.
    #[must_use]
    pub fn asked(&self, line: usize, month: u16, measure: Numeraire) -> Option<Asked> {
        let series = self.series.get(line)?;
        series.values.get(usize::from(month)).filter(|value| value.is_finite())?;
        Some(of_side(series.side, month, measure))
    }

    /// What each line is at in a month, in its order; a dash beyond its end.
    #[must_use]
    pub fn cursor(&self, month: u16) -> Vec<String> {
        let step = 0.1_f64.powi(i32::try_from(self.unit.decimals.max(1)).unwrap_or(1));
        let at = |s: &Series| s.values.get(usize::from(month)).copied().unwrap_or(f64::NAN);
        self.series.iter().map(|s| axis::axis_tick(at(s), step)).collect()
    }
}

/// Net worth of a side in the month compared.
fn net(input: &CompareInput<'_>, side: Side) -> Value {
    let course = input.courses.iter().find(|c| c.side == side);
    course.map(|c| c.projection.value(Scope::Net, input.month)).unwrap_or_default()
}

fn headline(input: &CompareInput<'_>, texts: &Texts, money: Money) -> String {
    let l = &texts.l10n;
    let span = number::years_months(input.month, texts.lang);
    let name = |side| side_name(input.profile, side, texts);
    let Some(pair) = input.pair else {
        let Some(only) = input.courses.first() else { return l.msg_headline_empty() };
        let after = money.statement(net(input, only.side).real);
        return l.msg_compare_headline_one(name(only.side), &span, &after);
    };
    let (before, after) = (net(input, pair.from).real, net(input, pair.to).real);
    let gap = after.minus(before);
    let size = money.statement(if gap.is_positive() { gap } else { gap.negated() });
    let (from, to) = (name(pair.from), name(pair.to));
    let (before, after) = (money.statement(before), money.statement(after));
    let mut sentence = match Tone::of(gap) {
        Tone::Loss => l.msg_compare_headline_less(&to, &from, &span, &size, &before, &after),
        Tone::Gain => l.msg_compare_headline_more(&to, &from, &span, &size, &before, &after),
        Tone::Plain => l.msg_compare_headline_same(&to, &from, &span, &before),
    };
    if let Some((part, both)) = largest(input, gap) {
        if texts.lang == Lang::En {
            sentence.push(' ');
        }
        let said = both.said(part, texts, money);
        sentence.push_str(&l.msg_compare_headline_cause(said.label, money.signed(part.value.real)));
    }
    sentence
}

/// The part that makes most of the difference the way it goes; nothing while
/// it is not known for what is set now.
fn largest<'a>(input: &CompareInput<'a>, gap: Yen) -> Option<(&'a Part, Both)> {
    let found = input.found.filter(|found| found.current && is_of_pair(input, found.request))?;
    let went_with = |part: Yen| part.cmp(&Yen::ZERO) == gap.cmp(&Yen::ZERO);
    let moved = found.attribution.parts.iter().filter(|part| !part.value.real.is_zero());
    let part = moved.max_by_key(|part| (went_with(part.value.real), part.value.real.get().abs()))?;
    Some((part, Both::of(&found.request.profile, input.pair?)))
}

/// Whether an answer is about the two that are compared now.
pub(super) fn is_of_pair(input: &CompareInput<'_>, request: &Request) -> bool {
    input.pair.is_some_and(|pair| request.question == Question::Compare(pair, input.month))
}

/// The unit of a column of amounts up to `largest`: one for all of them.
fn column(money: Money, largest: Yen) -> Money {
    let most = largest.get();
    let unit = match money.unit {
        YenUnit::Auto if most >= rust_decimal::Decimal::from(100_000_000_000_i64) => YenUnit::HundredMillion,
        YenUnit::Auto if most >= rust_decimal::Decimal::from(1_000_000) => YenUnit::TenThousand,
        YenUnit::Auto => YenUnit::Yen,
        other => other,
    };
    Money { unit, ..money }
}

fn figure(money: Money, yen: Yen) -> String {
    number::figure_yen(yen.get(), money.lang, money.unit)
}

fn signed_figure(money: Money, yen: Yen) -> String {
    let figure = figure(money, yen);
    if yen.is_positive() { format!("+{figure}") } else { figure }
}

fn table(input: &CompareInput<'_>, texts: &Texts, money: Money) -> Table {
    let l = &texts.l10n;
    let nets: Vec<Value> = input.courses.iter().map(|c| net(input, c.side)).collect();
    let first = nets.first().copied().unwrap_or_default();
    let largest = nets.iter().flat_map(|v| [v.real, v.nominal]).map(|v| v.at_least(v.negated())).max();
    let column = column(money, largest.unwrap_or_default());
    let span = number::years_months(input.month, texts.lang);
    let unit = number::unit_label(texts.lang, column.unit.in_lang(texts.lang));
    let row = |(course, value): (&Course, &Value)| {
        let today = course.projection.value(Scope::Net, 0).real;
        let grown = value.real.minus(today);
        let change = money::change(today, value.real).unwrap_or_else(|| number::NO_FIGURE.to_owned());
        let gap = value.real.minus(first.real);
        let name = side_name(input.profile, course.side, texts);
        let amounts = [value.real, value.nominal].map(|yen| money.statement(yen));
        let [real, nominal] = amounts;
        let sentence = l.msg_compare_row(&name, real, nominal, &change, money.signed(gap));
        let is_first = input.courses.first().is_some_and(|c| c.side == course.side);
        let difference = if is_first { number::NO_FIGURE.to_owned() } else { signed_figure(column, gap) };
        let cells = [
            (figure(column, value.real), Tone::Plain),
            (figure(column, value.nominal), Tone::Plain),
            (change, Tone::of(grown)),
            (difference, Tone::of(gap)),
        ];
        TableRow { slot: course.slot, name, cells, sentence }
    };
    Table {
        title: l.msg_aside(l.msg_compare_table(&span), unit),
        plain_title: l.msg_compare_table(&span),
        heads: [
            l.msg_compare_column_real(),
            l.msg_compare_column_nominal(),
            l.msg_compare_column_change(),
            l.msg_compare_column_difference(),
        ],
        rows: input.courses.iter().zip(&nets).map(row).collect(),
    }
}
