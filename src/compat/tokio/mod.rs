//! tokio's I/O traits.

mod from;
mod into;
mod lend;

pub use self::from::FromTokio;
pub use self::into::{IntoTokio, IntoTokioExt};
