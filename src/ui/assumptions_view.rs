//! Every number in force, in the sliders' groups, with where it comes from
//! and who set it.

use std::sync::Arc;

use eframe::egui;
use egui::{Id, Pos2, Rect, RichText, ScrollArea, Sense, Ui, Vec2};

use super::own_panel::one_line;
use super::scene::Scene;
use super::theme::Tokens;
use super::{what_if, widgets};
use crate::app::Command;
use crate::app::state::Notice;
use crate::app::table::{Table, tabbed};
use crate::view_model::assumptions::{Assumption, AssumptionsView};

/// From this width on, each row has its columns.
const COLUMNS: f32 = 600.0;
/// Widths of value, default, mark, and who set it.
const WIDTHS: [f32; 4] = [86.0, 78.0, 112.0, 138.0];
const GAP: f32 = 8.0;

/// What is typed and ticked above the table.
#[derive(Debug, Clone)]
struct Filter {
    typed: String,
    only_changed: bool,
    sources: bool,
}

fn filter_id() -> Id {
    Id::unique("assumptions-filter")
}

/// Draws the view below the headline. A picture to keep shows what was
/// changed, which is what is particular to it.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &AssumptionsView) {
    let tokens = scene.tokens;
    let at_first = Filter { typed: String::new(), only_changed: scene.still, sources: true };
    let mut filter: Filter = ui.data(|d| d.get_temp(filter_id())).unwrap_or(at_first);
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.label(widgets::quiet(&view.lead, &tokens));
    if !scene.still {
        options(ui, scene, view, &mut filter);
    }
    let found = view.filtered(&filter.typed, filter.only_changed);
    let shown = found.iter().map(|(_, rows)| rows.len()).sum();
    counted(ui, scene, view, shown);
    let places = Places::of(ui, &tokens);
    head(ui, scene, &places);
    let area = ScrollArea::vertical().id_salt("assumptions").auto_shrink([false, false]);
    let scrolled = area.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if found.is_empty() {
            ui.label(widgets::quiet(scene.texts.l10n.msg_assumptions_none(), &tokens));
        }
        for (group, rows) in &found {
            ui.add_space(8.0);
            ui.label(widgets::bold(&group.title, &tokens));
            for row in rows {
                line(ui, scene, row, &places);
                if filter.sources {
                    source(ui, scene, row);
                }
                widgets::hairline(ui, &tokens);
            }
        }
        widgets::follow_focus(ui, "assumptions");
    });
    let missing = (scrolled.content_size.y - scrolled.inner_rect.height()).max(0.0);
    ui.data_mut(|d| {
        d.insert_temp(super::breakdown_view::missing_height_id(), missing);
        d.insert_temp(filter_id(), filter);
    });
}

/// Search, what to leave out, and the ways to take the table along.
fn options(ui: &mut Ui, scene: &mut Scene<'_>, view: &AssumptionsView, filter: &mut Filter) {
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    let mut asked = Vec::new();
    ui.horizontal_wrapped(|ui| {
        let hint = RichText::new(l.msg_assumptions_search()).color(tokens.quiet);
        let field = egui::TextEdit::singleline(&mut filter.typed).hint_text(hint).desired_width(150.0);
        let response = ui.add(field);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(l.msg_assumptions_search()));
        let small = |text: String| RichText::new(text).font(tokens.small());
        ui.checkbox(&mut filter.only_changed, small(l.msg_assumptions_only_changed()));
        ui.checkbox(&mut filter.sources, small(l.msg_assumptions_sources()));
        if ui.button(small(l.msg_assumptions_copy())).clicked() {
            ui.ctx().copy_text(tabbed(&view.words(scene.texts)));
            asked.push(Command::Note(Notice::Copied));
        }
        if ui.button(small(l.msg_assumptions_save())).clicked() {
            let name = l.msg_assumptions_file(&scene.state.profile().company);
            asked.push(Command::SaveTable(Table { name, rows: Arc::new(view.records()) }));
        }
    });
    for command in asked {
        scene.ask(command);
    }
}

/// How many there are, shown, and changed.
fn counted(ui: &mut Ui, scene: &Scene<'_>, view: &AssumptionsView, shown: usize) {
    let (all, changed) = view.counted();
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let l = &scene.texts.l10n;
    // “What if” counts the scenario, which is what it can reset.
    let in_scenario = scene.scenario.without_plan().moved().len();
    let in_plan = scene.scenario.moved().len().saturating_sub(in_scenario);
    let at_banks = changed.saturating_sub(in_scenario).saturating_sub(in_plan);
    let words = if in_scenario == changed {
        l.msg_assumptions_counted(number(shown), number(all), number(changed))
    } else {
        let apart = (number(in_scenario), number(in_plan), number(at_banks));
        l.msg_assumptions_counted_apart(number(shown), number(all), apart.0, apart.1, apart.2)
    };
    let words = if scene.still { words } else { format!("{words} · {}", l.msg_assumptions_click()) };
    ui.label(widgets::quiet(words, &scene.tokens));
}

/// Where the columns stand: left ends and widths, label first; none where
/// there is no room for them.
struct Places(Option<[(f32, f32); 5]>);

impl Places {
    fn of(ui: &Ui, tokens: &Tokens) -> Self {
        let all = ui.available_width() - 8.0;
        if all < COLUMNS * tokens.scale {
            return Self(None);
        }
        let [value, default, known, set_by] = WIDTHS.map(|width| width * tokens.scale);
        let label = all - value - default - known - set_by - 4.0 * GAP;
        let mut at = 0.0;
        Self(Some([label, value, default, known, set_by].map(|width| {
            let place = (at, width);
            at += width + GAP;
            place
        })))
    }
}

/// The titles of the columns.
fn head(ui: &mut Ui, scene: &Scene<'_>, places: &Places) {
    let Places(Some(places)) = places else { return };
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    let titles = [
        l.msg_assumptions_what(),
        l.msg_assumptions_value(),
        l.msg_info_default(),
        l.msg_assumptions_known(),
        l.msg_assumptions_set_by(),
    ];
    let (rect, _) =
        ui.allocate_exact_size(Vec2::new(ui.available_width(), 20.0 * tokens.scale), Sense::hover());
    for ((i, title), (left, width)) in titles.into_iter().enumerate().zip(places) {
        cell(ui, rect, (*left, *width), (&title, tokens.quiet), is_figure(i), &tokens);
    }
    let stroke = egui::Stroke::new(1.0, tokens.quiet);
    ui.painter().hline(rect.x_range(), rect.bottom(), stroke);
}

/// Whether a column is set to the right.
const fn is_figure(column: usize) -> bool {
    column == 1 || column == 2
}

fn cell(
    ui: &Ui,
    rect: Rect,
    (left, width): (f32, f32),
    (text, color): (&str, egui::Color32),
    right: bool,
    tokens: &Tokens,
) {
    let galley = one_line(ui, text, tokens.small(), color, width);
    let x = if right { rect.left() + left + width - galley.size().x } else { rect.left() + left };
    ui.painter().galley(Pos2::new(x, rect.center().y - galley.size().y / 2.0), galley, color);
}

/// A row; a click leads to its slider.
fn line(ui: &mut Ui, scene: &Scene<'_>, row: &Assumption, places: &Places) {
    let tokens = scene.tokens;
    let height = 21.0 * tokens.scale;
    // Who set it may be a long name: it takes the lines it needs.
    let (words, room) = match &places.0 {
        Some([.., (_, width)]) => (row.set_by.clone(), *width),
        None => (rest(scene, row), ui.available_width() - 8.0),
    };
    let long = ui.painter().layout(words, tokens.small(), tokens.quiet, room);
    let inset = (height - ui.fonts_mut(|f| f.row_height(&tokens.small()))) / 2.0;
    let above = if places.0.is_some() { 0.0 } else { height };
    let size = Vec2::new(ui.available_width(), above + height.max(long.size().y + 2.0 * inset));
    let sense = if row.target.is_some() && !scene.still { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    let role = if row.target.is_some() { egui::Role::Button } else { egui::Role::Label };
    response.widget_info(|| egui::WidgetInfo::labeled(role, true, &row.sentence));
    if !ui.is_rect_visible(rect) {
        return;
    }
    if response.hovered() && row.target.is_some() {
        ui.painter().rect_filled(rect, 4.0, Tokens::faded(tokens.accent, 0.08));
    }
    if row.changed {
        ui.painter().circle_filled(
            Pos2::new(rect.left() - 6.0, rect.top() + height / 2.0),
            3.0,
            tokens.accent,
        );
    }
    let cells = [&row.label, &row.value, &row.default, &row.known];
    let first = Rect::from_min_size(rect.min, Vec2::new(rect.width(), height));
    let below = |left: f32| Pos2::new(rect.left() + left, rect.top() + above + inset);
    if let Places(Some(places)) = places {
        let [(_, label_room), (value_at, value_room), ..] = *places;
        let label = ui.painter().layout_no_wrap(row.label.clone(), tokens.small(), tokens.text).size().x;
        // A choice says more than a number: it may reach up to its label.
        let reach = (label_room - label - GAP).max(0.0);
        let value = (value_at - reach, value_room + reach);
        for ((i, text), &place) in cells.into_iter().enumerate().zip(places) {
            let place = if i == 1 { value } else { place };
            let color = if i < 2 { tokens.text } else { tokens.quiet };
            cell(ui, first, place, (text, color), is_figure(i), &tokens);
        }
        let [.., (left, _)] = *places;
        ui.painter().galley(below(left), long, tokens.quiet);
    } else {
        narrow(ui, scene, row, first);
        ui.painter().galley(below(0.0), long, tokens.quiet);
    }
    if response.has_focus() {
        widgets::focus_ring(ui, rect, &tokens);
    }
    if response.clicked()
        && let Some(param) = row.target
    {
        what_if::go_to(ui.ctx(), param);
    }
    response.on_hover_text(&row.sentence);
}

/// Where there is no room for columns: what it is and its value, above the
/// rest.
fn narrow(ui: &Ui, scene: &Scene<'_>, row: &Assumption, rect: Rect) {
    let tokens = scene.tokens;
    let value = ui.painter().layout_no_wrap(row.value.clone(), tokens.small(), tokens.text).size().x;
    let label = rect.width() - value - 16.0;
    cell(ui, rect, (0.0, label), (&row.label, tokens.text), false, &tokens);
    cell(ui, rect, (label + 8.0, value), (&row.value, tokens.text), true, &tokens);
}

/// What else there is to say of it, in one line or more.
fn rest(scene: &Scene<'_>, row: &Assumption) -> String {
    let l = &scene.texts.l10n;
    let default = l.msg_labelled(l.msg_info_default(), &row.default);
    let parts: Vec<String> = if row.default.is_empty() {
        vec![row.known.clone()]
    } else if row.changed {
        vec![default, row.known.clone(), row.set_by.clone()]
    } else {
        vec![default, row.known.clone()]
    };
    parts.join(" · ")
}

/// Where the default comes from, and when it held.
fn source(ui: &mut Ui, scene: &Scene<'_>, row: &Assumption) {
    let tokens = scene.tokens;
    let words = if row.date.is_empty() {
        row.source.clone()
    } else {
        scene.texts.l10n.msg_assumptions_dated(&row.source, &row.date)
    };
    if !words.is_empty() {
        ui.label(widgets::quiet(words, &tokens));
    }
}
