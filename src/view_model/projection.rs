//! Values over time: areas by class, net worth, events, and the figures
//! under the chart.

use super::headline::{self, largest_cause};
use super::measure::Measure;
use super::money::{self, Money};
use super::plan;
use crate::app::explaining::Asked;
use crate::app::prefs::Prefs;
use crate::domain::holding::AssetClass;
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::domain::scenario::{DefaultMode, Scenario};
use crate::domain::yen::Yen;
use crate::engine::cause::Cause;
use crate::engine::door;
use crate::engine::numeraire::Numeraire;
use crate::engine::projection::{Projection, Scope, Value};
use crate::engine::trace::assemble::Lines;
use crate::engine::trace::{Course, Subject};
use crate::text::axis::{self, AxisUnit};
use crate::text::number;
use crate::text::{Texts, Word};

/// One class over time, in the axis unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// Which class.
    pub class: AssetClass,
    /// Its name.
    pub label: String,
    /// Value by month; debts negative.
    pub values: Vec<f64>,
}

/// Something that happens in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventMark {
    /// The month.
    pub month: u16,
    /// What.
    pub label: String,
}

/// Whether a figure is good news.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Neither.
    Plain,
    /// More than before.
    Gain,
    /// Less than before.
    Loss,
}

impl Tone {
    /// The tone of a change.
    #[must_use]
    pub fn of(change: Yen) -> Self {
        match change.cmp(&Yen::ZERO) {
            std::cmp::Ordering::Less => Self::Loss,
            std::cmp::Ordering::Equal => Self::Plain,
            std::cmp::Ordering::Greater => Self::Gain,
        }
    }
}

/// A figure under the chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// What it is.
    pub label: String,
    /// The figure.
    pub value: String,
    /// A second line.
    pub detail: String,
    /// Whether it is good news.
    pub tone: Tone,
    /// What explains it.
    pub explains: Asked,
}

/// The projection, ready to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectionView {
    /// The result in a sentence.
    pub headline: String,
    /// The last month.
    pub months: u16,
    /// Unit of the value axis.
    pub unit: AxisUnit,
    /// What the value axis is about.
    pub axis: String,
    /// Classes that are ever anything, in stacking order.
    pub areas: Vec<Area>,
    /// Net worth by month.
    pub net: Vec<f64>,
    /// Net worth by month with the plan carried out, if it moves anything.
    pub plan: Option<Vec<f64>>,
    /// Net worth in yen of each month, where the chart shows real yen.
    pub nominal: Option<Vec<f64>>,
    /// Net worth that can be drawn, where a freeze is on.
    pub usable: Option<Vec<f64>>,
    /// What happens when.
    pub events: Vec<EventMark>,
    /// The figures under the chart.
    pub tiles: Vec<Tile>,
    /// Whether a logarithmic axis can be had: net worth above zero throughout,
    /// with the plan too.
    pub can_log: bool,
}

/// Builds the view of the scenario in front, as things are and, where there
/// is one, with the plan.
#[must_use]
pub fn projection_view(
    profile: &Profile,
    projection: &Projection,
    planned: Option<&Projection>,
    texts: &Texts,
    prefs: Prefs,
) -> ProjectionView {
    let scenario = profile.active_scenario();
    let measure = Measure::new(prefs.numeraire, &scenario);
    let months = projection.months;
    let along = |projection: &Projection, scope: Scope<'_>| -> Vec<f64> {
        (0..=months).zip(projection.along(scope).iter()).map(|(t, v)| measure.of(*v, projection, t)).collect()
    };
    let path = |scope: Scope<'_>| along(projection, scope);
    let raw: Vec<(AssetClass, Vec<f64>)> = AssetClass::ALL
        .into_iter()
        .map(|class| (class, path(Scope::Class(class))))
        .filter(|(_, values)| values.iter().any(|v| v.is_finite() && v.abs() > 0.0))
        .collect();
    let net = path(Scope::Net);
    let with_plan = planned.map(|p| along(p, Scope::Net));
    let top = (0..net.len())
        .map(|t| raw.iter().filter_map(|(_, v)| v.get(t)).filter(|v| **v > 0.0).sum::<f64>())
        .chain(net.iter().chain(with_plan.iter().flatten()).map(|v| v.abs()))
        .filter(|v| v.is_finite())
        .fold(0.0, f64::max);
    let unit = measure.axis(top, texts.lang, prefs.unit);
    let scaled = |values: &[f64]| values.iter().map(|v| v / unit.divisor).collect::<Vec<f64>>();
    let real = prefs.numeraire == Numeraire::RealYen;
    let nominal = real.then(|| {
        let values = projection.along(Scope::Net);
        values.iter().map(|v| door::amount(v.nominal) / unit.divisor).collect()
    });
    let usable = usable(projection, &measure, unit.divisor);
    let money = Money { lang: texts.lang, unit: prefs.unit };
    ProjectionView {
        headline: headline::headline(profile, projection, planned, texts, money),
        months,
        axis: axis_title(&unit, &measure.axis_words(texts), texts),
        areas: raw
            .iter()
            .map(|(class, values)| Area {
                class: *class,
                label: texts.class(*class).to_owned(),
                values: scaled(values),
            })
            .collect(),
        can_log: net.iter().chain(with_plan.iter().flatten()).all(|v| v.is_finite() && *v > 0.0),
        net: scaled(&net),
        plan: with_plan.as_deref().map(scaled),
        nominal,
        usable,
        events: with_set_off(events(&scenario, months, texts), projection, texts),
        tiles: tiles(projection, planned, texts, money),
        unit,
    }
}

pub(super) fn axis_title(unit: &AxisUnit, words: &str, texts: &Texts) -> String {
    texts.l10n.msg_aside(unit.label, words)
}

/// Net worth less what is frozen, where anything ever is.
fn usable(projection: &Projection, measure: &Measure, divisor: f64) -> Option<Vec<f64>> {
    if !projection.frozen.iter().any(|f| f.is_positive()) {
        return None;
    }
    let at = |t: u16| {
        let net = projection.value(Scope::Net, t);
        let frozen = projection.frozen.get(usize::from(t)).copied().unwrap_or_default();
        let price = crate::engine::factors::at(&projection.factors.prices, t);
        let frozen_real = door::state(door::amount(frozen) / price);
        let left = Value { nominal: net.nominal.minus(frozen), real: net.real.minus(frozen_real) };
        measure.of(left, projection, t) / divisor
    };
    Some((0..=projection.months).map(at).collect())
}

/// The same and the month in which loans were netted with deposits: it takes
/// both off the chart at once.
fn with_set_off(mut marks: Vec<EventMark>, projection: &Projection, texts: &Texts) -> Vec<EventMark> {
    let netted = projection.banks.iter().find(|report| report.set_off.is_positive());
    if let Some(report) = netted {
        mark(&mut marks, report.month, &texts.l10n.msg_event_set_off());
        marks.sort_by_key(|m| m.month);
    }
    marks
}

/// One mark more, beside what happens in the same month.
fn mark(marks: &mut Vec<EventMark>, month: u16, label: &str) {
    match marks.iter_mut().find(|m| m.month == month) {
        Some(mark) => {
            mark.label.push_str(" · ");
            mark.label.push_str(label);
        }
        None => marks.push(EventMark { month, label: label.to_owned() }),
    }
}

pub(super) fn events(scenario: &Scenario, months: u16, texts: &Texts) -> Vec<EventMark> {
    let l = &texts.l10n;
    let on = |p: Param| !scenario.get(p).is_zero();
    let converts = scenario.get(Param::ConversionMoney) != Param::ConversionMoney.default_value()
        || scenario.get(Param::ConversionDebts) != Param::ConversionDebts.default_value();
    let all = [
        (scenario.default == DefaultMode::InMonth, Param::DefaultMonth, l.msg_event_default()),
        (on(Param::Shock), Param::ShockMonth, l.msg_event_shock()),
        (on(Param::YieldRise), Param::YieldMonth, l.msg_event_yield()),
        (on(Param::FreezeMonths), Param::FreezeMonth, l.msg_event_freeze()),
        (converts, Param::ConversionMonth, l.msg_event_conversion()),
        (on(Param::LevyRate), Param::LevyMonth, l.msg_event_levy()),
        (on(Param::Crash), Param::CrashMonth, l.msg_event_crash()),
        (on(Param::ExchangeLoss), Param::ExchangeMonth, l.msg_event_exchange()),
        (on(Param::Depeg), Param::DepegMonth, l.msg_event_depeg()),
    ];
    let mut marks: Vec<EventMark> = Vec::new();
    for (happens, param, label) in all {
        let month = scenario.months(param);
        if !happens || month > months {
            continue;
        }
        mark(&mut marks, month, &label);
    }
    marks.sort_by_key(|m| m.month);
    marks
}

fn tiles(projection: &Projection, planned: Option<&Projection>, texts: &Texts, money: Money) -> Vec<Tile> {
    let l = &texts.l10n;
    let months = projection.months;
    let as_is = |subject| Asked::from((Course::AsIs, subject));
    let (before, after) = (projection.value(Scope::Net, 0), projection.value(Scope::Net, months));
    let real_change = after.real.minus(before.real);
    let nominal_change = after.nominal.minus(before.nominal);
    let percent = |b, a| money::change(b, a).unwrap_or_default();
    let mut tiles = vec![
        Tile {
            label: l.msg_tile_real(),
            value: money.statement(after.real),
            detail: number::years_months(months, texts.lang),
            tone: Tone::Plain,
            explains: as_is(Subject::Value { lines: Lines::Net, month: months, measure: Numeraire::RealYen }),
        },
        Tile {
            label: l.msg_tile_change(),
            value: money.signed(real_change),
            detail: percent(before.real, after.real),
            tone: Tone::of(real_change),
            explains: as_is(Subject::Change { lines: Lines::Net, month: months, real: true }),
        },
        Tile {
            label: l.msg_tile_nominal_change(),
            value: money.signed(nominal_change),
            detail: percent(before.nominal, after.nominal),
            tone: Tone::of(nominal_change),
            explains: as_is(Subject::Change { lines: Lines::Net, month: months, real: false }),
        },
    ];
    tiles.extend(planned.map(|planned| plan::tile(projection, planned, texts, money)));
    if let Some((cause, amount)) = largest_cause(projection) {
        tiles.push(Tile {
            label: l.msg_tile_cause(),
            value: money.signed(amount),
            detail: texts.cause(cause.key(), Word::Label).to_owned(),
            tone: Tone::of(amount),
            explains: as_is(Subject::Cause { lines: Lines::Net, cause, month: months }),
        });
    }
    let debt = projection.causes(Scope::Debts, 0, months);
    let relief: Yen = Cause::RELIEF.iter().filter_map(|c| debt.get(c)).map(|v| v.real).sum();
    if !relief.is_zero() {
        tiles.push(Tile {
            label: l.msg_tile_debt_relief(),
            value: money.signed(relief),
            detail: String::new(),
            tone: Tone::of(relief),
            explains: as_is(Subject::Relief { month: months }),
        });
    }
    tiles
}

/// One row of the table at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CursorRow {
    /// The class, where it is one.
    pub class: Option<AssetClass>,
    /// What it is.
    pub label: String,
    /// The value then, in the chart's measure.
    pub value: String,
}

impl ProjectionView {
    /// What stands at a place of the chart, measured as it is drawn: the line
    /// near it, else the class whose area it is in, else net worth.
    ///
    /// **Units**: `value` and `near` in the axis unit.
    #[must_use]
    pub fn what_is_at(&self, month: u16, value: f64, near: f64, measure: Numeraire) -> (Course, Subject) {
        let of = |lines, measure| Subject::Value { lines, month, measure };
        let at = |path: &[f64]| path.get(usize::from(month)).copied().unwrap_or(f64::NAN);
        let close = |path: &[f64]| (at(path) - value).abs() <= near;
        if self.plan.as_deref().is_some_and(close) {
            return (Course::Plan, of(Lines::Net, measure));
        }
        if close(&self.net) {
            return (Course::AsIs, of(Lines::Net, measure));
        }
        if self.usable.as_deref().is_some_and(close) {
            return (Course::AsIs, Subject::Usable { month, measure });
        }
        if self.nominal.as_deref().is_some_and(close) {
            return (Course::AsIs, of(Lines::Net, Numeraire::NominalYen));
        }
        let mut top = 0.0;
        for area in &self.areas {
            let held = at(&area.values);
            if held.is_finite() && area.class == AssetClass::Debt {
                if (held..0.0).contains(&value) {
                    return (Course::AsIs, of(Lines::Class(area.class), measure));
                }
            } else if held.is_finite() {
                if (top..top + held).contains(&value) {
                    return (Course::AsIs, of(Lines::Class(area.class), measure));
                }
                top += held;
            }
        }
        (Course::AsIs, of(Lines::Net, measure))
    }

    /// The name of the net worth line: beside a plan, what it is compared to.
    #[must_use]
    pub fn net_label(&self, texts: &Texts) -> String {
        if self.plan.is_some() { texts.l10n.msg_line_as_is() } else { texts.l10n.msg_line_net() }
    }

    /// The values at a month, largest frame first: net worth, with the plan,
    /// nominal, then the classes from the top of the stack down.
    #[must_use]
    pub fn cursor(&self, month: u16, texts: &Texts) -> Vec<CursorRow> {
        let step = 0.1_f64.powi(i32::try_from(self.unit.decimals.max(1)).unwrap_or(1));
        let at = |path: &[f64]| path.get(usize::from(month)).copied().unwrap_or(f64::NAN);
        let text = |v: f64| axis::axis_tick(v, step);
        let mut rows =
            vec![CursorRow { class: None, label: self.net_label(texts), value: text(at(&self.net)) }];
        if let Some(plan) = &self.plan {
            let label = texts.l10n.msg_line_plan();
            rows.push(CursorRow { class: None, label, value: text(at(plan)) });
        }
        if let Some(nominal) = &self.nominal {
            let label = texts.l10n.msg_line_nominal();
            rows.push(CursorRow { class: None, label, value: text(at(nominal)) });
        }
        if let Some(usable) = &self.usable {
            let label = texts.l10n.msg_line_usable();
            rows.push(CursorRow { class: None, label, value: text(at(usable)) });
        }
        for area in self.areas.iter().rev() {
            let value = text(at(&area.values));
            rows.push(CursorRow { class: Some(area.class), label: area.label.clone(), value });
        }
        rows
    }
}
