//! The tools of the checks.

mod acting;
mod caught;
mod connection;
mod drive;
mod driving;
mod elsewhere;
mod filling;
mod home;
mod inner;
mod joining;
mod ledger;
#[cfg_attr(feature = "std", path = "limited_std.rs")]
#[cfg_attr(not(feature = "std"), path = "limited_core.rs")]
mod limited;
#[cfg_attr(feature = "std", path = "lock_std.rs")]
#[cfg_attr(not(feature = "std"), path = "lock_core.rs")]
mod lock;
mod model;
mod partner;
pub mod payload;
mod peer;
mod place;
#[cfg(feature = "std")]
mod probe;
mod reading;
mod receiving;
#[cfg(feature = "std")]
mod remote;
mod rng;
mod running;
mod script;
mod seeking;
#[cfg(feature = "std")]
mod slot;
mod stack;
mod timing;
mod waker;
mod watch;
#[cfg(feature = "std")]
mod watchdog;
mod writing;

pub(crate) use acting::ending;
pub use acting::{Acting, Unfinished};
pub use caught::caught;
#[cfg(feature = "std")]
pub(crate) use caught::message;
pub use connection::{Connection, SentEnd};
pub(crate) use drive::entered;
pub use drive::{Filled, Stuck};
pub use driving::Driving;
pub use elsewhere::{Meanwhile, Place, all_at_once, elsewhere, here, once_waiting};
pub use home::{Home, Kept};
pub use inner::Inner;
pub use joining::Joining;
pub use ledger::{Ledger, Token};
pub use limited::limited;
pub use lock::Lock;
pub use model::explore;
pub use partner::{
    Driven, Manner, Misuse, Pace, Stage, StrictFuture, StrictIo, StrictStream, Waiting,
};
pub use peer::Peer;
#[cfg(feature = "std")]
pub use probe::Probe;
pub use reading::Reading;
pub use receiving::{Receiving, Yielded};
#[cfg(feature = "std")]
pub(crate) use remote::pause;
#[cfg(feature = "std")]
pub use remote::{Orders, Remote};
pub use rng::Rng;
pub use running::Running;
pub use script::{Polls, Script, Step};
pub use seeking::Seeking;
#[cfg(feature = "std")]
pub use slot::Slot;
pub use stack::Stack;
pub use timing::{SleepOf, Timing};
pub use waker::{Event, TestWaker};
pub use watch::{Watch, Watched};
#[cfg(feature = "std")]
pub use watchdog::{Hang, within};
pub use writing::{Parked, Tail, Writing};
