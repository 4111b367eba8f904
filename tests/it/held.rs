//! A slider that is held: each move is one layout, and the value is the one
//! the slider itself would have found.
#![expect(clippy::unwrap_used, reason = "what a test sets up may stop it at once")]

use forelock::app::prefs::Prefs;
use forelock::app::{Command, State, update};
use forelock::data::bench_company;
use forelock::domain::calendar::CalendarMonth;
use forelock::domain::param::Param;
use forelock::domain::scenario::DefaultMode;
use forelock::store::settings::Settings;
use forelock::text::Texts;
use forelock::ui::frames::Frames;

/// Drags a slider along its rail. The value after each move, and how many
/// layouts each took.
fn dragged(param: Param) -> Vec<(rust_decimal::Decimal, u64)> {
    let mut profile = bench_company::company();
    for scenario in &mut profile.scenarios {
        scenario.default = DefaultMode::InMonth;
    }
    let mut state = State::new(profile, Prefs::default(), Settings::default(), CalendarMonth::FIRST);
    let mut frames = Frames::holding(&mut state, param).unwrap();
    let carry_out = |state: &mut State, texts: &Texts, command: Command| {
        let _effects = update(state, command, texts);
    };
    let points = (0_u8..=200).step_by(7);
    let moves = points.map(|point| {
        let before = frames.layouts();
        frames.drag(&mut state, f32::from(point) + 0.3, carry_out, |_, _| ());
        (state.profile().active_scenario().get(param), frames.layouts() - before)
    });
    moves.collect()
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
