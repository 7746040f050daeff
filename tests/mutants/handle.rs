//! A join handle that can be given one defect, on the reference executor.
//!
//! Without one it conforms, which a test checks. One lock does for everything, and is free whenever
//! foreign code runs.

use std::{
    future::Future,
    mem,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

use async_interop::{
    conformance::{
        self, Capabilities, Joined, Joins, Subject, TaskHandle, capabilities, harness::Token,
        reference,
    },
    task::{FutureObj, LocalFutureObj, Spawn as _, SpawnError},
};

/// What is wrong with a handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Defect {
    OutputIsDropped,
    KeepsFirstWaker,
    FirstPollWaits,
    DropCancels,
    DetachedOutputLeaks,
    AbortWaits,
    AbortDiscards,
    AbortDropsWhereItIs,
    OutputBeforeDestructor,
    DropPanicGoesOn,
    PanicIsCancellation,
    EndTellsNobody,
    FutureStaysInCell,
    FinishedEarly,
    WakesUnderLock,
    PollsUnderLock,
}

use Defect::*;

/// A handle with `defect`, as the subject of JOIN.
pub(crate) fn subject(defect: Option<Defect>) -> Subject {
    const CAPABILITIES: Capabilities = capabilities![owned, send, is_finished, local];
    let name = defect.map_or("no defect".into(), |defect| format!("{defect:?}"));
    Subject::new(name, "mutant").suite(
        "JOIN",
        conformance::join::checks::<Fixture>(),
        CAPABILITIES,
        move || Fixture { defect, running: None, local: None },
    )
}

struct Fixture {
    defect: Option<Defect>,
    running: Option<reference::Executor>,
    local: Option<futures::executor::LocalPool>,
}

impl Joins for Fixture {
    type Handle = Handle;

    fn start(&mut self) {
        self.running = Some(reference::Executor::new());
        self.local = Some(futures::executor::LocalPool::new());
    }

    fn spawn(
        &mut self,
        future: Pin<Box<dyn Future<Output = Token> + Send>>,
    ) -> Result<Handle, SpawnError> {
        let cell = Cell::new(self.defect);
        let running = self.running.as_ref().expect("the check has started the executor");
        let task = Task { cell: Arc::clone(&cell), future: Some(future) };
        running.spawner().spawn_obj(FutureObj::new(Box::new(task)))?;
        Ok(Handle(cell))
    }

    fn turn(&mut self) {
        if let Some(running) = &self.running {
            running.turn();
        }
        if let Some(local) = &mut self.local {
            local.run_until_stalled();
        }
    }

    fn stop(&mut self) {
        self.running = None;
        self.local = None;
    }

    fn spawn_local(&mut self, future: Pin<Box<dyn Future<Output = Token>>>) -> Option<Handle> {
        use futures::task::LocalSpawn as _;

        let cell = Cell::new(self.defect);
        let local = self.local.as_ref()?;
        let task: LocalFutureObj<'static, ()> = if self.defect == Some(AbortDropsWhereItIs) {
            // The future lies where an abort finds it, on whichever thread that is.
            let slot = Arc::new(Mutex::new(Some(crate::sent::Sent::new(future))));
            cell.lock().reach = Some(Box::new({
                let slot = Arc::clone(&slot);
                move || drop(slot.lock().unwrap().take())
            }));
            let cell = Arc::clone(&cell);
            LocalFutureObj::new(Box::new(async move {
                std::future::poll_fn(move |cx| {
                    cell.lock().task = Some(cx.waker().clone());
                    let mut slot = slot.lock().unwrap();
                    let Some(future) = slot.as_mut() else {
                        drop(slot);
                        cell.finish(Joined::Cancelled);
                        return Poll::Ready(());
                    };
                    future.as_mut().poll(cx).map(|token| cell.finish(Joined::Output(token)))
                })
                .await;
            }))
        } else {
            LocalFutureObj::new(Box::new(Task { cell: Arc::clone(&cell), future: Some(future) }))
        };
        local.spawner().spawn_local_obj(task).ok()?;
        Some(Handle(cell))
    }
}

struct Cell {
    defect: Option<Defect>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    result: Option<Joined>,
    done: bool,
    detached: bool,
    abort: bool,
    polled: bool,
    join: Option<Waker>,
    task: Option<Waker>,
    /// Drops the future of a local task, where an abort can.
    reach: Option<Box<dyn FnOnce() + Send>>,
    /// What the defect keeps.
    kept: Option<Box<dyn Send>>,
}

impl Cell {
    fn new(defect: Option<Defect>) -> Arc<Self> {
        Arc::new(Self { defect, state: Mutex::default() })
    }

    fn has(&self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stores `result` and wakes the handle, or drops it if the handle is gone.
    fn finish(&self, result: Joined) {
        let mut state = self.lock();
        state.done = true;
        let task = state.task.take();
        if state.detached {
            drop(state);
            drop(task);
            if self.has(DetachedOutputLeaks) {
                mem::forget(result);
            } else {
                let _ = catch_unwind(AssertUnwindSafe(|| drop(result)));
            }
            return;
        }
        state.result = Some(result);
        let join = state.join.take();
        if self.has(WakesUnderLock) {
            join.into_iter().for_each(Waker::wake);
            return;
        }
        drop(state);
        drop(task);
        join.into_iter().for_each(Waker::wake);
    }
}

/// What the executor polls.
struct Task<F: ?Sized> {
    cell: Arc<Cell>,
    future: Option<Pin<Box<F>>>,
}

impl<F: Future<Output = Token> + ?Sized> Future for Task<F> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = &mut *self;
        let cell = Arc::clone(&this.cell);
        let mut state = cell.lock();
        state.task = Some(cx.waker().clone());
        if state.abort {
            drop(state);
            drop(this.future.take());
            cell.finish(Joined::Cancelled);
            return Poll::Ready(());
        }
        let held = if cell.has(PollsUnderLock) {
            Some(state)
        } else {
            drop(state);
            None
        };
        let Some(future) = &mut this.future else { return Poll::Ready(()) };
        let polled = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx)));
        drop(held);
        let result = match polled {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(token)) if cell.has(OutputIsDropped) => {
                Joined::Output(Token::uncounted(token.number()))
            }
            Ok(Poll::Ready(token)) => Joined::Output(token),
            Err(_) if cell.has(PanicIsCancellation) => Joined::Cancelled,
            Err(panic) => Joined::Panicked(panic.downcast::<String>().ok().map(|text| *text)),
        };
        if cell.has(OutputBeforeDestructor) {
            cell.finish(result);
            drop(this.future.take());
        } else {
            drop(this.future.take());
            cell.finish(result);
        }
        Poll::Ready(())
    }
}

impl<F: ?Sized> Drop for Task<F> {
    fn drop(&mut self) {
        let Some(future) = self.future.take() else { return };
        if self.cell.has(FutureStaysInCell) {
            // As if the future were part of the cell, and freed with its last reference.
            mem::forget(future);
        } else {
            drop(future);
        }
        if !self.cell.has(EndTellsNobody) {
            self.cell.finish(Joined::Cancelled);
        }
    }
}

/// The handle.
pub(crate) struct Handle(Arc<Cell>);

impl TaskHandle for Handle {
    fn poll_join(&mut self, cx: &mut Context<'_>) -> Poll<Joined> {
        let mut state = self.0.lock();
        let first = !mem::replace(&mut state.polled, true);
        if let Some(result) = state.result.take_if(|_| !(first && self.0.has(FirstPollWaits))) {
            return Poll::Ready(result);
        }
        assert!(!state.done || self.0.has(FirstPollWaits), "polled after it was ready");
        let fresh = Some(cx.waker().clone());
        let stale = if self.0.has(KeepsFirstWaker) && state.join.is_some() {
            fresh
        } else {
            mem::replace(&mut state.join, fresh)
        };
        drop(state);
        drop(stale);
        Poll::Pending
    }

    fn abort(&self) {
        abort(&self.0);
    }

    fn is_finished(&self) -> bool {
        is_finished(&self.0)
    }

    fn aborter(&self) -> Box<dyn Fn() + Send> {
        let cell = Arc::clone(&self.0);
        Box::new(move || abort(&cell))
    }

    fn observer(&self) -> Box<dyn Fn() -> bool + Send> {
        let cell = Arc::clone(&self.0);
        Box::new(move || is_finished(&cell))
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        if self.0.has(DropCancels) {
            abort(&self.0);
        }
        let mut state = self.0.lock();
        state.detached = true;
        let (result, join) = (state.result.take(), state.join.take());
        drop(state);
        drop(join);
        if self.0.has(DropPanicGoesOn) {
            drop(result);
        } else {
            let _ = catch_unwind(AssertUnwindSafe(|| drop(result)));
        }
    }
}

fn abort(cell: &Cell) {
    let mut state = cell.lock();
    state.abort = true;
    if state.done && cell.has(AbortDiscards) {
        state.kept = state.result.replace(Joined::Cancelled).map(|kept| Box::new(kept) as _);
    }
    let (reach, task) = (state.reach.take(), state.task.clone());
    drop(state);
    if let Some(reach) = reach {
        reach();
    }
    if !cell.has(AbortWaits) {
        task.into_iter().for_each(Waker::wake);
    }
}

fn is_finished(cell: &Cell) -> bool {
    cell.lock().done || cell.has(FinishedEarly)
}
