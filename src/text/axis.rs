//! Units and ticks of a chart's axis of money.

use super::number::{Hundred, Lang, YenUnit, from_f64, plain, unit_label};
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use rust_decimal::{Decimal, RoundingStrategy};

/// The unit an axis is drawn in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AxisUnit {
    /// Yen per unit: divide a value in yen by it before plotting.
    pub divisor: f64,
    /// The unit's name, to stand at the top of the axis.
    pub label: &'static str,
    /// Decimals that suit a single value read off the axis, such as at the
    /// cursor; ticks take theirs from their step.
    pub decimals: u32,
}

/// Chooses the unit of an axis whose values reach `max_abs`.
///
/// **Units**: `max_abs` in yen. By size (`Auto`) Japanese takes 円, 万円 from
/// 1万, 億円 from 1億 and 兆円 from 1兆; English takes ¥, then thousand from
/// 10,000, million, billion and trillion. What is not finite counts as zero.
///
/// # Example
/// ```
/// use forelock::text::axis::axis_unit;
/// use forelock::text::number::{Lang, YenUnit};
/// assert_eq!(axis_unit(99_999_999.0, Lang::Ja, YenUnit::Auto).label, "万円");
/// assert_eq!(axis_unit(100_000_000.0, Lang::Ja, YenUnit::Auto).label, "億円");
/// assert_eq!(axis_unit(2.4e8, Lang::En, YenUnit::TenThousand).label, "¥ thousand");
/// ```
#[must_use]
pub fn axis_unit(max_abs: f64, lang: Lang, unit: YenUnit) -> AxisUnit {
    if let YenUnit::Index(hundred) = unit {
        return index_unit(hundred, 1.0, lang);
    }
    let size = if max_abs.is_finite() { max_abs.abs() } else { 0.0 };
    let (divisor, label) = match (lang, unit.in_lang(lang)) {
        (Lang::Ja, YenUnit::Auto) => match size {
            s if s >= 1e12 => (1e12, "兆円"),
            s if s >= 1e8 => (1e8, "億円"),
            s if s >= 1e4 => (1e4, "万円"),
            _ => (1.0, "円"),
        },
        (Lang::En, YenUnit::Auto) => match size {
            s if s >= 1e12 => (1e12, "¥ trillion"),
            s if s >= 1e9 => (1e9, "¥ billion"),
            s if s >= 1e6 => (1e6, "¥ million"),
            s if s >= 1e4 => (1e3, "¥ thousand"),
            _ => (1.0, "¥"),
        },
        (_, fixed) => (f64::from(10_u32.saturating_pow(fixed.power())), unit_label(lang, fixed)),
    };
    let decimals = match size / divisor {
        _ if divisor <= 1.0 => 0,
        shown if shown < 10.0 => 2,
        shown if shown < 100.0 => 1,
        _ => 0,
    };
    AxisUnit { divisor, label, decimals }
}

/// The unit of an axis that is an index.
///
/// **Units**: `yen_each` is what one of the axis's own unit costs in yen today:
/// 1 for yen, the exchange rate for dollars. The figure today is then the same
/// in each of them.
#[must_use]
pub fn index_unit(hundred: Hundred, yen_each: f64, lang: Lang) -> AxisUnit {
    let divisor = hundred.yen().to_f64().unwrap_or(f64::NAN) / yen_each / 100.0;
    // What costs nothing measures nothing: its values are no numbers.
    let divisor = if divisor.is_finite() && divisor > 0.0 { divisor } else { 1.0 };
    AxisUnit { divisor, label: hundred.label(lang), decimals: 1 }
}

/// A tick's figure, with as many decimals as the step between ticks needs.
///
/// **Units**: both in the axis's unit. **Rounding**: halves away from zero.
/// The step counts to three significant digits; one that is zero or not finite
/// asks for no decimals. A value that is not finite is written `–`.
///
/// # Example
/// ```
/// use forelock::text::axis::axis_tick;
/// assert_eq!(axis_tick(-0.5, 0.25), "−0.50");
/// assert_eq!(axis_tick(-1e-17, 0.5), "0.0");
/// assert_eq!(axis_tick(1_200.0, 200.0), "1,200");
/// ```
#[must_use]
pub fn axis_tick(value_in_unit: f64, step: f64) -> String {
    let decimals = Decimal::from_f64(step)
        .and_then(|step| step.round_sf_with_strategy(3, RoundingStrategy::MidpointAwayFromZero))
        .map_or(0, |step| step.normalize().scale());
    from_f64(value_in_unit, |value| plain(value, decimals), "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn units_follow_size_and_language() {
        let cases = [
            (0.0, Lang::Ja, YenUnit::Auto, 1.0, "円"),
            (f64::NAN, Lang::Ja, YenUnit::Auto, 1.0, "円"),
            (f64::INFINITY, Lang::En, YenUnit::Auto, 1.0, "¥"),
            (9_999.0, Lang::Ja, YenUnit::Auto, 1.0, "円"),
            (-1e4, Lang::Ja, YenUnit::Auto, 1e4, "万円"),
            (1e12, Lang::Ja, YenUnit::Auto, 1e12, "兆円"),
            (12_000.0, Lang::En, YenUnit::Auto, 1e3, "¥ thousand"),
            (2.4e8, Lang::En, YenUnit::Auto, 1e6, "¥ million"),
            (2.4e9, Lang::En, YenUnit::Auto, 1e9, "¥ billion"),
            (2.4e8, Lang::Ja, YenUnit::Yen, 1.0, "円"),
            (2.4e8, Lang::Ja, YenUnit::Thousand, 1e3, "千円"),
            (2.4e8, Lang::Ja, YenUnit::TenThousand, 1e4, "万円"),
            (2.4e8, Lang::Ja, YenUnit::Million, 1e6, "百万円"),
            (2.4e8, Lang::Ja, YenUnit::HundredMillion, 1e8, "億円"),
            (2.4e8, Lang::En, YenUnit::HundredMillion, 1e6, "¥ million"),
        ];
        for (max, lang, unit, divisor, label) in cases {
            let got = axis_unit(max, lang, unit);
            assert_eq!((got.divisor.to_bits(), got.label), (f64::to_bits(divisor), label), "{max} {unit:?}");
        }
        assert_eq!(axis_unit(2.4e8, Lang::Ja, YenUnit::Auto).decimals, 2);
        assert_eq!(axis_unit(2.4e8, Lang::Ja, YenUnit::TenThousand).decimals, 0);
    }

    #[test]
    fn ticks_have_the_decimals_of_their_step() {
        let cases = [
            (0.0, 1.0, "0"),
            (-0.0, 1.0, "0"),
            (0.1 + 0.2, 0.1, "0.3"),
            (2.5, 2.5, "2.5"),
            (1.0, 0.05, "1.00"),
            (-12_000.0, 4_000.0, "−12,000"),
            (1.0, f64::NAN, "1"),
            (1.0, 0.0, "1"),
            (f64::NAN, 1.0, "–"),
            (f64::NEG_INFINITY, 1.0, "–"),
            (1e30, 1e29, "1.0e30"),
        ];
        for (value, step, want) in cases {
            assert_eq!(axis_tick(value, step), want, "{value} by {step}");
        }
    }

    proptest! {
        #[test]
        fn any_tick_is_written_without_a_negative_zero(value: f64, step: f64) {
            let text = axis_tick(value, step);
            prop_assert!(!text.starts_with('-'));
            prop_assert!(!text.starts_with('−') || text.bytes().any(|b| (b'1'..=b'9').contains(&b)));
        }
    }
}
