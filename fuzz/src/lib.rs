//! What the targets share: panics that are part of the program, and bytes that come in pieces.

mod planned;
mod scripted;

pub use planned::{panics, planned_panic, print_no_planned_panics};
pub use scripted::{Inner, Scripted, Step, poll_to_end};
