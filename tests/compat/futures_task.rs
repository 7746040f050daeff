//! The spawning traits of futures-task, both ways.

use std::{cell::Cell, rc::Rc, sync::Arc};

use async_interop::{
    compat::{FromFuturesTask, IntoFuturesTask, IntoFuturesTaskExt as _},
    conformance::{self, reference},
    task::{FutureObj, LocalFutureObj, Spawn, SpawnError, SpawnErrorKind, SpawnLocal},
};
use futures::{
    executor::{LocalPool, LocalSpawner},
    task::{LocalSpawn, LocalSpawnExt as _, SpawnExt as _},
};

/// The reference executor, as one of futures-task, and back.
#[derive(Default)]
struct Executor(Option<reference::Executor>);

impl conformance::Executor for Executor {
    type Spawner = FromFuturesTask<IntoFuturesTask<reference::Spawner>>;

    fn start(&mut self) -> Self::Spawner {
        FromFuturesTask::new(
            self.0.insert(reference::Executor::new()).spawner().into_futures_task(),
        )
    }

    fn turn(&mut self) {
        if let Some(executor) = &self.0 {
            executor.turn();
        }
    }

    fn stop(&mut self) {
        self.0 = None;
    }

    fn shared(&mut self) -> Option<Arc<dyn Spawn + Send + Sync>> {
        let spawner = self.0.as_ref()?.spawner();
        Some(Arc::new(FromFuturesTask::new(spawner.into_futures_task())))
    }
}

conformance::executor!(
    executor,
    Executor::default(),
    capabilities [owned, send, fair = 256, panics, drop_panic, is_finished]
);

/// The pool of futures, through its own traits.
#[derive(Default)]
struct Pool(Option<LocalPool>);

impl conformance::Executor for Pool {
    type Spawner = FromFuturesTask<LocalSpawner>;

    fn start(&mut self) -> Self::Spawner {
        FromFuturesTask::new(self.0.insert(LocalPool::new()).spawner())
    }

    fn turn(&mut self) {
        if let Some(pool) = &mut self.0 {
            pool.run_until_stalled();
        }
    }

    fn stop(&mut self) {
        self.0 = None;
    }

    fn spawn_local(&mut self, task: LocalFutureObj<'static, ()>) -> Option<()> {
        FromFuturesTask::new(self.0.as_ref()?.spawner()).spawn_local_obj(task).ok()
    }
}

conformance::executor!(
    local_pool,
    Pool::default(),
    capabilities [owned, local, fair = 256, is_finished]
);

/// Refuses everything.
struct Refuses(SpawnErrorKind);

impl Spawn for Refuses {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        Err(SpawnError::with_task(self.0, task))
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        Err(self.0)
    }
}

impl SpawnLocal for Refuses {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        Err(SpawnError::with_task(self.0, task))
    }

    fn status_local(&self) -> Result<(), SpawnErrorKind> {
        Err(self.0)
    }
}

#[test]
fn refusals() {
    for kind in [SpawnErrorKind::Full, SpawnErrorKind::Shutdown, SpawnErrorKind::NoExecutor] {
        let theirs = Refuses(kind).into_futures_task();
        assert!(theirs.spawn(async {}).unwrap_err().is_shutdown());
        assert!(theirs.spawn_local(async {}).unwrap_err().is_shutdown());
        assert!(futures::task::Spawn::status(&theirs).is_err());
        assert!(theirs.status_local().is_err());
        let ours = FromFuturesTask::new(theirs);
        let error = ours.spawn_detached(async {}).unwrap_err();
        assert_eq!(error.kind(), SpawnErrorKind::Shutdown);
        assert!(error.into_task().is_none());
        assert_eq!(Spawn::status(&ours), Err(SpawnErrorKind::Shutdown));
        let error = ours.spawn_local_detached(async {}).unwrap_err();
        assert_eq!(error.kind(), SpawnErrorKind::Shutdown);
        assert_eq!(SpawnLocal::status_local(&ours), Err(SpawnErrorKind::Shutdown));
    }
}

#[test]
fn their_code_over_ours_and_ours_over_theirs() {
    let executor = reference::Executor::new();
    let theirs = executor.spawner().into_futures_task();
    assert!(futures::task::Spawn::status(&theirs).is_ok());
    let handle = theirs.spawn_with_handle(async { 7 }).unwrap();
    executor.turn();
    assert_eq!(futures::executor::block_on(handle), 7);

    let mut pool = LocalPool::new();
    let ours = FromFuturesTask::new(pool.spawner());
    assert_eq!((Spawn::status(&ours), ours.status_local()), (Ok(()), Ok(())));
    let handle = Spawn::spawn_detached(&ours, async {}).map(|()| ours.get_ref().clone());
    assert!(handle.is_ok());
    let joined = async_interop::task::SpawnExt::spawn(&ours, async { 8 }).unwrap();
    assert_eq!(pool.run_until(joined).unwrap(), 8);
    let local = Rc::new(Cell::new(0));
    let in_task = Rc::clone(&local);
    ours.spawn_local_detached(async move { in_task.set(9) }).unwrap();
    pool.run();
    assert_eq!(local.get(), 9);
    drop(pool);
    assert_eq!(Spawn::status(&ours), Err(SpawnErrorKind::Shutdown));
}
