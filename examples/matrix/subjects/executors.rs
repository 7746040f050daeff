//! Executors, as the runtimes of `rt`.

use std::sync::Arc;

use async_interop::{
    conformance::{self, Capabilities, Subject, capabilities, reference},
    future::yield_now,
    rt,
    task::{BlockOn as _, LocalFutureObj, Spawn, SpawnLocal},
};
use tokio::runtime::{Builder, Runtime};

use super::drivers::LOCAL;
use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let subject = |name, package| Subject::new(name, versions::of(package));
    vec![
        subject("ours/executor", "async-interop")
            .executor(REFERENCE, Reference::default)
            .global(GLOBAL, Reference::default),
        subject("tokio/multi-thread", "tokio")
            .executor(TOKIO, Tokio::default)
            .global(GLOBAL, Tokio::default)
            .driver(Capabilities::NONE, || Tokio::make),
        subject("tokio/current-thread", "tokio")
            .executor(TOKIO_LOCAL, TokioLocal::default)
            .local_driver(LOCAL, TokioLocal::default),
        subject("smol/executor", "async-executor")
            .executor(SMOL, || Smol)
            .global(Capabilities::NONE, || Smol)
            .driver(Capabilities::NONE, || rt::Smol::new),
        subject("futures/thread-pool", "futures-executor")
            .executor(THREAD_POOL, ThreadPool::default)
            .global(Capabilities::NONE, ThreadPool::default)
            .driver(Capabilities::NONE, || ThreadPool::make),
        subject("futures/local-pool", "futures-executor")
            .executor(LOCAL_POOL, LocalPool::default)
            .local_driver(LOCAL, LocalPool::default),
    ]
}

/// Polls of a busy task within which all others are to have their turn. Most document no bound;
/// this one is several times what an executor with queues needs.
pub(super) const FAIR: usize = 256;
/// How many threads an executor gets where it has any.
const THREADS: usize = 2;

const REFERENCE: Capabilities =
    capabilities![owned, send, fair = FAIR, panics, drop_panic, is_finished, memory];
const TOKIO: Capabilities =
    capabilities![owned, send, mt, fair = FAIR, panics, drop_panic, is_finished, memory];
const TOKIO_LOCAL: Capabilities =
    capabilities![owned, send, local, fair = FAIR, panics, drop_panic, is_finished, memory];
const SMOL: Capabilities = capabilities![send, fair = FAIR, panics, is_finished, memory];
const THREAD_POOL: Capabilities = capabilities![send, mt, fair = FAIR, is_finished, memory];
const LOCAL_POOL: Capabilities = capabilities![owned, local, fair = FAIR, is_finished, memory];
pub(super) const GLOBAL: Capabilities = capabilities![uninstallable];

/// The reference executor, which its fixture turns.
#[derive(Default)]
struct Reference(Option<reference::Executor>);

impl conformance::Executor for Reference {
    type Spawner = reference::Spawner;

    fn start(&mut self) -> reference::Spawner {
        self.0.insert(reference::Executor::new()).spawner()
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
        Some(Arc::new(self.0.as_ref()?.spawner()))
    }

    fn memory(&mut self) -> Option<usize> {
        Some(super::memory())
    }
}

impl conformance::Global for Reference {
    type Executor = reference::Spawner;

    fn executor(&mut self) -> &'static reference::Spawner {
        Box::leak(Box::new(self.0.get_or_insert_default().spawner()))
    }

    fn turn(&mut self) {
        conformance::Executor::turn(self);
    }

    fn shut_down(&mut self) {
        self.0 = None;
    }
}

/// tokio's multi-thread runtime.
#[derive(Default)]
struct Tokio(Option<rt::Tokio>);

impl Tokio {
    fn make() -> rt::Tokio {
        let runtime = Builder::new_multi_thread().worker_threads(THREADS).build();
        rt::Tokio::new(runtime.expect("tokio starts"))
    }

    fn running(&mut self) -> &rt::Tokio {
        self.0.get_or_insert_with(Self::make)
    }
}

impl conformance::Executor for Tokio {
    type Spawner = rt::Tokio;

    fn start(&mut self) -> rt::Tokio {
        self.0 = None;
        self.running().handle()
    }

    fn stop(&mut self) {
        self.0 = None;
    }

    fn shared(&mut self) -> Option<Arc<dyn Spawn + Send + Sync>> {
        Some(Arc::new(self.running().handle()))
    }

    fn memory(&mut self) -> Option<usize> {
        Some(super::memory())
    }
}

impl conformance::Global for Tokio {
    type Executor = rt::Tokio;

    fn executor(&mut self) -> &'static rt::Tokio {
        Box::leak(Box::new(self.running().handle()))
    }

    fn shut_down(&mut self) {
        self.0 = None;
    }
}

/// tokio's current-thread runtime with a `LocalSet`, driven by the fixture.
#[derive(Default)]
pub(super) struct TokioLocal(Option<(rt::TokioLocal, rt::Tokio)>);

impl conformance::Executor for TokioLocal {
    type Spawner = rt::TokioLocalSpawner;

    fn start(&mut self) -> rt::TokioLocalSpawner {
        let runtime: Runtime = Builder::new_current_thread().build().expect("tokio starts");
        // The one thing that both threads and tasks may hold is the runtime's own handle.
        let shared = rt::Tokio::from(runtime.handle().clone());
        let (runtime, _) = self.0.insert((rt::TokioLocal::new(runtime), shared));
        runtime.spawner()
    }

    fn turn(&mut self) {
        if let Some((runtime, _)) = &self.0 {
            runtime.block_on(yield_now());
        }
    }

    fn stop(&mut self) {
        self.0 = None;
    }

    fn shared(&mut self) -> Option<Arc<dyn Spawn + Send + Sync>> {
        Some(Arc::new(self.0.as_ref()?.1.handle()))
    }

    fn spawn_local(&mut self, task: LocalFutureObj<'static, ()>) -> Option<()> {
        self.0.as_ref()?.0.spawn_local_obj(task).ok()
    }

    fn memory(&mut self) -> Option<usize> {
        Some(super::memory())
    }
}

/// smol's global executor.
struct Smol;

impl conformance::Executor for Smol {
    type Spawner = rt::Smol;

    fn start(&mut self) -> rt::Smol {
        rt::Smol::new()
    }

    fn shared(&mut self) -> Option<Arc<dyn Spawn + Send + Sync>> {
        Some(Arc::new(rt::Smol::new()))
    }

    fn memory(&mut self) -> Option<usize> {
        Some(super::memory())
    }
}

impl conformance::Global for Smol {
    type Executor = rt::Smol;

    fn executor(&mut self) -> &'static rt::Smol {
        const { &rt::Smol::new() }
    }
}

/// futures' pool of threads.
#[derive(Default)]
struct ThreadPool(Option<rt::ThreadPool>);

impl ThreadPool {
    fn make() -> rt::ThreadPool {
        let pool = futures::executor::ThreadPool::builder().pool_size(THREADS).create();
        rt::ThreadPool::new(pool.expect("the system starts a few threads"))
    }
}

impl conformance::Executor for ThreadPool {
    type Spawner = rt::ThreadPool;

    fn start(&mut self) -> rt::ThreadPool {
        self.0.insert(Self::make()).clone()
    }

    fn shared(&mut self) -> Option<Arc<dyn Spawn + Send + Sync>> {
        Some(Arc::new(self.0.clone()?))
    }

    fn memory(&mut self) -> Option<usize> {
        Some(super::memory())
    }
}

impl conformance::Global for ThreadPool {
    type Executor = rt::ThreadPool;

    fn executor(&mut self) -> &'static rt::ThreadPool {
        Box::leak(Box::new(Self::make()))
    }
}

/// futures' pool on one thread, driven by the fixture.
#[derive(Default)]
pub(super) struct LocalPool(Option<rt::LocalPool>);

impl conformance::Executor for LocalPool {
    type Spawner = rt::LocalPoolSpawner;

    fn start(&mut self) -> rt::LocalPoolSpawner {
        self.0.insert(rt::LocalPool::new(futures::executor::LocalPool::new())).spawner()
    }

    fn turn(&mut self) {
        if let Some(pool) = &self.0 {
            pool.block_on(yield_now());
        }
    }

    fn stop(&mut self) {
        self.0 = None;
    }

    fn spawn_local(&mut self, task: LocalFutureObj<'static, ()>) -> Option<()> {
        self.0.as_ref()?.spawn_local_obj(task).ok()
    }

    fn memory(&mut self) -> Option<usize> {
        Some(super::memory())
    }
}
