//! The date of a fact, as exactly as it is known.

/// A day, a month, a year, or a span of them.
///
/// **Units**: years of our calendar, months and days from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// One day: year, month, day.
    Day(u16, u8, u8),
    /// One month: year, month.
    Month(u16, u8),
    /// One year.
    Year(u16),
    /// From one month to another, both included.
    Months((u16, u8), (u16, u8)),
    /// From one year to another, both included.
    Years(u16, u16),
}

impl When {
    /// Whether it names real months and days, and ends after it begins.
    #[must_use]
    pub fn is_sound(self) -> bool {
        let month = |m: u8| (1..=12).contains(&m);
        match self {
            Self::Day(y, m, d) => chrono::NaiveDate::from_ymd_opt(y.into(), m.into(), d.into()).is_some(),
            Self::Month(_, m) => month(m),
            Self::Year(_) => true,
            Self::Months(from, to) => month(from.1) && month(to.1) && from < to,
            Self::Years(from, to) => from < to,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::When;

    #[test]
    fn dates_that_do_not_exist_are_told() {
        assert!(When::Day(2024, 2, 29).is_sound() && !When::Day(2023, 2, 29).is_sound());
        assert!(!When::Month(2024, 13).is_sound() && !When::Years(1949, 1945).is_sound());
        assert!(When::Months((2021, 1), (2026, 6)).is_sound());
    }
}
