//! The breakdown: a waterfall of causes, and each bank's chain.

use eframe::egui;
use egui::{Align2, Pos2, Rect, RichText, ScrollArea, Stroke, Ui, Vec2};

use super::asking;
use super::own_panel::one_line;
use super::scene::Scene;
use super::widgets;
use crate::app::Command;
use crate::view_model::breakdown::{BankChain, Bar, BreakdownView};
use crate::view_model::explain::Course;

/// What is broken down; from the right end.
pub fn options(ui: &mut Ui, scene: &mut Scene<'_>, view: &BreakdownView) {
    let name = scene.texts.l10n.msg_breakdown_scope();
    let options: Vec<String> = view.scopes.iter().map(|s| s.label.clone()).collect();
    let width = (ui.available_width() - 16.0).min(240.0 * scene.tokens.scale);
    if let Some(i) = widgets::choice(ui, &name, &options, view.shown, width) {
        let id = view.scopes.get(i).and_then(|s| s.id.clone());
        scene.ask(Command::SetScope(id));
    }
}

/// Draws the view below the headline.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &BreakdownView) {
    let tokens = scene.tokens;
    let scrolled = ScrollArea::vertical().id_salt("breakdown").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        waterfall(ui, scene, &view.bars);
        if let Some(freeze) = &view.freeze {
            ui.add_space(12.0);
            ui.label(widgets::bold(scene.texts.l10n.msg_freeze_title(), &tokens));
            ui.label(RichText::new(freeze).font(tokens.body()));
        }
        chains(ui, scene, view);
        ui.add_space(8.0);
    });
    let missing = (scrolled.content_size.y - scrolled.inner_rect.height()).max(0.0);
    ui.data_mut(|d| d.insert_temp(missing_height_id(), missing));
}

/// Where the height is kept that the view would need beyond what it has: a
/// picture has nothing to scroll with.
#[must_use]
pub fn missing_height_id() -> egui::Id {
    egui::Id::unique("breakdown-missing-height")
}

/// Bars one under the other on one scale, zero always on it.
fn waterfall(ui: &mut Ui, scene: &mut Scene<'_>, bars: &[Bar]) {
    let tokens = scene.tokens;
    let (low, high) =
        bars.iter().flat_map(|b| [b.from, b.to]).fold((0.0_f64, 0.0_f64), |(a, b), v| (a.min(v), b.max(v)));
    let reach = (high - low).max(1.0);
    let row = 30.0 * tokens.scale;
    let all = ui.available_width();
    let label_width = bars
        .iter()
        .map(|b| ui.painter().layout_no_wrap(b.label.clone(), tokens.body_bold(), tokens.text).size().x)
        .fold(90.0, f32::max)
        .min(all * 0.44)
        + 12.0;
    let amount_width = bars
        .iter()
        .map(|b| ui.painter().layout_no_wrap(b.amount.clone(), tokens.body_bold(), tokens.text).size().x)
        .fold(90.0, f32::max)
        + 8.0;
    for (i, bar) in bars.iter().enumerate() {
        let (rect, response) = ui.allocate_exact_size(Vec2::new(all, row), asking::sense(scene));
        let words = scene.texts.l10n.msg_labelled(&bar.label, &bar.amount);
        let explains = (Course::AsIs, bar.explains.clone()).into();
        asking::offer(ui, scene, &response, rect, &words, &explains);
        let font = if bar.total { tokens.body_bold() } else { tokens.body() };
        let label = one_line(ui, &bar.label, font.clone(), tokens.text, label_width - 8.0);
        let painter = ui.painter();
        let y = rect.center().y;
        painter.galley(Pos2::new(rect.left(), y - label.size().y / 2.0), label, tokens.text);
        let right = rect.right();
        painter.text(Pos2::new(right, y), Align2::RIGHT_CENTER, &bar.amount, font, tokens.tone(bar.tone));
        let track = Rect::from_min_max(
            Pos2::new(rect.left() + label_width, rect.top() + 5.0),
            Pos2::new(right - amount_width - 8.0, rect.bottom() - 5.0),
        );
        #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
        let x = |value: f64| track.left() + ((value - low) / reach) as f32 * track.width();
        painter.vline(x(0.0), rect.y_range(), Stroke::new(1.0, tokens.hairline));
        let (a, b) = (x(bar.from), x(bar.to));
        let shape = Rect::from_x_y_ranges(a.min(b)..=a.max(b).max(a.min(b) + 1.5), track.y_range());
        let color = if bar.total { tokens.quiet } else { tokens.tone(bar.tone) };
        painter.rect_filled(shape, 2.0, color);
        if i + 1 < bars.len() {
            painter.vline(b, rect.bottom() - 5.0..=rect.bottom() + 5.0, Stroke::new(1.0, tokens.quiet));
        }
        if !bar.help.is_empty() {
            response.on_hover_text(&bar.help);
        }
    }
}

fn chains(ui: &mut Ui, scene: &mut Scene<'_>, view: &BreakdownView) {
    let tokens = scene.tokens;
    ui.add_space(16.0);
    ui.label(RichText::new(scene.texts.l10n.msg_chain_title()).font(tokens.section()));
    if !view.banks_note.is_empty() {
        ui.label(RichText::new(&view.banks_note).font(tokens.body()).color(tokens.quiet));
        return;
    }
    ui.label(widgets::quiet(scene.texts.l10n.msg_chain_per_deposits(), &tokens));
    // As many columns as hold every figure whole, the same for every bank.
    let wide = ui.available_width();
    let width =
        |text: &str| ui.painter().layout_no_wrap(text.to_owned(), tokens.small(), tokens.text).size().x + 8.0;
    let links = view.banks.iter().flat_map(|bank| &bank.links);
    let widest = links.map(|(label, figure, _)| width(label).max(width(figure))).fold(0.0, f32::max);
    let per_row = [6_u8, 3].into_iter().find(|count| widest * f32::from(*count) <= wide).unwrap_or(2);
    for bank in &view.banks {
        chain(ui, scene, bank, per_row);
    }
}

/// One bank: its name and the loss there, the links with arrows between, and
/// what decided it.
fn chain(ui: &mut Ui, scene: &mut Scene<'_>, bank: &BankChain, per_row: u8) {
    let tokens = scene.tokens;
    widgets::hairline(ui, &tokens);
    let loss = format!("{} {}", scene.texts.l10n.msg_chain_you(), bank.loss);
    let line = widgets::split_line(
        ui,
        widgets::bold(&bank.bank, &tokens),
        RichText::new(&loss).font(tokens.body_bold()).color(tokens.tone(bank.tone)),
    );
    let id = line.id.with(("loss", &bank.bank));
    let response = ui.interact(line.rect, id, asking::sense(scene));
    let words = scene.texts.l10n.msg_labelled(&bank.bank, &loss);
    let explains = (Course::AsIs, bank.explains.clone()).into();
    asking::offer(ui, scene, &response, line.rect, &words, &explains);
    ui.add_space(2.0);
    let wide = ui.available_width();
    for links in bank.links.chunks(usize::from(per_row).max(1)) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for (label, figure, explains) in links {
                let size = Vec2::new(wide / f32::from(per_row), 42.0 * tokens.scale);
                let (rect, response) = ui.allocate_exact_size(size, asking::sense(scene));
                let words = scene.texts.l10n.msg_labelled(label, figure);
                let explains = (Course::AsIs, explains.clone()).into();
                asking::offer(ui, scene, &response, rect, &words, &explains);
                let inner = rect.shrink2(Vec2::new(2.0, 2.0));
                let head = one_line(ui, label, tokens.small(), tokens.quiet, inner.width());
                let value = one_line(ui, figure, tokens.small(), tokens.text, inner.width());
                let top = inner.left_top();
                let below = Pos2::new(top.x, top.y + head.size().y + 1.0);
                let cut = value.elided;
                ui.painter().galley(top, head, tokens.quiet);
                ui.painter().galley(below, value, tokens.text);
                if cut {
                    response.on_hover_text(words);
                }
            }
        });
    }
    ui.label(widgets::quiet(&bank.note, &tokens));
}
