//! Handles under test.

use alloc::{boxed::Box, format};
use core::{fmt, future::Future, task::Poll};

use super::{TestWaker, Token};
use crate::conformance::{Env, Joined, Joins, Stop, TaskHandle as _};

/// An executor whose handles are under test.
pub struct Joining<'a, J: Joins> {
    joins: &'a mut J,
    patience: u32,
    stopped: bool,
}

impl<'a, J: Joins> Joining<'a, J> {
    /// Starts the executor.
    pub fn start(joins: &'a mut J, env: &Env) -> Self {
        joins.start();
        Self { joins, patience: env.patience(), stopped: false }
    }

    /// Spawns `future` with a handle.
    ///
    /// # Errors
    ///
    /// The check is inconclusive if the executor refuses it.
    pub fn spawn<F>(&mut self, future: F) -> Result<J::Handle, Stop>
    where
        F: Future<Output = Token> + Send + 'static,
    {
        let spawned = self.joins.spawn(Box::pin(future));
        spawned.map_err(|error| Stop::inconclusive(format!("the task was refused: {error}")))
    }

    /// Spawns `future` on this thread, with a handle.
    ///
    /// # Errors
    ///
    /// The rule is skipped if the fixture cannot.
    pub fn spawn_local<F>(&mut self, future: F) -> Result<J::Handle, Stop>
    where
        F: Future<Output = Token> + 'static,
    {
        let spawned = self.joins.spawn_local(Box::pin(future));
        spawned.ok_or_else(|| Stop::skipped("the fixture's `spawn_local` spawns nothing"))
    }

    /// Waits until `handle` is ready.
    ///
    /// # Errors
    ///
    /// A failure if it stays pending, or is ready without a wake; `expected` says what should happen.
    pub fn join(&mut self, handle: &mut J::Handle, expected: &str) -> Result<Joined, Stop> {
        let waker = TestWaker::new();
        for _ in 0..self.patience {
            let wakes = waker.wakes();
            if let Poll::Ready(joined) = handle.poll_join(&mut waker.context()) {
                return Ok(joined);
            }
            if !self.eventually(|| waker.wakes() > wakes) {
                return Err(Stop::fail(expected, "the handle is pending, and was not woken"));
            }
        }
        Err(Stop::fail(expected, format!("still pending after {} wakes", waker.wakes())))
    }

    /// Lets tasks run until `done`, within the check's patience.
    pub fn eventually(&mut self, mut done: impl FnMut() -> bool) -> bool {
        for _ in 0..self.patience {
            if done() {
                return true;
            }
            self.joins.turn();
        }
        done()
    }

    /// Lets tasks run `turns` times.
    pub fn turn(&mut self, turns: u32) {
        for _ in 0..turns {
            self.joins.turn();
        }
    }

    /// Drops the executor.
    pub fn stop(&mut self) {
        self.stopped = true;
        self.joins.stop();
    }
}

impl<J: Joins> Drop for Joining<'_, J> {
    fn drop(&mut self) {
        if !self.stopped {
            self.joins.stop();
        }
    }
}

impl<J: Joins> fmt::Debug for Joining<'_, J> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Joining").field("stopped", &self.stopped).finish_non_exhaustive()
    }
}
