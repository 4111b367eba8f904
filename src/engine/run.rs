//! The months, one after the other.

use super::crypto_tax::TaxBook;
use super::factors::{Factors, at};
use super::plan::{Target, Terms};
use super::position::{Line, Market, Position};
use super::projection::{BankReport, FreezeReport, LineResult, Projection, RECEIVED_ID, TAX_DUE_ID, Totals};
use super::steps::crypto_events::TaxTold;
use super::steps::plan::UnderWay;
use super::trace::note::{Moved, Notes};
use super::trace::{Elsewhere, How, Quantity, Step, Term as What};
use crate::domain::bank::BankId;
use crate::domain::holding::{AssetClass, HoldingKind};
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::domain::scenario::Scenario;
use crate::domain::yen::Yen;

/// Values a company as it is, month by month in a scenario, to its horizon or
/// for `months` months if given. The plan is left out: see [`project_plan`].
///
/// Within a month things happen in this order: interest, coupons and price
/// growth → maturities → yields, default and bank losses → freeze, conversion,
/// levy → the plan's moves → crypto events → the yen against the dollar → tax
/// → prices.
///
/// # Example
/// ```
/// use forelock::domain::{calendar::CalendarMonth, holding::*, profile::Profile, yen::Yen};
/// use forelock::engine::{project, projection::Scope};
/// let mut company = Profile::empty("x", CalendarMonth::new(2026, 10)?, "calm");
/// company.holdings.push(Holding {
///     id: HoldingId("h1".into()), name: "cash".into(),
///     kind: HoldingKind::Cash { amount: Yen::whole(10_000_000) },
/// });
/// let result = project(&company, &company.active_scenario(), Some(12));
/// let end = result.value(Scope::Net, 12);
/// assert_eq!(end.nominal, Yen::whole(10_000_000));
/// assert_eq!(end.real, Yen::whole(9_803_922)); // 10,000,000 / 1.02
/// # Ok::<(), forelock::domain::calendar::NoSuchMonth>(())
/// ```
#[must_use]
pub fn project(profile: &Profile, scenario: &Scenario, months: Option<u16>) -> Projection {
    whole(profile, scenario, months, None)
}

/// The same with the scenario's plan carried out: what it moves out of
/// deposits stands in lines of its own, named by [`Target::id`]. A plan that
/// moves nothing ([`moves`](super::plan::moves)) gives what [`project`] gives.
#[must_use]
pub fn project_plan(profile: &Profile, scenario: &Scenario, months: Option<u16>) -> Projection {
    whole(profile, scenario, months, Terms::of(scenario).as_ref())
}

fn whole(profile: &Profile, scenario: &Scenario, months: Option<u16>, plan: Option<&Terms>) -> Projection {
    let months = months.unwrap_or_else(|| scenario.horizon_months());
    let mut projection = run(profile, scenario, months, plan);
    // What a freeze costs is known only when it ends, which may be later.
    let freeze_end = scenario.months(Param::FreezeMonth).saturating_add(scenario.months(Param::FreezeMonths));
    if projection.freeze.is_some() && freeze_end > months {
        projection.freeze = run(profile, scenario, freeze_end, plan).freeze;
    }
    projection
}

fn run(profile: &Profile, scenario: &Scenario, months: u16, plan: Option<&Terms>) -> Projection {
    let factors = Factors::of(scenario, months);
    through(profile, scenario, &factors, plan, false).finish(months)
}

/// Values a company as it is along paths that are given, to their end: what
/// has happened once, for one. What else happens is the scenario's; a freeze
/// is reported as far as it goes by then.
#[must_use]
pub fn project_along(profile: &Profile, scenario: &Scenario, factors: &Factors) -> Projection {
    through(profile, scenario, factors, None, false).finish(factors.months())
}

/// Goes through the months with every line noting how its numbers come about.
pub(super) fn traced<'a>(
    profile: &'a Profile,
    scenario: &'a Scenario,
    factors: &'a Factors,
    plan: bool,
) -> World<'a> {
    let terms = if plan { Terms::of(scenario) } else { None };
    through(profile, scenario, factors, terms.as_ref(), true)
}

fn through<'a>(
    profile: &'a Profile,
    scenario: &'a Scenario,
    factors: &'a Factors,
    plan: Option<&Terms>,
    tracing: bool,
) -> World<'a> {
    let months = factors.months();
    let mut world = World::open(profile, scenario, factors);
    if tracing {
        world.begin_notes();
    }
    world.plan =
        plan.map(|terms| UnderWay::open(terms.clone(), scenario, &mut world.lines, &world.market, months));
    if tracing {
        super::steps::plan::begin_notes(&mut world);
    }
    for month in 1..=months {
        world.run_month(month);
    }
    world
}

/// Everything while the months run.
pub(super) struct World<'a> {
    pub(super) profile: &'a Profile,
    pub(super) scenario: &'a Scenario,
    pub(super) factors: &'a Factors,
    pub(super) market: Market,
    pub(super) lines: Vec<Line>,
    /// Line indices in the order payments are made from.
    pub(super) payers: Vec<usize>,
    pub(super) received: usize,
    pub(super) tax_due: usize,
    pub(super) tax: TaxBook,
    /// How that came about, where lines are traced.
    pub(super) tax_told: TaxTold,
    pub(super) banks: Vec<BankReport>,
    /// How what each bank lost came about, where lines are traced.
    pub(super) bank_steps: Option<Vec<(BankId, Step)>>,
    pub(super) freeze: Option<FreezeReport>,
    pub(super) frozen: Vec<Yen>,
    pub(super) plan: Option<UnderWay>,
    pub(super) numbers: Numbers,
}

/// The scenario's numbers that are asked for every month, read once.
pub(super) struct Numbers {
    pub(super) deposit_growth: f64,
    pub(super) loan_beta: f64,
    pub(super) yield_today: f64,
    pub(super) exit_yield: f64,
    pub(super) tax_rate: rust_decimal::Decimal,
    pub(super) event_month: u16,
    pub(super) freeze_month: u16,
    pub(super) freeze_months: u16,
    pub(super) conversion_month: u16,
    pub(super) levy_month: u16,
    pub(super) exchange_month: u16,
    pub(super) payout_month: u16,
    pub(super) depeg_month: u16,
}

impl Numbers {
    fn of(scenario: &Scenario) -> Self {
        let value = |p| super::door::plain(scenario.get(p));
        let months = |p| scenario.months(p);
        Self {
            deposit_growth: (value(Param::DepositRate).ln_1p() / 12.0).exp_m1(),
            loan_beta: value(Param::LoanBeta),
            yield_today: value(Param::YieldToday),
            exit_yield: value(Param::ExitYield),
            tax_rate: scenario.get(Param::TaxRate),
            event_month: super::bank_loss::event_month(scenario),
            freeze_month: months(Param::FreezeMonth),
            freeze_months: months(Param::FreezeMonths),
            conversion_month: months(Param::ConversionMonth),
            levy_month: months(Param::LevyMonth),
            exchange_month: months(Param::ExchangeMonth),
            payout_month: months(Param::ExchangeMonth).saturating_add(months(Param::ExchangeRecoveryMonths)),
            depeg_month: months(Param::DepegMonth),
        }
    }
}

impl<'a> World<'a> {
    fn open(profile: &'a Profile, scenario: &'a Scenario, factors: &'a Factors) -> Self {
        let months = factors.months();
        let market = Market {
            dollar: 1.0,
            usd_jpy: at(&factors.usd_jpy, 0),
            coin_growth: 1.0,
            coin_crash: at(&factors.coin_crash, 0),
            coins_strayed: [1.0; 4],
            gold: 1.0,
            jgb_yield: at(&factors.jgb_yield, 0),
            per_price: 1.0,
            moved: Moved::default(),
            yield_month: 0,
        };
        let mut lines: Vec<Line> = profile
            .holdings
            .iter()
            .map(|h| {
                let position = Position::of(h, profile, market.jgb_yield);
                Line::open(h.id.0.clone(), h.kind.class(), position, &market, months)
            })
            .collect();
        let cash = profile.holdings.iter().position(|h| matches!(h.kind, HoldingKind::Cash { .. }));
        let received = cash.unwrap_or_else(|| {
            let line =
                Line::open(RECEIVED_ID.into(), AssetClass::Cash, Position::cash(Yen::ZERO), &market, months);
            lines.push(line);
            lines.len().saturating_sub(1)
        });
        let due = Position::TaxDue(Vec::new());
        lines.push(Line::open(TAX_DUE_ID.into(), AssetClass::Debt, due, &market, months));
        let mut payers: Vec<usize> =
            lines.iter().enumerate().filter(|(_, l)| l.payment_rank().is_some()).map(|(i, _)| i).collect();
        payers.sort_by_key(|&i| lines.get(i).and_then(Line::payment_rank));
        Self {
            profile,
            scenario,
            factors,
            market,
            payers,
            received,
            tax_due: lines.len().saturating_sub(1),
            lines,
            tax: TaxBook::default(),
            tax_told: TaxTold::default(),
            banks: Vec::new(),
            bank_steps: None,
            freeze: None,
            frozen: vec![Yen::ZERO],
            plan: None,
            numbers: Numbers::of(scenario),
        }
    }

    fn run_month(&mut self, month: u16) {
        self.earn(month);
        self.mature(month);
        self.yields_and_default(month);
        self.controls(month);
        self.plan(month);
        self.crypto_events(month);
        self.currency(month);
        self.tax(month);
        self.prices(month);
        self.note_frozen();
    }

    fn finish(self, months: u16) -> Projection {
        let own =
            |id: &str| id == RECEIVED_ID || id == TAX_DUE_ID || Target::ALL.iter().any(|t| t.id() == id);
        let lines: Vec<LineResult> = self
            .lines
            .into_iter()
            .filter(|l| !own(&l.id) || l.track.is_used())
            .map(|l| LineResult { id: l.id, class: l.class, track: l.track })
            .collect();
        let mut projection = Projection {
            months,
            factors: self.factors.clone(),
            lines,
            banks: self.banks,
            freeze: None,
            frozen: self.frozen,
            totals: Totals::default(),
        };
        projection.freeze = self.freeze.map(|freeze| {
            let waiting = projection.lines.iter().flat_map(|l| l.track.entries(freeze.month, months));
            let cost = waiting.filter(|e| e.cause == super::cause::Cause::Freeze).map(|e| e.real).sum();
            FreezeReport { usable_real: freeze.book_real.plus(super::door::counted(cost)), ..freeze }
        });
        projection
    }

    fn begin_notes(&mut self) {
        self.bank_steps = Some(Vec::new());
        for (line, holding) in self.lines.iter_mut().zip(&self.profile.holdings) {
            line.notes = Some(Box::new(Notes::of(holding)));
            if let Position::Bond { .. } = line.position {
                let worth = line.bond_step(0, line.track.stated().1, &self.market);
                line.note_worth(worth);
            }
        }
        for line in self.lines.iter_mut().filter(|line| line.notes.is_none()) {
            line.notes = Some(Box::new(Notes::nothing(|x| Quantity::Yen(super::door::state(x)))));
        }
    }

    /// Pays `amount` from cash, then ordinary, settlement and at last time
    /// deposits that are not frozen; what could be paid. `due` says what for,
    /// where the lines are traced.
    pub(super) fn pay(
        &mut self,
        month: u16,
        amount: Yen,
        cause: super::cause::Cause,
        due: &dyn Fn() -> Step,
    ) -> Yen {
        let mut left = amount;
        for &i in &self.payers {
            if left.is_zero() {
                break;
            }
            let Some(line) = self.lines.get_mut(i) else { continue };
            let part = left.at_most(line.at_hand());
            if part.is_positive() {
                let at_hand = line.notes.is_some().then(|| line.at_hand_step());
                let payer = line.notes.is_some().then(|| line.id.clone());
                line.say(|| paid_from(due(), left, at_hand, payer));
                line.give(month, cause, part, &self.market);
                left = left.minus(part);
            }
        }
        amount.minus(left)
    }

    /// Takes money in, as cash; `from` says what it is, where lines are traced.
    pub(super) fn receive(&mut self, month: u16, amount: Yen, from: Vec<Step>) {
        if let Some(line) = self.lines.get_mut(self.received)
            && let Position::Money { balance, .. } = &mut line.position
        {
            *balance = balance.plus(amount);
            line.say(|| Step::of(What::Received, Quantity::Yen(amount), How::Sum, from).at(month));
            line.restate(month, super::cause::Cause::Transfer, &self.market);
        }
    }
}

/// The part of what is due that one account pays.
fn paid_from(due: Step, left: Yen, at_hand: Option<Step>, payer: Option<String>) -> Step {
    let (term, about, month) = (due.term, due.about.clone(), due.month);
    let whole = due.yen();
    let mut inputs = vec![due];
    if left != whole {
        let place =
            Elsewhere::Paid { term, about: about.clone(), month: month.unwrap_or_default(), before: payer };
        let before = Step::noted(What::PaidBefore, Quantity::Yen(whole.minus(left)), place);
        inputs =
            vec![Step::of(What::StillDue, Quantity::Yen(left), How::Less, [inputs, vec![before]].concat())];
    }
    let part = at_hand.as_ref().map_or(left, |at_hand| left.at_most(at_hand.yen()));
    inputs.extend(at_hand);
    let paid = Step::of(What::Paid, Quantity::Yen(part), How::Least, inputs);
    let out = Quantity::Yen(paid.yen().negated());
    Step { month, ..Step::of(term, out, How::Negated, vec![paid]).about(about) }
}
