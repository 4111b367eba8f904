//! The parser's errors as problems of a file.

use std::collections::HashSet;
use std::fmt::Write as _;

use ron::error::{Error, SpannedError};
use serde_path_to_error::{Path, Segment};

use super::locate::{offset, places, positions};
use super::nearest::nearest;
use super::problem::{Expected, FileProblem, FileProblemKind, Position};
use super::quoted::QUOTED_NUMBER;

/// The longest piece of a file that is shown, in characters.
const SNIPPET: usize = 40;

/// A problem at the place the parser stopped.
///
/// `text` is the whole file, which the error's positions count in;
/// `missing_bytes` is what the first line says about its length.
pub(super) fn problem(
    text: &str,
    path: &Path,
    error: SpannedError,
    missing_bytes: Option<u64>,
) -> FileProblem {
    let stopped = Position { line: error.span.end.line, column: error.span.end.col };
    let began = Position { line: error.span.start.line, column: error.span.start.col };
    let rest = text.get(offset(text, stopped)..).unwrap_or_default();
    let unclosed = matches!(error.code, Error::Eof | Error::ExpectedStringEnd | Error::UnclosedBlockComment);
    if unclosed || rest.trim().is_empty() {
        let kind = FileProblemKind::EndsEarly { missing_bytes };
        return FileProblem { position: Some(end(text)), field: String::new(), kind };
    }
    let token = text.get(offset(text, began)..).unwrap_or_default();
    let field = field(path);
    if let Some(at) = fraction(text, offset(text, stopped), &error.code) {
        let found = snippet(text.get(at..).unwrap_or_default());
        let kind = FileProblemKind::WrongType { expected: Expected::WholeNumber, found };
        return FileProblem { position: positions(text, &[at]).first().copied(), field, kind };
    }
    let (position, found) = if matches!(error.code, Error::InvalidValueForType { .. }) {
        let at = value_at(text, &field).unwrap_or_else(|| offset(text, began));
        (positions(text, &[at]).first().copied(), text.get(at..).unwrap_or_default())
    } else if is_about_what_was_read(&error.code) {
        (Some(began), token)
    } else {
        (Some(stopped), rest)
    };
    FileProblem { position, field, kind: kind(error.code, &snippet(found)) }
}

/// Where the value of a field begins.
fn value_at(text: &str, field: &str) -> Option<usize> {
    let wanted = HashSet::from([field]);
    places(text, &wanted).get(field)?.first().map(|place| place.value.start)
}

/// Where a number begins whose fraction the parser stopped before, because a
/// whole one belongs there.
fn fraction(text: &str, stopped: usize, error: &Error) -> Option<usize> {
    let after_whole = matches!(error, Error::ExpectedComma | Error::ExpectedStructLikeEnd);
    if !after_whole || !text.get(stopped..)?.starts_with(['.', 'e', 'E']) {
        return None;
    }
    let before = text.get(..stopped)?;
    let digits = before.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+'));
    (digits.len() < before.len()).then_some(digits.len())
}

/// The last place of a text that holds something.
fn end(text: &str) -> Position {
    let text = text.trim_end();
    let line = text.bytes().filter(|&b| b == b'\n').count() + 1;
    let column = text.chars().rev().take_while(|&c| c != '\n').count() + 1;
    Position { line, column }
}

/// Errors found only after reading past what they are about.
const fn is_about_what_was_read(error: &Error) -> bool {
    matches!(
        error,
        Error::NoSuchStructField { .. }
            | Error::DuplicateStructField { .. }
            | Error::NoSuchEnumVariant { .. }
            | Error::IntegerOutOfBounds
    )
}

/// The path as the file has it: names of choices are not part of it.
fn field(path: &Path) -> String {
    let mut text = String::new();
    for segment in path {
        match segment {
            // Writing to a String cannot fail.
            Segment::Seq { index } => drop(write!(text, "[{index}]")),
            Segment::Map { key } => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(key);
            }
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    text
}

/// The first word or sign of what stands at a place.
pub(super) fn snippet(text: &str) -> String {
    let text = text.trim_start();
    let first = text.chars().next().unwrap_or_default();
    let end = if first == '"' {
        let line = text.find('\n').unwrap_or(text.len());
        text.get(1..line).and_then(|rest| rest.find('"')).map_or(1, |i| i + 2)
    } else if is_word(first) {
        text.find(|c| !is_word(c)).unwrap_or(text.len())
    } else {
        first.len_utf8()
    };
    let word = text.get(..end).unwrap_or_default();
    let short: String = word.chars().take(SNIPPET).collect();
    if short.len() < word.len() { format!("{short}…") } else { short }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '+' | '-' | '#')
}

fn kind(error: Error, found: &str) -> FileProblemKind {
    let found = found.to_owned();
    let wrong = |expected| FileProblemKind::WrongType { expected, found: found.clone() };
    let sign = |expected| FileProblemKind::Sign { expected, found: found.clone() };
    match error {
        Error::ExpectedComma => sign(","),
        Error::ExpectedArrayEnd => sign("]"),
        Error::ExpectedMapEnd => sign("}"),
        Error::ExpectedMapColon => sign(":"),
        Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => sign(")"),
        Error::ExpectedString | Error::ExpectedStringEnd => wrong(Expected::Text),
        Error::ExpectedInteger | Error::IntegerOutOfBounds | Error::InvalidIntegerDigit { .. } => {
            wrong(Expected::WholeNumber)
        }
        Error::ExpectedBoolean => wrong(Expected::Boolean),
        Error::ExpectedArray => wrong(Expected::List),
        Error::ExpectedMap => wrong(Expected::Map),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => wrong(Expected::Fields),
        Error::ExpectedDifferentStructName { expected, found } => {
            FileProblemKind::UnknownChoice { found, allowed: vec![expected.to_owned()], near: None }
        }
        Error::ExpectedIdentifier | Error::InvalidIdentifier(_) => wrong(Expected::Name),
        Error::InvalidValueForType { ref expected, .. } if expected == QUOTED_NUMBER => {
            wrong(Expected::QuotedNumber)
        }
        Error::TrailingCharacters => FileProblemKind::Trailing { found },
        Error::ExceededRecursionLimit => FileProblemKind::TooDeep,
        Error::MissingStructField { field, .. } => FileProblemKind::MissingField { name: field.to_owned() },
        Error::DuplicateStructField { field, .. } => FileProblemKind::Twice { name: field.to_owned() },
        Error::NoSuchStructField { expected, found, .. } => FileProblemKind::UnknownField {
            near: nearest(&found, expected.iter().copied()).map(str::to_owned),
            allowed: expected.iter().map(|&name| name.to_owned()).collect(),
            found,
        },
        Error::NoSuchEnumVariant { expected, found, .. } => FileProblemKind::UnknownChoice {
            near: nearest(&found, expected.iter().copied()).map(str::to_owned),
            allowed: expected.iter().map(|&name| name.to_owned()).collect(),
            found,
        },
        other => FileProblemKind::Unreadable { found, detail: other.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snippets_are_one_word() {
        assert_eq!(snippet("  -1e400, next"), "-1e400");
        assert_eq!(snippet("\"山 あい\", x"), "\"山 あい\"");
        assert_eq!(snippet("[1, 2]"), "[");
        assert_eq!(snippet(""), "");
        assert_eq!(snippet(&"x".repeat(100)).chars().count(), SNIPPET + 1);
    }

    #[test]
    fn the_end_is_after_the_last_sign() {
        assert_eq!(end("(a:\n 山\n\n"), Position { line: 2, column: 3 });
    }
}
