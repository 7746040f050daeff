//! JOIN: what the handle of a task owes its holder.
//!
//! The subject is the handle that a [`Joins`] makes: ours on any executor, through
//! [`Handles`](crate::conformance::Handles), or one of your own.

mod abort;
mod drops;
mod end;
mod output;
mod wakes;

pub use self::{
    abort::{
        join_06_abort_drops_the_future, join_07_abort_after_the_end_changes_nothing,
        join_08_abort_from_another_thread, join_16_handle_dropped_in_its_own_task,
    },
    drops::{
        join_04_dropping_the_handle_detaches, join_05_detached_output_is_dropped,
        join_10_output_is_dropped_once,
    },
    end::{join_12_executor_dropped_while_joined, join_13_tasks_that_join_each_other},
    output::{
        join_01_output_comes_once, join_03_late_poll_is_ready, join_09_destructor_comes_first,
        join_11_panic_keeps_its_payload, join_14_is_finished_tells, join_17_poll_after_ready,
    },
    wakes::{join_02_newest_waker_is_woken, join_15_waker_may_use_the_handle},
};

use crate::conformance::{Joins, rule::rules};

rules! {
    fixture Joins, rows __join_rules;

    /// The output comes out of the handle once, by value.
    JOIN_01 Must Deterministic [] join_01_output_comes_once
        "the documentation of every join handle";
    /// The newest waker is the one that is woken when the task ends.
    JOIN_02 Must Deterministic [] join_02_newest_waker_is_woken
        "futures-intrusive#18: the first waker was kept";
    /// The first poll of a handle whose task has ended is ready.
    JOIN_03 Must Deterministic [] join_03_late_poll_is_ready
        "affinitypool#7: the waker is registered for an event that has passed";
    /// Dropping the handle of a parked task detaches it: the task still runs to its end.
    JOIN_04 Must Deterministic [] join_04_dropping_the_handle_detaches
        "smol, futures and async-std differ; ours are the same everywhere";
    /// The output of a detached task is dropped, once.
    JOIN_05 Must Deterministic [] join_05_detached_output_is_dropped
        "tokio#4412: the output of a detached task";
    /// Abort drops the future without a wake from outside, and the handle is ready, canceled.
    JOIN_06 Must Deterministic [] join_06_abort_drops_the_future
        "tokio#3964: abort has no effect until the task is polled";
    /// Abort after the end changes nothing: the output is there.
    JOIN_07 Must Deterministic [] join_07_abort_after_the_end_changes_nothing
        "the documentation of `tokio::task::JoinHandle::abort`";
    /// A local task that another thread aborts is dropped on its own thread.
    JOIN_08 Must Deterministic [local "JOIN-08: capability `local` not declared"]
        join_08_abort_from_another_thread
        "tokio#3672, tokio#3159: abort off the runtime";
    /// The future's destructor has run before the handle is ready.
    JOIN_09 Must Deterministic [] join_09_destructor_comes_first
        "tokio#7825, async-task 2.1: the result was published before the drop";
    /// The output is dropped once, whenever the handle goes, and a panic in its destructor goes no
    /// further.
    JOIN_10 Must Deterministic [] join_10_output_is_dropped_once
        "tokio#4412, tokio#4430: a panic when the output is dropped";
    /// A task that panics ends its handle with the payload.
    JOIN_11 Must Deterministic [] join_11_panic_keeps_its_payload
        "k23#301: the failure was swallowed";
    /// A handle whose executor is dropped is ready, canceled.
    JOIN_12 Must Deterministic [owned "JOIN-12: capability `owned` not declared"]
        join_12_executor_dropped_while_joined
        "tokio#3548: joined for ever";
    /// Two tasks that join each other are freed with the executor.
    JOIN_13 Should Deterministic [owned "JOIN-13: capability `owned` not declared"]
        join_13_tasks_that_join_each_other
        "tokio#4724: a cycle of tasks leaks";
    /// `is_finished` is true if and only if the handle would be ready.
    JOIN_14 Must Deterministic [is_finished "JOIN-14: capability `is_finished` not declared"]
        join_14_is_finished_tells
        "tokio#7825: true before the output was there";
    /// The handle's waker may poll and drop the handle when it is woken.
    JOIN_15 Must Deterministic [] join_15_waker_may_use_the_handle
        "tokio#5429: foreign code under a lock";
    /// A handle may be dropped inside its own task.
    JOIN_16 Must Deterministic [] join_16_handle_dropped_in_its_own_task
        "async-task 1.1.1: use after free when dropped while running";
    /// A poll after the handle was ready panics or is ready, and does no harm.
    JOIN_17 Char Deterministic [] join_17_poll_after_ready
        "the documentation of `Future::poll`";
}
