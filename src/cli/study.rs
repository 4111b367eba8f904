//! The commands that look for ties and sensitivities.

use forelock::app::prefs::{MapAxes, TornadoOf};
use forelock::app::study::{self, BreakEven};
use forelock::domain::param::Param;
use forelock::engine::break_even::Pair;
use forelock::engine::chance::quick::Quick;
use forelock::engine::map::Survey;
use forelock::engine::sensitivity::only_by_chance;
use forelock::engine::solved_tie::{SOLVED, solve};
use forelock::export::study_rows;
use forelock::store::nearest::nearest;
use forelock::text::Texts;
use forelock::view_model::break_even::break_even_view;
use forelock::view_model::money::Money;
use forelock::view_model::sensitivity::sensitivity_view;

use super::{Format, Hidden};
use crate::window;

/// The parameter named, or why there is none.
fn param(texts: &Texts, found: &str) -> Result<Param, Vec<String>> {
    let key = found.replace('-', "_");
    Param::from_key(&key).ok_or_else(|| {
        let l = &texts.l10n;
        let sentence = match nearest(&key, study_rows::param_keys()) {
            Some(near) => l.msg_no_such_param_near(found, near),
            None => l.msg_no_such_param(found, study_rows::param_keys().collect::<Vec<_>>().join(", ")),
        };
        vec![sentence]
    })
}

/// Where the plan and "as is" are equal, printed.
pub(super) fn break_even(
    hidden: &Hidden,
    (x, y): (&str, &str),
    grid: usize,
    format: Format,
) -> Result<String, Vec<String>> {
    let Hidden { profile, unit, data } = hidden;
    let texts = Texts::new(window::system_language());
    let axes = MapAxes { x: param(&texts, x)?, y: param(&texts, y)? };
    if axes.x == axes.y {
        return Err(vec![texts.l10n.msg_same_axes(x)]);
    }
    if !study::has_plan(profile) {
        return Err(vec![texts.l10n.msg_no_plan_in_file()]);
    }
    if let Some(odd) = [axes.x, axes.y].into_iter().find(|param| only_by_chance(*param)) {
        return Err(vec![texts.l10n.msg_map_only_by_chance(odd.key())]);
    }
    let scenario = profile.active_scenario();
    let worth = Quick::new(profile, &scenario);
    let mut survey = Survey::new(&worth, profile, &scenario, (axes.x, axes.y), grid);
    let Some(map) = survey.level(grid, &|| false) else { return Ok(String::new()) };
    let found = BreakEven {
        ties: Some(SOLVED.iter().map(|param| solve(&worth, &scenario, *param)).collect()),
        median: Some(Pair::on_the_median_path(&worth, &scenario)),
        over: Some(study::both_courses(profile, &mut study::Paths::default())),
        finished: true,
        ..BreakEven::begun(&scenario, &survey, map)
    };
    match format {
        Format::Table => {
            let money = Money { lang: texts.lang, unit: *unit };
            let found = std::sync::Arc::new(found);
            let view = break_even_view(profile, axes, Some(&found), &texts, money);
            Ok(study_rows::map_table(&found, &view, &texts, money))
        }
        Format::Csv => study_rows::map_csv(&found, *data).map_err(|e| vec![e.to_string()]),
        Format::Json => study_rows::map_json(&profile.company, &scenario.name, &found, *data)
            .map_err(|e| vec![e.to_string()]),
    }
}

/// Which parameter moves the result how far, printed.
pub(super) fn sensitivity(hidden: &Hidden, format: Format) -> Result<String, Vec<String>> {
    let Hidden { profile, unit, data } = hidden;
    let texts = Texts::new(window::system_language());
    let mut found = study::sensitivity(profile);
    let (mut paths, count) = (study::Paths::default(), study::FOR_FINE_BARS);
    found.fan = study::over_chance(profile, &mut paths, count, &|| false);
    match format {
        Format::Table => {
            let money = Money { lang: texts.lang, unit: *unit };
            let l = &texts.l10n;
            let mut views = Vec::new();
            for (of, number) in TornadoOf::ALL.into_iter().zip([
                l.msg_sensitivity_total(),
                l.msg_sensitivity_five(),
                l.msg_sensitivity_median(),
            ]) {
                let courses = [l.msg_sensitivity_as_is(), l.msg_sensitivity_plan()];
                let with_plan = [false, true].into_iter().take(if found.plan.is_some() { 2 } else { 1 });
                for (plan, course) in with_plan.zip(courses) {
                    let view = sensitivity_view(profile, Some(&found), (of, plan), &texts, money);
                    views.push((format!("{course} · {number} · {}", l.msg_sensitivity_base()), view));
                }
            }
            Ok(study_rows::sensitivity_table(&views))
        }
        Format::Csv => study_rows::sensitivity_csv(&found, *data).map_err(|e| vec![e.to_string()]),
        Format::Json => {
            let name = profile.active_scenario().name;
            study_rows::sensitivity_json(&profile.company, &name, &found, *data)
                .map_err(|e| vec![e.to_string()])
        }
    }
}
