//! The signatures of fuchsia-async that the adapter uses, over futures' executors.
//!
//! It makes the adapter compile where Fuchsia's tree is not, and gives its logic something to run on. It
//! says nothing about how fuchsia-async behaves.

use std::{
    cell::RefCell,
    future::Future,
    pin::Pin,
    task::{Context, Poll},
    thread,
    time::Duration,
};

use futures::{
    FutureExt as _,
    channel::oneshot,
    executor::{LocalPool, LocalSpawner},
    future::RemoteHandle,
    task::LocalSpawnExt as _,
};

thread_local! {
    /// Where tasks of this thread go.
    static CURRENT: RefCell<Option<LocalSpawner>> = const { RefCell::new(None) };
}

/// A single-threaded executor, current on its thread from the moment it is made.
#[derive(Debug)]
pub struct LocalExecutor {
    pool: LocalPool,
}

impl LocalExecutor {
    fn new() -> Self {
        let pool = LocalPool::new();
        let before = CURRENT.replace(Some(pool.spawner()));
        assert!(before.is_none(), "this thread has an executor");
        Self { pool }
    }

    /// Runs a future to completion.
    pub fn run_singlethreaded<F: Future>(&mut self, main_future: F) -> F::Output {
        self.pool.run_until(main_future)
    }
}

impl Drop for LocalExecutor {
    fn drop(&mut self) {
        CURRENT.set(None);
    }
}

/// Makes a [`LocalExecutor`].
#[derive(Debug, Default)]
pub struct LocalExecutorBuilder {}

impl LocalExecutorBuilder {
    /// Makes the builder.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes the executor.
    pub fn build(self) -> LocalExecutor {
        LocalExecutor::new()
    }
}

/// A task, which is cancelled when this is dropped.
#[derive(Debug)]
pub struct Task<T: 'static> {
    handle: RemoteHandle<T>,
}

impl<T: 'static> Task<T> {
    /// Spawns a task on the current executor.
    ///
    /// # Panics
    ///
    /// If there is none.
    pub fn spawn(future: impl Future<Output = T> + Send + 'static) -> Self
    where
        T: Send,
    {
        Self::local(future)
    }

    /// Spawns a task on the local executor of this thread.
    ///
    /// # Panics
    ///
    /// If there is none.
    pub fn local(future: impl Future<Output = T> + 'static) -> Self {
        let spawner =
            CURRENT.with_borrow(|current| current.clone().expect("no executor on this thread"));
        let handle =
            spawner.spawn_local_with_handle(future).expect("the executor runs on this thread");
        Self { handle }
    }

    /// Lets the task run on its own.
    pub fn detach(self) {
        self.handle.forget();
    }
}

/// Runs a closure that blocks on another thread.
pub fn unblock<T: Send + 'static>(
    f: impl FnOnce() -> T + Send + 'static,
) -> impl Future<Output = T> + Send + 'static {
    let (sender, receiver) = oneshot::channel();
    thread::spawn(move || sender.send(f()));
    receiver.map(|output| output.expect("the closure did not panic"))
}

/// What a timer can be made of.
pub trait WakeupTime {
    /// Makes the timer.
    fn into_timer(self) -> Timer;
}

impl WakeupTime for Duration {
    fn into_timer(self) -> Timer {
        Timer { delay: futures_timer::Delay::new(self) }
    }
}

/// An asynchronous timer.
#[derive(Debug)]
#[must_use = "futures do nothing unless polled"]
pub struct Timer {
    delay: futures_timer::Delay,
}

impl Timer {
    /// Makes a timer that fires at `time`.
    pub fn new(time: impl WakeupTime) -> Self {
        time.into_timer()
    }
}

impl Future for Timer {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        Pin::new(&mut self.delay).poll(cx)
    }
}
