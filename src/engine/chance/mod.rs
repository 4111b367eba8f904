//! What everything may be worth: the same rules on thousands of paths of what
//! moves by chance.

pub mod correlation;
pub mod result;
