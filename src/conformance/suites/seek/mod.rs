//! SEEK: what an object with a position owes its caller.
//!
//! The subject is the object of a [`Seekable`]. What it does when it is read and written is the matter
//! of the suites [`read`](super::read) and [`write`](super::write).
//!
//! The numbers of the table are those of the catalogue; the files hold the checks by what they are
//! about.

mod limits;
mod moving;
mod script;
mod waiting;

pub use self::{
    limits::{
        seek_04_before_the_start_is_refused, seek_05_behind_the_end_is_legal,
        seek_12_what_cannot_seek_goes_on, seek_13_extremes_are_refused,
    },
    moving::{
        seek_01_moves_where_it_is_told, seek_02_forgets_what_was_read_ahead,
        seek_03_position_is_the_callers, seek_06_written_bytes_stay_in_their_place,
        seek_09_relative_seek_moves_once, seek_11_end_is_forgotten,
    },
    waiting::{
        seek_07_second_seek_takes_over, seek_08_pending_seek_is_woken,
        seek_10_abandoned_seek_moves_or_not, seek_14_asking_does_not_wait,
    },
};
use crate::conformance::{Seekable, rule::rules};

rules! {
    fixture Seekable, rows __seek_rules;

    /// A seek returns the new position, and the next read or write happens there.
    SEEK_01 Must Deterministic [] seek_01_moves_where_it_is_told
        "apache/opendal#8091: the offset was taken for relative; apache/opendal#1609: a state was not \
         reset";
    /// After a seek no byte comes that was read ahead elsewhere.
    SEEK_02 Must Deterministic [] seek_02_forgets_what_was_read_ahead
        "rust-lang/rust#58913: a stale buffer could be reached by `seek_relative`";
    /// The position counts what the caller has taken, not what was read ahead.
    SEEK_03 Must Deterministic [] seek_03_position_is_the_callers
        "smol-rs/blocking#10: a seek from the current position ignored what was read ahead";
    /// A seek to before the start fails, and the position stays.
    SEEK_04 Must Deterministic [] seek_04_before_the_start_is_refused
        "the documentation of `std::io::Seek::seek`";
    /// A seek to behind the end is legal: a read finds the end there, and a write leaves a gap.
    SEEK_05 Must Deterministic [] seek_05_behind_the_end_is_legal
        "the documentation of `std::io::Seek::seek`";
    /// Bytes that were written and not flushed land where they were written.
    SEEK_06 Must Deterministic [write "SEEK-06: capability `write` not declared"]
        seek_06_written_bytes_stay_in_their_place
        "tokio-rs/tokio#5764: a wrong position after a write; tokio-rs/tokio#4897: a seek during a write";
    /// A seek to another position, while one is under way, takes its place or fails.
    SEEK_07 Must Deterministic [] seek_07_second_seek_takes_over
        "tokio-rs/tokio#4875: a seek that was started while something was under way panicked";
    /// A pending seek is woken through its newest waker, and is then ready.
    SEEK_08 Must Deterministic [] seek_08_pending_seek_is_woken
        "tokio-rs/tokio#1986: the file was ready to seek, and the seek pending without a wake";
    /// A relative seek moves once, however often it is polled.
    SEEK_09 Must Deterministic [] seek_09_relative_seek_moves_once
        "tokio-rs/tokio#2292: the two steps of a seek begin again after `Pending`";
    /// After a seek that was given up, the position is the old one or the new one.
    SEEK_10 Must Deterministic [] seek_10_abandoned_seek_moves_or_not
        "rust-lang/rust#61157: a seek in two steps, of which one is lost";
    /// A seek makes the object forget that it was at its end.
    SEEK_11 Must Deterministic [] seek_11_end_is_forgotten
        "the documentation of `std::io::Seek::seek`";
    /// What cannot seek says so, and can be read and written as before.
    SEEK_12 Must Deterministic [unseekable "SEEK-12: capability `unseekable` not declared"]
        seek_12_what_cannot_seek_goes_on
        "tokio-rs/tokio#6258, async-rs/async-std#494: reading failed where only seeking should";
    /// Offsets at the limits of their types are refused or reached, without an overflow.
    SEEK_13 Must Deterministic [] seek_13_extremes_are_refused
        "the documentation of `std::io::Seek::seek`: a negative position is an error";
    /// Asking for the position does not wait for a seek that nobody began.
    SEEK_14 Must Deterministic [] seek_14_asking_does_not_wait
        "tokio-rs/tokio#6374, tokio-rs/tokio#7366: completing a seek that was not started. A seek in one \
         step has no such call, but who asks where it is makes an adapter do it";
}
