//! A guess at the result, placed before it is shown.

use std::collections::BTreeMap;

use super::command::Document;
use super::prefs::{MapAxes, Shown, TornadoOf, View};
use super::state::State;
use crate::domain::param::Param;
use crate::engine::numeraire::Numeraire;

/// What is guessed, and whether the result is there yet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Guess {
    /// Values by month, in what the view measures in, as they were drawn.
    pub points: BTreeMap<u16, f64>,
    /// Where along the map's lower side both courses are equal, if anywhere.
    pub tie: Option<TieGuess>,
    /// Which parameter moves the result most.
    pub first: Option<Param>,
    /// Whether the result is shown beside it.
    pub revealed: bool,
}

/// A guess at where both courses are equal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TieGuess {
    /// At this share of the map's lower side, 0 to 1.
    At(f64),
    /// Nowhere: the plan is ahead throughout.
    PlanThroughout,
    /// Nowhere: "as is" is ahead throughout.
    AsIsThroughout,
}

/// What can be done about a guess.
#[derive(Debug, Clone, PartialEq)]
pub enum Predict {
    /// Hides the result, until it is revealed.
    Start,
    /// No more guessing: the result is shown alone.
    Stop,
    /// Draws values by month.
    Draw(Vec<(u16, f64)>),
    /// Places the tie.
    Tie(TieGuess),
    /// Names the parameter.
    First(Param),
    /// Shows the result beside the guess.
    Reveal,
    /// Hides the result and takes the guess away.
    Again,
}

impl Guess {
    /// The guess of a month: drawn, between what was drawn, or as the last that
    /// was; it begins at `today`. Nothing where nothing is drawn.
    #[must_use]
    pub fn at(&self, month: u16, today: f64) -> Option<f64> {
        let (_, last) = self.points.last_key_value()?;
        let before = self.points.range(..=month).next_back().map_or((0, today), |(m, v)| (*m, *v));
        let Some((next, value)) = self.points.range(month..).next() else { return Some(*last) };
        let span = f64::from(next.saturating_sub(before.0));
        if span <= 0.0 {
            return Some(*value);
        }
        let share = f64::from(month.saturating_sub(before.0)) / span;
        Some(before.1 + (value - before.1) * share)
    }

    /// Whether anything is guessed.
    #[must_use]
    pub fn is_placed(&self) -> bool {
        !self.points.is_empty() || self.tie.is_some() || self.first.is_some()
    }
}

/// What a guess is about: with another one, it says nothing.
#[derive(PartialEq)]
pub(super) struct About {
    view: View,
    shown: Shown,
    numeraire: Numeraire,
    axes: MapAxes,
    tornado: (TornadoOf, bool),
    replayed: Option<&'static str>,
    document: Document,
    scenario: usize,
}

impl About {
    pub(super) fn of(state: &State) -> Self {
        let prefs = &state.prefs;
        Self {
            view: prefs.view,
            shown: prefs.shown,
            numeraire: prefs.numeraire,
            axes: prefs.axes,
            tornado: (prefs.tornado, prefs.tornado_plan),
            replayed: prefs.replaying.episode,
            document: state.document,
            scenario: state.profile().active,
        }
    }
}

/// Does what is asked about the guess.
pub(super) fn predict(state: &mut State, asked: Predict) {
    match asked {
        Predict::Start => state.guess = Some(state.guess.take().unwrap_or_default()),
        Predict::Stop => state.guess = None,
        Predict::Again => state.guess = Some(Guess::default()),
        placed => {
            let Some(guess) = state.guess.as_mut().filter(|guess| !guess.revealed) else { return };
            match placed {
                Predict::Draw(points) => guess.points.extend(points.into_iter().filter(|p| p.1.is_finite())),
                Predict::Tie(TieGuess::At(place)) => guess.tie = Some(TieGuess::At(place.clamp(0.0, 1.0))),
                Predict::Tie(throughout) => guess.tie = Some(throughout),
                Predict::First(param) => guess.first = Some(param),
                _ => guess.revealed = guess.is_placed(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_between_is_drawn_straight_and_what_follows_stays() {
        let mut guess = Guess::default();
        assert_eq!(guess.at(5, 100.0), None);
        guess.points.insert(10, 50.0);
        guess.points.insert(20, 70.0);
        let at = |month| guess.at(month, 100.0);
        assert_eq!(
            [at(0), at(5), at(10), at(15), at(20), at(99)],
            [100.0, 75.0, 50.0, 60.0, 70.0, 70.0].map(Some)
        );
    }
}
