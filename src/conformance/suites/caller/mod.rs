//! CALLER: what an adapter, a combinator or a helper owes the objects that it polls.
//!
//! The subject is the future of a [`Caller`], and whatever it uses. What it polls are the strict
//! partners of a [`Stage`](crate::conformance::harness::Stage), which take note of every misuse. The
//! partners are trusted. A subject that declares what it then does not do makes a check inconclusive.
//!
//! The numbers of the table are those of the catalogue up to 10; the files hold the checks by what
//! they are about.

mod bytes;
mod ends;
mod forwards;
mod wakers;

pub use self::{
    bytes::{
        caller_03_short_writes_go_on, caller_04_full_writer_is_an_error,
        caller_09_consumes_what_it_was_shown, caller_10_short_reads_add_up,
    },
    ends::{
        caller_01_no_poll_after_the_end, caller_02_shutdown_is_the_last_word,
        caller_06_drop_polls_nothing, caller_14_no_read_after_the_end,
    },
    forwards::{
        caller_07_flush_and_shutdown_arrive, caller_11_slices_arrive_together,
        caller_12_hint_arrives, caller_13_progress_arrives,
    },
    wakers::{caller_05_passes_its_waker_on, caller_08_pending_has_a_reason},
};

use crate::conformance::{Caller, rule::rules};

rules! {
    fixture Caller, rows __caller_rules;

    /// No stream and no future is polled again after it told that it is at its end.
    CALLER_01 Must Deterministic [] caller_01_no_poll_after_the_end
        "yoshuawuyts/futures-concurrency#120, tokio-rs/tokio#8233: polled after the end";
    /// Nothing is flushed or written to once its shutdown has begun.
    CALLER_02 Should Deterministic [shuts "CALLER-02: capability `shuts` not declared"]
        caller_02_shutdown_is_the_last_word
        "hyperium/h2#835: callers must not flush after a shutdown; Nullus157/async-compression#246: \
         a flush after it panics";
    /// After a short write the rest is written.
    CALLER_03 Must Deterministic [writes "CALLER-03: capability `writes` not declared"]
        caller_03_short_writes_go_on
        "tokio-rs/tokio#8158: bytes are dropped or repeated after a short write";
    /// A writer that takes nothing more is the error `WriteZero`, not an endless loop.
    CALLER_04 Must Deterministic [writes "CALLER-04: capability `writes` not declared"]
        caller_04_full_writer_is_an_error
        "rustls/tokio-rustls#92: `Ok(0)` is retried for ever; tokio-rs/tokio#2329";
    /// Whoever is polled gets a waker that wakes the newest poll of the caller.
    CALLER_05 Must Deterministic [] caller_05_passes_its_waker_on
        "tokio-rs/tokio#8279: polled with a waker that wakes nobody; commonwarexyz/monorepo#4859: \
         polled with the waker of an earlier task";
    /// A destructor polls nothing.
    CALLER_06 Must Deterministic [] caller_06_drop_polls_nothing
        "async-rs/async-std#900: a destructor that blocks the executor";
    /// A wrapper is done with a flush or a shutdown when what is below is done with it.
    CALLER_07 Must Deterministic [
        adapter "CALLER-07: capability `adapter` not declared",
        writes "CALLER-07: capability `writes` not declared"
    ] caller_07_flush_and_shutdown_arrive
        "libp2p/rust-libp2p#1347: a flush is not passed on; webrtc-rs/webrtc#340: a shutdown without \
         the bytes";
    /// A pending poll has a reason: something inside is pending, or the waker is kept or woken.
    CALLER_08 Must Deterministic [] caller_08_pending_has_a_reason
        "tokio-rs/tokio#3921: pending without a pending inside; chatmail/core#1922, \
         neondatabase/neon#10207: pending, and nobody has the waker";
    /// Nobody consumes more bytes than the last look into the buffer showed.
    CALLER_09 Must Deterministic [consumes "CALLER-09: capability `consumes` not declared"]
        caller_09_consumes_what_it_was_shown
        "rust-lang/rust#23196: bytes consumed beyond the buffer";
    /// What short reads brought adds up to what was there, nothing read over and nothing twice.
    CALLER_10 Must Deterministic [reads "CALLER-10: capability `reads` not declared"]
        caller_10_short_reads_add_up
        "bytedance/monoio#225: an offset is lost between two reads; rust-lang/futures-rs#2314: \
         `read_to_end` writes beyond its buffer";
    /// A wrapper of a vectored writer is vectored, and takes from several slices at once.
    CALLER_11 Should Deterministic [
        adapter "CALLER-11: capability `adapter` not declared",
        vectored "CALLER-11: capability `vectored` not declared"
    ] caller_11_slices_arrive_together
        "rust-lang/rust#125333: `is_write_vectored` lies; compio-rs/compio#556: the default method";
    /// A wrapper of a stream that knows how many items are left knows a bound as well.
    CALLER_12 Must Deterministic [
        adapter "CALLER-12: capability `adapter` not declared",
        hints "CALLER-12: capability `hints` not declared"
    ] caller_12_hint_arrives
        "tokio-rs/tokio#8216, rust-lang/futures-rs#2610: hints of adapters";
    /// Who holds streams lets them work on meanwhile, all of them, and takes no item for it.
    CALLER_13 Must Deterministic [progress "CALLER-13: capability `progress` not declared"]
        caller_13_progress_arrives
        "the documentation of `Stream::poll_progress`: buffered futures stand still while the body of \
         a loop waits";
    /// No reader is read again after it told that it is at its end.
    CALLER_14 Should Deterministic [] caller_14_no_read_after_the_end
        "async-rs/async-std#894: a copy reads on after the end; http-rs/async-h1#142: a second read \
         after the end waits for ever";
}
