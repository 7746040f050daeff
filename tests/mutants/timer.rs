//! Timers with one defect each.

use crate::{
    clock::{Defect, subject},
    kill::mutants,
};

mutants! {
    "TIMER-01" RoundsDown "rounds a deadline down to a millisecond" "early";
    "TIMER-02" LosesEverySecondAlarm "passes over a slot of its wheel" "no wake";
    "TIMER-03" PastWaitsForever "waits for a turn of the driver that has been" "pending again";
    "TIMER-04" KeepsFirstWaker "keeps the first waker" "the newest waker is woken";
    "TIMER-05" HearsItsThreadOnly "registers on the thread that made it only"
        "woken where it was polled last";
    "TIMER-06" HugeSaturatesToNow "takes a huge duration for none" "ready at once";
    "TIMER-07" DropClearsTask "forgets all sleeps of a task with one" "the other one fires";
    "TIMER-08" RemovesLazily "keeps a dropped sleep until its time" "1 live wakers";
    "TIMER-09" AlarmOfFirstOnly "sets its alarm for the first sleep only" "fires on time";
    "TIMER-10" AlarmLostAfterFiring "loses its alarm when it has fired" "the later one";
    "TIMER-11" EqualReplaces "has one place for each deadline" "each sleep fires";
    "TIMER-12" PastResetIsSilent "wakes nobody when moved to the past" "past: no wake";
    "TIMER-13" WakesAtEachPoll "wakes at each registration" "early wakes";
    "TIMER-14" WakesUnderLock "wakes under its lock" "did not end within";
    "TIMER-15" RacesLoseEntries "loses what other threads insert" "every sleep fires";
    "TIMER-16" EndIsSilent "ends in silence" "pending in silence";
    "TIMER-17" ClockGoesBack "reads a clock that goes back" "never goes back";
    "TIMER-18" BusyTaskDelays "runs when no task does" "no wake while a task is busy";
    "TIMER-19" ReportsNow "reports a deadline that is past as now" "ticks on the beat";
    "TIMER-20" AdvancesTooFar "advances to a deadline further on" "after 5 ms just the sleeps";
    "TIMER-22" NeedsContext "registers inside its context only" "works without a context, or panics";
    "TIMER-23" OverflowEvicts "evicts the oldest sleep for a new one" "the sleeps that there was room for";
}
