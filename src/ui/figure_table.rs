//! A table of figures: read cell by cell with the arrow keys, heard with its
//! row and column, copied for a spreadsheet.

use eframe::egui;
use egui::{Align2, Id, Key, Modifiers, Pos2, Rect, RichText, ScrollArea, Sense, Stroke, Ui, Vec2};

use super::scene::Scene;
use super::{chart_labels, cursor, own_panel, widgets};
use crate::app::Command;
use crate::app::prefs::Figures;
use crate::view_model::explain::Asked;
use crate::view_model::figures::{Cell, Table};

/// Between two columns.
const GAP: f32 = 16.0;
/// The widest a column of words may be.
const WIDEST: f32 = 220.0;

/// Draws a table into `size`, with its title and its buttons above.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, table: &Table, size: Vec2) {
    let rect = Rect::from_min_size(ui.cursor().min, size);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(rect));
    child.set_clip_rect(rect.intersect(ui.clip_rect()));
    head(&mut child, scene, table);
    body(&mut child, scene, table);
    ui.advance_cursor_after_rect(rect);
}

fn copy(ui: &Ui, table: &Table) {
    ui.ctx().copy_text(table.tsv());
}

fn head(ui: &mut Ui, scene: &mut Scene<'_>, table: &Table) {
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    let mut every = scene.state.prefs.figures == Figures::Months;
    ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = 26.0 * tokens.scale.min(1.25);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let button = egui::Button::new(RichText::new(l.msg_figures_copy()).font(tokens.small()));
            if ui.add(button).on_hover_text(l.msg_figures_copy_about()).clicked() {
                copy(ui, table);
            }
            let label = RichText::new(l.msg_figures_every()).font(tokens.small());
            if table.over_time && ui.checkbox(&mut every, label).changed() {
                let figures = if every { Figures::Months } else { Figures::Years };
                scene.commands.push(Command::ShowFigures(figures));
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(widgets::quiet(&table.title, &tokens)).truncate());
            });
        });
    });
}

/// Where everything stands, from the upper left corner of the contents.
struct Places {
    heads: f32,
    columns: Vec<f32>,
    row: f32,
}

impl Places {
    fn of(ui: &Ui, scene: &Scene<'_>, table: &Table) -> Self {
        let tokens = scene.tokens;
        let wide = |text: &str| chart_labels::width(ui, text, &tokens) * 1.06;
        let names = table.rows.iter().map(|row| wide(&table.row_name(row)));
        let most = (ui.available_width() * 0.4).min(WIDEST * tokens.scale);
        let heads = names.fold(wide(&table.heads.join(" · ")), f32::max).min(most) + GAP;
        // Digits are all as wide as each other: the longest figure is the
        // widest.
        let longest = |column: usize| {
            let texts = table.rows.iter().filter_map(|row| row.cells.get(column));
            texts.max_by_key(|cell| cell.text().chars().count()).map_or(0.0, |cell| wide(cell.text()))
        };
        let columns = table.columns.iter().enumerate().map(|(i, name)| {
            let width = wide(name).max(longest(i)).min(WIDEST * tokens.scale);
            width + GAP
        });
        Self { heads, columns: columns.collect(), row: chart_labels::row_height(&tokens) + 4.0 }
    }

    fn left(&self, column: usize) -> f32 {
        self.heads + self.columns.iter().take(column).sum::<f32>()
    }

    fn size(&self, rows: usize) -> Vec2 {
        let rows = f32::from(u16::try_from(rows).unwrap_or(u16::MAX));
        Vec2::new(self.left(self.columns.len()), self.row * (rows + 1.0))
    }

    /// A row below the names of the columns.
    fn y(&self, row: usize) -> f32 {
        self.row * (f32::from(u16::try_from(row).unwrap_or(u16::MAX)) + 1.0)
    }
}

fn active_id() -> Id {
    Id::unique("figure-table-active")
}

/// The cell the arrow keys stand on.
fn active(ui: &Ui, table: &Table) -> (usize, usize) {
    let (row, column): (usize, usize) = ui.data(|d| d.get_temp(active_id())).unwrap_or_default();
    (row.min(table.rows.len().saturating_sub(1)), column.min(table.columns.len().saturating_sub(1)))
}

fn awaited_id() -> Id {
    Id::unique("figure-table-awaited")
}

/// The table was asked for by key: its cell takes the focus once it is there.
pub fn await_focus(ctx: &egui::Context) {
    ctx.data_mut(|d| d.insert_temp(awaited_id(), true));
}

fn cell_id((row, column): (usize, usize)) -> Id {
    Id::unique(("figure-cell", row, column))
}

fn body(ui: &mut Ui, scene: &mut Scene<'_>, table: &Table) {
    let tokens = scene.tokens;
    let places = Places::of(ui, scene, table);
    let last = table.rows.iter().filter_map(|row| row.month).max().unwrap_or(0);
    let looked = cursor::month(ui.ctx(), last).filter(|_| table.over_time);
    let lit = looked.and_then(|month| table.rows.iter().rposition(|row| row.month <= Some(month)));
    let frame = ui.available_rect_before_wrap();
    let scrolled = ScrollArea::both().id_salt("figures").auto_shrink([false, false]).show_viewport(
        ui,
        |ui, viewport| {
            ui.set_min_size(places.size(table.rows.len()));
            let origin = ui.min_rect().min;
            let all = Rect::from_min_size(origin, places.size(table.rows.len()));
            follow(ui, &places, lit, origin);
            let first = whole(viewport.top() / places.row).saturating_sub(1);
            let count = whole(viewport.height() / places.row) + 3;
            let grid = Grid { table, places: &places, origin, looked };
            for row in (first..table.rows.len()).take(count) {
                grid.row(ui, scene, row, lit == Some(row), frame);
            }
            let pressed = grid.press(ui, all, frame);
            let entered = grid.cell(ui, scene);
            let asked = pressed.or(entered);
            grid.names(ui, scene, frame);
            asked
        },
    );
    if let Some(asked) = scrolled.inner.filter(|_| !scene.still && !scene.state.is_predicting()) {
        scene.ask(Command::Explain(Some(asked)));
    }
    ui.painter().hline(frame.x_range(), frame.top() + places.row, Stroke::new(1.0, tokens.hairline));
}

/// How many whole rows a height is.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held above zero; a few hundred")]
fn whole(rows: f32) -> usize {
    rows.floor().max(0.0) as usize
}

/// Scrolls to the month looked at in a chart, once for each.
fn follow(ui: &Ui, places: &Places, lit: Option<usize>, origin: Pos2) {
    let key = Id::unique("figure-table-followed");
    let before: Option<usize> = ui.data(|d| d.get_temp(key)).flatten();
    if lit == before {
        return;
    }
    ui.data_mut(|d| d.insert_temp(key, lit));
    if let Some(row) = lit {
        let top = origin.y + places.y(row) - places.row;
        let rect = Rect::from_min_max(
            Pos2::new(ui.clip_rect().left(), top),
            Pos2::new(ui.clip_rect().left() + 1.0, top + 2.0 * places.row),
        );
        ui.scroll_to_rect(rect, None);
    }
}

/// A table being drawn.
struct Grid<'a> {
    table: &'a Table,
    places: &'a Places,
    origin: Pos2,
    looked: Option<u16>,
}

impl Grid<'_> {
    fn cell_rect(&self, (row, column): (usize, usize)) -> Rect {
        let at = self.origin + Vec2::new(self.places.left(column), self.places.y(row));
        let width = self.places.columns.get(column).copied().unwrap_or(0.0);
        Rect::from_min_size(at, Vec2::new(width, self.places.row))
    }

    /// A row, which a screen reader can read as a whole.
    fn row(&self, ui: &Ui, scene: &Scene<'_>, place: usize, lit: bool, frame: Rect) {
        let tokens = scene.tokens;
        let Some(row) = self.table.rows.get(place) else { return };
        let top = self.origin.y + self.places.y(place);
        let rect = Rect::from_x_y_ranges(frame.x_range(), top..=top + self.places.row);
        let response = ui.interact(rect, Id::unique(("figure-row", place)), Sense::hover());
        response.widget_info(|| {
            let cells = self.table.columns.iter().zip(&row.cells);
            let said: Vec<String> = cells.map(|(name, cell)| format!("{name} {}", cell.text())).collect();
            let name = self.table.row_name(row);
            egui::WidgetInfo::labeled(
                egui::Role::Label,
                true,
                scene.texts.l10n.msg_labelled(name, said.join(" · ")),
            )
        });
        if response.hovered() && self.table.over_time {
            cursor::look(ui.ctx(), response.id, row.month);
        } else {
            cursor::look(ui.ctx(), response.id, None);
        }
        if lit {
            ui.painter().rect_filled(rect, 0.0, super::theme::Tokens::faded(tokens.accent, 0.14));
        }
        for (column, cell) in row.cells.iter().enumerate() {
            let room = self.cell_rect((place, column));
            paint(ui, scene, cell, room);
        }
        let left = Rect::from_x_y_ranges(frame.left()..=frame.left() + self.places.heads, rect.y_range());
        ui.painter().rect_filled(left, 0.0, tokens.ground);
        if lit {
            ui.painter().rect_filled(left, 0.0, super::theme::Tokens::faded(tokens.accent, 0.14));
        }
        let name = self.table.row_name(row);
        let text = own_panel::one_line(ui, &name, tokens.small(), tokens.text, self.places.heads - GAP);
        ui.painter().galley(Pos2::new(left.left(), top + 2.0), text, tokens.text);
    }

    /// The names of the columns, always in sight.
    fn names(&self, ui: &Ui, scene: &Scene<'_>, frame: Rect) {
        let tokens = scene.tokens;
        let bar = Rect::from_min_size(frame.min, Vec2::new(frame.width(), self.places.row));
        let painter = ui.painter();
        painter.rect_filled(bar, 0.0, tokens.ground);
        for (column, name) in self.table.columns.iter().enumerate() {
            let left = self.origin.x + self.places.left(column);
            let width = self.places.columns.get(column).copied().unwrap_or(0.0);
            let words =
                self.table.rows.iter().any(|row| matches!(row.cells.get(column), Some(Cell::Words(_))));
            let text = own_panel::one_line(ui, name, tokens.small(), tokens.quiet, width - 4.0);
            let x = if words { left + GAP } else { left + width - text.size().x };
            painter.galley(Pos2::new(x, bar.top() + 2.0), text, tokens.quiet);
        }
        let corner = Rect::from_min_size(frame.min, Vec2::new(self.places.heads, self.places.row));
        painter.rect_filled(corner, 0.0, tokens.ground);
        let name = self.table.heads.join(" · ");
        let text = own_panel::one_line(ui, &name, tokens.small(), tokens.quiet, self.places.heads - 4.0);
        painter.galley(Pos2::new(corner.left(), corner.top() + 2.0), text, tokens.quiet);
    }

    /// A press goes to the cell under it.
    fn press(&self, ui: &Ui, all: Rect, frame: Rect) -> Option<Asked> {
        let response = ui.interact(all, Id::unique("figure-table"), Sense::CLICK);
        // Names, which stay in sight, lie over the cells.
        let cells = Rect::from_min_max(frame.min + Vec2::new(self.places.heads, self.places.row), frame.max);
        let pressed = response.interact_pointer_pos().filter(|_| response.clicked());
        if let Some(at) = pressed.filter(|at| cells.contains(*at)) {
            let row = whole((at.y - self.origin.y) / self.places.row).saturating_sub(1);
            let columns = self.table.columns.len();
            let column =
                (0..columns).rev().find(|c| self.places.left(*c) <= at.x - self.origin.x).unwrap_or(0);
            let place = (row.min(self.table.rows.len().saturating_sub(1)), column);
            ui.data_mut(|d| d.insert_temp(active_id(), place));
            ui.memory_mut(|m| m.request_focus(cell_id(place)));
            return self.table.explains(place);
        }
        None
    }

    /// The one cell the focus can be on; the arrow keys move it.
    fn cell(&self, ui: &Ui, scene: &Scene<'_>) -> Option<Asked> {
        let tokens = scene.tokens;
        let place = active(ui, self.table);
        let rect = self.cell_rect(place);
        let response = ui.interact(rect, cell_id(place), Sense::focusable_noninteractive());
        if ui.data_mut(|d| d.remove_temp::<bool>(awaited_id())).is_some() {
            response.request_focus();
        }
        let said = self.table.said(place.0, place.1, scene.texts);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Cell, true, &said));
        let help = scene.texts.l10n.msg_figures_keys();
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(help));
        if !response.has_focus() {
            cursor::look(ui.ctx(), active_id(), None);
            return None;
        }
        widgets::focus_ring(ui, rect.expand2(Vec2::new(2.0, 0.0)), &tokens);
        let arrows =
            egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(response.id, arrows));
        if ui.input(|i| i.events.iter().any(|event| matches!(event, egui::Event::Copy))) {
            copy(ui, self.table);
        }
        let next = moved(ui, place, (self.table.rows.len(), self.table.columns.len()));
        if next != place {
            ui.data_mut(|d| d.insert_temp(active_id(), next));
            ui.memory_mut(|m| m.request_focus(cell_id(next)));
            // Clear of the names above and to the left.
            let mut to = self.cell_rect(next);
            to.min -= Vec2::new(self.places.heads, self.places.row);
            ui.scroll_to_rect(to, None);
            ui.ctx().request_repaint();
        }
        let month = self.table.rows.get(next.0).and_then(|row| row.month);
        // The pointer on a chart comes first.
        if next != place || self.looked.is_none() {
            cursor::look(ui.ctx(), active_id(), month);
        }
        let entered = ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
        entered.then(|| self.table.explains(place)).flatten()
    }
}

fn paint(ui: &Ui, scene: &Scene<'_>, cell: &Cell, room: Rect) {
    let tokens = scene.tokens;
    match cell {
        Cell::Figure(text) => {
            let at = room.right_top() + Vec2::new(0.0, 2.0);
            ui.painter().text(at, Align2::RIGHT_TOP, text, tokens.small(), tokens.text);
        }
        Cell::Words(text) => {
            let words = own_panel::one_line(ui, text, tokens.small(), tokens.text, room.width() - GAP);
            ui.painter().galley(room.left_top() + Vec2::new(GAP, 2.0), words, tokens.text);
        }
    }
}

/// Where the keys move to.
fn moved(ui: &Ui, (row, column): (usize, usize), (rows, columns): (usize, usize)) -> (usize, usize) {
    const PAGE: usize = 10;
    let (last_row, last_column) = (rows.saturating_sub(1), columns.saturating_sub(1));
    ui.input_mut(|i| {
        let mut pressed = |key| i.consume_key(Modifiers::NONE, key);
        let mut next = (row, column);
        if pressed(Key::ArrowUp) {
            next.0 = row.saturating_sub(1);
        }
        if pressed(Key::ArrowDown) {
            next.0 = (row + 1).min(last_row);
        }
        if pressed(Key::PageUp) {
            next.0 = row.saturating_sub(PAGE);
        }
        if pressed(Key::PageDown) {
            next.0 = (row + PAGE).min(last_row);
        }
        if pressed(Key::ArrowLeft) {
            next.1 = column.saturating_sub(1);
        }
        if pressed(Key::ArrowRight) {
            next.1 = (column + 1).min(last_column);
        }
        if pressed(Key::Home) {
            next.1 = 0;
        }
        if pressed(Key::End) {
            next.1 = last_column;
        }
        next
    })
}
