//! Each bank is tested once, and its shortfall reaches the company's deposits.

use rust_decimal::Decimal;

use super::bank_why::{BankWhy, Held};
use crate::domain::holding::AccountClass;
use crate::domain::param::Param;
use crate::domain::scenario::LossOrder;
use crate::domain::yen::{Yen, share_out};
use crate::engine::bank_loss::{BankTerms, chain};
use crate::engine::cause::Cause;
use crate::engine::deposit::{self, Claims, Rules};
use crate::engine::door;
use crate::engine::position::Position;
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
            let held = self.bank_steps.is_some().then(|| self.held(index, interest.within_cap));
            let why = BankWhy { terms, chain, claims, rules, outcome, held };
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
        for line in &mut self.lines {
            if let Position::Money { balance, bank: Some((b, _)), accrued, .. } = &mut line.position
                && *b == index
                && *accrued > 0.0
            {
                let credited = door::credited(*accrued);
                *balance = balance.plus(credited);
                *accrued = 0.0;
                line.credit(month, credited);
                line.restate(month, Cause::Interest, &self.market);
            }
        }
        let earned = self.claims(index).general.minus(principal);
        let cap = Yen::truncated(self.scenario.get(Param::InsuranceCap)).at_most(principal);
        let share = cap.get().checked_div(principal.get()).unwrap_or_default();
        InsuredInterest { within_cap: earned.times_truncated(share) }
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
    fn held(&self, index: usize, insured_interest: Yen) -> Held {
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
        if insured_interest.is_positive() {
            let interest = Quantity::Yen(insured_interest);
            held.cap.push(Step::given(Term::CapInterest, interest, Origin::Noted));
        }
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
        for general in [true, false] {
            let mut left = netted;
            for line in &mut self.lines {
                let concerned = match line.position {
                    Position::Money { bank: Some((b, a)), .. } => {
                        general && b == index && matches!(a, AccountClass::Ordinary | AccountClass::Time)
                    }
                    Position::Loan { bank: Some(b), .. } => !general && b == index,
                    _ => false,
                };
                let held = line.track.now().at_least(line.track.now().negated());
                let part = left.at_most(held);
                if concerned && part.is_positive() {
                    line.say(|| {
                        let step = Step::given(Term::SetOff, Quantity::Yen(part), Origin::Noted).at(month);
                        if general { step.negated() } else { step }
                    });
                    line.give(month, Cause::Transfer, part, &self.market);
                    left = left.minus(part);
                }
            }
        }
        netted
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
        let protected: Vec<Yen> = parts.iter().map(|p| p.1).collect();
        let open: Vec<Yen> = parts.iter().map(|p| p.2).collect();
        let protected_losses = share_out(outcome.protected_loss(), &protected);
        let open_losses = share_out(outcome.unprotected_loss(), &open);
        let all = (protected.iter().copied().sum(), open.iter().copied().sum());
        let (bank, scenario) = (self.profile.banks.get(index), self.scenario);
        for ((&(i, covered, rest), a), b) in parts.iter().zip(protected_losses).zip(open_losses) {
            if let Some(line) = self.lines.get_mut(i) {
                line.say(|| why.loss(bank, scenario, ((covered, a), (rest, b)), all).at(month).negated());
                line.give(month, Cause::BankLoss, a.plus(b), &self.market);
            }
        }
    }

    /// What stands behind a yen coin loses with the bonds and banks it is in.
    pub(super) fn issuer_reserves(&mut self, month: u16, bond_loss: Decimal) {
        let terms = BankTerms::of(None, self.scenario);
        let x = chain(terms, bond_loss).shortfall;
        let at_bank = match self.scenario.loss_order {
            LossOrder::UninsuredFirst => {
                let open = Decimal::ONE.saturating_sub(terms.protected_share);
                x.checked_div(open).unwrap_or(x).min(Decimal::ONE)
            }
            LossOrder::PariPassu | LossOrder::UniformLevy => x,
        };
        for line in &mut self.lines {
            if let Position::YenCoin { level, reserve, .. } = &mut line.position {
                let mix = *reserve;
                let lost = reserve
                    .jgb
                    .saturating_mul(bond_loss)
                    .saturating_add(reserve.deposits.saturating_mul(at_bank));
                *level *= 1.0 - door::plain(lost.min(Decimal::ONE));
                if line.notes.is_some() {
                    let lost = reserve_loss(&line.id, (mix.jgb, mix.deposits), (bond_loss, at_bank), lost);
                    line.shrink(month, lost);
                }
                line.restate(month, Cause::IssuerReserve, &self.market);
            }
        }
    }
}

/// What stands behind a yen coin loses.
fn reserve_loss(
    id: &str,
    (jgb, deposits): (Decimal, Decimal),
    (bond_loss, at_bank): (Decimal, Decimal),
    lost: Decimal,
) -> Step {
    let mix = |term, share| Step::given(term, Quantity::Rate(share), Origin::Entered).line(id);
    let noted = |term, rate| Step::given(term, Quantity::Rate(rate), Origin::Noted);
    let part = |term, a: Step, b: Step| {
        let product = Quantity::Factor(a.value.number() * b.value.number());
        Step::of(term, product, How::Product, vec![a, b])
    };
    let parts = vec![
        part(Term::ReserveBondsLost, mix(Term::ReserveBonds, jgb), noted(Term::BondLoss, bond_loss)),
        part(
            Term::ReserveDepositsLost,
            mix(Term::ReserveDeposits, deposits),
            noted(Term::OpenLossRate, at_bank),
        ),
    ];
    Step::of(Term::ReserveLost, Quantity::Rate(lost.min(Decimal::ONE)), How::Sum, parts)
        .rounded(Rounding::Within01)
}

#[derive(Default)]
struct InsuredInterest {
    within_cap: Yen,
}
