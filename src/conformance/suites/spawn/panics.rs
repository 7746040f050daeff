//! What a panic in a task leaves behind.

use alloc::format;
use core::task::Poll;

use crate::conformance::{
    Env, Executor, Outcome, Pass, Stop,
    harness::{Running, Watch},
    outcome::ensure,
};

/// How many tasks panic: more than an executor has threads.
const PANICS: usize = 16;

/// Lets tasks panic, then spawns one that must run.
///
/// Why: one bad request must not cost the others their executor.
/// If this fails, look at: a worker thread that ends with its task.
pub fn spawn_15_panics_stay_in_their_tasks(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    let mut running = Running::start(executor, env);
    let panicking = Watch::new();
    for _ in 0..PANICS {
        running
            .spawn(panicking.future_with(|_| panic!("a task that panics, as the check wants")))?;
    }
    after(&mut running, || panicking.polls() >= PANICS, "tasks that panicked")
}

/// Lets the destructors of futures panic, then spawns a task that must run.
///
/// Why: a destructor is foreign code as well.
/// If this fails, look at: a lock that is held over the drop and poisoned, a drop outside the catch.
pub fn spawn_16_panicking_destructors_stay(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    struct PanicsInDrop(Watch);
    impl Drop for PanicsInDrop {
        fn drop(&mut self) {
            self.0.release();
            panic!("a destructor that panics, as the check wants");
        }
    }

    let mut running = Running::start(executor, env);
    let (begun, dropped) = (Watch::new(), Watch::new());
    for _ in 0..PANICS {
        let bomb = PanicsInDrop(dropped.clone());
        running.spawn(begun.future_with(move |_| {
            let _ = &bomb;
            Poll::Ready(())
        }))?;
    }
    after(&mut running, || begun.drops() >= PANICS, "destructors that panicked")
}

fn after<E: Executor>(
    running: &mut Running<'_, E>,
    panicked: impl FnMut() -> bool,
    what: &str,
) -> Outcome {
    if !cfg!(panic = "unwind") {
        return Err(Stop::skipped("a panic ends this program"));
    }
    let all = running.eventually(panicked);
    ensure!(all, format!("the executor goes on after {what}"), "not all {PANICS} ran");
    let next = Watch::new();
    running.spawn(next.future_with(|_| Poll::Ready(())))?;
    let ran = running.eventually(|| next.is_ready());
    ensure!(ran, format!("the executor goes on after {what}"), "the next task does not run");
    Ok(Pass::Held)
}
