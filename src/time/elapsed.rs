//! The error of a timeout.

use core::{error, fmt};

use crate::io;

/// The time was up before the future was ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Elapsed {
    _private: (),
}

impl Elapsed {
    pub(super) const fn new() -> Self {
        Self { _private: () }
    }
}

impl error::Error for Elapsed {}

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the time was up")
    }
}

impl From<Elapsed> for io::Error {
    fn from(_: Elapsed) -> Self {
        io::const_error!(io::ErrorKind::TimedOut, "the time was up")
    }
}

static_assertions::assert_impl_all!(Elapsed: Send, Sync, Unpin);
