//! The thesis as a chain of links, one open at a time: what speaks for it and
//! what answers it, side by side where there is room.

use eframe::egui;
use egui::{Align2, Id, Key, Modifiers, Pos2, RichText, ScrollArea, Sense, Stroke, Ui, Vec2};

use super::icons::Icon;
use super::scene::Scene;
use super::theme::Tokens;
use super::{term_links, widgets};
use crate::app::prefs::View;
use crate::app::{Command, Edit};
use crate::view_model::claims::{self, ClaimRow, ClaimsView, FactRow, SideView};

/// From this width on, the list stands beside what is open.
const BESIDE: f32 = 900.0;
/// From this width on, the two sides stand side by side.
const TWO_COLUMNS: f32 = 520.0;
/// Room between the two sides.
const BETWEEN: f32 = 24.0;
/// Where the chain runs, from the left.
const CHAIN: f32 = 14.0;

/// Draws the view below the headline.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &ClaimsView) {
    let tokens = scene.tokens;
    let wide = ui.available_width() >= BESIDE * tokens.scale;
    let area = ScrollArea::vertical().id_salt("claims").auto_shrink([false, false]);
    let scrolled = area.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.label(widgets::quiet(&view.lead, &tokens));
        ui.add_space(4.0);
        if wide {
            beside(ui, scene, view);
        } else {
            for row in &view.rows {
                link(ui, scene, view, row);
                if row.claim == view.open {
                    indented(ui, scene, view, row);
                }
            }
        }
        ui.add_space(8.0);
        widgets::follow_focus(ui, "claims");
    });
    let missing = (scrolled.content_size.y - scrolled.inner_rect.height()).max(0.0);
    ui.data_mut(|d| d.insert_temp(super::breakdown_view::missing_height_id(), missing));
}

/// The list to the left, what is open to the right.
fn beside(ui: &mut Ui, scene: &mut Scene<'_>, view: &ClaimsView) {
    let all = ui.available_width();
    let list = (all * 0.3).clamp(280.0, 420.0);
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(Vec2::new(list, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(list);
            for row in &view.rows {
                link(ui, scene, view, row);
            }
        });
        ui.add_space(16.0);
        ui.vertical(|ui| {
            // The link itself stands in the list.
            ui.label(RichText::new(&view.says).font(scene.tokens.body()));
            detail(ui, scene, view);
        });
    });
}

/// What is open, under its link, with the chain going on beside it.
fn indented(ui: &mut Ui, scene: &mut Scene<'_>, view: &ClaimsView, row: &ClaimRow) {
    let tokens = scene.tokens;
    let indent = 32.0 * tokens.scale.min(1.2);
    let left = ui.cursor().left();
    let shown = ui.horizontal_top(|ui| {
        ui.add_space(indent);
        ui.vertical(|ui| detail(ui, scene, view));
    });
    if view.rows.last().is_some_and(|last| last.claim != row.claim) {
        let rect = shown.response.rect;
        let stroke = Stroke::new(2.0, tokens.hairline);
        ui.painter().vline(left + CHAIN, rect.top() - 4.0..=rect.bottom() + 6.0, stroke);
    }
}

fn link_id(row: &ClaimRow) -> Id {
    Id::unique(("claim", row.claim.key()))
}

/// A link of the chain: its number and the thesis' words.
fn link(ui: &mut Ui, scene: &mut Scene<'_>, view: &ClaimsView, row: &ClaimRow) {
    let tokens = scene.tokens;
    let open = row.claim == view.open;
    let size = Vec2::new(ui.available_width(), tokens.control);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let response = ui.interact(rect, link_id(row), Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, open, &row.name));
    let painter = ui.painter();
    if response.hovered() {
        painter.rect_filled(rect, 6.0, Tokens::faded(tokens.accent, 0.08));
    }
    let centre = Pos2::new(rect.left() + CHAIN, rect.center().y);
    let chain = Stroke::new(2.0, tokens.hairline);
    let is_end = |end: Option<&ClaimRow>| end.is_some_and(|end| end.claim == row.claim);
    if !is_end(view.rows.first()) {
        painter.vline(centre.x, rect.top() - 4.0..=centre.y, chain);
    }
    if !is_end(view.rows.last()) {
        painter.vline(centre.x, centre.y..=rect.bottom() + 4.0, chain);
    }
    let (fill, color) = if open { (tokens.accent, tokens.on_accent) } else { (tokens.ground, tokens.text) };
    let ring = Stroke::new(1.0, if open { tokens.accent } else { tokens.quiet });
    painter.circle(centre, 11.0 * tokens.scale.min(1.2), fill, ring);
    painter.text(centre, Align2::CENTER_CENTER, &row.number, tokens.small(), color);
    let font = if open { tokens.body_bold() } else { tokens.body() };
    let at = rect.left() + CHAIN + 18.0 * tokens.scale.min(1.2);
    let title = super::own_panel::one_line(ui, &row.title, font, tokens.text, rect.right() - at);
    ui.painter().galley(Pos2::new(at, rect.center().y - title.size().y / 2.0), title, tokens.text);
    if response.has_focus() {
        widgets::focus_ring(ui, rect, &tokens);
    }
    if response.clicked() {
        scene.ask(Command::OpenClaim(row.claim));
    }
    keys(ui, scene, view, row, &response);
}

/// Up and down go along the chain, Home and End to its ends.
fn keys(ui: &Ui, scene: &mut Scene<'_>, view: &ClaimsView, row: &ClaimRow, response: &egui::Response) {
    if !response.has_focus() {
        return;
    }
    let filter = egui::EventFilter { vertical_arrows: true, ..Default::default() };
    ui.memory_mut(|m| m.set_focus_lock_filter(response.id, filter));
    let place = view.rows.iter().position(|r| r.claim == row.claim).unwrap_or(0);
    let last = view.rows.len().saturating_sub(1);
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let wanted = if pressed(Key::ArrowDown) {
        (place + 1).min(last)
    } else if pressed(Key::ArrowUp) {
        place.saturating_sub(1)
    } else if pressed(Key::Home) {
        0
    } else if pressed(Key::End) {
        last
    } else {
        return;
    };
    if let Some(next) = view.rows.get(wanted) {
        scene.ask(Command::OpenClaim(next.claim));
        ui.memory_mut(|m| m.request_focus(link_id(next)));
    }
}

/// Both sides of the claim that is open, in the same room.
fn detail(ui: &mut Ui, scene: &mut Scene<'_>, view: &ClaimsView) {
    let tokens = scene.tokens;
    ui.spacing_mut().item_spacing.y = 4.0;
    let [one, other] = view.sides.as_slice() else { return };
    if ui.available_width() >= TWO_COLUMNS * tokens.scale {
        for part in [words, figures, case] {
            let width = (ui.available_width() - BETWEEN) / 2.0;
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = BETWEEN;
                for side in [one, other] {
                    let down = egui::Layout::top_down(egui::Align::Min);
                    ui.allocate_ui_with_layout(Vec2::new(width, 0.0), down, |ui| {
                        ui.set_width(width);
                        ui.spacing_mut().item_spacing.x = 8.0;
                        part(ui, scene, side);
                    });
                }
            });
        }
    } else {
        for side in [one, other] {
            for part in [words, figures, case] {
                part(ui, scene, side);
            }
            ui.add_space(8.0);
        }
    }
    for note in &view.notes {
        ui.label(widgets::quiet(note, &tokens));
    }
    if !scene.still {
        ui.horizontal_wrapped(|ui| {
            let to = scene.texts.l10n.msg_claims_to_projection();
            if ui.button(RichText::new(to).font(tokens.small())).clicked() {
                scene.ask(Command::SetView(View::Projection));
            }
        });
        term_links::show(ui, scene, &claims::terms(view, scene.texts));
    }
    ui.add_space(8.0);
}

/// The title of a side, and what it says.
fn words(ui: &mut Ui, scene: &mut Scene<'_>, side: &SideView) {
    let tokens = scene.tokens;
    ui.add_space(4.0);
    ui.label(widgets::bold(&side.heading, &tokens));
    ui.label(RichText::new(&side.text).font(tokens.body()));
    ui.add_space(4.0);
}

/// The figures of a side, each with its date and mark, its source on request.
fn figures(ui: &mut Ui, scene: &mut Scene<'_>, side: &SideView) {
    for fact in &side.facts {
        figure(ui, scene, fact);
    }
    ui.add_space(4.0);
}

fn figure(ui: &mut Ui, scene: &Scene<'_>, fact: &FactRow) {
    let tokens = scene.tokens;
    let key = Id::unique(("fact", fact.key));
    let open: bool = ui.data(|d| d.get_temp(key)).unwrap_or(scene.still);
    let square = Vec2::splat(22.0 * tokens.scale);
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - if scene.still { 0.0 } else { square.x + 8.0 };
        ui.allocate_ui_with_layout(Vec2::new(room, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(room);
            ui.label(RichText::new(&fact.text).font(tokens.small()));
            ui.label(widgets::quiet(&fact.known, &tokens));
            if open {
                ui.label(widgets::quiet(&fact.source, &tokens));
            }
        });
        if !scene.still {
            let name = scene.texts.l10n.msg_info_about(&fact.text);
            if widgets::sized_icon_button(ui, &tokens, Icon::Info, &name, true, square).clicked() {
                ui.data_mut(|d| d.insert_temp(key, !open));
            }
        }
    });
    ui.add_space(6.0);
}

/// The button that loads the case of a side, and what it sets.
fn case(ui: &mut Ui, scene: &mut Scene<'_>, side: &SideView) {
    let tokens = scene.tokens;
    let claim = scene.state.prefs.claim;
    if !scene.still {
        let width = ui.available_width();
        let font = widgets::fitting(ui, &side.load, tokens.body(), width - 20.0, &tokens);
        let button = egui::Button::new(RichText::new(&side.load).font(font)).selected(side.loaded);
        if ui.add_sized([width, tokens.control], button).clicked() {
            scene.edit(Edit::LoadCase(claim, side.side));
        }
    }
    ui.label(widgets::quiet(&side.sets, &tokens));
}
