//! Random scripts for a buffered reader, and the queue that knows what comes next.

use alloc::{format, vec::Vec};
use core::task::Poll;

use crate::{
    conformance::{
        BufSource, Env, Stop, Unbuffered,
        harness::{Reading, Rng, TestWaker, payload},
    },
    io::Result as IoResult,
};

/// One step of a script.
#[derive(Clone, Copy, Debug)]
pub(super) enum Op {
    /// Lets so many bytes come, if they fit.
    Push(usize),
    /// Lets the subject settle.
    Settle,
    /// Polls for what is buffered, with a fresh waker or with the one before.
    Fill { fresh: bool },
    /// Takes so many of eight parts of what a fill has shown.
    Consume { eighths: usize },
    /// Reads with so much room.
    Read(usize),
}

impl Op {
    /// A step of fills and consumes.
    pub(super) fn without_reads(random: &mut Rng) -> Self {
        match random.below(8) {
            0..2 => Self::Push(Self::size(random)),
            2 => Self::Settle,
            3..6 => Self::Fill { fresh: random.one_in(3) },
            _ => Self::Consume { eighths: random.below(9) },
        }
    }

    /// A step of fills, consumes and reads.
    pub(super) fn with_reads(random: &mut Rng) -> Self {
        if random.one_in(3) { Self::Read(Self::size(random)) } else { Self::without_reads(random) }
    }

    fn size(random: &mut Rng) -> usize {
        const SIZES: [usize; 10] = [1, 2, 3, 7, 8, 15, 16, 63, 1000, 20_000];
        SIZES[random.below(SIZES.len())]
    }
}

/// Plays `script` against a fresh reader, then takes what is left.
pub(super) fn play(source: &mut impl BufSource, env: &Env, script: &[Op]) -> Result<(), Stop> {
    let fixed = env.has("fixed");
    let mut source = Unbuffered(source);
    let (mut subject, sent) = Reading::with_payload(&mut source, env, if fixed { 300 } else { 1 })?;
    let may_end = fixed || env.has("growing");
    let mut queue = Queue { sent, taken: 0, shown: 0, may_end };
    let mut waker = TestWaker::new();
    for op in script {
        match *op {
            Op::Push(_) if fixed => {}
            Op::Push(size) => queue.sent += subject.offer(&payload::bytes(queue.sent, size))?,
            Op::Settle => subject.settle(1),
            Op::Fill { fresh } => {
                if fresh {
                    waker = TestWaker::new();
                }
                match subject.poll_fill(&waker) {
                    Poll::Ready(filled) => queue.shown = queue.check(&filled)?,
                    Poll::Pending => queue.shown = 0,
                }
            }
            Op::Consume { eighths } => {
                let amount = queue.shown * eighths / 8;
                subject.consume(amount);
                queue.taken += amount;
                queue.shown -= amount;
            }
            Op::Read(size) => {
                if let Poll::Ready(read) = subject.poll_bytes(&waker, size) {
                    queue.taken += queue.check(&read)?;
                }
                // What was shown may stand there no more.
                queue.shown = 0;
            }
        }
    }
    let mut quiet = 0;
    while queue.taken < queue.sent && quiet < env.patience() {
        let filled = subject.fill("the bytes that the script did not take")?;
        let count = queue.check(&filled)?;
        subject.consume(count);
        queue.taken += count;
        if count == 0 {
            quiet += 1;
            subject.settle(1);
        }
    }
    if queue.taken < queue.sent {
        let Queue { taken, sent, .. } = queue;
        return Err(Stop::fail(REQUIRED, format!("the end after {taken} of {sent} bytes")));
    }
    Ok(())
}

/// The payload, of which some was sent and some was taken.
struct Queue {
    sent: usize,
    taken: usize,
    /// How much of what is next a fill has shown.
    shown: usize,
    may_end: bool,
}

impl Queue {
    /// Compares with what comes next, and returns how much it is.
    fn check(&self, brought: &IoResult<Vec<u8>>) -> Result<usize, Stop> {
        let Self { sent, taken, .. } = *self;
        let bytes = match brought {
            Ok(bytes) => bytes,
            Err(error) => {
                let observed = format!("error `{error}` after {taken} of {sent} bytes");
                return Err(Stop::fail(REQUIRED, observed));
            }
        };
        if bytes.is_empty() && !self.may_end {
            return Err(Stop::fail(REQUIRED, format!("the end after {taken} of {sent} bytes")));
        }
        if bytes.len() > sent - taken {
            let observed = format!("{} bytes after {taken} of {sent}", bytes.len());
            return Err(Stop::fail(REQUIRED, observed));
        }
        match payload::difference(&payload::bytes(taken, bytes.len()), bytes) {
            None => Ok(bytes.len()),
            Some(difference) => {
                let observed = format!("after {taken} of {sent} bytes, {difference}");
                Err(Stop::fail(REQUIRED, observed))
            }
        }
    }
}

const REQUIRED: &str = "the bytes that were sent, in order, each once";
