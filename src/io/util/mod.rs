//! Sources and sinks that hold nothing.

mod empty;
mod repeat;
mod sink;

pub use self::empty::{Empty, empty};
pub use self::repeat::{Repeat, repeat};
pub use self::sink::{Sink, sink};
