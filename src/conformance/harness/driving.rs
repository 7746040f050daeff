//! A runtime under test that runs futures on this thread.

use alloc::{
    format,
    rc::{Rc, Weak},
};
use core::{fmt, future::Future};

use super::limited;
use crate::{
    conformance::{Driver, Env, Stop},
    future::yield_now,
    task::{BlockOn as _, LocalFutureObj, SpawnLocal},
};

/// A runtime under test that runs futures on this thread.
///
/// The check has the only strong reference; tasks that spawn get a weak one.
pub struct Driving<'a, D: Driver> {
    driver: &'a mut D,
    runtime: Rc<D::Runtime>,
    patience: u32,
}

impl<'a, D: Driver> Driving<'a, D> {
    /// Starts the runtime.
    pub fn start(driver: &'a mut D, env: &Env) -> Self {
        let runtime = Rc::new(driver.start());
        Self { driver, runtime, patience: env.patience() }
    }

    /// Returns the runtime.
    pub fn runtime(&self) -> &Rc<D::Runtime> {
        &self.runtime
    }

    /// Returns the runtime for tasks, which must not keep it.
    pub fn weak(&self) -> Weak<D::Runtime> {
        Rc::downgrade(&self.runtime)
    }

    /// Returns the fixture, and the runtime that it made.
    pub fn parts(&mut self) -> (&mut D, &Rc<D::Runtime>) {
        (self.driver, &self.runtime)
    }

    /// Runs `root` to its end.
    pub fn block_on<F: Future>(&self, root: F) -> F::Output {
        self.runtime.block_on(root)
    }

    /// Runs `root` to its end, or returns `None` if that takes longer than 700 ms.
    ///
    /// Without `std` there is no clock, and no limit.
    pub fn within<F: Future>(&self, root: F) -> Option<F::Output> {
        self.runtime.block_on(limited(root))
    }

    /// Spawns a task by the fixture's way (capability `drives`).
    ///
    /// # Errors
    ///
    /// The rule is skipped if the fixture has none.
    pub fn spawn_driven(&mut self, task: LocalFutureObj<'static, ()>) -> Result<(), Stop> {
        let spawned = self.driver.spawn(&self.runtime, task);
        spawned.ok_or_else(|| Stop::skipped("the fixture's `spawn` spawns nothing"))
    }

    /// Lets tasks run until `done`, within the check's patience.
    pub fn eventually(&self, mut done: impl FnMut() -> bool) -> bool {
        /// After so many turns without success, time may be what is missing.
        const QUICK: u32 = 20;
        for turn in 0..self.patience {
            if done() {
                return true;
            }
            self.turn(1);
            #[cfg(feature = "std")]
            if turn >= QUICK {
                std::thread::sleep(core::time::Duration::from_millis(1));
            }
            #[cfg(not(feature = "std"))]
            let _ = turn >= QUICK;
        }
        done()
    }

    /// Lets tasks run `turns` times.
    pub fn turn(&self, turns: u32) {
        for _ in 0..turns {
            self.runtime.block_on(async {
                for _ in 0..3 {
                    yield_now().await;
                }
            });
        }
    }

    /// Drops the runtime, as far as the check has it.
    pub fn stop(self) {
        drop(self);
    }
}

impl<D: Driver<Runtime: SpawnLocal>> Driving<'_, D> {
    /// Spawns `future`, by the runtime's native way.
    ///
    /// # Errors
    ///
    /// A failure if the runtime refuses it.
    pub fn spawn(&self, future: impl Future<Output = ()> + 'static) -> Result<(), Stop> {
        self.runtime.spawn_local_detached(future).map_err(|error| {
            let error = error.without_task();
            Stop::fail("a runtime that is there takes the task", format!("it was refused: {error}"))
        })
    }
}

impl<D: Driver> fmt::Debug for Driving<'_, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Driving").finish_non_exhaustive()
    }
}
