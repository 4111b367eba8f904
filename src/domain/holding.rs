//! One line of the balance sheet.

use rust_decimal::Decimal;

use super::bank::BankId;
use super::yen::Yen;

/// Names one holding within a profile, such as `h3`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HoldingId(pub String);

/// One line of the balance sheet: something owned or something owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// Its identity within the profile.
    pub id: HoldingId,
    /// The name the owner gave it.
    pub name: String,
    /// What it is, and its terms.
    pub kind: HoldingKind,
}

/// What a deposit account is, for deposit insurance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AccountClass {
    /// 普通預金: general, on demand.
    Ordinary,
    /// 定期預金: general, with a term.
    Time,
    /// 決済用預金: no interest, protected in full.
    Settlement,
    /// 譲渡性預金: a negotiable certificate, not insured.
    Negotiable,
}

/// Who keeps a coin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Custody {
    /// At an exchange, which may fail.
    Exchange,
    /// In the company's own wallet.
    Own,
}

/// What stands behind a yen coin, as fractions of its face; what is left to
/// one is cash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReserveMix {
    /// Share in government bonds.
    pub jgb: Decimal,
    /// Share in bank deposits, taken as unprotected ones at a bank that
    /// follows the scenario's sliders.
    pub deposits: Decimal,
}

/// How a loan's rate is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoanRate {
    /// Constant to maturity, a fraction per year.
    Fixed(Decimal),
    /// Follows the rise in yields, never below the floor; fractions per year.
    Floating {
        /// Today's rate.
        today: Decimal,
        /// The lowest it can go.
        floor: Decimal,
    },
}

impl LoanRate {
    /// The rate paid today, a fraction per year.
    #[must_use]
    pub const fn today(self) -> Decimal {
        match self {
            Self::Fixed(rate) | Self::Floating { today: rate, .. } => rate,
        }
    }
}

/// How a loan is repaid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Repayment {
    /// All at maturity (一括返済).
    Bullet,
    /// The same principal each month (元金均等返済).
    EqualPrincipal,
}

/// What a holding is, with the terms the engine needs.
///
/// **Units**: yen nominal; fractions for rates; months from the profile's
/// date for terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoldingKind {
    /// Yen notes and coin.
    Cash {
        /// Face value.
        amount: Yen,
    },
    /// A yen deposit.
    Deposit {
        /// Where.
        bank: BankId,
        /// Its class for deposit insurance.
        account: AccountClass,
        /// Balance.
        amount: Yen,
    },
    /// A dollar deposit at a Japanese bank: not insured.
    ForeignDeposit {
        /// Where.
        bank: BankId,
        /// Balance in US dollars.
        usd: Decimal,
    },
    /// Government bonds held directly.
    Jgb {
        /// Face value.
        face: Yen,
        /// Coupon per year, a fraction, paid half-yearly.
        coupon: Decimal,
        /// Months to maturity, 1 or more.
        months: u16,
    },
    /// A crypto-asset.
    Crypto {
        /// Its ticker, such as BTC.
        coin: String,
        /// How many.
        count: Decimal,
        /// Price of one, in yen, today.
        price: Decimal,
        /// Who keeps it.
        custody: Custody,
        /// Book value for tax; today's value where `None`.
        tax_basis: Option<Yen>,
    },
    /// A yen stablecoin or a coin issued by a bank: a claim in yen.
    YenCoin {
        /// Face value.
        amount: Yen,
        /// What the issuer keeps behind it.
        reserve: ReserveMix,
    },
    /// US dollars held outside Japanese banks.
    ForeignCash {
        /// Amount in US dollars.
        usd: Decimal,
    },
    /// Gold.
    Gold {
        /// Weight in grams.
        grams: Decimal,
        /// Price of a gram, in yen, today.
        price: Decimal,
    },
    /// Money customers owe.
    Receivable {
        /// Face value.
        amount: Yen,
        /// Months until it is due, 1 or more.
        months: u16,
    },
    /// Money owed to suppliers.
    Payable {
        /// Face value.
        amount: Yen,
        /// Months until it is due, 1 or more.
        months: u16,
    },
    /// A yen loan.
    Loan {
        /// The lender, where it is one of the profile's banks.
        bank: Option<BankId>,
        /// What is still owed.
        balance: Yen,
        /// The interest.
        rate: LoanRate,
        /// How it is repaid.
        repayment: Repayment,
        /// Months to maturity, 1 or more.
        months: u16,
    },
}

/// The classes a balance sheet is shown by, each with its own colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AssetClass {
    /// Yen notes and coin.
    Cash,
    /// Yen deposits.
    Deposit,
    /// Government bonds held directly.
    Jgb,
    /// Yen coins.
    YenCoin,
    /// Money customers owe.
    Receivable,
    /// US dollars, at a bank or not.
    Currency,
    /// Gold.
    Gold,
    /// Crypto-assets.
    Crypto,
    /// Everything owed.
    Debt,
}

impl AssetClass {
    /// Every class, in the order they are listed and stacked: yen things
    /// first, debts last.
    pub const ALL: [Self; 9] = [
        Self::Cash,
        Self::Deposit,
        Self::Jgb,
        Self::YenCoin,
        Self::Receivable,
        Self::Currency,
        Self::Gold,
        Self::Crypto,
        Self::Debt,
    ];

    /// A stable name for files and JSON.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Cash => "cash",
            Self::Deposit => "deposit",
            Self::Jgb => "jgb",
            Self::YenCoin => "yen_coin",
            Self::Receivable => "receivable",
            Self::Currency => "currency",
            Self::Gold => "gold",
            Self::Crypto => "crypto",
            Self::Debt => "debt",
        }
    }
}

impl HoldingKind {
    /// The class it is shown under.
    #[must_use]
    pub const fn class(&self) -> AssetClass {
        match self {
            Self::Cash { .. } => AssetClass::Cash,
            Self::Deposit { .. } => AssetClass::Deposit,
            Self::Jgb { .. } => AssetClass::Jgb,
            Self::Crypto { .. } => AssetClass::Crypto,
            Self::YenCoin { .. } => AssetClass::YenCoin,
            Self::ForeignDeposit { .. } | Self::ForeignCash { .. } => AssetClass::Currency,
            Self::Gold { .. } => AssetClass::Gold,
            Self::Receivable { .. } => AssetClass::Receivable,
            Self::Payable { .. } | Self::Loan { .. } => AssetClass::Debt,
        }
    }

    /// Whether it is owed rather than owned.
    #[must_use]
    pub const fn is_debt(&self) -> bool {
        matches!(self, Self::Payable { .. } | Self::Loan { .. })
    }

    /// The bank it is tied to, if any.
    #[must_use]
    pub const fn bank(&self) -> Option<&BankId> {
        match self {
            Self::Deposit { bank, .. } | Self::ForeignDeposit { bank, .. } => Some(bank),
            Self::Loan { bank, .. } => bank.as_ref(),
            _ => None,
        }
    }
}
