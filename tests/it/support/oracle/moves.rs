//! What chance and the scenario do to prices on one path.

use forelock::domain::param::Param;
use forelock::domain::risk_factor::RiskFactor;
use forelock::domain::scenario::Scenario;
use forelock::engine::chance::draws::{Draws, Jumps, STEPS};
use forelock::engine::chance::lanes::LANES;

use super::company::{Company, Kind, plain};

const COINS: [RiskFactor; 4] = [RiskFactor::Btc, RiskFactor::Eth, RiskFactor::Xrp, RiskFactor::OtherCoin];

/// Prices by month on one path, and when sudden things come.
pub(super) struct Market {
    /// Yen per dollar.
    pub(super) dollar: Vec<f64>,
    /// The price level.
    pub(super) prices: Vec<f64>,
    /// Yields of bonds, not below zero.
    pub(super) yields: Vec<f64>,
    /// Each kind of coin the company may hold, in dollars, no crash.
    pub(super) coins: [Option<Vec<f64>>; 4],
    /// What a crash leaves of it.
    pub(super) crash: Vec<f64>,
    /// Gold in dollars.
    pub(super) gold: Vec<f64>,
    pub(super) default: u16,
    pub(super) bank_test: u16,
    pub(super) exchange_fails: u16,
    pub(super) exchange_pays: u16,
    pub(super) wallet_lost: u16,
}

/// Jumps: λ/12, μ, δ.
#[derive(Debug, Clone, Copy)]
struct Law {
    monthly: f64,
    mean: f64,
    spread: f64,
}

impl Law {
    fn of(scenario: &Scenario, rate: Param, size: Param, spread: Param) -> Self {
        let value = |p| plain(scenario.get(p));
        Self {
            monthly: value(rate) / 12.0,
            mean: (1.0 + value(size).max(-0.999)).ln(),
            spread: value(spread),
        }
    }

    fn jump(&self, jumps: Option<&Jumps>, i: usize, month: usize) -> f64 {
        let Some(jumps) = jumps.filter(|_| self.monthly > 0.0) else { return 0.0 };
        let chance = f64::from(jumps.chances(i / LANES)[month - 1][i % LANES]);
        let size = f64::from(jumps.sizes(i / LANES)[month - 1][i % LANES]) / f64::from(STEPS);
        let mut count = 0.0;
        let mut share = (-self.monthly).exp();
        let mut up_to = share;
        while chance >= up_to && count < 60.0 {
            count += 1.0;
            share *= self.monthly / count;
            up_to += share;
        }
        count * self.mean + f64::sqrt(count) * self.spread * size
    }
}

/// How prices move, the same on every path.
pub(super) struct Moves {
    months: u16,
    /// What moves by chance, and the row that mixes its independent draws.
    mixed: Vec<(RiskFactor, Vec<f64>)>,
    coins_held: [bool; 4],
    dollar_jumps: Law,
    coin_jumps: Law,
    dollar_today: f64,
    /// ln of what the scenario alone does, by month.
    dollar: Vec<f64>,
    inflation: Vec<f64>,
    yields: Vec<f64>,
    coin_growth: f64,
    gold_growth: f64,
    crash: Vec<f64>,
    /// φ by month of the move, and over how many months it comes through.
    pass_through: Vec<f64>,
    lag: usize,
    /// When sudden things come: the odds by month, or the month.
    default: Coming,
    exchange: Coming,
    exchange_wait: u16,
    wallet: Coming,
    yield_month: u16,
}

enum Coming {
    In(Option<u16>),
    /// P(τ ≤ t), by month.
    By(Vec<f64>),
}

impl Coming {
    fn of((rate, month): (f64, Option<u16>), months: u16) -> Self {
        if rate > 0.0 {
            Self::By((0..=months).map(|t| 1.0 - (-rate * f64::from(t) / 12.0).exp()).collect())
        } else {
            Self::In(month)
        }
    }

    fn month(&self, u: f64) -> u16 {
        match self {
            Self::In(month) => month.unwrap_or(u16::MAX),
            Self::By(odds) => (1_u16..).zip(&odds[1..]).find(|(_, p)| **p >= u).map_or(u16::MAX, |(t, _)| t),
        }
    }
}

impl Moves {
    pub(super) fn of(scenario: &Scenario, company: &Company) -> Self {
        let value = |p| plain(scenario.get(p));
        let months = company.months;
        let factors: Vec<RiskFactor> = RiskFactor::ALL
            .into_iter()
            .filter(|f| value(f.volatility()) > 0.0 && matters(company, *f))
            .collect();
        let mixed = factors.iter().copied().zip(lower_triangle(scenario, &factors)).collect();
        let (rate, crisis) =
            (Param::PassThrough, scenario.get(Param::Shock) > scenario.get(Param::CrisisThreshold));
        let shock_month = scenario.months(Param::ShockMonth);
        let pass_through = (0..=months)
            .map(|t| value(if crisis && t >= shock_month { Param::CrisisPassThrough } else { rate }))
            .collect();
        let shocked = |t: u16| if t >= shock_month { -(1.0 - value(Param::Shock)).ln() } else { 0.0 };
        let drift = (1.0 + value(Param::YenDrift)).ln();
        Self {
            months,
            mixed,
            coins_held: std::array::from_fn(|k| {
                company.lines.iter().any(|l| matches!(l.kind, Kind::Coin { kind, .. } if kind == k))
            }),
            dollar_jumps: Law::of(
                scenario,
                Param::DollarJumpRate,
                Param::DollarJumpSize,
                Param::DollarJumpSpread,
            ),
            coin_jumps: Law::of(scenario, Param::CoinJumpRate, Param::CoinJumpSize, Param::CoinJumpSpread),
            dollar_today: value(Param::UsdJpy),
            dollar: (0..=months).map(|t| drift * f64::from(t) / 12.0 + shocked(t)).collect(),
            inflation: inflation(scenario, months),
            yields: yields(scenario, months),
            coin_growth: (1.0 + value(Param::CryptoGrowth)).ln() / 12.0,
            gold_growth: (1.0 + value(Param::GoldGrowth)).ln() / 12.0,
            crash: crash(scenario, months),
            pass_through,
            lag: usize::from(scenario.months(Param::PassThroughLag).max(1)),
            default: Coming::of(company.default_comes(), months),
            exchange: Coming::of(company.exchange_fails(), months),
            exchange_wait: scenario.months(Param::ExchangeRecoveryMonths),
            wallet: Coming::of((value(Param::OwnWalletLossRate), None), months),
            yield_month: scenario.months(Param::YieldMonth),
        }
    }

    /// Prices on a path.
    pub(super) fn market(&self, draws: &Draws, i: usize) -> Market {
        let months = usize::from(self.months);
        let uniforms = &draws.uniforms;
        let default = self.default.month(uniforms.default[i]);
        let tested_at_default = matches!(self.default, Coming::In(Some(_))) || default <= self.months;
        let exchange_fails = self.exchange.month(uniforms.exchange[i]);
        let mut market = Market {
            dollar: vec![self.dollar_today * self.dollar[0].exp()],
            prices: vec![1.0],
            yields: vec![self.yields[0].max(0.0)],
            coins: self.coins_held.map(|held| held.then(|| vec![1.0])),
            crash: self.crash.clone(),
            gold: vec![1.0],
            default,
            bank_test: if tested_at_default { default } else { self.yield_month },
            exchange_fails,
            exchange_pays: exchange_fails.saturating_add(self.exchange_wait),
            wallet_lost: self.wallet.month(uniforms.own_wallet[i]),
        };
        let normals: Vec<_> = self
            .mixed
            .iter()
            .map(|(factor, _)| draws.factor(*factor).map_or(&[][..], |n| n.group(i / LANES)))
            .collect();
        let mut logs = [0.0; RiskFactor::COUNT];
        let mut coins_jumped = 0.0;
        let mut passing = vec![0.0];
        let (mut level, mut price_log) = (0.0, 0.0);
        let mut z = [0.0; RiskFactor::COUNT];
        for t in 1..=months {
            for (z, normals) in z.iter_mut().zip(&normals) {
                *z = f64::from(normals[t - 1][i % LANES]) / f64::from(STEPS);
            }
            let before = logs[RiskFactor::Dollar as usize];
            for (factor, row) in &self.mixed {
                for (weight, z) in row.iter().zip(&z) {
                    logs[*factor as usize] += weight * z;
                }
            }
            logs[RiskFactor::Dollar as usize] += self.dollar_jumps.jump(draws.dollar_jumps(), i, t);
            coins_jumped += self.coin_jumps.jump(draws.coin_jumps(), i, t);
            let dollar = logs[RiskFactor::Dollar as usize];
            let moved = dollar - before + self.dollar[t] - self.dollar[t - 1];
            passing.push(self.pass_through[t] * moved);
            for part in &passing[(t + 1).saturating_sub(self.lag)..=t] {
                level += part / self.lag_months();
            }
            price_log += self.inflation[t];
            market.dollar.push(self.dollar_today * (self.dollar[t] + dollar).exp());
            market.prices.push((price_log + level + logs[RiskFactor::Prices as usize]).exp());
            market.yields.push((self.yields[t] + logs[RiskFactor::Yield as usize]).max(0.0));
            let month = f64::from(u16::try_from(t).unwrap_or(u16::MAX));
            market.gold.push((self.gold_growth * month + logs[RiskFactor::Gold as usize]).exp());
            for (path, factor) in market.coins.iter_mut().zip(COINS) {
                if let Some(path) = path {
                    path.push((self.coin_growth * month + logs[factor as usize] + coins_jumped).exp());
                }
            }
        }
        market
    }

    fn lag_months(&self) -> f64 {
        f64::from(u16::try_from(self.lag).unwrap_or(u16::MAX))
    }
}

/// Whether a factor can change anything the company has.
fn matters(company: &Company, factor: RiskFactor) -> bool {
    let any = |f: fn(&Kind) -> bool| company.lines.iter().any(|l| f(&l.kind));
    match factor {
        RiskFactor::Dollar | RiskFactor::Prices | RiskFactor::Btc => true,
        RiskFactor::Eth => any(|k| matches!(k, Kind::Coin { kind: 1, .. })),
        RiskFactor::Xrp => any(|k| matches!(k, Kind::Coin { kind: 2, .. })),
        RiskFactor::OtherCoin => any(|k| matches!(k, Kind::Coin { kind: 3, .. })),
        RiskFactor::Gold => any(|k| matches!(k, Kind::Gold)),
        RiskFactor::Yield => {
            let banked = |k: &Kind| {
                matches!(
                    k,
                    Kind::Money { bank: Some(_), .. }
                        | Kind::Dollars { bank: Some(_) }
                        | Kind::YenCoin { .. }
                )
            };
            any(|k| matches!(k, Kind::Bond { .. } | Kind::Loan { floor: Some(_), .. }))
                || (company.realised > 0.0 && any(banked))
        }
    }
}

/// σ/√12 times the lower triangle of the factors' correlations.
fn lower_triangle(scenario: &Scenario, factors: &[RiskFactor]) -> Vec<Vec<f64>> {
    let n = factors.len();
    let mut lower = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..=i {
            let mut rest = plain(scenario.correlations.get(factors[i], factors[j]));
            for (a, b) in lower[i][..j].iter().zip(&lower[j][..j]) {
                rest -= a * b;
            }
            lower[i][j] = if i == j {
                rest.max(0.0).sqrt()
            } else if lower[j][j] > 1e-7 {
                rest / lower[j][j]
            } else {
                0.0
            };
        }
    }
    for (row, factor) in lower.iter_mut().zip(factors) {
        for weight in row {
            *weight *= plain(scenario.get(factor.volatility())) / 12.0_f64.sqrt();
        }
    }
    lower
}

/// A month's log inflation, the currency's effect aside, by month.
fn inflation(scenario: &Scenario, months: u16) -> Vec<f64> {
    (0..=months).map(|t| (1.0 + yearly_inflation(scenario, t)).ln() / 12.0).collect()
}

fn yearly_inflation(scenario: &Scenario, month: u16) -> f64 {
    let year = u8::try_from(month.saturating_sub(1) / 12 + 1).unwrap_or(u8::MAX);
    plain(scenario.inflation_by_year.get(&year).copied().unwrap_or_else(|| scenario.get(Param::Inflation)))
}

/// Yields the scenario makes, by month, perhaps below zero.
fn yields(scenario: &Scenario, months: u16) -> Vec<f64> {
    let value = |p| plain(scenario.get(p));
    (0..=months)
        .map(|t| {
            let rise = if t >= scenario.months(Param::YieldMonth) { value(Param::YieldRise) } else { 0.0 };
            let follows =
                if t == 0 { 0.0 } else { yearly_inflation(scenario, t) - yearly_inflation(scenario, 1) };
            value(Param::YieldToday) + rise + value(Param::YieldBeta) * follows
        })
        .collect()
}

/// What a crash and the recovery from it leave, by month.
fn crash(scenario: &Scenario, months: u16) -> Vec<f64> {
    let value = |p| plain(scenario.get(p));
    let start = scenario.months(Param::CrashMonth);
    let over = value(Param::CrashRecoveryMonths).max(1.0);
    (0..=months)
        .map(|t| {
            if t < start {
                return 1.0;
            }
            let recovered = value(Param::CrashRecovery) * (f64::from(t - start) / over).min(1.0);
            1.0 - value(Param::Crash) * (1.0 - recovered)
        })
        .collect()
}
