//! Scenarios side by side as JSON, CSV or plain text.

use serde_json::{Map, Value as Json, json};

use super::rows::guarded;
use super::study_rows::{named, with_unit};
use crate::domain::yen::Yen;
use crate::engine::projection::Value;
use crate::view_model::compare::CompareView;
use crate::view_model::compare_data::{ChangeData, CompareData, PartData, SideData, SideName};
use crate::view_model::money::DataUnit;

/// The version of the JSON keys.
pub const JSON_VERSION: u32 = 1;

fn ends(side: &SideData) -> (Yen, Yen) {
    side.net.last().map(|value| (value.nominal, value.real)).unwrap_or_default()
}

/// JSON: `month`; `sides` with `scenario`, `course`, where they stand in that
/// month (`nominal`, `real`), what that is more than the first (`difference`)
/// and every month before (`path`); `changed` with `from`, `to` and `parts`,
/// each with its `part`, the numbers that differ in kept units (`values`) and
/// what it makes of the difference. Amounts are strings of whole yen; where they
/// are hidden, `unit` says what is 100.
///
/// # Errors
/// Never for these types; passed on as they come.
pub fn json(company: &str, data: &CompareData, unit: DataUnit) -> Result<String, serde_json::Error> {
    let first = data.sides.first().map(ends).unwrap_or_default();
    let side = |side: &SideData| {
        let (nominal, real) = ends(side);
        let path =
            |of: fn(&Value) -> Yen| side.net.iter().map(|value| unit.yen(of(value))).collect::<Vec<String>>();
        json!({
            "scenario": side.name.scenario,
            "course": side.name.course,
            "nominal": unit.yen(nominal),
            "real": unit.yen(real),
            "difference": { "nominal": unit.yen(nominal.minus(first.0)), "real": unit.yen(real.minus(first.1)) },
            "path": { "nominal": path(|v| v.nominal), "real": path(|v| v.real) },
        })
    };
    let mut whole = json!({
        "format": "forelock-compare",
        "version": JSON_VERSION,
        "company": company,
        "month": data.month,
        "sides": data.sides.iter().map(side).collect::<Vec<Json>>(),
        "changed": data.changed.as_ref().map(|changed| changed_json(changed, unit)),
    });
    with_unit(&mut whole, unit);
    serde_json::to_string_pretty(&whole)
}

fn changed_json(changed: &ChangeData, unit: DataUnit) -> Json {
    let end = |name: &SideName, value: &Value| {
        json!({
            "scenario": name.scenario,
            "course": name.course,
            "nominal": unit.yen(value.nominal),
            "real": unit.yen(value.real),
        })
    };
    let [from, to] = &changed.sides;
    let [before, after] = &changed.net;
    let part = |part: &PartData| {
        let values: Map<String, Json> = part
            .values
            .iter()
            .map(|value| (value.param.to_owned(), json!({ "from": value.from, "to": value.to })))
            .collect();
        json!({
            "part": part.key,
            "values": values,
            "nominal": unit.yen(part.value.nominal),
            "real": unit.yen(part.value.real),
        })
    };
    json!({
        "from": end(from, before),
        "to": end(to, after),
        "parts": changed.parts.iter().map(part).collect::<Vec<Json>>(),
    })
}

/// CSV: `item,scenario,course,part,nominal,real`; `item` is `value` for a side
/// in the month compared, then, where two are compared, `from`, a line `part`
/// each, and `to`.
///
/// # Errors
/// When the bytes cannot be put together.
pub fn csv(data: &CompareData, unit: DataUnit) -> Result<String, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    let [nominal, real] = ["nominal", "real"].map(|name| named(name, unit));
    out.write_record(["item", "scenario", "course", "part", &nominal, &real])?;
    for side in &data.sides {
        let (nominal, real) = ends(side);
        let name = guarded(&side.name.scenario);
        out.write_record(["value", &name, side.name.course, "", &unit.yen(nominal), &unit.yen(real)])?;
    }
    if let Some(changed) = &data.changed {
        let [from, to] = &changed.sides;
        let [before, after] = &changed.net;
        end(&mut out, "from", (from, *before), unit)?;
        for part in &changed.parts {
            let value = part.value;
            out.write_record(["part", "", "", part.key, &unit.yen(value.nominal), &unit.yen(value.real)])?;
        }
        end(&mut out, "to", (to, *after), unit)?;
    }
    let bytes = out.into_inner().map_err(|e| csv::Error::from(e.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// One end of a difference.
fn end(
    out: &mut csv::Writer<Vec<u8>>,
    item: &str,
    (name, value): (&SideName, Value),
    unit: DataUnit,
) -> Result<(), csv::Error> {
    let scenario = guarded(&name.scenario);
    out.write_record([item, &scenario, name.course, "", &unit.yen(value.nominal), &unit.yen(value.real)])
}

/// Text for reading: the sentence, where the sides stand, what makes the
/// difference.
#[must_use]
pub fn table(view: &CompareView) -> String {
    let mut lines = vec![view.headline.clone(), String::new(), view.table.plain_title.clone()];
    lines.extend(view.table.rows.iter().map(|row| format!("  {}", row.sentence)));
    lines.extend([String::new(), view.changed.title.clone()]);
    if !view.changed.none.is_empty() {
        lines.push(format!("  {}", view.changed.none));
    }
    for bar in &view.changed.bars {
        let words = [bar.label.as_str(), bar.detail.as_str()];
        let words = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        lines.push(format!("  {}  {words}", bar.amount));
    }
    lines.extend(view.changed.notes.iter().cloned());
    lines.push(String::new());
    lines.join("\n")
}
