use core::{fmt, mem, ops::Deref};

use super::imp;

/// A slice to be written by [`poll_write_vectored`](crate::io::AsyncWrite::poll_write_vectored).
///
/// Like `&[u8]`. With the feature `std` it has the layout of `std::io::IoSlice`, and slices of one
/// are cast into slices of the other for free.
///
/// # Examples
///
/// ```
/// use async_interop::io::IoSlice;
///
/// let message = [IoSlice::new(b"head"), IoSlice::new(b"body")];
/// assert_eq!(message.iter().map(|slice| slice.len()).sum::<usize>(), 8);
/// ```
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct IoSlice<'a>(pub(super) imp::IoSlice<'a>);

impl<'a> IoSlice<'a> {
    /// Creates one from a plain slice.
    ///
    /// # Panics
    ///
    /// On Windows with the feature `std`, if the slice is longer than 4 GiB.
    #[inline]
    #[track_caller]
    pub fn new(buf: &'a [u8]) -> Self {
        Self(imp::IoSlice::new(buf))
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
    /// For a write that took a part. What is left can be written next.
    ///
    /// # Panics
    ///
    /// If there are fewer than `n`.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::IoSlice;
    ///
    /// let mut message = [IoSlice::new(b"head"), IoSlice::new(b"body")];
    /// let mut left = &mut message[..];
    /// IoSlice::advance_slices(&mut left, 6);
    /// assert_eq!(left.len(), 1);
    /// assert_eq!(&*left[0], b"dy");
    /// ```
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

    /// How many bytes there are in `bufs`.
    ///
    /// It saturates: many slices of the same memory can hold more bytes than there are addresses.
    #[inline]
    pub(in crate::io) fn total_len(bufs: &[Self]) -> usize {
        bufs.iter().fold(0, |sum, buf| sum.saturating_add(buf.len()))
    }
}

impl Deref for IoSlice<'_> {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for IoSlice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

/// Takes `len` off `left`, if it is that much.
pub(super) fn take_whole(left: &mut usize, len: usize) -> bool {
    match left.checked_sub(len) {
        Some(less) => {
            *left = less;
            true
        }
        None => false,
    }
}

static_assertions::assert_eq_size!(IoSlice<'static>, &'static [u8]);
static_assertions::assert_impl_all!(
    IoSlice<'static>: Send, Sync, Unpin, core::panic::UnwindSafe, core::panic::RefUnwindSafe
);
