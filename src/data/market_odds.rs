//! What insurance against a default of Japan has cost, as quoted.

use rust_decimal::Decimal;

use crate::domain::param::Mark;

/// One quote of a five-year credit default swap on Japan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CdsQuote {
    /// Year, month and day.
    pub date: (u16, u8, u8),
    /// The yearly premium, a fraction of the amount insured.
    pub spread: Decimal,
    /// Who published it.
    pub source: &'static str,
    /// How well it is known.
    pub mark: Mark,
}

/// The quotes, the latest first.
///
/// **Source**: model §1.4.
pub const CDS_QUOTES: [CdsQuote; 2] = [
    CdsQuote {
        date: (2026, 1, 27),
        spread: Decimal::from_parts(25, 0, 0, false, 4),
        source: "S&P Global, gmteight.com",
        mark: Mark::B,
    },
    CdsQuote {
        date: (2011, 11, 25),
        spread: Decimal::from_parts(135, 0, 0, false, 4),
        source: "Bloomberg, distressedvolatility.com",
        mark: Mark::B,
    },
];

/// The share that is taken to be recovered after a default, where a premium is
/// turned into odds: the market's usual 40%. Our assumption for Japan.
pub const RECOVERY: Decimal = Decimal::from_parts(4, 0, 0, false, 1);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_basis_points_as_fractions() {
        let [now, then] = CDS_QUOTES.map(|q| q.spread.to_string());
        assert_eq!((now.as_str(), then.as_str(), RECOVERY.to_string().as_str()), ("0.0025", "0.0135", "0.4"));
    }
}
