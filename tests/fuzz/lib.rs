//! What the fuzzers hold every reader to: the same as `tests/it/fuzzed.rs`.

#[path = "../it/support/readers.rs"]
pub mod readers;
