//! Each bank is tested once, and its shortfall reaches the company's deposits.

use rust_decimal::Decimal;

use super::bank_why::{BankWhy, Held, bond_loss_step, open_rate};
use crate::domain::holding::AccountClass;
use crate::domain::param::Param;
use crate::domain::scenario::LossOrder;
use crate::domain::yen::{Yen, share_out};
use crate::engine::bank_loss::{BankTerms, chain};
use crate::engine::cause::Cause;
use crate::engine::deposit::{self, Claims, Rules};
use crate::engine::door;
use crate::engine::position::{Line, Position};
use crate::engine::projection::BankReport;
use crate::engine::run::World;
use crate::engine::trace::{How, Origin, Quantity, Rounding, Step, Term};

impl World<'_> {
    pub(super) fn test_banks(&mut self, month: u16, bond_loss: Decimal) {
        let profile = self.profile;
        for (index, bank) in profile.banks.iter().enumerate() {
            let terms = BankTerms::of(Some(bank), self.scenario);
            let chain = chain(terms, bond_loss);
            let fails = chain.shortfall > Decimal::ZERO;
            let interest = if fails { self.credit_accrued(month, index) } else { InsuredInterest::default() };
            let before = self.claims(index);
            let set_off = if fails && bank.set_off { self.set_off(month, index) } else { Yen::ZERO };
            let claims = Claims { general: before.general.minus(set_off), ..before };
            let rules = Rules {
                shortfall: chain.shortfall,
                cap: Yen::truncated(self.scenario.get(Param::InsuranceCap)).plus(interest.within_cap),
                honoured: self.scenario.get(Param::InsuranceHonoured),
                protected_share: terms.protected_share,
                order: self.scenario.loss_order,
                settlement_always: self.scenario.settlement_always_honoured,
            };
            let outcome = deposit::recover(claims, rules);
            let held = self.bank_steps.is_some().then(|| self.held(index, interest.told));
            let bonds = held.is_some().then(|| self.bonds_step(bond_loss));
            let why = BankWhy { terms, chain, claims, rules, outcome, held, bonds };
            if let Some(steps) = &mut self.bank_steps {
                steps.push((bank.id.clone(), why.whole(bank, self.scenario).at(month)));
            }
            self.lose_deposits(month, index, rules, &outcome, &why);
            self.banks.push(BankReport { bank: bank.id.clone(), month, chain, before, set_off, outcome });
        }
    }

    /// Credits interest earned so far, and says how much of it the insurance
    /// covers on top of the cap: the part earned by principal within it.
    fn credit_accrued(&mut self, month: u16, index: usize) -> InsuredInterest {
        let principal = self.claims(index).general;
        let accounts = self.bank_steps.is_some().then(|| self.held(index, None).general);
        let mut credits = Vec::new();
        for line in &mut self.lines {
            if let Position::Money { balance, bank: Some((b, account)), accrued, .. } = &mut line.position
                && *b == index
                && *accrued > 0.0
            {
                let general = matches!(account, AccountClass::Ordinary | AccountClass::Time);
                let credited = door::credited(*accrued);
                *balance = balance.plus(credited);
                *accrued = 0.0;
                line.credit(month, credited);
                let why = line.notes.as_ref().and_then(|notes| notes.why().cloned());
                credits.extend(why.filter(|_| general).map(|why| why.line(&line.id)));
                line.restate(month, Cause::Interest, &self.market);
            }
        }
        let earned = self.claims(index).general.minus(principal);
        let cap = Yen::truncated(self.scenario.get(Param::InsuranceCap)).at_most(principal);
        let share = cap.get().checked_div(principal.get()).unwrap_or_default();
        let within_cap = earned.times_truncated(share);
        let told = accounts.filter(|_| within_cap.is_positive()).map(|accounts| {
            let cap = Step::param(self.scenario, Param::InsuranceCap);
            insured_interest(within_cap, credits, accounts, cap)
        });
        InsuredInterest { within_cap, told }
    }

    /// The company's money at a bank, aggregated (名寄せ).
    fn claims(&self, index: usize) -> Claims {
        let mut claims = Claims::default();
        for line in &self.lines {
            match &line.position {
                Position::Money { balance, bank: Some((b, account)), .. } if *b == index => {
                    let sum = match account {
                        AccountClass::Ordinary | AccountClass::Time => &mut claims.general,
                        AccountClass::Settlement => &mut claims.settlement,
                        AccountClass::Negotiable => &mut claims.uninsured,
                    };
                    *sum = sum.plus(*balance);
                }
                Position::Dollars { bank: Some(b), .. } if *b == index => {
                    claims.uninsured = claims.uninsured.plus(line.track.now());
                }
                _ => {}
            }
        }
        claims
    }

    /// The same, account by account, and the cap, as steps.
    fn held(&self, index: usize, insured: Option<Step>) -> Held {
        let mut held = Held::default();
        for line in &self.lines {
            let kind = match &line.position {
                Position::Money { bank: Some((b, account)), .. } if *b == index => match account {
                    AccountClass::Ordinary | AccountClass::Time => &mut held.general,
                    AccountClass::Settlement => &mut held.settlement,
                    AccountClass::Negotiable => &mut held.uninsured,
                },
                Position::Dollars { bank: Some(b), .. } if *b == index => &mut held.uninsured,
                _ => continue,
            };
            kind.push(line.so_far(Term::StatedValue));
        }
        held.cap.push(Step::param(self.scenario, Param::InsuranceCap));
        held.cap.extend(insured);
        held
    }

    /// Nets general deposits with loans at the same bank (相殺).
    fn set_off(&mut self, month: u16, index: usize) -> Yen {
        let owed: Yen = self
            .lines
            .iter()
            .filter(|l| matches!(l.position, Position::Loan { bank: Some(b), .. } if b == index))
            .map(|l| l.track.now().negated())
            .sum();
        let netted = self.claims(index).general.at_most(owed);
        let whole = self.bank_steps.is_some().then(|| self.set_off_whole(index, netted).at(month));
        for general in [true, false] {
            let mut left = netted;
            let mut done = Vec::new();
            for line in &mut self.lines {
                let concerned = match line.position {
                    Position::Money { bank: Some((b, a)), .. } => {
                        general && b == index && matches!(a, AccountClass::Ordinary | AccountClass::Time)
                    }
                    Position::Loan { bank: Some(b), .. } => !general && b == index,
                    _ => false,
                };
                let told = (concerned && line.notes.is_some())
                    .then(|| if general { line.so_far(Term::StatedValue) } else { line.owed_step() });
                let held = line.track.now().at_least(line.track.now().negated());
                let part = left.at_most(held);
                if concerned && part.is_positive() {
                    if let Some((whole, own)) = whole.clone().zip(told) {
                        let step = set_off_part(whole, &done, own.clone(), part).at(month);
                        // There is more to net only where all of this goes.
                        done.push(Step { term: Term::SetOff, ..own });
                        line.say(|| if general { step.negated() } else { step });
                    }
                    line.give(month, Cause::Transfer, part, &self.market);
                    left = left.minus(part);
                }
            }
        }
        netted
    }

    /// What is netted in all: the smaller of what is there and what is owed.
    fn set_off_whole(&self, index: usize, netted: Yen) -> Step {
        let general = self.held(index, None).general;
        let loan = |line: &&Line| matches!(line.position, Position::Loan { bank: Some(b), .. } if b == index);
        let loans = self.lines.iter().filter(loan).map(Line::owed_step).collect();
        let inputs = vec![Step::total(Term::GeneralDeposits, general), Step::total(Term::Owed, loans)];
        Step::of(Term::SetOffWhole, Quantity::Yen(netted), How::Least, inputs)
    }

    /// What of an account counts as protected, and the rest of it. The cap
    /// goes to the accounts before it first.
    fn own_parts(&self, parts: &[(usize, Yen, Yen)], n: usize, cap: &[Step]) -> (Step, Step) {
        let none = || Step::given(Term::OwnPart, Quantity::Yen(Yen::ZERO), Origin::Nothing);
        let own = |i: usize| self.lines.get(i).map_or_else(none, |line| line.so_far(Term::OwnPart));
        let Some(&(i, covered, rest)) = parts.get(n) else { return (none(), none()) };
        if covered.is_zero() && rest.is_zero() {
            return (none(), none());
        }
        let whole = own(i);
        if rest.is_zero() {
            return (whole, none());
        }
        if covered.is_zero() {
            return (none(), whole);
        }
        let limit = cap.iter().map(|step| door::state(step.value.number())).sum();
        let limit = Step::of(Term::Cap, Quantity::Yen(limit), How::Sum, cap.to_vec());
        let before = parts.iter().take(n).map(|part| own(part.0));
        let left: Vec<Step> = std::iter::once(limit).chain(before).collect();
        let used: Yen = left.iter().skip(1).map(Step::yen).sum();
        let left_over = left.first().map(Step::yen).unwrap_or_default().minus(used);
        let left = Step::of(Term::CapLeft, Quantity::Yen(left_over), How::Less, left);
        let covered = Step::of(Term::OwnPart, Quantity::Yen(covered), How::Least, vec![whole.clone(), left]);
        let open = Step::of(Term::OwnPart, Quantity::Yen(rest), How::Less, vec![whole, covered.clone()]);
        (covered, open)
    }

    /// What a yen of bonds lost.
    fn bonds_step(&self, bond_loss: Decimal) -> Step {
        bond_loss_step(bond_loss, Step::market_yield(&self.market), self.scenario)
    }

    /// Spreads the loss over the accounts: within the general deposits the
    /// cap covers those on demand first, then those with a term, in order.
    fn lose_deposits(
        &mut self,
        month: u16,
        index: usize,
        rules: Rules,
        outcome: &deposit::Outcome,
        why: &BankWhy,
    ) {
        if !outcome.loss().is_positive() {
            return;
        }
        let mut parts: Vec<(usize, Yen, Yen)> = Vec::new();
        let mut cap_left = rules.cap;
        for wanted in [AccountClass::Ordinary, AccountClass::Time] {
            for (i, line) in self.lines.iter().enumerate() {
                if let Position::Money { balance, bank: Some((b, account)), .. } = line.position
                    && b == index
                    && account == wanted
                {
                    let covered = balance.at_most(cap_left);
                    cap_left = cap_left.minus(covered);
                    parts.push((i, covered, balance.minus(covered)));
                }
            }
        }
        for (i, line) in self.lines.iter().enumerate() {
            match line.position {
                Position::Money { balance, bank: Some((b, AccountClass::Settlement)), .. } if b == index => {
                    let bears = if rules.settlement_always { Yen::ZERO } else { balance };
                    parts.push((i, bears, Yen::ZERO));
                }
                Position::Money { bank: Some((b, AccountClass::Negotiable)), .. }
                | Position::Dollars { bank: Some(b), .. }
                    if b == index =>
                {
                    parts.push((i, Yen::ZERO, line.track.now()));
                }
                _ => {}
            }
        }
        let told: Vec<(Step, Step)> = match &why.held {
            Some(held) => (0..parts.len()).map(|n| self.own_parts(&parts, n, &held.cap)).collect(),
            None => Vec::new(),
        };
        let protected: Vec<Yen> = parts.iter().map(|p| p.1).collect();
        let open: Vec<Yen> = parts.iter().map(|p| p.2).collect();
        let protected_losses = share_out(outcome.protected_loss(), &protected);
        let open_losses = share_out(outcome.unprotected_loss(), &open);
        let all_covered = told.iter().map(|(covered, _)| covered.clone()).collect();
        let all_covered = Step::total(Term::AllParts, all_covered);
        let all_open = Step::total(Term::AllParts, told.iter().map(|(_, open)| open.clone()).collect());
        let all = (&all_covered, &all_open);
        let (bank, scenario) = (self.profile.banks.get(index), self.scenario);
        for (n, ((&(i, ..), a), b)) in parts.iter().zip(protected_losses).zip(open_losses).enumerate() {
            if let Some(line) = self.lines.get_mut(i) {
                if let Some((covered, rest)) = told.get(n) {
                    line.say(|| why.loss(bank, scenario, ((covered, a), (rest, b)), all).at(month).negated());
                }
                line.give(month, Cause::BankLoss, a.plus(b), &self.market);
            }
        }
    }

    /// What stands behind a yen coin loses with the bonds and banks it is in.
    pub(super) fn issuer_reserves(&mut self, month: u16, bond_loss: Decimal) {
        let terms = BankTerms::of(None, self.scenario);
        let whole = chain(terms, bond_loss);
        let x = whole.shortfall;
        let at_bank = match self.scenario.loss_order {
            LossOrder::UninsuredFirst => {
                let open = Decimal::ONE.saturating_sub(terms.protected_share);
                x.checked_div(open).unwrap_or(x).min(Decimal::ONE)
            }
            LossOrder::PariPassu | LossOrder::UniformLevy => x,
        };
        let told = self.bank_steps.is_some().then(|| {
            let bonds = self.bonds_step(bond_loss);
            (bonds.clone(), open_rate(&whole, bonds, at_bank, self.scenario))
        });
        for line in &mut self.lines {
            if let Position::YenCoin { level, reserve, .. } = &mut line.position {
                let mix = *reserve;
                let lost = reserve
                    .jgb
                    .saturating_mul(bond_loss)
                    .saturating_add(reserve.deposits.saturating_mul(at_bank));
                *level *= 1.0 - door::plain(lost.min(Decimal::ONE));
                if let Some((bonds, open)) = &told {
                    let rates = (bonds.clone(), open.clone());
                    let lost = reserve_loss(&line.id, (mix.jgb, mix.deposits), rates, lost);
                    line.shrink(month, lost);
                }
                line.restate(month, Cause::IssuerReserve, &self.market);
            }
        }
    }
}

/// What is netted of an account or a loan: what others before it left, as far
/// as it goes.
fn set_off_part(whole: Step, before: &[Step], own: Step, part: Yen) -> Step {
    let left = if before.is_empty() {
        whole
    } else {
        let done: Yen = before.iter().map(Step::yen).sum();
        let left = Quantity::Yen(whole.yen().minus(done));
        let inputs = std::iter::once(whole).chain(before.iter().cloned()).collect();
        Step::of(Term::SetOffWhole, left, How::Less, inputs)
    };
    Step::of(Term::SetOff, Quantity::Yen(part), How::Least, vec![left, own])
}

/// What stands behind a yen coin loses.
fn reserve_loss(
    id: &str,
    (jgb, deposits): (Decimal, Decimal),
    (bond_loss, at_bank): (Step, Step),
    lost: Decimal,
) -> Step {
    let mix = |term, share| Step::given(term, Quantity::Rate(share), Origin::Entered).line(id);
    let part = |term, a: Step, b: Step| {
        let product = Quantity::Factor(a.value.number() * b.value.number());
        Step::of(term, product, How::Product, vec![a, b])
    };
    let parts = vec![
        part(Term::ReserveBondsLost, mix(Term::ReserveBonds, jgb), bond_loss),
        part(Term::ReserveDepositsLost, mix(Term::ReserveDeposits, deposits), at_bank),
    ];
    Step::of(Term::ReserveLost, Quantity::Rate(lost.min(Decimal::ONE)), How::Sum, parts)
        .rounded(Rounding::Within01)
}

/// Interest credited when a bank fails.
#[derive(Default)]
struct InsuredInterest {
    within_cap: Yen,
    /// How that came about, where lines are traced.
    told: Option<Step>,
}

/// What of the interest credited is insured: its part by the principal within
/// the cap.
fn insured_interest(within_cap: Yen, credited: Vec<Step>, general: Vec<Step>, cap: Step) -> Step {
    let earned = Step::total(Term::InterestCredited, credited);
    let principal = Step::total(Term::InterestPrincipal, general);
    let limit = door::state(cap.value.number());
    let within = Quantity::Yen(principal.yen().at_most(limit));
    let within = Step::of(Term::WithinCap, within, How::Least, vec![principal.clone(), cap]);
    let inputs = vec![earned, within, principal];
    Step::of(Term::CapInterest, Quantity::Yen(within_cap), How::ShareOut, inputs).rounded(Rounding::Cut)
}
