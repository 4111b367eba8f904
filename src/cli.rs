//! The command line.

mod bench;
mod bench_event;
mod compare;
mod explain;
mod kept;
mod picture;
mod replay;
mod simulate;
mod study;
mod thesis;
mod usage;

use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use forelock::app::{hiding, sample_names};
use forelock::data::samples::SAMPLES;
use forelock::domain::profile::Profile;
use forelock::domain::scenario::Scenario;
use forelock::engine::{self};
use forelock::export::rows;
use forelock::store::{self, Loaded};
use forelock::text::{Lang, Texts, YenUnit};
use forelock::view_model::money::DataUnit;
use forelock::view_model::{problem_text, projection_data};

use crate::window;

/// What a Japanese company's yen, deposits and crypto are really worth if
/// bonds default, the yen falls or crypto crashes. Education, not advice.
#[derive(Parser)]
#[command(name = "forelock", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    /// A profile to open in the window; without one, a sample company.
    file: Option<PathBuf>,
    /// Opens the window with the company's amounts hidden: only percentages
    /// and indices are on screen.
    #[arg(long)]
    hide_amounts: bool,
    /// What draws the window; without it, OpenGL, and wgpu where that fails.
    #[arg(long, value_enum)]
    renderer: Option<window::Drawing>,
    /// Opens the window as if for the first time: where and how it stood is
    /// not looked at.
    #[arg(long)]
    safe_mode: bool,
    #[command(subcommand)]
    command: Option<Headless>,
}

#[derive(Subcommand)]
enum Headless {
    /// Prints every month of a projection.
    Project {
        /// The profile; `-` reads standard input.
        file: PathBuf,
        /// The scenario; without one, the tab in front.
        #[arg(long)]
        scenario: Option<String>,
        /// How many months, 1 to 360; without it, the scenario's horizon.
        #[arg(long, allow_negative_numbers = true, value_parser = usage::whole(1_u16, 360))]
        months: Option<u16>,
        /// Prints indices (assets today are 100) and neutral names instead of
        /// the company's amounts.
        #[arg(long)]
        hide_amounts: bool,
        /// How to print it.
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Runs thousands of paths: how far values may stray.
    Simulate(simulate::Asked),
    /// Draws a view as a PNG picture.
    Render(picture::Asked),
    /// Says where the plan and "as is" are equal: a map over two parameters,
    /// the ties in single ones, the odds beside the market's.
    Breakeven {
        /// The profile; `-` reads standard input.
        file: PathBuf,
        /// The parameter across, by its name in a file.
        #[arg(long, default_value = "haircut")]
        x: String,
        /// The parameter upwards.
        #[arg(long, default_value = "shock")]
        y: String,
        /// Cells along a side of the map, 1 to 256.
        #[arg(long, default_value_t = 64, allow_negative_numbers = true, value_parser = usage::whole(1_u16, 256))]
        grid: u16,
        /// The scenario; without one, the tab in front.
        #[arg(long)]
        scenario: Option<String>,
        /// Prints indices (assets today are 100) and neutral names instead of
        /// the company's amounts.
        #[arg(long)]
        hide_amounts: bool,
        /// How to print it.
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Says which parameter moves the result how far.
    Sensitivity {
        /// The profile; `-` reads standard input.
        file: PathBuf,
        /// The scenario; without one, the tab in front.
        #[arg(long)]
        scenario: Option<String>,
        /// Prints indices (assets today are 100) and neutral names instead of
        /// the company's amounts.
        #[arg(long)]
        hide_amounts: bool,
        /// How to print it.
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Says how a number came about, step by step.
    Explain(explain::Asked),
    /// Takes the company through an episode of the past.
    Replay(replay::Asked),
    /// Puts scenarios side by side, and says what makes the difference.
    Compare(compare::Asked),
    /// Prints every number in force, where its default comes from, who set it.
    Assumptions(thesis::Asked),
    /// Prints the thesis link by link: what speaks for it, what answers it.
    Claims {
        /// The language.
        #[arg(long, value_enum)]
        lang: Option<picture::LangName>,
    },
    /// Says what is wrong with a profile, or that nothing is.
    Check {
        /// The profile; `-` reads standard input.
        file: PathBuf,
    },
    /// Lists the earlier versions of a profile, or writes one to a file.
    History(kept::Asked),
    /// Locks a profile with a passphrase, its earlier versions too.
    ///
    /// The passphrase is asked for twice at a terminal; without one it is the
    /// first line of standard input.
    Lock {
        /// The profile.
        file: PathBuf,
    },
    /// Takes the passphrase of a profile away, of its earlier versions too.
    Unlock {
        /// The profile.
        file: PathBuf,
    },
    /// Prints a sample company as a profile.
    Sample {
        /// `machine_maker`, `inn` or `trading`.
        name: String,
        /// The language of the names in it.
        #[arg(long, value_enum, default_value = "ja")]
        lang: picture::LangName,
    },
    /// Measures how fast this machine is, in a few seconds.
    Bench(bench::Asked),
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
}

/// What a command ended with: nothing, or lines for standard error.
type Outcome = Result<(), Vec<String>>;

/// Runs the program. Exit 0 is fine, 1 bad input, 2 wrong usage.
pub(crate) fn run() -> ExitCode {
    let arguments: Arguments = match usage::parsed() {
        Ok(arguments) => arguments,
        Err(lines) => return complain(lines, 2),
    };
    if let Some(lines) = arguments.file.as_deref().and_then(usage::misspelt::<Arguments>) {
        return complain(lines, 2);
    }
    let outcome = match arguments.command {
        None => open_window(window::Asked {
            file: arguments.file,
            drawing: arguments.renderer,
            hide: arguments.hide_amounts,
            safe: arguments.safe_mode,
        }),
        Some(command) => headless(command),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(lines) => complain(lines, 1),
    }
}

/// Says what is wrong; nobody may be there to read it.
fn complain(lines: Vec<String>, code: u8) -> ExitCode {
    let mut out = std::io::stderr().lock();
    for line in lines {
        let _read = writeln!(out, "{line}");
    }
    ExitCode::from(code)
}

fn open_window(asked: window::Asked) -> Outcome {
    window::open(asked).map_err(|error| {
        let texts = Texts::new(window::system_language());
        // The library puts a source position before its reason.
        let words = error.to_string();
        let reason = words.rsplit(".rs:").next().unwrap_or(&words);
        let reason = reason.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':' || c == ' ');
        vec![texts.l10n.msg_no_display(reason)]
    })
}

fn headless(command: Headless) -> Outcome {
    match command {
        Headless::Project { file, scenario, months, hide_amounts, format } => {
            let profile = read(&file, scenario.as_deref())?;
            print(&projected(profile, months, hide_amounts, format)?)
        }
        Headless::Simulate(asked) => {
            let profile = read(&asked.file, asked.scenario.as_deref())?;
            print(&simulate::simulated(profile, &asked)?)
        }
        Headless::Render(asked) => {
            let profile = read(&asked.file, asked.scenario.as_deref())?;
            picture::draw(profile, &asked)
        }
        Headless::Breakeven { file, x, y, grid, scenario, hide_amounts, format } => {
            let hidden = Hidden::new(read(&file, scenario.as_deref())?, hide_amounts);
            print(&study::break_even(&hidden, (&x, &y), usize::from(grid), format)?)
        }
        Headless::Sensitivity { file, scenario, hide_amounts, format } => {
            let hidden = Hidden::new(read(&file, scenario.as_deref())?, hide_amounts);
            print(&study::sensitivity(&hidden, format)?)
        }
        Headless::Explain(asked) => {
            let profile = read(&asked.file, asked.scenario.as_deref())?;
            print(&explain::explained(&profile, &asked)?)
        }
        Headless::Replay(asked) => print(&replay::replayed(&asked)?),
        Headless::Compare(asked) => {
            let profile = read(&asked.file, None)?;
            print(&compare::compared(profile, &asked)?)
        }
        Headless::Assumptions(asked) => {
            let profile = read(&asked.file, asked.scenario.as_deref())?;
            print(&thesis::assumptions(&profile, &asked)?)
        }
        Headless::Claims { lang } => print(&thesis::claims(lang)),
        Headless::Check { file } => check(&file),
        Headless::History(asked) => kept::history(&asked),
        Headless::Lock { file } => kept::lock(&file),
        Headless::Unlock { file } => kept::unlock(&file),
        Headless::Sample { name, lang } => sample(&name, picture::language(Some(lang))),
        Headless::Bench(asked) => print(&bench::measured(&asked)?),
    }
}

/// A sample with its names in this language.
fn sample(key: &str, lang: Lang) -> Outcome {
    let found = SAMPLES.iter().find(|sample| sample.key == key).zip(store::sample(key));
    let Some((sample, mut profile)) = found else {
        let texts = Texts::new(window::system_language());
        let keys: Vec<&str> = SAMPLES.iter().map(|sample| sample.key).collect();
        return Err(vec![texts.l10n.msg_no_such_sample(key, keys.join(", "))]);
    };
    if lang == Lang::Ja {
        return print(sample.text);
    }
    sample_names::speak(&mut profile, key, lang);
    let texts = Texts::new(lang);
    print(&store::write_profile(&profile).map_err(|error| problem_text::save_error(&texts, key, &error))?)
}

/// A profile as it may be printed.
struct Hidden {
    profile: Profile,
    /// How amounts are written for reading.
    unit: YenUnit,
    /// How they are written as data.
    data: DataUnit,
}

impl Hidden {
    /// With its amounts, or without.
    fn new(profile: Profile, hide: bool) -> Self {
        if !hide {
            return Self { profile, unit: YenUnit::Auto, data: DataUnit::Plain };
        }
        let today = engine::project(&profile, &profile.active_scenario(), Some(1));
        let hundred = hiding::hundred(&today);
        let texts = Texts::new(window::system_language());
        let profile = hiding::unidentified(&hiding::neutral(&profile, &texts));
        Self { profile, unit: YenUnit::Index(hundred), data: DataUnit::Index(hundred) }
    }
}

fn projected(
    profile: Profile,
    months: Option<u16>,
    hide: bool,
    format: Format,
) -> Result<String, Vec<String>> {
    let Hidden { profile, data: unit, .. } = Hidden::new(profile, hide);
    let scenario = profile.active_scenario();
    let projection = engine::project(&profile, &scenario, months);
    let data = projection_data::rows(&profile, &projection);
    let moves = engine::plan::moves(&profile, &scenario, projection.months);
    let planned = moves.then(|| engine::project_plan(&profile, &scenario, months));
    let plan = planned.map(|planned| projection_data::plan_data(&profile, &scenario, &planned));
    let plan = plan.as_ref();
    match format {
        Format::Table => Ok(rows::table(&data, plan, unit)),
        Format::Csv => rows::csv(&data, plan, unit).map_err(|e| vec![e.to_string()]),
        Format::Json => {
            rows::json(&profile.company, &scenario.name, &data, plan, unit).map_err(|e| vec![e.to_string()])
        }
    }
}

fn check(file: &Path) -> Outcome {
    let texts = Texts::new(window::system_language());
    let loaded = load(file)?;
    let name = shown(file);
    let mut lines = vec![texts.l10n.msg_check_fine(&name)];
    if loaded.changed_outside {
        lines.push(texts.l10n.msg_changed_outside());
    }
    if loaded.newer {
        lines.push(texts.l10n.msg_opened_newer());
    }
    let scenarios = &loaded.profile.scenarios;
    for (i, scenario) in scenarios.iter().enumerate() {
        let same = |others: &[Scenario]| others.iter().filter(|other| other.name == scenario.name).count();
        // Once, however many there are.
        if same(scenarios.get(..i).unwrap_or_default()) == 1 {
            lines.push(texts.l10n.msg_scenario_twice(&scenario.name));
        }
    }
    lines.push(String::new());
    print(&lines.join("\n"))
}

fn shown(file: &Path) -> String {
    if file == Path::new("-") { "<stdin>".to_owned() } else { file.display().to_string() }
}

fn load(file: &Path) -> Result<Loaded, Vec<String>> {
    let bytes = if file == Path::new("-") {
        let mut bytes = Vec::new();
        let limit = store::MAX_BYTES.saturating_add(1);
        std::io::stdin().take(limit).read_to_end(&mut bytes).map_err(|error| vec![error.to_string()])?;
        Ok(bytes)
    } else {
        store::document::bytes_of(file)
    };
    let told = |error| {
        let texts = Texts::new(window::system_language());
        problem_text::load_error(&texts, &shown(file), &error)
    };
    let bytes = bytes.map_err(told)?;
    if store::locked::is_locked(&bytes) && file != Path::new("-") {
        let passphrase = kept::passphrase()?;
        return store::document::unlock(&bytes, Some(&passphrase)).map(|(loaded, _)| loaded).map_err(told);
    }
    store::document::read(&bytes, None).map_err(told)
}

/// The place of the scenario named, or why there is none or more than one.
fn place(profile: &Profile, name: &str) -> Result<usize, Vec<String>> {
    let mut places = profile.scenarios.iter().enumerate().filter(|(_, s)| s.name == name);
    let texts = || Texts::new(window::system_language());
    match (places.next(), places.next()) {
        (Some((place, _)), None) => Ok(place),
        (Some(_), Some(_)) => Err(vec![texts().l10n.msg_scenario_twice(name)]),
        (None, _) => {
            let names: Vec<&str> = profile.scenarios.iter().map(|s| s.name.as_str()).collect();
            Err(vec![texts().l10n.msg_no_such_scenario(name, names.join(", "))])
        }
    }
}

/// Reads a profile and brings the scenario asked for to the front.
fn read(file: &Path, scenario: Option<&str>) -> Result<Profile, Vec<String>> {
    let mut profile = load(file)?.profile;
    if let Some(name) = scenario {
        profile.active = place(&profile, name)?;
    }
    Ok(profile)
}

/// Prints to standard output; a reader that goes away is no error.
fn print(text: &str) -> Outcome {
    let mut out = std::io::stdout().lock();
    let newline = if std::io::stdout().is_terminal() && !text.ends_with('\n') { "\n" } else { "" };
    match out
        .write_all(text.as_bytes())
        .and_then(|()| out.write_all(newline.as_bytes()))
        .and_then(|()| out.flush())
    {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(vec![error.to_string()]),
        _ => Ok(()),
    }
}
