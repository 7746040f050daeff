//! WAKER, the first part: what the wakers that an executor hands out owe those who keep them.
//!
//! The subject is the executor of an [`Executor`]. What a leaf with several waiters owes them is
//! the second part, [`waiters`](super::waiters).

mod balance;
mod places;
#[cfg(feature = "std")]
mod race;
#[cfg(not(feature = "std"))]
#[path = "without_threads.rs"]
mod race;

pub use self::{
    balance::{
        waker_01_nothing_is_left, waker_02_each_use_takes_its_own, waker_06_same_is_the_same_task,
    },
    places::{waker_04_used_anywhere, waker_05_long_chains, waker_11_in_interrupts},
    race::{
        waker_03_used_by_four_threads, waker_08_writes_before_a_wake_are_seen,
        waker_12_wake_before_sleep,
    },
};

use crate::conformance::{Executor, rule::rules};

rules! {
    fixture Executor, rows __waker_rules;

    /// When a task has ended and its last waker is gone, its memory is free.
    WAKER_01 Must Deterministic [memory "WAKER-01: capability `memory` not declared"]
        waker_01_nothing_is_left
        "glommio#401, tokio#5861: tasks that their wakers leak";
    /// `wake` gives back what `clone` took, and `wake_by_ref` gives back nothing.
    WAKER_02 Must Deterministic [] waker_02_each_use_takes_its_own
        "glommio's changes of June 2021: `wake_by_ref` gives a reference back that it has not got";
    /// Four threads may clone, wake and drop wakers of one task at once.
    WAKER_03 Must Stochastic [] waker_03_used_by_four_threads
        "`Waker` is `Send` and `Sync`";
    /// A waker may be used in any destructor, in the poll of another task, and during unwinding.
    WAKER_04 Must Stochastic [] waker_04_used_anywhere
        "ngx-rust#294, tokio#6148: a wake borrows what is borrowed, or is gone";
    /// However long a chain of tasks that wake each other is, the stack does not grow.
    WAKER_05 Must Deterministic [] waker_05_long_chains
        "ngx-rust#294: a wake runs the task that it wakes";
    /// A waker that `will_wake` the task of another one does, also after `clone_from`.
    WAKER_06 Must Deterministic [] waker_06_same_is_the_same_task
        "the documentation of `Waker::will_wake`";
    /// What was written before a wake is seen in the poll that follows.
    WAKER_08 Must Stochastic [] waker_08_writes_before_a_wake_are_seen
        "tokio#7622: no release in `wake_by_ref` if the task was woken already; see Miri and loom";
    /// A waker may be used in an interrupt: it neither blocks nor allocates.
    WAKER_11 Must Untestable
        [untestable "WAKER-11: proven on the target, see the executor's own tests"]
        waker_11_in_interrupts
        "embassy#3665: a waker's code runs where it must not";
    /// A wake between a worker's last look into its queue and its sleep is kept.
    WAKER_12 Must Stochastic [] waker_12_wake_before_sleep
        "blocking 0.4.4, monoio#147: the token is cleared just before parking";
}
