//! Numbers of the rasteriser: whole steps for places, and the casts, each with its reason.

/// Steps per pixel in positions and per texel in filtering, as on a graphics card.
pub(super) const SUBPIXEL: f32 = 256.0;
/// Farther out than any screen, yet products of two such lengths fit an `i64`.
const FARTHEST: f32 = 536_870_912.0;

pub(super) fn center(pixel: i64) -> i64 {
    pixel * 256 + 128
}

pub(super) fn first_center(subpixel: i64) -> i64 {
    (subpixel + 127) >> 8
}

pub(super) fn to_subpixel(pixels: f32) -> i64 {
    floor(pixels * SUBPIXEL + 0.5)
}

pub(super) fn to_i64(side: usize) -> i64 {
    i64::try_from(side).unwrap_or(i64::MAX)
}

#[expect(clippy::cast_possible_truncation, reason = "clamped; NaN becomes 0")]
pub(super) fn floor(value: f32) -> i64 {
    // The library's floor is a call on processors without SSE4.1, and this runs per pixel.
    let value = value.clamp(-FARTHEST, FARTHEST);
    let towards_zero = value as i64;
    towards_zero - i64::from(as_f32(towards_zero) > value)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` stops at 0 and 255, which is what a frame buffer does"
)]
pub(super) fn to_byte(value: f32) -> u8 {
    (value + 0.5) as u8
}

#[expect(clippy::cast_precision_loss, reason = "sides are small; what was an f32 goes back exactly")]
pub(super) fn as_f32(value: i64) -> f32 {
    value as f32
}

#[expect(clippy::cast_precision_loss, reason = "lengths stay below 2^31, areas may round")]
pub(super) fn as_f64(value: i64) -> f64 {
    value as f64
}

#[expect(clippy::cast_possible_truncation, reason = "colours and texels need no f64")]
pub(super) fn narrow(value: f64) -> f32 {
    value as f32
}
