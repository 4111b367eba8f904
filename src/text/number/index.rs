//! Amounts as an index, for when they are not to be seen.
#![deny(clippy::arithmetic_side_effects)]

use super::Lang;
use super::layout::{grouped, scaled};
use rust_decimal::Decimal;

/// What stands in a field whose amount is not to be seen: the same for every
/// amount, whatever its length.
pub const HIDDEN: &str = "•••";

/// What an index counts as 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Whole {
    /// All a company owns today.
    Assets,
    /// All it owes today, where it owns nothing.
    Debts,
}

/// The amount that is 100 in an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hundred {
    yen: Decimal,
    of: Whole,
}

impl Hundred {
    /// The index of a company with these assets and debts today, in yen; a
    /// debt's sign does not matter.
    ///
    /// **Limits**: where there is neither, the largest amount a person can
    /// enter stands for it, so that whatever comes rounds to nothing.
    #[must_use]
    pub fn of(assets: Decimal, debts: Decimal) -> Self {
        let (yen, of) = if assets > Decimal::ZERO {
            (assets, Whole::Assets)
        } else if !debts.is_zero() {
            (debts.abs(), Whole::Debts)
        } else {
            (crate::domain::yen::ENTRY_LIMIT, Whole::Assets)
        };
        Self { yen, of }
    }

    /// The amount that is 100, in yen; above zero.
    #[must_use]
    pub const fn yen(self) -> Decimal {
        self.yen
    }

    /// What is counted as 100.
    #[must_use]
    pub const fn of_what(self) -> Whole {
        self.of
    }

    /// What the index is of, for a column header or an axis.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        match (lang, self.of) {
            (Lang::Ja, Whole::Assets) => "今日の総資産＝100",
            (Lang::Ja, Whole::Debts) => "今日の負債＝100",
            (Lang::En, Whole::Assets) => "assets today = 100",
            (Lang::En, Whole::Debts) => "debts today = 100",
        }
    }

    /// An amount of yen in the index.
    ///
    /// **Formula**: 100 × amount ÷ the amount that is 100.
    #[must_use]
    pub fn index(self, yen: Decimal) -> Decimal {
        yen.saturating_mul(Decimal::ONE_HUNDRED).checked_div(self.yen).unwrap_or_default()
    }

    /// An amount that is not negative, in the index, as people read it.
    ///
    /// **Rounding**: to one decimal, halves away from zero.
    #[must_use]
    pub(super) fn body(self, abs: Decimal) -> String {
        grouped(scaled(self.index(abs), 0, 1), 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::number::{YenUnit, editable_yen, figure_yen, signed_yen, statement_yen, unit_label};

    #[test]
    fn the_whole_is_a_hundred_and_nothing_says_yen() {
        let whole = Decimal::from(73_918_246);
        let unit = YenUnit::Index(Hundred::of(whole, Decimal::from(-5)));
        for lang in [Lang::Ja, Lang::En] {
            assert_eq!(statement_yen(whole, lang, unit), "100.0");
            assert_eq!(signed_yen(-whole, lang, unit), "−100.0");
            assert_eq!(signed_yen(Decimal::ONE, lang, unit), "±0.0");
            assert_eq!(figure_yen(Decimal::from(36_959_123), lang, unit), "50.0");
            assert_eq!(editable_yen(whole, lang, unit), HIDDEN);
        }
        assert_eq!(unit_label(Lang::Ja, unit), "今日の総資産＝100");
    }

    #[test]
    fn a_company_that_only_owes_is_measured_by_its_debts_and_an_empty_one_by_nothing() {
        let owing = Hundred::of(Decimal::ZERO, Decimal::from(-300));
        assert_eq!(owing.index(Decimal::from(-150)), Decimal::from(-50));
        assert_eq!(owing.label(Lang::En), "debts today = 100");
        let empty = YenUnit::Index(Hundred::of(Decimal::ZERO, Decimal::ZERO));
        assert_eq!(statement_yen(Decimal::from(73_918_246), Lang::Ja, empty), "0.0");
    }
}
