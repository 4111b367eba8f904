//! Where the plan and "as is" are equal: the map, the ties, the odds.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::explain::{Asked, Lines, Place, Subject};
use super::fan_words::power_of_ten;
use super::headline;
use super::money::Money;
use super::odds::{OddsRow, odds_rows};
use super::plan;
use super::slider;
use super::ticks::{Tick, ticks};
use super::ties::tie_sentences;
use crate::app::edit::{Choice, Edit};
use crate::app::prefs::MapAxes;
use crate::app::study::BreakEven;
use crate::data::market_odds::RECOVERY;
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::domain::scenario::{DefaultMode, DefaultTerms, Scenario};
use crate::engine::door;
use crate::engine::map_axis::{Axis, Staging, too_late};
use crate::engine::numeraire::Numeraire;
use crate::engine::solved_tie::Ahead;
use crate::text::number;
use crate::text::{Texts, Word};

/// The parameters a map can run over, in the order offered.
pub const MAP_PARAMS: [Param; 24] = [
    Param::Haircut,
    Param::Shock,
    Param::YenDrift,
    Param::CryptoGrowth,
    Param::Crash,
    Param::Inflation,
    Param::DefaultMonth,
    Param::ShockMonth,
    Param::CrashMonth,
    Param::BankJgbShare,
    Param::BankBuffer,
    Param::BankOtherLosses,
    Param::StateSupport,
    Param::InsuranceHonoured,
    Param::YieldRise,
    Param::PassThrough,
    Param::CrisisPassThrough,
    Param::ConversionMoney,
    Param::LevyRate,
    Param::ExchangeLoss,
    Param::GoldGrowth,
    Param::TaxRate,
    Param::Horizon,
    Param::PlanStart,
];

/// One axis of the map.
#[derive(Debug, Clone, PartialEq)]
pub struct MapSide {
    /// The parameter.
    pub param: Param,
    /// Its label.
    pub label: String,
    /// Values written along the axis.
    pub ticks: Vec<Tick>,
    axis: Axis,
}

/// The map, ready to draw. Places are 0..=1 along both axes, from the lower
/// left.
#[derive(Debug, Clone, PartialEq)]
pub struct MapPicture {
    /// To the right.
    pub x: MapSide,
    /// Upwards.
    pub y: MapSide,
    /// Cells along a side.
    pub cells: usize,
    /// How far the plan is ahead at each corner: −1 ("as is" far ahead) to 1,
    /// row by row, the lowest first.
    pub shades: Vec<f32>,
    /// Where both are equal.
    pub frontier: Vec<[(f64, f64); 2]>,
    /// Round where deposits lose nothing.
    pub border: Vec<[(f64, f64); 2]>,
    /// Where the sliders stand, if that is on the map.
    pub here: Option<(f64, f64)>,
    /// Whether nothing finer follows.
    pub finished: bool,
    /// The values of the two sliders.
    stand: [Decimal; 2],
    found: Arc<BreakEven>,
}

/// The view, ready to draw.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BreakEvenView {
    /// What to say and do where there is no plan: a sentence, and the words on
    /// the button that makes one.
    pub empty: Option<(String, String)>,
    /// What the map is about.
    pub title: String,
    /// The map, as soon as there is one.
    pub map: Option<MapPicture>,
    /// What had to be set for the map.
    pub notes: Vec<String>,
    /// That a click sets that too, where anything had to be.
    pub sets_too: Option<String>,
    /// What the signs of the map in text stand for.
    pub signs: String,
    /// The solved ties as sentences, with what explains each; a note while they
    /// are looked for.
    pub ties: Vec<(String, Option<Asked>)>,
    /// What the odds mean.
    pub odds_help: String,
    /// What the scale of odds is of.
    pub odds_scale: String,
    /// The odds at which both are equal, and the market's.
    pub odds: Vec<OddsRow>,
    /// How the measures of the table differ.
    pub odds_measures: String,
    /// What the market's odds are.
    pub odds_note: String,
}

/// Builds the view from what has been worked out so far.
#[must_use]
pub fn break_even_view(
    profile: &Profile,
    axes: MapAxes,
    found: Option<&Arc<BreakEven>>,
    texts: &Texts,
    money: Money,
) -> BreakEvenView {
    let l = &texts.l10n;
    let scenario = profile.active_scenario();
    let span = number::years_months(scenario.horizon_months(), texts.lang);
    if scenario.get(Param::PlanShare) <= Decimal::ZERO {
        let empty = Some((l.msg_plan_empty(), l.msg_plan_empty_button()));
        return BreakEvenView { empty, ..BreakEvenView::default() };
    }
    let matching = found.filter(|f| (f.map.x.param, f.map.y.param) == (axes.x, axes.y));
    let notes = matching.map(|f| notes(f, profile, texts)).unwrap_or_default();
    BreakEvenView {
        empty: None,
        title: l.msg_map_title(&span),
        map: matching.map(|f| picture(f, &scenario, texts, money)),
        notes,
        sets_too: matching.is_some_and(|f| f.map.staging != Staging::default()).then(|| l.msg_map_sets_too()),
        signs: format!("+ {} · - {} · = {}", l.msg_map_plan(), l.msg_map_as_is(), l.msg_map_same()),
        ties: tie_sentences(found.map(AsRef::as_ref), texts, money),
        odds_help: odds_help(&scenario, &span, texts),
        odds_scale: l.msg_odds_scale(&span),
        odds: found.map(|f| odds_rows(f, texts)).unwrap_or_default(),
        odds_measures: l.msg_odds_measures(),
        odds_note: l.msg_odds_market_note(number::percent(RECOVERY, 0)),
    }
}

/// What the odds are of, and where the default is taken to be.
fn odds_help(scenario: &Scenario, span: &str, texts: &Texts) -> String {
    let l = &texts.l10n;
    let mut help = l.msg_odds_help(span);
    let (set, last) = (scenario.months(Param::DefaultMonth), scenario.horizon_months());
    if set > last {
        headline::append(&mut help, &l.msg_odds_default_last(set, last), texts);
    }
    help
}

fn notes(found: &BreakEven, profile: &Profile, texts: &Texts) -> Vec<String> {
    let l = &texts.l10n;
    let scenario = profile.active_scenario();
    let staging = found.map.staging;
    let mut notes = Vec::new();
    if found.map.gap.iter().all(|gap| Ahead::of(*gap) == Ahead::Neither) {
        notes.push(plan::no_effect(profile, texts));
    }
    notes.extend(nearly_everywhere(&found.map.gap, texts));
    let set = scenario.months(Param::DefaultMonth);
    match staging.in_time {
        Some(last) => notes.push(l.msg_map_default_last(set, last)),
        None if staging.default_on => notes.push(l.msg_map_default_on(set)),
        None => {}
    }
    let sides = [found.map.x.param, found.map.y.param];
    for param in sides {
        let late = too_late(&scenario, param).filter(|(when, _)| !sides.contains(when));
        notes.extend(late.map(|(_, month)| l.msg_map_too_late(l.msg_named(label(param, texts)), month)));
    }
    match staging.terms {
        Some(DefaultTerms::Haircut) => notes.push(l.msg_map_terms_haircut()),
        Some(DefaultTerms::Exchange) => notes.push(l.msg_map_terms_exchange()),
        None => {}
    }
    notes
}

/// Who is ahead, where that is so on (nearly) all of the map and the region of
/// the other has no room for its name.
fn nearly_everywhere(gap: &[f64], texts: &Texts) -> Option<String> {
    let l = &texts.l10n;
    let of = |ahead| gap.iter().filter(|gap| Ahead::of(**gap) == ahead).count();
    let (plan, as_is) = (of(Ahead::Plan), of(Ahead::AsIs));
    // Nine tenths and more.
    let most = |ahead: usize| ahead * 10 >= gap.len() * 9;
    match (most(plan), most(as_is)) {
        (true, _) if plan == gap.len() => Some(l.msg_map_all_plan()),
        (true, _) => Some(l.msg_map_most_plan()),
        (_, true) if as_is == gap.len() => Some(l.msg_map_all_as_is()),
        (_, true) => Some(l.msg_map_most_as_is()),
        _ => None,
    }
}

/// Ready pairs for the map, and what they are called.
#[must_use]
pub fn map_pairs(texts: &Texts) -> [(MapAxes, String); 3] {
    let l = &texts.l10n;
    let pair = |x, y| MapAxes { x, y };
    [
        (pair(Param::Haircut, Param::Shock), l.msg_map_pair_bonds()),
        (pair(Param::CryptoGrowth, Param::Crash), l.msg_map_pair_crypto()),
        (pair(Param::Inflation, Param::YenDrift), l.msg_map_pair_prices()),
    ]
}

fn side(axis: Axis, texts: &Texts, money: Money) -> MapSide {
    MapSide { param: axis.param, label: label(axis.param, texts), ticks: ticks(&axis, texts, money), axis }
}

fn picture(found: &Arc<BreakEven>, scenario: &Scenario, texts: &Texts, money: Money) -> MapPicture {
    let map = &found.map;
    let place = |axis: &Axis| axis.place(scenario.get(axis.param));
    let here = (place(&map.x), place(&map.y));
    let on_map = |v: f64| (0.0..=1.0).contains(&v);
    MapPicture {
        x: side(map.x, texts, money),
        y: side(map.y, texts, money),
        cells: map.cells,
        shades: shades(&map.gap),
        frontier: map.frontier(),
        border: map.zero_loss_border(),
        here: (on_map(here.0) && on_map(here.1)).then_some(here),
        finished: found.finished,
        stand: [map.x.param, map.y.param].map(|param| scenario.get(param)),
        found: Arc::clone(found),
    }
}

/// The same strength for the same difference on either side.
///
/// **Formula**: ±√(|gap| / the 95% quantile of |gap|), held at 1, so that a
/// few extreme corners do not bleach the rest.
fn shades(gap: &[f64]) -> Vec<f32> {
    let mut sizes: Vec<f64> = gap.iter().map(|g| g.abs()).filter(|g| g.is_finite()).collect();
    sizes.sort_by(f64::total_cmp);
    let scale = sizes.get(sizes.len() * 95 / 100).or(sizes.last()).copied().unwrap_or(1.0).max(1.0);
    #[expect(clippy::cast_possible_truncation, reason = "a share between −1 and 1")]
    let shade =
        |g: &f64| if g.is_finite() { ((g.abs() / scale).sqrt().min(1.0) * g.signum()) as f32 } else { 0.0 };
    gap.iter().map(shade).collect()
}

impl MapSide {
    /// The value at a place, with its unit.
    #[must_use]
    pub fn value_at(&self, place: f64, texts: &Texts, money: Money) -> String {
        slider::value_text(self.param, step(self, place), texts, money)
    }
}

impl MapPicture {
    /// How far the plan is ahead at a place, in yen of today.
    #[must_use]
    pub fn gap(&self, x: f64, y: f64) -> f64 {
        self.found.map.gap_at(x, y)
    }

    /// What explains how far the plan is ahead at a place, in a month.
    #[must_use]
    pub fn explains(&self, x: f64, y: f64, month: u16) -> Asked {
        let place = Place {
            moved: vec![(self.x.param, self.x.axis.value(x)), (self.y.param, self.y.axis.value(y))],
            axes: Some((self.x.param, self.y.param)),
            ..Place::default()
        };
        Asked::Gap(place, Subject::Value { lines: Lines::Net, month, measure: Numeraire::RealYen })
    }

    /// What stands where the sliders are. That says so, where the map takes a
    /// default for granted and the sliders do not.
    #[must_use]
    pub fn reading_here(&self, texts: &Texts, money: Money) -> Option<String> {
        let l = &texts.l10n;
        let staged = self.found.map.staging.of_default();
        let prefix = if staged { l.msg_map_here_default() } else { l.msg_map_here() };
        let place = self.here?;
        let (stood, gap) = self.found.as_set;
        let said = if stood == self.stand {
            self.said(place, (gap, money.statement(door::state(gap.abs()))), texts, money)
        } else {
            // Moved since: until it is worked out, what the map says.
            self.reading(place, texts, money)
        };
        Some(format!("{prefix}{said}"))
    }

    /// What stands at a place, in a sentence with "if".
    ///
    /// **Rounding**: to three digits, since it is read between the corners of the
    /// map.
    #[must_use]
    pub fn reading(&self, (x, y): (f64, f64), texts: &Texts, money: Money) -> String {
        let gap = self.found.map.gap_at(x, y);
        let step = power_of_ten(gap.abs()) / 100.0;
        let rounded = if step > 0.0 { (gap.abs() / step).round() * step } else { 0.0 };
        let amount = texts.l10n.msg_about_amount(money.statement(door::state(rounded)));
        self.said((x, y), (gap, amount), texts, money)
    }

    fn said(&self, (x, y): (f64, f64), (gap, amount): (f64, String), texts: &Texts, money: Money) -> String {
        let l = &texts.l10n;
        let said = |side: &MapSide, place| {
            let value = slider::value_text(side.param, step(side, place), texts, money);
            l.msg_value_is(l.msg_named(&side.label), value)
        };
        let (across, up) = (said(&self.x, x), said(&self.y, y));
        match Ahead::of(gap) {
            Ahead::Plan => l.msg_map_reads_plan(across, up, amount),
            Ahead::AsIs => l.msg_map_reads_as_is(across, up, amount),
            Ahead::Neither => l.msg_map_reads_same(across, up),
        }
    }

    /// What sets the sliders to a place, and whatever else the map has set.
    #[must_use]
    pub fn edits(&self, (x, y): (f64, f64)) -> Vec<Edit> {
        let Staging { default_on, in_time, terms } = self.found.map.staging;
        let mut edits = vec![
            Edit::SetParam(self.x.param, step(&self.x, x)),
            Edit::SetParam(self.y.param, step(&self.y, y)),
        ];
        if default_on {
            edits.push(Edit::Choose(Choice::Default(DefaultMode::InMonth)));
        }
        edits.extend(in_time.map(|month| Edit::SetParam(Param::DefaultMonth, month.into())));
        edits.extend(terms.map(|terms| Edit::Choose(Choice::Terms(terms))));
        edits
    }

    /// Whether deposits lose nothing at a place.
    #[must_use]
    pub fn is_zero_loss(&self, x: f64, y: f64) -> bool {
        self.found.map.is_zero_loss(x, y)
    }

    /// A place well inside the region where the plan (or "as is") is ahead,
    /// for its name; none where the region is too small to be pointed at.
    #[must_use]
    pub fn middle_of(&self, plan: bool) -> Option<(f64, f64)> {
        deepest(0.02, |place| self.is_ahead(plan, place))
    }

    /// Whether there is a region in which deposits lose nothing, and one in which
    /// they do.
    #[must_use]
    pub fn has_zero_loss(&self) -> bool {
        !self.border.is_empty()
    }

    /// Whether deposits lose nothing anywhere on the map.
    #[must_use]
    pub fn is_all_zero_loss(&self) -> bool {
        self.border.is_empty() && self.is_zero_loss(0.5, 0.5)
    }

    /// Whether the plan (or "as is") is ahead at a place.
    #[must_use]
    pub fn is_ahead(&self, plan: bool, (x, y): (f64, f64)) -> bool {
        Ahead::of(self.found.map.gap_at(x, y)) == if plan { Ahead::Plan } else { Ahead::AsIs }
    }

    /// The same for the region where deposits lose nothing; none where it is
    /// narrow: words below the map name it too.
    #[must_use]
    pub fn middle_of_zero_loss(&self) -> Option<(f64, f64)> {
        deepest(0.06, |(x, y)| self.is_zero_loss(x, y))
    }
}

/// The place farthest from the edges of the map and from where `holds`
/// does not, and at `least` so far, looked for on a 16 by 16 grid.
fn deepest(least: f64, holds: impl Fn((f64, f64)) -> bool) -> Option<(f64, f64)> {
    let grid = || (0..16).flat_map(|j| (0..16).map(move |i| (i, j)));
    let at = |(i, j): (u8, u8)| ((f64::from(i) + 0.5) / 16.0, (f64::from(j) + 0.5) / 16.0);
    let (inside, outside): (Vec<_>, Vec<_>) = grid().map(at).partition(|p| holds(*p));
    // A name is wider than high. Squares, since there are many of them.
    let apart = |a: (f64, f64), b: (f64, f64)| ((a.0 - b.0) / 2.0).powi(2) + (a.1 - b.1).powi(2);
    let depth = |p: (f64, f64)| {
        let edge = (p.0.min(1.0 - p.0) / 2.0).min(p.1).min(1.0 - p.1);
        outside.iter().map(|o| apart(p, *o)).fold(f64::INFINITY, f64::min).sqrt().min(edge)
    };
    let deep = inside.into_iter().map(|p| (depth(p), p)).filter(|(depth, _)| *depth >= least);
    deep.max_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, place)| place)
}

/// The value at a place, on the slider's steps.
fn step(side: &MapSide, place: f64) -> Decimal {
    let value = side.axis.value(place);
    let shown = value.saturating_mul(side.param.unit().display_factor());
    slider::from_position(side.param, door::plain(shown))
}

/// The value at a place along an axis, with its unit.
#[must_use]
pub fn value_along(axis: &Axis, place: f64, texts: &Texts, money: Money) -> String {
    side(*axis, texts, money).value_at(place, texts, money)
}

/// A parameter's label, within a sentence.
pub(super) fn label(param: Param, texts: &Texts) -> String {
    texts.param(param, Word::Label).to_owned()
}

/// The names of the parameters a map can run over.
#[must_use]
pub fn map_params(texts: &Texts) -> Vec<String> {
    MAP_PARAMS.map(|param| label(param, texts)).into()
}
