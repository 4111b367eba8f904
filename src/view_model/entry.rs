//! What is wrong with something typed, in a sentence.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::money::Money;
use crate::domain::yen::{ENTRY_LIMIT, Yen};
use crate::text::amount::{AmountError, parse_number, parse_yen};
use crate::text::number;
use crate::text::{Texts, YenUnit};

/// The sentence for an amount that cannot be read.
#[must_use]
pub fn sentence(error: &AmountError, texts: &Texts) -> String {
    let l = &texts.l10n;
    match error {
        AmountError::Empty => l.msg_entry_empty(),
        AmountError::NotANumber { found } => l.msg_entry_not_number(found),
        AmountError::UnknownUnit { found } => l.msg_entry_unknown_unit(found),
        AmountError::UnitOrder { found } => l.msg_entry_unit_order(found),
        AmountError::Separator { found } => l.msg_entry_separator(found),
        AmountError::Exponent { found } => l.msg_entry_exponent(found),
        AmountError::FractionOfYen { found } => l.msg_entry_fraction(found),
        AmountError::TooLarge { max, .. } => l.msg_entry_too_large(number::plain(*max, 0)),
        AmountError::TooManyDecimals { max, .. } => l.msg_entry_too_many_decimals(*max),
    }
}

/// Reads an amount of yen, zero to the entry limit.
///
/// # Errors
/// A sentence in the reader's language: not a number, a fraction of a yen,
/// below zero (`-1`), above 10^15; or amounts are hidden.
pub fn yen(text: &str, texts: &Texts, money: Money) -> Result<Yen, String> {
    if money.hides() {
        return Err(texts.l10n.msg_hide_locked());
    }
    let amount = parse_yen(text, money.unit.in_lang(money.lang)).map_err(|e| sentence(&e, texts))?;
    if amount < Decimal::ZERO {
        return Err(texts.l10n.msg_entry_negative());
    }
    within(amount, Decimal::ZERO, ENTRY_LIMIT, texts).map(Yen::truncated)
}

/// Reads a plain number between two limits, ends included.
///
/// # Errors
/// A sentence: not a number, or outside the limits.
pub fn plain(text: &str, low: Decimal, high: Decimal, texts: &Texts) -> Result<Decimal, String> {
    let value = parse_number(text).map_err(|e| plain_sentence(&e, texts))?;
    within(value, low, high, texts)
}

/// Reads a price in yen: a plain number with any fraction, or an amount with
/// its unit, such as `952万円`.
///
/// # Errors
/// A sentence: neither, or outside the limits.
pub fn price(text: &str, low: Decimal, high: Decimal, texts: &Texts) -> Result<Decimal, String> {
    let value =
        parse_number(text).or_else(|_| parse_yen(text, YenUnit::Yen)).map_err(|e| sentence(&e, texts))?;
    within(value, low, high, texts)
}

/// The sentence for a plain number that cannot be read: no unit goes with it.
fn plain_sentence(error: &AmountError, texts: &Texts) -> String {
    match error {
        AmountError::Empty => texts.l10n.msg_entry_empty_number(),
        AmountError::UnknownUnit { found } => texts.l10n.msg_entry_number_only(found),
        other => sentence(other, texts),
    }
}

/// Reads a percent between two limits given as fractions; gives a fraction.
///
/// # Errors
/// A sentence: not a number, or outside the limits.
pub fn percent(text: &str, low: Decimal, high: Decimal, texts: &Texts) -> Result<Decimal, String> {
    let hundred = Decimal::ONE_HUNDRED;
    let shown = plain(text, low.saturating_mul(hundred), high.saturating_mul(hundred), texts)?;
    Ok(shown.checked_div(hundred).unwrap_or_default().normalize())
}

/// Reads a number of months, 1 to `most`.
///
/// # Errors
/// A sentence: not a whole number, or outside the limits.
pub fn months(text: &str, most: u16, texts: &Texts) -> Result<u16, String> {
    let value = plain(text, Decimal::ONE, Decimal::from(most), texts)?;
    let value = whole(value, texts)?;
    value.to_u16().ok_or_else(|| texts.l10n.msg_entry_range("1", most.to_string()))
}

/// A number that must be whole.
///
/// # Errors
/// A sentence, such as for `12.5`.
pub fn whole(value: Decimal, texts: &Texts) -> Result<Decimal, String> {
    if value.fract().is_zero() { Ok(value) } else { Err(texts.l10n.msg_entry_whole(shown(value))) }
}

fn within(value: Decimal, low: Decimal, high: Decimal, texts: &Texts) -> Result<Decimal, String> {
    if value < low || value > high {
        return Err(texts.l10n.msg_entry_range(shown(low), shown(high)));
    }
    Ok(value)
}

/// A limit as people write it.
#[must_use]
pub fn shown(value: Decimal) -> String {
    let value = value.normalize();
    number::plain(value, value.scale())
}

/// A yen amount as it stands in a field.
#[must_use]
pub fn editable(amount: Yen, money: Money) -> String {
    number::editable_yen(amount.get(), money.lang, money.unit)
}

/// A fraction as a percent in a field.
#[must_use]
pub fn editable_percent(fraction: Decimal) -> String {
    shown(fraction.saturating_mul(Decimal::ONE_HUNDRED))
}
