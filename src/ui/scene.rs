//! What every part of the window is drawn from.

use std::sync::Arc;

use eframe::egui;

use super::theme::Tokens;
use crate::app::history::Gesture;
use crate::app::{Command, Edit, State};
use crate::domain::profile::Profile;
use crate::domain::scenario::Scenario;
use crate::text::Texts;
use crate::view_model::money::Money;

/// What is drawn, how, and where commands go.
pub struct Scene<'a> {
    /// The state, to be read only.
    pub state: &'a State,
    /// The texts of the language in force.
    pub texts: &'a Texts,
    /// Colours and sizes.
    pub tokens: Tokens,
    /// The profile as it may be seen: its names are for the screen, and what
    /// an edit is made of comes from the state.
    pub profile: Arc<Profile>,
    /// How amounts are written.
    pub money: Money,
    /// The scenario in front.
    pub scenario: Arc<Scenario>,
    /// Whether this is a picture to keep, in which nothing can be pressed.
    pub still: bool,
    /// What was asked for in this frame.
    pub commands: Vec<Command>,
}

impl<'a> Scene<'a> {
    /// A frame of a state.
    #[must_use]
    pub fn new(state: &'a State, texts: &'a Texts) -> Self {
        Self {
            state,
            texts,
            tokens: Tokens::of(state.prefs.theme),
            profile: state.shown_profile(texts),
            money: Money::of(state),
            scenario: Arc::new(state.profile().active_scenario()),
            still: false,
            commands: Vec::new(),
        }
    }

    /// Asks for something.
    pub fn ask(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// Asks for an edit that is a step of its own.
    pub fn edit(&mut self, edit: Edit) {
        self.commands.push(Command::Edit(edit, None));
    }

    /// Asks for an edit that joins the gesture under way at a control: from
    /// taking hold of it to letting go, or from focus to leaving.
    pub fn edit_while(&mut self, ctx: &egui::Context, control: egui::Id, edit: Edit) {
        self.commands.push(joined(ctx, control, edit));
    }
}

/// An edit that joins the gesture under way at a control.
pub(super) fn joined(ctx: &egui::Context, control: egui::Id, edit: Edit) -> Command {
    Command::Edit(edit, Some(gesture(ctx, control)))
}

#[derive(Clone, Copy, Default)]
struct Running {
    control: Option<egui::Id>,
    number: u64,
}

fn running() -> egui::Id {
    egui::Id::unique("running-gesture")
}

/// The gesture under way at a control; a new one if another was, or none.
fn gesture(ctx: &egui::Context, control: egui::Id) -> Gesture {
    ctx.data_mut(|data| {
        let now: &mut Running = data.get_temp_mut_or_default(running());
        if now.control != Some(control) {
            now.control = Some(control);
            now.number = now.number.wrapping_add(1);
        }
        Gesture(now.number)
    })
}

/// Ends the gesture at a control: what comes next there is a new step.
pub fn end_gesture(ctx: &egui::Context, control: egui::Id) {
    ctx.data_mut(|data| {
        let now: &mut Running = data.get_temp_mut_or_default(running());
        if now.control == Some(control) {
            now.control = None;
        }
    });
}
