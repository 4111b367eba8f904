//! Maps, ties and sensitivities as JSON, CSV or plain text.

use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use crate::app::simulator::SEED;
use crate::app::study::{BreakEven, Sensitivity};
use crate::data::market_odds::{CDS_QUOTES, CdsQuote, RECOVERY};
use crate::domain::param::Param;
use crate::engine::break_even::{Accuracy, OverPaths, Pair, Tie, hazard, ties_of};
use crate::engine::map::Map;
use crate::engine::map_axis::Axis;
use crate::engine::sensitivity::{Bar, Tornado};
use crate::engine::solved_tie::{Ahead, Crossing, SolvedTie};
use crate::engine::{door, hazard as odds};
use crate::text::{Texts, Word};
use crate::view_model::break_even::{BreakEvenView, value_along};
use crate::view_model::money::{DataUnit, Money};
use crate::view_model::sensitivity::SensitivityView;

/// The version of the JSON keys.
pub const JSON_VERSION: u32 = 1;

#[expect(clippy::cast_precision_loss, reason = "a few hundred cells")]
fn values(axis: &Axis, cells: usize) -> Vec<String> {
    (0..=cells).map(|i| axis.value(i as f64 / cells.max(1) as f64).normalize().to_string()).collect()
}

/// The corners of a map: their place in `gap`, x and y value.
fn corners(map: &Map) -> impl Iterator<Item = (usize, String, String)> {
    let (xs, ys) = (values(&map.x, map.cells), values(&map.y, map.cells));
    ys.into_iter().enumerate().flat_map(move |(j, y)| {
        let side = xs.len();
        let row: Vec<_> = xs.iter().enumerate().map(|(i, x)| (j * side + i, x.clone(), y.clone())).collect();
        row
    })
}

/// Whole yen, or the index.
fn yen(value: f64, unit: DataUnit) -> String {
    if let Some(index) = unit.index(value, 1.0) {
        return index;
    }
    if value.is_finite() { format!("{:.0}", value + 0.0) } else { String::new() }
}

fn spared(map: &Map, place: usize) -> bool {
    map.excess.as_ref().and_then(|all| all.get(place)).is_none_or(|excess| *excess <= 1e-12)
}

/// CSV, one row a corner: the two parameters' values in kept units, the gap in
/// yen of today (in an index, under its name), whether deposits lose nothing.
///
/// # Errors
/// When the bytes cannot be put together.
pub fn map_csv(found: &BreakEven, unit: DataUnit) -> Result<String, csv::Error> {
    let map = &found.map;
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record([map.x.param.key(), map.y.param.key(), &named("gap", unit), "zero_loss"])?;
    for (place, x, y) in corners(map) {
        let gap = map.gap.get(place).copied().unwrap_or(f64::NAN);
        out.write_record([&x, &y, &yen(gap, unit), &spared(map, place).to_string()])?;
    }
    finished(out)
}

/// The name of a column of amounts.
pub(super) fn named(name: &str, unit: DataUnit) -> String {
    unit.key().map_or_else(|| name.to_owned(), |key| format!("{name}_{key}"))
}

/// Says what is 100, where amounts are hidden.
pub(super) fn with_unit(whole: &mut Json, unit: DataUnit) {
    if let (Json::Object(map), Some(key)) = (whole, unit.key()) {
        map.insert("unit".to_owned(), Json::from(key));
    }
}

/// The same, and where they are not hidden, that they are of today.
fn with_unit_of_today(whole: &mut Json, unit: DataUnit) {
    if let Json::Object(map) = &mut *whole {
        map.insert("unit".to_owned(), json!("yen_of_today"));
    }
    with_unit(whole, unit);
}

fn finished(out: csv::Writer<Vec<u8>>) -> Result<String, csv::Error> {
    let bytes = out.into_inner().map_err(|e| csv::Error::from(e.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// JSON: `x` and `y` with `param` and `values`; `gap` and `zero_loss`, a list
/// a row of y; `ties`; `odds` with the four values of the one what-if and, over
/// chance, of the means and, for a weight on losses of `aversion`, of sure
/// amounts (null where utility is not defined on `without_utility` of the
/// paths), and the probability of each with its standard error where it has one
/// and whether it is clear, or no more than chance made it.
///
/// # Errors
/// Never for these types; passed on as they come.
pub fn map_json(
    company: &str,
    scenario: &str,
    found: &BreakEven,
    unit: DataUnit,
) -> Result<String, serde_json::Error> {
    let map = &found.map;
    let side = map.cells + 1;
    let gap: Vec<Vec<String>> =
        map.gap.chunks(side).map(|row| row.iter().map(|v| yen(*v, unit)).collect()).collect();
    let zero: Vec<Vec<bool>> =
        (0..side).map(|j| (0..side).map(|i| spared(map, j * side + i)).collect()).collect();
    let ties: Vec<Json> = found.ties.iter().flatten().map(tie_json).collect();
    let mut whole = json!({
        "format": "forelock-breakeven",
        "version": JSON_VERSION,
        "company": company,
        "scenario": scenario,
        "horizon_months": found.months,
        "seed": SEED.to_string(),
        "default_switched_on": map.staging.default_on,
        "default_brought_to_month": map.staging.in_time,
        "terms_switched": map.staging.terms.is_some(),
        "x": { "param": map.x.param.key(), "values": values(&map.x, map.cells) },
        "y": { "param": map.y.param.key(), "values": values(&map.y, map.cells) },
        "gap": gap,
        "zero_loss": zero,
        "ties": ties,
        "odds": found.median.map(|pair| odds_json((pair, found.over), found.aversion, found.months, unit)),
        "market_odds": CDS_QUOTES.iter().map(|quote| market_json(quote, found.months)).collect::<Vec<_>>(),
    });
    with_unit_of_today(&mut whole, unit);
    serde_json::to_string_pretty(&whole)
}

fn ahead(ahead: Ahead) -> &'static str {
    match ahead {
        Ahead::Plan => "plan",
        Ahead::AsIs => "as_is",
        Ahead::Neither => "neither",
    }
}

fn tie_json(solved: &SolvedTie) -> Json {
    let ties: Vec<Json> = solved
        .ties
        .iter()
        .map(|tie| {
            let crossing = match tie.crossing {
                Crossing::Equal => "equal",
                Crossing::Jump => "jump",
                Crossing::From => "from",
                Crossing::Beyond => "beyond",
            };
            json!({ "value": tie.value.to_string(), "crossing": crossing, "ahead_above": ahead(tie.above) })
        })
        .collect();
    json!({
        "param": solved.param.key(),
        "low": solved.low.to_string(),
        "high": solved.high.to_string(),
        "ahead_at_low": ahead(solved.at_low),
        "default_switched_on": solved.staging.default_on,
        "default_brought_to_month": solved.staging.in_time,
        "happens_after_horizon_in_month": solved.too_late,
        "ties": ties,
    })
}

/// A quote of the market, as a probability within the horizon and a yearly rate.
fn market_json(quote: &CdsQuote, months: u16) -> Json {
    let rate = odds::implied_by_cds(door::plain(quote.spread), door::plain(RECOVERY));
    let (year, month, day) = quote.date;
    json!({
        "date": format!("{year:04}-{month:02}-{day:02}"),
        "spread": quote.spread.normalize().to_string(),
        "probability": odds::probability(rate, f64::from(months) / 12.0),
        "yearly": rate,
        "source": quote.source,
    })
}

fn odds_json(
    (median, over): (Pair, Option<OverPaths>),
    aversion: Decimal,
    months: u16,
    unit: DataUnit,
) -> Json {
    let years = f64::from(months) / 12.0;
    let yearly = |tie: Option<Tie>| match tie {
        Some(Tie::At(p)) => json!(hazard(p, years)),
        _ => Json::Null,
    };
    let mut odds = pair_json(median, unit);
    let Json::Object(map) = &mut odds else { return odds };
    let mut put = |key: &str, value: Json| map.insert(key.to_owned(), value);
    put("what_if_tie", tie_of(median.tie()));
    put("what_if_tie_yearly", yearly(Some(median.tie())));
    let Some(over) = over else { return odds };
    let ties = ties_of(median, Some(over), door::plain(aversion));
    let error = |known: Option<(Tie, Accuracy)>| match known {
        Some((Tie::At(_), accuracy)) => json!(accuracy.chance),
        _ => Json::Null,
    };
    let clear = |known: Option<(Tie, Accuracy)>| json!(known.map(|(tie, accuracy)| accuracy.tells(tie)));
    put("paths", json!(over.paths));
    put("mean", pair_json(over.mean, unit));
    put("expected_tie", json!(ties.expected.map(|(tie, _)| tie_of(tie))));
    put("expected_tie_yearly", yearly(ties.expected.map(|(tie, _)| tie)));
    put("expected_tie_error", error(ties.expected));
    put("expected_tie_clear", clear(ties.expected));
    put(
        "often",
        json!({
            "as_is": { "calm": over.often.0.as_is.calm, "default": over.often.0.as_is.default },
            "plan": { "calm": over.often.0.plan.calm, "default": over.often.0.plan.default },
        }),
    );
    put("often_tie", json!(ties.often.map(|(tie, _)| tie_of(tie))));
    put("often_tie_yearly", yearly(ties.often.map(|(tie, _)| tie)));
    put("often_tie_error", error(ties.often));
    put("often_tie_clear", clear(ties.often));
    put("aversion", json!(aversion.normalize().to_string()));
    put("sure", json!(over.sure.ok().map(|(pair, _)| pair_json(pair, unit))));
    put("sure_tie", json!(ties.crra.map(|(tie, _)| tie_of(tie))));
    put("sure_tie_yearly", yearly(ties.crra.map(|(tie, _)| tie)));
    put("sure_tie_error", error(ties.crra));
    put("sure_tie_clear", clear(ties.crra));
    let ruin = over.sure.err();
    put("without_utility", json!(ruin.map(|ruin| json!({ "as_is": ruin.as_is, "plan": ruin.plan }))));
    odds
}

fn tie_of(tie: Tie) -> Json {
    match tie {
        Tie::At(p) => json!(p),
        Tie::AlternativeNeverWorse => json!("plan_never_worse"),
        Tie::FirstNeverWorse => json!("as_is_never_worse"),
        Tie::Equal => json!("equal_throughout"),
    }
}

fn pair_json(pair: Pair, unit: DataUnit) -> Json {
    let yen = |value| yen(value, unit);
    json!({
        "as_is": { "calm": yen(pair.as_is.calm), "default": yen(pair.as_is.default) },
        "plan": { "calm": yen(pair.plan.calm), "default": yen(pair.plan.default) },
    })
}

/// Text for reading: the map in signs (`+` the plan ahead, `-` "as is", `=`
/// equal), the highest y first, then ties and odds.
#[must_use]
pub fn map_table(found: &BreakEven, view: &BreakEvenView, texts: &Texts, money: Money) -> String {
    let map = &found.map;
    let mut lines = vec![view.title.clone()];
    lines.extend(view.notes.iter().cloned());
    let sign = |gap: &f64| match Ahead::of(*gap) {
        Ahead::Plan => '+',
        Ahead::AsIs => '-',
        Ahead::Neither => '=',
    };
    let value = |side: &Axis, place| {
        let value = value_along(side, place, texts, money);
        format!("{} {value}", texts.param(side.param, Word::Label))
    };
    lines.push(value(&map.y, 1.0));
    lines.extend(map.gap.chunks(map.cells + 1).rev().map(|row| row.iter().map(sign).collect()));
    lines.push(value(&map.y, 0.0));
    lines.push(format!("{} … {}", value(&map.x, 0.0), value_along(&map.x, 1.0, texts, money)));
    lines.push(view.signs.clone());
    lines.push(String::new());
    lines.extend(view.ties.iter().map(|(sentence, _)| sentence.clone()));
    let l = &texts.l10n;
    lines.extend([String::new(), l.msg_odds_title(), view.odds_help.clone()]);
    let (chance, yearly) = (l.msg_odds_column_chance(), l.msg_odds_column_rate());
    for row in &view.odds {
        // A reason stands in the place of both figures.
        let figures = if row.rate.is_empty() {
            row.chance.clone()
        } else {
            format!("{} · {}", l.msg_labelled(&chance, &row.chance), l.msg_labelled(&yearly, &row.rate))
        };
        let said = l.msg_labelled(&row.label, figures);
        lines.push(if row.source.is_empty() { said } else { l.msg_aside(said, &row.source) });
    }
    lines.extend([view.odds_measures.clone(), view.odds_note.clone(), String::new()]);
    lines.join("\n")
}

/// Every tornado, named by what it is of: the one what-if, then the lowest 5%
/// and the median over chance, each as things are and with the plan.
fn bars(found: &Sensitivity) -> Vec<(&'static str, &Tornado)> {
    let names = [["as_is_q5", "plan_q5"], ["as_is_q50", "plan_q50"]];
    let over_chance = found.fan.iter().flat_map(|fan| fan.bars.iter().flatten());
    let over_chance = names.into_iter().flatten().zip(over_chance);
    let what_if = [("as_is", Some(&found.as_is)), ("plan", found.plan.as_ref())];
    let over_chance = over_chance.map(|(name, tornado)| (name, tornado.as_ref()));
    what_if.into_iter().chain(over_chance).filter_map(|(name, tornado)| Some((name, tornado?))).collect()
}

/// CSV, one row a bar: `of,param,low,high,at_low,at_high,base`; values in kept
/// units, results in yen of today, or in the index their columns name.
///
/// # Errors
/// When the bytes cannot be put together.
pub fn sensitivity_csv(found: &Sensitivity, unit: DataUnit) -> Result<String, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    let [at_low, at_high, base] = ["at_low", "at_high", "base"].map(|name| named(name, unit));
    out.write_record(["of", "param", "low", "high", &at_low, &at_high, &base])?;
    for (of, tornado) in bars(found) {
        for bar in &tornado.bars {
            let (low, high) = (bar.low.normalize().to_string(), bar.high.normalize().to_string());
            let results = [bar.at_low, bar.at_high, tornado.base].map(|value| yen(value, unit));
            let [at_low, at_high, base] = &results;
            out.write_record([of, bar.param.key(), &low, &high, at_low, at_high, base])?;
        }
    }
    finished(out)
}

/// JSON: `as_is` and, with a plan, `plan`, each with `base` and `bars`; the
/// same over chance as `as_is_q5`, `as_is_q50`, `plan_q5` and `plan_q50`, with
/// the number of `paths` they rest on.
///
/// # Errors
/// Never for these types; passed on as they come.
pub fn sensitivity_json(
    company: &str,
    scenario: &str,
    found: &Sensitivity,
    unit: DataUnit,
) -> Result<String, serde_json::Error> {
    let yen = |value| yen(value, unit);
    let bar = |bar: &Bar| {
        json!({
            "param": bar.param.key(),
            "low": bar.low.normalize().to_string(),
            "high": bar.high.normalize().to_string(),
            "at_low": yen(bar.at_low),
            "at_high": yen(bar.at_high),
        })
    };
    let mut whole = json!({
        "format": "forelock-sensitivity",
        "version": JSON_VERSION,
        "company": company,
        "scenario": scenario,
    });
    with_unit_of_today(&mut whole, unit);
    if let Json::Object(map) = &mut whole {
        map.insert("seed".to_owned(), json!(SEED.to_string()));
        if let Some(fan) = &found.fan {
            map.insert("paths".to_owned(), json!(fan.paths));
        }
        for (of, tornado) in bars(found) {
            let all: Vec<Json> = tornado.bars.iter().map(bar).collect();
            map.insert(of.to_owned(), json!({ "base": yen(tornado.base), "bars": all }));
        }
    }
    serde_json::to_string_pretty(&whole)
}

/// Text for reading: a line a parameter, the one that matters most first.
#[must_use]
pub fn sensitivity_table(views: &[(String, SensitivityView)]) -> String {
    let mut lines: Vec<String> = views.first().map(|(_, view)| view.title.clone()).into_iter().collect();
    for (course, view) in views {
        lines.push(format!("{course}: {}", view.base.1));
        for row in &view.rows {
            let (low, high) = (&row.low, &row.high);
            lines.push(format!(
                "  {}: {} → {}, {} → {}",
                row.label, low.value, low.result, high.value, high.result
            ));
        }
        lines.push(String::new());
    }
    // What is said of several is said once.
    let mut notes: Vec<&str> = Vec::new();
    for note in views.iter().flat_map(|(_, view)| &view.notes) {
        if !notes.contains(&note.as_str()) {
            notes.push(note);
        }
    }
    lines.push(notes.join(" "));
    lines.push(String::new());
    lines.join("\n")
}

/// Every parameter's key, for those who look for the nearest one.
pub fn param_keys() -> impl Iterator<Item = &'static str> {
    Param::ALL.iter().map(|param| param.key())
}
