//! The simulation against the same rules written in the plainest way, path by
//! path.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what a test sets up may stop it at once"
)]

use forelock::data::presets::Preset;
use forelock::data::samples::SAMPLES;
use forelock::domain::calendar::CalendarMonth;
use forelock::domain::holding::{Custody, Holding, HoldingId, HoldingKind, LoanRate, Repayment};
use forelock::domain::param::Param;
use forelock::domain::plan::Plan;
use forelock::domain::profile::Profile;
use forelock::domain::risk_factor::{Pair, RiskFactor};
use forelock::domain::scenario::{DefaultMode, Scenario};
use forelock::domain::yen::Yen;
use forelock::engine::chance::course::Course;
use forelock::engine::chance::draws::Draws;
use forelock::engine::chance::result::{Sample, Sampler};
use forelock::engine::chance::run::{NET, run};
use forelock::engine::numeraire::Numeraire;
use forelock::store::read_profile;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::support::arbitrary::{self, Reach};
use crate::support::eventful::{add_events, enlarge, more_of_everything, set, with_plan};
use crate::support::oracle::Oracle;
use crate::support::tried;

/// How far a path may be off, in parts of the most that has been at stake on
/// it and what that may have grown to, since coins sold for tax leave their
/// rounding behind.
const PARTS: f64 = 1e-5;
/// In parts of the deterministic line, from which a path's distance is kept in
/// 32 bits.
const OF_LINE: f64 = 1.3e-7;
/// Logarithms are kept in 32 bits: beyond this one they have fewer digits.
const LOGARITHM: f64 = 8.0;
/// And in yen a year, each as large as it can have become: a gain is taxed by
/// the thousand yen, and what is paid too much or too little may be coins.
const YEN: f64 = 500.0;

/// Every path of both; how large the largest difference is of what it may be.
fn worst(profile: &Profile, scenario: &Scenario, plan: bool, paths: u32) -> Result<f64, String> {
    let months = scenario.horizon_months();
    let course = Course::of(profile, scenario, plan, months);
    if course.adjusted.is_some() {
        return Ok(0.0); // correlations that cannot hold together are another test's
    }
    let sample = Sample { paths, seed: 7, sampler: Sampler::SobolBridge };
    let draws = Draws::new(sample).with(&course.motion.wanted());
    let values = run(&course, &draws, Numeraire::RealYen, NET, 2);
    let written = Oracle::new(profile, scenario, plan);
    let mut largest = 0.0_f64;
    for i in 0..paths as usize {
        let as_written = written.path(&draws, i);
        let fast = values.path(i);
        assert_eq!(as_written.len(), fast.len());
        let grown = written.most_of_a_yen(&draws, i);
        let stakes = written.most_of(&draws, i, |month| {
            as_written[..=month].iter().map(|w| w.owned.max(w.net.abs())).fold(0.0, f64::max)
        });
        let lines = as_written.iter().zip(fast).zip(grown).zip(stakes).enumerate();
        for (month, (((plain, fast), grown), most)) in lines {
            let years = f64::from(u16::try_from(month).unwrap()) / 12.0;
            let digits = (grown.ln() / LOGARITHM).max(1.0);
            let room =
                YEN * (1.0 + years) * grown + PARTS * digits * most + OF_LINE * values.base[month].abs();
            let off = (plain.net - fast).abs() / room;
            if off > 1.0 || off.is_nan() {
                return Err(format!(
                    "path {i} month {month}: {fast} is not {}, {off} times too far",
                    plain.net
                ));
            }
            largest = largest.max(off);
        }
    }
    Ok(largest)
}

#[test]
fn every_path_of_every_sample_and_preset_is_the_one_written_plainly() {
    let mut case = 0_usize;
    let mut largest = 0.0_f64;
    let mut wrong = Vec::new();
    for sample in SAMPLES {
        for preset in Preset::ALL {
            for mode in [DefaultMode::Off, DefaultMode::Random, DefaultMode::InMonth] {
                let mut profile = read_profile(sample.text.as_bytes()).unwrap().profile;
                with_plan(&mut profile);
                if case % 2 == 1 {
                    more_of_everything(&mut profile);
                }
                enlarge(&mut profile);
                let mut scenario = preset.apply(&profile.active_scenario());
                scenario.default = mode;
                set(&mut scenario, &[(Param::Hazard, "0.2"), (Param::DefaultMonth, "26")]);
                set(&mut scenario, &[(Param::Horizon, ["5", "10", "10", "20", "30"][case % 5])]);
                if case > 9 {
                    add_events(&mut profile, &mut scenario, case.wrapping_mul(0x9E37) >> 4);
                }
                match worst(&profile, &scenario, case % 4 > 1, 128) {
                    Ok(off) => largest = largest.max(off),
                    Err(e) => wrong.push(format!("{} {preset:?} {mode:?} case {case}: {e}", sample.key)),
                }
                case += 1;
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "largest of the others {largest}, {} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// An ordinary company: its coins of every kind, its correlations moved a
/// little so that they hold together.
fn any_company() -> impl Strategy<Value = Profile> {
    let own: Vec<Param> = Param::ALL.iter().copied().filter(|p| Plan::holds(*p)).collect();
    let plan = prop::collection::vec((0..own.len(), 0..=20_i64), 0..8);
    let moved = prop::collection::vec(((0..8_usize, 0..8_usize), -20..=20_i64), 0..5);
    (arbitrary::profile(12, Reach::Ordinary), plan, moved).prop_map(move |(mut profile, plan, moved)| {
        for (param, twentieths) in plan {
            let range = own[param].ordinary();
            let value = range.low + (range.high - range.low) * Decimal::new(twentieths * 5, 2);
            profile.plan.set(own[param], if own[param].whole() { value.round() } else { value });
        }
        for (i, holding) in profile.holdings.iter_mut().enumerate() {
            if let HoldingKind::Crypto { coin, .. } = &mut holding.kind {
                ["BTC", "ETH", "XRP", "SOL"][i % 4].clone_into(coin);
            }
        }
        for ((a, b), hundredths) in moved {
            if let Some(pair) = Pair::of(RiskFactor::ALL[a], RiskFactor::ALL[b]) {
                profile.scenarios[0].correlations.set(pair, Decimal::new(hundredths, 2));
            }
        }
        profile
    })
}

proptest! {
    #![proptest_config(tried(100))]
    #[test]
    fn every_path_of_any_company_is_the_one_written_plainly(profile in any_company()) {
        let scenario = profile.active_scenario();
        for plan in [false, true] {
            if let Err(e) = worst(&profile, &scenario, plan, 24) {
                return Err(TestCaseError::fail(e));
            }
        }
    }
}

/// Interest that cannot be paid is owed too: at a dear loan a rounding grows
/// as the debt does, here by 95% a year for ten years.
#[test]
fn a_debt_that_grows_on_itself_is_the_one_written_plainly() {
    let mut profile = Profile::empty("x", CalendarMonth::new(2000, 2).unwrap(), "x");
    let coins = |count, price, basis| HoldingKind::Crypto {
        coin: "BTC".into(),
        count,
        price: Decimal::from(price),
        custody: Custody::Own,
        tax_basis: basis,
    };
    let loan = HoldingKind::Loan {
        bank: None,
        balance: Yen::whole(311_627),
        rate: LoanRate::Floating { today: Decimal::new(65, 2), floor: Decimal::ZERO },
        repayment: Repayment::EqualPrincipal,
        months: 377,
    };
    let kinds = [
        coins(Decimal::new(268_294, 4), 382_661_711, Some(Yen::whole(205_877_816))),
        coins(Decimal::new(827_380, 4), 888_217_717, None),
        loan,
    ];
    for (i, kind) in kinds.into_iter().enumerate() {
        profile.holdings.push(Holding { id: HoldingId(format!("h{i}")), name: "line".into(), kind });
    }
    set(
        &mut profile.scenarios[0],
        &[(Param::Horizon, "20"), (Param::YieldRise, "0.2"), (Param::TaxRate, "0.2748")],
    );
    set(&mut profile.scenarios[0], &[(Param::Shock, "0.58806"), (Param::DollarVol, "0.4776")]);
    let scenario = profile.active_scenario();
    let off = worst(&profile, &scenario, false, 512).unwrap();
    assert!(off > 0.0);
}
