//! The figures under the fan: three probabilities, the median, the range.

use rust_decimal::Decimal;

use super::explain::{Asked, Course, Level, MEDIAN, Often, Place, Point};
use super::fan::mean_differs;
use super::fan_words::{Amounts, ends, power_of_ten};
use crate::engine::chance::result::{DOTS, Fan, Odds, Outlook};
use crate::engine::numeraire::Numeraire;
use crate::text::Texts;
use crate::text::number;

/// A figure and a second line about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FanFigure {
    /// The figure.
    pub value: String,
    /// The same in other words.
    pub detail: String,
    /// What explains it.
    pub explains: Asked,
}

/// A figure of each course of action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FanTile {
    /// What it is.
    pub label: String,
    /// As things are, or about both.
    pub as_is: FanFigure,
    /// With the plan, if there is one.
    pub plan: Option<FanFigure>,
    /// Whether it is a probability: those stand first.
    pub odds: bool,
}

/// The tiles of a simulation: probabilities first.
#[must_use]
pub fn tiles(outlook: &Outlook, texts: &Texts, amounts: Amounts) -> Vec<FanTile> {
    let l = &texts.l10n;
    let both = |label: String, odds: bool, figure: &dyn Fn(&Fan) -> FanFigure| FanTile {
        label,
        as_is: figure(&outlook.as_is),
        plan: outlook.plan.as_ref().map(figure),
        odds,
    };
    let course =
        |fan: &Fan| if std::ptr::eq(fan, &raw const outlook.as_is) { Course::AsIs } else { Course::Plan };
    let chance = |fan: &Fan, odds: Odds, often: Often| {
        let (value, detail) = odds_figure(odds, fan.sample.paths, texts);
        FanFigure { value, detail, explains: Asked::Odds(course(fan), often) }
    };
    let mut tiles = Vec::new();
    if outlook.as_is.today > 0.0 {
        tiles.push(both(l.msg_chance_tile_loss(), true, &|fan| chance(fan, fan.real_loss, Often::RealLoss)));
        let real = outlook.as_is.measure == Numeraire::RealYen;
        let half = if real { l.msg_chance_tile_half() } else { l.msg_chance_tile_half_real() };
        tiles.push(both(half, true, &|fan| chance(fan, fan.half, Often::Half)));
    } else {
        tiles.push(both(l.msg_chance_tile_loss(), true, &|fan| chance(fan, fan.real_loss, Often::RealLoss)));
    }
    tiles.push(both(l.msg_chance_tile_zero(), true, &|fan| chance(fan, fan.below_zero, Often::BelowZero)));
    if let (Some(ahead), Some(plan)) = (outlook.plan_ahead, &outlook.plan) {
        tiles.push(FanTile {
            label: l.msg_chance_tile_ahead(),
            as_is: chance(plan, ahead, Often::PlanAhead),
            plan: None,
            odds: true,
        });
    }
    tiles.push(both(l.msg_chance_median(), false, &|fan| median((fan, course(fan)), texts, amounts)));
    tiles.push(both(l.msg_chance_tile_range(), false, &|fan| range((fan, course(fan)), texts, amounts)));
    tiles
}

fn last(values: &[f64]) -> f64 {
    values.last().copied().unwrap_or(f64::NAN)
}

/// A quantile at the horizon.
fn at_the_end(fan: &Fan, course: Course, level: usize) -> Asked {
    let point = Point { level: Level::Quantile(level), month: fan.months, measure: fan.measure };
    Asked::Simulated(Place::default(), course, point, None)
}

fn median((fan, course): (&Fan, Course), texts: &Texts, amounts: Amounts) -> FanFigure {
    let [_, _, errors, _, _] = &fan.net.errors;
    let error = last(errors);
    let step = amounts.step(error);
    let written = amounts.write(error, step / 10.0);
    FanFigure {
        value: amounts.write(last(fan.net.median()), step),
        detail: texts.l10n.msg_chance_error(written),
        explains: at_the_end(fan, course, MEDIAN),
    }
}

fn range((fan, course): (&Fan, Course), texts: &Texts, amounts: Amounts) -> FanFigure {
    let mean = amounts.write(last(&fan.net.mean), amounts.step(last(&fan.net.mean_error)));
    FanFigure {
        value: amounts.range(ends(&fan.net)),
        detail: if mean_differs(fan) { texts.l10n.msg_chance_mean_is(mean) } else { String::new() },
        explains: at_the_end(fan, course, 0),
    }
}

/// A probability with its standard error, and as a frequency.
///
/// **Rounding**: to tenths of a percent, to hundredths where the standard
/// error is smaller than a tenth; finer where what happened on a path or two
/// would be nothing, or what did not happen on them would be everything. Where
/// it happened on no path, or on all, there is no standard error to give, and
/// the odds are below, or above, what would have shown 95 times in 100.
#[must_use]
pub fn odds_figure(odds: Odds, paths: u32, texts: &Texts) -> (String, String) {
    if let Some(bound) = bound(odds.share, paths) {
        return (bound, frequency(odds.share, paths, texts));
    }
    let mut decimals = if odds.error > 0.0 && odds.error < 0.000_95 { 2 } else { 1 };
    let rarer = odds.share.min(1.0 - odds.share);
    while rarer > 0.0 && rarer * 100.0 < 0.5 * 0.1_f64.powi(decimals) && decimals < 4 {
        decimals += 1;
    }
    // An error that is there is never written as none.
    while odds.error > 0.0 && odds.error * 100.0 < 0.5 * 0.1_f64.powi(decimals) && decimals < 4 {
        decimals += 1;
    }
    let decimals = decimals.unsigned_abs();
    let share = number::percent_f64(odds.share, decimals);
    let error = number::percent_f64(odds.error, decimals);
    let points = error.trim_end_matches('%');
    (format!("{share} ± {points}"), frequency(odds.share, paths, texts))
}

/// What odds are below where something happened on none of so many paths, and
/// above where it happened on all.
///
/// **Formula**: 3/N, since (1 − 3/N) to the power of N is about a twentieth (the
/// rule of three).
///
/// **Rounding**: up to one digit, in percent.
fn bound(share: f64, paths: u32) -> Option<String> {
    let none = share <= 0.0;
    if !none && share < 1.0 {
        return None;
    }
    let percent = 300.0 / f64::from(paths.max(1));
    let step = power_of_ten(percent);
    let bound = (percent / step).ceil() * step;
    let decimals = whole(-step.log10());
    let written = number::percent_f64(if none { bound } else { 100.0 - bound } / 100.0, decimals);
    Some(format!("{} {written}", if none { '<' } else { '>' }))
}

/// A probability as so many of so many, both sides alike: what is rare is one
/// in n, what is usual all but one in n.
fn frequency(share: f64, paths: u32, texts: &Texts) -> String {
    let l = &texts.l10n;
    let written = |n: u32| number::plain(Decimal::from(n), 0);
    // Two digits say enough: the share itself is known no better.
    let one_in = |share: f64| {
        let n = 1.0 / share;
        let step = (power_of_ten(n) / 10.0).max(1.0);
        whole((n / step).round() * step)
    };
    if share <= 0.0 {
        l.msg_chance_never(written(paths))
    } else if share >= 1.0 {
        l.msg_chance_always(written(paths))
    } else if share < 0.2 {
        l.msg_chance_one_in(written(one_in(share)))
    } else if share > 0.8 {
        let n = one_in(1.0 - share);
        l.msg_chance_all_but_one(written(n.saturating_sub(1)), written(n))
    } else {
        let all = u32::try_from(DOTS).unwrap_or(u32::MAX);
        l.msg_chance_some_of(written(whole(share * f64::from(all))), written(all))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held to the range")]
fn whole(value: f64) -> u32 {
    value.round().clamp(0.0, f64::from(u32::MAX)) as u32
}
