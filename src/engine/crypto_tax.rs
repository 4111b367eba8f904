//! Corporate tax on the year-end market value of crypto-assets (期末時価評価).
#![deny(clippy::float_arithmetic, clippy::arithmetic_side_effects)]

use rust_decimal::Decimal;

use crate::domain::yen::Yen;

/// Months from the fiscal year-end to the payment.
pub const MONTHS_TO_PAY: u16 = 2;

/// Losses carried forward, and gains realised since the last year-end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TaxBook {
    /// Loss carried forward, zero or more.
    pub carried_loss: Yen,
    /// Gain realised by sales since the last year-end, negative for a loss.
    pub realised: Yen,
}

impl TaxBook {
    /// Closes a fiscal year: the tax due, losses carried on.
    ///
    /// **Formula**: gain = market value − basis + realised − carried loss;
    /// tax = rate × gain. **Rounding**: the gain is cut to 1,000 yen, the tax
    /// to 100 (国税通則法 118, 119). **Limits**: losses carry in full and do
    /// not expire, as for small companies; other income is not counted.
    /// **Source**: Corporation Tax Act 61; case V16.
    pub fn close_year(&mut self, market_value: Yen, basis: Yen, rate: Decimal) -> Yen {
        let gain = market_value.minus(basis).plus(self.realised).minus(self.carried_loss);
        self.realised = Yen::ZERO;
        self.carried_loss = gain.negated().at_least(Yen::ZERO);
        Yen::truncated(floor_to(taxable(gain).get().saturating_mul(rate), 100))
    }
}

/// What of a gain is taxed: nothing of a loss, else cut to 1,000 yen.
#[must_use]
pub fn taxable(gain: Yen) -> Yen {
    Yen::truncated(floor_to(gain.at_least(Yen::ZERO).get(), 1000))
}

fn floor_to(amount: Decimal, unit: i64) -> Decimal {
    let unit = Decimal::from(unit);
    amount.checked_div(unit).unwrap_or_default().trunc().saturating_mul(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sale_counts_in_its_year() {
        let mut book = TaxBook { carried_loss: Yen::whole(400), realised: Yen::whole(2_900) };
        let tax = book.close_year(Yen::whole(1_000), Yen::whole(1_000), Decimal::new(30, 2));
        assert_eq!(tax, Yen::whole(600));
        assert_eq!(book, TaxBook::default());
    }
}
