//! Who set a number of a scenario, and when.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::param::Param;
use super::risk_factor::Pair;

/// What moved a number away from its default.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SetBy {
    /// A person, by slider, key or typing.
    Hand,
    /// A ready-made scenario, by its key.
    Preset(String),
    /// A historic episode, by its key.
    Episode(String),
    /// A case of a claim, by the claim's key.
    Claim(String),
}

/// Who set a number, and when.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// Who.
    pub by: SetBy,
    /// On which day; `None` where no clock was at hand.
    pub on: Option<NaiveDate>,
}

/// Whatever of a scenario can be moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Knob {
    /// A number.
    Param(Param),
    /// Whether bonds default.
    Default,
    /// How the loss is described.
    Terms,
    /// Who bears a bank's shortfall.
    LossOrder,
    /// Whether settlement deposits are always paid.
    SettlementAlways,
    /// How a failed exchange pays.
    ExchangeRecovery,
    /// Inflation of one year.
    InflationYear(u8),
    /// How two factors go together.
    Correlation(Pair),
}

const YEAR: &str = "inflation_by_year.";
const PAIR: &str = "correlations.";

impl Knob {
    /// The choices, as against numbers.
    pub const CHOICES: [Self; 5] =
        [Self::Default, Self::Terms, Self::LossOrder, Self::SettlementAlways, Self::ExchangeRecovery];

    /// Its stable name: that of its field in a file.
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Param(param) => param.key().to_owned(),
            Self::Default => "default".to_owned(),
            Self::Terms => "terms".to_owned(),
            Self::LossOrder => "loss_order".to_owned(),
            Self::SettlementAlways => "settlement_always_honoured".to_owned(),
            Self::ExchangeRecovery => "exchange_recovery".to_owned(),
            Self::InflationYear(year) => format!("{YEAR}{year}"),
            Self::Correlation(pair) => format!("{PAIR}{}", pair.key()),
        }
    }

    /// What a file names `key`.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        if let Some(year) = key.strip_prefix(YEAR) {
            return year.parse().ok().map(Self::InflationYear);
        }
        if let Some(pair) = key.strip_prefix(PAIR) {
            return Pair::from_key(pair).map(Self::Correlation);
        }
        let choice = Self::CHOICES.into_iter().find(|knob| knob.key() == key);
        choice.or_else(|| Param::from_key(key).map(Self::Param))
    }
}

/// Who set what. Holds only what was moved.
///
/// Two of them are always equal: scenarios with the same numbers are the same
/// scenario, whoever set them.
#[derive(Debug, Clone, Default)]
pub struct Origins(BTreeMap<Knob, Origin>);

impl PartialEq for Origins {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Origins {}

impl Origins {
    /// Who set this; `None` where it is not known, or at its default.
    #[must_use]
    pub fn of(&self, knob: Knob) -> Option<&Origin> {
        self.0.get(&knob)
    }

    /// Says who set this.
    pub fn set(&mut self, knob: Knob, origin: Origin) {
        self.0.insert(knob, origin);
    }

    /// Everything known, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Knob, &Origin)> {
        self.0.iter().map(|(&knob, origin)| (knob, origin))
    }

    /// Takes in what is known elsewhere.
    pub fn extend(&mut self, other: &Self) {
        self.0.extend(other.0.iter().map(|(&knob, origin)| (knob, origin.clone())));
    }

    /// Forgets what does not pass.
    pub fn retain(&mut self, mut keep: impl FnMut(Knob) -> bool) {
        self.0.retain(|&knob, _| keep(knob));
    }

    /// Brings it up to date after a change from `was` to `is`, each holding
    /// only what differs from its default: what moved was set by `origin`,
    /// what is at its default again is forgotten.
    pub fn note(&mut self, was: &BTreeMap<Knob, Stance>, is: &BTreeMap<Knob, Stance>, origin: &Origin) {
        self.retain(|knob| is.contains_key(&knob));
        for (&knob, stance) in is {
            if was.get(&knob) != Some(stance) {
                self.set(knob, origin.clone());
            }
        }
    }
}

/// Where something stands: a number, or the place of a choice.
pub type Stance = rust_decimal::Decimal;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::risk_factor::RiskFactor;

    #[test]
    fn every_key_leads_back() {
        let pair = Pair::of(RiskFactor::Dollar, RiskFactor::Btc).map(Knob::Correlation);
        let params = Param::ALL.iter().map(|&p| Knob::Param(p));
        let others = Knob::CHOICES.into_iter().chain([Knob::InflationYear(3)]).chain(pair);
        for knob in params.chain(others) {
            assert_eq!(Knob::from_key(&knob.key()), Some(knob), "{}", knob.key());
        }
        assert_eq!(Knob::from_key("inflation_by_year.x"), None);
        assert_eq!(Knob::from_key("no_such"), None);
    }

    #[test]
    fn only_what_moved_gets_a_new_origin() {
        let (shock, crash) = (Knob::Param(Param::Shock), Knob::Param(Param::Crash));
        let by = |by| Origin { by, on: None };
        let mut origins = Origins::default();
        let none = BTreeMap::new();
        let one = BTreeMap::from([(shock, Stance::ONE)]);
        let two = BTreeMap::from([(shock, Stance::ONE), (crash, Stance::ONE)]);
        origins.note(&none, &one, &by(SetBy::Preset("devaluation".into())));
        origins.note(&one, &two, &by(SetBy::Hand));
        assert_eq!(origins.of(shock).map(|o| &o.by), Some(&SetBy::Preset("devaluation".into())));
        assert_eq!(origins.of(crash).map(|o| &o.by), Some(&SetBy::Hand));
        origins.note(&two, &one, &by(SetBy::Hand));
        assert_eq!(origins.iter().count(), 1);
    }
}
