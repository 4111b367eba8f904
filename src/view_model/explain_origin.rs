//! Where a number without inputs comes from, in words.

use super::explain::{Step, Writer, parameter};
use super::history_words::{letter, month_words};
use crate::data::episodes::episode;
use crate::data::market_odds::{CDS_QUOTES, RECOVERY};
use crate::domain::param::Mark;
use crate::domain::when::When;
use crate::engine::trace::{About, Origin};
use crate::text::{Word, date, number};

impl Writer<'_> {
    pub(super) fn origin(&self, origin: Origin, step: &Step) -> String {
        let l = &self.texts.l10n;
        match origin {
            Origin::Entered => l.msg_explain_from_entered(),
            Origin::BankFigure => l.msg_explain_from_bank(),
            Origin::Parameter => match parameter(step) {
                Some(param) if self.moved.iter().any(|(moved, _)| *moved == param) => {
                    l.msg_explain_from_moved()
                }
                Some(param) if !self.scenario.is_changed(param) => l.msg_explain_from_default(
                    self.texts.param(param, Word::Source),
                    self.texts.mark(param.mark(), Word::Label),
                ),
                _ => l.msg_explain_from_set(),
            },
            Origin::Rule => l.msg_explain_from_rule(),
            Origin::Nothing => l.msg_explain_from_nothing(),
            Origin::Noted => l.msg_explain_from_noted(),
            Origin::Above => l.msg_explain_from_above(),
            Origin::SoFar => l.msg_explain_from_so_far(),
            Origin::Simulated => l.msg_explain_from_simulated(),
            Origin::Found | Origin::Held => self.found(origin, step),
            Origin::Mixture => l.msg_explain_from_mixture(),
            Origin::Fact => l.msg_explain_from_fact(),
            Origin::SetAside => l.msg_explain_from_aside(),
            Origin::Quoted => self.quoted(step),
        }
    }

    /// Who found a point of an episode's path, and for which month.
    fn found(&self, origin: Origin, step: &Step) -> String {
        let l = &self.texts.l10n;
        let About::Episode { id, of, month, mark } = &step.about else { return String::new() };
        let Some((episode, mark)) = episode(id).zip(*mark) else { return l.msg_explain_from_base() };
        let cites: Vec<&str> =
            episode.sources.iter().filter(|s| s.about == *of).map(|s| s.cite.as_str()).collect();
        let date = month_words(episode.base.after(*month), self.texts);
        let said = l.msg_explain_from_found(date, cites.join("; "), letter(mark));
        if origin == Origin::Held { l.msg_explain_from_held(said) } else { said }
    }

    /// Who published a quote, and when; our assumption, where it is none.
    fn quoted(&self, step: &Step) -> String {
        let l = &self.texts.l10n;
        let About::Quote(place) = step.about else {
            // With it goes what such odds are worth.
            let note = l.msg_odds_market_note(number::percent(RECOVERY, 0));
            return l.msg_sourced(note, self.texts.mark(Mark::C, Word::Label));
        };
        let Some(quote) = CDS_QUOTES.get(place) else { return String::new() };
        let (year, month, day) = quote.date;
        let when = date::when(When::Day(year, month, day), self.texts.lang);
        let mark = self.texts.mark(quote.mark, Word::Label);
        l.msg_sourced(l.msg_aside(quote.source, when), mark)
    }

    /// The parts of a difference that stand for the bits.
    pub(super) fn parts_named(&self, bits: u16) -> String {
        let l = &self.texts.l10n;
        let set = |(place, _): &(usize, &String)| bits >> place & 1 == 1;
        let chosen: Vec<String> =
            self.parts.iter().enumerate().filter(set).map(|(_, name)| name.clone()).collect();
        if chosen.is_empty() { l.msg_explain_parts_none() } else { self.texts.join(&chosen) }
    }
}
