//! Puts a derivation together from what the lines noted.

use std::collections::BTreeMap;

use super::factor_steps::FactorSteps;
use super::note::{Notes, Record};
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
use crate::engine::position::{CoinState, Line, Position, Worth};
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
    match subject {
        Subject::Value { lines, measure, .. } => told.value(lines, *measure),
        Subject::Change { lines, real, .. } => told.change(lines, *real),
        Subject::Cause { lines, cause, .. } => told.cause(lines, *cause),
        Subject::Bank { bank, link, .. } => told.bank(bank, *link),
    }
}

/// What the lines noted, up to a month.
struct Told<'a> {
    world: &'a World<'a>,
    month: u16,
    steps: FactorSteps<'a>,
}

impl Told<'_> {
    fn lines<'b>(&'b self, lines: &'b Lines) -> impl Iterator<Item = &'b Line> {
        self.world.lines.iter().filter(|line| lines.holds(line) && line.track.is_used())
    }

    fn value(&self, lines: &Lines, measure: Numeraire) -> Step {
        let month = self.month;
        match measure {
            Numeraire::RealYen => {
                self.sum(lines, &|line| self.real(line), Term::RealValue, Quantity::RealYen)
            }
            Numeraire::NominalYen => {
                self.sum(lines, &|line| self.nominal(line), Term::NominalValue, Quantity::Yen)
            }
            Numeraire::Dollars => {
                let nominal = self.value(lines, Numeraire::NominalYen);
                let rate = self.steps.dollar_rate(month);
                let value = Quantity::Dollars(nominal.value.number() / rate.value.number());
                Step::of(Term::DollarValue, value, How::Quotient, vec![nominal, rate])
                    .about(lines.about())
                    .at(month)
            }
            Numeraire::Bitcoin => {
                let dollars = self.value(lines, Numeraire::Dollars);
                let price = self.steps.bitcoin(month);
                let value = Quantity::Coins(dollars.value.number() / price.value.number());
                Step::of(Term::BitcoinValue, value, How::Quotient, vec![dollars, price])
                    .about(lines.about())
                    .at(month)
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
            Worth::Exact(_) => return self.balance(line, notes),
            Worth::Market(value) => Quantity::Unrounded(value),
        };
        let month = self.month;
        let holds = notes.holds.clone();
        let inputs = match &line.position {
            Position::Dollars { .. } => vec![holds, self.steps.dollar_rate(month)],
            Position::Coin { state: CoinState::OwedDollars(_), .. } => {
                vec![holds, self.steps.dollar_rate(month)]
            }
            Position::Coin { kind, price, .. } => [
                holds,
                self.entered(line, Term::CoinPrice, *price),
                self.steps.coin_growth(month),
                self.steps.coin_crash(month),
                self.steps.dollar(month),
            ]
            .into_iter()
            .chain(self.steps.coin_strayed(*kind, month))
            .collect(),
            Position::Gold { price, .. } => vec![
                holds,
                self.entered(line, Term::GoldPrice, *price),
                self.steps.gold(month),
                self.steps.dollar(month),
            ],
            Position::YenCoin { .. } => {
                let level = notes.level.clone();
                std::iter::once(holds).chain(level).collect()
            }
            _ => {
                let worth = notes.worth.clone().unwrap_or_else(|| line.stated_step());
                return Step::of(Term::Worth, value, How::Same, vec![worth]).line(&line.id).at(month);
            }
        };
        Step::of(Term::Worth, value, How::Product, inputs).line(&line.id).at(month)
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
    fn balance(&self, line: &Line, notes: &Notes) -> Step {
        let opening = Step { term: Term::Opening, ..notes.holds.clone() };
        let mut groups: Vec<((Cause, Term, About), Vec<Step>)> = Vec::new();
        for record in &notes.records {
            let (before, after) = record.nominal;
            let change = after.minus(before);
            if change.is_zero() {
                continue;
            }
            let step = nominal_change(record, change);
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
        Step::of(Term::NominalValue, Quantity::Yen(line.track.now()), How::Sum, inputs)
            .line(&line.id)
            .at(self.month)
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
                .filter(|record| record.cause == cause)
                .filter_map(|record| {
                    let pair = if real { record.real } else { record.nominal };
                    let change = pair.1.minus(pair.0);
                    (!change.is_zero()).then(|| {
                        if real { real_change(record, change) } else { nominal_change(record, change) }
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

/// A change in yen of the month: what was said of it, or after less before.
fn nominal_change(record: &Record, change: Yen) -> Step {
    match &record.why {
        Some(why) if why.yen() == change => why.clone(),
        why => {
            let stated =
                |yen| Step::given(Term::StatedValue, Quantity::Yen(yen), Origin::Noted).at(record.month);
            let mut inputs = vec![stated(record.nominal.1), stated(record.nominal.0)];
            let step = Step::of(Term::ChangeByCause, Quantity::Yen(change), How::Less, inputs.clone());
            if let Some(why) = why {
                inputs.push(why.clone());
            }
            step.about(About::Cause(record.cause)).at(record.month)
        }
    }
}

/// A change in today's purchasing power: N ÷ P after less N ÷ P before.
fn real_change(record: &Record, change: Yen) -> Step {
    let at = |exact: f64, per_price: f64, real: Yen, why: Option<&Step>| {
        let worth = Step::given(Term::Worth, Quantity::Unrounded(exact), Origin::Noted);
        let worth = match why {
            Some(why) => {
                let before = Step::given(Term::Worth, Quantity::Unrounded(record.exact.0), Origin::Noted);
                let inputs = vec![before, why.clone()];
                let sum = record.exact.0 + why.value.number();
                if (sum - exact).abs() <= 0.5 {
                    Step::of(Term::Worth, Quantity::Unrounded(sum), How::Sum, inputs)
                } else {
                    worth
                }
            }
            None => worth,
        };
        let level = Quantity::Factor(1.0 / per_price);
        let level = Step::given(Term::PriceLevel, level, Origin::Noted);
        Step::of(Term::RealValue, Quantity::RealYen(real), How::Quotient, vec![worth, level])
            .rounded(Rounding::Nearest)
            .at(record.month)
    };
    let why = record.why.as_ref();
    let inputs = vec![
        at(record.exact.1, record.per_price.1, record.real.1, why),
        at(record.exact.0, record.per_price.0, record.real.0, None),
    ];
    Step::of(Term::CauseInMonth, Quantity::RealYen(change), How::Less, inputs)
        .about(About::Cause(record.cause))
        .at(record.month)
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
