//! What happened once, in numbers: facts with their marks, paths of a
//! currency and of prices, and who said so. No words: those are texts.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Deserialize;

use super::calendar::CalendarMonth;
pub use super::fact_key::FactKey;
use super::param::Mark;

/// The three kinds of bad news, shown side by side and alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub enum EpisodeGroup {
    /// Bonds were not paid as promised, or deposits were cut or blocked.
    Default,
    /// Money lost value and nobody defaulted.
    Weaker,
    /// Coins fell, or those who kept them failed.
    Crypto,
}

impl EpisodeGroup {
    /// All of them, in the order shown.
    pub const ALL: [Self; 3] = [Self::Default, Self::Weaker, Self::Crypto];

    /// A stable name for texts and JSON.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Weaker => "weaker",
            Self::Crypto => "crypto",
        }
    }
}

/// What kind of event it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub enum EpisodeKind {
    /// Bonds were not paid as promised.
    Default,
    /// Deposits were blocked, with a levy.
    Blocking,
    /// Old money was exchanged for less of a new one.
    Conversion,
    /// Prices rose without end.
    Hyperinflation,
    /// Banks failed.
    Banks,
    /// The currency fell.
    Devaluation,
    /// Bitcoin fell.
    CoinFall,
    /// An exchange failed or was robbed.
    ExchangeFailure,
    /// A coin lost its peg.
    CoinOffPeg,
}

/// The value of a fact. Shares are fractions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub enum FactValue {
    /// A fraction.
    Share(Decimal),
    /// From one fraction to another.
    Shares(Decimal, Decimal),
    /// So many months.
    Months(Decimal),
    /// A plain ratio.
    Ratio(Decimal),
    /// US dollars.
    Dollars(Decimal),
    /// Yen of that time.
    Yen(Decimal),
    /// So many coins.
    Coins(Decimal),
    /// So many.
    Count(Decimal),
    /// A day, as `2018-03-12`.
    Day(String),
    /// It does not come down to one number: its note says it.
    Words,
    /// Not found.
    Missing,
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// What it is about.
    pub key: FactKey,
    /// Its value.
    pub value: FactValue,
    /// How well it is known; nothing where it was not found.
    #[serde(default)]
    pub mark: Option<Mark>,
    /// The month or day it is about, where it is not the episode's own.
    #[serde(default)]
    pub when: Option<String>,
    /// Whether a text says more about it.
    #[serde(default)]
    pub note: bool,
}

/// One point of a path.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PathPoint {
    /// Months after the base; a point within a month has a fraction.
    pub at: Decimal,
    /// The ratio to the base month.
    pub ratio: Decimal,
    /// How well it is known.
    pub mark: Mark,
    /// The day, where it is not the month's end or average.
    #[serde(default)]
    pub on: Option<String>,
}

/// How something moved, as far as it was found: nothing between the points.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourcedPath {
    /// The points, earliest first.
    pub points: Vec<PathPoint>,
    /// Whether they were read off between yearly averages: about ±5%.
    #[serde(default)]
    pub interpolated: bool,
}

impl SourcedPath {
    /// The point of a whole month; the base itself is 1.
    #[must_use]
    pub fn at(&self, month: u16) -> Option<&PathPoint> {
        let month = Decimal::from(month);
        self.points.iter().find(|p| p.at == month)
    }

    /// Whether anything was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// Whole months with a point after the base.
    pub fn months(&self) -> impl Iterator<Item = u16> + '_ {
        self.points.iter().filter(|p| p.at.is_integer() && p.at > Decimal::ZERO).filter_map(|p| p.at.to_u16())
    }
}

/// Whether what became of something is known well enough to be replayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Knowledge {
    /// It is.
    #[default]
    Sourced,
    /// There were losses whose rate was not found: a value is an upper bound.
    AtMost,
    /// It is not: left out of every figure.
    Unknown,
}

/// What yearly figures are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum YearlyKind {
    /// Rise of consumer prices in percent.
    Inflation,
    /// Wholesale prices, 1934–36 = 1.
    WholesaleLevel,
}

/// Figures by year.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Yearly {
    /// What they are of.
    pub what: YearlyKind,
    /// How well they are known.
    pub mark: Mark,
    /// Year and figure.
    pub values: Vec<(u16, Decimal)>,
}

/// What a source is a source of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub enum About {
    /// The currency.
    Currency,
    /// Prices.
    Prices,
    /// What happened, and on which terms.
    Terms,
    /// Coin prices.
    Coins,
    /// The gold price.
    Gold,
}

impl About {
    /// A stable name for texts and JSON.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Currency => "currency",
            Self::Prices => "prices",
            Self::Terms => "terms",
            Self::Coins => "coins",
            Self::Gold => "gold",
        }
    }
}

/// Who said it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What of.
    pub about: About,
    /// Author, title, place.
    pub cite: String,
    /// How good it is.
    pub mark: Mark,
}

/// Something that happened.
///
/// **Shape**: paths hold ratios to the month `base`, of the local currency's
/// price of a dollar, of the local price level, of bitcoin and of gold in
/// dollars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Episode {
    /// Its stable name.
    pub id: String,
    /// Where it is listed.
    pub group: EpisodeGroup,
    /// What kind it was.
    pub kind: EpisodeKind,
    /// Month 0: the one before the shock, or the peak's.
    pub base: CalendarMonth,
    /// The month it began.
    pub start: CalendarMonth,
    /// Months after the base in which terms took force.
    pub event: u16,
    /// Whether what became of government bonds is known.
    pub bonds: Knowledge,
    /// Whether what became of deposits is known.
    pub deposits: Knowledge,
    /// Whether what became of dollar deposits is known.
    pub dollar_deposits: Knowledge,
    /// What is known.
    pub facts: Vec<Fact>,
    /// Local currency per dollar.
    pub currency: SourcedPath,
    /// Local prices.
    pub prices: SourcedPath,
    /// Bitcoin in dollars.
    pub coin: SourcedPath,
    /// Gold in dollars.
    pub gold: SourcedPath,
    /// Whether the paths come month by month from the series.
    pub monthly: bool,
    /// Figures by year, where the paths rest on them.
    pub yearly: Option<Yearly>,
    /// Who said all this.
    pub sources: Vec<Source>,
}

impl Episode {
    /// The first fact about something.
    #[must_use]
    pub fn fact(&self, key: FactKey) -> Option<&Fact> {
        self.facts.iter().find(|f| f.key == key)
    }

    /// Its value, where that is a fraction or a ratio; the lower end of a
    /// range.
    #[must_use]
    pub fn number(&self, key: FactKey) -> Option<Decimal> {
        match &self.fact(key)?.value {
            FactValue::Share(v) | FactValue::Shares(v, _) | FactValue::Ratio(v) | FactValue::Months(v) => {
                Some(*v)
            }
            FactValue::Dollars(v) | FactValue::Yen(v) | FactValue::Coins(v) | FactValue::Count(v) => Some(*v),
            FactValue::Day(_) | FactValue::Words | FactValue::Missing => None,
        }
    }
}
