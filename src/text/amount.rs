//! Reading amounts as people type and paste them.
//!
//! What is ambiguous is refused with the text at fault, never guessed: a
//! misread amount would be believed.
#![deny(clippy::arithmetic_side_effects)]

mod scan;

use super::number::YenUnit;
use crate::domain::yen::ENTRY_LIMIT;
use rust_decimal::Decimal;
use scan::{Scanner, UnitWord};

/// The most decimals a plain number may have, as many as any coin has.
pub const MAX_DECIMALS: u32 = 18;

/// Why a text is not an amount. `found` is the text at fault as it was typed,
/// shortened with `…` when long.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Nothing but spaces and quotes.
    #[error("empty")]
    Empty,
    /// A number should stand here: words, kanji numerals, `NaN`, two signs,
    /// two points, an open bracket.
    #[error("not a number: {found:?}")]
    NotANumber {
        /// The text at fault.
        found: String,
    },
    /// A number is followed by something that is no unit known here.
    #[error("unknown unit: {found:?}")]
    UnknownUnit {
        /// The text at fault.
        found: String,
    },
    /// A part of a compound amount is not smaller than the part before it
    /// allows: `2万1億`, `1億20,000万`, or anything after a decimal fraction.
    #[error("unit out of order: {found:?}")]
    UnitOrder {
        /// The first part out of order.
        found: String,
    },
    /// Thousands separators that do not part groups of three, or a space
    /// between digits.
    #[error("misplaced separator: {found:?}")]
    Separator {
        /// The number at fault.
        found: String,
    },
    /// A power of ten, as in `1.2e8`.
    #[error("exponent: {found:?}")]
    Exponent {
        /// The number at fault.
        found: String,
    },
    /// The amount is not a whole number of yen.
    #[error("fraction of a yen: {found:?}")]
    FractionOfYen {
        /// The whole text.
        found: String,
    },
    /// The amount is beyond `max` in either direction.
    #[error("larger than {max}: {found:?}")]
    TooLarge {
        /// The whole text.
        found: String,
        /// The largest amount accepted.
        max: Decimal,
    },
    /// A plain number has more decimals than can be kept.
    #[error("more than {max} decimals: {found:?}")]
    TooManyDecimals {
        /// The whole text.
        found: String,
        /// The most decimals accepted beside that many digits before the point.
        max: u32,
    },
}

/// Reads an amount of yen.
///
/// A number without `円`, `¥` or a unit is in `default_unit` (`Auto`: yen);
/// with any of them it stands as written. Units are 千 百 (also before 万,
/// 億, …: 百万, 千万), 万 億 兆, K M bn tn and the words thousand to trillion, in
/// falling order; `円`, `¥`, `yen` or `JPY` may be added. Full-width signs,
/// spaces around parts, and quotes, tabs and line ends around a pasted cell do
/// not matter. `-`, `△`, `▲` and brackets make the amount negative; whether
/// that is allowed is for the caller to say.
///
/// **Units**: whole nominal yen, at most [`ENTRY_LIMIT`] either way.
/// **Rounding**: none, the result is exact.
/// **Limits**: kanji numerals (`一億`) and commas for decimals are refused. A
/// bare tail counts in yen: `1億2,000` is 100,002,000 yen.
///
/// # Errors
/// An [`AmountError`] (all but `TooManyDecimals`); 10^15 yen is accepted and
/// one yen more is `TooLarge`; `0.5円` is `FractionOfYen`, `0.5` in 万円 is not.
///
/// # Example
/// ```
/// use forelock::text::amount::{parse_yen, AmountError};
/// use forelock::text::number::YenUnit;
/// use rust_decimal::Decimal;
/// let yen = |text| parse_yen(text, YenUnit::TenThousand);
/// assert_eq!(yen("1億2,000万"), Ok(Decimal::from(120_000_000)));
/// assert_eq!(yen("１２００"), Ok(Decimal::from(12_000_000)));
/// assert_eq!(yen("△1,200円"), Ok(Decimal::from(-1_200)));
/// assert_eq!(yen("1,000兆"), Ok(Decimal::from(1_000_000_000_000_000_u64)));
/// assert!(matches!(yen("1,000兆1円"), Err(AmountError::TooLarge { .. })));
/// assert_eq!(yen("2万1億"), Err(AmountError::UnitOrder { found: "1億".to_owned() }));
/// ```
pub fn parse_yen(input: &str, default_unit: YenUnit) -> Result<Decimal, AmountError> {
    let mut scanner = Scanner::new(input)?;
    let prefix = scanner.prefix();
    let mut sum = Sum::default();
    let mut absolute = prefix.yen;
    let mut closed = !prefix.bracket;
    loop {
        let numeral = scanner.numeral()?;
        closed = closed || scanner.close();
        let unit = scanner.unit_word()?;
        absolute |= unit.is_some();
        let unit = unit.unwrap_or_default();
        let part = || scanner.since(numeral.start);
        let value = match numeral.value() {
            Ok(value) => value,
            Err(_) if numeral.is_long() => return Err(too_large(&scanner)),
            Err(_) => return Err(AmountError::FractionOfYen { found: scanner.whole() }),
        };
        let power = if absolute { 0 } else { default_unit.power() };
        sum.add(value, &unit, power).map_err(|refusal| match refusal {
            Refusal::Order => AmountError::UnitOrder { found: part() },
            Refusal::Fraction => AmountError::FractionOfYen { found: scanner.whole() },
            Refusal::Large => too_large(&scanner),
        })?;
        closed = closed || scanner.close();
        if scanner.at_end() || unit.yen || (prefix.bracket && closed) {
            break;
        }
    }
    if !scanner.at_end() {
        return Err(AmountError::NotANumber { found: scanner.rest() });
    }
    if !closed {
        return Err(AmountError::NotANumber { found: scanner.whole() });
    }
    let amount = sum.total().filter(|total| *total <= ENTRY_LIMIT).ok_or_else(|| too_large(&scanner))?;
    Ok(signed(amount.trunc(), prefix.negative))
}

/// Reads a plain number: a count of coins, a price, a percentage.
///
/// Signs, full-width digits, separators and pasted cells are read as by
/// [`parse_yen`]; there are no units, but `%` may follow and changes nothing.
///
/// **Units**: as written; `60` and `60%` are both 60. **Rounding**: none.
///
/// # Errors
/// An [`AmountError`] (all but `UnitOrder` and `FractionOfYen`). 18 decimals
/// are accepted, or as many as fit 28 digits in all; one more is
/// `TooManyDecimals`, unless it is a zero. Beyond 10^15 is `TooLarge`.
///
/// # Example
/// ```
/// use forelock::text::amount::{parse_number, AmountError};
/// use rust_decimal::Decimal;
/// assert_eq!(parse_number("１，２００．５"), Ok(Decimal::new(12_005, 1)));
/// assert_eq!(parse_number("-60％"), Ok(Decimal::from(-60)));
/// assert_eq!(parse_number("0.000000000000000001"), Ok(Decimal::new(1, 18)));
/// assert!(matches!(parse_number("0.0000000000000000001"), Err(AmountError::TooManyDecimals { .. })));
/// ```
pub fn parse_number(input: &str) -> Result<Decimal, AmountError> {
    let mut scanner = Scanner::new(input)?;
    let prefix = scanner.prefix();
    if prefix.yen {
        return Err(AmountError::UnknownUnit { found: scanner.before() });
    }
    let numeral = scanner.numeral()?;
    let closed = !prefix.bracket || scanner.close();
    scanner.percent();
    let closed = closed || scanner.close();
    if !scanner.at_end() {
        let found = scanner.rest();
        return Err(if scanner.at_word() {
            AmountError::UnknownUnit { found }
        } else {
            AmountError::NotANumber { found }
        });
    }
    if !closed {
        return Err(AmountError::NotANumber { found: scanner.whole() });
    }
    let value = match numeral.value() {
        Ok(value) => value,
        Err(_) if numeral.is_long() => return Err(too_large(&scanner)),
        Err(max) => return Err(AmountError::TooManyDecimals { found: scanner.whole(), max }),
    };
    if value > ENTRY_LIMIT {
        return Err(too_large(&scanner));
    }
    Ok(signed(value, prefix.negative))
}

fn too_large(scanner: &Scanner) -> AmountError {
    AmountError::TooLarge { found: scanner.whole(), max: ENTRY_LIMIT }
}

fn signed(amount: Decimal, negative: bool) -> Decimal {
    if negative { Decimal::ZERO.saturating_sub(amount) } else { amount }
}

/// Why a part does not fit behind the parts before it.
enum Refusal {
    Order,
    Fraction,
    Large,
}

/// A compound amount, added up part by part.
///
/// 万, 億, … multiply all that stands between them and the unit before:
/// `3千5百万` is (3 × 1,000 + 5 × 100) × 10,000.
#[derive(Default)]
struct Sum {
    /// The parts that ended in 万, 億, …, in yen.
    closed: Decimal,
    /// The last of those units; the next part must stay below it.
    floor: Option<Decimal>,
    /// The parts since.
    open: Decimal,
    /// The last 千 or 百 since, or 1 after a bare number.
    open_floor: Option<Decimal>,
    /// Whether the last number had decimals.
    fraction: bool,
}

impl Sum {
    /// Adds `value` with its unit; a bare value counts 10^`bare_power` yen.
    fn add(&mut self, value: Decimal, unit: &UnitWord, bare_power: u32) -> Result<(), Refusal> {
        let small = ten_to(unit.small.unwrap_or(bare_power));
        let part = value.checked_mul(small).ok_or(Refusal::Large)?;
        let fraction = !value.is_integer();
        let follows_small = self.open_floor.is_some();
        if self.fraction
            || (fraction && follows_small)
            || self.open_floor.is_some_and(|floor| part >= floor)
            || (self.floor.is_some() && self.floor <= unit.big.map(ten_to))
        {
            return Err(Refusal::Order);
        }
        let open = self.open.checked_add(part).ok_or(Refusal::Large)?;
        let amount = open.checked_mul(ten_to(unit.big.unwrap_or(0))).ok_or(Refusal::Large)?;
        if self.floor.is_some_and(|floor| amount >= floor)
            || (unit.big.is_some() && follows_small && open >= ten_to(4))
        {
            return Err(Refusal::Order);
        }
        if !amount.is_integer() && unit.big.is_some() {
            return Err(Refusal::Fraction);
        }
        self.fraction = fraction;
        if unit.big.is_some() {
            self.closed = self.closed.checked_add(amount).ok_or(Refusal::Large)?;
            self.floor = unit.big.map(ten_to);
            (self.open, self.open_floor) = (Decimal::ZERO, None);
        } else {
            if !open.is_integer() {
                return Err(Refusal::Fraction);
            }
            self.open = open;
            self.open_floor = Some(if unit.small.is_some() { small } else { Decimal::ONE });
        }
        Ok(())
    }

    fn total(&self) -> Option<Decimal> {
        self.closed.checked_add(self.open)
    }
}

/// 10^`power`; `power` is at most 16.
fn ten_to(power: u32) -> Decimal {
    Decimal::from(10_u64.saturating_pow(power))
}

#[cfg(test)]
mod tests;
