//! The reference executor, and as the global one.

use std::{
    pin::pin,
    sync::Arc,
    task::{Context, Waker},
};

use async_interop::{
    conformance::{self, reference},
    task::{self, Spawn},
};

/// Starts reference executors with room for `capacity` tasks.
struct Executor {
    running: Option<reference::Executor>,
    capacity: usize,
}

const fn executor(capacity: usize) -> Executor {
    Executor { running: None, capacity }
}

impl conformance::Executor for Executor {
    type Spawner = reference::Spawner;

    fn start(&mut self) -> Self::Spawner {
        let running = reference::Executor::with_capacity(self.capacity);
        self.running.insert(running).spawner()
    }

    fn turn(&mut self) {
        if let Some(running) = &self.running {
            running.turn();
        }
    }

    fn stop(&mut self) {
        self.running = None;
    }

    fn shared(&mut self) -> Option<Arc<dyn Spawn + Send + Sync>> {
        Some(Arc::new(self.running.as_ref()?.spawner()))
    }
}

conformance::executor!(
    reference_executor,
    executor(usize::MAX),
    capabilities [owned, send, fair = 1, panics, drop_panic, is_finished]
);
conformance::executor!(
    bounded_executor,
    executor(16),
    capabilities [owned, send, fair = 1, panics, drop_panic, is_finished, capacity = 16]
);

/// A reference executor that lives as long as the program, turned by the check.
#[derive(Default)]
struct Global(Option<reference::Executor>);

impl conformance::Global for Global {
    type Executor = reference::Spawner;

    fn executor(&mut self) -> &'static Self::Executor {
        let executor = self.0.get_or_insert_default();
        Box::leak(Box::new(executor.spawner()))
    }

    fn turn(&mut self) {
        if let Some(executor) = &self.0 {
            executor.turn();
        }
    }

    fn shut_down(&mut self) {
        self.0 = None;
    }

    fn scoped(&mut self, executor: Arc<dyn Spawn + Send + Sync>, body: &mut dyn FnMut()) {
        let scoped = pin!(task::scope(executor, async { body() }));
        let polled = scoped.poll(&mut Context::from_waker(Waker::noop()));
        assert!(polled.is_ready(), "the body waits for nothing");
    }
}

conformance::global!(reference_global, Global::default(), capabilities[uninstallable, scoped]);
