//! Every word and number as people read them, in Japanese and English.

pub mod amount;
pub mod axis;
pub mod date;
pub mod number;

#[expect(
    missing_docs,
    clippy::all,
    clippy::pedantic,
    clippy::unwrap_used,
    clippy::allow_attributes_without_reason,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "generated from locales/"
)]
pub mod l10n {
    include!(concat!(env!("OUT_DIR"), "/l10n.rs"));
}

use std::collections::HashMap;

use fluent_typed::prelude::L10nBundle;

pub use number::{Lang, YenUnit};

use crate::data::claims::{Claim, Side};
use crate::data::glossary::GlossaryTerm;
use crate::domain::holding::AssetClass;
use crate::domain::param::{Mark, Param, ParamGroup, ParamUnit};
use crate::domain::risk_factor::{Pair, RiskFactor};

/// The texts of one language.
pub struct Texts {
    /// Which language.
    pub lang: Lang,
    /// One method a message.
    pub l10n: l10n::L10nLanguage,
    families: HashMap<String, String>,
    abroad: HashMap<String, String>,
}

/// The words that belong to a parameter, a class, a cause, a group …
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// The label itself.
    Label,
    /// One or two sentences on what it means.
    Help,
    /// Where a default comes from, with its date.
    Source,
    /// What history saw.
    History,
    /// The label where there is little room.
    Short,
    /// What happened, in a few sentences.
    Story,
    /// The wordings by which it is found in a text, set apart by `|`.
    Forms,
}

impl Word {
    const ALL: [Self; 7] =
        [Self::Label, Self::Help, Self::Source, Self::History, Self::Short, Self::Story, Self::Forms];

    const fn attribute(self) -> &'static str {
        match self {
            Self::Label => "",
            Self::Help => "help",
            Self::Source => "source",
            Self::History => "history",
            Self::Short => "short",
            Self::Story => "story",
            Self::Forms => "forms",
        }
    }
}

/// Where the words looked up by key stand.
fn family_sources(lang: Lang) -> [&'static str; 5] {
    match lang {
        Lang::Ja => [
            include_str!("../../locales/ja/params.ftl"),
            include_str!("../../locales/ja/terms.ftl"),
            include_str!("../../locales/ja/episodes.ftl"),
            include_str!("../../locales/ja/claims.ftl"),
            glossary_source(lang),
        ],
        Lang::En => [
            include_str!("../../locales/en/params.ftl"),
            include_str!("../../locales/en/terms.ftl"),
            include_str!("../../locales/en/episodes.ftl"),
            include_str!("../../locales/en/claims.ftl"),
            glossary_source(lang),
        ],
    }
}

fn glossary_source(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => include_str!("../../locales/ja/glossary.ftl"),
        Lang::En => include_str!("../../locales/en/glossary.ftl"),
    }
}

impl Texts {
    /// Loads a language.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        let (id, l10n) = match lang {
            Lang::Ja => ("ja", l10n::L10n::Ja.load()),
            Lang::En => ("en", l10n::L10n::En.load()),
        };
        let mut families = HashMap::new();
        for source in family_sources(lang) {
            let Ok(bundle) = L10nBundle::new_without_isolation(id, source.as_bytes()) else { continue };
            for key in source.lines().filter_map(message_id) {
                for word in Word::ALL {
                    let text = match word {
                        Word::Label => bundle.msg(key, None),
                        _ => bundle.attr(key, word.attribute(), None),
                    };
                    if let Ok(text) = text {
                        families.insert(format!("{key}.{}", word.attribute()), text);
                    }
                }
            }
        }
        let other = if lang == Lang::Ja { Lang::En } else { Lang::Ja };
        let labels = glossary_source(other).lines().filter_map(|line| {
            message_id(line)?;
            line.split_once(" = ")
        });
        let abroad = labels.map(|(key, label)| (key.to_owned(), label.trim().to_owned())).collect();
        Self { lang, l10n, families, abroad }
    }

    /// A text of a family by its message key; empty if there is none, which a
    /// test rules out for every family.
    #[must_use]
    pub fn family(&self, key: &str, word: Word) -> &str {
        self.families.get(&format!("{key}.{}", word.attribute())).map_or("", String::as_str)
    }

    /// The words of a parameter.
    #[must_use]
    pub fn param(&self, param: Param, word: Word) -> &str {
        self.family(&format!("param-{}", param.key().replace('_', "-")), word)
    }

    /// The title of a group of parameters.
    #[must_use]
    pub fn group(&self, group: ParamGroup, word: Word) -> &str {
        self.family(&format!("group-{}", group.key()), word)
    }

    /// The name of something that moves by chance: its label, or short.
    #[must_use]
    pub fn factor(&self, factor: RiskFactor, word: Word) -> &str {
        self.family(&format!("factor-{}", factor.key().replace('_', "-")), word)
    }

    /// Where the correlation of a pair comes from before anybody moves it.
    #[must_use]
    pub fn pair_source(&self, pair: Pair) -> &str {
        let own = self.family(&format!("pair-{}", pair.key().replace('_', "-")), Word::Label);
        if own.is_empty() { self.family("pair-no-view", Word::Label) } else { own }
    }

    /// The name of a class.
    #[must_use]
    pub fn class(&self, class: AssetClass) -> &str {
        self.family(&format!("class-{}", class.key().replace('_', "-")), Word::Label)
    }

    /// The words of a derivation's term, by its key: its label, or its symbol as
    /// short.
    #[must_use]
    pub fn term(&self, key: &str, word: Word) -> &str {
        self.family(&format!("term-{}", key.replace('_', "-")), word)
    }

    /// The words of a cause, by its key.
    #[must_use]
    pub fn cause(&self, key: &str, word: Word) -> &str {
        self.family(&format!("cause-{}", key.replace('_', "-")), word)
    }

    /// The words of a preset, by its key.
    #[must_use]
    pub fn preset(&self, key: &str, word: Word) -> &str {
        self.family(&format!("preset-{key}"), word)
    }

    /// The words of a claim, in its own words.
    #[must_use]
    pub fn claim(&self, claim: Claim) -> &str {
        self.family(&format!("claim-{}", claim.key()), Word::Label)
    }

    /// What one side says of a claim.
    #[must_use]
    pub fn said(&self, claim: Claim, side: Side) -> &str {
        self.family(&format!("claim-{}-{}", claim.key(), side.key()), Word::Label)
    }

    /// The words of a fact, by its key.
    #[must_use]
    pub fn fact(&self, key: &str, word: Word) -> &str {
        self.family(&format!("fact-{key}"), word)
    }

    /// The words of a term.
    #[must_use]
    pub fn gloss(&self, term: GlossaryTerm, word: Word) -> &str {
        self.family(&format!("gloss-{}", term.key()), word)
    }

    /// What a term is called in the other language.
    #[must_use]
    pub fn gloss_abroad(&self, term: GlossaryTerm) -> &str {
        self.abroad.get(&format!("gloss-{}", term.key())).map_or("", String::as_str)
    }

    /// How well a default is known.
    #[must_use]
    pub fn mark(&self, mark: Mark, word: Word) -> &str {
        let key = match mark {
            Mark::A => "mark-a",
            Mark::B => "mark-b",
            Mark::C => "mark-c",
            Mark::NoView => "mark-no-view",
        };
        self.family(key, word)
    }

    /// The unit of a parameter.
    #[must_use]
    pub fn param_unit(&self, unit: ParamUnit) -> &str {
        let key = match unit {
            ParamUnit::Percent => "unit-percent",
            ParamUnit::PercentPerYear => "unit-percent-per-year",
            ParamUnit::BasisPoints => "unit-basis-points",
            ParamUnit::Months => "unit-months",
            ParamUnit::Years => "unit-years",
            ParamUnit::Yen => "unit-yen",
            ParamUnit::YenPerDollar => "unit-yen-per-dollar",
            ParamUnit::Dollars => "unit-dollars",
            ParamUnit::Ratio => "unit-ratio",
        };
        self.family(key, Word::Label)
    }

    /// Clauses joined as the language joins them.
    #[must_use]
    pub fn join(&self, clauses: &[String]) -> String {
        match (self.lang, clauses) {
            (Lang::Ja, _) => clauses.join("、"),
            (Lang::En, [.., before, last]) if clauses.len() > 2 => {
                let first = clauses.get(..clauses.len().saturating_sub(2)).unwrap_or_default();
                format!("{}, {before} and {last}", first.join(", "))
            }
            (Lang::En, _) => clauses.join(" and "),
        }
    }
}

fn message_id(line: &str) -> Option<&str> {
    let (id, _) = line.split_once(" =")?;
    id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-').then_some(id)
}
