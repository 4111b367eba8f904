//! What a scenario sets, in the numbers a course is worked out with.

use rust_decimal::Decimal;

use crate::domain::holding::AssetClass;
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::domain::scenario::{DefaultMode, DefaultTerms, ExchangeRecovery, LossOrder, Scenario};
use crate::engine::chance::parts::{Coming, PlanMoves, Terms};
use crate::engine::{bank_loss, bond, door, levy, plan};

/// By month: whether a fiscal year ends.
pub(super) fn year_ends(profile: &Profile, months: u16) -> Vec<bool> {
    (0..=months).map(|t| t > 0 && profile.is_fiscal_year_end(t)).collect()
}

pub(super) fn plan_moves(profile: &Profile, scenario: &Scenario, months: u16) -> Option<PlanMoves> {
    let terms = plan::Terms::of(scenario).filter(|_| plan::moves(profile, scenario, months))?;
    let weights = terms.weights.map(door::amount);
    Some(PlanMoves {
        share: door::plain(terms.share),
        start: terms.first,
        months: terms.months,
        kept: 1.0 - door::plain(terms.spread),
        weights,
    })
}

pub(super) fn rate(yearly: f64) -> Coming {
    if yearly > 0.0 { Coming::At(yearly) } else { Coming::Never }
}

pub(super) fn coming_default(scenario: &Scenario) -> Coming {
    match scenario.default {
        DefaultMode::Off => Coming::Never,
        DefaultMode::InMonth => Coming::In(scenario.months(Param::DefaultMonth)),
        DefaultMode::Random => rate(door::plain(scenario.get(Param::Hazard))),
    }
}

/// An exchange fails by chance where a rate is set, else in its month.
pub(super) fn coming_failure(scenario: &Scenario) -> Coming {
    if scenario.get(Param::ExchangeLoss).is_zero() {
        return Coming::Never;
    }
    match rate(door::plain(scenario.get(Param::ExchangeFailureRate))) {
        Coming::Never => Coming::In(scenario.months(Param::ExchangeMonth)),
        by_chance => by_chance,
    }
}

/// The share a levy reaches of each class, in the order of
/// [`AssetClass::ALL`] without debts.
pub(super) fn reach(scenario: &Scenario) -> [f64; 8] {
    let mut shares = [0.0; 8];
    for (share, class) in shares.iter_mut().zip(AssetClass::ALL) {
        *share = levy::reach(class).map_or(0.0, |p| door::plain(scenario.get(p)));
    }
    shares
}

pub(super) fn terms(scenario: &Scenario) -> Terms {
    use Param as P;
    let value = |p| door::plain(scenario.get(p));
    let months = |p| scenario.months(p);
    let one = Decimal::ONE;
    let converts = scenario.get(P::ConversionMoney) != one || scenario.get(P::ConversionDebts) != one;
    let years = value(P::BankBondYears);
    let exchange = scenario.terms == DefaultTerms::Exchange;
    let bank_haircut = if exchange {
        let offered = bank_loss::exchange_terms(scenario, years, value(P::YieldToday));
        bond::market_haircut(bond::exchange_value(offered, 2.0)).clamp(0.0, 1.0)
    } else {
        value(P::Haircut)
    };
    Terms {
        deposit_growth: (value(P::DepositRate).ln_1p() / 12.0).exp_m1(),
        loan_beta: value(P::LoanBeta),
        yield_today: value(P::YieldToday),
        bank_bond_years: years,
        realised: value(P::RealisedShare),
        haircut: value(P::Haircut),
        bank_haircut,
        exchange,
        cash_part: value(P::CashPart),
        exit_yield: value(P::ExitYield),
        receivable_kept: 1.0 - value(P::ReceivableLoss),
        cap: value(P::InsuranceCap).trunc(),
        honoured: match scenario.loss_order {
            LossOrder::UniformLevy => 0.0,
            LossOrder::PariPassu | LossOrder::UninsuredFirst => value(P::InsuranceHonoured),
        },
        order: scenario.loss_order,
        settlement_always: scenario.settlement_always_honoured,
        tax_rate: value(P::TaxRate),
        freeze: (months(P::FreezeMonth), months(P::FreezeMonths)),
        withdrawal: value(P::WithdrawalLimit).trunc(),
        conversion: converts.then(|| months(P::ConversionMonth)),
        conversion_money: value(P::ConversionMoney),
        conversion_debts: value(P::ConversionDebts),
        levy: (value(P::LevyRate) > 0.0).then(|| months(P::LevyMonth)),
        levy_rate: value(P::LevyRate),
        levy_exempt: value(P::LevyExempt).trunc(),
        exchange_kept: 1.0 - value(P::ExchangeLoss),
        exchange_wait: months(P::ExchangeRecoveryMonths),
        exchange_dollars: scenario.exchange_recovery == ExchangeRecovery::DollarsOfFailureDate,
        depeg: (months(P::DepegMonth), 1.0 - value(P::Depeg)),
    }
}
