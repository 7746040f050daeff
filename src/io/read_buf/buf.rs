use core::{fmt, mem::MaybeUninit, ptr, slice};

use super::{ReadCursor, meta::Meta};

/// A byte buffer that is filled from the front and may start out uninitialized.
///
/// ```text
/// [           capacity            ]
/// [  filled  |      unfilled      ]
/// [    initialized    |  unknown  ]
/// ```
///
/// The filled part is what readers have delivered. The initialized part is at least as long: it also
/// holds bytes that once were written, by a reader, by zeroing, or by whoever made the buffer. The
/// *init mark* between initialized and unknown only ever moves forward, also across [`clear`], so a
/// buffer that is used many times is zeroed at most once.
///
/// A `ReadBuf` borrows its memory. It is made once, and lends a [`ReadCursor`] to each
/// [`poll_read`](crate::io::AsyncRead::poll_read). All its own methods are free or a few instructions.
///
/// The vocabulary is that of the standard library's unstable `BorrowedBuf`.
///
/// [`clear`]: ReadBuf::clear
///
/// # Examples
///
/// ```
/// use async_interop::io::ReadBuf;
/// use core::mem::MaybeUninit;
///
/// let mut memory = [MaybeUninit::uninit(); 8];
/// let mut buf = ReadBuf::uninit(&mut memory);
/// buf.unfilled().append(b"read");
///
/// assert_eq!(buf.filled(), b"read");
/// assert_eq!((buf.len(), buf.init_len(), buf.capacity()), (4, 4, 8));
/// ```
#[doc = include_str!("../../../docs/design/read-buf.md")]
#[doc(alias = "BorrowedBuf")]
pub struct ReadBuf<'data> {
    buf: &'data mut [MaybeUninit<u8>],
    meta: Meta,
}

impl<'data> ReadBuf<'data> {
    /// Creates an empty buffer over memory that is initialized.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut memory = [0; 16];
    /// let buf = async_interop::io::ReadBuf::new(&mut memory);
    /// assert_eq!((buf.len(), buf.init_len()), (0, 16));
    /// ```
    #[inline]
    pub const fn new(buf: &'data mut [u8]) -> Self {
        let capacity = buf.len();
        let buf = ptr::from_mut(buf) as *mut [MaybeUninit<u8>];
        // SAFETY:
        // - valid, unique, and for `'data`: it comes from a `&'data mut [u8]`, not used again;
        // - `MaybeUninit<u8>` has the layout of `u8`;
        // - nobody writes an uninitialized byte through it: invariant 3 of `Meta`.
        let buf = unsafe { &mut *buf };
        let mut this = Self::uninit(buf);
        // SAFETY: 1. `capacity` is the slice's length; 2. all of it came as `u8`, so is initialized.
        unsafe { this.meta.raise_init(capacity) };
        this
    }

    /// Creates an empty buffer over memory that need not be initialized.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::mem::MaybeUninit;
    ///
    /// let mut memory = [MaybeUninit::uninit(); 16];
    /// let buf = async_interop::io::ReadBuf::uninit(&mut memory);
    /// assert_eq!((buf.len(), buf.init_len()), (0, 0));
    /// ```
    #[inline]
    pub const fn uninit(buf: &'data mut [MaybeUninit<u8>]) -> Self {
        Self { buf, meta: Meta::new() }
    }

    /// Returns the filled part, mutably.
    #[inline]
    pub const fn filled_mut(&mut self) -> &mut [u8] {
        // SAFETY: in bounds and initialized by invariants 1 and 2; unique as `self` is.
        unsafe { slice::from_raw_parts_mut(self.buf.as_mut_ptr().cast(), self.meta.filled()) }
    }

    /// Lends the unfilled part to a reader.
    ///
    /// # Examples
    ///
    /// ```
    /// # let mut memory = [0; 4];
    /// # let mut buf = async_interop::io::ReadBuf::new(&mut memory);
    /// let mut cursor = buf.unfilled();
    /// cursor.append(b"abc");
    /// assert_eq!(cursor.remaining(), 1);
    /// assert_eq!(buf.filled(), b"abc");
    /// ```
    #[inline]
    pub const fn unfilled(&mut self) -> ReadCursor<'_> {
        ReadCursor::new(self.buf, &mut self.meta)
    }

    /// Empties the buffer: all of it is unfilled again.
    ///
    /// The init mark stays, so nothing is zeroed a second time.
    #[inline]
    pub const fn clear(&mut self) {
        self.meta.clear();
    }

    /// Asserts that the first `upto` bytes of the buffer are initialized, filled ones included.
    ///
    /// The init mark is raised to `upto`; it is never lowered.
    ///
    /// # Panics
    ///
    /// If `upto` is more than the capacity.
    ///
    /// # Safety
    ///
    /// 1. The bytes `[0, upto)` of the buffer are initialized.
    #[inline]
    #[track_caller]
    pub const unsafe fn assume_init(&mut self, upto: usize) {
        assert!(upto <= self.buf.len(), "assume_init beyond the capacity: nothing can be there");
        // SAFETY: 1. asserted above; 2. promise 1 of our caller.
        unsafe { self.meta.raise_init(upto) };
    }

    /// Returns how many bytes the buffer can hold.
    #[inline]
    pub const fn capacity(&self) -> usize {
        self.buf.len()
    }

    /// Returns how many bytes are filled.
    #[inline]
    pub const fn len(&self) -> usize {
        self.meta.filled()
    }

    /// Returns whether no byte is filled.
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.meta.filled() == 0
    }

    /// Returns how many bytes are initialized, filled ones included: the init mark.
    #[inline]
    pub const fn init_len(&self) -> usize {
        self.meta.init()
    }

    /// Returns the filled part.
    #[inline]
    pub const fn filled(&self) -> &[u8] {
        // SAFETY: in bounds and initialized by invariants 1 and 2.
        unsafe { slice::from_raw_parts(self.buf.as_ptr().cast(), self.meta.filled()) }
    }

    /// Returns the filled part, for as long as the memory is borrowed.
    #[inline]
    pub const fn into_filled(self) -> &'data [u8] {
        self.into_filled_mut()
    }

    /// Returns the filled part, mutably and for as long as the memory is borrowed.
    #[inline]
    pub const fn into_filled_mut(self) -> &'data mut [u8] {
        // SAFETY: in bounds and initialized by invariants 1 and 2; unique for `'data` as `self` was.
        unsafe { slice::from_raw_parts_mut(self.buf.as_mut_ptr().cast(), self.meta.filled()) }
    }
}

impl<'data> From<&'data mut [u8]> for ReadBuf<'data> {
    #[inline]
    fn from(buf: &'data mut [u8]) -> Self {
        Self::new(buf)
    }
}

impl<'data> From<&'data mut [MaybeUninit<u8>]> for ReadBuf<'data> {
    #[inline]
    fn from(buf: &'data mut [MaybeUninit<u8>]) -> Self {
        Self::uninit(buf)
    }
}

impl fmt::Debug for ReadBuf<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadBuf")
            .field("filled", &self.len())
            .field("init", &self.init_len())
            .field("capacity", &self.capacity())
            .finish()
    }
}

static_assertions::assert_eq_size!(ReadBuf<'static>, [usize; 4]);
