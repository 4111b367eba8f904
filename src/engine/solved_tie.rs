//! At which value of one parameter the plan and "as is" are worth the same.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::map_axis::{Axis, Staging, staged, too_late};
use super::worth::Worth;
use crate::domain::param::{Param, ParamUnit};
use crate::domain::scenario::Scenario;

/// The parameters a tie is looked for in, in the order shown.
pub const SOLVED: [Param; 6] =
    [Param::Haircut, Param::Shock, Param::Crash, Param::CryptoGrowth, Param::DefaultMonth, Param::PlanStart];

/// Into how many parts the range is cut to look for changes of side.
const PARTS: usize = 64;

/// How often what lies between two places is halved to find where a stretch
/// ends.
const HALVINGS: usize = 16;

/// Differences within a yen, which rounding makes, count as none.
pub const NOTHING: f64 = 1.0;

/// Which of the two is worth more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ahead {
    /// The plan.
    Plan,
    /// As things are.
    AsIs,
    /// Neither, to the yen.
    Neither,
}

impl Ahead {
    /// Which is ahead where the plan ends `gap` yen above "as is".
    #[must_use]
    pub fn of(gap: f64) -> Self {
        if gap.abs() <= NOTHING || gap.is_nan() {
            Self::Neither
        } else if gap > 0.0 {
            Self::Plan
        } else {
            Self::AsIs
        }
    }
}

/// How the two come to change places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Crossing {
    /// They are equal at the value.
    Equal,
    /// The one jumps past the other there, and they are equal nowhere.
    Jump,
    /// From this whole value on the other is ahead, or neither is.
    From,
    /// Beyond this value one is ahead and up to it neither is, or the other way
    /// round.
    Beyond,
}

/// One place where they change places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TieAt {
    /// The value, in kept units, to a tenth of the parameter's step.
    pub value: Decimal,
    /// How.
    pub crossing: Crossing,
    /// Which is ahead above it; neither, along a stretch on which they are equal.
    pub above: Ahead,
}

/// Every tie in one parameter's ordinary range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SolvedTie {
    /// The parameter.
    pub param: Param,
    /// The lowest value looked at.
    pub low: Decimal,
    /// The highest.
    pub high: Decimal,
    /// Which is ahead from the low end on; throughout, where there is no tie.
    pub at_low: Ahead,
    /// The ties, lowest first.
    pub ties: Vec<TieAt>,
    /// What had to be set so that the parameter has an effect.
    pub staging: Staging,
    /// When what it describes happens, where that is after the horizon and it has
    /// none.
    pub too_late: Option<u16>,
}

/// Looks for the ties in one parameter, everything else as in `scenario`.
///
/// **Formula**: the sign of the gap on 65 even places of the range (every
/// month, for a month), then, between two places of different sign, the ITP
/// method (Oliveira & Takahashi, ACM TOMS 2021); where a stretch on which they
/// are equal begins or ends, halving. **Limits**: two ties closer together than
/// a 64th of the range may be missed, and so may a stretch that short; months
/// are looked at up to the horizon, or to the end of the range before it.
#[must_use]
pub fn solve<W: Worth + ?Sized>(worth: &W, scenario: &Scenario, param: Param) -> SolvedTie {
    let (scenario, staging) = staged(scenario, &[param]);
    let axis = match param.unit() {
        ParamUnit::Months => Axis::of(param).up_to(f64::from(scenario.horizon_months())),
        _ => Axis::of(param),
    };
    let (low, high) = axis.ends();
    let gap = |place: f64| {
        let mut here = scenario.clone();
        here.set(param, axis.value(place));
        worth.gap(&here)
    };
    let parts =
        if param.whole() { high.saturating_sub(low).to_usize().unwrap_or(PARTS).max(1) } else { PARTS };
    #[expect(clippy::cast_precision_loss, reason = "a few hundred places")]
    let places: Vec<f64> = (0..=parts).map(|i| i as f64 / parts as f64).collect();
    let sides: Vec<(f64, f64)> = places.into_iter().map(|place| (place, gap(place))).collect();
    let stretches = stretches(&sides, param.whole());
    let ahead = |stretch: &&[(f64, f64)]| stretch.first().map_or(Ahead::Neither, |(_, gap)| Ahead::of(*gap));
    let at_low = stretches.first().map_or(Ahead::Neither, ahead);
    let ties = stretches
        .windows(2)
        .filter_map(|pair| {
            let [before, after] = pair else { return None };
            Some(tie(&axis, &gap, *before.last()?, *after.first()?))
        })
        .collect();
    let too_late = too_late(&scenario, param).map(|(_, month)| month);
    SolvedTie { param, low, high, at_low, ties, staging, too_late }
}

/// The places cut into stretches along which the same is ahead. One place alone
/// at which neither is, is no stretch: it is where they change places, or where
/// they touch. Of a whole number it is one, unless they change places there.
fn stretches(sides: &[(f64, f64)], whole: bool) -> Vec<&[(f64, f64)]> {
    let ahead = |stretch: &[(f64, f64)]| stretch.first().map_or(Ahead::Neither, |(_, gap)| Ahead::of(*gap));
    let runs: Vec<&[(f64, f64)]> = sides.chunk_by(|(_, a), (_, b)| Ahead::of(*a) == Ahead::of(*b)).collect();
    let counts = |i: usize, run: &[(f64, f64)]| {
        let beside = |at: Option<usize>| at.and_then(|at| runs.get(at)).map(|run| ahead(run));
        let (before, after) = (beside(i.checked_sub(1)), beside(i.checked_add(1)));
        let passed = matches!((before, after), (Some(before), Some(after)) if before != after);
        ahead(run) != Ahead::Neither || run.len() > 1 || (whole && !passed) || runs.len() == 1
    };
    let kept = runs.iter().enumerate().filter(|(i, run)| counts(*i, run)).map(|(_, run)| *run);
    let mut all: Vec<&[(f64, f64)]> = Vec::new();
    for run in kept {
        match all.last() {
            // Either side of where they only touch.
            Some(last) if ahead(last) == ahead(run) => {}
            _ => all.push(run),
        }
    }
    all
}

/// The tie between two places of different sides.
fn tie(axis: &Axis, gap: &impl Fn(f64) -> f64, (a, at_a): (f64, f64), (b, at_b): (f64, f64)) -> TieAt {
    let (before, above) = (Ahead::of(at_a), Ahead::of(at_b));
    if axis.param.whole() {
        return TieAt { value: axis.value(b), crossing: Crossing::From, above };
    }
    if before == Ahead::Neither || above == Ahead::Neither {
        // Where a stretch begins or ends on which they are equal.
        let (mut low, mut high) = (a, b);
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(low, high);
            let on = if Ahead::of(gap(middle)) == before { &mut low } else { &mut high };
            *on = middle;
        }
        return TieAt { value: on_digit(axis.param, axis.value(low)), crossing: Crossing::Beyond, above };
    }
    let sign = if at_a < 0.0 { 1.0 } else { -1.0 };
    let epsilon = (b - a) * 1e-7;
    let place = kurbo::common::solve_itp(
        |place| sign * gap(place),
        a,
        b,
        epsilon,
        1,
        0.2 / (b - a),
        sign * at_a,
        sign * at_b,
    );
    let around = (gap(place + 2.0 * epsilon) - gap(place - 2.0 * epsilon)).abs();
    let jumps = around > 1000.0 && around > 0.2 * (at_b - at_a).abs();
    let crossing = if jumps { Crossing::Jump } else { Crossing::Equal };
    TieAt { value: on_digit(axis.param, axis.value(place)), crossing, above }
}

/// A value rounded to a tenth of the parameter's step.
fn on_digit(param: Param, value: Decimal) -> Decimal {
    let digit = param.step().checked_div(Decimal::TEN).unwrap_or(Decimal::ONE);
    let count = value.checked_div(digit).unwrap_or_default().round();
    param.ordinary().clamp(count.saturating_mul(digit)).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::door;

    struct Of<F>(F);

    impl<F: Fn(f64) -> f64 + Sync> Worth for Of<F> {
        fn real_net(&self, scenario: &Scenario, plan: bool) -> f64 {
            let x = door::plain(scenario.get(Param::Shock));
            if plan { (self.0)(x) } else { 0.0 }
        }
    }

    fn shock(f: impl Fn(f64) -> f64 + Sync) -> SolvedTie {
        solve(&Of(f), &Scenario::named("s"), Param::Shock)
    }

    #[test]
    fn every_tie_is_found_lowest_first() {
        let solved = shock(|x| 1e9 * (x - 0.2) * (x - 0.4321) * (x - 0.9));
        let found: Vec<String> = solved.ties.iter().map(|t| t.value.to_string()).collect();
        assert_eq!(found, ["0.2", "0.432", "0.9"]);
        assert_eq!(solved.at_low, Ahead::AsIs);
        let above: Vec<Ahead> = solved.ties.iter().map(|t| t.above).collect();
        assert_eq!(above, [Ahead::Plan, Ahead::AsIs, Ahead::Plan]);
        assert!(solved.ties.iter().all(|t| t.crossing == Crossing::Equal));
    }

    #[test]
    fn a_jump_is_called_one() {
        let solved = shock(|x| if x < 0.305 { 2e7 } else { -1e7 - x });
        assert_eq!(solved.ties.len(), 1);
        let tie = solved.ties[0];
        assert_eq!((tie.value.to_string().as_str(), tie.crossing), ("0.305", Crossing::Jump));
    }

    #[test]
    fn where_they_are_equal_along_a_stretch_it_is_said_from_where_to_where() {
        // Equal up to 0.3, the plan ahead up to 0.5, equal again.
        let solved = shock(|x| if x <= 0.3 || x >= 0.5 { 0.0 } else { 1e6 });
        assert_eq!(solved.at_low, Ahead::Neither);
        let found: Vec<_> = solved.ties.iter().map(|t| (t.value.to_string(), t.crossing, t.above)).collect();
        let wanted = [("0.3", Ahead::Plan), ("0.5", Ahead::Neither)];
        assert_eq!(found, wanted.map(|(at, above)| (at.to_owned(), Crossing::Beyond, above)));
        // Where they only touch, nobody changes places.
        let solved = shock(|x| 1e9 * (x - 0.495) * (x - 0.495));
        assert_eq!((solved.ties.len(), solved.at_low), (0, Ahead::Plan));
    }

    #[test]
    fn months_in_which_neither_is_ahead_are_no_lead() {
        let months = |f: fn(f64) -> f64| {
            struct ByStart<F>(F);
            impl<F: Fn(f64) -> f64 + Sync> Worth for ByStart<F> {
                fn real_net(&self, scenario: &Scenario, plan: bool) -> f64 {
                    let month = f64::from(scenario.months(Param::PlanStart));
                    if plan { (self.0)(month) } else { 0.0 }
                }
            }
            solve(&ByStart(f), &Scenario::named("s"), Param::PlanStart)
        };
        let found = |solved: &SolvedTie| -> Vec<(String, Ahead)> {
            solved.ties.iter().map(|t| (t.value.to_string(), t.above)).collect()
        };
        let solved = months(|m| if m < 12.0 { 1e7 } else { 0.0 });
        assert_eq!(solved.at_low, Ahead::Plan);
        assert_eq!(found(&solved), [("12".to_owned(), Ahead::Neither)]);
        // In the month in which they change places they may be equal.
        let solved = months(|m| 1e6 * (m - 20.0));
        assert_eq!(found(&solved), [("21".to_owned(), Ahead::Plan)]);
        assert_eq!(solved.at_low, Ahead::AsIs);
    }

    #[test]
    fn no_tie_says_who_is_ahead_throughout() {
        let solved = shock(|x| 1e6 + x);
        assert_eq!((solved.ties.len(), solved.at_low), (0, Ahead::Plan));
        assert_eq!((solved.low.to_string(), solved.high.to_string()), ("0".into(), "0.99".into()));
        assert_eq!(shock(|_| 0.4).at_low, Ahead::Neither);
    }
}
