//! Does a task that nobody joins cost more through `Spawn` than by the runtime's own name?
//!
//! `spawn_detached` of a runtime is its own spawn, so portable code should pay nothing.
//!
//! A regression: a box around the future; a wrapper or an executor that does not override
//! `spawn_detached`; a handle that is looked at before it is dropped, beyond what tells a refusal.

use std::sync::atomic::{AtomicU32, Ordering};

use async_interop::{
    future::yield_now,
    rt,
    task::{BlockOn as _, Spawn as _, SpawnLocal as _},
};
use futures::task::SpawnExt as _;

use crate::{
    harness::{Counts, Goal, Question, Row, Unit, ours, peer},
    support::{SmolHere, count_tasks, tokio_here},
};

pub(crate) static QUESTION: Question = Question {
    name: "detaching_is_free",
    asks: "Does a task that nobody joins cost more through our traits? Per task",
    rows: &[
        Row {
            case: "tokio, allocations",
            unit: Unit::Allocations,
            ours: ours(on_tokio),
            peers: &[peer("itself", on_tokio_itself)],
            goal: Goal::Plus(0.0),
        },
        Row {
            case: "tokio, instructions",
            unit: Unit::Instructions,
            ours: ours(on_tokio),
            peers: &[peer("itself", on_tokio_itself)],
            goal: Goal::Times(1.02),
        },
        Row {
            case: "tokio's `LocalSet`, allocations",
            unit: Unit::Allocations,
            ours: ours(on_local_set),
            peers: &[peer("itself", on_local_set_itself)],
            goal: Goal::Plus(0.0),
        },
        Row {
            case: "tokio's `LocalSet`, instructions",
            unit: Unit::Instructions,
            ours: ours(on_local_set),
            peers: &[peer("itself", on_local_set_itself)],
            goal: Goal::Times(1.02),
        },
        Row {
            case: "smol, allocations",
            unit: Unit::Allocations,
            ours: ours(on_smol),
            peers: &[peer("itself", on_smol_itself)],
            goal: Goal::Plus(0.0),
        },
        Row {
            case: "smol, instructions",
            unit: Unit::Instructions,
            ours: ours(on_smol),
            peers: &[peer("itself", on_smol_itself)],
            goal: Goal::Times(1.02),
        },
        Row {
            case: "futures' `LocalPool`, allocations",
            unit: Unit::Allocations,
            ours: ours(on_local_pool),
            peers: &[peer("itself", on_local_pool_itself)],
            goal: Goal::Plus(0.0),
        },
        Row {
            case: "futures' `LocalPool`, instructions",
            unit: Unit::Instructions,
            ours: ours(on_local_pool),
            peers: &[peer("itself", on_local_pool_itself)],
            goal: Goal::Times(1.02),
        },
    ],
};

/// How many tasks were spawned, and how many of them are done.
static SPAWNED: AtomicU32 = AtomicU32::new(0);
static DONE: AtomicU32 = AtomicU32::new(0);

/// What each task does.
async fn task() {
    DONE.fetch_add(1, Ordering::Relaxed);
}

/// Waits for a task that was just spawned.
async fn done() {
    let spawned = SPAWNED.fetch_add(1, Ordering::Relaxed) + 1;
    while DONE.load(Ordering::Relaxed) < spawned {
        yield_now().await;
    }
}

fn on_tokio() -> Counts {
    let runtime = tokio_here();
    let executor = rt::Tokio::from(runtime.handle().clone());
    count_tasks(
        |all| runtime.block_on(all),
        |_| {
            executor.spawn_detached(task()).expect("it runs");
            done()
        },
    )
}

fn on_tokio_itself() -> Counts {
    let runtime = tokio_here();
    count_tasks(
        |all| runtime.block_on(all),
        |_| {
            drop(runtime.spawn(task()));
            done()
        },
    )
}

fn on_local_set() -> Counts {
    let runtime = rt::TokioLocal::new(tokio_here());
    let executor = runtime.spawner();
    count_tasks(
        |all| runtime.block_on(all),
        |_| {
            executor.spawn_local_detached(task()).expect("it runs");
            done()
        },
    )
}

fn on_local_set_itself() -> Counts {
    let (runtime, set) = (tokio_here(), tokio::task::LocalSet::new());
    count_tasks(
        |all| set.block_on(&runtime, all),
        |_| {
            drop(set.spawn_local(task()));
            done()
        },
    )
}

fn on_smol() -> Counts {
    let executor = SmolHere::new();
    count_tasks(
        |all| executor.block_on(all),
        |_| {
            executor.spawn_detached(task()).expect("it runs");
            done()
        },
    )
}

fn on_smol_itself() -> Counts {
    let executor = SmolHere::new();
    count_tasks(
        |all| executor.block_on(all),
        |_| {
            executor.0.spawn(task()).detach();
            done()
        },
    )
}

fn on_local_pool() -> Counts {
    let pool = rt::LocalPool::new(futures::executor::LocalPool::new());
    let executor = pool.spawner();
    count_tasks(
        |all| pool.block_on(all),
        |_| {
            executor.spawn_detached(task()).expect("it runs");
            done()
        },
    )
}

pub(crate) fn on_local_pool_itself() -> Counts {
    let mut pool = futures::executor::LocalPool::new();
    let spawner = pool.spawner();
    count_tasks(
        |all| pool.run_until(all),
        |_| {
            spawner.spawn(task()).expect("it runs");
            done()
        },
    )
}
