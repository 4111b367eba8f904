//! A projection as JSON, CSV or a table of plain text.

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::view_model::money::DataUnit;
use crate::view_model::projection_data::{LineRow, MonthRow, PlanData};

/// The version of the JSON keys.
pub const JSON_VERSION: u32 = 1;

#[derive(Serialize)]
struct Header<'a> {
    format: &'static str,
    version: u32,
    company: &'a str,
    scenario: &'a str,
    months: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
}

/// JSON: an object with `format`, `version`, `company`, `scenario`, `months`
/// and `rows`; a row has `month`, `date`, `price_index`, `usd_jpy` and
/// `lines`; a line has `id`, `class`, `nominal`, `real` and `causes`, an
/// object of cause to `nominal` and `real`. Amounts are strings of whole yen.
/// Where a plan moves anything there is also `plan`: its `terms` (key to
/// number, as a string), the identities it leaves alone in `leave_out`, and
/// `rows` with the plan carried out. Where amounts are hidden, `unit` says
/// what is 100, and amounts are strings of that index.
///
/// # Errors
/// Never for these types; passed on as they come.
pub fn json(
    company: &str,
    scenario: &str,
    rows: &[MonthRow],
    plan: Option<&PlanData>,
    unit: DataUnit,
) -> Result<String, serde_json::Error> {
    let months = rows.last().map_or(0, |r| r.month);
    let header = Header {
        format: "forelock-projection",
        version: JSON_VERSION,
        company,
        scenario,
        months,
        unit: unit.key(),
    };
    let mut whole = serde_json::to_value(header)?;
    let rows: Vec<Json> = rows.iter().map(|row| row_json(row, unit)).collect();
    if let Json::Object(map) = &mut whole {
        map.insert("rows".into(), Json::Array(rows));
        if let Some(plan) = plan {
            map.insert("plan".into(), plan_json(plan, unit));
        }
    }
    serde_json::to_string_pretty(&whole)
}

fn plan_json(plan: &PlanData, unit: DataUnit) -> Json {
    let terms: Map<String, Json> =
        plan.terms.iter().map(|(key, value)| ((*key).to_owned(), Json::from(value.as_str()))).collect();
    json!({
        "terms": terms,
        "leave_out": plan.leave_out,
        "rows": plan.rows.iter().map(|row| row_json(row, unit)).collect::<Vec<_>>(),
    })
}

fn row_json(row: &MonthRow, unit: DataUnit) -> Json {
    json!({
        "month": row.month,
        "date": row.date,
        "price_index": row.price_index,
        "usd_jpy": row.usd_jpy,
        "lines": row.lines.iter().map(|line| line_json(line, unit)).collect::<Vec<_>>(),
    })
}

fn line_json(line: &LineRow, unit: DataUnit) -> Json {
    let causes: Map<String, Json> = line
        .causes
        .iter()
        .map(|(cause, value)| {
            let amounts = json!({ "nominal": unit.yen(value.nominal), "real": unit.yen(value.real) });
            (cause.key().to_owned(), amounts)
        })
        .collect();
    json!({
        "id": line.id,
        "class": line.class,
        "nominal": unit.yen(line.value.nominal),
        "real": unit.yen(line.value.real),
        "causes": causes,
    })
}

/// CSV, one row a month and line and cause: `month,date,price_index,usd_jpy,
/// id,class,item,nominal,real,course`; `item` is `value` or a cause, `course`
/// `as_is` or, where a plan moves anything, `plan` in the rows after those.
/// Where amounts are hidden, the names of their columns say what is 100.
///
/// # Errors
/// When the bytes cannot be put together.
pub fn csv(rows: &[MonthRow], plan: Option<&PlanData>, unit: DataUnit) -> Result<String, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    let named = |name: &str| unit.key().map_or_else(|| name.to_owned(), |key| format!("{name}_{key}"));
    let (nominal, real) = (named("nominal"), named("real"));
    let head = ["month", "date", "price_index", "usd_jpy", "id", "class", "item", &nominal, &real, "course"];
    out.write_record(head)?;
    csv_rows(&mut out, rows, "as_is", unit)?;
    if let Some(plan) = plan {
        csv_rows(&mut out, &plan.rows, "plan", unit)?;
    }
    let bytes = out.into_inner().map_err(|e| csv::Error::from(e.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn csv_rows(
    out: &mut csv::Writer<Vec<u8>>,
    rows: &[MonthRow],
    course: &str,
    unit: DataUnit,
) -> Result<(), csv::Error> {
    for row in rows {
        let month = row.month.to_string();
        let (price, dollar) = (row.price_index.to_string(), row.usd_jpy.to_string());
        for line in &row.lines {
            let items = std::iter::once(("value", line.value))
                .chain(line.causes.iter().map(|(cause, value)| (cause.key(), *value)));
            for (item, value) in items {
                let nominal = unit.yen(value.nominal);
                let real = unit.yen(value.real);
                let id = guarded(&line.id);
                out.write_record([
                    &month, &row.date, &price, &dollar, &id, line.class, item, &nominal, &real, course,
                ])?;
            }
        }
    }
    Ok(())
}

/// A text cell that a spreadsheet would take for a formula gets an apostrophe.
pub(super) fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() }
}

/// A table for reading: one line a month, with prices, the dollar, assets,
/// debts and net worth, nominal and real; then net worth with the plan where
/// it moves anything. Where amounts are hidden, a line above says what is 100.
#[must_use]
pub fn table(rows: &[MonthRow], plan: Option<&PlanData>, unit: DataUnit) -> String {
    let mut head = vec!["month", "date", "prices", "yen/USD", "assets", "debts", "net", "net (real)"];
    if plan.is_some() {
        head.extend(["plan: net", "plan: net (real)"]);
    }
    let mut lines: Vec<Vec<String>> = vec![head.iter().map(|&name| name.to_owned()).collect()];
    let cell = |yen: crate::domain::yen::Yen| grouped(&unit.yen(yen));
    for (i, row) in rows.iter().enumerate() {
        let nominal = |id| total(row, id).map(|v| cell(v.nominal)).unwrap_or_default();
        let mut cells = vec![
            row.month.to_string(),
            row.date.clone(),
            format!("{:.4}", row.price_index),
            format!("{:.2}", row.usd_jpy),
            nominal("assets"),
            nominal("debts"),
            nominal("net"),
            total(row, "net").map(|v| cell(v.real)).unwrap_or_default(),
        ];
        let planned = plan.and_then(|p| p.rows.get(i)).and_then(|row| total(row, "net"));
        cells.extend(planned.into_iter().flat_map(|v| [cell(v.nominal), cell(v.real)]));
        lines.push(cells);
    }
    let width = |i: usize| lines.iter().filter_map(|l| l.get(i)).map(String::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let mut out = unit.key().map(|key| format!("{key}\n")).unwrap_or_default();
    for line in &lines {
        let cells: Vec<String> = line.iter().zip(&widths).map(|(cell, w)| format!("{cell:>w$}")).collect();
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
    }
    out
}

fn total(row: &MonthRow, id: &str) -> Option<crate::engine::projection::Value> {
    row.lines.iter().find(|l| l.id == id && l.class == "total").map(|l| l.value)
}

fn grouped(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let whole = digits.split('.').next().unwrap_or(digits);
    let mut out = String::from(sign);
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len().saturating_sub(i)).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out.push_str(digits.get(whole.len()..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(grouped("1234567"), "1,234,567");
        assert_eq!(grouped("-123"), "-123");
        assert_eq!(grouped("-1234"), "-1,234");
        assert_eq!(grouped("-1234.5678"), "-1,234.5678");
    }

    #[test]
    fn a_cell_that_looks_like_a_formula_is_guarded() {
        assert_eq!(guarded("=SUM(A1)"), "'=SUM(A1)");
        assert_eq!(guarded("h1"), "h1");
    }
}
