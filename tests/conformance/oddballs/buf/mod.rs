//! Strange buffered readers that conform, around the reference lane.

mod fills_by_bytes;
mod looks_ahead;
mod pends_first;
mod takes_what_is_there;
