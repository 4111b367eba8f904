//! The thesis as a chain of claims: what speaks for each link, what answers
//! it, and a case of either kind to load.
//!
//! **Source**: model §3, §4 and §6; words and sources stand in
//! `locales/*/claims.ftl`.

use rust_decimal::Decimal;

use super::presets::Preset;
use crate::domain::param::{Mark, Param};
use crate::domain::plan::Plan;
use crate::domain::scenario::Scenario;
use crate::domain::when::When;

/// One link of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Claim {
    /// Deposits are government bonds.
    #[default]
    DepositsAreJgbs,
    /// Government bonds default.
    JgbsDefault,
    /// The yen falls to zero.
    YenToZero,
    /// Crypto is the hedge.
    CryptoIsTheHedge,
    /// So everything must move.
    MoveEverything,
    /// A coin a bank issues is crypto.
    BankCoinIsCrypto,
    /// A freeze cannot reach crypto.
    FreezeCannotReach,
}

/// One of two sides of a claim, neither before the other but in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// What speaks for it.
    For,
    /// What answers it.
    Against,
}

impl Side {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::For, Self::Against];

    /// A stable name for texts.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Against => "against",
        }
    }
}

/// A figure that speaks for one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// Its name among the texts.
    pub key: &'static str,
    /// When it held.
    pub when: When,
    /// How well it is known.
    pub mark: Mark,
}

/// A scenario that shows one side: a ready-made one and what differs from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    /// What it builds on.
    pub preset: Preset,
    /// What is set besides, in kept units; the plan's numbers too.
    pub sets: &'static [(Param, Decimal)],
}

impl Case {
    /// `scenario` with this case in place of whatever happened in it. How
    /// things stand is kept, as with a preset, but for what any case sets:
    /// a case is the same whichever was loaded before.
    #[must_use]
    pub fn scenario(self, scenario: &Scenario) -> Scenario {
        let mut next = scenario.clone();
        for (param, _) in every_set().filter(|(param, _)| !Plan::holds(*param)) {
            next.reset(param);
        }
        next = self.preset.apply(&next);
        for &(param, value) in self.sets.iter().filter(|(param, _)| !Plan::holds(*param)) {
            next.set(param, value);
        }
        next
    }

    /// `plan` as this case wants it: its share into bitcoin, or untouched
    /// where the claim is not about moving anything.
    #[must_use]
    pub fn plan(self, plan: &Plan) -> Plan {
        let mut next = plan.clone();
        let own: Vec<_> = self.sets.iter().filter(|(param, _)| Plan::holds(*param)).collect();
        if own.is_empty() {
            return next;
        }
        for param in [Param::PlanCrypto, Param::PlanDollars, Param::PlanGold, Param::PlanJgb] {
            next.reset(param);
        }
        for &&(param, value) in &own {
            next.set(param, value);
        }
        next
    }
}

/// Everything any case sets.
fn every_set() -> impl Iterator<Item = (Param, Decimal)> {
    let sides = Claim::ALL.into_iter().flat_map(|claim| Side::BOTH.map(|side| claim.case(side)));
    sides.flat_map(|case| case.sets.iter().copied())
}

const fn thousandths(value: u32) -> Decimal {
    Decimal::from_parts(value, 0, 0, false, 3)
}

const fn fact(key: &'static str, when: When, mark: Mark) -> Fact {
    Fact { key, when, mark }
}

use Mark::{A, B, C};
use Param as P;
use When::{Day, Month, Months, Years};

const HALF: (Param, Decimal) = (P::PlanShare, thousandths(500));
const ALL: (Param, Decimal) = (P::PlanShare, thousandths(1000));
const NOTHING: (Param, Decimal) = (P::PlanShare, thousandths(0));
/// The upper end for Greece 2012.
const STRESS: (Param, Decimal) = (P::Haircut, thousandths(650));
/// As in Japan 1946.
const FREEZE: (Param, Decimal) = (P::FreezeMonths, thousandths(29_000));

impl Claim {
    /// The chain, from its first link to its last.
    pub const ALL: [Self; 7] = [
        Self::DepositsAreJgbs,
        Self::JgbsDefault,
        Self::YenToZero,
        Self::CryptoIsTheHedge,
        Self::MoveEverything,
        Self::BankCoinIsCrypto,
        Self::FreezeCannotReach,
    ];

    /// A stable name for texts, files and the command line.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::DepositsAreJgbs => "deposits-are-jgbs",
            Self::JgbsDefault => "jgbs-default",
            Self::YenToZero => "yen-to-zero",
            Self::CryptoIsTheHedge => "crypto-is-the-hedge",
            Self::MoveEverything => "move-everything",
            Self::BankCoinIsCrypto => "bank-coin-is-crypto",
            Self::FreezeCannotReach => "freeze-cannot-reach",
        }
    }

    /// The figures of a side.
    #[must_use]
    pub const fn facts(self, side: Side) -> [Fact; 3] {
        match side {
            Side::For => self.facts_for(),
            Side::Against => self.facts_against(),
        }
    }

    const fn facts_for(self) -> [Fact; 3] {
        match self {
            Self::DepositsAreJgbs => [
                fact("public-bonds-2011", Month(2011, 5), B),
                fact("institutions-2015", Month(2015, 12), B),
                fact("paper-losses-2025", Month(2025, 3), B),
            ],
            Self::JgbsDefault => [
                fact("gross-debt-2025", Month(2025, 4), B),
                fact("domestic-events", Years(1980, 2018), A),
                fact("cds-2011", Day(2011, 11, 25), B),
            ],
            Self::YenToZero => [
                fact("prices-1945", Years(1945, 1949), B),
                fact("cash-1970s", Months((1970, 1), (1980, 1)), A),
                fact("falls-abroad", Years(1998, 2023), A),
            ],
            Self::CryptoIsTheHedge => [
                fact("five-year-windows", Months((2010, 7), (2026, 6)), A),
                fact("ten-million-2021", Months((2021, 1), (2026, 6)), A),
                fact("weak-months", Months((2015, 1), (2026, 6)), A),
            ],
            Self::MoveEverything => [
                fact("insurance-fund", Month(2023, 3), B),
                fact("shinko-bank", Month(2010, 9), B),
                fact("cyprus-2013", Month(2013, 7), A),
            ],
            Self::BankCoinIsCrypto => [
                fact("bank-coin-2016", Day(2016, 6, 16), B),
                fact("yen-coin-2025", Day(2025, 8, 18), B),
                fact("dealer-2016", Day(2016, 7, 15), B),
            ],
            Self::FreezeCannotReach => [
                fact("freeze-1946", Months((1946, 2), (1948, 7)), B),
                fact("freeze-2001", Months((2001, 12), (2003, 1)), B),
                fact("freeze-2019", Months((2019, 10), (2024, 2)), B),
            ],
        }
    }

    const fn facts_against(self) -> [Fact; 3] {
        match self {
            Self::DepositsAreJgbs => [
                fact("institutions-2024", Month(2024, 3), B),
                fact("central-bank-2024", Month(2024, 3), B),
                fact("buffer-example", Month(2026, 11), C),
            ],
            Self::JgbsDefault => [
                fact("net-debt-2025", Month(2025, 10), B),
                fact("japan-1946-nominal", Years(1946, 1949), B),
                fact("cds-2026", Day(2026, 1, 27), B),
            ],
            Self::YenToZero => [
                fact("yen-2021", Months((2021, 1), (2026, 6)), A),
                fact("worst-year", Month(2022, 9), A),
                fact("pass-through-2012", Months((2012, 10), (2015, 6)), A),
            ],
            Self::CryptoIsTheHedge => [
                fact("four-falls", Months((2013, 12), (2026, 6)), A),
                fact("ten-million-2022", Months((2021, 10), (2022, 12)), A),
                fact("correlation", Months((2015, 1), (2026, 6)), A),
            ],
            Self::MoveEverything => [
                fact("dollar-windows", Months((1980, 1), (2026, 6)), A),
                fact("settlement-deposits", Month(2005, 4), A),
                fact("year-end-tax", Month(2024, 4), B),
            ],
            Self::BankCoinIsCrypto => [
                fact("coin-law-2023", Day(2023, 6, 1), B),
                fact("terra-2022", Month(2022, 5), B),
                fact("dealers-stayed", Month(2016, 7), B),
            ],
            Self::FreezeCannotReach => [
                fact("levy-1946", Month(1946, 3), B),
                fact("coincheck-2018", Months((2018, 1), (2018, 3)), B),
                fact("mt-gox", Months((2014, 2), (2024, 7)), B),
            ],
        }
    }

    /// The case of a side. The shares moved are our assumption; every other
    /// number is one of the facts, a preset or a default.
    #[must_use]
    pub const fn case(self, side: Side) -> Case {
        let (preset, sets): (_, &'static [(Param, Decimal)]) = match (self, side) {
            // The same loss on bonds, the banks' share of them as in 2011 or
            // as by default.
            (Self::DepositsAreJgbs, Side::For) => {
                (Preset::JgbDefault, const { &[STRESS, (P::BankJgbShare, thousandths(215))] })
            }
            (Self::DepositsAreJgbs, Side::Against) => (Preset::JgbDefault, const { &[STRESS] }),
            (Self::JgbsDefault, Side::For) => (Preset::JgbDefault, &[]),
            // No default; prices as in January 1970 to January 1980.
            (Self::JgbsDefault, Side::Against) => {
                (Preset::Calm, const { &[(P::Inflation, thousandths(88))] })
            }
            // 98% as in 1945–49, at home as abroad; or 35% as in 2021–26.
            (Self::YenToZero, Side::For) => (
                Preset::Devaluation,
                const { &[(P::Shock, thousandths(980)), (P::CrisisPassThrough, thousandths(1000))] },
            ),
            (Self::YenToZero, Side::Against) => {
                (Preset::Devaluation, const { &[(P::Shock, thousandths(350))] })
            }
            // Bitcoin's growth of 2021–26 (+13% a year in logs), or its fall
            // of 2021–22.
            (Self::CryptoIsTheHedge, Side::For) => {
                (Preset::Devaluation, const { &[(P::CryptoGrowth, thousandths(139)), HALF] })
            }
            (Self::CryptoIsTheHedge, Side::Against) => {
                (Preset::Devaluation, const { &[(P::Crash, thousandths(770)), HALF] })
            }
            (Self::MoveEverything, Side::For) => (Preset::Both, const { &[ALL] }),
            (Self::MoveEverything, Side::Against) => (Preset::CryptoCrash, const { &[ALL] }),
            // What it would be worth as crypto, and as the yen it is.
            (Self::BankCoinIsCrypto, Side::For) => (Preset::Devaluation, const { &[HALF] }),
            (Self::BankCoinIsCrypto, Side::Against) => (Preset::Devaluation, const { &[NOTHING] }),
            (Self::FreezeCannotReach, Side::For) => (Preset::Calm, const { &[FREEZE, HALF] }),
            // The lowest rate of 1946, and Mt. Gox.
            (Self::FreezeCannotReach, Side::Against) => {
                (Preset::ExchangeFailure, const { &[FREEZE, (P::LevyRate, thousandths(250)), HALF] })
            }
        };
        Case { preset, sets }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_date_is_one_and_every_fact_stands_once() {
        let mut seen = BTreeSet::new();
        for claim in Claim::ALL {
            for side in Side::BOTH {
                for fact in claim.facts(side) {
                    assert!(fact.when.is_sound(), "{}", fact.key);
                    assert!(seen.insert(fact.key), "{} stands twice", fact.key);
                    assert_ne!(fact.mark, Mark::NoView, "{}", fact.key);
                }
            }
        }
    }

    /// Three figures a side by their type; and a case that differs.
    #[test]
    fn both_sides_have_the_same_room() {
        let start = Scenario::named("x");
        for claim in Claim::ALL {
            let [one, other] = Side::BOTH.map(|side| claim.case(side));
            let both = |case: Case| (case.scenario(&start), case.plan(&Plan::default()));
            assert_ne!(both(one), both(other), "{claim:?}");
        }
    }

    #[test]
    fn a_case_is_the_same_whichever_was_loaded_before() {
        let start = Scenario::named("x");
        for claim in Claim::ALL {
            for side in Side::BOTH {
                let case = claim.case(side);
                let direct = case.scenario(&start);
                for other in Claim::ALL {
                    let after = case.scenario(&other.case(Side::For).scenario(&start));
                    assert_eq!(after, direct, "{claim:?} {side:?} after {other:?}");
                }
                for &(param, value) in case.sets.iter().filter(|(p, _)| !Plan::holds(*p)) {
                    assert_eq!(direct.get(param), value.normalize(), "{claim:?} {param:?}");
                    assert!(param.ordinary().holds(value), "{claim:?} {param:?}");
                }
            }
        }
    }

    /// V: 1.088 over ten years makes the prices of January 1980 out of those
    /// of January 1970 (index 30.3 and 70.3); 1 − 1/59.66 is 98%.
    #[test]
    fn what_the_cases_set_is_what_the_facts_say() {
        let set = |claim: Claim, side, param| {
            let found = claim.case(side).sets.iter().find(|(p, _)| *p == param);
            found.map(|(_, value)| value.to_string().parse::<f64>().unwrap()).unwrap()
        };
        let inflation = set(Claim::JgbsDefault, Side::Against, Param::Inflation);
        assert!(((1.0 + inflation).powi(10) - 70.3 / 30.3).abs() < 0.01);
        let shock = set(Claim::YenToZero, Side::For, Param::Shock);
        assert!((shock - (1.0 - 3.5 / 208.8)).abs() < 0.005);
        let growth = set(Claim::CryptoIsTheHedge, Side::For, Param::CryptoGrowth);
        assert!((growth.ln_1p() - 0.13).abs() < 0.001);
    }
}
