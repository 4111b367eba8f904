//! A company's balance sheet going through an episode.
//!
//! Only months whose inputs were found have figures. Between them the paths
//! are held at the last known level, so that balances, interest and terms run
//! on, but no such month is stated.

mod standing;
mod told;

pub use standing::{Standing, standing};
pub use told::explain;

use rust_decimal::Decimal;

use super::door;
use super::episode_terms::{Use, for_replay, terms};
use super::factors::Factors;
use super::projection::{Projection, Scope, Value};
use super::run::project_along;
use crate::domain::episode::{Episode, EpisodeGroup, Knowledge, SourcedPath};
use crate::domain::holding::{AccountClass, AssetClass, Holding, HoldingId, HoldingKind};
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::domain::risk_factor::RiskFactor;
use crate::domain::scenario::Scenario;
use crate::domain::yen::Yen;

/// Why a holding is in no figure of a replay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Absence {
    /// What bonds lost was not found.
    Bonds,
    /// Neither was what stood behind a yen coin.
    Reserve,
    /// The currency's price of a dollar was not found.
    Dollars,
    /// What could be had of dollar deposits differed by day and rate.
    DollarDeposits,
    /// There is no gold price for these months.
    Gold,
    /// There is no bitcoin price for these months.
    Bitcoin,
    /// Prices of other coins are not carried.
    OtherCoins,
}

impl Absence {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::Bonds,
        Self::Reserve,
        Self::Dollars,
        Self::DollarDeposits,
        Self::Gold,
        Self::Bitcoin,
        Self::OtherCoins,
    ];

    /// A stable name for texts and JSON.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Bonds => "bonds",
            Self::Reserve => "reserve",
            Self::Dollars => "dollars",
            Self::DollarDeposits => "dollar-deposits",
            Self::Gold => "gold",
            Self::Bitcoin => "bitcoin",
            Self::OtherCoins => "other-coins",
        }
    }

    fn of(holding: &Holding, episode: &Episode) -> Option<Self> {
        let unknown_bonds = episode.bonds == Knowledge::Unknown;
        match &holding.kind {
            HoldingKind::Jgb { .. } => unknown_bonds.then_some(Self::Bonds),
            HoldingKind::YenCoin { reserve, .. } => {
                (unknown_bonds && !reserve.jgb.is_zero()).then_some(Self::Reserve)
            }
            _ if moves_with_the_dollar(holding.kind.class()) && episode.currency.is_empty() => {
                Some(Self::Dollars)
            }
            HoldingKind::ForeignDeposit { .. } => {
                (episode.dollar_deposits == Knowledge::Unknown).then_some(Self::DollarDeposits)
            }
            HoldingKind::Gold { .. } => episode.gold.is_empty().then_some(Self::Gold),
            HoldingKind::Crypto { coin, .. } if RiskFactor::of_coin(coin) != RiskFactor::Btc => {
                Some(Self::OtherCoins)
            }
            HoldingKind::Crypto { .. } => episode.coin.is_empty().then_some(Self::Bitcoin),
            _ => None,
        }
    }
}

const fn moves_with_the_dollar(class: AssetClass) -> bool {
    matches!(class, AssetClass::Currency | AssetClass::Gold | AssetClass::Crypto)
}

/// A value as far as it can be stated.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Figure {
    /// Yen of the month; none where a price it takes was not found.
    pub nominal: Option<Yen>,
    /// Yen of today's purchasing power; none where prices were not found.
    pub real: Option<Yen>,
    /// US dollars of the month; none where the currency was not found.
    pub dollars: Option<f64>,
}

/// One month that can be stated.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplayMonth {
    /// Months after the base.
    pub month: u16,
    /// Yen per dollar, if found.
    pub usd_jpy: Option<f64>,
    /// The price level, 1 today, if found.
    pub prices: Option<f64>,
    /// Net worth of what is in the figures and not beside them.
    pub net: Figure,
    /// Each class in the figures.
    pub classes: Vec<(AssetClass, Figure)>,
    /// Yen that cannot be drawn.
    pub frozen: Yen,
}

/// A company through an episode.
#[derive(Debug, Clone)]
pub struct Replay {
    /// The months that can be stated; the first is the base.
    pub months: Vec<ReplayMonth>,
    /// What is in no figure, and why.
    pub left_out: Vec<(HoldingId, Absence)>,
    /// Whether deposits are an upper bound.
    pub deposits_at_most: bool,
    /// Classes that are held and stated but not part of net worth.
    pub beside: Vec<AssetClass>,
}

/// Whether a class follows a price of its own that the episode did not make:
/// coins and gold, unless the episode is about coins. Such a price would drown
/// what the episode did (bitcoin rose from 33 to 551 dollars in the year after
/// February 2013), so it stands beside net worth.
const fn is_beside(class: AssetClass, group: EpisodeGroup) -> bool {
    matches!(class, AssetClass::Gold | AssetClass::Crypto) && !matches!(group, EpisodeGroup::Crypto)
}

impl Replay {
    /// The stated month at or before `month`.
    #[must_use]
    pub fn at(&self, month: u16) -> Option<&ReplayMonth> {
        self.months.iter().rev().find(|m| m.month <= month).or(self.months.first())
    }
}

/// The months of an episode that can be stated, the base first: those with a
/// currency or a price; without either, the one its terms took force in.
#[must_use]
pub fn stated_months(episode: &Episode) -> Vec<u16> {
    let mut months: Vec<u16> =
        episode.currency.months().chain(episode.prices.months()).chain(std::iter::once(0)).collect();
    if episode.currency.is_empty() && episode.prices.is_empty() {
        months.push(episode.event);
    }
    months.sort_unstable();
    months.dedup();
    months
}

/// A company and a scenario as an episode takes them.
struct Staged {
    scenario: Scenario,
    /// With what is held in the base month.
    before: Profile,
    /// The same once a decree has made yen of dollar deposits.
    after: Profile,
    /// The dollars of those.
    converted: Vec<Converted>,
    left_out: Vec<(HoldingId, Absence)>,
}

impl Staged {
    fn of(profile: &Profile, scenario: &Scenario, episode: &Episode) -> Self {
        let scenario = for_replay(episode, scenario);
        let mut before = profile.clone();
        for bank in &mut before.banks {
            let id = bank.id.clone();
            *bank =
                crate::domain::bank::Bank { set_off: bank.set_off, ..crate::domain::bank::Bank::new(id, "") };
        }
        let left_out: Vec<(HoldingId, Absence)> = profile
            .holdings
            .iter()
            .filter_map(|h| Absence::of(h, episode).map(|why| (h.id.clone(), why)))
            .collect();
        before.holdings.retain(|h| left_out.iter().all(|(id, _)| *id != h.id));
        let mut after = before.clone();
        let converted = convert_dollars(&mut after, &scenario, episode);
        Self { scenario, before, after, converted, left_out }
    }

    /// The company as it goes into the months up to one.
    const fn company(&self, month: u16) -> &Profile {
        if month == 0 { &self.before } else { &self.after }
    }
}

/// Takes a company through an episode.
#[must_use]
pub fn replay(profile: &Profile, scenario: &Scenario, episode: &Episode) -> Replay {
    let staged = Staged::of(profile, scenario, episode);
    let months = stated_months(episode);
    let last = months.last().copied().unwrap_or(0);
    let to = |month| {
        project_along(staged.company(month), &staged.scenario, &along(episode, &staged.scenario, month))
    };
    let (opening, after) = (to(0), to(last));
    let company = staged.company(last);
    let classes: std::collections::BTreeSet<AssetClass> =
        company.holdings.iter().map(|h| h.kind.class()).collect();
    let figures = |month: u16| state(episode, if month == 0 { &opening } else { &after }, month);
    Replay {
        months: months.into_iter().map(figures).collect(),
        deposits_at_most: episode.deposits == Knowledge::AtMost
            && company.holdings.iter().any(|h| h.kind.class() == AssetClass::Deposit),
        left_out: staged.left_out,
        beside: classes.into_iter().filter(|c| is_beside(*c, episode.group)).collect(),
    }
}

/// The paths of an episode on today's level, held where nothing was found.
fn along(episode: &Episode, scenario: &Scenario, last: u16) -> Factors {
    let path = |from: &SourcedPath| -> Vec<f64> {
        let mut level = 1.0;
        let mut step = |month| {
            if let Some(point) = from.at(month) {
                level = door::plain(point.ratio);
            }
            level
        };
        (0..=last).map(&mut step).collect()
    };
    let today = door::plain(scenario.get(Param::UsdJpy));
    let flat = vec![1.0; usize::from(last).saturating_add(1)];
    let prices = path(&episode.prices);
    Factors {
        usd_jpy: path(&episode.currency).into_iter().map(|ratio| today * ratio).collect(),
        prices_without_currency: prices.clone(),
        prices,
        jgb_yield: flat.iter().map(|one| one * door::plain(scenario.get(Param::YieldToday))).collect(),
        coin_growth: path(&episode.coin),
        coin_crash: flat,
        gold: path(&episode.gold),
        strayed: None,
        found: None,
    }
}

/// Dollar deposits become yen ones, where a decree made them that.
///
/// **Formula**: yen = dollars × today's rate × factor, cut to whole yen.
fn convert_dollars(company: &mut Profile, scenario: &Scenario, episode: &Episode) -> Vec<Converted> {
    let mut converted = Vec::new();
    let factor = terms(episode).into_iter().find_map(|term| match term.used {
        Use::DollarDeposits(factor) => Some(factor),
        _ => None,
    });
    let Some(factor) = factor else { return converted };
    let rate = scenario.get(Param::UsdJpy).saturating_mul(factor);
    for holding in &mut company.holdings {
        if let HoldingKind::ForeignDeposit { bank, usd } = &holding.kind {
            converted.push(Converted { id: holding.id.clone(), usd: *usd, factor });
            holding.kind = HoldingKind::Deposit {
                bank: bank.clone(),
                account: AccountClass::Ordinary,
                amount: Yen::truncated(usd.saturating_mul(rate)),
            };
        }
    }
    converted
}

/// A dollar deposit a decree made yen of.
struct Converted {
    id: HoldingId,
    usd: Decimal,
    /// Yen for a dollar, over today's rate.
    factor: Decimal,
}

fn state(episode: &Episode, projection: &Projection, month: u16) -> ReplayMonth {
    let found = |path: &SourcedPath| month == 0 || path.at(month).is_some();
    let currency = found(&episode.currency) && !episode.currency.is_empty();
    let prices = found(&episode.prices);
    let usd_jpy = currency.then(|| super::factors::at(&projection.factors.usd_jpy, month));
    let held = |class| projection.lines.iter().any(|l| l.class == class && l.track.is_used());
    let complete = |class| match class {
        AssetClass::Currency => currency,
        AssetClass::Gold => currency && found(&episode.gold),
        AssetClass::Crypto => currency && found(&episode.coin),
        _ => true,
    };
    let figure = |value: Value, complete: bool| {
        let dollars = usd_jpy.map(|rate| door::amount(value.nominal) / rate);
        if complete {
            Figure { nominal: Some(value.nominal), real: prices.then_some(value.real), dollars }
        } else {
            Figure::default()
        }
    };
    let classes: Vec<AssetClass> = AssetClass::ALL.into_iter().filter(|c| held(*c)).collect();
    let value = |class| projection.value(Scope::Class(class), month);
    let within: Vec<AssetClass> = classes.iter().copied().filter(|c| !is_beside(*c, episode.group)).collect();
    let net = within.iter().map(|c| value(*c)).fold(Value::default(), Value::plus);
    ReplayMonth {
        month,
        usd_jpy,
        prices: prices.then(|| super::factors::at(&projection.factors.prices, month)),
        net: figure(net, within.iter().all(|c| complete(*c))),
        classes: classes.iter().map(|c| (*c, figure(value(*c), complete(*c)))).collect(),
        frozen: projection.frozen.get(usize::from(month)).copied().unwrap_or_default(),
    }
}
