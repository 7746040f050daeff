//! The traits.

use core::{
    pin::Pin,
    task::{Context, Poll},
};

/// A series of values that arrive in time: the asynchronous `Iterator`.
///
/// Most code wants the methods of [`StreamExt`](crate::stream::StreamExt) instead of these.
///
/// # Implementing
///
/// Three methods, of which [`poll_next`](Self::poll_next) is required:
///
/// - one that says how many items are left when that is known: [`size_hint`](Self::size_hint);
/// - one that works on, if the stream holds work that somebody has to poll:
///   [`poll_progress`](Self::poll_progress). A stream that wraps another one must forward it (CALLER-13). A
///   stream of events that come from outside (a socket, a channel, a timer) needs none.
///
/// Items come in the order of their source, none lost and none twice (STREAM-01). What was queued
/// before the end comes before the end (STREAM-05). The end wakes whoever waits (STREAM-04).
///
/// Keep *one* waker for all three methods, that of the newest poll (STREAM-03): it may differ from
/// the one before. Compare with [`will_wake`](core::task::Waker::will_wake) before cloning it.
/// Look for an item once more after storing the waker, if a producer may run at the same time:
/// it may have missed the waker and you its item (STREAM-06). Never wake or drop a waker under a
/// lock, since that runs foreign code (STREAM-14), and better do not clone one there (STREAM-25).
/// Free it when the stream is dropped (STREAM-15).
///
/// # Calling
///
/// A stream must be pinned to be polled: with `core::pin::pin!`, with `Box::pin`, or not at all
/// where it is `Unpin`.
///
/// After the first `Ready(None)` do not poll for items again. What then happens is not promised
/// (STREAM-07): the end again, another item, `Pending` for ever, or a panic; it is never undefined
/// behavior. A [`FusedStream`] promises more, and [`fuse`](crate::stream::StreamExt::fuse) makes
/// one of any stream.
///
/// An error is an item: there is no other trait for streams that can fail. `Stream<Item =
/// Result<T, E>>` may go on after an `Err`, and keeps the data that follows it (STREAM-24).
///
/// Between two polls a stream may move to another thread, where it is `Send` (STREAM-18).
///
/// # The trap
///
/// ```
/// # use async_interop::stream::{self, StreamExt};
/// # async fn store(_: u32) {}
/// # futures::executor::block_on(async {
/// # let mut responses = stream::iter([1, 2, 3]);
/// while let Some(response) = responses.next().await {
///     store(response).await; // wrong: nobody polls `responses` while this waits
/// }
/// # });
/// ```
///
/// If `responses` is a stream that keeps futures in flight (`buffered(10)`), all ten stand still
/// while the body waits: their connections time out, and if one of them holds the lock that the
/// body waits for, the loop never ends. Drive the stream while the body runs:
///
/// ```
/// # use async_interop::stream::{self, StreamExt};
/// # async fn store(_: u32) {}
/// # futures::executor::block_on(async {
/// # let mut responses = stream::iter([1, 2, 3]);
/// while let Some(response) = responses.next().await {
///     responses.progress_while(store(response)).await;
/// }
/// # });
/// ```
///
/// [`for_each`](crate::stream::StreamExt::for_each) does the same without the loop.
///
/// # Examples
///
/// ```
/// use async_interop::stream::{Stream, StreamExt};
/// use core::{pin::Pin, task::{Context, Poll}};
///
/// struct Countdown(u32);
///
/// impl Stream for Countdown {
///     type Item = u32;
///
///     fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u32>> {
///         let Some(next) = self.0.checked_sub(1) else { return Poll::Ready(None) };
///         self.0 = next;
///         Poll::Ready(Some(next))
///     }
///
///     fn size_hint(&self) -> (usize, Option<usize>) {
///         let left = usize::try_from(self.0).unwrap_or(usize::MAX);
///         (left, usize::try_from(self.0).ok())
///     }
/// }
///
/// # futures::executor::block_on(async {
/// let mut countdown = Countdown(2);
/// assert_eq!(countdown.next().await, Some(1));
/// assert_eq!(countdown.next().await, Some(0));
/// assert_eq!(countdown.next().await, None);
/// # });
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a stream",
    note = "an iterator becomes one with `async_interop::stream::iter`",
    note = "a stream of another family becomes one with an adapter of `async_interop::compat`"
)]
#[doc(alias = "AsyncIterator")]
#[must_use = "streams do nothing unless polled"]
pub trait Stream {
    /// What arrives.
    type Item;

    /// Attempts to take the next item.
    ///
    /// # Return value
    ///
    /// - `Ready(Some(item))`: the next item. Another one may be there already.
    /// - `Ready(None)`: the end. See [`Stream`] for what a further poll may do.
    /// - `Pending`: no item is there, and none was taken. The waker of *this* call is woken when a
    ///   new call can make progress (STREAM-02).
    ///
    /// # Implementing
    ///
    /// Do not wait, and do not work for long: whoever goes through many items in one call has to
    /// return `Pending` after a bounded number and to wake itself (STREAM-21). A `Pending` may be
    /// spurious, and so may a wake, but do not wake without a reason (STREAM-17).
    ///
    /// An item belongs to the stream until `Ready(Some(_))` hands it over; a caller that loses
    /// interest after `Pending` loses no item (STREAM-13).
    ///
    /// # Calling
    ///
    /// Only the waker of the newest call is woken. After `Pending` wait for the wake; polling
    /// earlier is allowed and a waste.
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>>;

    /// Works on what the stream has begun, and yields nothing.
    ///
    /// This is for the time in which the consumer is busy with an item and does not want the next
    /// one yet: see [the trap](Self#the-trap). It makes a consumer faster, or saves it from a
    /// deadlock; a stream must be correct without it.
    ///
    /// # Return value
    ///
    /// - `Ready(())`: there is nothing to do until the next [`poll_next`](Self::poll_next). Further
    ///   calls before it say the same.
    /// - `Pending`: some of the work is not done. The waker of *this* call is woken when a new call
    ///   can do more of it.
    ///
    /// The provided method has nothing to do.
    ///
    /// # Implementing
    ///
    /// Poll the futures that are in flight, keep their output for `poll_next`, and forward the call
    /// to inner streams. Take no new item from a source, neither by `poll_next` of an inner stream
    /// nor by starting another future: otherwise a consumer that is slow could no longer hold a
    /// fast source back.
    ///
    /// The call is legal at any time: before the first `poll_next`, while that waits, and after the
    /// end. An adapter that ended before its inner stream did still forwards it, as the inner one
    /// may be borrowed and have further items.
    ///
    /// # Calling
    ///
    /// There is one waker: a call that returns `Pending` replaces the waker of an earlier
    /// `poll_next`. To be woken for an item, call `poll_next`.
    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let _ = cx;
        Poll::Ready(())
    }

    /// Returns bounds on how many items are left: at least, and at most if that is known.
    ///
    /// # Implementing
    ///
    /// What is left lies within the bounds at every step (STREAM-10), unless the stream is polled
    /// after its end. Arithmetic saturates: a lower bound stays at `usize::MAX`, an upper one
    /// becomes `None` (STREAM-11). The call takes no item, stores no waker and wakes nobody
    /// (STREAM-12).
    ///
    /// # Calling
    ///
    /// A hint is advice from a safe trait: it may be wrong, and memory safety must not depend on
    /// it. A lower bound may be huge; do not allocate what it says.
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, None)
    }
}

/// A stream that stays at its end and knows when it is there.
///
/// # Implementing
///
/// A `poll_next` that returned `Ready(None)` once returns it for ever (STREAM-08), also if a
/// producer sends again.
///
/// # Calling
///
/// Bound by this trait where you poll several streams and skip those that have ended. Any stream
/// becomes one by [`fuse`](crate::stream::StreamExt::fuse); a method over this trait that is called
/// with a foreign, merely fused-looking stream has to trust it.
pub trait FusedStream: Stream {
    /// Returns whether the stream has ended.
    ///
    /// # Return value
    ///
    /// - `true`: every later `poll_next` is `Ready(None)` and stores no waker (STREAM-09). It must
    ///   be `true` from the first `Ready(None)` on; it may be so earlier, for instance for a source
    ///   that never had an item.
    /// - `false`: nothing. The next `poll_next` may still be `Ready(None)`.
    fn is_terminated(&self) -> bool;
}

/// What can be turned into a [`Stream`], as `IntoIterator` is for iterators.
///
/// # Implementing
///
/// For a type that is not itself a stream and has one obvious way of being read as one. Every
/// stream is its own.
///
/// # Calling
///
/// Take `impl IntoStream` where you take a stream by value.
///
/// # Examples
///
/// ```
/// use async_interop::stream::{self, IntoStream, StreamExt};
///
/// struct Readings([u16; 3]);
///
/// impl IntoStream for Readings {
///     type Item = u16;
///     type IntoStream = stream::Iter<core::array::IntoIter<u16, 3>>;
///
///     fn into_stream(self) -> Self::IntoStream {
///         stream::iter(self.0)
///     }
/// }
///
/// async fn all(values: impl IntoStream<Item = u16>) -> Vec<u16> {
///     values.into_stream().collect().await
/// }
///
/// # futures::executor::block_on(async {
/// assert_eq!(all(Readings([7, 8, 9])).await, [7, 8, 9]);
/// assert_eq!(all(stream::iter([7])).await, [7]);
/// # });
/// ```
#[doc(alias = "IntoAsyncIterator")]
pub trait IntoStream {
    /// What arrives.
    type Item;

    /// The stream it becomes.
    type IntoStream: Stream<Item = Self::Item>;

    /// Turns the value into a stream.
    fn into_stream(self) -> Self::IntoStream;
}

impl<S: Stream> IntoStream for S {
    type Item = S::Item;
    type IntoStream = S;

    fn into_stream(self) -> S {
        self
    }
}

static_assertions::assert_obj_safe!(Stream<Item = ()>, FusedStream<Item = ()>);
