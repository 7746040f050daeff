//! The methods of every future.

use core::time::Duration;

use super::{Fuse, Map, Then};
use crate::time::{Timeout, Timer, TimerExt as _};

/// The methods that go on with the output of a [`Future`].
pub trait FutureExt: Future {
    /// Calls `f` with the output.
    ///
    /// # Cancel safety
    ///
    /// As the future itself.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::future::FutureExt as _;
    ///
    /// # futures::executor::block_on(async {
    /// assert_eq!(async { 6 }.map(|n| n * 7).await, 42);
    /// # });
    /// ```
    fn map<F: FnOnce(Self::Output) -> T, T>(self, f: F) -> Map<Self, F>
    where
        Self: Sized,
    {
        Map::new(self, f)
    }

    /// Calls `f` with the output, and awaits what it returns.
    ///
    /// The first future is dropped before the second is polled.
    ///
    /// # Cancel safety
    ///
    /// Not cancel safe: once the second future runs, the output of the first is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::future::FutureExt as _;
    ///
    /// # futures::executor::block_on(async {
    /// assert_eq!(async { 6 }.then(async |n| n * 7).await, 42);
    /// # });
    /// ```
    fn then<F: FnOnce(Self::Output) -> Fut, Fut: Future>(self, f: F) -> Then<Self, F, Fut>
    where
        Self: Sized,
    {
        Then::new(self, f)
    }

    /// Makes the future `Pending` for ever after it was ready, so that it may be polled again.
    ///
    /// The future is dropped as soon as it is ready. Nobody wakes the task of one that has ended:
    /// [`Fuse::is_terminated`] tells.
    ///
    /// # Cancel safety
    ///
    /// As the future itself.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::pin::pin;
    ///
    /// use async_interop::future::{FutureExt as _, select};
    ///
    /// # futures::executor::block_on(async {
    /// let mut one = pin!(async { 1 }.fuse());
    /// let mut two = pin!(async { 2 }.fuse());
    /// let mut sum = 0;
    /// while !(one.is_terminated() && two.is_terminated()) {
    ///     select! {
    ///         n = &mut one => sum += n,
    ///         n = &mut two => sum += n,
    ///     }
    /// }
    /// assert_eq!(sum, 3);
    /// # });
    /// ```
    fn fuse(self) -> Fuse<Self>
    where
        Self: Sized,
    {
        Fuse::new(self)
    }

    /// Gives the future the time `duration`, on the clock of `timer`.
    ///
    /// It is [`TimerExt::timeout`](crate::time::TimerExt::timeout), seen from the future.
    ///
    /// # Errors
    ///
    /// Ready with [`Elapsed`](crate::time::Elapsed) if the time is up first. The future is polled before
    /// the clock is looked at, so one that is ready at once is never too late.
    ///
    /// # Cancel safety
    ///
    /// As the future itself, which is dropped when the time is up.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(feature = "std")] {
    /// use core::{future::pending, time::Duration};
    ///
    /// use async_interop::{future::{FutureExt as _, join}, time::ManualTimer};
    ///
    /// # futures::executor::block_on(async {
    /// let timer = ManualTimer::new();
    /// let silent = pending::<()>().timeout(&timer, Duration::from_secs(5));
    /// let (reply, ()) = join!(silent, async { timer.advance(Duration::from_secs(5)) });
    /// assert_eq!(reply.unwrap_err().to_string(), "the time was up");
    /// # });
    /// # }
    /// ```
    fn timeout<T: Timer>(self, timer: &T, duration: Duration) -> Timeout<Self, T::Sleep>
    where
        Self: Sized,
    {
        timer.timeout(duration, self)
    }

    /// Catches a panic of the future, and returns its payload as `Err`.
    ///
    /// The future is dropped as soon as it is ready or has panicked. As
    /// [`std::panic::catch_unwind`], it asks for [`UnwindSafe`](std::panic::UnwindSafe) (wrap the
    /// future in [`AssertUnwindSafe`](std::panic::AssertUnwindSafe) where you know better), and
    /// catches nothing where panics abort.
    ///
    /// # Cancel safety
    ///
    /// As the future itself.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::future::FutureExt as _;
    ///
    /// # futures::executor::block_on(async {
    /// assert_eq!(async { 7 }.catch_unwind().await.unwrap(), 7);
    ///
    /// let payload = async { panic!("oh") }.catch_unwind().await.map(|()| "fine").unwrap_err();
    /// assert_eq!(payload.downcast_ref(), Some(&"oh"));
    /// # });
    /// ```
    #[cfg(feature = "std")]
    fn catch_unwind(self) -> super::CatchUnwind<Self>
    where
        Self: Sized + core::panic::UnwindSafe,
    {
        super::CatchUnwind::new(self)
    }
}

impl<F: Future + ?Sized> FutureExt for F {}
