//! What the reader asks to have explained, and the answers that take longer
//! than a frame.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::compare::{Pair, Side};
use super::state::State;
use super::study::Question;
use crate::data::episodes::episode;
use crate::data::market_odds::{CDS_QUOTES, RECOVERY};
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::domain::scenario::Scenario;
use crate::engine::attribution::{self, Attribution};
use crate::engine::break_even::{self, Weighing};
use crate::engine::bundle::Bundle;
use crate::engine::chance::result::{Odds, Outlook, Sample};
use crate::engine::chance::story::{Point, story};
use crate::engine::hazard;
use crate::engine::map_axis::staged;
use crate::engine::replay;
use crate::engine::trace::assemble::Lines;
use crate::engine::trace::{About, Course, How, Origin, Quantity, Step, Subject, Term, explain};
use crate::engine::{project, project_plan};

/// Where a number stands, if not in the scenario in front as it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Place {
    /// Another of the company's scenarios.
    pub tab: Option<usize>,
    /// What is moved to which value for this number alone.
    pub moved: Vec<(Param, Decimal)>,
    /// The axes of a map, for whose sake a default may be taken for granted.
    pub axes: Option<(Param, Param)>,
}

impl Place {
    /// Another scenario.
    #[must_use]
    pub fn tab(tab: usize) -> Self {
        Self { tab: Some(tab), ..Self::default() }
    }

    /// The scenario in force, with the plan in it.
    #[must_use]
    pub fn scenario(&self, profile: &Profile) -> Scenario {
        let mut scenario = match self.tab {
            Some(tab) => Side::as_is(tab).scenario(profile),
            None => profile.active_scenario(),
        };
        if let Some((x, y)) = self.axes {
            scenario = staged(&scenario, &[x, y]).0;
        }
        for (param, value) in &self.moved {
            scenario.set(*param, *value);
        }
        scenario
    }

    /// The month of a default that was switched on, or brought within the
    /// horizon, for the sake of a map's axes.
    #[must_use]
    pub fn default_staged(&self, profile: &Profile) -> Option<u16> {
        let (x, y) = self.axes?;
        let (scenario, staging) = staged(&profile.active_scenario(), &[x, y]);
        staging.of_default().then(|| scenario.months(Param::DefaultMonth))
    }
}

/// How often something happened on the paths of a simulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Often {
    /// Real net worth ends below today's.
    RealLoss,
    /// Below half of it.
    Half,
    /// Below zero.
    BelowZero,
    /// The plan ends higher.
    PlanAhead,
}

/// A number the reader asks about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Asked {
    /// Of the line without chance.
    Line(Place, Course, Subject),
    /// How far the plan is ahead of "as is" on it.
    Gap(Place, Subject),
    /// Of a simulation: the one on screen, or one of its own.
    Simulated(Place, Course, Point, Option<Sample>),
    /// The mean of a simulation in a month.
    Mean(Course, u16),
    /// How often something happens in a simulation.
    Odds(Course, Often),
    /// A part of the difference between two sides in a month, real or nominal.
    Part(Pair, u16, Vec<Bundle>, bool),
    /// The odds at which plan and "as is" are equal, within the horizon or a
    /// year.
    TieOdds(Weighing, bool),
    /// The odds of a default that follow from one of the market's quotes, within
    /// the horizon or a year.
    MarketOdds(usize, bool),
    /// Of a replay, by the episode's stable name.
    Replayed(&'static str, Subject),
}

impl From<(Course, Subject)> for Asked {
    fn from((course, subject): (Course, Subject)) -> Self {
        Self::Line(Place::default(), course, subject)
    }
}

impl Asked {
    /// Where it stands.
    #[must_use]
    pub fn place(&self) -> Place {
        match self {
            Self::Line(place, ..) | Self::Gap(place, _) | Self::Simulated(place, ..) => place.clone(),
            _ => Place::default(),
        }
    }
}

/// A question whose answer takes longer than a frame. Equal only where the
/// profile is the same one.
#[derive(Debug, Clone)]
pub struct Ask {
    /// What is asked.
    pub asked: Asked,
    /// Of which company.
    pub profile: Arc<Profile>,
    /// On which paths.
    pub sample: Sample,
}

impl PartialEq for Ask {
    fn eq(&self, other: &Self) -> bool {
        self.is_about(&other.asked, &other.profile) && self.sample == other.sample
    }
}

impl Ask {
    fn is_about(&self, asked: &Asked, profile: &Arc<Profile>) -> bool {
        self.asked == *asked && Arc::ptr_eq(&self.profile, profile)
    }
}

/// What is to be done about a question that takes longer than a frame.
#[derive(Debug, Clone, PartialEq)]
pub enum Next {
    /// It is to be answered; an older one is given up.
    Answer(Box<Ask>),
    /// Nothing is asked any more.
    GiveUp,
}

/// What the panel in front needs, unless that was asked last.
pub fn ask(state: &mut State) -> Option<Next> {
    let Some(ask) = wanted(state) else {
        state.story = None;
        return state.story_asked.take().map(|_| Next::GiveUp);
    };
    if state.story_asked.as_ref() == Some(&ask) {
        return None;
    }
    state.story_asked = Some(ask.clone());
    Some(Next::Answer(Box::new(ask)))
}

fn wanted(state: &State) -> Option<Ask> {
    let asked = state.explaining.as_ref()?;
    let Asked::Simulated(_, _, _, sample) = asked else { return None };
    let on_screen = || state.chance.as_ref().map(|chance| chance.outlook.as_is.sample);
    let sample = sample.or_else(on_screen)?;
    Some(Ask { asked: asked.clone(), profile: Arc::clone(state.profile()), sample })
}

/// Whether the answer to the question is still on its way.
#[must_use]
pub fn is_awaited(state: &State) -> bool {
    match &state.explaining {
        Some(Asked::Simulated(..)) => state.story_asked.is_some(),
        Some(Asked::Part(pair, month, ..)) => {
            let question = Question::Compare(*pair, *month);
            state.studies.asked.as_ref().is_some_and(|asked| asked.question == question)
        }
        _ => false,
    }
}

/// Takes an answer in. One to a question that is no longer asked is left.
pub fn told(state: &mut State, ask: Ask, step: Option<Arc<Step>>) {
    if state.story_asked.as_ref() == Some(&ask) {
        state.story = step.map(|step| (ask, step));
    }
}

/// A number is no longer asked about once what it is of may be gone: a
/// scenario by its place, a line, a bank.
pub fn follow(state: &mut State, before: &Profile) {
    let now = state.profile();
    let names = |profile: &Profile| profile.scenarios.iter().map(|s| s.name.clone()).collect::<Vec<_>>();
    let lines = |lines: &Lines| match lines {
        Lines::Line(id) => !id.starts_with('~') && !now.holdings.iter().any(|h| h.id.0 == *id),
        _ => false,
    };
    let gone = state.explaining.as_ref().is_some_and(|asked| {
        let by_place = asked.place().tab.is_some() || matches!(asked, Asked::Part(..));
        let place = by_place && names(before) != names(now);
        let subject = match asked {
            Asked::Line(_, _, subject) | Asked::Gap(_, subject) => match subject {
                Subject::Value { lines: of, .. }
                | Subject::Change { lines: of, .. }
                | Subject::Cause { lines: of, .. } => lines(of),
                Subject::Bank { bank, .. } => now.bank(bank).is_none(),
                Subject::Relief { .. } | Subject::Frozen { .. } | Subject::Usable { .. } => false,
            },
            _ => false,
        };
        place || subject
    });
    if gone {
        state.explaining = None;
    }
}

/// One "what if" and the range of chance are not shown side by side: what
/// belongs to the other is no longer asked about.
pub fn turn(state: &mut State) {
    let other = |asked: &Asked| match asked {
        _ if asked.place() != Place::default() => false,
        Asked::Simulated(..) | Asked::Mean(..) | Asked::Odds(..) => !state.shows_chance(),
        Asked::Line(_, _, subject) | Asked::Gap(_, subject) => state.shows_chance() && subject.month() > 0,
        Asked::Part(..) | Asked::TieOdds(..) | Asked::MarketOdds(..) | Asked::Replayed(..) => false,
    };
    if state.explaining.as_ref().is_some_and(other) {
        state.explaining = None;
    }
}

/// How a simulated number came about.
#[must_use]
pub fn answer(ask: &Ask, stop: &(dyn Fn() -> bool + Sync)) -> Option<Step> {
    let Asked::Simulated(place, course, point, _) = &ask.asked else { return None };
    let scenario = place.scenario(&ask.profile);
    let line = match course {
        Course::AsIs => project(&ask.profile, &scenario, None),
        Course::Plan => project_plan(&ask.profile, &scenario, None),
    };
    story(&ask.profile, &scenario, (*course, &line), *point, ask.sample, stop)
}

/// How the number asked about came about; nothing while that is worked out.
#[must_use]
pub fn explained(state: &State) -> Option<Arc<Step>> {
    let asked = state.explaining.as_ref()?;
    let profile = state.profile();
    let step = match asked {
        Asked::Line(place, course, subject) => explain(profile, &place.scenario(profile), *course, subject),
        Asked::Gap(place, subject) => gap(profile, &place.scenario(profile), subject),
        Asked::Simulated(..) => {
            let (ask, step) = state.story.as_ref()?;
            return ask.is_about(asked, profile).then(|| Arc::clone(step));
        }
        Asked::Mean(course, month) => mean(&state.chance.as_ref()?.outlook, *course, *month)?,
        Asked::Odds(course, often) => share(&state.chance.as_ref()?.outlook, *course, *often)?,
        Asked::Part(pair, month, bundles, real) => {
            attribution::explain(compared(state, *pair, *month)?, bundles, *real)?
        }
        Asked::TieOdds(weighing, yearly) => {
            let over =
                state.studies.break_even.as_ref().and_then(|(request, found)| {
                    found.over.filter(|_| Arc::ptr_eq(&request.profile, profile))
                });
            break_even::explain(profile, &profile.active_scenario(), over, (*weighing, *yearly))?
        }
        Asked::MarketOdds(place, yearly) => {
            let quote = CDS_QUOTES.get(*place)?;
            let (spread, recovery) = ((quote.spread, *place), RECOVERY);
            hazard::told(spread, recovery, &profile.active_scenario(), *yearly)
        }
        Asked::Replayed(id, subject) => {
            replay::explain(profile, &profile.active_scenario(), episode(id)?, subject)?
        }
    };
    Some(Arc::new(step))
}

/// The difference between two sides, once it is shared out for the company as
/// it is now.
#[must_use]
pub fn compared(state: &State, pair: Pair, month: u16) -> Option<&Attribution> {
    let (request, found) = state.studies.compare.as_ref()?;
    let same = request.question == Question::Compare(pair, month);
    (same && Arc::ptr_eq(&request.profile, state.profile())).then(|| found.as_ref())
}

/// The plan's number less that of "as is".
fn gap(profile: &Profile, scenario: &Scenario, subject: &Subject) -> Step {
    let of = |course| {
        let step = explain(profile, scenario, course, subject);
        // Of the whole company both would be called the same.
        if step.about == About::Nothing { step.about(About::Course(course)) } else { step }
    };
    let (plan, as_is) = (of(Course::Plan), of(Course::AsIs));
    let value = Quantity::RealYen(plan.yen().minus(as_is.yen()));
    Step::of(Term::PlanLessAsIs, value, How::Less, vec![plan, as_is]).at(subject.month())
}

fn fan(outlook: &Outlook, course: Course) -> Option<&crate::engine::chance::result::Fan> {
    match course {
        Course::AsIs => Some(&outlook.as_is),
        Course::Plan => outlook.plan.as_ref(),
    }
}

/// The mean over all paths, which is kept without its parts.
fn mean(outlook: &Outlook, course: Course, month: u16) -> Option<Step> {
    use crate::engine::numeraire::Numeraire as N;
    let fan = fan(outlook, course)?;
    let mean = *fan.net.mean.get(usize::from(month))?;
    let quantity = match fan.measure {
        N::RealYen | N::NominalYen => Quantity::Unrounded,
        N::Dollars => Quantity::Dollars,
        N::Bitcoin => Quantity::Coins,
    };
    let paths = fan.sample.paths;
    let mean = Step::given(Term::MeanOfPaths, quantity(mean), Origin::Simulated);
    let about = About::Paths { of: paths, per_mille: 0 };
    Some(Step { about, month: Some(month), ..mean })
}

/// The paths on which something happens, through all.
fn share(outlook: &Outlook, course: Course, often: Often) -> Option<Step> {
    let fan = fan(outlook, course)?;
    let (odds, term): (Odds, Term) = match often {
        Often::RealLoss => (fan.real_loss, Term::PathsBelowToday),
        Often::Half => (fan.half, Term::PathsBelowHalf),
        Often::BelowZero => (fan.below_zero, Term::PathsBelowZero),
        Often::PlanAhead => (outlook.plan_ahead?, Term::PathsPlanAhead),
    };
    let paths = fan.sample.paths;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of paths")]
    let hits = (odds.share * f64::from(paths)).round() as u32;
    let inputs = vec![
        Step::given(term, Quantity::Count(hits), Origin::Simulated),
        Step::given(Term::AllPaths, Quantity::Count(paths), Origin::Simulated),
    ];
    Some(Step::of(Term::ShareOfPaths, Quantity::RateNear(odds.share), How::Quotient, inputs).at(fan.months))
}
