//! Going through the months of an episode: one after the other, by hand or by
//! themselves. Only months that were found are stops.

use eframe::egui;
use egui::{Key, Modifiers, Pos2, RichText, Role, Sense, Ui, Vec2, WidgetInfo};

use super::history_chart::MARGIN;
use super::icons::Icon;
use super::scene::Scene;
use super::theme::Tokens;
use super::widgets;
use crate::app::Command;
use crate::view_model::history::OpenEpisode;

/// Seconds a month stays while they run on: many months go by faster.
fn pace(open: &OpenEpisode) -> f64 {
    if open.months.len() > 20 { 0.2 } else { 1.0 }
}

/// Brings the next month to the front when its time has come: a step, no
/// movement in between.
pub fn run(ui: &Ui, scene: &mut Scene<'_>, open: &OpenEpisode) {
    let key = egui::Id::unique("episode-stepped");
    if !open.playing || scene.still {
        ui.data_mut(|d| d.remove::<f64>(key));
        return;
    }
    let now = ui.input(|i| i.time);
    let stepped: f64 = ui.data(|d| d.get_temp(key)).unwrap_or(now);
    let due = now - stepped >= pace(open);
    if due {
        match open.months.get(open.place.saturating_add(1)) {
            Some(month) => scene.ask(Command::SetEpisodeMonth(*month)),
            None => scene.ask(Command::PlayEpisode(false)),
        }
    }
    ui.data_mut(|d| d.insert_temp(key, if due { now } else { stepped }));
    ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(pace(open)));
}

/// Draws the buttons, the month in words, and the months as stops on a line.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenEpisode) {
    let tokens = scene.tokens;
    let label = open.labels.get(open.place).cloned().unwrap_or_default();
    let words = RichText::new(label).font(tokens.body_bold());
    if scene.still {
        ui.label(words);
        stops(ui, scene, open);
        return;
    }
    let l = &scene.texts.l10n;
    let (earlier, later) = (l.msg_history_earlier(), l.msg_history_later());
    let run = if open.playing { l.msg_history_pause() } else { l.msg_history_play() };
    let icon = if open.playing { Icon::Pause } else { Icon::Play };
    let last = open.months.len().saturating_sub(1);
    ui.horizontal(|ui| {
        let go = |place: usize| open.months.get(place).map(|m| Command::SetEpisodeMonth(*m));
        let back = widgets::icon_button(ui, &tokens, Icon::Left, &earlier, open.place > 0);
        if back.clicked()
            && let Some(command) = go(open.place.saturating_sub(1))
        {
            scene.ask(command);
        }
        if widgets::icon_button(ui, &tokens, icon, &run, last > 0).clicked() {
            scene.ask(Command::PlayEpisode(!open.playing));
        }
        let on = widgets::icon_button(ui, &tokens, Icon::Right, &later, open.place < last);
        if on.clicked()
            && let Some(command) = go(open.place.saturating_add(1))
        {
            scene.ask(command);
        }
        ui.add(egui::Label::new(words).truncate());
    });
    stops(ui, scene, open);
}

/// Where the stops stand: by month, from end to end.
fn place(open: &OpenEpisode, month: u16, span: egui::Rangef) -> f32 {
    let last = f64::from(open.months.last().copied().unwrap_or(1).max(1));
    let share = (f64::from(month) / last + MARGIN) / (1.0 + 2.0 * MARGIN);
    #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
    let share = share as f32;
    span.min + span.span() * share
}

fn stops(ui: &mut Ui, scene: &mut Scene<'_>, open: &OpenEpisode) {
    let tokens = scene.tokens;
    let size = Vec2::new(ui.available_width(), 28.0 * tokens.scale.min(1.25));
    let sense = if scene.still { Sense::hover() } else { Sense::click_and_drag() };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    let left = super::chart::axis_width(&tokens);
    let right = super::history_chart::gutter(ui, scene);
    let span = egui::Rangef::new(rect.left() + left, rect.right() - right);
    let name = scene.texts.l10n.msg_history_scrub();
    let words = open.labels.get(open.place).cloned().unwrap_or_default();
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Slider, true, &name);
        info.current_text_value = Some(words.clone());
        info
    });
    let keys = scene.texts.l10n.msg_history_chart_keys();
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_description(keys);
        node.set_value(words.as_str());
    });
    let painter = ui.painter();
    let y = rect.center().y;
    painter.hline(span.min..=span.max, y, egui::Stroke::new(2.0, Tokens::faded(tokens.quiet, 0.5)));
    let small = if open.months.len() > 20 { 1.6 } else { 4.0 } * tokens.scale.min(1.25);
    for month in &open.months {
        painter.circle_filled(Pos2::new(place(open, *month, span), y), small, tokens.quiet);
    }
    if let Some(month) = open.months.get(open.place) {
        let at = Pos2::new(place(open, *month, span), y);
        painter.circle_filled(at, 8.0 * tokens.scale.min(1.25), tokens.accent);
    }
    if response.has_focus() {
        widgets::focus_ring(ui, rect, &tokens);
    }
    if !scene.still {
        moved(ui, scene, open, &response, span);
    }
}

/// A stop chosen with the pointer or the keys.
fn moved(ui: &Ui, scene: &mut Scene<'_>, open: &OpenEpisode, response: &egui::Response, span: egui::Rangef) {
    let mut next = open.place;
    super::cursor::take_focus(ui, response);
    if let Some(at) = response.interact_pointer_pos() {
        let far = |month: &u16| (place(open, *month, span) - at.x).abs();
        let nearest = open.months.iter().enumerate().min_by(|a, b| far(a.1).total_cmp(&far(b.1)));
        next = nearest.map_or(next, |(place, _)| place);
        if response.clicked() || response.drag_started() {
            response.request_focus();
        }
    }
    let mut toggled = false;
    if response.has_focus() {
        let arrows = egui::EventFilter { horizontal_arrows: true, ..Default::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(response.id, arrows));
        let last = open.months.len().saturating_sub(1);
        ui.input_mut(|i| {
            let mut pressed = |key| i.consume_key(Modifiers::NONE, key);
            if pressed(Key::ArrowLeft) {
                next = open.place.saturating_sub(1);
            }
            if pressed(Key::ArrowRight) {
                next = open.place.saturating_add(1).min(last);
            }
            if pressed(Key::Home) {
                next = 0;
            }
            if pressed(Key::End) {
                next = last;
            }
            toggled = pressed(Key::Space) || pressed(Key::Enter);
        });
    }
    if toggled {
        scene.ask(Command::PlayEpisode(!open.playing));
    } else if let Some(month) = open.months.get(next).filter(|_| next != open.place) {
        scene.ask(Command::SetEpisodeMonth(*month));
    }
}
