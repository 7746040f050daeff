//! The reference executor's spawner, with wakers that can be counted.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, Weak},
    task::{Context, Poll, Wake, Waker},
};

use async_interop::{
    conformance::reference,
    task::{FutureObj, Spawn, SpawnError},
};

/// The wakers of all tasks.
#[derive(Clone, Default)]
pub struct Wakers {
    made: Arc<Mutex<Vec<Weak<Forward>>>>,
}

/// Spawns tasks each of which has a waker of ours.
pub struct Spawner {
    spawner: reference::Spawner,
    wakers: Wakers,
}

struct Task {
    task: FutureObj<'static, ()>,
    waker: Option<Arc<Forward>>,
    wakers: Wakers,
}

/// Wakes the executor's. That is the same for all polls of a task.
struct Forward {
    waker: Waker,
}

impl Spawner {
    pub const fn new(spawner: reference::Spawner, wakers: Wakers) -> Self {
        Self { spawner, wakers }
    }
}

impl Wakers {
    #[track_caller]
    pub fn assert_dropped(&self) {
        let made = self.made.lock().expect("no panic");
        assert!(made.iter().all(|waker| waker.strong_count() == 0), "a waker of a task is alive");
    }
}

impl Spawn for Spawner {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        // A refused task comes back in the box; nobody here spawns it again.
        let task = Task { task, waker: None, wakers: self.wakers.clone() };
        self.spawner.spawn_obj(FutureObj::new(Box::new(task)))
    }
}

impl Future for Task {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.get_mut();
        let forward = this.waker.get_or_insert_with(|| {
            let forward = Arc::new(Forward { waker: cx.waker().clone() });
            this.wakers.made.lock().expect("no panic").push(Arc::downgrade(&forward));
            forward
        });
        let waker = Waker::from(Arc::clone(forward));
        Pin::new(&mut this.task).poll(&mut Context::from_waker(&waker))
    }
}

impl Wake for Forward {
    fn wake(self: Arc<Self>) {
        self.waker.wake_by_ref();
    }
}
