//! Paths side by side: one operation on a group of them at once.
//!
//! Everything here is plain arithmetic on arrays of fixed length, in an order
//! that does not depend on the processor: additions and multiplications, never
//! fused, so that the same draws give the same bits on every machine.
#![expect(
    clippy::inline_always,
    reason = "compiled for the widest registers only where it is put into the dispatched function"
)]

pub mod steps;

use std::ops::{AddAssign, Deref, DerefMut, Index, IndexMut};
use std::sync::atomic::{AtomicBool, Ordering};

/// Paths in a group.
pub const LANES: usize = 64;

/// Something on each path of a group, where the widest registers like it best:
/// a load never touches two lines of the cache.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(align(64))]
pub struct Lanes<T, const N: usize = LANES>(pub [T; N]);

/// A number on each path of a group: money.
pub type Wide<const N: usize = LANES> = Lanes<f64, N>;
/// A number on each path of a group: what chance does to a factor.
pub type Thin<const N: usize = LANES> = Lanes<f32, N>;

impl<T: Copy, const N: usize> Lanes<T, N> {
    /// The same on every path.
    #[inline(always)]
    pub const fn all(value: T) -> Self {
        Self([value; N])
    }

    /// Path by path.
    #[inline(always)]
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// Path by path, to be changed.
    #[inline(always)]
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.0.iter_mut()
    }

    /// By path.
    pub fn by(f: impl FnMut(usize) -> T) -> Self {
        Self(std::array::from_fn(f))
    }
}

impl<T, const N: usize> Deref for Lanes<T, N> {
    type Target = [T; N];

    #[inline(always)]
    fn deref(&self) -> &[T; N] {
        &self.0
    }
}

impl<T, const N: usize> DerefMut for Lanes<T, N> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [T; N] {
        &mut self.0
    }
}

impl<T, const N: usize> Index<usize> for Lanes<T, N> {
    type Output = T;

    #[inline(always)]
    #[expect(clippy::indexing_slicing, reason = "a lane of the group")]
    fn index(&self, lane: usize) -> &T {
        &self.0[lane]
    }
}

impl<T, const N: usize> IndexMut<usize> for Lanes<T, N> {
    #[inline(always)]
    #[expect(clippy::indexing_slicing, reason = "a lane of the group")]
    fn index_mut(&mut self, lane: usize) -> &mut T {
        &mut self.0[lane]
    }
}

impl<'a, T, const N: usize> IntoIterator for &'a Lanes<T, N> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    #[inline(always)]
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'a, T, const N: usize> IntoIterator for &'a mut Lanes<T, N> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    #[inline(always)]
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter_mut()
    }
}

/// The sum of lines; as it was where there are none.
#[inline(always)]
pub fn add_up<T: Copy + AddAssign, const N: usize>(lines: &[Lanes<T, N>], sum: &mut Lanes<T, N>) {
    let Some((first, others)) = lines.split_first() else { return };
    *sum = *first;
    for line in others {
        for (sum, v) in sum.iter_mut().zip(line) {
            *sum += *v;
        }
    }
}

/// Set where only the registers every processor has are to be used.
static NARROW: AtomicBool = AtomicBool::new(false);

/// From now on uses only the registers that every processor has: to measure
/// what that costs. Results stay the same to the bit.
pub fn use_narrow_registers(narrow: bool) {
    NARROW.store(narrow, Ordering::Relaxed);
}

/// Runs `op` compiled for the widest registers there are.
pub fn dispatch<Op: pulp::WithSimd>(op: Op) -> Op::Output {
    match pulp::Arch::new() {
        // Without wide registers too, values are looked at sixteen together.
        pulp::Arch::Scalar => op.with_simd(pulp::Scalar512b),
        _ if NARROW.load(Ordering::Relaxed) => op.with_simd(pulp::Scalar512b),
        arch => arch.dispatch(op),
    }
}

/// As [`steps::exp2`].
#[inline(always)]
fn exp2(x: f32) -> f32 {
    let Lanes([y]) = steps::exp2(Lanes([x]));
    y
}

/// e^x, to about 10⁻⁷ of the value and of x; exactly 1 at 0.
#[inline(always)]
#[must_use]
pub fn exp(x: f32) -> f32 {
    exp2(x * std::f32::consts::LOG2_E)
}

/// A product of two moves, held where 32 bits end.
#[inline(always)]
#[must_use]
pub fn held(product: f32) -> f32 {
    if product < f32::MAX { product } else { f32::MAX }
}

/// The furthest a path may be from the deterministic line, in yen: far beyond
/// what is stated, and near enough to work with in 32 bits.
pub const FURTHEST: f64 = 1e36;

/// How far a value is from the deterministic line.
#[inline(always)]
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "a distance, kept in f32")]
pub fn distance(value: f64, base: f64) -> f32 {
    let apart = value - base;
    // not `clamp`, as in `exp2`; and so what is no number is far off, too
    let apart = if apart < FURTHEST { apart } else { FURTHEST };
    let apart = if apart > -FURTHEST { apart } else { -FURTHEST };
    apart as f32
}

/// 1.5·2⁵²: with it added a number has no room for parts of a whole.
const NO_PARTS: f64 = 6_755_399_441_055_744.0;

/// The nearest whole number, of two the even one. Not `round` or `floor`, for
/// which processors without wide registers call a function, number by number.
///
/// **Limits**: from 2⁵¹ on, to what a sum with 1.5·2⁵² can tell.
#[inline(always)]
fn without_parts(value: f64) -> f64 {
    (value + NO_PARTS) - NO_PARTS
}

/// Cuts to whole yen towards zero what is not negative. What is within the
/// noise of binary numbers of a whole yen counts as that yen.
///
/// **Limits**: to the yen below 10¹⁴, beyond which the noise is more than a
/// yen; from 2⁵¹ on also to what a sum with 1.5·2⁵² can tell.
#[inline(always)]
#[must_use]
pub fn whole(value: f64) -> f64 {
    // half less, so that the nearest is the one below
    without_parts(value * (1.0 + 4e-15) + (1e-7 - 0.5))
}

/// Cuts whole yen that are not negative to a multiple of `unit`, a whole number
/// above one.
///
/// **Limits**: exact below 10¹⁵: half a yen is more than multiplying, which is
/// sooner done than dividing, is off by.
#[inline(always)]
#[must_use]
pub fn whole_units(yen: f64, unit: f64) -> f64 {
    without_parts(yen * (1.0 / unit) + (0.5 / unit - 0.5)) * unit
}

/// The nearest whole yen, halves away from zero.
///
/// **Limits**: exact below 2⁵¹.
#[inline(always)]
#[must_use]
pub fn nearest(value: f64) -> f64 {
    let (even, away) = (without_parts(value), 1.0_f64.copysign(value));
    // a half that went to zero
    if (value - even) * away >= 0.5 { even + away } else { even }
}

/// Shares whole yen out in proportion, as
/// [`share_out`](crate::domain::yen::share_out) does.
#[must_use]
pub fn share_out(total: f64, weights: &[f64]) -> Vec<f64> {
    let (mut parts, mut order) = (vec![0.0; weights.len()], vec![0; weights.len()]);
    share_into(total, weights, &mut parts, &mut order);
    parts
}

/// The same of a few.
#[must_use]
pub fn share_out_few<const K: usize>(total: f64, weights: &[f64; K]) -> [f64; K] {
    let (mut parts, mut order) = ([0.0; K], [0; K]);
    share_into(total, weights, &mut parts, &mut order);
    parts
}

/// The same into `parts`, all nothing before; `order` is room to work in.
#[expect(clippy::indexing_slicing, reason = "lists of one length")]
fn share_into(total: f64, weights: &[f64], parts: &mut [f64], order: &mut [usize]) {
    let sum: f64 = weights.iter().sum();
    if sum <= 0.0 {
        return;
    }
    let exact = |i: usize| total * (weights[i] / sum);
    let (mut left, mut count) = (0.0, 0);
    for (i, part) in parts.iter_mut().enumerate() {
        *part = whole(exact(i));
        left += *part;
        if weights[i] > 0.0 {
            order[count] = i;
            count += 1;
        }
    }
    left = total - left;
    let order = &mut order[..count];
    let rest = |i: usize| exact(i) - parts[i];
    order.sort_by(|&a, &b| rest(b).total_cmp(&rest(a)));
    for &i in &*order {
        if left < 0.5 {
            break;
        }
        parts[i] += 1.0;
        left -= 1.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_close_everywhere_and_exact_at_zero() {
        assert_eq!(exp2(0.0).to_bits(), 1.0_f32.to_bits());
        assert_eq!(exp(0.0).to_bits(), 1.0_f32.to_bits());
        let mut x = -30.0_f32;
        while x < 30.0 {
            assert!((f64::from(exp2(x)) / f64::from(x).exp2() - 1.0).abs() < 2.5e-7, "{x}");
            let room = 2.5e-7 + 1e-7 * f64::from(x.abs());
            assert!((f64::from(exp(x)) / f64::from(x).exp() - 1.0).abs() < room, "{x}");
            x += 0.003_7;
        }
    }

    #[test]
    fn powers_near_nothing_are_as_close() {
        fn exp2_m1<const D: u8>(x: f32) -> f32 {
            let Lanes([y]) = steps::exp2_m1::<D, 1>(Lanes([x]));
            y
        }
        fn off<const D: u8>(x: f32) -> f64 {
            ((1.0 + f64::from(exp2_m1::<D>(x))) / f64::from(x).exp2() - 1.0).abs()
        }
        assert_eq!(exp2_m1::<3>(0.0).to_bits(), 0.0_f32.to_bits());
        let tiny = f64::from(exp2_m1::<3>(1e-6)) / (1e-6 * std::f64::consts::LN_2);
        assert!((tiny - 1.0).abs() < 1e-6, "{tiny}");
        for i in -500_i16..=500 {
            let x = f32::from(i) / 1000.0;
            let far = f64::from(x.abs()) / 0.5;
            assert!(off::<5>(x) < 1.5e-7 + 3.3e-6 * far.powi(6), "{x}: {}", off::<5>(x));
            assert!(off::<3>(x / 5.0) < 1.5e-7 + 1.1e-6 * far.powi(4), "{x}: {}", off::<3>(x / 5.0));
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

    #[test]
    fn rounding_is_that_of_the_library() {
        let mut state = 1_u64;
        for _ in 0..100_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let digits = state >> 60; // of numbers from small to large
            #[expect(clippy::cast_precision_loss, reason = "a test value")]
            let number = (state & ((1 << 43) - 1)) as f64 / 10_f64.powi(i32::try_from(digits).unwrap());
            let cut = (number * (1.0 + 4e-15) + 1e-7).floor();
            assert_eq!(whole(number).to_bits(), cut.to_bits(), "{number}");
            for value in [number, number.floor(), number.floor() + 0.5] {
                assert_eq!(nearest(value).to_bits(), value.round().to_bits(), "{value}");
                assert!((nearest(-value) + value.round()).abs() < 0.1, "-{value}");
            }
            let yen = number.floor();
            for unit in [100.0, 1000.0] {
                let down = (yen / unit).floor() * unit;
                assert_eq!(whole_units(yen, unit).to_bits(), down.to_bits(), "{yen}");
            }
        }
        assert_eq!(whole(0.0).to_bits(), 0.0_f64.to_bits());
        assert_eq!(whole_units(999.0, 1000.0).to_bits(), 0.0_f64.to_bits());
    }
}
