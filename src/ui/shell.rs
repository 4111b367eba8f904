//! The window as a whole: state in, three zones drawn, commands out.

use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui;
use egui::{Id, Panel, Ui};

use super::centre::{self, Views};
use super::scene::Scene;
use super::theme::Tokens;
use super::{
    cursor, dialogs, explain_panel, fonts, front, held, keys, own_panel, slider_row, top_bar, what_if,
};
use crate::app::command::Leaving;
use crate::app::compare::Comparing;
use crate::app::effect::{Effect, Effects};
use crate::app::prefs::{Prefs, Theme};
use crate::app::state::Chance;
use crate::app::{Command, State, simulator, study, update};
use crate::domain::holding::HoldingId;
use crate::domain::profile::Profile;
use crate::text::Texts;
use crate::view_model::explain::{Asked, Step};

/// A part of the window the focus can be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Zone {
    /// What you own.
    Own,
    /// The chart.
    Centre,
    /// What if.
    WhatIf,
}

/// How long a frame may wait for the fan of what was just moved: as long as a
/// simulation may take, and what is made ready for it.
const FOR_A_FAN: Duration = Duration::from_millis(10);

/// The program in its window.
pub struct Shell {
    state: State,
    texts: Texts,
    effects: Effects,
    shown: Option<(ViewKey, Views)>,
    theme: Option<Theme>,
    quitting: bool,
    /// How long a frame may wait for the simulation that was asked for in it.
    until: Option<Instant>,
    /// What was answered while a frame was drawn.
    later: Vec<Command>,
    last_window: Option<([u32; 2], Option<[i32; 2]>)>,
}

/// Something shared, equal only to itself.
struct Same<T>(Arc<T>);

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// What the view models depend on.
#[derive(PartialEq)]
struct ViewKey {
    profile: Same<Profile>,
    chance: Option<Same<Chance>>,
    prefs: Prefs,
    scope: Option<HoldingId>,
    explaining: Option<Asked>,
    story: Option<Same<Step>>,
    comparing: Comparing,
    studies: u64,
}

impl Shell {
    /// Puts fonts and colours in place.
    #[must_use]
    pub fn new(ctx: &egui::Context, mut state: State) -> Self {
        fonts::install(ctx);
        let waking = ctx.clone();
        let effects = Effects::new(Arc::new(move || waking.request_repaint()), state.data_folder.clone());
        let texts = Texts::new(state.prefs.lang);
        // What was asked before there was a window is answered to nobody.
        state.studies.asked = None;
        state.chance_asked = None;
        if let Some(request) = study::ask(&mut state) {
            effects.run(Effect::Study(request));
        }
        if let Some(ask) = simulator::ask(&mut state) {
            effects.run(Effect::Simulate(Box::new(ask)));
        }
        Self {
            state,
            texts,
            effects,
            shown: None,
            theme: None,
            quitting: false,
            until: None,
            later: Vec::new(),
            last_window: None,
        }
    }

    /// The state, to look at.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Takes a command in and does what follows from it.
    pub fn take(&mut self, command: Command) {
        for effect in update(&mut self.state, command, &self.texts) {
            if matches!(effect, Effect::Quit) {
                self.quitting = true;
            }
            self.effects.run(effect);
        }
        if self.texts.lang != self.state.prefs.lang {
            self.texts = Texts::new(self.state.prefs.lang);
        }
    }

    /// Draws a frame and carries out what was asked for in it.
    pub fn frame(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        for answer in std::mem::take(&mut self.later) {
            self.take(answer);
        }
        while let Some(answer) = self.effects.answer() {
            self.take(answer);
        }
        self.dropped_files(&ctx);
        self.closing(&ctx);
        if self.theme != Some(self.state.prefs.theme) {
            Tokens::of(self.state.prefs.theme).apply(&ctx);
            self.theme = Some(self.state.prefs.theme);
        }
        // A slider that is held has moved before anything is drawn.
        if let Some(command) = held::moved(&ctx, &self.state) {
            self.take(command);
            self.until = Some(Instant::now() + FOR_A_FAN);
        }
        // Keys and controls act on the state of the frame they were seen in;
        // what they change is drawn at once, in the same frame, by a second
        // pass that the first one asks for.
        let commands = self.draw(ui, &ctx);
        if !commands.is_empty() {
            for command in commands {
                if matches!(command, Command::Explain(Some(_))) {
                    show_panel(&ctx, false);
                }
                if matches!(command, Command::SetEditing(Some(_)) | Command::Leave(Leaving::New)) {
                    show_panel(&ctx, true);
                }
                if matches!(command, Command::Leave(Leaving::New)) {
                    ctx.data_mut(|d| d.insert_temp(super::form_view::focus_first_id(), true));
                }
                self.take(command);
            }
            self.until = Some(Instant::now() + FOR_A_FAN);
            ctx.request_discard("a command changed what was drawn");
            ctx.request_repaint();
        }
        if self.quitting {
            self.remember_window(&ctx);
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }

    /// Gives a simulation asked for in this frame a moment, so that the fan
    /// follows the hand within the frame; a longer one follows later.
    fn await_simulation(&mut self) {
        let Some(until) = self.until.take() else { return };
        while self.state.chance_asked.is_some()
            && self.state.shows_chance()
            && !self.state.is_chance_current()
        {
            let left = until.saturating_duration_since(Instant::now());
            match self.effects.answer_within(left) {
                Some(answer @ (Command::ChanceReady(_) | Command::ChanceProgress(..))) => self.take(answer),
                // What else is answered is for the next frame: this one is half drawn.
                Some(other) => self.later.push(other),
                None => return,
            }
        }
    }

    fn draw(&mut self, ui: &mut Ui, ctx: &egui::Context) -> Vec<Command> {
        // How a number came about may rest on what is simulated.
        let explaining = self.state.explaining.is_some();
        if explaining {
            self.await_simulation();
            self.refresh();
        }
        let views = self.shown.as_ref().map(|(_, views)| views).filter(|_| explaining);
        let explained = views.and_then(|views| views.explained.clone());
        let mut scene = Scene::new(&self.state, &self.texts);
        let zone = sides(ui, ctx, &mut scene, explained.as_deref());
        let mut commands = scene.commands;
        // Simulated meanwhile, by other threads.
        self.await_simulation();
        self.refresh();
        let Some((_, views)) = &self.shown else { return commands };
        let mut scene = Scene::new(&self.state, &self.texts);
        rest(ui, ctx, &mut scene, views, zone);
        commands.append(&mut scene.commands);
        commands
    }

    /// Builds the view models again where something they show has changed.
    fn refresh(&mut self) {
        let key = ViewKey {
            profile: Same(Arc::clone(self.state.profile())),
            chance: self.state.chance.as_ref().map(|chance| Same(Arc::clone(chance))),
            prefs: self.state.prefs,
            scope: self.state.scope.clone(),
            explaining: self.state.explaining.clone(),
            story: self.state.story.as_ref().map(|(_, step)| Same(Arc::clone(step))),
            comparing: self.state.comparing,
            studies: self.state.studies.revision,
        };
        if self.shown.as_ref().is_some_and(|(shown, _)| *shown == key) {
            return;
        }
        let views = front::views(&self.state, &self.texts);
        self.shown = Some((key, views));
    }

    fn dropped_files(&mut self, ctx: &egui::Context) {
        let dropped = ctx.input(|i| i.raw.dropped_files.first().map(|f| f.path().to_owned()));
        if let Some(path) = dropped {
            self.take(Command::Leave(Leaving::OpenPath(path)));
        }
    }

    /// Closing the window asks about unsaved changes first.
    fn closing(&mut self, ctx: &egui::Context) {
        if ctx.input(|i| i.viewport().close_requested()) && !self.quitting {
            self.take(Command::Leave(Leaving::Quit));
            if !self.quitting {
                ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            }
        }
    }

    fn remember_window(&mut self, ctx: &egui::Context) {
        let (inner, outer) = ctx.input(|i| (i.viewport().inner_rect, i.viewport().outer_rect));
        let Some(inner) = inner else { return };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a window is not that large"
        )]
        let size = [inner.width().round() as u32, inner.height().round() as u32];
        #[expect(clippy::cast_possible_truncation, reason = "a window is not that far off")]
        let position = outer.map(|r| [r.left().round() as i32, r.top().round() as i32]);
        if self.last_window != Some((size, position)) {
            self.last_window = Some((size, position));
            self.take(Command::WindowMoved { size, position });
        }
    }
}

/// Draws the bar and the panels around the centre; `explained` is how the
/// number asked about came about. The part of the window a key asks for.
pub(super) fn sides(
    ui: &mut Ui,
    ctx: &egui::Context,
    scene: &mut Scene<'_>,
    explained: Option<&Step>,
) -> Option<Zone> {
    let zone = keys::read(ctx, scene);
    around(ui, scene, zone, explained);
    zone
}

/// Draws the centre, and what lies over the window.
pub(super) fn rest(
    ui: &mut Ui,
    ctx: &egui::Context,
    scene: &mut Scene<'_>,
    views: &Views,
    zone: Option<Zone>,
) {
    egui::CentralPanel::default().frame(framed(scene.tokens.ground, 16, 8)).show(ui, |ui| {
        if zone == Some(Zone::Centre) {
            cursor::want(ui.ctx());
        }
        centre::show(ui, scene, views);
    });
    dialogs::show(ctx, scene);
    dialogs::notice(ctx, scene);
    dialogs::drop_hint(ctx, scene);
}

fn panel_id(left: bool) -> Id {
    Id::unique(("panel-wanted", left))
}

/// Shows a side panel, or hides it.
pub fn toggle_panel(ctx: &egui::Context, left: bool) {
    let shown = panel_shown(ctx, left);
    ctx.data_mut(|d| d.insert_temp(panel_id(left), !shown));
}

/// Shows a side panel, whatever was asked for before.
pub fn show_panel(ctx: &egui::Context, left: bool) {
    ctx.data_mut(|d| d.insert_temp(panel_id(left), true));
}

/// Whether a side panel is shown: as it was asked for, else where there is
/// room for it beside a chart.
fn panel_shown(ctx: &egui::Context, left: bool) -> bool {
    let wanted: Option<bool> = ctx.data(|d| d.get_temp(panel_id(left)));
    wanted.unwrap_or_else(|| {
        let room = ctx.content_rect().width();
        let scale: f32 = ctx.global_style().spacing.interact_size.y / 32.0;
        !left || scale <= 1.0 || room >= 1700.0
    })
}

fn framed(fill: egui::Color32, x: i8, y: i8) -> egui::Frame {
    egui::Frame::new().fill(fill).inner_margin(egui::Margin::symmetric(x, y))
}

fn around(ui: &mut Ui, scene: &mut Scene<'_>, zone: Option<Zone>, explained: Option<&Step>) {
    let tokens = scene.tokens;
    let width = ui.ctx().content_rect().width();
    let narrow = width < 1100.0;
    let side = |usual: f32, small: f32| {
        let base = if narrow { small } else { usual };
        if tokens.scale > 1.0 { base * 1.3 } else { base }
    };
    Panel::top("top")
        .exact_size(44.0 + (tokens.control - 32.0))
        .frame(framed(tokens.panel, 12, 0))
        .show(ui, |ui| top_bar::show(ui, scene));
    if zone == Some(Zone::Own) {
        show_panel(ui.ctx(), true);
    }
    if zone == Some(Zone::WhatIf) {
        show_panel(ui.ctx(), false);
    }
    // A slider that was asked for is not to stay behind a derivation.
    if scene.state.explaining.is_some() && slider_row::is_awaited(ui.ctx()) {
        scene.ask(Command::Explain(None));
    }
    if panel_shown(ui.ctx(), true) {
        Panel::left("own")
            .exact_size(side(280.0, 240.0))
            .resizable(false)
            .frame(framed(tokens.panel, 16, 12))
            .show(ui, |ui| {
                if zone == Some(Zone::Own) {
                    focus_next(ui);
                }
                own_panel::show(ui, scene);
            });
    }
    if panel_shown(ui.ctx(), false) {
        Panel::right("what-if")
            .exact_size(side(320.0, 290.0))
            .resizable(false)
            .frame(framed(tokens.panel, 16, 12))
            .show(ui, |ui| {
                if zone == Some(Zone::WhatIf) {
                    focus_next(ui);
                }
                if scene.state.explaining.is_none() {
                    explain_panel::closed(ui.ctx());
                }
                match scene.state.explaining.clone() {
                    _ if scene.state.is_predicting() => what_if::show(ui, scene),
                    Some(asked) => explain_panel::show(ui, scene, &asked, explained),
                    _ => what_if::show(ui, scene),
                }
            });
    }
}

/// Gives the focus to the first control of this zone, as Tab would from its
/// start.
pub(super) fn focus_next(ui: &mut Ui) {
    let start = ui.scope_id().with("zone-start");
    ui.memory_mut(|memory| {
        memory.request_focus(start);
        memory.move_focus(egui::FocusDirection::Next);
    });
    let place = egui::Rect::from_min_size(ui.cursor().min, egui::Vec2::ZERO);
    ui.interact(place, start, egui::Sense::focusable_noninteractive());
}

impl eframe::App for Shell {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.frame(ui);
    }
}
