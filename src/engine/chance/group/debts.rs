//! Interest, coupons, what falls due, and payments.

use super::{Amount, Group};
use crate::domain::holding::AccountClass;
use crate::engine::chance::course::Owed;
use crate::engine::chance::lanes::{LANES, Wide, whole};

/// Whether any lane is above zero.
#[inline(always)]
fn any_left(lanes: &Wide) -> bool {
    let mut any = 0_u64;
    for v in lanes {
        any |= u64::from(*v > 0.0);
    }
    any != 0
}

/// The smallest of the lanes.
#[inline(always)]
fn smallest(lanes: &Wide) -> f64 {
    let mut least = [f64::INFINITY; 8];
    for chunk in lanes.chunks_exact(8) {
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

impl Group<'_> {
    /// Puts into cash what came in or went out alike on all paths, before
    /// somebody looks at single ones.
    #[inline(always)]
    pub(super) fn apply_spare(&mut self) {
        if self.spare != 0.0 {
            let spare = self.spare;
            for v in &mut self.money[self.course.received] {
                *v += spare;
            }
            self.spare = 0.0;
        }
    }

    /// The same, where single paths' cash may be taken out.
    pub(super) fn touch_money(&mut self) {
        self.apply_spare();
        self.floor = 0.0;
    }

    /// Takes `due` out of money at hand, in the order payments are made; what
    /// could not be paid stays in it.
    #[inline(always)]
    pub(super) fn pay(&mut self, due: &mut Wide) {
        self.apply_spare();
        self.floor = 0.0;
        for &i in &self.course.payers {
            let balance = &mut self.money[i];
            if self.freeze_on {
                let frozen = &self.frozen[i];
                for l in 0..LANES {
                    let hand = if balance[l] > frozen[l] { balance[l] - frozen[l] } else { 0.0 };
                    let part = if due[l] < hand { due[l] } else { hand };
                    balance[l] -= part;
                    due[l] -= part;
                }
            } else {
                for l in 0..LANES {
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
    fn pay_alike(&mut self, amount: f64) -> Option<Wide> {
        if self.floor < amount {
            self.apply_spare();
            self.floor = smallest(&self.money[self.course.received]);
        }
        if self.floor >= amount {
            self.spare -= amount;
            self.floor -= amount;
            return None;
        }
        let mut due = [amount; LANES];
        self.pay(&mut due);
        any_left(&due).then_some(due)
    }

    /// Takes the same amount in on every path, as cash.
    #[inline(always)]
    pub(super) fn receive(&mut self, amount: f64) {
        self.spare += amount;
        self.floor += amount;
    }

    /// Takes amounts in, as cash.
    #[inline(always)]
    pub(super) fn receive_each(&mut self, amounts: &Wide) {
        let cash = &mut self.money[self.course.received];
        for l in 0..LANES {
            cash[l] += amounts[l];
        }
    }

    /// Pays an amount; what could not be paid, if anything.
    #[inline(always)]
    fn pay_amount(&mut self, amount: &Amount) -> Option<Wide> {
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
            let moved = std::mem::replace(&mut self.money[i], [0.0; LANES]);
            for (cash, moved) in self.money[received].iter_mut().zip(moved) {
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
            for l in 0..LANES {
                accrued[l] += (accrued[l] + balance[l]) * growth;
            }
            if year_end {
                let frozen = &mut self.frozen[i];
                for l in 0..LANES {
                    let credited = whole(accrued[l]);
                    balance[l] += credited;
                    accrued[l] = 0.0;
                    if frozen[l] > 0.0 {
                        frozen[l] += credited;
                    }
                }
                self.deposits_stale = true;
            }
        }
    }

    /// Coupons move to cash.
    #[inline(always)]
    pub(super) fn coupons(&mut self, month: u16) {
        let mut plain = 0.0;
        let mut each: Option<Wide> = None;
        for (spec, bond) in self.course.bonds.iter().zip(&self.bonds) {
            if month > spec.matures || !(spec.matures - month).is_multiple_of(6) {
                continue;
            }
            if bond.face.plain && !bond.any_exchanged && bond.coupon.is_none() {
                plain += whole(bond.face.value * spec.coupon / 2.0);
                continue;
            }
            let sums = each.get_or_insert([0.0; LANES]);
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
    pub(super) fn loan_interest(&mut self) {
        let terms = &self.course.terms;
        let yields_move = self.course.motion.moves(crate::domain::risk_factor::RiskFactor::Yield);
        for i in 0..self.loans.len() {
            let spec = &self.course.loans[i];
            let loan = &self.loans[i];
            if loan.is_nothing() {
                continue;
            }
            let rate = |l: usize| match spec.floor {
                None => spec.rate,
                Some(floor) => {
                    let now = (self.now.yield_raw + f64::from(self.moving.yields_before[l])).max(0.0);
                    (spec.rate + terms.loan_beta * (now - terms.yield_today)).max(floor)
                }
            };
            let due = if loan.plain && !(spec.floor.is_some() && yields_move) {
                Amount::new(whole(loan.value * rate(0) / 12.0))
            } else {
                let lanes = std::array::from_fn(|l| whole(loan.get(l) * rate(l) / 12.0));
                Amount { plain: false, value: 0.0, lanes }
            };
            if let Some(left) = self.pay_amount(&due) {
                for (balance, left) in self.loans[i].apart().iter_mut().zip(left) {
                    *balance += left;
                }
            }
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
            let mut paid = [0.0; LANES];
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
        for owed in &self.course.owed {
            match *owed {
                Owed::Payable(i) => {
                    if self.course.payables[i].month <= month && !self.payables[i].is_nothing() {
                        let owed = self.payables[i].clone();
                        let left = self.pay_amount(&owed);
                        self.payables[i] = remaining(&owed, &owed, left);
                    }
                }
                Owed::Loan(i) => self.repay(month, i),
            }
        }
    }

    #[inline(always)]
    fn repay(&mut self, month: u16, i: usize) {
        let spec = &self.course.loans[i];
        if self.loans[i].is_nothing() || !(spec.matures <= month || spec.equal) {
            return;
        }
        let parts = f64::from(spec.matures.saturating_sub(month).saturating_add(1));
        let mut due = self.loans[i].clone();
        if spec.matures > month {
            due.change(|balance| whole(balance / parts));
        }
        let left = self.pay_amount(&due);
        self.loans[i] = remaining(&self.loans[i], &due, left);
    }
}

/// What is owed after `due` was paid but for `left`.
#[inline(always)]
fn remaining(owed: &Amount, due: &Amount, left: Option<Wide>) -> Amount {
    if owed.plain && left.is_none() {
        return Amount::new(owed.value - due.value);
    }
    let left = left.unwrap_or([0.0; LANES]);
    let mut lanes = [0.0; LANES];
    for l in 0..LANES {
        lanes[l] = owed.get(l) - (due.get(l) - left[l]);
    }
    Amount { plain: false, value: 0.0, lanes }
}
