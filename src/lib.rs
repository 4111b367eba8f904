//! Forelock: what a Japanese company's yen, deposits and crypto are really
//! worth if government bonds default, the yen falls or crypto crashes.
//!
//! The floors, lowest first: [`domain`], [`data`], [`engine`] / [`store`] /
//! [`text`], [`app`], [`view_model`], [`ui`] / [`export`]. A module imports
//! only from floors below its own; `ARCHITECTURE.md` draws it.

pub mod app;
pub mod data;
pub mod domain;
pub mod engine;
pub mod export;
pub mod store;
pub mod text;
pub mod ui;
pub mod view_model;
