//! Puts a derivation together from what the lines noted.

use std::collections::BTreeMap;

use super::change_steps::nominal_change;
use super::elsewhere::Source;
use super::factor_steps::FactorSteps;
use super::note::{Held, Moved, Notes};
pub use super::subject::{Course, Lines, Link, Subject};
use super::{About, How, Origin, Quantity, Rounding, Step, Term};
use crate::domain::bank::BankId;
use crate::domain::holding::{AssetClass, HoldingKind};
use crate::domain::profile::Profile;
use crate::domain::scenario::Scenario;
use crate::domain::yen::Yen;
use crate::engine::cause::Cause;
use crate::engine::door;
use crate::engine::factors::Factors;
use crate::engine::numeraire::Numeraire;
use crate::engine::position::{Line, Position, Worth};
use crate::engine::run::{World, traced};

/// How a number came about.
///
/// The company's months are gone through again, as [`project`] and
/// [`project_plan`] do, with every line noting what it states.
///
/// **Shape**: the tree's root has the number itself. **Limits**: the month is
/// held at the end of the horizon the engine knows.
///
/// [`project`]: crate::engine::project
/// [`project_plan`]: crate::engine::project_plan
///
/// # Example
/// ```
/// use forelock::domain::{calendar::CalendarMonth, holding::*, profile::Profile, yen::Yen};
/// use forelock::engine::numeraire::Numeraire;
/// use forelock::engine::trace::{Course, Subject, assemble::Lines, explain};
/// let mut company = Profile::empty("x", CalendarMonth::new(2026, 10)?, "calm");
/// company.holdings.push(Holding {
///     id: HoldingId("h1".into()), name: "cash".into(),
///     kind: HoldingKind::Cash { amount: Yen::whole(10_000_000) },
/// });
/// let subject = Subject::Value { lines: Lines::Net, month: 12, measure: Numeraire::RealYen };
/// let tree = explain(&company, &company.active_scenario(), Course::AsIs, &subject);
/// assert_eq!(tree.yen(), Yen::whole(9_803_922));
/// # Ok::<(), forelock::domain::calendar::NoSuchMonth>(())
/// ```
#[must_use]
pub fn explain(profile: &Profile, scenario: &Scenario, course: Course, subject: &Subject) -> Step {
    let month = subject.month().min(crate::domain::calendar::LAST_MONTH);
    explain_along(profile, scenario, &Factors::of(scenario, month), course, subject)
}

/// The same along paths that are given, which end in the month asked about.
#[must_use]
pub fn explain_along(
    profile: &Profile,
    scenario: &Scenario,
    factors: &Factors,
    course: Course,
    subject: &Subject,
) -> Step {
    let month = factors.months();
    let world = traced(profile, scenario, factors, course == Course::Plan);
    let told = Told { world: &world, month, steps: FactorSteps { scenario, factors } };
    let step = match subject {
        Subject::Value { lines, measure, .. } => told.value(lines, *measure),
        Subject::Change { lines, real, .. } => told.change(lines, *real),
        Subject::Cause { lines, cause, .. } => told.cause(lines, *cause),
        Subject::Bank { bank, link, .. } => told.bank(bank, *link),
        Subject::Relief { .. } => told.relief(),
        Subject::Frozen { .. } => told.frozen_sum(),
        Subject::Usable { measure, .. } => told.usable(*measure),
    };
    Step { within: Some(Source::of(profile, scenario, factors, course)), ..step }
}

/// What the lines noted, up to a month.
pub(super) struct Told<'a> {
    pub(super) world: &'a World<'a>,
    pub(super) month: u16,
    pub(super) steps: FactorSteps<'a>,
}

impl Told<'_> {
    fn lines<'b>(&'b self, lines: &'b Lines) -> impl Iterator<Item = &'b Line> {
        self.world.lines.iter().filter(|line| lines.holds(line) && line.track.is_used())
    }

    pub(super) fn value(&self, lines: &Lines, measure: Numeraire) -> Step {
        let month = self.month;
        match measure {
            Numeraire::RealYen => {
                self.sum(lines, &|line| self.real(line), Term::RealValue, Quantity::RealYen)
            }
            Numeraire::NominalYen => {
                self.sum(lines, &|line| self.nominal(line), Term::NominalValue, Quantity::Yen)
            }
            Numeraire::Dollars => {
                let inputs = vec![self.value(lines, Numeraire::NominalYen), self.steps.dollar_rate(month)];
                Step::quotient(Term::DollarValue, Quantity::Dollars, inputs).about(lines.about()).at(month)
            }
            Numeraire::Bitcoin => {
                let inputs = vec![self.value(lines, Numeraire::Dollars), self.steps.bitcoin(month)];
                Step::quotient(Term::BitcoinValue, Quantity::Coins, inputs).about(lines.about()).at(month)
            }
        }
    }

    /// A line's, or a sum over classes, or over the lines of a class.
    fn sum(&self, lines: &Lines, of: &dyn Fn(&Line) -> Step, term: Term, unit: fn(Yen) -> Quantity) -> Step {
        if let Lines::Line(_) = lines {
            let found = self.lines(lines).next().map(of);
            return found.unwrap_or_else(|| Step::given(term, unit(Yen::ZERO), Origin::Nothing));
        }
        let total = |steps: Vec<Step>, about| {
            let sum = steps.iter().map(Step::yen).sum();
            Step::of(term, unit(sum), How::Sum, steps).about(about).at(self.month)
        };
        if let Lines::Class(class) = lines {
            return total(self.lines(lines).map(of).collect(), About::Class(*class));
        }
        let classes = AssetClass::ALL.into_iter().filter_map(|class| {
            let within = self.lines(lines).filter(|line| line.class == class).map(of).collect::<Vec<_>>();
            (!within.is_empty()).then(|| total(within, About::Class(class)))
        });
        total(classes.collect(), About::Nothing)
    }

    /// N ÷ P, to the nearest yen.
    fn real(&self, line: &Line) -> Step {
        let real = line.track.stated().2;
        let inputs = vec![self.worth(line), self.steps.prices(self.month)];
        Step::of(Term::RealValue, Quantity::RealYen(real), How::Quotient, inputs)
            .rounded(Rounding::Nearest)
            .line(&line.id)
            .at(self.month)
    }

    /// N, to the nearest yen.
    fn nominal(&self, line: &Line) -> Step {
        let worth = self.worth(line);
        if matches!(worth.value, Quantity::Yen(_)) {
            return worth;
        }
        Step::of(Term::NominalValue, Quantity::Yen(line.track.now()), How::Same, vec![worth])
            .rounded(Rounding::Nearest)
            .line(&line.id)
            .at(self.month)
    }

    /// N as it stands, market values not rounded.
    fn worth(&self, line: &Line) -> Step {
        let Some(notes) = &line.notes else { return line.stated_step() };
        let value = match line.position.worth(&self.world.market) {
            Worth::Exact(_) => return self.balance(line, notes, notes.records.len()),
            Worth::Market(value) => value,
        };
        let month = self.month;
        let moved = Moved { growth: month, crash: month, dollar: month };
        self.at_market(line, (notes.now(), value), moved).at(month)
    }

    /// What is held at the prices the market has moved to.
    pub(super) fn at_market(&self, line: &Line, (held, value): (&Held, f64), moved: Moved) -> Step {
        let holds = held.holds.clone();
        let inputs = match &line.position {
            Position::Bond { .. } => {
                let worth = held.worth.clone().unwrap_or_else(|| line.exact_step());
                let value = Quantity::Unrounded(value);
                return Step::of(Term::Worth, value, How::Same, vec![worth]).line(&line.id);
            }
            Position::YenCoin { .. } => std::iter::once(holds).chain(held.level.clone()).collect(),
            _ if matches!(holds.value, Quantity::Dollars(_)) => {
                vec![holds, self.steps.dollar_rate(moved.dollar)]
            }
            _ => std::iter::once(holds).chain(self.price(line, moved)).collect(),
        };
        Step::of(Term::Worth, Quantity::Unrounded(value), How::Product, inputs).line(&line.id)
    }

    /// What the price of one coin or gram is the product of.
    pub(super) fn price(&self, line: &Line, moved: Moved) -> Vec<Step> {
        match &line.position {
            Position::Coin { kind, price, .. } => [
                self.entered(line, Term::CoinPrice, *price),
                self.steps.coin_growth(moved.growth),
                self.steps.coin_crash(moved.crash),
                self.steps.dollar(moved.dollar),
            ]
            .into_iter()
            .chain(self.steps.coin_strayed(*kind, moved.growth))
            .collect(),
            Position::Gold { price, .. } => vec![
                self.entered(line, Term::GoldPrice, *price),
                self.steps.gold(moved.growth),
                self.steps.dollar(moved.dollar),
            ],
            _ => Vec::new(),
        }
    }

    /// A price entered, or for what a plan buys the scenario's.
    fn entered(&self, line: &Line, term: Term, price: f64) -> Step {
        let holding = self.world.profile.holdings.iter().find(|holding| holding.id.0 == line.id);
        let origin = match holding.map(|h| &h.kind) {
            Some(HoldingKind::Crypto { .. } | HoldingKind::Gold { .. }) => Origin::Entered,
            _ => Origin::Parameter,
        };
        Step::given(term, Quantity::YenPerUnit(price), origin).line(&line.id)
    }

    /// What was there today and every change since, by what was said of it.
    pub(super) fn balance(&self, line: &Line, notes: &Notes, after: usize) -> Step {
        let opening = Step { term: Term::Opening, ..notes.held(0).holds.clone() };
        let mut now = opening.yen();
        let mut groups: Vec<((Cause, Term, About), Vec<Step>)> = Vec::new();
        for (i, record) in notes.records.iter().enumerate().take(after) {
            let (before, then) = record.nominal;
            let change = then.minus(before);
            if change.is_zero() {
                continue;
            }
            now = then;
            let step = nominal_change(&line.id, notes, i, change);
            let key = (record.cause, step.term, step.about.clone());
            match groups.iter_mut().find(|(known, _)| *known == key) {
                Some((_, steps)) => steps.push(step),
                None => groups.push((key, vec![step])),
            }
        }
        let grouped = groups.into_iter().map(|((_, term, about), mut steps)| {
            if steps.len() == 1 {
                return steps.remove(0);
            }
            let sum = steps.iter().map(Step::yen).sum();
            Step::of(term, Quantity::Yen(sum), How::Sum, steps).about(about)
        });
        let inputs = std::iter::once(opening).chain(grouped).collect();
        Step::of(Term::NominalValue, Quantity::Yen(now), How::Sum, inputs).line(&line.id).at(self.month)
    }

    fn change(&self, lines: &Lines, real: bool) -> Step {
        let pick = |value: (Yen, Yen)| if real { value.1 } else { value.0 };
        let unit = if real { Quantity::RealYen } else { Quantity::Yen };
        let first = |line: &Line| line.track.nominal.first().copied().unwrap_or_default();
        let before: Yen = self.lines(lines).map(first).sum();
        let after = |line: &Line| {
            let (nominal, _, real) = line.track.stated();
            pick((nominal, real))
        };
        let after: Yen = self.lines(lines).map(after).sum();
        let by_cause = Cause::ALL.into_iter().map(|cause| self.by_cause(lines, cause, real));
        let causes = by_cause.filter(|step| !step.inputs.is_empty()).collect();
        Step::of(Term::TotalChange, unit(after.minus(before)), How::Sum, causes)
            .about(lines.about())
            .at(self.month)
    }

    /// A link of a bank's chain; nothing lost where it was not tested.
    fn bank(&self, bank: &BankId, link: Link) -> Step {
        let steps = self.world.bank_steps.iter().flatten();
        let whole = steps.filter(|(id, _)| id == bank).map(|(_, step)| step).next_back();
        let found = whole.and_then(|whole| link.find(whole));
        found.unwrap_or_else(|| {
            Step::given(Term::BankLoss, Quantity::Yen(Yen::ZERO), Origin::Nothing)
                .about(About::Bank(bank.clone()))
        })
    }

    /// What prices have taken off debts.
    fn relief(&self) -> Step {
        let of = Cause::RELIEF.map(|cause| self.cause(&Lines::Debts, cause));
        let sum = Quantity::RealYen(of.iter().map(Step::yen).sum());
        Step::of(Term::DebtRelief, sum, How::Sum, of.to_vec()).at(self.month)
    }

    fn cause(&self, lines: &Lines, cause: Cause) -> Step {
        self.by_cause(lines, cause, true)
    }

    /// What a reason did, line by line and month by month.
    fn by_cause(&self, lines: &Lines, cause: Cause, real: bool) -> Step {
        let unit = if real { Quantity::RealYen } else { Quantity::Yen };
        let steps = self.lines(lines).filter_map(|line| {
            let notes = line.notes.as_ref()?;
            let months: Vec<Step> = notes
                .records
                .iter()
                .enumerate()
                .filter(|(_, record)| record.cause == cause)
                .filter_map(|(i, record)| {
                    let pair = if real { record.real } else { record.nominal };
                    let change = pair.1.minus(pair.0);
                    (!change.is_zero()).then(|| {
                        if real {
                            self.real_change(&line.id, notes, i, change)
                        } else {
                            nominal_change(&line.id, notes, i, change)
                        }
                    })
                })
                .collect();
            (!months.is_empty()).then(|| {
                let sum = months.iter().map(Step::yen).sum();
                Step::of(Term::ChangeByCause, unit(sum), How::Sum, months).line(&line.id).at(self.month)
            })
        });
        let steps: Vec<Step> = steps.collect();
        let sum = steps.iter().map(Step::yen).sum();
        Step::of(Term::CauseTotal, unit(sum), How::Sum, steps).about(About::Cause(cause)).at(self.month)
    }
}

/// Every line's derivations at once: of its real value, by line.
#[must_use]
pub fn every_line(
    profile: &Profile,
    scenario: &Scenario,
    course: Course,
    month: u16,
) -> BTreeMap<String, Step> {
    let factors = Factors::of(scenario, month);
    let world = traced(profile, scenario, &factors, course == Course::Plan);
    let told = Told { world: &world, month, steps: FactorSteps { scenario, factors: &factors } };
    told.lines(&Lines::Net).map(|line| (line.id.clone(), told.real(line))).collect()
}

/// The yen of a value not yet rounded.
#[must_use]
pub fn stated(value: f64) -> Yen {
    door::state(value)
}
