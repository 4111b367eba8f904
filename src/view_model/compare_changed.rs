//! What makes the difference between two scenarios: a bar for each part.

use super::compare::{CompareInput, Found, is_of_pair, of_side, side_name};
use super::difference::Both;
use super::explain::Asked;
use super::money::Money;
use super::projection::Tone;
use crate::app::compare::{Pair, Side};
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::domain::yen::Yen;
use crate::engine::attribution::{Attribution, Part};
use crate::engine::door;
use crate::engine::numeraire::Numeraire;
use crate::engine::projection::Value;
use crate::text::{Lang, Texts, number};

/// One bar between two values.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeBar {
    /// What differs, or which side it is the value of.
    pub label: String,
    /// From which value to which.
    pub detail: String,
    /// Where the bar begins, in yen.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// The amount.
    pub amount: String,
    /// Whether it is good news; plain for a side's value.
    pub tone: Tone,
    /// The slider it leads to; none for a side's value.
    pub param: Option<Param>,
    /// All of it in a sentence.
    pub sentence: String,
    /// What explains the amount.
    pub explains: Asked,
}

/// What makes the difference between two sides.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changed {
    /// What the bars are of.
    pub title: String,
    /// The sides to choose from, in the order of the lines.
    pub sides: Vec<Side>,
    /// Their names.
    pub names: Vec<String>,
    /// Which of them the difference is taken between.
    pub pair: Option<Pair>,
    /// From the first value to the second.
    pub bars: Vec<ChangeBar>,
    /// What to say where there are no bars.
    pub none: String,
    /// What has no effect, and what the comparison leaves out.
    pub notes: Vec<String>,
    /// Whether the bars of what is set now are still being worked out.
    pub pending: bool,
}

/// The bars between the two that are chosen, or why there are none yet.
pub(super) fn changed(
    input: &CompareInput<'_>,
    texts: &Texts,
    (money, numeraire): (Money, Numeraire),
) -> Changed {
    let l = &texts.l10n;
    let span = number::years_months(input.month, texts.lang);
    let nominal = numeraire == Numeraire::NominalYen;
    let sides: Vec<Side> = input.courses.iter().map(|c| c.side).collect();
    let mut view = Changed {
        title: if nominal { l.msg_compare_changed_nominal(&span) } else { l.msg_compare_changed_real(&span) },
        names: sides.iter().map(|side| side_name(input.profile, *side, texts)).collect(),
        sides,
        pair: input.pair,
        ..Changed::default()
    };
    let Some(pair) = input.pair else {
        view.none = l.msg_compare_add();
        return view;
    };
    let found = input.found.filter(|found| is_of_pair(input, found.request));
    let Some(Found { request, attribution, current }) = found else {
        view.pending = true;
        view.none = l.msg_compare_working();
        return view;
    };
    view.pending = !current;
    let both = Both::of(&request.profile, pair);
    let of = |value: Value| if nominal { value.nominal } else { value.real };
    let (moved, still): (Vec<&Part>, Vec<&Part>) =
        attribution.parts.iter().partition(|p| !of(p.value).is_zero());
    let measure = if nominal { Numeraire::NominalYen } else { Numeraire::RealYen };
    view.bars = bars(attribution, moved, (&both, pair, input.profile), measure, (texts, money));
    if view.bars.is_empty() {
        view.none = if still.is_empty() { l.msg_compare_none() } else { l.msg_compare_no_effect(&span) };
    }
    if !still.is_empty() {
        let said: Vec<String> = still
            .iter()
            .map(|part| both.said(part, texts, money))
            .map(|said| l.msg_aside(said.label, said.detail))
            .collect();
        let separator = if texts.lang == Lang::Ja { "、" } else { ", " };
        view.notes.push(l.msg_compare_rests(said.join(separator)));
    }
    if both.differ_aside() {
        view.notes.push(l.msg_compare_aside());
    }
    view
}

/// From the one value to the other, the part that makes most of it first.
fn bars(
    found: &Attribution,
    mut moved: Vec<&Part>,
    (both, pair, profile): (&Both, Pair, &Profile),
    measure: Numeraire,
    (texts, money): (&Texts, Money),
) -> Vec<ChangeBar> {
    let of = |value: Value| if measure == Numeraire::NominalYen { value.nominal } else { value.real };
    if moved.is_empty() {
        return Vec::new();
    }
    // Among equals the fixed order stays.
    moved.sort_by_key(|part| std::cmp::Reverse(of(part.value).get().abs()));
    let total = |side: Side, value: Yen| {
        let (label, amount) = (side_name(profile, side, texts), money.statement(value));
        let sentence = texts.l10n.msg_labelled(&label, &amount);
        ChangeBar {
            label,
            detail: String::new(),
            from: 0.0,
            to: door::amount(value),
            amount,
            tone: Tone::Plain,
            param: None,
            sentence,
            explains: of_side(side, found.month, measure),
        }
    };
    let mut bars = vec![total(pair.from, of(found.from))];
    let mut running = of(found.from);
    for part in moved {
        let change = of(part.value);
        let next = running.plus(change);
        let said = both.said(part, texts, money);
        let amount = money.signed(change);
        let sentence = texts.l10n.msg_compare_bar(&said.label, &said.detail, &amount);
        bars.push(ChangeBar {
            label: said.label,
            detail: said.detail,
            from: door::amount(running),
            to: door::amount(next),
            amount,
            tone: Tone::of(change),
            param: Some(said.param),
            sentence,
            explains: Asked::Part(pair, found.month, part.bundles.clone(), measure == Numeraire::RealYen),
        });
        running = next;
    }
    bars.push(total(pair.to, running));
    bars
}
