//! Plain structs in the reader's words, ready to draw or print.

pub mod bank_form;
pub mod break_even;
pub mod breakdown;
pub mod chance_data;
pub mod chance_summary;
pub mod correlation;
pub mod entry;
pub mod fan;
pub mod fan_tiles;
pub mod fan_words;
pub mod figures;
pub mod form;
pub mod headline;
pub mod holdings;
pub mod measure;
pub mod money;
pub mod plan;
pub mod predict;
pub mod problem_text;
pub mod projection;
pub mod projection_data;
pub mod sensitivity;
pub mod slider;
pub mod ticks;
