//! The default probability at which two portfolios are worth the same.

/// Where two portfolios tie, if anywhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Tie {
    /// At this probability of default.
    At(f64),
    /// The alternative is never worse.
    AlternativeNeverWorse,
    /// The first is never worse.
    FirstNeverWorse,
}

/// Real values at the horizon without and with a default.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// Without a default.
    pub calm: f64,
    /// With one.
    pub default: f64,
}

/// p*: the probability at which expected real values are equal.
///
/// **Formula**: p* = (a0 − m0) / [(a0 − m0) + (m1 − a1)]. **Source**: model
/// equation (19).
#[must_use]
pub fn tie(first: Outcome, alternative: Outcome) -> Tie {
    let calm_gap = first.calm - alternative.calm;
    let default_gap = alternative.default - first.default;
    if calm_gap <= 0.0 && default_gap >= 0.0 {
        Tie::AlternativeNeverWorse
    } else if default_gap <= 0.0 && calm_gap >= 0.0 {
        Tie::FirstNeverWorse
    } else {
        Tie::At(calm_gap / (calm_gap + default_gap))
    }
}

/// λ*: the hazard rate that makes a default as likely as p* within `years`.
///
/// **Formula**: −ln(1−p)/T. **Source**: model equation (20).
#[must_use]
pub fn hazard(probability: f64, years: f64) -> f64 {
    -(-probability).ln_1p() / years
}
