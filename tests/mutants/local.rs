//! Executors of tasks that stay on their thread, with one defect each.

use crate::{
    driver::{Defect, subject},
    kill::mutants,
};

mutants! {
    "LOCAL-01" WakePollsWhereItIs "polls a task on the thread that wakes it"
        "polls on another thread";
    "LOCAL-02" ForeignWakeIsLost "queues a task for the thread that wakes it" "the driver slept on";
    "LOCAL-03" LastWakerFrees "leaves a task that waits to its wakers" "dropped on another thread";
    "LOCAL-04" SpawnWakesNobody "looks into its queue before the root's poll only"
        "the driver slept";
    "LOCAL-05" KeepsFirstOuterWaker "keeps the first outer waker" "wakes the newest outer waker";
    "LOCAL-06" RootGoesOn "polls the root as long as it wakes itself" "share the thread";
    "LOCAL-07" EndIsOutside "drops its tasks outside its context" "3 of 3 are outside";
    "LOCAL-08" UndrivenIsSilent "takes tasks that nobody drives" "nobody will know";
    "LOCAL-09" StalledAfterOneTurn "is stalled when each task had a poll" "1 of 50 polls";
    "LOCAL-10" WakeBetweenRunsIsLost "hears its own thread while it runs only"
        "a poll in the next run";
}
