//! What do two adapters in a row cost a read?
//!
//! A reader goes from an ecosystem to our traits and back, as it does where a library that takes our
//! traits calls one that takes theirs. The inner reader is opaque, as if it were behind `dyn`, so
//! nothing melts into it: the difference is what carrying the buffer there and back costs.
//!
//! Where a reader is read in one place, the compiler puts the adapters there. Otherwise they become
//! a function, and what it costs to save registers comes on top; the last row shows it, with the
//! goal that it stays so.
//!
//! A regression: a check that is made twice, a counter that is kept in memory rather than in a
//! register, a conversion of results that does not fold away.

use std::{
    hint::black_box,
    io,
    pin::Pin,
    task::{Context, Poll, ready},
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
            ours: ours(|| futures(IntoFutures::new(FromFutures::new(Opaque::<0>)))),
            peers: &[peer("the inner", || futures(Opaque::<0>))],
            goal: Goal::Plus(10.0),
        },
        Row {
            case: "from tokio and back",
            unit: Unit::Instructions,
            ours: ours(|| tokio(IntoTokio::new(FromTokio::new(Opaque::<1>)))),
            peers: &[peer("the inner", || tokio(Opaque::<1>))],
            goal: Goal::Plus(32.0),
        },
        Row {
            case: "from tokio and back, behind `dyn`",
            unit: Unit::Instructions,
            ours: ours(|| tokio(by_dyn(IntoTokio::new(FromTokio::new(Opaque::<2>))))),
            peers: &[peer("the inner", || tokio(by_dyn(Opaque::<2>)))],
            goal: Goal::Plus(75.0),
        },
    ],
};

/// A reader that brings eight bytes each time: one type for each row, so that the adapters around
/// it are used in one place.
struct Opaque<const ROW: u8>;

impl<const ROW: u8> futures::io::AsyncRead for Opaque<ROW> {
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

impl<const ROW: u8> tokio::io::AsyncRead for Opaque<ROW> {
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
    reads(|cx| Pin::new(&mut reader).poll_read(cx, &mut memory))
}

/// Makes a buffer for each poll, as tokio's own `read` does.
fn tokio(mut reader: impl tokio::io::AsyncRead + Unpin) -> Counts {
    let mut memory = [0; 64];
    reads(|cx| {
        let mut buf = tokio::io::ReadBuf::new(&mut memory);
        ready!(Pin::new(&mut reader).poll_read(cx, &mut buf))?;
        Poll::Ready(Ok(buf.filled().len()))
    })
}

fn by_dyn(
    reader: impl tokio::io::AsyncRead + Unpin + 'static,
) -> impl tokio::io::AsyncRead + Unpin {
    black_box(Box::new(reader) as Box<dyn tokio::io::AsyncRead + Unpin>)
}

fn reads(mut read: impl FnMut(&mut Context<'_>) -> Poll<io::Result<usize>>) -> Counts {
    measure(POLLS, || {
        let mut read_all = || {
            let (mut cx, mut total) = (context(), 0);
            for _ in 0..POLLS {
                total += ready!(read(&mut cx))?;
            }
            Poll::Ready(io::Result::Ok(total))
        };
        assert!(matches!(read_all(), Poll::Ready(Ok(n)) if n == 8 * POLLS as usize));
    })
}

const POLLS: u32 = 10_000;
