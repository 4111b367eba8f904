//! Government bonds: price, sensitivity, and three ways to measure what a
//! default takes.

use super::door;
use crate::domain::yen::Yen;

/// What an exchange offers for 100 of face.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExchangeTerms {
    /// `h_F`: cut of face, a fraction.
    pub face_cut: f64,
    /// c′: coupon of the new bond, a fraction per year.
    pub new_coupon: f64,
    /// m + E: years to maturity of the new bond.
    pub new_years: f64,
    /// s: cash, per 100 of old face.
    pub cash: f64,
    /// `y_e`: the yield asked after the default, a fraction per year.
    pub exit_yield: f64,
}

/// Present value of a bond at a coupon date, the coupon of that date paid.
///
/// **Formula**: Σ_{k=1..n·m} (c/n)·F/(1+y/n)^k + F/(1+y/n)^{n·m}.
/// **Units**: as `face`; `coupon` and `market_yield` fractions per year;
/// `per_year` payments a year. **Source**: model §1.3. JGB screens quote a
/// simple yield; this is the compounded one.
///
/// # Example
/// ```
/// let p = forelock::engine::bond::price(100.0, 0.01, 10.0, 0.05, 2.0);
/// assert!((p - 68.8216754287065).abs() < 1e-9);
/// ```
#[must_use]
pub fn price(face: f64, coupon: f64, years: f64, market_yield: f64, per_year: f64) -> f64 {
    let payments = (years * per_year).round();
    let v = 1.0 / (1.0 + market_yield / per_year);
    face * (coupon / per_year * annuity(v, payments) + v.powf(payments))
}

/// Σ_{k=1..n} v^k.
fn annuity(v: f64, n: f64) -> f64 {
    if (1.0 - v).abs() < 1e-12 { n } else { v * (1.0 - v.powf(n)) / (1.0 - v) }
}

/// Value of a bond between coupon dates, accrued interest included.
///
/// **Formula**: every payment to come, discounted by (1+y/2) per half-year,
/// part of one counted by its months. Payments fall each six months counted
/// back from maturity; one due in this very month is not included.
/// **Limits**: zero once matured.
#[must_use]
pub fn value_with_accrued(face: f64, coupon: f64, months_left: u16, market_yield: f64) -> f64 {
    if months_left == 0 {
        return 0.0;
    }
    let payments = f64::from(months_left.div_ceil(6));
    let to_first = f64::from((months_left - 1) % 6 + 1);
    let v = 1.0 / (1.0 + market_yield / 2.0);
    let from_first = coupon / 2.0 * annuity(v, payments) / v + v.powf(payments - 1.0);
    face * v.powf(to_first / 6.0) * from_first
}

/// Value, per 100 of old face, of what an exchange gives.
///
/// **Formula**: V_new = s + PV((1−h_F)·100, c′, m+E; y_e). **Source**: model
/// equation (5).
#[must_use]
pub fn exchange_value(terms: ExchangeTerms, per_year: f64) -> f64 {
    let face = (1.0 - terms.face_cut) * 100.0;
    terms.cash + price(face, terms.new_coupon, terms.new_years, terms.exit_yield, per_year)
}

/// What an exchanged bond is worth beside the cash it paid.
///
/// **Formula**: value − paid, at least 0: where the cash is all there is, the
/// last bits of a float are not a debt. **Units**: nominal yen, not rounded.
/// **Source**: model equation (5), its cash s taken off.
#[must_use]
pub fn less_cash(value: f64, paid: Yen) -> f64 {
    (value - door::amount(paid)).max(0.0)
}

/// Market haircut, against face: 1 − V_new/100. **Source**: equation (7).
#[must_use]
pub fn market_haircut(new_value: f64) -> f64 {
    1.0 - new_value / 100.0
}

/// Sturzenegger–Zettelmeyer haircut: old and new bond at the same exit yield.
///
/// **Formula**: 1 − V_new/V_old. **Source**: equation (8); Sturzenegger &
/// Zettelmeyer, JIMF 27 (2008). For comparing episodes only.
#[must_use]
pub fn sz_haircut(new_value: f64, old_value_at_exit_yield: f64) -> f64 {
    1.0 - new_value / old_value_at_exit_yield
}

/// Present value of payments at times in years, discounted by an annual
/// effective yield.
#[must_use]
pub fn present_value(payments: &[(f64, f64)], annual_yield: f64) -> f64 {
    payments.iter().map(|&(years, amount)| amount / (1.0 + annual_yield).powf(years)).sum()
}

/// First and second sensitivity of a bond's price to its yield.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sensitivity {
    /// Macaulay duration, years.
    pub macaulay: f64,
    /// Modified duration, years: −P′/P.
    pub modified: f64,
    /// Convexity, years²: P″/P.
    pub convexity: f64,
}

/// Durations and convexity for half-yearly payments. **Source**: model §1.3.
#[must_use]
pub fn sensitivity(coupon: f64, years: f64, market_yield: f64) -> Sensitivity {
    let step = 1.0 + market_yield / 2.0;
    let last = (years * 2.0).round();
    let mut k = 1.0;
    let (mut value, mut first, mut second) = (0.0, 0.0, 0.0);
    while k <= last {
        let payment = coupon / 2.0 + if k < last { 0.0 } else { 1.0 };
        let now = payment / step.powf(k);
        value += now;
        first += now * k / 2.0;
        second += now * k * (k + 1.0) / 4.0;
        k += 1.0;
    }
    Sensitivity {
        macaulay: first / value,
        modified: first / value / step,
        convexity: second / value / (step * step),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_a_coupon_date_both_prices_agree() {
        let a = price(1000.0, 0.013, 7.5, 0.0224, 2.0);
        let b = value_with_accrued(1000.0, 0.013, 90, 0.0224);
        assert!((a - b).abs() < 1e-9);
    }

    #[test]
    fn a_par_bond_grows_by_its_yield_and_pays_it_out() {
        let month_5 = value_with_accrued(100.0, 0.03, 115, 0.03);
        assert!((month_5 - 100.0 * 1.015_f64.powf(5.0 / 6.0)).abs() < 1e-9);
        assert!((value_with_accrued(100.0, 0.03, 114, 0.03) - 100.0).abs() < 1e-9);
    }

    #[test]
    fn no_yield_adds_the_payments_up() {
        assert!((value_with_accrued(100.0, 0.02, 18, 0.0) - 103.0).abs() < 1e-9);
    }
}
