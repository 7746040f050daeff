//! Executors whose wakers have one defect each.

use crate::{
    executor::{Defect, subject},
    kill::mutants,
};

mutants! {
    "WAKER-01" WakeLeaks "keeps the reference of a wake" "bytes more in each of 5 rounds";
    "WAKER-02" WakeByRefConsumes "gives a reference back in `wake_by_ref`"
        "it is dropped after";
    "WAKER-03" CountsRace "counts references without atomics" "it is dropped";
    "WAKER-04" WakeInDropPanics "borrows its list while it drops a future"
        "it panics in the destructor of another task";
    "WAKER-05" WakeInTaskRuns "runs at once what a task wakes"
        "a stack that does not grow";
    "WAKER-06" WakesLastPolled "has one waker, which wakes the task polled last"
        "`will_wake`: true";
    "WAKER-08" EarlyWakeIsOld "takes a wake right after a poll for an earlier one"
        "sees what was written before it";
    "WAKER-12" ClearsBeforeSleep "clears its queue before it sleeps"
        "a poll after a wake of an idle executor";
}
