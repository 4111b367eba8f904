//! The commands that print what is assumed and what is claimed.

use std::path::PathBuf;

use clap::Args;
use forelock::app::table;
use forelock::domain::calendar::CalendarMonth;
use forelock::domain::profile::Profile;
use forelock::export::assumption_rows;
use forelock::text::{Texts, YenUnit};
use forelock::view_model::assumptions::assumptions_view;
use forelock::view_model::claims;
use forelock::view_model::money::Money;

use super::Format;
use super::picture::{LangName, language};

#[derive(Args)]
pub(super) struct Asked {
    /// The profile; `-` reads standard input.
    pub(super) file: PathBuf,
    /// The scenario; without one, the tab in front.
    #[arg(long)]
    pub(super) scenario: Option<String>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// The language.
    #[arg(long, value_enum)]
    lang: Option<LangName>,
}

/// Every number in force, printed.
pub(super) fn assumptions(profile: &Profile, asked: &Asked) -> Result<String, Vec<String>> {
    let texts = Texts::new(language(asked.lang));
    let money = Money { lang: texts.lang, unit: YenUnit::Auto };
    let view = assumptions_view(profile, &texts, money);
    match asked.format {
        Format::Table => Ok(assumption_rows::table(&view, &texts)),
        Format::Csv => table::csv(&view.records()).map_err(|e| vec![e.to_string()]),
        Format::Json => {
            let name = profile.active_scenario().name;
            assumption_rows::json(&profile.company, &name, &view).map_err(|e| vec![e.to_string()])
        }
    }
}

/// The thesis link by link, printed.
pub(super) fn claims(lang: Option<LangName>) -> String {
    let texts = Texts::new(language(lang));
    let money = Money { lang: texts.lang, unit: YenUnit::Auto };
    let nobody = Profile::empty("", CalendarMonth::FIRST, "");
    claims::printed(&nobody, &texts, money)
}
