//! What a caller must not do.

use core::fmt;

/// What a caller must not do to the objects that it polls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misuse {
    /// It polls a stream or a future that has told that it is at its end.
    PollsAfterEnd,
    /// It reads from what has told that it is at its end.
    ReadsAfterEnd,
    /// It flushes what it has begun to shut down.
    FlushesAfterShutdown,
    /// It writes to what it has begun to shut down.
    WritesAfterShutdown,
    /// It asks a writer that takes nothing again and again.
    AsksAgain,
    /// It polls while it is dropped.
    PollsInDrop,
    /// It consumes more than it was shown.
    ConsumesTooMuch,
}

impl fmt::Display for Misuse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PollsAfterEnd => "polled after its end",
            Self::ReadsAfterEnd => "read again after its end",
            Self::FlushesAfterShutdown => "flushed after its shutdown began",
            Self::WritesAfterShutdown => "written to after its shutdown began",
            Self::AsksAgain => "written to 100 times although it takes nothing",
            Self::PollsInDrop => "polled while its caller is dropped",
            Self::ConsumesTooMuch => "consumed beyond what it showed",
        })
    }
}
