//! How much of the difference between two scenarios each parameter that
//! differs makes.
//!
//! Changed one after the other, parameters get parts that depend on the order:
//! a haircut costs more after the bank's buffer is gone. So each gets the mean
//! of its parts over all orders, the Shapley value.

mod told;

pub use told::explain;

use super::bundle::Bundle;
use super::crew::together;
use super::door;
use super::projection::{Scope, Value};
use super::run::{project, project_plan};
use crate::domain::param::ParamGroup;
use crate::domain::profile::Profile;
use crate::domain::scenario::Scenario;
use crate::domain::yen::Yen;

/// The most parts a difference is shared out over: 2^10 projections.
pub const MOST: usize = 10;

/// A scenario, and whether the plan is carried out in it.
#[derive(Debug, Clone, Copy)]
pub struct Course<'a> {
    /// The scenario with the company's plan in it, see [`Scenario::with_plan`].
    pub scenario: &'a Scenario,
    /// Whether the plan is carried out.
    pub plan: bool,
}

impl Course<'_> {
    /// Net worth at a month end.
    #[must_use]
    pub fn net(&self, profile: &Profile, month: u16) -> Value {
        let course = if self.plan { project_plan } else { project };
        course(profile, self.scenario, Some(month)).value(Scope::Net, month)
    }
}

/// What one part of what differs makes of the difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What differs: one bundle, or those of a section that differ.
    pub bundles: Vec<Bundle>,
    /// Its part, nominal and in today's purchasing power.
    pub value: Value,
}

impl Part {
    /// The section it stands for, where it is a whole one.
    #[must_use]
    pub fn section(&self) -> Option<ParamGroup> {
        match self.bundles.as_slice() {
            [] | [_] => None,
            [first, ..] => Some(first.section()),
        }
    }

    /// A stable name for JSON and CSV.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match (self.section(), self.bundles.first()) {
            (Some(section), _) => section.key(),
            (None, Some(bundle)) => bundle.key(),
            (None, None) => "",
        }
    }
}

/// From one course to another, part by part.
///
/// **Shape**: `from + Σ parts = to`, to the yen, nominal and real; parts in
/// the order of [`Bundle::ALL`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// The month compared.
    pub month: u16,
    /// Net worth in the first course.
    pub from: Value,
    /// In the second.
    pub to: Value,
    /// What makes the difference.
    pub parts: Vec<Part>,
    /// Net worth with each choice of parts as in the second course, the rest as
    /// in the first: part i is bit i of a place.
    pub mixtures: Vec<Value>,
}

/// Shares the difference in net worth at the end of a month out over what
/// differs between two courses of a company.
///
/// **Formula**: φ_i = Σ over coalitions S without i of
/// |S|!(n−|S|−1)!/n! · (v(S ∪ i) − v(S)), v(S) being net worth with what is in
/// S as in the second course and the rest as in the first. **Units**: whole
/// yen. **Rounding**: the sums are exact; each part is rounded to the nearest
/// yen, and the yen then left over go one each to those rounded off most, in
/// the order of [`Bundle::ALL`] among equals. So nothing depends on the order in which
/// anything is given, what has no effect gets nothing, and from the second
/// course to the first every part is the same with its sign turned.
/// **Source**: Shapley, "A Value for n-Person Games", 1953.
/// **Limits**: with more than [`MOST`] parts the bundles of a section are one.
///
/// `None` once `stop` says so.
#[must_use]
pub fn attribute(
    profile: &Profile,
    (from, to): (Course<'_>, Course<'_>),
    month: u16,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Attribution> {
    let players = players(from, to);
    let coalitions = 1_usize << players.len();
    let values: Option<Vec<Value>> = together(coalitions, |coalition| {
        (!stop()).then(|| worth(profile, (from, to), &players, coalition, month))
    })
    .into_iter()
    .collect();
    let values = values?;
    let shares = |of: fn(&Value) -> Yen| {
        shapley(&values.iter().map(|value| door::count(of(value))).collect::<Vec<i128>>())
    };
    let (nominal, real) = (shares(|v| v.nominal), shares(|v| v.real));
    let parts = players
        .into_iter()
        .zip(nominal.into_iter().zip(real))
        .map(|(bundles, (nominal, real))| {
            let value = Value { nominal: door::counted(nominal), real: door::counted(real) };
            Part { bundles, value }
        })
        .collect();
    let first = values.first().copied().unwrap_or_default();
    let to = values.last().copied().unwrap_or(first);
    Some(Attribution { month, from: first, to, parts, mixtures: values })
}

/// What the difference is shared out over.
fn players(from: Course<'_>, to: Course<'_>) -> Vec<Vec<Bundle>> {
    let differs = |bundle: &Bundle| match bundle {
        Bundle::Plan => from.plan != to.plan,
        other => other.differs(from.scenario, to.scenario),
    };
    let single: Vec<Bundle> = Bundle::ALL.into_iter().filter(differs).collect();
    if single.len() <= MOST {
        return single.into_iter().map(|bundle| vec![bundle]).collect();
    }
    let mut sections: Vec<Vec<Bundle>> = Vec::new();
    for bundle in single {
        let same = |group: &&mut Vec<Bundle>| group.iter().any(|b| b.section() == bundle.section());
        match sections.iter_mut().find(same) {
            Some(group) => group.push(bundle),
            None => sections.push(vec![bundle]),
        }
    }
    sections
}

/// Net worth with what is in a coalition as in the second course.
fn worth(
    profile: &Profile,
    (from, to): (Course<'_>, Course<'_>),
    players: &[Vec<Bundle>],
    coalition: usize,
    month: u16,
) -> Value {
    let mut scenario = from.scenario.clone();
    let mut plan = from.plan;
    for (place, player) in players.iter().enumerate() {
        if coalition >> place & 1 == 0 {
            continue;
        }
        for bundle in player {
            bundle.copy(to.scenario, &mut scenario);
            if *bundle == Bundle::Plan {
                plan = to.plan;
            }
        }
    }
    Course { scenario: &scenario, plan }.net(profile, month)
}

/// Shapley values of a game in whole numbers; player i is bit i of a
/// coalition, `values` holds what each of the 2^n coalitions is worth. The
/// values add up to what all are worth less what none is.
///
/// **Limits**: at most [`MOST`] players and values up to 10^28, so that no sum
/// reaches 10^36.
#[must_use]
pub fn shapley(values: &[i128]) -> Vec<i128> {
    let players = usize::try_from(values.len().max(1).ilog2()).unwrap_or(0).min(MOST);
    let worth = |coalition: usize| values.get(coalition).copied().unwrap_or_default();
    let over_all_orders = |player: usize| -> i128 {
        let joins = 1_usize << player;
        (0..1_usize << players)
            .filter(|coalition| coalition & joins == 0)
            .map(|coalition| {
                let before = usize::try_from(coalition.count_ones()).unwrap_or(0);
                orders_with(before, players) * (worth(coalition | joins) - worth(coalition))
            })
            .sum()
    };
    whole((0..players).map(over_all_orders).collect(), factorial(players))
}

/// In how many orders of `players` one comes right after a given choice of
/// `before` others: before!·(players − before − 1)!.
fn orders_with(before: usize, players: usize) -> i128 {
    factorial(before) * factorial(players.saturating_sub(before + 1))
}

fn factorial(n: usize) -> i128 {
    (1..=n).fold(1_i128, |product, k| product * i128::try_from(k).unwrap_or(1))
}

/// `numerators`/`denominator` in whole numbers with the same sum, which is
/// whole: each is rounded to the nearest, halves away from zero, and what is
/// left over goes one each to those that were rounded off most.
fn whole(numerators: Vec<i128>, denominator: i128) -> Vec<i128> {
    let nearest = |n: i128| (2 * n + n.signum() * denominator) / (2 * denominator);
    let mut parts: Vec<i128> = numerators.iter().map(|&n| nearest(n)).collect();
    let lost = |(n, part): (i128, &i128)| n - part * denominator;
    let rests: Vec<i128> = numerators.into_iter().zip(&parts).map(lost).collect();
    let mut left = rests.iter().sum::<i128>() / denominator;
    let towards = left.signum();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|&i| -towards * rests.get(i).copied().unwrap_or_default());
    for i in order {
        if left == 0 {
            break;
        }
        if let Some(part) = parts.get_mut(i) {
            *part += towards;
            left -= towards;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The mean over all orders of joining, one order after the other.
    fn by_orders(values: &[i128], players: usize) -> (Vec<i128>, i128) {
        fn orders(left: &[usize]) -> Vec<Vec<usize>> {
            if left.is_empty() {
                return vec![Vec::new()];
            }
            let mut all = Vec::new();
            for &first in left {
                let rest: Vec<usize> = left.iter().copied().filter(|p| *p != first).collect();
                for mut order in orders(&rest) {
                    order.insert(0, first);
                    all.push(order);
                }
            }
            all
        }
        let mut sums = vec![0; players];
        let everyone: Vec<usize> = (0..players).collect();
        let all = orders(&everyone);
        for order in &all {
            let mut coalition = 0;
            for &player in order {
                let joined = coalition | 1 << player;
                sums[player] += values[joined] - values[coalition];
                coalition = joined;
            }
        }
        (sums, i128::try_from(all.len()).unwrap())
    }

    /// Two that do more together: 100 and 40 alone, 200 together. The 60 they
    /// make together are shared: 130 and 70.
    #[test]
    fn two_that_act_together_share_what_they_do_together() {
        assert_eq!(shapley(&[0, 100, 40, 200]), [130, 70]);
        assert_eq!(shapley(&[200, 40, 100, 0]), [-130, -70]);
    }

    /// The glove game: one left glove, two right ones; a pair is worth 6.
    /// Shapley gives the left glove 4, each right one 1.
    #[test]
    fn the_glove_game() {
        let worth = |c: usize| if c & 1 == 1 && c & 6 != 0 { 6 } else { 0 };
        assert_eq!(shapley(&(0..8).map(worth).collect::<Vec<i128>>()), [4, 1, 1]);
    }

    #[test]
    fn the_yen_left_over_goes_to_whoever_was_rounded_off_most_then_to_the_first() {
        assert_eq!(whole(vec![1, 2, 3], 3), [0, 1, 1]);
        assert_eq!(whole(vec![-1, -2, -3], 3), [0, -1, -1]);
        assert_eq!(whole(vec![1, 1, 1, 0], 3), [1, 0, 0, 0]);
        assert_eq!(whole(vec![5, -2], 3), [2, -1]);
    }

    proptest! {
        #[test]
        fn the_sum_is_exact_and_each_is_the_mean_over_orders(
            players in 1..=5_usize,
            worths in prop::collection::vec(-10_i64.pow(18)..10_i64.pow(18), 32),
        ) {
            let values: Vec<i128> = worths.iter().take(1 << players).map(|v| i128::from(*v)).collect();
            let found = shapley(&values);
            prop_assert_eq!(found.iter().sum::<i128>(), values[values.len() - 1] - values[0]);
            let (sums, orders) = by_orders(&values, players);
            for (part, sum) in found.iter().zip(sums) {
                prop_assert!((part * orders - sum).abs() < orders, "{} {} {}", part, sum, orders);
            }
        }

        #[test]
        fn who_adds_nothing_gets_nothing_and_turned_round_all_turn_sign(
            worths in prop::collection::vec(-1_000_i64..1_000, 16), idle in 0..4_usize,
        ) {
            let without = |c: usize| i128::from(worths[c & !(1 << idle)]);
            let values: Vec<i128> = (0..16).map(without).collect();
            let found = shapley(&values);
            prop_assert_eq!(found[idle], 0);
            let turned: Vec<i128> = shapley(&values.iter().rev().copied().collect::<Vec<_>>());
            prop_assert_eq!(turned, found.iter().map(|part| -part).collect::<Vec<_>>());
        }

        #[test]
        fn who_do_the_same_get_the_same(worths in prop::collection::vec(-1_000_i64..1_000, 12)) {
            // Players 0 and 1 are told apart by nothing: only how many of them
            // are there counts.
            let alike = |c: usize| i128::from(worths[(c & 3).count_ones() as usize + 3 * (c >> 2)]);
            let found = shapley(&(0..16).map(alike).collect::<Vec<i128>>());
            prop_assert!((found[0] - found[1]).abs() <= 1, "{:?}", found);
        }
    }
}
