//! Every number in force stands in the table, with who set it and when; that
//! survives the file, goes with undo, and goes away with a reset.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what a test sets up may stop it at once")]

use chrono::NaiveDate;
use forelock::app::clock::Clock;
use forelock::app::edit::{Choice, apply_on};
use forelock::app::prefs::{Theme, View};
use forelock::app::{Command, Edit, State, update};
use forelock::data::claims::{Claim, Side};
use forelock::data::presets::Preset;
use forelock::domain::origin::{Knob, Origin, SetBy};
use forelock::domain::param::{Mark, Param};
use forelock::domain::plan::Plan;
use forelock::domain::profile::Profile;
use forelock::domain::risk_factor::{Pair, RiskFactor};
use forelock::domain::scenario::DefaultMode;
use forelock::store::{self, FileProblemKind, LoadError};
use forelock::text::{Lang, Texts, YenUnit};
use forelock::view_model::assumptions::{Assumption, AssumptionsView, RECORD, assumptions_view};
use forelock::view_model::money::Money;
use rust_decimal::Decimal;
use serde_json::Value as Json;

use crate::cli::{fine, samples};
use crate::support::window::state;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 2).unwrap()
}

fn origin(by: SetBy) -> Origin {
    Origin { by, on: Some(day()) }
}

fn opened() -> State {
    let mut state = state("machine_maker", Lang::En, Theme::Light, View::Assumptions);
    state.clock = Clock::Fixed(day());
    state
}

fn edit(state: &mut State, edit: Edit) {
    update(state, Command::Edit(edit, None), &Texts::new(Lang::En));
}

fn who(profile: &Profile, param: Param) -> Option<Origin> {
    profile.active_scenario().origins.of(Knob::Param(param)).cloned()
}

fn table(profile: &Profile, lang: Lang) -> AssumptionsView {
    assumptions_view(profile, &Texts::new(lang), Money { lang, unit: YenUnit::Auto })
}

fn row(view: &AssumptionsView, key: &str) -> Assumption {
    let mut found = view.groups.iter().flat_map(|g| &g.rows).filter(|r| r.key == key);
    let row = found.next().unwrap().clone();
    assert!(found.next().is_none(), "{key} stands twice");
    row
}

#[test]
fn a_number_says_who_set_it_and_when() {
    let mut s = opened();
    assert_eq!(who(s.profile(), Param::Haircut), None, "a file of old does not say");
    edit(&mut s, Edit::SetParam(Param::Crash, Decimal::new(5, 1)));
    assert_eq!(who(s.profile(), Param::Crash), Some(origin(SetBy::Hand)));
    edit(&mut s, Edit::ApplyPreset(Preset::Devaluation));
    // 30% stood there already; what was loaded is the ready-made one's all the
    // same.
    assert_eq!(who(s.profile(), Param::Shock), Some(origin(SetBy::Preset("devaluation".into()))));
    assert_eq!(who(s.profile(), Param::Crash), None);
    edit(&mut s, Edit::ApplyPreset(Preset::StrongYen));
    assert_eq!(who(s.profile(), Param::YenDrift), Some(origin(SetBy::Preset("strong-yen".into()))));
    edit(&mut s, Edit::LoadCase(Claim::MoveEverything, Side::Against));
    let claim = Some(origin(SetBy::Claim("move-everything".into())));
    assert_eq!(who(s.profile(), Param::Crash), claim);
    assert_eq!(who(s.profile(), Param::PlanShare), claim);
    edit(&mut s, Edit::SetParam(Param::PlanShare, Decimal::new(2, 1)));
    assert_eq!(who(s.profile(), Param::PlanShare), Some(origin(SetBy::Hand)));
    edit(&mut s, Edit::Choose(Choice::Default(DefaultMode::InMonth)));
    let scenario = s.profile().active_scenario();
    assert_eq!(scenario.origins.of(Knob::Default).cloned(), Some(origin(SetBy::Hand)));
}

#[test]
fn what_an_episode_sets_bears_its_name() {
    let mut s = opened();
    edit(&mut s, Edit::ApplyEpisode("cyprus_2013"));
    let scenario = s.profile().active_scenario();
    let episode = origin(SetBy::Episode("cyprus_2013".into()));
    let set: Vec<Knob> = scenario.origins.iter().filter(|(_, o)| **o == episode).map(|(k, _)| k).collect();
    assert!(!set.is_empty());
    let label = Texts::new(Lang::En).family("episode-cyprus-2013", forelock::text::Word::Label).to_owned();
    assert!(label.contains("Cyprus"));
    let said = row(&table(s.profile(), Lang::En), &set[0].key()).set_by;
    assert_eq!(said, format!("episode “{label}”, 2 Nov 2026"));
}

#[test]
fn it_goes_with_undo_and_away_with_a_reset() {
    let mut s = opened();
    let texts = Texts::new(Lang::En);
    edit(&mut s, Edit::ApplyPreset(Preset::CryptoCrash));
    edit(&mut s, Edit::SetParam(Param::Crash, Decimal::new(9, 1)));
    update(&mut s, Command::Undo, &texts);
    assert_eq!(who(s.profile(), Param::Crash), Some(origin(SetBy::Preset("crypto-crash".into()))));
    update(&mut s, Command::Redo, &texts);
    assert_eq!(who(s.profile(), Param::Crash), Some(origin(SetBy::Hand)));
    edit(&mut s, Edit::ResetParam(Param::Crash));
    assert_eq!(who(s.profile(), Param::Crash), None);
    edit(&mut s, Edit::SetParam(Param::Crash, Decimal::new(9, 1)));
    edit(&mut s, Edit::ResetAll);
    assert_eq!(s.profile().active_scenario().origins.iter().count(), 0);
}

#[test]
fn it_survives_the_file_and_a_copy_of_the_scenario() {
    let mut s = opened();
    edit(&mut s, Edit::LoadCase(Claim::FreezeCannotReach, Side::Against));
    edit(&mut s, Edit::SetInflationYear(3, Some(Decimal::new(5, 2))));
    let pair = Pair::of(RiskFactor::Dollar, RiskFactor::Btc).unwrap();
    edit(&mut s, Edit::SetCorrelation(pair, Some(Decimal::new(-3, 1))));
    s.clock = Clock::Unknown;
    edit(&mut s, Edit::SetParam(Param::DepositRate, Decimal::new(1, 2)));
    let copy = s.profile().active_scenario();
    edit(&mut s, Edit::AddScenario(copy));
    let said = |p: &Profile| {
        let scenario = p.active_scenario();
        scenario.origins.iter().map(|(knob, origin)| (knob, origin.clone())).collect::<Vec<_>>()
    };
    let before = said(s.profile());
    let freeze = Origin { by: SetBy::Claim("freeze-cannot-reach".into()), on: Some(day()) };
    assert!(before.contains(&(Knob::Param(Param::FreezeMonths), freeze)));
    assert!(before.contains(&(Knob::InflationYear(3), origin(SetBy::Hand))));
    assert!(before.contains(&(Knob::Correlation(pair), origin(SetBy::Hand))));
    let nobody_knows_when = Origin { by: SetBy::Hand, on: None };
    assert!(before.contains(&(Knob::Param(Param::DepositRate), nobody_knows_when)));
    let text = store::write_profile(s.profile()).unwrap();
    let read = store::read_profile(text.as_bytes()).unwrap().profile;
    assert_eq!(said(&read), before);
    assert_eq!(store::write_profile(&read).unwrap(), text);
}

#[test]
fn a_day_that_is_none_is_named_and_one_of_nothing_is_left() {
    let file = |origins: &str| {
        format!(
            "(company: \"x\", as_of: \"2026-10\", scenarios: [(name: \"s\", values: {{\"crash\": \"0.5\"}}, origins: {{{origins}}})])"
        )
    };
    let read = |origins: &str| store::read_profile(file(origins).as_bytes());
    let wrong = read("\"crash\": (by: Hand, on: \"2026-2-30\")").unwrap_err();
    let LoadError::Invalid { problems } = wrong else { panic!("{wrong:?}") };
    assert_eq!(problems[0].field, "scenarios[0].origins.crash.on");
    assert_eq!(problems[0].kind, FileProblemKind::NotADay { found: "2026-2-30".into() });
    assert!(problems[0].position.is_some());
    let unknown = read("\"crush\": (by: Hand)").unwrap_err();
    let LoadError::Invalid { problems } = unknown else { panic!("{unknown:?}") };
    let near = Some("crash".to_owned());
    assert_eq!(problems[0].kind, FileProblemKind::UnknownParam { found: "crush".into(), near });
    // Nothing was moved there: somebody took the number out by hand.
    let profile = read("\"shock\": (by: Preset(\"both\"))").unwrap().profile;
    assert_eq!(profile.scenarios[0].origins.iter().count(), 0);
}

#[test]
fn the_table_is_the_scenario_number_by_number() {
    for sample in ["machine_maker", "inn", "trading"] {
        let mut profile = store::sample(sample).unwrap();
        for &param in Param::ALL {
            let value = if param.index() % 2 == 0 { param.ordinary().high } else { param.ordinary().low };
            profile = apply_on(&profile, Edit::SetParam(param, value), Some(day()));
        }
        let scenario = profile.active_scenario();
        let view = table(&profile, Lang::En);
        for &param in Param::ALL {
            let row = row(&view, param.key());
            let [value, default, unit, by, on] = row.plain.clone();
            let factor = param.unit().display_factor();
            assert_eq!(value.parse::<Decimal>().unwrap(), scenario.get(param) * factor, "{param:?}");
            assert_eq!(default.parse::<Decimal>().unwrap(), param.default_value() * factor, "{param:?}");
            assert_eq!(row.changed, scenario.is_changed(param), "{param:?}");
            assert_eq!(row.mark, Some(param.mark()), "{param:?}");
            assert!(!unit.is_empty() && !row.source.is_empty() && !row.known.is_empty(), "{param:?}");
            let moved =
                apply_on(&store::sample(sample).unwrap(), Edit::SetParam(param, scenario.get(param)), None);
            if row.changed && moved != store::sample(sample).unwrap() {
                assert_eq!((by.as_str(), on.as_str()), ("hand", "2026-11-02"), "{param:?}");
            }
            let sourced = matches!(param.mark(), Mark::A | Mark::B);
            assert_eq!(!row.date.is_empty(), sourced, "{param:?}");
        }
        // 89 numbers, 5 choices, 28 correlations, 2 quotes and the recovery.
        let own = profile.banks.iter().filter(|bank| bank.has_own_figures()).count();
        assert!(view.counted().0 >= 89 + 5 + 28 + 3 + own, "{sample}: {:?}", view.counted());
    }
}

#[test]
fn what_is_ours_says_so_and_who_set_it_is_a_name() {
    let mut s = opened();
    edit(&mut s, Edit::LoadCase(Claim::YenToZero, Side::For));
    let view = table(s.profile(), Lang::En);
    assert_eq!(row(&view, "shock").set_by, "claim “The yen falls to zero”, 2 Nov 2026");
    assert!(row(&view, "haircut").known.contains("our assumption"));
    assert_eq!(row(&view, "tax_rate").date, "Apr 2026");
    assert_eq!(row(&view, "cds.2026-01-27").value, "25 bp");
    assert_eq!(row(&view, "banks.b1.bank_jgb_share").value, "30%");
    let ja = table(s.profile(), Lang::Ja);
    assert_eq!(row(&ja, "shock").set_by, "主張「円の価値はゼロになる」 2026年11月2日");
    let all = view.filtered("", false).iter().map(|(_, rows)| rows.len()).sum::<usize>();
    let changed = view.filtered("", true).iter().map(|(_, rows)| rows.len()).sum::<usize>();
    assert_eq!((all, changed), view.counted());
    let found = view.filtered("pass_through", false);
    assert!(found.iter().flat_map(|(_, rows)| rows).any(|r| r.key == "crisis_pass_through"));
    assert!(view.filtered("no such thing", false).is_empty());
}

#[test]
fn every_number_is_exported_in_every_form() {
    let folder = samples();
    let csv = fine(folder.path(), &["assumptions", "inn.ron", "--format", "csv"]);
    let mut read = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(read.headers().unwrap().iter().collect::<Vec<_>>(), RECORD);
    let keys: Vec<String> = read.records().map(|r| r.unwrap()[1].to_owned()).collect();
    let json = fine(folder.path(), &["assumptions", "inn.ron", "--format", "json"]);
    let json: Json = serde_json::from_str(&json).unwrap();
    let rows = json["assumptions"].as_array().unwrap();
    assert_eq!(rows.len(), keys.len());
    let english = fine(folder.path(), &["assumptions", "inn.ron", "--lang", "en"]);
    let japanese = fine(folder.path(), &["assumptions", "inn.ron", "--lang", "ja"]);
    let (en, ja) = (Texts::new(Lang::En), Texts::new(Lang::Ja));
    for &param in Param::ALL {
        let key = param.key();
        assert_eq!(keys.iter().filter(|k| *k == key).count(), 1, "{key}");
        let found = rows.iter().find(|r| r["key"] == key).unwrap();
        let default = param.default_value() * param.unit().display_factor();
        assert_eq!(found["default"].as_str().unwrap().parse::<Decimal>().unwrap(), default, "{key}");
        assert!(found["changed"].is_boolean());
        let label = forelock::text::Word::Label;
        assert!(
            english.contains(en.param(param, label)) && japanese.contains(ja.param(param, label)),
            "{key}"
        );
    }
    let profile = store::sample("inn").unwrap();
    let words = table(&profile, Lang::En).words(&en);
    assert_eq!(words.len(), keys.len() + 1);
    assert!(words.iter().all(|row| row.len() == words[0].len()));
    assert!(Param::ALL.iter().any(|&param| Plan::holds(param)));
}
