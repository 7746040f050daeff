//! An executor under test.

use alloc::{format, sync::Arc};
use core::{fmt, future::Future};

use crate::{
    conformance::{Env, Executor, Stop},
    task::{FutureObj, Spawn, SpawnError},
};

/// An executor under test, with the spawner that it started with.
pub struct Running<'a, E: Executor> {
    executor: &'a mut E,
    spawner: Option<E::Spawner>,
    patience: u32,
    capacity: usize,
    stopped: bool,
}

impl<'a, E: Executor> Running<'a, E> {
    /// Starts the executor.
    pub fn start(executor: &'a mut E, env: &Env) -> Self {
        let spawner = Some(executor.start());
        let capacity = env.number("capacity").unwrap_or(usize::MAX);
        Self { executor, spawner, patience: env.patience(), capacity, stopped: false }
    }

    /// Returns how many of `wanted` tasks the executor has room for.
    pub fn room_for(&self, wanted: usize) -> usize {
        wanted.min(self.capacity)
    }

    /// Returns the spawner.
    ///
    /// # Panics
    ///
    /// Panics if the check dropped it.
    pub fn spawner(&self) -> &E::Spawner {
        self.spawner.as_ref().expect("the check still has its spawner")
    }

    /// Spawns `future` by the executor's native way.
    ///
    /// # Errors
    ///
    /// A failure if the executor refuses it.
    pub fn spawn<F>(&self, future: F) -> Result<(), Stop>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.spawner().spawn_detached(future).map_err(|error| refused(&error))
    }

    /// Spawns `task` as an object.
    ///
    /// # Errors
    ///
    /// A failure if the executor refuses it.
    pub fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), Stop> {
        self.spawner().spawn_obj(task).map_err(|error| refused(&error))
    }

    /// Returns a spawner that tasks and other threads may use.
    ///
    /// # Errors
    ///
    /// The rule is skipped if the fixture has none.
    pub fn shared(&mut self) -> Result<Arc<dyn Spawn + Send + Sync>, Stop> {
        let shared = self.executor.shared();
        shared.ok_or_else(|| Stop::skipped("the fixture's `shared` returns no spawner"))
    }

    /// Returns the fixture.
    pub fn fixture(&mut self) -> &mut E {
        self.executor
    }

    /// Lets tasks run until `done`, within the check's patience.
    pub fn eventually(&mut self, mut done: impl FnMut() -> bool) -> bool {
        for _ in 0..self.patience {
            if done() {
                return true;
            }
            self.executor.turn();
        }
        done()
    }

    /// Lets tasks run until `progress` reaches `goal`, as long as it goes on within the check's
    /// patience, and returns how far it came.
    pub fn reach(&mut self, goal: usize, progress: impl Fn() -> usize) -> usize {
        let mut reached = progress();
        while reached < goal && self.eventually(|| progress() > reached) {
            reached = progress();
        }
        progress()
    }

    /// Lets tasks run `turns` times.
    pub fn turn(&mut self, turns: u32) {
        for _ in 0..turns {
            self.executor.turn();
        }
    }

    /// Drops the executor.
    pub fn stop(&mut self) {
        self.stopped = true;
        self.executor.stop();
    }
}

impl<E: Executor> Drop for Running<'_, E> {
    fn drop(&mut self) {
        if !self.stopped {
            self.executor.stop();
        }
    }
}

impl<E: Executor> fmt::Debug for Running<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Running").field("stopped", &self.stopped).finish_non_exhaustive()
    }
}

fn refused(error: &SpawnError) -> Stop {
    Stop::fail("an executor that runs takes the task", format!("it was refused: {error}"))
}
