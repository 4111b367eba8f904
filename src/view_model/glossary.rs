//! The glossary, and the terms that stand in a text.

use crate::data::glossary::GlossaryTerm;
use crate::text::{Lang, Texts, Word};

/// A term, ready to draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermRow {
    /// Which.
    pub term: GlossaryTerm,
    /// What it is called.
    pub label: String,
    /// What it is called in the other language.
    pub abroad: String,
    /// What it means.
    pub help: String,
}

/// The terms in which what was typed occurs; all where nothing was.
#[must_use]
pub fn glossary(typed: &str, texts: &Texts) -> Vec<TermRow> {
    let wanted = typed.trim().to_lowercase();
    let rows = GlossaryTerm::ALL.iter().map(|&term| TermRow {
        term,
        label: texts.gloss(term, Word::Label).to_owned(),
        abroad: texts.gloss_abroad(term).to_owned(),
        help: texts.gloss(term, Word::Help).to_owned(),
    });
    let said = |row: &TermRow| {
        let forms = texts.gloss(row.term, Word::Forms);
        [&row.label, &row.abroad, &row.help, forms].iter().any(|text| text.to_lowercase().contains(&wanted))
    };
    rows.filter(said).collect()
}

/// The most terms shown below a text.
const MOST: usize = 6;

/// The terms that occur in a text, in the order in which they do.
#[must_use]
pub fn terms_in(text: &str, texts: &Texts) -> Vec<GlossaryTerm> {
    let text = text.to_lowercase();
    let mut found: Vec<(usize, usize, GlossaryTerm)> = GlossaryTerm::ALL
        .iter()
        .filter_map(|&term| {
            let forms = texts.gloss(term, Word::Forms).split('|');
            let at = forms.filter_map(|form| first(&text, &form.to_lowercase(), texts.lang));
            at.min_by_key(|&(place, length)| (place, usize::MAX - length)).map(|(p, n)| (p, n, term))
        })
        .collect();
    found.sort();
    // Of two terms at the same place, the longer wording says which is meant.
    let within = |a: &(usize, usize, GlossaryTerm), b: &(usize, usize, GlossaryTerm)| {
        b.0 <= a.0 && a.0 + a.1 <= b.0 + b.1 && b.1 > a.1
    };
    let kept: Vec<GlossaryTerm> =
        found.iter().filter(|a| !found.iter().any(|b| within(a, b))).map(|(_, _, term)| *term).collect();
    kept.into_iter().take(MOST).collect()
}

/// Where a wording first stands in a text, and how long it is: in English as
/// words of their own.
fn first(text: &str, form: &str, lang: Lang) -> Option<(usize, usize)> {
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphabetic());
    let mut places = text.match_indices(form);
    let (place, found) = places.find(|(place, found)| {
        let before = text.get(..*place).and_then(|t| t.chars().next_back());
        let after = text.get(place + found.len()..).and_then(|t| t.chars().next());
        let latin = form.is_ascii();
        !latin && lang == Lang::Ja
            || apart(before.filter(char::is_ascii)) && apart(after.filter(char::is_ascii))
    })?;
    Some((place, found.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_found_where_they_stand_and_nowhere_else() {
        let en = Texts::new(Lang::En);
        let found = terms_in("Real losses: the haircut and the mean. Really meant.", &en);
        assert_eq!(found, [GlossaryTerm::Real, GlossaryTerm::Haircut, GlossaryTerm::Mean]);
        assert_eq!(terms_in("Really, it was meant.", &en), []);
        let ja = Texts::new(Lang::Ja);
        assert_eq!(terms_in("年100bpの保険料", &ja), [GlossaryTerm::BasisPoint, GlossaryTerm::Cds]);
        assert_eq!(terms_in("決済用預金は全額保護", &ja), [GlossaryTerm::SettlementDeposit]);
    }

    #[test]
    fn a_search_finds_either_language() {
        let ja = Texts::new(Lang::Ja);
        let rows = |typed: &str| glossary(typed, &ja).into_iter().map(|r| r.term).collect::<Vec<_>>();
        assert_eq!(rows("名寄せ"), [GlossaryTerm::Aggregation]);
        assert_eq!(rows(" Aggregation "), [GlossaryTerm::Aggregation]);
        assert!(rows("no such word").is_empty());
        assert_eq!(rows("").len(), GlossaryTerm::ALL.len());
    }
}
