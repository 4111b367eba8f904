//! How a number of a simulation came about: which paths stand around it, and
//! what happened on the nearest one, worked out again to the yen.

use super::course::Course;
use super::draws::Draws;
use super::fan::stated;
use super::group::sudden;
use super::lanes::LANES;
use super::moving::Moving;
use super::parts::Coming;
use super::precise::BLOCK;
use super::quantile::place;
use super::result::{DOTS, LEVELS, Sample};
use super::run::{NET, run};
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::domain::scenario::{DefaultMode, Scenario};
use crate::engine::crew::together;
use crate::engine::door;
use crate::engine::factors::{Factors, Strayed};
use crate::engine::numeraire::Numeraire;
use crate::engine::projection::{Projection, Scope};
use crate::engine::trace::assemble::{Lines, explain_along};
use crate::engine::trace::{About, Course as Whose, How, Origin, Quantity, Rounding, Step, Subject, Term};

/// Which number of a simulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Level {
    /// One of [`LEVELS`], by its place.
    Quantile(usize),
    /// One of the [`DOTS`] at the last month, lowest first.
    Dot(usize),
}

/// A number of a simulation: net worth at a month's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Point {
    /// Which of the values.
    pub level: Level,
    /// When; a dot is at the end of the horizon.
    pub month: u16,
    /// Measured in what.
    pub measure: Numeraire,
}

/// Blocks of paths gone through before it is asked whether to go on.
const AT_ONCE: u32 = 4;

/// How a number of a simulation came about. `line` is the deterministic line
/// of the course, as far as its horizon. Nothing where it was stopped, or
/// where there are no paths.
///
/// **Shape**: the root is the number as the simulation says it, between the
/// values of two paths, or that of one; its last input is the nearest path, its months gone
/// through by the exact engine along what chance drew.
///
/// **Limits**: the simulation keeps distances from the deterministic line in
/// 32 bits, so that its value and the path worked out again may differ by some
/// ten-millionths of what is owned.
#[must_use]
pub fn story(
    profile: &Profile,
    scenario: &Scenario,
    (whose, line): (Whose, &Projection),
    point: Point,
    sample: Sample,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Step> {
    let course = Course::of(profile, scenario, whose == Whose::Plan, line.months);
    let month = if let Level::Dot(_) = point.level { line.months } else { point.month.min(line.months) };
    let stated = stated(line, Scope::Net, point.measure, scenario);
    let base = stated.get(usize::from(month)).copied().unwrap_or_default();
    let ordered = in_order(&course, sample, (month, point.measure), stop)?;
    let (first, second, part) = between(point.level, ordered.len());
    let (low, high) = (*ordered.get(first)?, *ordered.get(second)?);
    let value = |apart: f32| base + f64::from(apart);
    let on_path = |(rank, (apart, path)): (usize, (f32, u32))| {
        let rank = u32::try_from(rank + 1).unwrap_or(u32::MAX);
        Step::given(Term::OnPath, quantity(value(apart), point.measure), Origin::Simulated)
            .about(About::Path { number: path + 1, rank })
            .at(month)
    };
    let found = value(low.0) + part * (value(high.0) - value(low.0));
    let on_one = part == 0.0;
    let (_, nearest) = if part < 0.5 { low } else { high };
    if stop() {
        return None;
    }
    let mut inputs = vec![on_path((first, low))];
    if !on_one {
        inputs.push(on_path((second, high)));
        inputs.push(Step::given(Term::PartBetween, Quantity::Factor(part), Origin::Rule));
    }
    inputs.push(again(profile, scenario, (whose, &course), point, (sample, nearest), month));
    let rounding = if matches!(point.measure, Numeraire::RealYen | Numeraire::NominalYen) {
        Rounding::Nearest
    } else {
        Rounding::None
    };
    let about = About::Paths { of: sample.paths, per_mille: per_mille(point.level) };
    let how = if on_one { How::Same } else { How::Between };
    let root = Step::of(Term::Quantile, quantity(found, point.measure), how, inputs);
    Some(root.rounded(rounding).about(about).at(month))
}

/// Thousandths of the paths that lie below.
fn per_mille(level: Level) -> u16 {
    match level {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share")]
        Level::Quantile(k) => (LEVELS.get(k).copied().unwrap_or_default() * 1000.0).round() as u16,
        Level::Dot(i) => u16::try_from((2 * i + 1) * 1000 / (2 * DOTS)).unwrap_or_default(),
    }
}

/// The two ranks around a level, and how far between them it lies.
fn between(level: Level, paths: usize) -> (usize, usize, f64) {
    let last = paths.saturating_sub(1);
    match level {
        Level::Quantile(k) => {
            let place = place(LEVELS.get(k).copied().unwrap_or(0.5), paths);
            (place.rank, (place.rank + 1).min(last), place.part())
        }
        Level::Dot(i) => {
            let rank = (2 * i + 1) * last / (2 * DOTS);
            (rank, rank, 0.0)
        }
    }
}

/// How far every path is from the deterministic line, lowest first, and its
/// number from 0.
fn in_order(
    course: &Course,
    sample: Sample,
    (month, measure): (u16, Numeraire),
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<(f32, u32)>> {
    let wanted = course.motion.wanted();
    let mut all: Vec<(f32, u32)> = Vec::with_capacity(sample.paths as usize);
    let blocks = sample.paths.div_ceil(BLOCK);
    let mut next = 0;
    while next < blocks {
        let many = (blocks - next).min(AT_ONCE);
        let found = together(many as usize, |i| {
            let first = (next + u32::try_from(i).unwrap_or_default()) * BLOCK;
            if stop() {
                return (first, Vec::new());
            }
            let paths = BLOCK.min(sample.paths - first);
            let draws = Draws::block(Sample { paths, ..sample }, first).with(&wanted);
            (first, run(course, &draws, measure, NET, 1).apart(usize::from(month)).concat())
        });
        if stop() {
            return None;
        }
        all.extend(found.into_iter().flat_map(|(first, values)| values.into_iter().zip(first..)));
        next += many;
    }
    all.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    Some(all)
}

/// A path's months gone through again by the exact engine, and when sudden
/// things came on it.
fn again(
    profile: &Profile,
    scenario: &Scenario,
    (whose, course): (Whose, &Course),
    point: Point,
    (sample, path): (Sample, u32),
    month: u16,
) -> Step {
    let first = path / BLOCK * BLOCK;
    let paths = BLOCK.min(sample.paths - first);
    let draws = Draws::block(Sample { paths, ..sample }, first).with(&course.motion.wanted());
    let place = (path - first) as usize;
    let (group, lane) = (place / LANES, place % LANES);
    let (here, own_wallet, came) = events(scenario, course, (&draws, group, lane));
    let factors = along(&here, course, (&draws, group, lane), (month, own_wallet));
    let subject = Subject::Value { lines: Lines::Net, month, measure: point.measure };
    let tree = explain_along(profile, &here, &factors, whose, &subject);
    let value = tree.value;
    let inputs = std::iter::once(tree).chain(came).collect();
    Step::of(Term::PathAgain, value, How::Same, inputs)
        .about(About::Path { number: path + 1, rank: 0 })
        .at(month)
}

/// The scenario as it came on a path: what was left to chance in its month or
/// not at all; when the own wallet was lost; and what to say of it.
fn events(
    scenario: &Scenario,
    course: &Course,
    (draws, group, lane): (&Draws, usize, usize),
) -> (Scenario, Option<u16>, Vec<Step>) {
    let mut here = scenario.clone();
    let mut came = Vec::new();
    let within = |month: u16| (month <= course.months).then_some(month);
    let mut say = |term, value| came.push(Step::given(term, value, Origin::Simulated));
    let found = sudden(course, draws, group, lane);
    if scenario.default == DefaultMode::Random {
        let month = within(found.default);
        here.default = month.map_or(DefaultMode::Off, |_| DefaultMode::InMonth);
        if let Some(month) = month {
            here.set(Param::DefaultMonth, month.into());
            say(Term::DefaultOnPath, Quantity::Months(month));
        } else {
            say(Term::DefaultsOnPath, Quantity::Count(0));
        }
    }
    if matches!(course.exchange_failure, Coming::At(_)) {
        match within(found.exchange) {
            Some(month) => {
                here.set(Param::ExchangeMonth, month.into());
                say(Term::ExchangeOnPath, Quantity::Months(month));
            }
            None => here.set(Param::ExchangeLoss, rust_decimal::Decimal::ZERO),
        }
    }
    let own_wallet = within(found.own_wallet);
    if let Some(month) = own_wallet {
        say(Term::WalletOnPath, Quantity::Months(month));
    }
    (here, own_wallet, came)
}

/// The paths of what moves for everybody as chance drew them, to a month.
fn along(
    scenario: &Scenario,
    course: &Course,
    (draws, group, lane): (&Draws, usize, usize),
    (month, own_wallet): (u16, Option<u16>),
) -> Factors {
    let plain = Factors::of(scenario, month);
    let mut moving = Moving::<LANES>::new(&course.motion, Some((draws, group)));
    let one = || vec![1.0];
    let mut strayed = Strayed {
        dollar: one(),
        prices: one(),
        coins: [one(), one(), one(), one()],
        gold: one(),
        own_wallet,
        plain,
    };
    let mut yields = vec![0.0];
    let pick = |lanes: &super::lanes::Thin| lanes.0.get(lane).copied().map_or(1.0, f64::from);
    for month in 1..=usize::from(month) {
        moving.step(month);
        moving.turn_dollar();
        let moved = &moving.moved;
        strayed.dollar.push(pick(&moved.dollar));
        strayed.prices.push(1.0 / pick(&moved.per_price));
        strayed.gold.push(pick(&moved.gold));
        for (path, coin) in strayed.coins.iter_mut().zip(&moved.coins) {
            path.push(pick(coin));
        }
        yields.push(pick(&moved.yields));
    }
    let times = |path: &[f64], by: &[f64]| path.iter().zip(by).map(|(a, b)| a * b).collect();
    let plain = &strayed.plain;
    let raw = Factors::raw_yields(scenario, month);
    Factors {
        usd_jpy: times(&plain.usd_jpy, &strayed.dollar),
        prices: times(&plain.prices, &strayed.prices),
        prices_without_currency: plain.prices_without_currency.clone(),
        jgb_yield: raw.iter().zip(&yields).map(|(raw, moved)| (raw + moved).max(0.0)).collect(),
        coin_growth: plain.coin_growth.clone(),
        coin_crash: plain.coin_crash.clone(),
        gold: times(&plain.gold, &strayed.gold),
        strayed: Some(Box::new(strayed)),
        found: None,
    }
}

fn quantity(value: f64, measure: Numeraire) -> Quantity {
    match measure {
        Numeraire::RealYen => Quantity::RealYen(door::state(value)),
        Numeraire::NominalYen => Quantity::Yen(door::state(value)),
        Numeraire::Dollars => Quantity::Dollars(value),
        Numeraire::Bitcoin => Quantity::Coins(value),
    }
}
