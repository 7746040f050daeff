//! The helper that copies.

use alloc::format;
use core::task::Poll;

use crate::{
    conformance::{
        Copying, Duplex, Env, Outcome, Pass, Stop,
        harness::{Peer, TestWaker, entered},
        outcome::ensure,
    },
    io::Result as IoResult,
};

/// Copies from a reader that waits halfway, and looks at what was flushed by then.
///
/// Why: the reader waits for an answer to what is still in the writer's buffer.
/// If this fails, look at: a flush only at the end.
pub fn duplex_14_copy_flushes_while_it_waits(duplex: &mut impl Duplex, env: &mut Env) -> Outcome {
    let (from, to) = (Peer::new(), Peer::new());
    let mut copy = start(duplex, &from, &to)?;
    let waker = TestWaker::new();
    from.feed(b"hello");
    let polled = run(duplex, env, &mut copy, &waker);
    ensure!(polled.is_pending(), "a copy whose reader waits is pending", "{polled:?}");
    let flushed = to.flushed();
    let required = "a copy whose reader waits has flushed what it wrote";
    ensure!(to.written() == b"hello" && flushed == 5, required, "{flushed} of 5 bytes are flushed");
    let before = waker.wakes();
    from.feed(b"world");
    from.end();
    ensure!(waker.wakes() > before, "a copy is woken when its reader has bytes", "no wake");
    let polled = run(duplex, env, &mut copy, &waker);
    ensure!(matches!(polled, Poll::Ready(Ok(10))), "a copy counts its bytes: 10", "{polled:?}");
    let flushed = to.flushed();
    let required = "a copy that is done has flushed everything";
    ensure!(to.written() == b"helloworld" && flushed == 10, required, "{flushed} of 10 bytes");
    Ok(Pass::Held)
}

/// Copies to a writer that gets one turn at a time, and counts reads after the end.
///
/// Why: a reader that was polled after its end may panic, or wait, or begin anew.
/// If this fails, look at: a loop that reads first, whatever it knows.
pub fn duplex_15_copy_reads_no_further(duplex: &mut impl Duplex, env: &mut Env) -> Outcome {
    let (from, to) = (Peer::new(), Peer::new());
    let mut copy = start(duplex, &from, &to)?;
    let waker = TestWaker::new();
    to.hold();
    from.feed(b"hello");
    from.end();
    for _ in 0..100 {
        if let Poll::Ready(copied) = run(duplex, env, &mut copy, &waker) {
            let again = from.reads_after_end();
            ensure!(matches!(copied, Ok(5)), "a copy counts its bytes: 5", "{copied:?}");
            ensure!(again == 0, "a copy does not read after the end", "{again} reads");
            return Ok(Pass::Held);
        }
        to.grant(1);
    }
    Err(Stop::fail("a copy ends once its writer has taken everything", format!("pending: {to:?}")))
}

fn start(duplex: &mut impl Duplex, from: &Peer, to: &Peer) -> Result<Copying, Stop> {
    let copy = duplex.copy(from.clone(), to.clone());
    copy.ok_or_else(|| Stop::skipped("the fixture has no copy helper"))
}

/// Polls until ready, or until it waits and is not woken.
fn run(
    duplex: &mut impl Duplex,
    env: &Env,
    copy: &mut Copying,
    waker: &TestWaker,
) -> Poll<IoResult<u64>> {
    let mut polled = Poll::Pending;
    for _ in 0..env.patience() {
        let wakes = waker.wakes();
        polled = entered(|run| duplex.enter(run), || copy.as_mut().poll(&mut waker.context()));
        if polled.is_ready() || waker.wakes() == wakes {
            break;
        }
    }
    polled
}
