//! The methods of every stream.

#[cfg(feature = "alloc")]
use super::Chunks;
use super::{
    All, Any, Chain, Collect, Count, Enumerate, Filter, FilterMap, Find, FlatMap, Flatten, Fold,
    ForEach, Fuse, Inspect, IntoStream, Map, Max, Merge, Min, Next, Peekable, ProgressWhile, Scan,
    Skip, SkipWhile, StepBy, Stream, Take, TakeWhile, Then, TryCollect, TryFold, TryForEach,
    TryNext, Zip,
};
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
use super::{BufferUnordered, Buffered, ForEachConcurrent};

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

    /// Makes each item into another one, by a future that is awaited.
    ///
    /// The next item is taken when the future for the one before is ready. To have several futures
    /// run at a time, use [`map`](Self::map) and then `buffered`, or `buffer_unordered`.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # async fn length(word: &str) -> usize { word.len() }
    /// # futures::executor::block_on(async {
    /// let lengths = stream::iter(["a", "bc"]).then(length);
    /// assert_eq!(lengths.collect::<Vec<_>>().await, [1, 2]);
    /// # });
    /// ```
    fn then<F, Fut>(self, f: F) -> Then<Self, F, Fut>
    where
        F: FnMut(Self::Item) -> Fut,
        Fut: Future,
        Self: Sized,
    {
        Then::new(self, f)
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

    /// Makes each item into another one or drops it, by a future that is awaited.
    ///
    /// This is the filter whose predicate may wait. Where nothing has to be awaited, wrap the result
    /// in [`ready`](core::future::ready), or use [`map`](Self::map) and [`filter`](Self::filter).
    ///
    /// If it drops many items in a row that are all there, the stream returns `Pending` and wakes
    /// itself, so that others have a turn (STREAM-21).
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # async fn resolve(name: &str) -> Option<u32> { (name == "localhost").then_some(1) }
    /// # futures::executor::block_on(async {
    /// let found = stream::iter(["localhost", "nowhere"]).filter_map(resolve);
    /// assert_eq!(found.collect::<Vec<_>>().await, [1]);
    /// # });
    /// ```
    fn filter_map<T, F, Fut>(self, f: F) -> FilterMap<Self, F, Fut>
    where
        F: FnMut(Self::Item) -> Fut,
        Fut: Future<Output = Option<T>>,
        Self: Sized,
    {
        FilterMap::new(self, f)
    }

    /// Looks at each item on its way.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let mut seen = Vec::new();
    /// let sum = stream::iter([1, 2]).inspect(|n| seen.push(*n)).fold(0, async |sum, n| sum + n);
    /// assert_eq!(sum.await, 3);
    /// assert_eq!(seen, [1, 2]);
    /// # });
    /// ```
    fn inspect<F>(self, f: F) -> Inspect<Self, F>
    where
        F: FnMut(&Self::Item),
        Self: Sized,
    {
        Inspect::new(self, f)
    }

    /// Numbers the items, from 0.
    ///
    /// The number of an item after `usize::MAX` of them overflows as `+= 1` does: a panic, or 0 again,
    /// depending on how the crate is built. So does `Iterator::enumerate`.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let numbered = stream::iter(["a", "b"]).enumerate();
    /// assert_eq!(numbered.collect::<Vec<_>>().await, [(0, "a"), (1, "b")]);
    /// # });
    /// ```
    fn enumerate(self) -> Enumerate<Self>
    where
        Self: Sized,
    {
        Enumerate::new(self)
    }

    /// Makes items of items and a state that stays, until the function returns `None`.
    ///
    /// The function does not await, as it borrows the state. If it has to, use [`fold`](Self::fold),
    /// or a loop. After its `None` the inner stream is not asked for another item.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let sums = stream::iter([1, 2, 3]).scan(0, |sum, n| {
    ///     *sum += n;
    ///     Some(*sum)
    /// });
    /// assert_eq!(sums.collect::<Vec<_>>().await, [1, 3, 6]);
    /// # });
    /// ```
    fn scan<St, T, F>(self, init: St, f: F) -> Scan<Self, St, F>
    where
        F: FnMut(&mut St, Self::Item) -> Option<T>,
        Self: Sized,
    {
        Scan::new(self, init, f)
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

    /// Ends at the first item for which `predicate` is `false`.
    ///
    /// That item is lost, as with `Iterator::take_while`; [`Peekable::next_if`] keeps it. The inner
    /// stream is not asked for another one; its [`poll_progress`](Stream::poll_progress) is still
    /// forwarded, as it may be borrowed and go on.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let low = stream::iter([1, 2, 9, 3]).take_while(|n| *n < 5);
    /// assert_eq!(low.collect::<Vec<_>>().await, [1, 2]);
    /// # });
    /// ```
    fn take_while<P>(self, predicate: P) -> TakeWhile<Self, P>
    where
        P: FnMut(&Self::Item) -> bool,
        Self: Sized,
    {
        TakeWhile::new(self, predicate)
    }

    /// Drops the first `n` items.
    ///
    /// If they are all there, the stream returns `Pending` after a bounded number and wakes itself, so
    /// that others have a turn (STREAM-21).
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let rest = stream::iter([1, 2, 3]).skip(2);
    /// assert_eq!(rest.collect::<Vec<_>>().await, [3]);
    /// # });
    /// ```
    fn skip(self, n: usize) -> Skip<Self>
    where
        Self: Sized,
    {
        Skip::new(self, n)
    }

    /// Drops items until `predicate` is `false` for one; that one and all after it pass.
    ///
    /// If it drops many items in a row that are all there, the stream returns `Pending` and wakes
    /// itself, so that others have a turn (STREAM-21).
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let rest = stream::iter([1, 2, 9, 3]).skip_while(|n| *n < 5);
    /// assert_eq!(rest.collect::<Vec<_>>().await, [9, 3]);
    /// # });
    /// ```
    fn skip_while<P>(self, predicate: P) -> SkipWhile<Self, P>
    where
        P: FnMut(&Self::Item) -> bool,
        Self: Sized,
    {
        SkipWhile::new(self, predicate)
    }

    /// Lets the first item pass, and then each `step`th.
    ///
    /// If it drops many items in a row that are all there, the stream returns `Pending` and wakes
    /// itself, so that others have a turn (STREAM-21).
    ///
    /// # Panics
    ///
    /// Panics if `step` is 0.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let odd = stream::iter(1..=6).step_by(2);
    /// assert_eq!(odd.collect::<Vec<_>>().await, [1, 3, 5]);
    /// # });
    /// ```
    #[track_caller]
    fn step_by(self, step: usize) -> StepBy<Self>
    where
        Self: Sized,
    {
        StepBy::new(self, step)
    }

    /// Makes pairs of the items of two streams; ends as soon as one of them does.
    ///
    /// Both are asked at the same time, so neither waits for the other. An item that one has given is
    /// lost when the other ends. If this stream ends, the other one is not asked.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let pairs = stream::iter([1, 2]).zip(stream::iter(["one", "two", "three"]));
    /// assert_eq!(pairs.collect::<Vec<_>>().await, [(1, "one"), (2, "two")]);
    /// # });
    /// ```
    fn zip<S>(self, other: S) -> Zip<Self, S::IntoStream>
    where
        S: IntoStream,
        Self: Sized,
    {
        Zip::new(self, other.into_stream())
    }

    /// Gives the items of this stream, and after its end those of another.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let all = stream::iter([1, 2]).chain(stream::iter([3]));
    /// assert_eq!(all.collect::<Vec<_>>().await, [1, 2, 3]);
    /// # });
    /// ```
    fn chain<S>(self, other: S) -> Chain<Self, S::IntoStream>
    where
        S: IntoStream<Item = Self::Item>,
        Self: Sized,
    {
        Chain::new(self, other.into_stream())
    }

    /// Gives the items of two streams as they come, and ends when both have ended.
    ///
    /// If both have items, they take turns (STREAM-20).
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let both = stream::iter([1, 3]).merge(stream::iter([2, 4, 5]));
    /// assert_eq!(both.collect::<Vec<_>>().await, [1, 2, 3, 4, 5]);
    /// # });
    /// ```
    #[doc(alias = "select")]
    #[doc(alias = "race")]
    fn merge<S>(self, other: S) -> Merge<Self, S::IntoStream>
    where
        S: IntoStream<Item = Self::Item>,
        Self: Sized,
    {
        Merge::new(self, other.into_stream())
    }

    /// Gives the items of the streams that this one gives, one stream after the other.
    ///
    /// Streams that are empty count as items that are dropped: after a bounded number of them it
    /// returns `Pending` and wakes itself (STREAM-21).
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let rows = stream::iter([stream::iter([1, 2]), stream::iter([3, 4])]);
    /// assert_eq!(rows.flatten().collect::<Vec<_>>().await, [1, 2, 3, 4]);
    /// # });
    /// ```
    fn flatten(self) -> Flatten<Self, <Self::Item as IntoStream>::IntoStream>
    where
        Self::Item: IntoStream,
        Self: Sized,
    {
        Flatten::new(self)
    }

    /// Makes a stream of each item, and gives their items, one stream after the other.
    ///
    /// The function does not await. If it has to, use [`then`](Self::then) and
    /// [`flatten`](Self::flatten).
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let counts = stream::iter([1, 3]).flat_map(|n| stream::iter(0..n));
    /// assert_eq!(counts.collect::<Vec<_>>().await, [0, 0, 1, 2]);
    /// # });
    /// ```
    fn flat_map<I, F>(self, f: F) -> FlatMap<Self, F, I::IntoStream>
    where
        F: FnMut(Self::Item) -> I,
        I: IntoStream,
        Self: Sized,
    {
        FlatMap::new(self, f)
    }

    /// Makes a stream that lets one look at its next item: see [`Peekable::peek`].
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let mut numbers = stream::iter([1, 2]).peekable();
    /// assert_eq!(numbers.peek().await, Some(&mut 1));
    /// assert_eq!(numbers.next().await, Some(1));
    /// # });
    /// ```
    fn peekable(self) -> Peekable<Self>
    where
        Self: Sized,
    {
        Peekable::new(self)
    }

    /// Gives the items in vectors of `size`; the last one may have fewer.
    ///
    /// A vector is given when it is full. Items that wait for more of them are in the stream, and are
    /// lost if it is dropped.
    ///
    /// # Panics
    ///
    /// Panics if `size` is 0.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let pairs = stream::iter([1, 2, 3]).chunks(2);
    /// assert_eq!(pairs.collect::<Vec<_>>().await, [vec![1, 2], vec![3]]);
    /// # });
    /// ```
    #[cfg(feature = "alloc")]
    #[track_caller]
    fn chunks(self, size: usize) -> Chunks<Self>
    where
        Self: Sized,
    {
        Chunks::new(self, size)
    }

    /// Runs up to `n` futures that this stream gives, and gives their outputs in the order in which
    /// they came.
    ///
    /// An output that comes early waits for those before it, and takes a place of the `n` until it is
    /// given. Where the order does not matter, [`buffer_unordered`](Self::buffer_unordered) keeps more
    /// of them running.
    ///
    /// While it waits and `n` futures run, the inner stream works on: its
    /// [`poll_progress`](Stream::poll_progress) is polled. Its own drives all that run and begins none;
    /// outputs that come in it count as places that are taken.
    ///
    /// **A loop whose body awaits leaves all of them standing**: see [the trap](Stream#the-trap).
    ///
    /// # Panics
    ///
    /// Panics if `n` is 0.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # async fn fetch(id: u32) -> String { format!("page {id}") }
    /// # futures::executor::block_on(async {
    /// let pages = stream::iter([1, 2, 3]).map(fetch).buffered(2);
    /// assert_eq!(pages.collect::<Vec<_>>().await, ["page 1", "page 2", "page 3"]);
    /// # });
    /// ```
    #[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
    #[track_caller]
    fn buffered(self, n: usize) -> Buffered<Self>
    where
        Self::Item: Future,
        Self: Sized,
    {
        Buffered::new(self, n)
    }

    /// Runs up to `n` futures that this stream gives, and gives each output as soon as it is there.
    ///
    /// Only futures that were woken are polled, in the order of their wakes: a wake costs the same
    /// among a hundred thousand as among ten. Places are allocated as they are first needed, many at a
    /// time, and are used again.
    ///
    /// While it waits and `n` futures run, the inner stream works on: its
    /// [`poll_progress`](Stream::poll_progress) is polled. Its own drives all that run and begins none;
    /// outputs that come in it count as places that are taken.
    ///
    /// **A loop whose body awaits leaves all of them standing**: see [the trap](Stream#the-trap).
    ///
    /// # Panics
    ///
    /// Panics if `n` is 0.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # async fn fetch(id: u32) -> String { format!("page {id}") }
    /// # futures::executor::block_on(async {
    /// let mut pages = stream::iter([1, 2, 3]).map(fetch).buffer_unordered(2);
    /// let mut bytes = 0;
    /// while let Some(page) = pages.next().await {
    ///     bytes += page.len();
    /// }
    /// assert_eq!(bytes, 18);
    /// # });
    /// ```
    #[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
    #[track_caller]
    fn buffer_unordered(self, n: usize) -> BufferUnordered<Self>
    where
        Self::Item: Future,
        Self: Sized,
    {
        BufferUnordered::new(self, n)
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

    /// Runs `f` on each item, up to `n` of them at a time, and awaits what it returns.
    ///
    /// Items are taken as there is room: `usize::MAX` is no limit, and lets a fast stream fill the
    /// memory. Only futures that were woken are polled.
    ///
    /// While `n` of them run, the stream works on: its [`poll_progress`](Stream::poll_progress) is
    /// polled.
    ///
    /// # Panics
    ///
    /// Panics if `n` is 0.
    ///
    /// # Cancel safety
    ///
    /// Not cancel safe: the items whose futures run are lost. A stream that was passed by `&mut`
    /// keeps all others.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # async fn greet(_: &str) {}
    /// # futures::executor::block_on(async {
    /// stream::iter(["Ada", "Grace", "Barbara"]).for_each_concurrent(2, greet).await;
    /// # });
    /// ```
    #[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
    #[track_caller]
    fn for_each_concurrent<F, Fut>(self, n: usize, f: F) -> ForEachConcurrent<Self, F, Fut>
    where
        F: FnMut(Self::Item) -> Fut,
        Fut: Future<Output = ()>,
        Self: Sized,
    {
        ForEachConcurrent::new(self, n, f)
    }

    /// Goes through all items with a value that each makes into the next one.
    ///
    /// The function gets the value by value and returns a future of the new one. While that waits, the
    /// stream works on: its [`poll_progress`](Stream::poll_progress) is polled.
    ///
    /// # Panics
    ///
    /// The future panics if it is polled again after it was ready, or after `f` has panicked.
    ///
    /// # Cancel safety
    ///
    /// Not cancel safe: the value is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let sum = stream::iter([1, 2, 3]).fold(0, async |sum, n| sum + n).await;
    /// assert_eq!(sum, 6);
    /// # });
    /// ```
    fn fold<Acc, F, Fut>(self, init: Acc, f: F) -> Fold<Self, Acc, F, Fut>
    where
        F: FnMut(Acc, Self::Item) -> Fut,
        Fut: Future<Output = Acc>,
        Self: Sized,
    {
        Fold::new(self, init, f)
    }

    /// Counts the items.
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
    /// assert_eq!(stream::iter(["a", "b"]).count().await, 2);
    /// # });
    /// ```
    fn count(self) -> Count<Self>
    where
        Self: Sized,
    {
        Count::new(self)
    }

    /// Returns whether `predicate` is true of all items; so for a stream that is empty.
    ///
    /// It stops at the first one of which it is not. A stream that was passed by `&mut` keeps what
    /// follows. While a future waits, the stream works on.
    ///
    /// # Cancel safety
    ///
    /// Not cancel safe: the item whose future runs is lost. A stream that was passed by `&mut` keeps
    /// all others.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # async fn is_alive(_: u32) -> bool { true }
    /// # futures::executor::block_on(async {
    /// assert!(stream::iter([1, 2]).all(is_alive).await);
    /// # });
    /// ```
    fn all<P, Fut>(self, predicate: P) -> All<Self, P, Fut>
    where
        P: FnMut(Self::Item) -> Fut,
        Fut: Future<Output = bool>,
        Self: Sized,
    {
        All::new(self, predicate)
    }

    /// Returns whether `predicate` is true of any item; not so for a stream that is empty.
    ///
    /// It stops at the first one of which it is. A stream that was passed by `&mut` keeps what
    /// follows. While a future waits, the stream works on.
    ///
    /// # Cancel safety
    ///
    /// Not cancel safe: the item whose future runs is lost. A stream that was passed by `&mut` keeps
    /// all others.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let mut numbers = stream::iter([1, 2, 3]);
    /// assert!((&mut numbers).any(async |n| n == 2).await);
    /// assert_eq!(numbers.next().await, Some(3));
    /// # });
    /// ```
    fn any<P, Fut>(self, predicate: P) -> Any<Self, P, Fut>
    where
        P: FnMut(Self::Item) -> Fut,
        Fut: Future<Output = bool>,
        Self: Sized,
    {
        Any::new(self, predicate)
    }

    /// Returns the first item for which `predicate` is `true`, or `None` at the end.
    ///
    /// The predicate looks at an item and does not await. A stream that was passed by `&mut` keeps
    /// what follows.
    ///
    /// # Cancel safety
    ///
    /// Cancel safe for a stream that was passed by `&mut`: items that were refused are gone, all
    /// others are kept.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let mut numbers = stream::iter([1, 2, 3, 4]);
    /// assert_eq!((&mut numbers).find(|n| n % 2 == 0).await, Some(2));
    /// assert_eq!(numbers.next().await, Some(3));
    /// # });
    /// ```
    fn find<P>(self, predicate: P) -> Find<Self, P>
    where
        P: FnMut(&Self::Item) -> bool,
        Self: Sized,
    {
        Find::new(self, predicate)
    }

    /// Returns the smallest item, or `None` if there is none. Of several equal ones it is the first.
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
    /// assert_eq!(stream::iter([2, 1, 3]).min().await, Some(1));
    /// # });
    /// ```
    fn min(self) -> Min<Self>
    where
        Self::Item: Ord,
        Self: Sized,
    {
        Min::new(self)
    }

    /// Returns the largest item, or `None` if there is none. Of several equal ones it is the last.
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
    /// assert_eq!(stream::iter([2, 1, 3]).max().await, Some(3));
    /// # });
    /// ```
    fn max(self) -> Max<Self>
    where
        Self::Item: Ord,
        Self: Sized,
    {
        Max::new(self)
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

    /// Returns the next value of a stream of results, or `None` at the end.
    ///
    /// This is [`next`](Self::next) with the `Result` outside, for `?`.
    ///
    /// # Errors
    ///
    /// Returns the next item if that is an `Err`. The stream may go on after it.
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
    /// let mut numbers = stream::iter(["1", "2"]).map(str::parse::<u8>);
    /// let mut sum = 0;
    /// while let Some(number) = numbers.try_next().await? {
    ///     sum += number;
    /// }
    /// assert_eq!(sum, 3);
    /// # Ok::<_, std::num::ParseIntError>(())
    /// # }).unwrap();
    /// ```
    fn try_next<T, E>(&mut self) -> TryNext<'_, Self>
    where
        Self: Stream<Item = Result<T, E>> + Unpin,
    {
        TryNext::new(self)
    }

    /// Runs `f` on each value of a stream of results, one after the other, up to the first error.
    ///
    /// While a future waits, the stream works on: its [`poll_progress`](Stream::poll_progress) is
    /// polled.
    ///
    /// # Errors
    ///
    /// Returns the first `Err`, be it an item or of a future, at once. A stream that was passed by
    /// `&mut` keeps what follows it.
    ///
    /// # Cancel safety
    ///
    /// Not cancel safe: the item whose future runs is lost. A stream that was passed by `&mut` keeps
    /// all others.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # async fn send(_: u8) -> Result<(), std::io::Error> { Ok(()) }
    /// # futures::executor::block_on(async {
    /// let bytes = stream::iter([Ok(1), Ok(2)]);
    /// bytes.try_for_each(send).await?;
    /// # Ok::<_, std::io::Error>(())
    /// # }).unwrap();
    /// ```
    fn try_for_each<T, E, F, Fut>(self, f: F) -> TryForEach<Self, F, Fut>
    where
        Self: Stream<Item = Result<T, E>> + Sized,
        F: FnMut(T) -> Fut,
        Fut: Future<Output = Result<(), E>>,
    {
        TryForEach::new(self, f)
    }

    /// Goes through the values of a stream of results as [`fold`](Self::fold) does, up to the first
    /// error.
    ///
    /// While a future waits, the stream works on: its [`poll_progress`](Stream::poll_progress) is
    /// polled.
    ///
    /// # Errors
    ///
    /// Returns the first `Err`, be it an item or of a future, at once. A stream that was passed by
    /// `&mut` keeps what follows it.
    ///
    /// # Panics
    ///
    /// The future panics if it is polled again after it was ready, or after `f` has panicked.
    ///
    /// # Cancel safety
    ///
    /// Not cancel safe: the value is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let numbers = stream::iter([Ok(200), Ok(50)]);
    /// let sum = numbers.try_fold(0_u8, async |sum, n| sum.checked_add(n).ok_or("too large"));
    /// assert_eq!(sum.await?, 250);
    /// # Ok::<_, &str>(())
    /// # }).unwrap();
    /// ```
    fn try_fold<Acc, T, E, F, Fut>(self, init: Acc, f: F) -> TryFold<Self, Acc, F, Fut>
    where
        Self: Stream<Item = Result<T, E>> + Sized,
        F: FnMut(Acc, T) -> Fut,
        Fut: Future<Output = Result<Acc, E>>,
    {
        TryFold::new(self, init, f)
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
