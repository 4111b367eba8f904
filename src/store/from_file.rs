//! From what a file says to a profile, with every problem of its values.
#![deny(clippy::float_arithmetic, clippy::arithmetic_side_effects)]

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::nearest::nearest;
use super::problem::{FileProblem, FileProblemKind};
use super::profile_file::MAX_PROBLEMS;
use super::quoted::{Entries, Quoted};
use super::v1::{BankV1, HoldingV1, KindV1, PlanV1, ProfileV1, RateV1, ScenarioV1};
use crate::domain::bank::{Bank, BankId};
use crate::domain::calendar::CalendarMonth;
use crate::domain::holding::{Holding, HoldingId, HoldingKind, LoanRate, ReserveMix};
use crate::domain::param::Param;
use crate::domain::plan::Plan;
use crate::domain::profile::Profile;
use crate::domain::risk_factor::{Pair, RiskFactor};
use crate::domain::scenario::Scenario;
use crate::domain::validate::{
    MAX_BANKS, MAX_HOLDINGS, MAX_SCENARIOS, Problem, ProblemKind, limits, problems,
};
use crate::domain::yen::{ENTRY_LIMIT, Yen};

impl TryFrom<ProfileV1> for Profile {
    type Error = Vec<FileProblem>;

    /// The profile, or every problem of its values, without positions.
    fn try_from(file: ProfileV1) -> Result<Self, Self::Error> {
        let mut read = Reader::default();
        read.count("banks", file.banks.len(), MAX_BANKS);
        read.count("holdings", file.holdings.len(), MAX_HOLDINGS);
        read.count("scenarios", file.scenarios.len(), MAX_SCENARIOS);
        if !read.problems.is_empty() {
            return Err(read.problems);
        }
        let Some(profile) = read.profile(file) else { return Err(read.problems) };
        for Problem { field, kind } in problems(&profile) {
            read.push(&in_file(field, &profile), FileProblemKind::Value(kind));
        }
        if read.problems.is_empty() { Ok(profile) } else { Err(read.problems) }
    }
}

/// The domain calls today's rate of a floating loan `rate`; the file has
/// `rate.today`.
fn in_file(field: String, profile: &Profile) -> String {
    let index = field.strip_prefix("holdings[").and_then(|rest| rest.strip_suffix("].kind.rate"));
    let holding = index.and_then(|i| i.parse::<usize>().ok()).and_then(|i| profile.holdings.get(i));
    match holding.map(|holding| &holding.kind) {
        Some(HoldingKind::Loan { rate: LoanRate::Floating { .. }, .. }) => format!("{field}.today"),
        _ => field,
    }
}

/// Turns disk values into domain ones. A value that cannot be turned is
/// reported and stands in as one the domain does not object to.
#[derive(Default)]
pub(super) struct Reader {
    problems: Vec<FileProblem>,
}

impl Reader {
    pub(super) fn is_full(&self) -> bool {
        self.problems.len() >= MAX_PROBLEMS
    }

    pub(super) fn push(&mut self, field: &str, kind: FileProblemKind) {
        if !self.is_full() {
            self.problems.push(FileProblem { position: None, field: field.to_owned(), kind });
        }
    }

    fn count(&mut self, field: &str, found: usize, max: usize) {
        if found > max {
            self.push(field, ProblemKind::TooMany { found, max }.into());
        }
    }

    fn decimal(&mut self, field: &str, quoted: Quoted) -> Option<Decimal> {
        let text = match quoted {
            Quoted::Text(text) => text,
            Quoted::Bare(found) => {
                self.push(field, FileProblemKind::BareNumber { found });
                return None;
            }
        };
        if !is_plain_decimal(&text) {
            self.push(field, FileProblemKind::NotANumber { found: text });
            return None;
        }
        let Ok(value) = Decimal::from_str_exact(&text) else {
            self.push(field, FileProblemKind::TooManyDigits { found: text });
            return None;
        };
        Some(if value.is_zero() { Decimal::ZERO } else { value })
    }

    fn number(&mut self, field: &str, quoted: Quoted) -> Decimal {
        self.decimal(field, quoted).unwrap_or_default()
    }

    fn optional(&mut self, field: &str, quoted: Option<Quoted>) -> Option<Decimal> {
        self.decimal(field, quoted?)
    }

    /// Whole yen; the domain checks the range.
    fn yen(&mut self, field: &str, quoted: Quoted) -> Yen {
        let amount = self.number(field, quoted);
        if !amount.fract().is_zero() {
            self.push(field, FileProblemKind::NotWhole { found: amount.to_string() });
            return Yen::ZERO;
        }
        let kept = Yen::truncated(amount);
        if kept.get() != amount {
            self.push(field, out_of_range(&amount, &0, &ENTRY_LIMIT));
            return Yen::ZERO;
        }
        kept
    }

    /// A whole number that fits its type; the domain checks the range.
    fn whole<T: TryFrom<i64>>(&mut self, field: &str, value: i64, low: i64, high: i64, stand_in: T) -> T {
        T::try_from(value).unwrap_or_else(|_| {
            self.push(field, out_of_range(&value, &low, &high));
            stand_in
        })
    }

    fn term(&mut self, field: &str, months: i64) -> u16 {
        self.whole(field, months, 1, limits::TERM.into(), 1)
    }

    /// `None` only where there is no month to stand in for a wrong one.
    fn profile(&mut self, file: ProfileV1) -> Option<Profile> {
        let as_of = self.month("as_of", &file.as_of)?;
        let fiscal_year_end = self.whole("fiscal_year_end", file.fiscal_year_end, 1, 12, 3);
        let banks = file.banks.into_iter().enumerate().map(|(i, bank)| self.bank(i, bank)).collect();
        let holdings = file.holdings.into_iter().enumerate().map(|(i, h)| self.holding(i, h)).collect();
        let last = i64::try_from(file.scenarios.len().saturating_sub(1)).unwrap_or(0);
        let active = self.whole("active", file.active, 0, last, 0);
        let scenarios = file.scenarios.into_iter().enumerate().map(|(i, s)| self.scenario(i, s)).collect();
        let plan = self.plan(file.plan);
        let (company, fictional) = (file.company, file.fictional);
        Some(Profile { company, fictional, as_of, fiscal_year_end, banks, holdings, plan, scenarios, active })
    }

    fn month(&mut self, field: &str, text: &str) -> Option<CalendarMonth> {
        let plain = text.chars().all(|c| c.is_ascii_digit() || c == '-');
        if plain && let Ok(month) = text.parse() {
            return Some(month);
        }
        self.push(field, FileProblemKind::NotAMonth { found: text.to_owned() });
        CalendarMonth::new(2000, 1).ok()
    }

    fn bank(&mut self, i: usize, file: BankV1) -> Bank {
        let at = |field: &str| format!("banks[{i}].{field}");
        Bank {
            id: BankId(file.id),
            name: file.name,
            jgb_share: self.optional(&at("jgb_share"), file.jgb_share),
            buffer: self.optional(&at("buffer"), file.buffer),
            other_losses: self.optional(&at("other_losses"), file.other_losses),
            state_support: self.optional(&at("state_support"), file.state_support),
            protected_share: self.optional(&at("protected_share"), file.protected_share),
            set_off: file.set_off,
        }
    }

    fn holding(&mut self, i: usize, file: HoldingV1) -> Holding {
        let kind = self.kind(&|field| format!("holdings[{i}].kind.{field}"), file.kind);
        Holding { id: HoldingId(file.id), name: file.name, kind }
    }

    fn kind(&mut self, at: &dyn Fn(&str) -> String, file: KindV1) -> HoldingKind {
        match file {
            KindV1::Cash { amount } => HoldingKind::Cash { amount: self.yen(&at("amount"), amount) },
            KindV1::Deposit { bank, account, amount } => HoldingKind::Deposit {
                bank: BankId(bank),
                account: account.into(),
                amount: self.yen(&at("amount"), amount),
            },
            KindV1::ForeignDeposit { bank, usd } => {
                HoldingKind::ForeignDeposit { bank: BankId(bank), usd: self.number(&at("usd"), usd) }
            }
            KindV1::Jgb { face, coupon, months } => HoldingKind::Jgb {
                face: self.yen(&at("face"), face),
                coupon: self.number(&at("coupon"), coupon),
                months: self.term(&at("months"), months),
            },
            KindV1::Crypto { coin, count, price, custody, tax_basis } => HoldingKind::Crypto {
                coin,
                count: self.number(&at("count"), count),
                price: self.number(&at("price"), price),
                custody: custody.into(),
                tax_basis: tax_basis.map(|basis| self.yen(&at("tax_basis"), basis)),
            },
            KindV1::YenCoin { amount, reserve } => HoldingKind::YenCoin {
                amount: self.yen(&at("amount"), amount),
                reserve: ReserveMix {
                    jgb: self.number(&at("reserve.jgb"), reserve.jgb),
                    deposits: self.number(&at("reserve.deposits"), reserve.deposits),
                },
            },
            KindV1::ForeignCash { usd } => HoldingKind::ForeignCash { usd: self.number(&at("usd"), usd) },
            KindV1::Gold { grams, price } => HoldingKind::Gold {
                grams: self.number(&at("grams"), grams),
                price: self.number(&at("price"), price),
            },
            KindV1::Receivable { amount, months } => HoldingKind::Receivable {
                amount: self.yen(&at("amount"), amount),
                months: self.term(&at("months"), months),
            },
            KindV1::Payable { amount, months } => HoldingKind::Payable {
                amount: self.yen(&at("amount"), amount),
                months: self.term(&at("months"), months),
            },
            KindV1::Loan { bank, balance, rate, repayment, months } => HoldingKind::Loan {
                bank: bank.map(BankId),
                balance: self.yen(&at("balance"), balance),
                rate: self.rate(at, rate),
                repayment: repayment.into(),
                months: self.term(&at("months"), months),
            },
        }
    }

    fn rate(&mut self, at: &dyn Fn(&str) -> String, file: RateV1) -> LoanRate {
        match file {
            RateV1::Fixed(rate) => LoanRate::Fixed(self.number(&at("rate"), rate)),
            RateV1::Floating { today, floor } => LoanRate::Floating {
                today: self.number(&at("rate.today"), today),
                floor: self.number(&at("rate.floor"), floor),
            },
        }
    }

    fn scenario(&mut self, i: usize, file: ScenarioV1) -> Scenario {
        let mut scenario = Scenario::named(file.name);
        scenario.default = file.default.into();
        scenario.terms = file.terms.into();
        scenario.loss_order = file.loss_order.into();
        scenario.settlement_always_honoured = file.settlement_always_honoured;
        scenario.exchange_recovery = file.exchange_recovery.into();
        for (param, value) in self.values(&format!("scenarios[{i}].values"), file.values, false) {
            scenario.set(param, value);
        }
        self.inflation(i, file.inflation_by_year, &mut scenario);
        self.correlations(i, file.correlations, &mut scenario);
        scenario.origins = self.origins(&format!("scenarios[{i}].origins"), file.origins, &scenario.moved());
        scenario
    }

    fn plan(&mut self, file: PlanV1) -> Plan {
        let mut plan = Plan::default();
        for (param, value) in self.values("plan.values", file.values, true) {
            plan.set(param, value);
        }
        for (i, id) in file.leave_out.into_iter().enumerate() {
            if !plan.leave_out.insert(HoldingId(id.clone())) {
                self.push(&format!("plan.leave_out[{i}]"), FileProblemKind::Twice { name: id });
            }
        }
        plan.origins = self.origins("plan.origins", file.origins, &plan.moved());
        plan
    }

    /// Numbers by name: the plan's own, or a scenario's.
    fn values(&mut self, place: &str, file: Entries<String>, of_plan: bool) -> Vec<(Param, Decimal)> {
        let mut seen = BTreeSet::new();
        let mut read = Vec::new();
        let belongs = |param: &Param| Plan::holds(*param) == of_plan;
        for (key, quoted) in file.0 {
            if self.is_full() {
                return read;
            }
            let field = format!("{place}.{key}");
            let Some(param) = Param::from_key(&key).filter(belongs) else {
                let known = Param::ALL.iter().filter(|p| belongs(p)).map(|param| param.key());
                let near = nearest(&key, known).map(str::to_owned);
                self.push(&field, FileProblemKind::UnknownParam { found: key, near });
                continue;
            };
            if !seen.insert(param) {
                self.push(&field, FileProblemKind::Twice { name: key });
                continue;
            }
            let Some(value) = self.decimal(&field, quoted) else { continue };
            if param.whole() && !value.fract().is_zero() {
                self.push(&field, FileProblemKind::NotWhole { found: value.to_string() });
            } else {
                read.push((param, value));
            }
        }
        read
    }

    fn correlations(&mut self, i: usize, file: Entries<String>, scenario: &mut Scenario) {
        let mut seen = BTreeSet::new();
        for (key, quoted) in file.0 {
            if self.is_full() {
                return;
            }
            let field = format!("scenarios[{i}].correlations.{key}");
            let Some(pair) = Pair::from_key(&key) else {
                let pairs: Vec<String> = RiskFactor::ALL
                    .iter()
                    .flat_map(|&a| RiskFactor::ALL.iter().filter_map(move |&b| Pair::of(a, b)))
                    .map(Pair::key)
                    .collect();
                let near = nearest(&key, pairs.iter().map(String::as_str)).map(str::to_owned);
                self.push(&field, FileProblemKind::UnknownParam { found: key, near });
                continue;
            };
            if !seen.insert(pair) {
                self.push(&field, FileProblemKind::Twice { name: key });
                continue;
            }
            let Some(value) = self.decimal(&field, quoted) else { continue };
            if (Decimal::NEGATIVE_ONE..=Decimal::ONE).contains(&value) {
                scenario.correlations.set(pair, value);
            } else {
                self.push(&field, out_of_range(&value, &-1, &1));
            }
        }
    }

    fn inflation(&mut self, i: usize, file: Entries<i64>, scenario: &mut Scenario) {
        let mut seen = BTreeSet::new();
        for (year, quoted) in file.0 {
            let field = format!("scenarios[{i}].inflation_by_year.{year}");
            let rate = self.decimal(&field, quoted);
            let Ok(kept) = u8::try_from(year) else {
                self.push(&field, out_of_range(&year, &1, &30));
                continue;
            };
            if !seen.insert(kept) {
                self.push(&field, FileProblemKind::Twice { name: year.to_string() });
            } else if let Some(rate) = rate {
                scenario.inflation_by_year.insert(kept, rate);
            }
        }
    }
}

fn out_of_range(found: &impl ToString, low: &impl ToString, high: &impl ToString) -> FileProblemKind {
    let (found, low, high) = (found.to_string(), low.to_string(), high.to_string());
    FileProblemKind::Value(ProblemKind::OutOfRange { found, low, high })
}

/// Digits with at most one point among them and perhaps a sign in front.
fn is_plain_decimal(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    plain(whole) && plain(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_decimals_are_numbers() {
        for good in ["0", "-1", "+1.50", "007", "0.000000001"] {
            assert!(is_plain_decimal(good), "{good}");
        }
        for bad in ["", "-", ".5", "5.", "1e400", "NaN", "inf", "1,000", "1_000", "１", "1.2.3", " 1"] {
            assert!(!is_plain_decimal(bad), "{bad}");
        }
    }

    #[test]
    fn digits_beyond_a_decimal_are_not_rounded_away() {
        let mut read = Reader::default();
        let long = "0.12345678901234567890123456789012345";
        assert_eq!(read.decimal("x", Quoted::Text(long.to_owned())), None);
        let kind = FileProblemKind::TooManyDigits { found: long.to_owned() };
        assert_eq!(read.problems, [FileProblem { position: None, field: "x".to_owned(), kind }]);
    }

    #[test]
    fn minus_nothing_is_nothing() {
        let mut read = Reader::default();
        assert_eq!(read.yen("x", Quoted::Text("-0".to_owned())).get().to_string(), "0");
        assert!(read.problems.is_empty());
    }
}
