//! The thesis link by link, each with what speaks for it and what answers it.

use super::money::Money;
use super::slider;
use crate::data::claims::{Case, Claim, Fact, Side};
use crate::data::glossary::GlossaryTerm;
use crate::domain::param::{Mark, Param};
use crate::domain::plan::Plan;
use crate::domain::profile::Profile;
use crate::domain::scenario::Scenario;
use crate::text::date;
use crate::text::{Texts, Word};

/// One link in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimRow {
    /// Which.
    pub claim: Claim,
    /// Its place, from 1.
    pub number: String,
    /// The thesis' own words.
    pub title: String,
    /// Both, for those who hear rather than see.
    pub name: String,
}

/// A figure, ready to draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactRow {
    /// A stable name.
    pub key: &'static str,
    /// The sentence.
    pub text: String,
    /// When it held, and how well it is known.
    pub known: String,
    /// Where it comes from.
    pub source: String,
    /// When it held.
    pub date: String,
    /// How well it is known.
    pub mark: Mark,
}

/// One side of the claim that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideView {
    /// Which.
    pub side: Side,
    /// Its title.
    pub heading: String,
    /// What it says.
    pub text: String,
    /// Its figures.
    pub facts: Vec<FactRow>,
    /// What the button says.
    pub load: String,
    /// What its case sets.
    pub sets: String,
    /// Whether that case is in front.
    pub loaded: bool,
}

/// The view, ready to draw.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimsView {
    /// What this is, in a sentence or two.
    pub lead: String,
    /// The chain.
    pub rows: Vec<ClaimRow>,
    /// The claim that is open.
    pub open: Claim,
    /// What the thesis says there.
    pub says: String,
    /// Both sides of it.
    pub sides: Vec<SideView>,
    /// What loading does, and what is ours.
    pub notes: Vec<String>,
}

/// Builds the view of a claim, as it stands beside the scenario in front.
#[must_use]
pub fn claims_view(profile: &Profile, open: Claim, texts: &Texts, money: Money) -> ClaimsView {
    let l = &texts.l10n;
    let rows = (1..).zip(Claim::ALL).map(|(number, claim): (usize, _)| {
        let (number, title) = (number.to_string(), texts.claim(claim).to_owned());
        ClaimRow { claim, name: format!("{number}. {title}"), number, title }
    });
    let mut notes = vec![l.msg_claims_note()];
    let own = profile.banks.iter().filter(|bank| bank.has_own_figures()).count();
    if own > 0 && parameters(open).contains(&Param::BankJgbShare) {
        notes.push(l.msg_banks_with_own(i64::try_from(own).unwrap_or(i64::MAX)));
    }
    ClaimsView {
        lead: l.msg_claims_lead(),
        rows: rows.collect(),
        open,
        says: l.msg_claims_says(texts.claim(open)),
        sides: Side::BOTH.map(|side| side_view(profile, open, side, texts, money)).into(),
        notes,
    }
}

fn side_view(profile: &Profile, claim: Claim, side: Side, texts: &Texts, money: Money) -> SideView {
    let l = &texts.l10n;
    let case = claim.case(side);
    let (heading, load) = match side {
        Side::For => (l.msg_claims_for(), l.msg_claims_load_for()),
        Side::Against => (l.msg_claims_against(), l.msg_claims_load_against()),
    };
    SideView {
        side,
        heading,
        text: texts.said(claim, side).to_owned(),
        facts: claim.facts(side).into_iter().map(|fact| fact_row(fact, texts)).collect(),
        load,
        sets: sets(claim, case, texts, money),
        loaded: is_loaded(profile, case),
    }
}

fn fact_row(fact: Fact, texts: &Texts) -> FactRow {
    let date = date::when(fact.when, texts.lang);
    let mark = texts.mark(fact.mark, Word::Label);
    FactRow {
        key: fact.key,
        text: texts.fact(fact.key, Word::Label).to_owned(),
        known: texts.l10n.msg_claims_known(&date, mark),
        source: texts.l10n.msg_labelled(texts.l10n.msg_source(), texts.fact(fact.key, Word::Source)),
        date,
        mark: fact.mark,
    }
}

/// Whether loading a case would change nothing.
#[must_use]
pub fn is_loaded(profile: &Profile, case: Case) -> bool {
    let scenario = profile.scenarios.get(profile.active);
    scenario.is_some_and(|s| case.scenario(s) == *s) && case.plan(&profile.plan) == profile.plan
}

/// Whatever either side of a claim sets, in order.
fn parameters(claim: Claim) -> Vec<Param> {
    let mut all = Vec::new();
    for &(param, _) in Side::BOTH.iter().flat_map(|side| claim.case(*side).sets) {
        if !all.contains(&param) {
            all.push(param);
        }
    }
    all
}

/// What a case sets, in words: the scenario it builds on, and the numbers in
/// which the two sides may differ.
fn sets(claim: Claim, case: Case, texts: &Texts, money: Money) -> String {
    let scenario = case.scenario(&Scenario::default());
    let plan = case.plan(&Plan::default());
    let said = parameters(claim).into_iter().map(|param| {
        let value = if Plan::holds(param) { plan.get(param) } else { scenario.get(param) };
        let label = texts.param(param, Word::Label);
        format!("{label} {}", slider::value_text(param, value, texts, money))
    });
    let preset = texts.preset(case.preset.key(), Word::Label).to_owned();
    std::iter::once(preset).chain(said).collect::<Vec<_>>().join(" · ")
}

/// Terms worth a look beside a claim.
#[must_use]
pub fn terms(view: &ClaimsView, texts: &Texts) -> Vec<GlossaryTerm> {
    let said = view.sides.iter().flat_map(|side| {
        std::iter::once(side.text.as_str()).chain(side.facts.iter().map(|fact| fact.text.as_str()))
    });
    super::glossary::terms_in(&said.collect::<Vec<_>>().join(" "), texts)
}

/// The whole chain as plain text, with figures, sources and cases.
#[must_use]
pub fn printed(profile: &Profile, texts: &Texts, money: Money) -> String {
    let l = &texts.l10n;
    let mut lines = vec![l.msg_claims_lead(), l.msg_not_advice(), String::new()];
    for claim in Claim::ALL {
        let view = claims_view(profile, claim, texts, money);
        let name = view.rows.iter().find(|row| row.claim == claim).map(|row| row.name.clone());
        lines.extend(name);
        for side in view.sides {
            lines.extend([String::new(), format!("  {}", side.heading), format!("  {}", side.text)]);
            for fact in side.facts {
                lines.push(format!("  - {}", fact.text));
                lines.push(format!("    {}. {}", fact.known, fact.source));
            }
            lines.push(format!("  > {}", l.msg_labelled(side.load, side.sets)));
        }
        lines.push(String::new());
    }
    lines.join("\n")
}
