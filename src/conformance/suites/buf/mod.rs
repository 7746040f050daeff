//! BUF: what a reader that has a buffer of its own owes its caller.
//!
//! The subject is the reader of a [`BufSource`]; the feeder is trusted. A check that cannot get its
//! bytes into the feeder is inconclusive.
//!
//! The numbers of the table are those of the catalogue; the files hold the checks by what they are
//! about.

mod below;
mod consuming;
mod filling;
mod reading;
mod script;

pub use self::{
    below::{buf_12_error_loses_no_bytes, buf_13_buffered_bytes_need_no_inner},
    consuming::{
        buf_04_takes_what_it_is_told, buf_05_taking_nothing_is_legal, buf_09_taking_too_much,
        buf_11_taking_makes_room,
    },
    filling::{
        buf_01_nothing_is_the_end, buf_02_second_fill_starts_as_the_first,
        buf_03_second_fill_is_ready, buf_07_newest_waker_is_woken,
        buf_08_abandoned_fill_loses_nothing, buf_10_end_is_repeatable,
    },
    reading::{
        buf_06_one_place_to_read_from, buf_14_read_with_no_room_does_not_fill,
        buf_15_boundaries_of_the_buffer,
    },
};
use crate::conformance::{BufSource, rule::rules};

rules! {
    fixture BufSource, rows __buf_rules;

    /// A fill is ready with no bytes at the end, and only there.
    BUF_01 Must Deterministic [] buf_01_nothing_is_the_end
        "rust-lang/futures-rs#1595: an empty chunk was taken for the end; tokio-rs/tokio#3921: what an \
         empty buffer means";
    /// Without a consume in between, a second fill starts with the bytes of the first.
    BUF_02 Must Deterministic [] buf_02_second_fill_starts_as_the_first
        "rust-bakery/nom-bufreader#10: a fill overwrote bytes that nobody had taken";
    /// Without a consume in between, a second fill is ready as the first was.
    BUF_03 Must Deterministic [] buf_03_second_fill_is_ready
        "tokio-rs/tokio#3921: pending though the inner reader was not, and never woken; \
         rust-lang/futures-rs#2801: a second fill panicked";
    /// A consume takes exactly as many bytes as it is told.
    BUF_04 Must Deterministic [] buf_04_takes_what_it_is_told
        "the documentation of `std::io::BufRead::consume`";
    /// A consume of no bytes is legal at any time, before the first fill and at the end.
    BUF_05 Must Deterministic [] buf_05_taking_nothing_is_legal
        "embassy-rs/embassy: `consume(0)` at the end panicked, fixed by commit d94feb9";
    /// Reads and fills take their bytes from one place.
    BUF_06 Must Deterministic [] buf_06_one_place_to_read_from
        "bytedance/monoio, fixed by commit 10ff91f: a read of what was not in the buffer";
    /// A pending fill is woken through the newest waker of fills and reads.
    BUF_07 Must Deterministic [] buf_07_newest_waker_is_woken
        "Matthias247/futures-intrusive#18: the first waker was kept";
    /// A fill that was given up loses nothing.
    BUF_08 Must Deterministic [] buf_08_abandoned_fill_loses_nothing
        "bytedance/monoio#226: the buffer went with the fill that was dropped";
    /// What a consume of more than there is does: it panics, or takes what there is.
    BUF_09 Char Deterministic [] buf_09_taking_too_much
        "rust-lang/rust#23196: what consuming beyond the buffer means";
    /// The end may be filled again and again, and a read sees it too.
    BUF_10 Must Deterministic [] buf_10_end_is_repeatable
        "http-rs/async-h1#142: a second look at the end waited";
    /// A consume alone makes room: a writer that waits for it is woken.
    BUF_11 Must Deterministic [pipe "BUF-11: capability `pipe` not declared"]
        buf_11_taking_makes_room
        "embassy-rs/embassy, embassy-sync 0.7: what clears a channel wakes no sender";
    /// An error of the source comes out, and no byte that was read before it is lost or repeated.
    BUF_12 Must Deterministic [inject "BUF-12: capability `inject` not declared"]
        buf_12_error_loses_no_bytes
        "Nullus157/async-compression#454: an error came before bytes that were there";
    /// A fill that finds bytes in the buffer does not poll the inner reader.
    BUF_13 Should Deterministic [adapter "BUF-13: capability `adapter` not declared"]
        buf_13_buffered_bytes_need_no_inner
        "the documentation of `tokio::io::AsyncBufRead`";
    /// A read with no room is ready, and fills no buffer.
    BUF_14 Must Deterministic [] buf_14_read_with_no_room_does_not_fill
        "tokio-rs/tokio#8321: a read with no room waited for bytes";
    /// No byte is lost where reads and bytes are just as long as the buffer, or one more or less.
    BUF_15 Must Deterministic [] buf_15_boundaries_of_the_buffer
        "async-rs/async-std#802: a wrong index into a slice";
}
