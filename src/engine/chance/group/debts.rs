//! Interest, coupons, what falls due, and payments.

use super::{Amount, Group};
use crate::domain::holding::AccountClass;
use crate::domain::risk_factor::RiskFactor;
use crate::engine::chance::lanes::{Lanes, Wide, whole};
use crate::engine::chance::parts::{Income, Loan, Owed, TWELFTH};

/// Whether any lane is above zero.
#[inline(always)]
pub(super) fn any_left<const N: usize>(lanes: &Wide<N>) -> bool {
    let mut any = 0_u64;
    for v in lanes {
        any |= u64::from(*v > 0.0);
    }
    any != 0
}

/// The smallest of the lanes.
#[inline(always)]
fn smallest<const N: usize>(lanes: &Wide<N>) -> f64 {
    let mut least = [f64::INFINITY; 8];
    for chunk in lanes.chunks(8) {
        for (m, v) in least.iter_mut().zip(chunk) {
            *m = if *v < *m { *v } else { *m };
        }
    }
    let mut all = f64::INFINITY;
    for v in least {
        all = if v < all { v } else { all };
    }
    all
}

impl<const N: usize> Group<'_, N> {
    /// Puts into cash what came in or went out alike on all paths, before
    /// somebody looks at single ones.
    #[inline(always)]
    pub(super) fn apply_spare(&mut self) {
        if self.spare != 0.0 {
            let spare = self.spare;
            for v in &mut self.money[self.course.received] {
                *v += spare;
            }
            for v in &mut self.yen {
                *v += spare;
            }
            self.spare = 0.0;
        }
    }

    /// The same, where single paths' cash may be taken out.
    pub(super) fn touch_money(&mut self) {
        self.apply_spare();
        self.floor = 0.0;
        self.yen_stale = true;
    }

    /// Takes `due` out of money at hand, in the order payments are made; what
    /// could not be paid stays in it.
    #[inline(always)]
    pub(super) fn pay(&mut self, due: &mut Wide<N>) {
        self.apply_spare();
        self.floor = 0.0;
        self.yen_stale = true;
        for &i in &self.course.payers {
            let balance = &mut self.money[i];
            if self.freeze_on {
                let frozen = &self.frozen[i];
                for l in 0..N {
                    let hand = if balance[l] > frozen[l] { balance[l] - frozen[l] } else { 0.0 };
                    let part = if due[l] < hand { due[l] } else { hand };
                    balance[l] -= part;
                    due[l] -= part;
                }
            } else {
                for l in 0..N {
                    let part = if due[l] < balance[l] { due[l] } else { balance[l] };
                    balance[l] -= part;
                    due[l] -= part;
                }
            }
            self.deposits_stale |= self.course.money[i].bank.is_some();
            if self.pooled || !any_left(due) {
                return;
            }
        }
    }

    /// Pays the same amount on every path; what could not be paid, if
    /// anything.
    #[inline(always)]
    fn pay_alike(&mut self, amount: f64) -> Option<Wide<N>> {
        if self.floor < amount {
            self.apply_spare();
            self.floor = smallest(&self.money[self.course.received]);
        }
        if self.floor >= amount {
            self.spare -= amount;
            self.floor -= amount;
            return None;
        }
        let mut due = Lanes::all(amount);
        self.pay(&mut due);
        any_left(&due).then_some(due)
    }

    /// Whether all payments come from the cash line; makes it ready for them.
    /// The sum in yen is to be kept up to date, where it still holds.
    #[inline(always)]
    pub(super) fn ready_pool(&mut self) -> bool {
        if !self.pooled || self.freeze_on {
            return false;
        }
        self.apply_spare();
        self.floor = 0.0;
        true
    }

    /// Takes the same amount in on every path, as cash.
    #[inline(always)]
    pub(super) fn receive(&mut self, amount: f64) {
        self.spare += amount;
        self.floor += amount;
    }

    /// Takes amounts in, as cash.
    #[inline(always)]
    pub(super) fn receive_each(&mut self, amounts: &Wide<N>) {
        self.yen_stale = true;
        let cash = &mut self.money[self.course.received];
        for l in 0..N {
            cash[l] += amounts[l];
        }
    }

    /// Pays an amount; what could not be paid, if anything.
    #[inline(always)]
    fn pay_amount(&mut self, amount: &Amount<N>) -> Option<Wide<N>> {
        if amount.plain {
            return self.pay_alike(amount.value);
        }
        let mut due = amount.lanes;
        self.pay(&mut due);
        any_left(&due).then_some(due)
    }

    /// Puts all money that payments come from together, once nothing that is
    /// to come asks where it is.
    #[inline(always)]
    pub(super) fn pool(&mut self) {
        if self.pooled {
            return;
        }
        self.touch_money();
        let received = self.course.received;
        for &i in self.course.payers.iter().filter(|i| **i != received) {
            let moved = std::mem::replace(&mut self.money[i], Lanes::all(0.0));
            for (cash, moved) in self.money[received].iter_mut().zip(&moved) {
                *cash += moved;
            }
        }
        self.deposits_stale = true;
        self.pooled = true;
    }

    #[inline(always)]
    pub(super) fn deposit_interest(&mut self, month: u16) {
        let growth = self.course.terms.deposit_growth;
        if growth == 0.0 {
            return;
        }
        let year_end = self.course.year_ends[usize::from(month)];
        for (i, line) in self.course.money.iter().enumerate() {
            if line.bank.is_none_or(|(_, account)| account == AccountClass::Settlement) {
                continue;
            }
            let (balance, accrued) = (&mut self.money[i], &mut self.accrued[i]);
            for l in 0..N {
                accrued[l] += (accrued[l] + balance[l]) * growth;
            }
            if year_end {
                let frozen = &mut self.frozen[i];
                for l in 0..N {
                    let credited = whole(accrued[l]);
                    balance[l] += credited;
                    accrued[l] = 0.0;
                    if frozen[l] > 0.0 {
                        frozen[l] += credited;
                    }
                }
                self.deposits_stale = true;
                self.yen_stale = true;
            }
        }
    }

    /// Coupons move to cash.
    #[inline(always)]
    pub(super) fn coupons(&mut self, month: u16) {
        let mut plain = 0.0;
        let mut each: Option<Wide<N>> = None;
        for (spec, bond) in self.course.bonds.iter().zip(&self.bonds) {
            if month > spec.matures || !(spec.matures - month).is_multiple_of(6) {
                continue;
            }
            if bond.face.plain && !bond.any_exchanged && bond.coupon.is_none() {
                plain += whole(bond.face.value * spec.coupon / 2.0);
                continue;
            }
            let sums = each.get_or_insert(Lanes::all(0.0));
            for (l, sum) in sums.iter_mut().enumerate() {
                if bond.since[l] == u16::MAX {
                    let coupon = bond.coupon.as_ref().map_or(spec.coupon, |c| c[l]);
                    *sum += whole(bond.face.get(l) * coupon / 2.0);
                }
            }
        }
        if plain > 0.0 {
            self.receive(plain);
        }
        if let Some(sums) = each {
            self.receive_each(&sums);
        }
    }

    /// Interest is paid at the rate the month began with; what cannot be paid
    /// is added to the loan.
    #[inline(always)]
    pub(super) fn loan_interest(&mut self, month: u16, income: Income) {
        let yields_move = self.course.motion.moves(RiskFactor::Yield);
        if !income.principal && self.serve_loans(month, yields_move) {
            return;
        }
        for i in 0..self.loans.len() {
            let spec = &self.course.loans[i];
            let loan = &self.loans[i];
            if loan.plain {
                if loan.value == 0.0 {
                    continue;
                }
                if spec.floor.is_none() || !yields_move {
                    let due = whole(loan.value * self.loan_rate(spec, 0.0) / 12.0);
                    if let Some(left) = self.pay_alike(due) {
                        let balance = self.loans[i].apart();
                        for l in 0..N {
                            balance[l] += left[l];
                        }
                    }
                    continue;
                }
                self.loans[i].apart();
                self.yen_stale = true;
            }
            self.interest_apart(i, yields_move);
        }
    }

    /// The rate of a loan where yields are `moved` from their deterministic
    /// path.
    #[inline(always)]
    pub(super) fn loan_rate(&self, spec: &Loan, moved: f64) -> f64 {
        spec.rate_at(&self.course.terms, self.now.yield_raw + moved)
    }

    /// The same on a loan that differs from path to path.
    #[inline(always)]
    fn interest_apart(&mut self, i: usize, yields_move: bool) {
        let spec = &self.course.loans[i];
        if self.ready_pool() && !(spec.floor.is_some() && yields_move) {
            let monthly = self.loan_rate(spec, 0.0) * TWELFTH;
            let (balance, cash) = (&mut self.loans[i].lanes, &mut self.money[self.course.received]);
            // Paid or added to the loan: either way it is gone.
            for l in 0..N {
                let due = whole(balance[l] * monthly);
                let part = if due < cash[l] { due } else { cash[l] };
                cash[l] -= part;
                balance[l] += due - part;
                self.yen[l] -= due;
            }
            return;
        }
        let mut due = Lanes::all(0.0);
        if spec.floor.is_some() && yields_move {
            for l in 0..N {
                let rate = self.loan_rate(spec, f64::from(self.moving.yields_before[l]));
                due[l] = whole(self.loans[i].lanes[l] * rate * TWELFTH);
            }
        } else {
            let rate = self.loan_rate(spec, 0.0);
            let balance = &self.loans[i].lanes;
            let monthly = rate * TWELFTH;
            for l in 0..N {
                due[l] = whole(balance[l] * monthly);
            }
        }
        let (fresh, wanted) = (!self.yen_stale, due);
        self.pay(&mut due);
        let balance = &mut self.loans[i].lanes;
        for l in 0..N {
            balance[l] += due[l];
        }
        if fresh {
            // Paid or added to the loan: either way it is gone.
            for l in 0..N {
                self.yen[l] -= wanted[l];
            }
            self.yen_stale = false;
        }
    }

    /// Bonds and receivables turn into cash.
    #[inline(always)]
    pub(super) fn collect(&mut self, month: u16) {
        for i in 0..self.bonds.len() {
            if self.course.bonds[i].matures != month {
                continue;
            }
            let bond = &mut self.bonds[i];
            let mut paid = Lanes::all(0.0);
            for (l, paid) in paid.iter_mut().enumerate() {
                if bond.since[l] == u16::MAX {
                    *paid = bond.face.get(l);
                    bond.face.apart()[l] = 0.0;
                }
            }
            self.receive_each(&paid);
        }
        for i in 0..self.receivables.len() {
            if self.course.receivables[i].month == month {
                let paid = std::mem::replace(&mut self.receivables[i], Amount::new(0.0));
                if paid.plain {
                    self.receive(paid.value);
                } else {
                    self.receive_each(&paid.lanes);
                }
            }
        }
    }

    /// Payables and principal are paid as far as money is at hand; the rest
    /// stays owed.
    #[inline(always)]
    pub(super) fn settle(&mut self, month: u16) {
        if self.served == month {
            return;
        }
        for owed in &self.course.owed {
            match *owed {
                Owed::Payable(i) => {
                    if self.course.payables[i].month <= month && !self.payables[i].is_nothing() {
                        let owed = self.payables[i].clone();
                        let left = self.pay_amount(&owed);
                        self.payables[i] = remaining(&owed, &owed, left);
                        if self.payables[i].is_nothing() {
                            self.payables[i] = Amount::new(0.0);
                        }
                    }
                }
                Owed::Loan(i) => self.repay(month, i),
            }
        }
    }

    #[inline(always)]
    fn repay(&mut self, month: u16, i: usize) {
        let spec = &self.course.loans[i];
        if !(spec.matures <= month || spec.equal) {
            return;
        }
        let parts = f64::from(spec.matures.saturating_sub(month).saturating_add(1));
        let all = spec.matures <= month;
        let loan = &self.loans[i];
        if loan.plain {
            if loan.value == 0.0 {
                return;
            }
            let due = if all { loan.value } else { whole(loan.value / parts) };
            let left = self.pay_alike(due);
            let loan = &mut self.loans[i];
            loan.value -= due;
            if let Some(left) = left {
                let balance = loan.apart();
                for l in 0..N {
                    balance[l] += left[l];
                }
            }
            return;
        }
        if self.ready_pool() {
            let share = 1.0 / parts;
            let (balance, cash) = (&mut self.loans[i].lanes, &mut self.money[self.course.received]);
            // What money goes down by, the loan does.
            for l in 0..N {
                let due = if all { balance[l] } else { whole(balance[l] * share) };
                let part = if due < cash[l] { due } else { cash[l] };
                cash[l] -= part;
                balance[l] -= part;
            }
            return;
        }
        let mut due = Lanes::all(0.0);
        let balance = &self.loans[i].lanes;
        if all {
            due = *balance;
        } else {
            let part = 1.0 / parts;
            for l in 0..N {
                due[l] = whole(balance[l] * part);
            }
        }
        let (fresh, wanted) = (!self.yen_stale, due);
        self.pay(&mut due);
        let balance = &mut self.loans[i].lanes;
        for l in 0..N {
            balance[l] -= wanted[l] - due[l];
        }
        // Money went down by what the loan did.
        self.yen_stale = !fresh;
    }
}

/// What is owed after `due` was paid but for `left`.
#[inline(always)]
fn remaining<const N: usize>(owed: &Amount<N>, due: &Amount<N>, left: Option<Wide<N>>) -> Amount<N> {
    if owed.plain && left.is_none() {
        return Amount::new(owed.value - due.value);
    }
    let left = left.unwrap_or(Lanes::all(0.0));
    let mut lanes = Lanes::all(0.0);
    for l in 0..N {
        lanes[l] = owed.get(l) - (due.get(l) - left[l]);
    }
    Amount { plain: false, value: 0.0, lanes }
}
