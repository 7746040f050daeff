//! The methods of every stream.

use super::{Collect, Filter, ForEach, Fuse, Map, Next, ProgressWhile, Stream, Take, TryCollect};

/// The methods of `Iterator`, for every [`Stream`].
///
/// Methods that only transform take plain closures. Where something may have to be awaited, the
/// closure returns a future: `FnMut(T) -> Fut`, so that the future of the whole has a name and is
/// `Send` when its parts are. An `async |x| ..` closure fits if it captures by value (`move`) or by
/// shared reference. One that lends its body a `&mut` capture does not, since its future is a
/// different type for each call: write a loop over [`next`](Self::next) then, with
/// [`progress_while`](Self::progress_while) around the body.
pub trait StreamExt: Stream {
    /// Returns the next item, or `None` at the end.
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: if the future is dropped before it is ready, no item was taken (STREAM-13).
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let mut words = stream::iter(["one", "two"]);
    /// while let Some(word) = words.next().await {
    ///     println!("{word}");
    /// }
    /// # });
    /// ```
    fn next(&mut self) -> Next<'_, Self>
    where
        Self: Unpin,
    {
        Next::new(self)
    }

    /// Runs `body`, and lets the stream work on as long as it waits.
    ///
    /// This belongs around the body of a loop over [`next`](Self::next), if the body awaits: see
    /// [the trap](Stream#the-trap). The body may borrow what it likes, and use `?` by returning a
    /// `Result`.
    ///
    /// # Cancel safety
    ///
    /// As cancel safe as `body`: no item is taken.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # async fn write(_: &str) -> Result<usize, std::io::Error> { Ok(3) }
    /// # futures::executor::block_on(async {
    /// let mut words = stream::iter(["one", "two"]);
    /// let mut written = 0;
    /// while let Some(word) = words.next().await {
    ///     words
    ///         .progress_while(async {
    ///             written += write(word).await?;
    ///             Ok::<_, std::io::Error>(())
    ///         })
    ///         .await?;
    /// }
    /// assert_eq!(written, 6);
    /// # Ok::<_, std::io::Error>(())
    /// # }).unwrap();
    /// ```
    fn progress_while<Fut: Future>(&mut self, body: Fut) -> ProgressWhile<'_, Self, Fut>
    where
        Self: Unpin,
    {
        ProgressWhile::new(self, body)
    }

    /// Makes each item into another one.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let lengths = stream::iter(["a", "bc"]).map(str::len);
    /// assert_eq!(lengths.collect::<Vec<_>>().await, [1, 2]);
    /// # });
    /// ```
    fn map<T, F>(self, f: F) -> Map<Self, F>
    where
        F: FnMut(Self::Item) -> T,
        Self: Sized,
    {
        Map::new(self, f)
    }

    /// Drops the items for which `predicate` is `false`.
    ///
    /// The predicate looks at an item and does not await, as `Iterator::filter`'s.
    ///
    /// If it refuses many items in a row that are all there, the stream returns `Pending` and wakes
    /// itself, so that others have a turn (STREAM-21).
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let even = stream::iter(1..=4).filter(|n| n % 2 == 0);
    /// assert_eq!(even.collect::<Vec<_>>().await, [2, 4]);
    /// # });
    /// ```
    fn filter<P>(self, predicate: P) -> Filter<Self, P>
    where
        P: FnMut(&Self::Item) -> bool,
        Self: Sized,
    {
        Filter::new(self, predicate)
    }

    /// Ends after `n` items.
    ///
    /// After the last of them the inner stream is not asked for another one: `take(0)` never asks
    /// at all. Its [`poll_progress`](Stream::poll_progress) is still forwarded, as it may be
    /// borrowed and go on.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let mut numbers = stream::iter(1..);
    /// assert_eq!((&mut numbers).take(2).collect::<Vec<_>>().await, [1, 2]);
    /// assert_eq!(numbers.next().await, Some(3));
    /// # });
    /// ```
    fn take(self, n: usize) -> Take<Self>
    where
        Self: Sized,
    {
        Take::new(self, n)
    }

    /// Makes a [`FusedStream`](crate::stream::FusedStream): after the first `None` it stays at its
    /// end.
    ///
    /// The inner stream is dropped when it ends.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{FusedStream, Stream, StreamExt};
    /// use core::{pin::Pin, task::{Context, Poll}};
    ///
    /// /// Ends after each item.
    /// struct Again(bool);
    ///
    /// impl Stream for Again {
    ///     type Item = ();
    ///
    ///     fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<()>> {
    ///         self.0 = !self.0;
    ///         Poll::Ready(self.0.then_some(()))
    ///     }
    /// }
    ///
    /// # futures::executor::block_on(async {
    /// let mut once = Again(false).fuse();
    /// assert_eq!(once.next().await, Some(()));
    /// assert_eq!(once.next().await, None);
    /// assert!(once.is_terminated());
    /// assert_eq!(once.next().await, None);
    /// # });
    /// ```
    fn fuse(self) -> Fuse<Self>
    where
        Self: Sized,
    {
        Fuse::new(self)
    }

    /// Runs `f` on each item, one after the other, and awaits what it returns.
    ///
    /// The next item is taken when the future for the one before is ready. While that waits, the
    /// stream works on: its [`poll_progress`](Stream::poll_progress) is polled.
    ///
    /// If items and futures are always ready, it returns `Pending` after a bounded number and wakes
    /// itself (STREAM-21).
    ///
    /// # Cancel safety
    ///
    /// Not cancel safe: the item whose future runs is lost. A stream that was passed by `&mut`
    /// keeps all others.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    /// use std::sync::Mutex;
    ///
    /// # async fn greet(_: &str) {}
    /// # futures::executor::block_on(async {
    /// let greeted = Mutex::new(Vec::new());
    /// stream::iter(["Ada", "Grace"])
    ///     .for_each(async |name| {
    ///         greet(name).await;
    ///         greeted.lock().unwrap().push(name);
    ///     })
    ///     .await;
    /// assert_eq!(greeted.into_inner().unwrap(), ["Ada", "Grace"]);
    /// # });
    /// ```
    fn for_each<F, Fut>(self, f: F) -> ForEach<Self, F, Fut>
    where
        F: FnMut(Self::Item) -> Fut,
        Fut: Future<Output = ()>,
        Self: Sized,
    {
        ForEach::new(self, f)
    }

    /// Puts all items into a collection.
    ///
    /// Any type will do that starts empty and can be extended: `Vec`, `String`, `HashMap`, and
    /// those of other crates, with or without an allocator. The collection grows as items come; a
    /// [hint of size](Stream::size_hint) is not believed.
    ///
    /// For a stream of results see [`try_collect`](Self::try_collect).
    ///
    /// # Cancel safety
    ///
    /// Not cancel safe: the items that have arrived are lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    /// use std::collections::BTreeMap;
    ///
    /// # futures::executor::block_on(async {
    /// let word: String = stream::iter(['a', 'b']).collect().await;
    /// assert_eq!(word, "ab");
    ///
    /// let ages = stream::iter([("Ada", 36), ("Grace", 85)]).collect::<BTreeMap<_, _>>().await;
    /// assert_eq!(ages["Ada"], 36);
    /// # });
    /// ```
    fn collect<C>(self) -> Collect<Self, C>
    where
        C: Default + Extend<Self::Item>,
        Self: Sized,
    {
        Collect::new(self)
    }

    /// Puts all values of a stream of results into a collection, up to the first error.
    ///
    /// # Errors
    ///
    /// Returns the first `Err`, at once. What was collected before it is dropped; a stream that was
    /// passed by `&mut` keeps what follows it.
    ///
    /// # Cancel safety
    ///
    /// Not cancel safe: the items that have arrived are lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let numbers = stream::iter(["1", "2"]).map(str::parse::<u8>);
    /// let numbers: Vec<_> = numbers.try_collect().await?;
    /// assert_eq!(numbers, [1, 2]);
    ///
    /// let failed = stream::iter(["1", "x"]).map(str::parse::<u8>).try_collect::<Vec<_>, _, _>();
    /// assert!(failed.await.is_err());
    /// # Ok::<_, std::num::ParseIntError>(())
    /// # }).unwrap();
    /// ```
    fn try_collect<C, T, E>(self) -> TryCollect<Self, C>
    where
        Self: Stream<Item = Result<T, E>> + Sized,
        C: Default + Extend<T>,
    {
        TryCollect::new(self)
    }
}

impl<S: Stream + ?Sized> StreamExt for S {}
