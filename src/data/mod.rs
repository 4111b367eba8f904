//! Facts and examples that come with the program.

pub mod bench_company;
pub mod episodes;
pub mod market_odds;
pub mod presets;
pub mod samples;
pub mod series;
