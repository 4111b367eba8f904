//! View models written as files and streams: PNG, JSON, CSV, plain tables.

pub mod assumption_rows;
pub mod chance_rows;
pub mod compare_rows;
pub mod explain;
pub mod png;
pub mod replay_rows;
pub mod rows;
pub mod study_rows;
