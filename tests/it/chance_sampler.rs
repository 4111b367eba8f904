//! How well the live sampler covers what chance may do, and how steadily what
//! it shows follows a slider.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what a test sets up may stop it at once"
)]

use std::thread;

use forelock::domain::calendar::CalendarMonth;
use forelock::domain::holding::{Custody, Holding, HoldingId, HoldingKind};
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::Scenario;
use forelock::domain::yen::Yen;
use forelock::engine::chance::draws::Draws;
use forelock::engine::chance::fan::{Prepared, Request};
use forelock::engine::chance::result::{Sample, Sampler, Spread};
use forelock::engine::numeraire::Numeraire;
use forelock::engine::project;
use rust_decimal::Decimal;

/// Half cash, a fifth bitcoin, some ether, the rest dollars.
fn mixed() -> Profile {
    let mut profile = Profile::empty("x", CalendarMonth::new(2026, 10).unwrap(), "x");
    let coin = |coin: &str, price: i64| HoldingKind::Crypto {
        coin: coin.into(),
        count: Decimal::ONE,
        price: Decimal::from(price),
        custody: Custody::Own,
        tax_basis: None,
    };
    for (i, kind) in [
        HoldingKind::Cash { amount: Yen::whole(50_000_000) },
        coin("BTC", 20_000_000),
        coin("ETH", 5_000_000),
        HoldingKind::ForeignCash { usd: Decimal::from(160_000) },
    ]
    .into_iter()
    .enumerate()
    {
        profile.holdings.push(Holding { id: HoldingId(format!("h{i}")), name: String::new(), kind });
    }
    profile
}

/// Thirty years of the dollar, bitcoin, ether and prices.
fn thirty_years() -> Scenario {
    let mut scenario = Scenario::named("x");
    scenario.set(Param::Horizon, Decimal::from(30));
    scenario
}

/// Net worth under each seed.
fn under_seeds(paths: u32, sampler: Sampler, seeds: std::ops::Range<u64>) -> Vec<Spread> {
    let (profile, scenario) = (mixed(), thirty_years());
    let projection = project(&profile, &scenario, None);
    let request = Request {
        profile: &profile,
        scenario: &scenario,
        measure: Numeraire::RealYen,
        as_is: &projection,
        plan: None,
        classes: false,
    };
    let prepared = Prepared::new(request);
    assert_eq!(prepared.wanted().factors.iter().filter(|f| **f).count(), 4);
    let one = |seed| {
        let draws = Draws::new(Sample { paths, seed, sampler }).with(&prepared.wanted());
        prepared.outlook(&draws, 1).as_is.net
    };
    let middle = u64::midpoint(seeds.start, seeds.end);
    thread::scope(|scope| {
        let first = scope.spawn(|| (seeds.start..middle).map(one).collect::<Vec<_>>());
        let second: Vec<_> = (middle..seeds.end).map(one).collect();
        let mut all = first.join().unwrap();
        all.extend(second);
        all
    })
}

fn mean(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let count = u32::try_from(values.clone().count()).unwrap();
    values.sum::<f64>() / f64::from(count)
}

/// Standard deviation between seeds.
fn deviation(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let average = mean(values.clone());
    let count = f64::from(u32::try_from(values.clone().count()).unwrap());
    (mean(values.map(|v| (v - average).powi(2))) * count / (count - 1.0)).sqrt()
}

#[test]
#[ignore = "a table to look at"]
fn table() {
    let n: u64 = std::env::var("SEEDS").map_or(32, |s| s.parse().unwrap());
    let spreads = under_seeds(4096, Sampler::SobolBridge, 0..n);
    let share = (4096.0_f64 / 10_000.0).sqrt();
    let mut sum = [0.0; 7];
    for t in [6, 12, 24, 36, 60, 84, 120, 180, 240, 300, 360] {
        let mut row = String::new();
        for q in 0..5 {
            let off = deviation(spreads.iter().map(|s| s.quantiles[q][t]));
            let error = mean(spreads.iter().map(|s| s.errors[q][t])) * share;
            row += &format!(" {:5.2}", off / error);
            sum[q] += off / error;
        }
        let off = deviation(spreads.iter().map(|s| s.mean[t]));
        let error = mean(spreads.iter().map(|s| s.mean_error[t])) * share;
        println!("{t:4} {row}  mean {:5.2}", off / error);
    }
}
