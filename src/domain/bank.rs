//! A bank the company keeps money at or owes money to.

use rust_decimal::Decimal;

/// Names one bank within a profile, such as `b1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BankId(pub String);

/// A bank, with the figures that are its own.
///
/// Each figure left `None` follows the scenario's slider for all banks.
/// **Units**: fractions of the bank's deposits (0.10 = 10%).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bank {
    /// Its identity within the profile.
    pub id: BankId,
    /// The name the owner gave it.
    pub name: String,
    /// σ: government bonds it holds, per yen of deposits.
    pub jgb_share: Option<Decimal>,
    /// k: what absorbs losses before depositors do, per yen of deposits.
    pub buffer: Option<Decimal>,
    /// ω: losses on loans and equities triggered at the same moment.
    pub other_losses: Option<Decimal>,
    /// r: state recapitalisation.
    pub state_support: Option<Decimal>,
    /// ι: the share of its deposits that is protected; used by the
    /// "uninsured first" order only.
    pub protected_share: Option<Decimal>,
    /// Whether the owner declares set-off (相殺): general deposits are netted
    /// with loans at this bank before anything else if it fails.
    pub set_off: bool,
}

impl Bank {
    /// A bank with no figures of its own.
    #[must_use]
    pub fn new(id: BankId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            jgb_share: None,
            buffer: None,
            other_losses: None,
            state_support: None,
            protected_share: None,
            set_off: false,
        }
    }

    /// Whether any figure is its own rather than the slider's.
    #[must_use]
    pub fn has_own_figures(&self) -> bool {
        [self.jgb_share, self.buffer, self.other_losses, self.state_support, self.protected_share]
            .iter()
            .any(Option::is_some)
    }
}
