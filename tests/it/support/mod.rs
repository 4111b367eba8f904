//! Shared by the tests.
#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

pub(crate) mod arbitrary;
pub(crate) mod dice;
pub(crate) mod eventful;
pub(crate) mod kittest_renderer;
pub(crate) mod onscreen;
pub(crate) mod oracle;
pub(crate) mod outlook;
pub(crate) mod paper;
pub(crate) mod pressed;
pub(crate) mod readers;
pub(crate) mod secret;
pub(crate) mod window;

use proptest::prelude::ProptestConfig;

/// How many random cases a property is tried on: `cases`, or as many times
/// more as `FORELOCK_CASES_TIMES` says. Nothing is kept on disk.
pub(crate) fn tried(cases: u32) -> ProptestConfig {
    ProptestConfig { cases: cases * times(), failure_persistence: None, ..ProptestConfig::default() }
}

/// How many times more than usual is to be tried: `FORELOCK_CASES_TIMES`.
pub(crate) fn times() -> u32 {
    std::env::var("FORELOCK_CASES_TIMES").map_or(1, |t| t.parse().expect("a whole number"))
}

/// Whether everything is to be gone through, not a part that is spread over
/// it: `FORELOCK_WHOLE` is set. Takes minutes to hours.
pub(crate) fn whole() -> bool {
    std::env::var_os("FORELOCK_WHOLE").is_some_and(|set| !set.is_empty() && set != "0")
}
