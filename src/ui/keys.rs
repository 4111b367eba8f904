//! Keys that work anywhere, and the list of all keys.

use eframe::egui;
use egui::{Key, KeyboardShortcut, Modifiers, RichText, Ui};

use super::figure_table;
use super::scene::Scene;
use super::shell::Zone;
use super::widgets;
use crate::app::command::Leaving;
use crate::app::guess::Predict;
use crate::app::prefs::{Theme, View};
use crate::app::{Command, Edit};
use crate::data::presets::Preset;
use crate::text::Lang;

/// For ready-made scenarios, and for views.
const NUMBER_KEYS: [Key; 8] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8];

/// Reads the keys of a frame. Where to put the focus, if a key asks for it.
pub fn read(ctx: &egui::Context, scene: &mut Scene<'_>) -> Option<Zone> {
    if scene.state.dialog.is_some() {
        return None;
    }
    let pressed =
        |modifiers, key| ctx.input_mut(|i| i.consume_shortcut(&KeyboardShortcut::new(modifiers, key)));
    let ctrl = Modifiers::COMMAND;
    let shift_ctrl = Modifiers::COMMAND | Modifiers::SHIFT;
    let state = scene.state;
    let count = state.profile().scenarios.len();
    let active = state.profile().active;
    let next_theme = Theme::ALL.iter().cycle().skip_while(|t| **t != state.prefs.theme).nth(1).copied();
    let other = if state.prefs.lang == Lang::Ja { Lang::En } else { Lang::Ja };
    let table = [
        (shift_ctrl, Key::Z, Command::Redo),
        (ctrl, Key::Z, Command::Undo),
        (ctrl, Key::Y, Command::Redo),
        (shift_ctrl, Key::S, Command::SaveAs),
        (ctrl, Key::S, Command::Save),
        (ctrl, Key::O, Command::Leave(Leaving::Open)),
        (ctrl, Key::N, Command::Leave(Leaving::New)),
        (ctrl, Key::Q, Command::Leave(Leaving::Quit)),
        (ctrl, Key::PageDown, Command::SelectScenario((active + 1) % count.max(1))),
        (ctrl, Key::PageUp, Command::SelectScenario((active + count.max(1) - 1) % count.max(1))),
        (ctrl, Key::L, Command::SetLang(other)),
        (ctrl, Key::T, Command::SetTheme(next_theme.unwrap_or_default())),
        (ctrl, Key::R, Command::SetShown(state.prefs.shown.other())),
        (ctrl, Key::E, Command::ShowFigures(state.prefs.figures.other())),
        (ctrl, Key::G, Command::Predict(if state.guess.is_some() { Predict::Stop } else { Predict::Start })),
        (ctrl, Key::H, Command::HideAmounts(!state.prefs.hide_amounts)),
        (Modifiers::NONE, Key::F1, Command::ShowKeys),
        (Modifiers::NONE, Key::F2, Command::ShowGlossary(None)),
    ];
    for (modifiers, key, command) in table {
        if pressed(modifiers, key) {
            if matches!(command, Command::ShowFigures(_)) {
                figure_table::await_focus(ctx);
            }
            scene.ask(command);
        }
    }
    for (key, preset) in NUMBER_KEYS.into_iter().zip(Preset::ALL) {
        if pressed(ctrl, key) {
            scene.edit(Edit::ApplyPreset(preset));
        }
    }
    for (key, view) in NUMBER_KEYS.into_iter().zip(View::ALL) {
        if pressed(Modifiers::ALT, key) {
            scene.ask(Command::SetView(view));
        }
    }
    let typing = ctx.text_edit_focused();
    if !typing
        && ctx.input(|i| i.events.iter().any(|e| matches!(e, egui::Event::Text(t) if t == "?" || t == "？")))
    {
        scene.ask(Command::ShowKeys);
    }
    [(Key::F6, Zone::Own), (Key::F7, Zone::Centre), (Key::F8, Zone::WhatIf)]
        .into_iter()
        .find_map(|(key, zone)| pressed(Modifiers::NONE, key).then_some(zone))
}

/// The list of keys.
pub fn list(ui: &mut Ui, scene: &mut Scene<'_>) {
    let l = &scene.texts.l10n;
    ui.label(RichText::new(l.msg_keys_title()).font(scene.tokens.section()));
    ui.add_space(8.0);
    let rows = [
        ("Ctrl+Z · Ctrl+Y · Ctrl+Shift+Z", l.msg_key_undo()),
        ("Ctrl+O · Ctrl+S · Ctrl+Shift+S · Ctrl+N · Ctrl+Q", l.msg_key_file()),
        ("Ctrl+PageDown · Ctrl+PageUp", l.msg_key_scenario()),
        ("Ctrl+1 … Ctrl+8", l.msg_key_preset()),
        ("Ctrl+R", l.msg_key_shown()),
        ("Alt+1 … Alt+8", l.msg_key_view()),
        ("← → ↑ ↓ · Shift+← → · PageUp/Down · Home/End", l.msg_key_slider()),
        ("← → · PageUp/Down · Home/End", l.msg_key_chart()),
        ("Enter", l.msg_key_explain()),
        ("← → ↑ ↓ · PageUp/Down · Home · Enter", l.msg_key_map()),
        ("← → · Home/End · Space", l.msg_history_key()),
        ("↑ ↓ · Shift+↑ ↓", l.msg_key_correlation()),
        ("Alt+↑ ↓", l.msg_key_move()),
        ("↑ ↓ · Home/End · Enter", l.msg_key_claims()),
        ("Tab · Shift+Tab", l.msg_key_focus()),
        ("F6 · F7 · F8", l.msg_key_zones()),
        ("Ctrl+L", l.msg_key_language()),
        ("Ctrl+T", l.msg_key_theme()),
        ("Ctrl+H", l.msg_hide_key()),
        ("Ctrl+E", l.msg_figures_key()),
        ("Ctrl+G", l.msg_predict_key()),
        ("← → ↑ ↓ · PageUp/Down · Home/End · Ctrl+C", l.msg_figures_keys()),
        ("? · F1", l.msg_key_help()),
        ("F2", l.msg_key_glossary()),
    ];
    // The buttons below stay in sight however many keys there are; columns of
    // a known width keep the height from changing once it is drawn.
    let room = ui.ctx().content_rect().height() - 240.0;
    let between = 24.0;
    egui::ScrollArea::vertical().id_salt("keys-list").max_height(room).auto_shrink([false, true]).show(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing = egui::vec2(between, 6.0);
            let width = ui.available_width() - between;
            for (keys, meaning) in rows {
                ui.horizontal_top(|ui| {
                    widgets::paragraph(ui, scene.tokens.small(), width * 0.58, (keys, scene.tokens.quiet));
                    widgets::paragraph(ui, scene.tokens.small(), width * 0.42, (&meaning, scene.tokens.text));
                });
            }
        },
    );
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        let close = ui.button(l.msg_close());
        if ui.memory(|m| m.focused().is_none()) {
            close.request_focus();
        }
        if close.clicked() {
            scene.ask(Command::CloseDialog);
        }
        if ui.button(l.msg_glossary_open()).clicked() {
            scene.ask(Command::ShowGlossary(None));
        }
    });
}
