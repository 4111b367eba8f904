//! Amounts of yen as the reader wants them.

use rust_decimal::Decimal;

use crate::app::State;
use crate::domain::yen::Yen;
use crate::text::axis;
use crate::text::number::{self, Hundred, Lang, Whole, YenUnit};

/// Writes amounts in a language and a unit. All of a company's amounts are
/// written through this: while they are hidden its unit is an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// The language.
    pub lang: Lang,
    /// The unit.
    pub unit: YenUnit,
}

impl Money {
    /// As the reader of a state may see amounts.
    #[must_use]
    pub fn of(state: &State) -> Self {
        Self { lang: state.prefs.lang, unit: state.shown_unit() }
    }

    /// Whether the company's amounts are hidden.
    #[must_use]
    pub const fn hides(self) -> bool {
        matches!(self.unit, YenUnit::Index(_))
    }

    /// For amounts that are no company's, such as the cap of an insurance.
    #[must_use]
    pub const fn public(self) -> Self {
        Self { unit: if self.hides() { YenUnit::Auto } else { self.unit }, ..self }
    }

    /// To the yen; in an index to four decimals.
    #[must_use]
    pub fn exact(self, yen: Yen) -> String {
        match self.unit {
            YenUnit::Index(hundred) => number::plain(hundred.index(yen.get()), 4),
            _ => number::statement_yen(yen.get(), self.lang, YenUnit::Yen),
        }
    }

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

/// How amounts are written in data files: bare, with a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataUnit {
    /// Whole yen; in another measure, as finely as that is counted.
    Plain,
    /// An index, to four decimals.
    Index(Hundred),
}

impl DataUnit {
    /// The name of the unit, where it is an index.
    #[must_use]
    pub fn key(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Index(hundred) => Some(match hundred.of_what() {
                Whole::Assets => "assets_today_is_100",
                Whole::Debts => "debts_today_is_100",
            }),
        }
    }

    /// An amount of yen.
    #[must_use]
    pub fn yen(self, yen: Yen) -> String {
        match self {
            Self::Plain => yen.get().to_string(),
            Self::Index(hundred) => {
                // What rounds to nothing has no sign.
                let rounded = hundred.index(yen.get()).round_dp(4).normalize();
                if rounded.is_zero() { "0".to_owned() } else { rounded.to_string() }
            }
        }
    }

    /// A worked-out value in a measure, one unit of which costs `yen_each`
    /// today: in the index, or `None` where there is none.
    #[must_use]
    pub fn index(self, value: f64, yen_each: f64) -> Option<String> {
        let Self::Index(hundred) = self else { return None };
        let unit = axis::index_unit(hundred, yen_each, Lang::En);
        let rounded = (value / unit.divisor * 1e4).round() / 1e4 + 0.0;
        Some(if rounded.is_finite() { rounded.to_string() } else { String::new() })
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
