use core::{fmt, mem::MaybeUninit, ptr, slice};

use super::{ReadBuf, meta::Meta};

/// The unfilled part of a [`ReadBuf`](crate::io::ReadBuf), lent to a reader.
///
/// A cursor only adds: it cannot touch what is filled already, cannot be made to point elsewhere,
/// and counts no byte that was not written. A reader gets it **by value**, so safe code cannot put
/// another buffer in its place under the caller.
///
/// To pass a cursor on and use it afterwards, pass [`reborrow`](Self::reborrow), or
/// [`limit`](Self::limit) for less room. Both share the counters: bytes that the callee adds are
/// added here.
///
/// # Which method fills it?
///
/// | the bytes | method | cost |
/// |---|---|---|
/// | are in a slice | [`append`], [`append_some`] | one copy |
/// | are put into a `&mut [u8]` by somebody | [`ensure_init`], then [`advance_checked`] | zeroes what was never initialized |
/// | the same, and less room is enough | [`init_mut`], then [`advance_checked`] | none |
/// | are put behind a raw pointer, by a system call | [`as_uninit_mut`], then [`advance`] | none, `unsafe` |
///
/// The vocabulary is that of the standard library's unstable `BorrowedCursor`.
///
/// [`append`]: Self::append
/// [`append_some`]: Self::append_some
/// [`ensure_init`]: Self::ensure_init
/// [`init_mut`]: Self::init_mut
/// [`advance_checked`]: Self::advance_checked
/// [`as_uninit_mut`]: Self::as_uninit_mut
/// [`advance`]: Self::advance
///
/// # Examples
///
/// ```
/// use async_interop::io::{ReadBuf, ReadCursor};
///
/// fn read(mut cursor: ReadCursor<'_>) {
///     let room = cursor.ensure_init();
///     room[..2].copy_from_slice(b"hi");
///     cursor.advance_checked(2);
/// }
///
/// let mut memory = [0; 8];
/// let mut buf = ReadBuf::new(&mut memory);
/// read(buf.unfilled());
/// assert_eq!(buf.filled(), b"hi");
/// ```
#[doc(alias = "BorrowedCursor")]
pub struct ReadCursor<'a> {
    window: &'a mut [MaybeUninit<u8>],
    meta: &'a mut Meta,
}

impl<'a> ReadCursor<'a> {
    /// `window` must be the buffer of `meta`: invariant 4.
    #[inline]
    pub(super) const fn new(window: &'a mut [MaybeUninit<u8>], meta: &'a mut Meta) -> Self {
        Self { window, meta }
    }

    /// Lends the cursor on, for a shorter time.
    ///
    /// What is added through the copy is added here.
    ///
    /// # Examples
    ///
    /// ```
    /// # let mut memory = [0; 8];
    /// # let mut buf = async_interop::io::ReadBuf::new(&mut memory);
    /// let mut cursor = buf.unfilled();
    /// cursor.reborrow().append(b"to");
    /// cursor.append(b"gether");
    /// assert_eq!(buf.filled(), b"together");
    /// ```
    #[inline]
    pub const fn reborrow(&mut self) -> ReadCursor<'_> {
        ReadCursor { window: self.window, meta: self.meta }
    }

    /// Lends the cursor on, with room for `n` bytes at most.
    ///
    /// What is added through the copy is added here, and so is what it learns about initialized bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// # let mut memory = [0; 8];
    /// # let mut buf = async_interop::io::ReadBuf::new(&mut memory);
    /// let mut cursor = buf.unfilled();
    /// assert_eq!(cursor.limit(3).append_some(b"limited"), 3);
    /// assert_eq!(cursor.remaining(), 5);
    /// ```
    #[inline]
    pub fn limit(&mut self, n: usize) -> ReadCursor<'_> {
        let end = self.meta.filled() + n.min(self.remaining());
        // SAFETY: in bounds: `end <= filled + remaining`, which is `window.len()`.
        let window = unsafe { self.window.get_unchecked_mut(..end) };
        ReadCursor { window, meta: self.meta }
    }

    /// Adds `bytes`.
    ///
    /// # Panics
    ///
    /// If they do not fit: if `bytes.len()` is more than [`remaining`](Self::remaining).
    #[inline]
    #[track_caller]
    pub fn append(&mut self, bytes: &[u8]) {
        let n = bytes.len();
        if n > self.remaining() {
            past_the_end("append", n, self.remaining());
        }
        let target = self.unfilled_mut().as_mut_ptr().cast::<u8>();
        // SAFETY:
        // - `bytes` is valid for reads of `n` bytes, and `target` for writes, as `n <= remaining`;
        // - they do not overlap: `target` is behind a unique borrow, `bytes` behind another borrow.
        unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), target, n) };
        // SAFETY: 1. `n <= remaining` is checked above; 2. the copy initialized them.
        unsafe { self.count(n) };
    }

    /// Adds as many of `bytes` as there is room for, and returns how many that were.
    ///
    /// # Return value
    ///
    /// The smaller of `bytes.len()` and what [`remaining`](Self::remaining) was before.
    #[inline]
    pub fn append_some(&mut self, bytes: &[u8]) -> usize {
        let n = bytes.len().min(self.remaining());
        self.append(&bytes[..n]);
        n
    }

    /// Initializes all that is unfilled, and returns it.
    ///
    /// Zeroes only what was never initialized: bytes written before keep their values. Where less
    /// room is enough, `cursor.limit(n).ensure_init()` zeroes less.
    ///
    /// # Examples
    ///
    /// ```
    /// # let mut memory = [const { core::mem::MaybeUninit::uninit() }; 4];
    /// # let mut buf = async_interop::io::ReadBuf::uninit(&mut memory);
    /// let mut cursor = buf.unfilled();
    /// cursor.ensure_init().fill(7);
    /// cursor.advance_checked(1);
    /// assert_eq!(cursor.ensure_init(), [7, 7, 7]);
    /// ```
    #[inline]
    pub fn ensure_init(&mut self) -> &mut [u8] {
        let (init, len) = (self.meta.init(), self.window.len());
        if init < len {
            let fresh = &mut self.window[init..];
            // SAFETY: valid for writes of its own length.
            unsafe { ptr::write_bytes(fresh.as_mut_ptr(), 0, fresh.len()) };
            // SAFETY:
            // 1. invariant 4: the window ends within the capacity;
            // 2. `[0, init)` by invariant 2, `[init, len)` was written just now.
            unsafe { self.meta.raise_init(len) };
        }
        // SAFETY: up to the window's end all is initialized: above, or before it.
        unsafe { assume_init_mut(self.unfilled_mut()) }
    }

    /// Returns those unfilled bytes that are initialized already, without initializing more.
    ///
    /// What they hold is left over, and says nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// # let mut memory = [const { core::mem::MaybeUninit::uninit() }; 4];
    /// # let mut buf = async_interop::io::ReadBuf::uninit(&mut memory);
    /// let mut cursor = buf.unfilled();
    /// assert_eq!(cursor.init_mut().len(), 0);
    /// cursor.limit(3).ensure_init();
    /// assert_eq!(cursor.init_mut().len(), 3);
    /// ```
    #[inline]
    pub fn init_mut(&mut self) -> &mut [u8] {
        let n = self.init_remaining();
        // SAFETY: in bounds: `init_remaining <= remaining`, the length of the unfilled part.
        let init = unsafe { self.unfilled_mut().get_unchecked_mut(..n) };
        // SAFETY: below the init mark, so initialized by invariant 2.
        unsafe { assume_init_mut(init) }
    }

    /// Counts the next `n` bytes as filled, which must be initialized already.
    ///
    /// The partner of [`ensure_init`](Self::ensure_init) and [`init_mut`](Self::init_mut), and the
    /// way to fill a cursor that needs no `unsafe`.
    ///
    /// # Panics
    ///
    /// If fewer than `n` of the unfilled bytes are initialized.
    #[inline]
    #[track_caller]
    pub fn advance_checked(&mut self, n: usize) {
        if n > self.init_remaining() {
            past_the_mark(n, self.init_remaining());
        }
        // SAFETY: `n <= init_remaining` is checked above, hence
        // 1. `filled + n <= init`;
        // 2. `filled + n <= window.len()`.
        unsafe { self.meta.raise_filled(n) };
    }

    /// Returns all that is unfilled, initialized or not.
    ///
    /// # Safety
    ///
    /// 1. No byte of it may be de-initialized: write initialized values only, and do not copy from
    ///    memory that may be uninitialized.
    #[inline]
    pub const unsafe fn as_uninit_mut(&mut self) -> &mut [MaybeUninit<u8>] {
        self.unfilled_mut()
    }

    /// Counts the next `n` bytes as filled, and as initialized.
    ///
    /// # Panics
    ///
    /// If `n` is more than [`remaining`](Self::remaining).
    ///
    /// # Safety
    ///
    /// 1. The first `n` unfilled bytes are initialized.
    #[inline]
    #[track_caller]
    pub unsafe fn advance(&mut self, n: usize) {
        if n > self.remaining() {
            past_the_end("advance", n, self.remaining());
        }
        // SAFETY: 1. checked above; 2. promise 1 of our caller.
        unsafe { self.count(n) };
    }

    /// Counts the next `n` bytes as initialized, and leaves them unfilled.
    ///
    /// For adapters: it hands over what a callee learned, so that nobody zeroes these bytes again.
    ///
    /// # Panics
    ///
    /// If `n` is more than [`remaining`](Self::remaining).
    ///
    /// # Safety
    ///
    /// 1. The first `n` unfilled bytes are initialized.
    #[inline]
    #[track_caller]
    pub unsafe fn assume_init(&mut self, n: usize) {
        if n > self.remaining() {
            past_the_end("assume_init", n, self.remaining());
        }
        let upto = self.meta.filled() + n;
        // SAFETY:
        // 1. `upto <= window.len()` is checked above, the rest is invariant 4;
        // 2. `[0, filled)` by invariants 1 and 2, `[filled, upto)` by promise 1 of our caller.
        unsafe { self.meta.raise_init(upto) };
    }

    /// Returns how many more bytes fit.
    #[inline]
    pub const fn remaining(&self) -> usize {
        // Cannot underflow: invariant 5.
        self.window.len() - self.meta.filled()
    }

    /// Returns whether no more byte fits.
    #[inline]
    pub const fn is_full(&self) -> bool {
        self.remaining() == 0
    }

    /// Returns how many bytes the buffer holds: those from before this cursor was lent, and those
    /// that it and all its copies have added.
    ///
    /// The difference of two calls is what was added in between.
    #[inline]
    pub const fn written(&self) -> usize {
        self.meta.filled()
    }

    /// Counts the next `n` bytes as filled, and as initialized.
    ///
    /// # Safety
    ///
    /// 1. `n <= remaining`.
    /// 2. The first `n` unfilled bytes are initialized.
    #[inline]
    const unsafe fn count(&mut self, n: usize) {
        let end = self.meta.filled() + n;
        // SAFETY:
        // 1. `end <= window.len()` by promise 1, the rest is invariant 4;
        // 2. `[0, filled)` by invariants 1 and 2, `[filled, end)` by promise 2.
        unsafe { self.meta.raise_init(end) };
        // SAFETY: 1. `end <= init` since the line above; 2. promise 1.
        unsafe { self.meta.raise_filled(n) };
    }

    /// How many of the unfilled bytes are initialized; at most `remaining`.
    #[inline]
    fn init_remaining(&self) -> usize {
        // Cannot underflow: invariants 1 and 5.
        self.meta.init().min(self.window.len()) - self.meta.filled()
    }

    /// What [`as_uninit_mut`](Self::as_uninit_mut) gives away; in this folder, invariant 3 is the
    /// promise.
    #[inline]
    const fn unfilled_mut(&mut self) -> &mut [MaybeUninit<u8>] {
        let remaining = self.remaining();
        // SAFETY: `filled` is in bounds of the window: invariant 5.
        let start = unsafe { self.window.as_mut_ptr().add(self.meta.filled()) };
        // SAFETY: from `filled` to the end of the window, and unique as `self` is.
        unsafe { slice::from_raw_parts_mut(start, remaining) }
    }
}

/// The unfilled part of a buffer, as [`ReadBuf::unfilled`].
impl<'a> From<&'a mut ReadBuf<'_>> for ReadCursor<'a> {
    #[inline]
    fn from(buf: &'a mut ReadBuf<'_>) -> Self {
        buf.unfilled()
    }
}

impl fmt::Debug for ReadCursor<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadCursor")
            .field("written", &self.written())
            .field("init_remaining", &self.init_remaining())
            .field("remaining", &self.remaining())
            .finish()
    }
}

/// # Safety
///
/// 1. All bytes of `bytes` are initialized.
#[inline]
const unsafe fn assume_init_mut(bytes: &mut [MaybeUninit<u8>]) -> &mut [u8] {
    // SAFETY: the layouts are the same, and promise 1 of our caller.
    unsafe { &mut *(ptr::from_mut(bytes) as *mut [u8]) }
}

#[cold]
#[inline(never)]
#[track_caller]
fn past_the_end(what: &str, n: usize, remaining: usize) -> ! {
    panic!("{what} of {n} bytes, but the cursor has room for {remaining}: ask `remaining()` first");
}

#[cold]
#[inline(never)]
#[track_caller]
fn past_the_mark(n: usize, init: usize) -> ! {
    panic!(
        "advance_checked by {n} bytes, but only {init} are initialized: \
         write them with `append()`, or into `ensure_init()`"
    );
}

static_assertions::assert_eq_size!(ReadCursor<'static>, [usize; 3]);
