//! A slider the hand has hold of: where it moves to, known before anything is
//! laid out, so that a move takes one layout and not two.

use eframe::egui;
use egui::{Context, Id, Rangef, Rect, Response, Ui};

use super::scene::joined;
use crate::app::{Command, Edit, State};
use crate::domain::param::Param;
use crate::view_model::slider::{self, SliderRow};

/// A slider as it was last drawn.
#[derive(Debug, Clone, Copy)]
struct Held {
    id: Id,
    param: Param,
    /// Where the middle of the knob may be.
    rail: Rangef,
    low: f64,
    high: f64,
    /// The layout it was drawn in.
    layout: u64,
}

fn held_id() -> Id {
    Id::unique("slider-held")
}

/// Where the middle of the knob may be, of a slider this large.
pub(super) fn rail(slider: Rect) -> Rangef {
    let knob = slider.height() / 2.5;
    slider.x_range().shrink(knob)
}

/// Keeps where a slider is while it is held. One on a logarithmic scale moves
/// where it is drawn, in a second layout.
pub(super) fn keep(ui: &Ui, response: &Response, row: &SliderRow) {
    if !response.dragged() || row.logarithmic {
        return;
    }
    let (id, param, low, high) = (response.id, row.param, row.low, row.high);
    let held =
        Held { id, param, rail: rail(response.rect), low, high, layout: ui.ctx().cumulative_pass_nr() };
    ui.data_mut(|d| d.insert_temp(held_id(), held));
}

/// What the hand does to the slider it holds, if it moves. Should the slider,
/// once drawn, be of another opinion, it says so itself.
#[must_use]
pub(super) fn moved(ctx: &Context, state: &State) -> Option<Command> {
    let held: Held = ctx.data(|d| d.get_temp(held_id()))?;
    let drawn_last = held.layout.saturating_add(1) == ctx.cumulative_pass_nr();
    if !drawn_last || !ctx.is_being_dragged(held.id) {
        return None;
    }
    let (pointer, aim) = ctx.input(|i| (i.pointer.interact_pos(), i.aim_radius()));
    let at = pointer?.x;
    let position = egui::emath::smart_aim::best_in_range_f64(held.at(at - aim), held.at(at + aim));
    let stands = state.profile().active_scenario().get(held.param);
    // A value beyond the ends, typed, is not lost by holding the knob there.
    let knob = slider::position(held.param, stands).clamp(held.low, held.high);
    let value = slider::from_position(held.param, position);
    (position.to_bits() != knob.to_bits() && value != stands)
        .then(|| joined(ctx, held.id, Edit::SetParam(held.param, value)))
}

impl Held {
    fn at(&self, point: f32) -> f64 {
        let share = f64::from(egui::remap_clamp(point, self.rail, 0.0..=1.0));
        egui::lerp(self.low..=self.high, share)
    }
}
