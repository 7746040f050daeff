//! Lends a buffer of one side to a reader of the other.
//!
//! Room 5 of `docs/unsafe.md`, as in `compat/tokio/lend.rs`: two functions that describe the same
//! memory to both sides, and count on every exit what was filled. A cursor of hyper's goes by value
//! and cannot be replaced, so there is nothing to compare. It does not tell how much is initialized,
//! so only what is filled is known afterwards.

#![expect(unsafe_code, reason = "room 5: hands uninitialized memory over between two buffer types")]

use ::hyper::rt::ReadBufCursor;

use crate::io::{ReadBuf, ReadCursor};

/// Calls `read` with a cursor of hyper's over the unfilled part of `cursor`.
///
/// hyper's buffer starts empty, so bytes that the cursor's owner has already are out of its reach.
#[inline]
pub(super) fn lend_cursor<R>(
    mut cursor: ReadCursor<'_>,
    read: impl FnOnce(ReadBufCursor<'_>) -> R,
) -> R {
    let room = cursor.remaining();
    let init = cursor.init_mut();
    if init.len() == room {
        // hyper can be told that all is initialized, though not that a part is. Then a reader that
        // needs it so zeroes nothing.
        let mut buf = ::hyper::rt::ReadBuf::new(init);
        let result = read(buf.unfilled());
        let filled = buf.filled().len();
        cursor.advance_checked(filled);
        return result;
    }
    // SAFETY: 1. hyper's `ReadBuf` promises it: its safe methods write initialized bytes only, and
    // callers of `as_mut` promise the same.
    let window = unsafe { cursor.as_uninit_mut() };
    let mut buf = ::hyper::rt::ReadBuf::uninit(window);
    let result = read(buf.unfilled());
    let filled = buf.filled().len();
    // SAFETY: 1. hyper's `ReadBuf` counts only initialized bytes as filled, from the start of its
    // memory, which is `window`: the reader had a cursor, which cannot replace the buffer behind it.
    unsafe { cursor.advance(filled) };
    result
}

/// Calls `read` with a cursor over the unfilled part of `buf`.
#[inline]
pub(super) fn lend_read_buf<R>(
    mut buf: ReadBufCursor<'_>,
    read: impl FnOnce(ReadCursor<'_>) -> R,
) -> R {
    // SAFETY: our `ReadBuf` never de-initializes a byte: invariant 3 of its `Meta`.
    let window = unsafe { buf.as_mut() };
    let mut ours = ReadBuf::uninit(window);
    let result = read(ours.unfilled());
    let filled = ours.len();
    // SAFETY: the first `filled` bytes of `window`, which are the first unfilled ones of `buf`, are
    // initialized: invariants 1 and 2 of `Meta`. `ours` is still the one from above, since a cursor
    // lends its memory and counters, and cannot replace them.
    unsafe { buf.advance(filled) };
    result
}
