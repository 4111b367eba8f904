//! From paths to what a reader looks at: quantiles, means, odds.
#![expect(
    clippy::inline_always,
    reason = "compiled for the widest registers only where it is put into the dispatched function"
)]

use super::course::Course;
use super::draws::{Draws, Wanted};
use super::lanes;
use super::quantile::{Quantile, Quantiles, from_key, settle, to_key};
use super::result::{DOTS, Fan, Odds, Outlook, Sample, Spread};
use super::run::{NET, OWNED, VALUES, Values, base, run_then};
use crate::domain::holding::AssetClass;
use crate::domain::profile::Profile;
use crate::domain::risk_factor::RiskFactor;
use crate::domain::scenario::Scenario;
use crate::engine::door;
use crate::engine::later::Deterministic;
use crate::engine::numeraire::{self, Numeraire};
use crate::engine::projection::{Projection, Scope};
use crate::engine::solved_tie::NOTHING;

/// A simulation asked for.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The company.
    pub profile: &'a Profile,
    /// What happens; the plan in it.
    pub scenario: &'a Scenario,
    /// What values are measured in.
    pub measure: Numeraire,
    /// The deterministic line, as things are. What chance does is added to
    /// it; its horizon is the simulation's.
    pub as_is: &'a dyn Deterministic,
    /// The same with the plan, if there is one.
    pub plan: Option<&'a dyn Deterministic>,
    /// Whether what is owned and each class are wanted too.
    pub classes: bool,
}

/// A request, worked out as far as chance has no part in it.
#[derive(Debug)]
pub struct Prepared<'a> {
    request: Request<'a>,
    as_is: Course,
    plan: Option<Course>,
}

impl<'a> Prepared<'a> {
    /// Works out what does not depend on chance.
    #[must_use]
    pub fn new(request: Request<'a>) -> Self {
        let course = |plan, line: &dyn Deterministic| {
            Course::of(request.profile, request.scenario, plan, line.months())
        };
        Self { as_is: course(false, request.as_is), plan: request.plan.map(|p| course(true, p)), request }
    }

    /// What must be drawn.
    #[must_use]
    pub fn wanted(&self) -> Wanted {
        let mut wanted = self.as_is.motion.wanted();
        if let Some(plan) = &self.plan {
            let more = plan.motion.wanted();
            for (a, b) in wanted.factors.iter_mut().zip(more.factors) {
                *a |= b;
            }
        }
        wanted
    }

    /// As things are, then with the plan: the course and its deterministic
    /// line.
    fn courses(&self) -> impl Iterator<Item = (&Course, &dyn Deterministic)> {
        let plan = self.plan.as_ref().zip(self.request.plan);
        std::iter::once((&self.as_is, self.request.as_is)).chain(plan)
    }

    /// Goes through all paths of `draws`, which must hold what is wanted.
    #[must_use]
    pub fn outlook(&self, draws: &Draws, workers: usize) -> Outlook {
        let mut fans = self.courses().map(|(course, line)| self.fan(course, line, draws, workers));
        let (as_is, last_as_is) = fans.next().unwrap_or_else(|| (empty(draws.sample()), Vec::new()));
        let plan = fans.next();
        drop(fans);
        let plan_ahead = plan.as_ref().map(|(_, last)| plan_ahead(&last_as_is, last));
        Outlook {
            as_is,
            plan: plan.map(|(fan, _)| fan),
            plan_ahead,
            correlations_adjusted: self.as_is.adjusted.or(self.plan.as_ref().and_then(|p| p.adjusted)),
        }
    }

    fn fan(
        &self,
        course: &Course,
        line: &dyn Deterministic,
        draws: &Draws,
        workers: usize,
    ) -> (Fan, Vec<f64>) {
        let Request { measure, scenario, .. } = self.request;
        let net = Wanting { course, draws, of: (measure, NET), workers };
        let (values, net, net_line, dots) =
            net.spread(|| stated(line.projection(), Scope::Net, measure, scenario));
        let line = line.projection();
        let last: Vec<f64> = values.last_real().collect();
        let dots = dots.map(|apart| apart + net_line.last().copied().unwrap_or_default());
        drop(values);
        let one = |value: usize, scope| {
            let one = Wanting { course, draws, of: (measure, value), workers };
            let mut found = one.spread(|| stated(line, scope, measure, scenario)).1;
            if scope != Scope::Class(AssetClass::Debt) {
                found.not_below_nothing();
            }
            found
        };
        let (mut total, mut classes) = (None, Vec::new());
        if self.request.classes {
            total = Some(one(OWNED, Scope::Assets));
            for (class, value) in AssetClass::ALL.into_iter().zip(2..VALUES) {
                let ever = line.lines.iter().any(|l| l.class == class);
                if ever {
                    classes.push((class, one(value, Scope::Class(class))));
                }
            }
        }
        let mut fan = Fan {
            months: course.months(),
            sample: draws.sample(),
            measure,
            net,
            total,
            classes,
            dots,
            today: net_line.first().copied().unwrap_or_default(),
            real_loss: Odds::default(),
            half: Odds::default(),
            below_zero: Odds::default(),
        };
        count(&mut fan, &last, line);
        (fan, last)
    }

    /// What values are measured in.
    pub(super) const fn measure(&self) -> Numeraire {
        self.request.measure
    }

    /// Each course and its deterministic line of net worth.
    pub(super) fn lines(&self) -> impl Iterator<Item = (&Course, Vec<f64>)> {
        let Request { measure, scenario, .. } = self.request;
        self.courses()
            .map(move |(course, line)| (course, stated(line.projection(), Scope::Net, measure, scenario)))
    }

    /// Counts the odds of a course, 0 as things are, 1 with the plan.
    pub(super) fn count(&self, fan: &mut Fan, last_real: &[f64], course: usize) {
        if let Some((_, line)) = self.courses().nth(course) {
            count(fan, last_real, line.projection());
        }
    }
}

/// How often the plan ends above "as is" on the same path, by more than a yen.
pub(super) fn plan_ahead(as_is: &[f64], plan: &[f64]) -> Odds {
    let ahead = plan.iter().zip(as_is).filter(|(plan, as_is)| **plan - **as_is > NOTHING);
    odds(ahead.count(), plan.len())
}

/// How often the company ends below today, below half of it, below nothing: by
/// more than a yen, since today is known to the yen.
fn count(fan: &mut Fan, last_real: &[f64], line: &Projection) {
    let today = door::amount(line.value(Scope::Net, 0).real);
    let below = |limit: f64| {
        let hits = last_real.iter().filter(|v| limit - **v > NOTHING).count();
        odds(hits, last_real.len())
    };
    fan.real_loss = below(today);
    fan.half = below(today - today.abs() / 2.0);
    fan.below_zero = below(0.0);
}

/// A share and its standard error.
///
/// **Formula**: √(p(1−p)/n), as for independent draws.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "at most a million paths")]
pub fn odds(hits: usize, of: usize) -> Odds {
    if of == 0 {
        return Odds::default();
    }
    let share = hits as f64 / of as f64;
    Odds { share, error: (share * (1.0 - share) / of as f64).sqrt() }
}

fn empty(sample: Sample) -> Fan {
    Fan {
        months: 0,
        sample,
        measure: Numeraire::RealYen,
        net: Spread::default(),
        total: None,
        classes: Vec::new(),
        dots: [0.0; DOTS],
        today: 0.0,
        real_loss: Odds::default(),
        half: Odds::default(),
        below_zero: Odds::default(),
    }
}

/// The deterministic line of a scope in a measure, by month.
pub(super) fn stated(
    line: &Projection,
    scope: Scope<'_>,
    measure: Numeraire,
    scenario: &Scenario,
) -> Vec<f64> {
    let btc = door::plain(scenario.get(crate::domain::param::Param::BtcUsd));
    let values = line.along(scope);
    (0..=line.months)
        .zip(values.iter())
        .map(|(t, value)| match measure {
            Numeraire::RealYen => door::amount(value.real),
            Numeraire::NominalYen => door::amount(value.nominal),
            Numeraire::Dollars => numeraire::dollars(value.nominal, &line.factors, t),
            Numeraire::Bitcoin => numeraire::bitcoin(value.nominal, &line.factors, btc, t),
        })
        .collect()
}

/// One month of a spread.
pub(super) struct Month {
    pub(super) quantiles: [Quantile; 5],
    pub(super) mean: f64,
    pub(super) mean_error: f64,
}

/// Some months, for the widest registers there are.
struct Span<'a> {
    values: &'a Values,
    first: usize,
    end: usize,
}

impl pulp::WithSimd for Span<'_> {
    type Output = Vec<Month>;

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, simd: S) -> Vec<Month> {
        let mut quantiles = Quantiles::default();
        let mut months = Vec::with_capacity(self.end - self.first);
        let mut rows = self.values.rows();
        for t in self.first..self.end {
            months.push(month(simd, &mut quantiles, rows.month(t)));
        }
        months
    }
}

/// Months gone through one after the other. Where the next span begins does
/// not depend on the number of threads, and so neither do the errors.
const SPAN: usize = 46;

/// A value whose spread is wanted.
struct Wanting<'a> {
    course: &'a Course,
    draws: &'a Draws,
    of: (Numeraire, usize),
    workers: usize,
}

/// What is worked out beside the months.
enum Part {
    Months(Vec<Month>),
    Line(Vec<f64>),
    Dots(Box<[f64; DOTS]>),
}

impl Wanting<'_> {
    /// The values; quantiles and means of every month, a deterministic line
    /// and what chance adds to it; that line; the last month's dots, less its
    /// last value.
    fn spread(&self, line: impl Fn() -> Vec<f64> + Sync) -> (Values, Spread, Vec<f64>, [f64; DOTS]) {
        let months = usize::from(self.course.months()) + 1;
        let spans = months.div_ceil(SPAN);
        let task = |values: &Values, number: usize| match number {
            0 => Part::Line(line()),
            1 => Part::Dots(Box::new(dots_of(&values.apart(months - 1).concat(), 0.0))),
            _ => {
                let first = (number - 2) * SPAN;
                Part::Months(lanes::dispatch(Span { values, first, end: (first + SPAN).min(months) }))
            }
        };
        let Self { course, draws, of, workers } = *self;
        let (values, parts) = run_then(course, draws, of, workers, spans + 2, task);
        let (mut all, mut line, mut dots) = (Vec::with_capacity(months), Vec::new(), [0.0; DOTS]);
        for part in parts {
            match part {
                Part::Months(months) => all.extend(months),
                Part::Line(found) => line = found,
                Part::Dots(found) => dots = *found,
            }
        }
        let mut spread = Spread::default();
        for (month, line) in all.iter().zip(&line) {
            push(&mut spread, month, *line);
        }
        (values, spread, line, dots)
    }
}

pub(super) fn push(spread: &mut Spread, month: &Month, line: f64) {
    let lists = spread.quantiles.iter_mut().zip(&mut spread.errors);
    for ((values, errors), quantile) in lists.zip(month.quantiles) {
        values.push(line + quantile.value);
        errors.push(quantile.error);
    }
    spread.mean.push(line + month.mean);
    spread.mean_error.push(month.mean_error);
}

#[inline(always)]
fn month<S: pulp::Simd>(simd: S, quantiles: &mut Quantiles, parts: &[&[f32]]) -> Month {
    let (mean, mean_error) = mean(parts);
    Month { quantiles: quantiles.month(simd, parts), mean, mean_error }
}

/// The mean and its standard error s/√n.
#[inline(always)]
#[expect(clippy::cast_precision_loss, reason = "at most a million paths")]
fn mean(parts: &[&[f32]]) -> (f64, f64) {
    let mut sums = [0.0_f64; 16];
    let mut squares = [0.0_f64; 16];
    let mut n = 0_usize;
    for part in parts {
        n += part.len();
        let (chunks, rest) = part.as_chunks::<16>();
        for chunk in chunks {
            for ((sum, square), v) in sums.iter_mut().zip(&mut squares).zip(chunk) {
                let v = f64::from(*v);
                *sum += v;
                *square += v * v;
            }
        }
        for ((sum, square), v) in sums.iter_mut().zip(&mut squares).zip(rest) {
            let v = f64::from(*v);
            *sum += v;
            *square += v * v;
        }
    }
    if n < 2 {
        return (0.0, 0.0);
    }
    let count = n as f64;
    let mean = sums.iter().sum::<f64>() / count;
    let variance = (squares.iter().sum::<f64>() / count - mean * mean).max(0.0) * count / (count - 1.0);
    (mean, (variance / count).sqrt())
}

/// Values at the levels (i + ½)/50, so far from `base`.
pub(super) fn dots_of(all: &[f32], base: f64) -> [f64; DOTS] {
    let last = all.len().saturating_sub(1);
    let ranks: [usize; DOTS] = std::array::from_fn(|i| (2 * i + 1) * last / (2 * DOTS));
    let mut wanted = ranks.to_vec();
    wanted.dedup();
    let mut keys: Vec<i32> = all.iter().map(|value| to_key(*value)).collect();
    settle(&mut keys, 0, &wanted, i32::cmp);
    ranks.map(|rank| base + keys.get(rank).map(|key| f64::from(from_key(*key))).unwrap_or_default())
}

/// The largest difference between the deterministic engine's line of net worth
/// and this one's, in yen, over all months: a check.
#[must_use]
pub fn base_difference(course: &Course, line: &Projection) -> f64 {
    let net = base(course, Numeraire::NominalYen).into_iter().nth(NET).unwrap_or_default();
    let values = line.along(Scope::Net);
    let stated = values.iter().map(|value| door::amount(value.nominal));
    net.iter().zip(stated).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

/// Which factors a course moves by chance, in order.
#[must_use]
pub fn moving(course: &Course) -> Vec<RiskFactor> {
    RiskFactor::ALL.into_iter().filter(|f| course.motion.moves(*f)).collect()
}
