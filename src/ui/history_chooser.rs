//! The three lists of episodes, side by side and of one size.

use eframe::egui;
use egui::{Align, Layout, RichText, Role, ScrollArea, Ui, Vec2, WidgetInfo};

use super::scene::Scene;
use super::widgets;
use crate::app::Command;
use crate::view_model::history::EpisodeList;

/// Room between two lists.
const GAP: f32 = 8.0;

/// Draws the lists; what is chosen in one is in front.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, lists: &[EpisodeList]) {
    let tokens = scene.tokens;
    let count = u8::try_from(lists.len().max(1)).unwrap_or(3);
    let width = (ui.available_width() - GAP * f32::from(count - 1)) / f32::from(count);
    let mut chosen = None;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        for list in lists {
            ui.allocate_ui(Vec2::new(width, 0.0), |ui| {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.y = 2.0;
                    let wide = |text: &str| {
                        ui.painter().layout_no_wrap(text.to_owned(), tokens.small(), tokens.text).size().x
                    };
                    let name = if wide(&list.name) <= width { &list.name } else { &list.short };
                    let name = widgets::quiet(name, &tokens);
                    ui.add(egui::Label::new(name).truncate()).on_hover_text(&list.help);
                    if let Some(id) = choice(ui, scene, list, width) {
                        chosen = Some(id);
                    }
                });
            });
        }
    });
    ui.add_space(4.0);
    if let Some(id) = chosen {
        scene.ask(Command::OpenEpisode(id));
    }
}

/// Draws every episode of each list, where none is open yet.
pub fn all(ui: &mut Ui, scene: &mut Scene<'_>, lists: &[EpisodeList]) {
    let tokens = scene.tokens;
    let count = u8::try_from(lists.len().max(1)).unwrap_or(3);
    let gap = 2.0 * GAP;
    let mut chosen = None;
    ScrollArea::vertical().id_salt("episodes").auto_shrink([false, false]).show(ui, |ui| {
        let width = (ui.available_width() - gap * f32::from(count)) / f32::from(count);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for list in lists {
                ui.allocate_ui_with_layout(Vec2::new(width, 0.0), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.y = 2.0;
                    let name = widgets::broken(ui, &tokens.body_bold(), width, &list.name).join("\n");
                    let heading = ui.add(egui::Label::new(widgets::bold(name, &tokens)));
                    heading.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), &list.name));
                    heading.on_hover_text(&list.help);
                    ui.add_space(4.0);
                    for (id, name) in &list.episodes {
                        let lines = widgets::broken(ui, &tokens.small(), width, name).join("\n");
                        let link = egui::Link::new(RichText::new(lines).font(tokens.small()));
                        let response = ui.add(link);
                        response.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), name));
                        if response.has_focus() {
                            widgets::focus_ring(ui, response.rect.expand(3.0), &tokens);
                        }
                        if response.clicked() {
                            chosen = Some(*id);
                        }
                        ui.add_space(6.0);
                    }
                });
            }
        });
        ui.add_space(8.0);
        widgets::follow_focus(ui, "episodes");
    });
    if let Some(id) = chosen.filter(|_| !scene.still) {
        scene.ask(Command::OpenEpisode(id));
    }
}

fn choice(ui: &mut Ui, scene: &Scene<'_>, list: &EpisodeList, width: f32) -> Option<&'static str> {
    let open = list.open.and_then(|place| list.episodes.get(place));
    let shown = match open {
        Some((_, name)) => name.clone(),
        None => scene.texts.l10n.msg_history_choose(list.episodes.len().to_string()),
    };
    let mut picked = None;
    let text = RichText::new(&shown).font(scene.tokens.small());
    let combo = egui::ComboBox::from_id_salt(("episodes", &list.name))
        .width(width)
        .selected_text(text)
        .truncate()
        .height(420.0);
    let response = combo.show_ui(ui, |ui| {
        for (place, (id, name)) in list.episodes.iter().enumerate() {
            if ui.selectable_label(list.open == Some(place), name).clicked() {
                picked = Some(*id);
            }
        }
    });
    response.response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ComboBox, true, &list.name);
        info.current_text_value = Some(shown.clone());
        info
    });
    picked
}
