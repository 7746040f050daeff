//! WRITE: what a writer owes its caller.
//!
//! The subject is the writer of a [`Sink`]; the drain is trusted. A check that needs a writer that
//! works, and finds one that does not, is inconclusive.
//!
//! The numbers of the table are those of the catalogue; the files hold the checks by what they are
//! about.

mod accepting;
mod failing;
mod flushing;
#[cfg(feature = "std")]
mod race;
mod script;
mod shutting;
#[cfg(feature = "std")]
mod threads;
mod vectored;
mod waiting;
#[cfg(not(feature = "std"))]
mod without_threads;

#[cfg(not(feature = "std"))]
pub use self::without_threads::{
    write_06_room_in_between_is_noticed, write_27_no_lock_over_wake_or_drop,
    write_33_no_lock_over_clone,
};

pub use self::{
    accepting::{
        write_01_takes_some_of_what_it_gets, write_02_empty_write_is_ready,
        write_03_pending_takes_nothing, write_26_taken_bytes_are_copied, write_32_capacity_is_kept,
    },
    failing::{
        write_22_try_again_stays_inside, write_23_error_leaves_it_usable,
        write_24_error_loses_and_repeats_nothing, write_25_full_buffer_empties_itself,
    },
    flushing::{
        write_09_flushed_bytes_arrive, write_10_flush_goes_on_to_the_end,
        write_11_flush_may_be_abandoned, write_12_clean_flush_is_ready,
        write_31_flush_needs_no_reader,
    },
    shutting::{
        write_13_shutdown_is_the_end, write_14_shutdown_flushes, write_15_shutdown_may_be_repeated,
        write_16_flush_beside_shutdown, write_17_nothing_goes_after_shutdown,
        write_18_pending_shutdown_is_woken, write_30_drop_without_shutdown,
    },
    vectored::{
        write_19_vectored_takes_in_order, write_20_vectored_skips_empty_slices,
        write_21_vectored_takes_several_slices, write_34_vectored_answer_is_constant,
    },
    waiting::{
        write_04_room_wakes, write_05_newest_waker_is_woken, write_07_pending_learns_of_dead_peer,
        write_08_dead_peer_is_an_error, write_28_wakers_are_freed, write_29_full_is_quiet,
    },
};
#[cfg(feature = "std")]
pub use self::{
    race::write_06_room_in_between_is_noticed,
    threads::{write_27_no_lock_over_wake_or_drop, write_33_no_lock_over_clone},
};
use crate::conformance::{Sink, rule::rules};

rules! {
    fixture Sink, rows __write_rules;

    /// A write of bytes to an open writer takes at least one of them and no more than there are.
    WRITE_01 Must Deterministic [] write_01_takes_some_of_what_it_gets
        "rustls/tokio-rustls#92, rustls/tokio-rustls#93: `Ok(0)` looped for ever; \
         tokio-rs/tokio#4125, daeuniverse/honk#167: more than the buffer held";
    /// A write of no bytes is ready at once, also where the writer is full or shut down.
    WRITE_02 Must Deterministic [] write_02_empty_write_is_ready
        "tokio-rs/tokio#8321, tokio-rs/tokio#8323: the write waits for room; \
         apache/opendal#8161: it panics";
    /// A pending write took nothing: the next one may bring other bytes, and fewer.
    WRITE_03 Must Deterministic [] write_03_pending_takes_nothing
        "daeuniverse/honk#167, esp-rs/mbedtls-rs#152: the bytes of the abandoned write are sent";
    /// A pending write is woken when there is room.
    WRITE_04 Must Deterministic [] write_04_room_wakes
        "neondatabase/neon#10207: pending without a wake";
    /// The newest waker is the one that is woken.
    WRITE_05 Must Deterministic [] write_05_newest_waker_is_woken
        "Matthias247/futures-intrusive#18: the first waker was kept";
    /// Room that comes while a write registers its waker is not missed.
    WRITE_06 Must Stochastic [send "WRITE-06: capability `send` not declared"]
        write_06_room_in_between_is_noticed
        "embassy-rs/embassy#7015: looks for room, then registers, and does not look again";
    /// A write, flush or shutdown that waits is woken when the peer goes away, and a write fails.
    WRITE_07 Must Deterministic [eof_on_drop "WRITE-07: capability `eof_on_drop` not declared"]
        write_07_pending_learns_of_dead_peer
        "tokio-rs/tokio#3756: the pending writer was not woken; embassy-rs/embassy#3198: a flush \
         hung";
    /// Writing to a peer that is gone fails after a few writes and flushes.
    WRITE_08 Must Deterministic [eof_on_drop "WRITE-08: capability `eof_on_drop` not declared"]
        write_08_dead_peer_is_an_error
        "the contract of `AsyncWrite`: a writer to nobody would go on for ever";
    /// After a flush the peer can read every byte, even if the writer is then dropped.
    WRITE_09 Must Deterministic [] write_09_flushed_bytes_arrive
        "libp2p/rust-libp2p#1347: a flush was not passed on; moq-dev/web-transport#305: ready \
         while bytes were queued";
    /// A flush of many steps goes on to the end, and each step registers the newest waker.
    WRITE_10 Must Deterministic [adapter "WRITE-10: capability `adapter` not declared"]
        write_10_flush_goes_on_to_the_end
        "rustls/tokio-rustls#112: the last flight of the handshake stayed behind";
    /// A flush that was abandoned loses nothing and repeats nothing.
    WRITE_11 Must Deterministic [] write_11_flush_may_be_abandoned
        "Nullus157/async-compression#438: a buffer was not reset";
    /// A flush with nothing to flush is ready, and again.
    WRITE_12 Must Deterministic [] write_12_clean_flush_is_ready
        "the documentation of `futures_io::AsyncWrite::poll_flush`";
    /// After a shutdown the peer gets all bytes, then the end.
    WRITE_13 Must Deterministic [half_close "WRITE-13: capability `half_close` not declared"]
        write_13_shutdown_is_the_end
        "tokio-rs/tokio#852, tokio-rs/tokio#1488, async-rs/async-std#599, smol-rs/smol#173: the \
         peer waited for an end that never came";
    /// A shutdown flushes.
    WRITE_14 Must Deterministic [] write_14_shutdown_flushes
        "webrtc-rs/webrtc#340: shut down without a flush; hyperium/hyper#4018: bytes were left \
         behind";
    /// A shutdown may be repeated, after `Pending` and after `Ready`.
    WRITE_15 Must Deterministic [] write_15_shutdown_may_be_repeated
        "moq-dev/web-transport#300: the second one failed; appr-tc/data#16: it panicked";
    /// A flush during a shutdown and after one neither panics nor fails.
    WRITE_16 Must Deterministic [] write_16_flush_beside_shutdown
        "Nullus157/async-compression#246: the flush panicked";
    /// Bytes that are written after a shutdown fail there or at the next flush, and never arrive.
    WRITE_17 Must Deterministic [half_close "WRITE-17: capability `half_close` not declared"]
        write_17_nothing_goes_after_shutdown
        "the contract of `AsyncWrite`: bytes that go nowhere must not look written";
    /// A pending shutdown is woken when it can go on, and not before.
    WRITE_18 Must Deterministic [] write_18_pending_shutdown_is_woken
        "neondatabase/neon#10207: pending without a wake; hyperium/h2#831: pending in a loop";
    /// A vectored write takes bytes of its slices in order, as if they were one.
    WRITE_19 Must Deterministic [] write_19_vectored_takes_in_order
        "tokio-rs/tokio#8158: bytes were lost and repeated after a short write";
    /// A vectored write skips empty slices, and with nothing else is an empty write.
    WRITE_20 Must Deterministic [] write_20_vectored_skips_empty_slices
        "rust-lang/futures-rs#1998: a buffer of no bytes stopped the write";
    /// A writer that says so takes bytes of several slices in one call.
    WRITE_21 Should Deterministic [vectored "WRITE-21: capability `vectored` not declared"]
        write_21_vectored_takes_several_slices
        "rust-lang/rust#125333: `is_write_vectored` was not true to the writer";
    /// `WouldBlock` and `Interrupted` never come out.
    WRITE_22 Must Deterministic [inject "WRITE-22: capability `inject` not declared"]
        write_22_try_again_stays_inside
        "the documentation of `futures_io::AsyncWrite`";
    /// After an error every operation still returns, and none panics.
    WRITE_23 Must Deterministic [inject "WRITE-23: capability `inject` not declared"]
        write_23_error_leaves_it_usable
        "apache/arrow-rs-object-store#810, apache/datafusion#11415: a future was polled after it \
         had ended";
    /// Going on after an error neither repeats nor skips bytes that were taken.
    WRITE_24 Must Deterministic [inject "WRITE-24: capability `inject` not declared"]
        write_24_error_loses_and_repeats_nothing
        "Nullus157/async-compression#438: the error came before the buffer was reset";
    /// A writer that buffers goes on by itself, without a flush.
    WRITE_25 Must Deterministic [adapter "WRITE-25: capability `adapter` not declared"]
        write_25_full_buffer_empties_itself
        "the documentation of `futures_io::AsyncWrite::poll_write`";
    /// Bytes that were taken are the caller's no more: changing the buffer changes nothing.
    WRITE_26 Must Deterministic [] write_26_taken_bytes_are_copied
        "the contract of `AsyncWrite`: completion I/O owns its buffer";
    /// No lock is held while a waker is woken or dropped.
    WRITE_27 Must Deterministic [send "WRITE-27: capability `send` not declared"]
        write_27_no_lock_over_wake_or_drop
        "tokio-rs/tokio#5429, tokio-rs/tokio#5471: wakers were woken and dropped under a lock";
    /// Once both ends are dropped, no waker is kept.
    WRITE_28 Must Deterministic [] write_28_wakers_are_freed
        "tokio-rs/tokio#7886: the waker outlived its user";
    /// A full writer wakes nobody.
    WRITE_29 Should Deterministic [] write_29_full_is_quiet
        "quininer/tokio-rustls#33, hyperium/hyper#4085: the task was woken in a loop";
    /// What a drop without a shutdown does; it never blocks.
    WRITE_30 Char Deterministic [] write_30_drop_without_shutdown
        "async-rs/async-std#900: the drop blocked the executor";
    /// A flush does not wait until the peer reads, unless that is declared.
    WRITE_31 Must Deterministic [] write_31_flush_needs_no_reader
        "embassy-rs/embassy#3198: a flush that never ended";
    /// No more bytes are taken than fit, and room for more comes only by reading.
    WRITE_32 Must Deterministic [capacity "WRITE-32: capability `capacity` not declared"]
        write_32_capacity_is_kept
        "the documentation of `tokio::io::duplex`";
    /// No lock is held while a waker is cloned.
    WRITE_33 Should Deterministic [send "WRITE-33: capability `send` not declared"]
        write_33_no_lock_over_clone
        "tokio-rs/tokio#4129: a waker was cloned under a lock";
    /// Whether vectored writes are better never changes.
    WRITE_34 Must Deterministic [] write_34_vectored_answer_is_constant
        "hyper reads it once, when a connection begins";
}
