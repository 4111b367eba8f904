//! Plan minus "as is" over two parameters: where the one is ahead, where the
//! other.

use std::sync::Mutex;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::bank_loss::event_month;
use super::contour::{Segment, zero_line};
use super::crew::together;
use super::map_axis::{Axis, Staging, staged};
use super::map_row;
use super::worth::{Projected, Worth};
use super::zero_loss::{self, Calm};
use crate::domain::calendar::LAST_MONTH;
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::domain::scenario::Scenario;

/// The most cells a map may have along a side.
pub const MOST_CELLS: usize = 256;

/// The map, at one fineness.
///
/// **Shape**: values at the corners of `cells` × `cells` cells, row by row
/// along x, the row of the lowest y first.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// What runs to the right.
    pub x: Axis,
    /// What runs upwards.
    pub y: Axis,
    /// Cells along a side.
    pub cells: usize,
    /// By how much the plan ends above "as is", in yen of today.
    pub gap: Vec<f64>,
    /// By how much the worst bank's loss exceeds what absorbs it, see
    /// [`zero_loss::excess`], [`zero_loss::JUST_NOT`] where the company cannot lose
    /// at a bank; `None` where it cannot anywhere.
    pub excess: Option<Vec<f64>>,
    /// What had to be set so that both axes have an effect.
    pub staging: Staging,
}

impl Map {
    /// The line on which the plan and "as is" are equal.
    #[must_use]
    pub fn frontier(&self) -> Vec<Segment> {
        zero_line(&self.gap, self.cells)
    }

    /// The border of the region in which deposits lose nothing.
    #[must_use]
    pub fn zero_loss_border(&self) -> Vec<Segment> {
        self.excess.as_ref().map(|values| zero_line(values, self.cells)).unwrap_or_default()
    }

    /// The gap at a place, both coordinates 0..=1, linear between corners.
    #[must_use]
    pub fn gap_at(&self, x: f64, y: f64) -> f64 {
        read(&self.gap, self.cells, x, y)
    }

    /// Whether deposits lose nothing at a place.
    #[must_use]
    pub fn is_zero_loss(&self, x: f64, y: f64) -> bool {
        self.excess.as_ref().is_some_and(|values| read(values, self.cells, x, y) <= 1e-12)
    }
}

/// A grid's value at a place, bilinear.
fn read(values: &[f64], cells: usize, x: f64, y: f64) -> f64 {
    let ((column, right), (row, up)) = (cell_of(x, cells), cell_of(y, cells));
    let at = |i: usize, j: usize| values.get(j * (cells + 1) + i).copied().unwrap_or(f64::NAN);
    let low = at(column, row) * (1.0 - right) + at(column + 1, row) * right;
    let high = at(column, row + 1) * (1.0 - right) + at(column + 1, row + 1) * right;
    low * (1.0 - up) + high * up
}

/// The cell a place falls in, and how far along in it.
#[expect(clippy::cast_precision_loss, reason = "a few hundred cells")]
fn cell_of(place: f64, cells: usize) -> (usize, f64) {
    let along = place.clamp(0.0, 1.0) * cells as f64;
    let low = along.floor().to_usize().unwrap_or(0).min(cells.saturating_sub(1));
    (low, along - low as f64)
}

/// The steps from a coarse map to one of `cells`: each doubles the last, the
/// first has at most 8, and every corner of one is a corner of the next.
#[must_use]
pub fn levels(cells: usize) -> Vec<usize> {
    let mut found = vec![cells];
    let mut size = cells;
    while size > 8 && size.is_multiple_of(2) {
        size /= 2;
        found.push(size);
    }
    found.reverse();
    found
}

/// A map in the making: coarse at first, then finer, nothing asked for twice.
pub struct Survey<'a, W: Worth + ?Sized> {
    worth: &'a W,
    profile: &'a Profile,
    scenario: Scenario,
    staging: Staging,
    x: Axis,
    y: Axis,
    cells: usize,
    /// Whether lines run along x; they run along the haircut if it is there.
    along_x: bool,
    /// Gaps line by line, not a number where not asked for yet.
    known: Vec<f64>,
    /// What is at the banks by month.
    calm: Calm,
}

impl<'a, W: Worth + ?Sized> Survey<'a, W> {
    /// Begins a map of at most `cells` a side; held to 1..=[`MOST_CELLS`].
    #[must_use]
    pub fn new(
        worth: &'a W,
        profile: &'a Profile,
        scenario: &Scenario,
        (x, y): (Param, Param),
        cells: usize,
    ) -> Self {
        let cells = cells.clamp(1, MOST_CELLS);
        let (scenario, staging) = staged(scenario, &[x, y]);
        let axes = [x, y].map(|param| (param, Axis::of(param).ends()));
        // As far as the last month in which banks may be tested.
        let latest = axes.iter().find(|(param, _)| *param == Param::DefaultMonth);
        let latest = latest.and_then(|(_, (_, high))| high.to_u16());
        let months = latest.unwrap_or_else(|| event_month(&scenario)).clamp(1, LAST_MONTH);
        Self {
            calm: Calm::between(profile, &scenario, axes, months),
            worth,
            profile,
            scenario,
            staging,
            x: Axis::of(x),
            y: Axis::of(y),
            cells,
            along_x: x == Param::Haircut || y != Param::Haircut,
            known: vec![f64::NAN; (cells + 1) * (cells + 1)],
        }
    }

    /// Where the sliders stand along x and y, and by how much the plan ends above
    /// "as is" there, with what the map has set.
    #[must_use]
    pub fn as_set(&self) -> ([Decimal; 2], f64) {
        let stand = [self.x.param, self.y.param].map(|param| self.scenario.get(param));
        (stand, Projected { profile: self.profile }.gap(&self.scenario))
    }

    /// The map with `cells` a side, one of [`levels`]; `None` once `stop` says
    /// so. Its lines are shared out over the processor's cores.
    #[must_use]
    pub fn level(&mut self, cells: usize, stop: &(dyn Fn() -> bool + Sync)) -> Option<Map> {
        let every = (self.cells / cells.clamp(1, self.cells)).max(1);
        let side = self.cells + 1;
        let nodes: Vec<usize> = (0..side).step_by(every).collect();
        let mut known = std::mem::take(&mut self.known);
        let lines: Vec<(usize, &mut [f64])> = known.chunks_mut(side).enumerate().step_by(every).collect();
        let lines: Vec<Mutex<(usize, &mut [f64])>> = lines.into_iter().map(Mutex::new).collect();
        let this = &*self;
        together(lines.len(), |i| {
            if let Some(Ok(mut line)) = lines.get(i).map(Mutex::lock)
                && !stop()
            {
                let number = line.0;
                this.line(number, line.1, &nodes);
            }
        });
        drop(lines);
        self.known = known;
        (!stop()).then(|| self.map(every))
    }

    fn line(&self, line: usize, values: &mut [f64], nodes: &[usize]) {
        let at = |node: usize| self.place(node);
        let (across, along) = if self.along_x { (self.y, self.x) } else { (self.x, self.y) };
        let mut scenario = self.scenario.clone();
        scenario.set(across.param, across.value(at(line)));
        let straight = along.param == Param::Haircut && across.param != Param::Haircut;
        let knots = straight.then(|| zero_loss::haircut_knots(self.profile, &scenario));
        let ask = |node: usize| {
            let mut here = scenario.clone();
            here.set(along.param, along.value(at(node)));
            self.worth.gap(&here)
        };
        map_row::fill(values, nodes, knots.as_deref(), at, &ask);
    }

    #[expect(clippy::cast_precision_loss, reason = "a few hundred cells")]
    fn place(&self, node: usize) -> f64 {
        node as f64 / self.cells as f64
    }

    fn map(&self, step: usize) -> Map {
        let side = self.cells + 1;
        let nodes = || (0..side).step_by(step);
        let mut gap = Vec::new();
        let (mut excess, mut counts) = (Vec::new(), false);
        for j in nodes() {
            for i in nodes() {
                let place = if self.along_x { j * side + i } else { i * side + j };
                gap.push(self.known.get(place).copied().unwrap_or(f64::NAN));
                let mut here = self.scenario.clone();
                here.set(self.x.param, self.x.value(self.place(i)));
                here.set(self.y.param, self.y.value(self.place(j)));
                // Where no bank counts, nothing is lost.
                let found = zero_loss::excess(self.profile, &here, &self.calm);
                counts |= found.is_some();
                excess.push(found.unwrap_or(zero_loss::JUST_NOT));
            }
        }
        let excess = counts.then_some(excess);
        Map { x: self.x, y: self.y, cells: self.cells / step, gap, excess, staging: self.staging }
    }
}

/// The whole map at once.
#[must_use]
pub fn map<W: Worth + ?Sized>(
    worth: &W,
    profile: &Profile,
    scenario: &Scenario,
    axes: (Param, Param),
    cells: usize,
) -> Option<Map> {
    let mut survey = Survey::new(worth, profile, scenario, axes, cells);
    let cells = survey.cells;
    survey.level(cells, &|| false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::CalendarMonth;
    use crate::engine::door;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Ahead by the shock less the haircut, and counting the questions.
    struct Plane(AtomicUsize);

    impl Worth for Plane {
        fn real_net(&self, scenario: &Scenario, plan: bool) -> f64 {
            self.0.fetch_add(1, Ordering::Relaxed);
            let value = |p| door::plain(scenario.get(p));
            if plan { 1e6 * value(Param::Shock) } else { 1e6 * value(Param::Haircut) }
        }
    }

    fn profile() -> Profile {
        Profile::empty("x", CalendarMonth::new(2026, 10).unwrap(), "s")
    }

    #[test]
    fn each_level_keeps_what_the_last_one_knew() {
        assert_eq!(levels(64), [8, 16, 32, 64]);
        assert_eq!(levels(12), [6, 12]);
        assert_eq!(levels(7), [7]);
        let (plane, company) = (Plane(AtomicUsize::new(0)), profile());
        let axes = (Param::Shock, Param::CryptoGrowth);
        let scenario = Scenario::named("s");
        let mut survey = Survey::new(&plane, &company, &scenario, axes, 32);
        for cells in levels(32) {
            let map = survey.level(cells, &|| false).unwrap();
            assert_eq!(map.gap.len(), (cells + 1) * (cells + 1));
            assert!(map.gap.iter().all(|v| v.is_finite()));
        }
        assert_eq!(plane.0.load(Ordering::Relaxed), 2 * 33 * 33);
    }

    #[test]
    fn the_frontier_of_a_plane_is_its_line_and_turning_the_axes_turns_the_map() {
        let (plane, company) = (Plane(AtomicUsize::new(0)), profile());
        let scenario = Scenario::named("s");
        let upright = map(&plane, &company, &scenario, (Param::Haircut, Param::Shock), 16).unwrap();
        let turned = map(&plane, &company, &scenario, (Param::Shock, Param::Haircut), 16).unwrap();
        for i in 0..=16_usize {
            for j in 0..=16_usize {
                let (a, b) = (upright.gap[j * 17 + i], turned.gap[i * 17 + j]);
                assert!((a - b).abs() <= 25.0, "{i} {j}: {a} {b}");
            }
        }
        for (x, y) in upright.frontier().concat() {
            assert!((x - y * 0.99).abs() < 1e-3, "{x} {y}");
        }
        assert!(upright.staging.default_on);
        assert!((upright.gap_at(0.25, 0.5) - 1e6 * (0.495 - 0.25)).abs() < 26.0);
    }

    #[test]
    fn a_survey_that_is_stopped_gives_nothing() {
        let (plane, company) = (Plane(AtomicUsize::new(0)), profile());
        let axes = (Param::Haircut, Param::Shock);
        let scenario = Scenario::named("s");
        let mut survey = Survey::new(&plane, &company, &scenario, axes, 8);
        assert!(survey.level(8, &|| true).is_none());
    }
}
