//! How a number came about: a tree of steps, each a formula over the steps
//! below it, down to what was entered or assumed.
//!
//! The steps are stated by the calculation itself while it runs: each step of
//! a month notes, beside the number it makes, how it made it. Without tracing
//! nothing is noted.

pub mod assemble;
mod change_steps;
pub mod elsewhere;
pub mod evaluate;
pub mod factor_steps;
mod frozen_steps;
mod line_steps;
pub mod note;
pub mod subject;
pub mod term;

pub use assemble::explain;
pub use elsewhere::{Elsewhere, Source};
pub use subject::{Course, Subject};
pub use term::Term;

use rust_decimal::Decimal;

use super::cause::Cause;
use super::door;
use crate::domain::bank::BankId;
use crate::domain::episode::About as Path;
use crate::domain::holding::AssetClass;
use crate::domain::param::{Mark, Param};
use crate::domain::scenario::Scenario;
use crate::domain::yen::Yen;

/// A number with what it counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Quantity {
    /// Whole yen of the month.
    Yen(Yen),
    /// Whole yen of today's purchasing power.
    RealYen(Yen),
    /// Yen of the month, not yet rounded.
    Unrounded(f64),
    /// US dollars.
    Dollars(f64),
    /// Coins.
    Coins(f64),
    /// Grams.
    Grams(f64),
    /// Yen for one of something.
    YenPerUnit(f64),
    /// Yen per US dollar.
    YenPerDollar(f64),
    /// A plain number: a growth factor, a price level, a share.
    Factor(f64),
    /// An exact share or rate, as a fraction.
    Rate(Decimal),
    /// A rate per year that is no exact decimal, as a fraction.
    RateNear(f64),
    /// Months, or a month counted from today.
    Months(u16),
    /// So many of something.
    Count(u32),
    /// A number of the scenario, in its kept unit.
    Param(Param, Decimal),
}

impl Quantity {
    /// The bare number: yen, a fraction, months.
    #[must_use]
    pub fn number(self) -> f64 {
        match self {
            Self::Yen(yen) | Self::RealYen(yen) => door::amount(yen),
            Self::Unrounded(x)
            | Self::Dollars(x)
            | Self::Coins(x)
            | Self::Grams(x)
            | Self::YenPerUnit(x)
            | Self::YenPerDollar(x)
            | Self::Factor(x)
            | Self::RateNear(x) => x,
            Self::Rate(rate) | Self::Param(_, rate) => door::plain(rate),
            Self::Months(months) => f64::from(months),
            Self::Count(count) => f64::from(count),
        }
    }
}

/// The formula of a step over its inputs, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It was entered, or is assumed.
    Given(Origin),
    /// a + b + …
    Sum,
    /// a − b − …
    Less,
    /// a × b × …
    Product,
    /// a ÷ b ÷ …
    Quotient,
    /// The smallest.
    Least,
    /// The largest.
    Most,
    /// 1 − a.
    OneLess,
    /// −a.
    Negated,
    /// (1 + a)^(b ÷ 12): a yearly rate over b months.
    YearlyGrowth,
    /// (1 + a)^(1 ÷ 12) − 1: a yearly rate as a monthly one.
    MonthlyRate,
    /// e^a.
    Exp,
    /// ln(a ÷ b).
    LogRatio,
    /// The price of a bond per its face, accrued interest included: face,
    /// coupon, months left, yield.
    Bond,
    /// The value of what an exchange offers for 100 of face: face cut, new
    /// coupon, years, cash, exit yield.
    Exchange,
    /// The loss of a bond issued at par when yields move: yield at issue, years
    /// left, yield then.
    YieldLoss,
    /// The part of a that goes to b where all that share are b and the rest.
    ShareOut,
    /// What a crash leaves: depth, share recovered, months since, months of
    /// recovery.
    CrashLeft,
    /// A type 7 quantile: the values at the two ranks around it, and the part
    /// of the way from the first to the second.
    Between,
    /// The utility of a at a risk aversion of b: a^(1−b) ÷ (1−b), ln a at 1.
    Utility,
    /// −ln(1 − a) ÷ (b ÷ 12): the yearly rate at which something is as likely
    /// as a within b months.
    Hazard,
    /// It is its one input, seen elsewhere.
    Same,
}

/// How a step's number was rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rounding {
    /// Not at all.
    #[default]
    None,
    /// To the nearest yen, halves away from zero.
    Nearest,
    /// Cut to whole yen.
    Cut,
    /// Cut to whole thousands of yen.
    CutToThousand,
    /// Cut to whole hundreds of yen.
    CutToHundred,
    /// Kept from 0 to 1.
    Within01,
    /// Kept at zero or above.
    AtLeastZero,
    /// To 15 decimal places.
    Places15,
    /// Shared out in whole yen that add up: single yen go to the largest
    /// remainders.
    Shared,
}

/// Where a number that has no inputs comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The balance sheet.
    Entered,
    /// The bank's own figure.
    BankFigure,
    /// A number of the scenario or the plan.
    Parameter,
    /// A rule: a number of months or coupons.
    Rule,
    /// Nothing was there yet.
    Nothing,
    /// It stood like that at a moment of the calculation; its own tree stands
    /// [`Elsewhere`].
    Noted,
    /// It stands with its steps further up in the same tree.
    Above,
    /// What one reason has done to a line in the months so far, each of them in
    /// that line's own tree.
    SoFar,
    /// A rank among simulated paths.
    Simulated,
    /// Found in the sources of an episode, for this month.
    Found,
    /// Not found for this month: the last one that was.
    Held,
    /// Worked out for a mixture of two scenarios.
    Mixture,
    /// A fact of an episode.
    Fact,
    /// What a replay sets it to, so that only the episode is in the figures.
    SetAside,
    /// A quote of the market, or what is assumed to read it by.
    Quoted,
}

/// What a step is about, beside its term.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum About {
    /// Nothing in particular.
    #[default]
    Nothing,
    /// A line of the balance sheet.
    Line(String),
    /// A class of lines.
    Class(AssetClass),
    /// A bank.
    Bank(BankId),
    /// A reason.
    Cause(Cause),
    /// As things are, or with the plan.
    Course(Course),
    /// A number of the scenario.
    Param(Param),
    /// A path of a simulation.
    Path {
        /// Its number, from 1.
        number: u32,
        /// How many paths end no higher, itself included; 0 where that is not
        /// said.
        rank: u32,
    },
    /// All paths of a simulation.
    Paths {
        /// How many.
        of: u32,
        /// Thousandths of them that lie below.
        per_mille: u16,
    },
    /// Parts of a difference, one a bit; in what others add to, those changed
    /// before.
    Parts(u16),
    /// So many other parts.
    Others(u32),
    /// One of the market's quotes, by its place among them.
    Quote(usize),
    /// A path of an episode of the past.
    Episode {
        /// Its stable name.
        id: String,
        /// What of it.
        of: Path,
        /// The month of the point, after the base.
        month: u16,
        /// How well the point is known; none for the base itself.
        mark: Option<Mark>,
    },
}

/// One step of a derivation.
///
/// **Shape**: `value` is `how` of the `inputs`' values, rounded as `rounding`
/// says; [`evaluate::check`] recomputes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What the number is.
    pub term: Term,
    /// What it is about.
    pub about: About,
    /// The month it is of.
    pub month: Option<u16>,
    /// The number.
    pub value: Quantity,
    /// The formula.
    pub how: How,
    /// How it was rounded.
    pub rounding: Rounding,
    /// What went into it.
    pub inputs: Vec<Step>,
    /// Where a number without inputs has its tree.
    pub elsewhere: Option<Box<Elsewhere>>,
    /// Whose months it and the steps below it tell of, at the root of a tree.
    pub within: Option<Source>,
}

impl Step {
    /// A step with inputs.
    #[must_use]
    pub fn of(term: Term, value: Quantity, how: How, inputs: Vec<Self>) -> Self {
        Self {
            term,
            about: About::Nothing,
            month: None,
            value,
            how,
            rounding: Rounding::None,
            inputs,
            elsewhere: None,
            within: None,
        }
    }

    /// A step without inputs.
    #[must_use]
    pub fn given(term: Term, value: Quantity, origin: Origin) -> Self {
        Self::of(term, value, How::Given(origin), Vec::new())
    }

    /// The sum of amounts in yen of the month.
    #[must_use]
    pub fn total(term: Term, amounts: Vec<Self>) -> Self {
        let sum = Quantity::Yen(amounts.iter().map(Self::yen).sum());
        Self::of(term, sum, How::Sum, amounts)
    }

    /// The first number divided by the others.
    #[must_use]
    pub fn quotient(term: Term, unit: fn(f64) -> Quantity, inputs: Vec<Self>) -> Self {
        let mut numbers = inputs.iter().map(|input| input.value.number());
        let first = numbers.next().unwrap_or(f64::NAN);
        let value = unit(numbers.fold(first, |left, x| left / x));
        Self::of(term, value, How::Quotient, inputs)
    }

    /// A number as it stood at a moment of the calculation.
    #[must_use]
    pub fn noted(term: Term, value: Quantity, elsewhere: Elsewhere) -> Self {
        Self { elsewhere: Some(Box::new(elsewhere)), ..Self::given(term, value, Origin::Noted) }
    }

    /// A number of the scenario.
    #[must_use]
    pub fn param(scenario: &Scenario, param: Param) -> Self {
        let value = Quantity::Param(param, scenario.get(param));
        Self::given(Term::Parameter, value, Origin::Parameter).about(About::Param(param))
    }

    /// The same, about something.
    #[must_use]
    pub fn about(mut self, about: About) -> Self {
        self.about = about;
        self
    }

    /// The same, about a line.
    #[must_use]
    pub fn line(self, id: &str) -> Self {
        self.about(About::Line(id.to_owned()))
    }

    /// The same, of a month.
    #[must_use]
    pub const fn at(mut self, month: u16) -> Self {
        self.month = Some(month);
        self
    }

    /// The same, rounded.
    #[must_use]
    pub const fn rounded(mut self, rounding: Rounding) -> Self {
        self.rounding = rounding;
        self
    }

    /// The same amount the other way.
    #[must_use]
    pub fn negated(self) -> Self {
        let value = match self.value {
            Quantity::Yen(yen) => Quantity::Yen(yen.negated()),
            Quantity::RealYen(yen) => Quantity::RealYen(yen.negated()),
            other => note::like(other, -other.number()),
        };
        let (term, about, month) = (self.term, self.about.clone(), self.month);
        Self { month, ..Self::of(term, value, How::Negated, vec![self]).about(about) }
    }

    /// The whole yen of the value; of what is no yen, zero.
    #[must_use]
    pub fn yen(&self) -> Yen {
        match self.value {
            Quantity::Yen(yen) | Quantity::RealYen(yen) => yen,
            _ => Yen::ZERO,
        }
    }

    /// How many steps there are, this one included.
    #[must_use]
    pub fn count(&self) -> usize {
        self.inputs.iter().map(Self::count).sum::<usize>().saturating_add(1)
    }
}
