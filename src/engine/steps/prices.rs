//! The yen against the dollar, and prices: what is left is valued anew.

use crate::domain::yen::Yen;
use crate::engine::cause::Cause;
use crate::engine::door;
use crate::engine::factors::at;
use crate::engine::position::Position;
use crate::engine::run::World;

impl World<'_> {
    pub(in crate::engine) fn currency(&mut self, month: u16) {
        let next = at(&self.factors.usd_jpy, month);
        if next.to_bits() == self.market.usd_jpy.to_bits() {
            return;
        }
        self.market.usd_jpy = next;
        self.market.dollar = self.factors.dollar(month);
        self.market.moved.dollar = month;
        for line in &mut self.lines {
            if matches!(
                line.position,
                Position::Dollars { .. } | Position::Coin { .. } | Position::Gold { .. }
            ) {
                line.restate(month, Cause::Currency, &self.market);
            }
        }
    }

    /// Real values at this month's prices: first the part inflation alone
    /// makes, then the part the currency makes. On money that could not be
    /// drawn when the month began, both count as the cost of the freeze.
    pub(in crate::engine) fn prices(&mut self, month: u16) {
        let old = self.market.per_price;
        let base = at(&self.factors.prices_without_currency, month - 1)
            / at(&self.factors.prices_without_currency, month);
        let new = 1.0 / at(&self.factors.prices, month);
        let between = old * base;
        let with_currency = (between / new - 1.0).abs() > 1e-12;
        let freeze_end = self.numbers.freeze_month.saturating_add(self.numbers.freeze_months);
        let moved = self.market.moved;
        let frozen_month = (self.numbers.freeze_month + 1..=freeze_end).contains(&month);
        for line in &mut self.lines {
            let held = match &line.position {
                Position::Money { balance, frozen_before, .. } if frozen_month => {
                    frozen_before.at_most(*balance)
                }
                Position::Dollars { bank: Some(_), .. } if frozen_month => line.track.now(),
                _ => Yen::ZERO,
            };
            if held.is_positive() {
                let told = line.held_steps(held);
                let (held_told, free_told) =
                    told.map_or((None, None), |(held, free)| (Some(held), Some(free)));
                let held = door::amount(held);
                let free = door::amount(line.track.now()) - held;
                let change =
                    |amount: f64, to: f64| door::state_count(amount * to) - door::state_count(amount * old);
                line.tell_of(held_told);
                line.stating((month, Cause::Freeze), (old, new, moved), |_, track| {
                    track.reprice_part(month, Cause::Freeze, change(held, new));
                });
                if with_currency {
                    line.tell_of(free_told);
                    line.stating((month, Cause::Inflation), (old, between, moved), |_, track| {
                        track.reprice_part(month, Cause::Inflation, change(free, between));
                    });
                }
                line.tell_of(None);
            } else if with_currency {
                line.stating((month, Cause::Inflation), (old, between, moved), |_, track| {
                    track.reprice(month, Cause::Inflation, between);
                });
            }
            let last = if with_currency { Cause::PassThrough } else { Cause::Inflation };
            let from = if with_currency { between } else { old };
            line.stating((month, last), (from, new, moved), |_, track| track.reprice(month, last, new));
            line.track.close_month();
        }
        self.market.per_price = new;
    }
}
