//! The odds at which plan and "as is" are equal, beside the market's.

use rust_decimal::Decimal;

use super::explain::Asked;
use crate::app::study::BreakEven;
use crate::data::market_odds::{CDS_QUOTES, CdsQuote, RECOVERY};
use crate::engine::break_even::{Accuracy, Ruin, Tie, Weighing, hazard, ties_of};
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
pub fn odds_rows(found: &BreakEven, texts: &Texts) -> Vec<OddsRow> {
    let l = &texts.l10n;
    let years = f64::from(found.months) / 12.0;
    let mut rows = Vec::new();
    if let Some(median) = found.median {
        let aversion = found.aversion;
        let ties = ties_of(median, found.over, door::plain(aversion));
        let paths = found.over.map_or(0, |over| over.paths);
        let row = |label: String, weighing, tie: Option<Known>, without: &str| {
            tie_row((label, weighing), tie, without, (years, paths), texts)
        };
        let over = |tie: Option<(Tie, Accuracy)>| tie.map(|(tie, accuracy)| (tie, Some(accuracy)));
        let shown = number::plain(aversion, aversion.normalize().scale());
        let no_means = l.msg_odds_no_means();
        rows.push(row(l.msg_odds_expected(), Weighing::Expected, over(ties.expected), &no_means));
        rows.push(row(l.msg_odds_median(), Weighing::Median, Some((ties.median, None)), ""));
        rows.push(row(l.msg_odds_often(), Weighing::Often, over(ties.often), &no_means));
        let without = match found.over.map(|over| over.sure) {
            None => no_means,
            Some(Err(Ruin { as_is, plan })) => l.msg_odds_no_utility(count(as_is), count(paths), count(plan)),
            Some(Ok(_)) => number::NO_FIGURE.to_owned(),
        };
        rows.push(row(l.msg_odds_utility(shown), Weighing::Utility, over(ties.crra), &without));
    }
    rows.extend(CDS_QUOTES.iter().enumerate().map(|quote| market_row(quote, years, texts)));
    rows
}

fn count(paths: u32) -> String {
    number::plain(paths.into(), 0)
}

/// A tie, and how well it is known where it rests on paths.
type Known = (Tie, Option<Accuracy>);

/// A row of the company's own odds.
///
/// **Rounding**: a probability to tenths of a percent, to whole ones where its
/// standard error is a tenth or more; the yearly rate as finely as is of use by
/// that error, to hundredths of a percent at most.
fn tie_row(
    (label, weighing): (String, Weighing),
    tie: Option<Known>,
    without: &str,
    (years, paths): (f64, u32),
    texts: &Texts,
) -> OddsRow {
    let l = &texts.l10n;
    let told = tie.filter(|(tie, accuracy)| accuracy.is_none_or(|accuracy| accuracy.tells(*tie)));
    let (mut rate, mut place, mut source) = (String::new(), None, String::new());
    let chance = match told {
        Some((Tie::At(p), accuracy)) => {
            let error = accuracy.map_or(0.0, |accuracy| accuracy.chance);
            let digits = u32::from(error < 0.1);
            // dλ/dp = 1 / ((1 − p) T)
            rate = number::percent_f64(hazard(p, years), fineness(error / (1.0 - p) / years));
            place = Some(p);
            if accuracy.is_some() {
                // An error that is there is never written as none.
                let fine = (digits..=3).find(|fine| error * 100.0 >= 0.5 * 0.1_f64.powi(fine.cast_signed()));
                let points = number::percent_f64(error, fine.unwrap_or(3));
                source = l.msg_odds_known(points.trim_end_matches('%'), count(paths));
            }
            number::percent_f64(p, digits)
        }
        Some((Tie::AlternativeNeverWorse, _)) => l.msg_odds_plan_never_worse(),
        Some((Tie::FirstNeverWorse, _)) => l.msg_odds_as_is_never_worse(),
        Some((Tie::Equal, _)) => l.msg_odds_equal(),
        None if tie.is_some() => l.msg_odds_unclear(count(paths)),
        None => without.to_owned(),
    };
    let tick = label.clone();
    // Where one side is never worse there is a reason, and no rate.
    let explains = [(false, told.is_some()), (true, place.is_some())]
        .map(|(yearly, there)| there.then_some(Asked::TieOdds(weighing, yearly)));
    OddsRow { label, chance, rate, place, tick, market: false, source, explains }
}

/// The decimals of a percentage that is known so well.
fn fineness(error: f64) -> u32 {
    match error {
        _ if error < 0.001 => 2,
        _ if error < 0.01 => 1,
        _ => 0,
    }
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
