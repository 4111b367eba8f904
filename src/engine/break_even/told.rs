//! How the odds at which both courses are equal came about.

use super::{Outcome, Pair, Tie, Weighing, hazard, utility};
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::domain::scenario::{DefaultMode, Scenario};
use crate::engine::numeraire::Numeraire;
use crate::engine::trace::assemble::Lines;
use crate::engine::trace::{self, About, Course, How, Origin, Quantity, Step, Subject, Term};

/// How p*, or with `yearly` λ*, came about; where one course is never worse, by
/// how much it is ahead at least, and no yearly rate. Nothing where means are
/// asked for and there are none. `means` are of a simulation of so many paths.
///
/// **Formula**: model equations (19), (20) and, for utility, (21). **Shape**:
/// on the median path each of the four values is that of the exact engine, with
/// its own tree.
#[must_use]
pub fn explain(
    profile: &Profile,
    scenario: &Scenario,
    means: Option<(Pair, u32)>,
    (weighing, yearly): (Weighing, bool),
) -> Option<Step> {
    let four = match weighing {
        Weighing::Expected => simulated(means?),
        Weighing::Median => on_the_median_path(profile, scenario),
        Weighing::Utility => in_utility(on_the_median_path(profile, scenario), scenario)?,
    };
    let [a0, a1, m0, m1] = &four;
    let number = |step: &Step| step.value.number();
    let of = |calm: &Step, default: &Step| Outcome { calm: number(calm), default: number(default) };
    let found = super::tie(of(a0, a1), of(m0, m1));
    let unit =
        if weighing == Weighing::Utility { Quantity::Factor as fn(f64) -> _ } else { Quantity::Unrounded };
    let [a0, a1, m0, m1] = four;
    let less = |term, a: Step, b: Step| {
        let gap = unit(number(&a) - number(&b));
        Step::of(term, gap, How::Less, vec![a, b])
    };
    let odds = match found {
        Tie::At(odds) => odds,
        _ if yearly => return None,
        Tie::AlternativeNeverWorse => {
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

fn simulated((pair, paths): (Pair, u32)) -> [Step; 4] {
    let values = [pair.as_is.calm, pair.as_is.default, pair.plan.calm, pair.plan.default];
    let mut values = values.into_iter();
    FOUR.map(|(term, ..)| {
        let mean = Quantity::Unrounded(values.next().unwrap_or_default());
        Step::given(term, mean, Origin::Simulated).about(About::Paths { of: paths, per_mille: 0 })
    })
}

fn on_the_median_path(profile: &Profile, scenario: &Scenario) -> [Step; 4] {
    FOUR.map(|(term, course, default)| {
        let mut here = scenario.clone();
        here.default = default;
        let month = scenario.horizon_months();
        let subject = Subject::Value { lines: Lines::Net, month, measure: Numeraire::RealYen };
        let tree = trace::explain(profile, &here, course, &subject);
        Step::of(term, tree.value, How::Same, vec![tree]).at(month)
    })
}

/// Each as a share of what "as is" leaves without a default, in utility.
fn in_utility(four: [Step; 4], scenario: &Scenario) -> Option<[Step; 4]> {
    let whole = four.first()?.value;
    let aversion = Step::param(scenario, Param::RiskAversion);
    let power = aversion.value.number();
    let one = |step: Step| {
        let share = step.value.number() / whole.number();
        let worth = utility(share, power).filter(|_| whole.number() > 0.0)?;
        let of = Step::given(Term::AsIsCalm, whole, Origin::Above);
        let share =
            Step::of(Term::ShareOfCalm, Quantity::Factor(share), How::Quotient, vec![step.clone(), of]);
        let inputs = vec![share, aversion.clone()];
        Some(Step::of(step.term, Quantity::Factor(worth), How::Utility, inputs))
    };
    let [a0, a1, m0, m1] = four;
    Some([one(a0)?, one(a1)?, one(m0)?, one(m1)?])
}
