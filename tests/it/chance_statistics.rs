//! What is drawn has the correlations, jumps and odds it is said to have.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what a test sets up may stop it at once"
)]

use forelock::data::presets::Preset;
use forelock::data::samples::SAMPLES;
use forelock::domain::calendar::CalendarMonth;
use forelock::domain::holding::{Custody, Holding, HoldingId, HoldingKind};
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::domain::risk_factor::RiskFactor;
use forelock::domain::scenario::{DefaultMode, Scenario};
use forelock::engine::chance::correlation::mixing;
use forelock::engine::chance::course::Course;
use forelock::engine::chance::draws::{Draws, MONTHS, STEPS, Wanted};
use forelock::engine::chance::fan::{Prepared, Request};
use forelock::engine::chance::lanes::LANES;
use forelock::engine::chance::result::{Fan, Odds, Outlook, Sample, Sampler, Spread};
use forelock::engine::chance::run::{NET, run};
use forelock::engine::numeraire::Numeraire;
use forelock::engine::projection::Scope;
use forelock::engine::{door, project, project_plan};
use forelock::store::read_profile;
use rust_decimal::Decimal;

use crate::support::eventful::{more_of_everything, set, with_plan};

const SAMPLERS: [Sampler; 2] = [Sampler::SobolBridge, Sampler::Pseudo];

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / f64::from(u32::try_from(values.len()).unwrap())
}

#[test]
fn monthly_moves_go_together_as_asked() {
    const PATHS: u32 = 1_024;
    let scenario = Scenario::default();
    let rows = mixing(&scenario.correlations, &RiskFactor::ALL).rows;
    for sampler in SAMPLERS {
        let wanted = Wanted { factors: [true; 8], dollar_jumps: false, coin_jumps: false };
        let draws = Draws::new(Sample { paths: PATHS, seed: 11, sampler }).with(&wanted);
        for months in [0..12, 100..112, 348..360] {
            let mut sums = [[0.0_f64; 8]; 8];
            let mut count = 0.0;
            for i in 0..PATHS as usize {
                for month in months.clone() {
                    let z = RiskFactor::ALL
                        .map(|f| f64::from(draws.factor(f).unwrap().group(i / LANES)[month][i % LANES]));
                    let moved: Vec<f64> = rows
                        .iter()
                        .map(|row| row.iter().zip(z).map(|(l, z)| l * z / f64::from(STEPS)).sum())
                        .collect();
                    count += 1.0;
                    for a in 0..8 {
                        for b in 0..=a {
                            sums[a][b] += moved[a] * moved[b];
                        }
                    }
                }
            }
            for a in 0..8 {
                // A variance has a standard error of √(2/n).
                let variance = sums[a][a] / count;
                assert!((variance - 1.0).abs() < 4.0 * (2.0 / count).sqrt(), "{sampler:?} {a}: {variance}");
                for b in 0..a {
                    let asked = scenario.correlations.get(RiskFactor::ALL[a], RiskFactor::ALL[b]);
                    let asked = door::plain(asked);
                    let found = sums[a][b] / (sums[a][a] * sums[b][b]).sqrt();
                    let error = (1.0 - asked * asked) / count.sqrt();
                    assert!((found - asked).abs() < 4.0 * error, "{sampler:?} {a} {b}: {found} not {asked}");
                }
            }
        }
    }
}

#[test]
fn one_month_says_nothing_of_another() {
    let wanted = Wanted { factors: [true; 8], dollar_jumps: false, coin_jumps: false };
    for sampler in SAMPLERS {
        let draws = Draws::new(Sample { paths: 4_096, seed: 2, sampler }).with(&wanted);
        for factor in [RiskFactor::Dollar, RiskFactor::Yield] {
            let normals = draws.factor(factor).unwrap();
            for (a, b) in [(0, 1), (5, 6), (11, 12), (119, 120), (12, 340), (100, 101), (250, 251)] {
                let product: f64 = (0..draws.groups())
                    .flat_map(|g| (0..LANES).map(move |l| (g, l)))
                    .map(|(g, l)| {
                        let month = |t: usize| f64::from(normals.group(g)[t][l]) / f64::from(STEPS);
                        month(a) * month(b)
                    })
                    .sum::<f64>()
                    / 4_096.0;
                assert!(product.abs() < 4.0 / 64.0, "{sampler:?} {factor:?} months {a} {b}: {product}");
            }
        }
    }
}

/// A company of one bitcoin in which nothing moves but by jumps of a fixed
/// size: the log of its worth counts them.
#[test]
fn jumps_come_as_often_as_poisson_says() {
    let mut profile = Profile::empty("x", CalendarMonth::new(2026, 10).unwrap(), "x");
    let kind = HoldingKind::Crypto {
        coin: "BTC".into(),
        count: Decimal::ONE,
        price: Decimal::from(1_000_000_000_000_i64),
        custody: Custody::Own,
        tax_basis: None,
    };
    profile.holdings.push(Holding { id: HoldingId("h".into()), name: String::new(), kind });
    for (rate, size) in [
        (Param::CoinJumpRate, [Param::CoinJumpSize, Param::CoinJumpSpread]),
        (Param::DollarJumpRate, [Param::DollarJumpSize, Param::DollarJumpSpread]),
    ] {
        let mut scenario = Scenario::named("x");
        set(&mut scenario, &[(rate, "3"), (size[0], "0.1"), (size[1], "0"), (Param::Horizon, "2")]);
        for still in [Param::BtcVol, Param::DollarVol, Param::PriceVol, Param::YieldVol, Param::TaxRate] {
            scenario.set(still, Decimal::ZERO);
        }
        let course = Course::of(&profile, &scenario, false, 24);
        let sample = Sample { paths: 8_192, seed: 4, sampler: Sampler::Pseudo };
        let draws = Draws::new(sample).with(&course.motion.wanted());
        let values = run(&course, &draws, Numeraire::NominalYen, NET, 2);
        let mut by_count = [0_u32; 6];
        let mut all = 0_u32;
        for i in 0..values.paths() {
            for pair in values.path(i).windows(2) {
                let jumped = (pair[1] / pair[0]).ln() / 1.1_f64.ln();
                assert!((jumped - jumped.round()).abs() < 1e-4, "{jumped}");
                let slot = (0..5).find(|k| jumped < f64::from(*k) + 0.5).unwrap_or(5);
                by_count[usize::try_from(slot).unwrap()] += 1;
                all += 1;
            }
        }
        let all = f64::from(all);
        let (mut share, mut k) = ((-0.25_f64).exp(), 0.0);
        for found in by_count.iter().take(4) {
            let error = (share * (1.0 - share) / all).sqrt();
            let found = f64::from(*found) / all;
            assert!((found - share).abs() < 4.0 * error, "{rate:?}: {k} jumps {found}, not {share}");
            k += 1.0;
            share *= 0.25 / k;
        }
    }
}

fn outlook(profile: &Profile, scenario: &Scenario, sample: Sample) -> Outlook {
    let (as_is, plan) = (project(profile, scenario, None), project_plan(profile, scenario, None));
    let prepared = Prepared::new(Request {
        profile,
        scenario,
        measure: Numeraire::RealYen,
        as_is: &as_is,
        plan: Some(&plan),
        classes: true,
    });
    prepared.outlook(&Draws::new(sample).with(&prepared.wanted()), 2)
}

fn in_order(spread: &Spread) {
    for month in 0..spread.mean.len() {
        let now = spread.quantiles.each_ref().map(|q| q[month]);
        assert!(now.is_sorted(), "month {month}: {now:?}");
    }
    assert!(spread.errors.iter().flatten().chain(&spread.mean_error).all(|e| *e >= 0.0));
}

fn fan_in_order(fan: &Fan) {
    in_order(&fan.net);
    in_order(fan.total.as_ref().unwrap());
    for (_, class) in &fan.classes {
        in_order(class);
    }
    assert!(fan.dots.is_sorted());
}

#[test]
fn quantiles_are_in_order_in_every_fan() {
    for sample in SAMPLES {
        let mut profile = read_profile(sample.text.as_bytes()).unwrap().profile;
        with_plan(&mut profile);
        more_of_everything(&mut profile);
        for preset in Preset::ALL {
            let mut scenario = preset.apply(&profile.active_scenario());
            scenario.default = DefaultMode::Random;
            set(&mut scenario, &[(Param::Hazard, "0.1"), (Param::Horizon, "5")]);
            let sample = Sample { paths: 200, seed: 1, sampler: Sampler::SobolBridge };
            let outlook = outlook(&profile, &scenario, sample);
            fan_in_order(&outlook.as_is);
            fan_in_order(&outlook.plan.unwrap());
        }
    }
}

#[test]
fn odds_are_counted_on_the_paths_and_the_plan_on_the_same_ones() {
    const PATHS: u32 = 3_000;
    let mut profile = read_profile(SAMPLES[0].text.as_bytes()).unwrap().profile;
    with_plan(&mut profile);
    let scenario = profile.active_scenario();
    let sample = Sample { paths: PATHS, seed: 8, sampler: Sampler::Pseudo };
    let outlook = outlook(&profile, &scenario, sample);
    let months = scenario.horizon_months();
    let ends = |plan| -> Vec<f64> {
        let course = Course::of(&profile, &scenario, plan, months);
        let draws = Draws::new(sample).with(&course.motion.wanted());
        let values = run(&course, &draws, Numeraire::RealYen, NET, 1);
        (0..PATHS as usize).map(|i| *values.path(i).last().unwrap()).collect()
    };
    let (as_is, plan) = (ends(false), ends(true));
    let share = |hits: usize| f64::from(u32::try_from(hits).unwrap()) / f64::from(PATHS);
    let same = |odds: Odds, expected: f64| {
        assert!((odds.share - expected).abs() < 1e-12, "{odds:?} {expected}");
        let error = (expected * (1.0 - expected) / f64::from(PATHS)).sqrt();
        assert!((odds.error - error).abs() < 1e-12, "{odds:?} {error}");
    };
    let ahead = share(plan.iter().zip(&as_is).filter(|(p, a)| p > a).count());
    assert!((0.02..0.98).contains(&ahead), "{ahead}");
    same(outlook.plan_ahead.unwrap(), ahead);
    let line = project(&profile, &scenario, None);
    let today = door::amount(line.value(Scope::Net, 0).real);
    for (fan, ends) in [(&outlook.as_is, &as_is), (outlook.plan.as_ref().unwrap(), &plan)] {
        let below = |limit: f64| share(ends.iter().filter(|v| **v < limit).count());
        same(fan.real_loss, below(today));
        same(fan.half, below(today / 2.0));
        same(fan.below_zero, below(0.0));
    }
}

#[test]
fn an_error_of_odds_is_how_far_they_stray_between_seeds() {
    let mut profile = read_profile(SAMPLES[0].text.as_bytes()).unwrap().profile;
    with_plan(&mut profile);
    let mut scenario = profile.active_scenario();
    set(&mut scenario, &[(Param::Horizon, "3")]);
    let seeds = 0..40;
    let all: Vec<Odds> = seeds
        .map(|seed| {
            let sample = Sample { paths: 256, seed, sampler: Sampler::Pseudo };
            outlook(&profile, &scenario, sample).as_is.real_loss
        })
        .collect();
    let shares: Vec<f64> = all.iter().map(|o| o.share).collect();
    let average = mean(&shares);
    let strays = mean(&shares.iter().map(|s| (s - average).powi(2)).collect::<Vec<_>>()).sqrt();
    let stated = mean(&all.iter().map(|o| o.error).collect::<Vec<_>>());
    // A deviation of 40 has a standard error of a ninth.
    assert!((strays / stated - 1.0).abs() < 0.35, "{strays} {stated}");
    assert_eq!(MONTHS, 360);
}
