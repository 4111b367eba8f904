//! What happened before: the episodes that can be replayed.

use std::sync::OnceLock;

use serde::Deserialize;

use super::series::Series;
use crate::domain::calendar::CalendarMonth;
use crate::domain::episode::{
    About, Episode, EpisodeGroup, EpisodeKind, Fact, Knowledge, Source, SourcedPath, Yearly,
};
use crate::domain::param::Mark;

/// The longest a foreign episode is followed, in months.
const LONGEST: u16 = 60;

/// An episode as it stands in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: String,
    group: EpisodeGroup,
    kind: EpisodeKind,
    base: String,
    start: String,
    #[serde(default = "one")]
    event: u16,
    #[serde(default)]
    bonds: Knowledge,
    #[serde(default)]
    deposits: Knowledge,
    #[serde(default)]
    dollar_deposits: Knowledge,
    facts: Vec<Fact>,
    /// Where given, currency and prices are Japan's own series to this month.
    #[serde(default)]
    until: Option<String>,
    #[serde(default)]
    currency: SourcedPath,
    #[serde(default)]
    prices: SourcedPath,
    #[serde(default)]
    yearly: Option<Yearly>,
    sources: Vec<Source>,
}

const fn one() -> u16 {
    1
}

const TEXT: &str = include_str!("../../assets/episodes.ron");

/// Every episode, in the order shown within its group. Read once; a test
/// holds that the file can be read.
#[must_use]
pub fn episodes() -> &'static [Episode] {
    static READ: OnceLock<Vec<Episode>> = OnceLock::new();
    READ.get_or_init(|| read(TEXT).unwrap_or_default())
}

/// The episode of a name.
#[must_use]
pub fn episode(id: &str) -> Option<&'static Episode> {
    episodes().iter().find(|e| e.id == id)
}

/// The episodes of a group, in the order shown.
pub fn of_group(group: EpisodeGroup) -> impl Iterator<Item = &'static Episode> {
    episodes().iter().filter(move |e| e.group == group)
}

fn read(text: &str) -> Option<Vec<Episode>> {
    let raw: Vec<Raw> = ron::from_str(text).ok()?;
    raw.into_iter().map(whole).collect()
}

/// With what the series hold for its months: coins and gold wherever they
/// cover the base, the yen and Japanese prices where the file says so.
fn whole(raw: Raw) -> Option<Episode> {
    let base: CalendarMonth = raw.base.parse().ok()?;
    let until: Option<CalendarMonth> = raw.until.map(|m| m.parse()).transpose().ok()?;
    let last = until.map_or(Some(LONGEST), |month| base.months_to(month))?;
    let series = |series: Series, mark| series.months().ratios(base, last, mark);
    let monthly = until.is_some();
    let (currency, prices) = if monthly {
        (series(Series::UsdJpy, Mark::A), series(Series::JapanCpi, Mark::A))
    } else {
        (raw.currency, raw.prices)
    };
    let mut sources = raw.sources;
    let (coin, gold) = (series(Series::BtcUsd, Mark::A), series(Series::GoldUsd, Mark::B));
    for (path, about, cite) in [(&coin, About::Coins, BTC_CITE), (&gold, About::Gold, GOLD_CITE)] {
        if !path.is_empty() && !sources.iter().any(|s| s.about == about) {
            let mark = if about == About::Coins { Mark::A } else { Mark::B };
            sources.push(Source { about, cite: cite.to_owned(), mark });
        }
    }
    Some(Episode {
        id: raw.id,
        group: raw.group,
        kind: raw.kind,
        base,
        start: raw.start.parse().ok()?,
        event: raw.event,
        bonds: raw.bonds,
        deposits: raw.deposits,
        dollar_deposits: raw.dollar_deposits,
        facts: raw.facts,
        currency,
        prices,
        coin,
        gold,
        monthly,
        yearly: raw.yearly,
        sources,
    })
}

const BTC_CITE: &str = "Coin Metrics PriceUSD, daily close UTC, to 2025-03 (hypertrial 0.1.14); Binance BTCUSDT daily close from 2025-04 (btctree/btc-power); rounded to three digits";
const GOLD_CITE: &str = "Gold, US dollars an ounce, monthly (datasets/gold-prices, ODC-PDDL)";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_can_be_read_to_its_end() {
        let raw: Vec<Raw> = ron::from_str(TEXT).unwrap();
        assert_eq!((raw.len(), episodes().len()), (29, 29));
        assert!(episode("cyprus_2013").is_some() && episode("cyprus").is_none());
    }
}
