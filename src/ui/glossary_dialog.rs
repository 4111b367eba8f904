//! The glossary: a field to search in, and the terms.

use eframe::egui;
use egui::{Id, RichText, ScrollArea, Ui};

use super::scene::Scene;
use super::theme::Tokens;
use super::widgets;
use crate::app::Command;
use crate::data::glossary::GlossaryTerm;
use crate::view_model::glossary::{TermRow, glossary};

/// Which term the list was last scrolled to, and what is typed.
#[derive(Debug, Clone, Default, PartialEq)]
struct Looking {
    at: Option<GlossaryTerm>,
    typed: String,
    begun: bool,
}

fn looking_id() -> Id {
    Id::unique("glossary-looking")
}

/// Draws the glossary, at a term if one is named.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, at: Option<GlossaryTerm>) {
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    let before: Looking = ui.data(|d| d.get_temp(looking_id())).unwrap_or_default();
    // Opened at another term: what was typed before may hide it.
    let fresh = !before.begun || before.at != at;
    let mut typed = if fresh { String::new() } else { before.typed };
    ui.label(RichText::new(l.msg_glossary_title()).font(tokens.section()));
    let hint = RichText::new(l.msg_glossary_search()).color(tokens.quiet);
    let field = egui::TextEdit::singleline(&mut typed).hint_text(hint).desired_width(f32::INFINITY);
    let response = ui.add(field);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(l.msg_glossary_search()));
    if fresh {
        response.request_focus();
    }
    let rows = glossary(&typed, scene.texts);
    let room = (ui.ctx().content_rect().height() - 240.0).clamp(160.0, 480.0);
    ScrollArea::vertical().max_height(room).auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for row in &rows {
            term(ui, &tokens, row, at, fresh);
        }
        if rows.is_empty() {
            ui.label(widgets::quiet(l.msg_glossary_none(), &tokens));
        }
    });
    ui.add_space(8.0);
    ui.data_mut(|d| d.insert_temp(looking_id(), Looking { at, typed, begun: true }));
    if ui.button(l.msg_close()).clicked() {
        scene.ask(Command::CloseDialog);
    }
}

/// Forgets what was typed, so that the glossary opens afresh.
pub fn closed(ctx: &egui::Context) {
    ctx.data_mut(|d| d.remove::<Looking>(looking_id()));
}

fn term(ui: &mut Ui, tokens: &Tokens, row: &TermRow, at: Option<GlossaryTerm>, fresh: bool) {
    let here = at == Some(row.term);
    let fill = if here { ui.visuals().selection.bg_fill } else { egui::Color32::TRANSPARENT };
    let frame = egui::Frame::new().fill(fill).corner_radius(6.0).inner_margin(6.0);
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.label(widgets::bold(&row.label, tokens));
            ui.label(widgets::quiet(&row.abroad, tokens));
        });
        ui.label(RichText::new(&row.help).font(tokens.small()));
    });
    if here && fresh {
        shown.response.scroll_to_me(Some(egui::Align::Min));
    }
}
