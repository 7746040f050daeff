use core::{
    fmt, mem,
    ops::{Deref, DerefMut},
};

use super::{imp, shared::take_whole};

/// A slice to be filled by a vectored read.
///
/// Like `&mut [u8]`. With the feature `std` it has the layout of `std::io::IoSliceMut`, and slices of
/// one are cast into slices of the other for free.
///
/// # Examples
///
/// ```
/// use async_interop::io::IoSliceMut;
///
/// let mut memory = [0; 4];
/// let mut slice = IoSliceMut::new(&mut memory);
/// slice[1] = 7;
/// assert_eq!(memory, [0, 7, 0, 0]);
/// ```
#[repr(transparent)]
pub struct IoSliceMut<'a>(pub(super) imp::IoSliceMut<'a>);

impl<'a> IoSliceMut<'a> {
    /// Creates one from a plain slice.
    ///
    /// # Panics
    ///
    /// On Windows with the feature `std`, if the slice is longer than 4 GiB.
    #[inline]
    #[track_caller]
    pub fn new(buf: &'a mut [u8]) -> Self {
        Self(imp::IoSliceMut::new(buf))
    }

    /// Removes the first `n` bytes.
    ///
    /// # Panics
    ///
    /// If there are fewer than `n`.
    #[inline]
    #[track_caller]
    pub fn advance(&mut self, n: usize) {
        self.0.advance(n);
    }

    /// Removes the first `n` bytes of several slices, and with them the slices that become empty.
    ///
    /// For a read that filled a part. What is left can be filled next.
    ///
    /// # Panics
    ///
    /// If there are fewer than `n`.
    #[track_caller]
    pub fn advance_slices(bufs: &mut &mut [Self], n: usize) {
        let mut left = n;
        let gone = bufs.iter().take_while(|buf| take_whole(&mut left, buf.len())).count();
        *bufs = &mut mem::take(bufs)[gone..];
        match bufs.first_mut() {
            Some(first) => first.advance(left),
            None => assert!(left == 0, "advancing io slices beyond their length"),
        }
    }
}

impl Deref for IoSliceMut<'_> {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl DerefMut for IoSliceMut<'_> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [u8] {
        &mut self.0
    }
}

impl fmt::Debug for IoSliceMut<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

static_assertions::assert_eq_size!(IoSliceMut<'static>, &'static mut [u8]);
static_assertions::assert_impl_all!(IoSliceMut<'static>: Send, Sync, Unpin, core::panic::RefUnwindSafe);
static_assertions::assert_not_impl_any!(IoSliceMut<'static>: core::panic::UnwindSafe, Clone);
