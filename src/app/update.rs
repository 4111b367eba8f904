//! The only place where the state changes.

use std::sync::Arc;

use super::command::Command;
use super::compare::Comparing;
use super::edit::apply_on;
use super::effect::Effect;
use super::files::{files, is_for_another};
use super::guess::{About, Guess, predict};
use super::prefs::{Replaying, Theme, unit_key};
use super::state::{Chance, Dialog, MOST_PATHS, State};
use super::{after_crash, explaining, keeping, sample_names, simulator, study};
use crate::data::episodes::episode;
use crate::domain::profile::Profile;
use crate::engine::replay::stated_months;
use crate::store::settings::{LanguageChoice, ThemeChoice, YenUnitChoice};
use crate::text::{Lang, Texts};

/// Takes a command in; what is to be done outside comes back.
pub fn update(state: &mut State, command: Command, texts: &Texts) -> Vec<Effect> {
    let (document, before) = (state.document, Arc::clone(state.profile()));
    let about = About::of(state);
    let spoken = matches!(command, Command::SetLang(_));
    let mut effects =
        if is_for_another(state, &command) { Vec::new() } else { changed(state, command, texts) };
    if state.document == document {
        let now = Arc::clone(state.profile());
        state.comparing.follow(&before, &now);
        // A language gives scenarios other names, and leaves them where they are.
        if !spoken {
            explaining::follow(state, &before);
        }
    } else {
        state.comparing = Comparing::default();
        state.explaining = None;
    }
    if state.guess.is_some() && About::of(state) != about {
        state.guess = Some(Guess::default());
    }
    effects.extend(study::ask(state).map(Effect::Study));
    explaining::turn(state);
    effects.extend(explaining::ask(state).map(Effect::Explain));
    effects.extend(simulator::ask(state).map(|ask| Effect::Simulate(Box::new(ask))));
    after_crash::next_left_over(state);
    effects.extend(after_crash::recovery(state));
    // One file dialog at a time.
    effects.retain(|effect| {
        let another = matches!(effect, Effect::Pick { .. }) && state.picking.is_some();
        if matches!(effect, Effect::Pick { .. }) && !another {
            state.picking = Some(state.document);
        }
        !another
    });
    effects
}

fn changed(state: &mut State, command: Command, texts: &Texts) -> Vec<Effect> {
    match command {
        Command::Edit(edit, gesture) => {
            let next = apply_on(state.profile(), edit, state.clock.date());
            state.history.change(next, gesture);
            state.recompute();
        }
        Command::Undo => {
            state.history.undo();
            state.recompute();
        }
        Command::Redo => {
            state.history.redo();
            state.recompute();
        }
        Command::SelectScenario(index) => {
            let mut next = Profile::clone(state.profile());
            if index < next.scenarios.len() && index != next.active {
                next.active = index;
                state.history.change_silently(next);
                state.recompute();
            }
        }
        Command::SetEditing(editing) => state.editing = editing,
        Command::SetScope(scope) => state.scope = scope,
        Command::Explain(asked) => state.explaining = asked,
        Command::Told(ask, step) => explaining::told(state, *ask, step),
        Command::SetNumeraire(numeraire) => state.prefs.numeraire = numeraire,
        Command::SetLogAxis(on) => state.prefs.log_axis = on,
        Command::ShowFigures(figures) => state.prefs.figures = figures,
        Command::Predict(asked) => predict(state, asked),
        Command::HideAmounts(on) => state.prefs.hide_amounts = on,
        Command::ChanceReady(_) | Command::ChanceProgress(..) | Command::HighPrecision(_) => {
            chance(state, command);
        }
        Command::SetAxes(axes) => state.prefs.axes = axes,
        Command::SetTornado(of, plan) => {
            state.prefs.tornado = of;
            state.prefs.tornado_plan = plan;
        }
        Command::OpenEpisode(_) | Command::SetEpisodeMonth(_) | Command::PlayEpisode(_) => {
            replay(state, &command);
        }
        Command::SetComparing(comparing) => state.comparing = comparing,
        Command::OpenClaim(claim) => state.prefs.claim = claim,
        Command::Studied(request, answer) => state.studies.take(request, answer),
        Command::ShowKeys => state.dialog = Some(Dialog::Keys),
        Command::ShowGlossary(term) => state.dialog = Some(Dialog::Glossary(term)),
        Command::CloseDialog => {
            state.dialog = None;
            state.good_copy = None;
            state.left_behind = None;
            state.conflict_key = None;
            state.after_save = None;
            state.table = None;
        }
        Command::DismissNotice => state.notice = None,
        Command::Note(notice) => state.notice = Some(notice),
        Command::SetLang(_)
        | Command::SetTheme(_)
        | Command::SetUnit(_)
        | Command::SetView(_)
        | Command::SetShown(_)
        | Command::ClearRecent
        | Command::WindowMoved { .. } => return keep(state, &command),
        Command::Keep(asked) => return keeping::keeping(state, asked, texts),
        other => return files(state, other, texts),
    }
    Vec::new()
}

/// Which episode is in front, and which of its months.
fn replay(state: &mut State, command: &Command) {
    let now = &mut state.prefs.replaying;
    match command {
        Command::OpenEpisode(id) => {
            let Some(found) = episode(id) else { return };
            let months = stated_months(found);
            // A year on, or as near to it as there are figures.
            let month = months.iter().copied().filter(|m| *m > 0).min_by_key(|m| m.abs_diff(12));
            *now = Replaying { episode: Some(id), month: month.unwrap_or(0), playing: false };
        }
        Command::SetEpisodeMonth(month) => now.month = *month,
        Command::PlayEpisode(playing) => {
            let months = now.episode.and_then(episode).map(stated_months).unwrap_or_default();
            // From the end it starts anew.
            if *playing && months.last().is_some_and(|last| now.month >= *last) {
                now.month = 0;
            }
            now.playing = *playing && !months.is_empty();
        }
        _ => {}
    }
}

/// What a simulation says, and how far it is.
fn chance(state: &mut State, command: Command) {
    match command {
        Command::ChanceReady(chance) => {
            state.chance_progress = None;
            let paths = chance.outlook.as_is.sample.paths;
            if state.precision.is_some_and(|wanted| paths >= wanted) {
                // What was asked for is there: nothing is to be asked anew.
                state.precision = None;
                if let Some(asked) = &mut state.chance_asked {
                    asked.precision = None;
                }
            }
            // The picture is not to step back from many paths to few.
            if !is_coarser(state, &chance) {
                state.chance = Some(chance);
            }
        }
        Command::ChanceProgress(done, wanted) => state.chance_progress = Some((done.min(wanted), wanted)),
        Command::HighPrecision(paths) => {
            state.precision = paths.map(|paths| paths.clamp(1, MOST_PATHS));
            state.chance_progress = None;
        }
        _ => {}
    }
}

/// Whether an answer says the same as the one that is there, from fewer paths.
fn is_coarser(state: &State, chance: &Chance) -> bool {
    state.chance.as_ref().is_some_and(|there| {
        let (new, old) = (&chance.outlook.as_is, &there.outlook.as_is);
        Arc::ptr_eq(&there.profile, &chance.profile)
            && new.measure == old.measure
            && new.sample.paths < old.sample.paths
    })
}

/// What the settings keep.
fn keep(state: &mut State, command: &Command) -> Vec<Effect> {
    match command {
        Command::SetLang(lang) => {
            state.prefs.lang = *lang;
            state.settings.language =
                Some(if *lang == Lang::Ja { LanguageChoice::Ja } else { LanguageChoice::En });
            sample_names::follow(state);
        }
        Command::SetTheme(theme) => {
            state.prefs.theme = *theme;
            state.settings.theme = Some(match theme {
                Theme::Light => ThemeChoice::Light,
                Theme::Dark => ThemeChoice::Dark,
                Theme::Projector => ThemeChoice::Projector,
            });
        }
        Command::SetUnit(unit) => {
            state.prefs.unit = *unit;
            state.settings.yen_unit = YenUnitChoice::from_key(unit_key(*unit));
        }
        Command::SetView(view) => {
            state.prefs.view = *view;
            state.settings.last_view = Some(view.key().to_owned());
        }
        Command::SetShown(shown) => {
            state.prefs.shown = *shown;
            state.settings.last_shown = Some(shown.key().to_owned());
        }
        Command::ClearRecent => state.settings.recent_files.clear(),
        Command::WindowMoved { size, position } => {
            state.settings.window_size = Some(*size);
            state.settings.window_position = *position;
        }
        _ => {}
    }
    kept(state)
}

/// Keeps the settings, where there is a place for them.
pub(super) fn kept(state: &State) -> Vec<Effect> {
    let folder = state.settings_folder.clone();
    folder.map(|f| Effect::KeepSettings(Box::new(state.settings.clone()), f)).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::command::{Leaving, Unsaved};
    use crate::app::edit::Edit;
    use crate::app::prefs::Prefs;
    use crate::domain::calendar::CalendarMonth;
    use crate::store::settings::Settings;

    fn state() -> State {
        let month = CalendarMonth::new(2026, 10).unwrap();
        State::new(Profile::empty("a", month, "s"), Prefs::default(), Settings::default(), month)
    }

    #[test]
    fn a_simulation_is_current_until_something_it_is_about_changes() {
        use crate::app::state::Chance;
        use crate::engine::chance::result::{Fan, Odds, Outlook, Sample, Sampler, Spread};
        let (mut s, texts) = (state(), Texts::new(Lang::En));
        let sample = Sample { paths: MOST_PATHS, seed: 1, sampler: Sampler::SobolBridge };
        let none = Odds::default();
        let as_is = Fan {
            months: 12,
            sample,
            measure: s.prefs.numeraire,
            net: Spread::default(),
            total: None,
            classes: Vec::new(),
            dots: [0.0; 50],
            today: 0.0,
            real_loss: none,
            half: none,
            below_zero: none,
        };
        let outlook = Arc::new(Outlook { as_is, plan: None, plan_ahead: None, correlations_adjusted: None });
        update(&mut s, Command::HighPrecision(Some(u32::MAX)), &texts);
        assert_eq!(s.precision, Some(MOST_PATHS));
        update(&mut s, Command::ChanceProgress(10, MOST_PATHS), &texts);
        assert_eq!(s.chance_progress, Some((10, MOST_PATHS)));
        let profile = Arc::clone(s.profile());
        update(&mut s, Command::ChanceReady(Arc::new(Chance { outlook, profile })), &texts);
        assert_eq!((s.precision, s.chance_progress), (None, None));
        assert!(s.is_chance_current());
        update(&mut s, Command::Edit(Edit::RenameCompany("b".into()), None), &texts);
        assert!(s.chance.is_some() && !s.is_chance_current());
        update(&mut s, Command::SetShown(crate::app::prefs::Shown::Chance), &texts);
        assert_eq!(s.settings.last_shown.as_deref(), Some("chance"));
        update(&mut s, Command::Leave(Leaving::New), &texts);
        update(&mut s, Command::AnswerUnsaved(Unsaved::Discard), &texts);
        assert!(s.chance.is_none());
    }

    #[test]
    fn the_tab_in_front_is_no_change_worth_asking_about() {
        let (mut s, texts) = (state(), Texts::new(Lang::En));
        let copy = s.profile().active_scenario();
        update(&mut s, Command::Edit(Edit::AddScenario(copy), None), &texts);
        s.saved = Arc::clone(s.profile());
        update(&mut s, Command::SelectScenario(0), &texts);
        assert!(!s.is_unsaved());
    }
}
