//! The map: two colours, the line between them, what is spared, a cursor.

use eframe::egui;
use egui::epaint::{Mesh, Vertex, WHITE_UV};
use egui::{Align2, Color32, EventFilter, Id, Key, Modifiers, Pos2, Rect, Sense, Stroke, Ui, Vec2};

use super::scene::Scene;
use super::theme::Tokens;
use super::{predict, widgets};
use crate::view_model::break_even::MapPicture;

/// A place on the map, 0..=1 both ways, from the lower left.
type Place = (f64, f64);

/// What came of a frame of the map.
pub struct MapAnswer {
    /// The place under the cursor.
    pub cursor: Option<Place>,
    /// The place chosen in this frame, by click or Enter.
    pub chosen: Option<Place>,
    /// The map as a control.
    pub id: Id,
}

/// Where a keyboard cursor is kept.
fn cursor_id() -> Id {
    Id::unique("map-cursor")
}

/// Draws the map into `size`, axes included.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, map: &MapPicture, size: Vec2, name: &str) -> MapAnswer {
    let tokens = scene.tokens;
    let (whole, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, name));
    let keys = scene.texts.l10n.msg_map_keys();
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(keys));
    let row = 18.0 * tokens.scale;
    let width =
        |text: &str| ui.painter().layout_no_wrap(text.to_owned(), tokens.small(), tokens.quiet).size().x;
    let gutter = map.y.ticks.iter().map(|t| width(&t.text)).fold(0.0, f32::max) + 8.0;
    let area = Rect::from_min_max(
        whole.min + Vec2::new(gutter, row + 4.0),
        whole.max - Vec2::new(width("100%") / 2.0, row * 2.0 + 4.0),
    );
    let frame = Frame { area };
    fill(ui, &tokens, map, frame);
    hatch(ui, &tokens, map, frame);
    for [a, b] in &map.border {
        let ends = [frame.at(*a), frame.at(*b)];
        ui.painter().line_segment(ends, Stroke::new(1.0, tokens.text));
    }
    for [a, b] in &map.frontier {
        let ends = [frame.at(*a), frame.at(*b)];
        ui.painter().line_segment(ends, Stroke::new(tokens.line + 0.5, tokens.text));
    }
    axes(ui, &tokens, map, frame, whole);
    let guess = predict::tie(ui, scene, area, |place| frame.at((place, 0.0)).x);
    names(ui, scene, map, frame, guess);
    if let Some(here) = map.here {
        ring(ui, &tokens, frame.at(here));
    }
    let answer = cursor(ui, &response, map, frame);
    if let Some(place) = answer.cursor {
        crosshair(ui, &tokens, frame, place);
    }
    if response.has_focus() {
        widgets::focus_ring(ui, area, &tokens);
    }
    answer
}

/// Places to points and back.
#[derive(Clone, Copy)]
struct Frame {
    area: Rect,
}

impl Frame {
    #[expect(clippy::cast_possible_truncation, reason = "a share of a window")]
    fn at(self, (x, y): Place) -> Pos2 {
        let across = self.area.left() + x as f32 * self.area.width();
        Pos2::new(across, self.area.bottom() - y as f32 * self.area.height())
    }

    fn place(self, point: Pos2) -> Place {
        let across = (point.x - self.area.left()) / self.area.width();
        let up = (self.area.bottom() - point.y) / self.area.height();
        (f64::from(across.clamp(0.0, 1.0)), f64::from(up.clamp(0.0, 1.0)))
    }
}

/// The colour of a difference: none is the ground, both sides gain weight
/// alike.
fn shade(tokens: &Tokens, strength: f32) -> Color32 {
    let side = if strength > 0.0 { tokens.plan_side } else { tokens.as_is_side };
    let part = strength.abs();
    let part = if part > 0.0 { 0.10 + 0.62 * part } else { 0.0 };
    tokens.ground.lerp_to_gamma(side, part)
}

fn fill(ui: &Ui, tokens: &Tokens, map: &MapPicture, frame: Frame) {
    let side = map.cells + 1;
    let mut mesh = Mesh::default();
    #[expect(clippy::cast_precision_loss, reason = "a few hundred cells")]
    let share = |i: usize| i as f64 / map.cells as f64;
    for (i, strength) in map.shades.iter().enumerate() {
        let pos = frame.at((share(i % side), share(i / side)));
        mesh.vertices.push(Vertex { pos, uv: WHITE_UV, color: shade(tokens, *strength) });
    }
    let number = |i: usize| u32::try_from(i).unwrap_or(0);
    for row in 0..map.cells {
        for column in 0..map.cells {
            let low = row * side + column;
            mesh.add_triangle(number(low), number(low + 1), number(low + side));
            mesh.add_triangle(number(low + 1), number(low + side), number(low + side + 1));
        }
    }
    if mesh.is_valid() {
        ui.painter().add(mesh);
    }
    ui.painter().rect_stroke(frame.area, 0.0, Stroke::new(1.0, tokens.quiet), egui::StrokeKind::Inside);
}

/// Thin slanting lines where deposits lose nothing.
fn hatch(ui: &Ui, tokens: &Tokens, map: &MapPicture, frame: Frame) {
    if !map.has_zero_loss() {
        return;
    }
    let (area, gap, step) = (frame.area, 10.0 * tokens.scale, 3.0);
    let stroke = Stroke::new(1.0, Tokens::faded(tokens.text, 0.35));
    let mut start = area.left() - area.height();
    while start < area.right() {
        let mut run: Option<Pos2> = None;
        let mut rise = 0.0;
        while rise <= area.height() + step {
            let point = Pos2::new(start + rise, area.bottom() - rise);
            let (x, y) = frame.place(point);
            let inside = area.contains(point) && map.is_zero_loss(x, y);
            match (run, inside) {
                (None, true) => run = Some(point),
                (Some(from), false) => {
                    ui.painter().line_segment([from, point - Vec2::new(step, -step)], stroke);
                    run = None;
                }
                _ => {}
            }
            rise += step;
        }
        if let Some(from) = run {
            ui.painter().line_segment([from, Pos2::new(start + area.height(), area.top())], stroke);
        }
        start += gap;
    }
}

fn axes(ui: &Ui, tokens: &Tokens, map: &MapPicture, frame: Frame, whole: Rect) {
    let painter = ui.painter();
    let (area, font) = (frame.area, tokens.small());
    for tick in &map.x.ticks {
        let at = frame.at((tick.place, 0.0));
        painter.vline(at.x, at.y..=at.y + 4.0, Stroke::new(1.0, tokens.quiet));
        painter.text(at + Vec2::new(0.0, 5.0), Align2::CENTER_TOP, &tick.text, font.clone(), tokens.quiet);
    }
    for tick in &map.y.ticks {
        let at = frame.at((0.0, tick.place));
        painter.hline(at.x - 4.0..=at.x, at.y, Stroke::new(1.0, tokens.quiet));
        painter.text(at - Vec2::new(6.0, 0.0), Align2::RIGHT_CENTER, &tick.text, font.clone(), tokens.quiet);
    }
    painter.text(whole.left_top(), Align2::LEFT_TOP, format!("↑ {}", map.y.label), font.clone(), tokens.text);
    let right = Pos2::new(area.right(), whole.bottom());
    painter.text(right, Align2::RIGHT_BOTTOM, format!("{} →", map.x.label), font, tokens.text);
}

/// Whether a place is in a region.
type Region<'a> = &'a dyn Fn(Place) -> bool;

/// Where a name belongs, its words and colour, and the region it is of.
type Name<'a> = (Place, String, Color32, Option<Region<'a>>);

/// The regions named where they are widest, the line named on itself; nothing
/// where something is named already.
fn names(ui: &Ui, scene: &Scene<'_>, map: &MapPicture, frame: Frame, taken: Option<Rect>) {
    let (tokens, l) = (scene.tokens, &scene.texts.l10n);
    let mut taken: Vec<Rect> = taken.into_iter().collect();
    let side = |plan| move |place| map.is_ahead(plan, place);
    let (plan, as_is, spared) = (side(true), side(false), |(x, y)| map.is_zero_loss(x, y));
    // The line's name comes first: far from it, it would name something else.
    let wanted: [Option<Name<'_>>; 4] = [
        line_name_place(map).map(|at| (at, l.msg_map_same(), tokens.text, None)),
        map.middle_of(true).map(|at| (at, l.msg_map_plan(), tokens.plan_side, Some(&plan as Region<'_>))),
        map.middle_of(false).map(|at| (at, l.msg_map_as_is(), tokens.as_is_side, Some(&as_is as Region<'_>))),
        map.middle_of_zero_loss()
            .filter(|_| map.has_zero_loss())
            .map(|at| (at, l.msg_map_zero_loss(), tokens.text, Some(&spared as Region<'_>))),
    ];
    for (place, words, color, region) in wanted.into_iter().flatten() {
        let galley = ui.painter().layout_no_wrap(words, tokens.small(), color);
        let room = galley.size() + Vec2::new(12.0, 4.0);
        // Within the map, and else where it belongs.
        let middles = frame.area.shrink2(room / 2.0);
        let wish = Rect::from_center_size(frame.at(place).clamp(middles.min, middles.max), room);
        let steps = [0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0];
        let free = |rect: &Rect| {
            frame.area.contains_rect(*rect) && !taken.iter().any(|other| other.intersects(*rect))
        };
        let nearby = || steps.into_iter().map(|n| wish.translate(Vec2::new(0.0, n * room.y))).filter(free);
        // On another region it would name that one.
        let at_home = |rect: &Rect| {
            let [upper, lower] = [rect.center_top(), rect.center_bottom()];
            let on = [rect.left_center(), rect.center(), rect.right_center(), upper, lower];
            region.is_none_or(|region| on.iter().all(|point| region(frame.place(*point))))
        };
        let off = |rect: &Rect| rect.center().distance(wish.center());
        let anywhere = || {
            let all = grid(middles).map(|middle| Rect::from_center_size(middle, room));
            all.filter(free).filter(at_home).min_by(|a, b| off(a).total_cmp(&off(b)))
        };
        // Where it fits nowhere in its region, beside what it names, not over it.
        let home = frame.at(place);
        let beside = || nearby().find(|rect| !rect.expand(4.0).contains(home));
        let found = nearby().find(at_home).or_else(anywhere).or_else(beside).or_else(|| nearby().next());
        let Some(rect) = found else { continue };
        if !at_home(&rect) {
            let from = home.clamp(rect.left_top(), rect.right_bottom());
            ui.painter().line_segment([from, home], Stroke::new(1.0, tokens.text));
            ui.painter().circle_filled(home, 3.0, tokens.text);
        }
        taken.push(rect);
        ui.painter().rect_filled(rect, 4.0, Tokens::faded(tokens.ground, 0.88));
        ui.painter().galley(rect.center() - galley.size() / 2.0, galley, color);
    }
}

/// Points all over an area.
fn grid(area: Rect) -> impl Iterator<Item = Pos2> {
    const ALONG: u8 = 12;
    let share = |i: u8| f32::from(i) / f32::from(ALONG);
    let rows = (0..=ALONG).flat_map(|j| (0..=ALONG).map(move |i| (i, j)));
    rows.map(move |(i, j)| area.lerp_inside(Vec2::new(share(i), share(j))))
}

/// The piece of the frontier nearest the middle of the map.
fn line_name_place(map: &MapPicture) -> Option<Place> {
    let middle = |[a, b]: &[Place; 2]| (f64::midpoint(a.0, b.0), f64::midpoint(a.1, b.1));
    let off = |p: &Place| (p.0 - 0.5).hypot(p.1 - 0.5);
    map.frontier.iter().map(middle).min_by(|a, b| off(a).total_cmp(&off(b)))
}

/// Where the sliders stand.
fn ring(ui: &Ui, tokens: &Tokens, at: Pos2) {
    ui.painter().circle_stroke(at, 7.0, Stroke::new(5.0, tokens.ground));
    ui.painter().circle_stroke(at, 7.0, Stroke::new(2.5, tokens.accent));
}

fn crosshair(ui: &Ui, tokens: &Tokens, frame: Frame, place: Place) {
    let at = frame.at(place);
    let stroke = Stroke::new(1.0, tokens.text);
    ui.painter().vline(at.x, frame.area.y_range(), stroke);
    ui.painter().hline(frame.area.x_range(), at.y, stroke);
}

fn cursor(ui: &Ui, response: &egui::Response, map: &MapPicture, frame: Frame) -> MapAnswer {
    let id = response.id;
    let hovered = response.hover_pos().filter(|p| frame.area.contains(*p)).map(|p| frame.place(p));
    let pointed = response.interact_pointer_pos();
    super::cursor::take_focus(ui, response);
    if response.clicked() && pointed.is_some() {
        response.request_focus();
        let chosen = pointed.filter(|p| frame.area.contains(*p)).map(|p| frame.place(p));
        // From here on the keys start where the sliders stand.
        ui.data_mut(|d| d.remove::<Place>(cursor_id()));
        return MapAnswer { cursor: hovered, chosen, id };
    }
    if !response.has_focus() {
        return MapAnswer { cursor: hovered, chosen: None, id };
    }
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
    ui.memory_mut(|m| m.set_focus_lock_filter(id, arrows));
    let kept: Option<Place> = ui.data(|d| d.get_temp(cursor_id()));
    let from = kept.or(map.here).unwrap_or((0.5, 0.5));
    let now = moved(ui, from, map.here);
    // Enter and the space bar count as a click without a place.
    let chosen = response.clicked().then_some(now);
    // Until the keys have moved it, it is where the sliders stand, and moves
    // with them.
    let own = (now != from || kept.is_some() || map.here.is_none()).then_some(now);
    ui.data_mut(|d| match own.filter(|_| chosen.is_none()) {
        Some(own) => {
            d.insert_temp(cursor_id(), own);
        }
        None => d.remove::<Place>(cursor_id()),
    });
    MapAnswer { cursor: hovered.or(own), chosen, id }
}

/// The cursor after the keys of a frame: arrows a hundredth, Page Up and Down
/// a tenth upwards, Shift a quarter of that, Home to where the sliders stand.
fn moved(ui: &Ui, (mut x, mut y): Place, here: Option<Place>) -> Place {
    let keys = [
        (Key::ArrowRight, 0.01, 0.0),
        (Key::ArrowLeft, -0.01, 0.0),
        (Key::ArrowUp, 0.0, 0.01),
        (Key::ArrowDown, 0.0, -0.01),
        (Key::PageUp, 0.0, 0.1),
        (Key::PageDown, 0.0, -0.1),
    ];
    ui.input_mut(|input| {
        for (key, across, up) in keys {
            for (modifiers, part) in [(Modifiers::SHIFT, 0.25), (Modifiers::NONE, 1.0)] {
                if input.consume_key(modifiers, key) {
                    x = (x + across * part).clamp(0.0, 1.0);
                    y = (y + up * part).clamp(0.0, 1.0);
                }
            }
        }
        if input.consume_key(Modifiers::NONE, Key::Home)
            && let Some(home) = here
        {
            (x, y) = home;
        }
    });
    (x, y)
}
