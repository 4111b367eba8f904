//! Opens the window.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use chrono::Datelike;
use eframe::egui;
use forelock::app::State;
use forelock::app::clock::Clock;
use forelock::app::command::Command;
use forelock::app::keeping::Keeping;
use forelock::app::prefs::{Prefs, Shown, Theme, View};
use forelock::app::sample_names;
use forelock::data::samples::SAMPLES;
use forelock::domain::calendar::CalendarMonth;
use forelock::domain::profile::Profile;
use forelock::store;
use forelock::store::settings::{LanguageChoice, Settings, ThemeChoice, YenUnitChoice};
use forelock::text::{Lang, Texts, YenUnit};
use forelock::ui::shell::Shell;
use forelock::view_model::problem_text;

/// The language the system speaks: Japanese, or else English.
pub(crate) fn system_language() -> Lang {
    match sys_locale::get_locale() {
        Some(locale) if locale.to_lowercase().starts_with("ja") => Lang::Ja,
        _ => Lang::En,
    }
}

fn prefs(settings: &Settings) -> Prefs {
    let lang = match settings.language {
        Some(LanguageChoice::Ja) => Lang::Ja,
        Some(LanguageChoice::En) => Lang::En,
        None => system_language(),
    };
    let theme = match settings.theme {
        Some(ThemeChoice::Dark) => Theme::Dark,
        Some(ThemeChoice::Projector) => Theme::Projector,
        Some(ThemeChoice::Light) | None => Theme::Light,
    };
    let unit = match settings.yen_unit {
        None => YenUnit::Auto,
        Some(YenUnitChoice::Yen) => YenUnit::Yen,
        Some(YenUnitChoice::Thousand) => YenUnit::Thousand,
        Some(YenUnitChoice::TenThousand) => YenUnit::TenThousand,
        Some(YenUnitChoice::Million) => YenUnit::Million,
        Some(YenUnitChoice::HundredMillion) => YenUnit::HundredMillion,
    };
    let view = settings.last_view.as_deref().and_then(View::from_key).unwrap_or_default();
    let shown = Shown::from_key(settings.last_shown.as_deref());
    Prefs { lang, theme, unit, view, shown, ..Prefs::default() }
}

/// The state the program starts with: the first sample, on screen at once.
pub(crate) fn starting_state(settings: Settings) -> State {
    let now = chrono::Local::now();
    let sample = SAMPLES.first().and_then(|s| store::sample(s.key));
    let year = u16::try_from(now.year()).unwrap_or(0);
    let month = u8::try_from(now.month()).unwrap_or(0);
    let today = CalendarMonth::new(year, month).unwrap_or(CalendarMonth::FIRST);
    let mut profile = sample.unwrap_or_else(|| Profile::empty("", today, "1"));
    let prefs = prefs(&settings);
    let sample = SAMPLES.first().map(|sample| sample.key.to_owned());
    sample_names::speak(&mut profile, sample.as_deref().unwrap_or_default(), prefs.lang);
    let mut state = State::new(profile, prefs, settings, today);
    state.sample = sample;
    state.settings_folder = store::settings::folder();
    state.data_folder = store::folders::data_folder();
    state.clock = Clock::System;
    state
}

/// What draws the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Drawing {
    /// OpenGL.
    Glow,
    /// Vulkan, Metal, Direct3D 12 or OpenGL ES.
    Wgpu,
}

/// How the window is to open.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    /// On this file; on the first sample without.
    pub(crate) file: Option<PathBuf>,
    /// Drawn by this; OpenGL is tried first without, and wgpu where it fails.
    pub(crate) drawing: Option<Drawing>,
    /// Amounts hidden, from the first picture on.
    pub(crate) hide: bool,
    /// As if it had never been opened: no stored place, size or view.
    pub(crate) safe: bool,
}

/// Opens the window.
///
/// # Errors
/// When the system has no display, or no way to draw on it.
pub(crate) fn open(asked: Asked) -> Result<(), eframe::Error> {
    let loaded = Settings::load();
    let (mut settings, warnings) = (loaded.settings, loaded.warnings);
    if asked.safe {
        settings.forget_window();
    }
    let mut state = starting_state(settings);
    state.prefs.hide_amounts = asked.hide;
    for warning in &warnings {
        let texts = Texts::new(state.prefs.lang);
        eprintln!("{}", problem_text::settings_warning(&texts, warning));
    }
    let mut first = Vec::new();
    // Read before the first frame, so that the first picture is the file's and
    // not the sample's.
    if let Some(path) = asked.file {
        let path = std::path::absolute(&path).unwrap_or(path);
        let result = store::document::open(&path, None, None).map(Box::new);
        first.push(Command::Loaded(path, result));
    }
    if state.data_folder.is_some() {
        first.push(Command::Keep(Keeping::FindLeft));
    }
    let first: First = Arc::new(Mutex::new(first));
    match asked.drawing {
        Some(drawing) => run(state, &first, drawing),
        None => match run(state.clone(), &first, Drawing::Glow) {
            Err(eframe::Error::Glutin(_) | eframe::Error::NoGlutinConfigs(..) | eframe::Error::OpenGL(_)) => {
                run(state, &first, Drawing::Wgpu)
            }
            result => result,
        },
    }
}

/// What the first window that opens is told: taken once, so that nothing else
/// holds the file.
type First = Arc<Mutex<Vec<Command>>>;

fn run(state: State, first: &First, drawing: Drawing) -> Result<(), eframe::Error> {
    let options = eframe::NativeOptions {
        viewport: viewport(&state),
        renderer: match drawing {
            Drawing::Glow => eframe::Renderer::Glow,
            Drawing::Wgpu => eframe::Renderer::Wgpu,
        },
        persist_window: false,
        ..Default::default()
    };
    let first = Arc::clone(first);
    let started = move |cc: &eframe::CreationContext<'_>| {
        let mut shell = Shell::new(&cc.egui_ctx, state);
        let first = first.lock().map(|mut first| std::mem::take(&mut *first)).unwrap_or_default();
        for command in first {
            shell.take(command);
        }
        shell
    };
    eframe::run_native("Forelock", options, Box::new(|cc| Ok(Box::new(started(cc)))))
}

/// The window where and as large as it was left.
fn viewport(state: &State) -> egui::ViewportBuilder {
    let size = state.settings.window_size.unwrap_or([1280, 800]);
    #[expect(clippy::cast_precision_loss, reason = "a window size in points")]
    let point = |x: u32| x as f32;
    let mut viewport = egui::ViewportBuilder::default()
        .with_app_id("forelock")
        .with_title("Forelock")
        .with_min_inner_size([960.0, 640.0])
        .with_inner_size(size.map(point));
    if let Some(place) = state.settings.window_position {
        #[expect(clippy::cast_precision_loss, reason = "a window position in points")]
        let place = place.map(|x| x as f32);
        viewport = viewport.with_position(place);
    }
    match icon() {
        Some(icon) => viewport.with_icon(icon),
        None => viewport,
    }
}

fn icon() -> Option<egui::IconData> {
    let picture = image::load_from_memory(include_bytes!("../assets/icon/forelock-128.png")).ok()?.to_rgba8();
    let (width, height) = picture.dimensions();
    Some(egui::IconData { rgba: picture.into_raw(), width, height })
}
