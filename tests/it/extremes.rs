//! The ends of what can be entered: one yen and 10^15, 500 holdings at 60
//! banks, 30 years, every slider at both its ends, every ready-made scenario
//! upon every other. All of it is finite, the fan's quantiles are in order,
//! and opening plus causes is closing for every line and for the whole.
//!
//! A default run takes some of the sliders and pairs; `FORELOCK_WHOLE=1` all.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what a test sets up may stop it at once")]

use forelock::app::Edit;
use forelock::app::edit::{Choice, apply};
use forelock::data::presets::Preset;
use forelock::data::samples::SAMPLES;
use forelock::domain::bank::{Bank, BankId};
use forelock::domain::calendar::{CalendarMonth, LAST_MONTH};
use forelock::domain::holding::{
    AccountClass, AssetClass, Custody, Holding, HoldingId, HoldingKind, LoanRate, Repayment, ReserveMix,
};
use forelock::domain::param::{Param, Range};
use forelock::domain::plan::Plan;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::DefaultMode;
use forelock::domain::validate::{MAX_BANKS, MAX_HOLDINGS, limits, problems};
use forelock::domain::yen::{ENTRY_LIMIT, STATED_LIMIT, Yen};
use forelock::engine::chance::draws::Draws;
use forelock::engine::chance::fan::{Prepared, Request};
use forelock::engine::chance::result::{Fan, Outlook, Sample, Sampler, Spread};
use forelock::engine::numeraire::Numeraire;
use forelock::engine::projection::{Projection, Scope, Value};
use forelock::engine::{project, project_plan};
use forelock::store::{read_profile, sample, write_profile};
use rust_decimal::Decimal;

use crate::support::whole;

/// Few paths: what is asked here is not how likely anything is.
const PATHS: Sample = Sample { paths: 128, seed: 7, sampler: Sampler::SobolBridge };

fn plus(a: Value, b: Value) -> Value {
    Value { nominal: a.nominal.plus(b.nominal), real: a.real.plus(b.real) }
}

/// Opening plus causes is closing, over the whole and year by year (in a short
/// run one year of five), and no
/// value is beyond what can be stated.
fn adds_up(projection: &Projection, name: &str) {
    let mut scopes = vec![Scope::Assets, Scope::Debts, Scope::Net];
    scopes.extend(AssetClass::ALL.map(Scope::Class));
    scopes.extend(projection.lines.iter().map(|line| Scope::Line(&line.id)));
    let last = projection.months;
    // Month by month is the business of `reconcile.rs`.
    let years = if whole() { 1 } else { 5 };
    let parts = (0..last).step_by(12 * years).map(|from| (from, (from + 12).min(last)));
    let spans: Vec<_> = parts.chain([(0, last)]).collect();
    let most = STATED_LIMIT * Decimal::from(projection.lines.len());
    for scope in scopes {
        for &(from, to) in &spans {
            let causes = projection.causes(scope, from, to);
            let sum = causes.values().copied().fold(projection.value(scope, from), plus);
            let closing = projection.value(scope, to);
            assert_eq!(sum, closing, "{name}, {scope:?}, months {from} to {to}");
            assert!(closing.nominal.get().abs() <= most && closing.real.get().abs() <= most, "{name}");
        }
    }
    let paths = &projection.factors;
    for path in
        [&paths.usd_jpy, &paths.prices, &paths.jgb_yield, &paths.coin_growth, &paths.coin_crash, &paths.gold]
    {
        assert!(path.iter().all(|value| value.is_finite()), "{name}: {path:?}");
    }
}

fn in_order(spread: &Spread, name: &str) {
    for month in 0..spread.mean.len() {
        let now = spread.quantiles.each_ref().map(|quantile| quantile[month]);
        assert!(now.iter().all(|value| value.is_finite()), "{name}, month {month}: {now:?}");
        assert!(now.is_sorted(), "{name}, month {month}: {now:?}");
    }
    let errors = spread.errors.iter().flatten().chain(&spread.mean_error);
    assert!(errors.chain(&spread.mean).all(|value| value.is_finite()), "{name}");
}

fn is_sound(fan: &Fan, name: &str) {
    in_order(&fan.net, name);
    fan.total.iter().chain(fan.classes.iter().map(|(_, spread)| spread)).for_each(|s| in_order(s, name));
    assert!(fan.dots.is_sorted() && fan.dots.iter().all(|dot| dot.is_finite()), "{name}: {:?}", fan.dots);
    for odds in [fan.real_loss, fan.half, fan.below_zero] {
        assert!((0.0..=1.0).contains(&odds.share) && odds.error.is_finite(), "{name}: {odds:?}");
    }
}

/// Everything that is claimed above, of a company under the scenario in
/// front, as things are and with its plan.
fn holds(profile: &Profile, months: u16, name: &str) -> Outlook {
    assert_eq!(problems(profile), [], "{name}");
    let scenario = profile.active_scenario();
    let as_is = project(profile, &scenario, Some(months));
    let plan = project_plan(profile, &scenario, Some(months));
    assert_eq!(as_is.months, months, "{name}");
    adds_up(&as_is, name);
    adds_up(&plan, &format!("{name}, plan"));
    let request = Request {
        profile,
        scenario: &scenario,
        measure: Numeraire::RealYen,
        as_is: &as_is,
        plan: Some(&plan),
        classes: true,
    };
    let prepared = Prepared::new(request);
    let outlook = prepared.outlook(&Draws::new(PATHS).with(&prepared.wanted()), 2);
    for fan in std::iter::once(&outlook.as_is).chain(&outlook.plan) {
        is_sound(fan, name);
    }
    outlook
}

/// Everything there is to hold, `amount` yen of each (or as near to it as a
/// price allows), and debts of as much.
fn of_everything(amount: Decimal) -> Vec<HoldingKind> {
    let yen = Yen::truncated(amount);
    let bank = || BankId("b0".into());
    let deposit = |account| HoldingKind::Deposit { bank: bank(), account, amount: yen };
    let coin = |coin: &str, custody, tax_basis| HoldingKind::Crypto {
        coin: coin.into(),
        count: amount,
        price: Decimal::ONE,
        custody,
        tax_basis,
    };
    let loan = |rate, repayment, months| HoldingKind::Loan {
        bank: Some(bank()),
        balance: yen,
        rate,
        repayment,
        months,
    };
    let reserve = ReserveMix { jgb: Decimal::ONE, deposits: Decimal::ZERO };
    let floating = LoanRate::Floating { today: limits::RATE, floor: limits::RATE };
    vec![
        HoldingKind::Cash { amount: yen },
        deposit(AccountClass::Ordinary),
        deposit(AccountClass::Time),
        deposit(AccountClass::Settlement),
        deposit(AccountClass::Negotiable),
        HoldingKind::ForeignDeposit { bank: bank(), usd: amount },
        HoldingKind::ForeignCash { usd: amount },
        HoldingKind::Jgb { face: yen, coupon: limits::RATE, months: limits::TERM },
        HoldingKind::Jgb { face: yen, coupon: Decimal::ZERO, months: 1 },
        coin("BTC", Custody::Exchange, None),
        coin("ETH", Custody::Own, Some(Yen::ZERO)),
        coin("nobody's", Custody::Exchange, Some(Yen::truncated(ENTRY_LIMIT))),
        HoldingKind::YenCoin { amount: yen, reserve },
        HoldingKind::Gold { grams: Decimal::ONE, price: amount },
        HoldingKind::Receivable { amount: yen, months: 1 },
        HoldingKind::Payable { amount: yen, months: limits::TERM },
        loan(LoanRate::Fixed(limits::RATE), Repayment::Bullet, limits::TERM),
        loan(floating, Repayment::EqualPrincipal, 1),
        loan(LoanRate::Fixed(Decimal::ZERO), Repayment::EqualPrincipal, limits::TERM),
    ]
}

/// A company with so many holdings at so many banks.
fn company(kinds: impl IntoIterator<Item = HoldingKind>, banks: usize) -> Profile {
    let mut profile = Profile::empty("at the end", CalendarMonth::new(2026, 11).unwrap(), "s");
    let banks = (0..banks).map(|i| Bank::new(BankId(format!("b{i}")), format!("bank {i}")));
    profile.banks = banks.collect();
    let holdings = kinds.into_iter().zip(0_usize..);
    profile.holdings = holdings
        .map(|(kind, i)| Holding { id: HoldingId(format!("h{i}")), name: format!("line {i}"), kind })
        .collect();
    profile
}

/// With half of what can be moved moved into everything, over two years.
fn with_plan(mut profile: Profile) -> Profile {
    for (param, value) in [
        (Param::PlanShare, Decimal::new(5, 1)),
        (Param::PlanStart, Decimal::from(6)),
        (Param::PlanMonths, Decimal::from(24)),
    ] {
        profile = apply(&profile, Edit::SetParam(param, value));
    }
    profile
}

#[test]
fn one_yen_and_as_much_as_can_be_entered() {
    for amount in [Decimal::ONE, ENTRY_LIMIT] {
        let plain = with_plan(company(of_everything(amount), 1));
        let presets = Preset::ALL.iter().step_by(if whole() { 1 } else { 2 });
        for &preset in presets {
            let profile = apply(&plain, Edit::ApplyPreset(preset));
            let name = format!("{amount} yen, {}", preset.key());
            let fan = holds(&profile, LAST_MONTH, &name).as_is;
            assert!(fan.net.quantiles[4].iter().any(|value| *value != 0.0), "{name} is worth nothing at all");
        }
        for kind in of_everything(amount) {
            let profile = apply(&company([kind.clone()], 1), Edit::ApplyPreset(Preset::Both));
            holds(&profile, 36, &format!("only {kind:?}"));
        }
    }
}

#[test]
fn five_hundred_holdings_at_sixty_banks_over_thirty_years() {
    let sizes = [1, 1_000_000, 77_777_777_777_i64].map(Decimal::from);
    let kinds = sizes.into_iter().flat_map(of_everything).collect::<Vec<_>>();
    let many = kinds.into_iter().cycle().take(MAX_HOLDINGS).zip(0..).map(|(mut kind, i)| {
        match &mut kind {
            HoldingKind::Deposit { bank, .. }
            | HoldingKind::ForeignDeposit { bank, .. }
            | HoldingKind::Loan { bank: Some(bank), .. } => *bank = BankId(format!("b{}", i % MAX_BANKS)),
            _ => {}
        }
        kind
    });
    let profile = with_plan(company(many, MAX_BANKS));
    assert_eq!((profile.holdings.len(), profile.banks.len()), (500, 60));
    let written = write_profile(&profile).unwrap();
    assert_eq!(read_profile(written.as_bytes()).unwrap().profile, profile);
    let presets: &[Preset] = if whole() { &Preset::ALL } else { &[Preset::Both] };
    for &preset in presets {
        let profile = apply(&profile, Edit::ApplyPreset(preset));
        holds(&profile, LAST_MONTH, &format!("500 holdings, {}", preset.key()));
    }
}

/// Every number of the scenario and of the plan, at the ends of its slider
/// and of what may be typed beside it, with bonds that default by chance or
/// in a month.
#[test]
fn every_slider_at_both_ends() {
    let plain = with_plan(sample("machine_maker").unwrap());
    let plain = apply(&plain, Edit::ApplyPreset(Preset::Both));
    let params = Param::ALL.iter().zip(0_usize..).filter(|(_, place)| whole() || place % 6 == 2);
    let mut moved = 0;
    for (&param, place) in params {
        let ends = |range: Range| [range.low, range.high];
        for value in ends(param.ordinary()).into_iter().chain(ends(param.hard())) {
            let mut profile = apply(&plain, Edit::SetParam(param, value));
            if place % 2 == 0 {
                profile = apply(&profile, Edit::Choose(Choice::Default(DefaultMode::Random)));
            }
            let kept = if Plan::holds(param) {
                profile.plan.get(param)
            } else {
                profile.active_scenario().get(param)
            };
            assert_eq!(kept, value, "{param:?}");
            let months = if whole() { LAST_MONTH } else { 120 };
            holds(&profile, months, &format!("{param:?} at {value}"));
            moved += 1;
        }
    }
    assert!(moved >= if whole() { 4 * Param::ALL.len() } else { 56 }, "{moved} ends");
}

/// All sliders together at the ends of what may be typed.
#[test]
fn every_slider_at_the_same_end() {
    for high in [false, true] {
        let mut profile = sample("trading").unwrap();
        for &param in Param::ALL {
            let range = param.hard();
            profile = apply(&profile, Edit::SetParam(param, if high { range.high } else { range.low }));
        }
        for mode in [DefaultMode::Off, DefaultMode::InMonth, DefaultMode::Random] {
            let profile = apply(&profile, Edit::Choose(Choice::Default(mode)));
            holds(
                &profile,
                LAST_MONTH,
                &format!("all at the {} end, {mode:?}", if high { "high" } else { "low" }),
            );
        }
    }
}

/// A ready-made scenario upon another is what it is alone, and sound.
#[test]
fn every_preset_upon_every_preset() {
    let samples = SAMPLES.iter().map(|entry| with_plan(sample(entry.key).unwrap()));
    for (profile, place) in samples.zip(0_usize..) {
        let pairs = Preset::ALL.iter().flat_map(|&first| Preset::ALL.iter().map(move |&then| (first, then)));
        for ((first, then), pair) in pairs.zip(0_usize..) {
            let alone = apply(&profile, Edit::ApplyPreset(then));
            let after = apply(&apply(&profile, Edit::ApplyPreset(first)), Edit::ApplyPreset(then));
            let name = format!("{}: {} upon {}", profile.company, then.key(), first.key());
            assert_eq!(after, alone, "{name}");
            if whole() || (pair + place) % 8 == 0 {
                holds(&after, LAST_MONTH, &name);
            }
        }
    }
}
