//! When a default comes, as odds.

/// Probability that a default has come within `years`.
///
/// **Formula**: 1 − e^(−λT). **Units**: `hazard_rate` per year. **Source**:
/// model equation (9); Duffie & Singleton 1999.
#[must_use]
pub fn probability(hazard_rate: f64, years: f64) -> f64 {
    -(-hazard_rate * years).exp_m1()
}

/// The hazard rate a CDS spread implies: s/(1 − R).
///
/// **Limits**: risk-neutral; usually above real-world odds.
#[must_use]
pub fn implied_by_cds(spread: f64, recovery: f64) -> f64 {
    spread / (1.0 - recovery)
}
