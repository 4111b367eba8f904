//! Small controls used in several places.

use eframe::egui;
use egui::{Align, Layout, Response, RichText, Role, Sense, Ui, Vec2, WidgetInfo};

use super::icons::{self, Icon};
use super::line_break::{self, Ruler};
use super::theme::Tokens;

/// A button that shows only a sign; `name` is its tooltip and its name for
/// screen readers.
pub fn icon_button(ui: &mut Ui, tokens: &Tokens, icon: Icon, name: &str, enabled: bool) -> Response {
    sized_icon_button(ui, tokens, icon, name, enabled, Vec2::splat(tokens.control.min(32.0)))
}

/// The same in a size of its own.
pub fn sized_icon_button(
    ui: &mut Ui,
    tokens: &Tokens,
    icon: Icon,
    name: &str,
    enabled: bool,
    size: Vec2,
) -> Response {
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    if ui.is_rect_visible(rect) {
        let visuals = ui.style().interact(&response);
        if enabled && (response.hovered() || response.has_focus()) {
            ui.painter().rect_filled(rect, 6.0, visuals.weak_bg_fill);
        }
        if response.has_focus() {
            focus_ring(ui, rect, tokens);
        }
        let color = if !enabled {
            Tokens::faded(tokens.quiet, 0.5)
        } else if response.hovered() {
            tokens.text
        } else {
            tokens.quiet
        };
        icons::paint(ui.painter(), rect, icon, color, tokens.scale.min(1.25));
    }
    response.on_hover_text(name)
}

/// A ring around the control that has the focus.
pub fn focus_ring(ui: &Ui, rect: egui::Rect, tokens: &Tokens) {
    let stroke = egui::Stroke::new(2.0, tokens.accent);
    ui.painter().rect_stroke(rect, 6.0, stroke, egui::StrokeKind::Inside);
}

/// One of a few choices, drawn as text with a line under the one chosen;
/// smaller where room is short, and cut at `most`, with all of it as a tip.
pub fn tab(ui: &mut Ui, tokens: &Tokens, label: &str, selected: bool, small: bool, most: f32) -> Response {
    let [plain, bold] = tab_fonts(tokens, small);
    // Room for the bold form, so that nothing moves when the choice does.
    let whole = tab_width(ui, tokens, label, small);
    let (cut, size) = (whole > most, Vec2::new(whole.min(most), tokens.control));
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, selected, label));
    if ui.is_rect_visible(rect) {
        let color = if selected || response.hovered() { tokens.text } else { tokens.quiet };
        let font = if selected { bold } else { plain };
        if cut {
            let mut job = egui::text::LayoutJob::simple_singleline(label.to_owned(), font, color);
            job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - TAB_AROUND);
            let words = ui.painter().layout_job(job);
            ui.painter().galley(rect.center() - words.size() / 2.0, words, color);
        } else {
            ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, label, font, color);
        }
        if selected {
            let line = egui::Rect::from_min_max(
                rect.left_bottom() + Vec2::new(8.0, -3.0),
                rect.right_bottom() - Vec2::new(8.0, 0.0),
            );
            ui.painter().rect_filled(line, 1.0, tokens.accent);
        }
        if response.has_focus() {
            focus_ring(ui, rect, tokens);
        }
    }
    if cut { response.on_hover_text(label) } else { response }
}

/// Room a tab takes beside its words.
const TAB_AROUND: f32 = 16.0;

/// How wide a tab is.
#[must_use]
pub fn tab_width(ui: &Ui, tokens: &Tokens, label: &str, small: bool) -> f32 {
    let [_, bold] = tab_fonts(tokens, small);
    ui.painter().layout_no_wrap(label.to_owned(), bold, tokens.text).size().x + TAB_AROUND
}

/// Of a tab, and of the one in front.
fn tab_fonts(tokens: &Tokens, small: bool) -> [egui::FontId; 2] {
    let of =
        |font: egui::FontId| if small { egui::FontId::new(tokens.small().size, font.family) } else { font };
    [of(tokens.body()), of(tokens.body_bold())]
}

/// Two columns in a line: words to the left, a figure to the right.
pub fn split_line(ui: &mut Ui, left: RichText, right: RichText) -> Response {
    ui.horizontal(|ui| {
        ui.add(egui::Label::new(left).truncate());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.add(egui::Label::new(right)));
    })
    .response
}

/// `font`, or the same smaller, down to its usual size, where `text` would be
/// wider than `width`: large type gives way before words are cut.
#[must_use]
pub fn fitting(ui: &Ui, text: &str, font: egui::FontId, width: f32, tokens: &Tokens) -> egui::FontId {
    fitting_below(ui, text, font, width, 1.0 / tokens.scale)
}

/// The font a line fits in, made smaller by no more than to `least` of its
/// size.
#[must_use]
pub fn fitting_below(ui: &Ui, text: &str, font: egui::FontId, width: f32, least: f32) -> egui::FontId {
    let found =
        ui.painter().layout_no_wrap(text.to_owned(), font.clone(), ui.visuals().text_color()).size().x;
    if found <= width {
        return font;
    }
    let size = (font.size * width / found * 0.97).floor().max(font.size * least);
    egui::FontId::new(size, font.family)
}

/// `place` held between two others; halfway between them where a small window
/// leaves no room.
#[must_use]
pub fn held(place: f32, low: f32, high: f32) -> f32 {
    if low <= high { place.clamp(low, high) } else { f32::midpoint(low, high) }
}

/// Quiet secondary words.
#[must_use]
pub fn quiet(text: impl Into<String>, tokens: &Tokens) -> RichText {
    RichText::new(text).font(tokens.small()).color(tokens.quiet)
}

/// Bold words of ordinary size.
#[must_use]
pub fn bold(text: impl Into<String>, tokens: &Tokens) -> RichText {
    RichText::new(text).font(tokens.body_bold()).color(tokens.text)
}

/// A thin line across.
pub fn hairline(ui: &mut Ui, tokens: &Tokens) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 9.0), Sense::hover());
    let stroke = egui::Stroke::new(1.0, tokens.hairline);
    ui.painter().hline(rect.x_range(), rect.center().y, stroke);
}

/// A choice from a list, named for screen readers.
pub fn choice(ui: &mut Ui, name: &str, options: &[String], selected: usize, width: f32) -> Option<usize> {
    let mut picked = None;
    let shown = options.get(selected).map_or("", String::as_str);
    let combo = egui::ComboBox::from_id_salt(name).width(width).selected_text(shown).truncate().height(360.0);
    let response = combo.show_ui(ui, |ui| {
        for (i, option) in options.iter().enumerate() {
            if ui.selectable_label(i == selected, option).clicked() {
                picked = Some(i);
            }
        }
    });
    let info = || {
        let mut info = WidgetInfo::labeled(Role::ComboBox, true, name);
        info.current_text_value = Some(shown.to_owned());
        info
    };
    response.response.widget_info(info);
    picked.filter(|i| *i != selected)
}

/// Scrolls to the control that has just taken the focus, if it stands in this
/// scroll area; to be called at the end of its contents.
pub fn follow_focus(ui: &Ui, area: &str) {
    let key = egui::Id::unique(("followed-focus", area));
    let focused = ui.memory(egui::Memory::focused);
    let before: Option<egui::Id> = ui.data(|d| d.get_temp(key)).flatten();
    if focused == before {
        return;
    }
    ui.data_mut(|d| d.insert_temp(key, focused));
    if let Some(response) = focused.and_then(|id| ui.ctx().read_response(id))
        && ui.min_rect().contains(response.rect.center())
        && !ui.clip_rect().shrink(8.0).contains_rect(response.rect)
    {
        ui.scroll_to_rect(response.rect.expand(28.0), None);
    }
}

/// A font's text on screen, measured.
struct Measured<'a> {
    ui: &'a Ui,
    font: &'a egui::FontId,
}

impl Ruler for Measured<'_> {
    fn exact(&self, text: &str) -> f32 {
        let color = self.ui.visuals().text_color();
        self.ui.painter().layout_no_wrap(text.to_owned(), self.font.clone(), color).size().x
    }

    fn rough(&self, text: &str) -> f32 {
        self.ui.fonts_mut(|fonts| text.chars().map(|c| fonts.glyph_width(self.font, c)).sum())
    }
}

/// Text in lines of a width, no line of which begins with a dot or a closing
/// sign.
#[must_use]
pub fn broken(ui: &Ui, font: &egui::FontId, width: f32, text: &str) -> Vec<String> {
    line_break::lines(text, width, &Measured { ui, font })
}

/// Text of a width, no line of which begins with a dot or a closing sign.
pub fn paragraph(ui: &mut Ui, font: egui::FontId, width: f32, (text, color): (&str, egui::Color32)) {
    let response = written(ui, font, (text, color), width, egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, text));
}

/// The same, of which the one who asks says what it is.
pub fn written(
    ui: &mut Ui,
    font: egui::FontId,
    (text, color): (&str, egui::Color32),
    width: f32,
    sense: egui::Sense,
) -> egui::Response {
    let lines = broken(ui, &font, width, text).join("\n");
    let galley = ui.painter().layout(lines, font, color, f32::INFINITY);
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, galley.size().y), sense);
    ui.painter().galley(rect.min, galley, color);
    response
}
