//! Words that lead to the glossary.

use eframe::egui;
use egui::{RichText, Ui};

use super::scene::Scene;
use super::widgets;
use crate::app::Command;
use crate::data::glossary::GlossaryTerm;
use crate::text::Word;
use crate::view_model::glossary;

/// Links to the terms; nothing where there are none.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, terms: &[GlossaryTerm]) {
    if terms.is_empty() {
        return;
    }
    let tokens = scene.tokens;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        ui.label(widgets::quiet(scene.texts.l10n.msg_glossary_terms(), &tokens));
        for &term in terms {
            let label = scene.texts.gloss(term, Word::Label);
            let response = ui.add(egui::Link::new(RichText::new(label).font(tokens.small())));
            if response.has_focus() {
                widgets::focus_ring(ui, response.rect.expand(3.0), &tokens);
            }
            if response.on_hover_text(scene.texts.gloss(term, Word::Help)).clicked() {
                scene.ask(Command::ShowGlossary(Some(term)));
            }
        }
    });
}

/// Links to the terms that stand in a text.
pub fn of(ui: &mut Ui, scene: &mut Scene<'_>, text: &str) {
    let terms = glossary::terms_in(text, scene.texts);
    show(ui, scene, &terms);
}
