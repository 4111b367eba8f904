//! The rows of the table of assumptions, one kind after the other.

use rust_decimal::Decimal;

use super::assumptions::Assumption;
use super::money::{self, Money};
use super::slider;
use crate::data::market_odds::{CDS_QUOTES, CdsQuote, RECOVERY};
use crate::data::param_dates::{dated, pair_dated};
use crate::domain::bank::Bank;
use crate::domain::origin::{Knob, Origin, SetBy};
use crate::domain::param::{Mark, Param, ParamUnit};
use crate::domain::profile::Profile;
use crate::domain::risk_factor::Pair;
use crate::domain::scenario::{DefaultMode, DefaultTerms, ExchangeRecovery, LossOrder, Scenario};
use crate::domain::when::When;
use crate::text::date;
use crate::text::{Texts, Word};

/// What the rows are made from.
pub(super) struct Scene<'a> {
    pub(super) profile: &'a Profile,
    /// The one in front, with the plan.
    pub(super) scenario: &'a Scenario,
    pub(super) texts: &'a Texts,
    pub(super) money: Money,
}

/// Stands where nothing is known.
const UNKNOWN: &str = "–";

/// The words a row begins with.
struct Words {
    label: String,
    value: String,
    default: String,
    source: String,
}

impl Scene<'_> {
    /// The row of something that can be moved.
    fn moved(&self, knob: Knob, words: Words, mark: Mark, when: Option<When>) -> Assumption {
        let changed = self.scenario.moved().contains_key(&knob);
        let origin = self.scenario.origins.of(knob);
        let [by, on] = plain_origin(origin);
        let set_by = match origin {
            Some(origin) => self.who(origin),
            // Nobody was noted: it stood in the file.
            None if changed => self.texts.l10n.msg_assumptions_from_file(),
            None => self.texts.l10n.msg_info_default(),
        };
        let plain = [words.value.clone(), words.default.clone(), String::new(), by, on];
        self.row(
            knob.key(),
            words,
            Some(mark),
            when,
            Assumption { changed, set_by, plain, ..Assumption::default() },
        )
    }

    /// Fills in what every row has.
    fn row(
        &self,
        key: String,
        words: Words,
        mark: Option<Mark>,
        when: Option<When>,
        rest: Assumption,
    ) -> Assumption {
        let l = &self.texts.l10n;
        let known = mark.map_or_else(|| UNKNOWN.to_owned(), |m| self.texts.mark(m, Word::Label).to_owned());
        let date = when.map(|when| date::when(when, self.texts.lang)).unwrap_or_default();
        let Words { label, value, default, source } = words;
        let sentence = l.msg_assumptions_row(&label, &value, &default, &known, &rest.set_by);
        Assumption { key, label, value, default, mark, known, date, source, sentence, ..rest }
    }

    /// Who set something, and when.
    fn who(&self, origin: &Origin) -> String {
        let l = &self.texts.l10n;
        let named = |family: &str, key: &str| {
            let label = self.texts.family(&format!("{family}-{key}"), Word::Label);
            if label.is_empty() { key.to_owned() } else { label.to_owned() }
        };
        let who = match &origin.by {
            SetBy::Hand => l.msg_assumptions_by_hand(),
            SetBy::Preset(key) => l.msg_assumptions_by_preset(named("preset", key)),
            SetBy::Episode(key) => l.msg_assumptions_by_episode(named("episode", &key.replace('_', "-"))),
            SetBy::Claim(key) => l.msg_assumptions_by_claim(named("claim", key)),
        };
        match origin.on {
            Some(day) => l.msg_assumptions_on(who, date::day(day, self.texts.lang)),
            None => who,
        }
    }
}

/// Who and when, for programs.
fn plain_origin(origin: Option<&Origin>) -> [String; 2] {
    let by = match origin.map(|origin| &origin.by) {
        None => String::new(),
        Some(SetBy::Hand) => "hand".to_owned(),
        Some(SetBy::Preset(key)) => format!("preset:{key}"),
        Some(SetBy::Episode(key)) => format!("episode:{key}"),
        Some(SetBy::Claim(key)) => format!("claim:{key}"),
    };
    [by, origin.and_then(|origin| origin.on).map(|day| day.to_string()).unwrap_or_default()]
}

/// A number.
pub(super) fn param(scene: &Scene<'_>, param: Param) -> Assumption {
    let text = |value| slider::value_text(param, value, scene.texts, scene.money);
    let (value, default) = (scene.scenario.get(param), param.default_value());
    let words = Words {
        label: scene.texts.param(param, Word::Label).to_owned(),
        value: text(value),
        default: text(default),
        source: scene.texts.param(param, Word::Source).to_owned(),
    };
    let mut row = scene.moved(Knob::Param(param), words, param.mark(), dated(param));
    let plain = |value: Decimal| value.saturating_mul(param.unit().display_factor()).normalize().to_string();
    let [_, _, _, by, on] = row.plain;
    row.plain = [plain(value), plain(default), unit_key(param.unit()).to_owned(), by, on];
    row.target = Some(param);
    row
}

const fn unit_key(unit: ParamUnit) -> &'static str {
    match unit {
        ParamUnit::Percent => "percent",
        ParamUnit::PercentPerYear => "percent_per_year",
        ParamUnit::BasisPoints => "basis_points",
        ParamUnit::Months => "months",
        ParamUnit::Years => "years",
        ParamUnit::Yen => "yen",
        ParamUnit::YenPerDollar => "yen_per_dollar",
        ParamUnit::Dollars => "dollars",
        ParamUnit::Ratio => "ratio",
    }
}

/// A choice; its defaults take no view, but for the order of losses, which is
/// that of Japanese law.
pub(super) fn choice(scene: &Scene<'_>, knob: Knob) -> Assumption {
    let l = &scene.texts.l10n;
    let scenario = scene.scenario;
    let said = |scenario: &Scenario| match knob {
        Knob::Default => match scenario.default {
            DefaultMode::Off => l.msg_default_off(),
            DefaultMode::InMonth => l.msg_default_in_month(),
            DefaultMode::Random => l.msg_default_random(),
        },
        Knob::Terms => match scenario.terms {
            DefaultTerms::Haircut => l.msg_terms_haircut(),
            DefaultTerms::Exchange => l.msg_terms_exchange(),
        },
        Knob::LossOrder => match scenario.loss_order {
            LossOrder::PariPassu => l.msg_order_pari_passu(),
            LossOrder::UninsuredFirst => l.msg_order_uninsured_first(),
            LossOrder::UniformLevy => l.msg_order_uniform_levy(),
        },
        Knob::SettlementAlways if scenario.settlement_always_honoured => l.msg_assumptions_yes(),
        Knob::SettlementAlways => l.msg_assumptions_no(),
        Knob::ExchangeRecovery => match scenario.exchange_recovery {
            ExchangeRecovery::InKind => l.msg_recovery_in_kind(),
            ExchangeRecovery::DollarsOfFailureDate => l.msg_recovery_dollars(),
        },
        Knob::Param(_) | Knob::InflationYear(_) | Knob::Correlation(_) => String::new(),
    };
    let (label, mark, source) = match knob {
        Knob::Terms => (l.msg_terms(), Mark::NoView, l.msg_assumptions_choice()),
        Knob::LossOrder => (l.msg_loss_order(), Mark::B, l.msg_assumptions_order_source()),
        Knob::SettlementAlways => (l.msg_settlement_always(), Mark::NoView, l.msg_assumptions_choice()),
        Knob::ExchangeRecovery => (l.msg_exchange_recovery(), Mark::NoView, l.msg_assumptions_choice()),
        _ => (l.msg_default_switch(), Mark::NoView, l.msg_assumptions_choice()),
    };
    let when = (knob == Knob::LossOrder).then_some(When::Month(2010, 9));
    let words = Words { label, value: said(scenario), default: said(&Scenario::default()), source };
    scene.moved(knob, words, mark, when)
}

/// Inflation of one year, which has the slider's number for a default.
pub(super) fn year(scene: &Scene<'_>, year: u8, rate: Decimal) -> Assumption {
    let slider = scene.scenario.get(Param::Inflation);
    let text = |value| slider::value_text(Param::Inflation, value, scene.texts, scene.money);
    let l = &scene.texts.l10n;
    let label = scene.texts.param(Param::Inflation, Word::Label);
    let words = Words {
        label: l.msg_labelled(label, l.msg_inflation_year(year)),
        value: text(rate),
        default: text(slider),
        source: l.msg_assumptions_year_source(),
    };
    let mut row = scene.moved(Knob::InflationYear(year), words, Mark::C, None);
    let plain = |value: Decimal| value.saturating_mul(Decimal::ONE_HUNDRED).normalize().to_string();
    let [_, _, _, by, on] = row.plain;
    row.plain = [plain(rate), plain(slider), unit_key(ParamUnit::PercentPerYear).to_owned(), by, on];
    row.target = Some(Param::Inflation);
    row
}

/// A correlation.
pub(super) fn pair(scene: &Scene<'_>, pair: Pair) -> Assumption {
    let (a, b) = pair.factors();
    let (default, mark) = pair.default_value();
    let short = |factor| scene.texts.factor(factor, Word::Short);
    let value = scene.scenario.correlations.get(a, b);
    let text = |value: Decimal| {
        let two = format!("{:.2}", value.round_dp(2));
        two.replace('-', "−")
    };
    let words = Words {
        label: scene.texts.l10n.msg_assumptions_pair(short(a), short(b)),
        value: text(value),
        default: text(default),
        source: scene.texts.pair_source(pair).to_owned(),
    };
    let mut row = scene.moved(Knob::Correlation(pair), words, mark, pair_dated(pair));
    let [_, _, _, by, on] = row.plain;
    let plain = |value: Decimal| value.normalize().to_string();
    row.plain = [plain(value), plain(default), unit_key(ParamUnit::Ratio).to_owned(), by, on];
    row
}

/// What the odds of a default are compared with.
pub(super) fn market(scene: &Scene<'_>) -> Vec<Assumption> {
    let l = &scene.texts.l10n;
    let quote = |quote: &CdsQuote| {
        let (y, m, d) = quote.date;
        let when = When::Day(y, m, d);
        let points = quote.spread.saturating_mul(Decimal::from(10_000)).normalize().to_string();
        let words = Words {
            label: l.msg_assumptions_cds(date::when(when, scene.texts.lang)),
            value: format!("{points} bp"),
            default: String::new(),
            source: quote.source.to_owned(),
        };
        let plain = [points, String::new(), "basis_points".to_owned(), String::new(), String::new()];
        let rest = Assumption { set_by: UNKNOWN.to_owned(), plain, ..Assumption::default() };
        scene.row(format!("cds.{y}-{m:02}-{d:02}"), words, Some(quote.mark), Some(when), rest)
    };
    let recovery = Words {
        label: l.msg_assumptions_recovery(),
        value: money::percent(RECOVERY),
        default: String::new(),
        source: l.msg_assumptions_recovery_source(),
    };
    let plain = ["40".to_owned(), String::new(), "percent".to_owned(), String::new(), String::new()];
    let rest = Assumption { set_by: UNKNOWN.to_owned(), plain, ..Assumption::default() };
    let recovery = scene.row("recovery".to_owned(), recovery, Some(Mark::C), None, rest);
    CDS_QUOTES.iter().map(quote).chain([recovery]).collect()
}

/// Figures that banks have of their own, which go before the sliders'.
pub(super) fn banks(scene: &Scene<'_>) -> Vec<Assumption> {
    let figures = |bank: &Bank| {
        [
            (Param::BankJgbShare, bank.jgb_share),
            (Param::BankBuffer, bank.buffer),
            (Param::BankOtherLosses, bank.other_losses),
            (Param::StateSupport, bank.state_support),
            (Param::ProtectedShare, bank.protected_share),
        ]
    };
    let l = &scene.texts.l10n;
    let of = |bank: &Bank| {
        let own = figures(bank).into_iter().filter_map(|(param, value)| Some((param, value?)));
        own.map(|(param, value)| {
            let slider = scene.scenario.get(param);
            let words = Words {
                label: l.msg_labelled(&bank.name, scene.texts.param(param, Word::Label)),
                value: money::percent(value),
                default: money::percent(slider),
                source: l.msg_assumptions_bank_source(),
            };
            let plain = |value: Decimal| value.saturating_mul(Decimal::ONE_HUNDRED).normalize().to_string();
            let plain = [plain(value), plain(slider), "percent".to_owned(), String::new(), String::new()];
            let rest =
                Assumption { changed: true, set_by: UNKNOWN.to_owned(), plain, ..Assumption::default() };
            scene.row(format!("banks.{}.{}", bank.id.0, param.key()), words, None, None, rest)
        })
        .collect::<Vec<_>>()
    };
    scene.profile.banks.iter().flat_map(of).collect()
}
