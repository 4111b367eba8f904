//! The bar at the top: file, company, scenarios, undo, unit, language, theme.

use eframe::egui;
use egui::{Align, Layout, RichText, Ui};

use super::icons::Icon;
use super::scene::{Scene, end_gesture};
use super::{shell, view_tabs, widgets};
use crate::app::command::Leaving;
use crate::app::keeping::Keeping;
use crate::app::prefs::Theme;
use crate::app::state::Editing;
use crate::app::{Command, Edit};
use crate::data::samples::SAMPLES;
use crate::domain::scenario::Scenario;
use crate::text::{Lang, YenUnit, number};

/// Draws the bar.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        file_menu(ui, scene);
        company(ui, scene);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            right_side(ui, scene);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| scenarios(ui, scene));
        });
    });
}

fn file_menu(ui: &mut Ui, scene: &mut Scene<'_>) {
    let l = &scene.texts.l10n;
    ui.menu_button(RichText::new(l.msg_menu_file()), |ui| {
        let mut leave = None;
        let mut command = None;
        if ui.add(egui::Button::new(l.msg_menu_new()).shortcut_text("Ctrl+N")).clicked() {
            leave = Some(Leaving::New);
        }
        if ui.add(egui::Button::new(l.msg_menu_open()).shortcut_text("Ctrl+O")).clicked() {
            leave = Some(Leaving::Open);
        }
        ui.menu_button(l.msg_menu_recent(), |ui| {
            let recent = &scene.state.settings.recent_files;
            if recent.is_empty() {
                ui.label(l.msg_menu_recent_empty());
            }
            for (number, path) in (1..).zip(recent) {
                // The name of a file may be a client's, or hold an amount.
                let button = if scene.money.hides() {
                    ui.button(l.msg_hide_file(number))
                } else {
                    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
                    ui.button(name).on_hover_text(path.display().to_string())
                };
                if button.clicked() {
                    leave = Some(Leaving::OpenPath(path.clone()));
                }
            }
            if !recent.is_empty() {
                ui.separator();
                if ui.button(l.msg_menu_clear_recent()).clicked() {
                    command = Some(Command::ClearRecent);
                }
            }
        });
        ui.menu_button(l.msg_menu_samples(), |ui| {
            let names = [l.msg_sample_machine_maker(), l.msg_sample_inn(), l.msg_sample_trading()];
            for (sample, name) in SAMPLES.iter().zip(names) {
                if ui.button(name).clicked() {
                    leave = Some(Leaving::Sample(sample.key.to_owned()));
                }
            }
        });
        ui.separator();
        if ui.add(egui::Button::new(l.msg_menu_save()).shortcut_text("Ctrl+S")).clicked() {
            command = Some(Command::Save);
        }
        if ui.add(egui::Button::new(l.msg_menu_save_as()).shortcut_text("Ctrl+Shift+S")).clicked() {
            command = Some(Command::SaveAs);
        }
        let has_versions = scene.state.path.is_some() && scene.state.data_folder.is_some();
        if ui.add_enabled(has_versions, egui::Button::new(l.msg_menu_versions())).clicked() {
            command = Some(Command::Keep(Keeping::ShowVersions));
        }
        ui.separator();
        command = lock_items(ui, scene).or(command);
        ui.separator();
        if ui.add(egui::Button::new(l.msg_menu_quit()).shortcut_text("Ctrl+Q")).clicked() {
            leave = Some(Leaving::Quit);
        }
        if let Some(command) = leave.map(Command::Leave).or(command) {
            scene.ask(command);
            ui.close();
        }
    });
}

/// What the passphrase of the company may be done with.
fn lock_items(ui: &mut Ui, scene: &Scene<'_>) -> Option<Command> {
    let l = &scene.texts.l10n;
    let mut command = None;
    let locked = scene.state.file.key.is_some();
    let lock = if locked { l.msg_menu_change_lock() } else { l.msg_menu_lock() };
    let may_lock = !scene.state.read_only;
    if ui.add_enabled(may_lock, egui::Button::new(lock)).clicked() {
        command = Some(Command::Keep(Keeping::AskLock));
    }
    if locked && ui.add_enabled(may_lock, egui::Button::new(l.msg_menu_remove_lock())).clicked() {
        command = Some(Command::Keep(Keeping::AskRemoveLock));
    }
    command
}

fn company(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    let profile = &scene.profile;
    let mut name = if profile.company.is_empty() { l.msg_company_name() } else { profile.company.clone() };
    let said = name.contains(&l.msg_fictional()) || name.contains("架空");
    if profile.fictional && !said {
        name = l.msg_aside(name, l.msg_fictional());
    }
    let mark = if scene.state.is_unsaved() { " ●" } else { "" };
    let room = if ui.available_width() < 900.0 { 150.0 } else { 200.0 };
    let room = room * tokens.scale.min(1.2);
    let font = widgets::fitting(ui, &name, tokens.body_bold(), room, &tokens);
    let text = super::own_panel::one_line(ui, &name, font, tokens.text, room);
    let width = text.size().x + 34.0;
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, tokens.control), egui::Sense::click());
    let full = format!("{name}{mark}");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &full));
    if response.hovered() {
        ui.painter().rect_filled(rect, 6.0, ui.style().interact(&response).weak_bg_fill);
    }
    let y = rect.center().y - text.size().y / 2.0;
    ui.painter().galley(egui::pos2(rect.left() + 6.0, y), text, tokens.text);
    if scene.state.is_unsaved() {
        ui.painter().circle_filled(rect.right_center() - egui::vec2(14.0, 0.0), 4.0, tokens.accent);
    }
    if response.has_focus() {
        widgets::focus_ring(ui, rect, &tokens);
    }
    let open = scene.state.editing == Some(Editing::Company);
    if response.clicked() {
        scene.ask(Command::SetEditing(if open { None } else { Some(Editing::Company) }));
    }
    let path = scene.state.path.as_ref().filter(|_| !scene.money.hides());
    let place = path.map(|p| p.display().to_string());
    let place = place.unwrap_or_else(|| l.msg_company_title());
    let unsaved = if scene.state.is_unsaved() { l.msg_aside(place, l.msg_unsaved()) } else { place };
    response.on_hover_text(unsaved);
    if scene.state.read_only {
        ui.label(widgets::quiet(l.msg_read_only(), &tokens));
    }
}

/// From the right end inwards.
fn right_side(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    ui.spacing_mut().item_spacing.x = 2.0;
    if widgets::icon_button(ui, &tokens, Icon::Help, &l.msg_keys(), true).clicked() {
        scene.ask(Command::ShowKeys);
    }
    for (icon, left, name) in
        [(Icon::RightPanel, false, l.msg_panel_right()), (Icon::LeftPanel, true, l.msg_panel_left())]
    {
        if widgets::icon_button(ui, &tokens, icon, &name, true).clicked() {
            shell::toggle_panel(ui.ctx(), left);
        }
    }
    ui.menu_button(RichText::new("◐"), |ui| {
        let names = [l.msg_theme_light(), l.msg_theme_dark(), l.msg_theme_projector()];
        for (theme, name) in Theme::ALL.into_iter().zip(names) {
            if ui.selectable_label(scene.state.prefs.theme == theme, name).clicked() {
                scene.ask(Command::SetTheme(theme));
                ui.close();
            }
        }
    })
    .response
    .on_hover_text(l.msg_theme());
    let here = if scene.texts.lang == Lang::Ja { "日本語" } else { "English" };
    ui.menu_button(RichText::new(here).font(tokens.small()), |ui| {
        for (lang, name) in [(Lang::Ja, "日本語"), (Lang::En, "English")] {
            if ui.selectable_label(scene.texts.lang == lang, name).clicked() {
                scene.ask(Command::SetLang(lang));
                ui.close();
            }
        }
    })
    .response
    .on_hover_text(l.msg_language());
    let unit_name = |unit| match unit {
        YenUnit::Auto => l.msg_unit_auto(),
        other => number::unit_label(scene.texts.lang, other).to_owned(),
    };
    let hides = scene.money.hides();
    let shown = if hides { l.msg_hide_unit() } else { unit_name(scene.state.prefs.unit) };
    let label = if hides { l.msg_hide_show() } else { l.msg_hide() };
    let eye = if hides { Icon::EyeShut } else { Icon::Eye };
    if widgets::icon_button(ui, &tokens, eye, &label, true).clicked() {
        scene.ask(Command::HideAmounts(!hides));
    }
    ui.menu_button(RichText::new(shown).font(tokens.small()), |ui| {
        let lang = scene.texts.lang;
        // Some of Japan's units come to one already there in English.
        for unit in YenUnit::ALL.into_iter().filter(|unit| unit.in_lang(lang) == *unit) {
            let chosen = scene.state.prefs.unit.in_lang(lang) == unit;
            if ui.selectable_label(chosen, unit_name(unit)).clicked() {
                scene.ask(Command::SetUnit(unit));
                ui.close();
            }
        }
    })
    .response
    .on_hover_text(l.msg_unit());
    if widgets::icon_button(ui, &tokens, Icon::Redo, &l.msg_redo(), scene.state.history.can_redo()).clicked()
    {
        scene.ask(Command::Redo);
    }
    if widgets::icon_button(ui, &tokens, Icon::Undo, &l.msg_undo(), scene.state.history.can_undo()).clicked()
    {
        scene.ask(Command::Undo);
    }
}

/// Scenario tabs, and a menu for those there is no room for; the one in front
/// opens its menu when clicked again.
fn scenarios(ui: &mut Ui, scene: &mut Scene<'_>) {
    const GAP: f32 = 2.0;
    let tokens = scene.tokens;
    let profile = std::sync::Arc::clone(&scene.profile);
    let plus = 34.0;
    let room = (ui.available_width() - plus).max(40.0);
    let width = |name: &str| widgets::tab_width(ui, &tokens, name, false) + GAP;
    let widths: Vec<f32> = profile.scenarios.iter().map(|scenario| width(&scenario.name)).collect();
    let beside = room - width("▼") - GAP;
    let shown = view_tabs::fitting(&widths, profile.active, room, beside);
    let hidden = widths.len() - shown.len();
    let most = if hidden > 0 { beside } else { room };
    let usual = std::mem::replace(&mut ui.spacing_mut().item_spacing.x, GAP);
    let named = profile.scenarios.iter().enumerate();
    for (i, scenario) in named.clone().filter(|(i, _)| shown.contains(i)) {
        let on = i == profile.active;
        let response = widgets::tab(ui, &tokens, &scenario.name, on, false, most.max(40.0));
        if on {
            egui::Popup::menu(&response)
                .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
                .show(|ui| scenario_menu(ui, scene, i, scenario));
        } else if response.clicked() {
            scene.ask(Command::SelectScenario(i));
        }
    }
    if hidden > 0 {
        let name = scene.texts.l10n.msg_scenario_more(hidden);
        let menu = ui.menu_button(RichText::new("▼").font(tokens.small()).color(tokens.quiet), |ui| {
            // As wide as the longest name, up to this.
            let longest = widths.iter().copied().fold(0.0, f32::max);
            ui.set_width(longest.min(320.0 * tokens.scale));
            for (i, scenario) in named.filter(|(i, _)| !shown.contains(i)) {
                if ui.add(egui::Button::new(&scenario.name).truncate()).clicked() {
                    scene.ask(Command::SelectScenario(i));
                }
            }
        });
        let id = menu.response.id;
        menu.response.on_hover_text(&name);
        ui.ctx().accesskit_node_builder(id, |node| node.set_label(name));
    }
    ui.spacing_mut().item_spacing.x = usual;
    let name = scene.texts.l10n.msg_scenario_new();
    if widgets::icon_button(ui, &tokens, Icon::Plus, &name, true).clicked() {
        let number = i64::try_from(profile.scenarios.len()).unwrap_or(0).saturating_add(1);
        let named = Scenario::named(scene.texts.l10n.msg_scenario_default_name(number));
        scene.edit(Edit::AddScenario(named));
    }
}

fn scenario_menu(ui: &mut Ui, scene: &mut Scene<'_>, index: usize, scenario: &Scenario) {
    let l = &scene.texts.l10n;
    if !scene.money.hides() {
        rename(ui, scene, index, scenario);
    }
    if ui.button(l.msg_scenario_copy()).clicked() {
        // The scenario itself, whatever it is shown as.
        let real = scene.state.profile().scenarios.get(index).unwrap_or(scenario);
        let mut copy = real.clone();
        copy.name = l.msg_scenario_copy_name(&real.name);
        scene.edit(Edit::AddScenario(copy));
        ui.close();
    }
    let several = scene.state.profile().scenarios.len() > 1;
    let delete = ui.add_enabled(several, egui::Button::new(l.msg_scenario_delete()));
    if delete.on_disabled_hover_text(l.msg_scenario_delete_last()).clicked() {
        scene.edit(Edit::DeleteScenario(index));
        ui.close();
    }
}

fn rename(ui: &mut Ui, scene: &mut Scene<'_>, index: usize, scenario: &Scenario) {
    let l = &scene.texts.l10n;
    let key = egui::Id::unique(("rename", index));
    let mut name = ui.data(|d| d.get_temp(key)).unwrap_or_else(|| scenario.name.clone());
    ui.label(widgets::quiet(l.msg_scenario_rename(), &scene.tokens));
    let response = ui.add(egui::TextEdit::singleline(&mut name).desired_width(200.0));
    let label = l.msg_scenario_rename();
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(label));
    if response.changed() {
        ui.data_mut(|d| d.insert_temp(key, name.clone()));
        scene.edit_while(ui.ctx(), response.id, Edit::RenameScenario(index, name));
    }
    if response.lost_focus() {
        ui.data_mut(|d| d.remove::<String>(key));
        end_gesture(ui.ctx(), response.id);
    }
    ui.separator();
}
