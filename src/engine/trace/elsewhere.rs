//! Numbers a tree only names, and the trees they have of their own.
//!
//! What a loan is paid from goes by what was in the account, and that by all
//! that was paid before: written out, a tree would hold every month before it
//! many times over. So a step names what stood there, and this opens it: the
//! months are gone through again, up to that one.

use std::fmt;
use std::sync::Arc;

use super::assemble::Told;
use super::change_steps::nominal_change;
use super::evaluate::check;
use super::factor_steps::FactorSteps;
use super::line_steps::stood;
use super::note::Moved;
use super::{About, Course, How, Origin, Quantity, Rounding, Step, Term};
use crate::domain::profile::Profile;
use crate::domain::scenario::Scenario;
use crate::domain::yen::Yen;
use crate::engine::cause::Cause;
use crate::engine::factors::Factors;
use crate::engine::position::{Line, Position, Worth};
use crate::engine::run::traced;

/// Where a number has its tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Elsewhere {
    /// What a line stated after so many of its statements; `exact`: market
    /// values not rounded.
    Stood {
        /// Which line.
        line: String,
        /// The month of the last of them.
        month: u16,
        /// How many.
        after: usize,
        /// Whether not rounded.
        exact: bool,
    },
    /// What a reason had done to a line by then, in yen of the months.
    Done {
        /// Which reason.
        cause: Cause,
        /// Which line.
        line: String,
        /// The month of the last statement.
        month: u16,
        /// After how many of its statements.
        after: usize,
    },
    /// Interest earned since the last credit.
    Earned {
        /// Which line.
        line: String,
        /// In which month it is asked about.
        month: u16,
        /// After how many credits.
        period: usize,
        /// Of how many months.
        count: usize,
    },
    /// What was frozen of an account.
    Frozen {
        /// Which line.
        line: String,
        /// The month of the last change.
        month: u16,
        /// After how many changes.
        after: usize,
    },
    /// What was made free in a month at an account's bank, of those before it.
    Released {
        /// Which line.
        line: String,
        /// The month.
        month: u16,
    },
    /// What a plan moves in a month in which not all could be bought: what was
    /// to move, or what was paid.
    Plan {
        /// What was paid.
        paid: bool,
        /// The month.
        month: u16,
    },
    /// What was paid for something in a month, by all lines or by those before
    /// one.
    Paid {
        /// What for.
        term: Term,
        /// For which line, where it is for one.
        about: About,
        /// The month.
        month: u16,
        /// The line that came after.
        before: Option<String>,
    },
    /// The price of one of what a plan buys.
    Unit {
        /// Which line.
        line: String,
        /// The month.
        month: u16,
        /// How far the market had moved.
        moved: Moved,
    },
    /// The price level at a month's end.
    Prices(u16),
    /// The price level of a month after inflation alone.
    Between(u16),
    /// Yen per dollar of a month.
    Dollar(u16),
    /// The yield of government bonds of a month.
    Yield(u16),
}

impl Elsewhere {
    /// What all lines paid for something in a month.
    #[must_use]
    pub const fn paid(term: Term, about: About, month: u16) -> Self {
        Self::Paid { term, about, month, before: None }
    }

    const fn month(&self) -> u16 {
        match self {
            Self::Stood { month, .. }
            | Self::Done { month, .. }
            | Self::Earned { month, .. }
            | Self::Frozen { month, .. }
            | Self::Released { month, .. }
            | Self::Plan { month, .. }
            | Self::Paid { month, .. }
            | Self::Unit { month, .. }
            | Self::Prices(month)
            | Self::Between(month)
            | Self::Dollar(month)
            | Self::Yield(month) => *month,
        }
    }
}

struct Whose {
    profile: Profile,
    scenario: Scenario,
    factors: Factors,
    course: Course,
}

/// Whose months a tree tells of. It is no part of what the tree says: trees
/// that differ in it alone are equal.
#[derive(Clone)]
pub struct Source(Arc<Whose>);

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Source")
    }
}

impl PartialEq for Source {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Source {
    pub(super) fn of(profile: &Profile, scenario: &Scenario, factors: &Factors, course: Course) -> Self {
        let (profile, scenario, factors) = (profile.clone(), scenario.clone(), factors.clone());
        Self(Arc::new(Whose { profile, scenario, factors, course }))
    }

    /// Whether both are of the same tree.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// The tree of a number a step below this one names.
    ///
    /// **Shape**: the root has the number, and opens what it names in turn.
    #[must_use]
    pub fn open(&self, place: &Elsewhere) -> Step {
        let Whose { profile, scenario, factors, course } = &*self.0;
        let month = place.month();
        let factors = &factors.until(month);
        let world = traced(profile, scenario, factors, *course == Course::Plan);
        let told = Told { world: &world, month, steps: FactorSteps { scenario, factors } };
        Step { within: Some(self.clone()), ..told.elsewhere(place) }
    }
}

/// A tree with what its steps only name opened, so many times over.
#[must_use]
pub fn opened(step: &Step, source: Option<&Source>, times: u8) -> Step {
    let source = step.within.as_ref().or(source);
    if let (Some(place), Some(source), true) = (&step.elsewhere, source, times > 0) {
        let tree = source.open(place);
        let (term, about, value) = (step.term, step.about.clone(), step.value);
        let rounding = tree.rounding;
        let shown = Step { term, about, value, rounding, elsewhere: None, ..tree };
        return opened(&shown, Some(source), times - 1);
    }
    let inputs = step.inputs.iter().map(|input| opened(input, source, times)).collect();
    Step { inputs, ..step.clone() }
}

impl Told<'_> {
    fn line(&self, id: &str) -> Option<&Line> {
        self.world.lines.iter().find(|line| line.id == id)
    }

    fn elsewhere(&self, place: &Elsewhere) -> Step {
        let nothing = || Step::given(Term::StatedValue, Quantity::Yen(Yen::ZERO), Origin::Nothing);
        let found = match place {
            Elsewhere::Stood { line, after, exact, .. } => self.stood(line, *after, *exact),
            Elsewhere::Done { cause, line, after, .. } => self.done(*cause, line, *after),
            Elsewhere::Earned { line, period, count, .. } => self.earned(line, *period, *count),
            Elsewhere::Frozen { line, after, .. } => self.frozen(line, *after),
            Elsewhere::Released { line, month } => self.released_before(line, *month),
            Elsewhere::Plan { paid, .. } => Some(self.plan_of_month(*paid)),
            Elsewhere::Paid { term, about, before, .. } => Some(self.paid(*term, about, before.as_deref())),
            Elsewhere::Unit { line, moved, .. } => self.unit(line, *moved),
            Elsewhere::Prices(month) => Some(self.steps.prices(*month)),
            Elsewhere::Between(month) => Some(self.steps.between(*month)),
            Elsewhere::Dollar(month) => Some(self.steps.dollar_rate(*month)),
            Elsewhere::Yield(month) => Some(self.steps.jgb_yield(*month)),
        };
        found.unwrap_or_else(nothing)
    }

    fn stood(&self, id: &str, after: usize, exact: bool) -> Option<Step> {
        let line = self.line(id)?;
        let notes = line.notes.as_deref()?;
        let record = after.checked_sub(1).and_then(|i| notes.records.get(i));
        let month = record.map_or(0, |record| record.month);
        if let Worth::Exact(_) = line.position.worth(&self.world.market) {
            return Some(self.balance(line, notes, after).at(month));
        }
        let first = notes.records.first();
        let (stated, value) = match record {
            Some(record) => (record.nominal.1, record.exact.1),
            None => first.map_or((line.track.now(), line.track.stated().1), |r| (r.nominal.0, r.exact.0)),
        };
        let moved = record.map(|record| record.moved).unwrap_or_default();
        let held = self.at_market(line, (notes.held(after), value), moved).at(month);
        // What was paid for something stands there before what buying cost
        // is taken off.
        let why = record.and_then(|record| Some((record.exact.0, record.why.clone()?)));
        let worth = match why.filter(|_| check(&held).is_err()) {
            Some((before, why)) => {
                let place = stood(id, notes, after.saturating_sub(1), true);
                let before = Step::noted(Term::Worth, Quantity::Unrounded(before), place);
                Step::of(Term::Worth, held.value, How::Sum, vec![before, why]).line(id).at(month)
            }
            None => held,
        };
        if exact {
            return Some(worth);
        }
        let step = Step::of(Term::NominalValue, Quantity::Yen(stated), How::Same, vec![worth]);
        Some(step.rounded(Rounding::Nearest).line(id).at(month))
    }

    fn done(&self, cause: Cause, id: &str, after: usize) -> Option<Step> {
        let notes = self.line(id)?.notes.as_deref()?;
        let mut steps: Vec<Step> = Vec::new();
        for (i, record) in notes.records.iter().enumerate().take(after) {
            let change = record.nominal.1.minus(record.nominal.0);
            if record.cause == cause && !change.is_zero() {
                steps.push(nominal_change(id, notes, i, change));
            }
        }
        Some(Step::total(Term::ChangeByCause, steps).about(About::Cause(cause)).at(self.month))
    }

    fn earned(&self, id: &str, period: usize, count: usize) -> Option<Step> {
        let months = self.line(id)?.notes.as_deref()?.earned.get(period)?;
        let months: Vec<Step> = months.iter().take(count).cloned().collect();
        let sum = Quantity::Unrounded(months.iter().map(|step| step.value.number()).sum());
        Some(Step::of(Term::Accrued, sum, How::Sum, months).line(id))
    }

    fn frozen(&self, id: &str, after: usize) -> Option<Step> {
        let notes = self.line(id)?.notes.as_deref()?;
        Some(notes.frozen.get(after.checked_sub(1)?)?.clone().line(id))
    }

    /// What was to move out of the deposits, or what was paid for what could be
    /// bought.
    fn plan_of_month(&self, paid: bool) -> Step {
        let term = if paid { Term::PlanPaid } else { Term::PlanMoved };
        let mut parts = Vec::new();
        for line in &self.world.lines {
            let records = line.notes.iter().flat_map(|notes| &notes.records);
            let why = records.filter(|record| record.month == self.month).filter_map(|r| r.why.as_ref());
            let of_plan = why.filter_map(|why| match (paid, why.inputs.first()) {
                (true, _) => Some(why).filter(|why| why.term == term),
                // It was given with a minus, as a share of what was paid.
                (false, Some(moved)) => moved.inputs.get(1).filter(|own| own.term == term),
                (false, None) => None,
            });
            parts.extend(of_plan.map(|step| step.clone().line(&line.id)));
        }
        let whole = if paid { Term::PlanSpent } else { Term::PlanMoved };
        Step::total(whole, parts).at(self.month)
    }

    fn paid(&self, term: Term, about: &About, before: Option<&str>) -> Step {
        let payers = self.world.payers.iter().filter_map(|&i| self.world.lines.get(i));
        let others = self.world.lines.iter().filter(|line| line.payment_rank().is_none());
        let mut parts = Vec::new();
        for line in payers.chain(others).take_while(|line| before != Some(line.id.as_str())) {
            let records = line.notes.iter().flat_map(|notes| &notes.records);
            let why = records.filter(|record| record.month == self.month).filter_map(|r| r.why.as_ref());
            for step in why.filter(|why| why.term == term && why.about == *about) {
                // The line gave it: it says so with a minus.
                let paid = step.inputs.first().filter(|_| step.how == How::Negated);
                parts.extend(paid.map(|paid| paid.clone().line(&line.id)));
            }
        }
        Step::total(Term::Paid, parts).at(self.month)
    }

    fn unit(&self, id: &str, moved: Moved) -> Option<Step> {
        let line = self.line(id)?;
        let price = match &line.position {
            Position::Dollars { .. } => return Some(self.steps.dollar_rate(moved.dollar)),
            Position::Bond { coupon, matures, .. } => {
                let one = Step::given(Term::Face, Quantity::Count(1), Origin::Rule);
                let coupon = Step::given(Term::Coupon, Quantity::Rate(*coupon), Origin::Rule).line(id);
                let left = Quantity::Months(matures.saturating_sub(self.month));
                let left = Step::given(Term::MonthsLeft, left, Origin::Rule);
                let inputs = vec![one, coupon, left, Step::market_yield(&self.world.market)];
                Step::of(Term::PriceOfOne, Quantity::YenPerUnit(0.0), How::Bond, inputs)
            }
            _ => Step::of(Term::PriceOfOne, Quantity::YenPerUnit(0.0), How::Product, self.price(line, moved)),
        };
        let value = Quantity::YenPerUnit(super::evaluate::evaluate(&price));
        Some(Step { value, ..price }.at(self.month))
    }
}
