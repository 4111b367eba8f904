//! Every number in force: its value, its default, where that comes from, and
//! who set it.

use super::assumption_rows as rows;
use super::money::Money;
use crate::domain::origin::Knob;
use crate::domain::param::{Mark, Param, ParamGroup};
use crate::domain::profile::Profile;
use crate::domain::risk_factor::{Pair, RiskFactor};
use crate::text::{Texts, Word};

/// One number, choice or quote.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assumption {
    /// Its stable name.
    pub key: String,
    /// What it is.
    pub label: String,
    /// In force, with its unit.
    pub value: String,
    /// The default, with its unit; empty where there is none.
    pub default: String,
    /// Whether the two differ.
    pub changed: bool,
    /// How well the default is known; `None` for what was entered.
    pub mark: Option<Mark>,
    /// The same in words.
    pub known: String,
    /// When the source of the default held; empty where there is none.
    pub date: String,
    /// Where the default comes from.
    pub source: String,
    /// Who set it, and when, in words.
    pub set_by: String,
    /// The number whose slider a click leads to.
    pub target: Option<Param>,
    /// All of it in a sentence, for those who hear rather than see.
    pub sentence: String,
    /// Value, default and unit for programs, who set it and when: plain
    /// digits and stable names.
    pub plain: [String; 5],
}

/// A section of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssumptionGroup {
    /// Its stable name.
    pub key: &'static str,
    /// Its title.
    pub title: String,
    /// What stands in it.
    pub rows: Vec<Assumption>,
}

/// The table, ready to draw.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AssumptionsView {
    /// What this is.
    pub lead: String,
    /// The sections, in the order of the sliders.
    pub groups: Vec<AssumptionGroup>,
}

/// Builds the table of the scenario in front.
#[must_use]
pub fn assumptions_view(profile: &Profile, texts: &Texts, money: Money) -> AssumptionsView {
    let scenario = profile.active_scenario();
    let scene = rows::Scene { profile, scenario: &scenario, texts, money };
    let mut groups: Vec<AssumptionGroup> = ParamGroup::ALL
        .into_iter()
        .map(|group| AssumptionGroup {
            key: group.key(),
            title: texts.group(group, Word::Label).to_owned(),
            rows: in_group(&scene, group),
        })
        .collect();
    let l = &texts.l10n;
    groups.push(AssumptionGroup {
        key: "market",
        title: l.msg_assumptions_market(),
        rows: rows::market(&scene),
    });
    let banks = rows::banks(&scene);
    if !banks.is_empty() {
        groups.push(AssumptionGroup { key: "own", title: l.msg_assumptions_banks(), rows: banks });
    }
    AssumptionsView { lead: l.msg_assumptions_lead(&scenario.name), groups }
}

/// Choices first, as beside the sliders; years below inflation, correlations
/// below the swings.
fn in_group(scene: &rows::Scene<'_>, group: ParamGroup) -> Vec<Assumption> {
    let choices: &[Knob] = match group {
        ParamGroup::Default => &[Knob::Default, Knob::Terms],
        ParamGroup::Banks => &[Knob::LossOrder, Knob::SettlementAlways],
        ParamGroup::Crypto => &[Knob::ExchangeRecovery],
        _ => &[],
    };
    let mut all: Vec<Assumption> = choices.iter().map(|&knob| rows::choice(scene, knob)).collect();
    for &param in Param::ALL.iter().filter(|p| p.group() == group) {
        all.push(rows::param(scene, param));
        if param == Param::Inflation {
            let years = scene.scenario.inflation_by_year.iter();
            all.extend(years.map(|(&year, &rate)| rows::year(scene, year, rate)));
        }
    }
    if group == ParamGroup::Chance {
        for (i, &a) in RiskFactor::ALL.iter().enumerate() {
            let others = RiskFactor::ALL.iter().skip(i.saturating_add(1));
            all.extend(others.filter_map(|&b| Pair::of(a, b)).map(|pair| rows::pair(scene, pair)));
        }
    }
    all
}

impl AssumptionsView {
    /// How many there are, and how many differ from their default.
    #[must_use]
    pub fn counted(&self) -> (usize, usize) {
        let all = self.groups.iter().flat_map(|group| &group.rows);
        (all.clone().count(), all.filter(|row| row.changed).count())
    }

    /// What passes: only what was changed, if so asked, in which what was
    /// typed occurs.
    #[must_use]
    pub fn filtered(&self, typed: &str, only_changed: bool) -> Vec<(&AssumptionGroup, Vec<&Assumption>)> {
        let wanted = typed.trim().to_lowercase();
        let occurs = |text: &str| text.to_lowercase().contains(&wanted);
        let passes = |group: &AssumptionGroup, row: &Assumption| {
            let found = [&group.title, &row.label, &row.source, &row.known, &row.set_by, &row.key];
            (!only_changed || row.changed) && found.into_iter().any(|text| occurs(text))
        };
        let kept = self.groups.iter().map(|group| {
            let rows: Vec<&Assumption> = group.rows.iter().filter(|row| passes(group, row)).collect();
            (group, rows)
        });
        kept.filter(|(_, rows)| !rows.is_empty()).collect()
    }

    /// The table as on screen, its head first.
    #[must_use]
    pub fn words(&self, texts: &Texts) -> Vec<Vec<String>> {
        let l = &texts.l10n;
        let head = vec![
            l.msg_assumptions_group(),
            l.msg_assumptions_what(),
            l.msg_assumptions_value(),
            l.msg_info_default(),
            l.msg_source(),
            l.msg_assumptions_date(),
            l.msg_assumptions_known(),
            l.msg_assumptions_set_by(),
        ];
        let rows = self.groups.iter().flat_map(|group| {
            group.rows.iter().map(|row| {
                let cells = [
                    &group.title,
                    &row.label,
                    &row.value,
                    &row.default,
                    &row.source,
                    &row.date,
                    &row.known,
                    &row.set_by,
                ];
                cells.map(Clone::clone).into()
            })
        });
        std::iter::once(head).chain(rows).collect()
    }

    /// The table for programs, its head first: stable names, plain digits in
    /// the unit named, days as 2026-11-02.
    #[must_use]
    pub fn records(&self) -> Vec<Vec<String>> {
        let head = RECORD.map(str::to_owned).into();
        let rows = self.groups.iter().flat_map(|group| {
            group.rows.iter().map(|row| {
                let [value, default, unit, by, on] = row.plain.clone();
                let mark = row.mark.map_or("", mark_key).to_owned();
                let changed = row.changed.to_string();
                let (key, label) = (row.key.clone(), row.label.clone());
                let (source, date) = (row.source.clone(), row.date.clone());
                vec![
                    group.key.to_owned(),
                    key,
                    label,
                    value,
                    default,
                    unit,
                    changed,
                    source,
                    date,
                    mark,
                    by,
                    on,
                ]
            })
        });
        std::iter::once(head).chain(rows).collect()
    }
}

/// What each cell of a record is.
pub const RECORD: [&str; 12] = [
    "group", "key", "label", "value", "default", "unit", "changed", "source", "date", "mark", "set_by",
    "set_on",
];

const fn mark_key(mark: Mark) -> &'static str {
    match mark {
        Mark::A => "A",
        Mark::B => "B",
        Mark::C => "C",
        Mark::NoView => "no_view",
    }
}
