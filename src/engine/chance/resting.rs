//! What has no part in a course is left as if it had never been set: of many
//! scenarios near one, those that come to the same are known by that.

use super::course::Course;
use super::parts::{BankFigures, Coming, Terms};
use crate::domain::risk_factor::RiskFactor;
use crate::domain::scenario::LossOrder;
use crate::engine::factors::at;

impl Course {
    /// The same, where what has no part is not told apart: how long withdrawals
    /// are limited without a freeze, the haircut of bonds that never default,
    /// the figures of banks that lose nothing.
    ///
    /// **Limits**: of a course all of whose motion is set.
    #[must_use]
    pub fn resting(mut self) -> Self {
        let terms = &mut self.terms;
        if terms.freeze.1 == 0 {
            (terms.freeze, terms.withdrawal) = ((0, 0), 0.0);
        }
        if terms.levy.is_none() {
            (terms.levy_rate, terms.levy_exempt, self.reach) = (0.0, 0.0, [0.0; 8]);
        }
        if terms.depeg.1 >= 1.0 {
            terms.depeg = (0, 1.0);
        }
        if self.exchange_failure == Coming::Never {
            (terms.exchange_kept, terms.exchange_wait, terms.exchange_dollars) = (1.0, 0, false);
            self.exchange_month = 0;
        }
        if self.default == Coming::Never {
            no_default(terms);
        }
        if !self.motion.moves(RiskFactor::Yield) {
            self.where_yields_stand();
        }
        self
    }

    /// The same of what rests as long as yields do not stray.
    fn where_yields_stand(&mut self) {
        let today = self.terms.yield_today;
        if self.yield_raw.iter().all(|y| y.max(0.0).to_bits() == today.to_bits()) {
            self.terms.loan_beta = 0.0;
        }
        let risen = at(&self.yield_raw, self.test_month).max(0.0) > today;
        let fails = |bank: &BankFigures| bank.shortfall(0.0) > 0.0;
        let lose = self.banks.iter().chain([&self.issuer]).any(fails);
        if self.default != Coming::Never || (risen && self.terms.realised > 0.0) || lose {
            return;
        }
        self.test_month = u16::MAX;
        self.banks.fill(BankFigures::default());
        self.issuer = BankFigures::default();
        let terms = &mut self.terms;
        (terms.bank_bond_years, terms.realised, terms.cap, terms.honoured) = (0.0, 0.0, 0.0, 0.0);
        (terms.order, terms.settlement_always) = (LossOrder::PariPassu, false);
    }
}

/// Terms where bonds never default.
const fn no_default(terms: &mut Terms) {
    (terms.haircut, terms.bank_haircut, terms.exchange) = (0.0, 0.0, false);
    (terms.cash_part, terms.exit_yield, terms.receivable_kept) = (0.0, 0.0, 1.0);
}
