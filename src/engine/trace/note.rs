//! What a line notes while the months run, where it is traced.

use rust_decimal::Decimal;

use super::{How, Origin, Quantity, Rounding, Step, Term};
use crate::domain::holding::{Holding, HoldingKind};
use crate::domain::yen::Yen;
use crate::engine::cause::Cause;
use crate::engine::door;

/// The months whose prices the market stood at: within a month, coins and
/// gold grow before a crash comes, and the yen moves after that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moved {
    /// The growth of coins and gold.
    pub growth: u16,
    /// A crash of coins.
    pub crash: u16,
    /// The yen against the dollar.
    pub dollar: u16,
}

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
    /// How far the market had moved.
    pub moved: Moved,
    /// The part prices moved, where they did not move all of it.
    pub part: Option<Step>,
}

/// What is held, and how it came to that.
#[derive(Debug, Clone)]
pub struct Held {
    /// Yen, dollars, coins, grams, face.
    pub holds: Step,
    /// What one yen of a yen coin's face is worth.
    pub level: Option<Step>,
    /// What a bond is worth, in yen not yet rounded.
    pub worth: Option<Step>,
}

/// The notes of a line.
#[derive(Debug, Clone)]
pub struct Notes {
    now: Held,
    /// What was held before, each until so many statements were made.
    before: Vec<(usize, Held)>,
    /// Every statement, in order.
    pub records: Vec<Record>,
    /// Interest earned, month by month, from one credit to the next; the last
    /// is not yet credited.
    pub earned: Vec<Vec<Step>>,
    /// What is frozen of an account, after each change of it.
    pub frozen: Vec<Step>,
    /// What of it was frozen when the month began.
    pub frozen_before: Option<Step>,
    /// The part the next statement is about, where it is not about all.
    pub part: Option<Step>,
    /// The book value of a coin.
    pub basis: Step,
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
        Self {
            now: Held { holds, level: None, worth: None },
            before: Vec::new(),
            records: Vec::new(),
            earned: vec![Vec::new()],
            frozen: Vec::new(),
            frozen_before: None,
            part: None,
            basis: Step::given(Term::BookValue, Quantity::Yen(Yen::ZERO), Origin::Nothing),
            pending: None,
        }
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
        if let HoldingKind::Crypto { price, tax_basis, .. } = &holding.kind {
            notes.basis = book_value(&notes.now.holds, *price, *tax_basis).line(&holding.id.0);
        }
        if matches!(holding.kind, HoldingKind::YenCoin { .. }) {
            notes.now.level = Some(Step::given(Term::CoinLevel, Quantity::Factor(1.0), Origin::Rule));
        }
        notes
    }

    /// What is held.
    #[must_use]
    pub const fn now(&self) -> &Held {
        &self.now
    }

    /// What was held after so many statements.
    #[must_use]
    pub fn held(&self, after: usize) -> &Held {
        // What changed is stated next: it counts from that statement on.
        self.before.iter().find(|(until, _)| after <= *until).map_or(&self.now, |(_, held)| held)
    }

    /// Changes what is held, before that is stated.
    pub fn hold(&mut self, change: impl FnOnce(&mut Held)) {
        let stated = self.records.len();
        if self.before.last().is_none_or(|(until, _)| *until < stated) {
            self.before.push((stated, self.now.clone()));
        }
        change(&mut self.now);
    }

    /// Begins a bond that nothing was bought of yet.
    pub fn begin_bond(&mut self) {
        self.now.holds.term = Term::Face;
        self.now.worth = Some(Step::given(Term::Worth, Quantity::Unrounded(0.0), Origin::Nothing));
    }

    /// Why the next statement changes, if that was said.
    #[must_use]
    pub const fn why(&self) -> Option<&Step> {
        self.pending.as_ref()
    }

    /// Says why the next statement changes.
    pub fn say(&mut self, why: Step) {
        self.pending = Some(why);
    }

    /// Takes a statement down.
    pub fn record(&mut self, mut record: Record) {
        record.why = self.pending.take();
        record.part.clone_from(&self.part);
        self.records.push(record);
    }

    /// What is held is now so many times as much.
    pub fn scale(&mut self, month: u16, factor: Step) {
        self.hold(|held| {
            held.worth = held.worth.take().map(|worth| scaled(worth, month, factor.clone()));
            match held.level.take() {
                Some(level) => held.level = Some(scaled(level, month, factor)),
                None => held.holds = scaled(held.holds.clone(), month, factor),
            }
        });
    }

    /// So much more is held.
    pub fn add(&mut self, month: u16, bought: Step) {
        self.hold(|held| {
            let before = held.holds.clone();
            let value = like(before.value, before.value.number() + bought.value.number());
            let (term, about) = (before.term, before.about.clone());
            held.holds = Step::of(term, value, How::Sum, vec![before, bought]).about(about).at(month);
        });
    }
}

/// The book value entered, or what the coins are worth today.
fn book_value(holds: &Step, price: Decimal, entered: Option<Yen>) -> Step {
    if let Some(entered) = entered {
        return Step::given(Term::BookValue, Quantity::Yen(entered), Origin::Entered);
    }
    let price = Step::given(Term::CoinPrice, Quantity::YenPerUnit(door::plain(price)), Origin::Entered);
    let worth = Quantity::Yen(door::state(holds.value.number() * price.value.number()));
    Step::of(Term::BookValue, worth, How::Product, vec![holds.clone(), price]).rounded(Rounding::Nearest)
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
