//! A frozen balance: what it is on the book, and what it is when it can be
//! drawn.

use super::door;
use super::factors::at;
use crate::domain::yen::Yen;

/// Real value of a frozen balance at the moments it can be drawn.
///
/// **Formula**: Σ min(w, left)/P over the months after the freeze begins, the
/// rest at its end. **Units**: yen of today's purchasing power.
/// **Rounding**: once, at the end. **Source**: model §1.5, case V17.
#[must_use]
pub fn usable_real(balance: Yen, limit: Yen, start: u16, months: u16, prices: &[f64]) -> Yen {
    let mut left = balance;
    let mut real = 0.0;
    for month in 1..=months {
        let drawn = if month == months { left } else { left.at_most(limit) };
        real += door::amount(drawn) / at(prices, start.saturating_add(month));
        left = left.minus(drawn);
    }
    if months == 0 {
        real = door::amount(balance) / at(prices, start);
    }
    door::state(real)
}
