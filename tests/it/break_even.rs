//! Ties worked out on paper, the map against the plain grid, the order of
//! sensitivities.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what a test sets up may stop it at once"
)]

use forelock::app::study;
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::Scenario;
use forelock::engine::map::{Survey, map};
use forelock::engine::map_axis::staged;
use forelock::engine::project;
use forelock::engine::solved_tie::{Ahead, Crossing, solve};
use forelock::engine::worth::{Projected, Worth};
use forelock::engine::zero_loss::{self, Calm};
use forelock::store::sample;
use rust_decimal::Decimal;

use crate::support::eventful::set;
use crate::support::paper::{dec, into_dollars, one};

/// A corner of 17 along a side, as a place.
fn share(corner: usize) -> f64 {
    f64::from(u8::try_from(corner).unwrap()) / 16.0
}

/// 30 million yen at one bank; the plan moves half of it into dollars at once
/// and pays 10% for it. Prices stand still whatever the yen does.
fn company() -> Profile {
    let mut profile = one(30_000_000);
    for (param, value) in into_dollars("0.5") {
        profile.plan.set(param, value);
    }
    profile.plan.set(Param::PlanStart, Decimal::ONE);
    profile.plan.set(Param::PlanSpread, dec("0.1"));
    let scenario = &mut profile.scenarios[0];
    let values = [
        (Param::Horizon, "5"),
        (Param::Inflation, "0"),
        (Param::PassThrough, "0"),
        (Param::CrisisPassThrough, "0"),
        (Param::BankJgbShare, "0.4"),
        (Param::BankBuffer, "0.05"),
    ];
    set(scenario, &values);
    profile
}

/// With a default off: 15 + 13.5/(1 − d) = 30 at d = 10%. With a default and
/// no devaluation: 30 − 20X = 28.5 − 5X at X = 10%, a haircut of
/// (0.10 + 0.05)/0.4 = 37.5%.
#[test]
fn ties_are_where_paper_puts_them() {
    let profile = company();
    let (worth, scenario) = (Projected { profile: &profile }, profile.active_scenario());
    let shock = solve(&worth, &scenario, Param::Shock);
    assert_eq!(shock.at_low, Ahead::AsIs);
    assert_eq!(shock.ties.len(), 1);
    assert_eq!((shock.ties[0].value, shock.ties[0].above), (dec("0.1"), Ahead::Plan));
    let haircut = solve(&worth, &scenario, Param::Haircut);
    assert!(haircut.staging.default_on);
    let found: Vec<_> = haircut.ties.iter().map(|t| (t.value, t.crossing, t.above)).collect();
    assert_eq!(found, [(dec("0.375"), Crossing::Equal, Ahead::Plan)]);
    let crash = solve(&worth, &scenario, Param::Crash);
    assert_eq!((crash.ties.len(), crash.at_low), (0, Ahead::AsIs));
}

/// The gap is 5X − 1.5 + 13.5·d/(1 − d) + 10X million at every point.
#[test]
fn the_map_is_the_formula_at_every_corner() {
    let profile = company();
    let (worth, scenario) = (Projected { profile: &profile }, profile.active_scenario());
    let found = map(&worth, &profile, &scenario, (Param::Haircut, Param::Shock), 16).unwrap();
    let value = |axis: &forelock::engine::map_axis::Axis, i: usize| -> f64 {
        axis.value(share(i)).to_string().parse().unwrap()
    };
    for j in 0..=16 {
        for i in 0..=16 {
            let (h, d) = (value(&found.x, i), value(&found.y, j));
            let x = (0.4 * h - 0.05).clamp(0.0, 1.0);
            let expected = (15.0 * x - 1.5 + 13.5 * d / (1.0 - d)) * 1e6;
            let gap = found.gap[j * 17 + i];
            assert!((gap - expected).abs() < 30.0, "{h} {d}: {gap} {expected}");
            let spared = found.excess.as_ref().unwrap()[j * 17 + i] <= 1e-12;
            assert_eq!(spared, h <= 0.125, "{h}");
        }
    }
}

/// A line of few questions says what every question would have said.
#[test]
fn lines_by_knots_are_the_plain_grid() {
    for key in ["machine_maker", "inn", "trading"] {
        let mut profile = sample(key).unwrap();
        profile.plan.set(Param::PlanShare, dec("0.4"));
        profile.plan.set(Param::PlanDollars, Decimal::ONE);
        let (worth, scenario) = (Projected { profile: &profile }, profile.active_scenario());
        let axes = (Param::Haircut, Param::CryptoGrowth);
        let mut survey = Survey::new(&worth, &profile, &scenario, axes, 16);
        let found = survey.level(16, &|| false).unwrap();
        let (base, _) = staged(&scenario, &[axes.0, axes.1]);
        for j in (0..=16).step_by(4) {
            for i in 0..=16 {
                let mut here: Scenario = base.clone();
                here.set(axes.0, found.x.value(share(i)));
                here.set(axes.1, found.y.value(share(j)));
                let (a, b) = (found.gap[j * 17 + i], worth.gap(&here));
                assert!((a - b).abs() <= 60.0, "{key} {i} {j}: {a} {b}");
            }
        }
    }
}

/// Where no bank's loss exceeds what absorbs it, deposits keep their value to
/// the yen; beyond, they do not.
#[test]
fn the_spared_region_is_where_deposits_keep_their_value() {
    let profile = company();
    let worth = Projected { profile: &profile };
    let (mut here, _) = staged(&profile.active_scenario(), &[Param::Haircut]);
    here.set(Param::Haircut, Decimal::ZERO);
    let calm = Calm::of(&profile, &here, here.horizon_months());
    let whole = worth.real_net(&here, false);
    for percent in 0..=100 {
        here.set(Param::Haircut, Decimal::new(percent, 2));
        let spared = zero_loss::excess(&profile, &here, &calm).unwrap() <= 0.0;
        let kept = (worth.real_net(&here, false) - whole).abs() <= 1.0;
        assert_eq!(spared, kept, "{percent}%");
    }
}

/// No sample loses a yen of deposits at a corner of a map that is said to be
/// spared, whatever it runs over: what is set off against a loan today is not
/// enough once it is paid back, and taxes, levies and conversions move what is at
/// the banks.
#[test]
fn no_sample_loses_deposits_where_a_map_says_it_is_spared() {
    use Param::{
        BankBuffer, BankJgbShare, ConversionMoney, CryptoGrowth, DefaultMonth, Haircut, Horizon,
        InsuranceHonoured, LevyRate, Shock, TaxRate,
    };
    const CELLS: usize = 4;
    let (mut spared, mut lost) = (0, 0);
    for key in ["machine_maker", "inn", "trading"] {
        let mut profile = sample(key).unwrap();
        for bank in &mut profile.banks {
            bank.set_off = true;
        }
        let mut scenario = profile.active_scenario();
        for (param, value) in [
            (Haircut, "0.6"),
            (DefaultMonth, "36"),
            (Param::LevyMonth, "12"),
            (LevyRate, "0.5"),
            (Param::ConversionMonth, "6"),
            (CryptoGrowth, "1.5"),
        ] {
            scenario.set(param, dec(value));
        }
        let worth = Projected { profile: &profile };
        for x in
            [DefaultMonth, LevyRate, TaxRate, ConversionMoney, CryptoGrowth, InsuranceHonoured, BankBuffer]
                .into_iter()
                .chain([Horizon, BankJgbShare, Shock])
        {
            let map = map(&worth, &profile, &scenario, (x, Haircut), CELLS).unwrap();
            let (base, _) = staged(&scenario, &[x, Haircut]);
            for place in 0..(CELLS + 1) * (CELLS + 1) {
                let at = |i: usize| f64::from(u8::try_from(i).unwrap()) / 4.0;
                let mut here = base.clone();
                here.set(x, map.x.value(at(place % (CELLS + 1))));
                here.set(Haircut, map.y.value(at(place / (CELLS + 1))));
                let banks = project(&profile, &here, None).banks;
                let loses = banks.iter().any(|bank| bank.outcome.loss().is_positive());
                let is_spared = map.excess.as_ref().is_none_or(|all| all[place] <= 1e-12);
                assert!(!(is_spared && loses), "{key}, {}, corner {place}", x.key());
                spared += usize::from(is_spared);
                lost += usize::from(loses);
            }
        }
    }
    assert!(spared > 100 && lost > 100, "{spared} spared, {lost} lost");
}

/// Odds are those of a default within the horizon, whatever month is set.
#[test]
fn a_default_after_the_horizon_is_brought_within_it() {
    use forelock::engine::break_even::Tie;
    let mut profile = company();
    let late = |profile: &mut Profile, month: &str| {
        set(
            &mut profile.scenarios[0],
            &[(Param::Horizon, "2"), (Param::Haircut, "0.6"), (Param::DefaultMonth, month)],
        );
        let scenario = profile.active_scenario();
        let worth = Projected { profile };
        let map = map(&worth, profile, &scenario, (Param::Haircut, Param::Shock), 4).unwrap();
        let median = forelock::engine::break_even::Pair::on_the_median_path(&worth, &scenario);
        let over = study::both_courses(profile, &mut study::Paths::default());
        (median, over, map, solve(&worth, &scenario, Param::Haircut))
    };
    let (median, over, map_late, tie_late) = late(&mut profile, "36");
    let (in_time, over_in_time, map_in_time, tie_in_time) = late(&mut profile, "24");
    assert_eq!((median, over), (in_time, over_in_time));
    assert!(matches!(median.tie(), Tie::At(_)), "{median:?}");
    assert_eq!(map_late.gap, map_in_time.gap);
    assert_eq!((map_late.staging.in_time, map_in_time.staging.in_time), (Some(24), None));
    assert_eq!(tie_late.ties, tie_in_time.ties);
    assert_eq!(tie_late.ties.len(), 1);
}

/// Where one changes places with another more than once, it is said from where
/// to where; and of what happens too late, that it has no effect.
#[test]
fn several_stretches_are_told_in_one_sentence() {
    use forelock::engine::solved_tie::TieAt;
    use forelock::text::number::YenUnit;
    use forelock::text::{Lang, Texts};
    use forelock::view_model::money::Money;
    use forelock::view_model::ties::sentences;
    let profile = company();
    let worth = Projected { profile: &profile };
    let mut scenario = profile.active_scenario();
    let mut tie = solve(&worth, &scenario, Param::PlanStart);
    let from = |value: &str, above| TieAt { value: dec(value), crossing: Crossing::From, above };
    (tie.at_low, tie.ties) = (Ahead::Neither, vec![from("2", Ahead::Plan), from("47", Ahead::AsIs)]);
    let said = |tie: &_, lang| sentences(tie, &Texts::new(lang), Money { lang, unit: YenUnit::Auto });
    assert_eq!(
        said(&tie, Lang::En),
        ["If “Month of the first move” moves: up to month 1, neither is ahead; from month 2 to month 46, \
          the plan is ahead; from month 47 on, “as is” is ahead."]
    );
    assert_eq!(
        said(&tie, Lang::Ja),
        [
            "もし移し始める月が1か月目までなら差なし、2か月目から46か月目までなら計画が上、47か月目以降なら現状が上です。"
        ]
    );
    scenario.set(Param::Horizon, Decimal::TWO);
    scenario.set(Param::ShockMonth, dec("36"));
    let late = solve(&worth, &scenario, Param::Shock);
    assert_eq!(
        said(&late, Lang::En),
        ["“Devaluation of the yen” has no effect: it happens in month 36, after the horizon."]
    );
}

/// A plan that moves nothing is nobody's win: not on a map, not in a tie and not
/// at any odds.
#[test]
fn what_ends_alike_to_the_yen_is_called_equal() {
    use forelock::engine::break_even::{Pair, Tie, ties_of};
    let mut profile = company();
    profile.plan.set(Param::PlanSpread, Decimal::ZERO);
    for (param, value) in [(Param::DollarVol, "0"), (Param::PriceVol, "0"), (Param::YieldVol, "0")] {
        profile.scenarios[0].set(param, dec(value));
    }
    // Nothing happens to banks, and dollars stand still: to the yen the same.
    set(&mut profile.scenarios[0], &[(Param::BankJgbShare, "0"), (Param::Shock, "0")]);
    let scenario = profile.active_scenario();
    let worth = Projected { profile: &profile };
    let median = Pair::on_the_median_path(&worth, &scenario);
    let over = study::both_courses(&profile, &mut study::Paths::default());
    let ties = ties_of(median, Some(over), 2.0);
    let told =
        [ties.expected, ties.often, ties.crra].map(|tie| tie.map(|(tie, known)| (tie, known.tells(tie))));
    assert_eq!(ties.median, Tie::Equal, "{median:?}");
    assert_eq!(told, [Some((Tie::Equal, true)); 3], "{over:?}");
    let tie = solve(&worth, &scenario, Param::Haircut);
    assert_eq!((tie.ties.len(), tie.at_low), (0, Ahead::Neither));
}

#[test]
fn sensitivities_come_in_order_and_only_where_something_moves() {
    let mut profile = sample("trading").unwrap();
    profile.plan.set(Param::PlanShare, dec("0.3"));
    let found = study::sensitivity(&profile);
    let plan = found.plan.unwrap();
    for tornado in [&found.as_is, &plan] {
        assert!(tornado.bars.len() > 5);
        let reach: Vec<f64> = tornado.bars.iter().map(|b| b.reach(tornado.base)).collect();
        assert!(reach.windows(2).all(|w| w[0] >= w[1]), "{reach:?}");
        assert!(reach.iter().all(|r| *r >= 1.0));
    }
    let has = |bars: &[forelock::engine::sensitivity::Bar], p| bars.iter().any(|b| b.param == p);
    assert!(has(&plan.bars, Param::PlanShare) && !has(&found.as_is.bars, Param::PlanShare));
}
