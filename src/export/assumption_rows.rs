//! The table of assumptions as JSON or plain text.

use serde_json::{Map, Value as Json, json};

use crate::text::Texts;
use crate::view_model::assumptions::AssumptionsView;

/// The version of the JSON keys.
pub const JSON_VERSION: u32 = 1;

/// JSON: `version`, `company`, `scenario`, `assumptions`: a list of objects
/// with the columns of the CSV for keys.
///
/// # Errors
/// Never for these types; passed on as they come.
pub fn json(company: &str, scenario: &str, view: &AssumptionsView) -> Result<String, serde_json::Error> {
    let mut records = view.records().into_iter();
    let head = records.next().unwrap_or_default();
    let rows: Vec<Json> = records
        .map(|row| {
            let cells = head.iter().cloned().zip(row);
            Json::Object(cells.map(|(name, cell)| (name.clone(), value(&name, cell))).collect::<Map<_, _>>())
        })
        .collect();
    let whole =
        json!({ "version": JSON_VERSION, "company": company, "scenario": scenario, "assumptions": rows });
    serde_json::to_string_pretty(&whole)
}

/// `changed` is true or false; the rest is text, so that no digit is lost.
fn value(name: &str, cell: String) -> Json {
    if name == "changed" { Json::Bool(cell == "true") } else { Json::String(cell) }
}

/// A table for reading: group by group, then each number's source.
#[must_use]
pub fn table(view: &AssumptionsView, texts: &Texts) -> String {
    let l = &texts.l10n;
    let rows = || view.groups.iter().flat_map(|group| &group.rows);
    let cells = |row: &crate::view_model::assumptions::Assumption| {
        [row.label.clone(), row.value.clone(), row.default.clone(), row.known.clone(), row.set_by.clone()]
    };
    let head = [
        l.msg_assumptions_what(),
        l.msg_assumptions_value(),
        l.msg_info_default(),
        l.msg_assumptions_known(),
        l.msg_assumptions_set_by(),
    ];
    let mut widths = head.each_ref().map(|cell| width(cell));
    for row in rows() {
        for (widest, cell) in widths.iter_mut().zip(cells(row)) {
            *widest = (*widest).max(width(&cell));
        }
    }
    let line = |cells: [String; 5], mark: &str| {
        let padded = cells
            .iter()
            .zip(widths)
            .map(|(cell, w)| format!("{cell}{}", " ".repeat(w.saturating_sub(width(cell)))));
        format!("{mark} {}", padded.collect::<Vec<_>>().join("  ")).trim_end().to_owned()
    };
    let mut out = vec![view.lead.clone(), line(head, " ")];
    for group in &view.groups {
        out.extend([String::new(), group.title.clone()]);
        for row in &group.rows {
            out.push(line(cells(row), if row.changed { "*" } else { " " }));
            if !row.source.is_empty() {
                out.push(format!("    {}", row.source));
            }
        }
    }
    out.join("\n") + "\n"
}

/// How many places of a terminal a text takes: two for a Japanese sign.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c > '\u{2e7f}' { 2 } else { 1 }).sum()
}
