//! The window on a sample, without a display.

use egui_kittest::Harness;
use forelock::app::State;
use forelock::app::prefs::{Prefs, Theme, View};
use forelock::domain::calendar::CalendarMonth;
use forelock::store;
use forelock::store::settings::Settings;
use forelock::text::Lang;
use forelock::ui::shell::Shell;

use super::kittest_renderer::CpuTestRenderer;

/// A state on a sample, in a language and a theme.
pub(crate) fn state(sample: &str, lang: Lang, theme: Theme, view: View) -> State {
    let profile = store::sample(sample).expect("a sample of that name");
    let prefs = Prefs { lang, theme, view, ..Prefs::default() };
    let today = CalendarMonth::new(2026, 11).expect("a month");
    State::new(profile, prefs, Settings::default(), today)
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
