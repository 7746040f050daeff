//! The spawning traits of futures-task.

mod from;
mod into;

pub use self::from::FromFuturesTask;
pub use self::into::{IntoFuturesTask, IntoFuturesTaskExt};
