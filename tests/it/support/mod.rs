//! Shared by the tests.
#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

pub(crate) mod arbitrary;
pub(crate) mod eventful;
pub(crate) mod kittest_renderer;
pub(crate) mod oracle;
pub(crate) mod outlook;
pub(crate) mod paper;
pub(crate) mod window;
