//! Strange executors that the check turns.

use std::sync::Arc;

use async_interop::{
    conformance,
    task::{FutureObj, Spawn, SpawnError, SpawnErrorKind},
};

use super::queue::{Policy, Queue};

/// Spawns on a queue.
#[derive(Clone)]
pub(super) struct Spawner(pub(super) Arc<Queue<FutureObj<'static, ()>>>);

impl Spawn for Spawner {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        let spawned = self.0.spawn(task);
        spawned.map_err(|task| SpawnError::with_task(SpawnErrorKind::Shutdown, task))
    }
}

/// Starts executors with a policy.
struct Turned(Policy, Option<Spawner>);

const fn turned(policy: Policy) -> Turned {
    Turned(policy, None)
}

impl conformance::Executor for Turned {
    type Spawner = Spawner;

    fn start(&mut self) -> Spawner {
        self.1.insert(Spawner(Arc::new(Queue::new(self.0)))).clone()
    }

    fn turn(&mut self) {
        if let Some(Spawner(queue)) = &self.1 {
            queue.turn();
        }
    }

    fn stop(&mut self) {
        if let Some(Spawner(queue)) = &self.1 {
            queue.end();
        }
    }

    fn shared(&mut self) -> Option<Arc<dyn Spawn + Send + Sync>> {
        Some(Arc::new(self.1.clone()?))
    }
}

// The newest task goes first for ever, if it likes: what is fair is not declared.
conformance::executor!(
    newest_first,
    turned(Policy::NewestFirst),
    capabilities [owned, send, panics, drop_panic, is_finished]
);
conformance::executor!(
    polls_twice,
    turned(Policy::PollsTwice),
    capabilities [owned, send, fair = 2, panics, drop_panic, is_finished]
);
// A task may have bad luck: what is fair is not declared.
conformance::executor!(
    random_order,
    turned(Policy::Random),
    capabilities [owned, send, panics, drop_panic, is_finished]
);
conformance::executor!(
    drops_late,
    turned(Policy::DropsLate),
    capabilities [owned, send, fair = 1, panics, drop_panic, is_finished]
);
