//! The global executor. It is set once in a process, so one test goes through its life.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "the tests have std, and read better with one name for it"
)]

use std::{
    error::Error,
    future::Future,
    sync::{
        Arc, Barrier, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Waker},
    thread,
};

use async_interop::task::{self, FutureObj, JoinHandle, Spawn, SpawnError, SpawnErrorKind, global};

/// An executor that keeps its tasks until they are asked for.
struct Queue {
    tasks: Mutex<Vec<FutureObj<'static, ()>>>,
    closed: Mutex<bool>,
}

impl Queue {
    const fn new() -> Self {
        Self { tasks: Mutex::new(Vec::new()), closed: Mutex::new(false) }
    }

    /// Polls each task once. Returns how many there were.
    fn run(&self) -> usize {
        let tasks = std::mem::take(&mut *self.tasks.lock().unwrap());
        let count = tasks.len();
        for mut task in tasks {
            assert!(poll(&mut task).is_ready());
        }
        count
    }
}

impl Spawn for Queue {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        if *self.closed.lock().unwrap() {
            return Err(SpawnError::with_task(SpawnErrorKind::Shutdown, task));
        }
        self.tasks.lock().unwrap().push(task);
        Ok(())
    }
}

task::global_executor! {
    /// The first of the executors that try to become the global one.
    pub(crate) static FIRST: Queue = Queue::new();
}

const INSTALL_LINE: u32 = line!() + 4;

fn install_after(start: &Barrier) -> Result<(), global::AlreadySet> {
    start.wait();
    install()
}

mod second {
    use super::*;

    task::global_executor!(static SECOND: Queue = Queue::new());

    pub(super) fn set() -> Result<(), global::AlreadySet> {
        install()
    }
}

fn poll<F: Future + Unpin>(future: &mut F) -> Poll<F::Output> {
    std::pin::Pin::new(future).poll(&mut Context::from_waker(Waker::noop()))
}

#[track_caller]
fn assert_output<T: PartialEq + std::fmt::Debug>(mut handle: JoinHandle<T>, output: T) {
    let Poll::Ready(joined) = poll(&mut handle) else { panic!("the task has ended") };
    assert_eq!(joined.unwrap(), output);
}

/// Spawns when its thread ends.
struct SpawnAtThreadEnd;

static AT_THREAD_END: AtomicUsize = AtomicUsize::new(0);

impl Drop for SpawnAtThreadEnd {
    fn drop(&mut self) {
        drop(task::spawn(async {}).unwrap());
        AT_THREAD_END.fetch_add(1, Ordering::SeqCst);
    }
}

thread_local! {
    static LOCAL: SpawnAtThreadEnd = const { SpawnAtThreadEnd };
}

#[test]
fn life() -> Result<(), Box<dyn Error>> {
    // Before it is set, the error keeps the task.
    assert!(global::get().is_none());
    let value = Arc::new(());
    let in_task = Arc::clone(&value);
    let error = task::spawn(async move { drop(in_task) }).unwrap_err();
    assert_eq!(error.kind(), SpawnErrorKind::NoExecutor);
    assert_eq!(Arc::strong_count(&value), 2);
    drop(error);
    assert_eq!(Arc::strong_count(&value), 1);

    // Several threads set it at once: one does, and the others learn which, if it was done by then.
    let start = Barrier::new(9);
    let results: Vec<_> = thread::scope(|scope| {
        let others = [(); 8].map(|()| scope.spawn(|| install_after(&start)));
        start.wait();
        others.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    for location in results.iter().filter_map(|result| result.err()?.location()) {
        assert_eq!((location.file(), location.line()), (file!(), INSTALL_LINE));
    }

    // Later ones learn it in any case, and change nothing.
    let error = second::set().unwrap_err();
    let location = error.location().expect("setting it is over");
    assert_eq!((location.file(), location.line()), (file!(), INSTALL_LINE));
    assert_eq!(
        error.to_string(),
        format!(
            "the global executor was already set at {location}: \
             set it once, in the program and not in a library"
        ),
    );
    assert_eq!(FIRST.run(), 0);

    // Tasks go to the first one, from any thread, also at its end.
    let handle = task::spawn(async { 7 })?;
    let elsewhere = thread::spawn(|| {
        LOCAL.with(|_| ());
        task::spawn(async { 8 }).unwrap()
    });
    let elsewhere = elsewhere.join().unwrap();
    global::get().unwrap().spawn_obj(FutureObj::new(Box::new(async {})))?;
    assert_eq!(AT_THREAD_END.load(Ordering::SeqCst), 1);
    assert_eq!(FIRST.run(), 4);
    assert_output(handle, 7);
    assert_output(elsewhere, 8);

    // Its own errors come through, with the task.
    *FIRST.closed.lock().unwrap() = true;
    let error = task::spawn(async {}).unwrap_err();
    assert_eq!(error.kind(), SpawnErrorKind::Shutdown);
    assert!(error.into_task().is_some());
    Ok(())
}
