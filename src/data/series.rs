//! Monthly series that come with the program; where each is from and under
//! which terms stands in `assets/series/SOURCES.md`.

use std::sync::OnceLock;

use rust_decimal::Decimal;

use crate::domain::calendar::CalendarMonth;
use crate::domain::episode::{PathPoint, SourcedPath};
use crate::domain::param::Mark;

/// A series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Series {
    /// Yen per US dollar, monthly average, from January 1971.
    UsdJpy,
    /// Consumer prices in Japan, all items, 2020 = 100, from January 1970.
    JapanCpi,
    /// Bitcoin in US dollars, month-end, to three digits, from July 2010.
    BtcUsd,
    /// Gold in US dollars an ounce, monthly, from January 1971.
    GoldUsd,
}

/// Months and values, one after the other without a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Months {
    first: CalendarMonth,
    values: Vec<Decimal>,
}

impl Months {
    /// The value of a month; none outside the series.
    #[must_use]
    pub fn at(&self, month: CalendarMonth) -> Option<Decimal> {
        self.values.get(usize::from(self.first.months_to(month)?)).copied()
    }

    /// The first month and the last.
    #[must_use]
    pub fn span(&self) -> (CalendarMonth, CalendarMonth) {
        let last = u16::try_from(self.values.len().saturating_sub(1)).unwrap_or(u16::MAX);
        (self.first, self.first.after(last))
    }

    /// Ratios to `base` for the months after it up to `last`, as far as the
    /// series goes; nothing where it does not hold the base.
    #[must_use]
    pub fn ratios(&self, base: CalendarMonth, last: u16, mark: Mark) -> SourcedPath {
        let Some(first) = self.at(base) else { return SourcedPath::default() };
        let point = |month: u16| {
            let ratio = self.at(base.after(month))?.checked_div(first)?;
            Some(PathPoint { at: Decimal::from(month), ratio, mark, on: None })
        };
        SourcedPath { points: (1..=last).map_while(point).collect(), interpolated: false }
    }
}

impl Series {
    /// Every series.
    pub const ALL: [Self; 4] = [Self::UsdJpy, Self::JapanCpi, Self::BtcUsd, Self::GoldUsd];

    const fn text(self) -> &'static str {
        match self {
            Self::UsdJpy => include_str!("../../assets/series/usd_jpy.csv"),
            Self::JapanCpi => include_str!("../../assets/series/japan_cpi.csv"),
            Self::BtcUsd => include_str!("../../assets/series/btc_usd.csv"),
            Self::GoldUsd => include_str!("../../assets/series/gold_usd.csv"),
        }
    }

    /// Its values, read once.
    #[must_use]
    pub fn months(self) -> &'static Months {
        static READ: [OnceLock<Months>; 4] = [const { OnceLock::new() }; 4];
        static EMPTY: Months = Months { first: CalendarMonth::FIRST, values: Vec::new() };
        READ.get(self as usize).map_or(&EMPTY, |cell| cell.get_or_init(|| read(self.text())))
    }
}

/// Reads lines of `month,value` below a title line, up to the first that does
/// not follow on.
fn read(text: &str) -> Months {
    let mut months = Months { first: CalendarMonth::FIRST, values: Vec::new() };
    for line in text.lines().skip(1) {
        let Some((month, value)) = line.split_once(',') else { break };
        let (Ok(month), Ok(value)) = (month.parse::<CalendarMonth>(), value.parse::<Decimal>()) else {
            break;
        };
        if months.values.is_empty() {
            months.first = month;
        }
        let due = u16::try_from(months.values.len()).unwrap_or(u16::MAX);
        if months.first.after(due) != month {
            break;
        }
        months.values.push(value);
    }
    months
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_and_none_is_missing() {
        let spans = [
            ("1971-01", "2026-10", "157.9341"),
            ("1970-01", "2026-06", "113.6"),
            ("2010-07", "2026-06", "58600"),
            ("1971-01", "2026-06", "4228.0"),
        ];
        for (series, (first, last, value)) in Series::ALL.into_iter().zip(spans) {
            let months = series.months();
            let (from, to) = months.span();
            assert_eq!((from.to_string(), to.to_string()), (first.to_owned(), last.to_owned()), "{series:?}");
            assert_eq!(months.values.len() + 1, series.text().lines().count(), "{series:?}");
            assert_eq!(months.at(to), Some(value.parse().unwrap()), "{series:?}");
            assert_eq!(months.at(to.after(1)), None, "{series:?}");
        }
    }

    #[test]
    fn bitcoin_is_kept_to_three_digits() {
        for value in &Series::BtcUsd.months().values {
            assert_eq!(value.round_sf(3).unwrap().normalize(), value.normalize());
        }
    }

    #[test]
    fn ratios_end_where_the_series_does() {
        let base = CalendarMonth::new(2026, 4).unwrap();
        let path = Series::JapanCpi.months().ratios(base, 12, Mark::A);
        assert_eq!(path.points.len(), 2);
        let before = CalendarMonth::new(1969, 12).unwrap();
        assert!(Series::JapanCpi.months().ratios(before, 12, Mark::A).is_empty());
    }
}
