//! DUPLEX: what a connection owes the tasks at its two ends.
//!
//! The subject is both ends of a [`Duplex`]. What one side of an end owes its caller is the matter
//! of [`read`](super::read) and [`write`](super::write); here it is how the sides and the ends act
//! together.
//!
//! The numbers of the table are those of the catalogue; the files hold the checks by what they are
//! about.

#[cfg(feature = "std")]
mod construction;
mod copy;
mod halves;
mod sides;
#[cfg(feature = "std")]
mod threads;
mod traffic;
#[cfg(not(feature = "std"))]
mod without_threads;

#[cfg(not(feature = "std"))]
pub use self::without_threads::{
    duplex_08_no_lock_over_wake_or_drop, duplex_09_no_lock_order, duplex_16_capacity_zero_moves,
};
#[cfg(feature = "std")]
pub use self::{
    construction::duplex_16_capacity_zero_moves,
    threads::{duplex_08_no_lock_over_wake_or_drop, duplex_09_no_lock_order},
};
pub use self::{
    copy::{duplex_14_copy_flushes_while_it_waits, duplex_15_copy_reads_no_further},
    halves::{duplex_06_halves_are_the_whole, duplex_07_dropped_half},
    sides::{
        duplex_01_sides_wait_apart, duplex_03_reads_after_shutdown, duplex_04_writes_after_end,
        duplex_05_drop_wakes_both_sides, duplex_10_layer_keeps_both_wakers, duplex_11_end_is_quiet,
    },
    traffic::{
        duplex_02_both_may_write_first, duplex_12_bytes_are_exact, duplex_13_pairs_are_separate,
    },
};
use crate::conformance::{Duplex, rule::rules};

rules! {
    fixture Duplex, rows __duplex_rules;

    /// One task may wait to read while another waits to write: each is woken for its own side.
    DUPLEX_01 Must Deterministic [] duplex_01_sides_wait_apart
        "tokio-rs/tokio#3200, rust-lang/futures-rs#2292: who keeps which waker; \
         tokio-rs/tokio#8327: one was lost";
    /// Two ends that both write more than fits, and read in between, both finish.
    DUPLEX_02 Must Deterministic [] duplex_02_both_may_write_first
        "tokio-rs/tls#40, snapview/tokio-tungstenite#68: a read waited for a write, and neither \
         moved";
    /// After its own shutdown an end still reads.
    DUPLEX_03 Must Deterministic [half_close "DUPLEX-03: capability `half_close` not declared"]
        duplex_03_reads_after_shutdown
        "PierreZ/moonpool#237: closing ended the reading side too";
    /// The peer's shutdown wakes a read that waits, and leaves writing as it is.
    DUPLEX_04 Must Deterministic [half_close "DUPLEX-04: capability `half_close` not declared"]
        duplex_04_writes_after_end
        "PierreZ/moonpool#237: closing ended the other direction too";
    /// Dropping an end wakes its peer's reader and its writer.
    DUPLEX_05 Must Deterministic [eof_on_drop "DUPLEX-05: capability `eof_on_drop` not declared"]
        duplex_05_drop_wakes_both_sides
        "tokio-rs/tokio#3756: the writer slept on; tokio-rs/tokio#6878: the reader did";
    /// Halves wait apart and lose nothing; two of one end make it whole again, others are refused.
    DUPLEX_06 Must Deterministic [split "DUPLEX-06: capability `split` not declared"]
        duplex_06_halves_are_the_whole
        "tokio-rs/tokio#5375: halves of two ends were put together";
    /// What the peer sees of a half that is dropped.
    DUPLEX_07 Char Deterministic [split "DUPLEX-07: capability `split` not declared"]
        duplex_07_dropped_half
        "tokio-rs/tokio#6878, tokio-rs/tokio#7496: a dropped write half is no end";
    /// No lock is held while a waker of either end is woken or dropped.
    DUPLEX_08 Must Deterministic [send "DUPLEX-08: capability `send` not declared"]
        duplex_08_no_lock_over_wake_or_drop
        "tokio-rs/tokio#5429, tokio-rs/tokio#5471, apache/asyncband#125";
    /// Calls on two connections whose wakers use each other's all return.
    DUPLEX_09 Must Stochastic [send "DUPLEX-09: capability `send` not declared"]
        duplex_09_no_lock_order
        "tokio-rs/tokio#5471: a waker that was dropped under a lock";
    /// A read that has to write leaves the waker of the writing task in place.
    DUPLEX_10 Must Deterministic [layered "DUPLEX-10: capability `layered` not declared"]
        duplex_10_layer_keeps_both_wakers
        "tokio-rs/tls#40, snapview/tokio-tungstenite#68, denoland/rustls-tokio-stream#5";
    /// After the end of what it reads, an end that waits to write is not woken in a loop.
    DUPLEX_11 Should Deterministic [half_close "DUPLEX-11: capability `half_close` not declared"]
        duplex_11_end_is_quiet
        "quininer/tokio-rustls#33, tokio-rs/tls#87, hyperium/hyper#4085: a busy loop at the end";
    /// In both directions every byte arrives once and in order.
    DUPLEX_12 Must Deterministic [] duplex_12_bytes_are_exact
        "the documentation of `tokio::io::duplex`";
    /// Two connections have nothing to do with each other.
    DUPLEX_13 Must Deterministic [] duplex_13_pairs_are_separate
        "what every connection promises: a buffer that is shared by accident mixes two of them up";
    /// A copy whose reader waits has flushed what it wrote; it flushes at the end, and counts.
    DUPLEX_14 Must Deterministic [copy "DUPLEX-14: capability `copy` not declared"]
        duplex_14_copy_flushes_while_it_waits
        "rust-lang/futures-rs#1828, tokio-rs/tls#66, tokio-rs/tokio#4001, tokio-rs/tokio#8424: the \
         request stayed in the buffer, and the answer never came";
    /// A copy that has seen the end of its reader does not read again.
    DUPLEX_15 Must Deterministic [copy "DUPLEX-15: capability `copy` not declared"]
        duplex_15_copy_reads_no_further
        "async-rs/async-std#894: polled after the end";
    /// A capacity of 0 is refused when the pair is made, or bytes move from hand to hand.
    DUPLEX_16 Must Deterministic [capacity "DUPLEX-16: capability `capacity` not declared"]
        duplex_16_capacity_zero_moves
        "tokio-rs/tokio#8394: both ends waited for ever";
}
