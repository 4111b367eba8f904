//! The thesis and its answers: the same room, the same figures in both
//! languages, and cases that can be loaded and taken back.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what a test sets up may stop it at once")]

use std::collections::BTreeSet;

use forelock::app::prefs::{Theme, View};
use forelock::app::{Command, Edit, update};
use forelock::data::claims::{Claim, Side};
use forelock::data::glossary::GlossaryTerm;
use forelock::domain::param::{Mark, Param};
use forelock::text::{Lang, Texts, Word, YenUnit};
use forelock::view_model::claims::{ClaimsView, claims_view, is_loaded, printed};
use forelock::view_model::glossary::terms_in;
use forelock::view_model::money::Money;
use forelock::view_model::slider;

use crate::cli::{fine, samples};
use crate::support::window::state;

fn money(lang: Lang) -> Money {
    Money { lang, unit: YenUnit::Auto }
}

fn view(claim: Claim, texts: &Texts) -> ClaimsView {
    claims_view(&forelock::store::sample("machine_maker").unwrap(), claim, texts, money(texts.lang))
}

/// The numbers of a sentence, whatever they are written in: 4.1bn is 41億.
fn numbers(text: &str) -> Vec<String> {
    let text = text.replace(',', "");
    let mut found = Vec::new();
    let mut rest = text.as_str();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let from = &rest[start..];
        let end = from.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(from.len());
        let (digits, after) = from.split_at(end);
        let size = if after.starts_with("tn") || after.starts_with('兆') {
            1e12
        } else if after.starts_with("bn") {
            1e9
        } else if after.starts_with('億') {
            1e8
        } else if after.starts_with('万') {
            1e4
        } else {
            1.0
        };
        found.push(format!("{:.3}", digits.trim_end_matches('.').parse::<f64>().unwrap() * size));
        rest = after;
    }
    found.sort();
    found
}

#[test]
fn every_fact_has_words_a_source_a_date_and_a_mark_in_both_languages() {
    let (ja, en) = (Texts::new(Lang::Ja), Texts::new(Lang::En));
    for claim in Claim::ALL {
        for texts in [&ja, &en] {
            for side in view(claim, texts).sides {
                for fact in side.facts {
                    let mark = texts.mark(fact.mark, Word::Label);
                    assert!(!fact.text.is_empty() && !mark.is_empty(), "{}", fact.key);
                    assert!(fact.known.contains(mark) && fact.known.contains(&fact.date), "{}", fact.known);
                    assert!(fact.date.chars().filter(char::is_ascii_digit).count() >= 4, "{}", fact.date);
                    assert!(fact.source.chars().count() > 8, "{}", fact.source);
                }
            }
        }
        for fact in Side::BOTH.into_iter().flat_map(|side| claim.facts(side)) {
            let [one, other] = [&ja, &en].map(|texts| numbers(texts.fact(fact.key, Word::Label)));
            assert_eq!(one, other, "{}", fact.key);
        }
    }
    assert_eq!(numbers("約41億円（39%）、4.1bn"), ["39.000", "4100000000.000", "4100000000.000"]);
}

/// Model §3, §4 and §6: the figures that must stand there, and on which side.
#[test]
fn the_figures_are_those_of_the_model() {
    let en = Texts::new(Lang::En);
    let said = [
        (Claim::DepositsAreJgbs, Side::For, ["21.5%", "238tn", "3tn"]),
        (Claim::DepositsAreJgbs, Side::Against, ["137tn", "53.25%", "10%"]),
        (Claim::JgbsDefault, Side::For, ["234.9%", "134 ", "135 bp"]),
        (Claim::JgbsDefault, Side::Against, ["134.2%", "0%", "4.1%"]),
        (Claim::YenToZero, Side::For, ["208.8", "57%", "74%"]),
        (Claim::YenToZero, Side::Against, ["35%", "23%", "0.09"]),
        (Claim::CryptoIsTheHedge, Side::For, ["132", "24,019,743", "67%"]),
        (Claim::CryptoIsTheHedge, Side::Against, ["84.5%", "3,075,706", "−0.10 ± 0.08"]),
        (Claim::MoveEverything, Side::For, ["5.3tn", "39%", "47.5%"]),
        (Claim::MoveEverything, Side::Against, ["57%", "in full", "year-end"]),
        (Claim::BankCoinIsCrypto, Side::For, ["MUFG", "JPYC", "4%"]),
        (Claim::BankCoinIsCrypto, Side::Against, ["3 types", "0.09", "2 securities"]),
        (Claim::FreezeCannotReach, Side::For, ["29 months", "250 pesos", "52 months"]),
        (Claim::FreezeCannotReach, Side::Against, ["25 to 90%", "80%", "16.5%"]),
    ];
    for (claim, side, parts) in said {
        for (fact, part) in claim.facts(side).iter().zip(parts) {
            let text = en.fact(fact.key, Word::Label);
            assert!(text.contains(part), "{}: {text}", fact.key);
        }
    }
}

#[test]
fn both_sides_say_as_much_and_offer_as_much() {
    for lang in [Lang::Ja, Lang::En] {
        let texts = Texts::new(lang);
        for claim in Claim::ALL {
            let [one, other] = Side::BOTH.map(|side| texts.said(claim, side).chars().count());
            let (less, more) = (one.min(other), one.max(other));
            assert!(less > 60 && more * 4 <= less * 5, "{lang:?} {claim:?}: {one} and {other}");
            let sides = view(claim, &texts).sides;
            assert_eq!(sides[0].facts.len(), sides[1].facts.len());
            assert_ne!(sides[0].sets, sides[1].sets, "{claim:?}");
            let size = |i: usize| sides[i].load.chars().count();
            assert!(size(0).abs_diff(size(1)) <= 4, "{} {}", sides[0].load, sides[1].load);
        }
    }
}

/// The thesis may say “will” in its own words, and nobody else.
#[test]
fn nothing_is_said_to_be_certain() {
    for lang in [Lang::Ja, Lang::En] {
        let texts = Texts::new(lang);
        let mut said: Vec<String> = Vec::new();
        for claim in Claim::ALL {
            said.extend(Side::BOTH.map(|side| texts.said(claim, side).to_owned()));
            let facts = Side::BOTH.into_iter().flat_map(|side| claim.facts(side));
            said.extend(facts.map(|fact| texts.fact(fact.key, Word::Label).to_owned()));
            let quoted = texts.claim(claim);
            let marks = if lang == Lang::Ja { ('「', '」') } else { ('“', '”') };
            assert!(quoted.starts_with(marks.0) && quoted.ends_with(marks.1), "{quoted}");
        }
        said.extend(GlossaryTerm::ALL.iter().map(|&term| texts.gloss(term, Word::Help).to_owned()));
        for text in said {
            let words = text.split(|c: char| !c.is_alphanumeric());
            let certain = ["will", "certainly", "must", "should", "inevitably", "never"];
            let found: Vec<&str> = words.filter(|w| certain.contains(&w.to_lowercase().as_str())).collect();
            assert!(found.is_empty(), "{found:?}: {text}");
            for word in ["でしょう", "必ず", "はずです", "違いありません", "べきです", "しましょう"]
            {
                assert!(!text.contains(word), "{word}: {text}");
            }
        }
    }
}

#[test]
fn each_case_is_one_step_that_can_be_taken_back() {
    for claim in Claim::ALL {
        for side in Side::BOTH {
            let mut state = state("machine_maker", Lang::En, Theme::Light, View::Claims);
            let texts = Texts::new(Lang::En);
            let before = state.profile().clone();
            update(&mut state, Command::Edit(Edit::LoadCase(claim, side), None), &texts);
            assert_ne!(*state.profile(), before, "{claim:?} {side:?}");
            assert!(is_loaded(state.profile(), claim.case(side)));
            let scenario = state.profile().active_scenario();
            for &(param, value) in claim.case(side).sets {
                assert_eq!(scenario.get(param), value.normalize(), "{claim:?} {param:?}");
            }
            // The name, the horizon and the holdings are the reader's.
            assert_eq!(scenario.name, before.active_scenario().name);
            assert_eq!(state.profile().holdings, before.holdings);
            update(&mut state, Command::Undo, &texts);
            assert_eq!(*state.profile(), before);
        }
    }
}

/// V: the chain of MODEL §1.5 with the numbers of the first claim: 21.5% × 65%
/// less a buffer of 6% is a shortfall of 7.975%; 10% × 65% leaves 0.5%.
#[test]
fn the_first_case_loses_what_its_numbers_say() {
    use forelock::domain::holding::AccountClass;
    use forelock::engine::project;
    use forelock::engine::projection::Scope;
    for (side, shortfall) in [(Side::For, 0.079_75), (Side::Against, 0.005)] {
        let mut company = crate::support::paper::company(&[(AccountClass::Ordinary, 110_000_000)]);
        company.scenarios[0] = Claim::DepositsAreJgbs.case(side).scenario(&company.scenarios[0]);
        let projection = project(&company, &company.active_scenario(), None);
        let left = projection.value(Scope::Net, 120).nominal.get();
        let lost = 100_000_000.0 * shortfall;
        let found: f64 = left.to_string().parse().unwrap();
        assert!((110_000_000.0 - found - lost).abs() <= 1.0, "{side:?}: {found}");
    }
}

#[test]
fn every_term_has_its_words_and_is_called_the_same_abroad() {
    let (ja, en) = (Texts::new(Lang::Ja), Texts::new(Lang::En));
    for &term in GlossaryTerm::ALL {
        for (here, there) in [(&ja, &en), (&en, &ja)] {
            for word in [Word::Label, Word::Help, Word::Forms] {
                assert!(!here.gloss(term, word).is_empty(), "{term:?} {word:?}");
            }
            assert_eq!(here.gloss_abroad(term), there.gloss(term, Word::Label), "{term:?}");
            let help = here.gloss(term, Word::Help);
            let ends = help.matches(['。']).count() + help.matches(". ").count() + 1;
            assert!(ends <= 4, "{term:?}: {help}");
            for form in here.gloss(term, Word::Forms).split('|') {
                assert!(
                    terms_in(form, here).contains(&term),
                    "{term:?} by {form}: {:?}",
                    terms_in(form, here)
                );
            }
        }
    }
}

/// Whatever an (i) says leads somewhere, and most terms are led to.
#[test]
fn explanations_lead_to_the_glossary() {
    for lang in [Lang::Ja, Lang::En] {
        let texts = Texts::new(lang);
        let mut reached = BTreeSet::new();
        for &param in Param::ALL {
            let about = slider::about(param, &texts, money(lang));
            reached.extend(terms_in(&format!("{} {} {}", about.help, about.source, about.history), &texts));
        }
        for claim in Claim::ALL {
            reached.extend(forelock::view_model::claims::terms(&view(claim, &texts), &texts));
        }
        let missed: Vec<&GlossaryTerm> =
            GlossaryTerm::ALL.iter().filter(|term| !reached.contains(term)).collect();
        assert!(missed.len() <= 12, "{lang:?}: {missed:?}");
        let haircut = slider::about(Param::Haircut, &texts, money(lang));
        assert!(terms_in(&haircut.help, &texts).contains(&GlossaryTerm::Haircut));
    }
}

#[test]
fn the_chain_is_printed_with_every_figure_and_source() {
    let folder = samples();
    for (name, lang) in [("ja", Lang::Ja), ("en", Lang::En)] {
        let texts = Texts::new(lang);
        let said = fine(folder.path(), &["claims", "--lang", name]);
        let nobody = forelock::domain::profile::Profile::empty(
            "",
            forelock::domain::calendar::CalendarMonth::FIRST,
            "",
        );
        assert_eq!(said.trim_end(), printed(&nobody, &texts, money(lang)).trim_end());
        for claim in Claim::ALL {
            assert!(said.contains(texts.claim(claim)));
            for fact in Side::BOTH.into_iter().flat_map(|side| claim.facts(side)) {
                assert!(said.contains(texts.fact(fact.key, Word::Label)), "{}", fact.key);
                assert!(said.contains(texts.fact(fact.key, Word::Source)), "{}", fact.key);
            }
        }
        let ours = texts.mark(Mark::C, Word::Label);
        assert!(said.contains(ours));
    }
}
