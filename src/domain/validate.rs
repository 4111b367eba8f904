//! What a profile must keep to, whoever made it: a person at the window or a
//! file written by hand.

use rust_decimal::Decimal;

use super::holding::{HoldingKind, LoanRate};
use super::param::Param;
use super::profile::Profile;
use super::yen::{ENTRY_LIMIT, Yen};

/// The most holdings a profile may have.
pub const MAX_HOLDINGS: usize = 500;
/// The most banks.
pub const MAX_BANKS: usize = 60;
/// The most scenarios.
pub const MAX_SCENARIOS: usize = 40;
/// The longest name, in characters.
pub const MAX_NAME: usize = 200;

/// What is wrong with a value. Carries what was found and what is allowed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProblemKind {
    /// A number outside its range, ends included.
    #[error("{found} is outside {low}..={high}")]
    OutOfRange {
        /// What was found.
        found: String,
        /// The lowest allowed.
        low: String,
        /// The highest allowed.
        high: String,
    },
    /// A number that must be whole has a fraction.
    #[error("{found} is not whole")]
    NotWhole {
        /// What was found.
        found: String,
    },
    /// An identity that begins with `~`, as only the engine's own lines do.
    #[error("{found} is reserved")]
    Reserved {
        /// The identity.
        found: String,
    },
    /// A name that must not be empty is.
    #[error("empty")]
    Empty,
    /// A text longer than allowed.
    #[error("longer than {max} characters")]
    TooLong {
        /// The most characters allowed.
        max: usize,
    },
    /// An identity used twice.
    #[error("{found} is used twice")]
    Duplicate {
        /// The identity.
        found: String,
    },
    /// A holding names a bank that is not in the profile.
    #[error("no bank {found}")]
    NoSuchBank {
        /// The identity it names.
        found: String,
    },
    /// A share pair that adds up to more than one.
    #[error("shares add up to {found}")]
    SharesAboveOne {
        /// Their sum.
        found: String,
    },
    /// More entries than allowed.
    #[error("{found} entries, at most {max}")]
    TooMany {
        /// How many there are.
        found: usize,
        /// How many there may be.
        max: usize,
    },
}

/// One thing wrong, and the field it is in, such as `holdings[2].amount`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {kind}")]
pub struct Problem {
    /// Path of the field, as in a profile file.
    pub field: String,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// The ranges of a holding's own numbers.
pub mod limits {
    use super::{Decimal, ENTRY_LIMIT};

    /// Most coins, grams or dollars.
    #[must_use]
    pub const fn count() -> Decimal {
        ENTRY_LIMIT
    }

    /// Highest coupon or loan rate: 100% a year.
    pub const RATE: Decimal = Decimal::ONE;
    /// Longest term in months: 100 years.
    pub const TERM: u16 = 1200;
}

/// Everything wrong with a profile, in file order; empty when it is sound.
#[must_use]
pub fn problems(profile: &Profile) -> Vec<Problem> {
    let mut found = Checker::default();
    found.name("company", &profile.company, false);
    found.range("fiscal_year_end", Decimal::from(profile.fiscal_year_end), Decimal::ONE, Decimal::from(12));
    found.count("banks", profile.banks.len(), MAX_BANKS);
    found.count("holdings", profile.holdings.len(), MAX_HOLDINGS);
    found.count("scenarios", profile.scenarios.len(), MAX_SCENARIOS);
    if profile.scenarios.is_empty() {
        found.push("scenarios", ProblemKind::Empty);
    } else {
        let last = profile.scenarios.len().saturating_sub(1);
        found.range("active", Decimal::from(profile.active), Decimal::ZERO, Decimal::from(last));
    }
    banks(profile, &mut found);
    holdings(profile, &mut found);
    scenarios(profile, &mut found);
    found.problems
}

fn banks(profile: &Profile, found: &mut Checker) {
    for (i, bank) in profile.banks.iter().enumerate() {
        let at = |field: &str| format!("banks[{i}].{field}");
        found.name(&at("name"), &bank.name, true);
        found.name(&at("id"), &bank.id.0, true);
        if profile.banks.iter().take(i).any(|b| b.id == bank.id) {
            found.push(at("id"), ProblemKind::Duplicate { found: bank.id.0.clone() });
        }
        let own = [
            ("jgb_share", bank.jgb_share),
            ("buffer", bank.buffer),
            ("other_losses", bank.other_losses),
            ("state_support", bank.state_support),
            ("protected_share", bank.protected_share),
        ];
        for (field, value) in own {
            if let Some(value) = value {
                found.range(&at(field), value, Decimal::ZERO, Decimal::ONE);
            }
        }
    }
}

fn holdings(profile: &Profile, found: &mut Checker) {
    for (i, holding) in profile.holdings.iter().enumerate() {
        let at = |field: &str| format!("holdings[{i}].{field}");
        found.name(&at("name"), &holding.name, true);
        found.name(&at("id"), &holding.id.0, true);
        if holding.id.0.starts_with('~') {
            found.push(at("id"), ProblemKind::Reserved { found: holding.id.0.clone() });
        }
        if profile.holdings.iter().take(i).any(|h| h.id == holding.id) {
            found.push(at("id"), ProblemKind::Duplicate { found: holding.id.0.clone() });
        }
        if let Some(bank) = holding.kind.bank()
            && profile.bank(bank).is_none()
        {
            found.push(at("kind.bank"), ProblemKind::NoSuchBank { found: bank.0.clone() });
        }
        kind(&holding.kind, &|field| at(&format!("kind.{field}")), found);
    }
}

fn kind(kind: &HoldingKind, at: &dyn Fn(&str) -> String, found: &mut Checker) {
    match kind {
        HoldingKind::Cash { amount } | HoldingKind::Deposit { amount, .. } => {
            found.amount(&at("amount"), *amount);
        }
        HoldingKind::ForeignDeposit { usd, .. } | HoldingKind::ForeignCash { usd } => {
            found.quantity(&at("usd"), *usd);
        }
        HoldingKind::Jgb { face, coupon, months } => {
            found.amount(&at("face"), *face);
            found.range(&at("coupon"), *coupon, Decimal::ZERO, limits::RATE);
            found.term(&at("months"), *months);
        }
        HoldingKind::Crypto { coin, count, price, tax_basis, .. } => {
            found.name(&at("coin"), coin, true);
            found.quantity(&at("count"), *count);
            found.quantity(&at("price"), *price);
            found.value(&at("price"), *count, *price);
            if let Some(basis) = tax_basis {
                found.amount(&at("tax_basis"), *basis);
            }
        }
        HoldingKind::YenCoin { amount, reserve } => {
            found.amount(&at("amount"), *amount);
            found.range(&at("reserve.jgb"), reserve.jgb, Decimal::ZERO, Decimal::ONE);
            found.range(&at("reserve.deposits"), reserve.deposits, Decimal::ZERO, Decimal::ONE);
            let sum = reserve.jgb.saturating_add(reserve.deposits);
            if sum > Decimal::ONE {
                found.push(at("reserve"), ProblemKind::SharesAboveOne { found: sum.normalize().to_string() });
            }
        }
        HoldingKind::Gold { grams, price } => {
            found.quantity(&at("grams"), *grams);
            found.quantity(&at("price"), *price);
            found.value(&at("price"), *grams, *price);
        }
        HoldingKind::Receivable { amount, months } | HoldingKind::Payable { amount, months } => {
            found.amount(&at("amount"), *amount);
            found.term(&at("months"), *months);
        }
        HoldingKind::Loan { balance, rate, months, .. } => {
            found.amount(&at("balance"), *balance);
            found.range(
                &at(if matches!(rate, LoanRate::Fixed(_)) { "rate" } else { "rate.today" }),
                rate.today(),
                Decimal::ZERO,
                limits::RATE,
            );
            if let LoanRate::Floating { floor, .. } = rate {
                found.range(&at("rate.floor"), *floor, Decimal::ZERO, limits::RATE);
            }
            found.term(&at("months"), *months);
        }
    }
}

fn scenarios(profile: &Profile, found: &mut Checker) {
    for (param, value) in profile.plan.changed() {
        found.param("plan.values", param, value);
    }
    for (i, scenario) in profile.scenarios.iter().enumerate() {
        found.name(&format!("scenarios[{i}].name"), &scenario.name, true);
        for (param, value) in scenario.changed() {
            found.param(&format!("scenarios[{i}].values"), param, value);
        }
        let inflation = Param::Inflation.hard();
        for (year, rate) in &scenario.inflation_by_year {
            let field = format!("scenarios[{i}].inflation_by_year.{year}");
            found.range(&field, Decimal::from(*year), Decimal::ONE, Decimal::from(30));
            found.range(&field, *rate, inflation.low, inflation.high);
        }
    }
}

#[derive(Default)]
struct Checker {
    problems: Vec<Problem>,
}

impl Checker {
    fn push(&mut self, field: impl Into<String>, kind: ProblemKind) {
        self.problems.push(Problem { field: field.into(), kind });
    }

    fn param(&mut self, place: &str, param: Param, value: Decimal) {
        let range = param.hard();
        let field = format!("{place}.{}", param.key());
        self.range(&field, value, range.low, range.high);
        if param.whole() && !value.fract().is_zero() {
            self.push(field, ProblemKind::NotWhole { found: value.to_string() });
        }
    }

    fn name(&mut self, field: &str, text: &str, required: bool) {
        if required && text.trim().is_empty() {
            self.push(field, ProblemKind::Empty);
        }
        if text.chars().count() > MAX_NAME {
            self.push(field, ProblemKind::TooLong { max: MAX_NAME });
        }
    }

    fn count(&mut self, field: &str, found: usize, max: usize) {
        if found > max {
            self.push(field, ProblemKind::TooMany { found, max });
        }
    }

    fn range(&mut self, field: &str, value: Decimal, low: Decimal, high: Decimal) {
        if value < low || value > high {
            self.push(
                field,
                ProblemKind::OutOfRange {
                    found: value.to_string(),
                    low: low.to_string(),
                    high: high.to_string(),
                },
            );
        }
    }

    fn amount(&mut self, field: &str, amount: Yen) {
        self.range(field, amount.get(), Decimal::ZERO, ENTRY_LIMIT);
    }

    fn quantity(&mut self, field: &str, value: Decimal) {
        self.range(field, value, Decimal::ZERO, limits::count());
    }

    fn value(&mut self, field: &str, count: Decimal, price: Decimal) {
        let worth = count.checked_mul(price).unwrap_or(Decimal::MAX);
        if worth > ENTRY_LIMIT {
            self.range(field, worth, Decimal::ZERO, ENTRY_LIMIT);
        }
    }

    fn term(&mut self, field: &str, months: u16) {
        self.range(field, Decimal::from(months), Decimal::ONE, Decimal::from(limits::TERM));
    }
}
