//! How a company stands where an episode would hit it.

use super::moves_with_the_dollar;
use crate::domain::holding::{AccountClass, AssetClass, Custody, Holding, HoldingKind};
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::domain::scenario::Scenario;
use crate::domain::yen::Yen;
use crate::engine::factors::Factors;
use crate::engine::project_along;
use crate::engine::projection::Scope;

/// How a company stands where it would be hit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// Everything owned.
    pub assets: Yen,
    /// Everything owed, above zero.
    pub debts: Yen,
    /// Deposits in yen and dollars.
    pub deposits: Yen,
    /// Of them, what insurance does not cover.
    pub open: Yen,
    /// Of them, settlement deposits, protected in full.
    pub settlement: Yen,
    /// Banks with deposits.
    pub banks: usize,
    /// Yen cash.
    pub cash: Yen,
    /// Government bonds.
    pub bonds: Yen,
    /// Dollars, gold and coins.
    pub not_yen: Yen,
    /// Coins.
    pub coins: Yen,
    /// Of them, at exchanges.
    pub at_exchange: Yen,
    /// Yen coins.
    pub yen_coins: Yen,
}

/// Where a company stands today.
///
/// What insurance does not cover: of general deposits what is above the cap
/// per bank, and every dollar and negotiable deposit.
#[must_use]
pub fn standing(profile: &Profile, scenario: &Scenario) -> Standing {
    let today = project_along(profile, scenario, &Factors::of(scenario, 0));
    let mut found = Standing::default();
    let cap = Yen::truncated(scenario.get(Param::InsuranceCap));
    let value = |h: &Holding| today.value(Scope::Line(&h.id.0), 0).nominal;
    for holding in &profile.holdings {
        let worth = value(holding);
        let class = holding.kind.class();
        let add = |sum: &mut Yen| *sum = sum.plus(worth);
        if class == AssetClass::Debt {
            found.debts = found.debts.minus(worth);
            continue;
        }
        add(&mut found.assets);
        if moves_with_the_dollar(class) {
            add(&mut found.not_yen);
        }
        match &holding.kind {
            HoldingKind::Deposit { account, .. } => {
                add(&mut found.deposits);
                match account {
                    AccountClass::Settlement => add(&mut found.settlement),
                    AccountClass::Negotiable => add(&mut found.open),
                    AccountClass::Ordinary | AccountClass::Time => {}
                }
            }
            HoldingKind::ForeignDeposit { .. } => {
                add(&mut found.deposits);
                add(&mut found.open);
            }
            HoldingKind::Cash { .. } => add(&mut found.cash),
            HoldingKind::Jgb { .. } => add(&mut found.bonds),
            HoldingKind::YenCoin { .. } => add(&mut found.yen_coins),
            HoldingKind::Crypto { custody, .. } => {
                add(&mut found.coins);
                if *custody == Custody::Exchange {
                    add(&mut found.at_exchange);
                }
            }
            _ => {}
        }
    }
    for bank in &profile.banks {
        let here = |h: &&Holding| h.kind.bank() == Some(&bank.id) && !h.kind.is_debt();
        let general: Yen = profile
            .holdings
            .iter()
            .filter(here)
            .filter(|h| {
                matches!(
                    h.kind,
                    HoldingKind::Deposit { account: AccountClass::Ordinary | AccountClass::Time, .. }
                )
            })
            .map(value)
            .sum();
        found.open = found.open.plus(general.minus(cap).at_least(Yen::ZERO));
        found.banks = found.banks.saturating_add(usize::from(profile.holdings.iter().any(|h| here(&h))));
    }
    found
}
