//! How long a simulation takes: 360 months, 20 holdings, 4 factors.
#![allow(missing_docs, reason = "a bench has no readers")]
#![expect(clippy::unwrap_used, reason = "a bench may stop at once")]

#[path = "support/company.rs"]
mod company;

use divan::{Bencher, black_box};
use forelock::domain::param::Param;
use forelock::domain::scenario::Scenario;
use forelock::engine::chance::draws::Draws;
use forelock::engine::chance::fan::{Prepared, Request};
use forelock::engine::chance::result::{Sample, Sampler};
use forelock::engine::chance::run::workers;
use forelock::engine::numeraire::Numeraire;
use forelock::engine::project;

use company::{company, dec};

const MONTHS: u16 = 360;

fn main() {
    divan::main();
}

/// Four factors: the dollar, bitcoin, ether, gold.
fn scenario() -> Scenario {
    let mut scenario = Scenario::named("bench");
    scenario.set(Param::Horizon, dec("30"));
    scenario.set(Param::PriceVol, dec("0"));
    scenario.set(Param::YieldVol, dec("0"));
    scenario
}

fn fan(bencher: Bencher<'_, '_>, scenario: &Scenario, paths: u32, threads: usize) {
    let profile = company();
    let projection = project(&profile, scenario, Some(MONTHS));
    let request = Request {
        profile: &profile,
        scenario,
        measure: Numeraire::RealYen,
        as_is: &projection,
        plan: None,
        classes: false,
    };
    let sample = Sample { paths, seed: 1, sampler: Sampler::SobolBridge };
    let draws = Draws::new(sample).with(&Prepared::new(request).wanted());
    bencher.bench_local(|| {
        let prepared = Prepared::new(black_box(request));
        let outlook = prepared.outlook(&draws, threads);
        std::thread::sleep(std::time::Duration::from_micros(1));
        outlook
    });
}

#[divan::bench(args = [1024, 4096, 10_000])]
fn full_fan(bencher: Bencher<'_, '_>, paths: u32) {
    fan(bencher, &scenario(), paths, workers());
}

#[divan::bench(args = [4096])]
fn one_thread(bencher: Bencher<'_, '_>, paths: u32) {
    fan(bencher, &scenario(), paths, 1);
}

#[divan::bench(args = [4096])]
fn six_factors(bencher: Bencher<'_, '_>, paths: u32) {
    let mut scenario = scenario();
    scenario.reset(Param::PriceVol);
    scenario.reset(Param::YieldVol);
    fan(bencher, &scenario, paths, workers());
}

#[divan::bench(args = [4096])]
fn drawing(bencher: Bencher<'_, '_>, paths: u32) {
    let profile = company();
    let scenario = scenario();
    let projection = project(&profile, &scenario, Some(MONTHS));
    let request = Request {
        profile: &profile,
        scenario: &scenario,
        measure: Numeraire::RealYen,
        as_is: &projection,
        plan: None,
        classes: false,
    };
    let wanted = Prepared::new(request).wanted();
    let sample = Sample { paths, seed: 1, sampler: Sampler::SobolBridge };
    bencher.bench_local(|| Draws::new(sample).with(black_box(&wanted)));
}
