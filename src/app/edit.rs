//! Every change a person can make to a profile. All can be undone.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::data::claims::{Claim, Side};
use crate::data::episodes::episode;
use crate::data::presets::Preset;
use crate::domain::bank::{Bank, BankId};
use crate::domain::calendar::CalendarMonth;
use crate::domain::holding::{Holding, HoldingId};
use crate::domain::origin::{Origin, SetBy};
use crate::domain::param::Param;
use crate::domain::plan::Plan;
use crate::domain::profile::Profile;
use crate::domain::risk_factor::Pair;
use crate::domain::scenario::{DefaultMode, DefaultTerms, ExchangeRecovery, LossOrder, Scenario};
use crate::domain::validate::{MAX_BANKS, MAX_HOLDINGS, MAX_NAME, MAX_SCENARIOS};
use crate::engine::episode_terms;

/// A choice among a few, in the scenario in front.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Whether bonds default.
    Default(DefaultMode),
    /// How the loss is described.
    Terms(DefaultTerms),
    /// Who bears a bank's shortfall.
    LossOrder(LossOrder),
    /// Whether settlement deposits are always paid.
    SettlementAlways(bool),
    /// How a failed exchange pays.
    ExchangeRecovery(ExchangeRecovery),
}

/// Up or down in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Towards the first.
    Up,
    /// Towards the last.
    Down,
}

/// One change to a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Moves a number of the scenario in front; held within its hard range.
    SetParam(Param, Decimal),
    /// Moves it back to its default.
    ResetParam(Param),
    /// Moves everything in the scenario in front back to its default; the
    /// plan stays.
    ResetAll,
    /// Moves everything in the plan back to its default.
    ResetPlan,
    /// Sets how two factors go together in the scenario in front, or leaves
    /// it to its default again.
    SetCorrelation(Pair, Option<Decimal>),
    /// Says whether the plan may touch a deposit.
    PlanTouches(HoldingId, bool),
    /// Makes a choice.
    Choose(Choice),
    /// Sets the inflation of one year, or leaves it to the slider again.
    SetInflationYear(u8, Option<Decimal>),
    /// Loads a ready-made scenario into the one in front.
    ApplyPreset(Preset),
    /// Sets the scenario in front as it went in an episode, as far as that is
    /// sourced.
    ApplyEpisode(&'static str),
    /// Loads the case of one side of a claim into the scenario in front, and
    /// into the plan where the claim is about moving anything.
    LoadCase(Claim, Side),
    /// Adds a scenario and goes to it.
    AddScenario(Scenario),
    /// Renames a scenario.
    RenameScenario(usize, String),
    /// Takes a scenario out; the last one stays.
    DeleteScenario(usize),
    /// Adds a holding at the end of its class.
    AddHolding(Holding),
    /// Replaces a holding by one with the same identity.
    UpdateHolding(Holding),
    /// Puts a copy below a holding.
    DuplicateHolding(HoldingId),
    /// Takes a holding out.
    DeleteHolding(HoldingId),
    /// Moves a holding past its neighbour of the same class.
    MoveHolding(HoldingId, Direction),
    /// Adds a bank.
    AddBank(Bank),
    /// Replaces a bank by one with the same identity.
    UpdateBank(Bank),
    /// Takes a bank out, if nothing names it.
    DeleteBank(BankId),
    /// Renames the company.
    RenameCompany(String),
    /// Sets the month the figures are as of.
    SetAsOf(CalendarMonth),
    /// Sets the last month of the fiscal year, 1–12.
    SetFiscalYearEnd(u8),
}

/// The profile after an edit on a day no clock tells. An edit that cannot be
/// made changes nothing.
#[must_use]
pub fn apply(profile: &Profile, edit: Edit) -> Profile {
    apply_on(profile, edit, None)
}

/// The profile after an edit made on a day. An edit that cannot be made
/// changes nothing.
#[must_use]
pub fn apply_on(profile: &Profile, edit: Edit, on: Option<NaiveDate>) -> Profile {
    let origin = Origin { by: set_by(&edit), on };
    let mut next = applied(profile, edit, &origin);
    next.plan.note(&profile.plan, &origin);
    next
}

/// Who an edit says has set what it sets.
fn set_by(edit: &Edit) -> SetBy {
    match edit {
        Edit::ApplyPreset(preset) => SetBy::Preset(preset.key().to_owned()),
        Edit::ApplyEpisode(id) => SetBy::Episode((*id).to_owned()),
        Edit::LoadCase(claim, _) => SetBy::Claim(claim.key().to_owned()),
        _ => SetBy::Hand,
    }
}

fn applied(profile: &Profile, edit: Edit, origin: &Origin) -> Profile {
    let mut next = profile.clone();
    let active = next.active.min(next.scenarios.len().saturating_sub(1));
    match edit {
        Edit::AddScenario(scenario) => {
            if next.scenarios.len() < MAX_SCENARIOS {
                next.scenarios.push(scenario.without_plan());
                next.active = next.scenarios.len().saturating_sub(1);
            }
        }
        Edit::RenameScenario(index, name) => {
            if let Some(scenario) = next.scenarios.get_mut(index)
                && !name.trim().is_empty()
            {
                scenario.name = cut(&name);
            }
        }
        Edit::DeleteScenario(index) => {
            if next.scenarios.len() > 1 && index < next.scenarios.len() {
                next.scenarios.remove(index);
                next.active = active.min(next.scenarios.len().saturating_sub(1));
            }
        }
        Edit::AddHolding(_)
        | Edit::UpdateHolding(_)
        | Edit::DuplicateHolding(_)
        | Edit::DeleteHolding(_)
        | Edit::MoveHolding(..) => edit_holdings(&mut next, edit),
        Edit::AddBank(_) | Edit::UpdateBank(_) | Edit::DeleteBank(_) => edit_banks(&mut next, edit),
        Edit::RenameCompany(name) => next.company = cut(&name),
        Edit::SetAsOf(month) => next.as_of = month,
        Edit::SetFiscalYearEnd(month) => next.fiscal_year_end = month.clamp(1, 12),
        Edit::SetParam(param, value) if Plan::holds(param) => next.plan.set(param, held(param, value)),
        Edit::ResetParam(param) if Plan::holds(param) => next.plan.reset(param),
        Edit::ResetPlan => next.plan.reset_all(),
        Edit::PlanTouches(id, true) => {
            next.plan.leave_out.remove(&id);
        }
        Edit::PlanTouches(id, false) => {
            next.plan.leave_out.insert(id);
        }
        other => {
            if let Edit::LoadCase(claim, side) = other {
                next.plan = claim.case(side).plan(&next.plan);
            }
            if let Some(scenario) = next.scenarios.get_mut(active) {
                let before = scenario.clone();
                edit_scenario(scenario, &other);
                scenario.note(&before, origin);
                if let Edit::ApplyPreset(_) = other {
                    // All it set is its own, also what was so before.
                    let calm = Preset::Calm.apply(scenario);
                    scenario.note(&calm, origin);
                }
            }
        }
    }
    next
}

/// A value within its hard range, whole where it must be.
fn held(param: Param, value: Decimal) -> Decimal {
    param.hard().clamp(if param.whole() { value.round() } else { value })
}

/// A name no longer than a profile may hold.
fn cut(name: &str) -> String {
    name.chars().take(MAX_NAME).collect()
}

fn edit_scenario(scenario: &mut Scenario, edit: &Edit) {
    match *edit {
        Edit::SetParam(param, value) => scenario.set(param, held(param, value)),
        Edit::SetCorrelation(pair, Some(value)) => scenario.correlations.set(pair, value),
        Edit::SetCorrelation(pair, None) => scenario.correlations.reset(pair),
        Edit::ResetParam(param) => scenario.reset(param),
        Edit::ResetAll => *scenario = Scenario::named(std::mem::take(&mut scenario.name)),
        Edit::Choose(choice) => match choice {
            Choice::Default(mode) => scenario.default = mode,
            Choice::Terms(terms) => scenario.terms = terms,
            Choice::LossOrder(order) => scenario.loss_order = order,
            Choice::SettlementAlways(always) => scenario.settlement_always_honoured = always,
            Choice::ExchangeRecovery(kind) => scenario.exchange_recovery = kind,
        },
        Edit::SetInflationYear(year, rate) => match rate {
            Some(rate) if (1..=30).contains(&year) => {
                scenario.inflation_by_year.insert(year, Param::Inflation.hard().clamp(rate));
            }
            _ => {
                scenario.inflation_by_year.remove(&year);
            }
        },
        Edit::ApplyPreset(preset) => *scenario = preset.apply(scenario),
        Edit::ApplyEpisode(id) => {
            if let Some(episode) = episode(id) {
                *scenario = episode_terms::sliders(episode, scenario);
            }
        }
        Edit::LoadCase(claim, side) => *scenario = claim.case(side).scenario(scenario),
        _ => {}
    }
}

fn edit_holdings(profile: &mut Profile, edit: Edit) {
    let place = |profile: &Profile, id: &HoldingId| profile.holdings.iter().position(|h| &h.id == id);
    match edit {
        Edit::AddHolding(holding) if profile.holdings.len() < MAX_HOLDINGS => profile.holdings.push(holding),
        Edit::UpdateHolding(holding) => {
            if let Some(old) = profile.holdings.iter_mut().find(|h| h.id == holding.id) {
                *old = Holding { name: cut(&holding.name), ..holding };
            }
        }
        Edit::DuplicateHolding(id) if profile.holdings.len() < MAX_HOLDINGS => {
            if let Some(i) = place(profile, &id)
                && let Some(old) = profile.holdings.get(i)
            {
                let copy = Holding { id: profile.free_holding_id(), ..old.clone() };
                profile.holdings.insert(i.saturating_add(1), copy);
            }
        }
        Edit::DeleteHolding(id) => {
            profile.holdings.retain(|h| h.id != id);
            profile.plan.leave_out.remove(&id);
        }
        Edit::MoveHolding(id, direction) => {
            let Some(i) = place(profile, &id) else { return };
            let class = profile.holdings.get(i).map(|h| h.kind.class());
            let alike = |j: &usize| profile.holdings.get(*j).map(|h| h.kind.class()) == class;
            let other = match direction {
                Direction::Up => (0..i).rev().find(alike),
                Direction::Down => (i.saturating_add(1)..profile.holdings.len()).find(alike),
            };
            if let Some(j) = other {
                profile.holdings.swap(i, j);
            }
        }
        _ => {}
    }
}

fn edit_banks(profile: &mut Profile, edit: Edit) {
    match edit {
        Edit::AddBank(bank) if profile.banks.len() < MAX_BANKS => profile.banks.push(bank),
        Edit::UpdateBank(bank) => {
            if let Some(old) = profile.banks.iter_mut().find(|b| b.id == bank.id) {
                *old = Bank { name: cut(&bank.name), ..bank };
            }
        }
        Edit::DeleteBank(id) if !is_named(profile, &id) => profile.banks.retain(|b| b.id != id),
        _ => {}
    }
}

/// Whether a holding names this bank.
#[must_use]
pub fn is_named(profile: &Profile, id: &BankId) -> bool {
    profile.holdings.iter().any(|h| h.kind.bank() == Some(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::holding::HoldingKind;
    use crate::domain::yen::Yen;

    fn company() -> Profile {
        let mut p = Profile::empty("x", CalendarMonth::new(2026, 10).unwrap(), "s");
        for (id, gold) in [("h1", false), ("h2", true), ("h3", false)] {
            let kind = if gold {
                HoldingKind::Gold { grams: Decimal::ONE, price: Decimal::ONE }
            } else {
                HoldingKind::Cash { amount: Yen::whole(1) }
            };
            p.holdings.push(Holding { id: HoldingId(id.into()), name: id.into(), kind });
        }
        p
    }

    #[test]
    fn moving_skips_other_classes() {
        let p = apply(&company(), Edit::MoveHolding(HoldingId("h3".into()), Direction::Up));
        let order: Vec<&str> = p.holdings.iter().map(|h| h.id.0.as_str()).collect();
        assert_eq!(order, ["h3", "h2", "h1"]);
    }

    #[test]
    fn a_value_is_held_within_its_hard_range() {
        let p = apply(&company(), Edit::SetParam(Param::Haircut, Decimal::from(7)));
        assert_eq!(p.active_scenario().get(Param::Haircut), Decimal::ONE);
    }

    #[test]
    fn the_last_scenario_stays_and_a_named_bank_too() {
        let p = apply(&company(), Edit::DeleteScenario(0));
        assert_eq!(p.scenarios.len(), 1);
    }
}
