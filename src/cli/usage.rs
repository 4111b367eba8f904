//! What is wrong with the command line, in the reader's language.

use std::fmt::Display;
use std::path::Path;
use std::str::FromStr;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, CommandFactory, Error, Parser};
use forelock::store::nearest::nearest;
use forelock::text::Texts;

use crate::window;

/// The arguments, or what is wrong with them in sentences. Help and version
/// are printed, and the program ends.
pub(super) fn parsed<A: Parser>() -> Result<A, Vec<String>> {
    A::try_parse().map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => error.exit(),
        _ => {
            let texts = Texts::new(window::system_language());
            let mut lines = vec![sentence::<A>(&texts, &error)];
            if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
                let usage = usage.to_string();
                let shape = usage.trim().trim_start_matches("Usage:").trim();
                lines.push(texts.l10n.msg_usage_shape(shape));
            }
            lines.push(texts.l10n.msg_usage_help());
            lines
        }
    })
}

fn sentence<A: CommandFactory>(texts: &Texts, error: &Error) -> String {
    let l = &texts.l10n;
    let words = |kind| error.get(kind).map(said).unwrap_or_default();
    let argument = words(ContextKind::InvalidArg);
    let kind = error.kind();
    if let Some(sentence) = about_the_command::<A>(texts, error) {
        return sentence;
    }
    match kind {
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let allowed = match error.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(names)) if !names.is_empty() => {
                    l.msg_usage_names(names.join(", "))
                }
                _ => std::error::Error::source(error).map(ToString::to_string).unwrap_or_default(),
            };
            match words(ContextKind::InvalidValue) {
                value if value.is_empty() => l.msg_usage_no_value(argument, allowed),
                value => l.msg_usage_value(value, argument, allowed),
            }
            .trim_end()
            .to_owned()
        }
        ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand => match words(ContextKind::SuggestedArg) {
            near if near.is_empty() => l.msg_usage_unknown(argument),
            near => l.msg_usage_unknown_near(argument, near),
        },
        ErrorKind::TooManyValues => l.msg_usage_takes_none(argument),
        ErrorKind::MissingRequiredArgument => l.msg_usage_missing(argument),
        ErrorKind::ArgumentConflict => match words(ContextKind::PriorArg) {
            _ if argument.is_empty() => l.msg_usage_other(),
            other if other == argument || other.is_empty() => l.msg_usage_twice(argument),
            other => l.msg_usage_conflict(argument, other),
        },
        _ => l.msg_usage_other(),
    }
}

fn said(value: &ContextValue) -> String {
    match value {
        ContextValue::String(one) => one.clone(),
        ContextValue::Strings(several) => several.join(", "),
        _ => String::new(),
    }
}

/// What is wrong with the command rather than with what follows it: it is
/// misspelt, and what the library stumbles on may be the first thing after it;
/// or something stands before it.
fn about_the_command<A: CommandFactory>(texts: &Texts, error: &Error) -> Option<String> {
    use ErrorKind::{ArgumentConflict, InvalidSubcommand, UnknownArgument};
    if !matches!(error.kind(), UnknownArgument | ArgumentConflict | InvalidSubcommand) {
        return None;
    }
    let stumbled = error.get(ContextKind::InvalidArg).map(said).unwrap_or_default();
    if stumbled.starts_with('-') && !is_option::<A>(&stumbled) {
        return None;
    }
    let words = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
    let words: Vec<String> = words.take_while(|word| word != "--").collect();
    let names = names::<A>();
    let (place, first) = words.iter().enumerate().find(|(_, word)| !word.starts_with('-'))?;
    if names.contains(first) {
        let wrong = error.get(ContextKind::InvalidSubcommand).map(said);
        let wrong = wrong.and_then(|word| no_command::<A>(texts, &word));
        return wrong.or_else(|| (place > 0).then(|| texts.l10n.msg_usage_order(first)));
    }
    let before = place.checked_sub(1).and_then(|before| words.get(before));
    let takes_it = before.is_some_and(|option| {
        any_argument::<A>(|argument| takes_value(argument) && is_long(argument, option))
    });
    if !takes_it && let Some(sentence) = no_command::<A>(texts, first) {
        return Some(sentence);
    }
    let later = words.iter().skip(place).find(|word| names.contains(word));
    later.map(|later| texts.l10n.msg_usage_order(later))
}

fn is_long(argument: &Arg, word: &str) -> bool {
    word.strip_prefix("--").is_some_and(|long| argument.get_long() == Some(long))
}

fn takes_value(argument: &Arg) -> bool {
    argument.get_action().takes_values()
}

/// Whether a word is an option of the program or of one of its commands.
fn is_option<A: CommandFactory>(word: &str) -> bool {
    let word = word.split(['=', ' ']).next().unwrap_or_default();
    any_argument::<A>(|argument| is_long(argument, word))
}

/// Whether an argument of the program or of one of its commands is such.
fn any_argument<A: CommandFactory>(such: impl Fn(&Arg) -> bool) -> bool {
    let command = A::command();
    command.get_arguments().any(&such)
        || command.get_subcommands().any(|command| command.get_arguments().any(&such))
}

/// The names of the commands.
fn names<A: CommandFactory>() -> Vec<String> {
    let command = A::command();
    let own = command.get_subcommands().map(|command| command.get_name().to_owned());
    own.chain(std::iter::once("help".to_owned())).collect()
}

/// That there is no command of this name; nothing where there is one, or a
/// file.
fn no_command<A: CommandFactory>(texts: &Texts, word: &str) -> Option<String> {
    let names = names::<A>();
    let is_path = word.contains(['/', '\\', '.']) || Path::new(word).exists();
    if is_path || names.iter().any(|name| name == word) {
        return None;
    }
    let l = &texts.l10n;
    Some(match nearest(word, names.iter().map(String::as_str)) {
        Some(near) => l.msg_usage_command_near(word, near),
        None => l.msg_usage_command(word, names.join(", ")),
    })
}

/// That a command was misspelt, where what was taken for a file is none and is
/// nearly a command's name.
pub(super) fn misspelt<A: CommandFactory>(file: &Path) -> Option<Vec<String>> {
    let word = file.to_str()?;
    nearest(word, names::<A>().iter().map(String::as_str))?;
    let texts = Texts::new(window::system_language());
    no_command::<A>(&texts, word).map(|sentence| vec![sentence, texts.l10n.msg_usage_help()])
}

/// Reads a whole number within a range.
pub(super) fn whole<T>(low: T, high: T) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync + 'static
where
    T: FromStr + PartialOrd + Display + Copy + Send + Sync + 'static,
{
    move |text| match text.parse() {
        Ok(number) if low <= number && number <= high => Ok(number),
        _ => {
            let texts = Texts::new(window::system_language());
            Err(texts.l10n.msg_usage_whole(low.to_string(), high.to_string()))
        }
    }
}
