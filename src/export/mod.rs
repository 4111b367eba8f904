//! View models written as files and streams: PNG, JSON, CSV, plain tables.

pub mod png;
pub mod rows;
pub mod study_rows;
