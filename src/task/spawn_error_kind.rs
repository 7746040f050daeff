//! Why a task was not spawned.

use core::fmt;

/// Why a task was not spawned.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum SpawnErrorKind {
    /// No executor is there to take the task.
    ///
    /// A handle that stands for the runtime of the current thread was used where none runs.
    /// A program that uses [`task::spawn`](crate::task::spawn) sets one with
    /// [`global::set`](crate::task::global::set), once, at its start.
    NoExecutor,
    /// The executor was shut down and takes no tasks any more.
    Shutdown,
    /// The executor has no room for one more task now. It may have some later.
    Full,
}

impl fmt::Display for SpawnErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoExecutor => {
                "no executor is there: spawn inside the runtime, or call `task::global::set` at the start \
                 of the program"
            }
            Self::Shutdown => "the executor was shut down: spawn before that, or on another one",
            Self::Full => "the executor is full: spawn again when tasks have ended",
        })
    }
}
