//! Destructors that wait.

use std::{
    future::{self, Future},
    pin::{Pin, pin},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    task::{Context, Poll, Waker},
};

use async_interop::{
    conformance::reference::Executor,
    task::{
        JoinSet, SpawnExt as _,
        async_drop::{DropAsync, DropOn, PollDrop, drop_async, with_async_drop},
    },
};
use static_assertions::{assert_impl_all, assert_not_impl_any};

use super::script::{Entry, Ledger, OnSpawn, Script, Wakes};

assert_impl_all!(DropAsync<Slow>: Send, Unpin, std::fmt::Debug);
assert_not_impl_any!(DropAsync<std::marker::PhantomPinned>: Unpin);

/// Is ready at the `polls`th poll, and wakes in between.
struct Slow {
    left: usize,
    polls: Arc<AtomicUsize>,
    _entry: Entry,
}

impl std::fmt::Debug for Slow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Slow").field("left", &self.left).finish_non_exhaustive()
    }
}

impl PollDrop for Slow {
    fn poll_drop_ready(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.polls.fetch_add(1, SeqCst);
        if self.left == 0 {
            return Poll::Ready(());
        }
        self.left -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

fn slow(left: usize, ledger: &Ledger) -> (Slow, Arc<AtomicUsize>) {
    let polls = Arc::new(AtomicUsize::new(0));
    (Slow { left, polls: Arc::clone(&polls), _entry: ledger.entry() }, polls)
}

fn poll<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

#[test]
fn drops_when_it_is_ready() {
    let ledger = Ledger::default();
    let (value, polls) = slow(2, &ledger);
    let mut dropping = drop_async(value);
    for _ in 0..2 {
        assert!(poll(Pin::new(&mut dropping)).is_pending());
        assert_eq!(ledger.dropped(), 0);
    }
    assert!(poll(Pin::new(&mut dropping)).is_ready());
    assert_eq!((ledger.dropped(), polls.load(SeqCst)), (1, 3));
    // Idempotent: there is nothing left.
    assert!(poll(Pin::new(&mut dropping)).is_ready());
    drop(dropping);
    assert_eq!((ledger.dropped(), polls.load(SeqCst)), (1, 3));
}

#[test]
fn canceled_it_drops_the_plain_way() {
    let ledger = Ledger::default();
    let (value, polls) = slow(2, &ledger);
    let mut dropping = drop_async(value);
    assert!(poll(Pin::new(&mut dropping)).is_pending());
    drop(dropping);
    assert_eq!((ledger.dropped(), polls.load(SeqCst)), (1, 1));
}

#[test]
fn pointers_and_options_forward() {
    #[track_caller]
    fn case(value: impl PollDrop, polls: &AtomicUsize, ledger: &Ledger) {
        let before = ledger.dropped();
        let mut dropping = pin!(drop_async(value));
        assert!(poll(dropping.as_mut()).is_pending());
        assert!(poll(dropping.as_mut()).is_ready());
        assert_eq!((polls.load(SeqCst), ledger.dropped()), (2, before + 1));
    }
    let ledger = Ledger::default();
    let (value, polls) = slow(1, &ledger);
    case(Box::new(value), &polls, &ledger);
    let (value, polls) = slow(1, &ledger);
    case(Box::new(value) as Box<dyn PollDrop + Unpin>, &polls, &ledger);
    let (value, polls) = slow(1, &ledger);
    case(Box::pin(value) as Pin<Box<dyn PollDrop>>, &polls, &ledger);
    let (value, polls) = slow(1, &ledger);
    case(Some(value), &polls, &ledger);
    assert!(poll(pin!(drop_async(None::<Slow>))).is_ready());
}

#[test]
fn is_waited_for_after_the_body() {
    let ledger = Ledger::default();
    let (value, polls) = slow(1, &ledger);
    let mut using = pin!(with_async_drop(value, async |value| {
        value.left += 1;
        future::ready(()).await;
        Err::<(), _>("an early return")?;
        Ok(())
    }));
    assert!(poll(using.as_mut()).is_pending());
    assert!(poll(using.as_mut()).is_pending());
    assert_eq!((ledger.dropped(), polls.load(SeqCst)), (0, 2));
    assert_eq!(poll(using.as_mut()), Poll::Ready(Err("an early return")));
    assert_eq!(ledger.dropped(), 1);
}

#[test]
fn is_send_if_its_parts_are() {
    fn sent<F: Future + Send>(future: F) -> F {
        future
    }
    let (ledger, mut text) = (Ledger::default(), String::new());
    // Also with a body that lends what it captures.
    let using = sent(with_async_drop(slow(0, &ledger).0, async |value| {
        future::ready(()).await;
        text.push_str(if value.left == 0 { "lent" } else { "" });
    }));
    assert!(poll(pin!(using)).is_ready());
    assert_eq!(text, "lent");
}

#[test]
fn is_not_waited_for_if_the_future_is_dropped() {
    let ledger = Ledger::default();
    let (value, polls) = slow(1, &ledger);
    let mut using = Box::pin(with_async_drop(value, async |_| future::pending::<()>().await));
    assert!(poll(using.as_mut()).is_pending());
    drop(using);
    assert_eq!((ledger.dropped(), polls.load(SeqCst)), (1, 0));
}

#[test]
fn an_executor_waits_for_what_is_dropped() {
    let (executor, ledger) = (Executor::new(), Ledger::default());
    let (value, polls) = slow(2, &ledger);
    let mut value = DropOn::new(value, executor.spawner());
    value.left += 1;
    assert_eq!(value.left, 3);
    let mut holder = Box::pin(async move {
        let _value = value;
        future::pending::<()>().await;
    });
    assert!(poll(holder.as_mut()).is_pending());
    // Canceled.
    drop(holder);
    assert_eq!((ledger.dropped(), polls.load(SeqCst)), (0, 0));
    let turns = std::iter::from_fn(|| Some(executor.turn()).filter(|polls| *polls > 0)).count();
    assert_eq!((turns, ledger.dropped(), polls.load(SeqCst)), (4, 1, 4));
}

#[test]
fn taken_out_it_is_the_callers_again() {
    let (executor, ledger) = (Executor::new(), Ledger::default());
    let (value, polls) = slow(2, &ledger);
    let value = DropOn::new(value, executor.spawner()).into_inner();
    assert_eq!((executor.turn(), ledger.dropped()), (0, 0));
    drop(value);
    assert_eq!((ledger.dropped(), polls.load(SeqCst)), (1, 0));
}

#[test]
fn refused_it_is_dropped_the_plain_way() {
    let (executor, ledger) = (Executor::new(), Ledger::default());
    let (value, polls) = slow(2, &ledger);
    let value = DropOn::new(value, executor.spawner());
    drop(executor);
    drop(value);
    assert_eq!((ledger.dropped(), polls.load(SeqCst)), (1, 0));
    let script = Script::default();
    script.on_spawn.set(OnSpawn::GiveBack);
    drop(DropOn::new(slow(2, &ledger).0, &script));
    assert_eq!(ledger.dropped(), 2);
}

#[test]
fn a_task_is_aborted_and_has_ended() {
    let (script, ledger, wakes) = (Script::default(), Ledger::default(), Wakes::new());
    let entry = ledger.entry();
    let task = script.spawn(async move {
        future::pending::<()>().await;
        drop(entry);
    });
    let mut dropping = drop_async(task.unwrap().abort_on_drop());
    assert!(wakes.poll(&mut dropping).is_pending());
    assert!(Wakes::new().poll(&mut script.task()).is_ready());
    assert_eq!((ledger.dropped(), wakes.count()), (1, 1));
    assert!(wakes.poll(&mut dropping).is_ready());
    // One that was joined before.
    let mut task = script.spawn(async {}).unwrap().abort_on_drop();
    assert!(wakes.poll(&mut script.task()).is_ready());
    assert!(wakes.poll(&mut task).is_ready());
    assert!(wakes.poll(&mut drop_async(task)).is_ready());
}

#[test]
fn a_set_is_aborted_and_has_ended() {
    let (script, ledger, wakes) = (Script::default(), Ledger::default(), Wakes::new());
    let mut set = JoinSet::new();
    for _ in 0..3 {
        let entry = ledger.entry();
        set.spawn(&script, async move {
            future::pending::<()>().await;
            drop(entry);
        })
        .unwrap();
    }
    let mut dropping = drop_async(set);
    for dropped in 0..3 {
        assert!(wakes.poll(&mut dropping).is_pending());
        assert_eq!(ledger.dropped(), dropped);
        assert!(Wakes::new().poll(&mut script.task()).is_ready());
    }
    assert_eq!((ledger.dropped(), wakes.count()), (3, 3));
    assert!(wakes.poll(&mut dropping).is_ready());
}
