//! A slider that is held: each move is one layout, and the value is the one
//! the slider itself would have found.
#![expect(clippy::unwrap_used, reason = "what a test sets up may stop it at once")]

use forelock::app::prefs::Prefs;
use forelock::app::{Command, Edit, State, update};
use forelock::data::bench_company;
use forelock::domain::calendar::CalendarMonth;
use forelock::domain::param::Param;
use forelock::domain::scenario::DefaultMode;
use forelock::engine::numeraire::Numeraire;
use forelock::engine::trace::assemble::Lines;
use forelock::engine::trace::{Course, Subject};
use forelock::store::settings::Settings;
use forelock::text::{Lang, Texts};
use forelock::ui::frames::Frames;
use rust_decimal::Decimal;

fn state() -> State {
    let mut profile = bench_company::company();
    for scenario in &mut profile.scenarios {
        scenario.default = DefaultMode::InMonth;
    }
    State::new(profile, Prefs::default(), Settings::default(), CalendarMonth::FIRST)
}

fn value(state: &State, param: Param) -> Decimal {
    state.profile().active_scenario().get(param)
}

/// Moves the knob so many points from its low end. How many layouts it took.
fn drag(frames: &mut Frames, state: &mut State, points: f32) -> u64 {
    let before = frames.layouts();
    let carry_out = |state: &mut State, texts: &Texts, command: Command| {
        let _effects = update(state, command, texts);
    };
    frames.drag(state, points, carry_out, |_, _| ());
    frames.layouts() - before
}

/// Drags a slider along its rail. The value after each move, and how many
/// layouts each took.
fn dragged(param: Param) -> Vec<(Decimal, u64)> {
    let mut state = state();
    let mut frames = Frames::holding(&mut state, param).unwrap();
    let points = (0_u8..=200).step_by(7);
    let moves = points.map(|point| {
        let layouts = drag(&mut frames, &mut state, f32::from(point) + 0.3);
        (value(&state, param), layouts)
    });
    moves.collect()
}

#[test]
fn a_whole_drag_is_one_step_of_undo() {
    let mut state = state();
    let before = value(&state, Param::Shock);
    let mut frames = Frames::holding(&mut state, Param::Shock).unwrap();
    for points in [20.0, 40.0, 30.0] {
        drag(&mut frames, &mut state, points);
        assert_ne!(value(&state, Param::Shock), before);
    }
    let _effects = update(&mut state, Command::Undo, &Texts::new(Lang::En));
    assert_eq!(value(&state, Param::Shock), before);
}

#[test]
fn a_value_beyond_the_end_is_not_lost_by_holding_the_knob_there() {
    let mut state = state();
    let (texts, param) = (Texts::new(Lang::En), Param::YenDrift);
    let beyond = Decimal::new(-4, 1);
    assert!(beyond < param.ordinary().low);
    let _effects = update(&mut state, Command::Edit(Edit::SetParam(param, beyond), None), &texts);
    let mut frames = Frames::holding(&mut state, param).unwrap();
    drag(&mut frames, &mut state, 0.0);
    assert_eq!(value(&state, param), beyond);
    drag(&mut frames, &mut state, 30.0);
    assert!(value(&state, param) > param.ordinary().low);
}

#[test]
fn a_slider_that_is_no_longer_there_is_not_moved() {
    let mut state = state();
    let mut frames = Frames::holding(&mut state, Param::Shock).unwrap();
    drag(&mut frames, &mut state, 20.0);
    let before = value(&state, Param::Shock);
    let net = Subject::Value { lines: Lines::Net, month: 12, measure: Numeraire::RealYen };
    state.explaining = Some((Course::AsIs, net).into());
    drag(&mut frames, &mut state, 20.0);
    drag(&mut frames, &mut state, 50.0);
    assert_eq!(value(&state, Param::Shock), before);
}

#[test]
fn a_move_takes_one_layout() {
    for param in [Param::Haircut, Param::Shock, Param::CryptoGrowth, Param::Horizon] {
        let moves = dragged(param);
        assert!(moves.iter().all(|(_, layouts)| *layouts == 1), "{param:?}: {moves:?}");
        assert!(moves.is_sorted(), "{param:?}: {moves:?}");
        let range = param.ordinary();
        assert!(moves[0].0 <= range.low + param.step(), "{param:?}: {moves:?}");
        assert!(moves[0].0 < moves[1].0, "{param:?}: {moves:?}");
        assert_eq!(moves.last().map(|last| last.0), Some(range.high), "{param:?}: {moves:?}");
    }
}

#[test]
fn on_a_logarithmic_scale_the_slider_says_itself_where_it_goes() {
    let param = Param::Inflation;
    assert!(param.logarithmic());
    let moves = dragged(param);
    assert!(moves.iter().any(|(_, layouts)| *layouts == 2), "{moves:?}");
    assert!(moves.is_sorted_by_key(|(value, _)| *value), "{moves:?}");
    assert_eq!(moves.last().map(|last| last.0), Some(param.ordinary().high), "{moves:?}");
}
