//! The reference executor of local tasks.

use std::{future::Future, pin::Pin, rc::Rc};

use async_interop::{
    conformance::{self, reference::LocalExecutor},
    task::{LocalFutureObj, SpawnLocal},
};

/// Makes reference executors, with all that a driver can do.
struct Driver;

impl conformance::Driver for Driver {
    type Runtime = LocalExecutor;

    fn start(&mut self) -> LocalExecutor {
        LocalExecutor::new()
    }

    fn spawn(&mut self, runtime: &LocalExecutor, task: LocalFutureObj<'static, ()>) -> Option<()> {
        runtime.spawn_local_obj(task).ok()
    }

    fn run_until(
        &mut self,
        runtime: &Rc<LocalExecutor>,
        root: Pin<Box<dyn Future<Output = ()>>>,
    ) -> Option<Pin<Box<dyn Future<Output = ()>>>> {
        Some(Box::pin(runtime.run_until(root)))
    }

    fn run_until_stalled(&mut self, runtime: &LocalExecutor) -> Option<()> {
        runtime.run_until_stalled();
        Some(())
    }

    fn undriven(&mut self) -> Option<Box<dyn SpawnLocal>> {
        Some(Box::new(self.start().spawner()))
    }
}

conformance::local_driver!(
    reference_driver,
    Driver,
    capabilities[drives, nestable, stalled, undriven]
);

// The smallest fixture that there can be.
conformance::driver!(bare_fixture, LocalExecutor::new, capabilities []);
