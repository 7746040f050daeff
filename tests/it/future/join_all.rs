//! `join_all` and `try_join_all`: who is polled, who is woken, who outlives whom.

use std::{
    future::{Future, Ready, pending, poll_fn, ready},
    panic::{AssertUnwindSafe, catch_unwind},
    pin::{Pin, pin},
    rc::Rc,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
    thread,
};

use async_interop::future::{JoinAll, TryJoinAll, join_all, try_join_all, yield_now};
use proptest::{prelude::*, test_runner::TestRunner};
use static_assertions::{assert_impl_all, assert_not_impl_any};

use super::support::{Control, Hand, Task, hand, now, run};

type Local = Ready<Rc<u8>>;

assert_impl_all!(JoinAll<Ready<u8>>: Send, Sync, Unpin);
assert_impl_all!(TryJoinAll<Ready<Result<u8, u8>>>: Send, Sync, Unpin);
assert_impl_all!(JoinAll<Moored>: Send, Sync, Unpin);
assert_not_impl_any!(JoinAll<Local>: Send, Sync);
assert_not_impl_any!(TryJoinAll<Local>: Send, Sync);

struct Moored(#[allow(dead_code, reason = "makes it not `Unpin`")] std::marker::PhantomPinned);

impl Future for Moored {
    type Output = ();
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        Poll::Pending
    }
}

fn hands<T>(n: usize) -> (Vec<Control<T>>, JoinAll<Hand<T>>) {
    let (controls, hands): (Vec<_>, Vec<_>) = (0..n).map(|_| hand()).unzip();
    (controls, join_all(hands))
}

#[test]
fn outputs_come_in_the_order_of_the_futures() {
    let (controls, mut all) = hands(3);
    let task = Task::new();
    assert!(task.poll(Pin::new(&mut all)).is_pending());
    for n in [2, 0] {
        controls[n].finish(n);
        assert!(task.poll(Pin::new(&mut all)).is_pending());
        assert_eq!(controls[n].dropped(), 1, "dropped as soon as ready");
    }
    controls[1].finish(1);
    assert_eq!(now(task.poll(Pin::new(&mut all))), [0, 1, 2]);
    assert!(task.poll(Pin::new(&mut all)).is_pending(), "fused");
    assert_eq!(task.wakes(), 3);
    assert_eq!(task.live_wakers(), 0, "lets go of the waker when ready");
}

#[test]
fn none_and_ready_ones() {
    assert_eq!(run(join_all::<[Ready<u8>; 0]>([])), []);
    assert_eq!(run(join_all((0..1000).map(ready))), (0..1000).collect::<Vec<_>>());
    assert_eq!(run(try_join_all::<[Ready<Result<u8, ()>>; 0], _, _>([])), Ok(vec![]));
    assert_eq!(run(try_join_all([ready(Ok::<_, ()>(1))])), Ok(vec![1]));
}

#[test]
fn a_child_sees_the_same_waker_at_each_poll() {
    let mut kept: Vec<Waker> = Vec::new();
    let child = poll_fn(|cx| {
        // What was cloned came from the set's own functions, what is lent is made anew.
        assert!(kept.iter().all(|waker| waker.will_wake(cx.waker())), "so no clone is needed");
        kept.push(cx.waker().clone());
        cx.waker().wake_by_ref();
        if kept.len() < 3 { Poll::Pending } else { Poll::Ready(()) }
    });
    let (task, mut all) = (Task::new(), pin!(join_all([child])));
    assert!(task.poll(all.as_mut()).is_pending());
    assert!(task.poll(all.as_mut()).is_pending());
    assert_eq!(now(task.poll(all)), [()]);
}

#[test]
fn polls_only_those_that_were_woken() {
    const N: usize = 100_000;
    let (controls, mut all) = hands::<()>(N);
    let task = Task::new();
    assert!(task.poll(Pin::new(&mut all)).is_pending());
    for n in [0, N - 1, N / 2, 7] {
        controls[n].wake();
        assert!(task.poll(Pin::new(&mut all)).is_pending());
    }
    controls[7].wake();
    controls[8].wake();
    assert!(task.poll(Pin::new(&mut all)).is_pending());
    assert!(task.poll(Pin::new(&mut all)).is_pending());
    let polls = |n: usize| controls[n].polls();
    assert_eq!([0, N - 1, N / 2, 7, 8, 9].map(polls), [2, 2, 2, 3, 2, 1]);
    assert_eq!((0..N).map(polls).sum::<usize>(), N + 6);
    assert_eq!(task.wakes(), 5, "two at once wake once");
}

#[test]
fn first_woken_first_polled() {
    let order = Mutex::new(Vec::new());
    let wakers = Mutex::new(vec![None; 5]);
    let mut all = join_all((0..5).map(|n| {
        let (order, wakers) = (&order, &wakers);
        poll_fn(move |cx| {
            order.lock().unwrap().push(n);
            wakers.lock().unwrap()[n] = Some(cx.waker().clone());
            Poll::<()>::Pending
        })
    }));
    let task = Task::new();
    assert!(task.poll(Pin::new(&mut all)).is_pending());
    for n in [3, 1, 4, 1, 0] {
        wakers.lock().unwrap()[n].clone().unwrap().wake();
    }
    assert!(task.poll(Pin::new(&mut all)).is_pending());
    assert_eq!(*order.lock().unwrap(), [0, 1, 2, 3, 4, 3, 1, 4, 0]);
}

#[test]
fn wakes_the_newest_waker() {
    let (controls, mut all) = hands::<u8>(2);
    let (old, new) = (Task::new(), Task::new());
    assert!(old.poll(Pin::new(&mut all)).is_pending());
    assert!(new.poll(Pin::new(&mut all)).is_pending());
    assert_eq!((old.live_wakers(), new.live_wakers()), (0, 1));
    controls[1].wake();
    assert_eq!((old.wakes(), new.wakes()), (0, 1));
}

/// A child that wakes itself gets its turn in the next poll of the task, not again in this one.
#[test]
fn a_child_that_wakes_itself_does_not_keep_the_task() {
    let polls = AtomicUsize::new(0);
    let restless = poll_fn(|cx| {
        polls.fetch_add(1, Ordering::Relaxed);
        cx.waker().wake_by_ref();
        Poll::<()>::Pending
    });
    let mut all = join_all([restless]);
    let task = Task::new();
    for round in 1..=10 {
        assert!(task.poll(Pin::new(&mut all)).is_pending());
        assert_eq!((polls.load(Ordering::Relaxed), task.wakes()), (round, round));
    }
}

#[test]
fn children_wake_each_other_in_a_poll() {
    let wakers = Mutex::new(vec![None::<Waker>; 3]);
    let polls = Mutex::new([0; 3]);
    let mut all = join_all((0..3).map(|n| {
        let (wakers, polls) = (&wakers, &polls);
        poll_fn(move |cx| {
            polls.lock().unwrap()[n] += 1;
            wakers.lock().unwrap()[n] = Some(cx.waker().clone());
            let others = wakers.lock().unwrap().clone();
            if polls.lock().unwrap()[n] < 3 {
                others.into_iter().flatten().for_each(Waker::wake);
            }
            if polls.lock().unwrap()[n] == 3 { Poll::Ready(n) } else { Poll::Pending }
        })
    }));
    let task = Task::new();
    let mut rounds = 0;
    let output = loop {
        rounds += 1;
        assert!(rounds < 10);
        let before = task.wakes();
        if let Poll::Ready(output) = task.poll(Pin::new(&mut all)) {
            break output;
        }
        assert!(task.wakes() > before, "pending, and nobody woke the task");
    };
    assert_eq!(output, [0, 1, 2]);
}

#[test]
fn wakers_outlive_the_set() {
    let (controls, mut all) = hands::<u8>(3);
    let task = Task::new();
    assert!(task.poll(Pin::new(&mut all)).is_pending());
    let wakers = controls.iter().map(Control::waker).collect::<Vec<_>>();
    controls[0].wake();
    drop(all);
    assert_eq!(task.live_wakers(), 0, "children's wakers do not keep the task's");
    for waker in wakers {
        let twin = waker.clone();
        assert!(twin.will_wake(&waker));
        waker.wake_by_ref();
        waker.wake();
        thread::spawn(move || twin.wake()).join().unwrap();
    }
    assert_eq!(task.wakes(), 1, "the wake before the drop only");
}

/// While the children are dropped, they wake one another; the task is not woken for it.
#[test]
fn children_that_wake_while_they_are_dropped() {
    struct WakeOnDrop(Rc<Mutex<Vec<Waker>>>);
    impl Future for WakeOnDrop {
        type Output = ();
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
            self.0.lock().unwrap().push(cx.waker().clone());
            Poll::Pending
        }
    }
    impl Drop for WakeOnDrop {
        fn drop(&mut self) {
            self.0.lock().unwrap().iter().for_each(Waker::wake_by_ref);
        }
    }
    let wakers = Rc::default();
    let mut all = join_all((0..3).map(|_| WakeOnDrop(Rc::clone(&wakers))));
    let task = Task::new();
    assert!(task.poll(Pin::new(&mut all)).is_pending());
    drop(all);
    assert_eq!((task.wakes(), task.live_wakers()), (0, 0));
}

/// A child that is done and is woken by what it left behind is not polled again.
#[test]
fn wakes_after_the_end_of_a_child() {
    let (controls, mut all) = hands::<u8>(2);
    let task = Task::new();
    assert!(task.poll(Pin::new(&mut all)).is_pending());
    let waker = controls[0].waker();
    controls[0].finish(0);
    assert!(task.poll(Pin::new(&mut all)).is_pending());
    waker.wake();
    assert_eq!(task.wakes(), 2);
    assert!(task.poll(Pin::new(&mut all)).is_pending());
    assert_eq!((controls[0].polls(), controls[1].polls()), (2, 1));
    controls[1].finish(1);
    assert_eq!(now(task.poll(Pin::new(&mut all))), [0, 1]);
}

/// The task's waker runs code that drops the set.
#[test]
fn woken_it_may_drop_the_set() {
    struct Dropper(Mutex<Option<JoinAll<Hand<u8>>>>, AtomicUsize);
    impl Wake for Dropper {
        fn wake(self: Arc<Self>) {
            self.1.fetch_add(1, Ordering::Relaxed);
            let all = self.0.lock().unwrap().take();
            drop(all);
        }
    }
    let (controls, mut all) = hands(2);
    let dropper = Arc::new(Dropper(Mutex::new(None), AtomicUsize::new(0)));
    let waker = Waker::from(dropper.clone());
    assert!(Pin::new(&mut all).poll(&mut Context::from_waker(&waker)).is_pending());
    *dropper.0.lock().unwrap() = Some(all);
    controls[1].finish(1);
    assert_eq!(dropper.1.load(Ordering::Relaxed), 1);
    assert_eq!((controls[0].dropped(), controls[1].dropped()), (1, 1));
    drop(waker);
    assert_eq!(Arc::strong_count(&dropper), 1);
}

#[test]
fn a_panic_in_a_child_leaves_the_others() {
    let (control, future) = hand::<u8>();
    let fails: fn() -> u8 = || panic!("as told");
    let failing = async move {
        yield_now().await;
        fails()
    };
    let children: [Pin<Box<dyn Future<Output = u8>>>; 2] = [Box::pin(future), Box::pin(failing)];
    let mut all = join_all(children);
    let task = Task::new();
    assert!(task.poll(Pin::new(&mut all)).is_pending());
    assert_eq!(task.wakes(), 1);
    assert!(catch_unwind(AssertUnwindSafe(|| task.poll(Pin::new(&mut all)))).is_err());
    control.wake();
    assert!(task.poll(Pin::new(&mut all)).is_pending());
    assert_eq!(control.polls(), 2);
    drop(all);
    assert_eq!((control.dropped(), task.live_wakers()), (1, 0));
}

#[test]
fn the_first_error_ends_it() {
    let (controls, futures): (Vec<_>, Vec<_>) = (0..3).map(|_| hand::<Result<u8, &str>>()).unzip();
    let mut all = try_join_all(futures);
    let task = Task::new();
    assert!(task.poll(Pin::new(&mut all)).is_pending());
    controls[0].finish(Ok(0));
    assert!(task.poll(Pin::new(&mut all)).is_pending());
    controls[2].finish(Err("two"));
    assert_eq!(now(task.poll(Pin::new(&mut all))), Err("two"));
    assert!(controls.iter().all(|control| control.dropped() == 1));
    assert!(task.poll(Pin::new(&mut all)).is_pending(), "fused");
    assert_eq!(task.live_wakers(), 0);

    assert_eq!(run(try_join_all((0..3).map(|n| ready(Ok::<_, ()>(n))))), Ok(vec![0, 1, 2]));
}

#[test]
fn cancelled_in_the_middle() {
    let output = Rc::new(());
    let (controls, mut all) = hands(3);
    controls[1].finish(output.clone());
    assert!(Task::new().poll(Pin::new(&mut all)).is_pending());
    assert_eq!(Rc::strong_count(&output), 2);
    drop(all);
    assert_eq!(Rc::strong_count(&output), 1);
    assert!(controls.iter().all(|control| control.dropped() == 1));
}

#[test]
fn woken_from_many_threads() {
    const THREADS: usize = 4;
    const EACH: usize = 500;
    let (controls, mut all) = hands::<usize>(THREADS * EACH);
    let controls = Arc::new(controls);
    let threads = (0..THREADS).map(|thread| {
        let controls = controls.clone();
        thread::spawn(move || {
            for n in (thread..THREADS * EACH).step_by(THREADS) {
                controls[n].wake();
                controls[n].finish(n);
            }
        })
    });
    let threads = threads.collect::<Vec<_>>();
    let outputs = futures::executor::block_on(&mut all);
    assert!(outputs.into_iter().eq(0..THREADS * EACH));
    threads.into_iter().for_each(|thread| thread.join().unwrap());
}

#[test]
fn nested_and_spawnable() {
    fn spawnable(_: impl Future + Send + 'static) {}
    spawnable(async { join_all([yield_now(), yield_now()]).await });
    let inner = |n: u32| {
        join_all((0..n).map(async |n| {
            yield_now().await;
            n
        }))
    };
    let outer = join_all((0..10).map(inner));
    let sums = futures::executor::block_on(outer);
    assert_eq!(sums.iter().map(Vec::len).sum::<usize>(), 45);
    assert!(Task::new().poll(pin!(join_all([pending::<()>()]))).is_pending());
}

/// Random programs of finish, wake and poll, against a count per child.
#[test]
fn follows_a_model() {
    let steps = prop::collection::vec((0..3_u8, any::<usize>()), 0..100);
    TestRunner::default()
        .run(&(1..20_usize, steps), |(n, program)| {
            let (controls, mut all) = hands::<usize>(n);
            let task = Task::new();
            let mut polls = vec![0; n];
            let mut due = (0..n).collect::<Vec<_>>();
            // Finished, and then also seen to be so.
            let (mut finished, mut seen) = (vec![false; n], vec![false; n]);
            let (mut parked, mut wakes, mut waking) = (false, 0, vec![false; n]);
            for (step, pick) in program {
                let child = pick % n;
                match step {
                    0 | 1 if !seen[child] && !finished[child] => {
                        if step == 0 {
                            finished[child] = true;
                            controls[child].finish(child);
                        } else {
                            controls[child].wake();
                        }
                        if waking[child] {
                            due.push(child);
                            wakes += usize::from(parked);
                            parked = false;
                        }
                        waking[child] = false;
                    }
                    2 => {
                        let polled = task.poll(Pin::new(&mut all));
                        for child in due.drain(..) {
                            polls[child] += 1;
                            seen[child] = finished[child];
                            waking[child] = !finished[child];
                        }
                        if seen.iter().all(|seen| *seen) {
                            prop_assert_eq!(polled, Poll::Ready((0..n).collect()));
                            return Ok(());
                        }
                        prop_assert!(polled.is_pending());
                        parked = true;
                    }
                    _ => {}
                }
                prop_assert!(controls.iter().map(Control::polls).eq(polls.iter().copied()));
                prop_assert_eq!(task.wakes(), wakes);
            }
            Ok(())
        })
        .unwrap();
}
