//! The names in a sample company, in the language of the window.

use std::sync::Arc;

use super::state::State;
use crate::data::samples::{in_english, in_japanese};
use crate::domain::profile::Profile;
use crate::text::Lang;

/// Gives every name that came with a sample in this language; what somebody
/// named stays.
pub fn speak(profile: &mut Profile, lang: Lang) {
    let other = match lang {
        Lang::Ja => in_japanese,
        Lang::En => in_english,
    };
    let banks = profile.banks.iter_mut().map(|bank| &mut bank.name);
    let holdings = profile.holdings.iter_mut().map(|holding| &mut holding.name);
    let scenarios = profile.scenarios.iter_mut().map(|scenario| &mut scenario.name);
    for name in banks.chain(holdings).chain(scenarios).chain([&mut profile.company]) {
        if let Some(known) = other(name) {
            known.clone_into(name);
        }
    }
}

/// A sample that is kept nowhere yet follows the window into its language,
/// with all that can be undone. A file is its owner's.
pub(super) fn follow(state: &mut State) {
    if state.path.is_some() || !state.profile().fictional {
        return;
    }
    let lang = state.prefs.lang;
    state.history.change_throughout(|profile| speak(profile, lang));
    speak(Arc::make_mut(&mut state.saved), lang);
    state.recompute();
}
