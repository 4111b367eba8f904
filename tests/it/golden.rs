//! What each sample company is worth under each preset, kept as text.
//!
//! A change here is a change of results: look at it before keeping it.
#![expect(clippy::unwrap_used, reason = "a sample that does not open stops the test")]

use std::fmt::Write;

use forelock::data::presets::Preset;
use forelock::data::samples::SAMPLES;
use forelock::engine::project;
use forelock::engine::projection::{Projection, Scope, Value};
use forelock::store::sample;

const MONTHS: [u16; 5] = [0, 12, 36, 60, 120];
const LAST: u16 = 120;

fn line(out: &mut String, label: &str, cells: &[String]) {
    write!(out, "{label:<17}").unwrap();
    for cell in cells {
        write!(out, "{cell:>14}").unwrap();
    }
    out.push('\n');
}

/// Values at some months, then why net worth changed over the whole span.
fn table(projection: &Projection) -> String {
    let mut out = String::new();
    let scopes = [("assets", Scope::Assets), ("debts", Scope::Debts), ("net", Scope::Net)];
    let amount = |value: Value, kind: &str| {
        let yen = if kind == "real" { value.real } else { value.nominal };
        yen.get().to_string()
    };
    let kinds = ["nominal", "real"];
    line(&mut out, "month", &MONTHS.map(|m| m.to_string()));
    for kind in kinds {
        for (name, scope) in scopes {
            let cells = MONTHS.map(|month| amount(projection.value(scope, month), kind));
            line(&mut out, &format!("{name} {kind}"), &cells);
        }
    }
    line(&mut out, "net, why", &kinds.map(str::to_owned));
    for (cause, value) in projection.causes(Scope::Net, 0, LAST) {
        line(&mut out, cause.key(), &kinds.map(|kind| amount(value, kind)));
    }
    out
}

#[test]
fn samples_under_presets() {
    for entry in SAMPLES {
        let profile = sample(entry.key).unwrap();
        for preset in Preset::ALL {
            let scenario = preset.apply(&profile.scenarios[0]);
            let projection = project(&profile, &scenario, Some(LAST));
            insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
                insta::assert_snapshot!(format!("{}_{}", entry.key, preset.key()), table(&projection));
            });
        }
    }
}

/// The inn today, added up by hand: cash 1.8, deposits 24 + 6 + 9.5 and
/// receivables 7.5 million; payables 9.2 and loans 250 + 50 million.
#[test]
fn the_table_opens_with_the_balance_sheet() {
    let profile = sample("inn").unwrap();
    let text = table(&project(&profile, &Preset::Calm.apply(&profile.scenarios[0]), Some(LAST)));
    let first = |label: &str| -> String {
        let row = text.lines().find_map(|l| l.strip_prefix(label)).unwrap();
        row.split_whitespace().next().unwrap().to_owned()
    };
    assert_eq!(first("assets nominal"), "48800000");
    assert_eq!(first("debts real"), "-309200000");
    assert_eq!(first("net nominal"), "-260400000");
}
