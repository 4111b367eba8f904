//! Narrow windows, and what lies in them.
#![expect(
    clippy::inline_always,
    reason = "compiled for the widest registers only where it is put into the dispatched function"
)]

use pulp::{Simd, bytemuck};

use super::quantile::Place;

/// Values looked at together.
const CHUNK: usize = 64;

/// Some values: in ascending order of value, five windows that do not overlap.
#[derive(Debug, Clone, Copy)]
pub(super) struct Windows<const W: usize> {
    pub(super) low: [f32; W],
    pub(super) high: [f32; W],
}

impl<const W: usize> Windows<W> {
    /// Keeps what lies in a window; how many values lie below each.
    #[inline(always)]
    pub(super) fn sift<S: Simd>(&self, simd: S, parts: &[&[f32]], close: &mut Vec<f32>) -> [usize; W] {
        let n = parts.iter().map(|part| part.len()).sum();
        if close.len() < n {
            close.resize(n, 0.0);
        }
        let (low, high) = (self.low.map(|b| simd.splat_f32s(b)), self.high.map(|b| simd.splat_f32s(b)));
        let (zero, one) = (simd.splat_u32s(0), simd.splat_u32s(1));
        let mut counts = [zero; W];
        let (mut below, mut kept) = ([0; W], 0);
        let mut keep = |v: f32| {
            if let Some(slot) = close.get_mut(kept) {
                *slot = v;
                kept += 1;
            }
        };
        for part in parts {
            let (body, tail) = S::as_simd_f32s(part);
            let together = CHUNK / S::F32_LANES;
            for (values, group) in part.chunks(CHUNK).zip(body.chunks(together)) {
                let mut inside = 0_u64;
                for (i, v) in group.iter().enumerate() {
                    let mut any = simd.less_than_f32s(*v, *v);
                    for ((low, high), count) in low.iter().zip(&high).zip(&mut counts) {
                        let under = simd.less_than_f32s(*v, *low);
                        *count = simd.select_u32s(under, simd.add_u32s(*count, one), *count);
                        let upto = simd.less_than_or_equal_f32s(*v, *high);
                        // one of them only: in the window, and in no other
                        any = simd.xor_m32s(any, simd.xor_m32s(under, upto));
                    }
                    inside |= bits(simd, any) << (i * S::F32_LANES);
                }
                while inside != 0 {
                    keep(values.get(inside.trailing_zeros() as usize).copied().unwrap_or_default());
                    inside &= inside - 1;
                }
            }
            for v in tail {
                for ((low, high), below) in self.low.iter().zip(&self.high).zip(&mut below) {
                    *below += usize::from(v < low);
                    if v >= low && v <= high {
                        keep(*v);
                    }
                }
            }
        }
        close.truncate(kept);
        for (below, count) in below.iter_mut().zip(&counts) {
            *below += added(count);
        }
        below
    }
}

impl Windows<5> {
    /// Where the values of the places wanted lie, if the windows are evenly
    /// filled: `inside` in each, `below` below it. Nothing where a window
    /// missed its rank.
    #[expect(clippy::cast_precision_loss, reason = "ranks")]
    pub(super) fn narrowed(&self, places: &[Place; 5], below: [usize; 5], inside: [usize; 5]) -> Self {
        let mut narrow = Self { low: [f32::INFINITY; 5], high: [f32::INFINITY; 5] };
        let ends = narrow.low.iter_mut().zip(&mut narrow.high);
        let windows = self.low.iter().zip(&self.high).zip(places.iter().zip(below.into_iter().zip(inside)));
        for ((from, to), ((low, high), (place, (below, inside)))) in ends.zip(windows) {
            let Some(rank) = place.rank.checked_sub(below).filter(|rank| rank + 1 < inside) else { continue };
            let apart = (high - low) / inside as f32;
            // about two standard errors of a rank within the window
            let reach = (inside as f32).sqrt() + 2.0;
            let at = rank as f32 + 1.0;
            (*from, *to) = ((low + (at - reach) * apart).max(*low), (low + (at + reach) * apart).min(*high));
        }
        narrow
    }

    /// The value with `less` below it in the window `w`, and the next, of all
    /// that lies in the windows, in order; none where they are not among it.
    pub(super) fn pair(&self, few: &[f32], w: usize, less: usize) -> Option<(f32, f32)> {
        let (low, high) = (self.low.get(w)?, self.high.get(w)?);
        let (start, end) = (few.partition_point(|v| v < low), few.partition_point(|v| v <= high));
        let here = start + less;
        if here + 1 >= end {
            return None;
        }
        Some((*few.get(here)?, *few.get(here + 1)?))
    }
}

/// How many values are at most as large as each bound.
#[inline(always)]
pub(super) fn counts<S: Simd>(simd: S, values: &[f32], bounds: [f32; 5]) -> [usize; 5] {
    let splat = bounds.map(|b| simd.splat_f32s(b));
    let one = simd.splat_u32s(1);
    let mut counts = [simd.splat_u32s(0); 5];
    let (body, tail) = S::as_simd_f32s(values);
    for v in body {
        for (bound, count) in splat.iter().zip(&mut counts) {
            let upto = simd.less_than_or_equal_f32s(*v, *bound);
            *count = simd.select_u32s(upto, simd.add_u32s(*count, one), *count);
        }
    }
    std::array::from_fn(|w| {
        let rest = bounds.get(w).map_or(0, |bound| tail.iter().filter(|v| *v <= bound).count());
        counts.get(w).map_or(0, added) + rest
    })
}

/// The lanes of a count, added up.
#[inline(always)]
fn added<C: bytemuck::Pod>(count: &C) -> usize {
    let lanes: &[u32] = bytemuck::cast_slice(std::slice::from_ref(count));
    lanes.iter().sum::<u32>() as usize
}

/// What was counted below the window `w`.
pub(super) fn counted(upto: &[usize; 5], w: usize) -> usize {
    w.checked_sub(1).and_then(|before| upto.get(before)).copied().unwrap_or_default()
}

/// One bit for each lane that is true.
#[inline(always)]
fn bits<S: Simd>(simd: S, mask: S::m32s) -> u64 {
    if let [low, high] = bytemuck::bytes_of(&mask) {
        // The widest registers keep them so.
        return u64::from(u16::from_le_bytes([*low, *high]));
    }
    let flags = simd.select_u32s(mask, simd.splat_u32s(1), simd.splat_u32s(0));
    let lanes: &[u32] = bytemuck::cast_slice(std::slice::from_ref(&flags));
    let mut bits = 0;
    for (i, lane) in lanes.iter().enumerate() {
        bits |= lane << i;
    }
    bits.into()
}
