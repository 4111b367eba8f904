//! What is in front, made ready to be drawn: only what is shown is worked out.

use std::sync::Arc;

use super::centre::{self, Views};
use crate::app::prefs::{Figures, View};
use crate::app::{State, compare, study};
use crate::domain::profile::Profile;
use crate::text::Texts;
use crate::view_model::assumptions::{AssumptionsView, assumptions_view};
use crate::view_model::break_even::{BreakEvenView, break_even_view};
use crate::view_model::breakdown::breakdown_view;
use crate::view_model::claims::{ClaimsView, claims_view};
use crate::view_model::compare::{CompareInput, CompareView, Found, compare_view};
use crate::view_model::explain::explained;
use crate::view_model::fan::fan_view;
use crate::view_model::figures::{self, Table};
use crate::view_model::headline;
use crate::view_model::history::{HistoryView, history_view};
use crate::view_model::money::Money;
use crate::view_model::projection::projection_view;
use crate::view_model::sensitivity::{SensitivityView, sensitivity_view};

/// The view models of a state, as it may be seen.
#[must_use]
pub fn views(state: &State, texts: &Texts) -> Views {
    let profile = &state.shown_profile(texts);
    let (money, prefs) = (Money::of(state), state.shown_prefs());
    let mut views = Views {
        explained: explained(state),
        sentence: sentence(profile, state, texts, money),
        projection: (prefs.view == View::Projection && !state.shows_chance())
            .then(|| projection_view(profile, &state.projection, state.planned(), texts, prefs)),
        breakdown: (prefs.view == View::Breakdown)
            .then(|| breakdown_view(profile, &state.projection, state.scope.as_ref(), texts, money)),
        compare: (state.prefs.view == View::Compare).then(|| compared(state, texts)),
        fan: state.chance.as_ref().map(|c| fan_view(&c.profile, &c.outlook, texts, prefs)),
        break_even: match state.prefs.view {
            View::BreakEven => {
                let found = state.studies.break_even.as_ref().map(|(_, found)| found);
                break_even_view(profile, state.prefs.axes, found, texts, money)
            }
            _ => BreakEvenView::default(),
        },
        sensitivity: match state.prefs.view {
            View::Sensitivity => {
                // Amounts stand beside the conditions they belong to.
                let known = study::sensitivities(state);
                let of = known.map(|(asked, _)| state.shown_form(&asked.profile, texts));
                let found = known.map(|(_, found)| found.as_ref());
                let choice = (state.prefs.tornado, state.prefs.tornado_plan);
                sensitivity_view(of.as_ref().unwrap_or(profile), found, choice, texts, money)
            }
            _ => SensitivityView::default(),
        },
        history: match state.prefs.view {
            View::History => history_view(profile, texts, prefs),
            _ => HistoryView::default(),
        },
        claims: match state.prefs.view {
            View::Claims => claims_view(profile, state.prefs.claim, texts, money),
            _ => ClaimsView::default(),
        },
        assumptions: match state.prefs.view {
            View::Assumptions => assumptions_view(profile, texts, money),
            _ => AssumptionsView::default(),
        },
        figures: None,
    };
    views.figures = figures_of(state, &views, texts, money);
    views
}

/// The sentence above the view in front, unless the view makes its own.
fn sentence(profile: &Profile, state: &State, texts: &Texts, money: Money) -> String {
    let (as_is, plan) = (&state.projection, state.planned());
    match state.prefs.view {
        View::Projection | View::Compare | View::History => String::new(),
        _ if centre::is_brief(state) => headline::brief(profile, as_is, plan, texts, money),
        _ => headline::headline(profile, as_is, plan, texts, money),
    }
}

/// The figures of the view in front, where they are wanted.
fn figures_of(state: &State, views: &Views, texts: &Texts, money: Money) -> Option<Table> {
    if state.prefs.figures == Figures::Closed {
        return None;
    }
    let as_of = state.profile().as_of;
    let months = |last| figures::Months { last, as_of, every: state.prefs.figures == Figures::Months };
    let measure = state.prefs.numeraire;
    match state.prefs.view {
        View::Projection if state.shows_chance() => {
            views.fan.as_ref().map(|fan| figures::fan(fan, months(fan.months), texts))
        }
        View::Projection => views
            .projection
            .as_ref()
            .map(|view| figures::projection(view, measure, months(view.months), texts)),
        View::Breakdown => views.breakdown.as_ref().map(|view| figures::breakdown(view, texts, money)),
        View::BreakEven => figures::map(&views.break_even, state.projection.months(), texts, money),
        View::Compare => {
            views.compare.as_ref().map(|c| figures::compare(c, measure, months(c.months), texts))
        }
        View::History => figures::history(&views.history, texts),
        View::Sensitivity if !views.sensitivity.rows.is_empty() => {
            Some(figures::sensitivity(&views.sensitivity, texts, money))
        }
        _ => None,
    }
}

/// Scenarios side by side.
fn compared(state: &State, texts: &Texts) -> CompareView {
    let profile = &state.shown_profile(texts);
    let pair = state.comparing.pair(profile);
    let found = state.studies.compare.as_ref().map(|(request, found)| Found {
        request,
        attribution: found,
        current: Arc::ptr_eq(&request.profile, state.profile()),
    });
    let input = CompareInput {
        profile,
        comparing: state.comparing,
        courses: &compare::courses(state),
        month: compare::common_month(profile, &state.comparing.sides(profile)),
        pair,
        found,
    };
    compare_view(&input, texts, state.shown_prefs())
}
