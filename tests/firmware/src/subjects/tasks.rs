//! SPAWN, JOIN, WAKER, LOCAL, BLOCK.

use alloc::sync::Arc;

use async_interop::{
    conformance::{
        Capabilities, Driver, Executor, Handles, Signal, Waiters, block, capabilities, join, local,
        reference, spawn, waiters, waker,
    },
    task::{LocalFutureObj, Spawn, SpawnLocal as _},
};

use crate::report::Report;

pub(crate) fn check(report: &mut Report) {
    const REFERENCE: Capabilities = capabilities![owned, fair = 1, is_finished];
    report.suite("executor", REFERENCE, spawn::checks(), Reference::default);
    report.suite("executor", REFERENCE, join::checks(), || Handles::new(Reference::default()));
    report.suite("executor", REFERENCE, waker::checks(), Reference::default);
    const EVENT: Capabilities = capabilities![multi_waiter, notify_one];
    report.suite("event", EVENT, waiters::checks(), || Event);
    const DRIVER: Capabilities = capabilities![drives];
    report.suite("driver", DRIVER, local::checks(), || Local);
    report.suite("driver", DRIVER, block::checks(), || Local);
}

/// Makes reference events.
struct Event;

impl Waiters for Event {
    fn open(&mut self) -> Signal {
        let event = reference::Event::new();
        let (all, one) = (event.clone(), event.clone());
        Signal::new(move || event.wait())
            .with_notify_all(move || all.notify_all())
            .with_notify_one(move || one.notify_one())
    }
}

/// Makes reference executors of local tasks.
struct Local;

impl Driver for Local {
    type Runtime = reference::LocalExecutor;

    fn start(&mut self) -> Self::Runtime {
        reference::LocalExecutor::new()
    }

    fn spawn(&mut self, runtime: &Self::Runtime, task: LocalFutureObj<'static, ()>) -> Option<()> {
        runtime.spawn_local_obj(task).ok()
    }
}

/// Starts reference executors.
#[derive(Default)]
struct Reference(Option<reference::Executor>);

impl Executor for Reference {
    type Spawner = reference::Spawner;

    fn start(&mut self) -> Self::Spawner {
        self.0.insert(reference::Executor::new()).spawner()
    }

    fn turn(&mut self) {
        if let Some(running) = &self.0 {
            running.turn();
        }
    }

    fn stop(&mut self) {
        self.0 = None;
    }

    fn shared(&mut self) -> Option<Arc<dyn Spawn + Send + Sync>> {
        Some(Arc::new(self.0.as_ref()?.spawner()))
    }
}
