//! Lets `egui_kittest` take pictures on a machine without a graphics adapter.

use egui_kittest::TestRenderer;
use forelock::ui::raster::CpuRenderer;

/// Draws the harness's frames with the program's own rasteriser.
///
/// What no widget paints stays transparent, so a hole in a layout shows in the picture.
#[derive(Default)]
pub(crate) struct CpuTestRenderer {
    renderer: CpuRenderer,
}

impl CpuTestRenderer {
    /// For `Harness::builder().renderer(CpuTestRenderer::new())`.
    pub(crate) fn new() -> Self {
        Self::default()
    }
}

impl TestRenderer for CpuTestRenderer {
    fn handle_delta(&mut self, delta: &mut egui::TexturesDelta) {
        self.renderer.update_textures(delta);
        delta.clear();
    }

    fn render(&mut self, ctx: &egui::Context, output: &egui::FullOutput) -> Result<image::RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let [width, height] = pixels(ctx.content_rect().size() * scale);
        let jobs = ctx.tessellate(output.shapes.clone(), scale);
        let to_usize = |pixels: u32| usize::try_from(pixels).map_err(|error| error.to_string());
        let size_px = [to_usize(width)?, to_usize(height)?];
        let picture = self.renderer.paint(&jobs, size_px, scale, egui::Color32::TRANSPARENT);
        let bytes = picture.pixels.iter().flat_map(egui::Color32::to_array).collect();
        image::RgbaImage::from_raw(width, height, bytes).ok_or_else(|| "wrong picture size".to_owned())
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a window has a small, positive size"
)]
fn pixels(size: egui::Vec2) -> [u32; 2] {
    [size.x.round() as u32, size.y.round() as u32]
}
