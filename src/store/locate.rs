//! Where the fields of a RON text stand.
//!
//! A small reader of the text's shape only, for error positions. It stops
//! quietly at the first thing it does not understand: a field it has not
//! found has no position, and nothing else depends on it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::problem::Position;

/// Deeper than any profile.
const DEEPEST: usize = 64;

/// Where one field stands, as bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// Its name or key; its value where it has none.
    pub(super) key: Range<usize>,
    /// Its value.
    pub(super) value: Range<usize>,
}

/// Every place where each of the wanted field paths stands, in file order.
pub(super) fn places<'w>(text: &str, wanted: &HashSet<&'w str>) -> HashMap<&'w str, Vec<Place>> {
    let mut walk = Walk { text, at: 0, path: String::new(), depth: 0, wanted, found: HashMap::new() };
    walk.attributes();
    let _ = walk.value(&(0..0));
    walk.found
}

/// Lines and columns for byte offsets in ascending order, in one pass.
pub(super) fn positions(text: &str, offsets: &[usize]) -> Vec<Position> {
    let mut position = Position { line: 1, column: 1 };
    let mut at = 0;
    let mut found = Vec::with_capacity(offsets.len());
    for &offset in offsets {
        for c in text.get(at..offset).unwrap_or_default().chars() {
            if c == '\n' {
                position = Position { line: position.line + 1, column: 1 };
            } else {
                position.column += 1;
            }
        }
        at = at.max(offset);
        found.push(position);
    }
    found
}

/// The byte at a line and column; the text's end where there is none.
pub(super) fn offset(text: &str, position: Position) -> usize {
    let mut lines = text.split_inclusive('\n');
    let before: usize = lines.by_ref().take(position.line.saturating_sub(1)).map(str::len).sum();
    let line = lines.next().unwrap_or_default();
    let within = line.char_indices().nth(position.column.saturating_sub(1)).map_or(line.len(), |(i, _)| i);
    before + within
}

struct Walk<'t, 'w, 's> {
    text: &'t str,
    at: usize,
    path: String,
    depth: usize,
    wanted: &'s HashSet<&'w str>,
    found: HashMap<&'w str, Vec<Place>>,
}

impl<'t> Walk<'t, '_, '_> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn eat(&mut self, sign: &str) -> bool {
        let there = self.rest().starts_with(sign);
        if there {
            self.at += sign.len();
        }
        there
    }

    /// Skips as long as `wanted` holds and says what was skipped.
    fn eat_while(&mut self, wanted: fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let length = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// Skips white space and comments.
    fn space(&mut self) -> Option<()> {
        loop {
            self.eat_while(char::is_whitespace);
            if self.rest().starts_with("//") {
                self.eat_while(|c| c != '\n');
            } else if self.rest().starts_with("/*") {
                self.block_comment()?;
            } else {
                return Some(());
            }
        }
    }

    fn block_comment(&mut self) -> Option<()> {
        let mut open = 0_usize;
        loop {
            if self.eat("/*") {
                open += 1;
            } else if self.eat("*/") {
                open -= 1;
                if open == 0 {
                    return Some(());
                }
            } else {
                self.at += self.rest().chars().next()?.len_utf8();
            }
        }
    }

    /// Skips `#![enable(…)]` lines at the top.
    fn attributes(&mut self) {
        while self.space().is_some() && self.rest().starts_with("#!") {
            self.eat_while(|c| c != ']');
            self.eat("]");
        }
    }

    /// Reads a value that stands under the current path.
    fn value(&mut self, key: &Range<usize>) -> Option<()> {
        self.space()?;
        let start = self.at;
        let slot = self.wanted.get(self.path.as_str()).copied();
        let index = slot.map(|path| {
            let key = if key.is_empty() { start..start } else { key.clone() };
            let places = self.found.entry(path).or_default();
            places.push(Place { key, value: start..start });
            places.len() - 1
        });
        let read = self.bare_value()?;
        if let Some((path, index)) = slot.zip(index)
            && let Some(place) = self.found.get_mut(path).and_then(|places| places.get_mut(index))
        {
            place.value = read;
        }
        Some(())
    }

    /// Reads a value; says where it stands, or where the one inside stands if
    /// it is wrapped, as in `Some("0.3")`.
    fn bare_value(&mut self) -> Option<Range<usize>> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let start = self.at;
        let mut read = None;
        match self.rest().chars().next()? {
            '[' => self.list()?,
            '{' => self.map()?,
            '(' => read = Some(self.group()?),
            '"' => self.string()?,
            '\'' => self.character()?,
            'r' if self.is_raw_string() => self.raw_string()?,
            _ => {
                if self.eat_while(is_word).is_empty() {
                    return None;
                }
                let end = self.at;
                self.space()?;
                if self.rest().starts_with('(') {
                    read = Some(self.group()?);
                } else {
                    self.at = end;
                }
            }
        }
        self.depth -= 1;
        // Fields and lists of values stand where their name begins.
        Some(read.filter(|read| read.end < self.at).unwrap_or(start..self.at))
    }

    /// Reads a value under a longer path.
    fn under(&mut self, segment: &str, key: &Range<usize>) -> Option<()> {
        let length = self.path.len();
        self.path.push_str(segment);
        let read = self.value(key);
        self.path.truncate(length);
        read
    }

    fn field(&mut self, name: &str, key: &Range<usize>) -> Option<()> {
        let dot = if self.path.is_empty() { "" } else { "." };
        self.under(&format!("{dot}{name}"), key)
    }

    /// After an element: a comma, or nothing before the closing bracket.
    fn more(&mut self, close: &str) -> Option<bool> {
        self.space()?;
        let comma = self.eat(",");
        self.space()?;
        if self.eat(close) { Some(false) } else { comma.then_some(true) }
    }

    fn open(&mut self, bracket: &str, close: &str) -> Option<bool> {
        self.eat(bracket);
        self.space()?;
        Some(!self.eat(close))
    }

    fn list(&mut self) -> Option<()> {
        let mut index = 0_usize;
        let mut more = self.open("[", "]")?;
        while more {
            self.under(&format!("[{index}]"), &(0..0))?;
            index += 1;
            more = self.more("]")?;
        }
        Some(())
    }

    fn map(&mut self) -> Option<()> {
        let mut more = self.open("{", "}")?;
        while more {
            let start = self.at;
            self.bare_value()?;
            let key = start..self.at;
            let written = self.text.get(key.clone())?;
            let name = if written.starts_with(['"', 'r']) { ron::from_str(written).ok() } else { None };
            self.space()?;
            if !self.eat(":") {
                return None;
            }
            self.field(&name.unwrap_or_else(|| written.to_owned()), &key)?;
            more = self.more("}")?;
        }
        Some(())
    }

    /// Reads `( … )`: fields, or values without names. Says where the value
    /// stands if it is only one without a name, else where all of it does.
    fn group(&mut self) -> Option<Range<usize>> {
        let whole = self.at;
        let mut index = 0_usize;
        let mut only = None;
        let mut more = self.open("(", ")")?;
        while more {
            let start = self.at;
            let name = self.eat_while(is_word);
            let key = start..self.at;
            self.space()?;
            if !name.is_empty() && self.eat(":") {
                self.field(name, &key)?;
            } else {
                self.at = start;
                if index == 0 {
                    only = Some(self.bare_value()?);
                } else {
                    self.under(&format!("[{index}]"), &(0..0))?;
                    only = None;
                }
                index += 1;
            }
            more = self.more(")")?;
        }
        Some(only.unwrap_or(whole..self.at))
    }

    fn string(&mut self) -> Option<()> {
        self.eat("\"");
        loop {
            self.eat_while(|c| c != '"' && c != '\\');
            if self.eat("\"") {
                return Some(());
            }
            self.eat("\\");
            self.at += self.rest().chars().next()?.len_utf8();
        }
    }

    fn character(&mut self) -> Option<()> {
        self.eat("'");
        if self.eat("\\") {
            self.at += self.rest().chars().next()?.len_utf8();
        }
        self.eat_while(|c| c != '\'');
        self.eat("'").then_some(())
    }

    fn is_raw_string(&self) -> bool {
        self.rest().strip_prefix('r').is_some_and(|rest| rest.trim_start_matches('#').starts_with('"'))
    }

    fn raw_string(&mut self) -> Option<()> {
        self.eat("r");
        let hashes = self.eat_while(|c| c == '#');
        self.eat("\"");
        let close = format!("\"{hashes}");
        self.at += self.rest().find(&close)? + close.len();
        Some(())
    }
}

/// The characters of names and numbers.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '+' | '-' | '#')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "// a comment (with: \"signs\")\n(\n  名: \"x \\\" y\", /* nested /* ( */ */\n  \
        list: [(a: 1), (a: Some( \"0.3\" ), b: Fixed(7))],\n  map: {\"山\": \"1\", 2: \"3\", \"山\": r#\"q\"#},\n)";

    fn find(path: &str) -> Vec<(&str, Position)> {
        let wanted = HashSet::from([path]);
        let places = places(TEXT, &wanted).remove(path).unwrap_or_default();
        let show = |place: Place| (&TEXT[place.value.clone()], positions(TEXT, &[place.value.start])[0]);
        places.into_iter().map(show).collect()
    }

    #[test]
    fn fields_are_found_in_lists_maps_and_wrappers() {
        let at = |line, column| Position { line, column };
        assert_eq!(find("名"), [("\"x \\\" y\"", at(3, 6))]);
        assert_eq!(find("list[0].a"), [("1", at(4, 14))]);
        assert_eq!(find("list[1].a"), [("\"0.3\"", at(4, 28))]);
        assert_eq!(find("list[1].b"), [("7", at(4, 46))]);
        assert_eq!(find("map.山"), [("\"1\"", at(5, 14)), ("r#\"q\"#", at(5, 32))]);
        assert_eq!(find("map.2"), [("\"3\"", at(5, 22))]);
        assert_eq!(find("map.9"), []);
        assert_eq!(find("list[1]").len(), 1);
    }

    #[test]
    fn an_offset_and_its_position_agree() {
        for (i, _) in TEXT.char_indices() {
            assert_eq!(offset(TEXT, positions(TEXT, &[i])[0]), i);
        }
        assert_eq!(offset("ab\nc", Position { line: 9, column: 9 }), 4);
    }

    #[test]
    fn nonsense_is_given_up_quietly() {
        let wanted = HashSet::from(["a"]);
        let deep = "[".repeat(1_000_000);
        for text in ["", "(", "(a", "(a:", "(a: \"", "/*", "(a: r#\"x\"", "(a: 'b", "}", "(a 1)", &deep] {
            assert!(places(text, &wanted).get("a").is_none_or(|found| found.len() <= 1), "{text:.10}");
        }
    }
}
