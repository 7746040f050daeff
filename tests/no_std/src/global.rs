use core::{
    cell::UnsafeCell,
    pin::Pin,
    sync::atomic::{AtomicBool, Ordering},
    task::{Context, Poll},
};

use async_interop::task::{FutureObj, Spawn, SpawnError, SpawnErrorKind, global, global_executor};

use crate::finish;

global_executor!(static EXECUTOR: Single = Single { task: UnsafeCell::new(None) });

/// An executor with room for one task.
struct Single {
    task: UnsafeCell<Option<FutureObj<'static, ()>>>,
}

// SAFETY: this program has one thread.
unsafe impl Sync for Single {}

impl Single {
    fn run(&self) {
        // SAFETY: no reference into the cell outlives a method, and no method is inside another.
        let task = unsafe { &mut *self.task.get() }.take();
        if let Some(task) = task {
            finish(task);
        }
    }
}

impl Spawn for Single {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        // SAFETY: no reference into the cell outlives a method, and no method is inside another.
        let place = unsafe { &mut *self.task.get() };
        if place.is_some() {
            return Err(SpawnError::with_task(SpawnErrorKind::Full, task));
        }
        *place = Some(task);
        Ok(())
    }
}

static RAN: AtomicBool = AtomicBool::new(false);

/// Waits once, then says that it ran.
struct Task {
    waits: bool,
}

impl Future for Task {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.waits = !self.waits;
        if self.waits {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        RAN.store(true, Ordering::Relaxed);
        Poll::Ready(())
    }
}

pub(crate) fn task_runs_on_the_global_executor() {
    static mut TASKS: [Task; 2] = [Task { waits: false }, Task { waits: false }];

    assert!(global::get().is_none());
    assert!(install().is_ok());
    let again = install().map_err(|error| error.location().is_some());
    assert_eq!(again, Err(true), "it says who was first");
    let Some(executor) = global::get() else { panic!("nothing was installed") };

    let tasks = &raw mut TASKS;
    // SAFETY: this function is called once, and this is the only use of the static.
    let [first, second] = unsafe { &mut *tasks };
    assert!(executor.spawn_obj(FutureObj::new(first)).is_ok());
    let Err(refused) = executor.spawn_obj(FutureObj::new(second)) else { panic!("no room") };
    assert_eq!(refused.kind(), SpawnErrorKind::Full);
    assert!(refused.into_task().is_some(), "it gives the task back");

    assert!(!RAN.load(Ordering::Relaxed), "spawning polls nothing");
    EXECUTOR.run();
    assert!(RAN.load(Ordering::Relaxed));
}
