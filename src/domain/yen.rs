//! An amount of yen, always whole.

use rust_decimal::{Decimal, RoundingStrategy};

/// The largest amount a result is stated at, in yen (10^24). A value beyond it
/// is held here, so that sums of hundreds of them still fit a `Decimal`.
pub const STATED_LIMIT: Decimal = Decimal::from_parts(0xA100_0000, 0x1BCE_CCED, 0x0000_D3C2, false, 0);

/// The largest amount a person may enter, in yen (10^15, a thousand trillion).
pub const ENTRY_LIMIT: Decimal = Decimal::from_parts(0xA4C6_8000, 0x0003_8D7E, 0, false, 0);

/// A whole number of yen; negative for a debt or a loss.
///
/// **Units**: yen, nominal or in today's purchasing power as the place that
/// holds it says. **Rounding**: the constructors say how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Yen(Decimal);

impl Yen {
    /// No yen.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// A whole amount.
    #[must_use]
    pub fn whole(yen: i64) -> Self {
        Self(Decimal::from(yen))
    }

    /// The amount cut to whole yen towards zero, as credited amounts are.
    #[must_use]
    pub fn truncated(amount: Decimal) -> Self {
        Self::clamped(amount.round_dp_with_strategy(0, RoundingStrategy::ToZero))
    }

    /// The amount rounded to whole yen, halves away from zero, as stated
    /// values are.
    #[must_use]
    pub fn rounded(amount: Decimal) -> Self {
        Self::clamped(amount.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero))
    }

    fn clamped(amount: Decimal) -> Self {
        Self(amount.clamp(Decimal::ZERO.saturating_sub(STATED_LIMIT), STATED_LIMIT))
    }

    /// The amount as a `Decimal` with no fraction.
    #[must_use]
    pub const fn get(self) -> Decimal {
        self.0
    }

    /// The sum; held at the limits of `Decimal`, which sums of stated values
    /// cannot reach.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The difference; held at the limits of `Decimal`.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// The amount with its sign turned.
    #[must_use]
    pub fn negated(self) -> Self {
        Self::ZERO.minus(self)
    }

    /// The smaller of two amounts.
    #[must_use]
    pub fn at_most(self, other: Self) -> Self {
        if other < self { other } else { self }
    }

    /// The larger of two amounts.
    #[must_use]
    pub fn at_least(self, other: Self) -> Self {
        if other > self { other } else { self }
    }

    /// Whether the amount is nothing.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether the amount is above zero.
    #[must_use]
    pub fn is_positive(self) -> bool {
        self > Self::ZERO
    }

    /// `self × factor`, cut to whole yen towards zero.
    ///
    /// # Example
    /// ```
    /// use forelock::domain::yen::Yen;
    /// use rust_decimal::Decimal;
    /// let kept = Yen::whole(32_345_678).times_truncated(Decimal::new(81, 2));
    /// assert_eq!(kept, Yen::whole(26_199_999));
    /// ```
    #[must_use]
    pub fn times_truncated(self, factor: Decimal) -> Self {
        Self::truncated(self.0.checked_mul(factor).unwrap_or(STATED_LIMIT))
    }
}

impl std::iter::Sum for Yen {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Self::plus)
    }
}

/// Shares `total` out over `weights` in whole yen, in proportion, such that
/// the parts add up to `total` exactly: each part is cut to whole yen and the
/// yen left over go one each to the largest remainders, earlier first.
///
/// **Shape**: as many parts as weights. Weights at or below zero get nothing;
/// with no positive weight everything goes to the first.
///
/// # Example
/// ```
/// use forelock::domain::yen::{share_out, Yen};
/// let parts = share_out(Yen::whole(100), &[Yen::whole(1), Yen::whole(1), Yen::whole(1)]);
/// assert_eq!(parts, [Yen::whole(34), Yen::whole(33), Yen::whole(33)]);
/// ```
#[must_use]
pub fn share_out(total: Yen, weights: &[Yen]) -> Vec<Yen> {
    let weight_sum: Yen = weights.iter().copied().filter(|w| w.is_positive()).sum();
    if weights.is_empty() {
        return Vec::new();
    }
    if !weight_sum.is_positive() {
        let mut parts = vec![Yen::ZERO; weights.len()];
        if let Some(first) = parts.first_mut() {
            *first = total;
        }
        return parts;
    }
    let exact = |w: &Yen| {
        let w = w.at_least(Yen::ZERO).get();
        w.checked_div(weight_sum.get()).and_then(|share| share.checked_mul(total.get())).unwrap_or_default()
    };
    let mut parts: Vec<Yen> = weights.iter().map(|w| Yen::truncated(exact(w))).collect();
    let given: Yen = parts.iter().copied().sum();
    let mut left = total.minus(given);
    let mut order: Vec<usize> =
        (0..weights.len()).filter(|&i| weights.get(i).is_some_and(|w| w.is_positive())).collect();
    let remainder = |i: usize| {
        let (Some(w), Some(p)) = (weights.get(i), parts.get(i)) else { return Decimal::ZERO };
        exact(w).saturating_sub(p.get()).abs()
    };
    order.sort_by_key(|&i| std::cmp::Reverse(remainder(i)));
    let step = if left < Yen::ZERO { Yen::whole(-1) } else { Yen::whole(1) };
    for i in order.into_iter().cycle() {
        if left.is_zero() {
            break;
        }
        if let Some(part) = parts.get_mut(i) {
            *part = part.plus(step);
            left = left.minus(step);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_powers_of_ten() {
        assert_eq!(STATED_LIMIT.to_string(), "1000000000000000000000000");
        assert_eq!(ENTRY_LIMIT.to_string(), "1000000000000000");
    }

    #[test]
    fn truncation_and_rounding_go_their_own_ways() {
        let half = Decimal::new(15, 1);
        assert_eq!(Yen::truncated(half), Yen::whole(1));
        assert_eq!(Yen::rounded(half), Yen::whole(2));
        assert_eq!(Yen::rounded(-half), Yen::whole(-2));
    }

    #[test]
    fn shares_add_up_with_awkward_weights() {
        let weights: Vec<Yen> = [12_345_678, 0, 7, 30_000_000].map(Yen::whole).to_vec();
        let parts = share_out(Yen::whole(6_145_679), &weights);
        assert_eq!(parts.iter().copied().sum::<Yen>(), Yen::whole(6_145_679));
        assert_eq!(parts.get(1), Some(&Yen::ZERO));
    }

    #[test]
    fn beyond_the_limit_is_held() {
        assert_eq!(Yen::truncated(Decimal::MAX).get(), STATED_LIMIT);
    }
}
