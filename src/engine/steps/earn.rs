//! Interest, coupons, and the growth of coin and gold prices.

use rust_decimal::Decimal;

use crate::domain::holding::{AccountClass, LoanRate};
use crate::domain::yen::Yen;
use crate::engine::cause::Cause;
use crate::engine::factors::at;
use crate::engine::position::{BondState, Position};
use crate::engine::run::World;
use crate::engine::{bond, door};

impl World<'_> {
    pub(in crate::engine) fn earn(&mut self, month: u16) {
        self.deposit_interest(month);
        self.bond_income(month);
        self.loan_interest(month);
        self.price_growth(month);
    }

    /// Interest runs monthly and is credited, cut to whole yen, at the fiscal
    /// year-end.
    fn deposit_interest(&mut self, month: u16) {
        let growth = self.numbers.deposit_growth;
        if growth == 0.0 {
            return;
        }
        let year_end = self.profile.is_fiscal_year_end(month);
        for line in &mut self.lines {
            let Position::Money { balance, bank: Some((_, account)), accrued, frozen, .. } =
                &mut line.position
            else {
                continue;
            };
            if *account == AccountClass::Settlement {
                continue;
            }
            *accrued += (*accrued + door::amount(*balance)) * growth;
            if year_end {
                let credited = door::credited(*accrued);
                *balance = balance.plus(credited);
                *accrued = 0.0;
                // What a frozen account earns is frozen with it.
                if frozen.is_positive() {
                    *frozen = frozen.plus(credited);
                }
                line.restate(month, Cause::Interest, &self.market);
            }
        }
    }

    /// A bond earns its yield; coupons move to cash.
    fn bond_income(&mut self, month: u16) {
        let mut coupons = Yen::ZERO;
        for line in &mut self.lines {
            let Position::Bond { face, coupon, matures, value, state } = &mut line.position else { continue };
            match *state {
                BondState::Live if month <= *matures => {
                    let left = *matures - month;
                    let next = bond::value_with_accrued(
                        door::amount(*face),
                        door::plain(*coupon),
                        left,
                        self.market.jgb_yield,
                    );
                    let due = if left.is_multiple_of(6) {
                        Yen::truncated(
                            face.get().saturating_mul(*coupon).checked_div(Decimal::TWO).unwrap_or_default(),
                        )
                    } else {
                        Yen::ZERO
                    };
                    let redeemed = if left == 0 { door::amount(*face) } else { 0.0 };
                    *value = next + redeemed + door::amount(due);
                    line.restate(month, Cause::Interest, &self.market);
                    if due.is_positive() {
                        if let Position::Bond { value, .. } = &mut line.position {
                            *value = next + redeemed;
                        }
                        line.restate_less(month, Cause::Transfer, due, &self.market);
                        coupons = coupons.plus(due);
                    }
                }
                BondState::Exchanged { value: then, since } => {
                    let years = f64::from(month - since) / 12.0;
                    *value = then * (1.0 + self.numbers.exit_yield).powf(years);
                    line.restate(month, Cause::Interest, &self.market);
                }
                BondState::Live => {}
            }
        }
        if coupons.is_positive() {
            self.receive(month, coupons);
        }
    }

    /// Interest on loans is paid monthly in arrears, at the rate the month
    /// began with, cut to whole yen; what cannot be paid is added to the loan,
    /// which is held at the stated limit.
    fn loan_interest(&mut self, month: u16) {
        let rise = self.numbers.loan_beta * (self.market.jgb_yield - self.numbers.yield_today);
        let rise = if rise == 0.0 { Decimal::ZERO } else { door::fraction(rise) };
        for i in 0..self.lines.len() {
            let Some(Position::Loan { balance, rate, .. }) = self.lines.get(i).map(|l| &l.position) else {
                continue;
            };
            let rate = match *rate {
                LoanRate::Fixed(rate) => rate,
                LoanRate::Floating { today, floor } => today.saturating_add(rise).max(floor),
            };
            let yearly = balance.get().saturating_mul(rate);
            let due = Yen::truncated(yearly.checked_div(Decimal::from(12)).unwrap_or_default());
            if due.is_zero() {
                continue;
            }
            let unpaid = due.minus(self.pay(month, due, Cause::InterestPaid));
            if unpaid.is_positive()
                && let Some(line) = self.lines.get_mut(i)
                && let Position::Loan { balance, .. } = &mut line.position
            {
                *balance = Yen::truncated(balance.plus(unpaid).get());
                line.restate(month, Cause::InterestPaid, &self.market);
            }
        }
    }

    fn price_growth(&mut self, month: u16) {
        let coin = at(&self.factors.coin_growth, month);
        let gold = at(&self.factors.gold, month);
        if coin.to_bits() == self.market.coin_growth.to_bits() && gold.to_bits() == self.market.gold.to_bits()
        {
            return;
        }
        self.market.coin_growth = coin;
        self.market.gold = gold;
        for line in &mut self.lines {
            if matches!(line.position, Position::Coin { .. } | Position::Gold { .. }) {
                line.restate(month, Cause::PriceGrowth, &self.market);
            }
        }
    }
}
