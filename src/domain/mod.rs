//! What a company holds and owes, and what might happen to it: plain values
//! that know neither disk, clock, chance, language nor window.
#![deny(clippy::float_arithmetic, clippy::arithmetic_side_effects)]

pub mod bank;
pub mod calendar;
pub mod episode;
pub mod fact_key;
pub mod holding;
pub mod origin;
pub mod param;
pub mod param_table;
pub mod plan;
pub mod profile;
pub mod risk_factor;
pub mod scenario;
pub mod validate;
pub mod when;
pub mod yen;
