//! The command that puts scenarios side by side.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use forelock::app::compare::{self, Comparing, Course, MOST, Pair, Side};
use forelock::app::prefs::Prefs;
use forelock::app::study::{Question, Request};
use forelock::domain::profile::Profile;
use forelock::engine::plan;
use forelock::export::compare_rows;
use forelock::text::Texts;
use forelock::view_model::compare::{CompareInput, Found, compare_view};
use forelock::view_model::compare_data::compare_data;

use super::usage::whole;
use super::{Format, Hidden, place};
use crate::window;

#[derive(Args)]
pub(super) struct Asked {
    /// The profile; `-` reads standard input.
    pub(super) file: PathBuf,
    /// A scenario to compare, up to four; without any, the first four.
    #[arg(long)]
    scenario: Vec<String>,
    /// Adds the plan, carried out in the scenario of `--to`, else in the one
    /// in front; without `--to`, the difference ends with it.
    #[arg(long)]
    plan: bool,
    /// Where the difference starts; without it, the first scenario.
    #[arg(long)]
    from: Option<String>,
    /// Where it ends; without it, the one in front, or the next.
    #[arg(long)]
    to: Option<String>,
    /// The month compared, 1 to 360; without it, the last one all reach.
    #[arg(long, allow_negative_numbers = true, value_parser = whole(1_u16, 360))]
    month: Option<u16>,
    /// Prints an index instead of amounts: assets today are 100.
    #[arg(long)]
    hide_amounts: bool,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// The sides asked for, each with its slot, those of the pair among them.
fn sides(profile: &Profile, asked: &Asked, texts: &Texts) -> Result<Vec<(Side, usize)>, Vec<String>> {
    let mut chosen: Vec<usize> = Vec::new();
    let ends = [&asked.from, &asked.to];
    for name in asked.scenario.iter().chain(ends.into_iter().flatten()) {
        let place = place(profile, name)?;
        if !chosen.contains(&place) {
            chosen.push(place);
        }
    }
    if chosen.len() > MOST {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        return Err(vec![texts.l10n.msg_compare_too_many(count(MOST), count(chosen.len()))]);
    }
    // Those named are taken as they are; without any, the first ones.
    let mut sides = if asked.scenario.is_empty() && chosen.is_empty() {
        Comparing::default().with_plan(false).sides(profile)
    } else {
        chosen.sort_unstable();
        chosen.into_iter().map(Side::as_is).zip(0..).collect()
    };
    if asked.plan {
        let front = match &asked.to {
            Some(name) => place(profile, name)?,
            None => profile.active,
        };
        let side = Side { scenario: front, plan: true };
        let scenario = side.scenario(profile);
        if !plan::moves(profile, &scenario, scenario.horizon_months()) {
            return Err(vec![texts.l10n.msg_compare_no_plan()]);
        }
        sides.push((side, MOST));
    }
    Ok(sides)
}

fn pair(
    profile: &Profile,
    asked: &Asked,
    sides: &[(Side, usize)],
    texts: &Texts,
) -> Result<Option<Pair>, Vec<String>> {
    let named = |name: &Option<String>| name.as_deref().map(|name| place(profile, name)).transpose();
    let (from, to) = (named(&asked.from)?, named(&asked.to)?);
    let planned = sides.iter().map(|(side, _)| *side).find(|side| side.plan);
    let Some(from) = from.map(Side::as_is).or_else(|| sides.first().map(|(side, _)| *side)) else {
        return Ok(None);
    };
    let other = |side: &Side| *side != from;
    let shown = || sides.iter().map(|(side, _)| *side);
    let to = match to {
        // From a scenario to itself: with the plan.
        Some(to) if Side::as_is(to) == from => planned,
        Some(to) => Some(Side::as_is(to)),
        None => planned
            .or_else(|| shown().find(|side| side.scenario == profile.active).filter(other))
            .or_else(|| shown().find(other)),
    };
    if to.is_none() && asked.to.is_some() {
        let name = profile.scenarios.get(from.scenario).map_or("", |s| s.name.as_str());
        return Err(vec![texts.l10n.msg_compare_same_sides(name)]);
    }
    Ok(to.map(|to| Pair { from, to }))
}

/// Scenarios side by side, printed.
pub(super) fn compared(profile: Profile, asked: &Asked) -> Result<String, Vec<String>> {
    let texts = Texts::new(window::system_language());
    let sides = sides(&profile, asked, &texts)?;
    let pair = pair(&profile, asked, &sides, &texts)?;
    // Scenarios are named as in the file; from here on as they may be shown.
    let Hidden { profile, unit, data } = Hidden::new(profile, asked.hide_amounts);
    let profile = Arc::new(profile);
    let month = asked.month.unwrap_or_else(|| compare::common_month(&profile, &sides));
    let course = |(side, slot): &(Side, usize)| {
        let projection = Arc::new(compare::projected(&profile, *side, Some(month)).into());
        Course { side: *side, slot: *slot, projection }
    };
    let courses: Vec<Course> = sides.iter().map(course).collect();
    let found = pair.and_then(|pair| compare::attributed(&profile, pair, month, &|| false));
    match asked.format {
        Format::Table => {
            let about = pair.map(|pair| Request {
                question: Question::Compare(pair, month),
                profile: Arc::clone(&profile),
            });
            let input = CompareInput {
                profile: &profile,
                comparing: Comparing::default(),
                courses: &courses,
                month,
                pair,
                found: about.as_ref().zip(found.as_ref()).map(|(request, attribution)| Found {
                    request,
                    attribution,
                    current: true,
                }),
            };
            let prefs = Prefs { lang: texts.lang, unit, ..Prefs::default() };
            Ok(compare_rows::table(&compare_view(&input, &texts, prefs)))
        }
        Format::Csv => {
            let found = compare_data(&profile, &courses, month, pair.zip(found));
            compare_rows::csv(&found, data).map_err(|e| vec![e.to_string()])
        }
        Format::Json => {
            let found = compare_data(&profile, &courses, month, pair.zip(found));
            compare_rows::json(&profile.company, &found, data).map_err(|e| vec![e.to_string()])
        }
    }
}
