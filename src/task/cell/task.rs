//! Making a task: the executor's reference and the handle's.

use alloc::sync::Arc;
use core::future::Future;

use futures_task::{FutureObj, LocalFutureObj};

use super::{
    anchor::{Cell, Running},
    handle::Handle,
};

/// Makes a task of `future`, in one allocation.
pub(in crate::task) fn task<F>(future: F) -> (FutureObj<'static, ()>, Handle<F::Output>)
where
    F: Future<Output: Send> + Send + 'static,
{
    let cell = Cell::new(future, false);
    let handle = Handle::new(Arc::clone(&cell));
    (FutureObj::new(Running(cell)), handle)
}

/// Makes a task of `future`, in one allocation, and has it spawned by `spawn`.
///
/// The future is not polled before `spawn` returns, whatever the executor does.
pub(in crate::task) fn spawn_local_by<F, E>(
    spawn: impl FnOnce(LocalFutureObj<'static, ()>) -> Result<(), E>,
    future: F,
) -> Result<Handle<F::Output>, E>
where
    F: Future + 'static,
{
    let cell = Cell::new(future, true);
    let handle = Handle::new(Arc::clone(&cell));
    let spawned = {
        let _release = Release(&handle);
        spawn(LocalFutureObj::new(Running(cell)))
    };
    spawned.map(|()| handle)
}

/// Lets a task run when it is dropped: `spawn` has returned, or has panicked.
struct Release<'a, T>(&'a Handle<T>);

impl<T> Drop for Release<'_, T> {
    fn drop(&mut self) {
        self.0.release();
    }
}
