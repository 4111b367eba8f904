//! What differs between two profiles, field by field, named as in a file.

use serde_json::Value;

use super::v1::ProfileV1;
use crate::domain::profile::Profile;

/// A part of a profile a field belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Part {
    /// The company itself.
    Company,
    /// A bank, by its name.
    Bank(String),
    /// A holding, by its name.
    Holding(String),
    /// A scenario, by its name.
    Scenario(String),
}

/// One field that differs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Difference {
    /// Where it is.
    pub part: Part,
    /// Its path within the part as in a file, such as `kind.amount`; empty
    /// where the part as a whole is there only once.
    pub field: String,
    /// What stands in the first profile, as in a file; nothing if `None`.
    pub first: Option<String>,
    /// What stands in the second.
    pub second: Option<String>,
}

/// Everything that differs, in file order. The tab in front does not count.
#[must_use]
pub fn differences(first: &Profile, second: &Profile) -> Vec<Difference> {
    let (first, second) = (form(first), form(second));
    let mut found = Vec::new();
    let (Value::Object(first), Value::Object(second)) = (first, second) else { return found };
    for (key, value) in &first {
        let other = second.get(key).unwrap_or(&Value::Null);
        match key.as_str() {
            "active" => {}
            "banks" => list(value, other, Part::Bank, &mut found),
            "holdings" => list(value, other, Part::Holding, &mut found),
            "scenarios" => list(value, other, Part::Scenario, &mut found),
            _ => walk(Some(value), Some(other), &Part::Company, key, &mut found),
        }
    }
    found
}

fn form(profile: &Profile) -> Value {
    serde_json::to_value(ProfileV1::from(profile)).unwrap_or(Value::Null)
}

/// Things in lists are the same where their identity is, or their name.
fn list(first: &Value, second: &Value, part: fn(String) -> Part, found: &mut Vec<Difference>) {
    let things = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |thing: &Value, key: &str| thing.get(key).and_then(Value::as_str).map(str::to_owned);
    let key = |thing: &Value| text(thing, "id").or_else(|| text(thing, "name")).unwrap_or_default();
    let name = |thing: &Value| text(thing, "name").unwrap_or_default();
    let (first, second) = (things(first), things(second));
    for thing in &first {
        let part = part(name(thing));
        match second.iter().find(|other| key(other) == key(thing)) {
            Some(other) => walk(Some(thing), Some(other), &part, "", found),
            None => once(part, Some(name(thing)), None, found),
        }
    }
    for thing in second.iter().filter(|thing| !first.iter().any(|other| key(other) == key(thing))) {
        once(part(name(thing)), None, Some(name(thing)), found);
    }
}

fn once(part: Part, first: Option<String>, second: Option<String>, found: &mut Vec<Difference>) {
    found.push(Difference { part, field: String::new(), first, second });
}

fn walk(first: Option<&Value>, second: Option<&Value>, part: &Part, path: &str, found: &mut Vec<Difference>) {
    let set = |value: Option<&Value>| value.filter(|value| !value.is_null()).cloned();
    let (mut first, mut second) = (set(first), set(second));
    // Who set a number is no part of what a scenario is.
    if first == second || path == "origins" {
        return;
    }
    // A map that is not written is empty.
    let empty = || Some(Value::Object(serde_json::Map::new()));
    match (&first, &second) {
        (None, Some(Value::Object(_))) => first = empty(),
        (Some(Value::Object(_)), None) => second = empty(),
        _ => {}
    }
    if let (Some(Value::Object(a)), Some(Value::Object(b))) = (&first, &second)
        && (path != "kind" || a.keys().eq(b.keys()))
    {
        let mut keys: Vec<&String> = a.keys().collect();
        keys.extend(b.keys().filter(|key| !a.contains_key(*key)));
        for key in keys {
            let longer = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            walk(a.get(key), b.get(key), part, &longer, found);
        }
        return;
    }
    let (first, second) = (first.as_ref().map(told), second.as_ref().map(told));
    found.push(Difference { part: part.clone(), field: path.to_owned(), first, second });
}

/// A value in a line: what it is called, or what it says.
fn told(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(fields) if fields.len() == 1 => fields.keys().next().cloned().unwrap_or_default(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::param::Param;
    use crate::store::sample;

    #[test]
    fn each_change_is_named_once_and_no_change_not_at_all() {
        let first = sample("machine_maker").unwrap();
        assert_eq!(differences(&first, &first), []);
        let mut second = first.clone();
        second.active = 0;
        second.company = "別の会社".into();
        let gone = second.holdings.remove(0);
        let name = second.holdings[0].name.clone();
        second.holdings[0].name = "新".into();
        second.scenarios[0].set(Param::Haircut, "0.123".parse().unwrap());
        let found = differences(&first, &second);
        let field = |part: &Part| found.iter().find(|d| d.part == *part).unwrap();
        assert_eq!(field(&Part::Company).second.as_deref(), Some("別の会社"));
        assert_eq!(field(&Part::Holding(gone.name.clone())).second, None);
        assert_eq!(field(&Part::Holding(name)).second.as_deref(), Some("新"));
        let scenario = field(&Part::Scenario(first.scenarios[0].name.clone()));
        assert!(
            scenario.field.starts_with("values.haircut") || scenario.field.starts_with("origins"),
            "{scenario:?}"
        );
        // The other way round, the sides change places and nothing else.
        let back = differences(&second, &first);
        assert_eq!(back.len(), found.len());
    }
}
