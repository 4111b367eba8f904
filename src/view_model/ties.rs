//! Where plan and "as is" are equal, in sentences that say "if".

use rust_decimal::Decimal;

use super::break_even::label;
use super::explain::{Asked, Lines, Place, Subject};
use super::money::Money;
use super::slider;
use crate::app::study::BreakEven;
use crate::domain::param::Param;
use crate::engine::numeraire::Numeraire;
use crate::engine::solved_tie::{Ahead, Crossing, SolvedTie, TieAt};
use crate::text::{Lang, Texts};

/// The solved ties, a sentence each, and what explains the difference there in
/// the last month.
#[must_use]
pub fn tie_sentences(found: Option<&BreakEven>, texts: &Texts, money: Money) -> Vec<(String, Option<Asked>)> {
    let Some((month, ties)) = found.and_then(|f| Some((f.months, f.ties.as_ref()?))) else {
        return vec![(texts.l10n.msg_ties_working(), None)];
    };
    let of = |tie: &SolvedTie| {
        let asked = tie.ties.iter().map(|one| Some(at_tie(tie.param, one.value, month)));
        let asked: Vec<Option<Asked>> = asked.chain(std::iter::once(None)).collect();
        sentences(tie, texts, money).into_iter().zip(asked).collect::<Vec<_>>()
    };
    ties.iter().flat_map(of).collect()
}

/// The question about plan and "as is" with a parameter at its tie.
fn at_tie(param: Param, value: Decimal, month: u16) -> Asked {
    let place = Place { moved: vec![(param, value)], axes: Some((param, param)), ..Place::default() };
    Asked::Gap(place, Subject::Value { lines: Lines::Net, month, measure: Numeraire::RealYen })
}

/// Who is ahead, in words.
#[must_use]
pub fn ahead_words(ahead: Ahead, texts: &Texts) -> String {
    match ahead {
        Ahead::Plan => texts.l10n.msg_ahead_plan(),
        Ahead::AsIs => texts.l10n.msg_ahead_as_is(),
        Ahead::Neither => texts.l10n.msg_ahead_neither(),
    }
}

/// Who is ahead from where to where, where "before" and "after" would leave open
/// from where.
fn stretches(tie: &SolvedTie, name: &str, texts: &Texts, money: Money) -> String {
    let l = &texts.l10n;
    let value = |v| slider::value_text(tie.param, v, texts, money);
    // The last value before the next stretch.
    let until = |one: &TieAt| {
        let before = if tie.param.whole() { Decimal::ONE } else { Decimal::ZERO };
        value(one.value.saturating_sub(before))
    };
    let mut said = Vec::new();
    if let Some(first) = tie.ties.first() {
        said.push(l.msg_tie_up_to(until(first), ahead_words(tie.at_low, texts)));
    }
    for pair in tie.ties.windows(2) {
        if let [from, to] = pair {
            let (low, high) = (value(from.value), until(to));
            let ahead = ahead_words(from.above, texts);
            said.push(if low == high {
                l.msg_tie_only(low, ahead)
            } else {
                l.msg_tie_between(low, high, ahead)
            });
        }
    }
    if let Some(last) = tie.ties.last() {
        said.push(l.msg_tie_onwards(value(last.value), ahead_words(last.above, texts)));
    }
    let between = if texts.lang == Lang::Ja { "、" } else { "; " };
    l.msg_tie_stretches(name, said.join(between))
}

/// One parameter's ties; one sentence where there is none.
#[must_use]
pub fn sentences(tie: &SolvedTie, texts: &Texts, money: Money) -> Vec<String> {
    let l = &texts.l10n;
    let value = |v| slider::value_text(tie.param, v, texts, money);
    let mut name = l.msg_named(label(tie.param, texts));
    if tie.staging.of_default() {
        name = format!("{name}{}", spaced(&l.msg_tie_with_default(), texts));
    }
    if let Some(month) = tie.too_late {
        return vec![l.msg_tie_too_late(&name, month)];
    }
    if tie.ties.len() > 1
        && tie.ties.iter().any(|one| matches!(one.crossing, Crossing::From | Crossing::Beyond))
    {
        return vec![stretches(tie, &name, texts, money)];
    }
    if tie.ties.is_empty() {
        let (low, high) = (value(tie.low), value(tie.high));
        return vec![match tie.at_low {
            Ahead::Neither => l.msg_tie_everywhere(&name, low, high),
            ahead => l.msg_tie_none(&name, low, high, ahead_words(ahead, texts)),
        }];
    }
    let before = std::iter::once(tie.at_low).chain(tie.ties.iter().map(|one| one.above));
    tie.ties
        .iter()
        .zip(before)
        .map(|(one, before)| {
            let (at, ahead) = (value(one.value), ahead_words(one.above, texts));
            match one.crossing {
                Crossing::Beyond => l.msg_tie_beyond(&name, at, ahead, ahead_words(before, texts)),
                Crossing::Equal => l.msg_tie_equal(&name, at, ahead),
                Crossing::Jump => l.msg_tie_jump(&name, at, ahead),
                Crossing::From => l.msg_tie_from(&name, at, ahead, ahead_words(before, texts)),
            }
        })
        .collect()
}

/// Words that follow others.
pub(super) fn spaced(text: &str, texts: &Texts) -> String {
    if texts.lang == crate::text::Lang::En { format!(" {text}") } else { text.to_owned() }
}
