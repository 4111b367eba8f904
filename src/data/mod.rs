//! Facts and examples that come with the program.

pub mod bench_company;
pub mod claims;
pub mod episodes;
pub mod glossary;
pub mod market_odds;
pub mod param_dates;
pub mod presets;
pub mod samples;
pub mod series;
