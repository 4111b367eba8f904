//! What everything is worth, month by month, and why.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::bank_loss::Chain;
use super::cause::Cause;
use super::deposit;
use super::door;
use super::factors::Factors;
use super::ledger::Track;
use crate::domain::bank::BankId;
use crate::domain::holding::AssetClass;
use crate::domain::yen::Yen;

/// The identity of the line that takes in money when the profile has no cash.
pub const RECEIVED_ID: &str = "~received";
/// The identity of the line for tax assessed and not yet paid.
pub const TAX_DUE_ID: &str = "~tax_due";

/// One line's path.
#[derive(Debug, Clone)]
pub struct LineResult {
    /// The holding's identity, [`RECEIVED_ID`], [`TAX_DUE_ID`] or one of
    /// [`Target::id`](super::plan::Target::id).
    pub id: String,
    /// The class it is shown under.
    pub class: AssetClass,
    /// Month-end values and causes.
    pub track: Track,
}

/// What happened at one bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankReport {
    /// Which bank.
    pub bank: BankId,
    /// The month banks are tested.
    pub month: u16,
    /// From bond loss to shortfall.
    pub chain: Chain,
    /// The company's money there just before, before set-off.
    pub before: deposit::Claims,
    /// General deposits netted with loans.
    pub set_off: Yen,
    /// What came back.
    pub outcome: deposit::Outcome,
}

/// A freeze, over all banks.
///
/// **Limits**: what else happens to frozen money (a bank's loss, a conversion,
/// the currency) has its own causes and is in neither figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FreezeReport {
    /// The month it began.
    pub month: u16,
    /// Real value of what was frozen, on the book, that month.
    pub book_real: Yen,
    /// Its real value at the moments it can be drawn, to the horizon.
    pub usable_real: Yen,
}

/// What everything is worth in one scenario.
///
/// **Shape**: lines in the profile's order, then the engine's own if used;
/// months 0..=`months`. **Limits**: a static balance sheet; no business cash
/// flow, no new money.
#[derive(Debug, Clone)]
pub struct Projection {
    /// The last month.
    pub months: u16,
    /// What moves for everybody.
    pub factors: Factors,
    /// Every line.
    pub lines: Vec<LineResult>,
    /// Every bank.
    pub banks: Vec<BankReport>,
    /// The freeze, if there is one within the horizon.
    pub freeze: Option<FreezeReport>,
    /// Nominal yen that cannot be drawn, by month.
    pub frozen: Vec<Yen>,
    pub(super) totals: Totals,
}

/// Sums over lines by month, kept once somebody asked for them.
#[derive(Debug, Clone, Default)]
pub(super) struct Totals {
    net: OnceLock<Vec<Value>>,
    assets: OnceLock<Vec<Value>>,
    debts: OnceLock<Vec<Value>>,
    classes: [OnceLock<Vec<Value>>; AssetClass::ALL.len()],
}

impl Totals {
    /// Where a scope's are; none for a single line, which is no sum.
    fn of(&self, scope: Scope<'_>) -> Option<&OnceLock<Vec<Value>>> {
        match scope {
            Scope::Net => Some(&self.net),
            Scope::Assets => Some(&self.assets),
            Scope::Debts => Some(&self.debts),
            Scope::Class(class) => self.classes.get(class as usize),
            Scope::Line(_) => None,
        }
    }
}

/// A value in yen of its month and in today's purchasing power.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Value {
    /// Yen of the month.
    pub nominal: Yen,
    /// Yen of today's purchasing power.
    pub real: Yen,
}

impl Value {
    /// The sum of two values.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { nominal: self.nominal.plus(other.nominal), real: self.real.plus(other.real) }
    }
}

/// Which lines a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope<'a> {
    /// All: net worth.
    Net,
    /// What is owned.
    Assets,
    /// What is owed (negative).
    Debts,
    /// One class.
    Class(AssetClass),
    /// One line.
    Line(&'a str),
}

impl Scope<'_> {
    /// Whether a line of this class and identity is among them.
    pub(super) fn holds(&self, of: AssetClass, line: &str) -> bool {
        match self {
            Self::Net => true,
            Self::Assets => of != AssetClass::Debt,
            Self::Debts => of == AssetClass::Debt,
            Self::Class(class) => of == *class,
            Self::Line(id) => line == *id,
        }
    }
}

impl Projection {
    /// The value of a scope at a month end.
    #[must_use]
    pub fn value(&self, scope: Scope<'_>, month: u16) -> Value {
        if let Some(known) = self.totals.of(scope).and_then(OnceLock::get) {
            return known.get(usize::from(month)).copied().unwrap_or_default();
        }
        let at = |path: &[Yen]| path.get(usize::from(month)).copied().unwrap_or_default();
        self.lines.iter().filter(|l| scope.holds(l.class, &l.id)).fold(Value::default(), |sum, line| {
            sum.plus(Value { nominal: at(&line.track.nominal), real: at(&line.track.real) })
        })
    }

    /// The same of every month, for who asks for more than one: lines are gone
    /// through but once.
    ///
    /// **Shape**: months 0..=`months`.
    #[must_use]
    pub fn along(&self, scope: Scope<'_>) -> Cow<'_, [Value]> {
        match self.totals.of(scope) {
            Some(kept) => Cow::Borrowed(kept.get_or_init(|| self.summed(scope))),
            None => Cow::Owned(self.summed(scope)),
        }
    }

    fn summed(&self, scope: Scope<'_>) -> Vec<Value> {
        let mut sums = vec![(0, 0); usize::from(self.months) + 1];
        for line in self.lines.iter().filter(|l| scope.holds(l.class, &l.id)) {
            let months = line.track.nominal.iter().zip(&line.track.real);
            for ((nominal, real), (n, r)) in sums.iter_mut().zip(months) {
                *nominal += door::count(*n);
                *real += door::count(*r);
            }
        }
        let value = |(nominal, real)| Value { nominal: door::counted(nominal), real: door::counted(real) };
        sums.into_iter().map(value).collect()
    }

    /// Why a scope's value changed after month `from` up to month `to`.
    ///
    /// `value(from) + Σ causes = value(to)`, to the yen, nominal and real.
    #[must_use]
    pub fn causes(&self, scope: Scope<'_>, from: u16, to: u16) -> BTreeMap<Cause, Value> {
        let mut sums = [None; Cause::ALL.len()];
        for entry in
            self.lines.iter().filter(|l| scope.holds(l.class, &l.id)).flat_map(|l| l.track.entries(from, to))
        {
            if let Some(sum) = sums.get_mut(entry.cause as usize) {
                let (nominal, real) = sum.unwrap_or((0, 0));
                *sum = Some((nominal + entry.nominal, real + entry.real));
            }
        }
        let value = |(nominal, real)| Value { nominal: door::counted(nominal), real: door::counted(real) };
        Cause::ALL.into_iter().zip(sums).filter_map(|(cause, sum)| Some((cause, value(sum?)))).collect()
    }

    /// The line with this identity.
    #[must_use]
    pub fn line(&self, id: &str) -> Option<&LineResult> {
        self.lines.iter().find(|l| l.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::bench_company;
    use crate::engine::project;

    #[test]
    fn every_month_at_once_is_each_month_by_itself() {
        let profile = bench_company::with_plan();
        let fresh = project(&profile, &profile.active_scenario(), Some(40));
        let asked = fresh.clone();
        let id = fresh.lines[3].id.clone();
        let classes = AssetClass::ALL.map(Scope::Class);
        let scopes = [Scope::Net, Scope::Assets, Scope::Debts, Scope::Line(&id)].into_iter().chain(classes);
        for scope in scopes {
            let one_by_one: Vec<Value> = (0..=40).map(|t| fresh.value(scope, t)).collect();
            assert_eq!(asked.along(scope).as_ref(), one_by_one, "{scope:?}");
            let after: Vec<Value> = (0..=41).map(|t| asked.value(scope, t)).collect();
            assert_eq!(after, [one_by_one, vec![fresh.value(scope, 41)]].concat(), "{scope:?}");
        }
        assert!(!fresh.value(Scope::Debts, 40).nominal.is_zero());
    }
}
