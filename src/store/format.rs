//! The first line of a profile file.
//!
//! `// Forelock profile; schema 1; reads from 0.1.0; bytes 1234; sha256 …`,
//! followed by the payload. The line is a comment of the payload's format, so
//! the whole file is one RON text.

use super::stamp::Stamp;

/// The schema this program writes.
pub const SCHEMA: u32 = 1;
/// The oldest program version that reads what this one writes.
pub const OLDEST_READER: &str = "0.1.0";
/// This program's version.
pub const PROGRAM_VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the first line begins with.
const MAGIC: &str = "// Forelock profile;";

/// What a first line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// The schema of the payload, 1 or more.
    pub(super) schema: u32,
    /// The oldest program version that reads it.
    pub(super) reads_from: String,
    /// The payload's length.
    pub(super) bytes: u64,
    /// The payload's hash, 64 hexadecimal digits.
    sha256: String,
}

/// Whether a file has a first line of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Head {
    /// It has none: written by hand.
    None,
    /// It has one that does not say all it should.
    Damaged,
    /// It has one.
    Read(Header),
}

impl Header {
    /// Whether the payload is the one the line was written for.
    pub(super) fn matches(&self, payload: &str) -> bool {
        u64::try_from(payload.len()) == Ok(self.bytes) && self.sha256 == hash(payload)
    }

    /// How many bytes the payload is short of, if it is.
    pub(super) fn missing_bytes(&self, payload: &str) -> Option<u64> {
        let found = u64::try_from(payload.len()).ok()?;
        self.bytes.checked_sub(found).filter(|&missing| missing > 0)
    }
}

/// The first line and the payload after it. Without a first line the whole
/// text is the payload.
pub(super) fn split(text: &str) -> (Head, &str) {
    let Some(line) = text.strip_prefix(MAGIC) else { return (Head::None, text) };
    let (line, payload) = line.split_once('\n').unwrap_or((line, ""));
    let head = parse(line.trim_end_matches('\r')).map_or(Head::Damaged, Head::Read);
    (head, payload)
}

fn parse(line: &str) -> Option<Header> {
    let mut parts = line.split(';').map(str::trim);
    let mut part = |name: &str| parts.next()?.strip_prefix(name)?.strip_prefix(' ');
    let schema = part("schema")?.parse().ok().filter(|&schema: &u32| schema >= 1)?;
    let reads_from = part("reads from").filter(|version| is_version(version))?.to_owned();
    let bytes = part("bytes")?.parse().ok()?;
    let sha256 = part("sha256")?.to_ascii_lowercase();
    Some(Header { schema, reads_from, bytes, sha256 })
}

fn is_version(text: &str) -> bool {
    (1..=20).contains(&text.len())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+'))
}

/// The payload with its first line.
pub(super) fn with_header(payload: &str) -> String {
    let (bytes, hash) = (payload.len(), hash(payload));
    format!("{MAGIC} schema {SCHEMA}; reads from {OLDEST_READER}; bytes {bytes}; sha256 {hash}\n{payload}")
}

fn hash(payload: &str) -> String {
    Stamp::of(payload.as_bytes()).hex()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read_back() {
        let text = with_header("(a: 1)\n");
        let (head, payload) = split(&text);
        let Head::Read(header) = head else { panic!("{head:?}") };
        assert_eq!(payload, "(a: 1)\n");
        assert_eq!((header.schema, header.bytes, header.reads_from.as_str()), (1, 7, "0.1.0"));
        assert!(header.matches(payload));
        assert!(!header.matches("(a: 2)\n"));
        assert_eq!(header.missing_bytes("(a:"), Some(4));
        assert_eq!(header.missing_bytes(payload), None);
    }

    #[test]
    fn no_header_and_a_damaged_one_differ() {
        assert_eq!(split("(a: 1)"), (Head::None, "(a: 1)"));
        assert_eq!(split("// Forelock profile; schema x\n(a)"), (Head::Damaged, "(a)"));
        assert_eq!(split("// Forelock profile; schema 0; reads from 0"), (Head::Damaged, ""));
    }
}
