//! The halves of an end.

use alloc::{format, string::String};

use super::sides::wait_apart;
use crate::conformance::{
    Duplex, Env, Outcome, Pass, Stop,
    harness::{Connection, TestWaker},
    outcome::ensure,
};

/// Splits an end with a byte in it; lets the halves wait; puts them together, and others.
///
/// Why: halves are how one task reads while another writes, and the whole is how it was and how it
/// is given back.
/// If this fails, look at: a slot that the halves share, a buffer that the split leaves behind, and
/// a test for "of the same end" that compares something else.
pub fn duplex_06_halves_are_the_whole(duplex: &mut impl Duplex, env: &mut Env) -> Outcome {
    {
        let required = "halves lose no bytes, split or put together again";
        let mut subject = Connection::open(duplex, env);
        subject.send(1, b"x", required)?;
        subject.split(0)?;
        subject.receive(0, b"x", required)?;
        subject.send(1, b"y", required)?;
        let reunited = subject.reunite(0);
        ensure!(reunited, "two halves of one end make it whole", "they are refused");
        subject.receive(0, b"y", required)?;
        subject.send(0, b"z", required)?;
        subject.receive(1, b"z", required)?;
    }
    for write_first in [true, false] {
        let mut subject = Connection::open(duplex, env);
        subject.split(0)?;
        wait_apart(&mut subject, write_first)?;
    }
    let mut subject = Connection::open(duplex, env);
    subject.connect();
    subject.split(0)?;
    subject.split(2)?;
    subject.swap_writers(0, 2);
    for end in [0, 2] {
        let reunited = subject.reunite(end);
        ensure!(!reunited, "halves of two ends are refused", "they are put together");
    }
    Ok(Pass::Held)
}

/// Drops the writing half, and in another connection the reading one.
///
/// Why: for some types a half that is dropped closes its direction, for others only the whole does.
/// If this fails, look at: an end that was split and yet panics, or hangs, without one half.
pub fn duplex_07_dropped_half(duplex: &mut impl Duplex, env: &mut Env) -> Outcome {
    let reader = {
        let mut subject = Connection::open(duplex, env);
        subject.split(0)?;
        subject.drop_writer(0);
        let read = subject.drive("", |this, waker| this.poll_read(1, waker, 8));
        outcome(read.map(|read| read.map(|bytes| format!("reads {} bytes", bytes.len()))))
    };
    let mut subject = Connection::open(duplex, env);
    subject.split(0)?;
    subject.drop_reader(0);
    let writer = match subject.fill_up(1, &TestWaker::new()) {
        Ok(taken) => format!("waits after {taken} bytes"),
        Err(Stop::Inconclusive(why) | Stop::Skipped(why)) => why,
        Err(stop) => return Err(stop),
    };
    Ok(Pass::Fact(format!(
        "without the writing half the peer {reader}; without the reading half it {writer}"
    )))
}

fn outcome(ended: Result<Result<String, crate::io::Error>, Stop>) -> String {
    match ended {
        Ok(Ok(text)) => text,
        Ok(Err(error)) => format!("fails with `{error}`"),
        Err(_) => "waits".into(),
    }
}
