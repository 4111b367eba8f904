//! From a profile and a scenario to what everything is worth, month by month.
//!
//! Two number worlds: money is [`Yen`](crate::domain::yen::Yen) (exact,
//! decimal), factor paths are `f64`. They meet in [`door`] and nowhere else.

pub mod attribution;
pub mod bank_loss;
pub mod bond;
pub mod break_even;
pub mod bundle;
pub mod cause;
pub mod chance;
pub mod contour;
pub mod crew;
pub mod crypto_tax;
pub mod deposit;
pub mod door;
pub mod episode_terms;
pub mod factors;
pub mod freeze;
pub mod hazard;
pub mod later;
pub mod ledger;
pub mod levy;
pub mod map;
pub mod map_axis;
mod map_row;
pub mod numeraire;
pub mod plan;
pub mod position;
pub mod projection;
pub mod replay;
mod run;
pub mod sensitivity;
pub mod solved_tie;
mod steps;
pub mod swing;
pub mod trace;
pub mod worth;
pub mod zero_loss;

pub use later::Later;
pub use projection::Projection;
pub use run::{project, project_along, project_plan};
