//! Tests across floors, in one binary.

mod events;
mod properties;
mod reference;
mod store_files;
mod support;
mod validation;
