//! Paths side by side: one operation on a group of them at once.
//!
//! Everything here is plain arithmetic on arrays of fixed length, in an order
//! that does not depend on the processor: additions and multiplications, never
//! fused, so that the same draws give the same bits on every machine.
#![expect(
    clippy::inline_always,
    reason = "compiled for the widest registers only where it is put into the dispatched function"
)]

/// Paths in a group.
pub const LANES: usize = 64;

/// A number on each path of a group: money.
pub type Wide<const N: usize = LANES> = [f64; N];
/// A number on each path of a group: what chance does to a factor.
pub type Thin<const N: usize = LANES> = [f32; N];

/// e^x, to about 10⁻⁷ of the value; exactly 1 at 0. Held at |x| = 87.
///
/// **Formula**: x = k·ln 2 + r, e^x = 2^k·e^r, e^r by a polynomial of degree 7.
/// **Source**: S. L. Moshier, Cephes, expf.
#[inline(always)]
#[must_use]
#[expect(clippy::many_single_char_names, reason = "as in the formula")]
pub fn exp(x: f32) -> f32 {
    const SHIFT: f32 = 12_582_912.0; // 1.5·2²³: adding it rounds to whole
    let x = x.clamp(-87.0, 87.0);
    let shifted = x * std::f32::consts::LOG2_E + SHIFT;
    let k = shifted - SHIFT;
    let r = x - k * 0.693_359_4;
    let r = r - k * -2.121_944_4e-4;
    let mut p = 1.987_569_1e-4_f32;
    p = p * r + 1.398_199_9e-3;
    p = p * r + 8.333_452e-3;
    p = p * r + 4.166_579_6e-2;
    p = p * r + 1.666_666_5e-1;
    p = p * r + 0.5;
    let e = p * (r * r) + r + 1.0;
    let power = shifted.to_bits().wrapping_sub(SHIFT.to_bits()).wrapping_add(127) << 23;
    e * f32::from_bits(power)
}

/// Cuts to whole yen towards zero what is not negative. What is within the
/// noise of binary numbers of a whole yen counts as that yen.
#[inline(always)]
#[must_use]
pub fn whole(value: f64) -> f64 {
    (value + (value.abs() * 4e-15 + 1e-7)).floor()
}

/// The nearest whole yen, halves away from zero.
#[inline(always)]
#[must_use]
pub fn nearest(value: f64) -> f64 {
    if value < 0.0 { -((0.5 - value).floor()) } else { (value + 0.5).floor() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close_everywhere_and_exact_at_zero() {
        assert_eq!(exp(0.0).to_bits(), 1.0_f32.to_bits());
        let mut x = -20.0_f32;
        while x < 20.0 {
            let true_value = f64::from(x).exp();
            assert!((f64::from(exp(x)) / true_value - 1.0).abs() < 2.5e-7, "{x}");
            x += 0.003_7;
        }
    }

    #[test]
    fn whole_yen_survive_binary_noise() {
        let parts = 0.1 + 0.2; // a little above 0.3
        assert_eq!(whole(99.999_999_999_99).to_bits(), 100.0_f64.to_bits());
        assert_eq!(whole(99.99).to_bits(), 99.0_f64.to_bits());
        assert_eq!(nearest(-2.5).to_bits(), (-3.0_f64).to_bits());
        assert_eq!(nearest(10.0 * parts).to_bits(), 3.0_f64.to_bits());
    }
}
