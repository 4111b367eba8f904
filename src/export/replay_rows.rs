//! A company through an episode as JSON, CSV or plain text.

use serde_json::{Value as Json, json};

use crate::app::prefs::Replaying;
use crate::data::episodes::of_group;
use crate::domain::episode::{Episode, EpisodeGroup, FactValue};
use crate::domain::profile::Profile;
use crate::domain::yen::Yen;
use crate::engine::episode_terms::{Use, terms};
use crate::engine::replay::{Figure, Replay, ReplayMonth, stated_months};
use crate::text::{Texts, Word};
use crate::view_model::history::{OpenEpisode, month_label, opened};
use crate::view_model::history_words::{letter, name};
use crate::view_model::money::{DataUnit, Money};

/// The version of the JSON keys.
pub const JSON_VERSION: u32 = 1;

/// Every episode with its name, in the three lists.
#[must_use]
pub fn list(texts: &Texts) -> String {
    let mut lines = Vec::new();
    for group in EpisodeGroup::ALL {
        lines.push(texts.family(&format!("episode-group-{}", group.key()), Word::Label).to_owned());
        lines.extend(of_group(group).map(|e| format!("  {:<18}{}", e.id, name(e, texts))));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Dollars to the cent; in an index, today's figure is the same as in yen.
fn dollars(figure: Figure, replay: &Replay, unit: DataUnit) -> Option<String> {
    let rate = replay.months.first().and_then(|m| m.usd_jpy)?;
    figure.dollars.map(|d| unit.index(d, rate).unwrap_or_else(|| format!("{d:.2}")))
}

/// CSV, one row a stated month and class, then `net` and `frozen`:
/// `month,date,usd_jpy,price_index,class,nominal,real,dollars`. What was not
/// found is empty. Where amounts are hidden, the names of their columns say
/// what is 100.
///
/// # Errors
/// When the bytes cannot be put together.
pub fn csv(episode: &Episode, replay: &Replay, unit: DataUnit) -> Result<String, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    let named = |name: &str| unit.key().map_or_else(|| name.to_owned(), |key| format!("{name}_{key}"));
    let amounts = ["nominal", "real", "dollars"].map(named);
    let columns = ["month", "date", "usd_jpy", "price_index", "class"].map(str::to_owned);
    out.write_record(columns.iter().chain(&amounts))?;
    let yen = |value: Option<Yen>| value.map(|v| unit.yen(v)).unwrap_or_default();
    for month in &replay.months {
        let frozen = Figure { nominal: Some(month.frozen), ..Figure::default() };
        let classes = month.classes.iter().map(|(class, figure)| (class.key(), *figure));
        for (class, figure) in classes.chain([("net", month.net), ("frozen", frozen)]) {
            out.write_record([
                month.month.to_string(),
                episode.base.after(month.month).to_string(),
                factor(month.usd_jpy),
                factor(month.prices),
                class.to_owned(),
                yen(figure.nominal),
                yen(figure.real),
                dollars(figure, replay, unit).unwrap_or_default(),
            ])?;
        }
    }
    let bytes = out.into_inner().map_err(|e| csv::Error::from(e.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn factor(value: Option<f64>) -> String {
    value.map(|v| format!("{v:.6}")).unwrap_or_default()
}

/// JSON: an object with `format`, `version`, `company`, `episode`, `base`,
/// `left_out`, `beside` (classes not in net worth), `deposits_at_most`, `months`, `facts` and `sources`. Amounts are
/// strings of whole yen, null where they were not found; each fact has its
/// value, its mark and what becomes of it. Where amounts are hidden, `unit`
/// says what is 100, and amounts are strings of that index.
///
/// # Errors
/// Never for these types; passed on as they come.
pub fn json(
    company: &str,
    episode: &Episode,
    replay: &Replay,
    unit: DataUnit,
) -> Result<String, serde_json::Error> {
    let terms = terms(episode);
    let facts: Vec<Json> = episode
        .facts
        .iter()
        .map(|fact| {
            let used = terms.iter().find(|t| t.fact == fact.key).map(|t| used(t.used));
            json!({
                "key": fact.key.key(), "value": value(&fact.value), "when": fact.when,
                "mark": fact.mark.map(letter), "used": used,
            })
        })
        .collect();
    let left_out: Vec<Json> =
        replay.left_out.iter().map(|(id, why)| json!({ "id": id.0, "why": why.key() })).collect();
    let sources: Vec<Json> = episode
        .sources
        .iter()
        .map(|s| json!({ "about": s.about.key(), "cite": s.cite, "mark": letter(s.mark) }))
        .collect();
    let mut whole = json!({
        "format": "forelock-replay",
        "version": JSON_VERSION,
        "company": company,
        "episode": episode.id,
        "base": episode.base.to_string(),
        "deposits_at_most": replay.deposits_at_most,
        "left_out": left_out,
        "beside": replay.beside.iter().map(|c| c.key()).collect::<Vec<_>>(),
        "months": replay.months.iter().map(|m| month(episode, replay, m, unit)).collect::<Vec<_>>(),
        "facts": facts,
        "sources": sources,
    });
    if let (Json::Object(map), Some(key)) = (&mut whole, unit.key()) {
        map.insert("unit".into(), Json::from(key));
    }
    serde_json::to_string_pretty(&whole)
}

fn month(episode: &Episode, replay: &Replay, month: &ReplayMonth, unit: DataUnit) -> Json {
    let amount = |v: Option<Yen>| v.map(|v| unit.yen(v));
    let figure = |f: &Figure| {
        json!({
            "nominal": amount(f.nominal), "real": amount(f.real), "dollars": dollars(*f, replay, unit),
        })
    };
    let classes: serde_json::Map<String, Json> =
        month.classes.iter().map(|(class, f)| (class.key().to_owned(), figure(f))).collect();
    let mark = |path: &crate::domain::episode::SourcedPath| path.at(month.month).map(|p| letter(p.mark));
    json!({
        "month": month.month,
        "date": episode.base.after(month.month).to_string(),
        "usd_jpy": month.usd_jpy,
        "usd_jpy_mark": mark(&episode.currency),
        "price_index": month.prices,
        "price_index_mark": mark(&episode.prices),
        "net": figure(&month.net),
        "classes": classes,
        "frozen": unit.yen(month.frozen),
    })
}

fn value(value: &FactValue) -> Json {
    match value {
        FactValue::Share(v)
        | FactValue::Months(v)
        | FactValue::Ratio(v)
        | FactValue::Dollars(v)
        | FactValue::Yen(v)
        | FactValue::Coins(v)
        | FactValue::Count(v) => Json::from(v.to_string()),
        FactValue::Shares(a, b) => json!([a.to_string(), b.to_string()]),
        FactValue::Day(day) => Json::from(day.as_str()),
        FactValue::Words | FactValue::Missing => Json::Null,
    }
}

fn used(used: Use) -> Json {
    match used {
        Use::NoLoss => json!({ "no_loss": true }),
        Use::Sets(param, value) => json!({ "param": param.key(), "value": value.to_string() }),
        Use::UninsuredLoss(share) => json!({ "uninsured_loss": share.to_string() }),
        Use::DollarDeposits(factor) => json!({ "dollar_deposits": factor.to_string() }),
        Use::ExchangeLoss(loss, _) => json!({ "param": "exchange_loss", "value": loss.to_string() }),
        Use::Crash(depth) => json!({ "param": "crash", "value": depth.to_string(), "sliders_only": true }),
        Use::Not(why) => json!({ "not": why.key() }),
    }
}

/// Plain text: what happened, a line a stated month, what is left out, how it
/// differs, facts and sources.
#[must_use]
pub fn table(profile: &Profile, episode: &'static Episode, texts: &Texts, money: Money) -> String {
    let months = stated_months(episode);
    let at = |month| {
        let replaying = Replaying { episode: Some(&episode.id), month, playing: false };
        opened(profile, episode, replaying, texts, money)
    };
    let l = &texts.l10n;
    let last = at(months.last().copied().unwrap_or(0));
    let mut out = vec![last.name.clone(), last.began.clone(), last.story.clone(), String::new()];
    for month in months {
        out.push(month_label(episode, month, texts));
        out.extend(at(month).rows.iter().map(|row| format!("  {}", row_line(row, texts))));
    }
    out.extend([String::new(), last.headline.clone()]);
    out.extend(last.notes.iter().cloned());
    for (title, lines) in [
        (l.msg_history_you(), &last.differences),
        (l.msg_history_facts(), &facts(&last)),
        (l.msg_history_sources(), &last.sources),
    ] {
        out.extend([String::new(), title]);
        out.extend(lines.iter().map(|line| format!("  {line}")));
    }
    out.push(String::new());
    out.join("\n")
}

fn row_line(row: &crate::view_model::history::HistoryRow, texts: &Texts) -> String {
    let l = &texts.l10n;
    let named = [(l.msg_history_column_nominal(), &row.nominal), (l.msg_history_column_real(), &row.real)];
    let said: Vec<String> =
        named.iter().filter(|(_, v)| !v.is_empty()).map(|(head, v)| format!("{head} {v}")).collect();
    l.msg_labelled(&row.label, said.join(" · "))
}

fn facts(view: &OpenEpisode) -> Vec<String> {
    let line = |row: &crate::view_model::history_words::FactRow| {
        let mark = if row.mark.is_empty() { String::new() } else { format!("[{}]", row.mark) };
        let used = if row.used.is_empty() { String::new() } else { format!("→ {}", row.used) };
        let parts = [row.label.as_str(), &row.value, &mark, &row.note, &used];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("  ")
    };
    view.facts.iter().map(line).collect()
}
