//! What is done by the keyboard, and the number that then stands on screen.

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{By, NodeT, Queryable};
use forelock::app::state::Dialog;
use forelock::domain::param::Param;
use forelock::text::{Lang, Texts};
use forelock::ui::front;
use forelock::ui::shell::Shell;
use rust_decimal::Decimal;

use crate::flows::{SIZE, english, focused, get, headline, japanese};

#[test]
fn keys_move_a_slider_by_steps_of_three_sizes_and_to_its_ends() {
    let mut harness = japanese();
    harness.get_by_role_and_label(egui::Role::Slider, "国債の減価率").focus();
    harness.run_ok();
    let mut press = |modifiers, key, expected: Decimal| {
        harness.key_press_modifiers(modifiers, key);
        harness.run_ok();
        assert_eq!(get(&harness, Param::Haircut), expected, "{key:?}");
    };
    press(Modifiers::NONE, Key::ArrowRight, Decimal::new(61, 2));
    press(Modifiers::SHIFT, Key::ArrowRight, Decimal::new(611, 3));
    press(Modifiers::NONE, Key::PageDown, Decimal::new(511, 3));
    press(Modifiers::NONE, Key::Home, Decimal::ZERO);
    press(Modifiers::NONE, Key::End, Decimal::ONE);
}

#[test]
fn a_focused_holding_moves_with_alt_and_an_arrow() {
    let mut harness = japanese();
    let order = |h: &Harness<'_, Shell>| -> Vec<String> {
        h.state().state().profile().holdings.iter().map(|h| h.id.0.clone()).collect()
    };
    let before = order(&harness);
    harness.get_by_label_contains("A銀行 普通預金").focus();
    harness.run_ok();
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowDown);
    harness.run_ok();
    let after = order(&harness);
    let place = |order: &[String], id: &str| order.iter().position(|x| x == id);
    assert_eq!(place(&after, "h2"), place(&before, "h3"));
    assert_eq!(place(&after, "h3"), place(&before, "h2"));
}

#[test]
fn the_question_mark_lists_the_keys_and_escape_closes_them() {
    let mut harness = japanese();
    harness.event(egui::Event::Text("?".into()));
    harness.run_ok();
    harness.get_by_role_and_label(egui::Role::Label, "キー操作");
    harness.key_press(Key::Escape);
    harness.run_ok();
    assert!(harness.state().state().dialog.is_none());
}

#[test]
fn each_control_can_be_reached_with_tab_alone() {
    let mut harness = japanese();
    let mut reached: Vec<String> = Vec::new();
    for _ in 0..140 {
        harness.key_press(Key::Tab);
        harness.step();
        if let Some(node) = harness.query_all(By::new().predicate(focused)).next() {
            reached.extend(node.accesskit_node().label());
        }
    }
    for wanted in ["ファイル", "見通し", "内訳", "国債の減価率", "国債の減価率の値", "平常", "＋ 追加"]
    {
        assert!(reached.iter().any(|r| r == wanted), "{wanted} was not reached: {reached:?}");
    }
}

#[test]
fn the_same_month_is_read_by_key_on_the_chart() {
    let mut harness = japanese();
    let said = headline(&harness);
    harness.get_by_role_and_label(egui::Role::Image, &said).focus();
    harness.run_ok();
    for key in [Key::Home, Key::PageUp, Key::ArrowRight] {
        harness.key_press(key);
        harness.run_ok();
    }
    assert!(harness.state().state().dialog.is_none());
    let month: Option<u16> = forelock::ui::cursor::month(&harness.ctx, 360);
    assert_eq!(month, Some(13));
}

#[test]
fn undo_while_typing_brings_the_field_back_too() {
    let mut harness = japanese();
    let field = |h: &Harness<'_, Shell>| h.get_by_label("国債の減価率の値").value();
    harness.get_by_label("国債の減価率の値").click();
    harness.run_ok();
    harness.get_by_label("国債の減価率の値").type_text("25");
    harness.run_ok();
    assert_eq!(field(&harness).as_deref(), Some("25"));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_ok();
    assert_eq!(get(&harness, Param::Haircut), Decimal::new(60, 2));
    assert_eq!(field(&harness).as_deref(), Some("60"));
}

#[test]
fn what_cannot_be_read_stays_on_leaving_the_field_until_escape() {
    let mut harness = english();
    harness.get_by_label("Bond haircut, value").click();
    harness.run_ok();
    harness.get_by_label("Bond haircut, value").type_text("140");
    harness.run_ok();
    harness.key_press(Key::Tab);
    harness.run_ok();
    harness.get_by_label("From 0 to 100.");
    harness.get_by_label("Bond haircut, value").click();
    harness.run_ok();
    harness.key_press(Key::Escape);
    harness.run_ok();
    assert!(harness.query_by_label("From 0 to 100.").is_none());
    assert_eq!(harness.get_by_label("Bond haircut, value").value().as_deref(), Some("60"));
}

#[test]
fn up_and_down_move_a_slider_and_the_focus_stays() {
    let mut harness = japanese();
    let slider =
        |h: &Harness<'_, Shell>| h.get_by_role_and_label(egui::Role::Slider, "国債の減価率").is_focused();
    harness.get_by_role_and_label(egui::Role::Slider, "国債の減価率").focus();
    harness.run_ok();
    for _ in 0..2 {
        harness.key_press(Key::ArrowUp);
        harness.run_ok();
    }
    harness.key_press(Key::ArrowDown);
    harness.run_ok();
    assert_eq!(get(&harness, Param::Haircut), Decimal::new(61, 2));
    assert!(slider(&harness));
    harness.event(egui::Event::Text("?".into()));
    harness.run_ok();
    assert_eq!(harness.state().state().dialog, Some(Dialog::Keys));
}

#[test]
fn a_key_takes_the_focus_to_each_zone() {
    let mut harness = japanese();
    let chart = front::views(harness.state().state(), &Texts::new(Lang::Ja)).projection.unwrap().headline;
    for (key, first) in [(Key::F6, "＋ 追加"), (Key::F7, chart.as_str()), (Key::F8, "すべて戻す")] {
        harness.key_press(key);
        harness.run_ok();
        let node = harness.query_all(By::new().predicate(focused)).next().expect("a focus");
        assert_eq!(node.accesskit_node().label().as_deref(), Some(first), "{key:?}");
    }
    // Where there is no chart, to what stands first below the tabs.
    harness.key_press_modifiers(Modifiers::ALT, Key::Num8);
    harness.run_ok();
    harness.key_press(Key::F7);
    harness.run_ok();
    let node = harness.query_all(By::new().predicate(focused)).next().expect("a focus");
    let (role, label) = (node.accesskit_node().role(), node.accesskit_node().label());
    let tabs = ["見通し", "内訳", "比較", "損益分岐", "感応度", "歴史", "主張と答え", "前提"];
    let on_a_tab = label.as_deref().is_some_and(|label| tabs.contains(&label));
    let (place, own, what_if) = (node.rect(), 280.0, SIZE[0] - 320.0);
    assert!(place.left() > own && place.right() < what_if, "between the panels: {role:?} {label:?} {place}");
    assert!(!on_a_tab && place.top() > 90.0, "{role:?} {label:?} {place}");
}
