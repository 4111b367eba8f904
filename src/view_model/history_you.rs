//! How an episode differs from the company: computed from its own books.

use super::money::{self, Money};
use crate::domain::episode::{Episode, EpisodeGroup, EpisodeKind, FactKey};
use crate::domain::profile::Profile;
use crate::domain::scenario::Scenario;
use crate::engine::episode_terms::{Use, terms};
use crate::engine::replay::{Standing, standing};
use crate::text::Texts;

/// Sentences on what is different, those that decide most first.
#[must_use]
pub fn differences(
    profile: &Profile,
    scenario: &Scenario,
    episode: &Episode,
    texts: &Texts,
    money: Money,
) -> Vec<String> {
    let s = standing(profile, scenario);
    let l = &texts.l10n;
    let mut said = Vec::new();
    let share = |part, whole| money::share(part, whole).unwrap_or_else(|| money::percent(0.into()));
    if episode.group == EpisodeGroup::Crypto {
        if s.coins.is_positive() {
            said.push(l.msg_history_you_coins(share(s.coins, s.assets), share(s.at_exchange, s.coins)));
        } else {
            said.push(l.msg_history_you_no_coins());
        }
        if episode.kind == EpisodeKind::CoinOffPeg {
            said.push(l.msg_history_you_yen_coins(money.statement(s.yen_coins)));
        }
        said.push(l.msg_history_you_not_yen(share(s.not_yen, s.assets)));
        return said;
    }
    if episode.group == EpisodeGroup::Default {
        deposits(&s, episode, texts, money, &mut said);
        said.push(if s.bonds.is_positive() {
            l.msg_history_you_bonds(share(s.bonds, s.assets))
        } else {
            l.msg_history_you_no_bonds()
        });
    }
    said.push(if s.debts.is_positive() {
        l.msg_history_you_debts(money.statement(s.debts))
    } else {
        l.msg_history_you_no_debts()
    });
    said.push(l.msg_history_you_not_yen(share(s.not_yen, s.assets)));
    if !episode.id.starts_with("japan") {
        said.push(l.msg_history_you_currency_own());
    }
    said
}

fn deposits(s: &Standing, episode: &Episode, texts: &Texts, money: Money, said: &mut Vec<String>) {
    let l = &texts.l10n;
    if !s.deposits.is_positive() {
        said.push(l.msg_history_you_no_deposits());
        return;
    }
    if s.open.is_positive() {
        let share = money::share(s.open, s.deposits).unwrap_or_default();
        said.push(l.msg_history_you_open(money.statement(s.deposits), money.statement(s.open), share));
        let rate = terms(episode).into_iter().find_map(|t| match t.used {
            Use::UninsuredLoss(rate) => Some(rate),
            _ => None,
        });
        if let Some(rate) = rate {
            let kept = s.open.times_truncated(rust_decimal::Decimal::ONE.saturating_sub(rate));
            let lost = money.statement(s.open.minus(kept));
            said.push(l.msg_history_you_open_loss(money::percent(rate), lost));
        }
    } else {
        said.push(l.msg_history_you_covered(money.statement(s.deposits)));
    }
    let banks = i64::try_from(s.banks).unwrap_or(i64::MAX);
    said.push(l.msg_history_you_banks(banks, money.statement(s.settlement)));
    if episode.fact(FactKey::FreezeMonths).is_some() {
        said.push(l.msg_history_you_cash(money.statement(s.cash)));
    }
}
