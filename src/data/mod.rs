//! Facts and examples that come with the program.

pub mod presets;
pub mod samples;
