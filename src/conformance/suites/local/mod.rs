//! LOCAL: what an executor owes tasks that stay on their thread.
//!
//! The subject is the runtime of a [`Driver`](crate::conformance::Driver), which spawns tasks and
//! runs them while it blocks. What all executors owe is in [`spawn`](super::spawn).

mod home;
mod run;
mod wakes;

pub use self::{
    home::{local_01_stays_at_home, local_03_last_waker_elsewhere, local_07_end_drops_at_home},
    run::{local_06_root_and_tasks_share, local_08_undriven_is_told, local_09_stalled_is_stalled},
    wakes::{
        local_02_wake_from_another_thread, local_04_spawning_wakes_the_driver,
        local_05_newest_outer_waker, local_10_wake_between_runs,
    },
};

use crate::conformance::{LocalDriver, rule::rules};

rules! {
    fixture LocalDriver, rows __local_rules;

    /// A task is polled and dropped on the thread that spawned it, whoever wakes it.
    LOCAL_01 Must Deterministic [] local_01_stays_at_home
        "async-executor#163, compio#901: local tasks polled or dropped on another thread";
    /// A wake from another thread reaches the task, also while the driver sleeps.
    LOCAL_02 Must Deterministic [] local_02_wake_from_another_thread
        "switchyard#5: a wake went to a queue of the thread that woke";
    /// Dropping a task's last waker on another thread does not drop its future there.
    LOCAL_03 Must Deterministic [] local_03_last_waker_elsewhere
        "glommio#401, compio#513: what is counted by its wakers is freed where the last one goes";
    /// Spawning a task wakes the driver that is about to sleep, or sleeps.
    LOCAL_04 Must Deterministic [] local_04_spawning_wakes_the_driver
        "tokio#3117, tokio#3369: `spawn_local` does not wake the `LocalSet`";
    /// A driver that is a part of another task wakes the newest waker that it was polled with.
    LOCAL_05 Must Deterministic [nestable "LOCAL-05: capability `nestable` not declared"]
        local_05_newest_outer_waker
        "tokio#3117: a driver that moved between tasks is woken where it was";
    /// A root that always wakes itself lets tasks run, and tasks that do let the root run.
    LOCAL_06 Must Deterministic [] local_06_root_and_tasks_share
        "tokio#2462: `LocalSet` and its tasks share one budget";
    /// Dropping the runtime drops its tasks at home, once, and in the context of their polls.
    LOCAL_07 Must Deterministic [] local_07_end_drops_at_home
        "compio#901, compio#937: destructors at the end find no runtime, and panic";
    /// Spawning where nobody drives is refused, or the future dropped at once; it is never silent.
    LOCAL_08 Must Deterministic [undriven "LOCAL-08: capability `undriven` not declared"]
        local_08_undriven_is_told
        "leptos#3083, tokio#7022: `spawn_local` silently never runs";
    /// Running until stalled returns when no task can go on, also none that woke itself or is new.
    LOCAL_09 Must Deterministic [stalled "LOCAL-09: capability `stalled` not declared"]
        local_09_stalled_is_stalled
        "futures-rs#1737, futures-rs#2593: `run_until_stalled` stops early";
    /// A wake by the same thread, between two runs of the driver, is kept.
    LOCAL_10 Must Deterministic [] local_10_wake_between_runs
        "tokio#5095: what happens outside the set's context";
}
