//! What a company is worth at the horizon, as one number: what maps, ties and
//! sensitivities ask for a thousand times.

use rust_decimal::Decimal;

use super::door;
use super::projection::Scope;
use super::run::project;
use crate::domain::holding::{Custody, Holding, HoldingId, HoldingKind};
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::domain::scenario::Scenario;

/// Answers what real net worth would be at the horizon of a scenario.
pub trait Worth: Sync {
    /// Real net worth at the horizon, as things are or with the plan.
    ///
    /// **Units**: yen of today's purchasing power. `scenario` carries the
    /// plan's numbers, see [`Profile::active_scenario`].
    fn real_net(&self, scenario: &Scenario, plan: bool) -> f64;

    /// By how much the plan ends above "as is"; below zero where it ends
    /// lower.
    fn gap(&self, scenario: &Scenario) -> f64 {
        self.real_net(scenario, true) - self.real_net(scenario, false)
    }
}

/// The answer from the whole projection, month by month, in exact yen.
#[derive(Debug, Clone, Copy)]
pub struct Projected<'a> {
    /// The company.
    pub profile: &'a Profile,
}

impl Worth for Projected<'_> {
    fn real_net(&self, scenario: &Scenario, plan: bool) -> f64 {
        let moves = plan && scenario.get(Param::PlanShare) > Decimal::ZERO;
        let projection = if moves {
            project(&moved_at_once(self.profile, scenario), scenario, None)
        } else {
            project(self.profile, scenario, None)
        };
        door::amount(projection.value(Scope::Net, projection.months).real)
    }
}

/// The company after its plan.
///
/// **Limits**: the whole plan is carried out today, in one go: its first month
/// and its number of months have no effect.
fn moved_at_once(profile: &Profile, scenario: &Scenario) -> Profile {
    let parts = [Param::PlanCrypto, Param::PlanDollars, Param::PlanGold, Param::PlanJgb]
        .map(|param| scenario.get(param));
    let whole: Decimal = parts.iter().sum();
    let mut next = profile.clone();
    if whole <= Decimal::ZERO {
        return next;
    }
    let share = scenario.get(Param::PlanShare);
    let mut taken = Decimal::ZERO;
    for holding in &mut next.holdings {
        if let HoldingKind::Deposit { amount, .. } = &mut holding.kind
            && !scenario.plan_leave_out.contains(&holding.id)
        {
            let part = amount.times_truncated(share);
            *amount = amount.minus(part);
            taken = taken.saturating_add(part.get());
        }
    }
    let kept = Decimal::ONE.saturating_sub(scenario.get(Param::PlanSpread));
    let bought = taken.saturating_mul(kept);
    let dollar = scenario.get(Param::UsdJpy);
    for (i, part) in parts.into_iter().enumerate().filter(|(_, part)| *part > Decimal::ZERO) {
        let amount = bought.saturating_mul(part).checked_div(whole).unwrap_or_default();
        let kind = match i {
            0 => HoldingKind::Crypto {
                coin: "BTC".to_owned(),
                count: amount,
                price: Decimal::ONE,
                custody: Custody::Exchange,
                tax_basis: None,
            },
            1 => HoldingKind::ForeignCash { usd: amount.checked_div(dollar).unwrap_or_default() },
            2 => HoldingKind::Gold { grams: amount, price: Decimal::ONE },
            _ => HoldingKind::Jgb {
                face: crate::domain::yen::Yen::truncated(amount),
                coupon: scenario.get(Param::YieldToday),
                months: 120,
            },
        };
        let id = HoldingId(format!("~plan{i}"));
        next.holdings.push(Holding { id, name: String::new(), kind });
    }
    next
}
