//! Small futures that every executor needs.

mod yield_now;

pub use yield_now::{YieldNow, yield_now};
