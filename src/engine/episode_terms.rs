//! What an episode's facts become in the model, and what they do not.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::bank_loss::BankTerms;
use super::door;
use super::factors::{Factors, at};
use crate::data::presets::without_shocks;
use crate::data::series::Series;
use crate::domain::episode::{Episode, EpisodeKind, Fact, FactKey, FactValue};
use crate::domain::param::{Mark, Param};
use crate::domain::scenario::{DefaultMode, DefaultTerms, ExchangeRecovery, LossOrder, Scenario};

/// Why a fact is not in the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NotMapped {
    /// No number was found.
    NotFound,
    /// The loss in present value, which stands beside it, is used.
    PresentValueUsed,
    /// It is about bonds held abroad.
    HeldAbroad,
    /// It is a sum over all, not a rate.
    NotARate,
    /// It is about persons, not companies.
    PersonsOnly,
    /// It is in the money of that time and place.
    OldMoney,
    /// How long it took was not found.
    NoTiming,
    /// It is what others did.
    Others,
    /// A balance sheet here holds nothing of the kind.
    NoSuchLine,
    /// It differed by day and rate.
    SeveralRates,
    /// It says the same as another fact.
    SaidOtherwise,
    /// It is beyond what the parameter can be.
    BeyondRange,
}

impl NotMapped {
    /// Every reason.
    pub const ALL: [Self; 12] = [
        Self::NotFound,
        Self::PresentValueUsed,
        Self::HeldAbroad,
        Self::NotARate,
        Self::PersonsOnly,
        Self::OldMoney,
        Self::NoTiming,
        Self::Others,
        Self::NoSuchLine,
        Self::SeveralRates,
        Self::SaidOtherwise,
        Self::BeyondRange,
    ];

    /// A stable name for texts and JSON.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::PresentValueUsed => "present-value-used",
            Self::HeldAbroad => "held-abroad",
            Self::NotARate => "not-a-rate",
            Self::PersonsOnly => "persons-only",
            Self::OldMoney => "old-money",
            Self::NoTiming => "no-timing",
            Self::Others => "others",
            Self::NoSuchLine => "no-such-line",
            Self::SeveralRates => "several-rates",
            Self::SaidOtherwise => "said-otherwise",
            Self::BeyondRange => "beyond-range",
        }
    }
}

/// What a fact becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Nothing to set: there was no loss of the kind.
    NoLoss,
    /// A parameter.
    Sets(Param, Decimal),
    /// The share unprotected deposits lose; set through the banks' losses.
    UninsuredLoss(Decimal),
    /// Yen per dollar of dollar deposits, over today's rate. Replay only.
    DollarDeposits(Decimal),
    /// A failed exchange's loss, and how it pays.
    ExchangeLoss(Decimal, ExchangeRecovery),
    /// A crash: the sliders' word for what a replay takes from the path.
    Crash(Decimal),
    /// Not in the figures.
    Not(NotMapped),
}

/// A fact and what becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The fact.
    pub fact: FactKey,
    /// How well it is known.
    pub mark: Option<Mark>,
    /// What it becomes.
    pub used: Use,
}

/// Every fact of an episode that bears on a balance sheet, in its order.
#[must_use]
pub fn terms(episode: &Episode) -> Vec<Term> {
    let term = |fact: &Fact| used(episode, fact).map(|used| Term { fact: fact.key, mark: fact.mark, used });
    episode.facts.iter().filter_map(term).collect()
}

/// What a fact becomes; nothing where it only tells the story.
fn used(episode: &Episode, fact: &Fact) -> Option<Use> {
    use FactKey as K;
    use NotMapped as N;
    let number = match &fact.value {
        FactValue::Share(v) | FactValue::Shares(v, _) | FactValue::Ratio(v) | FactValue::Months(v) => {
            Some(*v)
        }
        _ => None,
    };
    let by_number = |positive: fn(Decimal) -> Use| match number {
        None => Use::Not(N::NotFound),
        Some(v) if v.is_zero() => Use::NoLoss,
        Some(v) => positive(v),
    };
    let up = |v: Decimal| v.round_dp_with_strategy(0, RoundingStrategy::ToPositiveInfinity);
    Some(match fact.key {
        K::BondFaceCut => by_number(|_| Use::Not(N::PresentValueUsed)),
        K::BondLossPresentValue => by_number(|v| Use::Sets(Param::Haircut, v)),
        K::BondLossRange | K::BondLossMarket => Use::Not(N::PresentValueUsed),
        K::BondLossExternal => Use::Not(N::HeldAbroad),
        K::BankLoss | K::BankCapital | K::DepositsCutInAll => Use::Not(N::NotARate),
        K::Individuals | K::HeadAllowance => Use::Not(N::PersonsOnly),
        K::DepositLossProtected => by_number(|_| Use::Not(N::SaidOtherwise)),
        K::DepositLossUnprotected if episode.fact(K::DepositConversion).is_some() => {
            Use::Not(N::SaidOtherwise)
        }
        K::DepositLossUnprotected => by_number(Use::UninsuredLoss),
        K::DepositLossReal => Use::Not(N::NoTiming),
        K::SecondBlocked | K::WithdrawalLimit | K::NetWorthTaxFrom => Use::Not(N::OldMoney),
        K::DepositsWithdrawn => Use::Not(N::Others),
        K::FreezeMonths => match number {
            Some(v) if v > Decimal::ZERO => Use::Sets(Param::FreezeMonths, up(v)),
            _ => by_number(|_| Use::NoLoss),
        },
        K::NetWorthTax => by_number(|v| Use::Sets(Param::LevyRate, v)),
        K::DepositConversion => by_number(|v| Use::Sets(Param::ConversionMoney, v)),
        K::DebtConversion => by_number(|v| Use::Sets(Param::ConversionDebts, v)),
        K::DollarDepositConversion => by_number(Use::DollarDeposits),
        K::DollarLoanConversion => Use::Not(N::NoSuchLine),
        K::DollarDepositCut => Use::Not(N::SeveralRates),
        K::Fall => by_number(Use::Crash),
        K::RecoveryInKind => match number {
            Some(v) if v >= Decimal::ONE => Use::NoLoss,
            _ => by_number(|v| Use::ExchangeLoss(Decimal::ONE.saturating_sub(v), ExchangeRecovery::InKind)),
        },
        K::RecoveryDollars | K::Compensated => by_number(|v| {
            Use::ExchangeLoss(Decimal::ONE.saturating_sub(v), ExchangeRecovery::DollarsOfFailureDate)
        }),
        K::RecoveryMonths => match number {
            Some(v) => Use::Sets(Param::ExchangeRecoveryMonths, up(v)),
            None => Use::Not(N::NotFound),
        },
        K::DepegLoss => by_number(|v| Use::Sets(Param::Depeg, v)),
        _ => return None,
    })
}

/// A scenario as things stand, with what is sourced of an episode's terms in
/// it, for a replay: prices, currency and coins follow paths of their own.
///
/// **Limits**: tax is off; bonds keep the value an exchange left them; banks
/// lose nothing but what is sourced.
#[must_use]
pub fn for_replay(episode: &Episode, scenario: &Scenario) -> Scenario {
    let mut next = set_aside(scenario);
    for term in terms(episode) {
        put(episode, term.used, &mut next);
        if let Use::ExchangeLoss(loss, ExchangeRecovery::DollarsOfFailureDate) = term.used {
            // Claims were valued at a price of their own, not the month-end's.
            next.set(Param::ExchangeLoss, at_claim_price(episode, loss));
        }
    }
    next
}

/// A scenario with everything off that is no part of a replay.
#[must_use]
pub fn set_aside(scenario: &Scenario) -> Scenario {
    let mut next = without_shocks(scenario);
    for param in [
        Param::TaxRate,
        Param::ExitYield,
        Param::BankJgbShare,
        Param::BankBuffer,
        Param::StateSupport,
        Param::BankOtherLosses,
    ] {
        next.set(param, Decimal::ZERO);
    }
    next.set(Param::ProtectedShare, half());
    next
}

fn half() -> Decimal {
    Decimal::new(5, 1)
}

/// The loss of an exchange's customers over the month-end price, where claims
/// were valued at another.
fn at_claim_price(episode: &Episode, loss: Decimal) -> Decimal {
    let price = episode.number(FactKey::ClaimPrice);
    let month_end = Series::BtcUsd.months().at(episode.base.after(episode.event));
    let kept = Decimal::ONE.saturating_sub(loss);
    let paid = price.zip(month_end).and_then(|(p, m)| p.saturating_mul(kept).checked_div(m));
    paid.map_or(loss, |paid| Decimal::ONE.saturating_sub(paid))
}

/// Sets what one fact becomes.
fn put(episode: &Episode, used: Use, next: &mut Scenario) {
    let event = Decimal::from(episode.event);
    match used {
        Use::Sets(param, value) => {
            next.set(param, value);
            match param {
                Param::Haircut => {
                    next.default = DefaultMode::InMonth;
                    next.terms = DefaultTerms::Haircut;
                    next.set(Param::DefaultMonth, event);
                }
                Param::FreezeMonths => next.set(Param::FreezeMonth, event),
                Param::LevyRate => next.set(Param::LevyMonth, event),
                Param::ConversionMoney | Param::ConversionDebts => next.set(Param::ConversionMonth, event),
                Param::Depeg => next.set(Param::DepegMonth, event),
                _ => {}
            }
        }
        Use::UninsuredLoss(share) => {
            next.loss_order = LossOrder::UninsuredFirst;
            next.set(Param::YieldMonth, event);
            next.set(Param::DefaultMonth, event);
            // X = u·(1 − ι) on top of what goes first, see model equation (13).
            let bank = BankTerms::of(None, next);
            let open = Decimal::ONE.saturating_sub(bank.protected_share);
            let first = bank.buffer.saturating_add(bank.state_support);
            next.set(Param::BankOtherLosses, share.saturating_mul(open).saturating_add(first));
        }
        Use::ExchangeLoss(loss, recovery) => {
            next.exchange_recovery = recovery;
            next.set(Param::ExchangeMonth, event);
            next.set(Param::ExchangeLoss, loss);
        }
        Use::NoLoss | Use::DollarDeposits(_) | Use::Crash(_) | Use::Not(_) => {}
    }
}

/// The one-off fall of the yen, and its month, that a currency path comes to:
/// by the last sourced month up to +24, else by the first.
///
/// **Formula**: d = 1 − 1/ratio. Nothing where the currency rose, or where d
/// is beyond the parameter's range.
#[must_use]
pub fn currency_fall(episode: &Episode) -> Option<(Decimal, u16, Mark)> {
    if episode.group == crate::domain::episode::EpisodeGroup::Crypto {
        return None;
    }
    let month = episode.currency.months().filter(|m| *m <= 24).max().or(episode.currency.months().min())?;
    let point = episode.currency.at(month)?;
    let fall = Decimal::ONE.saturating_sub(Decimal::ONE.checked_div(point.ratio)?).round_dp(4);
    (fall > Decimal::ZERO && Param::Shock.hard().holds(fall)).then_some((fall, month, point.mark))
}

/// The inflation of the first and second year, as far as prices at +12 and
/// +24 are sourced.
#[must_use]
pub fn yearly_inflation(episode: &Episode) -> Vec<(u8, Decimal, Mark)> {
    let mut found = Vec::new();
    if episode.group == crate::domain::episode::EpisodeGroup::Crypto {
        return found;
    }
    let mut before = Decimal::ONE;
    for (year, month) in [(1, 12), (2, 24)] {
        let Some(point) = episode.prices.at(month) else { break };
        let Some(ratio) = point.ratio.checked_div(before) else { break };
        found.push((year, ratio.saturating_sub(Decimal::ONE), point.mark));
        before = point.ratio;
    }
    found
}

/// The scenario in front with every shock off and what is sourced of an
/// episode set: the sliders "like this". Numbers that were not found stay as
/// they are.
///
/// Prices: inflation is set such that, with the effect the fall of the yen has
/// on prices here, they reach what was found at +12 and +24.
#[must_use]
pub fn sliders(episode: &Episode, scenario: &Scenario) -> Scenario {
    let mut next = without_shocks(scenario);
    for term in terms(episode) {
        match term.used {
            Use::Crash(depth) => {
                next.set(Param::Crash, depth);
                next.set(Param::CrashMonth, Decimal::from(months_of_fall(episode).max(1)));
            }
            used => put(episode, used, &mut next),
        }
    }
    if let Some((fall, month, _)) = currency_fall(episode) {
        next.set(Param::Shock, fall);
        next.set(Param::ShockMonth, Decimal::from(month));
    }
    // No more than a slider holds: a recovery above 100%, for one.
    let held: Vec<(Param, Decimal)> =
        next.changed().map(|(param, value)| (param, param.hard().clamp(value))).collect();
    for (param, value) in held {
        next.set(param, value);
    }
    set_inflation(episode, &mut next);
    next
}

fn set_inflation(episode: &Episode, next: &mut Scenario) {
    let factors = Factors::of(next, 24);
    let effect = |month| at(&factors.prices, month) / at(&factors.prices_without_currency, month);
    let mut before = 1.0;
    for (year, rate, _) in yearly_inflation(episode) {
        let then = effect(u16::from(year).saturating_mul(12));
        let own = (1.0 + door::plain(rate)) / (then / before) - 1.0;
        before = then;
        let rate = Param::Inflation.hard().clamp(door::fraction(own).round_dp(5));
        next.inflation_by_year.insert(year, rate.normalize());
    }
}

/// Months from a peak to the lowest point after it.
#[must_use]
pub fn months_of_fall(episode: &Episode) -> u16 {
    if episode.kind != EpisodeKind::CoinFall {
        return 0;
    }
    let month = |key| {
        let day = episode.fact(key)?.when.as_deref()?;
        day.get(..7)?.parse().ok()
    };
    let from_to = month(FactKey::PeakPrice).zip(month(FactKey::TroughPrice));
    from_to
        .and_then(|(a, b): (crate::domain::calendar::CalendarMonth, _)| a.months_to(b))
        .and_then(|m| m.to_u16())
        .unwrap_or(0)
}
