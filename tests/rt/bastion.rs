//! bastion's system, and its executor without supervision.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "the tests have std, and read better with one name for it"
)]

#[path = "fixtures/async_io_clock.rs"]
mod clock;
mod common;
#[path = "fixtures/bastion.rs"]
mod fixture;

use std::sync::mpsc;

use async_interop::{
    conformance,
    rt::Bastion,
    task::{BlockOn, Spawn, SpawnBlocking},
};
use clock::AsyncIoClock;
use fixture::{Bare, Supervised};

// The system ends for the whole process: the matrix, which has one for each rule, looks at its end.
conformance::executor!(
    system,
    Supervised { ends: false },
    capabilities [send, mt, fair = 256, panics, is_finished]
);
conformance::executor!(
    bare,
    Bare,
    capabilities [send, mt, fair = 256, panics, is_finished]
);
conformance::driver!(driver, Bare, capabilities[]);
conformance::global!(global_system, Supervised { ends: true }, capabilities[uninstallable]);
conformance::global!(global_bare, Bare, capabilities[]);
conformance::timer!(timer, AsyncIoClock(Bastion::new()), capabilities[send]);

#[test]
fn both_run_tasks() {
    fn case<R: BlockOn + Spawn>(runtime: &R) {
        common::runs_tasks(runtime);
        common::contains_panics(runtime);
        // More than there are threads.
        for _ in 0..16 {
            let task = Box::pin(async { panic!("in a bare task") });
            runtime.spawn_obj(task.into()).unwrap();
        }
        common::runs_tasks(runtime);
        // Without anybody who blocks on it.
        let (sender, receiver) = mpsc::channel();
        runtime.spawn_detached(async move { sender.send(7).unwrap() }).unwrap();
        assert_eq!(receiver.recv(), Ok(7));
        assert_eq!(runtime.status(), Ok(()));
    }
    case(&fixture::start());
    case(&fixture::bare());
}

#[test]
fn both_run_closures_sets_and_scopes() {
    fn case<R: BlockOn + Spawn + SpawnBlocking + Copy + Send + Sync + 'static>(runtime: R) {
        common::runs_closures(&runtime, &runtime);
        common::joins_sets(&runtime);
        common::keeps_scopes(&runtime, runtime);
        common::waits_for_destructors(&runtime);
    }
    case(fixture::start());
    case(fixture::bare());
}
