//! Commands about what is kept of files: earlier versions and passphrases.

use std::fmt::Write as _;
use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use clap::Args;
use forelock::app::keeping::Summary;
use forelock::app::table;
use forelock::store::document::{self, Opened, Over};
use forelock::store::folders::data_folder;
use forelock::store::generations::{self, Generation};
use forelock::store::locked::{self, ExposeSecret, Key, SecretString};
use forelock::store::{self, LoadError, SaveError};
use forelock::text::{Texts, YenUnit};
use forelock::view_model::money::Money;
use forelock::view_model::{keeping, problem_text};
use serde_json::json;

use super::{Format, Outcome, print, shown};
use crate::window;

#[derive(Args)]
pub(super) struct Asked {
    /// The profile.
    file: PathBuf,
    /// Writes the version of this number to the file named by `--output`.
    #[arg(long, requires = "output")]
    version: Option<u32>,
    /// Where to; a file that is there already is not replaced.
    #[arg(long, requires = "version")]
    output: Option<PathBuf>,
    /// Leaves out what is in the versions.
    #[arg(long)]
    hide_amounts: bool,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

fn texts() -> Texts {
    Texts::new(window::system_language())
}

/// A passphrase: typed at the terminal, or the first line of standard input.
pub(super) fn passphrase() -> Result<SecretString, Vec<String>> {
    typed(&texts().l10n.msg_passphrase_prompt())
}

fn typed(prompt: &str) -> Result<SecretString, Vec<String>> {
    let told = |error: std::io::Error| vec![error.to_string()];
    let mut line = if std::io::stdin().is_terminal() {
        rpassword::prompt_password(format!("{prompt} ")).map_err(told)?
    } else {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).map_err(told)?;
        line
    };
    let length = line.trim_end_matches(['\r', '\n']).len();
    line.truncate(length);
    Ok(SecretString::from(line))
}

/// Lists earlier versions, or writes one to a file.
pub(super) fn history(asked: &Asked) -> Outcome {
    let texts = texts();
    let versions = data_folder().map(|data| generations::list(&data, &asked.file)).unwrap_or_default();
    if let (Some(number), Some(output)) = (asked.version, &asked.output) {
        let Some(version) = versions.iter().find(|version| version.number == number) else {
            return Err(vec![texts.l10n.msg_history_no_such(number)]);
        };
        return written(&texts, version, output);
    }
    print(&listed(&texts, asked, &versions)?)
}

fn written(texts: &Texts, version: &Generation, output: &Path) -> Outcome {
    let failed = |error: &SaveError| problem_text::save_error(texts, &shown(output), error);
    let bytes = version.bytes().map_err(|error| vec![error.to_string()])?;
    if output.exists() {
        return Err(vec![texts.l10n.msg_dialog_replace(output.display().to_string())]);
    }
    store::save_bytes(output, &bytes).map_err(|error| failed(&error))?;
    print(&format!("{}\n", texts.l10n.msg_history_written(output.display().to_string())))
}

fn listed(texts: &Texts, asked: &Asked, versions: &[Generation]) -> Result<String, Vec<String>> {
    let l = &texts.l10n;
    let money = Money { lang: texts.lang, unit: YenUnit::Auto };
    let known = |version: &Generation| -> Result<Summary, LoadError> {
        Ok(Summary::of(&document::read(&version.bytes()?, None)?.profile))
    };
    let rows = versions.iter().map(|version| {
        let found = known(version);
        let words = match &found {
            Ok(summary) if asked.hide_amounts => l.msg_summary_hidden(summary.holdings),
            found => keeping::summary(found, texts, money),
        };
        (version, found, words)
    });
    match asked.format {
        Format::Table if versions.is_empty() => Ok(format!("{}\n", l.msg_history_none(shown(&asked.file)))),
        Format::Table => {
            let heads = [l.msg_history_number(), l.msg_history_when(), l.msg_history_what()];
            let mut text = format!("{:>6}  {:<19}  {}\n", heads[0], heads[1], heads[2]);
            for (version, _, words) in rows {
                // Writing to a String cannot fail.
                let _ = writeln!(text, "{:>6}  {}  {words}", version.number, keeping::moment(version.at));
            }
            Ok(text)
        }
        Format::Csv => {
            let mut cells = vec![["number", "kept", "contents"].map(str::to_owned).to_vec()];
            let told = rows.map(|(v, _, words)| vec![v.number.to_string(), v.at.to_rfc3339(), words]);
            cells.extend(told);
            table::csv(&cells).map_err(|error| vec![error.to_string()])
        }
        Format::Json => {
            let all: Vec<_> = rows
                .map(|(version, found, _)| {
                    let summary = found.ok().map(|summary| {
                        let open = !asked.hide_amounts;
                        json!({
                            "company": open.then(|| summary.company.clone()),
                            "holdings": summary.holdings,
                            "assets_yen": open.then(|| summary.assets.get().to_string()),
                        })
                    });
                    let bytes = version.bytes().unwrap_or_default();
                    json!({
                        "number": version.number,
                        "kept": version.at.to_rfc3339(),
                        "locked": locked::is_locked(&bytes),
                        "contents": summary,
                    })
                })
                .collect();
            serde_json::to_string_pretty(&all).map(|text| text + "\n").map_err(|e| vec![e.to_string()])
        }
    }
}

/// Locks a profile that is not locked.
pub(super) fn lock(file: &Path) -> Outcome {
    let texts = texts();
    let opened = match document::open(file, None, None) {
        Ok(opened) => opened,
        Err(LoadError::Locked) => return Err(vec![texts.l10n.msg_lock_already(shown(file))]),
        Err(error) => return Err(problem_text::load_error(&texts, &shown(file), &error)),
    };
    let first = typed(&texts.l10n.msg_passphrase_prompt_new())?;
    if std::io::stdin().is_terminal() {
        let again = typed(&texts.l10n.msg_passphrase_prompt_again())?;
        if first.expose_secret() != again.expose_secret() {
            return Err(vec![texts.l10n.msg_passphrase_not_same()]);
        }
    }
    if first.expose_secret().chars().count() < 8 {
        return Err(vec![texts.l10n.msg_passphrase_short()]);
    }
    let key = Key::new(&first).map_err(|failure| {
        let error = SaveError::NotLocked { detail: failure.detail };
        problem_text::save_error(&texts, &shown(file), &error)
    })?;
    rekeyed(&texts, file, &opened, Some(key), &texts.l10n.msg_lock_done(shown(file)))
}

/// Takes the passphrase of a profile away.
pub(super) fn unlock(file: &Path) -> Outcome {
    let texts = texts();
    let told = |error: LoadError| problem_text::load_error(&texts, &shown(file), &error);
    let bytes = document::bytes_of(file).map_err(told)?;
    if !locked::is_locked(&bytes) {
        return Err(vec![texts.l10n.msg_lock_not(shown(file))]);
    }
    let passphrase = passphrase()?;
    let opened = document::open(file, Some(&passphrase), None).map_err(told)?;
    rekeyed(&texts, file, &opened, None, &texts.l10n.msg_unlock_done(shown(file)))
}

fn rekeyed(
    texts: &Texts,
    file: &Path,
    opened: &Opened,
    key: Option<std::sync::Arc<Key>>,
    done: &str,
) -> Outcome {
    let failed = |error: SaveError| problem_text::save_error(texts, &shown(file), &error);
    if let Some(holder) = &opened.held_elsewhere {
        return Err(failed(SaveError::HeldElsewhere { holder: holder.clone().known() }));
    }
    if opened.loaded.newer {
        return Err(vec![texts.l10n.msg_opened_newer()]);
    }
    let data = data_folder();
    let profile = &opened.loaded.profile;
    let written = document::save_with_key(file, profile, &opened.file, key, Over::Known, data.as_deref())
        .map_err(failed)?;
    let mut lines = vec![done.to_owned()];
    lines.extend(written.version_lost.map(|detail| texts.l10n.msg_error_save_version(detail)));
    lines.extend(written.versions_open.map(|detail| texts.l10n.msg_versions_not_locked(detail)));
    lines.extend(written.unconfirmed.map(|detail| texts.l10n.msg_error_save_durability(detail)));
    lines.push(String::new());
    print(&lines.join("\n"))
}
