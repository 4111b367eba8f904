//! Where a sentence may be broken into lines: never inside an amount, never
//! before a closing sign.

/// Breaks `sentence` into lines no wider than `width`, as `measure` sees it.
///
/// Latin words break at spaces; Japanese may break between any two signs but
/// within an amount (`1億2,036万円`), before `、。）」` and after `（「`.
pub fn lines(sentence: &str, width: f32, measure: &dyn Fn(&str) -> f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(sentence) {
        let longer = format!("{line}{piece}");
        if !line.is_empty() && measure(longer.trim_end()) > width {
            lines.push(line.trim_end().to_owned());
            piece.trim_start().clone_into(&mut line);
        } else {
            line = longer;
        }
    }
    lines.push(line);
    lines
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
    if b == ' ' {
        return true;
    }
    (is_amount(a) && is_amount(b)) || (is_latin(a) && is_latin(b))
}

fn is_amount(c: char) -> bool {
    c.is_ascii_digit() || "億万千兆京円年月か目%.,+−±¥$".contains(c)
}

fn is_latin(c: char) -> bool {
    c.is_ascii() && !c.is_ascii_whitespace() || "“”’–−¥".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrap(text: &str, width: u8) -> Vec<String> {
        lines(text, f32::from(width), &|s| f32::from(u8::try_from(s.chars().count()).unwrap_or(u8::MAX)))
    }

    #[test]
    fn an_amount_stays_whole() {
        assert_eq!(wrap("純資産は1億2,036万円になります。", 9), ["純資産は", "1億2,036万円", "になります。"]);
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
