//! BLOCK: what running a future on the current thread owes the future, and the one who calls.
//!
//! The subject is the runtime of a [`Driver`](crate::conformance::Driver).

mod calls;
mod root;
mod tasks;
mod wakes;

pub use self::{
    calls::{block_05_call_in_a_call, block_07_panic_goes_to_the_caller, block_08_again},
    root::{
        block_01_output_comes_back, block_09_wakers_outlive_the_call, block_10_root_is_dropped,
    },
    tasks::{block_06_tasks_run_meanwhile, block_11_tasks_rest_afterwards},
    wakes::{
        block_02_wake_before_sleep, block_03_root_parks_its_thread, block_04_neither_deep_nor_busy,
    },
};

use crate::conformance::{Driver, rule::rules};

rules! {
    fixture Driver, rows __block_rules;

    /// The root is polled by the calling thread, borrows what it likes, and its output comes back.
    BLOCK_01 Must Deterministic [] block_01_output_comes_back
        "the documentation of every `block_on`";
    /// A wake that comes before the thread sleeps is kept.
    BLOCK_02 Must Deterministic [] block_02_wake_before_sleep
        "blocking 0.4.4: the first poll in `block_on` caused lost wakeups; monoio#147";
    /// A root that parks and unparks its thread loses no wake by that, and fakes none.
    BLOCK_03 Must Deterministic [] block_03_root_parks_its_thread
        "futures-rs#2010: the root eats the executor's token";
    /// A root that wakes itself does not grow the stack, and one that waits is not polled.
    BLOCK_04 Must Deterministic [] block_04_neither_deep_nor_busy
        "tokio-rustls#33, hyper#4085: loops that burn the processor";
    /// A call within a call works or panics, and does not hang.
    BLOCK_05 Char Deterministic [] block_05_call_in_a_call
        "async-std#644, smolscale#2, futures-rs#2386, tokio#2376: four opinions";
    /// Tasks of the runtime run while the root waits.
    BLOCK_06 Must Deterministic [drives "BLOCK-06: capability `drives` not declared"]
        block_06_tasks_run_meanwhile
        "tokio#7835, monoio#147: the thread parks although there is work";
    /// A panic of the root goes to the caller, and the runtime can be used again.
    BLOCK_07 Must Deterministic [] block_07_panic_goes_to_the_caller
        "tokio-uring#39, tokio-uring#159: a guard of the thread stays behind";
    /// The call can be repeated.
    BLOCK_08 Must Deterministic [] block_08_again
        "tokio-uring#15, tokio-uring#162: a second `block_on`";
    /// Wakers of the root may be woken, cloned and dropped after the call, and after the runtime.
    BLOCK_09 Must Deterministic [] block_09_wakers_outlive_the_call
        "nostd_async#4: wakers that point to the stack";
    /// The root is dropped, once and on the calling thread, before the call returns.
    BLOCK_10 Must Deterministic [] block_10_root_is_dropped
        "the documentation of `BlockOn`: what the root borrows ends with the call";
    /// A task that nobody awaits is polled by the next call, and not before.
    BLOCK_11 Must Deterministic [drives "BLOCK-11: capability `drives` not declared"]
        block_11_tasks_rest_afterwards
        "a task that may not leave its thread runs where nobody expects it";
}
