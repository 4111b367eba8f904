//! What a plan moves, in which month, into what.
#![deny(clippy::float_arithmetic, clippy::arithmetic_side_effects)]

use rust_decimal::Decimal;

use crate::domain::holding::{AssetClass, HoldingKind};
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::domain::scenario::Scenario;
use crate::domain::yen::{Yen, share_out};

/// What a plan's money goes into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// Bitcoin, kept at an exchange.
    Crypto,
    /// US dollars, held outside Japanese banks.
    Dollars,
    /// Gold.
    Gold,
    /// One government bond.
    Jgb,
}

impl Target {
    /// Every target, in the order of its parameters.
    pub const ALL: [Self; 4] = [Self::Crypto, Self::Dollars, Self::Gold, Self::Jgb];

    /// The identity of the line what was bought stands in.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Crypto => "~plan_crypto",
            Self::Dollars => "~plan_dollars",
            Self::Gold => "~plan_gold",
            Self::Jgb => "~plan_jgb",
        }
    }

    /// The class it is shown under.
    #[must_use]
    pub const fn class(self) -> AssetClass {
        match self {
            Self::Crypto => AssetClass::Crypto,
            Self::Dollars => AssetClass::Currency,
            Self::Gold => AssetClass::Gold,
            Self::Jgb => AssetClass::Jgb,
        }
    }

    /// The parameter that holds its weight.
    #[must_use]
    pub const fn weight(self) -> Param {
        match self {
            Self::Crypto => Param::PlanCrypto,
            Self::Dollars => Param::PlanDollars,
            Self::Gold => Param::PlanGold,
            Self::Jgb => Param::PlanJgb,
        }
    }
}

/// The life of the bond a plan buys, in months.
pub const BOND_MONTHS: u16 = 120;

/// The numbers of a plan that moves something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// x: the share of each chosen deposit, 0..=1.
    pub share: Decimal,
    /// Weights in the order of [`Target::ALL`], as whole billionths.
    pub weights: [Yen; 4],
    /// a: the month the first part moves.
    pub first: u16,
    /// n: over how many months, 1 or more.
    pub months: u16,
    /// s: what buying costs, as a share of the amount.
    pub spread: Decimal,
}

impl Terms {
    /// The plan in a scenario; `None` where it asks for nothing: no share, or
    /// no weight of a billionth or more.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Option<Self> {
        let billion = Decimal::from(1_000_000_000);
        let weights = Target::ALL.map(|t| Yen::truncated(scenario.get(t.weight()).saturating_mul(billion)));
        let share = scenario.get(Param::PlanShare);
        (share > Decimal::ZERO && weights.iter().any(|w| w.is_positive())).then(|| Self {
            share,
            weights,
            first: scenario.months(Param::PlanStart),
            months: scenario.months(Param::PlanMonths).max(1),
            spread: scenario.get(Param::PlanSpread),
        })
    }

    /// The last month a part moves.
    #[must_use]
    pub const fn last(&self) -> u16 {
        self.first.saturating_add(self.months).saturating_sub(1)
    }

    /// What is to move in the whole, of a deposit that stands at `balance` in
    /// month a.
    ///
    /// **Formula**: x × balance. **Rounding**: cut to whole yen.
    #[must_use]
    pub fn noted(&self, balance: Yen) -> Yen {
        balance.times_truncated(self.share)
    }

    /// The part of it that is to move in a month.
    ///
    /// **Formula**: 1/n in each of the months a..a+n−1. **Rounding**: cut to
    /// whole yen; the last month has the rest.
    ///
    /// # Example
    /// ```
    /// use forelock::domain::{param::Param, scenario::Scenario, yen::Yen};
    /// use forelock::engine::plan::Terms;
    /// use rust_decimal::Decimal;
    /// let mut scenario = Scenario::default();
    /// scenario.set(Param::PlanShare, Decimal::ONE);
    /// scenario.set(Param::PlanStart, Decimal::from(5));
    /// scenario.set(Param::PlanMonths, Decimal::from(3));
    /// let plan = Terms::of(&scenario).unwrap();
    /// let parts = [4, 5, 6, 7, 8].map(|month| plan.part(Yen::whole(100), month));
    /// assert_eq!(parts, [0, 33, 33, 34, 0].map(Yen::whole));
    /// ```
    #[must_use]
    pub fn part(&self, noted: Yen, month: u16) -> Yen {
        if !(self.first..=self.last()).contains(&month) {
            return Yen::ZERO;
        }
        let count = Decimal::from(self.months);
        let each = Yen::truncated(noted.get().checked_div(count).unwrap_or_default());
        if month == self.last() {
            let before = each.times_truncated(count.saturating_sub(Decimal::ONE));
            noted.minus(before)
        } else {
            each
        }
    }

    /// A month's money by target, in the order of [`Target::ALL`].
    ///
    /// **Formula**: by weight ÷ the sum of the weights. **Rounding**: whole
    /// yen that add up to `amount`, see [`share_out`].
    #[must_use]
    pub fn by_target(&self, amount: Yen) -> Vec<Yen> {
        share_out(amount, &self.weights)
    }
}

/// The places, in the profile, of the deposits a plan may touch: every yen
/// deposit, of any class, that was not left out.
pub fn touched<'a>(profile: &'a Profile, scenario: &'a Scenario) -> impl Iterator<Item = usize> + 'a {
    let deposit = |kind: &HoldingKind| matches!(kind, HoldingKind::Deposit { .. });
    let chosen = move |h: &crate::domain::holding::Holding| {
        deposit(&h.kind) && !scenario.plan_leave_out.contains(&h.id)
    };
    profile.holdings.iter().enumerate().filter(move |(_, h)| chosen(h)).map(|(i, _)| i)
}

/// Whether the plan may move anything within `months` months: it asks for
/// something, begins in time, and there is a deposit it may touch.
#[must_use]
pub fn moves(profile: &Profile, scenario: &Scenario, months: u16) -> bool {
    Terms::of(scenario).is_some_and(|terms| terms.first <= months)
        && touched(profile, scenario).next().is_some()
}
