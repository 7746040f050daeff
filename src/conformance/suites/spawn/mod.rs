//! SPAWN: what an executor owes a task.
//!
//! The subject is the executor of an [`Executor`]; tasks are bare, without a handle of ours. What
//! handles add is in [`join`](super::join).
//!
//! The numbers of the table are those of the catalogue; the files hold the checks by what they are
//! about.

mod end;
mod fairness;
mod life;
mod panics;
mod shape;
mod wakes;

pub use self::{
    end::{
        spawn_18_stop_drops_every_future, spawn_19_destructor_that_spawns_at_the_end,
        spawn_20_destructor_that_wakes_at_the_end, spawn_21_wakers_outlive_the_executor,
        spawn_22_spawning_after_the_end_is_refused,
    },
    fairness::{
        spawn_09_wakes_before_a_poll_are_one, spawn_12_busy_tasks_let_others_run,
        spawn_13_a_pair_lets_others_run, spawn_14_outside_wakes_get_through,
        spawn_27_idle_tasks_are_not_polled,
    },
    life::{
        spawn_01_runs_without_a_handle, spawn_07_not_polled_after_ready,
        spawn_08_late_wakes_do_nothing, spawn_11_spawning_does_not_poll,
        spawn_17_dropped_once_and_promptly, spawn_23_chain_of_spawns,
        spawn_30_spawned_before_running,
    },
    panics::{spawn_15_panics_stay_in_their_tasks, spawn_16_panicking_destructors_stay},
    shape::{
        spawn_24_full_gives_the_task_back, spawn_25_any_size_and_alignment,
        spawn_26_tasks_have_their_own_wakers, spawn_28_bounds_are_the_traits,
        spawn_29_all_forms_reach_the_executor,
    },
    wakes::{
        spawn_02_self_wake_polls_again, spawn_03_wake_from_another_thread,
        spawn_04_wake_during_a_poll, spawn_05_racing_wakes_are_kept, spawn_06_one_poll_at_a_time,
        spawn_10_waking_does_not_poll,
    },
};

use crate::conformance::{Executor, rule::rules};

rules! {
    fixture Executor, rows __spawn_rules;

    /// A spawned task runs to its end though nobody polls a handle.
    SPAWN_01 Must Deterministic [] spawn_01_runs_without_a_handle
        "the documentation of every executor";
    /// A task that wakes itself while it is polled is polled again.
    SPAWN_02 Must Deterministic [] spawn_02_self_wake_polls_again
        "uniffi-rs#1785: a wake during the poll was dropped";
    /// A wake from any thread leads to a poll.
    SPAWN_03 Must Deterministic [] spawn_03_wake_from_another_thread
        "compio#948, compio#144: a wake from another thread did not reach the driver";
    /// A wake by another thread while the task is being polled leads to one more poll.
    SPAWN_04 Must Deterministic [] spawn_04_wake_during_a_poll
        "compio#948, uniffi-rs#1785: the state was set to idle after the poll, over the wake";
    /// However wakes and polls race, the last wake is followed by a poll.
    SPAWN_05 Must Stochastic [] spawn_05_racing_wakes_are_kept
        "compio#948: a wake lost in a race strands the task for ever";
    /// A task is never polled by two threads at once.
    SPAWN_06 Must Stochastic [mt "SPAWN-06: capability `mt` not declared"]
        spawn_06_one_poll_at_a_time
        "`Future::poll` takes `&mut self`";
    /// A task that was ready is not polled again, even if it was woken in that poll.
    SPAWN_07 Must Deterministic [] spawn_07_not_polled_after_ready
        "the documentation of `Future::poll`";
    /// Waking a task that has ended does nothing.
    SPAWN_08 Must Deterministic [] spawn_08_late_wakes_do_nothing
        "tokio#6148: a late wake panics";
    /// Many wakes before a poll lead to few polls.
    SPAWN_09 Should Deterministic [] spawn_09_wakes_before_a_poll_are_one
        "the documentation of `Waker::wake`";
    /// Waking does not poll on the stack of the one who wakes.
    SPAWN_10 Must Deterministic [] spawn_10_waking_does_not_poll
        "ngx-rust#294, foundationdb-rs#410, grpc-rs#395: deadlocks of those who wake under a lock";
    /// Spawning does not poll.
    SPAWN_11 Must Deterministic [] spawn_11_spawning_does_not_poll
        "a caller may hold a lock that the task takes";
    /// Tasks that always wake themselves let others run.
    SPAWN_12 Should Deterministic [fair "SPAWN-12: capability `fair` not declared"]
        spawn_12_busy_tasks_let_others_run
        "futures-rs#617: the pool polls a self-waker in a loop";
    /// Two tasks that wake each other let a third one run.
    SPAWN_13 Should Deterministic [fair "SPAWN-13: capability `fair` not declared"]
        spawn_13_a_pair_lets_others_run
        "tokio#5686: the slot for the last woken task, without a limit";
    /// Tasks woken from outside run though the executor is busy with its own.
    SPAWN_14 Should Deterministic [fair "SPAWN-14: capability `fair` not declared"]
        spawn_14_outside_wakes_get_through
        "smol#171: the queue of outside wakes is looked at when idle only";
    /// Panics of tasks leave the executor working.
    SPAWN_15 Must Deterministic [panics "SPAWN-15: capability `panics` not declared"]
        spawn_15_panics_stay_in_their_tasks
        "async-std#877, async-executor#78, tokio#640: each panic costs a worker";
    /// Panics in the destructors of futures leave the executor working.
    SPAWN_16 Must Deterministic [drop_panic "SPAWN-16: capability `drop_panic` not declared"]
        spawn_16_panicking_destructors_stay
        "a panic in a destructor ends the process or a worker of several executors";
    /// A future is dropped once, and promptly after it was ready, though wakers of it live on.
    SPAWN_17 Must Deterministic [] spawn_17_dropped_once_and_promptly
        "tokio#5861, unicycle#30: the waker keeps the future";
    /// Dropping the executor drops every future that has not ended, once.
    SPAWN_18 Must Deterministic [owned "SPAWN-18: capability `owned` not declared"]
        spawn_18_stop_drops_every_future
        "glommio#401, smol#294: tasks that wait for ever";
    /// A destructor that spawns while the executor is dropped does no harm, and the new future is
    /// dropped or refused.
    SPAWN_19 Must Deterministic
        [owned "SPAWN-19: capability `owned` not declared", send "SPAWN-19: capability `send` not declared"]
        spawn_19_destructor_that_spawns_at_the_end
        "tokio#3548, glommio#51: the list of tasks changes while it is drained";
    /// A destructor that wakes another task while the executor is dropped does no harm.
    SPAWN_20 Must Deterministic [owned "SPAWN-20: capability `owned` not declared"]
        spawn_20_destructor_that_wakes_at_the_end
        "tokio#2046: the end holds a lock while it drops tasks";
    /// Wakers that outlive the executor may be cloned, woken and dropped.
    SPAWN_21 Must Deterministic [owned "SPAWN-21: capability `owned` not declared"]
        spawn_21_wakers_outlive_the_executor
        "async-executor#163: use after free";
    /// Spawning after the executor's end is refused, or the future dropped at once, and a handle is
    /// told.
    SPAWN_22 Must Deterministic [owned "SPAWN-22: capability `owned` not declared"]
        spawn_22_spawning_after_the_end_is_refused
        "tokio#3548: a task spawned at the end leaks";
    /// A chain of a thousand tasks, each spawned by the one before, runs to its end.
    SPAWN_23 Must Deterministic [send "SPAWN-23: capability `send` not declared"]
        spawn_23_chain_of_spawns
        "an executor that runs what is spawned at once grows its stack";
    /// An executor with a limit refuses the task above it and gives it back or drops it, once.
    SPAWN_24 Must Deterministic [capacity "SPAWN-24: capability `capacity` not declared"]
        spawn_24_full_gives_the_task_back
        "embassy: a pool of tasks is bounded";
    /// Futures of any size and alignment run.
    SPAWN_25 Must Deterministic [] spawn_25_any_size_and_alignment
        "layouts are rounded by hand in several executors";
    /// Wakers of different tasks do not claim to wake the same task.
    SPAWN_26 Must Deterministic [] spawn_26_tasks_have_their_own_wakers
        "embassy#2100: the identity of a vtable was taken for that of a task";
    /// Tasks that nobody wakes are not polled.
    SPAWN_27 Should Deterministic [] spawn_27_idle_tasks_are_not_polled
        "pasts#43: all tasks are polled at each turn";
    /// A future that is not `Send`, or not `'static`, is refused while compiling.
    SPAWN_28 Must Untestable
        [untestable "SPAWN-28: proven by the bounds of `Spawn`, see its documentation"]
        spawn_28_bounds_are_the_traits
        "tokio#3089: a missing bound";
    /// However a spawner is passed, it reaches the same executor.
    SPAWN_29 Must Deterministic [] spawn_29_all_forms_reach_the_executor
        "async_executors: a clone made a queue of its own";
    /// Tasks spawned before the executor runs are run once it does.
    SPAWN_30 Must Deterministic [] spawn_30_spawned_before_running
        "tokio#7022, leptos#3083: tasks that were spawned and silently never ran";
}
