//! What has been drawn stays where it is: a frame in which nothing happens
//! moves nothing, so that a click lands on what is seen.

use egui_kittest::Harness;
use forelock::app::Command;
use forelock::app::command::Document;
use forelock::app::keeping::{Keeping, Summary, Version};
use forelock::app::prefs::{Figures, Shown, Theme, View};
use forelock::app::state::{Dialog, Editing};
use forelock::data::claims::Claim;
use forelock::data::glossary::GlossaryTerm;
use forelock::store::LoadError;
use forelock::store::generations::Generation;
use forelock::text::Lang;
use forelock::ui::shell::Shell;

use crate::support::onscreen::restless;
use crate::support::window::{settle, state, window};

const SIZES: [[f32; 2]; 2] = [[1280.0, 800.0], [960.0, 640.0]];

/// Two earlier versions: one that can be read, one that cannot.
fn versions() -> Vec<Version> {
    let generation = |number| Generation {
        number,
        at: chrono::DateTime::UNIX_EPOCH,
        path: format!("{number}.ron").into(),
    };
    let found = forelock::store::sample("inn").map(|profile| Summary::of(&profile));
    vec![
        Version { generation: generation(2), summary: found.ok_or(LoadError::Empty) },
        Version { generation: generation(1), summary: Err(LoadError::Empty) },
    ]
}

fn at_rest(harness: &mut Harness<'_, Shell>, what: &str, found: &mut Vec<String>) {
    settle(harness);
    let moved = restless(harness);
    if let Some(first) = moved.first() {
        found.push(format!("{what}: {} things, first {first}", moved.len()));
    }
}

#[test]
fn a_frame_in_which_nothing_happens_moves_nothing() {
    let mut found = Vec::new();
    for size in SIZES {
        for lang in [Lang::Ja, Lang::En] {
            for view in View::ALL {
                let what = format!("{view:?} {lang:?} {size:?}");
                let mut harness = window(state("machine_maker", lang, Theme::Light, view), size, 1.0);
                at_rest(&mut harness, &what, &mut found);
                let line = harness.state().state().profile().holdings.first().map(|line| line.id.clone());
                let commands = [
                    ("keys", Command::ShowKeys),
                    ("closed", Command::CloseDialog),
                    ("glossary", Command::ShowGlossary(None)),
                    ("term", Command::ShowGlossary(Some(GlossaryTerm::Haircut))),
                    ("closed", Command::CloseDialog),
                    ("claim", Command::OpenClaim(Claim::YenToZero)),
                    ("chance", Command::SetShown(Shown::Chance)),
                    ("figures", Command::ShowFigures(Figures::Years)),
                    ("versions", Command::Keep(Keeping::Versions(Document::default(), versions().into()))),
                    ("lock", Command::Keep(Keeping::AskLock)),
                    ("remove lock", Command::Keep(Keeping::AskRemoveLock)),
                    ("closed", Command::CloseDialog),
                    ("hidden", Command::HideAmounts(true)),
                    ("form", Command::SetEditing(line.map(Editing::Holding))),
                ];
                for (name, command) in commands {
                    harness.state_mut().take(command);
                    at_rest(&mut harness, &format!("{what} {name}"), &mut found);
                }
                assert!(!matches!(harness.state().state().dialog, Some(Dialog::Keys)));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
