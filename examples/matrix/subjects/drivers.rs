//! What runs futures on the current thread: the runtimes of `rt`, and what is driven as a part of
//! another task.

use std::{cell::RefCell, future::Future, pin::Pin, rc::Rc};

use async_interop::{
    conformance::{Capabilities, Driver, Subject, capabilities, reference},
    rt,
    task::{BlockOn, LocalFutureObj, SpawnError, SpawnErrorKind, SpawnLocal},
};
use tokio::{
    runtime::{Builder, Handle, Runtime},
    task::LocalSet,
};

use super::executors::{LocalPool, TokioLocal};
use crate::versions;

/// Runtimes of which no file of executors knows.
pub(super) fn subjects() -> Vec<Subject> {
    let subject = |name, package| Subject::new(name, versions::of(package));
    vec![
        subject("ours/local-executor", "async-interop").local_driver(ALL, || Reference),
        subject("tokio/local-set", "tokio").local_driver(NESTABLE, || Tasks),
        subject("smol/local-executor", "async-executor").local_driver(NESTABLE, || Local),
        subject("futures/stalling-pool", "futures-executor").local_driver(STALLING, || Stalling),
    ]
}

/// What a runtime has whose tasks run while it blocks.
pub(super) const LOCAL: Capabilities = capabilities![drives, undriven];
const NESTABLE: Capabilities = capabilities![drives, nestable];
const STALLING: Capabilities = capabilities![drives, stalled];
const ALL: Capabilities = capabilities![drives, nestable, stalled, undriven];

type LocalTask = LocalFutureObj<'static, ()>;
type Root = Pin<Box<dyn Future<Output = ()>>>;

/// The reference executor of local tasks.
struct Reference;

impl Driver for Reference {
    type Runtime = reference::LocalExecutor;

    fn start(&mut self) -> reference::LocalExecutor {
        reference::LocalExecutor::new()
    }

    fn spawn(&mut self, runtime: &reference::LocalExecutor, task: LocalTask) -> Option<()> {
        runtime.spawn_local_obj(task).ok()
    }

    fn run_until(&mut self, runtime: &Rc<reference::LocalExecutor>, root: Root) -> Option<Root> {
        Some(Box::pin(runtime.run_until(root)))
    }

    fn run_until_stalled(&mut self, runtime: &reference::LocalExecutor) -> Option<()> {
        runtime.run_until_stalled();
        Some(())
    }

    fn undriven(&mut self) -> Option<Box<dyn SpawnLocal>> {
        Some(Box::new(self.start().spawner()))
    }
}

impl Driver for TokioLocal {
    type Runtime = rt::TokioLocal;

    fn start(&mut self) -> rt::TokioLocal {
        rt::TokioLocal::new(current_thread())
    }

    fn spawn(&mut self, runtime: &rt::TokioLocal, task: LocalTask) -> Option<()> {
        runtime.spawn_local_obj(task).ok()
    }

    fn undriven(&mut self) -> Option<Box<dyn SpawnLocal>> {
        Some(Box::new(Driver::start(self).spawner()))
    }

    fn is_inside() -> Option<bool> {
        Some(Handle::try_current().is_ok())
    }
}

/// tokio's `LocalSet`, which our `rt::TokioLocal` drives as a whole.
struct Tasks;

struct LocalTasks {
    tasks: LocalSet,
    runtime: Runtime,
}

impl Driver for Tasks {
    type Runtime = LocalTasks;

    fn start(&mut self) -> LocalTasks {
        LocalTasks { tasks: LocalSet::new(), runtime: current_thread() }
    }

    fn spawn(&mut self, runtime: &LocalTasks, task: LocalTask) -> Option<()> {
        runtime.spawn_local_obj(task).ok()
    }

    fn run_until(&mut self, runtime: &Rc<LocalTasks>, root: Root) -> Option<Root> {
        let runtime = Rc::clone(runtime);
        Some(Box::pin(async move { runtime.tasks.run_until(root).await }))
    }
}

impl BlockOn for LocalTasks {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.tasks.block_on(&self.runtime, future)
    }
}

impl SpawnLocal for LocalTasks {
    fn spawn_local_obj(&self, task: LocalTask) -> Result<(), SpawnError<LocalTask>> {
        self.tasks.spawn_local(task);
        Ok(())
    }
}

/// smol's executor of local tasks, on smol's way to block.
struct Local;

struct SmolLocal(smol::LocalExecutor<'static>);

impl Driver for Local {
    type Runtime = SmolLocal;

    fn start(&mut self) -> SmolLocal {
        SmolLocal(smol::LocalExecutor::new())
    }

    fn spawn(&mut self, runtime: &SmolLocal, task: LocalTask) -> Option<()> {
        runtime.spawn_local_obj(task).ok()
    }

    fn run_until(&mut self, runtime: &Rc<SmolLocal>, root: Root) -> Option<Root> {
        let runtime = Rc::clone(runtime);
        Some(Box::pin(async move { runtime.0.run(root).await }))
    }
}

impl BlockOn for SmolLocal {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        smol::block_on(self.0.run(future))
    }
}

impl SpawnLocal for SmolLocal {
    fn spawn_local_obj(&self, task: LocalTask) -> Result<(), SpawnError<LocalTask>> {
        self.0.spawn(task).detach();
        Ok(())
    }
}

impl Driver for LocalPool {
    type Runtime = rt::LocalPool;

    fn start(&mut self) -> rt::LocalPool {
        rt::LocalPool::new(futures::executor::LocalPool::new())
    }

    fn spawn(&mut self, runtime: &rt::LocalPool, task: LocalTask) -> Option<()> {
        runtime.spawn_local_obj(task).ok()
    }

    fn undriven(&mut self) -> Option<Box<dyn SpawnLocal>> {
        Some(Box::new(Driver::start(self).spawner()))
    }
}

/// futures' pool on one thread with what our `rt::LocalPool` does not show.
struct Stalling;

struct StallingPool {
    pool: RefCell<futures::executor::LocalPool>,
    spawner: futures::executor::LocalSpawner,
}

impl Driver for Stalling {
    type Runtime = StallingPool;

    fn start(&mut self) -> StallingPool {
        let pool = futures::executor::LocalPool::new();
        StallingPool { spawner: pool.spawner(), pool: RefCell::new(pool) }
    }

    fn spawn(&mut self, runtime: &StallingPool, task: LocalTask) -> Option<()> {
        runtime.spawn_local_obj(task).ok()
    }

    fn run_until_stalled(&mut self, runtime: &StallingPool) -> Option<()> {
        runtime.pool.borrow_mut().run_until_stalled();
        Some(())
    }
}

impl BlockOn for StallingPool {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.pool.borrow_mut().run_until(future)
    }
}

impl SpawnLocal for StallingPool {
    fn spawn_local_obj(&self, task: LocalTask) -> Result<(), SpawnError<LocalTask>> {
        use futures::task::LocalSpawn as _;

        let spawned = self.spawner.spawn_local_obj(task);
        spawned.map_err(|_| SpawnError::new(SpawnErrorKind::Shutdown))
    }
}

fn current_thread() -> Runtime {
    Builder::new_current_thread().build().expect("tokio starts")
}
