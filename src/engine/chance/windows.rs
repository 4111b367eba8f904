//! Narrow windows, and what lies in them.
#![expect(
    clippy::inline_always,
    reason = "compiled for the widest registers only where it is put into the dispatched function"
)]

#[cfg(target_arch = "x86_64")]
use std::any::Any;

use pulp::{Simd, bytemuck};

use super::quantile::Place;

/// Values looked at together.
const CHUNK: usize = 64;

/// The most of which each is compared with each other.
const MOST_COUNTED: usize = 512;

/// Where to look: windows that do not overlap, in ascending order; one that is
/// nowhere begins and ends at infinity.
#[derive(Debug, Clone, Copy)]
pub(super) struct Windows<const W: usize> {
    pub(super) low: [f32; W],
    pub(super) high: [f32; W],
}

impl<const W: usize> Windows<W> {
    /// Keeps what lies in a window; how many values lie below each.
    #[inline(always)]
    pub(super) fn sift<S: Simd>(&self, simd: S, parts: &[&[f32]], close: &mut Kept) -> [usize; W] {
        close.make_room(parts.iter().map(|part| part.len()).sum());
        let (low, high) = (self.low.map(|b| simd.splat_f32s(b)), self.high.map(|b| simd.splat_f32s(b)));
        let (zero, step) = (simd.splat_u32s(0), simd.splat_u32s(counted_by::<S>()));
        let none = simd.splat_f32s(f32::NAN);
        let (mut counts, mut looked_at) = ([zero; W], 0);
        let mut below = [0; W];
        for part in parts {
            let (body, tail) = S::as_simd_f32s(part);
            looked_at += body.len() * S::F32_LANES;
            let together = CHUNK / S::F32_LANES;
            for (values, group) in part.chunks(CHUNK).zip(body.chunks(together)) {
                let mut inside = 0_u64;
                for (i, v) in group.iter().enumerate() {
                    // the end of the last window that begins at or below a value
                    let mut end = none;
                    for ((low, high), count) in low.iter().zip(&high).zip(&mut counts) {
                        let from = simd.greater_than_or_equal_f32s(*v, *low);
                        *count = simd.select_u32s(from, simd.add_u32s(*count, step), *count);
                        end = simd.select_f32s(from, *high, end);
                    }
                    let here = simd.less_than_or_equal_f32s(*v, end);
                    if let Some((first, count)) = put_first(simd, *v, here) {
                        close.push_first(first, count);
                    } else {
                        inside |= bits(simd, here) << (i * S::F32_LANES);
                    }
                }
                close.push_some(values, inside);
            }
            for v in tail {
                for ((low, high), below) in self.low.iter().zip(&self.high).zip(&mut below) {
                    *below += usize::from(v < low);
                    if v >= low && v <= high {
                        close.push(*v);
                    }
                }
            }
        }
        for (below, count) in below.iter_mut().zip(&counts) {
            *below += looked_at - added(count) / counted_by::<S>() as usize;
        }
        below
    }
}

/// Values kept, in memory that is used again and again.
#[derive(Debug, Default)]
pub(super) struct Kept {
    room: Vec<f32>,
    count: usize,
}

/// How many values are put down at once, wanted or not.
const AT_ONCE: usize = 8;

/// Values in the widest registers.
const WIDEST: usize = 16;

impl Kept {
    /// Nothing, with room for `n` values.
    fn make_room(&mut self, n: usize) {
        self.count = 0;
        if self.room.len() < n + WIDEST {
            self.room.resize(n + WIDEST, 0.0);
        }
    }

    #[inline(always)]
    fn push(&mut self, value: f32) {
        if let Some(slot) = self.room.get_mut(self.count) {
            *slot = value;
            self.count += 1;
        }
    }

    /// The first `count` of some values, all of which are put down.
    #[inline(always)]
    fn push_first(&mut self, values: [f32; WIDEST], count: usize) {
        if let Some(slots) = self.room.get_mut(self.count..self.count + WIDEST) {
            slots.copy_from_slice(&values);
            self.count += count;
        }
    }

    /// Those at the bits of `inside`.
    #[inline(always)]
    fn push_some(&mut self, values: &[f32], mut inside: u64) {
        let count = inside.count_ones() as usize;
        if let Ok(values) = <&[f32; CHUNK]>::try_from(values) {
            // Eight at once, whether or not there are as many: how many there
            // are no processor can guess.
            let mut slots = self.room.get_mut(self.count..).unwrap_or_default();
            while inside != 0 {
                let Some((now, then)) = slots.split_first_chunk_mut::<AT_ONCE>() else { break };
                for slot in now {
                    let at = inside.trailing_zeros() as usize % CHUNK;
                    *slot = values.get(at).copied().unwrap_or_default();
                    inside &= inside.wrapping_sub(1);
                }
                slots = then;
            }
            self.count += count;
            return;
        }
        while inside != 0 {
            self.push(values.get(inside.trailing_zeros() as usize).copied().unwrap_or_default());
            inside &= inside - 1;
        }
    }

    /// All that were kept.
    pub(super) fn all(&self) -> &[f32] {
        self.room.get(..self.count).unwrap_or_default()
    }

    /// The same, to be put in order.
    pub(super) fn all_mut(&mut self) -> &mut [f32] {
        self.room.get_mut(..self.count).unwrap_or_default()
    }

    /// The same, and what is larger than each up to a multiple of `lanes`.
    fn padded(&mut self, lanes: usize) -> &[f32] {
        let end = self.count.next_multiple_of(lanes);
        if self.room.len() < end {
            self.room.resize(end, 0.0);
        }
        if let Some(rest) = self.room.get_mut(self.count..end) {
            rest.fill(f32::INFINITY);
        }
        self.room.get(..end).unwrap_or_default()
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

    /// In each window the value with `less` of the window's below it, and the
    /// next, of `few` that lie in the windows; none where they are not among
    /// them.
    ///
    /// **Formula**: of those with at most so many below them the largest. So
    /// few are counted sooner than put in order.
    #[inline(always)]
    pub(super) fn pairs<S: Simd>(
        &self,
        simd: S,
        few: &mut Kept,
        less: [Option<usize>; 5],
    ) -> [Option<(f32, f32)>; 5] {
        let start = counts(simd, few.all(), self.low.map(f32::next_down));
        let end = counts(simd, few.all(), self.high);
        let mut ranks = [None; 5];
        for (rank, ((start, end), less)) in ranks.iter_mut().zip(start.into_iter().zip(end).zip(less)) {
            *rank = less.map(|less| start + less).filter(|rank| rank + 1 < end);
        }
        let n = few.count;
        if n > MOST_COUNTED {
            let few = few.all_mut();
            few.sort_unstable_by(f32::total_cmp);
            return ranks.map(|rank| rank.and_then(|r| Some((*few.get(r)?, *few.get(r + 1)?))));
        }
        let few = few.padded(S::F32_LANES);
        let step = counted_by::<S>();
        let (one, none) = (simd.splat_u32s(step), simd.splat_f32s(f32::NEG_INFINITY));
        #[expect(clippy::cast_possible_truncation, reason = "ranks among few")]
        let bound = |rank: Option<usize>, on| simd.splat_u32s((rank.unwrap_or_default() as u32 + on) * step);
        let bounds = ranks.map(|rank| [bound(rank, 0), bound(rank, 1)]);
        let mut largest = [[none; 2]; 5];
        for v in S::as_simd_f32s(few).0 {
            let mut below = simd.splat_u32s(0);
            for other in few.iter().take(n) {
                let under = simd.less_than_f32s(simd.splat_f32s(*other), *v);
                below = simd.select_u32s(under, simd.add_u32s(below, one), below);
            }
            for (largest, bound) in largest.iter_mut().flatten().zip(bounds.iter().flatten()) {
                let fits = simd.less_than_or_equal_u32s(below, *bound);
                *largest = simd.max_f32s(*largest, simd.select_f32s(fits, *v, none));
            }
        }
        let mut pairs = [None; 5];
        for ((pair, rank), [here, next]) in pairs.iter_mut().zip(ranks).zip(largest) {
            *pair = rank.map(|_| (simd.reduce_max_f32s(here), simd.reduce_max_f32s(next)));
        }
        pairs
    }
}

/// How many values are at most as large as each bound.
#[inline(always)]
pub(super) fn counts<S: Simd>(simd: S, values: &[f32], bounds: [f32; 5]) -> [usize; 5] {
    let splat = bounds.map(|b| simd.splat_f32s(b));
    let one = simd.splat_u32s(counted_by::<S>());
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
        counts.get(w).map_or(0, added) / counted_by::<S>() as usize + rest
    })
}

/// What each value counts for: the widest registers add something to some of
/// their lanes in one go, unless it is one; others take one off all the lanes
/// that hold minus one.
const fn counted_by<S: Simd>() -> u32 {
    if size_of::<S::m32s>() == 2 { 2 } else { 1 }
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

/// The values wanted, in front of whatever else there is, and how many they
/// are: in the widest registers, which do so in one go. Nothing in others.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn put_first<S: Simd>(simd: S, values: S::f32s, wanted: S::m32s) -> Option<([f32; WIDEST], usize)> {
    let simd: &dyn Any = &simd;
    let widest = simd.downcast_ref::<pulp::x86::V4>()?;
    let (values, wanted) = (bytemuck::try_cast(values).ok()?, bytemuck::try_cast::<_, u16>(wanted).ok()?);
    let first = widest.avx512f._mm512_maskz_compress_ps(wanted, values);
    Some((bytemuck::cast(first), wanted.count_ones() as usize))
}

/// No other processors do so.
#[cfg(not(target_arch = "x86_64"))]
#[inline(always)]
fn put_first<S: Simd>(_: S, _: S::f32s, _: S::m32s) -> Option<([f32; WIDEST], usize)> {
    None
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

#[cfg(test)]
mod tests {
    use super::*;

    const SIMD: pulp::Scalar512b = pulp::Scalar512b;

    /// What lies in windows and what is counted, by some registers.
    struct Found<'a>(&'a [&'a [f32]], Windows<5>);

    impl pulp::WithSimd for Found<'_> {
        type Output = (Vec<u32>, [usize; 5], [usize; 5], [Option<(f32, f32)>; 5]);

        #[inline(always)]
        fn with_simd<S: Simd>(self, simd: S) -> Self::Output {
            let Self(parts, windows) = self;
            let mut kept = Kept::default();
            let below = windows.sift(simd, parts, &mut kept);
            let all = kept.all().iter().map(|v| v.to_bits()).collect();
            let upto = counts(simd, kept.all(), windows.high);
            (all, below, upto, windows.pairs(simd, &mut kept, [Some(3); 5]))
        }
    }

    #[test]
    fn registers_of_every_width_find_the_same() {
        // whole chunks, a part of one, and less than a register holds; far out, ties
        let all: Vec<f32> = (0..1_603_u16).map(|i| f32::from(i.wrapping_mul(7919) % 701) - 350.0).collect();
        let far = [f32::NEG_INFINITY, f32::MIN, f32::MAX, 0.0, -0.0];
        let (start, rest) = all.split_at(1_000);
        let parts = [start, &far, rest];
        let nowhere = f32::INFINITY;
        for windows in [
            Windows { low: [-340.0, -200.0, -3.0, 100.0, 300.0], high: [-320.0, -190.0, 3.0, 120.0, 310.0] },
            Windows {
                low: [-340.0, nowhere, -3.0, nowhere, 300.0],
                high: [-320.0, nowhere, 3.0, nowhere, 310.0],
            },
        ] {
            let of = || Found(&parts, windows);
            let plain = SIMD.vectorize(of());
            let values = parts.concat();
            let within =
                |v: f32| windows.low.iter().zip(&windows.high).any(|(low, high)| (*low..=*high).contains(&v));
            let wanted: Vec<u32> = values.iter().filter(|v| within(**v)).map(|v| v.to_bits()).collect();
            assert_eq!(plain.0, wanted);
            assert_eq!(plain.1, windows.low.map(|low| values.iter().filter(|v| **v < low).count()));
            assert_eq!(pulp::Arch::new().dispatch(of()), plain);
            #[cfg(target_arch = "x86_64")]
            if let Some(narrower) = pulp::x86::V3::try_new() {
                assert_eq!(Simd::vectorize(narrower, of()), plain);
            }
        }
    }

    #[test]
    fn pairs_are_those_of_the_values_in_order() {
        // few enough to be compared with each other, and more; with ties
        for n in [60_u16, 150, 1100] {
            let all: Vec<f32> = (0..n).map(|i| f32::from(i.wrapping_mul(7919) % n / 2)).collect();
            let end = f32::from(n / 2);
            let parts = [0.0, 0.2, 0.4, 0.6, 0.8].map(|part| (part * end).floor());
            let windows = Windows { low: parts, high: parts.map(|low| low + (0.15 * end).floor()) };
            let mut few = Kept::default();
            let below = windows.sift(SIMD, &[&all], &mut few);
            let mut sorted = all.clone();
            sorted.sort_by(f32::total_cmp);
            for less in 0..n / 10 {
                let less = usize::from(less);
                let found = windows.pairs(SIMD, &mut few, [Some(less); 5]);
                for ((pair, below), high) in found.into_iter().zip(below).zip(windows.high) {
                    let within = (sorted[below + less], sorted[below + less + 1]);
                    assert_eq!(pair, (within.1 <= high).then_some(within), "{n} {less}");
                }
            }
        }
    }
}
