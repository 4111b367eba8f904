//! The one place where decimal money and `f64` factors meet.
//!
//! Contractual amounts (balances, principal, insurance payments, tax) are
//! decimal from start to end. A market value is an exact amount, taken through
//! [`amount`] or [`plain`], times factors in `f64`, and is stated through
//! [`state`], which rounds once. What was stated is kept in whole yen and
//! summed in whole yen. Only a part taken out of a market-valued holding in
//! kind (a levy, a sale for tax, a failed exchange) goes by the share of the
//! stated value it is.

use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::domain::yen::{STATED_LIMIT, Yen};

/// An amount as the factor world sees it. Exact to 10^15 yen, the entry limit.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "below 2^53 the cast is exact")]
pub fn amount(yen: Yen) -> f64 {
    match yen.get().to_i64() {
        Some(small) if small.unsigned_abs() < 1 << 53 => small as f64,
        _ => plain(yen.get()),
    }
}

/// A decimal number (a rate, a count, a price) as the factor world sees it.
#[must_use]
pub fn plain(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(0.0)
}

/// A value of the factor world, stated in whole yen.
///
/// **Rounding**: to the nearest yen, halves away from zero.
/// **Limits**: held at ±10^24 yen; what is not a number is stated as zero.
///
/// # Example
/// ```
/// use forelock::{domain::yen::Yen, engine::door};
/// assert_eq!(door::state(2.5), Yen::whole(3));
/// assert_eq!(door::state(-2.5), Yen::whole(-3));
/// assert_eq!(door::state(f64::NAN), Yen::ZERO);
/// ```
#[must_use]
pub fn state(value: f64) -> Yen {
    if value.abs() < EXACT {
        return Yen::whole(nearest(value));
    }
    if value.is_nan() {
        return Yen::ZERO;
    }
    let limit = if value > 0.0 { STATED_LIMIT } else { Decimal::ZERO.saturating_sub(STATED_LIMIT) };
    Yen::rounded(Decimal::from_f64(value).unwrap_or(limit))
}

/// Below it every whole number is an `f64`.
const EXACT: f64 = 9.0e15;

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "below 2^53 both casts are exact"
)]
fn nearest(value: f64) -> i64 {
    let whole = value as i64;
    let rest = value - whole as f64;
    whole + i64::from(rest >= 0.5) - i64::from(rest <= -0.5)
}

/// [`state`] as a plain number of yen, for the ledger.
#[inline]
pub(super) fn state_count(value: f64) -> i128 {
    if value.abs() < EXACT { i128::from(nearest(value)) } else { count(state(value)) }
}

/// An amount as a plain number of yen.
#[inline]
pub(super) fn count(yen: Yen) -> i128 {
    yen.get().to_i128().unwrap_or_default()
}

/// A plain number of yen as an amount: exact, also where a sum of stated
/// values is above the limit of a single one.
#[inline]
pub(super) fn counted(yen: i128) -> Yen {
    const LIMIT: i128 = 10_i128.pow(24);
    if let Ok(small) = i64::try_from(yen) {
        return Yen::whole(small);
    }
    // a `Decimal` ends below 79,229 times the limit
    let limits = (yen / LIMIT).clamp(-79_000, 79_000);
    let limit = Yen::truncated(Decimal::from_i128_with_scale(LIMIT * limits.signum(), 0));
    let rest = Yen::truncated(Decimal::from_i128_with_scale(yen % LIMIT, 0));
    (0..limits.abs()).fold(rest, |sum, _| sum.plus(limit))
}

/// Interest of the factor world, credited in yen.
///
/// **Rounding**: cut to whole yen; what is within the noise of binary numbers
/// of a whole yen counts as that yen, so that 1% on 10,000,000 credits
/// 100,000 and not 99,999. **Limits**: as [`state`].
///
/// # Example
/// ```
/// use forelock::{domain::yen::Yen, engine::door};
/// assert_eq!(door::credited(99_999.999_999_999), Yen::whole(100_000));
/// assert_eq!(door::credited(99_999.99), Yen::whole(99_999));
/// ```
#[must_use]
pub fn credited(value: f64) -> Yen {
    let nearest = value.round();
    let noise = (value.abs() * 4e-15).max(1e-6);
    state(if (value - nearest).abs() <= noise { nearest } else { value.trunc() })
}

/// A fraction of the factor world (a bond loss, a floating rate) as a decimal
/// with 15 places, so that yen formulas can use it exactly.
#[must_use]
pub fn fraction(value: f64) -> Decimal {
    Decimal::from_f64_retain(value)
        .unwrap_or_default()
        .round_dp_with_strategy(15, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_values_keep_their_size_and_the_largest_are_held() {
        assert_eq!(state(1.0e18), Yen::whole(1_000_000_000_000_000_000));
        assert_eq!(state(1.0e60).get(), STATED_LIMIT);
        assert_eq!(state(f64::NEG_INFINITY).get(), Decimal::ZERO.saturating_sub(STATED_LIMIT));
    }

    #[test]
    fn counting_there_and_back_is_exact() {
        for text in
            ["0", "-7", "9223372036854775808", "123456789012345678901234567", "-3000000000000000000000001"]
        {
            let yen: i128 = text.parse().unwrap();
            assert_eq!(counted(yen).get().to_string(), text);
            assert_eq!(count(counted(yen)), yen);
        }
    }

    #[test]
    fn halves_go_away_from_zero_but_just_below_does_not() {
        assert_eq!(state(0.499_999_999_999_999_94), Yen::ZERO);
        assert_eq!(state(1_234_567.5), Yen::whole(1_234_568));
    }
}
