//! What a line notes while the months run, where it is traced.

use super::{How, Origin, Quantity, Rounding, Step, Term};
use crate::domain::holding::{Holding, HoldingKind};
use crate::domain::yen::Yen;
use crate::engine::cause::Cause;
use crate::engine::door;

/// One statement of a line's value, and why it changed.
#[derive(Debug, Clone)]
pub struct Record {
    /// The month.
    pub month: u16,
    /// The reason.
    pub cause: Cause,
    /// Nominal yen before and after, as stated.
    pub nominal: (Yen, Yen),
    /// Yen of the month before and after, not rounded.
    pub exact: (f64, f64),
    /// 1 over the price level before and after.
    pub per_price: (f64, f64),
    /// Today's purchasing power before and after, as stated.
    pub real: (Yen, Yen),
    /// What the calculation said about the change.
    pub why: Option<Step>,
}

/// The notes of a line.
#[derive(Debug, Clone)]
pub struct Notes {
    /// What is held: yen, dollars, coins, grams, face, and how it came to that.
    pub holds: Step,
    /// What one yen of a yen coin's face is worth.
    pub level: Option<Step>,
    /// What a bond is worth, in yen not yet rounded.
    pub worth: Option<Step>,
    /// Every statement, in order.
    pub records: Vec<Record>,
    /// Interest earned and not yet credited, month by month.
    pub accrued: Vec<Step>,
    pending: Option<Step>,
}

impl Notes {
    /// The notes of a line that holds nothing yet.
    #[must_use]
    pub fn nothing(unit: fn(f64) -> Quantity) -> Self {
        Self::opening(Step::given(Term::Holds, unit(0.0), Origin::Nothing))
    }

    /// The notes of a line that begins with what it holds.
    #[must_use]
    pub fn opening(holds: Step) -> Self {
        Self { holds, level: None, worth: None, records: Vec::new(), accrued: Vec::new(), pending: None }
    }

    /// The notes of a holding.
    #[must_use]
    pub fn of(holding: &Holding) -> Self {
        let value = match &holding.kind {
            HoldingKind::Cash { amount }
            | HoldingKind::Deposit { amount, .. }
            | HoldingKind::YenCoin { amount, .. }
            | HoldingKind::Receivable { amount, .. } => Quantity::Yen(*amount),
            HoldingKind::Payable { amount, .. } => Quantity::Yen(amount.negated()),
            HoldingKind::Loan { balance, .. } => Quantity::Yen(balance.negated()),
            HoldingKind::Jgb { face, .. } => Quantity::Yen(*face),
            HoldingKind::ForeignDeposit { usd, .. } | HoldingKind::ForeignCash { usd } => {
                Quantity::Dollars(door::plain(*usd))
            }
            HoldingKind::Crypto { count, .. } => Quantity::Coins(door::plain(*count)),
            HoldingKind::Gold { grams, .. } => Quantity::Grams(door::plain(*grams)),
        };
        let term = match holding.kind {
            HoldingKind::Jgb { .. } | HoldingKind::YenCoin { .. } => Term::Face,
            _ => Term::Holds,
        };
        let mut notes = Self::opening(Step::given(term, value, Origin::Entered).line(&holding.id.0));
        if matches!(holding.kind, HoldingKind::YenCoin { .. }) {
            notes.level = Some(Step::given(Term::CoinLevel, Quantity::Factor(1.0), Origin::Rule));
        }
        notes
    }

    /// Says why the next statement changes.
    pub fn say(&mut self, why: Step) {
        self.pending = Some(why);
    }

    /// Takes a statement down.
    pub fn record(&mut self, mut record: Record) {
        record.why = self.pending.take();
        self.records.push(record);
    }

    /// What is held is now so many times as much.
    pub fn scale(&mut self, month: u16, factor: Step) {
        self.worth = self.worth.take().map(|worth| scaled(worth, month, factor.clone()));
        match self.level.take() {
            Some(level) => self.level = Some(scaled(level, month, factor)),
            None => self.holds = scaled(self.holds.clone(), month, factor),
        }
    }

    /// So much more is held.
    pub fn add(&mut self, month: u16, bought: Step) {
        let before = self.holds.clone();
        let value = like(before.value, before.value.number() + bought.value.number());
        let (term, about) = (before.term, before.about.clone());
        self.holds = Step::of(term, value, How::Sum, vec![before, bought]).about(about).at(month);
    }
}

fn scaled(before: Step, month: u16, factor: Step) -> Step {
    let value = like(before.value, before.value.number() * factor.value.number());
    let (term, about) = (before.term, before.about.clone());
    let after = Step::of(term, value, How::Product, vec![before, factor]).about(about).at(month);
    if matches!(value, Quantity::Yen(_)) { after.rounded(Rounding::Nearest) } else { after }
}

/// A number that counts the same as another.
#[must_use]
pub fn like(pattern: Quantity, number: f64) -> Quantity {
    match pattern {
        Quantity::Yen(_) => Quantity::Yen(door::state(number)),
        Quantity::RealYen(_) => Quantity::RealYen(door::state(number)),
        Quantity::Dollars(_) => Quantity::Dollars(number),
        Quantity::Coins(_) => Quantity::Coins(number),
        Quantity::Grams(_) => Quantity::Grams(number),
        Quantity::Unrounded(_) => Quantity::Unrounded(number),
        _ => Quantity::Factor(number),
    }
}
