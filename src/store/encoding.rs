//! Bytes to text: UTF-8 only, and a name for what is not.

use super::problem::{FileProblem, FileProblemKind, LoadError, Position, TextEncoding};

/// How many bytes are looked at to tell UTF-16 from other things.
const SAMPLE: usize = 4096;

/// The text of a file, without a byte-order mark.
///
/// # Errors
/// `Encoding` where the bytes look like another encoding, `Invalid` with
/// `EndsEarly` where the last character is cut, `NotText` otherwise.
pub(super) fn text(bytes: &[u8]) -> Result<&str, LoadError> {
    if bytes.starts_with(&[0xFF, 0xFE]) {
        return Err(LoadError::Encoding { encoding: TextEncoding::Utf16Le });
    }
    if bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(LoadError::Encoding { encoding: TextEncoding::Utf16Be });
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        return Err(match utf16(bytes) {
            Some(encoding) => LoadError::Encoding { encoding },
            None => LoadError::NotText { position: end_of(bytes.get(..at).unwrap_or_default()) },
        });
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let position = end_of(valid);
        if error.error_len().is_none() {
            let kind = FileProblemKind::EndsEarly { missing_bytes: None };
            let problem = FileProblem { position: Some(position), field: String::new(), kind };
            return LoadError::Invalid { problems: vec![problem] };
        }
        if euc_jp(bytes) {
            LoadError::Encoding { encoding: TextEncoding::EucJp }
        } else if shift_jis(bytes) {
            LoadError::Encoding { encoding: TextEncoding::ShiftJis }
        } else {
            LoadError::NotText { position }
        }
    })
}

/// The place just after these bytes.
fn end_of(bytes: &[u8]) -> Position {
    let text = String::from_utf8_lossy(bytes);
    let line = text.bytes().filter(|&b| b == b'\n').count() + 1;
    let column = text.chars().rev().take_while(|&c| c != '\n').count() + 1;
    Position { line, column }
}

/// UTF-16 without a mark: the zero bytes of its brackets and letters all
/// stand on the same side.
fn utf16(bytes: &[u8]) -> Option<TextEncoding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let enough = sample.len() / 20;
    if odd > even * 4 && odd > enough {
        Some(TextEncoding::Utf16Le)
    } else if even > odd * 4 && even > enough {
        Some(TextEncoding::Utf16Be)
    } else {
        None
    }
}

/// Whether every byte fits `Shift_JIS` (cp932) and some character has two.
fn shift_jis(bytes: &[u8]) -> bool {
    let mut rest = bytes.iter();
    let mut doubles = 0_usize;
    while let Some(&byte) = rest.next() {
        match byte {
            0x00..=0x7F | 0xA1..=0xDF => {}
            0x81..=0x9F | 0xE0..=0xFC => match rest.next() {
                Some(0x40..=0x7E | 0x80..=0xFC) => doubles += 1,
                _ => return false,
            },
            _ => return false,
        }
    }
    doubles > 0
}

/// Whether every byte fits EUC-JP.
fn euc_jp(bytes: &[u8]) -> bool {
    let mut rest = bytes.iter();
    while let Some(&byte) = rest.next() {
        let followers = match byte {
            0x00..=0x7F => 0,
            0x8E | 0xA1..=0xFE => 1,
            0x8F => 2,
            _ => return false,
        };
        for _ in 0..followers {
            if !matches!(rest.next(), Some(0xA1..=0xFE)) {
                return false;
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(bytes: &[u8]) -> TextEncoding {
        match text(bytes) {
            Err(LoadError::Encoding { encoding }) => encoding,
            other => panic!("{other:?}"),
        }
    }

    fn utf16_bytes(text: &str, turn: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(turn).collect()
    }

    #[test]
    fn a_byte_order_mark_is_dropped() {
        assert_eq!(text(b"\xEF\xBB\xBF(a)"), Ok("(a)"));
    }

    #[test]
    fn utf16_is_named_with_and_without_its_mark() {
        let ron = "(company: \"山あいの宿\", as_of: \"2026-10\")";
        assert_eq!(named(&utf16_bytes(ron, u16::to_le_bytes)), TextEncoding::Utf16Le);
        assert_eq!(named(&utf16_bytes(ron, u16::to_be_bytes)), TextEncoding::Utf16Be);
        assert_eq!(named(&utf16_bytes("\u{FEFF}()", u16::to_le_bytes)), TextEncoding::Utf16Le);
        assert_eq!(named(&utf16_bytes("\u{FEFF}()", u16::to_be_bytes)), TextEncoding::Utf16Be);
    }

    #[test]
    fn japanese_encodings_are_told_apart() {
        // 会社 in both.
        assert_eq!(named(b"(company: \"\x89\xEF\x8E\xD0\")"), TextEncoding::ShiftJis);
        assert_eq!(named(b"(company: \"\xB2\xF1\xBC\xD2\")"), TextEncoding::EucJp);
    }

    #[test]
    fn other_bytes_are_no_text() {
        let found = text(b"(a:\n \"\x80\x80\")");
        assert_eq!(found, Err(LoadError::NotText { position: Position { line: 2, column: 3 } }));
        let picture = text(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
        assert!(matches!(picture, Err(LoadError::NotText { .. })), "{picture:?}");
    }

    #[test]
    fn a_cut_character_is_an_early_end() {
        let cut = "(company: \"山".as_bytes();
        let Err(LoadError::Invalid { problems }) = text(&cut[..cut.len() - 1]) else { panic!() };
        assert_eq!(problems[0].kind, FileProblemKind::EndsEarly { missing_bytes: None });
        assert_eq!(problems[0].position, Some(Position { line: 1, column: 12 }));
    }
}
