//! Plain structs in the reader's words, ready to draw or print.

pub mod bank_form;
pub mod break_even;
pub mod breakdown;
pub mod chance_data;
pub mod chance_summary;
pub mod compare;
pub mod compare_data;
pub mod correlation;
pub mod difference;
pub mod entry;
pub mod explain;
pub mod fan;
pub mod fan_tiles;
pub mod fan_words;
pub mod form;
pub mod headline;
pub mod holdings;
pub mod measure;
pub mod money;
pub mod plan;
pub mod problem_text;
pub mod projection;
pub mod projection_data;
pub mod sensitivity;
pub mod slider;
pub mod ticks;
