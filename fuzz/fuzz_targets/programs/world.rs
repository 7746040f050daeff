//! What all parts of a program share.

use std::sync::{Arc, Mutex};

use async_interop::conformance::reference::Executor;

use crate::{
    events::Events,
    ledger::Ledger,
    spawner::{Spawner, Wakers},
};

pub struct World {
    pub events: Events,
    pub ledger: Ledger,
    pub spawner: Spawner,
    pub wakers: Wakers,
    bounded: bool,
    /// What went wrong in a task, where a panic would be caught.
    failures: Mutex<Vec<String>>,
}

/// What may happen to a task.
pub struct Laws {
    /// It may be refused: there is no room, or the executor is gone.
    pub refused: bool,
    /// It may be canceled by nobody: the executor is gone.
    pub canceled: bool,
}

impl World {
    /// Makes a world whose executor has room for `capacity` tasks, or for any number.
    pub fn new(capacity: Option<u8>) -> (Arc<Self>, Executor) {
        let executor = match capacity {
            None => Executor::new(),
            Some(capacity) => Executor::with_capacity(capacity.into()),
        };
        let wakers = Wakers::default();
        let world = Self {
            events: Events::new(),
            ledger: Ledger::default(),
            spawner: Spawner::new(executor.spawner(), wakers.clone()),
            wakers,
            bounded: capacity.is_some(),
            failures: Mutex::default(),
        };
        (Arc::new(world), executor)
    }

    pub fn laws(&self, executor_lives: bool) -> Laws {
        Laws { refused: self.bounded || !executor_lives, canceled: !executor_lives }
    }

    /// Notes a failure unless `holds`.
    pub fn expect(&self, holds: bool, what: &str) {
        if !holds {
            self.failures.lock().expect("no panic").push(what.into());
        }
    }

    #[track_caller]
    pub fn assert_no_failure(&self) {
        let failures = self.failures.lock().expect("no panic");
        assert!(failures.is_empty(), "{failures:?}");
    }
}
