//! The paths of factors: points of a Sobol sequence on a Brownian bridge.

use sobol_burley::{sample, sample_4d};

use super::correlation::{Square, eigen};
use super::draws::MONTHS;
use super::normal;
use crate::domain::risk_factor::RiskFactor;

/// The longest Sobol sequence; further paths come from new scramblings.
const SEQUENCE: u32 = 1 << 16;

/// Normals of a path that Sobol's own dimensions cover; the others are covered
/// four by four.
const COARSE: usize = 31;

/// The scrambling of a stretch of a Sobol sequence.
#[expect(clippy::cast_possible_truncation, reason = "folds the seed into the 32 bits there are")]
fn scrambling(seed: u64, index: u32, purpose: u32) -> u32 {
    let folded = (seed ^ (seed >> 32)) as u32;
    let stretch = index / SEQUENCE;
    folded
        .wrapping_mul(0x9E37_79B9)
        .wrapping_add(stretch.wrapping_mul(0x85EB_CA6B))
        .wrapping_add(purpose.wrapping_mul(0xC2B2_AE35))
}

/// The middle of the step a 24-bit number stands for: never 0 or 1.
fn inside(u: f32) -> f64 {
    (f64::from(u) + 0.5 / f64::from(1 << 24)).clamp(1e-9, 1.0 - 1e-9)
}

/// Three uniform numbers of a path, by Sobol's first dimensions.
pub(super) fn uniforms(seed: u64, index: u32) -> [f64; 3] {
    let [a, b, c, _] = sample_4d(index % SEQUENCE, 0, scrambling(seed, index, 0));
    [inside(a), inside(b), inside(c)]
}

/// The months put in first, all at once: what a quantile of one of them
/// depends on are few of Sobol's dimensions, and the first.
const ANCHORS: [usize; 4] = [12, 36, 120, 360];

/// Between which two points of a path a third is put, and how.
struct Step {
    left: usize,
    middle: usize,
    right: usize,
    from_left: f64,
    from_right: f64,
    spread: f64,
}

/// How a path is made of normals.
pub(super) struct Bridge {
    /// The anchors, each with its weights of the first normals.
    anchors: Vec<(usize, Vec<f64>)>,
    /// The other months in order, a normal each.
    steps: Vec<Step>,
}

pub(super) fn months(n: usize) -> f64 {
    f64::from(u16::try_from(n).unwrap_or(u16::MAX))
}

impl Bridge {
    /// The anchors by principal components of their correlations, so that each
    /// owes most of its spread to the first normal; then, between two months
    /// that are known, the one in the middle, where they are furthest apart.
    ///
    /// **Source**: Glasserman, Monte Carlo Methods in Financial Engineering
    /// (2003), §3.1 and §5.5.2.
    pub(super) fn new() -> Self {
        let month = |i: usize| ANCHORS.get(i).copied().map_or(1.0, months);
        let together = Square::from_fn(ANCHORS.len(), |i, j| {
            let (a, b) = (month(i), month(j));
            (a.min(b) / a.max(b)).sqrt()
        });
        let (values, vectors) = eigen(&together);
        let mut order: Vec<(f64, usize)> = values.into_iter().zip(0..).collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0));
        let weight =
            |i: usize, (value, k): (f64, usize)| (month(i) * value.max(0.0)).sqrt() * vectors.at(i, k);
        let row = |i: usize| order.iter().map(|&component| weight(i, component)).collect();
        let anchors = ANCHORS.into_iter().enumerate().map(|(i, anchor)| (anchor, row(i))).collect();
        Self { anchors, steps: steps() }
    }

    /// A factor's path, in standard deviations of a month. `path` has a place
    /// for each month from 0; `points` is room to work in.
    pub(super) fn path(&self, seed: u64, index: u32, factor: usize, points: &mut Vec<f64>, path: &mut [f64]) {
        all_normals(seed, index, factor, points);
        self.fill(points, path);
    }

    /// The paths of two of the first four factors in the few months that
    /// Sobol's own dimensions settle, the same months on every path; in the
    /// others they stay as they are.
    pub(super) fn sketch(&self, seed: u64, index: u32, factors: [usize; 2], paths: [&mut [f64]; 2]) {
        let mut normals = [[0.0; COARSE]; 2];
        for point in 0..COARSE {
            let together = first_four(seed, index, point);
            for (normals, factor) in normals.iter_mut().zip(factors) {
                if let (Some(z), Some(u)) = (normals.get_mut(point), together.get(factor)) {
                    *z = normal::inverse(inside(*u));
                }
            }
        }
        for (normals, path) in normals.iter().zip(paths) {
            self.fill(normals, path);
        }
    }

    /// As many months of a path as there are normals for.
    fn fill(&self, normals: &[f64], path: &mut [f64]) {
        for (month, weights) in &self.anchors {
            if let Some(place) = path.get_mut(*month) {
                *place = weights.iter().zip(normals).map(|(weight, z)| weight * z).sum();
            }
        }
        for (step, z) in self.steps.iter().zip(normals.iter().skip(self.anchors.len())) {
            let at = |i: usize| path.get(i).copied().unwrap_or_default();
            let value = step.from_left * at(step.left) + step.from_right * at(step.right) + step.spread * z;
            if let Some(place) = path.get_mut(step.middle) {
                *place = value;
            }
        }
    }
}

/// The months between the anchors, widest gaps first, earlier ones before.
fn steps() -> Vec<Step> {
    let mut known = vec![0];
    known.extend(ANCHORS);
    let mut steps = Vec::with_capacity(MONTHS);
    loop {
        let gaps = known.windows(2).zip(1..).filter_map(|(pair, place)| match *pair {
            [left, right] => Some((right - left, std::cmp::Reverse(place), left, right)),
            _ => None,
        });
        let Some((2.., std::cmp::Reverse(place), left, right)) = gaps.max() else { return steps };
        let middle = usize::midpoint(left, right);
        let (a, b, whole) = (months(middle - left), months(right - middle), months(right - left));
        let (from_left, from_right, spread) = (b / whole, a / whole, (a * b / whole).sqrt());
        steps.push(Step { left, middle, right, from_left, from_right, spread });
        known.insert(place, middle);
    }
}

/// The dimension of a factor's point among Sobol's own.
#[expect(clippy::cast_possible_truncation, reason = "a few hundred points")]
const fn dimension(point: usize, factor: usize) -> u32 {
    (4 + point * RiskFactor::COUNT + factor) as u32
}

/// A point of the first four factors at once, which takes as long as one.
fn first_four(seed: u64, index: u32, point: usize) -> [f32; 4] {
    const { assert!(RiskFactor::COUNT.is_multiple_of(4)) };
    sample_4d(index % SEQUENCE, dimension(point, 0) / 4, scrambling(seed, index, 0))
}

/// The first normals of a path, by Sobol's own dimensions.
fn coarse_normals(seed: u64, index: u32, factor: usize, into: &mut Vec<f64>) {
    into.clear();
    let first = scrambling(seed, index, 0);
    for point in 0..COARSE {
        into.push(normal::inverse(inside(sample(index % SEQUENCE, dimension(point, factor), first))));
    }
}

/// The normals of a path in their order: the others four at a time from
/// scramblings of their own.
#[expect(clippy::cast_possible_truncation, reason = "a few hundred points")]
fn all_normals(seed: u64, index: u32, factor: usize, into: &mut Vec<f64>) {
    coarse_normals(seed, index, factor, into);
    let mut set = 0_u32;
    while into.len() < MONTHS {
        let set_seed = scrambling(seed, index, 1 + factor as u32 * 1000 + set);
        into.extend(sample_4d(index % SEQUENCE, 0, set_seed).map(|u| normal::inverse(inside(u))));
        set += 1;
    }
    into.truncate(MONTHS);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sketch_goes_through_its_path() {
        let bridge = Bridge::new();
        let (mut points, mut path) = (Vec::new(), vec![0.0; MONTHS + 1]);
        let mut sketches = [vec![f64::NAN; MONTHS + 1], vec![f64::NAN; MONTHS + 1]];
        for (seed, index) in [(1, 0), (7, 40_000), (7, 70_000)] {
            let [one, other] = &mut sketches;
            bridge.sketch(seed, index, [1, 2], [one, other]);
            for (factor, sketch) in [1, 2].into_iter().zip(&sketches) {
                bridge.path(seed, index, factor, &mut points, &mut path);
                let met: Vec<_> = sketch.iter().zip(&path).filter(|(s, _)| !s.is_nan()).collect();
                assert_eq!(met.len(), COARSE);
                assert!(met.into_iter().all(|(s, p)| s.to_bits() == p.to_bits()), "{seed} {index} {factor}");
            }
        }
    }
}
