//! From hyper's runtime traits to ours.

use core::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use ::hyper::rt;
use pin_project_lite::pin_project;

use super::{lend::lend_cursor, sleep::HyperSleep};
use crate::{
    compat::error::to_ours,
    io::{AsyncRead, AsyncWrite, IoSlice, ReadCursor, Result},
    task::{FutureObj, LocalFutureObj, Spawn, SpawnError, SpawnLocal},
    time::{Instant, Timer},
};

pin_project! {
    /// Gives a type of hyper's our traits.
    ///
    /// | theirs | ours | lost on the way |
    /// |---|---|---|
    /// | `Read::poll_read` | [`AsyncRead::poll_read`] | the init mark, unless all of the buffer is initialized: see below |
    /// | `Write::poll_write`, `poll_flush`, `poll_shutdown` | the same of [`AsyncWrite`] | nothing |
    /// | `poll_write_vectored`, `is_write_vectored` | the same | nothing |
    /// | `Executor<FutureObj>`, `Executor<LocalFutureObj>` | [`Spawn`], [`SpawnLocal`] | a refusal: `execute` returns nothing, so spawning never fails; tasks are boxed |
    /// | `Timer`, `Sleep` | [`Timer`], [`HyperSleep`] | an allocation for each sleep, since theirs are boxed |
    /// | errors | [`Error`](crate::io::Error) | nothing; `WouldBlock` and `Interrupted` become `Pending` and a wake |
    ///
    /// A read or write with nothing to transfer is answered without asking the inner type, which
    /// may wait (READ-01, WRITE-02). It therefore reports no error of a side that is closed.
    ///
    /// hyper's cursor is told whether all of its memory is initialized, and tells nobody what it has
    /// initialized beyond what it filled. So a reader that initializes its whole buffer does so again
    /// at each poll, until a caller brings one that is initialized to its end.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> async_interop::io::Result<()> {
    /// use async_interop::{compat::FromHyper, io::{AsyncRead, AsyncReadExt as _, Result}};
    ///
    /// // Code that knows our traits only.
    /// async fn text(mut source: impl AsyncRead + Unpin) -> Result<String> {
    ///     let mut text = String::new();
    ///     source.read_to_string(&mut text).await?;
    ///     Ok(text)
    /// }
    ///
    /// // What hyper hands over after an upgrade is a type like this.
    /// let upgraded = hyper_util::rt::TokioIo::new(&b"from hyper"[..]);
    /// assert_eq!(text(FromHyper::new(upgraded)).await?, "from hyper");
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone, Copy, Debug)]
    #[must_use = "an adapter does nothing until it is used"]
    pub struct FromHyper<T> {
        #[pin]
        inner: T,
    }
}

impl<T> FromHyper<T> {
    /// Creates an adapter for `inner`.
    #[inline]
    pub const fn new(inner: T) -> Self {
        Self { inner }
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
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut T> {
        self.project().inner
    }

    /// Returns the inner value.
    #[inline]
    pub fn into_inner(self) -> T {
        self.inner
    }
}

impl<T: rt::Read> AsyncRead for FromHyper<T> {
    #[inline]
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        if buf.is_full() {
            return Poll::Ready(Ok(()));
        }
        let inner = self.get_pin_mut();
        let polled = lend_cursor(buf, |buf| inner.poll_read(cx, buf));
        to_ours(cx, polled)
    }
}

impl<T: rt::Write> AsyncWrite for FromHyper<T> {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        if buf.is_empty() {
            return Poll::Ready(Ok(0));
        }
        let polled = self.get_pin_mut().poll_write(cx, buf);
        to_ours(cx, polled)
    }

    #[inline]
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let polled = self.get_pin_mut().poll_flush(cx);
        to_ours(cx, polled)
    }

    #[inline]
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let polled = self.get_pin_mut().poll_shutdown(cx);
        to_ours(cx, polled)
    }

    #[inline]
    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        if bufs.iter().all(|buf| buf.is_empty()) {
            return Poll::Ready(Ok(0));
        }
        let bufs = IoSlice::as_std_slices(bufs);
        let polled = self.get_pin_mut().poll_write_vectored(cx, bufs);
        to_ours(cx, polled)
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }
}

impl<T: rt::Executor<FutureObj<'static, ()>>> Spawn for FromHyper<T> {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> core::result::Result<(), SpawnError> {
        self.inner.execute(task);
        Ok(())
    }
}

impl<T: rt::Executor<LocalFutureObj<'static, ()>>> SpawnLocal for FromHyper<T> {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> core::result::Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        self.inner.execute(task);
        Ok(())
    }
}

/// Each sleep keeps a clone of the timer, to be reset by.
impl<T: rt::Timer + Clone> Timer for FromHyper<T> {
    type Sleep = HyperSleep<T>;

    fn now(&self) -> Instant {
        self.inner.now().into()
    }

    fn sleep_until(&self, deadline: Instant) -> HyperSleep<T> {
        HyperSleep::new(self.inner.clone(), self.inner.sleep_until(deadline.into()), deadline)
    }

    fn sleep(&self, duration: Duration) -> HyperSleep<T> {
        // Not their `sleep`: the deadline is to be known, and to be the one that is waited for.
        self.sleep_until(self.now() + duration)
    }
}

impl<T> From<T> for FromHyper<T> {
    #[inline]
    fn from(inner: T) -> Self {
        Self::new(inner)
    }
}

static_assertions::assert_impl_all!(FromHyper<()>: Send, Sync, Unpin);
