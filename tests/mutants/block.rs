//! Runtimes that block, with one defect each.

use crate::{
    driver::{Defect, subject},
    kill::mutants,
};

mutants! {
    "BLOCK-01" RootIsSentAway "polls the root on another thread" "polled by the calling thread";
    "BLOCK-02" TokenIsCleared "clears its token before it sleeps" "the thread sleeps over it";
    "BLOCK-03" TokenIsTheThreads "has no token but the thread's"
        "kept though the root parks its thread";
    "BLOCK-04" PollsWhileItWaits "polls instead of sleeping" "few polls (up to 200)";
    "BLOCK-05" NestedCallHangs "sleeps in a call within a call" "did not end within";
    "BLOCK-06" ParksWithoutTurning "sleeps though its tasks have woken themselves"
        "of 11 polls";
    "BLOCK-07" PanicLeavesGuard "stays in use after a panic" "the next call: panics";
    "BLOCK-08" WorksOnce "ends with its first root" "call 1: None";
    "BLOCK-09" LateWakePanics "panics at a wake after the call" "a wake after the call panics";
    "BLOCK-10" RootLeaks "leaks the root" "ready at once is dropped";
    "BLOCK-11" ThreadGoesOn "goes on with the tasks on another thread" "no poll between the calls";
}
