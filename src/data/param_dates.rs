//! When the figures behind the defaults held.

use crate::domain::param::Param;
use crate::domain::risk_factor::{Pair, RiskFactor};
use crate::domain::when::When;

/// When the source of a default held; `None` where the default is our own
/// choice, or none.
///
/// **Source**: model §1.12; the same dates stand in words in
/// `locales/*/params.ftl`.
#[must_use]
pub const fn dated(param: Param) -> Option<When> {
    Some(match param {
        Param::UsdJpy => When::Month(2026, 10),
        Param::PassThrough => When::Months((2012, 10), (2015, 6)),
        Param::CrisisPassThrough => When::Years(2001, 2026),
        Param::YieldToday => When::Month(2026, 1),
        // Limited cover, as the law has it since then.
        Param::InsuranceCap | Param::InsuranceHonoured => When::Month(2005, 4),
        Param::BtcUsd => When::Day(2026, 6, 30),
        Param::TaxRate => When::Month(2026, 4),
        Param::Hazard => When::Day(2026, 1, 27),
        Param::DollarVol => When::Years(1973, 2026),
        Param::BtcVol => When::Years(2015, 2026),
        Param::EthVol => When::Months((2017, 8), (2026, 5)),
        Param::XrpVol => When::Months((2018, 5), (2026, 5)),
        Param::GoldVol => When::Years(1990, 2026),
        Param::PriceVol => When::Months((1990, 1), (2026, 6)),
        Param::YieldVol => When::Months((1990, 1), (2026, 1)),
        _ => return None,
    })
}

/// The same of a correlation.
#[must_use]
pub fn pair_dated(pair: Pair) -> Option<When> {
    use RiskFactor as F;
    match pair.factors() {
        (F::Dollar, F::Btc) => Some(When::Years(2015, 2026)),
        (F::Btc, F::Eth) => Some(When::Months((2017, 9), (2026, 5))),
        (F::Btc | F::Eth, F::Xrp) => Some(When::Months((2018, 6), (2026, 5))),
        (F::Dollar, F::Gold) => Some(When::Months((1990, 2), (2026, 6))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::param::Mark;

    #[test]
    fn what_has_a_source_has_a_date_and_nothing_else_does() {
        for &param in Param::ALL {
            let sourced = matches!(param.mark(), Mark::A | Mark::B);
            assert_eq!(dated(param).is_some(), sourced, "{param:?}");
            assert!(dated(param).is_none_or(When::is_sound), "{param:?}");
        }
        for a in RiskFactor::ALL {
            for pair in RiskFactor::ALL.into_iter().filter_map(|b| Pair::of(a, b)) {
                assert_eq!(pair_dated(pair).is_some(), pair.default_value().1 == Mark::A, "{pair:?}");
            }
        }
    }
}
