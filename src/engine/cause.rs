//! Why a value changed.

/// One reason a value changed in a month.
///
/// For every holding, month and span: opening + all causes = closing, to the
/// yen, nominal and real. Amounts are signed as they act on net worth, so
/// yen debt eaten by inflation is a positive `Inflation`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// Interest and coupons earned.
    Interest,
    /// Interest paid on loans.
    InterestPaid,
    /// A bond is worth less because yields rose.
    YieldRise,
    /// Government bonds defaulted.
    BondDefault,
    /// A bank's shortfall reached deposits.
    BankLoss,
    /// Customers did not pay.
    CustomerDefault,
    /// The reserve behind a yen coin lost value.
    IssuerReserve,
    /// Prices rose while money could not be drawn.
    Freeze,
    /// Old money was converted.
    Conversion,
    /// A levy on net worth.
    Levy,
    /// Coins or gold changed price in dollars.
    PriceGrowth,
    /// Crypto crashed, or recovered.
    Crash,
    /// An exchange failed.
    Custody,
    /// A yen coin fell below its face.
    Depeg,
    /// What buying cost when the plan moved money.
    PlanCost,
    /// Tax on year-end values.
    Tax,
    /// The yen moved against the dollar.
    Currency,
    /// Prices rose because the yen fell.
    PassThrough,
    /// Prices rose for other reasons.
    Inflation,
    /// Moved to or from another line of the same balance sheet. Over all lines
    /// it is zero, but for single yen of rounding in real terms.
    Transfer,
}

impl Cause {
    /// What takes off debts in today's purchasing power without being paid.
    pub const RELIEF: [Self; 2] = [Self::Inflation, Self::PassThrough];

    /// Every cause, in the order they are shown; `Cause as usize` is its place.
    pub const ALL: [Self; 20] = [
        Self::Interest,
        Self::InterestPaid,
        Self::YieldRise,
        Self::BondDefault,
        Self::BankLoss,
        Self::CustomerDefault,
        Self::IssuerReserve,
        Self::Freeze,
        Self::Conversion,
        Self::Levy,
        Self::PriceGrowth,
        Self::Crash,
        Self::Custody,
        Self::Depeg,
        Self::PlanCost,
        Self::Tax,
        Self::Currency,
        Self::PassThrough,
        Self::Inflation,
        Self::Transfer,
    ];

    /// A stable name for JSON and texts.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Interest => "interest",
            Self::InterestPaid => "interest_paid",
            Self::YieldRise => "yield_rise",
            Self::BondDefault => "bond_default",
            Self::BankLoss => "bank_loss",
            Self::CustomerDefault => "customer_default",
            Self::IssuerReserve => "issuer_reserve",
            Self::Freeze => "freeze",
            Self::Conversion => "conversion",
            Self::Levy => "levy",
            Self::PriceGrowth => "price_growth",
            Self::Crash => "crash",
            Self::Custody => "custody",
            Self::Depeg => "depeg",
            Self::PlanCost => "plan_cost",
            Self::Tax => "tax",
            Self::Currency => "currency",
            Self::PassThrough => "pass_through",
            Self::Inflation => "inflation",
            Self::Transfer => "transfer",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_its_place() {
        for (place, cause) in Cause::ALL.into_iter().enumerate() {
            assert_eq!(cause as usize, place, "{cause:?}");
        }
    }
}
