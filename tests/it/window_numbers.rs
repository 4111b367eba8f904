//! The window and the command line say the same numbers of the same profile.
#![expect(clippy::unwrap_used, reason = "a sample that does not open stops the test")]

use forelock::app::prefs::{Numeraire, Prefs};
use forelock::data::presets::Preset;
use forelock::data::samples::SAMPLES;
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::engine::projection::Projection;
use forelock::engine::{project, project_plan};
use forelock::export::rows;
use forelock::store::sample;
use forelock::text::number::{signed_percent, signed_yen, statement_yen};
use forelock::text::{Lang, Texts, Word, YenUnit};
use forelock::view_model::breakdown::breakdown_view;
use forelock::view_model::headline;
use forelock::view_model::money::DataUnit;
use forelock::view_model::money::Money;
use forelock::view_model::projection::projection_view;
use forelock::view_model::projection_data;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::Value as Json;

use crate::support::eventful::set_plan;

const LANGS: [Lang; 2] = [Lang::Ja, Lang::En];

/// Every sample under every preset.
fn cases() -> Vec<(String, Profile)> {
    let mut cases = Vec::new();
    for entry in SAMPLES {
        for preset in Preset::ALL {
            let mut profile = sample(entry.key).unwrap();
            for scenario in &mut profile.scenarios {
                *scenario = preset.apply(scenario);
            }
            cases.push((format!("{} {}", entry.key, preset.key()), profile));
        }
    }
    cases
}

fn projected(profile: &Profile) -> Projection {
    project(profile, &profile.active_scenario(), None)
}

/// What `project --format json` prints.
fn printed(profile: &Profile, projection: &Projection) -> Json {
    let rows = projection_data::rows(profile, projection);
    let text =
        rows::json(&profile.company, &profile.active_scenario().name, &rows, None, DataUnit::Plain).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// An amount of net worth in a printed month.
fn net(json: &Json, month: usize, kind: &str) -> Decimal {
    let lines = json.pointer(&format!("/rows/{month}/lines")).and_then(Json::as_array).unwrap();
    let line = lines.iter().find(|l| l.get("id").is_some_and(|id| id == "net")).unwrap();
    line.get(kind).and_then(Json::as_str).unwrap().parse().unwrap()
}

/// The real change a cause makes in net worth over all printed months.
fn real_by_cause(json: &Json, key: &str) -> Decimal {
    let rows = json.get("rows").and_then(Json::as_array).unwrap();
    let lines = rows.iter().flat_map(|row| row.get("lines").and_then(Json::as_array).unwrap());
    let nets = lines.filter(|l| l.get("id").is_some_and(|id| id == "net"));
    let real = nets.filter_map(|l| l.pointer(&format!("/causes/{key}/real")).and_then(Json::as_str));
    real.map(|text| text.parse::<Decimal>().unwrap()).sum()
}

#[test]
fn the_headline_and_the_figures_are_those_printed() {
    for (name, profile) in cases() {
        let projection = projected(&profile);
        let json = printed(&profile, &projection);
        let last = usize::from(projection.months);
        assert_eq!(json["months"], 120, "{name}");
        let (from, to) = (net(&json, 0, "real"), net(&json, last, "real"));
        let nominal = net(&json, last, "nominal") - net(&json, 0, "nominal");
        for lang in LANGS {
            let texts = Texts::new(lang);
            for unit in YenUnit::ALL {
                let prefs = Prefs { lang, unit, ..Prefs::default() };
                let view = projection_view(&profile, &projection, None, &texts, prefs);
                let (before, after) = (statement_yen(from, lang, unit), statement_yen(to, lang, unit));
                let said = match lang {
                    Lang::Ja => format!("は{before}から{after}"),
                    Lang::En => format!(" from {before} to {after}"),
                };
                assert!(view.headline.contains(&said), "{name}: {said} in {}", view.headline);
                let tile = |i: usize| (view.tiles[i].value.as_str(), view.tiles[i].detail.as_str());
                assert_eq!(tile(0).0, after, "{name}");
                let percent = |part: Decimal, whole: Decimal| {
                    let above = whole > Decimal::ZERO;
                    if above { signed_percent(part / whole, 1) } else { String::new() }
                };
                let change = percent(to - from, from);
                assert_eq!(tile(1), (signed_yen(to - from, lang, unit).as_str(), change.as_str()), "{name}");
                assert!(view.headline.contains(&change), "{name}: {change} in {}", view.headline);
                assert_eq!(tile(2).0, signed_yen(nominal, lang, unit), "{name}");
            }
        }
    }
}

/// A third of the deposits into gold and dollars.
#[test]
fn the_plan_is_the_one_printed() {
    for (name, mut profile) in cases() {
        let plan = [
            (Param::PlanShare, "0.3"),
            (Param::PlanCrypto, "0"),
            (Param::PlanDollars, "1"),
            (Param::PlanGold, "2"),
        ];
        set_plan(&mut profile, &plan);
        let scenario = profile.active_scenario();
        let projection = projected(&profile);
        let planned = project_plan(&profile, &scenario, None);
        let plan = projection_data::plan_data(&profile, &scenario, &planned);
        let rows = projection_data::rows(&profile, &projection);
        let text = rows::json(&profile.company, &scenario.name, &rows, Some(&plan), DataUnit::Plain).unwrap();
        let json: Json = serde_json::from_str(&text).unwrap();
        assert_eq!(json["plan"]["terms"]["plan_share"], "0.3", "{name}");
        let last = usize::from(planned.months);
        let (as_is, to) = (net(&json, last, "real"), net(&json["plan"], last, "real"));
        for lang in LANGS {
            let texts = Texts::new(lang);
            let prefs = Prefs { lang, ..Prefs::default() };
            let view = projection_view(&profile, &projection, Some(&planned), &texts, prefs);
            let said = statement_yen(to, lang, prefs.unit);
            let sentence = match lang {
                Lang::Ja => {
                    format!(
                        "計画どおり預金の30%をドル、金に移すなら、そのときの実質純資産は{said}になります。"
                    )
                }
                Lang::En => format!(
                    "If the plan is carried out (30% of the deposits into dollars and gold), \
                     real net worth would then be {said}."
                ),
            };
            assert!(view.headline.ends_with(&sentence), "{name}: {sentence} in {}", view.headline);
            let now = statement_yen(as_is, lang, prefs.unit);
            let both = match lang {
                Lang::Ja => format!("なら、10年後の実質純資産は、現状で{now}、計画で{said}になります。"),
                Lang::En => {
                    format!(", real net worth after 10 years would be {now} as is and {said} with the plan.")
                }
            };
            let money = Money { lang, unit: prefs.unit };
            let brief = headline::brief(&profile, &projection, Some(&planned), &texts, money);
            assert!(brief.ends_with(&both), "{name}: {both} in {brief}");
            assert_eq!(view.tiles[3].value, signed_yen(to - as_is, lang, prefs.unit), "{name}");
            let drawn = view.plan.unwrap()[last] * view.unit.divisor;
            assert!((drawn - to.to_f64().unwrap()).abs() < 0.5, "{name}: {drawn} against {to}");
        }
    }
}

#[test]
fn the_bars_of_the_breakdown_are_the_printed_causes() {
    for (name, profile) in cases() {
        let projection = projected(&profile);
        let json = printed(&profile, &projection);
        for lang in LANGS {
            let texts = Texts::new(lang);
            let view =
                breakdown_view(&profile, &projection, None, &texts, Money { lang, unit: YenUnit::Yen });
            let (first, last) = (view.bars.first().unwrap(), view.bars.last().unwrap());
            let total = |month| statement_yen(net(&json, month, "real"), lang, YenUnit::Yen);
            assert_eq!(first.amount, total(0), "{name}");
            assert_eq!(last.amount, total(usize::from(projection.months)), "{name}");
            let mut shown = 0;
            for cause in forelock::engine::cause::Cause::ALL {
                let amount = real_by_cause(&json, cause.key());
                let label = texts.cause(cause.key(), Word::Label);
                let bar = view.bars.iter().find(|b| !b.total && b.label == label);
                if let Some(bar) = bar {
                    assert_eq!(bar.amount, signed_yen(amount, lang, YenUnit::Yen), "{name}: {label}");
                    shown += 1;
                } else {
                    // What is moved within is rounding over everything, and named so.
                    let rounding = cause == forelock::engine::cause::Cause::Transfer;
                    assert!(amount.is_zero() || rounding, "{name}: {label} {amount}");
                    shown += usize::from(!amount.is_zero());
                }
            }
            assert_eq!(view.bars.len(), shown + 2, "{name}");
        }
    }
}

#[test]
fn the_curve_passes_through_the_printed_values() {
    for (name, profile) in cases() {
        let projection = projected(&profile);
        let json = printed(&profile, &projection);
        let texts = Texts::new(Lang::Ja);
        for (numeraire, kind) in [(Numeraire::RealYen, "real"), (Numeraire::NominalYen, "nominal")] {
            let prefs = Prefs { numeraire, ..Prefs::default() };
            let view = projection_view(&profile, &projection, None, &texts, prefs);
            assert_eq!(view.net.len(), 121, "{name}");
            for (month, drawn) in view.net.iter().enumerate() {
                let printed = net(&json, month, kind).to_f64().unwrap();
                let off = (drawn * view.unit.divisor - printed).abs();
                assert!(off < 0.5, "{name}, month {month}: {drawn} against {printed}");
            }
        }
    }
}

/// The picture is drawn from the figures the window shows: a file written and
/// read again gives the same picture, another haircut another one.
#[test]
fn the_picture_follows_the_figures() {
    use forelock::app::State;
    use forelock::app::prefs::Prefs;
    use forelock::domain::param::Param;
    use forelock::store::settings::Settings;
    use forelock::ui::headless::render;

    let draw = |profile: forelock::domain::profile::Profile| {
        let month = profile.as_of;
        let state = State::new(profile, Prefs::default(), Settings::default(), month);
        let headline = forelock::ui::front::views(&state, &forelock::text::Texts::new(state.prefs.lang));
        (headline.projection.unwrap().headline, render(&state, [800.0, 600.0], 1.0))
    };
    let original = forelock::store::sample("machine_maker").unwrap();
    let text = forelock::store::write_profile(&original).unwrap();
    let again = forelock::store::read_profile(text.as_bytes()).unwrap().profile;
    let mut other = original.clone();
    let active = other.active;
    other.scenarios[active].set(Param::Haircut, rust_decimal::Decimal::new(61, 2));
    let (first, second, third) = (draw(original), draw(again), draw(other));
    assert_eq!(first, second);
    assert_ne!(first.0, third.0);
    assert_ne!(first.1, third.1);
}
