//! `FutureExt`, `race`, `Either`.

use std::{
    future::{Pending, Ready, pending, ready},
    marker::PhantomPinned,
    panic::AssertUnwindSafe,
    pin::pin,
    rc::Rc,
};

use async_interop::future::{
    CatchUnwind, Either, Fuse, FutureExt as _, Map, Race, Then, YieldNow, race, yield_now,
};
use static_assertions::{assert_impl_all, assert_not_impl_any};

use super::support::{Task, hand, now, run};

type Function = fn(u8) -> Ready<u8>;

assert_impl_all!(Map<Ready<u8>, Function>: Send, Sync, Unpin);
assert_impl_all!(Then<Ready<u8>, Function, Ready<u8>>: Send, Sync, Unpin);
assert_impl_all!(Fuse<Ready<u8>>: Send, Sync, Unpin, Clone);
assert_impl_all!(Race<Ready<u8>, Pending<u8>>: Send, Sync, Unpin);
assert_impl_all!(Either<u8, u8>: Send, Sync, Unpin, Copy);
assert_impl_all!(CatchUnwind<Ready<u8>>: Send, Sync, Unpin);
assert_impl_all!(YieldNow: Send, Sync, Unpin);
assert_not_impl_any!(Map<Ready<Rc<u8>>, Function>: Send, Sync);
assert_not_impl_any!(Then<Ready<u8>, Function, Ready<Rc<u8>>>: Send, Sync);
assert_not_impl_any!(Race<Ready<u8>, Ready<Rc<u8>>>: Send, Sync);
assert_not_impl_any!(Either<u8, PhantomPinned>: Unpin);
assert_not_impl_any!(Either<PhantomPinned, u8>: Unpin);
assert_not_impl_any!(Race<u8, PhantomPinned>: Unpin);
assert_not_impl_any!(Then<u8, u8, PhantomPinned>: Unpin);
assert_not_impl_any!(CatchUnwind<PhantomPinned>: Unpin);

#[test]
fn map_drops_the_future_first() {
    let (control, future) = hand::<u8>();
    let task = Task::new();
    let mut mapped = pin!(future.map(|n| (n, control.dropped())));
    assert!(task.poll(mapped.as_mut()).is_pending());
    control.finish(7);
    assert_eq!(now(task.poll(mapped.as_mut())), (7, 1));
    assert!(task.poll(mapped.as_mut()).is_pending(), "fused");
    assert_eq!(control.polls(), 2);
}

#[test]
fn then_runs_one_after_the_other() {
    let (first, one) = hand::<u8>();
    let (second, two) = hand::<u8>();
    let task = Task::new();
    let mut both = pin!(one.then(|n| {
        assert_eq!((n, first.dropped()), (1, 1));
        two
    }));
    assert!(task.poll(both.as_mut()).is_pending());
    first.finish(1);
    assert!(task.poll(both.as_mut()).is_pending());
    assert_eq!((first.polls(), second.polls()), (2, 1));
    second.finish(2);
    assert_eq!(now(task.poll(both.as_mut())), 2);
    assert!(task.poll(both.as_mut()).is_pending(), "fused");
    assert_eq!((first.polls(), second.polls()), (2, 2));
}

#[test]
fn fuse_may_be_polled_again() {
    let (control, future) = hand::<u8>();
    let mut fused = pin!(future.fuse());
    control.finish(1);
    let task = Task::new();
    assert!(!fused.is_terminated());
    assert_eq!(now(task.poll(fused.as_mut())), 1);
    assert!(fused.is_terminated());
    assert_eq!(control.dropped(), 1);
    assert!(task.poll(fused.as_mut()).is_pending());
    assert_eq!(task.live_wakers(), 0);
}

#[test]
fn catch_unwind_drops_what_panicked() {
    let note = Rc::new(());
    let held = note.clone();
    let mut caught = pin!(
        AssertUnwindSafe(async move {
            yield_now().await;
            let _held = held;
            panic!("as told");
        })
        .catch_unwind()
    );
    let task = Task::new();
    assert!(task.poll(caught.as_mut()).is_pending());
    let Err(payload): Result<(), _> = now(task.poll(caught.as_mut())) else {
        panic!("nothing was caught")
    };
    assert_eq!(payload.downcast_ref(), Some(&"as told"));
    assert_eq!(Rc::strong_count(&note), 1);
    assert!(task.poll(caught.as_mut()).is_pending());
    assert_eq!(run(ready(3).catch_unwind()).unwrap(), 3);
}

#[test]
fn race_drops_the_loser_at_once() {
    let ((first, one), (second, two)) = (hand::<u8>(), hand::<char>());
    let task = Task::new();
    let mut both = pin!(race(one, two));
    assert!(task.poll(both.as_mut()).is_pending());
    assert_eq!((first.polls(), second.polls()), (1, 1));
    second.finish('b');
    assert_eq!(now(task.poll(both.as_mut())), Either::Right('b'));
    assert_eq!((first.dropped(), second.dropped()), (1, 1));
    assert!(task.poll(both.as_mut()).is_pending(), "fused");
    assert_eq!((first.polls_after_ready(), second.polls_after_ready()), (0, 0));
}

#[test]
fn either_is_whichever_it_is() {
    fn choose(left: bool) -> Either<impl Future<Output = u8>, Ready<u8>> {
        if left { Either::Left(async { 1 }) } else { Either::Right(ready(2)) }
    }
    assert_eq!((run(choose(true)), run(choose(false))), (1, 2));
    assert_eq!(Either::<u8, u8>::Left(1).into_inner() + Either::<u8, u8>::Right(2).into_inner(), 3);
    let mut moored = pin!(Either::<Pending<()>, PhantomPinned>::Right(PhantomPinned));
    assert!(matches!(moored.as_mut().as_pin_mut(), Either::Right(_)));
    assert!(Task::new().poll(pin!(Either::<_, Ready<u8>>::Left(pending()))).is_pending());
}
