//! Handles with one defect each.

use crate::{
    handle::{Defect, subject},
    kill::mutants,
};

mutants! {
    "JOIN-01" OutputIsDropped "gives a copy, and drops the output" "dropped before it came";
    "JOIN-02" KeepsFirstWaker "keeps the first waker" "the newest waker is woken";
    "JOIN-03" FirstPollWaits "waits for an end that has passed" "ready at the first poll";
    "JOIN-04" DropCancels "cancels the task when it is dropped" "dropped with the handle";
    "JOIN-05" DetachedOutputLeaks "forgets the output of a detached task" "0 drops";
    "JOIN-06" AbortWaits "aborts at the task's next wake" "without another wake";
    "JOIN-07" AbortDiscards "discards the output if aborted late" "observed: Cancelled";
    "JOIN-08" AbortDropsWhereItIs "drops an aborted future on the thread that aborts"
        "dropped on the task's own thread";
    "JOIN-09" OutputBeforeDestructor "is ready before the future is dropped"
        "finished while the destructor ran";
    "JOIN-10" DropPanicGoesOn "lets the panic of an output's destructor out"
        "a destructor that panics, as the check wants";
    "JOIN-11" PanicIsCancellation "takes a panic for a cancellation" "observed: Cancelled";
    "JOIN-12" EndTellsNobody "tells nobody that the executor is gone" "no wake";
    "JOIN-13" FutureStaysInCell "frees the future with the last handle" "of them leak";
    "JOIN-14" FinishedEarly "is finished before it is" "pending task: true";
    "JOIN-15" WakesUnderLock "wakes under its lock" "did not end within";
    "JOIN-16" PollsUnderLock "polls the task under its lock" "did not end within";
}
