//! quinn's runtime.

mod into;
mod newest;
mod poller;
mod socket;
mod timer;

pub use self::into::{IntoQuinn, IntoQuinnExt};
