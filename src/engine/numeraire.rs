//! The same value measured in something else.

use super::door;
use super::factors::{Factors, at};
use crate::domain::yen::Yen;

/// What a value is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Numeraire {
    /// Today's purchasing power of the yen.
    #[default]
    RealYen,
    /// Yen of the month itself.
    NominalYen,
    /// US dollars of the month: N/S.
    Dollars,
    /// Bitcoin: N/(S·B). A flat line only means "the same number of coins".
    Bitcoin,
}

/// A nominal amount in dollars of its month. **Source**: model §1.10.
#[must_use]
pub fn dollars(nominal: Yen, factors: &Factors, month: u16) -> f64 {
    door::amount(nominal) / at(&factors.usd_jpy, month)
}

/// A nominal amount in bitcoin, one of which is worth `btc_usd` dollars today.
#[must_use]
pub fn bitcoin(nominal: Yen, factors: &Factors, btc_usd: f64, month: u16) -> f64 {
    dollars(nominal, factors, month) / (btc_usd * factors.coin(month))
}

/// ln price change over ln currency change. **Source**: model §1.2.
#[must_use]
pub fn log_pass_through(price_ratio: f64, currency_ratio: f64) -> f64 {
    price_ratio.ln() / currency_ratio.ln()
}
