//! Loans served month after month where paths have come apart: the plainest
//! and most frequent case, in one go.

use super::Group;
use super::debts::TWELFTH;
use crate::engine::chance::lanes::{Wide, whole};

impl<const N: usize> Group<'_, N> {
    /// Interest and principal of a month in one go, in a month in which no bond
    /// or receivable falls due: where nothing else comes between them and all
    /// money stands in the cash line; whether that is so.
    #[inline(always)]
    pub(super) fn serve_loans(&mut self, month: u16, yields_move: bool) -> bool {
        let course = self.course;
        let (mut live, mut count) = ([0; 2], 0);
        for (i, (spec, loan)) in course.loans.iter().zip(&self.loans).enumerate() {
            if loan.plain && loan.value == 0.0 {
                continue;
            }
            if loan.plain || count == live.len() || (yields_move && spec.floor.is_some()) {
                return false;
            }
            live[count] = i;
            count += 1;
        }
        let paid = self.payables.iter().all(|amount| amount.plain && amount.value == 0.0);
        if count == 0 || !paid || !self.ready_pool() {
            return false;
        }
        let terms = live.map(|i| self.served(i, month));
        let (cash, yen) = (&mut self.money[course.received], &mut self.yen);
        let [first, second] = live;
        if count == 1 {
            let loan = [&mut self.loans[first].lanes];
            if terms[0].repays() {
                serve::<N, 1, 1>(loan, &terms, cash, yen);
            } else {
                serve::<N, 1, 0>(loan, &terms, cash, yen);
            }
        } else {
            let (before, after) = self.loans.split_at_mut(second);
            let loans = [&mut before[first].lanes, &mut after[0].lanes];
            match terms.each_ref().map(Served::repays) {
                [false, false] => serve::<N, 2, 0>(loans, &terms, cash, yen),
                [true, false] => serve::<N, 2, 1>(loans, &terms, cash, yen),
                [false, true] => serve::<N, 2, 2>(loans, &terms, cash, yen),
                [true, true] => serve::<N, 2, 3>(loans, &terms, cash, yen),
            }
        }
        self.served = month;
        true
    }

    /// What a month asks for on a loan.
    #[inline(always)]
    fn served(&self, i: usize, month: u16) -> Served {
        let spec = &self.course.loans[i];
        let parts = f64::from(spec.matures.saturating_sub(month).saturating_add(1));
        let all = spec.matures <= month;
        let share = if all || spec.equal { 1.0 / parts } else { 0.0 };
        Served { interest: self.loan_rate(spec, 0.0) * TWELFTH, share, all }
    }
}

/// What a month asks for on a loan, as parts of what is owed.
#[derive(Clone, Copy)]
struct Served {
    interest: f64,
    /// Principal that falls due.
    share: f64,
    /// Whether all of it does.
    all: bool,
}

impl Served {
    const fn repays(&self) -> bool {
        self.share > 0.0
    }
}

/// Serves `L` loans out of `cash`, first the interest of each, then principal
/// of those in the bits of `R`. `yen` is everything in yen, less debts.
#[inline(always)]
#[expect(clippy::needless_pass_by_value, reason = "so that none of them is taken to be another")]
fn serve<const N: usize, const L: usize, const R: u8>(
    loans: [&mut Wide<N>; L],
    terms: &[Served; 2],
    cash: &mut Wide<N>,
    yen: &mut Wide<N>,
) {
    for l in 0..N {
        let mut hand = cash[l];
        let mut gone = 0.0;
        for k in 0..L {
            let due = whole(loans[k][l] * terms[k].interest);
            let part = if due < hand { due } else { hand };
            hand -= part;
            // Paid or added to the loan: either way it is gone.
            loans[k][l] += due - part;
            gone += due;
        }
        for k in 0..L {
            if R & (1 << k) != 0 {
                let owed = loans[k][l];
                let due = if terms[k].all { owed } else { whole(owed * terms[k].share) };
                let part = if due < hand { due } else { hand };
                hand -= part;
                loans[k][l] = owed - part;
            }
        }
        cash[l] = hand;
        yen[l] -= gone;
    }
}
