//! The command that measures how fast this machine is.

use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;
use forelock::app::prefs::View;
use forelock::app::study;
use forelock::data::bench_company::{self, MONTHS};
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::engine::chance::draws::Draws;
use forelock::engine::chance::fan::{Prepared, Request};
use forelock::engine::chance::lanes::use_narrow_registers;
use forelock::engine::chance::quick::Quick;
use forelock::engine::chance::result::{Outlook, Sample, Sampler};
use forelock::engine::chance::run::workers;
use forelock::engine::numeraire::Numeraire;
use forelock::engine::{Projection, map, project};
use forelock::text::{Texts, number};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use serde_json::{Value as Json, json};

use super::bench_event::Moved;
use crate::window;

/// How often each work is done: an odd number has a middle.
const RUNS: u32 = 31;

/// A processor that never rests is not what a window sees.
const REST: Duration = Duration::from_millis(2);

/// What takes longer is left out.
const LONGEST: Duration = Duration::from_millis(250);

/// How many paths a fan is drawn with.
const PATHS: [u32; 3] = [1_024, 4_096, 10_000];

/// Paths and months of the fan whose instructions are counted.
const COUNTED: (u32, u16) = (256, 120);

#[derive(Args)]
pub(super) struct Asked {
    /// Prints JSON.
    #[arg(long)]
    json: bool,
    /// Only draws one small fixed fan so many times on one thread, for a tool
    /// that counts instructions.
    #[arg(long, hide = true)]
    fixed: Option<u16>,
}

/// A work, and how long it took.
struct Timing {
    key: &'static str,
    label: String,
    paths: Option<u32>,
    threads: Option<usize>,
    /// Milliseconds: median and 95th percentile; none where it takes too long.
    took: Option<[f64; 2]>,
}

/// Does a work [`RUNS`] times; the median and the 95th percentile in
/// milliseconds.
fn took<R>(mut work: impl FnMut() -> R) -> Option<[f64; 2]> {
    let mut once = || {
        thread::sleep(REST);
        let began = Instant::now();
        black_box(work());
        began.elapsed()
    };
    // The first run finds nothing warm.
    if once().min(once()) > LONGEST {
        return None;
    }
    let mut all: Vec<Duration> = (0..RUNS).map(|_| once()).collect();
    all.sort_unstable();
    let at = |share: usize| {
        let place = (all.len() * share).div_ceil(100).saturating_sub(1);
        all.get(place).map_or(f64::NAN, |took| took.as_secs_f64() * 1e3)
    };
    Some([at(50), at(95)])
}

fn sample(paths: u32) -> Sample {
    Sample { paths, seed: 1, sampler: Sampler::SobolBridge }
}

/// The simulation of a company as things are.
fn fan(profile: &Profile, line: &Projection, draws: &Draws, threads: usize) -> Outlook {
    let scenario = profile.active_scenario();
    let measure = Numeraire::RealYen;
    let request = Request { profile, scenario: &scenario, measure, as_is: line, plan: None, classes: false };
    Prepared::new(request).outlook(draws, threads)
}

fn draws(profile: &Profile, line: &Projection, paths: u32) -> Draws {
    let scenario = profile.active_scenario();
    let measure = Numeraire::RealYen;
    let request = Request { profile, scenario: &scenario, measure, as_is: line, plan: None, classes: false };
    Draws::new(sample(paths)).with(&Prepared::new(request).wanted())
}

fn count(n: impl Into<Decimal>) -> String {
    number::plain(n.into(), 0)
}

fn timings(texts: &Texts) -> Vec<Timing> {
    let l = &texts.l10n;
    let profile = bench_company::company();
    let scenario = profile.active_scenario();
    let line = project(&profile, &scenario, Some(MONTHS));
    let all = workers();
    let mut found = Vec::new();
    let plain = |key, label, took| Timing { key, label, paths: None, threads: None, took };
    for paths in PATHS {
        let draws = draws(&profile, &line, paths);
        for threads in if all > 1 { vec![1, all] } else { vec![1] } {
            found.push(Timing {
                key: "fan",
                label: l.msg_bench_fan(count(paths), threads.to_string()),
                paths: Some(paths),
                threads: Some(threads),
                took: took(|| fan(&profile, &line, &draws, threads)),
            });
        }
    }
    let paths = 4_096;
    let kept = draws(&profile, &line, paths);
    use_narrow_registers(true);
    let narrow = took(|| fan(&profile, &line, &kept, all));
    use_narrow_registers(false);
    let timing = plain("narrow", l.msg_bench_narrow(count(paths)), narrow);
    found.push(Timing { paths: Some(paths), threads: Some(all), ..timing });
    found.extend(events(texts, &profile, &line, all));
    let drawing = took(|| draws(&profile, &line, paths));
    let timing = plain("drawing", l.msg_bench_drawing(count(paths)), drawing);
    found.push(Timing { paths: Some(paths), ..timing });
    let planned = bench_company::with_plan();
    let here = planned.active_scenario();
    let axes = (Param::Haircut, Param::Shock);
    let mapped = took(|| map::map(&Quick::new(&planned, &here), &planned, &here, axes, 64));
    found.push(plain("map", l.msg_bench_map(), mapped));
    found.push(plain("sensitivity", l.msg_bench_tornado(), took(|| study::sensitivity(&profile))));
    let mut kept = study::Paths::default();
    let over_chance = took(|| study::over_chance(&profile, &mut kept));
    found.push(plain("sensitivity_chance", l.msg_bench_tornado_chance(), over_chance));
    let projected = took(|| project(&profile, &scenario, Some(MONTHS)));
    found.push(plain("projection", l.msg_bench_projection(), projected));
    found
}

/// A moved slider: until the frame of each view could be painted, and what all
/// views together would ask for.
fn events(texts: &Texts, profile: &Profile, line: &Projection, threads: usize) -> Vec<Timing> {
    let l = &texts.l10n;
    let planned = bench_company::with_plan();
    let mut found = Vec::new();
    let mut push = |key, label, paths, took| {
        found.push(Timing { key, label, paths, threads: Some(threads), took });
    };
    for paths in [4_096, 10_000] {
        let kept = draws(profile, line, paths);
        let number = || count(paths);
        let mut as_is = Moved::new(profile, View::Projection, Some(&kept));
        push("event_projection", l.msg_bench_event_projection(number()), Some(paths), took(|| as_is.once()));
        let mut plan = Moved::new(&planned, View::Projection, Some(&kept));
        push("event_projection_plan", l.msg_bench_event_plan(number()), Some(paths), took(|| plan.once()));
        let all = took(|| everything(profile, &kept, threads));
        push("event_all_at_once", l.msg_bench_event_all_at_once(number()), Some(paths), all);
    }
    let mut moved = Moved::new(&planned, View::BreakEven, None);
    push("event_break_even", l.msg_bench_event_break_even(), None, took(|| moved.once()));
    let mut moved = Moved::new(&planned, View::Sensitivity, None);
    push("event_sensitivity", l.msg_bench_event_sensitivity(), None, took(|| moved.once()));
    found
}

/// All that a moved slider could ask for if every view were in front at once:
/// four lines, the range of chance, the first sight of the map, the
/// sensitivities; nothing drawn.
fn everything(
    profile: &Profile,
    draws: &Draws,
    threads: usize,
) -> (Outlook, Option<map::Map>, study::Sensitivity) {
    let scenario = profile.active_scenario();
    let lines = [(); 4].map(|()| project(profile, &scenario, Some(MONTHS)));
    let [line, ..] = &lines;
    let outlook = fan(profile, line, draws, threads);
    let axes = (Param::Haircut, Param::Shock);
    let first = map::map(&Quick::new(profile, &scenario), profile, &scenario, axes, study::FIRST);
    (outlook, first, study::sensitivity(profile))
}

/// How many times as fast all threads are as one, by the number of paths.
fn ratios(all: &[Timing]) -> Vec<(u32, f64)> {
    let fan = |paths, one: bool| {
        let asked = |t: &&Timing| t.key == "fan" && t.paths == Some(paths) && (t.threads == Some(1)) == one;
        all.iter().find(asked).and_then(|t| t.took).map(|[median, _]| median)
    };
    PATHS.into_iter().filter_map(|paths| Some((paths, fan(paths, true)? / fan(paths, false)?))).collect()
}

/// The speed of this machine, printed.
pub(super) fn measured(asked: &Asked) -> Result<String, Vec<String>> {
    if let Some(times) = asked.fixed {
        fixed(times);
        return Ok(String::new());
    }
    let texts = Texts::new(window::system_language());
    let all = timings(&texts);
    if asked.json { as_json(&all).map_err(|e| vec![e.to_string()]) } else { Ok(as_text(&all, &texts)) }
}

/// Draws once, then goes through the same small fan so many times.
fn fixed(times: u16) {
    let profile = bench_company::company();
    let (paths, months) = COUNTED;
    let line = project(&profile, &profile.active_scenario(), Some(months));
    let draws = draws(&profile, &line, paths);
    for _ in 0..times {
        black_box(fan(&profile, &line, &draws, 1));
    }
}

/// Milliseconds to the microsecond.
fn rounded(milliseconds: f64) -> f64 {
    (milliseconds * 1e3).round() / 1e3
}

fn as_json(all: &[Timing]) -> Result<String, serde_json::Error> {
    let one = |t: &Timing| {
        json!({
            "name": t.key,
            "paths": t.paths,
            "threads": t.threads,
            "median_ms": t.took.map(|[median, _]| rounded(median)),
            "p95_ms": t.took.map(|[_, high]| rounded(high)),
        })
    };
    let ratio =
        |(paths, times): (u32, f64)| json!({ "paths": paths, "all_threads_against_one": rounded(times) });
    let whole = json!({
        "format": "forelock-bench",
        "version": 1,
        "holdings": 20,
        "months": MONTHS,
        "factors": 4,
        "threads": workers(),
        "runs": RUNS,
        "results": all.iter().map(one).collect::<Vec<Json>>(),
        "ratios": ratios(all).into_iter().map(ratio).collect::<Vec<Json>>(),
    });
    serde_json::to_string_pretty(&whole)
}

fn as_text(all: &[Timing], texts: &Texts) -> String {
    let l = &texts.l10n;
    let figure = |value: f64, decimals| {
        Decimal::from_f64(value).map_or_else(|| number::NO_FIGURE.to_owned(), |v| number::plain(v, decimals))
    };
    let mut lines = vec![l.msg_bench_about(RUNS.to_string(), workers().to_string()), String::new()];
    let row = |median: String, high: String, label: &str| format!("{median:>10}  {high:>10}  {label}");
    lines.push(row(l.msg_bench_median(), l.msg_bench_p95(), &l.msg_bench_work()));
    for timing in all {
        match timing.took {
            Some([median, high]) => lines.push(row(figure(median, 2), figure(high, 2), &timing.label)),
            None => lines.push(l.msg_bench_left_out(&timing.label)),
        }
    }
    lines.push(String::new());
    for (paths, times) in ratios(all) {
        lines.push(l.msg_bench_ratio(count(paths), figure(times, 2)));
    }
    lines.push(String::new());
    lines.join("\n")
}
