//! fuchsia-async as a value.
//!
//! - **Threads.** Tasks of a [`FuchsiaLocal`] run inside its `block_on`, on that thread. Those of a
//!   [`Fuchsia`] run where the executor of the thread that spawns them runs its own.
//! - **Its own join handle**, dropped, cancels the task. `spawn_obj` detaches it.
//! - **A panic** of a bare task is the executor's affair: on the host it stays in the task, on Fuchsia it
//!   ends the process.
//! - **Its end.** A local executor drops its tasks when it is dropped.
//! - **Not supported.** Asking whether an executor is there: spawning without one panics, as theirs does.

use std::{
    cell::RefCell,
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker, ready},
};

use fuchsia_async as fasync;
use pin_project_lite::pin_project;

use async_interop::{
    task::{
        BlockOn, BlockingTask, FutureObj, LocalFutureObj, Spawn, SpawnBlocking, SpawnError,
        SpawnLocal,
    },
    time::{Instant, Sleep, Timer},
};

/// The executor that runs on this thread, whichever it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fuchsia {
    _private: (),
}

/// An executor of one thread.
///
/// There is one for each thread at most. It takes tasks as soon as it is made, and runs them inside
/// [`block_on`](BlockOn::block_on).
pub struct FuchsiaLocal {
    executor: RefCell<fasync::LocalExecutor>,
}

impl Fuchsia {
    /// Returns the executor. All values are the same one.
    pub const fn new() -> Self {
        Self { _private: () }
    }
}

impl Spawn for Fuchsia {
    /// # Panics
    ///
    /// If no executor runs on this thread.
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        fasync::Task::spawn(task).detach();
        Ok(())
    }

    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        fasync::Task::spawn(future).detach();
        Ok(())
    }
}

impl SpawnBlocking for Fuchsia {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        // The closure may begin only once this is polled.
        fasync::Task::spawn(fasync::unblock(|| task.run())).detach();
        Ok(())
    }
}

impl Timer for Fuchsia {
    type Sleep = FuchsiaSleep;

    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep_until(&self, deadline: Instant) -> FuchsiaSleep {
        FuchsiaSleep { timer: timer(deadline), deadline, fired: false, waker: None }
    }
}

impl FuchsiaLocal {
    /// Makes the executor of this thread.
    ///
    /// # Panics
    ///
    /// If the thread has one, as theirs does.
    pub fn new() -> Self {
        Self { executor: RefCell::new(fasync::LocalExecutorBuilder::new().build()) }
    }
}

impl Default for FuchsiaLocal {
    fn default() -> Self {
        Self::new()
    }
}

impl BlockOn for FuchsiaLocal {
    /// # Panics
    ///
    /// If it is called inside itself.
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        let mut executor =
            self.executor.try_borrow_mut().expect("`block_on` runs on this thread already");
        executor.run_singlethreaded(future)
    }
}

impl Spawn for FuchsiaLocal {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        Fuchsia::new().spawn_obj(task)
    }

    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        Fuchsia::new().spawn_detached(future)
    }
}

impl SpawnLocal for FuchsiaLocal {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        fasync::Task::local(task).detach();
        Ok(())
    }
}

impl SpawnBlocking for FuchsiaLocal {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        Fuchsia::new().spawn_blocking_obj(task)
    }
}

impl Timer for FuchsiaLocal {
    type Sleep = FuchsiaSleep;

    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep_until(&self, deadline: Instant) -> FuchsiaSleep {
        Fuchsia::new().sleep_until(deadline)
    }
}

impl fmt::Debug for FuchsiaLocal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FuchsiaLocal").finish_non_exhaustive()
    }
}

pin_project! {
    /// A sleep of [`Fuchsia`].
    #[must_use = "futures do nothing unless polled"]
    pub struct FuchsiaSleep {
        // `None` waits for ever.
        #[pin]
        timer: Option<fasync::Timer>,
        deadline: Instant,
        fired: bool,
        // Of the task that waits, which a reset must not lose.
        waker: Option<Waker>,
    }
}

impl Future for FuchsiaSleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.project();
        if *this.fired {
            return Poll::Ready(());
        }
        if !this.waker.as_ref().is_some_and(|waker| waker.will_wake(cx.waker())) {
            *this.waker = Some(cx.waker().clone());
        }
        let Some(timer) = this.timer.as_pin_mut() else {
            return Poll::Pending;
        };
        ready!(timer.poll(cx));
        *this.fired = true;
        *this.waker = None;
        Poll::Ready(())
    }
}

impl Sleep for FuchsiaSleep {
    fn deadline(&self) -> Instant {
        self.deadline
    }

    fn reset(mut self: Pin<&mut Self>, deadline: Instant) {
        let mut this = self.as_mut().project();
        this.timer.set(timer(deadline));
        *this.deadline = deadline;
        *this.fired = false;
        // The new timer knows nothing of the task that waits.
        if let Some(waker) = this.waker.take()
            && self.poll(&mut Context::from_waker(&waker)).is_ready()
        {
            waker.wake();
        }
    }
}

impl fmt::Debug for FuchsiaSleep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FuchsiaSleep").field("deadline", &self.deadline).finish_non_exhaustive()
    }
}

/// Makes a timer that fires at `deadline` or a little later, or none for the end of time.
///
/// It takes a duration, since that is what both sides take: a moment is std's on the host, and Zircon's
/// on Fuchsia.
fn timer(deadline: Instant) -> Option<fasync::Timer> {
    (deadline != Instant::MAX).then(|| fasync::Timer::new(deadline.duration_since(Instant::now())))
}
