//! SPAWN, JOIN, WAKER.

use alloc::{boxed::Box, sync::Arc};
use core::ptr::without_provenance_mut;

use async_interop::{
    conformance::{Capabilities, Executor, Handles, capabilities, join, spawn, waker},
    rt::{Embassy, EmbassyLocal},
    task::{LocalFutureObj, Spawn, SpawnLocal as _},
};
use embassy_executor::raw;

use crate::report::Report;

pub(super) fn check(report: &mut Report) {
    const EMBASSY: Capabilities = capabilities![local, fair = 1, capacity = 32, is_finished];
    report.suite("embassy", EMBASSY, spawn::checks(), Running::default);
    report.suite("embassy", EMBASSY, join::checks(), || Handles::new(Running::default()));
    report.suite("embassy", EMBASSY, waker::checks(), Running::default);
}

/// How many tasks there is room for.
const ROOM: usize = 32;

/// Starts executors of embassy, which stay as if the program had statics for them.
#[derive(Default)]
pub(super) struct Running(Option<Started>);

struct Started {
    executor: &'static raw::Executor,
    handle: Embassy<ROOM>,
    local: EmbassyLocal<1>,
}

impl Executor for Running {
    type Spawner = Embassy<ROOM>;

    fn start(&mut self) -> Embassy<ROOM> {
        // This is the context for which embassy sends an event, as its executor for threads asks for.
        let executor = raw::Executor::new(without_provenance_mut(usize::MAX));
        let executor: &'static raw::Executor = Box::leak(Box::new(executor));
        let handle = Embassy::new(executor.spawner().make_send(), Box::leak(Box::default()));
        let local = EmbassyLocal::new(executor.spawner(), Box::leak(Box::default()));
        self.0.insert(Started { executor, handle, local }).handle
    }

    fn turn(&mut self) {
        if let Some(Started { executor, .. }) = &self.0 {
            // SAFETY: only this method polls, and no task calls it.
            unsafe { executor.poll() };
        }
    }

    fn shared(&mut self) -> Option<Arc<dyn Spawn + Send + Sync>> {
        Some(Arc::new(self.0.as_ref()?.handle))
    }

    fn spawn_local(&mut self, task: LocalFutureObj<'static, ()>) -> Option<()> {
        self.0.as_ref()?.local.spawn_local_obj(task).ok()
    }
}
