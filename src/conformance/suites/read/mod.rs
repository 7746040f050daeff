//! READ: what a reader owes its caller.
//!
//! The subject is the reader of a [`Source`]; the feeder is trusted. A check that cannot get its
//! bytes into the feeder is inconclusive.
//!
//! The numbers of the table are those of the catalogue; the files hold the checks by what they are
//! about.

mod bytes;
mod end;
mod errors;
#[cfg(feature = "std")]
mod race;
#[cfg(feature = "std")]
mod threads;
mod wakers;
#[cfg(not(feature = "std"))]
mod without_threads;

#[cfg(not(feature = "std"))]
pub use self::without_threads::{
    read_06_racing_arrival_wakes, read_19_no_lock_over_wake_or_drop, read_21_poll_returns,
    read_22_other_thread_is_woken, read_26_no_lock_over_clone,
};
pub use self::{
    bytes::{
        read_01_no_room_is_ready, read_02_no_room_is_no_end, read_03_pending_moves_nothing,
        read_07_empty_chunk_is_no_end, read_08_what_is_there_is_returned,
        read_09_bytes_come_in_order, read_13_abandoned_read_loses_nothing,
        read_14_next_room_may_be_smaller, read_23_vectored_read_fills_in_order,
        read_24_reads_before_a_yield,
    },
    end::{
        read_10_bytes_come_before_the_end, read_11_end_is_repeatable, read_12_growth_is_read,
        read_25_dropped_peer_wakes,
    },
    errors::{
        read_15_error_comes_after_the_bytes, read_16_after_an_error_nothing_hangs,
        read_17_retries_stay_inside,
    },
    wakers::{
        read_04_arrival_wakes, read_05_newest_waker_is_woken, read_18_idle_wakes_nobody,
        read_20_no_waker_outlives_both_ends, read_27_no_waker_outlives_the_reader,
    },
};
#[cfg(feature = "std")]
pub use self::{
    race::read_06_racing_arrival_wakes,
    threads::{
        read_19_no_lock_over_wake_or_drop, read_21_poll_returns, read_22_other_thread_is_woken,
        read_26_no_lock_over_clone,
    },
};

use crate::conformance::{Source, rule::rules};

rules! {
    fixture Source, rows __read_rules;

    /// A read with no room is ready at once and changes nothing.
    READ_01 Must Deterministic [] read_01_no_room_is_ready
        "tokio-rs/tokio#8321, tokio-rs/tokio#8323 and embassy-rs/embassy#2150: such a read waits for \
         data";
    /// A read with no room is not remembered as the end.
    READ_02 Must Deterministic [] read_02_no_room_is_no_end
        "tokio-rs/tokio#8251: `Chain` goes on to its second part; quinn-rs/quinn#1159: an empty \
         slice is the end of the stream";
    /// A pending read leaves the buffer as it was.
    READ_03 Must Deterministic [] read_03_pending_moves_nothing
        "the documentation of `tokio::io::AsyncRead`";
    /// A pending read is woken when bytes arrive.
    READ_04 Must Deterministic [] read_04_arrival_wakes
        "chatmail/core#1922: pending without registering; aws/s2n-quic#2644: the same, and a task \
         that nobody wakes";
    /// The newest waker is the one that is woken.
    READ_05 Must Deterministic [] read_05_newest_waker_is_woken
        "Matthias247/futures-intrusive#18 and engula/engula#1019: the first waker is kept; \
         tokio-rs/tokio#4497: a test with `will_wake` the wrong way round";
    /// Bytes that arrive while the waker is being stored wake it.
    READ_06 Must Stochastic [send "READ-06: capability `send` not declared"]
        read_06_racing_arrival_wakes
        "smol-rs/async-io#78: a wake is missed while another thread reads the tick; \
         embassy-rs/embassy#7015: the check comes before the registration, twice";
    /// A read that has room and brings nothing means the end, and nothing else.
    READ_07 Must Deterministic [] read_07_empty_chunk_is_no_end
        "rust-lang/futures-rs#1595: `IntoAsyncRead` takes an empty chunk for the end";
    /// A read returns what is there, and does not wait for more.
    READ_08 Must Deterministic [] read_08_what_is_there_is_returned
        "embassy-rs/embassy#2719: the read waits for an idle line although bytes are there";
    /// Whatever the rooms, the waits and the wakers, the bytes come in order, each once.
    READ_09 Must Deterministic [] read_09_bytes_come_in_order
        "monoio-rs/monoio#225: the offset in a buffer is lost; async-rs/async-std#802: a slice \
         with the wrong index";
    /// Bytes that were sent before the end come before the end.
    READ_10 Must Deterministic [eof "READ-10: capability `eof` not declared"]
        read_10_bytes_come_before_the_end
        "zesterer/flume#120: the queue is asked whether it is closed before it is asked for items";
    /// The end is reported promptly and as often as asked.
    READ_11 Must Deterministic [eof "READ-11: capability `eof` not declared"]
        read_11_end_is_repeatable
        "http-rs/async-h1#142: the second read after the end hangs";
    /// Bytes that are appended after the end are read.
    READ_12 Must Deterministic [growing "READ-12: capability `growing` not declared"]
        read_12_growth_is_read
        "async-rs/async-std#1030: the end of a file must not be remembered";
    /// A pending read that is given up loses nothing.
    READ_13 Must Deterministic [] read_13_abandoned_read_loses_nothing
        "monoio-rs/monoio#226: a `BufReader` panics once its `fill_buf` was canceled";
    /// The next poll may bring a smaller buffer, or another one.
    READ_14 Must Deterministic [] read_14_next_room_may_be_smaller
        "daeuniverse/honk#167: a write that is polled again answers with the length of the first \
         buffer";
    /// An error reaches the newest waker, and comes after the bytes before it.
    READ_15 Must Deterministic [inject "READ-15: capability `inject` not declared"]
        read_15_error_comes_after_the_bytes
        "Nullus157/async-compression#454: an error swallows what was decoded before it";
    /// After an error further reads return promptly, and none of them panics.
    READ_16 Must Deterministic [inject "READ-16: capability `inject` not declared"]
        read_16_after_an_error_nothing_hangs
        "apache/arrow-rs-object-store#810 and apache/datafusion#11415: the next call panics, as its \
         future is finished";
    /// `WouldBlock` and `Interrupted` never come out.
    READ_17 Must Deterministic [inject "READ-17: capability `inject` not declared"]
        read_17_retries_stay_inside
        "the documentation of `futures_io::AsyncRead`";
    /// A reader that has nothing to tell wakes nobody.
    READ_18 Should Deterministic [] read_18_idle_wakes_nobody
        "quininer/tokio-rustls#33 and tokio-rs/tls#87: a busy loop at the end";
    /// No internal lock is held while a waker is woken or dropped.
    READ_19 Must Deterministic [send "READ-19: capability `send` not declared"]
        read_19_no_lock_over_wake_or_drop
        "tokio-rs/tokio#5429, with tokio-rs/tokio#5471 for drops; nginx/ngx-rust#294: a waker that \
         polls again on the spot hangs";
    /// Once both ends are gone, no waker is kept.
    READ_20 Must Deterministic [] read_20_no_waker_outlives_both_ends
        "udoprog/unicycle#30: a stored waker keeps its task for ever";
    /// A poll returns without waiting for bytes.
    READ_21 Must Deterministic [] read_21_poll_returns
        "the documentation of `std::future::Future::poll`";
    /// A reader that moved to another thread goes on there, and wakes there.
    READ_22 Must Deterministic [send "READ-22: capability `send` not declared"]
        read_22_other_thread_is_woken
        "BVE-Reborn/switchyard#5: the wake goes to the thread of the first poll";
    /// A vectored read fills its buffers in order, skips empty ones, and counts them all.
    READ_23 Must Untestable [untestable "READ-23: `AsyncRead` has no vectored read to check yet"]
        read_23_vectored_read_fills_in_order
        "rust-lang/futures-rs#1998: buffers of size zero in vectored I/O; `AsyncRead` has no vectored \
         read to check yet";
    /// How many reads in a row are ready before the reader makes its task yield.
    READ_24 Char Deterministic [] read_24_reads_before_a_yield
        "tokio-rs/tokio#4300 and tokio-rs/tokio#6249: reads that are always ready let no other task run";
    /// A pending read is woken when its peer is dropped, and then ends or fails.
    READ_25 Must Deterministic [eof_on_drop "READ-25: capability `eof_on_drop` not declared"]
        read_25_dropped_peer_wakes
        "tokio-rs/tokio#3756, the same on the writing side; tokio-rs/tokio#6878: a dropped half \
         leaves the reader waiting";
    /// No internal lock is held while a waker is cloned.
    READ_26 Should Deterministic [send "READ-26: capability `send` not declared"]
        read_26_no_lock_over_clone
        "tokio-rs/tokio#4129";
    /// Once the reader is dropped its waker is freed, even if the peer lives on.
    READ_27 Should Deterministic [] read_27_no_waker_outlives_the_reader
        "tokio-rs/tokio#7886 and tokio-rs/tokio#8095, the same in channels";
}
