//! The simulation once more, in the plainest way: one path at a time, one
//! holding at a time, the mathematical library's functions in 64 bits.
//!
//! It shares nothing with the engine's simulation but the numbers drawn, and
//! is what that is checked by, and what its speed is measured against.
#![allow(dead_code, reason = "not everyone who includes it uses all of it")]
#![expect(clippy::indexing_slicing, reason = "plain loops over lists of one length")]

#[path = "oracle/banks.rs"]
mod banks;
#[path = "oracle/company.rs"]
mod company;
#[path = "oracle/controls.rs"]
mod controls;
#[path = "oracle/moves.rs"]
mod moves;

use forelock::domain::holding::AccountClass;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::Scenario;
use forelock::engine::chance::draws::Draws;

use company::{Company, Kind, Line, State};
use moves::{Market, Moves};

/// Real net worth by month, month 0 first, on one path.
pub(crate) fn path(profile: &Profile, scenario: &Scenario, plan: bool, draws: &Draws, i: usize) -> Vec<f64> {
    Oracle::new(profile, scenario, plan).path(draws, i).into_iter().map(|worth| worth.net).collect()
}

/// The quantiles 5, 25, 50, 75 and 95% of real net worth by month, as things
/// are: all paths one after the other, each month put in order.
pub(crate) fn fan(profile: &Profile, scenario: &Scenario, draws: &Draws) -> Vec<[f64; 5]> {
    let oracle = Oracle::new(profile, scenario, false);
    let paths = draws.sample().paths as usize;
    let mut months = vec![Vec::with_capacity(paths); usize::from(oracle.company.months) + 1];
    for i in 0..paths {
        for (month, worth) in months.iter_mut().zip(oracle.path(draws, i)) {
            month.push(worth.net);
        }
    }
    months.iter_mut().map(|month| quantiles(month)).collect()
}

/// Quantiles by putting in order, linear between neighbours (type 7).
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "ranks"
)]
pub(crate) fn quantiles(values: &mut [f64]) -> [f64; 5] {
    values.sort_unstable_by(f64::total_cmp);
    [0.05, 0.25, 0.5, 0.75, 0.95].map(|level: f64| {
        let at = level * (values.len() - 1) as f64;
        let rank = at.floor() as usize;
        let next = (rank + 1).min(values.len() - 1);
        values[rank] + (at - at.floor()) * (values[next] - values[rank])
    })
}

/// What a company is worth in a month, in yen of today's purchasing power.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Worth {
    /// Owned less owed.
    pub(crate) net: f64,
    /// Owned.
    pub(crate) owned: f64,
}

/// A company in a scenario, read once.
pub(crate) struct Oracle {
    company: Company,
    moves: Moves,
}

impl Oracle {
    /// As things are, or with the plan.
    pub(crate) fn new(profile: &Profile, scenario: &Scenario, plan: bool) -> Self {
        let company = Company::of(profile, scenario, plan);
        // What the plan would buy moves in both courses.
        let mut both = Company::of(profile, scenario, true);
        if let Some(plan) = &both.plan {
            let first = both.lines.len() - plan.weights.len();
            let bought = |k: usize| k < first || plan.weights[k - first] > 0.0;
            let kept: Vec<Line> =
                both.lines.iter().enumerate().filter(|(k, _)| bought(*k)).map(|(_, l)| l.clone()).collect();
            both.lines = kept;
        }
        let moves = Moves::of(scenario, &both);
        Self { company, moves }
    }

    /// One path, month 0 first.
    pub(crate) fn path(&self, draws: &Draws, i: usize) -> Vec<Worth> {
        let market = self.moves.market(draws, i);
        let mut way = Way::new(&self.company, &market);
        let mut worths = vec![way.worth(0)];
        for month in 1..=self.company.months {
            way.month(month);
            worths.push(way.worth(month));
        }
        worths
    }

    /// The dollar in yen, the price level, gold and bitcoin in dollars by month
    /// on one path, month 0 first.
    pub(crate) fn factors(&self, draws: &Draws, i: usize) -> [Vec<f64>; 4] {
        let Market { dollar, prices, gold, coins: [bitcoin, ..], .. } = self.moves.market(draws, i);
        [dollar, prices, gold, bitcoin.unwrap_or_default()]
    }

    /// What each coin, gold, a dollar and a yen owed at the dearest of the
    /// loans have become by each month, in today's purchasing power where prices
    /// have fallen.
    fn prices(&self, draws: &Draws, i: usize) -> Vec<[f64; 7]> {
        let market = self.moves.market(draws, i);
        let dearest = |t: usize| {
            let rates = self.company.lines.iter().filter_map(|line| match line.kind {
                Kind::Loan { rate, floor, .. } => Some(self.company.loan_rate(rate, floor, market.yields[t])),
                _ => None,
            });
            rates.fold(0.0, f64::max)
        };
        let mut owed = 1.0;
        let mut month = |t: usize| {
            owed *= 1.0 + dearest(t) / 12.0;
            let coin = |k: usize| market.coins[k].as_ref().map_or(0.0, |path| path[t] * market.crash[t]);
            let dollar = market.dollar[t] / market.dollar[0];
            let level = market.prices[t].min(1.0);
            let at_dollar = [coin(0), coin(1), coin(2), coin(3), market.gold[t], 1.0].map(|p| p * dollar);
            let [first, second, third, fourth, gold, cash] = at_dollar;
            [first, second, third, fourth, gold, cash, owed].map(|p| p / level)
        };
        (0..market.dollar.len()).map(&mut month).collect()
    }

    /// The most that a yen put into coins, dollars or gold, or owed, on a path can have
    /// become by each month: what a rounding may have grown to.
    pub(crate) fn most_of_a_yen(&self, draws: &Draws, i: usize) -> Vec<f64> {
        self.most_of(draws, i, |_| 1.0)
    }

    /// The same of an amount of each month, at least the amount itself: what
    /// was at stake, had it been put into what did best since.
    pub(crate) fn most_of(&self, draws: &Draws, i: usize, amount: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut units = [0.0_f64; 7];
        let month = |(t, prices): (usize, [f64; 7])| {
            let mut most = amount(t);
            for (units, price) in units.iter_mut().zip(prices) {
                if price > 0.0 {
                    *units = units.max(amount(t) / price);
                    most = most.max(*units * price);
                }
            }
            most
        };
        self.prices(draws, i).into_iter().enumerate().map(month).collect()
    }
}

/// Cut to whole yen.
fn whole(value: f64) -> f64 {
    (value + 1e-7 + value * 4e-15).floor()
}

/// A bond per yen of face, accrued interest included: its payments one by one.
fn bond(coupon: f64, months_left: u16, market_yield: f64) -> f64 {
    if months_left == 0 {
        return 0.0;
    }
    let v = 1.0 / (1.0 + market_yield / 2.0);
    let mut value = 1.0 + coupon / 2.0;
    for _ in 1..months_left.div_ceil(6) {
        value = coupon / 2.0 + v * value;
    }
    value * v.powf(f64::from((months_left - 1) % 6 + 1) / 6.0)
}

/// A bond at a coupon date, its payments one by one.
fn at_coupon_date(coupon: f64, years: f64, market_yield: f64) -> f64 {
    let v = 1.0 / (1.0 + market_yield / 2.0);
    let mut left = (years * 2.0).round();
    let mut value = 1.0;
    while left > 0.0 {
        value = v * (value + coupon / 2.0);
        left -= 1.0;
    }
    value
}

/// Prices in force at a moment of a month.
#[derive(Debug, Clone, Copy)]
struct Now {
    /// Yen per dollar.
    dollar: f64,
    /// What each kind of coin has been multiplied by in dollars, no crash.
    coins: [f64; 4],
    crash: f64,
    gold: f64,
    market_yield: f64,
}

/// A company on its way along a path.
struct Way<'a> {
    company: &'a Company,
    market: &'a Market,
    lines: Vec<Line>,
    now: Now,
    carried: f64,
    realised: f64,
    tax_due: Vec<(u16, f64)>,
    noted: Vec<f64>,
    defaulted: bool,
}

impl<'a> Way<'a> {
    fn new(company: &'a Company, market: &'a Market) -> Self {
        let now = Now {
            dollar: market.dollar[0],
            coins: [1.0; 4],
            crash: market.crash[0],
            gold: 1.0,
            market_yield: market.yields[0],
        };
        Self {
            company,
            market,
            lines: company.lines.clone(),
            now,
            carried: 0.0,
            realised: 0.0,
            tax_due: Vec::new(),
            noted: vec![0.0; company.lines.len()],
            defaulted: false,
        }
    }

    /// Real worth at a month's end.
    fn worth(&self, month: u16) -> Worth {
        let (mut owned, mut debts) = (0.0, 0.0);
        for line in &self.lines {
            let worth = self.line_worth(line, month);
            if matches!(line.kind, Kind::Payable { .. } | Kind::Loan { .. }) {
                debts += worth;
            } else {
                owned += worth;
            }
        }
        for (_, tax) in &self.tax_due {
            debts += tax;
        }
        let prices = self.market.prices[usize::from(month)];
        Worth { net: (owned - debts) / prices, owned: owned / prices }
    }

    /// What a line is worth in yen now; what is owed counts as positive.
    fn line_worth(&self, line: &Line, month: u16) -> f64 {
        match &line.kind {
            Kind::Money { .. } | Kind::Receivable { .. } | Kind::Payable { .. } | Kind::Loan { .. } => {
                line.amount
            }
            Kind::Dollars { .. } => line.amount * self.now.dollar,
            Kind::Bond { exchanged: Some((value, since)), .. } => {
                value * (1.0 + self.company.exit_yield).powf(f64::from(month - since) / 12.0)
            }
            Kind::Bond { coupon, matures, exchanged: None } => {
                if line.amount > 0.0 {
                    line.amount * bond(*coupon, matures.saturating_sub(month), self.now.market_yield)
                } else {
                    0.0
                }
            }
            Kind::Coin { state: State::Dollars(usd), .. } => usd * self.now.dollar,
            Kind::Coin { kind, .. } => line.amount * self.coin_price(*kind),
            Kind::YenCoin { level, .. } => line.amount * level,
            Kind::Gold => line.amount * self.gold_price(),
        }
    }

    /// What a yen of today's coin has become.
    fn coin_price(&self, kind: usize) -> f64 {
        self.now.coins[kind] * self.now.crash * self.now.dollar / self.market.dollar[0]
    }

    fn gold_price(&self) -> f64 {
        self.now.gold * self.now.dollar / self.market.dollar[0]
    }

    fn month(&mut self, month: u16) {
        let t = usize::from(month);
        self.deposit_interest(month);
        self.coupons(month);
        self.loan_interest();
        for kind in 0..4 {
            self.now.coins[kind] = self.market.coins[kind].as_ref().map_or(1.0, |path| path[t]);
        }
        self.now.gold = self.market.gold[t];
        self.collect(month);
        self.settle(month);
        self.now.market_yield = self.market.yields[t];
        self.bank_events(month);
        self.controls(month);
        self.plan(month);
        self.now.crash = self.market.crash[t];
        self.crypto_events(month);
        self.now.dollar = self.market.dollar[t];
        self.pay_tax(month);
        if self.company.year_ends[t] {
            self.assess_tax(month);
        }
    }

    fn deposit_interest(&mut self, month: u16) {
        let growth = self.company.deposit_growth;
        if growth == 0.0 {
            return;
        }
        for line in &mut self.lines {
            let Kind::Money { bank: Some((_, account)), frozen, accrued, .. } = &mut line.kind else {
                continue;
            };
            if *account == AccountClass::Settlement {
                continue;
            }
            *accrued += (*accrued + line.amount) * growth;
            if self.company.year_ends[usize::from(month)] {
                let credited = whole(*accrued);
                *accrued = 0.0;
                line.amount += credited;
                if *frozen > 0.0 {
                    *frozen += credited;
                }
            }
        }
    }

    fn coupons(&mut self, month: u16) {
        let mut sum = 0.0;
        for line in &self.lines {
            if let Kind::Bond { coupon, matures, exchanged: None } = line.kind
                && month <= matures
                && (matures - month).is_multiple_of(6)
            {
                sum += whole(line.amount * coupon / 2.0);
            }
        }
        self.receive(sum);
    }

    fn loan_interest(&mut self) {
        for i in 0..self.lines.len() {
            let Kind::Loan { rate, floor, .. } = self.lines[i].kind else { continue };
            let rate = self.company.loan_rate(rate, floor, self.now.market_yield);
            let due = whole(self.lines[i].amount * rate / 12.0);
            let left = self.pay(due);
            self.lines[i].amount += left;
        }
    }

    fn collect(&mut self, month: u16) {
        let mut sum = 0.0;
        for line in &mut self.lines {
            match line.kind {
                Kind::Bond { matures, exchanged: None, .. } if matures == month => {
                    sum += std::mem::take(&mut line.amount);
                }
                Kind::Receivable { due } if due == month => sum += std::mem::take(&mut line.amount),
                _ => {}
            }
        }
        self.receive(sum);
    }

    fn settle(&mut self, month: u16) {
        for i in 0..self.lines.len() {
            let amount = self.lines[i].amount;
            let due = match self.lines[i].kind {
                Kind::Payable { due } if due <= month => amount,
                Kind::Loan { matures, .. } if matures <= month => amount,
                Kind::Loan { matures, equal: true, .. } => whole(amount / f64::from(matures - month + 1)),
                _ => continue,
            };
            let left = self.pay(due);
            self.lines[i].amount -= due - left;
        }
    }

    fn receive(&mut self, amount: f64) {
        self.lines[self.company.received].amount += amount;
    }

    /// Pays out of what is at hand; what is left to pay.
    fn pay(&mut self, due: f64) -> f64 {
        let mut left = due;
        for &i in &self.company.payers {
            if left <= 0.0 {
                break;
            }
            let line = &mut self.lines[i];
            if let Kind::Money { frozen, .. } = line.kind {
                let part = left.min((line.amount - frozen).max(0.0));
                line.amount -= part;
                left -= part;
            }
        }
        left
    }
}
