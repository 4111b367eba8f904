//! What differs between two scenarios, in words: which parameter, from which
//! value to which.

use super::headline;
use super::money::{self, Money};
use super::slider;
use crate::app::compare::Pair;
use crate::domain::param::{Param, ParamGroup};
use crate::domain::profile::Profile;
use crate::domain::scenario::{DefaultMode, DefaultTerms, ExchangeRecovery, LossOrder, Scenario};
use crate::engine::attribution::{Attribution, Part};
use crate::engine::bundle::Bundle;
use crate::text::number;
use crate::text::{Texts, Word};

/// What differs, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What it is called.
    pub label: String,
    /// From which value to which.
    pub detail: String,
    /// The slider it leads to.
    pub param: Param,
}

/// What the parts of a difference are called, in their order.
#[must_use]
pub fn part_names(
    profile: &Profile,
    (pair, found): (Pair, &Attribution),
    texts: &Texts,
    money: Money,
) -> Vec<String> {
    let both = Both::of(profile, pair);
    found.parts.iter().map(|part| both.said(part, texts, money).label).collect()
}

/// Both scenarios of a pair.
pub struct Both {
    from: Scenario,
    to: Scenario,
    plan: (bool, bool),
}

impl Both {
    /// The scenarios of a pair.
    #[must_use]
    pub fn of(profile: &Profile, pair: Pair) -> Self {
        let (from, to) = (pair.from.scenario(profile), pair.to.scenario(profile));
        Self { from, to, plan: (pair.from.plan, pair.to.plan) }
    }

    /// Whether they differ in something the comparison does not show.
    #[must_use]
    pub fn differ_aside(&self) -> bool {
        crate::engine::bundle::differ_aside(&self.from, &self.to)
    }

    fn changed(&self, param: Param) -> bool {
        self.from.get(param) != self.to.get(param)
    }

    /// What differs in a part.
    #[must_use]
    pub fn said(&self, part: &Part, texts: &Texts, money: Money) -> Difference {
        let first = part.bundles.first().copied().unwrap_or(Bundle::Plan);
        let param = part.bundles.iter().map(|b| self.slider(*b)).next().unwrap_or_else(|| first.lead());
        let Some(section) = part.section() else {
            let (label, items) = self.bundle(first, texts, money);
            return Difference { label, detail: joined(&items, texts), param };
        };
        let items: Vec<String> = part
            .bundles
            .iter()
            .map(|bundle| {
                let (label, items) = self.bundle(*bundle, texts, money);
                format!("{label} {}", joined(&items, texts))
            })
            .collect();
        Difference { label: section_name(section, texts), detail: joined(&items, texts), param }
    }

    /// The first number of a bundle that differs; where only a choice does,
    /// the number it goes with.
    fn slider(&self, bundle: Bundle) -> Param {
        let exchange = self.to.terms == DefaultTerms::Exchange;
        let here = bundle.params().iter().copied().find(|p| self.changed(*p));
        here.unwrap_or(if bundle == Bundle::Default && exchange { Param::FaceCut } else { bundle.lead() })
    }

    /// What a bundle is called here, and what differs in it.
    fn bundle(&self, bundle: Bundle, texts: &Texts, money: Money) -> (String, Vec<String>) {
        if bundle == Bundle::Default && self.default_as_a_whole() {
            return (texts.l10n.msg_default_switch(), self.default_items(texts, money));
        }
        let named = bundle.params().iter().copied().find(|p| self.changed(*p));
        let choice = self.choice(bundle, texts);
        let label = match (&choice, named) {
            (Some((label, _)), None) => label.clone(),
            (_, Some(param)) => texts.param(param, Word::Label).to_owned(),
            (None, None) => texts.param(bundle.lead(), Word::Label).to_owned(),
        };
        let mut items: Vec<String> = Vec::new();
        for &param in bundle.params().iter().filter(|p| self.changed(**p)) {
            let values = self.values(param, texts, money);
            let first = Some(param) == named;
            items.push(if first { values } else { format!("{} {values}", texts.param(param, Word::Label)) });
        }
        if let Some((name, values)) = choice {
            items.push(if name == label { values } else { format!("{name} {values}") });
        }
        (label, items)
    }

    /// `0% → 30%`.
    fn values(&self, param: Param, texts: &Texts, money: Money) -> String {
        let value = |scenario: &Scenario| slider::value_text(param, scenario.get(param), texts, money);
        goes(&value(&self.from), &value(&self.to))
    }

    /// Whether a default is a matter of yes and no here, or of terms, rather
    /// than of single numbers.
    fn default_as_a_whole(&self) -> bool {
        (self.from.default, self.from.terms) != (self.to.default, self.to.terms)
    }

    fn default_items(&self, texts: &Texts, money: Money) -> Vec<String> {
        let mut items = vec![goes(&default_in(&self.from, texts), &default_in(&self.to, texts))];
        if self.changed(Param::ExitYield) {
            let label = texts.param(Param::ExitYield, Word::Label);
            items.push(format!("{label} {}", self.values(Param::ExitYield, texts, money)));
        }
        items
    }

    /// The choice that belongs to a bundle, where it differs: its name, and
    /// from what to what.
    fn choice(&self, bundle: Bundle, texts: &Texts) -> Option<(String, String)> {
        let l = &texts.l10n;
        let (a, b) = (&self.from, &self.to);
        let (name, from, to) = match bundle {
            Bundle::Plan => {
                let done = |plan| if plan { l.msg_compare_plan_on() } else { l.msg_compare_plan_off() };
                (l.msg_compare_plan(), done(self.plan.0), done(self.plan.1))
            }
            Bundle::Exchange => {
                let back = |s: &Scenario| match s.exchange_recovery {
                    ExchangeRecovery::InKind => l.msg_recovery_in_kind(),
                    ExchangeRecovery::DollarsOfFailureDate => l.msg_recovery_dollars(),
                };
                (l.msg_exchange_recovery(), back(a), back(b))
            }
            Bundle::Inflation if a.inflation_by_year != b.inflation_by_year => {
                let years = |s: &Scenario| {
                    let count = i64::try_from(s.inflation_by_year.len()).unwrap_or(0);
                    l.msg_compare_years(count)
                };
                (l.msg_inflation_years(), years(a), years(b))
            }
            Bundle::Insurance => {
                let paid = |s: &Scenario| {
                    if s.settlement_always_honoured {
                        l.msg_compare_settlement_always()
                    } else {
                        l.msg_compare_settlement_insured()
                    }
                };
                (l.msg_settlement_title(), paid(a), paid(b))
            }
            Bundle::LossOrder => {
                let order = |s: &Scenario| match s.loss_order {
                    LossOrder::PariPassu => l.msg_order_pari_passu(),
                    LossOrder::UninsuredFirst => l.msg_order_uninsured_first(),
                    LossOrder::UniformLevy => l.msg_order_uniform_levy(),
                };
                (l.msg_loss_order(), order(a), order(b))
            }
            _ => return None,
        };
        (from != to || bundle == Bundle::Inflation).then(|| (name, goes(&from, &to)))
    }
}

/// Whether bonds default in a scenario, when, and what is lost.
fn default_in(scenario: &Scenario, texts: &Texts) -> String {
    let l = &texts.l10n;
    let month = scenario.months(Param::DefaultMonth);
    match (scenario.default, scenario.terms) {
        (DefaultMode::Off, _) => l.msg_compare_default_off(),
        (DefaultMode::Random, _) => l.msg_compare_default_random(),
        (DefaultMode::InMonth, DefaultTerms::Haircut) => {
            l.msg_compare_default_haircut(money::percent(scenario.get(Param::Haircut)), month)
        }
        (DefaultMode::InMonth, DefaultTerms::Exchange) => {
            let haircut = number::percent(headline::market_haircut(scenario), 1);
            l.msg_compare_default_exchange(month, haircut)
        }
    }
}

fn section_name(section: ParamGroup, texts: &Texts) -> String {
    texts.group(section, Word::Label).to_owned()
}

fn goes(from: &str, to: &str) -> String {
    format!("{from} → {to}")
}

fn joined(items: &[String], texts: &Texts) -> String {
    items.join(if texts.lang == crate::text::Lang::Ja { "、" } else { ", " })
}
