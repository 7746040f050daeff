//! Making a task: the executor's side and the handle's.

use core::future::Future;

use futures_task::{FutureObj, LocalFutureObj};

use super::{allocation::Cell, anchor::Running, handle::Handle, header::Reference};

/// Makes a task of `future`, in one allocation.
pub(in crate::task) fn task<F>(future: F) -> (FutureObj<'static, ()>, Handle<F::Output>)
where
    F: Future<Output: Send> + Send + 'static,
{
    let (running, handle) = sides(future, false);
    (FutureObj::new(running), handle)
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
    let (running, handle) = sides(future, true);
    let spawned = {
        let _release = Release(&handle);
        spawn(LocalFutureObj::new(running))
    };
    spawned.map(|()| handle)
}

/// Makes a task, and returns its two sides.
fn sides<F: Future>(future: F, held: bool) -> (Running<F>, Handle<F::Output>) {
    let (running, handle) = Reference::pair(Cell::new(future, held));
    // SAFETY: the reference is to a cell of an `F`, which is new.
    let running = unsafe { Running::new(running) };
    // SAFETY: as above.
    let handle = unsafe { Handle::new(handle) };
    (running, handle)
}

/// Lets a task run when it is dropped: `spawn` has returned, or has panicked.
struct Release<'a, T>(&'a Handle<T>);

impl<T> Drop for Release<'_, T> {
    fn drop(&mut self) {
        self.0.release();
    }
}
