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
use forelock::engine::crew::together;
use forelock::engine::numeraire::Numeraire;
use forelock::engine::{Projection, map, project};
use forelock::text::{Texts, number};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use serde_json::{Value as Json, json};

use super::bench_event::Moved;
use crate::window;

/// How often all works are done one after the other, so that a bad second of
/// the machine is not all that is seen of one of them.
const ROUNDS: u32 = 5;

/// How often each is done in a round, once it found nothing warm.
const IN_A_ROUND: u32 = 9;

/// A processor that never rests is not what a window sees.
const REST: Duration = Duration::from_millis(2);

/// What takes longer is left out.
const LONGEST: Duration = Duration::from_millis(250);

/// How many paths a fan is drawn with.
const PATHS: [u32; 3] = [1_024, 4_096, 10_000];

/// The work that needs nothing but a processor.
const ARITHMETIC: &str = "arithmetic";

/// So long that waking a thread does not count.
const ARITHMETIC_STEPS: u32 = 1_000_000;

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
    /// The shortest time, in milliseconds.
    least: Option<f64>,
}

/// A work to be measured.
struct Work<'a> {
    timing: Timing,
    run: Box<dyn FnMut() + 'a>,
    all: Vec<Duration>,
}

impl<'a> Work<'a> {
    fn new<R>(key: &'static str, label: String, mut work: impl FnMut() -> R + 'a) -> Self {
        let run = Box::new(move || {
            black_box(work());
        });
        let timing = Timing { key, label, paths: None, threads: None, took: None, least: None };
        Self { timing, run, all: Vec::new() }
    }

    const fn paths(mut self, paths: u32) -> Self {
        self.timing.paths = Some(paths);
        self
    }

    const fn threads(mut self, threads: usize) -> Self {
        self.timing.threads = Some(threads);
        self
    }

    fn once(&mut self) -> Duration {
        thread::sleep(REST);
        let began = Instant::now();
        (self.run)();
        began.elapsed()
    }

    /// The median and the 95th percentile in milliseconds.
    fn done(mut self) -> Timing {
        self.all.sort_unstable();
        let at = |share: usize| {
            let place = (self.all.len() * share).div_ceil(100).checked_sub(1)?;
            self.all.get(place).map(|took| took.as_secs_f64() * 1e3)
        };
        let took = at(50).zip(at(95)).map(|(median, high)| [median, high]);
        Timing { took, least: at(1), ..self.timing }
    }
}

/// Does all works round by round.
fn measure(mut works: Vec<Work<'_>>) -> Vec<Timing> {
    let short: Vec<bool> = works.iter_mut().map(|work| work.once().min(work.once()) <= LONGEST).collect();
    for _ in 0..ROUNDS {
        for (work, _) in works.iter_mut().zip(&short).filter(|(_, short)| **short) {
            let _cold = work.once();
            for _ in 0..IN_A_ROUND {
                let took = work.once();
                work.all.push(took);
            }
        }
    }
    works.into_iter().map(Work::done).collect()
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
    let profile = bench_company::company();
    let line = project(&profile, &profile.active_scenario(), Some(MONTHS));
    let kept = PATHS.map(|paths| (paths, draws(&profile, &line, paths)));
    let planned = bench_company::with_plan();
    let mut works = fans(texts, &profile, &line, &kept);
    for (paths, draws) in kept.iter().skip(1) {
        works.extend(events(texts, [&profile, &planned], (*paths, draws)));
    }
    works.extend(others(texts, [&profile, &planned], &line));
    measure(works)
}

/// The range of chance on one thread and on all, and with narrow registers; and
/// what says whether all threads have a processor of their own.
fn fans<'a>(
    texts: &Texts,
    profile: &'a Profile,
    line: &'a Projection,
    kept: &'a [(u32, Draws); 3],
) -> Vec<Work<'a>> {
    let l = &texts.l10n;
    let all = workers();
    let mut works = Vec::new();
    for threads in on(all) {
        let label = l.msg_bench_arithmetic(threads.to_string());
        works.push(Work::new(ARITHMETIC, label, move || together(threads, arithmetic)).threads(threads));
    }
    for (paths, draws) in kept {
        for threads in on(all) {
            let label = l.msg_bench_fan(count(*paths), threads.to_string());
            let work = Work::new("fan", label, move || fan(profile, line, draws, threads));
            works.push(work.paths(*paths).threads(threads));
        }
    }
    let [_, (paths, draws), _] = kept;
    let narrow = move || {
        use_narrow_registers(true);
        let outlook = fan(profile, line, draws, all);
        use_narrow_registers(false);
        outlook
    };
    let label = l.msg_bench_narrow(count(*paths));
    works.push(Work::new("narrow", label, narrow).paths(*paths).threads(all));
    works
}

/// One thread, and all if there are more.
fn on(all: usize) -> Vec<usize> {
    if all > 1 { vec![1, all] } else { vec![1] }
}

/// Work that needs nothing but a processor: multiplications, in more chains
/// than it can go on with at once.
fn arithmetic(start: usize) -> f64 {
    let by = black_box(1.000_000_1);
    let start = u8::try_from(start).map_or(1.0, f64::from);
    // three lists, which stay in registers; a long one would not
    let (mut first, mut second, mut third) = ([start; 8], [start + 1.0; 8], [start + 2.0; 8]);
    for _ in 0..ARITHMETIC_STEPS {
        for number in &mut first {
            *number *= by;
        }
        for number in &mut second {
            *number *= by;
        }
        for number in &mut third {
            *number *= by;
        }
    }
    first.iter().chain(&second).chain(&third).sum()
}

/// A moved slider: until the frame of the view that shows chance could be
/// painted, as things are and with a plan; and what all views together would
/// ask for.
fn events<'a>(
    texts: &Texts,
    [profile, planned]: [&'a Profile; 2],
    (paths, draws): (u32, &'a Draws),
) -> Vec<Work<'a>> {
    let l = &texts.l10n;
    let number = || count(paths);
    let shown = |profile| Moved::new(profile, View::Projection, Some(draws));
    let works = [
        event("event_projection", l.msg_bench_event_projection(number()), shown(profile)),
        event("event_projection_plan", l.msg_bench_event_plan(number()), shown(planned)),
        Some(Work::new("event_all_at_once", l.msg_bench_event_all_at_once(number()), move || {
            everything(profile, draws, workers())
        })),
    ];
    works.into_iter().flatten().map(|work| work.paths(paths).threads(workers())).collect()
}

/// A slider moved in one view.
fn event<'a>(key: &'static str, label: String, moved: Option<Moved>) -> Option<Work<'a>> {
    moved.map(|mut moved| Work::new(key, label, move || moved.once()))
}

/// What has no range of chance in it, or only draws for one.
fn others<'a>(texts: &Texts, [profile, planned]: [&'a Profile; 2], line: &'a Projection) -> Vec<Work<'a>> {
    let l = &texts.l10n;
    let all = workers();
    let paths = 4_096;
    let moved = |view| Moved::new(planned, view, None);
    let events = [
        event("event_break_even", l.msg_bench_event_break_even(), moved(View::BreakEven)),
        event("event_sensitivity", l.msg_bench_event_sensitivity(), moved(View::Sensitivity)),
    ];
    let mut kept = study::Paths::default();
    let here = planned.active_scenario();
    let scenario = profile.active_scenario();
    let axes = (Param::Haircut, Param::Shock);
    let others = [
        Work::new("drawing", l.msg_bench_drawing(count(paths)), move || draws(profile, line, paths))
            .paths(paths),
        Work::new("map", l.msg_bench_map(), move || {
            map::map(&Quick::new(planned, &here), planned, &here, axes, 64)
        }),
        Work::new("sensitivity", l.msg_bench_tornado(), move || study::sensitivity(profile)),
        Work::new("sensitivity_chance", l.msg_bench_tornado_chance(), move || {
            study::over_chance(profile, &mut kept, study::FOR_BARS, &|| false)
        }),
        Work::new("projection", l.msg_bench_projection(), move || project(profile, &scenario, Some(MONTHS))),
    ];
    events.into_iter().flatten().map(|work| work.threads(all)).chain(others).collect()
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

/// How many times as fast all threads are as one.
fn ratio(all: &[Timing], key: &str, paths: Option<u32>) -> Option<f64> {
    let median = |one: bool| {
        let asked = |t: &&Timing| t.key == key && t.paths == paths && (t.threads == Some(1)) == one;
        all.iter().find(asked).and_then(|t| t.took).map(|[median, _]| median)
    };
    Some(median(true)? / median(false)?)
}

/// The same of the range of chance, by the number of paths.
fn ratios(all: &[Timing]) -> Vec<(u32, f64)> {
    PATHS.into_iter().filter_map(|paths| Some((paths, ratio(all, "fan", Some(paths))?))).collect()
}

/// How much work that needs nothing but a processor all threads do in the time
/// that one does it once; and how many times its shortest time one takes.
fn processors(all: &[Timing]) -> Option<[f64; 2]> {
    let threads = u32::try_from(workers()).ok()?;
    let one = all.iter().find(|t| t.key == ARITHMETIC && t.threads == Some(1))?;
    let [median, _] = one.took?;
    Some([ratio(all, ARITHMETIC, None)? * f64::from(threads), median / one.least?])
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
        "runs": ROUNDS * IN_A_ROUND,
        "results": all.iter().map(one).collect::<Vec<Json>>(),
        "ratios": ratios(all).into_iter().map(ratio).collect::<Vec<Json>>(),
        "processors": processors(all).map(|[much, _]| rounded(much)),
        "median_against_least": processors(all).map(|[_, times]| rounded(times)),
    });
    serde_json::to_string_pretty(&whole)
}

fn as_text(all: &[Timing], texts: &Texts) -> String {
    let l = &texts.l10n;
    let figure = |value: f64, decimals| {
        Decimal::from_f64(value).map_or_else(|| number::NO_FIGURE.to_owned(), |v| number::plain(v, decimals))
    };
    let mut lines =
        vec![l.msg_bench_about((ROUNDS * IN_A_ROUND).to_string(), workers().to_string()), String::new()];
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
    if let Some([much, times]) = processors(all) {
        lines.push(l.msg_bench_processors(figure(much, 2), workers().to_string(), figure(times, 2)));
    }
    lines.push(String::new());
    lines.join("\n")
}
