//! Draws a finished egui frame without a graphics adapter, a driver or a display.
//!
//! Exported pictures and snapshot tests have to come out the same, to the bit, on
//! every machine. So coverage is decided in whole numbers (1/256 of a pixel, with
//! the top-left rule), and colour in plain `f32` steps without library functions.

use std::collections::HashMap;
use std::ops::Range;

use egui::epaint::{ImageData, ImageDelta, Primitive};
use egui::{ClippedPrimitive, Color32, ColorImage, Rect, TextureId, TexturesDelta};

use self::canvas::Canvas;
use self::fixed::{floor, to_i64};
use self::texture::Texture;

mod canvas;
mod fixed;
mod texture;

type Pixel = [u8; 4];
type Rgba = [f32; 4];

/// What a window's graphics card would show, computed on the CPU.
///
/// Keeps the font atlas and other textures from one frame to the next.
///
/// **Units:** colours are premultiplied and blended in gamma space, as `egui_glow`
/// does with dithering off.
///
/// **Limits:** paint callbacks and mipmaps are left out.
#[derive(Default)]
pub struct CpuRenderer {
    textures: HashMap<TextureId, Texture>,
    freed: Vec<TextureId>,
}

impl CpuRenderer {
    /// A renderer that knows no texture yet, so the first frame's delta must reach it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes over new, changed and freed textures; call it before [`Self::paint`].
    ///
    /// A freed texture stays until the next call, since this frame may still show it.
    /// The caller clears the delta: egui's debug builds panic when a full one is dropped.
    pub fn update_textures(&mut self, delta: &TexturesDelta) {
        for id in self.freed.drain(..) {
            self.textures.remove(&id);
        }
        for (id, changes) in &delta.set {
            for change in changes {
                self.change_texture(*id, change);
            }
        }
        self.freed.extend(&delta.free);
    }

    /// The picture of one frame.
    ///
    /// **Shape:** `size_px` is width and height in pixels; `background` is what shows
    /// where nothing was drawn. Meshes whose texture is unknown are left out.
    #[must_use]
    pub fn paint(
        &self,
        jobs: &[ClippedPrimitive],
        size_px: [usize; 2],
        pixels_per_point: f32,
        background: Color32,
    ) -> ColorImage {
        let [width, height] = size_px;
        let mut pixels = vec![background.to_array(); width * height];
        for job in jobs {
            let Primitive::Mesh(mesh) = &job.primitive else { continue };
            let Some(texture) = self.textures.get(&mesh.texture_id) else { continue };
            let clip = clip_to_pixels(job.clip_rect, size_px, pixels_per_point);
            let mut canvas = Canvas { pixels: &mut pixels, width, clip, texture };
            canvas.draw_mesh(mesh, pixels_per_point);
        }
        ColorImage::from_rgba_premultiplied(size_px, pixels.as_flattened())
    }

    fn change_texture(&mut self, id: TextureId, change: &ImageDelta) {
        let ImageData::Color(image) = &change.image;
        if let Some([left, top]) = change.pos {
            let Some(texture) = self.textures.get_mut(&id) else { return };
            texture.options = change.options;
            let [width, _] = texture.size;
            let rows = texture.texels.chunks_exact_mut(width.max(1)).skip(top);
            for (row, new) in rows.zip(image.pixels.chunks_exact(image.width().max(1))) {
                for (texel, color) in row.iter_mut().skip(left).zip(new) {
                    *texel = color.to_array();
                }
            }
        } else {
            let texels = image.pixels.iter().map(Color32::to_array).collect();
            self.textures.insert(id, Texture { size: image.size, texels, options: change.options });
        }
    }
}

/// Rounded as `egui_glow` rounds its scissor, so both cut off the same pixels.
fn clip_to_pixels(clip: Rect, size_px: [usize; 2], pixels_per_point: f32) -> [Range<i64>; 2] {
    let [width, height] = size_px.map(to_i64);
    let round = |points: f32, most: i64| floor(points * pixels_per_point + 0.5).clamp(0, most);
    [round(clip.min.x, width)..round(clip.max.x, width), round(clip.min.y, height)..round(clip.max.y, height)]
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "colours made up for the tests")]
mod tests {
    use egui::epaint::{Mesh, Vertex, WHITE_UV};
    use egui::{Pos2, TextureOptions, pos2};

    use super::*;

    const HALF_BLACK: Color32 = Color32::from_black_alpha(128);
    const SIDE: usize = 8;

    fn update(renderer: &mut CpuRenderer, change: ImageDelta) {
        let mut delta = TexturesDelta::default();
        delta.push(TextureId::default(), change);
        renderer.update_textures(&delta);
        delta.clear();
    }

    /// Like egui's atlas, a white texel in the corner; then black, red, blue.
    fn renderer(options: TextureOptions) -> CpuRenderer {
        let mut renderer = CpuRenderer::new();
        let texels = vec![Color32::WHITE, Color32::BLACK, Color32::RED, Color32::BLUE];
        update(&mut renderer, ImageDelta::full(ColorImage::new([2, 2], texels), options));
        renderer
    }

    fn shape(points: &[[f32; 2]], triangles: &[[u32; 3]], color: Color32) -> Mesh {
        let mut mesh = Mesh::default();
        for [x, y] in points {
            mesh.vertices.push(Vertex { pos: pos2(*x, *y), uv: WHITE_UV, color });
        }
        mesh.indices = triangles.as_flattened().to_vec();
        mesh
    }

    fn rectangle(min: Pos2, max: Pos2, uv: Rect, color: Color32) -> Mesh {
        let mut mesh = Mesh::default();
        mesh.add_rect_with_uv(Rect::from_min_max(min, max), uv, color);
        mesh
    }

    fn paint_with(renderer: &CpuRenderer, mesh: Mesh, scale: f32, clip_rect: Rect) -> ColorImage {
        let job = ClippedPrimitive { clip_rect, primitive: Primitive::Mesh(mesh) };
        renderer.paint(&[job], [SIDE, SIDE], scale, Color32::WHITE)
    }

    fn paint(mesh: Mesh, scale: f32) -> ColorImage {
        paint_with(&renderer(TextureOptions::LINEAR), mesh, scale, Rect::EVERYTHING)
    }

    /// The picture as text, a sign per pixel: how often half black was laid over white.
    fn times_drawn(image: &ColorImage) -> Vec<String> {
        let sign = |color: &Color32| match color.r() {
            255 => '.',
            // 255 × (1 − 128/255)
            127 => '1',
            _ => 'X',
        };
        image.pixels.chunks_exact(image.width()).map(|row| row.iter().map(sign).collect()).collect()
    }

    #[test]
    fn rectangle_covers_the_pixels_whose_centre_it_holds() {
        let points = [[1.5, 2.0], [5.5, 2.0], [1.5, 4.51], [5.5, 4.51]];
        let mesh = shape(&points, &[[0, 1, 2], [2, 1, 3]], HALF_BLACK);
        let (blank, row) = ("........", ".1111...");
        let expected = [blank, blank, row, row, row, blank, blank, blank];
        assert_eq!(times_drawn(&paint(mesh.clone(), 1.0)), expected);

        let fan = Mesh { indices: vec![0, 1, 3, 0, 3, 2], ..mesh };
        assert_eq!(times_drawn(&paint(fan, 1.0)), expected, "as plain triangles");
    }

    #[test]
    fn points_become_pixels_by_the_scale() {
        let mesh = shape(&[[1.0, 1.0], [3.0, 1.0], [1.0, 2.0]], &[[0, 1, 2]], HALF_BLACK);
        let image = paint(mesh, 2.0);
        assert_eq!(times_drawn(&image)[1..5], ["........", "..111...", "..1.....", "........"]);
    }

    #[test]
    fn triangles_around_a_point_leave_no_seam_and_no_overlap() {
        let points = [[0.0, 0.0], [8.0, 0.0], [8.0, 8.0], [0.0, 8.0], [3.5, 4.5], [3.3, 0.0]];
        // Wound both ways, as egui does, and meeting at the centre of a pixel.
        let triangles = [[0, 5, 4], [5, 4, 1], [1, 2, 4], [2, 4, 3], [3, 0, 4]];
        let image = paint(shape(&points, &triangles, HALF_BLACK), 1.0);
        assert_eq!(times_drawn(&image), ["11111111"; SIDE]);
    }

    #[test]
    fn colours_are_premultiplied_and_blend_in_gamma_space() {
        let color = Color32::from_rgba_premultiplied(40, 0, 20, 51);
        let image = paint(shape(&[[0.0, 0.0], [8.0, 0.0], [0.0, 8.0]], &[[0, 1, 2]], color), 1.0);
        // 255 × (1 − 51/255) = 204 is left of the white.
        assert_eq!(image[(0, 0)].to_array(), [244, 204, 224, 255]);
    }

    #[test]
    fn colour_runs_evenly_between_the_corners() {
        let mut mesh = shape(&[[0.0, 0.0], [8.0, 0.0], [0.0, 8.0]], &[[0, 1, 2]], Color32::BLACK);
        mesh.vertices[1].color = Color32::from_rgb(160, 0, 0);
        let image = paint(mesh, 1.0);
        assert_eq!([0, 1, 2, 3].map(|x| image[(x, 0)].r()), [10, 30, 50, 70]);
    }

    #[test]
    fn nothing_is_drawn_outside_the_clip() {
        let white = Rect::from_min_max(WHITE_UV, WHITE_UV);
        let mesh = rectangle(pos2(-1e9, -1e9), pos2(1e9, 1e9), white, HALF_BLACK);
        let clip = Rect::from_min_max(pos2(2.4, 0.6), pos2(3.6, 1.6));
        let image = paint_with(&renderer(TextureOptions::LINEAR), mesh, 1.0, clip);
        assert_eq!(times_drawn(&image)[..3], ["........", "..11....", "........"]);
    }

    #[test]
    fn glyph_rectangle_shows_each_texel_on_its_pixel() {
        let mut renderer = renderer(TextureOptions::LINEAR);
        let green = ColorImage::filled([1, 1], Color32::GREEN);
        update(&mut renderer, ImageDelta::partial([1, 0], green, TextureOptions::LINEAR));
        let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        let mesh = rectangle(pos2(3.0, 4.0), pos2(5.0, 6.0), uv, Color32::WHITE);
        let image = paint_with(&renderer, mesh, 1.0, Rect::EVERYTHING);
        let shown = [(4, 4), (3, 5), (4, 5), (5, 5)].map(|place| image[place]);
        assert_eq!(shown, [Color32::GREEN, Color32::RED, Color32::BLUE, Color32::WHITE]);
    }

    #[test]
    fn enlarged_texture_is_filtered_as_it_asks() {
        let upper_row = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 0.5));
        let reds = |options| {
            let mesh = rectangle(pos2(0.0, 0.0), pos2(8.0, 8.0), upper_row, Color32::WHITE);
            let image = paint_with(&renderer(options), mesh, 1.0, Rect::EVERYTHING);
            [1, 3, 4, 6].map(|x| image[(x, 0)].r())
        };
        assert_eq!(reds(TextureOptions::NEAREST), [255, 255, 0, 0]);
        // Pixel 3's centre lies 3/8 of the way from the white texel to the black one.
        assert_eq!(reds(TextureOptions::LINEAR), [255, 159, 96, 0]);
    }

    #[test]
    fn freed_texture_lasts_for_the_frame_that_frees_it() {
        let mut renderer = renderer(TextureOptions::LINEAR);
        let mesh = shape(&[[0.0, 0.0], [8.0, 0.0], [0.0, 8.0]], &[[0, 1, 2]], HALF_BLACK);
        let mut delta = TexturesDelta::default();
        delta.free(TextureId::default());
        renderer.update_textures(&delta);
        delta.clear();
        let image = paint_with(&renderer, mesh.clone(), 1.0, Rect::EVERYTHING);
        assert_eq!(times_drawn(&image)[0], "1111111.");
        renderer.update_textures(&delta);
        let image = paint_with(&renderer, mesh, 1.0, Rect::EVERYTHING);
        assert_eq!(times_drawn(&image)[0], "........");
    }

    #[test]
    fn broken_meshes_draw_nothing_and_do_not_panic() {
        let points = [[f32::NAN, 0.0], [8.0, f32::INFINITY], [0.0, 8.0], [2.0, 2.0]];
        let mesh = shape(&points, &[[0, 1, 2], [2, 3, 99], [3, 3, 3]], HALF_BLACK);
        assert_eq!(times_drawn(&paint(mesh, 1.0)), ["........"; SIDE]);
    }
}
