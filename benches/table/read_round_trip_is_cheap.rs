//! What do two adapters in a row cost a read?
//!
//! A reader goes from an ecosystem to our traits and back, as it does where a library that takes our
//! traits calls one that takes theirs. The inner reader is opaque, as if it were behind `dyn`, so
//! nothing melts into it: the difference is what carrying the buffer there and back costs.
//!
//! A regression: a check that is made twice, a counter that is kept in memory rather than in a
//! register, a conversion of results that does not fold away.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::compat::{FromFutures, FromTokio, IntoFutures, IntoTokio};

use crate::{
    harness::{Counts, Goal, Question, Row, Unit, measure, ours, peer},
    support::context,
};

pub(crate) static QUESTION: Question = Question {
    name: "read_round_trip_is_cheap",
    asks: "What do two adapters in a row cost a read? Over an opaque inner, instructions per poll",
    rows: &[
        Row {
            case: "from futures and back",
            unit: Unit::Instructions,
            ours: ours(|| futures(IntoFutures::new(FromFutures::new(Opaque)))),
            peers: &[peer("the inner", || futures(Opaque))],
            goal: Goal::Plus(10.0),
        },
        Row {
            case: "from tokio and back",
            unit: Unit::Instructions,
            ours: ours(|| tokio(IntoTokio::new(FromTokio::new(Opaque)))),
            peers: &[peer("the inner", || tokio(Opaque))],
            goal: Goal::Plus(32.0),
        },
    ],
};

/// A reader that brings eight bytes each time.
struct Opaque;

impl futures::io::AsyncRead for Opaque {
    #[inline(never)]
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        buf[..8].fill(7);
        Poll::Ready(Ok(8))
    }
}

impl tokio::io::AsyncRead for Opaque {
    #[inline(never)]
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut tokio::io::ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        buf.put_slice(&[7; 8]);
        Poll::Ready(Ok(()))
    }
}

fn futures(mut reader: impl futures::io::AsyncRead + Unpin) -> Counts {
    let mut memory = [0; 64];
    measure(POLLS, || {
        for _ in 0..POLLS {
            let polled = Pin::new(&mut reader).poll_read(&mut context(), &mut memory);
            assert!(matches!(polled, Poll::Ready(Ok(8))));
        }
    })
}

fn tokio(mut reader: impl tokio::io::AsyncRead + Unpin) -> Counts {
    let mut memory = [0; 64];
    let mut buf = tokio::io::ReadBuf::new(&mut memory);
    measure(POLLS, || {
        for _ in 0..POLLS {
            buf.clear();
            let polled = Pin::new(&mut reader).poll_read(&mut context(), &mut buf);
            assert!(matches!(polled, Poll::Ready(Ok(()))) && buf.filled().len() == 8);
        }
    })
}

const POLLS: u32 = 10_000;
