//! An executor that has one thread, which sleeps whenever it can.

use std::{
    sync::Arc,
    thread::{self, JoinHandle},
};

use async_interop::{conformance, task::Spawn};

use super::{
    queue::{Policy, Queue},
    turned::Spawner,
};

/// Starts executors with a thread.
#[derive(Default)]
struct OneThread(Option<(Spawner, JoinHandle<()>)>);

impl conformance::Executor for OneThread {
    type Spawner = Spawner;

    fn start(&mut self) -> Spawner {
        let spawner = Spawner(Arc::new(Queue::new(Policy::None)));
        let worker = spawner.clone();
        let thread = thread::spawn(move || {
            while !worker.0.has_ended() {
                worker.0.turn();
                worker.0.ready().wait();
            }
        });
        self.0.insert((spawner, thread)).0.clone()
    }

    fn stop(&mut self) {
        if let Some((Spawner(queue), thread)) = self.0.take() {
            queue.end();
            queue.ready().notify();
            let _ = thread.join();
        }
    }

    fn shared(&mut self) -> Option<Arc<dyn Spawn + Send + Sync>> {
        Some(Arc::new(self.0.as_ref()?.0.clone()))
    }
}

conformance::executor!(
    one_thread,
    OneThread::default(),
    capabilities [owned, send, fair = 1, panics, drop_panic, is_finished]
);
