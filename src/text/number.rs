//! Writing amounts, percentages and spans of time the way each language does.
//!
//! Numbers follow the language, not the currency: Japanese counts in 万 and
//! 億, English in K, M and bn. Every function rounds once, halves away from
//! zero, before it writes; a negative is written with a true minus (U+2212),
//! and what rounds to nothing carries no minus.
#![deny(clippy::arithmetic_side_effects)]

mod index;
mod layout;

use layout::{
    amount_body, figure_body, grouped, in_kanji, percent_body, scaled, shortest, whole_multiple, with_minus,
    with_sign,
};
use rust_decimal::Decimal;

pub use index::{HIDDEN, Hundred, Whole};
pub use layout::MINUS;
pub(super) use layout::from_f64;

/// What stands where there is no figure: not a number, or infinite.
pub const NO_FIGURE: &str = "–";

/// The language a person reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Japanese.
    #[default]
    Ja,
    /// English.
    En,
}

/// The unit amounts of yen are shown in, and in which a typed number without
/// a unit is meant.
///
/// **Limits**: English has no word for 万 or 億; see [`YenUnit::in_lang`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum YenUnit {
    /// By the size of each amount; typed numbers are yen.
    #[default]
    Auto,
    /// 円, one yen.
    Yen,
    /// 千円, 1,000 yen.
    Thousand,
    /// 万円, 10,000 yen.
    TenThousand,
    /// 百万円, 1,000,000 yen.
    Million,
    /// 億円, 100,000,000 yen.
    HundredMillion,
    /// No yen at all, but an index in which something is 100: for showing a
    /// company without its amounts. Not among the units offered.
    Index(Hundred),
}

impl YenUnit {
    /// Every unit of yen, in the order a list offers them.
    pub const ALL: [Self; 6] =
        [Self::Auto, Self::Yen, Self::Thousand, Self::TenThousand, Self::Million, Self::HundredMillion];

    /// The unit really used in a language: in English 万円 becomes thousands
    /// and 億円 becomes millions.
    ///
    /// The writers here apply it themselves. A field whose label comes from
    /// [`unit_label`] must hand the same unit to `parse_yen`.
    ///
    /// # Example
    /// ```
    /// use forelock::text::number::{Lang, YenUnit};
    /// assert_eq!(YenUnit::TenThousand.in_lang(Lang::En), YenUnit::Thousand);
    /// assert_eq!(YenUnit::TenThousand.in_lang(Lang::Ja), YenUnit::TenThousand);
    /// ```
    #[must_use]
    pub const fn in_lang(self, lang: Lang) -> Self {
        match (lang, self) {
            (Lang::En, Self::TenThousand) => Self::Thousand,
            (Lang::En, Self::HundredMillion) => Self::Million,
            (_, unit) => unit,
        }
    }

    /// The power of ten of the unit in yen; 0 for [`YenUnit::Auto`], and for an
    /// index, which has none.
    #[must_use]
    pub const fn power(self) -> u32 {
        match self {
            Self::Auto | Self::Yen | Self::Index(_) => 0,
            Self::Thousand => 3,
            Self::TenThousand => 4,
            Self::Million => 6,
            Self::HundredMillion => 8,
        }
    }

    const fn decimals(self) -> u32 {
        if matches!(self, Self::HundredMillion) { 2 } else { 0 }
    }
}

/// An amount with its unit, for sentences and tiles.
///
/// **Units**: yen in. **Rounding**: halves away from zero, once. By size
/// (`Auto`) Japanese shows whole yen below 100万 but for whole 万, which are
/// written as such (26万円), whole 万 up to 1兆, whole 億
/// up to 1京 and whole 兆 beyond; English shows whole yen below 10,000 and at
/// most four significant digits above. Fixed units have no decimals, 億円 two,
/// an index one; an index is a bare figure, its header says what is 100.
///
/// # Example
/// ```
/// use forelock::text::number::{statement_yen, Lang, YenUnit};
/// use rust_decimal::Decimal;
/// let amount = Decimal::from(123_400_000);
/// assert_eq!(statement_yen(amount, Lang::Ja, YenUnit::Auto), "1億2,340万円");
/// assert_eq!(statement_yen(amount, Lang::En, YenUnit::Auto), "¥123.4M");
/// assert_eq!(statement_yen(Decimal::from(99_999_999), Lang::Ja, YenUnit::Auto), "1億円");
/// ```
#[must_use]
pub fn statement_yen(amount: Decimal, lang: Lang, unit: YenUnit) -> String {
    let body = amount_body(amount.abs(), lang, unit);
    with_minus(amount, &body)
}

/// The same as [`statement_yen`], always with its sign: `+`, `−`, or `±` when
/// the figure shown is zero.
///
/// # Example
/// ```
/// use forelock::text::number::{signed_yen, Lang, YenUnit};
/// use rust_decimal::Decimal;
/// assert_eq!(signed_yen(Decimal::from(-39_000_000), Lang::Ja, YenUnit::Auto), "−3,900万円");
/// assert_eq!(signed_yen(Decimal::ZERO, Lang::Ja, YenUnit::Auto), "±0円");
/// ```
#[must_use]
pub fn signed_yen(amount: Decimal, lang: Lang, unit: YenUnit) -> String {
    let body = amount_body(amount.abs(), lang, unit);
    with_sign(amount, &body)
}

/// The bare figure for a column whose header states [`unit_label`].
///
/// **Rounding**: as [`statement_yen`]. By size (`Auto`) the figure keeps its
/// 万, 億, K or M and the header says 円 or ¥.
///
/// # Example
/// ```
/// use forelock::text::number::{figure_yen, Lang, YenUnit};
/// use rust_decimal::Decimal;
/// let amount = Decimal::from(123_400_000);
/// assert_eq!(figure_yen(amount, Lang::Ja, YenUnit::TenThousand), "12,340");
/// assert_eq!(figure_yen(amount, Lang::Ja, YenUnit::HundredMillion), "1.23");
/// assert_eq!(figure_yen(amount, Lang::En, YenUnit::HundredMillion), "123");
/// ```
#[must_use]
pub fn figure_yen(amount: Decimal, lang: Lang, unit: YenUnit) -> String {
    let body = figure_body(amount.abs(), lang, unit);
    with_minus(amount, &body)
}

/// The name of a unit for a column header or an axis.
///
/// # Example
/// ```
/// use forelock::text::number::{unit_label, Lang, YenUnit};
/// assert_eq!(unit_label(Lang::Ja, YenUnit::TenThousand), "万円");
/// assert_eq!(unit_label(Lang::En, YenUnit::TenThousand), "¥ thousand");
/// ```
#[must_use]
pub const fn unit_label(lang: Lang, unit: YenUnit) -> &'static str {
    match (lang, unit) {
        (Lang::Ja, YenUnit::Auto | YenUnit::Yen) => "円",
        (Lang::Ja, YenUnit::Thousand) => "千円",
        (Lang::Ja, YenUnit::TenThousand) => "万円",
        (Lang::Ja, YenUnit::Million) => "百万円",
        (Lang::Ja, YenUnit::HundredMillion) => "億円",
        (Lang::En, YenUnit::Auto | YenUnit::Yen) => "¥",
        (Lang::En, YenUnit::Thousand | YenUnit::TenThousand) => "¥ thousand",
        (Lang::En, YenUnit::Million | YenUnit::HundredMillion) => "¥ million",
        (lang, YenUnit::Index(hundred)) => hundred.label(lang),
    }
}

/// An amount to the yen: `123,456,789円`, `¥123,456,789`.
///
/// **Rounding**: a fraction of a yen is rounded, halves away from zero.
///
/// # Example
/// ```
/// use forelock::text::number::{exact_yen, Lang};
/// use rust_decimal::Decimal;
/// assert_eq!(exact_yen(Decimal::from(-1_200), Lang::En), "−¥1,200");
/// assert_eq!(exact_yen(Decimal::new(-4, 1), Lang::Ja), "0円");
/// ```
#[must_use]
pub fn exact_yen(amount: Decimal, lang: Lang) -> String {
    statement_yen(amount, lang, YenUnit::Yen)
}

/// The amount as text to edit: `parse_yen` reads it back as exactly the same
/// amount, whatever unit it takes for bare numbers.
///
/// A whole multiple of the unit is written in it (`1億2,000万`, `120,000千円`,
/// `¥120M`; in 億円 up to two decimals, `1.2億円`), anything else to the yen.
///
/// **Rounding**: a fraction of a yen is rounded, halves away from zero, so
/// only whole amounts come back the same. In an index there is nothing to
/// edit: [`HIDDEN`].
///
/// # Example
/// ```
/// use forelock::text::amount::parse_yen;
/// use forelock::text::number::{editable_yen, Lang, YenUnit};
/// use rust_decimal::Decimal;
/// let amount = Decimal::from(120_000_000);
/// let text = editable_yen(amount, Lang::Ja, YenUnit::TenThousand);
/// assert_eq!(text, "1億2,000万");
/// assert_eq!(parse_yen(&text, YenUnit::TenThousand), Ok(amount));
/// let odd = Decimal::from(123_456_789);
/// assert_eq!(editable_yen(odd, Lang::Ja, YenUnit::TenThousand), "123,456,789円");
/// ```
#[must_use]
pub fn editable_yen(amount: Decimal, lang: Lang, unit: YenUnit) -> String {
    if matches!(unit, YenUnit::Index(_)) {
        return HIDDEN.to_owned();
    }
    let yen = scaled(amount.abs(), 0, 0);
    let in_unit = match (lang, unit.in_lang(lang)) {
        (Lang::Ja, YenUnit::Auto | YenUnit::TenThousand) => {
            whole_multiple(yen, 4).map(|count| in_kanji(count, 4))
        }
        (Lang::En, YenUnit::Auto) => {
            [(12, "tn"), (9, "bn"), (6, "M")].into_iter().find_map(|(power, name)| {
                whole_multiple(yen, power).map(|n| format!("¥{}{name}", grouped(n, 0)))
            })
        }
        (_, YenUnit::HundredMillion) => {
            whole_multiple(yen, 6).map(|_| format!("{}億円", shortest(yen, 8, 2)))
        }
        (_, fixed) => whole_multiple(yen, fixed.power()).map(|_| amount_body(yen, lang, fixed)),
    };
    with_minus(amount, &in_unit.unwrap_or_else(|| amount_body(yen, lang, YenUnit::Yen)))
}

/// A number with thousands separators and exactly `decimals` decimals.
///
/// **Rounding**: halves away from zero.
///
/// # Example
/// ```
/// use forelock::text::number::plain;
/// use rust_decimal::Decimal;
/// assert_eq!(plain(Decimal::new(1_234_565, 3), 2), "1,234.57");
/// assert_eq!(plain(Decimal::new(-4, 3), 2), "0.00");
/// ```
#[must_use]
pub fn plain(value: Decimal, decimals: u32) -> String {
    with_minus(value, &grouped(scaled(value.abs(), 0, decimals), decimals))
}

/// A fraction as a percentage, with exactly `decimals` decimals.
///
/// **Units**: a fraction, 0.578 for 57.8%. **Rounding**: halves away from
/// zero. **Limits**: held at the largest `Decimal`.
///
/// # Example
/// ```
/// use forelock::text::number::percent;
/// use rust_decimal::Decimal;
/// assert_eq!(percent(Decimal::new(-5_785, 4), 1), "−57.9%");
/// ```
#[must_use]
pub fn percent(fraction: Decimal, decimals: u32) -> String {
    with_minus(fraction, &percent_body(fraction, decimals))
}

/// [`percent`], always with its sign; `±` when the figure shown is zero.
///
/// # Example
/// ```
/// use forelock::text::number::signed_percent;
/// use rust_decimal::Decimal;
/// assert_eq!(signed_percent(Decimal::new(25, 3), 1), "+2.5%");
/// assert_eq!(signed_percent(Decimal::new(-4, 4), 0), "±0%");
/// ```
#[must_use]
pub fn signed_percent(fraction: Decimal, decimals: u32) -> String {
    with_sign(fraction, &percent_body(fraction, decimals))
}

/// [`percent`] of a simulated fraction; [`NO_FIGURE`] when it is not finite.
///
/// **Rounding**: the value is first taken at its 15 reliable digits, so that
/// 0.5785 rounds as the `Decimal` 0.5785 does.
///
/// # Example
/// ```
/// use forelock::text::number::percent_f64;
/// assert_eq!(percent_f64(-0.5785, 1), "−57.9%");
/// assert_eq!(percent_f64(f64::NAN, 1), "–");
/// ```
#[must_use]
pub fn percent_f64(fraction: f64, decimals: u32) -> String {
    from_f64(fraction, |value| percent(value, decimals), "%")
}

/// [`signed_percent`] of a simulated fraction; [`NO_FIGURE`] when it is not
/// finite. **Rounding**: as [`percent_f64`].
///
/// # Example
/// ```
/// use forelock::text::number::signed_percent_f64;
/// assert_eq!(signed_percent_f64(0.1234, 1), "+12.3%");
/// ```
#[must_use]
pub fn signed_percent_f64(fraction: f64, decimals: u32) -> String {
    from_f64(fraction, |value| signed_percent(value, decimals), "%")
}

/// A span of months in years and months.
///
/// # Example
/// ```
/// use forelock::text::number::{years_months, Lang};
/// assert_eq!(years_months(30, Lang::Ja), "2年6か月");
/// assert_eq!(years_months(12, Lang::En), "1 year");
/// assert_eq!(years_months(0, Lang::En), "0 months");
/// ```
#[must_use]
pub fn years_months(months: u16, lang: Lang) -> String {
    let (years, rest) = (months.div_euclid(12), months.rem_euclid(12));
    let (year_part, month_part) = match lang {
        Lang::Ja => (format!("{years}年"), format!("{rest}か月")),
        Lang::En => (counted(years, "year"), counted(rest, "month")),
    };
    match (years, rest, lang) {
        (0, _, _) => month_part,
        (_, 0, _) => year_part,
        (_, _, Lang::Ja) => year_part + &month_part,
        (_, _, Lang::En) => format!("{year_part} {month_part}"),
    }
}

fn counted(count: u16, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

#[cfg(test)]
mod tests;
