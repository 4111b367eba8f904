//! What is kept in a profile file: any sound profile comes back with who set
//! what and when, and a file written in another way is the same profile.
#![expect(clippy::unwrap_used, reason = "the functions that tests share are tests too")]

use chrono::NaiveDate;
use forelock::app::Edit;
use forelock::app::edit::apply_on;
use forelock::data::claims::{Claim, Side};
use forelock::data::presets::Preset;
use forelock::domain::param::Param;
use forelock::domain::plan::Plan;
use forelock::domain::profile::Profile;
use forelock::store::{read_profile, write_profile};
use proptest::prelude::*;

use crate::support::arbitrary::{self, Reach};
use crate::support::tried;

/// Something somebody does that is noted with the day it was done on.
fn edit() -> impl Strategy<Value = Edit> {
    let param = prop::sample::select(Param::ALL);
    prop_oneof![
        4 => (param, any::<bool>()).prop_map(|(param, high)| {
            let range = param.hard();
            Edit::SetParam(param, if high { range.high } else { range.low })
        }),
        1 => prop::sample::select(Preset::ALL.to_vec()).prop_map(Edit::ApplyPreset),
        1 => prop::sample::select(Claim::ALL.to_vec()).prop_map(|claim| Edit::LoadCase(claim, Side::For)),
        1 => (1..=30_u8, arbitrary::share()).prop_map(|(year, rate)| Edit::SetInflationYear(year, Some(rate))),
    ]
}

fn edited(profile: &Profile, edits: Vec<(Edit, u32)>) -> Profile {
    let day = |days| NaiveDate::from_ymd_opt(2020, 1, 1).unwrap().checked_add_days(chrono::Days::new(days));
    edits.into_iter().fold(profile.clone(), |profile, (edit, on)| apply_on(&profile, edit, day(on.into())))
}

/// How many numbers of a profile have somebody who set them.
fn noted(profile: &Profile) -> usize {
    profile.scenarios.iter().map(|s| s.origins.iter().count()).sum::<usize>() + plan(&profile.plan)
}

fn plan(plan: &Plan) -> usize {
    plan.origins.iter().count()
}

/// The same file as somebody else's program might leave it.
fn rewritten(text: &str, how: u8) -> String {
    let (_, payload) = text.split_once('\n').unwrap();
    match how {
        0 => payload.to_owned(),
        1 => format!("\u{FEFF}{payload}"),
        2 => payload.replace('\n', "\r\n"),
        3 => payload.lines().map(str::trim_start).collect::<Vec<_>>().join("\n/* ( */ // \"\n"),
        _ => format!("\t {}", payload.lines().collect::<Vec<_>>().join(" \t\n\n\t ")),
    }
}

proptest! {
    #![proptest_config(tried(96))]

    #[test]
    fn any_sound_profile_comes_back_with_who_set_what(
        company in arbitrary::profile(12, Reach::Anywhere),
        edits in prop::collection::vec((edit(), 0..20_000_u32), 1..8),
        how in 0..5_u8,
    ) {
        let profile = edited(&company, edits);
        let written = write_profile(&profile).unwrap();
        let read = read_profile(written.as_bytes()).unwrap();
        prop_assert_eq!(&read.profile, &profile);
        prop_assert_eq!(noted(&read.profile), noted(&profile));
        for (a, b) in read.profile.scenarios.iter().zip(&profile.scenarios) {
            prop_assert!(a.origins.iter().eq(b.origins.iter()));
        }
        prop_assert!(read.profile.plan.origins.iter().eq(profile.plan.origins.iter()));
        // Written in another way, it means the same and is saved the same.
        let other = read_profile(rewritten(&written, how).as_bytes()).unwrap();
        prop_assert_eq!(&other.profile, &profile);
        prop_assert!(!other.newer && !other.changed_outside);
        prop_assert_eq!(write_profile(&other.profile), Ok(written));
    }
}
