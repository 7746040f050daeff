//! A task and its children group.

use alloc::sync::Arc;
use core::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, Waker},
};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::task::FutureObj;

/// A task between who spawned it, its children group, and the child that runs it.
///
/// bastion launches a child before it knows whether anybody will supervise it, and lets it go on if
/// nobody does: refused, or accepted by a supervisor that ends before it looks. So the child waits
/// for [`admit`](Self::admit), and ends with its [`Group`].
pub(super) struct Member(Mutex<State>);

/// What bastion drops with the children group.
pub(super) struct Group(Arc<Member>);

struct State {
    stage: Stage,
    task: Option<FutureObj<'static, ()>>,
    child: Option<Waker>,
}

#[derive(Clone, Copy)]
enum Stage {
    /// The task is not to be polled yet, and may be given back.
    Deploying,
    /// The child takes the task.
    Admitted,
    /// The group is gone.
    Ended,
}

impl Member {
    pub(super) fn new(task: FutureObj<'static, ()>) -> Arc<Self> {
        Arc::new(Self(Mutex::new(State { stage: Stage::Deploying, task: Some(task), child: None })))
    }

    /// Lets the child begin, unless the group is gone already.
    pub(super) fn admit(&self) {
        let mut state = self.lock();
        if let Stage::Deploying = state.stage {
            Self::enter(state, Stage::Admitted);
        } else {
            let task = state.task.take();
            drop(state);
            drop(task);
        }
    }

    /// Returns the task if no child has it.
    pub(super) fn take(&self) -> Option<FutureObj<'static, ()>> {
        self.lock().task.take()
    }

    /// What the child does: runs the task to its end, or to that of the group.
    ///
    /// After a panic bastion makes the child anew, which finds no task and is done.
    pub(super) async fn run(&self) {
        let mut running = None;
        poll_fn(|cx| match self.stage(cx) {
            Stage::Deploying => Poll::Pending,
            Stage::Admitted => {
                if running.is_none() {
                    running = self.take();
                }
                running.as_mut().map_or(Poll::Ready(()), |task| Pin::new(task).poll(cx))
            }
            Stage::Ended => Poll::Ready(()),
        })
        .await;
        // bastion keeps the group until the system ends, and would keep this child with it.
        let waker = self.lock().child.take();
        drop(waker);
    }

    /// Returns the stage, of whose end the child of `cx` is told.
    fn stage(&self, cx: &Context<'_>) -> Stage {
        let waker = cx.waker().clone();
        let mut state = self.lock();
        let older = state.child.replace(waker);
        let stage = state.stage;
        drop(state);
        drop(older);
        stage
    }

    /// Changes the stage, and tells the child after the lock is released.
    fn enter(mut state: MutexGuard<'_, State>, stage: Stage) {
        state.stage = stage;
        let child = state.child.take();
        drop(state);
        if let Some(child) = child {
            child.wake();
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Group {
    pub(super) fn new(member: &Arc<Member>) -> Self {
        Self(Arc::clone(member))
    }

    pub(super) fn member(&self) -> Arc<Member> {
        Arc::clone(&self.0)
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        Member::enter(self.0.lock(), Stage::Ended);
    }
}
