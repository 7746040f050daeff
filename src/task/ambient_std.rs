//! What a task takes over from the one that spawns it: the scope and inherited task-locals.
//!
//! Both are what a thread-local says at the moment, so they are put there before each poll of a
//! future and taken out after it, and the same for its destructor.

use alloc::{boxed::Box, sync::Arc, vec::Vec};
use core::{
    cell::{Cell, RefCell},
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use crate::task::Spawn;

pub(super) type Executor = Arc<dyn Spawn + Send + Sync>;

std::thread_local! {
    /// The executor of the innermost scope.
    static EXECUTOR: Cell<Option<Executor>> = const { Cell::new(None) };
    /// The inherited task-locals that are set, each once.
    static INHERITED: RefCell<Vec<&'static dyn Inheritable>> = const { RefCell::new(Vec::new()) };
    /// How many values the two above hold. It needs no destructor, so a look at it is for free.
    static HELD: Cell<usize> = const { Cell::new(0) };
}

/// A task-local that new tasks take over.
pub(super) trait Inheritable: Sync {
    /// Returns a copy of the value for a new task.
    fn copy(&'static self) -> Option<Box<dyn Carried + Send>>;
}

/// The value of a task-local, in a task that took it over.
pub(super) trait Carried {
    /// Sets the task-local. Returns whether it could.
    fn swap_in(&mut self) -> bool;

    /// Undoes `swap_in`.
    fn swap_out(&mut self);
}

/// Returns the executor of the scope, if there is one.
pub(super) fn executor() -> Option<Executor> {
    // The thread-local is gone only in the destructors of others, where no scope is left.
    let current = EXECUTOR.try_with(|slot| {
        let executor = slot.take();
        slot.set(executor.clone());
        executor
    });
    current.ok().flatten()
}

/// Makes a task of `future`, which takes over what is set now.
///
/// Nearly always that is nothing. Then the task is made of the future as it is, and so is neither
/// larger nor slower for what others take over.
#[inline]
pub(super) fn inherit<F, R>(
    future: F,
    bare: impl FnOnce(F) -> R,
    inheriting: impl FnOnce(Inherit<F>) -> R,
) -> R {
    match Ambient::current() {
        None => bare(future),
        Some(ambient) => inheriting(Inherit::new(ambient, future)),
    }
}

/// From now on, new tasks of this thread take over `local`.
pub(super) fn register(local: &'static dyn Inheritable) {
    let _ = INHERITED.try_with(|locals| {
        locals.borrow_mut().push(local);
        HELD.set(HELD.get() + 1);
    });
}

/// Undoes the latest `register`.
pub(super) fn unregister() {
    let _ = INHERITED.try_with(|locals| {
        locals.borrow_mut().pop();
        HELD.set(HELD.get() - 1);
    });
}

/// What is set while a future is polled or dropped. While it is, this holds what was set outside.
pub(super) struct Ambient {
    executor: Option<Executor>,
    locals: Box<[Box<dyn Carried + Send>]>,
}

impl Ambient {
    pub(super) fn scope(executor: Executor) -> Self {
        Self { executor: Some(executor), locals: Box::default() }
    }

    /// Returns what a new task takes over, unless that is nothing.
    #[inline]
    fn current() -> Option<Self> {
        if HELD.get() == 0 { None } else { Self::of_held() }
    }

    #[cold]
    fn of_held() -> Option<Self> {
        let executor = executor();
        // Copied, since cloning a value is foreign code, which may set and spawn in turn.
        let locals = INHERITED.try_with(|locals| locals.borrow().clone()).unwrap_or_default();
        let locals: Box<[_]> = locals.into_iter().filter_map(Inheritable::copy).collect();
        let is_empty = executor.is_none() && locals.is_empty();
        if is_empty { None } else { Some(Self { executor, locals }) }
    }
}

/// Undoes its making when it is dropped, also by a panic.
struct Entered<'a> {
    ambient: &'a mut Ambient,
    /// How many of the task-locals are set.
    set: usize,
}

impl<'a> Entered<'a> {
    fn new(ambient: &'a mut Ambient) -> Self {
        swap_executor(&mut ambient.executor);
        let mut this = Self { ambient, set: 0 };
        for local in &mut this.ambient.locals {
            if !local.swap_in() {
                break;
            }
            this.set += 1;
        }
        this
    }

    fn is_complete(&self) -> bool {
        self.set == self.ambient.locals.len()
    }
}

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        for local in self.ambient.locals[..self.set].iter_mut().rev() {
            local.swap_out();
        }
        swap_executor(&mut self.ambient.executor);
    }
}

fn swap_executor(executor: &mut Option<Executor>) {
    let _ = EXECUTOR.try_with(|slot| {
        let entering = usize::from(executor.is_some());
        *executor = slot.replace(executor.take());
        HELD.set(HELD.get() + entering - usize::from(executor.is_some()));
    });
}

pin_project! {
    /// A future that is polled and dropped with what it has taken over.
    pub(super) struct Inherit<F> {
        ambient: Ambient,
        // `None` once it is dropped.
        #[pin]
        future: Option<F>,
    }

    impl<F> PinnedDrop for Inherit<F> {
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            // Better without one of the values than not at all.
            let _entered = Entered::new(this.ambient);
            this.future.set(None);
        }
    }
}

impl<F> Inherit<F> {
    pub(super) const fn new(ambient: Ambient, future: F) -> Self {
        Self { ambient, future: Some(future) }
    }
}

impl<F: Future> Future for Inherit<F> {
    type Output = F::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let future = this.future.as_pin_mut().expect("a future is there until it is dropped");
        let entered = Entered::new(this.ambient);
        assert!(entered.is_complete(), "{CANNOT_SET}");
        future.poll(cx)
    }
}

/// Why a task-local cannot be set.
pub(super) const CANNOT_SET: &str = "a task-local is set for a future while `with` borrows its \
                                     value on the same thread: leave `with` before polling";
