//! How the odds at which both courses are equal came about.

use super::{Outcome, OverPaths, Pair, Tie, Weighing, hazard, is_zero, unless_alike, utility};
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::domain::scenario::{DefaultMode, Scenario};
use crate::engine::numeraire::Numeraire;
use crate::engine::trace::assemble::Lines;
use crate::engine::trace::{self, About, Course, How, Origin, Quantity, Step, Subject, Term};

/// How p*, or with `yearly` λ*, came about; where one course is never worse, by
/// how much it is ahead at least, and no yearly rate. Nothing where what a
/// simulation says is asked for and there is none.
///
/// **Formula**: model equations (19), (20) and, for utility, (21). **Shape**:
/// on the median path each of the four values is that of the exact engine, with
/// its own tree.
#[must_use]
pub fn explain(
    profile: &Profile,
    scenario: &Scenario,
    over: Option<OverPaths>,
    (weighing, yearly): (Weighing, bool),
) -> Option<Step> {
    let four = match weighing {
        Weighing::Expected => simulated(over?.mean, over?.paths),
        Weighing::Often => how_often(over?),
        Weighing::Median => on_the_median_path(profile, scenario),
        Weighing::Utility => in_utility(over?, scenario)?,
    };
    let [a0, a1, m0, m1] = &four;
    let number = |step: &Step| step.value.number();
    // Amounts alike to the yen are the same.
    let planned = |as_is: &Step, plan: &Step| match as_is.value {
        Quantity::Factor(_) | Quantity::RateNear(_) => number(plan),
        _ => unless_alike(number(as_is), number(plan)),
    };
    let found = super::tie(
        Outcome { calm: number(a0), default: number(a1) },
        Outcome { calm: planned(a0, m0), default: planned(a1, m1) },
    );
    let unit = match a0.value {
        Quantity::Factor(_) => Quantity::Factor as fn(f64) -> _,
        Quantity::RateNear(_) => Quantity::RateNear,
        _ => Quantity::Unrounded,
    };
    let [a0, a1, m0, m1] = four;
    let less = |term, a: Step, b: Step| {
        let gap = unit(number(&a) - number(&b));
        Step::of(term, gap, How::Less, vec![a, b])
    };
    let odds = match found {
        Tie::At(odds) => odds,
        _ if yearly => return None,
        Tie::AlternativeNeverWorse | Tie::Equal => {
            let leads = vec![less(Term::CalmLead, m0, a0), less(Term::DefaultGap, m1, a1)];
            return Some(least(unit, leads).at(scenario.horizon_months()));
        }
        Tie::FirstNeverWorse => {
            let leads = vec![less(Term::CalmGap, a0, m0), less(Term::DefaultLag, a1, m1)];
            return Some(least(unit, leads).at(scenario.horizon_months()));
        }
    };
    let (calm, default) = (less(Term::CalmGap, a0, m0), less(Term::DefaultGap, m1, a1));
    let both = unit(number(&calm) + number(&default));
    let noted = Step::given(Term::CalmGap, calm.value, Origin::Above);
    let both = Step::of(Term::BothGaps, both, How::Sum, vec![noted, default]);
    let tie = Step::of(Term::TieOdds, Quantity::RateNear(odds), How::Quotient, vec![calm, both]);
    let months = scenario.horizon_months();
    if !yearly {
        return Some(tie.at(months));
    }
    let rate = Quantity::RateNear(hazard(odds, f64::from(months) / 12.0));
    let horizon = Step::given(Term::MonthOfValue, Quantity::Months(months), Origin::Rule);
    Some(Step::of(Term::TieHazard, rate, How::Hazard, vec![tie, horizon]))
}

/// By how much the one that is never worse is ahead at least.
fn least(unit: fn(f64) -> Quantity, leads: Vec<Step>) -> Step {
    let least = leads.iter().map(|lead| lead.value.number()).fold(f64::INFINITY, f64::min);
    Step::of(Term::LeastLead, unit(least), How::Least, leads)
}

/// What each of the four is: as is without a default and with one, then the
/// plan without and with.
const FOUR: [(Term, Course, DefaultMode); 4] = [
    (Term::AsIsCalm, Course::AsIs, DefaultMode::Off),
    (Term::AsIsDefault, Course::AsIs, DefaultMode::InMonth),
    (Term::PlanCalm, Course::Plan, DefaultMode::Off),
    (Term::PlanDefault, Course::Plan, DefaultMode::InMonth),
];

/// The values of a pair, in the order of [`FOUR`].
const fn values(pair: Pair) -> [f64; 4] {
    [pair.as_is.calm, pair.as_is.default, pair.plan.calm, pair.plan.default]
}

fn over_paths(term: Term, value: f64, of: u32) -> Step {
    Step::given(term, Quantity::Unrounded(value), Origin::Simulated).about(About::Paths { of, per_mille: 0 })
}

fn simulated(pair: Pair, paths: u32) -> [Step; 4] {
    let mut values = values(pair).into_iter();
    FOUR.map(|(term, ..)| over_paths(term, values.next().unwrap_or_default(), paths))
}

/// How often each course ends above the other.
fn how_often(over: OverPaths) -> [Step; 4] {
    let mut shares = values(over.often.0).into_iter();
    FOUR.map(|(term, ..)| {
        let share = Quantity::RateNear(shares.next().unwrap_or_default());
        let about = About::Paths { of: over.paths, per_mille: 0 };
        Step::given(term, share, Origin::Simulated).about(about)
    })
}

fn on_the_median_path(profile: &Profile, scenario: &Scenario) -> [Step; 4] {
    FOUR.map(|(term, course, default)| {
        let mut here = scenario.with_default_in_time();
        here.default = default;
        let month = scenario.horizon_months();
        let subject = Subject::Value { lines: Lines::Net, month, measure: Numeraire::RealYen };
        let tree = trace::explain(profile, &here, course, &subject);
        Step::of(term, tree.value, How::Same, vec![tree]).at(month)
    })
}

/// Sure amounts as shares of that of "as is" without a default, in utility.
fn in_utility(over: OverPaths, scenario: &Scenario) -> Option<[Step; 4]> {
    let ((sure, _), paths) = (over.sure.ok()?, over.paths);
    let aversion = Step::param(scenario, Param::RiskAversion);
    let power = aversion.value.number();
    if is_zero(power) {
        return Some(simulated(sure, paths));
    }
    let whole = sure.as_is.calm;
    let one = |term, amount: f64| {
        let share = amount / whole;
        let worth = utility(share, power).filter(|_| whole > 0.0)?;
        let of = Step::given(Term::SureAmount, Quantity::Unrounded(whole), Origin::Above);
        let inputs = vec![over_paths(Term::SureAmount, amount, paths), of];
        let share = Step::of(Term::ShareOfCalm, Quantity::Factor(share), How::Quotient, inputs);
        Some(Step::of(term, Quantity::Factor(worth), How::Utility, vec![share, aversion.clone()]))
    };
    let [a0, a1, m0, m1] = values(sure);
    let [t0, t1, t2, t3] = FOUR.map(|(term, ..)| term);
    Some([one(t0, a0)?, one(t1, a1)?, one(t2, m0)?, one(t3, m1)?])
}
