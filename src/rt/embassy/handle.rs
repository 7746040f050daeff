//! An embassy executor, from anywhere.

use core::fmt;

use embassy_executor::SendSpawner;

use super::{EmbassyPool, EmbassySleep, EmbassyTimer};
use crate::{
    task::{FutureObj, Spawn, SpawnError, SpawnErrorKind},
    time::{Instant, Timer},
};

/// An executor of embassy and a pool of tasks, for use from anywhere.
///
/// # Examples
///
/// Your program has the static; on a microcontroller, embassy's `main` has the spawner.
///
/// ```
/// use async_interop::{
///     rt::{Embassy, EmbassyPool},
///     task::Spawn as _,
/// };
/// use embassy_executor::Executor;
///
/// static POOL: EmbassyPool<16> = EmbassyPool::new();
///
/// let executor = Box::leak(Box::new(Executor::new()));
/// # let (done, ran) = std::sync::mpsc::channel();
/// executor.run_until(
///     |spawner| {
///         let runtime = Embassy::new(spawner.make_send(), &POOL);
///         runtime.spawn_detached(async move { done.send(42).unwrap() }).unwrap();
///     },
///     || true,
/// );
/// assert_eq!(ran.recv(), Ok(42));
/// ```
#[derive(Clone, Copy)]
pub struct Embassy<const N: usize> {
    spawner: SendSpawner,
    pool: &'static EmbassyPool<N>,
}

impl<const N: usize> Embassy<N> {
    /// Spawns on the executor of `spawner`, as long as `pool` has room.
    ///
    /// Executors may share a pool.
    pub const fn new(spawner: SendSpawner, pool: &'static EmbassyPool<N>) -> Self {
        Self { spawner, pool }
    }
}

impl<const N: usize> Spawn for Embassy<N> {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        match self.pool.claim(task) {
            Ok(token) => self.spawner.spawn(token),
            Err(task) => return Err(SpawnError::with_task(SpawnErrorKind::Full, task)),
        }
        Ok(())
    }
}

impl<const N: usize> Timer for Embassy<N> {
    type Sleep = EmbassySleep;

    fn now(&self) -> Instant {
        EmbassyTimer::new().now()
    }

    fn sleep_until(&self, deadline: Instant) -> EmbassySleep {
        EmbassySleep::new(deadline)
    }
}

impl<const N: usize> fmt::Debug for Embassy<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Embassy").field("pool", &self.pool).finish_non_exhaustive()
    }
}

static_assertions::assert_impl_all!(Embassy<1>: Send, Sync);
