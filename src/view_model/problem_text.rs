//! Errors of files, profiles and settings as sentences.
//!
//! One problem a line: `FILE:LINE:COLUMN: field: sentence`, each part left out
//! where it is not known.

use std::io::ErrorKind;

use crate::domain::validate::{Problem, ProblemKind};
use crate::store::instance_lock::Holder;
use crate::store::settings::{FILE_NAME, SettingsWarning};
use crate::store::{Expected, FileProblem, FileProblemKind, LoadError, Position, SaveError, SaveStep};
use crate::text::Texts;

/// The longest piece of a file that is shown in a sentence, in characters.
const LONGEST: usize = 80;

/// Why `file` could not be loaded, a line for each problem.
#[must_use]
pub fn load_error(texts: &Texts, file: &str, error: &LoadError) -> Vec<String> {
    let l10n = &texts.l10n;
    let whole = |sentence: String| vec![line(file, None, "", &sentence)];
    match error {
        LoadError::Io { kind: ErrorKind::NotFound, .. } => whole(l10n.msg_error_file_not_found()),
        LoadError::Io { kind: ErrorKind::PermissionDenied, .. } => whole(l10n.msg_error_file_no_permission()),
        LoadError::Io { detail, .. } => whole(l10n.msg_error_file_not_read(shown(detail))),
        LoadError::NotAFile => whole(l10n.msg_error_file_not_a_file()),
        LoadError::TooLarge { limit } => whole(l10n.msg_error_file_too_large(limit >> 20)),
        LoadError::Empty => whole(l10n.msg_error_file_empty()),
        LoadError::Encoding { encoding } => whole(l10n.msg_error_file_encoding(encoding.name())),
        LoadError::NotText { position } => {
            vec![line(file, Some(*position), "", &l10n.msg_error_file_not_text())]
        }
        LoadError::NewerVersion { schema, needs, our_schema, ours } => {
            whole(l10n.msg_error_file_newer(*schema, needs, ours, *our_schema))
        }
        LoadError::Locked => whole(l10n.msg_error_file_locked()),
        LoadError::WrongPassphrase => whole(l10n.msg_error_file_wrong_passphrase()),
        LoadError::LockedDamaged => whole(l10n.msg_error_file_locked_damaged()),
        LoadError::Invalid { problems } => {
            problems.iter().map(|problem| file_problem(texts, file, problem)).collect()
        }
    }
}

/// Why `file` could not be saved; a line for each value where those are wrong.
#[must_use]
pub fn save_error(texts: &Texts, file: &str, error: &SaveError) -> Vec<String> {
    let l10n = &texts.l10n;
    let sentence = match error {
        SaveError::Invalid { problems } => {
            let mut lines = vec![line(file, None, "", &l10n.msg_error_save_invalid())];
            lines.extend(profile_problems(texts, problems));
            return lines;
        }
        SaveError::Fault => l10n.msg_error_save_fault(),
        SaveError::NotReadBack => l10n.msg_error_save_not_read_back(),
        SaveError::NotAFile => l10n.msg_error_save_not_a_file(),
        SaveError::ReadOnly => l10n.msg_error_save_read_only(),
        SaveError::OtherBytes => l10n.msg_error_save_other_bytes(),
        SaveError::DurabilityUnknown { detail } => l10n.msg_error_save_durability(shown(detail)),
        SaveError::ChangedOnDisk => l10n.msg_error_save_changed(),
        SaveError::HeldElsewhere { holder: Some(who) } => l10n.msg_error_save_held(holder(texts, who)),
        SaveError::HeldElsewhere { holder: None } => l10n.msg_error_save_held_unknown(),
        SaveError::NotLocked { detail } => l10n.msg_error_save_not_locked(shown(detail)),
        SaveError::Step { step, kind, detail } => save_step(texts, *step, *kind, &shown(detail)),
    };
    vec![line(file, None, "", &sentence)]
}

/// Who holds a file.
#[must_use]
pub fn holder(texts: &Texts, holder: &Holder) -> String {
    let Holder { user, machine, process } = holder;
    texts.l10n.msg_holder(shown(user), shown(machine), *process)
}

fn save_step(texts: &Texts, step: SaveStep, kind: ErrorKind, detail: &str) -> String {
    let l10n = &texts.l10n;
    match (step, kind) {
        (_, ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => l10n.msg_error_save_disk_full(),
        (SaveStep::Find | SaveStep::Create, ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => {
            l10n.msg_error_save_no_permission()
        }
        (SaveStep::Find | SaveStep::Create, ErrorKind::NotFound) => l10n.msg_error_save_no_folder(),
        (SaveStep::Find, _) => l10n.msg_error_save_find(detail),
        (SaveStep::Create, _) => l10n.msg_error_save_create(detail),
        (SaveStep::Write | SaveStep::Sync, _) => l10n.msg_error_save_write(detail),
        (SaveStep::ReadBack, _) => l10n.msg_error_save_read_again(detail),
        (SaveStep::Generation, _) => l10n.msg_error_save_version(detail),
        (SaveStep::Replace, _) => l10n.msg_error_save_replace(detail),
    }
}

/// What is wrong with a profile at the window, a line each: `field: sentence`.
#[must_use]
pub fn profile_problems(texts: &Texts, problems: &[Problem]) -> Vec<String> {
    problems.iter().map(|problem| line("", None, &problem.field, &profile_problem(texts, problem))).collect()
}

/// The sentence for one problem of a profile, without its field.
#[must_use]
pub fn profile_problem(texts: &Texts, problem: &Problem) -> String {
    value_problem(texts, &problem.field, &problem.kind)
}

/// What could not be used of the settings.
#[must_use]
pub fn settings_warning(texts: &Texts, warning: &SettingsWarning) -> String {
    let l10n = &texts.l10n;
    match warning {
        SettingsWarning::NoFolder => l10n.msg_error_settings_no_folder(),
        SettingsWarning::NotRead { detail } => {
            line(FILE_NAME, None, "", &l10n.msg_error_settings_not_read(shown(detail)))
        }
        SettingsWarning::Unreadable { line: at, column, detail } => {
            let position = Position { line: *at, column: *column };
            line(FILE_NAME, Some(position), "", &l10n.msg_error_settings_unreadable(shown(detail)))
        }
        SettingsWarning::Ignored { key, found, allowed } => {
            line(FILE_NAME, None, key, &l10n.msg_error_settings_ignored(shown(found), allowed))
        }
    }
}

/// One problem of a file: `FILE:LINE:COLUMN: field: sentence`.
#[must_use]
pub fn file_problem(texts: &Texts, file: &str, problem: &FileProblem) -> String {
    line(file, problem.position, &problem.field, &file_problem_sentence(texts, problem))
}

fn file_problem_sentence(texts: &Texts, problem: &FileProblem) -> String {
    use FileProblemKind as Kind;
    let l10n = &texts.l10n;
    match &problem.kind {
        Kind::EndsEarly { missing_bytes: None } => l10n.msg_error_ends_early(),
        Kind::EndsEarly { missing_bytes: Some(missing) } => l10n.msg_error_ends_early_missing(*missing),
        Kind::Sign { expected, found } => l10n.msg_error_sign(expected, shown(found)),
        Kind::WrongType { expected, found } => wrong_type(texts, *expected, &shown(found)),
        Kind::UnknownField { found, near: Some(near), .. } => {
            l10n.msg_error_unknown_field_near(shown(found), near)
        }
        Kind::UnknownField { found, allowed, near: None } => {
            l10n.msg_error_unknown_field(shown(found), allowed.join(", "))
        }
        Kind::MissingField { name } => l10n.msg_error_missing_field(name),
        Kind::Twice { name } => l10n.msg_error_twice(shown(name)),
        Kind::UnknownChoice { found, near: Some(near), .. } => {
            l10n.msg_error_unknown_choice_near(shown(found), near)
        }
        Kind::UnknownChoice { found, allowed, near: None } => {
            l10n.msg_error_unknown_choice(shown(found), allowed.join(", "))
        }
        Kind::UnknownParam { found, near: Some(near) } => {
            l10n.msg_error_unknown_param_near(shown(found), near)
        }
        Kind::UnknownParam { found, near: None } => l10n.msg_error_unknown_param(shown(found)),
        Kind::BareNumber { found } => l10n.msg_error_bare_number(shown(found)),
        Kind::NotANumber { found } => l10n.msg_error_not_a_number(shown(found)),
        Kind::TooManyDigits { found } => l10n.msg_error_too_many_digits(shown(found)),
        Kind::NotWhole { found } => l10n.msg_error_not_whole(shown(found)),
        Kind::NotAMonth { found } => l10n.msg_error_not_a_month(shown(found)),
        Kind::NotADay { found } => l10n.msg_error_not_a_day(shown(found)),
        Kind::Trailing { found } => l10n.msg_error_trailing(shown(found)),
        Kind::TooDeep => l10n.msg_error_too_deep(),
        Kind::Unreadable { found, detail } => l10n.msg_error_unreadable(shown(found), shown(detail)),
        Kind::Value(kind) => value_problem(texts, &problem.field, kind),
    }
}

fn wrong_type(texts: &Texts, expected: Expected, found: &str) -> String {
    let l10n = &texts.l10n;
    match expected {
        Expected::Text => l10n.msg_error_type_text(found),
        Expected::QuotedNumber => l10n.msg_error_type_quoted_number(found),
        Expected::WholeNumber => l10n.msg_error_type_whole_number(found),
        Expected::Boolean => l10n.msg_error_type_boolean(found),
        Expected::List => l10n.msg_error_type_list(found),
        Expected::Map => l10n.msg_error_type_map(found),
        Expected::Fields => l10n.msg_error_type_fields(found),
        Expected::Name => l10n.msg_error_type_name(found),
    }
}

fn value_problem(texts: &Texts, field: &str, kind: &ProblemKind) -> String {
    let l10n = &texts.l10n;
    match kind {
        ProblemKind::OutOfRange { found, low, high } => l10n.msg_error_out_of_range(shown(found), low, high),
        ProblemKind::NotWhole { found } => l10n.msg_error_not_whole(shown(found)),
        ProblemKind::Reserved { found } => l10n.msg_error_reserved(shown(found)),
        ProblemKind::Empty if field == "scenarios" => l10n.msg_error_no_scenario(),
        ProblemKind::Empty => l10n.msg_error_no_name(),
        ProblemKind::TooLong { max } => l10n.msg_error_too_long(*max),
        ProblemKind::Duplicate { found } => l10n.msg_error_duplicate(shown(found)),
        ProblemKind::NoSuchBank { found } => l10n.msg_error_no_such_bank(shown(found)),
        ProblemKind::SharesAboveOne { found } => l10n.msg_error_shares_above_one(shown(found)),
        ProblemKind::TooMany { found, max } => l10n.msg_error_too_many(*found, *max),
    }
}

fn line(file: &str, position: Option<Position>, field: &str, sentence: &str) -> String {
    let place = match position {
        Some(Position { line, column }) if !file.is_empty() => format!("{file}:{line}:{column}"),
        Some(Position { line, column }) => format!("{line}:{column}"),
        None => file.to_owned(),
    };
    let field = shown(field);
    let parts = [place.as_str(), field.as_str(), sentence];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
}

/// A piece of a file, fit to be shown: short, and without signs that move the
/// cursor or turn the direction of writing.
fn shown(found: &str) -> String {
    let plain = |c: char| {
        let hidden = c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
        if hidden { '\u{FFFD}' } else { c }
    };
    let mut text: String = found.chars().take(LONGEST).map(plain).collect();
    if found.chars().nth(LONGEST).is_some() {
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{TextEncoding, read_profile};
    use crate::text::Lang;

    const BROKEN: &str = "(\n company: \"x\", as_of: \"2026-10\",\n holdings: [(id: \"h1\", name: \"c\", \
        kind: Cash(amount: \"-5\"))],\n scenarios: [(name: \"s\", values: {\"haircutt\": \"1\"})],\n)";

    fn lines(lang: Lang, text: &str) -> Vec<String> {
        load_error(&Texts::new(lang), "a.ron", &read_profile(text.as_bytes()).unwrap_err())
    }

    #[test]
    fn every_problem_has_a_line_with_its_place() {
        assert_eq!(
            lines(Lang::En, BROKEN),
            [
                "a.ron:3:54: holdings[0].kind.amount: -5 is outside the range. \
                    Allowed: 0 to 1000000000000000.",
                "a.ron:4:35: scenarios[0].values.haircutt: There is no parameter “haircutt”. \
                    Did you mean “haircut”?",
            ]
        );
        assert_eq!(
            lines(Lang::Ja, BROKEN),
            [
                "a.ron:3:54: holdings[0].kind.amount: -5 は範囲の外です。0 から 1000000000000000 までにしてください。",
                "a.ron:4:35: scenarios[0].values.haircutt: 「haircutt」というパラメーターはありません。\
                    「haircut」ではありませんか。",
            ]
        );
    }

    #[test]
    fn braces_and_quotes_come_out_as_written() {
        let text = "(company: \"x\", as_of: \"2026-10\", scenarios: [(name: \"s\", values: [])])";
        assert_eq!(
            lines(Lang::En, text),
            ["a.ron:1:66: scenarios[0].values: Pairs in curly brackets must stand here, \
                {\"...\": \"...\"}; found [."]
        );
    }

    #[test]
    fn whole_files_and_saves_have_sentences() {
        let texts = Texts::new(Lang::En);
        let error = LoadError::Encoding { encoding: TextEncoding::ShiftJis };
        assert_eq!(
            load_error(&texts, "a.ron", &error),
            ["a.ron: The text is in Shift_JIS; a profile must be in UTF-8. \
                In the editor, save it again as UTF-8."]
        );
        let full =
            SaveError::Step { step: SaveStep::Write, kind: ErrorKind::StorageFull, detail: String::new() };
        assert_eq!(
            save_error(&texts, "a.ron", &full),
            ["a.ron: Not saved: the disk is full. The old file is whole. Free some space, and save again."]
        );
    }

    #[test]
    fn numbers_are_written_plainly() {
        let texts = Texts::new(Lang::Ja);
        let error = LoadError::TooLarge { limit: 16 * 1024 * 1024 };
        let found = load_error(&texts, "a.ron", &error).join("");
        assert!(found.starts_with("a.ron: ファイルが 16 MiB を超えている"), "{found}");
    }

    #[test]
    fn what_a_file_says_cannot_move_the_cursor() {
        assert_eq!(shown("a\u{1b}[2Jb\u{202e}c"), "a\u{FFFD}[2Jb\u{FFFD}c");
        assert_eq!(shown(&"山".repeat(200)).chars().count(), LONGEST + 1);
    }

    #[test]
    fn settings_warnings_name_the_key() {
        let warning = SettingsWarning::Ignored {
            key: "language",
            found: "\"fr\"".to_owned(),
            allowed: "ja, en".to_owned(),
        };
        assert_eq!(
            settings_warning(&Texts::new(Lang::Ja), &warning),
            "settings.ron: language: \"fr\" は使えません。使えるもの：ja, en。初期値を使います。"
        );
    }
}
