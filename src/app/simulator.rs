//! Simulations while the window is in use: at once with as many paths as the
//! frame allows, then, at rest, with many more.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::command::Command;
use super::state::{Chance, State};
use crate::domain::profile::Profile;
use crate::engine::chance::draws::Draws;
use crate::engine::chance::fan::{Prepared, Request};
use crate::engine::chance::precise::Watch;
use crate::engine::chance::result::{Outlook, Sample, Sampler};
use crate::engine::chance::run::workers;
use crate::engine::later::{Deterministic, Later};
use crate::engine::numeraire::Numeraire;

/// The most paths drawn while a slider moves.
pub const LIVE: u32 = 4096;

/// The fewest: below them the 5% line is a guess.
const FEWEST: u32 = 512;

/// Paths at rest.
pub const AT_REST: u32 = 65_536;

/// The most paths gone through all at once. With more of them, net worth is
/// refined block by block, and classes rest on this many.
pub const AT_ONCE: u32 = 4 * LIVE;

/// How long nothing may move before more paths are taken.
pub(super) const REST: Duration = Duration::from_millis(250);

/// What a simulation may take of a frame: half of one at sixty a second.
const SHARE_OF_FRAME: Duration = Duration::from_millis(8);

/// The seed where none is asked for.
pub const SEED: u64 = 1;

/// What is simulated. Equal only where the profile is the same one.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Of which company, in the scenario in front.
    pub profile: Arc<Profile>,
    /// The deterministic line.
    pub as_is: Arc<Later>,
    /// The same with the plan, if there is one.
    pub plan: Option<Arc<Later>>,
    /// What values are measured in.
    pub measure: Numeraire,
    /// Paths asked for beyond the usual ones.
    pub precision: Option<u32>,
}

impl PartialEq for Ask {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.profile, &other.profile)
            && self.measure == other.measure
            && self.precision == other.precision
    }
}

impl Ask {
    /// What the state needs simulated; nothing where chance is not shown.
    #[must_use]
    pub fn of(state: &State) -> Option<Self> {
        state.shows_chance().then(|| Self {
            profile: Arc::clone(state.profile()),
            as_is: Arc::clone(&state.projection),
            plan: state.plan.clone(),
            measure: state.prefs.numeraire,
            precision: state.precision,
        })
    }

    fn answer(&self, outlook: Outlook) -> Command {
        Command::ChanceReady(Arc::new(Chance {
            outlook: Arc::new(outlook),
            profile: Arc::clone(&self.profile),
        }))
    }
}

/// Asks for what the state needs, unless that was asked for last or is there.
pub fn ask(state: &mut State) -> Option<Ask> {
    let ask = Ask::of(state)?;
    // A run for more precision that is called off has to be told so, by asking
    // for the usual again.
    let precise = state.chance_asked.as_ref().is_some_and(|asked| asked.precision.is_some());
    let there = state.precision.is_none() && state.is_chance_current() && !precise;
    if there || state.chance_asked.as_ref() == Some(&ask) {
        return None;
    }
    state.chance_asked = Some(ask.clone());
    Some(ask)
}

/// Simulates at once, where there is no thread to wait for.
pub fn work_out(state: &mut State, sample: Sample) {
    if let Some(ask) = ask(state) {
        let outlook = simulate(&ask, sample, false);
        let profile = Arc::clone(&ask.profile);
        state.chance = Some(Arc::new(Chance { outlook: Arc::new(outlook), profile }));
    }
}

/// Simulates with as many paths as are asked for, classes too if wanted.
#[must_use]
pub fn simulate(ask: &Ask, sample: Sample, classes: bool) -> Outlook {
    struct Patient;
    impl Watch for Patient {
        fn stopped(&self) -> bool {
            false
        }
        fn done(&self, _: u32, _: u32) {}
    }
    simulate_watched(ask, sample, classes, &Patient)
}

/// The same, and says how far it is. Stopped early, it says what a first
/// look with [`AT_ONCE`] paths found.
#[must_use]
pub fn simulate_watched(ask: &Ask, sample: Sample, classes: bool, watch: &dyn Watch) -> Outlook {
    let scenario = ask.profile.active_scenario();
    let prepared = prepared(ask, &scenario, classes);
    let few = Sample { paths: sample.paths.min(AT_ONCE), ..sample };
    let coarse = prepared.outlook(&Draws::new(few).with(&prepared.wanted()), workers());
    if few.paths == sample.paths {
        return coarse;
    }
    refined(&prepared, &coarse, sample, watch).unwrap_or(coarse)
}

/// Simulates on the paths of `draws`: what a frame shows while a slider moves.
#[must_use]
pub fn simulate_with(ask: &Ask, draws: &Draws) -> Outlook {
    let scenario = ask.profile.active_scenario();
    let prepared = prepared(ask, &scenario, false);
    let wanted = prepared.wanted();
    if draws.holds(&wanted) {
        return prepared.outlook(draws, workers());
    }
    prepared.outlook(&draws.clone().with(&wanted), workers())
}

fn prepared<'a>(
    ask: &'a Ask,
    scenario: &'a crate::domain::scenario::Scenario,
    classes: bool,
) -> Prepared<'a> {
    Prepared::new(Request {
        profile: &ask.profile,
        scenario,
        measure: ask.measure,
        as_is: &*ask.as_is,
        plan: ask.plan.as_deref().map(|plan| plan as &dyn Deterministic),
        classes,
    })
}

/// In steps of sixteen: each says where the next one has to look.
fn refined(prepared: &Prepared<'_>, coarse: &Outlook, sample: Sample, watch: &dyn Watch) -> Option<Outlook> {
    let mut outlook = coarse.clone();
    for paths in stages(coarse.as_is.sample.paths, sample.paths) {
        outlook = prepared.precise(&outlook, Sample { paths, ..sample }, workers(), watch)?;
    }
    Some(outlook)
}

/// From `few` paths to `many`, sixteen times as many in each stage.
fn stages(few: u32, many: u32) -> Vec<u32> {
    let next = |paths: &u32| (*paths < many).then(|| paths.saturating_mul(16).min(many));
    std::iter::successors(next(&few.max(1)), next).collect()
}

/// A thread that simulates what was asked for last.
#[derive(Debug)]
pub(super) struct Simulator {
    asks: Sender<(u64, Ask)>,
    newest: Arc<AtomicU64>,
}

impl Simulator {
    /// `answers` takes the answers, `wake` is called when one waits.
    pub(super) fn new(answers: Sender<Command>, wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        let (asks, asked) = channel();
        let newest = Arc::new(AtomicU64::new(0));
        let bench = Arc::new(Bench { answers, wake, newest: Arc::clone(&newest) });
        thread::spawn(move || work(&bench, &asked));
        Self { asks, newest }
    }

    /// Asks; whatever was asked before is given up.
    pub(super) fn ask(&self, ask: Ask) {
        let number = self.newest.fetch_add(1, Ordering::Relaxed) + 1;
        // The thread lives as long as this does.
        let _taken = self.asks.send((number, ask));
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.newest.fetch_add(1, Ordering::Relaxed);
    }
}

struct Bench {
    answers: Sender<Command>,
    wake: Arc<dyn Fn() + Send + Sync>,
    newest: Arc<AtomicU64>,
}

/// One ask, while it is worked on.
struct Watching<'a> {
    bench: &'a Bench,
    number: u64,
    stages: Vec<u32>,
}

/// How far a run in stages is, so that it never seems to go back.
fn so_far(stages: &[u32], paths: u32, of: u32) -> (u32, u32) {
    let sum = |stages: &mut dyn Iterator<Item = &u32>| stages.copied().fold(0, u32::saturating_add);
    let before = sum(&mut stages.iter().filter(|stage| **stage < of));
    (before.saturating_add(paths), sum(&mut stages.iter()).max(of))
}

impl Watch for Watching<'_> {
    fn stopped(&self) -> bool {
        self.bench.newest.load(Ordering::Relaxed) != self.number
    }

    fn done(&self, paths: u32, of: u32) {
        let (done, all) = so_far(&self.stages, paths, of);
        self.bench.tell(Command::ChanceProgress(done, all));
    }
}

/// Answers at once, and at rest on a thread of its own, so that the next move
/// does not wait for it.
fn work(bench: &Arc<Bench>, asked: &Receiver<(u64, Ask)>) {
    let sample = Sample { paths: LIVE, seed: SEED, sampler: Sampler::SobolBridge };
    let mut draws = Draws::new(sample);
    let mut live = LIVE;
    let mut waiting = asked.recv().ok();
    while let Some(mut now) = waiting.take() {
        while let Ok(newer) = asked.try_recv() {
            now = newer;
        }
        let (number, ask) = now;
        let coarse = bench.at_once(&ask, &mut draws, &mut live);
        waiting = match asked.recv_timeout(REST) {
            Ok(newer) => Some(newer),
            Err(RecvTimeoutError::Disconnected) => None,
            Err(RecvTimeoutError::Timeout) => {
                let bench = Arc::clone(bench);
                thread::spawn(move || {
                    bench.at_rest(&ask, &coarse, number);
                });
                asked.recv().ok()
            }
        };
    }
}

impl Bench {
    fn tell(&self, command: Command) {
        // The window may be gone by then; nobody is left to be told.
        let _told = self.answers.send(command);
        (self.wake)();
    }

    /// With as many paths as the last ones' speed allows.
    fn at_once(&self, ask: &Ask, draws: &mut Draws, live: &mut u32) -> Outlook {
        let scenario = ask.profile.active_scenario();
        let prepared = prepared(ask, &scenario, false);
        let wanted = prepared.wanted();
        if !draws.holds(&wanted) {
            *draws = draws.clone().with(&wanted);
        }
        let began = Instant::now();
        let outlook = prepared.outlook(&draws.first(*live), workers());
        let took = began.elapsed();
        if took > SHARE_OF_FRAME && *live > FEWEST {
            *live /= 2;
        } else if took < SHARE_OF_FRAME * 2 / 5 && *live < LIVE {
            *live *= 2;
        }
        self.tell(ask.answer(outlook.clone()));
        outlook
    }

    fn at_rest(&self, ask: &Ask, coarse: &Outlook, number: u64) {
        let paths = ask.precision.unwrap_or(AT_REST);
        let scenario = ask.profile.active_scenario();
        let prepared = prepared(ask, &scenario, false);
        let sample = Sample { paths, ..coarse.as_is.sample };
        let watch = Watching { bench: self, number, stages: stages(coarse.as_is.sample.paths, paths) };
        if let Some(outlook) = refined(&prepared, coarse, sample, &watch) {
            self.tell(ask.answer(outlook));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_over_several_stages_never_goes_back() {
        let stages = stages(4096, 1_000_000);
        assert_eq!(stages, [65_536, 1_000_000]);
        assert_eq!(so_far(&stages, 65_536, 65_536), (65_536, 1_065_536));
        assert_eq!(so_far(&stages, 0, 1_000_000), (65_536, 1_065_536));
        assert_eq!(so_far(&stages, 1_000_000, 1_000_000), (1_065_536, 1_065_536));
        assert_eq!(super::stages(65_536, 65_536), [0_u32; 0]);
    }
}
