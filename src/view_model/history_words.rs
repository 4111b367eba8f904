//! Facts of an episode, and what becomes of them, in words.

use rust_decimal::Decimal;

use super::fan_words::between;
use super::money::{self, Money};
use super::slider;
use crate::domain::calendar::CalendarMonth;
use crate::domain::episode::{Episode, Fact, FactValue, SourcedPath, Yearly, YearlyKind};
use crate::domain::param::Mark;
use crate::domain::scenario::ExchangeRecovery;
use crate::engine::episode_terms::{Use, currency_fall, terms, yearly_inflation};
use crate::text::number;
use crate::text::{Texts, Word};

/// A fact, its value, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactRow {
    /// What it is about.
    pub label: String,
    /// Its value, with the day it is of.
    pub value: String,
    /// How well it is known, as a letter; empty where nothing was found.
    pub mark: String,
    /// More about it.
    pub note: String,
    /// What becomes of it; empty where it only tells the story.
    pub used: String,
}

/// The letter of a mark.
#[must_use]
pub const fn letter(mark: Mark) -> &'static str {
    match mark {
        Mark::A => "A",
        Mark::B => "B",
        Mark::C => "C",
        Mark::NoView => "–",
    }
}

/// A month as it is written in the language.
#[must_use]
pub fn month_words(month: CalendarMonth, texts: &Texts) -> String {
    let padded = format!("{:02}", month.month());
    let shown = if texts.lang == crate::text::Lang::Ja { month.month().to_string() } else { padded };
    texts.l10n.msg_history_date(month.year().to_string(), shown)
}

/// A day or a month, as the data write it, in the language.
fn day_words(day: &str, texts: &Texts) -> String {
    let mut parts = day.split('-');
    let (year, month, date) = (parts.next(), parts.next(), parts.next());
    let plain = |part: &str| match texts.lang {
        crate::text::Lang::Ja => part.trim_start_matches('0').to_owned(),
        crate::text::Lang::En => part.to_owned(),
    };
    match (year, month, date) {
        (Some(y), Some(m), Some(d)) => texts.l10n.msg_history_day(y, plain(m), plain(d)),
        (Some(y), Some(m), None) => texts.l10n.msg_history_date(y, plain(m)),
        _ => day.to_owned(),
    }
}

/// The key of texts about an episode.
#[must_use]
pub fn text_key(episode: &Episode) -> String {
    episode.id.replace('_', "-")
}

/// The name of an episode.
#[must_use]
pub fn name<'a>(episode: &Episode, texts: &'a Texts) -> &'a str {
    texts.family(&format!("episode-{}", text_key(episode)), Word::Label)
}

/// Where and when, without what: for sentences.
#[must_use]
pub fn place<'a>(episode: &Episode, texts: &'a Texts) -> &'a str {
    let name = name(episode, texts);
    name.split_once(": ").or_else(|| name.split_once('\u{3000}')).map_or(name, |(place, _)| place)
}

/// What happened, in a few sentences.
#[must_use]
pub fn story<'a>(episode: &Episode, texts: &'a Texts) -> &'a str {
    texts.family(&format!("episode-{}", text_key(episode)), Word::Story)
}

fn plain(value: Decimal) -> String {
    let value = value.normalize();
    number::plain(value, value.scale())
}

/// A ratio with as many digits as can be read.
pub(super) fn ratio(value: Decimal) -> String {
    let places = if value >= Decimal::ONE_HUNDRED { 0 } else { 2 };
    number::plain(value, places)
}

fn value(fact: &Fact, texts: &Texts) -> String {
    let l = &texts.l10n;
    match &fact.value {
        FactValue::Share(v) => money::percent(*v),
        FactValue::Shares(a, b) => between(texts.lang, &money::percent(*a), &money::percent(*b)),
        FactValue::Months(v) => l.msg_history_value_months(plain(*v)),
        FactValue::Ratio(v) | FactValue::Count(v) => plain(*v),
        FactValue::Dollars(v) => l.msg_history_value_dollars(plain(*v)),
        FactValue::Yen(v) => l.msg_history_value_yen(plain(*v)),
        FactValue::Coins(v) => l.msg_history_value_coins(plain(*v)),
        FactValue::Day(day) => day_words(day, texts),
        FactValue::Words => l.msg_history_value_words(),
        FactValue::Missing => l.msg_history_value_missing(),
    }
}

fn used(used: Use, texts: &Texts, money: Money) -> String {
    let l = &texts.l10n;
    match used {
        Use::NoLoss => l.msg_history_fact_no_loss(),
        Use::Sets(param, value) => {
            let written = slider::value_text(param, value, texts, money);
            l.msg_history_fact_used(texts.param(param, Word::Label), written)
        }
        Use::UninsuredLoss(share) => l.msg_history_fact_uninsured(money::percent(share)),
        Use::DollarDeposits(factor) => l.msg_history_fact_replay(plain(factor)),
        Use::ExchangeLoss(loss, ExchangeRecovery::DollarsOfFailureDate) if loss < Decimal::ZERO => {
            l.msg_history_fact_exchange_none()
        }
        Use::ExchangeLoss(loss, _) => l.msg_history_fact_exchange(money::percent(loss)),
        Use::Crash(depth) => l.msg_history_fact_crash(money::percent(depth)),
        Use::Not(why) => {
            l.msg_history_fact_not(texts.family(&format!("not-mapped-{}", why.key()), Word::Label))
        }
    }
}

/// Every fact of an episode, then its paths and yearly figures.
#[must_use]
pub fn fact_rows(episode: &Episode, texts: &Texts, money: Money) -> Vec<FactRow> {
    let terms = terms(episode);
    let mut noted = std::collections::BTreeSet::new();
    let mut rows: Vec<FactRow> = Vec::new();
    for fact in &episode.facts {
        let key = fact.key.key();
        let note_key = format!("note-{}-{key}", text_key(episode));
        let note = if fact.note && noted.insert(fact.key) {
            texts.family(&note_key, Word::Label).to_owned()
        } else {
            String::new()
        };
        let written = value(fact, texts);
        let dated = match &fact.when {
            Some(day) => texts.l10n.msg_aside(written, day_words(day, texts)),
            None => written,
        };
        let becomes = terms.iter().find(|t| t.fact == fact.key).map(|t| used(t.used, texts, money));
        rows.push(FactRow {
            label: texts.family(&format!("fact-{key}"), Word::Label).to_owned(),
            value: dated,
            mark: fact.mark.map_or("", letter).to_owned(),
            note,
            used: becomes.unwrap_or_default(),
        });
    }
    rows.extend(path_rows(episode, texts));
    rows.extend(episode.yearly.as_ref().map(|yearly| yearly_row(yearly, texts)));
    rows
}

fn marks(path: &SourcedPath) -> String {
    let mut letters: Vec<&str> = path.points.iter().map(|p| letter(p.mark)).collect();
    letters.sort_unstable();
    letters.dedup();
    letters.join("/")
}

fn path_rows(episode: &Episode, texts: &Texts) -> Vec<FactRow> {
    let l = &texts.l10n;
    let row = |label: String, path: &SourcedPath, used: String| {
        let points: Vec<String> = if episode.monthly {
            Vec::new()
        } else {
            path.points.iter().map(|p| point_words(p, texts)).collect()
        };
        FactRow { label, value: String::new(), mark: marks(path), note: points.join(" · "), used }
    };
    let ends = |path: &SourcedPath| {
        let at = |p: Option<&crate::domain::episode::PathPoint>| p.map(|p| plain(p.at)).unwrap_or_default();
        (path.points.len().to_string(), at(path.points.first()), at(path.points.last()))
    };
    let mut rows = Vec::new();
    if episode.currency.is_empty() {
        let label = l.msg_history_path_none(l.msg_history_path_currency_name());
        rows.push(row(label, &episode.currency, String::new()));
    } else {
        let (count, first, last) = ends(&episode.currency);
        let used = match currency_fall(episode) {
            Some((fall, month, _)) => l.msg_history_path_shock(money::percent(fall), month.to_string()),
            None => l.msg_history_path_no_shock(),
        };
        rows.push(row(l.msg_history_path_currency(count, first, last), &episode.currency, used));
    }
    if episode.prices.is_empty() {
        let label = l.msg_history_path_none(l.msg_history_path_prices_name());
        rows.push(row(label, &episode.prices, String::new()));
    } else {
        let (count, first, last) = ends(&episode.prices);
        let used = if yearly_inflation(episode).is_empty() {
            l.msg_history_path_used()
        } else {
            l.msg_history_path_inflation()
        };
        rows.push(row(l.msg_history_path_prices(count, first, last), &episode.prices, used));
    }
    for (path, label) in [
        (&episode.coin, l.msg_history_path_coin(episode.coin.points.len().to_string())),
        (&episode.gold, l.msg_history_path_gold(episode.gold.points.len().to_string())),
    ] {
        if !path.is_empty() {
            let used = l.msg_history_path_used();
            let mark = marks(path);
            rows.push(FactRow { label, value: String::new(), mark, note: String::new(), used });
        }
    }
    rows
}

fn point_words(point: &crate::domain::episode::PathPoint, texts: &Texts) -> String {
    let month = plain(point.at);
    let shown = format!("+{month}: {}", ratio(point.ratio)).replace("+-", "−").replace("+−", "−");
    match &point.on {
        Some(day) => format!("{shown} [{}, {}]", letter(point.mark), day_words(day, texts)),
        None => format!("{shown} [{}]", letter(point.mark)),
    }
}

fn yearly_row(yearly: &Yearly, texts: &Texts) -> FactRow {
    let l = &texts.l10n;
    let label = match yearly.what {
        YearlyKind::Inflation => l.msg_history_yearly_inflation(),
        YearlyKind::WholesaleLevel => l.msg_history_yearly_wholesale(),
    };
    let values: Vec<String> =
        yearly.values.iter().map(|(year, v)| format!("{year}: {}", plain(*v))).collect();
    FactRow {
        label,
        value: String::new(),
        mark: letter(yearly.mark).to_owned(),
        note: values.join(" · "),
        used: String::new(),
    }
}
