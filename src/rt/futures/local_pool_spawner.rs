//! A spawner of the single-threaded executor of futures.

use futures_executor::LocalSpawner;
use futures_task::{LocalSpawn as _, Spawn as _};

use crate::task::{FutureObj, LocalFutureObj, Spawn, SpawnError, SpawnErrorKind, SpawnLocal};

/// Spawns on a [`LocalPool`](crate::rt::LocalPool), on its thread.
///
/// Returned by [`LocalPool::spawner`](crate::rt::LocalPool::spawner). It does not keep the pool
/// alive, so tasks may hold it. When the pool is gone, spawning drops the task and returns
/// `Shutdown`.
#[derive(Clone, Debug)]
pub struct LocalPoolSpawner {
    spawner: LocalSpawner,
}

impl LocalPoolSpawner {
    pub(super) const fn new(spawner: LocalSpawner) -> Self {
        Self { spawner }
    }
}

impl Spawn for LocalPoolSpawner {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        self.spawner.spawn_obj(task).map_err(|_| SpawnError::new(SpawnErrorKind::Shutdown))
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        self.spawner.status().map_err(|_| SpawnErrorKind::Shutdown)
    }
}

impl SpawnLocal for LocalPoolSpawner {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        self.spawner.spawn_local_obj(task).map_err(|_| SpawnError::new(SpawnErrorKind::Shutdown))
    }

    fn status_local(&self) -> Result<(), SpawnErrorKind> {
        self.spawner.status_local().map_err(|_| SpawnErrorKind::Shutdown)
    }
}

static_assertions::assert_not_impl_any!(LocalPoolSpawner: Send, Sync);
