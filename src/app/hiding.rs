//! Showing a company without its amounts: the index they become, and names in
//! which nobody can have written one.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::holding::{HoldingId, HoldingKind};
use crate::domain::profile::Profile;
use crate::engine::Projection;
use crate::engine::projection::Scope;
use crate::text::Texts;
use crate::text::number::Hundred;

/// What is 100 in the index: the company's assets today.
#[must_use]
pub fn hundred(projection: &Projection) -> Hundred {
    let today = |scope| projection.value(scope, 0).nominal.get();
    Hundred::of(today(Scope::Assets), today(Scope::Debts))
}

/// The same profile under names that give nothing away: the company has none,
/// and whatever may hold an amount is called after what it is. Amounts and
/// identities stay; it is for showing, never for keeping.
#[must_use]
pub fn neutral(profile: &Profile, texts: &Texts) -> Profile {
    let l = &texts.l10n;
    let mut next = profile.clone();
    if !next.company.is_empty() {
        next.company = l.msg_hide_company();
    }
    for (number, bank) in (1..).zip(&mut next.banks) {
        if may_hold_amount(&bank.name) {
            bank.name = l.msg_bank_default_name(number);
        }
    }
    for (number, scenario) in (1..).zip(&mut next.scenarios) {
        if may_hold_amount(&scenario.name) {
            scenario.name = l.msg_scenario_default_name(number);
        }
    }
    for (number, holding) in (1..).zip(&mut next.holdings) {
        let class = texts.class(holding.kind.class());
        if may_hold_amount(&holding.name) {
            holding.name = l.msg_hide_line(class, number);
        }
        if let HoldingKind::Crypto { coin, .. } = &mut holding.kind
            && may_hold_amount(coin)
        {
            class.clone_into(coin);
        }
    }
    next
}

/// The same profile with lines numbered in their order: identities
/// stand in data files, and whoever wrote a profile by hand may have put an
/// amount into one.
#[must_use]
pub fn unidentified(profile: &Profile) -> Profile {
    let mut next = profile.clone();
    let lines: BTreeMap<HoldingId, HoldingId> = (1..)
        .zip(&profile.holdings)
        .map(|(number, line): (u32, _)| (line.id.clone(), HoldingId(format!("h{number}"))))
        .collect();
    let numbered = |ids: &BTreeSet<HoldingId>| ids.iter().filter_map(|id| lines.get(id).cloned()).collect();
    for line in &mut next.holdings {
        if let Some(id) = lines.get(&line.id) {
            line.id = id.clone();
        }
    }
    next.plan.leave_out = numbered(&next.plan.leave_out);
    for scenario in &mut next.scenarios {
        scenario.plan_leave_out = numbered(&scenario.plan_leave_out);
    }
    next
}

/// Whether an amount may be written in a name: a digit of any script, or a
/// Japanese numeral before 万, 億, 兆 or 円.
#[must_use]
pub fn may_hold_amount(name: &str) -> bool {
    let numeral = |c: char| "一二三四五六七八九十百千壱弐参".contains(c);
    let unit = |c: char| "万億兆円萬".contains(c);
    let pairs = || name.chars().zip(name.chars().skip(1));
    name.chars().any(char::is_numeric) || pairs().any(|(before, c)| numeral(before) && unit(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_figures_are_told_from_names() {
        for name in ["普通預金7,391万", "７千万円の預金", "約七千万", "五億口", "①", "Loan 73M"]
        {
            assert!(may_hold_amount(name), "{name}");
        }
        for name in ["三井住友銀行", "四国銀行", "千葉支店", "本社金庫", "Time deposit", ""]
        {
            assert!(!may_hold_amount(name), "{name}");
        }
    }
}
