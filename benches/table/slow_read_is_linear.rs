//! Does a slow read cost what it reads, whatever it is offered?
//!
//! A reader of futures fills initialized memory only. Code that knows tokio's traits brings a fresh
//! buffer to every poll, none of it initialized. Whoever stands between them must zero, and if that
//! is all that was offered, then reading 8 MiB as it trickles in, 1 KiB at a time, into a buffer of
//! 8 MiB, zeroes 64 GiB.
//!
//! So a reader of futures through `FromFutures` and `IntoTokio` stands beside one that has tokio's
//! trait itself and zeroes nothing. Zeroing a kilobyte costs about what copying it does, so twice its
//! instructions are fair. The usual adapters are beside them; they read less, as they take long.
//!
//! Where the caller keeps the buffer, the question is whether the mark of what is initialized
//! survives the way through both adapters: then nothing is zeroed twice, and it costs what it costs
//! if the caller zeroes the buffer before.
//!
//! A regression: zeroing by what is offered, a window that grows without reads that fill it, a mark
//! that one of the adapters forgets. Figures that differ between 1 MiB and 8 MiB show the first.

use std::{mem::MaybeUninit, pin::Pin, task::Poll};

use async_interop::compat::{FromFutures, IntoTokio};
use tokio::io::{AsyncRead, ReadBuf};
use tokio_util::compat::FuturesAsyncReadCompatExt as _;

use crate::{
    harness::{Counts, Goal, Question, Row, Unit, measure, ours, peer},
    support::{KIB, MIB, Slow, context},
};

pub(crate) static QUESTION: Question = Question {
    name: "slow_read_is_linear",
    asks: "Does a slow read cost what it reads, whatever it is offered? 8 MiB, 1 KiB per poll, \
           instructions per KiB",
    rows: &[
        Row {
            case: "into a fresh 1 MiB at each poll",
            unit: Unit::Instructions,
            ours: ours(|| fresh(through_us, 8 * MIB, MIB)),
            peers: &[
                peer("tokio's reader", || fresh(native, 8 * MIB, MIB)),
                peer("tokio-util", || fresh(tokio_util, MIB, MIB)),
                peer("async-compat", || fresh(async_compat, MIB, MIB)),
            ],
            goal: Goal::Times(2.1),
        },
        Row {
            case: "into a fresh 8 MiB at each poll",
            unit: Unit::Instructions,
            ours: ours(|| fresh(through_us, 8 * MIB, 8 * MIB)),
            peers: &[
                peer("tokio's reader", || fresh(native, 8 * MIB, 8 * MIB)),
                peer("tokio-util", || fresh(tokio_util, MIB / 8, 8 * MIB)),
                peer("async-compat", || fresh(async_compat, MIB / 8, 8 * MIB)),
            ],
            goal: Goal::Times(2.1),
        },
        Row {
            case: "into one 1 MiB, cleared at each poll",
            unit: Unit::Instructions,
            ours: ours(|| kept(false, MIB, true)),
            peers: &[peer("zeroed before", || kept(true, MIB, true))],
            goal: Goal::Times(1.05),
        },
        Row {
            case: "into one 8 MiB, until it is full",
            unit: Unit::Instructions,
            ours: ours(|| kept(false, 8 * MIB, false)),
            peers: &[peer("zeroed before", || kept(true, 8 * MIB, false))],
            goal: Goal::Times(1.05),
        },
    ],
};

fn through_us(source: Slow) -> impl AsyncRead + Unpin {
    IntoTokio::new(FromFutures::new(source))
}

fn native(source: Slow) -> impl AsyncRead + Unpin {
    source
}

fn tokio_util(source: Slow) -> impl AsyncRead + Unpin {
    source.compat()
}

fn async_compat(source: Slow) -> impl AsyncRead + Unpin {
    async_compat::Compat::new(source)
}

/// Reads `total` bytes, each poll into a fresh buffer with room for `offered`.
fn fresh<R: AsyncRead + Unpin>(adapt: fn(Slow) -> R, total: usize, offered: usize) -> Counts {
    let mut reader = adapt(Slow::new(total));
    let mut memory = Box::new_uninit_slice(offered);
    measure((total / KIB) as u32, || {
        let mut left = total;
        while left > 0 {
            left -= read(&mut reader, &mut ReadBuf::uninit(&mut memory));
        }
    })
}

/// Reads 8 MiB into one buffer of `offered` bytes, which the caller may have `zeroed`.
fn kept(zeroed: bool, offered: usize, clear: bool) -> Counts {
    let mut reader = through_us(Slow::new(8 * MIB));
    let mut memory: Box<[MaybeUninit<u8>]> = Box::new_uninit_slice(offered);
    measure((8 * MIB / KIB) as u32, || {
        let mut buf = ReadBuf::uninit(&mut memory);
        if zeroed {
            buf.initialize_unfilled();
        }
        let mut left = 8 * MIB;
        while left > 0 {
            left -= read(&mut reader, &mut buf);
            if clear {
                buf.clear();
            }
        }
    })
}

fn read<R: AsyncRead + Unpin>(reader: &mut R, buf: &mut ReadBuf<'_>) -> usize {
    let before = buf.filled().len();
    match Pin::new(reader).poll_read(&mut context(), buf) {
        Poll::Ready(Ok(())) => buf.filled().len() - before,
        Poll::Ready(Err(_)) | Poll::Pending => unreachable!("`Slow` is always ready"),
    }
}
