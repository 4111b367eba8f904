//! A company on a group of paths: the rules of the deterministic engine, in
//! `f64`, on every path of the group at once.
//!
//! What is the same on all paths of a group is one number; what differs is a
//! number a path. The rules and their order are those of
//! [`crate::engine::project`], rounding included, so that with nothing left to
//! chance every path is the deterministic one.
#![expect(clippy::indexing_slicing, reason = "arrays of lanes, and lines laid out by the course")]
#![expect(
    clippy::inline_always,
    reason = "compiled for the widest registers only where it is put into the dispatched function"
)]

mod apart;
mod banks;
mod controls;
mod crypto;
mod debts;
mod served;
mod value;

pub(super) use apart::Held;
use apart::Thinned;

use super::course::Course;
use super::draws::Draws;
use super::lanes::{LANES, Lanes, Wide};
use super::motion::COINS;
use super::moving::{Moved, Moving};
use super::parts::Coming;
use crate::engine::factors::at;

/// An amount that is the same on all paths until something tells them apart.
#[derive(Debug, Clone)]
pub(super) struct Amount<const N: usize> {
    plain: bool,
    value: f64,
    lanes: Wide<N>,
}

impl<const N: usize> Amount<N> {
    fn new(value: f64) -> Self {
        Self { plain: true, value, lanes: Lanes::all(0.0) }
    }

    #[inline(always)]
    fn get(&self, lane: usize) -> f64 {
        if self.plain { self.value } else { self.lanes[lane] }
    }

    /// A number a path from now on.
    #[inline(always)]
    fn apart(&mut self) -> &mut Wide<N> {
        if self.plain {
            self.lanes = Lanes::all(self.value);
            self.plain = false;
        }
        &mut self.lanes
    }

    #[inline(always)]
    fn is_nothing(&self) -> bool {
        if self.plain { self.value == 0.0 } else { self.lanes.iter().all(|v| *v == 0.0) }
    }

    #[inline(always)]
    fn change(&mut self, f: impl Fn(f64) -> f64) {
        if self.plain {
            self.value = f(self.value);
        } else {
            for v in &mut self.lanes {
                *v = f(*v);
            }
        }
    }
}

/// Where a coin is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CoinState {
    Held,
    OwedInKind,
    OwedDollars,
}

/// A bond on the paths of a group.
#[derive(Debug, Clone)]
struct BondLanes<const N: usize> {
    face: Amount<N>,
    /// Month of the exchange it became part of; `u16::MAX` while it pays.
    since: [u16; N],
    /// 1 while it pays, 0 from then on.
    live: Wide<N>,
    /// Its value then, as of month 0 at the yield it grows by since.
    then: Wide<N>,
    /// Whether any path has exchanged it.
    any_exchanged: bool,
    /// Coupon a path has, where the plan bought it at that path's yield.
    coupon: Option<Box<Wide<N>>>,
}

impl<const N: usize> BondLanes<N> {
    fn new(face: f64) -> Self {
        Self {
            face: Amount::new(face),
            since: [u16::MAX; N],
            live: Lanes::all(1.0),
            then: Lanes::all(0.0),
            any_exchanged: false,
            coupon: None,
        }
    }
}

/// A coin on the paths of a group: yen of today's price.
#[derive(Debug, Clone)]
struct CoinLanes<const N: usize> {
    worth: Wide<N>,
    basis: Wide<N>,
    owed: Wide<N>,
    state: [CoinState; N],
    /// Whether it is held on every path.
    all_held: bool,
    /// Whether on some path dollars are owed instead of it.
    any_dollars: bool,
}

/// What is worth what the dollar makes of it, summed up.
#[derive(Debug, Clone)]
struct Foreign<const N: usize> {
    dollars: Wide<N>,
    /// By kind, yen of today's price.
    coins: [Wide<N>; COINS.len()],
    held: [bool; COINS.len()],
    /// Yen of today's price.
    gold: Wide<N>,
}

impl<const N: usize> Foreign<N> {
    const fn none() -> Self {
        let zero = Lanes::all(0.0);
        Self { dollars: zero, coins: [zero; COINS.len()], held: [false; COINS.len()], gold: zero }
    }
}

/// When sudden things come on each path.
#[derive(Debug, Clone)]
struct Events<const N: usize> {
    default: [u16; N],
    test: [u16; N],
    exchange: [u16; N],
    payout: [u16; N],
    own_wallet: [u16; N],
    /// By month: whether one of them comes on any path.
    months: Vec<bool>,
}

/// The factors in force while a month runs, as in the deterministic engine:
/// some already this month's, some still the last one's.
#[derive(Debug, Clone)]
struct Now {
    dollar: f64,
    growth: f64,
    crash: f64,
    gold: f64,
    yield_raw: f64,
}

/// A group of paths on its way through the months.
#[expect(clippy::struct_excessive_bools, reason = "each says of one sum whether it still holds")]
pub(super) struct Group<'a, const N: usize> {
    course: &'a Course,
    now: Now,
    moving: Moving<'a, N>,
    /// What chance does each month from 1 on, where that was worked out before.
    known: Option<&'a [Moved<N>]>,
    events: Events<N>,
    money: Vec<Wide<N>>,
    accrued: Vec<Wide<N>>,
    frozen: Vec<Wide<N>>,
    freeze_on: bool,
    /// What came in (or went out) alike on all paths and is not in the cash
    /// line yet.
    spare: f64,
    /// What the cash line, with that, holds at least on every path.
    floor: f64,
    /// All money payments come from stands in the cash line.
    pooled: bool,
    /// The month from which on it may.
    pooled_from: u16,
    /// The last month whose debts were served in one go.
    served: u16,
    /// Everything in yen that differs from path to path, kept up to date
    /// while it can be.
    yen: Wide<N>,
    yen_stale: bool,
    /// Sum of all deposits, kept while none changes.
    deposits: Wide<N>,
    deposits_stale: bool,
    dollars: Vec<Wide<N>>,
    bonds: Vec<BondLanes<N>>,
    coins: Vec<CoinLanes<N>>,
    yen_face: Vec<Amount<N>>,
    yen_level: Vec<Amount<N>>,
    gold: Vec<Wide<N>>,
    receivables: Vec<Amount<N>>,
    payables: Vec<Amount<N>>,
    loans: Vec<Amount<N>>,
    tax_carried: Wide<N>,
    tax_realised: Wide<N>,
    tax_coming: Wide<N>,
    tax_coming_month: u16,
    tax_unpaid: Wide<N>,
    tax_comes: bool,
    tax_stays: bool,
    /// Kept while none of it changes.
    foreign: Foreign<N>,
    foreign_stale: bool,
    /// Whether coins were sold since: of that, all else still holds.
    coins_sold: bool,
    thinned: Thinned<N>,
    plan_amounts: Vec<Wide<N>>,
    plan_defaulted: [bool; N],
}

impl<'a, const N: usize> Group<'a, N> {
    /// At month 0. Without draws nothing is left to chance: what comes by
    /// chance never comes.
    #[inline(always)]
    pub(super) fn open(course: &'a Course, draws: Option<(&'a Draws, usize)>) -> Self {
        let lanes = |v: f64| Lanes::all(v);
        let money: Vec<Wide<N>> = course.money.iter().map(|m| lanes(m.balance)).collect();
        let nothing = vec![lanes(0.0); money.len()];
        Self {
            course,
            now: Now {
                dollar: 1.0,
                growth: 1.0,
                crash: at(&course.factors.coin_crash, 0),
                gold: 1.0,
                yield_raw: at(&course.yield_raw, 0),
            },
            moving: Moving::new(&course.motion, draws),
            known: None,
            events: Events::of(course, draws),
            accrued: nothing.clone(),
            frozen: nothing.clone(),
            freeze_on: false,
            yen: lanes(0.0),
            yen_stale: true,
            spare: 0.0,
            floor: 0.0,
            pooled: false,
            pooled_from: u16::MAX,
            served: 0,
            deposits: lanes(0.0),
            deposits_stale: true,
            money,
            dollars: course.dollars.iter().map(|d| lanes(d.0)).collect(),
            bonds: course.bonds.iter().map(|bond| BondLanes::new(bond.face)).collect(),
            coins: course
                .coins
                .iter()
                .map(|c| CoinLanes {
                    worth: lanes(c.worth),
                    basis: lanes(c.basis),
                    owed: lanes(0.0),
                    state: [CoinState::Held; N],
                    all_held: true,
                    any_dollars: false,
                })
                .collect(),
            yen_face: course.yen_coins.iter().map(|y| Amount::new(y.face)).collect(),
            yen_level: course.yen_coins.iter().map(|_| Amount::new(1.0)).collect(),
            gold: course.gold.iter().map(|g| lanes(*g)).collect(),
            receivables: course.receivables.iter().map(|d| Amount::new(d.amount)).collect(),
            payables: course.payables.iter().map(|d| Amount::new(d.amount)).collect(),
            loans: course.loans.iter().map(|l| Amount::new(l.balance)).collect(),
            tax_carried: lanes(0.0),
            tax_realised: lanes(0.0),
            tax_coming: lanes(0.0),
            tax_coming_month: u16::MAX,
            tax_unpaid: lanes(0.0),
            tax_comes: false,
            tax_stays: false,
            foreign: Foreign::none(),
            foreign_stale: true,
            coins_sold: false,
            thinned: Thinned::new(course.bonds.len()),
            plan_amounts: if course.plan.is_some() { nothing } else { Vec::new() },
            plan_defaulted: [false; N],
        }
    }

    /// Asks for net worth only: money may be put together where that changes
    /// nothing.
    pub(super) fn net_only(&mut self) {
        let course = self.course;
        let terms = &course.terms;
        if terms.deposit_growth != 0.0 {
            return;
        }
        let (start, months) = terms.freeze;
        let freeze_end = if months > 0 { start.saturating_add(months) } else { 0 };
        let plan_end = course.plan.as_ref().map_or(0, |p| p.start.saturating_add(p.months));
        let tested = self.events.test.iter().copied().filter(|m| *m <= course.months).max();
        let last = [tested.unwrap_or(0), freeze_end, plan_end, terms.conversion.unwrap_or(0)];
        self.pooled_from = last.into_iter().max().unwrap_or(0).max(terms.levy.unwrap_or(0));
    }

    /// What chance does each month from 1 on was worked out before.
    pub(super) const fn follow(&mut self, known: Option<&'a [Moved<N>]>) {
        self.known = known;
    }

    /// Goes through a month, 1 or more, the one after the last.
    ///
    /// Order: as [`crate::engine::project`].
    #[inline(always)]
    pub(super) fn month(&mut self, month: u16) {
        let course = self.course;
        let known = self.known.and_then(|months| months.get(usize::from(month) - 1));
        match known {
            Some(known) => self.moving.follow(known),
            None => self.moving.step(usize::from(month)),
        }
        self.deposit_interest(month);
        let income = course.incomes.get(usize::from(month)).copied().unwrap_or_default();
        if income.coupons {
            self.coupons(month);
        }
        self.loan_interest(month, income);
        self.now.growth = at(&course.factors.coin_growth, month);
        self.now.gold = at(&course.factors.gold, month);
        if income.principal {
            self.collect(month);
        }
        self.settle(month);
        self.now.yield_raw = at(&course.yield_raw, month);
        let eventful = self.events.months.get(usize::from(month)).copied().unwrap_or_default();
        if eventful {
            self.touch_money();
            self.thinned.outdated();
            self.bank_events(month);
        }
        self.controls(month);
        self.carry_out_plan(month);
        self.now.crash = at(&course.factors.coin_crash, month);
        if eventful {
            self.custody(month);
        }
        self.depeg(month);
        self.now.dollar = at(&course.dollar, month);
        match known {
            Some(known) => self.moving.moved.dollar = known.dollar,
            None => self.moving.turn_dollar(),
        }
        self.pay_tax(month);
        if course.year_ends.get(usize::from(month)).copied().unwrap_or_default() {
            self.assess_tax(month);
        }
        if month >= self.pooled_from {
            self.pool();
        }
    }

    /// What chance has made of the dollar so far: last month's until the
    /// currency moves.
    fn dollar_moved(&self, l: usize) -> f32 {
        self.moving.moved.dollar[l]
    }
}

/// When sudden things come on one path; `u16::MAX` for never.
pub(super) struct Sudden {
    pub(super) default: u16,
    pub(super) exchange: u16,
    pub(super) own_wallet: u16,
}

/// When sudden things come on the path `lane` of a group.
pub(super) fn sudden(course: &Course, draws: &Draws, group: usize, lane: usize) -> Sudden {
    let events = Events::<LANES>::of(course, Some((draws, group)));
    let month = |list: [u16; LANES]| list.get(lane).copied().unwrap_or(u16::MAX);
    Sudden {
        default: month(events.default),
        exchange: month(events.exchange),
        own_wallet: month(events.own_wallet),
    }
}

impl<const N: usize> Events<N> {
    fn of(course: &Course, draws: Option<(&Draws, usize)>) -> Self {
        let list =
            |values: &[f64], group: usize, l: usize| values.get(group * LANES + l).copied().unwrap_or(0.5);
        let months = |coming: Coming, pick: fn(&super::draws::Uniforms) -> &[f64]| {
            std::array::from_fn::<u16, N, _>(|l| match draws {
                Some((draws, group)) => coming.month(list(pick(&draws.uniforms), group, l)),
                None => match coming {
                    Coming::In(month) => month,
                    Coming::At(_) | Coming::Never => u16::MAX,
                },
            })
        };
        let default = months(course.default, |u| &u.default);
        let mut exchange = months(course.exchange_failure, |u| &u.exchange);
        if draws.is_none() && course.exchange_failure != Coming::Never {
            exchange = [course.exchange_month; N];
        }
        let own_wallet = months(course.own_wallet, |u| &u.own_wallet);
        // On a path without a default within the horizon banks are tested
        // when yields rise.
        let fixed = matches!(course.default, Coming::In(_));
        let test = default.map(|m| if fixed || m <= course.months { m } else { course.test_month });
        let payout = exchange.map(|m| m.saturating_add(course.terms.exchange_wait));
        let mut coming = vec![false; usize::from(course.months) + 1];
        for list in [&default, &exchange, &own_wallet, &test, &payout] {
            for month in list {
                if let Some(slot) = coming.get_mut(usize::from(*month)) {
                    *slot = true;
                }
            }
        }
        Self { default, test, exchange, payout, own_wallet, months: coming }
    }
}
