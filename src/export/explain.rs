//! A derivation as JSON.

use serde_json::{Map, Value as Json};

use crate::engine::trace::{About, Course, Quantity, Step};
use crate::view_model::explain::{Writer, parameter};

/// JSON: an object with `term`, `label`, `value` (a string: yen, fractions,
/// months), `shown`, `formula`, `figures`, `note`, where they apply `symbol`,
/// `line`, `class`, `bank`, `cause`, `param`, `path`, `paths`,
/// `episode` with the month of it that was `found`, and `month`, and `inputs`, an
/// array of the same.
#[must_use]
pub fn json(writer: &Writer<'_>, step: &Step) -> Json {
    let row = writer.row(step);
    let mut map = Map::new();
    let mut put = |key: &str, text: String| {
        if !text.is_empty() {
            map.insert(key.to_owned(), Json::from(text));
        }
    };
    put("term", step.term.key().to_owned());
    put("label", row.label);
    put("symbol", row.symbol);
    if !writer.money.hides() {
        put("value", exact(step.value));
    }
    put("shown", row.value);
    put("formula", row.formula);
    put("figures", row.figures);
    put("note", row.note);
    match &step.about {
        About::Line(id) => put("line", id.clone()),
        About::Class(class) => put("class", class.key().to_owned()),
        About::Bank(bank) => put("bank", bank.0.clone()),
        About::Cause(cause) => put("cause", cause.key().to_owned()),
        About::Course(Course::AsIs) => put("course", "as_is".to_owned()),
        About::Course(Course::Plan) => put("course", "plan".to_owned()),
        About::Path { number, .. } => put("path", number.to_string()),
        About::Paths { of, .. } => put("paths", of.to_string()),
        About::Episode { id, month, .. } => {
            put("episode", id.clone());
            put("found", month.to_string());
        }
        About::Nothing | About::Quote(_) | About::Param(_) | About::Parts(_) | About::Others(_) => {}
    }
    put("param", parameter(step).map(|param| param.key().to_owned()).unwrap_or_default());
    if let Some(month) = step.month {
        map.insert("month".into(), Json::from(month));
    }
    if step.elsewhere.is_some() {
        // It has steps of its own: `forelock explain --further 1`.
        map.insert("named".into(), Json::from(true));
    }
    let inputs = step.inputs.iter().map(|input| json(writer, input)).collect();
    map.insert("inputs".into(), Json::Array(inputs));
    Json::Object(map)
}

fn exact(value: Quantity) -> String {
    match value {
        Quantity::Yen(yen) | Quantity::RealYen(yen) => yen.get().to_string(),
        Quantity::Rate(rate) | Quantity::Param(_, rate) => rate.to_string(),
        Quantity::Months(months) => months.to_string(),
        Quantity::Count(count) => count.to_string(),
        other => other.number().to_string(),
    }
}
