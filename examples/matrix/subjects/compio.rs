//! compio: its executor and its timer. Its sockets own the buffers of what they do.

#[path = "../../../tests/rt/fixtures/compio.rs"]
mod fixture;

use async_interop::{
    conformance::{Capabilities, Driver, Subject, capabilities},
    rt::Compio,
    task::{BlockOn, LocalFutureObj, SpawnError, SpawnLocal},
};
use compio::runtime::Runtime;

use self::fixture::{Clock, Core};
use super::{executors::FAIR, thread_per_core};
use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let subject = |name| Subject::new(name, versions::of("compio-runtime"));
    vec![
        subject("compio/executor")
            .executor(EXECUTOR, Core::default)
            .waive("SPAWN-19", "docs/findings.md#compio-end until 2027-06-01")
            .driver(Capabilities::NONE, || Compio::new),
        subject("compio/runtime").local_driver(capabilities![drives], || Owned),
        subject("compio/timer").timer(TIMER, Clock::default),
    ]
}

/// Not `drop_panic`: compio documents that it aborts.
const EXECUTOR: Capabilities = capabilities![owned, send, fair = FAIR, panics, is_finished];
const TIMER: Capabilities = capabilities![with_spawn];

/// compio's runtime as a value, which our `rt::Compio` is not: that one makes a runtime for each call.
struct Owned;

struct OwnedRuntime(Runtime);

impl Driver for Owned {
    type Runtime = OwnedRuntime;

    fn start(&mut self) -> OwnedRuntime {
        OwnedRuntime(Runtime::new().expect("compio starts"))
    }

    fn spawn(&mut self, runtime: &OwnedRuntime, task: LocalFutureObj<'static, ()>) -> Option<()> {
        runtime.spawn_local_obj(task).ok()
    }
}

impl BlockOn for OwnedRuntime {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.0.block_on(future)
    }
}

impl SpawnLocal for OwnedRuntime {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        self.0.spawn(task).detach();
        Ok(())
    }
}
