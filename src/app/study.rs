//! What takes longer than a frame: maps, ties, sensitivities. Asked for by the
//! view in front, worked out on a thread of its own, answered bit by bit.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;

use rust_decimal::Decimal;

use super::command::Command;
use super::compare::{self, Pair as Sides};
use super::prefs::{MapAxes, TornadoOf, View};
use super::simulator::REST;
use super::state::State;
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::domain::scenario::Scenario;
use crate::engine::attribution::Attribution;
use crate::engine::break_even::{OverPaths, Pair};
use crate::engine::chance::draws::Draws;
use crate::engine::chance::horizon::{Near, over_paths, quantile, quantile_error};
use crate::engine::chance::quick::Quick;
use crate::engine::chance::result::{Sample, Sampler};
use crate::engine::chance::run::workers;
use crate::engine::map::{Map, Survey, levels};
use crate::engine::sensitivity::{Tornado, tornado, tornados};
use crate::engine::solved_tie::{SOLVED, SolvedTie, solve};
use crate::engine::worth::Worth;

/// Cells along a side of the finest map.
pub const CELLS: usize = 64;

/// Cells along a side of the map that is first shown.
pub const FIRST: usize = 8;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Where the plan and "as is" are equal.
    BreakEven(MapAxes),
    /// Which parameter moves the result how far.
    Sensitivity,
    /// What makes the difference between two scenarios in a month.
    Compare(Sides, u16),
}

/// A question about a profile. Equal only where the profile is the same one.
#[derive(Debug, Clone)]
pub struct Request {
    /// What is asked.
    pub question: Question,
    /// Of which company, in the scenario in front.
    pub profile: Arc<Profile>,
}

impl PartialEq for Request {
    fn eq(&self, other: &Self) -> bool {
        self.question == other.question && Arc::ptr_eq(&self.profile, &other.profile)
    }
}

/// Where the plan and "as is" are equal, as far as it is known.
#[derive(Debug, Clone, PartialEq)]
pub struct BreakEven {
    /// The weight on losses it was worked out for.
    pub aversion: Decimal,
    /// The last month.
    pub months: u16,
    /// The map, the finest so far.
    pub map: Map,
    /// Where the sliders stood along x and y, and by how much the plan ends above
    /// "as is" there, exactly; the map is read between its corners.
    pub as_set: ([Decimal; 2], f64),
    /// The ties in single parameters; `None` while they are looked for.
    pub ties: Option<Vec<SolvedTie>>,
    /// Both courses with and without a default, on the median path; `None`
    /// while it is worked out.
    pub median: Option<Pair>,
    /// The same over chance, once a simulation has given it.
    pub over: Option<OverPaths>,
    /// Whether nothing finer follows.
    pub finished: bool,
}

impl BreakEven {
    /// Begun with a map of a scenario; what takes longer is yet to be worked out.
    #[must_use]
    pub fn begun<W: Worth + ?Sized>(scenario: &Scenario, survey: &Survey<'_, W>, map: Map) -> Self {
        Self {
            aversion: scenario.get(Param::RiskAversion),
            months: scenario.horizon_months(),
            as_set: survey.as_set(),
            map,
            ties: None,
            median: None,
            over: None,
            finished: false,
        }
    }
}

/// Which parameter moves the result how far.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sensitivity {
    /// As things are, on the one path without chance.
    pub as_is: Tornado,
    /// With the plan, where there is one.
    pub plan: Option<Tornado>,
    /// The 5% quantile and the median of the simulation, each as things are
    /// and with the plan; `None` where there is no simulation.
    pub fan: Option<OverChance>,
}

/// Sensitivities of a simulation.
#[derive(Debug, Clone, PartialEq)]
pub struct OverChance {
    /// The 5% quantile and the median, each as things are and with the plan.
    pub bars: [[Option<Tornado>; 2]; 2],
    /// The standard errors of what the bars are around, in the same order.
    pub errors: [[f64; 2]; 2],
    /// How many paths each bar rests on.
    pub paths: u32,
}

/// An answer, or the first part of one.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// To [`Question::BreakEven`].
    BreakEven(Arc<BreakEven>),
    /// To [`Question::Sensitivity`].
    Sensitivity(Arc<Sensitivity>),
    /// To [`Question::Compare`].
    Compare(Arc<Attribution>),
}

/// What was asked and answered so far.
#[derive(Debug, Clone, Default)]
pub struct Studies {
    /// The last question.
    pub asked: Option<Request>,
    /// The last map, and what it is about.
    pub break_even: Option<(Request, Arc<BreakEven>)>,
    /// The last sensitivities, and what they are about.
    pub sensitivity: Option<(Request, Arc<Sensitivity>)>,
    /// The last of them with those over chance, which follow a little later.
    pub over_chance: Option<(Request, Arc<Sensitivity>)>,
    /// The last difference shared out, and what it is about.
    pub compare: Option<(Request, Arc<Attribution>)>,
    /// Counts the answers, so that views know when to be built again.
    pub revision: u64,
}

impl Studies {
    /// Forgets what was about another company.
    pub(super) fn clear(&mut self) {
        *self = Self { revision: self.revision.wrapping_add(1), ..Self::default() };
    }

    /// Takes an answer in. One to a question that is no longer asked is left.
    pub fn take(&mut self, request: Request, answer: Answer) {
        if self.asked.as_ref() != Some(&request) {
            return;
        }
        self.revision = self.revision.wrapping_add(1);
        match answer {
            Answer::BreakEven(found) => self.break_even = Some((request, found)),
            Answer::Sensitivity(found) => {
                // Asked once more, it is answered coarsely again first.
                let paths = |found: &Sensitivity| found.fan.as_ref().map_or(0, |fan| fan.paths);
                let finer = |(known, before): &(Request, Arc<Sensitivity>)| {
                    *known == request && paths(before) > paths(&found)
                };
                if self.sensitivity.as_ref().is_some_and(finer) {
                    return;
                }
                if found.fan.is_some() {
                    self.over_chance = Some((request.clone(), Arc::clone(&found)));
                }
                self.sensitivity = Some((request, found));
            }
            Answer::Compare(found) => self.compare = Some((request, found)),
        }
    }
}

/// The sensitivities to be looked at, and what they are about: until what was
/// changed last is worked out, those of before, in the scenario in front.
#[must_use]
pub fn sensitivities(state: &State) -> Option<&(Request, Arc<Sensitivity>)> {
    let found = match state.prefs.tornado {
        TornadoOf::Total => &state.studies.sensitivity,
        TornadoOf::FivePercent | TornadoOf::Median => &state.studies.over_chance,
    };
    let (now, name) = (state.profile(), |profile: &Profile| profile.active_scenario().name);
    found
        .as_ref()
        .filter(|(asked, _)| asked.profile.active == now.active && name(&asked.profile) == name(now))
}

/// What the view in front needs worked out; nothing where it needs nothing.
#[must_use]
pub fn wanted(state: &State) -> Option<Request> {
    let question = match state.prefs.view {
        View::BreakEven if has_plan(state.profile()) => Question::BreakEven(state.prefs.axes),
        View::Sensitivity => Question::Sensitivity,
        View::Compare => difference(state)?,
        _ => return None,
    };
    Some(Request { question, profile: Arc::clone(state.profile()) })
}

/// The difference the reader looks at.
fn difference(state: &State) -> Option<Question> {
    let (profile, comparing) = (state.profile(), state.comparing);
    let month = compare::common_month(profile, &comparing.sides(profile));
    comparing.pair(profile).map(|pair| Question::Compare(pair, month))
}

/// Whether the plan moves anything.
#[must_use]
pub fn has_plan(profile: &Profile) -> bool {
    profile.plan.get(Param::PlanShare) > Decimal::ZERO
}

/// Asks what the view in front needs, unless that was the last question.
pub fn ask(state: &mut State) -> Option<Request> {
    let request = wanted(state)?;
    if state.studies.asked.as_ref() == Some(&request) {
        return None;
    }
    state.studies.asked = Some(request.clone());
    Some(request)
}

/// Works everything out at once, where there is no thread to wait for.
pub fn work_out(state: &mut State) {
    if let Some(request) = ask(state) {
        let mut last = None;
        let (mut paths, never) = (Paths::default(), || false);
        answer(&request, &mut paths, &never, &mut |found| last = Some(found));
        if let Some(found) = at_rest(&request, &mut paths, &never).or(last) {
            state.studies.take(request, found);
        }
    }
}

/// Paths for means: drawn once and kept.
pub const FOR_MEANS: u32 = 4096;

/// Paths for each bar of a tornado over chance that is shown at once.
pub const FOR_BARS: u32 = 512;

/// The same once nothing else is asked: the paths means rest on, as many as the
/// range of chance has while a slider moves.
pub const FOR_FINE_BARS: u32 = FOR_MEANS;

/// Random numbers, drawn when first needed and kept.
#[derive(Debug, Default)]
pub struct Paths {
    means: Option<Draws>,
    bars: Option<Draws>,
}

fn drawn(kept: &mut Option<Draws>, paths: u32) -> &mut Draws {
    let sample = Sample { paths, seed: super::simulator::SEED, sampler: Sampler::SobolBridge };
    kept.get_or_insert_with(|| Draws::new(sample))
}

/// Answers a question, coarsely first. Ends early once `stop` says so.
pub fn answer(
    request: &Request,
    paths: &mut Paths,
    stop: &(dyn Fn() -> bool + Sync),
    tell: &mut dyn FnMut(Answer),
) {
    match request.question {
        Question::BreakEven(axes) => break_even(&request.profile, axes, paths, stop, tell),
        Question::Compare(pair, month) => {
            if let Some(found) = compare::attributed(&request.profile, pair, month, stop) {
                tell(Answer::Compare(Arc::new(found)));
            }
        }
        Question::Sensitivity => {
            let mut found = sensitivity(&request.profile);
            tell(Answer::Sensitivity(Arc::new(found.clone())));
            if let Some(fan) = over_chance(&request.profile, paths, FOR_BARS, stop) {
                found.fan = Some(fan);
                tell(Answer::Sensitivity(Arc::new(found)));
            }
        }
    }
}

/// A more precise form of the last answer, for when nothing else is asked;
/// nothing where there is none, or once `stop` says so.
fn at_rest(request: &Request, paths: &mut Paths, stop: &(dyn Fn() -> bool + Sync)) -> Option<Answer> {
    if request.question != Question::Sensitivity {
        return None;
    }
    let fan = over_chance(&request.profile, paths, FOR_FINE_BARS, stop)?;
    let found = Sensitivity { fan: Some(fan), ..sensitivity(&request.profile) };
    Some(Answer::Sensitivity(Arc::new(found)))
}

/// The tornados of the 5% quantile and of the median on `count` paths, as
/// things are and with the plan; nothing once `stop` says so.
#[must_use]
pub fn over_chance(
    profile: &Profile,
    paths: &mut Paths,
    count: u32,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<OverChance> {
    if stop() {
        return None;
    }
    let scenario = profile.active_scenario();
    let mut both = |plan| {
        let kept = if count == FOR_FINE_BARS { &mut paths.means } else { &mut paths.bars };
        let near = Near::new(profile, &scenario, plan, drawn(kept, count).clone());
        let found = tornados(&scenario, |here| {
            if stop() {
                return [f64::NAN; 2];
            }
            let ends = near.ends(here);
            [quantile(&ends, 0.05), quantile(&ends, 0.5)]
        });
        let errors = [0.05, 0.5].map(|level| quantile_error(near.ends_here(), level));
        *kept = Some(near.into_draws());
        (found, errors)
    };
    let ([low, median], [low_error, median_error]) = both(false);
    let (planned, [low_plan_error, median_plan_error]) = if has_plan(profile) {
        let (bars, errors) = both(true);
        (bars.map(Some), errors)
    } else {
        ([None, None], [0.0; 2])
    };
    let [low_plan, median_plan] = planned;
    let bars = [[Some(low), low_plan], [Some(median), median_plan]];
    let errors = [[low_error, low_plan_error], [median_error, median_plan_error]];
    (!stop()).then_some(OverChance { bars, errors, paths: count })
}

fn break_even(
    profile: &Profile,
    axes: MapAxes,
    paths: &mut Paths,
    stop: &(dyn Fn() -> bool + Sync),
    tell: &mut dyn FnMut(Answer),
) {
    let scenario = profile.active_scenario();
    let worth = Quick::new(profile, &scenario);
    let mut survey = Survey::new(&worth, profile, &scenario, (axes.x, axes.y), CELLS);
    let Some(map) = survey.level(FIRST, stop) else { return };
    let mut found = BreakEven::begun(&scenario, &survey, map);
    tell(Answer::BreakEven(Arc::new(found.clone())));
    found.median = Some(Pair::on_the_median_path(&worth, &scenario));
    let mut ties = Vec::new();
    for param in SOLVED {
        if stop() {
            return;
        }
        ties.push(solve(&worth, &scenario, param));
    }
    found.ties = Some(ties);
    tell(Answer::BreakEven(Arc::new(found.clone())));
    for cells in levels(CELLS).into_iter().filter(|cells| *cells > FIRST) {
        let Some(map) = survey.level(cells, stop) else { return };
        found.map = map;
        tell(Answer::BreakEven(Arc::new(found.clone())));
    }
    if !stop() {
        found.over = Some(both_courses(profile, paths));
        found.finished = true;
        tell(Answer::BreakEven(Arc::new(found)));
    }
}

/// What may come of both courses at the horizon, without and with a default: of
/// real net worth in yen of today.
#[must_use]
pub fn both_courses(profile: &Profile, paths: &mut Paths) -> OverPaths {
    over_paths(profile, &profile.active_scenario(), drawn(&mut paths.means, FOR_MEANS), workers())
}

/// The sensitivities of a company in its scenario in front.
#[must_use]
pub fn sensitivity(profile: &Profile) -> Sensitivity {
    let scenario = profile.active_scenario();
    let worth = Quick::new(profile, &scenario);
    let of = |plan| tornado(&scenario, |here| worth.real_net(here, plan));
    Sensitivity { as_is: of(false), plan: has_plan(profile).then(|| of(true)), fan: None }
}

/// A thread that answers the newest question and drops the older ones.
#[derive(Debug)]
pub(super) struct Desk {
    questions: Sender<(u64, Request)>,
    newest: Arc<AtomicU64>,
}

impl Desk {
    /// `answers` takes the answers, `wake` is called when one waits.
    pub(super) fn new(answers: Sender<Command>, wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        let (questions, asked) = channel();
        let newest = Arc::new(AtomicU64::new(0));
        let latest = Arc::clone(&newest);
        thread::spawn(move || work(&asked, &latest, &answers, wake.as_ref()));
        Self { questions, newest }
    }

    /// Asks; whatever was asked before is given up.
    pub(super) fn ask(&self, request: Request) {
        let number = self.newest.fetch_add(1, Ordering::Relaxed) + 1;
        // The thread lives as long as this does.
        let _taken = self.questions.send((number, request));
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.newest.fetch_add(1, Ordering::Relaxed);
    }
}

fn work(
    asked: &Receiver<(u64, Request)>,
    newest: &AtomicU64,
    answers: &Sender<Command>,
    wake: &(dyn Fn() + Send + Sync),
) {
    let mut paths = Paths::default();
    let mut waiting = asked.recv().ok();
    while let Some((number, request)) = waiting {
        let stop = || newest.load(Ordering::Relaxed) != number;
        let mut tell = |found| {
            // The window may be gone by then; nobody is left to be told.
            let _told = answers.send(Command::Studied(request.clone(), found));
            wake();
        };
        if !stop() {
            answer(&request, &mut paths, &stop, &mut tell);
        }
        waiting = match asked.recv_timeout(REST) {
            Ok(next) => Some(next),
            Err(RecvTimeoutError::Disconnected) => None,
            Err(RecvTimeoutError::Timeout) => {
                if let Some(found) = at_rest(&request, &mut paths, &stop) {
                    tell(found);
                }
                asked.recv().ok()
            }
        };
    }
}
