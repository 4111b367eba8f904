//! Shared by the tests.

pub(crate) mod arbitrary;
pub(crate) mod kittest_renderer;
