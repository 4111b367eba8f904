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
use forelock::domain::holding::{Custody, Holding, HoldingId, HoldingKind};
use forelock::domain::param::Param;
use forelock::domain::plan::Plan;
use forelock::domain::profile::Profile;
use forelock::domain::risk_factor::{Pair, RiskFactor};
use forelock::domain::scenario::{DefaultMode, ExchangeRecovery, Scenario};
use forelock::engine::chance::course::Course;
use forelock::engine::chance::draws::Draws;
use forelock::engine::chance::result::{Sample, Sampler};
use forelock::engine::chance::run::{NET, run};
use forelock::engine::numeraire::Numeraire;
use forelock::store::read_profile;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::support::arbitrary::{self, Reach};
use crate::support::eventful::{add_events, enlarge, more_of_everything, set, set_plan, with_plan};
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

/// No path is kept further from the deterministic line than this, in yen.
const FURTHEST: f64 = 1e36;

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
            let base = values.base[month];
            let held = plain.net.clamp(base - FURTHEST, base + FURTHEST);
            let off = (held - fast).abs() / room;
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

/// Every sample in every preset, some with more in them and more happening, with
/// `more` set last; so many paths of each.
fn every_sample_and_preset(more: &[(Param, &str)], paths: u32) {
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
                set(&mut scenario, more);
                match worst(&profile, &scenario, case % 4 > 1, paths) {
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

#[test]
fn every_path_of_every_sample_and_preset_is_the_one_written_plainly() {
    every_sample_and_preset(&[], 128);
}

/// Nothing moves prices: paths are worked out against what the deterministic
/// one holds.
const STEADY_PRICES: [(Param, &str); 3] =
    [(Param::DollarVol, "0"), (Param::PriceVol, "0"), (Param::DollarJumpRate, "0")];

#[test]
fn where_prices_are_steady_it_is_too() {
    every_sample_and_preset(&STEADY_PRICES, 64);
}

/// On paths that default before the plan buys its bond, the deterministic one
/// still has it.
#[test]
fn a_bond_that_only_the_deterministic_path_buys_is_missing_on_the_others() {
    let mut profile = read_profile(SAMPLES[0].text.as_bytes()).unwrap().profile;
    profile.holdings.retain(|holding| !matches!(holding.kind, HoldingKind::Jgb { .. }));
    let plan = [
        (Param::PlanShare, "0.5"),
        (Param::PlanCrypto, "0"),
        (Param::PlanJgb, "1"),
        (Param::PlanStart, "48"),
        (Param::PlanMonths, "1"),
    ];
    set_plan(&mut profile, &plan);
    let mut scenario = profile.active_scenario();
    scenario.default = DefaultMode::Random;
    set(&mut scenario, &STEADY_PRICES);
    set(&mut scenario, &[(Param::Hazard, "0.2"), (Param::YieldVol, "0.01"), (Param::Horizon, "10")]);
    worst(&profile, &scenario, true, 512).unwrap();
}

/// While the deterministic path is owed dollars instead of coins, other paths
/// still have theirs, and go on having them once it is paid out.
#[test]
fn what_the_deterministic_path_lost_and_got_back_meanwhile_is_not_missed() {
    let mut profile = Profile::empty("x", CalendarMonth::new(2026, 10).unwrap(), "x");
    for (i, custody) in [Custody::Own, Custody::Exchange].into_iter().enumerate() {
        let kind = HoldingKind::Crypto {
            coin: "BTC".into(),
            count: Decimal::ONE,
            price: Decimal::from(10_000_000_i64 * i64::try_from(i + 1).unwrap()),
            custody,
            tax_basis: None,
        };
        profile.holdings.push(Holding { id: HoldingId(format!("h{i}")), name: String::new(), kind });
    }
    let mut scenario = profile.active_scenario();
    scenario.exchange_recovery = ExchangeRecovery::DollarsOfFailureDate;
    set(&mut scenario, &STEADY_PRICES);
    let failure = [
        (Param::ExchangeFailureRate, "0.02"),
        (Param::ExchangeLoss, "0.5"),
        (Param::ExchangeMonth, "36"),
        (Param::ExchangeRecoveryMonths, "60"),
        (Param::BtcVol, "0"),
        // nothing else happens meanwhile, after which all would be looked at anew
        (Param::YieldMonth, "12"),
        (Param::Horizon, "10"),
    ];
    set(&mut scenario, &failure);
    worst(&profile, &scenario, false, 512).unwrap();
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

/// A company that a search found: its taxes take all it has, and then it cannot
/// pay what a small loan costs.
const DEEP_IN_DEBT: &str = r#"// Forelock profile; schema 1; reads from 0.1.0
(
    company: "Random", fictional: true, as_of: "2000-02", fiscal_year_end: 2,
    banks: [(id: "b0", name: "a bank")],
    holdings: [
        (id: "h0", name: "line 0", kind: Crypto(
            coin: "BTC", count: "26.8294", price: "382661711", custody: Own, tax_basis: "205877816",
        )),
        (id: "h2", name: "line 2", kind: Crypto(coin: "XRP", count: "2.5233", price: "544718247", custody: Own)),
        (id: "h3", name: "line 3", kind: Deposit(bank: "b0", account: Ordinary, amount: "1432055153")),
        (id: "h4", name: "line 4", kind: Loan(
            balance: "311627", rate: Floating(today: "0.65", floor: "0"), repayment: EqualPrincipal, months: 377,
        )),
        (id: "h6", name: "line 6", kind: Crypto(coin: "XRP", count: "82.738", price: "888217717", custody: Own)),
    ],
    scenarios: [(
        name: "random", default: Off, terms: Haircut, loss_order: PariPassu, exchange_recovery: InKind,
        correlations: {"dollar-btc": "-0.1"},
        values: {
            "horizon": "20", "yen_drift": "0.0064", "shock": "0.58806", "shock_month": "1", "yield_rise": "0.2",
            "deposit_rate": "0.0022", "tax_rate": "0.2748", "dollar_vol": "0.4776",
        },
    )],
)
"#;

/// Interest that cannot be paid is owed too: at a dear loan a rounding grows
/// as the debt does, here by 95% a year for ten years.
#[test]
fn a_debt_that_grows_on_itself_is_the_one_written_plainly() {
    let profile = read_profile(DEEP_IN_DEBT.as_bytes()).unwrap().profile;
    let scenario = profile.active_scenario();
    worst(&profile, &scenario, false, 24).unwrap();
}

/// Where the deterministic path keeps coins that grow a thousandmillionfold and
/// most paths lose them early, what is left on them is that path's own: of the
/// other's size they lose no more than what one distance kept in 32 bits does,
/// however many coins there are.
const LOST_EARLY: &str = r#"// Forelock profile; schema 1; reads from 0.1.0
(
    company: "Random", fictional: true, as_of: "2000-02", fiscal_year_end: 2,
    banks: [(id: "b0", name: "a bank")],
    holdings: [
        (id: "h0", name: "line 0", kind: Deposit(bank: "b0", account: Ordinary, amount: "2000000000")),
        (id: "h1", name: "line 1", kind: Crypto(
            coin: "BTC", count: "3", price: "9300000", custody: Exchange, tax_basis: "27900000",
        )),
        (id: "h2", name: "line 2", kind: Crypto(
            coin: "ETH", count: "100", price: "300000", custody: Exchange, tax_basis: "30000000",
        )),
        (id: "h3", name: "line 3", kind: Crypto(
            coin: "XRP", count: "100000", price: "300", custody: Exchange, tax_basis: "30000000",
        )),
        (id: "h4", name: "line 4", kind: Crypto(
            coin: "SOL", count: "1000", price: "30000", custody: Exchange, tax_basis: "30000000",
        )),
        (id: "h5", name: "line 5", kind: ForeignCash(usd: "100000")),
    ],
    scenarios: [(
        name: "random", default: Off, terms: Haircut, loss_order: PariPassu, exchange_recovery: InKind,
        values: {
            "horizon": "30", "crypto_growth": "1", "exchange_failure_rate": "0.2", "exchange_loss": "1",
            "exchange_month": "360", "tax_rate": "0", "pass_through": "1",
        },
    )],
)
"#;

#[test]
fn a_path_far_below_the_line_loses_no_digits_to_its_size() {
    let profile = read_profile(LOST_EARLY.as_bytes()).unwrap().profile;
    let scenario = profile.active_scenario();
    let off = worst(&profile, &scenario, false, 256).unwrap();
    assert!(off < 0.5, "{off}");
}
