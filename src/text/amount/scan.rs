//! The text of an amount, cut into signs, numbers and units.

use super::{AmountError, MAX_DECIMALS};
use rust_decimal::Decimal;

/// How much of a text an error repeats, in characters.
const FOUND_CHARS: usize = 40;

/// What stands before the first number.
#[derive(Default)]
pub(super) struct Prefix {
    pub(super) negative: bool,
    /// A bracket was opened and must be closed.
    pub(super) bracket: bool,
    /// `¥` or `JPY` was written.
    pub(super) yen: bool,
}

/// A number's digits without separators, leading zeros or trailing decimals
/// of zero.
pub(super) struct Numeral {
    /// Where it begins, for [`Scanner::since`].
    pub(super) start: usize,
    pub(super) whole: String,
    pub(super) fraction: String,
}

impl Numeral {
    /// The number; otherwise the most decimals it could have had.
    pub(super) fn value(&self) -> Result<Decimal, u32> {
        let room =
            u32::try_from(self.whole.len()).map_or(0, |digits| Decimal::MAX_SCALE.saturating_sub(digits));
        let max = room.min(MAX_DECIMALS);
        if self.is_long() || u32::try_from(self.fraction.len()).map_or(true, |digits| digits > max) {
            return Err(max);
        }
        let point = if self.fraction.is_empty() { "" } else { "." };
        Decimal::from_str_exact(&format!("0{}{point}{}", self.whole, self.fraction)).map_err(|_| max)
    }

    /// Whether the digits before the point alone are beyond any limit.
    pub(super) fn is_long(&self) -> bool {
        self.whole.len() > 16
    }
}

/// The unit behind a number, as powers of ten.
#[derive(Default)]
pub(super) struct UnitWord {
    /// 千 or 百.
    pub(super) small: Option<u32>,
    /// 万, 億, …, or K, M, ….
    pub(super) big: Option<u32>,
    /// `円` or `yen`, which ends an amount.
    pub(super) yen: bool,
}

/// A place in a text, each character beside its plain form.
pub(super) struct Scanner {
    typed: Vec<char>,
    read: Vec<char>,
    at: usize,
}

impl Scanner {
    /// The text without what a pasted cell has around it.
    pub(super) fn new(input: &str) -> Result<Self, AmountError> {
        let text = input.trim_matches(surrounds);
        let typed: Vec<char> = text.chars().collect();
        let read: Vec<char> = typed.iter().copied().map(plain_form).collect();
        let scanner = Self { typed, read, at: 0 };
        match scanner.read.as_slice() {
            [] => Err(AmountError::Empty),
            // A tab or line end inside: more than one cell.
            chars if chars.iter().any(|c| c.is_control()) => {
                Err(AmountError::NotANumber { found: scanner.whole() })
            }
            _ => Ok(scanner),
        }
    }

    /// Signs, brackets and currency marks, each at most once. A second one is
    /// left, so that no number is found there.
    pub(super) fn prefix(&mut self) -> Prefix {
        let mut prefix = Prefix::default();
        let mut signed = false;
        loop {
            self.skip_spaces();
            match self.peek() {
                Some('-' | '△' | '▲') if !signed => (signed, prefix.negative) = (true, true),
                Some('+') if !signed => signed = true,
                Some('(') if !signed => {
                    (signed, prefix.negative, prefix.bracket) = (true, true, true);
                }
                Some('¥') if !prefix.yen => prefix.yen = true,
                Some('j' | 'J') if !prefix.yen && self.is_jpy() => {
                    prefix.yen = true;
                    self.advance(2);
                }
                _ => return prefix,
            }
            self.advance(1);
        }
    }

    /// The number here.
    pub(super) fn numeral(&mut self) -> Result<Numeral, AmountError> {
        self.skip_spaces();
        let start = self.at;
        let text = self.take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
        if !text.contains(|c: char| c.is_ascii_digit()) {
            let found = if start >= self.read.len() { self.whole() } else { self.cut(start, usize::MAX) };
            return Err(AmountError::NotANumber { found });
        }
        self.refuse_exponent(start)?;
        self.refuse_split_digits(start)?;
        let (whole, fraction) = match text.split_once('.') {
            Some((_, fraction)) if fraction.is_empty() || fraction.contains('.') => {
                return Err(AmountError::NotANumber { found: self.since(start) });
            }
            Some((whole, fraction)) => (whole, fraction),
            None => (text.as_str(), ""),
        };
        if fraction.contains(',') || !is_grouped(whole) {
            return Err(AmountError::Separator { found: self.since(start) });
        }
        Ok(Numeral {
            start,
            whole: whole.replace(',', "").trim_start_matches('0').to_owned(),
            fraction: fraction.trim_end_matches('0').to_owned(),
        })
    }

    /// The unit here, if any word is; spaces within it do not matter.
    pub(super) fn unit_word(&mut self) -> Result<Option<UnitWord>, AmountError> {
        self.skip_spaces();
        let start = self.at;
        let text = self.take_while(|c| is_word(c) || c == ' ');
        let word = text.replace(' ', "");
        if word.is_empty() {
            return Ok(None);
        }
        if let Some(unit) = read_unit(&word) {
            return Ok(Some(unit));
        }
        self.take_while(|c| c != ' ' && !c.is_ascii_digit());
        Err(match text.chars().position(is_kanji_numeral) {
            Some(at) => AmountError::NotANumber { found: self.since(start.saturating_add(at)) },
            None => AmountError::UnknownUnit { found: self.since(start) },
        })
    }

    /// Takes a closing bracket, if one is here.
    pub(super) fn close(&mut self) -> bool {
        self.take_if(')')
    }

    /// Takes a percent sign, if one is here.
    pub(super) fn percent(&mut self) {
        self.take_if('%');
    }

    /// Whether nothing but spaces is left.
    pub(super) fn at_end(&mut self) -> bool {
        self.skip_spaces();
        self.at >= self.read.len()
    }

    /// Whether a word is here.
    pub(super) fn at_word(&self) -> bool {
        self.peek().is_some_and(|c| is_word(c) && !is_kanji_numeral(c))
    }

    /// All of the text as typed.
    pub(super) fn whole(&self) -> String {
        self.cut(0, usize::MAX)
    }

    /// What is left, as typed.
    pub(super) fn rest(&self) -> String {
        self.cut(self.at, usize::MAX)
    }

    /// What has been read so far, as typed.
    pub(super) fn before(&self) -> String {
        self.since(0)
    }

    /// What has been read from `start` on, as typed.
    pub(super) fn since(&self, start: usize) -> String {
        self.cut(start, self.at)
    }

    fn cut(&self, start: usize, end: usize) -> String {
        let length = end.saturating_sub(start);
        let text: String = self.typed.iter().skip(start).take(length.min(FOUND_CHARS)).collect();
        let more = self.typed.len().min(end).saturating_sub(start) > FOUND_CHARS;
        let text = text.replace(char::is_control, " ");
        if more { text + "…" } else { text.trim().to_owned() }
    }

    fn refuse_exponent(&mut self, start: usize) -> Result<(), AmountError> {
        let behind = |n: usize| self.read.get(self.at.saturating_add(n)).copied();
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let power = digit(behind(1)) || (matches!(behind(1), Some('+' | '-')) && digit(behind(2)));
        if !matches!(behind(0), Some('e' | 'E')) || !power {
            return Ok(());
        }
        self.advance(2);
        self.take_while(|c| c.is_ascii_digit());
        Err(AmountError::Exponent { found: self.since(start) })
    }

    fn refuse_split_digits(&mut self, start: usize) -> Result<(), AmountError> {
        let end = self.at;
        self.skip_spaces();
        if self.at > end && self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
            return Err(AmountError::Separator { found: self.since(start) });
        }
        self.at = end;
        Ok(())
    }

    fn is_jpy(&self) -> bool {
        let word: String = self.read.iter().skip(self.at).take(3).collect();
        word.eq_ignore_ascii_case("jpy")
    }

    fn peek(&self) -> Option<char> {
        self.read.get(self.at).copied()
    }

    fn advance(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.read.len());
    }

    fn skip_spaces(&mut self) {
        self.take_while(|c| c == ' ');
    }

    fn take_if(&mut self, wanted: char) -> bool {
        self.skip_spaces();
        let here = self.peek() == Some(wanted);
        self.advance(usize::from(here));
        here
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let text: String = self.read.iter().skip(self.at).copied().take_while(|c| wanted(*c)).collect();
        self.advance(text.chars().count());
        text
    }
}

/// What may stand around a pasted cell.
fn surrounds(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '"' | '\'' | '＂' | '＇' | '“' | '”' | '‘' | '’' | '\u{FEFF}')
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}')
}

/// A character as it is read: full-width forms made narrow, the many dashes
/// one minus, and what a Japanese keyboard gives for comma, point and ¥.
fn plain_form(c: char) -> char {
    let narrow = match c {
        '\u{FF01}'..='\u{FF5E}' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        c => c,
    };
    match narrow {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' | 'ー' | 'ｰ' => '-',
        '、' | '､' => ',',
        '。' | '｡' => '.',
        '￥' | '\\' => '¥',
        '萬' => '万',
        c if c.is_whitespace() && !c.is_control() => ' ',
        c => c,
    }
}

/// Whether commas, where there are any, part groups of three digits.
fn is_grouped(whole: &str) -> bool {
    let Some((first, rest)) = whole.split_once(',') else { return true };
    (1..=3).contains(&first.len()) && !first.starts_with('0') && rest.split(',').all(|group| group.len() == 3)
}

fn is_word(c: char) -> bool {
    !c.is_ascii_digit() && !matches!(c, ' ' | ',' | '.' | '+' | '-' | '(' | ')')
}

fn is_kanji_numeral(c: char) -> bool {
    matches!(c, '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

fn read_unit(word: &str) -> Option<UnitWord> {
    if word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return read_latin_unit(word);
    }
    let (small, rest) = strip_one(word, &[('千', 3), ('百', 2)]);
    let (big, rest) = strip_one(rest, &[('京', 16), ('兆', 12), ('億', 8), ('万', 4)]);
    let yen = rest == "円";
    (yen || rest.is_empty()).then_some(UnitWord { small, big, yen })
}

fn strip_one<'a>(word: &'a str, units: &[(char, u32)]) -> (Option<u32>, &'a str) {
    let stripped = units.iter().find_map(|(name, power)| Some((Some(*power), word.strip_prefix(*name)?)));
    stripped.unwrap_or((None, word))
}

fn read_latin_unit(word: &str) -> Option<UnitWord> {
    let word = word.to_ascii_lowercase();
    let name = ["円", "yen", "jpy"].into_iter().find_map(|yen| word.strip_suffix(yen));
    let big = match name.unwrap_or(&word) {
        "" => None,
        "k" | "thousand" => Some(3),
        "m" | "mn" | "million" => Some(6),
        "b" | "bn" | "billion" => Some(9),
        "t" | "tn" | "trillion" => Some(12),
        _ => return None,
    };
    Some(UnitWord { small: None, big, yen: name.is_some() })
}
