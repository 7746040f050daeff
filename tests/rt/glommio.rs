//! glommio.

#![cfg(target_os = "linux")]
#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "the tests have std, and read better with one name for it"
)]

mod common;
#[path = "fixtures/glommio.rs"]
mod fixture;
#[path = "fixtures/thread_per_core.rs"]
mod thread_per_core;

use std::{cell::Cell, env, panic::catch_unwind, process::Command, rc::Rc, sync::Mutex};

use async_interop::{
    conformance::{self, Options, Subject, capabilities},
    io::ErrorKind,
    rt::Glommio,
    task::{BlockOn as _, LocalFutureObj, SpawnError, SpawnLocal, SpawnLocalExt as _},
};

use common::cores;

conformance::timer!(timer, fixture::Clock::default(), capabilities[with_spawn]);
conformance::driver!(driver, Glommio::new, capabilities[]);

/// The suites of executors, without WAKER-03, which may end the process: docs/findings.md tells, and
/// the matrix has a process for each rule.
#[test]
fn holds_the_rules_of_executors() {
    const END: &str = "docs/findings.md#glommio-end until 2027-06-01";
    let subject = Subject::new("glommio", "0.9.0")
        .executor(capabilities![owned, send, fair = 256, is_finished], fixture::Core::default)
        .waive("SPAWN-18", END)
        .waive("SPAWN-19", END)
        .waive("SPAWN-20", END)
        .waive("SPAWN-21", END)
        .waive("JOIN-12", END);
    let options = Options::from_env();
    for (_, rule) in subject.rules().filter(|(_, rule)| rule.id != "WAKER-03") {
        let report = subject.run(rule.id, options).expect("it is a rule of the subject");
        assert!(!report.fails(options.strict), "{report}");
    }
}

#[test]
fn runs_tasks_on_its_thread() {
    let runtime = Glommio::new();
    cores::refuses_elsewhere(&runtime);
    cores::runs_tasks(&runtime);
    cores::ends_tasks(&runtime);
    cores::refuses_elsewhere(&runtime);
    assert!(!cores::drops_tasks(&runtime), "glommio drops its tasks: say so in its docs");
}

#[test]
fn runs_closures() {
    cores::runs_closures(&Glommio::new());
}

#[test]
fn sleeps() {
    cores::sleeps_beside_tasks(Glommio::new());
}

/// glommio's own way to spawn, with its poll in the call.
struct Eager;

impl SpawnLocal for Eager {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        glommio::spawn_local(task).detach();
        Ok(())
    }
}

#[test]
fn a_task_with_a_handle_bears_a_poll_in_the_call() {
    Glommio::new().block_on(async {
        let polls = Rc::new(Cell::new(0));
        let in_task = Rc::clone(&polls);
        let bare = async move { in_task.set(in_task.get() + 1) };
        Eager.spawn_local_detached(bare).unwrap();
        assert_eq!(polls.get(), 1, "glommio polls in the call");

        // The caller holds a lock that the task takes.
        let lock = Rc::new(Mutex::new(7));
        let in_task = Rc::clone(&lock);
        let guard = lock.lock().unwrap();
        let task = Eager.spawn_local(async move { *in_task.try_lock().unwrap() });
        drop(guard);
        assert_eq!(task.unwrap().await.unwrap(), 7);
    });
}

/// Runs the test again in a process with less locked memory than glommio wants.
#[test]
fn too_little_locked_memory_is_explained() {
    const CHILD: &str = "ASYNC_INTEROP_TEST_CHILD";
    const NAME: &str = "too_little_locked_memory_is_explained";
    if env::var_os(CHILD).is_none() {
        let program = env::current_exe().unwrap();
        let child = Command::new("sh")
            .args(["-c", "ulimit -l 64 && exec \"$0\" --exact \"$1\""])
            .args([program.as_os_str(), NAME.as_ref()])
            .env(CHILD, "1")
            .output()
            .unwrap();
        assert!(child.status.success(), "{child:?}");
        return;
    }
    let expected = "the limit of locked memory is below the 512 KiB that an executor needs: run \
                    `ulimit -l 512` before the program, or set `memlock` in \
                    /etc/security/limits.conf";
    let error = Glommio::new().try_block_on(async {}).unwrap_err();
    assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::OutOfMemory, expected));
    let payload = catch_unwind(|| Glommio::new().block_on(async {})).unwrap_err();
    let text = payload.downcast::<String>().unwrap();
    assert_eq!(*text, format!("glommio does not start: {expected}"));
}
