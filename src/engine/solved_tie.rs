//! At which value of one parameter the plan and "as is" are worth the same.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::map_axis::{Axis, Staging, staged};
use super::worth::Worth;
use crate::domain::param::{Param, ParamUnit};
use crate::domain::scenario::Scenario;

/// The parameters a tie is looked for in, in the order shown.
pub const SOLVED: [Param; 6] =
    [Param::Haircut, Param::Shock, Param::Crash, Param::CryptoGrowth, Param::DefaultMonth, Param::PlanStart];

/// Into how many parts the range is cut to look for changes of side.
const PARTS: usize = 64;

/// Differences within a yen, which rounding makes, count as none.
const NOTHING: f64 = 1.0;

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
    /// From this whole value on the other is ahead.
    From,
}

/// One place where they change places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TieAt {
    /// The value, in kept units, to a tenth of the parameter's step.
    pub value: Decimal,
    /// How.
    pub crossing: Crossing,
    /// Which is ahead above it.
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
    /// Which is ahead at the low end; throughout, where there is no tie.
    pub at_low: Ahead,
    /// The ties, lowest first.
    pub ties: Vec<TieAt>,
    /// What had to be set so that the parameter has an effect.
    pub staging: Staging,
}

/// Looks for the ties in one parameter, everything else as in `scenario`.
///
/// **Formula**: the sign of the gap on 65 even places of the range (every
/// month, for a month), then, between two places of different sign, the ITP
/// method (Oliveira & Takahashi, ACM TOMS 2021). **Limits**: two ties closer
/// together than a 64th of the range may be missed; months are looked at up
/// to the horizon.
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
    let decided: Vec<(f64, f64)> =
        sides.into_iter().filter(|(_, gap)| Ahead::of(*gap) != Ahead::Neither).collect();
    let at_low = decided.first().map_or(Ahead::Neither, |(_, gap)| Ahead::of(*gap));
    let ties = decided
        .iter()
        .zip(decided.iter().skip(1))
        .filter(|((_, a), (_, b))| (*a > 0.0) != (*b > 0.0))
        .map(|(&from, &to)| tie(&axis, &gap, from, to))
        .collect();
    SolvedTie { param, low, high, at_low, ties, staging }
}

/// The tie between two places of different sign.
fn tie(axis: &Axis, gap: &impl Fn(f64) -> f64, (a, at_a): (f64, f64), (b, at_b): (f64, f64)) -> TieAt {
    let above = Ahead::of(at_b);
    if axis.param.whole() {
        return TieAt { value: axis.value(b), crossing: Crossing::From, above };
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
    fn no_tie_says_who_is_ahead_throughout() {
        let solved = shock(|x| 1e6 + x);
        assert_eq!((solved.ties.len(), solved.at_low), (0, Ahead::Plan));
        assert_eq!((solved.low.to_string(), solved.high.to_string()), ("0".into(), "0.99".into()));
        assert_eq!(shock(|_| 0.4).at_low, Ahead::Neither);
    }
}
