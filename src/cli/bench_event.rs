//! What a moved slider costs until the frame could be painted: everything the
//! view in front shows, and nothing else.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

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

/// How far the slider goes, in points.
const FAR: u16 = 30;

/// A view of the window, whose slider is moved again and again.
pub(super) struct Moved {
    state: State,
    frames: Frames,
    /// Who simulates, where the view shows chance.
    simulator: Option<Simulator>,
    paths: study::Paths,
    moves: u16,
}

/// A thread that simulates, as the window has one.
struct Simulator {
    asks: Sender<Ask>,
    answers: Receiver<Command>,
}

impl Simulator {
    fn new(draws: Draws) -> Self {
        let (asks, asked) = channel::<Ask>();
        let (found, answers) = channel();
        thread::spawn(move || {
            for ask in asked {
                let outlook = Arc::new(simulator::simulate_with(&ask, &draws));
                let chance = Chance { outlook, profile: ask.profile };
                if found.send(Command::ChanceReady(Arc::new(chance))).is_err() {
                    return;
                }
            }
        });
        Self { asks, answers }
    }
}

impl Moved {
    /// The window with a company in it; `draws` where the view shows chance.
    /// None where it has no slider to move.
    pub(super) fn new(profile: &Profile, view: View, draws: Option<&Draws>) -> Option<Self> {
        let shown = if draws.is_some() { Shown::Chance } else { Shown::default() };
        let prefs = Prefs { view, shown, ..Prefs::default() };
        let mut state = State::new(profile.clone(), prefs, Settings::default(), CalendarMonth::FIRST);
        let frames = Frames::holding(&mut state, Param::Shock)?;
        let simulator = draws.cloned().map(Simulator::new);
        let mut moved = Self { state, frames, simulator, paths: study::Paths::default(), moves: 0 };
        for _ in 0..4 {
            moved.once();
        }
        Some(moved)
    }

    /// Moves the slider by a point, to and fro. How many triangles the frame
    /// is.
    pub(super) fn once(&mut self) -> usize {
        let Self { state, frames, simulator, paths, moves } = self;
        *moves = (*moves + 1) % (2 * FAR);
        let far = f32::from(moves.abs_diff(FAR));
        let happens = |state: &mut State, texts: &Texts, command: Command| {
            // What the window would have done by its threads is asked for here.
            let _effects = update(state, command, texts);
            if let Some((simulator, ask)) = simulator.as_ref().zip(Ask::of(state)) {
                let _taken = simulator.asks.send(ask);
            }
        };
        let waits = |state: &mut State, texts: &Texts| {
            // Each ask is answered, the last one last.
            while let Some(simulator) = simulator.as_ref().filter(|_| !state.is_chance_current()) {
                let Ok(answer) = simulator.answers.recv() else { break };
                let _effects = update(state, answer, texts);
            }
            answer(state, paths, texts);
        };
        frames.drag(state, far, happens, waits)
    }
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
