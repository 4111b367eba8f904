//! The published validation cases of the model (V1–V7, V11–V18, V21): figures
//! of an independent calculation, to their stated tolerances. Cases that are
//! scenarios run through `project` too.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what a test sets up may stop it at once"
)]

use forelock::domain::bank::{Bank, BankId};
use forelock::domain::calendar::CalendarMonth;
use forelock::domain::holding::{
    AccountClass, AssetClass, Custody, Holding, HoldingId, HoldingKind, LoanRate, Repayment,
};
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::{DefaultMode, LossOrder, Scenario};
use forelock::domain::yen::Yen;
use forelock::engine::bank_loss::{self, BankTerms};
use forelock::engine::bond::{self, ExchangeTerms};
use forelock::engine::break_even::{self, Outcome, Tie};
use forelock::engine::cause::Cause;
use forelock::engine::crypto_tax::TaxBook;
use forelock::engine::deposit::{Claims, Rules, recover};
use forelock::engine::factors::Factors;
use forelock::engine::projection::{Projection, RECEIVED_ID, Scope, TAX_DUE_ID};
use forelock::engine::{freeze, hazard, numeraire, project};
use rust_decimal::Decimal;

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn yen(amount: i64) -> Yen {
    Yen::whole(amount)
}

fn close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found}, not {expected}");
}

fn close_yen(found: Yen, expected: i64, tolerance: i64) {
    let off = found.minus(yen(expected)).get().abs();
    assert!(off <= Decimal::from(tolerance), "{found:?}, not {expected}");
}

/// A company whose fiscal years end at months 12, 24, …; its holdings are
/// `h0`, `h1`, … in order.
fn company(banks: &[(&str, Option<&str>)], holdings: Vec<HoldingKind>) -> Profile {
    let mut profile = Profile::empty("validation", CalendarMonth::new(2026, 3).unwrap(), "case");
    for (id, share) in banks {
        let mut bank = Bank::new(BankId((*id).into()), *id);
        bank.jgb_share = share.map(dec);
        profile.banks.push(bank);
    }
    for (i, kind) in holdings.into_iter().enumerate() {
        profile.holdings.push(Holding { id: HoldingId(format!("h{i}")), name: format!("line {i}"), kind });
    }
    profile
}

fn deposit(bank: &str, account: AccountClass, amount: i64) -> HoldingKind {
    HoldingKind::Deposit { bank: BankId(bank.into()), account, amount: yen(amount) }
}

fn cash(amount: i64) -> HoldingKind {
    HoldingKind::Cash { amount: yen(amount) }
}

fn scenario(values: &[(Param, &str)]) -> Scenario {
    let mut scenario = Scenario::named("case");
    for (param, value) in values {
        scenario.set(*param, dec(value));
    }
    scenario
}

/// Bonds default in month 12 and nothing else happens.
fn defaulting(haircut: &str, buffer: &str, values: &[(Param, &str)]) -> Scenario {
    let mut scenario = scenario(&[
        (Param::DefaultMonth, "12"),
        (Param::Haircut, haircut),
        (Param::BankBuffer, buffer),
        (Param::Inflation, "0"),
    ]);
    scenario.default = DefaultMode::InMonth;
    for (param, value) in values {
        scenario.set(*param, dec(value));
    }
    scenario
}

fn bank_loss_of(result: &Projection, month: u16) -> Yen {
    let causes = result.causes(Scope::Net, 0, month);
    causes.get(&Cause::BankLoss).map_or(Yen::ZERO, |v| v.nominal.negated())
}

fn shortfall(share: &str, haircut: &str, buffer: &str) -> Decimal {
    let terms = BankTerms {
        jgb_share: dec(share),
        buffer: dec(buffer),
        other_losses: Decimal::ZERO,
        state_support: Decimal::ZERO,
        protected_share: dec("0.65"),
    };
    bank_loss::chain(terms, dec(haircut)).shortfall
}

fn rules(shortfall: Decimal, honoured: &str, order: LossOrder, protected_share: &str) -> Rules {
    Rules {
        shortfall,
        cap: yen(10_000_000),
        honoured: dec(honoured),
        protected_share: dec(protected_share),
        order,
        settlement_always: false,
    }
}

#[test]
fn v1_a_haircut_below_the_buffer_costs_nothing() {
    let x = shortfall("0.15", "0.30", "0.06");
    assert_eq!(x, Decimal::ZERO);
    let claims = Claims { general: yen(25_000_000), settlement: yen(5_000_000), uninsured: Yen::ZERO };
    assert_eq!(recover(claims, rules(x, "1", LossOrder::PariPassu, "0.65")).loss(), Yen::ZERO);

    let accounts = vec![
        deposit("A", AccountClass::Ordinary, 25_000_000),
        deposit("A", AccountClass::Settlement, 5_000_000),
    ];
    let result =
        project(&company(&[("A", Some("0.15"))], accounts), &defaulting("0.30", "0.06", &[]), Some(24));
    assert_eq!(result.banks[0].chain.loss, dec("0.045"));
    assert_eq!(bank_loss_of(&result, 24), Yen::ZERO);
    assert_eq!(result.value(Scope::Net, 24).nominal, yen(30_000_000));
}

const V2_CLAIMS: [(AccountClass, i64); 3] = [
    (AccountClass::Ordinary, 12_345_678),
    (AccountClass::Time, 30_000_000),
    (AccountClass::Settlement, 7_654_321),
];

/// The loss by formula, which `project` must repeat.
fn v2(order: LossOrder, recovered_protected: i64, recovered_unprotected: i64, loss: i64) {
    let x = shortfall("0.40", "0.60", "0.05");
    assert_eq!(x, dec("0.19"));
    let claims = Claims { general: yen(42_345_678), settlement: yen(7_654_321), uninsured: Yen::ZERO };
    let outcome = recover(claims, rules(x, "1", order, "0.60"));
    assert_eq!(outcome.protected, yen(17_654_321));
    assert_eq!(outcome.unprotected, yen(32_345_678));
    assert_eq!(outcome.recovered_protected, yen(recovered_protected));
    assert_eq!(outcome.recovered_unprotected, yen(recovered_unprotected));
    assert_eq!(outcome.loss(), yen(loss));

    let accounts = V2_CLAIMS.map(|(account, amount)| deposit("A", account, amount)).to_vec();
    let mut what_if = defaulting("0.60", "0.05", &[(Param::ProtectedShare, "0.60")]);
    what_if.loss_order = order;
    let result = project(&company(&[("A", Some("0.40"))], accounts), &what_if, Some(24));
    assert_eq!(result.banks[0].outcome, outcome);
    assert_eq!(bank_loss_of(&result, 11), Yen::ZERO, "not before month 12");
    assert_eq!(bank_loss_of(&result, 12), yen(loss));
    assert_eq!(result.value(Scope::Net, 24).nominal, yen(49_999_999 - loss));
}

#[test]
fn v2a_above_the_cap_pari_passu() {
    v2(LossOrder::PariPassu, 17_654_321, 26_199_999, 6_145_679);
}

#[test]
fn v2b_above_the_cap_uninsured_first() {
    v2(LossOrder::UninsuredFirst, 17_654_321, 16_981_480, 15_364_198);
}

/// 17,654,321 × 0.81 = 14,300,000.01: the levy leaves 14,300,000.
#[test]
fn v2c_above_the_cap_uniform_levy() {
    v2(LossOrder::UniformLevy, 14_300_000, 26_199_999, 9_500_000);
}

/// Pari passu leaves the settlement account alone, a uniform levy does not.
#[test]
fn v2_the_settlement_account_pays_only_under_a_levy() {
    for (order, lost) in [(LossOrder::PariPassu, 0), (LossOrder::UniformLevy, 1_454_321)] {
        let accounts = V2_CLAIMS.map(|(account, amount)| deposit("A", account, amount)).to_vec();
        let mut what_if = defaulting("0.60", "0.05", &[]);
        what_if.loss_order = order;
        let result = project(&company(&[("A", Some("0.40"))], accounts), &what_if, Some(12));
        close_yen(result.value(Scope::Line("h2"), 12).nominal, 7_654_321 - lost, 1);
    }
}

#[test]
fn v3a_three_banks_and_an_insurer_that_pays_half() {
    let banks = [("A", Some("0.20")), ("B", Some("0.50")), ("C", Some("0.08"))];
    let accounts = vec![
        deposit("A", AccountClass::Ordinary, 9_000_000),
        deposit("B", AccountClass::Ordinary, 18_000_000),
        deposit("C", AccountClass::Ordinary, 4_000_000),
        deposit("C", AccountClass::Settlement, 20_000_000),
    ];
    let what_if = defaulting("0.50", "0.05", &[(Param::InsuranceHonoured, "0.5")]);
    let result = project(&company(&banks, accounts), &what_if, Some(24));
    let expected = [("0.05", 225_000), ("0.20", 2_600_000), ("0", 0)];
    for (report, (x, loss)) in result.banks.iter().zip(expected) {
        assert_eq!(report.chain.shortfall, dec(x), "{:?}", report.bank);
        assert_eq!(report.outcome.loss(), yen(loss), "{:?}", report.bank);
    }
    assert_eq!(bank_loss_of(&result, 24), yen(2_825_000));
    assert_eq!(result.value(Scope::Net, 24).nominal, yen(48_175_000));
}

#[test]
fn v3b_the_same_money_in_one_bank() {
    let claims = Claims { general: yen(31_000_000), settlement: yen(20_000_000), uninsured: Yen::ZERO };
    let x = shortfall("0.50", "0.50", "0.05");
    assert_eq!(recover(claims, rules(x, "0.5", LossOrder::PariPassu, "0.65")).loss(), yen(7_200_000));

    let accounts = vec![
        deposit("B", AccountClass::Ordinary, 31_000_000),
        deposit("B", AccountClass::Settlement, 20_000_000),
    ];
    let what_if = defaulting("0.50", "0.05", &[(Param::InsuranceHonoured, "0.5")]);
    let result = project(&company(&[("B", Some("0.50"))], accounts), &what_if, Some(12));
    assert_eq!(bank_loss_of(&result, 12), yen(7_200_000));
}

/// The world of V4 and V18: the yen loses 30% in month 12.
fn devaluation() -> Scenario {
    scenario(&[
        (Param::UsdJpy, "150"),
        (Param::Shock, "0.30"),
        (Param::ShockMonth, "12"),
        (Param::Inflation, "0.02"),
        (Param::PassThrough, "0.30"),
        (Param::PassThroughLag, "12"),
        (Param::CrisisThreshold, "1"),
        (Param::BtcUsd, "60000"),
    ])
}

#[test]
fn v4_a_devaluation_reaches_prices_over_a_year() {
    let what_if = devaluation();
    let holdings = vec![cash(10_000_000), HoldingKind::ForeignCash { usd: dec("100000") }];
    let result = project(&company(&[], holdings), &what_if, Some(36));
    let prices = [
        (11, 1.018_318_164_759_677_3),
        (12, 1.029_135_882_291_000_8),
        (18, 1.096_498_648_298_947_2),
        (24, 1.157_899_673_631_907_6),
        (36, 1.181_057_667_104_545_6),
    ];
    for (month, price) in prices {
        close(Factors::of(&what_if, 36).prices[month], price, 1e-12);
    }
    let in_cash = [
        (0, 10_000_000),
        (11, 9_820_114),
        (12, 9_716_890),
        (18, 9_119_938),
        (23, 8_650_590),
        (24, 8_636_327),
        (36, 8_466_987),
    ];
    for (month, real) in in_cash {
        close_yen(result.value(Scope::Line("h0"), month).real, real, 1);
        assert_eq!(result.value(Scope::Line("h0"), month).nominal, yen(10_000_000));
    }
    for (month, real) in [(12, 20_821_907), (24, 18_506_415), (36, 18_143_544)] {
        close_yen(result.value(Scope::Class(AssetClass::Currency), month).real, real, 1);
    }
    let why = result.causes(Scope::Line("h0"), 0, 36);
    let inflation = why[&Cause::Inflation].real;
    assert_eq!(inflation.plus(why[&Cause::PassThrough].real), yen(8_466_987 - 10_000_000));
}

#[test]
fn v5_a_ten_year_bond_at_one_to_five_percent() {
    let prices =
        [100.0, 90.977_223_516_864_75, 82.831_361_214_918_27, 75.472_849_983_104_27, 68.821_675_428_706_5];
    for (price, y) in prices.into_iter().zip([0.01, 0.02, 0.03, 0.04, 0.05]) {
        close(bond::price(100.0, 0.01, 10.0, y, 2.0), price, 1e-9);
        close(bond::value_with_accrued(100.0, 0.01, 120, y), price, 1e-9);
    }
    let s = bond::sensitivity(0.01, 10.0, 0.01);
    close(s.macaulay, 9.541_178_121_201_595, 1e-9);
    close(s.modified, 9.493_709_573_334_922, 1e-9);
    close(s.convexity, 97.621_707_171_161_66, 1e-9);
    let approximate =
        [(0.01, 90.994_398_962_521_15), (0.02, 82.965_014_996_753_62), (0.04, 69.834_898_280_353_44)];
    for (rise, price) in approximate {
        let taught = 100.0 * (1.0 - s.modified * rise + 0.5 * s.convexity * rise * rise);
        close(taught, price, 1e-9);
    }
}

/// Yields jump from 1% to 5% in the month a coupon is due.
#[test]
fn v5_a_company_s_bond_is_repriced_exactly() {
    let holdings = vec![HoldingKind::Jgb { face: yen(100_000_000), coupon: dec("0.01"), months: 126 }];
    let what_if = scenario(&[
        (Param::YieldToday, "0.01"),
        (Param::YieldRise, "0.04"),
        (Param::YieldMonth, "6"),
        (Param::Inflation, "0"),
    ]);
    let result = project(&company(&[], holdings), &what_if, Some(12));
    close_yen(result.value(Scope::Line("h0"), 0).nominal, 100_000_000, 0);
    close_yen(result.value(Scope::Line("h0"), 6).nominal, 68_821_675, 0);
    assert_eq!(result.value(Scope::Line(RECEIVED_ID), 6).nominal, yen(500_000));
    let why = result.causes(Scope::Net, 0, 6);
    assert_eq!(why[&Cause::Interest].nominal, yen(500_000));
    assert_eq!(why[&Cause::YieldRise].nominal, yen(-31_178_325));
}

#[test]
fn v6_three_haircuts_for_one_exchange() {
    let old = bond::price(100.0, 0.02, 5.0, 0.06, 1.0);
    close(old, 83.150_544_857_737_1, 1e-9);
    let cases = [
        (0.5, 0.01, 21.325_196_953_586_822, 0.786_748_030_464_131_8, 0.743_535_090_598_958_1),
        (0.0, 0.02, 54.120_315_125_738_884, 0.458_796_848_742_611_2, 0.349_128_556_904_422_7),
    ];
    for (face_cut, new_coupon, value, market, sz) in cases {
        let terms = ExchangeTerms { face_cut, new_coupon, new_years: 20.0, cash: 0.0, exit_yield: 0.06 };
        let new = bond::exchange_value(terms, 1.0);
        close(new, value, 1e-9);
        close(bond::market_haircut(new), market, 1e-9);
        close(bond::sz_haircut(new, old), sz, 1e-9);
    }
}

#[test]
fn v7_a_constant_hazard() {
    let rate = hazard::implied_by_cds(0.0025, 0.4);
    let expected = [
        (1.0, 0.004_157_998_154_890_041),
        (5.0, 0.020_617_818_668_759_89),
        (10.0, 0.040_810_542_890_861_834),
        (20.0, 0.079_955_585_370_676_71),
        (30.0, 0.117_503_097_415_404_54),
        (1.0 / 12.0, 0.000_347_161_947_562_901_75),
    ];
    for (years, probability) in expected {
        close(hazard::probability(rate, years), probability, 1e-12);
    }
}

/// 20 bonds of 1.575 face due on 24 February 2023 to 2042, valued on 12 March
/// 2012, and EFSF notes worth 15.
#[test]
fn v11_the_greek_exchange() {
    let coupon = |year: u16| match year {
        ..=2015 => 0.02,
        2016..=2020 => 0.03,
        2021 => 0.0365,
        _ => 0.043,
    };
    let time = |year: u16| f64::from(year - 2012) - 17.0 / 365.0;
    let payments: Vec<(f64, f64)> = (2023..=2042)
        .flat_map(|due| {
            let coupons = (2013..=due).map(move |year| (time(year), 1.575 * coupon(year)));
            coupons.chain([(time(due), 1.575)])
        })
        .collect();
    let new = bond::present_value(&payments, 0.153);
    close(new, 7.992_675_951_733_673, 1e-9);
    close(new / 31.5 * 100.0, 25.373_574_449_948_173, 1e-9);
    let package = new + 15.0;
    close(bond::market_haircut(package), 0.770_073_240_482_663_2, 1e-9);

    let old = |years| bond::price(100.0, 0.046, years, 0.153, 1.0);
    let flat_old = |years, coupon| bond::price(100.0, coupon, years, 0.153, 1.0);
    let by_years = [
        (1.0, 0.746_553_007_912_534_2),
        (5.0, 0.642_889_042_038_38),
        (10.0, 0.509_830_236_650_888_9),
        (30.0, 0.259_308_505_511_471_3),
    ];
    for (years, sz) in by_years {
        close(bond::sz_haircut(package, flat_old(years, 0.046)), sz, 1e-9);
    }
    let weights = [
        (1.0, 0.14),
        (2.0, 0.13),
        (3.0, 0.13),
        (4.0, 0.09),
        (5.0, 0.09),
        (7.0, 0.12),
        (10.0, 0.10),
        (12.0, 0.08),
        (14.0, 0.04),
        (25.0, 0.08),
    ];
    let stylised = bond::sz_haircut(package, weights.iter().map(|&(years, w)| w * old(years)).sum());
    close(stylised, 0.642_489_314_799_249_2, 1e-9);
    close(stylised, 0.646, 0.015);
}

/// The Bank of Cyprus: 47.5% above the cap.
#[test]
fn v12_cyprus() {
    let claims = Claims { general: yen(1_000_000), ..Claims::default() };
    let rules = Rules { cap: yen(100_000), ..rules(dec("0.19"), "1", LossOrder::UninsuredFirst, "0.60") };
    assert_eq!(recover(claims, rules).loss(), yen(427_500));

    let accounts = vec![
        deposit("A", AccountClass::Ordinary, 600_000),
        deposit("A", AccountClass::Time, 400_000),
        deposit("A", AccountClass::Settlement, 5_000_000),
    ];
    let values = [(Param::ProtectedShare, "0.60"), (Param::InsuranceCap, "100000")];
    let mut what_if = defaulting("0.60", "0.05", &values);
    what_if.loss_order = LossOrder::UninsuredFirst;
    let result = project(&company(&[("A", Some("0.40"))], accounts), &what_if, Some(12));
    assert_eq!(bank_loss_of(&result, 12), yen(427_500));
    // the cap covers the account on demand first: 500,000 and 400,000 are open
    assert_eq!(result.value(Scope::Line("h0"), 12).nominal, yen(600_000 - 237_500));
    assert_eq!(result.value(Scope::Line("h1"), 12).nominal, yen(400_000 - 190_000));
    assert_eq!(result.value(Scope::Line("h2"), 12).nominal, yen(5_000_000));
}

/// Argentina, December 2001 to December 2002: pesos as yen, a hundred million
/// to one, and 100 pesos to the dollar so that the start is a usual rate.
#[test]
fn v13_argentina() {
    let pesified = 140_i64;
    let what_if = scenario(&[
        (Param::UsdJpy, "99.95"),
        (Param::Shock, "0.698945783132530120481927710843"),
        (Param::ShockMonth, "12"),
        (Param::Inflation, "0.409"),
        (Param::PassThrough, "0"),
        (Param::CrisisPassThrough, "0"),
    ]);
    let scale = 100_000_000;
    let dollars = dec("10000000000") / dec("99.95");
    let holdings = vec![cash(pesified * scale), cash(100 * scale), HoldingKind::ForeignCash { usd: dollars }];
    let result = project(&company(&[], holdings), &what_if, Some(12));
    let real = |id| result.value(Scope::Line(id), 12).real;
    close_yen(real("h0"), 9_936_124_911, 1);
    close_yen(real("h1"), 7_097_232_079, 1);
    close_yen(real("h2"), 23_574_597_803, 1);
    let in_dollars = numeraire::dollars(yen(pesified * 100), &result.factors, 12);
    close(in_dollars, 42.168_674_698_795_18, 1e-9);
    close(1.0 - in_dollars / 100.0, 0.578_313_253_012_048_3, 1e-9);
    close(numeraire::log_pass_through(1.409, 3.32 / 0.9995), 0.285_622_870_473_019_43, 1e-9);
}

#[test]
fn v14_break_even() {
    let tie = break_even::tie(Outcome { calm: 92.0, default: 40.0 }, Outcome { calm: 80.0, default: 70.0 });
    let Tie::At(p) = tie else { panic!("{tie:?}") };
    close(p, 0.285_714_285_714_285_7, 1e-12);
    close(break_even::hazard(p, 10.0), 0.033_647_223_662_121_29, 1e-12);
}

#[test]
fn v15_inflation_eats_a_loan() {
    for (inflation, real) in [("0.1", 90_909_091), ("0.5", 66_666_667), ("1", 50_000_000), ("9", 10_000_000)]
    {
        let loan = HoldingKind::Loan {
            bank: None,
            balance: yen(100_000_000),
            rate: LoanRate::Fixed(Decimal::ZERO),
            repayment: Repayment::Bullet,
            months: 60,
        };
        let result =
            project(&company(&[], vec![loan]), &scenario(&[(Param::Inflation, inflation)]), Some(12));
        let end = result.value(Scope::Debts, 12);
        assert_eq!(end.real, yen(-real), "inflation {inflation}");
        assert_eq!(end.nominal, yen(-100_000_000));
        let gain = result.causes(Scope::Net, 0, 12)[&Cause::Inflation];
        assert_eq!(gain.real, yen(100_000_000 - real), "a gain of the debtor");
    }
}

#[test]
fn v16_tax_on_year_end_values() {
    let mut book = TaxBook::default();
    let mut basis = yen(10_000_000);
    let mut taxes = Vec::new();
    let mut carried = Vec::new();
    for value in [16_345_678, 9_000_000, 20_000_000] {
        taxes.push(book.close_year(yen(value), basis, dec("0.3152")));
        carried.push(book.carried_loss);
        basis = yen(value);
    }
    assert_eq!(taxes, [1_999_900, 0, 1_151_700].map(yen));
    assert_eq!(carried, [0, 7_345_678, 0].map(yen));
}

/// The same year-end values by a crash in month 18 and a fall of the yen by
/// 55% in month 30.
#[test]
fn v16_tax_of_a_company() {
    let crash = Decimal::ONE - dec("9000000") / dec("16345678");
    let mut what_if = scenario(&[
        (Param::TaxRate, "0.3152"),
        (Param::CrashMonth, "18"),
        (Param::Shock, "0.55"),
        (Param::ShockMonth, "30"),
    ]);
    what_if.set(Param::Crash, crash);
    let coin = HoldingKind::Crypto {
        coin: "BTC".into(),
        count: Decimal::ONE,
        price: dec("16345678"),
        custody: Custody::Own,
        tax_basis: Some(yen(10_000_000)),
    };
    let result = project(&company(&[], vec![cash(50_000_000), coin]), &what_if, Some(40));
    for (month, value) in [(12, 16_345_678), (24, 9_000_000), (36, 20_000_000)] {
        assert_eq!(result.value(Scope::Line("h1"), month).nominal, yen(value), "month {month}");
    }
    let owed = |month| result.value(Scope::Line(TAX_DUE_ID), month).nominal;
    let at_hand = |month| result.value(Scope::Line("h0"), month).nominal;
    assert_eq!([owed(11), owed(12), owed(13), owed(14)], [0, -1_999_900, -1_999_900, 0].map(yen));
    assert_eq!([at_hand(13), at_hand(14), at_hand(37)], [50_000_000, 48_000_100, 48_000_100].map(yen));
    assert_eq!([owed(24), owed(36), owed(37), owed(38)], [0, -1_151_700, -1_151_700, 0].map(yen));
    assert_eq!(at_hand(38), yen(46_848_400));
}

/// Prices rise 3% a month.
const THREE_PERCENT_A_MONTH: &str = "0.425760886846178945447841";

#[test]
fn v17_a_freeze_while_prices_rise() {
    let prices: Vec<f64> = (0..=24).map(|t| 1.03_f64.powi(t)).collect();
    let usable = freeze::usable_real(yen(10_000_000), yen(300_000), 0, 24, &prices);
    close_yen(usable, 6_458_077, 1);
}

/// Prices stand still for a year; then the freeze begins and they rise.
#[test]
fn v17_a_freeze_of_a_company() {
    let mut what_if = scenario(&[
        (Param::Inflation, THREE_PERCENT_A_MONTH),
        (Param::FreezeMonth, "12"),
        (Param::FreezeMonths, "24"),
        (Param::WithdrawalLimit, "300000"),
    ]);
    what_if.inflation_by_year.insert(1, Decimal::ZERO);
    let accounts = vec![deposit("A", AccountClass::Ordinary, 10_000_000)];
    let result = project(&company(&[("A", None)], accounts), &what_if, Some(48));
    let report = result.freeze.unwrap();
    assert_eq!((report.month, report.book_real), (12, yen(10_000_000)));
    // twenty-four months of single-yen rounding
    close_yen(report.usable_real, 6_458_077, 5);
    let by_formula = freeze::usable_real(yen(10_000_000), yen(300_000), 12, 24, &result.factors.prices);
    close_yen(by_formula, 6_458_077, 1);
    let frozen = |month: usize| result.frozen[month];
    assert_eq!([frozen(11), frozen(12), frozen(13)], [0, 10_000_000, 9_700_000].map(yen));
    assert_eq!([frozen(35), frozen(36)], [10_000_000 - 23 * 300_000, 0].map(yen));
}

#[test]
fn v18_the_same_money_in_dollars_and_in_bitcoin() {
    let what_if = devaluation();
    let result = project(&company(&[], vec![cash(10_000_000)]), &what_if, Some(24));
    for (month, usd, btc) in [
        (0, 66_666.666_666_666_67, 1.111_111_111_111_111_2),
        (24, 46_666.666_666_666_67, 0.777_777_777_777_777_9),
    ] {
        let nominal = result.value(Scope::Net, month).nominal;
        close(numeraire::dollars(nominal, &result.factors, month), usd, 1e-9);
        close(numeraire::bitcoin(nominal, &result.factors, 60_000.0, month), btc, 1e-9);
    }
}

#[test]
fn v21_a_yield_rise_alone_stays_below_the_buffer() {
    let loss = bank_loss::yield_rise_loss(0.01, 10.0, 0.01, 0.04);
    close(loss, 0.245_271_500_168_957_27, 1e-9);

    let accounts = vec![deposit("A", AccountClass::Ordinary, 30_000_000)];
    let values = [
        (Param::YieldToday, "0.01"),
        (Param::YieldRise, "0.03"),
        (Param::YieldMonth, "12"),
        (Param::BankBondYears, "10"),
        (Param::BankBuffer, "0.06"),
        (Param::Inflation, "0"),
    ];
    let profile = company(&[("A", Some("0.20"))], accounts);
    let result = project(&profile, &scenario(&values), Some(24));
    let report = &result.banks[0];
    assert_eq!(report.month, 12);
    let fraction = |d: Decimal| d.to_string().parse::<f64>().unwrap();
    close(fraction(report.chain.bond_loss), 0.245_271_500_168_957_27, 1e-9);
    close(fraction(report.chain.loss), 0.049_054_300_033_791_46, 1e-9);
    assert_eq!(report.chain.shortfall, Decimal::ZERO);
    assert_eq!(result.value(Scope::Net, 24).nominal, yen(30_000_000));

    // half the buffer breaks: 30,000,000 less the insured 10,000,000, at 1.9%
    let mut thin = scenario(&values);
    thin.set(Param::BankBuffer, dec("0.03"));
    let broken = project(&profile, &thin, Some(24));
    assert_eq!(bank_loss_of(&broken, 24), yen(381_087));
}
