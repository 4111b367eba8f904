//! Everything the window says: each text drawn, each word for a screen reader.

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
