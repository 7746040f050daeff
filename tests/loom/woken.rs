//! Models of the set behind `join_all`: children are woken while the set is polled or dropped.

use std::{
    cell::RefCell,
    future::Future,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use async_interop::future::{JoinAll, join_all};
use loom::thread;

use crate::model::{Flag, Wakes, model, race};

type Wakers = Rc<RefCell<Vec<Waker>>>;

/// Ready when its flag is set. The flag orders nothing: only the wake does.
struct Child {
    flag: Flag,
    first: Option<Wakers>,
}

impl Future for Child {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if let Some(wakers) = self.first.take() {
            wakers.borrow_mut().push(cx.waker().clone());
            return Poll::Pending;
        }
        if self.flag.is_set() { Poll::Ready(()) } else { Poll::Pending }
    }
}

/// A set of two that was polled once, the flags of its children, and their wakers.
fn two(wakes: &Wakes) -> (JoinAll<Child>, [Flag; 2], [Waker; 2]) {
    let flags = [Flag::new(), Flag::new()];
    let wakers = Wakers::default();
    let child = |flag: &Flag| Child { flag: flag.clone(), first: Some(wakers.clone()) };
    let mut set = join_all(flags.each_ref().map(child));
    assert!(wakes.poll(Pin::new(&mut set)).is_pending());
    let wakers = wakers.take().try_into().expect("two children");
    (set, flags, wakers)
}

/// Polls, and polls again for each wake; the waking side may still hold a clone then.
fn join(wakes: &Wakes, mut set: JoinAll<Child>) {
    while wakes.poll(Pin::new(&mut set)).is_pending() {
        wakes.wait();
        // A poll that finds a waker on its way out wakes itself until that is done.
        thread::yield_now();
    }
}

#[test]
fn one_after_the_other() {
    model(|| {
        let wakes = Wakes::new();
        let (set, flags, [one, other]) = two(&wakes);
        race(
            move || {
                flags[1].set();
                other.wake();
                flags[0].set();
                one.wake();
            },
            move || {
                join(&wakes, set);
                wakes
            },
        )
        .1
        .assert_released();
    });
}

#[test]
fn two_threads_at_once() {
    model(|| {
        let wakes = Wakes::new();
        let (set, [first, second], [one, other]) = two(&wakes);
        let waking = thread::spawn(move || {
            second.set();
            other.wake();
        });
        first.set();
        one.wake();
        join(&wakes, set);
        waking.join().unwrap();
        wakes.assert_released();
    });
}

/// The second wake may find the child queued, and must be seen all the same.
#[test]
fn one_child_twice() {
    model(|| {
        let wakes = Wakes::new();
        let (set, flags, [one, other]) = two(&wakes);
        flags[1].set();
        other.wake();
        race(
            move || {
                one.wake_by_ref();
                flags[0].set();
                one.wake();
            },
            move || {
                join(&wakes, set);
                wakes
            },
        )
        .1
        .assert_released();
    });
}

/// Whoever polls last is the one to be woken, though the wake takes the waker of the poll before.
#[test]
fn the_set_moves_to_another_task() {
    model(|| {
        let wakes = Wakes::new();
        let (mut set, flags, [one, other]) = two(&wakes);
        flags[1].set();
        other.wake();
        race(
            move || {
                flags[0].set();
                one.wake();
            },
            move || {
                let newer = Wakes::new();
                if newer.poll(Pin::new(&mut set)).is_pending() {
                    newer.wait();
                    join(&newer, set);
                }
            },
        );
    });
}

#[test]
fn woken_while_the_set_is_dropped() {
    model(|| {
        let wakes = Wakes::new();
        let (set, flags, [one, other]) = two(&wakes);
        race(
            move || {
                flags[0].set();
                one.wake();
                drop(other);
            },
            move || drop(set),
        );
        wakes.assert_released();
    });
}
