//! SPAWN, JOIN.

use alloc::sync::Arc;

use async_interop::{
    conformance::{Capabilities, Executor, Handles, capabilities, join, reference, spawn},
    task::Spawn,
};

use crate::report::Report;

pub(crate) fn check(report: &mut Report) {
    const REFERENCE: Capabilities = capabilities![owned, fair = 1, is_finished];
    report.suite("executor", REFERENCE, spawn::checks(), Reference::default);
    report.suite("executor", REFERENCE, join::checks(), || Handles::new(Reference::default()));
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
