//! One line of the balance sheet while the months run.

use rust_decimal::Decimal;

use super::cause::Cause;
use super::door;
use super::ledger::Track;
use super::trace::Step;
use super::trace::note::{Moved, Notes, Record};
use crate::domain::holding::{
    AccountClass, AssetClass, Custody, Holding, HoldingKind, LoanRate, Repayment, ReserveMix,
};
use crate::domain::profile::Profile;
use crate::domain::yen::Yen;

/// The factors in force at a moment within a month: events come one after the
/// other, so some are already this month's and some still the last one's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Market {
    /// Yen per dollar relative to today's.
    pub dollar: f64,
    /// Yen per dollar.
    pub usd_jpy: f64,
    /// Coin price in dollars from growth, relative.
    pub coin_growth: f64,
    /// What a crash leaves of it.
    pub coin_crash: f64,
    /// What chance made of each kind of coin.
    pub coins_strayed: [f64; 4],
    /// Gold price in dollars, relative.
    pub gold: f64,
    /// Yield of government bonds.
    pub jgb_yield: f64,
    /// 1 over the price level.
    pub per_price: f64,
    /// The months coins, gold and the yen have moved up to.
    pub moved: Moved,
    /// The month the yield is of.
    pub yield_month: u16,
}

/// Whether a coin can be used, and what it is if not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CoinState {
    /// In the owner's hands.
    Held,
    /// Coins a failed exchange still owes.
    OwedInKind,
    /// Dollars a failed exchange still owes.
    OwedDollars(f64),
}

/// Whether a bond still pays as issued.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum BondState {
    /// It does.
    Live,
    /// Exchanged in a default: value then, and the month.
    Exchanged {
        /// Value of the new bond in the month of the default.
        value: f64,
        /// That month.
        since: u16,
    },
}

/// What a line is, as it now stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Position {
    /// Cash (`bank` is `None`) or a yen deposit.
    Money {
        /// Balance.
        balance: Yen,
        /// Index of the bank and class of the account.
        bank: Option<(usize, AccountClass)>,
        /// What cannot be drawn.
        frozen: Yen,
        /// What could not be drawn when the month began.
        frozen_before: Yen,
        /// Interest earned and not yet credited.
        accrued: f64,
    },
    /// US dollars.
    Dollars {
        /// Amount.
        usd: f64,
        /// Index of the bank, if it is a deposit.
        bank: Option<usize>,
        /// Whether it can be drawn.
        frozen: bool,
    },
    /// A government bond.
    Bond {
        /// Face.
        face: Yen,
        /// Coupon per year.
        coupon: Decimal,
        /// Month it matures.
        matures: u16,
        /// Market value now.
        value: f64,
        /// Whether it still pays.
        state: BondState,
    },
    /// A crypto-asset.
    Coin {
        /// Its place among [`COINS`](super::factors::COINS).
        kind: usize,
        /// Coins.
        units: f64,
        /// Yen price of one today.
        price: f64,
        /// Book value for tax.
        basis: Yen,
        /// Who keeps it.
        custody: Custody,
        /// Whether it can be used.
        state: CoinState,
    },
    /// A yen coin.
    YenCoin {
        /// Face.
        face: Yen,
        /// What one yen of face is worth.
        level: f64,
        /// What stands behind it.
        reserve: ReserveMix,
    },
    /// Gold.
    Gold {
        /// Weight.
        grams: f64,
        /// Yen price of a gram today.
        price: f64,
    },
    /// Money owed to the company.
    Receivable {
        /// Amount.
        amount: Yen,
        /// Month it is due.
        due: u16,
    },
    /// Money the company owes.
    Payable {
        /// Amount.
        amount: Yen,
        /// Month it is due.
        due: u16,
    },
    /// A loan.
    Loan {
        /// Index of the lender, if it is one of the banks.
        bank: Option<usize>,
        /// What is still owed.
        balance: Yen,
        /// Interest.
        rate: LoanRate,
        /// How it is repaid.
        repayment: Repayment,
        /// Month it matures.
        matures: u16,
    },
    /// Tax assessed and not yet paid: month due and amount.
    TaxDue(Vec<(u16, Yen)>),
}

/// A value in nominal yen, exact where it is one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Worth {
    /// A contractual amount.
    Exact(Yen),
    /// A market value.
    Market(f64),
}

/// A line of the balance sheet: who it is, how it stands, what it was.
#[derive(Debug, Clone)]
pub struct Line {
    /// The holding's identity, or one of the engine's own.
    pub id: String,
    /// The class it is shown under.
    pub class: AssetClass,
    /// How it stands.
    pub position: Position,
    /// Stated values and causes.
    pub track: Track,
    /// What the line notes, where it is traced.
    pub notes: Option<Box<Notes>>,
}

impl Position {
    /// Cash of an amount.
    #[must_use]
    pub const fn cash(balance: Yen) -> Self {
        Self::Money { balance, bank: None, frozen: Yen::ZERO, frozen_before: Yen::ZERO, accrued: 0.0 }
    }

    /// How a holding stands at month 0.
    #[must_use]
    pub fn of(holding: &Holding, profile: &Profile, jgb_yield: f64) -> Self {
        let bank_index = |id| profile.banks.iter().position(|b| &b.id == id);
        match &holding.kind {
            HoldingKind::Cash { amount } => Self::cash(*amount),
            HoldingKind::Deposit { bank, account, amount } => Self::Money {
                balance: *amount,
                bank: bank_index(bank).map(|b| (b, *account)),
                frozen: Yen::ZERO,
                frozen_before: Yen::ZERO,
                accrued: 0.0,
            },
            HoldingKind::ForeignDeposit { bank, usd } => {
                Self::Dollars { usd: door::plain(*usd), bank: bank_index(bank), frozen: false }
            }
            HoldingKind::ForeignCash { usd } => {
                Self::Dollars { usd: door::plain(*usd), bank: None, frozen: false }
            }
            HoldingKind::Jgb { face, coupon, months } => Self::Bond {
                face: *face,
                coupon: *coupon,
                matures: *months,
                value: super::bond::value_with_accrued(
                    door::amount(*face),
                    door::plain(*coupon),
                    *months,
                    jgb_yield,
                ),
                state: BondState::Live,
            },
            HoldingKind::Crypto { coin, count, price, custody, tax_basis } => Self::Coin {
                kind: super::factors::coin_place(coin),
                units: door::plain(*count),
                price: door::plain(*price),
                basis: tax_basis.unwrap_or_else(|| Yen::rounded(count.saturating_mul(*price))),
                custody: *custody,
                state: CoinState::Held,
            },
            HoldingKind::YenCoin { amount, reserve } => {
                Self::YenCoin { face: *amount, level: 1.0, reserve: *reserve }
            }
            HoldingKind::Gold { grams, price } => {
                Self::Gold { grams: door::plain(*grams), price: door::plain(*price) }
            }
            HoldingKind::Receivable { amount, months } => Self::Receivable { amount: *amount, due: *months },
            HoldingKind::Payable { amount, months } => Self::Payable { amount: *amount, due: *months },
            HoldingKind::Loan { bank, balance, rate, repayment, months } => Self::Loan {
                bank: bank.as_ref().and_then(bank_index),
                balance: *balance,
                rate: *rate,
                repayment: *repayment,
                matures: *months,
            },
        }
    }

    /// Nominal worth at the factors in force; negative for debts.
    #[must_use]
    pub fn worth(&self, market: &Market) -> Worth {
        match self {
            Self::Money { balance, .. } => Worth::Exact(*balance),
            Self::Receivable { amount, .. } => Worth::Exact(*amount),
            Self::Payable { amount, .. } => Worth::Exact(amount.negated()),
            Self::Loan { balance, .. } => Worth::Exact(balance.negated()),
            Self::TaxDue(due) => Worth::Exact(due.iter().map(|(_, tax)| *tax).sum::<Yen>().negated()),
            Self::Dollars { usd, .. } => Worth::Market(usd * market.usd_jpy),
            Self::Bond { value, .. } => Worth::Market(*value),
            Self::Coin { kind, units, price, state, .. } => Worth::Market(match state {
                CoinState::OwedDollars(usd) => usd * market.usd_jpy,
                CoinState::Held | CoinState::OwedInKind => {
                    let strayed = market.coins_strayed.get(*kind).copied().unwrap_or(1.0);
                    units * price * market.coin_growth * market.coin_crash * market.dollar * strayed
                }
            }),
            Self::YenCoin { face, level, .. } => Worth::Market(door::amount(*face) * level),
            Self::Gold { grams, price } => Worth::Market(grams * price * market.gold * market.dollar),
        }
    }
}

impl Line {
    /// A line at month 0.
    #[must_use]
    pub fn open(id: String, class: AssetClass, position: Position, market: &Market, months: u16) -> Self {
        let (opening, exact) = match position.worth(market) {
            Worth::Exact(yen) => (yen, door::amount(yen)),
            Worth::Market(value) => (door::state(value), value),
        };
        Self { id, class, position, track: Track::opening(opening, exact, months), notes: None }
    }

    /// Says why the next statement changes, where the line is traced.
    pub(super) fn say(&mut self, why: impl FnOnce() -> Step) {
        if let Some(notes) = &mut self.notes {
            notes.say(why());
        }
    }

    /// States through `f`, and notes what changed.
    pub(super) fn stating(
        &mut self,
        (month, cause): (u16, Cause),
        (old_price, new_price, moved): (f64, f64, Moved),
        f: impl FnOnce(&Position, &mut Track),
    ) {
        let before = self.notes.is_some().then(|| self.track.stated());
        f(&self.position, &mut self.track);
        if let (Some((nominal, exact, real)), Some(notes)) = (before, &mut self.notes) {
            let (now, exact_now, real_now) = self.track.stated();
            if now != nominal || real_now != real || exact_now.to_bits() != exact.to_bits() {
                notes.record(Record {
                    month,
                    cause,
                    nominal: (nominal, now),
                    exact: (exact, exact_now),
                    per_price: (old_price, new_price),
                    real: (real, real_now),
                    why: None,
                    moved,
                    part: None,
                });
            }
        }
    }

    /// States the line's value again, putting the change down to `cause`.
    pub(super) fn restate(&mut self, month: u16, cause: Cause, market: &Market) {
        let price = market.per_price;
        self.stating((month, cause), (price, price, market.moved), |position, track| {
            match position.worth(market) {
                Worth::Exact(yen) => track.restate_yen(month, cause, yen, price),
                Worth::Market(value) => track.restate(month, cause, value, price),
            }
        });
    }

    /// States the line's value after `amount` left it.
    pub(super) fn restate_less(&mut self, month: u16, cause: Cause, amount: Yen, market: &Market) {
        let price = market.per_price;
        self.stating((month, cause), (price, price, market.moved), |position, track| {
            match position.worth(market) {
                Worth::Exact(yen) => track.restate_yen(month, cause, yen, price),
                Worth::Market(value) => track.restate_less(month, cause, amount, value, price),
            }
        });
    }

    /// Takes `amount` off the line and states what is left.
    pub(super) fn give(&mut self, month: u16, cause: Cause, amount: Yen, market: &Market) {
        if amount.is_positive() {
            self.take(month, amount);
            self.restate_less(month, cause, amount, market);
            self.note_frozen_taken(month);
        }
    }

    /// What could be paid out of it now: cash and unfrozen deposits, time
    /// deposits broken before their term included.
    #[must_use]
    pub fn at_hand(&self) -> Yen {
        match &self.position {
            Position::Money {
                balance,
                bank: None | Some((_, AccountClass::Ordinary | AccountClass::Settlement | AccountClass::Time)),
                frozen,
                ..
            } => balance.minus(*frozen).at_least(Yen::ZERO),
            _ => Yen::ZERO,
        }
    }

    /// Where payments come from first: cash 0, ordinary 1, settlement 2, time 3.
    #[must_use]
    pub const fn payment_rank(&self) -> Option<u8> {
        match &self.position {
            Position::Money { bank: None, .. } => Some(0),
            Position::Money { bank: Some((_, AccountClass::Ordinary)), .. } => Some(1),
            Position::Money { bank: Some((_, AccountClass::Settlement)), .. } => Some(2),
            Position::Money { bank: Some((_, AccountClass::Time)), .. } => Some(3),
            _ => None,
        }
    }

    /// Takes `amount` off the line, in kind where it is not yen.
    fn take(&mut self, month: u16, amount: Yen) {
        match &mut self.position {
            Position::Money { balance, frozen, .. } => {
                *balance = balance.minus(amount).at_least(Yen::ZERO);
                *frozen = frozen.at_most(*balance);
                return;
            }
            Position::Receivable { amount: left, .. }
            | Position::Payable { amount: left, .. }
            | Position::Loan { balance: left, .. } => {
                *left = left.minus(amount).at_least(Yen::ZERO);
                return;
            }
            _ => {}
        }
        let now = door::amount(self.track.now());
        let kept = if now > 0.0 { 1.0 - door::amount(amount) / now } else { 0.0 };
        if now > 0.0 {
            self.note_taken(month, amount, kept);
        }
        match &mut self.position {
            Position::Dollars { usd, .. } => *usd *= kept,
            Position::Bond { value, face, state, .. } => {
                *value *= kept;
                *face = door::state(door::amount(*face) * kept);
                if let BondState::Exchanged { value, .. } = state {
                    *value *= kept;
                }
            }
            Position::Coin { units, basis, state, .. } => {
                *units *= kept;
                *basis = door::state(door::amount(*basis) * kept);
                if let CoinState::OwedDollars(usd) = state {
                    *usd *= kept;
                }
            }
            Position::YenCoin { level, .. } => *level *= kept,
            Position::Gold { grams, .. } => *grams *= kept,
            _ => {}
        }
    }
}
