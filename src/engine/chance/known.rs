//! What chance does, worked out once for courses that differ in something
//! else.
#![expect(
    clippy::inline_always,
    reason = "compiled for the widest registers only where it is put into the dispatched function"
)]

use super::draws::Draws;
use super::lanes::{self, LANES};
use super::motion::Motion;
use super::moving::{Moved, Moving};
use crate::engine::crew::together;

/// What chance has done on each path of a group, month 1 first, worked out
/// before: for courses that differ in something else.
#[derive(Debug)]
pub struct Known {
    motion: Motion,
    months: usize,
    /// Group by group.
    moved: Vec<Vec<Moved<LANES>>>,
}

impl Known {
    /// Goes through all groups of `draws`, which must hold what the motion
    /// wants.
    #[must_use]
    pub fn new(motion: &Motion, draws: &Draws, months: u16) -> Self {
        let months = usize::from(months);
        let follow = |group| lanes::dispatch(Follow { motion, draws, group, months });
        Self { motion: motion.clone(), months, moved: together(draws.groups(), follow) }
    }

    /// A group's months, if they are those of a motion over `months`.
    #[must_use]
    pub fn group(&self, motion: &Motion, months: u16, group: usize) -> Option<&[Moved<LANES>]> {
        let same = usize::from(months) == self.months && *motion == self.motion;
        self.moved.get(group).filter(|_| same).map(Vec::as_slice)
    }
}

/// All months of a group, for the widest registers there are.
struct Follow<'a> {
    motion: &'a Motion,
    draws: &'a Draws,
    group: usize,
    months: usize,
}

impl pulp::WithSimd for Follow<'_> {
    type Output = Vec<Moved<LANES>>;

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) -> Vec<Moved<LANES>> {
        let Self { motion, draws, group, months } = self;
        let mut all = Vec::with_capacity(months);
        let mut moving = Moving::<LANES>::new(motion, Some((draws, group)));
        for month in 1..=months {
            moving.step(month);
            moving.turn_dollar();
            all.push(moving.moved.clone());
        }
        all
    }
}
