//! Executors with one defect each.

use crate::{
    executor::{Defect, subject},
    kill::mutants,
};

mutants! {
    "SPAWN-01" NativeSpawnCancels "drops a task that is spawned natively" "`spawn_detached`: 0 polls";
    "SPAWN-02" SelfWakeIsLost "marks a task idle after its poll, over its own wake" "1 polls of 20";
    "SPAWN-03" ForeignWakeIsLost "does not hear other threads" "after the wake of another thread";
    "SPAWN-04" WakeDuringPollIsLost "marks a task idle after its poll, over another thread's wake"
        "it stays pending";
    "SPAWN-05" LosesSomeWakes "marks a task woken, and now and then does not queue it"
        "was not polled again";
    "SPAWN-06" PolledByTwoThreads "polls a task on two threads" "began inside another one";
    "SPAWN-07" PolledAfterReady "polls what was woken, also after its end" "polls after the end";
    "SPAWN-08" LateWakePanics "looks for a task that is gone" "the slot of the task is empty";
    "SPAWN-09" EveryWakeQueues "queues a task once for each wake" "polls (up to 10) after 1000 wakes";
    "SPAWN-10" WakePolls "polls in the call that wakes" "on the stack of the wake";
    "SPAWN-11" SpawnPolls "polls in the call that spawns" "on the stack of the call";
    "SPAWN-12" BusyTaskGoesOn "polls a task again as long as it wakes itself"
        "polls of busy tasks";
    "SPAWN-13" WokenTaskGoesFirst "runs the task that was woken last first" "polls of busy tasks";
    "SPAWN-14" OutsideWakesWait "looks at outside wakes when there is nothing else"
        "polls of busy tasks";
    "SPAWN-15" PanicEndsWorker "ends its worker when a task panics" "goes on after tasks that panicked";
    "SPAWN-16" DropPanicEndsWorker "ends its worker when a destructor panics"
        "goes on after destructors that panicked";
    "SPAWN-17" WakerKeepsFuture "frees a future with its last waker" "its wakers keep it";
    "SPAWN-18" EndDropsQueuedOnly "drops at its end what is in the queue" "idle task: 0 drops";
    "SPAWN-19" EndTakesTasks "takes tasks while it ends, and forgets them"
        "what was spawned at the end is dropped or refused";
    "SPAWN-20" EndHoldsLock "holds its lock while it drops tasks" "did not end within";
    "SPAWN-21" WakeAfterEndPanics "panics at a wake after its end" "the executor is gone";
    "SPAWN-22" SpawnAfterEndLeaks "takes tasks after its end" "taken, 0 drops";
    "SPAWN-23" SpawnInTaskRuns "runs at once what a task spawns" "a stack that does not grow";
    "SPAWN-24" FullLosesTask "loses the task that it has no room for" "0 drops, given back: false";
    "SPAWN-25" LargeFutureIsLost "loses large futures" "1 of 2";
    "SPAWN-26" OneWakerForAll "has one waker for all tasks" "true for tasks 0 and 1";
    "SPAWN-27" TurnPollsAll "polls all tasks at each turn" "no poll without a wake";
    "SPAWN-29" SharedSpawnerIsAnother "makes a queue of its own for a shared spawner"
        "spawned through `shared`";
    "SPAWN-30" LostBeforeStart "has room for eight tasks before it runs" "all 10 tasks run";
}
