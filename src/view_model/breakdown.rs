//! Why the value changes: a waterfall of causes, and each bank's chain.

use rust_decimal::Decimal;

use super::money::Money;
use super::projection::Tone;
use crate::domain::holding::HoldingId;
use crate::domain::profile::Profile;
use crate::domain::yen::Yen;
use crate::engine::cause::Cause;
use crate::engine::door;
use crate::engine::numeraire::Numeraire;
use crate::engine::projection::{BankReport, Projection, Scope};
use crate::engine::trace::Subject;
use crate::engine::trace::assemble::{Lines, Link};
use crate::text::number;
use crate::text::{Texts, Word};

/// One bar of the waterfall.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What it is.
    pub label: String,
    /// What it means.
    pub help: String,
    /// Where the bar begins, in yen.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// The amount.
    pub amount: String,
    /// Whether it is good news; plain for the two totals.
    pub tone: Tone,
    /// Whether it is a total rather than a change.
    pub total: bool,
    /// What explains it.
    pub explains: Subject,
}

/// One bank from its bonds to the company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankChain {
    /// The bank's name.
    pub bank: String,
    /// Label and figure of each link, in order, and what explains it.
    pub links: Vec<(String, String, Subject)>,
    /// The company's loss there.
    pub loss: String,
    /// What explains it.
    pub explains: Subject,
    /// Whether there is one.
    pub tone: Tone,
    /// A sentence on what decided it.
    pub note: String,
}

/// A scope that can be broken down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeChoice {
    /// The holding; `None` is everything.
    pub id: Option<HoldingId>,
    /// Its name.
    pub label: String,
}

/// The breakdown, ready to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct BreakdownView {
    /// What can be broken down.
    pub scopes: Vec<ScopeChoice>,
    /// The index of the one shown.
    pub shown: usize,
    /// From today's real value to the horizon's.
    pub bars: Vec<Bar>,
    /// Each bank.
    pub banks: Vec<BankChain>,
    /// What to say instead, where there are no chains.
    pub banks_note: String,
    /// What a freeze does to what can be used.
    pub freeze: Option<String>,
}

/// Breaks down one holding, or everything.
#[must_use]
pub fn breakdown_view(
    profile: &Profile,
    projection: &Projection,
    scope: Option<&HoldingId>,
    texts: &Texts,
    money: Money,
) -> BreakdownView {
    let everything = ScopeChoice { id: None, label: texts.l10n.msg_breakdown_all() };
    let scopes: Vec<ScopeChoice> = std::iter::once(everything)
        .chain(profile.holdings.iter().map(|h| ScopeChoice { id: Some(h.id.clone()), label: h.name.clone() }))
        .collect();
    let shown = scopes.iter().position(|s| s.id.as_ref() == scope).unwrap_or(0);
    let within = scopes.get(shown).and_then(|s| s.id.as_ref()).map_or(Scope::Net, |id| Scope::Line(&id.0));
    let bars = bars(projection, within, texts, money);
    let banks: Vec<BankChain> =
        projection.banks.iter().map(|report| chain(report, profile, texts, money)).collect();
    let banks_note = match (banks.is_empty(), profile.banks.is_empty()) {
        (false, _) => String::new(),
        (true, true) => texts.l10n.msg_chain_no_banks(),
        (true, false) => texts.l10n.msg_chain_none(),
    };
    let freeze = projection
        .freeze
        .map(|f| texts.l10n.msg_freeze_line(money.statement(f.book_real), money.statement(f.usable_real)));
    BreakdownView { scopes, shown, bars, banks, banks_note, freeze }
}

fn bars(projection: &Projection, scope: Scope<'_>, texts: &Texts, money: Money) -> Vec<Bar> {
    let months = projection.months;
    let lines = match scope {
        Scope::Line(id) => Lines::Line(id.to_owned()),
        _ => Lines::Net,
    };
    let total = |label: String, value: Yen, month: u16| Bar {
        label,
        help: String::new(),
        from: 0.0,
        to: door::amount(value),
        amount: money.statement(value),
        tone: Tone::Plain,
        total: true,
        explains: Subject::Value { lines: lines.clone(), month, measure: Numeraire::RealYen },
    };
    let opening = projection.value(scope, 0).real;
    let mut bars = vec![total(texts.l10n.msg_breakdown_now(), opening, 0)];
    let causes = projection.causes(scope, 0, months);
    let mut running = opening;
    for cause in Cause::ALL {
        let Some(change) = causes.get(&cause).map(|v| v.real).filter(|c| !c.is_zero()) else { continue };
        let next = running.plus(change);
        let label = if cause == Cause::Transfer && scope == Scope::Net {
            texts.l10n.msg_breakdown_rounding()
        } else {
            texts.cause(cause.key(), Word::Label).to_owned()
        };
        bars.push(Bar {
            label,
            help: texts.cause(cause.key(), Word::Help).to_owned(),
            from: door::amount(running),
            to: door::amount(next),
            amount: money.signed(change),
            tone: Tone::of(change),
            total: false,
            explains: Subject::Cause { lines: lines.clone(), cause, month: months },
        });
        running = next;
    }
    let span = number::years_months(months, texts.lang);
    bars.push(total(texts.l10n.msg_breakdown_then(span), projection.value(scope, months).real, months));
    bars
}

fn chain(report: &BankReport, profile: &Profile, texts: &Texts, money: Money) -> BankChain {
    let l = &texts.l10n;
    let percent = |fraction: Decimal| number::percent(fraction, 1);
    let outcome = &report.outcome;
    // While amounts are hidden, what the public cap of the insurance makes is
    // not told: it would give the scale away.
    let lost_of = |recovered: Yen, all: Yen| {
        if money.hides() {
            return super::money::change(all, recovered).unwrap_or_else(|| percent(Decimal::ZERO));
        }
        format!("{} → {}", money.statement(all), money.statement(recovered))
    };
    let explains = |link| Subject::Bank { bank: report.bank.clone(), link, month: report.month };
    let insured = lost_of(outcome.recovered_protected, outcome.protected);
    let open = lost_of(outcome.recovered_unprotected, outcome.unprotected);
    let links = vec![
        (l.msg_chain_haircut(), percent(report.chain.bond_loss), explains(Link::BondLoss)),
        (l.msg_chain_loss(), percent(report.chain.loss), explains(Link::BankLoss)),
        (l.msg_chain_buffer(), percent(report.chain.absorbed_first), explains(Link::Absorbed)),
        (l.msg_chain_shortfall(), percent(report.chain.shortfall), explains(Link::Shortfall)),
        (l.msg_chain_insured(), insured, explains(Link::Protected)),
        (l.msg_chain_open(), open, explains(Link::Open)),
    ];
    let loss = outcome.loss();
    let mut note = l.msg_chain_month(report.month);
    if report.chain.shortfall.is_zero() {
        note = format!("{note} {}", l.msg_chain_note_zero());
    }
    if report.set_off.is_positive() {
        note = format!("{note} {}", l.msg_chain_set_off(money.statement(report.set_off)));
    }
    BankChain {
        bank: profile.bank(&report.bank).map(|b| b.name.clone()).unwrap_or_default(),
        links,
        loss: money.signed(loss.negated()),
        explains: explains(Link::Loss),
        tone: Tone::of(loss.negated()),
        note,
    }
}
