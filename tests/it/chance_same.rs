//! The same seed gives the same bits, however it is computed.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what a test sets up may stop it at once"
)]

use forelock::data::samples::SAMPLES;
use forelock::domain::holding::HoldingKind;
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::Scenario;
use forelock::engine::chance::course::Course;
use forelock::engine::chance::draws::Draws;
use forelock::engine::chance::fan::{Prepared, Request};
use forelock::engine::chance::lanes::use_narrow_registers;
use forelock::engine::chance::precise::Watch;
use forelock::engine::chance::result::{Outlook, Sample, Sampler};
use forelock::engine::chance::run::{NET, Values, run};
use forelock::engine::numeraire::Numeraire;
use forelock::engine::{project, project_plan};
use forelock::store::read_profile;
use rust_decimal::Decimal;

use crate::support::eventful::much_by_chance;
use crate::support::paper::{self, dec};

/// A company to which much happens, with a plan.
fn eventful() -> (Profile, Scenario) {
    much_by_chance(read_profile(SAMPLES[0].text.as_bytes()).unwrap().profile)
}

fn sample(paths: u32, seed: u64, sampler: Sampler) -> Sample {
    Sample { paths, seed, sampler }
}

/// Every kept bit of some paths.
fn bits(values: &Values, paths: std::ops::Range<usize>) -> Vec<u64> {
    let line = |i: usize| values.path(i).into_iter().map(f64::to_bits).collect::<Vec<_>>();
    let ends: Vec<u64> = values.last_real().map(f64::to_bits).collect();
    paths.flat_map(|i| line(i).into_iter().chain([ends[i]])).collect()
}

/// Calls `then` with a request for a company to which much happens.
fn asked<T>(classes: bool, then: impl FnOnce(&Prepared<'_>) -> T) -> T {
    let (profile, scenario) = eventful();
    let (as_is, plan) = (project(&profile, &scenario, None), project_plan(&profile, &scenario, None));
    then(&Prepared::new(Request {
        profile: &profile,
        scenario: &scenario,
        measure: Numeraire::RealYen,
        as_is: &as_is,
        plan: Some(&plan),
        classes,
    }))
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    asked(true, |prepared| {
        let draws = Draws::new(sample(700, 5, Sampler::SobolBridge)).with(&prepared.wanted());
        let alone = prepared.outlook(&draws, 1);
        for workers in [1, 2, 3, 5] {
            let again = Draws::new(sample(700, 5, Sampler::SobolBridge)).with(&prepared.wanted());
            assert!(prepared.outlook(&again, workers) == alone, "{workers} threads");
        }
    });
}

#[test]
fn narrow_and_wide_registers_give_the_same_bits() {
    asked(true, |prepared| {
        let draws = Draws::new(sample(700, 5, Sampler::SobolBridge)).with(&prepared.wanted());
        let wide = prepared.outlook(&draws, 2);
        // other tests may go on meanwhile: it is the same to them
        use_narrow_registers(true);
        let narrow = prepared.outlook(&draws, 2);
        use_narrow_registers(false);
        assert!(narrow == wide);
    });
}

#[test]
fn the_first_paths_are_the_same_whatever_comes_after_them() {
    let (profile, scenario) = eventful();
    let course = Course::of(&profile, &scenario, true, scenario.horizon_months());
    for sampler in [Sampler::SobolBridge, Sampler::Pseudo] {
        let draw = |paths, seed| Draws::new(sample(paths, seed, sampler)).with(&course.motion.wanted());
        let go = |draws: &Draws, workers| run(&course, draws, Numeraire::RealYen, NET, workers);
        let many = draw(1500, 5);
        let all = go(&many, 2);
        assert_eq!(bits(&go(&many, 5), 0..1500), bits(&all, 0..1500));
        for few in [go(&many.first(512), 3), go(&draw(512, 5), 1)] {
            assert_eq!(few.paths(), 512);
            assert_eq!(bits(&few, 0..512), bits(&all, 0..512));
        }
        let later = Draws::block(sample(476, 5, sampler), 1024).with(&course.motion.wanted());
        assert_eq!(bits(&go(&later, 2), 0..476), bits(&all, 1024..1500));
        let other = go(&draw(1500, 6), 2);
        let same = (0..1500).filter(|&i| other.path(i) == all.path(i)).count();
        assert_eq!(same, 0, "paths of another seed");
    }
}

struct Unwatched;

impl Watch for Unwatched {
    fn stopped(&self) -> bool {
        false
    }
    fn done(&self, _paths: u32, _of: u32) {}
}

#[test]
fn block_by_block_the_quantiles_are_those_of_all_paths_at_once() {
    asked(false, |prepared| {
        let at_once = |paths| {
            let draws = Draws::new(sample(paths, 9, Sampler::Pseudo)).with(&prepared.wanted());
            prepared.outlook(&draws, 2)
        };
        let (coarse, all) = (at_once(2_048), at_once(10_000));
        for workers in [1, 2, 3] {
            let fine = prepared.precise(&coarse, sample(10_000, 9, Sampler::Pseudo), workers, &Unwatched);
            alike(&fine.unwrap(), &all);
        }
    });
}

/// Where outcomes come in two clusters and a quantile lies between them, its
/// standard error says nothing of how far it is to the other.
#[test]
fn block_by_block_a_quantile_between_two_clusters_is_found() {
    let mut profile = paper::one(1_000_000);
    profile.holdings[0].kind = HoldingKind::ForeignCash { usd: dec("1000000") };
    let scenario = &mut profile.scenarios[0];
    for param in Param::ALL.iter().filter(|param| param.key().ends_with("_vol")) {
        scenario.set(*param, Decimal::ZERO);
    }
    for (param, value) in [
        (Param::DollarVol, "0.01"),
        (Param::Horizon, "5"),
        (Param::DollarJumpRate, "0.0103"),
        (Param::DollarJumpSize, "-0.5"),
        (Param::DollarJumpSpread, "0.1"),
    ] {
        scenario.set(param, dec(value));
    }
    let scenario = profile.active_scenario();
    let as_is = project(&profile, &scenario, None);
    let prepared = Prepared::new(Request {
        profile: &profile,
        scenario: &scenario,
        measure: Numeraire::RealYen,
        as_is: &as_is,
        plan: None,
        classes: false,
    });
    for seed in 5..10 {
        let at_once = |paths| {
            let draws = Draws::new(sample(paths, seed, Sampler::SobolBridge)).with(&prepared.wanted());
            prepared.outlook(&draws, 2)
        };
        let (coarse, all) = (at_once(4_096), at_once(20_000));
        let fine = prepared.precise(&coarse, sample(20_000, seed, Sampler::SobolBridge), 2, &Unwatched);
        assert_eq!(fine.unwrap().as_is.net.quantiles, all.as_is.net.quantiles, "seed {seed}");
    }
}

/// Everything alike to the bit but means, which are summed block by block.
fn alike(fine: &Outlook, all: &Outlook) {
    assert_eq!(fine.plan_ahead, all.plan_ahead);
    for (fine, all) in [(&fine.as_is, &all.as_is), (fine.plan.as_ref().unwrap(), all.plan.as_ref().unwrap())]
    {
        assert_eq!(fine.net.quantiles, all.net.quantiles);
        // both estimates, over windows of their own
        let pairs = fine.net.errors.iter().flatten().zip(all.net.errors.iter().flatten());
        let apart: Vec<f64> = pairs.filter(|(_, b)| **b > 0.0).map(|(a, b)| (a / b).ln().abs()).collect();
        let average = apart.iter().sum::<f64>() / f64::from(u32::try_from(apart.len()).unwrap());
        assert!(average < 0.2, "{average}");
        assert_eq!((fine.sample, fine.dots), (all.sample, all.dots));
        assert_eq!((fine.real_loss, fine.half, fine.below_zero), (all.real_loss, all.half, all.below_zero));
        for (a, b) in fine.net.mean.iter().zip(&all.net.mean) {
            assert!((a - b).abs() <= 1e-9 * b.abs().max(1.0), "{a} {b}");
        }
    }
}
