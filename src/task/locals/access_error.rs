//! The error of a task-local that is not set.

use core::{error, fmt};

/// The error of a task-local that is not set where it is looked at.
///
/// Returned by [`TaskLocal::try_with`](crate::task::TaskLocal::try_with).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct AccessError {
    _private: (),
}

impl AccessError {
    pub(super) const fn new() -> Self {
        Self { _private: () }
    }
}

impl error::Error for AccessError {}

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "the task-local is not set here: run the future in its `scope`, and declare it \
             `inherited` if tasks that are spawned there need it",
        )
    }
}

static_assertions::assert_impl_all!(AccessError: Send, Sync, Unpin);
