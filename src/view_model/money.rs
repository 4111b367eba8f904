//! Amounts of yen as the reader wants them.

use rust_decimal::Decimal;

use crate::domain::yen::Yen;
use crate::text::number::{self, Lang, YenUnit};

/// Writes amounts in a language and a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// The language.
    pub lang: Lang,
    /// The unit.
    pub unit: YenUnit,
}

impl Money {
    /// With its unit, for sentences and tiles.
    #[must_use]
    pub fn statement(self, yen: Yen) -> String {
        number::statement_yen(yen.get(), self.lang, self.unit)
    }

    /// With its unit, and a sign even where it is plus.
    #[must_use]
    pub fn signed(self, yen: Yen) -> String {
        number::signed_yen(yen.get(), self.lang, self.unit)
    }
}

/// `part` of `whole` as a percent with one place; nothing where `whole` is
/// not above zero.
#[must_use]
pub fn share(part: Yen, whole: Yen) -> Option<String> {
    ratio(part, whole).map(|r| number::percent(r, 1))
}

/// The change from `before` to `after` as a signed percent; nothing where
/// `before` is not above zero.
#[must_use]
pub fn change(before: Yen, after: Yen) -> Option<String> {
    ratio(after.minus(before), before).map(|r| number::signed_percent(r, 1))
}

fn ratio(part: Yen, whole: Yen) -> Option<Decimal> {
    whole.is_positive().then(|| part.get().checked_div(whole.get()))?
}

/// A fraction as a percent with as many places as it has, at most two.
#[must_use]
pub fn percent(fraction: Decimal) -> String {
    let shown = fraction.saturating_mul(Decimal::ONE_HUNDRED).normalize();
    number::percent(fraction, shown.scale().min(2))
}
