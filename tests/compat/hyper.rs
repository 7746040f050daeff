//! hyper's runtime traits: what its buffers tell, its executors and its timers.

use std::{
    future::Future,
    io,
    mem::MaybeUninit,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use async_interop::{
    compat::{FromHyper, HyperSleep, IntoHyper, IntoHyperExt as _},
    conformance::{self, reference},
    io::{AsyncRead, ReadBuf, ReadCursor},
    task::{FutureObj, LocalFutureObj, Spawn, SpawnError, SpawnErrorKind, SpawnLocal as _},
    time::{DynTimer, Instant, ManualTimer, Sleep, Timer},
};
use hyper::rt::{self, Executor as _};

use crate::support::{Hyper, Ours, Wakes, panics, with_cx};

/// Never seen through a buffer that claims no more than it knows.
const POISON: u8 = 0xAA;

/// What an inner reader may end a poll with, after it has filled bytes.
fn exits() -> [fn() -> Poll<io::Result<()>>; 3] {
    [|| Poll::Ready(Ok(())), || Poll::Pending, || Poll::Ready(Err(io::ErrorKind::NotFound.into()))]
}

#[test]
fn what_hyper_filled_we_know_on_every_exit() {
    for exit in exits() {
        let mut reader = FromHyper::new(Hyper(|mut buf: rt::ReadBufCursor<'_>| {
            assert_eq!(buf.remaining(), 14);
            buf.initialize_unfilled_to(6).fill(7);
            buf.put_slice(b"cd");
            exit()
        }));
        let mut memory = [MaybeUninit::new(POISON); 16];
        let mut buf = ReadBuf::uninit(&mut memory);
        buf.unfilled().append(b"ab");
        let _ = with_cx(|cx| Pin::new(&mut reader).poll_read(cx, buf.unfilled()));
        // That it initialized more, hyper does not tell.
        assert_eq!((buf.filled(), buf.init_len()), (&b"abcd"[..], 4));
    }
}

#[test]
fn hyper_is_told_that_all_is_initialized() {
    for exit in exits() {
        let mut reader = FromHyper::new(Hyper(|mut buf: rt::ReadBufCursor<'_>| {
            // A buffer that hyper takes for uninitialized would be zeroed here.
            assert!(buf.initialize_unfilled().iter().all(|byte| *byte == POISON));
            buf.put_slice(b"cd");
            exit()
        }));
        let mut memory = [POISON; 16];
        let mut buf = ReadBuf::new(&mut memory);
        buf.unfilled().append(b"ab");
        let _ = with_cx(|cx| Pin::new(&mut reader).poll_read(cx, buf.unfilled()));
        assert_eq!((buf.filled(), buf.init_len()), (&b"abcd"[..], 16));
    }
}

#[test]
fn hyper_reaches_no_initialized_part_of_unknown_memory() {
    // A part cannot be told, so it is offered as the rest is; what was initialized stays known.
    let mut reader = FromHyper::new(Hyper(|mut buf: rt::ReadBufCursor<'_>| {
        buf.put_slice(b"c");
        Poll::Ready(Ok(()))
    }));
    let mut memory = [MaybeUninit::new(POISON); 16];
    let mut buf = ReadBuf::uninit(&mut memory);
    buf.unfilled().append(b"ab");
    buf.unfilled().limit(5).ensure_init();
    assert!(with_cx(|cx| Pin::new(&mut reader).poll_read(cx, buf.unfilled())).is_ready());
    assert_eq!((buf.filled(), buf.init_len()), (&b"abc"[..], 7));
}

#[test]
fn hypers_memory_is_lent_as_it_is() {
    for exit in exits() {
        let mut reader = IntoHyper::new(Ours(|mut buf: ReadCursor<'_>| {
            assert_eq!((buf.remaining(), buf.init_mut().len()), (14, 0));
            buf.append(b"cd");
            exit().map_err(Into::into)
        }));
        let mut memory = [POISON; 16];
        let mut buf = rt::ReadBuf::new(&mut memory);
        buf.unfilled().put_slice(b"ab");
        let _ = with_cx(|cx| rt::Read::poll_read(Pin::new(&mut reader), cx, buf.unfilled()));
        assert_eq!(buf.filled(), b"abcd");
        assert_eq!(memory[4..], [POISON; 12], "nobody wrote behind what was read");
    }
}

#[test]
fn panicking_reader_leaves_the_buffer_usable() {
    let mut reader = FromHyper::new(Hyper(|mut buf: rt::ReadBufCursor<'_>| {
        buf.put_slice(b"cd");
        panic!("inner");
    }));
    for mut memory in [[MaybeUninit::new(POISON); 8]; 2] {
        let mut buf = ReadBuf::uninit(&mut memory);
        buf.unfilled().append(b"ab");
        panics(|| drop(with_cx(|cx| Pin::new(&mut reader).poll_read(cx, buf.unfilled()))));
        assert_eq!((buf.filled(), buf.init_len()), (&b"ab"[..], 2));
    }

    let mut reader = IntoHyper::new(Ours(|mut buf: ReadCursor<'_>| {
        buf.append(b"cd");
        panic!("inner");
    }));
    let mut memory = [MaybeUninit::new(POISON); 8];
    let mut buf = rt::ReadBuf::uninit(&mut memory);
    buf.unfilled().put_slice(b"ab");
    let polled = catch_unwind(AssertUnwindSafe(|| {
        with_cx(|cx| rt::Read::poll_read(Pin::new(&mut reader), cx, buf.unfilled()).is_ready())
    }));
    assert!(polled.is_err());
    assert_eq!(buf.filled(), b"ab");
}

/// The reference executor, as hyper's, and back.
#[derive(Default)]
struct Executor(Option<reference::Executor>);

impl conformance::Executor for Executor {
    type Spawner = FromHyper<IntoHyper<reference::Spawner>>;

    fn start(&mut self) -> Self::Spawner {
        FromHyper::new(self.0.insert(reference::Executor::new()).spawner().into_hyper())
    }

    fn turn(&mut self) {
        if let Some(executor) = &self.0 {
            executor.turn();
        }
    }

    fn shared(&mut self) -> Option<Arc<dyn Spawn + Send + Sync>> {
        Some(Arc::new(FromHyper::new(self.0.as_ref()?.spawner().into_hyper())))
    }
}

// Without `owned`: hyper's executors cannot say that they were shut down.
conformance::executor!(
    executor,
    Executor::default(),
    capabilities [send, fair = 256, panics, drop_panic, is_finished]
);

/// Refuses everything.
struct Refuses(SpawnErrorKind);

impl Spawn for Refuses {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        Err(SpawnError::with_task(self.0, task))
    }
}

struct SetOnDrop(Arc<AtomicBool>);

impl Drop for SetOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

#[test]
fn a_refused_future_is_dropped() {
    for kind in [SpawnErrorKind::Full, SpawnErrorKind::Shutdown] {
        let dropped = Arc::new(AtomicBool::new(false));
        let guard = SetOnDrop(Arc::clone(&dropped));
        Refuses(kind).into_hyper().execute(async move { drop(guard) });
        assert!(dropped.load(Ordering::SeqCst), "{kind:?}");
    }
}

#[test]
fn no_executor_is_loud() {
    let message = panics(|| Refuses(SpawnErrorKind::NoExecutor).into_hyper().execute(async {}));
    assert_eq!(message, SpawnErrorKind::NoExecutor.to_string());
}

#[test]
fn local_tasks() {
    /// Takes local tasks only.
    #[derive(Default)]
    struct Local(std::cell::RefCell<Vec<LocalFutureObj<'static, ()>>>);

    impl rt::Executor<LocalFutureObj<'static, ()>> for Local {
        fn execute(&self, task: LocalFutureObj<'static, ()>) {
            self.0.borrow_mut().push(task);
        }
    }

    let executor = FromHyper::new(Local::default());
    let ran = std::rc::Rc::new(std::cell::Cell::new(false));
    let in_task = std::rc::Rc::clone(&ran);
    executor.spawn_local_detached(async move { in_task.set(true) }).unwrap();
    assert!(!ran.get());
    for mut task in executor.into_inner().0.into_inner() {
        assert!(with_cx(|cx| Pin::new(&mut task).poll(cx)).is_ready());
    }
    assert!(ran.get());
}

/// The timer that is moved by hand, as hyper's, and back.
#[derive(Default)]
struct Clock(ManualTimer);

impl conformance::Clock for Clock {
    type Timer = FromHyper<IntoHyper<ManualTimer>>;

    fn start(&mut self) -> Self::Timer {
        FromHyper::new(self.0.clone().into_hyper())
    }

    fn pass(&mut self, duration: Duration) {
        self.0.advance(duration);
    }

    fn shared(&mut self) -> Option<DynTimer> {
        Some(DynTimer::new(conformance::Clock::start(self)))
    }

    fn send(
        &mut self,
        sleep: HyperSleep<IntoHyper<ManualTimer>>,
    ) -> Option<Pin<Box<dyn Sleep + Send>>> {
        Some(Box::pin(sleep))
    }
}

conformance::timer!(timer, Clock::default(), capabilities [mock, send]);

/// A timer of hyper's with nothing but what it must have: it replaces its sleeps to reset them.
#[derive(Clone)]
struct Replaces(IntoHyper<ManualTimer>);

impl rt::Timer for Replaces {
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn rt::Sleep>> {
        self.0.sleep(duration)
    }

    fn sleep_until(&self, deadline: std::time::Instant) -> Pin<Box<dyn rt::Sleep>> {
        self.0.sleep_until(deadline)
    }

    fn now(&self) -> std::time::Instant {
        rt::Timer::now(&self.0)
    }
}

#[test]
fn a_sleep_that_is_replaced_still_wakes_who_waits() {
    let clock = ManualTimer::new();
    let timer = FromHyper::new(Replaces(clock.clone().into_hyper()));
    let second = Duration::from_secs(1);
    let start = Timer::now(&timer);
    for (first, moved, after) in [(9, 1, 1), (1, 3, 3)] {
        let (wakes, waker) = Wakes::new();
        let cx = &mut Context::from_waker(&waker);
        let base = Timer::now(&timer);
        let mut sleep = Timer::sleep_until(&timer, base + second * first);
        assert!(Pin::new(&mut sleep).poll(cx).is_pending());
        Pin::new(&mut sleep).reset(base + second * moved);
        assert_eq!(sleep.deadline(), base + second * moved);
        clock.advance(second * after - Duration::from_nanos(1));
        assert_eq!(wakes.count(), 0, "not early");
        clock.advance(Duration::from_nanos(1));
        assert_eq!(wakes.count(), 1, "nobody polled in between");
        assert!(Pin::new(&mut sleep).poll(cx).is_ready());
        assert!(Pin::new(&mut sleep).poll(cx).is_ready(), "and stays so");
    }
    // To the past: who waits is woken at once.
    let (wakes, waker) = Wakes::new();
    let mut sleep = Timer::sleep(&timer, second);
    assert!(Pin::new(&mut sleep).poll(&mut Context::from_waker(&waker)).is_pending());
    Pin::new(&mut sleep).reset(start);
    assert_eq!(wakes.count(), 1);
    assert!(with_cx(|cx| Pin::new(&mut sleep).poll(cx)).is_ready());
    // To never, and back.
    Pin::new(&mut sleep).reset(Instant::MAX);
    assert!(Pin::new(&mut sleep).poll(&mut Context::from_waker(&waker)).is_pending());
    clock.advance(second * 1_000_000);
    assert!(with_cx(|cx| Pin::new(&mut sleep).poll(cx)).is_pending());
}

#[test]
fn our_sleeps_are_reset_in_place_and_others_replaced() {
    let clock = ManualTimer::new();
    let timer = clock.clone().into_hyper();
    let now = rt::Timer::now(&timer);
    let minute = Duration::from_secs(60);
    let mut sleep = rt::Timer::sleep(&timer, minute);
    let place = std::ptr::from_ref(&*sleep).cast::<()>();
    rt::Timer::reset(&timer, &mut sleep, now + 2 * minute);
    assert_eq!(std::ptr::from_ref(&*sleep).cast::<()>(), place);
    clock.advance(minute);
    assert!(with_cx(|cx| sleep.as_mut().poll(cx)).is_pending());
    clock.advance(minute);
    assert!(with_cx(|cx| sleep.as_mut().poll(cx)).is_ready());
    assert_eq!(rt::Timer::now(&timer), now + 2 * minute);

    // A sleep of another timer's type.
    struct Foreign;
    impl Future for Foreign {
        type Output = ();
        fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
            Poll::Pending
        }
    }
    impl rt::Sleep for Foreign {}
    let mut sleep: Pin<Box<dyn rt::Sleep>> = Box::pin(Foreign);
    rt::Timer::reset(&timer, &mut sleep, now);
    assert!(with_cx(|cx| sleep.as_mut().poll(cx)).is_ready());
}

#[tokio::test]
async fn hyper_utils_timer() {
    let timer = FromHyper::new(hyper_util::rt::TokioTimer::new());
    let (start, milli) = (Timer::now(&timer), Duration::from_millis(1));
    let mut sleep = Timer::sleep(&timer, milli);
    (&mut sleep).await;
    assert!(Timer::now(&timer) >= start + milli);
    // In place, after it was ready.
    let later = Timer::now(&timer) + milli;
    Pin::new(&mut sleep).reset(later);
    sleep.await;
    assert!(Timer::now(&timer) >= later);
    let mut never = Timer::sleep(&timer, Duration::MAX);
    assert!(futures::poll!(&mut never).is_pending());
}

#[tokio::test]
async fn hyper_utils_executor() {
    let executor = FromHyper::new(hyper_util::rt::TokioExecutor::new());
    let (sender, receiver) = futures::channel::oneshot::channel();
    executor.spawn_detached(async { sender.send(7).unwrap() }).unwrap();
    assert_eq!(receiver.await, Ok(7));
}

// Timers whose sleeps are not `Sync` can be lent: hyper shares none of them.
static_assertions::assert_impl_all!(IntoHyper<DynTimer>: rt::Timer);
static_assertions::assert_not_impl_any!(<DynTimer as Timer>::Sleep: Sync);
