//! What happens below the buffer.

use alloc::format;
use core::task::Poll;

use crate::{
    conformance::{
        BufSource, Env, Outcome, Pass, Stop, Unbuffered,
        harness::{Peer, Reading, TestWaker, entered, payload},
        outcome::ensure,
    },
    io::ErrorKind,
};

/// Injects an error behind bytes that were shown and not taken, and takes them one by one.
///
/// Why: the bytes before the error are often the ones that explain it.
/// If this fails, look at: a buffer that is cleared, or refilled, where the inner read fails.
pub fn buf_12_error_loses_no_bytes(source: &mut impl BufSource, env: &mut Env) -> Outcome {
    const LIMIT: usize = 64;
    let required = "each byte from before the error once, and the error";
    let mut source = Unbuffered(source);
    let (mut subject, count) = Reading::with_payload(&mut source, env, 3)?;
    let expected = payload::bytes(0, count);
    let filled = subject.fill("the bytes that were sent before the error")?;
    let shown = matches!(&filled, Ok(bytes) if !bytes.is_empty() && expected.starts_with(bytes));
    ensure!(shown, "the bytes that were sent before the error", "{filled:?}");
    subject.inject(ErrorKind::ConnectionReset);
    subject.settle(1);
    let (mut taken, mut errors) = (0, 0);
    for _ in 0..LIMIT {
        if taken == count && errors > 0 {
            return Ok(Pass::Held);
        }
        let filled = match subject.fill(required) {
            Ok(filled) => filled,
            Err(Stop::Fail(_)) => break,
            Err(other) => return Err(other),
        };
        match filled {
            Ok(bytes) if !bytes.is_empty() => {
                let rest = &expected[taken..];
                ensure!(rest.starts_with(&bytes), required, "{bytes:?} of {rest:?}");
                subject.consume(1);
                taken += 1;
            }
            Ok(_) if env.has("growing") && errors == 0 => subject.settle(1),
            Ok(_) => break,
            Err(_) => errors += 1,
        }
    }
    let observed = format!("{taken} of {count} bytes and {errors} errors, then nothing more");
    Err(Stop::fail(required, observed))
}

/// Fills a reader over a peer that counts how often it is read, and fills it again.
///
/// Why: a fill that finds bytes is as cheap as a look.
/// If this fails, look at: an inner read that does not depend on whether the buffer is empty.
pub fn buf_13_buffered_bytes_need_no_inner(source: &mut impl BufSource, env: &mut Env) -> Outcome {
    const BYTES: &[u8] = b"abc";
    let peer = Peer::new();
    let Some(reader) = source.over(peer.clone()) else {
        return Err(Stop::skipped("the fixture makes no reader over a scripted peer"));
    };
    let mut reader = Some(reader);
    let waker = TestWaker::new();
    peer.feed(BYTES);
    let mut before = None;
    for _ in 0..env.patience() {
        let filled = entered(
            |run| source.enter(run),
            || {
                let reader = reader.as_mut()?.as_mut();
                Some(reader.poll_fill_buf(&mut waker.context()).map_ok(<[u8]>::to_vec))
            },
        );
        let reads = peer.reads();
        match (filled, before) {
            (Some(Poll::Ready(Ok(bytes))), None)
                if BYTES.starts_with(&bytes) && !bytes.is_empty() =>
            {
                before = Some((reads, 0));
            }
            (Some(Poll::Ready(Ok(_))), Some((_, 4))) => break,
            (Some(Poll::Ready(Ok(_))), Some((first, fills))) => before = Some((first, fills + 1)),
            (Some(Poll::Pending), None) => source.settle(),
            (other, _) => {
                let observed = format!("{other:?}");
                return Err(Stop::inconclusive(format!("the check needs fills: {observed}")));
            }
        }
    }
    let reads = peer.reads();
    entered(|run| source.enter(run), || reader = None);
    let Some((first, fills)) = before else {
        return Err(Stop::inconclusive("the reader never had the bytes of its peer"));
    };
    let more = reads - first;
    let required = "no inner read by a fill that finds bytes in the buffer";
    ensure!(more == 0, required, "{more} inner reads by {fills} fills");
    Ok(Pass::Held)
}
