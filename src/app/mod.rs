//! What the program remembers, what can be asked of it, and what it then
//! does: state, commands, one `update`, and effects that touch the disk.

pub mod after_crash;
pub mod clock;
pub mod command;
pub mod compare;
pub mod edit;
pub mod effect;
pub mod explaining;
mod files;
pub mod guardian;
pub mod guess;
pub mod hiding;
pub mod history;
pub mod keeping;
pub mod prefs;
pub mod sample_names;
pub mod simulator;
pub mod state;
pub mod study;
pub mod table;
pub mod update;
pub mod writer;

pub use command::Command;
pub use edit::Edit;
pub use state::State;
pub use update::update;
