//! Zeroing for readers that only fill initialized slices.

use core::task::{Poll, ready};

use crate::io::{ReadCursor, Result};

/// How much uninitialized memory to zero for a read.
///
/// Zeroing all that the caller offers makes a slow read quadratic: a caller that brings a fresh
/// megabyte to every poll would have it zeroed for every kilobyte that arrives, and for every
/// `Pending`. So a reader is offered what is initialized already and, if that is less than the
/// window, as much of the rest as makes it one. The window follows the reads that needed zeroing:
///
/// | a read that | lets the window |
/// |---|---|
/// | fills it | grow by half |
/// | fills half of it or more | stay |
/// | fills less, is `Pending` or fails | stay, but shrink to half from the third in a row on |
///
/// Reads that are all alike make it settle between once and twice their size. One that did not fit,
/// its rest, and the `Pending` behind it do not shrink it: the next such message fits.
///
/// Therefore all zeroing together is at most six bytes for each byte read, plus [`SMALLEST`] for
/// each poll and twice that. (A window of size `w` that has seen `k` reads in a row of the third
/// kind holds `(4 - k) w` bytes of credit. Zeroing `w` for the third kind uses `w` of them; what a
/// read of the first two kinds zeroes and adds is at most six times what it brought.)
#[derive(Debug)]
pub(super) struct Window {
    size: u32,
    /// How many reads in a row were of the third kind, counted to two.
    slack: u8,
}

impl Window {
    #[inline]
    pub(super) const fn new() -> Self {
        Self { size: SMALLEST, slack: 0 }
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
        let window = (self.size as usize).min(buf.remaining());
        let initialized = buf.init_mut();
        if initialized.len() >= window {
            let offered = initialized.len();
            let n = ready!(read(initialized))?;
            return advanced(buf, n, offered);
        }
        let mut buf = buf.limit(window);
        let polled = read(buf.ensure_init());
        self.learn(&polled);
        advanced(buf, ready!(polled)?, window)
    }

    /// Follows the size of the reads, after memory was zeroed for one.
    #[inline]
    fn learn(&mut self, polled: &Poll<Result<usize>>) {
        let size = self.size as usize;
        match polled {
            Poll::Ready(Ok(n)) if *n >= size => {
                self.size = (self.size + self.size / 2).min(LARGEST);
                self.slack = 0;
            }
            Poll::Ready(Ok(n)) if *n >= size / 2 => self.slack = 0,
            Poll::Ready(_) | Poll::Pending if self.slack < 2 => self.slack += 1,
            Poll::Ready(_) | Poll::Pending => self.size = (self.size / 2).max(SMALLEST),
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

/// Zeroing this much costs less than the poll around it.
const SMALLEST: u32 = 256;
/// Beyond this, a larger read saves nothing: what surrounds it is long paid for.
const LARGEST: u32 = 1 << 20;

static_assertions::const_assert!(size_of::<Window>() <= 8);
