//! How far each scenario stays from costing depositors anything.

use rust_decimal::Decimal;

use super::bank_loss::{self, BankTerms, chain};
use super::deposit::{self, Claims, Rules};
use super::door;
use super::factors::{Factors, at};
use super::projection::{Projection, Scope};
use super::run::project;
use crate::domain::bank::Bank;
use crate::domain::holding::{AccountClass, HoldingKind};
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::domain::scenario::{DefaultMode, Scenario};
use crate::domain::yen::Yen;

/// What the company has at its banks and owes there, month by month, as long as
/// no bank loses anything: loans are paid back meanwhile, and what is set off
/// against them shrinks with them.
#[derive(Debug)]
pub struct Calm(Vec<Projection>);

/// What does not move balances before banks are tested.
const RESTS: [Param; 12] = [
    Param::Haircut,
    Param::DefaultMonth,
    Param::BankJgbShare,
    Param::BankBuffer,
    Param::BankOtherLosses,
    Param::StateSupport,
    Param::InsuranceHonoured,
    Param::YieldRise,
    Param::PassThrough,
    Param::CrisisPassThrough,
    Param::Horizon,
    Param::PlanStart,
];

impl Calm {
    /// Of a scenario, over as many months as any that is asked about later has.
    #[must_use]
    pub fn of(profile: &Profile, scenario: &Scenario, months: u16) -> Self {
        Self::of_all(profile, std::slice::from_ref(scenario), months)
    }

    /// The same where parameters run from one end to the other: a bank at which
    /// the company could lose at one of the ends counts everywhere between.
    ///
    /// **Limits**: what a levy, a conversion or tax takes meanwhile is taken as
    /// rising or falling all the way.
    #[must_use]
    pub fn between(
        profile: &Profile,
        scenario: &Scenario,
        axes: [(Param, (Decimal, Decimal)); 2],
        months: u16,
    ) -> Self {
        let mut all = vec![scenario.clone()];
        for (param, (low, high)) in axes.into_iter().filter(|(param, _)| !RESTS.contains(param)) {
            all = all
                .into_iter()
                .flat_map(|here| {
                    let moved = |value| {
                        let mut moved = here.clone();
                        moved.set(param, value);
                        moved
                    };
                    [moved(low), moved(high), here]
                })
                .collect();
        }
        Self::of_all(profile, &all, months)
    }

    fn of_all(profile: &Profile, scenarios: &[Scenario], months: u16) -> Self {
        let mut profile = profile.clone();
        for bank in &mut profile.banks {
            bank.other_losses = None;
        }
        let calm = |scenario: &Scenario| {
            let mut calm = scenario.clone();
            calm.default = DefaultMode::Off;
            calm.set(Param::YieldRise, Decimal::ZERO);
            calm.set(Param::BankOtherLosses, Decimal::ZERO);
            project(&profile, &calm, Some(months))
        };
        Self(scenarios.iter().map(calm).collect())
    }

    /// The company's money at a bank in a month, after set-off where it is
    /// declared: in each of the scenarios.
    fn claims(&self, profile: &Profile, bank: &Bank, month: u16) -> impl Iterator<Item = Claims> {
        self.0.iter().map(move |one| claims(one, profile, bank, month))
    }
}

/// A holding's nominal amount in a month, above zero also where it is owed.
fn amount(one: &Projection, holding: &str, month: u16) -> Yen {
    let stated = one.value(Scope::Line(holding), month.min(one.months)).nominal;
    if stated.is_positive() { stated } else { stated.negated() }
}

fn claims(one: &Projection, profile: &Profile, bank: &Bank, month: u16) -> Claims {
    let mut claims = Claims::default();
    let mut owed = Yen::ZERO;
    for holding in &profile.holdings {
        let sum = match &holding.kind {
            HoldingKind::Deposit { bank: at, account, .. } if *at == bank.id => match account {
                AccountClass::Ordinary | AccountClass::Time => &mut claims.general,
                AccountClass::Settlement => &mut claims.settlement,
                AccountClass::Negotiable => &mut claims.uninsured,
            },
            HoldingKind::ForeignDeposit { bank: at, .. } if *at == bank.id => &mut claims.uninsured,
            HoldingKind::Loan { bank: Some(at), .. } if *at == bank.id && bank.set_off => &mut owed,
            _ => continue,
        };
        *sum = sum.plus(amount(one, &holding.id.0, month));
    }
    claims.general = claims.general.minus(claims.general.at_most(owed));
    claims
}

/// An excess where nothing can be lost whatever a bank loses: so little below
/// zero that between this and a loss next to it nothing is taken for spared.
pub const JUST_NOT: f64 = -1e-9;

/// By how much the worst bank's loss exceeds what absorbs it first, per yen of
/// its deposits. **Zero or below: the company's deposits lose nothing.**
///
/// Only banks at which the company could lose count: one where all its money
/// is insured in full, or where it has none, does not. `None` where no bank
/// counts.
///
/// **Formula**: max over those banks of L − k − r; [`JUST_NOT`] where banks are
/// tested only after the horizon. **Source**: model equations (10), (11): no loss
/// whenever L ≤ k + r. **Limits**: as things are; what bonds held directly lose
/// is not in it. Where the uninsured lose first, money that is insured in part is
/// taken to lose with them, and so for spared at fewer places than it is.
#[must_use]
pub fn excess(profile: &Profile, scenario: &Scenario, calm: &Calm) -> Option<f64> {
    let month = bank_loss::event_month(scenario);
    let exposed: Vec<&Bank> =
        profile.banks.iter().filter(|bank| can_lose(profile, scenario, bank, (calm, month))).collect();
    if exposed.is_empty() {
        return None;
    }
    if month > scenario.horizon_months() {
        return Some(JUST_NOT);
    }
    let yields = Factors::of(scenario, month).jgb_yield;
    let bond_loss = bank_loss::bond_loss(scenario, at(&yields, month));
    let over = |bank: &Bank| {
        let chain = chain(BankTerms::of(Some(bank), scenario), bond_loss);
        chain.loss.saturating_sub(chain.absorbed_first)
    };
    exposed.into_iter().map(over).max().map(door::plain)
}

/// Whether the company would lose anything if this bank had nothing left.
fn can_lose(profile: &Profile, scenario: &Scenario, bank: &Bank, (calm, month): (&Calm, u16)) -> bool {
    let rules = Rules {
        shortfall: Decimal::ONE,
        cap: Yen::truncated(scenario.get(Param::InsuranceCap)),
        honoured: scenario.get(Param::InsuranceHonoured),
        protected_share: BankTerms::of(Some(bank), scenario).protected_share,
        order: scenario.loss_order,
        settlement_always: scenario.settlement_always_honoured,
    };
    // Before that month's instalments or after them.
    [month.saturating_sub(1), month].into_iter().any(|month| {
        let lost = |claims| deposit::recover(claims, rules).loss().is_positive();
        calm.claims(profile, bank, month).any(lost)
    })
}

/// The haircuts at which a bank's share of the loss changes its slope: where
/// its buffer is used up, where all deposits are, where "uninsured first"
/// begins to take from the insured, and where the haircut passes the loss
/// that rising yields alone have made.
///
/// **Shape**: rising, within 0..=1. **Formula**: (k + r + X − ω)/σ for X in
/// {0, 1 − ι, 1}, for every bank and for the terms without a bank.
#[must_use]
pub fn haircut_knots(profile: &Profile, scenario: &Scenario) -> Vec<f64> {
    let month = bank_loss::event_month(scenario);
    let yields = Factors::of(scenario, month).jgb_yield;
    let mut bare = scenario.clone();
    bare.set(Param::Haircut, Decimal::ZERO);
    let unrealised = bank_loss::bond_loss(&bare, at(&yields, month));
    let mut knots = vec![door::plain(unrealised)];
    for bank in profile.banks.iter().map(Some).chain([None]) {
        let terms = BankTerms::of(bank, scenario);
        let open = Decimal::ONE.saturating_sub(terms.protected_share);
        for shortfall in [Decimal::ZERO, open, Decimal::ONE] {
            let needed = terms.buffer.saturating_add(terms.state_support).saturating_add(shortfall);
            let haircut = needed.saturating_sub(terms.other_losses).checked_div(terms.jgb_share);
            knots.extend(haircut.map(door::plain));
        }
    }
    knots.retain(|h| (0.0..=1.0).contains(h));
    knots.sort_by(f64::total_cmp);
    knots.dedup();
    knots
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::bank::BankId;
    use crate::domain::calendar::CalendarMonth;
    use crate::domain::holding::{Holding, HoldingId};

    fn company(amount: i64) -> Profile {
        let mut profile = Profile::empty("x", CalendarMonth::new(2026, 10).unwrap(), "s");
        profile.banks.push(Bank::new(BankId("b".into()), "B"));
        profile.holdings.push(Holding {
            id: HoldingId("h".into()),
            name: "h".into(),
            kind: HoldingKind::Deposit {
                bank: BankId("b".into()),
                account: AccountClass::Ordinary,
                amount: Yen::whole(amount),
            },
        });
        profile
    }

    fn default(haircut: i64) -> Scenario {
        let mut scenario = Scenario::named("s");
        scenario.default = DefaultMode::InMonth;
        scenario.set(Param::Haircut, Decimal::new(haircut, 2));
        scenario
    }

    fn excess(profile: &Profile, scenario: &Scenario) -> Option<f64> {
        super::excess(profile, scenario, &Calm::of(profile, scenario, scenario.horizon_months()))
    }

    #[test]
    fn a_loss_within_the_buffer_costs_depositors_nothing() {
        // σ 10%, k 6%: the buffer holds to a haircut of 60%.
        let excess = |haircut| excess(&company(25_000_000), &default(haircut)).unwrap();
        assert!((excess(37) + 0.023).abs() < 1e-12);
        assert!(excess(60).abs() < 1e-12);
        assert!((excess(100) - 0.04).abs() < 1e-12);
    }

    #[test]
    fn a_bank_that_owes_only_insured_money_does_not_count() {
        assert_eq!(excess(&company(10_000_000), &default(90)), None);
        let mut half = default(90);
        half.set(Param::InsuranceHonoured, Decimal::new(5, 1));
        assert!(excess(&company(10_000_000), &half).is_some());
    }

    #[test]
    fn the_slope_changes_where_the_buffer_ends() {
        let knots = haircut_knots(&company(1), &default(0));
        assert!(knots.iter().any(|h| (h - 0.6).abs() < 1e-12), "{knots:?}");
    }
}
