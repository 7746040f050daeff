//! An embassy executor, from within.

use core::fmt;

use embassy_executor::Spawner;

use super::{EmbassyLocalPool, EmbassySleep, EmbassyTimer};
use crate::{
    task::{FutureObj, LocalFutureObj, Spawn, SpawnError, SpawnErrorKind, SpawnLocal},
    time::{Instant, Timer},
};

/// An executor of embassy and a pool of tasks that need not be `Send`, for use inside its tasks.
///
/// # Examples
///
/// ```
/// use std::rc::Rc;
///
/// use async_interop::{
///     rt::{EmbassyLocal, EmbassyLocalPool},
///     task::SpawnLocal as _,
/// };
/// use embassy_executor::Executor;
///
/// static POOL: EmbassyLocalPool<16> = EmbassyLocalPool::new();
///
/// let executor = Box::leak(Box::new(Executor::new()));
/// # let (done, ran) = std::sync::mpsc::channel();
/// executor.run_until(
///     |spawner| {
///         let runtime = EmbassyLocal::new(spawner, &POOL);
///         let number = Rc::new(42);
///         runtime.spawn_local_detached(async move { done.send(*number).unwrap() }).unwrap();
///     },
///     || true,
/// );
/// assert_eq!(ran.recv(), Ok(42));
/// ```
#[derive(Clone, Copy)]
pub struct EmbassyLocal<const N: usize> {
    spawner: Spawner,
    pool: &'static EmbassyLocalPool<N>,
}

impl<const N: usize> EmbassyLocal<N> {
    /// Spawns on the executor of `spawner`, as long as `pool` has room.
    pub const fn new(spawner: Spawner, pool: &'static EmbassyLocalPool<N>) -> Self {
        Self { spawner, pool }
    }
}

impl<const N: usize> SpawnLocal for EmbassyLocal<N> {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        match self.pool.claim(task) {
            Ok(token) => self.spawner.spawn(token),
            Err(task) => return Err(SpawnError::with_task(SpawnErrorKind::Full, task)),
        }
        Ok(())
    }
}

/// A full pool drops the task: one that stays with its executor is not `Send` any more.
impl<const N: usize> Spawn for EmbassyLocal<N> {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        self.spawn_local_obj(task.into()).map_err(SpawnError::without_task)
    }
}

impl<const N: usize> Timer for EmbassyLocal<N> {
    type Sleep = EmbassySleep;

    fn now(&self) -> Instant {
        EmbassyTimer::new().now()
    }

    fn sleep_until(&self, deadline: Instant) -> EmbassySleep {
        EmbassySleep::new(deadline)
    }
}

impl<const N: usize> fmt::Debug for EmbassyLocal<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmbassyLocal").field("pool", &self.pool).finish_non_exhaustive()
    }
}

static_assertions::assert_not_impl_any!(EmbassyLocal<1>: Send, Sync);
