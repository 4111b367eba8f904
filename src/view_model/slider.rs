//! A number that can be moved: slider, typed value, unit, and what is known
//! about it.

use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

use super::entry;
use super::money::Money;
use crate::domain::param::{Param, ParamUnit};
use crate::domain::scenario::{DefaultMode, DefaultTerms, LossOrder, Scenario};
use crate::domain::yen::Yen;
use crate::text::{Texts, Word};

/// One slider row, values in the unit shown.
#[derive(Debug, Clone, PartialEq)]
pub struct SliderRow {
    /// Which number.
    pub param: Param,
    /// Its label.
    pub label: String,
    /// The value as it stands in the field.
    pub text: String,
    /// The unit beside it; empty where the value says it.
    pub unit: String,
    /// Whether the field takes the unit's place too: an amount is long.
    pub wide: bool,
    /// The value for the slider.
    pub value: f64,
    /// Ends of the slider.
    pub low: f64,
    /// Ends of the slider.
    pub high: f64,
    /// Whether the slider runs on a logarithmic scale.
    pub logarithmic: bool,
    /// Whether it differs from its default.
    pub changed: bool,
    /// What to say where the value lies beyond the ordinary range.
    pub beyond: Option<String>,
    /// Why moving it would change nothing now, if so.
    pub rests: Option<String>,
}

/// What is known about a number: shown on request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// What it means.
    pub help: String,
    /// The default, with its unit.
    pub default: String,
    /// Where the default comes from, and when.
    pub source: String,
    /// How well it is known, in words.
    pub mark: String,
    /// What history saw.
    pub history: String,
}

/// The row of a number.
#[must_use]
pub fn slider_row(param: Param, scenario: &Scenario, texts: &Texts, money: Money) -> SliderRow {
    let value = scenario.get(param);
    let range = param.ordinary();
    let hard = param.hard();
    let text = |v| field_text(param, v, money);
    let beyond = (!range.holds(value)).then(|| texts.l10n.msg_beyond_help(text(hard.low), text(hard.high)));
    SliderRow {
        param,
        label: texts.param(param, Word::Label).to_owned(),
        text: text(value),
        unit: unit(param, texts).to_owned(),
        wide: param.unit() == ParamUnit::Yen,
        value: position(param, value),
        low: position(param, range.low),
        high: position(param, range.high),
        logarithmic: param.logarithmic(),
        changed: scenario.is_changed(param),
        beyond,
        rests: rests(param, scenario, texts),
    }
}

/// Why a number has no effect in this scenario: what it belongs to is off.
fn rests(param: Param, scenario: &Scenario, texts: &Texts) -> Option<String> {
    use Param as P;
    let l = &texts.l10n;
    let off = scenario.default == DefaultMode::Off;
    let not_fixed = scenario.default != DefaultMode::InMonth;
    let not_random = scenario.default != DefaultMode::Random;
    let until = |other: Param| {
        let still = scenario.get(other) == other.default_value();
        still.then(|| l.msg_rests_until(texts.param(other, Word::Label)))
    };
    match param {
        P::DefaultMonth => not_fixed.then(|| l.msg_rests_default()),
        P::ReceivableLoss | P::ExitYield => off.then(|| l.msg_rests_default()),
        P::Haircut | P::FaceCut | P::NewCoupon | P::Extension | P::CashPart if off => {
            Some(l.msg_rests_default())
        }
        P::Haircut => (scenario.terms == DefaultTerms::Exchange).then(|| l.msg_rests_terms()),
        P::FaceCut | P::NewCoupon | P::Extension | P::CashPart => {
            (scenario.terms == DefaultTerms::Haircut).then(|| l.msg_rests_terms())
        }
        P::ShockMonth => until(P::Shock),
        P::CrisisPassThrough => {
            let below = scenario.get(P::Shock) <= scenario.get(P::CrisisThreshold);
            below.then(|| l.msg_rests_threshold())
        }
        P::FreezeMonth | P::WithdrawalLimit => until(P::FreezeMonths),
        P::ConversionMonth => until(P::ConversionMoney).filter(|_| until(P::ConversionDebts).is_some()),
        P::LevyMonth
        | P::LevyExempt
        | P::LevyReachCash
        | P::LevyReachDeposit
        | P::LevyReachJgb
        | P::LevyReachYenCoin
        | P::LevyReachReceivable
        | P::LevyReachCurrency
        | P::LevyReachGold
        | P::LevyReachCrypto => until(P::LevyRate),
        P::CrashMonth | P::CrashRecovery => until(P::Crash),
        P::CrashRecoveryMonths => until(P::CrashRecovery),
        P::ExchangeMonth | P::ExchangeRecoveryMonths => until(P::ExchangeLoss),
        P::DepegMonth => until(P::Depeg),
        P::Hazard => not_random.then(|| l.msg_rests_random()),
        P::DollarJumpSize | P::DollarJumpSpread => until(P::DollarJumpRate),
        P::CoinJumpSize | P::CoinJumpSpread => until(P::CoinJumpRate),
        P::PlanCrypto
        | P::PlanDollars
        | P::PlanGold
        | P::PlanJgb
        | P::PlanStart
        | P::PlanMonths
        | P::PlanSpread => until(P::PlanShare),
        P::ProtectedShare => (scenario.loss_order != LossOrder::UninsuredFirst).then(|| l.msg_rests_order()),
        _ => None,
    }
}

/// What is known about a number.
#[must_use]
pub fn about(param: Param, texts: &Texts, money: Money) -> About {
    let default = field_text(param, param.default_value(), money);
    About {
        help: texts.param(param, Word::Help).to_owned(),
        default: format!("{default} {}", unit(param, texts)).trim().to_owned(),
        source: texts.param(param, Word::Source).to_owned(),
        mark: texts.mark(param.mark(), Word::Label).to_owned(),
        history: texts.param(param, Word::History).to_owned(),
    }
}

fn unit(param: Param, texts: &Texts) -> &str {
    match param.unit() {
        // An amount carries its own; a ratio is a bare number.
        ParamUnit::Yen | ParamUnit::Ratio => "",
        unit => texts.param_unit(unit),
    }
}

fn field_text(param: Param, value: Decimal, money: Money) -> String {
    if param.unit() == ParamUnit::Yen {
        return entry::editable(Yen::truncated(value), money.public());
    }
    entry::shown(value.saturating_mul(param.unit().display_factor()))
}

/// A value with its unit, for a sentence: `43.2%`, `month 36`.
#[must_use]
pub fn value_text(param: Param, value: Decimal, texts: &Texts, money: Money) -> String {
    let figure = field_text(param, value, money);
    if param.names_a_month() {
        return texts.l10n.msg_at_month(figure);
    }
    let unit = unit(param, texts);
    let close = unit.is_empty() || unit.starts_with('%') || texts.lang == crate::text::Lang::Ja;
    if close { format!("{figure}{unit}") } else { format!("{figure} {unit}") }
}

/// The same for an axis, where a longer unit stands beside the label.
#[must_use]
pub fn short_text(param: Param, value: Decimal, texts: &Texts, money: Money) -> String {
    let percent = if unit(param, texts).starts_with('%') { "%" } else { "" };
    format!("{}{percent}", field_text(param, value, money))
}

/// Where a value is on its slider, or beyond its ends.
#[must_use]
pub fn position(param: Param, value: Decimal) -> f64 {
    value.saturating_mul(param.unit().display_factor()).to_f64().unwrap_or(0.0)
}

/// Reads what was typed beside a slider; gives the kept value.
///
/// # Errors
/// A sentence: not a number, or outside the hard range.
pub fn read(param: Param, text: &str, texts: &Texts, money: Money) -> Result<Decimal, String> {
    let hard = param.hard();
    if param.unit() == ParamUnit::Yen {
        let amount = entry::yen(text, texts, money.public())?.get();
        if hard.holds(amount) {
            return Ok(amount);
        }
        return Err(texts.l10n.msg_entry_range(entry::shown(hard.low), entry::shown(hard.high)));
    }
    let factor = param.unit().display_factor();
    let low = hard.low.saturating_mul(factor);
    let high = hard.high.saturating_mul(factor);
    let value = entry::plain(text, low, high, texts)?;
    let value = if param.whole() { entry::whole(value, texts)? } else { value };
    Ok(value.checked_div(factor).unwrap_or_default().normalize())
}

/// The kept value of a slider position, on the parameter's steps.
#[must_use]
pub fn from_position(param: Param, position: f64) -> Decimal {
    let factor = param.unit().display_factor();
    let step = fine_step(param);
    let steps = Decimal::from_f64(position / step.to_f64().unwrap_or(1.0)).unwrap_or_default().round();
    steps.saturating_mul(step).checked_div(factor).unwrap_or_default().normalize()
}

/// How far a key moves a slider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nudge {
    /// One step up or down.
    Step(i8),
    /// A tenth of a step, where the number has fractions.
    Fine(i8),
    /// Ten steps.
    Coarse(i8),
    /// To the low end of the slider.
    Low,
    /// To the high end.
    High,
}

/// The value after a key. Steps stay within the ordinary range, unless the
/// value is beyond it already.
#[must_use]
pub fn nudged(param: Param, value: Decimal, nudge: Nudge) -> Decimal {
    let range = if param.ordinary().holds(value) { param.ordinary() } else { param.hard() };
    let by = |steps: Decimal, count: i8| value.saturating_add(steps.saturating_mul(Decimal::from(count)));
    let fine = fine_step(param).checked_div(param.unit().display_factor()).unwrap_or_default();
    let next = match nudge {
        Nudge::Step(count) => by(param.step(), count),
        Nudge::Fine(count) => by(fine, count),
        Nudge::Coarse(count) => by(param.step().saturating_mul(Decimal::TEN), count),
        Nudge::Low => param.ordinary().low,
        Nudge::High => param.ordinary().high,
    };
    range.clamp(next).normalize()
}

/// The smallest step, in the unit shown: a tenth of a step, or a whole one.
fn fine_step(param: Param) -> Decimal {
    let step = param.step().saturating_mul(param.unit().display_factor());
    if param.whole() { step } else { step.checked_div(Decimal::TEN).unwrap_or(step) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_falls_on_a_step() {
        assert_eq!(from_position(Param::Haircut, 43.2478).to_string(), "0.432");
        assert_eq!(from_position(Param::DefaultMonth, 12.6).to_string(), "13");
        assert_eq!(from_position(Param::YieldRise, 299.9).to_string(), "0.03");
    }

    #[test]
    fn keys_move_and_stop_at_the_ordinary_end() {
        let h = Param::Haircut;
        assert_eq!(nudged(h, Decimal::new(37, 2), Nudge::Coarse(1)).to_string(), "0.47");
        assert_eq!(nudged(h, Decimal::new(37, 2), Nudge::Fine(-1)).to_string(), "0.369");
        assert_eq!(nudged(h, Decimal::new(95, 2), Nudge::Coarse(1)), Decimal::ONE);
        let beyond = Decimal::from(5);
        assert_eq!(nudged(Param::Inflation, beyond, Nudge::Step(1)).to_string(), "5.001");
    }

    #[test]
    fn a_percent_typed_is_kept_as_a_fraction() {
        let (texts, money) = (
            Texts::new(crate::text::Lang::Ja),
            Money { lang: crate::text::Lang::Ja, unit: crate::text::YenUnit::Auto },
        );
        assert_eq!(read(Param::Haircut, "60%", &texts, money).unwrap().to_string(), "0.6");
        assert_eq!(read(Param::InsuranceCap, "2,000万", &texts, money).unwrap().to_string(), "20000000");
        assert!(read(Param::Haircut, "101", &texts, money).unwrap_err().contains("100"));
    }
}
