//! The tools of the checks.

mod ledger;
mod model;
mod reading;
mod rng;
mod waker;
#[cfg(feature = "std")]
mod watchdog;

pub use ledger::{Ledger, Token};
pub use model::explore;
pub use reading::Reading;
pub use rng::Rng;
pub use waker::{Event, TestWaker};
#[cfg(feature = "std")]
pub use watchdog::{Hang, within};
