//! How the program was left: language, theme, windows, recent files.
//!
//! Settings never fail to load. What cannot be used is left at its default
//! and named in a warning; keys this program does not know are kept as they
//! stand and written again.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use ron::value::RawValue;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::atomic_write::{SaveError, SaveStep, write_atomically};
use super::folders;

/// The most recent files that are remembered.
pub const MAX_RECENT: usize = 10;

/// The environment variable that names another settings folder.
pub const FOLDER_VARIABLE: &str = "FORELOCK_CONFIG_DIR";

/// The settings file within its folder.
pub const FILE_NAME: &str = "settings.ron";

/// The most bytes a settings file may have: 1 MiB.
const MAX_BYTES: u64 = 1024 * 1024;

/// A choice that is kept under a name.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident => $key:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),* }

        impl $name {
            /// Every choice, in the order offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name in the settings file.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),* }
            }

            /// The choice with this name.
            #[must_use]
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.key() == key)
            }

            fn allowed() -> String {
                Self::ALL.iter().map(|choice| choice.key()).collect::<Vec<_>>().join(", ")
            }
        }
    };
}

named! {
    /// The language of texts and numbers.
    LanguageChoice {
        /// Japanese.
        Ja => "ja",
        /// English.
        En => "en",
    }
}

named! {
    /// The colours of the window.
    ThemeChoice {
        /// Dark on light.
        Light => "light",
        /// Light on dark.
        Dark => "dark",
        /// For a weak projector: strongest contrast.
        Projector => "projector",
    }
}

named! {
    /// The unit amounts of yen are shown in.
    YenUnitChoice {
        /// 円
        Yen => "yen",
        /// 千円
        Thousand => "thousand",
        /// 万円
        TenThousand => "ten_thousand",
        /// 百万円
        Million => "million",
        /// 億円
        HundredMillion => "hundred_million",
    }
}

/// How the program was left. `None` everywhere means "never chosen".
///
/// **Units**: sizes and positions in whole logical points.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// The language; the system's where `None`.
    pub language: Option<LanguageChoice>,
    /// The colours; the system's where `None`.
    pub theme: Option<ThemeChoice>,
    /// The unit of amounts; chosen by size where `None`.
    pub yen_unit: Option<YenUnitChoice>,
    /// Files opened last, the latest first, at most [`MAX_RECENT`].
    pub recent_files: Vec<PathBuf>,
    /// Width and height of the window, 200 to 20,000 each.
    pub window_size: Option<[u32; 2]>,
    /// Where its upper left corner was, −100,000 to 100,000 each.
    pub window_position: Option<[i32; 2]>,
    /// Width of the left panel, 50 to 5,000.
    pub left_panel: Option<u32>,
    /// Width of the right panel, 50 to 5,000.
    pub right_panel: Option<u32>,
    /// The stable name of the view in front: lower-case letters, digits and
    /// `_`, at most 40.
    pub last_view: Option<String>,
    /// The stable name of the question its values answer, as `last_view`.
    pub last_shown: Option<String>,
    /// Keys of other program versions, as they stand in the file.
    unknown: BTreeMap<String, String>,
}

/// What could not be used of a settings file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsWarning {
    /// The system names no folder for settings.
    #[error("no settings folder")]
    NoFolder,
    /// The file is there but cannot be read.
    #[error("not read: {detail}")]
    NotRead {
        /// The system's own words.
        detail: String,
    },
    /// The file as a whole makes no sense; everything is at its default. The
    /// next save keeps a copy of it.
    #[error("unreadable at {line}:{column}: {detail}")]
    Unreadable {
        /// Where, counted from 1.
        line: usize,
        /// The character within the line.
        column: usize,
        /// The parser's own words, in English.
        detail: String,
    },
    /// One value cannot be used; it is at its default.
    #[error("{key}: {found} is none of {allowed}")]
    Ignored {
        /// Its key.
        key: &'static str,
        /// What stands there.
        found: String,
        /// What may stand there.
        allowed: String,
    },
}

/// Settings and what could not be used of their file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LoadedSettings {
    /// Valid settings, whatever the file holds.
    pub settings: Settings,
    /// What was left at its default, in file order of the keys.
    pub warnings: Vec<SettingsWarning>,
}

/// The folder settings are kept in: `FORELOCK_CONFIG_DIR` where set, else the
/// system's own for this program.
#[must_use]
pub fn folder() -> Option<PathBuf> {
    match std::env::var_os(FOLDER_VARIABLE) {
        Some(folder) if !folder.is_empty() => Some(folder.into()),
        _ => directories::ProjectDirs::from("", "", "forelock").map(|dirs| dirs.config_dir().to_owned()),
    }
}

impl Settings {
    /// Forgets how the window stood and what was in it: size, position,
    /// panels, view. Language, colours and files stay.
    pub fn forget_window(&mut self) {
        self.window_size = None;
        self.window_position = None;
        self.left_panel = None;
        self.right_panel = None;
        self.last_view = None;
        self.last_shown = None;
    }

    /// The settings of this user.
    #[must_use]
    pub fn load() -> LoadedSettings {
        match folder() {
            Some(folder) => Self::load_from(&folder),
            None => LoadedSettings { warnings: vec![SettingsWarning::NoFolder], ..Default::default() },
        }
    }

    /// The settings in a folder; defaults without a warning where it has none.
    #[must_use]
    pub fn load_from(folder: &Path) -> LoadedSettings {
        let warning = match read(&folder.join(FILE_NAME)) {
            Ok(text) => return Self::parse(&text),
            Err(error) if error.kind() == ErrorKind::NotFound => return LoadedSettings::default(),
            Err(error) => SettingsWarning::NotRead { detail: error.to_string() },
        };
        LoadedSettings { settings: Self::default(), warnings: vec![warning] }
    }

    /// The settings a text holds.
    #[must_use]
    pub fn parse(text: &str) -> LoadedSettings {
        match entries(text) {
            Ok(entries) => {
                let mut read = Entries { entries, warnings: Vec::new() };
                let settings = read.settings();
                LoadedSettings { settings, warnings: read.warnings }
            }
            Err(warning) => LoadedSettings { settings: Self::default(), warnings: vec![warning] },
        }
    }

    /// Puts a file in front of the recent ones.
    pub fn remember_file(&mut self, path: &Path) {
        self.recent_files.retain(|known| known != path);
        self.recent_files.insert(0, path.to_owned());
        self.recent_files.truncate(MAX_RECENT);
    }

    /// Takes a file out of the recent ones.
    pub fn forget_file(&mut self, path: &Path) {
        self.recent_files.retain(|known| known != path);
    }

    /// Saves them for this user.
    ///
    /// # Errors
    /// As [`Settings::save_to`]; also where the system names no folder.
    pub fn save(&self) -> Result<(), SaveError> {
        let folder = folder().ok_or_else(|| SaveError::Step {
            step: SaveStep::Find,
            kind: ErrorKind::NotFound,
            detail: FOLDER_VARIABLE.to_owned(),
        })?;
        self.save_to(&folder)
    }

    /// Saves them in a folder, which is made if need be. A settings file there
    /// that cannot be read is kept beside it as `settings.ron.unreadable`.
    ///
    /// # Errors
    /// Everything [`SaveError`] names but `Invalid`.
    pub fn save_to(&self, folder: &Path) -> Result<(), SaveError> {
        let failed = |step| {
            move |error: std::io::Error| SaveError::Step {
                step,
                kind: error.kind(),
                detail: error.to_string(),
            }
        };
        folders::make_private(folder).map_err(failed(SaveStep::Find))?;
        let path = folder.join(FILE_NAME);
        let text = self.to_text();
        if entries(&text).is_err() {
            return Err(SaveError::NotReadBack);
        }
        let kept = match read(&path) {
            Ok(old) => entries(&old).is_ok(),
            Err(error) => error.kind() == ErrorKind::NotFound,
        };
        if !kept && path.is_file() {
            fs::copy(&path, folder.join(format!("{FILE_NAME}.unreadable")))
                .map_err(failed(SaveStep::Create))?;
        }
        write_atomically(&path, text.as_bytes())
    }

    /// The text of the settings file.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut lines: BTreeMap<&str, String> =
            self.unknown.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
        let recent: Vec<&str> = self.recent_files.iter().filter_map(|path| path.to_str()).collect();
        let known = [
            ("language", self.language.and_then(|choice| ron_text(choice.key()))),
            ("theme", self.theme.and_then(|choice| ron_text(choice.key()))),
            ("yen_unit", self.yen_unit.and_then(|choice| ron_text(choice.key()))),
            ("recent_files", if recent.is_empty() { None } else { ron_text(&recent) }),
            ("window_size", self.window_size.and_then(|size| ron_text(size.as_slice()))),
            ("window_position", self.window_position.and_then(|at| ron_text(at.as_slice()))),
            ("left_panel", self.left_panel.and_then(|width| ron_text(&width))),
            ("right_panel", self.right_panel.and_then(|width| ron_text(&width))),
            ("last_view", self.last_view.as_ref().and_then(ron_text)),
            ("last_shown", self.last_shown.as_ref().and_then(ron_text)),
        ];
        lines.extend(known.into_iter().filter_map(|(key, value)| Some((key, value?))));
        let mut text = String::from("// Forelock settings\n{\n");
        for (key, value) in lines {
            if let Some(key) = ron_text(key) {
                // Writing to a String cannot fail.
                let _ = writeln!(text, "    {key}: {value},");
            }
        }
        text.push_str("}\n");
        text
    }
}

fn ron_text<T: Serialize + ?Sized>(value: &T) -> Option<String> {
    ron::to_string(value).ok()
}

fn read(path: &Path) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    let read = File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if u64::try_from(read).unwrap_or(u64::MAX) > MAX_BYTES {
        return Err(ErrorKind::FileTooLarge.into());
    }
    String::from_utf8(bytes).map_err(|error| std::io::Error::new(ErrorKind::InvalidData, error))
}

/// The values of a settings text, each as it stands there.
fn entries(text: &str) -> Result<BTreeMap<String, Box<RawValue>>, SettingsWarning> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    ron::from_str(text).map_err(|error| SettingsWarning::Unreadable {
        line: error.span.end.line,
        column: error.span.end.col,
        detail: error.code.to_string(),
    })
}

/// Takes known keys out of a file's values, one by one.
struct Entries {
    entries: BTreeMap<String, Box<RawValue>>,
    warnings: Vec<SettingsWarning>,
}

impl Entries {
    fn settings(&mut self) -> Settings {
        Settings {
            language: self
                .take("language", &LanguageChoice::allowed(), |key: String| LanguageChoice::from_key(&key)),
            theme: self.take("theme", &ThemeChoice::allowed(), |key: String| ThemeChoice::from_key(&key)),
            yen_unit: self
                .take("yen_unit", &YenUnitChoice::allowed(), |key: String| YenUnitChoice::from_key(&key)),
            recent_files: self.take("recent_files", "[\"…\", …]", recent).unwrap_or_default(),
            window_size: self.take("window_size", "[200–20000, 200–20000]", |size: Vec<u32>| {
                <[u32; 2]>::try_from(size).ok().filter(|size| size.iter().all(|n| (200..=20_000).contains(n)))
            }),
            window_position: self.take("window_position", "[±100000, ±100000]", |at: Vec<i32>| {
                let inside = |n: &i32| (-100_000..=100_000).contains(n);
                <[i32; 2]>::try_from(at).ok().filter(|at| at.iter().all(inside))
            }),
            left_panel: self.take("left_panel", "50–5000", panel),
            right_panel: self.take("right_panel", "50–5000", panel),
            last_view: self.take("last_view", "a–z, 0–9, _", view),
            last_shown: self.take("last_shown", "a–z, 0–9, _", view),
            unknown: std::mem::take(&mut self.entries)
                .into_iter()
                .map(|(key, raw)| (key, raw.get_ron().to_owned()))
                .collect(),
        }
    }

    fn take<T: DeserializeOwned, U>(
        &mut self,
        key: &'static str,
        allowed: &str,
        check: impl FnOnce(T) -> Option<U>,
    ) -> Option<U> {
        let raw = self.entries.remove(key)?;
        let value = raw.into_rust().ok().and_then(check);
        if value.is_none() {
            let found = raw.get_ron().chars().take(60).collect();
            self.warnings.push(SettingsWarning::Ignored { key, found, allowed: allowed.to_owned() });
        }
        value
    }
}

#[expect(clippy::unnecessary_wraps, reason = "one shape for all checks")]
fn recent(paths: Vec<String>) -> Option<Vec<PathBuf>> {
    Some(paths.into_iter().filter(|path| !path.is_empty()).take(MAX_RECENT).map(PathBuf::from).collect())
}

fn panel(width: u32) -> Option<u32> {
    (50..=5_000).contains(&width).then_some(width)
}

fn view(name: String) -> Option<String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    ((1..=40).contains(&name.len()) && name.chars().all(plain)).then_some(name)
}

#[cfg(test)]
#[path = "settings_tests.rs"]
mod tests;
