//! How a number came about: a tree to open step by step, in the place of the
//! sliders.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use eframe::egui;
use egui::{Pos2, Response, RichText, ScrollArea, Sense, Ui, Vec2, WidgetInfo};

use super::icons::{self, Icon};
use super::scene::Scene;
use super::{what_if, widgets};
use crate::app::Command;
use crate::app::explaining::is_awaited;
use crate::view_model::explain::{Asked, Row, Source, Step, Writer, further_tree, part_names_of, slider};

/// The steps that are open, by their way from the root.
type Opened = BTreeSet<Vec<u16>>;
/// The trees of numbers a step only names, by its way, and whose they are of.
type Further = BTreeMap<Vec<u16>, (Source, Arc<Step>)>;

/// Room a level takes on the left.
const INDENT: f32 = 10.0;
/// Deeper levels are not set further in: the words keep their room.
const DEEPEST: usize = 7;

fn further_id() -> egui::Id {
    egui::Id::unique("explain-further")
}

fn opened_id() -> egui::Id {
    egui::Id::unique("explain-opened")
}

/// Draws the derivation of the number that is explained.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, asked: &Asked, tree: Option<&Step>) {
    let tokens = scene.tokens;
    let l = &scene.texts.l10n;
    let close_name = l.msg_explain_close();
    let mut close = ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
    ui.horizontal(|ui| {
        // Not where “Reset all” stands once this is closed.
        close |= widgets::icon_button(ui, &tokens, Icon::Close, &close_name, true).clicked();
        ui.label(RichText::new(l.msg_explain_title()).font(tokens.section()));
    });
    let profile = std::sync::Arc::clone(&scene.profile);
    let place = asked.place();
    let scenario = place.scenario(scene.state.profile());
    let parts = part_names_of(asked, scene.state, scene.texts, scene.money);
    let writer = Writer {
        profile: &profile,
        scenario: &scenario,
        moved: &place.moved,
        parts: &parts,
        texts: scene.texts,
        money: scene.money,
    };
    let title = writer.title(asked);
    let Some(tree) = tree else {
        ui.add(egui::Label::new(RichText::new(&title).font(tokens.body()).color(tokens.quiet)).wrap());
        let awaited = is_awaited(scene.state);
        let words = if awaited { l.msg_explain_working() } else { l.msg_explain_gone() };
        ui.add(egui::Label::new(RichText::new(words).font(tokens.body())).wrap());
        if close {
            scene.ask(Command::Explain(None));
        }
        return;
    };
    let fresh = arrived(ui, asked);
    let root = writer.row(tree);
    ui.add(egui::Label::new(RichText::new(&title).font(tokens.body()).color(tokens.quiet)).wrap());
    ui.add(egui::Label::new(RichText::new(&root.value).font(tokens.headline())).wrap());
    ui.add_space(4.0);
    ui.add(egui::Label::new(widgets::quiet(l.msg_explain_hint(), &tokens)).wrap());
    let mut copy = false;
    if ui.button(RichText::new(l.msg_explain_copy()).font(tokens.small())).clicked() {
        copy = true;
    }
    widgets::hairline(ui, &tokens);
    let wanted = steps(ui, scene, &writer, (asked, tree), (copy.then_some(title.as_str()), fresh));
    if let Some(param) = wanted {
        what_if::go_to(ui.ctx(), param);
    }
    if close || wanted.is_some() {
        let from: Option<Arrived> = ui.data(|d| d.get_temp(arrived_id()));
        if let Some(id) = from.and_then(|arrived| arrived.from).filter(|_| close) {
            ui.memory_mut(|m| m.request_focus(id));
        }
        scene.ask(Command::Explain(None));
    }
}

/// The steps; what they are copied with a title for, and the slider one of
/// them leads to.
fn steps(
    ui: &mut Ui,
    scene: &Scene<'_>,
    writer: &Writer<'_>,
    (asked, tree): (&Asked, &Step),
    (copy, fresh): (Option<&str>, bool),
) -> Option<crate::domain::param::Param> {
    let key = opened_id().with(asked);
    let first = || Opened::from([Vec::new()]);
    let mut opened: Opened = ui.data(|d| d.get_temp(key)).unwrap_or_else(first);
    let mut further: Further = ui.data(|d| d.get_temp(further_id())).unwrap_or_default();
    further.retain(|way, _| opened.contains(way));
    if let Some(title) = copy {
        let mut way = Vec::new();
        ui.ctx().copy_text(writer.text(title, &with_further(tree, &further, &mut way)));
    }
    let mut wanted = None;
    ScrollArea::vertical().id_salt("explain").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut branch =
            Branch { writer, opened: &mut opened, further: &mut further, wanted: &mut wanted, fresh };
        branch.step(ui, scene, (tree, None), None, &mut Vec::new());
        ui.add_space(12.0);
        widgets::follow_focus(ui, "explain");
    });
    ui.data_mut(|d| {
        d.insert_temp(key, opened);
        d.insert_temp(further_id(), further);
    });
    wanted
}

/// The tree with what is open of the trees its steps only name.
fn with_further(step: &Step, further: &Further, way: &mut Vec<u16>) -> Step {
    let step = further.get(way.as_slice()).map_or(step, |(_, told)| told);
    let below = |(i, input): (usize, &Step)| {
        way.push(u16::try_from(i).unwrap_or(u16::MAX));
        let input = with_further(input, further, way);
        way.pop();
        input
    };
    Step { inputs: step.inputs.iter().enumerate().map(below).collect(), ..step.clone() }
}

/// Which tree came last, and where the focus was before the first.
#[derive(Clone)]
struct Arrived {
    asked: Asked,
    from: Option<egui::Id>,
}

fn arrived_id() -> egui::Id {
    egui::Id::unique("explain-arrived")
}

/// Forgets it all, so that the next tree is a new one.
pub fn closed(ctx: &egui::Context) {
    ctx.data_mut(|d| {
        d.remove::<Arrived>(arrived_id());
        d.remove::<Further>(further_id());
    });
}

/// Whether this tree is a new one; remembers where the focus came from.
fn arrived(ui: &Ui, asked: &Asked) -> bool {
    let before: Option<Arrived> = ui.data(|d| d.get_temp(arrived_id()));
    if before.as_ref().is_some_and(|arrived| arrived.asked == *asked) {
        return false;
    }
    let focused = ui.memory(egui::Memory::focused);
    let from = before.map_or(focused, |arrived| arrived.from);
    ui.data_mut(|d| d.insert_temp(arrived_id(), Arrived { asked: asked.clone(), from }));
    true
}

/// What a step is drawn with.
struct Branch<'a, 'b> {
    writer: &'a Writer<'b>,
    opened: &'a mut Opened,
    further: &'a mut Further,
    wanted: &'a mut Option<crate::domain::param::Param>,
    /// Whether the tree has just come: its first line takes the focus.
    fresh: bool,
}

impl Branch<'_, '_> {
    /// A step and, where it is open, its formula and what went into it.
    fn step(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        (step, above): (&Step, Option<&Step>),
        source: Option<&Source>,
        way: &mut Vec<u16>,
    ) {
        let source = step.within.as_ref().or(source);
        let row = above.map_or_else(|| self.writer.row(step), |above| self.writer.row_below(step, above));
        let open = self.opened.contains(way);
        let named = source.filter(|_| step.elsewhere.is_some());
        let leaf = step.inputs.is_empty() && named.is_none();
        let depth = way.len();
        let slider = slider(step);
        let response = line(ui, scene, &row, (depth, (!leaf).then_some(open)));
        if way.is_empty() && std::mem::take(&mut self.fresh) || response.clicked() {
            response.request_focus();
        }
        if response.clicked() {
            match slider {
                Some(param) => *self.wanted = Some(param),
                None if !leaf => self.turn(way, !open),
                None => {}
            }
        }
        if response.has_focus() && !leaf {
            let pressed = |key| ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, key));
            let arrows = egui::EventFilter { horizontal_arrows: true, ..Default::default() };
            ui.memory_mut(|m| m.set_focus_lock_filter(response.id, arrows));
            if pressed(egui::Key::ArrowRight) {
                self.turn(way, true);
            }
            if pressed(egui::Key::ArrowLeft) {
                self.turn(way, false);
            }
        }
        if leaf {
            further(ui, scene, &row.note, depth);
        }
        if !open || leaf {
            return;
        }
        let told = named.and_then(|source| self.further(step, source, way));
        let (step, row) = match &told {
            Some(told) => (told.as_ref(), self.writer.row(told)),
            None => (step, row),
        };
        for text in [&row.formula, &row.figures, &row.note] {
            further(ui, scene, text, depth);
        }
        for (i, input) in step.inputs.iter().enumerate() {
            way.push(u16::try_from(i).unwrap_or(u16::MAX));
            self.step(ui, scene, (input, Some(step)), source, way);
            way.pop();
        }
    }

    /// The tree of a number a step only names: worked out once.
    fn further(&mut self, step: &Step, source: &Source, way: &[u16]) -> Option<Arc<Step>> {
        if let Some((of, told)) = self.further.get(way)
            && of.is(source)
        {
            return Some(Arc::clone(told));
        }
        let told = Arc::new(further_tree(step, source)?);
        self.further.insert(way.to_vec(), (source.clone(), Arc::clone(&told)));
        Some(told)
    }

    fn turn(&mut self, way: &[u16], open: bool) {
        if open {
            self.opened.insert(way.to_vec());
        } else {
            self.opened.remove(way);
        }
    }
}

fn inset(depth: usize) -> f32 {
    INDENT * f32::from(u8::try_from(depth.min(DEEPEST)).unwrap_or(0))
}

/// A line: an arrow where it can be opened, what the number is, the number.
fn line(ui: &mut Ui, scene: &Scene<'_>, row: &Row, (depth, open): (usize, Option<bool>)) -> Response {
    let tokens = scene.tokens;
    let all = ui.available_width() - 8.0;
    let left = inset(depth) + 16.0;
    let painter = ui.painter();
    let value = painter.layout(row.value.clone(), tokens.small(), tokens.text, all - left);
    // The ring of the focus stands clear of the figures.
    let edge = 4.0;
    let beside = all - left - value.size().x - 12.0 - edge;
    // A long number stands below its words.
    let below = beside < 96.0 * tokens.scale;
    let label =
        if row.symbol.is_empty() { row.label.clone() } else { format!("{}  {}", row.label, row.symbol) };
    let wrap = if below { all - left } else { beside };
    let words = painter.layout(label, tokens.small(), tokens.text, wrap);
    let height = if below { words.size().y + value.size().y } else { words.size().y.max(value.size().y) };
    let (rect, response) = ui.allocate_exact_size(Vec2::new(all, height + 8.0), Sense::click());
    let said = scene.texts.l10n.msg_labelled(&row.label, &row.value);
    response.widget_info(|| {
        let role = if open.is_some() { egui::Role::DisclosureTriangle } else { egui::Role::Button };
        let mut info = WidgetInfo::labeled(role, true, &said);
        info.selected = open;
        info
    });
    let note =
        if row.note.is_empty() { row.formula.clone() } else { format!("{} {}", row.formula, row.note) };
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(note));
    if ui.is_rect_visible(rect) {
        let painter = ui.painter();
        if response.hovered() || response.has_focus() {
            painter.rect_filled(rect, 4.0, ui.visuals().widgets.hovered.weak_bg_fill);
        }
        let top = rect.top() + 4.0;
        if let Some(open) = open {
            let middle = Pos2::new(rect.left() + inset(depth) + 7.0, top + value.size().y.min(18.0) / 2.0);
            let arrow = egui::Rect::from_center_size(middle, Vec2::splat(14.0));
            icons::paint(painter, arrow, if open { Icon::Down } else { Icon::Right }, tokens.quiet, 0.7);
        }
        let words_height = words.size().y;
        painter.galley(Pos2::new(rect.left() + left, top), words, tokens.text);
        let drop = if below { words_height } else { 0.0 };
        let at = Pos2::new(rect.right() - value.size().x - edge, top + drop);
        painter.galley(at, value, tokens.text);
        if response.has_focus() {
            widgets::focus_ring(ui, rect, &tokens);
        }
    }
    response
}

/// A quiet line below: a formula, or where a number comes from.
fn further(ui: &mut Ui, scene: &Scene<'_>, text: &str, depth: usize) {
    if text.is_empty() {
        return;
    }
    let tokens = scene.tokens;
    let left = inset(depth) + 16.0;
    let all = ui.available_width() - 8.0;
    let galley = ui.painter().layout(text.to_owned(), tokens.small(), tokens.quiet, all - left);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(all, galley.size().y + 4.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, text));
    ui.painter().galley(Pos2::new(rect.left() + left, rect.top()), galley, tokens.quiet);
}
