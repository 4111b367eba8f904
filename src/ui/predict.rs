//! Predict, then reveal: the guess is placed where the result will be.

use eframe::egui;
use egui::{Id, Key, Modifiers, Pos2, Rect, RichText, Sense, Ui, Vec2};
use egui_plot::{HLine, Line, LineStyle, PlotTransform, VLine};

use super::chart::{self, Axes};
use super::chart_labels::{self, Marks};
use super::scene::Scene;
use super::theme::Tokens;
use super::{cursor, widgets};
use crate::app::Command;
use crate::app::guess::{Guess, Predict, TieGuess};
use crate::text::axis::AxisUnit;
use crate::view_model::predict::{Asked, PredictView};

/// Set while a guess is placed: what comes next in its place begins at its top.
pub(super) fn guessed_id() -> Id {
    Id::unique("guessed-before")
}

/// Draws what the guess is placed on, instead of the view.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &PredictView) {
    let Some(guess) = scene.state.guess.clone() else { return };
    ui.data_mut(|d| d.insert_temp(guessed_id(), true));
    // In a low window the buttons take the place of how to do it, once it is
    // done; the one that ends it stands below in any case.
    let low = ui.available_height() < 260.0 * scene.tokens.scale;
    if !low {
        ui.label(widgets::quiet(&view.how, &scene.tokens));
    }
    // The row of buttons and the room around it.
    let (tokens, width) = (scene.tokens, ui.available_width());
    let how = ui.painter().layout(view.how.clone(), tokens.small(), tokens.quiet, width).size().y;
    let buttons = if low { tokens.control.max(how) + 16.0 } else { tokens.control + 32.0 };
    let size = Vec2::new(ui.available_width(), (ui.available_height() - buttons).max(120.0));
    match &view.asked {
        Asked::OverTime => draw(ui, scene, view, &guess, size),
        Asked::Tie(_) => slide(ui, scene, view, &guess),
        Asked::First(choices) => choose(ui, scene, choices, &guess, size),
    }
    ui.add_space(if low { 2.0 } else { 8.0 });
    if low && !guess.is_placed() {
        ui.label(widgets::quiet(&view.how, &scene.tokens));
        return;
    }
    ui.horizontal(|ui| {
        let l = &scene.texts.l10n;
        let reveal = ui.add_enabled(guess.is_placed(), egui::Button::new(l.msg_predict_reveal()));
        if reveal.on_disabled_hover_text(&view.how).clicked() {
            scene.ask(Command::Predict(Predict::Reveal));
        }
        ends(ui, scene);
    });
}

fn ends(ui: &mut Ui, scene: &mut Scene<'_>) {
    let l = &scene.texts.l10n;
    for (words, asked) in [(l.msg_predict_again(), Predict::Again), (l.msg_predict_stop(), Predict::Stop)] {
        if ui.button(words).clicked() {
            scene.ask(Command::Predict(asked));
        }
    }
}

/// Guess and result in words, above the view that shows the result.
pub fn revealed(ui: &mut Ui, scene: &mut Scene<'_>, view: &PredictView) {
    let Some(both) = view.both(scene.state, scene.texts) else { return };
    ui.horizontal_wrapped(|ui| {
        ui.label(widgets::bold(both, &scene.tokens));
        ends(ui, scene);
    });
}

/// The guess as a line in an axis unit, once the result stands beside it.
#[must_use]
pub fn line(scene: &Scene<'_>, today: f64, unit: &AxisUnit, months: u16) -> Vec<[f64; 2]> {
    let Some(guess) = scene.state.guess.as_ref().filter(|guess| guess.revealed) else { return Vec::new() };
    points(guess, today * unit.divisor, unit, months)
}

fn points(guess: &Guess, today: f64, unit: &AxisUnit, months: u16) -> Vec<[f64; 2]> {
    (0..=months).filter_map(|m| Some([f64::from(m), guess.at(m, today)? / unit.divisor])).collect()
}

/// Draws the guess over a chart of the result.
pub fn paint(plot: &mut egui_plot::PlotUi<'_>, scene: &Scene<'_>, points: &[[f64; 2]], log: bool) {
    if points.is_empty() {
        return;
    }
    let height = |v: f64| if log { v.max(1e-12).log10() } else { v };
    let points: Vec<[f64; 2]> = points.iter().map(|[x, y]| [*x, height(*y)]).collect();
    let style = LineStyle::Dashed { length: 10.0 };
    let (color, width) = (scene.tokens.accent, scene.tokens.line * 1.3);
    plot.line(Line::new("guess", points).color(color).width(width).style(style).allow_hover(false));
}

/// The word "guess" at the end of its line.
pub fn name(ui: &Ui, scene: &Scene<'_>, points: &[[f64; 2]], transform: &PlotTransform, log: bool) {
    let Some([_, value]) = points.last() else { return };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a month")]
    let month = points.last().map_or(0, |p| p[0] as u16);
    let end = chart::position(transform, month, *value, log);
    let galley = words(ui, scene);
    // Under the line where there is no room above it: above the plot stand the
    // names of what happens.
    let above = end.y - 4.0 - galley.size().y;
    let top = if above < transform.frame().top() { end.y + 4.0 } else { above };
    let at = Pos2::new(end.x - 6.0 - galley.size().x, top);
    ui.painter().galley(at, galley, scene.tokens.accent);
}

/// The word "guess", in the colour of guesses.
fn words(ui: &Ui, scene: &Scene<'_>) -> std::sync::Arc<egui::Galley> {
    let (words, tokens) = (scene.texts.l10n.msg_predict_guess(), scene.tokens);
    ui.painter().layout_no_wrap(words, tokens.small(), tokens.accent)
}

/// A guessed tie over the map, once the result stands there too: `across` says
/// where a share of the map's width is. Gives the place of its name.
pub fn tie(ui: &Ui, scene: &Scene<'_>, area: Rect, across: impl Fn(f64) -> f32) -> Option<Rect> {
    let guess = scene.state.guess.as_ref().filter(|guess| guess.revealed)?;
    let Some(TieGuess::At(place)) = guess.tie else { return None };
    let (x, tokens) = (across(place), scene.tokens);
    let stroke = egui::Stroke::new(tokens.line * 1.3, tokens.accent);
    let ends = [Pos2::new(x, area.top()), Pos2::new(x, area.bottom())];
    ui.painter().extend(egui::Shape::dashed_line(&ends, stroke, 10.0, 5.0));
    let galley = words(ui, scene);
    let room = galley.size() + Vec2::new(12.0, 4.0);
    let left = widgets::held(x + 4.0, area.left(), area.right() - room.x);
    let left = if left < x { x - 4.0 - room.x } else { left };
    let rect = Rect::from_min_size(Pos2::new(left, area.top() + 4.0), room);
    ui.painter().rect_filled(rect, 4.0, Tokens::faded(tokens.ground, 0.88));
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, tokens.accent);
    Some(rect)
}

/// An empty chart to draw on, from today's value on.
fn draw(ui: &mut Ui, scene: &mut Scene<'_>, view: &PredictView, guess: &Guess, size: Vec2) {
    let tokens = scene.tokens;
    let marks = Marks { events: &view.events, months: view.months };
    let strip = chart_labels::event_strip(ui, &tokens, marks, size.x);
    let (whole, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    let title = chart::title(ui, &tokens, whole, &view.axis);
    let inner = Rect::from_min_max(
        whole.min + Vec2::new(0.0, title.height() + strip),
        whole.max - Vec2::new(24.0 * tokens.scale, 0.0),
    );
    let (low, high) = (view.range.0 / view.unit.divisor, view.range.1 / view.unit.divisor);
    let axes = Axes { months: view.months, low, high, log: false };
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(inner));
    let drawn = points(guess, view.today, &view.unit, view.months);
    let plot = chart::empty(&mut child, scene, "predict", axes, inner.size()).show(&mut child, |plot| {
        axes.apply(plot);
        plot.hline(HLine::new("zero", 0.0).color(tokens.quiet).width(1.0).allow_hover(false));
        for event in &view.events {
            let line = VLine::new(&event.label, f64::from(event.month));
            plot.vline(line.color(tokens.quiet).width(1.0).allow_hover(false));
        }
        paint(plot, scene, &drawn, false);
    });
    chart_labels::events(ui, &tokens, marks, &plot.transform, strip);
    // On the edge of the plot, and whole.
    let today = chart::position(&plot.transform, 0, view.today / view.unit.divisor, false);
    ui.painter().circle_filled(today, 5.0, tokens.text);
    by_hand(ui, scene, view, &response, &plot.transform);
    let month = by_key(ui, scene, view, guess, &response);
    let said = view.said(guess, month, scene.texts);
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Slider, true, scene.texts.l10n.msg_predict_guess())
    });
    let help = view.how.clone();
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_value(said.clone());
        node.set_description(help);
    });
    if response.has_focus() {
        widgets::focus_ring(ui, whole, &tokens);
        let at = chart::position(&plot.transform, month, 0.0, false).x;
        ui.painter().vline(at, plot.transform.frame().y_range(), egui::Stroke::new(1.5, tokens.accent));
        let top = Pos2::new(at, plot.transform.frame().top() + 4.0);
        let align = if month > view.months / 2 { egui::Align2::RIGHT_TOP } else { egui::Align2::LEFT_TOP };
        let words = ui.painter().layout_no_wrap(format!(" {said} "), tokens.small(), tokens.text);
        let place = align.anchor_size(top, words.size());
        ui.painter().rect_filled(place, 4.0, Tokens::faded(tokens.ground, 0.88));
        ui.painter().galley(place.min, words, tokens.text);
    }
}

/// What the pointer draws: a stroke, month by month.
fn by_hand(
    ui: &Ui,
    scene: &mut Scene<'_>,
    view: &PredictView,
    response: &egui::Response,
    plot: &PlotTransform,
) {
    cursor::take_focus(ui, response);
    let key = response.id.with("stroke");
    let held = response.dragged() || response.clicked();
    let Some(at) = response.interact_pointer_pos().filter(|_| held) else {
        ui.data_mut(|d| d.remove::<(u16, f64)>(key));
        return;
    };
    response.request_focus();
    let read = |at: Pos2| {
        let value = plot.value_from_position(at).y * view.unit.divisor;
        (cursor::under(plot, at, view.months).max(1), value.clamp(view.range.0, view.range.1))
    };
    let (month, value) = read(at);
    // A stroke begins where the button went down, not where it became one.
    let origin = ui.input(|i| i.pointer.press_origin()).unwrap_or(at);
    let (from, began) = ui.data(|d| d.get_temp(key)).unwrap_or_else(|| read(origin));
    ui.data_mut(|d| d.insert_temp(key, (month, value)));
    let (low, high) = (from.min(month), from.max(month));
    let span = f64::from(high - low).max(1.0);
    let stroke = (low..=high).map(|m| {
        let share = f64::from(m.abs_diff(from)) / span;
        (m, began + (value - began) * share)
    });
    scene.ask(Command::Predict(Predict::Draw(stroke.collect())));
}

/// Left and right move along the months, up and down move the guess there.
fn by_key(
    ui: &Ui,
    scene: &mut Scene<'_>,
    view: &PredictView,
    guess: &Guess,
    response: &egui::Response,
) -> u16 {
    let key = response.id.with("month");
    let now: u16 = ui.data(|d| d.get_temp(key)).unwrap_or(view.months).min(view.months);
    if !response.has_focus() {
        return now;
    }
    let arrows = egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
    ui.memory_mut(|m| m.set_focus_lock_filter(response.id, arrows));
    let month = cursor::keys(ui, now, view.months).max(1);
    ui.data_mut(|d| d.insert_temp(key, month));
    let coarse = (view.range.1 - view.range.0) / 50.0;
    let by = ui.input_mut(|i| {
        let mut by = 0.0;
        for (key, sign) in [(Key::ArrowUp, 1.0), (Key::ArrowDown, -1.0)] {
            if i.consume_key(Modifiers::SHIFT, key) {
                by += sign * coarse / 10.0;
            } else if i.consume_key(Modifiers::NONE, key) {
                by += sign * coarse;
            }
        }
        by
    });
    if by != 0.0 {
        let value = guess.at(month, view.today).unwrap_or(view.today) + by;
        let value = value.clamp(view.range.0, view.range.1);
        scene.ask(Command::Predict(Predict::Draw(vec![(month, value)])));
    }
    month
}

/// A slider over the map's lower side.
fn slide(ui: &mut Ui, scene: &mut Scene<'_>, view: &PredictView, guess: &Guess) {
    ui.add_space(24.0);
    let mut place = if let Some(TieGuess::At(place)) = guess.tie { place } else { 0.5 };
    let said =
        guess.tie.map_or_else(|| scene.texts.l10n.msg_predict_none(), |tie| view.tie_said(tie, scene.texts));
    ui.label(RichText::new(&said).font(scene.tokens.section()));
    ui.spacing_mut().slider_width = (ui.available_width() - 24.0).max(120.0);
    let tokens = scene.tokens;
    let response = ui
        .scope(|ui| {
            // The rail is seen on both sides: nothing is chosen yet.
            ui.visuals_mut().slider_trailing_fill = false;
            ui.visuals_mut().widgets.inactive.bg_fill = tokens.hairline;
            ui.visuals_mut().widgets.inactive.fg_stroke.color = tokens.accent;
            ui.add(egui::Slider::new(&mut place, 0.0..=1.0).show_value(false))
        })
        .inner;
    let [low, high] = [0.0, 1.0].map(|end| view.tie_value(end, scene.texts));
    let ends = egui::vec2(response.rect.width(), 20.0 * tokens.scale);
    let (rect, _) = ui.allocate_exact_size(ends, Sense::hover());
    ui.painter().text(rect.left_top(), egui::Align2::LEFT_TOP, low, tokens.small(), tokens.quiet);
    ui.painter().text(rect.right_top(), egui::Align2::RIGHT_TOP, high, tokens.small(), tokens.quiet);
    let name = scene.texts.l10n.msg_predict_guess();
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_label(name);
        node.set_value(said);
    });
    if response.changed() {
        scene.ask(Command::Predict(Predict::Tie(TieGuess::At(place))));
    }
    ui.add_space(8.0);
    // It need not be anywhere; both ways of that stand side by side.
    ui.horizontal_wrapped(|ui| {
        for throughout in [TieGuess::PlanThroughout, TieGuess::AsIsThroughout] {
            let words = RichText::new(view.tie_said(throughout, scene.texts)).font(tokens.small());
            let button = egui::Button::new(words).selected(guess.tie == Some(throughout));
            if ui.add(button).clicked() {
                scene.ask(Command::Predict(Predict::Tie(throughout)));
            }
        }
    });
}

/// A list of parameters, none of which says how far it moves anything.
fn choose(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    choices: &[(crate::domain::param::Param, String)],
    guess: &Guess,
    size: Vec2,
) {
    if choices.is_empty() {
        ui.label(scene.texts.l10n.msg_sensitivity_needs_fan());
    }
    let area = egui::ScrollArea::vertical().id_salt(Id::unique("predict-choices")).max_height(size.y);
    area.auto_shrink([false, true]).show(ui, |ui| {
        for (param, label) in choices {
            if ui.radio(guess.first == Some(*param), label).clicked() {
                scene.ask(Command::Predict(Predict::First(*param)));
            }
        }
    });
}
