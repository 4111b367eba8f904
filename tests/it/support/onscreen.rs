//! Everything the window says: each text drawn, each word for a screen reader.

use egui::Rect;
use egui::epaint::Shape;
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, By, NodeT, Queryable};
use forelock::ui::shell::Shell;

/// Every text drawn in the last frame, cut off or not, and every label, value,
/// description and placeholder a screen reader can get at.
pub(crate) fn all_texts(harness: &Harness<'_, Shell>) -> Vec<String> {
    let mut found = Vec::new();
    for clipped in &harness.output().shapes {
        drawn(&clipped.shape, &mut found);
    }
    for node in harness.query_all(By::new().predicate(|_: &AccessKitNode<'_>| true)) {
        found.extend(said(&node.accesskit_node()));
    }
    found.sort();
    found.dedup();
    found
}

fn drawn(shape: &Shape, found: &mut Vec<String>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| drawn(shape, found)),
        Shape::Text(text) => found.push(text.galley.text().to_owned()),
        _ => {}
    }
}

fn said(node: &AccessKitNode<'_>) -> Vec<String> {
    let data = node.data();
    let own = [data.label(), data.value(), data.description(), data.placeholder(), data.tooltip()];
    let named = own.into_iter().flatten().map(str::to_owned);
    let numbers = [node.numeric_value(), data.min_numeric_value(), data.max_numeric_value()];
    let together = [node.label(), node.value(), node.description()].into_iter().flatten();
    named.chain(together).chain(numbers.into_iter().flatten().map(|n| n.to_string())).collect()
}

/// Where each thing with a name lies, as a screen reader is told.
pub(crate) fn places(harness: &Harness<'_, Shell>) -> Vec<(String, Rect)> {
    let named = |node: egui_kittest::Node<'_>| {
        let data = node.accesskit_node();
        let name = data.label().or_else(|| data.value())?;
        data.bounding_box().map(|_| (format!("{:?} {name}", data.role()), node.rect()))
    };
    harness.query_all(By::new().predicate(|_: &AccessKitNode<'_>| true)).filter_map(named).collect()
}

/// What lies elsewhere in the next frame, though nothing happened.
pub(crate) fn restless(harness: &mut Harness<'_, Shell>) -> Vec<String> {
    let before = places(harness);
    harness.step();
    let after = places(harness);
    let same = |a: &Rect, b: &Rect| a.min.distance(b.min) < 0.6 && a.max.distance(b.max) < 0.6;
    let moved = before.iter().filter(|(name, rect)| !after.iter().any(|(n, r)| n == name && same(r, rect)));
    moved.map(|(name, rect)| format!("{name} was at {rect:?}")).collect()
}

/// What stands where a figure belongs and is none: not a number, infinite, or
/// a zero with a minus. Each with the text it is in.
pub(crate) fn not_figures(texts: &[String]) -> Vec<String> {
    texts.iter().filter(|text| holds_no_figure(text)).cloned().collect()
}

fn holds_no_figure(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let is_none = |word: &str| ["nan", "inf", "infinity"].contains(&word.to_ascii_lowercase().as_str());
    words.into_iter().any(is_none) || minus_zero(text)
}

/// A minus that stands before a number of zeros, and not within a date or a
/// range.
fn minus_zero(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    (0..chars.len()).any(|at| {
        let before = at.checked_sub(1).and_then(|before| chars.get(before));
        if !matches!(chars.get(at), Some('-' | '−')) || before.is_some_and(|c| c.is_alphanumeric()) {
            return false;
        }
        let after = chars.iter().skip(at + 1).skip_while(|c| matches!(c, '¥' | '$'));
        let number: String = after.take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
        number.contains('0') && !number.contains(|c: char| ('1'..='9').contains(&c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_figure_is_seen() {
        for none in ["NaN", "−0%", "x -0.00", "−¥0", "inf", "1, −inf", "(-0)"] {
            assert!(holds_no_figure(none), "{none}");
        }
        for figure in ["2026-04", "−0.5%", "inflation", "±0", "1-0", "−¥1,000", "0", "finance"] {
            assert!(!holds_no_figure(figure), "{figure}");
        }
    }
}
