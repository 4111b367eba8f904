//! A company and what happens to it, read from its profile and scenario.

use forelock::domain::bank::Bank;
use forelock::domain::holding::{AccountClass, AssetClass, Custody, HoldingKind, LoanRate, Repayment};
use forelock::domain::param::Param;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::{DefaultMode, DefaultTerms, ExchangeRecovery, LossOrder, Scenario};
use forelock::domain::yen::Yen;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A decimal number in binary.
pub(super) fn plain(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(0.0)
}

/// Where a coin is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum State {
    Held,
    OwedInKind,
    Dollars(f64),
}

/// What a line is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Money { bank: Option<(usize, AccountClass)>, frozen: f64, accrued: f64, planned: bool },
    Dollars { bank: Option<usize> },
    Bond { coupon: f64, matures: u16, exchanged: Option<(f64, u16)> },
    Coin { kind: usize, basis: f64, at_exchange: bool, state: State },
    YenCoin { jgb: f64, deposits: f64, level: f64 },
    Gold,
    Receivable { due: u16 },
    Payable { due: u16 },
    Loan { bank: Option<usize>, rate: f64, floor: Option<f64>, equal: bool, matures: u16 },
}

impl Kind {
    /// The class a levy reaches it under; debts are none.
    pub(super) fn class(&self) -> Option<AssetClass> {
        Some(match self {
            Self::Money { bank: None, .. } => AssetClass::Cash,
            Self::Money { .. } => AssetClass::Deposit,
            Self::Dollars { .. } => AssetClass::Currency,
            Self::Bond { .. } => AssetClass::Jgb,
            Self::Coin { .. } => AssetClass::Crypto,
            Self::YenCoin { .. } => AssetClass::YenCoin,
            Self::Gold => AssetClass::Gold,
            Self::Receivable { .. } => AssetClass::Receivable,
            Self::Payable { .. } | Self::Loan { .. } => return None,
        })
    }
}

/// A line and how much of it there is: yen, dollars, or yen at today's price.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) kind: Kind,
    pub(super) amount: f64,
}

/// A bank per yen of its deposits.
#[derive(Debug, Clone, Copy)]
pub(super) struct BankFigures {
    pub(super) bonds: f64,
    pub(super) other: f64,
    pub(super) first: f64,
    pub(super) protected: f64,
    pub(super) set_off: bool,
}

impl BankFigures {
    fn of(bank: Option<&Bank>, scenario: &Scenario) -> Self {
        let own =
            |f: fn(&Bank) -> Option<Decimal>, p| plain(bank.and_then(f).unwrap_or_else(|| scenario.get(p)));
        Self {
            bonds: own(|b| b.jgb_share, Param::BankJgbShare),
            other: own(|b| b.other_losses, Param::BankOtherLosses),
            first: own(|b| b.buffer, Param::BankBuffer) + own(|b| b.state_support, Param::StateSupport),
            protected: own(|b| b.protected_share, Param::ProtectedShare),
            set_off: bank.is_some_and(|b| b.set_off),
        }
    }

    /// What is missing per yen of deposits.
    pub(super) fn shortfall(&self, bond_loss: f64) -> f64 {
        let missing = self.bonds * bond_loss + self.other - self.first;
        if missing < 1e-12 { 0.0 } else { missing.min(1.0) }
    }
}

/// What the plan moves. Its lines stand last: coins, dollars, gold, a bond.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) share: f64,
    pub(super) start: u16,
    pub(super) months: u16,
    pub(super) kept: f64,
    pub(super) weights: [f64; 4],
    pub(super) first_line: usize,
}

/// A company in a scenario.
#[derive(Debug, Clone)]
pub(super) struct Company {
    pub(super) scenario: Scenario,
    pub(super) months: u16,
    pub(super) lines: Vec<Line>,
    pub(super) received: usize,
    pub(super) payers: Vec<usize>,
    pub(super) banks: Vec<BankFigures>,
    pub(super) issuer: BankFigures,
    pub(super) year_ends: Vec<bool>,
    pub(super) plan: Option<Plan>,
    pub(super) deposit_growth: f64,
    pub(super) loan_beta: f64,
    pub(super) yield_today: f64,
    pub(super) exit_yield: f64,
    pub(super) tax_rate: f64,
    pub(super) realised: f64,
    pub(super) bank_bond_years: f64,
    pub(super) freeze: (u16, u16),
    pub(super) conversion: Option<u16>,
    pub(super) depeg_month: u16,
    pub(super) levy_month: u16,
    pub(super) levy_rate: f64,
    pub(super) exchange_terms: bool,
    pub(super) order: LossOrder,
}

impl Company {
    /// What a loan costs a year at a market yield.
    pub(super) fn loan_rate(&self, rate: f64, floor: Option<f64>, market_yield: f64) -> f64 {
        match floor {
            None => rate,
            Some(floor) => (rate + self.loan_beta * (market_yield - self.yield_today)).max(floor),
        }
    }

    pub(super) fn of(profile: &Profile, scenario: &Scenario, with_plan: bool) -> Self {
        let value = |p| plain(scenario.get(p));
        let months = scenario.horizon_months();
        let mut lines: Vec<Line> =
            profile.holdings.iter().map(|h| line(profile, scenario, &h.id, &h.kind)).collect();
        let cash = |l: &Line| matches!(l.kind, Kind::Money { bank: None, .. });
        let received = lines.iter().position(cash).unwrap_or(lines.len());
        if received == lines.len() {
            let kind = Kind::Money { bank: None, frozen: 0.0, accrued: 0.0, planned: false };
            lines.push(Line { kind, amount: 0.0 });
        }
        let mut payers = Vec::new();
        for wanted in
            [None, Some(AccountClass::Ordinary), Some(AccountClass::Settlement), Some(AccountClass::Time)]
        {
            for (i, line) in lines.iter().enumerate() {
                if let Kind::Money { bank, .. } = line.kind
                    && bank.map(|b| b.1) == wanted
                {
                    payers.push(i);
                }
            }
        }
        let one = |p| scenario.get(p) == Decimal::ONE;
        let converts = !one(Param::ConversionMoney) || !one(Param::ConversionDebts);
        let plan = plan(scenario, &mut lines, months, with_plan);
        Self {
            months,
            lines,
            received,
            payers,
            banks: profile.banks.iter().map(|b| BankFigures::of(Some(b), scenario)).collect(),
            issuer: BankFigures::of(None, scenario),
            year_ends: (0..=months).map(|t| t > 0 && profile.is_fiscal_year_end(t)).collect(),
            plan,
            deposit_growth: (1.0 + value(Param::DepositRate)).powf(1.0 / 12.0) - 1.0,
            loan_beta: value(Param::LoanBeta),
            yield_today: value(Param::YieldToday),
            exit_yield: value(Param::ExitYield),
            tax_rate: value(Param::TaxRate),
            realised: value(Param::RealisedShare),
            bank_bond_years: value(Param::BankBondYears),
            freeze: (scenario.months(Param::FreezeMonth), scenario.months(Param::FreezeMonths)),
            conversion: converts.then(|| scenario.months(Param::ConversionMonth)),
            depeg_month: scenario.months(Param::DepegMonth),
            levy_month: scenario.months(Param::LevyMonth),
            levy_rate: value(Param::LevyRate),
            exchange_terms: scenario.terms == DefaultTerms::Exchange,
            order: scenario.loss_order,
            scenario: scenario.clone(),
        }
    }

    /// A number of the scenario.
    pub(super) fn value(&self, param: Param) -> f64 {
        plain(self.scenario.get(param))
    }

    /// By chance at this rate a year, or in this month, or never.
    pub(super) fn default_comes(&self) -> (f64, Option<u16>) {
        match self.scenario.default {
            DefaultMode::Off => (0.0, None),
            DefaultMode::InMonth => (0.0, Some(self.scenario.months(Param::DefaultMonth))),
            DefaultMode::Random => (self.value(Param::Hazard), None),
        }
    }

    /// The same of an exchange's failure.
    pub(super) fn exchange_fails(&self) -> (f64, Option<u16>) {
        if self.value(Param::ExchangeLoss) <= 0.0 {
            (0.0, None)
        } else {
            let month = self.scenario.months(Param::ExchangeMonth);
            (self.value(Param::ExchangeFailureRate), Some(month))
        }
    }

    /// Whether a failed exchange pays dollars.
    pub(super) fn pays_dollars(&self) -> bool {
        self.scenario.exchange_recovery == ExchangeRecovery::DollarsOfFailureDate
    }
}

fn line(
    profile: &Profile,
    scenario: &Scenario,
    id: &forelock::domain::holding::HoldingId,
    kind: &HoldingKind,
) -> Line {
    let place = |id| profile.banks.iter().position(|b| &b.id == id);
    let yen = |amount: Yen| plain(amount.get());
    let (kind, amount) = match kind {
        HoldingKind::Cash { amount } => {
            (Kind::Money { bank: None, frozen: 0.0, accrued: 0.0, planned: false }, yen(*amount))
        }
        HoldingKind::Deposit { bank, account, amount } => {
            let bank = place(bank).map(|b| (b, *account));
            let planned = !scenario.plan_leave_out.contains(id);
            (Kind::Money { bank, frozen: 0.0, accrued: 0.0, planned }, yen(*amount))
        }
        HoldingKind::ForeignDeposit { bank, usd } => (Kind::Dollars { bank: place(bank) }, plain(*usd)),
        HoldingKind::ForeignCash { usd } => (Kind::Dollars { bank: None }, plain(*usd)),
        HoldingKind::Jgb { face, coupon, months } => {
            (Kind::Bond { coupon: plain(*coupon), matures: *months, exchanged: None }, yen(*face))
        }
        HoldingKind::Crypto { coin, count, price, custody, tax_basis } => {
            let worth = *count * *price;
            let basis = yen(tax_basis.unwrap_or_else(|| Yen::rounded(worth)));
            let kind = match coin.as_str() {
                "BTC" => 0,
                "ETH" => 1,
                "XRP" => 2,
                _ => 3,
            };
            let at_exchange = *custody == Custody::Exchange;
            (Kind::Coin { kind, basis, at_exchange, state: State::Held }, plain(worth))
        }
        HoldingKind::YenCoin { amount, reserve } => {
            let (jgb, deposits) = (plain(reserve.jgb), plain(reserve.deposits));
            (Kind::YenCoin { jgb, deposits, level: 1.0 }, yen(*amount))
        }
        HoldingKind::Gold { grams, price } => (Kind::Gold, plain(*grams) * plain(*price)),
        HoldingKind::Receivable { amount, months } => (Kind::Receivable { due: *months }, yen(*amount)),
        HoldingKind::Payable { amount, months } => (Kind::Payable { due: *months }, yen(*amount)),
        HoldingKind::Loan { bank, balance, rate, repayment, months } => {
            let (rate, floor) = match rate {
                LoanRate::Fixed(rate) => (*rate, None),
                LoanRate::Floating { today, floor } => (*today, Some(plain(*floor))),
            };
            let bank = bank.as_ref().and_then(place);
            let equal = *repayment == Repayment::EqualPrincipal;
            (Kind::Loan { bank, rate: plain(rate), floor, equal, matures: *months }, yen(*balance))
        }
    };
    Line { kind, amount }
}

/// The plan, and empty lines for what it buys.
fn plan(scenario: &Scenario, lines: &mut Vec<Line>, months: u16, wanted: bool) -> Option<Plan> {
    let value = |p| plain(scenario.get(p));
    let weights = [Param::PlanCrypto, Param::PlanDollars, Param::PlanGold, Param::PlanJgb].map(value);
    let start = scenario.months(Param::PlanStart);
    let touches = lines.iter().any(|l| matches!(l.kind, Kind::Money { planned: true, .. }));
    let moves = value(Param::PlanShare) > 0.0 && weights.iter().any(|w| *w > 0.0);
    if !wanted || !moves || !touches || start > months {
        return None;
    }
    let first_line = lines.len();
    for kind in [
        Kind::Coin { kind: 0, basis: 0.0, at_exchange: true, state: State::Held },
        Kind::Dollars { bank: None },
        Kind::Gold,
        Kind::Bond { coupon: 0.0, matures: start + 120, exchanged: None },
    ] {
        lines.push(Line { kind, amount: 0.0 });
    }
    Some(Plan {
        share: value(Param::PlanShare),
        start,
        months: scenario.months(Param::PlanMonths).max(1),
        kept: 1.0 - value(Param::PlanSpread),
        weights,
        first_line,
    })
}
