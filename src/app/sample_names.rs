//! The names in a sample company, in the language of the window.

use std::sync::Arc;

use super::state::State;
use crate::data::samples::in_english;
use crate::domain::profile::Profile;
use crate::store;
use crate::text::Lang;

/// Gives what the sample with this key named its names in this language; what
/// somebody added or named otherwise stays.
pub fn speak(profile: &mut Profile, key: &str, lang: Lang) {
    if let Some(sample) = store::sample(key) {
        speak_as(profile, &sample, lang);
    }
}

fn speak_as(profile: &mut Profile, sample: &Profile, lang: Lang) {
    let one = |name: &mut String, original: &str| {
        let english = in_english(original).unwrap_or(original);
        let wanted = if lang == Lang::Ja { original } else { english };
        if *name == original || *name == english {
            wanted.clone_into(name);
        }
    };
    one(&mut profile.company, &sample.company);
    for bank in &mut profile.banks {
        if let Some(original) = sample.bank(&bank.id) {
            one(&mut bank.name, &original.name);
        }
    }
    for holding in &mut profile.holdings {
        if let Some(original) = sample.holdings.iter().find(|h| h.id == holding.id) {
            one(&mut holding.name, &original.name);
        }
    }
    // A tab may have been moved, and has no name but its own.
    for scenario in &mut profile.scenarios {
        for original in &sample.scenarios {
            one(&mut scenario.name, &original.name);
        }
    }
}

/// A sample that was not saved yet follows the window into its language, with
/// all that can be undone. A file is its owner's.
pub(super) fn follow(state: &mut State) {
    let Some(sample) = state.sample.as_deref().and_then(store::sample) else { return };
    let lang = state.prefs.lang;
    let in_lang = |profile: &mut Profile| speak_as(profile, &sample, lang);
    let mut now = Profile::clone(state.profile());
    in_lang(&mut now);
    if now == **state.profile() {
        return;
    }
    let untouched = Arc::ptr_eq(state.profile(), &state.saved);
    state.history.change_throughout(in_lang);
    if untouched {
        state.saved = Arc::clone(state.profile());
    } else {
        in_lang(Arc::make_mut(&mut state.saved));
    }
    let precision = state.precision;
    state.recompute();
    state.precision = precision;
}
