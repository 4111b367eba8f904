//! The window on a sample, without a display.

use std::time::Duration;

use egui_kittest::Harness;
use forelock::app::State;
use forelock::app::prefs::{Prefs, Theme, View};
use forelock::app::sample_names;
use forelock::app::study::{FOR_FINE_BARS, wanted};
use forelock::domain::calendar::CalendarMonth;
use forelock::store;
use forelock::store::settings::Settings;
use forelock::text::Lang;
use forelock::ui::shell::Shell;

use super::kittest_renderer::CpuTestRenderer;

/// A state on a sample, in a language and a theme.
pub(crate) fn state(sample: &str, lang: Lang, theme: Theme, view: View) -> State {
    let mut profile = store::sample(sample).expect("a sample of that name");
    sample_names::speak(&mut profile, sample, lang);
    let prefs = Prefs { lang, theme, view, ..Prefs::default() };
    let today = CalendarMonth::new(2026, 11).expect("a month");
    let mut state = State::new(profile, prefs, Settings::default(), today);
    state.sample = Some(sample.to_owned());
    state
}

/// The window on a state.
pub(crate) fn window(state: State, size: [f32; 2], scale: f32) -> Harness<'static, Shell> {
    let mut harness = Harness::builder()
        .with_size(size)
        .with_pixels_per_point(scale)
        .with_max_steps(12)
        .with_render_cursor(false)
        .renderer(CpuTestRenderer::new())
        .build_eframe(move |cc| Shell::new(&cc.egui_ctx, state));
    harness.run_ok();
    harness
}

/// Lets frames pass until what the view in front asks for is there: it is
/// worked out beside the window and comes when it comes.
pub(crate) fn settle(harness: &mut Harness<'_, Shell>) {
    for _ in 0..1_200 {
        harness.run_ok();
        let state = harness.state().state();
        let studies = &state.studies;
        let there = wanted(state).is_none_or(|request| {
            studies.break_even.as_ref().is_some_and(|(asked, found)| *asked == request && found.finished)
                || studies.sensitivity.as_ref().is_some_and(|(asked, found)| {
                    let fan = found.fan.as_ref();
                    *asked == request && fan.is_some_and(|fan| fan.paths == FOR_FINE_BARS)
                })
                || studies.compare.as_ref().is_some_and(|(asked, _)| *asked == request)
        });
        if there && (!state.shows_chance() || state.is_chance_current()) {
            break;
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    harness.run_ok();
}

/// Moves the pointer to a place, then presses and lets go there.
pub(crate) fn click_at(harness: &mut Harness<'_, Shell>, at: egui::Pos2) {
    harness.hover_at(at);
    harness.run_ok();
    for pressed in [true, false] {
        let (button, modifiers) = (egui::PointerButton::Primary, egui::Modifiers::NONE);
        harness.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers });
    }
    harness.run_ok();
}
