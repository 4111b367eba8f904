//! What chance does to the dollar, to prices, gold and coins is what the
//! exponentials say, however little or much they move in a month.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what a test sets up may stop it at once"
)]

use forelock::data::bench_company;
use forelock::domain::param::Param as P;
use forelock::domain::scenario::Scenario;
use forelock::engine::chance::course::Course;
use forelock::engine::chance::draws::{Draws, MONTHS};
use forelock::engine::chance::lanes::LANES;
use forelock::engine::chance::moving::{Moved, Moving};
use forelock::engine::chance::result::{Sample, Sampler};

use crate::support::eventful::set;
use crate::support::oracle::Oracle;

/// How far a factor may be off after thirty years, in parts of it: a rounding a
/// month, in 32 bits.
const PARTS: f64 = 4e-6;

/// As kept: the dollar, prices, gold and bitcoin.
fn kept(moved: &Moved<LANES>, lane: usize) -> [f64; 4] {
    let [bitcoin, ..] = &moved.coins;
    let prices = 1.0 / f64::from(moved.per_price[lane]);
    [f64::from(moved.dollar[lane]), prices, f64::from(moved.gold[lane]), f64::from(bitcoin[lane])]
}

/// How far the kept factors are off at most, each in parts of what it may be.
fn furthest(more: &[(P, &str)]) -> [f64; 4] {
    let profile = bench_company::company();
    let mut scenario = Scenario::named("x");
    set(&mut scenario, &[(P::Horizon, "30"), (P::Shock, "0.3"), (P::ShockMonth, "30")]);
    set(&mut scenario, more);
    let mut unmoved = scenario.clone();
    for still in [P::DollarVol, P::PriceVol, P::GoldVol, P::BtcVol, P::DollarJumpRate, P::CoinJumpRate] {
        set(&mut unmoved, &[(still, "0")]);
    }
    let course = Course::of(&profile, &scenario, false, u16::try_from(MONTHS).unwrap());
    let sample = Sample { paths: 128, seed: 3, sampler: Sampler::Pseudo };
    let draws = Draws::new(sample).with(&course.motion.wanted());
    let still = Oracle::new(&profile, &unmoved, false).factors(&draws, 0);
    let written = Oracle::new(&profile, &scenario, false);
    let mut furthest = [0.0_f64; 4];
    for group in 0..draws.groups() {
        let expected: Vec<_> = (0..LANES).map(|l| written.factors(&draws, group * LANES + l)).collect();
        let mut moving = Moving::<LANES>::new(&course.motion, Some((&draws, group)));
        for month in 1..=MONTHS {
            moving.step(month);
            moving.turn_dollar();
            for (lane, expected) in expected.iter().enumerate() {
                for (k, found) in kept(&moving.moved, lane).into_iter().enumerate() {
                    let moved = expected[k][month] / still[k][month];
                    // a logarithm has fewer digits the further it is from 0
                    let room = PARTS * moved.ln().abs().max(1.0);
                    furthest[k] = furthest[k].max((found / moved - 1.0).abs() / room);
                }
            }
        }
    }
    furthest
}

#[test]
fn what_chance_does_is_what_exponentials_say() {
    let mut wrong = Vec::new();
    for more in [
        // As a new scenario has it: all but bitcoin move little in a month.
        &[] as &[(P, &str)],
        &[(P::PriceVol, "0")],
        &[(P::DollarVol, "0")],
        &[(P::PassThroughLag, "1")],
        &[(P::PassThroughLag, "1"), (P::PriceVol, "0")],
        &[(P::PassThroughLag, "36"), (P::CrisisPassThrough, "0.05")],
        // Next to nothing, so that roundings would show.
        &[(P::DollarVol, "0.005"), (P::PriceVol, "0"), (P::PassThroughLag, "36"), (P::GoldVol, "0.0001")],
        // Prices take up more than a short sum is good for, or stray by more.
        &[(P::PassThroughLag, "36"), (P::CrisisPassThrough, "0.4")],
        &[(P::PassThrough, "0.9"), (P::CrisisPassThrough, "0.5"), (P::PassThroughLag, "1")],
        &[(P::PassThrough, "0.9"), (P::CrisisPassThrough, "0.5"), (P::PassThroughLag, "7")],
        &[(P::PassThrough, "0.9"), (P::PriceVol, "0")],
        &[(P::PriceVol, "0.2")],
        &[(P::PriceVol, "0.2"), (P::DollarVol, "0")],
        // So do the dollar, gold.
        &[(P::DollarVol, "0.5"), (P::PassThroughLag, "1")],
        &[(P::DollarVol, "0.5"), (P::PassThroughLag, "5")],
        &[(P::DollarVol, "0.5"), (P::PassThroughLag, "36"), (P::PriceVol, "0")],
        &[(P::GoldVol, "0.4"), (P::BtcVol, "0.02")],
        // A little less than that, a little more.
        &[(P::DollarVol, "0.19"), (P::GoldVol, "0.15")],
        &[(P::DollarVol, "0.21"), (P::GoldVol, "0.17")],
        // Jumps besides, and nothing but jumps.
        &[(P::DollarJumpRate, "0.5"), (P::DollarJumpSize, "0.1"), (P::DollarJumpSpread, "0.05")],
        &[(P::DollarJumpRate, "0.5"), (P::DollarVol, "0")],
        &[(P::CoinJumpRate, "0.5"), (P::CoinJumpSize, "-0.2"), (P::BtcVol, "0.1")],
        &[(P::CoinJumpRate, "0.5"), (P::BtcVol, "0")],
    ] {
        let furthest = furthest(more);
        if furthest.iter().any(|off| *off > 1.0 || off.is_nan()) {
            wrong.push(format!("{more:?}: {furthest:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
