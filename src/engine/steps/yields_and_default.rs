//! Yields move, bonds default, and what follows in the same month.

use rust_decimal::Decimal;

use crate::domain::param::Param;
use crate::domain::scenario::{DefaultMode, DefaultTerms};
use crate::domain::yen::Yen;
use crate::engine::cause::Cause;
use crate::engine::factors::at;
use crate::engine::position::{BondState, Position};
use crate::engine::run::World;
use crate::engine::{bank_loss, bond, door};

impl World<'_> {
    pub(in crate::engine) fn yields_and_default(&mut self, month: u16) {
        self.reprice_bonds(month);
        if month != self.numbers.event_month {
            return;
        }
        let loss = bank_loss::bond_loss(self.scenario, self.market.jgb_yield);
        if self.scenario.default == DefaultMode::InMonth {
            self.default_bonds(month);
            self.lose_receivables(month);
        }
        self.test_banks(month, loss);
        self.issuer_reserves(month, loss);
    }

    fn reprice_bonds(&mut self, month: u16) {
        let next = at(&self.factors.jgb_yield, month);
        if next.to_bits() == self.market.jgb_yield.to_bits() {
            return;
        }
        self.market.jgb_yield = next;
        for line in &mut self.lines {
            if let Position::Bond { face, coupon, matures, value, state: BondState::Live } =
                &mut line.position
                && *matures > month
            {
                let left = *matures - month;
                *value = bond::value_with_accrued(door::amount(*face), door::plain(*coupon), left, next);
                line.restate(month, Cause::YieldRise, &self.market);
            }
        }
    }

    /// Bonds not yet repaid lose the haircut, or become what the exchange
    /// offers; the cash part moves to cash.
    fn default_bonds(&mut self, month: u16) {
        let haircut = door::plain(self.scenario.get(Param::Haircut));
        let cash_share = self.scenario.get(Param::CashPart);
        let mut cash = Yen::ZERO;
        for line in &mut self.lines {
            let Position::Bond { face, coupon, matures, value, state } = &mut line.position else { continue };
            if *matures <= month {
                continue;
            }
            let paid = match self.scenario.terms {
                DefaultTerms::Haircut => {
                    *value *= 1.0 - haircut;
                    Yen::ZERO
                }
                DefaultTerms::Exchange => {
                    let years = f64::from(*matures - month) / 12.0;
                    let terms = bank_loss::exchange_terms(self.scenario, years, door::plain(*coupon));
                    *value = bond::exchange_value(terms, 2.0) / 100.0 * door::amount(*face);
                    face.times_truncated(cash_share)
                }
            };
            *state = BondState::Exchanged { value: *value - door::amount(paid), since: month };
            line.restate(month, Cause::BondDefault, &self.market);
            if paid.is_positive() {
                if let Position::Bond { value, .. } = &mut line.position {
                    *value -= door::amount(paid);
                }
                line.restate_less(month, Cause::Transfer, paid, &self.market);
                cash = cash.plus(paid);
            }
        }
        if cash.is_positive() {
            self.receive(month, cash);
        }
    }

    fn lose_receivables(&mut self, month: u16) {
        let kept = Decimal::ONE.saturating_sub(self.scenario.get(Param::ReceivableLoss));
        for line in &mut self.lines {
            if let Position::Receivable { amount, .. } = &mut line.position {
                *amount = amount.times_truncated(kept);
                line.restate(month, Cause::CustomerDefault, &self.market);
            }
        }
    }
}
