//! The command that runs thousands of paths.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use forelock::app::prefs::{Numeraire, Prefs};
use forelock::app::simulator::{self, Ask};
use forelock::app::state::MOST_PATHS;
use forelock::domain::profile::Profile;
use forelock::engine::Later;
use forelock::engine::chance::precise::Watch;
use forelock::engine::chance::result::{Outlook, Sample, Sampler};
use forelock::export::chance_rows;
use forelock::text::{Texts, number};
use forelock::view_model::chance_data::chance_data;
use forelock::view_model::chance_summary::chance_summary;

use super::{Format, Hidden, usage};
use crate::window;

/// The fewest paths: below them the outer quantiles are single paths.
const FEWEST_PATHS: u32 = 100;

/// Before that, nobody wonders.
const PATIENCE: Duration = Duration::from_secs(1);

#[derive(Args)]
pub(super) struct Asked {
    /// The profile; `-` reads standard input.
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) drawn: Drawn,
    /// The scenario; without one, the tab in front.
    #[arg(long)]
    pub(super) scenario: Option<String>,
    /// How random numbers are made.
    #[arg(long, value_enum, default_value_t = SamplerName::Sobol)]
    sampler: SamplerName,
    /// What values are measured in.
    #[arg(long, value_enum, default_value_t = MeasureName::Real)]
    measure: MeasureName,
    /// Prints indices (assets today are 100) and neutral names instead of the
    /// company's amounts.
    #[arg(long)]
    hide_amounts: bool,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// How many paths, from which numbers.
#[derive(Args)]
pub(super) struct Drawn {
    /// How many paths, 100 to 1000000; without it, 20000.
    #[arg(long, allow_negative_numbers = true)]
    paths: Option<String>,
    /// The same seed gives the same figures; without one, 1.
    #[arg(long, allow_negative_numbers = true, value_parser = usage::whole(0, u64::MAX))]
    seed: Option<u64>,
}

/// Paths where no number is given.
const USUAL_PATHS: u32 = 20_000;

impl Drawn {
    /// The sample asked for, or why there is none.
    pub(super) fn sample(&self, sampler: Sampler) -> Result<Sample, Vec<String>> {
        let seed = self.seed.unwrap_or(simulator::SEED);
        let Some(found) = &self.paths else { return Ok(Sample { paths: USUAL_PATHS, seed, sampler }) };
        match found.parse() {
            Ok(paths) if (FEWEST_PATHS..=MOST_PATHS).contains(&paths) => Ok(Sample { paths, seed, sampler }),
            _ => {
                let texts = Texts::new(window::system_language());
                let [least, most] = [FEWEST_PATHS, MOST_PATHS].map(count);
                Err(vec![texts.l10n.msg_paths_out_of_range(found, least, most)])
            }
        }
    }

    /// The option given, if any is.
    pub(super) fn given(&self) -> Option<&'static str> {
        let paths = self.paths.as_ref().map(|_| "--paths");
        paths.or(self.seed.map(|_| "--seed"))
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum SamplerName {
    Sobol,
    Pseudo,
}

#[derive(Clone, Copy, ValueEnum)]
enum MeasureName {
    Real,
    Nominal,
    Usd,
    Btc,
}

fn count(number: u32) -> String {
    number::plain(number.into(), 0)
}

/// Says on standard error how far it is, where a person may be waiting.
struct Teller {
    texts: Texts,
    began: Instant,
    shown: Mutex<bool>,
}

impl Watch for Teller {
    fn stopped(&self) -> bool {
        false
    }

    fn done(&self, paths: u32, of: u32) {
        if self.began.elapsed() < PATIENCE {
            return;
        }
        if let Ok(mut shown) = self.shown.lock() {
            eprint!("\r{}\u{1b}[K", self.texts.l10n.msg_simulate_progress(count(paths), count(of)));
            *shown = true;
            // Where it cannot be shown, the result still comes.
            let _shown = std::io::stderr().flush();
        }
    }
}

fn worked_out(ask: &Ask, sample: Sample) -> Outlook {
    if !std::io::stderr().is_terminal() {
        return simulator::simulate(ask, sample, true);
    }
    let texts = Texts::new(window::system_language());
    let teller = Teller { texts, began: Instant::now(), shown: Mutex::new(false) };
    let outlook = simulator::simulate_watched(ask, sample, true, &teller);
    if teller.shown.into_inner().unwrap_or(false) {
        eprint!("\r\u{1b}[K");
    }
    outlook
}

/// Thousands of paths, printed.
pub(super) fn simulated(profile: Profile, asked: &Asked) -> Result<String, Vec<String>> {
    let sample = asked.drawn.sample(match asked.sampler {
        SamplerName::Sobol => Sampler::SobolBridge,
        SamplerName::Pseudo => Sampler::Pseudo,
    })?;
    let measure = match asked.measure {
        MeasureName::Real => Numeraire::RealYen,
        MeasureName::Nominal => Numeraire::NominalYen,
        MeasureName::Usd => Numeraire::Dollars,
        MeasureName::Btc => Numeraire::Bitcoin,
    };
    let Hidden { profile, unit, data } = Hidden::new(profile, asked.hide_amounts);
    let profile = Arc::new(profile);
    let (as_is, plan) = Later::both(&profile);
    let ask = Ask { profile, as_is, plan, measure, precision: None };
    let outlook = worked_out(&ask, sample);
    let data = || chance_data(&ask.profile, &outlook, data);
    match asked.format {
        Format::Table => {
            let lang = window::system_language();
            let prefs = Prefs { lang, unit, ..Prefs::default() };
            let summary = chance_summary(&ask.profile, &outlook, &Texts::new(lang), prefs);
            Ok(chance_rows::table(&summary))
        }
        Format::Csv => chance_rows::csv(&data()).map_err(|e| vec![e.to_string()]),
        Format::Json => chance_rows::json(&ask.profile.company, &ask.profile.active_scenario().name, &data())
            .map_err(|e| vec![e.to_string()]),
    }
}
