//! The traits of futures-core and futures-io.

mod from;
mod into;

pub use self::from::FromFutures;
pub use self::into::{IntoFutures, IntoFuturesExt};
