//! What can be asked to be explained.

use super::{About, Step, Term};
use crate::domain::bank::BankId;
use crate::domain::holding::AssetClass;
use crate::engine::cause::Cause;
use crate::engine::numeraire::Numeraire;
use crate::engine::position::Line;
use crate::engine::projection::Scope;

/// Which lines a number is of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Lines {
    /// All: net worth.
    Net,
    /// What is owned.
    Assets,
    /// What is owed.
    Debts,
    /// A class.
    Class(AssetClass),
    /// One line.
    Line(String),
    /// All but some classes.
    Without(Vec<AssetClass>),
}

/// Whose months are gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Course {
    /// As things are.
    AsIs,
    /// With the plan.
    Plan,
}

/// A number that can be explained.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A value at a month's end.
    Value {
        /// Of what.
        lines: Lines,
        /// When.
        month: u16,
        /// Measured in what.
        measure: Numeraire,
    },
    /// What a value has changed by since today, in today's purchasing power or
    /// in yen of the month.
    Change {
        /// Of what.
        lines: Lines,
        /// Until when.
        month: u16,
        /// Whether in today's purchasing power.
        real: bool,
    },
    /// What one reason has done since today, in today's purchasing power.
    Cause {
        /// To what.
        lines: Lines,
        /// Which reason.
        cause: Cause,
        /// Until when.
        month: u16,
    },
    /// A link of the chain from bonds to the company's deposits at a bank, in
    /// the month banks are tested.
    Bank {
        /// Which bank.
        bank: BankId,
        /// Which link.
        link: Link,
        /// The month.
        month: u16,
    },
    /// What prices have taken off debts since today, in today's purchasing
    /// power.
    Relief {
        /// Until when.
        month: u16,
    },
    /// What cannot be drawn at a month's end, in yen of the month.
    Frozen {
        /// When.
        month: u16,
    },
    /// Net worth less that.
    Usable {
        /// When.
        month: u16,
        /// Measured in what.
        measure: Numeraire,
    },
}

/// A link of the chain from bonds to the company's deposits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Link {
    /// What a yen of bonds lost.
    BondLoss,
    /// What the bank lost per yen of deposits.
    BankLoss,
    /// What bears losses before deposits do.
    Absorbed,
    /// What of the loss that does not bear.
    Shortfall,
    /// What is lost of protected deposits.
    Protected,
    /// What is lost of the rest.
    Open,
    /// Both.
    Loss,
}

impl Link {
    /// The step it is, within what was lost at a bank.
    pub(super) fn find(self, whole: &Step) -> Option<Step> {
        let term = match self {
            Self::Loss => Term::BankLoss,
            Self::BondLoss => return find(whole, Term::LossOnBonds)?.inputs.get(1).cloned(),
            Self::BankLoss => Term::BankLossRate,
            Self::Absorbed => Term::AbsorbedFirst,
            Self::Shortfall => Term::Shortfall,
            Self::Protected => Term::ProtectedLoss,
            Self::Open => Term::OpenLoss,
        };
        find(whole, term).cloned()
    }
}

/// The first step that is of a term.
fn find(step: &Step, term: Term) -> Option<&Step> {
    if step.term == term {
        return Some(step);
    }
    step.inputs.iter().find_map(|input| find(input, term))
}

impl Subject {
    /// The month it is of.
    #[must_use]
    pub const fn month(&self) -> u16 {
        match self {
            Self::Value { month, .. }
            | Self::Change { month, .. }
            | Self::Cause { month, .. }
            | Self::Bank { month, .. }
            | Self::Relief { month }
            | Self::Frozen { month }
            | Self::Usable { month, .. } => *month,
        }
    }
}

impl Lines {
    pub(super) fn holds(&self, line: &Line) -> bool {
        let scope = match self {
            Self::Net => Scope::Net,
            Self::Assets => Scope::Assets,
            Self::Debts => Scope::Debts,
            Self::Class(class) => Scope::Class(*class),
            Self::Line(id) => Scope::Line(id),
            Self::Without(classes) => return !classes.contains(&line.class),
        };
        scope.holds(line.class, &line.id)
    }

    pub(super) fn about(&self) -> About {
        match self {
            Self::Net | Self::Assets | Self::Debts | Self::Without(_) => About::Nothing,
            Self::Class(class) => About::Class(*class),
            Self::Line(id) => About::Line(id.clone()),
        }
    }
}
