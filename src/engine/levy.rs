//! A one-off levy on net worth.
#![deny(clippy::float_arithmetic, clippy::arithmetic_side_effects)]

use rust_decimal::Decimal;

use crate::domain::holding::AssetClass;
use crate::domain::param::Param;
use crate::domain::yen::{Yen, share_out};

/// What each asset pays.
///
/// **Shape**: as many amounts as `reached`. **Formula**: rate × max(0, Σ
/// reached − debts − exempt), cut to whole yen, shared in proportion to what
/// it reaches, and never more than that.
/// **Source**: model §1.5 (Japan 1946).
#[must_use]
pub fn shares(reached: &[Yen], debts: Yen, exempt: Yen, rate: Decimal) -> Vec<Yen> {
    let total: Yen = reached.iter().copied().sum();
    let base = total.minus(debts).minus(exempt).at_least(Yen::ZERO);
    share_out(base.times_truncated(rate), reached)
}

/// The parameter that says how much of a class the levy reaches.
#[must_use]
pub const fn reach(class: AssetClass) -> Option<Param> {
    match class {
        AssetClass::Cash => Some(Param::LevyReachCash),
        AssetClass::Deposit => Some(Param::LevyReachDeposit),
        AssetClass::Jgb => Some(Param::LevyReachJgb),
        AssetClass::YenCoin => Some(Param::LevyReachYenCoin),
        AssetClass::Receivable => Some(Param::LevyReachReceivable),
        AssetClass::Currency => Some(Param::LevyReachCurrency),
        AssetClass::Gold => Some(Param::LevyReachGold),
        AssetClass::Crypto => Some(Param::LevyReachCrypto),
        AssetClass::Debt => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debts_and_the_exempt_amount_come_off_first() {
        let paid = shares(
            &[Yen::whole(60_000_000), Yen::whole(40_000_000)],
            Yen::whole(30_000_000),
            Yen::whole(20_000_000),
            Decimal::new(25, 2),
        );
        assert_eq!(paid, [Yen::whole(7_500_000), Yen::whole(5_000_000)]);
    }

    #[test]
    fn below_the_exempt_amount_nothing_is_due() {
        assert_eq!(shares(&[Yen::whole(5)], Yen::ZERO, Yen::whole(5), Decimal::ONE), [Yen::ZERO]);
    }
}
