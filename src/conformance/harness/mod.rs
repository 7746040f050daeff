//! The tools of the checks.

mod ledger;
mod model;
mod place;
#[cfg(feature = "std")]
mod probe;
mod reading;
mod rng;
#[cfg(feature = "std")]
mod slot;
mod waker;
#[cfg(feature = "std")]
mod watchdog;

pub use ledger::{Ledger, Token};
pub use model::explore;
#[cfg(feature = "std")]
pub use probe::Probe;
pub use reading::Reading;
pub use rng::Rng;
#[cfg(feature = "std")]
pub use slot::Slot;
pub use waker::{Event, TestWaker};
#[cfg(feature = "std")]
pub use watchdog::{Hang, within};
