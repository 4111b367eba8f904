//! A line of the map from as few scenarios as its straight pieces allow.

/// How far, in yen, a value may lie off a straight line and still count as on
/// it: every line of a balance sheet is stated in whole yen.
const STRAIGHT: f64 = 25.0;

/// Fills the entries of `values` at `nodes` that are not known yet.
///
/// Without `knots` every one is asked for. With them the values are known to
/// run straight between two knots: of the nodes between them the first, the
/// last and the middle one are asked for, and where the middle one does not
/// lie on the straight line, each half again.
///
/// **Shape**: `nodes` rising places in `values`, evenly apart; `knots` rising,
/// in the units of `at`; a node on a knot belongs to the piece below it.
/// **Limits**: exact to 25 yen where no piece has a bend that leaves its own
/// middle on the line between its ends.
pub(super) fn fill(
    values: &mut [f64],
    nodes: &[usize],
    knots: Option<&[f64]>,
    at: impl Fn(usize) -> f64,
    ask: &impl Fn(usize) -> f64,
) {
    let Some(knots) = knots else {
        for &node in nodes {
            known(values, node, ask);
        }
        return;
    };
    let piece = |node: usize| knots.iter().filter(|knot| at(node) > **knot + 1e-12).count();
    for group in nodes.chunk_by(|a, b| piece(*a) == piece(*b)) {
        straight(values, group, ask);
    }
}

/// The value at a node, asked for if need be.
fn known(values: &mut [f64], node: usize, ask: &impl Fn(usize) -> f64) -> f64 {
    match values.get_mut(node) {
        Some(value) => {
            if value.is_nan() {
                *value = ask(node);
            }
            *value
        }
        None => f64::NAN,
    }
}

fn straight(values: &mut [f64], group: &[usize], ask: &impl Fn(usize) -> f64) {
    let (Some(&first), Some(&last)) = (group.first(), group.last()) else { return };
    let (from, to) = (known(values, first, ask), known(values, last, ask));
    let half = group.len() / 2;
    let Some(&middle) = group.get(half).filter(|_| group.len() > 2) else { return };
    let found = known(values, middle, ask);
    if (found - between((first, from), (last, to), middle)).abs() <= STRAIGHT {
        for &node in group {
            let (a, b) =
                if node < middle { ((first, from), (middle, found)) } else { ((middle, found), (last, to)) };
            if let Some(value) = values.get_mut(node).filter(|v| v.is_nan()) {
                *value = between(a, b, node);
            }
        }
        return;
    }
    let (low, high) = (group.get(..=half), group.get(half..));
    straight(values, low.unwrap_or_default(), ask);
    straight(values, high.unwrap_or_default(), ask);
}

#[expect(clippy::cast_precision_loss, reason = "a grid of a few hundred nodes")]
fn between((first, from): (usize, f64), (last, to): (usize, f64), node: usize) -> f64 {
    let share = if last > first { (node - first) as f64 / (last - first) as f64 } else { 0.0 };
    from + (to - from) * share
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    fn share(node: usize) -> f64 {
        f64::from(u8::try_from(node).unwrap()) / 64.0
    }

    fn filled(f: impl Fn(f64) -> f64, knots: &[f64]) -> (Vec<f64>, usize) {
        let asked = Cell::new(0);
        let at = share;
        let mut values = vec![f64::NAN; 65];
        let nodes: Vec<usize> = (0..=64).collect();
        let ask = |node: usize| {
            asked.set(asked.get() + 1);
            f(at(node))
        };
        fill(&mut values, &nodes, Some(knots), at, &ask);
        (values, asked.get())
    }

    #[test]
    fn straight_pieces_and_jumps_between_them_are_met_with_few_questions() {
        let f = |h: f64| if h <= 0.6 { 5e6 } else { 4e6 - 3e7 * (h - 0.6) };
        let (values, asked) = filled(f, &[0.6]);
        for (node, value) in values.iter().enumerate() {
            assert!((value - f(share(node))).abs() < 1e-6, "{node}");
        }
        assert!(asked <= 6, "{asked}");
    }

    #[test]
    fn a_bend_nobody_announced_is_found() {
        let f = |h: f64| 1e8 * (h - 0.3).max(0.0);
        let (values, asked) = filled(f, &[]);
        for (node, value) in values.iter().enumerate() {
            assert!((value - f(share(node))).abs() < 30.0, "{node}");
        }
        assert!(asked < 25, "{asked}");
    }
}
