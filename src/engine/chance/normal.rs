//! Where on the normal distribution a probability stands.

/// The standard normal value below which a share `p` lies.
///
/// **Formula**: rational approximations in three ranges. **Limits**: absolute
/// error below 10⁻⁶ for p from 10⁻¹⁵ to 1 − 10⁻¹⁵. **Source**: M. J. Wichura,
/// Algorithm AS 241 (PPND7), Applied Statistics 37(3), 1988.
///
/// # Example
/// ```
/// use forelock::engine::chance::normal::inverse;
/// assert!((inverse(0.975) - 1.959_964).abs() < 1e-6);
/// assert!(inverse(0.5).abs() < 1e-12);
/// ```
#[must_use]
#[inline]
pub fn inverse(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        let top = ((59.109_374_720 * r + 159.291_132_02) * r + 50.434_271_938) * r + 3.387_132_717_9;
        let bottom = ((67.187_563_600 * r + 78.757_757_664) * r + 17.895_169_469) * r + 1.0;
        return q * top / bottom;
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = (-tail.max(1e-300).ln()).sqrt();
    let size = if r <= 5.0 {
        let r = r - 1.6;
        let top = ((0.170_238_211_03 * r + 1.306_728_481_6) * r + 2.756_815_390_0) * r + 1.423_437_277_7;
        top / ((0.120_211_329_75 * r + 0.737_001_642_50) * r + 1.0)
    } else {
        let r = r - 5.0;
        let top = ((0.017_337_203_997 * r + 0.428_682_943_37) * r + 3.081_226_386_0) * r + 6.657_905_115_0;
        top / ((0.012_258_202_635 * r + 0.241_978_942_25) * r + 1.0)
    };
    if q < 0.0 { -size } else { size }
}

#[cfg(test)]
mod tests {
    use super::inverse;

    #[test]
    fn known_values() {
        for (p, z) in [
            (0.5, 0.0),
            (0.75, 0.674_489_750_2),
            (0.95, 1.644_853_627_0),
            (0.99, 2.326_347_874_0),
            (0.999_968_328_758_167, 4.0),
            (1e-9, -5.997_807_015),
            (1e-13, -7.348_796_102),
        ] {
            assert!((inverse(p) - z).abs() < 1e-6, "{p}: {}", inverse(p));
        }
    }
}
