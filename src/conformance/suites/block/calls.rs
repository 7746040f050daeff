//! One call after another, and one within another.

use core::future::poll_fn;
use core::task::Poll;

use crate::{
    conformance::{
        Driver, Env, Outcome, Pass, Stop,
        harness::{Driving, caught},
        outcome::ensure,
    },
    future::yield_now,
    task::BlockOn as _,
};

/// Calls within a poll of the root.
///
/// Why: synchronous code that blocks is called by a task sooner or later.
/// If it does not end, look at: a lock of the runtime that is held during the call.
pub fn block_05_call_in_a_call(driver: &mut impl Driver, env: &mut Env) -> Outcome {
    if cfg!(not(all(feature = "std", panic = "unwind"))) {
        return Err(Stop::skipped("a panic ends this program"));
    }
    let running = Driving::start(driver, env);
    let runtime = running.runtime();
    let inner = running.block_on(poll_fn(|_| {
        Poll::Ready(caught(|| {
            runtime.block_on(async {
                yield_now().await;
                7
            })
        }))
    }));
    match inner {
        Some(7) => Ok(Pass::Fact("a call within a call works".into())),
        Some(other) => {
            Err(Stop::fail("the output of the inner root, 7", alloc::format!("{other}")))
        }
        None => Ok(Pass::Fact("a call within a call panics".into())),
    }
}

/// Lets a root panic in its first poll and in a later one, and calls again.
///
/// Why: one test must not break the next one's runtime.
/// If this fails, look at: a guard that is not dropped by unwinding, a lock that is poisoned.
pub fn block_07_panic_goes_to_the_caller(driver: &mut impl Driver, env: &mut Env) -> Outcome {
    if cfg!(not(all(feature = "std", panic = "unwind"))) {
        return Err(Stop::skipped("a panic ends this program"));
    }
    let running = Driving::start(driver, env);
    for yields in [0, 2] {
        let returned = caught(|| {
            running.block_on(async {
                for _ in 0..yields {
                    yield_now().await;
                }
                panic!("a root that panics, as the check wants")
            })
        });
        let returned: Option<()> = returned;
        ensure!(returned.is_none(), "the panic goes to the caller", "the call returned");
        let next = caught(|| {
            running.block_on(async {
                yield_now().await;
                7
            })
        });
        ensure!(
            next == Some(7),
            "the runtime can be used after a panic of the root",
            "the next call: {}",
            if next.is_none() { "panics" } else { "another output" }
        );
    }
    Ok(Pass::Held)
}

/// Calls five times.
///
/// Why: a program blocks where it meets synchronous code, not once.
/// If this fails, look at: a runtime that ends with its first root.
pub fn block_08_again(driver: &mut impl Driver, env: &mut Env) -> Outcome {
    const CALLS: usize = 5;
    let running = Driving::start(driver, env);
    for call in 0..CALLS {
        let output = caught(|| {
            running.block_on(async {
                yield_now().await;
                call
            })
        });
        ensure!(output == Some(call), "each call returns its output", "call {call}: {output:?}");
    }
    Ok(Pass::Held)
}
