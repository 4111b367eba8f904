//! Reads colours out of textures.

use egui::{TextureFilter, TextureOptions, TextureWrapMode};

use super::fixed::{SUBPIXEL, as_f32, floor, to_i64, to_subpixel};
use super::{Pixel, Rgba};

pub(super) struct Texture {
    pub(super) size: [usize; 2],
    pub(super) texels: Vec<Pixel>,
    pub(super) options: TextureOptions,
}

impl Texture {
    fn texel(&self, x: i64, y: i64) -> Rgba {
        let [width, height] = self.size;
        let x = wrap(x, width, self.options.wrap_mode);
        let y = wrap(y, height, self.options.wrap_mode);
        self.texels.get(y * width + x).copied().unwrap_or_default().map(f32::from)
    }

    /// The colour at a place given in texels, white being 255.
    pub(super) fn sample(&self, [u, v]: [f32; 2], filter: TextureFilter) -> Rgba {
        if filter == TextureFilter::Nearest {
            return self.texel(floor(u), floor(v));
        }
        let (x, y) = (to_subpixel(u - 0.5), to_subpixel(v - 0.5));
        let (left, top) = (x >> 8, y >> 8);
        let corner = self.texel(left, top);
        // Glyphs sit on whole pixels, so for nearly all text one texel is the answer.
        if (x & 255, y & 255) == (0, 0) {
            return corner;
        }
        let (right, down) = (as_f32(x & 255) / SUBPIXEL, as_f32(y & 255) / SUBPIXEL);
        let upper = mix(corner, self.texel(left + 1, top), right);
        let lower = mix(self.texel(left, top + 1), self.texel(left + 1, top + 1), right);
        mix(upper, lower, down)
    }
}

fn mix(from: Rgba, to: Rgba, share: f32) -> Rgba {
    let mut mixed = from;
    mixed.iter_mut().zip(to).for_each(|(part, to)| *part += (to - *part) * share);
    mixed
}

fn wrap(place: i64, side: usize, mode: TextureWrapMode) -> usize {
    let side = to_i64(side).max(1);
    let place = match mode {
        TextureWrapMode::ClampToEdge => place.clamp(0, side - 1),
        TextureWrapMode::Repeat => place.rem_euclid(side),
        TextureWrapMode::MirroredRepeat => {
            let place = place.rem_euclid(2 * side);
            place.min(2 * side - 1 - place)
        }
    };
    usize::try_from(place).unwrap_or(0)
}
