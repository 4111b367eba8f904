//! One "what if" or the range of chance: which of the two is on screen.

use eframe::egui;
use egui::{Align2, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo};

use super::centre::Views;
use super::chart_labels::bold_small;
use super::icons::Icon;
use super::scene::Scene;
use super::theme::Tokens;
use super::{projection_view, widgets};
use crate::app::Command;
use crate::app::prefs::Shown;

/// Draws the switch and, from the right end, what values are measured in.
pub fn bar(ui: &mut Ui, scene: &mut Scene<'_>, views: &Views) {
    let can_log = match scene.state.prefs.shown {
        Shown::WhatIf => views.projection.as_ref().is_some_and(|view| view.can_log),
        Shown::Chance => views.fan.as_ref().is_some_and(|fan| fan.can_log),
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        switch(ui, scene);
        about(ui, scene);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            projection_view::options(ui, scene, can_log);
        });
    });
}

fn switch(ui: &mut Ui, scene: &mut Scene<'_>) {
    let l = &scene.texts.l10n;
    let tokens = scene.tokens;
    let shown = scene.state.prefs.shown;
    let padding = if ui.available_width() < 440.0 * tokens.scale { 5.0 } else { 9.0 };
    let mut asked = None;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for (choice, name) in Shown::ALL.into_iter().zip([l.msg_shown_what_if(), l.msg_shown_chance()]) {
            if segment(ui, &tokens, &name, (choice, padding)).on(shown == choice).clicked() {
                asked = Some(choice);
            }
        }
    });
    if let Some(choice) = asked {
        scene.ask(Command::SetShown(choice));
    }
}

/// Half of the switch, placed and ready to be drawn.
struct Segment<'a> {
    ui: &'a mut Ui,
    tokens: &'a Tokens,
    name: &'a str,
    choice: Shown,
    rect: Rect,
    response: Response,
}

fn segment<'a>(
    ui: &'a mut Ui,
    tokens: &'a Tokens,
    name: &'a str,
    (choice, padding): (Shown, f32),
) -> Segment<'a> {
    // Room for the bold form, so that nothing moves when the choice does.
    let wide = ui.painter().layout_no_wrap(name.to_owned(), bold_small(tokens), tokens.text).size().x;
    let height = 28.0 * tokens.scale.min(1.25);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(wide + padding * 2.0, height), Sense::click());
    Segment { ui, tokens, name, choice, rect, response }
}

impl Segment<'_> {
    fn on(self, selected: bool) -> Response {
        let Self { ui, tokens, name, choice, rect, response } = self;
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, selected, name));
        let corners = match choice {
            Shown::WhatIf => egui::CornerRadius { nw: 6, sw: 6, ne: 0, se: 0 },
            Shown::Chance => egui::CornerRadius { nw: 0, sw: 0, ne: 6, se: 6 },
        };
        let fill = if selected {
            ui.visuals().selection.bg_fill
        } else if response.hovered() {
            ui.visuals().widgets.hovered.weak_bg_fill
        } else {
            egui::Color32::TRANSPARENT
        };
        let line = if selected { tokens.accent } else { Tokens::faded(tokens.quiet, 0.6) };
        let stroke = egui::Stroke::new(1.0, line);
        ui.painter().rect(rect, corners, fill, stroke, egui::StrokeKind::Inside);
        let (font, color) =
            if selected { (bold_small(tokens), tokens.text) } else { (tokens.small(), tokens.quiet) };
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, name, font, color);
        if response.has_focus() {
            widgets::focus_ring(ui, rect, tokens);
        }
        response
    }
}

/// What the two mean, and that they do not mix.
fn about(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    let name = l.msg_info_about(l.msg_shown());
    let size = Vec2::splat(24.0 * tokens.scale.min(1.25));
    let info = widgets::sized_icon_button(ui, &tokens, Icon::Info, &name, true, size);
    egui::Popup::from_toggle_button_response(&info).width(340.0 * tokens.scale).show(|ui| {
        ui.label(egui::RichText::new(l.msg_shown_about()).font(tokens.small()));
        ui.label(widgets::quiet(l.msg_shown_terms(), &tokens));
        let said = format!("{} {}", l.msg_shown_about(), l.msg_shown_terms());
        super::term_links::of(ui, scene, &said);
    });
}
