//! Recomputes a step from its inputs.

use super::{How, Quantity, Rounding, Step};
use crate::domain::yen::Yen;
use crate::engine::{bank_loss, bond, break_even, door};

/// The number a step's formula gives for its inputs, rounded as it says; not
/// a number for one without inputs.
#[must_use]
pub fn evaluate(step: &Step) -> f64 {
    let inputs: Vec<f64> = step.inputs.iter().map(|input| input.value.number()).collect();
    let number = whole_yen(step).map_or_else(|| formula(step.how, &inputs), door::amount);
    rounded(step.rounding, number)
}

/// Sums and differences of whole yen, exact beyond what a float can hold.
fn whole_yen(step: &Step) -> Option<Yen> {
    let amounts = step.inputs.iter().map(|input| match input.value {
        Quantity::Yen(yen) | Quantity::RealYen(yen) => Some(yen),
        _ => None,
    });
    let amounts: Vec<Yen> = amounts.collect::<Option<_>>()?;
    let (first, rest) = amounts.split_first()?;
    match step.how {
        How::Sum => Some(rest.iter().fold(*first, |sum, yen| sum.plus(*yen))),
        How::Less => Some(rest.iter().fold(*first, |left, yen| left.minus(*yen))),
        _ => None,
    }
}

/// Whether every step of a derivation, recomputed, is its value; the first
/// that is not, otherwise.
///
/// **Limits**: whole yen must agree to the yen up to 10^10 yen and to 12
/// digits beyond; what is not rounded to 12 digits.
///
/// # Errors
/// The step and what its formula gives.
pub fn check(step: &Step) -> Result<(), Box<(Step, f64)>> {
    if !matches!(step.how, How::Given(_)) {
        let found = evaluate(step);
        let value = step.value.number();
        let whole = matches!(step.rounding, Rounding::Nearest | Rounding::Cut | Rounding::Shared);
        // a sum of floats may stand a hair on the other side of half a yen
        let play = if whole { 1.0_f64.max(value.abs() * 1e-10) } else { value.abs() * 1e-9 + 1e-12 };
        if !found.is_finite() || (found - value).abs() > play {
            return Err(Box::new((step.clone(), found)));
        }
    }
    step.inputs.iter().try_for_each(check)
}

fn formula(how: How, inputs: &[f64]) -> f64 {
    let first = inputs.first().copied().unwrap_or(f64::NAN);
    let rest = || inputs.iter().skip(1);
    match (how, inputs) {
        (How::Sum, _) => inputs.iter().sum(),
        (How::Less, _) => rest().fold(first, |left, x| left - x),
        (How::Product, _) => inputs.iter().product(),
        (How::Quotient, _) => rest().fold(first, |left, x| left / x),
        (How::Least, _) => rest().fold(first, |least, x| least.min(*x)),
        (How::Most, _) => rest().fold(first, |most, x| most.max(*x)),
        (How::OneLess, _) => 1.0 - first,
        (How::Negated, _) => -first,
        (How::Exp, _) => first.exp(),
        (How::Same, _) => first,
        (How::MonthlyRate, _) => (first.ln_1p() / 12.0).exp_m1(),
        (How::YearlyGrowth, [rate, months]) => (rate.ln_1p() * months / 12.0).exp(),
        (How::LogRatio, [a, b]) => (a / b).ln(),
        (How::Bond, [face, coupon, months, market_yield]) => {
            bond::value_with_accrued(*face, *coupon, whole(*months), *market_yield)
        }
        (How::Exchange, [face_cut, new_coupon, new_years, cash, exit_yield]) => {
            let terms = bond::ExchangeTerms {
                face_cut: *face_cut,
                new_coupon: *new_coupon,
                new_years: *new_years,
                cash: *cash,
                exit_yield: *exit_yield,
            };
            bond::exchange_value(terms, 2.0)
        }
        (How::YieldLoss, [before, years, after]) => {
            bank_loss::yield_rise_loss(*before, *years, *before, *after)
        }
        (How::ShareOut, [whole, own, all]) => {
            if *all > 0.0 {
                whole * own / all
            } else {
                0.0
            }
        }
        (How::CrashLeft, [depth, recovered, since, over]) => {
            1.0 - depth * (1.0 - recovered * (since / over.max(1.0)).min(1.0))
        }
        (How::Utility, [worth, aversion]) => break_even::utility(*worth, *aversion).unwrap_or(f64::NAN),
        (How::Hazard, [odds, months]) => break_even::hazard(*odds, months / 12.0),
        (How::Between, [low, high, part, ..]) => low + part * (high - low),
        _ => f64::NAN,
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of months")]
fn whole(months: f64) -> u16 {
    months as u16
}

fn rounded(rounding: Rounding, number: f64) -> f64 {
    let cut = |to: f64| (number / to + number.signum() * 1e-9).trunc() * to;
    match rounding {
        Rounding::None => number,
        Rounding::Nearest => door::amount(door::state(number)),
        Rounding::Shared | Rounding::Cut => door::amount(yen_cut(number)),
        Rounding::CutToThousand => cut(1_000.0),
        Rounding::CutToHundred => cut(100.0),
        Rounding::Within01 => number.clamp(0.0, 1.0),
        Rounding::AtLeastZero => number.max(0.0),
        Rounding::Places15 => door::plain(door::fraction(number)),
    }
}

fn yen_cut(number: f64) -> Yen {
    door::credited(number)
}
