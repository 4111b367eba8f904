//! A path measured in yen, dollars or bitcoin, in a unit fit for an axis.

use crate::domain::param::Param;
use crate::domain::scenario::Scenario;
use crate::engine::door;
use crate::engine::numeraire::{self, Numeraire};
use crate::engine::projection::{Projection, Value};
use crate::text::axis::{self, AxisUnit};
use crate::text::{Lang, Texts, YenUnit};

/// What values are measured in, ready to be applied.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    numeraire: Numeraire,
    usd_jpy: f64,
    btc_usd: f64,
}

impl Measure {
    /// The measure of a scenario.
    #[must_use]
    pub fn new(numeraire: Numeraire, scenario: &Scenario) -> Self {
        let today = |param| door::plain(scenario.get(param));
        Self { numeraire, usd_jpy: today(Param::UsdJpy), btc_usd: today(Param::BtcUsd) }
    }

    /// A value of a month in this measure; not a number where bitcoin is
    /// worth nothing.
    #[must_use]
    pub fn of(&self, value: Value, projection: &Projection, month: u16) -> f64 {
        match self.numeraire {
            Numeraire::RealYen => door::amount(value.real),
            Numeraire::NominalYen => door::amount(value.nominal),
            Numeraire::Dollars => numeraire::dollars(value.nominal, &projection.factors, month),
            Numeraire::Bitcoin => {
                let coins = numeraire::bitcoin(value.nominal, &projection.factors, self.btc_usd, month);
                if coins.is_finite() { coins } else { f64::NAN }
            }
        }
    }

    /// What one unit of the measure costs in yen today.
    #[must_use]
    pub fn yen_each(&self) -> f64 {
        match self.numeraire {
            Numeraire::RealYen | Numeraire::NominalYen => 1.0,
            Numeraire::Dollars => self.usd_jpy,
            Numeraire::Bitcoin => self.usd_jpy * self.btc_usd,
        }
    }

    /// The unit of an axis that reaches `max_abs`; in an index, today's figure
    /// is the same in every measure.
    #[must_use]
    pub fn axis(&self, max_abs: f64, lang: Lang, unit: YenUnit) -> AxisUnit {
        if let YenUnit::Index(hundred) = unit {
            return axis::index_unit(hundred, self.yen_each(), lang);
        }
        match self.numeraire {
            Numeraire::RealYen | Numeraire::NominalYen => axis::axis_unit(max_abs, lang, unit),
            Numeraire::Dollars => dollar_axis(max_abs, lang),
            Numeraire::Bitcoin => AxisUnit { divisor: 1.0, label: "BTC", decimals: 2 },
        }
    }

    /// What the axis is about, in words.
    #[must_use]
    pub fn axis_words(&self, texts: &Texts) -> String {
        match self.numeraire {
            Numeraire::RealYen => texts.l10n.msg_axis_real(),
            Numeraire::NominalYen => texts.l10n.msg_axis_nominal(),
            Numeraire::Dollars => texts.l10n.msg_axis_usd(),
            Numeraire::Bitcoin => texts.l10n.msg_axis_btc(),
        }
    }
}

fn dollar_axis(max_abs: f64, lang: Lang) -> AxisUnit {
    // From a size on, in units of another: thousands from ten of them on.
    let steps: &[(f64, f64, &str)] = match lang {
        Lang::Ja => &[(1e8, 1e8, "億ドル"), (1e4, 1e4, "万ドル")],
        Lang::En => &[(1e9, 1e9, "USD billion"), (1e6, 1e6, "USD million"), (1e4, 1e3, "USD thousand")],
    };
    let small = (0.0, 1.0, if lang == Lang::Ja { "ドル" } else { "USD" });
    let (_, divisor, label) = steps.iter().find(|(from, ..)| max_abs >= *from).copied().unwrap_or(small);
    let decimals = u32::from(lang == Lang::En || max_abs < divisor * 100.0);
    AxisUnit { divisor, label, decimals }
}
