//! Predict, then reveal: the question, what the guess is placed on, and the
//! two side by side in words.

use rust_decimal::prelude::ToPrimitive;

use super::break_even;
use super::fan_words::Amounts;
use super::headline;
use super::history::history_view;
use super::measure::Measure;
use super::money::Money;
use super::projection::{EventMark, axis_title, events};
use super::ties;
use crate::app::State;
use crate::app::guess::{Guess, TieGuess};
use crate::app::hiding;
use crate::app::prefs::{Shown, TornadoOf, View};
use crate::app::study::{has_plan, sensitivities};
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::domain::scenario::DefaultMode;
use crate::engine::door;
use crate::engine::map_axis::{Axis, staged};
use crate::engine::numeraire::Numeraire;
use crate::engine::projection::Scope;
use crate::engine::sensitivity::Tornado;
use crate::text::YenUnit;
use crate::text::axis::AxisUnit;
use crate::text::{Texts, Word, number};

/// What is to be guessed.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    /// Net worth over time.
    OverTime,
    /// At which value of a parameter both courses are equal.
    Tie(Axis),
    /// Which parameter moves the result most, of these.
    First(Vec<(Param, String)>),
}

/// A guess to be placed. Nothing in it comes from the result.
#[derive(Debug, Clone, PartialEq)]
pub struct PredictView {
    /// What is asked, with the conditions.
    pub question: String,
    /// How to place the guess.
    pub how: String,
    /// What is to be guessed.
    pub asked: Asked,
    /// The last month.
    pub months: u16,
    /// Net worth today, in what the view measures in; as a replay has it,
    /// where one is in front.
    pub today: f64,
    /// The lowest and highest value that can be drawn: by today's assets.
    pub range: (f64, f64),
    /// The unit of the axis.
    pub unit: AxisUnit,
    /// What the axis is about.
    pub axis: String,
    /// What happens when.
    pub events: Vec<EventMark>,
    amounts: Amounts,
}

/// What the view in front measures in.
fn numeraire(state: &State) -> Numeraire {
    if state.prefs.view == View::Projection { state.prefs.numeraire } else { Numeraire::RealYen }
}

/// Builds the view.
#[must_use]
pub fn predict_view(state: &State, texts: &Texts) -> PredictView {
    let l = &texts.l10n;
    let profile = state.shown_profile(texts);
    let scenario = profile.active_scenario();
    let projection = &state.projection;
    let measure = Measure::new(numeraire(state), &scenario);
    let money = Money::of(state);
    let replay = replayed(state, texts);
    let today = measure.of(projection.value(Scope::Net, 0), projection, 0);
    let today = replay.as_ref().map_or(today, |replay| replay.today);
    let whole = hiding::hundred(projection).yen().to_f64().unwrap_or(1.0) / measure.yen_each();
    let reach = 2.0 * if whole.is_finite() && whole > 0.0 { whole } else { 1.0 };
    let unit = measure.axis(reach, texts.lang, money.unit);
    let amounts = Amounts { measure: numeraire(state), unit, money };
    let bars_over_chance = state.prefs.view == View::Sensitivity && state.prefs.tornado != TornadoOf::Total;
    let conditions = if state.shows_chance() || bars_over_chance {
        headline::chance_conditions(&profile, projection.months(), 2, texts)
    } else {
        headline::conditions(&profile, projection.months(), 3, texts)
    };
    let span = number::years_months(projection.months(), texts.lang);
    let asked = what(state, &profile, texts);
    let axis_words = measure.axis_words(texts);
    let months = replay.as_ref().map_or(projection.months(), |replay| replay.months);
    let (question, how) = match &asked {
        Asked::OverTime => {
            // As it is written elsewhere; an episode goes by the axis.
            let yen = matches!(amounts.measure, Numeraire::RealYen | Numeraire::NominalYen);
            let exact = yen && replay.is_none();
            let now = amounts.write(today, if exact { 0.0 } else { step(&unit) });
            let mut question = match state.prefs.shown {
                _ if let Some(Replayed { name, subject, months, .. }) = &replay => {
                    l.msg_predict_replay(name, subject, number::years_months(*months, texts.lang), now)
                }
                Shown::Chance if state.shows_chance() => {
                    l.msg_predict_median(&conditions, &span, now, &axis_words)
                }
                _ => l.msg_predict_over_time(&conditions, &span, now, &axis_words),
            };
            if has_plan(&profile) && replay.is_none() {
                headline::append(&mut question, &l.msg_predict_without_plan(), texts);
            }
            if scenario.default == DefaultMode::Random && replay.is_none() && !state.shows_chance() {
                headline::append(&mut question, &l.msg_headline_without_odds(), texts);
            }
            (question, l.msg_predict_draw())
        }
        Asked::Tie(axis) => {
            let mut name = texts.param(axis.param, Word::Label).to_owned();
            if staged(&scenario, &[axis.param]).1.of_default() {
                name = format!("{name}{}", ties::spaced(&l.msg_tie_with_default(), texts));
            }
            (l.msg_predict_tie(name, &span), l.msg_predict_slide())
        }
        Asked::First(_) => {
            (first_question(state, &profile, (&conditions, &span), texts), l.msg_predict_choose())
        }
    };
    PredictView {
        question,
        how,
        asked,
        months,
        today,
        range: (if today < 0.0 { -reach } else { -reach / 4.0 }, reach),
        axis: axis_title(&unit, &axis_words, texts),
        events: if replay.is_some() { Vec::new() } else { events(&scenario, months, texts) },
        unit,
        amounts,
    }
}

fn what(state: &State, profile: &Profile, texts: &Texts) -> Asked {
    match state.prefs.view {
        View::BreakEven if has_plan(profile) => Asked::Tie(Axis::of(state.prefs.axes.x)),
        View::Sensitivity => Asked::First(candidates(state, texts)),
        _ => Asked::OverTime,
    }
}

/// Which parameter moves what the bars are of the most.
fn first_question(
    state: &State,
    profile: &Profile,
    (conditions, span): (&str, &str),
    texts: &Texts,
) -> String {
    let l = &texts.l10n;
    let mut question = match state.prefs.tornado {
        TornadoOf::Total => l.msg_predict_first(conditions, span),
        TornadoOf::FivePercent => l.msg_predict_first_five(conditions, span),
        TornadoOf::Median => l.msg_predict_first_median(conditions, span),
    };
    if has_plan(profile) {
        let plan = state.prefs.tornado_plan;
        let course = if plan { l.msg_predict_with_plan() } else { l.msg_predict_without_plan() };
        headline::append(&mut question, &course, texts);
    }
    question
}

fn step(unit: &AxisUnit) -> f64 {
    unit.divisor * 0.1_f64.powi(i32::try_from(unit.decimals).unwrap_or(0))
}

/// The episode in front, as far as a guess goes.
struct Replayed {
    name: String,
    /// What its numbers are of.
    subject: String,
    /// Its last month.
    months: u16,
    /// Net worth today as it has it, and what would be left, in yen.
    today: f64,
    result: f64,
}

fn replayed(state: &State, texts: &Texts) -> Option<Replayed> {
    if state.prefs.view != View::History {
        return None;
    }
    let open = history_view(&state.shown_profile(texts), texts, state.shown_prefs()).open?;
    let (months, value) = *open.real.last()?;
    let yen = |value: f64| value * open.unit.divisor;
    let (today, result) = (yen(open.today()?), yen(value));
    Some(Replayed { name: open.name, subject: open.subject, months, today, result })
}

/// Parameters to choose from, in their usual order, whatever they move.
fn candidates(state: &State, texts: &Texts) -> Vec<(Param, String)> {
    let Some(tornado) = tornado(state) else { return Vec::new() };
    let named = |param: Param| (param, texts.param(param, Word::Label).to_owned());
    let among = |param: &&Param| tornado.bars.iter().any(|bar| bar.param == **param);
    Param::ALL.iter().filter(among).map(|param| named(*param)).collect()
}

fn tornado(state: &State) -> Option<&Tornado> {
    let (_, found) = sensitivities(state)?;
    let plan = state.prefs.tornado_plan && has_plan(state.profile());
    super::sensitivity::chosen(found, state.prefs.tornado, plan)
}

impl PredictView {
    /// A value as it is written on screen.
    #[must_use]
    pub fn write(&self, value: f64) -> String {
        self.amounts.write(value, step(&self.unit))
    }

    /// The guess of a month, in words for a screen reader.
    #[must_use]
    pub fn said(&self, guess: &Guess, month: u16, texts: &Texts) -> String {
        let l = &texts.l10n;
        let value = guess.at(month, self.today).map_or_else(|| l.msg_predict_none(), |v| self.write(v));
        l.msg_labelled(l.msg_month_n(month), value)
    }

    /// A guessed tie in words.
    #[must_use]
    pub fn tie_said(&self, tie: TieGuess, texts: &Texts) -> String {
        match tie {
            TieGuess::At(place) => self.tie_value(place, texts),
            TieGuess::PlanThroughout => texts.l10n.msg_predict_plan_throughout(),
            TieGuess::AsIsThroughout => texts.l10n.msg_predict_as_is_throughout(),
        }
    }

    /// A value of the parameter whose tie is guessed, at a place along it.
    #[must_use]
    pub fn tie_value(&self, place: f64, texts: &Texts) -> String {
        match &self.asked {
            Asked::Tie(axis) => break_even::value_along(axis, place, texts, self.amounts.money),
            _ => String::new(),
        }
    }

    /// Guess and result side by side, once they may be.
    #[must_use]
    pub fn both(&self, state: &State, texts: &Texts) -> Option<String> {
        let guess = state.guess.as_ref().filter(|guess| guess.revealed)?;
        match &self.asked {
            Asked::OverTime => self.values(guess.at(self.months, self.today)?, state, texts),
            Asked::Tie(axis) => {
                let value = self.tie_said(guess.tie?, texts);
                let (_, found) = state.studies.break_even.as_ref()?;
                let ties = found.ties.iter().flatten().filter(|tie| tie.param == axis.param);
                let said: Vec<String> =
                    ties.flat_map(|tie| ties::sentences(tie, texts, self.amounts.money)).collect();
                Some(texts.l10n.msg_predict_tie_both(value, said.join(" ")).trim().to_owned())
            }
            Asked::First(_) => {
                let param = guess.first?;
                let bars = &tornado(state)?.bars;
                let first = bars.first()?.param;
                let place = bars.iter().position(|bar| bar.param == param).map_or(0, |place| place + 1);
                let name = |param| texts.param(param, Word::Label);
                let place = i64::try_from(place).unwrap_or(0);
                Some(texts.l10n.msg_predict_first_both(name(param), place, name(first)))
            }
        }
    }

    /// What a result is written to: a single unit or a hundredth of it; nothing
    /// where yen are written by their size.
    fn written(&self) -> f64 {
        let Amounts { measure, money, .. } = self.amounts;
        let yen = matches!(measure, Numeraire::RealYen | Numeraire::NominalYen);
        match money.unit.in_lang(money.lang) {
            YenUnit::Auto if yen => 0.0,
            YenUnit::HundredMillion if yen => 1e6,
            YenUnit::Index(_) | YenUnit::Auto => step(&self.unit),
            unit if yen => 10f64.powi(i32::try_from(unit.power()).unwrap_or(0)),
            _ => step(&self.unit),
        }
    }

    fn values(&self, guess: f64, state: &State, texts: &Texts) -> Option<String> {
        let projection = &state.projection;
        let result = if let Some(replay) = replayed(state, texts) {
            replay.result
        } else if state.shows_chance() {
            *state.chance.as_ref()?.outlook.as_is.net.median().last()?
        } else {
            let measure = Measure::new(numeraire(state), &state.profile().active_scenario());
            measure.of(projection.value(Scope::Net, self.months), projection, self.months)
        };
        // The difference is that of the figures beside it: what is guessed or
        // simulated goes by the axis, a single line by its unit, or is exact.
        let of_the_unit = self.written();
        let of_the_axis = step(&self.unit).max(of_the_unit);
        let exact = if state.shows_chance() { of_the_axis } else { of_the_unit };
        let to = |step: f64, value: f64| if step > 0.0 { (value / step).round() * step } else { value };
        let (guess, result) = (to(of_the_axis, guess), to(exact, result));
        let difference = result - guess;
        let money = self.amounts.money;
        let difference = if matches!(self.amounts.measure, Numeraire::RealYen | Numeraire::NominalYen) {
            money.signed(door::state(difference))
        } else {
            let sign = if difference < 0.0 { number::MINUS } else { "+" };
            format!("{sign}{}", self.write(difference.abs()))
        };
        let result = self.amounts.write(result, exact);
        Some(texts.l10n.msg_predict_both(self.write(guess), result, difference))
    }
}
