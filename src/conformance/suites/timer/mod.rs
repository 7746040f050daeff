//! TIMER: what a timer owes those who wait.
//!
//! The subject is the timer of a [`Clock`]: one that is moved by hand, or one that follows real time.
//! Those get some slack, 500 ms unless the fixture declares `slack`; being early is never forgiven.

mod bounds;
mod end;
mod firing;
mod many;
mod moving;
mod threads;
mod wakers;

pub use self::{
    bounds::{
        timer_03_past_is_ready_soon, timer_06_far_away_never_fires, timer_17_clock_is_monotone,
        timer_21_poll_after_ready, timer_23_overflow_is_loud,
    },
    end::{timer_16_end_is_not_silent, timer_18_busy_tasks_delay_nothing},
    firing::{
        timer_01_never_early, timer_02_fires_in_time, timer_19_intervals_do_not_drift,
        timer_20_advance_fires_what_is_due, timer_22_no_context_or_a_loud_error,
    },
    many::{
        timer_07_dropping_one_spares_others, timer_09_earlier_one_fires_first,
        timer_10_later_one_survives, timer_11_each_fires_once_in_order,
    },
    moving::timer_12_reset_obeys_the_new_deadline,
    threads::{
        timer_05_moves_between_threads, timer_14_wakers_may_use_the_timer,
        timer_15_many_threads_at_once,
    },
    wakers::{
        timer_04_newest_waker_is_woken, timer_08_dropped_sleep_frees_its_waker,
        timer_13_spurious_polls_wake_nobody,
    },
};

use crate::conformance::{Clock, rule::rules};

rules! {
    fixture Clock, rows __timer_rules;

    /// A sleep is never ready before its deadline, by the timer's own clock.
    TIMER_01 Must Deterministic [] timer_01_never_early
        "async-io#73, glommio#326: rounded down to a tick";
    /// A sleep is woken and ready within the declared slack after its deadline.
    TIMER_02 Must Deterministic [] timer_02_fires_in_time
        "glommio#652, embassy#6528: an alarm that is lost or late";
    /// A sleep of no time, or until a moment that is past, is ready by its second poll.
    TIMER_03 Must Deterministic [] timer_03_past_is_ready_soon
        "embassy#4529: is the past immediate?";
    /// The newest waker is the one that is woken.
    TIMER_04 Must Deterministic [] timer_04_newest_waker_is_woken
        "commonware#4859, async-io 0.1.3: the waker of an earlier task was kept";
    /// A sleep that moves to another thread still fires.
    TIMER_05 Must Deterministic [send "TIMER-05: capability `send` not declared"]
        timer_05_moves_between_threads
        "commonware#4859: bound to the thread that made it";
    /// Huge durations neither panic nor fire, and leave other sleeps alone.
    TIMER_06 Must Deterministic [] timer_06_far_away_never_fires
        "tokio#6612, async-io#87, embassy#4736: overflow, or a sleep that stays in the queue";
    /// Dropping one sleep of a task leaves its others working.
    TIMER_07 Must Deterministic [] timer_07_dropping_one_spares_others
        "embassy#4736, compio 094d35d: one slot for each task";
    /// A dropped sleep frees its waker at once and wakes nobody later.
    TIMER_08 Should Deterministic [] timer_08_dropped_sleep_frees_its_waker
        "a timer that removes lazily keeps the tasks of a day";
    /// A sleep that ends earlier than one made before it fires on time.
    TIMER_09 Must Deterministic [] timer_09_earlier_one_fires_first
        "hermit#2126: the alarm is not set anew";
    /// A later sleep survives the firing and the dropping of an earlier one.
    TIMER_10 Must Deterministic [] timer_10_later_one_survives
        "hermit#2126, embassy#6528: the alarm is lost after it fired";
    /// Of many sleeps, with equal and other deadlines, each fires once, in order.
    TIMER_11 Must Deterministic [] timer_11_each_fires_once_in_order
        "a map by deadline loses what is equal";
    /// A deadline that is moved counts, also for who waits already.
    TIMER_12 Must Deterministic [] timer_12_reset_obeys_the_new_deadline
        "tokio#2290, tokio#6752, tokio#8274: moved to the past, and nobody is woken";
    /// Polls without need cause no early wake, and no more than two in all.
    TIMER_13 Should Deterministic [] timer_13_spurious_polls_wake_nobody
        "rustls/tokio-rustls: busy loops";
    /// A waker may use the timer while it is woken or dropped.
    TIMER_14 Must Deterministic [send "TIMER-14: capability `send` not declared"]
        timer_14_wakers_may_use_the_timer
        "embassy#1177: the driver's lock is held over the wake";
    /// Sleeps may be made, polled and dropped on many threads at once.
    TIMER_15 Must Stochastic [send "TIMER-15: capability `send` not declared"]
        timer_15_many_threads_at_once
        "tokio#3229, tokio#8252: races of dropping and inserting";
    /// A sleep whose driver is gone does not wait for ever in silence.
    TIMER_16 Must Deterministic [owned "TIMER-16: capability `owned` not declared"]
        timer_16_end_is_not_silent
        "tokio#8169: a sleep that nobody drives";
    /// The clock never goes back, and has reached the deadline when a sleep is ready.
    TIMER_17 Must Deterministic [] timer_17_clock_is_monotone
        "async-io#73: two clocks in one timer";
    /// Sleeps fire though a task wakes itself all the time.
    TIMER_18 Should Deterministic [with_spawn "TIMER-18: capability `with_spawn` not declared"]
        timer_18_busy_tasks_delay_nothing
        "tokio#7883, tokio#8146: the driver runs when there is nothing else";
    /// An interval does not drift, handles missed ticks as it says, and bears a huge period.
    TIMER_19 Must Deterministic [] timer_19_intervals_do_not_drift
        "tokio#3551: the next tick counted from now";
    /// Advancing a clock by hand fires exactly what is due.
    TIMER_20 Must Deterministic [mock "TIMER-20: capability `mock` not declared"]
        timer_20_advance_fires_what_is_due
        "tokio#3712: advanced too far";
    /// A poll after the end is ready, pending, or panics.
    TIMER_21 Char Deterministic [] timer_21_poll_after_ready
        "the documentation of `Future::poll`";
    /// Without its runtime's context a timer works, or fails loudly at the first poll.
    TIMER_22 Must Deterministic [] timer_22_no_context_or_a_loud_error
        "timers that silently never fire under another executor";
    /// A timer with room for so many sleeps refuses the next one loudly, and keeps the others.
    TIMER_23 Must Deterministic [capacity "TIMER-23: capability `capacity` not declared"]
        timer_23_overflow_is_loud
        "a queue that forgets the oldest";
}
