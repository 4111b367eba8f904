//! A simulation as JSON, CSV or a plain table.

use serde_json::{Map, Value as Json, json};

use crate::engine::chance::result::Odds;
use crate::engine::numeraire::Numeraire;
use crate::view_model::chance_data::{ChanceData, CourseData, ValueData, measure_key, sampler_key};
use crate::view_model::chance_summary::{ChanceSummary, CourseSummary};

/// The version of the JSON keys.
pub const JSON_VERSION: u32 = 1;

/// The quantiles' names, in the order kept.
const QUANTILES: [&str; 5] = ["q5", "q25", "q50", "q75", "q95"];

/// An amount of a simulation, or nothing where there is no figure.
fn figure(value: f64, data: &ChanceData) -> String {
    data.unit.index(value, data.yen_each).unwrap_or_else(|| amount(value, data.measure))
}

/// An amount in its measure: yen whole, dollars to the cent, bitcoin to eight
/// decimals. Nothing where there is no figure.
fn amount(value: f64, measure: Numeraire) -> String {
    let (digits, scale) = match measure {
        Numeraire::RealYen | Numeraire::NominalYen => (0, 1.0),
        Numeraire::Dollars => (2, 1e2),
        Numeraire::Bitcoin => (8, 1e8),
    };
    // What rounds to nothing has no sign.
    let rounded = (value * scale).round() / scale + 0.0;
    if rounded.is_finite() { format!("{rounded:.digits$}") } else { String::new() }
}

fn odds(odds: Odds) -> Json {
    json!({ "share": odds.share, "error": odds.error })
}

/// JSON: `unit`, where amounts are hidden; how it was drawn, `dates`, then `as_is` and, where the plan moves
/// anything, `plan`. Every list has an entry a month, month 0 first.
///
/// # Errors
/// Never for these types; passed on as they come.
pub fn json(company: &str, scenario: &str, data: &ChanceData) -> Result<String, serde_json::Error> {
    let mut whole = json!({
        "format": "forelock-simulation",
        "version": JSON_VERSION,
        "company": company,
        "scenario": scenario,
        "measure": measure_key(data.measure),
        "paths": data.sample.paths,
        "class_paths": data.class_paths,
        "seed": data.sample.seed,
        "sampler": sampler_key(data.sample.sampler),
        "months": data.dates.len().saturating_sub(1),
        "correlations_adjusted": data.correlations_adjusted,
        "dates": data.dates,
        "as_is": course_json(&data.as_is, data),
    });
    if let (Json::Object(map), Some(key)) = (&mut whole, data.unit.key()) {
        map.insert("unit".to_owned(), Json::from(key));
    }
    if let (Json::Object(map), Some(plan)) = (&mut whole, &data.plan) {
        map.insert("plan".to_owned(), course_json(plan, data));
        map.insert("plan_ahead".to_owned(), data.plan_ahead.map_or(Json::Null, odds));
    }
    serde_json::to_string_pretty(&whole)
}

fn course_json(course: &CourseData, data: &ChanceData) -> Json {
    let values: Map<String, Json> =
        course.values.iter().map(|value| (value.value.to_owned(), value_json(value, data))).collect();
    let shares: Map<String, Json> =
        course.odds.iter().map(|(key, share)| ((*key).to_owned(), odds(*share))).collect();
    json!({
        "today": figure(course.today, data),
        "values": values,
        "odds": shares,
        "dots": course.dots.iter().map(|dot| figure(*dot, data)).collect::<Vec<_>>(),
    })
}

fn value_json(value: &ValueData, data: &ChanceData) -> Json {
    let mut lists: Map<String, Json> = Map::new();
    let mut add = |key: String, list: Vec<String>| lists.insert(key, Json::from(list));
    for (place, name) in QUANTILES.iter().enumerate() {
        let of = |row: [f64; 5]| figure(row.get(place).copied().unwrap_or(f64::NAN), data);
        add((*name).to_owned(), value.rows.iter().map(|row| of(row.quantiles)).collect());
        add(format!("{name}_error"), value.rows.iter().map(|row| of(row.errors)).collect());
    }
    add("mean".to_owned(), value.rows.iter().map(|row| figure(row.mean, data)).collect());
    add("mean_error".to_owned(), value.rows.iter().map(|row| figure(row.mean_error, data)).collect());
    Json::Object(lists)
}

/// CSV, one row a month, value and course: `month,date,value,q5,…,q95,
/// q5_error,…,q95_error,mean,mean_error,course`; `value` is `net`, `assets` or
/// a class, `course` `as_is` or, in the rows after those, `plan`.
///
/// # Errors
/// When the bytes cannot be put together.
pub fn csv(data: &ChanceData) -> Result<String, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    let mut head: Vec<String> = ["month", "date", "value"].map(str::to_owned).to_vec();
    head.extend(QUANTILES.map(str::to_owned));
    head.extend(QUANTILES.map(|name| format!("{name}_error")));
    head.extend(["mean", "mean_error"].map(str::to_owned));
    if let Some(key) = data.unit.key() {
        let figures = head.iter_mut().skip(3);
        figures.for_each(|name| *name = format!("{name}_{key}"));
    }
    head.push("course".to_owned());
    out.write_record(&head)?;
    let courses = std::iter::once(("as_is", &data.as_is)).chain(data.plan.iter().map(|plan| ("plan", plan)));
    for (name, course) in courses {
        for (month, date) in data.dates.iter().enumerate() {
            for value in &course.values {
                let Some(row) = value.rows.get(month) else { continue };
                let mut cells = vec![month.to_string(), date.clone(), value.value.to_owned()];
                let figures = row.quantiles.into_iter().chain(row.errors).chain([row.mean, row.mean_error]);
                cells.extend(figures.map(|value| figure(value, data)));
                cells.push(name.to_owned());
                out.write_record(&cells)?;
            }
        }
    }
    let bytes = out.into_inner().map_err(|e| csv::Error::from(e.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Text for reading: the sentence, then for each course a row a year, the
/// odds, and what is owned at the end.
#[must_use]
pub fn table(summary: &ChanceSummary) -> String {
    let mut lines = vec![summary.headline.clone(), String::new()];
    for course in &summary.courses {
        lines.push(format!("{} — {}", course.name, summary.about));
        lines.extend(years(&summary.columns, course));
        lines.push(String::new());
        lines.extend(course.odds.iter().cloned());
        lines.push(String::new());
        if !course.classes.is_empty() {
            lines.push(summary.classes_head.clone());
            lines.extend(course.classes.iter().map(|line| format!("  {line}")));
            lines.push(String::new());
        }
    }
    lines.extend(summary.notes.iter().cloned());
    lines.push(String::new());
    lines.join("\n")
}

fn years(columns: &[String], course: &CourseSummary) -> Vec<String> {
    let all = || std::iter::once(columns).chain(course.years.iter().map(Vec::as_slice));
    let widths: Vec<usize> = (0..columns.len())
        .map(|i| all().filter_map(|row| row.get(i)).map(|cell| width(cell)).max().unwrap_or(0))
        .collect();
    all()
        .map(|row| {
            let cells = row.iter().zip(&widths).map(|(cell, w)| {
                let room = w.saturating_sub(width(cell));
                format!("{}{cell}", " ".repeat(room))
            });
            cells.collect::<Vec<_>>().join("  ")
        })
        .collect()
}

/// Columns of a terminal a text takes: two for a Japanese sign.
fn width(text: &str) -> usize {
    text.chars().map(|c| if ('\u{3000}'..='\u{ffdc}').contains(&c) { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_as_fine_as_their_measure() {
        assert_eq!(amount(-0.3, Numeraire::RealYen), "0");
        assert_eq!(amount(1_234.5, Numeraire::NominalYen), "1235");
        assert_eq!(amount(1_234.567, Numeraire::Dollars), "1234.57");
        assert_eq!(amount(0.123_456_789, Numeraire::Bitcoin), "0.12345679");
        assert_eq!(amount(f64::NAN, Numeraire::Bitcoin), "");
    }

    #[test]
    fn a_japanese_sign_takes_two_columns() {
        assert_eq!((width("中央値"), width("−5%±")), (6, 4));
    }
}
