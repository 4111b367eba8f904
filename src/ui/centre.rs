//! The middle of the window: views, headline, the view itself.

use eframe::egui;
use egui::{RichText, Ui};

use super::scene::Scene;
use super::{
    asking, assumptions_view, break_even_view, breakdown_view, claims_view, compare_view, fan_view,
    history_view, projection_view, sensitivity_view, shown_switch, view_tabs, widgets,
};
use crate::app::State;
use crate::app::prefs::{Numeraire, View};
use crate::text::Texts;
use crate::view_model::assumptions::AssumptionsView;
use crate::view_model::break_even::BreakEvenView;
use crate::view_model::breakdown::BreakdownView;
use crate::view_model::claims::ClaimsView;
use crate::view_model::explain::{Course, Lines, Subject};
use crate::view_model::fan::FanView;
use crate::view_model::projection::ProjectionView;
use crate::view_model::sensitivity::SensitivityView;

/// The view models of a frame.
#[derive(Clone)]
pub struct Views {
    /// How the number asked about came about.
    pub explained: Option<std::sync::Arc<crate::view_model::explain::Step>>,
    /// Values over time.
    pub projection: ProjectionView,
    /// Why they change.
    pub breakdown: BreakdownView,
    /// How far they may stray, once that is known.
    pub fan: Option<FanView>,
    /// Where the plan and "as is" are equal; empty while another view is in
    /// front.
    pub break_even: BreakEvenView,
    /// Which parameter moves the result how far; empty while another view is
    /// in front.
    pub sensitivity: SensitivityView,
    /// The thesis link by link; empty while another view is in front.
    pub claims: ClaimsView,
    /// Every number in force; empty while another view is in front.
    pub assumptions: AssumptionsView,
}

impl Views {
    /// The sentence above the view in front.
    #[must_use]
    pub fn headline(&self, state: &State, texts: &Texts) -> String {
        match (state.shows_chance(), &self.fan) {
            (true, Some(fan)) => fan.headline.clone(),
            (true, None) => texts.l10n.msg_headline_chance_waiting(),
            (false, _) if is_brief(state) => self.projection.brief.clone(),
            (false, _) => self.projection.headline.clone(),
        }
    }
}

/// Whether the view in front needs the room of a long sentence.
fn is_brief(state: &State) -> bool {
    matches!(state.prefs.view, View::BreakEven | View::Sensitivity | View::Claims | View::Assumptions)
}

/// Draws tabs, headline, the view in front and the notes below it.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, views: &Views) {
    let tokens = scene.tokens;
    view_tabs::show(ui, scene, &mut |ui, scene| options(ui, scene, views));
    if scene.state.prefs.view == View::Projection {
        shown_switch::bar(ui, scene, views);
    }
    headline(ui, scene, &views.headline(scene.state, scene.texts));
    let footer = 50.0 * tokens.scale;
    let size = egui::vec2(ui.available_width(), ui.available_height() - footer);
    let rect = egui::Rect::from_min_size(ui.cursor().min, size);
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect));
    inner.set_clip_rect(rect.expand(2.0).intersect(ui.clip_rect()));
    view(&mut inner, scene, views);
    ui.advance_cursor_after_rect(rect);
    notes(ui, scene);
}

/// Draws the view in front.
pub fn view(ui: &mut Ui, scene: &mut Scene<'_>, views: &Views) {
    match scene.state.prefs.view {
        View::Projection if scene.state.shows_chance() => fan_view::show(ui, scene, views.fan.as_ref()),
        View::Projection => projection_view::show(ui, scene, &views.projection),
        View::Breakdown => breakdown_view::show(ui, scene, &views.breakdown),
        View::BreakEven => break_even_view::show(ui, scene, &views.break_even),
        View::Compare => compare_view::show(ui, scene),
        View::Sensitivity => sensitivity_view::show(ui, scene, &views.sensitivity),
        View::History => history_view::show(ui, scene),
        View::Claims => claims_view::show(ui, scene, &views.claims),
        View::Assumptions => assumptions_view::show(ui, scene, &views.assumptions),
    }
}

fn options(ui: &mut Ui, scene: &mut Scene<'_>, views: &Views) {
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        if scene.state.prefs.view == View::Breakdown {
            breakdown_view::options(ui, scene, &views.breakdown);
        }
    });
}

/// The sentence. Once it has needed a line more, that line stays, so that the
/// chart below does not move while a slider does.
pub fn headline(ui: &mut Ui, scene: &mut Scene<'_>, sentence: &str) {
    let tokens = scene.tokens;
    let width = ui.available_width();
    let narrow = width < 620.0;
    let scale = if narrow { tokens.scale.min(1.2) } else { tokens.scale };
    let small = egui::FontId::new(17.0 * scale, egui::FontFamily::Proportional);
    let lines = |font: &egui::FontId| {
        let measure =
            |text: &str| ui.painter().layout_no_wrap(text.to_owned(), font.clone(), tokens.text).size().x;
        super::line_break::lines(sentence, width, &measure)
    };
    // A long sentence leaves the chart its room.
    let long = !narrow && lines(&tokens.headline()).len() > 4;
    let font = if narrow || long { small } else { tokens.headline() };
    let broken = lines(&font).join("\n");
    let galley = ui.painter().layout(broken, font.clone(), tokens.text, f32::INFINITY);
    #[expect(clippy::cast_possible_truncation, reason = "a width in points")]
    let key = egui::Id::unique((
        "headline",
        width as i32,
        scene.texts.lang == crate::text::Lang::Ja,
        tokens.scale > 1.0,
        (scene.state.shows_chance(), is_brief(scene.state)),
    ));
    let kept: f32 = ui.data(|d| d.get_temp(key)).unwrap_or(0.0);
    let height = galley.size().y.max(kept);
    ui.data_mut(|d| d.insert_temp(key, height));
    let chance = scene.state.shows_chance();
    let sense = if chance { egui::Sense::hover() } else { asking::sense(scene) };
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, height), sense);
    if chance || scene.still {
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, sentence));
    } else {
        let month = scene.state.projection.months;
        let value = Subject::Value { lines: Lines::Net, month, measure: Numeraire::RealYen };
        asking::offer(ui, scene, &response, rect, sentence, &(Course::AsIs, value));
    }
    ui.painter().galley(rect.min, galley, tokens.text);
    if scene.money.hides() {
        let unit = crate::text::number::unit_label(scene.texts.lang, scene.money.unit);
        let note = scene.texts.l10n.msg_hide_note(unit);
        ui.add(egui::Label::new(widgets::quiet(note, &tokens)).truncate());
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
