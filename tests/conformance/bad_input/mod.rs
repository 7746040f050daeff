//! What is done wrong with the suites: each time the message says what to do.
//!
//! What is found while compiling is in `tests/ui`.

mod environment;
mod fixtures;
mod waivers;
