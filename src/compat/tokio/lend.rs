//! Lends a buffer of one side to a reader of the other.
//!
//! Room 5 of `docs/unsafe.md`: two functions that describe the same memory to both sides, and take
//! over what was learned about it. Each writes back on every exit: the caller of `lend_*` sees
//! `Ready`, `Pending` and `Err` only afterwards. A panic of the reader writes nothing back, which
//! forgets, and claims nothing.

#![expect(unsafe_code, reason = "room 5: hands uninitialized memory over between two buffer types")]

use core::ptr;

use crate::io::{ReadBuf, ReadCursor};

/// Calls `read` with a tokio buffer over the unfilled part of `cursor`.
///
/// tokio's buffer starts empty, so bytes that the cursor's owner has already are out of its reach.
///
/// # Panics
///
/// If `read` put another buffer in the place of the one that it was given.
#[inline]
pub(super) fn lend_cursor<R>(
    mut cursor: ReadCursor<'_>,
    read: impl FnOnce(&mut tokio::io::ReadBuf<'_>) -> R,
) -> R {
    let init = cursor.init_mut().len();
    // SAFETY: 1. tokio's `ReadBuf` promises it: its safe methods write initialized bytes only, and
    // callers of `inner_mut` and `unfilled_mut` promise the same.
    let window = unsafe { cursor.as_uninit_mut() };
    let start = window.as_ptr();
    let mut buf = tokio::io::ReadBuf::uninit(window);
    // SAFETY: `init_mut` returned the first `init` unfilled bytes, and `buf` starts with them.
    unsafe { buf.assume_init(init) };

    let result = read(&mut buf);

    // A safe reader may write `*buf = ReadBuf::new(other)`. Its counters then tell of other memory.
    let initialized = buf.initialized();
    if !ptr::eq(initialized.as_ptr(), start.cast()) {
        swapped();
    }
    let (filled, init) = (filled_len(&buf), initialized.len());
    // SAFETY: 1. tokio's `ReadBuf` counts only initialized bytes, from the start of its memory.
    // That is our memory, or some first part of it: it starts where ours does (checked above), and
    // no other memory does while ours is borrowed; an empty slice might, but has no bytes to count.
    // That `init` fits is asserted by the callee.
    unsafe { cursor.assume_init(init) };
    cursor.advance_checked(filled);
    result
}

/// Calls `read` with a cursor over the unfilled part of `buf`.
#[inline]
pub(super) fn lend_read_buf<R>(
    buf: &mut tokio::io::ReadBuf<'_>,
    read: impl FnOnce(ReadCursor<'_>) -> R,
) -> R {
    let init = buf.initialized().len() - filled_len(buf);
    // SAFETY: our `ReadBuf` never de-initializes a byte: invariant 3 of its `Meta`.
    let window = unsafe { buf.unfilled_mut() };
    let mut ours = ReadBuf::uninit(window);
    // SAFETY: 1. tokio's `ReadBuf` counts `filled + init` initialized bytes from its start, and
    // `window` is what follows the first `filled`.
    unsafe { ours.assume_init(init) };

    let result = read(ours.unfilled());

    // `ours` is still the one from above: a cursor lends its memory and counters, and cannot
    // replace them.
    let (filled, init) = (ours.len(), ours.init_len());
    // SAFETY: the first `init` bytes of `window` are initialized: invariant 2 of `Meta`.
    unsafe { buf.assume_init(init) };
    buf.advance(filled);
    result
}

/// `buf.filled().len()`, without the bounds check of a slice that nobody looks at.
#[inline]
fn filled_len(buf: &tokio::io::ReadBuf<'_>) -> usize {
    buf.capacity() - buf.remaining()
}

#[cold]
#[inline(never)]
fn swapped() -> ! {
    panic!(
        "a tokio reader replaced the `ReadBuf` that it was given: `poll_read` must fill that one, \
         and may replace only what it made itself"
    );
}
