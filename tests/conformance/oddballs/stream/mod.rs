//! Strange streams, all of them over the reference channel.

mod bursts;
mod late_end;
mod no_hint;
mod over;
mod wakes_many;
