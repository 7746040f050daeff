use core::{
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{AsyncRead, ReadCursor, Result};

/// Creates a source that yields one byte for ever.
///
/// # Examples
///
/// ```
/// use async_interop::io::{self, AsyncRead, ReadBuf};
/// use core::{pin::Pin, task::{Context, Waker}};
///
/// let mut memory = [0; 3];
/// let mut buf = ReadBuf::new(&mut memory);
/// let mut cx = Context::from_waker(Waker::noop());
/// assert!(Pin::new(&mut io::repeat(b'z')).poll_read(&mut cx, buf.unfilled())?.is_ready());
/// assert_eq!(buf.filled(), b"zzz");
/// # Ok::<(), io::Error>(())
/// ```
#[must_use]
pub const fn repeat(byte: u8) -> Repeat {
    Repeat { byte }
}

/// A source that yields one byte for ever.
///
/// Made by [`repeat`]. It fills whatever it is given, has no end and never returns `Pending`.
#[derive(Clone, Debug)]
pub struct Repeat {
    byte: u8,
}

impl AsyncRead for Repeat {
    #[inline]
    fn poll_read(
        self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let room = buf.ensure_init();
        room.fill(self.byte);
        let n = room.len();
        buf.advance_checked(n);
        Poll::Ready(Ok(()))
    }
}
