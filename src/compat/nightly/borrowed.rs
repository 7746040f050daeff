//! `core::io::BorrowedCursor`, which knows whether all of its memory is initialized, and ours, which
//! knows how much.
//!
//! A part of room 5 of `docs/unsafe.md`. Both cursors go by value, so neither callee can replace the
//! buffer of its caller.

#![expect(unsafe_code, reason = "room 5: hands uninitialized memory over between two buffer types")]

use core::io::{BorrowedBuf, BorrowedCursor};

use crate::io::{ReadBuf, ReadCursor};

/// Calls `read` with a cursor of std's over the unfilled part of ours.
///
/// What it fills is filled here. That *all* is initialized travels both ways; std cannot say it of a
/// part.
///
/// # Examples
///
/// ```
/// #![feature(core_io_borrowed_buf, core_io)]
/// use async_interop::{compat::with_borrowed_cursor, io::ReadBuf};
///
/// let mut memory = [0; 8];
/// let mut buf = ReadBuf::new(&mut memory);
/// with_borrowed_cursor(buf.unfilled(), |mut cursor| cursor.append(b"std"));
/// assert_eq!(buf.filled(), b"std");
/// ```
pub fn with_borrowed_cursor<R>(
    mut cursor: ReadCursor<'_>,
    read: impl FnOnce(BorrowedCursor<'_>) -> R,
) -> R {
    let room = cursor.remaining();
    let known = cursor.init_mut().len() == room;
    // SAFETY: 1. std's buffer promises it: its safe methods write initialized bytes only, and callers of
    // `as_mut` promise the same.
    let mut buf = BorrowedBuf::from(unsafe { cursor.as_uninit_mut() });
    if known {
        // SAFETY: `init_mut` returned all that is unfilled, and `buf` is over that.
        unsafe { buf.set_init() };
    }
    let result = read(buf.unfilled());
    let (filled, initialized) = (buf.len(), buf.is_init());
    if initialized {
        // SAFETY: 1. std's buffer says so of all its memory, which is what is unfilled here.
        unsafe { cursor.assume_init(room) };
    }
    // SAFETY: 1. std's buffer counts only initialized bytes as filled, from the start of its memory.
    unsafe { cursor.advance(filled) };
    result
}

/// Calls `read` with a cursor of ours over the unfilled part of std's.
///
/// What it fills is filled there. That *all* is initialized travels both ways; a part that is less than
/// that is forgotten.
pub fn with_read_cursor<R>(
    mut cursor: BorrowedCursor<'_>,
    read: impl FnOnce(ReadCursor<'_>) -> R,
) -> R {
    let known = cursor.is_init();
    // SAFETY: our `ReadBuf` never de-initializes a byte: invariant 3 of its `Meta`.
    let mut ours = ReadBuf::uninit(unsafe { cursor.as_mut() });
    let room = ours.capacity();
    if known {
        // SAFETY: 1. std's cursor says so of all its memory.
        unsafe { ours.assume_init(room) };
    }
    let result = read(ours.unfilled());
    let (filled, init) = (ours.len(), ours.init_len());
    if init == room {
        // SAFETY: all that is unfilled is initialized: invariant 2 of `Meta`.
        unsafe { cursor.set_init() };
    }
    // SAFETY: the first `filled` unfilled bytes are initialized: invariants 1 and 2 of `Meta`.
    unsafe { cursor.advance(filled) };
    result
}
