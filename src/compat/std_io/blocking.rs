//! From our I/O traits to std's, by waiting.

use alloc::{sync::Arc, task::Wake};
use core::{
    future::Future,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};
use std::{
    io,
    sync::{Condvar, Mutex, PoisonError},
};

use crate::io::{
    AsyncBufRead, AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncSeek, AsyncSeekExt as _,
    AsyncWrite, AsyncWriteExt as _, IoSlice,
};

/// Gives a type of ours std's I/O traits: each call blocks the thread until it is done.
///
/// | ours | theirs | lost on the way |
/// |---|---|---|
/// | [`AsyncRead::poll_read`] | `Read::read` | uninitialized memory: theirs is always initialized |
/// | [`AsyncBufRead`] | `BufRead` | nothing |
/// | [`AsyncWrite::poll_write`], vectored, [`poll_flush`](AsyncWrite::poll_flush) | `Write` | the query, which is not stable there |
/// | [`AsyncWrite::poll_shutdown`] | – | call [`shutdown`](Self::shutdown) |
/// | [`AsyncSeek::poll_seek`] | `Seek::seek` | nothing |
/// | [`Error`](crate::io::Error) | `std::io::Error` | nothing |
///
/// The inner type is `Unpin`, since std's methods take `&mut self`; `Box::pin` makes it so. The
/// adapter allocates once, for the waker.
///
/// # Calling
///
/// Call it from a thread that may be blocked: not from within a task. It waits for a wake, so what
/// drives the inner type (a reactor, the task at the other end of a pipe) has to run on another thread;
/// on the same one, it waits for ever.
///
/// # Examples
///
/// ```
/// use async_interop::{compat::IntoBlockingExt as _, io::AsyncRead};
/// use std::io::Read;
///
/// // Code of std's gets a reader of ours.
/// fn text(source: impl AsyncRead + Unpin) -> std::io::Result<String> {
///     let mut text = String::new();
///     source.into_blocking().read_to_string(&mut text)?;
///     Ok(text)
/// }
///
/// assert_eq!(text(&b"to std"[..])?, "to std");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
#[must_use = "an adapter does nothing until it is used"]
#[doc(alias = "BlockOn")]
#[doc(alias = "SyncIoBridge")]
pub struct Blocking<T> {
    inner: T,
    signal: Arc<Signal>,
}

impl<T> Blocking<T> {
    /// Creates an adapter for `inner`.
    pub fn new(inner: T) -> Self {
        Self { inner, signal: Arc::default() }
    }

    /// Returns a reference to the inner value.
    #[inline]
    pub const fn get_ref(&self) -> &T {
        &self.inner
    }

    /// Returns a mutable reference to the inner value.
    #[inline]
    pub const fn get_mut(&mut self) -> &mut T {
        &mut self.inner
    }

    /// Returns a pinned mutable reference to the inner value.
    #[inline]
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut T>
    where
        T: Unpin,
    {
        Pin::new(&mut Pin::into_inner(self).inner)
    }

    /// Returns the inner value.
    #[inline]
    pub fn into_inner(self) -> T {
        self.inner
    }
}

impl<T: AsyncWrite + Unpin> Blocking<T> {
    /// Flushes, and closes the write side: the peer sees the end. Reading goes on.
    ///
    /// std's `Write` has no such method, and dropping the adapter only drops what is inside.
    ///
    /// # Errors
    ///
    /// Returns what the inner type fails with.
    pub fn shutdown(&mut self) -> io::Result<()> {
        Ok(self.signal.block_on(self.inner.shutdown())?)
    }
}

impl<T: AsyncRead + Unpin> io::Read for Blocking<T> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        Ok(self.signal.block_on(self.inner.read(buf))?)
    }
}

impl<T: AsyncBufRead + Unpin> io::BufRead for Blocking<T> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        Ok(self.signal.block_on(self.inner.fill_buf())?)
    }

    fn consume(&mut self, amount: usize) {
        Pin::new(&mut self.inner).consume(amount);
    }
}

impl<T: AsyncWrite + Unpin> io::Write for Blocking<T> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        Ok(self.signal.block_on(self.inner.write(buf))?)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(self.signal.block_on(self.inner.flush())?)
    }

    fn write_vectored(&mut self, bufs: &[io::IoSlice<'_>]) -> io::Result<usize> {
        let bufs = IoSlice::from_std_slices(bufs);
        Ok(self.signal.block_on(self.inner.write_vectored(bufs))?)
    }
}

impl<T: AsyncSeek + Unpin> io::Seek for Blocking<T> {
    fn seek(&mut self, position: io::SeekFrom) -> io::Result<u64> {
        Ok(self.signal.block_on(self.inner.seek(position.into()))?)
    }
}

impl<T> From<T> for Blocking<T> {
    fn from(inner: T) -> Self {
        Self::new(inner)
    }
}

/// No field is pinned.
impl<T> Unpin for Blocking<T> {}

/// Gives every type of ours the method [`into_blocking`](Self::into_blocking).
pub trait IntoBlockingExt: Sized {
    /// Wraps the value so that it has std's I/O traits, whose calls block the thread.
    ///
    /// The page of [`Blocking`] says what is lost.
    fn into_blocking(self) -> Blocking<Self> {
        Blocking::new(self)
    }
}

impl<T> IntoBlockingExt for T {}

/// A wake that a thread waits for.
///
/// One for each adapter, and not the thread's own: code that an adapter calls may wait on its own
/// account, and must not take the wake away.
#[derive(Debug, Default)]
struct Signal {
    woken: Mutex<bool>,
    condvar: Condvar,
}

impl Signal {
    fn block_on<F: Future>(self: &Arc<Self>, future: F) -> F::Output {
        let mut future = pin!(future);
        let waker = Waker::from(Arc::clone(self));
        let mut cx = Context::from_waker(&waker);
        loop {
            if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
                return output;
            }
            self.wait();
        }
    }

    /// Waits for a wake, or takes the one that has come since the last time. A wake from an earlier
    /// call causes a poll too many, and no harm.
    fn wait(&self) {
        let mut woken = self.woken.lock().unwrap_or_else(PoisonError::into_inner);
        while !*woken {
            woken = self.condvar.wait(woken).unwrap_or_else(PoisonError::into_inner);
        }
        *woken = false;
    }
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        *self.woken.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.condvar.notify_one();
    }
}

static_assertions::assert_impl_all!(Blocking<()>: Send, Sync, Unpin);
