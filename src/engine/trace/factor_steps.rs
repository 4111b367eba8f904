//! How what moves for everybody came about: prices, the dollar, coins, gold.

use super::{About, Elsewhere, How, Origin, Path, Quantity, Rounding, Step, Term};
use crate::domain::param::Param;
use crate::domain::scenario::Scenario;
use crate::engine::door;
use crate::engine::factors::{Factors, Strayed, at};

/// The factors of a scenario, to be explained.
#[derive(Clone, Copy)]
pub struct FactorSteps<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Its factors.
    pub factors: &'a Factors,
}

fn months(month: u16) -> Step {
    Step::given(Term::MonthOfValue, Quantity::Months(month), Origin::Rule)
}

fn by_chance(factor: f64) -> Step {
    Step::given(Term::ByChance, Quantity::Factor(factor), Origin::Simulated)
}

impl FactorSteps<'_> {
    fn param(self, param: Param) -> Step {
        Step::param(self.scenario, param)
    }

    fn growth(self, term: Term, param: Param, value: f64, month: u16) -> Step {
        Step::of(term, Quantity::Factor(value), How::YearlyGrowth, vec![self.param(param), months(month)])
            .at(month)
    }

    /// A path without chance, times what chance made of it; `None` where
    /// there is none.
    fn strayed(
        self,
        month: u16,
        plain: impl Fn(FactorSteps<'_>) -> Step,
        path: impl Fn(&Strayed) -> &Vec<f64>,
        value: Quantity,
    ) -> Option<Step> {
        let strayed = self.factors.strayed.as_deref()?;
        let plain = plain(FactorSteps { scenario: self.scenario, factors: &strayed.plain });
        let term = plain.term;
        let inputs = vec![plain, by_chance(at(path(strayed), month)).at(month)];
        Some(Step::of(term, value, How::Product, inputs).at(month))
    }

    /// The last point of a path that was found, by a month; `None` where the
    /// paths are a scenario's.
    fn found(self, term: Term, of: Path, month: u16) -> Option<Step> {
        let episode = self.factors.found.as_deref()?;
        let path = match of {
            Path::Prices => &episode.prices,
            Path::Coins => &episode.coin,
            Path::Gold => &episode.gold,
            Path::Currency | Path::Terms => &episode.currency,
        };
        let last = path.months().filter(|found| *found <= month).max();
        let point = last.and_then(|found| path.at(found));
        let ratio = point.map_or(1.0, |point| door::plain(point.ratio));
        let found = last.unwrap_or_default();
        let origin = if found == month { Origin::Found } else { Origin::Held };
        let mark = point.map(|point| point.mark);
        let about = About::Episode { id: episode.id.clone(), of, month: found, mark };
        Some(Step::given(term, Quantity::Factor(ratio), origin).about(about).at(month))
    }

    /// P: the price level.
    #[must_use]
    pub fn prices(self, month: u16) -> Step {
        if let Some(step) = self.found(Term::PriceLevel, Path::Prices, month) {
            return step;
        }
        let level = Quantity::Factor(at(&self.factors.prices, month));
        if let Some(step) = self.strayed(month, |plain| plain.prices(month), |path| &path.prices, level) {
            return step;
        }
        let value = Quantity::Factor(at(&self.factors.prices, month));
        let alone = self.prices_alone(month);
        let passed = self.passed_through(month);
        let inputs = match passed {
            Some(passed) => vec![alone, passed],
            None => vec![alone],
        };
        Step::of(Term::PriceLevel, value, How::Product, inputs).at(month)
    }

    /// P after a month's inflation, before what the currency does.
    #[must_use]
    pub fn between(self, month: u16) -> Step {
        let before = month.saturating_sub(1);
        let alone = |month| at(&self.factors.prices_without_currency, month);
        let grown = Quantity::Factor(alone(month) / alone(before));
        let inputs = vec![self.prices_alone(month), self.prices_alone(before)];
        let grown = Step::of(Term::PricesAlone, grown, How::Quotient, inputs).at(month);
        let inputs = vec![self.prices(before), grown];
        let value = Quantity::Factor(self.level(&Elsewhere::Between(month)));
        Step::of(Term::PriceLevel, value, How::Product, inputs).at(month)
    }

    /// A price level.
    #[must_use]
    pub fn level(self, place: &Elsewhere) -> f64 {
        let alone = |month| at(&self.factors.prices_without_currency, month);
        match place {
            Elsewhere::Between(month) => {
                let before = month.saturating_sub(1);
                at(&self.factors.prices, before) * alone(*month) / alone(before)
            }
            Elsewhere::Prices(month) => at(&self.factors.prices, *month),
            _ => f64::NAN,
        }
    }

    /// y: the yield of government bonds.
    #[must_use]
    pub fn jgb_yield(self, month: u16) -> Step {
        let now = at(&self.factors.jgb_yield, month);
        let mut inputs = vec![self.param(Param::YieldToday)];
        if month >= self.scenario.months(Param::YieldMonth) && !self.scenario.get(Param::YieldRise).is_zero()
        {
            inputs.push(self.param(Param::YieldRise));
        }
        let moved = (self.inflation(month), self.inflation(1));
        let apart = moved.0.value.number() - moved.1.value.number();
        if month > 0 && apart != 0.0 {
            let apart = Quantity::RateNear(apart);
            let apart = Step::of(Term::InflationMove, apart, How::Less, vec![moved.0, moved.1]);
            let beta = self.param(Param::YieldBeta);
            let part = Quantity::RateNear(beta.value.number() * apart.value.number());
            inputs.push(Step::of(Term::YieldByInflation, part, How::Product, vec![beta, apart]));
        }
        let known: f64 = inputs.iter().map(|step| step.value.number()).sum();
        if self.factors.strayed.is_some() && (now - known.max(0.0)).abs() > 1e-12 {
            let strayed = Quantity::RateNear(now - known);
            inputs.push(Step::given(Term::ByChance, strayed, Origin::Simulated));
        }
        Step::of(Term::JgbYield, Quantity::RateNear(now), How::Sum, inputs)
            .rounded(Rounding::AtLeastZero)
            .at(month)
    }

    /// The inflation of a month's year.
    fn inflation(self, month: u16) -> Step {
        let year = u8::try_from(month.saturating_sub(1) / 12 + 1).unwrap_or(u8::MAX);
        match self.scenario.inflation_by_year.get(&year) {
            Some(rate) => Step::given(Term::YearsInflation, Quantity::Rate(*rate), Origin::Parameter),
            None => self.param(Param::Inflation),
        }
    }

    /// Prices from inflation without the currency's effect.
    fn prices_alone(self, month: u16) -> Step {
        let value = at(&self.factors.prices_without_currency, month);
        if self.scenario.inflation_by_year.is_empty() {
            return self.growth(Term::PricesAlone, Param::Inflation, value, month);
        }
        let years = (0..month.div_ceil(12)).map(|year| {
            let number = u8::try_from(year.saturating_add(1)).unwrap_or(u8::MAX);
            let within = month.saturating_sub(year.saturating_mul(12)).min(12);
            let own = self.scenario.inflation_by_year.get(&number);
            let rate = match own {
                Some(rate) => Step::given(Term::YearsInflation, Quantity::Rate(*rate), Origin::Parameter),
                None => self.param(Param::Inflation),
            };
            let grown = (rate.value.number().ln_1p() * f64::from(within) / 12.0).exp();
            let inputs = vec![rate, months(within)];
            Step::of(Term::PricesAlone, Quantity::Factor(grown), How::YearlyGrowth, inputs)
                .at(year.saturating_mul(12).saturating_add(within))
        });
        Step::of(Term::PricesAlone, Quantity::Factor(value), How::Product, years.collect()).at(month)
    }

    /// What the currency has done to prices; `None` where it never moved.
    ///
    /// **Formula**: e^(Σ φ_s·Δln S_s·w(t−s)), model equation (2).
    fn passed_through(self, month: u16) -> Option<Step> {
        let lag = self.scenario.months(Param::PassThroughLag).max(1);
        let crisis = self.scenario.get(Param::Shock) > self.scenario.get(Param::CrisisThreshold);
        let shock = self.scenario.months(Param::ShockMonth);
        let mut sum = 0.0;
        let moves: Vec<Step> = (1..=month)
            .filter_map(|s| {
                let (now, before) = (at(&self.factors.usd_jpy, s), at(&self.factors.usd_jpy, s - 1));
                let moved = (now / before).ln();
                if moved == 0.0 {
                    return None;
                }
                let phi = if crisis && s >= shock { Param::CrisisPassThrough } else { Param::PassThrough };
                let phi = self.param(phi);
                let share = f64::from((month - s).saturating_add(1).min(lag)) / f64::from(lag);
                let done = Step::of(
                    Term::PassThroughShare,
                    Quantity::Factor(share),
                    How::Quotient,
                    vec![
                        months((month - s).saturating_add(1).min(lag)),
                        Step::given(Term::MonthsSince, Quantity::Months(lag), Origin::Rule),
                    ],
                );
                let moved_by = Quantity::Factor(moved);
                let moved_by = Step::of(
                    Term::DollarMove,
                    moved_by,
                    How::LogRatio,
                    vec![self.dollar_rate(s), self.dollar_rate(s - 1)],
                );
                let part = phi.value.number() * moved * share;
                sum += part;
                let inputs = vec![phi, moved_by, done];
                Some(Step::of(Term::CurrencyPart, Quantity::Factor(part), How::Product, inputs).at(s))
            })
            .collect();
        (!moves.is_empty()).then(|| {
            let all = Step::of(Term::PassedThrough, Quantity::Factor(sum), How::Sum, moves).at(month);
            let passed = at(&self.factors.prices, month) / at(&self.factors.prices_without_currency, month);
            Step::of(Term::CurrencyPart, Quantity::Factor(passed), How::Exp, vec![all]).at(month)
        })
    }

    /// S: yen per dollar.
    #[must_use]
    pub fn dollar_rate(self, month: u16) -> Step {
        let now = at(&self.factors.usd_jpy, month);
        let rate = Quantity::YenPerDollar(now);
        if let Some(step) = self.strayed(month, |plain| plain.dollar_rate(month), |path| &path.dollar, rate) {
            return step;
        }
        let today = self.param(Param::UsdJpy);
        if let Some(moved) = self.found(Term::CurrencyFound, Path::Currency, month) {
            return Step::of(Term::YenPerDollar, rate, How::Product, vec![today, moved]).at(month);
        }
        let mut inputs = vec![today];
        if !self.scenario.get(Param::YenDrift).is_zero() && month > 0 {
            let drift =
                (door::plain(self.scenario.get(Param::YenDrift)).ln_1p() * f64::from(month) / 12.0).exp();
            inputs.push(self.growth(Term::DollarDrift, Param::YenDrift, drift, month));
        }
        let drifted: f64 = inputs.iter().map(|step| step.value.number()).product();
        let before =
            Step::of(Term::YenPerDollar, Quantity::YenPerDollar(drifted), How::Product, inputs).at(month);
        let shock = self.scenario.get(Param::Shock);
        if shock.is_zero() || month < self.scenario.months(Param::ShockMonth) {
            return before;
        }
        let shock = self.param(Param::Shock);
        let left = Quantity::Factor(1.0 - shock.value.number());
        let left = Step::of(Term::DollarAfterShock, left, How::OneLess, vec![shock]);
        Step::of(Term::YenPerDollar, Quantity::YenPerDollar(now), How::Quotient, vec![before, left]).at(month)
    }

    /// The dollar in yen against today.
    #[must_use]
    pub fn dollar(self, month: u16) -> Step {
        let value = Quantity::Factor(self.factors.dollar(month));
        let inputs = vec![self.dollar_rate(month), self.dollar_rate(0)];
        Step::of(Term::DollarRatio, value, How::Quotient, inputs).at(month)
    }

    /// Coin prices from growth.
    #[must_use]
    pub fn coin_growth(self, month: u16) -> Step {
        if let Some(step) = self.found(Term::CoinGrowth, Path::Coins, month) {
            return step;
        }
        let value = at(&self.factors.coin_growth, month);
        self.growth(Term::CoinGrowth, Param::CryptoGrowth, value, month)
    }

    /// What a crash leaves of coin prices.
    #[must_use]
    pub fn coin_crash(self, month: u16) -> Step {
        let value = Quantity::Factor(at(&self.factors.coin_crash, month));
        let start = self.scenario.months(Param::CrashMonth);
        if self.scenario.get(Param::Crash).is_zero() || month < start {
            return Step::given(Term::CoinCrash, value, Origin::Rule).at(month);
        }
        let since = Step::given(Term::MonthsSince, Quantity::Months(month - start), Origin::Rule);
        let inputs = vec![
            self.param(Param::Crash),
            self.param(Param::CrashRecovery),
            since,
            self.param(Param::CrashRecoveryMonths),
        ];
        Step::of(Term::CoinCrash, value, How::CrashLeft, inputs).at(month)
    }

    /// What chance made of a kind of coin; `None` where there is none.
    #[must_use]
    pub fn coin_strayed(self, kind: usize, month: u16) -> Option<Step> {
        let path = self.factors.strayed.as_deref()?.coins.get(kind)?;
        Some(by_chance(at(path, month)).at(month))
    }

    /// Gold prices in dollars.
    #[must_use]
    pub fn gold(self, month: u16) -> Step {
        if let Some(step) = self.found(Term::GoldGrowth, Path::Gold, month) {
            return step;
        }
        let value = Quantity::Factor(at(&self.factors.gold, month));
        if let Some(step) = self.strayed(month, |plain| plain.gold(month), |path| &path.gold, value) {
            return step;
        }
        self.growth(Term::GoldGrowth, Param::GoldGrowth, at(&self.factors.gold, month), month)
    }

    /// A bitcoin in dollars.
    #[must_use]
    pub fn bitcoin(self, month: u16) -> Step {
        let today = self.param(Param::BtcUsd);
        let mut inputs = vec![today, self.coin_growth(month), self.coin_crash(month)];
        inputs.extend(self.coin_strayed(0, month));
        let price: f64 = inputs.iter().map(|step| step.value.number()).product();
        Step::of(Term::BitcoinPrice, Quantity::Dollars(price), How::Product, inputs).at(month)
    }
}
