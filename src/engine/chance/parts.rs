//! What a course consists of: figures read once, the same on every path.
#![expect(
    clippy::inline_always,
    reason = "compiled for the widest registers only where it is put into the dispatched function"
)]

use std::sync::Arc;

use crate::domain::bank::Bank;
use crate::domain::holding::AccountClass;
use crate::domain::scenario::{LossOrder, Scenario};
use crate::engine::bank_loss::BankTerms;
use crate::engine::factors::{Factors, at};
use crate::engine::{bond, door};

/// Yen in cash or a deposit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Money {
    pub(super) balance: f64,
    pub(super) bank: Option<(usize, AccountClass)>,
    /// Whether the plan may draw on it.
    pub(super) planned: bool,
}

/// A government bond.
#[derive(Debug, Clone)]
pub(super) struct Bond {
    pub(super) face: f64,
    pub(super) coupon: f64,
    pub(super) matures: u16,
    /// Value per yen of face while it pays, by month, at the deterministic
    /// yield; nothing where few months are asked for.
    pub(super) plain: Arc<Vec<f64>>,
    /// Value per yen of face after a default in a month, if an exchange is
    /// made: without a coupon, and what each unit of the old coupon adds.
    pub(super) exchange: Arc<Vec<(f64, f64)>>,
}

impl Bond {
    /// What a yen of face is worth in a month before it falls due, at the
    /// deterministic yield.
    pub(super) fn value(&self, month: u16, factors: &Factors) -> f64 {
        self.plain.get(usize::from(month)).copied().unwrap_or_else(|| {
            let left = self.matures.saturating_sub(month);
            bond::value_with_accrued(1.0, self.coupon, left, at(&factors.jgb_yield, month))
        })
    }

    /// Whether it is the same and its values were worked out but once.
    #[expect(clippy::float_cmp, reason = "the very same")]
    pub(super) fn same(&self, other: &Self) -> bool {
        self.face == other.face
            && self.coupon == other.coupon
            && self.matures == other.matures
            && Arc::ptr_eq(&self.plain, &other.plain)
            && Arc::ptr_eq(&self.exchange, &other.exchange)
    }
}

/// A crypto-asset.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Coin {
    /// Its worth today, in yen.
    pub(super) worth: f64,
    pub(super) basis: f64,
    pub(super) at_exchange: bool,
    /// Its place in [`COINS`].
    pub(super) kind: usize,
}

/// A yen coin.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct YenCoin {
    pub(super) face: f64,
    pub(super) jgb: f64,
    pub(super) deposits: f64,
}

/// Money due from or to somebody in a month.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Due {
    pub(super) amount: f64,
    pub(super) month: u16,
}

/// What is owed, by its place in its list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Owed {
    Payable(usize),
    Loan(usize),
}

/// A loan.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Loan {
    pub(super) bank: Option<usize>,
    pub(super) balance: f64,
    pub(super) rate: f64,
    /// The lowest rate, where it floats.
    pub(super) floor: Option<f64>,
    pub(super) equal: bool,
    pub(super) matures: u16,
}

/// A month of a year; multiplied by, since dividing every path takes longest.
pub(super) const TWELFTH: f64 = 1.0 / 12.0;

/// What a month asks for on a loan, as parts of what is owed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Asked {
    pub(super) interest: f64,
    /// Principal that falls due.
    pub(super) share: f64,
    /// Whether all of it does.
    pub(super) all: bool,
}

impl Asked {
    pub(super) const fn repays(&self) -> bool {
        self.share > 0.0
    }
}

impl Loan {
    /// The rate where bonds yield so much.
    #[inline(always)]
    pub(super) fn rate_at(&self, terms: &Terms, yields: f64) -> f64 {
        match self.floor {
            None => self.rate,
            Some(floor) => (self.rate + terms.loan_beta * (yields.max(0.0) - terms.yield_today)).max(floor),
        }
    }

    /// What a month asks for at a rate.
    #[inline(always)]
    pub(super) fn asked(&self, rate: f64, month: u16) -> Asked {
        let parts = f64::from(self.matures.saturating_sub(month).saturating_add(1));
        let all = self.matures <= month;
        let share = if all || self.equal { 1.0 / parts } else { 0.0 };
        Asked { interest: rate * TWELFTH, share, all }
    }
}

/// A bank's figures, per yen of deposits.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct BankFigures {
    pub(super) jgb_share: f64,
    pub(super) other: f64,
    pub(super) first: f64,
    pub(super) protected_share: f64,
    pub(super) set_off: bool,
}

impl BankFigures {
    pub(super) fn of(bank: Option<&Bank>, scenario: &Scenario) -> Self {
        let terms = BankTerms::of(bank, scenario);
        Self {
            jgb_share: door::plain(terms.jgb_share),
            other: door::plain(terms.other_losses),
            first: door::plain(terms.buffer.saturating_add(terms.state_support)),
            protected_share: door::plain(terms.protected_share),
            set_off: bank.is_some_and(|b| b.set_off),
        }
    }

    /// What a bank is short of, per yen of deposits, 0..=1.
    pub(super) fn shortfall(self, bond_loss: f64) -> f64 {
        let x = self.jgb_share * bond_loss + self.other - self.first;
        // Decimal figures that cancel must cancel here too.
        if x < 1e-12 { 0.0 } else { x.min(1.0) }
    }
}

/// What the plan moves.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PlanMoves {
    pub(super) share: f64,
    pub(super) start: u16,
    pub(super) months: u16,
    pub(super) kept: f64,
    /// Weights of bitcoin, dollars, gold, bonds.
    pub(super) weights: [f64; 4],
}

/// The months things happen in, and how: single numbers read once.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Terms {
    pub(super) deposit_growth: f64,
    pub(super) loan_beta: f64,
    pub(super) yield_today: f64,
    pub(super) bank_bond_years: f64,
    pub(super) realised: f64,
    pub(super) haircut: f64,
    pub(super) bank_haircut: f64,
    pub(super) exchange: bool,
    pub(super) cash_part: f64,
    pub(super) exit_yield: f64,
    pub(super) receivable_kept: f64,
    pub(super) cap: f64,
    pub(super) honoured: f64,
    pub(super) order: LossOrder,
    pub(super) settlement_always: bool,
    pub(super) tax_rate: f64,
    pub(super) freeze: (u16, u16),
    pub(super) withdrawal: f64,
    pub(super) conversion: Option<u16>,
    pub(super) conversion_money: f64,
    pub(super) conversion_debts: f64,
    pub(super) levy: Option<u16>,
    pub(super) levy_rate: f64,
    pub(super) levy_exempt: f64,
    pub(super) exchange_kept: f64,
    pub(super) exchange_wait: u16,
    pub(super) exchange_dollars: bool,
    pub(super) depeg: (u16, f64),
}

/// What bonds and receivables bring in a month, on one path or another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Income {
    /// A bond's coupon.
    pub(super) coupons: bool,
    /// A bond or a receivable falls due.
    pub(super) principal: bool,
}

/// The same month by month, so that most months are passed over.
pub(super) fn incomes(bonds: &[Bond], receivables: &[Due], months: u16) -> Vec<Income> {
    let mut all = vec![Income::default(); usize::from(months) + 1];
    for bond in bonds {
        for month in (bond.matures % 6..=bond.matures.min(months)).step_by(6) {
            if let Some(slot) = all.get_mut(usize::from(month)) {
                slot.coupons = true;
            }
        }
    }
    let bonds = bonds.iter().map(|bond| bond.matures);
    for month in receivables.iter().map(|due| due.month).chain(bonds) {
        if let Some(slot) = all.get_mut(usize::from(month)) {
            slot.principal = true;
        }
    }
    all
}

/// When sudden things come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Coming {
    /// Never.
    Never,
    /// In a month, on every path.
    In(u16),
    /// By chance, at a rate a year.
    At(f64),
}

impl Coming {
    /// The month on a path with this uniform number; `u16::MAX` for never.
    ///
    /// **Formula**: the first t with 1 − e^{−λt/12} ≥ u. **Source**: model
    /// equation (9).
    pub(super) fn month(self, u: f64) -> u16 {
        match self {
            Self::Never => u16::MAX,
            Self::In(month) => month,
            Self::At(rate) => {
                let months = (-(-u).ln_1p() * 12.0 / rate).ceil().clamp(1.0, f64::from(u16::MAX));
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held above")]
                let month = months as u16;
                month
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn income_comes_when_bonds_and_receivables_say() {
        let bond = |matures| Bond {
            face: 1.0,
            coupon: 0.01,
            matures,
            plain: Arc::default(),
            exchange: Arc::default(),
        };
        let all = incomes(&[bond(13), bond(300)], &[Due { amount: 1.0, month: 4 }], 25);
        let months = |of: fn(&Income) -> bool| -> Vec<usize> {
            all.iter().enumerate().filter(|(_, income)| of(income)).map(|(month, _)| month).collect()
        };
        assert_eq!(months(|i| i.coupons), [0, 1, 6, 7, 12, 13, 18, 24]);
        assert_eq!(months(|i| i.principal), [4, 13]);
    }
}
