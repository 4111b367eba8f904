//! Loans served month after month where paths have come apart: the plainest
//! and most frequent case, in one go.

use super::Group;
use crate::engine::chance::lanes::{Wide, whole};
use crate::engine::chance::parts::Asked;

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
        // not `map`, which becomes a call
        let terms = [self.asked(live[0], month), self.asked(live[1], month)];
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
            match terms.each_ref().map(Asked::repays) {
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
    fn asked(&self, i: usize, month: u16) -> Asked {
        let known = self.course.asked.get(i).and_then(|months| months.get(usize::from(month)));
        known.copied().unwrap_or_else(|| {
            let loan = &self.course.loans[i];
            loan.asked(self.loan_rate(loan, 0.0), month)
        })
    }
}

/// Serves `L` loans out of `cash`, first the interest of each, then principal
/// of those in the bits of `R`. `yen` is everything in yen, less debts.
#[inline(always)]
#[expect(clippy::needless_pass_by_value, reason = "so that none of them is taken to be another")]
fn serve<const N: usize, const L: usize, const R: u8>(
    loans: [&mut Wide<N>; L],
    terms: &[Asked; 2],
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
            gone = if k == 0 { due } else { gone + due };
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
