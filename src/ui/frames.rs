//! Whole frames without a window, display or graphics card: laid out and cut
//! into triangles, as the window does before it paints.

use eframe::egui;

use super::centre::Views;
use super::scene::Scene;
use super::{fonts, shell};
use crate::app::State;
use crate::text::Texts;

/// A window that nobody sees.
pub struct Frames {
    ctx: egui::Context,
    texts: Texts,
    views: Views,
}

/// As large as a window first is, in points.
const SIZE: egui::Vec2 = egui::vec2(1280.0, 800.0);

impl Frames {
    /// Fonts and colours in place, sizes settled.
    #[must_use]
    pub fn new(state: &mut State) -> Self {
        let ctx = egui::Context::default();
        fonts::install(&ctx);
        let texts = Texts::new(state.prefs.lang);
        Scene::new(state, &texts).tokens.apply(&ctx);
        let views = shell::views(state, &texts);
        let mut frames = Self { ctx, texts, views };
        for _ in 0..4 {
            frames.with(state, |_, _| ());
        }
        frames
    }

    /// A frame in which the hand does something: the window as it is, then
    /// `happens`, then, in the same frame, the window as that left it. How
    /// many triangles it is.
    pub fn with(&mut self, state: &mut State, happens: impl FnOnce(&mut State, &Texts)) -> usize {
        let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, SIZE);
        let input = egui::RawInput { screen_rect: Some(screen), ..egui::RawInput::default() };
        let Self { ctx, texts, views } = self;
        let mut happens = Some(happens);
        let mut output = ctx.run_ui(input, |ui| {
            let ctx = ui.ctx().clone();
            // Nothing is pressed, so nothing is asked for.
            let _commands = shell::draw(ui, &ctx, state, texts, views);
            if let Some(happens) = happens.take() {
                happens(state, texts);
                *views = shell::views(state, texts);
                ctx.request_discard("a command changed what was drawn");
            }
        });
        output.textures_delta.clear();
        let jobs = ctx.tessellate(output.shapes, output.pixels_per_point);
        let triangles = |job: &egui::ClippedPrimitive| match &job.primitive {
            egui::epaint::Primitive::Mesh(mesh) => mesh.indices.len() / 3,
            egui::epaint::Primitive::Callback(_) => 0,
        };
        jobs.iter().map(triangles).sum()
    }
}
