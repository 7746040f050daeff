//! Traits and types of the nightly standard library.

mod borrowed;
mod from;
mod into;

pub use self::borrowed::{with_borrowed_cursor, with_read_cursor};
pub use self::from::FromAsyncIterator;
pub use self::into::{IntoAsyncIterator, IntoAsyncIteratorExt};
