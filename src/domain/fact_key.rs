//! What a fact about an episode of the past can be about.

use serde::Deserialize;

macro_rules! fact_keys {
    ($( $(#[$doc:meta])* $name:ident => $key:literal ),* $(,)?) => {
        /// What a fact is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
        pub enum FactKey { $( $(#[$doc])* $name ),* }

        impl FactKey {
            /// Every one of them.
            pub const ALL: &'static [Self] = &[ $( Self::$name ),* ];

            /// A stable name for texts and JSON.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $( Self::$name => $key ),* }
            }
        }
    };
}

fact_keys! {
    /// The share of face value cut from government bonds.
    BondFaceCut => "bond-face-cut",
    /// The share of present value lost on them.
    BondLossPresentValue => "bond-loss-present-value",
    /// The published range of that.
    BondLossRange => "bond-loss-range",
    /// The loss against face at market value.
    BondLossMarket => "bond-loss-market",
    /// The loss on bonds held abroad.
    BondLossExternal => "bond-loss-external",
    /// What banks lost on bonds.
    BankLoss => "bank-loss",
    /// The terms for individuals.
    Individuals => "individuals",
    /// What banks had left.
    BankCapital => "bank-capital",
    /// The share lost of protected deposits.
    DepositLossProtected => "deposit-loss-protected",
    /// The share lost of unprotected deposits.
    DepositLossUnprotected => "deposit-loss-unprotected",
    /// What delay took from deposits in real terms.
    DepositLossReal => "deposit-loss-real",
    /// What was cut from deposits in all.
    DepositsCutInAll => "deposits-cut-in-all",
    /// From which balance deposits were blocked a second time.
    SecondBlocked => "second-blocked",
    /// The share of deposits withdrawn in a run.
    DepositsWithdrawn => "deposits-withdrawn",
    /// How long money could not be drawn freely.
    FreezeMonths => "freeze-months",
    /// How much could be drawn.
    WithdrawalLimit => "withdrawal-limit",
    /// The rates of a tax on net worth.
    NetWorthTax => "net-worth-tax",
    /// From which net worth it was due.
    NetWorthTaxFrom => "net-worth-tax-from",
    /// New money per old unit of deposits.
    DepositConversion => "deposit-conversion",
    /// New money per old unit of debts.
    DebtConversion => "debt-conversion",
    /// New money each person got at once.
    HeadAllowance => "head-allowance",
    /// Local money per dollar of dollar deposits.
    DollarDepositConversion => "dollar-deposit-conversion",
    /// Local money per dollar of dollar loans.
    DollarLoanConversion => "dollar-loan-conversion",
    /// What was lost by drawing a dollar deposit at the banks' rate.
    DollarDepositCut => "dollar-deposit-cut",
    /// The daily close at the peak.
    PeakPrice => "peak-price",
    /// The daily close at the lowest point after it.
    TroughPrice => "trough-price",
    /// The fall between the two.
    Fall => "fall",
    /// The day the peak was reached again.
    RecoveredOn => "recovered-on",
    /// The price of a coin on a day.
    CoinPrice => "coin-price",
    /// Coins lost.
    CoinsLost => "coins-lost",
    /// Coins found again.
    CoinsFound => "coins-found",
    /// The share paid back in coins.
    RecoveryInKind => "recovery-in-kind",
    /// The share of the dollar claim paid.
    RecoveryDollars => "recovery-dollars",
    /// Months until it was paid.
    RecoveryMonths => "recovery-months",
    /// The price claims were valued at.
    ClaimPrice => "claim-price",
    /// What came back in coins, at the price on the day it was paid.
    CoinsBack => "coins-back",
    /// What came back, as a multiple of its dollar value at the failure.
    DollarMultiple => "dollar-multiple",
    /// What was lost, in yen.
    LostYen => "lost-yen",
    /// How many were hit.
    Holders => "holders",
    /// Yen paid for a coin.
    CompensationPerCoin => "compensation-per-coin",
    /// Yen paid in all.
    CompensationInAll => "compensation-in-all",
    /// That as a share of the value when lost.
    Compensated => "compensated",
    /// The day it was paid.
    PaidOn => "paid-on",
    /// When yen could not be drawn.
    YenWithdrawalsClosed => "yen-withdrawals-closed",
    /// Yen raised to pay.
    Raised => "raised",
    /// What became of the firm.
    Outcome => "outcome",
    /// What a coin lost against its peg.
    DepegLoss => "depeg-loss",
    /// In how many days.
    DepegDays => "depeg-days",
}
