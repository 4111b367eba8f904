//! What one depositor gets back from one bank.
#![deny(clippy::float_arithmetic, clippy::arithmetic_side_effects)]

use rust_decimal::Decimal;

use crate::domain::scenario::LossOrder;
use crate::domain::yen::Yen;

/// One depositor's money at one bank after aggregation (名寄せ) and set-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Claims {
    /// G: ordinary and time deposits of all branches.
    pub general: Yen,
    /// Z: settlement deposits.
    pub settlement: Yen,
    /// O: kinds that are not insured.
    pub uninsured: Yen,
}

/// How the shortfall is shared and what the insurer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// X: shortfall per yen of deposits, 0..=1.
    pub shortfall: Decimal,
    /// C: what insurance covers of general deposits, accrued interest included.
    pub cap: Yen,
    /// η: the share of its promise the insurer keeps.
    pub honoured: Decimal,
    /// ι: the share of the bank's deposits that is protected.
    pub protected_share: Decimal,
    /// Who bears the shortfall.
    pub order: LossOrder,
    /// Settlement deposits are paid in full whatever η is.
    pub settlement_always: bool,
}

/// What comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outcome {
    /// A: protected.
    pub protected: Yen,
    /// U: unprotected.
    pub unprotected: Yen,
    /// Paid on A, by insurer and estate together.
    pub recovered_protected: Yen,
    /// Paid on U by the estate.
    pub recovered_unprotected: Yen,
}

impl Outcome {
    /// What is lost of the protected part.
    #[must_use]
    pub fn protected_loss(&self) -> Yen {
        self.protected.minus(self.recovered_protected)
    }

    /// What is lost of the unprotected part.
    #[must_use]
    pub fn unprotected_loss(&self) -> Yen {
        self.unprotected.minus(self.recovered_unprotected)
    }

    /// The depositor's loss. **Source**: model equation (15).
    #[must_use]
    pub fn loss(&self) -> Yen {
        self.protected_loss().plus(self.unprotected_loss())
    }
}

/// What a depositor gets back.
///
/// **Formula**: A = Z + min(G, C), U = max(0, G − C) + O; paid ⌊A·(1−v(1−η))⌋
/// and ⌊U·(1−u)⌋. **Rounding**: paid amounts are cut to whole yen, so losses
/// round up by themselves. **Source**: model equations (12)–(15).
///
/// # Example
/// ```
/// use forelock::domain::{scenario::LossOrder, yen::Yen};
/// use forelock::engine::deposit::{recover, Claims, Rules};
/// use rust_decimal::Decimal;
/// let claims = Claims { general: Yen::whole(18_000_000), ..Claims::default() };
/// let rules = Rules {
///     shortfall: Decimal::new(20, 2), cap: Yen::whole(10_000_000), honoured: Decimal::new(5, 1),
///     protected_share: Decimal::new(65, 2), order: LossOrder::PariPassu, settlement_always: false,
/// };
/// assert_eq!(recover(claims, rules).loss(), Yen::whole(2_600_000));
/// ```
#[must_use]
pub fn recover(claims: Claims, rules: Rules) -> Outcome {
    let insured_general = claims.general.at_most(rules.cap);
    let protected = claims.settlement.plus(insured_general);
    let unprotected = claims.general.minus(insured_general).plus(claims.uninsured);
    let honoured = match rules.order {
        LossOrder::UniformLevy => Decimal::ZERO,
        LossOrder::PariPassu | LossOrder::UninsuredFirst => rules.honoured,
    };
    let not_honoured = Decimal::ONE.saturating_sub(honoured);
    let protected_rate = protected_loss_rate(rules).saturating_mul(not_honoured);
    let kept = Decimal::ONE.saturating_sub(protected_rate);
    let recovered_protected = if rules.settlement_always {
        claims.settlement.plus(insured_general.times_truncated(kept))
    } else {
        protected.times_truncated(kept)
    };
    let recovered_unprotected = recover_unprotected(unprotected, rules);
    Outcome { protected, unprotected, recovered_protected, recovered_unprotected }
}

/// v: the loss rate of protected deposits before the insurer pays.
fn protected_loss_rate(rules: Rules) -> Decimal {
    let x = rules.shortfall;
    match rules.order {
        LossOrder::PariPassu | LossOrder::UniformLevy => x,
        LossOrder::UninsuredFirst => {
            let open = Decimal::ONE.saturating_sub(rules.protected_share);
            let borne_by_open = x.min(open);
            x.saturating_sub(borne_by_open)
                .checked_div(rules.protected_share)
                .unwrap_or_default()
                .min(Decimal::ONE)
        }
    }
}

/// ⌊U·(1−u)⌋; under "uninsured first" multiplied before divided, so that a
/// rate without an end (u = 1/3) costs no yen.
fn recover_unprotected(unprotected: Yen, rules: Rules) -> Yen {
    let x = rules.shortfall;
    match rules.order {
        LossOrder::PariPassu | LossOrder::UniformLevy => {
            unprotected.times_truncated(Decimal::ONE.saturating_sub(x))
        }
        LossOrder::UninsuredFirst => {
            let open = Decimal::ONE.saturating_sub(rules.protected_share);
            let left = open.saturating_sub(x).max(Decimal::ZERO);
            if x.is_zero() {
                return unprotected;
            }
            let paid = unprotected.get().saturating_mul(left).checked_div(open);
            Yen::truncated(paid.unwrap_or_default())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(order: LossOrder) -> Rules {
        Rules {
            shortfall: Decimal::new(19, 2),
            cap: Yen::whole(10_000_000),
            honoured: Decimal::ONE,
            protected_share: Decimal::new(60, 2),
            order,
            settlement_always: false,
        }
    }

    #[test]
    fn beyond_the_uninsured_the_protected_pay_but_only_what_the_insurer_leaves() {
        let mut r = rules(LossOrder::UninsuredFirst);
        r.shortfall = Decimal::new(70, 2);
        r.honoured = Decimal::ZERO;
        let claims = Claims { general: Yen::whole(10_000_000), ..Claims::default() };
        assert_eq!(recover(claims, r).loss(), Yen::whole(5_000_000));
    }

    #[test]
    fn settlement_can_be_kept_whole_when_the_insurer_fails() {
        let mut r = rules(LossOrder::PariPassu);
        r.honoured = Decimal::ZERO;
        let claims = Claims { settlement: Yen::whole(1_000_000), ..Claims::default() };
        assert_eq!(recover(claims, r).loss(), Yen::whole(190_000));
        r.settlement_always = true;
        assert_eq!(recover(claims, r).loss(), Yen::ZERO);
    }

    #[test]
    fn all_protected_leaves_nobody_to_go_first() {
        let mut r = rules(LossOrder::UninsuredFirst);
        r.protected_share = Decimal::ONE;
        r.honoured = Decimal::ZERO;
        let claims = Claims { general: Yen::whole(100), ..Claims::default() };
        assert_eq!(recover(claims, r).loss(), Yen::whole(19));
    }
}
