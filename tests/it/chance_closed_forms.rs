//! The simulation against closed forms: cases V7 to V10 of the model.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what a test sets up may stop it at once"
)]

use forelock::domain::calendar::CalendarMonth;
use forelock::domain::holding::{Custody, Holding, HoldingId, HoldingKind};
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::domain::risk_factor::{Pair, RiskFactor};
use forelock::domain::scenario::{DefaultMode, Scenario};
use forelock::domain::yen::Yen;
use forelock::engine::chance::course::Course;
use forelock::engine::chance::draws::Draws;
use forelock::engine::chance::result::{Sample, Sampler};
use forelock::engine::chance::run::{NET, run};
use forelock::engine::numeraire::Numeraire;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use crate::support::oracle::quantiles;

const PATHS: u32 = 200_000;
/// Fewer of those that cover evenly.
const EVEN_PATHS: u32 = 32_768;
/// Paths drawn together.
const BLOCK: u32 = 16_384;
/// What the one coin is worth today, in yen.
const TODAY: f64 = 1e9;

fn number(value: f64) -> Decimal {
    Decimal::from_f64(value).unwrap()
}

/// A company of one coin, or of one bond, and nothing taxed, nothing moving.
fn still(kind: HoldingKind, years: f64) -> (Profile, Scenario) {
    let mut profile = Profile::empty("x", CalendarMonth::new(2026, 10).unwrap(), "x");
    profile.holdings.push(Holding { id: HoldingId("h".into()), name: String::new(), kind });
    let mut scenario = Scenario::named("x");
    scenario.set(Param::Horizon, number(years));
    for param in [Param::TaxRate, Param::DollarVol, Param::PriceVol, Param::YieldVol, Param::Inflation] {
        scenario.set(param, Decimal::ZERO);
    }
    (profile, scenario)
}

fn coin() -> HoldingKind {
    HoldingKind::Crypto {
        coin: "BTC".into(),
        count: Decimal::ONE,
        price: number(TODAY),
        custody: Custody::Own,
        tax_basis: None,
    }
}

/// Net worth at the horizon on every path.
fn last(profile: &Profile, scenario: &Scenario, sampler: Sampler, measure: Numeraire) -> Vec<f64> {
    let months = scenario.horizon_months();
    let course = Course::of(profile, scenario, false, months);
    let all_paths = if sampler == Sampler::Pseudo { PATHS } else { EVEN_PATHS };
    let mut all = Vec::new();
    for first in (0..all_paths).step_by(BLOCK as usize) {
        let paths = BLOCK.min(all_paths - first);
        let draws = Draws::block(Sample { paths, seed: 3, sampler }, first);
        let draws = draws.with(&course.motion.wanted());
        let values = run(&course, &draws, measure, NET, 2);
        let base = values.base[usize::from(months)];
        all.extend(values.apart(usize::from(months)).concat().iter().map(|v| base + f64::from(*v)));
    }
    all
}

/// Log drift `drift` and volatility of bitcoin.
fn straying(scenario: &mut Scenario, drift: f64, volatility: f64) {
    scenario.set(Param::CryptoGrowth, number(drift.exp_m1()));
    scenario.set(Param::BtcVol, number(volatility));
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / count(values)
}

fn count(values: &[f64]) -> f64 {
    f64::from(u32::try_from(values.len()).unwrap())
}

fn near(what: &str, found: f64, expected: f64, room: f64) {
    assert!((found - expected).abs() <= room, "{what}: {found}, not {expected} ± {room}");
}

#[test]
fn v7_bonds_default_as_often_as_the_hazard_says() {
    let bond = HoldingKind::Jgb { face: Yen::whole(1_000_000), coupon: number(0.02), months: 400 };
    let (profile, mut scenario) = still(bond, 30.0);
    scenario.default = DefaultMode::Random;
    scenario.set(Param::Hazard, number(0.0025) / number(0.6));
    scenario.set(Param::Haircut, number(0.9));
    let course = Course::of(&profile, &scenario, false, 360);
    let mut by_month = vec![0_u32; 361];
    for first in (0..PATHS).step_by(BLOCK as usize) {
        let paths = BLOCK.min(PATHS - first);
        let sample = Sample { paths, seed: 3, sampler: Sampler::Pseudo };
        let draws = Draws::block(sample, first).with(&course.motion.wanted());
        let values = run(&course, &draws, Numeraire::NominalYen, NET, 2);
        for (month, hits) in by_month.iter_mut().enumerate() {
            let hit = |parts: &&[f32]| parts.iter().filter(|v| **v < -100_000.0).count();
            *hits += u32::try_from(values.apart(month).iter().map(hit).sum::<usize>()).unwrap();
        }
    }
    for (years, odds) in [
        (1, 0.004_157_998_154_890_041),
        (5, 0.020_617_818_668_759_89),
        (10, 0.040_810_542_890_861_834),
        (20, 0.079_955_585_370_676_71),
        (30, 0.117_503_097_415_404_54),
    ] {
        near("PD", f64::from(by_month[years * 12]) / f64::from(PATHS), odds, 0.0013);
    }
    near("PD of a month", f64::from(by_month[1]) / f64::from(PATHS), 0.000_347_161_947_562_901_75, 0.0002);
}

/// Mean, quantiles 5, 50, 95% and, where there is one, the share below today,
/// in parts of today.
fn lognormal(mut ends: Vec<f64>, expected: [f64; 4], below: Option<f64>) {
    for end in &mut ends {
        *end /= TODAY;
    }
    near("mean", mean(&ends), expected[0], 0.030);
    if let Some(below) = below {
        let hits = u32::try_from(ends.iter().filter(|v| **v < 1.0).count()).unwrap();
        near("P", f64::from(hits) / count(&ends), below, 0.0032);
    }
    let [low, _, median, _, high] = quantiles(&mut ends);
    for (found, expected) in [low, median, high].into_iter().zip(&expected[1..]) {
        near("quantile", found, *expected, expected * 0.025);
    }
}

#[test]
fn v8_a_coin_strays_as_a_lognormal() {
    let (profile, mut scenario) = still(coin(), 5.0);
    straying(&mut scenario, -0.11125, 0.65);
    let mut ends = last(&profile, &scenario, Sampler::Pseudo, Numeraire::RealYen);
    let expected =
        [1.648_721_270_700_128_2, 0.052_499_431_401_786_39, 0.573_355_119_177_080_3, 6.261_707_677_775_9];
    lognormal(ends.clone(), expected, Some(0.649_033_206_549_611_4));
    let [_, quarter, _, three, _] = quantiles(&mut ends);
    near("25%", quarter / TODAY, 0.215_114_850_412_396_45, 0.215 * 0.025);
    near("75%", three / TODAY, 1.528_188_742_229_299, 1.528 * 0.025);
    // The even coverage of the live sampler is no less true.
    let even = last(&profile, &scenario, Sampler::SobolBridge, Numeraire::RealYen);
    lognormal(even, expected, Some(0.649_033_206_549_611_4));
}

#[test]
fn v9_the_yen_price_of_a_coin_strays_with_both() {
    let (profile, mut scenario) = still(coin(), 5.0);
    straying(&mut scenario, -0.11125, 0.65);
    scenario.set(Param::DollarVol, number(0.09));
    scenario.set(Param::YenDrift, number((-0.00405_f64).exp_m1()));
    scenario.correlations.set(Pair::of(RiskFactor::Dollar, RiskFactor::Btc).unwrap(), number(-0.1));
    let expected =
        [1.601_194_638_973_159, 0.051_974_820_060_397_65, 0.561_861_444_230_319_8, 6.073_869_657_378_955];
    for sampler in [Sampler::Pseudo, Sampler::SobolBridge] {
        let ends = last(&profile, &scenario, sampler, Numeraire::NominalYen);
        let logs: Vec<f64> = ends.iter().map(|v| (v / TODAY).ln()).collect();
        let average = mean(&logs);
        let variance = mean(&logs.iter().map(|l| (l - average).powi(2)).collect::<Vec<_>>());
        // The standard error of σ is σ/√(2n).
        near("vol", (variance / 5.0).sqrt(), 0.647_224_845_011_376_3, 3.0 * 0.647 / 400_000.0_f64.sqrt());
        lognormal(ends, expected, None);
    }
}

#[test]
fn v10_jumps_are_mertons() {
    let (rate, jump, spread) = (0.5, -0.40, 0.25);
    let kappa = f64::exp_m1(jump + spread * spread / 2.0);
    near("κ", kappa, -0.308_401_711_588_234_15, 1e-12);
    let (profile, mut scenario) = still(coin(), 3.0);
    straying(&mut scenario, 0.05 - 0.6 * 0.6 / 2.0 - rate * kappa, 0.6);
    scenario.set(Param::CoinJumpRate, number(rate));
    scenario.set(Param::CoinJumpSize, number(jump.exp_m1()));
    scenario.set(Param::CoinJumpSpread, number(spread));
    for sampler in [Sampler::Pseudo, Sampler::SobolBridge] {
        let ends = last(&profile, &scenario, sampler, Numeraire::RealYen);
        let logs: Vec<f64> = ends.iter().map(|v| (v / TODAY).ln()).collect();
        let average = mean(&logs);
        near("mean log", average, -0.527_397_432_617_648_9, 0.008);
        let moment = |k| mean(&logs.iter().map(|l| (l - average).powi(k)).collect::<Vec<_>>());
        near("variance of logs", moment(2), 1.413_75, 1.413_75 * 0.015);
        near("skew of logs", moment(3) / moment(2).powf(1.5), -0.124_035_822_940_761_86, 0.025);
        let parts: Vec<f64> = ends.iter().map(|v| v / TODAY).collect();
        let average = mean(&parts);
        let deviation = mean(&parts.iter().map(|v| (v - average).powi(2)).collect::<Vec<_>>()).sqrt();
        near("mean", average, 1.161_834_242_728_283, 3.0 * deviation / count(&parts).sqrt());
    }
}
