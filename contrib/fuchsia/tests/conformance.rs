//! The suites against fuchsia-async, for whoever has it.

use std::{pin::pin, sync::mpsc, time::Duration};

use async_interop::{
    conformance,
    future::{join, yield_now},
    task::{
        BlockOn as _, LocalFutureObj, SpawnBlockingExt as _, SpawnExt as _, SpawnLocal as _,
        SpawnLocalExt as _,
    },
    time::Timer as _,
};
use async_interop_fuchsia::{Fuchsia, FuchsiaLocal};

/// The executor of the thread that a check runs on.
#[derive(Default)]
struct Local(Option<FuchsiaLocal>);

impl Local {
    fn running(&mut self) -> &FuchsiaLocal {
        self.0.get_or_insert_default()
    }
}

impl conformance::Executor for Local {
    type Spawner = Fuchsia;

    fn start(&mut self) -> Fuchsia {
        // A thread has one executor at most.
        self.0 = None;
        self.0 = Some(FuchsiaLocal::new());
        Fuchsia::new()
    }

    fn turn(&mut self) {
        // Every task has its turn between two of this one.
        self.running().block_on(async {
            for _ in 0..64 {
                yield_now().await;
            }
        });
    }

    fn stop(&mut self) {
        self.0 = None;
    }

    fn spawn_local(&mut self, task: LocalFutureObj<'static, ()>) -> Option<()> {
        self.running().spawn_local_obj(task).ok()
    }
}

impl conformance::Clock for Local {
    type Timer = Fuchsia;

    fn start(&mut self) -> Fuchsia {
        conformance::Executor::start(self)
    }

    fn pass(&mut self, duration: Duration) {
        let timer = Fuchsia::new();
        self.running().block_on(async { timer.sleep(duration).await });
    }
}

conformance::executor!(executor, Local::default(), capabilities [local, is_finished]);
conformance::timer!(timer, Local::default(), capabilities []);

#[test]
fn runs_tasks_closures_and_sleeps() {
    let runtime = FuchsiaLocal::new();
    let (sender, receiver) = mpsc::channel();
    let (sum, closure) = runtime.block_on(async {
        let task = runtime.spawn(async {
            yield_now().await;
            1
        });
        let local = runtime.spawn_local(async { 2 });
        let closure = runtime.spawn_blocking(move || receiver.recv().unwrap());
        sender.send(3).unwrap();
        let mut sleep = pin!(runtime.sleep(Duration::from_millis(1)));
        sleep.as_mut().await;
        let (task, local) = join!(task.unwrap(), local.unwrap());
        (task.unwrap() + local.unwrap(), closure.unwrap().await.unwrap())
    });
    assert_eq!((sum, closure), (3, 3));
}
