//! A reader of embedded-io-async that is never canceled.

use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::{convert::failed, turn::Turn};
use crate::io::{AsyncBufRead, AsyncRead, ReadCursor, Result};

pin_project! {
    /// Gives a reader of embedded-io-async our traits, and never drops a read that has begun.
    ///
    /// [`FromEmbeddedIo::owned`](super::FromEmbeddedIo::owned) makes it. A read is a future that owns
    /// the reader and a buffer, and gives both back. It goes on in the next poll, whatever that
    /// asks for, so neither bytes nor a waker are lost.
    ///
    /// | theirs | ours | lost on the way |
    /// |---|---|---|
    /// | `Read::read` | [`AsyncRead`], [`AsyncBufRead`] | time: one copy out of the buffer; an error but for its kind |
    /// | `Interrupted` | `Pending` and a wake | nothing |
    ///
    /// It reads ahead, by a buffer at most. What the closure does is all there is: one that takes a
    /// lock, or sets a timeout, does so for each read.
    #[must_use = "an adapter does nothing until it is used"]
    pub struct EmbeddedReader<T, B, F, M> {
        #[pin]
        turn: Turn<T, B, F>,
        read: M,
        // What of the buffer was read, and how much of that was handed on.
        filled: usize,
        consumed: usize,
    }
}

impl<T, B: AsRef<[u8]>, F, M> EmbeddedReader<T, B, F, M> {
    #[track_caller]
    pub(super) fn new(io: T, buf: B, read: M) -> Self {
        assert!(!buf.as_ref().is_empty(), "a reader needs a buffer: give it a byte or more");
        Self { turn: Turn::Idle { io, buf }, read, filled: 0, consumed: 0 }
    }

    /// Returns a reference to the inner reader, unless a read is on its way and has it.
    pub fn get_ref(&self) -> Option<&T> {
        Some(self.turn.idle()?.0)
    }

    /// Returns a mutable reference to the inner reader, unless a read is on its way and has it.
    ///
    /// What was read ahead is still to be read from the adapter.
    pub fn inner_mut(self: Pin<&mut Self>) -> Option<&mut T> {
        Some(self.project().turn.idle_mut()?.0)
    }

    /// Returns the bytes that were read ahead.
    pub fn buffer(&self) -> &[u8] {
        match self.turn.idle() {
            Some((_, buf)) => &buf.as_ref()[self.consumed..self.filled],
            None => &[],
        }
    }

    /// Returns the inner reader and the buffer, unless a read is on its way and has them.
    ///
    /// What was read ahead is lost: ask for [`buffer`](Self::buffer) first. `None` is a read that is
    /// canceled.
    pub fn into_parts(self) -> Option<(T, B)> {
        self.turn.into_idle()
    }
}

impl<T, B, E, F, M> EmbeddedReader<T, B, F, M>
where
    B: AsRef<[u8]>,
    E: embedded_io_async::Error,
    F: Future<Output = (T, B, core::result::Result<usize, E>)>,
    M: FnMut(T, B) -> F,
{
    /// Waits until there is a byte in the buffer, or the end was reached.
    fn poll_ahead(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let mut this = self.project();
        if *this.consumed < *this.filled {
            return Poll::Ready(Ok(()));
        }
        let read = match ready!(this.turn.as_mut().poll(cx)) {
            Some(read) => read,
            None => {
                this.turn.as_mut().begin(&mut *this.read);
                ready!(this.turn.as_mut().poll(cx)).expect("it was begun just now")
            }
        };
        match read {
            Ok(n) => {
                let room = this.turn.idle().map_or(0, |(_, buf)| buf.as_ref().len());
                if n > room {
                    too_many(n, room);
                }
                (*this.consumed, *this.filled) = (0, n);
                Poll::Ready(Ok(()))
            }
            Err(error) => match failed(cx, error.kind()) {
                Some(error) => Poll::Ready(Err(error)),
                None => Poll::Pending,
            },
        }
    }
}

impl<T, B, E, F, M> AsyncRead for EmbeddedReader<T, B, F, M>
where
    B: AsRef<[u8]>,
    E: embedded_io_async::Error,
    F: Future<Output = (T, B, core::result::Result<usize, E>)>,
    M: FnMut(T, B) -> F,
{
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        if buf.is_full() {
            return Poll::Ready(Ok(()));
        }
        ready!(self.as_mut().poll_ahead(cx))?;
        let n = buf.append_some(self.buffer());
        *self.project().consumed += n;
        Poll::Ready(Ok(()))
    }
}

impl<T, B, E, F, M> AsyncBufRead for EmbeddedReader<T, B, F, M>
where
    B: AsRef<[u8]>,
    E: embedded_io_async::Error,
    F: Future<Output = (T, B, core::result::Result<usize, E>)>,
    M: FnMut(T, B) -> F,
{
    fn poll_fill_buf(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        ready!(self.as_mut().poll_ahead(cx))?;
        Poll::Ready(Ok(self.into_ref().get_ref().buffer()))
    }

    /// # Panics
    ///
    /// If `amount` is more than the buffer holds.
    fn consume(self: Pin<&mut Self>, amount: usize) {
        let this = self.project();
        let held = *this.filled - *this.consumed;
        assert!(amount <= held, "consume of {amount} bytes, but the buffer holds {held}");
        *this.consumed += amount;
    }
}

impl<T, B, F, M> fmt::Debug for EmbeddedReader<T, B, F, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmbeddedReader")
            .field("busy", &self.turn.idle().is_none())
            .field("held", &(self.filled - self.consumed))
            .finish_non_exhaustive()
    }
}

#[cold]
#[inline(never)]
fn too_many(n: usize, room: usize) -> ! {
    panic!("a reader returned {n} from `read`, but had room for {room} bytes: see its docs");
}

static_assertions::assert_impl_all!(EmbeddedReader<(), (), (), ()>: Send, Sync, Unpin);
