//! The command that says how a number came about.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{ArgGroup, Args, ValueEnum};
use forelock::app::explaining::{self, Ask, Asked as Question, Place};
use forelock::domain::profile::Profile;
use forelock::engine::chance::result::{LEVELS, Sampler};
use forelock::engine::chance::story::{Level, Point};
use forelock::engine::numeraire::Numeraire;
use forelock::engine::replay;
use forelock::engine::trace::assemble::Lines;
use forelock::engine::trace::elsewhere::opened;
use forelock::engine::trace::{Course, Step, Subject, explain};
use forelock::export;
use forelock::text::{Texts, YenUnit};
use forelock::view_model::explain::Writer;
use forelock::view_model::money::Money;

use super::replay::found;
use super::simulate::Drawn;
use super::usage::whole;
use crate::window;

#[derive(Args)]
#[command(group(ArgGroup::new("what").required(true).args(["total", "holding"])))]
pub(super) struct Asked {
    /// The profile; `-` reads standard input.
    pub(super) file: PathBuf,
    /// The line to explain, by its identity in the file.
    #[arg(long)]
    holding: Option<String>,
    /// Net worth.
    #[arg(long)]
    total: bool,
    /// The month, counted from today, 0 to 360.
    #[arg(long, allow_negative_numbers = true, value_parser = whole(0_u16, 360))]
    month: u16,
    /// What the value is measured in.
    #[arg(long, value_enum, default_value_t = Measured::Real)]
    measure: Measured,
    /// With the plan carried out.
    #[arg(long)]
    plan: bool,
    /// The scenario; without one, the tab in front.
    #[arg(long)]
    pub(super) scenario: Option<String>,
    /// A quantile of a simulation instead of the line without chance: 5, 25,
    /// 50, 75 or 95 percent.
    #[arg(long, allow_negative_numbers = true, value_parser = quantile, requires = "total")]
    quantile: Option<usize>,
    /// In a month of an episode of the past, by its name in `replay --list`.
    #[arg(long, conflicts_with_all = ["quantile", "plan"])]
    episode: Option<String>,
    /// How far to go into what is only named: what stood in an account, a
    /// price level, a yield. Each time further makes it much longer.
    #[arg(long, default_value_t = 0, allow_negative_numbers = true, value_parser = whole(0_u8, 3))]
    further: u8,
    #[command(flatten)]
    drawn: Drawn,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

#[derive(Clone, Copy, ValueEnum)]
enum Measured {
    Real,
    Nominal,
    Usd,
    Btc,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    Text,
    Json,
}

/// The levels there are.
const LEVELS_SAID: &str = "5, 25, 50, 75, 95";

/// The place of a level among those a simulation keeps.
fn quantile(text: &str) -> Result<usize, String> {
    let place = |percent: f64| LEVELS.iter().position(|level| (level * 100.0 - percent).abs() < 1e-9);
    text.trim_end_matches('%').parse().ok().and_then(place).ok_or_else(|| {
        let texts = Texts::new(window::system_language());
        texts.l10n.msg_usage_names(LEVELS_SAID)
    })
}

/// The derivation, printed.
pub(super) fn explained(profile: &Profile, asked: &Asked) -> Result<String, Vec<String>> {
    let texts = Texts::new(window::system_language());
    if let Some(option) = asked.drawn.given().filter(|_| asked.quantile.is_none()) {
        return Err(vec![texts.l10n.msg_usage_only_with(option, "--quantile")]);
    }
    let lines = match &asked.holding {
        None => Lines::Net,
        Some(id) if profile.holdings.iter().any(|holding| holding.id.0 == *id) => Lines::Line(id.clone()),
        Some(id) => {
            let known: Vec<&str> = profile.holdings.iter().map(|holding| holding.id.0.as_str()).collect();
            return Err(vec![texts.l10n.msg_no_such_holding(id, known.join(", "))]);
        }
    };
    let measure = match asked.measure {
        Measured::Real => Numeraire::RealYen,
        Measured::Nominal => Numeraire::NominalYen,
        Measured::Usd => Numeraire::Dollars,
        Measured::Btc => Numeraire::Bitcoin,
    };
    let course = if asked.plan { Course::Plan } else { Course::AsIs };
    let scenario = profile.active_scenario();
    let (question, step) = match (&asked.episode, asked.quantile) {
        (Some(id), _) => {
            replayed(profile, id, Subject::Value { lines, month: asked.month, measure }, &texts)?
        }
        (None, None) => {
            let subject = Subject::Value { lines, month: asked.month, measure };
            let step = explain(profile, &scenario, course, &subject);
            (Question::from((course, subject)), step)
        }
        (None, Some(level)) => simulated(profile, asked, (level, measure, course), &texts)?,
    };
    let step = if asked.further > 0 { opened(&step, None, asked.further) } else { step };
    let money = Money { lang: texts.lang, unit: YenUnit::Auto };
    let writer = Writer { profile, scenario: &scenario, moved: &[], parts: &[], texts: &texts, money };
    match asked.format {
        Form::Text => Ok(writer.text(&writer.title(&question), &step)),
        Form::Json => {
            let whole = export::explain::json(&writer, &step);
            serde_json::to_string_pretty(&whole).map_err(|e| vec![e.to_string()])
        }
    }
}

/// A quantile of a simulation.
fn simulated(
    profile: &Profile,
    asked: &Asked,
    (level, measure, course): (usize, Numeraire, Course),
    texts: &Texts,
) -> Result<(Question, Step), Vec<String>> {
    let last = profile.active_scenario().horizon_months();
    if asked.month > last {
        return Err(vec![texts.l10n.msg_beyond_horizon(asked.month.to_string(), last.to_string())]);
    }
    let point = Point { level: Level::Quantile(level), month: asked.month, measure };
    let sample = asked.drawn.sample(Sampler::SobolBridge)?;
    let question = Question::Simulated(Place::default(), course, point, Some(sample));
    let ask = Ask { asked: question.clone(), profile: Arc::new(profile.clone()), sample };
    let step = explaining::answer(&ask, &|| false).ok_or_else(Vec::new)?;
    Ok((question, step))
}

/// A month of a replay; where it cannot be stated, a sentence with those that
/// can.
fn replayed(
    profile: &Profile,
    id: &str,
    subject: Subject,
    texts: &Texts,
) -> Result<(Question, Step), Vec<String>> {
    let episode = found(id, texts)?;
    let scenario = profile.active_scenario();
    if let Some(step) = replay::explain(profile, &scenario, episode, &subject) {
        return Ok((Question::Replayed(&episode.id, subject), step));
    }
    let real = matches!(subject, Subject::Value { measure: Numeraire::RealYen, .. });
    let months: Vec<String> = replay::replay(profile, &scenario, episode)
        .months
        .iter()
        .filter(|month| if real { month.net.real.is_some() } else { month.net.nominal.is_some() })
        .map(|month| month.month.to_string())
        .collect();
    Err(vec![texts.l10n.msg_history_not_stated(subject.month(), months.join(", "))])
}
