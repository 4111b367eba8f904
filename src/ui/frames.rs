//! Whole frames without a window, display or graphics card: laid out and cut
//! into triangles, as the window does before it paints.

use eframe::egui;
use egui::{Event, Modifiers, PointerButton, Pos2, Rect};

use super::centre::Views;
use super::scene::Scene;
use super::{fonts, front, held, shell, slider_row, what_if};
use crate::app::{Command, State};
use crate::domain::param::Param;
use crate::text::Texts;

/// A window that nobody sees, and a hand on one of its sliders.
pub struct Frames {
    ctx: egui::Context,
    texts: Texts,
    views: Views,
    /// Where the slider is taken hold of.
    low_end: Pos2,
}

/// As large as a window first is, in points.
const SIZE: egui::Vec2 = egui::vec2(1280.0, 800.0);

/// Frames until what was scrolled to stands still.
const SETTLED: usize = 60;

impl Frames {
    /// Fonts and colours in place, sizes settled, the slider of `param` taken
    /// hold of at its low end. None where the window shows no such slider.
    #[must_use]
    pub fn holding(state: &mut State, param: Param) -> Option<Self> {
        let ctx = egui::Context::default();
        fonts::install(&ctx);
        let texts = Texts::new(state.prefs.lang);
        Scene::new(state, &texts).tokens.apply(&ctx);
        let views = front::views(state, &texts);
        let mut frames = Self { ctx, texts, views, low_end: Pos2::ZERO };
        frames.still(state, Vec::new());
        what_if::go_to(&frames.ctx, param);
        for _ in 0..SETTLED {
            frames.still(state, Vec::new());
        }
        frames.low_end = slider_row::low_end(&frames.ctx, param)?;
        let (pos, button) = (frames.low_end, PointerButton::Primary);
        let press = Event::PointerButton { pos, button, pressed: true, modifiers: Modifiers::NONE };
        frames.still(state, vec![Event::PointerMoved(pos)]);
        frames.still(state, vec![press]);
        Some(frames)
    }

    /// A frame in which the hand moves the slider it holds to so many points
    /// from its low end. `happens` is to carry out what that asks for, and
    /// `waits` for what others work out while the sides are laid out. How many
    /// triangles it is.
    pub fn drag(
        &mut self,
        state: &mut State,
        points: f32,
        happens: impl FnMut(&mut State, &Texts, Command),
        waits: impl FnMut(&mut State, &Texts),
    ) -> usize {
        let at = self.low_end + egui::vec2(points, 0.0);
        self.draw(state, vec![Event::PointerMoved(at)], happens, waits)
    }

    /// How often the window was laid out so far.
    #[must_use]
    pub fn layouts(&self) -> u64 {
        self.ctx.cumulative_pass_nr()
    }

    /// A frame in which nothing is carried out.
    fn still(&mut self, state: &mut State, events: Vec<Event>) {
        self.draw(state, events, |_, _, _| (), |_, _| ());
    }

    /// As [`shell::Shell`] does it.
    fn draw(
        &mut self,
        state: &mut State,
        events: Vec<Event>,
        mut happens: impl FnMut(&mut State, &Texts, Command),
        mut waits: impl FnMut(&mut State, &Texts),
    ) -> usize {
        let screen = Rect::from_min_size(Pos2::ZERO, SIZE);
        let input = egui::RawInput { screen_rect: Some(screen), events, ..egui::RawInput::default() };
        let Self { ctx, texts, views, .. } = self;
        let mut happened = false;
        let mut output = ctx.run_ui(input, |ui| {
            let ctx = ui.ctx().clone();
            if let Some(command) = held::moved(&ctx, state) {
                happens(state, texts, command);
                happened = true;
            }
            let mut scene = Scene::new(state, texts);
            let zone = shell::sides(ui, &ctx, &mut scene, views.explained.as_deref());
            let mut commands = scene.commands;
            if std::mem::take(&mut happened) {
                waits(state, texts);
                *views = front::views(state, texts);
            }
            let mut scene = Scene::new(state, texts);
            shell::rest(ui, &ctx, &mut scene, views, zone);
            commands.append(&mut scene.commands);
            for command in commands {
                happens(state, texts, command);
                happened = true;
            }
            if happened {
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
