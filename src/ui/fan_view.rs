//! The range of chance: the fan, what its dots say, the figures, and how it
//! was drawn.

use eframe::egui;
use egui::{Button, RichText, ScrollArea, Ui, Vec2};

use super::fan_chart::{self, FanInput};
use super::fan_tiles::{self, Setting};
use super::scene::Scene;
use super::{breakdown_view, widgets};
use crate::app::Command;
use crate::app::simulator::AT_REST;
use crate::app::state::MOST_PATHS;
use crate::view_model::fan::FanView;

/// Seconds a simulation may take before it is said that one runs.
const QUIET_SECONDS: f64 = 0.2;

/// How much of a row of figures stays in sight where it is scrolled to: their
/// names, and in a low window the beginning of them too.
const IN_SIGHT: (f32, f32) = (22.0, 40.0);

/// Draws the view below the headline; an empty place of the same size until
/// there is something to draw.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: Option<&FanView>) {
    let tokens = scene.tokens;
    let computing = computing(ui, scene);
    let Some(view) = view else {
        let size = ui.available_size();
        let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
        if computing {
            let at = egui::Align2::CENTER_CENTER;
            let words = scene.texts.l10n.msg_chance_computing();
            ui.painter().text(rect.center(), at, words, tokens.small(), tokens.quiet);
        }
        return;
    };
    let (wide, whole) = (ui.available_width(), ui.available_height());
    let left = |setting| whole - below(scene, view, setting, wide);
    let roomy = left(Setting::Roomy) >= 250.0 * tokens.scale;
    let setting = if roomy { Setting::Roomy } else { Setting::Tight };
    let missing = (200.0 * tokens.scale - left(setting)).max(0.0);
    ui.data_mut(|d| d.insert_temp(breakdown_view::missing_height_id(), missing));
    let log = scene.state.prefs.log_axis && view.can_log;
    let input = FanInput { view, log, computing };
    if scene.still || roomy {
        chart(ui, scene, &input, left(setting).max(120.0));
        if setting == Setting::Roomy {
            small_line(ui, scene, &view.dots_note);
            ui.add_space(8.0);
        }
        fan_tiles::show(ui, scene, view, setting);
        foot(ui, scene, view);
        return;
    }
    // What there is no room for is scrolled to. The first row of figures is seen
    // whole and the names of the next; in a low window, the first's beginning.
    let (names, beginning) = IN_SIGHT;
    let row = fan_tiles::first_height(scene, view) + names * tokens.scale;
    let roomy_enough = whole - row >= 130.0 * tokens.scale;
    let in_sight = if roomy_enough { row } else { beginning * tokens.scale };
    ScrollArea::vertical().id_salt("chance").auto_shrink([false, false]).show(ui, |ui| {
        chart(ui, scene, &input, (whole - in_sight).max(120.0));
        fan_tiles::show(ui, scene, view, Setting::Roomy);
        ui.label(widgets::quiet(&view.dots_note, &scene.tokens));
        foot(ui, scene, view);
        widgets::follow_focus(ui, "chance");
    });
}

/// The chart, so high.
fn chart(ui: &mut Ui, scene: &mut Scene<'_>, input: &FanInput<'_>, high: f32) {
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    let size = Vec2::new(ui.available_width(), high);
    fan_chart::show(ui, scene, input, size);
    ui.add_space(4.0);
}

/// What stands at the end.
fn foot(ui: &mut Ui, scene: &mut Scene<'_>, view: &FanView) {
    if let Some(notice) = &view.notice {
        small_line(ui, scene, notice);
    }
    drawn(ui, scene, view);
}

/// Height of all that stands under the chart.
fn below(scene: &Scene<'_>, view: &FanView, setting: Setting, wide: f32) -> f32 {
    let line = line_height(scene);
    let notice = if view.notice.is_some() { line } else { 0.0 };
    let note = if setting == Setting::Roomy { line + 8.0 } else { 0.0 };
    4.0 + note + fan_tiles::height(scene, view, setting, wide) + notice + drawn_height(scene) + 4.0
}

fn line_height(scene: &Scene<'_>) -> f32 {
    20.0 * scene.tokens.scale
}

fn drawn_height(scene: &Scene<'_>) -> f32 {
    30.0 * scene.tokens.scale
}

/// A line of secondary words, cut where there is no room.
fn small_line(ui: &mut Ui, scene: &Scene<'_>, words: &str) {
    let tokens = scene.tokens;
    let size = Vec2::new(ui.available_width(), line_height(scene));
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, words));
    let font = widgets::fitting(ui, words, tokens.small(), size.x, &tokens);
    let line = super::own_panel::one_line(ui, words, font, tokens.quiet, size.x);
    let cut = line.elided;
    let at = egui::pos2(rect.left(), rect.center().y - line.size().y / 2.0);
    ui.painter().galley(at, line, tokens.quiet);
    if cut {
        response.on_hover_text(words);
    }
}

/// How it was drawn, and a way to more precision.
fn drawn(ui: &mut Ui, scene: &mut Scene<'_>, view: &FanView) {
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    let size = Vec2::new(ui.available_width(), drawn_height(scene));
    let small = |words: String| Button::new(RichText::new(words).font(tokens.small()));
    let mut asked = None;
    ui.allocate_ui_with_layout(size, egui::Layout::right_to_left(egui::Align::Center), |ui| {
        ui.set_min_size(size);
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.spacing_mut().interact_size.y = 24.0 * tokens.scale;
        ui.spacing_mut().button_padding = Vec2::new(8.0, 2.0);
        if scene.still {
            // Nothing to press in a picture.
        } else if scene.state.precision.is_some() {
            if ui.add(small(l.msg_chance_cancel())).clicked() {
                asked = Some(None);
            }
            progress(ui, scene);
        } else if view.paths < MOST_PATHS {
            let more = ui.add(small(l.msg_chance_precise())).on_hover_text(l.msg_chance_precise_about());
            if more.clicked() {
                asked = Some(Some(MOST_PATHS));
            }
        }
        let follow = !scene.still && scene.state.precision.is_none() && view.paths < AT_REST;
        let words = if follow { &view.drawn_so_far } else { &view.drawn };
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.add(egui::Label::new(widgets::quiet(words, &tokens)).truncate());
        });
    });
    if let Some(paths) = asked {
        scene.ask(Command::HighPrecision(paths));
    }
}

fn progress(ui: &mut Ui, scene: &Scene<'_>) {
    let tokens = scene.tokens;
    let (done, wanted) = scene.state.chance_progress.unwrap_or((0, MOST_PATHS));
    #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
    let share = (f64::from(done) / f64::from(wanted.max(1))) as f32;
    let width = (ui.available_width() * 0.5).min(180.0 * tokens.scale);
    // The track, so that what is left is seen too.
    ui.visuals_mut().extreme_bg_color = tokens.hairline;
    let bar = egui::ProgressBar::new(share)
        .desired_width(width)
        .desired_height(6.0 * tokens.scale)
        .fill(tokens.accent)
        .corner_radius(3.0);
    let name = scene.texts.l10n.msg_chance_computing();
    ui.add(bar).widget_info(|| egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, &name));
}

/// Whether a simulation has been running long enough to say so.
fn computing(ui: &Ui, scene: &Scene<'_>) -> bool {
    let key = egui::Id::unique("chance-since");
    if scene.state.is_chance_current() {
        ui.data_mut(|d| d.remove::<f64>(key));
        return false;
    }
    let now = ui.input(|i| i.time);
    let since = ui.data_mut(|d| *d.get_temp_mut_or_insert_with(key, || now));
    let waited = now - since;
    if waited < QUIET_SECONDS {
        let rest = std::time::Duration::from_secs_f64(QUIET_SECONDS - waited);
        ui.ctx().request_repaint_after(rest);
    }
    waited >= QUIET_SECONDS
}
