//! A simulation in words: outcomes counted in fifty, and always "if".

use rust_decimal::Decimal;

use super::fan::Course;
use super::headline::chance_conditions;
use super::money::Money;
use crate::domain::profile::Profile;
use crate::engine::chance::result::{DOTS, Fan, Outlook, Sample, Sampler, Spread};
use crate::engine::door;
use crate::engine::numeraire::Numeraire;
use crate::text::axis::{self, AxisUnit};
use crate::text::number;
use crate::text::{Lang, Texts};

/// Writes simulated values in what they are measured in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amounts {
    /// What they are measured in.
    pub measure: Numeraire,
    /// The unit of the axis, where that is not yen.
    pub unit: AxisUnit,
    /// How amounts of yen are written.
    pub money: Money,
}

impl Amounts {
    /// A value with its unit, to the nearest `step`, which goes by how well
    /// it is known.
    #[must_use]
    pub fn write(&self, value: f64, step: f64) -> String {
        if !value.is_finite() {
            return number::NO_FIGURE.to_owned();
        }
        let rounded = if step > 0.0 { (value / step).round() * step } else { value };
        let (shown, step) = (rounded / self.unit.divisor, step / self.unit.divisor);
        if self.money.hides() {
            return axis::axis_tick(shown, if step > 0.0 { step.clamp(0.1, 1.0) } else { 0.1 });
        }
        if matches!(self.measure, Numeraire::RealYen | Numeraire::NominalYen) {
            return self.money.statement(door::state(rounded));
        }
        // Four digits at most: what is not known not to be finer is not written so.
        let finest = power_of_ten(shown.abs()) / 1_000.0;
        let figure = axis::axis_tick(shown, if finest > 0.0 { step.max(finest).min(1.0) } else { 1.0 });
        match (self.money.lang, self.unit.label.split_once(' ')) {
            (Lang::En, Some((currency, size))) => format!("{currency} {figure} {size}"),
            (Lang::En, None) => format!("{} {figure}", self.unit.label),
            (Lang::Ja, _) => format!("{figure}{}", self.unit.label),
        }
    }

    /// The power of ten at or below a size, of the unit values are shown in:
    /// round in an index is not round in yen.
    #[must_use]
    pub fn step(&self, size: f64) -> f64 {
        if self.money.hides() {
            power_of_ten(size / self.unit.divisor) * self.unit.divisor
        } else {
            power_of_ten(size)
        }
    }

    /// From one value to another, each with its standard error: as fine as is
    /// of use between the two, and by one digit finer where one of them is small
    /// beside the other and known so well.
    #[must_use]
    pub fn range(&self, ends: [(f64, f64); 2]) -> String {
        let [(low, _), (high, _)] = ends;
        let between_them = self.step((high - low).abs() / 20.0);
        let [low, high] = ends.map(|(value, error)| {
            let of_its_own = self.step(value.abs() / 20.0).max(self.step(error));
            self.write(value, of_its_own.clamp(between_them / 10.0, between_them.max(self.step(error))))
        });
        between(self.money.lang, &low, &high)
    }
}

/// From one written value to another: never by a dash, which minus signs would
/// make unreadable.
#[must_use]
pub fn between(lang: Lang, low: &str, high: &str) -> String {
    match lang {
        Lang::Ja => format!("{low}〜{high}"),
        Lang::En => format!("{low} to {high}"),
    }
}

/// The power of ten at or below a size; nothing for nothing.
#[must_use]
pub(super) fn power_of_ten(size: f64) -> f64 {
    if size > 0.0 && size.is_finite() { 10f64.powf(size.log10().floor()) } else { 0.0 }
}

/// The lowest and highest of the middle nine tenths at the horizon, each with
/// its standard error.
#[must_use]
pub(super) fn ends(spread: &Spread) -> [(f64, f64); 2] {
    let last = |values: &[f64]| values.last().copied().unwrap_or(f64::NAN);
    let ([low, .., high], [low_error, .., high_error]) = (&spread.quantiles, &spread.errors);
    [(last(low), last(low_error)), (last(high), last(high_error))]
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The sentence above the fan.
///
/// **Shape**: nine tenths of fifty outcomes lie within the outer quantiles;
/// how many are below half of today's value is counted from the dots.
#[must_use]
pub fn sentence(
    profile: &Profile,
    outlook: &Outlook,
    (as_is, plan): (&Course, Option<&Course>),
    texts: &Texts,
    amounts: Amounts,
) -> String {
    let l = &texts.l10n;
    let fan = &outlook.as_is;
    if profile.holdings.is_empty() {
        return l.msg_headline_empty();
    }
    // A sentence about two courses is long as it is.
    let spelled = if plan.is_some() { 1 } else { 2 };
    let conditions = chance_conditions(profile, fan.months, spelled, texts);
    let span = number::years_months(fan.months, texts.lang);
    let what = match fan.measure {
        Numeraire::RealYen => l.msg_chance_of_real(),
        Numeraire::NominalYen => l.msg_chance_of_nominal(),
        Numeraire::Dollars => l.msg_chance_of_usd(),
        Numeraire::Bitcoin => l.msg_chance_of_btc(),
    };
    let range = |fan: &Fan| amounts.range(ends(&fan.net));
    let within = range(fan);
    match (&outlook.plan, fan.today > 0.0) {
        (Some(planned), true) => {
            let [half, planned_half] = [Some(as_is), plan].map(|c| c.map_or(0, |c| c.below_half).to_string());
            let planned = range(planned);
            l.msg_headline_chance_plan_half(&conditions, &what, &span, &within, planned, half, planned_half)
        }
        (Some(planned), false) => {
            l.msg_headline_chance_plan(&conditions, &what, &span, &within, range(planned))
        }
        (None, true) => l.msg_headline_chance(&conditions, &what, &span, &within, count(as_is.below_half)),
        (None, false) => l.msg_headline_chance_range(&conditions, &what, &span, &within),
    }
}

/// What the dots say: how many end at today's value or above and how many
/// below.
#[must_use]
pub fn dots_note(as_is: &Course, plan: Option<&Course>, halves: bool, texts: &Texts) -> String {
    let l = &texts.l10n;
    let said = |course: &Course| l.msg_dots_count(count(course.not_below_today()), count(course.below_today));
    let all: Vec<String> = match plan {
        None => vec![said(as_is)],
        Some(plan) => [as_is, plan].into_iter().map(|c| l.msg_dots_of_course(&c.name, said(c))).collect(),
    };
    let each = if halves { l.msg_dots_each_half(count(DOTS)) } else { l.msg_dots_each(count(DOTS)) };
    format!("{each} {}", all.join(" · "))
}

/// How a simulation was drawn; that more paths follow, if they do.
#[must_use]
pub fn drawn(sample: Sample, follow: bool, texts: &Texts) -> String {
    let l = &texts.l10n;
    let sampler = match sample.sampler {
        Sampler::SobolBridge => l.msg_sampler_sobol(),
        Sampler::Pseudo => l.msg_sampler_pseudo(),
    };
    let paths = number::plain(Decimal::from(sample.paths), 0);
    let seed = sample.seed.to_string();
    if follow {
        l.msg_chance_drawn_so_far(paths, seed, sampler)
    } else {
        l.msg_chance_drawn(paths, seed, sampler)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::YenUnit;
    use crate::text::number::Hundred;

    #[test]
    fn each_end_of_a_range_is_as_fine_as_it_is_of_use() {
        let amounts = |unit| Amounts {
            measure: Numeraire::RealYen,
            unit: AxisUnit { divisor: 1e6, label: "¥ million", decimals: 1 },
            money: Money { lang: Lang::En, unit },
        };
        let shown = amounts(YenUnit::Auto);
        assert_eq!(shown.range([(98_889_564.0, 9e4), (273_861_000.0, 5e5)]), "¥99M to ¥274M");
        // While amounts are hidden, no finer than what is said of them.
        let hundred = Hundred::of(Decimal::from(200_000_000), Decimal::ZERO);
        let hidden =
            Amounts { unit: axis::index_unit(hundred, 1.0, Lang::En), ..amounts(YenUnit::Index(hundred)) };
        assert_eq!(hidden.range([(64_100_000.0, 4e5), (177_480_000.0, 5e6)]), "32 to 89");
        // Nothing that does not move is written as finely as a computer holds it.
        let coins = Amounts {
            measure: Numeraire::Bitcoin,
            unit: AxisUnit { divisor: 1.0, label: "BTC", decimals: 2 },
            ..shown
        };
        assert_eq!(
            coins.range([(0.823_089_742_287_316, 0.0), (0.823_089_742_287_317, 0.0)]),
            "BTC 0.8231 to BTC 0.8231"
        );
        assert_eq!(coins.write(0.0, 1e-4), "BTC 0");
        // A low end that is small beside the high one is not rounded away with it,
        assert_eq!(shown.range([(46_150_000.0, 3.4e5), (1_223_000_000.0, 9e6)]), "¥46M to ¥1.22bn");
        assert_eq!(shown.range([(-46_150_000.0, 3.4e5), (1_223_000_000.0, 9e6)]), "−¥46M to ¥1.22bn");
        // nor written finer than it is known, or than is of use beside it.
        assert_eq!(shown.range([(46_150_000.0, 1.4e7), (1_223_000_000.0, 9e6)]), "¥50M to ¥1.22bn");
        assert_eq!(shown.range([(99_150_000.0, 2e6), (297_000_000.0, 1.4e7)]), "¥99M to ¥300M");
        assert_eq!(shown.range([(1_234_567.0, 3.4e4), (1_223_000_000.0, 9e6)]), "¥1M to ¥1.22bn");
        assert_eq!(shown.range([(0.7, 0.01), (49_000_000.0, 9e4)]), "¥0 to ¥49M");
        assert_eq!(shown.range([(0.0, 0.0), (300_000_000.0, 1e6)]), "¥0 to ¥300M");
    }
}
