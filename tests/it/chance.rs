//! The simulation against the deterministic engine, closed forms and itself.
#![expect(clippy::unwrap_used, reason = "what a test sets up may stop it at once")]

use forelock::data::presets::Preset;
use forelock::data::samples::SAMPLES;
use forelock::domain::holding::{AssetClass, HoldingKind, LoanRate};
use forelock::domain::param::Param;
use forelock::domain::plan::Plan;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::Scenario;
use forelock::engine::chance::course::Course;
use forelock::engine::chance::draws::Draws;
use forelock::engine::chance::horizon::Near;
use forelock::engine::chance::quick::{Quick, last_real};
use forelock::engine::chance::result::{Sample, Sampler};
use forelock::engine::chance::run::{base, last};
use forelock::engine::numeraire::Numeraire;
use forelock::engine::projection::{Projection, Scope};
use forelock::engine::worth::{Projected, Worth};
use forelock::engine::{door, project, project_plan};
use forelock::store::read_profile;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::support::arbitrary::{self, Reach};
use crate::support::eventful::set_plan;
use crate::support::tried;

/// Every class by month must be the deterministic engine's: within a yen a
/// line, since that engine states each line in whole yen.
///
/// `shared` is what a yen of rounding, where a levy or a bank's loss is shared
/// out, may have grown to since.
fn same_line(profile: &Profile, scenario: &Scenario, months: u16, shared: bool) -> Result<(), String> {
    same(profile, scenario, &project(profile, scenario, Some(months)), false, shared)?;
    same(profile, scenario, &project_plan(profile, scenario, Some(months)), true, shared)
        .map_err(|e| format!("with the plan: {e}"))
}

fn same(
    profile: &Profile,
    scenario: &Scenario,
    projection: &Projection,
    plan: bool,
    shared: bool,
) -> Result<(), String> {
    let months = projection.months;
    let course = Course::of(profile, scenario, plan, months);
    // interest that cannot be paid bears interest: a yen may have become so much
    let highest = projection.factors.jgb_yield.iter().copied().fold(0.0, f64::max);
    let [today, beta] = [Param::YieldToday, Param::LoanBeta].map(|param| door::plain(scenario.get(param)));
    let rise = (beta * (highest - today)).max(0.0);
    let rates = profile.holdings.iter().filter_map(|holding| match &holding.kind {
        HoldingKind::Loan { rate: LoanRate::Fixed(rate), .. } => Some(door::plain(*rate)),
        HoldingKind::Loan { rate: LoanRate::Floating { today, floor }, .. } => {
            Some((door::plain(*today) + rise).max(door::plain(*floor)))
        }
        _ => None,
    });
    let debts = (1.0 + rates.fold(0.0, f64::max) / 12.0).powi(i32::from(months));
    // a yen of a coin levied takes with it as much of its book value, which is taxed
    let books = profile.holdings.iter().filter_map(|holding| match &holding.kind {
        HoldingKind::Crypto { count, price, tax_basis: Some(basis), .. } => {
            Some(door::amount(*basis) / (door::plain(*count) * door::plain(*price)).max(1.0))
        }
        _ => None,
    });
    let taxed = books.fold(0.0, f64::max) * door::plain(scenario.get(Param::TaxRate));
    let levied = scenario.get(Param::LevyRate) > Decimal::ZERO;
    let books = |class: AssetClass, month: u16| {
        let paid = [AssetClass::Cash, AssetClass::Deposit, AssetClass::Crypto, AssetClass::Debt];
        let hit = levied && month > scenario.months(Param::LevyMonth) && paid.contains(&class);
        if hit { taxed.max(1.0) } else { 1.0 }
    };
    for (measure, real) in [(Numeraire::NominalYen, false), (Numeraire::RealYen, true)] {
        let lines = base(&course, measure);
        // the binary noise of what was there may be left when all of it is taken
        let mut most = 0.0_f64;
        let whole: Vec<f64> = (0..=months)
            .map(|month| {
                let net = projection.value(Scope::Assets, month);
                most = most.max(door::amount(if real { net.real } else { net.nominal }).abs());
                most * 1e-12
            })
            .collect();
        for (class, line) in AssetClass::ALL.iter().zip(lines.iter().skip(2)) {
            let held = projection.lines.iter().filter(|l| l.class == *class).count();
            for ((month, value), noise) in (0..=months).zip(line).zip(&whole) {
                let stated = projection.value(Scope::Class(*class), month);
                let stated = door::amount(if real { stated.real } else { stated.nominal });
                if stated.abs() > 1e18 {
                    return Ok(()); // stated values are held at a limit, and taxed so
                }
                let lines = 0.5 * f64::from(u32::try_from(held).unwrap()) + 0.51;
                // a yen of a bond's face may be worth twenty
                let grown = if shared {
                    20.0 * (1.0 + lines) * growth(projection, month) * debts * books(*class, month)
                } else {
                    0.0
                };
                let room = lines + grown + stated.abs() * 1e-10 + noise;
                if (stated - value).abs() > room {
                    return Err(format!("{class:?} month {month} real {real}: {value} is not {stated}"));
                }
            }
        }
    }
    Ok(())
}

/// The most a yen can have become by a month, in any of the measures.
fn growth(projection: &Projection, month: u16) -> f64 {
    let f = &projection.factors;
    let most = |path: &[f64]| {
        let so_far = || path.iter().take(usize::from(month) + 1).copied();
        so_far().fold(0.0, f64::max) / so_far().fold(f64::INFINITY, f64::min).max(1e-12)
    };
    let real = 1.0 / f.prices.get(usize::from(month)).copied().unwrap_or(1.0);
    most(&f.gold).max(most(&f.coin_growth) * most(&f.coin_crash)) * most(&f.usd_jpy) * real.max(1.0)
}

#[test]
fn with_nothing_left_to_chance_every_sample_and_preset_is_the_deterministic_line() {
    for sample in SAMPLES {
        let mut profile = read_profile(sample.text.as_bytes()).unwrap().profile;
        let plan = [
            (Param::PlanShare, "0.3"),
            (Param::PlanDollars, "2"),
            (Param::PlanGold, "1"),
            (Param::PlanJgb, "1"),
            (Param::PlanMonths, "48"),
        ];
        set_plan(&mut profile, &plan);
        for preset in Preset::ALL {
            let scenario = preset.apply(&profile.active_scenario());
            same_line(&profile, &scenario, 180, false)
                .unwrap_or_else(|e| panic!("{} {preset:?}: {e}", sample.key));
        }
    }
}

proptest! {
    #![proptest_config(tried(300))]
    #[test]
    fn with_nothing_left_to_chance_any_company_is_the_deterministic_line(
        profile in arbitrary::profile(12, Reach::Anywhere),
        plan in prop::collection::vec((0..8_usize, 0..=20_i64), 0..8),
    ) {
        let mut profile = profile;
        let own: Vec<Param> = Param::ALL.iter().copied().filter(|p| Plan::holds(*p)).collect();
        for (param, twentieths) in plan {
            let range = own[param].ordinary();
            let value = range.low + (range.high - range.low) * Decimal::new(twentieths * 5, 2);
            profile.plan.set(own[param], if own[param].whole() { value.round() } else { value });
        }
        let scenario = profile.active_scenario();
        if let Err(e) = same_line(&profile, &scenario, 120, true) {
            return Err(TestCaseError::fail(e));
        }
    }
}

proptest! {
    #![proptest_config(tried(300))]
    #[test]
    fn what_rests_changes_nothing(
        profile in arbitrary::profile(12, Reach::Anywhere),
        share in 0..=2_i64,
    ) {
        let mut profile = profile;
        profile.plan.set(Param::PlanShare, Decimal::new(share * 3, 1));
        let scenario = profile.active_scenario();
        for plan in [false, true] {
            let still = Course::still(&profile, &scenario, plan, 120, None);
            let alone = [last_real(&still), last_real(&still.resting())];
            let course = Course::of(&profile, &scenario, plan, 120);
            let sample = Sample { paths: 64, seed: 1, sampler: Sampler::SobolBridge };
            let draws = Draws::new(sample).with(&course.motion.wanted());
            let paths = last(&course, &draws, None);
            let rested = last(&course.resting(), &draws, None);
            let both = paths.into_iter().zip(rested).map(|(a, b)| [a, b]);
            for [told, rested] in both.chain([alone]) {
                prop_assert!(told.to_bits() == rested.to_bits(), "{told} {rested}");
            }
        }
    }
}

proptest! {
    #![proptest_config(tried(150))]
    #[test]
    fn what_is_taken_over_from_a_scenario_near_by_is_what_would_be_worked_out(
        profile in arbitrary::profile(12, Reach::Anywhere),
        share in 0..=1_i64,
        crisis in any::<bool>(),
        moved in prop::collection::vec((0..Param::ALL.len(), any::<bool>()), 1..=2),
    ) {
        let mut profile = profile;
        profile.plan.set(Param::PlanShare, Decimal::new(share * 3, 1));
        let mut base = profile.active_scenario();
        base.set(Param::Horizon, Decimal::from(5));
        if crisis {
            for (param, hundredths) in
                [(Param::Shock, 15), (Param::CrisisThreshold, 0), (Param::CrisisPassThrough, 0)]
            {
                base.set(param, Decimal::new(hundredths, 2));
            }
        }
        let mut other = base.clone();
        for (place, high) in moved {
            let param = Param::ALL[place];
            let range = param.hard();
            if param != Param::Horizon {
                other.set(param, if high { range.high } else { range.low });
            }
        }
        let sample = Sample { paths: 64, seed: 1, sampler: Sampler::SobolBridge };
        let quick = Quick::new(&profile, &base);
        for plan in [false, true] {
            let fresh = last_real(&Course::still(&profile, &other, plan, 60, None));
            prop_assert_eq!(quick.real_net(&other, plan).to_bits(), fresh.to_bits(), "{}", plan);
            let course = Course::of(&profile, &other, plan, 60);
            let mut fresh = last(&course, &Draws::new(sample).with(&course.motion.wanted()), None);
            fresh.sort_unstable_by(f64::total_cmp);
            let ends = Near::new(&profile, &base, plan, Draws::new(sample)).ends(&other);
            let bits = |all: &[f64]| all.iter().map(|end| end.to_bits()).collect::<Vec<u64>>();
            prop_assert_eq!(bits(&ends), bits(&fresh), "{}", plan);
        }
    }
}

#[test]
fn the_quick_answer_of_maps_and_ties_is_the_projections() {
    for sample in SAMPLES {
        let mut profile = read_profile(sample.text.as_bytes()).unwrap().profile;
        profile.plan.set(Param::PlanShare, "0.3".parse().unwrap());
        profile.plan.set(Param::PlanJgb, "1".parse().unwrap());
        let lines = 0.5 * f64::from(u32::try_from(profile.holdings.len() + 4).unwrap()) + 1.0;
        let quick = Quick::new(&profile, &profile.active_scenario());
        for preset in Preset::ALL {
            let scenario = preset.apply(&profile.active_scenario());
            for plan in [false, true] {
                let exact = Projected { profile: &profile }.real_net(&scenario, plan);
                let found = quick.real_net(&scenario, plan);
                assert!((found - exact).abs() <= lines, "{} {preset:?} {plan}: {found} {exact}", sample.key);
            }
        }
    }
}
