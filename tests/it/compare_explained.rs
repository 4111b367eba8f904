//! Parts of the difference between two scenarios, explained: by the number of
//! their bar, from what each mixture of the two is worth.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what a test sets up may stop it at once"
)]

use egui_kittest::kittest::{NodeT, Queryable};
use forelock::app::Command;
use forelock::app::compare::{Pair, Side};
use forelock::app::explaining::{Asked, explained};
use forelock::app::prefs::{Theme, View};
use forelock::domain::yen::Yen;
use forelock::engine::attribution::{Attribution, explain};
use forelock::engine::numeraire::Numeraire;
use forelock::engine::trace::evaluate::check;
use forelock::engine::trace::{About, Quantity, Step, Subject, Term};
use forelock::text::Lang;
use forelock::view_model::explain::{Writer, part_names_of};
use forelock::view_model::money::Money;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::compare::{between, pairs};
use crate::support::paper::two_that_act_together;
use crate::support::tried;
use crate::support::window::{settle, state, window};

/// What a part adds, as (orders, with, without) of every mixture: from the
/// leaves of its tree and nothing else.
fn leaves(root: &Step) -> Vec<(Decimal, Decimal, Decimal)> {
    let count = |step: &Step| match step.value {
        Quantity::Count(count) => Decimal::from(count),
        other => panic!("{other:?}"),
    };
    let mut found = Vec::new();
    for group in &root.inputs {
        let [share, added] = group.inputs.as_slice() else { panic!("{:?}", group.term) };
        let added = if added.term == Term::Adds { std::slice::from_ref(added) } else { &added.inputs };
        for one in added {
            assert_eq!([one.inputs[0].term, one.inputs[1].term], [Term::NetWith, Term::NetWithout]);
            let weight = count(&share.inputs[0]);
            found.push((weight, one.inputs[0].yen().get(), one.inputs[1].yen().get()));
        }
        let all: Decimal = added.iter().map(|_| count(&share.inputs[0])).sum();
        assert!(all * Decimal::from(root.inputs.len()) == count(&share.inputs[1]), "each group weighs alike");
    }
    found
}

/// Holds every bar to its tree.
fn held(found: &Attribution) -> Result<usize, TestCaseError> {
    let orders: Decimal = (1..=found.parts.len()).map(Decimal::from).product();
    for part in &found.parts {
        for (real, bar) in [(true, part.value.real), (false, part.value.nominal)] {
            let tree = explain(found, &part.bundles, real).unwrap();
            prop_assert_eq!(tree.yen(), bar);
            prop_assert!(check(&tree).is_ok(), "{:?}", check(&tree));
            let leaves = leaves(&tree);
            prop_assert_eq!(leaves.len(), 1 << (found.parts.len() - 1));
            let sum: Decimal =
                leaves.iter().map(|(weight, with, without)| *weight * (*with - *without)).sum();
            prop_assert!((sum - bar.get() * orders).abs() < orders, "{}: {} of {}", part.key(), sum, orders);
        }
    }
    Ok(found.parts.len())
}

/// The paper case of `compare.rs`: (1.0 + 2.4)/2 = 1.7 million for the
/// haircut, whatever stands beside it without effect.
#[test]
fn a_bar_on_paper_has_the_tree_of_its_two_orders() {
    let (mut profile, before, after) = two_that_act_together();
    profile.scenarios = vec![before.clone(), after.clone()];
    let found = between(&profile, &before, &after, 60);
    let haircut = found.parts.iter().find(|part| part.key() == "default").unwrap();
    let tree = explain(&found, &haircut.bundles, true).unwrap();
    assert_eq!(tree.yen(), Yen::whole(-1_700_000));
    let million = |yen: i64| Decimal::from(yen * 100_000);
    let mut leaves = leaves(&tree);
    leaves.sort();
    let half = Decimal::ONE;
    assert_eq!(leaves, [(half, million(270), million(294)), (half, million(290), million(300))]);
    assert_eq!(tree.inputs[0].about, About::Others(0));
    assert_eq!(explain(&found, &[], true), None);
}

proptest! {
    #![proptest_config(tried(16))]

    #[test]
    fn every_bar_has_a_tree_that_recomputes_to_it((profile, to, month) in pairs(4)) {
        let from = profile.scenarios[0].clone();
        held(&between(&profile, &from, &to, month))?;
    }
}

#[test]
fn the_amount_of_a_bar_leads_to_its_tree_and_the_bar_still_to_its_slider() {
    let mut harness =
        window(state("machine_maker", Lang::En, Theme::Light, View::Compare), [1280.0, 1400.0], 1.0);
    let pair = Pair { from: Side::as_is(0), to: Side::as_is(3) };
    let comparing = harness.state().state().comparing.between(pair);
    harness.state_mut().take(Command::SetComparing(comparing));
    settle(&mut harness);
    harness.get_by_label_contains("Devaluation of the yen: −").click();
    harness.run_ok();
    let shell = harness.state().state();
    let Some(asked @ Asked::Part(of, month, _, true)) = shell.explaining.clone() else {
        panic!("{:?}", shell.explaining)
    };
    assert_eq!(of, pair);
    let tree = explained(shell).unwrap();
    let (_, found) = shell.studies.compare.as_ref().unwrap();
    let bar = found.parts.iter().find(|part| part.key() == "shock").unwrap();
    assert_eq!((tree.yen(), found.month), (bar.value.real, month));
    let texts = forelock::text::Texts::new(Lang::En);
    let money = Money::of(shell);
    let parts = part_names_of(&asked, shell, &texts, money);
    let scenario = shell.profile().active_scenario();
    let writer = Writer {
        profile: shell.profile(),
        scenario: &scenario,
        moved: &[],
        parts: &parts,
        texts: &texts,
        money,
    };
    let text = writer.text(&writer.title(&asked), &tree);
    assert!(text.starts_with("From Baseline to Both: Devaluation of the yen"), "{text}");
    assert!(
        text.contains("Nothing else changed before") && text.contains("One other changed before"),
        "{text}"
    );
    harness.get_by_label_contains("Nothing else changed before");
    // A total at either end leads to that scenario's own tree.
    let total = |node: &egui_kittest::Node<'_>| {
        let label = node.accesskit_node().label().unwrap_or_default();
        label.starts_with("Baseline: ¥") && label.ends_with("(how it came about)")
    };
    harness.query_all_by_label_contains("Baseline: ¥").find(total).unwrap().click();
    harness.run_ok();
    let asked = harness.state().state().explaining.clone();
    let Some(Asked::Line(place, _, Subject::Value { measure: Numeraire::RealYen, .. })) = asked else {
        panic!("{asked:?}")
    };
    assert_eq!(place.tab, Some(0));
}
