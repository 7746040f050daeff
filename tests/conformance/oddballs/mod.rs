//! Strange implementations that conform: each must pass every rule whose capabilities it declares.
//!
//! They keep the rules honest: a rule that one of these fails asks for more than the contract does.
//! Each is a wrapper around the reference pipe or channel, one per file, and strange in one way.

mod bounded;
mod buf;
mod capacity_one;
mod endless;
mod executor;
mod first_slice;
pub(crate) mod fixture;
mod last_four;
pub(crate) mod one_byte;
pub(crate) mod pends_first;
mod seek;
mod stays_failed;
mod stream;
pub(crate) mod wakes_twice;
mod zeroes_window;
