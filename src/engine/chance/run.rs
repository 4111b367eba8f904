//! All paths of a course, worked through on every processor.
#![expect(
    clippy::inline_always,
    reason = "compiled for the widest registers only where it is put into the dispatched function"
)]

use std::sync::{Mutex, OnceLock, PoisonError};

use super::course::Course;
use super::draws::Draws;
use super::group::{Group, Held};
use super::known::Known;
use super::lanes::{self, LANES, Lanes, Thin, Wide};
use crate::engine::crew::in_turn;
use crate::engine::numeraire::Numeraire;

/// How many values a company has each month: net worth, what is owned, and
/// each class in the order of [`crate::domain::holding::AssetClass::ALL`].
pub const VALUES: usize = 11;

/// The place of net worth among them.
pub const NET: usize = 0;

/// The place of what is owned among them.
pub const OWNED: usize = 1;

/// Groups gone through one after the other, whose numbers of a month stand side
/// by side. Fewer, and a month is read from too many places; more, and a month's
/// numbers lie so far from the next month's that writing them takes longer than
/// working them out.
const STRETCH: usize = 2;

/// The paths one worker went through.
///
/// **Shape**: month by month, a number a path: how far it is from the
/// deterministic line.
#[derive(Debug)]
struct Stretch {
    paths: usize,
    room: usize,
    /// Where the first month begins: where no load touches two lines of the
    /// cache.
    start: usize,
    apart: Vec<f32>,
    last_real: Vec<f64>,
}

/// Numbers in a line of the cache.
const LINE: usize = 16;

impl Stretch {
    /// A month's numbers.
    fn month(&self, month: usize) -> &[f32] {
        let start = self.start + month * self.room;
        self.apart.get(start..start + self.paths).unwrap_or_default()
    }
}

/// Memory that was used before and may be again: new memory is handed over
/// page by page, which takes as long as a quarter of the work.
static SPARE: Mutex<Vec<Vec<f32>>> = Mutex::new(Vec::new());

/// How many numbers are kept room for: 16 MB.
const MOST_SPARE: usize = 1 << 22;

/// Room for `length` numbers, with whatever was there before: what was used
/// last, which is nearest to the processor.
fn spare(length: usize) -> Vec<f32> {
    let mut all = SPARE.lock().unwrap_or_else(PoisonError::into_inner);
    let fits = all.iter().rposition(|room| room.len() >= length && room.len() < 2 * length);
    let found = fits.map(|at| all.swap_remove(at));
    drop(all);
    found.unwrap_or_else(|| vec![0.0; length])
}

impl Drop for Stretch {
    fn drop(&mut self) {
        let mut all = SPARE.lock().unwrap_or_else(PoisonError::into_inner);
        let kept: usize = all.iter().map(Vec::len).sum();
        if kept + self.apart.len() <= MOST_SPARE {
            all.push(std::mem::take(&mut self.apart));
        }
    }
}

/// One value on every path.
///
/// **Units**: as the measure asked for. What chance does is kept as the
/// distance from the deterministic line, so that a large company's yen are
/// not lost in 32 bits, and what chance does not move is exactly nothing.
#[derive(Debug)]
pub struct Values {
    /// The last month.
    pub months: u16,
    /// The deterministic line, month 0 first.
    pub base: Vec<f64>,
    stretches: Vec<OnceLock<Stretch>>,
}

impl Values {
    fn done(&self) -> impl Iterator<Item = &Stretch> {
        self.stretches.iter().filter_map(OnceLock::get)
    }

    /// How far each path is from the deterministic line in a month, in parts.
    #[must_use]
    pub fn apart(&self, month: usize) -> Vec<&[f32]> {
        let mut rows = self.rows();
        rows.month(month);
        rows.parts
    }

    /// The same, to be asked of many months.
    pub(super) fn rows(&self) -> Rows<'_> {
        Rows { stretches: self.done().collect(), parts: Vec::new() }
    }

    /// One path, by month.
    #[must_use]
    pub fn path(&self, path: usize) -> Vec<f64> {
        let mut path = path;
        for stretch in self.done() {
            if path < stretch.paths {
                let at = |t: usize| stretch.month(t).get(path).copied().unwrap_or_default();
                return self.base.iter().enumerate().map(|(t, b)| b + f64::from(at(t))).collect();
            }
            path -= stretch.paths;
        }
        Vec::new()
    }

    /// Real net worth at the last month, path by path.
    pub fn last_real(&self) -> impl Iterator<Item = f64> + '_ {
        self.done().flat_map(|s| s.last_real.iter().copied())
    }

    /// Paths in all.
    #[must_use]
    pub fn paths(&self) -> usize {
        self.done().map(|s| s.paths).sum()
    }
}

/// All paths, month after month.
pub(super) struct Rows<'a> {
    stretches: Vec<&'a Stretch>,
    parts: Vec<&'a [f32]>,
}

impl<'a> Rows<'a> {
    /// As [`Values::apart`].
    #[inline(always)]
    pub(super) fn month(&mut self, month: usize) -> &[&'a [f32]] {
        self.parts.clear();
        self.parts.extend(self.stretches.iter().map(|s| s.month(month)));
        &self.parts
    }
}

pub use crate::engine::crew::workers;

/// Goes through all paths of `draws`, which must hold what the course's motion
/// wants, on `workers` threads; keeps one value of [`VALUES`]. The result does
/// not depend on the number of threads.
#[must_use]
pub fn run(course: &Course, draws: &Draws, measure: Numeraire, value: usize, workers: usize) -> Values {
    run_then(course, draws, (measure, value), workers, 0, |_, _| ()).0
}

/// The same; and once every path is there, `then` for each number below
/// `tasks`.
pub(super) fn run_then<T: Send>(
    course: &Course,
    draws: &Draws,
    (measure, value): (Numeraire, usize),
    workers: usize,
    tasks: usize,
    then: impl Fn(&Values, usize) -> T + Sync,
) -> (Values, Vec<T>) {
    let still = Still::of(course, measure, value);
    let groups = draws.groups();
    let stretches = (0..groups.div_ceil(STRETCH)).map(|_| OnceLock::new()).collect();
    let values = Values { months: course.months(), base: still.line(), stretches };
    let job = Job { course, draws, still: &still, measure, value };
    let fill = |i: usize| {
        let first = i * STRETCH;
        let done = lanes::dispatch(Span { job: &job, first, end: (first + STRETCH).min(groups) });
        if let Some(slot) = values.stretches.get(i) {
            slot.get_or_init(|| done);
        }
    };
    let found = in_turn([values.stretches.len(), tasks], workers > 1, fill, |i| then(&values, i));
    (values, found)
}

/// Real net worth at the last month on every path, worked through on this
/// thread: what lies on the way is not valued. `known` is what chance does on
/// them, if that was worked out before.
#[must_use]
pub fn last(course: &Course, draws: &Draws, known: Option<&Known>) -> Vec<f64> {
    lanes::dispatch(Last { course, draws, known })
}

struct Last<'a> {
    course: &'a Course,
    draws: &'a Draws,
    known: Option<&'a Known>,
}

impl pulp::WithSimd for Last<'_> {
    type Output = Vec<f64>;

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) -> Vec<f64> {
        let Last { course, draws, known } = self;
        let paths = draws.sample().paths as usize;
        let mut all = Vec::with_capacity(paths);
        for g in 0..draws.groups() {
            let mut group = Group::<LANES>::open(course, Some((draws, g)));
            group.net_only();
            group.follow(known.and_then(|known| known.group(&course.motion, course.months(), g)));
            for month in 1..=course.months() {
                group.month(month);
            }
            let end = course.months();
            let (net, scale) = (group.net(end), group.scale(Numeraire::RealYen, end));
            let real = net.iter().zip(&scale).map(|(n, s)| n * s);
            all.extend(real.take(paths - all.len()));
        }
        all
    }
}

/// The deterministic lines of all values: the same rules with nothing left to
/// chance.
#[must_use]
pub fn base(course: &Course, measure: Numeraire) -> Vec<Vec<f64>> {
    let mut lines = vec![Vec::new(); VALUES];
    let mut group = Group::<1>::open(course, None);
    for month in 0..=course.months() {
        if month > 0 {
            group.month(month);
        }
        let Lanes([scale]) = group.scale(measure, month);
        for (line, Lanes([value])) in lines.iter_mut().zip(all_values(&group.classes(month))) {
            line.push(value * scale);
        }
    }
    lines
}

/// The path on which nothing is left to chance, worked out as all others.
enum Still {
    /// For net worth: what is held each month.
    Net(Vec<Held>),
    /// For anything else: how much it is each month.
    Other(Vec<f64>),
}

impl Still {
    fn of(course: &Course, measure: Numeraire, value: usize) -> Self {
        if value != NET {
            return Self::Other(base(course, measure).into_iter().nth(value).unwrap_or_default());
        }
        let mut group = Group::<1>::open(course, None);
        group.net_only();
        let mut all: Vec<Held> = Vec::with_capacity(usize::from(course.months()) + 1);
        for month in 0..=course.months() {
            if month > 0 {
                group.month(month);
            }
            let held = group.held(month, measure, all.last());
            all.push(held);
        }
        Self::Net(all)
    }

    fn line(&self) -> Vec<f64> {
        match self {
            Self::Net(all) => all.iter().map(|held| held.line).collect(),
            Self::Other(line) => line.clone(),
        }
    }
}

/// Net worth, what is owned, and the classes.
fn all_values<const N: usize>(classes: &[Wide<N>; 9]) -> [Wide<N>; VALUES] {
    let mut all = [Lanes::all(0.0); VALUES];
    let [net, owned, each @ ..] = &mut all;
    for (k, (class, slot)) in classes.iter().zip(each).enumerate() {
        *slot = *class;
        for ((n, o), v) in net.iter_mut().zip(owned.iter_mut()).zip(class) {
            *n += v;
            if k < 8 {
                *o += v;
            }
        }
    }
    all
}

struct Job<'a> {
    course: &'a Course,
    draws: &'a Draws,
    still: &'a Still,
    measure: Numeraire,
    value: usize,
}

/// Some groups of a job, for the widest registers there are. A type of its
/// own rather than a closure, which would not be compiled for them.
struct Span<'a> {
    job: &'a Job<'a>,
    first: usize,
    end: usize,
}

impl pulp::WithSimd for Span<'_> {
    type Output = Stretch;

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) -> Stretch {
        self.job.stretch(self.first, self.end)
    }
}

impl Job<'_> {
    /// How far the value asked for is from the deterministic line.
    #[inline(always)]
    fn found(&self, group: &mut Group<'_, LANES>, month: u16) -> Thin {
        let at = usize::from(month);
        match self.still {
            Still::Net(held) => match held.get(at) {
                Some(held) => group.net_apart(month, self.measure, held),
                None => Lanes::all(0.0),
            },
            Still::Other(line) => {
                let worth = one_value(&group.classes(month), self.value);
                let line = line.get(at).copied().unwrap_or_default();
                distances(&worth, &group.scale(self.measure, month), line)
            }
        }
    }

    #[inline(always)]
    fn stretch(&self, first: usize, end: usize) -> Stretch {
        let months = usize::from(self.course.months()) + 1;
        let room = (end - first) * LANES;
        let paths = room.min((self.draws.sample().paths as usize).saturating_sub(first * LANES));
        let mut apart = spare(months * room + LINE);
        let start = apart.as_ptr().align_offset(LINE * size_of::<f32>()).min(LINE);
        if let Some(today) = apart.get_mut(start..start + room) {
            today.fill(0.0);
        }
        let mut last_real = Vec::with_capacity(paths);
        for g in first..end {
            let mut group = Group::<LANES>::open(self.course, Some((self.draws, g)));
            if self.value == NET {
                group.net_only();
            }
            for month in 1..=self.course.months() {
                group.month(month);
                let found = self.found(&mut group, month);
                let at = start + usize::from(month) * room + (g - first) * LANES;
                if let Some(out) = apart.get_mut(at..at + LANES) {
                    out.copy_from_slice(&found.0);
                }
            }
            let last = self.course.months();
            let (net, scale) = (group.net(last), group.scale(Numeraire::RealYen, last));
            let real = net.iter().zip(&scale).map(|(n, s)| n * s);
            last_real.extend(real.take(paths.saturating_sub((g - first) * LANES)));
        }
        Stretch { paths, room, start, apart, last_real }
    }
}

fn one_value(classes: &[Wide; 9], value: usize) -> Wide {
    all_values(classes).get(value).copied().unwrap_or(Lanes::all(0.0))
}

fn distances(worth: &Wide, scale: &Wide, base: f64) -> Thin {
    let mut apart = Lanes::all(0.0);
    for ((out, v), s) in apart.iter_mut().zip(worth).zip(scale) {
        *out = lanes::distance(v * s, base);
    }
    apart
}
