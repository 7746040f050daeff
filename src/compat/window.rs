//! Zeroing for readers that only fill initialized slices.

use core::task::{Poll, ready};

use crate::io::{ReadCursor, Result};

/// How much uninitialized memory to zero for a read.
///
/// Zeroing all that the caller offers makes a slow read quadratic: a caller that brings a fresh
/// megabyte to every poll would have it zeroed for every kilobyte that arrives, and for every
/// `Pending`. So a reader is offered what is initialized already and, if that is less than the
/// window, as much of the rest as makes it one. The window doubles when a read fills it, halves when
/// a read leaves half of it empty, and shrinks to a quarter when it was zeroed for a `Pending`.
///
/// Therefore all zeroing together is at most three bytes for each byte read, plus [`SMALLEST`] for
/// each poll. (Count each byte of the window's size as worth two: growing from `w` to `2w` and
/// zeroing `w` costs `3w` for `w` bytes read; a window that shrinks has paid for what was zeroed.)
#[derive(Debug)]
pub(super) struct Window {
    size: usize,
}

impl Window {
    #[inline]
    pub(super) const fn new() -> Self {
        Self { size: SMALLEST }
    }

    /// Fills `buf` by `read`, which returns how many bytes it wrote to the start of its argument.
    ///
    /// # Panics
    ///
    /// If `read` returns more than there was room for.
    #[inline]
    pub(super) fn read(
        &mut self,
        mut buf: ReadCursor<'_>,
        read: impl FnOnce(&mut [u8]) -> Poll<Result<usize>>,
    ) -> Poll<Result<()>> {
        if buf.is_full() {
            return Poll::Ready(Ok(()));
        }
        let window = self.size.min(buf.remaining());
        let initialized = buf.init_mut();
        if initialized.len() >= window {
            let offered = initialized.len();
            let n = ready!(read(initialized))?;
            return advanced(buf, n, offered);
        }
        let mut buf = buf.limit(window);
        let polled = read(buf.ensure_init());
        self.learn(window, &polled);
        advanced(buf, ready!(polled)?, window)
    }

    /// Follows the size of the reads, after `zeroed` bytes or fewer were zeroed for one.
    #[inline]
    fn learn(&mut self, zeroed: usize, polled: &Poll<Result<usize>>) {
        match polled {
            Poll::Ready(Ok(n)) if *n >= self.size => self.size = (self.size * 2).min(LARGEST),
            Poll::Ready(Ok(n)) if *n <= zeroed / 2 => self.size = (self.size / 2).max(SMALLEST),
            Poll::Ready(_) => {}
            Poll::Pending => self.size = (self.size / 4).max(SMALLEST),
        }
    }
}

/// Counts what was read into the initialized memory that was offered.
#[inline]
fn advanced(mut buf: ReadCursor<'_>, n: usize, offered: usize) -> Poll<Result<()>> {
    if n > offered {
        too_many(n, offered);
    }
    buf.advance_checked(n);
    Poll::Ready(Ok(()))
}

#[cold]
#[inline(never)]
fn too_many(n: usize, offered: usize) -> ! {
    panic!(
        "a reader returned {n} from `poll_read`, but had room for {offered} bytes: \
         it must return how many it wrote"
    );
}

/// Zeroing this much costs less than polling.
const SMALLEST: usize = 512;
/// Reads rarely are larger, and one system call for this much costs far more than what it transfers.
const LARGEST: usize = 1 << 20;
