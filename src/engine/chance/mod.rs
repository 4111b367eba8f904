//! What everything may be worth: the same rules on thousands of paths of what
//! moves by chance.

mod bridge;
pub mod correlation;
pub mod course;
pub mod draws;
pub mod fan;
mod group;
pub mod horizon;
pub mod known;
pub mod lanes;
pub mod motion;
pub mod moving;
pub mod normal;
mod parts;
pub mod precise;
pub mod quantile;
pub mod quick;
mod resting;
pub mod result;
pub mod run;
pub mod story;
mod windows;
