//! STREAM: what a stream owes whoever polls it.
//!
//! The subject is the stream of a [`Channel`]; the producer is trusted. A check that cannot get its
//! items into the producer is inconclusive.
//!
//! The numbers of the table are those of the catalogue; the files hold the checks by what they are
//! about.

mod adapters;
mod end;
mod items;
#[cfg(feature = "std")]
mod panics;
#[cfg(feature = "std")]
mod race;
#[cfg(feature = "std")]
mod threads;
mod wakers;
#[cfg(not(feature = "std"))]
mod without_std;

#[cfg(not(feature = "std"))]
pub use self::without_std::{
    stream_06_item_during_poll_is_not_lost, stream_07_poll_after_end,
    stream_14_no_lock_while_waking, stream_18_moves_between_threads,
    stream_22_panic_drops_nothing_twice, stream_25_no_lock_while_cloning_a_waker,
};
pub use self::{
    adapters::{
        stream_11_hints_saturate, stream_19_inner_is_not_polled_after_its_end,
        stream_20_children_take_turns, stream_21_internal_work_is_bounded,
    },
    end::{stream_08_end_is_for_ever, stream_09_terminated_means_ended},
    items::{
        stream_01_items_in_order, stream_05_queue_comes_before_end, stream_10_hint_is_true,
        stream_12_hint_has_no_effect, stream_13_abandoned_next_loses_nothing,
        stream_16_nothing_is_left_behind, stream_24_data_after_an_error,
    },
    wakers::{
        stream_02_arrival_wakes, stream_03_newest_waker_is_woken, stream_04_end_wakes,
        stream_15_dropped_stream_frees_wakers, stream_17_no_wake_without_event,
        stream_23_try_keeps_the_waker,
    },
};
#[cfg(feature = "std")]
pub use self::{
    panics::{stream_07_poll_after_end, stream_22_panic_drops_nothing_twice},
    race::stream_06_item_during_poll_is_not_lost,
    threads::{
        stream_14_no_lock_while_waking, stream_18_moves_between_threads,
        stream_25_no_lock_while_cloning_a_waker,
    },
};

use crate::conformance::{Channel, rule::rules};

rules! {
    fixture Channel, rows __stream_rules;

    /// Items come in the order of their source, none lost and none twice.
    STREAM_01 Must Deterministic [] stream_01_items_in_order
        "the documentation of `futures_core::Stream`; rust-lang/futures-rs#2574: wrong order";
    /// A pending poll is woken when an item arrives.
    STREAM_02 Must Deterministic [] stream_02_arrival_wakes
        "chatmail/core#1922, aws/s2n-quic#2644: pending without registering";
    /// The newest poll's waker is the one that is woken.
    STREAM_03 Must Deterministic [] stream_03_newest_waker_is_woken
        "Matthias247/futures-intrusive#18, commonwarexyz/monorepo#4859: the first waker was kept";
    /// The end wakes a pending poll.
    STREAM_04 Must Deterministic [finite "STREAM-04: capability `finite` not declared"]
        stream_04_end_wakes
        "aws/s2n-quic#2644: pending without a waker";
    /// What was queued before the end comes before the end.
    STREAM_05 Must Deterministic [finite "STREAM-05: capability `finite` not declared"]
        stream_05_queue_comes_before_end
        "zesterer/flume#120: the disconnection was checked before the queue";
    /// An item that is sent while the stream is polled is not lost.
    STREAM_06 Must Stochastic [send_xt "STREAM-06: capability `send_xt` not declared"]
        stream_06_item_during_poll_is_not_lost
        "smol-rs/async-io#78, embassy-rs/embassy#7015: sent between the check and the registration";
    /// What a poll after the end does is recorded.
    STREAM_07 Char Deterministic [finite "STREAM-07: capability `finite` not declared"]
        stream_07_poll_after_end
        "the documentation of `futures_core::Stream`: it may panic, block, or yield again";
    /// A fused stream stays at its end.
    STREAM_08 Must Deterministic [
        finite "STREAM-08: capability `finite` not declared",
        fused "STREAM-08: capability `fused` not declared"
    ] stream_08_end_is_for_ever
        "yoshuawuyts/futures-concurrency#120: what comes after the end surprises combinators";
    /// A stream that says it has ended yields nothing and keeps no waker; after its end it says so.
    STREAM_09 Must Deterministic [
        finite "STREAM-09: capability `finite` not declared",
        fused "STREAM-09: capability `fused` not declared"
    ] stream_09_terminated_means_ended
        "rust-lang/futures-rs#1967, rust-lang/futures-rs#1977: `is_terminated` before the end";
    /// The number of items that are left lies within the hint of size at every step.
    STREAM_10 Must Deterministic [finite "STREAM-10: capability `finite` not declared"]
        stream_10_hint_is_true
        "tokio-rs/tokio#2430, tokio-rs/tokio#8216, rust-lang/futures-rs#2610: wrong hints";
    /// The arithmetic of an adapter's hint saturates.
    STREAM_11 Must Deterministic [adapter "STREAM-11: capability `adapter` not declared"]
        stream_11_hints_saturate
        "tokio-rs/tokio#2430: the sum of two hints overflows";
    /// A hint of size takes no item, stores no waker and wakes nobody.
    STREAM_12 Must Deterministic [] stream_12_hint_has_no_effect
        "the documentation of `core::iter::Iterator::size_hint`";
    /// A `next` that is dropped while it waits loses no item.
    STREAM_13 Must Deterministic [] stream_13_abandoned_next_loses_nothing
        "jeikabu/runng#65: a cancelled receive eats the message";
    /// No internal lock is held while a waker is woken or dropped.
    STREAM_14 Must Deterministic [send "STREAM-14: capability `send` not declared"]
        stream_14_no_lock_while_waking
        "tokio-rs/tokio#5429, nginx/ngx-rust#294, apache/asyncband#125: deadlocks in foreign code";
    /// Dropping the stream frees the wakers it stored, though the producer lives.
    STREAM_15 Should Deterministic [] stream_15_dropped_stream_frees_wakers
        "tokio-rs/tokio#7886, tokio-rs/tokio#8095: the receiver's waker outlives it";
    /// When both ends are gone, no waker is left and each item was dropped exactly once.
    STREAM_16 Must Deterministic [] stream_16_nothing_is_left_behind
        "rust-lang/futures-rs#3005, udoprog/unicycle#30: leaks; async-rs/async-std#903: two drops";
    /// Nobody is woken without an event.
    STREAM_17 Should Deterministic [] stream_17_no_wake_without_event
        "quininer/tokio-rustls#33, hyperium/hyper#4085: busy loops";
    /// A stream goes on after it moved to another thread.
    STREAM_18 Must Deterministic [send "STREAM-18: capability `send` not declared"]
        stream_18_moves_between_threads
        "BVE-Reborn/switchyard#5: a waker of the thread it left; commonwarexyz/monorepo#4859";
    /// An adapter does not poll its inner stream again after that one's end.
    STREAM_19 Must Deterministic [adapter "STREAM-19: capability `adapter` not declared"]
        stream_19_inner_is_not_polled_after_its_end
        "yoshuawuyts/futures-concurrency#120, tokio-rs/tokio#8233: polled after `None`";
    /// A concurrent adapter gives each ready inner stream its turn.
    STREAM_20 Should Deterministic [
        adapter "STREAM-20: capability `adapter` not declared",
        concurrent "STREAM-20: capability `concurrent` not declared"
    ] stream_20_children_take_turns
        "rust-lang/futures-rs#2047, tokio-rs/tokio#2390: children starve";
    /// An adapter over a stream that is always ready works a bounded time in one poll.
    STREAM_21 Should Deterministic [
        adapter "STREAM-21: capability `adapter` not declared",
        rejects "STREAM-21: capability `rejects` not declared"
    ] stream_21_internal_work_is_bounded
        "rust-lang/futures-rs#2049, rust-lang/futures-rs#2551: one poll that never returns";
    /// After a panic of the inner stream nothing is dropped twice.
    STREAM_22 Must Deterministic [adapter "STREAM-22: capability `adapter` not declared"]
        stream_22_panic_drops_nothing_twice
        "rust-lang/futures-rs#2886: use after free once a child has panicked";
    /// Taking an item without polling leaves the waker that waits.
    STREAM_23 Must Deterministic [try "STREAM-23: capability `try` not declared"]
        stream_23_try_keeps_the_waker
        "tokio-rs/tokio#8279: `try_join_next` polled with a waker of its own";
    /// An error does not lose the items that follow it.
    STREAM_24 Must Deterministic [fallible "STREAM-24: capability `fallible` not declared"]
        stream_24_data_after_an_error
        "tokio-rs/tokio#4166: what a framed stream does after an error";
    /// No internal lock is held while a waker is cloned.
    STREAM_25 Should Deterministic [send_xt "STREAM-25: capability `send_xt` not declared"]
        stream_25_no_lock_while_cloning_a_waker
        "tokio-rs/tokio#4129: a waker cloned under the lock of a queue";
}
