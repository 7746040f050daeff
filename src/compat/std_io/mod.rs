//! std's I/O traits.

mod allow_blocking;
mod blocking;
mod one_poll;

pub use self::allow_blocking::AllowBlocking;
pub use self::blocking::{Blocking, IntoBlockingExt};
pub use self::one_poll::OnePoll;
