//! Dates as each language writes them.

use chrono::{Datelike, NaiveDate};

use super::number::Lang;
use crate::domain::when::When;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The date of a fact, as exactly as it is known.
///
/// # Example
/// ```
/// use forelock::domain::when::When;
/// use forelock::text::{Lang, date::when};
/// assert_eq!(when(When::Day(2026, 1, 27), Lang::Ja), "2026年1月27日");
/// assert_eq!(when(When::Months((2021, 1), (2026, 6)), Lang::En), "Jan 2021–Jun 2026");
/// assert_eq!(when(When::Years(1945, 1949), Lang::Ja), "1945〜1949年");
/// ```
#[must_use]
pub fn when(when: When, lang: Lang) -> String {
    match (when, lang) {
        (When::Day(y, m, d), Lang::Ja) => format!("{y}年{m}月{d}日"),
        (When::Day(y, m, d), Lang::En) => format!("{d} {} {y}", month(m)),
        (When::Month(y, m), Lang::Ja) => format!("{y}年{m}月"),
        (When::Month(y, m), Lang::En) => format!("{} {y}", month(m)),
        (When::Year(y), Lang::Ja) => format!("{y}年"),
        (When::Year(y), Lang::En) => y.to_string(),
        (When::Months(from, to), Lang::Ja) => {
            format!("{}年{}月〜{}年{}月", from.0, from.1, to.0, to.1)
        }
        (When::Months(from, to), Lang::En) => {
            format!("{} {}–{} {}", month(from.1), from.0, month(to.1), to.0)
        }
        (When::Years(from, to), Lang::Ja) => format!("{from}〜{to}年"),
        (When::Years(from, to), Lang::En) => format!("{from}–{to}"),
    }
}

/// A day.
#[must_use]
pub fn day(date: NaiveDate, lang: Lang) -> String {
    let part = |n: u32| u8::try_from(n).unwrap_or(0);
    let year = u16::try_from(date.year()).unwrap_or(0);
    when(When::Day(year, part(date.month()), part(date.day())), lang)
}

fn month(month: u8) -> &'static str {
    MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or("")
}
