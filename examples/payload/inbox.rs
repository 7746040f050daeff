//! Tasks for an executor that stays on its thread.

use std::{
    future::{Future, poll_fn},
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Poll, Waker},
};

use async_interop::{
    future::select,
    task::{FutureObj, Spawn, SpawnError, SpawnErrorKind, SpawnLocal},
};

use crate::failure::Failure;

/// An executor that any thread may give tasks to; a future on the executor's own thread hands them
/// on.
///
/// quinn wants a runtime that is `Send` and `Sync`. Most executors of one thread have a handle that
/// is, or can be named by a value without data. For the others there is this.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inbox(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    tasks: Vec<FutureObj<'static, ()>>,
    waker: Option<Waker>,
    closed: bool,
}

impl Inbox {
    /// Hands tasks on to `executor` until `work` is done.
    pub(crate) async fn while_it_runs<T>(
        &self,
        work: impl Future<Output = Result<T, Failure>>,
        executor: impl SpawnLocal,
    ) -> Result<T, Failure> {
        select! {
            done = work => done,
            kind = self.empty_into(executor) => Err(kind.to_string().into()),
        }
    }

    /// Hands tasks on to `executor`, until that takes no more. It never ends otherwise.
    async fn empty_into(&self, executor: impl SpawnLocal) -> SpawnErrorKind {
        loop {
            let tasks = poll_fn(|cx| {
                let mut waker = Some(cx.waker().clone());
                let mut state = self.lock();
                let tasks = mem::take(&mut state.tasks);
                // What was there before is dropped after the lock.
                mem::swap(&mut state.waker, &mut waker);
                drop(state);
                if tasks.is_empty() { Poll::Pending } else { Poll::Ready(tasks) }
            })
            .await;
            for task in tasks {
                if let Err(error) = executor.spawn_local_obj(task.into()) {
                    self.lock().closed = true;
                    return error.kind();
                }
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Spawn for Inbox {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        let mut state = self.lock();
        if state.closed {
            drop(state);
            return Err(SpawnError::with_task(SpawnErrorKind::Shutdown, task));
        }
        state.tasks.push(task);
        let waker = state.waker.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
        Ok(())
    }
}
