//! The result in one sentence that says "if".

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::money::{self, Money};
use super::plan;
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::domain::scenario::{DefaultMode, DefaultTerms, Scenario};
use crate::domain::yen::Yen;
use crate::engine::cause::Cause;
use crate::engine::projection::{Projection, Scope};
use crate::engine::{bank_loss, bond, door};
use crate::text::number;
use crate::text::{Lang, Texts, Word};

/// More conditions than this are counted, not spelled out.
const SPELLED: usize = 3;

/// In a sentence on two courses no more than this are.
const SPELLED_OF_BOTH: usize = 2;

/// The sentence above a chart over time, and one on the plan where it moves
/// anything.
///
/// **Units**: amounts in today's purchasing power.
#[must_use]
pub fn headline(
    profile: &Profile,
    projection: &Projection,
    planned: Option<&Projection>,
    texts: &Texts,
    money: Money,
) -> String {
    if is_empty(projection) {
        return texts.l10n.msg_headline_empty();
    }
    let scenario = profile.active_scenario();
    let mut sentence = as_is(profile, projection, texts, money);
    let mut say = |next: &str| append(&mut sentence, next, texts);
    if let Some((cause, amount)) = largest_cause(projection) {
        let label = texts.cause(cause.key(), Word::Label);
        say(&texts.l10n.msg_headline_cause(label, money.signed(amount)));
    }
    if let Some(planned) = planned {
        say(&plan::sentence(profile, &scenario, planned, texts, money));
    }
    if scenario.default == DefaultMode::Random {
        say(&texts.l10n.msg_headline_without_odds());
    }
    sentence
}

/// The sentence above a map or bars, which need the room: where things end,
/// as they are and with the plan, and not why.
///
/// **Units**: amounts in today's purchasing power.
#[must_use]
pub fn brief(
    profile: &Profile,
    projection: &Projection,
    planned: Option<&Projection>,
    texts: &Texts,
    money: Money,
) -> String {
    if is_empty(projection) {
        return texts.l10n.msg_headline_empty();
    }
    let mut sentence = match planned {
        Some(planned) => of_both(profile, projection, planned, texts, money),
        None => as_is(profile, projection, texts, money),
    };
    if profile.active_scenario().default == DefaultMode::Random {
        append(&mut sentence, &texts.l10n.msg_headline_without_odds(), texts);
    }
    sentence
}

/// Puts a sentence after others.
pub(super) fn append(sentences: &mut String, next: &str, texts: &Texts) {
    if texts.lang == Lang::En {
        sentences.push(' ');
    }
    sentences.push_str(next);
}

fn of_both(
    profile: &Profile,
    projection: &Projection,
    planned: &Projection,
    texts: &Texts,
    money: Money,
) -> String {
    let months = projection.months;
    let conditions = conditions(profile, months, SPELLED_OF_BOTH, texts);
    let span = number::years_months(months, texts.lang);
    let then = |course: &Projection| money.statement(course.value(Scope::Net, months).real);
    texts.l10n.msg_headline_both(&conditions, &span, then(projection), then(planned))
}

fn is_empty(projection: &Projection) -> bool {
    let nothing = |scope| projection.value(scope, 0).nominal.is_zero();
    nothing(Scope::Assets) && nothing(Scope::Debts)
}

/// From what to what, as things are.
fn as_is(profile: &Profile, projection: &Projection, texts: &Texts, money: Money) -> String {
    let months = projection.months;
    let conditions = conditions(profile, months, SPELLED, texts);
    let span = number::years_months(months, texts.lang);
    let before = projection.value(Scope::Net, 0).real;
    let after = projection.value(Scope::Net, months).real;
    let (from, to) = (money.statement(before), money.statement(after));
    match money::change(before, after) {
        Some(percent) => texts.l10n.msg_headline(&conditions, &span, &from, &to, &percent),
        None => texts.l10n.msg_headline_no_percent(&conditions, &span, &from, &to),
    }
}

/// The cause that moved real net worth most the way it went, transfers aside;
/// where it did not move, the largest of all.
#[must_use]
pub fn largest_cause(projection: &Projection) -> Option<(Cause, Yen)> {
    let real = |month| projection.value(Scope::Net, month).real;
    let change = real(projection.months).minus(real(0));
    let went_with = |part: Yen| part.cmp(&Yen::ZERO) == change.cmp(&Yen::ZERO);
    projection
        .causes(Scope::Net, 0, projection.months)
        .into_iter()
        .filter(|(cause, value)| *cause != Cause::Transfer && !value.real.is_zero())
        .map(|(cause, value)| (cause, value.real))
        .max_by_key(|(_, real)| (went_with(*real), real.get().abs()))
}

/// Two forms of a condition: in the middle of a list, and at its end.
struct Clause {
    middle: String,
    last: String,
}

/// What is set to happen, of which `spelled` are spelled out, and what prices
/// do.
pub(super) fn conditions(profile: &Profile, months: u16, spelled: usize, texts: &Texts) -> String {
    let l = &texts.l10n;
    let scenario = profile.active_scenario();
    let mut clauses = Vec::new();
    event_clauses(profile, &scenario, months, texts, &mut clauses);
    if clauses.is_empty() {
        return calm(&scenario, texts);
    }
    let more = clauses.len().saturating_sub(spelled);
    clauses.truncate(spelled);
    if more > 0 {
        let more = i64::try_from(more).unwrap_or(i64::MAX);
        clauses.push(Clause { middle: l.msg_clause_more(more), last: l.msg_clause_more_last(more) });
    }
    clauses.extend(price_clause(&scenario, texts));
    let count = clauses.len();
    let said: Vec<String> =
        (1..).zip(clauses).map(|(i, clause)| if i == count { clause.last } else { clause.middle }).collect();
    texts.join(&said)
}

/// The conditions of a simulation: what is set to happen or may, and that
/// everything varies as assumed. Of the former `spelled` are spelled out.
#[must_use]
pub fn chance_conditions(profile: &Profile, months: u16, spelled: usize, texts: &Texts) -> String {
    let l = &texts.l10n;
    let scenario = profile.active_scenario();
    let mut clauses = Vec::new();
    if scenario.default == DefaultMode::Random {
        let odds = money::percent(scenario.get(Param::Hazard));
        let haircut = match scenario.terms {
            DefaultTerms::Haircut => money::percent(scenario.get(Param::Haircut)),
            DefaultTerms::Exchange => number::percent(market_haircut(&scenario), 1),
        };
        clauses.push(Clause {
            middle: l.msg_clause_hazard(&haircut, &odds),
            last: l.msg_clause_hazard_last(&haircut, &odds),
        });
    }
    if scenario.exchange_fails_by_chance() {
        let odds = money::percent(scenario.get(Param::ExchangeFailureRate));
        let loss = money::percent(scenario.get(Param::ExchangeLoss));
        clauses.push(Clause {
            middle: l.msg_clause_exchange_odds(&odds, &loss),
            last: l.msg_clause_exchange_odds_last(&odds, &loss),
        });
    }
    event_clauses(profile, &scenario.dated_over_chance(), months, texts, &mut clauses);
    if clauses.is_empty() {
        return l.msg_clause_strays_alone();
    }
    // To say that there is a second one takes as much room as saying which.
    let spelled = if clauses.len() == 2 { 2 } else { spelled };
    let more = clauses.len().saturating_sub(spelled);
    let mut said: Vec<String> = clauses.into_iter().take(spelled).map(|clause| clause.middle).collect();
    if more > 0 {
        said.push(l.msg_clause_more(i64::try_from(more).unwrap_or(i64::MAX)));
    }
    said.push(l.msg_clause_strays());
    texts.join(&said)
}

fn event_clauses(
    profile: &Profile,
    scenario: &Scenario,
    months: u16,
    texts: &Texts,
    clauses: &mut Vec<Clause>,
) {
    default_clauses(scenario, months, texts, clauses);
    bank_clauses(profile, scenario, months, texts, clauses);
    yen_clauses(scenario, months, texts, clauses);
    control_clauses(scenario, months, texts, clauses);
    crypto_clauses(scenario, months, texts, clauses);
}

/// Prices are in every sentence: they move what everything is worth.
fn price_clause(scenario: &Scenario, texts: &Texts) -> Option<Clause> {
    let l = &texts.l10n;
    if !scenario.inflation_by_year.is_empty() {
        return Some(Clause {
            middle: l.msg_clause_inflation_years(),
            last: l.msg_clause_inflation_years_last(),
        });
    }
    let inflation = scenario.get(Param::Inflation);
    let pace = money::percent(inflation.abs());
    match inflation.cmp(&Decimal::ZERO) {
        Ordering::Greater => {
            Some(Clause { middle: l.msg_clause_inflation(&pace), last: l.msg_clause_inflation_last(&pace) })
        }
        Ordering::Less => {
            Some(Clause { middle: l.msg_clause_deflation(&pace), last: l.msg_clause_deflation_last(&pace) })
        }
        Ordering::Equal => None,
    }
}

fn calm(scenario: &Scenario, texts: &Texts) -> String {
    if !scenario.inflation_by_year.is_empty() {
        return texts.l10n.msg_clause_calm_years();
    }
    let inflation = scenario.get(Param::Inflation);
    match inflation.cmp(&Decimal::ZERO) {
        Ordering::Greater => texts.l10n.msg_clause_calm(money::percent(inflation)),
        Ordering::Less => texts.l10n.msg_clause_calm_falling(money::percent(inflation.abs())),
        Ordering::Equal => texts.l10n.msg_clause_flat(),
    }
}

fn default_clauses(scenario: &Scenario, months: u16, texts: &Texts, out: &mut Vec<Clause>) {
    let l = &texts.l10n;
    let month = scenario.months(Param::DefaultMonth);
    let defaults = scenario.default == DefaultMode::InMonth && month <= months;
    if defaults {
        match scenario.terms {
            DefaultTerms::Haircut => {
                let haircut = money::percent(scenario.get(Param::Haircut));
                out.push(Clause {
                    middle: l.msg_clause_default(&haircut, month),
                    last: l.msg_clause_default_last(&haircut, month),
                });
            }
            DefaultTerms::Exchange => {
                let haircut = number::percent(market_haircut(scenario), 1);
                out.push(Clause {
                    middle: l.msg_clause_exchange_offer(month, &haircut),
                    last: l.msg_clause_exchange_offer_last(month, &haircut),
                });
            }
        }
        let lost = scenario.get(Param::ReceivableLoss);
        if !lost.is_zero() {
            let lost = money::percent(lost);
            out.push(Clause {
                middle: l.msg_clause_receivables(&lost),
                last: l.msg_clause_receivables_last(&lost),
            });
        }
    }
}

fn bank_clauses(profile: &Profile, scenario: &Scenario, months: u16, texts: &Texts, out: &mut Vec<Clause>) {
    let l = &texts.l10n;
    let own = profile.banks.iter().any(|b| b.other_losses.is_some_and(|loss| !loss.is_zero()));
    if own && bank_loss::event_month(scenario) <= months {
        out.push(Clause { middle: l.msg_clause_own_banks(), last: l.msg_clause_own_banks_last() });
    }
    let bank_month = bank_loss::event_month(scenario);
    let other = scenario.get(Param::BankOtherLosses);
    if !other.is_zero() && bank_month <= months {
        let other = money::percent(other);
        out.push(Clause {
            middle: l.msg_clause_bank(&other, bank_month),
            last: l.msg_clause_bank_last(&other, bank_month),
        });
    }
    let (rise, rise_month) = (scenario.get(Param::YieldRise), scenario.months(Param::YieldMonth));
    if !rise.is_zero() && rise_month <= months {
        let points = number::plain(rise.saturating_mul(Decimal::from(10_000)), 0);
        out.push(Clause {
            middle: l.msg_clause_yield(&points, rise_month),
            last: l.msg_clause_yield_last(&points, rise_month),
        });
    }
}

/// What the exchange terms take from a ten-year bond at today's yield.
#[must_use]
pub fn market_haircut(scenario: &Scenario) -> Decimal {
    let today = door::plain(scenario.get(Param::YieldToday));
    let terms = bank_loss::exchange_terms(scenario, 10.0, today);
    door::fraction(bond::market_haircut(bond::exchange_value(terms, 2.0)))
}

fn yen_clauses(scenario: &Scenario, months: u16, texts: &Texts, out: &mut Vec<Clause>) {
    let l = &texts.l10n;
    let (shock, month) = (scenario.get(Param::Shock), scenario.months(Param::ShockMonth));
    if !shock.is_zero() && month <= months {
        let shock = money::percent(shock);
        out.push(Clause {
            middle: l.msg_clause_shock(&shock, month),
            last: l.msg_clause_shock_last(&shock, month),
        });
    }
    let drift = scenario.get(Param::YenDrift);
    let pace = money::percent(drift.abs());
    if drift > Decimal::ZERO {
        out.push(Clause { middle: l.msg_clause_weaker(&pace), last: l.msg_clause_weaker_last(&pace) });
    } else if drift < Decimal::ZERO {
        out.push(Clause { middle: l.msg_clause_stronger(&pace), last: l.msg_clause_stronger_last(&pace) });
    }
}

fn control_clauses(scenario: &Scenario, months: u16, texts: &Texts, out: &mut Vec<Clause>) {
    let l = &texts.l10n;
    let (length, month) = (scenario.months(Param::FreezeMonths), scenario.months(Param::FreezeMonth));
    if length > 0 && month <= months {
        out.push(Clause {
            middle: l.msg_clause_freeze(length, month),
            last: l.msg_clause_freeze_last(length, month),
        });
    }
    let month = scenario.months(Param::ConversionMonth);
    let money_factor = scenario.get(Param::ConversionMoney);
    if money_factor != Decimal::ONE && month <= months {
        let factor = money::percent(money_factor);
        out.push(Clause {
            middle: l.msg_clause_conversion(&factor, month),
            last: l.msg_clause_conversion_last(&factor, month),
        });
    }
    let debt_factor = scenario.get(Param::ConversionDebts);
    if debt_factor != Decimal::ONE && month <= months {
        let factor = money::percent(debt_factor);
        out.push(Clause {
            middle: l.msg_clause_conversion_debts(&factor, month),
            last: l.msg_clause_conversion_debts_last(&factor, month),
        });
    }
    let (rate, month) = (scenario.get(Param::LevyRate), scenario.months(Param::LevyMonth));
    if !rate.is_zero() && month <= months {
        let rate = money::percent(rate);
        out.push(Clause {
            middle: l.msg_clause_levy(&rate, month),
            last: l.msg_clause_levy_last(&rate, month),
        });
    }
}

fn crypto_clauses(scenario: &Scenario, months: u16, texts: &Texts, out: &mut Vec<Clause>) {
    let l = &texts.l10n;
    let growth = scenario.get(Param::CryptoGrowth);
    let pace = money::percent(growth.abs());
    if growth > Decimal::ZERO {
        out.push(Clause { middle: l.msg_clause_crypto_up(&pace), last: l.msg_clause_crypto_up_last(&pace) });
    } else if growth < Decimal::ZERO {
        out.push(Clause {
            middle: l.msg_clause_crypto_down(&pace),
            last: l.msg_clause_crypto_down_last(&pace),
        });
    }
    let gold = scenario.get(Param::GoldGrowth);
    let pace = money::percent(gold.abs());
    if gold > Decimal::ZERO {
        out.push(Clause { middle: l.msg_clause_gold_up(&pace), last: l.msg_clause_gold_up_last(&pace) });
    } else if gold < Decimal::ZERO {
        out.push(Clause { middle: l.msg_clause_gold_down(&pace), last: l.msg_clause_gold_down_last(&pace) });
    }
    let (crash, month) = (scenario.get(Param::Crash), scenario.months(Param::CrashMonth));
    if !crash.is_zero() && month <= months {
        let crash = money::percent(crash);
        out.push(Clause {
            middle: l.msg_clause_crash(&crash, month),
            last: l.msg_clause_crash_last(&crash, month),
        });
    }
    let (loss, month) = (scenario.get(Param::ExchangeLoss), scenario.months(Param::ExchangeMonth));
    if !loss.is_zero() && month <= months {
        let loss = money::percent(loss);
        out.push(Clause {
            middle: l.msg_clause_exchange(month, &loss),
            last: l.msg_clause_exchange_last(month, &loss),
        });
    }
    let (depeg, month) = (scenario.get(Param::Depeg), scenario.months(Param::DepegMonth));
    if !depeg.is_zero() && month <= months {
        let depeg = money::percent(depeg);
        out.push(Clause {
            middle: l.msg_clause_depeg(&depeg, month),
            last: l.msg_clause_depeg_last(&depeg, month),
        });
    }
}
