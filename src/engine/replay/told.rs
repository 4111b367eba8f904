//! How a number of a replay came about.

use super::{Converted, Figure, Replay, Staged, along, replay};
use crate::domain::episode::{About as Path, Episode};
use crate::domain::holding::AssetClass;
use crate::domain::param::Param;
use crate::domain::profile::Profile;
use crate::domain::scenario::Scenario;
use crate::engine::episode_terms::set_aside;
use crate::engine::factors::Factors;
use crate::engine::numeraire::Numeraire;
use crate::engine::trace::assemble::{Lines, explain_along};
use crate::engine::trace::{About, Course, How, Origin, Quantity, Rounding, Step, Subject, Term};

/// How a number of a replay came about: a value at the end of a month that can
/// be stated, of net worth as the replay has it, a class or a line; or what
/// cannot be drawn. Nothing where it has no such number.
///
/// **Shape**: the root is the number of [`replay`], to the yen; the months are
/// gone through again along the same paths.
#[must_use]
pub fn explain(profile: &Profile, scenario: &Scenario, episode: &Episode, subject: &Subject) -> Option<Step> {
    let whole = replay(profile, scenario, episode);
    if let Subject::Frozen { month } = subject {
        whole.months.iter().find(|found| found.month == *month && found.frozen.is_positive())?;
        return Some(retold(profile, scenario, episode, (*month, subject)));
    }
    let Subject::Value { lines, month, measure } = subject else { return None };
    let figure = figure(&whole, profile, lines, *month)?;
    match measure {
        Numeraire::NominalYen => figure.nominal.map(|_| ())?,
        Numeraire::RealYen => figure.real.map(|_| ())?,
        Numeraire::Dollars => figure.dollars.map(|_| ())?,
        Numeraire::Bitcoin => return None,
    }
    let lines = match lines {
        Lines::Net if !whole.beside.is_empty() => Lines::Without(whole.beside),
        other => other.clone(),
    };
    let subject = Subject::Value { lines, month: *month, measure: *measure };
    Some(retold(profile, scenario, episode, (*month, &subject)))
}

fn retold(
    profile: &Profile,
    scenario: &Scenario,
    episode: &Episode,
    (month, subject): (u16, &Subject),
) -> Step {
    let staged = Staged::of(profile, scenario, episode);
    let factors =
        Factors { found: Some(Box::new(episode.clone())), ..along(episode, &staged.scenario, month) };
    let tree = explain_along(staged.company(month), &staged.scenario, &factors, Course::AsIs, subject);
    Retold { given: scenario, aside: &set_aside(scenario), staged: &staged, episode }.step(tree)
}

/// What the replay states of some lines in a month.
fn figure(replay: &Replay, profile: &Profile, lines: &Lines, month: u16) -> Option<Figure> {
    let found = replay.months.iter().find(|stated| stated.month == month)?;
    let of_class = |class: AssetClass| found.classes.iter().find(|(c, _)| *c == class).map(|(_, f)| *f);
    match lines {
        Lines::Net => Some(found.net),
        Lines::Class(class) => of_class(*class),
        Lines::Line(id) => {
            let holding = profile.holdings.iter().find(|holding| holding.id.0 == *id)?;
            let left_out = replay.left_out.iter().any(|(out, _)| *out == holding.id);
            of_class(holding.kind.class()).filter(|_| !left_out)
        }
        Lines::Assets | Lines::Debts | Lines::Without(_) => None,
    }
}

/// Says of a derivation's numbers what the replay made of them.
struct Retold<'a> {
    /// The scenario that was asked for.
    given: &'a Scenario,
    /// The same with everything off that is no part of a replay.
    aside: &'a Scenario,
    staged: &'a Staged,
    episode: &'a Episode,
}

impl Retold<'_> {
    fn step(&self, mut step: Step) -> Step {
        if let Some(converted) = self.converted(&step) {
            return self.conversion(&step, converted);
        }
        if let (How::Given(Origin::Parameter), Quantity::Param(param, _)) = (step.how, step.value) {
            step.how = How::Given(self.origin(param));
        }
        step.inputs = step.inputs.into_iter().map(|input| self.step(input)).collect();
        step
    }

    fn origin(&self, param: Param) -> Origin {
        let value = self.staged.scenario.get(param);
        match (value == self.aside.get(param), value == self.given.get(param)) {
            (_, true) => Origin::Parameter,
            (false, _) => Origin::Fact,
            (true, _) => Origin::SetAside,
        }
    }

    /// The dollar deposit an opening amount was made of.
    fn converted(&self, step: &Step) -> Option<&Converted> {
        let About::Line(id) = &step.about else { return None };
        let entered = step.how == How::Given(Origin::Entered) && matches!(step.value, Quantity::Yen(_));
        self.staged.converted.iter().find(|converted| entered && converted.id.0 == *id)
    }

    /// Dollars × today's rate × the decree's factor, cut.
    fn conversion(&self, opening: &Step, converted: &Converted) -> Step {
        let dollars = Quantity::Dollars(crate::engine::door::plain(converted.usd));
        let held = Step::given(Term::Holds, dollars, Origin::Entered).about(opening.about.clone());
        let of = About::Episode {
            id: self.episode.id.clone(),
            of: Path::Terms,
            month: self.episode.event,
            mark: None,
        };
        let factor =
            Step::given(Term::DepositConverted, Quantity::Rate(converted.factor), Origin::Fact).about(of);
        let inputs = vec![held, Step::param(&self.staged.scenario, Param::UsdJpy), factor];
        Step::of(opening.term, opening.value, How::Product, inputs)
            .rounded(Rounding::Cut)
            .about(opening.about.clone())
    }
}
