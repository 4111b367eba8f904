//! The command that draws a view as a picture.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use forelock::app::prefs::{Prefs, Shown, Theme, TornadoOf, View};
use forelock::app::{Command, State, simulator, update};
use forelock::domain::profile::Profile;
use forelock::engine::chance::result::Sampler;
use forelock::export::png;
use forelock::store::{self, settings::Settings};
use forelock::text::{Lang, Texts};
use forelock::ui::headless;
use forelock::view_model::problem_text;

use super::Outcome;
use super::simulate::Drawn;
use crate::window;

/// The largest picture drawn: 100 million pixels, 400 MB while drawing.
const MOST_PIXELS: f32 = 100.0e6;

#[derive(Args)]
pub(super) struct Asked {
    /// The profile; `-` reads standard input.
    pub(super) file: PathBuf,
    /// Where to put the picture.
    #[arg(long)]
    out: PathBuf,
    /// Which view.
    #[arg(long, value_enum, default_value_t = ViewName::Projection)]
    view: ViewName,
    /// The episode of the history view, by its name in `replay --list`.
    #[arg(long)]
    episode: Option<String>,
    /// The month of it: months after its base; without one, about a year on.
    #[arg(long, requires = "episode")]
    month: Option<u16>,
    /// Which question the projection answers, or what the sensitivities are
    /// of: the one what-if or the median over chance.
    #[arg(long, value_enum, default_value_t = ShownName::WhatIf)]
    show: ShownName,
    #[command(flatten)]
    drawn: Drawn,
    /// The scenario; without one, the tab in front.
    #[arg(long)]
    pub(super) scenario: Option<String>,
    /// Width and height in points, 320x240 to 8000x8000.
    #[arg(long, default_value = "1280x800", value_parser = size)]
    size: [u16; 2],
    /// Pixels a point, 0.5 to 4.
    #[arg(long, default_value_t = 1.0, allow_negative_numbers = true, value_parser = scale)]
    scale: f32,
    /// The language.
    #[arg(long, value_enum)]
    lang: Option<LangName>,
    /// Draws percentages and indices (assets today are 100) and neutral names
    /// instead of the company's amounts.
    #[arg(long)]
    hide_amounts: bool,
    /// The colours.
    #[arg(long, value_enum, default_value_t = ThemeName::Light)]
    theme: ThemeName,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ViewName {
    Projection,
    Breakdown,
    Compare,
    BreakEven,
    Sensitivity,
    History,
    Claims,
    Assumptions,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ShownName {
    WhatIf,
    Chance,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum LangName {
    Ja,
    En,
}

#[derive(Clone, Copy, ValueEnum)]
enum ThemeName {
    Light,
    Dark,
    Projector,
}

fn size(text: &str) -> Result<[u16; 2], String> {
    let read = text.split_once(['x', 'X', '×']).and_then(|(w, h)| Some([w.parse().ok()?, h.parse().ok()?]));
    match read {
        Some([w, h]) if (320..=8000).contains(&w) && (240..=8000).contains(&h) => Ok([w, h]),
        _ => {
            let texts = Texts::new(window::system_language());
            Err(texts.l10n.msg_usage_size("320x240", "8000x8000"))
        }
    }
}

fn scale(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(scale) if (0.5..=4.0).contains(&scale) => Ok(scale),
        _ => {
            let texts = Texts::new(window::system_language());
            Err(texts.l10n.msg_usage_number("0.5", "4"))
        }
    }
}

/// The language asked for, or the system's.
pub(super) fn language(lang: Option<LangName>) -> Lang {
    match lang {
        Some(LangName::Ja) => Lang::Ja,
        Some(LangName::En) => Lang::En,
        None => window::system_language(),
    }
}

/// Draws the view asked for and writes it to a file.
pub(super) fn draw(profile: Profile, asked: &Asked) -> Outcome {
    let sample = asked.drawn.sample(Sampler::SobolBridge)?;
    let texts = Texts::new(window::system_language());
    let pixels = asked.size.iter().map(|side| f32::from(*side) * asked.scale).product::<f32>();
    if pixels > MOST_PIXELS {
        return Err(vec![texts.l10n.msg_picture_too_large()]);
    }
    let shown = asked.out.display().to_string();
    // Any other name may be that of the profile itself.
    if !asked.out.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("png")) {
        return Err(vec![texts.l10n.msg_picture_not_png(shown)]);
    }
    let chance = asked.show == ShownName::Chance;
    let fan = chance && asked.view == ViewName::Projection;
    if chance && !matches!(asked.view, ViewName::Projection | ViewName::Sensitivity) {
        let only = texts.l10n.msg_usage_or("--view projection", "--view sensitivity");
        return Err(vec![texts.l10n.msg_usage_only_with("--show chance", only)]);
    }
    if let Some(option) = asked.drawn.given().filter(|_| !fan) {
        let only = "--view projection --show chance";
        return Err(vec![texts.l10n.msg_usage_only_with(option, only)]);
    }
    if asked.episode.is_some() && asked.view != ViewName::History {
        return Err(vec![texts.l10n.msg_usage_only_with("--episode", "--view history")]);
    }
    let today = profile.as_of;
    let mut state = State::new(profile, prefs(asked), Settings::default(), today);
    if let Some(id) = &asked.episode {
        let episode = super::replay::found(id, &texts)?;
        update(&mut state, Command::OpenEpisode(&episode.id), &texts);
        if let Some(month) = asked.month {
            update(&mut state, Command::SetEpisodeMonth(month), &texts);
        }
    }
    simulator::work_out(&mut state, sample);
    let picture = headless::render(&state, asked.size.map(f32::from), asked.scale);
    let bytes =
        png::encode(picture.width, picture.height, &picture.rgba).map_err(|error| vec![error.to_string()])?;
    store::save_bytes(&asked.out, &bytes).map_err(|error| problem_text::save_error(&texts, &shown, &error))
}

fn prefs(asked: &Asked) -> Prefs {
    Prefs {
        lang: language(asked.lang),
        theme: match asked.theme {
            ThemeName::Light => Theme::Light,
            ThemeName::Dark => Theme::Dark,
            ThemeName::Projector => Theme::Projector,
        },
        view: match asked.view {
            ViewName::Projection => View::Projection,
            ViewName::Breakdown => View::Breakdown,
            ViewName::BreakEven => View::BreakEven,
            ViewName::Sensitivity => View::Sensitivity,
            ViewName::Compare => View::Compare,
            ViewName::History => View::History,
            ViewName::Claims => View::Claims,
            ViewName::Assumptions => View::Assumptions,
        },
        shown: match asked.show {
            ShownName::WhatIf => Shown::WhatIf,
            ShownName::Chance => Shown::Chance,
        },
        tornado: match asked.show {
            ShownName::WhatIf => TornadoOf::Total,
            ShownName::Chance => TornadoOf::Median,
        },
        hide_amounts: asked.hide_amounts,
        ..Prefs::default()
    }
}
