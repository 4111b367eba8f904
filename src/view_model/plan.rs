//! The plan in the reader's words: what it would do, and to which deposits.

use super::money::{self, Money};
use super::projection::{Tile, Tone};
use crate::app::explaining::{Asked, Place};
use crate::domain::holding::{HoldingId, HoldingKind};
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::domain::scenario::Scenario;
use crate::engine::numeraire::Numeraire;
use crate::engine::plan::{Target, Terms, moves};
use crate::engine::projection::{Projection, Scope};
use crate::engine::trace::Subject;
use crate::engine::trace::assemble::Lines;
use crate::text::Texts;

/// What net worth would be with the plan, in a sentence that says "if".
///
/// **Units**: today's purchasing power.
#[must_use]
pub fn sentence(
    profile: &Profile,
    scenario: &Scenario,
    planned: &Projection,
    texts: &Texts,
    money: Money,
) -> String {
    let l = &texts.l10n;
    let months = planned.months;
    let all = profile
        .holdings
        .iter()
        .filter(|h| matches!(h.kind, HoldingKind::Deposit { .. }))
        .all(|h| !scenario.plan_leave_out.contains(&h.id));
    let deposits = if all { l.msg_plan_deposits() } else { l.msg_plan_deposits_chosen() };
    let share = money::percent(scenario.get(Param::PlanShare));
    let to = money.statement(planned.value(Scope::Net, months).real);
    l.msg_headline_plan(share, deposits, into(scenario, texts), to)
}

/// What the money goes into, such as "crypto and gold".
fn into(scenario: &Scenario, texts: &Texts) -> String {
    let l = &texts.l10n;
    let Some(terms) = Terms::of(scenario) else { return String::new() };
    let said: Vec<String> = Target::ALL
        .into_iter()
        .zip(terms.weights)
        .filter(|(_, weight)| weight.is_positive())
        .map(|(target, _)| match target {
            Target::Crypto => l.msg_plan_into_crypto(),
            Target::Dollars => l.msg_plan_into_dollars(),
            Target::Gold => l.msg_plan_into_gold(),
            Target::Jgb => l.msg_plan_into_jgb(),
        })
        .collect();
    texts.join(&said)
}

/// How much better or worse the plan does at the horizon, real.
#[must_use]
pub fn tile(as_is: &Projection, planned: &Projection, texts: &Texts, money: Money) -> Tile {
    let real = |projection: &Projection| projection.value(Scope::Net, projection.months).real;
    let difference = real(planned).minus(real(as_is));
    Tile {
        label: texts.l10n.msg_tile_plan(),
        value: money.signed(difference),
        detail: money::change(real(as_is), real(planned)).unwrap_or_default(),
        tone: Tone::of(difference),
        explains: Asked::Gap(
            Place::default(),
            Subject::Value { lines: Lines::Net, month: planned.months, measure: Numeraire::RealYen },
        ),
    }
}

/// A deposit the plan may touch, or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepositChoice {
    /// Which.
    pub id: HoldingId,
    /// Its name.
    pub name: String,
    /// Whether the plan may touch it.
    pub touched: bool,
}

/// Every yen deposit, in the order of the profile.
#[must_use]
pub fn deposits(profile: &Profile) -> Vec<DepositChoice> {
    profile
        .holdings
        .iter()
        .filter(|h| matches!(h.kind, HoldingKind::Deposit { .. }))
        .map(|h| DepositChoice {
            id: h.id.clone(),
            name: h.name.clone(),
            touched: !profile.plan.leave_out.contains(&h.id),
        })
        .collect()
}

/// Why a plan makes no difference.
#[must_use]
pub fn no_effect(profile: &Profile, texts: &Texts) -> String {
    let (l, plan, scenario) = (&texts.l10n, &profile.plan, profile.active_scenario());
    let into = [Param::PlanCrypto, Param::PlanDollars, Param::PlanGold, Param::PlanJgb];
    let months = scenario.horizon_months();
    if into.iter().all(|part| plan.get(*part).is_zero()) {
        l.msg_plan_no_target()
    } else if scenario.months(Param::PlanStart) > months {
        l.msg_plan_too_late()
    } else if moves(profile, &scenario, months) {
        l.msg_plan_no_difference()
    } else {
        l.msg_plan_no_effect()
    }
}
