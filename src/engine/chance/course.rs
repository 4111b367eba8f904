//! A company in a scenario, worked out as far as chance has no part in it.

mod terms;

use std::sync::Arc;

use rust_decimal::Decimal;

use self::terms::{coming_default, coming_failure, plan_moves, rate, reach, terms, year_ends};
use super::correlation::mixing;
use super::motion::{COINS, Motion};
use super::parts::{
    Asked, BankFigures, Bond, Coin, Coming, Due, Income, Loan, Money, Owed, PlanMoves, Terms, YenCoin,
    incomes,
};
use crate::domain::holding::{AccountClass, Custody, HoldingKind, LoanRate, Repayment};
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::domain::risk_factor::RiskFactor;
use crate::domain::scenario::{DefaultTerms, Scenario};
use crate::domain::yen::Yen;
use crate::engine::bank_loss;
use crate::engine::factors::{Factors, Read, at, coin_place};
use crate::engine::{bond, door, plan};

/// A course of action in a scenario: the company, what happens for certain,
/// and how chance moves the rest. The same on every path.
#[derive(Debug, Clone)]
pub struct Course {
    pub(super) months: u16,
    pub(super) factors: Arc<Factors>,
    /// What they were worked out from.
    outer: Read,
    /// S_t/S_0, by month.
    pub(super) dollar: Arc<Vec<f64>>,
    /// 1/P_t.
    pub(super) per_price: Arc<Vec<f64>>,
    /// The yield before it is held at zero.
    pub(super) yield_raw: Arc<Vec<f64>>,
    /// One bitcoin, in yen, today.
    pub(super) btc_today: f64,
    pub(super) money: Vec<Money>,
    pub(super) payers: Vec<usize>,
    pub(super) received: usize,
    /// Dollars and the bank they are at.
    pub(super) dollars: Vec<(f64, Option<usize>)>,
    pub(super) bonds: Vec<Bond>,
    pub(super) coins: Vec<Coin>,
    pub(super) yen_coins: Vec<YenCoin>,
    /// Gold today, in yen.
    pub(super) gold: Vec<f64>,
    pub(super) receivables: Vec<Due>,
    pub(super) payables: Vec<Due>,
    /// By month.
    pub(super) incomes: Vec<Income>,
    pub(super) loans: Vec<Loan>,
    /// What each month asks for on each of them where yields do not stray;
    /// nothing where few paths are asked for.
    pub(super) asked: Vec<Vec<Asked>>,
    /// Payables and loans in the order they are paid.
    pub(super) owed: Vec<Owed>,
    pub(super) banks: Vec<BankFigures>,
    pub(super) issuer: BankFigures,
    pub(super) reach: [f64; 8],
    pub(super) year_ends: Arc<Vec<bool>>,
    pub(super) terms: Terms,
    pub(super) plan: Option<PlanMoves>,
    pub(super) default: Coming,
    pub(super) exchange_failure: Coming,
    /// The month an exchange fails where nothing is left to chance.
    pub(super) exchange_month: u16,
    pub(super) own_wallet: Coming,
    /// The month banks are tested where bonds do not default.
    pub(super) test_month: u16,
    /// How chance moves the factors.
    pub motion: Motion,
    /// The correlations asked for could not hold together: by how much at
    /// most the ones used differ.
    pub adjusted: Option<f64>,
    offered: Offered,
    /// Bonds worked out before, while holdings are taken in.
    bonds_like: Vec<Bond>,
}

/// What an exchange of bonds offers.
#[derive(Debug, Clone, Default, PartialEq)]
struct Offered(Option<[Decimal; 5]>);

impl Offered {
    /// Nothing where bonds never default.
    fn of(scenario: &Scenario, default: Coming) -> Self {
        use Param as P;
        let made = scenario.terms == DefaultTerms::Exchange && default != Coming::Never;
        let terms = [P::FaceCut, P::NewCoupon, P::Extension, P::CashPart, P::ExitYield];
        Self(made.then(|| terms.map(|p| scenario.get(p))))
    }
}

impl Course {
    /// Works a scenario out, as things are or with the plan, over `months`.
    #[must_use]
    pub fn of(profile: &Profile, scenario: &Scenario, with_plan: bool, months: u16) -> Self {
        let mut course = Self::moving(profile, scenario, with_plan, months, None);
        course.value_bonds();
        course.ask_for_loans();
        course
    }

    /// Works out what bonds are worth in every month: many paths will ask.
    fn value_bonds(&mut self) {
        for bond in &mut self.bonds {
            let by_month = 0..=self.months.min(bond.matures);
            bond.plain = Arc::new(by_month.map(|t| bond.value(t, &self.factors)).collect());
        }
    }

    /// Works out what every month asks for on loans, at the rate it begins with.
    fn ask_for_loans(&mut self) {
        let month = |loan: &Loan, t: u16| {
            loan.asked(loan.rate_at(&self.terms, at(&self.yield_raw, t.saturating_sub(1))), t)
        };
        self.asked =
            self.loans.iter().map(|loan| (0..=self.months).map(|t| month(loan, t)).collect()).collect();
    }

    /// The same, taking over from a course `like` it what is the same: for
    /// paths of which only the end is asked.
    #[must_use]
    pub fn moving(
        profile: &Profile,
        scenario: &Scenario,
        with_plan: bool,
        months: u16,
        like: Option<&Self>,
    ) -> Self {
        let mut course = Self::still(profile, scenario, with_plan, months, like);
        course.set_in_motion(profile, scenario);
        course
    }

    /// The same with nothing left to chance. What bonds are worth is taken
    /// over from a course `like` it where yields and terms are the same.
    #[must_use]
    pub fn still(
        profile: &Profile,
        scenario: &Scenario,
        with_plan: bool,
        months: u16,
        like: Option<&Self>,
    ) -> Self {
        let outer = Read::of(scenario);
        let near = like.filter(|c| c.months == months);
        let factors = factors_near(scenario, months, near, &outer);
        let today = at(&factors.usd_jpy, 0);
        let by_month = |same: fn(&Read, &Read) -> bool,
                        line: fn(&Self) -> &Arc<Vec<f64>>,
                        fresh: &dyn Fn() -> Vec<f64>| {
            near.filter(|c| same(&c.outer, &outer)).map_or_else(|| Arc::new(fresh()), |c| Arc::clone(line(c)))
        };
        let value = |p| door::plain(scenario.get(p));
        let plan = if with_plan { plan_moves(profile, scenario, months) } else { None };
        let mut course = Self {
            months,
            dollar: by_month(Read::same_dollar, |c| &c.dollar, &|| {
                factors.usd_jpy.iter().map(|s| s / today).collect()
            }),
            per_price: by_month(Read::same_prices, |c| &c.per_price, &|| {
                factors.prices.iter().map(|p| 1.0 / p).collect()
            }),
            yield_raw: by_month(Read::same_yields, |c| &c.yield_raw, &|| {
                Factors::raw_yields(scenario, months)
            }),
            btc_today: value(Param::BtcUsd) * today,
            money: Vec::new(),
            payers: Vec::new(),
            received: 0,
            dollars: Vec::new(),
            bonds: Vec::new(),
            coins: Vec::new(),
            yen_coins: Vec::new(),
            gold: Vec::new(),
            receivables: Vec::new(),
            payables: Vec::new(),
            incomes: Vec::new(),
            loans: Vec::new(),
            asked: Vec::new(),
            owed: Vec::new(),
            banks: profile.banks.iter().map(|b| BankFigures::of(Some(b), scenario)).collect(),
            issuer: BankFigures::of(None, scenario),
            reach: reach(scenario),
            year_ends: near
                .map_or_else(|| Arc::new(year_ends(profile, months)), |c| Arc::clone(&c.year_ends)),
            terms: terms(scenario),
            default: coming_default(scenario),
            exchange_failure: coming_failure(scenario),
            exchange_month: scenario.months(Param::ExchangeMonth),
            own_wallet: rate(value(Param::OwnWalletLossRate)),
            test_month: scenario.months(Param::YieldMonth),
            motion: Motion::none(),
            adjusted: None,
            offered: Offered::default(),
            bonds_like: Vec::new(),
            plan,
            outer,
            factors,
        };
        let offered = Offered::of(scenario, course.default);
        let same = |c: &&Self| {
            let yields =
                Arc::ptr_eq(&c.factors, &course.factors) || c.factors.jgb_yield == course.factors.jgb_yield;
            yields && c.offered == offered
        };
        course.bonds_like = like.filter(same).map(|c| c.bonds.clone()).unwrap_or_default();
        course.offered = offered;
        course.take_holdings(profile, scenario);
        course.bonds_like = Vec::new();
        course
    }

    /// Whether it is the same as another that it was worked out `like`: then
    /// it ends the same.
    #[expect(clippy::float_cmp, reason = "the very same")]
    pub(super) fn same(&self, other: &Self) -> bool {
        let bonds = |(a, b): (&Bond, &Bond)| a.same(b);
        Arc::ptr_eq(&self.factors, &other.factors)
            && (Arc::ptr_eq(&self.yield_raw, &other.yield_raw) || self.yield_raw == other.yield_raw)
            && self.bonds.len() == other.bonds.len()
            && self.bonds.iter().zip(&other.bonds).all(bonds)
            && self.months == other.months
            && self.btc_today == other.btc_today
            && (&self.money, &self.payers, self.received) == (&other.money, &other.payers, other.received)
            && (&self.dollars, &self.gold, &self.coins) == (&other.dollars, &other.gold, &other.coins)
            && (&self.yen_coins, &self.loans) == (&other.yen_coins, &other.loans)
            && (&self.receivables, &self.payables) == (&other.receivables, &other.payables)
            && (&self.owed, &self.year_ends) == (&other.owed, &other.year_ends)
            && (&self.banks, &self.issuer, &self.reach) == (&other.banks, &other.issuer, &other.reach)
            && (&self.terms, &self.plan, self.default) == (&other.terms, &other.plan, other.default)
            && self.exchange_failure == other.exchange_failure
            && (self.exchange_month, self.own_wallet) == (other.exchange_month, other.own_wallet)
            && (self.test_month, &self.motion) == (other.test_month, &other.motion)
    }

    /// The last month.
    #[must_use]
    pub const fn months(&self) -> u16 {
        self.months
    }

    fn take_holdings(&mut self, profile: &Profile, scenario: &Scenario) {
        let place = |id| profile.banks.iter().position(|b| &b.id == id);
        for holding in &profile.holdings {
            let planned = !scenario.plan_leave_out.contains(&holding.id);
            match &holding.kind {
                HoldingKind::Cash { amount } => {
                    self.money.push(Money { balance: door::amount(*amount), bank: None, planned: false });
                }
                HoldingKind::Deposit { bank, account, amount } => {
                    let bank = place(bank).map(|b| (b, *account));
                    let planned = planned && bank.is_some();
                    self.money.push(Money { balance: door::amount(*amount), bank, planned });
                }
                HoldingKind::ForeignDeposit { bank, usd } => {
                    self.dollars.push((door::plain(*usd), place(bank)));
                }
                HoldingKind::ForeignCash { usd } => self.dollars.push((door::plain(*usd), None)),
                HoldingKind::Jgb { face, coupon, months } => {
                    let bond = self.bond(door::amount(*face), door::plain(*coupon), *months, scenario);
                    self.bonds.push(bond);
                }
                HoldingKind::Crypto { coin, count, price, custody, tax_basis } => {
                    let worth = door::plain(*count) * door::plain(*price);
                    let basis = tax_basis.unwrap_or_else(|| Yen::rounded(count.saturating_mul(*price)));
                    self.coins.push(Coin {
                        worth,
                        basis: door::amount(basis),
                        at_exchange: *custody == Custody::Exchange,
                        kind: coin_place(coin),
                    });
                }
                HoldingKind::YenCoin { amount, reserve } => self.yen_coins.push(YenCoin {
                    face: door::amount(*amount),
                    jgb: door::plain(reserve.jgb),
                    deposits: door::plain(reserve.deposits),
                }),
                HoldingKind::Gold { grams, price } => {
                    self.gold.push(door::plain(*grams) * door::plain(*price));
                }
                HoldingKind::Receivable { amount, months } => {
                    self.receivables.push(Due { amount: door::amount(*amount), month: *months });
                }
                HoldingKind::Payable { amount, months } => {
                    self.owed.push(Owed::Payable(self.payables.len()));
                    self.payables.push(Due { amount: door::amount(*amount), month: *months });
                }
                HoldingKind::Loan { bank, balance, rate, repayment, months } => {
                    self.owed.push(Owed::Loan(self.loans.len()));
                    self.loans.push(Loan {
                        bank: bank.as_ref().and_then(place),
                        balance: door::amount(*balance),
                        rate: door::plain(rate.today()),
                        floor: match rate {
                            LoanRate::Fixed(_) => None,
                            LoanRate::Floating { floor, .. } => Some(door::plain(*floor)),
                        },
                        equal: *repayment == Repayment::EqualPrincipal,
                        matures: *months,
                    });
                }
            }
        }
        self.received = self.money.iter().position(|m| m.bank.is_none()).unwrap_or_else(|| {
            self.money.push(Money { balance: 0.0, bank: None, planned: false });
            self.money.len().saturating_sub(1)
        });
        self.order_payers();
        if self.plan.is_some() {
            self.add_plan_lines(scenario);
        }
        self.incomes = incomes(&self.bonds, &self.receivables, self.months);
    }

    fn order_payers(&mut self) {
        let rank = |m: &Money| match m.bank {
            None => Some(0),
            Some((_, AccountClass::Ordinary)) => Some(1),
            Some((_, AccountClass::Settlement)) => Some(2),
            Some((_, AccountClass::Time)) => Some(3),
            Some((_, AccountClass::Negotiable)) => None,
        };
        let mut payers: Vec<(u8, usize)> =
            self.money.iter().enumerate().filter_map(|(i, m)| Some((rank(m)?, i))).collect();
        payers.sort_unstable();
        self.payers = payers.into_iter().map(|(_, i)| i).collect();
    }

    /// Empty lines, the last of their kind, for what the plan buys.
    fn add_plan_lines(&mut self, scenario: &Scenario) {
        let [crypto, dollars, gold, bonds] = self.plan.as_ref().map_or([0.0; 4], |p| p.weights);
        if crypto > 0.0 {
            self.coins.push(Coin { worth: 0.0, basis: 0.0, at_exchange: true, kind: 0 });
        }
        if dollars > 0.0 {
            self.dollars.push((0.0, None));
        }
        if gold > 0.0 {
            self.gold.push(0.0);
        }
        if bonds <= 0.0 {
            return;
        }
        let start = scenario.months(Param::PlanStart);
        let coupon = at(&self.factors.jgb_yield, start);
        let bond = self.bond(0.0, coupon, start.saturating_add(plan::BOND_MONTHS), scenario);
        self.bonds.push(bond);
    }

    #[expect(clippy::float_cmp, reason = "the very same bond, worked out before")]
    fn bond(&self, face: f64, coupon: f64, matures: u16, scenario: &Scenario) -> Bond {
        let alike = |b: &&Bond| b.coupon == coupon && b.matures == matures;
        if let Some(bond) = self.bonds_like.iter().find(alike) {
            return Bond { face, ..bond.clone() };
        }
        let exchange = if self.offered.0.is_some() {
            (0..=self.months.min(matures))
                .map(|t| {
                    let years = f64::from(matures - t) / 12.0;
                    let offered = |coupon| {
                        let terms = bank_loss::exchange_terms(scenario, years, coupon);
                        bond::exchange_value(terms, 2.0) / 100.0
                    };
                    (offered(0.0), offered(1.0) - offered(0.0))
                })
                .collect()
        } else {
            Vec::new()
        };
        Bond { face, coupon, matures, plain: Arc::default(), exchange: Arc::new(exchange) }
    }

    /// What the plan would buy moves in both courses, so that a path is the
    /// same path as things are and with the plan.
    fn set_in_motion(&mut self, profile: &Profile, scenario: &Scenario) {
        let bought = plan_moves(profile, scenario, self.months).map_or([0.0; 4], |p| p.weights);
        let [_, _, gold, bonds] = bought.map(|weight| weight > 0.0);
        let bought = |f: RiskFactor| (f == RiskFactor::Gold && gold) || (f == RiskFactor::Yield && bonds);
        let strays = |f: &RiskFactor| scenario.get(f.volatility()) > Decimal::ZERO;
        let all: Vec<RiskFactor> =
            RiskFactor::ALL.into_iter().filter(|f| self.matters(*f) || bought(*f)).collect();
        let factors: Vec<RiskFactor> = all.into_iter().filter(strays).collect();
        let mixing = mixing(&scenario.correlations, &factors);
        self.adjusted = mixing.adjusted;
        self.motion = Motion::of(scenario, self.months, factors, &mixing.rows);
    }

    /// Whether a factor can change anything this company has.
    fn matters(&self, factor: RiskFactor) -> bool {
        match factor {
            RiskFactor::Dollar | RiskFactor::Prices | RiskFactor::Btc => true,
            RiskFactor::Eth | RiskFactor::Xrp | RiskFactor::OtherCoin => {
                self.coins.iter().any(|c| COINS.get(c.kind) == Some(&factor))
            }
            RiskFactor::Gold => !self.gold.is_empty(),
            RiskFactor::Yield => {
                let banked = self.money.iter().any(|m| m.bank.is_some())
                    || self.dollars.iter().any(|d| d.1.is_some())
                    || !self.yen_coins.is_empty();
                !self.bonds.is_empty()
                    || self.loans.iter().any(|l| l.floor.is_some())
                    || (banked && self.terms.realised > 0.0)
            }
        }
    }
}

/// What moves for everybody; what a course over as many months has, where that
/// is the same.
fn factors_near(scenario: &Scenario, months: u16, near: Option<&Course>, outer: &Read) -> Arc<Factors> {
    if let Some(known) = near.filter(|c| c.outer == *outer) {
        return Arc::clone(&known.factors);
    }
    let found = Factors::near(scenario, months, near.map(|c| (&*c.factors, &c.outer)));
    // What is read may come to the same: a yield held at zero, for one.
    let same = near.filter(|c| *c.factors == found);
    same.map_or_else(|| Arc::new(found), |c| Arc::clone(&c.factors))
}
