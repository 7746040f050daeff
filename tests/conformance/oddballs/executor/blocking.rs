//! Strange executors of local tasks, which run while they block.

use std::{
    future::Future,
    pin::pin,
    rc::Rc,
    sync::Arc,
    task::{Context, Poll, Waker},
};

use async_interop::{
    conformance,
    task::{BlockOn, LocalFutureObj, SpawnError, SpawnErrorKind, SpawnLocal},
};

use super::queue::{Policy, Queue};

type LocalTask = LocalFutureObj<'static, ()>;

/// An executor of local tasks, which ends with this value.
struct Local(Rc<Queue<LocalTask>>);

struct Spawner(Rc<Queue<LocalTask>>);

impl BlockOn for Local {
    fn block_on<F: Future>(&self, root: F) -> F::Output {
        let waker = Waker::from(Arc::clone(self.0.ready()));
        let mut root = pin!(root);
        let output = loop {
            // The root is polled at each wake, whomever it concerns.
            if let Poll::Ready(output) = root.as_mut().poll(&mut Context::from_waker(&waker)) {
                break output;
            }
            self.0.turn();
            self.0.ready().wait();
        };
        // A call around this one may have had a wake of its own.
        self.0.ready().notify();
        output
    }
}

impl SpawnLocal for Local {
    fn spawn_local_obj(&self, task: LocalTask) -> Result<(), SpawnError<LocalTask>> {
        let spawned = self.0.spawn(task);
        spawned.map_err(|task| SpawnError::with_task(SpawnErrorKind::Shutdown, task))
    }
}

impl SpawnLocal for Spawner {
    fn spawn_local_obj(&self, task: LocalTask) -> Result<(), SpawnError<LocalTask>> {
        let spawned = self.0.spawn(task);
        spawned.map_err(|task| SpawnError::with_task(SpawnErrorKind::Shutdown, task))
    }
}

impl Drop for Local {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// Makes executors with a policy.
struct Driver(Policy);

impl conformance::Driver for Driver {
    type Runtime = Local;

    fn start(&mut self) -> Local {
        Local(Rc::new(Queue::new(self.0)))
    }

    fn spawn(&mut self, runtime: &Local, task: LocalTask) -> Option<()> {
        runtime.spawn_local_obj(task).ok()
    }

    fn undriven(&mut self) -> Option<Box<dyn SpawnLocal>> {
        let runtime = self.start();
        Some(Box::new(Spawner(Rc::clone(&runtime.0))))
    }
}

conformance::local_driver!(
    newest_first,
    Driver(Policy::NewestFirst),
    capabilities[drives, undriven]
);
conformance::local_driver!(
    polls_twice,
    Driver(Policy::PollsTwice),
    capabilities[drives, undriven]
);
conformance::local_driver!(
    random_order,
    Driver(Policy::Random),
    capabilities[drives, undriven]
);
conformance::local_driver!(
    drops_late,
    Driver(Policy::DropsLate),
    capabilities[drives, undriven]
);
