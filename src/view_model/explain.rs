//! A derivation in the reader's words: each step with its formula, in words
//! and in figures, and where a number without one comes from.

use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use super::difference::part_names;
use super::money::Money;
use super::slider::value_text;
use crate::app::State;
use crate::app::explaining::compared;
pub use crate::app::explaining::{Asked, Often, Place, explained};
use crate::domain::param::{Param, ParamUnit};
use crate::domain::profile::Profile;
use crate::domain::scenario::Scenario;
use crate::engine::chance::result::LEVELS;
pub use crate::engine::chance::result::MEDIAN;
pub use crate::engine::chance::story::{Level, Point};
pub use crate::engine::trace::assemble::{Lines, Link};
pub use crate::engine::trace::elsewhere::opened;
use crate::engine::trace::{About, How, Origin, Quantity, Rounding, Term};
pub use crate::engine::trace::{Course, Source, Step, Subject};
use crate::text::number;
use crate::text::{Texts, Word};

/// More inputs than this are counted in a formula, not named.
const NAMED: usize = 5;

/// What a derivation is written with.
#[derive(Clone, Copy)]
pub struct Writer<'a> {
    /// Whose names the lines and banks have.
    pub profile: &'a Profile,
    /// The scenario in force.
    pub scenario: &'a Scenario,
    /// What is moved in it for this number alone.
    pub moved: &'a [(Param, Decimal)],
    /// What the parts of a difference are called, where it is of one.
    pub parts: &'a [String],
    /// The words.
    pub texts: &'a Texts,
    /// How amounts are written.
    pub money: Money,
}

/// One step, ready to draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What the number is.
    pub label: String,
    /// Its symbol, where it has one.
    pub symbol: String,
    /// The number.
    pub value: String,
    /// The formula in words; empty for what has none.
    pub formula: String,
    /// The formula in figures; empty where there are too many.
    pub figures: String,
    /// How it was rounded, or where it comes from.
    pub note: String,
}

impl Writer<'_> {
    /// A step as it is shown below another: what both have in common is not
    /// said again.
    #[must_use]
    pub fn row_below(&self, step: &Step, above: &Step) -> Row {
        let part = matches!(step.about, About::Class(_) | About::Line(_));
        let same = part && step.term == above.term && step.month == above.month;
        let mut row = self.row(step);
        if same {
            row.label = self.about(step).unwrap_or_default();
            row.symbol = String::new();
        }
        row
    }

    /// A step as it is shown.
    #[must_use]
    pub fn row(&self, step: &Step) -> Row {
        Row {
            label: self.label(step),
            symbol: if is_total(step) {
                String::new()
            } else {
                self.texts.term(step.term.key(), Word::Short).to_owned()
            },
            value: self.shown(step),
            formula: self.formula(step),
            figures: self.figures(step),
            note: self.note(step),
        }
    }

    /// What a step is about.
    fn about(&self, step: &Step) -> Option<String> {
        let l = &self.texts.l10n;
        match &step.about {
            About::Nothing | About::Episode { .. } | About::Quote(_) => None,
            About::Line(id) => Some(self.line(id)),
            About::Class(class) => Some(self.texts.class(*class).to_owned()),
            About::Bank(id) => {
                let bank = self.profile.banks.iter().find(|bank| bank.id == *id);
                Some(bank.map_or_else(|| id.0.clone(), |bank| bank.name.clone()))
            }
            About::Cause(cause) => Some(self.texts.cause(cause.key(), Word::Label).to_owned()),
            About::Course(course) => Some(self.course(*course)),
            About::Param(param) => Some(self.texts.param(*param, Word::Label).to_owned()),
            About::Parts(bits) => Some(self.parts_named(*bits)),
            About::Others(count) => Some(l.msg_explain_others(i64::from(*count))),
            About::Path { number, rank: 0 } => Some(l.msg_explain_path(grouped(*number))),
            About::Path { number, rank } => Some(l.msg_explain_path_rank(grouped(*number), grouped(*rank))),
            About::Paths { of, per_mille } => {
                let share = percent(Decimal::new(i64::from(*per_mille), 3));
                Some(if *per_mille > 0 {
                    l.msg_explain_paths(share, grouped(*of))
                } else {
                    l.msg_explain_of_paths(grouped(*of))
                })
            }
        }
    }

    fn label(&self, step: &Step) -> String {
        let l = &self.texts.l10n;
        let term = self.texts.term(step.term.key(), Word::Label);
        let about = self.about(step);
        let label = match (about, step.term) {
            (Some(about), Term::Parameter | Term::CauseTotal | Term::ChangeByCause | Term::CauseInMonth) => {
                match step.value {
                    Quantity::Param(param, _) if matches!(step.about, About::Bank(_)) => {
                        l.msg_explain_about(about, self.texts.param(param, Word::Label))
                    }
                    _ => about,
                }
            }
            (Some(about), _) => l.msg_explain_about(about, term),
            (None, _) => term.to_owned(),
        };
        match step.month {
            Some(month) => l.msg_explain_when(label, self.when(month)),
            None => label,
        }
    }

    fn course(&self, course: Course) -> String {
        match course {
            Course::AsIs => self.texts.l10n.msg_course_as_is(),
            Course::Plan => self.texts.l10n.msg_course_plan(),
        }
    }

    /// The short name of an input within a formula.
    fn name(&self, step: &Step) -> String {
        let l = &self.texts.l10n;
        let term = self.texts.term(step.term.key(), Word::Label);
        match &step.about {
            About::Param(param) => self.texts.param(*param, Word::Label).to_owned(),
            About::Path { number, .. } => l.msg_explain_path(grouped(*number)),
            About::Bank(_) if step.term == Term::Parameter => match step.value {
                Quantity::Param(param, _) => self.texts.param(param, Word::Label).to_owned(),
                _ => term.to_owned(),
            },
            About::Class(_) | About::Line(_) | About::Cause(_) | About::Course(_)
                if matches!(step.term, Term::RealValue | Term::NominalValue | Term::ChangeByCause) =>
            {
                self.label(&Step { month: None, term: Term::ChangeByCause, ..step.clone() })
            }
            _ => term.to_owned(),
        }
    }

    /// The number of a step. While amounts are hidden, what the public cap of
    /// the insurance makes is not told: it would give the scale away.
    fn shown(&self, step: &Step) -> String {
        match (step.term, step.value) {
            (Term::DefaultOnPath | Term::ExchangeOnPath | Term::WalletOnPath, Quantity::Months(month)) => {
                self.when(month)
            }
            (Term::ShareOfPaths, Quantity::RateNear(share)) => number::percent_f64(share, 4),
            (
                Term::Cap
                | Term::CapInterest
                | Term::WithinCap
                | Term::Protected
                | Term::AboveCap
                | Term::Unprotected,
                _,
            )
            | (_, Quantity::Param(Param::InsuranceCap, _))
                if self.money.hides() =>
            {
                number::HIDDEN.to_owned()
            }
            (_, value) => self.value(value),
        }
    }

    /// A number to the last digit that counts.
    #[must_use]
    pub fn value(&self, value: Quantity) -> String {
        let hidden = self.money.hides();
        let with_unit = |figure: String, unit: &str| format!("{figure} {unit}");
        match value {
            Quantity::Yen(yen) | Quantity::RealYen(yen) if hidden => self.money.exact(yen),
            Quantity::Yen(yen) | Quantity::RealYen(yen) => number::exact_yen(yen.get(), self.texts.lang),
            Quantity::Unrounded(_)
            | Quantity::Dollars(_)
            | Quantity::Coins(_)
            | Quantity::Grams(_)
            | Quantity::YenPerUnit(_)
                if hidden =>
            {
                number::HIDDEN.to_owned()
            }
            Quantity::Unrounded(x) | Quantity::YenPerUnit(x) => {
                let figure = places(x, 4);
                match self.texts.lang {
                    number::Lang::Ja => format!("{figure}円"),
                    number::Lang::En => match figure.strip_prefix('−') {
                        Some(size) => format!("−¥{size}"),
                        None => format!("¥{figure}"),
                    },
                }
            }
            Quantity::Dollars(x) => with_unit(places(x, 6), "USD"),
            Quantity::Coins(x) => places(x, 12),
            Quantity::Grams(x) => with_unit(places(x, 6), "g"),
            Quantity::YenPerDollar(x) | Quantity::Factor(x) => digits(x, 13),
            Quantity::Rate(rate) => percent(rate),
            Quantity::RateNear(rate) => Decimal::from_f64(rate)
                .map_or_else(|| number::NO_FIGURE.to_owned(), |r| percent(significant(r, 13))),
            Quantity::Months(months) => {
                format!("{months} {}", self.texts.param_unit(ParamUnit::Months))
            }
            Quantity::Count(count) => grouped(count),
            Quantity::Param(param, value) => value_text(param, value, self.texts, self.money),
        }
    }

    fn formula(&self, step: &Step) -> String {
        if step.how == How::Same {
            return String::new();
        }
        let names: Vec<String> = step.inputs.iter().map(|input| self.name(input)).collect();
        self.written(step, &names)
    }

    /// The same with each input's value.
    fn figures(&self, step: &Step) -> String {
        if step.inputs.is_empty() || step.inputs.len() > NAMED || step.how == How::Same {
            return String::new();
        }
        let values: Vec<String> = step.inputs.iter().map(|input| self.shown(input)).collect();
        self.written(step, &values)
    }

    fn written(&self, step: &Step, parts: &[String]) -> String {
        let l = &self.texts.l10n;
        let part = |i: usize| parts.get(i).cloned().unwrap_or_default();
        let list = || self.texts.join(parts);
        let joined = |sign: &str| parts.join(&format!(" {sign} "));
        let many = parts.len() > NAMED;
        match step.how {
            How::Given(_) => String::new(),
            How::Sum if many => l.msg_explain_sum_of(parts.len()),
            How::Sum => joined("+"),
            How::Less => joined("−"),
            How::Product => joined("×"),
            How::Quotient => joined("÷"),
            How::Least => l.msg_explain_least(list()),
            How::Most => l.msg_explain_most(list()),
            How::OneLess => format!("1 − {}", part(0)),
            How::Negated => format!("−({})", part(0)),
            How::Exp => format!("e^({})", part(0)),
            How::LogRatio => format!("ln({} ÷ {})", part(0), part(1)),
            How::YearlyGrowth => l.msg_explain_growth(part(0), part(1)),
            How::MonthlyRate => l.msg_explain_monthly(part(0)),
            How::Bond => l.msg_explain_bond(list()),
            How::Exchange => l.msg_explain_exchange(list()),
            How::YieldLoss => l.msg_explain_yield_loss(list()),
            How::ShareOut => l.msg_explain_share(part(0), part(1), part(2)),
            How::CrashLeft => l.msg_explain_crash(part(0), part(1), part(2), part(3)),
            How::Between => l.msg_explain_between(part(0), part(2), part(1)),
            How::Utility => l.msg_explain_utility(part(0), part(1)),
            How::Hazard => format!("−ln(1 − {}) ÷ ({} ÷ 12)", part(0), part(1)),
            How::Same => l.msg_explain_same(part(0)),
        }
    }

    fn note(&self, step: &Step) -> String {
        let l = &self.texts.l10n;
        if let How::Given(origin) = step.how {
            return self.origin(origin, step);
        }
        if step.term == Term::PathAgain {
            return l.msg_explain_coarser();
        }
        match step.rounding {
            Rounding::None => String::new(),
            Rounding::Nearest => l.msg_explain_round_nearest(),
            Rounding::Cut => l.msg_explain_round_cut(),
            Rounding::CutToThousand => l.msg_explain_round_thousand(),
            Rounding::CutToHundred => l.msg_explain_round_hundred(),
            Rounding::Within01 => l.msg_explain_round_within(),
            Rounding::AtLeastZero => l.msg_explain_round_zero(),
            Rounding::Places15 => l.msg_explain_round_places(),
            Rounding::Shared => l.msg_explain_round_shared(),
        }
    }

    /// A whole derivation as lines of text, indented by depth.
    #[must_use]
    pub fn text(&self, title: &str, step: &Step) -> String {
        let mut lines = vec![title.to_owned()];
        self.lines_of(step, None, 0, &mut lines);
        lines.push(String::new());
        lines.join("\n")
    }

    fn lines_of(&self, step: &Step, above: Option<&Step>, depth: usize, lines: &mut Vec<String>) {
        let row = above.map_or_else(|| self.row(step), |above| self.row_below(step, above));
        let indent = "  ".repeat(depth);
        let symbol = if row.symbol.is_empty() { String::new() } else { format!(" [{}]", row.symbol) };
        lines.push(format!("{indent}{}{symbol} = {}", row.label, row.value));
        for further in [&row.formula, &row.figures, &row.note] {
            if !further.is_empty() {
                lines.push(format!("{indent}    {further}"));
            }
        }
        for input in &step.inputs {
            self.lines_of(input, Some(step), depth.saturating_add(1), lines);
        }
    }
}

/// Whether a value is the sum of others alike, which have the symbol.
fn is_total(step: &Step) -> bool {
    step.how == How::Sum && matches!(step.term, Term::RealValue | Term::NominalValue)
}

/// The name of a level of [`LEVELS`]: its share, or that it is the median.
#[must_use]
pub fn level_name(level: usize, texts: &Texts) -> String {
    let level = LEVELS.get(level).copied().unwrap_or(0.5);
    let is_median = (level - 0.5).abs() < f64::EPSILON;
    if is_median { texts.l10n.msg_chance_median() } else { number::percent_f64(level, 0) }
}

/// The parameter a step without inputs is.
#[must_use]
pub fn parameter(step: &Step) -> Option<Param> {
    match (&step.about, step.value) {
        (About::Param(param), _) => Some(*param),
        (_, Quantity::Param(param, _)) => Some(param),
        _ => None,
    }
}

/// The tree of a number a step only names, told as the step tells it.
#[must_use]
pub fn further_tree(step: &Step, source: &Source) -> Option<Step> {
    step.elsewhere.as_ref().map(|_| opened(step, Some(source), 1))
}

/// What the parts of a difference are called, where one of them is asked about.
#[must_use]
pub fn part_names_of(asked: &Asked, state: &State, texts: &Texts, money: Money) -> Vec<String> {
    let Asked::Part(pair, month, ..) = asked else { return Vec::new() };
    let found = compared(state, *pair, *month);
    found.map(|found| part_names(state.profile(), (*pair, found), texts, money)).unwrap_or_default()
}

/// The slider a step without inputs leads to: none where an episode has set
/// the number.
#[must_use]
pub fn slider(step: &Step) -> Option<Param> {
    let set = matches!(step.how, How::Given(Origin::Fact | Origin::SetAside));
    parameter(step).filter(|_| step.inputs.is_empty() && !set)
}

/// A count with its thousands set apart.
fn grouped(count: u32) -> String {
    number::plain(Decimal::from(count), 0)
}

/// A number with at most so many decimals, without zeros at the end.
fn places(value: f64, most: u32) -> String {
    let Some(decimal) = Decimal::from_f64(value) else { return number::NO_FIGURE.to_owned() };
    let shown = decimal.round_dp(most).normalize();
    number::plain(shown, shown.scale())
}

/// A number with at most so many significant digits.
fn digits(value: f64, most: u32) -> String {
    let Some(decimal) = Decimal::from_f64_retain(value) else { return number::NO_FIGURE.to_owned() };
    let shown = significant(decimal, most);
    number::plain(shown, shown.scale())
}

fn significant(value: Decimal, most: u32) -> Decimal {
    value.round_sf(most).unwrap_or(value).normalize()
}

fn percent(fraction: Decimal) -> String {
    let shown = fraction.saturating_mul(Decimal::ONE_HUNDRED).normalize();
    number::percent(fraction, shown.scale())
}
