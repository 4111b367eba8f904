//! The odds at which plan and "as is" are equal, beside the market's.

use rust_decimal::Decimal;

use super::explain::Asked;
use crate::app::study::BreakEven;
use crate::data::market_odds::{CDS_QUOTES, CdsQuote, RECOVERY};
use crate::domain::param::Param;
use crate::domain::scenario::Scenario;
use crate::engine::break_even::{Tie, Weighing, hazard, three_ties};
use crate::engine::{door, hazard as odds};
use crate::text::number;
use crate::text::{Texts, Word};

/// A row of the table of odds.
#[derive(Debug, Clone, PartialEq)]
pub struct OddsRow {
    /// By what measure, or who says so.
    pub label: String,
    /// The probability within the horizon, or why there is none.
    pub chance: String,
    /// The yearly rate; empty where there is none.
    pub rate: String,
    /// The probability as a place 0..=1 on the scale.
    pub place: Option<f64>,
    /// A short name on the scale.
    pub tick: String,
    /// Whether it is the market's.
    pub market: bool,
    /// Who published it, and how well it is known.
    pub source: String,
    /// What explains the probability, and the yearly rate.
    pub explains: [Option<Asked>; 2],
}

/// Every row, as far as it is worked out.
#[must_use]
pub fn odds_rows(found: &BreakEven, scenario: &Scenario, texts: &Texts) -> Vec<OddsRow> {
    let l = &texts.l10n;
    let years = f64::from(scenario.horizon_months()) / 12.0;
    let mut rows = Vec::new();
    if let Some(median) = found.median {
        let aversion = scenario.get(Param::RiskAversion);
        let ties = three_ties(median, found.over, door::plain(aversion));
        let row = |label: String, (weighing, tie): (Weighing, Option<Tie>), without: String| {
            tie_row((label, weighing), tie, &without, years, texts)
        };
        let shown = number::plain(aversion, aversion.normalize().scale());
        rows.push(row(l.msg_odds_expected(), (Weighing::Expected, ties.expected), l.msg_odds_no_means()));
        rows.push(row(l.msg_odds_median(), (Weighing::Median, Some(ties.median)), String::new()));
        let without = match found.over.map(|over| (over.sure, over.paths)) {
            None => l.msg_odds_no_means(),
            Some((Err(below), paths)) => l.msg_odds_no_utility(count(below), count(paths)),
            Some((Ok(_), _)) => number::NO_FIGURE.to_owned(),
        };
        rows.push(row(l.msg_odds_utility(shown), (Weighing::Utility, ties.crra), without));
    }
    rows.extend(CDS_QUOTES.iter().enumerate().map(|quote| market_row(quote, years, texts)));
    rows
}

fn count(paths: u32) -> String {
    number::plain(paths.into(), 0)
}

fn tie_row(
    (label, weighing): (String, Weighing),
    tie: Option<Tie>,
    without: &str,
    years: f64,
    texts: &Texts,
) -> OddsRow {
    let l = &texts.l10n;
    let (chance, rate, place) = match tie {
        Some(Tie::At(p)) => (number::percent_f64(p, 1), number::percent_f64(hazard(p, years), 2), Some(p)),
        Some(Tie::AlternativeNeverWorse) => (l.msg_odds_plan_never_worse(), String::new(), None),
        Some(Tie::FirstNeverWorse) => (l.msg_odds_as_is_never_worse(), String::new(), None),
        None => (without.to_owned(), String::new(), None),
    };
    let tick = label.clone();
    // Where one side is never worse there is a reason, and no rate.
    let explains = [(false, tie.is_some()), (true, place.is_some())]
        .map(|(yearly, there)| there.then_some(Asked::TieOdds(weighing, yearly)));
    OddsRow { label, chance, rate, place, tick, market: false, source: String::new(), explains }
}

fn market_row((place, quote): (usize, &CdsQuote), years: f64, texts: &Texts) -> OddsRow {
    let l = &texts.l10n;
    let rate = odds::implied_by_cds(door::plain(quote.spread), door::plain(RECOVERY));
    let chance = odds::probability(rate, years);
    let (year, ..) = quote.date;
    OddsRow {
        label: market_label(quote, texts),
        chance: number::percent_f64(chance, 1),
        rate: number::percent_f64(rate, 2),
        place: Some(chance),
        tick: l.msg_odds_market_tick(year.to_string()),
        market: true,
        source: l.msg_sourced(quote.source, texts.mark(quote.mark, Word::Label)),
        explains: [false, true].map(|yearly| Some(Asked::MarketOdds(place, yearly))),
    }
}

/// A quote as its row is called.
pub(super) fn market_label(quote: &CdsQuote, texts: &Texts) -> String {
    let (year, month, day) = quote.date;
    let points = number::plain(quote.spread.saturating_mul(Decimal::from(10_000)), 0);
    texts.l10n.msg_odds_market(points, format!("{year:04}-{month:02}-{day:02}"))
}
