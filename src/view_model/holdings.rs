//! The balance sheet as a list: groups, subtotals, shares.

use super::money::{self, Money};
use crate::domain::bank::BankId;
use crate::domain::holding::{AccountClass, AssetClass, Holding, HoldingId, HoldingKind};
use crate::domain::profile::Profile;
use crate::domain::yen::Yen;
use crate::engine::projection::{Projection, Scope};
use crate::text::Texts;

/// One holding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which.
    pub id: HoldingId,
    /// Its name.
    pub name: String,
    /// Its bank, where it has one.
    pub bank: Option<BankId>,
    /// Today's value.
    pub amount: String,
    /// A few words on what it is: bank, count, maturity.
    pub detail: String,
}

/// One class of holdings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Which class.
    pub class: AssetClass,
    /// Its name.
    pub title: String,
    /// Sum of today's values.
    pub subtotal: String,
    /// Its share of assets; empty for debts.
    pub share: String,
    /// Its holdings.
    pub rows: Vec<Row>,
}

/// The balance sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holdings {
    /// Classes that have holdings, assets first.
    pub groups: Vec<Group>,
    /// All that is owned.
    pub assets: String,
    /// All that is owed.
    pub debts: String,
    /// The difference.
    pub net: String,
}

/// Lists a profile's balance sheet of today.
#[must_use]
pub fn holdings(profile: &Profile, projection: &Projection, texts: &Texts, money: Money) -> Holdings {
    let today = |scope| projection.value(scope, 0).nominal;
    let assets = today(Scope::Assets);
    let groups = AssetClass::ALL
        .into_iter()
        .filter_map(|class| {
            let members = profile.holdings.iter().filter(|h| h.kind.class() == class);
            let rows: Vec<Row> = members.map(|h| row(h, profile, projection, texts, money)).collect();
            let subtotal = today(Scope::Class(class));
            let share = if class == AssetClass::Debt { None } else { money::share(subtotal, assets) };
            (!rows.is_empty()).then(|| Group {
                class,
                title: texts.class(class).to_owned(),
                subtotal: money.statement(subtotal),
                share: share.unwrap_or_default(),
                rows,
            })
        })
        .collect();
    Holdings {
        groups,
        assets: money.statement(assets),
        debts: money.statement(today(Scope::Debts)),
        net: money.statement(today(Scope::Net)),
    }
}

fn row(holding: &Holding, profile: &Profile, projection: &Projection, texts: &Texts, money: Money) -> Row {
    let value =
        projection.line(&holding.id.0).and_then(|l| l.track.nominal.first().copied()).unwrap_or(Yen::ZERO);
    let bank = holding.kind.bank().cloned();
    let bank_name = bank.as_ref().and_then(|id| profile.bank(id)).map(|b| b.name.clone());
    let own = match &holding.kind {
        HoldingKind::Crypto { coin, .. } if money.hides() => Some(coin.clone()),
        HoldingKind::ForeignDeposit { .. } | HoldingKind::ForeignCash { .. } | HoldingKind::Gold { .. }
            if money.hides() =>
        {
            None
        }
        HoldingKind::Crypto { coin, count, .. } => Some(format!("{count} {coin}")),
        HoldingKind::ForeignDeposit { usd, .. } | HoldingKind::ForeignCash { usd } => {
            Some(format!("${}", crate::text::number::plain(*usd, usd.normalize().scale().min(2))))
        }
        HoldingKind::Deposit { account, .. } => Some(short(&match account {
            AccountClass::Ordinary => texts.l10n.msg_account_ordinary(),
            AccountClass::Time => texts.l10n.msg_account_time(),
            AccountClass::Settlement => texts.l10n.msg_account_settlement(),
            AccountClass::Negotiable => texts.l10n.msg_account_negotiable(),
        })),
        HoldingKind::Gold { grams, .. } => Some(format!("{grams} g")),
        HoldingKind::Jgb { months, .. } | HoldingKind::Loan { months, .. } => {
            Some(crate::text::number::years_months(*months, texts.lang))
        }
        _ => None,
    };
    let detail = [bank_name, own].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Row { id: holding.id.clone(), name: holding.name.clone(), bank, amount: money.statement(value), detail }
}

/// A label without what it explains in brackets.
fn short(label: &str) -> String {
    label.split(['(', '（']).next().unwrap_or(label).trim_end().to_owned()
}
