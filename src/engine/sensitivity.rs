//! Which parameter moves the result how far, one at a time.

use rust_decimal::Decimal;

use super::crew::together;
use super::swing::{Swing, swing_within};
use crate::domain::param::{Mark, Param, ParamGroup};
use crate::domain::scenario::Scenario;

/// Effects below a yen are none.
const NOTHING: f64 = 1.0;

/// One parameter's effect.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// The parameter.
    pub param: Param,
    /// The low value it was moved to, in kept units.
    pub low: Decimal,
    /// The high value.
    pub high: Decimal,
    /// How well that span is known.
    pub mark: Mark,
    /// The result at the low value, in yen of today.
    pub at_low: f64,
    /// The result at the high value.
    pub at_high: f64,
}

impl Bar {
    /// How far apart the results are, the one as things are set included.
    #[must_use]
    pub fn reach(&self, base: f64) -> f64 {
        let high = self.at_low.max(self.at_high).max(base);
        high - self.at_low.min(self.at_high).min(base)
    }
}

/// Every parameter that matters, the one that matters most first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tornado {
    /// The result with everything as it is set.
    pub base: f64,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// Moves each parameter alone to the two ends of its span and asks `worth`,
/// which is of a line without chance: what only chance reads is not moved.
///
/// The span is that of [`swing_within`] the horizon, widened to the value set
/// where that lies outside. Parameters that change the result by less than a yen are left
/// out; among equals the file's order holds. What is switched off in the
/// scenario stays off: with no default, a haircut has no effect.
///
/// **Units**: whatever `worth` answers in; yen for the rule above.
#[must_use]
pub fn tornado(scenario: &Scenario, worth: impl Fn(&Scenario) -> f64 + Sync) -> Tornado {
    let [only] = moved(scenario, |p| !only_by_chance(p), |here| [worth(here)]);
    only
}

/// The same of several results over chance at once: every parameter is moved.
/// `worth` is asked by several threads.
#[must_use]
pub fn tornados<const K: usize>(
    scenario: &Scenario,
    worth: impl Fn(&Scenario) -> [f64; K] + Sync,
) -> [Tornado; K] {
    moved(scenario, |_| true, worth)
}

/// Whether a parameter matters only where something is left to chance.
#[must_use]
pub fn only_by_chance(param: Param) -> bool {
    param.group() == ParamGroup::Chance
}

fn moved<const K: usize>(
    scenario: &Scenario,
    matters: impl Fn(Param) -> bool,
    worth: impl Fn(&Scenario) -> [f64; K] + Sync,
) -> [Tornado; K] {
    let (bases, months) = (worth(scenario), scenario.horizon_months());
    // Without a rate an exchange fails in its month: that is no low rate.
    let by_rate = |p: Param| p != Param::ExchangeFailureRate || scenario.exchange_fails_by_chance();
    let spans: Vec<(Param, Swing)> = Param::ALL
        .iter()
        .filter(|p| matters(**p) && by_rate(**p))
        .filter_map(|&p| Some((p, swing_within(p, months)?)))
        .collect();
    let asked = together(spans.len(), |i| {
        let (param, span) = spans.get(i)?;
        let value = scenario.get(*param);
        let (low, high) = (span.low.min(value), span.high.max(value));
        let at = |end: Decimal| {
            let mut here = scenario.clone();
            here.set(*param, end);
            if end == value { bases } else { worth(&here) }
        };
        Some((*param, (low, at(low)), (high, at(high)), span.mark))
    });
    let of = |k: usize, all: &[f64; K]| all.get(k).copied().unwrap_or_default();
    std::array::from_fn(|k| {
        let base = of(k, &bases);
        let mut bars: Vec<Bar> = asked
            .iter()
            .flatten()
            .map(|(param, (low, at_low), (high, at_high), mark)| Bar {
                param: *param,
                low: *low,
                high: *high,
                mark: *mark,
                at_low: of(k, at_low),
                at_high: of(k, at_high),
            })
            .filter(|bar| bar.reach(base) >= NOTHING)
            .collect();
        bars.sort_by(|a, b| b.reach(base).total_cmp(&a.reach(base)));
        Tornado { base, bars }
    })
}

#[cfg(test)]
mod tests {
    use super::super::swing::swing;
    use super::*;
    use crate::data::bench_company;
    use crate::domain::scenario::DefaultMode;
    use crate::engine::chance::quick::Quick;
    use crate::engine::projection::Scope;
    use crate::engine::worth::Worth;
    use crate::engine::{door, project, project_plan};

    #[test]
    fn the_largest_comes_first_and_what_does_nothing_is_left_out() {
        let worth = |scenario: &Scenario| {
            let value = |p| door::plain(scenario.get(p));
            // spans: shock 0 to 40%, crash 0 to 77%, inflation 0 to 5%
            1e6 + 1e6 * value(Param::Shock) - 1e6 * value(Param::Crash) + 10.0 * value(Param::Inflation)
        };
        let found = tornado(&Scenario::named("s"), worth);
        let order: Vec<Param> = found.bars.iter().map(|b| b.param).collect();
        assert_eq!(order, [Param::Crash, Param::Shock]);
        assert!((found.bars[0].at_high - (found.base - 770_000.0)).abs() < 1e-6);
        assert!((found.bars[1].reach(found.base) - 400_000.0).abs() < 1e-6);
    }

    #[test]
    fn a_value_beyond_the_span_widens_it() {
        let mut scenario = Scenario::named("s");
        scenario.set(Param::Shock, Decimal::new(9, 1));
        let found = tornado(&scenario, |s| 1e6 * door::plain(s.get(Param::Shock)));
        assert_eq!(found.bars[0].high, Decimal::new(9, 1));
        assert!((found.bars[0].at_high - found.base).abs() < 1e-9);
    }

    #[test]
    fn what_is_left_out_of_a_line_without_chance_does_nothing_to_it() {
        let profile = bench_company::with_plan();
        let mut scenario = profile.active_scenario();
        scenario.default = DefaultMode::Random;
        for (param, thousandths) in
            [(Param::ExchangeLoss, 500), (Param::Crash, 300), (Param::Hazard, 10), (Param::YieldVol, 5)]
        {
            scenario.set(param, Decimal::new(thousandths, 3));
        }
        let lines = |s: &Scenario| {
            let both = [project(&profile, s, None), project_plan(&profile, s, None)];
            both.map(|line| (0..=line.months).map(|t| line.value(Scope::Net, t).nominal).collect::<Vec<_>>())
        };
        let (quick, stated) = (Quick::new(&profile, &scenario), lines(&scenario));
        let left_out: Vec<Param> = Param::ALL.iter().copied().filter(|p| only_by_chance(*p)).collect();
        assert_eq!(left_out.len(), 18);
        for param in left_out {
            let Some(Swing { low, high, .. }) = swing(param) else { continue };
            for end in [low, high] {
                let mut here = scenario.clone();
                here.set(param, end);
                assert!(lines(&here) == stated, "{param:?} {end}");
                for plan in [false, true] {
                    let (there, here) = (quick.real_net(&scenario, plan), quick.real_net(&here, plan));
                    assert_eq!(there.to_bits(), here.to_bits(), "{param:?} {end}");
                }
            }
        }
    }
}
