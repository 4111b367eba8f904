//! What happens within a month, a file a step, in the order of `run`.

mod bank_event;
mod bank_why;
pub(super) mod controls;
pub(super) mod crypto_events;
mod earn;
mod mature;
pub(super) mod plan;
mod plan_why;
mod prices;
mod yields_and_default;
