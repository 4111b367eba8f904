//! What can be wrong with a file, as data.

use std::io::ErrorKind;

use crate::domain::validate::ProblemKind;

/// A place in a file, both counted from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character within the line.
    pub column: usize,
}

/// What a file's bytes look like where they are not UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextEncoding {
    /// UTF-16, low byte first ("Unicode" in Windows Notepad).
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// `Shift_JIS` ("ANSI" in a Japanese Windows).
    ShiftJis,
    /// EUC-JP.
    EucJp,
}

impl TextEncoding {
    /// The name people know it by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::ShiftJis => "Shift_JIS",
            Self::EucJp => "EUC-JP",
        }
    }
}

/// What a place in a file must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Expected {
    /// A text in quotes.
    Text,
    /// A decimal number in quotes.
    QuotedNumber,
    /// A whole number without quotes.
    WholeNumber,
    /// `true` or `false`.
    Boolean,
    /// A list in `[ ]`.
    List,
    /// A map in `{ }`.
    Map,
    /// Fields in `( )`.
    Fields,
    /// One of a few names.
    Name,
}

/// What is wrong at one place of a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileProblemKind {
    /// The text stops before the profile is complete.
    #[error("ends early")]
    EndsEarly {
        /// How many bytes are missing, where the first line says.
        missing_bytes: Option<u64>,
    },
    /// A sign that must stand here does not.
    #[error("expected {expected}, found {found}")]
    Sign {
        /// The sign, such as `,`.
        expected: &'static str,
        /// What stands there.
        found: String,
    },
    /// Something of another type stands here.
    #[error("expected {expected:?}, found {found}")]
    WrongType {
        /// What must stand here.
        expected: Expected,
        /// What does.
        found: String,
    },
    /// A field there is no such name for.
    #[error("unknown field {found}")]
    UnknownField {
        /// Its name.
        found: String,
        /// The names there are.
        allowed: Vec<String>,
        /// The one that was probably meant.
        near: Option<String>,
    },
    /// A field that must be there is not.
    #[error("missing field {name}")]
    MissingField {
        /// Its name.
        name: String,
    },
    /// A field or key that stands there twice.
    #[error("{name} twice")]
    Twice {
        /// Its name.
        name: String,
    },
    /// A name that is none of the choices.
    #[error("unknown choice {found}")]
    UnknownChoice {
        /// The name.
        found: String,
        /// The choices.
        allowed: Vec<String>,
        /// The one that was probably meant.
        near: Option<String>,
    },
    /// A key of `values` that names no parameter.
    #[error("unknown parameter {found}")]
    UnknownParam {
        /// The key.
        found: String,
        /// The one that was probably meant.
        near: Option<String>,
    },
    /// A number without quotes where they are needed.
    #[error("unquoted number {found}")]
    BareNumber {
        /// The number as written.
        found: String,
    },
    /// A text that is no decimal number.
    #[error("no number: {found}")]
    NotANumber {
        /// The text.
        found: String,
    },
    /// A number with more digits than are kept.
    #[error("more than 28 digits: {found}")]
    TooManyDigits {
        /// The number as written.
        found: String,
    },
    /// A number with a fraction where it must be whole.
    #[error("not whole: {found}")]
    NotWhole {
        /// The number as written.
        found: String,
    },
    /// A text that is no calendar month.
    #[error("no month: {found}")]
    NotAMonth {
        /// The text.
        found: String,
    },
    /// A text that is no day.
    #[error("no day: {found}")]
    NotADay {
        /// The text.
        found: String,
    },
    /// Something follows after the profile's last bracket.
    #[error("trailing {found}")]
    Trailing {
        /// What follows.
        found: String,
    },
    /// Brackets within brackets, deeper than any profile.
    #[error("nested too deeply")]
    TooDeep,
    /// Something the format does not know.
    #[error("unreadable {found}: {detail}")]
    Unreadable {
        /// What stands there.
        found: String,
        /// The parser's own words, in English.
        detail: String,
    },
    /// A value the profile may not have.
    #[error(transparent)]
    Value(#[from] ProblemKind),
}

/// One thing wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {kind}")]
pub struct FileProblem {
    /// Where, if that could be found out.
    pub position: Option<Position>,
    /// Path of the field as in the file, such as `holdings[2].kind.amount`;
    /// empty for the file as a whole.
    pub field: String,
    /// What is wrong.
    pub kind: FileProblemKind,
}

/// Why a profile could not be loaded. The file is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// The system did not give the bytes.
    #[error("{kind}: {detail}")]
    Io {
        /// What kind of failure.
        kind: ErrorKind,
        /// The system's own words.
        detail: String,
    },
    /// The path is a folder or a device.
    #[error("not a file")]
    NotAFile,
    /// The file is larger than any profile.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// The most bytes allowed.
        limit: u64,
    },
    /// There is nothing in it.
    #[error("empty")]
    Empty,
    /// The bytes are text, but not UTF-8.
    #[error("text in {}", .encoding.name())]
    Encoding {
        /// What they look like.
        encoding: TextEncoding,
    },
    /// The bytes are no text.
    #[error("not text at {position:?}")]
    NotText {
        /// The first place that is not.
        position: Position,
    },
    /// The file was written by a newer program and this one cannot read it.
    #[error("schema {schema} needs {needs}, this is {ours} with schema {our_schema}")]
    NewerVersion {
        /// The file's schema.
        schema: u32,
        /// The oldest program version that reads it.
        needs: String,
        /// The newest schema this program knows.
        our_schema: u32,
        /// This program's version.
        ours: String,
    },
    /// The file is locked with a passphrase.
    #[error("locked")]
    Locked,
    /// It is locked with another passphrase.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// It is locked, and not as it was written.
    #[error("locked and damaged")]
    LockedDamaged,
    /// What the file says is wrong: every problem found, in file order.
    #[error("{} problems", .problems.len())]
    Invalid {
        /// The problems, at least one and at most
        /// [`super::profile_file::MAX_PROBLEMS`].
        problems: Vec<FileProblem>,
    },
}

impl From<std::io::Error> for LoadError {
    fn from(error: std::io::Error) -> Self {
        Self::Io { kind: error.kind(), detail: error.to_string() }
    }
}
