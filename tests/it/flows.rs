//! A click, a drag, a key, and the number that then stands on screen.
#![expect(clippy::expect_used, reason = "what is not on screen is a failure")]

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, By, NodeT, Queryable};
use forelock::app::explaining::Asked;
use forelock::app::prefs::{Theme, View};
use forelock::app::state::Dialog;
use forelock::app::{Command, Edit, State};
use forelock::data::presets::Preset;
use forelock::domain::holding::HoldingId;
use forelock::domain::param::Param;
use forelock::domain::scenario::{DefaultMode, Scenario};
use forelock::domain::yen::Yen;
use forelock::engine::trace::Subject;
use forelock::text::{Lang, Texts};
use forelock::ui::front;
use forelock::ui::shell::Shell;
use rust_decimal::Decimal;

use crate::support::window::{state, window};

pub(crate) const SIZE: [f32; 2] = [1280.0, 800.0];

pub(crate) fn japanese() -> Harness<'static, Shell> {
    window(state("machine_maker", Lang::Ja, Theme::Light, View::Projection), SIZE, 1.0)
}

pub(crate) fn english() -> Harness<'static, Shell> {
    window(state("machine_maker", Lang::En, Theme::Light, View::Projection), SIZE, 1.0)
}

/// The sentence above the chart.
pub(crate) fn headline(harness: &Harness<'_, Shell>) -> String {
    let mut nodes = harness.query_all(By::new().predicate(|node| {
        node.label().is_some_and(|l| {
            (l.starts_with("もし36") || l.starts_with("もし物価") || l.starts_with("If ")) && l.len() > 40
        })
    }));
    nodes.next().and_then(|n| n.accesskit_node().label()).expect("a headline")
}

pub(crate) fn focused(node: &AccessKitNode<'_>) -> bool {
    node.is_focused()
}

pub(crate) fn get(harness: &Harness<'_, Shell>, param: Param) -> Decimal {
    harness.state().state().profile().active_scenario().get(param)
}

#[test]
fn the_sentence_says_if_and_what_would_be_left() {
    let said = headline(&japanese());
    for part in [
        "もし36か月目に国債が60%減価し",
        "円が30%切り下げられ",
        "物価が年2%で上がるなら",
        "10年後の実質純資産",
    ] {
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn a_typed_haircut_changes_the_sentence_and_undo_brings_it_back_in_one_step() {
    let mut harness = japanese();
    let before = headline(&harness);
    harness.get_by_label("国債の減価率の値").click();
    harness.run_ok();
    harness.get_by_label("国債の減価率の値").type_text("25");
    harness.run_ok();
    harness.key_press(Key::Enter);
    harness.run_ok();
    assert_eq!(get(&harness, Param::Haircut), Decimal::new(25, 2));
    let after = headline(&harness);
    assert!(after.contains("国債が25%減価し"), "{after}");
    assert_ne!(before, after);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_ok();
    assert_eq!(headline(&harness), before);
}

#[test]
fn what_cannot_be_read_is_said_beside_the_field_and_changes_nothing() {
    let mut harness = english();
    harness.get_by_label("Bond haircut, value").click();
    harness.run_ok();
    harness.get_by_label("Bond haircut, value").type_text("140");
    harness.run_ok();
    harness.get_by_label("From 0 to 100.");
    assert_ne!(get(&harness, Param::Haircut), Decimal::new(14, 1));
}

#[test]
fn a_drag_follows_and_is_one_step() {
    let mut harness = japanese();
    let before = headline(&harness);
    let rail = harness.get_by_role_and_label(egui::Role::Slider, "国債の減価率").rect();
    let at = |share: f32| egui::pos2(rail.left() + rail.width() * share, rail.center().y);
    harness.drag_at(at(0.6));
    harness.run_ok();
    let mut seen = vec![headline(&harness)];
    for share in [0.5, 0.4, 0.3, 0.2] {
        harness.hover_at(at(share));
        harness.step();
        seen.push(headline(&harness));
    }
    harness.drop_at(at(0.2));
    harness.run_ok();
    seen.dedup();
    assert!(seen.len() >= 4, "the sentence must follow every move: {seen:?}");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_ok();
    assert_eq!(headline(&harness), before);
}

#[test]
fn a_preset_and_its_key_do_the_same() {
    let mut by_click = japanese();
    by_click.get_by_label("平常").click();
    by_click.run_ok();
    let mut by_key = japanese();
    by_key.key_press_modifiers(Modifiers::COMMAND, Key::Num1);
    by_key.run_ok();
    assert_eq!(by_click.state().state().profile().active_scenario().default, DefaultMode::Off);
    assert_eq!(headline(&by_click), headline(&by_key));
    assert!(headline(&by_key).contains("ほかに何も起きない"), "{}", headline(&by_key));
}

#[test]
fn the_language_switches_at_once_and_back() {
    let mut harness = japanese();
    let before = headline(&harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::L);
    harness.run_ok();
    assert!(headline(&harness).starts_with("If government bonds lose 60%"), "{}", headline(&harness));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::L);
    harness.run_ok();
    assert_eq!(headline(&harness), before);
}

#[test]
fn a_holding_is_added_typed_and_reconciles() {
    let mut harness = japanese();
    let net = |h: &Harness<'_, Shell>| {
        let state = h.state().state();
        state.projection.value(forelock::engine::projection::Scope::Net, 0).nominal
    };
    let before = net(&harness);
    harness.get_by_label("＋ 追加").click();
    harness.run_ok();
    harness.get_by_role_and_label(egui::Role::Button, "現金").click();
    harness.run_ok();
    harness.get_by_role_and_label(egui::Role::TextInput, "金額").scroll_to_me();
    harness.run_ok();
    harness.get_by_role_and_label(egui::Role::TextInput, "金額").click();
    harness.run_ok();
    harness.get_by_role_and_label(egui::Role::TextInput, "金額").type_text("1億2,000万");
    harness.run_ok();
    assert_eq!(net(&harness).minus(before), Yen::whole(120_000_000));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_ok();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_ok();
    assert_eq!(net(&harness), before);
}

#[test]
fn a_new_company_asks_first_when_something_would_be_lost() {
    let mut harness = japanese();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num1);
    harness.run_ok();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::N);
    harness.run_ok();
    assert!(matches!(harness.state().state().dialog, Some(Dialog::Unsaved(_))));
    harness.get_by_label("キャンセル").click();
    harness.run_ok();
    assert!(!harness.state().state().profile().holdings.is_empty());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::N);
    harness.run_ok();
    harness.get_by_label("保存しない").click();
    harness.run_ok();
    assert!(harness.state().state().profile().holdings.is_empty());
    harness.get_by_label_contains("まだ何も入力されていません");
}

#[test]
fn a_sample_untouched_is_left_without_a_question() {
    let mut harness = japanese();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::N);
    harness.run_ok();
    assert!(harness.state().state().dialog.is_none());
    assert!(harness.state().state().profile().holdings.is_empty());
}

#[test]
fn every_control_has_a_name() {
    for view in View::ALL {
        let harness = window(state("trading", Lang::Ja, Theme::Light, view), SIZE, 1.0);
        let nameless = harness
            .query_all(By::new().predicate(|node| {
                use egui::Role as R;
                let control =
                    matches!(node.role(), R::Button | R::Slider | R::TextInput | R::ComboBox | R::CheckBox);
                control && node.label().is_none_or(|l| l.trim().is_empty())
            }))
            .map(|n| format!("{:?}", n.accesskit_node().role()))
            .collect::<Vec<_>>();
        assert!(nameless.is_empty(), "{view:?}: {nameless:?}");
    }
}

#[test]
fn the_chart_has_its_sentence_for_screen_readers() {
    let harness = english();
    let said = headline(&harness);
    harness.get_by_role_and_label(egui::Role::Image, &said);
}

/// Every number is moved at its own slider, the way a screen reader moves it.
#[test]
fn each_slider_moves_its_number_in_the_window() {
    use forelock::domain::scenario::{DefaultTerms, LossOrder};
    let mut company = state("machine_maker", Lang::En, Theme::Light, View::Projection);
    let mut profile = company.profile().as_ref().clone();
    let scenario = profile.scenarios.get_mut(profile.active).expect("a scenario");
    scenario.terms = DefaultTerms::Exchange;
    scenario.loss_order = LossOrder::UninsuredFirst;
    // What other numbers rest on.
    for param in [
        Param::Shock,
        Param::FreezeMonths,
        Param::ConversionMoney,
        Param::LevyRate,
        Param::Crash,
        Param::CrashRecovery,
        Param::ExchangeLoss,
        Param::Depeg,
        Param::DollarJumpRate,
        Param::CoinJumpRate,
    ] {
        let middle = (param.ordinary().low + param.ordinary().high) / Decimal::TWO;
        scenario.set(param, middle.round_dp(2));
    }
    company.history = forelock::app::history::History::new(profile);
    let texts = forelock::text::Texts::new(Lang::En);
    let mut harness = window(company, [1280.0, 9000.0], 1.0);
    for group in forelock::domain::param::ParamGroup::ALL {
        harness.ctx.data_mut(|d| d.insert_temp(egui::Id::unique(("section", group.key())), true));
    }
    harness.run_ok();
    // A haircut rests under the terms of an exchange, a hazard under a month.
    for &param in Param::ALL.iter().filter(|p| !matches!(p, Param::Haircut | Param::Hazard)) {
        let label = texts.param(param, forelock::text::Word::Label);
        let factor = param.unit().display_factor();
        let range = param.ordinary();
        let before = get(&harness, param);
        let at = |share| ((range.low + (range.high - range.low) * Decimal::new(share, 1)) * factor).round();
        let target = if at(7) == before * factor { at(2) } else { at(7) };
        let position = target.to_string().parse().expect("a number");
        harness.get_by_role_and_label(egui::Role::Slider, label).set_value_accesskit(position);
        harness.run_ok();
        let after = get(&harness, param);
        let off = (after * factor - target).abs();
        assert!(off <= param.step() * factor, "{}: {before} to {after}, not {target}", param.key());
        assert_ne!(before, after, "{}", param.key());
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run_ok();
        assert_eq!(get(&harness, param), before, "{}", param.key());
    }
}

/// Names beside the chart lead to what they name, at the end of the horizon.
#[test]
fn a_name_at_the_end_of_a_line_is_explained_by_that_line() {
    let mut harness = japanese();
    let chart = front::views(harness.state().state(), &Texts::new(Lang::Ja)).projection.unwrap().headline;
    let frame = harness.get_by_role_and_label(egui::Role::Image, &chart).rect();
    let months = harness.state().state().projection.months;
    let mut found = std::collections::BTreeSet::new();
    for y in (0_u8..=100).step_by(2) {
        let at = egui::pos2(frame.right() - 12.0, frame.top() + frame.height() * f32::from(y) / 100.0);
        harness.hover_at(at);
        harness.drag_at(at);
        harness.drop_at(at);
        harness.run_ok();
        if let Some(Asked::Line(_, _, Subject::Value { lines, month, .. })) =
            &harness.state().state().explaining
        {
            assert_eq!(*month, months);
            found.insert(format!("{lines:?}"));
        }
    }
    assert!(found.len() > 4 && found.contains("Net"), "{found:?}");
    // The names of events above it lead to their month.
    let mut months = std::collections::BTreeSet::new();
    for x in (0_u8..=100).step_by(2) {
        let at = egui::pos2(frame.left() + frame.width() * f32::from(x) / 100.0, frame.top() + 26.0);
        harness.state_mut().take(Command::Explain(None));
        harness.hover_at(at);
        harness.drag_at(at);
        harness.drop_at(at);
        harness.run_ok();
        if let Some(Asked::Line(_, _, Subject::Change { month, real: true, .. })) =
            &harness.state().state().explaining
        {
            months.insert(*month);
        }
    }
    assert_eq!(months.into_iter().collect::<Vec<_>>(), [36]);
}

/// A sample follows the window into its language, and so does what can be
/// undone; a file is its owner's.
#[test]
fn a_sample_speaks_the_language_of_the_window() {
    let mut state = state("machine_maker", Lang::Ja, Theme::Light, View::Projection);
    let texts = Texts::new(Lang::En);
    let japanese = state.profile().as_ref().clone();
    let take = |state: &mut State, command| drop(forelock::app::update(state, command, &texts));
    take(&mut state, Command::Edit(Edit::ApplyPreset(Preset::ALL[4]), None));
    state.precision = Some(1_000_000);
    take(&mut state, Command::SetLang(Lang::En));
    assert_eq!(state.precision, Some(1_000_000), "what was asked for goes on");
    let names = |state: &State| {
        let p = state.profile();
        let mut names = vec![p.company.clone()];
        names.extend(p.banks.iter().map(|b| b.name.clone()));
        names.extend(p.holdings.iter().map(|h| h.name.clone()));
        names.extend(p.scenarios.iter().map(|s| s.name.clone()));
        names
    };
    assert!(names(&state).iter().all(|name| name.is_ascii()), "{:?}", names(&state));
    assert!(state.is_unsaved());
    take(&mut state, Command::Undo);
    assert!(names(&state).iter().all(|name| name.is_ascii()) && !state.is_unsaved());
    take(&mut state, Command::SetLang(Lang::Ja));
    assert_eq!(**state.profile(), japanese);
    // What somebody added may be called as something in a sample is.
    let mut added = state.profile().holdings[0].clone();
    (added.id, added.name) = (HoldingId("h99".to_owned()), "Bitcoin".to_owned());
    take(&mut state, Command::Edit(Edit::AddHolding(added), None));
    take(&mut state, Command::SetLang(Lang::En));
    take(&mut state, Command::SetLang(Lang::Ja));
    assert_eq!(state.profile().holdings.last().map(|h| h.name.as_str()), Some("Bitcoin"));
    take(&mut state, Command::Undo);
    assert_eq!(**state.profile(), japanese);
    state.sample = None;
    take(&mut state, Command::SetLang(Lang::En));
    assert_eq!(**state.profile(), japanese, "the owner's words");
}

#[test]
fn an_entry_that_turns_out_wrong_leaves_the_amount_as_it_was() {
    let mut harness = japanese();
    let amount = |h: &Harness<'_, Shell>| {
        h.state().state().projection.line("h2").and_then(|l| l.track.nominal.first().copied())
    };
    let before = amount(&harness);
    harness.get_by_label_contains("A銀行 普通預金").click();
    harness.run_ok();
    harness.get_by_role_and_label(egui::Role::TextInput, "金額").click();
    harness.run_ok();
    for text in ["1", ",", "2", "3"] {
        harness.get_by_role_and_label(egui::Role::TextInput, "金額").type_text(text);
        harness.run_ok();
    }
    harness.key_press(Key::Enter);
    harness.run_ok();
    assert_eq!(amount(&harness), before);
    harness.get_by_label_contains("3桁ごと");
}

/// Bitcoin is in the sample; its correlation with the dollar is typed, moved by
/// keys and set back, each a step of its own.
#[test]
fn a_correlation_is_typed_moved_by_keys_and_set_back() {
    use forelock::domain::risk_factor::RiskFactor::{Btc, Dollar};
    let name = "ドル円とビットコインの相関";
    let mut harness = japanese();
    harness.ctx.data_mut(|d| d.insert_temp(egui::Id::unique(("section", "chance")), true));
    harness.run_ok();
    let now = |h: &Harness<'_, Shell>| {
        h.state().state().profile().active_scenario().correlations.get(Btc, Dollar).to_string()
    };
    harness.get_by_label(name).focus();
    harness.run_ok();
    let place = |h: &Harness<'_, Shell>| h.get_by_label("すべて戻す").rect();
    let before = place(&harness);
    for escape in [false, true] {
        harness.get_by_label(name).type_text("1.5");
        harness.run_ok();
        // The sentence has lines of its own, and the panel stays as wide.
        let refused = harness.get_by_label_contains("−1から1まで").rect();
        assert!(
            refused.right() <= before.right() + 1.0 && refused.left() > before.left() - 300.0,
            "{refused:?}"
        );
        assert_eq!((place(&harness), now(&harness).as_str()), (before, "0"));
        if escape {
            harness.key_press(Key::Escape);
        } else {
            // What was typed stays when another field is in focus, and can be undone.
            harness.get_by_label("ドル円とビットコインの相関を初期値に戻す").focus();
            harness.run_ok();
            harness.key_press(Key::Enter);
        }
        harness.run_ok();
        assert!(harness.query_by_label_contains("−1から1まで").is_none());
        harness.get_by_label(name).focus();
        harness.run_ok();
    }
    harness.get_by_label(name).focus();
    harness.run_ok();
    harness.get_by_label(name).type_text("0.3");
    harness.run_ok();
    harness.key_press(Key::Enter);
    harness.run_ok();
    assert_eq!(now(&harness), "0.3");
    harness.get_by_label_contains("（初期値 0.00）");
    harness.get_by_label(name).focus();
    harness.run_ok();
    for (key, modifiers) in [(Key::ArrowUp, Modifiers::NONE), (Key::ArrowDown, Modifiers::SHIFT)] {
        harness.key_press_modifiers(modifiers, key);
        harness.run_ok();
    }
    assert_eq!(now(&harness), "0.21");
    harness.get_by_label("ドル円とビットコインの相関を初期値に戻す").focus();
    harness.run_ok();
    harness.key_press(Key::Enter);
    harness.run_ok();
    for before in ["0", "0.21", "0.3", "0"] {
        assert_eq!(now(&harness), before);
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run_ok();
    }
}

/// Scenarios there is no room for are reached from a menu; the one in front has
/// its tab, however long its name.
#[test]
fn scenarios_there_is_no_room_for_are_in_a_menu() {
    let mut state = state("machine_maker", Lang::En, Theme::Light, View::Projection);
    let texts = Texts::new(Lang::En);
    let long = "what the owner fears most ".repeat(7);
    let add = |state: &mut State, name: &str| {
        let scenario = Scenario::named(name);
        let edit = Edit::AddScenario(scenario);
        forelock::app::update(state, Command::Edit(edit, None), &texts);
    };
    add(&mut state, "the last one");
    add(&mut state, long.trim());
    let mut window = window(state, [960.0, 640.0], 1.0);
    let front = window.get_by_role_and_label(egui::accesskit::Role::Tab, long.trim());
    assert!(front.rect().right() < 960.0, "{:?}", front.rect());
    let last = |window: &Harness<'_, Shell>| window.query_by_label("the last one").is_some();
    assert!(!last(&window));
    window.get_by_label_contains("more scenario").click();
    window.run_ok();
    assert!(last(&window));
    window.get_by_label("the last one").click();
    window.run_ok();
    assert_eq!(window.state().state().profile().active_scenario().name, "the last one");
    assert!(window.query_by_role_and_label(egui::accesskit::Role::Tab, "the last one").is_some());
}

#[test]
fn units_of_amounts_are_offered_once_each() {
    for (lang, units) in [
        (Lang::Ja, ["自動", "円", "千円", "万円", "百万円", "億円"].as_slice()),
        (Lang::En, ["Automatic", "¥", "¥ thousand", "¥ million"].as_slice()),
    ] {
        let mut window = window(state("machine_maker", lang, Theme::Light, View::Breakdown), SIZE, 1.0);
        window.get_by_label(units[0]).click();
        window.run_ok();
        let offered: Vec<String> = window
            .query_all(By::new().role(egui::accesskit::Role::Button))
            .filter_map(|node| node.accesskit_node().label())
            .filter(|label| units.contains(&label.as_str()))
            .collect();
        // the first also names the menu itself
        assert_eq!(offered.iter().filter(|label| *label == units[0]).count(), 2, "{offered:?}");
        for unit in units.iter().skip(1) {
            assert_eq!(offered.iter().filter(|label| label == unit).count(), 1, "{unit}: {offered:?}");
        }
        assert_eq!(offered.len(), units.len() + 1, "{offered:?}");
    }
}
