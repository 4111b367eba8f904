//! Stated values of each line, and the causes between them.

use super::cause::Cause;
use super::door;
use crate::domain::yen::Yen;

/// A change of one line in one month for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The month.
    pub month: u16,
    /// The reason.
    pub cause: Cause,
    /// Change in nominal yen, as a plain number.
    pub(super) nominal: i128,
    /// Change in today's purchasing power, as a plain number.
    pub(super) real: i128,
}

impl Entry {
    /// Change in nominal yen.
    #[must_use]
    pub fn nominal(&self) -> Yen {
        door::counted(self.nominal)
    }

    /// Change in today's purchasing power.
    #[must_use]
    pub fn real(&self) -> Yen {
        door::counted(self.real)
    }
}

/// An entry as it is kept: half the memory, which is most of a projection's
/// cost. The few whose amounts do not fit are kept apart.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Kept {
    month: u16,
    cause: Cause,
    nominal: i64,
    real: i64,
}

impl From<Kept> for Entry {
    fn from(kept: Kept) -> Self {
        let Kept { month, cause, nominal, real } = kept;
        Self { month, cause, nominal: nominal.into(), real: real.into() }
    }
}

/// One line's stated values, month by month, and every change between them.
///
/// **Shape**: `nominal` and `real` have one value a month, month 0 first.
/// **Units**: whole yen, negative for debts. While the months run they are
/// plain integers: comparing and subtracting `Decimal`s thousands of times is
/// most of what a projection would cost.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Track {
    /// Month-end values in yen of the month.
    pub nominal: Vec<Yen>,
    /// Month-end values in today's purchasing power.
    pub real: Vec<Yen>,
    entries: Vec<Kept>,
    large: Vec<Entry>,
    now_nominal: i128,
    now_real: i128,
    exact: f64,
}

impl Track {
    /// A line that starts at `opening`.
    #[must_use]
    pub fn opening(opening: Yen, exact: f64, months: u16) -> Self {
        let room = usize::from(months).saturating_add(1);
        let mut track = Self {
            nominal: Vec::with_capacity(room),
            real: Vec::with_capacity(room),
            entries: Vec::with_capacity(room.saturating_mul(2)),
            large: Vec::new(),
            now_nominal: door::count(opening),
            now_real: door::count(opening),
            exact,
        };
        track.close_month();
        track
    }

    /// States a new nominal value; the change is put down to `cause`.
    /// `per_price` is 1 over the price level in force.
    pub(super) fn restate(&mut self, month: u16, cause: Cause, exact: f64, per_price: f64) {
        self.put(month, cause, door::state_count(exact), exact, per_price);
    }

    /// The same for an amount that is exact yen already.
    pub(super) fn restate_yen(&mut self, month: u16, cause: Cause, value: Yen, per_price: f64) {
        self.put(month, cause, door::count(value), door::amount(value), per_price);
    }

    /// The same after `amount` went from or to another line, so that what one
    /// line states it gave is what the other states it got.
    pub(super) fn restate_less(&mut self, month: u16, cause: Cause, amount: Yen, exact: f64, per_price: f64) {
        self.put(month, cause, self.now_nominal - door::count(amount), exact, per_price);
    }

    fn put(&mut self, month: u16, cause: Cause, nominal: i128, exact: f64, per_price: f64) {
        let real = door::state_count(exact * per_price);
        self.exact = exact;
        if nominal != self.now_nominal || real != self.now_real {
            let (from, from_real) = (self.now_nominal, self.now_real);
            self.push(Entry { month, cause, nominal: nominal - from, real: real - from_real });
            self.now_nominal = nominal;
            self.now_real = real;
        }
    }

    fn push(&mut self, entry: Entry) {
        let Entry { month, cause, .. } = entry;
        match (i64::try_from(entry.nominal), i64::try_from(entry.real)) {
            (Ok(nominal), Ok(real)) => self.entries.push(Kept { month, cause, nominal, real }),
            _ => self.large.push(entry),
        }
    }

    /// States the real value again at new prices.
    pub(super) fn reprice(&mut self, month: u16, cause: Cause, per_price: f64) {
        let change = door::state_count(self.exact * per_price) - self.now_real;
        self.reprice_part(month, cause, change);
    }

    /// Puts a known part of a coming real change down to `cause`.
    pub(super) fn reprice_part(&mut self, month: u16, cause: Cause, change: i128) {
        if change != 0 {
            self.push(Entry { month, cause, nominal: 0, real: change });
            self.now_real += change;
        }
    }

    /// Ends a month: the values in force are the month-end's.
    pub(super) fn close_month(&mut self) {
        self.nominal.push(door::counted(self.now_nominal));
        self.real.push(door::counted(self.now_real));
    }

    /// The values in force now: nominal, not rounded, in today's purchasing
    /// power.
    pub(super) fn stated(&self) -> (Yen, f64, Yen) {
        (self.now(), self.exact, door::counted(self.now_real))
    }

    /// The value in force now, in nominal yen.
    #[must_use]
    pub fn now(&self) -> Yen {
        door::counted(self.now_nominal)
    }

    /// Every change after month `from` up to month `to`; those above 2^63 yen
    /// come last.
    pub fn entries(&self, from: u16, to: u16) -> impl Iterator<Item = Entry> {
        let start = self.entries.partition_point(|e| e.month <= from);
        let end = self.entries.partition_point(|e| e.month <= to);
        let ordinary = self.entries.get(start..end).unwrap_or_default();
        let large = self.large.iter().filter(move |e| e.month > from && e.month <= to);
        ordinary.iter().map(|&kept| kept.into()).chain(large.copied())
    }

    /// Whether the line was ever anything but nothing.
    #[must_use]
    pub fn is_used(&self) -> bool {
        !self.entries.is_empty()
            || !self.large.is_empty()
            || self.nominal.first().is_some_and(|v| !v.is_zero())
    }
}
