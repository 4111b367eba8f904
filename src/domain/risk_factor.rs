//! What moves by chance, and how the moves go together.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::param::{Mark, Param};

/// Something whose value strays month by month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RiskFactor {
    /// The dollar's price in yen.
    Dollar,
    /// Bitcoin's price in dollars.
    Btc,
    /// Ether's price in dollars.
    Eth,
    /// XRP's price in dollars.
    Xrp,
    /// The price in dollars of every coin that is none of these.
    OtherCoin,
    /// Gold's price in dollars.
    Gold,
    /// Prices in Japan, the currency's effect aside.
    Prices,
    /// The yield of government bonds.
    Yield,
}

impl RiskFactor {
    /// How many there are.
    pub const COUNT: usize = 8;
    /// Every factor; `RiskFactor as usize` is its place.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Dollar,
        Self::Btc,
        Self::Eth,
        Self::Xrp,
        Self::OtherCoin,
        Self::Gold,
        Self::Prices,
        Self::Yield,
    ];

    /// A stable name for files and texts.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Dollar => "dollar",
            Self::Btc => "btc",
            Self::Eth => "eth",
            Self::Xrp => "xrp",
            Self::OtherCoin => "other_coin",
            Self::Gold => "gold",
            Self::Prices => "prices",
            Self::Yield => "yield",
        }
    }

    /// The factor a file names `key`.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.key() == key)
    }

    /// The parameter that says how far it strays in a year.
    #[must_use]
    pub const fn volatility(self) -> Param {
        match self {
            Self::Dollar => Param::DollarVol,
            Self::Btc => Param::BtcVol,
            Self::Eth => Param::EthVol,
            Self::Xrp => Param::XrpVol,
            Self::OtherCoin => Param::OtherCoinVol,
            Self::Gold => Param::GoldVol,
            Self::Prices => Param::PriceVol,
            Self::Yield => Param::YieldVol,
        }
    }

    /// The factor a coin of this ticker follows.
    #[must_use]
    pub fn of_coin(ticker: &str) -> Self {
        match ticker.trim().to_ascii_uppercase().as_str() {
            "BTC" | "XBT" => Self::Btc,
            "ETH" => Self::Eth,
            "XRP" => Self::Xrp,
            _ => Self::OtherCoin,
        }
    }
}

/// Two different factors, the earlier first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair(RiskFactor, RiskFactor);

impl Pair {
    /// The pair of two factors; none of a factor with itself.
    #[must_use]
    pub fn of(a: RiskFactor, b: RiskFactor) -> Option<Self> {
        match a.cmp(&b) {
            std::cmp::Ordering::Less => Some(Self(a, b)),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(Self(b, a)),
        }
    }

    /// The two factors, the earlier first.
    #[must_use]
    pub const fn factors(self) -> (RiskFactor, RiskFactor) {
        (self.0, self.1)
    }

    /// A stable name for files: `dollar-btc`.
    #[must_use]
    pub fn key(self) -> String {
        format!("{}-{}", self.0.key(), self.1.key())
    }

    /// The pair a file names `key`, either factor first.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        let (a, b) = key.split_once('-')?;
        Self::of(RiskFactor::from_key(a)?, RiskFactor::from_key(b)?)
    }

    /// The correlation before anybody moves it, and how well it is known.
    ///
    /// **Source**: model §1.12 (bitcoin with ether 0.74 and XRP 0.44, gold
    /// with the dollar's yen price −0.32, own estimates; bitcoin with the
    /// dollar −0.10 ± 0.08, not different from 0). Ether with XRP 0.58: own
    /// estimate from month-end prices June 2018 to May 2026 (96 changes).
    /// Other coins: our assumption. No view is taken on the rest.
    #[must_use]
    pub fn default_value(self) -> (Decimal, Mark) {
        use RiskFactor as F;
        let hundredths = |n| Decimal::new(n, 2).normalize();
        match (self.0, self.1) {
            (F::Dollar, F::Btc) => (Decimal::ZERO, Mark::A),
            (F::Btc, F::Eth) => (hundredths(74), Mark::A),
            (F::Btc, F::Xrp) => (hundredths(44), Mark::A),
            (F::Eth, F::Xrp) => (hundredths(58), Mark::A),
            (F::Dollar, F::Gold) => (hundredths(-32), Mark::A),
            (F::Btc | F::Eth, F::OtherCoin) => (hundredths(60), Mark::C),
            (F::Xrp, F::OtherCoin) => (hundredths(50), Mark::C),
            _ => (Decimal::ZERO, Mark::NoView),
        }
    }
}

/// How the factors move together: a correlation for every pair.
///
/// **Shape**: holds only what was moved. **Units**: −1..=1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Correlations(BTreeMap<Pair, Decimal>);

impl Correlations {
    /// The correlation of two factors; one of a factor with itself.
    #[must_use]
    pub fn get(&self, a: RiskFactor, b: RiskFactor) -> Decimal {
        let Some(pair) = Pair::of(a, b) else { return Decimal::ONE };
        self.0.get(&pair).copied().unwrap_or_else(|| pair.default_value().0)
    }

    /// Moves one; held within −1..=1. One set to its default counts as not
    /// moved.
    pub fn set(&mut self, pair: Pair, value: Decimal) {
        let value = value.clamp(Decimal::NEGATIVE_ONE, Decimal::ONE).normalize();
        if value == pair.default_value().0 {
            self.0.remove(&pair);
        } else {
            self.0.insert(pair, value);
        }
    }

    /// Moves one back to its default.
    pub fn reset(&mut self, pair: Pair) {
        self.0.remove(&pair);
    }

    /// Whether one differs from its default.
    #[must_use]
    pub fn is_changed(&self, pair: Pair) -> bool {
        self.0.contains_key(&pair)
    }

    /// What was moved.
    pub fn changed(&self) -> impl Iterator<Item = (Pair, Decimal)> + '_ {
        self.0.iter().map(|(&p, &v)| (p, v))
    }

    /// Whether nothing was moved.
    #[must_use]
    pub fn is_default(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_is_its_place() {
        for (place, factor) in RiskFactor::ALL.into_iter().enumerate() {
            assert_eq!(factor as usize, place);
            assert_eq!(RiskFactor::from_key(factor.key()), Some(factor));
        }
    }

    #[test]
    fn either_order_names_the_same_pair() {
        let (a, b) = (RiskFactor::Btc, RiskFactor::Dollar);
        let pair = Pair::of(a, b).unwrap();
        assert_eq!(Pair::from_key("btc-dollar"), Some(pair));
        assert_eq!(pair.key(), "dollar-btc");
        let mut moved = Correlations::default();
        moved.set(pair, Decimal::from(3));
        assert_eq!((moved.get(a, b), moved.get(b, a)), (Decimal::ONE, Decimal::ONE));
        moved.set(pair, Decimal::ZERO);
        assert!(moved.is_default());
    }

    #[test]
    fn tickers_are_read_in_any_case() {
        assert_eq!(RiskFactor::of_coin(" btc"), RiskFactor::Btc);
        assert_eq!(RiskFactor::of_coin("SOL"), RiskFactor::OtherCoin);
    }
}
