//! The command that takes a company through an episode of the past.

use std::path::PathBuf;

use clap::Args;
use forelock::data::episodes::{episode, episodes};
use forelock::domain::episode::Episode;
use forelock::engine::replay::replay;
use forelock::export::replay_rows;
use forelock::text::Texts;
use forelock::view_model::money::Money;

use super::{Format, Hidden, read};
use crate::window;

#[derive(Args)]
pub(super) struct Asked {
    /// The profile; `-` reads standard input.
    #[arg(required_unless_present = "list")]
    file: Option<PathBuf>,
    /// Which episode, by its name in the list.
    #[arg(long)]
    episode: Option<String>,
    /// Lists every episode.
    #[arg(long)]
    list: bool,
    /// The scenario whose rate, cap and interest hold; without one, the tab in
    /// front.
    #[arg(long)]
    scenario: Option<String>,
    /// Prints indices (assets today are 100) and neutral names instead of the
    /// company's amounts.
    #[arg(long)]
    hide_amounts: bool,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// The episode of a name, or a sentence with all of them.
pub(super) fn found(id: &str, texts: &Texts) -> Result<&'static Episode, Vec<String>> {
    episode(&id.replace('-', "_")).ok_or_else(|| {
        let all: Vec<&str> = episodes().iter().map(|e| e.id.as_str()).collect();
        vec![texts.l10n.msg_history_no_such_episode(id, all.join(", "))]
    })
}

/// The company through the episode, or the list.
pub(super) fn replayed(asked: &Asked) -> Result<String, Vec<String>> {
    let texts = Texts::new(window::system_language());
    let Some(file) = asked.file.as_deref().filter(|_| !asked.list) else {
        return Ok(replay_rows::list(&texts));
    };
    let Some(id) = &asked.episode else {
        return Err(vec![texts.l10n.msg_history_no_episode()]);
    };
    let episode = found(id, &texts)?;
    let Hidden { profile, unit, data } =
        Hidden::new(read(file, asked.scenario.as_deref())?, asked.hide_amounts);
    let through = replay(&profile, &profile.active_scenario(), episode);
    match asked.format {
        Format::Table => {
            let money = Money { lang: texts.lang, unit };
            Ok(replay_rows::table(&profile, episode, &texts, money))
        }
        Format::Csv => replay_rows::csv(episode, &through, data).map_err(|e| vec![e.to_string()]),
        Format::Json => {
            replay_rows::json(&profile.company, episode, &through, data).map_err(|e| vec![e.to_string()])
        }
    }
}
