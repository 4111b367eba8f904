//! Months: the calendar month figures are as of, and counting from it.

use std::fmt;

/// The longest projection, in months.
pub const LAST_MONTH: u16 = 360;

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarMonth {
    year: u16,
    month: u8,
}

/// A year or month outside what the program handles.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no calendar month {year}-{month}")]
pub struct NoSuchMonth {
    /// The year asked for.
    pub year: u16,
    /// The month asked for.
    pub month: u8,
}

impl CalendarMonth {
    /// January 1900, the earliest.
    pub const FIRST: Self = Self { year: 1900, month: 1 };

    /// The month `month` (1–12) of `year` (1900–2200).
    ///
    /// # Errors
    /// Outside those ranges, such as month 13.
    pub fn new(year: u16, month: u8) -> Result<Self, NoSuchMonth> {
        if (1900..=2200).contains(&year) && (1..=12).contains(&month) {
            Ok(Self { year, month })
        } else {
            Err(NoSuchMonth { year, month })
        }
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month of the year, 1–12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The calendar month `months` later.
    #[must_use]
    pub fn after(self, months: u16) -> Self {
        let since = u32::from(self.month).saturating_sub(1).saturating_add(u32::from(months));
        let years = u16::try_from(since.checked_div(12).unwrap_or(0)).unwrap_or(0);
        let month = u8::try_from(since.checked_rem(12).unwrap_or(0)).unwrap_or(0);
        Self { year: self.year.saturating_add(years), month: month.saturating_add(1) }
    }

    /// How many months `later` is after this one; nothing for an earlier one.
    #[must_use]
    pub fn months_to(self, later: Self) -> Option<u16> {
        let count = |m: Self| u32::from(m.year).saturating_mul(12).saturating_add(u32::from(m.month));
        count(later).checked_sub(count(self)).and_then(|months| u16::try_from(months).ok())
    }
}

impl fmt::Display for CalendarMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl std::str::FromStr for CalendarMonth {
    type Err = NoSuchMonth;

    /// Reads `2026-10`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (year, month) = text.split_once('-').unwrap_or(("0", "0"));
        let year = year.parse().unwrap_or(0);
        let month = month.parse().unwrap_or(0);
        Self::new(year, month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counting_crosses_the_year() {
        let start = CalendarMonth::new(2026, 11).map(|m| m.after(2).to_string());
        assert_eq!(start, Ok("2027-01".to_owned()));
        let far = CalendarMonth::new(2026, 10).map(|m| m.after(360).to_string());
        assert_eq!(far, Ok("2056-10".to_owned()));
        let [a, b] = [(2013, 2), (2015, 4)].map(|(year, month)| CalendarMonth { year, month });
        assert_eq!((a.months_to(b), a.months_to(a), b.months_to(a)), (Some(26), Some(0), None));
    }

    #[test]
    fn month_thirteen_is_refused() {
        assert_eq!("2026-13".parse::<CalendarMonth>(), Err(NoSuchMonth { year: 2026, month: 13 }));
    }
}
