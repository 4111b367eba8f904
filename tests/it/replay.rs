//! What happened before, and what it makes of a company: the data are whole,
//! and the figures are what a hand calculation gives.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "what a test sets up may stop it at once")]

use forelock::data::episodes::{episode, episodes, of_group};
use forelock::data::series::Series;
use forelock::domain::bank::{Bank, BankId};
use forelock::domain::calendar::CalendarMonth;
use forelock::domain::episode::{Episode, EpisodeGroup, FactKey, FactValue, Knowledge};
use forelock::domain::holding::{
    AccountClass, AssetClass, Custody, Holding, HoldingId, HoldingKind, LoanRate, Repayment,
};
use forelock::domain::param::{Mark, Param};
use forelock::domain::profile::Profile;
use forelock::domain::scenario::{DefaultMode, ExchangeRecovery, LossOrder, Scenario};
use forelock::domain::yen::Yen;
use forelock::engine::door;
use forelock::engine::episode_terms::{Use, currency_fall, sliders, terms};
use forelock::engine::project;
use forelock::engine::projection::Scope;
use forelock::engine::replay::{Absence, Figure, Replay, ReplayMonth, replay, standing, stated_months};
use rust_decimal::Decimal;

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn named(id: &str) -> &'static Episode {
    episode(id).expect("an episode of that name")
}

fn close_yen(found: Option<Yen>, expected: f64, tolerance: f64) {
    let found = door::amount(found.expect("a figure"));
    assert!((found - expected).abs() <= tolerance, "{found}, not {expected}");
}

/// Cash 1m; at bank A 30m on demand, 5m settlement, 10,000 dollars; the same
/// in dollars elsewhere; 10m of bonds at par; a bitcoin at an exchange for
/// 10m; a loan of 20m at no interest.
pub(crate) fn company() -> Profile {
    let a = || BankId("A".into());
    let deposit = |account, yen| HoldingKind::Deposit { bank: a(), account, amount: Yen::whole(yen) };
    with(vec![
        HoldingKind::Cash { amount: Yen::whole(1_000_000) },
        deposit(AccountClass::Ordinary, 30_000_000),
        deposit(AccountClass::Settlement, 5_000_000),
        HoldingKind::ForeignDeposit { bank: a(), usd: dec("10000") },
        HoldingKind::ForeignCash { usd: dec("10000") },
        HoldingKind::Jgb { face: Yen::whole(10_000_000), coupon: dec("0.0224"), months: 120 },
        coin("BTC"),
        loan(20_000_000),
    ])
}

fn coin(ticker: &str) -> HoldingKind {
    HoldingKind::Crypto {
        coin: ticker.into(),
        count: Decimal::ONE,
        price: dec("10000000"),
        custody: Custody::Exchange,
        tax_basis: None,
    }
}

fn loan(yen: i64) -> HoldingKind {
    HoldingKind::Loan {
        bank: None,
        balance: Yen::whole(yen),
        rate: LoanRate::Fixed(Decimal::ZERO),
        repayment: Repayment::Bullet,
        months: 240,
    }
}

fn with(holdings: Vec<HoldingKind>) -> Profile {
    let mut profile = Profile::empty("x", CalendarMonth::new(2026, 3).unwrap(), "calm");
    let mut bank = Bank::new(BankId("A".into()), "A");
    bank.jgb_share = Some(dec("0.9")); // its own figure is not what happened there
    profile.banks.push(bank);
    for (i, kind) in holdings.into_iter().enumerate() {
        profile.holdings.push(Holding { id: HoldingId(format!("h{i}")), name: format!("line {i}"), kind });
    }
    profile
}

fn through(profile: &Profile, id: &str) -> Replay {
    replay(profile, &profile.active_scenario(), named(id))
}

fn at(replay: &Replay, month: u16) -> &ReplayMonth {
    replay.months.iter().find(|m| m.month == month).expect("a stated month")
}

fn class(month: &ReplayMonth, class: AssetClass) -> Figure {
    month.classes.iter().find(|(c, _)| *c == class).expect("a class").1
}

#[test]
fn every_episode_is_there_with_marks_and_sources() {
    let count = |group| of_group(group).count();
    let counts = EpisodeGroup::ALL.map(count);
    assert_eq!(counts, [12, 8, 9]);
    for e in episodes() {
        assert!(!e.sources.is_empty() && e.sources.iter().all(|s| s.cite.len() > 8), "{}", e.id);
        assert!(!e.facts.is_empty(), "{}", e.id);
        for fact in &e.facts {
            let missing = fact.value == FactValue::Missing;
            assert_eq!(fact.mark.is_none(), missing, "{}: {:?}", e.id, fact.key);
            assert!(fact.mark != Some(Mark::NoView), "{}: {:?}", e.id, fact.key);
            assert!(fact.value != FactValue::Words || fact.note, "{}: {:?} says nothing", e.id, fact.key);
        }
        for path in [&e.currency, &e.prices, &e.coin, &e.gold] {
            assert!(path.points.windows(2).all(|p| p[0].at < p[1].at), "{}", e.id);
            assert!(
                path.points.iter().all(|p| p.ratio > Decimal::ZERO && p.mark != Mark::NoView),
                "{}",
                e.id
            );
        }
        // What was read off between yearly averages is not used below +12.
        if e.prices.interpolated {
            assert!(e.prices.months().all(|m| m >= 12), "{}", e.id);
            assert!(e.yearly.is_some() || ["korea_1997", "mexico_1994"].contains(&e.id.as_str()), "{}", e.id);
        }
        assert!(episodes().iter().filter(|other| other.id == e.id).count() == 1, "{}", e.id);
        assert!(stated_months(e).len() >= 2, "{}: nothing to state", e.id);
    }
}

/// Rows of the model's table, §2.
#[test]
fn paths_are_those_of_the_table() {
    let expect = |id: &str, prices: bool, months: &[(u16, &str)]| {
        let e = named(id);
        let path = if prices { &e.prices } else { &e.currency };
        for (month, ratio) in months {
            let found = path.at(*month).expect("a point").ratio;
            assert!((found - dec(ratio)).abs() <= dec("0.005"), "{id} +{month}: {found}, not {ratio}");
        }
    };
    expect("argentina_2001", false, &[(1, "1.40"), (3, "2.95"), (6, "3.75"), (12, "3.32"), (60, "3.04")]);
    expect("argentina_2001", true, &[(12, "1.409")]);
    expect("cyprus_2013", false, &[(1, "1.03"), (6, "1.00"), (24, "1.18"), (60, "1.08")]);
    expect("japan_1946", true, &[(12, "2.90"), (24, "9.60"), (60, "30.00")]);
    expect("turkey_2021", false, &[(12, "2.13"), (60, "5.65")]);
    expect("turkey_2021", true, &[(12, "1.69"), (24, "2.61")]);
    expect("lebanon_2019", false, &[(9, "4.643"), (42, "66.33")]);
    // Those that come from the series.
    expect("japan_2012", false, &[(1, "1.03"), (12, "1.24"), (24, "1.37"), (60, "1.43")]);
    expect("japan_2012", true, &[(12, "1.01"), (24, "1.04"), (60, "1.05")]);
    expect("japan_2021", false, &[(1, "1.0153"), (12, "1.1063"), (60, "1.5093")]);
    expect("japan_2021", true, &[(6, "0.999"), (24, "1.0491"), (60, "1.1313")]);
    for (id, months) in [
        ("btc_2013_15", [(1, "1.101"), (12, "0.4395"), (60, "5.054")]),
        ("btc_2017_18", [(3, "0.4972"), (12, "0.2649"), (60, "1.187")]),
        ("btc_2021_22", [(1, "0.8119"), (12, "0.3008"), (24, "0.6605")]),
        ("btc_2025_26", [(1, "0.8244"), (3, "0.7184"), (6, "0.6965")]),
    ] {
        for (month, ratio) in months {
            let found = named(id).coin.at(month).unwrap().ratio;
            let off = (found / dec(ratio) - Decimal::ONE).abs();
            assert!(off < dec("0.008"), "{id} +{month}: {found}, not {ratio}");
        }
    }
    assert!(named("argentina_2001").prices.at(24).is_none());
    assert!(named("germany_1948").currency.is_empty() && named("germany_1948").prices.is_empty());
}

/// 10,000,000 yen each in cash, dollars, bitcoin and gold, at today's rate.
fn four_ways() -> Profile {
    let usd = dec("10000000").checked_div(dec("157.9")).unwrap();
    let mut own = coin("BTC");
    if let HoldingKind::Crypto { custody, .. } = &mut own {
        *custody = Custody::Own;
    }
    with(vec![
        HoldingKind::Cash { amount: Yen::whole(10_000_000) },
        HoldingKind::ForeignCash { usd },
        own,
        HoldingKind::Gold { grams: dec("500"), price: dec("20000") },
    ])
}

/// Case V19: January 2021 to June 2026; the figures of §3, ±2 yen.
#[test]
fn v19_four_things_through_the_weak_yen() {
    let r = through(&four_ways(), "japan_2021");
    let end = at(&r, 65);
    let expected = [
        (AssetClass::Cash, 8_785_211.0),
        (AssetClass::Currency, 13_608_455.0),
        (AssetClass::Crypto, 24_019_743.0),
        (AssetClass::Gold, 30_817_648.0),
    ];
    for (kind, real) in expected {
        close_yen(class(end, kind).real, real, 2.0);
    }
    assert_eq!(r.months.last().unwrap().month, 65);
}

/// Case V20: October 2021 to December 2022, straight from the series.
#[test]
fn v20_the_series_give_the_published_figures() {
    let [from, to] = [(2021, 10), (2022, 12)].map(|(y, m)| CalendarMonth::new(y, m).unwrap());
    let ratio = |series: Series| {
        let months = series.months();
        door::plain(months.at(to).unwrap()) / door::plain(months.at(from).unwrap())
    };
    let (usd, prices) = (ratio(Series::UsdJpy), ratio(Series::JapanCpi));
    let found = [1.0, usd, usd * ratio(Series::BtcUsd), usd * ratio(Series::GoldUsd)];
    for (value, expected) in found.into_iter().zip([9_596_542.0, 11_445_353.0, 3_075_706.0, 11_580_611.0]) {
        close_yen(Some(door::state(1e7 * value / prices)), expected, 2.0);
    }
}

/// Yen cash lost 57% of its purchasing power 1971–80, and nobody defaulted.
#[test]
fn cash_through_the_seventies() {
    let r = through(&four_ways(), "japan_1970");
    let end = r.months.last().unwrap();
    assert_eq!(end.month, 119);
    let real = door::amount(class(end, AssetClass::Cash).real.unwrap());
    assert!((real / 1e7 - 0.4311).abs() < 0.0001, "{real}"); // 31.9 / 74.0
    // The dollar fell against the yen: 209.4886 / 358.02.
    close_yen(class(end, AssetClass::Currency).nominal, 1e7 * 209.4886 / 358.02, 1.0);
    assert_eq!(r.left_out, [(HoldingId("h2".into()), Absence::Bitcoin)]);
}

#[test]
fn cyprus_by_hand() {
    let r = through(&company(), "cyprus_2013");
    let then = at(&r, 12);
    // 10m of 30m is covered; of the rest and of the dollars there 47.5% is lost.
    close_yen(class(then, AssetClass::Deposit).nominal, 10e6 + 20e6 * 0.525 + 5e6, 0.0);
    close_yen(class(then, AssetClass::Currency).nominal, 15_250.0 * 157.9 * 0.9768, 1.0);
    close_yen(class(then, AssetClass::Currency).real, 15_250.0 * 157.9 * 0.9768 / 0.9896, 1.0);
    // Bitcoin in February 2013 and 2014: 33.4 and 551 dollars.
    close_yen(class(then, AssetClass::Crypto).nominal, 10e6 * 551.0 / 33.4 * 0.9768, 1.0);
    assert_eq!(then.frozen, Yen::whole(25_500_000 + 809_743)); // with 5,250 dollars there
    // Prices before +12 were not found: no real value is stated, a nominal one is.
    let early = at(&r, 3);
    assert!(early.net.nominal.is_some() && early.net.real.is_none() && early.prices.is_none());
    assert!(early.net.dollars.is_some());
    // What Cyprus' own bonds lost was not found.
    assert_eq!(r.left_out, [(HoldingId("h5".into()), Absence::Bonds)]);
    let months: Vec<u16> = r.months.iter().map(|m| m.month).collect();
    assert_eq!(months, [0, 1, 3, 6, 12, 24, 60]);
    let start = at(&r, 0);
    // Bitcoin stands beside net worth: what it did then Cyprus did not do.
    close_yen(start.net.nominal, 1e6 + 30e6 + 5e6 + 2.0 * 1_579_000.0 - 20e6, 0.0);
    assert_eq!(r.beside, [AssetClass::Crypto]);
    assert_eq!(start.net.nominal, start.net.real);
}

/// Case V13: a dollar deposit becomes 1.40 pesos a dollar and loses 57.8% of
/// its dollars within a year, dollars in the hand do not.
#[test]
fn argentina_by_hand() {
    let profile = with(vec![
        HoldingKind::ForeignDeposit { bank: BankId("A".into()), usd: dec("10000") },
        HoldingKind::ForeignCash { usd: dec("10000") },
        HoldingKind::Cash { amount: Yen::whole(1_000_000) },
        HoldingKind::Jgb { face: Yen::whole(10_000_000), coupon: dec("0.0224"), months: 120 },
        loan(5_000_000),
    ]);
    let r = through(&profile, "argentina_2001");
    close_yen(class(at(&r, 0), AssetClass::Currency).nominal, 2.0 * 1_579_000.0, 0.0);
    let then = at(&r, 12);
    let deposit = class(then, AssetClass::Deposit);
    close_yen(deposit.nominal, 10_000.0 * 157.9 * 1.40, 0.0);
    let dollars = deposit.dollars.unwrap();
    assert!((1.0 - dollars / 10_000.0 - 0.5785).abs() < 1e-4, "{dollars}");
    close_yen(class(then, AssetClass::Cash).real, 1e6 / 1.409, 2.0 + 112_000.0 * 2.0);
    close_yen(class(then, AssetClass::Currency).real, 10_000.0 * 157.9 * 3.3217 / 1.409, 1.0);
    // 73% off what the bond was worth with a month's interest on it.
    let bond = 10e6 * 1.0112_f64.powf(1.0 / 6.0) * 0.27;
    close_yen(class(then, AssetClass::Jgb).nominal, bond, 1.0);
    // Debts in money that lost value are lighter.
    close_yen(class(then, AssetClass::Debt).real, -5e6 / 1.409, 1.0);
    // All of the deposit is frozen to month 12, none of it after.
    assert_eq!(at(&r, 6).frozen, Yen::whole(2_210_600));
    assert_eq!(at(&r, 24).frozen, Yen::ZERO);
    // Prices at +24 were not found.
    assert!(at(&r, 24).net.real.is_none() && at(&r, 24).net.dollars.is_some());
}

/// Deposits frozen for 29 months, a quarter of net worth levied, prices × 2.9
/// within a year.
#[test]
fn japan_1946_by_hand() {
    let profile = with(vec![
        HoldingKind::Cash { amount: Yen::whole(1_000_000) },
        HoldingKind::Deposit {
            bank: BankId("A".into()),
            account: AccountClass::Ordinary,
            amount: Yen::whole(30_000_000),
        },
        loan(10_000_000),
    ]);
    let r = through(&profile, "japan_1946");
    let then = at(&r, 12);
    // (31m − 10m) × 25% = 5.25m, shared over what there is: 30/31 from the deposit.
    close_yen(class(then, AssetClass::Deposit).nominal, 30e6 - 5.25e6 * 30.0 / 31.0, 1.0);
    close_yen(then.net.nominal, 15.75e6, 0.0);
    close_yen(then.net.real, 15.75e6 / 2.9, 2.0);
    close_yen(Some(then.frozen), 30e6 - 5.25e6 * 30.0 / 31.0, 1.0);
    assert_eq!(at(&r, 38).frozen, Yen::ZERO);
    // What was cut from larger accounts was not found: at most this much.
    assert!(r.deposits_at_most);
    // Prices at +3 were not found, the dollar at +7 was not.
    assert!(at(&r, 3).prices.is_none() && at(&r, 3).usd_jpy.is_some());
    assert!(at(&r, 7).prices.is_some() && at(&r, 7).usd_jpy.is_none());
    assert!(at(&r, 7).net.real.is_some() && at(&r, 7).net.dollars.is_none());
}

#[test]
fn greece_by_hand() {
    let r = through(&company(), "greece_2012");
    let then = at(&r, 12);
    let bond = 10e6 * 1.0112_f64.powf(1.0 / 6.0) * (1.0 - 0.646);
    close_yen(class(then, AssetClass::Jgb).nominal, bond, 1.0);
    // The bank's own bonds do not matter: depositors there lost nothing.
    close_yen(class(then, AssetClass::Deposit).nominal, 35e6, 0.0);
    close_yen(class(then, AssetClass::Currency).nominal, 20_000.0 * 157.9 * 0.9918, 1.0);
    assert!(r.left_out.is_empty() && !r.deposits_at_most);
}

#[test]
fn germany_1948_has_one_month_and_no_dollars() {
    let r = through(&company(), "germany_1948");
    let months: Vec<u16> = r.months.iter().map(|m| m.month).collect();
    assert_eq!(months, [0, 1]);
    let then = at(&r, 1);
    close_yen(class(then, AssetClass::Deposit).nominal, 35e6 * 0.065, 0.0);
    close_yen(class(then, AssetClass::Debt).nominal, -20e6 * 0.1, 0.0);
    assert!(then.net.real.is_none() && then.net.dollars.is_none());
    assert_eq!(r.left_out.len(), 4); // dollars twice, the bond, the coin
}

#[test]
fn bitcoin_2017_by_hand() {
    let mut profile = company();
    profile.holdings.push(Holding { id: HoldingId("eth".into()), name: "ETH".into(), kind: coin("ETH") });
    let r = through(&profile, "btc_2017_18");
    assert_eq!(r.months.len(), 61);
    let then = at(&r, 12);
    let (dollar, prices) = (112.1994 / 112.9405, 99.7 / 99.4);
    let btc = 10e6 * 3690.0 / 13900.0 * dollar;
    close_yen(class(then, AssetClass::Crypto).nominal, btc, 1.0);
    close_yen(class(then, AssetClass::Crypto).real, btc / prices, 1.0);
    close_yen(class(then, AssetClass::Deposit).real, 35e6 / prices, 1.0);
    // Ether has no path of its own here.
    assert_eq!(r.left_out, [(HoldingId("eth".into()), Absence::OtherCoins)]);
}

/// 118% of the dollars a coin was worth at 16,871, paid 27 months later as
/// money.
#[test]
fn ftx_by_hand() {
    let r = through(&company(), "ftx_2022");
    let claim = 10e6 * 1.18 * 16_871.0 / 20_500.0;
    // The dollar in October 2022, January 2025 (the last rate before the payment).
    let paid = claim * 156.4819 / 147.0515;
    let before = class(at(&r, 27), AssetClass::Crypto);
    close_yen(before.nominal, paid, 3.0);
    let end = r.months.last().unwrap();
    assert_eq!(end.month, 28);
    close_yen(class(end, AssetClass::Crypto).nominal, 0.0, 0.0);
    // Cash has it then, with the bond's coupons: 4 × 112,000.
    close_yen(class(end, AssetClass::Cash).nominal, 1e6 + 4.0 * 112_000.0 + paid, 3.0);
}

#[test]
fn mt_gox_pays_a_sixth_of_the_coins() {
    let r = through(&with(vec![coin("BTC")]), "mtgox_2014");
    let end = r.months.last().unwrap();
    assert_eq!(end.month, 126);
    let months = Series::BtcUsd.months();
    let price = |y, m| door::plain(months.at(CalendarMonth::new(y, m).unwrap()).unwrap());
    let coins =
        class(end, AssetClass::Crypto).dollars.unwrap() / (10e6 / 157.9 * price(2024, 7) / price(2014, 1));
    assert!((coins - 0.165).abs() < 1e-6, "{coins}");
}

/// A month without its inputs has no figure, in any episode.
#[test]
fn nothing_is_stated_without_its_inputs() {
    let mut profile = company();
    profile.holdings.push(Holding {
        id: HoldingId("gold".into()),
        name: "gold".into(),
        kind: HoldingKind::Gold { grams: dec("100"), price: dec("20000") },
    });
    for e in episodes() {
        let r = replay(&profile, &profile.active_scenario(), e);
        for m in r.months.iter().filter(|m| m.month > 0) {
            let what = format!("{} +{}", e.id, m.month);
            let (currency, prices) = (e.currency.at(m.month).is_some(), e.prices.at(m.month).is_some());
            assert!(currency || prices || m.month == e.event, "{what}");
            assert_eq!(m.usd_jpy.is_some(), currency, "{what}");
            assert_eq!(m.prices.is_some(), prices, "{what}");
            let moving =
                |c: &AssetClass| matches!(c, AssetClass::Currency | AssetClass::Gold | AssetClass::Crypto);
            for (kind, figure) in &m.classes {
                let own = match kind {
                    AssetClass::Gold => e.gold.at(m.month).is_some(),
                    AssetClass::Crypto => e.coin.at(m.month).is_some(),
                    _ => true,
                };
                let known = own && (!moving(kind) || currency);
                assert_eq!(figure.nominal.is_some(), known, "{what} {kind:?}");
                assert_eq!(figure.real.is_some(), figure.nominal.is_some() && prices, "{what} {kind:?}");
            }
            let within = || m.classes.iter().filter(|(c, _)| !r.beside.contains(c));
            let whole = within().all(|(_, f)| f.nominal.is_some());
            assert_eq!(m.net.nominal.is_some(), whole, "{what}");
            if let Some(net) = m.net.nominal {
                let sum: Yen = within().filter_map(|(_, f)| f.nominal).sum();
                assert_eq!(net, sum, "{what}");
            }
        }
        if e.bonds == Knowledge::Unknown {
            assert!(r.left_out.iter().any(|(id, why)| id.0 == "h5" && *why == Absence::Bonds), "{}", e.id);
        }
    }
}

#[test]
fn a_replay_owes_nothing_to_the_scenario_in_front() {
    let mut profile = company();
    let plain = through(&profile, "greece_2012").months;
    let scenario = &mut profile.scenarios[0];
    scenario.default = DefaultMode::InMonth;
    for (param, value) in
        [(Param::Haircut, "1"), (Param::Shock, "0.9"), (Param::Crash, "0.9"), (Param::LevyRate, "0.5")]
    {
        scenario.set(param, dec(value));
    }
    assert!(through(&profile, "greece_2012").months == plain);
}

/// The sliders "like this": set as sourced, the rest left or switched off.
#[test]
fn sliders_take_what_is_sourced_and_no_more() {
    let mut mine = Scenario::named("mine");
    mine.set(Param::Crash, dec("0.5"));
    mine.set(Param::BankJgbShare, dec("0.3"));
    mine.set(Param::Horizon, Decimal::TWO);
    let like = |id| sliders(named(id), &mine);

    let argentina = like("argentina_2001");
    assert_eq!(argentina.get(Param::Haircut), dec("0.73"));
    assert_eq!((argentina.default, argentina.get(Param::DefaultMonth)), (DefaultMode::InMonth, Decimal::ONE));
    assert_eq!(argentina.get(Param::FreezeMonths), dec("12"));
    assert_eq!(argentina.get(Param::Shock), dec("0.6559")); // 1 − 1/2.9065
    assert_eq!(argentina.get(Param::ShockMonth), dec("24"));
    assert_eq!(argentina.get(Param::Crash), Decimal::ZERO);
    assert_eq!(argentina.get(Param::BankJgbShare), dec("0.3"));
    assert_eq!((argentina.name.as_str(), argentina.get(Param::Horizon)), ("mine", Decimal::TWO));
    // Prices then reach what was found, the currency's effect included.
    let company = with(vec![HoldingKind::Cash { amount: Yen::whole(10_000_000) }]);
    let level = |s: &Scenario, month: usize| project(&company, s, None).factors.prices[month];
    assert!((level(&argentina, 12) - 1.409).abs() < 1e-4);
    let turkey = like("turkey_2021");
    assert!((level(&turkey, 12) - 1.6909).abs() < 1e-4 && (level(&turkey, 24) - 2.6145).abs() < 1e-3);

    // 47.5% of what is not covered, whatever buffer and share the sliders have.
    let cyprus = like("cyprus_2013");
    assert_eq!(cyprus.loss_order, LossOrder::UninsuredFirst);
    let mut company = self::company();
    company.banks[0].jgb_share = None;
    let end = project(&company, &cyprus, Some(2));
    let lost = end.value(Scope::Line("h1"), 0).nominal.minus(end.value(Scope::Line("h1"), 1).nominal);
    assert_eq!(lost, Yen::whole(9_500_000));

    let fall = like("btc_2017_18");
    assert_eq!((fall.get(Param::Crash), fall.get(Param::CrashMonth)), (dec("0.8378"), dec("12")));
    let ftx = like("ftx_2022");
    assert_eq!(ftx.exchange_recovery, ExchangeRecovery::DollarsOfFailureDate);
    assert_eq!(
        (ftx.get(Param::ExchangeLoss), ftx.get(Param::ExchangeRecoveryMonths)),
        (Decimal::ZERO, dec("27"))
    );
    assert_eq!(like("mtgox_2014").get(Param::ExchangeLoss), dec("0.835"));
    assert_eq!(like("terra_2022").get(Param::Depeg), dec("0.91"));
    let reform = like("germany_1948");
    assert_eq!(
        (reform.get(Param::ConversionMoney), reform.get(Param::ConversionDebts)),
        (dec("0.065"), dec("0.1"))
    );

    // Nothing was found, or it is beyond what can be set: nothing is.
    for id in ["germany_1923", "japan_1970", "dmm_2024"] {
        let calm = forelock::data::presets::without_shocks(&mine);
        let set = sliders(named(id), &mine);
        assert!(set.changed().eq(calm.changed()), "{id}");
        assert_eq!(set.default, DefaultMode::Off, "{id}");
    }
    assert_eq!(currency_fall(named("germany_1923")), None);
    for e in episodes() {
        let set = sliders(e, &mine);
        for (param, value) in set.changed() {
            assert!(param.hard().holds(value), "{}: {param:?} {value}", e.id);
        }
    }
}

#[test]
fn every_fact_that_bears_on_money_is_used_or_says_why_not() {
    let all: Vec<_> = episodes().iter().flat_map(terms).collect();
    assert!(all.iter().any(|t| matches!(t.used, Use::DollarDeposits(_))));
    for term in &all {
        // What was not found is said to be, what is used has a mark.
        assert_eq!(
            term.mark.is_none(),
            term.used == Use::Not(forelock::engine::episode_terms::NotMapped::NotFound),
            "{term:?}"
        );
    }
    assert!(all.iter().all(|t| t.fact != FactKey::PeakPrice));
}

#[test]
fn where_a_company_stands() {
    let profile = company();
    let s = standing(&profile, &profile.active_scenario());
    assert_eq!(s.deposits, Yen::whole(36_579_000));
    assert_eq!(s.open, Yen::whole(21_579_000));
    assert_eq!((s.settlement, s.banks), (Yen::whole(5_000_000), 1));
    assert_eq!(
        (s.debts, s.coins, s.at_exchange),
        (Yen::whole(20_000_000), Yen::whole(10_000_000), Yen::whole(10_000_000))
    );
    assert_eq!((s.bonds, s.not_yen), (Yen::whole(10_000_000), Yen::whole(13_158_000)));
    assert_eq!(s.assets, Yen::whole(59_158_000));
}
