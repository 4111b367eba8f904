//! Every number of a simulation explained is the number shown, and the path it
//! leads to is the same path, worked out again by the exact engine.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what a test sets up may stop it at once"
)]

use forelock::data::presets::Preset;
use forelock::data::samples::SAMPLES;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::Scenario;
use forelock::engine::chance::draws::Draws;
use forelock::engine::chance::fan::{Prepared, Request};
use forelock::engine::chance::result::{DOTS, LEVELS, Outlook, Sample, Sampler};
use forelock::engine::chance::run::workers;
use forelock::engine::chance::story::{Level, Point, story};
use forelock::engine::numeraire::Numeraire;
use forelock::engine::trace::evaluate::check;
use forelock::engine::trace::{About, Course, Step, Term};
use forelock::engine::{Projection, project, project_plan};
use forelock::store::read_profile;

use crate::support::eventful::{much_by_chance, with_plan};
use crate::support::tried;

fn sampled(paths: u32) -> Sample {
    Sample { paths, seed: 1, sampler: Sampler::SobolBridge }
}

fn outlook(
    profile: &Profile,
    scenario: &Scenario,
    (as_is, plan): (&Projection, &Projection),
    measure: Numeraire,
    sample: Sample,
) -> Outlook {
    let request = Request { profile, scenario, measure, as_is, plan: Some(plan), classes: false };
    let prepared = Prepared::new(request);
    prepared.outlook(&Draws::new(sample).with(&prepared.wanted()), workers())
}

/// How far the simulation may be off: a millionth of all classes together,
/// whatever their sign, for its 32 bits; and every year a thousand yen of gain
/// more or less that is taxed, where it lies on the edge.
fn play(path: &Step) -> f64 {
    match path.term {
        Term::RealValue | Term::NominalValue => {
            let gross: f64 = path.inputs.iter().map(|s| s.value.number().abs()).sum();
            let years = f64::from(path.month.unwrap_or_default().div_ceil(12));
            gross * 1e-6 + 4.0 + 500.0 * years
        }
        // dollars and bitcoin are quotients of the yen
        _ => path.value.number().abs() / path.inputs[0].value.number().abs() * play(&path.inputs[0]),
    }
}

/// The story's number is the fan's, each of its steps holds, and the path is
/// the one the simulation went.
fn holds(step: &Step, shown: f64) -> Result<(), String> {
    let (low, high, again) = match step.inputs.as_slice() {
        [low, high, _, again] => (low, high, again),
        [one, again] => (one, one, again),
        _ => return Err("no path".into()),
    };
    check(step).map_err(|found| format!("{:?} is not {}", found.0, found.1))?;
    let path = again.inputs.first().ok_or("no tree")?;
    let play = play(path);
    if (step.value.number() - shown).abs() > 1.0_f64.min(play) {
        return Err(format!("explained {}, shown {shown}", step.value.number()));
    }
    let About::Path { number, .. } = again.about else { return Err("no number".into()) };
    let same = |s: &&Step| matches!(s.about, About::Path { number: n, .. } if n == number);
    let simulated = [low, high].into_iter().find(same).ok_or("another path")?.value.number();
    let found = again.value.number();
    if (found - simulated).abs() > play {
        return Err(format!("path {number}: {found} exact, {simulated} simulated, play {play}"));
    }
    Ok(())
}

/// What is asked: all of it where more is tried than usual, else as `turn`
/// says.
fn points(months: u16, measure: Numeraire, turn: usize) -> Vec<Point> {
    let point = |level, month| Point { level, month, measure };
    if tried(1).cases == 1 {
        let quantile = Level::Quantile(turn % LEVELS.len());
        let month = if turn.is_multiple_of(2) { months } else { months / 2 };
        return vec![point(quantile, month), point(Level::Dot((turn * 7) % DOTS), months)];
    }
    let quantiles = (0..LEVELS.len())
        .flat_map(|level| [1, months / 2, months].map(|month| point(Level::Quantile(level), month)));
    quantiles.chain([0, 7, 49].map(|dot| point(Level::Dot(dot), months))).collect()
}

fn every_level(
    profile: &Profile,
    scenario: &Scenario,
    (measure, paths): (Numeraire, u32),
    (turn, name): (usize, &str),
) {
    let (as_is, plan) = (project(profile, scenario, None), project_plan(profile, scenario, None));
    let sample = sampled(paths);
    let found = outlook(profile, scenario, (&as_is, &plan), measure, sample);
    let fans = [(Course::AsIs, &as_is, &found.as_is), (Course::Plan, &plan, found.plan.as_ref().unwrap())];
    for (k, (whose, line, fan)) in fans.into_iter().enumerate() {
        for point in points(line.months, measure, turn + 3 * k) {
            let step = story(profile, scenario, (whose, line), point, sample, &|| false).unwrap();
            let shown = match point.level {
                Level::Quantile(level) => fan.net.quantiles[level][usize::from(point.month)],
                Level::Dot(dot) => fan.dots[dot],
            };
            holds(&step, shown).unwrap_or_else(|e| panic!("{name} {whose:?} {point:?}: {e}"));
        }
    }
}

#[test]
fn every_quantile_and_dot_is_explained_by_a_path_that_went_so() {
    for (k, sample) in SAMPLES.iter().enumerate() {
        let mut profile = read_profile(sample.text.as_bytes()).unwrap().profile;
        with_plan(&mut profile);
        for (i, preset) in Preset::ALL.into_iter().enumerate() {
            let scenario = preset.apply(&profile.active_scenario());
            let name = format!("{} {preset:?}", sample.key);
            every_level(&profile, &scenario, (Numeraire::RealYen, 200), (k + i, &name));
        }
    }
}

#[test]
fn what_comes_by_chance_comes_on_the_path_too() {
    for (k, sample) in SAMPLES.iter().enumerate() {
        let (profile, scenario) = much_by_chance(read_profile(sample.text.as_bytes()).unwrap().profile);
        let measures = [Numeraire::RealYen, Numeraire::NominalYen, Numeraire::Dollars, Numeraire::Bitcoin];
        for (i, measure) in measures.into_iter().enumerate() {
            let name = format!("{} {measure:?}", sample.key);
            every_level(&profile, &scenario, (measure, 600), (k + i, &name));
        }
    }
}

#[test]
fn paths_of_later_blocks_are_found_again_too() {
    let profile = read_profile(SAMPLES[0].text.as_bytes()).unwrap().profile;
    let scenario = profile.active_scenario();
    let line = project(&profile, &scenario, Some(6));
    let mut later = 0;
    for dot in 0..DOTS {
        let point = Point { level: Level::Dot(dot), month: 6, measure: Numeraire::RealYen };
        if !dot.is_multiple_of(5) {
            continue;
        }
        let step =
            story(&profile, &scenario, (Course::AsIs, &line), point, sampled(6_000), &|| false).unwrap();
        let again = step.inputs.last().unwrap();
        let About::Path { number, .. } = again.about else { panic!("no path") };
        later += u32::from(number > 4_096);
        holds(&step, step.value.number()).unwrap();
    }
    assert!(later > 0, "no path beyond the first blocks");
}

#[test]
fn a_stopped_story_says_nothing() {
    let profile = read_profile(SAMPLES[0].text.as_bytes()).unwrap().profile;
    let scenario = profile.active_scenario();
    let line = project(&profile, &scenario, None);
    let point = Point { level: Level::Quantile(0), month: 12, measure: Numeraire::RealYen };
    assert_eq!(story(&profile, &scenario, (Course::AsIs, &line), point, sampled(300), &|| true), None);
}
