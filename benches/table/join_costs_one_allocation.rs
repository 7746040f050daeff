//! What does a handle that means the same on every runtime cost?
//!
//! `SpawnExt::spawn` puts the future, its output and what joins it into one allocation, and gives
//! the runtime a pointer to it. So it may cost that allocation more than what the runtime itself
//! allocates for a task. In instructions it stands beside the runtime's own spawn and join. The
//! executors of futures have no join but `RemoteHandle`, a channel around the future.
//!
//! Each task is spawned and joined before the next, on an executor that has warmed up.
//!
//! A regression: a second allocation; a lock; a wake that nobody waits for; a reference count more.

use std::hint::black_box;

use async_interop::{
    rt,
    task::{BlockOn as _, SpawnExt, SpawnLocalExt as _},
};
use futures::task::SpawnExt as _;

use crate::{
    detaching_is_free,
    harness::{Counts, Goal, Question, Row, Unit, ours, peer},
    support::{SmolHere, count_tasks, tokio_here},
};

pub(crate) static QUESTION: Question = Question {
    name: "join_costs_one_allocation",
    asks: "What does a handle that means the same on every runtime cost? Per task, spawned and joined",
    rows: &[
        Row {
            case: "tokio, allocations",
            unit: Unit::Allocations,
            ours: ours(on_tokio),
            peers: &[peer("its own handle", on_tokio_itself)],
            goal: Goal::Plus(1.0),
        },
        Row {
            case: "tokio, instructions",
            unit: Unit::Instructions,
            ours: ours(on_tokio),
            peers: &[peer("its own handle", on_tokio_itself)],
            goal: Goal::Times(1.15),
        },
        Row {
            case: "tokio's `LocalSet`, allocations",
            unit: Unit::Allocations,
            ours: ours(on_local_set),
            peers: &[peer("its own handle", on_local_set_itself)],
            goal: Goal::Plus(1.0),
        },
        Row {
            case: "tokio's `LocalSet`, instructions",
            unit: Unit::Instructions,
            ours: ours(on_local_set),
            peers: &[peer("its own handle", on_local_set_itself)],
            goal: Goal::Times(1.15),
        },
        Row {
            case: "smol, allocations",
            unit: Unit::Allocations,
            ours: ours(on_smol),
            peers: &[peer("its own handle", on_smol_itself)],
            goal: Goal::Plus(1.0),
        },
        Row {
            case: "smol, instructions",
            unit: Unit::Instructions,
            ours: ours(on_smol),
            peers: &[peer("its own handle", on_smol_itself)],
            goal: Goal::Times(1.15),
        },
        Row {
            case: "futures' `LocalPool`, allocations",
            unit: Unit::Allocations,
            ours: ours(on_local_pool),
            peers: &[
                peer("without a handle", detaching_is_free::on_local_pool_itself),
                peer("`RemoteHandle`", on_local_pool_itself),
            ],
            goal: Goal::Plus(1.0),
        },
        Row {
            case: "futures' `LocalPool`, instructions",
            unit: Unit::Instructions,
            ours: ours(on_local_pool),
            peers: &[peer("`RemoteHandle`", on_local_pool_itself)],
            goal: Goal::Times(0.75),
        },
    ],
};

/// What each task does.
async fn task(n: u32) -> u32 {
    black_box(n)
}

fn on_tokio() -> Counts {
    let runtime = tokio_here();
    let executor = rt::Tokio::from(runtime.handle().clone());
    count_tasks(
        |all| runtime.block_on(all),
        |n| {
            let handle = executor.spawn(task(n)).expect("it runs");
            async { _ = black_box(handle.await.expect("it returns")) }
        },
    )
}

fn on_tokio_itself() -> Counts {
    let runtime = tokio_here();
    count_tasks(
        |all| runtime.block_on(all),
        |n| {
            let handle = runtime.spawn(task(n));
            async { _ = black_box(handle.await.expect("it returns")) }
        },
    )
}

fn on_local_set() -> Counts {
    let runtime = rt::TokioLocal::new(tokio_here());
    let executor = runtime.spawner();
    count_tasks(
        |all| runtime.block_on(all),
        |n| {
            let handle = executor.spawn_local(task(n)).expect("it runs");
            async { _ = black_box(handle.await.expect("it returns")) }
        },
    )
}

fn on_local_set_itself() -> Counts {
    let (runtime, set) = (tokio_here(), tokio::task::LocalSet::new());
    count_tasks(
        |all| set.block_on(&runtime, all),
        |n| {
            let handle = set.spawn_local(task(n));
            async { _ = black_box(handle.await.expect("it returns")) }
        },
    )
}

fn on_smol() -> Counts {
    let executor = SmolHere::new();
    count_tasks(
        |all| executor.block_on(all),
        |n| {
            let handle = executor.spawn(task(n)).expect("it runs");
            async { _ = black_box(handle.await.expect("it returns")) }
        },
    )
}

fn on_smol_itself() -> Counts {
    let executor = SmolHere::new();
    count_tasks(
        |all| executor.block_on(all),
        |n| {
            let handle = executor.0.spawn(task(n));
            async { _ = black_box(handle.await) }
        },
    )
}

fn on_local_pool() -> Counts {
    let pool = rt::LocalPool::new(futures::executor::LocalPool::new());
    let executor = pool.spawner();
    count_tasks(
        |all| pool.block_on(all),
        |n| {
            let handle = SpawnExt::spawn(&executor, task(n)).expect("it runs");
            async { _ = black_box(handle.await.expect("it returns")) }
        },
    )
}

fn on_local_pool_itself() -> Counts {
    let mut pool = futures::executor::LocalPool::new();
    let spawner = pool.spawner();
    count_tasks(
        |all| pool.run_until(all),
        |n| {
            let handle = spawner.spawn_with_handle(task(n)).expect("it runs");
            async { _ = black_box(handle.await) }
        },
    )
}
