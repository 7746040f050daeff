//! Reading into the part of a `Vec` that is not in use yet.

use alloc::{collections::TryReserveError, vec::Vec};
use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use super::ReadBuf;
use crate::io::{AsyncRead, Result};

/// A vector that grows by reading, and remembers how much behind its end is initialized.
///
/// # Invariants
///
/// 1. The first `init` bytes of the vector's spare capacity are initialized.
/// 2. Between two calls nobody else has the vector: it is owned, or uniquely borrowed, and only lent
///    by shared reference. [`Hold`] is implemented for these two forms only, in this file.
pub(in crate::io) struct Tail<V> {
    vec: V,
    init: usize,
}

impl<V: Hold> Tail<V> {
    #[inline]
    pub(in crate::io) const fn new(vec: V) -> Self {
        // Invariant 1: nothing is known.
        Self { vec, init: 0 }
    }

    /// Reads once into the spare capacity, and returns how many bytes that were.
    ///
    /// What the reader filled is kept also if it then says `Pending` or fails.
    #[inline]
    pub(in crate::io) fn poll_read<R: AsyncRead + ?Sized>(
        &mut self,
        reader: Pin<&mut R>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<usize>> {
        let vec = self.vec.get_mut();
        let mut buf = ReadBuf::uninit(vec.spare_capacity_mut());
        // SAFETY: 1. invariant 1.
        unsafe { buf.assume_init(self.init) };
        let poll = reader.poll_read(cx, buf.unfilled());
        let filled = buf.len();
        self.init = buf.init_len() - filled;
        let len = vec.len() + filled;
        // SAFETY:
        // - within the capacity: `filled` is at most the length of the spare capacity;
        // - initialized: `[0, filled)` of the buffer is, by invariants 1 and 2 of `Meta`.
        unsafe { vec.set_len(len) };
        // Invariant 1: `[filled, init_len)` of the buffer is what follows the new length.
        poll.map_ok(|()| filled)
    }

    /// Appends bytes.
    pub(in crate::io) fn extend(&mut self, bytes: &[u8]) {
        self.init = 0;
        self.vec.get_mut().extend_from_slice(bytes);
    }

    /// Makes room for at least `additional` bytes, growing as `Vec` does.
    pub(in crate::io) fn try_reserve(
        &mut self,
        additional: usize,
    ) -> core::result::Result<(), TryReserveError> {
        self.init = 0;
        self.vec.get_mut().try_reserve(additional)
    }

    /// Returns the vector for good: what follows its end is unknown afterwards.
    pub(in crate::io) fn release(&mut self) -> &mut Vec<u8> {
        self.init = 0;
        self.vec.get_mut()
    }

    #[inline]
    pub(in crate::io) fn get(&self) -> &Vec<u8> {
        self.vec.get()
    }

    #[inline]
    pub(in crate::io) fn is_full(&self) -> bool {
        self.get().len() == self.get().capacity()
    }
}

impl<V: Hold> fmt::Debug for Tail<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tail")
            .field("len", &self.get().len())
            .field("capacity", &self.get().capacity())
            .field("init", &self.init)
            .finish()
    }
}

/// A vector, owned or uniquely borrowed.
pub(in crate::io) trait Hold {
    fn get(&self) -> &Vec<u8>;
    fn get_mut(&mut self) -> &mut Vec<u8>;
}

impl Hold for Vec<u8> {
    #[inline]
    fn get(&self) -> &Vec<u8> {
        self
    }

    #[inline]
    fn get_mut(&mut self) -> &mut Vec<u8> {
        self
    }
}

impl Hold for &mut Vec<u8> {
    #[inline]
    fn get(&self) -> &Vec<u8> {
        self
    }

    #[inline]
    fn get_mut(&mut self) -> &mut Vec<u8> {
        self
    }
}
