//! Where today's date comes from: the engine knows none.

use chrono::NaiveDate;

/// A clock, as far as the program needs one: which day it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clock {
    /// Nobody knows.
    #[default]
    Unknown,
    /// Always this day.
    Fixed(NaiveDate),
    /// The system's, wherever it stands.
    System,
}

impl Clock {
    /// The day it is.
    #[must_use]
    pub fn date(self) -> Option<NaiveDate> {
        match self {
            Self::Unknown => None,
            Self::Fixed(date) => Some(date),
            Self::System => Some(chrono::Local::now().date_naive()),
        }
    }
}
