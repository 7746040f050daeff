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
    Collect, Filter, ForEach, FromFn, Fuse, Iter, Map, Next, PollFn, ProgressWhile, Stream,
    StreamExt, Take, TryCollect, from_fn, iter,
};
use static_assertions::{assert_impl_all, assert_not_impl_any};

type Yes = Iter<vec::IntoIter<u8>>;
type Not = Iter<vec::IntoIter<Rc<u8>>>;
type Function = fn(u8) -> u8;

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

// What is pinned stays pinned.
assert_not_impl_any!(FromFn<Function, Moored>: Unpin);
assert_not_impl_any!(Map<PhantomPinned, Function>: Unpin);
assert_not_impl_any!(ForEach<Yes, Function, PhantomPinned>: Unpin);
assert_not_impl_any!(ProgressWhile<'static, Yes, PhantomPinned>: Unpin);
assert_not_impl_any!(Collect<PhantomPinned, Vec<u8>>: Unpin);

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
    spawnable(async { assert_eq!(iter([1]).collect::<Vec<_>>().await, [1]) });
}
