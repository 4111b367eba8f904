//! A whole frame: layout and tessellation, at rest and while a slider moves.
//!
//! Bar: under 4 ms at rest in a release bench.
//! Run: `cargo bench --bench frame`.

use divan::Bencher;
use eframe::egui;
use forelock::app::edit::Edit;
use forelock::app::history::Gesture;
use forelock::app::prefs::{Prefs, View};
use forelock::app::{Command, State};
use forelock::domain::calendar::CalendarMonth;
use forelock::domain::param::Param;
use forelock::store;
use forelock::store::settings::Settings;
use forelock::ui::shell::Shell;
use rust_decimal::Decimal;

fn main() {
    divan::main();
}

struct Window {
    ctx: egui::Context,
    shell: Shell,
}

impl Window {
    fn open(view: View) -> Self {
        let ctx = egui::Context::default();
        let today = CalendarMonth::FIRST;
        let profile = store::sample("machine_maker").unwrap_or_else(|| std::process::abort());
        let prefs = Prefs { view, ..Prefs::default() };
        let shell = Shell::new(&ctx, State::new(profile, prefs, Settings::default(), today));
        let mut window = Self { ctx, shell };
        for _ in 0..4 {
            window.frame();
        }
        window
    }

    /// Layout and tessellation; how many triangles came out.
    fn frame(&mut self) -> usize {
        let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1280.0, 800.0));
        let input = egui::RawInput { screen_rect: Some(screen), ..egui::RawInput::default() };
        let mut output = self.ctx.run_ui(input, |ui| self.shell.frame(ui));
        output.textures_delta.clear();
        let jobs = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        jobs.iter()
            .map(|job| match &job.primitive {
                egui::epaint::Primitive::Mesh(mesh) => mesh.indices.len() / 3,
                egui::epaint::Primitive::Callback(_) => 0,
            })
            .sum()
    }
}

#[divan::bench]
fn projection_at_rest(bencher: Bencher<'_, '_>) {
    let mut window = Window::open(View::Projection);
    bencher.bench_local(|| window.frame());
}

#[divan::bench]
fn breakdown_at_rest(bencher: Bencher<'_, '_>) {
    let mut window = Window::open(View::Breakdown);
    bencher.bench_local(|| window.frame());
}

/// A slider moved: undo, recomputation, view models, layout, tessellation.
#[divan::bench]
fn projection_while_dragging(bencher: Bencher<'_, '_>) {
    let mut window = Window::open(View::Projection);
    let mut value = 0_i64;
    bencher.bench_local(|| {
        value = (value + 1) % 100;
        let edit = Edit::SetParam(Param::Haircut, Decimal::new(value, 2));
        window.shell.take(Command::Edit(edit, Some(Gesture(1))));
        window.frame()
    });
}
