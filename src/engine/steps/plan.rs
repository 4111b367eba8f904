//! What the company moves out of its deposits, month by month.

use crate::domain::holding::Custody;
use crate::domain::param::Param;
use crate::domain::scenario::{DefaultMode, Scenario};
use crate::domain::yen::{Yen, share_out};
use crate::engine::cause::Cause;
use crate::engine::plan::{self, BOND_MONTHS, Target, Terms};
use crate::engine::position::{BondState, CoinState, Line, Market, Position, Worth};
use crate::engine::run::World;
use crate::engine::trace::note::Notes;
use crate::engine::trace::{About, How, Origin, Quantity, Rounding, Step, Term};
use crate::engine::{bond, door};

/// A plan while the months run.
pub(in crate::engine) struct UnderWay {
    pub(super) terms: Terms,
    /// Line and whole amount of each deposit, noted in the first month.
    pub(super) noted: Vec<(usize, Yen, Option<Step>)>,
    /// Target, line and weighted place.
    targets: Vec<Bought>,
}

#[derive(Clone, Copy)]
pub(super) struct Bought {
    pub(super) target: Target,
    pub(super) line: usize,
}

impl UnderWay {
    /// Adds an empty line for each target that has a weight.
    pub(in crate::engine) fn open(
        terms: Terms,
        scenario: &Scenario,
        lines: &mut Vec<Line>,
        market: &Market,
        months: u16,
    ) -> Self {
        let mut targets = Vec::new();
        for (target, weight) in Target::ALL.into_iter().zip(terms.weights) {
            if weight.is_positive() {
                targets.push(Bought { target, line: lines.len() });
                let position = nothing_yet(target, scenario);
                lines.push(Line::open(target.id().into(), target.class(), position, market, months));
            }
        }
        Self { terms, noted: Vec::new(), targets }
    }

    /// What is still to be moved is old money too.
    pub(in crate::engine) fn convert(&mut self, factor: rust_decimal::Decimal) {
        for (_, amount, told) in &mut self.noted {
            *amount = amount.times_truncated(factor);
            if let Some(step) = told.take() {
                let rate = Quantity::Param(Param::ConversionMoney, factor);
                let rate = Step::given(Term::Parameter, rate, Origin::Parameter)
                    .about(About::Param(Param::ConversionMoney));
                let left = Step::of(Term::PlanNoted, Quantity::Yen(*amount), How::Product, vec![step, rate]);
                *told = Some(left.rounded(Rounding::Cut));
            }
        }
    }
}

/// A line nothing was bought for yet. A bond that matures in month 0 is one
/// not yet issued.
fn nothing_yet(target: Target, scenario: &Scenario) -> Position {
    match target {
        Target::Crypto => Position::Coin {
            kind: 0,
            units: 0.0,
            price: door::plain(scenario.get(Param::BtcUsd)) * door::plain(scenario.get(Param::UsdJpy)),
            basis: Yen::ZERO,
            custody: Custody::Exchange,
            state: CoinState::Held,
        },
        Target::Dollars => Position::Dollars { usd: 0.0, bank: None, frozen: false },
        Target::Gold => Position::Gold { grams: 0.0, price: 1.0 },
        Target::Jgb => Position::Bond {
            face: Yen::ZERO,
            coupon: rust_decimal::Decimal::ZERO,
            matures: 0,
            value: 0.0,
            state: BondState::Live,
        },
    }
}

impl World<'_> {
    /// Moves a month's part of the plan.
    ///
    /// **Formula**: in month a, x of each chosen deposit's balance is noted;
    /// 1/n of it moves in each of the months a..a+n−1, by weight into
    /// bitcoin, dollars, gold and one government bond; bought is (1 − s) of
    /// what was paid. **Units**: nominal yen. **Rounding**: amounts moved are
    /// whole yen and add up; the bond's face is whole yen too, and the part
    /// of a yen that leaves stands in its next interest.
    ///
    /// The bond is issued at par in month a, for ten years at that month's
    /// yield; later parts buy the same bond at its market value. Prices are
    /// those in force at this moment of the month: this month's growth and
    /// yield, but a crash or a move of the yen only from the month before.
    /// A conversion of money converts what was noted.
    ///
    /// **Limits**: from an account goes no more than is in it and can be
    /// drawn; what cannot be moved in its month is not moved later. Where
    /// there is nothing to buy, that part stays in the deposits: bonds once
    /// they defaulted or matured, bitcoin while a failed exchange owes the
    /// plan's or while it is worth nothing. Time deposits are broken without
    /// a penalty.
    pub(in crate::engine) fn plan(&mut self, month: u16) {
        let Some(mut plan) = self.plan.take() else { return };
        if month == plan.terms.first {
            self.note(&mut plan);
            self.issue(month, &plan);
        }
        self.move_part(month, &plan);
        self.plan = Some(plan);
    }

    fn note(&self, plan: &mut UnderWay) {
        plan.noted = plan::touched(self.profile, self.scenario)
            .filter_map(|i| {
                let line = self.lines.get(i)?;
                let Position::Money { balance, .. } = line.position else { return None };
                let noted = plan.terms.noted(balance);
                let told = line.notes.is_some().then(|| {
                    let share = Step::param(self.scenario, Param::PlanShare);
                    let inputs = vec![line.so_far(Term::Balance), share];
                    Step::of(Term::PlanNoted, Quantity::Yen(noted), How::Product, inputs)
                        .rounded(Rounding::Cut)
                });
                Some((i, noted, told))
            })
            .collect();
    }

    fn issue(&mut self, month: u16, plan: &UnderWay) {
        if self.scenario.default == DefaultMode::InMonth && month >= self.numbers.event_month {
            return;
        }
        for bought in &plan.targets {
            if let Some(Position::Bond { coupon, matures, .. }) =
                self.lines.get_mut(bought.line).map(|line| &mut line.position)
            {
                *coupon = door::fraction(self.market.jgb_yield);
                *matures = month.saturating_add(BOND_MONTHS);
            }
        }
    }

    fn move_part(&mut self, month: u16, plan: &UnderWay) {
        let parts: Vec<Yen> = plan
            .noted
            .iter()
            .map(|&(i, noted, _)| plan.terms.part(noted, month).at_most(self.drawable(i)))
            .collect();
        let total: Yen = parts.iter().copied().sum();
        if !total.is_positive() {
            return;
        }
        let by_target = plan.terms.by_target(total);
        let purchases: Vec<(Bought, Yen, f64)> = plan
            .targets
            .iter()
            .filter_map(|bought| {
                let amount = by_target.get(bought.target as usize).copied().filter(|a| a.is_positive())?;
                let position = &self.lines.get(bought.line)?.position;
                Some((*bought, amount, unit_price(position, month, &self.market)?))
            })
            .collect();
        let spent: Yen = purchases.iter().map(|(_, amount, _)| *amount).sum();
        let told = self.lines.iter().any(|line| line.notes.is_some()).then(|| {
            let bought: Vec<(Bought, Yen)> = purchases.iter().map(|(b, amount, _)| (*b, *amount)).collect();
            self.moves_told(month, plan, &parts, &bought)
        });
        let (mut moves, mut paid) = told.unwrap_or_default();
        let drawn = if spent == total { parts } else { share_out(spent, &parts) };
        moves.resize(drawn.len(), None);
        paid.resize(purchases.len(), None);
        for (((i, ..), part), told) in plan.noted.iter().zip(drawn).zip(moves) {
            if let Some(line) = self.lines.get_mut(*i).filter(|_| part.is_positive()) {
                if let Some(told) = told {
                    line.say(|| told.negated());
                }
                line.give(month, Cause::Transfer, part, &self.market);
            }
        }
        for ((bought, amount, price), told) in purchases.into_iter().zip(paid) {
            if let Some(line) = self.lines.get_mut(bought.line) {
                buy(line, month, (amount, price, told), plan.terms.spread, &self.market);
            }
        }
    }

    /// What can be drawn from a deposit now, of any class.
    pub(super) fn drawable(&self, line: usize) -> Yen {
        match self.lines.get(line).map(|l| &l.position) {
            Some(Position::Money { balance, frozen, .. }) => balance.minus(*frozen).at_least(Yen::ZERO),
            _ => Yen::ZERO,
        }
    }
}

/// The yen price of one unit now; `None` where there is none to be had.
fn unit_price(position: &Position, month: u16, market: &Market) -> Option<f64> {
    let price = match position {
        Position::Coin { kind, units, price, state, .. } => {
            let usable = *state == CoinState::Held || *units <= 0.0;
            let strayed = market.coins_strayed.get(*kind).copied().unwrap_or(1.0);
            usable.then_some(price * market.coin_growth * market.coin_crash * market.dollar * strayed)?
        }
        Position::Dollars { .. } => market.usd_jpy,
        Position::Gold { price, .. } => price * market.gold * market.dollar,
        Position::Bond { coupon, matures, state: BondState::Live, .. } => {
            let left = matures.saturating_sub(month);
            bond::value_with_accrued(1.0, door::plain(*coupon), left, market.jgb_yield)
        }
        _ => return None,
    };
    (price.is_finite() && price > 0.0).then_some(price)
}

/// What was paid arrives; what buying cost is lost.
fn buy(
    line: &mut Line,
    month: u16,
    (paid, unit, told): (Yen, f64, Option<Step>),
    spread: rust_decimal::Decimal,
    market: &Market,
) {
    let kept = rust_decimal::Decimal::ONE.saturating_sub(spread);
    let worth = door::plain(paid.get().saturating_mul(kept));
    let before = match line.position.worth(market) {
        Worth::Exact(yen) => door::amount(yen),
        Worth::Market(value) => value,
    };
    if let Some(told) = told {
        // What an exchange owed of nothing is nothing: coins are held from now.
        if matches!(line.position, Position::Coin { state: CoinState::OwedDollars(_), .. }) {
            line.holds_now(Step::given(Term::Holds, Quantity::Coins(0.0), Origin::Nothing));
        }
        line.say(|| told.clone().at(month));
        line.bought(month, (told, worth, unit), spread, market);
    }
    match &mut line.position {
        Position::Coin { units, basis, state, .. } => {
            *units += worth / unit;
            *basis = basis.plus(paid);
            *state = CoinState::Held;
        }
        Position::Dollars { usd, .. } => *usd += worth / unit,
        Position::Gold { grams, .. } => *grams += worth / unit,
        Position::Bond { face, value, .. } => {
            *face = face.plus(door::state(worth / unit));
            *value += worth;
        }
        _ => return,
    }
    if spread.is_zero() {
        line.restate_less(month, Cause::Transfer, paid.negated(), market);
    } else {
        let arrived = before + door::amount(paid);
        let price = market.per_price;
        line.stating((month, Cause::Transfer), (price, price, market.moved), |_, track| {
            track.restate_less(month, Cause::Transfer, paid.negated(), arrived, price);
        });
        line.restate(month, Cause::PlanCost, market);
    }
}

/// The plan's lines begin to take notes: they hold nothing yet.
pub(in crate::engine) fn begin_notes(world: &mut World<'_>) {
    let Some(plan) = &world.plan else { return };
    for bought in &plan.targets {
        if let Some(line) = world.lines.get_mut(bought.line) {
            let unit: fn(f64) -> Quantity = match bought.target {
                Target::Crypto => Quantity::Coins,
                Target::Dollars => Quantity::Dollars,
                Target::Gold => Quantity::Grams,
                Target::Jgb => Line::yen,
            };
            let mut notes = Notes::nothing(unit);
            if bought.target == Target::Jgb {
                notes.begin_bond();
            }
            line.notes = Some(Box::new(notes));
        }
    }
}
