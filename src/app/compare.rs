//! Which scenarios stand side by side, and what is worked out for them.

use std::sync::Arc;

use super::state::State;
use super::study::has_plan;
use crate::domain::profile::Profile;
use crate::domain::scenario::Scenario;
use crate::engine::attribution::{self, Attribution};
use crate::engine::{Later, Projection, plan, project, project_plan};

/// The most scenarios on one chart.
pub const MOST: usize = 4;

/// A scenario, as things are or with the plan carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Side {
    /// Its place in the profile.
    pub scenario: usize,
    /// Whether the plan is carried out.
    pub plan: bool,
}

impl Side {
    /// A scenario as things are.
    #[must_use]
    pub const fn as_is(scenario: usize) -> Self {
        Self { scenario, plan: false }
    }

    /// The scenario with the plan in it, as the engine takes it; one in which
    /// nothing happens if there is none at that place.
    #[must_use]
    pub fn scenario(self, profile: &Profile) -> Scenario {
        let there = profile.scenarios.get(self.scenario);
        there.map(|scenario| scenario.with_plan(&profile.plan)).unwrap_or_default()
    }
}

/// From one side to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pair {
    /// Where the difference starts.
    pub from: Side,
    /// Where it ends.
    pub to: Side,
}

/// What the reader compares.
///
/// **Shape**: each chosen scenario keeps its slot, and with it its colour and
/// its dashes, while others come and go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparing {
    slots: Option<[Option<usize>; MOST]>,
    /// Whether the plan has a line, in the scenario in front.
    pub plan: bool,
    pair: Option<Pair>,
    /// Whether each line has a small chart of its own.
    pub multiples: bool,
}

impl Default for Comparing {
    fn default() -> Self {
        Self { slots: None, plan: true, pair: None, multiples: false }
    }
}

impl Comparing {
    /// The scenario in each slot: what was chosen, else the first ones.
    #[must_use]
    pub fn slots(&self, profile: &Profile) -> [Option<usize>; MOST] {
        let count = profile.scenarios.len();
        match self.slots {
            Some(slots) if slots.iter().flatten().any(|i| *i < count) => {
                slots.map(|slot| slot.filter(|i| *i < count))
            }
            _ => std::array::from_fn(|i| (i < count).then_some(i)),
        }
    }

    /// The sides with a line, in the order of the tabs, the plan last, each
    /// with its slot; the plan's is [`MOST`].
    #[must_use]
    pub fn sides(&self, profile: &Profile) -> Vec<(Side, usize)> {
        let slots = self.slots(profile);
        let slotted = |(slot, scenario): (usize, &Option<usize>)| Some((Side::as_is((*scenario)?), slot));
        let mut sides: Vec<(Side, usize)> = slots.iter().enumerate().filter_map(slotted).collect();
        sides.sort_by_key(|(side, _)| side.scenario);
        let front = Side { scenario: profile.active, plan: true };
        let scenario = front.scenario(profile);
        if self.plan && has_plan(profile) && plan::moves(profile, &scenario, scenario.horizon_months()) {
            sides.push((front, MOST));
        }
        sides
    }

    /// What the difference is taken between: what was chosen as far as it has
    /// a line; else from the first line to the scenario in front.
    #[must_use]
    pub fn pair(&self, profile: &Profile) -> Option<Pair> {
        let sides: Vec<Side> = self.sides(profile).into_iter().map(|(side, _)| side).collect();
        let shown = |side: Side| sides.contains(&side).then_some(side);
        let from = self.pair.and_then(|pair| shown(pair.from)).or_else(|| sides.first().copied())?;
        let chosen = self.pair.and_then(|pair| shown(pair.to));
        let front = shown(Side::as_is(profile.active));
        let other = |side: &Side| *side != from;
        let to =
            chosen.filter(other).or(front.filter(other)).or_else(|| sides.iter().copied().find(other))?;
        Some(Pair { from, to })
    }

    /// Takes a scenario in, or out; the last one stays, and so do four.
    #[must_use]
    pub fn toggled(mut self, profile: &Profile, scenario: usize) -> Self {
        let mut slots = self.slots(profile);
        let others = slots.iter().flatten().count() > 1;
        match slots.iter_mut().find(|slot| **slot == Some(scenario)) {
            Some(slot) if others => *slot = None,
            Some(_) => {}
            None => {
                if let Some(free) = slots.iter_mut().find(|slot| slot.is_none()) {
                    *free = Some(scenario);
                }
            }
        }
        self.slots = Some(slots);
        self
    }

    /// Takes the difference between two sides.
    #[must_use]
    pub const fn between(mut self, pair: Pair) -> Self {
        self.pair = Some(pair);
        self
    }

    /// Gives the plan a line, or none.
    #[must_use]
    pub const fn with_plan(mut self, plan: bool) -> Self {
        self.plan = plan;
        self
    }

    /// Gives each line a small chart of its own, or all of them one.
    #[must_use]
    pub const fn apart(mut self, multiples: bool) -> Self {
        self.multiples = multiples;
        self
    }

    /// Follows scenarios that moved because one was added or taken out.
    pub fn follow(&mut self, before: &Profile, after: &Profile) {
        let (old, new) = (&before.scenarios, &after.scenarios);
        if old.len() == new.len() {
            return;
        }
        let same = |(a, b): &(&Scenario, &Scenario)| a == b;
        let first = old.iter().zip(new).take_while(same).count();
        let tail = old.iter().rev().zip(new.iter().rev()).take_while(same).count();
        let tail = tail.min(old.len().min(new.len()).saturating_sub(first));
        let moved = |place: usize| {
            let from_end = old.len().saturating_sub(place);
            if place < first {
                Some(place)
            } else if from_end <= tail {
                new.len().checked_sub(from_end)
            } else {
                None
            }
        };
        self.slots = self.slots.map(|slots| slots.map(|slot| slot.and_then(moved)));
        let side = |side: Side| moved(side.scenario).map(|scenario| Side { scenario, ..side });
        self.pair = self.pair.and_then(|pair| Some(Pair { from: side(pair.from)?, to: side(pair.to)? }));
    }
}

/// A side, worked out.
#[derive(Debug, Clone)]
pub struct Course {
    /// Which.
    pub side: Side,
    /// Its slot.
    pub slot: usize,
    /// Month by month.
    pub projection: Arc<Later>,
}

/// The last month all sides reach.
#[must_use]
pub fn common_month(profile: &Profile, sides: &[(Side, usize)]) -> u16 {
    sides.iter().map(|(side, _)| side.scenario(profile).horizon_months()).min().unwrap_or(0)
}

/// Every side with a line, worked out to its horizon.
#[must_use]
pub fn courses(state: &State) -> Vec<Course> {
    let profile = state.profile();
    let known = |side: Side| match (side.scenario == profile.active, side.plan) {
        (true, false) => Some(Arc::clone(&state.projection)),
        (true, true) => state.plan.clone(),
        _ => None,
    };
    let course = |(side, slot): (Side, usize)| {
        let projection = known(side).unwrap_or_else(|| Arc::new(projected(profile, side, None).into()));
        Course { side, slot, projection }
    };
    state.comparing.sides(profile).into_iter().map(course).collect()
}

/// A side month by month, to its horizon or for so many months.
#[must_use]
pub fn projected(profile: &Profile, side: Side, months: Option<u16>) -> Projection {
    let course = if side.plan { project_plan } else { project };
    course(profile, &side.scenario(profile), months)
}

/// What makes the difference between two sides in a month; nothing once
/// `stop` says so.
#[must_use]
pub fn attributed(
    profile: &Profile,
    pair: Pair,
    month: u16,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Attribution> {
    let (from, to) = (pair.from.scenario(profile), pair.to.scenario(profile));
    let course = |scenario, plan| attribution::Course { scenario, plan };
    let both = (course(&from, pair.from.plan), course(&to, pair.to.plan));
    attribution::attribute(profile, both, month, stop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::CalendarMonth;

    fn profile(names: &[&str]) -> Profile {
        let mut profile = Profile::empty("x", CalendarMonth::new(2026, 10).unwrap(), "s");
        profile.scenarios = names.iter().map(|name| Scenario::named(*name)).collect();
        profile
    }

    fn shown(comparing: &Comparing, profile: &Profile) -> Vec<String> {
        let name = |(side, slot): (Side, usize)| format!("{}{slot}", profile.scenarios[side.scenario].name);
        comparing.sides(profile).into_iter().map(name).collect()
    }

    #[test]
    fn the_first_four_until_something_is_chosen_and_each_keeps_its_slot() {
        let p = profile(&["a", "b", "c", "d", "e"]);
        let first = Comparing::default();
        assert_eq!(shown(&first, &p), ["a0", "b1", "c2", "d3"]);
        assert_eq!(shown(&first.toggled(&p, 4), &p), ["a0", "b1", "c2", "d3"], "no fifth");
        let without = first.toggled(&p, 1);
        assert_eq!(shown(&without, &p), ["a0", "c2", "d3"]);
        assert_eq!(shown(&without.toggled(&p, 4), &p), ["a0", "c2", "d3", "e1"]);
        let alone = without.toggled(&p, 0).toggled(&p, 2).toggled(&p, 3);
        assert_eq!(shown(&alone, &p), ["d3"], "the last one stays");
        assert_eq!(alone.pair(&p), None);
    }

    #[test]
    fn the_pair_is_the_first_line_and_the_tab_in_front_until_chosen() {
        let mut p = profile(&["a", "b", "c"]);
        let pair = |c: &Comparing, p: &Profile| c.pair(p).map(|x| (x.from.scenario, x.to.scenario));
        assert_eq!(pair(&Comparing::default(), &p), Some((0, 1)));
        p.active = 2;
        assert_eq!(pair(&Comparing::default(), &p), Some((0, 2)));
        let chosen = Comparing::default().between(Pair { from: Side::as_is(2), to: Side::as_is(0) });
        assert_eq!(pair(&chosen, &p), Some((2, 0)));
        assert_eq!(pair(&chosen.toggled(&p, 2), &p), Some((0, 1)), "what has no line is replaced");
    }

    #[test]
    fn the_choice_survives_a_rename_a_deletion_and_an_addition() {
        let before = profile(&["a", "b", "c", "d", "e"]);
        let pair = Pair { from: Side::as_is(2), to: Side::as_is(4) };
        let chosen = Comparing::default().toggled(&before, 0).toggled(&before, 4).between(pair);
        assert_eq!(shown(&chosen, &before), ["b1", "c2", "d3", "e0"]);
        let mut renamed = before.clone();
        renamed.scenarios[2].name = "x".into();
        let mut now = chosen;
        now.follow(&before, &renamed);
        assert_eq!(shown(&now, &renamed), ["b1", "x2", "d3", "e0"]);
        let mut fewer = renamed.clone();
        fewer.scenarios.remove(1);
        now.follow(&renamed, &fewer);
        assert_eq!(shown(&now, &fewer), ["x2", "d3", "e0"]);
        assert_eq!(now.pair(&fewer), Some(Pair { from: Side::as_is(1), to: Side::as_is(3) }));
        now.follow(&fewer, &renamed);
        assert_eq!(shown(&now, &renamed), ["x2", "d3", "e0"], "undone: not chosen again");
        let mut gone = renamed.clone();
        gone.scenarios.remove(4);
        now.follow(&renamed, &gone);
        assert_eq!(now.pair(&gone), Some(Pair { from: Side::as_is(2), to: Side::as_is(3) }));
    }
}
