//! One number that can be moved: label, dot, reset, (i); slider, typed value,
//! unit.

use eframe::egui;
use egui::{Align, Id, Key, Layout, Modifiers, RichText, Slider, Ui, Vec2};

use super::draft;
use super::icons::Icon;
use super::scene::{Scene, end_gesture};
use super::{held, term_links, widgets};
use crate::app::Edit;
use crate::domain::param::Param;
use crate::view_model::slider::{self, Nudge, SliderRow};

/// Width of the typed value, in points: room for `1,000,000` and for
/// `1億2,000万`.
const VALUE_WIDTH: f32 = 92.0;
const UNIT_WIDTH: f32 = 46.0;

fn unit_width(tokens: &super::theme::Tokens) -> f32 {
    UNIT_WIDTH * tokens.scale
}

/// Draws the row of a number.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, param: Param) {
    let row = slider::slider_row(param, &scene.scenario, scene.texts, scene.money);
    let enabled = row.rests.is_none();
    ui.push_id(("param", param.key()), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        title(ui, scene, &row);
        let response = ui.add_enabled_ui(enabled, |ui| {
            ui.horizontal(|ui| {
                ui.scope(|ui| slide(ui, scene, &row));
                typed(ui, scene, &row);
            });
        });
        if let Some(reason) = &row.rests {
            response.response.on_hover_text(reason);
        }
        below(ui, scene, &row);
        ui.add_space(6.0);
    });
}

fn title(ui: &mut Ui, scene: &mut Scene<'_>, row: &SliderRow) {
    let tokens = scene.tokens;
    let height = 22.0 * tokens.scale;
    ui.horizontal(|ui| {
        ui.set_height(height);
        let color = if row.rests.is_some() { tokens.quiet } else { tokens.text };
        let room = ui.available_width() - 76.0;
        ui.allocate_ui_with_layout(Vec2::new(room, height), Layout::left_to_right(Align::Center), |ui| {
            ui.add(egui::Label::new(RichText::new(&row.label).font(tokens.small()).color(color)).truncate());
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let size = Vec2::splat(height);
            let name = scene.texts.l10n.msg_info_about(&row.label);
            let info = widgets::sized_icon_button(ui, &tokens, Icon::Info, &name, true, size);
            if info.clicked() {
                let open = is_open(ui, row.param);
                ui.data_mut(|d| d.insert_temp(about_id(row.param), !open));
            }
            if row.changed {
                let name = scene.texts.l10n.msg_reset_of(&row.label);
                if widgets::sized_icon_button(ui, &tokens, Icon::Reset, &name, true, size).clicked() {
                    scene.edit(Edit::ResetParam(row.param));
                }
                let (dot, _) = ui.allocate_exact_size(Vec2::splat(8.0), egui::Sense::hover());
                ui.painter().circle_filled(dot.center(), 3.5, tokens.accent);
            }
        });
    });
}

/// Where the identity of a slider is kept.
fn id_key(param: Param) -> Id {
    Id::unique(("slider-id", param.key()))
}

/// Where the knob of a slider stands at its low end.
pub(super) fn low_end(ctx: &egui::Context, param: Param) -> Option<egui::Pos2> {
    let id = ctx.data(|d| d.get_temp(id_key(param)))?;
    let rect = ctx.read_response(id)?.rect;
    Some(egui::pos2(held::rail(rect).min, rect.center().y))
}

fn wanted_id() -> Id {
    Id::unique("slider-wanted")
}

/// Gives the focus to the slider of a number when it is next drawn.
pub fn focus_next_time(ctx: &egui::Context, param: Param) {
    ctx.data_mut(|d| d.insert_temp(wanted_id(), param));
}

/// Whether a slider was asked for and not shown yet.
#[must_use]
pub fn is_awaited(ctx: &egui::Context) -> bool {
    ctx.data(|d| d.get_temp::<Param>(wanted_id())).is_some()
}

/// Takes the focus, and scrolls there, if this is the number asked for.
fn take_focus(ui: &Ui, response: &egui::Response, param: Param) {
    if ui.data(|d| d.get_temp::<Param>(wanted_id())) == Some(param) {
        ui.data_mut(|d| d.remove::<Param>(wanted_id()));
        response.request_focus();
        response.scroll_to_me(Some(Align::Center));
    }
}

fn about_id(param: Param) -> Id {
    Id::unique(("about", param.key()))
}

fn is_open(ui: &Ui, param: Param) -> bool {
    ui.data(|d| d.get_temp(about_id(param))).unwrap_or(false)
}

/// The slider itself. Its keys: arrows a step, with Shift a finer one, Page
/// Up and Down a coarser one, Home and End to the ends.
fn slide(ui: &mut Ui, scene: &mut Scene<'_>, row: &SliderRow) {
    let tokens = scene.tokens;
    let id_key = id_key(row.param);
    let known: Option<Id> = ui.data(|d| d.get_temp(id_key));
    if let Some(id) = known
        && ui.memory(|m| m.has_focus(id))
        && let Some(nudge) = nudge(ui)
    {
        // A key held down is one step of undo.
        let value = slider::nudged(row.param, scene.scenario.get(row.param), nudge);
        scene.edit_while(ui.ctx(), id, Edit::SetParam(row.param, value));
    }
    if let Some(id) = known
        && ui.input(|i| i.keys_down.is_empty())
        && ui.memory(|m| m.has_focus(id))
        && !ui.input(|i| i.pointer.any_down())
    {
        end_gesture(ui.ctx(), id);
    }
    let mut position = row.value.clamp(row.low, row.high);
    ui.spacing_mut().slider_width =
        (ui.available_width() - VALUE_WIDTH - unit_width(&tokens) - 20.0).max(60.0);
    ui.spacing_mut().interact_size.y = 28.0_f32.max(tokens.control - 6.0);
    slider_colours(ui, &tokens);
    let widget = Slider::new(&mut position, row.low..=row.high)
        .show_value(false)
        .logarithmic(row.logarithmic)
        .smallest_positive(0.1);
    let response = ui.add(widget);
    ui.data_mut(|d| d.insert_temp(id_key, response.id));
    held::keep(ui, &response, row);
    name_slider(ui, &response, row);
    take_focus(ui, &response, row.param);
    if response.changed() {
        let value = slider::from_position(row.param, position);
        if value != scene.scenario.get(row.param) {
            scene.edit_while(ui.ctx(), response.id, Edit::SetParam(row.param, value));
        }
    }
    if response.drag_stopped() {
        end_gesture(ui.ctx(), response.id);
        response.request_focus();
    }
    if response.has_focus() {
        let arrows =
            egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(response.id, arrows));
    }
    if response.has_focus() && !response.dragged() {
        widgets::focus_ring(ui, response.rect.expand(2.0), &tokens);
    }
}

/// A thin rail, filled up to a knob in the accent.
fn slider_colours(ui: &mut Ui, tokens: &super::theme::Tokens) {
    let visuals = ui.visuals_mut();
    visuals.selection.bg_fill = tokens.accent;
    for state in [&mut visuals.widgets.inactive, &mut visuals.widgets.hovered, &mut visuals.widgets.active] {
        state.bg_fill = tokens.accent;
        state.fg_stroke = egui::Stroke::new(1.0, tokens.accent);
        state.bg_stroke = egui::Stroke::NONE;
    }
    visuals.widgets.inactive.bg_fill = tokens.hairline;
}

/// Which key moves the slider in this frame; taken away so that nothing else
/// moves too.
fn nudge(ui: &Ui) -> Option<Nudge> {
    let keys = [
        (Key::ArrowRight, Nudge::Step(1), Nudge::Fine(1)),
        (Key::ArrowUp, Nudge::Step(1), Nudge::Fine(1)),
        (Key::ArrowLeft, Nudge::Step(-1), Nudge::Fine(-1)),
        (Key::ArrowDown, Nudge::Step(-1), Nudge::Fine(-1)),
        (Key::PageUp, Nudge::Coarse(1), Nudge::Coarse(1)),
        (Key::PageDown, Nudge::Coarse(-1), Nudge::Coarse(-1)),
        (Key::Home, Nudge::Low, Nudge::Low),
        (Key::End, Nudge::High, Nudge::High),
    ];
    ui.input_mut(|input| {
        keys.into_iter().find_map(|(key, plain, shifted)| {
            if input.consume_key(Modifiers::SHIFT, key) {
                Some(shifted)
            } else if input.consume_key(Modifiers::NONE, key) {
                Some(plain)
            } else {
                None
            }
        })
    })
}

fn name_slider(ui: &Ui, response: &egui::Response, row: &SliderRow) {
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_label(row.label.clone());
        node.set_value(format!("{} {}", row.text, row.unit).trim_end());
    });
}

/// The value as it can be typed. It counts as soon as it can be read; what is
/// wrong stands below.
fn typed(ui: &mut Ui, scene: &mut Scene<'_>, row: &SliderRow) {
    let tokens = scene.tokens;
    let key = Id::unique(("typed", row.param.key()));
    let mut text = draft::current(ui, key, &row.text).unwrap_or_else(|| row.text.clone());
    let width = if row.wide { VALUE_WIDTH + unit_width(&tokens) + 8.0 } else { VALUE_WIDTH };
    let edit = egui::TextEdit::singleline(&mut text)
        .desired_width(width - 12.0)
        .min_size(Vec2::new(0.0, tokens.control - 6.0))
        .align(egui::Align2::RIGHT_CENTER);
    let response = ui.add(edit);
    let name = scene.texts.l10n.msg_value_of(&row.label);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name.clone()));
    if response.gained_focus() {
        select_all(ui, response.id, &text);
    }
    if response.changed() {
        let original = draft::original(ui, key, &row.text);
        let read = slider::read(row.param, &text, scene.texts, scene.money)
            .or_else(|_| slider::read(row.param, &original, scene.texts, scene.money));
        let taken = read.as_ref().is_ok_and(|v| *v != scene.scenario.get(row.param));
        draft::keep(ui, key, &text, &row.text, taken);
        if let Ok(value) = read {
            scene.edit_while(ui.ctx(), response.id, Edit::SetParam(row.param, value));
        }
    }
    if response.lost_focus() {
        // What cannot be read stays, with its sentence, until it is mended or
        // given up with Escape.
        let given_up = ui.input(|i| i.key_pressed(Key::Escape));
        if given_up || slider::read(row.param, &text, scene.texts, scene.money).is_ok() {
            draft::forget(ui, key);
        }
        end_gesture(ui.ctx(), response.id);
    }
    if !row.wide {
        let (rect, _) = ui
            .allocate_exact_size(Vec2::new(unit_width(&tokens), tokens.control - 6.0), egui::Sense::hover());
        let place = rect.left_center();
        ui.painter().text(place, egui::Align2::LEFT_CENTER, &row.unit, tokens.small(), tokens.quiet);
    }
}

/// Selects everything in a text field that was just entered.
pub fn select_all(ui: &Ui, id: Id, text: &str) {
    let mut state = egui::TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    let all = egui::text::CCursorRange::two(
        egui::text::CCursor::new(0),
        egui::text::CCursor::new(text.chars().count()),
    );
    state.cursor.set_char_range(Some(all));
    state.store(ui.ctx(), id);
}

/// Under the row: what is wrong with what was typed, the warning beyond the
/// ordinary range, and what is known about the number when asked.
fn below(ui: &mut Ui, scene: &mut Scene<'_>, row: &SliderRow) {
    let tokens = scene.tokens;
    let draft = draft::current(ui, Id::unique(("typed", row.param.key())), &row.text);
    let wrong = draft.and_then(|text| slider::read(row.param, &text, scene.texts, scene.money).err());
    if let Some(sentence) = wrong {
        ui.label(RichText::new(sentence).font(tokens.small()).color(tokens.loss));
    } else if let Some(beyond) = &row.beyond {
        let l = &scene.texts.l10n;
        let text = RichText::new(l.msg_beyond_ordinary()).font(tokens.small()).color(tokens.loss);
        ui.label(text).on_hover_text(beyond);
    }
    if is_open(ui, row.param) {
        about(ui, scene, row.param);
    }
}

fn about(ui: &mut Ui, scene: &mut Scene<'_>, param: Param) {
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    let about = slider::about(param, scene.texts, scene.money);
    let said = format!("{} {} {}", about.help, about.source, about.history);
    let frame = egui::Frame::new()
        .fill(tokens.ground)
        .stroke(egui::Stroke::new(1.0, tokens.hairline))
        .corner_radius(6.0)
        .inner_margin(12.0);
    ui.add_space(4.0);
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.set_width(ui.available_width());
        ui.label(RichText::new(about.help).font(tokens.small()));
        let default = l.msg_labelled(l.msg_info_default(), about.default);
        ui.label(widgets::quiet(default, &tokens));
        let source = l.msg_labelled(l.msg_info_source(), l.msg_sourced(about.source, about.mark));
        ui.label(widgets::quiet(source, &tokens));
        let history = l.msg_labelled(l.msg_info_history(), about.history);
        ui.label(widgets::quiet(history, &tokens));
        term_links::of(ui, scene, &said);
    });
    ui.add_space(4.0);
}
