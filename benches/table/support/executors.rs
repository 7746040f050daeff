//! Executors that run on the thread that blocks: valgrind counts what one thread does.

use std::{
    future::Future,
    pin::{Pin, pin},
};

use async_interop::task::{FutureObj, Spawn, SpawnError};

use crate::harness::{Counts, measure};

/// tokio's current-thread runtime.
pub(crate) fn tokio_here() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().build().expect("no driver that could fail")
}

/// smol's executor, run by the thread that blocks. `rt::Smol` is the one that smol runs itself, on
/// threads of its own, and spawns as this does.
pub(crate) struct SmolHere(pub(crate) smol::Executor<'static>);

impl SmolHere {
    pub(crate) fn new() -> Self {
        Self(smol::Executor::new())
    }

    pub(crate) fn block_on<F: Future>(&self, future: F) -> F::Output {
        // Not `smol::block_on`: that one may also run the reactor, or its thread may, by chance.
        smol::future::block_on(self.0.run(future))
    }
}

impl Spawn for SmolHere {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        self.0.spawn(task).detach();
        Ok(())
    }

    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.0.spawn(future).detach();
        Ok(())
    }
}

/// Counts what one task costs, from its spawn to its end.
///
/// `each` spawns a task and waits for its end; `block_on` runs that many times, in one future.
pub(crate) fn count_tasks<F: Future<Output = ()>>(
    mut block_on: impl FnMut(Pin<&mut dyn Future<Output = ()>>),
    each: impl Fn(u32) -> F,
) -> Counts {
    let mut run = |tasks| {
        block_on(pin!(async {
            for task in 0..tasks {
                each(task).await;
            }
        }));
    };
    // Queues have grown and thread-locals are there when it counts.
    run(TASKS);
    measure(TASKS, || run(TASKS))
}

const TASKS: u32 = 1000;
