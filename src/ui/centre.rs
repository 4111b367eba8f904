//! The middle of the window: views, headline, the view itself.

use eframe::egui;
use egui::{Id, RichText, Ui};

use super::scene::Scene;
use super::{
    asking, assumptions_view, break_even_view, breakdown_view, claims_view, compare_view, cursor, fan_view,
    figure_table, history_view, predict, projection_view, sensitivity_view, shell, shown_switch, view_tabs,
    widgets,
};
use crate::app::guess::Predict;
use crate::app::prefs::{Figures, Numeraire, View};
use crate::app::{Command, State};
use crate::text::Texts;
use crate::view_model::assumptions::AssumptionsView;
use crate::view_model::break_even::BreakEvenView;
use crate::view_model::breakdown::BreakdownView;
use crate::view_model::claims::ClaimsView;
use crate::view_model::compare::CompareView;
use crate::view_model::explain::{Asked, Course, Lines, Subject};
use crate::view_model::fan::FanView;
use crate::view_model::figures::Table;
use crate::view_model::history::{HistoryView, OpenEpisode};
use crate::view_model::predict::predict_view;
use crate::view_model::projection::ProjectionView;
use crate::view_model::sensitivity::SensitivityView;

/// The view models of a frame.
#[derive(Clone)]
pub struct Views {
    /// How the number asked about came about.
    pub explained: Option<std::sync::Arc<crate::view_model::explain::Step>>,
    /// The sentence above a view that has none of its own.
    pub sentence: String,
    /// Values over time; none while something else is in front.
    pub projection: Option<ProjectionView>,
    /// Why they change; none while another view is in front.
    pub breakdown: Option<BreakdownView>,
    /// Scenarios side by side; none while another view is in front.
    pub compare: Option<CompareView>,
    /// How far they may stray, once that is known.
    pub fan: Option<FanView>,
    /// Where the plan and "as is" are equal; empty while another view is in
    /// front.
    pub break_even: BreakEvenView,
    /// Which parameter moves the result how far; empty while another view is
    /// in front.
    pub sensitivity: SensitivityView,
    /// What happened before; empty while another view is in front.
    pub history: HistoryView,
    /// The figures of the view in front, where they are wanted.
    pub figures: Option<Table>,
    /// The thesis link by link; empty while another view is in front.
    pub claims: ClaimsView,
    /// Every number in force; empty while another view is in front.
    pub assumptions: AssumptionsView,
}

impl Views {
    /// The sentence above the view in front.
    #[must_use]
    pub fn headline(&self, state: &State, texts: &Texts) -> String {
        if state.prefs.view == View::History {
            let open = self.history.open.as_ref();
            return open.map_or_else(|| texts.l10n.msg_history_empty(), |open| open.headline.clone());
        }
        if let Some((sentence, _)) = &self.sensitivity.headline {
            return sentence.clone();
        }
        match (state.shows_chance(), &self.fan) {
            (true, Some(fan)) => fan.headline.clone(),
            (true, None) => texts.l10n.msg_headline_chance_waiting(),
            (false, _) => {
                let compare = self.compare.as_ref().map(|compare| &compare.headline);
                let own = compare.or(self.projection.as_ref().map(|projection| &projection.headline));
                own.unwrap_or(&self.sentence).clone()
            }
        }
    }
}

impl Views {
    /// What explains the sentence above the view in front, if anything does.
    fn explains(&self, state: &State) -> Option<Asked> {
        if state.prefs.view == View::History {
            return self.history.open.as_ref().and_then(OpenEpisode::asked_in_front);
        }
        if let Some((_, asked)) = &self.sensitivity.headline {
            return asked.clone();
        }
        if state.shows_chance() {
            return self.fan.as_ref().map(FanView::asked_median);
        }
        let month = state.projection.months();
        let value = Subject::Value { lines: Lines::Net, month, measure: Numeraire::RealYen };
        Some((Course::AsIs, value).into())
    }
}

/// Whether the view in front needs the room of a long sentence.
pub(super) fn is_brief(state: &State) -> bool {
    matches!(
        state.prefs.view,
        View::BreakEven | View::Sensitivity | View::Compare | View::Claims | View::Assumptions
    )
}

/// Draws tabs, headline, the view in front and the notes below it.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, views: &Views) {
    view_tabs::show(ui, scene, &mut |ui, scene| options(ui, scene, views));
    let without_chart = Id::unique("no-chart-takes-the-focus");
    if ui.data_mut(|d| d.remove_temp::<bool>(without_chart)).is_some() {
        shell::focus_next(ui);
    }
    below_tabs(ui, scene, views);
    if cursor::take_wanted(ui.ctx()) {
        ui.data_mut(|d| d.insert_temp(without_chart, true));
        ui.ctx().request_repaint();
    }
}

fn below_tabs(ui: &mut Ui, scene: &mut Scene<'_>, views: &Views) {
    if scene.state.prefs.view == View::Projection {
        shown_switch::bar(ui, scene, views);
    }
    if scene.state.is_predicting() {
        // Nothing that knows the result is drawn.
        let view = predict_view(scene.state, scene.texts);
        headline(ui, scene, &view.question, None);
        within(ui, scene, &mut |ui, scene| predict::show(ui, scene, &view));
        return;
    }
    let explains = views.explains(scene.state);
    // In a low window what was guessed and what came of it take its place.
    let guessed = scene.state.guess.is_some();
    if !guessed || ui.available_height() >= 420.0 * scene.tokens.scale {
        headline(ui, scene, &views.headline(scene.state, scene.texts), explains);
    }
    if guessed {
        predict::revealed(ui, scene, &predict_view(scene.state, scene.texts));
    }
    within(ui, scene, &mut |ui, scene| match &views.figures {
        Some(table) => with_figures(ui, scene, views, table),
        None => view(ui, scene, views),
    });
}

/// A view and its figures: one above the other, or only the figures where there
/// is no room for both.
fn with_figures(ui: &mut Ui, scene: &mut Scene<'_>, views: &Views, table: &Table) {
    let room = ui.available_size();
    let gap = 8.0;
    let chart = (room.y * 0.52).max(250.0 * scene.tokens.scale);
    let mut below = room;
    if room.y - chart - gap >= 150.0 * scene.tokens.scale {
        let rect = egui::Rect::from_min_size(ui.cursor().min, egui::vec2(room.x, chart));
        let mut above = ui.new_child(egui::UiBuilder::new().max_rect(rect));
        above.set_clip_rect(rect.expand(2.0).intersect(ui.clip_rect()));
        view(&mut above, scene, views);
        ui.advance_cursor_after_rect(rect);
        ui.add_space(gap);
        below.y -= chart + gap + ui.spacing().item_spacing.y;
    }
    figure_table::show(ui, scene, table, below);
}

/// Draws into what the notes below leave.
fn within(ui: &mut Ui, scene: &mut Scene<'_>, add: &mut dyn FnMut(&mut Ui, &mut Scene<'_>)) {
    let tokens = scene.tokens;
    let footer = 50.0 * tokens.scale;
    let size = egui::vec2(ui.available_width(), ui.available_height() - footer);
    let rect = egui::Rect::from_min_size(ui.cursor().min, size);
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect));
    inner.set_clip_rect(rect.expand(2.0).intersect(ui.clip_rect()));
    add(&mut inner, scene);
    ui.advance_cursor_after_rect(rect);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let line = ui.spacing().interact_size.y.min(22.0 * tokens.scale);
        ui.spacing_mut().interact_size.y = line;
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
            inspecting(ui, scene);
            ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| notes(ui, scene));
        });
    });
}

/// Figures and guessing, switched on and off from the right end below the view.
fn inspecting(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    let state = scene.state;
    let small = |words: String, on| egui::Button::new(RichText::new(words).font(tokens.small())).selected(on);
    let figures = state.prefs.figures;
    let open = figures != Figures::Closed;
    let has = has_figures(state);
    let button = ui.add_enabled(has, small(l.msg_figures(), open && has));
    let hint = if state.is_predicting() { l.msg_predict_hidden() } else { l.msg_figures_none() };
    if button.on_hover_text(l.msg_figures_about()).on_disabled_hover_text(hint).clicked() {
        scene.ask(Command::ShowFigures(figures.other()));
    }
    let on = state.guess.is_some();
    let button = ui.add(small(l.msg_predict(), on));
    if button.on_hover_text(l.msg_predict_about()).clicked() {
        scene.ask(Command::Predict(if on { Predict::Stop } else { Predict::Start }));
    }
}

/// Whether the view in front has figures to show.
fn has_figures(state: &State) -> bool {
    let view = state.prefs.view;
    !state.is_predicting() && !matches!(view, View::Claims | View::Assumptions)
}

/// Draws the view in front.
pub fn view(ui: &mut Ui, scene: &mut Scene<'_>, views: &Views) {
    match scene.state.prefs.view {
        View::Projection if scene.state.shows_chance() => fan_view::show(ui, scene, views.fan.as_ref()),
        View::Projection => {
            if let Some(projection) = &views.projection {
                projection_view::show(ui, scene, projection);
            }
        }
        View::Breakdown => {
            if let Some(breakdown) = &views.breakdown {
                breakdown_view::show(ui, scene, breakdown);
            }
        }
        View::BreakEven => break_even_view::show(ui, scene, &views.break_even),
        View::Compare => compare_view::show(ui, scene, views.compare.as_ref()),
        View::Sensitivity => sensitivity_view::show(ui, scene, &views.sensitivity),
        View::History => history_view::show(ui, scene, &views.history),
        View::Claims => claims_view::show(ui, scene, &views.claims),
        View::Assumptions => assumptions_view::show(ui, scene, &views.assumptions),
    }
}

fn options(ui: &mut Ui, scene: &mut Scene<'_>, views: &Views) {
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        if let Some(breakdown) = &views.breakdown {
            breakdown_view::options(ui, scene, breakdown);
        }
    });
}

/// The sentence, and what explains it. Once it has needed a line more, that
/// line stays, so that the chart below does not move while a slider does.
pub fn headline(ui: &mut Ui, scene: &mut Scene<'_>, sentence: &str, explains: Option<Asked>) {
    let tokens = scene.tokens;
    let width = ui.available_width();
    let narrow = width < 620.0;
    let scale = if narrow { tokens.scale.min(1.2) } else { tokens.scale };
    let small = egui::FontId::new(17.0 * scale, egui::FontFamily::Proportional);
    let lines = |font: &egui::FontId| widgets::broken(ui, font, width, sentence);
    let large = if narrow { Vec::new() } else { lines(&tokens.headline()) };
    // A long sentence leaves the chart its room.
    let (font, broken) = if narrow || large.len() > 4 {
        let broken = lines(&small);
        (small, broken)
    } else {
        (tokens.headline(), large)
    };
    let broken = broken.join("\n");
    let galley = ui.painter().layout(broken, font.clone(), tokens.text, f32::INFINITY);
    #[expect(clippy::cast_possible_truncation, reason = "a width in points")]
    let key = egui::Id::unique((
        "headline",
        width as i32,
        scene.texts.lang == crate::text::Lang::Ja,
        tokens.scale > 1.0,
        (scene.state.shows_chance(), is_brief(scene.state), scene.state.prefs.view == View::History),
        scene.state.is_predicting(),
    ));
    let kept: f32 = ui.data(|d| d.get_temp(key)).unwrap_or(0.0);
    let height = galley.size().y.max(kept);
    ui.data_mut(|d| d.insert_temp(key, height));
    let explains = explains.filter(|_| !scene.still);
    let sense = if explains.is_some() { asking::sense(scene) } else { egui::Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, height), sense);
    match explains {
        Some(asked) => asking::offer(ui, scene, &response, rect, sentence, &asked),
        None => response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, sentence)),
    }
    ui.painter().galley(rect.min, galley, tokens.text);
    if scene.money.hides() {
        let unit = crate::text::number::unit_label(scene.texts.lang, scene.money.unit);
        let note = scene.texts.l10n.msg_hide_note(unit);
        let font = widgets::fitting(ui, &note, tokens.small(), width, &tokens);
        ui.add(egui::Label::new(RichText::new(note).font(font).color(tokens.quiet)).truncate());
    }
    ui.add_space(4.0);
}

/// What it is not, said once, and what it leaves out.
pub fn notes(ui: &mut Ui, scene: &Scene<'_>) {
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.label(RichText::new(l.msg_not_advice()).font(tokens.small()).color(tokens.text));
    let note = l.msg_static_note();
    let font = widgets::fitting(ui, &note, tokens.small(), ui.available_width(), &tokens);
    ui.add(egui::Label::new(RichText::new(note).font(font).color(tokens.quiet)).truncate());
}
