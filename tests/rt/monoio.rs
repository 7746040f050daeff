//! monoio.

#![cfg(target_os = "linux")]
#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "the tests have std, and read better with one name for it"
)]

mod common;
#[path = "fixtures/monoio.rs"]
mod fixture;
#[path = "fixtures/thread_per_core.rs"]
mod thread_per_core;

use std::{
    future::poll_fn,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    task::Poll,
    thread,
    time::Duration,
};

use async_interop::{
    conformance,
    rt::Monoio,
    task::{BlockOn as _, SpawnLocal as _},
    time::Timer as _,
};

use common::cores;

conformance::executor!(
    executor,
    fixture::Core::default(),
    capabilities [owned, send, fair = 256, is_finished],
    waive {
        SPAWN_18: "docs/findings.md#monoio-end until 2027-06-01",
        SPAWN_19: "docs/findings.md#monoio-end until 2027-06-01",
        SPAWN_20: "docs/findings.md#monoio-end until 2027-06-01",
        SPAWN_21: "docs/findings.md#monoio-end until 2027-06-01",
        WAKER_04: "docs/findings.md#monoio-late-wake until 2027-06-01",
        JOIN_12: "docs/findings.md#monoio-end until 2027-06-01",
    }
);
// Not `with_spawn`: TIMER-18 takes until the watchdog comes. The matrix has it.
conformance::timer!(timer, fixture::Clock::default(), capabilities[]);
conformance::driver!(driver, Monoio::new, capabilities[]);

#[test]
fn runs_tasks_on_its_thread() {
    let runtime = Monoio::new();
    cores::refuses_elsewhere(&runtime);
    cores::runs_tasks(&runtime);
    cores::ends_tasks(&runtime);
    cores::refuses_elsewhere(&runtime);
    assert!(!cores::drops_tasks(&runtime), "monoio drops its tasks: say so in its docs");
}

#[test]
fn sleeps() {
    cores::sleeps_beside_tasks(Monoio::new());
}

#[test]
fn a_local_task_is_not_dropped_elsewhere() {
    let (waker, drops) = (Arc::new(Mutex::new(None)), Arc::new(AtomicUsize::new(0)));
    let (slot, counted) = (Arc::clone(&waker), Arc::clone(&drops));
    let runtime = Monoio::new();
    runtime.block_on(async {
        let guard = common::OnDrop(move || _ = counted.fetch_add(1, SeqCst));
        let task = poll_fn(move |cx| {
            let _ = &guard;
            *slot.lock().unwrap() = Some(cx.waker().clone());
            Poll::<()>::Pending
        });
        runtime.spawn_local_detached(task).unwrap();
        runtime.sleep(Duration::from_millis(1)).await;
    });
    let waker = waker.lock().unwrap().take().expect("the task was polled");
    assert_eq!(drops.load(SeqCst), 0, "monoio drops its tasks: say so in its docs");
    thread::spawn(move || drop(waker)).join().unwrap();
    assert_eq!(drops.load(SeqCst), 0);
}
