//! Both courses over chance: what may come of them on the same paths, and how
//! well the odds at which they tie are known from it.

use std::cmp::Ordering;

use super::{Pair, Tie, is_zero, unless_alike, utility};

/// What a simulation says of both courses, with and without a default.
///
/// **Units**: yen of today's purchasing power, unless said otherwise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OverPaths {
    /// Arithmetic means.
    pub mean: Pair,
    /// How well their tie is known.
    pub mean_accuracy: Accuracy,
    /// How often each course ends above the other, on the same path, as shares
    /// 0..=1; and how well the tie of that is known.
    pub often: (Pair, Accuracy),
    /// Sure amounts of the same utility as what may come, and how well their tie
    /// is known; where utility is not defined on all paths, on how many not.
    pub sure: Result<(Pair, Accuracy), Ruin>,
    /// How many paths each rests on.
    pub paths: u32,
}

/// On how many paths a course leaves a net worth of zero or below, without a
/// default or with one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ruin {
    /// As things are.
    pub as_is: u32,
    /// With the plan.
    pub plan: u32,
}

/// How well a tie of two courses on the same paths is known.
///
/// **Formula**: with a path's gap a, as is less the plan without a default, and
/// its gap b, the plan less as is with one, p* = E a ÷ (E a + E b), and its
/// standard error is that of the mean of (1 − p*) a − p* b, divided by
/// |E a + E b| (delta method), as of independent paths.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Accuracy {
    /// How many standard errors the gap without a default is from zero.
    pub calm: f64,
    /// The same with a default.
    pub default: f64,
    /// The standard error of p*.
    pub chance: f64,
}

/// A gap closer to zero than so many standard errors may be of either sign.
const CERTAIN: f64 = 2.0;

/// A standard error of p* from which on it says nothing: within two of them
/// either way lies everything.
const NOTHING: f64 = 0.25;

impl Accuracy {
    /// Of the values of both courses path by path: as is without a default and
    /// with one, then the plan without and with.
    fn of([a0, a1, m0, m1]: [&[f64]; 4]) -> Self {
        let apart = |first: &[f64], second: &[f64]| -> Vec<f64> {
            first.iter().zip(second).map(|(first, second)| first - second).collect()
        };
        let (calm, default) = (apart(a0, m0), apart(m1, a1));
        let ((a, a_error), (b, b_error)) = (known(&calm), known(&default));
        let p = a / (a + b);
        let bent: Vec<f64> = calm.iter().zip(&default).map(|(a, b)| (1.0 - p) * a - p * b).collect();
        let errors = |gap: f64, error: f64| if error > 0.0 { gap.abs() / error } else { f64::INFINITY };
        Self { calm: errors(a, a_error), default: errors(b, b_error), chance: known(&bent).1 / (a + b).abs() }
    }

    /// Whether a tie, or that there is none, is more than chance made it.
    #[must_use]
    pub fn tells(self, tie: Tie) -> bool {
        match tie {
            Tie::At(_) => self.chance < NOTHING,
            Tie::AlternativeNeverWorse | Tie::FirstNeverWorse => self.calm.min(self.default) >= CERTAIN,
            Tie::Equal => true,
        }
    }
}

/// A mean and its standard error.
fn known(values: &[f64]) -> (f64, f64) {
    let count = count(values);
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    (mean, (squares / (count - 1.0).max(1.0) / count).sqrt())
}

fn count(values: &[f64]) -> f64 {
    f64::from(u32::try_from(values.len()).unwrap_or(u32::MAX)).max(1.0)
}

impl OverPaths {
    /// Of net worth at the horizon path by path, in the order of [`Pair::of`],
    /// with a weight on losses γ, 0 or more.
    ///
    /// **Source**: model §1.9, "use expected values", and equation (21).
    #[must_use]
    pub fn of(ends: &[Vec<f64>; 4], aversion: f64) -> Self {
        let [a0, a1, m0, m1] = ends;
        let alike = |as_is: &[f64], plan: &[f64]| -> Vec<f64> {
            as_is.iter().zip(plan).map(|(as_is, plan)| unless_alike(*as_is, *plan)).collect()
        };
        let (m0, m1) = (&alike(a0, m0), &alike(a1, m1));
        let mean = Pair::of([known(a0).0, known(a1).0, known(m0).0, known(m1).0]);
        let mean_accuracy = Accuracy::of([a0, a1, m0, m1]);
        let paths = u32::try_from(a0.len()).unwrap_or(u32::MAX);
        let sure = if is_zero(aversion) {
            Ok((mean, mean_accuracy))
        } else {
            in_utility([a0, a1, m0, m1], aversion)
                .ok_or_else(|| Ruin { as_is: ruined(a0, a1), plan: ruined(m0, m1) })
        };
        let [calm, default] = [above(a0, m0), above(a1, m1)];
        let [a0, a1, m0, m1] = [&calm[0], &default[0], &calm[1], &default[1]];
        let share = |times: &[f64]| known(times).0;
        let often = Pair::of([share(a0), share(a1), share(m0), share(m1)]);
        let often = (often, Accuracy::of([a0, a1, m0, m1]));
        Self { mean, mean_accuracy, often, sure, paths }
    }
}

/// Sure amounts; nothing where a path has no utility.
fn in_utility(ends: [&Vec<f64>; 4], aversion: f64) -> Option<(Pair, Accuracy)> {
    let [a0, a1, m0, m1] = ends.map(|ends| sure_amount(ends, aversion).ok());
    let pair = Pair::of([a0?, a1?, m0?, m1?]);
    // As shares of one amount, so that powers stay within bounds.
    let whole = pair.as_is.calm;
    let felt = ends.map(|ends| -> Vec<f64> {
        ends.iter().filter_map(|worth| utility(worth / whole, aversion)).collect()
    });
    let [a0, a1, m0, m1] = &felt;
    Some((pair, Accuracy::of([a0, a1, m0, m1])))
}

/// On which paths the first ends above the second, and the second above the
/// first: 1 there, 0 elsewhere. A path on which they end alike is half each's.
fn above(first: &[f64], second: &[f64]) -> [Vec<f64>; 2] {
    let won = |a: &f64, b: &f64| match a.total_cmp(b) {
        Ordering::Greater => 1.0,
        Ordering::Equal => 0.5,
        Ordering::Less => 0.0,
    };
    let pairs = || first.iter().zip(second);
    [pairs().map(|(a, b)| won(a, b)).collect(), pairs().map(|(a, b)| won(b, a)).collect()]
}

fn ruined(calm: &[f64], default: &[f64]) -> u32 {
    let ruined = calm.iter().zip(default).filter(|(calm, default)| calm.min(**default) <= 0.0).count();
    u32::try_from(ruined).unwrap_or(u32::MAX)
}

/// The sure amount whose utility is the mean of the outcomes' (certainty
/// equivalent); where some are zero or below and utility is not defined, how
/// many.
///
/// **Formula**: u⁻¹ of the mean of u(w), u as in [`utility`]; at γ = 0 the
/// mean. **Units**: those of the outcomes. **Source**: model equation (21).
///
/// # Errors
/// The number of outcomes without utility.
///
/// # Example
/// ```
/// use forelock::engine::break_even::sure_amount;
/// // Of 1 and 4: the harmonic mean at γ = 2, the geometric one at γ = 1.
/// assert!((sure_amount(&[1.0, 4.0], 2.0).unwrap() - 1.6).abs() < 1e-12);
/// assert!((sure_amount(&[1.0, 4.0], 1.0).unwrap() - 2.0).abs() < 1e-12);
/// assert_eq!(sure_amount(&[1.0, 4.0], 0.0), Ok(2.5));
/// assert_eq!(sure_amount(&[0.0, -1.0, 4.0], 2.0), Err(2));
/// ```
pub fn sure_amount(outcomes: &[f64], aversion: f64) -> Result<f64, u32> {
    let (count, mean) = (count(outcomes), known(outcomes).0);
    if is_zero(aversion) {
        return Ok(mean);
    }
    let without = outcomes.iter().filter(|worth| utility(**worth, aversion).is_none()).count();
    if without > 0 {
        return Err(u32::try_from(without).unwrap_or(u32::MAX));
    }
    // As shares of the mean, so that powers stay within bounds.
    let all: f64 = outcomes.iter().filter_map(|worth| utility(worth / mean, aversion)).sum();
    let power = 1.0 - aversion;
    let share = if is_zero(power) { (all / count).exp() } else { (power * all / count).powf(1.0 / power) };
    Ok(mean * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two paths a case; gaps without a default 12 ± 4, with one 30 ± 2.
    fn few() -> [Vec<f64>; 4] {
        [vec![90.0, 94.0], vec![40.0, 40.0], vec![82.0, 78.0], vec![72.0, 68.0]]
    }

    #[test]
    fn the_standard_error_of_a_tie_is_that_of_its_two_gaps_together() {
        let over = OverPaths::of(&few(), 0.0);
        let Tie::At(p) = over.mean.tie() else { panic!("{over:?}") };
        assert!((p - 12.0 / 42.0).abs() < 1e-12);
        // The gaps are 8 and 16, 32 and 28: (1 − p) 8 − p 32 and (1 − p) 16 − p 28
        // are −24 / 7 and 24 / 7, whose mean has the error 24 / 7, over 42.
        assert!((over.mean_accuracy.chance - 24.0 / 7.0 / 42.0).abs() < 1e-12, "{over:?}");
        assert!(
            (over.mean_accuracy.calm - 3.0).abs() < 1e-12 && (over.mean_accuracy.default - 15.0).abs() < 1e-9
        );
        assert_eq!(over.sure, Ok((over.mean, over.mean_accuracy)));
    }

    #[test]
    fn what_chance_alone_may_have_made_is_not_told() {
        let told = |ends: &[Vec<f64>; 4]| {
            let over = OverPaths::of(ends, 0.0);
            over.mean_accuracy.tells(over.mean.tie())
        };
        assert!(told(&few()));
        // The plan is ahead on both, but by less than paths stray.
        let [a0, a1, ..] = few();
        assert!(!told(&[a0.clone(), a1.clone(), vec![120.0, 70.0], vec![72.0, 68.0]]));
        assert!(told(&[a0.clone(), a1.clone(), vec![93.0, 98.0], vec![72.0, 68.0]]));
        // Nothing moved is nothing moved.
        assert!(told(&[a0.clone(), a1.clone(), a0, a1]));
    }

    #[test]
    fn whose_paths_have_no_utility_is_said_and_a_path_counts_once() {
        let ends = [vec![1.0, 2.0, 3.0], vec![1.0, 2.0, 0.0], vec![-1.0, 2.0, -3.0], vec![-1.0, -2.0, 3.0]];
        assert_eq!(OverPaths::of(&ends, 2.0).sure, Err(Ruin { as_is: 1, plan: 3 }));
    }

    /// On many paths from many seeds, ties stray by what one seed says.
    #[test]
    fn ties_stray_from_seed_to_seed_by_their_standard_error() {
        let mut state = 1_u64;
        let mut draw = || {
            // A sum of twelve uniform numbers, nearly normal.
            let sum: f64 = (0..12)
                .map(|_| {
                    state =
                        state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    f64::from(u32::try_from(state >> 32).unwrap_or_default()) / 4_294_967_296.0
                })
                .sum();
            sum - 6.0
        };
        let mut found = Vec::new();
        let mut said = 0.0;
        for _ in 0..200 {
            let mut ends: [Vec<f64>; 4] = Default::default();
            for _ in 0..400 {
                let (common, own) = (draw(), draw());
                let worth = |base: f64, strays: f64| base * (0.1 * common + strays * own).exp();
                for (end, (base, strays)) in
                    ends.iter_mut().zip([(92.0, 0.0), (60.0, 0.0), (80.0, 0.3), (78.0, 0.3)])
                {
                    end.push(worth(base, strays));
                }
            }
            let (pair, accuracy) = OverPaths::of(&ends, 2.0).sure.unwrap();
            let Some(Tie::At(p)) = pair.in_utility(2.0).map(Pair::tie) else { panic!("{pair:?}") };
            found.push(p);
            said += accuracy.chance / 200.0;
        }
        let (_, of_the_mean) = known(&found);
        let strays = of_the_mean * 200.0_f64.sqrt();
        assert!((0.85..1.15).contains(&(strays / said)), "{strays} {said}");
    }
}
