//! What can be sent, shared and moved: what its parts allow, and nothing less.

use std::{
    future::{Pending, Ready, ready},
    marker::PhantomPinned,
    pin::Pin,
    rc::Rc,
    sync::Mutex,
    task::{Context, Poll},
    vec,
};

use async_interop::stream::{
    All, Any, BufferUnordered, Buffered, Chain, Chunks, Collect, Count, Empty, Enumerate, Filter,
    FilterMap, Find, FlatMap, Flatten, Fold, ForEach, ForEachConcurrent, FromFn, Fuse, Inspect,
    Iter, Map, Max, Merge, Min, Next, NextIf, Once, Peek, Peekable, PollFn, ProgressWhile, Repeat,
    RepeatWith, Scan, Skip, SkipWhile, StepBy, Stream, StreamExt, Take, TakeWhile, Then,
    TryCollect, TryFold, TryForEach, TryNext, Unfold, Zip, from_fn, iter,
};
use static_assertions::{assert_impl_all, assert_not_impl_any};

type Yes = Iter<vec::IntoIter<u8>>;
type Not = Iter<vec::IntoIter<Rc<u8>>>;
type Function = fn(u8) -> u8;
type Futures = Map<Yes, fn(u8) -> Ready<u8>>;
type NotFutures = Map<Yes, fn(u8) -> Ready<Rc<u8>>>;
type Local = Rc<u8>;

assert_impl_all!(Yes: Send, Sync, Unpin, Clone);
assert_impl_all!(PollFn<Function>: Send, Sync, Unpin);
assert_impl_all!(FromFn<Function, Ready<u8>>: Send, Sync, Unpin);
assert_impl_all!(Map<Yes, Function>: Send, Sync, Unpin, Clone);
assert_impl_all!(Filter<Yes, Function>: Send, Sync, Unpin, Clone);
assert_impl_all!(Take<Yes>: Send, Sync, Unpin, Clone);
assert_impl_all!(Fuse<Yes>: Send, Sync, Unpin, Clone);
assert_impl_all!(Next<'static, Yes>: Send, Sync, Unpin);
assert_impl_all!(Next<'static, dyn Stream<Item = u8> + Send>: Send, Unpin);
assert_impl_all!(ProgressWhile<'static, Yes, Ready<u8>>: Send, Sync, Unpin);
assert_impl_all!(ForEach<Yes, Function, Pending<u8>>: Send, Sync, Unpin);
assert_impl_all!(Collect<Yes, Vec<u8>>: Send, Sync, Unpin);
assert_impl_all!(TryCollect<Yes, Vec<u8>>: Send, Sync, Unpin);
assert_impl_all!(Once<u8>: Send, Sync, Unpin, Clone);
assert_impl_all!(Empty<Local>: Send, Sync, Unpin, Clone);
assert_impl_all!(async_interop::stream::Pending<Local>: Send, Sync, Unpin, Clone);
assert_impl_all!(Repeat<u8>: Send, Sync, Unpin, Clone);
assert_impl_all!(RepeatWith<Function>: Send, Sync, Unpin, Clone);
assert_impl_all!(Unfold<u8, Function, Ready<u8>>: Send, Sync, Unpin);
assert_impl_all!(Then<Yes, Function, Ready<u8>>: Send, Sync, Unpin);
assert_impl_all!(FilterMap<Yes, Function, Ready<u8>>: Send, Sync, Unpin);
assert_impl_all!(TakeWhile<Yes, Function>: Send, Sync, Unpin, Clone);
assert_impl_all!(Skip<Yes>: Send, Sync, Unpin, Clone);
assert_impl_all!(SkipWhile<Yes, Function>: Send, Sync, Unpin, Clone);
assert_impl_all!(StepBy<Yes>: Send, Sync, Unpin, Clone);
assert_impl_all!(Enumerate<Yes>: Send, Sync, Unpin, Clone);
assert_impl_all!(Zip<Yes, Yes>: Send, Sync, Unpin);
assert_impl_all!(Chain<Yes, Yes>: Send, Sync, Unpin, Clone);
assert_impl_all!(Merge<Yes, Yes>: Send, Sync, Unpin, Clone);
assert_impl_all!(Peekable<Yes>: Send, Sync, Unpin, Clone);
assert_impl_all!(Inspect<Yes, Function>: Send, Sync, Unpin, Clone);
assert_impl_all!(Scan<Yes, u8, Function>: Send, Sync, Unpin, Clone);
assert_impl_all!(Flatten<Yes, Yes>: Send, Sync, Unpin, Clone);
assert_impl_all!(FlatMap<Yes, Function, Yes>: Send, Sync, Unpin, Clone);
assert_impl_all!(Chunks<Yes>: Send, Sync, Unpin);
assert_impl_all!(Buffered<Futures>: Send, Sync, Unpin);
assert_impl_all!(BufferUnordered<Futures>: Send, Sync, Unpin);

// The futures of all methods that end a stream.
assert_impl_all!(Peek<'static, Yes>: Send, Sync, Unpin);
assert_impl_all!(NextIf<'static, Yes, Function>: Send, Sync, Unpin);
assert_impl_all!(TryNext<'static, Yes>: Send, Sync, Unpin);
assert_impl_all!(ForEachConcurrent<Yes, Function, Ready<u8>>: Send, Sync, Unpin);
assert_impl_all!(Fold<Yes, u8, Function, Ready<u8>>: Send, Sync, Unpin);
assert_impl_all!(TryFold<Yes, u8, Function, Ready<u8>>: Send, Sync, Unpin);
assert_impl_all!(TryForEach<Yes, Function, Ready<u8>>: Send, Sync, Unpin);
assert_impl_all!(All<Yes, Function, Ready<u8>>: Send, Sync, Unpin);
assert_impl_all!(Any<Yes, Function, Ready<u8>>: Send, Sync, Unpin);
assert_impl_all!(Find<Yes, Function>: Send, Sync, Unpin);
assert_impl_all!(Count<Yes>: Send, Sync, Unpin);
assert_impl_all!(Min<Yes>: Send, Sync, Unpin);
assert_impl_all!(Max<Yes>: Send, Sync, Unpin);

assert_not_impl_any!(Not: Send, Sync);
assert_not_impl_any!(PollFn<Rc<u8>>: Send, Sync);
assert_not_impl_any!(FromFn<Rc<u8>, Ready<u8>>: Send, Sync);
assert_not_impl_any!(FromFn<Function, Ready<Rc<u8>>>: Send, Sync);
assert_not_impl_any!(Map<Not, Function>: Send, Sync);
assert_not_impl_any!(Map<Yes, Rc<u8>>: Send, Sync);
assert_not_impl_any!(Filter<Not, Function>: Send, Sync);
assert_not_impl_any!(Take<Not>: Send, Sync);
assert_not_impl_any!(Fuse<Not>: Send, Sync);
assert_not_impl_any!(Next<'static, Not>: Send, Sync);
assert_not_impl_any!(ProgressWhile<'static, Yes, Ready<Rc<u8>>>: Send, Sync);
assert_not_impl_any!(ForEach<Yes, Function, Ready<Rc<u8>>>: Send, Sync);
assert_not_impl_any!(Collect<Yes, Vec<Rc<u8>>>: Send, Sync);
assert_not_impl_any!(TryCollect<Yes, Vec<Rc<u8>>>: Send, Sync);
assert_not_impl_any!(Once<Local>: Send, Sync);
assert_not_impl_any!(Repeat<Local>: Send, Sync);
assert_not_impl_any!(RepeatWith<Local>: Send, Sync);
assert_not_impl_any!(Unfold<Local, Function, Ready<u8>>: Send, Sync);
assert_not_impl_any!(Unfold<u8, Function, Ready<Local>>: Send, Sync);
assert_not_impl_any!(Then<Yes, Function, Ready<Local>>: Send, Sync);
assert_not_impl_any!(FilterMap<Yes, Function, Ready<Local>>: Send, Sync);
assert_not_impl_any!(Zip<Yes, Not>: Send, Sync);
assert_not_impl_any!(Merge<Yes, Not>: Send, Sync);
assert_not_impl_any!(Peekable<Not>: Send, Sync);
assert_not_impl_any!(Scan<Yes, Local, Function>: Send, Sync);
assert_not_impl_any!(Flatten<Yes, Not>: Send, Sync);
assert_not_impl_any!(Chunks<Not>: Send, Sync);
assert_not_impl_any!(Buffered<NotFutures>: Send, Sync);
assert_not_impl_any!(BufferUnordered<NotFutures>: Send, Sync);
assert_not_impl_any!(ForEachConcurrent<Yes, Function, Ready<Local>>: Send, Sync);
assert_not_impl_any!(Fold<Yes, Local, Function, Ready<u8>>: Send, Sync);
assert_not_impl_any!(Fold<Yes, u8, Function, Ready<Local>>: Send, Sync);
assert_not_impl_any!(Min<Not>: Send, Sync);

// What is pinned stays pinned.
assert_not_impl_any!(FromFn<Function, Moored>: Unpin);
assert_not_impl_any!(Map<PhantomPinned, Function>: Unpin);
assert_not_impl_any!(ForEach<Yes, Function, PhantomPinned>: Unpin);
assert_not_impl_any!(ProgressWhile<'static, Yes, PhantomPinned>: Unpin);
assert_not_impl_any!(Collect<PhantomPinned, Vec<u8>>: Unpin);
assert_not_impl_any!(Then<Yes, Function, Moored>: Unpin);
assert_not_impl_any!(FilterMap<Yes, Function, Moored>: Unpin);
assert_not_impl_any!(Unfold<u8, Function, Moored>: Unpin);
assert_not_impl_any!(Fold<Yes, u8, Function, PhantomPinned>: Unpin);
assert_not_impl_any!(TryForEach<Yes, Function, PhantomPinned>: Unpin);
assert_not_impl_any!(Chain<Yes, PhantomPinned>: Unpin);
assert_not_impl_any!(Merge<PhantomPinned, Yes>: Unpin);
assert_not_impl_any!(Flatten<Yes, PhantomPinned>: Unpin);
assert_not_impl_any!(Count<PhantomPinned>: Unpin);

// What the set of running futures holds is pinned there, so these can be moved all the same.
assert_impl_all!(ForEachConcurrent<Yes, Function, PhantomPinned>: Unpin);

/// A future that must not be moved.
struct Moored {
    _pinned: PhantomPinned,
}

impl Future for Moored {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        Poll::Pending
    }
}

fn spawnable(future: impl Future<Output = ()> + Send + 'static) {
    drop(future);
}

/// Terminal methods over closures, in a future that an executor takes: also where the stream is a
/// parameter.
#[test]
fn loops_can_be_spawned() {
    fn generic<S: Stream<Item = u8> + Send + Unpin + 'static>(mut stream: S) {
        spawnable(async move {
            let mut lent = Vec::new();
            while let Some(item) = stream.next().await {
                stream
                    .progress_while(async {
                        ready(()).await;
                        lent.push(item);
                    })
                    .await;
            }
            let shared = Mutex::new(lent);
            stream
                .map(|item| item + 1)
                .filter(|item| *item > 1)
                .take(3)
                .then(async |item| ready(item).await)
                .filter_map(async |item| ready(Some(item)).await)
                .map(async |item| ready(item).await)
                .buffered(2)
                .map(async |item| ready(item).await)
                .buffer_unordered(2)
                .flat_map(|item| iter([item, item]))
                .for_each(async |item| {
                    ready(()).await;
                    shared.lock().unwrap().push(item);
                })
                .await;
        });
    }
    generic(iter([1, 2, 3]));
    generic(Box::pin(from_fn(async || None)));
    let name = String::from("owned");
    spawnable(iter([1, 2]).for_each(move |item| {
        let name = name.clone();
        async move {
            ready(()).await;
            let _ = (name, item);
        }
    }));
    spawnable(iter([1, 2]).for_each_concurrent(2, async |_| ready(()).await));
    spawnable(async {
        let numbers = || iter([1, 2]);
        let results = || numbers().map(Ok::<u8, String>);
        let _ = numbers().fold(0, async |sum, n| ready(sum + n).await).await;
        let _ = numbers().all(async |n| ready(n > 0).await).await;
        let _ = numbers().any(async |n| ready(n > 0).await).await;
        let _ = numbers().find(|n| *n > 0).await;
        let _ = (numbers().count().await, numbers().min().await, numbers().max().await);
        let _ = results().try_next().await;
        let _ = results().try_fold(0, async |sum, n| Ok(ready(sum + n).await)).await;
        let _ = results().try_for_each(async |_| ready(Ok(())).await).await;
        let _ = results().try_collect::<Vec<_>, _, _>().await;
    });
    spawnable(async { assert_eq!(iter([1]).collect::<Vec<_>>().await, [1]) });
}
