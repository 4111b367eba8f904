//! Values written along the axis of a parameter.

use rust_decimal::Decimal;

use super::money::Money;
use super::slider;
use crate::domain::param::ParamUnit;
use crate::engine::door;
use crate::engine::map_axis::Axis;
use crate::text::Texts;

/// A value written along an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Where, 0..=1.
    pub place: f64,
    /// What.
    pub text: String,
}

/// The least distance between two ticks, as a share of the axis.
const APART: f64 = 0.12;

/// About five round values along an axis: multiples of 1, 2 or 5 times a power
/// of ten, in the unit shown; on a logarithmic axis those numbers themselves.
#[must_use]
pub fn ticks(axis: &Axis, texts: &Texts, money: Money) -> Vec<Tick> {
    let (low, high) = axis.ends();
    let factor = axis.param.unit().display_factor();
    let shown = |v: Decimal| v.saturating_mul(factor);
    let candidates = if axis.param.logarithmic() {
        round_numbers(shown(high))
    } else {
        multiples(shown(low), shown(high), axis.param.unit() == ParamUnit::Months)
    };
    let mut found: Vec<Tick> = Vec::new();
    for value in candidates.into_iter().filter_map(|v| v.checked_div(factor)) {
        let place = axis.place(value);
        let clear = found.last().is_none_or(|tick| place - tick.place >= APART);
        if (0.0..=1.0).contains(&place) && clear {
            let text = slider::short_text(axis.param, value, texts, money);
            found.push(Tick { place, text });
        }
    }
    found
}

/// Multiples of a round step from `low` to `high`.
fn multiples(low: Decimal, high: Decimal, months: bool) -> Vec<Decimal> {
    let span = door::plain(high.saturating_sub(low));
    let year = Decimal::from(12);
    let step = if months && span > 24.0 {
        year.saturating_mul(door::fraction((span / 12.0 / 5.0).ceil().max(1.0)))
    } else {
        round_step(span / 5.0)
    };
    let first = low.checked_div(step).unwrap_or_default().ceil();
    (0..12)
        .map(|i| first.saturating_add(Decimal::from(i)).saturating_mul(step))
        .take_while(|v| *v <= high)
        .collect()
}

fn round_step(rough: f64) -> Decimal {
    let power = 10f64.powf(rough.max(1e-9).log10().floor());
    let times = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|t| t * power >= rough * 0.999).unwrap_or(10.0);
    door::fraction(times * power)
}

/// −2, −1, 0, 1, 2, 5, 10, 20 … up to `high`.
fn round_numbers(high: Decimal) -> Vec<Decimal> {
    let mut found: Vec<Decimal> = [-2, 0, 2].map(Decimal::from).into();
    let mut power = Decimal::ONE;
    while power <= high {
        found.extend([5, 10, 20].map(|n| power.saturating_mul(Decimal::from(n))));
        power = power.saturating_mul(Decimal::TEN);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::param::Param;
    use crate::text::{Lang, YenUnit};

    fn along(param: Param) -> Vec<String> {
        let money = Money { lang: Lang::En, unit: YenUnit::Auto };
        ticks(&Axis::of(param), &Texts::new(Lang::En), money).into_iter().map(|t| t.text).collect()
    }

    #[test]
    fn ticks_are_round_and_not_too_close() {
        assert_eq!(along(Param::Haircut), ["0%", "20%", "40%", "60%", "80%", "100%"]);
        assert_eq!(along(Param::Shock), ["0%", "20%", "40%", "60%", "80%"]);
        assert_eq!(along(Param::DefaultMonth), ["24", "48", "72", "96", "120"]);
        assert_eq!(along(Param::Inflation), ["−2%", "0%", "2%", "10%", "50%", "200%"]);
    }
}
