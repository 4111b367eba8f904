//! What a bank's failure says of each account's loss.

use rust_decimal::Decimal;

use super::yields_and_default::exchange_step;
use crate::domain::bank::Bank;
use crate::domain::param::Param;
use crate::domain::scenario::{DefaultMode, DefaultTerms, LossOrder, Scenario};
use crate::domain::yen::Yen;
use crate::engine::bank_loss::{self, BankTerms, Chain};
use crate::engine::deposit::{Claims, Outcome, Rules};
use crate::engine::door;
use crate::engine::trace::{About, How, Origin, Quantity, Rounding, Step, Term};

/// The numbers a bank was tested with.
#[derive(Debug, Clone)]
pub(super) struct BankWhy {
    pub(super) terms: BankTerms,
    pub(super) chain: Chain,
    pub(super) claims: Claims,
    pub(super) rules: Rules,
    pub(super) outcome: Outcome,
    /// What the claims and the cap are made of, where that is noted.
    pub(super) held: Option<Held>,
    /// What a yen of bonds lost, where that is noted.
    pub(super) bonds: Option<Step>,
}

/// The company's accounts at a bank, by how they are protected, and the cap.
#[derive(Debug, Clone, Default)]
pub(super) struct Held {
    pub(super) general: Vec<Step>,
    pub(super) settlement: Vec<Step>,
    pub(super) uninsured: Vec<Step>,
    pub(super) cap: Vec<Step>,
}

/// An amount nothing makes up.
fn nothing(term: Term, yen: Yen) -> Step {
    Step::given(term, Quantity::Yen(yen), Origin::Nothing)
}

fn rate(term: Term, rate: Decimal, how: How, inputs: Vec<Step>) -> Step {
    Step::of(term, Quantity::Rate(rate), how, inputs)
}

impl BankWhy {
    /// An amount that is the sum of accounts there.
    fn summed(&self, term: Term, yen: Yen, of: fn(&Held) -> &Vec<Step>) -> Step {
        let parts = self.held.as_ref().map(of).filter(|parts| !parts.is_empty());
        parts.map_or_else(
            || nothing(term, yen),
            |parts| Step::of(term, Quantity::Yen(yen), How::Sum, parts.clone()),
        )
    }

    fn general(&self) -> Step {
        self.summed(Term::GeneralDeposits, self.claims.general, |held| &held.general)
    }

    /// What of the general deposits is within the cap.
    fn within_cap(&self) -> Step {
        let insured = self.claims.general.at_most(self.rules.cap);
        let cap = self.summed(Term::Cap, self.rules.cap, |held| &held.cap);
        Step::of(Term::WithinCap, Quantity::Yen(insured), How::Least, vec![self.general(), cap])
    }

    /// What one account loses: its share of what is lost of the protected, and
    /// of the rest.
    pub(super) fn loss(
        &self,
        bank: Option<&Bank>,
        scenario: &Scenario,
        ((covered, lost_covered), (rest, lost_rest)): ((&Step, Yen), (&Step, Yen)),
        (all_covered, all_rest): (&Step, &Step),
    ) -> Step {
        let part = |term, whole: Step, own: &Step, all: &Step, lost| {
            let inputs = vec![whole, own.clone(), all.clone()];
            Step::of(term, Quantity::Yen(lost), How::ShareOut, inputs).rounded(Rounding::Shared)
        };
        let protected = self.protected(bank, scenario);
        let open = self.unprotected(bank, scenario);
        let parts = vec![
            part(Term::ProtectedLoss, protected, covered, all_covered, lost_covered),
            part(Term::OpenLoss, open, rest, all_rest, lost_rest),
        ];
        let step = Step::of(Term::BankLoss, Quantity::Yen(lost_covered.plus(lost_rest)), How::Sum, parts);
        match bank {
            Some(bank) => step.about(About::Bank(bank.id.clone())),
            None => step,
        }
    }

    /// What the company loses at a bank, all accounts together.
    pub(super) fn whole(&self, bank: &Bank, scenario: &Scenario) -> Step {
        let parts = vec![self.protected(Some(bank), scenario), self.unprotected(Some(bank), scenario)];
        Step::of(Term::BankLoss, Quantity::Yen(self.outcome.loss()), How::Sum, parts)
            .about(About::Bank(bank.id.clone()))
    }

    /// A less what insurer and estate pay on it.
    fn protected(&self, bank: Option<&Bank>, scenario: &Scenario) -> Step {
        let general = self.within_cap();
        let at_risk = if self.rules.settlement_always {
            general
        } else {
            let kept = self.claims.settlement;
            let settlement = self.summed(Term::SettlementDeposits, kept, |held| &held.settlement);
            let at_risk = Quantity::Yen(self.outcome.protected);
            Step::of(Term::Protected, at_risk, How::Sum, vec![settlement, general])
        };
        let honoured = match self.rules.order {
            LossOrder::UniformLevy => {
                Step::given(Term::Honoured, Quantity::Rate(Decimal::ZERO), Origin::Rule)
            }
            LossOrder::PariPassu | LossOrder::UninsuredFirst => {
                Step::param(scenario, Param::InsuranceHonoured)
            }
        };
        let before = self.protected_rate(bank, scenario);
        let missed = 1.0 - honoured.value.number();
        let missed = Step::of(Term::NotHonoured, Quantity::Factor(missed), How::OneLess, vec![honoured]);
        let lost = before.value.number() * missed.value.number();
        let lost =
            Step::of(Term::ProtectedLossRate, Quantity::Factor(lost), How::Product, vec![before, missed]);
        paid(Term::PaidOnProtected, Term::ProtectedLoss, at_risk, lost, self.outcome.protected_loss())
    }

    /// U less what the estate pays on it.
    fn unprotected(&self, bank: Option<&Bank>, scenario: &Scenario) -> Step {
        let (general, within) = (self.general(), self.within_cap());
        let above = Quantity::Yen(general.yen().minus(within.yen()));
        let above = Step::of(Term::AboveCap, above, How::Less, vec![general, within]);
        let kinds = self.summed(Term::UninsuredKinds, self.claims.uninsured, |held| &held.uninsured);
        let open = Quantity::Yen(self.outcome.unprotected);
        let open = Step::of(Term::Unprotected, open, How::Sum, vec![above, kinds]);
        let x = self.shortfall(bank, scenario);
        let lost = match self.rules.order {
            LossOrder::PariPassu | LossOrder::UniformLevy => x,
            LossOrder::UninsuredFirst if x.value.number() <= 0.0 => none_lost(x),
            // Nothing at the bank stands before what is not protected.
            LossOrder::UninsuredFirst if self.terms.protected_share >= Decimal::ONE => {
                Step::given(Term::OpenLossRate, Quantity::Factor(1.0), Origin::Rule)
            }
            LossOrder::UninsuredFirst => {
                let share = open_share(bank, self.terms, scenario);
                let lost = (x.value.number() / share.value.number()).clamp(0.0, 1.0);
                Step::of(Term::OpenLossRate, Quantity::Factor(lost), How::Quotient, vec![x, share])
                    .rounded(Rounding::Within01)
            }
        };
        paid(Term::PaidOnOpen, Term::OpenLoss, open, lost, self.outcome.unprotected_loss())
    }

    /// v: what the protected would lose before the insurer pays.
    fn protected_rate(&self, bank: Option<&Bank>, scenario: &Scenario) -> Step {
        let x = self.shortfall(bank, scenario);
        match self.rules.order {
            LossOrder::PariPassu | LossOrder::UniformLevy => x,
            LossOrder::UninsuredFirst => {
                let open = open_share(bank, self.terms, scenario);
                let over = (x.value.number() - open.value.number()).max(0.0);
                let over = Step::of(Term::BeyondOpen, Quantity::Factor(over), How::Less, vec![x, open])
                    .rounded(Rounding::AtLeastZero);
                let share = figure(bank, |b| b.protected_share, Param::ProtectedShare, scenario);
                let v = if share.value.number() > 0.0 {
                    (over.value.number() / share.value.number()).min(1.0)
                } else {
                    return over;
                };
                Step::of(Term::ProtectedLossRate, Quantity::Factor(v), How::Quotient, vec![over, share])
                    .rounded(Rounding::Within01)
            }
        }
    }

    fn shortfall(&self, bank: Option<&Bank>, scenario: &Scenario) -> Step {
        let lost = self.bonds.clone().unwrap_or_else(|| {
            Step::given(Term::BondLoss, Quantity::Rate(self.chain.bond_loss), Origin::Noted)
        });
        shortfall(&self.chain, lost, bank, scenario)
    }
}

/// X, from the loss on bonds to what is missing.
pub(super) fn shortfall(chain: &Chain, bonds_lost: Step, bank: Option<&Bank>, scenario: &Scenario) -> Step {
    let bonds = figure(bank, |b| b.jgb_share, Param::BankJgbShare, scenario);
    let on_bonds = Quantity::RateNear(bonds.value.number() * door::plain(chain.bond_loss));
    let on_bonds = Step::of(Term::LossOnBonds, on_bonds, How::Product, vec![bonds, bonds_lost]);
    let other = figure(bank, |b| b.other_losses, Param::BankOtherLosses, scenario);
    let loss = rate(Term::BankLossRate, chain.loss, How::Sum, vec![on_bonds, other]);
    let buffer = figure(bank, |b| b.buffer, Param::BankBuffer, scenario);
    let support = figure(bank, |b| b.state_support, Param::StateSupport, scenario);
    let first = vec![buffer, support];
    let first = rate(Term::AbsorbedFirst, chain.absorbed_first, How::Sum, first);
    rate(Term::Shortfall, chain.shortfall, How::Less, vec![loss, first]).rounded(Rounding::Within01)
}

/// The loss per yen of a bank's bonds: the haircut, or what it books of the
/// loss by yields, if that is more.
pub(super) fn bond_loss_step(lost: Decimal, then: Step, scenario: &Scenario) -> Step {
    let today = Step::param(scenario, Param::YieldToday);
    let years = Step::param(scenario, Param::BankBondYears);
    let number = |step: &Step| step.value.number();
    let fallen = bank_loss::yield_rise_loss(number(&today), number(&years), number(&today), number(&then));
    let fallen = Step::of(
        Term::YieldFall,
        Quantity::RateNear(fallen.max(0.0)),
        How::YieldLoss,
        vec![today.clone(), years.clone(), then],
    )
    .rounded(Rounding::AtLeastZero);
    let realised = Step::param(scenario, Param::RealisedShare);
    let booked = Quantity::RateNear(number(&realised) * number(&fallen));
    let booked = Step::of(Term::YieldFallBooked, booked, How::Product, vec![realised, fallen]);
    if scenario.default != DefaultMode::InMonth {
        return Step { term: Term::BondLoss, ..booked };
    }
    let haircut = match scenario.terms {
        DefaultTerms::Haircut => Step::param(scenario, Param::Haircut),
        DefaultTerms::Exchange => {
            let years = number(&years);
            let coupon_now = number(&today);
            let offer = exchange_step((today, coupon_now), years, scenario);
            let hundred = Step::given(Term::Hundred, Quantity::Count(100), Origin::Rule);
            let per_face = Quantity::Factor(number(&offer) / 100.0);
            let per_face = Step::of(Term::OfferPerFace, per_face, How::Quotient, vec![offer, hundred]);
            let cut = Quantity::RateNear((1.0 - per_face.value.number()).clamp(0.0, 1.0));
            Step::of(Term::HaircutOfOffer, cut, How::OneLess, vec![per_face]).rounded(Rounding::Within01)
        }
    };
    if scenario.terms == DefaultTerms::Haircut && scenario.get(Param::Haircut) == lost {
        return haircut;
    }
    Step::of(Term::BondLoss, Quantity::Rate(lost), How::Most, vec![haircut, booked])
}

/// Without a shortfall nothing is lost, even where no deposits are open to it.
fn none_lost(shortfall: Step) -> Step {
    as_short(shortfall, Quantity::Factor(0.0))
}

/// What is lost is what is short.
fn as_short(shortfall: Step, lost: Quantity) -> Step {
    Step::of(Term::OpenLossRate, lost, How::Same, vec![shortfall])
}

/// What an unprotected yen at a bank that has no name loses.
pub(super) fn open_rate(chain: &Chain, bonds: Step, at_bank: Decimal, scenario: &Scenario) -> Step {
    let x = shortfall(chain, bonds, None, scenario);
    match scenario.loss_order {
        LossOrder::PariPassu | LossOrder::UniformLevy => x,
        LossOrder::UninsuredFirst if x.value.number() <= 0.0 => none_lost(x),
        LossOrder::UninsuredFirst if scenario.get(Param::ProtectedShare) >= Decimal::ONE => {
            as_short(x, Quantity::Rate(at_bank))
        }
        LossOrder::UninsuredFirst => {
            let share = open_share(None, BankTerms::of(None, scenario), scenario);
            rate(Term::OpenLossRate, at_bank, How::Quotient, vec![x, share]).rounded(Rounding::Within01)
        }
    }
}

/// A bank's own figure, or the scenario's.
fn figure(bank: Option<&Bank>, own: fn(&Bank) -> Option<Decimal>, param: Param, scenario: &Scenario) -> Step {
    match bank.and_then(|bank| Some((bank, own(bank)?))) {
        Some((bank, value)) => {
            Step::given(Term::Parameter, Quantity::Param(param, value), Origin::BankFigure)
                .about(About::Bank(bank.id.clone()))
        }
        None => Step::param(scenario, param),
    }
}

/// 1 − ι.
fn open_share(bank: Option<&Bank>, terms: BankTerms, scenario: &Scenario) -> Step {
    let share = figure(bank, |b| b.protected_share, Param::ProtectedShare, scenario);
    rate(Term::OpenShare, Decimal::ONE.saturating_sub(terms.protected_share), How::OneLess, vec![share])
}

/// An amount less what is paid on it.
fn paid(paid: Term, term: Term, amount: Step, rate: Step, gone: Yen) -> Step {
    let whole = amount.yen();
    let kept = Quantity::Factor(1.0 - rate.value.number());
    let kept = Step::of(Term::PartKept, kept, How::OneLess, vec![rate]);
    let inputs = vec![amount.clone(), kept];
    let paid = Step::of(paid, Quantity::Yen(whole.minus(gone)), How::Product, inputs).rounded(Rounding::Cut);
    Step::of(term, Quantity::Yen(gone), How::Less, vec![amount, paid])
}
