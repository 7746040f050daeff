//! What does it cost to ask a reader that has nothing, with a large buffer?
//!
//! A task that waits for several things polls its reader whenever one of them happens, mostly in
//! vain. Zeroing what was offered would make each of these polls cost as much as reading a megabyte.
//!
//! A regression: zeroing for a poll that may be `Pending` by more than the smallest window. The
//! second row shows whether the size of the buffer matters at all.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::compat::{FromFutures, IntoTokio};
use tokio::io::{AsyncRead, ReadBuf};
use tokio_util::compat::FuturesAsyncReadCompatExt as _;

use crate::{
    harness::{Counts, Goal, Question, Row, Unit, measure, ours, peer},
    support::{KIB, MIB, context},
};

pub(crate) static QUESTION: Question = Question {
    name: "pending_read_is_cheap",
    asks: "What does it cost to ask a reader that has nothing? 1,000 polls, instructions per poll",
    rows: &[
        Row {
            case: "with a fresh 1 MiB",
            unit: Unit::Instructions,
            ours: ours(|| polls(through_us, MIB)),
            peers: &[
                peer("tokio-util", || polls(tokio_util, MIB)),
                peer("async-compat", || polls(async_compat, MIB)),
            ],
            goal: Goal::AtMost(150.0),
        },
        Row {
            case: "with a fresh 1 MiB, not 4 KiB",
            unit: Unit::Instructions,
            ours: ours(|| polls(through_us, MIB)),
            peers: &[peer("ours, 4 KiB", || polls(through_us, 4 * KIB))],
            goal: Goal::Times(1.0),
        },
    ],
};

/// A reader that has nothing.
struct Idle;

impl futures::io::AsyncRead for Idle {
    #[inline(never)]
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        _: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        Poll::Pending
    }
}

fn through_us() -> impl AsyncRead + Unpin {
    IntoTokio::new(FromFutures::new(Idle))
}

fn tokio_util() -> impl AsyncRead + Unpin {
    Idle.compat()
}

fn async_compat() -> impl AsyncRead + Unpin {
    async_compat::Compat::new(Idle)
}

fn polls<R: AsyncRead + Unpin>(reader: fn() -> R, offered: usize) -> Counts {
    let mut reader = reader();
    let mut memory = Box::new_uninit_slice(offered);
    measure(1000, || {
        for _ in 0..1000 {
            let mut buf = ReadBuf::uninit(&mut memory);
            let polled = Pin::new(&mut reader).poll_read(&mut context(), &mut buf);
            assert!(polled.is_pending());
        }
    })
}
