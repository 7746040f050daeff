//! quinn's runtime.

mod into;
mod poller;
mod socket;
mod timer;

pub use self::into::{IntoQuinn, IntoQuinnExt};
