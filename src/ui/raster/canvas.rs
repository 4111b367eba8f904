//! Fills triangles: which pixels they cover, and with what colour.

use std::ops::Range;

use egui::epaint::{Mesh, Vertex};
use egui::{TextureFilter, TextureOptions};

use super::fixed::{SUBPIXEL, as_f32, as_f64, center, first_center, narrow, to_byte, to_i64, to_subpixel};
use super::texture::Texture;
use super::{Pixel, Rgba};

/// A vertex in subpixels; `values` are red, green, blue, alpha and the texel position.
#[derive(Clone, Copy)]
struct Corner {
    x: i64,
    y: i64,
    values: [f32; 6],
}

impl Corner {
    fn new(vertex: &Vertex, pixels_per_point: f32, size: [usize; 2]) -> Option<Self> {
        let (position, uv) = (vertex.pos * pixels_per_point, vertex.uv);
        let [width, height] = size.map(|side| as_f32(to_i64(side)));
        let [r, g, b, a] = vertex.color.to_array().map(f32::from);
        (position.is_finite() && uv.is_finite()).then(|| Self {
            x: to_subpixel(position.x),
            y: to_subpixel(position.y),
            values: [r, g, b, a, uv.x * width, uv.y * height],
        })
    }

    fn color(&self) -> Rgba {
        color_of(&self.values)
    }

    fn texel(&self) -> [f32; 2] {
        texel_of(&self.values)
    }
}

/// How the six values run over a triangle: exact in `f64`, as slivers need it.
struct Plane {
    from: Corner,
    per_x: [f64; 6],
    per_y: [f64; 6],
}

impl Plane {
    fn new([a, b, c]: [Corner; 3], area: i64) -> Self {
        let slope = |towards_b: i64, towards_c: i64| {
            let (to_b, to_c) = (as_f64(towards_b), as_f64(towards_c));
            let mut values = a.values.map(f64::from);
            for ((value, b), c) in values.iter_mut().zip(b.values).zip(c.values) {
                *value = ((f64::from(b) - *value) * to_b + (f64::from(c) - *value) * to_c) / as_f64(area);
            }
            values
        };
        Self { from: a, per_x: slope(c.y - a.y, a.y - b.y), per_y: slope(a.x - c.x, b.x - a.x) }
    }

    /// The values at a pixel's centre and at those of the pixels to its right.
    fn along_row(&self, x: i64, y: i64) -> impl Iterator<Item = [f32; 6]> + use<> {
        let (right, down) = (as_f64(center(x) - self.from.x), as_f64(center(y) - self.from.y));
        let mut first = self.from.values;
        for ((value, per_x), per_y) in first.iter_mut().zip(self.per_x).zip(self.per_y) {
            *value = narrow(f64::from(*value) + per_x * right + per_y * down);
        }
        let steps = self.per_x.map(|per_x| narrow(per_x * f64::from(SUBPIXEL)));
        let mut pixel = 0.0;
        std::iter::repeat_with(move || {
            let mut values = first;
            for (value, step) in values.iter_mut().zip(steps) {
                // Not a running sum: over a wide picture its error would blur the texture.
                *value += step * pixel;
            }
            pixel += 1.0;
            values
        })
    }

    /// Which filter applies: more than one texel per pixel is a shrunk picture.
    fn filter(&self, options: TextureOptions) -> TextureFilter {
        let ([.., ux, vx], [.., uy, vy]) = (self.per_x, self.per_y);
        let texels = (ux * ux + vx * vx).max(uy * uy + vy * vy) * f64::from(SUBPIXEL * SUBPIXEL);
        if texels > 1.000_1 { options.minification } else { options.magnification }
    }
}

/// The kinds of filling, from the cheapest to the dearest.
enum Fill {
    Flat(Rgba),
    Gradient(Rgba),
    Textured(TextureFilter),
}

/// The picture being drawn, as one mesh sees it: its texture, and where it may draw.
pub(super) struct Canvas<'a> {
    pub(super) pixels: &'a mut [Pixel],
    pub(super) width: usize,
    pub(super) clip: [Range<i64>; 2],
    pub(super) texture: &'a Texture,
}

impl Canvas<'_> {
    /// Draws every triangle of the mesh, over what is there, inside the clip.
    pub(super) fn draw_mesh(&mut self, mesh: &Mesh, pixels_per_point: f32) {
        let size = self.texture.size;
        let corners: Vec<Option<Corner>> =
            mesh.vertices.iter().map(|vertex| Corner::new(vertex, pixels_per_point, size)).collect();
        let corner = |index: &u32| *corners.get(usize::try_from(*index).ok()?)?;
        let mut rest = mesh.indices.as_slice();
        while let [first, second, third, tail @ ..] = rest {
            rest = tail;
            let (Some(a), Some(b), Some(c)) = (corner(first), corner(second), corner(third)) else {
                continue;
            };
            if let [fourth, fifth, last, after @ ..] = tail
                && (fourth, fifth) == (third, second)
                && corner(last).is_some_and(|d| is_rectangle([a, b, c, d]))
            {
                rest = after;
                self.draw_rectangle([a, b, c]);
            } else {
                self.draw_triangle([a, b, c]);
            }
        }
    }

    fn draw_rectangle(&mut self, corners: [Corner; 3]) {
        let [a, b, c] = corners;
        let across = self.within(0, a.x, b.x);
        let down = self.within(1, a.y, c.y);
        if across.is_empty() || down.is_empty() {
            return;
        }
        let plane = Plane::new(corners, (b.x - a.x) * (c.y - a.y));
        let fill = self.fill_of(corners, &plane);
        for y in down {
            self.draw_span(y, across.clone(), &plane, &fill);
        }
    }

    fn draw_triangle(&mut self, [a, b, c]: [Corner; 3]) {
        let area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
        let across = self.within(0, a.x.min(b.x).min(c.x), a.x.max(b.x).max(c.x));
        let down = self.within(1, a.y.min(b.y).min(c.y), a.y.max(b.y).max(c.y));
        if area == 0 || across.is_empty() || down.is_empty() {
            return;
        }
        // egui winds triangles either way; the edges below want one of them.
        let corners = if area > 0 { [a, b, c] } else { [a, c, b] };
        let [a, b, c] = corners;
        let plane = Plane::new(corners, area.abs());
        let fill = self.fill_of(corners, &plane);
        for y in down {
            let mut span = across.clone();
            for (from, to) in [(a, b), (b, c), (c, a)] {
                narrow_to_edge(&mut span, &from, &to, y);
            }
            if !span.is_empty() {
                self.draw_span(y, span, &plane, &fill);
            }
        }
    }

    /// The pixels whose centre lies in the half-open range and that may be drawn on.
    fn within(&self, axis: usize, from: i64, to: i64) -> Range<i64> {
        let [across, down] = &self.clip;
        let clip = if axis == 0 { across } else { down };
        first_center(from).max(clip.start)..first_center(to).min(clip.end)
    }

    fn fill_of(&self, [a, b, c]: [Corner; 3], plane: &Plane) -> Fill {
        let filter = plane.filter(self.texture.options);
        if !same(&a.texel(), &b.texel()) || !same(&a.texel(), &c.texel()) {
            return Fill::Textured(filter);
        }
        let texel = self.texture.sample(a.texel(), filter);
        if same(&a.color(), &b.color()) && same(&a.color(), &c.color()) {
            Fill::Flat(tint(a.color(), texel))
        } else {
            Fill::Gradient(texel)
        }
    }

    fn draw_span(&mut self, y: i64, across: Range<i64>, plane: &Plane, fill: &Fill) {
        let offset = |x: i64| Some(usize::try_from(y).ok()? * self.width + usize::try_from(x).ok()?);
        let (Some(start), Some(end)) = (offset(across.start), offset(across.end)) else { return };
        let Some(row) = self.pixels.get_mut(start..end) else { return };
        match *fill {
            Fill::Flat(color) => fill_flat(row, color),
            Fill::Gradient(texel) => {
                for (pixel, values) in row.iter_mut().zip(plane.along_row(across.start, y)) {
                    blend(pixel, tint(color_of(&values), texel));
                }
            }
            Fill::Textured(filter) => {
                for (pixel, values) in row.iter_mut().zip(plane.along_row(across.start, y)) {
                    let texel = self.texture.sample(texel_of(&values), filter);
                    blend(pixel, tint(color_of(&values), texel));
                }
            }
        }
    }
}

/// Whether a pair of triangles is an upright, evenly coloured, upright-textured rectangle.
fn is_rectangle([a, b, c, d]: [Corner; 4]) -> bool {
    let (top_left, bottom_right) = (a.texel(), d.texel());
    let upright = a.y == b.y && c.y == d.y && a.x == c.x && b.x == d.x && a.x < b.x && a.y < c.y;
    upright
        && [b, c, d].iter().all(|corner| same(&corner.color(), &a.color()))
        && same(&b.texel(), &[bottom_right[0], top_left[1]])
        && same(&c.texel(), &[top_left[0], bottom_right[1]])
}

/// Cuts a row to what lies right of the edge, as seen along it. Centres exactly on the
/// edge belong to it only at a triangle's top or left, so neighbours never share a pixel.
fn narrow_to_edge(span: &mut Range<i64>, from: &Corner, to: &Corner, y: i64) {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let top_or_left = dy < 0 || (dy == 0 && dx > 0);
    let room = dx * (center(y) - from.y) + dy * from.x - i64::from(!top_or_left);
    if dy > 0 {
        span.end = span.end.min(first_center(room.div_euclid(dy) + 1));
    } else if dy < 0 {
        span.start = span.start.max(first_center(-room.div_euclid(-dy)));
    } else if room < 0 {
        span.end = span.start;
    }
}

fn fill_flat(row: &mut [Pixel], color: Rgba) {
    if color[3] >= 255.0 {
        row.fill(color.map(to_byte));
    } else if color.iter().any(|part| *part > 0.0) {
        for pixel in row {
            blend(pixel, color);
        }
    }
}

fn blend(pixel: &mut Pixel, color: Rgba) {
    let keep = 1.0 - color[3] / 255.0;
    for (under, over) in pixel.iter_mut().zip(color) {
        *under = to_byte(over + f32::from(*under) * keep);
    }
}

fn tint(color: Rgba, texel: Rgba) -> Rgba {
    let mut tinted = color;
    tinted.iter_mut().zip(texel).for_each(|(part, texel)| *part *= texel / 255.0);
    tinted
}

fn color_of(values: &[f32; 6]) -> Rgba {
    [values[0], values[1], values[2], values[3]]
}

fn texel_of(values: &[f32; 6]) -> [f32; 2] {
    [values[4], values[5]]
}

fn same(one: &[f32], other: &[f32]) -> bool {
    one.iter().zip(other).all(|(one, other)| one.to_bits() == other.to_bits())
}
