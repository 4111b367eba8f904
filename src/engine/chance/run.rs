//! All paths of a course, worked through on every processor.

use std::thread;

use super::course::Course;
use super::draws::Draws;
use super::group::Group;
use super::lanes::{LANES, Wide};
use super::motion::Moving;
use crate::engine::numeraire::Numeraire;

/// Which values are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kept {
    /// Net worth.
    Net,
    /// Net worth, what is owned, and each class in the order of
    /// [`crate::domain::holding::AssetClass::ALL`].
    All,
}

impl Kept {
    /// How many values a path has each month.
    #[must_use]
    pub const fn count(self) -> usize {
        match self {
            Self::Net => 1,
            Self::All => 11,
        }
    }
}

/// The paths one worker went through.
///
/// **Shape**: value by value, month by month, a number a path: how far it is
/// from the deterministic line.
#[derive(Debug)]
struct Stretch {
    paths: usize,
    room: usize,
    apart: Vec<f32>,
    last_real: Vec<f64>,
}

/// The values of every path.
///
/// **Units**: as the measure asked for. What chance does is kept as the
/// distance from the deterministic line, so that a large company's yen are
/// not lost in 32 bits, and nothing moved by chance is exactly nothing.
#[derive(Debug)]
pub struct Values {
    /// The last month.
    pub months: u16,
    /// The deterministic line of each value, month 0 first.
    pub base: Vec<Vec<f64>>,
    stretches: Vec<Stretch>,
}

impl Values {
    /// How far each path is from the deterministic line in a month, in
    /// stretches.
    #[must_use]
    pub fn apart(&self, value: usize, month: usize) -> Vec<&[f32]> {
        let months = usize::from(self.months) + 1;
        self.stretches
            .iter()
            .map(|s| {
                let start = (value * months + month) * s.room;
                s.apart.get(start..start + s.paths).unwrap_or_default()
            })
            .collect()
    }

    /// One path's values, by month.
    #[must_use]
    pub fn path(&self, value: usize, path: usize) -> Vec<f64> {
        let base = self.base.get(value).map(Vec::as_slice).unwrap_or_default();
        let mut path = path;
        for stretch in &self.stretches {
            if path < stretch.paths {
                let months = usize::from(self.months) + 1;
                let at = |t: usize| stretch.apart.get((value * months + t) * stretch.room + path);
                return base
                    .iter()
                    .enumerate()
                    .map(|(t, b)| b + at(t).copied().map(f64::from).unwrap_or_default())
                    .collect();
            }
            path -= stretch.paths;
        }
        Vec::new()
    }

    /// Real net worth at the last month, path by path.
    pub fn last_real(&self) -> impl Iterator<Item = f64> + '_ {
        self.stretches.iter().flat_map(|s| s.last_real.iter().copied())
    }

    /// Paths in all.
    #[must_use]
    pub fn paths(&self) -> usize {
        self.stretches.iter().map(|s| s.paths).sum()
    }
}

/// How many threads are worth starting here.
#[must_use]
pub fn workers() -> usize {
    thread::available_parallelism().map_or(1, std::num::NonZero::get).min(16)
}

/// Goes through all paths of `draws`, which must hold what the course's motion
/// wants, on `workers` threads. The result does not depend on how many.
#[must_use]
pub fn run(course: &Course, draws: &Draws, measure: Numeraire, kept: Kept, workers: usize) -> Values {
    let base = base(course, measure, kept);
    let groups = draws.groups();
    let each = groups.div_ceil(workers.max(1)).max(1);
    let spans: Vec<(usize, usize)> =
        (0..groups).step_by(each).map(|first| (first, (first + each).min(groups))).collect();
    let task = |(first, end): (usize, usize)| {
        let arch = pulp::Arch::new();
        let base = &base;
        arch.dispatch(
            #[inline(always)]
            || stretch(course, draws, base, measure, kept, first, end),
        )
    };
    let stretches = if let [only] = spans.as_slice() {
        vec![task(*only)]
    } else {
        thread::scope(|scope| {
            let handles: Vec<_> = spans.iter().skip(1).map(|span| scope.spawn(|| task(*span))).collect();
            let mut all: Vec<Stretch> = spans.first().map(|span| task(*span)).into_iter().collect();
            all.extend(handles.into_iter().filter_map(|h| h.join().ok()));
            all
        })
    };
    Values { months: course.months(), base, stretches }
}

/// The deterministic line: the same rules with nothing left to chance.
#[must_use]
pub fn base(course: &Course, measure: Numeraire, kept: Kept) -> Vec<Vec<f64>> {
    let mut lines = vec![Vec::with_capacity(usize::from(course.months()) + 1); kept.count()];
    let mut group = Group::open(course, None);
    let still = Moving::new();
    for month in 0..=course.months() {
        if month > 0 {
            group.month(month, &still);
        }
        let [scale, ..] = group.scale(measure, month);
        let mut first = |values: [f64; 11]| {
            for (line, value) in lines.iter_mut().zip(values) {
                line.push(value * scale);
            }
        };
        match kept {
            Kept::Net => first([group.net(month)[0]; 11]),
            Kept::All => first(all_values(&group.classes(month)).map(|v| v[0])),
        }
    }
    lines
}

/// Net worth, what is owned, and the classes.
fn all_values(classes: &[Wide; 9]) -> [Wide; 11] {
    let mut all = [[0.0; LANES]; 11];
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

#[inline(always)]
fn stretch(
    course: &Course,
    draws: &Draws,
    base: &[Vec<f64>],
    measure: Numeraire,
    kept: Kept,
    first: usize,
    end: usize,
) -> Stretch {
    let months = usize::from(course.months()) + 1;
    let room = (end - first) * LANES;
    let paths = room.min((draws.sample().paths as usize).saturating_sub(first * LANES));
    let mut apart = vec![0.0_f32; kept.count() * months * room];
    let mut last_real = Vec::with_capacity(paths);
    for g in first..end {
        let mut group = Group::open(course, Some((draws, g)));
        let mut moving = Moving::new();
        for month in 1..=course.months() {
            moving.step(&course.motion, draws, g, usize::from(month));
            group.month(month, &moving);
            let scale = group.scale(measure, month);
            match kept {
                Kept::Net => {
                    let net = group.net(month);
                    let at = usize::from(month) * room + (g - first) * LANES;
                    keep(&mut apart, at, &net, &scale, line(base, 0, month));
                }
                Kept::All => {
                    for (k, value) in all_values(&group.classes(month)).iter().enumerate() {
                        let at = (k * months + usize::from(month)) * room + (g - first) * LANES;
                        keep(&mut apart, at, value, &scale, line(base, k, month));
                    }
                }
            }
        }
        let last = course.months();
        let (net, scale) = (group.net(last), group.scale(Numeraire::RealYen, last));
        let real = net.iter().zip(scale).map(|(n, s)| n * s);
        last_real.extend(real.take(paths.saturating_sub((g - first) * LANES)));
    }
    Stretch { paths, room, apart, last_real }
}

fn line(base: &[Vec<f64>], value: usize, month: u16) -> f64 {
    base.get(value).and_then(|l| l.get(usize::from(month))).copied().unwrap_or_default()
}

#[inline(always)]
fn keep(apart: &mut [f32], at: usize, value: &Wide, scale: &Wide, base: f64) {
    let Some(out) = apart.get_mut(at..at + LANES) else { return };
    for ((out, v), s) in out.iter_mut().zip(value).zip(scale) {
        #[expect(clippy::cast_possible_truncation, reason = "a distance, kept in f32")]
        let distance = (v * s - base) as f32;
        *out = distance;
    }
}
