//! Where a sentence may be broken into lines: never inside an amount, never
//! before a closing sign.

/// Breaks `sentence` into lines no wider than `width`, as `ruler` sees it.
///
/// Latin words break at spaces; Japanese may break between any two signs but
/// within an amount (`1億2,036万円`), before `、。）」` and after `（「`.
pub fn lines(sentence: &str, width: f32, ruler: &dyn Ruler) -> Vec<String> {
    let pieces = pieces(sentence);
    let (mut lines, mut first) = (Vec::new(), 0);
    while first < pieces.len() {
        let line = |end: usize| {
            let text = pieces.get(first..end).unwrap_or_default().concat();
            if lines.is_empty() { text } else { text.trim_start().to_owned() }
        };
        let fits = |end: usize| end == first + 1 || ruler.exact(line(end).trim_end()) <= width;
        let mut end = first + roughly(pieces.get(first..).unwrap_or_default(), width, ruler);
        while !fits(end) {
            end -= 1;
        }
        while end < pieces.len() && fits(end + 1) {
            end += 1;
        }
        let found = line(end);
        lines.push(if end < pieces.len() { found.trim_end().to_owned() } else { found });
        first = end;
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// How wide text is.
pub trait Ruler {
    /// As it would be laid out.
    fn exact(&self, text: &str) -> f32;
    /// About so wide, at less cost.
    fn rough(&self, text: &str) -> f32;
}

/// How many pieces, at least one, are roughly as wide as a line.
fn roughly(pieces: &[String], width: f32, ruler: &dyn Ruler) -> usize {
    let mut sum = 0.0;
    let fit = pieces.iter().take_while(|piece| {
        sum += ruler.rough(piece);
        sum <= width
    });
    fit.count().max(1)
}

/// The sentence in pieces that stay whole.
fn pieces(sentence: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for c in sentence.chars() {
        let joined = before.is_some_and(|b| stays(b, c));
        match pieces.last_mut() {
            Some(piece) if joined => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
        before = Some(c);
    }
    pieces
}

/// Whether two neighbouring signs stay together.
fn stays(a: char, b: char) -> bool {
    let closing = "、。，．）」)》・·%％,.;:!?";
    let opening = "（「(《";
    if closing.contains(b) || opening.contains(a) {
        return true;
    }
    if a == ' ' {
        return false;
    }
    // The end of a polite sentence: nothing of it stands alone in a line.
    if matches!((a, b), ('で' | 'ま', 'す') | ('す', 'か') | ('ま', 'せ') | ('せ', 'ん')) {
        return true;
    }
    if b == ' ' {
        return true;
    }
    (is_amount(a) && is_amount(b)) || (is_latin(a) && is_latin(b))
}

fn is_amount(c: char) -> bool {
    c.is_ascii_digit() || "億万千兆京円年月か目通り%.,+−±¥$〜".contains(c)
}

fn is_latin(c: char) -> bool {
    c.is_ascii() && !c.is_ascii_whitespace() || "“”’–−¥".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each sign is as wide as any other; seen roughly, a part too wide or too
    /// narrow.
    struct Signs(f32);

    impl Ruler for Signs {
        fn exact(&self, text: &str) -> f32 {
            f32::from(u8::try_from(text.chars().count()).unwrap_or(u8::MAX))
        }
        fn rough(&self, text: &str) -> f32 {
            self.exact(text) * self.0
        }
    }

    fn wrap(text: &str, width: u8) -> Vec<String> {
        let found = lines(text, f32::from(width), &Signs(1.0));
        for wrong in [0.3, 0.9, 1.2, 4.0] {
            assert_eq!(lines(text, f32::from(width), &Signs(wrong)), found, "{wrong}");
        }
        found
    }

    #[test]
    fn nothing_is_a_line_of_nothing() {
        assert_eq!(wrap("", 5), [""]);
    }

    #[test]
    fn an_amount_stays_whole() {
        assert_eq!(wrap("純資産は1億2,036万円になります。", 9), ["純資産は", "1億2,036万円", "になります。"]);
        assert_eq!(wrap("コイン −84.5%（2013〜15年）", 16), ["コイン −84.5%", "（2013〜15年）"]);
    }

    #[test]
    fn nothing_begins_with_a_closing_sign() {
        for line in wrap("価値は(−31.1%)になります。最大の要因です。", 8) {
            assert!(!line.starts_with(['。', ')', '、']), "{line}");
        }
    }

    #[test]
    fn a_dot_between_two_things_stays_with_the_first() {
        assert_eq!(wrap("Ctrl+Z · Ctrl+Y · F1", 10), ["Ctrl+Z ·", "Ctrl+Y ·", "F1"]);
        assert_eq!(wrap("前後・両端・再生", 5), ["前後・両", "端・再生"]);
    }

    #[test]
    fn english_breaks_at_spaces() {
        assert_eq!(wrap("real net worth would go", 9), ["real net", "worth", "would go"]);
    }
}
