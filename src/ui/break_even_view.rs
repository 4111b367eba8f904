//! Break-even: the map, the solved ties, the odds beside the market's.

use eframe::egui;
use egui::{Align2, Pos2, Rect, RichText, ScrollArea, Sense, Stroke, Ui, Vec2};
use rust_decimal::Decimal;

use super::scene::{Scene, end_gesture};
use super::{asking, map_plot, widgets};
use crate::app::prefs::MapAxes;
use crate::app::{Command, Edit};
use crate::domain::param::Param;
use crate::view_model::break_even::{BreakEvenView, MAP_PARAMS, MapPicture, map_pairs, map_params};
use crate::view_model::explain::Asked;
use crate::view_model::odds::OddsRow;

/// Between what stands below each other.
const GAP: f32 = 4.0;

/// From this width on, what follows from the map stands beside it.
const SIDE_BY_SIDE: f32 = 1_000.0;

/// Draws the view below the headline.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &BreakEvenView) {
    if let Some((sentence, button)) = &view.empty {
        empty(ui, scene, sentence, button);
        return;
    }
    let height = ui.available_height();
    let mut area = ScrollArea::vertical().id_salt("break-even").auto_shrink([false, false]);
    if ui.data_mut(|d| d.remove_temp::<bool>(super::predict::guessed_id())).is_some() {
        // What was guessed stands on the map: it is in sight when it is revealed.
        area = area.vertical_scroll_offset(0.0);
    }
    let scrolled = area.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = GAP;
        let room = ui.available_rect_before_wrap();
        let gap = 40.0 * scene.tokens.scale;
        let columns = room.width() >= SIDE_BY_SIDE * scene.tokens.scale;
        if !columns {
            chosen_map(ui, scene, view, (height, columns));
            ui.add_space(8.0);
            follows(ui, scene, view);
            return;
        }
        let middle = room.left() + room.width() * 0.5;
        let column = |ui: &mut Ui, left: f32, right: f32, add: &mut dyn FnMut(&mut Ui)| {
            let rect = Rect::from_x_y_ranges(left..=right, room.y_range());
            let mut column = ui.new_child(egui::UiBuilder::new().max_rect(rect));
            add(&mut column);
            column.min_rect().bottom()
        };
        let map_ends = column(ui, room.left(), middle - gap / 2.0, &mut |ui| {
            chosen_map(ui, scene, view, (height, columns));
        });
        let ends = column(ui, middle + gap / 2.0, room.right(), &mut |ui| follows(ui, scene, view));
        let whole = Rect::from_x_y_ranges(room.x_range(), room.top()..=ends.max(map_ends));
        ui.advance_cursor_after_rect(whole);
    });
    let missing = (scrolled.content_size.y - scrolled.inner_rect.height()).max(0.0);
    ui.data_mut(|d| d.insert_temp(super::breakdown_view::missing_height_id(), missing));
}

/// The map below the choice of what it runs over.
fn chosen_map(ui: &mut Ui, scene: &mut Scene<'_>, view: &BreakEvenView, (height, columns): (f32, bool)) {
    let top = ui.cursor().top();
    if !scene.still {
        axes(ui, scene);
    }
    let below = height - (ui.cursor().top() - top);
    map(ui, scene, view, Room { height, below, columns });
}

/// What follows from the map: where both are equal, and at which odds.
fn follows(ui: &mut Ui, scene: &mut Scene<'_>, view: &BreakEvenView) {
    ties(ui, scene, view);
    ui.add_space(8.0);
    odds(ui, scene, view);
    ui.add_space(8.0);
}

/// What the map may take: `below` the choices above it is left of the whole
/// `height`.
#[derive(Clone, Copy)]
struct Room {
    height: f32,
    below: f32,
    /// Whether what follows stands beside it.
    columns: bool,
}

/// What to do where there is no plan yet.
fn empty(ui: &mut Ui, scene: &mut Scene<'_>, sentence: &str, button: &str) {
    ui.data_mut(|d| d.insert_temp(super::breakdown_view::missing_height_id(), 0.0_f32));
    ui.add_space(24.0);
    let (font, width) = (scene.tokens.body(), ui.available_width());
    widgets::paragraph(ui, font, width, (sentence, scene.tokens.text));
    ui.add_space(8.0);
    if !scene.still && ui.button(button).clicked() {
        scene.edit(Edit::SetParam(Param::PlanShare, Decimal::new(3, 1)));
    }
}

/// Two lists to choose what the map runs over. The one already on the other
/// side changes places.
fn axes(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = scene.tokens;
    let now = scene.state.prefs.axes;
    let names = map_params(scene.texts);
    let (across, up) = (scene.texts.l10n.msg_axis_across(), scene.texts.l10n.msg_axis_up());
    let mut picked = None;
    ui.horizontal(|ui| {
        let label =
            |text: &str| ui.painter().layout_no_wrap(text.to_owned(), tokens.small(), tokens.text).size().x;
        let words = label(&across) + label(&up);
        let width = ((ui.available_width() - words - 48.0) / 2.0).clamp(70.0, 240.0 * tokens.scale);
        let place = |param| MAP_PARAMS.iter().position(|p| *p == param).unwrap_or(0);
        // Of one width, unless only the one needs what the other leaves.
        let need = |param| {
            let name = names.get(place(param)).cloned().unwrap_or_default();
            let words = ui.painter().layout_no_wrap(name, tokens.body(), tokens.text).size().x;
            words + 34.0 * tokens.scale
        };
        let beside = |own: f32, other: f32| own.min((2.0 * width - other).max(width)).max(width.min(own));
        let widths = match (need(now.x), need(now.y)) {
            (x, y) if x > width && y < width => (beside(x, y), y),
            (x, y) if y > width && x < width => (x, beside(y, x)),
            _ => (width, width),
        };
        for (name, own, other, is_x) in [(&across, now.x, now.y, true), (&up, now.y, now.x, false)] {
            ui.label(widgets::quiet(name, &tokens));
            let selected = place(own);
            let width = if is_x { widths.0 } else { widths.1 };
            let choice = widgets::choice(ui, name, &names, selected, width);
            if let Some(&param) = choice.and_then(|i| MAP_PARAMS.get(i)) {
                let other = if param == other { own } else { other };
                let (x, y) = if is_x { (param, other) } else { (other, param) };
                picked = Some(MapAxes { x, y });
            }
        }
    });
    if let Some(axes) = picked {
        scene.ask(Command::SetAxes(axes));
    }
}

/// The map with its title and reading, of which all is to be seen without
/// scrolling.
fn map(ui: &mut Ui, scene: &mut Scene<'_>, view: &BreakEvenView, room: Room) {
    let Room { height, below, columns } = room;
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    let wide = ui.available_width();
    let row = |font| ui.fonts_mut(|f| f.row_height(&font));
    let title_line = row(tokens.small());
    let scale = tokens.scale.min(1.2);
    let roomy = below - title_line - 3.0 * row(tokens.body()) - 4.0 * GAP;
    // In a low window the reading takes the place of the title.
    let shared = !scene.still && roomy < 200.0 * scale;
    let font = if shared { tokens.small() } else { tokens.body() };
    // In a narrow window the reading needs a third line; as many as it needs at
    // rest and in the corners are kept, so that nothing moves while it is read.
    let readings = view.map.iter().flat_map(|map| {
        let corners = [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)];
        let corners = corners.map(|place| Some(map.reading(place, scene.texts, scene.money)));
        corners.into_iter().chain([map.reading_here(scene.texts, scene.money)]).flatten()
    });
    let lines = |text: String| widgets::broken(ui, &font, wide, &text).join("\n");
    let tall = |text| ui.painter().layout(lines(text), font.clone(), tokens.text, f32::INFINITY).size().y;
    let for_reading = readings.map(tall).fold(2.0 * row(font.clone()), f32::max) + GAP;
    let usual = (wide * 0.62).min(height * 0.64).max(200.0 * scale);
    let high = if columns {
        // The notes on the map and the ready pairs stand below it.
        (wide * 0.75).min(roomy - 5.0 * title_line).max(200.0 * scale)
    } else if scene.still {
        // All below it is in the picture too, which is drawn smaller for that.
        usual.min(320.0 * tokens.scale)
    } else if shared {
        (below - for_reading - 2.0 * GAP).max(150.0 * scale)
    } else {
        usual.min(roomy)
    };
    let title = title(ui, scene, view);
    if !shared {
        ui.label(widgets::quiet(&title, &tokens));
    }
    // The reading stands above the map, where it is seen in a low window too.
    let (above, _) = ui.allocate_exact_size(Vec2::new(wide, for_reading), Sense::hover());
    let mut above = ui.new_child(egui::UiBuilder::new().max_rect(above));
    let size = Vec2::new(wide, high);
    let Some(picture) = &view.map else {
        if shared {
            above.label(widgets::quiet(title, &tokens));
        }
        ui.allocate_exact_size(size, Sense::hover());
        return;
    };
    let name = l.msg_map_name(&picture.x.label, &picture.y.label);
    let answer = map_plot::show(ui, scene, picture, size, &name);
    if shared && answer.cursor.is_none() && picture.here.is_none() {
        above.label(widgets::quiet(title, &tokens));
    } else {
        reading(&mut above, scene, picture, answer.cursor, font);
    }
    if let Some(place) = answer.chosen {
        end_gesture(ui.ctx(), answer.id);
        for edit in picture.edits(place) {
            scene.edit_while(ui.ctx(), answer.id, edit);
        }
    }
    for note in view.notes.iter().chain(view.sets_too.iter().filter(|_| !scene.still)) {
        ui.label(RichText::new(note).font(tokens.small()));
    }
    if picture.has_zero_loss() {
        ui.label(widgets::quiet(scene.texts.l10n.msg_map_zero_loss_help(), &tokens));
    } else if picture.is_all_zero_loss() {
        ui.label(widgets::quiet(scene.texts.l10n.msg_map_zero_loss_everywhere(), &tokens));
    }
    if !scene.still {
        pairs(ui, scene);
    }
}

/// What the map is of and, where there is room for it, how to use it or that
/// more is on its way.
fn title(ui: &Ui, scene: &Scene<'_>, view: &BreakEvenView) -> String {
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    let more = match &view.map {
        _ if scene.still => return view.title.clone(),
        Some(picture) if picture.finished => l.msg_map_click(),
        Some(_) => l.msg_map_working(),
        None => l.msg_ties_working(),
    };
    let all = format!("{} · {more}", view.title);
    let wide = ui.painter().layout_no_wrap(all.clone(), tokens.small(), tokens.quiet).size().x;
    if wide <= ui.available_width() { all } else { view.title.clone() }
}

/// Ready pairs for the two sides of the map.
fn pairs(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = scene.tokens;
    let now = scene.state.prefs.axes;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.label(widgets::quiet(scene.texts.l10n.msg_map_pairs(), &tokens));
        for (axes, name) in map_pairs(scene.texts) {
            let button = egui::Button::new(RichText::new(name).font(tokens.small())).selected(axes == now);
            if ui.add(button).clicked() {
                scene.ask(Command::SetAxes(axes));
            }
        }
    });
}

/// What stands under the cursor, or where the sliders stand.
fn reading(
    ui: &mut Ui,
    scene: &Scene<'_>,
    picture: &MapPicture,
    cursor: Option<(f64, f64)>,
    font: egui::FontId,
) {
    let text = match cursor {
        Some(place) => Some(picture.reading(place, scene.texts, scene.money)),
        None => picture.reading_here(scene.texts, scene.money),
    };
    let (wide, color) = (ui.available_width(), scene.tokens.text);
    widgets::paragraph(ui, font, wide, (&text.unwrap_or_default(), color));
}

fn ties(ui: &mut Ui, scene: &mut Scene<'_>, view: &BreakEvenView) {
    let tokens = scene.tokens;
    ui.label(RichText::new(scene.texts.l10n.msg_ties_title()).font(tokens.section()));
    let (wide, said) = (ui.available_width(), tokens.text);
    for (sentence, explains) in &view.ties {
        let Some(asked) = explains.as_ref().filter(|_| !scene.still) else {
            widgets::paragraph(ui, tokens.body(), wide, (sentence, said));
            continue;
        };
        // What is asked about is lit below its words.
        let behind = ui.painter().add(egui::Shape::Noop);
        let response = widgets::written(ui, tokens.body(), (sentence, said), wide, asking::sense(scene));
        asking::offer_behind(ui, scene, (&response, behind), response.rect, sentence, asked);
    }
}

fn odds(ui: &mut Ui, scene: &mut Scene<'_>, view: &BreakEvenView) {
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    ui.label(RichText::new(l.msg_odds_title()).font(tokens.section()));
    ui.label(widgets::quiet(&view.odds_help, &tokens));
    if view.odds.is_empty() {
        return;
    }
    let rate_width = 84.0 * tokens.scale;
    let (chance, rate) = (l.msg_odds_column_chance(), l.msg_odds_column_rate());
    odds_line(ui, scene, ("", &chance, &rate), rate_width, None);
    for row in &view.odds {
        odds_line(ui, scene, (&row.label, &row.chance, &row.rate), rate_width, Some(&row.explains));
        if !row.source.is_empty() {
            ui.label(widgets::quiet(&row.source, &tokens));
        }
    }
    scale(ui, scene, view);
    for note in [&view.odds_measures, &view.odds_note] {
        ui.label(widgets::quiet(note, &tokens));
    }
}

/// A line of the table: words, a probability, a yearly rate; with what explains
/// these two, unless it is the head.
fn odds_line(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    row: (&str, &str, &str),
    rate_width: f32,
    explains: Option<&[Option<Asked>; 2]>,
) {
    let tokens = scene.tokens;
    let head = explains.is_none();
    let (label, chance, rate) = row;
    let said = scene.texts.l10n.msg_labelled(label, format!("{chance} {rate}"));
    let wide = ui.available_width();
    let color = if head { tokens.quiet } else { tokens.text };
    let font = if head { tokens.small() } else { tokens.body() };
    // A reason instead of a figure stands below its label.
    let reason = rate.is_empty() && !head;
    let height = ui.fonts_mut(|f| f.row_height(&font)) + 2.0;
    let why = ui.painter().layout(chance.to_owned(), tokens.small(), tokens.quiet, wide - 16.0);
    let all = if reason { height + why.size().y.max(height) } else { height };
    let (rect, response) = ui.allocate_exact_size(Vec2::new(wide, all), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, said.trim()));
    let room = if reason { wide } else { wide - 2.0 * rate_width };
    let words = label;
    let font = widgets::fitting_below(ui, label, font, room, 0.85);
    let label = super::own_panel::one_line(ui, label, font.clone(), color, room);
    ui.painter().galley(rect.left_top(), label, color);
    if reason {
        let asked = explains.and_then(|explains| explains.iter().flatten().next());
        if let Some(asked) = asked.filter(|_| !scene.still) {
            let lower = Rect::from_min_max(rect.left_top() + Vec2::new(12.0, height), rect.max);
            let response = ui.interact(lower, response.id.with("reason"), asking::sense(scene));
            let words = scene.texts.l10n.msg_labelled(words, chance);
            asking::offer(ui, scene, &response, lower, &words, asked);
        }
        let below = rect.left_top() + Vec2::new(16.0, height);
        ui.painter().galley(below, why, tokens.quiet);
        return;
    }
    let heads = [scene.texts.l10n.msg_odds_column_chance(), scene.texts.l10n.msg_odds_column_rate()];
    for ((place, figure), head) in (0_u8..).zip([chance, rate]).zip(heads) {
        let right = rect.right() - rate_width * f32::from(1 - place);
        let asked = explains.and_then(|explains| explains.get(usize::from(place))?.as_ref());
        if let Some(asked) = asked.filter(|_| !scene.still) {
            let cell = Rect::from_x_y_ranges(right - rate_width + 6.0..=right + 3.0, rect.y_range());
            let response = ui.interact(cell, response.id.with(place), asking::sense(scene));
            let words = scene.texts.l10n.msg_labelled(format!("{words} · {head}"), figure);
            asking::offer(ui, scene, &response, cell, &words, asked);
        }
        let at = Pos2::new(right, rect.top());
        ui.painter().text(at, Align2::RIGHT_TOP, figure, font.clone(), color);
    }
}

/// As many rows of names as there are odds of the company's own.
const ROWS_OF_NAMES: usize = 4;

/// All odds on one line, the market's as ticks below it.
fn scale(ui: &mut Ui, scene: &Scene<'_>, view: &BreakEvenView) {
    let tokens = scene.tokens;
    let mut places: Vec<(&OddsRow, f64)> = view.odds.iter().filter_map(|r| Some((r, r.place?))).collect();
    places.sort_by(|a, b| a.1.total_cmp(&b.1));
    let most = places.iter().map(|(_, p)| *p).fold(0.05, f64::max);
    let top = [0.1, 0.2, 0.5, 1.0].into_iter().find(|t| *t >= most).unwrap_or(1.0);
    let row = 16.0 * tokens.scale;
    // A row above the line for each name of the company's own odds.
    let own = places.iter().filter(|(odds, _)| !odds.market).count();
    let above = row * (f32::from(u8::try_from(own).unwrap_or(3)) + 0.5);
    // And one below it for each of the market's, above what the line is of.
    let market = f32::from(u8::try_from(places.len() - own).unwrap_or(3));
    let size = Vec2::new(ui.available_width(), above + row * (market.max(1.0) + 1.0) + 20.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &view.odds_scale));
    let inset = 44.0 * tokens.scale;
    let line = Rect::from_min_max(
        Pos2::new(rect.left() + inset, rect.top() + above),
        Pos2::new(rect.right() - inset, rect.top() + above),
    );
    #[expect(clippy::cast_possible_truncation, reason = "a share of a width")]
    let x = |p: f64| line.left() + (p / top) as f32 * line.width();
    let painter = ui.painter();
    painter.hline(line.x_range(), line.top(), Stroke::new(1.0, tokens.quiet));
    for (end, text) in [(0.0, "0%".to_owned()), (top, crate::text::number::percent_f64(top, 0))] {
        painter.vline(x(end), line.top() - 4.0..=line.top() + 4.0, Stroke::new(1.0, tokens.quiet));
        let (at, align) = if end > 0.0 { (8.0, Align2::LEFT_CENTER) } else { (-8.0, Align2::RIGHT_CENTER) };
        painter.text(Pos2::new(x(end) + at, line.top()), align, text, tokens.small(), tokens.quiet);
    }
    // What the company's own are called stands above the line, the market's
    // below; in rows of their own where neighbours would touch.
    let mut last = [[f32::NEG_INFINITY; ROWS_OF_NAMES]; 2];
    for (odds, place) in &places {
        let at = Pos2::new(x(*place), line.top());
        if odds.market {
            painter.vline(at.x, at.y..=at.y + 8.0, Stroke::new(tokens.line, tokens.text));
        } else {
            painter.circle_filled(at, 5.0, tokens.accent);
        }
        let galley = painter.layout_no_wrap(odds.tick.clone(), tokens.small(), tokens.text);
        let left = widgets::held(at.x - galley.size().x / 2.0, rect.left(), rect.right() - galley.size().x);
        let [own, market] = &mut last;
        let ends = if odds.market { market } else { own };
        let level = ends.iter().position(|end| left >= *end + 8.0).unwrap_or(ROWS_OF_NAMES - 1);
        if let Some(end) = ends.get_mut(level) {
            *end = left + galley.size().x;
        }
        let away = row * f32::from(u8::try_from(level).unwrap_or(0));
        let top = if odds.market { at.y + 9.0 + away } else { at.y - 7.0 - galley.size().y - away };
        painter.galley(Pos2::new(left, top), galley, tokens.text);
    }
    let bottom = Pos2::new(rect.left(), rect.bottom());
    painter.text(bottom, Align2::LEFT_BOTTOM, &view.odds_scale, tokens.small(), tokens.quiet);
}
