//! A value that belongs to a task.

use alloc::boxed::Box;
use core::{cell::RefCell, fmt, future::Future, mem};
use std::thread::LocalKey;

use super::{AccessError, TaskLocalScope};
use crate::task::ambient::{self, Carried, Inheritable};

/// A value that is set for a future, on whichever thread it is polled.
///
/// Declared by [`task_local!`](crate::task::task_local).
///
/// It is set while the future is polled and while it is dropped. When the poll returns or panics,
/// what was set before is back. The value itself is dropped with the scope, after the future.
pub struct TaskLocal<T: 'static> {
    /// The value, on a thread that polls or drops a future for which it is set.
    slot: &'static LocalKey<RefCell<Option<T>>>,
    /// How a new task gets its copy, if the task-local is inherited.
    copy: Option<Copy<T>>,
}

type Copy<T> = fn(&'static TaskLocal<T>) -> Option<Box<dyn Carried + Send>>;

impl<T: 'static> TaskLocal<T> {
    #[doc(hidden)]
    pub const fn __new(slot: &'static LocalKey<RefCell<Option<T>>>) -> Self {
        Self { slot, copy: None }
    }

    #[doc(hidden)]
    pub const fn __inherited(slot: &'static LocalKey<RefCell<Option<T>>>) -> Self
    where
        T: Clone + Send,
    {
        Self { slot, copy: Some(copy::<T>) }
    }

    /// Sets the task-local to `value` for `future`.
    ///
    /// The inner one of two nested scopes holds. A task that `future` spawns has the value only if
    /// the task-local is declared `inherited`, and then a clone.
    ///
    /// # Panics
    ///
    /// Polling the returned future panics within [`with`](Self::with) of the same task-local.
    ///
    /// # Cancel safety
    ///
    /// That of `future`.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(all(feature = "rt-smol", feature = "rt-futures"))]
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use async_interop::{
    ///     rt::{LocalPool, Smol},
    ///     task::{self, BlockOn, Spawn, SpawnExt as _},
    /// };
    ///
    /// task::task_local! {
    ///     inherited static DEPTH: u32;
    /// }
    ///
    /// fn test<R: BlockOn + Spawn>(runtime: &R) -> Result<(), Box<dyn std::error::Error>> {
    ///     runtime.block_on(DEPTH.scope(1, async {
    ///         let child = runtime.spawn(DEPTH.scope(DEPTH.with(|depth| depth + 1), async {
    ///             DEPTH.with(|depth| *depth)
    ///         }))?;
    ///         let copy = runtime.spawn(async { DEPTH.with(|depth| *depth) })?;
    ///         assert_eq!((copy.await?, child.await?), (1, 2));
    ///         Ok(())
    ///     }))
    /// }
    /// test(&Smol::new())?;
    /// test(&LocalPool::new(futures::executor::LocalPool::new()))?;
    /// # Ok(())
    /// # }
    /// # #[cfg(not(all(feature = "rt-smol", feature = "rt-futures")))]
    /// # fn main() {}
    /// ```
    pub const fn scope<F: Future>(&'static self, value: T, future: F) -> TaskLocalScope<T, F> {
        TaskLocalScope::new(self, value, future)
    }

    /// Calls `look` with the value.
    ///
    /// # Panics
    ///
    /// Panics if the task-local is not set here, with the text of [`AccessError`].
    #[track_caller]
    pub fn with<R>(&'static self, look: impl FnOnce(&T) -> R) -> R {
        match self.try_with(look) {
            Ok(result) => result,
            Err(error) => panic!("{error}"),
        }
    }

    /// Calls `look` with the value, if it is set.
    ///
    /// # Errors
    ///
    /// Returns an error if the task-local is not set here. `look` is dropped then.
    pub fn try_with<R>(&'static self, look: impl FnOnce(&T) -> R) -> Result<R, AccessError> {
        let looked = self.slot.try_with(|slot| slot.borrow().as_ref().map(look));
        looked.ok().flatten().ok_or(AccessError::new())
    }

    /// Swaps the value with what is set. Returns whether it could: not while it is borrowed.
    fn swap(&self, value: &mut Option<T>) -> bool {
        let swapped = self.slot.try_with(|slot| match slot.try_borrow_mut() {
            Ok(mut current) => {
                mem::swap(&mut *current, value);
                true
            }
            Err(_borrowed) => false,
        });
        // The slot is gone only in the destructors of other thread-locals.
        swapped.unwrap_or(false)
    }

    /// Sets the task-local to `value`, which holds what was set before until `swap_out`.
    pub(super) fn swap_in(&'static self, value: &mut Option<T>) -> bool {
        let swapped = self.swap(value);
        if swapped && self.copy.is_some() && value.is_none() {
            ambient::register(self);
        }
        swapped
    }

    /// Undoes `swap_in`.
    pub(super) fn swap_out(&'static self, value: &mut Option<T>) {
        if self.copy.is_some() && value.is_none() {
            ambient::unregister();
        }
        // Whoever borrowed it since then has come back, if by a panic.
        let swapped = self.swap(value);
        debug_assert!(swapped, "borrowed beyond the poll");
    }
}

impl<T: 'static> Inheritable for TaskLocal<T> {
    fn copy(&'static self) -> Option<Box<dyn Carried + Send>> {
        self.copy.and_then(|copy| copy(self))
    }
}

impl<T: 'static> fmt::Debug for TaskLocal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskLocal").field("inherited", &self.copy.is_some()).finish_non_exhaustive()
    }
}

fn copy<T: Clone + Send>(local: &'static TaskLocal<T>) -> Option<Box<dyn Carried + Send>> {
    let value = local.try_with(T::clone).ok()?;
    Some(Box::new(Copied { local, value: Some(value) }))
}

/// The value of a task that has inherited it.
struct Copied<T: 'static> {
    local: &'static TaskLocal<T>,
    value: Option<T>,
}

impl<T> Carried for Copied<T> {
    fn swap_in(&mut self) -> bool {
        self.local.swap_in(&mut self.value)
    }

    fn swap_out(&mut self) {
        self.local.swap_out(&mut self.value);
    }
}

static_assertions::assert_impl_all!(TaskLocal<core::cell::Cell<u8>>: Send, Sync, Unpin);
static_assertions::assert_impl_all!(TaskLocal<*const u8>: Send, Sync, Unpin);
