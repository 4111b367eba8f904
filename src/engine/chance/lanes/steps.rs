//! Arithmetic on many paths, step by step: each step on all of them before the
//! next.
//!
//! What is worked out on one path is a chain, each step waiting for the one
//! before; the chains of different paths do not wait for each other. A
//! processor looks for steps that could go on among the next few dozen it is
//! given, though, and is busier where those of many paths lie side by side.
#![expect(
    clippy::inline_always,
    reason = "compiled for the widest registers only where it is put into the dispatched function"
)]
#![expect(clippy::indexing_slicing, reason = "lanes of arrays of one length")]

use std::ops::{Add, Mul, Neg, Sub};

use super::Lanes;

/// One operation between lanes, and between lanes and what is the same on all.
macro_rules! operation {
    ($operation:ident, $name:ident) => {
        impl<const N: usize> $operation for Lanes<f32, N> {
            type Output = Self;

            #[inline(always)]
            fn $name(mut self, other: Self) -> Self {
                for l in 0..N {
                    self[l] = self[l].$name(other[l]);
                }
                self
            }
        }

        impl<const N: usize> $operation<f32> for Lanes<f32, N> {
            type Output = Self;

            #[inline(always)]
            fn $name(mut self, other: f32) -> Self {
                for l in 0..N {
                    self[l] = self[l].$name(other);
                }
                self
            }
        }
    };
}

operation!(Add, add);
operation!(Sub, sub);
operation!(Mul, mul);

impl<const N: usize> Neg for Lanes<f32, N> {
    type Output = Self;

    #[inline(always)]
    fn neg(mut self) -> Self {
        for l in 0..N {
            self[l] = -self[l];
        }
        self
    }
}

/// 2^x, to about 2·10⁻⁷ of the value; exactly 1 at 0. Held at |x| = 125.
///
/// **Formula**: x = k + r, |r| ≤ ½, 2^x = 2^k·2^r, 2^r by a polynomial of
/// degree 5 with the least largest relative error (9·10⁻⁸) among those that
/// are 1 at 0.
#[inline(always)]
#[must_use]
#[expect(clippy::approx_constant, reason = "the best coefficient, not quite ln 2")]
pub fn exp2<const N: usize>(mut x: Lanes<f32, N>) -> Lanes<f32, N> {
    const SHIFT: f32 = 12_582_912.0; // 1.5·2²³: adding it rounds to whole
    for l in 0..N {
        // not `clamp`, which takes twice the instructions to keep NaN apart
        let most = if x[l] > 125.0 { 125.0 } else { x[l] };
        x[l] = if most < -125.0 { -125.0 } else { most };
    }
    let shifted = x + SHIFT;
    let r = x - (shifted - SHIFT);
    let mut p = r * 1.326_472e-3 + 9.671_513e-3;
    p = p * r + 5.550_733_6e-2;
    p = p * r + 0.240_222_42;
    p = p * r + 0.693_147;
    p = p * r + 1.0;
    for l in 0..N {
        // k goes to the exponent; what SHIFT has besides is shifted out
        p[l] = f32::from_bits(p[l].to_bits().wrapping_add(shifted[l].to_bits() << 23));
    }
    p
}

/// 2^x − 1 of an x near 0: what a number times 2^x is more than that number,
/// with all digits there are even where it is next to nothing.
///
/// **Formula**: its series up to x³ or x⁵, by `D`. **Limits**: of 2^x, to
/// 1.1·10⁻⁶ at |x| = 0.1 and 3.3·10⁻⁶ at |x| = ½; within half of that to what
/// 32 bits can tell.
#[inline(always)]
#[must_use]
pub fn exp2_m1<const D: u8, const N: usize>(x: Lanes<f32, N>) -> Lanes<f32, N> {
    let mut p = Lanes::all(5.550_411e-2);
    if D > 3 {
        p = x * (x * 1.333_355_8e-3 + 9.618_129e-3) + p;
    }
    x * (x * (x * p + 0.240_226_5) + std::f32::consts::LN_2)
}
