//! The error of setting the global executor twice.

use core::{error, fmt, panic::Location};

/// The error of setting the global executor a second time. The first one stays.
#[derive(Clone, Copy, Debug)]
pub struct AlreadySet {
    location: Option<&'static Location<'static>>,
}

impl AlreadySet {
    pub(super) const fn new(location: Option<&'static Location<'static>>) -> Self {
        Self { location }
    }

    /// Returns where the global executor was set, or `None` if another thread is just setting it.
    pub const fn location(&self) -> Option<&'static Location<'static>> {
        self.location
    }
}

impl error::Error for AlreadySet {}

impl fmt::Display for AlreadySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the global executor was already set")?;
        match self.location {
            Some(location) => write!(f, " at {location}")?,
            None => f.write_str(", or is just being set, elsewhere")?,
        }
        f.write_str(": set it once, in the program and not in a library")
    }
}

static_assertions::assert_impl_all!(AlreadySet: Send, Sync, Unpin);
