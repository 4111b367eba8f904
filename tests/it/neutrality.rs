//! Neither side is made to look better: bad news of the same size is drawn
//! alike, and where nothing happens nobody is ahead but by interest, cost and
//! tax.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what a test sets up may stop it at once"
)]

use forelock::app::prefs::Prefs;
use forelock::data::presets::Preset;
use forelock::data::samples::SAMPLES;
use forelock::domain::calendar::CalendarMonth;
use forelock::domain::holding::{Custody, Holding, HoldingId, HoldingKind};
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::DefaultMode;
use forelock::domain::yen::Yen;
use forelock::engine::cause::Cause;
use forelock::engine::projection::Scope;
use forelock::engine::{project, project_plan};
use forelock::store;
use forelock::text::{Lang, Texts};
use forelock::view_model::breakdown::{BreakdownView, breakdown_view};
use forelock::view_model::money::Money;
use forelock::view_model::projection::{ProjectionView, projection_view};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::support::arbitrary::{self, Reach};
use crate::support::tried;

/// Ten million in government bonds, ten million in bitcoin, nothing that
/// moves by itself, and three years ahead: whatever happens in the last month
/// is all that happens.
fn mirrored() -> Profile {
    let mut profile = Profile::empty("mirror", CalendarMonth::new(2026, 10).unwrap(), "s");
    let ten_million = Yen::whole(10_000_000);
    let bond = HoldingKind::Jgb { face: ten_million, coupon: Decimal::ZERO, months: 96 };
    let coin = HoldingKind::Crypto {
        coin: "BTC".into(),
        count: Decimal::ONE,
        price: ten_million.get(),
        custody: Custody::Own,
        tax_basis: Some(ten_million),
    };
    for (id, kind) in [("bond", bond), ("coin", coin)] {
        profile.holdings.push(Holding { id: HoldingId(id.into()), name: id.into(), kind });
    }
    let scenario = &mut profile.scenarios[0];
    scenario.set(Param::Horizon, Decimal::from(3));
    scenario.set(Param::YieldToday, Decimal::ZERO);
    scenario.set(Param::Inflation, Decimal::ZERO);
    profile
}

/// The mirror after a fall of bonds, and after the same fall of coins.
fn both_falls(size: Decimal) -> [Profile; 2] {
    let (mut bonds, mut coins) = (mirrored(), mirrored());
    bonds.scenarios[0].default = DefaultMode::InMonth;
    bonds.scenarios[0].set(Param::Haircut, size);
    coins.scenarios[0].set(Param::Crash, size);
    [bonds, coins]
}

fn drawn(profile: &Profile, texts: &Texts) -> ProjectionView {
    let projection = project(profile, &profile.active_scenario(), None);
    projection_view(profile, &projection, None, texts, Prefs { lang: texts.lang, ..Prefs::default() })
}

#[test]
fn a_fall_of_bonds_and_the_same_fall_of_coins_are_drawn_alike() {
    for percent in [1_i64, 10, 37, 77, 99] {
        for lang in [Lang::Ja, Lang::En] {
            let texts = Texts::new(lang);
            let [bonds, coins] = both_falls(Decimal::new(percent, 2)).map(|p| drawn(&p, &texts));
            let left = 20_000_000 - 100_000 * percent;
            let shown = bonds.net[36] * bonds.unit.divisor;
            assert!((shown - f64::from(i32::try_from(left).unwrap())).abs() < 1.0, "{percent}: {shown}");
            assert_eq!(bonds.net, coins.net, "{percent}");
            assert_eq!((&bonds.axis, &bonds.unit), (&coins.axis, &coins.unit));
            assert_eq!(bonds.months, coins.months);
            let months = |view: &ProjectionView| view.events.iter().map(|e| e.month).collect::<Vec<_>>();
            assert_eq!((months(&bonds), months(&coins)), (vec![36], vec![36]));
            assert_eq!(bonds.tiles.len(), coins.tiles.len());
            for (one, other) in bonds.tiles.iter().zip(&coins.tiles) {
                assert_eq!((&one.label, &one.value, one.tone), (&other.label, &other.value, other.tone));
            }
            let areas = |view: &ProjectionView| view.areas.iter().map(|a| a.class).collect::<Vec<_>>();
            assert_eq!(areas(&bonds), areas(&coins));
        }
    }
}

#[test]
fn the_breakdown_shows_both_falls_as_one_bar_of_the_same_size() {
    let texts = Texts::new(Lang::En);
    let money = Money { lang: Lang::En, unit: Prefs::default().unit };
    let [bonds, coins] = both_falls(Decimal::new(60, 2)).map(|profile| {
        let projection = project(&profile, &profile.active_scenario(), None);
        breakdown_view(&profile, &projection, None, &texts, money)
    });
    let figures = |view: &BreakdownView| {
        view.bars.iter().map(|b| (b.amount.clone(), b.tone, b.total, b.from, b.to)).collect::<Vec<_>>()
    };
    assert_eq!(bonds.bars.len(), 3);
    assert_eq!(figures(&bonds), figures(&coins));
}

/// What may set two courses apart where nothing happens.
const MAY_DIFFER: [Cause; 4] = [Cause::Interest, Cause::InterestPaid, Cause::PlanCost, Cause::Tax];

/// Where the money goes.
const TARGETS: [Param; 3] = [Param::PlanCrypto, Param::PlanDollars, Param::PlanGold];

/// The company with all shocks off, steady prices, and a plan that moves all
/// its deposits into one thing.
fn calm_with_plan(profile: &Profile, target: Param) -> Profile {
    let mut calm = profile.clone();
    for scenario in &mut calm.scenarios {
        *scenario = Preset::Calm.apply(scenario);
        scenario.set(Param::Inflation, Decimal::ZERO);
    }
    for bank in &mut calm.banks {
        bank.other_losses = None; // a bank that fails by its own figures is a shock
    }
    calm.plan.set(Param::PlanShare, Decimal::ONE);
    for param in TARGETS {
        calm.plan.set(param, if param == target { Decimal::ONE } else { Decimal::ZERO });
    }
    calm
}

/// What sets the plan apart from things as they are, by cause, in nominal yen.
fn apart(profile: &Profile) -> (Decimal, Vec<(Cause, Decimal)>) {
    let scenario = profile.active_scenario();
    let (as_is, plan) = (project(profile, &scenario, None), project_plan(profile, &scenario, None));
    let end = as_is.months;
    let of = |p: &forelock::engine::Projection, cause| {
        p.causes(Scope::Net, 0, end).get(&cause).map_or(Decimal::ZERO, |v| v.nominal.get())
    };
    let gap = plan.value(Scope::Net, end).nominal.get() - as_is.value(Scope::Net, end).nominal.get();
    let by_cause = Cause::ALL.map(|cause| (cause, of(&plan, cause) - of(&as_is, cause)));
    (gap, by_cause.into_iter().filter(|(_, gap)| !gap.is_zero()).collect())
}

fn nobody_is_ahead(profile: &Profile) {
    for target in TARGETS {
        let calm = calm_with_plan(profile, target);
        let (gap, by_cause) = apart(&calm);
        let others: Vec<_> = by_cause.iter().filter(|(cause, _)| !MAY_DIFFER.contains(cause)).collect();
        assert!(others.is_empty(), "{target:?}: {others:?}");
        let sum: Decimal = by_cause.iter().map(|(_, gap)| *gap).sum();
        assert_eq!(gap, sum, "{target:?}");
        // Without interest, cost and tax there is nothing left.
        let mut free = calm;
        free.plan.set(Param::PlanSpread, Decimal::ZERO);
        for scenario in &mut free.scenarios {
            scenario.set(Param::DepositRate, Decimal::ZERO);
            scenario.set(Param::TaxRate, Decimal::ZERO);
        }
        let (gap, by_cause) = apart(&free);
        // Money moved away pays no loan: interest that stays owed bears interest.
        let (owed, others): (Vec<_>, Vec<_>) =
            by_cause.into_iter().partition(|(cause, _)| *cause == Cause::InterestPaid);
        let interest: Decimal = owed.iter().map(|(_, amount)| *amount).sum();
        assert_eq!((gap - interest, others), (Decimal::ZERO, Vec::new()), "{target:?}");
    }
}

#[test]
fn with_all_shocks_off_no_sample_is_ahead_with_a_plan() {
    for sample in SAMPLES {
        nobody_is_ahead(&store::sample(sample.key).unwrap());
    }
}

proptest! {
    #![proptest_config(tried(64))]

    #[test]
    fn with_all_shocks_off_no_company_is_ahead_with_a_plan(profile in arbitrary::profile(6, Reach::Ordinary)) {
        nobody_is_ahead(&profile);
    }
}
