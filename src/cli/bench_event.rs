//! What a moved slider costs until the frame could be painted: everything the
//! view in front shows, and nothing else.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use forelock::app::edit::Edit;
use forelock::app::history::Gesture;
use forelock::app::prefs::{Prefs, Shown, View};
use forelock::app::simulator::{self, Ask};
use forelock::app::state::Chance;
use forelock::app::{Command, State, study, update};
use forelock::domain::calendar::CalendarMonth;
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::engine::chance::draws::Draws;
use forelock::store::settings::Settings;
use forelock::text::Texts;
use forelock::ui::frames::Frames;
use rust_decimal::Decimal;

/// A view of the window, whose slider is moved again and again.
pub(super) struct Moved {
    state: State,
    frames: Frames,
    /// What the range of chance is drawn from.
    draws: Option<Draws>,
    paths: study::Paths,
    moves: u32,
}

impl Moved {
    /// The window with a company in it; `draws` where the view shows chance.
    pub(super) fn new(profile: &Profile, view: View, draws: Option<&Draws>) -> Self {
        let shown = if draws.is_some() { Shown::Chance } else { Shown::default() };
        let prefs = Prefs { view, shown, ..Prefs::default() };
        let mut state = State::new(profile.clone(), prefs, Settings::default(), CalendarMonth::FIRST);
        let frames = Frames::new(&mut state);
        let paths = study::Paths::default();
        let mut moved = Self { state, frames, draws: draws.cloned(), paths, moves: 0 };
        for _ in 0..4 {
            moved.once();
        }
        moved
    }

    /// Moves the slider once. How many triangles the frame is.
    pub(super) fn once(&mut self) -> usize {
        let Self { state, frames, draws, paths, moves } = self;
        *moves = (*moves + 1) % 40;
        let shock = Decimal::new(10 + i64::from(*moves), 3);
        let edit = Command::Edit(Edit::SetParam(Param::Shock, shock), Some(Gesture(1)));
        frames.with(state, |state, texts| {
            // What the window would have done by its threads is done below.
            let _effects = update(state, edit, texts);
            if let Some(draws) = draws {
                simulate(state, draws, texts);
            }
            answer(state, paths, texts);
        })
    }
}

/// The range of chance, on every processor.
fn simulate(state: &mut State, draws: &Draws, texts: &Texts) {
    let Some(ask) = Ask::of(state) else { return };
    let outlook = Arc::new(simulator::simulate_with(&ask, draws));
    let chance = Chance { outlook, profile: ask.profile };
    let _effects = update(state, Command::ChanceReady(Arc::new(chance)), texts);
}

/// What a view that takes longer shows first.
fn answer(state: &mut State, paths: &mut study::Paths, texts: &Texts) {
    let Some(request) = study::wanted(state) else { return };
    let (told, mut first) = (AtomicBool::new(false), None);
    study::answer(&request, paths, &|| told.load(Ordering::Relaxed), &mut |found| {
        if !told.swap(true, Ordering::Relaxed) {
            first = Some(found);
        }
    });
    if let Some(found) = first {
        let _effects = update(state, Command::Studied(request, found), texts);
    }
}
