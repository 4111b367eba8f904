//! Draws a view without a window, display or graphics card.

use eframe::egui;

use super::centre::{self, Views};
use super::raster::CpuRenderer;
use super::scene::Scene;
use super::{breakdown_view, fonts, front, view_tabs};
use crate::app::{State, study};
use crate::text::Texts;

/// A picture: rows of red, green, blue, alpha.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Four bytes a pixel.
    pub rgba: Vec<u8>,
}

/// How far a view is drawn smaller at most, so that all of it is there.
const SMALLEST: f32 = 4.0;

/// Draws the view in front of a state, with its headline and notes: of
/// chance, what has been simulated so far.
///
/// **Units**: `size` in points; the picture is `scale` times as many pixels.
/// A view that needs more height than there is is drawn smaller, so that all
/// of it is in the picture.
#[must_use]
pub fn render(state: &State, size: [f32; 2], scale: f32) -> Picture {
    let mut state = state.clone();
    study::work_out(&mut state);
    let state = &state;
    let texts = Texts::new(state.prefs.lang);
    let views = front::views(state, &texts);
    // The largest of many sizes at which all of it is there.
    let mut shrunk = 1.0_f32;
    loop {
        let (size, scale) = (size.map(|s| s * shrunk), scale / shrunk);
        let last = shrunk > SMALLEST;
        if let Some(picture) = draw(state, &texts, &views, (size, scale), last) {
            return picture;
        }
        shrunk *= 1.05;
    }
}

/// Draws it, unless something is missing and `whatever` is not wanted.
fn draw(
    state: &State,
    texts: &Texts,
    views: &Views,
    (size, scale): ([f32; 2], f32),
    whatever: bool,
) -> Option<Picture> {
    let ctx = egui::Context::default();
    fonts::install(&ctx);
    Scene::new(state, texts).tokens.apply(&ctx);
    ctx.set_pixels_per_point(scale);
    let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(size[0], size[1]));
    let mut renderer = CpuRenderer::new();
    let mut jobs = Vec::new();
    // Sizes settle within three frames: fonts arrive with the first, scroll
    // areas know their contents after the second.
    for _ in 0..3 {
        let mut input = egui::RawInput { screen_rect: Some(screen), ..egui::RawInput::default() };
        if let Some(viewport) = input.viewports.get_mut(&egui::ViewportId::ROOT) {
            viewport.native_pixels_per_point = Some(1.0);
        }
        let mut output = ctx.run_ui(input, |ui| page(ui, state, texts, views));
        renderer.update_textures(&output.textures_delta);
        output.textures_delta.clear();
        jobs = ctx.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point);
    }
    let missing: f32 = ctx.data(|d| d.get_temp(breakdown_view::missing_height_id())).unwrap_or(0.0);
    if missing >= 1.0 && !whatever {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "sizes were checked by the caller"
    )]
    let pixels = size.map(|s| (s * scale).round() as usize);
    let ground = Scene::new(state, texts).tokens.ground;
    let image = renderer.paint(&jobs, pixels, scale, ground);
    let pixels = |n: usize| u32::try_from(n).unwrap_or(0);
    Some(Picture {
        width: pixels(image.size[0]),
        height: pixels(image.size[1]),
        rgba: image.pixels.iter().flat_map(egui::Color32::to_array).collect(),
    })
}

fn page(ui: &mut egui::Ui, state: &State, texts: &Texts, views: &Views) {
    let mut scene = Scene { still: true, ..Scene::new(state, texts) };
    let tokens = scene.tokens;
    let frame = egui::Frame::new().fill(tokens.ground).inner_margin(24.0);
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        let profile = std::sync::Arc::clone(&scene.profile);
        let view = view_tabs::view_name(state.prefs.view, texts);
        let caption = texts.l10n.msg_render_caption(view, &profile.active_scenario().name);
        let name = egui::RichText::new(&profile.company).font(tokens.section());
        super::widgets::split_line(ui, name, super::widgets::quiet(caption, &tokens));
        centre::headline(ui, &mut scene, &views.headline(state, texts), None);
        let footer = 50.0 * tokens.scale;
        let size = egui::vec2(ui.available_width(), ui.available_height() - footer);
        let rect = egui::Rect::from_min_size(ui.cursor().min, size);
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect));
        centre::view(&mut inner, &mut scene, views);
        ui.advance_cursor_after_rect(rect);
        centre::notes(ui, &scene);
    });
}
