//! Timers of any runtime.
//!
//! A [`Timer`] is a clock that can be waited for. Code that is generic over it runs on every runtime;
//! the ones of runtimes are in [`rt`](crate::rt), and a [`ManualTimer`] is advanced by hand, which
//! makes tests deterministic.
//!
//! ```
//! use async_interop::time::{Elapsed, Timer, TimerExt as _};
//! use core::time::Duration;
//!
//! async fn reply<T: Timer>(timer: &T) -> Result<&'static str, Elapsed> {
//!     let slow = async {
//!         timer.sleep(Duration::from_millis(1)).await;
//!         "late"
//!     };
//!     timer.timeout(Duration::from_secs(1), slow).await
//! }
//! # #[cfg(feature = "rt-smol")]
//! # assert_eq!(smol::block_on(reply(&async_interop::rt::Smol::new())), Ok("late"));
//! ```
//!
#![doc = include_str!("../../docs/design/time.md")]

mod elapsed;
mod instant;
mod interval;
mod missed_ticks;
mod sleep;
mod timeout;
mod timer;
mod timer_ext;
mod with_timer;

#[cfg(feature = "alloc")]
mod dyn_timer;
#[cfg(feature = "std")]
mod manual;
#[cfg(feature = "std")]
mod std_instant;

pub use elapsed::Elapsed;
pub use instant::Instant;
pub use interval::{Interval, Tick};
pub use missed_ticks::MissedTicks;
pub use sleep::Sleep;
pub use timeout::Timeout;
pub use timer::Timer;
pub use timer_ext::TimerExt;
pub use with_timer::WithTimer;

#[cfg(feature = "alloc")]
pub use dyn_timer::{BoxSleep, DynTimer};
#[cfg(feature = "std")]
pub use manual::{ManualSleep, ManualTimer};
