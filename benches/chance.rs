//! How long a simulation takes: 360 months, 20 holdings, 4 factors.
#![allow(missing_docs, reason = "a bench has no readers")]

#[path = "../tests/it/support/oracle.rs"]
mod oracle;

use divan::{Bencher, black_box};
use forelock::data::bench_company::{MONTHS, company};
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::Scenario;
use forelock::engine::chance::draws::Draws;
use forelock::engine::chance::fan::{Prepared, Request};
use forelock::engine::chance::result::{Sample, Sampler};
use forelock::engine::chance::run::workers;
use forelock::engine::numeraire::Numeraire;
use forelock::engine::{Projection, project};

fn main() {
    divan::main();
}

fn as_is<'a>(profile: &'a Profile, scenario: &'a Scenario, line: &'a Projection) -> Request<'a> {
    Request { profile, scenario, measure: Numeraire::RealYen, as_is: line, plan: None, classes: false }
}

fn fan(bencher: Bencher<'_, '_>, scenario: &Scenario, paths: u32, threads: usize) {
    let profile = company();
    let projection = project(&profile, scenario, Some(MONTHS));
    let request = as_is(&profile, scenario, &projection);
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
    fan(bencher, &company().active_scenario(), paths, workers());
}

#[divan::bench(args = [4096])]
fn one_thread(bencher: Bencher<'_, '_>, paths: u32) {
    fan(bencher, &company().active_scenario(), paths, 1);
}

#[divan::bench(args = [4096])]
fn six_factors(bencher: Bencher<'_, '_>, paths: u32) {
    let mut scenario = company().active_scenario();
    scenario.reset(Param::PriceVol);
    scenario.reset(Param::YieldVol);
    fan(bencher, &scenario, paths, workers());
}

#[divan::bench(args = [4096])]
fn drawing(bencher: Bencher<'_, '_>, paths: u32) {
    let profile = company();
    let scenario = profile.active_scenario();
    let projection = project(&profile, &scenario, Some(MONTHS));
    let request = as_is(&profile, &scenario, &projection);
    let wanted = Prepared::new(request).wanted();
    let sample = Sample { paths, seed: 1, sampler: Sampler::SobolBridge };
    bencher.bench_local(|| Draws::new(sample).with(black_box(&wanted)));
}

/// The same fan by the plainest code: one path, one holding at a time, sorted.
#[divan::bench(args = [4096, 10_000], sample_count = 5)]
fn plain_code(bencher: Bencher<'_, '_>, paths: u32) {
    let profile = company();
    let scenario = profile.active_scenario();
    let projection = project(&profile, &scenario, Some(MONTHS));
    let request = as_is(&profile, &scenario, &projection);
    let sample = Sample { paths, seed: 1, sampler: Sampler::SobolBridge };
    let draws = Draws::new(sample).with(&Prepared::new(request).wanted());
    bencher.bench_local(|| oracle::fan(black_box(&profile), &scenario, &draws));
}
