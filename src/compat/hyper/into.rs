//! From our traits to hyper's runtime traits.

use alloc::boxed::Box;
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use std::{io, time::Instant};

use ::hyper::rt;
use pin_project_lite::pin_project;

use super::{lend::lend_read_buf, lent_sleep::LentSleep};
use crate::{
    compat::error::to_std,
    io::{AsyncRead, AsyncWrite, IoSlice},
    task::{Spawn, SpawnErrorKind},
    time::Timer,
};

pin_project! {
    /// Gives a type of ours hyper's runtime traits.
    ///
    /// | ours | theirs | lost on the way |
    /// |---|---|---|
    /// | [`AsyncRead::poll_read`] | `Read::poll_read` | the init mark: their cursor does not tell it |
    /// | [`AsyncWrite`] with vectored writes and their query | `Write` | nothing |
    /// | [`Spawn`] | `Executor` of every future that is `Send` | an error, see below |
    /// | [`Timer`] | `Timer` | an allocation for each sleep, since theirs are boxed |
    /// | [`Error`](crate::io::Error) | `std::io::Error` | nothing |
    ///
    /// A connection needs the first two; HTTP/2 needs an executor as well, and whoever sets a timeout
    /// a timer. A runtime that is [`Spawn`] and [`Timer`] gives both with one value.
    ///
    /// Nothing is zeroed: a reader of ours gets hyper's memory as it is.
    ///
    /// `Executor::execute` cannot fail. If ours refuses a future because it is full or was shut down,
    /// the future is dropped, which hyper takes as it does any other task that ends early: it resets
    /// that stream, or fails the requests of that connection.
    ///
    /// # Panics
    ///
    /// `Executor::execute` panics if there is no executor
    /// ([`NoExecutor`](SpawnErrorKind::NoExecutor)): that is a mistake of the program.
    ///
    /// # Examples
    ///
    /// A server that names no runtime:
    ///
    /// ```
    /// use async_interop::{compat::IntoHyperExt as _, io::{AsyncRead, AsyncWrite}, task::Spawn, time::Timer};
    /// use http_body_util::Full;
    /// use hyper::{Request, Response, body::{Bytes, Incoming}, server::conn::http2, service::service_fn};
    ///
    /// async fn hello(_: Request<Incoming>) -> hyper::Result<Response<Full<Bytes>>> {
    ///     Ok(Response::new(Full::new(Bytes::from("hello"))))
    /// }
    ///
    /// async fn serve<C, R>(connection: C, runtime: R) -> hyper::Result<()>
    /// where
    ///     C: AsyncRead + AsyncWrite + Unpin + 'static,
    ///     R: Spawn + Timer<Sleep: Send + 'static> + Clone + Send + Sync + 'static,
    /// {
    ///     http2::Builder::new(runtime.clone().into_hyper())
    ///         .timer(runtime.into_hyper())
    ///         .serve_connection(connection.into_hyper(), service_fn(hello))
    ///         .await
    /// }
    /// ```
    #[derive(Clone, Copy, Debug)]
    #[must_use = "an adapter does nothing until it is used"]
    pub struct IntoHyper<T> {
        #[pin]
        inner: T,
    }
}

impl<T> IntoHyper<T> {
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

impl<T: AsyncRead> rt::Read for IntoHyper<T> {
    #[inline]
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: rt::ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        let inner = self.get_pin_mut();
        lend_read_buf(buf, |buf| to_std(inner.poll_read(cx, buf)))
    }
}

impl<T: AsyncWrite> rt::Write for IntoHyper<T> {
    #[inline]
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        to_std(self.get_pin_mut().poll_write(cx, buf))
    }

    #[inline]
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        to_std(self.get_pin_mut().poll_flush(cx))
    }

    #[inline]
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        to_std(self.get_pin_mut().poll_shutdown(cx))
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    #[inline]
    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let bufs = IoSlice::from_std_slices(bufs);
        to_std(self.get_pin_mut().poll_write_vectored(cx, bufs))
    }
}

impl<T: Spawn, F: Future<Output = ()> + Send + 'static> rt::Executor<F> for IntoHyper<T> {
    #[track_caller]
    fn execute(&self, future: F) {
        if let Err(error) = self.inner.spawn_detached(future) {
            assert!(error.kind() != SpawnErrorKind::NoExecutor, "{error}");
        }
    }
}

impl<T: Timer<Sleep: Send + 'static>> rt::Timer for IntoHyper<T> {
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn rt::Sleep>> {
        Box::pin(LentSleep::new(self.inner.sleep(duration)))
    }

    fn sleep_until(&self, deadline: Instant) -> Pin<Box<dyn rt::Sleep>> {
        Box::pin(LentSleep::new(self.inner.sleep_until(deadline.into())))
    }

    fn now(&self) -> Instant {
        self.inner.now().into()
    }

    fn reset(&self, sleep: &mut Pin<Box<dyn rt::Sleep>>, deadline: Instant) {
        match sleep.as_mut().downcast_mut_pin::<LentSleep<T::Sleep>>() {
            Some(sleep) => sleep.reset(deadline.into()),
            None => *sleep = self.sleep_until(deadline),
        }
    }
}

impl<T> From<T> for IntoHyper<T> {
    #[inline]
    fn from(inner: T) -> Self {
        Self::new(inner)
    }
}

/// Gives every type of ours the method [`into_hyper`](Self::into_hyper).
pub trait IntoHyperExt: Sized {
    /// Wraps the value so that it has hyper's runtime traits.
    ///
    /// The page of [`IntoHyper`] says what is lost.
    #[inline]
    fn into_hyper(self) -> IntoHyper<Self> {
        IntoHyper::new(self)
    }
}

impl<T> IntoHyperExt for T {}

static_assertions::assert_impl_all!(IntoHyper<()>: Send, Sync, Unpin);
