//! What moves for everybody: yen per dollar, prices, yields, coin and gold
//! prices, month by month, computed once in `f64`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::door;
use crate::domain::episode::Episode;
use crate::domain::param::Param;
use crate::domain::risk_factor::RiskFactor;
use crate::domain::scenario::Scenario;

/// Factor paths for months 0..=T.
///
/// **Shape**: each vector has T + 1 entries, month 0 first. All are relative
/// (1 at month 0) except `usd_jpy` and `jgb_yield`.
#[derive(Debug, Clone, PartialEq)]
pub struct Factors {
    /// Yen per US dollar.
    pub usd_jpy: Vec<f64>,
    /// Price level: what 1 yen of today costs then.
    pub prices: Vec<f64>,
    /// The part of the price level that inflation alone makes.
    pub prices_without_currency: Vec<f64>,
    /// Yield of government bonds, a fraction per year, compounded half-yearly.
    pub jgb_yield: Vec<f64>,
    /// Coin price in dollars from growth alone.
    pub coin_growth: Vec<f64>,
    /// What a crash, and the recovery from it, leaves of that.
    pub coin_crash: Vec<f64>,
    /// Gold price in dollars.
    pub gold: Vec<f64>,
    /// What chance did on top, where these are the paths of one simulation.
    pub strayed: Option<Box<Strayed>>,
    /// The episode these paths were found for, where they are to be explained.
    pub found: Option<Box<Episode>>,
}

/// How one simulated path strays from the deterministic ones.
///
/// **Shape**: month 0 first, 1 where nothing strayed; each is what the
/// deterministic path was multiplied by.
#[derive(Debug, Clone, PartialEq)]
pub struct Strayed {
    /// The paths without chance.
    pub plain: Factors,
    /// Yen per dollar.
    pub dollar: Vec<f64>,
    /// The price level.
    pub prices: Vec<f64>,
    /// Coins in dollars, in the order of [`COINS`].
    pub coins: [Vec<f64>; 4],
    /// Gold in dollars.
    pub gold: Vec<f64>,
    /// The month coins in the company's own wallet are lost in.
    pub own_wallet: Option<u16>,
}

/// Coins with factors of their own.
pub const COINS: [RiskFactor; 4] = [RiskFactor::Btc, RiskFactor::Eth, RiskFactor::Xrp, RiskFactor::OtherCoin];

/// The place of a coin among [`COINS`].
#[must_use]
pub fn coin_place(coin: &str) -> usize {
    let factor = RiskFactor::of_coin(coin);
    COINS.iter().position(|f| *f == factor).unwrap_or(3)
}

/// What the paths of a scenario are made from: where it is the same, so are
/// they.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    dollar: [Decimal; 4],
    inflation: (Decimal, BTreeMap<u8, Decimal>),
    pass_through: [Decimal; 4],
    yields: [Decimal; 4],
    coins: Decimal,
    crash: [Decimal; 4],
    gold: Decimal,
}

impl Read {
    /// Reads a scenario; what has no part in it as if it were not set.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        use Param as P;
        let value = |param| scenario.get(param);
        let heard = |matters: bool, param| if matters { scenario.get(param) } else { Decimal::ZERO };
        let shock = !value(P::Shock).is_zero();
        let (crash, rise) = (!value(P::Crash).is_zero(), !value(P::YieldRise).is_zero());
        let crisis = value(P::Shock) > value(P::CrisisThreshold);
        let moves = shock || !value(P::YenDrift).is_zero();
        let years = &scenario.inflation_by_year;
        Self {
            dollar: [value(P::UsdJpy), value(P::YenDrift), value(P::Shock), heard(shock, P::ShockMonth)],
            inflation: (value(P::Inflation), years.clone()),
            pass_through: [
                heard(moves, P::PassThrough),
                heard(moves, P::PassThroughLag),
                heard(crisis, P::CrisisPassThrough),
                // which threshold it is matters no further
                Decimal::from(u8::from(crisis)),
            ],
            yields: [
                value(P::YieldToday),
                value(P::YieldRise),
                heard(rise, P::YieldMonth),
                heard(!years.is_empty(), P::YieldBeta),
            ],
            coins: value(P::CryptoGrowth),
            crash: [P::Crash, P::CrashMonth, P::CrashRecovery, P::CrashRecoveryMonths]
                .map(|param| heard(crash, param)),
            gold: value(P::GoldGrowth),
        }
    }

    /// Whether yen per dollar are the same.
    #[must_use]
    pub fn same_dollar(&self, other: &Self) -> bool {
        self.dollar == other.dollar
    }

    /// Whether prices are.
    #[must_use]
    pub fn same_prices(&self, other: &Self) -> bool {
        (&self.dollar, &self.inflation, &self.pass_through)
            == (&other.dollar, &other.inflation, &other.pass_through)
    }

    /// Whether yields are.
    #[must_use]
    pub fn same_yields(&self, other: &Self) -> bool {
        (&self.inflation, &self.yields) == (&other.inflation, &other.yields)
    }
}

impl Factors {
    /// The paths of a scenario over `months` months.
    #[must_use]
    pub fn of(scenario: &Scenario, months: u16) -> Self {
        Self::near(scenario, months, None)
    }

    /// The same, taking over from paths over as many months, and what they
    /// were made from, those that are the same.
    #[must_use]
    pub fn near(scenario: &Scenario, months: u16, like: Option<(&Self, &Read)>) -> Self {
        let read = Read::of(scenario);
        let value = |p| door::plain(scenario.get(p));
        let path =
            |same: &dyn Fn(&Read) -> bool, kept: fn(&Self) -> &Vec<f64>, fresh: &dyn Fn() -> Vec<f64>| {
                like.filter(|(_, other)| same(other)).map_or_else(fresh, |(like, _)| kept(like).clone())
            };
        let usd_jpy = path(&|o| read.same_dollar(o), |f| &f.usd_jpy, &|| usd_jpy(scenario, months));
        let prices_without_currency =
            path(&|o| read.inflation == o.inflation, |f| &f.prices_without_currency, &|| {
                compound(&inflation_by_month(scenario, months))
            });
        Self {
            prices: path(&|o| read.same_prices(o), |f| &f.prices, &|| {
                price_level(scenario, &usd_jpy, &prices_without_currency)
            }),
            jgb_yield: path(&|o| read.same_yields(o), |f| &f.jgb_yield, &|| {
                Self::raw_yields(scenario, months).into_iter().map(|y| y.max(0.0)).collect()
            }),
            coin_growth: path(&|o| read.coins == o.coins, |f| &f.coin_growth, &|| {
                growth(value(Param::CryptoGrowth), months)
            }),
            coin_crash: path(&|o| read.crash == o.crash, |f| &f.coin_crash, &|| crash(scenario, months)),
            gold: path(&|o| read.gold == o.gold, |f| &f.gold, &|| growth(value(Param::GoldGrowth), months)),
            prices_without_currency,
            usd_jpy,
            strayed: None,
            found: None,
        }
    }

    /// The yield of government bonds before it is held at zero, by month.
    ///
    /// **Formula**: y_0 + Δy·1{t ≥ t_y} + β_π·(π_t − π_1). **Source**: model
    /// equation (3).
    #[must_use]
    pub fn raw_yields(scenario: &Scenario, months: u16) -> Vec<f64> {
        let value = |p| door::plain(scenario.get(p));
        let inflation = inflation_by_month(scenario, months);
        let first_inflation = inflation.get(1).copied().unwrap_or_default();
        let (rise, beta) = (value(Param::YieldRise), value(Param::YieldBeta));
        let (today, rise_month) = (value(Param::YieldToday), scenario.months(Param::YieldMonth));
        (0..=months)
            .zip(&inflation)
            .map(|(t, pi)| {
                let shift = if t >= rise_month { rise } else { 0.0 };
                let feedback = if t == 0 { 0.0 } else { beta * (pi - first_inflation) };
                today + shift + feedback
            })
            .collect()
    }

    /// The same as far as a month.
    #[must_use]
    pub fn until(&self, month: u16) -> Self {
        let upto = |path: &[f64]| path.iter().take(usize::from(month).saturating_add(1)).copied().collect();
        Self {
            usd_jpy: upto(&self.usd_jpy),
            prices: upto(&self.prices),
            prices_without_currency: upto(&self.prices_without_currency),
            jgb_yield: upto(&self.jgb_yield),
            coin_growth: upto(&self.coin_growth),
            coin_crash: upto(&self.coin_crash),
            gold: upto(&self.gold),
            strayed: self.strayed.clone(),
            found: self.found.clone(),
        }
    }

    /// The last month.
    #[must_use]
    pub fn months(&self) -> u16 {
        u16::try_from(self.prices.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }

    /// Coin price in dollars, relative to today's.
    #[must_use]
    pub fn coin(&self, month: u16) -> f64 {
        at(&self.coin_growth, month) * at(&self.coin_crash, month)
    }

    /// What chance made of each coin's price, 1 where it had no part.
    #[must_use]
    pub fn coins_strayed(&self, month: u16) -> [f64; 4] {
        self.strayed.as_ref().map_or([1.0; 4], |strayed| {
            let [btc, eth, xrp, other] = &strayed.coins;
            [at(btc, month), at(eth, month), at(xrp, month), at(other, month)]
        })
    }

    /// Yen per dollar relative to today's.
    #[must_use]
    pub fn dollar(&self, month: u16) -> f64 {
        at(&self.usd_jpy, month) / at(&self.usd_jpy, 0)
    }
}

/// The value of a path at a month; its last value beyond the end.
#[must_use]
pub fn at(path: &[f64], month: u16) -> f64 {
    path.get(usize::from(month)).or(path.last()).copied().unwrap_or(1.0)
}

/// Yen per dollar.
///
/// **Formula**: ln S_t = ln S_0 + (t/12)·ln(1+g) − 1{t ≥ t_d}·ln(1−d).
/// **Source**: model equation (1).
#[must_use]
pub fn usd_jpy(scenario: &Scenario, months: u16) -> Vec<f64> {
    let value = |p| door::plain(scenario.get(p));
    let today = value(Param::UsdJpy);
    let shock = value(Param::Shock);
    let shock_month = scenario.months(Param::ShockMonth);
    growth(value(Param::YenDrift), months)
        .into_iter()
        .zip(0..=months)
        .map(|(drift, t)| if t >= shock_month { today * drift / (1.0 - shock) } else { today * drift })
        .collect()
}

/// Inflation without the currency's effect that applies in each month, a
/// fraction per year; month 0 has the first year's.
fn inflation_by_month(scenario: &Scenario, months: u16) -> Vec<f64> {
    let base = door::plain(scenario.get(Param::Inflation));
    (0..=months)
        .map(|t| {
            let year = u8::try_from(t.saturating_sub(1) / 12 + 1).unwrap_or(u8::MAX);
            scenario.inflation_by_year.get(&year).map_or(base, |&rate| door::plain(rate))
        })
        .collect()
}

/// Monthly compounding of annual effective rates: month 0 is 1.
fn compound(rates: &[f64]) -> Vec<f64> {
    let mut logs = 0.0;
    let mut last = (f64::NAN, 0.0);
    let mut step = |rate: f64| {
        if rate.to_bits() != last.0.to_bits() {
            last = (rate, rate.ln_1p() / 12.0);
        }
        last.1
    };
    rates
        .iter()
        .enumerate()
        .map(|(t, &rate)| {
            if t > 0 {
                logs += step(rate);
            }
            logs.exp()
        })
        .collect()
}

/// Median growth: (1+g)^(t/12).
fn growth(rate: f64, months: u16) -> Vec<f64> {
    let log = rate.ln_1p();
    (0..=months).map(|t| (log * f64::from(t) / 12.0).exp()).collect()
}

/// The price level with the currency's effect on it.
///
/// **Formula**: ln P_t = Σ ln(1+π)/12 + Σ_s φ_s·Δln S_s·w(t−s),
/// w(k) = min(1, (k+1)/L): a move reaches prices in equal parts over L months,
/// the first in its own month. φ_s is the crisis value from the month of a
/// shock beyond the threshold on.
/// **Source**: model equation (2).
fn price_level(scenario: &Scenario, usd_jpy: &[f64], without_currency: &[f64]) -> Vec<f64> {
    let value = |p| door::plain(scenario.get(p));
    let lag = usize::from(scenario.months(Param::PassThroughLag).max(1));
    let crisis = scenario.get(Param::Shock) > scenario.get(Param::CrisisThreshold);
    let shock_month = usize::from(scenario.months(Param::ShockMonth));
    let (calm, severe) = (value(Param::PassThrough), value(Param::CrisisPassThrough));
    let moves: Vec<f64> = usd_jpy
        .iter()
        .zip(usd_jpy.iter().skip(1))
        .enumerate()
        .map(|(i, (a, b))| {
            let phi = if crisis && i + 1 >= shock_month { severe } else { calm };
            phi * (b / a).ln()
        })
        .collect();
    #[expect(clippy::cast_precision_loss, reason = "a lag of at most 36 months")]
    let share = 1.0 / lag as f64;
    let mut window = 0.0;
    let mut passed = 0.0;
    without_currency
        .iter()
        .enumerate()
        .map(|(t, base)| {
            if t > 0 {
                window += moves.get(t - 1).copied().unwrap_or_default();
                if t > lag {
                    window -= moves.get(t - 1 - lag).copied().unwrap_or_default();
                }
                passed += window * share;
            }
            base * passed.exp()
        })
        .collect()
}

/// What a crash leaves, and its recovery in equal monthly parts.
///
/// **Formula**: 1 − c·(1 − r·min(1, (t − t_c)/R)) from month t_c on.
/// **Source**: model equation (17).
fn crash(scenario: &Scenario, months: u16) -> Vec<f64> {
    let value = |p| door::plain(scenario.get(p));
    let (depth, recovered) = (value(Param::Crash), value(Param::CrashRecovery));
    let start = scenario.months(Param::CrashMonth);
    let over = f64::from(scenario.months(Param::CrashRecoveryMonths).max(1));
    (0..=months)
        .map(|t| match t.checked_sub(start) {
            Some(since) if depth > 0.0 => {
                1.0 - depth * (1.0 - recovered * (f64::from(since) / over).min(1.0))
            }
            _ => 1.0,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_the_value_doubles_the_dollar() {
        let mut s = Scenario::default();
        s.set(Param::Shock, Decimal::new(5, 1));
        s.set(Param::ShockMonth, Decimal::from(3));
        let path = usd_jpy(&s, 4);
        assert!((path[2] - 157.9).abs() < 1e-9);
        assert!((path[3] - 315.8).abs() < 1e-9);
    }

    #[test]
    fn recovery_is_in_equal_parts_and_stops() {
        let mut s = Scenario::default();
        s.set(Param::Crash, Decimal::new(8, 1));
        s.set(Param::CrashMonth, Decimal::from(2));
        s.set(Param::CrashRecovery, Decimal::new(5, 1));
        s.set(Param::CrashRecoveryMonths, Decimal::from(4));
        let left = crash(&s, 8);
        for (t, expected) in [(1, 1.0), (2, 0.2), (4, 0.4), (6, 0.6), (8, 0.6)] {
            assert!((left[t] - expected).abs() < 1e-12, "month {t}");
        }
    }

    #[test]
    fn what_is_taken_over_is_what_would_be_worked_out() {
        let calm = Scenario::default();
        let with = |base: &Scenario, set: &[(Param, i64)]| {
            let mut scenario = base.clone();
            for (param, hundredths) in set {
                scenario.set(*param, Decimal::new(*hundredths, 2));
            }
            scenario
        };
        let eventful = with(&calm, &[(Param::Shock, 30), (Param::Crash, 50), (Param::CrashRecovery, 50)]);
        // a crisis that does nothing, at a threshold of nothing
        let crisis = [(Param::Shock, 15), (Param::CrisisPassThrough, 0), (Param::CrisisThreshold, 0)];
        let crisis = with(&calm, &crisis);
        let none = with(&crisis, &[(Param::CrisisThreshold, 20)]);
        let mut years = eventful.clone();
        years.inflation_by_year.insert(2, Decimal::new(5, 2));
        let bases = [&calm, &eventful, &crisis, &none, &years];
        for base in bases {
            let (paths, read) = (Factors::of(base, 48), Read::of(base));
            let ends =
                Param::ALL.iter().flat_map(|param| [(param, param.hard().low), (param, param.hard().high)]);
            let moved = ends.map(|(param, end)| {
                let mut other = base.clone();
                other.set(*param, end);
                other
            });
            for other in moved.chain(bases.map(Clone::clone)) {
                let fresh = Factors::of(&other, 48);
                assert_eq!(Factors::near(&other, 48, Some((&paths, &read))), fresh, "{:?}", other.moved());
                assert!(Read::of(&other) != read || fresh == paths, "{:?} makes a path, too", other.moved());
            }
        }
        assert_ne!(Factors::of(&eventful, 48), Factors::of(&years, 48));
    }

    #[test]
    fn single_years_replace_the_slider() {
        let mut s = Scenario::default();
        s.inflation_by_year.insert(2, Decimal::new(10, 2));
        let p = Factors::of(&s, 36).prices;
        assert!((p[24] - 1.02 * 1.10).abs() < 1e-12);
        assert!((p[36] - 1.02 * 1.10 * 1.02).abs() < 1e-12);
    }
}
