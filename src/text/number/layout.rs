//! Digits, separators, units and signs: what every writer of numbers shares.
#![deny(clippy::arithmetic_side_effects)]

use super::{Lang, NO_FIGURE, YenUnit, unit_label};
use rust_decimal::prelude::FromPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

/// The sign before what is below zero.
pub const MINUS: &str = "\u{2212}";

pub(super) fn amount_body(abs: Decimal, lang: Lang, unit: YenUnit) -> String {
    let figure = figure_body(abs, lang, unit);
    match (lang, unit.in_lang(lang)) {
        (_, YenUnit::Index(_)) => figure,
        (Lang::Ja, unit) => figure + unit_label(lang, unit),
        (Lang::En, YenUnit::Thousand) => format!("¥{figure}K"),
        (Lang::En, YenUnit::Million) => format!("¥{figure}M"),
        (Lang::En, _) => format!("¥{figure}"),
    }
}

pub(super) fn figure_body(abs: Decimal, lang: Lang, unit: YenUnit) -> String {
    match (lang, unit.in_lang(lang)) {
        (Lang::Ja, YenUnit::Auto) => by_size_ja(abs),
        (Lang::En, YenUnit::Auto) => by_size_en(abs),
        (_, YenUnit::Index(hundred)) => hundred.body(abs),
        (_, unit) => grouped(scaled(abs, unit.power(), unit.decimals()), unit.decimals()),
    }
}

fn by_size_ja(abs: Decimal) -> String {
    let yen = scaled(abs, 0, 0);
    let power = match yen {
        y if y < ten_to(6) && whole_multiple(y, 4).is_none() => return grouped(y, 0),
        y if y < ten_to(12) => 4,
        y if y < ten_to(16) => 8,
        _ => 12,
    };
    in_kanji(scaled(abs, power, 0), power)
}

fn by_size_en(abs: Decimal) -> String {
    let yen = scaled(abs, 0, 0);
    if yen < ten_to(4) {
        return grouped(yen, 0);
    }
    for (power, name) in [(3, "K"), (6, "M"), (9, "bn"), (12, "tn")] {
        let decimals = if scaled(abs, power, 2) < Decimal::TEN { 2 } else { 1 };
        if scaled(abs, power, decimals) < Decimal::ONE_THOUSAND {
            return shortest(abs, power, decimals) + name;
        }
    }
    grouped(scaled(abs, 12, 0), 0) + "tn"
}

/// `count` × 10^`power` yen in 万, 億, 兆 and 京; `power` is that of one of
/// them and `count` is whole. Nothing is left out but parts that are zero.
pub(super) fn in_kanji(count: Decimal, power: u32) -> String {
    let mut left = count;
    let mut text = String::new();
    for (unit, name) in [(4, "万"), (8, "億"), (12, "兆"), (16, "京")] {
        if unit < power {
            continue;
        }
        let above = if unit == 16 { Decimal::ZERO } else { shifted(left, 4).trunc() };
        let part = left.saturating_sub(above.saturating_mul(ten_to(4)));
        if !part.is_zero() {
            text = format!("{}{name}{text}", grouped(part, 0));
        }
        left = above;
    }
    text
}

pub(super) fn percent_body(fraction: Decimal, decimals: u32) -> String {
    let rounded = scaled(fraction.abs(), 0, decimals.saturating_add(2));
    grouped(scaled(rounded.saturating_mul(Decimal::ONE_HUNDRED), 0, decimals), decimals) + "%"
}

/// Writes an `f64` through `Decimal`: [`NO_FIGURE`] when not finite, powers of
/// ten when too large for a `Decimal`.
pub(in crate::text) fn from_f64(value: f64, write: impl FnOnce(Decimal) -> String, suffix: &str) -> String {
    if !value.is_finite() {
        return NO_FIGURE.to_owned();
    }
    Decimal::from_f64(value).map_or_else(|| format!("{value:.1e}{suffix}").replacen('-', MINUS, 1), write)
}

pub(super) fn with_minus(value: Decimal, body: &str) -> String {
    let sign = if value.is_sign_negative() && shows_something(body) { MINUS } else { "" };
    format!("{sign}{body}")
}

pub(super) fn with_sign(value: Decimal, body: &str) -> String {
    let sign = match (shows_something(body), value.is_sign_negative()) {
        (false, _) => "±",
        (true, true) => MINUS,
        (true, false) => "+",
    };
    format!("{sign}{body}")
}

fn shows_something(body: &str) -> bool {
    body.bytes().any(|b| (b'1'..=b'9').contains(&b))
}

/// 10^`power`; `power` is at most 18.
fn ten_to(power: u32) -> Decimal {
    Decimal::from(10_u64.saturating_pow(power))
}

/// How many times 10^`power` yen goes into `yen`, when it does so exactly and
/// at least once.
pub(super) fn whole_multiple(yen: Decimal, power: u32) -> Option<Decimal> {
    let count = shifted(yen, power);
    (count.is_integer() && !count.is_zero()).then(|| count.trunc())
}

/// `abs` ÷ 10^`power`, cut towards zero where `Decimal` has no more digits.
/// Cutting cannot change which way a half at fewer digits is rounded.
fn shifted(abs: Decimal, power: u32) -> Decimal {
    let room = Decimal::MAX_SCALE.saturating_sub(power);
    let mut value = abs.round_dp_with_strategy(room, RoundingStrategy::ToZero);
    let scale = value.scale().saturating_add(power);
    // Fails only beyond `MAX_SCALE`, for which room was made.
    if value.set_scale(scale).is_err() { abs } else { value }
}

/// `abs` ÷ 10^`power`, rounded once to at most `decimals` decimals.
pub(super) fn scaled(abs: Decimal, power: u32, decimals: u32) -> Decimal {
    shifted(abs, power).round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// As [`scaled`], written without zeros at the end of the decimals.
pub(super) fn shortest(abs: Decimal, power: u32, decimals: u32) -> String {
    let value = scaled(abs, power, decimals).normalize();
    grouped(value, value.scale())
}

/// A number that is not negative and has at most `decimals` decimals, with
/// thousands separators and zeros up to `decimals`.
pub(super) fn grouped(abs: Decimal, decimals: u32) -> String {
    let text = abs.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::with_capacity(text.len().saturating_mul(2));
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && whole.len().saturating_sub(i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    let decimals = usize::try_from(decimals.min(Decimal::MAX_SCALE)).unwrap_or_default();
    if decimals > 0 {
        out.push('.');
        out.extend(fraction.chars().chain(std::iter::repeat('0')).take(decimals));
    }
    out
}
