//! Freeze, conversion of old money, levy.

use crate::domain::holding::AccountClass;
use crate::domain::param::Param;
use crate::domain::scenario::Scenario;
use crate::domain::yen::Yen;
use crate::engine::cause::Cause;
use crate::engine::levy;
use crate::engine::position::{Line, Position};
use crate::engine::projection::FreezeReport;
use crate::engine::run::World;
use crate::engine::trace::{How, Origin, Quantity, Rounding, Step, Term};

/// Which accounts can be drawn first while a freeze limits it.
pub(in crate::engine) const RELEASED_FIRST: [AccountClass; 4] =
    [AccountClass::Ordinary, AccountClass::Settlement, AccountClass::Time, AccountClass::Negotiable];

impl World<'_> {
    pub(in crate::engine) fn controls(&mut self, month: u16) {
        self.freeze(month);
        if month == self.numbers.conversion_month {
            self.convert(month);
        }
        if month == self.numbers.levy_month {
            self.levy(month);
        }
    }

    /// Notes what cannot be drawn at the month's end.
    pub(in crate::engine) fn note_frozen(&mut self) {
        let frozen = |line: &Line| match &line.position {
            Position::Money { frozen, .. } => *frozen,
            Position::Dollars { frozen: true, .. } => line.track.now(),
            _ => Yen::ZERO,
        };
        let none = self.numbers.freeze_months == 0 || self.freeze.is_none();
        self.frozen.push(if none { Yen::ZERO } else { self.lines.iter().map(frozen).sum() });
    }

    /// From the month of the freeze, deposits can be drawn only up to the
    /// limit per bank and month; foreign-currency deposits not at all.
    fn freeze(&mut self, month: u16) {
        let (start, months) = (self.numbers.freeze_month, self.numbers.freeze_months);
        if months == 0 || !(start..=start.saturating_add(months)).contains(&month) {
            return;
        }
        for line in &mut self.lines {
            if let Position::Money { frozen, frozen_before, .. } = &mut line.position {
                *frozen_before = *frozen;
                line.note_frozen_before();
            }
        }
        if month == start {
            self.begin_freeze(month);
        } else if month == start.saturating_add(months) {
            self.end_freeze(month);
        } else if month < start.saturating_add(months) {
            let limit = Yen::truncated(self.scenario.get(Param::WithdrawalLimit));
            for bank in 0..self.profile.banks.len() {
                self.release(month, bank, limit);
            }
        }
    }

    fn begin_freeze(&mut self, month: u16) {
        let mut book_real = Yen::ZERO;
        let per_price = 1.0 / crate::engine::factors::at(&self.factors.prices, month);
        for line in &mut self.lines {
            let held = match &mut line.position {
                Position::Money { balance, bank: Some(_), frozen, .. } => {
                    *frozen = *balance;
                    *balance
                }
                Position::Dollars { bank: Some(_), frozen, .. } => {
                    *frozen = true;
                    line.track.now()
                }
                _ => continue,
            };
            line.note_freeze(month);
            let real = crate::engine::door::amount(held) * per_price;
            book_real = book_real.plus(crate::engine::door::state(real));
        }
        self.freeze = Some(FreezeReport { month, book_real, usable_real: book_real });
    }

    fn end_freeze(&mut self, month: u16) {
        for line in &mut self.lines {
            match &mut line.position {
                Position::Money { frozen, .. } => {
                    let was = std::mem::take(frozen);
                    if was.is_positive() {
                        line.note_thaw(month);
                    }
                }
                Position::Dollars { frozen, .. } => *frozen = false,
                _ => {}
            }
        }
    }

    /// Frees up to `limit` at one bank: on-demand accounts first.
    fn release(&mut self, month: u16, bank: usize, limit: Yen) {
        let mut left = limit;
        let scenario = self.scenario;
        for wanted in RELEASED_FIRST {
            for line in &mut self.lines {
                if let Position::Money { bank: Some((b, account)), frozen, .. } = &mut line.position
                    && *b == bank
                    && *account == wanted
                {
                    let before = *frozen;
                    let could = left;
                    let freed = could.at_most(before);
                    *frozen = before.minus(freed);
                    left = could.minus(freed);
                    if freed.is_positive() {
                        line.note_released(month, (freed, before), could, scenario);
                    }
                }
            }
        }
    }

    fn convert(&mut self, month: u16) {
        let money = self.scenario.get(Param::ConversionMoney);
        let debts = self.scenario.get(Param::ConversionDebts);
        if let Some(plan) = &mut self.plan {
            plan.convert(money);
        }
        let scenario = self.scenario;
        for line in &mut self.lines {
            let before = line.track.now();
            let frozen_before = line.frozen();
            let factor = match &mut line.position {
                Position::Money { balance, frozen, frozen_before, accrued, .. } => {
                    for amount in [balance, frozen, frozen_before] {
                        *amount = amount.times_truncated(money);
                    }
                    *accrued *= crate::engine::door::plain(money);
                    Param::ConversionMoney
                }
                Position::YenCoin { face, .. } => {
                    *face = face.times_truncated(money);
                    let face = *face;
                    line.convert_face(month, face, scenario);
                    line.restate(month, Cause::Conversion, &self.market);
                    continue;
                }
                Position::Receivable { amount, .. } | Position::Payable { amount, .. } => {
                    *amount = amount.times_truncated(debts);
                    Param::ConversionDebts
                }
                Position::Loan { balance, .. } => {
                    *balance = balance.times_truncated(debts);
                    Param::ConversionDebts
                }
                _ => continue,
            };
            if line.notes.is_some() {
                let crate::engine::position::Worth::Exact(after) = line.position.worth(&self.market) else {
                    continue;
                };
                line.convert_accrued(month, scenario);
                line.say_cut(month, before, Step::param(scenario, factor), after);
                line.note_frozen_converted(month, frozen_before, scenario);
            }
            line.restate(month, Cause::Conversion, &self.market);
        }
    }

    /// The levy is taken out of every asset it reaches, in proportion, in
    /// kind where the asset is not yen.
    fn levy(&mut self, month: u16) {
        let rate = self.scenario.get(Param::LevyRate);
        if rate.is_zero() {
            return;
        }
        let reached: Vec<Yen> = self
            .lines
            .iter()
            .map(|line| {
                levy::reach(line.class)
                    .map_or(Yen::ZERO, |p| line.track.now().times_truncated(self.scenario.get(p)))
            })
            .collect();
        let debts: Yen = self.lines.iter().map(|l| l.track.now().negated().at_least(Yen::ZERO)).sum();
        let exempt = Yen::truncated(self.scenario.get(Param::LevyExempt));
        let scenario = self.scenario;
        let traced = self.lines.iter().any(|line| line.notes.is_some());
        let whole = traced.then(|| levied_whole(&self.lines, &reached, debts, scenario));
        let parts = levy::shares(&reached, debts, exempt, rate);
        for ((line, part), own) in self.lines.iter_mut().zip(parts).zip(&reached) {
            if part.is_positive() {
                if let Some(whole) = &whole {
                    let step = levy_part(reached_here(line, *own, scenario), whole, part).at(month);
                    line.say(|| step.negated());
                }
                line.give(month, Cause::Levy, part, &self.market);
            }
        }
    }
}

/// What the levy reaches of a line.
fn reached_here(line: &Line, own: Yen, scenario: &Scenario) -> Step {
    let reach = levy::reach(line.class).unwrap_or(Param::LevyRate);
    let inputs = vec![line.so_far(Term::StatedValue), Step::param(scenario, reach)];
    Step::of(Term::LevyReachedHere, Quantity::Yen(own), How::Product, inputs)
        .rounded(Rounding::Cut)
        .line(&line.id)
}

/// All the levy reaches, and the levy on it.
fn levied_whole(lines: &[Line], reached: &[Yen], debts: Yen, scenario: &Scenario) -> (Step, Step) {
    let within = lines.iter().zip(reached).filter(|(_, own)| !own.is_zero());
    let within = within.map(|(line, own)| reached_here(line, *own, scenario)).collect();
    let total: Yen = reached.iter().copied().sum();
    let all = Step::of(Term::LevyReached, Quantity::Yen(total), How::Sum, within);
    let owed = lines.iter().filter(|line| line.track.now().negated().is_positive()).map(Line::owed_step);
    let debts = Step::of(Term::Debts, Quantity::Yen(debts), How::Sum, owed.collect());
    let base = total.minus(debts.yen()).minus(Yen::truncated(scenario.get(Param::LevyExempt)));
    let base = Quantity::Yen(base.at_least(Yen::ZERO));
    let inputs = vec![all.clone(), debts, Step::param(scenario, Param::LevyExempt)];
    let base = Step::of(Term::LevyBase, base, How::Less, inputs).rounded(Rounding::AtLeastZero);
    let levy = base.yen().times_truncated(scenario.get(Param::LevyRate));
    let inputs = vec![base, Step::param(scenario, Param::LevyRate)];
    (all, Step::of(Term::Levy, Quantity::Yen(levy), How::Product, inputs).rounded(Rounding::Cut))
}

/// What an asset pays of the levy.
fn levy_part(own: Step, (all, levy): &(Step, Step), part: Yen) -> Step {
    let total = Step::given(all.term, all.value, Origin::Above);
    Step::of(Term::LevyPart, Quantity::Yen(part), How::ShareOut, vec![levy.clone(), own, total])
        .rounded(Rounding::Shared)
}
