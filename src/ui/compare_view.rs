//! Scenarios side by side, and what makes the difference.

use eframe::egui;
use egui::{Align2, Pos2, Response, RichText, ScrollArea, Sense, Ui, Vec2, WidgetInfo};

use super::chart_labels::bold_small;
use super::compare_chart::{self, CompareChart};
use super::icons::Icon;
use super::line_style::{self, sample_width};
use super::own_panel::one_line;
use super::scene::Scene;
use super::theme::Tokens;
use super::{breakdown_view, projection_view, waterfall, what_if, widgets};
use crate::app::Command;
use crate::app::compare::{MOST, Pair};
use crate::view_model::compare::{CompareView, Table, TableRow};
use crate::view_model::compare_changed::Changed;

/// The lowest a chart may be.
const LEAST: f32 = 220.0;

/// The lowest a small one may be.
const LEAST_SMALL: f32 = 136.0;

/// Draws the view below the headline.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: Option<&CompareView>) {
    let Some(view) = view else { return };
    let tokens = scene.tokens;
    let whole = ui.available_height();
    let scrolled = ScrollArea::vertical().id_salt("compare").auto_shrink([false, false]).show(ui, |ui| {
        let top = ui.cursor().top();
        if !scene.still {
            chips(ui, scene, view);
            options(ui, scene, view);
        }
        let used = ui.cursor().top() - top + table_height(&tokens, &view.table);
        // What makes the difference begins on the first screen, so that it is
        // found; the chart takes the rest.
        let begins = 64.0 * tokens.scale;
        let small = f32::from(u8::try_from(view.series.len().div_ceil(2)).unwrap_or(1)) * LEAST_SMALL;
        let least = if view.multiples { LEAST.max(small * tokens.scale) } else { LEAST };
        let height = (whole - used - begins).clamp(least, 400.0_f32.max(least) * tokens.scale);
        let size = Vec2::new(ui.available_width(), height);
        let input = CompareChart { view, log: scene.state.prefs.log_axis && view.can_log };
        if view.multiples {
            compare_chart::apart(ui, scene, input, size);
        } else {
            compare_chart::together(ui, scene, input, size);
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(8.0);
        table(ui, scene, &view.table);
        changed(ui, scene, &view.changed);
        ui.add_space(8.0);
        widgets::follow_focus(ui, "compare");
    });
    let missing = (scrolled.content_size.y - scrolled.inner_rect.height()).max(0.0);
    ui.data_mut(|d| d.insert_temp(breakdown_view::missing_height_id(), missing));
}

/// Which scenarios have a line: those of the profile, in their order, and the
/// plan.
fn chips(ui: &mut Ui, scene: &mut Scene<'_>, view: &CompareView) {
    let comparing = scene.state.comparing;
    let mut next = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::new(6.0, 6.0);
        for one in &view.chips {
            let response = chip(ui, scene, &one.label, one.slot, one.rests.as_deref());
            if response.clicked() {
                next = Some(comparing.toggled(scene.state.profile(), one.scenario));
            }
        }
        let slot = (view.plan == Some(true)).then_some(MOST);
        let rests = view.plan.is_none().then_some(view.plan_rests.as_str());
        if chip(ui, scene, &scene.texts.l10n.msg_compare_plan(), slot, rests).clicked() {
            next = Some(comparing.with_plan(!comparing.plan));
        }
    });
    if let Some(next) = next {
        scene.ask(Command::SetComparing(next));
    }
}

/// One line to switch on and off, with a sample of it while it is on.
fn chip(ui: &mut Ui, scene: &Scene<'_>, label: &str, slot: Option<usize>, rests: Option<&str>) -> Response {
    let tokens = scene.tokens;
    let color = if rests.is_some() && slot.is_none() { tokens.quiet } else { tokens.text };
    let sample = sample_width(&tokens);
    let most = (ui.max_rect().width() - sample - 32.0).min(200.0 * tokens.scale);
    // Room for the sample is kept, so that nothing moves when it comes.
    let name = one_line(ui, label, tokens.small(), color, most);
    let cut = name.elided;
    let size = Vec2::new(sample + name.size().x + 24.0, 28.0 * tokens.scale.min(1.25));
    let sense = if rests.is_none() { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    let (enabled, on) = (rests.is_none(), slot.is_some());
    response.widget_info(|| WidgetInfo::selected(egui::Role::CheckBox, enabled, on, label));
    let fill = if response.hovered() && enabled {
        ui.visuals().widgets.hovered.weak_bg_fill
    } else {
        egui::Color32::TRANSPARENT
    };
    let line = if on { tokens.quiet } else { tokens.hairline };
    ui.painter().rect(rect, 6.0, fill, egui::Stroke::new(1.0, line), egui::StrokeKind::Inside);
    let inner = rect.shrink2(Vec2::new(8.0, 0.0));
    if let Some(slot) = slot {
        line_style::sample(ui.painter(), &tokens, inner, slot);
    } else {
        let middle = Pos2::new(inner.left() + sample / 2.0, rect.center().y);
        ui.painter().circle_stroke(middle, 4.0, egui::Stroke::new(1.0, tokens.quiet));
    }
    let at = Pos2::new(inner.left() + sample + 8.0, rect.center().y - name.size().y / 2.0);
    ui.painter().galley(at, name, color);
    if response.has_focus() {
        widgets::focus_ring(ui, rect, &tokens);
    }
    match rests {
        Some(reason) => response.on_hover_text(reason),
        None if cut => response.on_hover_text(label),
        None => response,
    }
}

/// One chart or several, and what values are measured in.
fn options(ui: &mut Ui, scene: &mut Scene<'_>, view: &CompareView) {
    let comparing = scene.state.comparing;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let mut multiples = view.multiples;
        let words = RichText::new(scene.texts.l10n.msg_compare_multiples()).font(scene.tokens.small());
        if ui.checkbox(&mut multiples, words).changed() {
            scene.ask(Command::SetComparing(comparing.apart(multiples)));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            projection_view::options(ui, scene, view.can_log);
        });
    });
}

fn row_height(tokens: &Tokens) -> f32 {
    25.0 * tokens.scale
}

fn table_height(tokens: &Tokens, table: &Table) -> f32 {
    let rows = u8::try_from(table.rows.len().saturating_add(1)).unwrap_or(u8::MAX);
    f32::from(rows) * row_height(tokens) + 16.0
}

/// Where the lines stand in the month all of them reach.
fn table(ui: &mut Ui, scene: &Scene<'_>, table: &Table) {
    let tokens = scene.tokens;
    let wide =
        |text: &str| ui.painter().layout_no_wrap(text.to_owned(), bold_small(&tokens), tokens.text).size().x;
    let column = |i: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(i)).map(|(text, _)| text.as_str());
        cells.chain(table.heads.get(i).map(String::as_str)).map(wide).fold(0.0, f32::max)
    };
    let columns = [0, 1, 2, 3].map(column);
    let name =
        table.rows.iter().map(|row| wide(&row.name)).fold(0.0, f32::max) + sample_width(&tokens) + 12.0;
    let room = ui.available_width();
    let sum: f32 = columns.iter().sum();
    let gap = ((room - sum - name) / 4.0).clamp(10.0, 40.0 * tokens.scale);
    // The right edge of each column: close to the names where there is room.
    let start = (room - sum - gap * 4.0).min(name.max(140.0 * tokens.scale));
    let mut edge = start;
    let edges = columns.map(|width| {
        edge += gap + width;
        edge
    });
    let (rect, _) = ui.allocate_exact_size(Vec2::new(room, row_height(&tokens)), Sense::hover());
    let title = one_line(ui, &table.title, bold_small(&tokens), tokens.text, room);
    let title_fits = title.size().x + 8.0 <= edges.first().map_or(0.0, |edge| edge - columns[0]);
    let mut rect = rect;
    ui.painter().galley(Pos2::new(rect.left(), rect.center().y - title.size().y / 2.0), title, tokens.text);
    if !title_fits {
        (rect, _) = ui.allocate_exact_size(Vec2::new(room, row_height(&tokens)), Sense::hover());
    }
    for (head, edge) in table.heads.iter().zip(edges) {
        let at = Pos2::new(rect.left() + edge, rect.center().y);
        ui.painter().text(at, Align2::RIGHT_CENTER, head, tokens.small(), tokens.quiet);
    }
    for row in &table.rows {
        table_row(ui, &tokens, row, start, &edges);
    }
}

fn table_row(ui: &mut Ui, tokens: &Tokens, row: &TableRow, start: f32, edges: &[f32]) {
    let size = Vec2::new(ui.available_width(), row_height(tokens));
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &row.sentence));
    let painter = ui.painter();
    let right = edges.last().copied().unwrap_or(start);
    let rule = rect.left()..=rect.left() + right;
    painter.hline(rule, rect.top(), egui::Stroke::new(1.0, tokens.hairline));
    line_style::sample(painter, tokens, rect, row.slot);
    let sample = sample_width(tokens);
    let name = one_line(ui, &row.name, tokens.small(), tokens.text, start - sample - 12.0);
    let cut = name.elided;
    let y = rect.center().y;
    painter.galley(Pos2::new(rect.left() + sample + 8.0, y - name.size().y / 2.0), name, tokens.text);
    for ((text, tone), edge) in row.cells.iter().zip(edges) {
        let at = Pos2::new(rect.left() + edge, y);
        painter.text(at, Align2::RIGHT_CENTER, text, tokens.small(), tokens.tone(*tone));
    }
    if cut {
        response.on_hover_text(&row.sentence);
    }
}

/// What makes the difference between two of them.
fn changed(ui: &mut Ui, scene: &mut Scene<'_>, view: &Changed) {
    let tokens = scene.tokens;
    ui.add_space(4.0);
    widgets::hairline(ui, &tokens);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let l = &scene.texts.l10n;
        ui.label(RichText::new(l.msg_compare_changed()).font(tokens.section()));
        if !scene.still {
            about(ui, scene);
        }
    });
    if !scene.still {
        ui.add_space(4.0);
        pair(ui, scene, view);
        ui.add_space(4.0);
    }
    let words = if view.pending && view.none.is_empty() {
        scene.texts.l10n.msg_aside(&view.title, scene.texts.l10n.msg_compare_working())
    } else {
        view.title.clone()
    };
    ui.label(widgets::quiet(words, &tokens));
    ui.add_space(2.0);
    if !view.none.is_empty() {
        ui.label(RichText::new(&view.none).font(tokens.body()));
    }
    let asked = waterfall::show(ui, scene, &view.bars);
    if let (Some(param), Some(pair)) = (asked, view.pair) {
        scene.ask(Command::SelectScenario(pair.to.scenario));
        what_if::go_to(ui.ctx(), param);
    }
    ui.add_space(4.0);
    for note in &view.notes {
        ui.label(widgets::quiet(note, &tokens));
    }
}

/// How the difference is shared out.
fn about(ui: &mut Ui, scene: &Scene<'_>) {
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    let name = l.msg_info_about(l.msg_compare_changed());
    let size = Vec2::splat(24.0 * tokens.scale.min(1.25));
    let info = widgets::sized_icon_button(ui, &tokens, Icon::Info, &name, true, size);
    egui::Popup::from_toggle_button_response(&info).width(340.0 * tokens.scale).show(|ui| {
        ui.label(RichText::new(l.msg_compare_changed_about()).font(tokens.small()));
    });
}

/// From which side to which.
fn pair(ui: &mut Ui, scene: &mut Scene<'_>, view: &Changed) {
    let Some(pair) = view.pair else { return };
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    let place = |side| view.sides.iter().position(|s| *s == side).unwrap_or(0);
    let at = |i: usize| view.sides.get(i).copied();
    let mut next = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let swap = l.msg_compare_swap();
        let galley = ui.painter().layout_no_wrap(swap.clone(), tokens.small(), tokens.text);
        let width = ((ui.available_width() - galley.size().x - 90.0) / 2.0).min(200.0 * tokens.scale);
        // One side chosen again changes places with the other.
        if let Some(from) =
            widgets::choice(ui, &l.msg_compare_from(), &view.names, place(pair.from), width).and_then(at)
        {
            let to = if from == pair.to { pair.from } else { pair.to };
            next = Some(Pair { from, to });
        }
        ui.label(RichText::new("→").font(tokens.body()));
        if let Some(to) =
            widgets::choice(ui, &l.msg_compare_to(), &view.names, place(pair.to), width).and_then(at)
        {
            let from = if to == pair.from { pair.to } else { pair.from };
            next = Some(Pair { from, to });
        }
        if ui.button(RichText::new(swap).font(tokens.small())).clicked() {
            next = Some(Pair { from: pair.to, to: pair.from });
        }
    });
    if let Some(next) = next {
        scene.ask(Command::SetComparing(scene.state.comparing.between(next)));
    }
}
