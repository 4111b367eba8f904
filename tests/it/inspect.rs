//! Figures under a chart, the month looked at everywhere, and a guess before
//! the result.
#![expect(clippy::expect_used, reason = "what is not on screen is a failure")]

use std::sync::Arc;

use egui::{Key, Modifiers, OutputCommand};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, By, NodeT, Queryable};
use forelock::app::prefs::{Numeraire, Theme, View};
use forelock::app::state::Chance;
use forelock::app::{Command, Edit, study, update};
use forelock::domain::param::Param;
use forelock::engine::projection::Scope;
use forelock::text::Lang;
use forelock::text::number::{YenUnit, signed_percent, statement_yen};
use forelock::ui::shell::Shell;
use rust_decimal::Decimal;

use crate::support::onscreen::all_texts;
use crate::support::outlook::outlook;
use crate::support::secret::figures;
use crate::support::window::{settle, state, window};

const SIZE: [f32; 2] = [1280.0, 800.0];
const SMALL: [f32; 2] = [960.0, 640.0];

fn open(lang: Lang, view: View, size: [f32; 2]) -> Harness<'static, Shell> {
    let mut state = state("machine_maker", lang, Theme::Light, view);
    let edit = Edit::SetParam(Param::PlanShare, Decimal::new(3, 1));
    let texts = forelock::text::Texts::new(lang);
    update(&mut state, Command::Edit(edit, None), &texts);
    state.saved = Arc::clone(state.profile());
    study::work_out(&mut state);
    let mut harness = window(state, size, 1.0);
    let found = outlook(harness.state().state(), true, 65_536);
    let profile = Arc::clone(harness.state().state().profile());
    harness.state_mut().take(Command::ChanceReady(Arc::new(Chance { outlook: Arc::new(found), profile })));
    harness.run_ok();
    harness
}

fn press(harness: &mut Harness<'_, Shell>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_ok();
}

fn shows(harness: &Harness<'_, Shell>, part: &str) -> bool {
    all_texts(harness).iter().any(|text| text.contains(part))
}

/// What a screen reader says of what has the focus.
fn focused(harness: &Harness<'_, Shell>) -> String {
    let on = |node: &AccessKitNode<'_>| node.is_focused();
    let mut nodes = harness.query_all(By::new().predicate(on));
    let node = nodes.next().expect("something in focus").accesskit_node();
    [node.label(), node.value()].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn into_table(harness: &mut Harness<'_, Shell>) {
    let cell = |node: &AccessKitNode<'_>| node.role() == egui::Role::Cell;
    settle(harness);
    harness.query_all(By::new().predicate(cell)).next().expect("a cell").focus();
    harness.run_ok();
}

/// As it is written: halves away from zero.
fn rounded(value: Decimal, places: u32) -> String {
    let half = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
    format!("{:.*}", places as usize, value.round_dp_with_strategy(places, half))
}

fn net(harness: &Harness<'_, Shell>, month: u16) -> Decimal {
    harness.state().state().projection.value(Scope::Net, month).real.get()
}

#[test]
fn the_table_has_the_charts_numbers_and_is_read_cell_by_cell() {
    let mut harness = open(Lang::Ja, View::Projection, SIZE);
    press(&mut harness, Modifiers::COMMAND, Key::E);
    into_table(&mut harness);
    // In the unit of the axis: 億円, two decimals.
    let shown = |amount: Decimal| rounded(amount / Decimal::from(100_000_000), 2);
    assert_eq!(focused(&harness), format!("0 · 2026-10、現状：{}", shown(net(&harness, 0))));
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(focused(&harness), format!("12 · 2027-10、現状：{}", shown(net(&harness, 12))));
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    assert!(focused(&harness).starts_with("12 · 2027-10、計画："), "{}", focused(&harness));
    press(&mut harness, Modifiers::NONE, Key::End);
    assert!(focused(&harness).starts_with("12 · 2027-10、出来事"), "{}", focused(&harness));
    // What stands in the table is looked at in the chart too.
    assert!(shows(&harness, "12か月目 · 2027-10"));
}

/// What the last frame put into the clipboard.
pub(crate) fn copied(harness: &Harness<'_, Shell>) -> Option<String> {
    harness.output().platform_output.commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

#[test]
fn the_table_is_copied_for_a_spreadsheet() {
    let mut harness = open(Lang::En, View::Projection, SIZE);
    press(&mut harness, Modifiers::COMMAND, Key::E);
    into_table(&mut harness);
    harness.event(egui::Event::Copy);
    harness.step();
    let copied = copied(&harness).expect("something copied");
    let lines: Vec<&str> = copied.lines().collect();
    assert!(
        lines[0].starts_with("Month\tDate\tAs is [¥ million]\tWith the plan [¥ million]"),
        "{}",
        lines[0]
    );
    let last: Vec<&str> = lines.last().expect("a row").split('\t').collect();
    assert_eq!(last[0..2], ["120", "2036-10"]);
    let million = net(&harness, 120) / Decimal::from(1_000_000);
    assert_eq!(last[2].parse::<Decimal>().expect("a bare number").round_dp(1), million.round_dp(1));
}

#[test]
fn every_view_with_a_chart_has_its_figures_and_the_small_window_too() {
    for view in [View::Projection, View::Breakdown, View::BreakEven, View::Sensitivity] {
        for size in [SIZE, SMALL] {
            let mut harness = open(Lang::Ja, view, size);
            press(&mut harness, Modifiers::COMMAND, Key::E);
            into_table(&mut harness);
            let cell = focused(&harness);
            press(&mut harness, Modifiers::NONE, Key::ArrowDown);
            let next = focused(&harness);
            assert_ne!(next, cell, "{view:?}");
            // the first row of a breakdown is a total, which is no change
            assert!(!figures(&cell).is_empty() || !figures(&next).is_empty(), "{view:?}: {cell}, {next}");
            press(&mut harness, Modifiers::COMMAND, Key::E);
            let cells = |node: &AccessKitNode<'_>| node.role() == egui::Role::Cell;
            assert_eq!(harness.query_all(By::new().predicate(cells)).count(), 0);
        }
    }
}

#[test]
fn a_month_looked_at_in_one_chart_is_looked_at_in_the_other() {
    let mut harness = open(Lang::Ja, View::Projection, SIZE);
    let chart = |node: &AccessKitNode<'_>| node.role() == egui::Role::Image;
    harness.get(By::new().predicate(chart)).focus();
    harness.run_ok();
    press(&mut harness, Modifiers::NONE, Key::Home);
    press(&mut harness, Modifiers::NONE, Key::PageUp);
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    assert!(shows(&harness, "13か月目 · 2027-11"));
    press(&mut harness, Modifiers::COMMAND, Key::R);
    assert!(harness.state().state().shows_chance());
    assert!(shows(&harness, "13か月目 · 2027-11"));
}

/// Every result there is, as it would be written: values after today, what
/// they have changed by, what caused it.
fn results(harness: &Harness<'_, Shell>) -> Vec<String> {
    let state = harness.state().state();
    let mut found = Vec::new();
    for projection in std::iter::once(&state.projection).chain(&state.plan) {
        let last = projection.months;
        let today = projection.value(Scope::Net, 0);
        for scope in [Scope::Net, Scope::Assets, Scope::Debts] {
            for month in (12..=last).step_by(12) {
                let value = projection.value(scope, month);
                for amount in [value.real, value.nominal] {
                    let change = amount.minus(today.real);
                    for amount in [amount.get(), change.get()].map(|a| a.abs()) {
                        found.extend(figures(&statement_yen(amount, Lang::Ja, YenUnit::Auto)));
                        found.extend(figures(&statement_yen(amount, Lang::En, YenUnit::Auto)));
                    }
                }
            }
        }
        let change = projection.value(Scope::Net, last).real.get() / today.real.get() - Decimal::ONE;
        found.push(signed_percent(change, 1));
        for value in projection.causes(Scope::Net, 0, last).values().filter(|v| !v.real.is_zero()) {
            found.extend(figures(&statement_yen(value.real.get().abs(), Lang::Ja, YenUnit::Auto)));
        }
    }
    found.retain(|figure| figure.chars().filter(char::is_ascii_digit).count() >= 3);
    found
}

fn leaks(harness: &Harness<'_, Shell>, results: &[String], known: &[String]) -> Vec<String> {
    let texts = all_texts(harness);
    let holds = |text: &String| {
        let said = figures(text);
        let new =
            |result: &&String| said.contains(result) || (result.ends_with('%') && text.contains(*result));
        results.iter().filter(new).find(|result| !known.contains(result)).map(|r| format!("{r} in “{text}”"))
    };
    texts.iter().filter_map(holds).collect()
}

#[test]
fn nothing_of_the_result_is_drawn_or_said_before_it_is_revealed() {
    for lang in [Lang::Ja, Lang::En] {
        for view in View::ALL {
            let mut harness = open(lang, view, SIZE);
            let results = results(&harness);
            // What the balance sheet of today says anyway.
            let known = {
                press(&mut harness, Modifiers::COMMAND, Key::E);
                let state = harness.state().state();
                let list = forelock::view_model::holdings::holdings(
                    state.profile(),
                    &state.projection,
                    &forelock::text::Texts::new(lang),
                    forelock::view_model::money::Money::of(state),
                );
                let rows = list
                    .groups
                    .iter()
                    .flat_map(|g| g.rows.iter().map(|r| r.amount.clone()).chain([g.subtotal.clone()]));
                rows.chain([list.assets, list.debts, list.net])
                    .flat_map(|text| figures(&text))
                    .collect::<Vec<_>>()
            };
            if matches!(view, View::Projection | View::Breakdown) {
                assert!(leaks(&harness, &results, &known).len() > 3, "{view:?} shows its result at first");
            }
            press(&mut harness, Modifiers::COMMAND, Key::G);
            let found = leaks(&harness, &results, &known);
            assert!(found.is_empty(), "{lang:?} {view:?}: {}", found.join("\n"));
            for x in 0..8_u8 {
                harness.hover_at(egui::pos2(320.0 + 90.0 * f32::from(x), 420.0));
                harness.step();
                let found = leaks(&harness, &results, &known);
                assert!(found.is_empty(), "{lang:?} {view:?}: {}", found.join("\n"));
            }
        }
    }
}

#[test]
fn a_guess_is_drawn_by_key_and_by_hand_and_stands_beside_the_result() {
    let mut harness = open(Lang::Ja, View::Projection, SIZE);
    press(&mut harness, Modifiers::COMMAND, Key::G);
    let drawing = |node: &AccessKitNode<'_>| {
        node.role() == egui::Role::Slider && node.label().as_deref() == Some("予想")
    };
    let place = harness.get(By::new().predicate(drawing)).rect();
    harness.get(By::new().predicate(drawing)).focus();
    harness.run_ok();
    assert!(focused(&harness).ends_with("120か月目：まだ置いていません"), "{}", focused(&harness));
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    let placed = focused(&harness);
    assert!(placed.contains("120か月目：") && placed.ends_with("万円"), "{placed}");
    let by_key = harness.state().state().guess.clone().expect("a guess");
    assert_eq!(by_key.points.len(), 1);
    let at = |share: f32| egui::pos2(place.left() + place.width() * share, place.center().y);
    harness.drag_at(at(0.5));
    harness.step();
    harness.hover_at(at(0.7));
    harness.step();
    harness.drop_at(at(0.7));
    harness.run_ok();
    let by_hand = harness.state().state().guess.clone().expect("a guess");
    assert!(by_hand.points.len() > 15, "{} months drawn", by_hand.points.len());
    harness.get_by_label("結果を見る").click();
    harness.run_ok();
    let result = statement_yen(net(&harness, 120), Lang::Ja, YenUnit::Auto);
    assert!(shows(&harness, &format!("結果 {result}（予想との差 ")), "{:?}", all_texts(&harness));
    assert!(shows(&harness, "最大の要因"));
    harness.get_by_label("もう一度").click();
    harness.run_ok();
    assert!(harness.state().state().is_predicting() && !shows(&harness, "最大の要因"));
    press(&mut harness, Modifiers::COMMAND, Key::G);
    assert!(harness.state().state().guess.is_none() && shows(&harness, "最大の要因"));
}

/// The three figures side by side add up as they stand, and the question says
/// what it is about.
#[test]
fn the_difference_to_a_guess_is_that_of_the_figures_shown() {
    use forelock::app::guess::Predict;
    use forelock::text::number::signed_yen;
    let mut harness = open(Lang::Ja, View::Projection, SIZE);
    harness.state_mut().take(Command::Predict(Predict::Start));
    harness.run_ok();
    assert!(shows(&harness, "計画のない「現状」について"), "{:?}", all_texts(&harness));
    // A guess drawn by hand is never round.
    for asked in [Predict::Draw(vec![(120, 123_456_789.4)]), Predict::Reveal] {
        harness.state_mut().take(Command::Predict(asked));
    }
    harness.run_ok();
    let result = net(&harness, 120);
    let difference = result - Decimal::from(123_000_000);
    let said = format!(
        "予想 1億2,300万円、結果 {}（予想との差 {}）",
        statement_yen(result, Lang::Ja, YenUnit::Auto),
        signed_yen(difference, Lang::Ja, YenUnit::Auto)
    );
    assert!(shows(&harness, &said), "{said}: {:?}", all_texts(&harness));
}

/// The question is that of the bars in front: over chance or not, as is or the
/// plan.
#[test]
fn what_moves_it_most_is_asked_of_what_the_bars_are_of() {
    use forelock::app::guess::Predict;
    use forelock::app::prefs::TornadoOf;
    use forelock::text::Texts;
    use forelock::view_model::predict::predict_view;
    let mut state = open(Lang::En, View::Sensitivity, SIZE).state().state().clone();
    let texts = Texts::new(Lang::En);
    update(&mut state, Command::Predict(Predict::Start), &texts);
    let mut asked = |of, plan| {
        (state.prefs.tornado, state.prefs.tornado_plan) = (of, plan);
        predict_view(&state, &texts).question
    };
    let total = asked(TornadoOf::Total, false);
    assert!(total.contains("prices rise 2% a year") && total.contains("without the plan"), "{total}");
    let median = asked(TornadoOf::Median, true);
    assert!(median.contains("prices vary as assumed") && median.contains("median real"), "{median}");
    assert!(median.ends_with("This is about the plan."), "{median}");
    let five = asked(TornadoOf::FivePercent, false);
    assert!(five.contains("the lowest 5% of real net worth"), "{five}");
}

/// A guess at an episode begins where its result does, and stays on its chart.
#[test]
fn a_guess_at_an_episode_begins_where_the_episode_does() {
    use forelock::app::guess::Predict;
    use forelock::text::Texts;
    use forelock::view_model::predict::predict_view;
    let mut harness = open(Lang::En, View::History, SIZE);
    harness.state_mut().take(Command::OpenEpisode("japan_1946"));
    harness.state_mut().take(Command::Predict(Predict::Start));
    harness.run_ok();
    let view = predict_view(harness.state().state(), &Texts::new(Lang::En));
    let months = view.months;
    let from = view.write(view.today);
    assert!(shows(&harness, &format!("Today it is {from}.")), "{:?}", all_texts(&harness));
    assert!(shows(&harness, "net worth (without "), "{:?}", all_texts(&harness));
    for asked in [Predict::Draw(vec![(months, view.today / 2.0)]), Predict::Reveal] {
        harness.state_mut().take(Command::Predict(asked));
    }
    harness.state_mut().take(Command::SetEpisodeMonth(months));
    harness.run_ok();
    assert!(shows(&harness, &format!("would go from {from} to ")), "{:?}", all_texts(&harness));
    assert!(all_texts(&harness).iter().any(|text| text == "Guess"), "{:?}", all_texts(&harness));
}

#[test]
fn a_guess_says_nothing_about_another_view_measure_or_scenario() {
    let mut harness = open(Lang::En, View::Projection, SIZE);
    let draw = |harness: &mut Harness<'_, Shell>| {
        use forelock::app::guess::Predict;
        for asked in [Predict::Start, Predict::Draw(vec![(120, 1.0e8)]), Predict::Reveal] {
            harness.state_mut().take(Command::Predict(asked));
        }
        harness.run_ok();
        assert!(!harness.state().state().is_predicting());
    };
    for command in [
        Command::SetView(View::Breakdown),
        Command::SetNumeraire(Numeraire::Dollars),
        Command::SelectScenario(1),
    ] {
        draw(&mut harness);
        harness.state_mut().take(command.clone());
        harness.run_ok();
        let guess = harness.state().state().guess.clone().expect("still guessing");
        assert!(!guess.revealed && guess.points.is_empty(), "{command:?}");
    }
}

#[test]
fn while_amounts_are_hidden_guess_and_result_are_indices() {
    let mut harness = open(Lang::En, View::Projection, SIZE);
    press(&mut harness, Modifiers::COMMAND, Key::H);
    press(&mut harness, Modifiers::COMMAND, Key::G);
    let assets = harness.state().state().projection.value(Scope::Assets, 0).nominal.get();
    let today = harness.state().state().projection.value(Scope::Net, 0).nominal.get();
    let index = |amount: Decimal| rounded(amount * Decimal::ONE_HUNDRED / assets, 1);
    assert!(shows(&harness, &format!("Today it is {} ", index(today))), "{:?}", all_texts(&harness));
    let half = forelock::engine::door::plain(assets) / 2.0;
    harness.state_mut().take(Command::Predict(forelock::app::guess::Predict::Draw(vec![(120, half)])));
    harness.state_mut().take(Command::Predict(forelock::app::guess::Predict::Reveal));
    harness.run_ok();
    let result = index(net(&harness, 120));
    assert!(
        shows(&harness, &format!("Guess 50.0, result {result} (difference ")),
        "{:?}",
        all_texts(&harness)
    );
}
