//! Coins: what they are worth, falls below face, tax.

use super::debts::any_left;
use super::{CoinState, Group};
use crate::engine::chance::lanes::{Lanes, Wide, held, nearest, whole, whole_units};
use crate::engine::crypto_tax::MONTHS_TO_PAY;

/// Whether they differ on any path.
#[inline(always)]
#[expect(clippy::float_cmp, reason = "the very same")]
fn differ<const N: usize>(a: &Wide<N>, b: &Wide<N>) -> bool {
    let mut any = 0_u64;
    for (a, b) in a.iter().zip(b) {
        any |= u64::from(*a != *b);
    }
    any != 0
}

impl<const N: usize> Group<'_, N> {
    /// What a coin's price has been multiplied by since today, in yen, as it
    /// now stands.
    pub(super) fn coin_price(&self, i: usize, l: usize) -> f64 {
        let kind = self.course.coins[i].kind;
        let base = self.now.growth * self.now.crash * self.now.dollar;
        base * f64::from(held(self.moving.moved.coins[kind][l] * self.dollar_moved(l)))
    }

    /// What a coin line is worth in yen on a path, unrounded.
    pub(super) fn coin_worth(&self, i: usize, l: usize) -> f64 {
        let coin = &self.coins[i];
        if coin.state[l] == CoinState::OwedDollars {
            let rate = self.course.factors.usd_jpy[0] * self.now.dollar * f64::from(self.dollar_moved(l));
            coin.owed[l] * rate
        } else {
            coin.worth[l] * self.coin_price(i, l)
        }
    }

    /// What a coin line is worth on every path, in whole yen.
    #[inline(always)]
    fn stated_worths(&self, i: usize) -> Wide<N> {
        let coin = &self.coins[i];
        let mut worths = Lanes::all(0.0);
        if coin.any_dollars {
            for (l, worth) in worths.iter_mut().enumerate() {
                *worth = nearest(self.coin_worth(i, l));
            }
            return worths;
        }
        let base = self.now.growth * self.now.crash * self.now.dollar;
        let moved = &self.moving.moved.coins[self.course.coins[i].kind];
        let dollar = &self.moving.moved.dollar;
        for l in 0..N {
            worths[l] = nearest(coin.worth[l] * (base * f64::from(held(moved[l] * dollar[l]))));
        }
        worths
    }

    #[inline(always)]
    pub(super) fn depeg(&mut self, month: u16) {
        let (when, kept) = self.course.terms.depeg;
        if month == when && kept < 1.0 {
            self.thinned.outdated();
            for level in &mut self.yen_level {
                level.change(|v| v * kept);
            }
        }
    }

    /// At the fiscal year-end the gain over the book value is taxed, and the
    /// market value becomes the book value.
    #[inline(always)]
    pub(super) fn assess_tax(&mut self, month: u16) {
        if self.coins.is_empty() {
            return;
        }
        let mut gain: Wide<N> = Lanes::by(|l| self.tax_realised[l] - self.tax_carried[l]);
        for i in 0..self.coins.len() {
            let worths = self.stated_worths(i);
            let basis = &mut self.coins[i].basis;
            for l in 0..N {
                gain[l] += worths[l] - basis[l];
            }
            *basis = worths;
        }
        let rate = self.course.terms.tax_rate;
        for l in 0..N {
            self.tax_carried[l] = (-gain[l]).max(0.0);
            let taxable = whole_units(gain[l].max(0.0), 1000.0);
            self.tax_coming[l] = whole_units(whole(taxable * rate), 100.0);
        }
        self.tax_realised = Lanes::all(0.0);
        self.tax_coming_month = month.saturating_add(MONTHS_TO_PAY);
        if !self.yen_stale {
            for l in 0..N {
                self.yen[l] -= self.tax_coming[l];
            }
        }
        self.tax_comes = true;
    }

    /// Tax is paid from money at hand, then by selling coins; what is left
    /// stays owed.
    #[inline(always)]
    pub(super) fn pay_tax(&mut self, month: u16) {
        let comes = self.tax_comes && month == self.tax_coming_month;
        if !comes && !self.tax_stays {
            return;
        }
        let mut due = self.tax_unpaid;
        if comes {
            for l in 0..N {
                due[l] += self.tax_coming[l];
            }
            self.tax_coming = Lanes::all(0.0);
            self.tax_comes = false;
        }
        let fresh = !self.yen_stale;
        self.pay(&mut due);
        // Money went down by what tax did.
        self.yen_stale = !fresh;
        if any_left(&due) {
            let wanted = due;
            self.sell_coins(&mut due);
            // Those who have nothing left to sell go on owing, month by month.
            let sold = differ(&due, &wanted);
            self.coins_sold |= sold;
            self.yen_stale |= sold;
        }
        self.tax_stays = any_left(&due);
        self.tax_unpaid = due;
    }

    /// Sells coins for up to `left`; what is still missing stays in it.
    #[inline(always)]
    fn sell_coins(&mut self, left: &mut Wide<N>) {
        for i in 0..self.coins.len() {
            let now = self.stated_worths(i);
            let coin = &mut self.coins[i];
            if !coin.all_held {
                self.sell_some(i, &now, left);
                continue;
            }
            for l in 0..N {
                let part = if left[l] < now[l] { left[l] } else { now[l] };
                let share = if now[l] > 0.0 { part / now[l] } else { 0.0 };
                let kept = 1.0 - share;
                let basis = nearest(coin.basis[l] * kept);
                self.tax_realised[l] += part - (coin.basis[l] - basis);
                coin.worth[l] *= kept;
                coin.basis[l] = basis;
                left[l] -= part;
            }
        }
    }

    /// The same where some paths wait for the coin.
    fn sell_some(&mut self, i: usize, now: &Wide<N>, left: &mut Wide<N>) {
        let coin = &mut self.coins[i];
        for l in 0..N {
            let part = left[l].min(now[l]);
            if part > 0.0 && coin.state[l] == CoinState::Held {
                let before = coin.basis[l];
                let kept = 1.0 - part / now[l];
                coin.worth[l] *= kept;
                coin.basis[l] = nearest(before * kept);
                self.tax_realised[l] += part - (before - coin.basis[l]);
                left[l] -= part;
            }
        }
    }
}
