//! Our traits for pointers, and for what holds bytes in memory.

#[cfg(feature = "alloc")]
mod boxed;
mod consume;
mod cursor_write;
mod mut_ref;
mod pin;
mod slice;
#[cfg(feature = "std")]
mod std_cursor;
#[cfg(feature = "alloc")]
mod vec;
#[cfg(feature = "alloc")]
mod vec_deque;

pub(super) use self::consume::check_consume;
