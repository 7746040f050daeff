//! The two counters that say how much of a buffer is filled and how much is initialized.

/// How far a buffer is filled, and how far it is initialized.
///
/// # Invariants
///
/// *The buffer* is the slice inside the [`ReadBuf`](super::ReadBuf) that owns this `Meta`, and
/// *capacity* is the length of that slice.
///
/// 1. `filled <= init <= capacity`.
/// 2. The bytes `[0, init)` of the buffer are initialized.
/// 3. `init` never decreases, and no byte is ever de-initialized: neither here, nor by those to whom
///    the buffer is lent (they promise it). So a buffer that came in as `&mut [u8]` goes back as one.
/// 4. The window of a [`ReadCursor`](super::ReadCursor) starts where the buffer starts and ends where
///    it ends or before. Window and `Meta` stay together for the cursor's life.
/// 5. `filled <= window.len()` for every live cursor. A shorter window exists only inside the borrow
///    of a longer one, so what holds for the innermost holds for all.
///
/// The fields are private to this file. What only reads them, or lowers `filled` to zero, is safe;
/// what raises them is unsafe, and its callers prove the invariants.
pub(super) struct Meta {
    filled: usize,
    init: usize,
}

impl Meta {
    /// Nothing filled, nothing known to be initialized: right for any buffer.
    #[inline]
    pub(super) const fn new() -> Self {
        Self { filled: 0, init: 0 }
    }

    #[inline]
    pub(super) const fn filled(&self) -> usize {
        self.filled
    }

    #[inline]
    pub(super) const fn init(&self) -> usize {
        self.init
    }

    /// Forgets what was filled, and keeps what is known to be initialized.
    #[inline]
    pub(super) const fn clear(&mut self) {
        self.filled = 0;
    }

    /// Raises `init` to `upto`, if it is below.
    ///
    /// # Safety
    ///
    /// 1. `upto <= capacity`.
    /// 2. The bytes `[0, upto)` of the buffer are initialized.
    #[inline]
    pub(super) const unsafe fn raise_init(&mut self, upto: usize) {
        if self.init < upto {
            self.init = upto;
        }
    }

    /// Raises `filled` by `n`.
    ///
    /// # Safety
    ///
    /// 1. `filled + n <= init`.
    /// 2. `filled + n <= window.len()`, for the cursor that is in use.
    #[inline]
    pub(super) const unsafe fn raise_filled(&mut self, n: usize) {
        // Cannot overflow: promise 2, and the length of a slice fits a `usize`.
        self.filled += n;
    }
}
