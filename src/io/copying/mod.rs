//! From readers to writers.

#[cfg(feature = "alloc")]
mod copy;
#[cfg(feature = "alloc")]
mod copy_bidirectional;
mod copy_buf;
mod progress;
#[cfg(feature = "alloc")]
mod transfer;

pub use self::copy_buf::{CopyBuf, copy_buf};
#[cfg(feature = "alloc")]
pub use self::{
    copy::{Copy, copy},
    copy_bidirectional::{CopyBidirectional, copy_bidirectional},
};
